//! The writer: append-only, flushed after every minute of the exercise, and whenever asked.

use std::fs::File;
use std::io::{self, Write};

use super::format::{
    BLOCK_TICKS, Block, End, Ending, Header, Keyframe, Kind, MAX_FILE, Room, TickForm, TickRecord, hashes,
    keyframe_ticks, pack, pack_world, to_bytes,
};
use super::frame::{FORMAT, append, first_chain, prelude};
use crate::base::{Digest, Tick};
use crate::sim::{Command, Event, Stamped, World};

/// Writes a recording while the exercise runs.
///
/// Each call of `tick` that completes a minute writes and flushes one block in a single `write_all`, and `flush` does
/// so at once; what was written stays readable whatever happens next. Dropping a recorder without `finish` writes the
/// minute begun, if it can, and leaves the recording without an end, which a reader reports.
#[derive(Debug)]
pub struct Recorder<W: Write> {
    // Exists until `finish` takes it, or a write fails: what follows half a frame could not be read.
    pub(super) out: Option<W>,
    pub(super) chain: Digest,
    pub(super) last: Tick,
    // The steps since the last block.
    pub(super) minute: Vec<TickRecord>,
    // When a keyframe was due last; it is not there if there was no room for it.
    pub(super) keyframe_at: Tick,
    pub(super) whole: Whole,
    // What a reader allows this file.
    pub(super) room: Room,
    // Waits until what was written lies on the disk. Exists when and only when that was asked for.
    pub(super) sync: Option<fn(&W) -> io::Result<()>>,
}

/// The last keyframe that stands by itself.
#[derive(Debug, Default)]
pub(super) struct Whole {
    /// Its moment.
    pub(super) tick: Tick,
    /// Its world, not packed; empty before the first.
    pub(super) bytes: Vec<u8>,
    /// How long it is packed \[bytes\].
    pub(super) packed: usize,
    /// How long together are those built on it \[bytes\].
    pub(super) built_on: usize,
}

impl Whole {
    /// Whether the next keyframe had better stand by itself: what is built on this one, and grows with the time between, has
    /// come to take as much as it does. Whatever the exercise, a file is then at most about twice as long as it need be.
    fn is_worn_out(&self) -> bool {
        self.built_on >= self.packed
    }
}

