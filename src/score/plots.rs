//! What was made of reports: cases taken for one, rightly and wrongly, false ones found out, searches ended, and the
//! hours that units spent on reports of nothing.
//!
//! What a case truly is the scenario says; what each centre took it for, the events. Merges are judged by whether the
//! reports are of one vessel, searches ended by who was alive at sea then and died there afterwards.

use std::collections::{BTreeMap, BTreeSet};

use super::conduct::{plain, tally};
use super::model::{Evidence, Measure, Unit};
use super::words::craft_name;
use crate::base::Tick;
use crate::base::ids::{CraftId, PersonId, SeatId, SruId};
use crate::scenario::{Role, Scenario};
use crate::sim::plot::{self, Conclusion};
use crate::sim::{Ask, Event, Order, Setting, World};

/// What is remembered of plots.
#[derive(Debug, Clone)]
pub(super) struct Plots {
    /// The vessel of each person.
    crafts: Vec<CraftId>,
    units: Vec<Serving>,
    /// Hours that units spent on each case without a vessel of its own, and the orders behind them.
    wasted: BTreeMap<CraftId, (f64, Vec<Evidence>)>,
    /// At each seat, which case is part of which.
    into: BTreeMap<(SeatId, CraftId), CraftId>,
    /// For each case without a vessel of its own that a centre has heard of, how long it stood open.
    open: BTreeMap<CraftId, Standing>,
    right: Vec<Evidence>,
    wrong: Vec<Evidence>,
    of_nothing: Vec<Evidence>,
    apart_wrongly: Vec<Evidence>,
    found_out: Vec<Evidence>,
    suspended: Vec<Suspension>,
}

/// The case without a vessel of its own that a unit serves.
#[derive(Debug, Clone, Copy, Default)]
struct Serving {
    out: bool,
    /// Which, by whose order, and since when it has been out for it. Exists when and only when it serves one.
    case: Option<(CraftId, SeatId)>,
    since: Option<Tick>,
}

/// How long a case stood open.
#[derive(Debug, Clone, Default)]
struct Standing {
    /// Centres that have it closed, or take it for the vessel that it is of.
    closed_at: BTreeSet<SeatId>,
    /// Since when no centre has. Exists when and only when none has.
    since: Option<Tick>,
    hours: f64,
    evidence: Vec<Evidence>,
}

/// A search ended while people were alive at sea.
#[derive(Debug, Clone)]
struct Suspension {
    seat: SeatId,
    case: CraftId,
    vessels: Vec<CraftId>,
    alive: u32,
    evidence: Evidence,
    /// Whether the case is still closed.
    lasts: bool,
    /// Who died at sea meanwhile.
    died: Vec<(PersonId, Evidence)>,
}

