//! Who is within reach of whom, and what a seat is told when nobody is.
//!
//! VHF reaches as far as the horizon of two antennas (sar-models.md 2.8): those ashore stand in the scenario, a ship's
//! is at its height of eye, an aircraft's at the height it flies. A seat speaks by its coast stations and by the units
//! it commands that are out. Land between two antennas stops it, as far as a chart without heights can tell (`land`).

use crate::base::Position;
use crate::base::ids::SeatId;
use crate::base::quantity::nmi;
use crate::sar::detection::radio_horizon_m;
use crate::sar::sun;
use crate::scenario::{Channel, MfRange, Role};

use super::super::command::Rejection;
use super::super::event::Source;
use super::super::theatre::Theatre;
use super::super::world::World;
use super::{Unheard, has_mast, is_dead, land};

/// The antenna of an ordinary ship \[m\], to say how far one's own reaches (5.3 by 2.8, *proposed*).
pub const SHIP_ANTENNA_M: f64 = 20.0;

/// An antenna: where, and how high above the sea \[m\].
#[derive(Debug, Clone, Copy)]
struct Station {
    position: Position,
    height_m: f64,
}

/// Why something sent now would not be heard, apart from chance. `None`: it is heard.
pub(in crate::sim) fn unheard(
    theatre: &Theatre,
    world: &World,
    from: &Source,
    to: SeatId,
    channel: Channel,
) -> Option<Unheard> {
    let dead = |seat: SeatId| is_dead(world, theatre.seat(seat).party, channel);
    if matches!(from, Source::Seat(seat) if dead(*seat)) || dead(to) {
        return Some(Unheard::DeadLine);
    }
    (!in_reach(theatre, world, from, to, channel)).then_some(Unheard::OutOfRange)
}

/// Whether somebody speaks within reach of a seat.
fn in_reach(theatre: &Theatre, world: &World, from: &Source, to: SeatId, channel: Channel) -> bool {
    match (channel, theatre.scenario.channels.mf_range) {
        (Channel::Vhf, _) => {
            let there = stations(theatre, world, to);
            let here = match from {
                Source::Seat(seat) => stations(theatre, world, *seat),
                Source::Casualty(case) => {
                    let set = theatre.scenario.signals.sets(*case).vhf;
                    let position = world.hull(*case).position;
                    set.iter().map(|set| Station { position, height_m: set.antenna_m }).collect()
                }
                // Somebody outside the table is near whoever hears; but who has no set hears nobody.
                Source::Outside(_) => return !there.is_empty(),
            };
            any_pair(&here, &there, |a, b| {
                let in_sight = a.position.distance_m(b.position) <= radio_horizon_m(a.height_m, b.height_m);
                in_sight && land::lets_through(theatre.coast, (a.position, a.height_m), (b.position, b.height_m))
            })
        }
        (Channel::Radio, Some(range)) => {
            let here = match from {
                Source::Seat(seat) => masts(theatre, world, *seat),
                Source::Casualty(case) => vec![Station { position: world.hull(*case).position, height_m: 0.0 }],
                Source::Outside(_) => return true,
            };
            let start = theatre.scenario.start.at(world.tick);
            let reach = |at: Position| if sun::is_daylight(at, start) { range.day_m } else { range.night_m };
            any_pair(&here, &masts(theatre, world, to), |a, b| a.position.distance_m(b.position) <= reach(a.position))
        }
        (Channel::Mobile, _) => match from {
            Source::Casualty(case) => has_mast(theatre, world, *case),
            Source::Seat(_) | Source::Outside(_) => true,
        },
        _ => true,
    }
}

fn any_pair(here: &[Station], there: &[Station], heard: impl Fn(&Station, &Station) -> bool) -> bool {
    here.iter().any(|a| there.iter().any(|b| heard(a, b)))
}

/// The VHF antennas of a seat: its coast stations, and the units it commands that are out.
fn stations(theatre: &Theatre, world: &World, seat: SeatId) -> Vec<Station> {
    let ashore = theatre.scenario.signals.antennas_of(seat);
    let ashore = ashore.map(|antenna| Station { position: antenna.position, height_m: antenna.height_m });
    ashore.chain(afloat(theatre, world, seat)).collect()
}

