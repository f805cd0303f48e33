//! What EXCON may do to a running exercise: fire and write injects, edit the world, and write in the margin.
//!
//! An intervention enters as a command without a seat, so that a recording with interventions replays like any other.
//! One that names what is not there, or would break what must hold of a world, is refused and changes nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::authority::TEXT_LIMIT;
use super::event::Event;
use super::exercise;
use super::frame::Rating;
use super::placing::{self, Moved, Placed};
use super::situation;
use super::step::Now;
use super::theatre::Theatre;
use super::world::{Activity, InjectStatus, WeatherError, World};
use crate::base::ids::{CraftId, ExpectationId, InjectId, ObjectiveId, SeatId, SruId};
use crate::base::{Position, Span, Tick, math, quantity};
use crate::scenario::{Condition, Effect, Role, Stage, TroubleKind};
use crate::sea::Flow;

/// Something EXCON does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Intervention {
    /// Fire a planned inject now, whatever it waits for.
    Fire {
        /// Which.
        inject: InjectId,
    },
    /// Call a planned inject off.
    CallOff {
        /// Which.
        inject: InjectId,
    },
    /// An inject that was not planned.
    Improvise {
        /// What it is for.
        purpose: String,
        /// What happens.
        effect: Effect,
    },
    /// Put a unit or ship somewhere else, at sea or in the air; its order stands, and its way there is found anew.
    MoveSru {
        /// Which.
        sru: SruId,
        /// Where to.
        to: Position,
    },
    /// Put a vessel in distress somewhere else, with everybody aboard it or on it.
    MoveCraft {
        /// Which.
        case: CraftId,
        /// Where to.
        to: Position,
    },
    /// Bring in a unit the scenario holds in reserve.
    BringIn {
        /// Which.
        sru: SruId,
        /// Where it appears; a unit comes in at sea or in the air, waiting.
        at: Position,
    },
    /// Put a failed unit back into service where it is: in port if it lies there, else waiting.
    Repair {
        /// Which.
        sru: SruId,
    },
    /// From now on the true weather differs from the forecast by this much more, within what the sea has ever shown.
    Weather {
        /// Added to the true wind.
        wind: Flow,
        /// Added to the true current.
        current: Flow,
        /// Added to the true significant wave height \[m\], which stays at least zero.
        wave_height_m: f64,
    },
    /// The evaluator's rating of an expectation: it decides one that is judged, and counts before the exercise's own
    /// verdict on any other.
    Rate {
        /// Which.
        expectation: ExpectationId,
        /// How it was done, in the evaluator's judgement.
        rating: Rating,
        /// Why. May be empty.
        note: String,
    },
    /// A note in the margin of the recording; changes nothing.
    Note {
        /// The words. May be empty for a bare bookmark.
        text: String,
        /// Whether it is a bookmark, to be found again on the time line.
        bookmark: bool,
    },
    /// Who plays a seat from now on: "people", or a crew's name; changes nothing.
    Seated {
        /// Which seat.
        seat: SeatId,
        /// Who.
        who: String,
    },
    /// The evaluator's rating of an objective, which counts before what its expectations give.
    RateObjective {
        /// Which.
        objective: ObjectiveId,
        /// How it was reached, in the evaluator's judgement.
        rating: Rating,
        /// Why. May be empty.
        note: String,
    },
}

impl Intervention {
    /// What it is, in a few words that follow "EXCON could not".
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Fire { .. } => "fire an inject",
            Self::CallOff { .. } => "call an inject off",
            Self::Improvise { .. } => "improvise an inject",
            Self::MoveSru { .. } => "move a unit",
            Self::MoveCraft { .. } => "move a vessel in distress",
            Self::BringIn { .. } => "bring a unit in",
            Self::Repair { .. } => "repair a unit",
            Self::Weather { .. } => "change the weather",
            Self::Rate { .. } => "rate an expectation",
            Self::Note { .. } => "write a note",
            Self::Seated { .. } => "seat a player",
            Self::RateObjective { .. } => "rate an objective",
        }
    }
}

/// The most by which the true wind and current may differ from the forecast, per component \[m/s\], and the waves
/// \[m\]: the wind of the strongest typhoons, the strongest tidal streams, and the highest significant wave height
/// measured (19 m), each rounded up (recalled). What no sea has shown is a slip of the trainer's hand.
const WIND_LIMIT_MPS: f64 = 90.0;
const CURRENT_LIMIT_MPS: f64 = 9.0;
const WAVE_LIMIT_M: f64 = 20.0;

/// The strongest leak of an improvised inject \[m3/h\], as in a scenario.
const LEAK_LIMIT_M3_PER_H: f64 = 100_000.0;

/// The largest error of a position told in an improvised inject \[m\], and the most water \[L\], as in a scenario.
const ERROR_LIMIT_M: f64 = 2_000.0 * 1852.0;
const WATER_LIMIT_L: f64 = 1_000_000.0;

