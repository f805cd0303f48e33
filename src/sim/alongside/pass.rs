//! Passing stores over: water into the vessel's cans, food, lifejackets onto its people.

use super::super::event::Event;
use super::super::people;
use super::super::step::Now;
use super::super::world::*;
use super::event::{Deed, Hail};
use super::work::{end, unable};
use crate::base::ids::{CraftId, PersonId, SruId};
use crate::sar::survival::Lifejacket;
use crate::scenario::DRINK_L_PER_DAY;

/// Time it takes \[h\]: a boat's run or two (15 to 25 minutes each by sar-models.md 5.6; *proposed*).
const PASSING_H: f64 = 0.5;

/// Without another word a vessel is given drink and food for so many days at most (*proposed*): more would lie in its
/// way.
const DAYS_GIVEN: f64 = 7.0;

/// A ship keeps drink and food for the survivors aboard it for so many days (*proposed*), unless it is told how much to
/// give.
const DAYS_KEPT: f64 = 1.0;

/// Some more work at it.
pub(super) fn work(now: &mut Now<'_>, world: &mut World, id: SruId, craft: CraftId, asked_l: Option<f64>) {
    if world.alongside.work.get(&id).is_none_or(|work| work.hours < PASSING_H) {
        return;
    }
    let Some(stores) = world.alongside.stores_of(id) else {
        return unable(now, world, id, "it carries no stores for others");
    };
    let aboard = people::count_aboard(world, craft);
    if aboard == 0 {
        return unable(now, world, id, "nobody is alive aboard the vessel");
    }
    let (survivors, _) = people::aboard_sru(world, id);
    let spare_l = stores.water_l - f64::from(survivors) * DRINK_L_PER_DAY * DAYS_KEPT;
    let wanted_l = f64::from(aboard) * DRINK_L_PER_DAY * DAYS_GIVEN;
    let water_l = asked_l.unwrap_or_else(|| spare_l.min(wanted_l)).clamp(0.0, stores.water_l);
    let wearers = without_lifejacket(world, craft, stores.lifejackets);
    let lifejackets = u32::try_from(wearers.len()).unwrap_or(u32::MAX);
    let food_days = food_to_give(world, craft, stores.food_days, f64::from(aboard), f64::from(survivors));
    if water_l <= 0.0 && lifejackets == 0 && food_days <= 0.0 {
        return unable(now, world, id, "it has nothing left to give that is wanted there");
    }
    for person in wearers {
        world.people[person.index()].body.lifejacket = Lifejacket::Good;
    }
    if let Some(Some(stores)) = world.alongside.stores.get_mut(id.index()) {
        stores.water_l -= water_l;
        stores.lifejackets -= lifejackets;
        stores.food_days = stores.food_days.map(|left| (left - food_days).max(0.0));
    }
    let vessel = &mut world.casualties[craft.index()];
    vessel.water_l += water_l;
    vessel.food_days = vessel.food_days.map(|there| there + food_days);
    now.emit(Event::Alongside(Box::new(Deed::Provided {
        sru: id,
        case: craft,
        water_l,
        lifejackets,
        persons: aboard,
        food_days,
    })));
    end(now, world, id, Some(Hail::Provided { case: craft, water_l, lifejackets, food_days }));
}

/// Food to pass over, in days of one person: what the vessel lacks for some days, out of what the ship does not need
/// for its survivors. Nothing where the one or the other is not counted.
fn food_to_give(world: &World, craft: CraftId, ship_has: Option<f64>, aboard: f64, survivors: f64) -> f64 {
    let there = world.casualties[craft.index()].food_days;
    let Some((has, there)) = ship_has.zip(there) else { return 0.0 };
    let (spare, wanted) = (has - survivors * DAYS_KEPT, aboard * DAYS_GIVEN - there);
    spare.min(wanted).clamp(0.0, has)
}

/// Living people aboard a vessel who wear none, children first, as many as there are lifejackets.
fn without_lifejacket(world: &World, craft: CraftId, number: u32) -> Vec<PersonId> {
    let mut bare: Vec<&Person> = world
        .people
        .iter()
        .filter(|p| p.craft == craft && p.whereabouts == Whereabouts::Aboard && p.fate == Fate::Living)
        .filter(|p| p.body.lifejacket == Lifejacket::None)
        .collect();
    bare.sort_by_key(|p| (!p.body.is_child(), p.id));
    bare.into_iter().take(number as usize).map(|p| p.id).collect()
}
