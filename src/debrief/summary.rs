//! The summary: what happened, what became of people, what went wrong most, and who did what. Short enough to be read
//! in a moment, over all vessels and all states.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::base::ids::{PartyId, PersonId, SeatId};
use crate::base::{Span, Tick};
use crate::scenario::Stage;
use crate::score::{ChainStep, Clock, EndState, Persons, dollars};
use crate::sim::{Ask, EndCause, Event};

use super::asked;
use super::findings::{Finding, Topic, Weight};
use super::story::{Column, Story, links, number, persons};
use super::violations;

/// So many things that went wrong most are told in the summary.
const MOST: usize = 3;

/// The section.
pub(super) fn section(story: &Story<'_>, ranked: &[(Topic, Finding)]) -> Markup {
    let n = &story.score.persons;
    let part = |count: u32| if n.at_risk == 0 { 0.0 } else { f64::from(count) * 100.0 / f64::from(n.at_risk) };
    let most = went_wrong_most(ranked);
    html! {
        div.numbers {
            (big(n.at_risk, "at risk", "aboard at the start", "risk"))
            (big(n.saved, "saved", "alive at a place of safety", "saved"))
            (big(n.dead, "dead", "death established", "dead"))
            (big(n.missing, "missing", "not accounted for", "missing"))
        }
        div.strip role="img" aria-label=(format!("{} saved, {} dead, {} missing of {}", n.saved, n.dead, n.missing, n.at_risk)) {
            span.saved style=(format!("width:{:.2}%", part(n.saved))) {}
            span.dead style=(format!("width:{:.2}%", part(n.dead))) {}
            span.missing style=(format!("width:{:.2}%", part(n.missing))) {}
        }
        p { (what_happened(story)) }
        p { (became(story)) }
        p { (course(story)) }
        @if !most.is_empty() {
            h3 { "What went wrong most" }
            ol.most {
                @for finding in most {
                    li {
                        (finding.title) " " @if !finding.detail.is_empty() { span.small { (finding.detail) } " " }
                        (links(finding.evidence.iter().copied()))
                    }
                }
            }
        }
        @if let Some(table) = states(story) {
            h3 { "Who did what" }
            (table)
        }
        p { (expectations(story)) }
    }
}

fn big(n: u32, name: &str, what: &str, class: &str) -> Markup {
    html! {
        div class=(format!("number {class}")) {
            div.n { (n) } div.name { (name) } div.what { (what) }
        }
    }
}

/// Vessels, people, time, and how it ended.
fn what_happened(story: &Story<'_>) -> Markup {
    let vessels = story.scenario.craft.iter().filter(|craft| craft.report.is_none()).count();
    let mut lost: Vec<(usize, u32)> = Vec::new();
    for (index, stamped) in story.events.iter().enumerate() {
        if let Event::StageReached { case, stage, .. } = &stamped.body
            && *stage >= Stage::Capsized
            && !lost.iter().any(|(craft, _)| *craft == case.index())
        {
            lost.push((case.index(), number(index)));
        }
    }
    let until = story.score.until;
    let ended = match story.score.ended.as_ref().map(|ended| ended.why) {
        Some(EndCause::Settled) if !story.scenario.reception.sites.is_empty() => {
            "ended when nobody living was left at sea and everybody landed had been received"
        }
        Some(EndCause::Settled) => "ended when nobody living was left at sea",
        Some(EndCause::TimeUp) => "ended when its time was over",
        None => "was stopped before its end",
    };
    html! {
        (many(vessels, "vessel", "vessels")) " with " (persons(story.score.persons.at_risk)) " aboard "
        (if vessels == 1 { "was" } else { "were" }) " in distress. "
        @if !lost.is_empty() {
            @if vessels == 1 { "It" } @else { (lost.len()) " of them" } " capsized or sank " (links(lost.iter().map(|(_, e)| *e))) ". "
        }
        "The exercise " (ended) ", after " (until.since(Tick::START)) ". "
    }
}

/// What became of people, and of those landed where they were not safe.
fn became(story: &Story<'_>) -> Markup {
    let n = &story.score.persons;
    let violations = violations::recorded(story);
    let ends = &story.score.ends;
    let whole: u32 = ends.iter().map(|cell| cell.persons).sum();
    let of = |end: EndState| -> u32 { ends.iter().filter(|cell| cell.end == end).map(|cell| cell.persons).sum() };
    let mut largest: Vec<(u32, EndState)> = EndState::ALL.into_iter().map(|end| (of(end), end)).collect();
    largest.retain(|(persons, _)| *persons > 0);
    largest.sort_by_key(|(persons, _)| std::cmp::Reverse(*persons));
    let rest = largest.len().saturating_sub(MOST);
    let named: Vec<String> = largest.iter().take(MOST).map(|(n, end)| format!("{n} {}", end.words())).collect();
    html! {
        (persons(n.saved)) " came alive to a place of safety; " (n.died) " died. "
        @if n.missing > 0 { (missing_in_words(n)) " " }
        @if !violations.is_empty() {
            "Violations of people’s rights: "
            @for (i, all) in violations.iter().enumerate() {
                @if i > 0 { "; " }
                (all.words) " of " (persons(number(all.persons.len()))) " " (links(all.events.iter().copied()))
            }
            ". "
        }
        @if whole > 0 {
            "Of " (whole) " landed alive: " (named.join(", "))
            @if rest > 0 { ", and others" } "."
        }
    }
}

