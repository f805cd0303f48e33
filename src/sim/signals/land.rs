//! Land between two antennas.
//!
//! **An approximation.** The chart has the coast and no heights: all land is taken to stand thirty metres above the
//! sea, as trees, houses and low hills do, whatever it is in truth. A radio path that passes lower than that over more
//! than a mile of land, reckoned together, is taken not to be heard; what bends round a spit or a small island is, and
//! so is what goes over a cape from a hill. Within two miles of an antenna land is left out: who put it up chose a
//! place from which the sea is seen. Mountains behind a coast stop more than this says, and valleys less.

use crate::base::Position;
use crate::chart::Coast;

/// Height that all land is taken to have above the sea \[m\] (*proposed*).
const LAND_M: f64 = 30.0;

/// Land that a path may pass low over, in all \[m\]: a mile (*proposed*).
const PASSES_M: f64 = 1852.0;

/// Land this near to an antenna does not count \[m\]: two miles (*proposed*).
const OWN_GROUND_M: f64 = 2.0 * 1852.0;

/// Land is looked for at each of these steps along a path \[m\]: half a mile.
const STEP_M: f64 = 926.0;

/// Twice the radius of the Earth as VHF has it \[m\]: 4/3 of the true one, as in the horizon of 2.8.
const TWICE_EARTH_M: f64 = 2.0 * 4.0 / 3.0 * 6_371_000.0;

/// Whether land lets through what is sent between two antennas, each with its height above the sea \[m\]. Whether they
/// are within each other's horizon is not asked.
pub(super) fn lets_through(coast: &Coast, a: (Position, f64), b: (Position, f64)) -> bool {
    let whole_m = a.0.distance_m(b.0);
    if whole_m <= 2.0 * OWN_GROUND_M {
        return true;
    }
    let bearing = a.0.bearing_true(b.0);
    let steps = ((whole_m - 2.0 * OWN_GROUND_M) / STEP_M).ceil();
    let step_m = (whole_m - 2.0 * OWN_GROUND_M) / steps;
    let mut low_over_land_m = 0.0;
    let mut along_m = OWN_GROUND_M + step_m / 2.0;
    while along_m < whole_m - OWN_GROUND_M {
        if height_m(a.1, b.1, along_m, whole_m) < LAND_M && coast.is_land(a.0.destination(bearing, along_m)) {
            low_over_land_m += step_m;
            if low_over_land_m > PASSES_M {
                return false;
            }
        }
        along_m += step_m;
    }
    true
}

/// How high above the sea a straight path between two antennas at heights \[m\] passes, so far along it \[m\]: below
/// zero beyond the horizon.
fn height_m(from_m: f64, to_m: f64, along_m: f64, whole_m: f64) -> f64 {
    let share = along_m / whole_m;
    from_m + (to_m - from_m) * share - along_m * (whole_m - along_m) / TWICE_EARTH_M
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::quantity::metres;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    #[test]
    fn a_path_is_lowest_in_the_middle_and_touches_the_sea_at_the_horizon() {
        // Two antennas of 25 m each see each other at 2.2 (5 + 5) = 22 NM, over a sea they touch half way.
        let whole = metres(22.0);
        let middle = height_m(25.0, 25.0, whole / 2.0, whole);
        assert!(middle.abs() < 1.5, "{middle}");
        assert_eq!(height_m(25.0, 60.0, 0.0, whole), 25.0);
        assert!((height_m(25.0, 60.0, whole, whole) - 60.0).abs() < 1e-9);
    }

    #[test]
    fn java_lies_between_its_coasts_and_the_open_sea_does_not() {
        let coast = Coast::region();
        // Across the island at 106.5 E some 90 NM of land, and a path along the Java Sea.
        let (north, south) = (at(-5.95, 106.5), at(-7.6, 106.5));
        assert!(!lets_through(coast, (north, 60.0), (south, 60.0)));
        assert!(!lets_through(coast, (south, 60.0), (north, 60.0)));
        assert!(lets_through(coast, (at(-5.6, 106.0), 4.0), (at(-5.6, 107.0), 4.0)));
        // From the air at 3,000 m one is seen over the north coast.
        assert!(lets_through(coast, (at(-5.95, 106.5), 4.0), (at(-6.9, 106.5), 3_000.0)));
    }

    #[test]
    fn an_antenna_on_the_shore_is_not_stopped_by_the_ground_it_stands_on() {
        let coast = Coast::region();
        // A mile inland of the south coast of Java, with a ship on the sea before it.
        let inland = at(-7.36, 106.42);
        assert!(coast.is_land(inland));
        assert!(lets_through(coast, (inland, 15.0), (at(-7.7, 106.42), 10.0)));
    }

    #[test]
    fn a_hill_speaks_over_a_cape_that_stops_a_boat() {
        let coast = Coast::region();
        // Over the western end of Java at Ujung Kulon, from the Sunda Strait to the Indian Ocean.
        let (strait, ocean) = (at(-6.55, 105.5), at(-7.0, 105.35));
        assert!(!lets_through(coast, (strait, 4.0), (ocean, 4.0)));
        assert!(lets_through(coast, (strait, 400.0), (ocean, 400.0)));
    }
}
