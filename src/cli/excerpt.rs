//! A scenario's text as far as a finding shows it: lines as long as a page are cut round what the finding is about.
//!
//! Lines keep their numbers, and the place named is that in the file: only what is printed is shorter.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// A line is shown up to so many characters: as long as an editor shows without scrolling.
const LONGEST: usize = 120;
/// Of what a finding is about, so much of its beginning and of its end is shown where it is longer than both.
const HEAD: usize = 40;
const TAIL: usize = 20;
/// Where something was left out.
const CUT: &str = "…";

/// A text with its long lines cut round a span.
#[derive(Debug)]
pub(super) struct Excerpt {
    text: String,
    /// The span, in the text as cut.
    span: Range<usize>,
    /// Column of the span's first character in the whole line, from 0.
    column: usize,
}

impl Excerpt {
    /// The text with the lines of a span \[bytes\], and those beside it, cut; all others are as they are. `column` is
    /// that of the span's first character, from 0.
    pub(super) fn of(text: &str, span: Range<usize>, column: usize) -> Self {
        // The lines shown: those of the span, and one before and after.
        let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        let first = line_start(line_start(span.start).saturating_sub(1));
        let last = line_end((line_end(span.end) + 1).min(text.len()));
        let mut cut = text[..first].to_owned();
        let (mut start, mut end, mut from) = (None, None, first);
        for (i, line) in text[first..last].split('\n').enumerate() {
            if i > 0 {
                cut.push('\n');
            }
            let of_line = from..=from + line.len();
            let within = |at: usize| at.clamp(from, from + line.len()) - from;
            // Of a line before the span its beginning is shown.
            let marked = if from + line.len() < span.start { 0..0 } else { within(span.start)..within(span.end) };
            let (shown, marked) = shortened(line, &marked);
            if of_line.contains(&span.start) {
                start = start.or(Some(cut.len() + marked.start));
            }
            if of_line.contains(&span.end) {
                end = end.or(Some(cut.len() + marked.end));
            }
            cut.push_str(&shown);
            from += line.len() + 1;
        }
        cut.push_str(&text[last..]);
        let start = start.unwrap_or(span.start);
        Self { text: cut, span: start..end.unwrap_or(span.end).max(start), column }
    }

    /// The span, in the text as cut.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// A line as it is shown, and where in that a part of it stands.
fn shortened(line: &str, marked: &Range<usize>) -> (String, Range<usize>) {
    if line.chars().count() <= LONGEST {
        return (line.to_owned(), marked.clone());
    }
    let (before, part, after) = (&line[..marked.start], &line[marked.clone()], &line[marked.end..]);
    let part = if part.chars().count() > HEAD + TAIL {
        format!("{}{CUT}{}", &part[..nth(part, HEAD)], &part[nth_back(part, TAIL)..])
    } else {
        part.to_owned()
    };
    let room = LONGEST.saturating_sub(part.chars().count());
    let (left, right) = (before.chars().count(), after.chars().count());
    // Half of the room on each side, and what one side does not need for the other.
    let left = left.min((room / 2).max(room.saturating_sub(right)));
    let mut shown = String::new();
    let from = nth_back(before, left);
    if from > 0 {
        shown.push_str(CUT);
    }
    shown.push_str(&before[from..]);
    let start = shown.len();
    shown.push_str(&part);
    let end = shown.len();
    let to = nth(after, room - left);
    shown.push_str(&after[..to]);
    if to < after.len() {
        shown.push_str(CUT);
    }
    (shown, start..end)
}

/// Where the first so many characters end.
fn nth(text: &str, n: usize) -> usize {
    text.char_indices().nth(n).map_or(text.len(), |(at, _)| at)
}

/// Where the last so many characters begin.
fn nth_back(text: &str, n: usize) -> usize {
    n.checked_sub(1).map_or(text.len(), |n| text.char_indices().nth_back(n).map_or(0, |(at, _)| at))
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.read_span(span, before, after)?;
        // The place in the heading is that of the whole line.
        let column = if read.column() == 0 { 0 } else { self.column };
        let contents = MietteSpanContents::new(read.data(), *read.span(), read.line(), column, read.line_count());
        Ok(Box::new(contents))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text as cut and what is marked in it.
    fn cut(text: &str, part: &str) -> (String, String) {
        let start = text.find(part).expect("it is there");
        let excerpt = Excerpt::of(text, start..start + part.len(), 0);
        (excerpt.text.clone(), excerpt.text[excerpt.span()].to_owned())
    }

    #[test]
    fn a_line_as_long_as_a_page_is_cut_round_what_is_wrong_in_it() {
        let page = "word ".repeat(400);
        let text = format!("first {page}\ntext: \"{page}\", at: \"soon\", more: \"{page}\",\nlast");
        let (shown, marked) = cut(&text, "\"soon\"");
        assert_eq!(marked, "\"soon\"");
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!((lines.len(), lines[2]), (3, "last"));
        assert!(lines[0].starts_with("first word") && lines[0].ends_with('…'), "{}", lines[0]);
        assert!(lines[1].starts_with('…') && lines[1].ends_with('…'), "{}", lines[1]);
        assert_eq!(lines[1].chars().count(), LONGEST + 2);
    }

    #[test]
    fn what_is_itself_as_long_as_a_page_shows_how_it_begins_and_ends() {
        let page = format!("\"In the beginning {} until the end.\"", "word ".repeat(400));
        let (shown, marked) = cut(&format!("text: {page},\n"), &page);
        assert!(marked.starts_with("\"In the beginning ") && marked.ends_with("until the end.\""), "{marked}");
        assert_eq!(shown, format!("text: {marked},\n"));
    }

    #[test]
    fn short_lines_and_the_end_of_the_text_stay_as_they_are() {
        for (text, part) in [("at: \"x\"", "\"x\""), ("", ""), ("a\n", ""), ("(\n  a: 1,\n  b: 2,\n)", "a: 1,\n  b: 2")]
        {
            assert_eq!(cut(text, part), (text.to_owned(), part.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_the_lines_stay_and_none_shown_is_long(
            lines in proptest::collection::vec("[a°é ]{0,300}", 1..6),
            from in 0.0..1.0_f64,
            length in 0.0..1.0_f64,
        ) {
            let text = lines.join("\n");
            let on_character = |share: f64| {
                let at = (text.len() as f64 * share) as usize;
                (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
            };
            let start = on_character(from);
            let end = on_character(from + (1.0 - from) * length).max(start);
            let excerpt = Excerpt::of(&text, start..end, 0);
            let of = |text: &str, at: usize| text[..at].matches('\n').count();
            prop_assert_eq!(excerpt.text.split('\n').count(), lines.len());
            prop_assert_eq!(of(&excerpt.text, excerpt.span().start), of(&text, start));
            prop_assert_eq!(of(&excerpt.text, excerpt.span().end), of(&text, end));
            let near = of(&text, start).saturating_sub(1)..=of(&text, end) + 1;
            for (i, (shown, written)) in excerpt.text.split('\n').zip(&lines).enumerate() {
                if near.contains(&i) {
                    prop_assert!(shown.chars().count() <= LONGEST + 3);
                } else {
                    prop_assert_eq!(shown, written);
                }
            }
        }
    }
}
