//! What a desk makes of a case as a whole: how many are missing, who is to be looked for, whether to go on.

use crate::base::ids::CraftId;
use crate::base::{Span, Tick};
use crate::sim::{Ask, MessageBody, Seen};

use super::delay::{SEARCH_ON, SEARCH_UNSEEN};
use super::desk::{Desk, accepted};

/// Persons assumed aboard a boat of people when no number was told (*proposed*).
const UNTOLD_PERSONS: u32 = 100;
/// A count that comes out even is not trusted at once: callers miscount (*proposed*).
const COUNT_AGAIN: Span = Span::hours(2);

/// Persons believed aboard at the start.
pub(super) fn persons(desk: &Desk<'_>, case: CraftId) -> u32 {
    desk.case(case).and_then(|c| c.persons).unwrap_or(UNTOLD_PERSONS)
}

/// Persons found so far, alive or dead, as far as this desk knows: by units it sees, and as other countries told.
/// Those of its own country see the same units, and their reports would count twice.
pub(super) fn found(desk: &Desk<'_>, case: CraftId) -> u32 {
    let seats = &desk.theatre.scenario.seats;
    desk.case(case).map_or(0, |view| {
        let told = view.told.iter().filter(|t| seats[t.seat.index()].party != desk.picture.party);
        let told: u32 = told.map(|t| t.recovered + t.bodies).sum();
        view.recovered + view.bodies + told
    })
}

/// Persons still missing, by the number told.
pub(super) fn missing(desk: &Desk<'_>, case: CraftId) -> u32 {
    persons(desk, case).saturating_sub(found(desk, case))
}

/// When people of a case, living or dead, were last seen by units this desk sees.
pub(super) fn last_find(desk: &Desk<'_>, case: CraftId) -> Option<Tick> {
    let contacts = desk.picture.contacts.iter().filter(|c| c.case == case && c.what != Seen::Debris);
    // An empty hull that someone keeps in sight is no find, however long it is watched.
    contacts.map(|c| if c.cleared || c.persons == 0 { c.first_seen } else { c.last_seen }).max()
}

/// Whether the search for a case has come to its end: everybody found, or hope past.
pub(super) fn closed(desk: &Desk<'_>, case: CraftId) -> bool {
    let Some(view) = desk.case(case) else { return true };
    if desk.survivors_seen(case).next().is_some() {
        return false;
    }
    match last_find(desk, case) {
        Some(at) if missing(desk, case) == 0 => desk.passed(at, COUNT_AGAIN),
        Some(at) => desk.passed(at, SEARCH_ON),
        None if found(desk, case) > 0 && missing(desk, case) == 0 => true,
        None => desk.passed(view.opened_at, SEARCH_UNSEEN),
    }
}

/// When shipping was first called to a case, as this desk heard. None when it has not.
pub(super) fn broadcast_heard(desk: &Desk<'_>, case: CraftId) -> Option<Tick> {
    desk.heard(case).find(|m| matches!(m.body, MessageBody::Distress { .. })).map(|m| m.at)
}

/// The first moment this desk agreed to send units to a case. None when it was not asked, or has not agreed.
pub(super) fn called_out(desk: &Desk<'_>, case: CraftId) -> Option<Tick> {
    let mut requests = desk.picture.requests.iter();
    requests
        .find(|r| r.of_us && r.case == case && matches!(r.what, Ask::Deploy { .. }) && accepted(r))
        .and_then(|r| r.answer.as_ref().map(|(_, at)| *at))
}
