//! How fast: headless runs, seeking, proving, projecting, recording. `cargo bench` prints all of it.
//!
//! First a table on one run of the shipped scenario with the doctrine crew in every seat, in multiples of real
//! time and milliseconds at the 95th percentile; then a table of particles adrift (alone: `cargo bench -- drift`), one
//! of fifty seats (alone: `cargo bench -- hosting`), one of the search planner (alone: `cargo bench -- planning`); then
//! divan's timings of the parts.

#[cfg(feature = "gui")]
mod chart;
mod drift;
mod hosting;
mod planning;

use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::ItemsCount;
use sarex::base::time::TICK_SECONDS;
use sarex::base::{Noise, Stream, Tick};
use sarex::crew::Crew;
use sarex::picture;
use sarex::record::{Ending, Header, Recorder, Recording, Replay, Verdict, verify};
use sarex::scenario::{self, Scenario, Source};
use sarex::session::{Exercise, Seating};
use sarex::sim::{Command, Event, Stamped, Theatre, World, step};

const SCENARIO: &str = "sunda-2012";
const SEED: u64 = 1;
/// Seeks of which the 95th percentile is taken.
const SEEKS: u32 = 400;

fn main() {
    // The others take minutes, and a full table is a question of its own.
    if std::env::args().any(|argument| argument == "hosting") {
        return hosting::table();
    }
    if std::env::args().any(|argument| argument == "drift") {
        return drift::table();
    }
    if std::env::args().any(|argument| argument == "planning") {
        return planning::table();
    }
    table();
    drift::table();
    hosting::table();
    planning::table();
    #[cfg(feature = "gui")]
    chart::table(&midway());
    divan::main();
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the wall clock")]
fn now() -> Instant {
    Instant::now()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = now();
    let result = black_box(work());
    (result, start.elapsed())
}

fn shipped() -> &'static (Source, Scenario) {
    static TEXT: OnceLock<(Source, Scenario)> = OnceLock::new();
    TEXT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(SCENARIO);
        let source = scenario::load(&folder).unwrap_or_else(|error| panic!("{error}"));
        let scenario = source.read().0.expect("the shipped scenario is accepted");
        (source, scenario)
    })
}

/// One step of a run: what entered and what came out.
type Step = (Vec<Stamped<Command>>, Vec<Stamped<Event>>);

/// A whole run with the doctrine crew, and its recording.
struct Run {
    theatre: Theatre,
    steps: Vec<Step>,
    recording: Vec<u8>,
}

fn exercise(crew: Crew) -> Exercise {
    let scenario = shipped().1.clone();
    let seating = Seating::all(&scenario, crew);
    Exercise::new(scenario, SEED, seating)
}

fn header() -> Header {
    let (source, scenario) = shipped();
    let crews = vec!["doctrine".to_owned(); scenario.seats.len()];
    Header::new(SCENARIO, &source.text, None, SEED, crews).with_files(source.files.clone())
}

fn run() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| {
        let mut exercise = exercise(Crew::Doctrine);
        let mut recorder = Recorder::begin(Vec::new(), &header(), exercise.world()).unwrap();
        let mut steps = Vec::new();
        while !exercise.is_over() && exercise.world().tick < exercise.theatre().scenario.last_tick() {
            let moment = exercise.advance();
            recorder.tick(exercise.world(), &moment.commands, &moment.events).unwrap();
            steps.push((moment.commands, moment.events));
        }
        let recording = recorder.finish(Ending::Finished, exercise.world()).unwrap();
        Run { theatre: Theatre::new(shipped().1.clone()), steps, recording }
    })
}

fn opened() -> Recording {
    Recording::read(&run().recording).unwrap()
}

/// A moment before `last` that is not known beforehand, the same in every benchmark.
fn moment(n: u32, last: Tick) -> Tick {
    let unit = Noise::new(SEED).once(Stream::Weather, u64::from(n)).unit();
    Tick((f64::from(last.0) * unit) as u32)
}

/// The world in the middle of the run.
fn midway() -> World {
    let recording = opened();
    let middle = Tick(recording.last_tick().0 / 2);
    Replay::new(&recording).unwrap().seek(middle).unwrap().clone()
}

fn play(mut exercise: Exercise) -> u32 {
    let last = exercise.theatre().scenario.last_tick();
    while !exercise.is_over() && exercise.world().tick < last {
        exercise.advance();
    }
    exercise.world().tick.0
}

