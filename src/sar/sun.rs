//! The sun: whether there is light to search by.
//!
//! Method: the low-precision solar position of Meeus, *Astronomical Algorithms* (2nd ed., ch. 25, 22, 12), as in
//! NOAA's solar calculator; good to 0.01 degree of ecliptic longitude (*recalled*, checked against published
//! sunrises). Heights are of the sun's centre without refraction.

use crate::base::math;
use crate::base::{Position, Utc};

/// Height of the sun's centre \[degrees\] at which its upper edge rises and sets: refraction and semidiameter.
pub const SUNRISE_DEG: f64 = -0.833;

/// Height of the sun's centre \[degrees\] at the limit of civil twilight, which counts as light enough to search.
pub const CIVIL_TWILIGHT_DEG: f64 = -6.0;

/// Declination \[degrees\] and Greenwich hour angle \[degrees\] of the sun.
fn equatorial(at: Utc) -> (f64, f64) {
    // Days and Julian centuries since J2000.0 (2000-01-01T12:00Z = 946,728,000 s).
    let days = (at.0 as f64 - 946_728_000.0) / 86_400.0;
    let t = days / 36_525.0;
    let rad = |degrees: f64| math::wrap_360(degrees).to_radians();
    let mean_longitude = 280.466_46 + t * (36_000.769_83 + 0.000_303_2 * t);
    let anomaly = rad(357.529_11 + t * (35_999.050_29 - 0.000_153_7 * t));
    let centre = (1.914_602 - t * (0.004_817 + 0.000_014 * t)) * math::sin(anomaly)
        + (0.019_993 - 0.000_101 * t) * math::sin(2.0 * anomaly)
        + 0.000_289 * math::sin(3.0 * anomaly);
    let node = rad(125.04 - 1934.136 * t);
    let longitude = rad(mean_longitude + centre - 0.005_69 - 0.004_78 * math::sin(node));
    let obliquity = rad(23.439_291 - 0.013_004 * t + 0.002_56 * math::cos(node));
    let (sin_longitude, cos_longitude) = math::sin_cos(longitude);
    let declination = math::asin(math::sin(obliquity) * sin_longitude);
    let right_ascension = math::atan2(math::cos(obliquity) * sin_longitude, cos_longitude);
    // Greenwich mean sidereal time.
    let sidereal = 280.460_618_37 + 360.985_647_366_29 * days + 0.000_387_933 * t * t;
    (declination.to_degrees(), math::wrap_360(sidereal - right_ascension.to_degrees()))
}

/// Height of the sun's centre above the horizon \[degrees\], without refraction.
pub fn elevation_deg(position: Position, at: Utc) -> f64 {
    let (declination_deg, hour_angle_deg) = equatorial(at);
    let (sin_lat, cos_lat) = math::sin_cos(position.lat_deg().to_radians());
    let (sin_dec, cos_dec) = math::sin_cos(declination_deg.to_radians());
    let local = (hour_angle_deg + position.lon_deg()).to_radians();
    math::asin(sin_lat * sin_dec + cos_lat * cos_dec * math::cos(local)).to_degrees()
}

/// Whether there is light to search by: the sun's centre above -6 degrees (civil twilight).
pub fn is_daylight(position: Position, at: Utc) -> bool {
    elevation_deg(position, at) > CIVIL_TWILIGHT_DEG
}

/// The first moment after `after`, within two days, at which the sun's centre passes a height \[degrees\] on its way
/// up (`rising`) or down; to the second. `None` where it does not, as in a polar summer.
pub fn next_passage(position: Position, after: Utc, height_deg: f64, rising: bool) -> Option<Utc> {
    const STEP_S: i64 = 600;
    let up = |at: Utc| (elevation_deg(position, at) > height_deg) == rising;
    let start = (0..288_i64)
        .map(|i| Utc(after.0.saturating_add(i * STEP_S)))
        .find(|at| !up(*at) && up(Utc(at.0.saturating_add(STEP_S))))?;
    let (mut before, mut passed) = (start.0, start.0.saturating_add(STEP_S));
    while passed - before > 1 {
        let middle = before + (passed - before) / 2;
        if up(Utc(middle)) {
            passed = middle;
        } else {
            before = middle;
        }
    }
    Some(Utc(passed))
}

