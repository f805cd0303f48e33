//! The doctrine crew of a rescue coordination centre.
//!
//! In the order of sar-models.md 5.1: evaluate and declare, find the position, settle who is responsible, call out
//! units, tell shipping, tell the neighbours, direct the ships lent, find a place to land.

use crate::base::Span;
use crate::base::ids::{CraftId, SruId};
use crate::base::quantity::metres;
use crate::picture::{CaseView, RequestView, SruView, landing_form};
use crate::scenario::{Phase, SruKind};
use crate::sim::{Ask, Command, ReportedPosition};

use super::datum::{self, Datum, Fix};
use super::delay::*;
use super::desk::{self, Desk};
use super::responsibility::ours;
use super::{
    assistance, clearance, direct, entry, feared, forms, lending, means, neighbours, outlook, plotting, report,
    responsibility,
};

/// Radius round the position in which ships are called \[NM\].
const BROADCAST_RADIUS_NMI: f64 = 100.0;
/// A case that moved this far from where it was broadcast is broadcast again \[NM\].
const BROADCAST_MOVED_NMI: f64 = 15.0;
/// A case that moved this far from where units were called to is called out again \[NM\].
const CALL_OUT_MOVED_NMI: f64 = 10.0;
/// Ships singled out at most.
const DIVERTED: usize = 3;
/// A ship farther away than this is not singled out.
const DIVERT_WITHIN: Span = Span::hours(12);
/// An AIS report older than this says little \[min\] (*proposed*).
const AIS_FRESH: Span = Span::hours(1);

/// What the centre does now.
pub(super) fn decide(desk: &Desk<'_>) -> Vec<Command> {
    let mut out: Vec<Command> = desk.waiting().flat_map(|request| answer(desk, request)).collect();
    out.extend(clearance::no_longer_needed(desk));
    out.extend(lending::give_up(desk));
    out.extend(plotting::decide(desk));
    let lent: Vec<&SruView> = desk.picture.srus.iter().filter(|v| v.lent).collect();
    let mut taken = Vec::new();
    for view in outlook::by_urgency(desk) {
        if plotting::goes_on(view) {
            out.extend(on_case(desk, view));
        }
        if !lent.is_empty() {
            out.extend(direct::commands(desk, view.case, &lent, view.opened_at, &mut taken));
            out.extend(lending::give_back(desk, view.case));
        }
        out.extend(forms::search_plans(desk, view.case));
        out.extend(feared::tell(desk, view.case));
    }
    out
}

/// What it does for a case before it directs any unit itself.
fn on_case(desk: &Desk<'_>, view: &CaseView) -> Vec<Command> {
    let mut out: Vec<Command> = responsibility::phase(desk, view).into_iter().collect();
    out.extend(responsibility::hold_or_hand_over(desk, view));
    out.extend(call_casualty(desk, view));
    out.extend(report::commands(desk, view));
    out.extend(call_out(desk, view));
    if ours(desk, view) {
        out.extend(broadcast(desk, view));
        out.extend(divert(desk, view));
        out.extend(neighbours::ask(desk, view));
        out.extend(lending::ask(desk, view));
        out.extend(lending::acknowledge(desk, view.case));
    }
    out
}

/// The answer to a request, if it is time.
fn answer(desk: &Desk<'_>, request: &RequestView) -> Vec<Command> {
    let answer = match &request.what {
        Ask::Coordinate => responsibility::answer(desk, request),
        Ask::Deploy { .. } => {
            let has_units = desk.own_operations().next().is_some();
            desk.waited(request.at, request.case, ANSWER_CALL_OUT)
                .then(|| if has_units { desk::accept(request) } else { desk::refuse(request, "we have no units") })
        }
        Ask::Land { place, persons } => {
            let ours = desk.theatre.scenario.places.get(place.index()).is_some_and(|p| p.party == desk.picture.party);
            let form = landing_form(desk.picture, request);
            if form.is_some_and(|(form, _)| form.feared.contains(&desk.picture.party)) {
                return vec![desk::refuse(request, "people aboard say they flee from our state: take them elsewhere")];
            }
            if ours {
                return clearance::answer(desk, request, *place, *persons, false);
            }
            let ready = desk.waited(request.at, request.case, ANSWER_LANDING);
            ready.then(|| desk::refuse(request, "that port is not ours to open"))
        }
        Ask::Enter => entry::answer(desk, request),
        Ask::Divert { .. } | Ask::Lend { .. } => Some(desk::refuse(request, "ask the ship's master")),
        Ask::Clear(_) => Some(desk::refuse(request, "that is for our foreign ministry")),
        Ask::Means(wanted) => means::answer(desk, request, wanted),
        Ask::Assist(wanted) => assistance::answer(desk, request, *wanted),
    };
    answer.into_iter().collect()
}

