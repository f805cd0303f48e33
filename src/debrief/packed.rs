//! The event list of a long exercise, packed: each sentence stands once, its numbers apart, and a script in the page
//! puts a day together when it is opened.
//!
//! Of a fortnight with four thousand people there are seventy thousand rows: as a table fifteen million bytes, and
//! minutes in a browser. Most rows say what others say of other persons, at other places and times. So each text is a
//! **form**, with `#` where a number stands, and its numbers; forms are made of **phrases**, which occur in many.
//! Nothing is left out. Without a script the rest of the report reads as ever; the list then says what it needs.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};

use crate::base::Tick;
use crate::base::time::TICK_SECONDS;

use super::story::Story;

/// Puts the packed list together, and makes links of folded event numbers.
const SCRIPT: &str = include_str!("../../assets/report/events.js");

/// The class of folded event numbers that the script makes links.
pub(super) const LINKS: &str = "links packed";

/// The id of the packed list.
const LIST: &str = "packed";

/// A row of the event list: one event, or neighbours told in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// When.
    pub(super) tick: Tick,
    /// Number of the first event.
    pub(super) first: u32,
    /// Number of the last. The next row begins with the next event.
    pub(super) last: u32,
    /// What happened.
    pub(super) text: String,
}

/// The list as the script reads it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Packed {
    /// When tick 0 was \[s\] after the beginning of 1970, UTC.
    start: i64,
    /// Length of a tick \[s\].
    tick_s: i64,
    /// How far local time is ahead of UTC \[s\].
    local_s: i64,
    /// What stands between the stops of sentences.
    phrases: Vec<String>,
    /// Texts with `#` for each number, as phrases with a space between.
    forms: Vec<Vec<usize>>,
    days: Vec<Day>,
}

/// The rows of one day.
#[derive(Debug, Serialize, Deserialize)]
struct Day {
    /// Number of the first event.
    first: u32,
    /// Its tick.
    tick: u32,
    /// Rows, `;` between: ticks since the row before, with `+` how many more events it tells of if there are any; its
    /// form; its numbers. A space between each.
    rows: String,
}

/// Makes a packed list.
#[derive(Debug, Default)]
struct Packer {
    phrases: BTreeMap<String, usize>,
    forms: BTreeMap<Vec<usize>, usize>,
}

/// A text with `#` for each number in it, and the numbers. A `#` of the text itself counts as one.
fn form_of(text: &str) -> (String, Vec<&str>) {
    let (mut form, mut values) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit() || c == '#') {
        let length = match rest[at..].find(|c: char| !c.is_ascii_digit()) {
            Some(0) => 1,
            Some(length) => length,
            None => rest.len() - at,
        };
        form.push_str(&rest[..at]);
        form.push('#');
        values.push(&rest[at..at + length]);
        rest = &rest[at + length..];
    }
    form.push_str(rest);
    (form, values)
}

/// The phrases of a form: it is cut at each space behind a stop.
fn phrases_of(form: &str) -> Vec<&str> {
    let (mut phrases, mut from) = (Vec::new(), 0);
    for (at, _) in form.match_indices(' ') {
        if form[..at].ends_with(['.', ',', ':', ';']) {
            phrases.push(&form[from..at]);
            from = at + 1;
        }
    }
    phrases.push(&form[from..]);
    phrases
}

/// The number under which a thing stands in a list, at whose end it is put if it is new.
fn place<T: Ord>(list: &mut BTreeMap<T, usize>, thing: T) -> usize {
    let next = list.len();
    *list.entry(thing).or_insert(next)
}

/// The things of a list in their order.
fn in_order<T>(list: BTreeMap<T, usize>) -> Vec<T> {
    let mut list: Vec<(usize, T)> = list.into_iter().map(|(thing, number)| (number, thing)).collect();
    list.sort_by_key(|(number, _)| *number);
    list.into_iter().map(|(_, thing)| thing).collect()
}

impl Packer {
    fn day(&mut self, rows: &[Row]) -> Day {
        let begins = rows.first().map_or(0, |row| row.tick.0);
        let (mut packed, mut before) = (Vec::with_capacity(rows.len()), begins);
        for row in rows {
            let (form, values) = form_of(&row.text);
            let phrases =
                phrases_of(&form).into_iter().map(|phrase| place(&mut self.phrases, phrase.to_owned())).collect();
            let mut one = (row.tick.0 - before).to_string();
            if row.last > row.first {
                one.push_str(&format!("+{}", row.last - row.first));
            }
            one.push_str(&format!(" {}", place(&mut self.forms, phrases)));
            for value in values {
                one.push(' ');
                one.push_str(value);
            }
            packed.push(one);
            before = row.tick.0;
        }
        Day { first: rows.first().map_or(0, |row| row.first), tick: begins, rows: packed.join(";") }
    }

    fn list(self, days: Vec<Day>) -> Packed {
        Packed { phrases: in_order(self.phrases), forms: in_order(self.forms), days, ..Packed::default() }
    }
}

