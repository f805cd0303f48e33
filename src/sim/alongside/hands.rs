//! What ships have in hand: their errands, their stores, engines half mended, and how long merchant ships are held up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Errand;
use crate::base::ids::{CraftId, PartyId, PersonId, SeatId, SruId};
use crate::base::{Position, Tick};
use crate::scenario::{Scenario, Stores};

/// All of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Hands {
    /// Errands given and not yet done, by ship.
    pub work: BTreeMap<SruId, Work>,
    /// What each ship has left for others, in order of `SruId`. Exists when and only when the scenario counts it.
    pub stores: Vec<Option<Stores>>,
    /// Engines that technicians have worked at, by vessel.
    pub mending: BTreeMap<CraftId, Mending>,
    /// Merchant ships held up by a rescue.
    pub held: BTreeMap<SruId, Held>,
}

impl Hands {
    /// As an exercise begins.
    pub(in crate::sim) fn new(scenario: &Scenario) -> Self {
        Self { stores: scenario.srus.iter().map(|sru| sru.stores).collect(), ..Self::default() }
    }

    /// What a ship has left for others. None where nobody counts it.
    pub fn stores_of(&self, sru: SruId) -> Option<Stores> {
        self.stores.get(sru.index()).copied().flatten()
    }

    /// The vessel that a ship leads or tows.
    pub fn leads(&self, sru: SruId) -> Option<CraftId> {
        self.work.get(&sru).filter(|work| work.grip.holds()).and_then(|work| work.craft)
    }

    /// The work of the ship that leads or tows a vessel.
    pub(in crate::sim) fn holder(&self, craft: CraftId) -> Option<&Work> {
        self.work.values().find(|work| work.grip.holds() && work.craft == Some(craft))
    }
}

/// One ship's errand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// What it was ordered to do.
    pub errand: Errand,
    /// By whom.
    pub by: SeatId,
    /// How far it has come.
    pub grip: Grip,
    /// The vessel. Exists when and only when it has been found.
    pub craft: Option<CraftId>,
    /// Hours of work done alongside.
    pub hours: f64,
    /// Living persons aboard when the vessel was turned round.
    pub people: Vec<PersonId>,
    /// Where it was turned round. Exists when and only when it was.
    pub turned_at: Option<Position>,
    /// Where its passage was to end. Exists when and only when it had one left when it was turned round.
    pub bound_for: Option<Position>,
    /// Persons passed to another ship so far: living, dead.
    pub passed: (u32, u32),
    /// Progress towards the next of them, in persons.
    pub lifting: f64,
}

/// How far an errand has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grip {
    /// The vessel, or the other ship, has not been met.
    Seeking,
    /// It is in sight; the ship closes it.
    Closing,
    /// At work alongside.
    AtWork,
    /// The vessel goes under its own engine where the ship makes it go.
    Leading,
    /// The vessel is in tow.
    Towing,
}

impl Grip {
    /// Whether the vessel is in the ship's hands.
    pub fn holds(self) -> bool {
        matches!(self, Self::Leading | Self::Towing)
    }
}

/// How far an engine has been mended.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Mending {
    /// Hours worked at it.
    pub hours: f64,
    /// How often it has been mended before.
    pub times: u32,
}

/// A merchant ship held up by a rescue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Since when.
    pub since: Tick,
    /// The state whose centre is responsible. Exists when and only when there is one.
    pub responsible: Option<PartyId>,
    /// Since when survivors have been aboard. Exists when and only when some are.
    pub laden_since: Option<Tick>,
}
