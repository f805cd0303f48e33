//! What a ship does to a vessel beside taking its people off: gives it stores, mends its engine, tows it, turns it
//! back; and what ships do to each other: survivors passed from one to another.
//!
//! Each is an order (`Errand`), worked at step by step: find the vessel, come alongside with the risk that the crowd
//! moves (`sar::stability`, as in a rescue), do the work, let go. What comes of it for the people aboard is left to the
//! physics that holds for everybody at sea. Real cases: sar-models.md 6.6 and 6.10.

mod drink;
mod event;
mod hands;
mod held;
mod mend;
mod pass;
mod sound;
mod tow;
mod transfer;
mod work;

use serde::{Deserialize, Serialize};

use crate::base::Position;
use crate::base::ids::{PlaceId, SruId};

pub use event::{Deed, Hail};
pub use hands::{Grip, Hands, Held, Mending, Work};
pub(crate) use sound::target;
pub(super) use sound::{given, may_transfer};
pub(super) use tow::{in_tow, is_towed, put_ashore, towed_mps};
pub(super) use work::{advance, arrived, hove_to, ordered};

/// What a ship can be ordered to do with a vessel afloat, or with another ship.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Errand {
    /// Close the vessel seen near there and pass water and lifejackets over.
    Provide {
        /// Where.
        at: Position,
        /// How much water \[L\]. Exists when and only when it is limited; else all that the ship can spare.
        water_l: Option<f64>,
    },
    /// Stop the vessel seen near there and make it go elsewhere: under its own engine, or in tow where that does not
    /// run.
    TurnBack {
        /// Where it is.
        at: Position,
        /// Where it has to go.
        to: Position,
    },
    /// Take the vessel seen near there in tow.
    Tow {
        /// Where it is.
        at: Position,
        /// Where to.
        to: Bound,
    },
    /// Mend the engine of the vessel seen near there, and let it go on.
    Repair {
        /// Where.
        at: Position,
    },
    /// Pass the survivors and the dead aboard to another ship.
    Transfer {
        /// Which.
        to: SruId,
    },
}

/// Where a tow leads.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Bound {
    /// To a port: those aboard are landed there.
    For(PlaceId),
    /// To a position at sea.
    Towards(Position),
}

impl Errand {
    /// Where the vessel is said to be. None for what concerns another ship.
    pub fn at(&self) -> Option<Position> {
        match self {
            Self::Provide { at, .. } | Self::TurnBack { at, .. } | Self::Tow { at, .. } | Self::Repair { at } => {
                Some(*at)
            }
            Self::Transfer { .. } => None,
        }
    }

    /// The same at another position. What concerns another ship stays as it is.
    pub fn moved(self, at: Position) -> Self {
        match self {
            Self::Provide { water_l, .. } => Self::Provide { at, water_l },
            Self::TurnBack { to, .. } => Self::TurnBack { at, to },
            Self::Tow { to, .. } => Self::Tow { at, to },
            Self::Repair { .. } => Self::Repair { at },
            Self::Transfer { to } => Self::Transfer { to },
        }
    }

    /// The verb, for logs.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Provide { .. } => "give stores",
            Self::TurnBack { .. } => "turn the vessel back",
            Self::Tow { .. } => "tow",
            Self::Repair { .. } => "mend the engine",
            Self::Transfer { .. } => "pass survivors over",
        }
    }
}

#[cfg(test)]
mod tests;
