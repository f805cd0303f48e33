//! Asking neighbouring centres for units: only while own room is short for the people told or unaccounted, the nearest
//! first, and one more only as needed.
//!
//! Room is that of own units at the case, on their way to it, or free and able to be there in time; of these each place
//! counts for one case only.

use crate::base::Span;
use crate::base::ids::{CraftId, SeatId};
use crate::base::quantity::metres;
use crate::picture::{CaseView, Doing, RequestView, SruView};
use crate::scenario::{Phase, Role, SruKind};
use crate::sim::{Ask, Command};

use super::datum::{self, Fix};
use super::delay::{CALL_OUT_AGAIN, DIVERT};
use super::desk::{self, Desk};
use super::responsibility::ours;
use super::{fleet, outlook, rcc};

/// People at risk from which neighbours are asked for units too (*proposed*).
const MANY_AT_RISK: u32 = 20;
/// A neighbour's own region, or this near to it, makes its units worth asking for \[NM\] (*proposed*).
const NEIGHBOUR_NMI: f64 = 400.0;
/// A free unit that can be there within this is at hand (*proposed*).
const AT_HAND: Span = Span::hours(12);
/// The help of one neighbour is given so long to show before the next is asked (*proposed*).
const HELP_SHOWS: Span = Span::hours(6);
/// A neighbour that has not answered for so long is left for the next (*proposed*: three calls).
const SILENT: Span = Span::hours(1);

/// The request to the next neighbour, if own room is short and nobody asked before is still expected to help.
pub(super) fn ask(desk: &Desk<'_>, view: &CaseView) -> Option<Command> {
    let case = view.case;
    let (Phase::Distress, declared) = view.phase? else { return None };
    let fix = datum::best_fix(desk, case)?;
    let ready = desk.waited(declared.max(fix.known_at), case, DIVERT);
    if !ready || outlook::closed(desk, case) || outlook::missing(desk, case) <= MANY_AT_RISK || !is_short(desk, case) {
        return None;
    }
    for seat in neighbours(desk, &fix) {
        let asked = asked(desk, seat, case);
        let Some(last) = asked.last() else { return Some(desk::ask(seat, case, rcc::deploy(&fix))) };
        let unanswered = asked.iter().rev().take_while(|r| r.answer.is_none()).last();
        let again = match unanswered {
            Some(first) if desk.passed(first.at, SILENT) => desk.passed(last.at, CALL_OUT_AGAIN),
            _ => rcc::stale(desk, last, &fix),
        };
        if again {
            return Some(desk::ask(seat, case, rcc::deploy(&fix)));
        }
        let expected = match (&last.answer, unanswered) {
            (None, Some(first)) => !desk.passed(first.at, SILENT),
            (Some((_, at)), _) if desk::accepted(last) => !desk.passed(*at, HELP_SHOWS),
            _ => false,
        };
        if expected {
            return None;
        }
    }
    None
}

/// The calls for units made of a centre for a case, oldest first.
fn asked<'d>(desk: &Desk<'d>, to: SeatId, case: CraftId) -> Vec<&'d RequestView> {
    let calls = |r: &&RequestView| !r.of_us && r.other == to && r.case == case && matches!(r.what, Ask::Deploy { .. });
    desk.picture.requests.iter().filter(calls).collect()
}

/// Other centres that have operations of their own and a port near a position, the nearest first.
fn neighbours(desk: &Desk<'_>, fix: &Fix) -> Vec<SeatId> {
    let scenario = &desk.theatre.scenario;
    let party = |seat: SeatId| scenario.seats[seat.index()].party;
    let way_m = |seat: SeatId| {
        let ports = scenario.places.iter().filter(|p| p.party == party(seat)).map(|p| p.position);
        let stands = scenario.seats.get(seat.index()).map(|s| s.position);
        ports.chain(stands).map(|p| p.distance_m(fix.position)).fold(f64::INFINITY, f64::min)
    };
    let has_units = |rcc: &SeatId| desk.others(Role::Operations).any(|ops| party(ops) == party(*rcc));
    let mut near: Vec<(f64, SeatId)> =
        desk.others(Role::Rcc).filter(has_units).map(|seat| (way_m(seat), seat)).collect();
    near.retain(|(way_m, _)| *way_m < metres(NEIGHBOUR_NMI));
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    near.into_iter().map(|(_, seat)| seat).collect()
}

/// Whether own room falls short of the people of a case who are told of or unaccounted for. Free units serve the cases
/// of this desk in order.
fn is_short(desk: &Desk<'_>, case: CraftId) -> bool {
    let mut used: Vec<&SruView> = Vec::new();
    for view in &desk.picture.cases {
        let is_this = view.case == case;
        let distress = matches!(view.phase, Some((Phase::Distress, _)));
        if !is_this && (!distress || !ours(desk, view) || outlook::closed(desk, view.case)) {
            continue;
        }
        let mut needed = outlook::missing(desk, view.case).saturating_sub(engaged(desk, view.case));
        for unit in desk.picture.srus.iter().filter(|v| at_hand(desk, v, view.case)) {
            if needed > 0 && !used.iter().any(|v| v.sru == unit.sru) {
                needed = needed.saturating_sub(unit.room);
                used.push(unit);
            }
        }
        if is_this {
            return needed > 0;
        }
    }
    false
}

/// Room aboard the units that work for a case, those lent among them.
fn engaged(desk: &Desk<'_>, case: CraftId) -> u32 {
    let works = |v: &&SruView| v.case == Some(case) && lifts(desk, v);
    desk.picture.srus.iter().filter(works).map(|v| v.room).fold(0, u32::saturating_add)
}

/// Whether a unit can take people aboard at all.
fn lifts(desk: &Desk<'_>, view: &SruView) -> bool {
    !matches!(view.doing, Doing::Failed | Doing::Reserve) && !desk.sru(view.sru).methods.is_empty()
}

/// Whether a unit of this state is free and can be at a case in time.
fn at_hand(desk: &Desk<'_>, view: &SruView, case: CraftId) -> bool {
    let sru = desk.sru(view.sru);
    let free = view.case.is_none() && view.order.is_none() && view.survivors == 0;
    let own = sru.party == desk.picture.party && sru.kind != SruKind::Merchant;
    let Some(place) = datum::datum(desk, case, desk.now()).map(|d| d.position).filter(|_| free && own) else {
        return false;
    };
    lifts(desk, view)
        && fleet::arrival(desk, view, place) <= desk.now().after(AT_HAND)
        && fleet::can_work_at(desk, view, place)
}
