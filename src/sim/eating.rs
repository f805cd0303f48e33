//! Food where the scenario counts it: eaten aboard vessels and ships, and wanted at reception sites.
//!
//! Aboard a vessel or a ship all eat alike while there is any; what is eaten is gone, and nothing is made. A vessel or
//! ship whose food nobody counts has enough, and at a site that does not say so nobody goes without. Hunger kills
//! nobody (`sar::hunger`).

use super::ashore;
use super::step::Now;
use super::world::{Fate, Whereabouts, World};
use crate::base::ids::SruId;
use crate::base::time::TICKS_PER_HOUR;
use crate::sar::hunger::missed_after;

/// Once an hour.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    if !now.tick.0.is_multiple_of(TICKS_PER_HOUR) {
        return;
    }
    for i in 0..world.casualties.len() {
        let (case, Some(food)) = (world.casualties[i].craft, world.casualties[i].food_days) else { continue };
        let aboard = living(world, |p| p.craft == case && p.whereabouts == Whereabouts::Aboard);
        world.casualties[i].food_days = Some(meal(world, &aboard, food));
        // Who has left the vessel has left its food: on a hull, in the water, in a raft there is none that is counted.
        let outside =
            |w: Whereabouts| matches!(w, Whereabouts::OnHull | Whereabouts::InWater { .. } | Whereabouts::InRaft(_));
        let without = living(world, |p| p.craft == case && outside(p.whereabouts));
        let _ = meal(world, &without, 0.0);
    }
    for i in 0..world.srus.len() {
        let id = SruId::new(i);
        let aboard = living(world, |p| p.whereabouts == Whereabouts::AboardSru(id));
        let counted = world.alongside.stores_of(id).and_then(|stores| stores.food_days);
        // A ship whose food is not counted feeds everybody.
        let left = meal(world, &aboard, counted.unwrap_or(f64::INFINITY));
        if let (Some(Some(stores)), Some(_)) = (world.alongside.stores.get_mut(i), counted) {
            stores.food_days = Some(left);
        }
    }
    ashore::feed(now, world);
}

fn living(world: &World, holds: impl Fn(&super::world::Person) -> bool) -> Vec<usize> {
    let people = world.people.iter().enumerate().filter(|(_, p)| p.fate == Fate::Living && holds(p));
    people.map(|(i, _)| i).collect()
}

/// An hour's food for some people, out of so much \[days of one person\]; gives what is left.
fn meal(world: &mut World, eaters: &[usize], food_days: f64) -> f64 {
    let wanted = eaters.len() as f64 / 24.0;
    if wanted <= 0.0 {
        return food_days;
    }
    let eaten = (food_days / wanted).clamp(0.0, 1.0);
    for i in eaters {
        let person = &mut world.people[*i];
        person.missed_food_days = missed_after(person.missed_food_days, eaten, 1.0);
    }
    (food_days - wanted).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::super::alongside::{Deed, Errand};
    use super::super::tests::{CASE, OPS, PATROL, Play, at, scenario};
    use super::super::{Event, Fate, Order, Whereabouts};
    use crate::base::Tick;
    use crate::sar::hunger::Hunger;
    use crate::scenario::{Scenario, Start, Stores};

    /// A vessel with food for a quarter of a day, and a ship near it with plenty.
    fn counted(food_days: Option<f64>) -> Scenario {
        let mut scenario = scenario();
        scenario.craft[0].food_days = food_days;
        scenario.srus[PATROL.index()].start = Start::AtSea(at(-8.02, 106.0));
        scenario.srus[PATROL.index()].stores = Some(Stores { water_l: 9000.0, lifejackets: 0, food_days: Some(500.0) });
        scenario
    }

    fn hungriest(play: &Play) -> f64 {
        let aboard = play.world.people.iter().filter(|p| p.whereabouts == Whereabouts::Aboard);
        aboard.map(|p| p.missed_food_days).fold(0.0, f64::max)
    }

    #[test]
    fn food_that_is_eaten_is_gone_and_who_has_none_is_hungry_and_dies_no_sooner() {
        let mut play = Play::of(counted(Some(10.0)));
        let mut plenty = Play::of(counted(None));
        for play in [&mut play, &mut plenty] {
            play.until_hours(30.5);
        }
        assert_eq!(play.world.casualties[0].food_days, Some(0.0));
        assert_eq!(plenty.world.casualties[0].food_days, None);
        // Forty people eat ten days' food in six hours, and have had none for a day.
        assert!((hungriest(&play) - 1.0).abs() < 1e-6, "{}", hungriest(&play));
        assert_eq!((Hunger::of(hungriest(&play) + 1e-9), hungriest(&plenty)), (Hunger::Hungry, 0.0));
        let fates = |play: &Play| play.world.people.iter().map(|p| p.fate == Fate::Living).collect::<Vec<_>>();
        assert_eq!(fates(&play), fates(&plenty));
    }

    #[test]
    fn food_is_passed_over_with_the_stores_and_none_is_made_or_lost() {
        let mut play = Play::of(counted(Some(10.0)));
        play.until(Tick(60));
        let food = |play: &Play| {
            let ship = play.world.alongside.stores_of(PATROL).and_then(|stores| stores.food_days);
            ship.unwrap_or(0.0) + play.world.casualties[CASE.index()].food_days.unwrap_or(0.0)
        };
        let (before, hours) = (food(&play), |play: &Play| f64::from(play.world.tick.0 / 360));
        let began = hours(&play);
        let boat = play.boat();
        let errand = Errand::Provide { at: boat, water_l: None };
        assert_eq!(play.order(OPS, PATROL, Order::Alongside(errand)), None);
        play.until_hours(5.0);
        let given: f64 = play
            .events
            .iter()
            .map(|e| match &e.body {
                Event::Alongside(deed) => match **deed {
                    Deed::Provided { food_days, .. } => food_days,
                    _ => 0.0,
                },
                _ => 0.0,
            })
            .sum();
        assert!(given > 100.0, "{given}");
        let eaten = (hours(&play) - began) * 40.0 / 24.0;
        assert!((food(&play) + eaten - before).abs() < 1e-6, "{} and {eaten} of {before}", food(&play));
    }
}
