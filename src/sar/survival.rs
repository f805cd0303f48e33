//! How long people live in the water, on a hull, in a raft, and without drinking.
//!
//! Method: hazards per hour by where a person is (sar-models.md 4.1, *proposed*, calibrated against the real cases
//! of its 4.2), scaled by sea, darkness and water temperature; a water deficit fitted to Adolph 1947 (4.4,
//! *derived*). Everything is a hazard or a probability: who dies and when is drawn elsewhere. The figures are for
//! planning an exercise, not for deciding when to stop a search.

use serde::{Deserialize, Serialize};

use crate::base::math;

/// Where a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Where {
    /// Aboard a vessel that floats.
    AboardAfloat,
    /// Aboard a vessel that is awash, standing in water.
    AboardSwamped,
    /// Holding on to an upturned hull.
    OnHull,
    /// In the water.
    InWater {
        /// Whether holding on to debris, a jerry can, a ring.
        holding_on: bool,
    },
    /// In a life raft with a canopy.
    InRaft,
}

/// What a person wears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lifejacket {
    /// Nothing that floats.
    None,
    /// A poor foam jacket or a fake that soaks.
    Poor,
    /// A sound one.
    Good,
}

/// What matters about a person for survival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Age \[years\].
    pub age_years: u8,
    /// Whether able to swim.
    pub swimmer: bool,
    /// What they wear.
    pub lifejacket: Lifejacket,
    /// Old, ill, injured or pregnant.
    pub frail: bool,
}

impl Body {
    /// A child under five.
    pub fn is_infant(&self) -> bool {
        self.age_years < 5
    }

    /// A child under thirteen.
    pub fn is_child(&self) -> bool {
        self.age_years < 13
    }

    /// Body mass \[kg\]: 70 for an adult, for children round figures near the middle of the usual growth charts
    /// (*recalled*).
    pub fn mass_kg(&self) -> f64 {
        math::interpolate(
            &[(0.0, 7.0), (1.0, 10.0), (5.0, 18.0), (10.0, 32.0), (13.0, 45.0), (18.0, 70.0)],
            f64::from(self.age_years),
        )
    }
}

/// The sea as it bears on a person in it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SeaState {
    /// Significant wave height \[m\].
    pub wave_height_m: f64,
    /// Temperature of the water \[degrees Celsius\].
    pub water_c: f64,
    /// Whether it is dark.
    pub night: bool,
}

/// Hazard multiplier of surf on rocks, in place of the sea's own (SIEV 221 lost 50 of 92 within the hour).
pub const SURF_ON_ROCKS: f64 = 40.0;

/// Hazard multiplier of darkness.
pub const NIGHT: f64 = 1.2;

/// Hazard of death by drowning, cold and exhaustion \[per hour\] of a person who has been so exposed for
/// `hours_exposed` \[h\].
///
/// The table of sar-models.md 4.1 for water of 26 to 30 degrees. Children and frail adults have the table's figures
/// for children in lifejackets; elsewhere, where it has none, twice the adult's hazard (*proposed*). Sea,
/// darkness and temperature multiply the hazards of those in the water, awash or on a hull; a raft and a vessel
/// afloat keep theirs.
pub fn immersion_hazard_per_h(place: Where, body: &Body, hours_exposed: f64, sea: &SeaState) -> f64 {
    let weaker = if body.is_child() || body.frail { 2.0 } else { 1.0 };
    let wet =
        sea_multiplier(sea.wave_height_m) * if sea.night { NIGHT } else { 1.0 } * temperature_multiplier(sea.water_c);
    let after = |steps: &[(f64, f64)]| -> f64 {
        steps.iter().rev().find(|(from_h, _)| hours_exposed >= *from_h).map_or(1.0, |(_, value)| *value)
    };
    match place {
        // 0.00005 to 0.0001, the middle taken.
        Where::AboardAfloat => 0.000_075 * weaker,
        Where::InRaft => 0.000_3 * weaker,
        Where::AboardSwamped => 0.006 * weaker * wet,
        Where::OnHull => 0.012 * after(&[(24.0, 2.0), (36.0, 3.0)]) * weaker * wet,
        Where::InWater { holding_on } => {
            let swims = body.swimmer && !body.is_infant();
            let alone = if swims { 0.03 * after(&[(12.0, 1.5), (24.0, 3.0)]) * weaker } else { CANNOT_SWIM_PER_H };
            let held = if holding_on { 0.02 * after(&[(24.0, 2.0)]) * weaker } else { f64::INFINITY };
            let jacket = match body.lifejacket {
                Lifejacket::None => f64::INFINITY,
                Lifejacket::Poor => 0.02 * weaker,
                Lifejacket::Good if weaker > 1.0 => 0.01,
                Lifejacket::Good => 0.003,
            };
            // Whoever has two ways of staying up is as well off as by the better one. Cold and exhaustion come to
            // all in the end: the table's later figures for lifejackets are the least anyone in the water bears.
            let late = after(&[(0.0, 0.0), (24.0, 0.01), (36.0, 0.04), (60.0, 0.15)]) * weaker;
            alone.min(held).min(jacket).max(late) * wet
        }
    }
}