/// The event list, a table for each day, to be drawn when it is opened; `head` is the heading of its columns.
pub(super) fn draw(story: &Story<'_>, head: &Markup, days: &[(String, Vec<Row>)]) -> Markup {
    let mut packer = Packer::default();
    let packed = days.iter().map(|(_, rows)| packer.day(rows)).collect();
    let list = Packed {
        start: story.utc(Tick::START).0,
        tick_s: TICK_SECONDS,
        local_s: i64::from(story.scenario.local_offset_min) * 60,
        ..packer.list(packed)
    };
    // Within a script only this sign could end it.
    let json = serde_json::to_string(&list).unwrap_or_default().replace('<', "\\u003c");
    html! {
        noscript {
            p {
                "The events of an exercise this long are packed, and a script in this page draws a day when it is opened. "
                "Here no script may run; nothing else in this report needs one."
            }
        }
        @for (i, (words, _)) in days.iter().enumerate() {
            details.day data-day=(i) { summary { (words) } table class="events all" { thead { tr { (head) } } tbody {} } }
        }
        script type="application/json" id=(LIST) { (PreEscaped(json)) }
    }
}

/// A report with the script it needs, if it needs one.
pub(super) fn with_script(mut report: String) -> String {
    let needs = [format!("<script type=\"application/json\" id=\"{LIST}\">"), format!("<details class=\"{LINKS}\">")];
    if let Some(end) = report.rfind("</body>").filter(|_| needs.iter().any(|needs| report.contains(needs))) {
        report.insert_str(end, &format!("<script>{SCRIPT}</script>"));
    }
    report
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the script makes of a day.
    fn unpacked(list: &Packed, day: &Day) -> Vec<Row> {
        let (mut tick, mut first) = (day.tick, day.first);
        let mut rows = Vec::new();
        for row in day.rows.split(';') {
            let mut parts = row.split(' ');
            let step = parts.next().unwrap();
            let (later, more) = step.split_once('+').unwrap_or((step, "0"));
            tick += later.parse::<u32>().unwrap();
            let last = first + more.parse::<u32>().unwrap();
            let form = &list.forms[parts.next().unwrap().parse::<usize>().unwrap()];
            let form = form.iter().map(|phrase| list.phrases[*phrase].as_str()).collect::<Vec<_>>().join(" ");
            let text = form.chars().map(|c| if c == '#' { parts.next().unwrap().to_owned() } else { c.to_string() });
            rows.push(Row { tick: Tick(tick), first, last, text: text.collect() });
            first = last + 1;
        }
        rows
    }

    fn row(tick: u32, first: u32, last: u32, text: &str) -> Row {
        Row { tick: Tick(tick), first, last, text: text.to_owned() }
    }

    #[test]
    fn what_is_alike_stands_once() {
        let rows: Vec<Row> =
            (0..100).map(|n| row(n, n, n, &format!("person-{n} at Langkawi, in all {}.", n + 1))).collect();
        let mut packer = Packer::default();
        let day = packer.day(&rows);
        let list = packer.list(Vec::new());
        assert_eq!(list.phrases, ["person-# at Langkawi,", "in all #."]);
        assert_eq!(list.forms, [[0, 1]]);
        assert!(day.rows.starts_with("0 0 0 1;1 0 1 2;1 0 2 3"), "{}", day.rows);
        assert_eq!(unpacked(&list, &day), rows);
    }

    #[test]
    fn a_report_without_anything_packed_has_no_script() {
        let page = "<html><body><p>&lt;details class=&quot;links packed&quot;&gt;</p></body></html>".to_owned();
        assert_eq!(with_script(page.clone()), page);
        let packed = "<html><body><details class=\"links packed\"></details></body></html>".to_owned();
        assert!(with_script(packed).ends_with("</script></body></html>"));
    }

    proptest! {
        #[test]
        fn whatever_is_told_comes_out_as_it_went_in(
            told in proptest::collection::vec(("[a-c#0-9 .,:;é–<\n]{0,40}", 0..500_u32, 0..3_u32), 1..60),
            begins in 0..90_000_u32,
            first in 0..90_000_u32,
        ) {
            let (mut tick, mut next) = (begins, first);
            let rows: Vec<Row> = told
                .iter()
                .enumerate()
                .map(|(i, (text, later, more))| {
                    tick += if i == 0 { 0 } else { *later };
                    let row = row(tick, next, next + more, text);
                    next += more + 1;
                    row
                })
                .collect();
            let mut packer = Packer::default();
            let (one, other) = rows.split_at(rows.len() / 2);
            let days: Vec<Day> = [one, other].iter().filter(|rows| !rows.is_empty()).map(|rows| packer.day(rows)).collect();
            let text = serde_json::to_string(&packer.list(days)).unwrap();
            let list: Packed = serde_json::from_str(&text).unwrap();
            let out: Vec<Row> = list.days.iter().flat_map(|day| unpacked(&list, day)).collect();
            prop_assert_eq!(out, rows);
        }
    }
}
