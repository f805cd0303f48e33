//! The trainer's plan: injects, expectations, and the conditions both hang on.

use super::super::diagnostic::{NONE, ORDER, SAME_ID};
use super::super::doc::{ConditionDoc, EffectDoc, ExpectationDoc, Id, InjectDoc};
use super::super::leaf::{Choice, Leaf, Raw};
use super::super::model::{Condition, Effect, Expectation, Inject, Milestone, Phase, Stage};
use super::super::reading::Reading;
use super::super::values::Within;
use super::Written;
use super::craft::{channel, trouble_kind};
use super::parties::known_id;
use super::portal::{self, Printed, Warned};
use crate::base::Tick;
use crate::base::ids::{CraftId, SeatId, SruId};

pub(super) fn injects<'a>(reading: &mut Reading<'a>, written: &[Written<'a, InjectDoc<'a>>]) -> Vec<Option<Inject>> {
    ids_differ(reading, written.iter().map(|entry| entry.form.id));
    written.iter().map(|entry| inject(reading, entry.raw, &entry.form)).collect()
}

fn inject<'a>(reading: &mut Reading<'a>, at: Raw<'a>, form: &InjectDoc<'a>) -> Option<Inject> {
    let purpose = reading.text(form.purpose);
    let when = condition(reading, at, &form.when);
    let latest = form.latest.map(|moment| reading.tick(moment, Within::Exercise));
    let effect = effect(reading, form.effect);
    Some(Inject {
        id: known_id(form.id),
        purpose: purpose?,
        when: when?,
        latest: latest.map_or(Some(None), |latest| latest.map(Some))?,
        effect: effect?,
    })
}

fn effect<'a>(reading: &mut Reading<'a>, form: EffectDoc<'a>) -> Option<Effect> {
    match form {
        EffectDoc::Message { from, to, channel: by, case, position, text } => {
            let from = reading.text(from);
            let to = seat(reading, to);
            let channel = channel(reading, by);
            let case = craft(reading, case);
            let position = position.map(|position| reading.any_position(position));
            let text = reading.text(text);
            Some(Effect::Message {
                from: from?,
                to: to?,
                channel: channel?,
                case: case?,
                position: position.map_or(Some(None), |position| position.map(Some))?,
                text: text?,
            })
        }
        EffectDoc::Trouble { craft: id, kind } => {
            let craft = craft(reading, id);
            let kind = trouble_kind(reading, kind);
            Some(Effect::Trouble { craft: craft?, kind: kind? })
        }
        EffectDoc::UnitFails(unit) => {
            let sru = reading.reference(|r| &mut r.srus, unit).map(SruId::new)?;
            Some(Effect::SruFails { sru })
        }
        EffectDoc::Indicator { to, kind, case, position, persons, text, sound } => {
            let written = Warned { to, kind, case, position, persons, text, sound };
            portal::indicator(reading, &written).map(|indicator| Effect::Indicator(Box::new(indicator)))
        }
        EffectDoc::Press { outlet, text, pressure, about, on } => {
            let written = Printed { outlet, text, pressure, about, on };
            portal::news(reading, &written).map(|news| Effect::Press(Box::new(news)))
        }
    }
}

pub(super) fn expectations<'a>(
    reading: &mut Reading<'a>,
    written: &[Written<'a, ExpectationDoc<'a>>],
) -> Vec<Option<Expectation>> {
    ids_differ(reading, written.iter().map(|entry| entry.form.id));
    written.iter().map(|entry| expectation(reading, entry.raw, &entry.form)).collect()
}

fn expectation<'a>(reading: &mut Reading<'a>, at: Raw<'a>, form: &ExpectationDoc<'a>) -> Option<Expectation> {
    let seat = seat(reading, form.seat);
    let what = reading.text(form.what);
    let done = condition(reading, at, &form.done);
    let from = match &form.from {
        Some(from) => condition(reading, at, from),
        None => Some(Condition::At(Tick::START)),
    };
    let within = reading.span(form.within);
    let partly_within = match form.partly_within {
        Some(partly) => reading.span(partly),
        None => within,
    };
    let (within, partly_within) = (within?, partly_within?);
    if partly_within < within {
        let at = form.partly_within?.raw();
        let message = format!("partly met within {partly_within} is stricter than met within {within}");
        return reading.error(ORDER, at, message, "type a time of at least `within`");
    }
    let id = known_id(form.id);
    Some(Expectation { id, seat: seat?, what: what?, done: done?, from: from?, within, partly_within })
}

