//! The terms of a yes, and what a state is shown before it decides about a landing.

use serde::{Deserialize, Serialize};

use super::ashore::Assistance;
use super::authority;
use super::command::{Ask, Rejection};
use crate::base::Tick;
use crate::base::ids::{PlaceId, RequestId, SeatId};

/// What a rescue centre tells its foreign ministry of a landing it was asked for. The numbers are those it has been
/// told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clearance {
    /// The request that people may come ashore.
    pub landing: RequestId,
    /// Who made it.
    pub asker: SeatId,
    /// Where they would come ashore.
    pub place: PlaceId,
    /// How many persons.
    pub persons: u32,
    /// Since when they have waited for a port.
    pub waiting_since: Tick,
    /// Deaths of the case told so far.
    pub dead: u32,
    /// Persons of the case whom others have taken in.
    pub elsewhere: u32,
    /// Persons whom others have undertaken to resettle.
    pub pledged: u32,
}

/// Terms under which a request is accepted. Each is binding: the exercise holds who agreed to them to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Terms {
    /// At most so many living persons may be landed. Exists when and only when the number is limited.
    pub at_most: Option<u32>,
    /// Only at this place, and not at the one asked for. Exists when and only when another is named.
    pub place: Option<PlaceId>,
    /// The asker's state undertakes to resettle so many persons. Exists when and only when that is asked for.
    pub pledge: Option<u32>,
    /// Valid until this moment; a unit lent is released then. Exists when and only when it is limited.
    pub until: Option<Tick>,
    /// The asker's state bears so much of what the reception of those landed costs \[%\]. Exists when and only when
    /// that is asked for.
    pub cost_share: Option<u8>,
    /// The asker's state protects the witnesses whose statements it is given.
    pub protection: bool,
}

impl Terms {
    /// Whether nothing is demanded.
    pub fn are_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether they hold still.
    pub fn hold_at(&self, now: Tick) -> bool {
        self.until.is_none_or(|until| now <= until)
    }

    /// Whether these terms grant no more than others do: who was given `limit` may pass these on.
    pub fn within(&self, limit: &Self) -> bool {
        let at_most = match (self.at_most, limit.at_most) {
            (_, None) => true,
            (Some(mine), Some(most)) => mine <= most,
            (None, Some(_)) => false,
        };
        let until = match (self.until, limit.until) {
            (_, None) => true,
            (Some(mine), Some(last)) => mine <= last,
            (None, Some(_)) => false,
        };
        let place = limit.place.is_none() || self.place == limit.place;
        let pledge = self.pledge.unwrap_or(0) >= limit.pledge.unwrap_or(0);
        let cost_share = self.cost_share.unwrap_or(0) >= limit.cost_share.unwrap_or(0);
        let protection = self.protection || !limit.protection;
        at_most && until && place && pledge && cost_share && protection
    }

    /// Whether they make sense for a request at a moment.
    pub(super) fn fit(&self, ask: &Ask, now: Tick) -> Result<(), Rejection> {
        let bad = |what: &str, rule: &str| Err(Rejection::BadNumber { what: what.to_owned(), rule: rule.to_owned() });
        if self.are_none() {
            return bad("the terms", "at least one; to accept without any, accept");
        }
        let landing = matches!(ask, Ask::Land { .. } | Ask::Clear(_));
        if !landing
            && (self.at_most.is_some() || self.place.is_some() || self.pledge.is_some() || self.cost_share.is_some())
        {
            return bad("terms about people landed", "those of a landing");
        }
        if self.protection && *ask != Ask::Assist(Assistance::Statements) {
            return bad("terms about witnesses", "those of a request for their statements");
        }
        if matches!(ask, Ask::Assist(_)) && !self.protection {
            return bad("the terms", "that witnesses are protected, or none");
        }
        if matches!(ask, Ask::Coordinate | Ask::Deploy { .. } | Ask::Means(_)) {
            return bad("the terms", "none: this is accepted or refused");
        }
        if self.at_most == Some(0) || self.pledge == Some(0) {
            return bad("the number of persons in the terms", "at least one");
        }
        authority::sound_persons(self.at_most.into_iter().chain(self.pledge))?;
        if self.cost_share.is_some_and(|share| !(1..=100).contains(&share)) {
            return bad("the share of the cost", "1 to 100 per cent");
        }
        if self.until.is_some_and(|until| until <= now) {
            return bad("the moment until which the terms hold", "later than now");
        }
        Ok(())
    }

