//! Who is aboard a unit, as its crew counts them and hears from them, and the request to land them, filled from that.

use serde::{Deserialize, Serialize};

use super::model::{Picture, RequestView, SruView, Way};
use crate::base::ids::{PartyId, PlaceId, SruId};
use crate::base::{Span, Tick};
use crate::scenario::{Party, Place, SruKind, Start};
use crate::sim::disembarkation::DisembarkationRequest;
use crate::sim::forms::Form;
use crate::sim::{Ask, Fate, MessageBody, Source, Theatre, Whereabouts, World};

/// A merchant ship keeps people on deck so long at most: one to three days (sar-models.md 5.5).
const ON_DECK: Span = Span::hours(48);
/// Water a person aboard drinks in a day, in shade and at 32 C \[L\] (sar-models.md 4.4).
const DRINKS_L_PER_DAY: f64 = 1.2;
/// From this age on a person is counted among the grown-up \[years\].
const ADULT_YEARS: u8 = crate::sim::ashore::ADULT_YEARS;

/// The living aboard a unit, as its crew has counted them and heard from them. Nothing that they do not say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AboardView {
    /// Women.
    pub women: u32,
    /// Men.
    pub men: u32,
    /// Children.
    pub children: u32,
    /// The wounded.
    pub injured: u32,
    /// How long the first of them had been at sea when they were asked \[d\].
    pub days_at_sea: u32,
    /// States that somebody says they flee from, in order: who saved them hears that first.
    pub feared: Vec<PartyId>,
}

/// The living aboard a unit. None where there is nobody.
pub(super) fn aboard(theatre: &Theatre, world: &World, sru: SruId) -> Option<Box<AboardView>> {
    let living = world.people.iter().filter(|person| person.fate == Fate::Living);
    let here = living.filter(|person| person.whereabouts == Whereabouts::AboardSru(sru));
    let mut view = AboardView::default();
    let mut days: Option<u32> = None;
    for person in here {
        let number = match (person.body.age_years < ADULT_YEARS, person.male) {
            (true, _) => &mut view.children,
            (false, true) => &mut view.men,
            (false, false) => &mut view.women,
        };
        *number += 1;
        if let Some(background) = world.ashore.backgrounds.get(person.id.index()) {
            view.injured += u32::from(background.wounded);
            view.feared.extend(background.flees);
            view.feared.sort_unstable();
            view.feared.dedup();
        }
        if days.is_none() {
            let left_s = theatre.scenario.craft.get(person.craft.index()).map_or(0, |craft| craft.departs_s);
            let at_sea_s = world.tick.since(Tick::START).seconds().saturating_sub(left_s).max(0);
            days = u32::try_from(at_sea_s / 86_400).ok();
        }
    }
    view.days_at_sea = days.unwrap_or(0);
    (view.women + view.men + view.children > 0).then(|| Box::new(view))
}

/// The request to land those aboard a unit at a place, as a seat can fill it. None when it does not see the unit, or
/// nobody is aboard.
pub fn disembarkation_request(
    picture: &Picture,
    sru: SruId,
    place: PlaceId,
    parties: &[Party],
    places: &[Place],
) -> Option<DisembarkationRequest> {
    let unit: &SruView = picture.srus.iter().find(|unit| unit.sru == sru && unit.survivors > 0)?;
    let card = picture.cards.iter().find(|card| card.sru == sru);
    let case = unit.case.or_else(|| picture.cases.first().map(|view| view.case))?;
    let data = card.and_then(|card| card.data.as_deref());
    let merchant = card.is_some_and(|card| card.kind == SruKind::Merchant);
    let aboard = unit.aboard.as_deref();
    let all = f64::from(unit.survivors);
    let hours = |days: f64| (days.is_finite() && days >= 0.0).then_some((days * 24.0).min(10_000.0) as u32);
    let bound = data.and_then(|data| match &data.start {
        Start::OnPassage { waypoints, .. } => waypoints.last(),
        _ => None,
    });
    let next_port = bound.and_then(|to| {
        let near = places.iter().min_by(|a, b| to.distance_m(a.position).total_cmp(&to.distance_m(b.position)));
        near.map(|place| place.name.clone())
    });
    let crowded = if unit.room == 0 { "no room for more".to_owned() } else { format!("room for {} more", unit.room) };
    Some(DisembarkationRequest {
        case,
        ship: card.map_or_else(|| sru.to_string(), |card| card.name.clone()),
        flag: card
            .and_then(|card| parties.get(card.party.index()))
            .map_or_else(String::new, |party| party.name.clone()),
        position: Some(unit.position),
        next_port: next_port.unwrap_or_default(),
        place,
        persons: unit.survivors,
        women: aboard.map(|aboard| aboard.women),
        men: aboard.map(|aboard| aboard.men),
        children: aboard.map(|aboard| aboard.children),
        injured: aboard.map(|aboard| aboard.injured),
        dead: unit.bodies,
        days_at_sea: aboard.map(|aboard| aboard.days_at_sea),
        water_h: unit.stores.and_then(|stores| hours(stores.water_l / (all * DRINKS_L_PER_DAY))),
        food_h: unit.stores.and_then(|stores| stores.food_days).and_then(|days| hours(days / all)),
        relief_by: unit.laden_since.filter(|_| merchant).map(|since| since.after(ON_DECK)),
        limits: if merchant { format!("people are on deck; {crowded}") } else { crowded },
        feared: aboard.map(|aboard| aboard.feared.clone()).unwrap_or_default(),
        text: String::new(),
    })
}

/// What was written beside a request to land people, the latest: by whom it was made, about that case and place. None
/// for any other request, and where nothing was written.
pub fn landing_form<'p>(picture: &'p Picture, request: &RequestView) -> Option<(&'p DisembarkationRequest, Tick)> {
    let Ask::Land { place, .. } = request.what else { return None };
    let way = if request.of_us { Way::From(Source::Seat(request.other)) } else { Way::To(request.other) };
    let written = picture.messages.iter().rev().filter(|message| message.way == way);
    let mut forms = written.filter_map(|message| match &message.body {
        MessageBody::Form(form) => match &**form {
            Form::Disembarkation(form) => Some((form, message.sent_at)),
            _ => None,
        },
        _ => None,
    });
    forms.find(|(form, _)| form.place == place && form.case == request.case)
}
