//! The tables: positions told, deaths, measures and clocks of each state; events are in `events`.

use maud::{Markup, html};

use crate::base::ids::PartyId;
use crate::base::{Span, Tick};
use crate::score::{Clock, Measure, Unit};
use crate::sim::{Event, Setting};

use super::map::landed_at;
use super::story::{Story, Told, evidence_links, links, miles, number, scroller};

/// Positions told, with how far they were from the truth. A position passed on from seat to seat is one row.
pub(super) fn positions(story: &Story<'_>) -> Markup {
    if story.told.is_empty() {
        return html! { p { "No position was ever told to anybody." } };
    }
    let mut rows: Vec<(&Told, Vec<&Told>)> = Vec::new();
    for told in &story.told {
        match rows.iter_mut().find(|(first, _)| first.number == told.number) {
            Some((_, passed_on)) => passed_on.push(told),
            None => rows.push((told, Vec::new())),
        }
    }
    let (first_hand, others): (Vec<_>, Vec<_>) = rows.iter().partition(|(told, _)| told.is_first_hand);
    if rows.len() <= POSITIONS_SHOWN || first_hand.is_empty() {
        return position_table(story, &rows.iter().collect::<Vec<_>>());
    }
    html! {
        p { "From the vessels themselves and from bystanders:" }
        (position_table(story, &first_hand))
        details.day {
            summary { (others.len()) " that seats worked out or saw for themselves and told others" }
            (position_table(story, &others))
        }
    }
}

/// Of more positions than this, those from outside the table stand open, and the others are folded.
const POSITIONS_SHOWN: usize = 40;

/// Of a position passed on more often than this, the first time is told and the others are folded.
const PASSED_ON_SHOWN: usize = 2;

fn position_table(story: &Story<'_>, rows: &[&(&Told, Vec<&Told>)]) -> Markup {
    let passed = |passed_on: &[&Told]| {
        html! {
            span.small {
                @for (i, (when, seats)) in by_moment(story, passed_on).iter().enumerate() {
                    @if i > 0 { br; }
                    (when) " to " (seats.join("; "))
                }
            }
        }
    };
    let table = html! {
        table {
            thead { tr {
                th.num { "No." } th { "Told" } th.by { "By, to" } th { "Position" } th.num { "Stated error" }
                th.num { "Off by" } th.passed { "Passed on" } th { "Events" }
            } }
            tbody {
                @for (told, passed_on) in rows {
                    tr {
                        td.num { (told.number) }
                        td.nowrap { (story.dtg(told.tick)) }
                        td { (told.from) " to " (story.seat(told.to)) }
                        td.nowrap {
                            (told.reported.position)
                            @if told.tick.since(told.reported.true_at) >= Span::minutes(2) {
                                br; span.small { "said to be true " (story.dtg(told.reported.true_at)) }
                            }
                        }
                        td.num { (miles(told.reported.error_m)) }
                        td.num { (told.off_m.map_or_else(|| "-".to_owned(), miles)) }
                        td {
                            @if passed_on.len() > PASSED_ON_SHOWN {
                                details.links {
                                    summary { (passed_on.len()) " times, first " (story.when(passed_on[0].tick)) }
                                    br; (passed(passed_on))
                                }
                            } @else {
                                (passed(passed_on))
                            }
                        }
                        td { (links(std::iter::once(told.event).chain(passed_on.iter().map(|later| later.event)))) }
                    }
                }
            }
        }
    };
    scroller(&table)
}

