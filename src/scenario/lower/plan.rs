//! The trainer's plan: injects, expectations and the objectives they serve. What both hang on is in `conditions`.

use super::super::diagnostic::{NONE, ORDER, PROOF, TOO_MANY, UNLIKELY};
use super::super::doc::{EffectDoc, ExpectationDoc, Id, InjectDoc, ObjectiveDoc, Part, StepDoc};
use super::super::leaf::{Choice, Coordinates, Count, Duration, Leaf, Quantity, Raw};
use super::super::model::{Condition, Effect, Expectation, Inject, Nature, Objective, Proof, Sru, Start, Step, Told};
use super::super::reading::Reading;
use super::super::reception::Site;
use super::super::values::Within;
use super::Written;
use super::channels::{self, channel};
use super::conditions::{condition, place_of_site, when};
use super::craft::trouble_kind;
use super::parties::known_id;
use super::portal::{self, Printed, Warned};
use super::reports::vessel;
use crate::base::ids::{CraftId, ObjectiveId, PlaceId, SeatId, SiteId, SruId};
use crate::base::position::NAUTICAL_MILE_M;
use crate::base::quantity::Kind;
use crate::base::{Span, Tick};

/// Steps of one expectation at most.
const STEPS: usize = 50;

/// What effects are held against beside the names.
pub(super) struct Things<'t> {
    /// Units and merchant ships, as far as they could be read.
    pub(super) srus: &'t [Option<Sru>],
    /// Reception sites, as far as they could be read.
    pub(super) sites: &'t [Option<Site>],
}

pub(super) fn injects<'a>(
    reading: &mut Reading<'a>,
    written: &[Written<'a, InjectDoc<'a>>],
    things: &Things<'_>,
) -> Vec<Option<Inject>> {
    written.iter().map(|entry| inject(reading, entry.raw, &entry.form, things)).collect()
}

fn inject<'a>(reading: &mut Reading<'a>, at: Raw<'a>, form: &InjectDoc<'a>, things: &Things<'_>) -> Option<Inject> {
    let purpose = reading.text(form.purpose);
    let when = when(reading, at, &form.when);
    let latest = form.latest.map(|moment| reading.tick(moment, Within::Exercise));
    let effect = effect(reading, form.effect, things);
    Some(Inject {
        id: known_id(form.id),
        purpose: purpose?,
        when: when?,
        latest: latest.map_or(Some(None), |latest| latest.map(Some))?,
        effect: effect?,
    })
}

fn effect<'a>(reading: &mut Reading<'a>, form: EffectDoc<'a>, things: &Things<'_>) -> Option<Effect> {
    match form {
        EffectDoc::Message { from, to, channel: by, case, position: at, text, nature, persons, error, age } => {
            let from = reading.text(from);
            let to = seat(reading, to);
            let channel = channel(reading, by);
            let case = craft(reading, case);
            let position = at.map(|at| reading.any_position(at));
            let text = reading.text(text);
            let told = told(reading, at, &ToldDoc { nature, persons, error, age });
            Some(Effect::Message {
                from: from?,
                to: to?,
                channel: channel?,
                case: case?,
                position: position.map_or(Some(None), |position| position.map(Some))?,
                text: text?,
                told: told?,
            })
        }
        EffectDoc::Trouble { craft: id, kind } => {
            let craft = vessel(reading, id);
            let kind = trouble_kind(reading, kind);
            Some(Effect::Trouble { craft: craft?, kind: kind? })
        }
        EffectDoc::UnitFails(unit) => sru(reading, unit).map(|sru| Effect::SruFails { sru }),
        EffectDoc::BringIn { unit, at } => brings_in(reading, unit, at, things),
        EffectDoc::CloseSite(place) => site(reading, place, things).map(|site| Effect::SiteCloses { site }),
        EffectDoc::OpenSite(place) => site(reading, place, things).map(|site| Effect::SiteOpens { site }),
        EffectDoc::CrowdProtest(place, span) => {
            let place = reading.reference(|r| &mut r.places, place).map(PlaceId::new);
            let span = reading.span(span);
            Some(Effect::CrowdProtests { place: place?, span: span? })
        }
        EffectDoc::Stores { craft: id, water } => {
            let craft = vessel(reading, id);
            let range = (0.0..=1_000_000.0, "0 to 1,000 m3");
            let water_l = reading.quantity(water, Kind::Volume, "the water", range.0, range.1);
            Some(Effect::StoresCome { craft: craft?, water_l: water_l? })
        }
        EffectDoc::Indicator { to, kind, case, position, persons, text, sound } => {
            let written = Warned { to, kind, case, position, persons, text, sound };
            portal::indicator(reading, &written).map(|indicator| Effect::Indicator(Box::new(indicator)))
        }
        EffectDoc::Press { outlet, text, pressure, about, on } => {
            let written = Printed { outlet, text, pressure, about, on };
            portal::news(reading, &written).map(|news| Effect::Press(Box::new(news)))
        }
        EffectDoc::ChannelFails { channel: by, r#for: span, party } => channels::fails(reading, by, span, party),
    }
}

/// What a message tells beside its words and its position, as written.
struct ToldDoc<'a> {
    nature: Option<Choice<'a>>,
    persons: Option<Count<'a>>,
    error: Option<Quantity<'a>>,
    age: Option<Duration<'a>>,
}

