//! The register of beacons: what the state with which a beacon is registered can say of the vessel, some time after the
//! first alert.

use crate::base::ids::CraftId;
use crate::base::{Span, Tick};
use crate::scenario::{Channel, Nature, Role};

use super::super::command::MessageBody;
use super::super::comms;
use super::super::event::{Event, Source};
use super::super::step::Now;
use super::super::world::World;
use super::SignalEvent;

/// From the first alert to what the register and the telephone numbers in it have given (*proposed*).
const TAKES: Span = Span::minutes(30);

/// What was mislaid is asked for again after this (*proposed*).
const AGAIN: Span = Span::minutes(30);

/// The centre of the state a beacon is registered with has its register looked up, where that says anything.
pub(super) fn look_up(now: &Now<'_>, world: &mut World, case: CraftId) {
    if now.theatre.scenario.signals.register(case).is_some() {
        world.signals.vessels[case.index()].register_read = Some(now.tick.after(TAKES));
    }
}

/// What has been looked up reaches the centre.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.signals.vessels.len() {
        let due = |at: &Tick| *at <= now.tick;
        if world.signals.vessels[i].register_read.as_ref().is_some_and(due) {
            let case = CraftId::new(i);
            let again = now.tick.after(AGAIN);
            let taken = tell(now, world, case);
            world.signals.vessels[i].register_read = (!taken).then_some(again);
        }
    }
}

/// Tells what the register says. Gives whether it was taken.
fn tell(now: &mut Now<'_>, world: &mut World, case: CraftId) -> bool {
    let scenario = &now.theatre.scenario;
    let Some(party) = scenario.signals.sets(case).epirb.and_then(|epirb| epirb.registered) else { return true };
    let (Some(centre), Some(register)) = (scenario.seat_of(party, Role::Rcc), scenario.signals.register(case)) else {
        return true;
    };
    let says = match (register.words.as_str(), register.persons) {
        ("", Some(n)) => format!("{n} persons aboard"),
        (words, Some(n)) => format!("{words}; {n} persons aboard"),
        (words, None) => words.to_owned(),
    };
    let text = format!("Register of beacons: {says}.");
    // Of what is the matter the register says nothing; the alert has.
    let body = MessageBody::Call { case, nature: Nature::TakingWater, position: None, persons: register.persons, text };
    let from = Source::Outside(format!("Register of beacons of {}", scenario.parties[party.index()].name));
    now.emit(Event::Signal(Box::new(SignalEvent::RegisterRead { case, party })));
    comms::send(now, world, from, centre, Channel::Text, body);
    world.comms.in_flight.last().is_none_or(|message| message.lost.is_none())
}
