//! Means of communication at work: who is within reach, whose lines are dead, what vessels in distress call by.
//!
//! How long a message takes and whether chance loses it is in `comms`, the one door through which everything goes; what
//! a scenario says of antennas and sets is in `scenario::channels`. **Nothing here is known to a seat but what is its
//! own**: its lines, its antennas, its units, and that nobody answers.

mod beacon;
mod calls;
mod event;
mod homing;
mod land;
mod lines;
mod reach;
mod register;
#[cfg(test)]
mod register_tests;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::base::ids::PartyId;
use crate::base::{Span, Tick};
use crate::scenario::{Channel, Scenario};

use super::step::Now;
use super::world::World;

pub use event::{BeaconCause, LineFact, SignalEvent, Unheard};
pub use homing::{BearingsTaken, Homing};
pub use reach::{SHIP_ANTENNA_M, sends_by};

pub(super) use beacon::{set_off, told_before};
pub(super) use calls::{FIX_M, again, answers_by_vhf, hail, has_mast, may_talk, mayday, telephone, try_again};
pub(super) use lines::{fail, is_dead};
pub(super) use reach::{answer_by, sound, unheard, usable};

/// Height of a beacon's aerial above the sea \[m\] (*proposed*).
const BEACON_M: f64 = 1.0;

/// What is remembered of means of communication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signals {
    /// What each vessel has called by, in order of `CraftId`.
    pub vessels: Vec<Calling>,
    /// Lines that are dead now, in the order in which they died.
    pub dead: Vec<Outage>,
    /// Units that hear a beacon on 121.5 MHz now, in order of unit and vessel.
    pub homing: Vec<Homing>,
}

/// What one vessel has called by.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Calling {
    /// Talk time used.
    pub talked: Span,
    /// Calls that nobody took and that are tried again, by number, and when.
    pub again: Vec<(u32, Tick)>,
    /// When it next calls for help by VHF, if it still needs it. Exists when and only when it has.
    pub next_hail: Option<Tick>,
    /// Its distress beacon. Exists when and only when that has come on.
    pub beacon: Option<Beacon>,
    /// When what the register of its beacon says reaches the centre of the state that keeps it. Exists when and only
    /// when it is being looked up.
    pub register_read: Option<Tick>,
}

/// A distress beacon that has come on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beacon {
    /// When it came on.
    pub on_since: Tick,
    /// When its next alert is known to the ground station. Exists when and only when its battery is not spent.
    pub next: Option<Tick>,
    /// Alerts so far.
    pub alerts: u32,
}

/// A line that is dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// Whose seats.
    pub party: PartyId,
    /// By which means.
    pub channel: Channel,
    /// Until when.
    pub until: Tick,
}

impl Signals {
    /// Whether it can be of this scenario: each vessel has its own.
    pub(crate) fn fits(&self, scenario: &Scenario) -> bool {
        self.vessels.len() == scenario.craft.len()
            && self
                .homing
                .iter()
                .all(|homing| homing.sru.index() < scenario.srus.len() && homing.case.index() < scenario.craft.len())
    }

    /// At tick 0: nobody has called, and all lines work.
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { vessels: vec![Calling::default(); scenario.craft.len()], dead: Vec::new(), homing: Vec::new() }
    }
}

/// One tick of the lines and of the beacons.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    lines::advance(now, world);
    beacon::advance(now, world);
    register::advance(now, world);
    homing::advance(now, world);
}