/// Judges the ids of a list that nothing refers to.
fn ids_differ<'a>(reading: &mut Reading<'a>, ids: impl Iterator<Item = Id<'a>>) {
    let mut seen: Vec<String> = Vec::new();
    for id in ids {
        let Some(text) = reading.id(id) else { continue };
        match seen.binary_search(&text) {
            Ok(_) => {
                let message = format!("\"{text}\" is the id of two things in this list");
                let help = format!("give one of them another id, as in \"{text}-2\"");
                let _: Option<()> = reading.error(SAME_ID, id.raw(), message, help);
            }
            Err(place) => seen.insert(place, text),
        }
    }
}

fn seat<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<SeatId> {
    reading.reference(|r| &mut r.seats, id).map(SeatId::new)
}

fn craft<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<CraftId> {
    reading.reference(|r| &mut r.crafts, id).map(CraftId::new)
}

/// Reads a condition. `at` is the entry it stands in, for what has no place of its own.
fn condition<'a>(reading: &mut Reading<'a>, at: Raw<'a>, form: &ConditionDoc<'a>) -> Option<Condition> {
    let milestone = match form {
        ConditionDoc::At(moment) => return reading.tick(*moment, Within::Exercise).map(Condition::At),
        ConditionDoc::After(duration, inner) => {
            let span = reading.span(*duration);
            let inner = condition(reading, at, inner);
            return Some(Condition::After(span?, Box::new(inner?)));
        }
        ConditionDoc::All(list) => return conditions(reading, at, list).map(Condition::All),
        ConditionDoc::Any(list) => return conditions(reading, at, list).map(Condition::Any),
        ConditionDoc::Alerted(s, c) => both(reading, *s, *c, Milestone::Alerted),
        ConditionDoc::PositionKnown(s, c) => both(reading, *s, *c, Milestone::PositionKnown),
        ConditionDoc::PhaseDeclared(s, c, phase_form) => {
            let pair = both(reading, *s, *c, |seat, craft| (seat, craft));
            let phase = phase(reading, *phase_form);
            pair.and_then(|(seat, craft)| Some(Milestone::PhaseDeclared(seat, craft, phase?)))
        }
        ConditionDoc::CoordinationAsked(s, c) => both(reading, *s, *c, Milestone::CoordinationAsked),
        ConditionDoc::ResponsibilityAccepted(s, c) => both(reading, *s, *c, Milestone::ResponsibilityAccepted),
        ConditionDoc::DistressBroadcast(s, c) => both(reading, *s, *c, Milestone::DistressBroadcast),
        ConditionDoc::UnitTasked(s) => seat(reading, *s).map(Milestone::SruTasked),
        ConditionDoc::UnitUnderWay(s) => seat(reading, *s).map(Milestone::SruUnderWay),
        ConditionDoc::OnScene(s, c) => both(reading, *s, *c, Milestone::OnScene),
        ConditionDoc::Sighted(s, c) => both(reading, *s, *c, Milestone::Sighted),
        ConditionDoc::Recovered(s, c) => both(reading, *s, *c, Milestone::Recovered),
        ConditionDoc::Landed(s, c) => both(reading, *s, *c, Milestone::Landed),
        ConditionDoc::Stage(c, stage_form) => {
            let craft = craft(reading, *c);
            let stage = stage(reading, *stage_form);
            craft.and_then(|craft| Some(Milestone::Stage(craft, stage?)))
        }
        ConditionDoc::LandingAgreed(s) => seat(reading, *s).map(Milestone::LandingAgreed),
    };
    milestone.map(Condition::Reached)
}

fn conditions<'a>(reading: &mut Reading<'a>, at: Raw<'a>, list: &[ConditionDoc<'a>]) -> Option<Vec<Condition>> {
    if list.is_empty() {
        return reading.error(NONE, at, "a condition of no conditions", "write one inside `All([…])` or `Any([…])`");
    }
    let judged: Vec<_> = list.iter().map(|form| condition(reading, at, form)).collect();
    judged.into_iter().collect()
}

fn both<'a, M>(
    reading: &mut Reading<'a>,
    seat_id: Id<'a>,
    craft_id: Id<'a>,
    milestone: impl FnOnce(SeatId, CraftId) -> M,
) -> Option<M> {
    let seat = seat(reading, seat_id);
    let craft = craft(reading, craft_id);
    Some(milestone(seat?, craft?))
}

fn phase<'a>(reading: &mut Reading<'a>, choice: Choice<'a>) -> Option<Phase> {
    let known = [("Uncertainty", Phase::Uncertainty), ("Alert", Phase::Alert), ("Distress", Phase::Distress)];
    reading.word(choice, &known)
}

fn stage<'a>(reading: &mut Reading<'a>, choice: Choice<'a>) -> Option<Stage> {
    let known = [
        ("UnderWay", Stage::UnderWay),
        ("Adrift", Stage::Adrift),
        ("Flooding", Stage::Flooding),
        ("Listing", Stage::Listing),
        ("Capsized", Stage::Capsized),
        ("Sunk", Stage::Sunk),
    ];
    reading.word(choice, &known)
}
