//! Fields for positions, durations, times and numbers: any notation goes in, one comes back, mistakes are explained.
//!
//! A field keeps what is typed and gives the value whenever it can be read. Under it stands how it was understood,
//! or what is wrong and what to type instead; the line is always there, so that nothing jumps while one types.

use egui::{Key, Response, TextEdit, Ui};

use super::theme::Theme;
use crate::base::{Position, Span, Tick, Utc};
use crate::chart::Coast;
use crate::picture::Briefing;

/// What stands under a field.
enum Said {
    /// Nothing is typed; what may be.
    Help(String),
    /// How it was understood.
    Understood(String),
    /// How it was understood, and what to beware of.
    Beware(String, String),
    /// What is wrong and what to type.
    Wrong(String),
}

/// A label, a line to type in, and what is said of it.
fn line(ui: &mut Ui, label: &str, text: &mut String, theme: &Theme, said: impl FnOnce(&str) -> Said) -> Response {
    ui.vertical(|ui| {
        let name = ui.label(label);
        let width = ui.available_width().min(ui.spacing().text_edit_width.max(120.0));
        let field = ui.add(TextEdit::singleline(text).desired_width(width)).labelled_by(name.id);
        match said(text) {
            Said::Help(words) => ui.small(words),
            Said::Understood(words) => ui.colored_label(theme.ok, format!("= {words}")),
            Said::Beware(words, what) => ui.colored_label(theme.contact, format!("= {words} \u{26a0} {what}")),
            Said::Wrong(why) => ui.colored_label(theme.danger, format!("\u{2717} {why}")),
        };
        field
    })
    .inner
}

/// A field for a position in any of the notations of [`Position::parse`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PositionField {
    text: String,
    /// Whether it is to have the focus when it is shown next.
    focus: bool,
    /// Whether Enter was pressed in it when it was shown last.
    entered: bool,
}

impl PositionField {
    /// A field that holds a position.
    pub fn of(position: Position) -> Self {
        Self { text: position.to_string(), ..Self::default() }
    }

    /// Gives it the focus when it is shown next.
    pub fn focus(&mut self) {
        self.focus = true;
    }

    /// Whether Enter was pressed in it when it was shown last.
    pub fn entered(&self) -> bool {
        self.entered
    }

    /// Puts a position in, from a click on the chart.
    pub fn set(&mut self, position: Position) {
        self.text = position.to_string();
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.text.clear();
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The position typed. Exists when and only when it can be read.
    pub fn value(&self) -> Option<Position> {
        Position::parse(&self.text).ok()
    }

    /// Shows it, and gives the position whenever it can be read.
    pub fn show(&mut self, ui: &mut Ui, label: &str, theme: &Theme) -> Option<Position> {
        let field = line(ui, label, &mut self.text, theme, |text| match Position::parse(text) {
            _ if text.trim().is_empty() => Said::Help("as in 08-36.4S 105-24.0E, or click the chart".to_owned()),
            Err(why) => Said::Wrong(why),
            Ok(position) => match beware_of(position) {
                None => Said::Understood(position.to_string()),
                Some(what) => Said::Beware(position.to_string(), what.to_owned()),
            },
        });
        if std::mem::take(&mut self.focus) {
            field.request_focus();
        }
        self.entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        self.value()
    }
}

/// What to beware of at a position. Exists when and only when it is on land or off the chart.
pub fn beware_of(position: Position) -> Option<&'static str> {
    let coast = Coast::region();
    if !coast.covers(position) {
        Some("outside the chart")
    } else if coast.is_land(position) {
        Some("on land")
    } else {
        None
    }
}

/// A field for a length of time: "90min", "2h30m", "1 h 30 min"; a bare number counts minutes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DurationField {
    text: String,
}

impl DurationField {
    /// A field that holds a length of time.
    pub fn of(span: Span) -> Self {
        Self { text: span.to_string() }
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.text.clear();
    }

    /// The length of time typed. Exists when and only when it can be read.
    pub fn value(&self) -> Option<Span> {
        duration(&self.text).ok()
    }

    /// Shows it, and gives the length of time whenever it can be read.
    pub fn show(&mut self, ui: &mut Ui, label: &str, theme: &Theme) -> Option<Span> {
        line(ui, label, &mut self.text, theme, |text| match duration(text) {
            _ if text.trim().is_empty() => Said::Help("as in 90 min or 2h30m".to_owned()),
            Err(why) => Said::Wrong(why),
            Ok(span) => Said::Understood(span.to_string()),
        });
        self.value()
    }
}

