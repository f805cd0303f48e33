//! People aboard a state's own ships who say that they flee from that very state: whom its centre tells of them.
//!
//! No port of its own is a place of safety for them (MSC.167(78) 6.17 by sar-models.md 6.1), so that its ships ask other
//! states for one (`landing`). While none has given one the centre tells UNHCR, as the guide for rescue at sea has it (6.1,
//! *recalled* there), and its own ministry, which can speak with others; **how many and by which state, and nobody's name**.

use crate::base::Span;
use crate::base::ids::{CraftId, SeatId};
use crate::picture::{Doing, SruView};
use crate::scenario::{Channel, Role, SruKind};
use crate::sim::{Command, MessageBody, Order};

use super::desk::Desk;
use super::landing;

/// People who have been aboard for so long without a port are told of (*proposed*: a decision about one is expected within
/// it, sar-models.md 6.2).
const TOLD_AFTER: Span = Span::hours(6);
/// They are told of again after this, as long as it is so (*proposed*: once a day).
const TOLD_AGAIN: Span = Span::hours(24);

/// Words by which such a report is known again.
const NO_PORT: &str = "say that they flee from our state";

/// What a centre tells now of the people of a case, if there are such aboard its state's ships and none of these has a port.
pub(super) fn tell(desk: &Desk<'_>, case: CraftId) -> Vec<Command> {
    let own = desk.picture.party;
    if !desk.theatre.scenario.is_country(own) || !landing::spares(desk) {
        return Vec::new();
    }
    let waiting: Vec<&SruView> = desk.picture.srus.iter().filter(|unit| waits(desk, unit, case)).collect();
    let persons = waiting.iter().map(|unit| unit.survivors).fold(0, u32::saturating_add);
    if persons == 0 {
        return Vec::new();
    }
    let words = format!("People of {} wait for a port elsewhere", desk.vessel(case));
    let Some(since) = desk.noted(&words) else { return vec![Command::Log { text: words }] };
    let state = desk.theatre.scenario.parties.get(own.index()).map_or("this state", |party| party.name.as_str());
    let text = format!(
        "{persons} survivors of {} are aboard ships of {state}. People among them {NO_PORT}: none of our ports is a place of \
         safety for them, and no other state has given us one. We ask for your help to find it.",
        desk.vessel(case)
    );
    let told = |to: SeatId| {
        let same = |body: &MessageBody| matches!(body, MessageBody::Text { case: Some(of), text } if *of == case && text.contains(NO_PORT));
        desk.last_sent(to, same).map(|message| message.at)
    };
    let due = |to: &SeatId| match told(*to) {
        None => desk.passed(since, TOLD_AFTER),
        Some(last) => desk.passed(last, TOLD_AGAIN),
    };
    let body = || MessageBody::Text { case: Some(case), text: text.clone() };
    let whom = desk.others(Role::Unhcr).chain(desk.theatre.scenario.ministry_of(own)).filter(due);
    whom.map(|to| Command::Send { to, channel: Channel::Text, body: body() }).collect()
}

/// Whether a ship of this state has people of a case aboard who may not be landed in it, and is not on its way to a port.
fn waits(desk: &Desk<'_>, unit: &SruView, case: CraftId) -> bool {
    let sru = desk.sru(unit.sru);
    let of_state = sru.party == desk.picture.party && sru.kind != SruKind::Merchant;
    let bound =
        matches!(unit.order, Some(Order::Land { .. } | Order::Return)) || matches!(unit.doing, Doing::Landing(_));
    of_state && unit.case == Some(case) && unit.survivors > 0 && !bound && landing::fears(unit, desk.picture.party)
}

/// Whether this ministry's own centre has told it of people of a case for whom no port has been found.
pub(super) fn told_of(desk: &Desk<'_>, case: CraftId) -> bool {
    let centre = |source: &crate::sim::Source| {
        let seat = super::desk::seat_of(source).map(|seat| desk.theatre.seat(seat));
        seat.is_some_and(|seat| seat.role == Role::Rcc && seat.party == desk.picture.party)
    };
    desk.heard(case).any(|message| {
        let ours = matches!(&message.way, crate::picture::Way::From(source) if centre(source));
        ours && matches!(&message.body, MessageBody::Text { text, .. } if text.contains(NO_PORT))
    })
}
