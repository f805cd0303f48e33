//! The vessel in distress as a staged process: under way, adrift, flooding, listing, capsized, sunk.
//!
//! What goes wrong is in the scenario; what comes of it is physics: water gains on the pumps, its free surface
//! eats the stability, and the vessel capsizes when none is left (`sar::stability`).

use crate::base::ids::{CraftId, ObjectId, PersonId};
use crate::base::noise::Draws;
use crate::base::time::{TICK_HOURS, TICK_SECONDS, TICKS_PER_HOUR, TICKS_PER_MINUTE};
use crate::base::{Position, Stream, Tick, noise};
use crate::sar::capsize::{self, Moment, Place};
use crate::sar::stability;
use crate::sar::thirst::{Thirst, thirst};
use crate::sar::towing;
use crate::scenario::{Call, Channel, Claim, Milestone, Stage, TroubleKind};

use super::command::{MessageBody, ReportedPosition};
use super::event::{DeathCause, Event, MoveCause, StageCause};
use super::signals::{self, BeaconCause};
use super::step::Now;
use super::world::*;
use super::{alongside, environment, people, rafts};

/// What an engine-driven bilge pump of a fishing boat of this size moves \[m3/h\] (assumed).
const ENGINE_PUMP_M3_PER_H: f64 = 12.0;

/// Water in the hull above which the engine drowns \[m3\] (assumed).
pub(super) const ENGINE_DROWNS_M3: f64 = 12.0;

/// Water in the hull above which anybody would call it flooding \[m3\].
const FLOODING_M3: f64 = 1.0;

/// One tick of every casualty.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.casualties.len() {
        let case = CraftId::new(i);
        if world.casualties[i].stage == Stage::Sunk {
            continue;
        }
        if now.tick.0 % TICKS_PER_HOUR == 1 || world.casualties[i].hourly_track.is_empty() {
            let position = world.hull(case).position;
            world.casualties[i].hourly_track.push(position);
        }
        if now.tick == Tick::START.next() {
            begin(now, world, case);
        }
        trouble(now, world, case);
        wear(now, world, case);
        calls(now, world, case);
        signals::mayday(now, world, case);
        if world.hull(case).afloat != Afloat::Yes {
            continue;
        }
        if world.casualties[i].stage < Stage::Capsized {
            flood(now, world, case);
        } else {
            let spec = &now.theatre.scenario.craft[i];
            if now.tick.since(world.casualties[i].stage_since) >= spec.floats_capsized {
                sink(now, world, case);
            }
        }
    }
}

/// A vessel that begins in trouble comes into it with the first tick, so that what is behind it is an event like any
/// other.
fn begin(now: &mut Now<'_>, world: &mut World, case: CraftId) {
    match now.theatre.scenario.craft[case.index()].begins {
        Stage::Adrift => strike(now, world, case, TroubleKind::EngineFails),
        Stage::Capsized => capsize(now, world, case, StageCause::AtTheStart),
        _ => {}
    }
}

fn trouble(now: &mut Now<'_>, world: &mut World, case: CraftId) {
    for k in 0..world.casualties[case.index()].troubles.len() {
        let (at, kind, struck) = world.casualties[case.index()].troubles[k];
        if !struck && now.tick >= at {
            world.casualties[case.index()].troubles[k].2 = true;
            strike(now, world, case, kind);
        }
    }
}

/// An engine that may fail at any time does so by chance, where the scenario says that it may.
fn wear(now: &mut Now<'_>, world: &mut World, case: CraftId) {
    let casualty = &world.casualties[case.index()];
    let spec = &now.theatre.scenario.craft[case.index()];
    let under_way = casualty.engine && casualty.stage < Stage::Capsized && now.tick.seconds() >= spec.departs_s;
    if !spec.engine_may_fail || !under_way || !now.tick.0.is_multiple_of(TICKS_PER_MINUTE) {
        return;
    }
    let hours = f64::from(TICKS_PER_MINUTE) * TICK_HOURS;
    let fails = 1.0 - crate::base::math::exp(-stability::ENGINE_FAILURE_PER_DAY / 24.0 * hours);
    if world.noise.at(Stream::Casualty, noise::pair(3, case.0), now.tick).chance(fails) {
        strike(now, world, case, TroubleKind::EngineFails);
    }
}