/// Hazard \[per hour\] of someone who can neither swim nor float: half are gone in ten minutes.
pub const CANNOT_SWIM_PER_H: f64 = 4.0;

/// Hazard multiplier of the sea, against significant wave height \[m\] (*proposed*, sar-models.md 4.1).
pub fn sea_multiplier(wave_height_m: f64) -> f64 {
    math::interpolate(&[(1.0, 1.0), (1.5, 1.5), (2.0, 2.0), (2.5, 2.75), (3.0, 4.0), (4.0, 8.0)], wave_height_m)
}

/// Hazard multiplier of the water temperature \[degrees Celsius\]: `t50(28)/t50(T)` on the line
/// `t50 = 3.6 exp(0.0916 (T - 5))` hours, fitted to the UK National Immersion Incident Survey 2006 at 5 to 15
/// degrees and extrapolated (*derived*). Held outside 0 to 32 degrees.
pub fn temperature_multiplier(water_c: f64) -> f64 {
    let water_c = if water_c.is_finite() { water_c.clamp(0.0, 32.0) } else { 28.0 };
    math::exp(0.0916 * (28.0 - water_c))
}

/// Probability of dying of cold shock on entering water of the given temperature \[degrees Celsius\]: none at 20
/// and above, 5 % at 15, 10 % at 10 without a lifejacket (*proposed*); with a sound jacket none, with a poor one
/// half of it.
pub fn cold_shock_probability(water_c: f64, lifejacket: Lifejacket) -> f64 {
    let bare = math::interpolate(&[(10.0, 0.10), (15.0, 0.05), (20.0, 0.0)], water_c);
    match lifejacket {
        Lifejacket::None => bare,
        Lifejacket::Poor => 0.5 * bare,
        Lifejacket::Good => 0.0,
    }
}

/// What befalls a person at the moment a boat capsizes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CapsizeOdds {
    /// Probability of being trapped or swept away and lost at once.
    pub trapped: f64,
    /// Probability, for those not lost, of reaching the hull.
    pub reaches_hull: f64,
    /// Probability, for those not lost, of getting hold of something that floats. The rest are in open water.
    pub finds_debris: f64,
}

/// Odds at a capsize. Lost at once: 35 to 50 % of those below deck, 5 to 10 % of those on deck, 20 % of infants
/// there (middles taken; below deck the upper end for infants). Where the others end up is *proposed*: with it, a
/// boat with half its people below loses a third within the first quarter of an hour, as off Aceh in 2024.
pub fn capsize_odds(below_deck: bool, body: &Body) -> CapsizeOdds {
    let trapped = match (below_deck, body.is_infant()) {
        (true, true) => 0.50,
        (true, false) => 0.425,
        (false, true) => 0.20,
        (false, false) => 0.075,
    };
    let swims = body.swimmer && !body.is_infant();
    let (reaches_hull, finds_debris) = match (body.lifejacket, swims) {
        (Lifejacket::None, true) => (0.70, 0.20),
        (Lifejacket::None, false) => (0.60, 0.25),
        (_, true) => (0.60, 0.20),
        (_, false) => (0.50, 0.20),
    };
    CapsizeOdds { trapped, reaches_hull, finds_debris }
}

/// Probability that a person collapses and dies while or just after being taken out of the water, after so many
/// hours in it \[h\]: 1 to 2 % beyond 12 hours, the middle taken (*proposed*).
pub fn recovery_collapse_probability(hours_in_water: f64) -> f64 {
    if hours_in_water > 12.0 { 0.015 } else { 0.0 }
}

