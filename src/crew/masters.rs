//! The doctrine crew of merchant ships: each master decides for the ship, and the nearest go.
//!
//! The duty to go with all possible speed on hearing of people in distress, unless it makes no sense (SOLAS V/33 by
//! sar-models.md 6.1); decision times of 5.2.

use crate::base::ids::{CraftId, SeatId};
use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick};
use crate::picture::{CaseView, ContactView, Doing, RequestView, SruView, Way};
use crate::scenario::{Channel, Nature, Role, SruKind};
use crate::sim::forms::Form;
use crate::sim::{Ask, Command, MessageBody, Order, ReportedPosition, Seen};

use super::datum;
use super::delay::{MASTER, SEARCH_ON};
use super::desk::{self, Desk, seat_of};
use super::{company, direct, fleet, landing, lines, outlook, search, stand_off};

/// More persons than this on a small boat are worth a report (*proposed*).
pub(super) const CROWDED: u32 = 30;
/// A ship nearer than this to the position of a broadcast goes \[NM\].
const NEAR_NMI: f64 = 60.0;
/// Or one that can be there within this.
const SOON: Span = Span::hours(4);
/// Ships of one seat that answer one broadcast.
const VOLUNTEERS: usize = 4;
/// A ship asked to divert refuses if it is farther off than this.
const TOO_FAR: Span = Span::hours(12);
/// Or has so many survivors aboard already.
const TOO_MANY: u32 = 100;
/// A lent ship with survivors and without orders asks for a port itself after this.
const UNORDERED: Span = Span::hours(2);
/// An offer that no order has followed is made again after this (*proposed*): it may have been lost.
const OFFER_AGAIN: Span = Span::hours(1);
/// A ship that has found nobody resumes its passage after this.
const NOTHING_FOUND: Span = Span::hours(12);

/// What the masters do now.
pub(super) fn decide(desk: &Desk<'_>) -> Vec<Command> {
    let mut out: Vec<Command> = Vec::new();
    for request in desk.waiting() {
        let answered = answer(desk, request, &out);
        out.extend(answered);
    }
    for view in outlook::by_urgency(desk) {
        out.extend(report_sightings(desk, view.case));
        let going = volunteer(desk, view, &out);
        out.extend(going);
        let staying = company::commands(desk, view.case, &out);
        out.extend(staying);
        let others = own_ships(desk, view, &out);
        out.extend(others);
    }
    out
}

/// What calls ships to a case, and to whom they report: wreck or people in the water seen from one of them, a call for
/// help that one of them heard from the vessel itself, or a distress broadcast.
fn called(desk: &Desk<'_>, case: CraftId) -> Option<(SeatId, Position, Tick)> {
    let wrecked = |c: &&ContactView| c.what != Seen::Vessel;
    let seen = desk.survivors_seen(case).filter(wrecked).min_by_key(|c| c.first_seen);
    let seen = seen.and_then(|c| Some((centre_for(desk, case, c.position)?, c.position, c.first_seen)));
    let heard = lines::mayday(desk, case);
    let heard = heard.and_then(|(m, told)| Some((centre_for(desk, case, told?.position)?, told?.position, m.at)));
    broadcast(desk, case).or(seen).or(heard)
}

/// The centre to report to: whoever broadcast last, else the one whose region it is.
pub(super) fn centre_for(desk: &Desk<'_>, case: CraftId, position: Position) -> Option<SeatId> {
    broadcast(desk, case).map(|(rcc, ..)| rcc).or_else(|| desk.theatre.scenario.responsible_for(position))
}

