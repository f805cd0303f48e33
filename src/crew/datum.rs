//! Where a case probably is: the best fix, carried on by dead reckoning and drift, with its error.
//!
//! Drift by the forecast and the mean leeway of the vessel's class (sar-models.md 1.2; the side of downwind is not
//! known, so that the two crosswind means cancel), errors by 3.3. While nobody says that the engine has stopped
//! the two extremes are run, drifting and keeping its way, and the datum lies midway (minimax, 3.1, *read* in
//! JP 3-50 s.516).

use crate::base::ids::CraftId;
use crate::base::quantity::{KNOT_MPS, metres, mps};
use crate::base::{Position, Span, Tick, math};
use crate::plan;
use crate::sar::leeway::{self, LeewayClass};
use crate::sar::planning::{PROBABLE_ERROR_SIGMAS, total_probable_error_m};
use crate::scenario::Nature;
use crate::sim::{Seen, Source, Theatre};

use super::desk::Desk;

/// Speed no overloaded boat exceeds \[kn\], for weeding out impossible positions (*proposed*).
const FASTEST_KN: f64 = 10.0;
/// Two fixes tell a course and speed when they are at least this far apart in time (*proposed*).
const LEG: Span = Span::minutes(90);
/// A course made good is trusted for so long after the last fix (*proposed*).
const TRUSTED: Span = Span::hours(12);
/// Error of the velocity of a vessel that may be under way, of unknown course \[kn\] (*proposed*: about half the speed
/// of the region's boats).
const UNKNOWN_WAY_KN: f64 = 1.5;
/// A position no better than this gives way to a better one of the last hours \[NM\] (*proposed*).
const ROUGH_NMI: f64 = 4.0;

/// One position somebody told or saw.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fix {
    /// Where.
    pub(super) position: Position,
    /// Probable error \[m\].
    pub(super) error_m: f64,
    /// When the vessel was there.
    pub(super) true_at: Tick,
    /// When this desk knew.
    pub(super) known_at: Tick,
    /// Who told; none if own units saw it.
    pub(super) from: Option<Source>,
}

/// Where a case probably is at some moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Datum {
    /// The most probable position.
    pub(super) position: Position,
    /// Radius of the circle that holds it half the time \[m\].
    pub(super) error_m: f64,
}

/// All that a desk knew by a moment of where a case was, oldest truth first: positions told and vessels seen. What
/// lies on land, or cannot be reached from most other fixes, is left out.
pub(super) fn fixes(desk: &Desk<'_>, case: CraftId, upto: Tick) -> Vec<Fix> {
    let mut all: Vec<Fix> = Vec::new();
    if let Some(view) = desk.case(case) {
        for told in view.positions.iter().filter(|p| p.known_at <= upto) {
            all.push(Fix {
                position: told.reported.position,
                error_m: told.reported.error_m,
                true_at: told.reported.true_at,
                known_at: told.known_at,
                from: Some(told.from.clone()),
            });
        }
    }
    let seen = desk.picture.contacts.iter().filter(|c| c.case == case && c.first_seen <= upto);
    let seen: Vec<_> = seen.filter(|c| !matches!(c.what, Seen::Debris | Seen::Body)).collect();
    let hull_seen = seen.iter().any(|c| c.what != Seen::PersonInWater);
    for contact in seen.iter().filter(|c| !hull_seen || c.what != Seen::PersonInWater) {
        all.push(Fix {
            position: contact.position,
            error_m: contact.error_m * PROBABLE_ERROR_SIGMAS,
            true_at: contact.last_seen,
            known_at: contact.first_seen,
            from: None,
        });
    }
    all.retain(|fix| {
        let coast = desk.theatre.coast;
        !coast.is_land(fix.position) || coast.distance_to_coast_m(fix.position) < fix.error_m + metres(2.0)
    });
    all.sort_by_key(|fix| (fix.true_at, fix.known_at));
    // A broadcast gives a datum, not a fix; it does not displace the fix it was reckoned from.
    let better = |rough: &Fix| {
        rough.error_m > metres(ROUGH_NMI)
            && all.iter().any(|fix| fix.error_m < rough.error_m / 2.0 && rough.true_at < fix.true_at.after(TRUSTED))
    };
    let kept: Vec<bool> = all.iter().map(|fix| !better(fix)).collect();
    let mut kept = kept.into_iter();
    all.retain(|_| kept.next().unwrap_or(true));
    let agrees = |a: &Fix, b: &Fix| {
        let hours = a.true_at.since(b.true_at).as_hours().max(b.true_at.since(a.true_at).as_hours());
        let reach_m = metres(5.0 + FASTEST_KN * hours) + 2.0 * (a.error_m + b.error_m);
        a.position.distance_m(b.position) <= reach_m
    };
    let supported = |fix: &Fix| 2 * all.iter().filter(|other| agrees(fix, other)).count() > all.len();
    let credible: Vec<Fix> = all.iter().filter(|fix| supported(fix)).cloned().collect();
    if credible.is_empty() { all } else { credible }
}

/// The best fix a desk has: of the credible ones the one true last.
pub(super) fn best_fix(desk: &Desk<'_>, case: CraftId) -> Option<Fix> {
    desk.fixes(case).last().cloned()
}

/// Whether own or lent units have seen the vessel capsized, or people in the water.
pub(super) fn seen_capsized(desk: &Desk<'_>, case: CraftId) -> bool {
    let wrecked = |what| matches!(what, Seen::CapsizedHull | Seen::PersonInWater | Seen::Body);
    desk.picture.contacts.iter().any(|c| c.case == case && wrecked(c.what))
        || desk.heard(case).any(|m| matches!(m.body, crate::sim::MessageBody::Sighting { what, .. } if wrecked(what)))
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
    let Some((east_mps, north_mps)) = made_good(fixes) else {
        return Some(Datum { position: drift, error_m: error(math::hypot(drift_error, UNKNOWN_WAY_KN * KNOT_MPS)) });
    };
    let run_s = at.since(last.true_at).min(TRUSTED).seconds() as f64;
    let steamed = last.position.shifted(east_mps * run_s, north_mps * run_s);
    let (east_m, north_m) = drift.offset_to(steamed);
    let half_apart_m = math::hypot(east_m, north_m) / 2.0;
    let position = drift.shifted(east_m / 2.0, north_m / 2.0);
    Some(Datum { position, error_m: math::hypot(error(drift_error), half_apart_m) })
}

/// Velocity over ground between the last fix and the last one well before it \[m/s east, north\].
fn made_good(fixes: &[Fix]) -> Option<(f64, f64)> {
    let last = fixes.last()?;
    let before = fixes.iter().rev().find(|fix| last.true_at >= fix.true_at.after(LEG))?;
    let seconds = last.true_at.since(before.true_at).seconds() as f64;
    let (east, north) = before.position.offset_to(last.position);
    let (east, north) = (east / seconds, north / seconds);
    let too_fast = math::hypot(east, north) / mps(FASTEST_KN);
    let shrink = too_fast.max(1.0);
    Some((east / shrink, north / shrink))
}
