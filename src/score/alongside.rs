//! What ships did beside taking people off: vessels turned back, sent on, given stores, towed; people passed from ship
//! to ship; what became of those turned back or sent on; how long merchant ships were held up, and for whom.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Tick;
use crate::base::ids::{PartyId, PersonId, SruId};
use crate::scenario::Scenario;
use crate::sim::alongside::Deed;
use crate::sim::{Event, StageCause, World};

use super::conduct::{plain, tally};
use super::model::{Evidence, Measure, Unit};

/// People whom a state turned back, or sent on with their vessel, and what became of them.
#[derive(Debug, Clone, Default)]
struct Fates {
    /// Each time a vessel was.
    times: Vec<Evidence>,
    people: BTreeSet<PersonId>,
    died: Vec<Evidence>,
    saved: Vec<Evidence>,
}

impl Fates {
    fn add(&mut self, people: &[PersonId], evidence: &Evidence) {
        self.times.push(evidence.clone());
        self.people.extend(people.iter().copied());
    }
}

/// How long one merchant ship was held up.
#[derive(Debug, Clone, Default)]
struct Hours {
    /// Since when, and the state responsible. Exists when and only when it is held up now.
    open: Option<(Tick, Option<PartyId>)>,
    /// Hours so far by the state responsible.
    so_far: BTreeMap<Option<PartyId>, f64>,
    events: Vec<Evidence>,
}

impl Hours {
    /// Counts the hours of the stretch that is open up to a moment.
    fn account(&mut self, now: Tick) {
        if let Some((since, state)) = &mut self.open {
            *self.so_far.entry(*state).or_default() += now.since(*since).as_hours();
            *since = now;
        }
    }
}

/// What is remembered of all that.
#[derive(Debug, Clone, Default)]
pub(super) struct Alongside {
    turned_back: BTreeMap<PartyId, Fates>,
    refouled: BTreeMap<PartyId, (BTreeSet<PersonId>, Vec<Evidence>)>,
    sent_on: BTreeMap<PartyId, Fates>,
    provided: Vec<Evidence>,
    water_l: f64,
    food_days: f64,
    towed: Vec<Evidence>,
    capsized_in_tow: Vec<Evidence>,
    passed: Vec<Evidence>,
    ships: BTreeMap<SruId, Hours>,
}

