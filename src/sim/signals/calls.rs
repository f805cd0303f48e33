//! How a vessel in distress calls: by a telephone with so much talk time, by a mobile telephone near a coast, by VHF to
//! everybody in range, and again when nobody took the call.

use crate::base::ids::{CraftId, SeatId};
use crate::base::noise::{self, Draws};
use crate::base::time::TICKS_PER_MINUTE;
use crate::base::{Span, Stream, Tick};
use crate::sar::radio::mobile_chance;
use crate::scenario::{Channel, Nature, Stage, Vhf};

use super::super::authority::CALL_TAKES;
use super::super::command::MessageBody;
use super::super::event::{Event, Source};
use super::super::step::Now;
use super::super::theatre::Theatre;
use super::super::world::World;
use super::super::{casualty, comms, people};
use super::{SignalEvent, unheard};

/// Between calls for help by VHF while nobody hears them (*proposed*).
const HAIL_AGAIN: Span = Span::minutes(10);

/// Between calls for help by VHF once somebody has heard one (*proposed*).
const HAIL_HEARD: Span = Span::hours(1);

/// Chance that a vessel with a VHF set hears a call on channel 16 and answers (*proposed*).
const VHF_WATCH: f64 = 0.7;

/// The shortest and longest time until a call that nobody took is tried again \[s\] (*proposed*).
const AGAIN_S: (f64, f64) = (600.0, 1_800.0);

/// Error of a position read out by VHF \[m, one standard deviation per axis\]: the 0.1 NM of a GNSS fix (sar-models.md
/// 3.2).
pub(in crate::sim) const FIX_M: f64 = 185.2;

/// What a draw of this file is for; each has its own address beside the vessel's.
#[derive(Debug, Clone, Copy)]
enum Chance {
    Hail = 1,
    Mast = 2,
    Again = 3,
    // 4 is `beacon`'s.
    Answers = 5,
}

fn draws(world: &World, what: Chance, case: CraftId, at: Tick) -> Draws {
    world.noise.at(Stream::Signals, noise::pair(what as u32, case.0), at)
}

/// Whether a mobile telephone aboard a vessel has a mast now.
pub(in crate::sim) fn has_mast(theatre: &Theatre, world: &World, case: CraftId) -> bool {
    let chance = mobile_chance(theatre.coast.distance_to_coast_m(world.hull(case).position));
    draws(world, Chance::Mast, case, world.tick).chance(chance)
}

/// The set by which a vessel answers a seat that calls it by VHF. None if it does not: it has none, the seat has none
/// in range, or nobody keeps watch.
pub(in crate::sim) fn answers_by_vhf(theatre: &Theatre, world: &World, seat: SeatId, case: CraftId) -> Option<Vhf> {
    let set = theatre.scenario.signals.sets(case).vhf?;
    let in_range = unheard(theatre, world, &Source::Casualty(case), seat, Channel::Vhf).is_none();
    let subject = noise::pair(1 << 8 | Chance::Answers as u32, seat.0 << 16 | case.0);
    let watched = world.noise.at(Stream::Signals, subject, world.tick).chance(VHF_WATCH);
    (in_range && watched).then_some(set)
}

/// Whether a vessel's telephone has talk time left for a call.
pub(in crate::sim) fn may_talk(theatre: &Theatre, world: &World, case: CraftId) -> bool {
    let talk = theatre.scenario.signals.sets(case).telephone.talk;
    talk.is_none_or(|talk| world.signals.vessels[case.index()].talked.0 < talk.0)
}

/// A call takes talk time from a battery that is limited.
fn talk(now: &mut Now<'_>, world: &mut World, case: CraftId) {
    let Some(talk) = now.theatre.scenario.signals.sets(case).telephone.talk else { return };
    let talked = &mut world.signals.vessels[case.index()].talked;
    talked.0 = (talked.0 + CALL_TAKES.0).min(talk.0);
    if *talked == talk {
        now.emit(Event::Signal(Box::new(SignalEvent::PhoneEmpty { case })));
    }
}

