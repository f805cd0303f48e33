//! The run as every part of the report needs it: events in words, times in two notations, positions told.

use maud::{Markup, html};

use crate::base::ids::{CraftId, PartyId, SeatId, SruId};
use crate::base::position::NAUTICAL_MILE_M;
use crate::base::{Position, Span, Tick, Utc};
use crate::scenario::{Scenario, Seat, Stage};
use crate::score::{ABSENT, ChainStep, Evidence, Score, Teller};
use crate::sim::{Event, Intervention, MessageBody, ReportedPosition, Source, Stamped};

use super::input::{ReportInput, Tracks};
use super::packed;

/// A run, prepared.
pub(super) struct Story<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) score: &'a Score,
    pub(super) events: &'a [Stamped<Event>],
    pub(super) tracks: &'a Tracks,
    /// Each event in words.
    pub(super) texts: Vec<String>,
    /// Positions told to a seat, in order of telling.
    pub(super) told: Vec<Told>,
    /// Units that took part, in order: ordered for a case, or that saw or took aboard anybody.
    pub(super) units: Vec<SruId>,
    /// Seats at which nobody sat, neither people nor a crew, as far as the labels of the run tell.
    pub(super) empty: Vec<SeatId>,
}

/// A position told to a seat.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// Number in the table, from 1; the same for a position passed on.
    pub(super) number: usize,
    /// Whether it came from outside the table: from the casualty, or a bystander.
    pub(super) is_first_hand: bool,
    /// When it was sent.
    pub(super) tick: Tick,
    /// The event.
    pub(super) event: u32,
    /// Which case.
    pub(super) case: CraftId,
    /// Who told.
    pub(super) from: String,
    /// Who was told.
    pub(super) to: SeatId,
    /// What was told.
    pub(super) reported: ReportedPosition,
    /// How far that was from where the casualty truly was when it was sent \[m\]. Exists when and only when that is
    /// known.
    pub(super) off_m: Option<f64>,
}

impl<'a> Story<'a> {
    pub(super) fn new(input: &ReportInput<'a>) -> Self {
        let scenario = &input.theatre.scenario;
        let mut teller = Teller::new(scenario);
        let texts = input.events.iter().map(|stamped| teller.tell(&stamped.body)).collect();
        let mut told: Vec<Told> = Vec::new();
        let mut units: Vec<SruId> = Vec::new();
        for (index, stamped) in input.events.iter().enumerate() {
            match &stamped.body {
                Event::MessageSent { from, to, body, .. } => {
                    // A broadcast repeats what its sender believes to every ship; it is drawn apart.
                    let reported = match body {
                        MessageBody::Distress { .. } => None,
                        _ => body.position(stamped.tick),
                    };
                    if let (Some(reported), Some(case)) = (reported, body.case()) {
                        let truth = input.tracks.casualty_at(case, stamped.tick);
                        let same = told.iter().find(|t| t.case == case && t.reported == reported);
                        let next = told.iter().map(|t| t.number).max().unwrap_or(0) + 1;
                        told.push(Told {
                            number: same.map_or(next, |t| t.number),
                            is_first_hand: !matches!(from, Source::Seat(_)),
                            tick: stamped.tick,
                            event: number(index),
                            case,
                            from: source(scenario, from),
                            to: *to,
                            reported,
                            off_m: truth.map(|truth| truth.distance_m(reported.position)),
                        });
                    }
                }
                Event::OrderGiven { sru, case: Some(_), .. }
                | Event::Sighted { sru, .. }
                | Event::PersonRecovered { sru, .. }
                | Event::BodyRecovered { sru, .. }
                | Event::Intervened {
                    what:
                        Intervention::BringIn { sru, .. } | Intervention::MoveSru { sru, .. } | Intervention::Repair { sru },
                } => units.push(*sru),
                _ => {}
            }
        }
        units.sort_unstable();
        units.dedup();
        let absent = |(index, seat): (usize, &Seat)| {
            let is_empty = input.run.seats.iter().any(|(name, who)| *name == seat.name && *who == ABSENT);
            is_empty.then(|| SeatId::new(index))
        };
        let empty = scenario.seats.iter().enumerate().filter_map(absent).collect();
        Self { scenario, score: input.score, events: input.events, tracks: input.tracks, texts, told, units, empty }
    }

