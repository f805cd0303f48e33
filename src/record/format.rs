//! What the frames of a recording carry, and how it is packed.
//!
//! Everything is postcard; payloads of more than `SMALL` bytes are compressed with zstd and say so in the
//! highest bit of their kind. Keyframes are always compressed: some by themselves, those after it with that one as
//! dictionary until together they take as much room as it does, so that what stays the same (and most of a world does)
//! costs next to nothing.

use std::borrow::Cow;
use std::io;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::frame::MAX_PAYLOAD;
use crate::base::time::TICKS_PER_MINUTE;
use crate::base::{Digest, Tick, packing};
use crate::chart::Coast;
use crate::scenario::Files;
use crate::sim::{Command, Event, SUBSYSTEMS, Stamped, World};

/// Ticks in a block: one minute. A crash loses no more.
pub(crate) const BLOCK_TICKS: u32 = TICKS_PER_MINUTE;

/// Ticks between keyframes of a small world: ten minutes.
const KEYFRAME_TICKS: u32 = 10 * TICKS_PER_MINUTE;

/// Ticks between keyframes of the largest: an hour. Seeking plays at most this much.
const KEYFRAME_TICKS_AT_MOST: u32 = 60 * TICKS_PER_MINUTE;

/// Bytes of a world after which its keyframes come ten minutes further apart. Writing a world and reading it back take as
/// long as it is large, playing a step hardly longer: of a large world it is quicker to play more and to write less.
const LARGER_BY: usize = 1 << 20;

/// Ticks between a keyframe and the next, if the world takes so many bytes.
pub(crate) fn keyframe_ticks(world: usize) -> u32 {
    let times = u32::try_from(1 + world / LARGER_BY).unwrap_or(u32::MAX);
    KEYFRAME_TICKS.saturating_mul(times).min(KEYFRAME_TICKS_AT_MOST)
}

/// The largest file that is read \[bytes\]; of the largest exercise shipped, two weeks of four thousand people, it is some
/// twenty times the length.
pub(crate) const MAX_FILE: usize = 1 << 30;

/// Payloads up to this length are not worth compressing \[bytes\].
const SMALL: usize = 200;

/// The longest a block, a header or an end may be once unpacked \[bytes\]; a world may have `MAX_PAYLOAD`.
const MAX_UNPACKED: usize = 1 << 24;

/// Bytes that steps may take unpacked for each byte of the file, and besides. Real ones take about two; a file
/// that claims more is made to fill the memory.
const UNPACKED_PER_BYTE: usize = 16;
const UNPACKED_BESIDES: usize = 1 << 20;

/// The most bytes that all steps in a file of so many bytes may take unpacked.
pub(crate) fn unpacked_at_most(file: usize) -> usize {
    file.saturating_mul(UNPACKED_PER_BYTE).saturating_add(UNPACKED_BESIDES)
}

/// How much of what a reader allows has been used.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Room {
    /// Bytes of frames written.
    pub(crate) written: usize,
    /// Bytes that their steps take unpacked.
    pub(crate) unpacked: usize,
}

const PACKED: u8 = 0x80;
/// zstd's own default: the next levels save a few per cent and take twice as long.
const LEVEL: i32 = 3;

/// Sorts of frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Header = 1,
    Block = 2,
    Keyframe = 3,
    End = 4,
}

impl Kind {
    /// The sort a kind byte says, and whether the payload is compressed.
    pub(crate) fn of(byte: u8) -> Option<(Self, bool)> {
        let kind = [Self::Header, Self::Block, Self::Keyframe, Self::End]
            .into_iter()
            .find(|kind| *kind as u8 == byte & !PACKED)?;
        Some((kind, byte & PACKED != 0))
    }
}

/// What was played, with what, by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the program that wrote it.
    pub build: String,
    /// Digest of the layout of everything inside; see `layout`.
    pub layout: Digest,
    /// Short name of the scenario, the folder's.
    pub scenario_name: String,
    /// The scenario, whole, as it was written.
    pub scenario_text: String,
    /// The files that text names, whole.
    pub files: Files,
    /// The briefing as it was handed out. Exists when and only when the scenario has one.
    pub brief: Option<String>,
    /// The seed of all chance.
    pub seed: u64,
    /// Who played each seat, in order of `SeatId`: "people", "doctrine", "absent".
    pub crews: Vec<String>,
    /// Digest of the coast it was played on.
    pub coast: Digest,
    /// What it was branched off. Exists when and only when it begins in the middle of another recording.
    pub branch_of: Option<Branch>,
}

