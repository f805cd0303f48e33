//! Mending a vessel's engine at sea. Whether it can be done at all belongs to the engine, not to who tries: it is drawn
//! once for each time it has failed, and the hours of all who work at it add up.

use super::super::casualty;
use super::super::event::Event;
use super::super::step::Now;
use super::super::world::*;
use super::event::{Deed, Hail};
use super::tow;
use super::work::{end, unable};
use crate::base::ids::{CraftId, SruId};
use crate::base::time::TICK_HOURS;
use crate::base::{Stream, noise};
use crate::scenario::TroubleKind;

/// Time to find that nothing can be done for an engine \[h\] (*proposed*).
const LOOKED_AT_H: f64 = 1.0;

/// Chance that an engine that can be mended at sea with tools and spares is (*proposed*).
const SUCCEEDS: f64 = 0.8;

/// The time it takes, as a share of the mean: from the first to the second, each as likely (*proposed*).
const SPREAD: (f64, f64) = (0.5, 1.5);

/// Some more work at it.
pub(super) fn work(now: &mut Now<'_>, world: &mut World, id: SruId, craft: CraftId) {
    let casualty = &world.casualties[craft.index()];
    if casualty.engine {
        return unable(now, world, id, "its engine runs");
    }
    if casualty.floodwater_m3 > casualty::ENGINE_DROWNS_M3 {
        return unable(now, world, id, "its engine is under water");
    }
    let Some(mean) = now.theatre.scenario.craft[craft.index()].repair else {
        if world.alongside.work.get(&id).is_some_and(|work| work.hours >= LOOKED_AT_H) {
            unable(now, world, id, "its engine cannot be mended at sea");
        }
        return;
    };
    let mending = world.alongside.mending.entry(craft).or_default();
    mending.hours += TICK_HOURS;
    let (hours, times) = (mending.hours, mending.times);
    let mut draws = world.noise.once(Stream::Alongside, noise::pair(times, craft.0));
    let (succeeds, takes_h) = (draws.chance(SUCCEEDS), mean.as_hours() * draws.between(SPREAD.0, SPREAD.1));
    if hours < takes_h {
        return;
    }
    if !succeeds {
        return unable(now, world, id, "its engine cannot be mended with what is aboard");
    }
    if let Some(mending) = world.alongside.mending.get_mut(&craft) {
        (mending.hours, mending.times) = (0.0, times + 1);
    }
    let Some(seat) = world.alongside.work.get(&id).map(|work| work.by) else { return };
    casualty::strike(now, world, craft, TroubleKind::EngineRestarts);
    let (party, people) = (tow::state_of(now, id, seat), tow::living_aboard(world, craft));
    now.emit_by(seat, Event::Alongside(Box::new(Deed::Mended { sru: id, case: craft, seat, party, people })));
    end(now, world, id, Some(Hail::Mended { case: craft }));
}
