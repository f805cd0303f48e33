//! Who answers for a case: the phase, the first-centre rule, handing over and taking over.
//!
//! SAR Convention annex 4.2 to 4.5 by sar-models.md 5.1 (*read* there; own words): a centre sets a phase at once;
//! while the position is unknown the first centre answers; it keeps the case until another has accepted it.

use crate::base::ids::{CraftId, SeatId};
use crate::base::{Span, Tick};
use crate::picture::{CaseView, MessageView, RequestView, Way};
use crate::scenario::{Nature, Phase, Role};
use crate::sim::{ANSWERS_A_CALL, Ask, Command, MessageBody, Seen, Source};

use super::datum;
use super::delay::{ANSWER_HAND_OVER, ASK_AGAIN, ASK_REFUSED_AGAIN, ASSUME, EVALUATE, HAND_OVER};
use super::desk::{self, Desk, seat_of};
use super::forms;

/// More persons than this on a small boat make any trouble a danger (*proposed*).
const MANY: u32 = 50;
/// So many calls without a worse word still mean that something is wrong (*proposed*).
const REPEATED_CALLS: usize = 3;
/// A case that was accepted is not handed back to who gave it for so long: what drifts along the line between two
/// regions needs one centre, and not the better one every hour (*proposed*).
const HAND_BACK: Span = Span::hours(24);
/// Silence after trouble was told, calls unanswered: "further failed inquiries point to distress" (5.1).
const SILENCE: Span = Span::hours(3);

/// Whether a message says no more than that somebody aboard a boat under way has answered a call.
fn only_answers(body: &MessageBody) -> bool {
    matches!(body, MessageBody::Call { nature: Nature::Concern, text, .. } if text.starts_with(ANSWERS_A_CALL))
}

/// Whether anybody had told of trouble by a moment, and not only of a boat: who answers a call of ours and tells of
/// none has not.
fn told_of_trouble(desk: &Desk<'_>, case: CraftId, upto: Tick) -> bool {
    desk.heard(case).filter(|m| m.at <= upto).any(|m| match &m.body {
        MessageBody::Call { nature, .. } => *nature >= Nature::Concern && !only_answers(&m.body),
        MessageBody::Sighting { what, persons, .. } => *what != Seen::Vessel || *persons > MANY,
        MessageBody::Sitrep { phase, capsized, .. } => *phase >= Some(Phase::Alert) || *capsized,
        MessageBody::Distress { .. } => true,
        MessageBody::Form(form) => form.tells_distress() || form.nature() > Some(Nature::Concern),
        MessageBody::AtYourDisposal { .. }
        | MessageBody::Text { .. }
        | MessageBody::Plotted { .. }
        | MessageBody::Lead { .. } => false,
    })
}

/// The trouble of a case as this desk has it: an early warning, and that somebody answers the telephone, are none.
pub(super) fn trouble(desk: &Desk<'_>, case: CraftId) -> Nature {
    match desk.case(case).map_or(Nature::Enquiry, |view| view.nature) {
        Nature::Concern if !told_of_trouble(desk, case, desk.now()) => Nature::Enquiry,
        nature => nature,
    }
}

/// Whether a centre has told this desk that a case is at least on alert.
pub(super) fn told_in_need(desk: &Desk<'_>, case: CraftId) -> bool {
    desk.case(case).is_some_and(|view| view.told.iter().any(|told| told.phase >= Some(Phase::Alert)))
}

