//! A host that is killed loses nothing it had acknowledged, and goes on in the same file.

use std::fs::{self, File};
use std::io::Write;

use proptest::prelude::*;
use sarex::base::ids::{CraftId, ExpectationId, InjectId, SeatId, SruId};
use sarex::base::{Position, Tick};
use sarex::record::{Ending, RecordError, Recorder, Recording, Resumed, Verdict};
use sarex::scenario::{Effect, TroubleKind};
use sarex::sea::Flow;
use sarex::sim::{Command, Event, Intervention, Rating, Stamped, World, step};

use super::recording::{SEED, STEPS, commands, header, live, theatre, verdict};

#[test]
fn what_is_flushed_can_be_read_though_the_minute_has_just_begun() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.sarex");
    let theatre = theatre();
    let mut world = World::new(&theatre, SEED);
    let recorder = Recorder::begin(File::create(&path).unwrap(), &header(SEED), &world).unwrap();
    let mut recorder = recorder.durable().unwrap();
    for n in 1..=50_u32 {
        let commands = commands(world.tick.next());
        let events = step(&theatre, &mut world, &commands);
        recorder.tick(&world, &commands, &events).unwrap();
        if n % 7 == 0 {
            recorder.flush().unwrap();
            assert_eq!(Recording::open(&path).unwrap().last_tick(), world.tick);
            // Nothing new, nothing written.
            let size = fs::metadata(&path).unwrap().len();
            recorder.flush().unwrap();
            assert_eq!(fs::metadata(&path).unwrap().len(), size);
        } else {
            assert_eq!(Recording::open(&path).unwrap().last_tick().0, (n / 6 * 6).max(n / 7 * 7));
        }
    }
    recorder.finish(Ending::Until, &world).unwrap();
    assert_eq!(verdict(&Recording::open(&path).unwrap()), Verdict::Agrees { ticks: 50 });
}

