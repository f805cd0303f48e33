//! Whether anybody of a vessel that is lost may still be alive, by all that is on a desk: how long the strongest could
//! live where they may be.
//!
//! A search goes on until all reasonable hope of survivors has passed (SAR Convention annex 4.8 by sar-models.md 5.1,
//! *read* there); what counts is the water temperature, what people have to hold them up, and how long others have
//! lived (4.1 to 4.4). **This is an upper bound**: somebody young who swims, in a sound lifejacket, and comes into the
//! water rested at the latest moment at which anybody may have been alive, by the forecast sea and the tables of `sar`
//! that the exercise itself is played by. Of a vessel that may be afloat nothing is said: people have lived aboard for
//! months (6.10).

use crate::base::ids::CraftId;
use crate::base::{Span, Tick, Utc, math};
use crate::picture::{ContactView, Picture, Way};
use crate::sar::sun;
use crate::sar::survival::{Body, Lifejacket, SeaState, Where};
use crate::sar::thirst::{RAFT_RATION, Shade};
use crate::sar::toll::{Around, Constitution, Toll};
use crate::scenario::Nature;
use crate::sea::Sea;
use crate::sim::{MessageBody, Seen, Source};

use super::adrift::fixes;

/// What is borne is added up in steps of so much \[h\].
const STEP_H: f64 = 1.0;

/// What hope is left for those missing of a vessel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hope {
    /// Since when the vessel is known to be lost.
    pub lost_at: Tick,
    /// The latest moment at which somebody of it may have been alive, by what was seen, told or heard.
    pub alive_at: Tick,
    /// Probability that one who was alive then, and as strong and as well off as may be, is alive now, 0 to 1.
    pub alive: f64,
    /// Where such a one would be.
    pub at_best: Where,
}

/// What hope is left. None when and only when the vessel is not known to be lost, or no position of it is known: then
/// there is.
pub fn hope(picture: &Picture, case: CraftId, sea: &Sea, start: Utc) -> Option<Hope> {
    let place = fixes(picture, case, picture.tick).last()?.position;
    let lost_at = lost_at(picture, case)?;
    let alive_at = alive_at(picture, case).max(lost_at);
    let around = |at: Tick, place_of: Where| Around {
        place: place_of,
        sea: SeaState {
            wave_height_m: sea.wave_height_m.at(place, at),
            water_c: sea.water_c.at(place, at),
            night: !sun::is_daylight(place, start.at(at)),
        },
        air_c: sea.air_c.at(place, at),
        shade: if place_of == Where::AboardSwamped { Shade::OpenDeck } else { Shade::Shade },
        provided: false,
    };
    let alive = |place_of: Where| {
        let mut toll = Toll::default();
        let mut at = alive_at;
        while at < picture.tick {
            let next = at.after(Span::from_hours(STEP_H)).min(picture.tick);
            let hours = next.since(at).as_hours();
            let around = around(at, place_of);
            let drunk_l = match place_of {
                // Where it rains on people they drink; a raft has its ration beside.
                Where::InWater { .. } => 0.0,
                _ if sea.rain_mm_h.at(place, at) > 0.0 => toll.wish_l(&STRONGEST, &STEADY, &around, None, hours),
                Where::InRaft => {
                    let since_h = at.since(alive_at).as_hours();
                    toll.wish_l(&STRONGEST, &STEADY, &around, Some((RAFT_RATION, since_h)), hours)
                }
                _ => 0.0,
            };
            toll.bear(&STRONGEST, &STEADY, &around, drunk_l, hours);
            at = next;
        }
        math::exp(-toll.borne)
    };
    let places = [
        Some(Where::InWater { holding_on: true }),
        (!hull_is_empty(picture, case)).then_some(Where::AboardSwamped),
        raft_may_be(picture, case).then_some(Where::InRaft),
    ];
    let each = places.into_iter().flatten().map(|place| (place, alive(place)));
    let (at_best, alive) = each.max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(Hope { lost_at, alive_at, alive, at_best })
}