/// Where a recording that begins in the middle of another left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// The hash chain of the other over all that was written of it when the branch was made: names it, and no other.
    pub chain: Digest,
    /// The moment: the last that both have.
    pub tick: Tick,
}

impl Header {
    /// The header of an exercise recorded by this program, whose scenario names no file.
    pub fn new(scenario_name: &str, scenario_text: &str, brief: Option<&str>, seed: u64, crews: Vec<String>) -> Self {
        Self {
            build: env!("CARGO_PKG_VERSION").to_owned(),
            layout: super::layout(),
            scenario_name: scenario_name.to_owned(),
            scenario_text: scenario_text.to_owned(),
            files: Files::default(),
            brief: brief.map(str::to_owned),
            seed,
            crews,
            coast: Coast::region().digest(),
            branch_of: None,
        }
    }

    /// The same, of a scenario that names files.
    #[must_use]
    pub fn with_files(self, files: Files) -> Self {
        Self { files, ..self }
    }

    /// The header of a recording that begins in the middle of another.
    #[must_use]
    pub fn branched_off(self, other: Branch) -> Self {
        Self { branch_of: Some(other), ..self }
    }
}

/// One step: what entered, what came out, and what the world was afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct TickRecord {
    /// The commands that entered.
    pub commands: Vec<Stamped<Command>>,
    /// What became true.
    pub events: Vec<Stamped<Event>>,
    /// The first eight bytes of each subsystem's digest afterwards, in the order of `SUBSYSTEMS`.
    pub hashes: [u64; SUBSYSTEMS.len()],
}

/// Why a recording ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// The exercise came to its own end.
    Finished,
    /// Somebody stopped it.
    Interrupted,
    /// It was asked to run until here.
    Until,
}

impl Ending {
    /// Words for a listing.
    pub fn words(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Interrupted => "stopped before its end",
            Self::Until => "run as far as asked",
        }
    }
}

/// The hashes of a world as a recording keeps them.
pub(crate) fn hashes(world: &World) -> [u64; SUBSYSTEMS.len()] {
    world.digests().map(|digest| digest.short())
}

/// Up to a minute, as written.
#[derive(Serialize, Deserialize)]
pub(crate) struct Block {
    /// The moment before the first step.
    pub(crate) after: Tick,
    /// The steps.
    pub(crate) ticks: Vec<TickForm>,
}

/// A step as written: only the hashes that differ from those of the step before it in the same block.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct TickForm {
    commands: Vec<Stamped<Command>>,
    events: Vec<Stamped<Event>>,
    /// Bit i: hash i follows.
    changed: u16,
    hashes: Vec<[u8; 8]>,
}

impl TickForm {
    pub(crate) fn new(record: &TickRecord, before: Option<&TickRecord>) -> Self {
        let mut form =
            Self { commands: record.commands.clone(), events: record.events.clone(), changed: 0, hashes: Vec::new() };
        for (i, hash) in record.hashes.iter().enumerate() {
            if before.is_none_or(|before| before.hashes[i] != *hash) {
                form.changed |= 1 << i;
                form.hashes.push(hash.to_be_bytes());
            }
        }
        form
    }

    /// The step; `None` if its hashes do not add up.
    pub(crate) fn into_record(self, before: Option<&TickRecord>) -> Option<TickRecord> {
        let mut hashes = before.map(|before| before.hashes);
        if before.is_none() && self.changed != (1 << SUBSYSTEMS.len()) - 1 {
            return None;
        }
        let target = hashes.get_or_insert_default();
        let mut stored = self.hashes.into_iter();
        for (i, hash) in target.iter_mut().enumerate() {
            if self.changed >> i & 1 == 1 {
                *hash = u64::from_be_bytes(stored.next()?);
            }
        }
        if stored.next().is_some() || self.changed >> SUBSYSTEMS.len() != 0 {
            return None;
        }
        Some(TickRecord { commands: self.commands, events: self.events, hashes: *target })
    }
}

/// A whole world, as written.
#[derive(Serialize, Deserialize)]
pub(crate) struct Keyframe<'a> {
    /// Its moment.
    pub(crate) tick: Tick,
    /// The keyframe whose world is the dictionary. Exists when and only when this one does not stand by itself.
    pub(crate) base: Option<Tick>,
    /// The world, packed.
    #[serde(borrow)]
    pub(crate) body: &'a [u8],
}

