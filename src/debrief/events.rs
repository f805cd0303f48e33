//! The tables of events: those a reader follows the case by, and every one.

use maud::{Markup, html};

use crate::sim::{Event, MessageBody, Source, Stamped, portal};

use super::packed::{self, Row};
use super::story::{Story, links, number, persons};

/// Events a reader follows the case by.
pub(super) fn key_events(story: &Story<'_>) -> Markup {
    let key: Vec<(usize, usize)> = (0..story.events.len()).filter(|i| is_key(story, *i)).map(|i| (i, i)).collect();
    let head = html! { th { "UTC" } th { "Local " (story.zone()) } th { "What happened" } th.num { "Event" } };
    daily(story, "events", &head, &key, |(index, _)| {
        let tick = story.events[index].tick;
        html! {
            tr {
                td { (story.dtg(tick)) }
                td { (story.local(tick)) }
                td { (story.texts[index]) }
                td.num { (links([number(index)])) }
            }
        }
    })
}

/// More rows of events than this are a table for each day, folded away: nobody reads fourteen days from top to bottom,
/// and a browser that has to lay out eighty thousand rows keeps whoever waits for the first page.
const ROWS_SHOWN: usize = 3_000;

/// A table of events, each row from one event to another; where there are many, one for each day of UTC, folded away
/// under its date. A link to an event opens its day.
fn daily(
    story: &Story<'_>,
    class: &str,
    head: &Markup,
    rows: &[(usize, usize)],
    row: impl Fn((usize, usize)) -> Markup,
) -> Markup {
    let table = |rows: &[(usize, usize)]| {
        html! {
            table class=(class) { thead { tr { (head) } } tbody { @for of in rows { (row(*of)) } } }
        }
    };
    if rows.len() <= ROWS_SHOWN {
        return table(rows);
    }
    html! {
        @for those in days(story, rows) { details.day { summary { (day_words(story, those)) } (table(those)) } }
    }
}

/// Rows by the day of UTC on which they begin.
fn days<'r>(story: &Story<'_>, rows: &'r [(usize, usize)]) -> impl Iterator<Item = &'r [(usize, usize)]> {
    let day = |(first, _): &(usize, usize)| story.utc(story.events[*first].tick).0.div_euclid(24 * 60 * 60);
    rows.chunk_by(move |a, b| day(a) == day(b))
}

/// "12 MAY: 4031 entries, events 9120–14007".
fn day_words(story: &Story<'_>, rows: &[(usize, usize)]) -> String {
    let (first, last) = (rows[0].0, rows[rows.len() - 1].1);
    let date = story.dtg(story.events[first].tick);
    format!("{}: {} entries, events {first}–{last}", &date[..date.len().min(6)], rows.len())
}

/// Whether an event belongs in the short time line: decisions, calls, requests, stages, and the first of each unit's
/// sightings, rescues and landings.
fn is_key(story: &Story<'_>, index: usize) -> bool {
    let before = &story.events[..index];
    let first_of = |same: &dyn Fn(&Event) -> bool| !before.iter().any(|stamped| same(&stamped.body));
    match &story.events[index].body {
        Event::PersonRecovered { sru, .. } => {
            first_of(&|e| matches!(e, Event::PersonRecovered { sru: s, .. } if s == sru))
        }
        Event::PersonLanded { sru, place, .. } => {
            first_of(&|e| matches!(e, Event::PersonLanded { sru: s, place: p, .. } if s == sru && p == place))
        }
        Event::Sighted { sru, what, .. } => {
            first_of(&|e| matches!(e, Event::Sighted { sru: s, what: w, .. } if s == sru && w == what))
        }
        Event::SruDeparted { sru } => first_of(&|e| matches!(e, Event::SruDeparted { sru: s } if s == sru)),
        // An order of the same kind as the unit's last one adds little; the event list has them all.
        Event::OrderGiven { sru, order, .. } => {
            let last = before.iter().rev().find_map(|stamped| match &stamped.body {
                Event::OrderGiven { sru: s, order, .. } if s == sru => Some(order.verb()),
                _ => None,
            });
            last != Some(order.verb())
        }
        // What seats pass on to each other repeats what is here already; words of their own do not.
        Event::MessageSent { from: Source::Seat(_), body, .. } => {
            matches!(
                body,
                MessageBody::Text { .. }
                    | MessageBody::AtYourDisposal { .. }
                    | MessageBody::Lead { .. }
                    | MessageBody::Form(_)
            )
        }
        // A log line written beside an order says the same.
        Event::Logged { seat, .. } => {
            let same = |other: &Stamped<Event>| {
                other.tick == story.events[index].tick
                    && matches!(&other.body, Event::OrderGiven { seat: s, .. } if s == seat)
            };
            let neighbours = index.checked_sub(1).into_iter().chain([index + 1]);
            !neighbours.filter_map(|i| story.events.get(i)).any(same)
        }
        Event::Ashore(what) => super::reception::is_key(what),
        Event::Portal(what) => !matches!(**what, portal::Event::Arrived { .. }),
        Event::Mail(what) => matches!(what, crate::sim::mail::Event::ReceiptCame { .. }),
        Event::MessageDelivered { .. }
        | Event::MilestoneReached { .. }
        | Event::PersonDied { .. }
        | Event::PersonMoved { .. }
        | Event::BodyRecovered { .. }
        | Event::RecoveryBegan { .. }
        | Event::RecoveryEnded { .. }
        | Event::Stranded { .. }
        | Event::SruArrived { .. }
        | Event::SearchBegan { .. }
        | Event::SearchCompleted { .. } => false,
        _ => true,
    }
}

