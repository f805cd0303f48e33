//! What conditions say of the world: whether each holds, since when, and how much is still missing.
//!
//! **For EXCON alone**: all of it is the truth.

use super::ashore;
use super::command::Answer;
use super::theatre::Theatre;
use super::world::{ExpectationStatus, Fate, InjectStatus, Person, Whereabouts, World};
use crate::base::Tick;
use crate::base::ids::{CraftId, PlaceId};
use crate::sar::reception::Stage as StageAshore;
use crate::scenario::{Condition, Milestone, Phase, Situation};

/// Since when a condition holds. `None` while it does not.
pub fn since(theatre: &Theatre, condition: &Condition, world: &World) -> Option<Tick> {
    let now = world.tick;
    match condition {
        Condition::At(tick) => (*tick <= now).then_some(*tick),
        Condition::Reached(milestone) => reached(milestone, world),
        Condition::After(span, inner) => since(theatre, inner, world).map(|t| t.after(*span)).filter(|t| *t <= now),
        Condition::All(list) => {
            let mut last = Tick::START;
            for inner in list {
                last = last.max(since(theatre, inner, world)?);
            }
            Some(last)
        }
        Condition::Any(list) => list.iter().filter_map(|inner| since(theatre, inner, world)).min(),
        Condition::AtLeast(number, list) => {
            let mut held: Vec<Tick> = list.iter().filter_map(|inner| since(theatre, inner, world)).collect();
            held.sort_unstable();
            match number.checked_sub(1) {
                Some(last) => held.get(last as usize).copied(),
                None => Some(Tick::START),
            }
        }
        Condition::Manual => None,
        Condition::Not(_) => watched(theatre, condition, world),
        Condition::Is(situation) => happened(world, *situation).or_else(|| watched(theatre, condition, world)),
    }
}

/// A phase counts as declared from when it, or a graver one, first was.
fn reached(milestone: &Milestone, world: &World) -> Option<Tick> {
    if let Milestone::PhaseDeclared(seat, case, phase) = milestone {
        return [Phase::Uncertainty, Phase::Alert, Phase::Distress]
            .into_iter()
            .filter(|p| p >= phase)
            .filter_map(|p| world.milestones.get(&Milestone::PhaseDeclared(*seat, *case, p)).copied())
            .min();
    }
    world.milestones.get(milestone).copied()
}

/// What was last seen of a condition that may pass again.
fn watched(theatre: &Theatre, condition: &Condition, world: &World) -> Option<Tick> {
    let place = theatre.watched().iter().position(|watched| watched == condition)?;
    world.frame.watched.get(place).copied().flatten()
}

/// When something came about that cannot be undone: the world itself remembers it. `None` while it has not, and for
/// what may pass again.
fn happened(world: &World, situation: Situation) -> Option<Tick> {
    match situation {
        Situation::Dead(craft, number) => {
            let deaths = of(world, craft).filter_map(|person| match person.fate {
                Fate::Dead { at, .. } => Some(at),
                Fate::Living => None,
            });
            nth(deaths, number)
        }
        Situation::Registered(party, number) => {
            let files = world.ashore.files.get(party.index()).map_or(&[][..], crate::sim::ashore::Files::as_slice);
            nth(files.iter().filter_map(|file| file.done[StageAshore::Registration as usize]), number)
        }
        Situation::Refused(seat) => {
            let refused = world.requests.iter().filter(|request| request.to == seat);
            let at = refused.filter_map(|request| match &request.answer {
                Some((Answer::Refuse { .. }, at)) => Some(*at),
                _ => None,
            });
            at.min()
        }
        Situation::Responsible(seat, craft) => {
            let (holder, since) = world.cases.get(craft.index())?.responsible?;
            (holder == seat).then_some(since)
        }
        Situation::Violated(wrong) => world.frame.wrongs.get(&wrong).copied(),
        Situation::Fired(inject) => match world.injects.get(inject.index())? {
            InjectStatus::Fired(at) => Some(*at),
            _ => None,
        },
        Situation::Overtaken(inject) => match world.injects.get(inject.index())? {
            InjectStatus::Overtaken(at) => Some(*at),
            _ => None,
        },
        Situation::Met(expectation) => match world.expectations.get(expectation.index())? {
            ExpectationStatus::Met(at) | ExpectationStatus::PartlyMet(at) => Some(*at),
            _ => None,
        },
        Situation::Missed(expectation) => match world.expectations.get(expectation.index())? {
            ExpectationStatus::Missed(at) => Some(*at),
            _ => None,
        },
        _ => None,
    }
}

