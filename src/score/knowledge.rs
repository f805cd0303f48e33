//! Who knew what when: for each case and fact, which party knew it first, when each other did, and by what.
//!
//! A fold over events with a small door, the function `knowledge`, so that a report, a replay and a score tell the
//! same. A party knows what any of its seats knows. Left out: whether what was told was true, and whether anybody acted
//! on it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::conduct::{plain, quotient, tally};
use super::matter::Matter;
use super::model::{Evidence, Measure, Unit};
use super::people::count;
use super::words::{Teller, craft_name, party_name};
use crate::base::Tick;
use crate::base::ids::{CraftId, MessageId, PartyId, SeatId};
use crate::scenario::{Milestone, PartyKind, Phase, Scenario};
use crate::sim::portal::{self, Post, PostId};
use crate::sim::{Event, MessageBody, Source, Stamped};

/// By what something came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Means {
    /// A call from the vessel.
    Vessel,
    /// Somebody outside the table.
    Outside,
    /// A message of another seat.
    Message,
    /// A request of another seat.
    Request,
    /// A post at the portal that was read.
    Post,
    /// Intelligence.
    Intelligence,
    /// What a unit saw.
    Sighting,
    /// The press.
    Press,
    /// The party's own judgement.
    Judgement,
}

impl Means {
    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Vessel => "a call from the vessel",
            Self::Outside => "somebody outside the table",
            Self::Message => "a message",
            Self::Request => "a request",
            Self::Post => "a post read at the portal",
            Self::Intelligence => "intelligence",
            Self::Sighting => "a sighting",
            Self::Press => "the press",
            Self::Judgement => "its own judgement",
        }
    }
}

/// A party that came to know something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Learnt {
    /// Who.
    pub party: PartyId,
    /// By what.
    pub by: Means,
    /// The party that told it. Exists when and only when another party at the table did.
    pub from: Option<PartyId>,
    /// When, and the event.
    pub evidence: Evidence,
    /// How long it took from there \[s\]: since the party that told had known it, or itself, if it never had. Exists
    /// when and only when another party told.
    pub crossing_s: Option<i64>,
}

/// A fact about a case, and who knew it, in the order in which they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactKnown {
    /// About which case.
    pub case: CraftId,
    /// What.
    pub what: Matter,
    /// Who, the first first.
    pub by: Vec<Learnt>,
}

/// Who knew what when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Knowledge {
    /// Facts that anybody knew, in order of case, then of `Matter::FOLLOWED`.
    pub facts: Vec<FactKnown>,
}

/// Who knew what when, from the events of a run.
pub fn knowledge<'e>(scenario: &Scenario, events: impl IntoIterator<Item = &'e Stamped<Event>>) -> Knowledge {
    let mut teller = Teller::new(scenario);
    let mut flow = Flow::default();
    for (event, number) in events.into_iter().zip(0..) {
        let text = teller.tell(&event.body);
        flow.take(scenario, &event.body, &Evidence { tick: event.tick, event: number, text });
    }
    flow.knowledge()
}

/// What came to a seat last: the cause of what it learns in the same tick.
#[derive(Debug, Clone)]
struct Cause {
    tick: Tick,
    seat: SeatId,
    by: Means,
    from: Option<PartyId>,
}

/// The life of a copy of a post.
#[derive(Debug, Clone)]
struct CopyOf {
    arrived: Evidence,
    read: Option<Evidence>,
}

/// What is remembered of the flow of information.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    facts: BTreeMap<(CraftId, Matter), Vec<Learnt>>,
    messages: BTreeMap<MessageId, (Source, MessageBody)>,
    /// Requests, oldest first: to whom, about which case, of which party.
    asked: Vec<(SeatId, CraftId, Option<PartyId>)>,
    posts: BTreeMap<PostId, Post>,
    copies: BTreeMap<(PostId, SeatId), CopyOf>,
    cause: Option<Cause>,
    warnings: Vec<(portal::Warning, bool, Evidence)>,
    /// From an early warning to the first post of it.
    shared_s: i64,
    shared: Vec<Evidence>,
    of_unsound: Vec<Evidence>,
}

