//! Every person aboard: exposure, thirst, death, and coming from one place to another.
//!
//! Each person bears a hidden, exponentially distributed amount of accumulated hazard. So a person's death
//! depends on what was borne and not on a die rolled every minute: a rescue an hour earlier saves exactly those
//! whose measure would have been full in that hour.

use crate::base::ids::{CraftId, ObjectId, PersonId, PlaceId, RaftId, SruId};
use crate::base::time::{TICK_HOURS, TICKS_PER_MINUTE};
use crate::base::{Position, Stream, Tick, noise};
use crate::sar::leeway::{LeewayClass, LeewayDraw};
use crate::sar::raft;
use crate::sar::survival::{self, Lifejacket, Where};
use crate::sar::thirst::{self, Drinker, Shade, Sharing};
use crate::sar::toll::{Around, Worst};
use crate::scenario::{Milestone, Stage};

use super::ashore;
use super::environment::{self, Here};
use super::event::{DeathCause, Event, MoveCause};
use super::rafts;
use super::shore;
use super::step::Now;
use super::world::*;

/// Hours of immersion after which death is put down to exposure rather than to drowning.
const EXPOSURE_AFTER_H: f64 = 12.0;

/// Least that a boat's cans and drums hold of rain \[L\], however little water it set out with (assumed).
const CANS_L: f64 = 100.0;

/// Somebody exposed: who, to what, from which stores they drink, and what they would drink \[L\].
struct Exposed {
    person: usize,
    around: Around,
    stores: Stores,
    wish_l: f64,
}

/// From what a person drinks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stores {
    /// A casualty's.
    Craft(usize),
    /// A raft's.
    Raft(usize),
    /// Nothing: on a hull, in the water.
    None,
}

/// One minute of exposure for everybody living and at sea: rain is caught, water shared, and what each bears borne.
pub(super) fn expose(now: &mut Now<'_>, world: &mut World) {
    let hours = f64::from(TICKS_PER_MINUTE) * TICK_HOURS;
    let at_sea = |p: &Person| {
        let ashore_or_saved =
            matches!(p.whereabouts, Whereabouts::AboardSru(_) | Whereabouts::AtPlace(_) | Whereabouts::OnShore(_));
        p.fate == Fate::Living && !ashore_or_saved && p.whereabouts != Whereabouts::Lost
    };
    if !world.people.iter().any(at_sea) {
        return;
    }
    let by_case: Vec<Here> = (0..world.casualties.len())
        .map(|i| environment::here(now.theatre, world, world.hull(CraftId::new(i)).position))
        .collect();
    let by_raft: Vec<Option<Here>> = (0..world.rafts.len())
        .map(|i| {
            let object = rafts::object_of(world, RaftId::new(i))?;
            Some(environment::here(now.theatre, world, world.objects[object.index()].position))
        })
        .collect();
    let raining = catch_rain(now, world, &by_case, &by_raft, hours);
    let crowds: Vec<u32> = (0..world.casualties.len()).map(|i| count_aboard(world, CraftId::new(i))).collect();
    let around = Surroundings { by_case: &by_case, by_raft: &by_raft, raining: &raining, crowds: &crowds };
    let exposed: Vec<Exposed> = (0..world.people.len())
        .filter(|k| at_sea(&world.people[*k]))
        .map(|k| exposure(now, world, k, &around, hours))
        .collect();
    let drunk = share_out(now, world, &exposed);
    for (one, drunk_l) in exposed.iter().zip(drunk) {
        let person = &mut world.people[one.person];
        let (body, hidden) = (person.body, person.hidden);
        let worst = person.toll.bear(&body, &hidden, &one.around, drunk_l, hours);
        let id = person.id;
        if person.toll.borne >= hidden.endurance {
            let cause = match worst {
                Worst::Thirst => DeathCause::Dehydration,
                Worst::Illness => DeathCause::Illness,
                Worst::Sea if one.around.place == Where::InRaft => DeathCause::Illness,
                Worst::Sea if person.toll.immersed_h > EXPOSURE_AFTER_H => DeathCause::Exposure,
                Worst::Sea => DeathCause::Drowning,
            };
            die(now, world, id, cause);
        } else if one.around.place == Where::OnHull && person.toll.grip >= hidden.hold {
            let at = position_of(now, world, &world.people[one.person]);
            into_water(now, world, id, false, at, MoveCause::WashedOff);
        }
    }
}