/// Something goes wrong aboard now. A capsized vessel has no more troubles of this kind.
pub(super) fn strike(now: &mut Now<'_>, world: &mut World, case: CraftId, kind: TroubleKind) {
    let casualty = &mut world.casualties[case.index()];
    if casualty.stage >= Stage::Capsized {
        return;
    }
    match kind {
        TroubleKind::EngineFails => casualty.engine = false,
        TroubleKind::EngineRestarts => casualty.engine = true,
        TroubleKind::Leak { m3_per_h } => casualty.leak_m3_per_h = m3_per_h,
        TroubleKind::PumpFails => casualty.pump = false,
        TroubleKind::PhoneLost => casualty.phone = false,
        TroubleKind::BeaconSetOff => {}
    }
    now.emit(Event::TroubleStruck { case, kind });
    if kind == TroubleKind::BeaconSetOff {
        signals::set_off(now, world, case, BeaconCause::ByHand);
    }
    let stage = world.casualties[case.index()].stage;
    match kind {
        TroubleKind::EngineFails if stage == Stage::UnderWay => {
            reach(now, world, case, Stage::Adrift, StageCause::Trouble);
        }
        TroubleKind::EngineRestarts if stage == Stage::Adrift => {
            reach(now, world, case, Stage::UnderWay, StageCause::Trouble);
        }
        _ => {}
    }
}

fn reach(now: &mut Now<'_>, world: &mut World, case: CraftId, stage: Stage, cause: StageCause) {
    let casualty = &mut world.casualties[case.index()];
    casualty.stage = stage;
    casualty.stage_since = now.tick;
    let position = world.hull(case).position;
    now.emit(Event::StageReached { case, stage, cause, position });
    now.milestone(world, Milestone::Stage(case, stage));
}

/// Calls whose time has come, and those that nobody took and that are tried again.
fn calls(now: &mut Now<'_>, world: &mut World, case: CraftId) {
    let all = &mut world.casualties[case.index()].calls;
    let mut due: Vec<(u32, bool)> = Vec::new();
    for (k, (at, passed)) in (0..).zip(all.iter_mut()) {
        if !*passed && now.tick >= *at {
            *passed = true;
            due.push((k, false));
        }
    }
    due.extend(signals::again(now, world, case).into_iter().map(|k| (k, true)));
    for (k, again) in due {
        call(now, world, case, k, again);
    }
}

/// Makes one of the scenario's calls, if somebody is there who can.
fn call(now: &mut Now<'_>, world: &mut World, case: CraftId, k: u32, again: bool) {
    let theatre = now.theatre;
    let Some(call) = theatre.scenario.craft[case.index()].calls.get(k as usize) else { return };
    let casualty = &world.casualties[case.index()];
    let able = match call.channel {
        Channel::Vhf => theatre.scenario.signals.sets(case).vhf.is_some(),
        Channel::Phone | Channel::Mobile => casualty.phone && signals::may_talk(theatre, world, case),
        _ => casualty.phone,
    };
    if !able || casualty.stage >= Stage::Capsized || people::count_aboard(world, case) == 0 {
        return;
    }
    let subject = noise::pair(case.0, k);
    let mut draws = if again {
        world.noise.at(Stream::Report, subject, now.tick)
    } else {
        world.noise.once(Stream::Report, subject)
    };
    let position = claimed(now, world, case, call, &mut draws);
    let body =
        MessageBody::Call { case, nature: call.nature, position, persons: call.persons, text: call.text.clone() };
    let taken = if call.channel == Channel::Vhf {
        signals::hail(now, world, case, &body)
    } else {
        signals::telephone(now, world, case, call.to, call.channel, body)
    };
    if !taken {
        signals::try_again(now, world, case, k);
    }
}

/// The position a caller tells.
fn claimed(now: &Now<'_>, world: &World, case: CraftId, call: &Call, draws: &mut Draws) -> Option<ReportedPosition> {
    let truth = world.hull(case).position;
    match call.position {
        Claim::Unstated => None,
        Claim::Read { error_m } => Some(read_out(truth, error_m, false, now.tick, draws)),
        Claim::Stale { age } => {
            let track = &world.casualties[case.index()].hourly_track;
            let back = usize::try_from(age.seconds() / 3600).unwrap_or(0);
            let old = track.get(track.len().saturating_sub(1 + back)).copied().unwrap_or(truth);
            Some(ReportedPosition { position: old, error_m: STALE_ERROR_M, true_at: now.tick })
        }
        Claim::Stated(position) => Some(ReportedPosition { position, error_m: STALE_ERROR_M, true_at: now.tick }),
    }
}

