//! Golden recordings: short runs kept in the repository, compared hash by hash. A change that alters what a recording
//! holds, or what its commands lead to, fails here first.
//!
//! `UPDATE_GOLDEN=1 cargo test golden` writes them anew; the reason belongs in the commit message.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use sarex::base::Tick;
use sarex::crew::Crew;
use sarex::record::{Ending, Header, Recorder, Recording, verify};
use sarex::scenario::{EXAMPLE, Source};
use sarex::session::{Exercise, Seating};

use super::drill;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Plays a scenario's beginning into a recording.
fn play(name: &str, source: &Source, crew: Crew, last: Tick) -> Vec<u8> {
    let scenario = source.read().0.unwrap();
    let seating = Seating::all(&scenario, crew);
    let header = Header::new(name, &source.text, None, 11, seating.labels()).with_files(source.files.clone());
    let mut exercise = Exercise::new(scenario, 11, seating);
    let mut recorder = Recorder::begin(Vec::new(), &header, exercise.world()).unwrap();
    while exercise.world().tick < last && !exercise.is_over() {
        let moment = exercise.advance();
        recorder.tick(exercise.world(), &moment.commands, &moment.events).unwrap();
    }
    recorder.finish(Ending::Until, exercise.world()).unwrap()
}

fn check(file: &str, fresh: impl Fn() -> Vec<u8>) {
    let path = golden(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, fresh()).unwrap();
    }
    let recording = Recording::open(&path).unwrap_or_else(|e| panic!("{file}: {e}"));
    let verdict = verify(&recording, &mut |_| ControlFlow::Continue(()));
    assert!(verdict.agrees(), "{file}: {verdict}");
}

#[test]
fn the_golden_recording_of_the_sunda_case_still_agrees() {
    let source = drill::source("sunda-2012");
    check("sunda-2012.sarex", || play("sunda-2012", &source, Crew::Doctrine, drill::hours(5)));
}

#[test]
fn the_golden_recording_of_the_example_still_agrees() {
    let source = Source { text: EXAMPLE.to_owned(), ..Source::default() };
    check("example.sarex", || play("example", &source, Crew::Doctrine, drill::hours(5)));
}

#[test]
fn a_golden_recording_holds_something_worth_comparing() {
    for file in ["sunda-2012.sarex", "example.sarex"] {
        let recording = Recording::open(&golden(file)).unwrap();
        assert!(recording.commands().count() >= 5, "{file}");
        assert!(recording.events().count() >= 20, "{file}");
    }
}
