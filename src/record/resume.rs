//! Going on with a recording that was interrupted, in the same file.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{RecordError, Recorder, Recording, Replay};
use crate::base::Tick;
use crate::sim::World;

/// A recording that goes on where it was interrupted.
#[derive(Debug)]
pub struct Resumed {
    /// Goes on writing; durable, see `Recorder::durable`.
    pub recorder: Recorder<File>,
    /// What was recorded so far; its `damage` says why it had stopped.
    pub recording: Recording,
    /// The world at its last moment.
    pub world: World,
    /// Where the bytes were put that could not be kept. Exists when and only when there were more of them than half a
    /// frame: then the file was damaged by something else than the end of the program.
    pub set_aside: Option<PathBuf>,
}

impl Recorder<File> {
    /// Goes on with a recording that has no end: replays it to its last sound moment, cuts off what follows, and
    /// goes on writing after it, so that the whole opens and verifies like one that was never interrupted.
    ///
    /// A file that cannot be gone on with is left as it is. Only half a frame, which is what the end of a program leaves,
    /// is thrown away; other bytes that cannot be kept are first copied to a file beside it.
    ///
    /// # Errors
    /// If it cannot be opened or written, or its beginning cannot be read; if it was finished; if this program plays it
    /// otherwise than it was recorded.
    pub fn resume(path: &Path) -> Result<Resumed, RecordError> {
        let io = |source| RecordError::Io { path: path.to_owned(), source };
        let mut file = OpenOptions::new().read(true).write(true).open(path).map_err(io)?;
        let mut recording = Recording::read_from(&file, path)?;
        if let Some(why) = recording.ending {
            return Err(RecordError::Complete { at: recording.last_tick(), why });
        }
        let world = last_world(&recording)?;
        let whole = recording.last_whole_keyframe()?;
        let keyframe_at = recording.keyframes().last().unwrap_or(Tick::START);
        // All that can fail but for the disk itself is done.
        let unsound = recording.unsound();
        let torn = recording.damage.as_ref().is_none_or(|damage| damage.byte_offset == recording.size_bytes());
        let set_aside = if torn { None } else { Some(set_aside(path, unsound).map_err(io)?) };
        file.set_len(recording.cut()).map_err(io)?;
        file.seek(SeekFrom::End(0)).map_err(io)?;
        let recorder = Self {
            out: Some(file),
            chain: recording.chain(),
            last: recording.last_tick(),
            minute: Vec::new(),
            keyframe_at,
            whole,
            room: recording.room(),
            sync: None,
        };
        Ok(Resumed { recorder: recorder.durable().map_err(io)?, recording, world, set_aside })
    }
}

/// The world a recording ends with, as this program plays it and as it was recorded.
fn last_world(recording: &Recording) -> Result<World, RecordError> {
    let mut replay = Replay::new(recording)?;
    let world = replay.seek(recording.last_tick())?.clone();
    match replay.divergence() {
        Some(divergence) => Err(RecordError::PlaysOtherwise(divergence)),
        None => Ok(world),
    }
}

/// Copies bytes into a new file beside another: "run.sarex.cut", or the next name that is free.
fn set_aside(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let mut number = 1_u32;
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(if number == 1 { ".cut".to_owned() } else { format!(".cut{number}") });
        let beside = PathBuf::from(name);
        match File::create_new(&beside) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_data()?;
                return Ok(beside);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1_000 => number += 1,
            Err(error) => return Err(error),
        }
    }
}
