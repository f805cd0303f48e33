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

/// Room for a value that is small \[bytes\].
const LITTLE: usize = 512;

/// Where postcard writes to be hashed.
struct Sink {
    hasher: blake3::Hasher,
    // Room for bytes to wait in: little at first, for most values are small, then a stretch.
    waiting: Vec<u8>,
    // How many wait there; fewer than there is room for.
    filled: usize,
}

impl Default for Sink {
    fn default() -> Self {
        Self { hasher: blake3::Hasher::new(), waiting: vec![0; LITTLE], filled: 0 }
    }
}

impl Sink {
    fn hash_waiting(&mut self) {
        self.hasher.update(&self.waiting[..self.filled]);
        self.filled = 0;
    }

    /// Takes bytes that do not fit beside those that wait.
    #[cold]
    fn overflow(&mut self, mut bytes: &[u8]) {
        self.waiting.resize(STRETCH, 0);
        while let Some((now, later)) = bytes.split_at_checked(STRETCH - self.filled) {
            self.waiting[self.filled..].copy_from_slice(now);
            self.filled = STRETCH;
            self.hash_waiting();
            bytes = later;
        }
        let end = self.filled + bytes.len();
        self.waiting[self.filled..end].copy_from_slice(bytes);
        self.filled = end;
    }
}

// Tens of thousands of numbers go through here at every step of a large exercise: a call for each would cost more than the
// hashing itself.
impl Flavor for Sink {
    type Output = Digest;

    #[inline(always)]
    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    #[inline(always)]
    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        let end = self.filled + bytes.len();
        if end < self.waiting.len() {
            self.waiting[self.filled..end].copy_from_slice(bytes);
            self.filled = end;
        } else {
            self.overflow(bytes);
        }
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
        for length in [
            LITTLE - 8,
            LITTLE,
            LITTLE + 1,
            7 * LITTLE,
            STRETCH - 4,
            STRETCH - 3,
            STRETCH,
            STRETCH + 1,
            3 * STRETCH + 17,
        ] {
            let text = "drift".repeat(length / 5 + 1)[..length].to_owned();
            let value = (1_u8, text.as_str(), vec![7_u8; 5], text.as_str());
            assert_eq!(Digest::of(&value), Digest::of_bytes(&postcard::to_stdvec(&value).unwrap()), "{length}");
        }
    }
}
