//! The form of the assessment of needs of protection; the rest of the format is in `doc`.

use serde::Deserialize;

use super::leaf::{Choice, Count, Id, Part};

/// `assessment: (kind: National, per_day: 10)`,
/// `assessment: (kind: Harmonised, members: ["north", "south"])`, or
/// `assessment: (kind: Regional, members: ["north", "south"], site: "cove", centre_per_day: 20, paid_by: Fund)`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "assessment")]
pub struct AssessmentDoc<'a> {
    /// `National`, `Harmonised` or `Regional`.
    #[serde(borrow)]
    pub kind: Choice<'a>,
    /// Ids of the states that use one form, at least two; among them the one at whose site the centre is. Not for
    /// `National`.
    pub members: Option<Part<'a, Vec<Id<'a>>>>,
    /// Persons that a state's own office hears in a day. Default: 5 (*proposed*).
    pub per_day: Option<Count<'a>>,
    /// Id of the place of the reception site at which the centre is. For `Regional` only.
    pub site: Option<Id<'a>>,
    /// Persons that the centre hears in a day. For `Regional` only.
    pub centre_per_day: Option<Count<'a>>,
    /// Who pays for the centre: `Shares` (its members equally) or `Fund`. Default: `Shares`. For `Regional` only.
    pub paid_by: Option<Choice<'a>>,
}