impl Flow {
    pub(super) fn take(&mut self, s: &Scenario, event: &Event, evidence: &Evidence) {
        let party = |seat: SeatId| s.seats.get(seat.index()).map(|seat| seat.party);
        match event {
            Event::MessageSent { message, from, body, .. } => {
                self.messages.insert(*message, (from.clone(), body.clone()));
            }
            Event::RequestMade { from, to, case, .. } => self.asked.push((*to, *case, party(*from))),
            Event::MessageDelivered { message, to } => self.delivered(s, *message, *to, evidence),
            Event::CaseOpened { seat, case } => self.opened(s, *seat, *case, Matter::Case, evidence),
            Event::MilestoneReached { milestone: Milestone::PositionKnown(seat, case) } => {
                self.opened(s, *seat, *case, Matter::Position, evidence);
            }
            Event::PhaseSet { seat, case, phase: Phase::Distress, .. } => {
                if let Some(party) = party(*seat) {
                    self.learn(*case, Matter::Distress, party, Means::Judgement, None, evidence);
                }
            }
            Event::Sighted { case, what, persons, told, .. } => {
                for reader in told.iter().filter_map(|seat| party(*seat)) {
                    for matter in Matter::of_sighting(*what, *persons) {
                        self.learn(*case, matter, reader, Means::Sighting, None, evidence);
                    }
                }
            }
            Event::Portal(what) => self.portal(s, what, evidence),
            Event::Press(item) => {
                for reader in s.seats.iter().map(|seat| seat.party) {
                    if let Some(case) = item.about {
                        self.learn(case, Matter::Case, reader, Means::Press, None, evidence);
                    }
                }
            }
            _ => {}
        }
    }

    fn portal(&mut self, s: &Scenario, event: &portal::Event, evidence: &Evidence) {
        let party = |seat: SeatId| s.seats.get(seat.index()).map(|seat| seat.party);
        match event {
            portal::Event::Posted { post, what } => {
                // A lead about organisers or money is posted as advice, and is intelligence shared like any other.
                let first = |e: &&(portal::Warning, bool, Evidence)| Post::of_warning(e.0.clone()) == *what;
                if let Some((_, sound, came)) = self.warnings.iter().find(first) {
                    self.shared_s += evidence.tick.since(came.tick).seconds();
                    self.shared.push(evidence.clone());
                    if !sound {
                        self.of_unsound.push(evidence.clone());
                    }
                }
                self.posts.insert(*post, what.clone());
            }
            portal::Event::Arrived { post, to } => {
                let copy = CopyOf { arrived: evidence.clone(), read: None };
                self.copies.insert((*post, *to), copy);
            }
            portal::Event::Read { post, by } => {
                if let Some(copy) = self.copies.get_mut(&(*post, *by)) {
                    copy.read = Some(evidence.clone());
                }
                let (Some(what), Some(reader)) = (self.posts.get(post).cloned(), party(*by)) else { return };
                let writer = party(post.by);
                self.cause = Some(Cause { tick: evidence.tick, seat: *by, by: Means::Post, from: writer });
                let Some(case) = what.case() else { return };
                for matter in Matter::of_post(&what) {
                    self.learn(case, matter, reader, Means::Post, writer, evidence);
                }
            }
            portal::Event::Indicated { to, what, sound } => {
                self.warnings.push((what.clone(), *sound, evidence.clone()));
                self.cause = Some(Cause { tick: evidence.tick, seat: *to, by: Means::Intelligence, from: None });
                let (Some(case), Some(party)) = (what.case, party(*to)) else { return };
                for matter in Matter::of_warning(what) {
                    self.learn(case, matter, party, Means::Intelligence, None, evidence);
                }
            }
        }
    }

    fn delivered(&mut self, s: &Scenario, message: MessageId, to: SeatId, evidence: &Evidence) {
        let party = |seat: SeatId| s.seats.get(seat.index()).map(|seat| seat.party);
        let Some((from, body)) = self.messages.get(&message).cloned() else {
            // A request, or an answer to one.
            self.cause = Some(Cause { tick: evidence.tick, seat: to, by: Means::Request, from: None });
            return;
        };
        let (by, teller) = match from {
            Source::Seat(seat) => (Means::Message, party(seat)),
            Source::Casualty(_) => (Means::Vessel, None),
            Source::Outside(_) => (Means::Outside, None),
        };
        self.cause = Some(Cause { tick: evidence.tick, seat: to, by, from: teller });
        let (Some(case), Some(reader)) = (body.case(), party(to)) else { return };
        for matter in Matter::of_message(&body) {
            self.learn(case, matter, reader, by, teller, evidence);
        }
    }

    /// A seat comes to know something by what came to it last, if that was in this tick.
    fn opened(&mut self, s: &Scenario, seat: SeatId, case: CraftId, what: Matter, evidence: &Evidence) {
        let Some(party) = s.seats.get(seat.index()).map(|seat| seat.party) else { return };
        let cause = self.cause.clone().filter(|cause| cause.tick == evidence.tick && cause.seat == seat);
        let (by, from) = match cause {
            // What a request told, the last one made to this seat about the case did.
            Some(Cause { by: Means::Request, .. }) => {
                let asked = self.asked.iter().rev().find(|(to, of, _)| (*to, *of) == (seat, case));
                (Means::Request, asked.and_then(|(.., from)| *from))
            }
            Some(cause) => (cause.by, cause.from),
            None => (Means::Sighting, None),
        };
        self.learn(case, what, party, by, from, evidence);
    }

