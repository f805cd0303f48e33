//! What a unit can do: when it could be somewhere, whether its fuel brings it back, whether the sea lets it.

use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick};
use crate::picture::{Doing, SruView};
use crate::plan;
use crate::sar::recovery::{Method, persons_per_h};
use crate::sar::stability::{Approach, approach_by};
use crate::scenario::{PlaceKind, SruKind};
use crate::sim::{Order, voyage};

use super::desk::Desk;

/// Detour of a ship round land it would otherwise cross, as a factor on the straight way (*proposed*).
const ROUND_LAND: f64 = 1.35;
/// Share of the fuel kept for work on scene: three tenths.
const FOR_THE_SCENE: f64 = 0.3;

/// Distance a unit has to go \[m\]: straight in the air, somewhat longer round land.
pub(super) fn way_m(desk: &Desk<'_>, kind: SruKind, from: Position, to: Position) -> f64 {
    let straight = from.distance_m(to);
    if kind.flies() || straight < metres(5.0) || desk.theatre.coast.first_land(from, to).is_none() {
        straight
    } else {
        straight * ROUND_LAND
    }
}

/// When a unit, told now, is at a position.
pub(super) fn arrival(desk: &Desk<'_>, view: &SruView, to: Position) -> Tick {
    let sru = desk.sru(view.sru);
    let leaves = match view.doing {
        Doing::InPort(_) => desk.now().after(sru.notice),
        Doing::GettingReady(_, at) => at.max(desk.now()),
        _ => desk.now(),
    };
    let seconds = way_m(desk, sru.kind, view.position, to) / sru.transit_mps.max(0.1);
    leaves.after(Span(seconds as i64))
}

/// Distance from a position to where the unit can end its trip \[m\]: its home, or the nearest place of its kind in
/// its own country; for merchants any port.
fn way_home_m(desk: &Desk<'_>, view: &SruView, from: Position) -> f64 {
    let sru = desk.sru(view.sru);
    let kind = if sru.kind.flies() { PlaceKind::Airfield } else { PlaceKind::Port };
    let places = &desk.theatre.scenario.places;
    let home = sru.home.map(|home| places[home.index()].position);
    let own = places.iter().filter(|p| p.kind == kind && p.party == sru.party);
    let all = own.map(|p| p.position).chain(home);
    let nearest = all.map(|p| from.distance_m(p)).fold(f64::INFINITY, f64::min);
    if nearest.is_finite() { nearest } else { 0.0 }
}

/// Whether a unit's fuel takes it there and home with three tenths left for the work, and the sea lets it go.
pub(super) fn can_work_at(desk: &Desk<'_>, view: &SruView, to: Position) -> bool {
    let trip_m = way_m(desk, desk.sru(view.sru).kind, view.position, to) + way_home_m(desk, view, to);
    trip_m <= view.range_left_m * (1.0 - FOR_THE_SCENE) && can_reach(desk, view, to)
}

/// Whether a unit's fuel takes it there and home with its reserve (5.5: half an hour by air; a tenth by sea), and the
/// sea lets it go: what the best of leaders would risk.
pub(super) fn can_reach(desk: &Desk<'_>, view: &SruView, to: Position) -> bool {
    let sru = desk.sru(view.sru);
    let back = voyage::way_back_factor(sru.kind);
    let reserve_m = voyage::reserve_m(sru);
    let trip_m = way_m(desk, sru.kind, view.position, to) + back * way_home_m(desk, view, to) + reserve_m;
    !matches!(view.doing, Doing::Failed | Doing::Reserve)
        && trip_m < 0.97 * view.range_left_m
        && sea_allows(desk, view, to)
}

/// Whether the forecast sea, there and here, is within a unit's limit.
fn sea_allows(desk: &Desk<'_>, view: &SruView, to: Position) -> bool {
    let sea = &desk.theatre.scenario.sea.wave_height_m;
    let limit_m = desk.sru(view.sru).max_wave_m;
    sea.at(to, desk.now()) <= limit_m && sea.at(view.position, desk.now()) <= limit_m
}

/// People per hour a unit takes aboard in the forecast sea with its best means.
pub(super) fn recovery_rate_per_h(desk: &Desk<'_>, view: &SruView, at: Position) -> f64 {
    let waves = desk.theatre.scenario.sea.wave_height_m.at(at, desk.now());
    plan::recovery_rate_per_h(desk.sru(view.sru), waves, true)
}

/// Whether a unit can take people off a vessel afloat without lying alongside it: by its rescue boats, or from the air
/// (5.7: close by boat, with lifejackets, from leeward).
pub(super) fn approaches_gently(desk: &Desk<'_>, view: &SruView) -> bool {
    desk.sru(view.sru).methods.iter().any(|m| m.keeps_off())
}

/// How a unit comes up to a crowded boat in a sea \[m\]: by boat or from the air if it can, else by the fastest of its
/// means, as the simulation has it. None when it has none that can be used.
pub(super) fn approach(
    desk: &Desk<'_>,
    view: &SruView,
    wave_height_m: f64,
    daylight: bool,
    panic: bool,
) -> Option<Approach> {
    let rate = |m: Method| persons_per_h(m, wave_height_m, !daylight, 0.0, false);
    let usable = || desk.sru(view.sru).methods.iter().copied().filter(|m| rate(*m) > 0.0);
    let fastest = || usable().max_by(|a, b| rate(*a).total_cmp(&rate(*b)));
    let method = usable().find(|m| m.keeps_off()).or_else(fastest)?;
    Some(approach_by(Some(method), !daylight, panic))
}

/// Whether a unit is free for new orders about a case: at sea or in port, not ashore with survivors, not on its
/// way home, not taking people aboard, not busy with another case.
pub(super) fn free(view: &SruView, case: crate::base::ids::CraftId) -> bool {
    let at_work = matches!(view.doing, Doing::Failed | Doing::Landing(_) | Doing::Recovering | Doing::OnPassage)
        || matches!(view.doing, Doing::Alongside);
    let bound = matches!(view.order, Some(Order::Land { .. } | Order::Return | Order::Resume | Order::Alongside(_)));
    let elsewhere = view.order.is_some() && view.case.is_some_and(|other| other != case);
    !at_work && !bound && !elsewhere
}
