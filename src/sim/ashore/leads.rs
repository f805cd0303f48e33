//! Leads followed up by a state's police: an officer's time, and what a true one adds to what the state has in hand.
//!
//! Following the money (Jakarta Declaration 10.B.e). All numbers are *proposed*; no source gives any. The police of a
//! state follow up every lead they have been told of, because nobody tells them which is true: meanwhile statements
//! wait for the officer. A true one makes what evidence and statements prove weigh more, and proves nothing by itself;
//! a false one has cost the hours. **Neither charges anybody**, and a state that was not told has nothing of it.

use serde::{Deserialize, Serialize};

use super::super::event::Event as Told;
use super::super::ledger::Fact as Entry;
use super::super::step::Now;
use super::super::world::World;
use super::event::{Event, Fact};
use super::{Ashore, evidence};
use crate::base::ids::{CraftId, PartyId, SeatId};
use crate::base::{Span, Tick};
use crate::sar::reception::Staff;
use crate::scenario::{IndicatorKind, Scenario};

/// A lead is followed up so long.
const FOLLOW_UP: Span = Span::hours(24);

/// What a true lead adds: this share of what is in hand, of what is still covered. With half an organiser's cover gone,
/// a lead takes a quarter of the other half.
const ADDS: f64 = 0.5;

/// A lead in the hands of a state's police.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "LeadFollowed")]
pub struct Following {
    /// Whose police.
    pub party: PartyId,
    /// Which lead, in the order in which leads came.
    pub lead: u32,
    /// What it is about.
    pub about: IndicatorKind,
    /// The case. Exists when and only when it concerns one.
    pub case: Option<CraftId>,
    /// Whether it is true. Hidden until it has been followed up.
    pub sound: bool,
    /// Until when it is followed up.
    pub until: Tick,
    /// Whether it has been.
    pub done: bool,
}

/// Who acts for a state's police: its police seat, or where it has none whoever runs its sites.
fn police(scenario: &Scenario, party: PartyId) -> Option<SeatId> {
    let runner = || scenario.reception.sites.iter().find(|site| site.party == party).map(|site| site.run_by);
    scenario.police_of(party).or_else(runner)
}

/// Once an hour: leads that have come to the police are taken up, and those followed up bear out or do not. Says
/// whether anything changed.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World, ashore: &mut Ashore) -> bool {
    if world.portal.leads.came.is_empty() {
        return false;
    }
    let scenario = &now.theatre.scenario;
    let mut changed = false;
    for party in (0..scenario.parties.len()).map(PartyId::new) {
        let holds_people = scenario.reception.sites.iter().any(|site| site.party == party);
        let Some(seat) = police(scenario, party).filter(|_| holds_people) else { continue };
        for (lead, truth) in world.portal.leads.of(seat) {
            if ashore.leads.iter().any(|held| (held.party, held.lead) == (party, lead)) {
                continue;
            }
            let until = now.tick.after(FOLLOW_UP);
            let (about, case, sound) = (truth.about, truth.case, truth.sound);
            ashore.leads.push(Following { party, lead, about, case, sound, until, done: false });
            now.emit(Told::Ashore(Box::new(Event::LeadTakenUp { party, about, case })));
            changed = true;
        }
    }
    for i in 0..ashore.leads.len() {
        let held = ashore.leads[i];
        if held.done || held.until > now.tick {
            continue;
        }
        ashore.leads[i].done = true;
        changed = true;
        let Following { party, about, case, sound, .. } = held;
        let officers = |site: &&super::SiteState| site.staff[Staff::Police as usize] > 1;
        let of_party = ashore.sites.iter().zip(&scenario.reception.sites).filter(|(_, site)| site.party == party);
        let hours = of_party.filter(|(state, _)| officers(state)).count() as f64 * FOLLOW_UP.as_hours();
        now.emit(Told::Ashore(Box::new(Event::LeadFollowed { party, about, case, sound, officer_h: hours })));
        if let Some(seat) = police(scenario, party) {
            now.tell(world, seat, Entry::Ashore(Box::new(Fact::LeadFollowed { about, case, sound })));
        }
        let concerned: Vec<CraftId> = ashore
            .evidence
            .iter()
            .filter(|held| held.party == party && sound && case.is_none_or(|case| case == held.case))
            .map(|held| held.case)
            .collect();
        for case in concerned {
            evidence::identify(now, world, ashore, party, case);
        }
    }
    changed
}

