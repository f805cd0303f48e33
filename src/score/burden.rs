//! What it cost, who bore it, and what it left for the next alert.
//!
//! Hours under way and hours held, days in reception and hours of staff, each at its price, all in whole dollars so
//! that tables add up to the last one. **Nobody is blamed for what a rescue costs**: the table says who bore what share
//! of people and money, beside its share of the beds.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Tick;
use crate::base::ids::{CraftId, PartyId, PersonId, PlaceId, RequestId, SeatId, SiteId, SruId};
use crate::scenario::{PartyKind, Scenario, SruKind};
use crate::sim::alongside::Deed;
use crate::sim::ashore::{self, Outcome};
use crate::sim::means::{self, SiteLeft, UnitLeft, Wanted};
use crate::sim::{Activity, Answer, Ask, Dealing, Event, Intervention, Order, World};

use super::assessment::Hearings;
use super::burden_rows::{BurdenRow, LeftRow};
use super::fleet_hours::FleetHours;
use super::model::Evidence;
use super::people::count;

/// A bed with food, water and blankets for a day \[USD\] (*proposed*: what emergency shelter in the region is budgeted
/// at).
const BED_USD_PER_DAY: f64 = 25.0;
/// A day in hospital \[USD\] (*proposed*).
const HOSPITAL_USD_PER_DAY: f64 = 150.0;
/// A patient is in hospital so long \[h\]: the stay of `sar::reception`.
const HOSPITAL_H: f64 = crate::sar::reception::HOSPITAL_STAY_H;
/// An hour of one member of staff or interpreter at work \[USD\] (*proposed*).
const STAFF_USD_PER_HOUR: f64 = 12.0;

/// A stay in a state's reception.
#[derive(Debug, Clone)]
pub(super) struct Stay {
    case: CraftId,
    place: PlaceId,
    pub(super) party: PartyId,
    since: Tick,
    until: Option<Tick>,
    hospital: Vec<Tick>,
    pub(super) received: Evidence,
    resettled: bool,
}

/// An undertaking to resettle people: by whom, to whom, how many, when.
#[derive(Debug, Clone)]
pub(super) struct Pledge {
    pub(super) by: PartyId,
    to: PartyId,
    persons: u32,
    pub(super) evidence: Evidence,
}

/// What is remembered of means.
#[derive(Debug, Clone, Default)]
pub(super) struct Burden {
    crafts: Vec<CraftId>,
    pub(super) hours: FleetHours,
    pub(super) stays: BTreeMap<PersonId, Stay>,
    /// Since when each site is open, by which event.
    pub(super) open: BTreeMap<SiteId, Evidence>,
    /// Staff lent: whose, how many, since when.
    pub(super) lent: Vec<(PartyId, u32, Tick, Evidence)>,
    requests: BTreeMap<RequestId, (SeatId, SeatId, CraftId, Ask)>,
    /// Shares of the cost agreed to: of people of which case at which place, who bears it, how much of it, from when.
    shares: Vec<(CraftId, PlaceId, PartyId, f64, Evidence)>,
    pub(super) contributions: Vec<(PartyId, u32, Evidence)>,
    pub(super) draws: Vec<(PartyId, u32, Evidence)>,
    pub(super) pledges: Vec<Pledge>,
    pub(super) balance_usd: Option<u64>,
    pub(super) held: Vec<(Tick, Vec<SeatId>, Evidence)>,
    /// When each convener asked to a consultation about a case first, and how long it then took.
    pub(super) asked: BTreeMap<(SeatId, CraftId), Tick>,
    pub(super) consulted_s: Vec<(i64, Evidence)>,
    /// Landings let and people pledged by a seat after a consultation it took part in.
    pub(super) moved: Vec<Evidence>,
    pub(super) left: Option<(Vec<UnitLeft>, Vec<SiteLeft>, Evidence)>,
    /// Stays that ended when another state took somebody in.
    past: Vec<Stay>,
    pub(super) hearings: Hearings,
    /// Those put ashore at a place that is no place of safety for them, or taken from a safe one to the state they
    /// flee.
    not_safe: BTreeSet<PersonId>,
}

