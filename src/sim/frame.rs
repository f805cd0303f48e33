//! What is remembered for EXCON: since when conditions hold, how far expectations are, ratings, and what injects left.
//!
//! **No seat is told any of it.** What an inject does to the world is in the world itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ashore::Violation;
use super::event::Event;
use super::situation;
use super::step::Now;
use super::theatre::Theatre;
use super::world::World;
use crate::base::Tick;
use crate::base::ids::{ExpectationId, ObjectiveId, PlaceId};
use crate::base::time::TICKS_PER_MINUTE;
use crate::scenario::{Condition, Scenario, Situation, Wrong};

/// The memory of the frame.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Frame {
    /// Since when each condition that may pass again holds, in the order of `watched`; each exists while it does.
    pub watched: Vec<Option<Tick>>,
    /// How far each expectation is, in order of `ExpectationId`.
    pub progress: Vec<Progress>,
    /// When each way of violating a right first came about.
    pub wrongs: BTreeMap<Wrong, Tick>,
    /// Places where a crowd lets nobody be put ashore, and until when.
    pub protests: BTreeMap<PlaceId, Tick>,
    /// The evaluator's rating of expectations; the last on each stands.
    pub ratings: BTreeMap<ExpectationId, Rating>,
    /// The evaluator's rating of objectives; the last on each stands.
    pub objectives: BTreeMap<ObjectiveId, Rating>,
}

/// How far an expectation is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// From when it counts. Exists when and only when that came about.
    pub from: Option<Tick>,
    /// When each thing to be done was first done; each exists when and only when it was.
    pub done: Vec<Option<Tick>>,
}

/// An evaluator's rating, as exercise evaluation guides have it (HSEEP, *recalled*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rating {
    /// Performed without challenges.
    Performed,
    /// Performed with some challenges.
    SomeChallenges,
    /// Performed with major challenges.
    MajorChallenges,
    /// Unable to be performed.
    Unable,
}

impl Rating {
    /// All of them, best first.
    pub const ALL: [Self; 4] = [Self::Performed, Self::SomeChallenges, Self::MajorChallenges, Self::Unable];

    /// Words for a table.
    pub fn words(self) -> &'static str {
        match self {
            Self::Performed => "performed without challenges",
            Self::SomeChallenges => "performed with some challenges",
            Self::MajorChallenges => "performed with major challenges",
            Self::Unable => "unable to be performed",
        }
    }

    /// The letter that stands for it.
    pub fn letter(self) -> char {
        match self {
            Self::Performed => 'P',
            Self::SomeChallenges => 'S',
            Self::MajorChallenges => 'M',
            Self::Unable => 'U',
        }
    }

    /// What it is worth, 0 to 1: even steps (*proposed*; no source gives numbers).
    pub fn credit(self) -> f64 {
        match self {
            Self::Performed => 1.0,
            Self::SomeChallenges => 2.0 / 3.0,
            Self::MajorChallenges => 1.0 / 3.0,
            Self::Unable => 0.0,
        }
    }
}

/// What became true of the frame. Omniscient, as all events are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FrameEvent {
    /// The time of an expectation began to run. Told only where no milestone tells it.
    TimeRuns {
        /// Which.
        expectation: ExpectationId,
        /// Since when.
        since: Tick,
    },
    /// Something an expectation asks for was done. Told of steps, and where no milestone tells it.
    StepDone {
        /// Which expectation.
        expectation: ExpectationId,
        /// Which of its steps, from 0.
        step: u32,
        /// When.
        at: Tick,
    },
    /// A crowd lets nobody be put ashore at a place.
    ProtestBegan {
        /// Where.
        place: PlaceId,
        /// Until when.
        until: Tick,
    },
    /// It does so no longer.
    ProtestEnded {
        /// Where.
        place: PlaceId,
    },
    /// A reception site closed.
    SiteClosed {
        /// The place it is at.
        place: PlaceId,
    },
    /// A vessel in distress got drinking water.
    WaterCame {
        /// Which vessel.
        case: crate::base::ids::CraftId,
        /// How much \[L\].
        water_l: f64,
    },
}

