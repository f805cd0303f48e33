//! What becomes true of means of communication, why something was not heard, and what a seat is told of its own lines.

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, PartyId, SeatId, SruId};
use crate::base::{Position, Tick};
use crate::scenario::Channel;

/// Something that became true of means of communication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SignalEvent {
    /// A vessel called for help by VHF.
    Hailed {
        /// Which.
        case: CraftId,
        /// Where it was.
        position: Position,
        /// Seats whose coast stations or units heard it.
        heard_by: u32,
    },
    /// A vessel's call will be tried again, because nobody took it.
    CallAgain {
        /// Which vessel.
        case: CraftId,
        /// When.
        at: Tick,
    },
    /// The battery of a vessel's telephone is empty.
    PhoneEmpty {
        /// Which vessel.
        case: CraftId,
    },
    /// A distress beacon came on.
    BeaconOn {
        /// Of which vessel.
        case: CraftId,
        /// How.
        cause: BeaconCause,
        /// Where.
        position: Position,
    },
    /// Satellites heard a beacon, and its alert went to the centre of the region it is in.
    BeaconHeard {
        /// Of which vessel.
        case: CraftId,
        /// The centre. Exists when and only when one answers for the region.
        to: Option<SeatId>,
        /// Whether the alert has a position.
        located: bool,
    },
    /// The battery of a beacon is spent.
    BeaconSpent {
        /// Of which vessel.
        case: CraftId,
    },
    /// The seats of a party neither send nor get anything by a means of communication.
    LineDied {
        /// Whose seats.
        party: PartyId,
        /// By which.
        channel: Channel,
        /// Until when.
        until: Tick,
    },
    /// It works again.
    LineBack {
        /// Whose seats.
        party: PartyId,
        /// Which.
        channel: Channel,
    },
    /// A unit took bearings of a beacon on 121.5 MHz.
    Homed {
        /// Which unit.
        sru: SruId,
        /// Of which vessel.
        case: CraftId,
        /// Where its bearings cross.
        position: Position,
        /// Whether it had not heard it until then, or not any more.
        first: bool,
    },
    /// A state's register of beacons was read.
    RegisterRead {
        /// Of which vessel's beacon.
        case: CraftId,
        /// Whose register.
        party: PartyId,
    },
}

/// How a beacon came on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BeaconCause {
    /// Somebody set it off.
    ByHand,
    /// It floated free.
    FloatedFree,
}

/// Why a message did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unheard {
    /// By chance: misheard, mislaid, a bad line.
    Chance,
    /// Nobody it was for was within reach.
    OutOfRange,
    /// A line was dead.
    DeadLine,
}

impl Unheard {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Chance, Self::OutOfRange, Self::DeadLine];

    /// Words for a report, to follow "lost: ".
    pub fn words(self) -> &'static str {
        match self {
            Self::Chance => "by chance",
            Self::OutOfRange => "out of range",
            Self::DeadLine => "the line was dead",
        }
    }
}

/// What a seat is told of its own lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineFact {
    /// Nothing goes out or comes in by this means any more.
    Dead {
        /// Which.
        channel: Channel,
    },
    /// It works again.
    Works {
        /// Which.
        channel: Channel,
    },
}
