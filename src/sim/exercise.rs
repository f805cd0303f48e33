//! The frame of the exercise: injects, expectations, and the end.

use crate::base::ids::{ExpectationId, InjectId, PlaceId};
use crate::base::time::TICKS_PER_MINUTE;
use crate::base::{Span, Tick};
use crate::scenario::{Channel, Effect, Proof, Role, Step, Told};

use super::command::{MessageBody, ReportedPosition};
use super::event::{EndCause, Event, Source};
use super::frame::{self, FrameEvent, Progress, Rating};
use super::situation::since;
use super::step::Now;
use super::world::*;
use super::{ashore, casualty, comms, means, placing, portal, press, signals, units};

/// One tick of the frame. Conditions are looked at once a minute.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    let each_minute = now.tick.0.is_multiple_of(TICKS_PER_MINUTE);
    frame::note(now, world);
    if each_minute {
        frame::watch(now, world);
    }
    injects(now, world, each_minute);
    if each_minute {
        expectations(now, world);
    }
    end(now, world);
}

/// Fires what is due and counts out what is too late. What is due by its latest time is looked at then, to the tick.
fn injects(now: &mut Now<'_>, world: &mut World, each_minute: bool) {
    for i in 0..world.injects.len() {
        if world.injects[i] != InjectStatus::Waiting {
            continue;
        }
        let spec = &now.theatre.scenario.injects[i];
        let inject = InjectId::new(i);
        if spec.latest.is_some_and(|latest| now.tick > latest) {
            if each_minute {
                world.injects[i] = InjectStatus::Overtaken(now.tick);
                now.emit(Event::InjectOvertaken { inject });
            }
        } else if (each_minute || spec.latest == Some(now.tick)) && since(now.theatre, &spec.when, world).is_some() {
            fire(now, world, inject);
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
        Effect::Message { from, to, channel, case, position, text, told } => {
            let true_at = Tick(now.tick.0.saturating_sub(Tick::START.after(told.age).0));
            let position = position.map(|position| ReportedPosition { position, error_m: told.error_m, true_at });
            let body = MessageBody::Call { case, nature: told.nature, position, persons: told.persons, text };
            comms::send(now, world, Source::Outside(from), to, channel, body);
        }
        Effect::Trouble { craft, kind } => casualty::strike(now, world, craft, kind),
        Effect::SruFails { sru } => units::fail(now, world, sru),
        Effect::BringsIn { sru, at } => {
            // A unit that has come in by another way meanwhile stays where it is.
            if let Ok(placed) = placing::bring_in(now, world, sru, at) {
                placed.apply(now, world);
            }
        }
        Effect::SiteCloses { site } => {
            if let Some(spec) = now.theatre.scenario.reception.site(site) {
                ashore::close(world, site);
                now.emit(Event::Frame(FrameEvent::SiteClosed { place: spec.place }));
            }
        }
        Effect::SiteOpens { site } => ashore::open_now(now, world, site),
        Effect::CrowdProtests { place, span } => {
            let until = now.tick.after(span).max(world.frame.protests.get(&place).copied().unwrap_or(Tick::START));
            world.frame.protests.insert(place, until);
            now.emit(Event::Frame(FrameEvent::ProtestBegan { place, until }));
            tell_of_place(now, world, place, "A crowd on the quay does not let anybody be put ashore here.");
        }
        Effect::StoresCome { craft, water_l } => {
            world.casualties[craft.index()].water_l += water_l;
            now.emit(Event::Frame(FrameEvent::WaterCame { case: craft, water_l }));
        }
        Effect::Indicator(indicator) => portal::indicate(now, world, &indicator, Told::default().error_m),
        Effect::Press(news) => press::news(now, world, &news),
        Effect::ChannelFails { channel, party, span } => signals::fail(now, world, party, channel, span),
    }
}

/// The harbour office of a place tells the centre and the foreign ministry of its state something.
pub(super) fn tell_of_place(now: &mut Now<'_>, world: &mut World, place: PlaceId, text: &str) {
    let theatre = now.theatre;
    let Some(spec) = theatre.scenario.places.get(place.index()) else { return };
    for seat in theatre.seats() {
        let chair = theatre.seat(seat);
        if chair.party == spec.party && matches!(chair.role, Role::Rcc | Role::ForeignMinistry) {
            let body = MessageBody::Text { case: None, text: format!("{}: {text}", spec.name) };
            let from = Source::Outside(format!("The harbour office of {}", spec.name));
            comms::send(now, world, from, seat, Channel::Phone, body);
        }
    }
}

/// Each minute: how far every expectation is, and whether it is decided.
fn expectations(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.expectations.len() {
        let expectation = ExpectationId::new(i);
        progress(now, world, expectation);
        if world.expectations[i] != ExpectationStatus::Open {
            continue;
        }
        let spec = &now.theatre.scenario.expectations[i];
        let Some(Progress { from: Some(from), done }) = world.frame.progress.get(i) else {
            continue;
        };
        let (from, now_tick) = (*from, now.tick);
        let status = match &spec.proof {
            Proof::Judged => None,
            Proof::Done(_) => {
                let (met_by, partly_by) = (from.after(spec.within), from.after(spec.partly_within));
                match done.first().copied().flatten() {
                    Some(done) if done <= met_by => Some(ExpectationStatus::Met(done)),
                    Some(done) if done <= partly_by => Some(ExpectationStatus::PartlyMet(done)),
                    _ if now_tick > partly_by => Some(ExpectationStatus::Missed(now_tick)),
                    _ => None,
                }
            }
            Proof::Steps { steps, need } => {
                let mut in_time = steps_in_time(steps, done, from);
                in_time.sort_unstable();
                let enough = in_time.get(need.saturating_sub(1) as usize).copied();
                let over = now_tick > from.after(spec.within);
                match (enough, in_time.last()) {
                    (Some(done), _) => Some(ExpectationStatus::Met(done)),
                    (None, Some(_)) if over => Some(ExpectationStatus::PartlyMet(now_tick)),
                    (None, None) if over => Some(ExpectationStatus::Missed(now_tick)),
                    _ => None,
                }
            }
        };
        let Some(status) = status else { continue };
        world.expectations[i] = status;
        match status {
            ExpectationStatus::Met(_) => now.emit(Event::ExpectationMet { expectation }),
            ExpectationStatus::PartlyMet(_) => now.emit(Event::ExpectationPartlyMet { expectation }),
            ExpectationStatus::Missed(_) => now.emit(Event::ExpectationMissed { expectation }),
            ExpectationStatus::Open => {}
        }
    }
}

/// When each of the steps that were done in their time was.
pub fn steps_in_time(steps: &[Step], done: &[Option<Tick>], from: Tick) -> Vec<Tick> {
    let both = steps.iter().zip(done).filter_map(|(step, done)| Some((step, (*done)?)));
    both.filter(|(step, done)| *done <= from.after(step.within)).map(|(_, done)| done).collect()
}

/// Keeps from when an expectation counts and when each thing it asks for was first done. What milestones tell anybody
/// who reads the events is not told again.
fn progress(now: &mut Now<'_>, world: &mut World, expectation: ExpectationId) {
    let spec = &now.theatre.scenario.expectations[expectation.index()];
    let Some(mut kept) = world.frame.progress.get(expectation.index()).cloned() else { return };
    if kept.from.is_none() {
        kept.from = since(now.theatre, &spec.from, world);
        if let (Some(since), true) = (kept.from, spec.from.needs_the_world()) {
            now.emit(Event::Frame(FrameEvent::TimeRuns { expectation, since }));
        }
    }
    let is_steps = matches!(spec.proof, Proof::Steps { .. });
    for (step, (condition, done)) in (0_u32..).zip(spec.proof.conditions().into_iter().zip(&mut kept.done)) {
        if done.is_none() {
            *done = since(now.theatre, condition, world);
            if let (Some(at), true) = (*done, is_steps || condition.needs_the_world()) {
                now.emit(Event::Frame(FrameEvent::StepDone { expectation, step, at }));
            }
        }
    }
    if world.frame.progress[expectation.index()] != kept {
        world.frame.progress[expectation.index()] = kept;
    }
}

/// The evaluator rates an expectation: one that is judged is decided by it, and may be again.
pub(super) fn rate(now: &Now<'_>, world: &mut World, expectation: ExpectationId, rating: Rating) {
    world.frame.ratings.insert(expectation, rating);
    if now.theatre.scenario.expectations[expectation.index()].proof == Proof::Judged {
        world.expectations[expectation.index()] = match rating {
            Rating::Performed => ExpectationStatus::Met(now.tick),
            Rating::SomeChallenges | Rating::MajorChallenges => ExpectationStatus::PartlyMet(now.tick),
            Rating::Unable => ExpectationStatus::Missed(now.tick),
        };
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
    means::take_stock(now, world);
    now.emit(Event::ExerciseEnded { why });
}

/// How long nobody living has been at sea or on a shore from which they are to be fetched, and nobody ashore has waited
/// to be registered, screened and housed where a site received them. `None` while somebody is or does.
fn settled_for(world: &mut World) -> Option<Span> {
    let ashore = |w: Whereabouts| matches!(w, Whereabouts::AtPlace(_) | Whereabouts::OnShore(_));
    let at_risk = world.people.iter().any(|p| p.fate == Fate::Living && !ashore(p.whereabouts));
    // Those on an open shore are off the sea, and somebody is on the way to them.
    let fetched = world.shore.waiting.is_empty();
    if at_risk || !fetched || world.people.is_empty() || !world.ashore.is_settled() {
        world.settled_since = None;
        return None;
    }
    let since = *world.settled_since.get_or_insert(world.tick);
    Some(world.tick.since(since))
}
