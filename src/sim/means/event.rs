//! What became true of means, and what a seat is told of it.

use serde::{Deserialize, Serialize};

use super::command::Help;
use crate::base::Tick;
use crate::base::ids::{CraftId, PartyId, PlaceId, RequestId, SeatId, SiteId, SruId};

/// Something that became true of means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "MeansEvent")]
pub enum Event {
    /// A state paid into the fund.
    Contributed {
        /// By whose order.
        seat: SeatId,
        /// How much \[USD\].
        amount_usd: u32,
        /// What is in it now \[USD\].
        balance_usd: u64,
    },
    /// The fund paid.
    Drawn {
        /// On which request.
        request: RequestId,
        /// To whom.
        to: SeatId,
        /// How much \[USD\].
        amount_usd: u32,
        /// For the reception of how many persons.
        persons: u32,
        /// What is in it now \[USD\].
        balance_usd: u64,
    },
    /// Staff set out for a site.
    StaffSent {
        /// On which request.
        request: RequestId,
        /// Whose they are.
        from: SeatId,
        /// Where to.
        site: SiteId,
        /// Who.
        help: Help,
        /// How many.
        number: u32,
        /// When they arrive.
        arrive: Tick,
    },
    /// They arrived and are at work.
    StaffArrived {
        /// Whose they are.
        from: SeatId,
        /// Where.
        site: SiteId,
        /// Who.
        help: Help,
        /// How many.
        number: u32,
    },
    /// An undertaking to resettle people was given on request.
    Undertaken {
        /// On which request.
        request: RequestId,
        /// By whom.
        by: SeatId,
        /// To whom.
        to: SeatId,
        /// How many persons.
        persons: u32,
    },
    /// Enough have accepted: a consultation will be held.
    ConsultationSet {
        /// Who convened it.
        convener: SeatId,
        /// About which case.
        case: CraftId,
        /// When it is to be held.
        date: Tick,
    },
    /// A consultation was held.
    ConsultationHeld {
        /// Who convened it.
        convener: SeatId,
        /// About which case.
        case: CraftId,
        /// Who took part.
        seats: Vec<SeatId>,
        /// What each said it had undertaken.
        statements: Vec<Statement>,
        /// The states whose task force stands from then on. Empty where there is none.
        task_force: Vec<PartyId>,
    },
    /// What is there for the next alert, when the exercise ended.
    StockTaken {
        /// Units that are not held in reserve.
        units: Vec<UnitLeft>,
        /// Reception sites.
        sites: Vec<SiteLeft>,
    },
    /// A state agreed to receive people whom another brings.
    Admitted {
        /// On which request.
        request: RequestId,
        /// By whom.
        by: SeatId,
        /// Whose people.
        to: SeatId,
        /// At which site.
        site: SiteId,
        /// How many persons.
        persons: u32,
    },
}

/// What one delegation at a consultation has undertaken, by its own ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Whose.
    pub seat: SeatId,
    /// Persons it has agreed to let land.
    pub land: u32,
    /// Persons it has undertaken to resettle.
    pub resettle: u32,
}

impl Statement {
    /// Whether it has moved at all.
    pub fn has_moved(&self) -> bool {
        self.land > 0 || self.resettle > 0
    }
}

/// A unit at the end of the exercise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct UnitLeft {
    /// Which.
    pub sru: SruId,
    /// Whether it is at its home. A merchant ship is when it is on its passage.
    pub home: bool,
    /// Whether it is out of service.
    pub failed: bool,
    /// Fuel left, as a fraction of full.
    pub fuel: f64,
    /// Survivors aboard.
    pub survivors: u32,
}

/// A reception site at the end of the exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteLeft {
    /// Which.
    pub site: SiteId,
    /// Where.
    pub place: PlaceId,
    /// Ships at its berths that put people ashore.
    pub berths_taken: u32,
    /// Its berths.
    pub berths: u32,
    /// Beds in use.
    pub beds_taken: u32,
    /// Its beds.
    pub beds: u32,
}

/// Something about means that a seat is told, or has done itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "MeansNotice")]
pub enum Notice {
    /// This seat paid into the fund.
    WeContributed {
        /// How much \[USD\].
        amount_usd: u32,
    },
    /// A state paid into the fund that this seat manages.
    Contribution {
        /// Who.
        from: SeatId,
        /// How much \[USD\].
        amount_usd: u32,
    },
    /// What came of a request that was accepted.
    Given {
        /// Which.
        request: RequestId,
        /// How much of it: dollars, staff or persons.
        number: u32,
    },
    /// What this seat gave when it accepted a request.
    WeGave {
        /// Which.
        request: RequestId,
        /// How much of it: dollars, staff or persons.
        number: u32,
    },
    /// Staff of others are at work at a site this seat runs.
    StaffArrived {
        /// Whose they are.
        from: SeatId,
        /// Where.
        site: SiteId,
        /// Who.
        help: Help,
        /// How many.
        number: u32,
    },
    /// Enough have accepted: the consultation this seat convened will be held.
    ConsultationSet {
        /// About which case.
        case: CraftId,
        /// When.
        date: Tick,
    },
    /// A consultation was held, in which this seat or its state's ministry took part.
    ConsultationHeld {
        /// About which case.
        case: CraftId,
        /// Who took part.
        seats: Vec<SeatId>,
        /// What each said it had undertaken.
        statements: Vec<Statement>,
        /// The states whose task force stands from then on. Empty where there is none.
        task_force: Vec<PartyId>,
    },
}
