//! Positions on the sea, in every notation mariners use, and distances and bearings between them.
//!
//! The Earth is a sphere of mean radius 6,371,008.8 m (IUGG): against the WGS 84 ellipsoid distances err by
//! at most 0.56 %, less than any error this exercise is about. Bearings are true, clockwise from north.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::math::{self, PI};

/// Mean radius of the Earth \[m\] (IUGG R1).
pub const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// One nautical mile \[m\], by definition.
pub const NAUTICAL_MILE_M: f64 = 1852.0;

/// A point on the Earth's surface. Both numbers are finite and in range, by construction.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct Position {
    lat_deg: f64,
    lon_deg: f64,
}

impl Position {
    /// The position at a latitude \[degrees, north positive\] and longitude \[degrees, east positive\].
    /// Longitudes up to 360 are accepted and brought into (-180, 180].
    ///
    /// # Errors
    /// A sentence, if a number is not finite or out of range.
    pub fn new(lat_deg: f64, lon_deg: f64) -> Result<Self, String> {
        if !lat_deg.is_finite() || !lon_deg.is_finite() {
            return Err(format!("latitude {lat_deg}, longitude {lon_deg}: both must be numbers"));
        }
        if !(-90.0..=90.0).contains(&lat_deg) {
            return Err(format!("latitude {lat_deg} is outside 90 S to 90 N; were latitude and longitude swapped?"));
        }
        if !(-180.0..=360.0).contains(&lon_deg) {
            return Err(format!("longitude {lon_deg} is outside 180 W to 180 E"));
        }
        let lon_deg = if (-180.0..=180.0).contains(&lon_deg) { lon_deg } else { math::wrap_180(lon_deg) };
        Ok(Self { lat_deg, lon_deg })
    }

    /// For computed coordinates: latitude clamped, longitude wrapped, NaN read as 0.
    pub fn clamped(lat_deg: f64, lon_deg: f64) -> Self {
        let lat_deg = if lat_deg.is_finite() { lat_deg.clamp(-90.0, 90.0) } else { 0.0 };
        let lon_deg = match lon_deg {
            lon if !lon.is_finite() => 0.0,
            lon if (-180.0..=180.0).contains(&lon) => lon,
            lon => math::wrap_180(lon),
        };
        Self { lat_deg, lon_deg }
    }

    /// Latitude \[degrees\], north positive.
    pub fn lat_deg(self) -> f64 {
        self.lat_deg
    }

    /// Longitude \[degrees\], east positive, in \[-180, 180\].
    pub fn lon_deg(self) -> f64 {
        self.lon_deg
    }