/// Rain into the stores of casualties with people aboard and of rafts. Says for which stores it rains.
fn catch_rain(
    now: &Now<'_>,
    world: &mut World,
    by_case: &[Here],
    by_raft: &[Option<Here>],
    hours: f64,
) -> (Vec<bool>, Vec<bool>) {
    for (i, here) in by_case.iter().enumerate() {
        if here.rain_mm_h > 0.0 && count_aboard(world, CraftId::new(i)) > 0 {
            let spec = &now.theatre.scenario.craft[i];
            let caught = thirst::rain_l(here.rain_mm_h, thirst::boat_catch_m2(spec.hull.length_m), hours);
            let stores = &mut world.casualties[i].water_l;
            // What the cans do not hold runs off, but for what is drunk as it falls: a minute's rain.
            *stores = (*stores + caught).min(stores.max(spec.water_l.max(CANS_L))).max(caught);
        }
    }
    for (raft, here) in world.rafts.iter_mut().zip(by_raft) {
        if let Some(here) = here {
            raft.water_l += thirst::rain_l(here.rain_mm_h, raft::catch_m2(raft.capacity), hours);
        }
    }
    (
        by_case.iter().map(|here| here.rain_mm_h > 0.0).collect(),
        by_raft.iter().map(|here| here.is_some_and(|h| h.rain_mm_h > 0.0)).collect(),
    )
}

/// What is the same for all who are at one place this minute.
struct Surroundings<'a> {
    /// Sea and air at each casualty, and at each raft afloat.
    by_case: &'a [Here],
    by_raft: &'a [Option<Here>],
    /// Whether it rains into the stores of each casualty, and of each raft.
    raining: &'a (Vec<bool>, Vec<bool>),
    /// Living persons aboard each casualty.
    crowds: &'a [u32],
}

/// What one person is exposed to this minute, and what they would drink.
fn exposure(now: &Now<'_>, world: &World, k: usize, around: &Surroundings<'_>, hours: f64) -> Exposed {
    let Surroundings { by_case, by_raft, raining, crowds } = *around;
    let person = &world.people[k];
    let i = person.craft.index();
    let (stage, spec) = (world.casualties[i].stage, &now.theatre.scenario.craft[i]);
    let mut here = by_case[i];
    let mut stores = Stores::None;
    let (place, shade) = match person.whereabouts {
        Whereabouts::Aboard => {
            stores = Stores::Craft(i);
            if stage >= Stage::Listing {
                (Where::AboardSwamped, Shade::OpenDeck)
            } else if !person.below_deck {
                (Where::AboardAfloat, Shade::OpenDeck)
            } else if crowds[i] > spec.rated_persons {
                // Below deck in a crowd there is no air.
                (Where::AboardAfloat, Shade::BelowDeck)
            } else {
                (Where::AboardAfloat, Shade::Shade)
            }
        }
        Whereabouts::InRaft(raft) => {
            stores = Stores::Raft(raft.index());
            here = by_raft[raft.index()].unwrap_or(here);
            (Where::InRaft, Shade::Shade)
        }
        Whereabouts::OnHull => (Where::OnHull, Shade::OpenDeck),
        Whereabouts::InWater { holding_on, .. } => (Where::InWater { holding_on }, Shade::Shade),
        // Not at sea; nobody asks.
        _ => (Where::AboardAfloat, Shade::Shade),
    };
    let around = Around {
        place,
        sea: here.sea_state(),
        air_c: here.air_c,
        shade,
        provided: stage == Stage::UnderWay && world.casualties[i].engine,
    };
    // Rain is drunk as it falls; a ration is of what has to last.
    let ration = match stores {
        Stores::Craft(i) if !raining.0[i] => spec.ration.map(|r| (r, now.tick.since(Tick::START).as_hours())),
        Stores::Raft(r) if !raining.1[r] => {
            let since = world.rafts[r].afloat_since.unwrap_or(now.tick);
            Some((thirst::RAFT_RATION, now.tick.since(since).as_hours()))
        }
        _ => None,
    };
    let wish_l = match stores {
        Stores::None => 0.0,
        _ => person.toll.wish_l(&person.body, &person.hidden, &around, ration, hours),
    };
    Exposed { person: k, around, stores, wish_l }
}

