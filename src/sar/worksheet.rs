//! A sweep width worked as a planner works it: an object of any size, any height of eye, every factor shown, and said
//! in words what was interpolated and what was held at the edge of a table.
//!
//! The tables and the factors are those of [`super::sweep`]; here is only how they are read between and beyond their
//! rows: linearly in visibility, height, object size and speed, and held outside.

use super::object::ObjectKind;
use super::sought::Sought;
use super::sweep::{
    AIRCRAFT_SPEEDS_KN, ALTITUDES_FT, Conditions, FATIGUE, FLOTATION, HELICOPTER_SPEEDS_KN, Lookout,
    MERCHANT_VISIBILITIES_NMI, NIGHT, Platform, SearchObject, SweepWidth, VISIBILITIES_NMI, boat_m, merchant_m,
    speed_factor, uncorrected_m, weather_of,
};
use crate::base::quantity::{FOOT_M, knots, metres, nmi};

/// A sweep width and how it was read off.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// The width with all its factors.
    pub width: SweepWidth,
    /// What was interpolated, held, or makes no difference: one sentence each.
    pub notes: Vec<String>,
}

/// The highest altitude at which a lifejacket helps an aircraft's look-out \[ft\] (NATSAR, note to D-5:6; *read*).
pub const FLOTATION_BELOW_FT: f64 = 500.0;

/// Works a sweep width.
///
/// As [`super::sweep::sweep_width`], with two differences: the object may have any size, and for a boat the look-out's
/// altitude is the height of eye \[m\], interpolated between the tables' 8 and 14 ft. `ground_speed_mps` of the
/// look-out counts for aircraft only; without one (`speed_known` false) no speed correction is made.
pub fn worked(
    sought: &Sought,
    flotation: bool,
    lookout: &Lookout,
    speed_known: bool,
    conditions: &Conditions,
    daylight: bool,
) -> Worked {
    let mut notes = Vec::new();
    let platform = lookout.platform;
    let (height_m, visibility_m) = (lookout.altitude_m, conditions.visibility_m);
    let vessel = |eye_m: f64, v: f64| sought.between(|row| boat_m(row, eye_m, v));
    let uncorrected = match platform {
        Platform::SmallBoat | Platform::Vessel => vessel(height_m, visibility_m),
        Platform::Merchant => merchant_m(sought.kind, |v| vessel(super::sweep::EYE_VESSEL_M, v), visibility_m),
        Platform::Helicopter | Platform::FixedWing => {
            sought.between(|row| uncorrected_m(row, platform, height_m, visibility_m))
        }
    };
    read_off(sought, lookout, conditions, &mut notes);

    let weather = weather_of(sought.is_small(), conditions.wind_mps, conditions.wave_height_m);
    let speed = if speed_known && platform.is_aircraft() {
        let grid: &[f64] = if platform == Platform::Helicopter { &HELICOPTER_SPEEDS_KN } else { &AIRCRAFT_SPEEDS_KN };
        notes.extend(place("speed", knots(lookout.ground_speed_mps), grid, "kn"));
        sought.between(|row| speed_factor(row, platform, lookout.ground_speed_mps))
    } else {
        if speed_known {
            notes.push("Speed: no correction for vessels.".to_owned());
        } else if platform.is_aircraft() {
            let standard = if platform == Platform::Helicopter { 90 } else { 180 };
            notes.push(format!("Speed: not given; the table is for {standard} kn."));
        }
        1.0
    };
    let fatigue = if lookout.tired { FATIGUE } else { 1.0 };
    let flotation = flotation_factor(sought, flotation, lookout, &mut notes);
    let night = if daylight { 1.0 } else { NIGHT };
    if !daylight {
        notes.push(
            "Night: an unlit object leaves the unaided eye 0 to 5 % of its width by day; 3 % is taken (proposed)."
                .to_owned(),
        );
    }
    let product = uncorrected * weather * speed * fatigue * flotation * night;
    let most = 2.0 * visibility_m.max(0.0);
    if product > most {
        notes.push(format!(
            "Visibility: nothing is seen beyond it on either side, so the width is held at {:.2} NM, twice the \
             visibility (derived).",
            nmi(most)
        ));
    }
    let corrected_m = product.min(most);
    let width = SweepWidth { uncorrected_m: uncorrected, weather, speed, fatigue, flotation, night, corrected_m };
    Worked { width, notes }
}

