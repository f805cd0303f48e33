//! After the rescue: how soon people were seen to, what was found, what was violated, and how each journey ended.
//!
//! A fold over events as everything here; what there was to be found is read from the initial situation. Without a
//! reception site in the scenario it gives nothing, and the score is as it was.

use std::collections::BTreeMap;

use crate::base::Tick;
use crate::base::ids::{CraftId, PartyId, PersonId, SeatId, SiteId};
use crate::sar::reception::{CONSULATE_WITHIN_H, Stage};
use crate::scenario::Scenario;
use crate::sim::ashore::{self, ADULT_YEARS, Background, Finding, Violation};
use crate::sim::{Event, World};

use super::conduct::{plain, quotient, tally};
use super::journeys::{EndCell, EndState, Journey};
use super::model::{Evidence, Measure, Unit};
use super::parties::{self, Due};
use super::people::count;

/// Whether something holds of a person in truth.
pub(super) type Holds = fn(&Background) -> bool;

/// What is remembered of the part ashore.
#[derive(Debug, Clone, Default)]
pub(super) struct Reception {
    backgrounds: Vec<Background>,
    /// Age \[years\], and family if they set out with one, of each person.
    people: Vec<(u8, Option<(u32, u32)>)>,
    sites: Vec<PartyId>,
    journeys: BTreeMap<PersonId, Journey>,
    /// Kind, by whom, whom it was done to, and the event.
    violations: Vec<(Violation, SeatId, PersonId, Evidence)>,
    /// Of each site since when how many are without a bed, and without water.
    short: Vec<(Tick, u32, u32)>,
    bed_h: f64,
    water_h: f64,
    shortages: Vec<Evidence>,
    pieces: u32,
    /// Condition of each piece in hand.
    secured: BTreeMap<(SeatId, CraftId, ashore::Evidence), f64>,
    evidence: Vec<Evidence>,
    skipped: Vec<Evidence>,
    /// Leads followed up: whether each bore out, hours of officers.
    leads: Vec<(bool, f64, Evidence)>,
    /// Of each site since when how many are without food.
    unfed: BTreeMap<SiteId, (Tick, u32)>,
    unfed_h: f64,
    unfed_events: Vec<Evidence>,
    /// Of whom it was established who they are.
    established: BTreeMap<PersonId, Evidence>,
}

