//! What can be shown again: the file, its writer, its reader, replay and proof.
//!
//! A recording is the scenario's text, the seed and every command that entered, with the events that came out and
//! a hash of each subsystem after every tick. **Commands reproduce, events testify**: replay plays the commands
//! from the nearest keyframe, `verify` plays them from the beginning and compares everything else. No wall clock
//! is written, so equal runs give equal files, byte for byte.
//!
//! **Nothing here judges or shows an exercise**; scores and debriefs read what this layer yields.
//!
//! A recording is untrusted input. Lengths are checked before memory is asked for, what was compressed may not
//! grow without bound, ids and numbers must fit the scenario, and nothing in a file makes this layer panic.

mod diff;
mod format;
mod frame;
#[cfg(test)]
mod hostile_tests;
mod layout;
mod recorder;
mod recording;
mod replay;
mod resume;
mod sound;
mod verify;

pub use format::{Branch, Ending, Header, TickRecord};
pub use frame::FORMAT;
pub use layout::layout;
pub use recorder::Recorder;
pub use recording::Recording;
pub use replay::{Divergence, Replay};
pub use resume::Resumed;
pub(crate) use sound::numbers_are_finite;
pub use verify::{Verdict, verify};

use std::path::PathBuf;

use crate::base::Tick;

/// Where and how a recording is damaged. Everything before it is sound.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("byte {byte_offset} (frame {frame}, after {after_tick}): {what}")]
pub struct Damage {
    /// Where in the file \[bytes from its start\]: the changed byte if `exact`; the end of the file if it is cut off;
    /// otherwise the first byte of the frame that holds the damage.
    pub byte_offset: u64,
    /// Whether that one byte is all that was changed, as the hash chain confirms.
    pub exact: bool,
    /// The frame, from 0.
    pub frame: u32,
    /// The last moment that can still be shown.
    pub after_tick: Tick,
    /// What is wrong, in words.
    pub what: String,
}

/// Why a recording cannot be opened, or a moment of it not be shown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The file cannot be read at all; nothing was opened.
    #[error("cannot read the recording {path}: {source}", path = path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The file is empty: the exercise ended before anything was written.
    #[error("the recording is empty: nothing was written to it")]
    Empty,
    /// The file is something else, or its first bytes were changed.
    #[error("this is not a SAREX recording: byte {byte_offset} is not what a recording begins with")]
    NotARecording {
        /// The first byte that does not fit \[bytes from the start\].
        byte_offset: u64,
    },
    /// The file was written by a newer program.
    #[error(
        "this recording has format {found}, and this program ({build}) reads formats up to {FORMAT}; \
         open it with the SAREX that wrote it, or a newer one",
        build = env!("CARGO_PKG_VERSION")
    )]
    NewerFormat {
        /// Its format.
        found: u16,
    },
    /// The file was written by a program whose commands, events and worlds have other fields.
    #[error(
        "this recording was made by SAREX {build} with other fields in its commands, events or world than this \
         program ({this}) has; open it with the SAREX that wrote it",
        this = env!("CARGO_PKG_VERSION")
    )]
    OtherLayout {
        /// The version that wrote it.
        build: String,
    },
    /// So near its beginning that nothing can be shown.
    #[error("the recording is damaged before its first moment, at {0}")]
    Damaged(Damage),
    /// The scenario inside is not one this program accepts.
    #[error("the scenario inside the recording cannot be read: {0}")]
    Scenario(String),
    /// A world kept inside does not fit the rest; other moments may.
    #[error("the world kept at {tick} cannot be used: {what}")]
    Keyframe {
        /// Its moment.
        tick: Tick,
        /// Why not.
        what: String,
    },
    /// This program plays the exercise otherwise, and ends it before that moment.
    #[error("played by this program, the exercise ends at {at}; the recording goes on")]
    EndsSooner {
        /// Where it ends.
        at: Tick,
    },
    /// The recording was finished, and nothing can be added to it.
    #[error("the recording was finished {at} into the exercise ({}); nothing can be added to it, but it can be branched off", why.words())]
    Complete {
        /// Its last moment.
        at: Tick,
        /// Why it ended.
        why: Ending,
    },
    /// This program plays the exercise otherwise than it was recorded, so that what it would add would not follow.
    #[error(
        "played by this program, the exercise differs from the recording at {} (\"{}\"); \
         go on with the SAREX that wrote it",
        .0.tick,
        .0.subsystem
    )]
    PlaysOtherwise(Divergence),
    /// The moment asked for is not in the recording; others are.
    #[error("the recording goes from {first} to {last}; {asked} is outside")]
    OutOfRange {
        /// What was asked for.
        asked: Tick,
        /// The first moment.
        first: Tick,
        /// The last.
        last: Tick,
    },
}
