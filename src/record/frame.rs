//! Frames: how a recording lies in a file, and how a changed byte in it is found.
//!
//! A file is the eight bytes `SAREXREC`, the format version (u16, little-endian), then frames:
//!
//! ```text
//! kind u8 | length u32 | payload, `length` bytes | sum u64 | weighted sum u64 | chain, 32 bytes
//! ```
//!
//! all numbers little-endian. The *chain* is BLAKE3 over the chain before it, kind, length and payload; the first
//! chain is BLAKE3 over the first ten bytes of the file. It proves that nothing before it was changed. The two
//! *sums* run over kind, length and payload: the plain sum of the bytes, and the sum of each byte times its place
//! in the frame counted from 1. If one byte changed by `d` at place `i`, the sums change by `d` and `i d`, which
//! gives away both; the chain then confirms it. So the file can say not only that a byte was changed but which,
//! and what it was. (This is the Fletcher checksum's idea used for location; the sums cannot overflow, because a
//! frame is at most `MAX_PAYLOAD` long.)
//!
//! **Nothing here knows what a payload means.**

use std::ops::Range;

use super::Damage;
use crate::base::{Digest, Tick};

/// The first bytes of every recording.
pub(crate) const MAGIC: [u8; 8] = *b"SAREXREC";

/// The format this program writes, and the newest it reads.
pub const FORMAT: u16 = 1;

/// Bytes before the first frame.
pub(crate) const PRELUDE: usize = MAGIC.len() + 2;

/// The longest payload of a frame \[bytes\].
pub(crate) const MAX_PAYLOAD: usize = 1 << 26;

const HEAD: usize = 1 + 4;
const SUMS: usize = 16;
const TAIL: usize = SUMS + 32;

/// The first ten bytes of a file of this format.
pub(crate) fn prelude(format: u16) -> [u8; PRELUDE] {
    let mut bytes = [0; PRELUDE];
    bytes[..MAGIC.len()].copy_from_slice(&MAGIC);
    bytes[MAGIC.len()..].copy_from_slice(&format.to_le_bytes());
    bytes
}

/// The chain before the first frame.
pub(crate) fn first_chain(format: u16) -> Digest {
    Digest::of_bytes(&prelude(format))
}

/// Adds one frame to `out` and moves the chain on.
///
/// # Panics
/// If the payload is longer than `MAX_PAYLOAD`; the writer checks first.
pub(crate) fn append(out: &mut Vec<u8>, chain: &mut Digest, kind: u8, payload: &[u8]) {
    assert!(payload.len() <= MAX_PAYLOAD, "a frame of {} bytes", payload.len());
    let length = u32::try_from(payload.len()).expect("MAX_PAYLOAD fits in u32");
    let start = out.len();
    out.push(kind);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(payload);
    *chain = link(*chain, &out[start..]);
    let sums = Sums::of(&out[start..]).to_bytes();
    out.extend_from_slice(&sums);
    out.extend_from_slice(&chain.0);
}

/// One sound frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// Its first byte in the file.
    pub(crate) start: usize,
    /// What sort it says it is.
    pub(crate) kind: u8,
    /// What it carries.
    pub(crate) payload: &'a [u8],
}

impl Frame<'_> {
    /// Where in the file the payload lies.
    pub(crate) fn payload_range(&self) -> Range<usize> {
        let from = self.start + HEAD;
        from..from + self.payload.len()
    }
}

/// Walks through the frames of a file, front to back, as far as they are sound.
pub(crate) struct Frames<'a> {
    bytes: &'a [u8],
    at: usize,
    number: u32,
    chain: Digest,
}

