//! Life rafts: coming afloat, filling, being dropped to people in the water, driving ashore.
//!
//! A vessel that lists is abandoned into the rafts it has; those still stowed when it capsizes or sinks may float free.
//! Whoever is in the water or on the hull near a raft with room may reach it, by `sar::raft`. A unit that carries rafts
//! drops them by standing order to people it has in sight who have none near. Rafts drift by their own classes, which
//! are faster than a swimmer, so one that is not reached soon is gone.

use crate::base::ids::{CraftId, ObjectId, PersonId, RaftId, SruId};
use crate::base::time::{TICK_HOURS, TICKS_PER_MINUTE};
use crate::base::{Position, Span, Stream, math, noise};
use crate::sar::raft;
use crate::scenario::Stage;

use super::environment;
use super::event::{Event, MoveCause};
use super::step::{Now, within};
use super::world::*;
use super::{detect, people};

/// A unit drops a raft to people within this of it \[m\], as it passes (proposed: the run-in takes it no time here).
const DROP_RANGE_M: f64 = 1852.0;

/// From the list to the first raft in the water (proposed: lashings, a heave, the inflation).
const LAUNCHING: Span = Span(120);

/// Rafts with room within this of people \[m\] count as theirs, so that no other is dropped to them.
const SERVES_M: f64 = 500.0;

/// Persons in a raft, living and dead.
pub(super) fn aboard(world: &World, id: RaftId) -> u32 {
    let in_it = world.people.iter().filter(|p| p.whereabouts == Whereabouts::InRaft(id)).count();
    u32::try_from(in_it).unwrap_or(u32::MAX)
}

/// The object a raft is, if it is afloat or ashore.
pub(super) fn object_of(world: &World, id: RaftId) -> Option<ObjectId> {
    match world.rafts[id.index()].state {
        RaftState::Adrift(object) => Some(object),
        RaftState::Stowed | RaftState::Carried(_) | RaftState::Lost => None,
    }
}

/// Rafts stowed aboard a casualty.
fn stowed(world: &World, case: CraftId) -> Vec<RaftId> {
    (0..world.rafts.len())
        .map(RaftId::new)
        .filter(|id| {
            let raft = &world.rafts[id.index()];
            raft.craft == Some(case) && raft.state == RaftState::Stowed
        })
        .collect()
}

/// Whether any raft of a casualty has come afloat.
pub(super) fn any_adrift(world: &World, case: CraftId) -> bool {
    world.rafts.iter().any(|raft| raft.craft == Some(case) && raft.afloat_since.is_some())
}

/// Rafts that drift.
fn adrift(world: &World) -> Vec<(RaftId, ObjectId)> {
    (0..world.rafts.len())
        .map(RaftId::new)
        .filter_map(|id| object_of(world, id).map(|object| (id, object)))
        .filter(|(_, object)| world.objects[object.index()].afloat == Afloat::Yes)
        .collect()
}

/// The address of a raft's own chance, apart from that of people: what for, and which.
fn address(what: u32, id: RaftId) -> u64 {
    noise::pair(1 << 31 | what, id.0)
}

/// A raft comes afloat near a position.
fn come_afloat(
    now: &mut Now<'_>,
    world: &mut World,
    id: RaftId,
    case: CraftId,
    at: Position,
    by: Option<SruId>,
) -> ObjectId {
    let object = ObjectId::new(world.objects.len());
    world.rafts[id.index()].craft = Some(case);
    world.rafts[id.index()].state = RaftState::Adrift(object);
    world.rafts[id.index()].afloat_since = Some(now.tick);
    let class = now.theatre.raft_class(world, id);
    let leeway = class.draw(&mut world.noise.once(Stream::Leeway, address(u32::from(class.number), id)));
    world.objects.push(Object {
        id: object,
        craft: case,
        kind: ObjectKind::Raft(id),
        position: at,
        velocity: (0.0, 0.0),
        leeway,
        afloat: Afloat::Yes,
    });
    let capacity = world.rafts[id.index()].capacity;
    now.emit(Event::RaftAfloat { object, case, capacity, by, position: at });
    object
}

