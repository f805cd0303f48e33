//! What a ship carries to give to others: drinking water, food, lifejackets, life rafts.

use serde::{Deserialize, Serialize};

/// Stores for others, beyond what the ship's own crew needs.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Stores {
    /// Drinking water \[L\].
    pub water_l: f64,
    /// Lifejackets.
    pub lifejackets: u32,
    /// Food, in days of one person. Exists when and only when the scenario counts it.
    pub food_days: Option<f64>,
}

/// Life rafts of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rafts {
    /// How many.
    pub number: u32,
    /// Persons each is made for.
    pub capacity: u32,
    /// Drinking water in each, for each person it is made for \[L\].
    pub water_l_per_person: f64,
    /// Whether they stream a drogue.
    pub drogue: bool,
}

/// Days for which a ship whose stores are written without water can give drink to as many survivors as it can take: the
/// one to three days on deck of sar-models.md 5.5, their middle (*proposed*).
const DAYS_OF_WATER: f64 = 2.0;

/// Drinking water a person aboard a ship is reckoned to need in a day \[L\] (*proposed*: what 4.4 gives an adult on an
/// open deck in the heat, with as much again to cook and to make good what was lacking).
pub const DRINK_L_PER_DAY: f64 = 3.0;

/// Drinking water for survivors aboard a ship that can take so many, where its scenario states no other number \[L\].
pub(super) fn water_for_l(capacity: u32) -> f64 {
    f64::from(capacity) * DRINK_L_PER_DAY * DAYS_OF_WATER
}