impl<'a> Frames<'a> {
    /// Begins after the prelude.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: PRELUDE, number: 0, chain: first_chain(FORMAT) }
    }

    /// The chain up to here.
    pub(crate) fn chain(&self) -> Digest {
        self.chain
    }

    /// The first byte not read yet.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The number of the next frame.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// The next frame; `None` at the end of the file.
    ///
    /// # Errors
    /// Where the file is damaged or cut off. `after_tick` is left at the start, for the caller to fill in.
    pub(crate) fn next(&mut self) -> Option<Result<Frame<'a>, Damage>> {
        let rest = &self.bytes[self.at..];
        if rest.is_empty() {
            return None;
        }
        Some(match sound(self.chain, rest) {
            Ok((payload, chain)) => {
                let frame = Frame { start: self.at, kind: rest[0], payload };
                self.at += HEAD + payload.len() + TAIL;
                self.number += 1;
                self.chain = chain;
                Ok(frame)
            }
            Err(()) => {
                let fault = locate(self.chain, rest);
                Err(fault.at(self.at, self.number))
            }
        })
    }
}

/// Whether the first frame of a file shows that its version number should be the one of this program: then the
/// version was changed and the file is not of another format.
pub(crate) fn version_was_changed(bytes: &[u8]) -> bool {
    bytes.len() > PRELUDE && sound(first_chain(FORMAT), &bytes[PRELUDE..]).is_ok()
}

fn link(before: Digest, content: &[u8]) -> Digest {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&before.0);
    hasher.update(content);
    Digest(*hasher.finalize().as_bytes())
}

/// The payload of the frame at the start of `rest`, and the chain after it.
fn sound(chain: Digest, rest: &[u8]) -> Result<(&[u8], Digest), ()> {
    let length = stored_length(rest).ok_or(())?;
    let (content, sums, stored) = cut(rest, length).ok_or(())?;
    let computed = link(chain, content);
    if computed.0 == *stored && Sums::of(content).to_bytes() == *sums {
        Ok((&content[HEAD..], computed))
    } else {
        Err(())
    }
}

fn stored_length(rest: &[u8]) -> Option<usize> {
    let bytes = rest.get(1..HEAD)?;
    let length = u32::from_le_bytes(bytes.try_into().ok()?) as usize;
    (length <= MAX_PAYLOAD).then_some(length)
}

/// Content (kind, length, payload), sums and chain of a frame whose payload has `length` bytes, if `rest` holds it.
fn cut(rest: &[u8], length: usize) -> Option<(&[u8], &[u8], &[u8])> {
    let frame = rest.get(..HEAD + length + TAIL)?;
    let (content, tail) = frame.split_at(HEAD + length);
    let (sums, chain) = tail.split_at(SUMS);
    Some((content, sums, chain))
}

/// Where in a frame the damage is, in bytes from its start.
struct Fault {
    offset: usize,
    /// The byte as it was written. Exists when and only when the chain confirms that it alone was changed.
    was: Option<(u8, u8)>,
    what: &'static str,
}

impl Fault {
    fn at(self, start: usize, frame: u32) -> Damage {
        let byte_offset = (start + self.offset) as u64;
        let what = match self.was {
            Some((was, is)) => format!("{}: it is {is:#04x} and was written as {was:#04x}", self.what),
            None => self.what.to_owned(),
        };
        Damage { byte_offset, exact: self.was.is_some(), frame, after_tick: Tick::START, what }
    }
}

const ONE_BYTE: &str = "this one byte was changed";

/// Finds out what is wrong with the frame at the start of `rest`, which is not sound.
fn locate(chain: Digest, rest: &[u8]) -> Fault {
    if let Some((content, sums, stored)) = stored_length(rest).and_then(|length| cut(rest, length))
        && let Some(fault) = locate_within(chain, content, sums, stored)
    {
        return fault;
    }
    if let Some(fault) = locate_in_length(chain, rest) {
        return fault;
    }
    match stored_length(rest) {
        Some(length) if cut(rest, length).is_some() => {
            Fault { offset: 0, was: None, what: "more than one byte of this frame was changed" }
        }
        _ => {
            Fault { offset: rest.len(), was: None, what: "the file is cut off here, or a length before it was changed" }
        }
    }
}

