//! What it cost, who bore it, and what it left for the next alert.
//!
//! Hours under way and hours held, days in reception and hours of staff, each at its price, all in whole dollars so that
//! tables add up to the last one. **Nobody is blamed for what a rescue costs**: the table says who bore what share of
//! people and money, beside its share of the beds.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::Tick;
use crate::base::ids::{CraftId, PartyId, PersonId, PlaceId, RequestId, SeatId, SiteId, SruId};
use crate::scenario::{PartyKind, Scenario, SruKind};
use crate::sim::ashore::{self, Outcome};
use crate::sim::means::{self, SiteLeft, UnitLeft, Wanted};
use crate::sim::{Activity, Answer, Ask, Dealing, Event, Intervention, Order, World};

use super::conduct::{plain, quotient, tally};
use super::fleet_hours::FleetHours;
use super::model::{Evidence, Measure, Unit};
use super::people::count;

/// A bed with food, water and blankets for a day \[USD\] (*proposed*: what emergency shelter in the region is budgeted at).
const BED_USD_PER_DAY: f64 = 25.0;
/// A day in hospital \[USD\] (*proposed*).
const HOSPITAL_USD_PER_DAY: f64 = 150.0;
/// A patient is in hospital so long \[h\]: the stay of `sar::reception`.
const HOSPITAL_H: f64 = crate::sar::reception::HOSPITAL_STAY_H;
/// An hour of one member of staff or interpreter at work \[USD\] (*proposed*).
const STAFF_USD_PER_HOUR: f64 = 12.0;

/// What one state, company or organisation bore. All money in whole US dollars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BurdenRow {
    /// Whose. Exists when and only when it is no row of the fund's own.
    pub party: Option<PartyId>,
    /// Government units under way.
    pub units_usd: i64,
    /// Merchant ships held from their passages.
    pub ships_usd: i64,
    /// People in its reception.
    pub reception_usd: i64,
    /// Staff at its sites, and its staff at others'.
    pub staff_usd: i64,
    /// Cost of others' reception it bears by agreement; less than nothing where others bear its own.
    pub shared_usd: i64,
    /// Paid into the fund, less drawn from it; of the fund itself the other way round.
    pub fund_usd: i64,
    /// All of it.
    pub total_usd: i64,
    /// Persons it received.
    pub received: u32,
    /// Beds of its reception sites.
    pub beds: u32,
    /// Persons it undertook to resettle.
    pub pledged: u32,
    /// Of them, those for whom a referral for resettlement was decided.
    pub kept: u32,
}

/// What a state has for the next alert.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftRow {
    /// Which state.
    pub party: PartyId,
    /// Its units that are not held in reserve.
    pub units: u32,
    /// Of them, those away from home.
    pub away: u32,
    /// Of them, those out of service.
    pub failed: u32,
    /// Mean fuel of its units, as a fraction of full. Exists when and only when it has any.
    pub fuel: Option<f64>,
    /// Units and ships with survivors aboard still.
    pub laden: u32,
    /// Berths taken, of how many.
    pub berths: (u32, u32),
    /// Beds taken, of how many.
    pub beds: (u32, u32),
    /// Hours in which it had no ready unit.
    pub unready_h: f64,
}

/// A stay in a state's reception.
#[derive(Debug, Clone)]
struct Stay {
    case: CraftId,
    place: PlaceId,
    party: PartyId,
    since: Tick,
    until: Option<Tick>,
    hospital: Vec<Tick>,
    received: Evidence,
    resettled: bool,
}

/// An undertaking to resettle people: by whom, to whom, how many, when.
#[derive(Debug, Clone)]
struct Pledge {
    by: PartyId,
    to: PartyId,
    persons: u32,
    evidence: Evidence,
}