/// When the last of so many moments was.
fn nth(moments: impl Iterator<Item = Tick>, number: u32) -> Option<Tick> {
    let mut all: Vec<Tick> = moments.collect();
    all.sort_unstable();
    all.get(number.max(1) as usize - 1).copied()
}

/// Whether something that may pass again is so now.
pub(super) fn is_so(theatre: &Theatre, world: &World, situation: Situation) -> bool {
    let Some(have) = count(theatre, world, situation) else { return false };
    match situation {
        Situation::Dead(_, number)
        | Situation::Saved(_, number)
        | Situation::AboardRescuers(_, number)
        | Situation::InWater(_, number)
        | Situation::Waiting(_, number)
        | Situation::Unread(_, number)
        | Situation::Registered(_, number) => have >= number,
        Situation::WaterLeft(_, most) => have <= most,
        Situation::BedsFree(_, number) => have < number,
        _ => false,
    }
}

/// How many there are of what a situation counts: persons, beds, or millilitres for each person. `None` where it counts
/// nothing, or there is nothing to count.
pub fn count(theatre: &Theatre, world: &World, situation: Situation) -> Option<u32> {
    let persons = |craft: CraftId, is: &dyn Fn(&Person) -> bool| {
        u32::try_from(of(world, craft).filter(|person| is(person)).count()).unwrap_or(u32::MAX)
    };
    let lives = |person: &Person| person.fate == Fate::Living;
    match situation {
        Situation::Dead(craft, _) => Some(persons(craft, &|p| !lives(p))),
        Situation::Saved(craft, _) => Some(persons(craft, &|p| lives(p) && is_safe(theatre, world, p))),
        Situation::AboardRescuers(craft, _) => {
            Some(persons(craft, &|p| lives(p) && matches!(p.whereabouts, Whereabouts::AboardSru(_))))
        }
        Situation::InWater(craft, _) => {
            Some(persons(craft, &|p| lives(p) && matches!(p.whereabouts, Whereabouts::InWater { .. })))
        }
        Situation::WaterLeft(craft, _) => {
            let aboard = persons(craft, &|p| lives(p) && p.whereabouts == Whereabouts::Aboard);
            let water_l = world.casualties.get(craft.index())?.water_l;
            (aboard > 0).then(|| (water_l * 1_000.0 / f64::from(aboard)).floor() as u32)
        }
        Situation::Waiting(place, _) => {
            let files = in_care(theatre, world, place)?;
            Some(u32::try_from(files.filter(|file| !file.is_settled()).count()).unwrap_or(u32::MAX))
        }
        Situation::BedsFree(place, _) => {
            let site = theatre.scenario.reception.at(place)?;
            let spec = theatre.scenario.reception.site(site)?;
            Some(spec.beds.saturating_sub(ashore::beds_in_use(&world.ashore, site, spec.party)))
        }
        Situation::Unread(seat, _) => {
            let copies = world.portal.posts.iter().flat_map(|post| &post.copies);
            let unread = copies.filter(|copy| copy.to == seat && copy.arrived && copy.read_at.is_none());
            Some(u32::try_from(unread.count()).unwrap_or(u32::MAX))
        }
        Situation::Registered(party, _) => {
            let files = world.ashore.files.get(party.index()).map_or(&[][..], crate::sim::ashore::Files::as_slice);
            let registered = files.iter().filter(|file| file.done[StageAshore::Registration as usize].is_some());
            Some(u32::try_from(registered.count()).unwrap_or(u32::MAX))
        }
        _ => None,
    }
}

/// The people of a vessel.
fn of(world: &World, craft: CraftId) -> impl Iterator<Item = &Person> {
    world.people.iter().filter(move |person| person.craft == craft)
}

/// Whether somebody is ashore at a place of safety.
fn is_safe(theatre: &Theatre, world: &World, person: &Person) -> bool {
    match person.whereabouts {
        Whereabouts::AtPlace(place) => ashore::is_safe_for(&theatre.scenario, &world.noise, person, place),
        _ => false,
    }
}

/// The files of those in the care of the site at a place.
fn in_care<'w>(
    theatre: &'w Theatre,
    world: &'w World,
    place: PlaceId,
) -> Option<impl Iterator<Item = &'w ashore::File>> {
    let site = theatre.scenario.reception.at(place)?;
    let party = theatre.scenario.reception.site(site)?.party;
    let present = world.ashore.sites.get(site.index())?.present.iter();
    Some(present.filter_map(move |file| world.ashore.file(party, *file)))
}