/// Reads a length of time; a bare number counts minutes.
fn duration(text: &str) -> Result<Span, String> {
    match text.trim().parse::<u32>() {
        Ok(minutes) => Ok(Span::minutes(i64::from(minutes))),
        Err(_) => Span::parse(text),
    }
}

/// A field for a number within bounds, in one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberField {
    text: String,
    unit: &'static str,
    least: f64,
    most: f64,
    whole: bool,
}

impl Default for NumberField {
    /// A count from 0 to a million.
    fn default() -> Self {
        Self::count(0, 1_000_000)
    }
}

impl NumberField {
    /// A number in a unit ("NM", "kn", "%"), within bounds, ends included.
    pub fn new(unit: &'static str, least: f64, most: f64) -> Self {
        Self { text: String::new(), unit, least, most, whole: false }
    }

    /// A whole number within bounds, ends included.
    pub fn count(least: u32, most: u32) -> Self {
        Self { text: String::new(), unit: "", least: f64::from(least), most: f64::from(most), whole: true }
    }

    /// The same field holding a number.
    #[must_use]
    pub fn with(mut self, value: f64) -> Self {
        self.set(value);
        self
    }

    /// Puts a number in.
    pub fn set(&mut self, value: f64) {
        self.text = if self.whole { format!("{value:.0}") } else { trimmed(value) };
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.text.clear();
    }

    /// The number typed. Exists when and only when it can be read and is within bounds.
    pub fn value(&self) -> Option<f64> {
        self.read(&self.text).ok()
    }

    /// Shows it, and gives the number whenever it can be read and is within bounds.
    pub fn show(&mut self, ui: &mut Ui, label: &str, theme: &Theme) -> Option<f64> {
        let field = Self { text: String::new(), ..*self };
        line(ui, label, &mut self.text, theme, |text| match field.read(text) {
            _ if text.trim().is_empty() => Said::Help(field.bounds()),
            Err(why) => Said::Wrong(why),
            Ok(value) => Said::Understood(field.with_unit(value)),
        });
        self.value()
    }

    fn with_unit(&self, value: f64) -> String {
        format!("{} {}", trimmed(value), self.unit).trim_end().to_owned()
    }

    fn bounds(&self) -> String {
        format!("{} to {}", trimmed(self.least), self.with_unit(self.most))
    }

    fn read(&self, text: &str) -> Result<f64, String> {
        let help = |why: &str| {
            let sort = if self.whole { "a whole number" } else { "a number" };
            format!("\"{}\" {why}; type {sort} from {}", text.trim(), self.bounds())
        };
        let bare = text.trim();
        let lower = bare.to_ascii_lowercase();
        let bare = match lower.strip_suffix(&self.unit.to_ascii_lowercase()) {
            Some(rest) => rest.trim_end().to_owned(),
            None => lower.clone(),
        };
        let value: f64 = bare.replace(',', ".").parse().map_err(|_| help("is not a number"))?;
        if !value.is_finite() {
            return Err(help("is not a number"));
        }
        if self.whole && value.fract() != 0.0 {
            return Err(help("is not whole"));
        }
        if value < self.least {
            return Err(help("is too small"));
        }
        if value > self.most {
            return Err(help("is too large"));
        }
        Ok(value)
    }
}

/// A number with as many decimals as it needs, three at most.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A field for a moment: "20 JUN 0016Z", "200016Z", "0016Z", "0716L" in local time, "+30 min" from now, "now".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeField {
    text: String,
}

impl TimeField {
    /// A field that holds a moment.
    pub fn of(briefing: &Briefing, tick: Tick) -> Self {
        Self { text: briefing.start.at(tick).dtg() }
    }

    /// Puts text in, "+30 min".
    pub fn set(&mut self, text: &str) {
        text.clone_into(&mut self.text);
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.text.clear();
    }

    /// The moment typed. Exists when and only when it can be read.
    pub fn value(&self, briefing: &Briefing, now: Tick) -> Option<Tick> {
        moment(&self.text, briefing, now).ok()
    }