/// Longest name of somebody outside the table, or of who plays a seat \[bytes\].
const NAME_LIMIT: usize = 200;

/// Does what EXCON says, or says in an event why not.
pub(super) fn apply(now: &mut Now<'_>, world: &mut World, what: &Intervention) {
    match prepare(now, world, what) {
        Ok(change) => {
            now.emit(Event::Intervened { what: what.clone() });
            carry_out(now, world, change);
        }
        Err(why) => now.emit(Event::InterventionRefused { what: what.verb().to_owned(), why }),
    }
}

/// What an intervention comes to, once everything about it has been checked.
enum Change<'a> {
    /// Nothing in the world.
    Margin,
    Fire(InjectId),
    CallOff(InjectId),
    Affect(&'a Effect),
    Sru(Box<Placed>),
    Craft(Moved),
    Weather(WeatherError),
    Rating(ExpectationId, Rating),
    Objective(ObjectiveId, Rating),
}

/// Checks an intervention and works out what it comes to, changing nothing.
///
/// # Errors
/// Why it cannot be, in a sentence.
fn prepare<'a>(now: &Now<'_>, world: &World, what: &'a Intervention) -> Result<Change<'a>, String> {
    let theatre = now.theatre;
    Ok(match what {
        Intervention::Fire { inject } => {
            waiting(theatre, world, *inject)?;
            possible(now, world, &theatre.scenario.injects[inject.index()].effect)?;
            Change::Fire(*inject)
        }
        Intervention::CallOff { inject } => {
            waiting(theatre, world, *inject)?;
            Change::CallOff(*inject)
        }
        Intervention::Improvise { purpose, effect } => {
            bounded(purpose, TEXT_LIMIT, "the purpose")?;
            sound(theatre, effect)?;
            possible(now, world, effect)?;
            Change::Affect(effect)
        }
        Intervention::MoveSru { sru, to } => Change::Sru(Box::new(placing::sru(now, world, *sru, *to)?)),
        Intervention::MoveCraft { case, to } => Change::Craft(placing::craft(now, world, *case, *to)?),
        Intervention::BringIn { sru, at } => Change::Sru(Box::new(placing::bring_in(now, world, *sru, Some(*at))?)),
        Intervention::Repair { sru } => Change::Sru(Box::new(placing::repair(now, world, *sru)?)),
        Intervention::Weather { wind, current, wave_height_m } => {
            Change::Weather(weather(&world.weather, *wind, *current, *wave_height_m)?)
        }
        Intervention::Rate { expectation, rating, note } => {
            exists(expectation.index(), world.expectations.len(), expectation)?;
            bounded(note, TEXT_LIMIT, "the note")?;
            Change::Rating(*expectation, *rating)
        }
        Intervention::RateObjective { objective, rating, note } => {
            exists(objective.index(), theatre.scenario.objectives.len(), objective)?;
            bounded(note, TEXT_LIMIT, "the note")?;
            Change::Objective(*objective, *rating)
        }
        Intervention::Note { text, .. } => {
            bounded(text, TEXT_LIMIT, "the note")?;
            Change::Margin
        }
        Intervention::Seated { seat, who } => {
            exists(seat.index(), theatre.scenario.seats.len(), seat)?;
            bounded(who, NAME_LIMIT, "the name")?;
            Change::Margin
        }
    })
}

fn carry_out(now: &mut Now<'_>, world: &mut World, change: Change<'_>) {
    match change {
        Change::Margin => {}
        Change::Fire(inject) => exercise::fire(now, world, inject),
        Change::CallOff(inject) => {
            world.injects[inject.index()] = InjectStatus::Overtaken(now.tick);
            now.emit(Event::InjectOvertaken { inject });
        }
        Change::Affect(effect) => exercise::affect(now, world, effect),
        Change::Sru(placed) => placed.apply(now, world),
        Change::Craft(moved) => moved.apply(world),
        Change::Weather(weather) => world.weather = weather,
        Change::Rating(expectation, rating) => exercise::rate(now, world, expectation, rating),
        Change::Objective(objective, rating) => {
            world.frame.objectives.insert(objective, rating);
        }
    }
}

/// Whether an id names something.
pub(super) fn exists(index: usize, count: usize, id: &impl fmt::Display) -> Result<(), String> {
    if index < count { Ok(()) } else { Err(format!("there is no {id}")) }
}

fn bounded(text: &str, limit: usize, what: &str) -> Result<(), String> {
    if text.len() <= limit { Ok(()) } else { Err(format!("{what} is longer than {limit} bytes; shorten it")) }
}