/// The one changed byte, if the length still holds and one byte explains everything.
fn locate_within(chain: Digest, content: &[u8], sums: &[u8], stored: &[u8]) -> Option<Fault> {
    let computed = link(chain, content);
    let seen = Sums::of(content);
    let sums_fit = seen.to_bytes() == *sums;
    if computed.0 == *stored {
        return only_difference(&seen.to_bytes(), sums, content.len());
    }
    if sums_fit {
        return only_difference(&computed.0, stored, content.len() + SUMS);
    }
    let (place, was) = Sums::from_bytes(sums)?.one_change(&seen, content)?;
    let mut mended = content.to_vec();
    let is = std::mem::replace(&mut mended[place], was);
    (link(chain, &mended).0 == *stored).then_some(Fault { offset: place, was: Some((was, is)), what: ONE_BYTE })
}

/// Where two equally long runs of bytes differ, if they do in just one place.
fn only_difference(should: &[u8], is: &[u8], offset: usize) -> Option<Fault> {
    let mut differences = should.iter().zip(is).enumerate().filter(|(_, (a, b))| a != b);
    let (place, (was, is)) = differences.next()?;
    let was = differences.next().is_none().then_some((*was, *is));
    Some(Fault {
        offset: offset + place,
        was,
        what: if was.is_some() { ONE_BYTE } else { "bytes were changed from here on" },
    })
}

/// Tries every other value of every byte of the length. The sums, kept as the file is run through once, leave
/// next to no candidates for the chain to try.
fn locate_in_length(chain: Digest, rest: &[u8]) -> Option<Fault> {
    let head = rest.get(..HEAD)?;
    let mut candidates: Vec<(usize, usize, u8)> = Vec::new();
    for place in 1..HEAD {
        for value in 0..=u8::MAX {
            let mut mended = [head[1], head[2], head[3], head[4]];
            mended[place - 1] = value;
            let length = u32::from_le_bytes(mended) as usize;
            if value != head[place] && length <= MAX_PAYLOAD && HEAD + length + TAIL <= rest.len() {
                candidates.push((length, place, value));
            }
        }
    }
    candidates.sort_unstable();
    let mut running = Sums::default();
    let mut run_to = 0;
    for (length, place, was) in candidates {
        let end = HEAD + length;
        running.add(&rest[run_to..end], run_to);
        run_to = end;
        let sums = rest[..HEAD]
            .iter()
            .enumerate()
            .fold(running, |sums, (i, byte)| if i == place { sums.replaced(i, *byte, was) } else { sums });
        let (content, stored_sums, stored) = cut(rest, length)?;
        if sums.to_bytes() != *stored_sums {
            continue;
        }
        let mut mended = content.to_vec();
        let is = std::mem::replace(&mut mended[place], was);
        if link(chain, &mended).0 == *stored {
            return Some(Fault { offset: place, was: Some((was, is)), what: ONE_BYTE });
        }
    }
    None
}

/// Plain and weighted sum of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sums {
    plain: u64,
    weighted: u64,
}

impl Sums {
    fn of(content: &[u8]) -> Self {
        let mut sums = Self::default();
        sums.add(content, 0);
        sums
    }

    /// Adds bytes whose first lies at place `from`, counted from 0.
    fn add(&mut self, bytes: &[u8], from: usize) {
        for (weight, byte) in (from as u64 + 1..).zip(bytes) {
            self.plain += u64::from(*byte);
            self.weighted += weight * u64::from(*byte);
        }
    }

    /// With one byte other than it is. Wrapping, because what is taken away may not have been added yet.
    fn replaced(self, place: usize, is: u8, was: u8) -> Self {
        let weight = place as u64 + 1;
        Self {
            plain: self.plain.wrapping_sub(u64::from(is)).wrapping_add(u64::from(was)),
            weighted: self.weighted.wrapping_sub(weight * u64::from(is)).wrapping_add(weight * u64::from(was)),
        }
    }

