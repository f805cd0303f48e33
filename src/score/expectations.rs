//! What became of each expectation, with from when it counted and when it was done.
//!
//! The verdict is the exercise's own, from its events; the evaluator's mark stands beside it and does not change it.
//! Only the two moments are worked out here, from the milestones, so that a report can show by how much.

use std::collections::BTreeMap;

use crate::base::Tick;
use crate::base::ids::ExpectationId;
use crate::scenario::{Condition, Milestone, Scenario};
use crate::sim::{Event, ExpectationStatus, Intervention, Mark, World};

use super::model::{Evidence, Expectations, Expected, Verdict};

/// What is remembered of expectations.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    milestones: BTreeMap<Milestone, Tick>,
    /// The event is left out for those that were decided before the part scored.
    decided: BTreeMap<ExpectationId, (Verdict, Option<Evidence>)>,
    /// The evaluator's marks; the last on each stands.
    marked: BTreeMap<ExpectationId, (Mark, String)>,
}

impl Sheet {
    /// Begins from a situation: what was reached and decided before it counts as it did then.
    pub(super) fn new(initial: &World) -> Self {
        let verdict = |status: &ExpectationStatus| match status {
            ExpectationStatus::Open => None,
            ExpectationStatus::Met(_) => Some(Verdict::Met),
            ExpectationStatus::PartlyMet(_) => Some(Verdict::Partial),
            ExpectationStatus::Missed(_) => Some(Verdict::Missed),
        };
        let decided = initial.expectations.iter().enumerate();
        Self {
            milestones: initial.milestones.clone(),
            decided: decided.filter_map(|(i, s)| Some((ExpectationId::new(i), (verdict(s)?, None)))).collect(),
            marked: BTreeMap::new(),
        }
    }

    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) {
        let (expectation, verdict) = match event {
            Event::MilestoneReached { milestone } => {
                self.milestones.entry(*milestone).or_insert(evidence.tick);
                return;
            }
            Event::ExpectationMet { expectation } => (expectation, Verdict::Met),
            Event::ExpectationPartlyMet { expectation } => (expectation, Verdict::Partial),
            Event::ExpectationMissed { expectation } => (expectation, Verdict::Missed),
            Event::Intervened { what: Intervention::Mark { expectation, mark, remark } } => {
                self.marked.insert(*expectation, (*mark, remark.clone()));
                return;
            }
            _ => return,
        };
        self.decided.entry(*expectation).or_insert_with(|| (verdict, Some(evidence.clone())));
    }

    /// Each expectation of the scenario, and the counts.
    pub(super) fn finish(&self, scenario: &Scenario, until: Tick) -> Expectations {
        let mut all = Expectations::default();
        for (index, expectation) in scenario.expectations.iter().enumerate() {
            let id = ExpectationId::new(index);
            let decided = self.decided.get(&id);
            let result = decided.map_or(Verdict::Open, |(verdict, _)| *verdict);
            match result {
                Verdict::Met => all.met += 1,
                Verdict::Partial => all.partial += 1,
                Verdict::Missed => all.missed += 1,
                Verdict::Open => all.open += 1,
            }
            let so_far = |tick: &Tick| *tick <= until;
            all.items.push(Expected {
                expectation: id,
                id: expectation.id.clone(),
                seat: expectation.seat,
                what: expectation.what.clone(),
                result,
                within: expectation.within,
                partly_within: expectation.partly_within,
                from: self.holds_from(&expectation.from).filter(so_far),
                done: self.holds_from(&expectation.done).filter(so_far),
                evidence: decided.and_then(|(_, evidence)| evidence.clone()),
                marked: self.marked.get(&id).cloned(),
            });
        }
        all
    }

    /// From when a condition holds, as far as milestones tell.
    fn holds_from(&self, condition: &Condition) -> Option<Tick> {
        match condition {
            Condition::At(tick) => Some(*tick),
            Condition::Reached(milestone) => self.reached(*milestone),
            Condition::After(span, inner) => self.holds_from(inner).map(|tick| tick.after(*span)),
            Condition::All(all) => all
                .iter()
                .map(|inner| self.holds_from(inner))
                .try_fold(Tick::START, |latest, tick| tick.map(|tick| latest.max(tick))),
            Condition::Any(any) => any.iter().filter_map(|inner| self.holds_from(inner)).min(),
        }
    }

    /// A phase counts as declared when it or a graver one was.
    fn reached(&self, milestone: Milestone) -> Option<Tick> {
        if let Milestone::PhaseDeclared(seat, case, at_least) = milestone {
            let graver = self.milestones.iter().filter(|(reached, _)| {
                matches!(reached, Milestone::PhaseDeclared(s, c, phase) if *s == seat && *c == case && *phase >= at_least)
            });
            return graver.map(|(_, tick)| *tick).min();
        }
        self.milestones.get(&milestone).copied()
    }
}
