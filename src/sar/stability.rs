//! How an overcrowded boat capsizes: crowd, floodwater, weather.
//!
//! Physics *derived* from first principles, numbers *proposed* (sar-models.md 4.5 and 5.8). People who move to one
//! side heel the boat; free water in the bilge takes away the stability that would right it.

use serde::{Deserialize, Serialize};

use super::recovery::Method;
use crate::base::math;

/// Mean mass of one person moving \[kg\].
pub const PERSON_KG: f64 = 60.0;

/// Density of sea water \[kg/m3\].
pub const SEA_WATER_KG_M3: f64 = 1025.0;

/// Rise of the bilge to either side of the keel \[degrees\]: how fast a puddle spreads. *Proposed*, flat-bottomed.
const DEADRISE_DEG: f64 = 10.0;

/// A hull, as far as its stability is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hull {
    /// Length \[m\].
    pub length_m: f64,
    /// Beam \[m\].
    pub beam_m: f64,
    /// Displacement with all aboard \[kg\].
    pub displacement_kg: f64,
    /// Metacentric height of the dry boat \[m\].
    pub gm_m: f64,
    /// Heel at which the deck edge or an opening goes under \[degrees\], 12 to 20.
    pub flood_angle_deg: f64,
    /// Floodwater that sinks it \[m3\].
    pub reserve_buoyancy_m3: f64,
}

impl Hull {
    /// Loss of metacentric height \[m\] to a free surface of the given length and breadth \[m\]:
    /// `rho i / Delta` with `i = l b^3 / 12`.
    pub fn free_surface_loss_m(&self, length_m: f64, breadth_m: f64) -> f64 {
        let moment = length_m * breadth_m * breadth_m * breadth_m / 12.0;
        SEA_WATER_KG_M3 * moment / self.displacement_kg.max(1.0)
    }

    /// Length and breadth \[m\] of the puddle that so much floodwater \[m3\] makes.
    ///
    /// Assumption (*proposed*): the bilge is a shallow V rising 10 degrees to either side, and the puddle is twice
    /// as long as broad until it reaches nine tenths of the beam; then it grows in length until it reaches nine
    /// tenths of the boat, and after that only in depth. No bulkhead stops it, as in most wooden boats.
    pub fn puddle_m(&self, floodwater_m3: f64) -> (f64, f64) {
        let volume = if floodwater_m3.is_finite() { floodwater_m3.max(0.0) } else { 0.0 };
        let section = math::tan(DEADRISE_DEG.to_radians()) / 4.0;
        let longest = 0.9 * self.length_m;
        let broadest = (0.9 * self.beam_m).min(longest / 2.0);
        let breadth = math::pow(volume / (2.0 * section), 1.0 / 3.0).min(broadest);
        if breadth <= 0.0 {
            return (0.0, 0.0);
        }
        ((volume / (section * breadth * breadth)).min(longest), breadth)
    }

    /// Metacentric height left \[m\] with so much free water in the bilge \[m3\]; negative means unstable.
    pub fn effective_gm_m(&self, floodwater_m3: f64) -> f64 {
        let (length_m, breadth_m) = self.puddle_m(floodwater_m3);
        self.gm_m - self.free_surface_loss_m(length_m, breadth_m)
    }

    /// Heel \[degrees\] when so many people move `shift_m` \[m\] to one side, with so much water in the bilge \[m3\]:
    /// `tan(phi) = n m y / (Delta GM)`. 90 if nothing rights the boat any more.
    pub fn heel_deg(&self, people_moving: u32, shift_m: f64, floodwater_m3: f64) -> f64 {
        let righting = self.displacement_kg * self.effective_gm_m(floodwater_m3);
        if righting <= 0.0 {
            return 90.0;
        }
        math::atan(f64::from(people_moving) * PERSON_KG * shift_m.abs() / righting).to_degrees()
    }

    /// Whether that movement capsizes it, in a sea of the given significant wave height \[m\]. Above
    /// [`ROGUE_WAVE_HEIGHT_M`] a wave of the group doubles the shift.
    pub fn capsizes(&self, people_moving: u32, shift_m: f64, floodwater_m3: f64, wave_height_m: f64) -> bool {
        let shift_m = if wave_height_m > ROGUE_WAVE_HEIGHT_M { 2.0 * shift_m } else { shift_m };
        self.heel_deg(people_moving, shift_m, floodwater_m3) > self.flood_angle_deg
    }

