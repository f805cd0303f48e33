//! What look-outs see: sweep width, lateral range along each tick's segment, and contacts in ledgers.
//!
//! Whether something is seen is drawn here and written down; a picture only reads it.

use crate::base::ids::{CraftId, ObjectId, SruId};
use crate::base::time::TICK_SECONDS;
use crate::base::{Stream, math, noise};
use crate::sar::detection;
use crate::sar::sensor::{Sensor, sensor_sweep_width_m};
use crate::sar::survival::Lifejacket;
use crate::sar::sweep::{Conditions, Lookout, SearchObject, sweep_width};
use crate::scenario::{self, Milestone, Stage};

use super::command::Seen;
use super::environment::{self, Here};
use super::event::Event;
use super::ledger::{Contact, Fact};
use super::step::Now;
use super::world::*;
use super::{comms, people, plot};

/// Beyond this no look-out or airborne radar of this exercise sees anything \[m\].
const FARTHEST_M: f64 = 40.0 * 1852.0;

/// An object farther off than so many sweep widths adds nothing worth counting (its hazard is below 0.003).
const NEGLIGIBLE_WIDTHS: f64 = 5.0;

/// Look-outs count as tired after this long: aircraft, vessels \[h\] (sar-models.md 2.4, proposed).
const TIRED_AFTER_H: (f64, f64) = (4.0, 12.0);

/// Error of a sighted object's position as a unit reports it \[m\]: own GPS and an estimated range.
const SIGHTING_ERROR_M: f64 = 185.0;

/// What a person in the water who wears a lifejacket gains for low aircraft is known only to the table; a body does
/// not.
fn has_flotation(world: &World, object: &Object) -> bool {
    match object.kind {
        ObjectKind::Person(person) => {
            let person = &world.people[person.index()];
            person.fate == Fate::Living && person.body.lifejacket != Lifejacket::None
        }
        _ => false,
    }
}

/// What an object is to a look-out's table.
fn search_object(now: &Now<'_>, world: &World, object: &Object) -> SearchObject {
    match object.kind {
        // Wreckage, and who holds on to it, is about as conspicuous as one person's raft (proposed).
        ObjectKind::Person(person)
            if world.people[person.index()].fate == Fate::Living
                && matches!(
                    world.people[person.index()].whereabouts,
                    Whereabouts::InWater { holding_on: true, .. }
                ) =>
        {
            SearchObject::Raft1Person
        }
        ObjectKind::Person(_) => SearchObject::PersonInWater,
        ObjectKind::Debris => SearchObject::Raft1Person,
        ObjectKind::Raft(raft) => SearchObject::raft_for(world.rafts[raft.index()].capacity),
        ObjectKind::Craft => {
            let spec = &now.theatre.scenario.craft[object.craft.index()];
            if world.casualties[object.craft.index()].stage < Stage::Capsized {
                spec.object_afloat
            } else {
                spec.object_capsized
            }
        }
    }
}

/// As what an object is recognised.
pub(crate) fn recognised(world: &World, object: &Object) -> Seen {
    match object.kind {
        ObjectKind::Craft if world.casualties[object.craft.index()].stage < Stage::Capsized => Seen::Vessel,
        ObjectKind::Craft => Seen::CapsizedHull,
        ObjectKind::Debris => Seen::Debris,
        ObjectKind::Raft(_) => Seen::LifeRaft,
        ObjectKind::Person(person) => match world.people[person.index()].fate {
            Fate::Living => Seen::PersonInWater,
            Fate::Dead { .. } => Seen::Body,
        },
    }
}

/// Sweep widths of a unit against an object here and now: the eye's, and each sensor's \[m\].
fn widths_m(spec: &scenario::Sru, unit: &Sru, object: SearchObject, flotation: bool, here: &Here) -> Vec<f64> {
    let tired_after = if spec.kind.flies() { TIRED_AFTER_H.0 } else { TIRED_AFTER_H.1 };
    let lookout = Lookout {
        platform: spec.platform,
        altitude_m: spec.altitude_m,
        ground_speed_mps: spec.search_mps,
        tired: unit.awake_h > tired_after,
    };
    let conditions =
        Conditions { visibility_m: here.visibility_m, wind_mps: here.wind_mps(), wave_height_m: here.wave_height_m };
    let eye = sweep_width(object, flotation, &lookout, &conditions, here.daylight).corrected_m;
    // Thermal cameras, goggles and searchlights are for the night (sar-models.md 2.8).
    let aids = spec.sensors.iter().filter(|sensor| **sensor == Sensor::Radar || !here.daylight);
    let widths = aids.map(|sensor| sensor_sweep_width_m(*sensor, object, spec.platform, here.wave_height_m));
    std::iter::once(eye).chain(widths).collect()
}