impl Burden {
    pub(super) fn new(scenario: &Scenario, initial: &World) -> Self {
        let mut hours = FleetHours::new(scenario.srus.len(), initial.tick);
        for unit in &initial.srus {
            let spec = &scenario.srus[unit.id.index()];
            if unit.activity == Activity::Reserve {
                hours.hold_back(unit.id);
            } else if spec.kind != SruKind::Merchant && unit.activity.is_out() {
                hours.out_from_the_start(unit.id, unit.order.is_some() || unit.activity == Activity::Failed);
            } else if initial.alongside.held.contains_key(&unit.id) {
                hours.held_from_the_start(unit.id);
            }
        }
        Self {
            crafts: initial.people.iter().map(|person| person.craft).collect(),
            hours,
            balance_usd: scenario.means.fund.as_ref().map(|_| initial.means.balance_usd),
            ..Self::default()
        }
    }

    pub(super) fn take(&mut self, scenario: &Scenario, event: &Event, evidence: &Evidence) {
        let merchant = |sru: SruId| scenario.srus.get(sru.index()).is_some_and(|s| s.kind == SruKind::Merchant);
        match event {
            Event::SruDeparted { sru } if !merchant(*sru) => self.hours.departed(*sru, evidence),
            Event::SruArrived { sru, place: Some(_), .. } if !merchant(*sru) => self.hours.in_port(*sru, evidence),
            Event::SruBrokeOff { sru, .. } if !merchant(*sru) => self.hours.broke_off(*sru, evidence),
            Event::SruFailed { sru } => self.hours.failed(*sru, evidence),
            Event::Intervened { what: Intervention::BringIn { sru, .. } } if !merchant(*sru) => {
                self.hours.brought_in(*sru, evidence)
            }
            Event::Intervened { what: Intervention::Repair { sru } } => self.hours.repaired(*sru, evidence),
            Event::Alongside(deed) => match **deed {
                Deed::ShipHeld { sru, .. } => self.hours.held(sru, evidence),
                Deed::ShipFreed { sru } => self.hours.let_go(sru, evidence),
                _ => {}
            },
            Event::OrderGiven { sru, order, .. } if !merchant(*sru) => {
                self.hours.ordered(*sru, !matches!(order, Order::Return), evidence)
            }
            Event::PersonLanded { sru, person, place, safe } => {
                if let Some(sru) = sru {
                    self.hours.landed(*sru);
                }
                if place.is_some() && !safe {
                    self.not_safe.insert(*person);
                }
            }
            Event::PersonDied { person, .. } => self.leaves(*person, evidence.tick),
            Event::RequestMade { request, from, to, case, what, .. } => {
                self.requests.insert(*request, (*from, *to, *case, what.clone()));
                if matches!(what, Ask::Means(Wanted::Consult)) {
                    self.asked.entry((*from, *case)).or_insert(evidence.tick);
                }
            }
            Event::RequestAnswered { request, by, answer } => {
                let land = matches!(self.requests.get(request), Some((.., Ask::Clear(_) | Ask::Land { .. })));
                if land && !matches!(answer, Answer::Refuse { .. }) {
                    self.followed(*by, evidence);
                }
            }
            Event::Dealing(Dealing::TermsAgreed { request, by, terms }) => {
                let Some((_, to, case, what)) = self.requests.get(request).cloned() else { return };
                let (Some(giver), Some(host)) = (party_of(scenario, *by), party_of(scenario, to)) else { return };
                if let Some(persons) = terms.pledge {
                    self.pledges.push(Pledge { by: giver, to: host, persons, evidence: evidence.clone() });
                    self.followed(*by, evidence);
                }
                if let (Some(share), Ask::Land { place, .. }) = (terms.cost_share, what) {
                    let place = terms.place.unwrap_or(place);
                    self.shares.push((case, place, giver, f64::from(share) / 100.0, evidence.clone()));
                }
            }
            Event::Ashore(what) => self.ashore(scenario, what, evidence),
            Event::Means(what) => self.means(scenario, what, evidence),
            _ => {}
        }
    }