impl<W: Write> Recorder<W> {
    /// Begins a recording with the world as it is before the first step; that need not be tick 0.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn begin(out: W, header: &Header, world: &World) -> io::Result<Self> {
        let mut recorder = Self {
            out: Some(out),
            chain: first_chain(FORMAT),
            last: world.tick,
            minute: Vec::new(),
            keyframe_at: world.tick,
            whole: Whole::default(),
            room: Room::default(),
            sync: None,
        };
        let mut bytes = prelude(FORMAT).to_vec();
        recorder.frame(&mut bytes, Kind::Header, header)?;
        recorder.keyframe(&mut bytes, world)?;
        recorder.write(&bytes)?;
        Ok(recorder)
    }

    /// Records one step. A world that has not moved on, as after the end of the exercise, is not recorded.
    ///
    /// # Errors
    /// If it cannot be written, or if a step between this and the one before was left out.
    pub fn tick(
        &mut self,
        world_after: &World,
        commands: &[Stamped<Command>],
        events: &[Stamped<Event>],
    ) -> io::Result<()> {
        if world_after.tick == self.last {
            return Ok(());
        }
        if world_after.tick != self.last.next() {
            let message = format!("step {} recorded after step {}", world_after.tick.0, self.last.0);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        self.last = world_after.tick;
        self.minute.push(TickRecord {
            commands: commands.to_vec(),
            events: events.to_vec(),
            hashes: hashes(world_after),
        });
        if self.last.0.is_multiple_of(BLOCK_TICKS) {
            let mut bytes = Vec::new();
            self.block(&mut bytes)?;
            let since = self.last.0.saturating_sub(self.keyframe_at.0);
            let is_keyframe = since >= keyframe_ticks(self.whole.bytes.len());
            if is_keyframe {
                self.keyframe(&mut bytes, world_after)?;
            }
            self.write(&bytes)?;
            if is_keyframe {
                self.sync()?;
            }
        }
        Ok(())
    }

    /// Writes the minute begun now, so that every step recorded so far is kept even if the program is killed in the
    /// next moment; a durable recorder (see `durable`) also waits for the disk. Call it after a step with a person's
    /// command in it and before that command is acknowledged.
    ///
    /// Costs some 140 bytes more than waiting for the minute to be full. Without steps to write it does nothing.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.minute.is_empty() {
            return Ok(());
        }
        let mut bytes = Vec::new();
        self.block(&mut bytes)?;
        self.write(&bytes)?;
        self.sync()
    }

    /// Writes the end: the minute begun, the last world, and why it ended here.
    ///
    /// # Errors
    /// If it cannot be written, or if `world` is not the one recorded last.
    pub fn finish(mut self, why: Ending, world: &World) -> io::Result<W> {
        if world.tick != self.last {
            let message = format!("finished at step {} after recording step {}", world.tick.0, self.last.0);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let mut bytes = Vec::new();
        self.block(&mut bytes)?;
        if self.keyframe_at != self.last {
            self.keyframe(&mut bytes, world)?;
        }
        self.frame(&mut bytes, Kind::End, &End { why, last: self.last, world: world.digest() })?;
        self.write(&bytes)?;
        self.sync()?;
        self.out.take().ok_or_else(given_up)
    }

    /// The hash chain over everything written so far: names this recording, and no other.
    pub fn chain(&self) -> Digest {
        self.chain
    }

    fn block(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        if self.minute.is_empty() {
            return Ok(());
        }
        let minute = std::mem::take(&mut self.minute);
        let ticks = (0..minute.len()).map(|i| TickForm::new(&minute[i], i.checked_sub(1).map(|b| &minute[b])));
        let ticks: Vec<_> = ticks.collect();
        let steps = u32::try_from(minute.len()).unwrap_or(BLOCK_TICKS);
        self.frame(bytes, Kind::Block, &Block { after: Tick(self.last.0.saturating_sub(steps)), ticks })
    }

    fn keyframe(&mut self, bytes: &mut Vec<u8>, world: &World) -> io::Result<()> {
        // Worlds are for getting about quickly, steps are what was played: where a file has little room left they have it.
        self.keyframe_at = world.tick;
        if self.room.written > MAX_FILE / 2 {
            return Ok(());
        }
        let plain = to_bytes(world)?;
        let base = (!self.whole.is_worn_out()).then_some(&self.whole);
        let body = pack_world(&plain, base.map(|whole| whole.bytes.as_slice()))?;
        let base = base.map(|whole| whole.tick);
        self.frame(bytes, Kind::Keyframe, &Keyframe { tick: world.tick, base, body: &body })?;
        match base {
            None => self.whole = Whole { tick: world.tick, bytes: plain, packed: body.len(), built_on: 0 },
            Some(_) => self.whole.built_on += body.len(),
        }
        Ok(())
    }

    fn frame<T: serde::Serialize>(&mut self, bytes: &mut Vec<u8>, kind: Kind, value: &T) -> io::Result<()> {
        match pack(kind, value, &mut self.room) {
            Ok((kind, payload)) => {
                append(bytes, &mut self.chain, kind, &payload);
                Ok(())
            }
            Err(error) => {
                // Nothing may follow where something is missing: what was written so far stays readable.
                self.out = None;
                Err(error)
            }
        }
    }

    fn sync(&self) -> io::Result<()> {
        match (self.sync, &self.out) {
            (Some(sync), Some(out)) => sync(out),
            _ => Ok(()),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = self.out.take().ok_or_else(given_up)?;
        out.write_all(bytes)?;
        out.flush()?;
        self.out = Some(out);
        Ok(())
    }
}

impl Recorder<File> {
    /// From now on waits for the disk (`File::sync_data`) at every `flush`, at every keyframe (ten minutes of the
    /// exercise, or more), and at the end: what is flushed outlives not only the program but the power.
    ///
    /// Waiting takes what the disk takes: about a millisecond on a solid-state disk and some 10 to 20 ms on a turning
    /// one (recalled). That is nothing beside a person's command, and at 3,600 times real time, six keyframes a
    /// second, a tenth of the time at worst; every minute would be all of it.
    ///
    /// # Errors
    /// If what was written so far cannot be brought to the disk.
    pub fn durable(mut self) -> io::Result<Self> {
        self.sync = Some(File::sync_data);
        self.sync()?;
        Ok(self)
    }
}

fn given_up() -> io::Error {
    io::Error::other("recording was given up when it could not be written")
}

impl<W: Write> Drop for Recorder<W> {
    /// An unfinished minute is still worth having; there is nobody left to tell if it cannot be written.
    fn drop(&mut self) {
        let mut bytes = Vec::new();
        if self.out.is_some() && self.block(&mut bytes).is_ok() {
            let _ = self.write(&bytes);
        }
    }
}