/// The widths of one unit in one tick: there are only a few kinds of object, and many people in the water.
#[derive(Default)]
struct Widths(Vec<(SearchObject, bool, Vec<f64>)>);

impl Widths {
    fn of(&mut self, spec: &scenario::Sru, unit: &Sru, object: SearchObject, flotation: bool, here: &Here) -> &[f64] {
        let at = match self.0.iter().position(|(o, f, _)| (*o, *f) == (object, flotation)) {
            Some(at) => at,
            None => {
                self.0.push((object, flotation, widths_m(spec, unit, object, flotation, here)));
                self.0.len() - 1
            }
        };
        &self.0[at].2
    }
}

/// The sweep width a unit's search for a case has now \[m\], for the record: that of the eye by day and of the best
/// aid by night, against the vessel as it floats now.
pub(super) fn sweep_width_for_case_m(now: &Now<'_>, world: &World, sru: SruId, case: CraftId) -> f64 {
    let unit = &world.srus[sru.index()];
    let here = environment::here(now.theatre, world, unit.position);
    let object = search_object(now, world, world.hull(case));
    widths_m(now.theatre.sru(sru), unit, object, false, &here).into_iter().fold(0.0, f64::max)
}

/// Every unit at sea looks round for one tick.
pub(super) fn look(now: &mut Now<'_>, world: &mut World) {
    let seconds = TICK_SECONDS as f64;
    for i in 0..world.srus.len() {
        if !looks(&world.srus[i]) {
            continue;
        }
        let spec = &now.theatre.scenario.srus[i];
        let mut here: Option<Here> = None;
        let mut widths = Widths::default();
        for k in 0..world.objects.len() {
            let (unit, object) = (&world.srus[i], &world.objects[k]);
            if object.afloat != Afloat::Yes && object.afloat != Afloat::Stranded {
                continue;
            }
            let (dlat, dlon) = (
                (unit.position.lat_deg() - object.position.lat_deg()).abs(),
                (unit.position.lon_deg() - object.position.lon_deg()).abs(),
            );
            let reach = FARTHEST_M / 111_000.0;
            if dlat > reach || dlon > 2.0 * reach || object.afloat == Afloat::Gone {
                continue;
            }
            let to = unit.position.offset_to(object.position);
            let range = math::hypot(to.0, to.1);
            let here = here.get_or_insert_with(|| environment::here(now.theatre, world, unit.position));
            let kind = search_object(now, world, object);
            let flotation = has_flotation(world, object);
            let limit = horizon_m(spec).min(FARTHEST_M);
            if unit.in_sight.binary_search(&object.id).is_ok() {
                // Once seen, an object is held in sight for as far as it could have been seen at all.
                let widest = widths.of(spec, unit, kind, flotation, here).iter().copied().fold(0.0, f64::max);
                if range > (NEGLIGIBLE_WIDTHS * widest).max(KEPT_IN_SIGHT_M).min(limit) {
                    let lost = object.id;
                    world.srus[i].in_sight.retain(|o| *o != lost);
                }
                continue;
            }
            if range > limit {
                continue;
            }
            let relative = (object.velocity.0 - unit.velocity.0, object.velocity.1 - unit.velocity.1);
            let from = (to.0 - relative.0 * seconds, to.1 - relative.1 * seconds);
            let mut hazard = 0.0;
            for &width in widths.of(spec, unit, kind, flotation, here) {
                if range <= NEGLIGIBLE_WIDTHS * width {
                    hazard += detection::watch_hazard(width, from, to, spec.search_mps, seconds);
                }
            }
            if hazard <= 0.0 {
                continue;
            }
            let (sru, subject, object) = (unit.id, object.subject(), object.id);
            let mut draws = world.noise.at(Stream::Detection, noise::pair(sru.0, subject), now.tick);
            if draws.chance(detection::probability(hazard)) {
                sight(now, world, sru, object);
            }
        }
    }
}

/// Whether a unit's look-outs are of use where it is.
fn looks(unit: &Sru) -> bool {
    unit.activity.is_out() && !matches!(unit.activity, Activity::Failed | Activity::Landing { .. })
}

/// What is this near is not lost from sight again \[m\].
const KEPT_IN_SIGHT_M: f64 = 1500.0;

/// How far a unit could see anything at all: the horizon of its height, to something a metre high \[m\].
fn horizon_m(spec: &scenario::Sru) -> f64 {
    let height = if spec.kind.flies() { spec.altitude_m } else { spec.eye_height_m };
    detection::horizon_m(height.max(1.0), 1.0)
}

