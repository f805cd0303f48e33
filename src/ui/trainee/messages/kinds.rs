//! The sorts of forms, which of them suit whom, and what each request can be made of.

use egui::Ui;

use crate::base::ids::{CraftId, PlaceId, RequestId, SeatId, SruId};
use crate::picture::{RequestView, SruCard};
use crate::plan;
use crate::scenario::{Channel, Role};
use crate::sim::{Ask, Clearance, Right, may};
use crate::ui::words;

use super::super::desk::DeskData;
use super::super::kit;

/// What sort of thing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) enum Kind {
    #[default]
    Text,
    Sitrep,
    Sighting,
    Coordinate,
    Deploy,
    Divert,
    Land,
    Enter,
    Lend,
    Clear,
    Relay,
    Plan,
    HandOver,
}

impl Kind {
    pub(super) const ALL: [Self; 13] = [
        Self::Text,
        Self::Sitrep,
        Self::Sighting,
        Self::Relay,
        Self::Plan,
        Self::HandOver,
        Self::Coordinate,
        Self::Deploy,
        Self::Divert,
        Self::Land,
        Self::Enter,
        Self::Lend,
        Self::Clear,
    ];

    /// What asking for it takes: the right of whoever asks, and of whoever is asked. None for what is no request.
    pub(super) fn rights(self) -> Option<(Right, Right)> {
        match self {
            Self::Text | Self::Sitrep | Self::Sighting | Self::Relay | Self::Plan | Self::HandOver => None,
            Self::Coordinate => Some((Right::HandOver, Right::Coordinate)),
            Self::Deploy | Self::Divert => Some((Right::AskForUnits, Right::SendUnits)),
            Self::Land => Some((Right::AskLanding, Right::GrantLanding)),
            Self::Enter => Some((Right::AskEntry, Right::GrantEntry)),
            Self::Lend => Some((Right::AskLoan, Right::LendUnit)),
            Self::Clear => Some((Right::AskDecision, Right::DecideLanding)),
        }
    }

    pub(in super::super) fn label(self) -> &'static str {
        match self {
            Self::Text => "Plain words",
            Self::Sitrep => "SITREP",
            Self::Sighting => "Position or sighting",
            Self::Coordinate => "Ask: take over coordination",
            Self::Deploy => "Ask: send units",
            Self::Divert => "Ask: divert a ship",
            Self::Land => "Ask: let people land",
            Self::Enter => "Ask: leave to enter waters",
            Self::Lend => "Ask: lend a unit",
            Self::Clear => "Ask: decide about a landing",
            Self::Relay => "MAYDAY relay",
            Self::Plan => "Search action plan",
            Self::HandOver => "Hand-over",
        }
    }

    /// The usual means: reports in writing, the rest by telephone.
    pub(super) fn channel(self) -> Channel {
        match self {
            Self::Sitrep | Self::Plan | Self::HandOver => Channel::Text,
            _ => Channel::Phone,
        }
    }

    /// Whether a form makes sense between these two.
    pub(in super::super) fn suits(self, desk: &DeskData<'_>, to: SeatId) -> bool {
        let there = desk.briefing.seats.get(to.index());
        let there_rcc = there.is_some_and(|seat| seat.role == Role::Rcc);
        if self != Self::Text && desk.picture.cases.is_empty() {
            return false;
        }
        let allowed = |(asks, is_asked): (Right, Right)| {
            may(desk.picture.role, asks) && there.is_some_and(|seat| may(seat.role, is_asked))
        };
        if !self.rights().is_none_or(allowed) {
            return false;
        }
        match self {
            Self::Text | Self::Sitrep | Self::Sighting | Self::Coordinate | Self::Deploy | Self::Relay => true,
            // Who orders no units plans no search, and only a centre leaves a case to another.
            Self::Plan => may(desk.picture.role, Right::OrderUnits),
            Self::HandOver => allowed((Right::HandOver, Right::Coordinate)),
            Self::Land => places(desk, to).next().is_some(),
            // A centre's ships are ordered by its operations; only who orders a ship can divert it.
            Self::Divert => !there_rcc && ships(desk, to).next().is_some(),
            Self::Lend => lenders(desk, to).next().is_some(),
            // Leave is asked of another state that has drawn its waters.
            Self::Enter => there.is_some_and(|seat| {
                let has_waters = desk.briefing.territories.iter().any(|waters| waters.party == seat.party);
                has_waters && seat.party != desk.picture.party
            }),
            Self::Clear => {
                let own = there.is_some_and(|seat| seat.party == desk.picture.party);
                own && undecided(desk).next().is_some()
            }
        }
    }
}

