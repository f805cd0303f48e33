//! How states dealt with each other: what was asked and what came of it, how long answers took, who came into whose
//! waters.

use std::collections::BTreeMap;

use crate::base::ids::{PartyId, RequestId, SeatId, SruId};
use crate::scenario::Scenario;
use crate::sim::means::{self, Wanted};
use crate::sim::{Answer, Ask, Dealing, Event};

use super::conduct::{plain, tally};
use super::model::{Evidence, Measure, Unit};
use super::parties;

/// Kinds of requests, in the order of a report: key, and words to follow "Requests".
const KINDS: [(&str, &str); 13] = [
    ("coordinate", "to take over coordination"),
    ("deploy", "for units"),
    ("divert", "to divert a ship"),
    ("land", "to let people land"),
    ("enter", "for leave to enter territorial waters"),
    ("lend", "for the loan of a unit"),
    ("clear", "for the national decision about a landing"),
    ("draw", "for money from the fund"),
    ("consult", "to take part in a consultation"),
    ("staff", "for staff at a reception site"),
    ("resettle", "to undertake resettlement"),
    ("admit", "to receive people whom another state brings"),
    ("assist", "for legal assistance"),
];

/// Index of a request's kind in `KINDS`.
fn kind(ask: &Ask) -> usize {
    match ask {
        Ask::Coordinate => 0,
        Ask::Deploy { .. } => 1,
        Ask::Divert { .. } => 2,
        Ask::Land { .. } => 3,
        Ask::Enter => 4,
        Ask::Lend { .. } => 5,
        Ask::Clear(_) => 6,
        Ask::Means(Wanted::Draw { .. }) => 7,
        Ask::Means(Wanted::Consult) => 8,
        Ask::Means(Wanted::Staff { .. }) => 9,
        Ask::Means(Wanted::Resettle { .. }) => 10,
        Ask::Means(Wanted::Admit { .. }) => 11,
        Ask::Assist(_) => 12,
    }
}

/// One request and what came of it.
#[derive(Debug, Clone)]
struct Asked {
    kind: usize,
    from: SeatId,
    to: SeatId,
    made: Evidence,
    /// The first answer. Exists when and only when there was one.
    answer: Option<(Answer, Evidence)>,
    silent: Option<Evidence>,
    withdrawn: Option<Evidence>,
}

/// What is remembered of dealings.
#[derive(Debug, Clone, Default)]
pub(super) struct Dealings {
    /// In order of asking.
    requests: Vec<(RequestId, Asked)>,
    /// Persons each state undertook to resettle, with the agreements.
    pledges: BTreeMap<SeatId, (u32, Vec<Evidence>)>,
    released: Vec<Evidence>,
    /// Entries into territorial seas: by which unit.
    with_leave: Vec<(SruId, Evidence)>,
    without_leave: Vec<(SruId, Evidence)>,
}

/// What came of a request: each has exactly one of these, so that the rows of a table add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Accepted,
    OnTerms,
    Refused,
    Silent,
    Withdrawn,
    Waiting,
}

impl Came {
    /// All of them: the last part of a measure's key, and words to follow the kind.
    const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Accepted, "accepted", "accepted"),
        (Self::OnTerms, "on_terms", "accepted on terms"),
        (Self::Refused, "refused", "refused"),
        (Self::Silent, "silent", "never answered, the time given for it being over"),
        (Self::Withdrawn, "withdrawn", "withdrawn before an answer"),
        (Self::Waiting, "waiting", "waiting for an answer when scored"),
    ];
}

impl Asked {
    /// What came of it, and the event that decided: the answer, unless the request had been withdrawn before (an answer
    /// that crosses a withdrawal gives nothing, but for a hand-over, because there must never be nobody who answers for
    /// a case); without either, the time that passed without one. What was made and not decided is its own event.
    fn came(&self) -> (Came, &Evidence) {
        let stands = KINDS[self.kind].0 == "coordinate" && matches!(self.answer, Some((Answer::Accept, _)));
        let first = |withdrawn: &&Evidence| self.answer.as_ref().is_none_or(|(_, by)| withdrawn.event < by.event);
        let withdrawn = self.withdrawn.as_ref().filter(first).filter(|_| !stands);
        match (&self.answer, withdrawn, &self.silent) {
            (_, Some(withdrawn), None) => (Came::Withdrawn, withdrawn),
            // Silence came first, and made the asker withdraw.
            (_, Some(withdrawn), Some(silent)) if withdrawn.event < silent.event => (Came::Withdrawn, withdrawn),
            (_, Some(_), Some(silent)) | (None, None, Some(silent)) => (Came::Silent, silent),
            (Some((Answer::Accept, by)), None, _) => (Came::Accepted, by),
            (Some((Answer::AcceptIf { .. }, by)), None, _) => (Came::OnTerms, by),
            (Some((Answer::Refuse { .. }, by)), None, _) => (Came::Refused, by),
            (None, None, None) => (Came::Waiting, &self.made),
        }
    }
}

