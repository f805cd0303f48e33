//! The links of the chain, when each was first reached, and the times between them.
//!
//! Source of the list: the quantities of sar-models.md 5.9 (proposed), from first alert to last landed.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::ids::{CraftId, PartyId, SeatId, SruId};
use crate::scenario::{Milestone, Phase, Scenario};
use crate::sim::{Ask, Event, Intervention, Order, World};

use super::model::{Clock, Evidence};

/// A link of the chain from alert to landing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChainStep {
    /// A seat first heard of a case.
    Alerted,
    /// A position was first in hand.
    PositionKnown,
    /// A phase was first declared.
    PhaseDeclared,
    /// The distress phase was first declared.
    DistressDeclared,
    /// Another centre was first asked to coordinate.
    CoordinationAsked,
    /// Responsibility was first accepted.
    ResponsibilityAccepted,
    /// Shipping was first told.
    DistressBroadcast,
    /// A unit was first ordered for the sake of a case.
    FirstTasked,
    /// A unit so ordered was first under way.
    FirstUnderWay,
    /// A unit first came within 5 NM.
    OnScene,
    /// The casualty or survivors were first seen.
    FirstSighted,
    /// The first living person was taken aboard.
    FirstRecovered,
    /// The last living person was taken aboard.
    LastRecovered,
    /// A landing was first agreed to.
    LandingAgreed,
    /// The first person was landed at a place of safety.
    FirstLanded,
    /// The last person was landed at a place of safety.
    LastLanded,
}

impl ChainStep {
    /// All of them after the alert, in the order of the chain.
    pub const AFTER_ALERT: [Self; 15] = [
        Self::PositionKnown,
        Self::PhaseDeclared,
        Self::DistressDeclared,
        Self::CoordinationAsked,
        Self::ResponsibilityAccepted,
        Self::DistressBroadcast,
        Self::FirstTasked,
        Self::FirstUnderWay,
        Self::OnScene,
        Self::FirstSighted,
        Self::FirstRecovered,
        Self::LastRecovered,
        Self::LandingAgreed,
        Self::FirstLanded,
        Self::LastLanded,
    ];

    /// The key of its clock.
    pub fn key(self) -> &'static str {
        match self {
            Self::Alerted => "alert_to_alerted",
            Self::PositionKnown => "alert_to_position",
            Self::PhaseDeclared => "alert_to_phase",
            Self::DistressDeclared => "alert_to_distress_phase",
            Self::CoordinationAsked => "alert_to_coordination_asked",
            Self::ResponsibilityAccepted => "alert_to_responsibility",
            Self::DistressBroadcast => "alert_to_broadcast",
            Self::FirstTasked => "alert_to_first_tasked",
            Self::FirstUnderWay => "alert_to_first_under_way",
            Self::OnScene => "alert_to_on_scene",
            Self::FirstSighted => "alert_to_first_sighted",
            Self::FirstRecovered => "alert_to_first_recovered",
            Self::LastRecovered => "alert_to_last_recovered",
            Self::LandingAgreed => "alert_to_landing_agreed",
            Self::FirstLanded => "alert_to_first_landed",
            Self::LastLanded => "alert_to_last_landed",
        }
    }

    /// Its name in a table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alerted => "told of the case",
            Self::PositionKnown => "position in hand",
            Self::PhaseDeclared => "phase declared",
            Self::DistressDeclared => "distress phase declared",
            Self::CoordinationAsked => "another centre asked to coordinate",
            Self::ResponsibilityAccepted => "responsibility accepted",
            Self::DistressBroadcast => "distress broadcast to shipping",
            Self::FirstTasked => "first unit tasked",
            Self::FirstUnderWay => "first unit under way",
            Self::OnScene => "first unit on scene",
            Self::FirstSighted => "first sighted",
            Self::FirstRecovered => "first person taken aboard",
            Self::LastRecovered => "last living person taken aboard",
            Self::LandingAgreed => "landing agreed",
            Self::FirstLanded => "first person at a place of safety",
            Self::LastLanded => "last person at a place of safety",
        }
    }

    fn is_last(self) -> bool {
        matches!(self, Self::LastRecovered | Self::LastLanded)
    }
}

/// What is said of moments before the part scored: their events are in another recording.
pub(super) const BEFORE: &str = "before the part scored";