    /// The terms in words, with `place` for the name of a place and `clock` for a moment: "at most 50 persons, only at
    /// Merak".
    pub fn words(&self, place: impl Fn(PlaceId) -> String, clock: impl Fn(Tick) -> String) -> String {
        let persons = |n: u32| if n == 1 { "1 person".to_owned() } else { format!("{n} persons") };
        let parts = [
            self.at_most.map(|n| format!("at most {}", persons(n))),
            self.place.map(|at| format!("only at {}", place(at))),
            self.pledge.map(|n| format!("the asker's state to resettle {}", persons(n))),
            self.until.map(|until| format!("until {}", clock(until))),
            self.cost_share.map(|share| format!("the asker's state to bear {share} % of the cost of reception")),
            self.protection.then(|| "the asker's state to protect the witnesses".to_owned()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "no terms".to_owned() } else { parts.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terms() -> impl Strategy<Value = Terms> {
        let number = || proptest::option::of(1_u32..5);
        let share = proptest::option::of(1_u8..5);
        (number(), number(), number(), number(), share, any::<bool>()).prop_map(
            |(at_most, place, pledge, until, cost_share, protection)| Terms {
                at_most,
                place: place.map(PlaceId),
                pledge,
                until: until.map(Tick),
                cost_share,
                protection,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_within_a_limit_is_within_a_wider_one(a in terms(), b in terms(), c in terms()) {
            prop_assert!(a.within(&a));
            prop_assert!(a.within(&Terms::default()));
            if a.within(&b) && b.within(&c) {
                prop_assert!(a.within(&c), "{a:?} {b:?} {c:?}");
            }
        }
    }

    #[test]
    fn terms_have_to_fit_what_is_asked() {
        let fifty = Terms { at_most: Some(50), ..Terms::default() };
        let land = Ask::Land { place: PlaceId(0), persons: 80 };
        assert_eq!(fifty.fit(&land, Tick(9)), Ok(()));
        assert!(fifty.fit(&Ask::Enter, Tick(9)).is_err());
        assert!(Terms::default().fit(&land, Tick(9)).is_err());
        let dawn = Terms { until: Some(Tick(9)), ..Terms::default() };
        assert!(dawn.fit(&Ask::Enter, Tick(9)).is_err());
        assert_eq!(dawn.fit(&Ask::Enter, Tick(8)), Ok(()));
        assert!(dawn.fit(&Ask::Coordinate, Tick(8)).is_err());
        let half = Terms { cost_share: Some(50), ..Terms::default() };
        assert_eq!(half.fit(&land, Tick(9)), Ok(()));
        assert!(half.fit(&Ask::Enter, Tick(9)).is_err());
        assert!(Terms { cost_share: Some(101), ..Terms::default() }.fit(&land, Tick(9)).is_err());
        let safe = Terms { protection: true, ..Terms::default() };
        assert_eq!(safe.fit(&Ask::Assist(Assistance::Statements), Tick(9)), Ok(()));
        assert!(safe.fit(&Ask::Assist(Assistance::Evidence), Tick(9)).is_err());
        assert!(safe.fit(&land, Tick(9)).is_err());
        assert!(dawn.fit(&Ask::Assist(Assistance::Statements), Tick(8)).is_err());
        let words = fifty.words(|p| p.to_string(), |t| t.to_string());
        assert_eq!(words, "at most 50 persons");
    }
}