/// Ships report what they see: a wreck, people in the water, a boat with very many people aboard (SOLAS V/31 and V/33
/// in substance, *recalled*).
fn report_sightings(desk: &Desk<'_>, case: CraftId) -> Option<Command> {
    let worth = |c: &&ContactView| c.case == case && (c.what != Seen::Vessel || c.persons > CROWDED);
    let seen = desk.picture.contacts.iter().filter(worth).filter(|c| !matches!(c.what, Seen::Debris | Seen::Body));
    let contact = seen.max_by_key(|c| (c.persons, c.last_seen))?;
    let rcc = centre_for(desk, case, contact.position)?;
    let sighting = |b: &MessageBody| matches!(b, MessageBody::Sighting { case: c, what, .. } if *c == case && *what == contact.what);
    if !desk.passed(contact.first_seen, desk.takes(contact.by.0, MASTER)) || desk.last_sent(rcc, sighting).is_some() {
        return None;
    }
    let (error_m, true_at) = (contact.error_m, contact.last_seen);
    let position = ReportedPosition { position: contact.position, error_m, true_at };
    let body = MessageBody::Sighting { case, position, what: contact.what, persons: contact.persons };
    Some(Command::Send { to: rcc, channel: Channel::Phone, body })
}

/// The last distress broadcast heard for a case: by whom, where and when.
pub(super) fn broadcast(desk: &Desk<'_>, case: CraftId) -> Option<(SeatId, Position, Tick)> {
    let heard = desk.heard(case).filter_map(|m| match (&m.way, &m.body) {
        (Way::From(from), MessageBody::Distress { position, .. }) => Some((seat_of(from)?, *position, m.at)),
        // A relay sent to this seat alone calls its ships as a broadcast does.
        (Way::From(from), MessageBody::Form(form)) => match &**form {
            Form::MaydayRelay(relay) => Some((seat_of(from)?, relay.position?.position, m.at)),
            Form::SearchActionPlan(_) | Form::HandOver(_) | Form::Disembarkation(_) => None,
        },
        _ => None,
    });
    heard.last()
}

/// Whether a centre has said anything of a case since a moment.
pub(super) fn answered(desk: &Desk<'_>, case: CraftId, since: Tick) -> bool {
    let centre = |seat: SeatId| desk.theatre.scenario.seats[seat.index()].role == Role::Rcc;
    let said = |way: &Way| matches!(way, Way::From(from) if seat_of(from).is_some_and(centre));
    desk.heard(case).any(|m| m.at >= since && said(&m.way))
}

/// Whether a ship is on its own passage and could help.
pub(super) fn could_help(desk: &Desk<'_>, view: &SruView) -> bool {
    let sru = desk.sru(view.sru);
    sru.kind == SruKind::Merchant
        && matches!(view.doing, Doing::OnPassage)
        && view.order.is_none()
        && view.room > 0
        && !sru.methods.is_empty()
        && !desk.refused_lately(&sru.name)
}

/// Ships that answer the broadcast: the nearest, each after its master's own time to decide; none that has had an order
/// this minute.
fn volunteer(desk: &Desk<'_>, view: &CaseView, before: &[Command]) -> Vec<Command> {
    let case = view.case;
    let Some((rcc, position, at)) = called(desk, case) else { return Vec::new() };
    // An old broadcast calls nobody new.
    if desk.passed(at, NOTHING_FOUND) {
        return Vec::new();
    }
    let going = desk.orderable().filter(|v| v.case == Some(case) && v.order.is_some()).count();
    let mut near: Vec<(Tick, &SruView)> = desk
        .orderable()
        .filter(|v| v.mine && could_help(desk, v) && !lent_away(desk, v) && !desk::is_ordered(before, v.sru))
        .map(|v| (fleet::arrival(desk, v, position), v))
        .filter(|(arrives, v)| v.position.distance_m(position) < metres(NEAR_NMI) || *arrives <= desk.now().after(SOON))
        .collect();
    near.sort_by_key(|(arrives, v)| (*arrives, v.sru));
    let mut out = Vec::new();
    let decided = |ship: &SruView| desk.passed(at, desk.takes(ship.sru.0, MASTER));
    let volunteers = near.into_iter().take(VOLUNTEERS.saturating_sub(going)).filter(|(_, ship)| decided(ship));
    let ships: Vec<(&SruView, Position)> =
        volunteers.map(|(arrives, ship)| (ship, meeting(desk, case, position, at, arrives))).collect();
    out.extend(go(desk, &ships, case));
    out.extend(ships.iter().filter_map(|(ship, _)| offer(desk, case, ship, rcc)));
    out
}