/// When each link was reached, by seat and case.
#[derive(Debug, Clone)]
pub(super) struct Moments {
    reached: BTreeMap<(ChainStep, Option<SeatId>, Option<CraftId>), Evidence>,
    /// Events that were only milestones: what brought one about is the better evidence.
    milestones: BTreeSet<u32>,
    units: Vec<UnitFacts>,
    landed_from: BTreeMap<u32, CraftId>,
    /// Cases that concern a seat's state for another reason than where they are: a unit of its went to them, it was
    /// asked, it answered for them.
    concerned: BTreeSet<(SeatId, CraftId)>,
}

/// What is remembered of a unit.
#[derive(Debug, Clone)]
struct UnitFacts {
    seat: SeatId,
    case: Option<CraftId>,
    at_sea: bool,
    /// Who ordered it for that case: its commander, or the seat at whose disposal it is.
    by: Option<SeatId>,
}

impl Moments {
    pub(super) fn new(scenario: &Scenario, initial: &World) -> Self {
        let units = scenario
            .srus
            .iter()
            .enumerate()
            .map(|(i, sru)| UnitFacts {
                seat: sru.seat,
                case: None,
                at_sea: initial.srus.get(i).is_some_and(|s| s.activity.is_out()),
                by: None,
            })
            .collect();
        let landed_from = initial.people.iter().map(|person| (person.id.0, person.craft)).collect();
        let mut moments = Self {
            reached: BTreeMap::new(),
            milestones: BTreeSet::new(),
            units,
            landed_from,
            concerned: BTreeSet::new(),
        };
        let of_vessel = |milestone: &Milestone| !milestone.case().is_some_and(|case| scenario.is_only_reported(case));
        for (milestone, tick) in initial.milestones.iter().filter(|(milestone, _)| of_vessel(milestone)) {
            moments.milestone(*milestone, &Evidence { tick: *tick, event: 0, text: BEFORE.to_owned() });
        }
        moments
    }

