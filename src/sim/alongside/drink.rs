//! Survivors aboard a ship whose stores are counted drink of them, and thirst when they are gone, as elsewhere
//! (`sar::thirst`). A ship whose stores nobody counts has drink enough for all, and nothing is reckoned.

use super::super::environment;
use super::super::event::DeathCause;
use super::super::people;
use super::super::step::Now;
use super::super::world::*;
use crate::base::ids::SruId;
use crate::base::time::{TICK_HOURS, TICKS_PER_MINUTE};
use crate::sar::thirst::{self, Drinker, Shade, Sharing};

/// One minute aboard every such ship at sea.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    let hours = f64::from(TICKS_PER_MINUTE) * TICK_HOURS;
    for i in 0..world.srus.len() {
        let id = SruId::new(i);
        let Some(stores) = world.alongside.stores_of(id) else { continue };
        let aboard: Vec<usize> = (0..world.people.len())
            .filter(|k| {
                let person = &world.people[*k];
                person.whereabouts == Whereabouts::AboardSru(id) && person.fate == Fate::Living
            })
            .collect();
        if aboard.is_empty() || !world.srus[i].activity.is_out() {
            continue;
        }
        let air_c = environment::here(now.theatre, world, world.srus[i].position).air_c;
        // Many on a deck, with what shade a ship has to give (*proposed*: an awning for all).
        let needs: Vec<f64> = aboard
            .iter()
            .map(|k| thirst::need_l_per_day(air_c, &world.people[*k].body) * Shade::Shade.factor())
            .collect();
        let drinkers: Vec<Drinker> = aboard
            .iter()
            .zip(&needs)
            .map(|(k, need)| {
                let person = &world.people[*k];
                let wish_l = thirst::wish_l(person.toll.deficit_l, *need, hours);
                Drinker { wish_l, child: person.body.is_child() }
            })
            .collect();
        let drunk = thirst::share_l(stores.water_l, &drinkers, Sharing::Even);
        if let Some(Some(stores)) = world.alongside.stores.get_mut(i) {
            stores.water_l = (stores.water_l - drunk.iter().sum::<f64>()).max(0.0);
        }
        for ((k, need), drunk_l) in aboard.into_iter().zip(needs).zip(drunk) {
            let person = &mut world.people[k];
            let intake = drunk_l * 24.0 / hours;
            person.toll.deficit_l = thirst::deficit_after_l(person.toll.deficit_l, need, intake, hours);
            person.toll.borne += thirst::hazard_per_h(person.toll.deficit_l, &person.body) * hours;
            let (who, full) = (person.id, person.toll.borne >= person.hidden.endurance);
            if full {
                people::die(now, world, who, DeathCause::Dehydration);
            }
        }
    }
}
