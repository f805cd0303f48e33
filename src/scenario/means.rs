//! What states and organisations have to give beside their units and sites: money, places, staff, and a task force.
//!
//! All of it may be left out of a scenario, and then no crew asks for any of it.

use serde::{Deserialize, Serialize};

use crate::base::ids::{LanguageId, PartyId, SeatId};
use crate::sar::reception::Staff;

/// Everything about means that a scenario says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Means {
    /// The trust fund. Exists when and only when the scenario has one.
    pub fund: Option<Fund>,
    /// What each party has, in order of `PartyId`. Where a scenario gives nobody anything, empty.
    pub purses: Vec<Purse>,
    /// The states that have agreed on a task force before. Exists when and only when the scenario speaks of one.
    pub task_force: Option<Vec<PartyId>>,
}

impl Means {
    /// What a party has.
    pub fn purse(&self, party: PartyId) -> Purse {
        self.purses.get(party.index()).cloned().unwrap_or_default()
    }

    /// Whether the scenario says anything about means.
    pub fn are_given(&self) -> bool {
        *self != Self::default()
    }
}

/// A trust fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fund {
    /// As shown.
    pub name: String,
    /// What is in it at the start \[USD\].
    pub balance_usd: u32,
    /// Who decides about draws.
    pub manager: SeatId,
}

/// What a party has to give.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Purse {
    /// Persons it can resettle. Exists when and only when the number is limited.
    pub resettlement_places: Option<u32>,
    /// What its ministry may give \[USD\].
    pub budget_usd: u32,
    /// Staff it can lend, in the order of `Staff::ALL`.
    pub staff: [u32; Staff::ALL.len()],
    /// Interpreters it can lend, by language, each language once.
    pub interpreters: Vec<(LanguageId, u32)>,
}
