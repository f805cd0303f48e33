//! One reading of a scenario's text: the findings so far, the names that are known, lists and ids.
//!
//! Each function here and in `values` gives what it reads, or puts down a finding and gives nothing. Callers go on
//! either way, so that one reading finds everything. Where a finding elsewhere is the cause (an unreadable start, say),
//! nothing is put down.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::Deserialize;

use super::diagnostic::{
    Diagnostic, FORM, Findings, ID, NONE, SAME_ID, SAME_NAME, Severity, TOO_MANY, UNKNOWN_ID, suggest,
};
use super::leaf::{Id, Leaf, Part, Raw, Words};
use super::model::{PlaceKind, Role};
use super::parse;
use super::reception::Nationality;
use crate::base::ids::{PartyId, PlaceId};
use crate::base::{Position, Span, Utc};
use crate::chart::{Coast, NoRoute, Route};

/// Longest id \[bytes\].
const LONGEST_ID: usize = 64;

/// The names of one kind of thing, with each one's place in its list.
#[derive(Debug)]
pub(super) struct Names {
    /// "seat".
    kind: &'static str,
    pub(super) index: BTreeMap<String, usize>,
    in_order: Vec<String>,
    /// Some entry could not be read, so a name that is missing here may be its.
    has_gaps: bool,
}

impl Names {
    pub(super) const fn of(kind: &'static str) -> Self {
        Self { kind, index: BTreeMap::new(), in_order: Vec::new(), has_gaps: false }
    }

    /// Says that an entry of the list could not be read.
    pub(super) fn leave_gap(&mut self) {
        self.has_gaps = true;
    }
}

/// When the exercise begins and how long it lasts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    pub(super) start: Utc,
    pub(super) length: Span,
}

/// What units need to know of a place. Each exists when and only when it is well written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Harbour {
    pub(super) position: Option<Position>,
    pub(super) party: Option<PartyId>,
    pub(super) kind: Option<PlaceKind>,
}

/// What others need to know of a seat. Each exists when and only when it is well written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Chair {
    pub(super) party: Option<PartyId>,
    pub(super) role: Option<Role>,
}

