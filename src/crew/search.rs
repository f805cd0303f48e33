//! Which area a unit searches for a case, and how.
//!
//! About the datum at the middle of its time on scene; as large as the effort makes best (sar-models.md 3.4), and
//! larger on each repeat by the hand planner's stages (NATSAR 2023 Table 3-2, *read*); units that search at the same
//! time take neighbouring areas.

use crate::base::ids::CraftId;
use crate::base::quantity::{metres, nmi};
use crate::base::{Position, Span, Tick, math};
use crate::picture::{Doing, LogView, SruView};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sar::planning::{STAGE_FACTORS, effort_m2};
use crate::sar::sweep::SearchObject;
use crate::sim::{Command, Order, Seen};

use super::datum::{self, Datum};
use super::desk::Desk;
use super::fleet;

/// The least half side of a first search \[NM\] (3.1, *read* in JP 3-50 s.520).
const LEAST_HALF_NMI: f64 = 6.0;
/// The same for a ship where people were seen shortly before (*proposed*).
const LEAST_HALF_NEAR_NMI: f64 = 3.0;
/// Below this total probable error a single ship searches by expanding square \[NM\] (3.7: position known within
/// small limits).
const SQUARE_BELOW_NMI: f64 = 4.0;
/// A sweep width below this is not worth an aircraft's fuel \[m\] (*proposed*).
const BLIND_M: f64 = 300.0;

/// An area with its pattern, and when the unit will be there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    /// The order to give.
    pub(super) order: Order,
    /// A line for the decision log.
    pub(super) note: String,
}

/// What is looked for: the vessel until it is known to have capsized, then what is harder to see than it: people.
fn object(desk: &Desk<'_>, case: CraftId) -> Option<SearchObject> {
    let craft = desk.theatre.scenario.craft.get(case.index())?;
    if !datum::seen_capsized(desk, case) {
        return Some(craft.object_afloat);
    }
    let hull_seen = desk.picture.contacts.iter().any(|c| c.case == case && c.what == Seen::CapsizedHull);
    Some(if hull_seen { SearchObject::PersonInWater } else { craft.object_capsized })
}

/// Where the search for a case is centred at a moment: the datum, or, once people have been found, where people left
/// in the water there have drifted since.
pub(super) fn centre(desk: &Desk<'_>, case: CraftId, at: Tick) -> Option<Datum> {
    datum::datum(desk, case, at)
}

/// The words by which searches for a case are counted in the log.
fn mark(desk: &Desk<'_>, case: CraftId, flies: bool) -> String {
    format!("search for {} by {}", desk.vessel(case), if flies { "air" } else { "sea" })
}

/// Searches ordered so far for a case, by air or by sea.
fn searches(desk: &Desk<'_>, case: CraftId, flies: bool) -> usize {
    let mark = mark(desk, case, flies);
    desk.picture.log.iter().filter(|line| !line.refused && line.text.contains(&mark)).count()
}

/// Areas being searched for a case now by units this desk sees, by air or by sea.
pub(super) fn areas_in_hand(desk: &Desk<'_>, case: CraftId, flies: bool) -> Vec<Rectangle> {
    let of_kind = |v: &&SruView| v.case == Some(case) && desk.sru(v.sru).kind.flies() == flies;
    let area = |v: &SruView| match &v.order {
        Some(Order::Search { area, .. }) => Some(*area),
        _ => None,
    };
    desk.picture.srus.iter().filter(of_kind).filter_map(area).collect()
}

/// The area of an order to search.
pub(super) fn area_of(command: &Command) -> Option<Rectangle> {
    match command {
        Command::Order { order: Order::Search { area, .. }, .. } => Some(*area),
        _ => None,
    }
}