/// Where a case broadcast at a position will be when a ship arrives.
fn meeting(desk: &Desk<'_>, case: CraftId, position: Position, told: Tick, arrives: Tick) -> Position {
    datum::datum(desk, case, arrives)
        .map_or_else(|| datum::drifted(desk.theatre, None, position, told, arrives), |d| d.position)
}

/// Ships go to help, each to where it would meet the boat. While that is thought to be afloat they go to find it: they
/// take whoever is in the water aboard, but do not lie alongside a crowded boat on their own account (5.7, 5.8).
fn go(desk: &Desk<'_>, ships: &[(&SruView, Position)], case: CraftId) -> Vec<Command> {
    let wrecked = datum::seen_capsized(desk, case) || desk.case(case).is_some_and(|c| c.nature == Nature::Sinking);
    let views: Vec<&SruView> = ships.iter().map(|(ship, _)| *ship).collect();
    let plans = if wrecked { search::Plans::default() } else { search::plans(desk, &views, case) };
    let mut out = Vec::new();
    for (ship, at) in ships {
        let search = plans.orders.iter().find(|plan| plan.sru == ship.sru);
        match search.filter(|plan| matches!(plan.order, Order::Search { .. })) {
            Some(plan) => {
                out.push(desk::order(ship.sru, case, plan.order.clone()));
                out.push(Command::Log { text: plan.note.clone() });
            }
            None => out.push(desk::order(ship.sru, case, Order::Recover { at: *at })),
        }
    }
    out
}

/// The message that places a ship at a centre's disposal, unless it has been sent.
pub(super) fn offer(desk: &Desk<'_>, case: CraftId, ship: &SruView, rcc: SeatId) -> Option<Command> {
    let body = MessageBody::AtYourDisposal { case, sru: ship.sru };
    let sent = desk.last_sent(rcc, |b| *b == body).is_some();
    (!sent).then_some(Command::Send { to: rcc, channel: Channel::Phone, body })
}

/// A ship at a centre's disposal that has no orders: it offers itself again, in case the message was lost, and says so
/// if it has survivors aboard, once in each time that it waits.
fn remind(desk: &Desk<'_>, case: CraftId, ship: &SruView, since: Tick) -> Vec<Command> {
    let name = &desk.sru(ship.sru).name;
    let body = MessageBody::AtYourDisposal { case, sru: ship.sru };
    let offers = desk.picture.messages.iter().rev().filter(|m| m.body == body);
    let last = offers.filter_map(|m| if let Way::To(to) = m.way { Some((to, m.at)) } else { None }).next();
    let Some((rcc, offered)) = last.filter(|(_, at)| desk.passed(*at, OFFER_AGAIN)) else { return Vec::new() };
    // Whoever let the ship go has no use for it.
    if desk.noted(&format!("{name} released")).is_some_and(|at| at > offered) {
        return Vec::new();
    }
    let mut out = vec![Command::Send { to: rcc, channel: Channel::Phone, body }];
    if ship.survivors > 0 {
        let ours = |text: &str| text.starts_with(name.as_str()) && text.contains(NO_ORDERS);
        let said = |b: &MessageBody| matches!(b, MessageBody::Text { text, .. } if ours(text));
        if desk.last_sent(rcc, said).is_none_or(|m| m.at < since) {
            let many = ship.survivors;
            let text = format!("{name} has {many} survivors aboard and {NO_ORDERS}. Tell us where they may land.");
            let body = MessageBody::Text { case: Some(case), text };
            out.push(Command::Send { to: rcc, channel: Channel::Phone, body });
        }
    }
    out
}

/// Words by which the reminder of a ship that waits is known again.
const NO_ORDERS: &str = "no orders";