fn waiting(theatre: &Theatre, world: &World, inject: InjectId) -> Result<(), String> {
    exists(inject.index(), world.injects.len(), &inject)?;
    match world.injects[inject.index()] {
        InjectStatus::Waiting => match theatre.scenario.injects[inject.index()].latest {
            Some(latest) if world.tick > latest => Err(format!("its latest time, {latest}, has passed")),
            _ => Ok(()),
        },
        InjectStatus::Fired(at) => Err(format!("it fired at {at}")),
        InjectStatus::Overtaken(at) => Err(format!("it was overtaken by events, or called off, at {at}")),
    }
}

/// Whether everything an improvised effect names exists, and its words and numbers are of a size.
fn sound(theatre: &Theatre, effect: &Effect) -> Result<(), String> {
    let scenario = &theatre.scenario;
    match effect {
        Effect::Message { from, to, case, text, told, .. } => {
            exists(to.index(), scenario.seats.len(), to)?;
            exists(case.index(), scenario.craft.len(), case)?;
            if !(told.error_m > 0.0 && told.error_m <= ERROR_LIMIT_M) {
                return Err(format!("a position with an error of {} m tells nothing", told.error_m));
            }
            if told.age < Span::ZERO {
                return Err("a position cannot be true in the future".to_owned());
            }
            bounded(from, NAME_LIMIT, "the name of who calls")?;
            bounded(text, TEXT_LIMIT, "the message")
        }
        Effect::Trouble { craft, kind } => {
            exists(craft.index(), scenario.craft.len(), craft)?;
            match kind {
                TroubleKind::Leak { m3_per_h } if !(0.0..=LEAK_LIMIT_M3_PER_H).contains(m3_per_h) => {
                    Err(format!("a leak of {m3_per_h} m3/h is not between 0 and {LEAK_LIMIT_M3_PER_H}"))
                }
                _ => Ok(()),
            }
        }
        Effect::SruFails { sru } | Effect::BringsIn { sru, .. } => exists(sru.index(), scenario.srus.len(), sru),
        Effect::SiteCloses { site } | Effect::SiteOpens { site } => {
            exists(site.index(), scenario.reception.sites.len(), site)
        }
        Effect::CrowdProtests { place, span } => {
            exists(place.index(), scenario.places.len(), place)?;
            if (Span::ZERO..=scenario.length).contains(span) {
                Ok(())
            } else {
                Err(format!("a protest of {span} is longer than the exercise, or shorter than no time"))
            }
        }
        Effect::StoresCome { craft, water_l } => {
            exists(craft.index(), scenario.craft.len(), craft)?;
            if (0.0..=WATER_LIMIT_L).contains(water_l) {
                Ok(())
            } else {
                Err(format!("{water_l} L of water is not between 0 and {WATER_LIMIT_L}"))
            }
        }
        Effect::Indicator(indicator) => {
            exists(indicator.to.index(), scenario.seats.len(), &indicator.to)?;
            if let Some(case) = &indicator.case {
                exists(case.index(), scenario.craft.len(), case)?;
            }
            if scenario.seats[indicator.to.index()].role != Role::FocalPoint {
                return Err("intelligence goes to a national focal point".to_owned());
            }
            bounded(&indicator.text, TEXT_LIMIT, "the warning")
        }
        Effect::Press(news) => {
            if let Some(case) = &news.about {
                exists(case.index(), scenario.craft.len(), case)?;
            }
            if let Some(party) = &news.on {
                exists(party.index(), scenario.parties.len(), party)?;
            }
            if !(0.0..=1.0).contains(&news.pressure) {
                return Err(format!("a pressure of {} is not between 0 and 1", news.pressure));
            }
            bounded(&news.outlet, NAME_LIMIT, "the name of the outlet")?;
            bounded(&news.text, TEXT_LIMIT, "the news")
        }
        Effect::ChannelFails { party, span, .. } => {
            exists(party.index(), scenario.parties.len(), party)?;
            if *span > Span::ZERO && *span <= scenario.length {
                Ok(())
            } else {
                Err(format!("a failure of {span} is longer than the exercise, or no time at all"))
            }
        }
    }
}

/// Whether an effect, fired now, does anything.
fn possible(now: &Now<'_>, world: &World, effect: &Effect) -> Result<(), String> {
    let theatre = now.theatre;
    match effect {
        Effect::BringsIn { sru, at } => placing::bring_in(now, world, *sru, *at).map(|_| ()),
        Effect::SruFails { sru } if world.srus[sru.index()].activity == Activity::Reserve => {
            Err(format!("{} is held in reserve; bring it in first", theatre.sru(*sru).name))
        }
        effect => futile(theatre, world, effect).map_or(Ok(()), Err),
    }
}

