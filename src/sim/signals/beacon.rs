//! The distress beacon on 406 MHz: it comes on, satellites hear it, and the centre of the region it is in is told,
//! again and again while its battery lasts (sar-models.md 5.3).
//!
//! Where a beacon is registered with a state, that state's centre is told too; an alert that is not located goes to it
//! alone, as Cospas-Sarsat sends it (*recalled*: to the contact points of the region and of the country whose code the
//! beacon sends). Otherwise an alert that is not located goes to the centre of the region all the same. What the
//! register says is in `register`, homing on 121.5 MHz in `homing`.

use crate::base::ids::{CraftId, ObjectId, SeatId};
use crate::base::{Position, Stream, Tick, noise};
use crate::sar::radio::{EPIRB_AGAIN, EPIRB_DETECTED, EPIRB_ENCODED_ERROR_M, EPIRB_LOCATED, EPIRB_LOCATED_ERROR_M};
use crate::scenario::{Channel, Epirb, Nature, Role, Stage};

use super::super::command::{MessageBody, ReportedPosition};
use super::super::comms;
use super::super::event::{Event, Source};
use super::super::step::Now;
use super::super::theatre::Theatre;
use super::super::world::{Afloat, Object, ObjectKind, World};
use super::{Beacon, BeaconCause, SignalEvent, is_dead, register};

/// What a draw of this file is for, beside those of `calls`.
const BEACON: u32 = 4;

/// Who tells the centre.
const WHO: &str = "Cospas-Sarsat";

/// Who tells the state a beacon is registered with that the centre of the region has been told.
const WHO_COPIES: &str = "Cospas-Sarsat, to the state of registration";

/// A vessel's beacon comes on, if it has one that is not on already, and comes on so.
pub(in crate::sim) fn set_off(now: &mut Now<'_>, world: &mut World, case: CraftId, cause: BeaconCause) {
    let Some(epirb) = now.theatre.scenario.signals.sets(case).epirb else { return };
    let stays = cause == BeaconCause::FloatedFree && !epirb.floats_free;
    if stays || world.signals.vessels[case.index()].beacon.is_some() {
        return;
    }
    let first = Some(now.tick.after(EPIRB_DETECTED));
    world.signals.vessels[case.index()].beacon = Some(Beacon { on_since: now.tick, next: first, alerts: 0 });
    let position = position(world, case);
    now.emit(Event::Signal(Box::new(SignalEvent::BeaconOn { case, cause, position })));
}

/// Where a beacon is: aboard while its vessel is upright, then among the wreckage, with which it drifts.
fn position(world: &World, case: CraftId) -> Position {
    carried_by(world, case).position
}

/// What carries a beacon.
pub(super) fn carrier(world: &World, case: CraftId) -> ObjectId {
    carried_by(world, case).id
}

fn carried_by(world: &World, case: CraftId) -> &Object {
    let hull = world.hull(case);
    if world.casualties[case.index()].stage < Stage::Capsized {
        return hull;
    }
    let wreckage = |o: &&Object| o.craft == case && o.kind == ObjectKind::Debris && o.afloat != Afloat::Gone;
    world.objects.iter().find(wreckage).unwrap_or(hull)
}

/// The beacons that send now, and where they are.
pub(super) fn sending(world: &World) -> Vec<(CraftId, Position)> {
    let vessels = world.signals.vessels.iter().enumerate();
    let on = vessels.filter(|(_, vessel)| vessel.beacon.is_some_and(|beacon| beacon.next.is_some()));
    on.map(|(i, _)| CraftId::new(i)).map(|case| (case, position(world, case))).collect()
}

