//! What EXCON may do to a running exercise: fire and write injects, edit the world, and write in the margin.
//!
//! An intervention enters as a command without a seat, so that a recording with interventions replays like any other.

use serde::{Deserialize, Serialize};

use super::event::Event;
use super::exercise;
use super::step::Now;
use super::theatre::Theatre;
use super::world::{Activity, InjectStatus, World};
use crate::base::ids::{CraftId, ExpectationId, InjectId, SeatId, SruId};
use crate::base::{Position, Tick};
use crate::scenario::{Condition, Effect, Flow, Stage};

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
    /// Put a unit or ship somewhere else; its order stands.
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
    /// Put a failed unit back into service where it is.
    Repair {
        /// Which.
        sru: SruId,
    },
    /// From now on the true weather differs from the forecast by this much more.
    Weather {
        /// Added to the true wind.
        wind: Flow,
        /// Added to the true current.
        current: Flow,
        /// Added to the true significant wave height \[m\], which stays at least zero.
        wave_height_m: f64,
    },
    /// The evaluator's mark on an expectation.
    Mark {
        /// Which.
        expectation: ExpectationId,
        /// How it was done, in the evaluator's judgement.
        mark: Mark,
        /// Why. May be empty.
        remark: String,
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
}

/// An evaluator's mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Mark {
    /// Done as a good team would.
    Met,
    /// Done in part, or late.
    PartlyMet,
    /// Not done.
    Missed,
}

/// Does what EXCON says, and says so in an event. What has no object does nothing but the event.
pub(super) fn apply(now: &mut Now<'_>, world: &mut World, what: &Intervention) {
    now.emit(Event::Intervened { what: what.clone() });
    match what {
        Intervention::Fire { inject } if waiting(world, *inject) => exercise::fire(now, world, *inject),
        Intervention::CallOff { inject } if waiting(world, *inject) => {
            world.injects[inject.index()] = InjectStatus::Overtaken(now.tick);
            now.emit(Event::InjectOvertaken { inject: *inject });
        }
        Intervention::Improvise { effect, .. } if exists(now.theatre, effect) => exercise::affect(now, world, effect),
        Intervention::MoveSru { sru, to } => {
            if let Some(unit) = world.srus.get_mut(sru.index()) {
                unit.position = *to;
            }
        }
        Intervention::MoveCraft { case, to } if case.index() < world.casualties.len() => {
            world.hull_mut(*case).position = *to;
        }
        Intervention::Weather { wind, current, wave_height_m } => {
            let finite = [wind.east_mps, wind.north_mps, current.east_mps, current.north_mps, *wave_height_m];
            if finite.iter().all(|x| x.is_finite()) {
                world.weather.wind.east_mps += wind.east_mps;
                world.weather.wind.north_mps += wind.north_mps;
                world.weather.current.east_mps += current.east_mps;
                world.weather.current.north_mps += current.north_mps;
                world.weather.wave_height_m += wave_height_m;
            }
        }
        // Written in the margin, or without an object.
        _ => {}
    }
}

fn waiting(world: &World, inject: InjectId) -> bool {
    world.injects.get(inject.index()) == Some(&InjectStatus::Waiting)
}

/// Whether everything an effect names exists.
fn exists(theatre: &Theatre, effect: &Effect) -> bool {
    let scenario = &theatre.scenario;
    match effect {
        Effect::Message { to, case, .. } => to.index() < scenario.seats.len() && case.index() < scenario.craft.len(),
        Effect::Trouble { craft, .. } => craft.index() < scenario.craft.len(),
        Effect::SruFails { sru } => sru.index() < scenario.srus.len(),
    }
}

/// Why an effect can change nothing any more. `None` if it still can.
pub(crate) fn futile(theatre: &Theatre, world: &World, effect: &Effect) -> Option<String> {
    match effect {
        Effect::Message { .. } => None,
        Effect::Trouble { craft, .. } => (world.casualties[craft.index()].stage >= Stage::Capsized)
            .then(|| format!("{} has capsized", theatre.scenario.craft[craft.index()].name)),
        Effect::SruFails { sru } => (world.srus[sru.index()].activity == Activity::Failed)
            .then(|| format!("{} is out of service already", theatre.sru(*sru).name)),
    }
}

/// When a condition will hold for certain, whatever anybody does. `None` if that is not known.
pub(crate) fn fixed(condition: &Condition, world: &World) -> Option<Tick> {
    match condition {
        Condition::At(tick) => Some(*tick),
        Condition::Reached(milestone) => exercise::since(&Condition::Reached(*milestone), world),
        Condition::After(span, inner) => fixed(inner, world).map(|at| at.after(*span)),
        Condition::All(list) => list.iter().try_fold(Tick::START, |last, inner| Some(last.max(fixed(inner, world)?))),
        // Another of them may come sooner, but none later than the first that is certain.
        Condition::Any(list) => list.iter().filter_map(|inner| fixed(inner, world)).min(),
    }
}
