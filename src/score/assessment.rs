//! How needs of protection were assessed: how soon, how often twice, who was found wrong where, and who paid.
//!
//! A fold over events; whether somebody was in need is read from the initial situation. Where a scenario says nothing
//! of assessment it gives nothing, and the score is as it was.

use std::collections::BTreeMap;

use crate::base::ids::{PartyId, PersonId};
use crate::scenario::Scenario;
use crate::sim::ashore::{self, AssessmentOffice, Background, Hearing, Violation};
use crate::sim::{Event, World};

use super::conduct::{plain, quotient, tally};
use super::model::{Evidence, Measure, Unit};

/// In which way somebody was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// By a state for itself.
    Alone,
    /// By a state on a form that others use too.
    OneForm,
    /// At the regional centre.
    Centre,
}

impl Way {
    const ALL: [Self; 3] = [Self::Alone, Self::OneForm, Self::Centre];

    fn of(scenario: &Scenario, hearing: &Hearing) -> Self {
        let members = scenario.reception.assessment.as_ref().map_or(&[][..], |how| how.members.as_slice());
        match hearing.office {
            AssessmentOffice::Centre => Self::Centre,
            AssessmentOffice::State(state) if members.contains(&state) => Self::OneForm,
            AssessmentOffice::State(_) => Self::Alone,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Alone => "national",
            Self::OneForm => "harmonised",
            Self::Centre => "regional",
        }
    }

    /// Words to follow "heard".
    fn words(self) -> &'static str {
        match self {
            Self::Alone => "by a state for itself",
            Self::OneForm => "by a state on the form of several",
            Self::Centre => "at the regional centre",
        }
    }
}

/// What is remembered of assessment.
#[derive(Debug, Clone, Default)]
pub(super) struct Assessments {
    backgrounds: Vec<Background>,
    landed: BTreeMap<PersonId, Evidence>,
    heard: Vec<Heard>,
    /// Returned to the state fled from, with how the person had been heard last.
    returned: Vec<(PersonId, Option<Way>, Evidence)>,
    relocated: Vec<Evidence>,
}

#[derive(Debug, Clone)]
struct Heard {
    person: PersonId,
    way: Way,
    hearing: Hearing,
    evidence: Evidence,
}

impl Assessments {
    pub(super) fn new(scenario: &Scenario, initial: &World) -> Self {
        if scenario.reception.assessment.is_none() {
            return Self::default();
        }
        Self { backgrounds: initial.ashore.backgrounds.clone(), ..Self::default() }
    }

    pub(super) fn take(&mut self, scenario: &Scenario, event: &Event, evidence: &Evidence) {
        if scenario.reception.assessment.is_none() {
            return;
        }
        let Event::Ashore(what) = event else { return };
        match &**what {
            ashore::Event::Received { person, .. } => {
                self.landed.entry(*person).or_insert_with(|| evidence.clone());
            }
            ashore::Event::Assessed { person, hearing } => self.heard.push(Heard {
                person: *person,
                way: Way::of(scenario, hearing),
                hearing: *hearing,
                evidence: evidence.clone(),
            }),
            ashore::Event::Violated { person, what: Violation::Refoulement, .. } => {
                let last = self.heard.iter().rev().find(|heard| heard.person == *person);
                self.returned.push((*person, last.map(|heard| heard.way), evidence.clone()));
            }
            ashore::Event::Relocated { .. } => self.relocated.push(evidence.clone()),
            _ => {}
        }
    }

    fn in_need(&self, person: PersonId) -> bool {
        self.backgrounds.get(person.index()).is_some_and(|background| background.protection)
    }

