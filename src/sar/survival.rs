//! How long people live in the water, on a hull, in a raft and aboard, as far as sea and cold decide it.
//!
//! Method: hazards per hour by where a person is (sar-models.md 4.1, *proposed*, calibrated against the real cases
//! of its 4.2), scaled by sea, darkness and water temperature; cold shock and swimming failure apart, so that half of
//! those without flotation live as long as in the UK National Immersion Incident Survey 2006 (4.3). Everything is a
//! hazard or a probability: who dies and when is drawn elsewhere. The figures are for planning an exercise, not for
//! deciding when to stop a search.

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

/// Hazard multiplier of surf on rocks, in place of the sea's own (*proposed*; SIEV 221 lost 50 of 92 within the hour).
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
    let hours_exposed = hours_exposed.max(0.0);
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

/// Hazard multiplier of the water temperature \[degrees Celsius\]: `exp(0.06 (28 - T))`, held outside 0 to 32 degrees.
///
/// Fitted here (*derived*) so that, with cold shock and swimming failure, half of swimmers without flotation are alive
/// after 3.6, 5.7 and 9.0 hours at 5, 10 and 15 degrees as in the UK National Immersion Incident Survey 2006 (*read*).
/// The line through those three alone, `t50 = 3.6 exp(0.0916 (T - 5))` (sar-models.md 4.3), holds for the time and not
/// for the hazard after the first half hour, which the first two phases have made smaller.
pub fn temperature_multiplier(water_c: f64) -> f64 {
    let water_c = if water_c.is_finite() { water_c.clamp(0.0, 32.0) } else { 28.0 };
    math::exp(0.06 * (28.0 - water_c))
}

/// Probability that somebody who has to swim to stay up cannot any more between the third and the thirtieth minute in
/// water of a temperature \[degrees Celsius\], the second of the four phases of Golden and Hervey: none at 20 and
/// above, 6 % at 15, 12 % at 10, 15 % at 5 (*proposed*; JP 3-50 says "often", *read*). With a poor lifejacket half of
/// it, with a sound one or something to hold none.
pub fn swimming_failure_probability(water_c: f64, lifejacket: Lifejacket, holding_on: bool) -> f64 {
    if holding_on {
        return 0.0;
    }
    let water_c = if water_c.is_finite() { water_c } else { 28.0 };
    let bare = math::interpolate(&[(5.0, 0.15), (10.0, 0.12), (15.0, 0.06), (20.0, 0.0)], water_c);
    match lifejacket {
        Lifejacket::None => bare,
        Lifejacket::Poor => 0.5 * bare,
        Lifejacket::Good => 0.0,
    }
}

/// When swimming fails \[h\]: from the third to the thirtieth minute.
const SWIMMING_FAILS_H: (f64, f64) = (0.05, 0.5);

/// The hazard \[per hour\] that comes of [`swimming_failure_probability`] at a time since entering the water \[h\].
pub fn swimming_failure_per_h(place: Where, body: &Body, hours_immersed: f64, water_c: f64) -> f64 {
    let Where::InWater { holding_on } = place else { return 0.0 };
    if !(SWIMMING_FAILS_H.0..SWIMMING_FAILS_H.1).contains(&hours_immersed) {
        return 0.0;
    }
    let fails = swimming_failure_probability(water_c, body.lifejacket, holding_on);
    -math::ln(1.0 - fails) / (SWIMMING_FAILS_H.1 - SWIMMING_FAILS_H.0)
}

/// Of the hazard on an upturned hull the share that is being washed off it, into the water and alive; the rest is
/// dying where one is (*proposed*). What comes after depends on what one wears.
pub const WASHED_OFF: f64 = 0.5;

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

/// Probability that a person collapses and dies while or just after being taken out of the water, after so many
/// hours in it \[h\]: 1 to 2 % beyond 12 hours, the middle taken (*proposed*).
pub fn recovery_collapse_probability(hours_in_water: f64) -> f64 {
    if hours_in_water > 12.0 { 0.015 } else { 0.0 }
}

/// Hazard of dying of illness aboard \[per day\]: 0.02 %, three times that for infants and the frail (*proposed*). It
/// is all that people bear aboard a vessel whose engine runs; adrift, short of food and fit hands, they bear
/// [`immersion_hazard_per_h`] of [`Where::AboardAfloat`].
pub fn illness_hazard_per_day(body: &Body) -> f64 {
    if body.is_infant() || body.frail { 0.000_6 } else { 0.000_2 }
}

#[cfg(test)]
#[path = "survival_tests.rs"]
mod tests;
