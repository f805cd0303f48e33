//! Files made by somebody who knows the format: every chain and sum is right, and what is inside is not.

use std::ops::ControlFlow;
use std::sync::OnceLock;

use proptest::prelude::*;

use super::format::{Kind, from_bytes, hashes, pack_world, to_bytes, unpack, unpack_world};
use super::frame::{self, FORMAT, Frames};
use super::recording::parse_keyframe;
use super::{Ending, Header, Recorder, Recording, Replay, Verdict, sound, verify};
use crate::base::ids::SeatId;
use crate::base::{Digest, Tick};
use crate::scenario;
use crate::sim::{Command, Stamped, Theatre, World, step};

const STRAIT: &str = include_str!("../scenario/example.ron");
const STEPS: u32 = 130;

fn theatre() -> &'static Theatre {
    static THEATRE: OnceLock<Theatre> = OnceLock::new();
    THEATRE.get_or_init(|| {
        let (scenario, diagnostics) = scenario::read(STRAIT);
        Theatre::new(scenario.unwrap_or_else(|| panic!("{diagnostics:?}")))
    })
}

/// An honest file, and the world it ends with.
fn honest() -> &'static (Vec<u8>, World) {
    static HONEST: OnceLock<(Vec<u8>, World)> = OnceLock::new();
    HONEST.get_or_init(|| {
        let mut world = World::new(theatre(), 1);
        let mut recorder =
            Recorder::begin(Vec::new(), &Header::new("strait", STRAIT, None, 1, Vec::new()), &world).unwrap();
        for _ in 0..STEPS {
            let events = step(theatre(), &mut world, &[]);
            recorder.tick(&world, &[], &events).unwrap();
        }
        (recorder.finish(Ending::Until, &world).unwrap(), world)
    })
}

/// Changes to bytes: where, and to what.
type Edits = Vec<(prop::sample::Index, u8)>;

fn edits() -> impl Strategy<Value = Edits> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)
}

fn edit(bytes: &mut [u8], edits: &Edits) {
    for (place, value) in edits {
        if !bytes.is_empty() {
            let place = place.index(bytes.len());
            bytes[place] = *value;
        }
    }
}

/// The honest file with one frame's contents edited before they were packed, and everything sealed again.
fn resealed(which: prop::sample::Index, edits: &Edits) -> Vec<u8> {
    let (bytes, _) = honest();
    let mut frames = Vec::new();
    let mut walk = Frames::new(bytes);
    while let Some(Ok(frame)) = walk.next() {
        frames.push(frame);
    }
    let which = which.index(frames.len());
    let mut out = frame::prelude(FORMAT).to_vec();
    let mut chain: Digest = frame::first_chain(FORMAT);
    let mut first_world = Vec::new();
    for (i, frame) in frames.iter().enumerate() {
        let (kind, packed) = Kind::of(frame.kind).unwrap();
        let mut payload = unpack(frame.payload, packed, usize::MAX).unwrap().into_owned();
        if kind == Kind::Keyframe {
            let mut keyframe = parse_keyframe(frame.payload).unwrap();
            let base = keyframe.base.map(|_| first_world.clone());
            let mut world = unpack_world(keyframe.body, base.as_deref()).unwrap();
            if base.is_none() {
                first_world.clone_from(&world);
            }
            if i == which {
                edit(&mut world, edits);
            }
            let body = pack_world(&world, base.as_deref()).unwrap();
            keyframe.body = &body;
            payload = to_bytes(&keyframe).unwrap();
        } else if i == which {
            edit(&mut payload, edits);
        }
        frame::append(&mut out, &mut chain, kind as u8, &payload);
    }
    out
}

proptest! {
    #[test]
    fn a_file_made_to_mislead_makes_nothing_panic(which in any::<prop::sample::Index>(), edits in edits()) {
        let Ok(recording) = Recording::read(&resealed(which, &edits)) else { return Ok(()) };
        verify(&recording, &mut |_| ControlFlow::Continue(()));
        if let Ok(mut replay) = Replay::new(&recording) {
            for tick in [STEPS, 3, 61, 59, 125] {
                let _ = replay.seek(Tick(tick));
            }
        }
    }

    #[test]
    fn a_world_made_to_mislead_is_refused_or_goes_on(edits in edits()) {
        let (_, world) = honest();
        let mut bytes = to_bytes(world).unwrap();
        edit(&mut bytes, &edits);
        let Ok(mut world) = from_bytes::<World>(&bytes) else { return Ok(()) };
        if sound::world(&world, &theatre().scenario).is_ok() {
            for _ in 0..30 {
                step(theatre(), &mut world, &[]);
            }
            hashes(&world);
        }
    }
}

#[test]
fn what_people_write_never_makes_a_recording_unreadable() {
    let mut world = World::new(theatre(), 1);
    let header = Header::new("strait", STRAIT, None, 1, Vec::new());
    let mut recorder = Recorder::begin(Vec::new(), &header, &world).unwrap();
    let mut plain = 0;
    for minute in 0..8_u32 {
        // Far more than the program takes from anybody, and as easy to pack as can be.
        let body = Command::Log { text: "a".repeat(60_000) };
        let commands: Vec<_> = (0..20)
            .map(|seq| Stamped { tick: world.tick.next(), seat: Some(SeatId(0)), seq, body: body.clone() })
            .collect();
        plain += commands.len() * 60_000;
        let events = step(theatre(), &mut world, &commands);
        recorder.tick(&world, &commands, &events).unwrap();
        if minute % 2 == 0 {
            recorder.flush().unwrap();
        }
    }
    let bytes = recorder.finish(Ending::Until, &world).unwrap();
    assert!(plain > 5 << 20 && bytes.len() < plain, "most of it is packed all the same: {} bytes", bytes.len());
    let recording = Recording::read(&bytes).unwrap();
    assert!(recording.damage.is_none(), "{:?}", recording.damage);
    assert_eq!(recording.commands().count(), 160);
    let verdict = verify(&recording, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(verdict, Verdict::Agrees { .. }), "{verdict}");

    // And what no reader would take is not written; what was written before is still there.
    let body = Command::Log { text: "a".repeat(20 << 20) };
    let mut world = World::new(theatre(), 1);
    let mut file = Vec::new();
    let mut recorder = Recorder::begin(&mut file, &header, &world).unwrap();
    let events = step(theatre(), &mut world, &[]);
    recorder.tick(&world, &[], &events).unwrap();
    recorder.flush().unwrap();
    let commands = [Stamped { tick: world.tick.next(), seat: Some(SeatId(0)), seq: 0, body }];
    let events = step(theatre(), &mut world, &commands);
    recorder.tick(&world, &commands, &events).unwrap();
    assert!(recorder.flush().is_err());
    assert!(recorder.finish(Ending::Until, &world).is_err());
    assert_eq!(Recording::read(&file).unwrap().last_tick(), Tick(1));
}
