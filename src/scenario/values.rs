//! The values themselves: text, words, numbers, quantities, times, positions.

use std::ops::RangeInclusive;

use super::diagnostic::{
    DURATION, FORM, MOMENT, NO_SEA, NUMBER, OFF_CHART, ON_LAND, POSITION, QUANTITY, RANGE, TEXT, WHEN, WORD, suggest,
};
use super::leaf::{
    Choice, Coordinates, Count, Duration, Id, Leaf, Moment, Number, Quantity, Raw, Switch, Where, Words,
};
use super::reading::{Reading, shown};
use crate::base::ids::PlaceId;
use crate::base::quantity::{self, Kind};
use crate::base::{Position, Span, Tick, Utc};

/// Longest text for people to read \[bytes\].
const LONGEST_TEXT: usize = 4_000;

/// How far inland \[m\] a place may be written that ships shall use; the coast is rounded to some 400 m and harbours
/// lie up rivers.
const INLAND_M: f64 = 10_000.0;

/// Longest length of time \[s\]: a year.
const LONGEST_SPAN_S: i64 = 365 * 86_400;

/// Longest exercise \[s\], and how far before its start a moment may lie where that is allowed at all: thirty days.
pub(super) const LONGEST_S: i64 = 30 * 86_400;

/// What a [`Where`] names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spot {
    /// A place of the list.
    Place(PlaceId),
    /// A position.
    At(Position),
}

/// Where in time a moment may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// From start to end.
    Exercise,
    /// From start on.
    Future,
    /// From thirty days before the start to the end.
    PastToEnd,
}

impl<'a> Reading<'a> {
    /// A text for people to read: not blank, not endless, on one line or several.
    pub(super) fn text(&mut self, words: Words<'a>) -> Option<String> {
        let text = self.string(words.raw())?;
        if text.trim().is_empty() {
            return self.error(TEXT, words.raw(), "this text is empty", "type what people shall read here");
        }
        if text.len() > LONGEST_TEXT {
            let message = format!("this text has {} bytes, more than {LONGEST_TEXT}", text.len());
            return self.error(TEXT, words.raw(), message, "shorten it, or move it to brief.md");
        }
        Some(text)
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&mut self, choice: Choice<'a>, known: &[(&str, T)]) -> Option<T> {
        let written = choice.raw().text();
        if let Some((_, value)) = known.iter().find(|(word, _)| *word == written) {
            return Some(*value);
        }
        let bare = written.trim_matches('"');
        let help = suggest(bare, known.iter().map(|(word, _)| *word), false);
        if known.iter().any(|(word, _)| *word == bare) {
            return self.error(FORM, choice.raw(), format!("{written} is written without quotes here"), help);
        }
        self.error(WORD, choice.raw(), format!("`{}` is not a word for this place", shown(written)), help)
    }

    /// true or false.
    pub(super) fn switch(&mut self, switch: Switch<'a>) -> Option<bool> {
        self.word(Choice::from(switch.raw()), &[("true", true), ("false", false)])
    }

    /// A finite number.
    fn finite(&mut self, number: Number<'a>) -> Option<f64> {
        let raw = number.raw();
        let Ok(value) = ron::from_str::<f64>(raw.text()) else {
            let bare = raw.text().trim_matches('"');
            let help = match bare.parse::<f64>() {
                Ok(value) if value.is_finite() => format!("type {bare}, without quotes"),
                _ => "type a plain number, as in 0.25".to_owned(),
            };
            return self.error(NUMBER, raw, format!("{} is not a number", shown(raw.text())), help);
        };
        if value.is_finite() {
            return Some(value);
        }
        self.error(NUMBER, raw, format!("{} is not a finite number", raw.text()), "type a plain number, as in 0.25")
    }

