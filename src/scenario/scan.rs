//! The brackets of a text: that they close, and are not nested too deep, before anything is read.
//!
//! ron finds the same mistakes, but where the text stops making sense to it, which may be hundreds of lines after the
//! bracket that was forgotten; and depth must be known to be bounded before anything recurses on it.

/// Brackets inside brackets at most. A whole scenario needs about ten.
pub(super) const MAX_DEPTH: usize = 60;

/// What is wrong with the brackets, and the byte where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unbalanced {
    /// Opened and never closed.
    Open { at: usize, bracket: char },
    /// Closed but never opened.
    Stray { at: usize, bracket: char },
    /// Closed by another kind of bracket.
    Mismatch { opened_at: usize, opened: char, at: usize, bracket: char },
    /// A text in quotes, or a comment, that does not end.
    Unended { at: usize, what: &'static str },
    /// Deeper than [`MAX_DEPTH`].
    TooDeep { at: usize },
}

/// Looks at all brackets of a text outside quotes and comments.
pub(super) fn brackets(text: &str) -> Result<(), Unbalanced> {
    let bytes = text.as_bytes();
    let mut open: Vec<(usize, u8)> = Vec::new();
    // Where a quote was forgotten, all that follows turns inside out, and the text that does not end is the last. The
    // one to blame is likely the first that runs over the end of its line.
    let mut over_line: Option<usize> = None;
    let mut at = 0;
    while at < bytes.len() {
        let next = at + 1;
        at = match bytes[at] {
            b'"' => {
                let blamed = over_line.unwrap_or(at);
                let end = quoted(bytes, at).ok_or(Unbalanced::Unended { at: blamed, what: "text in quotes" })?;
                if over_line.is_none() && bytes[at..end].contains(&b'\n') {
                    over_line = Some(at);
                }
                end
            }
            b'r' if !(at > 0 && is_word(bytes[at - 1])) => match raw_quoted(bytes, at) {
                Some(None) => return Err(Unbalanced::Unended { at, what: "text in quotes" }),
                Some(Some(end)) => end,
                None => next,
            },
            b'\'' => character(text, at),
            b'/' => match bytes.get(next) {
                Some(b'/') => bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| at + n),
                Some(b'*') => comment(bytes, at).ok_or(Unbalanced::Unended { at, what: "comment" })?,
                _ => next,
            },
            bracket @ (b'(' | b'[' | b'{') => {
                if open.len() == MAX_DEPTH {
                    return Err(Unbalanced::TooDeep { at });
                }
                open.push((at, bracket));
                next
            }
            closing @ (b')' | b']' | b'}') => {
                let bracket = char::from(closing);
                match open.pop() {
                    None => return Err(Unbalanced::Stray { at, bracket }),
                    Some((opened_at, opened)) if closing_of(opened) != closing => {
                        return Err(Unbalanced::Mismatch { opened_at, opened: char::from(opened), at, bracket });
                    }
                    Some(_) => next,
                }
            }
            _ => next,
        };
    }
    match open.last() {
        Some((at, bracket)) => Err(Unbalanced::Open { at: *at, bracket: char::from(*bracket) }),
        None => Ok(()),
    }
}

/// The byte of the first thing at or after `at` that is neither white space nor comment; the text's end if none.
pub(super) fn skip_blank(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        let rest = text.get(at..).unwrap_or("");
        at += rest.len() - rest.trim_start().len();
        at = match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'/'), Some(b'/')) => bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| at + n),
            (Some(b'/'), Some(b'*')) => comment(bytes, at).unwrap_or(bytes.len()),
            _ => return at.min(bytes.len()),
        };
    }
}