/// Makes a call by the vessel's telephone, or by another means but VHF. Gives whether somebody takes it.
pub(in crate::sim) fn telephone(
    now: &mut Now<'_>,
    world: &mut World,
    case: CraftId,
    to: SeatId,
    by: Channel,
    body: MessageBody,
) -> bool {
    let mobile = now.theatre.scenario.signals.sets(case).telephone.mobile;
    let by = if by == Channel::Phone && mobile { Channel::Mobile } else { by };
    comms::send(now, world, Source::Casualty(case), to, by, body);
    let taken = world.comms.in_flight.last().is_some_and(|message| message.lost.is_none());
    if taken && matches!(by, Channel::Phone | Channel::Mobile) {
        talk(now, world, case);
    }
    taken
}

/// A call that nobody took is tried again after a while, where the scenario says that it is.
pub(in crate::sim) fn try_again(now: &mut Now<'_>, world: &mut World, case: CraftId, call: u32) {
    if !now.theatre.scenario.signals.sets(case).telephone.tries_again {
        return;
    }
    let wait = draws(world, Chance::Again, case, now.tick).between(AGAIN_S.0, AGAIN_S.1);
    let at = now.tick.after(Span(wait.round() as i64));
    world.signals.vessels[case.index()].again.push((call, at));
    now.emit(Event::Signal(Box::new(SignalEvent::CallAgain { case, at })));
}

/// The calls of a vessel that are to be tried again now.
pub(in crate::sim) fn again(now: &Now<'_>, world: &mut World, case: CraftId) -> Vec<u32> {
    let waiting = &mut world.signals.vessels[case.index()].again;
    let due = waiting.iter().filter(|(_, at)| *at <= now.tick).map(|(call, _)| *call).collect();
    waiting.retain(|(_, at)| *at > now.tick);
    due
}

/// A call by VHF: every coast station and unit in range hears it, or nobody does. Gives whether anybody did.
pub(in crate::sim) fn hail(now: &mut Now<'_>, world: &mut World, case: CraftId, body: &MessageBody) -> bool {
    let theatre = now.theatre;
    let from = Source::Casualty(case);
    let missed = draws(world, Chance::Hail, case, now.tick).chance(theatre.scenario.channels.vhf.loss);
    let in_range = |to: &SeatId| unheard(theatre, world, &from, *to, Channel::Vhf).is_none();
    let hearers: Vec<SeatId> = theatre.seats().filter(|to| !missed && in_range(to)).collect();
    for to in &hearers {
        comms::send_to_all(now, world, from.clone(), *to, Channel::Vhf, body.clone());
    }
    let position = world.hull(case).position;
    let heard_by = u32::try_from(hearers.len()).unwrap_or(u32::MAX);
    now.emit(Event::Signal(Box::new(SignalEvent::Hailed { case, position, heard_by })));
    heard_by > 0
}

/// A vessel that takes water and has a VHF set calls for help by it, again and again.
pub(in crate::sim) fn mayday(now: &mut Now<'_>, world: &mut World, case: CraftId) {
    let Some(set) = now.theatre.scenario.signals.sets(case).vhf else { return };
    let stage = world.casualties[case.index()].stage;
    let due = world.signals.vessels[case.index()].next_hail.is_none_or(|next| next <= now.tick);
    let nature = match stage {
        Stage::Flooding => Nature::TakingWater,
        Stage::Listing => Nature::Sinking,
        Stage::UnderWay | Stage::Adrift | Stage::Capsized | Stage::Sunk => return,
    };
    let aboard = people::count_aboard(world, case);
    // Once somebody has come alongside it calls no more.
    let helped = !world.casualties[case.index()].approached_by.is_empty();
    if !due || helped || aboard == 0 || !now.tick.0.is_multiple_of(TICKS_PER_MINUTE) {
        return;
    }
    let mut told = world.noise.at(Stream::Report, noise::pair(1 << 16 | case.0, Chance::Hail as u32), now.tick);
    let truth = world.hull(case).position;
    let position = set.reads_position.then(|| casualty::read_out(truth, FIX_M, false, now.tick, &mut told));
    let persons = Some(casualty::guess(aboard, &mut told));
    let text = match &position {
        Some(told) => format!("MAYDAY on channel 16. Taking water. Position {}.", told.position),
        None => "MAYDAY on channel 16. Taking water. Cannot give a position.".to_owned(),
    };
    let heard = hail(now, world, case, &MessageBody::Call { case, nature, position, persons, text });
    let next = now.tick.after(if heard { HAIL_HEARD } else { HAIL_AGAIN });
    world.signals.vessels[case.index()].next_hail = Some(next);
}
