//! Leads about organisers and the money behind them (Jakarta Declaration 10.B.e): who has been told of which.
//!
//! A lead is intelligence that is about no boat. It comes to a focal point, goes on by a post that is read or by a
//! message, and is the same lead whoever tells it in whatever words, if it is about the same thing and the same case.
//! **None of this is in a picture**: a seat knows a lead by what it was told, and whether it is true it does not know.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::Tick;
use crate::base::ids::{CraftId, SeatId};
use crate::scenario::IndicatorKind;

/// Leads that have come, and who has been told of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Leads {
    /// In the order in which they came.
    pub came: Vec<Truth>,
    /// Since when a seat knows which of them, by its place in that list.
    pub known: BTreeMap<(SeatId, u32), Tick>,
}

/// A lead as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "LeadTruth")]
pub struct Truth {
    /// What it is about.
    pub about: IndicatorKind,
    /// The case. Exists when and only when it concerns one; it bears on every case otherwise.
    pub case: Option<CraftId>,
    /// Whether it is true, by the author.
    pub sound: bool,
}

impl Leads {
    /// A lead comes to a focal point.
    pub(in crate::sim) fn come(&mut self, to: SeatId, lead: Truth, at: Tick) {
        let number = u32::try_from(self.came.len()).unwrap_or(u32::MAX);
        self.came.push(lead);
        self.known.insert((to, number), at);
    }

    /// Somebody tells another what it knew of a subject when it wrote.
    pub(in crate::sim) fn pass(
        &mut self,
        (from, written_at): (SeatId, Tick),
        (to, at): (SeatId, Tick),
        about: IndicatorKind,
        case: Option<CraftId>,
    ) {
        let told = |(number, lead): &(u32, &Truth)| {
            let knew = self.known.get(&(from, *number)).is_some_and(|since| *since <= written_at);
            knew && (lead.about, lead.case) == (about, case)
        };
        let numbers: Vec<u32> = (0..).zip(&self.came).filter(told).map(|(number, _)| number).collect();
        for number in numbers {
            self.known.entry((to, number)).or_insert(at);
        }
    }

    /// The leads a seat has been told of, in the order in which they came.
    pub(in crate::sim) fn of(&self, seat: SeatId) -> impl Iterator<Item = (u32, Truth)> {
        let known = (0..).zip(&self.came).filter(move |(number, _)| self.known.contains_key(&(seat, *number)));
        known.map(|(number, lead)| (number, *lead))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: Option<CraftId> = Some(CraftId(0));

    #[test]
    fn a_lead_is_passed_on_only_by_who_knew_it_and_only_about_its_own_subject() {
        let mut leads = Leads::default();
        let (focal, other, police) = (SeatId(0), SeatId(1), SeatId(2));
        leads.come(focal, Truth { about: IndicatorKind::Money, case: CASE, sound: true }, Tick(10));
        let known = |leads: &Leads, seat| leads.of(seat).count();
        // Whoever has not been told cannot tell, and another subject is another lead.
        leads.pass((other, Tick(20)), (police, Tick(30)), IndicatorKind::Money, CASE);
        leads.pass((focal, Tick(20)), (police, Tick(30)), IndicatorKind::Organiser, CASE);
        leads.pass((focal, Tick(20)), (police, Tick(30)), IndicatorKind::Money, None);
        // What was written before it came does not tell of it.
        leads.pass((focal, Tick(9)), (police, Tick(30)), IndicatorKind::Money, CASE);
        assert_eq!(known(&leads, police), 0);
        leads.pass((focal, Tick(20)), (police, Tick(30)), IndicatorKind::Money, CASE);
        leads.pass((focal, Tick(21)), (police, Tick(40)), IndicatorKind::Money, CASE);
        assert_eq!((known(&leads, police), leads.known[&(police, 0)]), (1, Tick(30)));
    }
}
