//! Whoever reaches an open shore by themselves: found after some hours, and fetched by land to the nearest place of the
//! state whose shore it is.
//!
//! They count as landed there, and where there is a reception site they come into its care; the state's centre and its
//! immigration are told. Nobody put them ashore, so that nobody is blamed for where that was. Left out: who finds them,
//! the dead, and what people go through meanwhile. Where no place is near, they stay where they are.

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, PersonId, PlaceId, SeatId, SruId};
use crate::base::{Position, Span, Stream, Tick, noise};
use crate::scenario::Role;

use super::ashore;
use super::comms;
use super::event::Event;
use super::ledger::Fact;
use super::step::Now;
use super::world::{Fate, Whereabouts, World};

/// A place farther off than this sends nobody \[m\]: 30 NM (*proposed*: an hour or two by road).
const REACH_M: f64 = 30.0 * 1852.0;
/// From coming ashore to being brought in \[h\], shortest and longest (*proposed*: villagers tell the police; it may be
/// night).
const FETCHED_AFTER_H: (f64, f64) = (2.0, 12.0);

/// People on open shores who are to be fetched.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Shore {
    /// Companies that came ashore together, in the order in which they did.
    pub waiting: Vec<Castaways>,
    /// What the crews of fishing boats have told on the quay: which boat, of which case, seen when.
    pub told: Vec<(SruId, CraftId, Tick)>,
}

/// People of one case who came ashore at one time and place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Castaways {
    /// From which casualty.
    pub case: CraftId,
    /// Where they came ashore.
    pub position: Position,
    /// Where they are brought.
    pub place: PlaceId,
    /// When.
    pub due: Tick,
    /// Who.
    pub people: Vec<PersonId>,
}

/// A living person has come ashore on an open coast: they will be fetched, if a place is near.
pub(super) fn come_ashore(now: &Now<'_>, world: &mut World, id: PersonId, position: Position) {
    let Some(place) = nearest(now, position) else { return };
    let case = world.people[id.index()].craft;
    let (shortest, longest) = FETCHED_AFTER_H;
    let hours = world.noise.at(Stream::Shore, noise::pair(case.0, place.0), now.tick).between(shortest, longest);
    let due = now.tick.after(Span::from_hours(hours));
    let together = |c: &&mut Castaways| (c.case, c.place, c.due, c.position) == (case, place, due, position);
    match world.shore.waiting.iter_mut().find(together) {
        Some(company) => company.people.push(id),
        None => world.shore.waiting.push(Castaways { case, position, place, due, people: vec![id] }),
    }
}

/// The place to which people found on a shore are brought: of the state in whose territorial sea the shore lies, or
/// whose place is nearest where none is drawn; one with a reception site first, then one that is a place of safety,
/// then the nearest. None when none is near.
fn nearest(now: &Now<'_>, position: Position) -> Option<PlaceId> {
    let scenario = &now.theatre.scenario;
    let near = scenario.places.iter().enumerate().map(|(i, place)| (place.position.distance_m(position), i, place));
    let near: Vec<_> = near.filter(|(way_m, ..)| *way_m <= REACH_M).collect();
    let closest = near.iter().min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let state = scenario.territory_at(position).or_else(|| closest.map(|(.., place)| place.party))?;
    let rank = |i: usize, safe: bool| (scenario.reception.at(PlaceId::new(i)).is_none(), !safe);
    near.iter()
        .filter(|(.., place)| place.party == state)
        .min_by(|(a_m, a, here), (b_m, b, there)| {
            let by_rank = rank(*a, here.place_of_safety).cmp(&rank(*b, there.place_of_safety));
            by_rank.then(a_m.total_cmp(b_m)).then(a.cmp(b))
        })
        .map(|(_, i, _)| PlaceId::new(*i))
}

/// One minute: whoever's time has come is brought in.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    if world.shore.waiting.iter().all(|company| company.due > now.tick) {
        return;
    }
    let (due, later): (Vec<_>, Vec<_>) =
        std::mem::take(&mut world.shore.waiting).into_iter().partition(|company| company.due <= now.tick);
    world.shore.waiting = later;
    for company in due {
        bring_in(now, world, &company);
    }
}

fn bring_in(now: &mut Now<'_>, world: &mut World, company: &Castaways) {
    let Castaways { case, position, place, .. } = *company;
    let there = |id: &&PersonId| {
        let person = &world.people[id.index()];
        person.fate == Fate::Living && matches!(person.whereabouts, Whereabouts::OnShore(_))
    };
    let people: Vec<PersonId> = company.people.iter().filter(there).copied().collect();
    if people.is_empty() {
        return;
    }
    let persons = u32::try_from(people.len()).unwrap_or(u32::MAX);
    now.emit(Event::Ashore(Box::new(ashore::Event::Fetched { case, position, place, persons })));
    for person in people {
        let safe = ashore::is_safe_for(&now.theatre.scenario, &world.noise, &world.people[person.index()], place);
        world.people[person.index()].whereabouts = Whereabouts::AtPlace(place);
        now.emit(Event::PersonLanded { person, sru: None, place: Some(place), safe });
        ashore::receive(now, world, person, place);
    }
    for seat in told(now, place) {
        comms::hear_of(now, world, seat, case, false);
        let fact = ashore::Fact::Fetched { case, position, place, persons };
        now.tell(world, seat, Fact::Ashore(Box::new(fact)));
    }
}

/// Who is told of people brought to a place: its state's centres and immigration.
fn told(now: &Now<'_>, place: PlaceId) -> Vec<SeatId> {
    let party = now.theatre.scenario.places[place.index()].party;
    let concerned = |seat: &SeatId| {
        let seat = now.theatre.seat(*seat);
        seat.party == party && matches!(seat.role, Role::Rcc | Role::Immigration)
    };
    now.theatre.seats().filter(concerned).collect()
}
