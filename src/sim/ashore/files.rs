//! The files of one state, and what stands for them in the state hash, kept up file by file.
//!
//! A file can be changed only through an index, which marks it; sealing then renews the digests of marked files alone,
//! so that a minute in which three thousand people wait costs no more than the few who are seen to.

use std::ops::{Deref, Index, IndexMut};

use serde::{Deserialize, Serialize};

use super::File;
use crate::base::Digest;

/// Files in order of `FileId`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Files {
    all: Vec<File>,
    /// Digest of each file as it was last sealed; of nothing for one that never was.
    seals: Vec<Digest>,
    /// All these mixed. Each holds its file's number, so that it matters which file is which.
    sum: Digest,
    /// Files that may have changed since.
    marked: Vec<u32>,
}

impl Files {
    /// Adds a file at the end.
    pub fn push(&mut self, file: File) {
        self.mark(self.all.len());
        self.all.push(file);
        self.seals.push(Digest::default());
    }

    /// All of them.
    pub fn as_slice(&self) -> &[File] {
        &self.all
    }

    /// Whether each file has its seal.
    pub(super) fn fit(&self) -> bool {
        self.seals.len() == self.all.len()
    }

    fn mark(&mut self, index: usize) {
        self.marked.push(u32::try_from(index).unwrap_or(u32::MAX));
    }

    /// Renews the digests of what may have changed, and gives what stands for all files.
    pub(super) fn seal(&mut self) -> Digest {
        self.marked.sort_unstable();
        self.marked.dedup();
        for number in std::mem::take(&mut self.marked) {
            if let (Some(file), Some(seal)) = (self.all.get(number as usize), self.seals.get_mut(number as usize)) {
                let fresh = Digest::of(&(number, file));
                self.sum = self.sum.mixed(seal).mixed(&fresh);
                *seal = fresh;
            }
        }
        self.sum
    }
}

impl<'f> IntoIterator for &'f mut Files {
    type Item = &'f mut File;
    type IntoIter = std::slice::IterMut<'f, File>;

    fn into_iter(self) -> Self::IntoIter {
        (0..self.all.len()).for_each(|index| self.mark(index));
        self.all.iter_mut()
    }
}

impl Deref for Files {
    type Target = [File];

    fn deref(&self) -> &[File] {
        &self.all
    }
}

impl Index<usize> for Files {
    type Output = File;

    fn index(&self, index: usize) -> &File {
        &self.all[index]
    }
}

impl IndexMut<usize> for Files {
    fn index_mut(&mut self, index: usize) -> &mut File {
        self.mark(index);
        &mut self.all[index]
    }
}

impl<'f> IntoIterator for &'f Files {
    type Item = &'f File;
    type IntoIter = std::slice::Iter<'f, File>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::Tick;
    use crate::base::ids::{PersonId, SiteId};
    use crate::sar::reception::{Stage, Triage};
    use crate::sim::ashore::{InHand, Known, Stay};

    fn file(person: u32) -> File {
        File {
            person: PersonId(person),
            site: SiteId(0),
            landed_at: Tick(60),
            condition: Triage::Green,
            stay: Stay::AtSite,
            in_hand: None,
            done: [None; Stage::ALL.len()],
            skipped: [false; Stage::ALL.len()],
            screenings: 0,
            statement_wanted: false,
            witness_lost: false,
            known: Known::default(),
        }
    }

    fn change(file: &mut File, how: u8, by: u8) {
        match how % 8 {
            0 => file.condition = if file.condition == Triage::Red { Triage::Green } else { Triage::Red },
            1 => file.stay = Stay::OnTheWay { until: Tick(u32::from(by) + 1_000 * u32::from(file.screenings)) },
            2 => {
                let left_min = f64::from(by) + 0.5;
                file.in_hand = Some(InHand { stage: Stage::Triage, left_min, understood: file.in_hand.is_none() });
            }
            3 => file.done[usize::from(by) % Stage::ALL.len()] = Some(Tick(u32::from(by) + 7)),
            4 => file.screenings = file.screenings.wrapping_add(1),
            5 => file.known.age_years = Some(by),
            6 => file.witness_lost = !file.witness_lost,
            _ => file.known.organiser = !file.known.organiser,
        }
    }

    proptest! {
        /// Whatever is changed, and in whatever order: the seal changes, and is that of the same files made anew.
        #[test]
        fn a_file_cannot_change_without_the_seal(changes in prop::collection::vec((0_usize..5, any::<u8>(), any::<u8>()), 1..40)) {
            let mut files = Files::default();
            for person in 0..5 {
                files.push(file(person));
            }
            files.seal();
            for (which, how, by) in changes {
                let (before, seal) = (files[which].clone(), files.seal());
                change(&mut files[which], how, by);
                let changed = files[which] != before;
                prop_assert_eq!(files.seal() != seal, changed);
                let mut anew = Files::default();
                for one in &files {
                    anew.push(one.clone());
                }
                prop_assert_eq!(anew.seal(), files.seal());
            }
        }
    }

    #[test]
    fn it_matters_which_file_is_which() {
        let (mut one, mut two) = (Files::default(), Files::default());
        one.push(file(1));
        one.push(file(2));
        two.push(file(2));
        two.push(file(1));
        assert_ne!(one.seal(), two.seal());
    }
}
