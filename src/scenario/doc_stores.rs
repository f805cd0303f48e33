//! The forms of what a ship carries for others, stores and life rafts; the rest of the format is in `doc`.

use serde::Deserialize;

use super::leaf::{Count, Quantity, Switch};

/// `stores: (water: "2000 L", lifejackets: 100)` of a unit or merchant ship: what it can pass over to a vessel, and
/// what those whom it takes aboard have to drink. A ship without stores has nothing to give, and drink enough for all.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "stores")]
pub struct StoresDoc<'a> {
    /// Drinking water. Default: two days' for as many survivors as it can take (*proposed*).
    #[serde(borrow)]
    pub water: Option<Quantity<'a>>,
    /// Lifejackets. Default: 0.
    pub lifejackets: Option<Count<'a>>,
    /// Food, in days of one person: 300 feed a hundred for three days. Default: not counted, and enough for those it
    /// takes aboard, but none to give.
    pub food: Option<Count<'a>>,
}

/// An entry of `rafts`: `(number: 2, capacity: 10)`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "rafts")]
pub struct RaftsDoc<'a> {
    /// How many.
    #[serde(borrow)]
    pub number: Count<'a>,
    /// Persons each is made for, 1 to 50.
    pub capacity: Count<'a>,
    /// Drinking water in each, for each person it is made for. Default: "1.5 L", as SOLAS has it (*recalled*).
    pub water: Option<Quantity<'a>>,
    /// Whether they stream a drogue. Default: true.
    pub drogue: Option<Switch<'a>>,
}
