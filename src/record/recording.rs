//! The reader: opens a recording up to its end, or up to the damage.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use super::format::{
    BLOCK_TICKS, Block, End, Ending, Header, Keyframe, Kind, MAX_FILE, Room, TickRecord, from_bytes, unpack,
    unpack_world, unpacked_at_most,
};
use super::frame::{self, FORMAT, Frame, Frames, MAGIC, PRELUDE};
use super::recorder::Whole;
use super::sound::{self, Bounds};
use super::{Damage, RecordError, layout};
use crate::base::{Digest, Tick};
use crate::scenario::{self, Scenario, Severity};
use crate::sim::{Command, Event, Stamped, World};

/// The longest header, unpacked \[bytes\].
const MAX_HEADER: usize = 1 << 24;

/// A recording, read. Steps are at hand; worlds stay packed until asked for.
///
/// A step belongs to the moment it leads to, as the events that come out of it do.
#[derive(Debug)]
pub struct Recording {
    /// What was played.
    pub header: Header,
    /// Why it ended. Exists when and only when the recording was finished and is sound up to there.
    pub ending: Option<Ending>,
    /// What is wrong with it. Exists when and only when it is damaged, cut off, was never finished, or goes on
    /// after its end.
    pub damage: Option<Damage>,
    scenario: Result<Scenario, String>,
    contents: Contents,
    chain: Digest,
    // Bytes of the file that are sound: up to the end of the last frame taken in.
    sound_len: usize,
    bytes: Vec<u8>,
}

impl Recording {
    /// Opens a file.
    ///
    /// # Errors
    /// If nothing of it can be shown; damage further on is in `damage`.
    pub fn open(path: &Path) -> Result<Self, RecordError> {
        let io = |source| RecordError::Io { path: path.to_owned(), source };
        Self::read_from(&File::open(path).map_err(io)?, path)
    }