/// The search a unit should make for a case, given the areas already in hand. None when no position is known, or the
/// unit would see nothing there.
pub(super) fn plan(desk: &Desk<'_>, view: &SruView, case: CraftId, in_hand: &[Rectangle]) -> Option<Plan> {
    let sru = desk.sru(view.sru);
    let flies = sru.kind.flies();
    let object = object(desk, case)?;
    let here = centre(desk, case, desk.now())?;
    let arrives = fleet::arrival(desk, view, here.position);
    let on_scene_h = fleet::time_on_scene_h(desk, view, here.position);
    if on_scene_h < 0.5 {
        return None;
    }
    let middle = arrives.after(Span::from_hours(on_scene_h.min(4.0) / 2.0));
    let datum = centre(desk, case, middle)?;
    let sweep_width_m = fleet::planned_sweep_width_m(desk, view, object, datum.position, middle);
    if flies && sweep_width_m < BLIND_M {
        return None;
    }
    let effort = effort_m2(sweep_width_m.max(BLIND_M), sru.search_mps, on_scene_h);
    let stage = searches(desk, case, flies);
    let least = if flies || datum.error_m > metres(SQUARE_BELOW_NMI) { LEAST_HALF_NMI } else { LEAST_HALF_NEAR_NMI };
    let least_m = if stage == 0 { metres(least) } else { STAGE_FACTORS[stage.min(4)] * datum.error_m };
    let (half_m, spacing_m) =
        fleet::area(datum.error_m, sweep_width_m.max(BLIND_M), effort, least_m.max(metres(least)));
    let towards =
        datum::drifted(desk.theatre, datum::person_class(), datum.position, middle, middle.after(Span::hours(6)));
    let axis = if towards.distance_m(datum.position) > 100.0 { datum.position.bearing_true(towards) } else { 0.0 };
    let axis = math::wrap_360(axis);
    let centre = neighbour(&datum, axis, half_m, in_hand, |place| {
        (flies || !desk.theatre.coast.is_land(place)) && fleet::can_work_at(desk, view, place)
    })?;
    let square = !flies && in_hand.is_empty() && datum.error_m < metres(SQUARE_BELOW_NMI);
    let pattern = if square { Pattern::ExpandingSquare } else { Pattern::ParallelSweep };
    let area = Rectangle { centre, length_m: 2.0 * half_m, width_m: 2.0 * half_m, axis_true_deg: axis };
    let note = format!(
        "{} {}: {}, {} {:.0} x {:.0} NM about {centre}, track spacing {:.1} NM",
        mark(desk, case, flies),
        stage + 1,
        sru.name,
        pattern.code(),
        nmi(area.length_m),
        nmi(area.width_m),
        nmi(spacing_m),
    );
    Some(Plan { order: Order::Search { area, pattern, spacing_m }, note })
}

/// The first place of a ring of areas about the datum that nobody searches yet: the datum itself, then down the drift,
/// up it, and to its sides; none of them farther off than two total probable errors, where hardly anything is. The datum
/// itself again if there is none. None when the unit can work at none of them.
fn neighbour(
    datum: &Datum,
    axis_true_deg: f64,
    half_m: f64,
    in_hand: &[Rectangle],
    fit: impl Fn(Position) -> bool,
) -> Option<Position> {
    let step_m = (2.0 * half_m).min(2.0 * datum.error_m);
    let ring = [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)];
    let frame = Rectangle { centre: datum.position, length_m: step_m, width_m: step_m, axis_true_deg };
    let taken = |p: Position| in_hand.iter().any(|a| a.centre.distance_m(p) < 0.8 * step_m);
    let places = ring.map(|(along, across)| frame.position(along * step_m, across * step_m));
    places.into_iter().find(|p| !taken(*p) && fit(*p)).or_else(|| places.into_iter().find(|p| fit(*p)))
}

/// Whether what has become known since makes another plan than the area a unit was given: the case is thought to be
/// outside it, farther than neighbouring areas lie, or is known so much better that the area is needlessly large.
pub(super) fn outdated(desk: &Desk<'_>, view: &SruView, case: CraftId, area: &Rectangle) -> bool {
    let mark = mark(desk, case, desk.sru(view.sru).kind.flies());
    let name = &desk.sru(view.sru).name;
    let planned = |line: &&LogView| !line.refused && line.text.contains(&mark) && line.text.contains(name.as_str());
    let planned = desk.picture.log.iter().rev().find(planned).map(|line| line.at);
    let known = datum::best_fix(desk, case).map(|fix| fix.known_at);
    if planned >= known {
        return false;
    }
    let there = fleet::arrival(desk, view, area.centre).after(Span::hours(1));
    let when = if matches!(view.doing, Doing::Searching) { desk.now() } else { there };
    let Some(datum) = centre(desk, case, when) else { return false };
    let half_m = area.length_m.max(area.width_m) / 2.0;
    let off_m = area.centre.distance_m(datum.position);
    let far = off_m > half_m.max(metres(LEAST_HALF_NMI)) + 2.0 * datum.error_m;
    far || half_m > 2.0 * (STAGE_FACTORS[4] * datum.error_m).max(metres(LEAST_HALF_NMI))
}
