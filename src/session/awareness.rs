//! Who knew what when: for every case, when each seat came to know each matter, as its ledger tells.
//!
//! Read from the ledgers at the end of a recording, out of which nothing is ever taken. **What a message said counts
//! from when it was read**, and what was never read was never known.

use crate::base::Tick;
use crate::base::ids::{CraftId, SeatId};
use crate::scenario::Phase;
use crate::score::Matter;
use crate::sim::{Ask, Entry, Fact, Report, Theatre, World, ashore, portal};

/// A matter of a case: when each seat knew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knew {
    /// Which.
    pub matter: Matter,
    /// When it was true, of what was known first. Exists when and only when anybody ever knew.
    pub true_at: Option<Tick>,
    /// When each seat first knew, in order of `SeatId`. None for one that never did.
    pub seats: Vec<Option<Tick>>,
}

/// A case: who knew what when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseAwareness {
    /// Which.
    pub case: CraftId,
    /// Every matter, in the order of `Matter::ALL`.
    pub matters: Vec<Knew>,
}

/// Who knew what when, of every case.
pub fn awareness(theatre: &Theatre, world: &World) -> Vec<CaseAwareness> {
    let seats = theatre.scenario.seats.len();
    let blank = |matter| Knew { matter, true_at: None, seats: vec![None; seats] };
    let mut all: Vec<CaseAwareness> = (0..theatre.scenario.craft.len())
        .map(|i| CaseAwareness { case: CraftId::new(i), matters: Matter::ALL.map(blank).to_vec() })
        .collect();
    for (seat, ledger) in (0..seats).map(SeatId::new).zip(&world.ledgers) {
        for entry in ledger.entries() {
            let Some((case, told)) = told(entry) else { continue };
            let Some(about) = all.get_mut(case.index()) else { continue };
            for matter in told {
                let knew = &mut about.matters[matter as usize];
                knew.seats[seat.index()].get_or_insert(entry.known_at);
                knew.true_at = Some(knew.true_at.map_or(entry.true_at, |at| at.min(entry.true_at)));
            }
        }
    }
    all
}

/// What an entry tells of a case.
fn told(entry: &Entry) -> Option<(CraftId, Vec<Matter>)> {
    let with = |case: CraftId, more: Option<Matter>| {
        let mut matters = vec![Matter::Case];
        matters.extend(more);
        Some((case, matters))
    };
    match &entry.fact {
        Fact::Received { body, .. } => Some((body.case()?, Matter::of_message(body))),
        Fact::PhaseSet { case, phase, .. } => with(*case, (*phase == Phase::Distress).then_some(Matter::Distress)),
        Fact::Responsible { case, .. } => with(*case, Some(Matter::Responsible)),
        Fact::Asked { case, what, .. } | Fact::AskedOfUs { case, what, .. } => match what {
            Ask::Deploy { .. } | Ask::Divert { .. } => with(*case, Some(Matter::Position)),
            Ask::Land { .. } | Ask::Clear(_) => {
                Some((*case, vec![Matter::Case, Matter::LandingAsked, Matter::Recovered]))
            }
            Ask::Coordinate | Ask::Enter | Ask::Lend { .. } | Ask::Means(_) | Ask::Assist(_) => with(*case, None),
        },
        Fact::Sighted { case, what, persons, .. } => Some((*case, Matter::of_sighting(*what, *persons))),
        Fact::Report { what: Report::Recovered { case, living, .. }, .. } => {
            with(*case, (*living > 0).then_some(Matter::Recovered))
        }
        Fact::Ashore(fact) => match **fact {
            ashore::Fact::Fetched { case, .. } => Some((case, vec![Matter::Case, Matter::Recovered, Matter::Landed])),
            _ => None,
        },
        Fact::Report { what: Report::Landed { case, living, .. }, .. } => {
            with(*case, (*living > 0).then_some(Matter::Landed))
        }
        Fact::Portal(fact) => match &**fact {
            portal::Fact::WeRead { what, .. } => Some((what.case()?, Matter::of_post(what))),
            portal::Fact::Indicated { what } => Some((what.case?, Matter::of_warning(what))),
            portal::Fact::WePosted { .. } | portal::Fact::Arrived { .. } | portal::Fact::Receipt { .. } => None,
        },
        Fact::Press(item) => with(item.about?, None),
        Fact::Homed(taken) => with(taken.case, Some(Matter::Position)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;
    use crate::crew::Crew;
    use crate::session::{Exercise, Seating};

    fn played(crew: Crew, hours: i64) -> (Theatre, World) {
        let scenario = crate::scenario::read(crate::scenario::EXAMPLE).0.unwrap();
        let seating = Seating::all(&scenario, crew);
        let mut exercise = Exercise::new(scenario, 11, seating);
        exercise.play_to(Tick::START.after(Span::hours(hours)));
        (exercise.theatre().clone(), exercise.world().clone())
    }

    #[test]
    fn a_seat_that_nobody_told_never_knew() {
        let (theatre, world) = played(Crew::Absent, 5);
        let all = awareness(&theatre, &world);
        let alert = &all[0].matters[Matter::Case as usize];
        // The boat calls the centres; with nobody acting operations and masters hear nothing of it.
        assert!(alert.seats[2].is_some());
        assert_eq!((alert.seats[1], alert.seats[3]), (None, None));
        for knew in &all[0].matters {
            assert!(knew.seats[1].is_none() && knew.seats[3].is_none(), "{knew:?}");
        }
    }

    #[test]
    fn it_agrees_with_what_pictures_show_and_nothing_is_known_before_it_was_true() {
        let (theatre, world) = played(Crew::Doctrine, 14);
        let all = awareness(&theatre, &world);
        let mut checked = 0;
        for seat in theatre.seats() {
            let picture = crate::picture::project(&theatre, &world, seat);
            for view in &picture.cases {
                let of = &all[view.case.index()];
                assert_eq!(of.matters[Matter::Case as usize].seats[seat.index()], Some(view.opened_at));
                let first = view.positions.iter().map(|told| told.known_at).min();
                if let Some(first) = first {
                    let knew = of.matters[Matter::Position as usize].seats[seat.index()].unwrap();
                    assert!(knew <= first, "{seat}: {knew} and not {first}");
                }
                checked += 1;
            }
        }
        assert!(checked >= 3, "{checked}");
        for knew in all.iter().flat_map(|case| &case.matters) {
            let first = knew.seats.iter().flatten().min();
            assert!(first.is_none_or(|first| knew.true_at.is_some_and(|at| at <= *first)), "{knew:?}");
        }
    }
}