    /// Takes an event in. Milestones are taken too: some links (position, on scene) have no event of their own.
    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) {
        use ChainStep as S;
        match event {
            Event::CaseOpened { seat, case } => self.note(S::Alerted, *seat, Some(*case), evidence),
            Event::PhaseSet { seat, case, phase, .. } => self.phase(*seat, *case, *phase, evidence),
            Event::RequestMade { from, to, case, what, .. } => {
                self.concerned.insert((*to, *case));
                if matches!(what, Ask::Coordinate) {
                    self.note(S::CoordinationAsked, *from, Some(*case), evidence);
                }
            }
            Event::DistressBroadcast { seat, case, .. } => {
                self.note(S::DistressBroadcast, *seat, Some(*case), evidence);
            }
            Event::OrderGiven { seat, sru, case: Some(case), order } => {
                self.ordered(*seat, *sru, *case, order, evidence);
            }
            Event::SruDeparted { sru } => {
                let Some(unit) = self.units.get_mut(sru.index()) else { return };
                unit.at_sea = true;
                let (seat, case, by) = (unit.seat, unit.case, unit.by);
                if case.is_some() {
                    self.note(S::FirstUnderWay, seat, case, evidence);
                    self.write(S::FirstUnderWay, by.or(Some(seat)), case, evidence);
                }
            }
            Event::Intervened { what: Intervention::BringIn { sru, .. } | Intervention::MoveSru { sru, .. } } => {
                if let Some(unit) = self.units.get_mut(sru.index()) {
                    unit.at_sea = true;
                }
            }
            Event::SruArrived { sru, place: Some(_), .. } => {
                if let Some(unit) = self.units.get_mut(sru.index()) {
                    unit.at_sea = false;
                }
            }
            Event::Sighted { sru, case, .. } => self.by_unit(S::FirstSighted, Some(*sru), Some(*case), evidence),
            Event::PersonRecovered { sru, case, .. } => {
                self.by_unit(S::FirstRecovered, Some(*sru), Some(*case), evidence);
                self.by_unit(S::LastRecovered, Some(*sru), Some(*case), evidence);
            }
            Event::PersonLanded { person, sru, safe: true, .. } => {
                let case = self.landed_from.get(&person.0).copied();
                self.by_unit(S::FirstLanded, *sru, case, evidence);
                self.by_unit(S::LastLanded, *sru, case, evidence);
            }
            Event::ResponsibilityTaken { case, from, to } => {
                self.concerned.insert((*to, *case));
                if from.is_some() {
                    self.note(S::ResponsibilityAccepted, *to, Some(*case), evidence);
                }
            }
            Event::MilestoneReached { milestone } => {
                self.milestones.insert(evidence.event);
                self.milestone(*milestone, evidence);
            }
            _ => {}
        }
    }

    fn milestone(&mut self, milestone: Milestone, evidence: &Evidence) {
        use ChainStep as S;
        match milestone {
            Milestone::Alerted(seat, case) => self.note(S::Alerted, seat, Some(case), evidence),
            Milestone::PositionKnown(seat, case) => self.note(S::PositionKnown, seat, Some(case), evidence),
            Milestone::PhaseDeclared(seat, case, phase) => self.phase(seat, case, phase, evidence),
            Milestone::CoordinationAsked(seat, case) => self.note(S::CoordinationAsked, seat, Some(case), evidence),
            Milestone::ResponsibilityAccepted(seat, case) => {
                self.concerned.insert((seat, case));
                self.note(S::ResponsibilityAccepted, seat, Some(case), evidence);
            }
            Milestone::DistressBroadcast(seat, case) => self.note(S::DistressBroadcast, seat, Some(case), evidence),
            Milestone::SruTasked(seat) => self.note(S::FirstTasked, seat, None, evidence),
            Milestone::OnScene(seat, case) => {
                // A unit may have come to this seat's disposal on its way: then it was under way for it by now at the
                // latest.
                self.concerned.insert((seat, case));
                self.note(S::FirstUnderWay, seat, Some(case), evidence);
                self.note(S::OnScene, seat, Some(case), evidence);
            }
            Milestone::Sighted(seat, case) => self.note(S::FirstSighted, seat, Some(case), evidence),
            Milestone::Recovered(seat, case) => self.note(S::FirstRecovered, seat, Some(case), evidence),
            Milestone::Landed(seat, case) => self.note(S::FirstLanded, seat, Some(case), evidence),
            Milestone::LandingAgreed(seat) => self.note(S::LandingAgreed, seat, None, evidence),
            // A unit may have been under way for another reason before any alert: `SruDeparted` is counted instead. No clock
            // runs to a vessel being turned back.
            Milestone::SruUnderWay(_) | Milestone::Stage(..) | Milestone::TurnedBack(..) => {}
        }
    }

    fn phase(&mut self, seat: SeatId, case: CraftId, phase: Phase, evidence: &Evidence) {
        self.note(ChainStep::PhaseDeclared, seat, Some(case), evidence);
        if phase == Phase::Distress {
            self.note(ChainStep::DistressDeclared, seat, Some(case), evidence);
        }
    }

    fn ordered(&mut self, seat: SeatId, sru: SruId, case: CraftId, order: &Order, evidence: &Evidence) {
        let for_rescue = matches!(
            order,
            Order::Proceed { .. }
                | Order::Search { .. }
                | Order::Recover { .. }
                | Order::Escort { .. }
                | Order::Alongside(_)
        );
        if !for_rescue {
            return;
        }
        self.concerned.insert((seat, case));
        self.note(ChainStep::FirstTasked, seat, Some(case), evidence);
        let Some(unit) = self.units.get_mut(sru.index()) else { return };
        (unit.case, unit.by) = (Some(case), Some(seat));
        let (owner, at_sea) = (unit.seat, unit.at_sea);
        // A unit at another's disposal goes for both.
        self.concerned.insert((owner, case));
        self.note(ChainStep::FirstTasked, owner, Some(case), evidence);
        if at_sea {
            self.note(ChainStep::FirstUnderWay, owner, Some(case), evidence);
            self.note(ChainStep::FirstUnderWay, seat, Some(case), evidence);
        }
    }

    /// Credits the seat whose unit it is; a person who came ashore without a unit credits nobody.
    fn by_unit(&mut self, step: ChainStep, sru: Option<SruId>, case: Option<CraftId>, evidence: &Evidence) {
        let seat = sru.and_then(|sru| self.units.get(sru.index())).map(|unit| unit.seat);
        self.concerned.extend(seat.zip(case));
        self.write(step, seat, case, evidence);
    }

    fn note(&mut self, step: ChainStep, seat: SeatId, case: Option<CraftId>, evidence: &Evidence) {
        self.write(step, Some(seat), case, evidence);
    }

    fn write(&mut self, step: ChainStep, seat: Option<SeatId>, case: Option<CraftId>, evidence: &Evidence) {
        let entry = self.reached.entry((step, seat, case)).or_insert_with(|| evidence.clone());
        let better = entry.tick == evidence.tick
            && self.milestones.contains(&entry.event)
            && !self.milestones.contains(&evidence.event);
        if step.is_last() || better {
            entry.clone_from(evidence);
        }
    }

    /// The first (or for the last ones, the last) event of a link among those entries that `wanted` picks.
    pub(super) fn event(
        &self,
        step: ChainStep,
        wanted: impl Fn(Option<SeatId>, Option<CraftId>) -> bool,
    ) -> Option<&Evidence> {
        let found = self.reached.iter().filter(|((s, seat, case), _)| *s == step && wanted(*seat, *case));
        let events = found.map(|(_, evidence)| evidence);
        if step.is_last() {
            events.max_by_key(|evidence| (evidence.tick, evidence.event))
        } else {
            events.min_by_key(|e| (e.tick, self.milestones.contains(&e.event), e.event))
        }
    }

    /// Whether a case concerns a party. A state has cases of its own: those in its region when the alert came, those
    /// its units went to, those it was asked about and those it answered for; word of another state's boat starts no
    /// clock of its own. Whom anybody tells of a case has no region, and all cases concern it.
    fn concerns(
        &self,
        scenario: &Scenario,
        party: PartyId,
        case: CraftId,
        region: &impl Fn(CraftId) -> Option<SeatId>,
    ) -> bool {
        let own = |seat: SeatId| scenario.seats.get(seat.index()).is_some_and(|seat| seat.party == party);
        !scenario.is_country(party)
            || region(case).is_some_and(own)
            || self.concerned.iter().any(|(seat, of)| *of == case && own(*seat))
    }

    /// All clocks: overall, of each state that was told of a case that concerns it, and of each case if there are
    /// several. `region` gives the centre in whose region a case was when the alert came.
    pub(super) fn clocks(&self, scenario: &Scenario, region: impl Fn(CraftId) -> Option<SeatId>) -> Vec<Clock> {
        let mut clocks = Vec::new();
        let first = self.event(ChainStep::Alerted, |_, _| true);
        for step in ChainStep::AFTER_ALERT {
            let to = self.event(step, |_, _| true);
            clocks.push(clock(step.key().to_owned(), format!("Alert to {}", step.name()), first, to));
        }
        for (index, party) in scenario.parties.iter().enumerate() {
            let id = PartyId::new(index);
            let cases: Vec<bool> = (0..scenario.craft.len())
                .map(|case| self.concerns(scenario, id, CraftId::new(case), &region))
                .collect();
            let concerns =
                |case: Option<CraftId>| case.is_none_or(|case| cases.get(case.index()).copied().unwrap_or(false));
            let of_party = |seat: Option<SeatId>, case: Option<CraftId>| {
                let own = seat.and_then(|seat| scenario.seats.get(seat.index())).is_some_and(|seat| seat.party == id);
                own && concerns(case)
            };
            let told = self.event(ChainStep::Alerted, of_party);
            if told.is_none() && ChainStep::AFTER_ALERT.iter().all(|step| self.event(*step, of_party).is_none()) {
                continue;
            }
            let mut own = |step: ChainStep, from: Option<&Evidence>, name: String| {
                let to = self.event(step, of_party);
                let mut clock = clock(format!("{}.{}", step.key(), party.id), name, from, to);
                clock.party = Some(id);
                clocks.push(clock);
            };
            let first = self.event(ChainStep::Alerted, |_, case| concerns(case));
            own(ChainStep::Alerted, first, format!("{}: first alert to {}", party.name, ChainStep::Alerted.name()));
            for step in ChainStep::AFTER_ALERT {
                own(step, told, format!("{}: own alert to {}", party.name, step.name()));
            }
        }
        if scenario.craft.iter().filter(|craft| craft.exists()).count() > 1 {
            for (index, craft) in scenario.craft.iter().enumerate().filter(|(_, craft)| craft.exists()) {
                let id = CraftId::new(index);
                let of_case = |_: Option<SeatId>, case: Option<CraftId>| case == Some(id);
                let told = self.event(ChainStep::Alerted, of_case);
                for step in ChainStep::AFTER_ALERT {
                    let name = format!("{}: alert to {}", craft.name, step.name());
                    let key = format!("{}.case.{}", step.key(), craft.id);
                    let mut clock = clock(key, name, told, self.event(step, of_case));
                    clock.case = Some(id);
                    clocks.push(clock);
                }
            }
        }
        clocks
    }
}

fn clock(key: String, name: String, from: Option<&Evidence>, to: Option<&Evidence>) -> Clock {
    let seconds = from.zip(to).map(|(from, to)| to.tick.seconds() - from.tick.seconds());
    Clock { key, name, party: None, case: None, seconds, from: from.cloned(), to: to.cloned() }
}
