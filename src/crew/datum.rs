//! Where a case probably is: the best fix, carried on by dead reckoning and drift, with its error.
//!
//! Drift by the forecast and the mean leeway of the vessel's class (sar-models.md 1.2; the side of downwind is not
//! known, so that the two crosswind means cancel), errors by 3.3. While nobody says that the engine has stopped
//! the two extremes are run, drifting and keeping its way, and the datum lies midway (minimax, 3.1, *read* in
//! JP 3-50 s.516).

use crate::base::ids::CraftId;
use crate::base::quantity::{KNOT_MPS, metres};
use crate::base::{Position, Tick, math};
use crate::plan::{self, TRUSTED, Way};
use crate::sar::leeway::{self, LeewayClass};
use crate::sar::planning::total_probable_error_m;
use crate::scenario::Nature;
use crate::sim::{Seen, Theatre};

use super::desk::Desk;

pub(super) use crate::plan::Fix;

/// Error of the velocity of a vessel that may be under way, of unknown course \[kn\] (*proposed*: about half the speed
/// of the region's boats).
const UNKNOWN_WAY_KN: f64 = 1.5;

/// Where a case probably is at some moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Datum {
    /// The most probable position.
    pub(super) position: Position,
    /// Radius of the circle that holds it half the time \[m\].
    pub(super) error_m: f64,
}

/// All that a desk knew by a moment of where a case was, oldest truth first, without what cannot be.
pub(super) fn fixes(desk: &Desk<'_>, case: CraftId, upto: Tick) -> Vec<Fix> {
    plan::fixes(desk.picture, case, upto)
}

/// The best fix a desk has: of the credible ones the one true last.
pub(super) fn best_fix(desk: &Desk<'_>, case: CraftId) -> Option<Fix> {
    desk.fixes(case).last().cloned()
}

/// Whether the vessel is known to have capsized.
pub(super) fn seen_capsized(desk: &Desk<'_>, case: CraftId) -> bool {
    plan::seen_capsized(desk.picture, case)
}

/// The leeway class a case is held to drift by, from what it is said to be and what has been seen of it.
fn class(desk: &Desk<'_>, case: CraftId) -> Option<&'static LeewayClass> {
    let craft = desk.theatre.scenario.craft.get(case.index())?;
    leeway::class(if seen_capsized(desk, case) { &craft.leeway_capsized } else { &craft.leeway_afloat })
}

/// The leeway class of people in the water whose lifejackets are not known.
pub(super) fn person_class() -> Option<&'static LeewayClass> {
    leeway::class(leeway::WITHOUT_LIFEJACKET)
}

/// The class by which something seen drifts by itself: people, rafts. None for the vessel, which has its own.
pub(super) fn class_of(what: Seen) -> Option<&'static LeewayClass> {
    match what {
        Seen::PersonInWater | Seen::Body => person_class(),
        Seen::LifeRaft => leeway::class(UNKNOWN_RAFT),
        Seen::Vessel | Seen::CapsizedHull | Seen::Debris => None,
    }
}

/// Leeway class of a raft of which no more is known than that it is one.
const UNKNOWN_RAFT: &str = "LIFE-RAFT-DB-10";

/// Where something adrift goes by the forecast between two moments. Without a class it goes with the current.
pub(super) fn drifted(
    theatre: &Theatre,
    class: Option<&LeewayClass>,
    from: Position,
    since: Tick,
    until: Tick,
) -> Position {
    plan::drifted(&theatre.scenario.sea, class, from, since, until)
}

/// Where a case probably is at a moment, by all this desk knows. None when and only when it knows no position.
pub(super) fn datum(desk: &Desk<'_>, case: CraftId, at: Tick) -> Option<Datum> {
    from_fixes(desk, case, at, &desk.fixes(case))
}

/// Where a case was thought to be at a past moment, by what this desk knew then.
pub(super) fn datum_then(desk: &Desk<'_>, case: CraftId, at: Tick) -> Option<Datum> {
    from_fixes(desk, case, at, &fixes(desk, case, at))
}

fn from_fixes(desk: &Desk<'_>, case: CraftId, at: Tick, fixes: &[Fix]) -> Option<Datum> {
    let last = fixes.last()?;
    let hours = at.since(last.true_at).as_hours();
    let drift = drifted(desk.theatre, class(desk, case), last.position, last.true_at, at);
    let adrift = desk.case(case).is_some_and(|c| matches!(c.nature, Nature::EngineTrouble | Nature::Sinking))
        || seen_capsized(desk, case);
    let drift_error = plan::forecast_drift_error_mps();
    let error = |velocity_mps| total_probable_error_m(last.error_m, metres(0.1), velocity_mps, hours);
    if adrift {
        return Some(Datum { position: drift, error_m: error(drift_error) });
    }
    let Some(Way { east_mps, north_mps }) = plan::made_good(fixes) else {
        return Some(Datum { position: drift, error_m: error(math::hypot(drift_error, UNKNOWN_WAY_KN * KNOT_MPS)) });
    };
    let run_s = at.since(last.true_at).min(TRUSTED).seconds() as f64;
    let steamed = last.position.shifted(east_mps * run_s, north_mps * run_s);
    let (east_m, north_m) = drift.offset_to(steamed);
    let half_apart_m = math::hypot(east_m, north_m) / 2.0;
    let position = drift.shifted(east_m / 2.0, north_m / 2.0);
    Some(Datum { position, error_m: math::hypot(error(drift_error), half_apart_m) })
}
