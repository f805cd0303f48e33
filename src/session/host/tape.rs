//! The recording of a running exercise, and beside it the list of requests that entered.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::answers::Key;
use super::family;
use super::keep::{self, TakenList};
use crate::base::Tick;
use crate::record::{Branch, Ending, Header, RecordError, Recorder, Recording, Replay, Resumed};
use crate::session::Moment;
use crate::sim::World;

/// Writes down what happens.
#[derive(Debug)]
pub(super) struct Tape {
    path: PathBuf,
    header: Header,
    // Exists until the recording is finished.
    recorder: Option<Recorder<File>>,
    taken: TakenList,
}

/// A recording that goes on.
pub(super) struct GoneOn {
    pub(super) tape: Tape,
    /// What was recorded so far.
    pub(super) recording: Recording,
    /// The world at its end.
    pub(super) world: World,
    /// The requests that had entered.
    pub(super) entered: Vec<(Tick, Key, u32)>,
}

impl Tape {
    /// Begins a recording in a file that must not be there yet.
    pub(super) fn begin(
        path: &Path,
        header: Header,
        world: &World,
        entered: impl Iterator<Item = (Tick, Key, u32)>,
    ) -> io::Result<Self> {
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        let begin = || {
            let recorder = Recorder::begin(file, &header, world)?.durable()?;
            Ok((recorder, TakenList::begin(path, entered)?))
        };
        match begin() {
            Ok((recorder, taken)) => Ok(Self { path: path.to_owned(), header, recorder: Some(recorder), taken }),
            Err(error) => {
                // The list beside it may be another's.
                let _ = std::fs::remove_file(path);
                Err(error)
            }
        }
    }

    /// Takes away a recording that has just begun.
    pub(super) fn forget(self) {
        let path = self.path.clone();
        drop(self);
        keep::forget(&path);
    }

    /// Goes on with a recording that was interrupted.
    ///
    /// # Errors
    /// In words.
    pub(super) fn resume(path: &Path) -> Result<GoneOn, String> {
        let unfit = |error: io::Error| format!("the exercise cannot go on: {error}");
        // The list is locked first: two hosts must not write one recording.
        let last = Recording::open(path).map_err(|error| error.to_string())?.last_tick();
        let (taken, entered) = TakenList::resume(path, last).map_err(unfit)?;
        let Resumed { recorder, recording, world, set_aside } =
            Recorder::resume(path).map_err(|error| match error {
                RecordError::Complete { .. } => format!("{error}{}", family::went_on(path)),
                error => error.to_string(),
            })?;
        if let Some(beside) = set_aside {
            tracing::warn!("the recording was damaged; what could not be kept is in {}", beside.display());
        }
        let tape = Self { path: path.to_owned(), header: recording.header.clone(), recorder: Some(recorder), taken };
        Ok(GoneOn { tape, recording, world, entered })
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it was finished.
    pub(super) fn is_finished(&self) -> bool {
        self.recorder.is_none()
    }

    /// Says which requests will enter the step to `tick`; to be called before it is recorded.
    pub(super) fn intend(&mut self, tick: Tick, requests: impl Iterator<Item = (Key, u32)>) -> io::Result<()> {
        self.taken.intend(tick, requests)
    }

    /// Records a step; with `now` it is in the file when this returns.
    pub(super) fn record(&mut self, world: &World, moment: &Moment, now: bool) -> io::Result<()> {
        let Some(recorder) = &mut self.recorder else { return Ok(()) };
        recorder.tick(world, &moment.commands, &moment.events)?;
        if now { recorder.flush() } else { Ok(()) }
    }

    /// Writes the end.
    pub(super) fn finish(&mut self, why: Ending, world: &World) -> io::Result<()> {
        match self.recorder.take() {
            Some(recorder) => recorder.finish(why, world).map(drop),
            None => Ok(()),
        }
    }

    /// Begins a recording beside this one with the world at an earlier moment. This one stays as it is.
    ///
    /// # Errors
    /// In words.
    pub(super) fn branch(
        &mut self,
        tick: Tick,
        crews: Vec<String>,
        entered: impl Iterator<Item = (Key, u32)>,
    ) -> Result<(Self, World), String> {
        if let Some(recorder) = &mut self.recorder {
            recorder.flush().map_err(|error| format!("the recording cannot be written: {error}"))?;
        }
        let recording = Arc::new(Recording::open(&self.path).map_err(|error| error.to_string())?);
        let branch = Branch { chain: recording.chain(), tick };
        let mut replay = Replay::new(recording).map_err(|error| error.to_string())?;
        let world = replay.seek(tick).map_err(|error| error.to_string())?.clone();
        if world.ended.is_some() {
            return Err("at that moment the exercise is over; choose an earlier one".to_owned());
        }
        let header = Header { crews, ..self.header.clone() }.branched_off(branch);
        let next = self.begin_beside(header, &world, entered.map(|(key, seq)| (tick, key, seq)).collect())?;
        Ok((next, world))
    }

    /// Finishes a recording that another takes the place of. What was recorded so far can be shown even if its end
    /// cannot be written.
    pub(super) fn leave(mut self, world: &World) {
        let why = if world.ended.is_some() { Ending::Finished } else { Ending::Interrupted };
        if let Err(error) = self.finish(why, world) {
            tracing::warn!("the recording {} has no end: {error}", self.path.display());
        }
    }

    /// Begins a recording under the first name beside this one that is free: "run-b1.sarex", "run-b2.sarex".
    fn begin_beside(&self, header: Header, world: &World, entered: Vec<(Tick, Key, u32)>) -> Result<Self, String> {
        for number in 1..10_000_u32 {
            let path = family::branch_path(&self.path, number);
            match Self::begin(&path, header.clone(), world, entered.iter().copied()) {
                Ok(tape) => return Ok(tape),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(format!("cannot write the recording {}: {error}", path.display())),
            }
        }
        Err("there are too many branches beside this recording".to_owned())
    }
}
