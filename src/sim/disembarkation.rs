//! The request to land people as it is written, in the doctrine's fields (sar-models.md 5.4, *recalled* there, and
//! 6.2).
//!
//! It goes beside the request itself, as the hand-over goes beside the request to take a case over; what is asked for,
//! and what is granted, stands in the request. As in every form, each field says what its sender believes.

use serde::{Deserialize, Serialize};

use super::authority::{bounded, sound_persons};
use super::command::Rejection;
use super::step::Now;
use crate::base::ids::{CraftId, PartyId, PlaceId};
use crate::base::{Position, Tick};

/// The longest people can be said to have been at sea \[d\].
const MOST_DAYS: u32 = 1000;
/// The longest time for which food or water can be said to last \[h\].
const MOST_H: u32 = 10_000;
/// As many states as can be named.
const MOST_STATES: usize = 20;

/// A disembarkation request in writing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisembarkationRequest {
    /// The case whose people are aboard.
    pub case: CraftId,
    /// The ship that has them.
    pub ship: String,
    /// Whose flag it flies.
    pub flag: String,
    /// Where it is. Exists when and only when that is told.
    pub position: Option<Position>,
    /// Its next port of call. Empty where it has none.
    pub next_port: String,
    /// Where they are to come ashore.
    pub place: PlaceId,
    /// Persons to be landed, all living.
    pub persons: u32,
    /// Of them, women. Exists when and only when they were counted.
    pub women: Option<u32>,
    /// Men. Exists when and only when they were counted.
    pub men: Option<u32>,
    /// Children. Exists when and only when they were counted.
    pub children: Option<u32>,
    /// Of all, those who need a doctor. Exists when and only when they were counted.
    pub injured: Option<u32>,
    /// Dead aboard.
    pub dead: u32,
    /// How long they had been at sea \[d\]. Exists when and only when somebody has said.
    pub days_at_sea: Option<u32>,
    /// How long the ship's water lasts for all aboard \[h\]. Exists when and only when that is reckoned.
    pub water_h: Option<u32>,
    /// How long its food does \[h\]. Exists when and only when that is reckoned.
    pub food_h: Option<u32>,
    /// When they have to be off the ship at the latest. Exists when and only when that is told.
    pub relief_by: Option<Tick>,
    /// What the master cannot do: room, crew, schedule.
    pub limits: String,
    /// States that somebody aboard says they flee from: they are not landed there, nor is that state told who they are.
    pub feared: Vec<PartyId>,
    /// Free text.
    pub text: String,
}

impl DisembarkationRequest {
    /// Refuses what no such form can say.
    pub(super) fn sound(&self, now: &Now<'_>) -> Result<(), Rejection> {
        let unknown = |what: &str| Err(Rejection::Unknown { what: what.to_owned() });
        let bad = |what: &str, rule: String| Err(Rejection::BadNumber { what: what.to_owned(), rule });
        bounded(&[&self.ship, &self.flag, &self.next_port, &self.limits, &self.text].map(String::as_str).concat())?;
        let scenario = &now.theatre.scenario;
        if self.place.index() >= scenario.places.len() {
            return unknown("that port");
        }
        let counted = [self.women, self.men, self.children, self.injured];
        sound_persons([self.persons, self.dead].into_iter().chain(counted.into_iter().flatten()))?;
        if counted.into_iter().flatten().any(|part| part > self.persons) {
            return bad("a number of women, men, children or injured", "no more than of all".to_owned());
        }
        if self.days_at_sea.is_some_and(|days| days > MOST_DAYS) {
            return bad("the days at sea", format!("at most {MOST_DAYS}"));
        }
        if self.water_h.into_iter().chain(self.food_h).any(|hours| hours > MOST_H) {
            return bad("the time for which food and water last", format!("at most {MOST_H} h"));
        }
        if self.feared.len() > MOST_STATES || self.feared.iter().any(|state| state.index() >= scenario.parties.len()) {
            return unknown("one of the states named");
        }
        Ok(())
    }

    /// Whether they have to be off the ship, or run out of water or food, by a moment.
    pub fn presses_by(&self, told_at: Tick, by: Tick) -> bool {
        let ends = |hours: u32| told_at.after(crate::base::Span::hours(i64::from(hours))) <= by;
        self.relief_by.is_some_and(|relief| relief <= by) || self.water_h.into_iter().chain(self.food_h).any(ends)
    }

    /// The form in words, field after field, with `party` for the name of a state, `place` for that of a port and
    /// `clock` for a moment. What is not known is left out.
    pub fn fields(
        &self,
        party: impl Fn(PartyId) -> String,
        place: impl Fn(PlaceId) -> String,
        clock: impl Fn(Tick) -> String,
    ) -> Vec<String> {
        let counted = |n: Option<u32>, words: &str| n.map(|n| format!("{n} {words}"));
        let parts = [counted(self.women, "women"), counted(self.men, "men"), counted(self.children, "children")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let who = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
        let named = |what: &str, words: &str| (!words.trim().is_empty()).then(|| format!("{what} {}", words.trim()));
        let feared: Vec<String> = self.feared.iter().map(|state| party(*state)).collect();
        let fields = [
            Some(format!("{}, flag {}", self.ship, self.flag)),
            self.position.map(|at| format!("in {at}")),
            named("next port", &self.next_port),
            Some(format!("{} persons{who} to land at {}", self.persons, place(self.place))),
            counted(self.injured, "need a doctor"),
            (self.dead > 0).then(|| format!("{} dead aboard", self.dead)),
            counted(self.days_at_sea, "days at sea before"),
            counted(self.water_h, "h of water"),
            counted(self.food_h, "h of food"),
            self.relief_by.map(|by| format!("to be off the ship by {}", clock(by))),
            named("the master:", &self.limits),
            (!feared.is_empty())
                .then(|| format!("people aboard say they flee from {}; not to be landed there", feared.join(", "))),
            (!self.text.trim().is_empty()).then(|| self.text.trim().to_owned()),
        ];
        fields.into_iter().flatten().collect()
    }
}
