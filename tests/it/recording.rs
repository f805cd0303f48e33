//! A recording shows an exercise again as it was, proves that it does, and says where it is damaged.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use proptest::prelude::*;
use sarex::base::ids::{CraftId, SeatId, SruId};
use sarex::base::{Digest, Position, Tick};
use sarex::debrief;
use sarex::record::{Branch, Ending, FORMAT, Header, RecordError, Recorder, Recording, Replay, Verdict, verify};
use sarex::scenario::{self, Phase};
use sarex::score::Score;
use sarex::sim::{Command, Event, Order, Stamped, Theatre, World, step};

pub(crate) const STRAIT: &str = include_str!("../../src/scenario/example.ron");
pub(crate) const SEED: u64 = 7;
/// Long enough for a whole keyframe and several that build on it, and no whole minute at the end.
pub(crate) const STEPS: u32 = 812;

pub(crate) fn theatre() -> Theatre {
    let (scenario, diagnostics) = scenario::read(STRAIT);
    Theatre::new(scenario.unwrap_or_else(|| panic!("{diagnostics:?}")))
}

pub(crate) fn header(seed: u64) -> Header {
    Header::new("strait", STRAIT, Some("A brief."), seed, vec!["people".to_owned(); 4])
}

/// What the seats of the test ask: some of it sensible, some refused.
pub(crate) fn commands(tick: Tick) -> Vec<Stamped<Command>> {
    let case = CraftId(0);
    let to = Position::new(-7.5, 105.5).unwrap();
    let order = |sru| Command::Order { sru, case: None, order: Order::Proceed { to } };
    let mut commands = Vec::new();
    let mut by = |seat, body| {
        commands.push(Stamped { tick, seat: Some(SeatId(seat)), seq: commands.len() as u32, body });
    };
    match tick.0 {
        20 => by(1, order(SruId(0))),
        21 => by(0, order(SruId(0))),
        40 => by(1, order(SruId(999))),
        380 => by(0, Command::SetPhase { case, phase: Phase::Alert, reason: "a relative called".to_owned() }),
        401 => by(0, Command::CallCasualty { case }),
        n if n % 97 == 0 => by(2, Command::Log { text: format!("watch at {tick}") }),
        _ => {}
    }
    commands
}

/// A run, recorded, with something done to what the recorder is shown.
fn record_with<W: Write>(
    out: W,
    theatre: &Theatre,
    steps: u32,
    mut shown: impl FnMut(&mut World, &mut Vec<Stamped<Event>>),
) -> (Recorder<W>, World, Vec<Digest>) {
    let mut world = World::new(theatre, SEED);
    let mut recorder = Recorder::begin(out, &header(SEED), &world).unwrap();
    let mut digests = vec![world.digest()];
    for _ in 0..steps {
        let commands = commands(world.tick.next());
        let mut events = step(theatre, &mut world, &commands);
        digests.push(world.digest());
        let mut seen = world.clone();
        shown(&mut seen, &mut events);
        recorder.tick(&seen, &commands, &events).unwrap();
    }
    (recorder, world, digests)
}

/// The run most tests look at: the file, and the digest of every world as it was live.
pub(crate) fn live() -> &'static (Vec<u8>, Vec<Digest>) {
    static LIVE: OnceLock<(Vec<u8>, Vec<Digest>)> = OnceLock::new();
    LIVE.get_or_init(|| {
        let (recorder, world, digests) = record_with(Vec::new(), &theatre(), STEPS, |_, _| {});
        (recorder.finish(Ending::Until, &world).unwrap(), digests)
    })
}

fn forged(shown: impl FnMut(&mut World, &mut Vec<Stamped<Event>>)) -> Recording {
    let (recorder, world, _) = record_with(Vec::new(), &theatre(), 120, shown);
    Recording::read(&recorder.finish(Ending::Until, &world).unwrap()).unwrap()
}

pub(crate) fn verdict(recording: &Recording) -> Verdict {
    verify(recording, &mut |_| ControlFlow::Continue(()))
}