fn closing_of(opened: u8) -> u8 {
    match opened {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The byte after the closing quote of the text that opens at `at`.
fn quoted(bytes: &[u8], at: usize) -> Option<usize> {
    let mut i = at + 1;
    loop {
        match bytes.get(i)? {
            b'\\' => i += 2,
            b'"' => return Some(i + 1),
            _ => i += 1,
        }
    }
}

/// For `r"…"` and `r#"…"#` at `at`: the byte after it, or that it does not end; nothing for another word with an r.
#[expect(clippy::option_option, reason = "whether it is one, and if so whether it ends, are two questions")]
fn raw_quoted(bytes: &[u8], at: usize) -> Option<Option<usize>> {
    let hashes = bytes[at + 1..].iter().take_while(|b| **b == b'#').count();
    let body = at + 1 + hashes;
    if bytes.get(body) != Some(&b'"') {
        return None;
    }
    let is_end = |i: &usize| bytes[*i] == b'"' && bytes[i + 1..].iter().take_while(|b| **b == b'#').count() >= hashes;
    Some((body + 1..bytes.len()).find(is_end).map(|i| i + 1 + hashes))
}

/// The byte after a character in single quotes, or after the quote alone where there is none.
fn character(text: &str, at: usize) -> usize {
    let mut rest = text[at + 1..].char_indices();
    let end = match rest.next() {
        // The escape may be of the quote itself; the longest, '\u{10ffff}', has ten characters more.
        Some((_, '\\')) => {
            let escaped = text.as_bytes().iter().enumerate().skip(at + 3).take(12);
            escaped.into_iter().find(|(_, b)| **b == b'\'').map(|(i, _)| i + 1)
        }
        Some((_, c)) => text[at + 1 + c.len_utf8()..].starts_with('\'').then(|| at + 2 + c.len_utf8()),
        None => None,
    };
    end.unwrap_or(at + 1)
}

/// The byte after the comment that opens at `at`; comments nest.
fn comment(bytes: &[u8], at: usize) -> Option<usize> {
    let (mut depth, mut i) = (1_usize, at + 2);
    while depth > 0 {
        match (bytes.get(i)?, bytes.get(i + 1)) {
            (b'/', Some(b'*')) => {
                depth += 1;
                i += 2;
            }
            (b'*', Some(b'/')) => {
                depth -= 1;
                i += 2;
            }
            _ => i += 1,
        }
    }
    Some(i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_quotes_and_comments_do_not_count() {
        for text in [
            "",
            "(a: [1, (2)], b: {})",
            r#"("(", "\"(", 'x', '(', '\'', r"(", r"\")"#,
            "(r#\"a \" ( \"#, /* ( /* [ */ */ 1 // {\n)",
            "(round: 1, r: 2)",
        ] {
            assert_eq!(brackets(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn the_bracket_to_blame_is_named() {
        assert_eq!(brackets("(a: [1)"), Err(Unbalanced::Mismatch { opened_at: 4, opened: '[', at: 6, bracket: ')' }));
        assert_eq!(brackets("(a: (1)"), Err(Unbalanced::Open { at: 0, bracket: '(' }));
        assert_eq!(brackets("(a))"), Err(Unbalanced::Stray { at: 3, bracket: ')' }));
        assert_eq!(brackets("(\"a)"), Err(Unbalanced::Unended { at: 1, what: "text in quotes" }));
        assert_eq!(brackets("(\"a\"\n\"b)\n\"c\""), Err(Unbalanced::Unended { at: 5, what: "text in quotes" }));
        assert_eq!(brackets("(/* a)"), Err(Unbalanced::Unended { at: 1, what: "comment" }));
        assert_eq!(brackets(&"[".repeat(1_000_000)), Err(Unbalanced::TooDeep { at: MAX_DEPTH }));
    }

    #[test]
    fn blanks_are_skipped_up_to_what_counts() {
        assert_eq!(skip_blank("  // a\n /* b */ c", 0), 16);
        assert_eq!(skip_blank("a  ", 1), 3);
        assert_eq!(skip_blank("/* open", 0), 7);
        assert_eq!(skip_blank("", 5), 0);
    }

    proptest::proptest! {
        #[test]
        fn any_text_at_all_is_scanned(text in "[\\[\\](){}\"'r#/*\\\\a°\n ]{0,40}", at in 0..50_usize) {
            let _ = brackets(&text);
            proptest::prop_assert!(skip_blank(&text, at) <= text.len().max(at));
        }
    }
}
