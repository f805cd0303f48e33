//! Incident reports held against the truth: for each state how complete they are, and how right.
//!
//! A number is right within a tenth, or one person. A state that heard of a case and filed nothing has left every field
//! empty. What is asked of those received counts only for states that received somebody at a site of theirs.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::conduct::quotient;
use super::model::{Evidence, Measure, Unit};
use super::people::count;
use super::words::{craft_name, party_name};
use crate::base::ids::{CraftId, NationalityId, PartyId, PersonId};
use crate::scenario::Scenario;
use crate::sim::ashore::ADULT_YEARS;
use crate::sim::portal::{self, IncidentReport, Post};
use crate::sim::{Event, World};

/// A number this near to the truth is right, as a share of it and in persons (*proposed*).
const RIGHT_SHARE: f64 = 0.1;
const RIGHT_PERSONS: f64 = 1.0;

/// One field of a state's report about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportedField {
    /// Whose report.
    pub party: PartyId,
    /// About which case.
    pub case: CraftId,
    /// The field: "men".
    pub field: &'static str,
    /// What was told. Exists when and only when something was.
    pub told: Option<String>,
    /// What is true. Exists when and only when the exercise can tell.
    pub truth: Option<String>,
    /// Whether it is right. Exists when and only when it was told and the exercise can tell.
    pub right: Option<bool>,
}

/// What a report says of each person, in truth.
#[derive(Debug, Clone, Copy)]
struct Truth {
    case: CraftId,
    male: bool,
    child: bool,
    nationality: Option<NationalityId>,
    organiser: bool,
}

/// What is remembered of incident reports.
#[derive(Debug, Clone, Default)]
pub(super) struct Incidents {
    people: Vec<Truth>,
    reports: BTreeMap<(PartyId, CraftId), (IncidentReport, Evidence)>,
    /// Parties that have heard of a case.
    heard: BTreeSet<(PartyId, CraftId)>,
    /// In which state each person was landed alive.
    landed: BTreeMap<PersonId, Option<PartyId>>,
    bodies: BTreeSet<PersonId>,
    died: BTreeSet<PersonId>,
}

impl Incidents {
    pub(super) fn new(initial: &World) -> Self {
        let people = initial.people.iter().map(|person| {
            let background = initial.ashore.backgrounds.get(person.id.index());
            Truth {
                case: person.craft,
                male: person.male,
                child: person.body.age_years < ADULT_YEARS,
                nationality: background.and_then(|b| b.nationality),
                organiser: background.is_some_and(|b| b.organiser),
            }
        });
        Self { people: people.collect(), ..Self::default() }
    }

    pub(super) fn take(&mut self, s: &Scenario, event: &Event, evidence: &Evidence) {
        match event {
            Event::CaseOpened { seat, case } => {
                if let Some(seat) = s.seats.get(seat.index()) {
                    self.heard.insert((seat.party, *case));
                }
            }
            Event::PersonLanded { person, place, .. } => {
                let party = place.and_then(|place| s.places.get(place.index())).map(|place| place.party);
                self.landed.insert(*person, party);
            }
            Event::BodyRecovered { person, .. } => {
                self.bodies.insert(*person);
            }
            Event::PersonDied { person, .. } => {
                self.died.insert(*person);
            }
            Event::Portal(what) => {
                if let portal::Event::Posted { post, what: Post::IncidentReport(report) } = &**what
                    && let Some(seat) = s.seats.get(post.by.index())
                {
                    self.reports.insert((seat.party, report.case), ((**report).clone(), evidence.clone()));
                }
            }
            _ => {}
        }
    }

    /// The reports that members of the portal owe: of each case they have heard of.
    fn owed(&self, s: &Scenario) -> Vec<(PartyId, CraftId)> {
        let members: Vec<PartyId> =
            s.portal.members.iter().filter_map(|seat| s.seats.get(seat.index())).map(|seat| seat.party).collect();
        let owed = |(party, case): &&(PartyId, CraftId)| members.contains(party) && !s.is_only_reported(*case);
        self.heard.iter().filter(owed).copied().collect()
    }

    /// Every field of every report owed.
    pub(super) fn fields(&self, s: &Scenario) -> Vec<ReportedField> {
        self.owed(s).into_iter().flat_map(|(party, case)| self.report(s, party, case)).collect()
    }

