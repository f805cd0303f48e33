//! Reads `assets/coast/coast.bin`, whose format is told at the head of `assets/coast/make.py`.

use thiserror::Error;

/// Steps of the asset per degree.
pub(super) const STEPS_PER_DEGREE: i64 = 10_000;

const MAGIC: &[u8] = b"SXCOAST1";

/// What was wrong with the bytes of a coast. Exists for the tests and for whoever makes a new coast: the
/// embedded one is checked by a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum BadCoast {
    /// The first eight bytes are not those of a coast file.
    #[error("these bytes are not a coast file; make one with assets/coast/make.py")]
    NotACoast,
    /// The bytes end in the middle of something.
    #[error("the coast file is cut short at byte {0}; make it again with assets/coast/make.py")]
    CutShort(usize),
    /// A number, count or point is out of range.
    #[error("the coast file has a number out of range at byte {0}; make it again with assets/coast/make.py")]
    OutOfRange(usize),
    /// There are bytes after the last ring.
    #[error("the coast file goes on after its last ring at byte {0}; make it again with assets/coast/make.py")]
    Trailing(usize),
}

/// The coast as it lies in the file.
#[derive(Debug, PartialEq)]
pub(super) struct CoastFile {
    /// West, south, east and north edge of the region \[1e-4 degree\].
    pub(super) frame: [i64; 4],
    /// Closed rings: steps east and north of the frame's south-west corner \[1e-4 degree\], first point not repeated.
    pub(super) rings: Vec<Vec<(i32, i32)>>,
}

/// Reads a whole coast file.
pub(super) fn decode(bytes: &[u8]) -> Result<CoastFile, BadCoast> {
    let mut reader = Reader { bytes, at: 0 };
    if bytes.get(..MAGIC.len()) != Some(MAGIC) {
        return Err(BadCoast::NotACoast);
    }
    reader.at = MAGIC.len();
    let mut frame = [0; 4];
    for edge in &mut frame {
        *edge = reader.signed()?;
    }
    let [west, south, east, north] = frame;
    let within = |value: i64, limit: i64| (-limit..=limit).contains(&value);
    let is_frame = within(west, 180 * STEPS_PER_DEGREE)
        && within(east, 180 * STEPS_PER_DEGREE)
        && within(south, 90 * STEPS_PER_DEGREE)
        && within(north, 90 * STEPS_PER_DEGREE)
        && west < east
        && south < north;
    if !is_frame {
        return Err(BadCoast::OutOfRange(reader.at));
    }
    let (width, height) = (east - west, north - south);
    let ring_count = reader.count()?;
    let mut rings = Vec::with_capacity(ring_count);
    let (mut first_x, mut first_y) = (0_i64, 0_i64);
    for _ in 0..ring_count {
        let point_count = reader.count()?;
        if point_count < 3 {
            return Err(BadCoast::OutOfRange(reader.at));
        }
        let mut ring = Vec::with_capacity(point_count);
        let (mut x, mut y) = (first_x, first_y);
        for i in 0..point_count {
            x = x.saturating_add(reader.signed()?);
            y = y.saturating_add(reader.signed()?);
            if !(0..=width).contains(&x) || !(0..=height).contains(&y) {
                return Err(BadCoast::OutOfRange(reader.at));
            }
            if i == 0 {
                (first_x, first_y) = (x, y);
            }
            let step = |value: i64| i32::try_from(value).map_err(|_| BadCoast::OutOfRange(reader.at));
            ring.push((step(x)?, step(y)?));
        }
        rings.push(ring);
    }
    if reader.at < bytes.len() {
        return Err(BadCoast::Trailing(reader.at));
    }
    Ok(CoastFile { frame, rings })
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn varint(&mut self) -> Result<u64, BadCoast> {
        let mut value = 0;
        for shift in (0..63).step_by(7) {
            let byte = *self.bytes.get(self.at).ok_or(BadCoast::CutShort(self.at))?;
            self.at += 1;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(BadCoast::OutOfRange(self.at))
    }

    fn signed(&mut self) -> Result<i64, BadCoast> {
        let coded = self.varint()?;
        let magnitude = (coded >> 1).cast_signed();
        Ok(if coded & 1 == 0 { magnitude } else { -1 - magnitude })
    }

    /// A count of things of which each takes at least one byte, so that junk cannot ask for much memory.
    fn count(&mut self) -> Result<usize, BadCoast> {
        let count = usize::try_from(self.varint()?).map_err(|_| BadCoast::OutOfRange(self.at))?;
        if count > self.bytes.len() - self.at { Err(BadCoast::CutShort(self.at)) } else { Ok(count) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::coast::COAST;

    #[test]
    fn the_embedded_coast_is_whole() {
        let file = decode(COAST).unwrap();
        assert_eq!(file.frame, [600_000, -450_000, 1_600_000, 300_000]);
        assert_eq!(file.rings.len(), 1070);
        assert_eq!(file.rings.iter().map(Vec::len).sum::<usize>(), 71_242);
    }

    #[test]
    fn a_file_cut_short_anywhere_is_refused() {
        for length in (0..200).chain((200..COAST.len()).step_by(4999)).chain(COAST.len() - 50..COAST.len()) {
            assert!(decode(&COAST[..length]).is_err(), "accepted {length} bytes of {}", COAST.len());
        }
        let mut longer = COAST.to_vec();
        longer.push(0);
        assert_eq!(decode(&longer), Err(BadCoast::Trailing(COAST.len())));
    }

    proptest::proptest! {
        #[test]
        fn junk_is_answered_and_never_a_panic(junk in proptest::collection::vec(0_u8.., 0..200)) {
            let mut bytes = MAGIC.to_vec();
            bytes.extend([0xA0, 0x9F, 0x49, 0x9F, 0xF7, 0x36, 0x80, 0xA8, 0xC3, 0x01, 0xC0, 0x9F, 0x24]);
            bytes.extend(junk);
            let _ = decode(&bytes);
        }
    }
}