    /// Great-circle distance \[m\].
    pub fn distance_m(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.lat_deg.to_radians(), other.lat_deg.to_radians());
        let half_dlat = (lat2 - lat1) / 2.0;
        let half_dlon = (other.lon_deg - self.lon_deg).to_radians() / 2.0;
        let (s_lat, s_lon) = (math::sin(half_dlat), math::sin(half_dlon));
        let h = s_lat * s_lat + math::cos(lat1) * math::cos(lat2) * s_lon * s_lon;
        2.0 * EARTH_RADIUS_M * math::asin(h.sqrt())
    }

    /// Great-circle distance \[nautical miles\].
    pub fn distance_nmi(self, other: Self) -> f64 {
        self.distance_m(other) / NAUTICAL_MILE_M
    }

    /// Initial great-circle bearing towards another position \[degrees true, 0 to 360\].
    pub fn bearing_true(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.lat_deg.to_radians(), other.lat_deg.to_radians());
        let dlon = (other.lon_deg - self.lon_deg).to_radians();
        let y = math::sin(dlon) * math::cos(lat2);
        let x = math::cos(lat1) * math::sin(lat2) - math::sin(lat1) * math::cos(lat2) * math::cos(dlon);
        math::wrap_360(math::atan2(y, x).to_degrees())
    }

    /// The position reached after `distance_m` \[m\] along the great circle that starts on `bearing_true` \[degrees\].
    #[must_use]
    pub fn destination(self, bearing_true: f64, distance_m: f64) -> Self {
        let (lat, lon) = (self.lat_deg.to_radians(), self.lon_deg.to_radians());
        let angle = distance_m / EARTH_RADIUS_M;
        let (sin_b, cos_b) = math::sin_cos(bearing_true.to_radians());
        let (sin_a, cos_a) = math::sin_cos(angle);
        let (sin_lat, cos_lat) = math::sin_cos(lat);
        let lat2 = math::asin(sin_lat * cos_a + cos_lat * sin_a * cos_b);
        let lon2 = lon + math::atan2(sin_b * sin_a * cos_lat, cos_a - sin_lat * math::sin(lat2));
        Self::clamped(lat2.to_degrees(), lon2.to_degrees())
    }

    /// The position moved a short way east and north \[m\]; exact to first order, for one tick's motion.
    #[must_use]
    pub fn shifted(self, east_m: f64, north_m: f64) -> Self {
        let metres_per_degree = EARTH_RADIUS_M * PI / 180.0;
        let cos_lat = math::cos(self.lat_deg.to_radians()).max(1e-6);
        Self::clamped(self.lat_deg + north_m / metres_per_degree, self.lon_deg + east_m / (metres_per_degree * cos_lat))
    }

    /// Where `other` lies from here on a local flat chart: metres east, metres north. Good to a few hundred miles.
    pub fn offset_to(self, other: Self) -> (f64, f64) {
        let metres_per_degree = EARTH_RADIUS_M * PI / 180.0;
        let mid_lat = ((self.lat_deg + other.lat_deg) / 2.0).to_radians();
        let east = math::wrap_180(other.lon_deg - self.lon_deg) * metres_per_degree * math::cos(mid_lat);
        (east, (other.lat_deg - self.lat_deg) * metres_per_degree)
    }

    /// Reads a position in any notation mariners use: "8°36.4'S 105°24.0'E", "08-36.4S 105-24.0E",
    /// "8 36 24 S, 105 24 0 E", "8.607S 105.4E", "-8.607, 105.4", "0836.4S10524.0E", "S08 36.4 E105 24.0".
    ///
    /// # Errors
    /// A sentence saying what was wrong and what to type instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (lat, lon) = split_coordinates(text).ok_or_else(|| {
            format!(
                "\"{text}\" is not a position; type latitude then longitude, as in \"08°36.4'S 105°24.0'E\", \
                 \"08-36.4S 105-24.0E\" or \"-8.607, 105.4\""
            )
        })?;
        let lat = coordinate(lat, ['N', 'S'], 2).map_err(|why| format!("latitude in \"{text}\": {why}"))?;
        let lon = coordinate(lon, ['E', 'W'], 3).map_err(|why| format!("longitude in \"{text}\": {why}"))?;
        Self::new(lat, lon).map_err(|why| format!("\"{text}\": {why}"))
    }
}

/// Splits text into its latitude and longitude halves.
fn split_coordinates(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let is_letter = |c: char| matches!(c.to_ascii_uppercase(), 'N' | 'S' | 'E' | 'W');
    let letters: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_letter(*c)).collect();
    match letters.as_slice() {
        // Hemisphere before each number ("S08 36.4 E105 24.0") or after each ("08-36.4S 105-24.0E").
        [(first, a), (second, b)] => {
            let latitude_first = matches!(a.to_ascii_uppercase(), 'N' | 'S');
            if latitude_first == matches!(b.to_ascii_uppercase(), 'N' | 'S') {
                return None;
            }
            let cut = if *first == 0 { *second } else { *first + 1 };
            let (left, right) = (text.get(..cut)?, text.get(cut..)?);
            let pair = (left.trim_matches([' ', ',', ';', '/']), right.trim_matches([' ', ',', ';', '/']));
            Some(if latitude_first { pair } else { (pair.1, pair.0) })
        }
        [] => {
            let (lat, lon) = match text.split_once([',', ';', '/']) {
                Some(pair) => pair,
                None => text.split_once(char::is_whitespace)?,
            };
            Some((lat.trim(), lon.trim()))
        }
        _ => None,
    }
}