/// The phase that what this desk knew of a case by a moment calls for, with the reason. None when and only when it knew
/// nothing of it.
pub(super) fn called_for(desk: &Desk<'_>, view: &CaseView, upto: Tick) -> Option<(Phase, &'static str)> {
    let case = view.case;
    let mut nature: Option<Nature> = None;
    let mut persons: Option<u32> = None;
    let mut calls = 0;
    let mut told: Option<Phase> = None;
    let mut last_call = None;
    let trouble = told_of_trouble(desk, case, upto);
    for message in desk.heard(case).filter(|m| m.at <= upto) {
        if message.body.tells_wreck() {
            return Some((Phase::Distress, "told to have capsized, or of wreck, people or bodies in the water"));
        }
        match &message.body {
            // Whoever was called and tells of nothing has not called about anything.
            body @ MessageBody::Call { persons: p, .. } if !trouble && only_answers(body) => {
                nature = nature.max(Some(Nature::Enquiry));
                persons = persons.max(*p);
                last_call = Some(message.at);
            }
            MessageBody::Call { nature: n, persons: p, .. } => {
                nature = nature.max(Some(*n));
                persons = persons.max(*p);
                calls += 1;
                last_call = Some(message.at);
            }
            MessageBody::Sitrep { phase, persons: p, .. } => {
                told = told.max(*phase);
                persons = persons.max(*p);
            }
            MessageBody::Distress { .. } => told = Some(Phase::Distress),
            MessageBody::Sighting { what, .. } if *what != Seen::Vessel => {
                return Some((Phase::Distress, "wreckage seen"));
            }
            // A boat afloat, seen by somebody who did not speak to it: what matters is how many are aboard.
            MessageBody::Sighting { persons: seen, .. } => {
                persons = persons.max(Some(*seen));
                nature = nature.max((*seen > MANY).then_some(Nature::Concern));
            }
            MessageBody::AtYourDisposal { .. }
            | MessageBody::Text { .. }
            | MessageBody::Plotted { .. }
            | MessageBody::Lead { .. } => {}
            MessageBody::Form(form) => {
                told = told.max(form.tells_distress().then_some(Phase::Distress));
                nature = nature.max(form.nature());
                persons = persons.max(form.persons());
            }
        }
    }
    let wrecked = |what| matches!(what, Seen::CapsizedHull | Seen::PersonInWater | Seen::Body | Seen::LifeRaft);
    if desk.picture.contacts.iter().any(|c| c.case == case && c.first_seen <= upto && wrecked(c.what)) {
        return Some((Phase::Distress, "capsized hull, people in the water or a life raft seen by own units"));
    }
    let many = persons.is_some_and(|n| n > MANY);
    let silent = last_call.is_some_and(|at| upto >= at.after(SILENCE))
        && view.last_called.is_some_and(|(at, answered)| !answered && at <= upto);
    let own = match nature {
        Some(Nature::Sinking) => Some((Phase::Distress, "sinking or capsized by its own account")),
        Some(Nature::TakingWater) => Some((Phase::Distress, "taking water: grave and imminent danger is likely")),
        Some(Nature::EngineTrouble) if many => Some((Phase::Distress, "disabled with many people aboard a small boat")),
        Some(Nature::EngineTrouble | Nature::Concern) if silent => {
            Some((Phase::Distress, "no answer after trouble was told"))
        }
        Some(Nature::EngineTrouble) => Some((Phase::Alert, "engine trouble: efficiency impaired")),
        Some(Nature::Concern) if many || calls >= 2 => Some((Phase::Alert, "repeated or crowded: safety in doubt")),
        Some(Nature::Concern) => Some((Phase::Uncertainty, "in doubt; enquiries begun")),
        Some(Nature::Enquiry) if calls >= REPEATED_CALLS => Some((Phase::Alert, "calls repeat without explanation")),
        Some(Nature::Enquiry) => Some((Phase::Uncertainty, "called for no stated reason; enquiries begun")),
        None => None,
    };
    let theirs = told.map(|phase| (phase, "as another centre, or a broadcast, has it"));
    let heard_at_all = (view.opened_at <= upto).then_some((Phase::Uncertainty, "heard of; enquiries begun"));
    [own, theirs, heard_at_all].into_iter().flatten().max_by_key(|(phase, _)| *phase)
}

/// The phase to declare now, if it is time.
pub(super) fn phase(desk: &Desk<'_>, view: &CaseView) -> Option<Command> {
    let (wanted, reason) = called_for(desk, view, desk.now())?;
    if view.phase.is_some_and(|(declared, _)| declared >= wanted) {
        return None;
    }
    // Evaluation begins with the first news that calls for it.
    let heard = desk.heard(view.case).map(|m| m.at);
    let seen = desk.picture.contacts.iter().filter(|c| c.case == view.case).map(|c| c.first_seen);
    let mut moments: Vec<Tick> = heard.chain(seen).chain([view.opened_at]).collect();
    moments.sort();
    let calls_for = |at: &Tick| called_for(desk, view, *at).is_some_and(|(phase, _)| phase >= wanted);
    let since = moments.into_iter().find(calls_for);
    // Silence has no message of its own: it has been waited for long enough already.
    let due = since.is_none_or(|at| desk.waited(at, view.case, EVALUATE));
    due.then(|| Command::SetPhase { case: view.case, phase: wanted, reason: reason.to_owned() })
}

/// The centre whose region holds the best position. None when no position is known, or no region holds it.
pub(super) fn region_of(desk: &Desk<'_>, view: &CaseView) -> Option<SeatId> {
    let fix = datum::best_fix(desk, view.case)?;
    desk.theatre.scenario.responsible_for(fix.position)
}

/// Whether this desk answers for a case as far as it knows: it does, or it knows of no other centre that acts (5.1, the
/// first-centre rule).
pub(super) fn ours(desk: &Desk<'_>, view: &CaseView) -> bool {
    view.responsible.map_or_else(|| !another_acts(desk, view.case), |(holder, _)| holder == desk.me())
}

