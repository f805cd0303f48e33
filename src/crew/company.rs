//! A merchant ship that comes upon a crowded boat: it reports it, offers itself to the centre, and keeps company until
//! the centre has decided or some hours have passed (SOLAS V/33 in substance, sar-models.md 6.1; the Hai Duong 29 in
//! 6.10).
//!
//! One ship of a desk stays; it stands off, and takes nobody aboard on its own account while the boat floats.

use crate::base::ids::CraftId;
use crate::base::quantity::metres;
use crate::base::{Span, Tick};
use crate::picture::{ContactView, SruView};
use crate::scenario::SruKind;
use crate::sim::{Command, Order, Seen};

use super::delay::MASTER;
use super::desk::{self, Desk};
use super::masters::{self, CROWDED};

/// A ship this near has the boat in sight \[NM\] (*proposed*).
const NEAR_NMI: f64 = 12.0;
/// A boat seen this lately is in sight (*proposed*).
const IN_SIGHT: Span = Span::minutes(30);
/// A ship that no centre gives an order stays so long (*proposed*).
const STAYS: Span = Span::hours(6);
/// And does not turn to the same boat again before this (*proposed*).
const NOT_AGAIN: Span = Span::hours(48);

/// What a desk of masters does about a crowded boat that one of its ships sees; with none that has had an order this
/// minute.
pub(super) fn commands(desk: &Desk<'_>, case: CraftId, before: &[Command]) -> Vec<Command> {
    let mut out = rescue(desk, case);
    out.extend(leave(desk, case));
    // Whoever is called by a broadcast goes to help; that is more than to keep company.
    if !out.is_empty() || masters::broadcast(desk, case).is_some() {
        return out;
    }
    let Some(contact) = crowded(desk, case) else { return out };
    let stays = |v: &&SruView| v.mine && v.case == Some(case) && v.order.is_some();
    if desk.orderable().any(|v| stays(&v)) {
        return out;
    }
    let Some(rcc) = masters::centre_for(desk, case, contact.position) else { return out };
    let way_m = |v: &SruView| v.position.distance_m(contact.position);
    let able = |v: &&SruView| {
        let new = desk.noted(&note(desk, v, case)).is_none_or(|at| desk.passed(at, NOT_AGAIN));
        let free = masters::could_help(desk, v) && !desk::is_ordered(before, v.sru);
        v.mine && free && new && way_m(v) < metres(NEAR_NMI)
    };
    let nearest = desk.orderable().filter(able).min_by(|a, b| way_m(a).total_cmp(&way_m(b)).then(a.sru.cmp(&b.sru)));
    let Some(ship) = nearest.filter(|ship| desk.passed(contact.first_seen, desk.takes(ship.sru.0, MASTER))) else {
        return out;
    };
    out.push(desk::order(ship.sru, case, Order::Escort { at: contact.position }));
    out.push(Command::Log { text: note(desk, ship, case) });
    out.extend(masters::offer(desk, case, ship, rcc));
    out
}

/// The boat with very many people aboard that is in sight, if there is one.
fn crowded<'d>(desk: &'d Desk<'_>, case: CraftId) -> Option<&'d ContactView> {
    let fits = |c: &&ContactView| c.what == Seen::Vessel && c.persons > CROWDED && !desk.passed(c.last_seen, IN_SIGHT);
    desk.survivors_seen(case).filter(fits).max_by_key(|c| (c.persons, c.last_seen))
}

/// The words by which a desk remembers that a ship of its own stayed.
fn note(desk: &Desk<'_>, ship: &SruView, case: CraftId) -> String {
    format!("{} keeps company with {}", desk.sru(ship.sru).name, desk.vessel(case))
}

/// Ships of this desk that keep company with a boat by its own decision.
fn staying<'d>(desk: &'d Desk<'_>, case: CraftId) -> impl Iterator<Item = (&'d SruView, Tick)> {
    let own = move |v: &&SruView| {
        let merchant = desk.sru(v.sru).kind == SruKind::Merchant;
        v.mine && merchant && v.case == Some(case) && matches!(v.order, Some(Order::Escort { .. }))
    };
    let fresh = move |v: &SruView| !desk.refused_lately(&desk.sru(v.sru).name);
    let ships = desk.orderable().filter(own).filter(move |v| fresh(v));
    ships.filter_map(move |v| Some((v, desk.noted(&note(desk, v, case))?)))
}

/// The boat is gone: who kept it company takes up whom it can, without waiting for a word.
fn rescue(desk: &Desk<'_>, case: CraftId) -> Vec<Command> {
    let mut out = Vec::new();
    for (ship, _) in staying(desk, case) {
        let way_m = |c: &ContactView| c.position.distance_m(ship.position);
        let there = |c: &&ContactView| c.what != Seen::Vessel && way_m(c) < metres(NEAR_NMI);
        let people = desk.survivors_seen(case).filter(there);
        if let Some(people) = people.min_by(|a, b| way_m(a).total_cmp(&way_m(b)).then(a.number.cmp(&b.number))) {
            out.push(desk::order(ship.sru, case, Order::Recover { at: people.position }));
        }
    }
    out
}

/// Ships that have kept company long enough, with no word of any centre, or that were let go, go on their way.
fn leave(desk: &Desk<'_>, case: CraftId) -> Vec<Command> {
    let mut out = Vec::new();
    for (ship, since) in staying(desk, case) {
        let name = &desk.sru(ship.sru).name;
        let let_go = desk.noted(&format!("{name} released")).is_some_and(|at| at >= since);
        let alone = desk.passed(since, STAYS) && !masters::answered(desk, case, since);
        if ship.survivors + ship.bodies > 0 || !(let_go || alone) {
            continue;
        }
        let why = if let_go { "it was let go" } else { "no centre has answered" };
        out.push(desk::order(ship.sru, case, Order::Resume));
        out.push(Command::Log { text: format!("{name} resumes its passage: {why}") });
    }
    out
}
