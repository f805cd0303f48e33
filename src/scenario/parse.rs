//! From text to the forms of `doc`: syntax and structure, with ron, and what ron says put into a trainer's words.

use ron::error::Error as RonError;
use ron::extensions::Extensions;
use serde::Deserialize;

use super::EXAMPLE;
use super::diagnostic::{
    EMPTY, FORM, Findings, MISSING_FIELD, NESTING, SYNTAX, Severity, SourceSpan, TWICE, UNKNOWN_FIELD, WORD, suggest,
};
use super::reading::shown;
use super::scan::{self, Unbalanced};

/// Looks whether there is anything to read at all, and whether its brackets close.
pub(super) fn check_text(findings: &mut Findings<'_>, text: &str) -> Option<()> {
    let byte = |at: usize| SourceSpan { start: at, end: text[at..].chars().next().map_or(at, |c| at + c.len_utf8()) };
    // Binary data that happens to be UTF-8 has characters that no editor writes.
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if let Some(at) = text.find(control) {
        let message = "this is not text: it holds a control character".to_owned();
        return findings.add(
            Severity::Error,
            SYNTAX,
            byte(at),
            message,
            "save the file as plain UTF-8 text".to_owned(),
        );
    }
    let unbalanced = match scan::brackets(text) {
        Err(unbalanced) => unbalanced,
        Ok(()) if scan::skip_blank(text, 0) < text.len() => return Some(()),
        Ok(()) => {
            let help = "write a scenario; the documentation of `scenario::doc` has a whole one to copy".to_owned();
            return findings.add(Severity::Error, EMPTY, byte(0), "there is nothing in this file".to_owned(), help);
        }
    };
    let (code, at, message, help) = match unbalanced {
        Unbalanced::Open { at, bracket } => {
            let close = closing(bracket);
            (SYNTAX, at, format!("this `{bracket}` is never closed"), format!("type `{close}` where it should end"))
        }
        Unbalanced::Stray { at, bracket } => {
            (SYNTAX, at, format!("this `{bracket}` closes nothing"), "delete it, or open it further up".to_owned())
        }
        Unbalanced::Mismatch { opened_at, opened, at, bracket } => {
            let line = text[..opened_at].matches('\n').count() + 1;
            let message = format!("this `{bracket}` does not close the `{opened}` opened in line {line}");
            (SYNTAX, at, message, format!("type `{}` before it", closing(opened)))
        }
        Unbalanced::Unended { at, what } => {
            let end = if what == "comment" { "`*/`" } else { "`\"`" };
            (SYNTAX, at, format!("this {what} does not end"), format!("type {end} where it should end"))
        }
        Unbalanced::TooDeep { at } => {
            let message = format!("brackets are nested more than {} deep", scan::MAX_DEPTH);
            (NESTING, at, message, "take conditions apart; a scenario needs about ten".to_owned())
        }
    };
    findings.add(Severity::Error, code, byte(at), message, help)
}