fn answer(desk: &Desk<'_>, request: &RequestView, before: &[Command]) -> Vec<Command> {
    let Ask::Divert { sru, at } = request.what else {
        return vec![desk::refuse(request, "we are merchant ships; ask a rescue coordination centre")];
    };
    if !desk.passed(request.at, desk.takes(sru.0, MASTER)) {
        return Vec::new();
    }
    let Some(ship) = desk.orderable().find(|v| v.sru == sru) else {
        return vec![desk::refuse(request, "that ship is not one of ours")];
    };
    if ship.survivors >= TOO_MANY {
        return vec![desk::refuse(request, "we have too many survivors aboard already to take more")];
    }
    if fleet::arrival(desk, ship, at) > desk.now().after(TOO_FAR) {
        return vec![desk::refuse(request, "we are more than twelve hours away; others are nearer")];
    }
    if stand_off::deters(desk, request) {
        return vec![desk::refuse(request, "others of our ships were left for days with survivors aboard and no port")];
    }
    let mut out = vec![desk::accept(request)];
    if ship.order.is_none() && !desk::is_ordered(before, sru) {
        out.extend(go(desk, &[(ship, at)], request.case));
        out.extend(offer(desk, request.case, ship, request.other));
    }
    out
}

/// Ships that went: those nobody commands do what is needed themselves; those lent wait for orders, within reason.
fn own_ships(desk: &Desk<'_>, view: &CaseView, before: &[Command]) -> Vec<Command> {
    let case = view.case;
    let mut out = Vec::new();
    let engaged = |v: &&SruView| {
        let merchant = desk.sru(v.sru).kind == SruKind::Merchant;
        v.mine && v.case == Some(case) && merchant && !desk::is_ordered(before, v.sru)
    };
    for ship in desk.orderable().filter(engaged) {
        if let Some(rcc) = view.responsible.map(|(seat, _)| seat).or_else(|| centre_for(desk, case, ship.position)) {
            out.extend(stand_off::tell(desk, ship, case, rcc));
        }
    }
    let (lent, free): (Vec<&SruView>, Vec<&SruView>) =
        desk.orderable().filter(engaged).partition(|v| lent_away(desk, v));
    if !free.is_empty() {
        out.extend(direct::commands(desk, case, &free, view.opened_at, &mut Vec::new()));
    }
    for ship in lent {
        let name = &desk.sru(ship.sru).name;
        let idle = ship.order.is_none() && matches!(ship.doing, Doing::Waiting);
        let words = format!("{name} waits for orders");
        let Some(since) = desk.noted(&words).filter(|at| idle && !ordered_since(desk, ship, *at)) else {
            if idle {
                out.push(Command::Log { text: format!("{words} ({})", desk.vessel(case)) });
            }
            continue;
        };
        out.extend(remind(desk, case, ship, since));
        if ship.survivors + ship.bodies > 0 && desk.passed(since, UNORDERED) && !desk.refused_lately(name) {
            out.extend(landing::to_port(desk, ship, case));
        } else if ship.survivors + ship.bodies == 0 && desk.passed(since, NOTHING_FOUND.min(SEARCH_ON)) {
            let text = format!("{name} resumes its passage from {}", desk.vessel(case));
            out.push(desk::order(ship.sru, case, Order::Resume));
            out.push(Command::Log { text });
        }
    }
    out
}

/// Whether a ship of ours has been placed at a centre's disposal; once it has been released it is not offered again
/// for the same broadcast, though a centre may still ask for it.
fn lent_away(desk: &Desk<'_>, ship: &SruView) -> bool {
    let offered = |m: &crate::picture::MessageView| {
        matches!(m.way, Way::To(_)) && matches!(m.body, MessageBody::AtYourDisposal { sru, .. } if sru == ship.sru)
    };
    ship.lent || desk.picture.messages.iter().any(offered)
}

/// Whether an order to a ship is on record after a moment.
fn ordered_since(desk: &Desk<'_>, ship: &SruView, at: Tick) -> bool {
    let name = &desk.sru(ship.sru).name;
    desk.picture.log.iter().rev().take_while(|l| l.at > at).any(|l| !l.refused && l.text.contains(name.as_str()))
}