    pub(super) fn utc(&self, tick: Tick) -> Utc {
        self.scenario.start.at(tick)
    }

    /// "20 JUN 0016Z".
    pub(super) fn dtg(&self, tick: Tick) -> String {
        self.utc(tick).dtg()
    }

    /// "0016Z".
    pub(super) fn hhmm(&self, tick: Tick) -> String {
        self.dtg(tick).split(' ').next_back().unwrap_or_default().to_owned()
    }

    /// "0016Z", with its day where the exercise lasted longer than one.
    pub(super) fn when(&self, tick: Tick) -> String {
        if self.score.until.since(Tick::START) > Span::hours(24) { self.dtg(tick) } else { self.hhmm(tick) }
    }

    /// "20 JUN 0716", local.
    pub(super) fn local(&self, tick: Tick) -> String {
        let shifted = Utc(self.utc(tick).0.saturating_add(i64::from(self.scenario.local_offset_min) * 60));
        shifted.dtg().trim_end_matches('Z').to_owned()
    }

    /// "UTC+7", "UTC-3:30".
    pub(super) fn zone(&self) -> String {
        let minutes = self.scenario.local_offset_min;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (h, m) = (minutes.abs() / 60, minutes.abs() % 60);
        if m == 0 { format!("UTC{sign}{h}") } else { format!("UTC{sign}{h}:{m:02}") }
    }

    pub(super) fn seat(&self, id: SeatId) -> &'a str {
        self.scenario.seats.get(id.index()).map_or("a seat", |seat| seat.name.as_str())
    }

    pub(super) fn sru(&self, id: SruId) -> &'a str {
        self.scenario.srus.get(id.index()).map_or("a unit", |sru| sru.name.as_str())
    }

    pub(super) fn craft(&self, id: CraftId) -> &'a str {
        self.scenario.craft.get(id.index()).map_or("the casualty", |craft| craft.name.as_str())
    }

    /// "the vessel" where there is one only, else its name.
    pub(super) fn vessel(&self, id: CraftId) -> &'a str {
        if self.scenario.craft.len() == 1 { "the vessel" } else { self.craft(id) }
    }

    pub(super) fn party(&self, id: PartyId) -> &'a str {
        self.scenario.parties.get(id.index()).map_or("a state", |party| party.name.as_str())
    }

    /// When a link of the chain was first reached by anybody.
    pub(super) fn reached(&self, step: ChainStep) -> Option<&'a Evidence> {
        self.score.clock(step.key())?.to.as_ref()
    }

    /// The first alert.
    pub(super) fn alert(&self) -> Option<&'a Evidence> {
        self.score.clocks.iter().find_map(|clock| clock.from.as_ref().filter(|_| clock.party.is_none()))
    }

    /// When a casualty reached a stage, or a later one.
    pub(super) fn stage(&self, case: CraftId, at_least: Stage) -> Option<(Tick, u32)> {
        self.events.iter().enumerate().find_map(|(index, stamped)| match stamped.body {
            Event::StageReached { case: c, stage, .. } if c == case && stage >= at_least => {
                Some((stamped.tick, number(index)))
            }
            _ => None,
        })
    }

    /// The last position told to a seat or another of its state, before or at a moment.
    pub(super) fn in_hand(&self, tick: Tick, seat: SeatId) -> Option<&Told> {
        let party = |id: SeatId| self.scenario.seats.get(id.index()).map(|seat| seat.party);
        self.told.iter().rev().find(|told| told.tick <= tick && party(told.to) == party(seat))
    }
}

/// An index as the number events go by.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Who speaks, in words.
fn source(scenario: &Scenario, source: &Source) -> String {
    match source {
        Source::Seat(seat) => scenario.seats.get(seat.index()).map_or_else(|| seat.to_string(), |s| s.name.clone()),
        Source::Casualty(craft) => {
            scenario.craft.get(craft.index()).map_or_else(|| craft.to_string(), |c| c.name.clone())
        }
        Source::Outside(name) => name.clone(),
    }
}