/// Sends the alerts that are due.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.signals.vessels.len() {
        let case = CraftId::new(i);
        let Some(epirb) = now.theatre.scenario.signals.sets(case).epirb else { continue };
        let Some(beacon) = world.signals.vessels[i].beacon else { continue };
        if beacon.next.is_none_or(|next| next > now.tick) {
            continue;
        }
        let ends = beacon.on_since.after(epirb.battery);
        let spent = now.tick >= ends;
        let next = (!spent).then(|| following(now.tick, &beacon, &epirb).min(ends));
        world.signals.vessels[i].beacon = Some(Beacon { next, alerts: beacon.alerts + u32::from(!spent), ..beacon });
        if spent {
            now.emit(Event::Signal(Box::new(SignalEvent::BeaconSpent { case })));
        } else {
            alert(now, world, case, &epirb, beacon.alerts);
        }
    }
}

/// When a beacon that has just been heard is next: first located, then again and again.
fn following(tick: Tick, beacon: &Beacon, epirb: &Epirb) -> Tick {
    if beacon.alerts == 0 && !epirb.encoded { beacon.on_since.after(EPIRB_LOCATED) } else { tick.after(EPIRB_AGAIN) }
}

/// One alert: located at once if the beacon sends its position, else from the second on.
fn alert(now: &mut Now<'_>, world: &mut World, case: CraftId, epirb: &Epirb, number: u32) {
    let truth = position(world, case);
    let error_m = match (epirb.encoded, number) {
        (true, _) => Some(EPIRB_ENCODED_ERROR_M),
        (false, 0) => None,
        (false, _) => Some(EPIRB_LOCATED_ERROR_M),
    };
    let mut draws = world.noise.at(Stream::Signals, noise::pair(BEACON, case.0), now.tick);
    let reported = error_m.map(|error_m| {
        let position = truth.shifted(error_m * draws.normal(), error_m * draws.normal());
        ReportedPosition { position, error_m, true_at: now.tick }
    });
    let scenario = &now.theatre.scenario;
    let centre = epirb.registered.and_then(|party| scenario.seat_of(party, Role::Rcc));
    // Whom it is for is seen from where it is thought to be; without a register that is where it is.
    let at = reported.map_or(truth, |told| if centre.is_some() { told.position } else { truth });
    let region = scenario.responsible_for(at).filter(|_| reported.is_some() || centre.is_none());
    let to = region.or(centre);
    now.emit(Event::Signal(Box::new(SignalEvent::BeaconHeard { case, to, located: reported.is_some() })));
    let words = match &reported {
        Some(told) if epirb.encoded => format!("406 MHz distress alert, encoded position {}.", told.position),
        Some(told) => format!("406 MHz distress alert, located by satellites at {}.", told.position),
        None => "406 MHz distress alert, not located yet.".to_owned(),
    };
    // A beacon tells of distress and not of its nature; as with a broadcast, the vessel is taken to be in danger.
    let nature = Nature::TakingWater;
    let body = |text: String| MessageBody::Call { case, nature, position: reported, persons: None, text };
    if let Some(region) = region {
        comms::send(now, world, Source::Outside(WHO.to_owned()), region, Channel::Epirb, body(words.clone()));
    }
    let Some(centre) = centre.filter(|centre| Some(*centre) != region) else { return };
    let reached = region.filter(|seat| !is_dead(world, now.theatre.seat(*seat).party, Channel::Epirb));
    let (who, text) = match reached {
        Some(region) => {
            let name = &now.theatre.seat(region).name;
            (
                WHO_COPIES,
                format!("{words} The beacon is registered with you; {name}, whose region it is in, is told too."),
            )
        }
        None => (WHO, format!("{words} The beacon is registered with you.")),
    };
    comms::send(now, world, Source::Outside(who.to_owned()), centre, Channel::Epirb, body(text));
    if number == 0 {
        register::look_up(now, world, case);
    }
}

/// The centre that was told of an alert before the one which gets this message. None for all that is no copy of an
/// alert.
pub(in crate::sim) fn told_before(theatre: &Theatre, from: &Source, to: SeatId, body: &MessageBody) -> Option<SeatId> {
    let (Source::Outside(who), MessageBody::Call { position: Some(told), .. }) = (from, body) else { return None };
    let region = theatre.scenario.responsible_for(told.position);
    region.filter(|region| who == WHO_COPIES && *region != to)
}