    /// Shows it, and gives the moment whenever it can be read. "+30 min" moves on with the clock.
    pub fn show(&mut self, ui: &mut Ui, label: &str, briefing: &Briefing, now: Tick, theme: &Theme) -> Option<Tick> {
        line(ui, label, &mut self.text, theme, |text| match moment(text, briefing, now) {
            _ if text.trim().is_empty() => Said::Help("as in 0016Z, 20 JUN 0016Z or +30 min".to_owned()),
            Err(why) => Said::Wrong(why),
            Ok(tick) => {
                let dtg = briefing.start.at(tick).dtg();
                Said::Understood(match (tick.since(now), now.since(tick)) {
                    (Span::ZERO, Span::ZERO) => format!("{dtg}, now"),
                    (Span::ZERO, ago) => format!("{dtg}, {ago} ago"),
                    (ahead, _) => format!("{dtg}, in {ahead}"),
                })
            }
        });
        self.value(briefing, now)
    }
}

/// Reads a moment. A time of day without a date is the next one from now on.
fn moment(text: &str, briefing: &Briefing, now: Tick) -> Result<Tick, String> {
    let start = briefing.start;
    let help = || {
        format!("\"{}\" is not a time; type one like \"0016Z\", \"20 JUN 0016Z\", \"+30 min\" or \"now\"", text.trim())
    };
    let upper = text.trim().to_ascii_uppercase();
    if upper == "NOW" {
        return Ok(now);
    }
    if let Some(rest) = text.trim().strip_prefix('+') {
        return duration(rest).map(|span| now.after(span));
    }
    let utc = match Utc::parse(text) {
        Ok(utc) => utc,
        Err(_) => group(&upper, briefing, start.at(now)).ok_or_else(help)?,
    };
    start.tick_of(utc).ok_or_else(|| format!("{} is before the exercise began, at {}", utc.dtg(), start.dtg()))
}

/// Reads a date-time group or a time of day, in upper case.
fn group(text: &str, briefing: &Briefing, now: Utc) -> Option<Utc> {
    const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    const DAY_S: i64 = 86_400;
    let (mut digits, mut day, mut month, mut year): (Option<&str>, Option<u32>, Option<usize>, Option<i64>) =
        (None, None, None, None);
    let mut local = false;
    for word in text.split([' ', ',', '/']).filter(|word| !word.is_empty()) {
        if let Some(m) = MONTHS.iter().position(|name| word == *name) {
            month = Some(m + 1);
            continue;
        }
        let bare = word.trim_end_matches(['Z', 'L']);
        local |= word.ends_with('L');
        if bare.is_empty() {
            continue;
        }
        if !bare.chars().all(|c| c.is_ascii_digit() || c == ':') {
            return None;
        }
        match (bare.len(), digits, month) {
            (4 | 5, None, _) => digits = Some(bare),
            // Day, hours and minutes in one.
            (6, None, _) => {
                day = bare.get(..2)?.parse().ok();
                digits = bare.get(2..);
            }
            (1 | 2, None, None) if day.is_none() => day = bare.parse().ok(),
            (2, Some(_), Some(_)) => year = Some(2000 + bare.parse::<i64>().ok()?),
            (4, Some(_), Some(_)) => year = bare.parse().ok(),
            _ => return None,
        }
    }
    let clock: String = digits?.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = (clock.get(..2)?.parse::<i64>().ok()?, clock.get(2..)?.parse::<i64>().ok()?);
    if clock.len() != 4 || hours > 23 || minutes > 59 {
        return None;
    }
    let offset = if local { i64::from(briefing.local_offset_min) * 60 } else { 0 };
    // Reckoned in the zone it was written in, then brought to UTC.
    let here = Utc(now.0 + offset);
    let of_day = hours * 3600 + minutes * 60;
    let found = match day {
        None => {
            let today = here.0 - here.0.rem_euclid(DAY_S) + of_day;
            // This minute still counts as now.
            if today + 60 > here.0 { today } else { today + DAY_S }
        }
        Some(day) => {
            let date = here.to_string();
            let this_year: i64 = date.get(..4)?.parse().ok()?;
            let this_month: i64 = date.get(5..7)?.parse().ok()?;
            let month = month.map_or(this_month, |m| m as i64);
            let read = |year: i64, month: i64| {
                Utc::parse(&format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}Z")).ok()
            };
            let written = read(year.unwrap_or(this_year), month);
            match written {
                // In December "2 JAN" is next year's.
                Some(utc) if year.is_none() && utc.0 < here.0 - 180 * DAY_S => read(this_year + 1, month)?.0,
                Some(utc) => utc.0,
                None => return None,
            }
        }
    };
    Some(Utc(found - offset))
}

#[cfg(test)]
#[path = "field_tests.rs"]
mod tests;
