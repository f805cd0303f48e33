//! Dehydration: how much water a person needs, gets and lacks, and what the lack does.
//!
//! Method: a water deficit fitted to Adolph 1947 (sar-models.md 4.4, *derived*), with the need raised by sun, heat,
//! seasickness and sea water, stores shared among those aboard, rain caught and rations. A deficit is in litres; who
//! dies of it is drawn elsewhere. More water never raises a deficit, nor the hazard that comes of it: a test holds
//! that.

use serde::{Deserialize, Serialize};

use super::survival::Body;
use crate::base::math;

/// What stands between a person and the sun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shade {
    /// In the shade, with air: under an awning or a raft's canopy, or in the water, where nobody sweats.
    Shade,
    /// On an open deck without an awning.
    OpenDeck,
    /// Crowded below deck without air.
    BelowDeck,
}

impl Shade {
    /// Factor on the need for water (*proposed*).
    pub fn factor(self) -> f64 {
        match self {
            Self::Shade => 1.0,
            Self::OpenDeck => 1.4,
            Self::BelowDeck => 1.6,
        }
    }

    /// By how much it feels hotter than in the shade \[degrees Celsius\] (*proposed*).
    fn hotter_c(self) -> f64 {
        match self {
            Self::Shade => 0.0,
            Self::OpenDeck => 2.0,
            Self::BelowDeck => 4.0,
        }
    }
}

/// Factor on the need for water of the seasick on their first two days (*proposed*).
pub const SEASICK: f64 = 1.3;

/// How long people stay seasick \[h\]: the first two days in one craft.
pub const SEASICK_H: f64 = 48.0;

/// Factor on the need for water of those who drink sea water (*proposed*).
pub const SEAWATER_DRUNK: f64 = 1.5;

/// Share of people who drink sea water once they are impaired by thirst and get next to nothing else (*proposed*; the
/// wartime accounts have it as common and as what kills, *recalled*).
pub const DRINKS_SEAWATER: f64 = 0.25;

/// Share of people who are seasick aboard something small, against significant wave height \[m\] (*proposed*).
pub fn seasick_share(wave_height_m: f64) -> f64 {
    math::interpolate(&[(0.5, 0.1), (1.0, 0.3), (2.0, 0.6), (3.0, 0.8)], wave_height_m)
}

/// Deficit that kills half of adults of 70 kg \[L\]: 12 % of body mass.
const LETHAL_ADULT_L: f64 = 8.5;