    /// The numbers, with the events behind them.
    pub(super) fn measures(&self, scenario: &Scenario) -> Vec<Measure> {
        if scenario.reception.assessment.is_none() {
            return Vec::new();
        }
        let events = |holds: &dyn Fn(&Heard) -> bool| -> Vec<Evidence> {
            self.heard.iter().filter(|heard| holds(heard)).map(|heard| heard.evidence.clone()).collect()
        };
        let firsts: Vec<&Heard> = self.heard.iter().filter(|heard| !heard.hearing.repeat).collect();
        let mut took: Vec<(i64, Evidence)> = firsts
            .iter()
            .filter_map(|heard| {
                let landed = self.landed.get(&heard.person)?;
                Some((heard.evidence.tick.since(landed.tick).seconds(), heard.evidence.clone()))
            })
            .collect();
        took.sort_by_key(|(seconds, evidence)| (*seconds, evidence.event));
        let median = (!took.is_empty()).then(|| took[took.len() / 2].0 as f64);
        let share = |key: &str, name: &str, part: Vec<Evidence>, whole: usize| {
            quotient(key, name, part.len() as f64, whole as f64, Unit::Share, part)
        };
        let name = "Need of protection assessed, of all received";
        let mut measures = vec![
            share("assessed", name, events(&|heard| !heard.hearing.repeat), self.landed.len()),
            Measure {
                key: "assessment_median".to_owned(),
                name: "Median time from landing to the first assessment".to_owned(),
                value: median,
                unit: Unit::Seconds,
                numerator: None,
                denominator: None,
                evidence: took.into_iter().map(|(_, evidence)| evidence).collect(),
            },
            tally("assessments_repeated", "Assessed again", events(&|heard| heard.hearing.repeat)),
            tally("relocated", "Taken to another state's reception", self.relocated.clone()),
        ];
        for way in Way::ALL {
            let of_way = |heard: &Heard| heard.way == way;
            if !self.heard.iter().any(of_way) {
                continue;
            }
            let missed = |heard: &Heard| of_way(heard) && !heard.hearing.in_need && self.in_need(heard.person);
            let key = format!("need_missed.{}", way.key());
            let name = format!("In need of protection and found not to be, heard {}", way.words());
            measures.push(tally(&key, &name, events(&missed)));
            let returned = |(_, how, _): &&(PersonId, Option<Way>, Evidence)| *how == Some(way);
            let key = format!("returned_in_need.{}", way.key());
            let name = format!("Returned to the state fled from, heard {}", way.words());
            let of_them = self.returned.iter().filter(returned).map(|(.., evidence)| evidence.clone());
            measures.push(tally(&key, &name, of_them.collect()));
        }
        let unheard = self.returned.iter().filter(|(_, how, _)| how.is_none()).map(|(.., evidence)| evidence.clone());
        measures.push(tally(
            "returned_in_need.unheard",
            "Returned to the state fled from, never heard",
            unheard.collect(),
        ));
        for (index, party) in scenario.parties.iter().enumerate() {
            let theirs = events(&|heard| heard.hearing.party == PartyId::new(index));
            if !theirs.is_empty() {
                let name = format!("Heard in the care of a state, of all heard: {}", party.name);
                measures.push(share(&format!("heard.{}", party.id), &name, theirs, self.heard.len()));
            }
        }
        let usd: f64 = self.heard.iter().map(|heard| f64::from(heard.hearing.usd)).sum();
        measures.push(plain("cost_assessment", "Cost of assessments", usd, Unit::Dollars, &events(&|_| true)));
        measures
    }
}

/// Who pays for hearings.
#[derive(Debug, Clone, Default)]
pub(super) struct Hearings {
    /// Cost of staff of each party \[USD\], and what it bears of others' \[USD\].
    costs: BTreeMap<PartyId, (f64, f64)>,
    /// What the fund paid, and in whose place.
    pub(super) from_fund: Vec<(PartyId, u32, Evidence)>,
    /// Each hearing.
    held: Vec<Evidence>,
}

impl Hearings {
    /// A hearing was held.
    pub(super) fn take(&mut self, scenario: &Scenario, hearing: &Hearing, evidence: &Evidence) {
        let usd = f64::from(hearing.usd);
        let Some(how) = &scenario.reception.assessment else { return };
        let holder = match hearing.office {
            AssessmentOffice::State(state) => state,
            AssessmentOffice::Centre => hearing.party,
        };
        self.costs.entry(holder).or_default().0 += usd;
        self.held.push(evidence.clone());
        if hearing.fund_usd.is_some() {
            self.from_fund.push((holder, hearing.usd, evidence.clone()));
            return;
        }
        // Where there is not enough in the fund, the members bear it as if it were shared.
        if hearing.office == AssessmentOffice::Centre && !how.members.is_empty() {
            for member in &how.members {
                self.costs.entry(*member).or_default().1 += usd / how.members.len() as f64;
            }
            self.costs.entry(holder).or_default().1 -= usd;
        }
    }

    /// The hearings, in order.
    pub(super) fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.held.iter()
    }

    /// For each party what its staff cost, and what it bears of others' \[USD\].
    pub(super) fn costs(&self) -> impl Iterator<Item = (PartyId, f64, f64)> {
        self.costs.iter().map(|(party, (staff, shared))| (*party, *staff, *shared))
    }
}