    /// Whether so much floodwater \[m3\] sinks it.
    pub fn sinks(&self, floodwater_m3: f64) -> bool {
        floodwater_m3 > self.reserve_buoyancy_m3
    }
}

/// Significant wave height \[m\] above which a large wave doubles what a crowd does.
pub const ROGUE_WAVE_HEIGHT_M: f64 = 2.0;

/// Hazard of capsizing by weather \[per hour\] in a significant wave height \[m\], for the ratio of people aboard to
/// what the boat was built for: `0.002 (Hs/1.5)^4 (load/capacity)^2`, at most 0.5.
pub fn weather_capsize_per_h(wave_height_m: f64, load_over_capacity: f64) -> f64 {
    let h = wave_height_m.max(0.0) / 1.5;
    let load = load_over_capacity.max(0.0);
    (0.002 * h * h * h * h * load * load).min(0.5)
}

/// Floodwater bailed \[m3/h\] by so many fit adults: 1 m3/h for every ten, seven tenths of that after six hours at it
/// and half after a day (all *proposed*; sar-models.md 4.5 says that it falls with fatigue and not how).
pub fn bailing_m3_per_h(fit_adults: u32, hours_bailing: f64) -> f64 {
    let tired = match hours_bailing {
        h if h >= 24.0 => 0.5,
        h if h >= 6.0 => 0.7,
        _ => 1.0,
    };
    f64::from(fit_adults) / 10.0 * tired
}

/// How a rescuer comes up to a crowded boat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Approach {
    /// A rescue boat first, with lifejackets and someone who speaks their language.
    BoatFirst,
    /// The ship itself, without instructions.
    ShipNoInstructions,
    /// A ladder over one side of the ship, at night or in panic.
    ShipLadderNight,
}

/// Share of the people aboard who move to one side when a rescuer comes within [`CROWD_RANGE_M`].
pub fn crowd_fraction(approach: Approach) -> f64 {
    match approach {
        Approach::BoatFirst => 0.1,
        Approach::ShipNoInstructions => 0.3,
        Approach::ShipLadderNight => 0.6,
    }
}

/// Distance \[m\] within which the approach of a rescuer moves a crowd.
pub const CROWD_RANGE_M: f64 = 100.0;

/// How far to one side of the centreline people who crowd to the rail move, as a share of the beam: the 1.2 m on a beam
/// of 4 m of the worked example (sar-models.md 5.8, *derived*).
pub const CROWD_SHIFT: f64 = 0.3;

/// The approach that a way of taking people aboard makes: whatever keeps the ship off counts as a boat first; a ladder
/// or net over the side moves most in the dark and in panic: aboard a vessel with more people than it can carry that
/// already lists (*proposed*).
pub fn approach_by(method: Option<Method>, night: bool, panic: bool) -> Approach {
    match method {
        Some(method) if method.keeps_off() => Approach::BoatFirst,
        Some(Method::PilotLadder | Method::ScrambleNet) if night || panic => Approach::ShipLadderNight,
        _ => Approach::ShipNoInstructions,
    }
}