/// How many are aboard, as told by somebody who has not counted: a crowd in tens, give or take.
pub(super) fn guess(aboard: u32, draws: &mut Draws) -> u32 {
    let guess = f64::from(aboard) * (1.0 + 0.05 * draws.normal());
    if aboard > 30 { (guess / 10.0).round().max(1.0) as u32 * 10 } else { aboard }
}

/// How a centre assesses a position whose source it cannot judge \[m\]: the 15 NM of an unknown small craft
/// (sar-models.md 3.2, read).
const STALE_ERROR_M: f64 = 15.0 * 1852.0;

/// A position read out over the telephone: truth with an error, or with two digits confused.
pub(super) fn read_out(truth: Position, error_m: f64, gross: bool, tick: Tick, draws: &mut Draws) -> ReportedPosition {
    let mut position = truth.shifted(error_m * draws.normal(), error_m * draws.normal());
    if gross {
        // Minutes taken for hundredths of a degree, the commonest confusion: 8 degrees 36 minutes is told as 8.36.
        let confuse = |value: f64| {
            let whole = value.trunc();
            whole + (value - whole) * 0.6
        };
        position = Position::clamped(confuse(position.lat_deg()), confuse(position.lon_deg()));
    }
    ReportedPosition { position, error_m: error_m.max(NAVIGATION_ERROR_M), true_at: tick }
}

/// Least error a centre assumes of a position by GPS read out by telephone \[m\]: 0.5 NM (sar-models.md 3.2, proposed).
const NAVIGATION_ERROR_M: f64 = 926.0;

/// Water in, water out, and what it does to stability.
fn flood(now: &mut Now<'_>, world: &mut World, case: CraftId) {
    let spec = &now.theatre.scenario.craft[case.index()];
    let each_minute = now.tick.0.is_multiple_of(TICKS_PER_MINUTE);
    if world.casualties[case.index()].leak_m3_per_h > 0.0 || world.casualties[case.index()].floodwater_m3 > 0.0 {
        let fit = world
            .people
            .iter()
            .filter(|p| {
                p.craft == case
                    && p.whereabouts == Whereabouts::Aboard
                    && p.fate == Fate::Living
                    && p.body.age_years >= 16
                    && !p.body.frail
                    && thirst(p.toll.deficit_l, &p.body) == Thirst::Fit
            })
            .count();
        let casualty = &mut world.casualties[case.index()];
        let bailing = stability::bailing_m3_per_h(u32::try_from(fit).unwrap_or(u32::MAX), casualty.bailed_h);
        let pumping = if casualty.pump && casualty.engine { ENGINE_PUMP_M3_PER_H } else { 0.0 };
        let gain = (casualty.leak_m3_per_h - bailing - pumping) * TICK_HOURS;
        casualty.floodwater_m3 = (casualty.floodwater_m3 + gain).max(0.0);
        if casualty.floodwater_m3 > 0.0 {
            casualty.bailed_h += TICK_HOURS;
        }
        if casualty.engine && casualty.floodwater_m3 > ENGINE_DROWNS_M3 {
            strike(now, world, case, TroubleKind::EngineFails);
        }
    }
    let water = world.casualties[case.index()].floodwater_m3;
    let gm = spec.hull.effective_gm_m(water);
    let stage = world.casualties[case.index()].stage;
    if stage < Stage::Flooding && water > FLOODING_M3 {
        reach(now, world, case, Stage::Flooding, StageCause::Flooding);
    }
    if stage < Stage::Listing && gm < spec.hull.gm_m / 2.0 {
        reach(now, world, case, Stage::Listing, StageCause::Flooding);
    }
    if gm <= 0.0 || water > spec.hull.reserve_buoyancy_m3 {
        capsize(now, world, case, StageCause::Flooding);
        return;
    }
    if each_minute {
        let waves = environment::here(now.theatre, world, world.hull(case).position).wave_height_m;
        let aboard = people::count_aboard(world, case);
        let load = f64::from(aboard) / f64::from(spec.rated_persons.max(1));
        let rate = stability::weather_capsize_per_h(waves, load);
        let hours = f64::from(TICKS_PER_MINUTE) * TICK_HOURS;
        let mut draws = world.noise.at(Stream::Casualty, noise::pair(2, case.0), now.tick);
        let chance = |factor: f64| 1.0 - crate::base::math::exp(-rate * factor * hours);
        let (luck, in_tow) = (draws.unit(), alongside::towed_mps(world, case));
        if aboard > 0 && luck < chance(1.0) {
            capsize(now, world, case, StageCause::Weather);
        } else if aboard > 0 && in_tow.is_some_and(|speed| luck < chance(towing::factor(speed, waves))) {
            // Without the line it would have stayed upright this minute.
            capsize(now, world, case, StageCause::Tow);
        }
    }
}

