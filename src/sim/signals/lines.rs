//! Lines that are dead for some time: a cable cut, a mast without power, a ground station down.
//!
//! The seats of the party know that their own line is dead. Whoever writes to them is not told: what is sent is lost.

use crate::base::Span;
use crate::base::ids::{PartyId, SeatId};
use crate::scenario::Channel;

use super::super::event::Event;
use super::super::ledger::Fact;
use super::super::step::Now;
use super::super::world::World;
use super::{LineFact, Outage, SignalEvent};

/// Whether a party's line is dead.
pub(in crate::sim) fn is_dead(world: &World, party: PartyId, channel: Channel) -> bool {
    world.signals.dead.iter().any(|line| line.party == party && line.channel == channel)
}

/// A party's line dies for some time, or stays dead for longer.
pub(in crate::sim) fn fail(now: &mut Now<'_>, world: &mut World, party: PartyId, channel: Channel, span: Span) {
    let until = now.tick.after(span);
    if until <= now.tick {
        return;
    }
    let known = world.signals.dead.iter_mut().find(|line| line.party == party && line.channel == channel);
    let until = match known {
        Some(line) => {
            line.until = line.until.max(until);
            line.until
        }
        None => {
            world.signals.dead.push(Outage { party, channel, until });
            tell(now, world, party, LineFact::Dead { channel });
            until
        }
    };
    now.emit(Event::Signal(Box::new(SignalEvent::LineDied { party, channel, until })));
}

/// Lines whose time is over work again.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    if world.signals.dead.is_empty() {
        return;
    }
    let tick = now.tick;
    let (back, dead): (Vec<_>, Vec<_>) =
        std::mem::take(&mut world.signals.dead).into_iter().partition(|line| line.until <= tick);
    world.signals.dead = dead;
    for Outage { party, channel, .. } in back {
        tell(now, world, party, LineFact::Works { channel });
        now.emit(Event::Signal(Box::new(SignalEvent::LineBack { party, channel })));
    }
}

fn tell(now: &Now<'_>, world: &mut World, party: PartyId, fact: LineFact) {
    let seats: Vec<SeatId> = now.theatre.seats().filter(|seat| now.theatre.seat(*seat).party == party).collect();
    for seat in seats {
        now.tell(world, seat, Fact::Line(fact));
    }
}
