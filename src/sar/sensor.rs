//! Sweep widths of what is not the unaided eye by day: radar, infrared, night-vision goggles, searchlights.
//!
//! **Low confidence, all of it.** The printed tables for radar and infrared (JP 3-50, Tables 5-10 ff.) were not
//! to be had; the figures here are *recalled* ranges of sar-models.md 2.8, or *proposed* where it says so, put
//! into the few classes of object that matter. One rule is *read* (JP 3-50 s.535): a radar's sweep width is about
//! twice the range at which the target will certainly be seen.

use serde::{Deserialize, Serialize};

use super::object::{ObjectKind, SearchObject};
use super::sweep::Platform;
use crate::base::math;
use crate::base::quantity::metres;

/// An aid to seeing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sensor {
    /// Surface-search radar, day or night.
    Radar,
    /// A thermal camera; the widths are for night, when the sea is darker than what floats on it.
    Infrared,
    /// Night-vision goggles, for objects without a light.
    NightVision,
    /// Searchlight and a listening look-out at night, near people who shout and show what lights they have.
    Searchlight,
}

/// Objects as sensors tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Person,
    /// Rafts, boats below 8 m, upturned hulls: little or no metal, low in the water.
    Low,
    /// Wooden or plastic boats of 8 to 20 m.
    Boat,
    /// Vessels of 20 to 30 m.
    Vessel,
    /// Ships.
    Ship,
}

fn class(object: SearchObject) -> Class {
    match object.kind() {
        ObjectKind::Person => Class::Person,
        ObjectKind::Raft(_) => Class::Low,
        ObjectKind::Boat(length_m) if length_m < 8.0 => Class::Low,
        ObjectKind::Boat(length_m) if length_m < 20.0 => Class::Boat,
        ObjectKind::Boat(length_m) if length_m < 30.0 => Class::Vessel,
        ObjectKind::Boat(_) => Class::Ship,
    }
}

/// Sweep width \[m\] of a sensor against an object, carried by a platform, in a sea of the given significant wave
/// height \[m\]. Zero where the sensor is of no use.
///
/// Radar's range against small wood falls from sea state 1 to 3 as recalled and is extended by *proposed* figures
/// to none at all in 4 m; a person in the water gives no echo.
pub fn sensor_sweep_width_m(sensor: Sensor, object: SearchObject, platform: Platform, wave_height_m: f64) -> f64 {
    let class = class(object);
    match sensor {
        Sensor::Radar => radar_m(class, platform, wave_height_m),
        Sensor::Infrared => {
            // Turret of an aircraft: person 0.3-0.6 NM, raft or small boat 1-3 NM (recalled, middles); larger
            // objects and the halved width of a mast-mounted camera proposed.
            let nautical = [0.45, 2.0, 3.0, 4.0, 5.0][class as usize];
            let mount = if platform.is_aircraft() { 1.0 } else { 0.5 };
            metres(nautical) * mount * clutter(wave_height_m)
        }
        Sensor::NightVision => {
            // From a helicopter: person below 0.1 NM, raft 0.2-1.0 NM (recalled, middles); the rest proposed.
            let nautical = [0.05, 0.6, 0.8, 1.2, 2.0][class as usize];
            let mount = if platform == Platform::Helicopter { 1.0 } else { 0.5 };
            metres(nautical) * mount * clutter(wave_height_m)
        }
        Sensor::Searchlight => {
            // Proposed: a person within hail, a hull full of people somewhat farther. Nobody hears from an aeroplane.
            let width_m = [150.0, 600.0, 600.0, 900.0, 1200.0][class as usize];
            if platform == Platform::FixedWing { 0.0 } else { width_m * clutter(wave_height_m) }
        }
    }
}

/// Sweep width \[m\] of night-vision goggles in a helicopter against anything that shows a strobe or a light:
/// 2 to 5 NM and more, the middle taken (*recalled*, low confidence).
pub const LIT_OBJECT_NIGHT_VISION_M: f64 = 3.5 * 1852.0;

