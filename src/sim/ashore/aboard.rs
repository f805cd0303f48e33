//! People who wait aboard the unit that took them up: who needs a doctor bears not having one.
//!
//! Rescue gives initial medical or other needs and ends only at a place of safety (SAR Convention 1.3.2; a ship may be
//! one for a time and is to be relieved as soon as possible, MSC.167(78) 6.13, both by sar-models.md 6.1). So aboard
//! they are as well off as on a quay where somebody has seen to them, and after a day no better: who then still needs a
//! hospital bears what [`Triage`] has for that, and everybody the illness of any people at sea (sar-models.md 4, 0.02 %
//! a day and three times that for infants and the frail). Thirst is not counted here: a ship has drink, or its stores
//! are counted and `alongside` does it.

use super::super::event::DeathCause;
use super::super::people;
use super::super::step::Now;
use super::super::world::{Activity, Fate, Person, Whereabouts, World};
use super::Background;
use crate::base::ids::PersonId;
use crate::base::time::{TICK_HOURS, TICKS_PER_MINUTE};
use crate::sar::reception::{Landed, Triage};
use crate::sar::survival;
use crate::sar::thirst::Thirst;

/// For so long \[h\] the initial care that a rescue gives is enough (*proposed*: sar-models.md 6.2 takes a stand-off to
/// ministers and beyond at 24 h, has the master in need at 48 h, and calls 72 h critical).
const INITIAL_CARE_H: f64 = 24.0;

/// One minute aboard all units. Where a scenario has no reception site nobody's health is drawn, and none is followed.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    if world.ashore.backgrounds.is_empty() {
        return;
    }
    let hours = f64::from(TICKS_PER_MINUTE) * TICK_HOURS;
    let mut dead: Vec<PersonId> = Vec::new();
    for i in 0..world.people.len().min(world.ashore.backgrounds.len()) {
        let Whereabouts::AboardSru(sru) = world.people[i].whereabouts else { continue };
        // Who is being put ashore is in other hands.
        let landing = matches!(world.srus[sru.index()].activity, Activity::Landing { .. });
        if world.people[i].fate != Fate::Living || landing {
            continue;
        }
        let (person, background) = (&mut world.people[i], &world.ashore.backgrounds[i]);
        person.toll.aboard_h += hours;
        if person.toll.aboard_h <= INITIAL_CARE_H {
            continue;
        }
        let ill = survival::illness_hazard_per_day(&person.body) / 24.0;
        person.toll.borne += (condition(person, background, Thirst::Fit).hazard_per_h(true, false) + ill) * hours;
        if person.toll.borne >= person.hidden.endurance {
            dead.push(person.id);
        }
    }
    for person in dead {
        people::die(now, world, person, DeathCause::Untreated);
    }
}

/// How much somebody rescued needs a doctor, as thirsty as they are by now: aboard, water has been given.
pub(super) fn condition(person: &Person, background: &Background, thirst: Thirst) -> Triage {
    Triage::of(&Landed {
        thirst,
        immersed_h: person.toll.immersed_h,
        frail: person.body.frail,
        infant: person.body.is_infant(),
        pregnant: background.pregnant,
        wounded: background.wounded,
        badly_wounded: background.badly_wounded,
    })
}

#[cfg(test)]
#[path = "aboard_tests.rs"]
mod tests;
