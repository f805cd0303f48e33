//! The incident report as a focal point can fill it: from its own picture, with what its state's sites know of people.

use serde::{Deserialize, Serialize};

use super::model::{CaseView, Picture, Way};
use crate::base::ids::{CraftId, NationalityId, PartyId, SeatId};
use crate::scenario::{Party, PartyKind, Role, Seat};
use crate::sim::portal::IncidentReport;
use crate::sim::{Source, Theatre, World};

/// People of a case received at the sites of a focal point's own state, counted as far as known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedView {
    /// Of which case.
    pub case: CraftId,
    /// Received in all.
    pub persons: u32,
    /// Registered as men, women, boys and girls.
    pub registered: [u32; 4],
    /// Nationalities told, with how many, in order.
    pub nationalities: Vec<(NationalityId, u32)>,
    /// Identified as organisers.
    pub organisers: u32,
}

/// What the sites of a focal point's state know, added up. Empty for every other seat: they see files, or nothing.
pub(super) fn received(theatre: &Theatre, world: &World, seat: SeatId) -> Vec<ReceivedView> {
    let me = theatre.seat(seat);
    let files = world.ashore.files.get(me.party.index()).filter(|_| me.role == Role::FocalPoint);
    let mut all: Vec<ReceivedView> = Vec::new();
    for file in files.into_iter().flatten() {
        let Some(case) = world.people.get(file.person.index()).map(|person| person.craft) else { continue };
        let at = all.iter().position(|view| view.case == case).unwrap_or_else(|| {
            let nationalities = Vec::new();
            all.push(ReceivedView { case, persons: 0, registered: [0; 4], nationalities, organisers: 0 });
            all.len() - 1
        });
        let (view, known) = (&mut all[at], &file.known);
        view.persons += 1;
        view.organisers += u32::from(known.organiser);
        if let (Some(male), Some(_)) = (known.male, known.age_years) {
            view.registered[usize::from(!male) + 2 * usize::from(known.is_child())] += 1;
        }
        if let Some(Some(nationality)) = known.nationality {
            match view.nationalities.binary_search_by_key(&nationality, |(of, _)| *of) {
                Ok(i) => view.nationalities[i].1 += 1,
                Err(i) => view.nationalities.insert(i, (nationality, 1)),
            }
        }
    }
    all.sort_by_key(|view| view.case);
    all
}

/// The incident report about a case as a seat can fill it. None when it has not heard of the case.
pub fn incident_report(picture: &Picture, case: CraftId, seats: &[Seat], parties: &[Party]) -> Option<IncidentReport> {
    let view = picture.cases.iter().find(|view| view.case == case)?;
    let (recovered, bodies, landed) = counts(picture, view, seats);
    let warned = picture.portal.warnings.iter().map(|warning| &warning.what).find(|what| what.case == Some(case));
    let ashore = picture.received.iter().find(|received| received.case == case);
    let registered = |i: usize| ashore.map(|view| view.registered[i]);
    Some(IncidentReport {
        case,
        departure: warned.map(|what| what.text.clone()).unwrap_or_default(),
        persons: view.persons,
        survivors: Some(landed),
        dead: Some(bodies),
        missing: view.persons.map(|persons| persons.saturating_sub(recovered).saturating_sub(bodies)),
        men: registered(0),
        women: registered(1),
        boys: registered(2),
        girls: registered(3),
        nationalities: ashore.map(|view| view.nationalities.clone()),
        organisers: ashore.map(|view| view.organisers),
        states: states(picture, case, view, seats, parties),
        text: String::new(),
    })
}

/// Recovered, dead and landed as far as known: by units seen, or as the own centre has it of all.
fn counts(picture: &Picture, view: &CaseView, seats: &[Seat]) -> (u32, u32, u32) {
    let own = |seat: SeatId| seats.get(seat.index()).is_some_and(|seat| seat.party == picture.party);
    let told = view.told.iter().filter(|told| own(told.seat));
    told.fold((view.recovered, view.bodies, view.landed), |(recovered, bodies, landed), told| {
        (recovered.max(told.recovered), bodies.max(told.bodies), landed.max(told.landed))
    })
}

/// The own state, and those that have told of the case, answer for it, or were asked about it.
fn states(picture: &Picture, case: CraftId, view: &CaseView, seats: &[Seat], parties: &[Party]) -> Vec<PartyId> {
    let told = view.told.iter().map(|told| told.seat);
    let holder = view.responsible.map(|(seat, _)| seat);
    let wrote = picture.messages.iter().filter(|m| m.body.case() == Some(case)).filter_map(|m| match &m.way {
        Way::From(Source::Seat(seat)) | Way::To(seat) => Some(*seat),
        Way::From(_) => None,
    });
    let posted = picture.portal.posts.iter().filter(|post| post.what.as_ref().and_then(|p| p.case()) == Some(case));
    let posted = posted.map(|post| post.post.by);
    let of = |seat: SeatId| seats.get(seat.index()).map(|seat| seat.party);
    let mut all: Vec<PartyId> = told.chain(holder).chain(wrote).chain(posted).filter_map(of).collect();
    all.push(picture.party);
    all.retain(|party| parties.get(party.index()).is_some_and(|p| p.kind == PartyKind::Country));
    all.sort_unstable();
    all.dedup();
    all
}
