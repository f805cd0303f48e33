//! A rescue centre between whoever wants to land people and its own foreign ministry, which decides.
//!
//! The centre asks for the decision with the time in which it is expected, asks again at each escalation as long as
//! there is silence, and passes on what was decided: yes, yes on the same terms, or no.

use crate::base::ids::{PlaceId, SeatId};
use crate::base::{Span, Tick};
use crate::picture::{CaseView, RequestView, Stands, landing_form};
use crate::scenario::Stance;
use crate::sim::{Answer, Ask, Clearance, Command};

use super::delay::{ANSWER_LANDING, DECISION_EXPECTED, ESCALATIONS};
use super::desk::{self, Desk};
use super::{ministry, outlook};

/// People who have to be off a ship within this press (*proposed*: a decision and a day's passage).
const PRESSING: Span = Span::hours(24);

/// What a centre does about a request to land people at a place of its state. `at_once` leaves out the staff work.
pub(super) fn answer(
    desk: &Desk<'_>,
    request: &RequestView,
    place: PlaceId,
    persons: u32,
    at_once: bool,
) -> Vec<Command> {
    // Who has to be off a ship within a day, or has no water for as long, is not kept waiting by staff work.
    let pressing = landing_form(desk.picture, request)
        .is_some_and(|(form, told_at)| form.presses_by(told_at, desk.now().after(PRESSING)));
    let ready = at_once || pressing || desk.waited_for(request, ANSWER_LANDING);
    let told = form(desk, request, place, persons);
    match desk.theatre.scenario.ministry_of(desk.picture.party) {
        Some(ministry) => pass_on(desk, request, told, ministry, ready),
        // Without a ministry the centre speaks for its state, as that is minded.
        None if desk.manner().stance == Stance::Cooperate || at_once => {
            ready.then(|| desk::accept(request)).into_iter().collect()
        }
        None => {
            let answer = ministry::decision(desk, request, &told, request.at);
            answer.map(|answer| Command::Answer { request: request.request, answer }).into_iter().collect()
        }
    }
}

/// The decision as it stands, passed on; or the request for it.
fn pass_on(desk: &Desk<'_>, request: &RequestView, told: Clearance, ministry: SeatId, ready: bool) -> Vec<Command> {
    let about = |r: &&RequestView| {
        let ours = !r.of_us && r.other == ministry;
        ours && matches!(&r.what, Ask::Clear(of) if (of.landing, of.asker) == (told.landing, told.asker))
    };
    let asked: Vec<&RequestView> = desk.picture.requests.iter().filter(about).collect();
    let known = asked.iter().filter(|r| r.course.withdrawn_at.is_none());
    let decided = known.filter_map(|r| r.answer.as_ref()).max_by_key(|(_, at)| *at);
    if let Some((answer, _)) = decided {
        return vec![match answer {
            Answer::Accept => desk::accept(request),
            Answer::AcceptIf { terms } => desk::accept_if(request, *terms),
            Answer::Refuse { reason } => desk::refuse(request, format!("our authorities do not agree: {reason}")),
        }];
    }
    let ask = |by: Tick| desk::ask_by(ministry, request.case, Ask::Clear(told), Some(by));
    let (Some(first), Some(last)) = (asked.first(), asked.last()) else {
        return if ready { vec![ask(desk.now().after(DECISION_EXPECTED))] } else { Vec::new() };
    };
    if last.stands() != Stands::Silent {
        return Vec::new();
    }
    let next = ESCALATIONS.into_iter().map(|after| first.at.after(after)).find(|at| *at > desk.now());
    match next {
        Some(by) => vec![desk::withdraw(last), ask(by)],
        None => vec![desk::withdraw(last), desk::refuse(request, "no decision could be had in three days")],
    }
}

/// What the ministry is told.
fn form(desk: &Desk<'_>, request: &RequestView, place: PlaceId, persons: u32) -> Clearance {
    let same = |r: &&RequestView| {
        r.of_us && r.other == request.other && r.case == request.case && matches!(r.what, Ask::Land { .. })
    };
    let waiting_since = desk.picture.requests.iter().filter(same).map(|r| r.at).min().unwrap_or(request.at);
    let view = desk.case(request.case);
    let seats = &desk.theatre.scenario.seats;
    let others = |view: &CaseView| {
        let told = view.told.iter().filter(|t| seats[t.seat.index()].party != desk.picture.party);
        told.map(|t| t.landed).fold(0, u32::saturating_add)
    };
    let pledged = |r: &RequestView| r.granted().filter(|_| r.of_us).and_then(|terms| terms.pledge).unwrap_or(0);
    Clearance {
        landing: request.request,
        asker: request.other,
        place,
        persons,
        waiting_since,
        dead: view.map_or(0, |view| outlook::all_counts(desk, view).bodies),
        elsewhere: view.map_or(0, others),
        pledged: desk.picture.requests.iter().map(pledged).fold(0, u32::saturating_add),
    }
}

/// Decisions that are no longer needed, because whoever wanted to land people does not any more.
pub(super) fn no_longer_needed(desk: &Desk<'_>) -> Vec<Command> {
    let requests = &desk.picture.requests;
    let gone = |told: &Clearance| {
        let landing = |r: &&RequestView| r.of_us && r.request == told.landing && r.other == told.asker;
        requests.iter().filter(landing).any(|r| r.stands() == Stands::Withdrawn)
    };
    let moot = |r: &&RequestView| !r.of_us && r.waits() && matches!(&r.what, Ask::Clear(told) if gone(told));
    requests.iter().filter(moot).map(desk::withdraw).collect()
}