impl Alongside {
    /// From a situation in which some merchant ships may be held up already.
    pub(super) fn new(initial: &World) -> Self {
        let held = initial.alongside.held.iter();
        let open = |state| Hours { open: Some((initial.tick, state)), ..Hours::default() };
        Self { ships: held.map(|(sru, held)| (*sru, open(held.responsible))).collect(), ..Self::default() }
    }

    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) {
        match event {
            Event::Alongside(deed) => self.deed(deed, evidence),
            Event::StageReached { cause: StageCause::Tow, .. } => self.capsized_in_tow.push(evidence.clone()),
            Event::PersonDied { person, .. } => {
                for fates in self.fates_of(*person) {
                    fates.died.push(evidence.clone());
                }
            }
            Event::PersonLanded { person, safe: true, .. } => {
                for fates in self.fates_of(*person) {
                    fates.saved.push(evidence.clone());
                }
            }
            _ => {}
        }
    }

    fn fates_of(&mut self, person: PersonId) -> impl Iterator<Item = &mut Fates> {
        let all = self.turned_back.values_mut().chain(self.sent_on.values_mut());
        all.filter(move |fates| fates.people.contains(&person))
    }

    fn deed(&mut self, deed: &Deed, evidence: &Evidence) {
        match deed {
            Deed::TurnedBack { party, people, refouled, .. } => {
                self.turned_back.entry(*party).or_default().add(people, evidence);
                if !refouled.is_empty() {
                    let (persons, events) = self.refouled.entry(*party).or_default();
                    persons.extend(refouled.iter().copied());
                    events.push(evidence.clone());
                }
            }
            Deed::Mended { party, people, .. } => self.sent_on.entry(*party).or_default().add(people, evidence),
            Deed::Provided { water_l, food_days, .. } => {
                self.provided.push(evidence.clone());
                self.food_days += food_days;
                self.water_l += water_l;
            }
            Deed::TakenInTow { .. } => self.towed.push(evidence.clone()),
            Deed::PersonTransferred { .. } => self.passed.push(evidence.clone()),
            Deed::ShipHeld { sru, responsible } => {
                let ship = self.ships.entry(*sru).or_default();
                ship.account(evidence.tick);
                ship.open = Some((evidence.tick, *responsible));
                ship.events.push(evidence.clone());
            }
            Deed::ShipFreed { sru } => {
                if let Some(ship) = self.ships.get_mut(sru) {
                    ship.account(evidence.tick);
                    ship.open = None;
                    ship.events.push(evidence.clone());
                }
            }
            Deed::CameAlongside { .. } | Deed::TurnedRound { .. } | Deed::LetGo { .. } => {}
            Deed::Unable { .. } | Deed::TransferEnded { .. } => {}
        }
    }

    /// What became of people.
    pub(super) fn outcome(&self, scenario: &Scenario) -> Vec<Measure> {
        let mut measures = Vec::new();
        for (key, words, all) in [
            ("turned_back", "turned back by", &self.turned_back),
            ("sent_on", "sent on with their vessel, its engine mended, by", &self.sent_on),
        ] {
            for (party, fates) in all {
                let (id, name) = party_of(scenario, *party);
                let persons = |what: &str, said: &str, n: usize, evidence: &[Evidence]| {
                    plain(
                        &format!("{key}{what}.{id}"),
                        &format!("{said} {words} {name}"),
                        n as f64,
                        Unit::Persons,
                        evidence,
                    )
                };
                measures.extend([
                    persons("", "Persons", fates.people.len(), &fates.times),
                    persons("_died", "Died after having been", fates.died.len(), &fates.died),
                    persons("_saved", "Landed safe after having been", fates.saved.len(), &fates.saved),
                ]);
            }
        }
        for (party, fates) in &self.turned_back {
            let (id, name) = party_of(scenario, *party);
            let said = format!("Violations: push-back, by {name}");
            let key = format!("violations_push_back.{id}");
            measures.push(plain(&key, &said, fates.people.len() as f64, Unit::Persons, &fates.times));
        }
        for (party, (persons, events)) in &self.refouled {
            let (id, name) = party_of(scenario, *party);
            let said = format!("Violations: refoulement at sea, by {name}");
            let key = format!("violations_refoulement_at_sea.{id}");
            measures.push(plain(&key, &said, persons.len() as f64, Unit::Persons, events));
        }
        measures
    }

    /// How the ships worked, and what it cost their owners, which is so much in all \[USD\].
    pub(super) fn process(&self, scenario: &Scenario, until: Tick, cost_usd: i64) -> Vec<Measure> {
        let mut measures = Vec::new();
        for (key, words, all) in [
            ("vessels_turned_back", "Times a vessel was turned back by", &self.turned_back),
            ("vessels_sent_on", "Times a vessel was mended at sea and sent on by", &self.sent_on),
        ] {
            for (party, fates) in all {
                let (id, name) = party_of(scenario, *party);
                measures.push(tally(&format!("{key}.{id}"), &format!("{words} {name}"), fates.times.clone()));
            }
        }
        if !self.provided.is_empty() {
            measures.push(tally("vessels_provided", "Times a vessel was given stores", self.provided.clone()));
            let name = "Drinking water given to vessels";
            measures.push(plain("water_given", name, self.water_l, Unit::Litres, &self.provided));
            if self.food_days > 0.0 {
                let name = "Food given to vessels: for so many hours of one person";
                measures.push(plain("food_given", name, self.food_days * 24.0, Unit::PersonHours, &self.provided));
            }
        }
        if !self.towed.is_empty() {
            measures.push(tally("vessels_towed", "Times a vessel was taken in tow", self.towed.clone()));
            let name = "Vessels that capsized by the pull of a tow";
            measures.push(tally("capsized_in_tow", name, self.capsized_in_tow.clone()));
        }
        if !self.passed.is_empty() {
            measures.push(tally(
                "passed_over",
                "Persons, living or dead, passed from ship to ship",
                self.passed.clone(),
            ));
        }
        measures.extend(self.ships(scenario, until, cost_usd));
        measures
    }

    /// Hours and costs of merchant ships, and for which state. The prices are those of the burden, and the costs add up
    /// to what is borne in all.
    fn ships(&self, scenario: &Scenario, until: Tick, cost_usd: i64) -> Vec<Measure> {
        let mut measures = Vec::new();
        let mut by_state: BTreeMap<Option<PartyId>, (f64, f64, Vec<Evidence>)> = BTreeMap::new();
        for (sru, ship) in &self.ships {
            let Some(written) = scenario.srus.get(sru.index()) else { continue };
            let mut ship = ship.clone();
            ship.account(until);
            let hours: f64 = ship.so_far.values().sum();
            let key = format!("ship_held_hours.{}", written.id);
            measures.push(plain(
                &key,
                &format!("Held up by rescues: {}", written.name),
                hours,
                Unit::Hours,
                &ship.events,
            ));
            for (state, hours) in &ship.so_far {
                let sum = by_state.entry(*state).or_default();
                sum.0 += hours;
                sum.1 += hours * written.cost_per_hour_usd;
                sum.2.extend(ship.events.iter().cloned());
            }
        }
        // Whole dollars: what rounding leaves is the largest sum's.
        let mut costs: Vec<i64> = by_state.values().map(|(_, cost, _)| cost.round() as i64).collect();
        let odd = cost_usd - costs.iter().sum::<i64>();
        if let Some(largest) = costs.iter_mut().max() {
            *largest += odd;
        }
        for ((state, (hours, _, mut events)), cost) in by_state.into_iter().zip(costs) {
            events.sort_by_key(|evidence| evidence.event);
            let (id, name) = match state {
                Some(party) => party_of(scenario, party),
                None => ("nobody".to_owned(), "nobody".to_owned()),
            };
            let said = format!("Merchant ships held up while {name} was responsible");
            measures.push(plain(&format!("ships_held_hours_for.{id}"), &said, hours, Unit::Hours, &events));
            let said = format!("Cost to their owners while {name} was responsible");
            measures.push(plain(&format!("ships_held_cost_for.{id}"), &said, cost as f64, Unit::Dollars, &events));
        }
        measures
    }
}

/// A party's id in the file and its name.
fn party_of(scenario: &Scenario, party: PartyId) -> (String, String) {
    scenario
        .parties
        .get(party.index())
        .map_or_else(|| (party.to_string(), party.to_string()), |party| (party.id.clone(), party.name.clone()))
}
