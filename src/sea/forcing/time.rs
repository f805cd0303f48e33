//! Times as files count them: "hours since 1900-01-01", in the calendars of the real world.

use super::error::{At, ForcingError, Problem};
use crate::base::Utc;

/// The day on which the calendars part \[days since 1970-01-01\]: 1582-10-15, the first Gregorian one.
const GREGORIAN_FROM: i64 = -141_427;

/// What to do about a calendar that the exercise does not keep.
const OTHER_CALENDAR: &str = "give the file the calendar of the real world, e.g. with cdo setcalendar,standard";

/// How a file counts time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Counting {
    /// From when \[s since 1970-01-01\].
    since_s: i64,
    /// In what \[s\].
    unit_s: f64,
}

impl Counting {
    /// Reads "hours since 1900-01-01 00:00:00" in a calendar.
    pub(super) fn of(at: At<'_>, units: &str, calendar: Option<&str>) -> Result<Self, ForcingError> {
        let calendar = calendar.unwrap_or("standard").trim().to_lowercase();
        let is_mixed = match calendar.as_str() {
            "standard" | "gregorian" | "" | "none" => true,
            "proleptic_gregorian" => false,
            _ => {
                let found = format!("its calendar is \"{}\"", short(&calendar));
                return Err(at.error(Problem::Time, found, OTHER_CALENDAR));
            }
        };
        let unreadable = || {
            let help = "write it like \"hours since 1970-01-01 00:00:00\", in seconds, minutes, hours or days";
            at.error(Problem::Time, format!("its unit \"{}\" is no time since a moment", short(units)), help)
        };
        let lower = units.trim().to_lowercase();
        let (unit, moment) = lower.split_once(" since ").ok_or_else(unreadable)?;
        let unit_s = match unit.trim() {
            "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
            "min" | "mins" | "minute" | "minutes" => 60.0,
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
            "d" | "day" | "days" => 86_400.0,
            "ms" | "msec" | "millisecond" | "milliseconds" => 0.001,
            "us" | "microsecond" | "microseconds" => 1e-6,
            "ns" | "nanosecond" | "nanoseconds" => 1e-9,
            _ => return Err(unreadable()),
        };
        let since_s = moment_s(moment.trim(), is_mixed).ok_or_else(unreadable)?;
        Ok(Self { since_s, unit_s })
    }

    /// The moment of a count, to the second; `None` if it is none.
    pub(super) fn moment(self, count: f64) -> Option<Utc> {
        /// Longer ago or further ahead than any file \[s\]: some thirty thousand years.
        const FAR: f64 = 1e12;
        let seconds = count * self.unit_s;
        (seconds.abs() < FAR).then(|| Utc(self.since_s + seconds.round() as i64))
    }
}

/// A piece of a file short enough for a message.
fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Seconds since 1970 of "1900-01-01", "1970-01-01 00:00:00.0", "2000-1-1T6:00Z", "1-1-1 00:00:0.0 +00:00".
fn moment_s(text: &str, is_mixed: bool) -> Option<i64> {
    let text = text.trim_end_matches("utc").trim_end_matches("gmt").trim_end_matches('z').trim();
    let (date, rest) = match text.find([' ', 't']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let mut days = gregorian_days(year, month, day);
    if is_mixed && days < GREGORIAN_FROM {
        days = julian_days(year, month, day);
    }
    // A zone after the clock, as in "00:00:00 +07:00", "00:00:00+07" or wgrib2's "00:00:00.0 0:00".
    let (clock, zone_min) = match rest.find([' ', '+', '-']) {
        Some(at) => (&rest[..at], zone_min(rest[at..].trim())?),
        None => (rest, 0),
    };
    let mut seconds = 0.0;
    if !clock.is_empty() {
        let mut parts = clock.splitn(3, ':').map(|part| part.trim().parse::<f64>().ok());
        let mut part = |most: f64| match parts.next() {
            None => Some(0.0),
            Some(value) => value.filter(|value| (0.0..=most).contains(value)),
        };
        seconds = part(24.0)? * 3600.0 + part(60.0)? * 60.0 + part(60.0)?;
    }
    Some(days * 86_400 + seconds.round() as i64 - zone_min * 60)
}

fn zone_min(text: &str) -> Option<i64> {
    let (sign, digits) =
        text.strip_prefix('-').map_or_else(|| (1, text.trim_start_matches('+')), |digits| (-1, digits));
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?),
        None if digits.len() == 4 => (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?),
        None => (digits.parse().ok()?, 0),
    };
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then_some(sign * (hours * 60 + minutes))
}