fn closing(opened: char) -> char {
    match opened {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

/// The dialect of RON in which scenarios are written: fields that may be left out are written without `Some(…)`.
fn dialect() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Reads a piece of the source into a form if it is one.
pub(super) fn try_read<'a, T: Deserialize<'a>>(piece: &'a str) -> Option<T> {
    dialect().from_str(piece).ok()
}

/// Reads a piece of the source into a form. `what` says what it is: "a unit".
pub(super) fn read<'a, T: Deserialize<'a>>(findings: &mut Findings<'a>, piece: &'a str, what: &str) -> Option<T> {
    let error = match dialect().from_str::<T>(piece) {
        Ok(form) => return Some(form),
        Err(error) => error,
    };
    let cursor = byte_of(piece, error.span.end.line, error.span.end.col);
    let whole = findings.span_of(piece);
    let token = |from: usize| {
        let from = scan::skip_blank(piece, from);
        let rest = &piece[from..];
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let length = if length == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { length };
        SourceSpan { start: whole.start + from, end: whole.start + from + length }
    };
    // The name ron stumbled over stands just before where it stopped.
    let named = |name: &str| match piece[..cursor].rfind(name) {
        Some(at) if !name.is_empty() => SourceSpan { start: whole.start + at, end: whole.start + at + name.len() },
        _ => token(cursor),
    };
    let first_character = SourceSpan { start: whole.start, end: token(0).end };
    let (code, span, message, help) = match error.code {
        RonError::NoSuchStructField { expected, found, .. } => {
            let message = format!("`{found}` is not a field of {what}");
            (UNKNOWN_FIELD, named(&found), message, suggest(&found, expected.iter().copied(), false))
        }
        RonError::MissingStructField { field, .. } => {
            let help = match example_of(field) {
                Some(example) => format!("add {field}, as in `{field}: {example}`"),
                None => format!("add `{field}: …`"),
            };
            (MISSING_FIELD, first_character, format!("{what} needs the field `{field}`"), help)
        }
        RonError::DuplicateStructField { field, .. } => {
            let message = format!("`{field}` is written twice in {what}");
            (TWICE, named(field), message, "delete one of them".to_owned())
        }
        RonError::NoSuchEnumVariant { expected, found, .. } => {
            let message = format!("`{found}` is not a word for this place in {what}");
            (WORD, named(&found), message, suggest(&found, expected.iter().copied(), false))
        }
        RonError::ExceededRecursionLimit => {
            let help = "take conditions apart; a scenario needs about ten brackets inside one another".to_owned();
            (NESTING, token(cursor), format!("{what} is nested too deep"), help)
        }
        RonError::ExpectedComma => {
            let help = "type a comma between fields and between the entries of a list".to_owned();
            (SYNTAX, token(cursor), "a comma is missing before this".to_owned(), help)
        }
        RonError::ExpectedArray => {
            (FORM, token(cursor), format!("{what}: a list is expected here"), "type `[ … ]`".to_owned())
        }
        RonError::ExpectedStructLike | RonError::ExpectedNamedStructLike(_) => {
            let help = "type `( … )` with its fields inside".to_owned();
            (FORM, token(cursor), format!("{what}: round brackets are expected here"), help)
        }
        RonError::ExpectedDifferentStructName { found, .. } => {
            let help = "type `( … )` with its fields inside, and no word before it".to_owned();
            (FORM, named(&found), format!("{what} does not begin with `{}`", shown(&found)), help)
        }
        RonError::ExpectedIdentifier => {
            let help = "type the name of a field or one of the words allowed, without quotes".to_owned();
            (SYNTAX, token(cursor), format!("{what}: a word is expected here"), help)
        }
        RonError::ExpectedMapColon => {
            let help = "type `name: value`".to_owned();
            (SYNTAX, token(cursor), "a colon is missing before this".to_owned(), help)
        }
        RonError::ExpectedDifferentLength { expected, found } => {
            let message = format!("{what}: expected {expected}, found {found}");
            (FORM, first_character, message, "type as many values as that".to_owned())
        }
        RonError::ExpectedStructLikeEnd | RonError::ExpectedArrayEnd | RonError::TrailingCharacters => {
            let help = "look for a comma or a bracket too many, or for a value too many".to_owned();
            (SYNTAX, token(cursor), format!("{what}: this was not expected here"), help)
        }
        other => {
            let help = "compare with the example in the documentation of `scenario::doc`".to_owned();
            (SYNTAX, token(cursor), format!("{what}: {}", lower_first(&other.to_string())), help)
        }
    };
    findings.add(Severity::Error, code, span, message, help)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

/// The byte of a line and column (characters), both from 1; the end if there is no such place.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        _ => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    text[start..].char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
}

/// How a field is written in the example, if it is there with a short value.
fn example_of(field: &str) -> Option<&'static str> {
    let begin = format!("{field}: ");
    let at = EXAMPLE.match_indices(&begin).map(|(at, _)| at).find(|at| {
        let before = EXAMPLE[..*at].chars().next_back();
        before.is_some_and(|c| !c.is_alphanumeric() && c != '_')
    })?;
    let value = &EXAMPLE[at + begin.len()..];
    let mut depth = 0_i32;
    let mut in_quotes = false;
    let end = value.find(|c: char| {
        match c {
            '"' => in_quotes = !in_quotes,
            '(' | '[' if !in_quotes => depth += 1,
            ')' | ']' if !in_quotes => depth -= 1,
            _ => {}
        }
        c == '\n' || depth < 0 || (depth == 0 && c == ',' && !in_quotes)
    })?;
    Some(&value[..end]).filter(|example| depth <= 0 && example.len() <= 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_shows_how_a_field_is_written() {
        assert_eq!(example_of("start"), Some("\"2012-06-19 19:52 +08:00\""));
        assert_eq!(example_of("role"), Some("Rcc"));
        assert_eq!(example_of("wind"), Some("(from: 130, speed: \"16 kn\")"));
        assert_eq!(example_of("ages"), Some("(18, 45)"));
        assert_eq!(example_of("flooding_angle"), Some("16"));
        assert_eq!(example_of("units"), None);
        assert_eq!(example_of("nothing_like_it"), None);
    }

    #[test]
    fn places_given_by_line_and_column_are_found() {
        let text = "aä\nbc\n";
        assert_eq!(byte_of(text, 1, 2), 1);
        assert_eq!(byte_of(text, 2, 1), 4);
        assert_eq!(byte_of(text, 2, 2), 5);
        assert_eq!(byte_of(text, 9, 9), text.len());
    }
}