/// To whom a position was passed on at each moment, each seat once in an entry.
fn by_moment<'s>(story: &Story<'s>, passed_on: &[&Told]) -> Vec<(String, Vec<&'s str>)> {
    let mut moments: Vec<(String, Vec<&'s str>)> = Vec::new();
    for later in passed_on {
        let (when, seat) = (story.when(later.tick), story.seat(later.to));
        match moments.last_mut() {
            Some((same, seats)) if *same == when && !seats.contains(&seat) => seats.push(seat),
            _ => moments.push((when, vec![seat])),
        }
    }
    moments
}

/// Who died where and of what.
pub(super) fn deaths(story: &Story<'_>) -> Markup {
    let score = story.score;
    if score.deaths.is_empty() {
        return html! { p { "Nobody died." } };
    }
    let mut causes: Vec<_> = score.deaths.iter().map(|cell| cell.cause).collect();
    causes.dedup();
    let settings: Vec<Setting> =
        Setting::ALL.into_iter().filter(|setting| score.deaths.iter().any(|cell| cell.setting == *setting)).collect();
    html! {
        table {
            thead { tr {
                th { "Cause" }
                @for setting in &settings { th.num { (setting.words()) } }
                th.num { "All" } th.num { "Established" } th { "First" } th { "Last" } th { "Events" }
            } }
            tbody {
                @for cause in &causes {
                    @let row: Vec<_> = score.deaths.iter().filter(|cell| cell.cause == *cause).collect();
                    @let first = row.iter().map(|cell| cell.first).min().unwrap_or_default();
                    @let last = row.iter().map(|cell| cell.last).max().unwrap_or_default();
                    @let mut events: Vec<u32> = row.iter().flat_map(|c| c.evidence.iter().map(|e| e.event)).collect();
                    tr {
                        td { (cause.words()) }
                        @for setting in &settings {
                            td.num { (row.iter().filter(|c| c.setting == *setting).map(|c| c.persons).sum::<u32>()) }
                        }
                        td.num { strong { (row.iter().map(|cell| cell.persons).sum::<u32>()) } }
                        td.num { (row.iter().map(|cell| cell.established).sum::<u32>()) }
                        td.nowrap { (story.dtg(first)) }
                        td.nowrap { (story.dtg(last)) }
                        td { ({ events.sort_unstable(); links(events) }) }
                    }
                }
            }
            tfoot { tr {
                td { "All" }
                @for setting in &settings {
                    td.num { (score.deaths.iter().filter(|c| c.setting == *setting).map(|c| c.persons).sum::<u32>()) }
                }
                td.num { strong { (score.persons.died) } }
                td.num { (score.deaths.iter().map(|cell| cell.established).sum::<u32>()) }
                td {} td {} td {}
            } }
        }
        p.small {
            "A death is established when the body is recovered, or when the person died aboard a rescuer or ashore. "
            "All other deaths are among the missing, as they would be to the centres."
        }
    }
}

/// Hours in each setting.
pub(super) fn exposure(story: &Story<'_>) -> Markup {
    let at = |tick: Option<Tick>| tick.map_or_else(|| "-".to_owned(), |tick| story.dtg(tick));
    html! {
        table {
            thead { tr { th { "While alive" } th.num { "Person-hours" } th.num { "Persons ever there" } th { "First" } th { "Last left" } } }
            tbody {
                @for cell in story.score.exposure.iter().filter(|cell| cell.persons > 0) {
                    tr {
                        td { (cell.setting.words()) }
                        td.num { (format!("{:.1}", cell.person_hours)) }
                        td.num { (cell.persons) }
                        td.nowrap { (at(cell.first)) }
                        td.nowrap { @if cell.last.is_none() { "still there" } @else { (at(cell.last)) } }
                    }
                }
            }
        }
    }
}

/// Where people came ashore.
pub(super) fn landings(story: &Story<'_>) -> Markup {
    let landed = landed_at(story);
    let total: u32 = landed.iter().sum();
    if total == 0 {
        return html! { p { "Nobody was landed at a place of the scenario." } };
    }
    html! {
        table {
            thead { tr { th { "Place" } th { "Country" } th.num { "Landed alive" } th { "Place of safety" } th { "Hospital" } th { "Events" } } }
            tbody {
                @for (place, n) in story.scenario.places.iter().zip(&landed).filter(|(_, n)| **n > 0) {
                    tr {
                        td { (place.name) }
                        td { (story.party(place.party)) }
                        td.num { (n) }
                        td { @if place.place_of_safety { "yes" } @else { "no" } }
                        td { @if place.hospital { "yes" } @else { "no" } }
                        td { (links(story.events.iter().enumerate().filter_map(|(i, e)| match &e.body {
                            Event::PersonLanded { place: Some(p), .. }
                                if story.scenario.places.get(p.index()) == Some(place) => Some(number(i)),
                            _ => None,
                        }))) }
                    }
                }
            }
        }
    }
}

/// Measures with the events behind them. Those of what never happened are folded behind the others.
pub(super) fn measures(caption: &str, measures: &[Measure]) -> Markup {
    let is_nothing = |measure: &&Measure| measure.value.is_none_or(|value| value == 0.0) && measure.evidence.is_empty();
    let (nothing, some): (Vec<&Measure>, Vec<&Measure>) = measures.iter().partition(is_nothing);
    let table = |measures: &[&Measure], caption: &str| {
        html! {
            table.measures {
                caption { (caption) }
                thead { tr { th { "Measure" } th.num { "Value" } th.num { "From" } th { "Events" } } }
                tbody {
                    @for measure in measures {
                        tr id=(format!("m-{}", measure.key)) {
                            td { (measure.name) }
                            td.num { (measure.words()) }
                            td.num { (quotient_words(measure)) }
                            td { (evidence_links(&measure.evidence)) }
                        }
                    }
                }
            }
        }
    };
    html! {
        (table(&some, caption))
        @if !nothing.is_empty() {
            details.day {
                summary { (nothing.len()) " more of what did not happen" }
                (table(&nothing, ""))
            }
        }
    }
}

/// Numerator and denominator, where they are not in the value's own words.
fn quotient_words(measure: &Measure) -> String {
    match (measure.unit, measure.numerator, measure.denominator) {
        (Unit::Share, ..) | (_, None, _) | (_, _, None) => String::new(),
        (Unit::Seconds, Some(a), Some(b)) => format!("{} / {b:.0}", Span(a as i64)),
        (_, Some(a), Some(b)) => format!("{a:.1} / {b:.1}"),
    }
}

/// The clocks of each state, counted from its own alert.
pub(super) fn own_clocks(story: &Story<'_>) -> Markup {
    let mut parties: Vec<_> = story.score.clocks.iter().filter_map(|clock| clock.party).collect();
    parties.dedup();
    let of = |id, key: &str| -> Option<&Clock> {
        story.score.clocks.iter().find(|clock| clock.party == Some(id) && clock.key.split('.').next() == Some(key))
    };
    // Who was told and did nothing else has no column of its own.
    let (parties, told): (Vec<_>, Vec<_>) = parties.into_iter().partition(|id| {
        let of_party = |clock: &&Clock| clock.party == Some(*id) && clock.to.is_some();
        story.score.clocks.iter().filter(of_party).nth(1).is_some()
    });
    let told: Vec<(PartyId, &Clock)> = told
        .into_iter()
        .filter_map(|id| Some((id, story.score.clocks.iter().find(|c| c.party == Some(id) && c.to.is_some())?)))
        .collect();
    let keys: Vec<(String, String)> = story
        .score
        .clocks
        .iter()
        .filter(|clock| clock.party == parties.first().copied() && clock.party.is_some())
        .map(|clock| {
            let key = clock.key.split('.').next().unwrap_or_default().to_owned();
            let name = clock.name.split_once(": ").map_or(clock.name.as_str(), |(_, rest)| rest).to_owned();
            (key, name)
        })
        .filter(|(key, _)| parties.iter().any(|id| of(*id, key).is_some_and(|clock| clock.to.is_some())))
        .collect();
    if parties.is_empty() && told.is_empty() {
        return html! { p { "No state was alerted." } };
    }
    let table = html! {
        table {
            thead { tr { th { "Clock" } @for id in &parties { th.num { (story.party(*id)) } } } }
            tbody {
                @for (key, name) in &keys {
                    tr {
                        td { (name) }
                        @for id in &parties {
                            td.num {
                                @match of(*id, key) {
                                    Some(clock) => {
                                        (clock.words()) " "
                                        @if let Some(to) = &clock.to { (links([to.event])) }
                                    }
                                    None => "-",
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    html! {
        @if !parties.is_empty() {
            (scroller(&table))
            p.small { "A minus means: done before that state was alerted." }
        }
        @if !told.is_empty() {
            p {
                "Only told of the case: "
                @for (i, (id, clock)) in told.iter().enumerate() {
                    @if i > 0 { "; " }
                    (story.party(*id)) ", " (clock.words()) " " (links(clock.to.iter().map(|to| to.event)))
                }
                "."
            }
        }
    }
}