/// The weather error with more added to it.
fn weather(now: &WeatherError, wind: Flow, current: Flow, wave_height_m: f64) -> Result<WeatherError, String> {
    let add = |a: Flow, b: Flow| Flow { east_mps: a.east_mps + b.east_mps, north_mps: a.north_mps + b.north_mps };
    // Written so that what is no number is out of bounds as well.
    let within = |flow: Flow, limit: f64| math::hypot(flow.east_mps, flow.north_mps) <= limit;
    let sum = WeatherError {
        wind: add(now.wind, wind),
        current: add(now.current, current),
        wave_height_m: now.wave_height_m + wave_height_m,
    };
    let knots = |mps: f64| quantity::knots(mps).round();
    if !within(sum.wind, WIND_LIMIT_MPS) {
        return Err(format!("the wind may differ from the forecast by at most {} kn", knots(WIND_LIMIT_MPS)));
    }
    if !within(sum.current, CURRENT_LIMIT_MPS) {
        return Err(format!("the current may differ from the forecast by at most {} kn", knots(CURRENT_LIMIT_MPS)));
    }
    if !(-WAVE_LIMIT_M..=WAVE_LIMIT_M).contains(&sum.wave_height_m) {
        return Err(format!("the waves may differ from the forecast by at most {WAVE_LIMIT_M} m"));
    }
    Ok(sum)
}

/// Why an effect can change nothing any more. `None` if it still can.
pub(crate) fn futile(theatre: &Theatre, world: &World, effect: &Effect) -> Option<String> {
    let vessel = match effect {
        Effect::Trouble { craft, .. } | Effect::StoresCome { craft, .. } => Some(*craft),
        _ => None,
    };
    if let Some(craft) = vessel.filter(|craft| theatre.scenario.is_only_reported(*craft)) {
        return Some(format!(
            "{} is only reported: there is no such vessel",
            theatre.scenario.craft[craft.index()].name
        ));
    }
    match effect {
        Effect::Message { .. } | Effect::Indicator(_) | Effect::Press(_) => None,
        Effect::Trouble { craft, kind } => {
            let (casualty, name) = (&world.casualties[craft.index()], &theatre.scenario.craft[craft.index()].name);
            match kind {
                _ if casualty.stage >= Stage::Capsized => Some(format!("{name} has capsized")),
                TroubleKind::PumpFails if !casualty.pump => Some(format!("the pump of {name} has failed already")),
                TroubleKind::PhoneLost if !casualty.phone => Some(format!("the telephone of {name} is lost already")),
                TroubleKind::BeaconSetOff if theatre.scenario.signals.sets(*craft).epirb.is_none() => {
                    Some(format!("{name} has no distress beacon"))
                }
                TroubleKind::BeaconSetOff if world.signals.vessels[craft.index()].beacon.is_some() => {
                    Some(format!("the distress beacon of {name} is on already"))
                }
                _ => None,
            }
        }
        Effect::SruFails { sru } => (world.srus[sru.index()].activity == Activity::Failed)
            .then(|| format!("{} is out of service already", theatre.sru(*sru).name)),
        Effect::BringsIn { sru, .. } => (world.srus[sru.index()].activity != Activity::Reserve)
            .then(|| format!("{} is not held in reserve", theatre.sru(*sru).name)),
        Effect::SiteCloses { site } => {
            let state = world.ashore.sites.get(site.index())?;
            (state.opens_at.is_none()).then(|| "the site is closed already".to_owned())
        }
        Effect::SiteOpens { site } => {
            let state = world.ashore.sites.get(site.index())?;
            state.open.then(|| "the site is open already".to_owned())
        }
        Effect::CrowdProtests { .. } | Effect::ChannelFails { .. } => None,
        Effect::StoresCome { craft, .. } => (world.casualties[craft.index()].stage >= Stage::Capsized)
            .then(|| format!("{} has capsized", theatre.scenario.craft[craft.index()].name)),
    }
}

/// When a condition will hold for certain, whatever anybody does. `None` if that is not known.
pub(crate) fn fixed(theatre: &Theatre, condition: &Condition, world: &World) -> Option<Tick> {
    match condition {
        Condition::At(tick) => Some(*tick),
        Condition::Reached(_) => situation::since(theatre, condition, world),
        // What may pass again may not last until the rest comes about.
        Condition::Not(_) | Condition::Is(_) | Condition::Manual => None,
        Condition::After(span, inner) => fixed(theatre, inner, world).map(|at| at.after(*span)),
        Condition::All(list) => {
            list.iter().try_fold(Tick::START, |last, inner| Some(last.max(fixed(theatre, inner, world)?)))
        }
        Condition::AtLeast(number, list) => {
            let mut certain: Vec<Tick> = list.iter().filter_map(|inner| fixed(theatre, inner, world)).collect();
            certain.sort_unstable();
            certain.get(number.max(&1).saturating_sub(1) as usize).copied()
        }
        // Another of them may come sooner, but none later than the first that is certain.
        Condition::Any(list) => list.iter().filter_map(|inner| fixed(theatre, inner, world)).min(),
    }
}