/// Where a seat's MF sets are: at its office, unless it is of ships' masters, and aboard its units that are out.
fn masts(theatre: &Theatre, world: &World, seat: SeatId) -> Vec<Station> {
    let chair = theatre.seat(seat);
    let office = (chair.role != Role::Masters).then_some(Station { position: chair.position, height_m: 0.0 });
    office.into_iter().chain(afloat(theatre, world, seat)).collect()
}

fn afloat(theatre: &Theatre, world: &World, seat: SeatId) -> impl Iterator<Item = Station> {
    let out = world.srus.iter().filter(move |unit| unit.activity.is_out() && theatre.commands(world, seat, unit.id));
    out.map(move |unit| {
        let spec = theatre.sru(unit.id);
        let height_m = if spec.kind.flies() { spec.altitude_m.max(spec.eye_height_m) } else { spec.eye_height_m };
        Station { position: unit.position, height_m }
    })
}

/// The means by which a seat can send something to somebody at all, dead or not, in the order in which one would try
/// them.
pub fn sends_by(theatre: &Theatre, world: &World, seat: SeatId) -> Vec<Channel> {
    let mut means = vec![Channel::Phone, Channel::Text, Channel::Radio];
    if !stations(theatre, world, seat).is_empty() {
        means.push(Channel::Vhf);
    }
    if theatre.seat(seat).role == Role::Masters {
        means.push(Channel::WordOfMouth);
    }
    means
}

/// Refuses a means that a seat does not have, or knows to be dead.
pub(in crate::sim) fn usable(
    theatre: &Theatre,
    world: &World,
    seat: SeatId,
    channel: Channel,
) -> Result<(), Rejection> {
    let chair = theatre.seat(seat);
    let why = match channel {
        _ if is_dead(world, chair.party, channel) => "your line is dead; use another means",
        Channel::Vhf if stations(theatre, world, seat).is_empty() => {
            "you have no coast station, and no unit of yours is out; use the telephone, text or radio"
        }
        Channel::Epirb => "only a distress beacon sends by satellite so; use another means",
        Channel::Mobile => "that is how people at sea call; use the telephone",
        Channel::WordOfMouth if chair.role != Role::Masters => "an office does not send word so; use another means",
        _ => return Ok(()),
    };
    Err(Rejection::NotReady { what: channel.words().to_owned(), why: why.to_owned() })
}

/// Refuses what a seat can know by itself will not be heard: its own line is dead, or nobody answers.
pub(in crate::sim) fn sound(
    theatre: &Theatre,
    world: &World,
    seat: SeatId,
    to: SeatId,
    channel: Channel,
) -> Result<(), Rejection> {
    usable(theatre, world, seat, channel)?;
    if in_reach(theatre, world, &Source::Seat(seat), to, channel) {
        return Ok(());
    }
    // Only of one's own antenna: where the others are is not said.
    let own = match (channel, theatre.scenario.channels.mf_range) {
        (Channel::Radio, Some(MfRange { day_m, night_m })) => {
            format!("it reaches {:.0} NM by day and {:.0} NM by night", nmi(day_m), nmi(night_m))
        }
        _ => {
            let heights = stations(theatre, world, seat).into_iter().map(|station| station.height_m);
            let highest = heights.fold(0.0, f64::max);
            let reach = nmi(radio_horizon_m(highest, SHIP_ANTENNA_M));
            format!("your antenna {highest:.0} m above the sea reaches a ship's bridge out to {reach:.0} NM")
        }
    };
    let why = format!("nobody answers; {own}; use another means");
    Err(Rejection::NotReady { what: channel.words().to_owned(), why })
}

/// By what a seat answers what came by a means: by the same, or if that does not go, by the first that does.
pub(in crate::sim) fn answer_by(
    theatre: &Theatre,
    world: &World,
    seat: SeatId,
    to: SeatId,
    came_by: Channel,
) -> Channel {
    let others = sends_by(theatre, world, seat).into_iter();
    let mut means = std::iter::once(came_by).chain(others);
    means.find(|by| sound(theatre, world, seat, to, *by).is_ok()).unwrap_or(came_by)
}