fn flotation_factor(sought: &Sought, wanted: bool, lookout: &Lookout, notes: &mut Vec<String>) -> f64 {
    if !wanted {
        return 1.0;
    }
    if sought.smaller != SearchObject::PersonInWater {
        notes.push("Flotation: of effect for a person in the water only.".to_owned());
    } else if !lookout.platform.is_aircraft() {
        notes.push("Flotation: the factor holds for aircraft only.".to_owned());
    } else if lookout.altitude_m > (FLOTATION_BELOW_FT + 0.5) * FOOT_M {
        notes.push(format!("Flotation: no factor above {FLOTATION_BELOW_FT:.0} ft."));
    } else {
        return FLOTATION;
    }
    1.0
}

/// Says how the table value was read off: size, height, visibility.
fn read_off(sought: &Sought, lookout: &Lookout, conditions: &Conditions, notes: &mut Vec<String>) {
    let height_ft = lookout.altitude_m / FOOT_M;
    let merchant = lookout.platform == Platform::Merchant;
    if merchant {
        merchant_size(sought, notes);
    } else if sought.held {
        notes.push(format!("Size: {} lies outside the tables; held at {}.", sought.name(), sought.smaller.name()));
    } else if sought.share > 0.0 {
        notes.push(format!("Size: interpolated between {} and {}.", sought.smaller.name(), sought.larger.name()));
    }
    match lookout.platform {
        Platform::SmallBoat | Platform::Vessel => notes.extend(place("height of eye", height_ft, &[8.0, 14.0], "ft")),
        Platform::Merchant => notes.push("Height: of no effect; the table is for a merchant ship's bridge.".to_owned()),
        Platform::Helicopter | Platform::FixedWing => notes.extend(place("altitude", height_ft, &ALTITUDES_FT, "ft")),
    }
    let visibility_nmi = nmi(conditions.visibility_m);
    let grid: &[f64] = match lookout.platform {
        Platform::Merchant => &MERCHANT_VISIBILITIES_NMI,
        Platform::SmallBoat | Platform::Vessel => &VISIBILITIES_NMI[..6],
        Platform::Helicopter | Platform::FixedWing => &VISIBILITIES_NMI,
    };
    if merchant && conditions.visibility_m < metres(grid[0]) - 1e-6 {
        notes.push(
            "Visibility: the merchant table begins at 3 NM; below, the width falls in the proportion in which a patrol \
             vessel's does (proposed)."
                .to_owned(),
        );
    } else {
        notes.extend(place("visibility", visibility_nmi, grid, "NM"));
    }
}

/// Sizes of the merchant table: one person; rafts for 4 to 25; boats of 5 to 24 m.
fn merchant_size(sought: &Sought, notes: &mut Vec<String>) {
    let (size, rows): (f64, &[f64]) = match sought.kind {
        ObjectKind::Person => return,
        ObjectKind::Raft(persons) => (f64::from(persons), &[4.0, 6.0, 15.0, 25.0]),
        ObjectKind::Boat(length_m) => (length_m, &[5.0, 7.0, 12.0, 24.0]),
    };
    let extended = match sought.kind {
        ObjectKind::Raft(persons) => persons < 4,
        ObjectKind::Boat(length_m) => length_m > 30.0,
        ObjectKind::Person => false,
    };
    if extended {
        notes.push(
            "Size: outside the merchant table; the nearest row, changed in the proportion in which a patrol vessel's \
             width changes (proposed)."
                .to_owned(),
        );
    } else {
        let unit = if matches!(sought.kind, ObjectKind::Boat(_)) { "m" } else { "persons" };
        notes.extend(place("size", size, rows, unit));
    }
}

