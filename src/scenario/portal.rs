//! What states tell each other and the public beside messages: the focal points' portal, early warning, the press.

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, PartyId, SeatId};
use crate::base::{Position, Span};

/// The secure portal of the national focal points, among the states that opted in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portal {
    /// The focal points of the states that are members, in the order written. Empty: there is no portal.
    pub members: Vec<SeatId>,
    /// Shortest time from posting until it lies in a member's portal.
    pub min_delay: Span,
    /// Longest.
    pub max_delay: Span,
}

impl Default for Portal {
    /// No portal. The delays are those of one about which nothing is said (*proposed*).
    fn default() -> Self {
        Self { members: Vec::new(), min_delay: Span::minutes(10), max_delay: Span::hours(1) }
    }
}

impl Portal {
    /// Whether a seat reads and writes in it.
    pub fn has(&self, seat: SeatId) -> bool {
        self.members.contains(&seat)
    }
}

/// What an early warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum IndicatorKind {
    /// A departure, expected or seen.
    Departure,
    /// The way boats take.
    Route,
    /// Who organises the journeys.
    Organiser,
    /// Money that leads to them.
    Money,
}

impl IndicatorKind {
    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Departure => "a departure",
            Self::Route => "a route",
            Self::Organiser => "organisers",
            Self::Money => "money",
        }
    }

    /// Whether it is about a boat that may come to need help, and not about who is behind it.
    pub fn is_about_a_boat(self) -> bool {
        matches!(self, Self::Departure | Self::Route)
    }
}

/// Intelligence that comes to a focal point, true or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Which focal point gets it.
    pub to: SeatId,
    /// What it is about.
    pub kind: IndicatorKind,
    /// The case it speaks of. Exists when and only when it speaks of one.
    pub case: Option<CraftId>,
    /// A position it gives. Exists when and only when it gives one.
    pub position: Option<Position>,
    /// Persons it tells of. Exists when and only when it tells a number.
    pub persons: Option<u32>,
    /// Its words.
    pub text: String,
    /// Whether it is true, by the author: no seat is ever told.
    pub sound: bool,
}

/// News.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// Who prints or sends it.
    pub outlet: String,
    /// Its words.
    pub text: String,
    /// What it adds to the public pressure on a state, 0 to 1.
    pub pressure: f64,
    /// The case it is about. Exists when and only when it is about one.
    pub about: Option<CraftId>,
    /// The state it presses. Exists when and only when it does not press them all.
    pub on: Option<PartyId>,
}