    /// Reads what is in an open file; `path` is for the error.
    pub(super) fn read_from(file: &File, path: &Path) -> Result<Self, RecordError> {
        let io = |source| RecordError::Io { path: path.to_owned(), source };
        let mut bytes = Vec::new();
        file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes).map_err(io)?;
        if bytes.len() > MAX_FILE {
            let message = format!("it is longer than {} million bytes, which no recording is", MAX_FILE / 1_000_000);
            return Err(io(std::io::Error::other(message)));
        }
        Self::from_vec(bytes)
    }

    /// Reads a recording from memory.
    ///
    /// # Errors
    /// If nothing of it can be shown; damage further on is in `damage`.
    pub fn read(bytes: &[u8]) -> Result<Self, RecordError> {
        Self::from_vec(bytes.to_vec())
    }

    fn from_vec(bytes: Vec<u8>) -> Result<Self, RecordError> {
        check_prelude(&bytes)?;
        let mut frames = Frames::new(&bytes);
        let header = read_header(&mut frames)?;
        let scenario = read_scenario(&header);
        let bounds = scenario.as_ref().ok().map(Bounds::of_scenario);
        let mut contents = Contents { budget: unpacked_at_most(bytes.len()), ..Contents::default() };
        let (mut chain, mut sound_len) = (frames.chain(), frames.at());
        let damage = loop {
            let (at, number) = (frames.at(), frames.number());
            let what = match frames.next() {
                None if contents.end.is_some() => break None,
                None => "the recording has no end: it was interrupted, or cut off here".to_owned(),
                Some(_) if contents.end.is_some() => "there is more after the end of the recording".to_owned(),
                Some(Err(damage)) => break Some(damage),
                Some(Ok(frame)) => match contents.take(&frame, bounds.as_ref()) {
                    Ok(()) => {
                        (chain, sound_len) = (frames.chain(), frames.at());
                        continue;
                    }
                    Err(what) => what,
                },
            };
            break Some(damage_at(at, number, what));
        };
        let damage = damage.map(|damage| Damage { after_tick: contents.last(), ..damage });
        match damage {
            Some(damage) if contents.first.is_none() => Err(RecordError::Damaged(damage)),
            damage => Ok(Self {
                header,
                ending: contents.end.as_ref().map(|end| end.why),
                damage,
                scenario,
                contents,
                chain,
                sound_len,
                bytes,
            }),
        }
    }

    /// The moment it begins with.
    pub fn first_tick(&self) -> Tick {
        self.contents.first.unwrap_or(Tick::START)
    }

    /// The last moment that can be shown.
    pub fn last_tick(&self) -> Tick {
        self.contents.last()
    }

    /// The step that led to a moment. Exists when and only when the moment is after the first and not after the last.
    pub fn step_to(&self, tick: Tick) -> Option<&TickRecord> {
        let index = tick.0.checked_sub(self.first_tick().0)?.checked_sub(1)?;
        self.contents.ticks.get(index as usize)
    }

    /// All steps, each with the moment it led to.
    pub fn steps(&self) -> impl Iterator<Item = (Tick, &TickRecord)> {
        (self.first_tick().0 + 1..).map(Tick).zip(&self.contents.ticks)
    }

    /// Everything that became true, in order.
    pub fn events(&self) -> impl Iterator<Item = &Stamped<Event>> {
        self.contents.ticks.iter().flat_map(|step| &step.events)
    }

    /// What became true at a moment.
    pub fn events_at(&self, tick: Tick) -> &[Stamped<Event>] {
        self.step_to(tick).map_or(&[], |step| &step.events)
    }

    /// Every command, in order, with the moment whose step it entered.
    pub fn commands(&self) -> impl Iterator<Item = (Tick, &Stamped<Command>)> {
        self.steps().flat_map(|(tick, step)| step.commands.iter().map(move |command| (tick, command)))
    }

    /// The commands that entered the step that led to a moment.
    pub fn commands_at(&self, tick: Tick) -> &[Stamped<Command>] {
        self.step_to(tick).map_or(&[], |step| &step.commands)
    }

    /// Digest of the last world. Exists when and only when the recording was finished and is sound up to there.
    pub fn final_hash(&self) -> Option<Digest> {
        self.contents.end.as_ref().map(|end| end.world)
    }

    /// The hash chain over all that is sound: names this recording, and no other.
    pub fn chain(&self) -> Digest {
        self.chain
    }

    /// The length of the file \[bytes\].
    pub fn size_bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// The bytes after the last sound frame.
    pub(super) fn unsound(&self) -> &[u8] {
        &self.bytes[self.sound_len..]
    }

    /// Forgets the bytes after the last sound frame; returns how many bytes are left.
    pub(super) fn cut(&mut self) -> u64 {
        self.bytes.truncate(self.sound_len);
        self.size_bytes()
    }

    /// What a recorder that goes on with this file may still write. Nothing after its sound part counts.
    pub(super) fn room(&self) -> Room {
        Room { written: self.sound_len, unpacked: self.contents.unpacked }
    }

    /// The last keyframe that stands by itself.
    pub(super) fn last_whole_keyframe(&self) -> Result<Whole, RecordError> {
        let index = self.contents.keyframes.iter().rposition(|keyframe| keyframe.base.is_none()).unwrap_or(0);
        let tick = self.contents.keyframes[index].tick;
        let unfit = |what| RecordError::Keyframe { tick, what };
        let bytes = self.unpack_keyframe(index).map_err(unfit)?;
        let length = |index| Ok(self.body(index).map_err(unfit)?.len());
        let built_on = (index + 1..self.contents.keyframes.len()).map(length).sum::<Result<usize, RecordError>>()?;
        Ok(Whole { tick, bytes, packed: length(index)?, built_on })
    }

    /// The scenario, read from the text inside.
    ///
    /// # Errors
    /// If this program does not accept that text.
    pub fn scenario(&self) -> Result<Scenario, RecordError> {
        self.scenario.clone().map_err(RecordError::Scenario)
    }

    /// The moments of the keyframes, in order; never none.
    pub(crate) fn keyframes(&self) -> impl Iterator<Item = Tick> {
        self.contents.keyframes.iter().map(|keyframe| keyframe.tick)
    }

    /// The moment of the last keyframe not after `tick`, which is not before the first moment.
    pub(crate) fn keyframe_before(&self, tick: Tick) -> Tick {
        let after = self.contents.keyframes.partition_point(|keyframe| keyframe.tick <= tick);
        self.contents.keyframes[after.saturating_sub(1)].tick
    }

    /// The bytes of the world kept at a moment; `None` if none is.
    pub(crate) fn keyframe_bytes(&self, tick: Tick) -> Option<Result<Vec<u8>, RecordError>> {
        let keyframes = &self.contents.keyframes;
        let at = keyframes.binary_search_by_key(&tick, |keyframe| keyframe.tick).ok()?;
        Some(self.unpack_keyframe(at).map_err(|what| RecordError::Keyframe { tick, what }))
    }

    fn unpack_keyframe(&self, index: usize) -> Result<Vec<u8>, String> {
        let keyframe = &self.contents.keyframes[index];
        let base = match keyframe.base {
            None => None,
            Some(base) => Some(unpack_world(self.body(base)?, None)?),
        };
        unpack_world(self.body(index)?, base.as_deref())
    }

    fn body(&self, index: usize) -> Result<&[u8], String> {
        let payload = &self.bytes[self.contents.keyframes[index].payload.clone()];
        parse_keyframe(payload).map(|keyframe| keyframe.body)
    }

    /// The world kept at a moment, if one is, checked against the scenario and the hashes of its step.
    pub(crate) fn keyframe(&self, tick: Tick, scenario: &Scenario) -> Option<Result<World, RecordError>> {
        let bytes = self.keyframe_bytes(tick)?;
        Some(bytes.and_then(|bytes| {
            let unfit = |what: String| RecordError::Keyframe { tick, what };
            let world: World = from_bytes(&bytes).map_err(unfit)?;
            if world.tick != tick {
                return Err(unfit(format!("it is the world at {}", world.tick)));
            }
            sound::world(&world, scenario).map_err(unfit)?;
            match self.step_to(tick) {
                Some(step) if step.hashes != super::format::hashes(&world) => {
                    Err(unfit("it does not have the hashes written beside it".to_owned()))
                }
                _ => Ok(world),
            }
        }))
    }
}

