//! What is wrong with a scenario, where, and what to type instead.

use std::fmt;

use strsim::damerau_levenshtein;

/// One finding about a scenario's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of mistake it is: "S020". [`CODES`] has them all.
    pub code: &'static str,
    /// Whether the scenario can be used all the same.
    pub severity: Severity,
    /// The offending text.
    pub span: SourceSpan,
    /// Line of its first character, from 1.
    pub line: u32,
    /// Column of its first character, in characters from 1.
    pub column: u32,
    /// The thing, the value and the rule.
    pub message: String,
    /// What to type.
    pub help: String,
}

impl fmt::Display for Diagnostic {
    /// "12:5: error S020: …" and the help on a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Self { code, line, column, message, help, .. } = self;
        write!(f, "{line}:{column}: {severity} {code}: {message}\n    help: {help}")
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// There is no scenario until it is put right.
    Error,
    /// Allowed, but probably not meant.
    Warning,
}

/// A stretch of the source \[bytes\]: from `start` up to, not including, `end`. Both are between characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceSpan {
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

/// Every code with what it means.
pub const CODES: &[(&str, &str)] = &[
    (EMPTY, "the file is empty"),
    (SYNTAX, "the text is not RON: brackets, quotes, commas"),
    (NESTING, "brackets inside brackets, too deep"),
    (UNKNOWN_FIELD, "a field that does not exist"),
    (MISSING_FIELD, "a field that must be there is not"),
    (TWICE, "a field is written twice"),
    (FORM, "a value of another form: a list for a text, a text for a number"),
    (FORMAT, "a format this program does not know"),
    (TEXT, "a text is empty or too long"),
    (ID, "an id with other characters than letters, digits, - _ ."),
    (MOMENT, "not a moment"),
    (DURATION, "not a length of time, or one that cannot be"),
    (POSITION, "not a position"),
    (QUANTITY, "not a quantity with a unit that fits"),
    (NUMBER, "not a number, or not a finite one"),
    (RANGE, "a value outside what is possible"),
    (WORD, "not one of the words allowed here"),
    (UNKNOWN_ID, "an id that nothing in the file has"),
    (SAME_ID, "two things with one id"),
    (NONE, "a list that must not be empty is"),
    (TOO_MANY, "more than the exercise can carry"),
    (SAME_NAME, "two things with one name"),
    (WHEN, "a moment before the start or after the end"),
    (ORDER, "the wrong way round: the later before the earlier, the longer before the shorter"),
    (SHARES, "shares that add up to more than 1"),
    (LOOP, "something that waits for itself"),
    (PROOF, "an expectation that says in no way, or in two ways, whether it was met"),
    (OFF_CHART, "a position outside the chart"),
    (ON_LAND, "a ship on land"),
    (NO_SEA, "a port far from the sea"),
    (NO_ROUTE, "no way by sea"),
    (STANDSTILL, "a passage that goes nowhere"),
    (ROLE, "a seat whose role does not fit"),
    (OTHER_PARTY, "a seat of another party"),
    (SAME_PARTY, "two rescue coordination centres, or two foreign ministries, of one party; a state named twice"),
    (OVERLAP, "regions of two centres overlap"),
    (IDLE_SEAT, "a seat with nothing to do"),
    (UNANSWERED, "a casualty that no centre answers for"),
    (STATE, "a body that is no state, where only a state can be"),
    (CLASS, "an unknown class of unit"),
    (HABITAT, "an aircraft in a port, a ship on an airfield, a class in the wrong list"),
    (REACH, "a unit that cannot reach anything"),
    (NO_HOME, "a unit with nowhere to return to"),
    (FOREIGN_BASE, "a unit based in another party's place"),
    (LEEWAY, "an unknown leeway class"),
    (OBJECT, "an unknown object of search"),
    (UNLIKELY, "allowed, but hardly meant"),
    (RECEPTION, "a reception site in another party's place, with nobody to run it, beside another, or not there"),
    (REPORT, "a craft that is only reported, with something that only a vessel has"),
    (FILE, "a file that is not beside the scenario, or has no plain name"),
    (FORCING, "a forcing file that cannot be used"),
    (COVERAGE, "a forcing file that does not cover the exercise"),
    (TAKEN_AS, "something in a forcing file that can be meant in two ways"),
    (ASSESSMENT, "an assessment of needs of protection that lacks something, or has what does not belong to it"),
    (MORE, "more findings than are listed"),
];