/// The next sunrise after a moment, if there is one within two days.
pub fn next_sunrise(position: Position, after: Utc) -> Option<Utc> {
    next_passage(position, after, SUNRISE_DEG, true)
}

/// The next sunset after a moment, if there is one within two days.
pub fn next_sunset(position: Position, after: Utc) -> Option<Utc> {
    next_passage(position, after, SUNRISE_DEG, false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn within(seen: Utc, expected: &str, minutes: i64) {
        let expected = Utc::parse(expected).unwrap();
        assert!((seen.0 - expected.0).abs() <= minutes * 60, "{seen} against {expected}");
    }

    #[test]
    fn sunrise_where_siev_358_sank() {
        // Independent reckoning: declination 23.44, equation of time -1.3 min, so noon at 04:59:40Z and a
        // half day of acos((sin -0.833 - sin phi sin delta) / (cos phi cos delta)) = 87.2 degrees = 5 h 49 min.
        let place = Position::new(-8.6, 105.4).unwrap();
        let noon = Utc::parse("2012-06-19T12:00Z").unwrap();
        within(next_sunrise(place, noon).unwrap(), "2012-06-19T23:11Z", 2);
        within(next_sunset(place, noon).unwrap(), "2012-06-20T10:48:30Z", 2);
        // A quarter of an hour after sunset it is still civil twilight; an hour after, it is not.
        assert!(is_daylight(place, Utc::parse("2012-06-20T11:05Z").unwrap()));
        assert!(!is_daylight(place, Utc::parse("2012-06-20T11:48Z").unwrap()));
    }

    #[test]
    fn known_sunrises() {
        // Greenwich at the equinox and the solstices of 2024, as almanacs give them to the minute (recalled).
        let greenwich = Position::new(51.48, 0.0).unwrap();
        let at = |text: &str| Utc::parse(text).unwrap();
        within(next_sunrise(greenwich, at("2024-03-20T00:00Z")).unwrap(), "2024-03-20T06:03Z", 3);
        within(next_sunrise(greenwich, at("2024-06-20T00:00Z")).unwrap(), "2024-06-20T03:43Z", 3);
        within(next_sunset(greenwich, at("2024-06-20T12:00Z")).unwrap(), "2024-06-20T20:21Z", 3);
        within(next_sunset(greenwich, at("2024-12-21T12:00Z")).unwrap(), "2024-12-21T15:53Z", 3);
        let north_cape = Position::new(71.2, 25.8).unwrap();
        assert_eq!(next_sunrise(north_cape, at("2024-06-20T00:00Z")), None);
    }

    #[test]
    fn meeus_example_25a() {
        // 1992-10-13 at 0 h dynamical time: declination -7.785 degrees; the clock then was 59 s ahead of UTC.
        let (declination, _) = equatorial(Utc::parse("1992-10-12T23:59:01Z").unwrap());
        assert!((declination + 7.785).abs() < 0.002, "{declination}");
    }

    proptest! {
        #[test]
        fn every_tropical_day_has_one_sunrise_and_one_sunset(
            lat in -23.0..23.0_f64, lon in -180.0..180.0_f64, at in 1_000_000_000..2_000_000_000_i64,
        ) {
            let place = Position::new(lat, lon).unwrap();
            let rise = next_sunrise(place, Utc(at)).unwrap();
            let set = next_sunset(place, rise).unwrap();
            prop_assert!((10 * 3600..14 * 3600).contains(&(set.0 - rise.0)));
            prop_assert!((elevation_deg(place, rise) - SUNRISE_DEG).abs() < 0.01);
        }
    }
}