/// Calls the casualty back: until a position is known, and from time to time after that while it may still answer.
fn call_casualty(desk: &Desk<'_>, view: &CaseView) -> Option<Command> {
    let case = view.case;
    let called_us =
        desk.heard(case).any(|m| matches!(m.way, crate::picture::Way::From(crate::sim::Source::Casualty(_))));
    if !(ours(desk, view) || called_us) || datum::seen_capsized(desk, case) || outlook::closed(desk, case) {
        return None;
    }
    let fix = datum::best_fix(desk, case);
    let due = match (view.last_called, &fix) {
        (None, None) => desk.waited(view.opened_at, case, CALL_BACK),
        (None, Some(fix)) => desk.waited(fix.true_at, case, REFRESH),
        (Some((at, _)), None) => desk.waited(at, case, CALL_AGAIN),
        // A fix that only one side vouches for, or that is old, is worth a call; silence is given more time.
        (Some((at, answered)), Some(fix)) => {
            let fresh = fix.true_at.max(at);
            desk.waited(fresh, case, REFRESH) && (answered || desk.passed(at, SITREP_EVERY))
        }
    };
    due.then_some(Command::CallCasualty { case })
}

/// Asks own operations for units: when in distress at once, when on alert after a while, again when the case has moved.
fn call_out(desk: &Desk<'_>, view: &CaseView) -> Vec<Command> {
    let case = view.case;
    let (Some((phase, declared)), Some(fix)) = (view.phase, datum::best_fix(desk, case)) else {
        return Vec::new();
    };
    let region = desk.theatre.scenario.responsible_for(fix.position) == Some(desk.me());
    let wanted = ours(desk, view) || region || asked_for_units(desk, case) || asked_to_coordinate(desk, case);
    if !wanted || outlook::closed(desk, case) {
        return Vec::new();
    }
    let from = declared.max(fix.known_at);
    let due = match phase {
        Phase::Distress => desk.waited(from, case, CALL_OUT),
        Phase::Alert => desk.waited(from, case, CALL_OUT_ALERT),
        Phase::Uncertainty => asked_for_units(desk, case) && desk.waited(from, case, CALL_OUT),
    };
    let mut out = Vec::new();
    for operations in desk.own_operations() {
        let last = desk.last_asked(operations, case, |ask| matches!(ask, Ask::Deploy { .. }));
        let again = match last {
            None => due,
            Some(last) => stale(desk, last, &fix),
        };
        if again {
            out.push(desk::ask(operations, case, deploy(&fix)));
        }
    }
    out
}

/// The call for units to a position.
pub(super) fn deploy(fix: &Fix) -> Ask {
    Ask::Deploy { at: fix.position, error_m: fix.error_m, true_at: fix.true_at }
}

/// Whether a call for units should be made again: unanswered, or about a position that is no longer the best.
pub(super) fn stale(desk: &Desk<'_>, last: &RequestView, fix: &Fix) -> bool {
    let Ask::Deploy { at, true_at, .. } = last.what else { return false };
    if last.answer.is_none() {
        return desk.passed(last.at, ASK_AGAIN);
    }
    if desk::refused(last) {
        return desk.passed(last.at, ASK_REFUSED_AGAIN) && fix.true_at > true_at;
    }
    let moved = fix.position.distance_m(at) > metres(CALL_OUT_MOVED_NMI);
    let newer = fix.true_at > true_at;
    newer && desk.passed(last.at, ASK_AGAIN) && (moved || desk.passed(last.at, CALL_OUT_AGAIN))
}