/// Somebody young who swims, in a sound lifejacket.
const STRONGEST: Body = Body { age_years: 25, swimmer: true, lifejacket: Lifejacket::Good, frail: false };
/// Who is not seasick and drinks no sea water; what they can bear is what is asked.
const STEADY: Constitution = Constitution { endurance: 0.0, hold: 0.0, seasick: 1.0, drinks_seawater: 1.0 };

/// When the vessel was first known to be lost: its hull seen or told of, or its people in the water when it had called
/// that it was sinking. Whoever was aboard has been in the water since then at the latest. None when it may be afloat.
fn lost_at(picture: &Picture, case: CraftId) -> Option<Tick> {
    let of_case = || picture.contacts.iter().filter(|contact| contact.case == case);
    let hull = of_case().filter(|contact| contact.what == Seen::CapsizedHull).map(|contact| contact.first_seen);
    let heard = || picture.messages.iter().filter(|m| matches!(m.way, Way::From(_)) && m.body.case() == Some(case));
    let told = heard().filter_map(|message| {
        let hull = match &message.body {
            MessageBody::Sighting { what, .. } => *what == Seen::CapsizedHull,
            body => body.tells_wreck(),
        };
        hull.then_some(message.at)
    });
    let sinks = |body: &MessageBody| matches!(body, MessageBody::Call { nature: Nature::Sinking, .. });
    let called = heard().any(|m| matches!(m.way, Way::From(Source::Casualty(_))) && sinks(&m.body));
    let people = of_case().filter(|contact| called && contact.what.is_wreck()).map(|contact| contact.first_seen);
    hull.chain(told).min().or(people.max())
}

/// The latest moment at which somebody may have been alive: living people seen, though they may have been taken up
/// since, or told of; a call of whoever it was.
fn alive_at(picture: &Picture, case: CraftId) -> Tick {
    let living = |contact: &&ContactView| {
        contact.case == case && !matches!(contact.what, Seen::Body | Seen::Debris) && contact.persons > 0
    };
    let seen = picture.contacts.iter().filter(living).map(|contact| contact.last_seen);
    let heard = picture.messages.iter().filter(|m| matches!(m.way, Way::From(_)) && m.body.case() == Some(case));
    let told = heard.filter_map(|message| match &message.body {
        MessageBody::Call { .. } => Some(message.at),
        MessageBody::Sighting { what, persons, .. } => (*what != Seen::Body && *persons > 0).then_some(message.at),
        _ => None,
    });
    seen.chain(told).max().unwrap_or(Tick::START)
}

/// Whether the hull has been seen, and nobody was left on it when it was seen last.
fn hull_is_empty(picture: &Picture, case: CraftId) -> bool {
    let hull = picture.contacts.iter().filter(|c| c.case == case && c.what == Seen::CapsizedHull);
    hull.max_by_key(|contact| contact.last_seen).is_some_and(|contact| contact.cleared || contact.persons == 0)
}

/// Whether people may be in a raft: one was seen or told of, or a unit that drops them has worked in the case. One that
/// nobody knows of would be seen before the swimmers are who are searched for.
fn raft_may_be(picture: &Picture, case: CraftId) -> bool {
    let seen = |contact: &&ContactView| contact.case == case && contact.what == Seen::LifeRaft && !contact.cleared;
    let told = |body: &MessageBody| matches!(body, MessageBody::Sighting { case: of, what: Seen::LifeRaft, .. } if *of == case);
    let carries = |sru| {
        let card = picture.cards.iter().find(|card| card.sru == sru);
        card.and_then(|card| card.data.as_deref()).is_some_and(|data| !data.rafts.is_empty())
    };
    let searched = picture.searches.iter().filter(|search| search.case == Some(case)).map(|search| search.sru);
    let serving = picture.srus.iter().filter(|unit| unit.case == Some(case)).map(|unit| unit.sru);
    picture.contacts.iter().any(|contact| seen(&contact))
        || picture.messages.iter().any(|message| told(&message.body))
        || searched.chain(serving).any(carries)
}