fn table() {
    let multiple = |ticks: u32, time: Duration| f64::from(ticks) * TICK_SECONDS as f64 / time.as_secs_f64();
    println!("{SCENARIO}, seed {SEED}");
    for crew in [Crew::Absent, Crew::Doctrine] {
        let (ticks, time) = timed(|| play(exercise(crew)));
        let (hours, times) = (Tick(ticks).hours(), multiple(ticks, time));
        println!("  headless, crew {crew}: {hours:.1} h in {:.2} s, {times:.0} times real time", time.as_secs_f64());
    }
    let ticks = u32::try_from(run().steps.len()).unwrap();
    let (recording, open) = timed(opened);
    println!("  recording: {} kB, opened in {:.1} ms", recording.size_bytes() / 1000, open.as_secs_f64() * 1000.0);
    let (verdict, time) = timed(|| verify(&recording, &mut |_| ControlFlow::Continue(())));
    assert_eq!(verdict, Verdict::Agrees { ticks });
    println!("  verified in {:.2} s, {:.0} times real time", time.as_secs_f64(), multiple(ticks, time));

    seeks("seek, either way", &recording);
    let long = three_days();
    seeks(&format!("seek in 72 h ({} kB), either way", long.size_bytes() / 1000), &long);
}

/// Times of seeking to moments all over a recording.
fn seeks(what: &str, recording: &Recording) {
    let mut replay = Replay::new(recording).unwrap();
    let last = recording.last_tick();
    let mut times: Vec<Duration> = (0..SEEKS).map(|n| timed(|| replay.seek(moment(n, last)).unwrap().tick).1).collect();
    times.sort();
    let at = |share: f64| times[(f64::from(SEEKS - 1) * share) as usize].as_secs_f64() * 1000.0;
    println!("  {what}: median {:.1} ms, p95 {:.1} ms, longest {:.1} ms", at(0.5), at(0.95), at(1.0));
}

/// Three days in which nobody comes: the longest the shipped scenario can be made to last.
fn three_days() -> Recording {
    let mut exercise = exercise(Crew::Absent);
    let mut recorder = Recorder::begin(Vec::new(), &header(), exercise.world()).unwrap();
    while !exercise.is_over() && exercise.world().tick.hours() < 72.0 {
        let moment = exercise.advance();
        recorder.tick(exercise.world(), &moment.commands, &moment.events).unwrap();
    }
    let bytes = recorder.finish(Ending::Until, exercise.world()).unwrap();
    Recording::read(&bytes).unwrap()
}

/// One hour from the middle of the run, without commands.
#[divan::bench(sample_count = 5)]
fn step_360_ticks(bencher: Bencher<'_, '_>) {
    let theatre = &run().theatre;
    bencher.counter(ItemsCount::new(360_u32)).with_inputs(midway).bench_local_values(|mut world| {
        for _ in 0..360 {
            step(theatre, &mut world, &[]);
        }
        world
    });
}

#[divan::bench]
fn hash_every_subsystem(bencher: Bencher<'_, '_>) {
    let world = midway();
    bencher.bench_local(|| world.digests());
}

#[divan::bench]
fn project_every_seat(bencher: Bencher<'_, '_>) {
    let (theatre, world) = (&run().theatre, midway());
    bencher.bench_local(|| theatre.seats().map(|seat| picture::project(theatre, &world, seat)).collect::<Vec<_>>());
}

/// A whole minute, with its block.
#[divan::bench]
fn record_6_ticks(bencher: Bencher<'_, '_>) {
    let recording = opened();
    let mut replay = Replay::new(&recording).unwrap();
    let middle = recording.last_tick().0 / 2 / 60 * 60;
    let mut worlds = (middle..=middle + 6).map(|tick| replay.seek(Tick(tick)).unwrap().clone());
    let first = worlds.next().unwrap();
    let worlds: Vec<World> = worlds.collect();
    bencher
        .counter(ItemsCount::new(6_u32))
        .with_inputs(|| Recorder::begin(std::io::sink(), &header(), &first).unwrap())
        .bench_local_values(|mut recorder| {
            for world in &worlds {
                let (commands, events) = &run().steps[world.tick.0 as usize - 1];
                recorder.tick(world, commands, events).unwrap();
            }
            recorder
        });
}

#[divan::bench]
fn seek_anywhere(bencher: Bencher<'_, '_>) {
    let recording = opened();
    let (mut replay, last) = (Replay::new(&recording).unwrap(), recording.last_tick());
    let mut n = 0;
    bencher.bench_local(|| {
        n += 1;
        replay.seek(moment(n, last)).unwrap().tick
    });
}

#[divan::bench]
fn seek_forward_by_one(bencher: Bencher<'_, '_>) {
    let recording = opened();
    let mut replay = Replay::new(&recording).unwrap();
    bencher.bench_local(|| {
        let next = (replay.tick().0 + 1) % recording.last_tick().0;
        replay.seek(Tick(next)).unwrap().tick
    });
}
