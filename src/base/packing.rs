//! Bytes made small by what both sides already have: zstd with other bytes as dictionary.
//!
//! Keyframes of a recording and moments of a picture are much like those before them; packed this way they cost
//! little more than what changed.

use std::io;

use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{CParameter, Strategy};

/// zstd's own default: the next levels save a few per cent and take twice as long.
const LEVEL: i32 = 3;

/// The window of the smallest packing (65 kB) and of the largest that zstd unpacks unasked (134 MB), binary logarithms.
const LEAST_REACH: u32 = 16;
const MOST_REACH: u32 = 27;

/// Packs some bytes, with a dictionary that may be empty.
///
/// # Errors
/// If there is no memory for it.
pub fn pack(bytes: &[u8], dictionary: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = Compressor::new(LEVEL)?;
    if !dictionary.is_empty() {
        // Left to itself zstd looks back two million bytes, so that of a large dictionary nothing would be found again.
        let reach = reach(bytes.len().saturating_add(dictionary.len()));
        packer.set_parameter(CParameter::WindowLog(reach))?;
        // A place in the table for each eight bytes, as zstd itself has for less.
        packer.set_parameter(CParameter::HashLog(reach - 3))?;
        packer.set_parameter(CParameter::ChainLog(reach - 3))?;
        // Among long repetitions the plainest search finds as much as others, in half the time.
        packer.set_parameter(CParameter::Strategy(Strategy::ZSTD_fast))?;
        packer.set_dictionary(LEVEL, dictionary)?;
    }
    packer.compress(bytes)
}

/// The binary logarithm of a window that spans so many bytes, rounded up, as far as zstd reads it back without being told.
fn reach(bytes: usize) -> u32 {
    bytes.checked_next_power_of_two().map_or(MOST_REACH, usize::ilog2).clamp(LEAST_REACH, MOST_REACH)
}

/// The bytes that `pack` packed with the same dictionary.
///
/// # Errors
/// In words: if these are not such bytes, or if there would be more than `most` of them.
pub fn unpack(packed: &[u8], dictionary: &[u8], most: usize) -> Result<Vec<u8>, String> {
    Decompressor::with_dictionary(dictionary)
        .and_then(|mut unpacker| unpacker.decompress(packed, most))
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Digest;

    #[test]
    fn what_is_alike_costs_little_and_what_would_grow_too_large_is_refused() {
        let before: Vec<u8> = (0..625_u32).flat_map(|i| Digest::of(&i).0).collect();
        let mut after = before.clone();
        after[10_000] ^= 1;
        let packed = pack(&after, &before).unwrap();
        // These bytes cannot be packed at all without the dictionary.
        assert!(pack(&after, &[]).unwrap().len() > 19_000);
        assert!(packed.len() < 1_000, "{} bytes for one that changed", packed.len());
        assert_eq!(unpack(&packed, &before, after.len()), Ok(after.clone()));
        assert!(unpack(&packed, &before, after.len() - 1).is_err());
        assert!(unpack(&packed, &[], after.len()).is_err(), "another dictionary");
        assert!(unpack(b"no such bytes", &[], 1000).is_err());
    }

    #[test]
    fn a_large_dictionary_is_found_again_from_its_first_byte_to_its_last() {
        let before: Vec<u8> = (0..125_000_u32).flat_map(|i| Digest::of(&i).0).collect();
        let mut after = before.clone();
        after.splice(2_000_000..2_000_000, [7; 100]);
        let packed = pack(&after, &before).unwrap();
        assert!(packed.len() < 2_000, "{} bytes for a hundred that are new in four million", packed.len());
        assert_eq!(unpack(&packed, &before, after.len()), Ok(after));
    }
}
