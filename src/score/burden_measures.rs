//! The numbers of means and burden, each with the events behind it.

use crate::base::Tick;
use crate::base::ids::{PartyId, SruId};
use crate::scenario::{Scenario, SruKind};

use super::burden::Burden;
use super::burden_rows::BurdenRow;
use super::conduct::{plain, quotient, tally};
use super::model::{Evidence, Measure, Unit};
use super::people::count;

impl Burden {
    /// The numbers, with the events behind them.
    pub(super) fn measures(&self, scenario: &Scenario, until: Tick) -> Vec<Measure> {
        let rows = self.rows(scenario, until);
        let sorted = |mut all: Vec<Evidence>| {
            all.sort_by_key(|evidence| (evidence.tick, evidence.event));
            all
        };
        let moves = |merchant: bool, party: Option<PartyId>| {
            let fits = |(_, spec): &(usize, &crate::scenario::Sru)| {
                (spec.kind == SruKind::Merchant) == merchant && party.is_none_or(|party| spec.party == party)
            };
            let of = scenario.srus.iter().enumerate().filter(fits);
            sorted(of.flat_map(|(i, _)| self.hours.evidence(SruId::new(i)).to_vec()).collect())
        };
        let received = |party: Option<PartyId>| {
            let of = self.stays.values().filter(|stay| party.is_none_or(|party| stay.party == party));
            sorted(of.map(|stay| stay.received.clone()).collect())
        };
        let sum = |of: fn(&BurdenRow) -> i64| rows.iter().map(of).sum::<i64>() as f64;
        let usd =
            |key: &str, name: &str, value: f64, evidence: &[Evidence]| plain(key, name, value, Unit::Dollars, evidence);
        let mut measures = vec![
            usd("cost_units", "Cost of government units under way", sum(|r| r.units_usd), &moves(false, None)),
            usd("cost_ships_held", "Cost of merchant ships held", sum(|r| r.ships_usd), &moves(true, None)),
        ];
        if !scenario.reception.sites.is_empty() {
            let name = "Cost of people in reception";
            measures.push(usd("cost_reception", name, sum(|r| r.reception_usd), &received(None)));
            // Sites that opened with their staff, staff lent by others, and hearings of offices of assessment.
            let lent = self.lent.iter().map(|(.., evidence)| evidence.clone());
            let heard = self.hearings.evidence().cloned();
            let staff = sorted(self.open.values().cloned().chain(lent).chain(heard).collect());
            measures.push(usd("cost_staff", "Cost of staff at reception sites", sum(|r| r.staff_usd), &staff));
        }
        for row in &rows {
            let Some(party) = row.party else { continue };
            let Some(written) = scenario.parties.get(party.index()) else { continue };
            let mut evidence = moves(false, Some(party));
            evidence.extend(moves(true, Some(party)));
            evidence.extend(received(Some(party)));
            let name = format!("Borne in all: {}", written.name);
            measures.push(usd(&format!("burden.{}", written.id), &name, row.total_usd as f64, &sorted(evidence)));
            if row.not_safe > 0 {
                let stays = self.received_unsafe(party).map(|stay| stay.received.clone()).collect();
                let name = format!("Received where they are not safe: {}", written.name);
                let (key, persons) = (format!("received_not_safe.{}", written.id), f64::from(row.not_safe));
                measures.push(plain(&key, &name, persons, Unit::Persons, &sorted(stays)));
            }
            if row.pledged > 0 {
                let given = self.pledges.iter().filter(|pledge| pledge.by == party);
                measures.push(quotient(
                    &format!("pledges_kept.{}", written.id),
                    &format!("Resettlement decided, of persons it undertook to resettle: {}", written.name),
                    f64::from(row.kept),
                    f64::from(row.pledged),
                    Unit::Share,
                    given.map(|pledge| pledge.evidence.clone()).collect(),
                ));
            }
        }
        for row in self.left(scenario, until) {
            let Some(written) = scenario.parties.get(row.party.index()) else { continue };
            let evidence: Vec<Evidence> = self.left.iter().map(|(.., evidence)| evidence.clone()).collect();
            let name = format!("Units away from home at the end: {}", written.name);
            let away = f64::from(row.away);
            measures.push(plain(&format!("units_away.{}", written.id), &name, away, Unit::Count, &evidence));
            let name = format!("Without a ready unit: {}", written.name);
            let moved = moves(false, Some(row.party));
            measures.push(plain(&format!("unready.{}", written.id), &name, row.unready_h, Unit::Hours, &moved));
        }
        measures.extend(self.given());
        measures
    }

    /// Fund, staff lent, consultations. Nothing where there was none.
    fn given(&self) -> Vec<Measure> {
        let mut measures = Vec::new();
        let events =
            |of: &[(PartyId, u32, Evidence)]| of.iter().map(|(.., evidence)| evidence.clone()).collect::<Vec<_>>();
        let sum = |of: &[(PartyId, u32, Evidence)]| of.iter().map(|(_, amount, _)| f64::from(*amount)).sum::<f64>();
        if let Some(balance) = self.balance_usd {
            let mut usd = |key: &str, name: &str, value: f64, evidence: &[Evidence]| {
                measures.push(plain(key, name, value, Unit::Dollars, evidence));
            };
            let (paid, drawn) = (events(&self.contributions), events(&self.draws));
            usd("fund_contributed", "Paid into the fund", sum(&self.contributions), &paid);
            usd("fund_drawn", "Drawn from the fund", sum(&self.draws), &drawn);
            usd("fund_unused", "Left unused in the fund", balance as f64, &drawn);
        }
        if !self.lent.is_empty() {
            let lent: Vec<Evidence> = self.lent.iter().map(|(.., evidence)| evidence.clone()).collect();
            let number = self.lent.iter().map(|(_, number, ..)| f64::from(*number)).sum();
            measures.push(plain("staff_lent", "Staff lent by others and arrived", number, Unit::Persons, &lent));
        }
        if !self.held.is_empty() || !self.asked.is_empty() {
            let held = self.held.iter().map(|(.., evidence)| evidence.clone()).collect();
            measures.push(tally("consultations_held", "Consultations held", held));
            let took: f64 = self.consulted_s.iter().map(|(seconds, _)| *seconds as f64).sum();
            measures.push(quotient(
                "consultation_time",
                "Mean time from the first invitation to a consultation to its being held",
                took,
                f64::from(count(self.consulted_s.len())),
                Unit::Seconds,
                self.consulted_s.iter().map(|(_, evidence)| evidence.clone()).collect(),
            ));
            let name = "Landings let and people pledged by those who had sat at a consultation";
            measures.push(tally("moved_after_consultation", name, self.moved.clone()));
        }
        measures
    }
}