/// What the frames after the header hold.
#[derive(Debug, Default)]
struct Contents {
    // Exists when and only when the first keyframe has been read.
    first: Option<Tick>,
    ticks: Vec<TickRecord>,
    keyframes: Vec<KeyframeAt>,
    end: Option<End>,
    // Bytes that steps may still take unpacked, and that they have taken.
    budget: usize,
    unpacked: usize,
}

/// Where a packed world lies.
#[derive(Debug)]
struct KeyframeAt {
    tick: Tick,
    // The keyframe that is its dictionary, by its place in the list.
    base: Option<usize>,
    payload: Range<usize>,
}

impl Contents {
    fn last(&self) -> Tick {
        let steps = u32::try_from(self.ticks.len()).unwrap_or(u32::MAX);
        Tick(self.first.unwrap_or(Tick::START).0.saturating_add(steps))
    }

    /// Takes in one frame.
    ///
    /// # Errors
    /// What is wrong with it, in words; nothing of it has then been taken in.
    fn take(&mut self, frame: &Frame<'_>, bounds: Option<&Bounds>) -> Result<(), String> {
        let (kind, packed) = Kind::of(frame.kind).ok_or("a frame of a kind this format does not have")?;
        match (kind, self.first) {
            (Kind::Header, _) => Err("a second header".to_owned()),
            (Kind::Keyframe, _) => self.take_keyframe(frame),
            (_, None) => Err("steps come before the first world".to_owned()),
            (Kind::Block, Some(_)) => {
                let bytes = unpack(frame.payload, packed, self.budget)?;
                let steps = self.read_block(&bytes, bounds)?;
                self.budget -= bytes.len();
                self.unpacked += bytes.len();
                self.ticks.extend(steps);
                Ok(())
            }
            (Kind::End, Some(_)) => {
                let end: End = from_bytes(&unpack(frame.payload, packed, self.budget)?)?;
                if end.last != self.last() {
                    return Err(format!("the end says {}, the steps go to {}", end.last, self.last()));
                }
                self.end = Some(end);
                Ok(())
            }
        }
    }

    fn read_block(&self, bytes: &[u8], bounds: Option<&Bounds>) -> Result<Vec<TickRecord>, String> {
        let block: Block = from_bytes(bytes)?;
        if block.after != self.last() || block.ticks.len() > BLOCK_TICKS as usize {
            return Err(format!("steps after {} where those after {} belong", block.after, self.last()));
        }
        let mut steps: Vec<TickRecord> = Vec::with_capacity(block.ticks.len());
        for form in block.ticks {
            let step = form.into_record(steps.last()).ok_or("a step has not one hash for each subsystem")?;
            steps.push(step);
        }
        // Commands may name what is not there: the exercise refuses them, and that is part of it.
        if let Some(bounds) = bounds {
            steps.iter().try_for_each(|step| bounds.check(&step.events))?;
        }
        Ok(steps)
    }

