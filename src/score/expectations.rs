//! What became of each expectation, with from when it counted, when it was done, and what it is worth.
//!
//! The verdict is the exercise's own, from its events. The evaluator's rating stands beside it, and what the
//! expectation is worth goes by that if there is one. Only moments are worked out here, from the milestones and from
//! what the exercise told of others, so that a report can show by how much.

use std::collections::BTreeMap;

use crate::base::Tick;
use crate::base::ids::{ExpectationId, ObjectiveId};
use crate::scenario::{Condition, Expectation, Milestone, Proof, Scenario};
use crate::sim::{Event, ExpectationStatus, FrameEvent, Intervention, Rating, World};

use super::model::{Evidence, Expectations, Expected, Rated, StepResult, Verdict};

/// What being late is worth (*proposed*; no source gives a number).
const LATE: f64 = 0.5;

/// What is remembered of expectations.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    milestones: BTreeMap<Milestone, Tick>,
    /// The event is left out for those that were decided before the part scored.
    decided: BTreeMap<ExpectationId, (Verdict, Option<Evidence>)>,
    /// The evaluator's ratings; the last on each stands.
    rated: BTreeMap<ExpectationId, Rated>,
    rated_objectives: BTreeMap<ObjectiveId, Rated>,
    /// From when an expectation counts, where no milestone tells.
    runs: BTreeMap<ExpectationId, Tick>,
    /// When the steps of an expectation were done; or the one thing, where no milestone tells.
    steps: BTreeMap<(ExpectationId, u32), (Tick, Option<Evidence>)>,
}

impl Sheet {
    /// Begins from a situation: what was reached, decided and rated before it counts as it did then.
    pub(super) fn new(initial: &World) -> Self {
        let verdict = |status: &ExpectationStatus| match status {
            ExpectationStatus::Open => None,
            ExpectationStatus::Met(_) => Some(Verdict::Met),
            ExpectationStatus::PartlyMet(_) => Some(Verdict::Partial),
            ExpectationStatus::Missed(_) => Some(Verdict::Missed),
        };
        let decided = initial.expectations.iter().enumerate();
        let before = |rating: &Rating| Rated { rating: *rating, note: String::new(), evidence: None };
        let progress = || (0..).map(ExpectationId::new).zip(&initial.frame.progress);
        let steps = progress().flat_map(|(id, progress)| {
            let done = (0_u32..).zip(&progress.done);
            done.filter_map(move |(step, done)| Some(((id, step), ((*done)?, None))))
        });
        Self {
            milestones: initial.milestones.clone(),
            decided: decided.filter_map(|(i, s)| Some((ExpectationId::new(i), (verdict(s)?, None)))).collect(),
            rated: initial.frame.ratings.iter().map(|(id, rating)| (*id, before(rating))).collect(),
            rated_objectives: initial.frame.objectives.iter().map(|(id, rating)| (*id, before(rating))).collect(),
            runs: progress().filter_map(|(id, progress)| Some((id, progress.from?))).collect(),
            steps: steps.collect(),
        }
    }

    pub(super) fn take(&mut self, event: &Event, evidence: &Evidence) {
        let rated = |rating: &Rating, note: &String| Rated {
            rating: *rating,
            note: note.clone(),
            evidence: Some(evidence.clone()),
        };
        let (expectation, verdict) = match event {
            Event::MilestoneReached { milestone } => {
                self.milestones.entry(*milestone).or_insert(evidence.tick);
                return;
            }
            Event::ExpectationMet { expectation } => (expectation, Verdict::Met),
            Event::ExpectationPartlyMet { expectation } => (expectation, Verdict::Partial),
            Event::ExpectationMissed { expectation } => (expectation, Verdict::Missed),
            Event::Intervened { what: Intervention::Rate { expectation, rating, note } } => {
                self.rated.insert(*expectation, rated(rating, note));
                return;
            }
            Event::Intervened { what: Intervention::RateObjective { objective, rating, note } } => {
                self.rated_objectives.insert(*objective, rated(rating, note));
                return;
            }
            Event::Frame(FrameEvent::TimeRuns { expectation, since }) => {
                self.runs.entry(*expectation).or_insert(*since);
                return;
            }
            Event::Frame(FrameEvent::StepDone { expectation, step, at }) => {
                self.steps.entry((*expectation, *step)).or_insert_with(|| (*at, Some(evidence.clone())));
                return;
            }
            _ => return,
        };
        self.decided.entry(*expectation).or_insert_with(|| (verdict, Some(evidence.clone())));
    }