/// Whether another centre asked this one for units and was told yes.
fn asked_for_units(desk: &Desk<'_>, case: CraftId) -> bool {
    outlook::called_out(desk, case).is_some()
}

/// Whether this centre asked another to take the case and has not let it go: it goes on acting meanwhile.
fn asked_to_coordinate(desk: &Desk<'_>, case: CraftId) -> bool {
    let mut asked = desk.picture.requests.iter();
    asked.any(|r| !r.of_us && r.case == case && r.what == Ask::Coordinate && !desk::accepted(r))
}

/// Tells shipping, once distress is declared and a position known; again after hours, or when it has moved.
fn broadcast(desk: &Desk<'_>, view: &CaseView) -> Option<Command> {
    let case = view.case;
    let (Phase::Distress, declared) = view.phase? else { return None };
    let fix = datum::best_fix(desk, case)?;
    if outlook::closed(desk, case) || outlook::missing(desk, case) == 0 {
        return None;
    }
    let Datum { position, error_m } = datum::datum(desk, case, desk.now())?;
    let due = match view.broadcast_at {
        None => desk.waited(declared.max(fix.known_at), case, BROADCAST),
        Some(at) => {
            let told = datum::datum_then(desk, case, at).map_or(position, |d| d.position);
            let moved = told.distance_m(position) > metres(BROADCAST_MOVED_NMI);
            desk.passed(at, BROADCAST_AGAIN) || (moved && desk.passed(at, CALL_OUT_AGAIN))
        }
    };
    let relay = forms::mayday_relay(desk, view).filter(|_| due)?;
    let thought = ReportedPosition { position, error_m, true_at: desk.now() };
    Some(forms::broadcast(desk, relay, thought, BROADCAST_RADIUS_NMI))
}

/// Asks masters of the nearest suitable ships on AIS to divert, when the broadcast has had time to work.
fn divert(desk: &Desk<'_>, view: &CaseView) -> Vec<Command> {
    let case = view.case;
    let Some(at) = view.broadcast_at else { return Vec::new() };
    if !desk.waited(at, case, DIVERT) || outlook::closed(desk, case) || outlook::missing(desk, case) == 0 {
        return Vec::new();
    }
    let helping = desk.picture.srus.iter().filter(|v| v.lent && v.case == Some(case)).count();
    let asked: Vec<(SruId, &RequestView)> = desk
        .picture
        .requests
        .iter()
        .filter(|r| !r.of_us && r.case == case)
        .filter_map(|r| match r.what {
            Ask::Divert { sru, .. } => Some((sru, r)),
            _ => None,
        })
        .collect();
    // A ship that was asked and has not refused is on its way, or will answer; one that is lent is counted already.
    let lent = |sru: SruId| desk.picture.srus.iter().any(|v| v.lent && v.sru == sru);
    let expected = asked.iter().filter(|(sru, r)| !desk::refused(r) && !lent(*sru)).count();
    let wanted = DIVERTED.saturating_sub(helping + expected);
    let Some(place) = datum::datum(desk, case, desk.now()).map(|d| d.position) else {
        return Vec::new();
    };
    let mut near: Vec<(f64, SruId)> = Vec::new();
    for ship in &desk.picture.traffic {
        let sru = desk.sru(ship.sru);
        let known = asked.iter().any(|(id, _)| *id == ship.sru) || lent(ship.sru);
        if known || sru.kind != SruKind::Merchant || sru.methods.is_empty() || desk.passed(ship.heard_at, AIS_FRESH) {
            continue;
        }
        let hours = ship.position.distance_m(place) / sru.transit_mps.max(0.1) / 3600.0;
        if hours <= DIVERT_WITHIN.as_hours() {
            near.push((hours, ship.sru));
        }
    }
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let ask = |(hours, sru): &(f64, SruId)| {
        let when = desk.now().after(Span::from_hours(*hours));
        let at = datum::datum(desk, case, when).map_or(place, |d| d.position);
        desk::ask(desk.sru(*sru).seat, case, Ask::Divert { sru: *sru, at })
    };
    near.iter().take(wanted).map(ask).collect()
}
