//! What an inject still waits for, in words: how many of its conditions hold, and those that do not.

use super::tell::Names;
use crate::picture::Held;
use crate::scenario::{Condition, Situation};

/// What is still missing of a condition, to follow "Waits for". `None` where it holds.
pub(super) fn missing(names: Names<'_>, condition: &Condition, held: &Held) -> Option<String> {
    if held.since.is_some() {
        return None;
    }
    let parts = || condition.parts().iter().zip(&held.parts);
    let lacking = || parts().filter_map(|(part, held)| missing(names, part, held)).collect::<Vec<_>>();
    let there = held.parts.iter().filter(|part| part.since.is_some()).count();
    Some(match condition {
        Condition::All(all) if there > 0 => {
            format!("{} of {}: {}", all.len() - there, all.len(), lacking().join(" and "))
        }
        Condition::All(_) => lacking().join(" and "),
        Condition::Any(_) => lacking().join(" or "),
        Condition::AtLeast(number, all) => {
            let more = (*number as usize).saturating_sub(there);
            format!("{more} more of {}: {}", all.len(), lacking().join("; "))
        }
        Condition::After(span, _) if held.parts.first().is_some_and(|inner| inner.since.is_some()) => {
            format!("{} to pass since {}", crate::ui::words::span(*span), names.condition(&condition.parts()[0]))
        }
        Condition::Is(situation) => {
            let have = match (situation, held.have) {
                (Situation::WaterLeft(..), Some(ml)) => format!(" (now {:.2} L)", f64::from(ml) / 1_000.0),
                (_, Some(have)) => format!(" (now {have})"),
                (_, None) => String::new(),
            };
            format!("{}{have}", names.condition(condition))
        }
        Condition::At(_) | Condition::After(..) | Condition::Reached(_) | Condition::Manual | Condition::Not(_) => {
            names.condition(condition)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Tick;
    use crate::base::ids::CraftId;
    use crate::ui::test_view::Played;

    fn held(since: Option<u32>, have: Option<u32>, parts: Vec<Held>) -> Held {
        Held { since: since.map(Tick), have, parts }
    }

    #[test]
    fn what_holds_is_left_out_and_counts_are_told() {
        let view = Played::to(Tick(60)).view();
        let plan = view.plan.as_ref().expect("the trainer sees the plan");
        let names = Names { briefing: &view.briefing, plan };
        let dead = Condition::Is(Situation::Dead(CraftId(0), 3));
        let at = Condition::At(Tick(30));
        let both = Condition::All(vec![at.clone(), dead.clone()]);
        let tree = held(None, None, vec![held(Some(30), None, vec![]), held(None, Some(2), vec![])]);
        let words = missing(names, &both, &tree).unwrap();
        assert!(words.starts_with("1 of 2: when at least 3 of"), "{words}");
        assert!(words.ends_with("(now 2)"), "{words}");
        let two = Condition::AtLeast(2, vec![at, dead]);
        assert!(missing(names, &two, &tree).unwrap().starts_with("1 more of 2: "));
        assert_eq!(missing(names, &two, &held(Some(30), None, tree.parts)), None);
    }
}