/// Where a value lies on the axis of a table: nothing to say of one that is on it.
fn place(axis: &str, value: f64, grid: &[f64], unit: &str) -> Option<String> {
    let (first, last) = (grid.first()?, grid.last()?);
    let near = |x: &f64| (x - value).abs() <= 1e-6 * x.abs().max(1.0);
    if grid.iter().any(near) {
        return None;
    }
    let mut letters = axis.chars();
    let name: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let value = tidy(value);
    Some(match grid.iter().position(|x| *x > value) {
        None => format!("{name}: {value} {unit} lies beyond the table; held at {last} {unit}."),
        Some(0) => format!("{name}: {value} {unit} lies below the table; held at {first} {unit}."),
        Some(next) => format!("{name}: interpolated between {} and {} {unit}.", grid[next - 1], grid[next]),
    })
}

/// A number to two decimals, so that a value brought into metres and back reads as it was typed.
fn tidy(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::quantity::mps;
    use crate::sar::sweep::sweep_width;

    fn look(platform: Platform, height_ft: f64) -> Lookout {
        Lookout { platform, altitude_m: height_ft * FOOT_M, ground_speed_mps: 0.0, tired: false }
    }

    fn calm(visibility_nmi: f64) -> Conditions {
        Conditions { visibility_m: metres(visibility_nmi), wind_mps: 0.0, wave_height_m: 0.0 }
    }

    fn table_nmi(object: &str, platform: Platform, height_ft: f64, visibility_nmi: f64) -> (f64, Vec<String>) {
        let sought = Sought::parse(object).unwrap();
        let worked = worked(&sought, false, &look(platform, height_ft), false, &calm(visibility_nmi), true);
        (nmi(worked.width.uncorrected_m), worked.notes)
    }

    #[test]
    fn a_person_in_the_water_from_a_helicopter_is_the_published_value_times_its_factors() {
        let person = Sought::parse("PIW").unwrap();
        let conditions = Conditions { wind_mps: mps(20.0), ..calm(10.0) };
        let seen = |tired, flotation, height_ft, speed_kn: Option<f64>| {
            let lookout = Lookout {
                tired,
                ground_speed_mps: mps(speed_kn.unwrap_or(0.0)),
                ..look(Platform::Helicopter, height_ft)
            };
            worked(&person, flotation, &lookout, speed_kn.is_some(), &conditions, true).width
        };
        let plain = seen(false, false, 500.0, None);
        assert!((nmi(plain.uncorrected_m) - 0.1).abs() < 1e-9);
        assert_eq!((plain.weather, plain.speed, plain.fatigue, plain.flotation), (0.5, 1.0, 1.0, 1.0));
        assert!((nmi(plain.corrected_m) - 0.05).abs() < 1e-9);
        let all = seen(true, true, 500.0, Some(60.0));
        assert!((nmi(all.corrected_m) - 0.1 * 0.5 * 1.5 * 0.9 * 4.0).abs() < 1e-9);
        assert_eq!(seen(false, true, 501.0, None).flotation, 1.0);
    }

    #[test]
    fn between_rows_it_is_linear_and_says_so() {
        // Half way in visibility, in height of eye, in size: 7.0 and 9.3 NM; 7.0 and 9.1; 4.7 and 7.0.
        for (object, height_ft, visibility, width, axis) in [
            ("power boat 53 ft", 8.0, 12.5, 8.15, "Visibility"),
            ("power boat 53 ft", 11.0, 10.0, 8.05, "Height of eye"),
            ("power boat 43 ft", 8.0, 10.0, 5.85, "Size"),
        ] {
            let (read, notes) = table_nmi(object, Platform::SmallBoat, height_ft, visibility);
            assert!((read - width).abs() < 1e-9, "{object}: {read}");
            assert_eq!(notes.len(), 1, "{notes:?}");
            assert!(notes[0].starts_with(axis) && notes[0].contains("interpolated"), "{notes:?}");
        }
        let (_, notes) = table_nmi("power boat 53 ft", Platform::Vessel, 14.0, 10.0);
        assert!(notes.is_empty(), "{notes:?}");
        // A merchant's row of its own: a boat of 12 m at 10 NM is 7.6 NM.
        let (read, _) = table_nmi("power boat 12 m", Platform::Merchant, 60.0, 10.0);
        assert!((read - 7.6).abs() < 1e-9, "{read}");
    }

    #[test]
    fn outside_the_tables_the_edge_is_held_and_said_so() {
        for (platform, object, inside, outside, word) in [
            (Platform::SmallBoat, "Raft 4 person", (8.0, 20.0), (8.0, 35.0), "Visibility"),
            (Platform::SmallBoat, "Raft 4 person", (14.0, 10.0), (60.0, 10.0), "Height"),
            (Platform::Helicopter, "Raft 4 person", (300.0, 10.0), (150.0, 10.0), "Altitude"),
            (Platform::FixedWing, "Ship ≥ 300ft", (3000.0, 30.0), (9000.0, 50.0), "Altitude"),
        ] {
            let (edge, _) = table_nmi(object, platform, inside.0, inside.1);
            let (held, notes) = table_nmi(object, platform, outside.0, outside.1);
            assert_eq!(held, edge, "{object}");
            assert!(notes.iter().any(|n| n.starts_with(word) && n.contains("held at")), "{notes:?}");
        }
        let (_, notes) = table_nmi("power boat 4 ft", Platform::SmallBoat, 8.0, 10.0);
        assert!(notes[0].contains("held at Power Boat ≤ 15ft"), "{notes:?}");
        let (fog, notes) = table_nmi("Raft 4 person", Platform::Merchant, 60.0, 1.0);
        assert!(fog < 2.3 && notes.iter().any(|n| n.contains("begins at 3 NM")), "{fog} {notes:?}");
    }

    #[test]
    fn what_makes_no_difference_is_said() {
        let raft = Sought::from(SearchObject::Raft4Person);
        let lookout = Lookout { ground_speed_mps: 10.0, ..look(Platform::Vessel, 14.0) };
        let seen = worked(&raft, true, &lookout, true, &calm(10.0), false);
        assert_eq!((seen.width.flotation, seen.width.speed, seen.width.night), (1.0, 1.0, NIGHT));
        for word in ["Flotation", "Speed", "Night"] {
            assert!(seen.notes.iter().any(|n| n.starts_with(word)), "{word}: {:?}", seen.notes);
        }
    }

    proptest! {
        #[test]
        fn of_the_tables_own_objects_the_exercise_and_the_worksheet_agree(
            object in 0..25_usize, platform in 0..3_usize, altitude_m in 0.0..1500.0_f64, visibility_m in 500.0..60e3_f64,
            wind_mps in 0.0..20.0_f64, wave_height_m in 0.0..3.0_f64, speed_mps in 0.0..120.0_f64, tired in any::<bool>(),
            flotation in any::<bool>(), daylight in any::<bool>(),
        ) {
            let row = SearchObject::all().nth(object).unwrap();
            let platform = [Platform::Merchant, Platform::Helicopter, Platform::FixedWing][platform];
            let lookout = Lookout { platform, altitude_m, ground_speed_mps: speed_mps, tired };
            let conditions = Conditions { visibility_m, wind_mps, wave_height_m };
            let paper = worked(&row.into(), flotation, &lookout, true, &conditions, daylight).width;
            prop_assert_eq!(paper, sweep_width(row, flotation, &lookout, &conditions, daylight));
        }

        #[test]
        fn a_larger_object_is_never_seen_less_far(
            length_m in 3.0..110.0_f64, more_m in 0.0..20.0_f64, sail in any::<bool>(), visibility in 1.0..30.0_f64,
        ) {
            let of = |length_m| if sail { Sought::sail(length_m) } else { Sought::power(length_m) };
            let width = |length_m| {
                worked(&of(length_m), false, &look(Platform::Vessel, 14.0), false, &calm(visibility), true).width
            };
            let (small, large) = (width(length_m), width(length_m + more_m));
            prop_assert!(large.uncorrected_m >= small.uncorrected_m - 1e-6);
            prop_assert!(large.corrected_m <= metres(2.0 * visibility) + 1e-6);
        }
    }
}
