//! How long each unit was out or held, and how long a state had none that was ready.

use crate::base::Tick;
use crate::base::ids::{PartyId, SruId};
use crate::scenario::{Scenario, SruKind};

use super::model::Evidence;

/// The hours of all units.
#[derive(Debug, Clone, Default)]
pub(super) struct FleetHours {
    units: Vec<Hours>,
    begin: Tick,
}

/// The hours of one unit.
#[derive(Debug, Clone, Default)]
struct Hours {
    /// Hours out, or of a merchant ship held, and accounted for.
    paid_h: f64,
    /// Since when it is out or held. Exists when and only when it is.
    since: Option<Tick>,
    /// Times between which it was not ready, and since when it is not.
    unready: Vec<(Tick, Tick)>,
    unready_since: Option<Tick>,
    /// Whether it has put people ashore since it came in.
    landed: bool,
    /// Whether it is held in reserve.
    reserve: bool,
    evidence: Vec<Evidence>,
}

impl FleetHours {
    pub(super) fn new(units: usize, begin: Tick) -> Self {
        Self { units: vec![Hours::default(); units], begin }
    }

    /// It is held in reserve: neither out nor ready.
    pub(super) fn hold_back(&mut self, sru: SruId) {
        let begin = self.begin;
        if let Some(unit) = self.units.get_mut(sru.index()) {
            unit.reserve = true;
            unit.unready_since = Some(begin);
        }
    }

    /// A unit is at sea when scoring begins, at work or not.
    pub(super) fn out_from_the_start(&mut self, sru: SruId, at_work: bool) {
        let begin = self.begin;
        if let Some(unit) = self.units.get_mut(sru.index()) {
            unit.since = Some(begin);
            unit.unready_since = at_work.then_some(begin);
        }
    }

    /// A merchant ship is away from its passage when scoring begins.
    pub(super) fn held_from_the_start(&mut self, sru: SruId) {
        let begin = self.begin;
        if let Some(unit) = self.units.get_mut(sru.index()) {
            unit.since = Some(begin);
        }
    }

    fn change(&mut self, sru: SruId, evidence: &Evidence, change: impl FnOnce(&mut Hours, Tick)) {
        if let Some(unit) = self.units.get_mut(sru.index()) {
            change(unit, evidence.tick);
            unit.evidence.push(evidence.clone());
        }
    }

    pub(super) fn departed(&mut self, sru: SruId, evidence: &Evidence) {
        self.change(sru, evidence, |unit, at| {
            unit.since.get_or_insert(at);
            unit.landed = false;
        });
    }

    pub(super) fn in_port(&mut self, sru: SruId, evidence: &Evidence) {
        self.change(sru, evidence, |unit, at| {
            unit.stop(at);
            unit.ready(at);
            unit.landed = false;
        });
    }

    /// It lay at a quay, put people ashore and had to keep others: it is out again.
    pub(super) fn broke_off(&mut self, sru: SruId, evidence: &Evidence) {
        if self.units.get(sru.index()).is_some_and(|unit| unit.landed && unit.since.is_none()) {
            self.change(sru, evidence, |unit, at| {
                unit.since = Some(at);
                unit.unready_since.get_or_insert(at);
            });
        }
    }

    pub(super) fn landed(&mut self, sru: SruId) {
        if let Some(unit) = self.units.get_mut(sru.index()) {
            unit.landed = true;
        }
    }

    pub(super) fn failed(&mut self, sru: SruId, evidence: &Evidence) {
        self.change(sru, evidence, |unit, at| {
            unit.unready_since.get_or_insert(at);
        });
    }

    pub(super) fn repaired(&mut self, sru: SruId, evidence: &Evidence) {
        self.change(sru, evidence, Hours::ready);
    }

    pub(super) fn brought_in(&mut self, sru: SruId, evidence: &Evidence) {
        self.change(sru, evidence, |unit, at| {
            unit.reserve = false;
            unit.since.get_or_insert(at);
            unit.ready(at);
        });
    }