    fn ashore(&mut self, scenario: &Scenario, what: &ashore::Event, evidence: &Evidence) {
        use ashore::Event as E;
        match what {
            E::Opened { site } => {
                self.open.entry(*site).or_insert_with(|| evidence.clone());
            }
            E::Received { person, site } => {
                let Some(at) = scenario.reception.site(*site) else { return };
                let case = self.crafts.get(person.index()).copied().unwrap_or(CraftId(0));
                self.stays.entry(*person).or_insert_with(|| Stay {
                    case,
                    place: at.place,
                    party: at.party,
                    since: evidence.tick,
                    until: None,
                    hospital: Vec::new(),
                    received: evidence.clone(),
                    resettled: false,
                });
            }
            E::Hospitalised { person } => {
                if let Some(stay) = self.stays.get_mut(person) {
                    stay.hospital.push(evidence.tick);
                }
            }
            E::Relocated { person, to, .. } => {
                let Some((stay, at)) = self.stays.get_mut(person).zip(scenario.reception.site(*to)) else { return };
                let mut before = stay.clone();
                before.until = Some(before.until.unwrap_or(evidence.tick));
                stay.place = at.place;
                stay.party = at.party;
                stay.since = evidence.tick;
                stay.hospital.clear();
                stay.received = evidence.clone();
                self.past.push(before);
                self.not_safe.remove(person);
            }
            E::Violated { person, what: ashore::Violation::Refoulement, .. } => {
                // Told at once after somebody is taken to the state they flee. Who is returned by a decision has left,
                // and what befalls them there is in nobody's reception.
                let just_came = |stay: &Stay| stay.received.event.checked_add(1) == Some(evidence.event);
                if self.stays.get(person).is_some_and(just_came) {
                    self.not_safe.insert(*person);
                }
            }
            E::Assessed { hearing, .. } => {
                self.balance_usd = hearing.fund_usd.or(self.balance_usd);
                self.hearings.take(scenario, hearing, evidence);
            }
            E::OutcomeDecided { person, outcome, .. } => {
                if let Some(stay) = self.stays.get_mut(person) {
                    stay.resettled = *outcome == Outcome::Resettlement;
                }
                if matches!(outcome, Outcome::Return { .. }) {
                    self.leaves(*person, evidence.tick);
                }
            }
            _ => {}
        }
    }

    fn means(&mut self, scenario: &Scenario, what: &means::Event, evidence: &Evidence) {
        use means::Event as E;
        let party = |seat: SeatId| party_of(scenario, seat);
        match what {
            E::Contributed { seat, amount_usd, balance_usd } => {
                self.balance_usd = Some(*balance_usd);
                self.contributions.extend(party(*seat).map(|party| (party, *amount_usd, evidence.clone())));
            }
            E::Drawn { to, amount_usd, balance_usd, .. } => {
                self.balance_usd = Some(*balance_usd);
                self.draws.extend(party(*to).map(|party| (party, *amount_usd, evidence.clone())));
            }
            E::StaffArrived { from, number, .. } => {
                self.lent.extend(party(*from).map(|party| (party, *number, evidence.tick, evidence.clone())));
            }
            E::Undertaken { by, to, persons, .. } => {
                let parties = party(*by).zip(party(*to));
                let pledge = |(by, to)| Pledge { by, to, persons: *persons, evidence: evidence.clone() };
                self.pledges.extend(parties.map(pledge));
                self.followed(*by, evidence);
            }
            E::ConsultationHeld { convener, case, seats, .. } => {
                self.held.push((evidence.tick, seats.clone(), evidence.clone()));
                if let Some(asked) = self.asked.remove(&(*convener, *case)) {
                    self.consulted_s.push((evidence.tick.since(asked).seconds(), evidence.clone()));
                }
            }
            E::StockTaken { units, sites } => self.left = Some((units.clone(), sites.clone(), evidence.clone())),
            E::StaffSent { .. } | E::ConsultationSet { .. } | E::Admitted { .. } => {}
        }
    }

    fn leaves(&mut self, person: PersonId, at: Tick) {
        if let Some(stay) = self.stays.get_mut(&person) {
            stay.until.get_or_insert(at);
        }
    }

    /// A seat let people land or promised something; it counts if it had sat at a consultation.
    fn followed(&mut self, seat: SeatId, evidence: &Evidence) {
        if self.held.iter().any(|(_, seats, _)| seats.contains(&seat)) {
            self.moved.push(evidence.clone());
        }
    }

