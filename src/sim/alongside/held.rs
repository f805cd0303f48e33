//! How long rescues hold up merchant ships, and which state's centre was responsible meanwhile.

use super::super::event::Event;
use super::super::people;
use super::super::step::Now;
use super::super::theatre::is_merchant;
use super::super::world::*;
use super::event::Deed;
use super::hands::Held;
use crate::base::ids::SruId;

/// Once a minute: which merchant ships are held up, and under whose responsibility, told when that changes.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.srus.len() {
        let id = SruId::new(i);
        let unit = &world.srus[i];
        if !is_merchant(now.theatre.sru(id)) || unit.activity == Activity::Reserve {
            continue;
        }
        let held = unit.case.is_some() || unit.order.is_some() || people::aboard_sru(world, id) != (0, 0);
        if !held {
            if world.alongside.held.remove(&id).is_some() {
                now.emit(Event::Alongside(Box::new(Deed::ShipFreed { sru: id })));
            }
            continue;
        }
        let centre = world.srus[i].case.and_then(|case| world.cases[case.index()].responsible);
        let responsible = centre.map(|(seat, _)| now.theatre.seat(seat).party);
        let before = world.alongside.held.get(&id).copied();
        let laden = people::aboard_sru(world, id).0 > 0;
        let laden_since = laden.then(|| before.and_then(|before| before.laden_since).unwrap_or(now.tick));
        let since = before.map_or(now.tick, |before| before.since);
        world.alongside.held.insert(id, Held { since, responsible, laden_since });
        if before.is_none_or(|before| before.responsible != responsible) {
            now.emit(Event::Alongside(Box::new(Deed::ShipHeld { sru: id, responsible })));
        }
    }
}