/// A distance as mariners say it: "27 NM", "4.2 NM", "300 m".
pub(super) fn miles(metres: f64) -> String {
    let nmi = metres / NAUTICAL_MILE_M;
    match nmi {
        n if n >= 10.0 => format!("{n:.0} NM"),
        n if n >= 0.5 => format!("{n:.1} NM"),
        _ => format!("{metres:.0} m"),
    }
}

/// "1 person", "12 persons".
pub(super) fn persons(n: u32) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{n} persons") }
}

/// More runs of events than this are folded away behind the first ones: a finding about hundreds of people rests on
/// thousands, and whoever reads the page wants the next finding.
const LINKS_SHOWN: usize = 12;

/// So many folded runs are links; more are numbers only, which the report's script makes links when they are unfolded:
/// a hundred thousand links are two million bytes, and a browser keeps each in hand.
const LINKS_WRITTEN: usize = 60;

/// Links to events: runs of neighbours as ranges, none left out; of many all but the first stand folded.
pub(super) fn links(events: impl IntoIterator<Item = u32>) -> Markup {
    let runs = runs(events);
    let (shown, folded) = if runs.len() > LINKS_SHOWN { runs.split_at(LINKS_SHOWN / 2) } else { (&runs[..], &[][..]) };
    html! {
        (run_links(shown))
        @if !folded.is_empty() {
            @if folded.len() > LINKS_WRITTEN {
                details class=(packed::LINKS) { summary { (folded.len()) " more" } span.links { (run_words(folded)) } }
            } @else {
                details.links { summary { (folded.len()) " more" } (run_links(folded)) }
            }
        }
    }
}

fn run_links(runs: &[(u32, u32)]) -> Markup {
    html! {
        span.links {
            @for (i, (first, last)) in runs.iter().enumerate() {
                @if i > 0 { " " }
                a href=(format!("#e{first}")) { (run_words(&[(*first, *last)])) }
            }
        }
    }
}

/// Events by number, runs of neighbours as ranges: "12 15–17".
fn run_words(runs: &[(u32, u32)]) -> String {
    let word = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    runs.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Events as runs of neighbours.
fn runs(events: impl IntoIterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for event in events {
        match runs.last_mut() {
            Some((_, last)) if event == *last || event == last.saturating_add(1) => *last = event,
            _ => runs.push((event, event)),
        }
    }
    runs
}

/// Events by number, runs of neighbours as ranges: "12 15–17".
pub(super) fn in_numbers(events: impl IntoIterator<Item = u32>) -> String {
    run_words(&runs(events))
}

/// Links to evidence.
pub(super) fn evidence_links(evidence: &[Evidence]) -> Markup {
    links(evidence.iter().map(|evidence| evidence.event))
}

/// A column of a table: its heading, and what stands in it for a row.
pub(super) type Column<R, T> = (&'static str, fn(&R) -> T);

/// A table that may be wider than the page, in a frame of its own to scroll in.
pub(super) fn scroller(table: &Markup) -> Markup {
    html! { div.scroller { (table) } }
}

/// A straight mean of positions: good for naming a spot among neighbours.
pub(super) fn middle(positions: &[Position]) -> Option<Position> {
    let n = positions.len() as f64;
    (n > 0.0).then(|| {
        let lat = positions.iter().map(|p| p.lat_deg()).sum::<f64>() / n;
        let lon = positions.iter().map(|p| p.lon_deg()).sum::<f64>() / n;
        Position::clamped(lat, lon)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_event_is_left_out_of_links_however_many_there_are() {
        for n in [1_u32, 12, 13, 60, 66, 67, 5_000] {
            let html = links((0..n).map(|i| 3 * i)).into_string();
            let numbers: Vec<u32> = html
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|word| word.parse().ok())
                .filter(|number| *number % 3 == 0)
                .collect();
            assert!((0..n).all(|i| numbers.contains(&(3 * i))), "{n}: {html}");
            // So many that each a link would be half of the page are numbers, until they are unfolded.
            assert_eq!(html.contains(&format!("class=\"{}\"", packed::LINKS)), n > 66, "{n}");
            assert!(html.matches("<a ").count() <= LINKS_SHOWN / 2 + LINKS_WRITTEN, "{n}");
        }
        assert_eq!(in_numbers([3, 4, 4, 5, 9]), "3–5 9");
    }
}