/// The vessel capsizes: some are trapped, some drown at once, the others reach the hull, wreckage, or the open water.
pub(super) fn capsize(now: &mut Now<'_>, world: &mut World, case: CraftId, cause: StageCause) {
    if world.casualties[case.index()].stage >= Stage::Capsized {
        return;
    }
    {
        let casualty = &mut world.casualties[case.index()];
        casualty.engine = false;
        casualty.phone = false;
    }
    reach(now, world, case, Stage::Capsized, cause);
    let at = world.hull(case).position;
    let mut draws = world.noise.once(Stream::Leeway, noise::pair(3, case.0));
    world.objects[case.index()].leeway = now.theatre.capsized_class(case).draw(&mut draws);
    let water_c = environment::here(now.theatre, world, at).water_c;
    let mut alive: Vec<(PersonId, f64)> = Vec::new();
    for i in 0..world.people.len() {
        let person = &world.people[i];
        if person.craft != case || person.whereabouts != Whereabouts::Aboard {
            continue;
        }
        if person.fate != Fate::Living {
            // Those who died aboard before go down with what they lay in.
            world.people[i].whereabouts = Whereabouts::Lost;
            continue;
        }
        let id = person.id;
        let mut draws = world.noise.once(Stream::Capsize, u64::from(id.0));
        match capsize::moment(&person.body, person.below_deck, water_c, &mut draws) {
            Moment::Trapped => people::die(now, world, id, DeathCause::Trapped),
            Moment::Drowned => people::die(now, world, id, DeathCause::Capsize),
            Moment::Scrambles(strength) => alive.push((id, strength)),
        }
    }
    let spec = &now.theatre.scenario.craft[case.index()];
    let strengths: Vec<f64> = alive.iter().map(|(_, strength)| *strength).collect();
    let places = capsize::scramble(&strengths, spec.hull_room as usize, spec.debris_pieces as usize);
    for ((id, _), place) in alive.into_iter().zip(places) {
        match place {
            Place::Hull => people::relocate(now, world, id, Whereabouts::OnHull, MoveCause::Capsize),
            Place::Debris => people::into_water(now, world, id, true, at, MoveCause::Capsize),
            Place::Water => people::into_water(now, world, id, false, at, MoveCause::Capsize),
        }
    }
    rafts::float_free(now, world, case, Stage::Capsized);
    let leeway = people::company_leeway(world, case, now.theatre.debris_class());
    world.objects.push(Object {
        id: ObjectId::new(world.objects.len()),
        craft: case,
        kind: ObjectKind::Debris,
        position: at,
        velocity: (0.0, 0.0),
        leeway,
        afloat: Afloat::Yes,
    });
    signals::set_off(now, world, case, BeaconCause::FloatedFree);
}

/// The hull goes down; those on it are in the water, half of them with something to hold.
fn sink(now: &mut Now<'_>, world: &mut World, case: CraftId) {
    reach(now, world, case, Stage::Sunk, StageCause::Foundered);
    let at = world.hull(case).position;
    let on_hull: Vec<PersonId> = world
        .people
        .iter()
        .filter(|p| p.craft == case && p.whereabouts == Whereabouts::OnHull && p.fate == Fate::Living)
        .map(|p| p.id)
        .collect();
    for (rank, id) in on_hull.into_iter().enumerate() {
        people::into_water(now, world, id, rank % 2 == 0, at, MoveCause::HullSank);
    }
    world.objects[case.index()].afloat = Afloat::Gone;
    rafts::float_free(now, world, case, Stage::Sunk);
}

/// The vessel drives ashore. Upright, everybody aboard walks or wades ashore; a capsized hull puts its people on the
/// shore.
pub(super) fn strand(now: &mut Now<'_>, world: &mut World, case: CraftId, position: Position) {
    let ids: Vec<PersonId> = world
        .people
        .iter()
        .filter(|p| {
            p.craft == case
                && p.fate == Fate::Living
                && matches!(p.whereabouts, Whereabouts::Aboard | Whereabouts::OnHull)
        })
        .map(|p| p.id)
        .collect();
    for id in ids {
        people::ashore(now, world, id, position);
    }
    world.casualties[case.index()].engine = false;
}

/// How far a vessel under its own power goes in one tick \[m\].
pub(super) fn stride_m(casualty: &Casualty) -> f64 {
    casualty.speed_mps * TICK_SECONDS as f64
}
