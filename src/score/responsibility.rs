//! Whose case it was: how long it was nobody's, and how long each hand-over took.
//!
//! The centre that ought to hold a case is the one whose search and rescue region holds the casualty (SAR
//! Convention annex 2.1.3 and 2.1.9; regions may overlap, the scenario's order decides). Where the casualty truly
//! was is known to the fold at the moments events say so; between two of them it is taken to have gone straight.

use std::collections::BTreeMap;

use crate::base::ids::{CraftId, RequestId, SeatId};
use crate::base::{Position, Tick};
use crate::scenario::{Milestone, Scenario};
use crate::sim::{Ask, Event, Seen, Stamped, World};

use super::model::{Evidence, Handover, Vacancy};

/// What is remembered of responsibility.
#[derive(Debug, Clone)]
pub(super) struct Duty {
    /// True positions of each casualty, in order of time.
    fixes: Vec<Vec<(Tick, Position)>>,
    /// First alert of each case.
    alerts: BTreeMap<CraftId, Evidence>,
    /// Times responsibility came to a centre.
    taken: Vec<(CraftId, SeatId, Evidence)>,
    handovers: Vec<(RequestId, Handover)>,
    /// Who answers for each case, in truth.
    holders: BTreeMap<CraftId, SeatId>,
}

impl Duty {
    pub(super) fn new(initial: &World) -> Self {
        let fixes = initial
            .casualties
            .iter()
            .enumerate()
            .map(|(i, _)| initial.objects.get(i).map(|object| (initial.tick, object.position)).into_iter().collect())
            .collect();
        let holder = |(i, case): (usize, &crate::sim::Case)| Some((CraftId::new(i), case.responsible?.0));
        let holders = initial.cases.iter().enumerate().filter_map(holder).collect();
        Self { fixes, alerts: BTreeMap::new(), taken: Vec::new(), handovers: Vec::new(), holders }
    }

    pub(super) fn take(&mut self, stamped: &Stamped<Event>, evidence: &Evidence) {
        match &stamped.body {
            Event::StageReached { case, position, .. }
            | Event::Sighted { case, position, what: Seen::Vessel | Seen::CapsizedHull | Seen::LifeRaft, .. } => {
                if let Some(fixes) = self.fixes.get_mut(case.index()) {
                    fixes.push((stamped.tick, *position));
                }
            }
            Event::CaseOpened { case, .. } => {
                self.alerts.entry(*case).or_insert_with(|| evidence.clone());
            }
            Event::ResponsibilityTaken { case, to, .. } => {
                self.holders.insert(*case, *to);
                self.taken.push((*case, *to, evidence.clone()));
                for (_, handover) in &mut self.handovers {
                    if handover.case == *case && handover.to == *to && handover.taken.is_none() {
                        let asked = handover.asked.tick;
                        handover.seconds = Some(stamped.tick.since(asked).seconds());
                        handover.taken = Some(evidence.clone());
                    }
                }
            }
            Event::MilestoneReached { milestone: Milestone::ResponsibilityAccepted(seat, case) } => {
                self.taken.push((*case, *seat, evidence.clone()));
            }
            Event::RequestMade { request, from, to, case, what: Ask::Coordinate, .. } => {
                let handover = Handover {
                    case: *case,
                    from: *from,
                    to: *to,
                    asked: evidence.clone(),
                    answered: None,
                    taken: None,
                    seconds: None,
                    held_already: self.holders.get(case) == Some(to),
                };
                self.handovers.push((*request, handover));
            }
            Event::RequestAnswered { request, .. } => {
                if let Some((_, handover)) = self.handovers.iter_mut().find(|(id, _)| id == request) {
                    handover.answered.get_or_insert_with(|| evidence.clone());
                }
            }
            _ => {}
        }
    }

    /// Hand-overs asked for, oldest first.
    pub(super) fn handovers(&self) -> Vec<Handover> {
        self.handovers.iter().map(|(_, handover)| handover.clone()).collect()
    }

    /// How long each alerted case was nobody's, and how long it was not its region's.
    pub(super) fn vacancies(&self, scenario: &Scenario, until: Tick) -> Vec<Vacancy> {
        self.alerts
            .iter()
            .map(|(case, alert)| {
                let region = |tick: Tick| self.at(*case, tick).and_then(|position| scenario.responsible_for(position));
                let centre = region(alert.tick);
                let taken = || self.taken.iter().filter(|(taken, ..)| taken == case);
                let first = |all: &mut dyn Iterator<Item = &(CraftId, SeatId, Evidence)>| {
                    all.min_by_key(|(.., evidence)| (evidence.tick, evidence.event)).map(|(.., by)| by.clone())
                };
                let of_region = |(_, seat, by): &&(CraftId, SeatId, Evidence)| {
                    centre == Some(*seat) || region(by.tick) == Some(*seat)
                };
                let (to, held) = (first(&mut taken().filter(of_region)), first(&mut taken()));
                let end = |by: &Option<Evidence>| by.as_ref().map_or(until, |by| by.tick);
                // Whoever took it before the alert was told to all answered for it when it came.
                let lasted = |by: &Option<Evidence>| end(by).since(alert.tick).seconds().max(0);
                Vacancy {
                    case: *case,
                    from: alert.clone(),
                    centre,
                    seconds: lasted(&to),
                    drifted_to: region(end(&to)).filter(|now| Some(*now) != centre),
                    unheld_s: lasted(&held),
                    to,
                    held,
                }
            })
            .collect()
    }

    /// The centre in whose region a case was when the first alert came. None before, or where no region held it.
    pub(super) fn region_at_alert(&self, scenario: &Scenario, case: CraftId) -> Option<SeatId> {
        let alert = self.alerts.get(&case)?;
        self.at(case, alert.tick).and_then(|position| scenario.responsible_for(position))
    }

    /// Where a casualty was, as far as events tell.
    fn at(&self, case: CraftId, tick: Tick) -> Option<Position> {
        let fixes = self.fixes.get(case.index())?;
        let after = fixes.iter().position(|(at, _)| *at >= tick);
        match after {
            None => fixes.last().map(|(_, position)| *position),
            Some(0) => fixes.first().map(|(_, position)| *position),
            Some(i) => {
                let ((t0, a), (t1, b)) = (fixes[i - 1], fixes[i]);
                let share = f64::from(tick.0 - t0.0) / f64::from((t1.0 - t0.0).max(1));
                Some(a.destination(a.bearing_true(b), a.distance_m(b) * share))
            }
        }
    }
}