/// Places of another seat's country.
pub(super) fn places<'a>(desk: &DeskData<'a>, to: SeatId) -> impl Iterator<Item = PlaceId> + use<'a> {
    let party = desk.briefing.seats.get(to.index()).map(|seat| seat.party);
    let places = desk.briefing.places.iter().enumerate();
    places.filter(move |(_, place)| Some(place.party) == party).map(|(i, _)| PlaceId::new(i))
}

/// Ships another seat's party has, as far as this desk has heard of them.
pub(super) fn ships<'a>(desk: &DeskData<'a>, to: SeatId) -> impl Iterator<Item = SruId> + use<'a> {
    let party = desk.briefing.seats.get(to.index()).map(|seat| seat.party);
    let cards = desk.picture.cards.iter();
    cards.filter(move |card| Some(card.party) == party && !card.kind.flies()).map(|card| card.sru)
}

/// Units another seat commands and could lend, as far as this desk knows who commands them.
pub(super) fn lenders<'a>(desk: &DeskData<'a>, to: SeatId) -> impl Iterator<Item = SruId> + use<'a> {
    let party = desk.briefing.seats.get(to.index()).map(|seat| seat.party);
    let cards = desk.picture.cards.iter();
    let commands = move |card: &&SruCard| match &card.data {
        Some(data) => data.seat == to,
        None => Some(card.party) == party,
    };
    let lent = desk.picture.srus.iter().filter(|unit| unit.lent).map(|unit| unit.sru).collect::<Vec<_>>();
    cards.filter(commands).map(|card| card.sru).filter(move |sru| !lent.contains(sru))
}

/// Requests to land people that this centre has not answered.
fn undecided<'a>(desk: &DeskData<'a>) -> impl Iterator<Item = &'a RequestView> + use<'a> {
    desk.picture.requests.iter().filter(|r| r.of_us && r.waits() && matches!(r.what, Ask::Land { .. }))
}

/// A national decision is expected within this \[min\] (sar-models.md 6.2).
pub(super) const DECISION_MIN: u32 = 360;

/// The form for the ministry: filled from what the centre was told, its numbers open to correction.
pub(super) fn clearance_form(
    ui: &mut Ui,
    desk: &DeskData<'_>,
    form: &mut Option<Clearance>,
    case: &mut Option<CraftId>,
) {
    let asked: Vec<&RequestView> = undecided(desk).collect();
    let id = |r: &RequestView| (r.request, r.other);
    let mut chosen = form.map(|told| (told.landing, told.asker));
    if chosen.is_none_or(|chosen| asked.iter().all(|r| id(r) != chosen)) {
        chosen = asked.first().map(|r| id(r));
    }
    let options: Vec<(Option<(RequestId, SeatId)>, String)> = asked
        .iter()
        .map(|r| {
            let what = desk.ask(&r.what);
            (Some(id(r)), format!("{}: {what}", desk.seat_name(r.other)))
        })
        .collect();
    kit::choice(ui, "Landing asked for by", &mut chosen, &options);
    let request = asked.into_iter().find(|r| Some(id(r)) == chosen);
    let stale = form.is_none_or(|told| Some((told.landing, told.asker)) != chosen);
    if stale {
        *form = request.and_then(|r| plan::clearance(desk.briefing, desk.picture, r));
    }
    let (Some(request), Some(told)) = (request, form.as_mut()) else { return };
    *case = Some(request.case);
    let place = words::place_name(desk.briefing, told.place);
    kit::fact(ui, desk.theme, "Place", place);
    kit::fact(ui, desk.theme, "Persons", words::persons(told.persons));
    let waited = words::age(desk.now(), told.waiting_since);
    kit::fact(ui, desk.theme, "Waiting for a port", waited);
    ui.horizontal_wrapped(|ui| {
        kit::count(ui, "Deaths told", &mut told.dead);
        kit::count(ui, "Taken in elsewhere", &mut told.elsewhere);
        kit::count(ui, "Resettlement pledged", &mut told.pledged);
    });
    if kit::press(ui, "Fill again from what you know", "Fill the form again from what you know") {
        *form = None;
    }
}
