//! Consultations: ministers and organisations asked to one table, held when enough have accepted.
//!
//! Nothing is told there that did not stand in a ledger: each delegation gives what it knows and what its state's
//! rescue centre behind it knows, and says what it has undertaken. **Never the truth.** After the Bali Process
//! consultation mechanism and the task force of its declaration (sar-models.md 6.5).

use serde::{Deserialize, Serialize};

use super::super::ashore;
use super::super::command::{Answer, Ask, MessageBody, ReportedPosition};
use super::super::comms;
use super::super::event::{Event as Told, Source};
use super::super::ledger::{Fact, Report};
use super::super::step::Now;
use super::super::world::{Request, World};
use super::{Event, Made, Notice, Statement, Wanted, emit, emit_by, tell};
use crate::base::ids::{CraftId, MessageId, PartyId, RequestId, SeatId};
use crate::base::noise::pair;
use crate::base::{Span, Stream, Tick};
use crate::scenario::{Channel, Role, Scenario};

/// Held so long after the second acceptance \[h\], at least and at most (6.5: a call within 24 to 48 h, *proposed*
/// there).
const LATENCY_H: (f64, f64) = (24.0, 48.0);
/// Held so long after it where all who come agreed on a task force before (*proposed*).
const TASK_FORCE_LATENCY: Span = Span::hours(6);
/// Acceptances it takes.
const ACCEPTANCES: usize = 2;
/// How a delegation assesses a position its unit reported \[m\].
const SIGHTED_ERROR_M: f64 = 926.0;

/// A consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Who convenes it.
    pub convener: SeatId,
    /// About which case.
    pub case: CraftId,
    /// When the first was asked to it.
    pub asked_at: Tick,
    /// The requests to take part.
    pub requests: Vec<RequestId>,
    /// Who has accepted, as the convener knows, in that order.
    pub members: Vec<SeatId>,
    /// When it is held. Exists when and only when enough have accepted.
    pub date: Option<Tick>,
    /// When it was. Exists when and only when it has been.
    pub held_at: Option<Tick>,
}

/// Somebody is asked to take part.
pub(in crate::sim) fn invite(world: &mut World, made: Made) {
    let consultations = &mut world.means.consultations;
    let open = |c: &&mut Consultation| c.convener == made.from && c.case == made.case && c.is_open();
    if let Some(consultation) = consultations.iter_mut().rev().find(open) {
        consultation.requests.push(made.request);
        return;
    }
    consultations.push(Consultation {
        convener: made.from,
        case: made.case,
        asked_at: made.at,
        requests: vec![made.request],
        members: Vec::new(),
        date: None,
        held_at: None,
    });
}

/// Word has come that somebody takes part. With the second, the date is set.
pub(super) fn joined(now: &mut Now<'_>, world: &mut World, request: RequestId, seat: SeatId) {
    let theatre = now.theatre;
    let of = |c: &&mut Consultation| c.requests.contains(&request) && c.is_open();
    let Some(consultation) = world.means.consultations.iter_mut().rev().find(of) else { return };
    if !consultation.members.contains(&seat) {
        consultation.members.push(seat);
    }
    if consultation.members.len() < ACCEPTANCES || consultation.date.is_some() {
        return;
    }
    let (convener, case) = (consultation.convener, consultation.case);
    let agreed = theatre.scenario.means.task_force.as_deref().unwrap_or_default();
    let of_task_force = |seat: &SeatId| agreed.contains(&theatre.seat(*seat).party);
    let latency = if of_task_force(&convener) && consultation.members.iter().all(of_task_force) {
        TASK_FORCE_LATENCY
    } else {
        let mut draws = world.noise.at(Stream::Means, pair(convener.0, case.0), consultation.asked_at);
        Span::from_hours(LATENCY_H.0 + (LATENCY_H.1 - LATENCY_H.0) * draws.unit())
    };
    let date = now.tick.after(latency);
    consultation.date = Some(date);
    tell(now, world, convener, Notice::ConsultationSet { case, date });
    emit_by(now, convener, Event::ConsultationSet { convener, case, date });
}

/// Consultations whose time has come are held.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.means.consultations.len() {
        let consultation = &mut world.means.consultations[i];
        if consultation.is_open() && consultation.date.is_some_and(|date| date <= now.tick) {
            consultation.held_at = Some(now.tick);
            let mut seats = vec![consultation.convener];
            seats.extend(consultation.members.iter().filter(|seat| **seat != consultation.convener));
            let (convener, case) = (consultation.convener, consultation.case);
            hold(now, world, convener, case, seats);
        }
    }
}

fn hold(now: &mut Now<'_>, world: &mut World, convener: SeatId, case: CraftId, seats: Vec<SeatId>) {
    let theatre = now.theatre;
    let scenario = &theatre.scenario;
    let statements: Vec<Statement> = seats.iter().map(|seat| statement(world, *seat)).collect();
    let task_force = task_force(scenario, &seats);
    if !task_force.is_empty() {
        world.means.task_force.clone_from(&task_force);
    }
    // All is put together from what stood in the ledgers before anybody spoke.
    let mut reports: Vec<(SeatId, MessageBody)> = Vec::new();
    let mut speakers: Vec<SeatId> = Vec::new();
    for seat in &seats {
        let party = theatre.seat(*seat).party;
        for speaker in [Some(*seat), scenario.seat_of(party, Role::Rcc)].into_iter().flatten() {
            if !speakers.contains(&speaker) {
                speakers.push(speaker);
            }
        }
    }
    for speaker in &speakers {
        reports.extend(known_to(scenario, world, *speaker).into_iter().map(|report| (*speaker, report)));
    }
    for (speaker, report) in &reports {
        for seat in seats.iter().filter(|seat| *seat != speaker) {
            speak(now, world, *speaker, *seat, report);
        }
    }
    for seat in &speakers {
        let (seats, statements) = (seats.clone(), statements.clone());
        tell(now, world, *seat, Notice::ConsultationHeld { case, seats, statements, task_force: task_force.clone() });
    }
    emit(now, Event::ConsultationHeld { convener, case, seats, statements, task_force });
}

