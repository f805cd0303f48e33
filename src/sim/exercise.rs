//! The frame of the exercise: injects, expectations, and the end.

use crate::base::ids::{ExpectationId, InjectId};
use crate::base::time::TICKS_PER_MINUTE;
use crate::base::{Span, Tick};
use crate::scenario::{Condition, Effect, Milestone, Nature, Phase};

use super::command::{MessageBody, ReportedPosition};
use super::event::{EndCause, Event, Source};
use super::step::Now;
use super::world::*;
use super::{casualty, comms, portal, press, units};

/// One tick of the frame. Conditions are looked at once a minute.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    if now.tick.0.is_multiple_of(TICKS_PER_MINUTE) {
        injects(now, world);
        expectations(now, world);
    }
    end(now, world);
}

/// Since when a condition holds. `None` while it does not.
pub fn since(condition: &Condition, world: &World) -> Option<Tick> {
    let now = world.tick;
    match condition {
        Condition::At(tick) => (*tick <= now).then_some(*tick),
        Condition::Reached(milestone) => reached(milestone, world),
        Condition::After(span, inner) => since(inner, world).map(|t| t.after(*span)).filter(|t| *t <= now),
        Condition::All(list) => {
            let mut last = Tick::START;
            for inner in list {
                last = last.max(since(inner, world)?);
            }
            Some(last)
        }
        Condition::Any(list) => list.iter().filter_map(|inner| since(inner, world)).min(),
    }
}

/// A phase counts as declared from when it, or a graver one, first was.
fn reached(milestone: &Milestone, world: &World) -> Option<Tick> {
    if let Milestone::PhaseDeclared(seat, case, phase) = milestone {
        return [Phase::Uncertainty, Phase::Alert, Phase::Distress]
            .into_iter()
            .filter(|p| p >= phase)
            .filter_map(|p| world.milestones.get(&Milestone::PhaseDeclared(*seat, *case, p)).copied())
            .min();
    }
    world.milestones.get(milestone).copied()
}

fn injects(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.injects.len() {
        if world.injects[i] != InjectStatus::Waiting {
            continue;
        }
        let spec = &now.theatre.scenario.injects[i];
        let inject = InjectId::new(i);
        if since(&spec.when, world).is_some() {
            fire(now, world, inject);
        } else if spec.latest.is_some_and(|latest| now.tick > latest) {
            world.injects[i] = InjectStatus::Overtaken(now.tick);
            now.emit(Event::InjectOvertaken { inject });
        }
    }
}

/// Fires a planned inject.
pub(super) fn fire(now: &mut Now<'_>, world: &mut World, inject: InjectId) {
    world.injects[inject.index()] = InjectStatus::Fired(now.tick);
    now.emit(Event::InjectFired { inject });
    let theatre = now.theatre;
    affect(now, world, &theatre.scenario.injects[inject.index()].effect);
}

/// What an inject does.
pub(super) fn affect(now: &mut Now<'_>, world: &mut World, effect: &Effect) {
    match effect.clone() {
        Effect::Message { from, to, channel, case, position, text } => {
            let position =
                position.map(|position| ReportedPosition { position, error_m: THIRD_PARTY_ERROR_M, true_at: now.tick });
            let body = MessageBody::Call { case, nature: Nature::Enquiry, position, persons: None, text };
            comms::send(now, world, Source::Outside(from), to, channel, body);
        }
        Effect::Trouble { craft, kind } => casualty::strike(now, world, craft, kind),
        Effect::SruFails { sru } => units::fail(now, world, sru),
        Effect::Indicator(indicator) => portal::indicate(now, world, &indicator, THIRD_PARTY_ERROR_M),
        Effect::Press(news) => press::news(now, world, &news),
    }
}

/// How a centre assesses a position from a third party \[m\]: 20 NM, the better end of sar-models.md 3.2 (proposed).
const THIRD_PARTY_ERROR_M: f64 = 20.0 * 1852.0;

fn expectations(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.expectations.len() {
        if world.expectations[i] != ExpectationStatus::Open {
            continue;
        }
        let spec = &now.theatre.scenario.expectations[i];
        let expectation = ExpectationId::new(i);
        let Some(from) = since(&spec.from, world) else {
            continue;
        };
        let (met_by, partly_by) = (from.after(spec.within), from.after(spec.partly_within));
        match since(&spec.done, world) {
            Some(done) if done <= met_by => {
                world.expectations[i] = ExpectationStatus::Met(done);
                now.emit(Event::ExpectationMet { expectation });
            }
            Some(done) if done <= partly_by => {
                world.expectations[i] = ExpectationStatus::PartlyMet(done);
                now.emit(Event::ExpectationPartlyMet { expectation });
            }
            _ if now.tick > partly_by => {
                world.expectations[i] = ExpectationStatus::Missed(now.tick);
                now.emit(Event::ExpectationMissed { expectation });
            }
            _ => {}
        }
    }
}

/// The exercise ends when its time is over, or some time after nobody living is left at sea.
fn end(now: &mut Now<'_>, world: &mut World) {
    let scenario = &now.theatre.scenario;
    let why = if now.tick >= scenario.last_tick() {
        EndCause::TimeUp
    } else if now.tick.0.is_multiple_of(TICKS_PER_MINUTE)
        && settled_for(world).is_some_and(|span| span >= scenario.settles_after)
    {
        EndCause::Settled
    } else {
        return;
    };
    // An expectation whose time had not run out stays open: ending early is not failing.
    world.ended = Some(why);
    now.emit(Event::ExerciseEnded { why });
}

/// How long nobody living has been at sea, and nobody ashore has waited to be registered, screened and housed where a
/// site received them. `None` while somebody is or does.
fn settled_for(world: &mut World) -> Option<Span> {
    let ashore = |w: Whereabouts| matches!(w, Whereabouts::AtPlace(_) | Whereabouts::OnShore(_));
    let at_risk = world.people.iter().any(|p| p.fate == Fate::Living && !ashore(p.whereabouts));
    if at_risk || world.people.is_empty() || !world.ashore.is_settled() {
        world.settled_since = None;
        return None;
    }
    let since = *world.settled_since.get_or_insert(world.tick);
    Some(world.tick.since(since))
}