/// Shares the water of each boat and raft among those in it; the stores shrink by what was drunk \[L\], given by
/// person.
fn share_out(now: &Now<'_>, world: &mut World, exposed: &[Exposed]) -> Vec<f64> {
    let mut drunk = vec![0.0; exposed.len()];
    let of_craft = (0..world.casualties.len()).map(Stores::Craft);
    for stores in of_craft.chain((0..world.rafts.len()).map(Stores::Raft)) {
        let here: Vec<usize> = (0..exposed.len()).filter(|k| exposed[*k].stores == stores).collect();
        if here.is_empty() {
            continue;
        }
        let drinkers: Vec<Drinker> = here
            .iter()
            .map(|k| Drinker { wish_l: exposed[*k].wish_l, child: world.people[exposed[*k].person].body.is_child() })
            .collect();
        let (left, sharing) = match stores {
            Stores::Craft(i) => (&mut world.casualties[i].water_l, now.theatre.scenario.craft[i].sharing),
            Stores::Raft(i) => (&mut world.rafts[i].water_l, Sharing::Even),
            Stores::None => continue,
        };
        let parts = thirst::share_l(*left, &drinkers, sharing);
        *left = (*left - parts.iter().sum::<f64>()).max(0.0);
        for (k, part) in here.into_iter().zip(parts) {
            drunk[k] = part;
        }
    }
    drunk
}

/// Where a person is on the chart.
pub(super) fn position_of(now: &Now<'_>, world: &World, person: &Person) -> Position {
    match person.whereabouts {
        Whereabouts::Aboard | Whereabouts::OnHull | Whereabouts::Lost => world.hull(person.craft).position,
        Whereabouts::InWater { object, .. } => world.objects[object.index()].position,
        Whereabouts::InRaft(raft) => match rafts::object_of(world, raft) {
            Some(object) => world.objects[object.index()].position,
            None => world.hull(person.craft).position,
        },
        Whereabouts::AboardSru(sru) => world.srus[sru.index()].position,
        Whereabouts::AtPlace(place) => now.theatre.scenario.places[place.index()].position,
        Whereabouts::OnShore(position) => position,
    }
}

/// A person dies where they are. A body in the water floats only in a lifejacket; from the hull it slides off.
pub(super) fn die(now: &mut Now<'_>, world: &mut World, id: PersonId, cause: DeathCause) {
    let person = &world.people[id.index()];
    let (setting, position) = (person.whereabouts.setting(), position_of(now, world, person));
    let floats = person.body.lifejacket != Lifejacket::None && cause != DeathCause::Trapped;
    let whereabouts = person.whereabouts;
    world.people[id.index()].fate = Fate::Dead { cause, at: now.tick };
    now.emit(Event::PersonDied { person: id, cause, setting, position });
    match whereabouts {
        Whereabouts::InWater { object, .. } if !floats => {
            world.objects[object.index()].afloat = Afloat::Gone;
            world.people[id.index()].whereabouts = Whereabouts::Lost;
        }
        Whereabouts::InWater { object, .. } => {
            world.objects[object.index()].leeway = leeway_of(now, world, id, false);
        }
        Whereabouts::Aboard | Whereabouts::OnHull => {
            // Aboard an upright vessel the dead stay aboard until it capsizes; then, and off a hull, they are lost or
            // float.
            let upright = world.casualties[world.people[id.index()].craft.index()].stage < Stage::Capsized;
            if upright {
                return;
            }
            if floats {
                let object = afloat_as(now, world, id, false, position);
                world.people[id.index()].whereabouts = Whereabouts::InWater { object, holding_on: false };
            } else {
                world.people[id.index()].whereabouts = Whereabouts::Lost;
            }
        }
        _ => {}
    }
}

/// A living person comes to another place.
pub(super) fn relocate(now: &mut Now<'_>, world: &mut World, id: PersonId, to: Whereabouts, cause: MoveCause) {
    let from = world.people[id.index()].whereabouts.setting();
    world.people[id.index()].whereabouts = to;
    now.emit(Event::PersonMoved { person: id, from, to: to.setting(), cause });
}

/// Share of the leeway residual's variance that people from one vessel, dressed alike, have in common (assumed). The
/// published residual is that of persons in unknown states and conditions; people of one company in one sea scatter
/// far less than that, and the accounts have them strewn over a few miles and not over tens.
const SHARED_LEEWAY: f64 = 0.9;

