//! Orders about people against the host: what a file lets be ordered is taken, what stands against it is refused.

use crate::base::ids::SeatId;
use crate::base::{Span, Tick};
use crate::crew::Crew;
use crate::picture::{briefing, project};
use crate::plan::{CareOrder, not_known};
use crate::scenario;
use crate::session::{Exercise, Seating};
use crate::sim::ashore::Families;
use crate::sim::{Command, Event, Stamped, Theatre, World, step};

/// Reasons that are the desk's alone: the order would change nothing.
const IDLE: [&str; 6] = [
    "the consulate has been told",
    "stays so already",
    "has been decided so",
    "is protected already",
    "has not been left out",
    "is done, or left out already",
];

fn played(hours: i64) -> (Theatre, World) {
    let scenario = scenario::read(include_str!("../../../sim/ashore/fixture.ron")).0.unwrap();
    let seating = Seating::all(&scenario, Crew::Doctrine);
    let mut exercise = Exercise::new(scenario, 3, seating);
    exercise.play_to(Tick::START.after(Span::hours(hours)));
    (exercise.theatre().clone(), exercise.world().clone())
}

fn is_refused(theatre: &Theatre, world: &World, seat: SeatId, orders: Vec<crate::sim::ashore::Command>) -> bool {
    let mut trial = world.clone();
    let tick = trial.tick.next();
    let commands: Vec<Stamped<Command>> = (0..)
        .zip(orders)
        .map(|(seq, order)| Stamped { tick, seat: Some(seat), seq, body: Command::Ashore(Box::new(order)) })
        .collect();
    let events = step(theatre, &mut trial, &commands);
    events.iter().any(|event| matches!(event.body, Event::CommandRejected { .. }))
}

#[test]
fn what_can_be_ordered_is_taken_and_what_stands_against_it_is_refused() {
    let (mut taken, mut refused) = (0, 0);
    for hours in [8, 14, 30, 60] {
        let (theatre, world) = played(hours);
        // After the end nothing is taken or refused.
        if world.ended.is_some() {
            continue;
        }
        for seat in [SeatId(2), SeatId(3)] {
            let (picture, shelf) = (project(&theatre, &world, seat), briefing(&theatre, Some(seat)));
            for site in &picture.reception {
                for file in site.files.iter().step_by(9) {
                    for order in CareOrder::all(&shelf, &picture, site) {
                        // Whoever is not registered has a family that the file does not show.
                        let shown = file.known.age_years.is_some() && order.against_family(site, file).is_none();
                        let families = if shown { Families::Together } else { Families::Apart };
                        let commands = order.commands(&[file], families);
                        match order.against(&shelf, site, file) {
                            None if commands.is_empty() => panic!("{order:?} makes no order"),
                            None => {
                                assert!(!is_refused(&theatre, &world, seat, commands), "{order:?} of {}", file.file);
                                taken += 1;
                            }
                            Some(why) if IDLE.contains(&why) || commands.is_empty() => {}
                            Some(why) => {
                                assert!(is_refused(&theatre, &world, seat, commands), "{order:?}: {why}");
                                refused += 1;
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(taken > 100 && refused > 100, "{taken} taken, {refused} refused");
}

#[test]
fn what_is_not_known_grows_less_and_never_more() {
    let mut before = usize::MAX;
    for hours in [14, 40, 100] {
        let (theatre, world) = played(hours);
        let picture = project(&theatre, &world, SeatId(2));
        // The first landed, wherever they are by now.
        let files = || picture.reception.iter().flat_map(|site| site.files.iter().map(move |file| (site, file)));
        let Some((site, file)) = files().min_by_key(|(_, file)| file.file) else { continue };
        let open = not_known(site, file).len();
        assert!(open <= before, "{open} after {before}");
        before = open;
    }
    assert!(before < usize::MAX);
}

#[test]
fn the_board_counts_the_deadlines_of_its_files() {
    let (theatre, world) = played(40);
    for site in project(&theatre, &world, SeatId(2)).reception {
        let dues: Vec<_> = site.files.iter().flat_map(|file| file.dues()).collect();
        let counted: u32 = site.deadlines.iter().map(|view| view.persons).sum();
        assert_eq!(dues.len(), counted as usize);
        for view in &site.deadlines {
            let of = dues.iter().filter(|(what, _)| *what == view.what);
            assert_eq!(of.clone().map(|(_, due)| *due).min(), Some(view.due));
            assert_eq!(of.filter(|(_, due)| *due < world.tick).count(), view.overdue as usize);
        }
    }
}
