//! A landing as it is negotiated: the chain of requests from whoever has people aboard to the ministry that decides,
//! where it stands, how long it has taken, and where else people could be landed.
//!
//! Read from the requests of one desk's picture: **a link that this desk is no side of is not here**.

use super::places::consent;
use crate::base::ids::{CraftId, PlaceId, SeatId};
use crate::base::{Position, Span, Tick};
use crate::picture::{Briefing, CaseView, Doing, Picture, RequestView, Stands};
use crate::scenario::{PartyKind, PlaceKind, Role};
use crate::sim::{Answer, Ask, Clearance, Terms};

/// One landing that was asked for, with every request about it that this desk is a side of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landing {
    /// Of which case.
    pub case: CraftId,
    /// Who wants to land people.
    pub asker: SeatId,
    /// The centre that was asked.
    pub asked: SeatId,
    /// Where.
    pub place: PlaceId,
    /// How many persons, as asked last.
    pub persons: u32,
    /// When it was first asked for, as far as this desk knows.
    pub since: Tick,
    /// The requests, as indexes into `Picture::requests`, oldest first.
    pub links: Vec<usize>,
}

/// What a centre has from its ministry about a landing it was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision<'a> {
    /// Its state has no ministry at the table: it speaks for its state itself.
    Own,
    /// The ministry has not been asked.
    NotAsked(SeatId),
    /// It has been asked, so many times, and is silent.
    Awaited(SeatId, u32),
    /// It has decided so.
    Made(SeatId, &'a Answer),
}

/// Somewhere else people could be landed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alternative {
    /// Where.
    pub place: PlaceId,
    /// How far from the people, in a straight line \[m\].
    pub distance_m: f64,
    /// Whose agreement it still takes. None when nobody need be asked, or nobody answers for it.
    pub ask: Option<SeatId>,
    /// Where this desk's last request for it stands. Exists when and only when one was made.
    pub stands: Option<Stands>,
}

/// The first seat of a state's foreign ministry. None when it has none at the table.
pub fn ministry(briefing: &Briefing, party: crate::base::ids::PartyId) -> Option<SeatId> {
    let found = briefing.seats.iter().position(|seat| seat.party == party && seat.role == Role::ForeignMinistry);
    found.map(SeatId::new)
}

/// All landings this desk has to do with, in the order first asked for.
pub fn landings(picture: &Picture) -> Vec<Landing> {
    let mut all: Vec<Landing> = Vec::new();
    for (i, request) in picture.requests.iter().enumerate() {
        let key = match (&request.what, request.of_us) {
            (Ask::Land { place, persons }, true) => (request.other, picture.seat, *place, *persons),
            (Ask::Land { place, persons }, false) => (picture.seat, request.other, *place, *persons),
            (Ask::Clear(told), true) => (told.asker, request.other, told.place, told.persons),
            (Ask::Clear(told), false) => (told.asker, picture.seat, told.place, told.persons),
            _ => continue,
        };
        let (asker, asked, place, persons) = key;
        let same = |l: &&mut Landing| (l.case, l.asker, l.asked, l.place) == (request.case, asker, asked, place);
        match all.iter_mut().find(same) {
            Some(landing) => {
                landing.links.push(i);
                landing.persons = persons;
            }
            None => {
                // A ministry is told since when people have waited, which is before it was asked.
                let since = match &request.what {
                    Ask::Clear(told) => told.waiting_since.min(request.at),
                    _ => request.at,
                };
                let case = request.case;
                all.push(Landing { case, asker, asked, place, persons, since, links: vec![i] });
            }
        }
    }
    all
}

impl Landing {
    /// The request on which all hangs at this desk: the last for leave to land, else the last for a decision.
    pub fn last<'p>(&self, picture: &'p Picture) -> Option<&'p RequestView> {
        let of = |leave: bool| {
            let links = self.links.iter().rev().filter_map(|i| picture.requests.get(*i));
            links.into_iter().find(move |r| !leave || matches!(r.what, Ask::Land { .. }))
        };
        of(true).or_else(|| of(false))
    }

    /// Where it stands.
    pub fn stands(&self, picture: &Picture) -> Stands {
        self.last(picture).map_or(Stands::Waiting, RequestView::stands)
    }

    /// What the asker may do: the terms, empty for a plain yes. None as long as nothing is granted.
    pub fn granted(&self, picture: &Picture) -> Option<Terms> {
        self.last(picture).and_then(RequestView::granted)
    }

    /// When it was settled, one way or the other. None as long as somebody has to act.
    pub fn settled_at(&self, picture: &Picture) -> Option<Tick> {
        let last = self.last(picture)?;
        match last.stands() {
            Stands::Waiting | Stands::Silent | Stands::Offered => None,
            Stands::Withdrawn => last.course.withdrawn_at,
            Stands::Accepted | Stands::Refused => last.course.agreed_at.or(last.answer.as_ref().map(|(_, at)| *at)),
        }
    }

    /// How long it took, or has taken so far.
    pub fn waited(&self, picture: &Picture) -> Span {
        self.settled_at(picture).unwrap_or(picture.tick).since(self.since)
    }
}