/// A vessel that has listed for a while is abandoned: its rafts are put over the side. One that fails, which is the
/// same however often it is tried, stays stowed and may yet float free.
fn abandon(now: &mut Now<'_>, world: &mut World, case: CraftId) {
    let casualty = &world.casualties[case.index()];
    if casualty.stage != Stage::Listing || now.tick.since(casualty.stage_since) < LAUNCHING {
        return;
    }
    let at = world.hull(case).position;
    for id in stowed(world, case) {
        if world.noise.once(Stream::Capsize, address(0, id)).chance(raft::LAUNCHED) {
            come_afloat(now, world, id, case, at, None);
        }
    }
}

/// The vessel capsizes, or goes down: what is still stowed floats free, or not.
pub(super) fn float_free(now: &mut Now<'_>, world: &mut World, case: CraftId, stage: Stage) {
    let at = world.hull(case).position;
    let sinks = stage == Stage::Sunk;
    for id in stowed(world, case) {
        if world.noise.once(Stream::Capsize, address(1 + u32::from(sinks), id)).chance(raft::FLOATS_FREE) {
            come_afloat(now, world, id, case, at, None);
        } else if sinks {
            world.rafts[id.index()].state = RaftState::Lost;
        }
    }
}

/// One minute of people coming into rafts: from a vessel alongside, from the water, from a hull.
pub(super) fn board(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.casualties.len() {
        abandon(now, world, CraftId::new(i));
    }
    for (id, object) in adrift(world) {
        let mut room = world.rafts[id.index()].capacity.saturating_sub(aboard(world, id));
        if room == 0 {
            continue;
        }
        let at = world.objects[object.index()].position;
        let waves = environment::here(now.theatre, world, at).wave_height_m;
        let before = room;
        let dry =
            step_in(world, at).into_iter().take(raft::boards_dry_per_min(world.rafts[id.index()].capacity) as usize);
        for person in dry.collect::<Vec<_>>() {
            if room == 0 {
                break;
            }
            enter(now, world, person, id);
            room -= 1;
        }
        for k in 0..world.people.len() {
            if room == 0 {
                break;
            }
            let person = &world.people[k];
            let Some(distance) = swims(now, world, person, at) else { continue };
            let rate = raft::boarding_per_h(&person.body, distance, waves, person.toll.deficit_l);
            let hours = f64::from(TICKS_PER_MINUTE) * TICK_HOURS;
            let mut draws = world.noise.at(Stream::Capsize, noise::pair(1 << 30 | id.0, person.id.0), now.tick);
            if draws.chance(1.0 - math::exp(-rate * hours)) {
                let who = person.id;
                enter(now, world, who, id);
                room -= 1;
            }
        }
        if room != before {
            reload(now, world, id, object);
        }
    }
}

/// Whoever can step into a raft here from a vessel that floats: families with children first, and families together.
fn step_in(world: &World, at: Position) -> Vec<PersonId> {
    let alongside = |case: CraftId| {
        world.casualties[case.index()].stage < Stage::Capsized
            && world.casualties[case.index()].stage >= Stage::Listing
            && within(world.hull(case).position, at, raft::ALONGSIDE_M)
    };
    let mut waiting: Vec<_> = world
        .people
        .iter()
        .filter(|p| p.whereabouts == Whereabouts::Aboard && p.fate == Fate::Living && alongside(p.craft))
        .map(|p| {
            let with_child =
                world.people.iter().any(|q| (q.craft, q.family) == (p.craft, p.family) && q.body.is_child());
            (!with_child, p.craft, p.family, p.id)
        })
        .collect();
    waiting.sort_unstable();
    waiting.into_iter().map(|(.., id)| id).collect()
}

/// How far \[m\] a person has to swim to a raft, if they are where one swims from.
fn swims(now: &Now<'_>, world: &World, person: &Person, to: Position) -> Option<f64> {
    let swims = matches!(person.whereabouts, Whereabouts::InWater { .. } | Whereabouts::OnHull);
    if person.fate != Fate::Living || !swims {
        return None;
    }
    let from = people::position_of(now, world, person);
    within(from, to, raft::FARTHEST_SWUM_M).then(|| from.distance_m(to))
}

