//! Replay: any moment of a recording, forwards and backwards.

use std::ops::Deref;
use std::sync::Arc;

use super::format::hashes;
use super::{RecordError, Recording};
use crate::base::Tick;
use crate::sim::{SUBSYSTEMS, Theatre, World, step};

/// Where a replay first came to something else than was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Divergence {
    /// The moment.
    pub tick: Tick,
    /// The subsystem, one of `sim::SUBSYSTEMS`.
    pub subsystem: &'static str,
}

/// A recording being shown. Holds it by `&Recording` or `Arc<Recording>`.
///
/// Seeking takes the last keyframe not after the moment and plays the recorded commands from there; if the replay
/// already stands between the two it plays on from where it is, so that forward by one is one step.
pub struct Replay<R: Deref<Target = Recording>> {
    recording: R,
    theatre: Arc<Theatre>,
    world: World,
    divergence: Option<Divergence>,
}

impl<R: Deref<Target = Recording>> Replay<R> {
    /// Stands at the first moment.
    ///
    /// # Errors
    /// If this program does not accept the scenario inside, or the first world does not fit it.
    pub fn new(recording: R) -> Result<Self, RecordError> {
        let theatre = Arc::new(Theatre::new(recording.scenario()?));
        let world = load(&recording, &theatre, recording.first_tick())?;
        Ok(Self { recording, theatre, world, divergence: None })
    }

    /// The world at a moment.
    ///
    /// # Errors
    /// If the moment is outside the recording, or a keyframe on the way is unfit. The replay then stands where it
    /// stood, or nearer to the moment.
    pub fn seek(&mut self, tick: Tick) -> Result<&World, RecordError> {
        let (first, last) = (self.recording.first_tick(), self.recording.last_tick());
        if !(first..=last).contains(&tick) {
            return Err(RecordError::OutOfRange { asked: tick, first, last });
        }
        let keyframe = self.recording.keyframe_before(tick);
        if !(keyframe..=tick).contains(&self.world.tick) {
            self.world = load(&self.recording, &self.theatre, keyframe)?;
        }
        while self.world.tick < tick {
            let at = self.world.tick;
            step(&self.theatre, &mut self.world, self.recording.commands_at(at.next()));
            if self.world.tick == at {
                return Err(RecordError::EndsSooner { at });
            }
        }
        self.compare();
        Ok(&self.world)
    }

    /// The world where the replay stands.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The moment where it stands.
    pub fn tick(&self) -> Tick {
        self.world.tick
    }

    /// What is being shown.
    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// The stage.
    pub fn theatre(&self) -> &Theatre {
        &self.theatre
    }

    /// The stage, to keep.
    pub fn shared_theatre(&self) -> Arc<Theatre> {
        Arc::clone(&self.theatre)
    }

    /// The earliest moment shown so far at which this program's world was not the recorded one. Exists when and
    /// only when there was one: then this program has other rules than the one that recorded, and what it shows
    /// between keyframes is its own.
    pub fn divergence(&self) -> Option<Divergence> {
        self.divergence
    }

    fn compare(&mut self) {
        let tick = self.world.tick;
        if self.divergence.is_some_and(|known| known.tick <= tick) {
            return;
        }
        let Some(recorded) = self.recording.step_to(tick) else { return };
        let now = hashes(&self.world);
        if let Some(i) = (0..SUBSYSTEMS.len()).find(|i| recorded.hashes[*i] != now[*i]) {
            self.divergence = Some(Divergence { tick, subsystem: SUBSYSTEMS[i] });
        }
    }
}

impl Recording {
    /// Whether this recording begins with the very world that another has at that moment, of the same scenario and
    /// seed: then it is a branch of the other, and the two together tell a whole exercise.
    ///
    /// # Errors
    /// If the other does not reach to that moment, or this program cannot replay either.
    pub fn begins_in(&self, other: &Self) -> Result<bool, RecordError> {
        let (mine, its) = (&self.header, &other.header);
        let same = mine.scenario_text == its.scenario_text && mine.files == its.files && mine.seed == its.seed;
        let mut replay = Replay::new(other)?;
        let theirs = replay.seek(self.first_tick())?;
        Ok(same && Replay::new(self)?.world() == theirs)
    }
}

/// The world kept at a moment that has a keyframe.
fn load(recording: &Recording, theatre: &Theatre, tick: Tick) -> Result<World, RecordError> {
    recording
        .keyframe(tick, &theatre.scenario)
        .unwrap_or_else(|| Err(RecordError::Keyframe { tick, what: "it is not there".to_owned() }))
}
