//! The form of what a ship carries for others; the rest of the format is in `doc`.

use serde::Deserialize;

use super::leaf::{Count, Quantity};

/// `stores: (water: "2000 L", lifejackets: 100)` of a unit or merchant ship: what it can pass over to a vessel, and what
/// those whom it takes aboard have to drink. A ship without stores has nothing to give, and drink enough for all.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "stores")]
pub struct StoresDoc<'a> {
    /// Drinking water. Default: two days' for as many survivors as it can take (*proposed*).
    #[serde(borrow)]
    pub water: Option<Quantity<'a>>,
    /// Lifejackets. Default: 0.
    pub lifejackets: Option<Count<'a>>,
}