impl Reception {
    pub(super) fn new(scenario: &Scenario, initial: &World) -> Self {
        if scenario.reception.sites.is_empty() {
            return Self::default();
        }
        let family = |p: &crate::sim::Person| {
            let group = scenario.craft.get(p.craft.index()).and_then(|craft| craft.groups.get(p.group as usize));
            let alone = initial.ashore.backgrounds.get(p.id.index()).is_some_and(|b| b.unaccompanied);
            (group.is_some_and(|g| g.family_size > 1) && !alone).then_some((p.craft.0, p.family))
        };
        Self {
            backgrounds: initial.ashore.backgrounds.clone(),
            people: initial.people.iter().map(|p| (p.body.age_years, family(p))).collect(),
            sites: scenario.reception.sites.iter().map(|site| site.party).collect(),
            short: vec![(initial.tick, 0, 0); scenario.reception.sites.len()],
            ..Self::default()
        }
    }

    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) {
        if self.sites.is_empty() {
            return;
        }
        match event {
            Event::PersonLanded { person, place, safe, .. } => {
                // Who reached a shore and is brought in by land comes ashore once, and is where they were brought.
                let journey = self.journeys.entry(*person).or_insert_with(|| Journey::new(evidence));
                journey.not_safe = place.is_some() && !safe;
            }
            Event::PersonDied { person, .. } => {
                if let Some(journey) = self.journeys.get_mut(person) {
                    journey.died = true;
                    journey.last = evidence.clone();
                }
            }
            Event::Ashore(what) => self.ashore(what, evidence),
            _ => {}
        }
    }

    fn ashore(&mut self, what: &ashore::Event, evidence: &Evidence) {
        use ashore::Event as E;
        match what {
            E::Shortage { site, without_bed, without_water, .. } => {
                self.account(site.index(), evidence.tick);
                if let Some(short) = self.short.get_mut(site.index()) {
                    *short = (evidence.tick, *without_bed, *without_water);
                }
                if *without_bed + *without_water > 0 {
                    self.shortages.push(evidence.clone());
                }
            }
            E::FoodShort { site, without_food } => {
                self.account_food(*site, evidence.tick);
                self.unfed.insert(*site, (evidence.tick, *without_food));
                self.unfed_events.push(evidence.clone());
            }
            E::EvidenceCame { items, .. } => {
                self.pieces += count(items.len());
                self.evidence.push(evidence.clone());
            }
            E::EvidenceSecured { seat, case, item, condition } => {
                self.secured.insert((*seat, *case, *item), *condition);
                self.evidence.push(evidence.clone());
            }
            E::EvidenceSpoiled { seat, case, item } => {
                self.secured.remove(&(*seat, *case, *item));
                self.evidence.push(evidence.clone());
            }
            E::StageSkipped { stage: Stage::Screening, .. } => self.skipped.push(evidence.clone()),
            E::IdentityEstablished { person, .. } => {
                self.established.entry(*person).or_insert_with(|| evidence.clone());
            }
            E::LeadFollowed { sound, officer_h, .. } => self.leads.push((*sound, *officer_h, evidence.clone())),
            E::Violated { what, seat, person } => self.violations.push((*what, *seat, *person, evidence.clone())),
            _ => {}
        }
        let Some(journey) = what.person().and_then(|person| self.journeys.get_mut(&person)) else { return };
        journey.last = evidence.clone();
        match what {
            E::Received { site, .. } => journey.received = Some(*site),
            E::Transferred { to, .. } => {
                journey.received = Some(*to);
                journey.done[Stage::Shelter as usize] = None;
            }
            E::Relocated { to, .. } => {
                journey.received = Some(*to);
                journey.done[Stage::Shelter as usize] = None;
                journey.placement = None;
                journey.hospital_since = None;
                journey.not_safe = false;
            }
            E::StageDone { stage, .. } => {
                journey.done[*stage as usize].get_or_insert_with(|| evidence.clone());
                // A patient is seen to at the site only after coming back.
                journey.hospital_since = None;
            }
            E::Found { what, .. } => {
                journey.found.entry(*what).or_insert_with(|| evidence.clone());
            }
            E::PlacementDecided { how, .. } => {
                journey.placement = Some(*how);
                journey.done[Stage::Shelter as usize] = None;
            }
            E::Referred { to, .. } => {
                journey.referred[*to as usize].get_or_insert_with(|| evidence.clone());
            }
            E::Hospitalised { .. } => journey.hospital_since = Some(evidence.tick),
            E::ConsulateTold { .. } => {
                journey.consulate.get_or_insert_with(|| evidence.clone());
            }
            E::OutcomeDecided { outcome, .. } => journey.outcome = Some(*outcome),
            E::OrganiserIdentified { .. } => journey.organiser = Some(evidence.clone()),
            E::WitnessLost { .. } => journey.witness_lost = Some(evidence.clone()),
            E::Violated { what: Violation::FamilySeparated, .. } => journey.separated = true,
            // Brought to the state they flee; who is returned to it by a decision counts as returned.
            E::Violated { what: Violation::Refoulement, .. } => journey.not_safe = true,
            _ => {}
        }
    }

    /// Counts the hours of those without food at a site up to a moment.
    fn account_food(&mut self, site: SiteId, now: Tick) {
        if let Some((since, persons)) = self.unfed.get_mut(&site) {
            self.unfed_h += f64::from(*persons) * now.since(*since).as_hours();
            *since = now;
        }
    }

    /// Counts the hours of a site's shortage up to a moment.
    fn account(&mut self, site: usize, now: Tick) {
        let Some((since, beds, water)) = self.short.get_mut(site) else { return };
        let hours = now.since(*since).as_hours();
        self.bed_h += f64::from(*beds) * hours;
        self.water_h += f64::from(*water) * hours;
        *since = now;
    }

    fn received(&self) -> impl Iterator<Item = (&PersonId, &Journey)> {
        self.journeys.iter().filter(|(_, journey)| journey.received.is_some())
    }

    /// The state in whose care somebody came last.
    pub(super) fn party_of(&self, journey: &Journey) -> Option<PartyId> {
        journey.received.and_then(|site| self.sites.get(site.index()).copied())
    }

    pub(super) fn background(&self, person: PersonId) -> Option<&Background> {
        self.backgrounds.get(person.index())
    }

    /// How the journey of one person landed alive had ended at a moment. None for anybody else.
    pub(super) fn end_of(&self, person: PersonId, until: Tick) -> Option<EndState> {
        self.journeys.get(&person).map(|journey| journey.end(until))
    }

    /// How everybody landed alive ended, for each state; adds up to all of them.
    pub(super) fn ends(&self, until: Tick) -> Vec<EndCell> {
        let mut cells: BTreeMap<(EndState, Option<PartyId>), EndCell> = BTreeMap::new();
        for journey in self.journeys.values() {
            let end = journey.end(until);
            let party = self.party_of(journey);
            let cell =
                cells.entry((end, party)).or_insert_with(|| EndCell { end, party, persons: 0, evidence: Vec::new() });
            cell.persons += 1;
            cell.evidence.push(journey.last.clone());
        }
        let mut cells: Vec<EndCell> = cells.into_values().collect();
        for cell in &mut cells {
            cell.evidence.sort_by_key(|evidence| (evidence.tick, evidence.event));
        }
        cells
    }

    /// What became of people ashore.
    pub(super) fn outcome(&self, scenario: &Scenario, until: Tick) -> Vec<Measure> {
        if self.sites.is_empty() {
            return Vec::new();
        }
        let mut all = self.clone();
        for site in 0..all.short.len() {
            all.account(site, until);
            all.account_food(SiteId::new(site), until);
        }
        let landed: Vec<&Journey> = self.journeys.values().collect();
        let received: Vec<Evidence> =
            landed.iter().filter(|j| j.received.is_some()).map(|j| j.landed.clone()).collect();
        let hours = |key: &str, name: &str, hours: f64| plain(key, name, hours, Unit::PersonHours, &self.shortages);
        let mut measures = vec![
            share("received", "Received at a reception site, of all landed alive", received, landed.len()),
            hours("person_hours_without_bed", "Person-hours at a reception site without a bed", all.bed_h),
            hours("person_hours_without_water", "Person-hours at a reception site without enough water", all.water_h),
            self.families(),
        ];
        if !self.unfed_events.is_empty() {
            let name = "Person-hours at a reception site without food";
            measures.push(plain("person_hours_without_food", name, all.unfed_h, Unit::PersonHours, &self.unfed_events));
        }
        for violation in Violation::ALL {
            let party = |seat: SeatId| scenario.seats.get(seat.index()).map(|seat| seat.party);
            let of_kind: Vec<(Option<PartyId>, PersonId, Evidence)> = self
                .violations
                .iter()
                .filter(|(what, ..)| *what == violation)
                .map(|(_, seat, person, evidence)| (party(*seat), *person, evidence.clone()))
                .collect();
            let name = format!("Violations: {}", violation.words());
            measures.extend(parties::persons(scenario, violation_key(violation), &name, &of_kind));
        }
        let of = |holds: &dyn Fn(&Background) -> bool| {
            self.received().filter(|(p, _)| self.background(**p).is_some_and(holds)).map(|(_, j)| j).collect::<Vec<_>>()
        };
        let organisers = of(&|b| b.organiser);
        let witnesses = of(&|b| b.witness);
        let identified = organisers.iter().filter_map(|j| j.organiser.clone()).collect();
        measures.push(share(
            "organisers_identified",
            "Organisers identified, of those ashore",
            identified,
            organisers.len(),
        ));
        let lost: Vec<Due> = witnesses.iter().map(|j| (self.party_of(j), j.witness_lost.clone())).collect();
        measures.extend(parties::shares(
            scenario,
            "witnesses_lost",
            "Witnesses lost to the case, of those ashore",
            &lost,
        ));
        measures.push(quotient(
            "evidence_kept",
            "Evidence kept: condition in which it was secured, of each piece there was",
            self.secured.values().sum(),
            f64::from(self.pieces),
            Unit::Ratio,
            self.evidence.clone(),
        ));
        measures
    }

    /// Leads that were followed up. Nothing where there was none.
    fn leads(&self) -> Vec<Measure> {
        if self.leads.is_empty() {
            return Vec::new();
        }
        let of = |sound: bool| self.leads.iter().filter(move |(is, ..)| *is == sound);
        let events = |sound: bool| of(sound).map(|(.., evidence)| evidence.clone()).collect::<Vec<_>>();
        let lost: f64 = of(false).map(|(_, hours, _)| hours).sum();
        vec![
            tally("leads_borne_out", "Leads about organisers and money that bore out, by each state", events(true)),
            plain("false_lead_hours", "Hours of officers lost on false leads", lost, Unit::Hours, &events(false)),
        ]
    }

    /// Families of which at least two came into care, and those not separated by an order.
    fn families(&self) -> Measure {
        let mut families: BTreeMap<(u32, u32), (u32, bool, Vec<Evidence>)> = BTreeMap::new();
        for (person, journey) in self.received() {
            let Some((_, Some(family))) = self.people.get(person.index()) else { continue };
            let entry = families.entry(*family).or_default();
            entry.0 += 1;
            entry.1 |= journey.separated;
            entry.2.push(journey.landed.clone());
        }
        families.retain(|_, (members, ..)| *members > 1);
        let whole = families.len();
        let kept: Vec<Evidence> = families
            .into_values()
            .filter(|(_, separated, _)| !separated)
            .filter_map(|f| f.2.into_iter().next())
            .collect();
        share("families_kept", "Families kept together, of those ashore together", kept, whole)
    }

    /// How the part ashore was worked.
    pub(super) fn process(&self, scenario: &Scenario, until: Tick) -> Vec<Measure> {
        if self.sites.is_empty() {
            return Vec::new();
        }
        let received: Vec<(PersonId, &Journey)> = self.received().map(|(p, j)| (*p, j)).collect();
        let mut measures = Vec::new();
        for (stage, key) in [
            (Stage::Triage, "triage"),
            (Stage::Registration, "registration"),
            (Stage::Screening, "screening"),
            (Stage::Shelter, "shelter"),
        ] {
            let mut took: Vec<(i64, Evidence)> = received
                .iter()
                .filter_map(|(_, j)| {
                    let done = j.done[stage as usize].as_ref()?;
                    Some((done.tick.since(j.landed.tick).seconds(), done.clone()))
                })
                .collect();
            took.sort_by_key(|(seconds, evidence)| (*seconds, evidence.event));
            let target_h = stage.facts().target_h;
            let median = (!took.is_empty()).then(|| took[took.len() / 2].0 as f64);
            let in_time = took.iter().filter(|(s, _)| *s as f64 <= target_h * 3600.0).map(|(_, e)| e.clone()).collect();
            measures.push(Measure {
                key: format!("{key}_median"),
                name: format!("Median time from landing to {}", stage.words()),
                value: median,
                unit: Unit::Seconds,
                numerator: None,
                denominator: None,
                evidence: took.into_iter().map(|(_, evidence)| evidence).collect(),
            });
            let name = format!("Within {target_h:.0} h of landing: {}, of all received", stage.words());
            measures.push(share(&format!("{key}_in_time"), &name, in_time, received.len()));
        }
        measures.extend(self.leads());
        let interviewed = received.iter().filter_map(|(_, j)| j.done[Stage::Interview as usize].clone()).collect();
        let name = "Identity and documents checked, of all received";
        measures.push(share("identity_checked", name, interviewed, received.len()));
        let established = self.established.values().cloned().collect();
        let name = "Identity established, of all received";
        measures.push(share("identities_established", name, established, received.len()));
        let of = |holds: &dyn Fn(&Background) -> bool| {
            received.iter().filter(|(p, _)| self.background(*p).is_some_and(holds)).map(|(_, j)| *j).collect::<Vec<_>>()
        };
        let alone = of(&|b| b.unaccompanied);
        let limit_h = Stage::BestInterests.facts().target_h;
        let in_time = |j: &Journey| {
            let done = j.done[Stage::BestInterests as usize].clone();
            done.filter(|e| e.tick.since(j.landed.tick).as_hours() <= limit_h)
        };
        let assessed: Vec<Due> = alone.iter().map(|j| (self.party_of(j), in_time(j))).collect();
        let name = "Children alone assessed within 72 h, of those received";
        measures.extend(parties::shares(scenario, "children_assessed", name, &assessed));
        let sought: [(Finding, &str, Holds); 3] = [
            (Finding::Indicators, "indicators_found", Background::is_trafficked),
            (Finding::Trafficked, "victims_identified", Background::is_trafficked),
            (Finding::Protection, "protection_found", |b| b.protection),
        ];
        for (finding, key, holds) in sought {
            let there = of(&holds);
            let found = there.iter().filter_map(|j| j.found.get(&finding).cloned()).collect();
            let name = format!("Found: {}, of those there", finding.words());
            measures.push(share(key, &name, found, there.len()));
        }
        let entitled = of(&|b| b.nationality.is_some() && !b.protection);
        let told = |j: &Journey| {
            let registered = j.done[Stage::Registration as usize].as_ref()?;
            j.consulate.clone().filter(|told| told.tick.since(registered.tick).as_hours() <= CONSULATE_WITHIN_H)
        };
        let told: Vec<Due> = entitled.iter().map(|j| (self.party_of(j), told(j))).collect();
        let name =
            "Consulate told within 72 h of registration, of those of a nationality and not in need of protection";
        measures.extend(parties::shares(scenario, "consulates_in_time", name, &told));
        let children = received.iter().filter(|(p, _)| self.people.get(p.index()).is_some_and(|p| p.0 < ADULT_YEARS));
        let children: Vec<(Option<PartyId>, PersonId, Evidence)> =
            children.map(|(p, j)| (self.party_of(j), *p, j.landed.clone())).collect();
        measures.extend(parties::persons(scenario, "children_received", "Children received", &children));
        measures.extend(self.referrals(scenario, &received, until));
        measures.push(tally("screenings_skipped", "Persons whose screening was left out", self.skipped.clone()));
        measures
    }
}

/// A share of a number of persons or families, each with its event.
fn share(key: &str, name: &str, evidence: Vec<Evidence>, whole: usize) -> Measure {
    let mut evidence = evidence;
    evidence.sort_by_key(|e| (e.tick, e.event));
    quotient(key, name, f64::from(count(evidence.len())), f64::from(count(whole)), Unit::Share, evidence)
}

fn violation_key(violation: Violation) -> &'static str {
    match violation {
        Violation::Refoulement => "violations_refoulement",
        Violation::FamilySeparated => "violations_family_separated",
        Violation::ChildDetained => "violations_child_detained",
        Violation::SmuggledCharged => "violations_smuggled_charged",
        Violation::Disclosure => "violations_disclosure",
    }
}
