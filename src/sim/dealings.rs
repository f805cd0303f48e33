//! What passes between states beside a plain yes or no: what became true of it, and what a seat is told of it.

use serde::{Deserialize, Serialize};

use super::means;
use super::terms::Terms;
use crate::base::ids::{CraftId, PartyId, RequestId, SeatId, SruId};
use crate::base::{Position, Tick};
use crate::scenario::SruKind;

/// Something that became true between states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Dealing {
    /// A request was withdrawn by whoever made it.
    RequestWithdrawn {
        /// Which.
        request: RequestId,
        /// By whom.
        by: SeatId,
    },
    /// The time given for an answer passed without one.
    RequestSilent {
        /// Which.
        request: RequestId,
        /// Who had asked.
        from: SeatId,
        /// Who has not answered.
        to: SeatId,
    },
    /// The terms of an answer were agreed to.
    TermsAgreed {
        /// Of which request.
        request: RequestId,
        /// By whom.
        by: SeatId,
        /// Which.
        terms: Terms,
    },
    /// A unit is no longer at another seat's disposal.
    UnitReleased {
        /// Which.
        sru: SruId,
        /// At whose disposal it was.
        from: SeatId,
        /// Who released it. Exists when and only when a seat did, and not the time agreed.
        by: Option<SeatId>,
    },
    /// A government unit came into another state's territorial sea.
    EnteredTerritory {
        /// Which.
        sru: SruId,
        /// Whose sea.
        party: PartyId,
        /// For which case. Exists when and only when it serves one.
        case: Option<CraftId>,
        /// Whether leave had been given.
        leave: bool,
        /// Where.
        position: Position,
    },
}

/// Something between states that a seat is told, or has done itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Notice {
    /// This seat withdrew a request.
    WeWithdrew {
        /// Which.
        request: RequestId,
    },
    /// A request made of this seat was withdrawn.
    Withdrawn {
        /// Which.
        request: RequestId,
    },
    /// The time this seat gave for an answer passed without one.
    Silent {
        /// To which request.
        request: RequestId,
    },
    /// This seat agreed to the terms of an answer.
    WeAgreed {
        /// Of which request.
        request: RequestId,
    },
    /// The terms this seat set were agreed to.
    Agreed {
        /// Of which request.
        request: RequestId,
    },
    /// This seat released a unit.
    WeReleased {
        /// Which.
        sru: SruId,
    },
    /// A unit was released by the other side, or because the time agreed has come.
    Released {
        /// Which.
        sru: SruId,
        /// By whom. Exists when and only when a seat did.
        by: Option<SeatId>,
    },
    /// A government unit of another state was seen in this state's territorial sea.
    Intruder {
        /// Whose it is.
        party: PartyId,
        /// What it is.
        kind: SruKind,
        /// Which. Exists when and only when it sends AIS, or its name could be read.
        sru: Option<SruId>,
        /// Where.
        position: Position,
    },
    /// Something about means.
    Means(Box<means::Notice>),
}

/// What became of a request after it was made, as each side may come to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Life {
    /// The asker wants an answer by then. Exists when and only when the asker set a time.
    pub by: Option<Tick>,
    /// When that time passed without an answer known to the asker. Exists when and only when it has.
    pub silent_at: Option<Tick>,
    /// When the asker withdrew it. Exists when and only when it has.
    pub withdrawn_at: Option<Tick>,
    /// When the one asked learnt of that. Exists when and only when it has.
    pub withdrawal_known_at: Option<Tick>,
    /// When the asker agreed to the terms. Exists when and only when it has.
    pub agreed_at: Option<Tick>,
    /// When the one asked learnt of that. Exists when and only when it has.
    pub agreement_known_at: Option<Tick>,
    /// Living persons landed so far under this agreement, if its number is limited.
    pub landed: u32,
    /// When what was granted under legal assistance reached the asker. Exists when and only when it has.
    pub shared_at: Option<Tick>,
}