/// The states whose task force stands, once two that agreed on it before sit at one table.
fn task_force(scenario: &Scenario, seats: &[SeatId]) -> Vec<PartyId> {
    let agreed = scenario.means.task_force.as_deref().unwrap_or_default();
    let mut parties: Vec<PartyId> =
        seats.iter().map(|seat| scenario.seats[seat.index()].party).filter(|party| agreed.contains(party)).collect();
    parties.sort_unstable();
    parties.dedup();
    if parties.len() < 2 { Vec::new() } else { parties }
}

/// What a delegation has undertaken, by what it answered and agreed to itself.
fn statement(world: &World, seat: SeatId) -> Statement {
    let land = |r: &Request| {
        let asked = match &r.what {
            Ask::Land { persons, .. } => *persons,
            Ask::Clear(told) => told.persons,
            _ => return 0,
        };
        match r.answer.as_ref().filter(|_| r.to == seat && r.life.withdrawal_known_at.is_none()) {
            Some((Answer::Accept, _)) => asked,
            Some((Answer::AcceptIf { terms }, _)) => terms.at_most.unwrap_or(asked).min(asked),
            _ => 0,
        }
    };
    let pledged = |r: &Request| match &r.answer {
        Some((Answer::AcceptIf { terms }, _)) if r.from == seat && r.life.agreed_at.is_some() => {
            terms.pledge.unwrap_or(0)
        }
        _ => 0,
    };
    let given = world.means.grants.iter().filter(|g| g.from == seat && matches!(g.what, Wanted::Resettle { .. }));
    let given = given.map(|g| g.number).fold(0, u32::saturating_add);
    Statement {
        seat,
        land: world.requests.iter().map(land).fold(0, u32::saturating_add),
        resettle: world.requests.iter().map(pledged).fold(given, u32::saturating_add),
    }
}

/// What stands in a seat's ledger of each case it has heard of, as a situation report.
fn known_to(scenario: &Scenario, world: &World, seat: SeatId) -> Vec<MessageBody> {
    let cases = (0..scenario.craft.len()).map(CraftId::new);
    cases.filter(|case| comms::has_heard(world, seat, *case)).map(|case| situation(world, seat, case)).collect()
}

fn situation(world: &World, seat: SeatId, of: CraftId) -> MessageBody {
    let mut best: Option<ReportedPosition> = None;
    let mut learnt = |reported: ReportedPosition| {
        if best.is_none_or(|known| known.true_at <= reported.true_at) {
            best = Some(reported);
        }
    };
    let (mut declared, mut aboard, mut capsized) = (None, None, false);
    let (mut recovered, mut bodies, mut landed) = (0_u32, 0_u32, 0_u32);
    for entry in world.ledgers[seat.index()].entries() {
        match &entry.fact {
            Fact::Received { body, .. } if body.case() == Some(of) => {
                if let Some(reported) = body.position(entry.true_at) {
                    learnt(reported);
                }
                if let MessageBody::Call { persons, .. } | MessageBody::Sitrep { persons, .. } = body {
                    aboard = persons.or(aboard);
                }
                capsized |= body.tells_wreck();
            }
            Fact::AskedOfUs { case, what: Ask::Deploy { at, error_m, true_at }, .. } if *case == of => {
                learnt(ReportedPosition { position: *at, error_m: *error_m, true_at: *true_at });
            }
            Fact::Sighted { case, position, what, .. } if *case == of => {
                capsized |= what.is_wreck();
                learnt(ReportedPosition { position: *position, error_m: SIGHTED_ERROR_M, true_at: entry.true_at });
            }
            Fact::PhaseSet { case, phase, .. } if *case == of => declared = Some(*phase),
            Fact::Report { what: Report::Recovered { case, living, dead }, .. } if *case == of => {
                recovered = recovered.saturating_add(*living);
                bodies = bodies.saturating_add(*dead);
            }
            Fact::Ashore(fact) => {
                if let ashore::Fact::Fetched { case, persons, .. } = **fact
                    && case == of
                {
                    recovered = recovered.saturating_add(persons);
                    landed = landed.saturating_add(persons);
                }
            }
            Fact::Report { what: Report::Landed { case, living, .. }, .. } if *case == of => {
                landed = landed.saturating_add(*living);
            }
            _ => {}
        }
    }
    MessageBody::Sitrep {
        case: of,
        phase: declared,
        position: best,
        persons: aboard,
        recovered,
        bodies,
        landed,
        text: "Told at the consultation.".to_owned(),
        capsized,
        full: None,
    }
}

/// One says at the table what it knows, and another hears it.
fn speak(now: &mut Now<'_>, world: &mut World, from: SeatId, to: SeatId, body: &MessageBody) {
    let source = Source::Seat(from);
    let message = MessageId(world.next_number(&source, to));
    let channel = Channel::Phone;
    now.tell(world, from, Fact::Sent { message, to, channel, body: body.clone() });
    now.emit_by(from, Told::MessageSent { message, from: source.clone(), to, channel, body: body.clone() });
    now.emit(Told::MessageDelivered { message, to });
    if let Some(case) = body.case() {
        comms::hear_of(now, world, to, case, false);
    }
    now.tell(world, to, Fact::Received { message, from: source, channel, body: body.clone() });
}