/// Water a resting person needs \[L/day\] in the shade, by the day's highest air temperature \[degrees Celsius\];
/// fitted to Adolph 1947 (*derived*). Children under five need half, those under thirteen seven tenths.
pub fn need_l_per_day(air_c: f64, body: &Body) -> f64 {
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

/// What a person would drink \[L\] in some hours \[h\] at a need \[L/day\], if there were enough: the need, and of what
/// they lack \[L\] at most one litre a day.
pub fn wish_l(deficit_l: f64, need_l_per_day: f64, hours: f64) -> f64 {
    (need_l_per_day.max(0.0) + deficit_l.clamp(0.0, REPAID_L_PER_DAY)) * hours.max(0.0) / 24.0
}

/// Deficit made good in a day at most \[L\].
const REPAID_L_PER_DAY: f64 = 1.0;

/// The deficit \[L\] after some hours \[h\] at a need and an intake \[L/day\]. Drinking more than the need makes good
/// at most one litre a day; a deficit never becomes a surplus.
pub fn deficit_after_l(deficit_l: f64, need_l_per_day: f64, intake_l_per_day: f64, hours: f64) -> f64 {
    let intake = intake_l_per_day.clamp(0.0, need_l_per_day.max(0.0) + REPAID_L_PER_DAY);
    (deficit_l + (need_l_per_day - intake) * hours / 24.0).max(0.0)
}

/// Hazard of dying of thirst \[per hour\] at a water deficit \[L\]: `0.7/day (D/8.5)^6` for an adult (*proposed*; it
/// gives a median lethal deficit of 8.5 L at the usual needs). For children the same fraction of their own lethal
/// deficit, and the rate in the proportion that keeps that median (*derived*).
pub fn hazard_per_h(deficit_l: f64, body: &Body) -> f64 {
    let lethal = lethal_deficit_l(body).max(0.1);
    // Nobody lives to lack several times what kills; the bound keeps the hazard a number for any deficit.
    let d = (deficit_l.max(0.0) / lethal).min(10.0);
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

impl Thirst {
    /// Factor on the hazard of those who have to hold on or to stay afloat (*proposed*): a weak grip, a dull mind.
    pub fn grip_factor(self) -> f64 {
        match self {
            Self::Fit => 1.0,
            Self::Impaired => 1.5,
            Self::Helpless => 3.0,
        }
    }
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

/// Hazard of heat stroke \[per hour\]: 0.2 % a day for each degree that it feels hotter than 35, three times that for
/// infants and the frail (*proposed*; no source gives a figure for a hold full of people).
pub fn heat_hazard_per_h(air_c: f64, shade: Shade, body: &Body) -> f64 {
    let felt_c = if air_c.is_finite() { air_c + shade.hotter_c() } else { 0.0 };
    let weaker = if body.is_infant() || body.frail { 3.0 } else { 1.0 };
    0.002 / 24.0 * (felt_c - 35.0).clamp(0.0, 20.0) * weaker
}

/// How those aboard share their water.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
pub enum Sharing {
    /// Everybody gets an equal part, or less if they want less. The rest is kept.
    #[default]
    Even,
    /// Children under thirteen drink first, what is left is shared evenly.
    ChildrenFirst,
}

/// Somebody who would drink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drinker {
    /// What they would drink now \[L\].
    pub wish_l: f64,
    /// Whether a child, who drinks first where children do.
    pub child: bool,
}

/// What each of them gets \[L\] of what there is \[L\]. Nobody gets more than they want, and all together no more than
/// there is; more water gives nobody less.
pub fn share_l(stores_l: f64, drinkers: &[Drinker], sharing: Sharing) -> Vec<f64> {
    let mut left = if stores_l.is_finite() { stores_l.max(0.0) } else { 0.0 };
    let mut parts = vec![0.0; drinkers.len()];
    let mut serve = |whom: &dyn Fn(&Drinker) -> bool| {
        let n = drinkers.iter().filter(|d| whom(d)).count();
        let part = left / n.max(1) as f64;
        for (drinker, got) in drinkers.iter().zip(&mut parts).filter(|(d, _)| whom(d)) {
            *got = drinker.wish_l.max(0.0).min(part);
            left = (left - *got).max(0.0);
        }
    };
    match sharing {
        Sharing::Even => serve(&|_| true),
        Sharing::ChildrenFirst => {
            serve(&|d| d.child);
            serve(&|d| !d.child);
        }
    }
    parts
}

/// Rain caught \[L\] on an area \[m2\] in some hours \[h\]: a millimetre on a square metre is a litre.
pub fn rain_l(rain_mm_h: f64, catch_m2: f64, hours: f64) -> f64 {
    let caught = rain_mm_h * catch_m2 * hours;
    if caught.is_finite() { caught.max(0.0) } else { 0.0 }
}

/// Sailcloth and tarpaulin that catches rain aboard a boat of a length \[m\], as an area \[m2\]: the 10 m2 of a boat of
/// 20 m (sar-models.md 4.4, *derived*), others in proportion (*proposed*).
pub fn boat_catch_m2(length_m: f64) -> f64 {
    0.5 * length_m.max(0.0)
}

/// A ration where water is short: nothing on the first day, then so much a day (the GMDSS survival manual's 24 hours,
/// *read*; half a litre, *read*).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ration {
    /// After the first day \[L per person and day\].
    pub l_per_day: f64,
    /// Whether the first day is gone without.
    pub none_on_first_day: bool,
}

/// The ration of a raft's manual.
pub const RAFT_RATION: Ration = Ration { l_per_day: 0.5, none_on_first_day: true };

impl Ration {
    /// The most that anybody is given \[L\] in some hours \[h\], so long \[h\] after it began. Children get it in
    /// proportion to their need.
    pub fn most_l(&self, body: &Body, since_h: f64, hours: f64) -> f64 {
        if self.none_on_first_day && since_h < 24.0 {
            return 0.0;
        }
        (self.l_per_day * need_factor(body) * hours / 24.0).max(0.0)
    }
}

#[cfg(test)]
#[path = "thirst_tests.rs"]
mod tests;
