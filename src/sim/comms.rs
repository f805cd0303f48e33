//! Messages on their way: delay, loss, arrival, and what arrival does to what a seat knows.

use crate::base::Stream;
use crate::base::ids::{CraftId, MessageId, SeatId};
use crate::scenario::{Channel, Milestone, Role};

use super::command::{Answer, Ask, MessageBody};
use super::dealings::Notice;
use super::event::{Event, Source};
use super::ledger::Fact;
use super::mail;
use super::means;
use super::plot;
use super::requests;
use super::signals::{self, Unheard};
use super::step::Now;
use super::world::{InFlight, Payload, World};

/// Sends a payload on its way; its delay and loss are drawn now. What is out of reach now is lost.
pub(super) fn dispatch(
    now: &Now<'_>,
    world: &mut World,
    from: Source,
    to: SeatId,
    channel: Channel,
    payload: Payload,
) -> MessageId {
    post(now, world, from, to, channel, payload, true)
}

/// The same; `by_chance` says whether it may be lost by chance.
fn post(
    now: &Now<'_>,
    world: &mut World,
    from: Source,
    to: SeatId,
    channel: Channel,
    payload: Payload,
    by_chance: bool,
) -> MessageId {
    let apart = matches!(&payload, Payload::Message(MessageBody::Form(_)) | Payload::Receipt(_));
    let id = MessageId(if apart { world.next_form_number(&from, to) } else { world.next_number(&from, to) });
    let quality = now.theatre.scenario.channels.quality(channel);
    let mut draws = world.noise.at(Stream::Comms, u64::from(id.0), now.tick);
    let (shortest, longest) = (quality.min_delay.seconds() as f64, quality.max_delay.seconds() as f64);
    let delay = draws.between(shortest, longest.max(shortest));
    let lost = (draws.chance(quality.loss) && by_chance).then_some(Unheard::Chance);
    let lost = signals::unheard(now.theatre, world, &from, to, channel).or(lost);
    // What was sent in a tick is read in the next at the soonest.
    let arrives_at = now.tick.after(crate::base::Span(delay.round() as i64)).max(now.tick.next());
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

/// Passes on a call that everybody in range heard: whether it was heard has been drawn for all of them together.
pub(super) fn send_to_all(
    now: &mut Now<'_>,
    world: &mut World,
    from: Source,
    to: SeatId,
    channel: Channel,
    body: MessageBody,
) {
    let message = post(now, world, from.clone(), to, channel, Payload::Message(body.clone()), false);
    now.emit(Event::MessageSent { message, from, to, channel, body });
}

/// Sends a message by broadcast: recorded as sent, but not in the sender's ledger, where its receivers would show.
pub(super) fn broadcast(now: &mut Now<'_>, world: &mut World, seat: SeatId, to: SeatId, body: MessageBody) {
    let (from, channel) = (Source::Seat(seat), Channel::SafetyNet);
    let message = dispatch(now, world, from.clone(), to, channel, Payload::Message(body.clone()));
    now.emit_by(seat, Event::MessageSent { message, from, to, channel, body });
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
        let wants_receipt = world.mail.wanted.remove(&message.id);
        // What comes in while the line is dead waits for nothing.
        let party = now.theatre.seat(message.to).party;
        let dead = signals::is_dead(world, party, message.channel).then_some(Unheard::DeadLine);
        if let Some(why) = message.lost.or(dead) {
            let InFlight { id: message, to, channel, .. } = message;
            now.emit(Event::MessageLost { message, to, channel, why });
            continue;
        }
        let (id, to, sent_at) = (message.id, message.to, message.sent_at);
        arrive(now, world, message);
        if wants_receipt {
            now.tell_of(world, to, sent_at, Fact::Mail(mail::Fact::WantsReceipt { message: id }));
        }
    }
}

