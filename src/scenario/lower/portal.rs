//! The focal points' portal, early warning and news.

use super::super::diagnostic::{ORDER, ROLE, SAME_ID};
use super::super::doc::PortalDoc;
use super::super::leaf::{Choice, Coordinates, Count, Id, Leaf, Number, Part, Switch, Words};
use super::super::model::Role;
use super::super::portal::{Indicator, IndicatorKind, News, Portal};
use super::super::reading::Reading;
use crate::base::ids::{CraftId, PartyId, SeatId};

/// Persons that anybody may tell of at most.
const PERSONS: u32 = 100_000;

/// The portal; none where nothing is written.
pub(super) fn portal<'a>(reading: &mut Reading<'a>, written: Option<Part<'a, PortalDoc<'a>>>) -> Option<Portal> {
    let Some(part) = written else { return Some(Portal::default()) };
    let form = reading.form(part, "the portal")?;
    let default = Portal::default();
    let delay = match form.delay {
        Some((least, most)) => {
            let (min, max) = (reading.span(least), reading.span(most));
            match (min, max) {
                (Some(min), Some(max)) if max < min => {
                    let message = format!("the longest delay, {max}, is shorter than the shortest, {min}");
                    reading.error(ORDER, most.raw(), message, "type the shorter first, as in (\"10min\", \"1h\")")
                }
                (min, max) => min.zip(max),
            }
        }
        None => Some((default.min_delay, default.max_delay)),
    };
    let ids = reading.list(form.members, "members", 2..=50)?;
    let mut members: Vec<Option<SeatId>> = Vec::new();
    for id in ids {
        let member = member(reading, id);
        if member.is_some() && members.contains(&member) {
            let message = format!("{} is a member twice", id.raw().text());
            let _: Option<()> = reading.error(SAME_ID, id.raw(), message, "leave it out here");
        }
        members.push(member);
    }
    let (min_delay, max_delay) = delay?;
    Some(Portal { members: members.into_iter().collect::<Option<_>>()?, min_delay, max_delay })
}

/// The focal point of a party.
fn member<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<SeatId> {
    let party = reading.reference(|r| &mut r.parties, id).map(PartyId::new)?;
    let own = |chair: &super::super::reading::Chair| chair.party == Some(party);
    let seat = reading.chairs.iter().position(|chair| own(chair) && chair.role == Some(Role::FocalPoint));
    match seat {
        Some(seat) => Some(SeatId::new(seat)),
        // A seat that could not be read may be the one.
        None if reading.chairs.iter().any(|chair| chair.role.is_none() || chair.party.is_none()) => None,
        None => {
            let message = format!("{} has no national focal point", id.raw().text());
            let help = "give it a seat whose role is `FocalPoint`, or leave it out of the portal";
            reading.error(ROLE, id.raw(), message, help)
        }
    }
}

/// An early warning as written.
pub(super) struct Warned<'a> {
    pub(super) to: Id<'a>,
    pub(super) kind: Choice<'a>,
    pub(super) case: Option<Id<'a>>,
    pub(super) position: Option<Coordinates<'a>>,
    pub(super) persons: Option<Count<'a>>,
    pub(super) text: Words<'a>,
    pub(super) sound: Option<Switch<'a>>,
}

/// An early warning.
pub(super) fn indicator<'a>(reading: &mut Reading<'a>, form: &Warned<'a>) -> Option<Indicator> {
    let to = focal_point(reading, form.to);
    let kinds = [
        ("Departure", IndicatorKind::Departure),
        ("Route", IndicatorKind::Route),
        ("Organiser", IndicatorKind::Organiser),
        ("Money", IndicatorKind::Money),
    ];
    let kind = reading.word(form.kind, &kinds);
    let case = form.case.map(|id| reading.reference(|r| &mut r.crafts, id).map(CraftId::new));
    let position = form.position.map(|position| reading.any_position(position));
    let persons = form.persons.map(|persons| reading.count(persons, "persons told", 0..=PERSONS));
    let text = reading.text(form.text);
    let sound = form.sound.map_or(Some(true), |switch| reading.switch(switch));
    Some(Indicator {
        to: to?,
        kind: kind?,
        case: told(case)?,
        position: told(position)?,
        persons: told(persons)?,
        text: text?,
        sound: sound?,
    })
}

/// A seat whose role must be `FocalPoint`.
fn focal_point<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<SeatId> {
    let seat = reading.reference(|r| &mut r.seats, id)?;
    match reading.chairs.get(seat)?.role? {
        Role::FocalPoint => Some(SeatId::new(seat)),
        _ => {
            let message = format!("{} is not a national focal point", id.raw().text());
            reading.error(ROLE, id.raw(), message, "name a seat whose role is `FocalPoint`")
        }
    }
}

/// News as written.
pub(super) struct Printed<'a> {
    pub(super) outlet: Words<'a>,
    pub(super) text: Words<'a>,
    pub(super) pressure: Option<Number<'a>>,
    pub(super) about: Option<Id<'a>>,
    pub(super) on: Option<Id<'a>>,
}

/// News.
pub(super) fn news<'a>(reading: &mut Reading<'a>, form: &Printed<'a>) -> Option<News> {
    let outlet = reading.text(form.outlet);
    let text = reading.text(form.text);
    let pressure = reading.share_or_none(form.pressure);
    let about = form.about.map(|id| reading.reference(|r| &mut r.crafts, id).map(CraftId::new));
    let on = form.on.map(|id| reading.reference(|r| &mut r.parties, id).map(PartyId::new));
    Some(News { outlet: outlet?, text: text?, pressure: pressure?, about: told(about)?, on: told(on)? })
}

/// What need not be written: nothing wrong gives `Some(None)`.
fn told<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    value.map_or(Some(None), |value| value.map(Some))
}