/// Every event. Neighbours at one moment that differ only in the person are one row; each keeps its anchor. Of a long
/// exercise the rows are packed, and drawn when a day is opened.
pub(super) fn all_events(story: &Story<'_>) -> Markup {
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for index in 0..story.events.len() {
        match rows.last_mut() {
            Some((first, last)) if *last + 1 == index && is_alike(story, *first, index) => *last = index,
            _ => rows.push((index, index)),
        }
    }
    let head = html! { th.num { "No." } th { "UTC" } th { "Local " (story.zone()) } th { "What happened" } };
    if rows.len() > ROWS_SHOWN {
        let days: Vec<(String, Vec<Row>)> = days(story, &rows)
            .map(|rows| {
                let row = |(first, last): &(usize, usize)| Row {
                    tick: story.events[*first].tick,
                    first: number(*first),
                    last: number(*last),
                    text: row_words(story, *first, *last),
                };
                (day_words(story, rows), rows.iter().map(row).collect())
            })
            .collect();
        return packed::draw(story, &head, &days);
    }
    daily(story, "events all", &head, &rows, |(first, last)| {
        let tick = story.events[first].tick;
        html! {
            tr id=(format!("e{first}")) {
                td {
                    @for index in first + 1..=last { span id=(format!("e{index}")) {} }
                    (first) @if last > first { "–" (last) }
                }
                td { (story.dtg(tick)) }
                td { (story.local(tick)) }
                td { (row_words(story, first, last)) }
            }
        }
    })
}

/// Whether two events say the same of two persons at one moment.
fn is_alike(story: &Story<'_>, a: usize, b: usize) -> bool {
    let (first, other) = (&story.events[a], &story.events[b]);
    if first.tick != other.tick {
        return false;
    }
    match (&first.body, &other.body) {
        (Event::PersonMoved { from, to, cause, .. }, Event::PersonMoved { from: f, to: t, cause: c, .. }) => {
            (from, to, cause) == (f, t, c)
        }
        (Event::PersonDied { cause, setting, .. }, Event::PersonDied { cause: c, setting: s, .. }) => {
            (cause, setting) == (c, s)
        }
        (Event::PersonRecovered { sru, from, .. }, Event::PersonRecovered { sru: s, from: f, .. }) => {
            (sru, from) == (s, f)
        }
        (Event::BodyRecovered { sru, .. }, Event::BodyRecovered { sru: s, .. }) => sru == s,
        (Event::PersonLanded { sru, place, safe, .. }, Event::PersonLanded { sru: s, place: p, safe: f, .. }) => {
            (sru, place, safe) == (s, p, f)
        }
        (Event::Ashore(one), Event::Ashore(two)) => match (one.person(), two.person()) {
            // The same words but for the person.
            (Some(p), Some(q)) => {
                let without = |index: usize, name: String| story.texts[index].replacen(&name, "", 1);
                without(a, p.to_string()) == without(b, q.to_string())
            }
            _ => false,
        },
        _ => false,
    }
}

/// One event in its words, or several alike with how many and whom.
fn row_words(story: &Story<'_>, first: usize, last: usize) -> String {
    if first == last {
        return story.texts[first].clone();
    }
    let id = |index: usize| match &story.events[index].body {
        Event::PersonMoved { person, .. }
        | Event::PersonDied { person, .. }
        | Event::PersonRecovered { person, .. }
        | Event::BodyRecovered { person, .. }
        | Event::PersonLanded { person, .. } => Some(person.0 + 1),
        Event::Ashore(what) => what.person().map(|person| person.0 + 1),
        _ => None,
    };
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for person in (first..=last).filter_map(id) {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == person => *end = person,
            _ => runs.push((person, person)),
        }
    }
    let list: Vec<String> = runs.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") }).collect();
    let n = number(last - first + 1);
    let one = id(first).map(|person| format!("person-{person}")).unwrap_or_default();
    // "the body of person-7" becomes "the bodies of 3 persons".
    let words = story.texts[first].replace("the body of ", "the bodies of ").replacen(&one, &persons(n), 1);
    format!("{words} (persons {})", list.join(", "))
}
