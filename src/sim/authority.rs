//! What a centre does by its authority: phases, responsibility, messages, calls, broadcasts. Who may is in `rights`.

use crate::base::ids::{CraftId, MessageId, SeatId, SruId};
use crate::base::{Position, Span, Stream, Tick, noise, quantity};
use crate::scenario::{Channel, Milestone, Nature, Phase, Stage};

use super::casualty;
use super::command::{Command, MessageBody, Rejection};
use super::comms;
use super::event::{Event, Source};
use super::forms::Form;
use super::ledger::Fact;
use super::mail;
use super::rights::{self, Right};
use super::signals::{self, FIX_M};
use super::step::Now;
use super::world::World;
use super::{people, plot, requests};

/// Time a telephone call to the casualty takes, answered or not: another cannot be made before.
pub(super) const CALL_TAKES: Span = Span::minutes(5);

/// Widest area a distress broadcast may call \[m\]: an ocean region's worth would call every ship there is.
const BROADCAST_LIMIT_M: f64 = 1000.0 * 1852.0;

/// Longest text of one message or log line \[bytes\].
pub(super) const TEXT_LIMIT: usize = 4_000;

/// The most persons one may speak of: more than any vessel has carried, and few enough to be added up.
const PERSONS_LIMIT: u32 = 100_000;

/// Applies any command but an order to a unit.
pub(super) fn apply(now: &mut Now<'_>, world: &mut World, seat: SeatId, command: &Command) -> Result<(), Rejection> {
    match command {
        Command::SetPhase { case, phase, reason } => set_phase(now, world, seat, *case, *phase, reason),
        Command::Assume { case } => assume(now, world, seat, *case),
        Command::Send { to, channel, body } => send(now, world, seat, *to, *channel, body).map(|_| ()),
        Command::CallCasualty { case } => call(now, world, seat, *case),
        Command::BroadcastDistress { case, position, radius_m, text } => {
            broadcast(now, world, seat, *case, *position, *radius_m, text)
        }
        Command::Log { text } => {
            must(now, seat, Right::Correspond)?;
            let text = bounded(text)?;
            now.tell(world, seat, Fact::Logged { text: text.clone() });
            now.emit_by(seat, Event::Logged { seat, text });
            Ok(())
        }
        Command::Excon(_) => must(now, seat, Right::Excon),
        Command::Ask { .. }
        | Command::Answer { .. }
        | Command::Withdraw { .. }
        | Command::Agree { .. }
        | Command::Release { .. } => requests::apply(now, world, seat, command),
        Command::Order { .. } => unreachable!("orders are given by `orders`"),
        Command::Ashore(_) => unreachable!("orders ashore are given by `ashore`"),
        Command::Means(_) => unreachable!("orders about means are given by `means`"),
        Command::Portal(_) | Command::Statement(_) => {
            unreachable!("posts and statements are made by `portal` and `press`")
        }
        Command::Plot(_) => unreachable!("cases are decided about by `plot`"),
        Command::Mail(what) => mail(now, world, seat, what),
    }
}

pub(super) fn bounded(text: &str) -> Result<String, Rejection> {
    if text.len() > TEXT_LIMIT {
        return Err(Rejection::BadNumber {
            what: "the length of the text".to_owned(),
            rule: format!("at most {TEXT_LIMIT} bytes"),
        });
    }
    Ok(text.to_owned())
}

/// Numbers of persons that can be.
pub(super) fn sound_persons(numbers: impl IntoIterator<Item = u32>) -> Result<(), Rejection> {
    if numbers.into_iter().any(|number| number > PERSONS_LIMIT) {
        let rule = format!("at most {PERSONS_LIMIT}");
        return Err(Rejection::BadNumber { what: "a number of persons".to_owned(), rule });
    }
    Ok(())
}

/// Only a seat that has heard of a case can act on it.
pub(super) fn heard(now: &Now<'_>, world: &World, seat: SeatId, case: CraftId) -> Result<(), Rejection> {
    now.theatre.known_case(case)?;
    if comms::has_heard(world, seat, case) { Ok(()) } else { Err(Rejection::Unknown { what: format!("{case}") }) }
}

