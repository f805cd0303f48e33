//! The form of the focal points' portal; the rest of the format is in `doc`.

use serde::Deserialize;

use super::leaf::{Duration, Id, Part};

/// `portal: (members: ["north", "south"], delay: ("10min", "1h"))`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "portal")]
pub struct PortalDoc<'a> {
    /// Ids of the parties that opted in, at least two, each with a seat whose role is `FocalPoint`.
    #[serde(borrow)]
    pub members: Part<'a, Vec<Id<'a>>>,
    /// Shortest and longest time from posting until a post lies in a member's portal. Default: "10min" and "1h".
    pub delay: Option<(Duration<'a>, Duration<'a>)>,
}