#[test]
fn equal_runs_give_equal_files() {
    let (recorder, world, _) = record_with(Vec::new(), &theatre(), STEPS, |_, _| {});
    let chain = recorder.chain();
    let again = recorder.finish(Ending::Until, &world).unwrap();
    assert_eq!(again, live().0);
    assert_ne!(chain, Recording::read(&again).unwrap().chain());
}

#[test]
fn a_recording_tells_what_was_played_and_what_happened() {
    let recording = Recording::read(&live().0).unwrap();
    assert_eq!(recording.header, header(SEED));
    assert_eq!(recording.ending, Some(Ending::Until));
    assert_eq!(recording.damage, None);
    assert_eq!((recording.first_tick(), recording.last_tick()), (Tick::START, Tick(STEPS)));
    assert_eq!(recording.final_hash(), live().1.last().copied());
    assert_eq!(recording.scenario().unwrap(), theatre().scenario);

    let mut world = World::new(&theatre(), SEED);
    let theatre = theatre();
    let events: Vec<_> = (0..STEPS)
        .flat_map(|_| {
            let commands = commands(world.tick.next());
            step(&theatre, &mut world, &commands)
        })
        .collect();
    assert!(recording.events().eq(&events));
    assert!(events.iter().any(|event| matches!(event.body, Event::CommandRejected { .. })), "some orders are refused");
    assert_eq!(recording.commands_at(Tick(21)), commands(Tick(21)));
    assert!(recording.commands().any(|(tick, command)| tick == Tick(388) && command.tick == tick));
    assert!(recording.events().all(|event| recording.events_at(event.tick).contains(event)));
}

#[test]
fn a_recording_proves_itself() {
    let recording = Recording::read(&live().0).unwrap();
    assert_eq!(verdict(&recording), Verdict::Agrees { ticks: STEPS });
    let stop = |tick: Tick| if tick.0 < 10 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let mut stop = stop;
    assert_eq!(verify(&recording, &mut stop), Verdict::Stopped { at: Tick(10) });
}

#[test]
fn a_recording_on_disk_is_the_same() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let (recorder, world, _) = record_with(file.reopen().unwrap(), &theatre(), 30, |_, _| {});
    recorder.finish(Ending::Interrupted, &world).unwrap();
    let recording = Recording::open(file.path()).unwrap();
    assert_eq!((recording.last_tick(), recording.ending), (Tick(30), Some(Ending::Interrupted)));
    let missing = Recording::open(&file.path().join("nothing")).unwrap_err().to_string();
    assert!(missing.contains("cannot read the recording"), "{missing}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn every_moment_shown_again_is_as_it_was(moments in prop::collection::vec(0..=STEPS, 6)) {
        let (bytes, digests) = live();
        let recording = Recording::read(bytes).unwrap();
        let mut replay = Replay::new(&recording).unwrap();
        for moment in moments {
            let world = replay.seek(Tick(moment)).unwrap();
            prop_assert_eq!(world.tick, Tick(moment));
            prop_assert_eq!(world.digest(), digests[moment as usize]);
        }
        prop_assert_eq!(replay.divergence(), None);
    }
}

#[test]
fn forward_by_one_and_back_by_one_are_the_same_moments() {
    let (bytes, digests) = live();
    let mut replay = Replay::new(Arc::new(Recording::read(bytes).unwrap())).unwrap();
    for moment in (300..=420).chain((355..420).rev()) {
        assert_eq!(replay.seek(Tick(moment)).unwrap().digest(), digests[moment as usize], "{moment}");
    }
    let outside = replay.seek(Tick(STEPS + 1)).unwrap_err().to_string();
    assert!(outside.contains("00:00:00 to 02:15:20"), "{outside}");
    assert_eq!(replay.tick(), Tick(355));
}

