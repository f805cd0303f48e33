//! Situation reports: when the neighbours and one's own operations are told, and what.

use crate::base::ids::{CraftId, SeatId};
use crate::base::quantity::metres;
use crate::base::{Span, Tick};
use crate::picture::{self, CaseView};
use crate::plan;
use crate::scenario::{Channel, Phase, Role};
use crate::sim::sitrep::FullSitrep;
use crate::sim::{Command, MessageBody, ReportedPosition};

use super::datum;
use super::delay::{SITREP_EVERY, TELL};
use super::desk::{Desk, seat_of};
use super::outlook::{self, Counts};

/// Reports follow each other by at least this, but for a phase declared (*proposed*).
const LEAST_APART: Span = Span::minutes(10);
/// A position this far from the one last reported is news \[NM\] (*proposed*).
const MOVED_NMI: f64 = 5.0;

/// The reports due now: to every other centre, to own operations, and to the own foreign ministry and the focal point
/// where there are such.
pub(super) fn commands(desk: &Desk<'_>, view: &CaseView) -> Vec<Command> {
    let own = desk.own_operations();
    let scenario = &desk.theatre.scenario;
    let ministry = scenario.ministry_of(desk.picture.party);
    // A focal point that cannot share what it knows is told no more than before.
    let focal = scenario.seat_of(desk.picture.party, Role::FocalPoint).filter(|seat| scenario.portal.has(*seat));
    let best = datum::best_fix(desk, view.case);
    let told = desk.others(Role::Rcc).chain(own).chain(ministry).chain(focal);
    told.filter_map(|to| report(desk, view, best.as_ref(), to)).collect()
}

fn report(desk: &Desk<'_>, view: &CaseView, best: Option<&datum::Fix>, to: SeatId) -> Option<Command> {
    let case = view.case;
    let sitrep = |body: &MessageBody| matches!(body, MessageBody::Sitrep { case: c, .. } if *c == case);
    // What a seat told us itself is no news to it.
    let best = best.filter(|fix| fix.from.as_ref().and_then(seat_of) != Some(to));
    let Some(last) = desk.last_sent(to, sitrep) else {
        let ready = desk.waited(view.opened_at, case, TELL) && (view.phase.is_some() || best.is_some());
        return ready.then(|| write(desk, view, to, best, 1));
    };
    let MessageBody::Sitrep { phase, position, recovered, bodies, landed, persons, capsized, .. } = &last.body else {
        return None;
    };
    let since = last.at;
    if view.phase.map(|(p, _)| p) > *phase {
        return desk.passed(since, Span::minutes(1)).then(|| write(desk, view, to, best, number(desk, to, case)));
    }
    let told = Counts { recovered: *recovered, bodies: *bodies, landed: *landed };
    let counts = counts_for(desk, view, to);
    if outlook::closed(desk, case) && told == counts {
        return None;
    }
    let moved = match (best, position) {
        (Some(fix), Some(told)) => {
            fix.true_at > told.true_at && fix.position.distance_m(told.position) > metres(MOVED_NMI)
        }
        (Some(_), None) => true,
        (None, _) => false,
    };
    let first_found = (told.recovered == 0 && counts.recovered > 0) || (told.landed == 0 && counts.landed > 0);
    let all_found = told != counts && outlook::missing(desk, case) == 0;
    let first_seen = desk.survivors_seen(case).map(|c| c.first_seen).min();
    let seen =
        first_seen.is_some_and(|at: Tick| at > since) && !desk.survivors_seen(case).any(|c| c.first_seen <= since);
    let lost = !capsized && datum::seen_capsized(desk, case);
    let urgent = moved || first_found || all_found || seen || lost || (persons.is_none() && view.persons.is_some());
    let more = told != counts;
    let responsible = view.responsible.is_some_and(|(_, at)| at > since);
    let due =
        (urgent && desk.passed(since, LEAST_APART)) || ((more || responsible) && desk.passed(since, SITREP_EVERY));
    due.then(|| write(desk, view, to, best, number(desk, to, case)))
}

/// The counts a seat is told: another centre what our own units did, our own operations what all did.
fn counts_for(desk: &Desk<'_>, view: &CaseView, to: SeatId) -> Counts {
    let seats = &desk.theatre.scenario.seats;
    let own = seats[to.index()].party == desk.picture.party;
    if own { outlook::all_counts(desk, view) } else { outlook::own_counts(view) }
}

/// Number of the next report to a seat.
fn number(desk: &Desk<'_>, to: SeatId, case: CraftId) -> usize {
    let to = crate::picture::Way::To(to);
    let sent = desk.picture.messages.iter();
    1 + sent.filter(|m| m.way == to && matches!(m.body, MessageBody::Sitrep { case: c, .. } if c == case)).count()
}

/// The full form, as this desk knows things: the vessel as it calls it, the weather where it takes it to be.
fn full(desk: &Desk<'_>, view: &CaseView, to: SeatId, best: Option<&datum::Fix>) -> Option<Box<FullSitrep>> {
    let scenario = &desk.theatre.scenario;
    let mut full = picture::full_sitrep(desk.picture, view.case, to, &scenario.seats, &scenario.parties)?;
    full.description = desk.vessel(view.case);
    if let Some(fix) = best {
        full.weather = plan::weather(&scenario.sea, scenario.start, fix.position, desk.now());
    }
    Some(Box::new(full))
}

fn write(desk: &Desk<'_>, view: &CaseView, to: SeatId, best: Option<&datum::Fix>, number: usize) -> Command {
    let position =
        best.map(|fix| ReportedPosition { position: fix.position, error_m: fix.error_m, true_at: fix.true_at });
    let counts = counts_for(desk, view, to);
    let phase = view.phase.map(|(phase, _)| phase);
    let holder = view.responsible.map_or("nobody yet", |(seat, _)| desk.name(seat));
    let words = match phase {
        Some(Phase::Distress) => "distress",
        Some(Phase::Alert) => "alert",
        Some(Phase::Uncertainty) => "uncertainty",
        None => "no",
    };
    let place = position.map_or_else(|| "not known".to_owned(), |p| p.position.to_string());
    let capsized = datum::seen_capsized(desk, view.case);
    let lost = if capsized { ", capsized" } else { "" };
    let text = format!(
        "SAR SITREP {number}. A: {}. B: {place}. C: {words} phase{lost}. D: {} persons at risk. F: co-ordinating {holder}.",
        desk.vessel(view.case),
        view.persons.map_or_else(|| "unknown number of".to_owned(), |_| outlook::missing(desk, view.case).to_string()),
    );
    Command::Send {
        to,
        channel: Channel::Text,
        body: MessageBody::Sitrep {
            case: view.case,
            phase,
            position,
            persons: view.persons,
            recovered: counts.recovered,
            bodies: counts.bodies,
            landed: counts.landed,
            text,
            capsized,
            full: full(desk, view, to, best),
        },
    }
}
