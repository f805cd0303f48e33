//! Which areas units search for a case, and how: by the desk's map of where it may be, after all that was searched in
//! vain, and by the planner the trainees have (`plan::belief`).

use crate::base::ids::{CraftId, SruId};
use crate::base::quantity::{metres, nmi};
use crate::base::{Position, Span, Tick};
use crate::picture::{self, Doing, LogView, SruView};
use crate::plan::{self, Searcher, Task};
use crate::sar::pattern::Rectangle;
use crate::sar::planning::SearchConditions;
use crate::sim::Order;

use super::datum::{self, Datum};
use super::desk::Desk;
use super::fleet;

/// An area as large as this about the datum is needed whatever is known \[NM, half its side\] (3.1, *read* in JP 3-50
/// s.520: a radius of 6 NM holds most targets in the first hours).
const LEAST_HALF_NMI: f64 = 6.0;
/// Half the side beyond which an area is needlessly large, in total probable errors: two and a half hold nearly
/// everything (3.4), and an order is not changed for less than twofold (*proposed*).
const TOO_LARGE_ERRORS: f64 = 5.0;
/// A search that succeeds no oftener than this is not worth the fuel (*proposed*).
const HARDLY: f64 = 0.002;
/// A unit for which no search was worth ordering is thought of again after this (*proposed*).
const THINK_AGAIN: Span = Span::minutes(30);
/// A ship that would see nothing yet waits no farther than this from the datum \[NM\] (*proposed*).
const AT_HAND_NMI: f64 = 10.0;
/// A crew plans for no longer than this at a time \[h\], and then looks at its map anew: an area for a whole watch lies
/// where the boat will be in the middle of it, and is searched there too early and too late (*proposed*).
const TURN_H: f64 = 4.0;
/// Particles of a crew's map: enough for where to look, few enough for every desk at once.
const PARTICLES: usize = 400;

/// An order for one unit, and a line for the decision log.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    /// Which unit.
    pub(super) sru: SruId,
    /// The order to give.
    pub(super) order: Order,
    /// The line.
    pub(super) note: String,
}

/// What units should search for a case, together.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Plans {
    /// Orders, in the order of the units.
    pub(super) orders: Vec<Plan>,
    /// A line for the decision log, so that the same is not thought again every minute. Exists when and only when some
    /// unit got no search.
    pub(super) none: Option<String>,
}

/// Where the search for a case is centred at a moment.
pub(super) fn centre(desk: &Desk<'_>, case: CraftId, at: Tick) -> Option<Datum> {
    datum::datum(desk, case, at)
}

/// The words by which searches for a case are counted in the log.
fn mark(desk: &Desk<'_>, case: CraftId, flies: bool) -> String {
    format!("search for {} by {}", desk.vessel(case), if flies { "air" } else { "sea" })
}

/// The words by which a desk notes that no search was worth ordering.
fn none_mark(desk: &Desk<'_>, case: CraftId) -> String {
    format!("no search for {} is worth ordering now", desk.vessel(case))
}

/// Searches ordered so far for a case, by air or by sea.
fn searches(desk: &Desk<'_>, case: CraftId, flies: bool) -> usize {
    let mark = mark(desk, case, flies);
    desk.picture.log.iter().filter(|line| !line.refused && line.text.contains(&mark)).count()
}

/// Units this desk sees that search for a case now, or are bound to, by air or by sea.
pub(super) fn in_hand(desk: &Desk<'_>, case: CraftId, flies: bool) -> Vec<SruId> {
    let searches = |v: &&SruView| {
        v.case == Some(case) && desk.sru(v.sru).kind.flies() == flies && matches!(v.order, Some(Order::Search { .. }))
    };
    desk.picture.srus.iter().filter(searches).map(|v| v.sru).collect()
}

/// Whether it was found a short while ago that a unit had no search worth ordering, and nothing has become known since.
pub(super) fn thought_of_lately(desk: &Desk<'_>, case: CraftId, view: &SruView) -> bool {
    let (mark, name) = (none_mark(desk, case), desk.sru(view.sru).name.as_str());
    let noted = |line: &&LogView| !line.refused && line.text.contains(&mark) && line.text.contains(name);
    let Some(line) = desk.picture.log.iter().rev().find(noted) else { return false };
    !desk.passed(line.at, THINK_AGAIN) && datum::best_fix(desk, case).is_none_or(|fix| fix.known_at <= line.at)
}

/// The searches that units should make for a case, all at once, beside those in hand. Without a known position, none.
pub(super) fn plans(desk: &Desk<'_>, units: &[&SruView], case: CraftId) -> Plans {
    let hypotheses = plan::hypotheses(desk.picture, case);
    if hypotheses.is_empty() || units.is_empty() {
        return Plans::default();
    }
    let shelf = picture::briefing(desk.theatre, None);
    let belief = plan::belief(&shelf, desk.picture, case, hypotheses, PARTICLES, u64::from(case.0));
    let searchers: Vec<Searcher<'_>> = units.iter().map(|view| Searcher { view, data: desk.sru(view.sru) }).collect();
    let search = belief.plan(&searchers, desk.now(), Some(TURN_H), SearchConditions::Normal);
    let tasks: Vec<&Task> = search.tasks.iter().filter(|task| task.pos >= HARDLY).collect();
    let mut orders = Vec::new();
    let mut counts = [searches(desk, case, false), searches(desk, case, true)];
    let mut without = Vec::new();
    for view in units {
        let sru = desk.sru(view.sru);
        let Some(task) = tasks.iter().find(|task| task.sru == view.sru) else {
            without.push(sru.name.as_str());
            orders.extend(towards(desk, view, case));
            continue;
        };
        let flies = sru.kind.flies();
        counts[usize::from(flies)] += 1;
        let note = format!(
            "{} {}: {}, {} {:.0} x {:.0} NM about {}, track spacing {:.1} NM, success {:.0} %",
            mark(desk, case, flies),
            counts[usize::from(flies)],
            sru.name,
            task.pattern.code(),
            nmi(task.area.length_m),
            nmi(task.area.width_m),
            task.area.centre,
            nmi(task.spacing_m),
            100.0 * task.pos,
        );
        orders.push(Plan { sru: view.sru, order: task.order(), note });
    }
    let none = (!without.is_empty()).then(|| format!("{}: {}", none_mark(desk, case), without.join(", ")));
    Plans { orders, none }
}

/// A ship that would see nothing yet is sent to where it will be wanted when it does. None for aircraft, and for who is
/// there, or on the way.
fn towards(desk: &Desk<'_>, view: &SruView, case: CraftId) -> Option<Plan> {
    let sru = desk.sru(view.sru);
    let datum = datum::datum(desk, case, desk.now())?;
    let then = datum::datum(desk, case, fleet::arrival(desk, view, datum.position))?;
    let near = |place: Position| place.distance_m(then.position) < metres(AT_HAND_NMI) + then.error_m;
    let bound = matches!(view.order, Some(Order::Proceed { to }) if near(to));
    if sru.kind.flies() || bound || near(view.position) || desk.theatre.coast.is_land(then.position) {
        return None;
    }
    let note = format!("{} goes where {} is thought to be, to search when it can", sru.name, desk.vessel(case));
    Some(Plan { sru: view.sru, order: Order::Proceed { to: then.position }, note })
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
    far || half_m > (TOO_LARGE_ERRORS * datum.error_m).max(2.0 * metres(LEAST_HALF_NMI))
}
