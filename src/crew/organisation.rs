//! UNHCR and IOM: they lend staff, manage a fund where it is theirs, come to consultations; UNHCR speaks for the people
//! concerned, and passes on what states undertake to resettle.
//!
//! They act on what reaches them, which is what others tell them. Where a scenario says nothing of means, they are told
//! and do nothing.

use crate::base::Span;
use crate::base::ids::{CraftId, SeatId};
use crate::picture::{CaseView, RequestView};
use crate::scenario::{Channel, Role};
use crate::sim::means::Wanted;
use crate::sim::{Ask, Command, MessageBody};

use super::desk::{self, Desk};
use super::means;

/// Ministries are reminded of people who are not known to be ashore so often (*proposed*: once a day).
const REMIND: Span = Span::hours(24);

/// What the organisation does now.
pub(super) fn decide(desk: &Desk<'_>) -> Vec<Command> {
    if !desk.theatre.scenario.means.are_given() {
        return Vec::new();
    }
    let mut out: Vec<Command> = desk.waiting().flat_map(|request| answer(desk, request)).collect();
    if desk.picture.role == Role::Unhcr {
        for view in &desk.picture.cases {
            out.extend(plead(desk, view));
            out.extend(access(desk, view));
        }
    }
    out
}

fn answer(desk: &Desk<'_>, request: &RequestView) -> Vec<Command> {
    match &request.what {
        Ask::Means(Wanted::Resettle { persons }) => resettle(desk, request, *persons),
        Ask::Means(wanted) => means::answer(desk, request, wanted).into_iter().collect(),
        _ => vec![desk::refuse(request, "that is not ours to give")],
    }
}

/// Places asked for are asked of the states that have a ministry at the table, and passed on as they come.
fn resettle(desk: &Desk<'_>, request: &RequestView, persons: u32) -> Vec<Command> {
    if desk.picture.means.places.is_some_and(|places| places > 0) {
        return means::answer(desk, request, &Wanted::Resettle { persons }).into_iter().collect();
    }
    let asker = desk.theatre.seat(request.other).party;
    let ministries: Vec<SeatId> =
        desk.others(Role::ForeignMinistry).filter(|seat| desk.theatre.seat(*seat).party != asker).collect();
    let ours = |to: SeatId| {
        let about = |ask: &Ask| matches!(ask, Ask::Means(Wanted::Resettle { .. }));
        desk.last_asked(to, request.case, about).filter(|r| r.at >= request.at)
    };
    let unasked: Vec<Command> = ministries
        .iter()
        .filter(|to| ours(**to).is_none())
        .map(|to| desk::ask_by(*to, request.case, Ask::Means(Wanted::Resettle { persons }), desk.within(REMIND)))
        .collect();
    if !unasked.is_empty() {
        return unasked;
    }
    let open = ministries.iter().filter_map(|to| ours(*to)).any(|r| r.waits() && r.course.silent_at.is_none());
    if open { Vec::new() } else { vec![desk::refuse(request, "no state has left any places with us")] }
}

/// As far as this desk knows, people of a case still to be landed: by the number aboard and what others reported.
fn at_sea(view: &CaseView) -> bool {
    let landed = view.told.iter().map(|told| told.landed).fold(view.landed, u32::saturating_add);
    view.persons.is_none_or(|persons| landed < persons)
}

/// Asks each ministry to let people land, and reminds it.
fn plead(desk: &Desk<'_>, view: &CaseView) -> Vec<Command> {
    if !at_sea(view) {
        return Vec::new();
    }
    let case = view.case;
    let mut out = Vec::new();
    for to in desk.others(Role::ForeignMinistry) {
        let text = match last_said(desk, to, case) {
            None => format!(
                "We ask you to let the people of {} come ashore at a place of safety, and not to return anybody to where \
                 they may be persecuted. We are ready to help you receive them.",
                desk.vessel(case)
            ),
            Some(at) if desk.passed(at, REMIND) => format!(
                "We remind you of the people of {}: they should not wait any longer to come ashore.",
                desk.vessel(case)
            ),
            Some(_) => continue,
        };
        out.push(say(to, case, text));
    }
    out
}

/// Asks the immigration services of states that are known to have people of a case ashore for access to them, once.
fn access(desk: &Desk<'_>, view: &CaseView) -> Vec<Command> {
    let seats = &desk.theatre.scenario.seats;
    let received = |seat: &SeatId| {
        let party = seats[seat.index()].party;
        view.told.iter().any(|told| told.landed > 0 && seats[told.seat.index()].party == party)
            || desk.picture.requests.iter().any(|r| r.of_us && r.other == *seat && r.case == view.case)
    };
    let text =
        "We ask for access to the people who have come ashore, to speak to those who may be in need of protection.";
    let unasked = desk.others(Role::Immigration).filter(received);
    unasked
        .filter(|to| last_said(desk, *to, view.case).is_none())
        .map(|to| say(to, view.case, text.to_owned()))
        .collect()
}

fn last_said(desk: &Desk<'_>, to: SeatId, case: CraftId) -> Option<crate::base::Tick> {
    let about = |body: &MessageBody| matches!(body, MessageBody::Text { case: Some(of), .. } if *of == case);
    desk.last_sent(to, about).map(|message| message.at)
}

fn say(to: SeatId, case: CraftId, text: String) -> Command {
    Command::Send { to, channel: Channel::Text, body: MessageBody::Text { case: Some(case), text } }
}