pub(super) fn other_seat(now: &Now<'_>, seat: SeatId, other: SeatId) -> Result<(), Rejection> {
    if other.index() >= now.theatre.scenario.seats.len() || other == seat {
        return Err(Rejection::Unknown { what: "that seat, as another than your own,".to_owned() });
    }
    Ok(())
}

/// Refuses a seat whose role has not a right.
fn must(now: &Now<'_>, seat: SeatId, right: Right) -> Result<(), Rejection> {
    rights::must(now.theatre.seat(seat).role, right)
}

fn set_phase(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    case: CraftId,
    phase: Phase,
    reason: &str,
) -> Result<(), Rejection> {
    must(now, seat, Right::DeclarePhase)?;
    heard(now, world, seat, case)?;
    let reason = bounded(reason)?;
    world.cases[case.index()].phases[seat.index()] = Some(phase);
    now.tell(world, seat, Fact::PhaseSet { case, phase, reason: reason.clone() });
    now.emit_by(seat, Event::PhaseSet { seat, case, phase, reason });
    for reached in [Phase::Uncertainty, Phase::Alert, Phase::Distress] {
        if reached <= phase {
            now.milestone(world, Milestone::PhaseDeclared(seat, case, reached));
        }
    }
    Ok(())
}

fn assume(now: &mut Now<'_>, world: &mut World, seat: SeatId, case: CraftId) -> Result<(), Rejection> {
    must(now, seat, Right::TakeResponsibility)?;
    heard(now, world, seat, case)?;
    // What counts for the refusal is what this seat has been told; the truth is not its to find out by asking.
    if let Some(holder) = believed_holder(world, seat, case).filter(|holder| *holder != seat) {
        return Err(Rejection::HeldElsewhere { holder: now.theatre.seat(holder).name.clone() });
    }
    match world.cases[case.index()].responsible {
        Some((holder, _)) if holder != seat => {
            // Two centres each believe that they answer. In truth the first still does.
            now.tell(world, seat, Fact::Responsible { case, holder: seat });
            return Ok(());
        }
        Some(_) => {}
        None => {
            world.cases[case.index()].responsible = Some((seat, now.tick));
            now.tell(world, seat, Fact::Responsible { case, holder: seat });
            now.emit_by(seat, Event::ResponsibilityTaken { case, from: None, to: seat });
        }
    }
    now.milestone(world, Milestone::ResponsibilityAccepted(seat, case));
    Ok(())
}

/// Who is responsible as far as a seat has been told.
fn believed_holder(world: &World, seat: SeatId, case: CraftId) -> Option<SeatId> {
    world.ledgers[seat.index()].entries().iter().rev().find_map(|entry| match entry.fact {
        Fact::Responsible { case: of, holder } if of == case => Some(holder),
        _ => None,
    })
}

/// What a seat does about written messages.
fn mail(now: &mut Now<'_>, world: &mut World, seat: SeatId, what: &mail::Command) -> Result<(), Rejection> {
    match what {
        mail::Command::SendForReceipt { to, channel, body } => {
            let message = send(now, world, seat, *to, *channel, body)?;
            mail::want_receipt(now, world, seat, message);
            Ok(())
        }
        mail::Command::MarkRead { message } => {
            must(now, seat, Right::Correspond)?;
            mail::mark_read(now, world, seat, *message)
        }
    }
}

