//! What the tests share: shipped scenarios, played by whoever is wanted, and the program itself.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sarex::base::Tick;
use sarex::base::ids::CraftId;
use sarex::crew::{Crew, Script};
use sarex::scenario::{self, Scenario, Source};
use sarex::session::{Exercise, Seating};
use sarex::sim::sitrep::FullSitrep;
use sarex::sim::{Event, Fate, MessageBody, ReportedPosition, Stamped, Whereabouts};

/// A shipped scenario's folder.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

/// A shipped scenario's text and files.
pub(crate) fn source(name: &str) -> Source {
    scenario::load(&folder(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// A shipped scenario, which must be without a finding.
pub(crate) fn shipped(name: &str) -> Scenario {
    let (scenario, findings) = source(name).read();
    assert!(findings.is_empty(), "{name}: {findings:#?}");
    scenario.unwrap()
}

/// An exercise with one crew in every seat.
pub(crate) fn exercise(name: &str, seed: u64, crew: Crew) -> Exercise {
    let scenario = shipped(name);
    let seating = Seating::all(&scenario, crew);
    Exercise::new(scenario, seed, seating)
}

/// The exercise as a script of orders has it, with nobody else at the table.
pub(crate) fn scripted(name: &str, seed: u64, orders: &str) -> Exercise {
    let scenario = shipped(name);
    let orders = std::fs::read_to_string(folder(name).join(orders)).unwrap();
    let script = Script::read(&orders, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let seating = Seating::scripted(&scenario, script);
    Exercise::new(scenario, seed, seating)
}

/// What became of everybody: saved, died, bodies found, aboard at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fates {
    pub(crate) saved: u32,
    pub(crate) died: u32,
    pub(crate) bodies: u32,
    pub(crate) aboard: u32,
    /// Alive ashore, safe there or not.
    pub(crate) ashore: u32,
}

/// Plays an exercise to its end.
pub(crate) fn play(mut exercise: Exercise) -> (Fates, Vec<Stamped<Event>>) {
    let last = exercise.theatre().scenario.last_tick();
    let events = exercise.play_to(last);
    (fates(&exercise), events)
}

/// A situation report on a case that tells no more than these.
pub(crate) fn sitrep(
    case: CraftId,
    position: Option<ReportedPosition>,
    text: &str,
    full: Option<FullSitrep>,
) -> MessageBody {
    MessageBody::Sitrep {
        case,
        phase: None,
        position,
        persons: None,
        recovered: 0,
        bodies: 0,
        landed: 0,
        text: text.to_owned(),
        capsized: false,
        full: full.map(Box::new),
    }
}

/// The fates at this moment.
pub(crate) fn fates(exercise: &Exercise) -> Fates {
    let truth = sarex::picture::truth(exercise.theatre(), exercise.world());
    let ashore = exercise.world().people.iter().filter(|person| {
        person.fate == Fate::Living && matches!(person.whereabouts, Whereabouts::AtPlace(_) | Whereabouts::OnShore(_))
    });
    let mut fates = Fates { saved: 0, died: 0, bodies: 0, aboard: 0, ashore: ashore.count() as u32 };
    for c in &truth.casualties {
        fates.saved += c.saved;
        fates.died += c.died;
        fates.bodies += c.bodies;
        fates.aboard += c.persons;
    }
    fates
}

/// Does a piece of work for each seed on the machine's cores; the results are in order of seed.
pub(crate) fn for_seeds<T: Send>(seeds: std::ops::RangeInclusive<u64>, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let seeds: Vec<u64> = seeds.collect();
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(seeds.len().max(1));
    let mut slots: Vec<Option<T>> = seeds.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|worker| {
                let (seeds, work) = (&seeds, &work);
                scope.spawn(move || {
                    (worker..seeds.len()).step_by(workers).map(|i| (i, work(seeds[i]))).collect::<Vec<_>>()
                })
            })
            .collect();
        for handle in handles {
            for (i, result) in handle.join().unwrap() {
                slots[i] = Some(result);
            }
        }
    });
    slots.into_iter().map(Option::unwrap).collect()
}

/// The mean of some counts.
pub(crate) fn mean(counts: impl IntoIterator<Item = u32>) -> f64 {
    let (sum, n) = counts.into_iter().fold((0.0, 0.0), |(sum, n), x| (sum + f64::from(x), n + 1.0));
    if n > 0.0 { sum / n } else { 0.0 }
}

/// The median of some counts.
pub(crate) fn median(counts: impl IntoIterator<Item = u32>) -> u32 {
    let mut counts: Vec<u32> = counts.into_iter().collect();
    counts.sort_unstable();
    counts[counts.len() / 2]
}

/// Runs the program as a user would.
pub(crate) fn sarex(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sarex"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// A tick by hours from the start.
pub(crate) fn hours(h: u32) -> Tick {
    Tick(h * 360)
}