/// Officers of each of a state's sites who are away on leads; one stays wherever there is one.
pub(super) fn away(ashore: &Ashore, party: PartyId, officers: u32) -> u32 {
    let open = ashore.leads.iter().filter(|held| held.party == party && !held.done).count();
    u32::try_from(open).unwrap_or(u32::MAX).min(officers.saturating_sub(1))
}

/// What a state has in hand of a case, 0 to 1, with the true leads it has followed up.
pub(super) fn with_leads(ashore: &Ashore, party: PartyId, case: CraftId, in_hand: f64) -> f64 {
    let bears = |held: &&Following| {
        held.party == party && held.done && held.sound && held.case.is_none_or(|about| about == case)
    };
    let record = ashore.evidence.iter().find(|held| held.party == party && held.case == case);
    let told = record.map_or(0, |held| held.shared.iter().map(|shared| shared.leads).max().unwrap_or(0)) as usize;
    // A lead that another state shares may be one's own: the larger number of them counts.
    let own = ashore.leads.iter().filter(bears).count();
    (0..own.max(told)).fold(in_hand, |sum, _| sum + (1.0 - sum) * sum * ADDS)
}

/// Leads that bore out for a state and concern a case.
pub(super) fn borne_out(ashore: &Ashore, party: PartyId, case: CraftId) -> u32 {
    let bears = |held: &&Following| {
        held.party == party && held.done && held.sound && held.case.is_none_or(|about| about == case)
    };
    u32::try_from(ashore.leads.iter().filter(bears).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn held(party: u32, case: Option<u32>, sound: bool, done: bool) -> Following {
        let (party, case, about) = (PartyId(party), case.map(CraftId), IndicatorKind::Money);
        Following { party, lead: 0, about, case, sound, until: Tick(1), done }
    }

    proptest! {
        #[test]
        fn true_leads_add_to_what_is_in_hand_and_prove_nothing_alone(
            in_hand in 0.0_f64..1.0,
            leads in prop::collection::vec((0_u32..2, prop::option::of(0_u32..2), any::<bool>(), any::<bool>()), 0..6),
        ) {
            let mut ashore = Ashore::default();
            for (party, case, sound, done) in leads {
                ashore.leads.push(held(party, case, sound, done));
            }
            let with = with_leads(&ashore, PartyId(0), CraftId(0), in_hand);
            prop_assert!((in_hand..=1.0).contains(&with));
            prop_assert_eq!(with_leads(&ashore, PartyId(0), CraftId(0), 0.0), 0.0);
            let bears = |lead: &Following| {
                lead.party == PartyId(0) && lead.sound && lead.done && lead.case.is_none_or(|case| case == CraftId(0))
            };
            prop_assert_eq!(with > in_hand, in_hand > 0.0 && in_hand < 1.0 && ashore.leads.iter().any(bears));
        }
    }

    #[test]
    fn leads_take_officers_but_never_the_last_one() {
        let mut ashore = Ashore::default();
        ashore.leads.extend([(true, false), (false, false), (false, true)].map(|(s, done)| held(0, None, s, done)));
        assert_eq!([0, 1, 2, 3, 9].map(|officers| away(&ashore, PartyId(0), officers)), [0, 0, 1, 2, 2]);
        assert_eq!(away(&ashore, PartyId(1), 9), 0);
    }
}