/// Days from 1970-01-01 to a day of the Gregorian calendar, also before it was kept. The year is counted from March,
/// so that the day that varies is its last.
fn gregorian_days(year: i64, month: i64, day: i64) -> i64 {
    let (year, day) = from_march(year, month, day);
    // 719,468 days from 0000-03-01 to 1970-01-01.
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day - 719_468
}

/// The same of the Julian calendar, whose 0000-03-01 was two days before the Gregorian one.
fn julian_days(year: i64, month: i64, day: i64) -> i64 {
    let (year, day) = from_march(year, month, day);
    year * 365 + year.div_euclid(4) + day - 719_470
}

/// The year that began in March, and the day in it from 0.
fn from_march(year: i64, month: i64, day: i64) -> (i64, i64) {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    (year, (153 * month + 2) / 5 + day - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(units: &str, calendar: Option<&str>, count: f64) -> String {
        Counting::of(At::file("x.nc"), units, calendar).unwrap().moment(count).unwrap().to_string()
    }

    #[test]
    fn producers_count_from_their_own_moments() {
        for (units, calendar, count, wanted) in [
            ("hours since 1900-01-01 00:00:00.0", Some("gregorian"), 986_040.0, "2012-06-27T00:00:00Z"),
            ("hours since 1950-01-01", None, 547_152.0, "2012-06-02T00:00:00Z"),
            ("seconds since 1970-01-01", Some("proleptic_gregorian"), 1_340_150_400.0, "2012-06-20T00:00:00Z"),
            ("hours since 2000-01-01 00:00:00", Some("standard"), 109_296.5, "2012-06-20T00:30:00Z"),
            ("minutes since 2012-06-20T06:00:00Z", None, 90.0, "2012-06-20T07:30:00Z"),
            ("seconds since 2012-06-20 00:00:00.0 0:00", None, 60.0, "2012-06-20T00:01:00Z"),
            ("Days since 2012-6-20 12:00:0.0 +07:00", None, 0.25, "2012-06-20T11:00:00Z"),
            // As NCEP's GrADS server counts: in the mixed calendar, two days from the proleptic one.
            ("days since 1-1-1 00:00:0.0", None, 734_675.0, "2012-06-20T00:00:00Z"),
            ("days since 1-1-1 00:00:0.0", Some("proleptic_gregorian"), 734_673.0, "2012-06-20T00:00:00Z"),
        ] {
            assert_eq!(moment(units, calendar, count), wanted, "{units}");
        }
    }

    #[test]
    fn days_agree_with_the_almanac() {
        assert_eq!(gregorian_days(1970, 1, 1), 0);
        assert_eq!(gregorian_days(2000, 3, 1), 11_017);
        assert_eq!(gregorian_days(1582, 10, 15), GREGORIAN_FROM);
        assert_eq!(julian_days(1582, 10, 5), GREGORIAN_FROM);
    }

    #[test]
    fn what_is_no_time_is_said() {
        for (units, calendar) in [
            ("hours", None),
            ("months since 2000-01-01", None),
            ("hours since yesterday", None),
            ("hours since 2000-13-01", None),
            ("hours since 2000-01-01", Some("noleap")),
        ] {
            let error = Counting::of(At::file("x.nc").variable("time"), units, calendar).unwrap_err();
            assert_eq!(error.problem, Problem::Time, "{units}");
        }
        assert!(Counting { since_s: 0, unit_s: 1.0 }.moment(f64::NAN).is_none());
        assert!(Counting { since_s: 0, unit_s: 86_400.0 }.moment(1e300).is_none());
    }
}
