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
    /// A direction finder for the homing signal of beacons on 121.5 MHz. It sees nothing: what it hears, and how far
    /// off, is in `signal`.
    DirectionFinder,
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

/// A sweep width that nobody has published a table for: the figure to reckon with, how far wrong it may be, and where
/// it comes from in words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uncertain {
    /// The width to reckon with \[m\].
    pub width_m: f64,
    /// It may well be as little as this \[m\].
    pub least_m: f64,
    /// It may well be as much as this \[m\].
    pub most_m: f64,
    /// Where the figures come from and how far they can be trusted.
    pub provenance: &'static str,
}

impl Sensor {
    /// All that see something, in order: all but the direction finder.
    pub const ALL: [Self; 4] = [Self::Radar, Self::Infrared, Self::NightVision, Self::Searchlight];
}

/// Sweep width \[m\] of a sensor against an object, carried by a platform, in a sea of the given significant wave
/// height \[m\]. Zero where the sensor is of no use.
///
/// Radar's range against small wood falls from sea state 1 to 3 as recalled and is extended by *proposed* figures
/// to none at all in 4 m; a person in the water gives no echo.
pub fn sensor_sweep_width_m(sensor: Sensor, object: SearchObject, platform: Platform, wave_height_m: f64) -> f64 {
    sensor_sweep_width(sensor, object, platform, wave_height_m).width_m
}

/// As [`sensor_sweep_width_m`], with how uncertain it is and where it comes from.
pub fn sensor_sweep_width(sensor: Sensor, object: SearchObject, platform: Platform, wave_height_m: f64) -> Uncertain {
    let class = class(object);
    // Least, middle and most [NM] of each class.
    let (widths, mount, provenance) = match sensor {
        Sensor::Radar => return radar(class, platform, wave_height_m),
        Sensor::Infrared => (
            [(0.3, 0.45, 0.6), (1.0, 2.0, 3.0), (1.5, 3.0, 6.0), (2.0, 4.0, 8.0), (2.5, 5.0, 10.0)][class as usize],
            if platform.is_aircraft() { 1.0 } else { 0.5 },
            "thermal camera at night from an aircraft's turret: person 0.3 to 0.6 NM, raft or small boat 1 to 3 NM in a \
             calm (recalled, low confidence); larger objects, half as much from a mast, and the loss among waves are \
             proposed",
        ),
        Sensor::NightVision => (
            [(0.0, 0.05, 0.1), (0.2, 0.6, 1.0), (0.4, 0.8, 1.6), (0.6, 1.2, 2.4), (1.0, 2.0, 4.0)][class as usize],
            if platform == Platform::Helicopter { 1.0 } else { 0.5 },
            "night-vision goggles in a helicopter, object without a light: person below 0.1 NM, raft 0.2 to 1.0 NM \
             (recalled, low confidence); larger objects, half as much from other platforms, and the loss among waves \
             are proposed",
        ),
        Sensor::DirectionFinder => {
            let provenance = "a direction finder hears a beacon and sees nothing";
            return Uncertain { width_m: 0.0, least_m: 0.0, most_m: 0.0, provenance };
        }
        Sensor::Searchlight => {
            // A person within hail, a hull full of people somewhat farther. Nobody hears from an aeroplane.
            let width_m = [150.0, 600.0, 600.0, 900.0, 1200.0][class as usize];
            let width_m = if platform == Platform::FixedWing { 0.0 } else { width_m * clutter(wave_height_m) };
            return Uncertain {
                width_m,
                least_m: width_m / 2.0,
                most_m: width_m * 2.0,
                provenance: "searchlight and a listening look-out at night: proposed, no published figure; half to double",
            };
        }
    };
    let scaled = |width: f64| metres(width) * mount * clutter(wave_height_m);
    Uncertain { width_m: scaled(widths.1), least_m: scaled(widths.0), most_m: scaled(widths.2), provenance }
}

/// Sweep width \[m\] of night-vision goggles in a helicopter against anything that shows a strobe or a light:
/// 2 to 5 NM and more, the middle taken (*recalled*, low confidence).
pub const LIT_OBJECT_NIGHT_VISION_M: f64 = 3.5 * 1852.0;

/// Loss of small contrasts among waves; the shape of the visual weather factor for small objects, *proposed*.
fn clutter(wave_height_m: f64) -> f64 {
    math::interpolate(&[(0.5, 1.0), (1.25, 0.5), (2.5, 0.25), (5.0, 0.1)], wave_height_m)
}