fn arrive(now: &mut Now<'_>, world: &mut World, message: InFlight) {
    let InFlight { id, from, to, channel, sent_at, payload, .. } = message;
    if !matches!(payload, Payload::Receipt(_)) {
        now.emit(Event::MessageDelivered { message: id, to });
    }
    match payload {
        Payload::Message(body) => {
            if let Some(case) = body.case() {
                let by_centre = matches!(&from, Source::Seat(seat) if now.theatre.seat(*seat).role == Role::Rcc);
                match signals::told_before(now.theatre, &from, to, &body) {
                    Some(other) => hear_with(now, world, to, case, other),
                    None => hear_of(now, world, to, case, by_centre),
                }
                if body.position(sent_at).is_some() {
                    now.milestone(world, Milestone::PositionKnown(to, case));
                }
            }
            if let MessageBody::Plotted { note, .. } = &body
                && let Some(other) = note.other()
            {
                // Who hears that two cases are one hears of both.
                hear_of(now, world, to, other, true);
            }
            if let MessageBody::AtYourDisposal { sru, .. } = &body
                && let Source::Seat(owner) = from
                && now.theatre.sru(*sru).seat == owner
            {
                requests::place_at_disposal(world, *sru, to, sent_at);
            }
            if let (MessageBody::Lead { about, case, .. }, Source::Seat(teller)) = (&body, &from) {
                world.portal.leads.pass((*teller, sent_at), (to, now.tick), *about, *case);
            }
            let before = body.case().and_then(|case| plot::told_before(world, to, case));
            now.tell_of(
                world,
                to,
                sent_at,
                Fact::Received { message: id, from: from.clone(), channel, body: body.clone() },
            );
            plot::arrived(now, world, to, &from, &body, before);
        }
        Payload::Request(request) => {
            let Some(r) = world.request_mut(request) else {
                return;
            };
            r.received_at = Some(now.tick);
            let (asker, case, what, by) = (r.from, r.case, r.what.clone(), r.life.by);
            let withdrawn = r.life.withdrawal_known_at.is_some();
            // A question about evidence opens no case at sea.
            if !matches!(what, Ask::Assist(_)) {
                hear_of(now, world, to, case, now.theatre.seat(asker).role == Role::Rcc);
            }
            if let Ask::Deploy { .. } | Ask::Divert { .. } = what {
                now.milestone(world, Milestone::PositionKnown(to, case));
            }
            let asked = what.clone();
            now.tell_of(world, to, sent_at, Fact::AskedOfUs { request, from: asker, case, what, by });
            if let Ask::Coordinate | Ask::Deploy { .. } | Ask::Divert { .. } = asked {
                plot::reported(now, world, to, case);
            }
            if withdrawn {
                // Its withdrawal was quicker than the request itself.
                now.tell_of(world, to, sent_at, Fact::Notice(Notice::Withdrawn { request }));
            }
        }
        Payload::Answer(request) => {
            let Some(r) = world.request_mut(request) else {
                return;
            };
            r.answer_known_at = Some(now.tick);
            let (case, what, by) = (r.case, r.what.clone(), r.to);
            let withdrawn = r.life.withdrawn_at.is_some();
            let Some((answer, _)) = r.answer.clone() else {
                return;
            };
            match (&what, &answer) {
                (Ask::Coordinate, Answer::Accept) => {
                    now.tell_of(world, to, sent_at, Fact::Responsible { case, holder: by });
                }
                // A ship is at the asker's disposal when the asker knows, and not before.
                (Ask::Divert { sru, .. } | Ask::Lend { sru }, Answer::Accept) if !withdrawn => {
                    requests::place_at_disposal(world, *sru, to, sent_at);
                }
                _ => {}
            }
            let given = matches!((&what, &answer), (Ask::Means(_), Answer::Accept)) && !withdrawn;
            now.tell_of(world, to, sent_at, Fact::Answered { request, answer });
            if given {
                means::settle(now, world, request);
            }
        }
        Payload::Withdrawal(request) => {
            let tick = now.tick;
            let Some(r) = world.request_mut(request) else {
                return;
            };
            r.life.withdrawal_known_at = Some(tick);
            let means = matches!(r.what, Ask::Means(_));
            if r.received_at.is_some() {
                now.tell_of(world, to, sent_at, Fact::Notice(Notice::Withdrawn { request }));
            }
            if means {
                means::withdrawn(now, world, request);
            }
        }
        Payload::Agreement(request) => {
            let tick = now.tick;
            let Some(r) = world.request_mut(request) else {
                return;
            };
            r.life.agreement_known_at = Some(tick);
            now.tell_of(world, to, sent_at, Fact::Notice(Notice::Agreed { request }));
        }
        Payload::Release(sru) => {
            let by = match from {
                Source::Seat(seat) => Some(seat),
                Source::Casualty(_) | Source::Outside(_) => None,
            };
            now.tell_of(world, to, sent_at, Fact::Notice(Notice::Released { sru, by }));
        }
        Payload::Receipt(message) => {
            now.tell_of(world, to, sent_at, Fact::Mail(mail::Fact::Receipt { message }));
            now.emit(Event::Mail(mail::Event::ReceiptCame { message, to }));
        }
    }
}

/// A seat hears of a case. The first centre to do so is responsible until another accepts (SAR Convention 4.5.4).
///
/// A centre that hears from anybody but another centre does not know of one, and takes it on as the Convention has it:
/// its ledger says that it is responsible, though in truth another may be. That is what two centres have to find out.
pub(super) fn hear_of(now: &mut Now<'_>, world: &mut World, seat: SeatId, case: CraftId, by_centre: bool) {
    let milestone = Milestone::Alerted(seat, case);
    if world.milestones.contains_key(&milestone) {
        return;
    }
    now.milestone(world, milestone);
    now.emit(Event::CaseOpened { seat, case });
    if now.theatre.seat(seat).role != Role::Rcc {
        return;
    }
    if world.cases[case.index()].responsible.is_none() {
        world.cases[case.index()].responsible = Some((seat, now.tick));
        now.tell(world, seat, Fact::Responsible { case, holder: seat });
        now.emit(Event::ResponsibilityTaken { case, from: None, to: seat });
    } else if !by_centre {
        now.tell(world, seat, Fact::Responsible { case, holder: seat });
    }
}

/// A seat hears of a case, and with it that another centre has been told and answers for the region: the case is that
/// one's, as far as this seat knows.
fn hear_with(now: &mut Now<'_>, world: &mut World, seat: SeatId, case: CraftId, other: SeatId) {
    let milestone = Milestone::Alerted(seat, case);
    if world.milestones.contains_key(&milestone) {
        return;
    }
    now.milestone(world, milestone);
    now.emit(Event::CaseOpened { seat, case });
    now.tell(world, seat, Fact::Responsible { case, holder: other });
}

/// Whether a seat has heard of a case.
pub(super) fn has_heard(world: &World, seat: SeatId, case: CraftId) -> bool {
    world.milestones.contains_key(&Milestone::Alerted(seat, case))
}
