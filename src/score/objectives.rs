//! How each objective of the exercise was reached, from the expectations that serve it.
//!
//! The rule (*proposed*; the four levels are HSEEP's, *recalled*): of the expectations that were decided or rated, the
//! mean credit is taken. All of it is "performed without challenges", two thirds or more "with some", one third or more
//! "with major challenges", less is "unable". A critical expectation without any credit leaves "with major challenges"
//! at best. The evaluator's own rating of an objective stands beside that and counts before it.
//! **There is no total over objectives.**

use crate::base::ids::{ExpectationId, ObjectiveId};
use crate::scenario::Scenario;
use crate::sim::Rating;

use super::model::{Expectations, ObjectiveResult, Rated};

/// From what share of the credit an objective is reached with some, and with major challenges.
const SOME: f64 = 2.0 / 3.0;
const MAJOR: f64 = 1.0 / 3.0;

/// What rounding may take from a share.
const SLACK: f64 = 1e-9;

/// Each objective of the scenario, in its order. `rated` gives the evaluator's own rating, where there is one.
pub(super) fn objectives(
    scenario: &Scenario,
    expectations: &Expectations,
    rated: impl Fn(ObjectiveId) -> Option<Rated>,
) -> Vec<ObjectiveResult> {
    let objectives = scenario.objectives.iter().enumerate();
    objectives
        .map(|(index, spec)| {
            let objective = ObjectiveId::new(index);
            let serves = |id: ExpectationId| {
                scenario.expectations.get(id.index()).is_some_and(|e| e.objectives.contains(&objective))
            };
            let serving: Vec<_> = expectations.items.iter().filter(|item| serves(item.expectation)).collect();
            let credits: Vec<(f64, bool)> =
                serving.iter().filter_map(|item| Some((item.credit?, item.critical))).collect();
            ObjectiveResult {
                objective,
                id: spec.id.clone(),
                text: spec.text.clone(),
                capability: spec.capability.clone(),
                credit: mean(&credits),
                computed: rating(&credits),
                rated: rated(objective),
                expectations: serving.iter().map(|item| item.expectation).collect(),
                decided: u32::try_from(credits.len()).unwrap_or(u32::MAX),
            }
        })
        .collect()
}

/// The capabilities of some objectives, each once, in the order they come.
pub fn capabilities(objectives: &[ObjectiveResult]) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for objective in objectives {
        if !all.contains(&objective.capability.as_str()) {
            all.push(&objective.capability);
        }
    }
    all
}

/// The mean credit. None of nothing.
fn mean(credits: &[(f64, bool)]) -> Option<f64> {
    let sum: f64 = credits.iter().map(|(credit, _)| credit).sum();
    (!credits.is_empty()).then(|| sum / credits.len() as f64)
}

/// The rating of some credits, each with whether its expectation is critical. None of nothing.
fn rating(credits: &[(f64, bool)]) -> Option<Rating> {
    let share = mean(credits)?;
    let by_share = if share >= 1.0 - SLACK {
        Rating::Performed
    } else if share >= SOME - SLACK {
        Rating::SomeChallenges
    } else if share >= MAJOR - SLACK {
        Rating::MajorChallenges
    } else {
        Rating::Unable
    };
    let lacks_the_critical = credits.iter().any(|(credit, critical)| *critical && *credit <= 0.0);
    Some(if lacks_the_critical { by_share.max(Rating::MajorChallenges) } else { by_share })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_rating_follows_the_mean_credit_and_what_is_critical() {
        let plain = |credits: &[f64]| rating(&credits.iter().map(|credit| (*credit, false)).collect::<Vec<_>>());
        assert_eq!(plain(&[]), None, "nothing decided is no rating");
        assert_eq!(plain(&[1.0, 1.0, 1.0]), Some(Rating::Performed));
        assert_eq!(plain(&[1.0, 1.0, 0.0]), Some(Rating::SomeChallenges));
        assert_eq!(plain(&[1.0, 0.0]), Some(Rating::MajorChallenges));
        assert_eq!(plain(&[0.5, 0.0]), Some(Rating::Unable));
        assert_eq!(rating(&[(1.0, false), (1.0, false), (0.0, true)]), Some(Rating::MajorChallenges));
        assert_eq!(rating(&[(0.0, false), (0.0, true)]), Some(Rating::Unable), "a critical one makes nothing better");
    }

    proptest! {
        /// More credit never makes a rating worse, and the mean stays a share.
        #[test]
        fn more_credit_is_never_worse(
            credits in proptest::collection::vec((0.0..=1.0_f64, any::<bool>()), 1..8),
            which in any::<prop::sample::Index>(),
            more in 0.0..=1.0_f64,
        ) {
            let before = rating(&credits).unwrap();
            prop_assert!((0.0..=1.0).contains(&mean(&credits).unwrap()));
            let mut better = credits.clone();
            let one = &mut better[which.index(credits.len())].0;
            *one = one.max(more);
            prop_assert!(rating(&better).unwrap() <= before);
        }
    }
}