    /// A number from `range`. `what` names it: "a chance".
    pub(super) fn number(&mut self, number: Number<'a>, what: &str, range: RangeInclusive<f64>) -> Option<f64> {
        let value = self.finite(number)?;
        if range.contains(&value) {
            return Some(value);
        }
        let help = match (range.start(), range.end()) {
            (0.0, 1.0) if value > 1.0 && value <= 100.0 => format!("type {} for {value} per cent", value / 100.0),
            (low, high) => format!("type a number from {low} to {high}"),
        };
        let message = format!("{what} of {value} is outside {} to {}", range.start(), range.end());
        self.error(RANGE, number.raw(), message, help)
    }

    /// A share or chance, 0 to 1.
    pub(super) fn share(&mut self, number: Number<'a>) -> Option<f64> {
        self.number(number, "a share", 0.0..=1.0)
    }

    /// A share that may be left out, which is 0.
    pub(super) fn share_or_none(&mut self, number: Option<Number<'a>>) -> Option<f64> {
        number.map_or(Some(0.0), |number| self.share(number))
    }

    /// A whole number from `range`. `what` names it: "persons".
    pub(super) fn count(&mut self, count: Count<'a>, what: &str, range: RangeInclusive<u32>) -> Option<u32> {
        let raw = count.raw();
        let help = format!("type a whole number from {} to {}", range.start(), range.end());
        match ron::from_str::<i128>(raw.text()).or_else(|_| ron::from_str::<i64>(raw.text()).map(i128::from)) {
            Ok(value) => match u32::try_from(value).ok().filter(|value| range.contains(value)) {
                Some(value) => Some(value),
                None => {
                    let message = format!("{what}: {value} is outside {} to {}", range.start(), range.end());
                    self.error(RANGE, raw, message, help)
                }
            },
            Err(_) => {
                let message = format!("{what}: {} is not a whole number", shown(raw.text()));
                self.error(NUMBER, raw, message, help)
            }
        }
    }

    /// A number with its unit, in the base unit of its kind. `what` names it: "the speed"; `range` is in base units and
    /// `shown_range` says it as people would.
    pub(super) fn quantity(
        &mut self,
        quantity: Quantity<'a>,
        kind: Kind,
        what: &str,
        range: RangeInclusive<f64>,
        shown_range: &str,
    ) -> Option<f64> {
        let text = self.string(quantity.raw())?;
        let value = match quantity::parse(kind, &text) {
            Ok(value) => value,
            Err(why) => return self.refused(QUANTITY, quantity.raw(), &why),
        };
        if range.contains(&value) {
            return Some(value);
        }
        let message = format!("{what} of \"{}\" is not from {shown_range}", shown(&text));
        self.error(RANGE, quantity.raw(), message, format!("type a value from {shown_range}"))
    }

    /// Rain, "2 mm/h" \[mm/h\].
    pub(super) fn rain_mm_h(&mut self, quantity: Quantity<'a>) -> Option<f64> {
        let text = self.string(quantity.raw())?;
        let number = text.trim().strip_suffix("mm/h").map(str::trim).filter(|n| !n.contains(['e', 'E']));
        match number.and_then(|number| number.parse::<f64>().ok()) {
            Some(value) if (0.0..=300.0).contains(&value) => Some(value),
            Some(_) => self.error(RANGE, quantity.raw(), "rain is from 0 to 300 mm/h", "type one like \"2 mm/h\""),
            None => {
                let message = format!("\"{}\" is not an amount of rain", shown(&text));
                self.error(QUANTITY, quantity.raw(), message, "type one like \"2 mm/h\"")
            }
        }
    }

    /// A length of time.
    pub(super) fn span(&mut self, duration: Duration<'a>) -> Option<Span> {
        let text = self.string(duration.raw())?;
        match Span::parse(&text) {
            Ok(span) if span.0 <= LONGEST_SPAN_S => Some(span),
            Ok(_) => self.error(DURATION, duration.raw(), "this is longer than a year", "type at most \"365d\""),
            Err(why) => self.refused(DURATION, duration.raw(), &why),
        }
    }

    /// A length of time that may be left out, which is none.
    pub(super) fn span_or_none(&mut self, duration: Option<Duration<'a>>) -> Option<Span> {
        duration.map_or(Some(Span::ZERO), |duration| self.span(duration))
    }