/// What a centre has from its own ministry about a request to land people: the last decision known counts.
pub fn decision<'p>(briefing: &Briefing, picture: &'p Picture, landing: &RequestView) -> Decision<'p> {
    let Some(ministry) = ministry(briefing, picture.party) else { return Decision::Own };
    let about = |r: &&RequestView| {
        let ours = !r.of_us && r.other == ministry && r.course.withdrawn_at.is_none();
        ours && matches!(&r.what, Ask::Clear(told) if (told.landing, told.asker) == (landing.request, landing.other))
    };
    let asked: Vec<&RequestView> = picture.requests.iter().filter(about).collect();
    if let Some((answer, _)) = asked.iter().filter_map(|r| r.answer.as_ref()).max_by_key(|(_, at)| *at) {
        return Decision::Made(ministry, answer);
    }
    match u32::try_from(asked.len()) {
        Ok(0) | Err(_) => Decision::NotAsked(ministry),
        Ok(times) => Decision::Awaited(ministry, times),
    }
}

/// The form for the ministry, filled from what the centre has been told. None when the request is not one to land
/// people.
pub fn clearance(briefing: &Briefing, picture: &Picture, request: &RequestView) -> Option<Clearance> {
    let Ask::Land { place, persons } = request.what else { return None };
    let same = |r: &&RequestView| {
        r.of_us && r.other == request.other && r.case == request.case && matches!(r.what, Ask::Land { .. })
    };
    let waiting_since = picture.requests.iter().filter(same).map(|r| r.at).min().unwrap_or(request.at);
    // What its own units did, and what other states report of theirs.
    let others = |view: &CaseView, count: fn(&crate::picture::ToldView) -> u32| {
        let foreign = view
            .told
            .iter()
            .filter(|told| briefing.seats.get(told.seat.index()).is_none_or(|seat| seat.party != picture.party));
        foreign.map(count).fold(0, u32::saturating_add)
    };
    let view = picture.cases.iter().find(|view| view.case == request.case);
    let pledged = |r: &RequestView| r.granted().filter(|_| r.of_us).and_then(|terms| terms.pledge).unwrap_or(0);
    Some(Clearance {
        landing: request.request,
        asker: request.other,
        place,
        persons,
        waiting_since,
        dead: view.map_or(0, |view| view.bodies.saturating_add(others(view, |told| told.bodies))),
        elsewhere: view.map_or(0, |view| others(view, |told| told.landed)),
        pledged: picture.requests.iter().map(pledged).fold(0, u32::saturating_add),
    })
}

/// Where the people of a case are, as far as this desk knows: aboard a unit it sees, else at the best position told.
pub fn people_at(picture: &Picture, case: CraftId) -> Option<Position> {
    let afloat = |doing: Doing| !matches!(doing, Doing::InPort(_) | Doing::GettingReady(..));
    let carries =
        picture.srus.iter().filter(|unit| unit.survivors > 0 && unit.case == Some(case) && afloat(unit.doing));
    let told = || {
        let view = picture.cases.iter().find(|view| view.case == case)?;
        view.latest_position().map(|told| told.reported.position)
    };
    carries.max_by_key(|unit| unit.survivors).map(|unit| unit.position).or_else(told)
}

/// Ports of any state that are places of safety, the nearest to a position first.
pub fn alternatives(briefing: &Briefing, picture: &Picture, from: Position) -> Vec<Alternative> {
    let last = |place: PlaceId| {
        let asked = |r: &&RequestView| !r.of_us && matches!(r.what, Ask::Land { place: p, .. } if p == place);
        picture.requests.iter().rfind(asked).map(RequestView::stands)
    };
    let is_state = |place: &crate::scenario::Place| {
        briefing.parties.get(place.party.index()).is_some_and(|party| party.kind == PartyKind::Country)
    };
    let mut all: Vec<Alternative> = (0..)
        .map(PlaceId)
        .zip(&briefing.places)
        .filter(|(_, place)| place.kind == PlaceKind::Port && place.place_of_safety && is_state(place))
        .map(|(id, place)| Alternative {
            place: id,
            distance_m: from.distance_m(place.position),
            ask: consent(briefing, picture, id).filter(|seat| *seat != picture.seat),
            stands: last(id),
        })
        .collect();
    all.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then(a.place.cmp(&b.place)));
    all
}
