//! The state hash: one path from a value to a digest.
//!
//! A value is streamed through its own serde form (postcard) into BLAKE3, so a field added to a struct
//! cannot be forgotten here.

use std::fmt;

use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize};

/// A 256-bit BLAKE3 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Digest of some bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Digest of a value's serde form.
    ///
    /// # Panics
    /// If the type's `Serialize` itself fails, which derived ones do not.
    pub fn of<T: Serialize>(value: &T) -> Self {
        postcard::serialize_with_flavor(value, Sink::default()).expect("derived Serialize does not fail")
    }

    /// Digest of this one followed by a value: a link of a chain.
    #[must_use]
    pub fn chain<T: Serialize>(&self, value: &T) -> Self {
        Self::of(&(self.0, value))
    }

    /// This digest and another, mixed (their exclusive or): a set's digest is that of its members in any order, and one that
    /// was mixed in goes out by being mixed in again. Good against accident, not against an adversary.
    #[must_use]
    pub fn mixed(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] ^ other.0[i]))
    }

    /// The first eight bytes, enough to tell two states apart by accident but not against an adversary.
    pub fn short(&self) -> u64 {
        let mut first = [0; 8];
        first.copy_from_slice(&self.0[..8]);
        u64::from_be_bytes(first)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}…", self.short())
    }
}

/// Bytes hashed at once. Postcard writes a few at a time; BLAKE3 works on sixteen chunks of 1024 together where it is given
/// whole chunks, and on what is left over of one by one.
const STRETCH: usize = 64 * 1024;

/// Where postcard writes to be hashed.
#[derive(Default)]
struct Sink {
    hasher: blake3::Hasher,
    // Less than a stretch.
    waiting: Vec<u8>,
}

impl Sink {
    fn hash_waiting(&mut self) {
        self.hasher.update(&self.waiting);
        self.waiting.clear();
    }
}

impl Flavor for Sink {
    type Output = Digest;

    #[inline]
    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.waiting.push(byte);
        if self.waiting.len() == STRETCH {
            self.hash_waiting();
        }
        Ok(())
    }

    #[inline]
    fn try_extend(&mut self, mut bytes: &[u8]) -> postcard::Result<()> {
        while let Some((now, later)) = bytes.split_at_checked(STRETCH - self.waiting.len()) {
            self.waiting.extend_from_slice(now);
            self.hash_waiting();
            bytes = later;
        }
        self.waiting.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(mut self) -> postcard::Result<Digest> {
        self.hash_waiting();
        Ok(Digest(*self.hasher.finalize().as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_streamed_hash_equals_the_hash_of_the_bytes() {
        let value = (7_u32, "position", vec![1.5_f64, -0.0]);
        let bytes = postcard::to_stdvec(&value).unwrap();
        assert_eq!(Digest::of(&value), Digest::of_bytes(&bytes));
        assert_eq!(Digest::of(&value).to_string().len(), 64);
    }

    #[test]
    fn the_streamed_hash_equals_the_hash_of_the_bytes_whatever_the_lengths_of_what_is_written() {
        for length in [STRETCH - 4, STRETCH - 3, STRETCH, STRETCH + 1, 3 * STRETCH + 17] {
            let text = "drift".repeat(length / 5 + 1)[..length].to_owned();
            let value = (1_u8, text.as_str(), vec![7_u8; 5], text.as_str());
            assert_eq!(Digest::of(&value), Digest::of_bytes(&postcard::to_stdvec(&value).unwrap()), "{length}");
        }
    }
}