macro_rules! codes {
    ($($name:ident $code:literal)*) => {
        $(pub(super) const $name: &str = $code;)*
    };
}

codes! {
    EMPTY "S001"
    SYNTAX "S002"
    NESTING "S003"
    UNKNOWN_FIELD "S004"
    MISSING_FIELD "S005"
    TWICE "S006"
    FORM "S007"
    FORMAT "S008"
    TEXT "S010"
    ID "S011"
    MOMENT "S012"
    DURATION "S013"
    POSITION "S014"
    QUANTITY "S015"
    NUMBER "S016"
    RANGE "S017"
    WORD "S018"
    UNKNOWN_ID "S020"
    SAME_ID "S021"
    NONE "S022"
    TOO_MANY "S023"
    SAME_NAME "S024"
    WHEN "S030"
    ORDER "S031"
    SHARES "S032"
    LOOP "S035"
    PROOF "S036"
    OFF_CHART "S040"
    ON_LAND "S041"
    NO_SEA "S042"
    NO_ROUTE "S043"
    STANDSTILL "S044"
    ROLE "S050"
    OTHER_PARTY "S051"
    SAME_PARTY "S052"
    OVERLAP "S053"
    IDLE_SEAT "S054"
    UNANSWERED "S055"
    STATE "S056"
    CLASS "S060"
    HABITAT "S061"
    REACH "S062"
    NO_HOME "S063"
    FOREIGN_BASE "S064"
    LEEWAY "S065"
    OBJECT "S066"
    UNLIKELY "S067"
    RECEPTION "S068"
    REPORT "S069"
    FILE "S070"
    FORCING "S071"
    COVERAGE "S072"
    TAKEN_AS "S073"
    ASSESSMENT "S074"
    MORE "S099"
}

/// Findings listed at most; a file with more is wrong as a whole.
const LISTED: usize = 500;

/// The findings about one text, as they come.
pub(super) struct Findings<'a> {
    source: &'a str,
    found: Vec<(SourceSpan, &'static str, Severity, String, String)>,
    unlisted: usize,
    errors: usize,
}

impl<'a> Findings<'a> {
    pub(super) fn about(source: &'a str) -> Self {
        Self { source, found: Vec::new(), unlisted: 0, errors: 0 }
    }

    /// Where a piece of the source lies in it.
    pub(super) fn span_of(&self, piece: &str) -> SourceSpan {
        // Addresses: the piece is a slice of the source, or else it has no place and the file's beginning must do.
        let start = (piece.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        match start.checked_add(piece.len()) {
            Some(end) if self.source.get(start..end).is_some() => SourceSpan { start, end },
            _ => SourceSpan { start: 0, end: 0 },
        }
    }

    /// Puts a finding down. Gives `None`, which is what the offending value is worth.
    pub(super) fn add<T>(
        &mut self,
        severity: Severity,
        code: &'static str,
        span: SourceSpan,
        message: String,
        help: String,
    ) -> Option<T> {
        self.errors += usize::from(severity == Severity::Error);
        if self.found.len() < LISTED {
            self.found.push((span, code, severity, message, help));
        } else {
            self.unlisted += 1;
        }
        None
    }

    /// Whether nothing is in the way of a scenario.
    pub(super) fn has_no_error(&self) -> bool {
        self.errors == 0
    }

    /// All findings in the order of the text.
    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|finding| finding.0);
        let (mut line, mut line_start, mut seen) = (1_u32, 0, 0);
        let mut list = Vec::with_capacity(self.found.len() + 1);
        for (span, code, severity, message, help) in self.found {
            let passed = &self.source.as_bytes()[seen..span.start];
            for (offset, _) in passed.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
                line += 1;
                line_start = seen + offset + 1;
            }
            seen = span.start;
            let before = self.source[line_start..span.start].chars().count();
            let column = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
            list.push(Diagnostic { code, severity, span, line, column, message, help });
        }
        if self.unlisted > 0 {
            let end = self.source.len();
            let message = format!("there are {} more findings", self.unlisted);
            let help = "put the ones above right first".to_owned();
            let span = SourceSpan { start: end, end };
            let line = u32::try_from(self.source.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1);
            list.push(Diagnostic { code: MORE, severity: Severity::Error, span, line, column: 1, message, help });
        }
        list
    }
}

