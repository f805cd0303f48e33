//! What EXCON and the reviewer see beside the truth: the plan, what became of it, and every seat's picture.
//!
//! **Never sent to a trainee's seat.**

use serde::{Deserialize, Serialize};

use super::{Picture, SruCard, Truth, briefing, project, truth};
use crate::base::Tick;
use crate::base::ids::SruId;
use crate::scenario::{Craft, Expectation, Inject};
use crate::sim::{self, ExpectationStatus, InjectStatus, Theatre, World};

/// What the trainer's plan says, which never changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// One paragraph on what happens and how far it follows a real case.
    pub summary: String,
    /// Vessels in distress, in order of `CraftId`.
    pub craft: Vec<Craft>,
    /// All units and ships, in order of `SruId`.
    pub srus: Vec<SruCard>,
    /// Planned interventions, in order of `InjectId`.
    pub injects: Vec<Inject>,
    /// What a good team would do, in order of `ExpectationId`.
    pub expectations: Vec<Expectation>,
}

/// The plan of a scenario.
pub fn plan(theatre: &Theatre) -> Plan {
    let scenario = &theatre.scenario;
    Plan {
        summary: scenario.summary.clone(),
        craft: scenario.craft.clone(),
        srus: (0..scenario.srus.len()).map(|i| briefing::card(theatre, SruId::new(i), true)).collect(),
        injects: scenario.injects.clone(),
        expectations: scenario.expectations.clone(),
    }
}

/// All that is to be seen at one moment by somebody who may see everything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The truth.
    pub truth: Truth,
    /// What each seat sees, in order of `SeatId`.
    pub pictures: Vec<Picture>,
    /// Where each planned inject stands, in order of `InjectId`.
    pub injects: Vec<Standing>,
    /// Where each expectation stands, in order of `ExpectationId`, and since when its time runs. The second exists
    /// when and only when it runs.
    pub expectations: Vec<(ExpectationStatus, Option<Tick>)>,
}

/// Where a planned inject stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Standing {
    /// Waiting for its condition.
    Armed,
    /// It fires at this time and nothing can change that any more.
    Due(Tick),
    /// It has fired.
    Fired(Tick),
    /// Its latest time passed, or EXCON called it off.
    Overtaken(Tick),
    /// It still waits but can have no effect any more, for this reason.
    Impossible(String),
}

/// All that is to be seen now.
pub fn overview(theatre: &Theatre, world: &World) -> Overview {
    let scenario = &theatre.scenario;
    Overview {
        truth: truth(theatre, world),
        pictures: theatre.seats().map(|seat| project(theatre, world, seat)).collect(),
        injects: (0..scenario.injects.len()).map(|i| standing(theatre, world, i)).collect(),
        expectations: scenario
            .expectations
            .iter()
            .zip(&world.expectations)
            .map(|(spec, status)| (*status, sim::since(&spec.from, world)))
            .collect(),
    }
}

fn standing(theatre: &Theatre, world: &World, i: usize) -> Standing {
    let spec = &theatre.scenario.injects[i];
    match world.injects[i] {
        InjectStatus::Fired(at) => Standing::Fired(at),
        InjectStatus::Overtaken(at) => Standing::Overtaken(at),
        InjectStatus::Waiting => match sim::futile(theatre, world, &spec.effect) {
            Some(why) => Standing::Impossible(why),
            None => match sim::fixed(&spec.when, world) {
                Some(at) if spec.latest.is_none_or(|latest| at <= latest) => Standing::Due(at),
                _ => Standing::Armed,
            },
        },
    }
}