fn radar(class: Class, platform: Platform, wave_height_m: f64) -> Uncertain {
    // Certain range [NM] against significant wave height [m]. Surface radar and a small wooden boat: 2-4 NM in sea
    // state 0-1, 1-2 NM in 2-3; MPA radar and a 15-20 m wooden boat: 10-20 NM calm, 3-8 NM in sea state 3.
    let surface = [(0.1, 3.0), (0.9, 1.5), (2.5, 0.5), (4.0, 0.0)];
    let airborne = [(0.1, 15.0), (0.9, 5.5), (2.5, 2.0), (4.0, 0.0)];
    // A ship is steel and tall; proposed, and limited by the horizon rather than by the sea.
    let ship_surface = [(0.1, 10.0), (2.5, 8.0), (6.0, 5.0)];
    let ship_airborne = [(0.1, 35.0), (2.5, 25.0), (6.0, 15.0)];
    let (range_nmi, off, provenance) = match (class, platform.is_aircraft()) {
        (Class::Person, _) => (0.0, 0.0, "a person in the water gives a radar no echo (recalled)"),
        (Class::Ship, aircraft) => (
            math::interpolate(if aircraft { &ship_airborne } else { &ship_surface }, wave_height_m),
            0.5,
            "radar against a steel ship: range proposed, low confidence, half to one and a half times; the sweep width \
             is twice the range at which it will certainly be seen (read, JP 3-50 s.535)",
        ),
        (_, false) => (
            math::interpolate(&surface, wave_height_m),
            1.0 / 3.0,
            "surface radar against a small wooden boat: certainly seen at 2 to 4 NM in sea state 0 to 1, 1 to 2 NM in \
             2 to 3 (recalled, low confidence), beyond it and by size of boat and set proposed; the sweep width is \
             twice that range (read, JP 3-50 s.535)",
        ),
        (_, true) => (
            math::interpolate(&airborne, wave_height_m),
            0.45,
            "aircraft's radar against a wooden boat of 15 to 20 m: certainly seen at 10 to 20 NM in a calm, 3 to 8 NM in \
             sea state 3 (recalled, low confidence), beyond it and by size of boat and set proposed; the sweep width \
             is twice that range (read, JP 3-50 s.535)",
        ),
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
    let width_m = 2.0 * metres(range_nmi) * size * set;
    Uncertain { width_m, least_m: width_m * (1.0 - off), most_m: width_m * (1.0 + off), provenance }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::quantity::nmi;

    #[test]
    fn the_recalled_ranges_of_2_8_are_stated_as_the_uncertainty() {
        let seen = |sensor, object, platform| {
            let seen = sensor_sweep_width(sensor, object, platform, 0.0);
            (nmi(seen.least_m), nmi(seen.width_m), nmi(seen.most_m))
        };
        let close = |a: (f64, f64, f64), b: (f64, f64, f64)| {
            [(a.0, b.0), (a.1, b.1), (a.2, b.2)].iter().all(|(x, y)| (x - y).abs() < 1e-9)
        };
        let (person, raft) = (SearchObject::PersonInWater, SearchObject::Raft4Person);
        assert!(close(seen(Sensor::Infrared, person, Platform::Helicopter), (0.3, 0.45, 0.6)));
        assert!(close(seen(Sensor::Infrared, raft, Platform::FixedWing), (1.0, 2.0, 3.0)));
        assert!(close(seen(Sensor::NightVision, raft, Platform::Helicopter), (0.2, 0.6, 1.0)));
        assert!(close(seen(Sensor::NightVision, person, Platform::Helicopter), (0.0, 0.05, 0.1)));
        // Twice the certain range of 2 to 4 NM.
        assert!(close(seen(Sensor::Radar, SearchObject::PowerBoat53ft, Platform::Vessel), (4.0, 6.0, 8.0)));
        assert!(close(seen(Sensor::Radar, person, Platform::FixedWing), (0.0, 0.0, 0.0)));
    }

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
            for sensor in Sensor::ALL {
                for platform in [Platform::SmallBoat, Platform::Merchant, Platform::Helicopter, Platform::FixedWing] {
                    let calm = sensor_sweep_width_m(sensor, object, platform, hs);
                    let rough = sensor_sweep_width_m(sensor, object, platform, hs + more);
                    prop_assert!(rough >= 0.0 && rough <= calm + 1e-9);
                    let stated = sensor_sweep_width(sensor, object, platform, hs);
                    prop_assert!(0.0 <= stated.least_m && stated.least_m <= stated.width_m);
                    prop_assert!(stated.width_m <= stated.most_m && !stated.provenance.is_empty());
                }
            }
        }
    }
}
