//! The form of people rescued before the exercise begins; the rest of the format is in `doc`.

use serde::Deserialize;

use super::leaf::{Count, Id};

/// An entry of `rescued`: `(craft: "boat", by: "mv-1", persons: 30)`. They are of the craft's people, whole families
/// first, and the seat of the unit or ship has heard of the case.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "rescued")]
pub struct RescuedDoc<'a> {
    /// Id of the craft they were taken off.
    #[serde(borrow)]
    pub craft: Id<'a>,
    /// Id of the unit or merchant ship that has them aboard.
    pub by: Id<'a>,
    /// How many.
    pub persons: Count<'a>,
}