    fn learn(
        &mut self,
        case: CraftId,
        what: Matter,
        party: PartyId,
        by: Means,
        from: Option<PartyId>,
        evidence: &Evidence,
    ) {
        if !Matter::FOLLOWED.contains(&what) {
            return;
        }
        let known = self.facts.entry((case, what)).or_default();
        if known.iter().any(|learnt| learnt.party == party) {
            return;
        }
        let from = from.filter(|from| *from != party);
        let since = from.and_then(|from| known.iter().find(|learnt| learnt.party == from)).map(|l| l.evidence.tick);
        let crossing_s = from.map(|_| since.map_or(0, |since| evidence.tick.since(since).seconds()));
        known.push(Learnt { party, by, from, evidence: evidence.clone(), crossing_s });
    }

    /// Who knew what when.
    pub(super) fn knowledge(&self) -> Knowledge {
        let facts = self.facts.iter().map(|((case, what), by)| FactKnown { case: *case, what: *what, by: by.clone() });
        Knowledge { facts: facts.collect() }
    }

    /// The numbers.
    pub(super) fn measures(&self, s: &Scenario) -> Vec<Measure> {
        let mut measures = Vec::new();
        let is_country = |party: PartyId| s.parties.get(party.index()).is_some_and(|p| p.kind == PartyKind::Country);
        for what in Matter::FOLLOWED {
            let crossed: Vec<&Learnt> = self
                .facts
                .iter()
                .filter(|((_, of), _)| *of == what)
                .flat_map(|(_, by)| by)
                .filter(|learnt| is_country(learnt.party) && learnt.from.is_some_and(is_country))
                .collect();
            if crossed.is_empty() {
                continue;
            }
            let sum: i64 = crossed.iter().filter_map(|learnt| learnt.crossing_s).sum();
            let mut evidence: Vec<Evidence> = crossed.iter().map(|learnt| learnt.evidence.clone()).collect();
            evidence.sort_by_key(|evidence| evidence.event);
            let key = format!("border_crossing.{}", what.key());
            let name = format!("Mean time to cross a border: {}", what.words());
            let n = f64::from(count(crossed.len()));
            measures.push(quotient(&key, &name, sum as f64, n, Unit::Seconds, evidence));
        }
        if !s.portal.members.is_empty() {
            measures.extend(self.at_the_portal(s));
        }
        if !self.warnings.is_empty() {
            let of = |wanted: bool| {
                let those = self.warnings.iter().filter(|(_, sound, _)| *sound == wanted);
                those.map(|(.., evidence)| evidence.clone()).collect::<Vec<_>>()
            };
            let n = f64::from(count(self.shared.len()));
            let name = "Mean time from an early warning to its being posted";
            measures.extend([
                tally("warnings_sound", "Early warnings that were true", of(true)),
                tally("warnings_unsound", "Early warnings that were false", of(false)),
                tally("warnings_shared", "Early warnings and leads posted to the portal", self.shared.clone()),
                tally("warnings_shared_unsound", "Of them, false", self.of_unsound.clone()),
                quotient("warning_shared_after", name, self.shared_s as f64, n, Unit::Seconds, self.shared.clone()),
            ]);
        }
        measures
    }

    fn at_the_portal(&self, s: &Scenario) -> Vec<Measure> {
        let read: Vec<(&Evidence, &Evidence)> =
            self.copies.values().filter_map(|copy| Some((&copy.arrived, copy.read.as_ref()?))).collect();
        let took: i64 = read.iter().map(|(arrived, read)| read.tick.since(arrived.tick).seconds()).sum();
        let mut evidence: Vec<Evidence> = read.iter().map(|(_, read)| (*read).clone()).collect();
        evidence.sort_by_key(|evidence| evidence.event);
        let n = f64::from(count(read.len()));
        let name = "Mean time from a post lying in the portal to its being read";
        let mut measures = vec![
            plain("posts_read", "Posts read at the portal", n, Unit::Count, &evidence),
            quotient("post_read_after", name, took as f64, n, Unit::Seconds, evidence.clone()),
        ];
        for seat in &s.portal.members {
            let Some(chair) = s.seats.get(seat.index()) else { continue };
            let unread = self.copies.iter().filter(|((_, to), copy)| to == seat && copy.read.is_none());
            let mut unread: Vec<Evidence> = unread.map(|(_, copy)| copy.arrived.clone()).collect();
            unread.sort_by_key(|evidence| evidence.event);
            let party = s.parties.get(chair.party.index()).map_or("", |party| party.id.as_str());
            let name = format!("Posts never read: {}", party_name(s, chair.party));
            measures.push(tally(&format!("posts_unread.{party}"), &name, unread));
        }
        measures
    }
}

impl Learnt {
    /// How it came to be known, in words: "a post read at the portal, from Northland".
    pub fn words(&self, s: &Scenario) -> String {
        match self.from {
            Some(from) => format!("{}, from {}", self.by.words(), party_name(s, from)),
            None => self.by.words().to_owned(),
        }
    }
}

impl FactKnown {
    /// The fact in words: "Harapan: a position".
    pub fn words(&self, s: &Scenario) -> String {
        format!("{}: {}", craft_name(s, self.case), self.what.words())
    }
}