/// What is remembered of means.
#[derive(Debug, Clone, Default)]
pub(super) struct Burden {
    crafts: Vec<CraftId>,
    hours: FleetHours,
    stays: BTreeMap<PersonId, Stay>,
    /// Since when each site is open.
    open: BTreeMap<SiteId, Tick>,
    /// Staff lent: whose, how many, since when.
    lent: Vec<(PartyId, u32, Tick, Evidence)>,
    requests: BTreeMap<RequestId, (SeatId, SeatId, CraftId, Ask)>,
    /// Shares of the cost agreed to: of people of which case at which place, who bears it, how much of it, from when.
    shares: Vec<(CraftId, PlaceId, PartyId, f64, Evidence)>,
    contributions: Vec<(PartyId, u32, Evidence)>,
    draws: Vec<(PartyId, u32, Evidence)>,
    pledges: Vec<Pledge>,
    balance_usd: Option<u64>,
    held: Vec<(Tick, Vec<SeatId>, Evidence)>,
    /// When each convener asked to a consultation about a case first, and how long it then took.
    asked: BTreeMap<(SeatId, CraftId), Tick>,
    consulted_s: Vec<(i64, Evidence)>,
    /// Landings let and people pledged by a seat after a consultation it took part in.
    moved: Vec<Evidence>,
    left: Option<(Vec<UnitLeft>, Vec<SiteLeft>, Evidence)>,
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
            } else if spec.kind == SruKind::Merchant && unit.activity != Activity::UnderWay {
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
            Event::Intervened { what: Intervention::BringIn { sru, .. } } => self.hours.brought_in(*sru, evidence),
            Event::Intervened { what: Intervention::Repair { sru } } => self.hours.repaired(*sru, evidence),
            Event::OrderGiven { sru, order, .. } if merchant(*sru) => {
                if matches!(order, Order::Resume) {
                    self.hours.let_go(*sru, evidence);
                } else {
                    self.hours.held(*sru, evidence);
                }
            }
            Event::OrderGiven { sru, order, .. } => self.hours.ordered(*sru, !matches!(order, Order::Return), evidence),
            Event::PersonLanded { sru: Some(sru), .. } => self.hours.landed(*sru),
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
                self.open.entry(*site).or_insert(evidence.tick);
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
            E::StaffSent { .. } | E::ConsultationSet { .. } => {}
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
        for stay in self.stays.values() {
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
            exact[site.party.index()][3] += f64::from(heads) * until.since(*since).as_hours() * STAFF_USD_PER_HOUR;
        }
        for (party, number, since, _) in &self.lent {
            exact[party.index()][3] += f64::from(*number) * until.since(*since).as_hours() * STAFF_USD_PER_HOUR;
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
                fund_usd: sum(&self.contributions) - sum(&self.draws),
                total_usd: 0,
                received: count(self.stays.values().filter(|stay| stay.party == party).count()),
                beds: sites.map(|site| site.beds).sum(),
                pledged: pledged[index],
                kept: kept[index],
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

    /// The numbers, with the events behind them.
    pub(super) fn measures(&self, scenario: &Scenario, until: Tick) -> Vec<Measure> {
        let rows = self.rows(scenario, until);
        let sorted = |mut all: Vec<Evidence>| {
            all.sort_by_key(|evidence| (evidence.tick, evidence.event));
            all
        };
        let moves = |merchant: bool, party: Option<PartyId>| {
            let fits = |(_, spec): &(usize, &crate::scenario::Sru)| {
                (spec.kind == SruKind::Merchant) == merchant && party.is_none_or(|party| spec.party == party)
            };
            let of = scenario.srus.iter().enumerate().filter(fits);
            sorted(of.flat_map(|(i, _)| self.hours.evidence(SruId::new(i)).to_vec()).collect())
        };
        let received = |party: Option<PartyId>| {
            let of = self.stays.values().filter(|stay| party.is_none_or(|party| stay.party == party));
            sorted(of.map(|stay| stay.received.clone()).collect())
        };
        let sum = |of: fn(&BurdenRow) -> i64| rows.iter().map(of).sum::<i64>() as f64;
        let usd =
            |key: &str, name: &str, value: f64, evidence: &[Evidence]| plain(key, name, value, Unit::Dollars, evidence);
        let mut measures = vec![
            usd("cost_units", "Cost of government units under way", sum(|r| r.units_usd), &moves(false, None)),
            usd("cost_ships_held", "Cost of merchant ships held", sum(|r| r.ships_usd), &moves(true, None)),
        ];
        if !scenario.reception.sites.is_empty() {
            let name = "Cost of people in reception";
            measures.push(usd("cost_reception", name, sum(|r| r.reception_usd), &received(None)));
            measures.push(usd("cost_staff", "Cost of staff at reception sites", sum(|r| r.staff_usd), &[]));
        }
        for row in &rows {
            let Some(party) = row.party else { continue };
            let Some(written) = scenario.parties.get(party.index()) else { continue };
            let mut evidence = moves(false, Some(party));
            evidence.extend(moves(true, Some(party)));
            evidence.extend(received(Some(party)));
            let name = format!("Borne in all: {}", written.name);
            measures.push(usd(&format!("burden.{}", written.id), &name, row.total_usd as f64, &sorted(evidence)));
            if row.pledged > 0 {
                let given = self.pledges.iter().filter(|pledge| pledge.by == party);
                measures.push(quotient(
                    &format!("pledges_kept.{}", written.id),
                    &format!("Resettlement decided, of persons it undertook to resettle: {}", written.name),
                    f64::from(row.kept),
                    f64::from(row.pledged),
                    Unit::Share,
                    given.map(|pledge| pledge.evidence.clone()).collect(),
                ));
            }
        }
        for row in self.left(scenario, until) {
            let Some(written) = scenario.parties.get(row.party.index()) else { continue };
            let evidence: Vec<Evidence> = self.left.iter().map(|(.., evidence)| evidence.clone()).collect();
            let name = format!("Units away from home at the end: {}", written.name);
            let away = f64::from(row.away);
            measures.push(plain(&format!("units_away.{}", written.id), &name, away, Unit::Count, &evidence));
            let name = format!("Without a ready unit: {}", written.name);
            let moved = moves(false, Some(row.party));
            measures.push(plain(&format!("unready.{}", written.id), &name, row.unready_h, Unit::Hours, &moved));
        }
        measures.extend(self.given());
        measures
    }

    /// Fund, staff lent, consultations. Nothing where there was none.
    fn given(&self) -> Vec<Measure> {
        let mut measures = Vec::new();
        let events =
            |of: &[(PartyId, u32, Evidence)]| of.iter().map(|(.., evidence)| evidence.clone()).collect::<Vec<_>>();
        let sum = |of: &[(PartyId, u32, Evidence)]| of.iter().map(|(_, amount, _)| f64::from(*amount)).sum::<f64>();
        if let Some(balance) = self.balance_usd {
            let mut usd = |key: &str, name: &str, value: f64, evidence: &[Evidence]| {
                measures.push(plain(key, name, value, Unit::Dollars, evidence));
            };
            let (paid, drawn) = (events(&self.contributions), events(&self.draws));
            usd("fund_contributed", "Paid into the fund", sum(&self.contributions), &paid);
            usd("fund_drawn", "Drawn from the fund", sum(&self.draws), &drawn);
            usd("fund_unused", "Left unused in the fund", balance as f64, &drawn);
        }
        if !self.lent.is_empty() {
            let lent: Vec<Evidence> = self.lent.iter().map(|(.., evidence)| evidence.clone()).collect();
            let number = self.lent.iter().map(|(_, number, ..)| f64::from(*number)).sum();
            measures.push(plain("staff_lent", "Staff lent by others and arrived", number, Unit::Persons, &lent));
        }
        if !self.held.is_empty() || !self.asked.is_empty() {
            let held = self.held.iter().map(|(.., evidence)| evidence.clone()).collect();
            measures.push(tally("consultations_held", "Consultations held", held));
            let took: f64 = self.consulted_s.iter().map(|(seconds, _)| *seconds as f64).sum();
            measures.push(quotient(
                "consultation_time",
                "Mean time from the first invitation to a consultation to its being held",
                took,
                f64::from(count(self.consulted_s.len())),
                Unit::Seconds,
                self.consulted_s.iter().map(|(_, evidence)| evidence.clone()).collect(),
            ));
            let name = "Landings let and people pledged by those who had sat at a consultation";
            measures.push(tally("moved_after_consultation", name, self.moved.clone()));
        }
        measures
    }
}

fn party_of(scenario: &Scenario, seat: SeatId) -> Option<PartyId> {
    scenario.seats.get(seat.index()).map(|seat| seat.party)
}

impl BurdenRow {
    fn nothing() -> Self {
        Self {
            party: None,
            units_usd: 0,
            ships_usd: 0,
            reception_usd: 0,
            staff_usd: 0,
            shared_usd: 0,
            fund_usd: 0,
            total_usd: 0,
            received: 0,
            beds: 0,
            pledged: 0,
            kept: 0,
        }
    }

    fn sum(&self) -> i64 {
        self.units_usd + self.ships_usd + self.reception_usd + self.staff_usd + self.shared_usd + self.fund_usd
    }

    /// The sum of some rows. What it cost in all is its total: what is shared and what goes through the fund cancel out.
    pub fn all(rows: &[Self]) -> Self {
        let mut all = Self::nothing();
        for row in rows {
            all.units_usd += row.units_usd;
            all.ships_usd += row.ships_usd;
            all.reception_usd += row.reception_usd;
            all.staff_usd += row.staff_usd;
            all.shared_usd += row.shared_usd;
            all.fund_usd += row.fund_usd;
            all.total_usd += row.total_usd;
            all.received += row.received;
            all.beds += row.beds;
            all.pledged = all.pledged.saturating_add(row.pledged);
            all.kept += row.kept;
        }
        all
    }
}
