//! The distress beacon on 406 MHz: it comes on, satellites hear it, and the centre of the region it is in is told, again
//! and again while its battery lasts (sar-models.md 5.3).
//!
//! An alert that cannot be located goes to the same centre; in truth it would go by the state that registered the beacon,
//! and vessels here have no flag. Homing on 121.5 MHz is not simulated: who searches finds by what can be seen.

use crate::base::ids::CraftId;
use crate::base::{Position, Stream, Tick, noise};
use crate::sar::radio::{EPIRB_AGAIN, EPIRB_DETECTED, EPIRB_ENCODED_ERROR_M, EPIRB_LOCATED, EPIRB_LOCATED_ERROR_M};
use crate::scenario::{Channel, Epirb, Nature, Stage};

use super::super::command::{MessageBody, ReportedPosition};
use super::super::comms;
use super::super::event::{Event, Source};
use super::super::step::Now;
use super::super::world::{Afloat, Object, ObjectKind, World};
use super::{Beacon, BeaconCause, SignalEvent};

/// What a draw of this file is for, beside those of `calls`.
const BEACON: u32 = 4;

/// Who tells the centre.
const WHO: &str = "Cospas-Sarsat";

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
    let hull = world.hull(case);
    if world.casualties[case.index()].stage < Stage::Capsized {
        return hull.position;
    }
    let wreckage = |o: &&Object| o.craft == case && o.kind == ObjectKind::Debris && o.afloat != Afloat::Gone;
    world.objects.iter().find(wreckage).unwrap_or(hull).position
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
    let to = now.theatre.scenario.responsible_for(truth);
    now.emit(Event::Signal(Box::new(SignalEvent::BeaconHeard { case, to, located: reported.is_some() })));
    let Some(to) = to else { return };
    let text = match &reported {
        Some(told) if epirb.encoded => format!("406 MHz distress alert, encoded position {}.", told.position),
        Some(told) => format!("406 MHz distress alert, located by satellites at {}.", told.position),
        None => "406 MHz distress alert, not located yet.".to_owned(),
    };
    // A beacon tells of distress and not of its nature; as with a broadcast, the vessel is taken to be in danger.
    let body = MessageBody::Call { case, nature: Nature::TakingWater, position: reported, persons: None, text };
    comms::send(now, world, Source::Outside(WHO.to_owned()), to, Channel::Epirb, body);
}