    /// What a stay costs up to a moment \[USD\].
    fn stay_usd(stay: &Stay, until: Tick) -> f64 {
        let end = stay.until.unwrap_or(until).min(until);
        let all_h = end.since(stay.since).as_hours().max(0.0);
        let hospital = stay.hospital.iter().map(|at| end.since(*at).as_hours().clamp(0.0, HOSPITAL_H)).sum::<f64>();
        let hospital_h = hospital.min(all_h);
        (all_h - hospital_h) / 24.0 * BED_USD_PER_DAY + hospital_h / 24.0 * HOSPITAL_USD_PER_DAY
    }

    /// Who bore what, each party that bore or may bear anything, and the fund.
    pub(super) fn rows(&self, scenario: &Scenario, until: Tick) -> Vec<BurdenRow> {
        let mut exact: Vec<[f64; 5]> = vec![[0.0; 5]; scenario.parties.len()];
        for (index, spec) in scenario.srus.iter().enumerate() {
            let usd = self.hours.paid_h(SruId::new(index), until) * spec.cost_per_hour_usd;
            exact[spec.party.index()][usize::from(spec.kind == SruKind::Merchant)] += usd;
        }
        for stay in self.stays.values().chain(&self.past) {
            let usd = Self::stay_usd(stay, until);
            exact[stay.party.index()][2] += usd;
            let agreed = |(case, place, _, _, by): &&(CraftId, PlaceId, PartyId, f64, Evidence)| {
                (*case, *place) == (stay.case, stay.place) && by.event < stay.received.event
            };
            // The last agreement before somebody came ashore is the one they came ashore under.
            if let Some((.., bearer, share, _)) = self.shares.iter().rev().find(agreed) {
                exact[bearer.index()][4] += usd * share;
                exact[stay.party.index()][4] -= usd * share;
            }
        }
        for (site, since) in &self.open {
            let Some(site) = scenario.reception.site(*site) else { continue };
            let interpreters: u32 = site.interpreters.iter().map(|(_, number)| number).sum();
            let heads = site.staff.iter().sum::<u32>() + interpreters;
            exact[site.party.index()][3] += f64::from(heads) * until.since(since.tick).as_hours() * STAFF_USD_PER_HOUR;
        }
        for (party, number, since, _) in &self.lent {
            exact[party.index()][3] += f64::from(*number) * until.since(*since).as_hours() * STAFF_USD_PER_HOUR;
        }
        for (party, staff_usd, shared_usd) in self.hearings.costs() {
            exact[party.index()][3] += staff_usd;
            exact[party.index()][4] += shared_usd;
        }
        let (pledged, kept) = self.resettled(scenario);
        let mut rows: Vec<BurdenRow> = Vec::new();
        // What is shared adds up to nothing: the last dollar of rounding is the largest bearer's.
        let mut shared: Vec<i64> = exact.iter().map(|usd| usd[4].round() as i64).collect();
        let odd: i64 = shared.iter().sum();
        if let Some(largest) = (0..shared.len()).max_by_key(|i| shared[*i].abs()) {
            shared[largest] -= odd;
        }
        for (index, usd) in exact.iter().enumerate() {
            let party = PartyId::new(index);
            let sum = |of: &[(PartyId, u32, Evidence)]| -> i64 {
                of.iter().filter(|(by, ..)| *by == party).map(|(_, amount, _)| i64::from(*amount)).sum()
            };
            let whole = |usd: f64| usd.round() as i64;
            let sites = scenario.reception.sites.iter().filter(|site| site.party == party);
            let mut row = BurdenRow {
                party: Some(party),
                units_usd: whole(usd[0]),
                ships_usd: whole(usd[1]),
                reception_usd: whole(usd[2]),
                staff_usd: whole(usd[3]),
                shared_usd: shared[index],
                fund_usd: sum(&self.contributions) - sum(&self.draws) - sum(&self.hearings.from_fund),
                total_usd: 0,
                received: count(self.stays.values().filter(|stay| stay.party == party).count()),
                beds: sites.map(|site| site.beds).sum(),
                pledged: pledged[index],
                kept: kept[index],
                not_safe: count(self.received_unsafe(party).count()),
            };
            row.total_usd = row.sum();
            rows.push(row);
        }
        if scenario.means.fund.is_some() {
            let fund_usd = -rows.iter().map(|row| row.fund_usd).sum::<i64>();
            let none = BurdenRow { party: None, fund_usd, total_usd: fund_usd, ..BurdenRow::nothing() };
            rows.push(none);
        }
        rows.retain(|row| row.party.is_none() || *row != BurdenRow { party: row.party, ..BurdenRow::nothing() });
        rows
    }

