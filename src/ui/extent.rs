//! What a chart with the truth looks at first: where it happens, and not the offices a continent away.

use crate::base::Position;
use crate::base::quantity::metres;
use crate::picture::{Doing, Overview};

/// Units further than this from every vessel in distress are not part of the scene \[NM\] (proposed).
const NEAR_NMI: f64 = 250.0;

/// The places a chart should show: the vessels in distress, where each seat believes them, and what is about them.
pub(super) fn scene_of_action(overview: &Overview) -> Vec<Position> {
    let truth = &overview.truth;
    let there = || truth.casualties.iter().filter(|casualty| casualty.report.is_none());
    let mut places: Vec<Position> = there().map(|casualty| casualty.position).collect();
    let near = |at: Position| there().any(|c| c.position.distance_m(at) < metres(NEAR_NMI));
    let believed =
        overview.pictures.iter().flat_map(|picture| &picture.cases).filter_map(|case| case.latest_position());
    places.extend(believed.map(|told| told.reported.position).filter(|at| near(*at)));
    let srus = truth.srus.iter().filter(|view| view.doing != Doing::Reserve);
    places.extend(srus.map(|view| view.position).filter(|at| near(*at)));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Tick;
    use crate::ui::test_view::Played;

    #[test]
    fn what_is_far_away_or_in_reserve_is_not_part_of_the_scene() {
        let view = Played::to(Tick(1800)).view();
        let mut overview = view.overview.unwrap();
        let boat = overview.truth.casualties[0].position;
        let before = scene_of_action(&overview);
        assert!(before.contains(&boat) && before.contains(&overview.truth.srus[0].position));
        overview.truth.srus[0].doing = Doing::Reserve;
        overview.truth.srus[1].position = boat.destination(90.0, metres(2.0 * NEAR_NMI));
        let after = scene_of_action(&overview);
        assert_eq!(after.len() + 2, before.len());
    }
}