#[test]
fn a_world_saved_and_loaded_goes_on_as_if_it_had_not_been() {
    let theatre = theatre();
    let mut world = World::new(&theatre, SEED);
    for _ in 0..400 {
        let mut loaded: World = postcard::from_bytes(&postcard::to_stdvec(&world).unwrap()).unwrap();
        assert_eq!(loaded, world);
        let commands = commands(world.tick.next());
        let events = step(&theatre, &mut world, &commands);
        assert_eq!(step(&theatre, &mut loaded, &commands), events);
        assert_eq!(loaded.digests(), world.digests(), "{}", world.tick);
    }
}

#[test]
fn the_first_moment_and_subsystem_that_differ_are_named() {
    let recording = forged(|world, _| {
        if world.tick.0 >= 57 {
            world.casualties[0].water_l += 1.0;
        }
    });
    let Verdict::Differs { tick, subsystem, detail } = verdict(&recording) else { panic!() };
    assert_eq!((tick, subsystem), (Tick(57), "casualties"));
    assert!(detail.contains("00:10:00: casualties[0].water_l: recorded "), "{detail}");

    // A replay of it says so too.
    let mut replay = Replay::new(&recording).unwrap();
    replay.seek(Tick(59)).unwrap();
    let divergence = replay.divergence().unwrap();
    assert_eq!((divergence.tick, divergence.subsystem), (Tick(59), "casualties"));
}

#[test]
fn other_events_and_another_beginning_are_found() {
    let recording = forged(|_, events| events.retain(|event| !matches!(event.body, Event::CommandRejected { .. })));
    let Verdict::EventsDiffer { tick, detail } = verdict(&recording) else { panic!() };
    assert_eq!(tick, Tick(21));
    assert!(detail.contains("CommandRejected"), "{detail}");

    let theatre = theatre();
    let world = World::new(&theatre, SEED + 1);
    let recorder = Recorder::begin(Vec::new(), &header(SEED), &world).unwrap();
    let recording = Recording::read(&recorder.finish(Ending::Until, &world).unwrap()).unwrap();
    assert!(matches!(verdict(&recording), Verdict::Differs { tick: Tick::START, subsystem: "weather", .. }));
}

/// A run of the same scenario with other luck.
fn branch_of_another_seed() -> Recording {
    let theatre = theatre();
    let mut world = World::new(&theatre, SEED + 1);
    let mut recorder = Recorder::begin(Vec::new(), &header(SEED + 1), &world).unwrap();
    for _ in 0..340 {
        let events = step(&theatre, &mut world, &[]);
        recorder.tick(&world, &[], &events).unwrap();
    }
    Recording::read(&recorder.finish(Ending::Until, &world).unwrap()).unwrap()
}

#[test]
fn a_branch_that_begins_elsewhere_than_it_says_is_not_believed() {
    let theatre = theatre();
    let world = World::new(&theatre, SEED);
    let of = Branch { chain: Digest::of_bytes(b"another"), tick: Tick(7) };
    let recorder = Recorder::begin(Vec::new(), &header(SEED).branched_off(of), &world).unwrap();
    let recording = Recording::read(&recorder.finish(Ending::Until, &world).unwrap()).unwrap();
    let Verdict::CannotPlay(why) = verdict(&recording) else { panic!() };
    assert!(why.contains("branches off"), "{why}");
}

