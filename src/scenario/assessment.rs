//! How a need of international protection is assessed: by each state, on one form among several, or at one centre.
//!
//! Burden sharing, harmonised or regional assessment (Jakarta Declaration 7-8). Where a scenario says nothing of it,
//! what screening and interview bring out is all that is known, and decisions rest on that.

use serde::{Deserialize, Serialize};

use crate::base::ids::{PartyId, SiteId};

/// How needs of protection are assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// In which way.
    pub kind: AssessmentKind,
    /// The states that use one form, in order. Empty where each assesses for itself.
    pub members: Vec<PartyId>,
    /// Persons that a state's own office hears in a day.
    pub per_day: u32,
    /// The regional centre. Exists when and only when the kind is `Regional`.
    pub centre: Option<Centre>,
}

/// A regional centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Centre {
    /// The reception site at which it is.
    pub site: SiteId,
    /// Persons it hears in a day.
    pub per_day: u32,
    /// Who pays for it.
    pub paid_by: PaidBy,
}

/// In which way needs of protection are assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AssessmentKind {
    /// Each state for itself: what one has found holds in no other.
    National,
    /// Each state on one form: what one member has found holds in all.
    Harmonised,
    /// The same, and at one centre too, to which members may bring people.
    Regional,
}

impl AssessmentKind {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::National, Self::Harmonised, Self::Regional];

    /// Words for a board.
    pub fn words(self) -> &'static str {
        match self {
            Self::National => "each state for itself",
            Self::Harmonised => "on one form",
            Self::Regional => "at a regional centre",
        }
    }
}

/// Who pays for a regional centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PaidBy {
    /// Its members, in equal shares.
    Shares,
    /// The trust fund, as long as there is enough in it; then its members.
    Fund,
}

impl Assessment {
    /// Whether what one state has found holds in another.
    pub fn holds(&self, found_in: PartyId, in_state: PartyId) -> bool {
        found_in == in_state || (self.members.contains(&found_in) && self.members.contains(&in_state))
    }

    /// Whether a site is the regional centre.
    pub fn is_centre(&self, site: SiteId) -> bool {
        self.centre.is_some_and(|centre| centre.site == site)
    }
}
