//! What became true of ships alongside vessels and of ships held up by a rescue, and what units report of it.

use serde::{Deserialize, Serialize};

use crate::base::Position;
use crate::base::ids::{CraftId, PartyId, PersonId, SeatId, SruId};

/// Something that became true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Deed {
    /// A ship came alongside a vessel.
    CameAlongside {
        /// Which ship.
        sru: SruId,
        /// Which vessel.
        case: CraftId,
    },
    /// Stores were passed over.
    Provided {
        /// By which ship.
        sru: SruId,
        /// To which vessel.
        case: CraftId,
        /// Drinking water \[L\].
        water_l: f64,
        /// Lifejackets, all put on.
        lifejackets: u32,
        /// Living persons aboard the vessel.
        persons: u32,
        /// Food, in days of one person.
        food_days: f64,
    },
    /// A vessel was stopped and made to go elsewhere.
    TurnedRound {
        /// By which ship.
        sru: SruId,
        /// Which vessel.
        case: CraftId,
        /// By whose order.
        seat: SeatId,
        /// Of which state.
        party: PartyId,
        /// Living persons aboard.
        persons: u32,
        /// Whether it was taken in tow, and not led under its own engine.
        towed: bool,
        /// Where.
        position: Position,
    },
    /// A vessel that had been turned round was let go: it has been turned back.
    TurnedBack {
        /// By which ship.
        sru: SruId,
        /// Which vessel.
        case: CraftId,
        /// By whose order.
        seat: SeatId,
        /// Of which state.
        party: PartyId,
        /// Everybody who was alive aboard when it was turned round.
        people: Vec<PersonId>,
        /// Whose territorial sea it had to leave. Exists when and only when it was in one.
        from: Option<PartyId>,
        /// In whose waters, or at whose port, it was let go. Exists when and only when it was let go in such.
        into: Option<PartyId>,
        /// Of them, in need of protection from that very state.
        refouled: Vec<PersonId>,
        /// Where.
        position: Position,
    },
    /// A vessel was taken in tow.
    TakenInTow {
        /// By which ship.
        sru: SruId,
        /// Which vessel.
        case: CraftId,
        /// Living persons aboard.
        persons: u32,
    },
    /// A vessel in tow was let go.
    LetGo {
        /// By which ship.
        sru: SruId,
        /// Which vessel.
        case: CraftId,
        /// Where.
        position: Position,
    },
    /// A vessel's engine was mended and it goes on with those aboard.
    Mended {
        /// By which ship.
        sru: SruId,
        /// Which vessel.
        case: CraftId,
        /// By whose order.
        seat: SeatId,
        /// Of which state, or other party.
        party: PartyId,
        /// Everybody alive aboard: sent on with it.
        people: Vec<PersonId>,
    },
    /// A ship could not do what it was sent for.
    Unable {
        /// Which ship.
        sru: SruId,
        /// Why not.
        why: String,
    },
    /// A survivor, or a body, was passed from one ship to another.
    PersonTransferred {
        /// Who.
        person: PersonId,
        /// From which ship.
        from: SruId,
        /// To which.
        to: SruId,
    },
    /// A ship passes nobody more over: all are, or the other has no more room.
    TransferEnded {
        /// From which ship.
        from: SruId,
        /// To which.
        to: SruId,
        /// Living persons passed over.
        living: u32,
        /// Dead.
        dead: u32,
        /// Survivors still aboard.
        left: u32,
    },
    /// A merchant ship is held up by a rescue: it has diverted, or has survivors or bodies aboard.
    ShipHeld {
        /// Which ship.
        sru: SruId,
        /// The state whose centre is responsible for the case. Exists when and only when there is one.
        responsible: Option<PartyId>,
    },
    /// A merchant ship is held up no more.
    ShipFreed {
        /// Which ship.
        sru: SruId,
    },
}

/// What a unit reports of it to its own side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Hail {
    /// Stores passed over.
    Provided {
        /// To the vessel of which case.
        case: CraftId,
        /// Drinking water \[L\].
        water_l: f64,
        /// Lifejackets.
        lifejackets: u32,
        /// Food, in days of one person.
        food_days: f64,
    },
    /// The vessel goes where it was told to, under its own engine.
    Leading {
        /// Which case.
        case: CraftId,
    },
    /// The vessel is in tow.
    Towing {
        /// Which case.
        case: CraftId,
    },
    /// The vessel has been let go.
    LetGo {
        /// Which case.
        case: CraftId,
    },
    /// The vessel's engine runs again.
    Mended {
        /// Which case.
        case: CraftId,
    },
    /// The vessel has capsized or is gone; taking up whoever is in the water.
    Capsized {
        /// Which case.
        case: CraftId,
    },
    /// It cannot be done.
    Unable {
        /// Why not.
        why: String,
    },
    /// Survivors and the dead passed over to another ship.
    PassedOver {
        /// To which.
        to: SruId,
        /// Living.
        living: u32,
        /// Dead.
        dead: u32,
        /// Survivors still aboard.
        left: u32,
    },
}
