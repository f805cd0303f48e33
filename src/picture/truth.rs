//! The whole truth, which is no seat's picture.

use crate::base::Position;
use crate::base::ids::{CraftId, SruId};
use crate::sim::{self, Fate, Setting, Theatre, Whereabouts, World};

use super::model::*;
use super::project::view_sru;

/// The whole truth, for EXCON, the reviewer and the informed crew.
pub fn truth(theatre: &Theatre, world: &World) -> Truth {
    let place = world.objects.first().map_or_else(|| Position::clamped(0.0, 0.0), |o| o.position);
    let here = sim::here(theatre, world, place);
    let casualties = (0..world.casualties.len())
        .map(|i| {
            let case = CraftId::new(i);
            let aboard: Vec<_> = world.people.iter().filter(|p| p.craft == case).collect();
            let living = Setting::ALL.map(|setting| {
                count(aboard.iter().filter(|p| p.fate == Fate::Living && p.whereabouts.setting() == setting).count())
            });
            let safe = |person: &sim::Person| match person.whereabouts {
                Whereabouts::AtPlace(place) => sim::ashore::is_safe_for(&theatre.scenario, &world.noise, person, place),
                _ => false,
            };
            let dead = |p: &&&sim::Person| p.fate != Fate::Living;
            CasualtyTruth {
                case,
                stage: world.casualties[i].stage,
                position: world.hull(case).position,
                velocity: world.hull(case).velocity,
                responsible: world.cases[i].responsible.map(|(seat, _)| seat),
                alerted: world.cases[i].responsible.is_some()
                    || theatre
                        .seats()
                        .any(|seat| world.milestones.contains_key(&crate::scenario::Milestone::Alerted(seat, case))),
                persons: count(aboard.len()),
                living,
                saved: count(aboard.iter().filter(|p| p.fate == Fate::Living && safe(p)).count()),
                died: count(aboard.iter().filter(dead).count()),
                report: theatre.scenario.craft.get(i).and_then(|craft| craft.report),
                bodies: count(
                    aboard
                        .iter()
                        .filter(dead)
                        .filter(|p| matches!(p.whereabouts, Whereabouts::AboardSru(_) | Whereabouts::AtPlace(_)))
                        .count(),
                ),
            }
        })
        .collect();
    let afloat = world
        .objects
        .iter()
        .filter(|o| o.afloat != sim::Afloat::Gone)
        .map(|o| {
            let (living, dead) = sim::count_at(world, o);
            AfloatTruth { case: o.craft, what: sim::recognised(world, o), position: o.position, living, dead }
        })
        .collect();
    Truth {
        tick: world.tick,
        now: theatre.scenario.start.at(world.tick),
        casualties,
        afloat,
        srus: (0..)
            .map(SruId::new)
            .zip(sim::aboard_srus(world))
            .map(|(sru, aboard)| view_sru(theatre, world, sru, None, aboard))
            .collect(),
        wind: here.wind,
        current: here.current,
        wave_height_m: here.wave_height_m,
        daylight: here.daylight,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
