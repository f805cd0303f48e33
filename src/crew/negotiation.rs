//! Landing people where a foreign ministry decides: waiting as long as that takes, agreeing to terms, and asking for the
//! next port beside it when there is silence. What was asked stands meanwhile: ministries that wait for others move at the
//! escalations of sar-models.md 6.2, which come later than the six hours in which a decision is expected.

use crate::base::Tick;
use crate::base::ids::{CraftId, PlaceId, SeatId};
use crate::picture::{RequestView, Stands};
use crate::sim::{Ask, Right, Terms, may};

use super::delay::LANDING_AGAIN;
use super::desk::Desk;
use super::landing::Consent;

/// How landing people of a case at a place stands.
pub(super) fn consent(desk: &Desk<'_>, rcc: SeatId, case: CraftId, place: PlaceId) -> Consent {
    let about = |r: &&RequestView| !r.of_us && r.other == rcc && r.case == case && matches!(r.what, Ask::Land { .. });
    let asked: Vec<&RequestView> = desk.picture.requests.iter().filter(about).collect();
    let at = |r: &RequestView| match r.what {
        Ask::Land { place: wanted, .. } => r.terms().and_then(|terms| terms.place).unwrap_or(wanted),
        _ => place,
    };
    let holds = |r: &RequestView| {
        let granted = r.granted().is_some_and(|terms| terms.hold_at(desk.now()));
        granted && at(r) == place && !spent(desk, r, place)
    };
    if asked.iter().any(|r| holds(r)) {
        return Consent::Given;
    }
    let wanted = |r: &&&RequestView| matches!(r.what, Ask::Land { place: wanted, .. } if wanted == place);
    let Some(last) = asked.iter().rev().find(wanted) else { return Consent::Unasked };
    match last.stands() {
        Stands::Waiting => Consent::Awaited,
        // Word of it may have been lost on the way: it is asked again beside the first.
        Stands::Silent if desk.passed(last.course.silent_at.unwrap_or(last.at), LANDING_AGAIN) => Consent::Unasked,
        Stands::Silent => Consent::Silent,
        Stands::Offered if acceptable(desk, last) => Consent::Offered(last.request),
        Stands::Offered => Consent::Useless(last.request),
        // Used up, or granted for another place.
        Stands::Accepted if at(last) == place => Consent::Unasked,
        Stands::Accepted => Consent::Withheld,
        // Taken back because it was not needed then.
        Stands::Withdrawn if last.answer.is_none() => Consent::Unasked,
        Stands::Refused | Stands::Withdrawn if desk.passed(ended_at(last), LANDING_AGAIN) => Consent::Unasked,
        Stands::Refused | Stands::Withdrawn => Consent::Withheld,
    }
}

fn ended_at(request: &RequestView) -> Tick {
    let answered = request.answer.as_ref().map(|(_, at)| *at);
    request.course.withdrawn_at.or(answered).unwrap_or(request.at)
}

/// Whether a desk can take an offer: it still holds, and a promise to resettle people is this seat's to give.
fn acceptable(desk: &Desk<'_>, request: &RequestView) -> bool {
    let Terms { pledge, cost_share, .. } = request.terms().unwrap_or_default();
    let holds = request.terms().is_some_and(|terms| terms.hold_at(desk.now()));
    let state = desk.theatre.scenario.is_country(desk.picture.party);
    // More than its state has places for is not its to promise.
    let enough = desk.picture.means.places.is_none_or(|places| pledge.is_none_or(|persons| persons <= places));
    let can_share = state && may(desk.picture.role, Right::ShareCost);
    holds
        && (pledge.is_none() || (state && enough && may(desk.picture.role, Right::Pledge)))
        && (cost_share.is_none() || can_share)
}

/// Whether as many have been landed as an agreement lets: the exercise has said so since.
fn spent(desk: &Desk<'_>, request: &RequestView, place: PlaceId) -> bool {
    let Some(name) = desk.theatre.scenario.places.get(place.index()).map(|p| p.name.as_str()) else { return false };
    let since = request.course.agreed_at.unwrap_or(request.at);
    let full = |text: &str| text.contains("as many as were agreed to") && text.contains(name);
    desk.picture.log.iter().rev().take_while(|line| line.at >= since).any(|line| full(&line.text))
}