#[test]
fn an_exercise_may_branch_off_another() {
    let theatre = theatre();
    let recording = Recording::read(&live().0).unwrap();
    let mut world = Replay::new(&recording).unwrap().seek(Tick(333)).unwrap().clone();
    let of = Branch { chain: recording.chain(), tick: Tick(333) };
    let mut recorder = Recorder::begin(Vec::new(), &header(SEED).branched_off(of), &world).unwrap();
    for _ in 0..100 {
        let events = step(&theatre, &mut world, &[]);
        recorder.tick(&world, &[], &events).unwrap();
    }
    let branch = Recording::read(&recorder.finish(Ending::Until, &world).unwrap()).unwrap();
    assert_eq!((branch.first_tick(), branch.last_tick()), (Tick(333), Tick(433)));
    assert_eq!(verdict(&branch), Verdict::Agrees { ticks: 100 });
    assert_eq!(branch.header.branch_of, Some(of));
    assert!(branch.begins_in(&recording).unwrap());
    assert!(!branch.begins_in(&branch_of_another_seed()).unwrap());
    // It can be scored and told, from where it begins.
    let score = debrief::score_of(&branch).unwrap();
    assert_eq!((score.until, score.persons.at_risk), (Tick(433), 40));
    let whole = debrief::score_of(&recording).unwrap();
    let alerted = |score: &Score| score.clock("alert_to_phase").unwrap().seconds;
    assert!(alerted(&whole).is_some_and(|seconds| seconds > 0), "the phase is declared after the branch");
    assert!(score.clock("alert_to_position").unwrap().from.is_some(), "the alert before the branch is known");
    assert!(debrief::branch_note(&branch).unwrap().contains("00:55:30"));
    assert_eq!(debrief::branch_note(&recording), None);
    let report = debrief::report_of(&branch, Path::new("branch.sarex"), Vec::new()).unwrap();
    assert!(report.contains("begins 00:55:30 into the exercise"));
    let mut replay = Replay::new(&branch).unwrap();
    assert_eq!(*replay.seek(Tick(433)).unwrap(), world);
    assert!(replay.seek(Tick(332)).is_err());
}

/// A writer that remembers what could be read after each flush.
#[derive(Clone, Default)]
struct Flushed(Arc<Mutex<(Vec<u8>, Vec<usize>)>>);

impl Write for Flushed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut flushed = self.0.lock().unwrap();
        let length = flushed.0.len();
        flushed.1.push(length);
        Ok(())
    }
}

#[test]
fn a_crash_costs_no_more_than_the_last_minute() {
    let out = Flushed::default();
    let (recorder, ..) = record_with(out.clone(), &theatre(), 64, |_, _| {});
    let flushes = out.0.lock().unwrap().1.clone();
    assert_eq!(flushes.len(), 1 + 10, "the beginning and every minute");
    for (minute, length) in flushes.into_iter().enumerate() {
        let recording = Recording::read(&out.0.lock().unwrap().0[..length]).unwrap();
        assert_eq!(recording.last_tick(), Tick(6 * minute as u32));
        assert_eq!(recording.ending, None);
    }
    // A recorder that is dropped still writes the minute begun.
    drop(recorder);
    let recording = Recording::read(&out.0.lock().unwrap().0).unwrap();
    assert_eq!(recording.last_tick(), Tick(64));
    let damage = recording.damage.clone().unwrap();
    assert!(damage.what.contains("no end"), "{damage}");
    assert_eq!(verdict(&recording), Verdict::Damaged(damage));
}

#[test]
fn a_step_left_out_or_a_disk_that_is_full_stops_the_recorder() {
    #[derive(Debug)]
    struct Full(usize);
    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or_else(|| io::Error::other("full"))?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let theatre = theatre();
    let mut world = World::new(&theatre, SEED);
    let beginning = Recorder::begin(Vec::new(), &header(SEED), &world).unwrap();
    let room = beginning.finish(Ending::Until, &world).unwrap().len();
    let mut recorder = Recorder::begin(Full(room), &header(SEED), &world).unwrap();
    step(&theatre, &mut world, &[]);
    step(&theatre, &mut world, &[]);
    assert!(recorder.tick(&world, &[], &[]).is_err(), "a step was left out");

    let mut world = World::new(&theatre, SEED);
    let failed = (0..60).find(|_| {
        let events = step(&theatre, &mut world, &[]);
        recorder.tick(&world, &[], &events).is_err()
    });
    assert!(failed.is_some());
    let given_up = recorder.finish(Ending::Until, &world).unwrap_err().to_string();
    assert!(given_up.contains("given up"), "{given_up}");
}

