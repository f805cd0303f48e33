//! People who have been taken off a vessel before the exercise begins.

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, SruId};

/// So many of a vessel's people are aboard a unit or ship when the exercise begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rescued {
    /// Off which vessel; they are of its number.
    pub craft: CraftId,
    /// Aboard which unit or ship.
    pub by: SruId,
    /// How many.
    pub persons: u32,
}