fn enter(now: &mut Now<'_>, world: &mut World, who: PersonId, id: RaftId) {
    if let Whereabouts::InWater { object, .. } = world.people[who.index()].whereabouts {
        world.objects[object.index()].afloat = Afloat::Gone;
    }
    world.people[who.index()].toll.changes_craft();
    people::relocate(now, world, who, Whereabouts::InRaft(id), MoveCause::Boarded);
}

/// A raft's load has changed, and with it perhaps its class: then what is particular to it is that of the new class.
pub(super) fn reload(now: &Now<'_>, world: &mut World, id: RaftId, object: ObjectId) {
    let class = now.theatre.raft_class(world, id);
    let draw = class.draw(&mut world.noise.once(Stream::Leeway, address(u32::from(class.number), id)));
    let leeway = &mut world.objects[object.index()].leeway;
    // The same draw as before, but for jibes, where the class has not changed.
    if (leeway.eps_downwind_cm_s - draw.eps_downwind_cm_s).abs() > 1e-12 {
        *leeway = draw;
    }
}

/// Units with rafts to drop do so to living people they have in sight, in the water or on a hull, with no room near.
pub(super) fn drop_to_people(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.rafts.len() {
        let id = RaftId::new(i);
        let RaftState::Carried(sru) = world.rafts[i].state else { continue };
        let unit = &world.srus[sru.index()];
        let can = unit.activity.is_out() && !matches!(unit.activity, Activity::Failed | Activity::Landing { .. });
        if !can {
            continue;
        }
        let Some((case, to)) = in_need(now, world, sru) else { continue };
        let mut draws = world.noise.once(Stream::Recovery, address(0, id));
        let at = to.shifted(raft::DROP_ERROR_M * draws.normal(), raft::DROP_ERROR_M * draws.normal());
        if draws.chance(raft::DROPPED_WELL) {
            let object = come_afloat(now, world, id, case, at, Some(sru));
            detect::sight(now, world, sru, object);
        } else {
            world.rafts[i].state = RaftState::Lost;
        }
    }
}

/// The nearest people a unit would drop a raft to.
fn in_need(now: &Now<'_>, world: &World, sru: SruId) -> Option<(CraftId, Position)> {
    let unit = &world.srus[sru.index()];
    unit.in_sight
        .iter()
        .map(|object| &world.objects[object.index()])
        .filter(|object| object.afloat == Afloat::Yes && within(unit.position, object.position, DROP_RANGE_M))
        .filter(|object| match object.kind {
            ObjectKind::Person(person) => world.people[person.index()].fate == Fate::Living,
            ObjectKind::Craft => {
                world.casualties[object.craft.index()].stage >= Stage::Capsized && people::count_at(world, object).0 > 0
            }
            ObjectKind::Debris | ObjectKind::Raft(_) => false,
        })
        .filter(|object| !served(now, world, object.position))
        .min_by(|a, b| {
            unit.position.distance_m(a.position).total_cmp(&unit.position.distance_m(b.position)).then(a.id.cmp(&b.id))
        })
        .map(|object| (object.craft, object.position))
}

/// Whether the rafts near a position have room for all the people in the water and on hulls near it.
fn served(now: &Now<'_>, world: &World, at: Position) -> bool {
    let room: u32 = adrift(world)
        .into_iter()
        .filter(|(_, object)| within(world.objects[object.index()].position, at, SERVES_M))
        .map(|(id, _)| world.rafts[id.index()].capacity.saturating_sub(aboard(world, id)))
        .sum();
    let people = world
        .people
        .iter()
        .filter(|p| p.fate == Fate::Living)
        .filter(|p| matches!(p.whereabouts, Whereabouts::InWater { .. } | Whereabouts::OnHull))
        .filter(|p| within(people::position_of(now, world, p), at, SERVES_M))
        .count();
    room as usize >= people
}

/// A raft drives ashore, and everybody in it is on the shore.
pub(super) fn strand(now: &mut Now<'_>, world: &mut World, id: RaftId, position: Position) {
    let inside: Vec<PersonId> =
        world.people.iter().filter(|p| p.whereabouts == Whereabouts::InRaft(id)).map(|p| p.id).collect();
    for person in inside {
        people::ashore(now, world, person, position);
    }
}