impl Dealings {
    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) {
        match event {
            Event::RequestMade { request, from, to, what, .. } => {
                let asked = Asked {
                    kind: kind(what),
                    from: *from,
                    to: *to,
                    made: evidence.clone(),
                    answer: None,
                    silent: None,
                    withdrawn: None,
                };
                self.requests.push((*request, asked));
            }
            Event::RequestAnswered { request, answer, .. } => {
                if let Some(asked) = self.asked(*request) {
                    asked.answer.get_or_insert_with(|| (answer.clone(), evidence.clone()));
                }
            }
            Event::Dealing(dealing) => self.dealing(dealing, evidence),
            Event::Means(what) => {
                if let means::Event::Undertaken { by, persons, .. } = **what {
                    let (sum, agreements) = self.pledges.entry(by).or_default();
                    *sum = sum.saturating_add(persons);
                    agreements.push(evidence.clone());
                }
            }
            _ => {}
        }
    }

    fn dealing(&mut self, dealing: &Dealing, evidence: &Evidence) {
        match dealing {
            Dealing::RequestWithdrawn { request, .. } => {
                if let Some(asked) = self.asked(*request) {
                    asked.withdrawn.get_or_insert_with(|| evidence.clone());
                }
            }
            Dealing::RequestSilent { request, .. } => {
                if let Some(asked) = self.asked(*request) {
                    asked.silent.get_or_insert_with(|| evidence.clone());
                }
            }
            Dealing::TermsAgreed { by, terms, .. } => {
                if let Some(persons) = terms.pledge {
                    let (sum, agreements) = self.pledges.entry(*by).or_default();
                    *sum = sum.saturating_add(persons);
                    agreements.push(evidence.clone());
                }
            }
            Dealing::UnitReleased { .. } => self.released.push(evidence.clone()),
            Dealing::EnteredTerritory { sru, leave, .. } => {
                let entries = if *leave { &mut self.with_leave } else { &mut self.without_leave };
                entries.push((*sru, evidence.clone()));
            }
        }
    }

    fn asked(&mut self, request: RequestId) -> Option<&mut Asked> {
        self.requests.iter_mut().rev().find(|(id, _)| *id == request).map(|(_, asked)| asked)
    }

    /// The numbers.
    pub(super) fn measures(&self, scenario: &Scenario) -> Vec<Measure> {
        let mut measures = Vec::new();
        for (index, (key, words)) in KINDS.into_iter().enumerate() {
            let of_kind: Vec<&Asked> = self.requests.iter().map(|(_, a)| a).filter(|a| a.kind == index).collect();
            if of_kind.is_empty() {
                continue;
            }
            let row = |fate: &str, name: &str, evidence: Vec<Evidence>| {
                tally(&format!("requests.{key}.{fate}"), &format!("Requests {words}: {name}"), evidence)
            };
            measures.push(row("asked", "made", of_kind.iter().map(|asked| asked.made.clone()).collect()));
            for (came, fate, name) in Came::ALL {
                let those = of_kind.iter().map(|asked| asked.came()).filter(|(what, _)| *what == came);
                measures.push(row(fate, name, those.map(|(_, evidence)| evidence.clone()).collect()));
            }
        }
        measures.extend(self.by_state(scenario));
        measures.extend(self.answer_times(scenario));
        measures.extend(self.pledged(scenario));
        if !self.released.is_empty() {
            measures.push(tally("units_released", "Units released from another's disposal", self.released.clone()));
        }
        if !scenario.territories.is_empty() {
            for (key, name, which) in [
                ("entries_with_leave", "Entries into territorial waters with leave", &self.with_leave),
                ("entries_without_leave", "Entries into territorial waters without leave", &self.without_leave),
            ] {
                let whose = |sru: &SruId| scenario.srus.get(sru.index()).map(|unit| unit.party);
                let entries: Vec<(Option<PartyId>, Evidence)> =
                    which.iter().map(|(sru, evidence)| (whose(sru), evidence.clone())).collect();
                measures.extend(parties::tallies(scenario, key, name, &entries));
            }
        }
        measures
    }

    /// Requests met with silence, and landings refused: all, and by whoever was asked.
    fn by_state(&self, scenario: &Scenario) -> Vec<Measure> {
        let of = |came: Came, kind: Option<&str>| -> Vec<(Option<PartyId>, Evidence)> {
            let fits = |asked: &&Asked| kind.is_none_or(|kind| KINDS[asked.kind].0 == kind);
            let those = self.requests.iter().map(|(_, asked)| asked).filter(fits);
            let those = those.map(|asked| (asked.to, asked.came())).filter(|(_, (what, _))| *what == came);
            let party = |seat: SeatId| scenario.seats.get(seat.index()).map(|seat| seat.party);
            those.map(|(to, (_, evidence))| (party(to), evidence.clone())).collect()
        };
        let mut measures = Vec::new();
        for (key, name, those) in [
            ("requests_silent", "Requests met with silence", of(Came::Silent, None)),
            ("landings_refused", "Landings refused", of(Came::Refused, Some("land"))),
        ] {
            if !those.is_empty() {
                measures.extend(parties::tallies(scenario, key, name, &those));
            }
        }
        measures
    }

    /// The median and the longest time each party took to answer what others asked of it.
    fn answer_times(&self, scenario: &Scenario) -> Vec<Measure> {
        let mut times: BTreeMap<PartyId, Vec<(i64, &Asked, &Evidence)>> = BTreeMap::new();
        for (_, asked) in &self.requests {
            let (Some(from), Some(to)) = (scenario.seats.get(asked.from.index()), scenario.seats.get(asked.to.index()))
            else {
                continue;
            };
            // What a state asks of itself is its own affair, but for the decision a ministry owes its centre.
            let own = from.party == to.party && KINDS[asked.kind].0 != "clear";
            if let Some((_, answer)) = asked.answer.as_ref().filter(|_| !own) {
                let took = answer.tick.since(asked.made.tick).seconds();
                times.entry(to.party).or_default().push((took, asked, answer));
            }
        }
        let mut measures = Vec::new();
        for (party, mut answers) in times {
            let Some(written) = scenario.parties.get(party.index()) else { continue };
            answers.sort_by_key(|(took, asked, _)| (*took, asked.made.event));
            let middle = answers.len() / 2;
            let median = if answers.len().is_multiple_of(2) {
                (answers[middle - 1].0 + answers[middle].0) as f64 / 2.0
            } else {
                answers[middle].0 as f64
            };
            let mut all: Vec<Evidence> = answers.iter().map(|(.., answer)| (*answer).clone()).collect();
            all.sort_by_key(|evidence| evidence.event);
            let key = format!("answer_time_median.{}", written.id);
            let name = format!("Median time to an answer to others: {}", written.name);
            measures.push(plain(&key, &name, median, Unit::Seconds, &all));
            if let Some((took, asked, answer)) = answers.last() {
                let key = format!("answer_time_longest.{}", written.id);
                let name = format!("Longest time to an answer to others: {}", written.name);
                let evidence = [asked.made.clone(), (*answer).clone()];
                measures.push(plain(&key, &name, *took as f64, Unit::Seconds, &evidence));
            }
        }
        measures
    }

    /// Persons each state undertook to resettle.
    fn pledged(&self, scenario: &Scenario) -> Vec<Measure> {
        let mut sums: BTreeMap<PartyId, (u32, Vec<Evidence>)> = BTreeMap::new();
        for (seat, (persons, agreements)) in &self.pledges {
            let Some(seat) = scenario.seats.get(seat.index()) else { continue };
            if !scenario.is_country(seat.party) {
                // An organisation passes on what states have undertaken.
                continue;
            }
            let (sum, all) = sums.entry(seat.party).or_default();
            *sum = sum.saturating_add(*persons);
            all.extend(agreements.iter().cloned());
        }
        let named = |(party, (persons, mut evidence)): (PartyId, (u32, Vec<Evidence>))| {
            let written = scenario.parties.get(party.index())?;
            evidence.sort_by_key(|evidence| evidence.event);
            let name = format!("Persons it undertook to resettle: {}", written.name);
            Some(plain(&format!("pledged.{}", written.id), &name, f64::from(persons), Unit::Persons, &evidence))
        };
        sums.into_iter().filter_map(named).collect()
    }
}