    fn take_keyframe(&mut self, frame: &Frame<'_>) -> Result<(), String> {
        let keyframe = parse_keyframe(frame.payload)?;
        if self.first.is_some() && keyframe.tick != self.last() {
            return Err(format!("the world at {} where that at {} belongs", keyframe.tick, self.last()));
        }
        if self.keyframes.last().is_some_and(|before| before.tick == keyframe.tick) {
            return Err("a second world for the same moment".to_owned());
        }
        let base = match keyframe.base {
            None => None,
            Some(tick) => {
                let index = self.keyframes.iter().rposition(|k| k.tick == tick && k.base.is_none());
                Some(index.ok_or_else(|| format!("it builds on a world at {tick} that is not there"))?)
            }
        };
        self.first.get_or_insert(keyframe.tick);
        self.keyframes.push(KeyframeAt { tick: keyframe.tick, base, payload: frame.payload_range() });
        Ok(())
    }
}

/// A keyframe's payload, its world still packed.
pub(super) fn parse_keyframe(payload: &[u8]) -> Result<Keyframe<'_>, String> {
    match postcard::take_from_bytes(payload) {
        Ok((keyframe, [])) => Ok(keyframe),
        Ok(_) => Err("bytes are left over after a world".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn damage_at(at: usize, frame: u32, what: String) -> Damage {
    Damage { byte_offset: at as u64, exact: false, frame, after_tick: Tick::START, what }
}

/// Checks the ten bytes before the first frame.
fn check_prelude(bytes: &[u8]) -> Result<(), RecordError> {
    if bytes.is_empty() {
        return Err(RecordError::Empty);
    }
    if let Some(place) = MAGIC.iter().zip(bytes).position(|(should, is)| should != is) {
        return Err(RecordError::NotARecording { byte_offset: place as u64 });
    }
    let cut_off = || {
        let what = "the file is cut off here".to_owned();
        RecordError::Damaged(damage_at(bytes.len(), 0, what))
    };
    let version = bytes.get(MAGIC.len()..PRELUDE).ok_or_else(cut_off)?;
    let should = FORMAT.to_le_bytes();
    let Some(place) = should.iter().zip(version).position(|(should, is)| should != is) else { return Ok(()) };
    let found = u16::from_le_bytes([version[0], version[1]]);
    if frame::version_was_changed(bytes) || found < FORMAT {
        let exact = version.iter().zip(&should).filter(|(a, b)| a != b).count() == 1;
        let what = format!("the format was changed: it is {found} and was written as {FORMAT}");
        return Err(RecordError::Damaged(Damage { exact, ..damage_at(MAGIC.len() + place, 0, what) }));
    }
    Err(RecordError::NewerFormat { found })
}

fn read_header(frames: &mut Frames<'_>) -> Result<Header, RecordError> {
    let at = frames.at();
    let unfit = |what: String| RecordError::Damaged(damage_at(at, 0, what));
    let frame = match frames.next() {
        None => return Err(unfit("the file is cut off here".to_owned())),
        Some(Err(damage)) => return Err(RecordError::Damaged(damage)),
        Some(Ok(frame)) => frame,
    };
    let Some((Kind::Header, packed)) = Kind::of(frame.kind) else {
        return Err(unfit("the first frame is not the header".to_owned()));
    };
    let bytes = unpack(frame.payload, packed, MAX_HEADER).map_err(unfit)?;
    // Of a header with other fields, these two still come first.
    let (build, written): (String, Digest) =
        postcard::take_from_bytes(&bytes).map_err(|error| unfit(error.to_string()))?.0;
    if written != layout() {
        return Err(RecordError::OtherLayout { build });
    }
    from_bytes(&bytes).map_err(unfit)
}

/// The scenario of a header, or the first thing wrong with it.
fn read_scenario(header: &Header) -> Result<Scenario, String> {
    let (scenario, diagnostics) = scenario::read_with(&header.scenario_text, &header.files);
    let mistake = diagnostics.into_iter().find(|found| matches!(found.severity, Severity::Error));
    scenario.ok_or_else(|| mistake.map_or_else(|| "it is no scenario".to_owned(), |found| found.message))
}