/// Loss of small contrasts among waves; the shape of the visual weather factor for small objects, *proposed*.
fn clutter(wave_height_m: f64) -> f64 {
    math::interpolate(&[(0.5, 1.0), (1.25, 0.5), (2.5, 0.25), (5.0, 0.1)], wave_height_m)
}

fn radar_m(class: Class, platform: Platform, wave_height_m: f64) -> f64 {
    // Certain range [NM] against significant wave height [m]. Surface radar and a small wooden boat: 2-4 NM in sea
    // state 0-1, 1-2 NM in 2-3; MPA radar and a 15-20 m wooden boat: 10-20 NM calm, 3-8 NM in sea state 3.
    let surface = [(0.1, 3.0), (0.9, 1.5), (2.5, 0.5), (4.0, 0.0)];
    let airborne = [(0.1, 15.0), (0.9, 5.5), (2.5, 2.0), (4.0, 0.0)];
    // A ship is steel and tall; proposed, and limited by the horizon rather than by the sea.
    let ship_surface = [(0.1, 10.0), (2.5, 8.0), (6.0, 5.0)];
    let ship_airborne = [(0.1, 35.0), (2.5, 25.0), (6.0, 15.0)];
    let range_nmi = match (class, platform.is_aircraft()) {
        (Class::Ship, false) => math::interpolate(&ship_surface, wave_height_m),
        (Class::Ship, true) => math::interpolate(&ship_airborne, wave_height_m),
        (_, false) => math::interpolate(&surface, wave_height_m),
        (_, true) => math::interpolate(&airborne, wave_height_m),
    };
    let size = match class {
        Class::Person => 0.0,
        Class::Low => 0.5,
        Class::Boat | Class::Ship => 1.0,
        Class::Vessel => 1.5,
    };
    // Smaller sets see less: proposed.
    let set = match platform {
        Platform::SmallBoat => 0.6,
        Platform::Helicopter => 0.5,
        Platform::Vessel | Platform::Merchant | Platform::FixedWing => 1.0,
    };
    2.0 * metres(range_nmi) * size * set
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::quantity::nmi;

    #[test]
    fn radar_is_twice_the_certain_range_and_blind_to_people() {
        let radar = |object, platform, hs| sensor_sweep_width_m(Sensor::Radar, object, platform, hs);
        assert!((nmi(radar(SearchObject::PowerBoat53ft, Platform::Vessel, 0.0)) - 6.0).abs() < 1e-9);
        assert!((nmi(radar(SearchObject::PowerBoat53ft, Platform::FixedWing, 0.9)) - 11.0).abs() < 1e-9);
        for platform in [Platform::Vessel, Platform::FixedWing] {
            assert_eq!(radar(SearchObject::PersonInWater, platform, 0.0), 0.0);
        }
        assert_eq!(radar(SearchObject::PowerBoat53ft, Platform::Vessel, 4.5), 0.0);
    }

    #[test]
    fn a_searchlight_finds_people_within_hail() {
        let light = |object, platform| sensor_sweep_width_m(Sensor::Searchlight, object, platform, 0.3);
        assert_eq!(light(SearchObject::PersonInWater, Platform::Vessel), 150.0);
        assert_eq!(light(SearchObject::PowerBoat33ft, Platform::Merchant), 600.0);
        assert_eq!(light(SearchObject::PersonInWater, Platform::FixedWing), 0.0);
    }

    proptest! {
        #[test]
        fn no_sensor_gains_from_a_rougher_sea(object in 0..25_usize, hs in 0.0..8.0_f64, more in 0.0..4.0_f64) {
            let object = SearchObject::all().nth(object).unwrap();
            for sensor in [Sensor::Radar, Sensor::Infrared, Sensor::NightVision, Sensor::Searchlight] {
                for platform in [Platform::SmallBoat, Platform::Merchant, Platform::Helicopter, Platform::FixedWing] {
                    let calm = sensor_sweep_width_m(sensor, object, platform, hs);
                    let rough = sensor_sweep_width_m(sensor, object, platform, hs + more);
                    prop_assert!(rough >= 0.0 && rough <= calm + 1e-9);
                }
            }
        }
    }
}