    fn report(&self, s: &Scenario, party: PartyId, case: CraftId) -> Vec<ReportedField> {
        let report = self.reports.get(&(party, case)).map(|(report, _)| report);
        let of_case = |id: &PersonId| self.people.get(id.index()).is_some_and(|truth| truth.case == case);
        let aboard = self.people.iter().filter(|truth| truth.case == case).count();
        let survivors = self.landed.keys().filter(|id| of_case(id)).count();
        let died = self.died.iter().filter(|id| of_case(id)).count();
        let bodies = self.bodies.iter().filter(|id| of_case(id) && !self.landed.contains_key(id)).count();
        let missing = aboard.saturating_sub(survivors).saturating_sub(bodies);
        let here: Vec<&Truth> = self
            .landed
            .iter()
            .filter(|(id, at)| of_case(id) && **at == Some(party))
            .filter_map(|(id, _)| self.people.get(id.index()))
            .collect();
        let row = |field, told: Option<String>, truth: Option<String>, right| {
            let right = told.as_ref().and(right);
            ReportedField { party, case, field, told, truth, right }
        };
        let number = |field, told: Option<u32>, truth: usize| {
            let right = told.map(|told| is_right(f64::from(told), f64::from(count(truth))));
            row(field, told.map(|told| told.to_string()), Some(truth.to_string()), right)
        };
        let told = |pick: fn(&IncidentReport) -> Option<u32>| report.and_then(pick);
        let departure = report.map(|report| report.departure.clone()).filter(|words| !words.is_empty());
        let mut rows = vec![
            row("departure", departure, None, None),
            number("persons", told(|r| r.persons), aboard),
            number("survivors", told(|r| r.survivors), survivors),
            number("dead", told(|r| r.dead), died),
            number("missing", told(|r| r.missing), missing),
        ];
        let asks = s.reception.sites.iter().any(|site| site.party == party);
        if asks && !here.is_empty() {
            let group = |male: bool, child: bool| here.iter().filter(|t| t.male == male && t.child == child).count();
            rows.extend([
                number("men", told(|r| r.men), group(true, false)),
                number("women", told(|r| r.women), group(false, false)),
                number("boys", told(|r| r.boys), group(true, true)),
                number("girls", told(|r| r.girls), group(false, true)),
            ]);
            let organisers = here.iter().filter(|t| t.organiser).count();
            rows.push(number("organisers", told(|r| r.organisers), organisers));
            rows.push(nationalities(s, party, case, report, &here));
        }
        let took_part: Vec<PartyId> = self
            .heard
            .iter()
            .filter(|(party, of)| *of == case && s.is_country(*party))
            .map(|(party, _)| *party)
            .collect();
        let states = report.map(|report| report.states.clone()).filter(|states| !states.is_empty());
        let right = states.as_ref().map(|states| *states == took_part);
        let names =
            |states: &Vec<PartyId>| states.iter().map(|party| party_name(s, *party)).collect::<Vec<_>>().join(", ");
        rows.push(row("states", states.as_ref().map(names), Some(names(&took_part)), right));
        rows
    }

    /// The numbers, where there is a portal.
    pub(super) fn measures(&self, s: &Scenario) -> Vec<Measure> {
        let fields = self.fields(s);
        let mut parties: Vec<PartyId> = fields.iter().map(|field| field.party).collect();
        parties.dedup();
        let mut measures = Vec::new();
        for party in parties {
            let Some(written) = s.parties.get(party.index()) else { continue };
            let own: Vec<&ReportedField> = fields.iter().filter(|field| field.party == party).collect();
            let told = own.iter().filter(|field| field.told.is_some()).count();
            let judged = own.iter().filter(|field| field.right.is_some()).count();
            let right = own.iter().filter(|field| field.right == Some(true)).count();
            let filed = self.reports.iter().filter(|((of, _), _)| *of == party);
            let evidence: Vec<Evidence> = filed.map(|(_, (_, evidence))| evidence.clone()).collect();
            let share = |key: &str, name: &str, part: usize, whole: usize| {
                let (key, name) = (format!("{key}.{}", written.id), format!("{name}: {}", written.name));
                let (part, whole) = (f64::from(count(part)), f64::from(count(whole)));
                quotient(&key, &name, part, whole, Unit::Share, evidence.clone())
            };
            measures.push(share("incident_reports_complete", "Incident reports, fields told", told, own.len()));
            measures.push(share(
                "incident_reports_right",
                "Incident reports, fields right of those told",
                right,
                judged,
            ));
        }
        measures
    }
}

fn is_right(told: f64, truth: f64) -> bool {
    (told - truth).abs() <= (truth * RIGHT_SHARE).max(RIGHT_PERSONS)
}

/// Nationalities are right when all differences together are.
fn nationalities(
    s: &Scenario,
    party: PartyId,
    case: CraftId,
    report: Option<&IncidentReport>,
    here: &[&Truth],
) -> ReportedField {
    let mut truth: BTreeMap<NationalityId, u32> = BTreeMap::new();
    for nationality in here.iter().filter_map(|truth| truth.nationality) {
        *truth.entry(nationality).or_default() += 1;
    }
    let told = report.and_then(|report| report.nationalities.as_ref());
    let right = told.map(|told| {
        let mut off = 0.0;
        for (nationality, number) in &truth {
            let said: u32 = told.iter().filter(|(of, _)| of == nationality).map(|(_, n)| *n).sum();
            off += (f64::from(said) - f64::from(*number)).abs();
        }
        let others = told.iter().filter(|(of, _)| !truth.contains_key(of)).map(|(_, n)| f64::from(*n));
        is_right(off + others.sum::<f64>() + f64::from(count(here.len())), f64::from(count(here.len())))
    });
    let words = |list: &mut dyn Iterator<Item = (NationalityId, u32)>| {
        let name = |of: NationalityId| s.reception.nationalities.get(of.index()).map_or("", |n| n.name.as_str());
        list.map(|(of, number)| format!("{number} {}", name(of))).collect::<Vec<_>>().join(", ")
    };
    let truth_words = words(&mut truth.iter().map(|(of, number)| (*of, *number)));
    let told = told.map(|told| words(&mut told.iter().copied()));
    ReportedField { party, case, field: "nationalities", told, truth: Some(truth_words), right }
}

/// The reports as a table of comma-separated values, one line for each field, with a heading.
pub fn incidents_csv(s: &Scenario, fields: &[ReportedField]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut out = String::from("state,case,field,told,true,right\n");
    for row in fields {
        let cells = [
            party_name(s, row.party),
            craft_name(s, row.case),
            row.field.to_owned(),
            row.told.clone().unwrap_or_default(),
            row.truth.clone().unwrap_or_default(),
            row.right.map_or("", |right| if right { "yes" } else { "no" }).to_owned(),
        ];
        out.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        out.push('\n');
    }
    out
}