    /// Place and former value of the one byte whose change turned these sums into `seen`.
    fn one_change(&self, seen: &Self, content: &[u8]) -> Option<(usize, u8)> {
        let change = i128::from(seen.plain) - i128::from(self.plain);
        let weighted = i128::from(seen.weighted) - i128::from(self.weighted);
        if change == 0 || weighted % change != 0 {
            return None;
        }
        let place = usize::try_from(weighted / change - 1).ok()?;
        let was = u8::try_from(i128::from(*content.get(place)?) - change).ok()?;
        Some((place, was))
    }

    fn to_bytes(self) -> [u8; SUMS] {
        let mut bytes = [0; SUMS];
        bytes[..8].copy_from_slice(&self.plain.to_le_bytes());
        bytes[8..].copy_from_slice(&self.weighted.to_le_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (plain, weighted) = bytes.split_first_chunk::<8>()?;
        Some(Self { plain: u64::from_le_bytes(*plain), weighted: u64::from_le_bytes(weighted.try_into().ok()?) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file(payloads: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = prelude(FORMAT).to_vec();
        let mut chain = first_chain(FORMAT);
        for (i, payload) in payloads.iter().enumerate() {
            append(&mut bytes, &mut chain, i as u8, payload);
        }
        bytes
    }

    fn read(bytes: &[u8]) -> (Vec<Vec<u8>>, Option<Damage>) {
        let mut frames = Frames::new(bytes);
        let mut sound = Vec::new();
        while let Some(next) = frames.next() {
            match next {
                Ok(frame) => sound.push(frame.payload.to_vec()),
                Err(damage) => return (sound, Some(damage)),
            }
        }
        (sound, None)
    }

    proptest! {
        #[test]
        fn any_one_changed_byte_is_named_exactly(
            payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..700), 1..6),
            place in any::<prop::sample::Index>(),
            change in 1..=255_u8,
        ) {
            let mut bytes = file(&payloads);
            let place = PRELUDE + place.index(bytes.len() - PRELUDE);
            bytes[place] ^= change;
            let (sound, damage) = read(&bytes);
            let damage = damage.expect("a changed byte is found");
            prop_assert_eq!(damage.byte_offset, place as u64, "{}", damage.what);
            prop_assert!(damage.exact);
            prop_assert_eq!(&sound[..], &payloads[..sound.len()]);
        }

        #[test]
        fn a_file_cut_off_anywhere_gives_the_frames_before(
            payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..6),
            place in any::<prop::sample::Index>(),
        ) {
            let whole = file(&payloads);
            let length = PRELUDE + place.index(whole.len() - PRELUDE);
            let (sound, damage) = read(&whole[..length]);
            prop_assert_eq!(&sound[..], &payloads[..sound.len()]);
            let whole_frames = file(&payloads[..sound.len()]).len();
            match damage {
                Some(damage) => prop_assert_eq!(damage.byte_offset, length as u64),
                None => prop_assert_eq!(whole_frames, length),
            }
        }

        #[test]
        fn junk_is_never_a_frame(junk in prop::collection::vec(any::<u8>(), 1..400)) {
            let mut bytes = file(&[vec![1, 2, 3]]);
            bytes.extend_from_slice(&junk);
            let (sound, damage) = read(&bytes);
            prop_assert_eq!(sound.len(), 1);
            prop_assert_eq!(damage.unwrap().frame, 1);
        }
    }

    #[test]
    fn several_changed_bytes_are_found_though_not_named() {
        let mut bytes = file(&[vec![0; 100], vec![7; 100]]);
        let start = file(&[vec![0; 100]]).len();
        bytes[start + 20] = 1;
        bytes[start + 40] = 2;
        let (sound, damage) = read(&bytes);
        let damage = damage.unwrap();
        assert_eq!((sound.len(), damage.frame, damage.byte_offset), (1, 1, start as u64));
        assert!(!damage.exact);
    }
}