/// The conditions of a scenario that may pass again and have to be watched: each once, those that others are made of
/// before these.
pub(super) fn watched(scenario: &Scenario) -> Vec<Condition> {
    let mut all = Vec::new();
    for inject in &scenario.injects {
        inject.when.walk(&mut all);
    }
    for expectation in &scenario.expectations {
        for condition in expectation.conditions() {
            condition.walk(&mut all);
        }
    }
    let mut watched: Vec<Condition> = Vec::new();
    for condition in all.into_iter().filter(|condition| may_pass(condition)) {
        if !watched.contains(condition) {
            watched.push(condition.clone());
        }
    }
    watched
}

/// Whether something that holds may hold no longer, and nothing else in the world says since when it does.
fn may_pass(condition: &Condition) -> bool {
    match condition {
        Condition::Not(_) => true,
        Condition::Is(situation) => matches!(
            situation,
            Situation::Saved(..)
                | Situation::AboardRescuers(..)
                | Situation::InWater(..)
                | Situation::WaterLeft(..)
                | Situation::Waiting(..)
                | Situation::BedsFree(..)
                | Situation::Unread(..)
        ),
        _ => false,
    }
}

impl Frame {
    /// The beginning.
    pub(super) fn new(theatre: &Theatre) -> Self {
        let steps = |expectation: &crate::scenario::Expectation| expectation.proof.conditions().len();
        Self {
            watched: vec![None; theatre.watched().len()],
            progress: theatre
                .scenario
                .expectations
                .iter()
                .map(|expectation| Progress { from: None, done: vec![None; steps(expectation)] })
                .collect(),
            ..Self::default()
        }
    }

    /// Whether it can be of a scenario.
    pub(crate) fn fits(&self, scenario: &Scenario) -> bool {
        self.watched.len() == watched(scenario).len()
            && self.progress.len() == scenario.expectations.len()
            && self
                .progress
                .iter()
                .zip(&scenario.expectations)
                .all(|(progress, spec)| progress.done.len() == spec.proof.conditions().len())
    }

    /// Whether a crowd lets nobody be put ashore at a place.
    pub(super) fn is_barred(&self, place: PlaceId) -> bool {
        self.protests.contains_key(&place)
    }
}

/// Each tick: violations of this tick are noted, and protests whose time has come end.
pub(super) fn note(now: &mut Now<'_>, world: &mut World) {
    for wrong in now.wrongs() {
        world.frame.wrongs.entry(wrong).or_insert(now.tick);
    }
    let over: Vec<PlaceId> =
        world.frame.protests.iter().filter(|(_, until)| **until <= now.tick).map(|(place, _)| *place).collect();
    for place in over {
        world.frame.protests.remove(&place);
        now.emit(Event::Frame(FrameEvent::ProtestEnded { place }));
        super::exercise::tell_of_place(now, world, place, "The crowd is gone; people can be put ashore again.");
    }
}

/// The violation a condition may ask for. None where no condition can.
pub(super) fn wrong_of(violation: Violation) -> Option<Wrong> {
    [
        (Violation::Refoulement, Wrong::Refoulement),
        (Violation::FamilySeparated, Wrong::FamilySeparated),
        (Violation::ChildDetained, Wrong::ChildDetained),
        (Violation::SmuggledCharged, Wrong::SmuggledCharged),
        (Violation::Disclosure, Wrong::Disclosure),
    ]
    .into_iter()
    .find(|(of, _)| *of == violation)
    .map(|(_, wrong)| wrong)
}

/// Each minute: which of the watched conditions hold, and since when. Those that hold from the first look on have held
/// from the start.
pub(super) fn watch(now: &Now<'_>, world: &mut World) {
    let theatre = now.theatre;
    for (i, condition) in theatre.watched().iter().enumerate() {
        let holds = match condition {
            Condition::Not(inner) => situation::since(theatre, inner, world).is_none(),
            Condition::Is(what) => situation::is_so(theatre, world, *what),
            _ => false,
        };
        let first = if now.tick.0 <= TICKS_PER_MINUTE { Tick::START } else { now.tick };
        if let Some(since) = world.frame.watched.get_mut(i) {
            *since = if holds { since.or(Some(first)) } else { None };
        }
    }
}