impl Plots {
    pub(super) fn new(initial: &World) -> Self {
        let serving = |unit: &crate::sim::Sru| Serving { out: unit.activity.is_out(), ..Serving::default() };
        let mut into = BTreeMap::new();
        for case in &initial.cases {
            for (seat, plot) in case.plots.iter().enumerate() {
                if let Some(root) = plot.into {
                    into.insert((SeatId::new(seat), case.craft), root);
                }
            }
        }
        Self {
            crafts: initial.people.iter().map(|person| person.craft).collect(),
            units: initial.srus.iter().map(serving).collect(),
            wasted: BTreeMap::new(),
            into,
            open: BTreeMap::new(),
            right: Vec::new(),
            wrong: Vec::new(),
            of_nothing: Vec::new(),
            apart_wrongly: Vec::new(),
            found_out: Vec::new(),
            suspended: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, s: &Scenario, event: &Event, evidence: &Evidence) {
        let tick = evidence.tick;
        match event {
            Event::CaseOpened { seat, case } => {
                let centre = s.seats.get(seat.index()).is_some_and(|seat| seat.role == Role::Rcc);
                if centre && s.is_only_reported(*case) {
                    let standing = self.open.entry(*case).or_default();
                    standing.evidence.push(evidence.clone());
                    if standing.closed_at.is_empty() {
                        standing.since.get_or_insert(tick);
                    }
                }
            }
            Event::OrderGiven { seat, sru, case, order } => self.ordered(s, *seat, *sru, *case, order, evidence),
            Event::SruDeparted { sru } => self.unit(*sru, tick, |unit| unit.out = true),
            Event::SruArrived { sru, place: Some(_), .. } => self.unit(*sru, tick, |unit| {
                *unit = Serving::default();
            }),
            Event::SruFailed { sru } => self.unit(*sru, tick, |unit| unit.case = None),
            Event::PersonDied { person, setting, .. } => {
                let at_sea = !matches!(setting, Setting::AboardRescuer | Setting::Ashore);
                let Some(craft) = self.crafts.get(person.index()).filter(|_| at_sea) else { return };
                for suspension in self.suspended.iter_mut().filter(|s| s.lasts && s.vessels.contains(craft)) {
                    suspension.died.push((*person, evidence.clone()));
                }
            }
            Event::Plot(what) => self.decided(s, what, evidence),
            _ => {}
        }
    }

    fn unit(&mut self, sru: SruId, tick: Tick, change: impl FnOnce(&mut Serving)) {
        let Some(unit) = self.units.get_mut(sru.index()) else { return };
        if let (Some((case, _)), Some(since)) = (unit.case, unit.since.take()) {
            self.wasted.entry(case).or_default().0 += tick.since(since).as_hours();
        }
        change(unit);
        unit.since = (unit.out && unit.case.is_some()).then_some(tick);
    }

    fn ordered(
        &mut self,
        s: &Scenario,
        seat: SeatId,
        sru: SruId,
        case: Option<CraftId>,
        order: &Order,
        evidence: &Evidence,
    ) {
        if matches!(order, Order::Resume) {
            self.unit(sru, evidence.tick, |unit| unit.case = None);
            return;
        }
        // Without a case it goes on for the one it served.
        let Some(case) = case else { return };
        let nothing = s.is_only_reported(case) && !self.serves_a_vessel(s, seat, case);
        if nothing && !matches!(order, Order::Return | Order::Land { .. }) {
            self.wasted.entry(case).or_default().1.push(evidence.clone());
        }
        self.unit(sru, evidence.tick, |unit| unit.case = nothing.then_some((case, seat)));
    }

    /// Whether a vessel that is there is reported under the same case, at a seat or at the centre that it follows.
    fn serves_a_vessel(&self, s: &Scenario, seat: SeatId, case: CraftId) -> bool {
        let party = |seat: SeatId| s.seats.get(seat.index()).map(|seat| seat.party);
        let centre = |(_, of): &(usize, &crate::scenario::Seat)| of.role == Role::Rcc && Some(of.party) == party(seat);
        let own = s.seats.iter().enumerate().find(centre).map(|(i, _)| SeatId::new(i));
        let seats: Vec<SeatId> = match own {
            Some(own) => vec![own],
            None => (0..s.seats.len()).map(SeatId::new).collect(),
        };
        let there = |label: &CraftId| !s.is_only_reported(*label);
        let same = |at: SeatId, label: CraftId| self.root(at, label) == self.root(at, case);
        seats.into_iter().any(|at| (0..s.craft.len()).map(CraftId::new).filter(there).any(|label| same(at, label)))
    }

    fn root(&self, seat: SeatId, case: CraftId) -> CraftId {
        let mut at = case;
        for _ in 0..=self.into.len() {
            match self.into.get(&(seat, at)) {
                Some(into) => at = *into,
                None => break,
            }
        }
        at
    }

    fn decided(&mut self, s: &Scenario, what: &plot::Event, evidence: &Evidence) {
        match what {
            plot::Event::Merged { seat, case, into, .. } => {
                match (s.vessel_of(*case), s.vessel_of(*into)) {
                    (Some(one), Some(other)) if one == other => self.right.push(evidence.clone()),
                    (Some(_), Some(_)) => self.wrong.push(evidence.clone()),
                    _ => self.of_nothing.push(evidence.clone()),
                }
                self.into.insert((*seat, *case), *into);
                self.look_again(s, *seat, evidence);
            }
            plot::Event::KeptApart { seat, case, from, undone, .. } => {
                let one = s.vessel_of(*case);
                if one.is_some() && one == s.vessel_of(*from) {
                    self.apart_wrongly.push(evidence.clone());
                }
                if let Some(undone) = undone {
                    self.into.remove(&(*seat, *undone));
                }
                self.look_again(s, *seat, evidence);
            }
            plot::Event::Concluded { seat, case, reason, vessels, alive, holds } => {
                if vessels.is_empty() && *reason == Conclusion::FalseAlarm && s.vessel_of(*case).is_none() {
                    self.found_out.push(evidence.clone());
                }
                for label in self.labels(s, *seat, *case) {
                    self.closed(label, *seat, evidence);
                }
                if *alive > 0 && *holds {
                    self.suspended.push(Suspension {
                        seat: *seat,
                        case: *case,
                        vessels: vessels.clone(),
                        alive: *alive,
                        evidence: evidence.clone(),
                        lasts: true,
                        died: Vec::new(),
                    });
                }
            }
            plot::Event::Reopened { seat, case, .. } => {
                for label in self.labels(s, *seat, *case) {
                    self.opened(label, *seat, evidence);
                }
                self.look_again(s, *seat, evidence);
                for suspension in self.suspended.iter_mut().filter(|of| (of.seat, of.case) == (*seat, *case)) {
                    suspension.lasts = false;
                }
            }
        }
    }

    /// All cases under one at a seat, itself among them.
    fn labels(&self, s: &Scenario, seat: SeatId, case: CraftId) -> Vec<CraftId> {
        (0..s.craft.len()).map(CraftId::new).filter(|label| self.root(seat, *label) == case).collect()
    }

    /// After cases were merged or parted at a seat: reports taken for the vessel they are of are found out, and units
    /// that were out for them serve it.
    fn look_again(&mut self, s: &Scenario, seat: SeatId, evidence: &Evidence) {
        for label in (0..s.craft.len()).map(CraftId::new).filter(|label| s.is_only_reported(*label)) {
            let Some(vessel) = s.vessel_of(label) else { continue };
            let found = self
                .labels(s, seat, self.root(seat, label))
                .into_iter()
                .any(|other| other != label && s.vessel_of(other) == Some(vessel));
            if found {
                self.closed(label, seat, evidence);
            } else {
                self.opened(label, seat, evidence);
            }
        }
        for i in 0..self.units.len() {
            if let Some((case, by)) = self.units[i].case
                && self.serves_a_vessel(s, by, case)
            {
                self.unit(SruId::new(i), evidence.tick, |unit| unit.case = None);
            }
        }
    }

    fn closed(&mut self, label: CraftId, seat: SeatId, evidence: &Evidence) {
        let Some(standing) = self.open.get_mut(&label) else { return };
        if standing.closed_at.insert(seat) {
            standing.evidence.push(evidence.clone());
        }
        if let Some(since) = standing.since.take() {
            standing.hours += evidence.tick.since(since).as_hours();
        }
    }

    fn opened(&mut self, label: CraftId, seat: SeatId, evidence: &Evidence) {
        let Some(standing) = self.open.get_mut(&label) else { return };
        if standing.closed_at.remove(&seat) {
            standing.evidence.push(evidence.clone());
            if standing.closed_at.is_empty() {
                standing.since.get_or_insert(evidence.tick);
            }
        }
    }

    /// Numbers about people: who was given up. None where no search was ended with anybody alive at sea.
    pub(super) fn outcome(&self) -> Vec<Measure> {
        if self.suspended.is_empty() {
            return Vec::new();
        }
        let ended: Vec<Evidence> = self.suspended.iter().map(|s| s.evidence.clone()).collect();
        // Who was given up by two centres is one person.
        let died: BTreeMap<PersonId, Evidence> = self.suspended.iter().flat_map(|s| s.died.iter().cloned()).collect();
        let mut died: Vec<Evidence> = died.into_values().collect();
        died.sort_by_key(|evidence| (evidence.tick, evidence.event));
        let mut alive: BTreeMap<&[CraftId], u32> = BTreeMap::new();
        for suspension in &self.suspended {
            let most = alive.entry(&suspension.vessels).or_default();
            *most = (*most).max(suspension.alive);
        }
        let alive = alive.values().copied().fold(0, u32::saturating_add);
        let lost = u32::try_from(died.len()).unwrap_or(u32::MAX);
        vec![
            tally("search_suspended", "Searches ended with people alive at sea", ended.clone()),
            plain(
                "suspended_alive",
                "Alive at sea when their search was ended",
                f64::from(alive),
                Unit::Persons,
                &ended,
            ),
            plain("suspended_died", "Died at sea after their search was ended", f64::from(lost), Unit::Persons, &died),
        ]
    }

    /// How the table dealt with reports. None where all are of vessels and nobody decided anything about them.
    pub(super) fn process(&self, s: &Scenario, until: Tick) -> Vec<Measure> {
        let reports = s.craft.iter().any(|craft| !craft.exists());
        let merges =
            [&self.right, &self.wrong, &self.of_nothing, &self.apart_wrongly].into_iter().any(|m| !m.is_empty());
        let mut measures = Vec::new();
        if reports {
            let mut running = self.wasted.clone();
            for unit in &self.units {
                if let (Some((case, _)), Some(since)) = (unit.case, unit.since) {
                    running.entry(case).or_default().0 += until.since(since).as_hours();
                }
            }
            let of = |doubled: bool| {
                let those = running.iter().filter(|(case, _)| s.vessel_of(**case).is_some() == doubled);
                let (mut hours, mut evidence) = (0.0, Vec::new());
                for (_, (spent_h, orders)) in those {
                    hours += spent_h;
                    evidence.extend(orders.iter().cloned());
                }
                evidence.sort_by_key(|order: &Evidence| (order.tick, order.event));
                (hours, evidence)
            };
            let (false_h, false_orders) = of(false);
            let (doubled_h, doubled_orders) = of(true);
            measures.extend([
                plain(
                    "hours_on_false_reports",
                    "Units' hours out on reports of nothing",
                    false_h,
                    Unit::Hours,
                    &false_orders,
                ),
                plain(
                    "hours_on_doubled_reports",
                    "Units' hours out on second reports of a vessel, taken for another",
                    doubled_h,
                    Unit::Hours,
                    &doubled_orders,
                ),
            ]);
            for (case, standing) in &self.open {
                let Some(craft) = s.craft.get(case.index()) else { continue };
                let last_h = standing.since.map_or(0.0, |since| until.since(since).as_hours());
                let what = if s.vessel_of(*case).is_some() { "not known for what it was" } else { "open" };
                let name = format!("How long {} stood {what}", craft_name(s, *case));
                let key = format!("report_open.{}", craft.id);
                measures.push(plain(&key, &name, standing.hours + last_h, Unit::Hours, &standing.evidence));
            }
            measures.push(tally("false_alarms_found", "False alarms found to be such", self.found_out.clone()));
        }
        if reports || merges {
            measures.extend([
                tally("merges_right", "Cases rightly taken for one", self.right.clone()),
                tally("merges_wrong", "Two vessels taken for one", self.wrong.clone()),
                tally(
                    "merges_of_nothing",
                    "Reports of nothing taken for those of another case",
                    self.of_nothing.clone(),
                ),
                tally("kept_apart_wrongly", "Reports of one vessel decided to be of two", self.apart_wrongly.clone()),
            ]);
        }
        measures
    }
}

/// Whether an event is about a case without a vessel of its own: clocks, and who answered for a vessel, count without
/// it.
pub(super) fn is_about_a_report(s: &Scenario, event: &Event) -> bool {
    let case = match event {
        Event::CaseOpened { case, .. }
        | Event::PhaseSet { case, .. }
        | Event::ResponsibilityTaken { case, .. }
        | Event::DistressBroadcast { case, .. }
        | Event::RequestMade { case, what: Ask::Coordinate, .. } => Some(*case),
        Event::OrderGiven { case, .. } => *case,
        Event::MilestoneReached { milestone } => milestone.case(),
        _ => None,
    };
    case.is_some_and(|case| s.is_only_reported(case))
}