/// Whether another centre has reported on a case, asked for help in it, or turned out to hold it.
fn another_acts(desk: &Desk<'_>, case: CraftId) -> bool {
    let centre = |seat: SeatId| desk.theatre.scenario.seats[seat.index()].role == Role::Rcc;
    let told = desk.heard(case).any(|m| match &m.way {
        Way::From(from) => seat_of(from).is_some_and(centre),
        Way::To(_) => false,
    });
    let asked = desk.picture.requests.iter().any(|r| r.of_us && r.case == case && centre(r.other));
    let held = desk.picture.log.iter().any(|l| l.refused && l.text.contains(TAKE_RESPONSIBILITY));
    told || asked || held
}

/// The words in which the exercise refuses responsibility that another centre holds.
const TAKE_RESPONSIBILITY: &str = "take responsibility";

/// The words by which taking responsibility is remembered.
fn confirmation(desk: &Desk<'_>, view: &CaseView, known: bool) -> String {
    let why = if known { "position in our region" } else { "position unknown, first centre" };
    format!("Responsible for {}: {why}", desk.vessel(view.case))
}

/// Takes responsibility, or confirms it, or asks the centre whose region it is to take over.
pub(super) fn hold_or_hand_over(desk: &Desk<'_>, view: &CaseView) -> Vec<Command> {
    if !ours(desk, view) {
        return Vec::new();
    }
    let case = view.case;
    let region = region_of(desk, view);
    let known = datum::best_fix(desk, case);
    match region.filter(|seat| *seat != desk.me()) {
        Some(other) => {
            let mut out = Vec::new();
            // Until somebody accepts, the first centre answers for it.
            if view.responsible.is_none() && desk.waited(view.opened_at, case, ASSUME) {
                out.extend(assume(desk, view, false));
            }
            let since = known.map_or(view.opened_at, |fix| fix.known_at);
            if view.phase.is_some() && desk.waited(since, case, HAND_OVER) && may_ask(desk, view, other) {
                out.push(desk::ask(other, case, Ask::Coordinate));
                out.extend(forms::hand_over(desk, view, other));
            }
            out
        }
        None if desk.waited(view.opened_at, case, ASSUME) => assume(desk, view, region.is_some()),
        None => Vec::new(),
    }
}

fn assume(desk: &Desk<'_>, view: &CaseView, in_our_region: bool) -> Vec<Command> {
    let words = confirmation(desk, view, in_our_region);
    if desk.noted(&words).is_some() || desk.refused_lately(TAKE_RESPONSIBILITY) {
        return Vec::new();
    }
    vec![Command::Assume { case: view.case }, Command::Log { text: words }]
}

/// Whether another centre may be asked to take over now: not asked yet, not answering, or refused and things have
/// changed for the worse or an hour has gone by.
fn may_ask(desk: &Desk<'_>, view: &CaseView, other: SeatId) -> bool {
    let gave_it_us = desk.picture.requests.iter().any(|r| {
        let theirs = r.of_us && r.other == other && r.case == view.case && r.what == Ask::Coordinate;
        theirs && desk::accepted(r) && !desk.passed(r.at, HAND_BACK)
    });
    match desk.last_asked(other, view.case, |ask| *ask == Ask::Coordinate) {
        _ if gave_it_us => false,
        None => true,
        Some(last) if last.answer.is_none() => desk.passed(last.at, ASK_AGAIN),
        Some(last) if desk::refused(last) => {
            let worse = view.phase.is_some_and(|(_, at)| at > last.at);
            desk.passed(last.at, ASK_REFUSED_AGAIN) || (worse && desk.passed(last.at, ASK_AGAIN))
        }
        // Accepted; the message that says who is responsible is on its way.
        Some(last) => desk.passed(last.at, ASK_REFUSED_AGAIN),
    }
}

/// The answer to a centre that asks this one to take over, if it is time.
pub(super) fn answer(desk: &Desk<'_>, request: &RequestView) -> Option<Command> {
    if !desk.waited(request.at, request.case, ANSWER_HAND_OVER) {
        return None;
    }
    let view = desk.case(request.case)?;
    let here = region_of(desk, view);
    let asker = |m: &&MessageView| m.way == Way::From(Source::Seat(request.other));
    let distress = desk.heard(request.case).filter(asker).any(|m| {
        let form = matches!(&m.body, MessageBody::Form(form) if form.tells_distress());
        form || matches!(
            &m.body,
            MessageBody::Sitrep { phase: Some(Phase::Distress), .. } | MessageBody::Distress { .. }
        )
    });
    Some(if here == Some(desk.me()) || (here.is_none() && distress) {
        desk::accept(request)
    } else if distress && here == Some(request.other) {
        desk::refuse(request, "the last position we have is in your own region; we will send what help you ask for")
    } else if distress {
        desk::accept(request)
    } else {
        match here {
            None => desk::refuse(request, "no position known to us; tell us one, or that it is distress"),
            Some(other) => desk::refuse(request, format!("the position is in the region of {}", desk.name(other))),
        }
    })
}