/// A living person comes into the water near a position.
pub(super) fn into_water(
    now: &mut Now<'_>,
    world: &mut World,
    id: PersonId,
    holding_on: bool,
    at: Position,
    cause: MoveCause,
) {
    let object = afloat_as(now, world, id, holding_on, at);
    relocate(now, world, id, Whereabouts::InWater { object, holding_on }, cause);
}

/// The leeway of a person in the water, living or dead: mostly that of the company, by the class they are in now.
fn leeway_of(now: &Now<'_>, world: &World, id: PersonId, holding_on: bool) -> LeewayDraw {
    let person = &world.people[id.index()];
    let (living, jacket) = (person.fate == Fate::Living, person.body.lifejacket);
    let class = now.theatre.person_class(living, holding_on, jacket);
    let company = company_leeway(world, person.craft, class);
    let own = class.draw(&mut world.noise.once(Stream::Leeway, noise::pair(1 << 30 | u32::from(class.number), id.0)));
    let mix = |company: f64, own: f64| SHARED_LEEWAY.sqrt() * company + (1.0 - SHARED_LEEWAY).sqrt() * own;
    LeewayDraw {
        side: company.side,
        eps_downwind_cm_s: mix(company.eps_downwind_cm_s, own.eps_downwind_cm_s),
        eps_crosswind_cm_s: mix(company.eps_crosswind_cm_s, own.eps_crosswind_cm_s),
    }
}

/// What all from one vessel in one leeway class have in common. Wreckage has it whole, so that it marks where the
/// people are who hold on to it.
pub(super) fn company_leeway(world: &World, case: CraftId, class: &LeewayClass) -> LeewayDraw {
    class.draw(&mut world.noise.once(Stream::Leeway, noise::pair(1 << 29 | u32::from(class.number), case.0)))
}

/// A person becomes an object of their own in the water, within some tens of metres of a position.
fn afloat_as(now: &Now<'_>, world: &mut World, id: PersonId, holding_on: bool, at: Position) -> ObjectId {
    let leeway = leeway_of(now, world, id, holding_on);
    let mut draws = world.noise.once(Stream::Leeway, noise::pair(1 << 31, id.0));
    let person = &world.people[id.index()];
    let position = at.shifted(30.0 * draws.normal(), 30.0 * draws.normal());
    let object = ObjectId::new(world.objects.len());
    world.objects.push(Object {
        id: object,
        craft: person.craft,
        kind: ObjectKind::Person(id),
        position,
        velocity: (0.0, 0.0),
        leeway,
        afloat: Afloat::Yes,
    });
    object
}

/// A person comes ashore on an open coast: alive and off the sea, but not at a place of safety, and counted apart from
/// the saved until somebody fetches them by land.
pub(super) fn ashore(now: &mut Now<'_>, world: &mut World, id: PersonId, position: Position) {
    world.people[id.index()].whereabouts = Whereabouts::OnShore(position);
    if world.people[id.index()].fate == Fate::Living {
        now.emit(Event::PersonLanded { person: id, sru: None, place: None, safe: false });
        shore::come_ashore(now, world, id, position);
    }
}

/// A person, living or dead, is taken aboard a unit.
pub(super) fn board(now: &mut Now<'_>, world: &mut World, id: PersonId, sru: SruId) {
    let person = &world.people[id.index()];
    let (case, from, living) = (person.craft, person.whereabouts.setting(), person.fate == Fate::Living);
    if let Whereabouts::InWater { object, .. } = person.whereabouts {
        world.objects[object.index()].afloat = Afloat::Gone;
    }
    let raft = match person.whereabouts {
        Whereabouts::InRaft(raft) => Some(raft),
        _ => None,
    };
    world.people[id.index()].toll.changes_craft();
    world.people[id.index()].whereabouts = Whereabouts::AboardSru(sru);
    if let Some(raft) = raft
        && let Some(object) = rafts::object_of(world, raft)
    {
        rafts::reload(now, world, raft, object);
    }
    if !living {
        count_taken(world, sru, case, false);
        now.emit(Event::BodyRecovered { person: id, sru });
        return;
    }
    now.emit(Event::PersonRecovered { person: id, sru, case, from });
    for seat in now.theatre.watchers(world, sru) {
        now.milestone(world, Milestone::Recovered(seat, case));
    }
    let immersed = world.people[id.index()].toll.immersed_h;
    let collapse = survival::recovery_collapse_probability(immersed);
    let collapses = world.noise.once(Stream::Recovery, u64::from(id.0)).chance(collapse);
    if collapses {
        die(now, world, id, DeathCause::RescueCollapse);
    }
    count_taken(world, sru, case, !collapses);
}

