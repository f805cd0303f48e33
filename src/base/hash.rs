//! The state hash: one path from a value to a digest.
//!
//! A value is streamed through its own serde form (postcard) into BLAKE3, so a field added to a struct
//! cannot be forgotten here.

use std::fmt;
use std::io::{self, BufWriter, Write};

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
        // Postcard writes a few bytes at a time; BLAKE3 is fast only on long stretches.
        let sink = BufWriter::with_capacity(4096, Sink(blake3::Hasher::new()));
        let sink = postcard::to_io(value, sink).expect("derived Serialize does not fail");
        let hasher = sink.into_inner().map(|sink| sink.0).unwrap_or_else(|_| unreachable!("hashing cannot fail"));
        Self(*hasher.finalize().as_bytes())
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

struct Sink(blake3::Hasher);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
}
