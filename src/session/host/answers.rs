//! What each desk has asked, so that a request sent twice is done once.
//!
//! A desk sends again whatever has not been answered when its connection was lost. Each request has a number of its
//! own, so nothing has to be guessed.

use std::collections::{BTreeMap, BTreeSet};

use crate::session::wire::Chair;

/// Answers kept per desk; a desk has far fewer requests on their way.
const KEPT: usize = 512;
/// Desks remembered.
const DESKS: usize = 1024;

/// A desk on a chair, whatever connection it uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) chair: Chair,
    pub(super) desk: u64,
}

/// What is known of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing: it is new.
    No,
    /// It waits for the next tick.
    Waiting,
    /// It was taken, or not and why.
    Decided(Option<String>),
}

#[derive(Debug, Default)]
struct Desk {
    // All up to here are decided, and were taken as far as anybody remembers.
    floor: u32,
    decided: BTreeMap<u32, Option<String>>,
    waiting: BTreeSet<u32>,
    used: u64,
}

/// The requests of all desks.
#[derive(Debug, Default)]
pub(super) struct Answers {
    desks: BTreeMap<Key, Desk>,
    uses: u64,
}

impl Answers {
    /// What is known of a request.
    pub(super) fn look(&self, key: Key, seq: u32) -> Known {
        let Some(desk) = self.desks.get(&key) else { return Known::No };
        if desk.waiting.contains(&seq) {
            return Known::Waiting;
        }
        match desk.decided.get(&seq) {
            Some(answer) => Known::Decided(answer.clone()),
            None if seq <= desk.floor => Known::Decided(None),
            None => Known::No,
        }
    }

    /// A desk has come in.
    pub(super) fn greet(&mut self, key: Key) {
        self.desk(key);
    }

    /// A request waits for the next tick.
    pub(super) fn wait(&mut self, key: Key, seq: u32) {
        self.desk(key).waiting.insert(seq);
    }

    /// A request is decided: taken, or not and why.
    pub(super) fn decide(&mut self, key: Key, seq: u32, refusal: Option<String>) {
        let desk = self.desk(key);
        desk.waiting.remove(&seq);
        desk.decided.insert(seq, refusal);
        while desk.decided.len() > KEPT {
            if let Some((oldest, _)) = desk.decided.pop_first() {
                desk.floor = desk.floor.max(oldest);
            }
        }
    }

    /// The highest number decided.
    pub(super) fn highest(&self, key: Key) -> u32 {
        let Some(desk) = self.desks.get(&key) else { return 0 };
        desk.decided.last_key_value().map_or(desk.floor, |(seq, _)| *seq)
    }

    /// All that were taken and are remembered.
    pub(super) fn taken(&self) -> impl Iterator<Item = (Key, u32)> {
        self.desks.iter().flat_map(|(key, desk)| {
            desk.decided.iter().filter(|(_, refusal)| refusal.is_none()).map(|(seq, _)| (*key, *seq))
        })
    }

    fn desk(&mut self, key: Key) -> &mut Desk {
        self.uses += 1;
        if self.desks.len() >= DESKS && !self.desks.contains_key(&key) {
            let idle = self.desks.iter().filter(|(_, desk)| desk.waiting.is_empty());
            if let Some(oldest) = idle.min_by_key(|(_, desk)| desk.used).map(|(key, _)| *key) {
                self.desks.remove(&oldest);
            }
        }
        let desk = self.desks.entry(key).or_default();
        desk.used = self.uses;
        desk
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_sent_twice_is_known_however_long_ago_it_was() {
        let mut answers = Answers::default();
        let key = Key { chair: Chair::Excon, desk: 7 };
        assert_eq!(answers.look(key, 1), Known::No);
        answers.wait(key, 1);
        assert_eq!(answers.look(key, 1), Known::Waiting);
        answers.decide(key, 1, None);
        answers.decide(key, 3, Some("no".to_owned()));
        assert_eq!(answers.look(key, 1), Known::Decided(None));
        assert_eq!(answers.look(key, 2), Known::No, "the third was decided before the second came");
        assert_eq!(answers.look(key, 3), Known::Decided(Some("no".to_owned())));
        assert_eq!(answers.highest(key), 3);
        (4..2000).for_each(|seq| answers.decide(key, seq, None));
        assert_eq!(answers.look(key, 5), Known::Decided(None));
        assert_eq!(answers.look(key, 2000), Known::No);
        assert_eq!(answers.look(Key { desk: 8, ..key }, 5), Known::No);
    }

    #[test]
    fn the_desks_remembered_are_the_latest() {
        let mut answers = Answers::default();
        for desk in 0..5000 {
            answers.decide(Key { chair: Chair::Excon, desk }, 1, None);
        }
        assert_eq!(answers.desks.len(), DESKS);
        assert_eq!(answers.look(Key { chair: Chair::Excon, desk: 4999 }, 1), Known::Decided(None));
    }
}
