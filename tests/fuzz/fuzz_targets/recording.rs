//! Any bytes at all as a recording: opened, shown and proved without a panic.
//!
//! The hash chain would stop a fuzzer at the first frame, so the input is taken twice: once as it is, and once as
//! a list of frames that are sealed properly. Honest frames to start from: `seed` in the corpus, any recording
//! with its first ten bytes, sums and chains taken out.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use sarex::base::Tick;
use sarex::record::{FORMAT, Recording, Replay, verify};

fuzz_target!(|input: &[u8]| {
    look(input);
    look(&sealed(input));
});

fn look(bytes: &[u8]) {
    let Ok(recording) = Recording::read(bytes) else { return };
    verify(&recording, &mut |tick| if tick.0 < 400 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) });
    if let Ok(mut replay) = Replay::new(&recording) {
        let last = recording.last_tick().0.min(400);
        for tick in [last, last / 2, 0, last / 3] {
            let _ = replay.seek(Tick(tick));
        }
    }
}

/// Frames (kind, length of two bytes, payload) as the format seals them; see `src/record/frame.rs`.
fn sealed(mut input: &[u8]) -> Vec<u8> {
    let mut out = b"SAREXREC".to_vec();
    out.extend_from_slice(&FORMAT.to_le_bytes());
    let mut chain = *blake3::hash(&out).as_bytes();
    while let [kind, low, high, rest @ ..] = input {
        let length = usize::from(u16::from_le_bytes([*low, *high])).min(rest.len());
        let (payload, after) = rest.split_at(length);
        let start = out.len();
        out.push(*kind);
        out.extend_from_slice(&(length as u32).to_le_bytes());
        out.extend_from_slice(payload);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&chain).update(&out[start..]);
        chain = *hasher.finalize().as_bytes();
        let plain: u64 = out[start..].iter().map(|byte| u64::from(*byte)).sum();
        let weighted: u64 = (1..).zip(&out[start..]).map(|(weight, byte)| weight * u64::from(*byte)).sum();
        out.extend_from_slice(&plain.to_le_bytes());
        out.extend_from_slice(&weighted.to_le_bytes());
        out.extend_from_slice(&chain);
        input = after;
    }
    out
}