    /// A moment of UTC with its zone, not relative to the start; also local time less UTC there \[min\].
    pub(super) fn absolute(&mut self, moment: Moment<'a>) -> Option<(Utc, i32)> {
        let text = self.string(moment.raw())?;
        match Utc::parse(&text) {
            Ok(utc) => Some((utc, zone_min(&text).unwrap_or(0))),
            Err(why) => self.refused(MOMENT, moment.raw(), &why),
        }
    }

    /// Seconds from the start of the exercise to a moment.
    pub(super) fn seconds(&mut self, moment: Moment<'a>, within: Within) -> Option<i64> {
        let text = self.string(moment.raw())?;
        let relative = match text.trim().chars().next() {
            Some('+') => Some(1),
            Some('-' | '−') => Some(-1),
            _ => None,
        };
        let seconds = match relative {
            Some(sign) => match Span::parse(text.trim().trim_start_matches(['+', '-', '−'])) {
                Ok(span) => sign * span.0,
                Err(_) => {
                    let message = format!("\"{}\" is not a time from the start", shown(&text));
                    return self.error(MOMENT, moment.raw(), message, "type one like \"+2h30m\"");
                }
            },
            None => match (Utc::parse(&text), Span::parse(&text)) {
                (Ok(utc), _) => utc.0.saturating_sub(self.clock?.start.0),
                (Err(_), Ok(_)) => {
                    let message = format!("\"{text}\" is a length of time where a moment is expected");
                    return self.error(
                        MOMENT,
                        moment.raw(),
                        message,
                        format!("type \"+{}\" for that long after the start", text.trim()),
                    );
                }
                (Err(why), Err(_)) => return self.refused(MOMENT, moment.raw(), &why),
            },
        };
        let length = self.clock?.length.0;
        let (earliest, latest) = match within {
            Within::Exercise => (0, length),
            Within::Future => (0, i64::MAX),
            Within::PastToEnd => (-LONGEST_S, length),
        };
        if seconds < earliest {
            let message = match within {
                Within::PastToEnd => format!("\"{}\" is more than 30 days before the start", shown(&text)),
                _ => format!("\"{}\" is before the start of the exercise", shown(&text)),
            };
            return self.error(WHEN, moment.raw(), message, "type a later moment, as in \"+2h\"");
        }
        if seconds > latest {
            let message = format!("\"{}\" is after the end of the exercise, {} in", shown(&text), Span(length));
            return self.error(WHEN, moment.raw(), message, "type an earlier moment, or lengthen `length`");
        }
        Some(seconds)
    }

    /// The tick of a moment; `within` must not allow the past.
    pub(super) fn tick(&mut self, moment: Moment<'a>, within: Within) -> Option<Tick> {
        let seconds = self.seconds(moment, within)?;
        Utc(0).tick_of(Utc(seconds))
    }

    /// A position anywhere on Earth.
    pub(super) fn any_position(&mut self, coordinates: Coordinates<'a>) -> Option<Position> {
        let text = self.string(coordinates.raw())?;
        match Position::parse(&text) {
            Ok(position) => Some(position),
            Err(why) => self.refused(POSITION, coordinates.raw(), &why),
        }
    }

    /// A position on the chart.
    pub(super) fn position(&mut self, coordinates: Coordinates<'a>) -> Option<Position> {
        let position = self.any_position(coordinates)?;
        self.charted(coordinates.raw(), position)
    }

    fn charted(&mut self, raw: Raw<'a>, position: Position) -> Option<Position> {
        if self.coast.covers(position) {
            return Some(position);
        }
        let help = "type a position from 60 E to 160 E and 45 S to 30 N";
        self.error(OFF_CHART, raw, format!("{position} is outside the chart"), help)
    }

    /// A position at sea.
    pub(super) fn at_sea(&mut self, raw: Raw<'a>, position: Position) -> Option<Position> {
        if !self.coast.is_land(position) {
            return Some(position);
        }
        let help = match self.coast.nearest_sea(position, INLAND_M).and_then(|sea| self.written(sea)) {
            Some(sea) => format!("type \"{sea}\", the sea nearest to it"),
            None => "type a position at sea, or the id of a port".to_owned(),
        };
        self.error(ON_LAND, raw, format!("{position} is on land"), help)
    }

