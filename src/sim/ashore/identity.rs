//! Who somebody is: established at the interview, or not; and what officers lent by another state change about it.
//!
//! Immigration liaison and document security (Jakarta Declaration 10.B.d). An immigration officer of the state whose
//! nationality somebody says is theirs knows its documents and its people, so more identities are established. **An
//! officer of the state somebody fled from is that state**: to be interviewed before one is disclosure, and noted to
//! whoever runs the site. Chances are those of `sar::reception`.

use super::super::event::Event as Told;
use super::super::step::Now;
use super::super::world::World;
use super::Ashore;
use super::background::{Purpose, draws};
use super::command::FileId;
use super::event::{Event, Violation};
use crate::base::ids::{PartyId, SiteId};
use crate::sar::reception::identifies;

/// The interview of a person is over.
pub(super) fn establish(
    now: &mut Now<'_>,
    world: &World,
    ashore: &mut Ashore,
    (party, id): (PartyId, FileId),
    understood: bool,
) {
    let reception = &now.theatre.scenario.reception;
    let Some(file) = ashore.file(party, id) else { return };
    let (person, site) = (file.person, file.site);
    let Some(background) = ashore.backgrounds.get(person.index()) else { return };
    let of = |state: PartyId| {
        let there = ashore.sites.get(site.index()).into_iter().flat_map(|site| &site.liaison);
        there.into_iter().any(|(whose, number)| *whose == state && *number > 0)
    };
    let nationality = background.nationality.and_then(|id| reception.nationalities.get(id.index()));
    let liaison = nationality.and_then(|nationality| nationality.party).is_some_and(of);
    let before_persecutor = background.flees.is_some_and(of);
    let chance = identifies(background.documents, understood, liaison);
    // One draw, whoever is there: an officer more establishes exactly those who were nearly so.
    let known = draws(&world.noise, Purpose::Identity as u32, person, 0).unit() < chance;
    ashore.files[party.index()][id.index()].known.identity = Some(known);
    if known {
        now.emit(Told::Ashore(Box::new(Event::IdentityEstablished { person, liaison })));
    }
    if before_persecutor && let Some(seat) = reception.site(site).map(|site| site.run_by) {
        now.emit_by(seat, Told::Ashore(Box::new(Event::Violated { seat, person, what: Violation::Disclosure })));
    }
}

/// Immigration officers of another state are at work at a site from now on.
pub(in crate::sim) fn liaise(ashore: &mut Ashore, site: SiteId, of: PartyId, number: u32) {
    if let Some(state) = ashore.sites.get_mut(site.index()) {
        match state.liaison.iter_mut().find(|(whose, _)| *whose == of) {
            Some((_, there)) => *there = there.saturating_add(number),
            None => state.liaison.push((of, number)),
        }
    }
}