/// The parts of the missing that are not empty.
fn missing_in_words(n: &Persons) -> String {
    let parts = [
        (n.missing_died, "died without the body being recovered"),
        (n.missing_at_sea, "alive at sea"),
        (n.missing_aboard_rescuer, "aboard rescuers and not yet landed"),
        (n.missing_ashore_unsafe, "ashore, but not at a place of safety"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
    format!("{} missing: {}.", many(n.missing as usize, "is", "are"), parts.join("; "))
}

/// How long things took: of one vessel link by link, of several the middle one and the slowest.
fn course(story: &Story<'_>) -> Markup {
    let Some(alert) = story.alert() else {
        return html! { "Nobody was ever alerted." };
    };
    let of_cases = |step: ChainStep| -> Vec<&Clock> {
        let stem = format!("{}.case.", step.key());
        story.score.clocks.iter().filter(|clock| clock.key.starts_with(&stem) && clock.from.is_some()).collect()
    };
    let steps = [
        (ChainStep::FirstTasked, "the first unit tasked"),
        (ChainStep::FirstRecovered, "the first person aboard a rescuer"),
        (ChainStep::LastLanded, "the last person ashore at a place of safety"),
    ];
    let several = of_cases(ChainStep::FirstTasked).len() > 1;
    html! {
        "The first alert was at " (story.dtg(alert.tick)) ": " (alert.text) " " (links([alert.event])) ". "
        @if several {
            "From the alert of each vessel it took: "
            @for (i, (step, words)) in steps.into_iter().enumerate() {
                @if i > 0 { "; " }
                (spread(story, &of_cases(step), words))
            }
            "."
        } @else {
            @for (step, did, never) in [
                (ChainStep::DistressBroadcast, "Shipping was told", "Shipping was never told"),
                (ChainStep::FirstTasked, "The first unit was tasked", "No unit was tasked"),
                (ChainStep::FirstSighted, "The vessel or survivors were first seen", "Nobody found the vessel or survivors"),
                (ChainStep::FirstRecovered, "The first living person was taken aboard", "Nobody was taken aboard alive"),
                (ChainStep::LastRecovered, "The last was taken aboard", ""),
            ] {
                @match story.reached(step) {
                    Some(e) => { (did) " " (e.tick.since(alert.tick)) " after the alert " (links([e.event])) ". " }
                    None if never.is_empty() => {}
                    None => { (never) ". " }
                }
            }
        }
    }
}

/// The middle and the slowest of one link over several vessels, and for how many it was never reached.
fn spread(story: &Story<'_>, clocks: &[&Clock], words: &str) -> Markup {
    let mut done: Vec<&Clock> = clocks.iter().copied().filter(|clock| clock.seconds.is_some()).collect();
    done.sort_by_key(|clock| clock.seconds);
    let never = clocks.len() - done.len();
    let middle = done.get(done.len() / 2).and_then(|clock| clock.seconds);
    html! {
        (words) " "
        @match (middle, done.last()) {
            (Some(middle), Some(last)) => {
                (Span(middle.max(0))) " at the median, " (last.words()) " at the longest ("
                (last.case.map_or("", |case| story.craft(case))) ") "
                (links(last.to.iter().map(|to| to.event)))
                @if never > 0 { ", never for " (many(never, "vessel", "vessels")) }
            }
            _ => "never",
        }
    }
}

/// The heaviest finding of each of the first topics; where there are too few topics, the next ones.
fn went_wrong_most(ranked: &[(Topic, Finding)]) -> Vec<&Finding> {
    let matters = |finding: &Finding| finding.weight != Weight::Fact;
    let mut picked: Vec<usize> = Vec::new();
    let mut topics: Vec<Topic> = Vec::new();
    for (i, (topic, finding)) in ranked.iter().enumerate() {
        if picked.len() < MOST && matters(finding) && *topic != Topic::Other && !topics.contains(topic) {
            picked.push(i);
            topics.push(*topic);
        }
    }
    for (i, (_, finding)) in ranked.iter().enumerate() {
        if picked.len() < MOST && matters(finding) && !picked.contains(&i) {
            picked.push(i);
        }
    }
    picked.into_iter().map(|i| &ranked[i].1).collect()
}

/// What one state, company or organisation did.
#[derive(Default)]
struct Did {
    taken_aboard: BTreeSet<PersonId>,
    landed: BTreeSet<PersonId>,
    asked: u32,
    refused: u32,
    silent: u32,
    cost_usd: i64,
    empty: Vec<SeatId>,
    events: Vec<u32>,
}

/// A row for each that did, was asked or bore anything. None where nobody did.
fn states(story: &Story<'_>) -> Option<Markup> {
    let mut rows: Vec<Did> = story.scenario.parties.iter().map(|_| Did::default()).collect();
    fill(story, &mut rows);
    let is_row =
        |row: &Did| !row.taken_aboard.is_empty() || !row.landed.is_empty() || row.asked > 0 || row.cost_usd != 0;
    let rows: Vec<(PartyId, Did)> =
        rows.into_iter().enumerate().filter(|(_, row)| is_row(row)).map(|(i, row)| (PartyId::new(i), row)).collect();
    let columns: [Column<Did, String>; 6] = [
        ("Took aboard", |row| count(row.taken_aboard.len())),
        ("Landed at its places", |row| count(row.landed.len())),
        ("Requests to it", |row| count(row.asked as usize)),
        ("Refused", |row| count(row.refused as usize)),
        ("Not answered", |row| count(row.silent as usize)),
        ("Cost", |row| if row.cost_usd == 0 { "-".to_owned() } else { dollars(row.cost_usd) }),
    ];
    let columns: Vec<_> =
        columns.into_iter().filter(|(_, cell)| rows.iter().any(|(_, row)| cell(row) != "-")).collect();
    (!rows.is_empty()).then(|| {
        html! {
            table.states {
                thead { tr { th { "State or company" } @for (heading, _) in &columns { th.num { (heading) } } th { "Events" } } }
                tbody {
                    @for (party, row) in &rows {
                        tr {
                            td {
                                (story.party(*party))
                                @if !row.empty.is_empty() {
                                    br; span.small {
                                        "nobody sat at " (row.empty.iter().map(|seat| story.seat(*seat)).collect::<Vec<_>>().join(", "))
                                    }
                                }
                            }
                            @for (_, cell) in &columns { td.num { (cell(row)) } }
                            td { (links(row.events.iter().copied())) }
                        }
                    }
                }
            }
            p.small {
                "Requests are those of others, and those of a state's own centre for a national decision."
            }
        }
    })
}

fn fill(story: &Story<'_>, rows: &mut [Did]) {
    let party_of = |seat: SeatId| story.scenario.seats.get(seat.index()).map(|seat| seat.party.index());
    for (index, stamped) in story.events.iter().enumerate() {
        let (party, person, is_landing) = match &stamped.body {
            Event::PersonRecovered { sru, person, .. } => {
                (story.scenario.srus.get(sru.index()).map(|sru| sru.party), *person, false)
            }
            Event::PersonLanded { place: Some(place), person, .. } => {
                (story.scenario.places.get(place.index()).map(|place| place.party), *person, true)
            }
            _ => continue,
        };
        let Some(row) = party.and_then(|party| rows.get_mut(party.index())) else { continue };
        let of = if is_landing { &mut row.landed } else { &mut row.taken_aboard };
        if of.insert(person) {
            row.events.push(number(index));
        }
    }
    for request in asked::requests(story) {
        let (from, to) = (party_of(request.from), party_of(request.to));
        // What a state asks of itself is its own affair, but for the decision a ministry owes its centre.
        if from == to && !matches!(request.what, Ask::Clear(_)) {
            continue;
        }
        let Some(row) = to.and_then(|party| rows.get_mut(party)) else { continue };
        row.asked += 1;
        if request.is_refused() || !request.is_answered() {
            row.events.extend(request.events());
        }
        row.refused += u32::from(request.is_refused());
        row.silent += u32::from(!request.is_answered());
    }
    for row in rows.iter_mut() {
        row.events.sort_unstable();
    }
    for burden in &story.score.burden {
        if let Some(row) = burden.party.and_then(|party| rows.get_mut(party.index())) {
            row.cost_usd = burden.total_usd;
        }
    }
    for seat in &story.empty {
        if let Some(row) = party_of(*seat).and_then(|party| rows.get_mut(party)) {
            row.empty.push(*seat);
        }
    }
}

fn expectations(story: &Story<'_>) -> String {
    let e = &story.score.expectations;
    let open = if e.open > 0 { format!(", {} not due", e.open) } else { String::new() };
    let unrated = if e.not_rated > 0 { format!(", {} not rated", e.not_rated) } else { String::new() };
    format!("Expectations: {} met, {} partly met, {} missed{open}{unrated}.", e.met, e.partial, e.missed)
}

fn count(n: usize) -> String {
    if n == 0 { "-".to_owned() } else { n.to_string() }
}

fn many(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