    /// A position at sea in a notation short enough to type and fine enough to be at sea still when it is read.
    fn written(&self, sea: Position) -> Option<String> {
        let decimals = |n: usize| format!("{:.n$}, {:.n$}", sea.lat_deg(), sea.lon_deg());
        let is_at_sea = |text: &String| Position::parse(text).is_ok_and(|read| !self.coast.is_land(read));
        [sea.to_string(), decimals(3), decimals(4), decimals(5)].into_iter().find(is_at_sea)
    }

    /// The sea next to where a port is written.
    pub(super) fn by_the_sea(&mut self, raw: Raw<'a>, position: Position) -> Option<Position> {
        self.coast.nearest_sea(position, INLAND_M).or_else(|| {
            let message = format!("{position} is more than 10 km from the sea");
            self.error(NO_SEA, raw, message, "move the port to the shore, or make it an `Airfield`")
        })
    }

    /// A place by its id, or a position on the chart.
    pub(super) fn spot(&mut self, place: Where<'a>) -> Option<Spot> {
        let text = self.string(place.raw())?;
        if let Some(index) = self.places.index.get(&text) {
            return Some(Spot::Place(PlaceId::new(*index)));
        }
        match Position::parse(&text) {
            Ok(position) => self.charted(place.raw(), position).map(Spot::At),
            Err(why) if text.contains(|c: char| c.is_ascii_digit()) && text.contains([' ', ',', '°']) => {
                self.refused(POSITION, place.raw(), &why)
            }
            Err(_) => {
                self.reference(|reading| &mut reading.places, Id::from(place.raw()));
                None
            }
        }
    }

    /// Where a spot is. Nothing if it is a place whose own position is not well written.
    pub(super) fn position_of(&self, spot: Spot) -> Option<Position> {
        match spot {
            Spot::Place(place) => self.harbours.get(place.index()).and_then(|harbour| harbour.position),
            Spot::At(position) => Some(position),
        }
    }

    /// Puts down the words of `base`, which say first what is wrong and after a semicolon what to type.
    fn refused<T>(&mut self, code: &'static str, raw: Raw<'a>, why: &str) -> Option<T> {
        let why = shown(why);
        let advice = ["; type ", "; use ", "; were "].iter().find_map(|verb| why.find(verb));
        match advice {
            Some(at) => self.error(code, raw, &why[..at], &why[at + 2..]),
            None => {
                let help = match code {
                    POSITION => "type one like \"08-36.4S 105-24.0E\"",
                    MOMENT => "type one like \"2012-06-19T11:52Z\" or \"+2h30m\"",
                    _ => "type one like \"90min\", \"2h30m\" or \"3d\"",
                };
                self.error(code, raw, why, help)
            }
        }
    }
}

/// Local time less UTC \[min\] of a zone at the end of a text: "+08:00", "+0800", "+08", "Z".
pub(super) fn zone_min(text: &str) -> Option<i32> {
    let text = text.trim();
    if text.ends_with(['Z', 'z']) {
        return Some(0);
    }
    let at = text.rfind(['+', '-'])?;
    let sign = if text[at..].starts_with('-') { -1 } else { 1 };
    let digits: String = text[at + 1..].chars().filter(|c| *c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = digits.split_at(2);
    let (hours, minutes) = (hours.parse::<i32>().ok()?, if minutes.is_empty() { 0 } else { minutes.parse().ok()? });
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_minutes_east() {
        for (text, minutes) in [("2012-06-19 19:52 +08:00", 480), ("x Z", 0), ("-0930", -570), ("+05", 300)] {
            assert_eq!(zone_min(text), Some(minutes), "{text}");
        }
        for text in ["", "noon", "+8", "+25:00", "+08:61", "+0x:00"] {
            assert_eq!(zone_min(text), None, "{text}");
        }
    }
}