/// One reading of one text: the findings so far, and what has been learnt that later values depend on.
pub(super) struct Reading<'a> {
    pub(super) findings: Findings<'a>,
    pub(super) coast: &'static Coast,
    /// Exists when and only when start and length are well written.
    pub(super) clock: Option<Clock>,
    pub(super) parties: Names,
    pub(super) seats: Names,
    pub(super) places: Names,
    pub(super) srus: Names,
    pub(super) crafts: Names,
    /// What is known of each place, in the order of the list.
    pub(super) harbours: Vec<Harbour>,
    /// What is known of each seat, in the order of the list.
    pub(super) chairs: Vec<Chair>,
    /// Nationalities named so far.
    pub(super) nationalities: Vec<Nationality>,
    /// Languages named so far.
    pub(super) languages: Vec<String>,
    /// Injects, expectations and objectives, by their ids.
    pub(super) injects: Names,
    pub(super) expectations: Names,
    pub(super) objectives: Names,
    /// The places that have a reception site. Exists when and only when all sites are well written.
    pub(super) site_places: Option<Vec<PlaceId>>,
    /// Persons aboard each craft, in the order of the list. Each exists when and only when it is well written.
    pub(super) aboard: Vec<Option<u32>>,
    /// Legs of passages read so far.
    pub(super) legs: usize,
    /// Ways round land found so far, by the bits of both ends: ships share lanes, and finding a way takes time.
    pub(super) ways: BTreeMap<[u64; 4], Result<Route, NoRoute>>,
    /// Which entries of `craft`, in the order of the list, are only reported. Empty before they are read.
    pub(super) reported: Vec<bool>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            findings: Findings::about(text),
            coast: Coast::region(),
            clock: None,
            parties: Names::of("party"),
            seats: Names::of("seat"),
            places: Names::of("place"),
            srus: Names::of("unit or merchant ship"),
            crafts: Names::of("craft"),
            harbours: Vec::new(),
            chairs: Vec::new(),
            nationalities: Vec::new(),
            languages: Vec::new(),
            injects: Names::of("inject"),
            expectations: Names::of("expectation"),
            objectives: Names::of("objective"),
            site_places: None,
            aboard: Vec::new(),
            legs: 0,
            ways: BTreeMap::new(),
            reported: Vec::new(),
        }
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.findings.into_diagnostics()
    }

    /// Puts an error down. Gives `None`, which is what the offending value is worth.
    pub(super) fn error<T>(
        &mut self,
        code: &'static str,
        at: Raw<'a>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<T> {
        let span = self.findings.span_of(at.text());
        self.findings.add(Severity::Error, code, span, message.into(), help.into())
    }

    pub(super) fn warning(
        &mut self,
        code: &'static str,
        at: Raw<'a>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let span = self.findings.span_of(at.text());
        let _: Option<()> = self.findings.add(Severity::Warning, code, span, message.into(), help.into());
    }

    /// Reads a part into its form. `what` says what it is: "a unit".
    pub(super) fn form<T: Deserialize<'a>>(&mut self, part: Part<'a, T>, what: &str) -> Option<T> {
        parse::read(&mut self.findings, part.raw().text(), what)
    }

    /// Reads a list of at least `least` and at most `most` entries. `what` names the entries: "seats".
    pub(super) fn list<T: Deserialize<'a>>(
        &mut self,
        part: Part<'a, Vec<T>>,
        what: &str,
        count: RangeInclusive<usize>,
    ) -> Option<Vec<T>> {
        let list = self.form(part, what)?;
        if list.len() < *count.start() {
            let message = match *count.start() {
                1 => format!("the list of {what} is empty"),
                least => format!("{what}: {} is fewer than {least}", list.len()),
            };
            return self.error(NONE, part.raw(), message, format!("write at least {}", count.start()));
        }
        if list.len() > *count.end() {
            let message = format!("{what}: {} is more than {}", list.len(), count.end());
            return self.error(TOO_MANY, part.raw(), message, format!("write at most {}", count.end()));
        }
        Some(list)
    }

    pub(super) fn string(&mut self, raw: Raw<'a>) -> Option<String> {
        ron::from_str::<String>(raw.text()).ok().or_else(|| {
            let is_word = raw.text().chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
            let help = match raw.text() {
                word if is_word && word.len() < 60 => format!("type \"{word}\""),
                _ => "type it in quotes, \"…\"".to_owned(),
            };
            self.error(FORM, raw, "a text in quotes is expected here", help)
        })
    }

    /// An id where it is given to something.
    pub(super) fn id(&mut self, id: Id<'a>) -> Option<String> {
        let text = self.string(id.raw())?;
        let fits = !text.is_empty()
            && text.len() <= LONGEST_ID
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if fits {
            return Some(text);
        }
        let plain: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let plain: String = plain.trim_matches('-').to_lowercase().chars().take(LONGEST_ID).collect();
        let help =
            if plain.is_empty() { "type one like \"rcc-north\"".to_owned() } else { format!("type \"{plain}\"") };
        let message = format!("an id has 1 to {LONGEST_ID} letters (a to z), digits, `-`, `_` and `.`");
        self.error(ID, id.raw(), message, help)
    }

    /// Enters an id under the names `of` picks.
    pub(super) fn name(&mut self, of: fn(&mut Self) -> &mut Names, id: Id<'a>) {
        let Some(text) = self.id(id) else {
            of(self).in_order.push(String::new());
            return of(self).leave_gap();
        };
        let names = of(self);
        let place = names.in_order.len();
        names.in_order.push(text.clone());
        let kind = names.kind;
        if let Some(first) = names.index.get(&text) {
            let message =
                format!("\"{text}\" is the id of two things; number {} in the list has it already", first + 1);
            let help = format!("give this {kind} another id, as in \"{text}-2\"");
            let _: Option<()> = self.error(SAME_ID, id.raw(), message, help);
        } else {
            names.index.insert(text, place);
        }
    }

    /// The place in its list of the thing an id refers to.
    pub(super) fn reference(&mut self, of: fn(&mut Self) -> &mut Names, id: Id<'a>) -> Option<usize> {
        let text = self.string(id.raw())?;
        let names = of(self);
        if let Some(place) = names.index.get(&text) {
            return Some(*place);
        }
        if names.has_gaps {
            return None;
        }
        let known = names.in_order.iter().enumerate().filter(|(place, name)| names.index.get(*name) == Some(place));
        let help = suggest(&text, known.map(|(_, name)| name.as_str()), true);
        let message = format!("there is no {} \"{}\"", names.kind, shown(&text));
        self.error(UNKNOWN_ID, id.raw(), message, help)
    }

    /// Names as shown must differ within a list, or orders and messages cannot be told apart.
    pub(super) fn names_differ(&mut self, kind: &str, names: &[Words<'a>]) {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (place, name) in names.iter().enumerate() {
            let Ok(text) = ron::from_str::<String>(name.raw().text()) else { continue };
            if let Some(first) = seen.get(&text) {
                let message = format!("\"{}\" is the name of {kind} number {} already", shown(&text), first + 1);
                let _: Option<()> = self.error(SAME_NAME, name.raw(), message, "give one of them another name");
            } else {
                seen.insert(text, place);
            }
        }
    }
}

/// A text short enough for a message.
pub(super) fn shown(text: &str) -> String {
    /// Characters shown at most.
    const MOST: usize = 200;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = "°".repeat(300);
        assert_eq!(shown(&long).chars().count(), 201);
        assert_eq!(shown("short"), "short");
    }
}
