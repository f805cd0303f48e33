//! Messages on their way: delay, loss, arrival, and what arrival does to what a seat knows.

use crate::base::ids::{CraftId, MessageId, SeatId};
use crate::base::Stream;
use crate::scenario::{Channel, Milestone, Role};

use super::command::{Answer, Ask, MessageBody};
use super::event::{Event, Source};
use super::ledger::Fact;
use super::step::Now;
use super::world::{InFlight, Payload, World};

/// Sends a payload on its way; its delay and loss are drawn now.
pub(super) fn dispatch(
    now: &Now<'_>,
    world: &mut World,
    from: Source,
    to: SeatId,
    channel: Channel,
    payload: Payload,
) -> MessageId {
    let id = world.next_message();
    let quality = now.theatre.scenario.channels.quality(channel);
    let mut draws = world.noise.at(Stream::Comms, u64::from(id.0), now.tick);
    let (shortest, longest) = (quality.min_delay.seconds() as f64, quality.max_delay.seconds() as f64);
    let delay = draws.between(shortest, longest.max(shortest));
    let lost = draws.chance(quality.loss);
    let arrives_at = now.tick.after(crate::base::Span(delay.round() as i64));
    world.comms.in_flight.push(InFlight { id, from, to, channel, sent_at: now.tick, arrives_at, lost, payload });
    id
}

/// Sends a message and records that it was sent.
pub(super) fn send(
    now: &mut Now<'_>,
    world: &mut World,
    from: Source,
    to: SeatId,
    channel: Channel,
    body: MessageBody,
) -> MessageId {
    let message = dispatch(now, world, from.clone(), to, channel, Payload::Message(body.clone()));
    if let Source::Seat(seat) = from {
        now.tell(world, seat, Fact::Sent { message, to, channel, body: body.clone() });
        now.emit_by(seat, Event::MessageSent { message, from, to, channel, body });
    } else {
        now.emit(Event::MessageSent { message, from, to, channel, body });
    }
    message
}

/// Delivers what arrives now, in order of sending.
pub(super) fn deliver(now: &mut Now<'_>, world: &mut World) {
    if !world.comms.in_flight.iter().any(|m| m.arrives_at <= now.tick) {
        return;
    }
    let (due, later): (Vec<_>, Vec<_>) =
        std::mem::take(&mut world.comms.in_flight).into_iter().partition(|m| m.arrives_at <= now.tick);
    world.comms.in_flight = later;
    for message in due {
        if message.lost {
            now.emit(Event::MessageLost { message: message.id, to: message.to });
            continue;
        }
        arrive(now, world, message);
    }
}

fn arrive(now: &mut Now<'_>, world: &mut World, message: InFlight) {
    let InFlight { id, from, to, channel, sent_at, payload, .. } = message;
    now.emit(Event::MessageDelivered { message: id, to });
    match payload {
        Payload::Message(body) => {
            if let Some(case) = body.case() {
                hear_of(now, world, to, case);
                if body.position(sent_at).is_some() {
                    now.milestone(world, Milestone::PositionKnown(to, case));
                }
            }
            if let MessageBody::AtYourDisposal { sru, .. } = &body
                && let Source::Seat(owner) = from
                && now.theatre.sru(*sru).seat == owner
            {
                world.srus[sru.index()].lent_to = Some(to);
            }
            now.tell_of(world, to, sent_at, Fact::Received { message: id, from, channel, body });
        }
        Payload::Request(request) => {
            let (asker, case, what) = {
                let r = &mut world.requests[request.index()];
                r.received_at = Some(now.tick);
                (r.from, r.case, r.what.clone())
            };
            hear_of(now, world, to, case);
            if let Ask::Deploy { .. } | Ask::Divert { .. } = what {
                now.milestone(world, Milestone::PositionKnown(to, case));
            }
            now.tell_of(world, to, sent_at, Fact::AskedOfUs { request, from: asker, case, what });
        }
        Payload::Answer(request) => {
            let r = &world.requests[request.index()];
            let (case, what, by) = (r.case, r.what.clone(), r.to);
            if let Some((answer, _)) = r.answer.clone() {
                if what == Ask::Coordinate && answer == Answer::Accept {
                    now.tell_of(world, to, sent_at, Fact::Responsible { case, holder: by });
                }
                now.tell_of(world, to, sent_at, Fact::Answered { request, answer });
            }
        }
    }
}

/// A seat hears of a case. The first centre to do so is responsible until another accepts (SAR Convention 4.5.4).
fn hear_of(now: &mut Now<'_>, world: &mut World, seat: SeatId, case: CraftId) {
    let milestone = Milestone::Alerted(seat, case);
    if world.milestones.contains_key(&milestone) {
        return;
    }
    now.milestone(world, milestone);
    now.emit(Event::CaseOpened { seat, case });
    if now.theatre.seat(seat).role == Role::Rcc && world.cases[case.index()].responsible.is_none() {
        world.cases[case.index()].responsible = Some((seat, now.tick));
        now.tell(world, seat, Fact::Responsible { case, holder: seat });
        now.emit(Event::ResponsibilityTaken { case, from: None, to: seat });
    }
}

/// Whether a seat has heard of a case.
pub(super) fn has_heard(world: &World, seat: SeatId, case: CraftId) -> bool {
    world.milestones.contains_key(&Milestone::Alerted(seat, case))
}