/// Hazard of an engine failing \[per day at sea\], 0.10 to 0.15 (*proposed*): what a scenario may write as
/// `engine_failures_per_day`.
pub const ENGINE_FAILURE_PER_DAY: f64 = 0.125;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The 20 m x 4 m boat of sar-models.md 5.8.
    const BOAT: Hull = Hull {
        length_m: 20.0,
        beam_m: 4.0,
        displacement_kg: 35_000.0,
        gm_m: 0.35,
        flood_angle_deg: 15.0,
        reserve_buoyancy_m3: 25.0,
    };

    #[test]
    fn the_worked_examples_of_5_8() {
        assert!((BOAT.heel_deg(80, 1.2, 0.0) - 25.0).abs() < 0.3);
        assert!((BOAT.heel_deg(30, 1.2, 0.0) - 10.0).abs() < 0.1);
        assert!(BOAT.capsizes(80, 1.2, 0.0, 1.0) && !BOAT.capsizes(30, 1.2, 0.0, 1.0));
        assert!((BOAT.free_surface_loss_m(6.0, 3.0) - 0.40).abs() < 0.01);
        // Two to three tonnes of water make that puddle, and the boat is unstable.
        let (length_m, breadth_m) = BOAT.puddle_m(2.38);
        assert!((length_m - 6.0).abs() < 0.05 && (breadth_m - 3.0).abs() < 0.03, "{length_m} x {breadth_m}");
        assert!(BOAT.effective_gm_m(2.4) < 0.0);
        assert_eq!(BOAT.heel_deg(0, 0.0, 2.4), 90.0);
        // A large wave makes the harmless movement fatal.
        assert!(BOAT.capsizes(30, 1.2, 0.0, 2.5));
    }

    #[test]
    fn weather_bailing_and_crowds() {
        assert!((weather_capsize_per_h(1.5, 1.0) - 0.002).abs() < 1e-12);
        assert!((weather_capsize_per_h(3.0, 2.0) - 0.128).abs() < 1e-12);
        assert_eq!(weather_capsize_per_h(6.0, 5.0), 0.5);
        assert_eq!(bailing_m3_per_h(25, 0.0), 2.5);
        assert!((bailing_m3_per_h(20, 7.0) - 1.4).abs() < 1e-12);
        assert_eq!(bailing_m3_per_h(20, 30.0), 1.0);
        assert_eq!(crowd_fraction(Approach::ShipLadderNight), 0.6);
        assert!(BOAT.sinks(25.1) && !BOAT.sinks(25.0));
    }

    #[test]
    fn each_way_of_taking_people_off_has_its_approach() {
        assert_eq!(approach_by(Some(Method::RibShuttle), true, true), Approach::BoatFirst);
        assert_eq!(approach_by(Some(Method::Hoist), true, true), Approach::BoatFirst);
        assert_eq!(approach_by(Some(Method::PilotLadder), false, false), Approach::ShipNoInstructions);
        assert_eq!(approach_by(Some(Method::PilotLadder), true, false), Approach::ShipLadderNight);
        assert_eq!(approach_by(Some(Method::ScrambleNet), false, true), Approach::ShipLadderNight);
        assert_eq!(approach_by(Some(Method::LowDeck), true, true), Approach::ShipNoInstructions);
        assert_eq!(approach_by(None, false, false), Approach::ShipNoInstructions);
    }

    /// The same approach is harmless to a dry boat and fatal to one with water in its bilge (sar-models.md 5.8).
    #[test]
    fn free_surface_decides_whether_an_approach_is_safe() {
        let aboard = 100.0;
        for (approach, dry, wet) in [
            (Approach::BoatFirst, false, false),
            (Approach::ShipNoInstructions, false, true),
            (Approach::ShipLadderNight, true, true),
        ] {
            let moving = (aboard * crowd_fraction(approach)) as u32;
            let shift = CROWD_SHIFT * BOAT.beam_m;
            assert_eq!(BOAT.capsizes(moving, shift, 0.0, 1.0), dry, "{approach:?}, dry");
            assert_eq!(BOAT.capsizes(moving, shift, 1.2, 1.0), wet, "{approach:?}, with 1.2 m3");
        }
    }

    proptest! {
        #[test]
        fn water_and_people_only_make_it_worse(
            people in 0..200_u32, water in 0.0..30.0_f64, more in 0.0..10.0_f64, shift in 0.0..2.0_f64,
        ) {
            prop_assert!(BOAT.effective_gm_m(water + more) <= BOAT.effective_gm_m(water) + 1e-12);
            prop_assert!(BOAT.heel_deg(people, shift, water + more) >= BOAT.heel_deg(people, shift, water) - 1e-9);
            prop_assert!(BOAT.heel_deg(people + 1, shift, water) >= BOAT.heel_deg(people, shift, water) - 1e-9);
            let (length_m, breadth_m) = BOAT.puddle_m(water);
            prop_assert!(length_m <= 18.0 + 1e-9 && breadth_m <= 3.6 + 1e-9);
        }
    }
}
