//! Who has been taken off a vessel before the exercise begins: aboard a ship with the first tick, as an event like any
//! other.

use super::comms;
use super::people;
use super::step::Now;
use super::world::{Fate, Whereabouts, World};
use crate::base::Stream;
use crate::base::ids::PersonId;

/// The beginning: people are aboard the ships that have them, and the seats of those ships have heard of the case.
/// Whole families go, in an order drawn once; the last may be parted where the number is not theirs.
pub(super) fn begin(now: &mut Now<'_>, world: &mut World) {
    let theatre = now.theatre;
    for entry in &theatre.scenario.rescued {
        let here = |p: &&super::world::Person| {
            p.craft == entry.craft && p.fate == Fate::Living && p.whereabouts == Whereabouts::Aboard
        };
        let lot = |family: u32| {
            let subject = crate::base::noise::pair(entry.craft.0, family);
            world.noise.once(Stream::Rescued, subject).unit()
        };
        let mut order: Vec<(f64, u32, PersonId)> =
            world.people.iter().filter(here).map(|p| (lot(p.family), p.family, p.id)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        comms::hear_of(now, world, theatre.sru(entry.by).seat, entry.craft, false);
        world.srus[entry.by.index()].case = Some(entry.craft);
        for (_, _, person) in order.into_iter().take(entry.persons as usize) {
            people::board(now, world, person, entry.by);
        }
    }
}