/// The end, as written.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct End {
    /// Why.
    pub(crate) why: Ending,
    /// The last moment.
    pub(crate) last: Tick,
    /// Digest of the world at that moment.
    pub(crate) world: Digest,
}

/// Packs a payload: the kind byte to write, and the bytes. What a keyframe carries is packed already, and steps are
/// left unpacked where they pack so well that a reader would take them for a trick: **what is written can be read**.
pub(crate) fn pack<T: Serialize>(kind: Kind, value: &T, room: &mut Room) -> io::Result<(u8, Vec<u8>)> {
    let plain = to_bytes(value)?;
    if plain.len() > if kind == Kind::Keyframe { MAX_PAYLOAD } else { MAX_UNPACKED } {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "more than a recording can hold in one frame"));
    }
    let steps = if kind == Kind::Block { room.unpacked.saturating_add(plain.len()) } else { room.unpacked };
    let mut written = (kind as u8, plain);
    if kind != Kind::Keyframe && written.1.len() > SMALL {
        let packed = zstd::bulk::compress(&written.1, LEVEL)?;
        if kind != Kind::Block || steps <= unpacked_at_most(room.written.saturating_add(packed.len())) {
            written = (kind as u8 | PACKED, packed);
        }
    }
    *room = Room { written: room.written.saturating_add(written.1.len()), unpacked: steps };
    Ok(written)
}

/// The bytes of a payload as they were before packing, if there are no more than allowed.
pub(crate) fn unpack<'a>(payload: &'a [u8], packed: bool, allowed: usize) -> Result<Cow<'a, [u8]>, String> {
    let allowed = allowed.min(MAX_UNPACKED);
    if !packed {
        return if payload.len() <= allowed { Ok(Cow::Borrowed(payload)) } else { Err(too_large(allowed)) };
    }
    let plain = zstd::bulk::decompress(payload, allowed).map_err(|e| format!("it does not unpack: {e}"))?;
    Ok(Cow::Owned(plain))
}

fn too_large(allowed: usize) -> String {
    format!("it is larger than the {allowed} bytes allowed")
}

/// Packs a world's bytes, with another's as dictionary if there is one.
pub(crate) fn pack_world(world: &[u8], base: Option<&[u8]>) -> io::Result<Vec<u8>> {
    if world.len() > MAX_PAYLOAD {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a world larger than a recording can hold"));
    }
    packing::pack(world, base.unwrap_or_default())
}

/// The bytes of a world that `pack_world` packed.
pub(crate) fn unpack_world(body: &[u8], base: Option<&[u8]>) -> Result<Vec<u8>, String> {
    packing::unpack(body, base.unwrap_or_default(), MAX_PAYLOAD)
        .map_err(|e| format!("the keyframe does not unpack: {e}"))
}

/// A value's bytes.
pub(crate) fn to_bytes<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

/// The value that exactly these bytes are.
pub(crate) fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        Ok((_, rest)) => Err(format!("{} bytes are left over", rest.len())),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_unpacks_to_more_than_allowed_is_refused() {
        let bomb = zstd::bulk::compress(&vec![0; MAX_PAYLOAD + 1], LEVEL).unwrap();
        assert!(bomb.len() < 10_000);
        assert!(unpack(&bomb, true, usize::MAX).is_err());
        assert!(unpack_world(&bomb, None).is_err());
        let small = zstd::bulk::compress(&[7; 5000], LEVEL).unwrap();
        assert!(unpack(&small, true, 4999).is_err());
        assert_eq!(unpack(&small, true, 5000).unwrap().len(), 5000);
    }

    #[test]
    fn a_step_whose_hashes_do_not_add_up_is_refused() {
        let record = |hash| TickRecord { commands: Vec::new(), events: Vec::new(), hashes: [hash; SUBSYSTEMS.len()] };
        let (first, mut second) = (record(1), record(1));
        second.hashes[3] = 9;
        let form = TickForm::new(&second, Some(&first));
        assert_eq!(form.hashes.len(), 1);
        assert_eq!(form.clone().into_record(Some(&first)), Some(second));
        assert_eq!(form.clone().into_record(None), None, "the first step of a block has them all");
        let more = TickForm { changed: form.changed | 1 << 5, ..form };
        assert_eq!(more.into_record(Some(&first)), None);
    }
}