proptest! {
    #[test]
    fn one_changed_byte_is_named_wherever_it_is(place in any::<prop::sample::Index>(), change in 1..=255_u8) {
        let (bytes, digests) = live();
        let mut bytes = bytes.clone();
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        match Recording::read(&bytes) {
            Ok(recording) => {
                let damage = recording.damage.clone().expect("a changed byte is found");
                prop_assert_eq!(damage.byte_offset, place as u64, "{}", damage);
                prop_assert!(damage.exact);
                prop_assert_eq!(damage.after_tick, recording.last_tick());
                let mut replay = Replay::new(&recording).unwrap();
                let last = replay.seek(recording.last_tick()).unwrap();
                prop_assert_eq!(last.digest(), digests[last.tick.0 as usize]);
            }
            Err(RecordError::Damaged(damage)) => prop_assert_eq!(damage.byte_offset, place as u64, "{}", damage),
            Err(RecordError::NotARecording { byte_offset }) => prop_assert_eq!(byte_offset, place as u64),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn a_file_cut_off_anywhere_opens_up_to_there(place in any::<prop::sample::Index>()) {
        let (bytes, digests) = live();
        let length = place.index(bytes.len());
        match Recording::read(&bytes[..length]) {
            Ok(recording) => {
                let damage = recording.damage.clone().expect("the end is missing");
                prop_assert_eq!(damage.byte_offset, length as u64);
                let mut replay = Replay::new(&recording).unwrap();
                let last = replay.seek(recording.last_tick()).unwrap();
                prop_assert_eq!(last.digest(), digests[last.tick.0 as usize]);
            }
            Err(RecordError::Damaged(damage)) => prop_assert_eq!(damage.byte_offset, length as u64),
            Err(RecordError::Empty) => prop_assert_eq!(length, 0),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn what_follows_the_end_is_found(junk in prop::collection::vec(any::<u8>(), 1..200)) {
        let mut bytes = live().0.clone();
        bytes.extend_from_slice(&junk);
        let recording = Recording::read(&bytes).unwrap();
        let damage = recording.damage.unwrap();
        prop_assert_eq!(damage.byte_offset, live().0.len() as u64);
        prop_assert_eq!(recording.ending, Some(Ending::Until));
    }

    #[test]
    fn junk_is_no_recording(junk in prop::collection::vec(any::<u8>(), 0..300), honest in any::<bool>()) {
        let mut bytes = if honest { live().0[..10].to_vec() } else { Vec::new() };
        bytes.extend_from_slice(&junk);
        prop_assert!(Recording::read(&bytes).is_err());
    }
}

#[test]
fn an_empty_file_another_file_and_a_newer_format_are_refused_in_words() {
    let refusal = |bytes: &[u8]| Recording::read(bytes).unwrap_err().to_string();
    assert!(refusal(b"").contains("empty"));
    assert!(refusal(b"PK\x03\x04 something else").contains("not a SAREX recording"));
    let mut newer = live().0[..10].to_vec();
    newer[8..10].copy_from_slice(&(FORMAT + 1).to_le_bytes());
    newer.extend_from_slice(b"whatever a newer program writes");
    let newer = refusal(&newer);
    assert!(newer.contains("format 2") && newer.contains("up to 1") && newer.contains("newer one"), "{newer}");
}

#[test]
fn ids_that_name_nothing_are_stopped_at_the_door() {
    let recording = forged(|world, _| {
        if world.tick == Tick(60) {
            world.srus[0].lent_to = Some(SeatId(400));
        }
    });
    let mut replay = Replay::new(&recording).unwrap();
    assert!(replay.seek(Tick(59)).is_ok());
    let refused = Replay::new(&recording).unwrap().seek(Tick(61)).unwrap_err().to_string();
    assert!(refused.contains("SeatId 400"), "{refused}");

    let (recorder, world, _) = record_with(Vec::new(), &theatre(), 20, |world, events| {
        if world.tick == Tick(15) {
            let body = Event::Logged { seat: SeatId(400), text: String::new() };
            events.push(Stamped { tick: world.tick, seat: None, seq: 0, body });
        }
    });
    let recording = Recording::read(&recorder.finish(Ending::Until, &world).unwrap()).unwrap();
    let damage = recording.damage.clone().unwrap();
    assert!(damage.what.contains("SeatId 400"), "{damage}");
    assert_eq!(recording.last_tick(), Tick(12));
}