/// Hazard of dying of illness aboard \[per day\]: 0.02 %, three times that for infants and the frail (*proposed*).
pub fn illness_hazard_per_day(body: &Body) -> f64 {
    if body.is_infant() || body.frail { 0.000_6 } else { 0.000_2 }
}

/// What stands between a person and the sun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shade {
    /// In the shade, with air.
    Shade,
    /// On an open deck without an awning.
    OpenDeck,
    /// Below deck without air.
    BelowDeck,
}

impl Shade {
    /// Factor on the need for water.
    pub fn factor(self) -> f64 {
        match self {
            Self::Shade => 1.0,
            Self::OpenDeck => 1.4,
            Self::BelowDeck => 1.6,
        }
    }
}

/// Factor on the need for water of the seasick on their first two days, and of those with diarrhoea.
pub const SEASICK: f64 = 1.3;

/// Factor on the need for water of those who drink seawater.
pub const SEAWATER_DRUNK: f64 = 1.5;

/// Deficit that kills half of adults of 70 kg \[L\]: 12 % of body mass.
const LETHAL_ADULT_L: f64 = 8.5;

/// Water a resting person needs \[L/day\] in the shade, by the day's highest air temperature \[degrees Celsius\]; fitted
/// to Adolph 1947 (*derived*). Children under five need half, those under thirteen seven tenths.
pub fn dehydration_need_l_per_day(air_c: f64, body: &Body) -> f64 {
    math::interpolate(&[(27.0, 0.95), (32.0, 1.2), (38.0, 2.1), (43.0, 3.2)], air_c) * need_factor(body)
}

fn need_factor(body: &Body) -> f64 {
    match body.age_years {
        0..5 => 0.5,
        5..13 => 0.7,
        _ => 1.0,
    }
}

/// Water deficit that kills half of people like this \[L\]: 12 % of body mass for adults, 10 % for children.
pub fn lethal_deficit_l(body: &Body) -> f64 {
    if body.is_child() { 0.10 * body.mass_kg() } else { LETHAL_ADULT_L * body.mass_kg() / 70.0 }
}

/// The deficit \[L\] after some hours \[h\] at a need and an intake \[L/day\]. Drinking more than the need makes good at
/// most one litre a day; a deficit never becomes a surplus.
pub fn deficit_after_l(deficit_l: f64, need_l_per_day: f64, intake_l_per_day: f64, hours: f64) -> f64 {
    let intake = intake_l_per_day.clamp(0.0, need_l_per_day.max(0.0) + 1.0);
    (deficit_l + (need_l_per_day - intake) * hours / 24.0).max(0.0)
}

/// Hazard of dying of thirst \[per hour\] at a water deficit \[L\]: `0.7/day (D/8.5)^6` for an adult (*proposed*; it
/// gives a median lethal deficit of 8.5 L at the usual needs). For children the same fraction of their own lethal
/// deficit, and the rate in the proportion that keeps that median (*derived*).
pub fn dehydration_hazard_per_h(deficit_l: f64, body: &Body) -> f64 {
    let lethal = lethal_deficit_l(body).max(0.1);
    let d = deficit_l.max(0.0) / lethal;
    let cube = d * d * d;
    0.7 / 24.0 * need_factor(body) * (LETHAL_ADULT_L / lethal) * cube * cube
}

/// What thirst leaves a person able to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Thirst {
    /// Fit to bail, to climb, to decide.
    Fit,
    /// Impaired: 3.5 L for an adult.
    Impaired,
    /// Cannot help in their own rescue: 5.5 L for an adult.
    Helpless,
}

/// What a water deficit \[L\] does to a person like this; thresholds scale with the lethal deficit.
pub fn thirst(deficit_l: f64, body: &Body) -> Thirst {
    let as_adult = deficit_l * LETHAL_ADULT_L / lethal_deficit_l(body).max(0.1);
    if as_adult >= 5.5 {
        Thirst::Helpless
    } else if as_adult >= 3.5 {
        Thirst::Impaired
    } else {
        Thirst::Fit
    }
}

#[cfg(test)]
#[path = "survival_tests.rs"]
mod tests;