    /// A government unit was ordered: away, or home.
    pub(super) fn ordered(&mut self, sru: SruId, away: bool, evidence: &Evidence) {
        if let Some(unit) = self.units.get_mut(sru.index()).filter(|_| away) {
            unit.unready_since.get_or_insert(evidence.tick);
        }
    }

    /// A merchant ship is held from its passage.
    pub(super) fn held(&mut self, sru: SruId, evidence: &Evidence) {
        if self.units.get(sru.index()).is_some_and(|unit| unit.since.is_none()) {
            self.change(sru, evidence, |unit, at| unit.since = Some(at));
        }
    }

    /// It goes on.
    pub(super) fn let_go(&mut self, sru: SruId, evidence: &Evidence) {
        self.change(sru, evidence, Hours::stop);
    }

    /// Hours out, or held, up to a moment.
    pub(super) fn paid_h(&self, sru: SruId, until: Tick) -> f64 {
        self.units
            .get(sru.index())
            .map_or(0.0, |unit| unit.paid_h + unit.since.map_or(0.0, |since| until.since(since).as_hours().max(0.0)))
    }

    /// The events behind a unit's hours.
    pub(super) fn evidence(&self, sru: SruId) -> &[Evidence] {
        self.units.get(sru.index()).map_or(&[], |unit| unit.evidence.as_slice())
    }

    /// Hours up to a moment in which no unit of a state was ready: in port and in service, or at sea without a task.
    /// None of these hours count for a state without units.
    pub(super) fn unready_h(&self, scenario: &Scenario, party: PartyId, until: Tick) -> f64 {
        let own = scenario.srus.iter().zip(&self.units).filter(|(spec, unit)| {
            spec.party == party && spec.kind != SruKind::Merchant && !(unit.reserve && unit.evidence.is_empty())
        });
        let times: Vec<Vec<(Tick, Tick)>> = own
            .map(|(_, unit)| {
                let now = unit.unready_since.map(|since| (since, until));
                unit.unready.iter().copied().chain(now).collect()
            })
            .collect();
        let Some((first, rest)) = times.split_first() else { return 0.0 };
        let both = rest.iter().fold(first.clone(), |common, other| {
            let pairs = common.iter().flat_map(|a| other.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))));
            pairs.filter(|(from, to)| from < to).collect()
        });
        // The sum of no numbers is -0.0, which would be shown with its sign.
        both.iter().map(|(from, to)| to.since(*from).as_hours()).sum::<f64>() + 0.0
    }
}

impl Hours {
    fn stop(&mut self, at: Tick) {
        if let Some(since) = self.since.take() {
            self.paid_h += at.since(since).as_hours();
        }
    }

    fn ready(&mut self, at: Tick) {
        if let Some(since) = self.unready_since.take() {
            self.unready.push((since, at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: u32) -> Evidence {
        Evidence { tick: Tick(hours * 360), event: hours, text: String::new() }
    }

    #[test]
    fn hours_out_are_those_between_leaving_and_coming_in() {
        let unit = SruId(0);
        let mut hours = FleetHours::new(1, Tick(0));
        hours.ordered(unit, true, &at(1));
        hours.departed(unit, &at(2));
        assert_eq!(hours.paid_h(unit, Tick(5 * 360)), 3.0);
        hours.in_port(unit, &at(8));
        assert_eq!(hours.paid_h(unit, Tick(20 * 360)), 6.0);
        hours.departed(unit, &at(21));
        assert_eq!(hours.paid_h(unit, Tick(22 * 360)), 7.0);
        assert_eq!(hours.evidence(unit).len(), 3);
    }

    #[test]
    fn a_ship_is_held_from_the_first_order_to_going_on() {
        let ship = SruId(0);
        let mut hours = FleetHours::new(1, Tick(0));
        hours.held(ship, &at(3));
        hours.held(ship, &at(5));
        hours.let_go(ship, &at(27));
        assert_eq!(hours.paid_h(ship, Tick(99 * 360)), 24.0);
    }
}