/// A unit sees an object it did not have in sight.
pub(super) fn sight(now: &mut Now<'_>, world: &mut World, sru: SruId, object: ObjectId) {
    let in_sight = &mut world.srus[sru.index()].in_sight;
    if let Err(at) = in_sight.binary_search(&object) {
        in_sight.insert(at, object);
    }
    let thing = &world.objects[object.index()];
    let (case, position, what) = (thing.craft, thing.position, recognised(world, thing));
    let (living, dead) = people::count_at(world, thing);
    let watchers = now.theatre.watchers(world, sru);
    now.emit(Event::Sighted { sru, object, case, what, position, persons: living + dead, told: watchers.clone() });
    for seat in watchers {
        if what != Seen::Debris {
            comms::hear_of(now, world, seat, case, false);
            now.milestone(world, Milestone::Sighted(seat, case));
            now.milestone(world, Milestone::PositionKnown(seat, case));
        }
        if living > 0 {
            plot::reported(now, world, seat, case);
        }
        note(now, world, seat, sru, object, true);
    }
}

/// Writes what a unit has in sight into a seat's plot.
fn note(
    now: &mut Now<'_>,
    world: &mut World,
    seat: crate::base::ids::SeatId,
    sru: SruId,
    object: ObjectId,
    report: bool,
) {
    let thing = &world.objects[object.index()];
    let what = recognised(world, thing);
    let (living, dead) = people::count_at(world, thing);
    let mut draws = world.noise.at(Stream::Report, noise::pair(1 << 16 | sru.0, thing.subject()), now.tick);
    // A head count from a distance is good to some 15 per cent of a crowd; a single person is a single person.
    let persons = if matches!(what, Seen::Vessel | Seen::CapsizedHull | Seen::LifeRaft) {
        (f64::from(living + dead) * (1.0 + 0.15 * draws.normal())).round().max(0.0) as u32
    } else {
        living + dead
    };
    let position = thing.position.shifted(SIGHTING_ERROR_M * draws.normal(), SIGHTING_ERROR_M * draws.normal());
    let case = thing.craft;
    let cleared = living + dead == 0 && what != Seen::Vessel;
    let ledger = &mut world.ledgers[seat.index()];
    let known = ledger.contacts.iter().position(|c| c.object == object);
    let number = match known {
        Some(at) => {
            let contact = &mut ledger.contacts[at];
            contact.what = what;
            contact.position = position;
            contact.error_m = SIGHTING_ERROR_M;
            // The first estimate stands while the crowd is the same size, so that a count does not flicker.
            if contact.persons.abs_diff(persons) * 2 > contact.persons || living + dead == 0 {
                contact.persons = persons;
            }
            contact.last_seen = now.tick;
            contact.by = sru;
            contact.cleared = cleared;
            at
        }
        None => {
            ledger.contacts.push(Contact {
                object,
                case,
                what,
                position,
                error_m: SIGHTING_ERROR_M,
                persons,
                first_seen: now.tick,
                last_seen: now.tick,
                by: sru,
                cleared,
            });
            ledger.contacts.len() - 1
        }
    };
    if report && known.is_none() {
        let contact = u32::try_from(number).unwrap_or(u32::MAX);
        now.tell(world, seat, Fact::Sighted { sru, contact, case, what, position, persons });
    }
}

/// Once a minute, what is in sight is plotted anew.
pub(super) fn refresh(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.srus.len() {
        let sru = SruId::new(i);
        if !looks(&world.srus[i]) {
            continue;
        }
        let gone: Vec<ObjectId> = world.srus[i]
            .in_sight
            .iter()
            .copied()
            .filter(|o| world.objects[o.index()].afloat == Afloat::Gone)
            .collect();
        let watchers = now.theatre.watchers(world, sru);
        for object in &gone {
            world.srus[i].in_sight.retain(|o| o != object);
            // Whoever watched it knows that nobody is left there.
            for seat in &watchers {
                clear(now, world, *seat, *object);
            }
        }
        for object in world.srus[i].in_sight.clone() {
            for seat in &watchers {
                note(now, world, *seat, sru, object, false);
            }
        }
    }
}

fn clear(now: &Now<'_>, world: &mut World, seat: crate::base::ids::SeatId, object: ObjectId) {
    if let Some(contact) = world.ledgers[seat.index()].contacts.iter_mut().find(|c| c.object == object) {
        contact.cleared = true;
        contact.persons = 0;
        contact.last_seen = now.tick;
    }
}