fn told<'a>(reading: &mut Reading<'a>, position: Option<Coordinates<'a>>, form: &ToldDoc<'a>) -> Option<Told> {
    let default = Told::default();
    let nature = form.nature.map_or(Some(default.nature), |nature| self::nature(reading, nature));
    let persons = form.persons.map(|persons| reading.count(persons, "persons told", 0..=100_000));
    let error_m = form.error.map_or(Some(default.error_m), |error| {
        let range = (1.0..=2_000.0 * NAUTICAL_MILE_M, "1 m to 2,000 NM");
        reading.quantity(error, Kind::Length, "the error of a position", range.0, range.1)
    });
    let age = reading.span_or_none(form.age);
    if let (None, Some(raw)) = (position, form.error.map(Leaf::raw).or(form.age.map(Leaf::raw))) {
        let message = "this is about a position, and the message gives none";
        reading.warning(UNLIKELY, raw, message, "add `position: \"…\"`, or leave this out");
    }
    Some(Told {
        nature: nature?,
        persons: persons.map_or(Some(None), |persons| persons.map(Some))?,
        error_m: error_m?,
        age: age?,
    })
}

/// What trouble somebody tells of.
pub(super) fn nature<'a>(reading: &mut Reading<'a>, choice: Choice<'a>) -> Option<Nature> {
    let known = [
        ("Enquiry", Nature::Enquiry),
        ("Concern", Nature::Concern),
        ("EngineTrouble", Nature::EngineTrouble),
        ("TakingWater", Nature::TakingWater),
        ("Sinking", Nature::Sinking),
    ];
    reading.word(choice, &known)
}

fn brings_in<'a>(
    reading: &mut Reading<'a>,
    unit: Id<'a>,
    at: Option<Coordinates<'a>>,
    things: &Things<'_>,
) -> Option<Effect> {
    let sru = sru(reading, unit);
    let spec = sru.and_then(|sru| things.srus.get(sru.index())?.as_ref());
    if spec.is_some_and(|spec| spec.start != Start::Reserve) {
        let message = format!("{} is not held in reserve, and cannot be brought in", unit.raw().text());
        reading.warning(UNLIKELY, unit.raw(), message, "write `start: \"reserve\"` where the unit stands");
    }
    let at = match at {
        None => None,
        Some(at) => {
            let position = reading.position(at);
            let floats = spec.is_some_and(|spec| !spec.kind.flies());
            Some(position.and_then(|p| if floats { reading.at_sea(at.raw(), p) } else { Some(p) }))
        }
    };
    Some(Effect::BringsIn { sru: sru?, at: at.map_or(Some(None), |at| at.map(Some))? })
}

/// The site at a place.
fn site<'a>(reading: &mut Reading<'a>, id: Id<'a>, things: &Things<'_>) -> Option<SiteId> {
    let place = place_of_site(reading, id)?;
    let found = things.sites.iter().position(|site| site.as_ref().is_some_and(|site| site.place == place));
    found.map(SiteId::new)
}

pub(super) fn objectives<'a>(
    reading: &mut Reading<'a>,
    written: &[Written<'a, ObjectiveDoc<'a>>],
) -> Vec<Option<Objective>> {
    let objective = |reading: &mut Reading<'a>, form: &ObjectiveDoc<'a>| {
        let text = reading.text(form.text);
        let capability = reading.text(form.capability);
        Some(Objective { id: known_id(form.id), text: text?, capability: capability?.trim().to_owned() })
    };
    written.iter().map(|entry| objective(reading, &entry.form)).collect()
}

pub(super) fn expectations<'a>(
    reading: &mut Reading<'a>,
    written: &[Written<'a, ExpectationDoc<'a>>],
) -> Vec<Option<Expectation>> {
    written.iter().map(|entry| expectation(reading, entry.raw, &entry.form)).collect()
}

