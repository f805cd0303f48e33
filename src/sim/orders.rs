//! Giving a unit an order: who may, whether the unit can, and what the order sets in motion.

use crate::base::Position;
use crate::base::ids::{CraftId, PlaceId, SeatId, SruId};
use crate::scenario::{self, Milestone, Role};

use super::command::{Order, Rejection};
use super::event::Event;
use super::ledger::{Fact, Report};
use super::rights::{self, Right};
use super::step::Now;
use super::voyage::{self, Berth, Standing};
use super::world::*;
use super::{alongside, comms, environment, landings, people, units};

/// Gives an order, or says why not. A refused order changes nothing.
pub(super) fn give(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    id: SruId,
    case: Option<CraftId>,
    order: &Order,
) -> Result<(), Rejection> {
    rights::must(now.theatre.seat(seat).role, Right::OrderUnits)?;
    if !now.theatre.knows_of(world, seat, id) {
        return Err(Rejection::Unknown { what: "that unit".to_owned() });
    }
    let spec = now.theatre.sru(id);
    if !now.theatre.commands(world, seat, id) {
        let commander = now.theatre.seat(spec.seat).name.clone();
        return Err(Rejection::NotUnderYou { sru: spec.name.clone(), commander });
    }
    // A case this seat has not heard of, or that does not exist, is no case to it.
    let case = case.filter(|case| comms::has_heard(world, seat, *case));
    let ahead = plan(now, world, seat, id, spec, order)?;

    let unit = &world.srus[id.index()];
    if unit.on_station && matches!(unit.order, Some(Order::Search { .. })) {
        // Who counts on that search has to know that the rest of it is not made.
        units::report(now, world, id, &Report::SearchLeft);
    }
    let unit = &mut world.srus[id.index()];
    let sets_out = unit.activity.is_out() && !ahead.is_empty() && *order != Order::Resume;
    unit.order = Some(order.clone());
    unit.case = case.or(unit.case);
    unit.idle_ticks = 0;
    unit.on_station = false;
    match &mut unit.activity {
        Activity::InPort { ready_at, .. } => {
            if ready_at.is_none() {
                *ready_at = Some(now.tick.after(spec.notice));
            }
        }
        activity => {
            *activity = Activity::UnderWay;
            unit.ahead = ahead;
        }
    }
    alongside::ordered(now, world, id, seat, order);
    if matches!(order, Order::Resume) {
        let unit = &mut world.srus[id.index()];
        let old = std::mem::take(&mut unit.passage);
        unit.passage = unit.ahead.drain(..).chain(old.into_iter().skip(1)).collect();
        unit.order = None;
        unit.case = None;
        unit.lent_to = None;
        unit.working_h = 0.0;
    }
    if sets_out {
        // Who is at sea already, and a merchant ship that diverts, is under way at once.
        for seat in now.theatre.watchers(world, id) {
            now.milestone(world, Milestone::SruUnderWay(seat));
        }
    }
    now.tell(world, seat, Fact::Ordered { sru: id, case, order: order.clone() });
    now.emit_by(seat, Event::OrderGiven { seat, sru: id, case, order: order.clone() });
    if let Order::Land { place } = order {
        receives(now, world, seat, spec, *place);
    }
    if case.is_some()
        && matches!(
            order,
            Order::Proceed { .. }
                | Order::Search { .. }
                | Order::Recover { .. }
                | Order::Escort { .. }
                | Order::Alongside(_)
        )
    {
        now.milestone(world, Milestone::SruTasked(seat));
    }
    Ok(())
}

/// A state that orders another's ship, placed at its disposal, to land people at a place of its own agrees thereby to
/// receive them: nobody has to ask it.
fn receives(now: &mut Now<'_>, world: &mut World, seat: SeatId, spec: &scenario::Sru, place: PlaceId) {
    let theatre = now.theatre;
    let party = theatre.seat(seat).party;
    let own_place = theatre.scenario.places[place.index()].party == party && theatre.scenario.is_country(party);
    if spec.party == party || !own_place {
        return;
    }
    now.milestone(world, Milestone::LandingAgreed(seat));
    let is_centre = |other: &SeatId| theatre.seat(*other).party == party && theatre.seat(*other).role == Role::Rcc;
    if let Some(centre) = theatre.seats().find(is_centre) {
        now.milestone(world, Milestone::LandingAgreed(centre));
    }
}

/// The way to where an order leads, after all checks.
fn plan(
    now: &Now<'_>,
    world: &World,
    seat: SeatId,
    id: SruId,
    spec: &scenario::Sru,
    order: &Order,
) -> Result<Vec<Position>, Rejection> {
    let unit = &world.srus[id.index()];
    let standing = Standing {
        position: unit.position,
        berth: match unit.activity {
            // A unit in reserve has no commander, and its orders are refused before they come here.
            Activity::Failed | Activity::Reserve => Berth::Failed,
            Activity::Landing { .. } => Berth::Landing,
            Activity::InPort { .. } => Berth::InPort,
            _ => Berth::Out,
        },
        range_left_m: now.theatre.range_left_m(unit),
        carries_people: people::aboard_sru(world, id) != (0, 0),
        waves_m: environment::here(now.theatre, world, unit.position).wave_height_m,
        passage: unit.passage.first().copied(),
        meets: match order {
            Order::Alongside(errand) => alongside::may_transfer(now, world, seat, id, errand)?,
            _ => None,
        },
    };
    let agreed = |place| landings::landing_agreed(now, world, seat, id, place);
    voyage::voyage(&now.theatre.waters(), spec, &standing, order, agreed).map(|voyage| voyage.ahead)
}

/// Where an order leads. `None` for a passage resumed, whose way is its own.
pub(super) fn destination(now: &Now<'_>, world: &World, spec: &scenario::Sru, order: &Order) -> Option<Position> {
    let place = |place: PlaceId| now.theatre.scenario.places[place.index()].position;
    match order {
        Order::Proceed { to } => Some(*to),
        Order::Search { area, .. } => Some(area.centre),
        Order::Recover { at } | Order::Escort { at } => Some(*at),
        Order::Land { place: at } => Some(place(*at)),
        Order::Return => spec.home.map(place),
        Order::Resume => None,
        Order::Alongside(errand) => alongside::given(world, errand),
    }
}
