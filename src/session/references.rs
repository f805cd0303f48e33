//! What crews make of the same scenario with the same chance, for a run to be held against.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{Exercise, Seating};
use crate::base::Tick;
use crate::base::time::TICKS_PER_HOUR;
use crate::crew::Crew;
use crate::scenario::Scenario;
use crate::score::{Labels, Reference, Scorer};

/// Plays a scenario with one crew after another in every seat, side by side on as many threads, up to a moment or to its own
/// end. `told` hears every hour of exercise how far each has come; once `stop` is set all of them stop. None if they were
/// stopped.
pub fn references(
    scenario: &Scenario,
    seed: u64,
    until: Tick,
    stop: &AtomicBool,
    told: &(dyn Fn(Crew, Tick) + Sync),
) -> Option<Vec<Reference>> {
    let play = |crew: Crew| {
        let mut exercise = Exercise::new(scenario.clone(), seed, Seating::all(scenario, crew));
        let theatre = exercise.shared_theatre();
        let initial = exercise.world().clone();
        let mut scorer = Scorer::new(&theatre, &initial);
        while !exercise.is_over() && exercise.world().tick < until {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            exercise.advance().events.iter().for_each(|event| scorer.take(event));
            if exercise.world().tick.0.is_multiple_of(TICKS_PER_HOUR) {
                told(crew, exercise.world().tick);
            }
        }
        let world = exercise.world();
        let labels = Labels { crew: crew.to_string(), until: world.tick, final_hash: world.digest() };
        Some(Reference::of(&scorer.finish(&labels)))
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = Crew::ALL.map(|crew| scope.spawn(move || play(crew))).into_iter().collect();
        let done = running.into_iter().map(|thread| match thread.join() {
            Ok(reference) => reference,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        done.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;
    use crate::score::{beside, score, standing};

    #[test]
    fn a_run_stands_beside_nobody_a_competent_team_and_an_all_knowing_one() {
        let tutorial = scenario::SHIPPED.iter().find(|shipped| shipped.id == "tutorial").expect("it is shipped");
        let scenario = tutorial.source().read().0.expect("it is sound");
        let until = scenario.last_tick();
        let mut exercise = Exercise::new(scenario.clone(), 3, Seating::all(&scenario, Crew::Doctrine));
        let theatre = exercise.shared_theatre();
        let initial = exercise.world().clone();
        let events = exercise.play_to(until);
        let world = exercise.world();
        let labels = Labels { crew: "doctrine".to_owned(), until: world.tick, final_hash: world.digest() };
        let mut run = score(&theatre, &labels, &initial, &events);
        let never = AtomicBool::new(false);
        run.references = references(&scenario, 3, until, &never, &|_, _| ()).expect("nobody stops them");

        let crews: Vec<&str> = run.references.iter().map(|reference| reference.crew.as_str()).collect();
        assert_eq!(crews, ["absent", "doctrine", "informed"]);
        let (absent, same) = (&run.references[0], &run.references[1]);
        assert_eq!(same.persons, run.persons, "the same crew with the same chance is the same run");
        assert!(absent.persons.saved < run.persons.saved);
        let rows = beside(&run);
        assert!(rows.iter().all(|row| row.references.len() == 3 && row.references[1] == row.run), "{rows:#?}");
        let tasked = rows.iter().find(|row| row.name.contains("first unit tasked")).expect("a clock of the chain");
        assert!(tasked.references[0] == "-" && tasked.run != "-", "nobody tasks anybody: {tasked:?}");
        assert!(standing(&run).is_some_and(|words| words.contains("absent crew saves")));
        assert!(run.to_string().contains("Beside crews with the same chance"));

        let at_once = AtomicBool::new(true);
        assert_eq!(references(&scenario, 3, until, &at_once, &|_, _| ()), None);
    }
}
