//! The form of a trust fund; the rest of the format is in `doc`.

use serde::Deserialize;

use super::leaf::{Count, Id, Words};

/// `fund: (name: "Andaman trust fund", balance: 500000, manager: "iom")`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "fund")]
pub struct FundDoc<'a> {
    /// Its name as shown.
    #[serde(borrow)]
    pub name: Words<'a>,
    /// What is in it when the exercise begins \[USD\].
    pub balance: Count<'a>,
    /// Id of the seat that decides about draws; of any role.
    pub manager: Id<'a>,
}