/// The help for a word that is not known: the nearest known one, and what there is.
pub(super) fn suggest<'n>(wrong: &str, known: impl IntoIterator<Item = &'n str>, quoted: bool) -> String {
    /// Names listed at most.
    const LISTED: usize = 12;
    /// A name longer than this is no slip of the finger, and would take long to compare.
    const LONG: usize = 100;

    let known: Vec<&str> = known.into_iter().collect();
    let show = |name: &str| if quoted { format!("\"{name}\"") } else { name.to_owned() };
    let lower = wrong.to_lowercase();
    let nearest = known
        .iter()
        .filter(|name| wrong.len() <= LONG && name.len() <= LONG)
        .map(|name| (damerau_levenshtein(&lower, &name.to_lowercase()), *name))
        .filter(|(distance, name)| *distance <= 1 + name.chars().count().max(wrong.chars().count()) / 4)
        .min();
    let list: Vec<String> = known.iter().take(LISTED).map(|name| show(name)).collect();
    let rest = if known.len() > LISTED { format!(" and {} more", known.len() - LISTED) } else { String::new() };
    match (nearest, known.as_slice()) {
        (_, []) => "there is none yet; write one first".to_owned(),
        (Some((_, name)), [_]) => format!("type {}", show(name)),
        (Some((_, name)), _) if known.len() > LISTED => format!("did you mean {}?", show(name)),
        (Some((_, name)), _) => format!("did you mean {}? There are {}", show(name), list.join(", ")),
        (None, [_]) => format!("type {}", list.join(", ")),
        (None, _) => format!("type one of {}{rest}", list.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_rise_and_none_is_used_twice() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn lines_and_columns_count_characters() {
        let text = "one\nzw°ö three\n\nfour";
        let mut findings = Findings::about(text);
        for piece in [&text[16..21], &text[text.len() - 4..], &text[..3]] {
            let span = findings.span_of(piece);
            let _: Option<()> = findings.add(Severity::Error, SYNTAX, span, piece.to_owned(), String::new());
        }
        let places: Vec<_> =
            findings.into_diagnostics().iter().map(|d| (d.message.clone(), d.line, d.column)).collect();
        assert_eq!(places[0], ("one".to_owned(), 1, 1));
        assert_eq!((places[1].1, places[1].2), (2, 11));
        assert_eq!(places[2], ("four".to_owned(), 4, 1));
    }

    #[test]
    fn a_piece_from_elsewhere_has_no_place() {
        let findings = Findings::about("some text");
        assert_eq!(findings.span_of("another text that is longer"), SourceSpan { start: 0, end: 0 });
    }

    #[test]
    fn the_nearest_name_is_offered() {
        let known = ["rcc-north", "rcc-south", "masters"];
        assert!(suggest("rcc-nroth", known, true).starts_with("did you mean \"rcc-north\"?"));
        assert!(suggest("Masters", known, true).starts_with("did you mean \"masters\"?"));
        assert!(suggest("canberra", known, true).starts_with("type one of \"rcc-north\", \"rcc-south\""));
        assert_eq!(suggest("x", ["only"], false), "type only");
        assert_eq!(suggest("x", [], false), "there is none yet; write one first");
    }
}