/// Reads one half: degrees, degrees and minutes, or degrees, minutes and seconds, with a sign or a hemisphere.
fn coordinate(text: &str, hemispheres: [char; 2], degree_digits: usize) -> Result<f64, String> {
    let mut sign = 1.0;
    let mut hemisphere = false;
    let mut body = String::with_capacity(text.len());
    for c in text.chars() {
        let upper = c.to_ascii_uppercase();
        if upper.is_ascii_alphabetic() {
            if !hemispheres.contains(&upper) || hemisphere {
                return Err(format!("'{c}' is not expected; use {} or {}", hemispheres[0], hemispheres[1]));
            }
            hemisphere = true;
            sign = if upper == hemispheres[1] { -1.0 } else { 1.0 };
        } else {
            body.push(c);
        }
    }
    let body = body.trim();
    let body = if hemisphere {
        body
    } else if let Some(rest) = body.strip_prefix(['-', '−']) {
        sign = -1.0;
        rest
    } else {
        body.strip_prefix('+').unwrap_or(body)
    };
    let is_separator =
        |c: char| matches!(c, '°' | 'º' | '\'' | '′' | '’' | '"' | '″' | '”' | '-' | ':') || c.is_whitespace();
    // Past this, bytes are characters, and a number may be cut between any two.
    if let Some(c) = body.chars().find(|c| !c.is_ascii() && !is_separator(*c)) {
        return Err(format!("'{c}' is not expected"));
    }
    let parts: Vec<&str> = body.split(is_separator).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| -> Result<f64, String> {
        if part.chars().all(|c| c.is_ascii_digit() || c == '.') && part.chars().any(|c| c.is_ascii_digit()) {
            part.parse().map_err(|_| format!("\"{part}\" is not a number"))
        } else {
            Err(format!("\"{part}\" is not a number"))
        }
    };
    let below_60 = |value: f64, what: &str| {
        if value < 60.0 { Ok(value) } else { Err(format!("{value} {what} is 60 or more")) }
    };
    let whole = |part: &str| {
        if part.contains('.') {
            Err(format!("{part} must be a whole number when smaller parts follow"))
        } else {
            number(part)
        }
    };
    let degrees = match parts.as_slice() {
        [one] => {
            // "0836.4": degrees and minutes run together, as in NMEA sentences; needs the hemisphere to be sure.
            let digits = one.find('.').unwrap_or(one.len());
            match digits {
                n if hemisphere && n == degree_digits + 2 => {
                    let (d, m) = one.split_at(degree_digits);
                    number(d)? + below_60(number(m)?, "minutes")? / 60.0
                }
                n if hemisphere && n == degree_digits + 4 => {
                    let (d, rest) = one.split_at(degree_digits);
                    let (m, s) = rest.split_at(2);
                    number(d)? + below_60(number(m)?, "minutes")? / 60.0 + below_60(number(s)?, "seconds")? / 3600.0
                }
                _ => number(one)?,
            }
        }
        [d, m] => whole(d)? + below_60(number(m)?, "minutes")? / 60.0,
        [d, m, s] => whole(d)? + below_60(whole(m)?, "minutes")? / 60.0 + below_60(number(s)?, "seconds")? / 3600.0,
        [] => return Err("no number".to_owned()),
        _ => return Err("more than degrees, minutes and seconds".to_owned()),
    };
    Ok(sign * degrees)
}