    /// The evaluator's own rating of an objective, if there is one.
    pub(super) fn rated_objective(&self, objective: ObjectiveId) -> Option<Rated> {
        self.rated_objectives.get(&objective).cloned()
    }

    /// Each expectation of the scenario, and the counts.
    pub(super) fn finish(&self, scenario: &Scenario, until: Tick) -> Expectations {
        let mut all = Expectations::default();
        for (index, expectation) in scenario.expectations.iter().enumerate() {
            let item = self.item(ExpectationId::new(index), expectation, until);
            match item.result {
                Verdict::Met => all.met += 1,
                Verdict::Partial => all.partial += 1,
                Verdict::Missed => all.missed += 1,
                Verdict::Open => all.open += 1,
                Verdict::NotRated => all.not_rated += 1,
            }
            all.items.push(item);
        }
        all
    }

    fn item(&self, id: ExpectationId, spec: &Expectation, until: Tick) -> Expected {
        let so_far = |tick: &Tick| *tick <= until;
        let from = self.runs.get(&id).copied().or_else(|| self.holds_from(&spec.from)).filter(so_far);
        let rated = self.rated.get(&id).cloned();
        let decided = self.decided.get(&id);
        let (result, evidence) = match (&spec.proof, &rated) {
            (Proof::Judged, Some(rated)) => (by_rating(rated.rating), rated.evidence.clone()),
            (Proof::Judged, None) => (Verdict::NotRated, None),
            _ => (
                decided.map_or(Verdict::Open, |(verdict, _)| *verdict),
                decided.and_then(|(_, evidence)| evidence.clone()),
            ),
        };
        let steps = self.steps(id, &spec.proof, from, until);
        let done = match &spec.proof {
            Proof::Done(done) => {
                self.steps.get(&(id, 0)).map(|(at, _)| *at).or_else(|| self.holds_from(done)).filter(so_far)
            }
            // The moment of the step that made it enough.
            Proof::Steps { need, .. } => {
                let mut in_time: Vec<Tick> = steps.iter().filter(|s| s.in_time).filter_map(|s| s.done).collect();
                in_time.sort_unstable();
                in_time.get(need.saturating_sub(1) as usize).copied()
            }
            Proof::Judged => None,
        };
        let partial = match &spec.proof {
            Proof::Steps { need, .. } => {
                let in_time = steps.iter().filter(|step| step.in_time).count() as f64;
                (in_time / f64::from((*need).max(1))).min(1.0)
            }
            _ => LATE,
        };
        let by_verdict = match result {
            Verdict::Met => Some(1.0),
            Verdict::Partial => Some(partial),
            Verdict::Missed => Some(0.0),
            Verdict::Open | Verdict::NotRated => None,
        };
        Expected {
            expectation: id,
            id: spec.id.clone(),
            seat: spec.seat,
            what: spec.what.clone(),
            result,
            within: spec.within,
            partly_within: spec.partly_within,
            from,
            done,
            evidence,
            credit: rated.as_ref().map(|rated| rated.rating.credit()).or(by_verdict),
            rated,
            judged: spec.proof == Proof::Judged,
            critical: spec.critical,
            steps,
        }
    }

    /// What became of the steps of an expectation. Empty for one that has none.
    fn steps(&self, id: ExpectationId, proof: &Proof, from: Option<Tick>, until: Tick) -> Vec<StepResult> {
        let Proof::Steps { steps, .. } = proof else { return Vec::new() };
        let result = |(number, step): (u32, &crate::scenario::Step)| {
            let done = self.steps.get(&(id, number)).filter(|(at, _)| *at <= until);
            let by = from.map(|from| from.after(step.within));
            StepResult {
                what: step.what.clone(),
                within: step.within,
                done: done.map(|(at, _)| *at),
                in_time: done.zip(by).is_some_and(|((at, _), by)| *at <= by),
                evidence: done.and_then(|(_, evidence)| evidence.clone()),
            }
        };
        (0_u32..).zip(steps).map(result).collect()
    }

    /// From when a condition holds, as far as milestones and the time tell.
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
            Condition::AtLeast(number, list) => {
                let mut held: Vec<Tick> = list.iter().filter_map(|inner| self.holds_from(inner)).collect();
                held.sort_unstable();
                held.get(number.saturating_sub(1) as usize).copied()
            }
            // These the exercise tells itself.
            Condition::Manual | Condition::Is(_) | Condition::Not(_) => None,
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

/// The verdict on something judged.
fn by_rating(rating: Rating) -> Verdict {
    match rating {
        Rating::Performed => Verdict::Met,
        Rating::SomeChallenges | Rating::MajorChallenges => Verdict::Partial,
        Rating::Unable => Verdict::Missed,
    }
}
