//! Time: integer ticks of ten seconds inside the exercise, whole seconds of UTC outside it.
//!
//! **No clock is read here.** A pause of an exercise is no ticks; durations in files are durations
//! ("90min") and become ticks once, when the scenario is read.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Length of one tick \[s\].
pub const TICK_SECONDS: i64 = 10;

/// Length of one tick \[h\], for rates that are stated per hour.
pub const TICK_HOURS: f64 = TICK_SECONDS as f64 / 3600.0;

/// Ticks in one minute.
pub const TICKS_PER_MINUTE: u32 = 6;

/// Ticks in one hour.
pub const TICKS_PER_HOUR: u32 = 360;

/// A moment inside the exercise: ten-second steps since its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Tick(pub u32);

impl Tick {
    /// The first moment of an exercise.
    pub const START: Self = Self(0);

    /// The moment `span` later; a span that is not a whole number of ticks is rounded up.
    #[must_use]
    pub fn after(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.ticks()))
    }

    /// The time from `earlier` to this moment; zero if `earlier` is in fact later.
    pub fn since(self, earlier: Self) -> Span {
        Span(i64::from(self.0.saturating_sub(earlier.0)) * TICK_SECONDS)
    }

    /// Seconds from the start of the exercise.
    pub fn seconds(self) -> i64 {
        i64::from(self.0) * TICK_SECONDS
    }

    /// Hours from the start of the exercise.
    pub fn hours(self) -> f64 {
        f64::from(self.0) * TICK_HOURS
    }

    /// The next tick.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Tick {
    /// Hours, minutes and seconds since the start, "31:05:20".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.seconds();
        write!(f, "{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    }
}

/// A length of time \[s\], not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span(pub i64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many minutes.
    pub const fn minutes(n: i64) -> Self {
        Self(n * 60)
    }

    /// So many hours.
    pub const fn hours(n: i64) -> Self {
        Self(n * 3600)
    }

    /// Whole ticks, rounded up.
    pub fn ticks(self) -> u32 {
        let ticks = (self.0.max(0) + TICK_SECONDS - 1) / TICK_SECONDS;
        u32::try_from(ticks).unwrap_or(u32::MAX)
    }

    /// Seconds.
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// Hours, as a fraction.
    pub fn as_hours(self) -> f64 {
        self.0 as f64 / 3600.0
    }

    /// From a number of hours, rounded to the second; non-finite and negative numbers give zero.
    pub fn from_hours(hours: f64) -> Self {
        if hours.is_finite() && hours > 0.0 { Self((hours * 3600.0).round() as i64) } else { Self::ZERO }
    }

    /// Reads "90min", "2h30m", "15 s", "3d 4h", "1 h 30 min".
    ///
    /// # Errors
    /// A sentence saying what was wrong and what to type instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let help = || format!("\"{text}\" is not a duration; type one like \"90min\", \"2h30m\" or \"3d\"");
        let span: jiff::Span = text.trim().parse().map_err(|_| help())?;
        if span.get_years() != 0 || span.get_months() != 0 {
            return Err(format!("\"{text}\" counts months or years, whose length varies; use days, as in \"30d\""));
        }
        let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
        let seconds = days
            .checked_mul(86_400)
            .and_then(|s| s.checked_add(i64::from(span.get_hours()).checked_mul(3600)?))
            .and_then(|s| s.checked_add(span.get_minutes().checked_mul(60)?))
            .and_then(|s| s.checked_add(span.get_seconds()))
            .ok_or_else(help)?;
        if seconds < 0 {
            return Err(format!("\"{text}\" is negative; a duration cannot be"));
        }
        Ok(Self(seconds))
    }
}

impl fmt::Display for Span {
    /// "45 s", "25 min", "6 h 24 min", "3 d 4 h": the two largest units that matter.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.0;
        match s {
            ..=59 => write!(f, "{s} s"),
            60..=3599 if s % 60 == 0 => write!(f, "{} min", s / 60),
            60..=3599 => write!(f, "{} min {} s", s / 60, s % 60),
            3600..=172_799 if s / 60 % 60 == 0 => write!(f, "{} h", s / 3600),
            3600..=172_799 => write!(f, "{} h {} min", s / 3600, s / 60 % 60),
            _ if s / 3600 % 24 == 0 => write!(f, "{} d", s / 86_400),
            _ => write!(f, "{} d {} h", s / 86_400, s / 3600 % 24),
        }
    }
}

