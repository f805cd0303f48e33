//! The assessment of needs of protection, as whoever runs a site sees it: the office before which its people come, and
//! where in other states they may be taken.
//!
//! Its own office's list is its own; how a state assesses is agreed and public; agreements are those this seat has been
//! told of. **What another state has found, and before whom its people wait, is not here.**

use serde::{Deserialize, Serialize};

use crate::base::ids::{PlaceId, SeatId, SiteId};
use crate::scenario::AssessmentKind;
use crate::sim::ashore::{agreements, office_of};
use crate::sim::{Theatre, World};

/// Assessment at a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentView {
    /// In which way states assess.
    pub kind: AssessmentKind,
    /// Whether this state uses one form with others.
    pub one_form: bool,
    /// Whether the site is the regional centre.
    pub is_centre: bool,
    /// Persons that the office hears in a day before which people of this site come.
    pub per_day: u32,
    /// Persons who wait to be heard there.
    pub waiting: u32,
    /// The regional centre and its place. Exists when and only when there is one.
    pub centre: Option<(SiteId, PlaceId)>,
    /// Sites of other states that have agreed to receive people of this seat's.
    pub admitted: Vec<AdmittedView>,
}

/// A site of another state, and how many more people it has agreed to receive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdmittedView {
    /// Which.
    pub site: SiteId,
    /// Where.
    pub place: PlaceId,
    /// How many more.
    pub left: u32,
}

/// What the seat that runs a site sees. None where nobody assesses and no other state has agreed to receive anybody.
pub(super) fn view(theatre: &Theatre, world: &World, seat: SeatId, site: SiteId) -> Option<AssessmentView> {
    let reception = &theatre.scenario.reception;
    let (written, party) = (reception.assessment.as_ref()?, reception.site(site)?.party);
    let office = world.ashore.assessment.office(office_of(written, party, site));
    let sites = (0..).map(SiteId).zip(&reception.sites).filter(|(_, other)| other.party != party);
    let admitted = sites.filter_map(|(id, other)| {
        let left = agreements(world, &world.ashore, seat, id).map(|(_, left)| left).fold(0_u32, u32::saturating_add);
        (left > 0).then_some(AdmittedView { site: id, place: other.place, left })
    });
    let place = |id: SiteId| reception.site(id).map(|site| (id, site.place));
    Some(AssessmentView {
        kind: written.kind,
        one_form: written.members.contains(&party),
        is_centre: written.is_centre(site),
        per_day: office.map_or(0, |queue| queue.per_day),
        waiting: office.map_or(0, |queue| u32::try_from(queue.waiting.len()).unwrap_or(u32::MAX)),
        centre: written.centre.and_then(|centre| place(centre.site)),
        admitted: admitted.collect(),
    })
}