fn expectation<'a>(reading: &mut Reading<'a>, at: Raw<'a>, form: &ExpectationDoc<'a>) -> Option<Expectation> {
    let seat = seat(reading, form.seat);
    let what = reading.text(form.what);
    let from = match &form.from {
        Some(from) => condition(reading, at, from),
        None => Some(Condition::At(Tick::START)),
    };
    let objectives = match form.objectives {
        Some(list) => served(reading, list),
        None => Some(Vec::new()),
    };
    let critical = form.critical.map_or(Some(false), |switch| reading.switch(switch));
    let proof = proof(reading, at, form);
    let within = form.within.map(|within| reading.span(within));
    let partly_within = form.partly_within.map(|partly| reading.span(partly));
    let proof = proof?;
    let within = match (&proof, within) {
        (Proof::Done(_), Some(within)) => within?,
        (Proof::Done(_), None) => {
            let help = "add `within: \"1h\"`, or how long it may take";
            return reading.error(PROOF, at, "it is not said within which time this is to be done", help);
        }
        (Proof::Steps { .. }, Some(_)) => {
            let raw = form.within?.raw();
            let message = "every step has its own `within`, and the whole has none";
            return reading.error(PROOF, raw, message, "leave this out");
        }
        (Proof::Steps { steps, .. }, None) => steps.iter().map(|step| step.within).max().unwrap_or(Span::ZERO),
        (Proof::Judged, Some(within)) => within?,
        (Proof::Judged, None) => reading.clock?.length,
    };
    let partly_within = match (&proof, partly_within) {
        (_, None) => within,
        (Proof::Done(_), Some(partly)) => partly?,
        (_, Some(_)) => {
            let raw = form.partly_within?.raw();
            let message = "only what has a `done` is partly met by being late";
            return reading.error(PROOF, raw, message, "leave this out");
        }
    };
    if partly_within < within {
        let at = form.partly_within?.raw();
        let message = format!("partly met within {partly_within} is stricter than met within {within}");
        return reading.error(ORDER, at, message, "type a time of at least `within`");
    }
    Some(Expectation {
        id: known_id(form.id),
        seat: seat?,
        what: what?,
        proof,
        from: from?,
        within,
        partly_within,
        objectives: objectives?,
        critical: critical?,
    })
}

/// How it is told whether it was done: in one way, and not in two.
fn proof<'a>(reading: &mut Reading<'a>, at: Raw<'a>, form: &ExpectationDoc<'a>) -> Option<Proof> {
    let judged = form.judged.map_or(Some(false), |switch| reading.switch(switch));
    let done = form.done.as_ref().map(|done| condition(reading, at, done));
    let steps = form.steps.map(|list| steps(reading, list, form.need));
    if let (Some(need), None) = (form.need, form.steps) {
        return reading.error(PROOF, need.raw(), "`need` counts steps, and there are none", "leave this out");
    }
    match (done, steps, judged?) {
        (Some(done), None, false) => done.map(Proof::Done),
        (None, Some(steps), false) => steps,
        (None, None, true) => Some(Proof::Judged),
        (None, None, false) => {
            let help = "add `done: …` with a condition, or `steps: [ … ]`, or `judged: true`";
            reading.error(PROOF, at, "it is not said how one tells whether this was done", help)
        }
        _ => {
            let message = "there are two ways written to tell whether this was done";
            reading.error(PROOF, at, message, "keep one of `done`, `steps` and `judged: true`")
        }
    }
}

fn steps<'a>(
    reading: &mut Reading<'a>,
    list: Part<'a, Vec<Part<'a, StepDoc<'a>>>>,
    need: Option<Count<'a>>,
) -> Option<Proof> {
    let parts = reading.list(list, "steps", 1..=STEPS)?;
    let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    let need = need.map_or(Some(count), |need| reading.count(need, "steps needed", 1..=count));
    let steps: Vec<Option<Step>> = parts.into_iter().map(|part| step(reading, part)).collect();
    Some(Proof::Steps { steps: steps.into_iter().collect::<Option<_>>()?, need: need? })
}

fn step<'a>(reading: &mut Reading<'a>, part: Part<'a, StepDoc<'a>>) -> Option<Step> {
    let form = reading.form(part, "a step")?;
    let what = reading.text(form.what);
    let done = condition(reading, part.raw(), &form.done);
    let within = reading.span(form.within);
    Some(Step { what: what?, done: done?, within: within? })
}

/// The objectives an expectation serves, each once.
fn served<'a>(reading: &mut Reading<'a>, list: Part<'a, Vec<Id<'a>>>) -> Option<Vec<ObjectiveId>> {
    let ids = reading.form(list, "the objectives")?;
    if ids.is_empty() {
        return reading.error(NONE, list.raw(), "the list of objectives is empty", "leave it out");
    }
    let mut all: Vec<ObjectiveId> = Vec::new();
    let mut whole = true;
    for id in ids {
        match reading.reference(|r| &mut r.objectives, id).map(ObjectiveId::new) {
            Some(objective) if all.contains(&objective) => {
                let message = format!("{} stands here twice", id.raw().text());
                whole = false;
                let _: Option<()> = reading.error(TOO_MANY, id.raw(), message, "leave one out");
            }
            Some(objective) => all.push(objective),
            None => whole = false,
        }
    }
    whole.then_some(all)
}

pub(super) fn seat<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<SeatId> {
    reading.reference(|r| &mut r.seats, id).map(SeatId::new)
}

pub(super) fn craft<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<CraftId> {
    reading.reference(|r| &mut r.crafts, id).map(CraftId::new)
}

fn sru<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<SruId> {
    reading.reference(|r| &mut r.srus, id).map(SruId::new)
}