    /// The stays of those a party received where they are not safe.
    pub(super) fn received_unsafe(&self, party: PartyId) -> impl Iterator<Item = &Stay> {
        let of = self.stays.iter().filter(move |(person, stay)| stay.party == party && self.not_safe.contains(person));
        of.map(|(_, stay)| stay)
    }

    /// For each party the persons it undertook to resettle, and of them those for whom that was decided where they were
    /// promised. What is left with an organisation is kept for its givers in the order they gave.
    fn resettled(&self, scenario: &Scenario) -> (Vec<u32>, Vec<u32>) {
        let mut pledged = vec![0_u32; scenario.parties.len()];
        let mut kept = pledged.clone();
        let is_state = |party: PartyId| scenario.parties[party.index()].kind == PartyKind::Country;
        let mut open: Vec<(PartyId, PartyId, u32)> = Vec::new();
        for pledge in &self.pledges {
            if is_state(pledge.by) {
                let sum = &mut pledged[pledge.by.index()];
                *sum = sum.saturating_add(pledge.persons);
            }
            open.push((pledge.by, pledge.to, pledge.persons));
        }
        for host in (0..scenario.parties.len()).map(PartyId::new) {
            let mut decided = count(self.stays.values().filter(|stay| stay.party == host && stay.resettled).count());
            for i in 0..open.len() {
                let (by, to, left) = open[i];
                if to != host {
                    continue;
                }
                let mut taken = left.min(decided);
                decided -= taken;
                open[i].2 -= taken;
                if is_state(by) {
                    kept[by.index()] += taken;
                    continue;
                }
                for (giver, _, rest) in open.iter_mut().filter(|(_, holder, _)| *holder == by) {
                    let part = taken.min(*rest);
                    *rest -= part;
                    taken -= part;
                    kept[giver.index()] += part;
                }
            }
        }
        (pledged, kept)
    }

    /// What each state has for the next alert. Empty unless the exercise has ended.
    pub(super) fn left(&self, scenario: &Scenario, until: Tick) -> Vec<LeftRow> {
        let Some((units, sites, _)) = &self.left else { return Vec::new() };
        let states = (0..scenario.parties.len()).map(PartyId::new).filter(|party| scenario.is_country(*party));
        states
            .map(|party| {
                let own = |unit: &&UnitLeft| scenario.srus[unit.sru.index()].party == party;
                let units: Vec<&UnitLeft> = units.iter().filter(own).collect();
                let number = |holds: &dyn Fn(&UnitLeft) -> bool| count(units.iter().filter(|u| holds(u)).count());
                let fuel: f64 = units.iter().map(|unit| unit.fuel).sum();
                let of =
                    |site: &&SiteLeft| scenario.reception.site(site.site).is_some_and(|written| written.party == party);
                let (mut berths, mut beds) = ((0, 0), (0, 0));
                for site in sites.iter().filter(of) {
                    berths = (berths.0 + site.berths_taken, berths.1 + site.berths);
                    beds = (beds.0 + site.beds_taken, beds.1 + site.beds);
                }
                LeftRow {
                    party,
                    units: count(units.len()),
                    away: number(&|unit| !unit.home),
                    failed: number(&|unit| unit.failed),
                    fuel: (!units.is_empty()).then(|| fuel / f64::from(count(units.len()))),
                    laden: number(&|unit| unit.survivors > 0),
                    berths,
                    beds,
                    unready_h: self.hours.unready_h(scenario, party, until),
                }
            })
            .filter(|row| row.units > 0 || row.beds.1 > 0)
            .collect()
    }
}

fn party_of(scenario: &Scenario, seat: SeatId) -> Option<PartyId> {
    scenario.seats.get(seat.index()).map(|seat| seat.party)
}
