//! What a desk makes of a case as a whole: how many are missing, who is to be looked for, whether to go on.

use crate::base::ids::CraftId;
use crate::base::{Span, Tick};
use crate::picture::{CaseView, ContactView};
use crate::scenario::{Nature, Phase, Role};
use crate::sim::forms::Form;
use crate::sim::{Ask, MessageBody, Seen};

use super::delay::{SEARCH_ON, SEARCH_UNSEEN};
use super::desk::{Desk, accepted};

/// Persons assumed aboard a boat of people when no number was told (*proposed*).
const UNTOLD_PERSONS: u32 = 100;
/// A count that comes out even is not trusted at once: callers miscount (*proposed*).
const COUNT_AGAIN: Span = Span::hours(2);

/// The cases of this desk, the most urgent first: those with people seen in the water, on a hull or in a raft; then
/// those known to be sinking, to take water, to be in distress; of equals those with most people missing, then the
/// oldest.
pub(super) fn by_urgency<'d>(desk: &Desk<'d>) -> Vec<&'d CaseView> {
    let rank = |view: &CaseView| {
        let in_distress = |phase: Option<Phase>| phase == Some(Phase::Distress);
        let wrecked = desk.survivors_seen(view.case).any(|contact| contact.what != Seen::Vessel);
        match view.nature {
            _ if wrecked => 0,
            Nature::Sinking => 1,
            Nature::TakingWater => 2,
            _ if in_distress(view.phase.map(|(phase, _)| phase)) => 3,
            _ if view.told.iter().any(|told| in_distress(told.phase)) => 3,
            _ => 4,
        }
    };
    let mut cases: Vec<&CaseView> = desk.picture.cases.iter().collect();
    cases.sort_by_cached_key(|view| {
        (rank(view), std::cmp::Reverse(missing(desk, view.case)), view.opened_at, view.case)
    });
    cases
}

/// Persons believed aboard at the start.
pub(super) fn persons(desk: &Desk<'_>, case: CraftId) -> u32 {
    desk.case(case).and_then(|c| c.persons).unwrap_or(UNTOLD_PERSONS)
}

/// Counts of people: recovered alive, recovered dead, landed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// Recovered alive.
    pub(super) recovered: u32,
    /// Recovered dead.
    pub(super) bodies: u32,
    /// Landed alive.
    pub(super) landed: u32,
}

/// What units seen by this desk have done.
pub(super) fn own_counts(view: &CaseView) -> Counts {
    Counts { recovered: view.recovered, bodies: view.bodies, landed: view.landed }
}

/// What all units have done as far as this desk knows. Centres tell each other what their own units did, which is added
/// up; a centre tells its own operations the sum, of which theirs is a part.
pub(super) fn all_counts(desk: &Desk<'_>, view: &CaseView) -> Counts {
    let seats = &desk.theatre.scenario.seats;
    let (mut sum, mut ours) = (own_counts(view), Counts::default());
    for told in &view.told {
        let to = if seats[told.seat.index()].party == desk.picture.party { &mut ours } else { &mut sum };
        to.recovered += told.recovered;
        to.bodies += told.bodies;
        to.landed += told.landed;
    }
    if desk.picture.role == Role::Rcc {
        return sum;
    }
    Counts {
        recovered: sum.recovered.max(ours.recovered),
        bodies: sum.bodies.max(ours.bodies),
        landed: sum.landed.max(ours.landed),
    }
}

/// Persons found so far, alive or dead, as far as this desk knows.
pub(super) fn found(desk: &Desk<'_>, case: CraftId) -> u32 {
    desk.case(case).map_or(0, |view| {
        let counts = all_counts(desk, view);
        counts.recovered + counts.bodies
    })
}

/// Whether the vessel was last seen afloat with nobody aboard, and nobody is seen anywhere else.
fn abandoned(desk: &Desk<'_>, case: CraftId) -> bool {
    let empty = |c: &ContactView| c.case == case && c.what == Seen::Vessel && c.persons == 0;
    desk.picture.contacts.iter().any(empty) && desk.survivors_seen(case).next().is_none()
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
    // Whoever is in sight is taken off, whatever was decided; nobody else is looked for in a case that is closed.
    if abandoned(desk, case) || view.concluded.is_some() {
        return true;
    }
    match last_find(desk, case) {
        Some(at) if missing(desk, case) == 0 => desk.passed(at, COUNT_AGAIN),
        Some(at) => desk.passed(at, SEARCH_ON),
        // Found by others.
        None if missing(desk, case) == 0 => true,
        None => desk.passed(view.opened_at, SEARCH_UNSEEN),
    }
}

/// When shipping was first called to a case, as this desk heard. None when it has not.
pub(super) fn broadcast_heard(desk: &Desk<'_>, case: CraftId) -> Option<Tick> {
    let calls = |body: &MessageBody| match body {
        MessageBody::Distress { .. } => true,
        MessageBody::Form(form) => matches!(**form, Form::MaydayRelay(_)),
        _ => false,
    };
    desk.heard(case).find(|m| calls(&m.body)).map(|m| m.at)
}

/// The first moment this desk agreed to send units to a case. None when it was not asked, or has not agreed.
pub(super) fn called_out(desk: &Desk<'_>, case: CraftId) -> Option<Tick> {
    let mut requests = desk.picture.requests.iter();
    requests
        .find(|r| r.of_us && r.case == case && matches!(r.what, Ask::Deploy { .. }) && accepted(r))
        .and_then(|r| r.answer.as_ref().map(|(_, at)| *at))
}
