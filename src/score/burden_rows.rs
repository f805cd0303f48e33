//! The rows of the tables of burden: what one state bore, and what it has for the next alert.

use serde::Serialize;

use crate::base::ids::PartyId;

/// What one state, company or organisation bore. All money in whole US dollars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BurdenRow {
    /// Whose. Exists when and only when it is no row of the fund's own.
    pub party: Option<PartyId>,
    /// Government units under way.
    pub units_usd: i64,
    /// Merchant ships held from their passages.
    pub ships_usd: i64,
    /// People in its reception.
    pub reception_usd: i64,
    /// Staff at its sites, and its staff at others'.
    pub staff_usd: i64,
    /// Cost of others' reception it bears by agreement; less than nothing where others bear its own.
    pub shared_usd: i64,
    /// Paid into the fund, less drawn from it; of the fund itself the other way round.
    pub fund_usd: i64,
    /// All of it.
    pub total_usd: i64,
    /// Persons it received.
    pub received: u32,
    /// Beds of its reception sites.
    pub beds: u32,
    /// Persons it undertook to resettle.
    pub pledged: u32,
    /// Of them, those for whom a referral for resettlement was decided.
    pub kept: u32,
    /// Of those received, persons for whom it is no place of safety.
    pub not_safe: u32,
}

/// What a state has for the next alert.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftRow {
    /// Which state.
    pub party: PartyId,
    /// Its units that are not held in reserve.
    pub units: u32,
    /// Of them, those away from home.
    pub away: u32,
    /// Of them, those out of service.
    pub failed: u32,
    /// Mean fuel of its units, as a fraction of full. Exists when and only when it has any.
    pub fuel: Option<f64>,
    /// Units and ships with survivors aboard still.
    pub laden: u32,
    /// Berths taken, of how many.
    pub berths: (u32, u32),
    /// Beds taken, of how many.
    pub beds: (u32, u32),
    /// Hours in which it had no ready unit.
    pub unready_h: f64,
}

impl BurdenRow {
    /// A row of nothing.
    pub(super) fn nothing() -> Self {
        Self {
            party: None,
            units_usd: 0,
            ships_usd: 0,
            reception_usd: 0,
            staff_usd: 0,
            shared_usd: 0,
            fund_usd: 0,
            total_usd: 0,
            received: 0,
            beds: 0,
            pledged: 0,
            kept: 0,
            not_safe: 0,
        }
    }

    /// The sum of its parts.
    pub(super) fn sum(&self) -> i64 {
        self.units_usd + self.ships_usd + self.reception_usd + self.staff_usd + self.shared_usd + self.fund_usd
    }

    /// The sum of some rows. What it cost in all is its total: what is shared and what goes through the fund cancel
    /// out.
    pub fn all(rows: &[Self]) -> Self {
        let mut all = Self::nothing();
        for row in rows {
            all.units_usd += row.units_usd;
            all.ships_usd += row.ships_usd;
            all.reception_usd += row.reception_usd;
            all.staff_usd += row.staff_usd;
            all.shared_usd += row.shared_usd;
            all.fund_usd += row.fund_usd;
            all.total_usd += row.total_usd;
            all.received += row.received;
            all.beds += row.beds;
            all.pledged = all.pledged.saturating_add(row.pledged);
            all.kept += row.kept;
            all.not_safe += row.not_safe;
        }
        all
    }
}
