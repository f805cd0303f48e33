//! Referrals in time: to those who protect children, victims of trafficking and refugees, and who help others home.

use crate::base::Tick;
use crate::base::ids::PersonId;
use crate::scenario::Scenario;
use crate::sim::ashore::{Background, Referral};

use super::journeys::Journey;
use super::model::Measure;
use super::parties::{self, Due};
use super::reception::{Holds, Reception};

/// Whom somebody should be referred to, by what is true of them: key, words, whether it holds, and within how long
/// after landing \[h\]. Times of sar-models.md 6.4: screening, which tells most of it, on day 1 to 3; the
/// identification of victims of trafficking on day 2 to 10; a child's best interests within 72 h. Assisted return is
/// for who wants no protection, and has weeks: UNHCR's and IOM's own registration begins within 1 to 4 weeks, the first
/// of them the limit.
const REFERRALS: [(Referral, &str, &str, Holds, f64); 4] = [
    (Referral::ChildProtection, "children", "child protection", |b| b.unaccompanied, 72.0),
    (
        Referral::TraffickingProtection,
        "trafficked",
        "protection of victims of trafficking",
        Background::is_trafficked,
        240.0,
    ),
    (Referral::Unhcr, "unhcr", "UNHCR", |b| b.protection, 168.0),
    (Referral::Iom, "iom", "IOM", |b| !b.protection && !b.organiser, 168.0),
];

impl Reception {
    /// Those referred in time to whom they should be, of those there are in truth, by the state that has them in its
    /// care. Who was not referred counts once the time for it is over, and not if they died.
    pub(super) fn referrals(
        &self,
        scenario: &Scenario,
        received: &[(PersonId, &Journey)],
        until: Tick,
    ) -> Vec<Measure> {
        let mut measures = Vec::new();
        for (to, key, words, holds, within_h) in REFERRALS {
            let due: Vec<Due> = received
                .iter()
                .filter(|(person, _)| self.background(*person).is_some_and(holds))
                .filter_map(|(_, j)| {
                    let in_time = |at: Tick| at.since(j.landed.tick).as_hours() <= within_h;
                    let referred = j.referred[to as usize].clone().filter(|by| in_time(by.tick));
                    let open = in_time(until) || j.died;
                    (referred.is_some() || !open).then(|| (self.party_of(j), referred))
                })
                .collect();
            let name = format!("Referred to {words} within {within_h:.0} h of landing, of those who should be");
            measures.extend(parties::shares(scenario, &format!("referred_{key}"), &name, &due));
        }
        measures
    }
}