/// Goes on with what was recorded for so many steps more, as the live run did, and ends it.
fn play_on(resumed: Resumed, steps: u32) -> World {
    let theatre = theatre();
    let Resumed { mut recorder, mut world, .. } = resumed;
    for _ in 0..steps {
        let commands = commands(world.tick.next());
        let events = step(&theatre, &mut world, &commands);
        recorder.tick(&world, &commands, &events).unwrap();
    }
    recorder.finish(Ending::Until, &world).unwrap();
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn killed_at_any_byte_the_run_goes_on_and_proves_itself(
        place in any::<prop::sample::Index>(),
        second in any::<prop::sample::Index>(),
        steps in 0..80_u32,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.sarex");
        let (whole, digests) = live();
        let length = place.index(whole.len());
        fs::write(&path, &whole[..length]).unwrap();
        match Recorder::resume(&path) {
            Ok(resumed) => {
                prop_assert_eq!(&resumed.set_aside, &None);
                prop_assert_eq!(resumed.world.digest(), digests[resumed.world.tick.0 as usize]);
                let at = resumed.world.tick;
                let world = play_on(resumed, steps);
                let recording = Recording::open(&path).unwrap();
                prop_assert_eq!(&recording.damage, &None);
                prop_assert_eq!(recording.ending, Some(Ending::Until));
                prop_assert_eq!(verdict(&recording), Verdict::Agrees { ticks: at.0 + steps });
                prop_assert_eq!(recording.final_hash(), Some(world.digest()));
                // And killed again while it went on.
                let again = fs::read(&path).unwrap();
                let kept = Recording::read(&whole[..length]).unwrap().size_bytes().min(again.len() as u64) as usize;
                let cut = kept + second.index(again.len() - kept + 1);
                fs::write(&path, &again[..cut]).unwrap();
                match Recorder::resume(&path) {
                    Ok(resumed) => {
                        let at = resumed.world.tick;
                        play_on(resumed, 13);
                        let recording = Recording::open(&path).unwrap();
                        prop_assert_eq!(verdict(&recording), Verdict::Agrees { ticks: at.0 + 13 });
                    }
                    Err(RecordError::Complete { .. }) => prop_assert_eq!(cut, again.len()),
                    Err(other) => prop_assert!(false, "{}", other),
                }
            }
            // Too little was written to go on with; nothing was touched.
            Err(RecordError::Damaged(_) | RecordError::Empty) => {
                prop_assert!(Recording::read(&whole[..length]).is_err());
                prop_assert_eq!(fs::read(&path).unwrap(), &whole[..length]);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}

#[test]
fn a_file_that_was_finished_or_is_no_recording_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.sarex");
    let (whole, _) = live();
    let mut foreign = whole.clone();
    foreign[3] ^= 1;
    let mut header_changed = whole.clone();
    header_changed[40] ^= 1;
    let mut goes_on = whole.clone();
    goes_on.extend_from_slice(b"and more");
    for (bytes, word) in [
        (whole, "was finished"),
        (&goes_on, "was finished"),
        (&foreign, "not a SAREX recording"),
        (&header_changed, "damaged before its first moment"),
        (&Vec::new(), "empty"),
    ] {
        fs::write(&path, bytes).unwrap();
        let why = Recorder::resume(&path).unwrap_err().to_string();
        assert!(why.contains(word), "{why}");
        assert_eq!(&fs::read(&path).unwrap(), bytes);
    }
    assert!(matches!(Recorder::resume(&folder.path().join("none")), Err(RecordError::Io { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "and no file is made");
}

#[test]
fn bytes_that_cannot_be_kept_are_put_beside_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.sarex");
    let (whole, _) = live();
    // A power failure leaves zeros; a bad disk changes what was long written.
    for (n, place) in [(1, whole.len() / 2), (2, whole.len() / 3)] {
        let mut bytes = whole.clone();
        bytes[place..].fill(0);
        fs::write(&path, &bytes).unwrap();
        let resumed = Recorder::resume(&path).unwrap();
        let aside = resumed.set_aside.clone().unwrap();
        assert!(aside.ends_with(if n == 1 { "run.sarex.cut" } else { "run.sarex.cut2" }), "{}", aside.display());
        let kept = fs::read(&path).unwrap();
        assert_eq!([kept, fs::read(&aside).unwrap()].concat(), bytes, "nothing is lost");
        play_on(resumed, 20);
        assert!(verdict(&Recording::open(&path).unwrap()).agrees());
    }
}

/// Interventions of every kind, some of them absurd.
fn interventions(tick: Tick) -> Vec<Stamped<Command>> {
    let case = CraftId(0);
    let at = |lat, lon| Position::new(lat, lon).unwrap();
    let still = Flow { east_mps: 0.0, north_mps: 0.0 };
    let deeds = match tick.0 {
        5 => vec![
            Intervention::Seated { seat: SeatId(1), who: "people".to_owned() },
            Intervention::Note { text: "begun late".to_owned(), bookmark: true },
        ],
        30 => vec![Intervention::MoveSru { sru: SruId(0), to: at(-6.4, 105.2) }],
        31 => vec![
            Intervention::MoveSru { sru: SruId(0), to: at(-6.9, 107.6) },
            Intervention::MoveSru { sru: SruId(4_000), to: at(-6.4, 105.2) },
        ],
        60 => vec![Intervention::MoveCraft { case, to: at(-7.6, 105.3) }],
        90 => vec![Intervention::Improvise {
            purpose: "a second blow".to_owned(),
            effect: Effect::Trouble { craft: case, kind: TroubleKind::Leak { m3_per_h: 9.0 } },
        }],
        91 => vec![Intervention::Improvise {
            purpose: String::new(),
            effect: Effect::Trouble { craft: case, kind: TroubleKind::Leak { m3_per_h: f64::NAN } },
        }],
        120 => vec![
            Intervention::Weather { wind: Flow { east_mps: -4.0, north_mps: 1.0 }, current: still, wave_height_m: 0.8 },
            Intervention::Weather { wind: still, current: still, wave_height_m: f64::INFINITY },
        ],
        150 => vec![
            Intervention::Improvise { purpose: String::new(), effect: Effect::SruFails { sru: SruId(1) } },
            Intervention::Fire { inject: InjectId(0) },
            Intervention::CallOff { inject: InjectId(0) },
        ],
        200 => {
            vec![Intervention::Repair { sru: SruId(1) }, Intervention::BringIn { sru: SruId(1), at: at(-7.0, 105.0) }]
        }
        400 => {
            vec![Intervention::Rate {
                expectation: ExpectationId(0),
                rating: Rating::Performed,
                note: "well done".to_owned(),
            }]
        }
        _ => Vec::new(),
    };
    let command = |(seq, what)| Stamped { tick, seat: None, seq, body: Command::Excon(Box::new(what)) };
    (0..).zip(deeds).map(command).collect()
}

#[test]
fn a_recording_with_interventions_replays_and_verifies() {
    let theatre = theatre();
    let mut world = World::new(&theatre, SEED);
    let mut recorder = Recorder::begin(Vec::new(), &header(SEED), &world).unwrap();
    for _ in 0..500 {
        let tick = world.tick.next();
        let commands = [commands(tick), interventions(tick)].concat();
        let events = step(&theatre, &mut world, &commands);
        world.check_invariants(&theatre);
        recorder.tick(&world, &commands, &events).unwrap();
    }
    let bytes = recorder.finish(Ending::Until, &world).unwrap();
    let recording = Recording::read(&bytes).unwrap();
    assert_eq!(recording.damage, None);
    assert_eq!(verdict(&recording), Verdict::Agrees { ticks: 500 });
    let did = |refused: bool| {
        let is = |e: &&Stamped<Event>| match e.body {
            Event::Intervened { .. } => !refused,
            Event::InterventionRefused { .. } => refused,
            _ => false,
        };
        recording.events().filter(is).count()
    };
    assert_eq!((did(false), did(true)), (10, 6));
    // The evaluator's rating stands beside the verdict, in the score and in the report.
    let score = sarex::debrief::score_of(&recording).unwrap();
    let rated = score.expectations.items[0].rated.clone().unwrap();
    assert_eq!((rated.rating, rated.note.as_str()), (Rating::Performed, "well done"));
    assert!(
        score.to_string().contains("the evaluator's rating: P, performed without challenges (well done)"),
        "{score}"
    );
    assert_eq!(score.to_json()["expectations"]["items"][0]["rated"]["note"], "well done");
    let report = sarex::debrief::report_of(&recording, std::path::Path::new("run.sarex"), Vec::new()).unwrap();
    for words in
        ["evaluator: P, performed", "Bookmark: begun late", "EXCON put Harapan at", ">EXCON<", "evaluator's rating"]
    {
        assert!(report.contains(words), "{words}");
    }
}

#[test]
fn the_steps_between_two_flushes_are_whole_or_not_there() {
    let theatre = theatre();
    let mut world = World::new(&theatre, SEED);
    let mut file = tempfile::tempfile().unwrap();
    let mut recorder = Recorder::begin(file.try_clone().unwrap(), &header(SEED), &world).unwrap();
    for _ in 0..STEPS.min(9) {
        let events = step(&theatre, &mut world, &[]);
        recorder.tick(&world, &[], &events).unwrap();
        recorder.flush().unwrap();
    }
    let chain = recorder.chain();
    // The program is killed: nothing more is written, not even by the recorder's end.
    std::mem::forget(recorder);
    file.flush().unwrap();
    let mut bytes = Vec::new();
    std::io::Seek::rewind(&mut file).unwrap();
    std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
    let recording = Recording::read(&bytes).unwrap();
    assert_eq!((recording.last_tick(), recording.chain()), (Tick(9), chain));
}