impl fmt::Display for Position {
    /// The notation of nautical charts: "08°36.4'S 105°24.0'E".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = |value: f64| {
            let tenths = (value.abs() * 600.0).round() as u64;
            (tenths / 600, (tenths % 600) / 10, tenths % 10)
        };
        let (d, m, t) = half(self.lat_deg);
        let (e, n, u) = half(self.lon_deg);
        let (ns, ew) = (if self.lat_deg < 0.0 { 'S' } else { 'N' }, if self.lon_deg < 0.0 { 'W' } else { 'E' });
        write!(f, "{d:02}°{m:02}.{t}'{ns} {e:03}°{n:02}.{u}'{ew}")
    }
}

impl TryFrom<(f64, f64)> for Position {
    type Error = String;

    fn try_from((lat_deg, lon_deg): (f64, f64)) -> Result<Self, String> {
        Self::new(lat_deg, lon_deg)
    }
}

impl From<Position> for (f64, f64) {
    fn from(position: Position) -> Self {
        (position.lat_deg, position.lon_deg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_gives_the_same_place() {
        let expected = Position::new(-8.0 - 36.4 / 60.0, 105.4).unwrap();
        for text in [
            "08°36.4'S 105°24.0'E",
            "8°36.4′S, 105°24′E",
            "08-36.4S 105-24.0E",
            "8 36.4 S 105 24 E",
            "8 36 24 S, 105 24 0 E",
            "8°36'24\"S 105°24'00\"E",
            "0836.4S10524.0E",
            "083624S1052400E",
            "S08 36.4 E105 24.0",
            "105°24.0'E 08°36.4'S",
            "8:36:24S 105:24:00E",
        ] {
            let read = Position::parse(text).unwrap_or_else(|why| panic!("{why}"));
            assert!(read.distance_m(expected) < 0.5, "{text} was read as {read}");
        }
        let decimal = Position::parse("-8.606667, 105.4").unwrap();
        assert!(decimal.distance_m(expected) < 0.5);
        assert_eq!(expected.to_string(), "08°36.4'S 105°24.0'E");
    }

    #[test]
    fn nonsense_is_refused_with_advice() {
        for text in [
            "",
            "sea",
            "8S",
            "8S 9S",
            "8°61'S 105°E",
            "95N 10E",
            "1,2,3",
            "8.5 30 S 105 E",
            "NaN, 5",
            "inf,1",
            "8X 9E",
            "\u{94017}S 105E",
            "8S \u{94017}5E",
        ] {
            assert!(Position::parse(text).is_err(), "{text} was accepted");
        }
        assert!(Position::parse("here").unwrap_err().contains("type latitude"));
        assert!(Position::parse("105.4, -8.6").unwrap_err().contains("swapped"));
    }

    #[test]
    fn there_and_back_again() {
        let start = Position::new(-8.6, 105.4).unwrap();
        let end = start.destination(37.0, 200.0 * NAUTICAL_MILE_M);
        assert!((start.distance_nmi(end) - 200.0).abs() < 1e-6);
        assert!((start.bearing_true(end) - 37.0).abs() < 1e-6);
        let near = start.shifted(1000.0, -500.0);
        let (east, north) = start.offset_to(near);
        assert!((east - 1000.0).abs() < 0.5 && (north + 500.0).abs() < 0.5);
    }

    #[test]
    fn the_worked_distance_of_cape_to_cape() {
        // One degree of latitude on this sphere is 111,195 m; one minute 1,853 m.
        let (a, b) = (Position::new(0.0, 0.0).unwrap(), Position::new(1.0, 0.0).unwrap());
        assert!((a.distance_m(b) - 111_195.08).abs() < 0.1);
    }

    proptest::proptest! {
        #[test]
        fn what_is_echoed_is_read_back(lat in -90.0..90.0_f64, lon in -180.0..180.0_f64) {
            let position = Position::new(lat, lon).unwrap();
            let read = Position::parse(&position.to_string()).unwrap();
            // The echo has a tenth of a minute: half of that is 93 m in each direction.
            proptest::prop_assert!(read.distance_m(position) < 135.0);
        }

        #[test]
        fn any_text_at_all_is_answered(text in ".{0,40}") {
            let _ = Position::parse(&text);
        }
    }
}
