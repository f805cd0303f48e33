//! Life rafts: how they drift, how they come afloat, how people get into them, what water they carry.
//!
//! Drift and sight are those of the published classes; odds and rates of launching and boarding are *proposed*, for
//! want of figures. What is left out: a raft that is blown over, and the line that ties it to the ship.

use super::survival::Body;
use super::thirst::{Thirst, thirst};
use crate::base::math;

/// Drinking water in a raft \[L per person of its capacity\] (SOLAS, *recalled*).
pub const WATER_L_PER_PERSON: f64 = 1.5;

/// Share of a raft's capacity from which it drifts as heavily loaded (*proposed*; the classes say light and heavy
/// only).
pub const HEAVY_FROM: f64 = 0.5;

/// Key of the leeway class of a raft of a capacity with so many aboard: deep ballast with canopy, as SOLAS rafts are,
/// by capacity, load and drogue. Where the table has no row (15 and more, heavy without a drogue or light with one) the
/// mean of rafts of that size.
pub fn leeway_class(capacity: u32, aboard: u32, drogue: bool) -> &'static str {
    let heavy = f64::from(aboard) >= HEAVY_FROM * f64::from(capacity);
    match (capacity < 15, drogue, heavy) {
        (true, false, false) => "LIFE-RAFT-DB-13",
        (true, false, true) => "LIFE-RAFT-DB-14",
        (true, true, false) => "LIFE-RAFT-DB-16",
        (true, true, true) => "LIFE-RAFT-DB-17",
        (false, false, false) => "LIFE-RAFT-DB-19",
        (false, true, true) => "LIFE-RAFT-DB-20",
        (false, ..) => "LIFE-RAFT-DB-18",
    }
}

/// Every class that [`leeway_class`] can name.
pub const LEEWAY_CLASSES: [&str; 7] = [
    "LIFE-RAFT-DB-13",
    "LIFE-RAFT-DB-14",
    "LIFE-RAFT-DB-16",
    "LIFE-RAFT-DB-17",
    "LIFE-RAFT-DB-18",
    "LIFE-RAFT-DB-19",
    "LIFE-RAFT-DB-20",
];

/// Chance that a raft is launched and inflates when a listing vessel is abandoned (*proposed*).
pub const LAUNCHED: f64 = 0.9;

/// Chance that a raft still stowed floats free as the vessel capsizes, and again as it sinks (*proposed*; a hydrostatic
/// release works at 1.5 to 4 m of water, *recalled*, and a raft may be caught beneath).
pub const FLOATS_FREE: f64 = 0.5;

/// Chance that a raft dropped from the air inflates beside the people it is for (*proposed*).
pub const DROPPED_WELL: f64 = 0.85;

/// Error of a drop \[m\], one standard deviation per axis (*proposed*).
pub const DROP_ERROR_M: f64 = 25.0;

/// People who step from a floating vessel into a raft alongside \[per minute\]: its whole complement in three minutes
/// (*recalled*, the time allowed on cargo ships).
pub fn boards_dry_per_min(capacity: u32) -> u32 {
    capacity.div_ceil(3).max(1)
}

/// How near \[m\] a raft must be for people to step into it from a vessel alongside.
pub const ALONGSIDE_M: f64 = 60.0;

/// Farther than this \[m\] nobody swims to a raft.
pub const FARTHEST_SWUM_M: f64 = 250.0;

/// Rate \[per hour\] at which a person in the water, or on a hull, comes to a raft so far off \[m\] and into it, in a
/// significant wave height \[m\] and with a water deficit \[L\].
///
/// *Proposed*: five minutes in the mean for somebody beside it who swims or wears a lifejacket, less by e for every
/// 40 m, halved in seas of 1.5 m and so on as hazards grow. Those who cannot swim and wear nothing, the frail, infants
/// and those weakened by thirst are drawn in by others, at a quarter of that.
pub fn boarding_per_h(body: &Body, distance_m: f64, wave_height_m: f64, deficit_l: f64) -> f64 {
    if distance_m.is_nan() || distance_m > FARTHEST_SWUM_M {
        return 0.0;
    }
    let floats = body.lifejacket != super::survival::Lifejacket::None;
    let able = (body.swimmer || floats) && !body.is_infant() && !body.frail && thirst(deficit_l, body) == Thirst::Fit;
    let rate = 12.0 * math::exp(-distance_m.max(0.0) / 40.0) / super::survival::sea_multiplier(wave_height_m);
    if able { rate } else { 0.25 * rate }
}

/// Area of canopy that catches rain \[m2\]: a tenth of a square metre for each person it is made for (*proposed*).
pub fn catch_m2(capacity: u32) -> f64 {
    0.1 * f64::from(capacity)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::leeway;
    use super::super::survival::Lifejacket;
    use super::*;

    const SWIMMER: Body = Body { age_years: 30, swimmer: true, lifejacket: Lifejacket::None, frail: false };

    #[test]
    fn every_raft_has_a_class_that_exists_and_fits() {
        for capacity in 1..=50 {
            for aboard in 0..=capacity {
                for drogue in [false, true] {
                    let key = leeway_class(capacity, aboard, drogue);
                    assert!(LEEWAY_CLASSES.contains(&key));
                    let class = leeway::class(key).unwrap_or_else(|| panic!("{key}"));
                    let size = if capacity < 15 { "4-14" } else { "15-50" };
                    assert!(class.description.starts_with(size), "{capacity}: {}", class.description);
                }
            }
        }
        assert_eq!(leeway_class(10, 9, true), "LIFE-RAFT-DB-17");
        assert_eq!(leeway_class(10, 2, false), "LIFE-RAFT-DB-13");
        assert_eq!(leeway_class(25, 20, true), "LIFE-RAFT-DB-20");
    }

    #[test]
    fn who_is_beside_a_raft_is_soon_in_it() {
        assert_eq!(boarding_per_h(&SWIMMER, 0.0, 0.5, 0.0), 12.0);
        assert_eq!(boarding_per_h(&SWIMMER, 0.0, 0.5, 4.0), 3.0);
        assert_eq!(boarding_per_h(&SWIMMER, 300.0, 0.5, 0.0), 0.0);
        assert_eq!(boarding_per_h(&SWIMMER, f64::NAN, 0.5, 0.0), 0.0);
        assert_eq!(boards_dry_per_min(10), 4);
    }

    proptest! {
        #[test]
        fn farther_and_rougher_is_never_faster(d in 0.0..300.0_f64, more in 0.0..100.0_f64, hs in 0.0..8.0_f64, thirst in 0.0..9.0_f64) {
            let rate = boarding_per_h(&SWIMMER, d, hs, thirst);
            prop_assert!(rate.is_finite() && rate >= 0.0);
            prop_assert!(boarding_per_h(&SWIMMER, d + more, hs, thirst) <= rate);
            prop_assert!(boarding_per_h(&SWIMMER, d, hs + more, thirst) <= rate);
            prop_assert!(boarding_per_h(&SWIMMER, d, hs, thirst + more) <= rate);
        }
    }
}
