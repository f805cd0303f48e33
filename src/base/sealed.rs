//! A long list whose digest costs only what has changed of it.

use std::ops::{Deref, Index, IndexMut};
use std::slice::{self, SliceIndex};
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Digest;

/// Values under one seal. Few, so that one that changes costs little; many, so that the seals themselves cost little.
const STRETCH: usize = 32;

/// A list in stretches, each under a seal: its digest, kept until something in that stretch is touched.
///
/// A `&mut` to a value breaks the seal of its stretch, whatever is then done with it; reading breaks none. The digest
/// depends on the values alone, and not on what was sealed when. Written, it is the plain list.
#[derive(Debug, Clone)]
pub struct Sealed<T> {
    items: Vec<T>,
    // One for each stretch begun.
    seals: Vec<OnceLock<Digest>>,
}

/// Which of the seals of a list the value at a place is under.
pub const fn seal_of(index: usize) -> usize {
    index / STRETCH
}

impl<T> Sealed<T> {
    /// Adds a value at the end.
    pub fn push(&mut self, item: T) {
        self.items.push(item);
        self.seals.truncate((self.items.len() - 1) / STRETCH);
        self.seals.push(OnceLock::new());
    }

    /// All values.
    pub fn as_slice(&self) -> &[T] {
        &self.items
    }

    /// All values, to be changed: breaks every seal.
    pub fn iter_mut(&mut self) -> slice::IterMut<'_, T> {
        self.seals.iter_mut().for_each(|seal| *seal = OnceLock::new());
        self.items.iter_mut()
    }
}

impl<T: Serialize> Sealed<T> {
    /// What stands for the whole list in a state hash.
    pub fn digest(&self) -> Digest {
        Digest::of(&(self.items.len(), self.seals()))
    }

    /// The seals of the stretches, in order: what tells of each value whether it may be another than before, see `seal_of`.
    pub fn seals(&self) -> Vec<Digest> {
        let stretches = self.items.chunks(STRETCH).zip(&self.seals);
        stretches.map(|(items, seal)| *seal.get_or_init(|| Digest::of(&items))).collect()
    }
}

impl<T> From<Vec<T>> for Sealed<T> {
    fn from(items: Vec<T>) -> Self {
        let seals = (0..items.len().div_ceil(STRETCH)).map(|_| OnceLock::new()).collect();
        Self { items, seals }
    }
}

impl<T> Default for Sealed<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T> FromIterator<T> for Sealed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(Vec::from_iter(items))
    }
}

impl<T> Deref for Sealed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T, I: SliceIndex<[T]>> Index<I> for Sealed<T> {
    type Output = I::Output;

    fn index(&self, index: I) -> &I::Output {
        &self.items[index]
    }
}

impl<T> IndexMut<usize> for Sealed<T> {
    fn index_mut(&mut self, index: usize) -> &mut T {
        if let Some(seal) = self.seals.get_mut(seal_of(index)) {
            *seal = OnceLock::new();
        }
        &mut self.items[index]
    }
}

impl<'a, T> IntoIterator for &'a Sealed<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Sealed<T> {
    type Item = &'a mut T;
    type IntoIter = slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<T: PartialEq> PartialEq for Sealed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl<T: Serialize> Serialize for Sealed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.items.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Sealed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, Copy)]
    enum Touch {
        Set(usize, u32),
        Push(u32),
        All(u32),
        Digest,
    }

    fn touch() -> impl Strategy<Value = Touch> {
        prop_oneof![
            (any::<usize>(), any::<u32>()).prop_map(|(i, v)| Touch::Set(i, v)),
            any::<u32>().prop_map(Touch::Push),
            any::<u32>().prop_map(Touch::All),
            Just(Touch::Digest),
        ]
    }

    proptest! {
        #[test]
        fn the_digest_is_that_of_the_values_whatever_was_sealed_before(
            first in prop::collection::vec(any::<u32>(), 0..100),
            touches in prop::collection::vec(touch(), 0..80),
        ) {
            let mut sealed = Sealed::from(first.clone());
            let mut plain = first;
            for touch in touches {
                match touch {
                    Touch::Set(_, _) if plain.is_empty() => {}
                    Touch::Set(i, v) => {
                        let i = i % plain.len();
                        (sealed[i], plain[i]) = (v, v);
                    }
                    Touch::Push(v) => {
                        sealed.push(v);
                        plain.push(v);
                    }
                    Touch::All(v) => {
                        sealed.iter_mut().for_each(|item| *item = item.wrapping_add(v));
                        plain.iter_mut().for_each(|item| *item = item.wrapping_add(v));
                    }
                    Touch::Digest => {}
                }
                prop_assert_eq!(&*sealed, &*plain);
                prop_assert_eq!(sealed.digest(), Sealed::from(plain.clone()).digest());
            }
        }

        #[test]
        fn what_is_under_an_equal_seal_is_the_same(
            values in prop::collection::vec(0_u8..3, 1..200),
            at in any::<prop::sample::Index>(),
            value in 0_u8..3,
        ) {
            let before = Sealed::from(values);
            let mut after = before.clone();
            let i = at.index(before.len());
            after[i] = value;
            let (old, new) = (before.seals(), after.seals());
            for k in 0..before.len() {
                let same = old[seal_of(k)] == new[seal_of(k)];
                prop_assert!(!same || before[k] == after[k]);
                prop_assert!(same || seal_of(k) == seal_of(i), "a seal broken elsewhere");
            }
        }

        #[test]
        fn another_value_anywhere_is_another_digest(
            values in prop::collection::vec(any::<u32>(), 1..100),
            at in any::<prop::sample::Index>(),
        ) {
            let mut sealed = Sealed::from(values);
            let before = sealed.digest();
            let i = at.index(sealed.len());
            sealed[i] ^= 1;
            prop_assert_ne!(sealed.digest(), before);
        }
    }

    #[test]
    fn it_is_written_as_the_plain_list() {
        let plain = vec![7_u32; 70];
        let bytes = postcard::to_stdvec(&Sealed::from(plain.clone())).unwrap();
        assert_eq!(bytes, postcard::to_stdvec(&plain).unwrap());
        let back: Sealed<u32> = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(back, Sealed::from(plain));
    }
}
