//! Bytes made small by what both sides already have: zstd with other bytes as dictionary.
//!
//! Keyframes of a recording and moments of a picture are much like those before them; packed this way they cost
//! little more than what changed.

use std::io;

/// zstd's own default: the next levels save a few per cent and take twice as long.
const LEVEL: i32 = 3;

/// Packs some bytes, with a dictionary that may be empty.
///
/// # Errors
/// If there is no memory for it.
pub fn pack(bytes: &[u8], dictionary: &[u8]) -> io::Result<Vec<u8>> {
    zstd::bulk::Compressor::with_dictionary(LEVEL, dictionary)?.compress(bytes)
}

/// The bytes that `pack` packed with the same dictionary.
///
/// # Errors
/// In words: if these are not such bytes, or if there would be more than `most` of them.
pub fn unpack(packed: &[u8], dictionary: &[u8], most: usize) -> Result<Vec<u8>, String> {
    zstd::bulk::Decompressor::with_dictionary(dictionary)
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
}