fn send(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    to: SeatId,
    channel: Channel,
    body: &MessageBody,
) -> Result<MessageId, Rejection> {
    must(now, seat, Right::Correspond)?;
    other_seat(now, seat, to)?;
    if let Some(case) = body.case() {
        heard(now, world, seat, case)?;
    }
    match body {
        MessageBody::Call { text, .. }
        | MessageBody::Sitrep { text, .. }
        | MessageBody::Text { text, .. }
        | MessageBody::Lead { text, .. } => {
            bounded(text)?;
        }
        MessageBody::Distress { text, .. } => {
            bounded(text)?;
        }
        MessageBody::AtYourDisposal { sru, .. } => {
            if !now.theatre.knows_of(world, seat, *sru) {
                return Err(Rejection::Unknown { what: "that unit".to_owned() });
            }
            own_sru(now, world, seat, *sru)?;
        }
        MessageBody::Sighting { .. } => {}
        MessageBody::Plotted { note, .. } => {
            must(now, seat, Right::KeepPlot)?;
            if let Some(other) = note.other() {
                heard(now, world, seat, other)?;
            }
        }
        MessageBody::Form(form) => {
            form.sound(now)?;
            if let Form::SearchActionPlan(plan) = &**form {
                // A unit of a plan is one the sender knows of: a number guessed would be told on as one that exists.
                let unknown = |sru: SruId| !now.theatre.knows_of(world, seat, sru);
                if plan.searches.iter().map(|line| line.sru).any(unknown) {
                    return Err(Rejection::Unknown { what: "a unit of that plan".to_owned() });
                }
            }
        }
    }
    match body {
        MessageBody::Call { persons, .. } => sound_persons(*persons)?,
        MessageBody::Sitrep { persons, recovered, bodies, landed, full, .. } => {
            sound_persons(persons.iter().chain([recovered, bodies, landed]).copied())?;
            full.as_ref().map_or(Ok(()), |full| full.sound())?;
        }
        MessageBody::Sighting { persons, .. } => sound_persons([*persons])?,
        MessageBody::Distress { .. }
        | MessageBody::AtYourDisposal { .. }
        | MessageBody::Text { .. }
        | MessageBody::Plotted { .. }
        | MessageBody::Lead { .. }
        | MessageBody::Form(_) => {}
    }
    if let Some(reported) = body.position(now.tick) {
        sound_position(now, reported.error_m, reported.true_at)?;
    }
    signals::sound(now.theatre, world, seat, to, channel)?;
    Ok(comms::send(now, world, Source::Seat(seat), to, channel, body.clone()))
}

pub(super) fn own_sru(now: &Now<'_>, world: &World, seat: SeatId, sru: SruId) -> Result<(), Rejection> {
    if sru.index() >= world.srus.len() {
        return Err(Rejection::Unknown { what: "that unit".to_owned() });
    }
    let unit = now.theatre.sru(sru);
    if unit.seat != seat {
        let commander = now.theatre.seat(unit.seat).name.clone();
        return Err(Rejection::NotUnderYou { sru: unit.name.clone(), commander });
    }
    Ok(())
}

/// A position somebody tells must have a sensible error and cannot be from the future.
pub(super) fn sound_position(now: &Now<'_>, error_m: f64, true_at: Tick) -> Result<(), Rejection> {
    if !(error_m.is_finite() && (0.0..=BROADCAST_LIMIT_M).contains(&error_m)) {
        return Err(Rejection::BadNumber {
            what: "the error of a position".to_owned(),
            rule: format!("a distance up to {:.0} NM", quantity::nmi(BROADCAST_LIMIT_M)),
        });
    }
    if true_at > now.tick {
        return Err(Rejection::BadNumber {
            what: "the time of a position".to_owned(),
            rule: "now or earlier".to_owned(),
        });
    }
    Ok(())
}

/// The words with which a report of what was said in answer to a call begins.
pub const ANSWERS_A_CALL: &str = "Answers a call.";