/// Counts somebody taken aboard for the unit's next report.
fn count_taken(world: &mut World, sru: SruId, case: CraftId, living: bool) {
    let counts = &mut world.srus[sru.index()].unreported;
    let at = match counts.iter().position(|(c, _, _)| *c == case) {
        Some(at) => at,
        None => {
            counts.push((case, 0, 0));
            counts.len() - 1
        }
    };
    if living { counts[at].1 += 1 } else { counts[at].2 += 1 }
}

/// A person, living or dead, is put ashore at a place.
pub(super) fn land(now: &mut Now<'_>, world: &mut World, id: PersonId, sru: SruId, place: PlaceId) {
    let person = &mut world.people[id.index()];
    person.whereabouts = Whereabouts::AtPlace(place);
    if person.fate != Fate::Living {
        return;
    }
    let case = person.craft;
    let safe = ashore::is_safe_for(&now.theatre.scenario, &world.noise, person, place);
    now.emit(Event::PersonLanded { person: id, sru: Some(sru), place: Some(place), safe });
    let party = now.theatre.scenario.places[place.index()].party;
    if ashore::flees(&now.theatre.scenario, &world.noise, &world.people[id.index()]) == Some(party) {
        // Whoever has the ship put them ashore there, by order or by consent, puts them into the hands they fled from.
        let seat = world.srus[sru.index()].lent_to.unwrap_or(now.theatre.sru(sru).seat);
        let wrong = ashore::Event::Violated { seat, person: id, what: ashore::Violation::Refoulement };
        now.emit_by(seat, Event::Ashore(Box::new(wrong)));
    }
    ashore::receive(now, world, id, place);
    if safe {
        for seat in now.theatre.watchers(world, sru) {
            now.milestone(world, Milestone::Landed(seat, case));
        }
    }
}

/// Living persons aboard an upright casualty.
pub(super) fn count_aboard(world: &World, case: CraftId) -> u32 {
    let aboard = world
        .people
        .iter()
        .filter(|p| p.craft == case && p.whereabouts == Whereabouts::Aboard && p.fate == Fate::Living)
        .count();
    u32::try_from(aboard).unwrap_or(u32::MAX)
}

/// Living and dead at an object: aboard or on the hull for a vessel, in it for a raft, the person themselves in the
/// water.
pub(crate) fn count_at(world: &World, object: &Object) -> (u32, u32) {
    match object.kind {
        ObjectKind::Person(_) if object.afloat == Afloat::Stranded => (0, 0),
        ObjectKind::Person(person) => match world.people[person.index()].fate {
            Fate::Living => (1, 0),
            Fate::Dead { .. } => (0, 1),
        },
        ObjectKind::Debris => (0, 0),
        ObjectKind::Raft(raft) => tally(world, |person| person.whereabouts == Whereabouts::InRaft(raft)),
        ObjectKind::Craft => tally(world, |person| {
            person.craft == object.craft && matches!(person.whereabouts, Whereabouts::Aboard | Whereabouts::OnHull)
        }),
    }
}

/// Living and dead of whom something holds.
fn tally(world: &World, holds: impl Fn(&Person) -> bool) -> (u32, u32) {
    let mut count = (0, 0);
    for person in world.people.iter().filter(|person| holds(person)) {
        match person.fate {
            Fate::Living => count.0 += 1,
            Fate::Dead { .. } => count.1 += 1,
        }
    }
    count
}

/// Living and dead aboard each unit, in order: one look at everybody for all of them.
pub(crate) fn aboard_srus(world: &World) -> Vec<(u32, u32)> {
    let mut aboard = vec![(0, 0); world.srus.len()];
    for person in &world.people {
        if let Whereabouts::AboardSru(sru) = person.whereabouts {
            let (living, dead) = &mut aboard[sru.index()];
            *if person.fate == Fate::Living { living } else { dead } += 1;
        }
    }
    aboard
}

/// Living and dead aboard a unit.
pub(crate) fn aboard_sru(world: &World, sru: SruId) -> (u32, u32) {
    tally(world, |person| person.whereabouts == Whereabouts::AboardSru(sru))
}
