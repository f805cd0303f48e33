//! Every person aboard: exposure, thirst, death, and coming from one place to another.
//!
//! Each person bears a hidden, exponentially distributed amount of accumulated hazard. So a person's death
//! depends on what was borne and not on a die rolled every minute: a rescue an hour earlier saves exactly those
//! whose measure would have been full in that hour.

use crate::base::ids::{CraftId, ObjectId, PersonId, PlaceId, SruId};
use crate::base::time::{TICK_HOURS, TICKS_PER_MINUTE};
use crate::base::{Position, Stream, noise};
use crate::sar::leeway::{LeewayClass, LeewayDraw};
use crate::sar::survival::{self, Lifejacket, Shade, Where};
use crate::scenario::{Milestone, Stage};

use super::environment;
use super::event::{DeathCause, Event, MoveCause};
use super::step::Now;
use super::world::*;

/// Hours of immersion after which death is put down to exposure rather than to drowning.
const EXPOSURE_AFTER_H: f64 = 12.0;

/// Area of sailcloth and tarpaulin that catches rain for the people aboard \[m2\] (sar-models.md 4.4).
const RAIN_CATCH_M2: f64 = 10.0;

/// One minute of exposure for everybody living and at sea.
pub(super) fn expose(now: &mut Now<'_>, world: &mut World) {
    let hours = f64::from(TICKS_PER_MINUTE) * TICK_HOURS;
    for i in 0..world.casualties.len() {
        let case = CraftId::new(i);
        let here = environment::here(now.theatre, world, world.hull(case).position);
        let sea = here.sea_state();
        let aboard = count_aboard(world, case);
        let stage = world.casualties[i].stage;
        if aboard > 0 {
            // A millimetre of rain on a square metre is a litre.
            world.casualties[i].water_l += here.rain_mm_h * hours * RAIN_CATCH_M2;
        }
        let mut thirst = 0.0;
        for k in 0..world.people.len() {
            let person = &world.people[k];
            if person.craft != case || person.fate != Fate::Living {
                continue;
            }
            let place = match person.whereabouts {
                Whereabouts::Aboard if stage >= Stage::Listing => Where::AboardSwamped,
                Whereabouts::Aboard => Where::AboardAfloat,
                Whereabouts::OnHull => Where::OnHull,
                Whereabouts::InWater { holding_on, .. } => Where::InWater { holding_on },
                Whereabouts::AboardSru(_) | Whereabouts::AtPlace(_) | Whereabouts::OnShore(_) | Whereabouts::Lost => {
                    continue;
                }
            };
            let shade =
                if person.below_deck && place == Where::AboardAfloat { Shade::BelowDeck } else { Shade::OpenDeck };
            let need = survival::dehydration_need_l_per_day(here.air_c, &person.body) * shade.factor() * hours / 24.0;
            let supplied = if matches!(place, Where::AboardAfloat | Where::AboardSwamped) {
                // Those who lack most drink up to a litre a day more than they need.
                let wish = need + (person.deficit_l.min(1.0)) * hours / 24.0;
                wish.min(world.casualties[i].water_l.max(0.0) / f64::from(aboard.max(1)))
            } else {
                0.0
            };
            thirst += supplied;
            let person = &mut world.people[k];
            person.deficit_l = (person.deficit_l + need - supplied).max(0.0);
            let immersed = matches!(place, Where::OnHull | Where::InWater { .. });
            if immersed {
                person.immersed_h += hours;
            }
            let sea_hazard = survival::immersion_hazard_per_h(place, &person.body, person.immersed_h, &sea);
            let dry_hazard = survival::dehydration_hazard_per_h(person.deficit_l, &person.body);
            person.borne += (sea_hazard + dry_hazard) * hours;
            if person.borne >= person.endurance {
                let cause = if dry_hazard > sea_hazard {
                    DeathCause::Dehydration
                } else if place == Where::AboardAfloat {
                    DeathCause::Illness
                } else if person.immersed_h > EXPOSURE_AFTER_H {
                    DeathCause::Exposure
                } else {
                    DeathCause::Drowning
                };
                let id = person.id;
                die(now, world, id, cause);
            }
        }
        world.casualties[i].water_l = (world.casualties[i].water_l - thirst).max(0.0);
    }
}

/// Where a person is on the chart.
pub(super) fn position_of(now: &Now<'_>, world: &World, person: &Person) -> Position {
    match person.whereabouts {
        Whereabouts::Aboard | Whereabouts::OnHull | Whereabouts::Lost => world.hull(person.craft).position,
        Whereabouts::InWater { object, .. } => world.objects[object.index()].position,
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
            // Aboard an upright vessel the dead stay aboard until it capsizes; then, and off a hull, they are lost or float.
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
/// the saved. Who would fetch them by land is not part of the exercise yet.
pub(super) fn ashore(now: &mut Now<'_>, world: &mut World, id: PersonId, position: Position) {
    world.people[id.index()].whereabouts = Whereabouts::OnShore(position);
    if world.people[id.index()].fate == Fate::Living {
        now.emit(Event::PersonLanded { person: id, sru: None, place: None, safe: false });
    }
}

/// A person, living or dead, is taken aboard a unit.
pub(super) fn board(now: &mut Now<'_>, world: &mut World, id: PersonId, sru: SruId) {
    let person = &world.people[id.index()];
    let (case, from, living) = (person.craft, person.whereabouts.setting(), person.fate == Fate::Living);
    if let Whereabouts::InWater { object, .. } = person.whereabouts {
        world.objects[object.index()].afloat = Afloat::Gone;
    }
    world.people[id.index()].whereabouts = Whereabouts::AboardSru(sru);
    if !living {
        count_taken(world, sru, case, false);
        now.emit(Event::BodyRecovered { person: id, sru });
        return;
    }
    now.emit(Event::PersonRecovered { person: id, sru, case, from });
    for seat in now.theatre.watchers(world, sru) {
        now.milestone(world, Milestone::Recovered(seat, case));
    }
    let immersed = world.people[id.index()].immersed_h;
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
    let safe = now.theatre.scenario.places[place.index()].place_of_safety;
    now.emit(Event::PersonLanded { person: id, sru: Some(sru), place: Some(place), safe });
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

/// Living and dead at an object: aboard or on the hull for a vessel, the person themselves in the water.
pub(crate) fn count_at(world: &World, object: &Object) -> (u32, u32) {
    match object.kind {
        ObjectKind::Person(_) if object.afloat == Afloat::Stranded => (0, 0),
        ObjectKind::Person(person) => match world.people[person.index()].fate {
            Fate::Living => (1, 0),
            Fate::Dead { .. } => (0, 1),
        },
        ObjectKind::Debris => (0, 0),
        ObjectKind::Craft => {
            let mut count = (0, 0);
            for person in &world.people {
                if person.craft == object.craft
                    && matches!(person.whereabouts, Whereabouts::Aboard | Whereabouts::OnHull)
                {
                    match person.fate {
                        Fate::Living => count.0 += 1,
                        Fate::Dead { .. } => count.1 += 1,
                    }
                }
            }
            count
        }
    }
}

/// Living and dead aboard a unit.
pub(crate) fn aboard_sru(world: &World, sru: SruId) -> (u32, u32) {
    let mut count = (0, 0);
    for person in &world.people {
        if person.whereabouts == Whereabouts::AboardSru(sru) {
            match person.fate {
                Fate::Living => count.0 += 1,
                Fate::Dead { .. } => count.1 += 1,
            }
        }
    }
    count
}