/// Calls the casualty. Whoever answers says where they are if they can read it.
fn call(now: &mut Now<'_>, world: &mut World, seat: SeatId, case: CraftId) -> Result<(), Rejection> {
    must(now, seat, Right::CallVessel)?;
    heard(now, world, seat, case)?;
    // By telephone, or by VHF where one has it; what is said when neither goes is about the telephone.
    let by_phone = signals::usable(now.theatre, world, seat, Channel::Phone);
    if signals::usable(now.theatre, world, seat, Channel::Vhf).is_err() {
        by_phone.clone()?;
    }
    let line = world.ledgers[seat.index()].entries().iter().rev().find_map(|entry| match entry.fact {
        Fact::Called { case: called } if called == case => Some(entry.known_at),
        _ => None,
    });
    if let Some(since) = line.map(|at| now.tick.since(at)).filter(|since| *since < CALL_TAKES) {
        let wait_min = u32::try_from((CALL_TAKES.seconds() - since.seconds() + 59) / 60).unwrap_or(1);
        return Err(Rejection::TooSoon { what: "a call to the vessel".to_owned(), wait_min });
    }
    now.tell(world, seat, Fact::Called { case });
    let case = plot::answering(now, world, seat, case);
    let phone = now.theatre.scenario.craft[case.index()].phone;
    let casualty = &world.casualties[case.index()];
    let mut draws = world.noise.at(Stream::Casualty, noise::pair(seat.0 + 16, case.0), now.tick);
    let aboard = people::count_aboard(world, case);
    let mobile = now.theatre.scenario.signals.sets(case).telephone.mobile;
    let rings = by_phone.is_ok()
        && signals::may_talk(now.theatre, world, case)
        && (!mobile || signals::has_mast(now.theatre, world, case));
    let able = casualty.stage < Stage::Capsized && aboard > 0;
    let telephone = rings && casualty.phone && able && draws.chance(phone.answers);
    let vhf = if telephone || !able { None } else { signals::answers_by_vhf(now.theatre, world, seat, case) };
    if !telephone && vhf.is_none() {
        now.tell(world, seat, Fact::NoAnswer { case });
        now.emit_by(seat, Event::CallUnanswered { seat, case });
        return Ok(());
    }
    let nature = match casualty.stage {
        Stage::UnderWay if casualty.leak_m3_per_h > 0.0 => Nature::TakingWater,
        Stage::UnderWay => Nature::Concern,
        Stage::Adrift => Nature::EngineTrouble,
        Stage::Flooding => Nature::TakingWater,
        Stage::Listing | Stage::Capsized | Stage::Sunk => Nature::Sinking,
    };
    let truth = world.hull(case).position;
    let position = match vhf {
        Some(set) => set.reads_position.then(|| casualty::read_out(truth, FIX_M, false, now.tick, &mut draws)),
        None => draws.chance(phone.reads_position).then(|| {
            let gross = draws.chance(phone.gross_error);
            casualty::read_out(truth, phone.error_m, gross, now.tick, &mut draws)
        }),
    };
    let persons = Some(casualty::guess(aboard, &mut draws));
    let text = match &position {
        Some(told) => format!("{ANSWERS_A_CALL} Reads out {}.", told.position),
        None => format!("{ANSWERS_A_CALL} Cannot read out a position."),
    };
    let body = MessageBody::Call { case, nature, position, persons, text };
    let by = if vhf.is_some() { Channel::Vhf } else { Channel::Phone };
    signals::telephone(now, world, case, seat, by, body);
    Ok(())
}

/// Calls all ships at sea within reach: each master hears it by enhanced group call, with that channel's delay and
/// loss.
fn broadcast(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    case: CraftId,
    position: Position,
    radius_m: f64,
    text: &str,
) -> Result<(), Rejection> {
    must(now, seat, Right::Broadcast)?;
    heard(now, world, seat, case)?;
    signals::usable(now.theatre, world, seat, Channel::SafetyNet)?;
    let text = bounded(text)?;
    if !(radius_m.is_finite() && radius_m > 0.0 && radius_m <= BROADCAST_LIMIT_M) {
        return Err(Rejection::BadNumber {
            what: "the radius of the broadcast".to_owned(),
            rule: format!("more than zero and at most {:.0} NM", quantity::nmi(BROADCAST_LIMIT_M)),
        });
    }
    let at_sea = |i: usize| world.srus[i].activity.is_out();
    let within: Vec<usize> = (0..world.srus.len())
        .filter(|i| {
            let spec = &now.theatre.scenario.srus[*i];
            !spec.kind.flies() && at_sea(*i) && world.srus[*i].position.distance_m(position) <= radius_m
        })
        .collect();
    let mut seats: Vec<SeatId> = within.iter().map(|i| now.theatre.scenario.srus[*i].seat).collect();
    seats.sort_unstable();
    seats.dedup();
    for to in seats.into_iter().filter(|to| *to != seat) {
        let body = MessageBody::Distress { case, position, text: text.clone() };
        // A broadcast is not addressed: who sent it does not learn who is near enough to hear it.
        comms::broadcast(now, world, seat, to, body);
    }
    now.tell(world, seat, Fact::Broadcast { case, position });
    let ships = u32::try_from(within.len()).unwrap_or(u32::MAX);
    now.emit_by(seat, Event::DistressBroadcast { seat, case, position, ships });
    now.milestone(world, Milestone::DistressBroadcast(seat, case));
    Ok(())
}