/// A moment of UTC \[s since 1970-01-01T00:00:00Z\].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Utc(pub i64);

impl Utc {
    /// Reads "2012-06-19T11:52Z", "2012-06-19 19:52 +08:00" or the same with seconds.
    ///
    /// # Errors
    /// A sentence saying what was wrong and what to type instead; a time without a zone is refused.
    pub fn parse(text: &str) -> Result<Self, String> {
        let help =
            || format!("\"{text}\" is not a time; type one like \"2012-06-19T11:52Z\" or \"2012-06-19 19:52 +08:00\"");
        let compact: String = text.trim().replacen(' ', "T", 1).replace(' ', "");
        let zoned = compact.ends_with(['Z', 'z'])
            || compact.split_once('T').is_some_and(|(_, clock)| clock.contains(['+', '-']));
        if !zoned {
            return Err(format!("{}; the zone is missing", help()));
        }
        let stamp: jiff::Timestamp = compact.parse().map_err(|_| help())?;
        Ok(Self(stamp.as_second()))
    }

    /// The moment a tick of an exercise that began at `self`.
    #[must_use]
    pub fn at(self, tick: Tick) -> Self {
        Self(self.0.saturating_add(tick.seconds()))
    }

    /// The moment so much earlier.
    #[must_use]
    pub fn before(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.seconds()))
    }

    /// The tick, in an exercise that began at `self`, of the moment `later`; `None` if it lies before the start.
    pub fn tick_of(self, later: Self) -> Option<Tick> {
        let seconds = later.0.checked_sub(self.0)?;
        if seconds < 0 { None } else { u32::try_from(seconds / TICK_SECONDS).ok().map(Tick) }
    }

    fn civil(self) -> jiff::civil::DateTime {
        let stamp = jiff::Timestamp::from_second(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        stamp.to_zoned(jiff::tz::TimeZone::UTC).datetime()
    }

    /// The date-time group mariners write, "20 JUN 0016Z".
    pub fn dtg(self) -> String {
        const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
        let t = self.civil();
        let month = MONTHS[usize::try_from(t.month() - 1).unwrap_or(0) % 12];
        format!("{:02} {month} {:02}{:02}Z", t.day(), t.hour(), t.minute())
    }

    /// Day of the year, 1 to 366.
    pub fn day_of_year(self) -> u16 {
        u16::try_from(self.civil().day_of_year()).unwrap_or(1)
    }

    /// Hours since midnight UTC \[h\], with fraction.
    pub fn hour_of_day(self) -> f64 {
        self.0.rem_euclid(86_400) as f64 / 3600.0
    }
}

impl fmt::Display for Utc {
    /// ISO 8601 to the second, "2012-06-20T00:16:00Z".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Z", self.civil())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        for (text, seconds) in
            [("90min", 5400), ("2h30m", 9000), ("15 s", 15), ("3d", 259_200), ("1 h 30 min", 5400), ("0s", 0)]
        {
            assert_eq!(Span::parse(text), Ok(Span(seconds)), "{text}");
        }
        for text in ["", "ninety", "90", "-5min", "1y", "99999999999999999999h"] {
            assert!(Span::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_need_a_zone_and_give_one_moment() {
        let call = Utc::parse("2012-06-19 19:52 +08:00").unwrap();
        assert_eq!(call, Utc::parse("2012-06-19T11:52Z").unwrap());
        assert_eq!(call.dtg(), "19 JUN 1152Z");
        assert_eq!(call.to_string(), "2012-06-19T11:52:00Z");
        assert!(Utc::parse("2012-06-19T11:52").unwrap_err().contains("zone"));
        assert!(Utc::parse("yesterday").is_err());
    }

    #[test]
    fn ticks_and_moments_agree() {
        let start = Utc(1_000_000);
        assert_eq!(start.tick_of(start.at(Tick(77))), Some(Tick(77)));
        assert_eq!(start.tick_of(Utc(999_999)), None);
        assert_eq!(Tick(10).after(Span(11)), Tick(12));
        assert_eq!(Tick(11_192).to_string(), "31:05:20");
        assert_eq!(Span(23_040).to_string(), "6 h 24 min");
    }
}
