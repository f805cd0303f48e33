//! Bringing survivors ashore: when a unit leaves the scene, to which port, and whose consent it needs.
//!
//! A place of safety for all, with priority where hospitals are (MSC.167(78) by sar-models.md 6.2; own words). Own
//! ports need no request. Another country's port is chosen when it spares the survivors hours, and when somebody aboard
//! says that they flee from one's own: then no port of one's own is a place of safety for them (6.17 there).

use crate::base::ids::{CraftId, PartyId, PlaceId, RequestId, SeatId};
use crate::base::quantity::metres;
use crate::base::{Span, Tick};
use crate::picture::{Doing, RequestView, SruView};
use crate::scenario::{Place, PlaceKind, Role, Stance};
use crate::sim::{Ask, Command, Order};

use super::delay::{DECISION_EXPECTED, LANDING_WANTED};
use super::desk::{self, Desk};
use super::{fleet, forms, negotiation};

/// Survivors are not kept aboard longer than this while another unit is on scene.
const ABOARD_AT_MOST: Span = Span::hours(8);
/// And not longer than this in any case (*proposed*).
const ABOARD_AT_ALL: Span = Span::hours(24);
/// A lone ship looks for others so long after its last recovery before it lands those it has (*proposed*).
const LOOK_ON: Span = Span::hours(3);
/// And so long while more are missing than it has aboard, and it has room for them: one swimmer is not landed while
/// seventy wait on a hull (*proposed*).
const LOOK_ON_FOR_MANY: Span = Span::hours(12);
/// Detour worth making to a port with a hospital \[h\] (*proposed*).
const FOR_A_HOSPITAL_H: f64 = 1.0;
/// A foreign port must spare this much of the way \[h\] (*proposed*).
const FOR_CONSENT_H: f64 = 3.0;
/// A port of the state that answers for the case is chosen before others if it costs no more than this \[h\]
/// (*proposed*): that state has to find the place of disembarkation (SAR Convention 3.1.9 by sar-models.md 6.1), and
/// the people of one boat stay together.
const RESPONSIBLE_FIRST_H: f64 = 6.0;
/// The consent of that state is waited for so long where there is a port that needs none (*proposed*).
const RESPONSIBLE_PATIENCE: Span = Span::hours(4);
/// A request for consent is repeated after this: such answers take longer than others (*proposed*).
const ASK_AGAIN: Span = Span::minutes(60);
/// Consent not given within this is not waited for if there is another way (*proposed*).
const PATIENCE: Span = Span::hours(2);
/// Consent once given for a case is relied on so long (*proposed*).
const CONSENT_LASTS: Span = Span::hours(48);

/// The note that a unit has survivors aboard; its time is how a crew knows for how long.
fn aboard(desk: &Desk<'_>, view: &SruView) -> String {
    format!("{} has survivors aboard", desk.sru(view.sru).name)
}

fn sent_ashore(desk: &Desk<'_>, view: &SruView) -> String {
    format!("{} to land survivors", desk.sru(view.sru).name)
}

/// Since when a unit has had survivors aboard, by the log. None before the note is written.
fn aboard_since(desk: &Desk<'_>, view: &SruView) -> Option<Tick> {
    let since = desk.noted(&aboard(desk, view))?;
    let landed = desk.noted(&sent_ashore(desk, view));
    // A note older than the last trip ashore is about other people, once that trip has ended.
    let stale = landed.is_some_and(|at| at > since) && !matches!(view.order, Some(Order::Land { .. }));
    (!stale).then_some(since)
}

/// What to do about survivors aboard a unit: notes, requests for consent, and the order to land, if it is time.
/// `more_to_do` says that living people are in reach whom it should take first.
pub(super) fn commands(desk: &Desk<'_>, view: &SruView, case: CraftId, more_to_do: bool, others: bool) -> Vec<Command> {
    if view.survivors == 0 || matches!(view.doing, Doing::Failed | Doing::Landing(_) | Doing::InPort(_)) {
        return Vec::new();
    }
    if matches!(view.order, Some(Order::Land { .. })) {
        return Vec::new();
    }
    let Some(since) = aboard_since(desk, view) else {
        return vec![Command::Log { text: format!("{} ({})", aboard(desk, view), desk.vessel(case)) }];
    };
    let full = view.room == 0;
    let idle = !more_to_do && !matches!(view.doing, Doing::Recovering);
    let seen = super::outlook::last_find(desk, case).unwrap_or(since).max(since);
    let missing = super::outlook::missing(desk, case);
    let look_on = if missing > view.survivors && view.room > view.survivors { LOOK_ON_FOR_MANY } else { LOOK_ON };
    let looked_on = others || missing == 0 || desk.passed(seen, look_on);
    let long = desk.passed(since, ABOARD_AT_MOST) && others || desk.passed(since, ABOARD_AT_ALL);
    if !(full || idle && looked_on || long && !matches!(view.doing, Doing::Recovering)) {
        return Vec::new();
    }
    to_port(desk, view, case)
}

/// The order to land at the best port that will have them, or the request for consent.
pub(super) fn to_port(desk: &Desk<'_>, view: &SruView, case: CraftId) -> Vec<Command> {
    let sru = desk.sru(view.sru);
    let kind = if sru.kind.flies() { PlaceKind::Airfield } else { PlaceKind::Port };
    // An aircraft has no fuel to wait for an answer.
    let ship_of_a_state = has_state(desk) && !sru.kind.flies();
    let first = answers_for(desk, view, case).filter(|party| *party != desk.picture.party && ship_of_a_state);
    let mut ports: Vec<(f64, PlaceId, &Place)> = desk
        .havens(kind)
        .filter(|(_, place)| reachable(desk, view, place))
        .filter(|(_, place)| !(fears(view, place.party) && (needs_consent(desk, place) || spares(desk))))
        .map(|(id, place)| {
            let hours = fleet::way_m(desk, sru.kind, view.position, place.position) / sru.transit_mps.max(0.1) / 3600.0;
            let detour_h = if place.hospital { 0.0 } else { FOR_A_HOSPITAL_H };
            let consent_h = match first {
                Some(party) if party == place.party => -RESPONSIBLE_FIRST_H,
                _ if needs_consent(desk, place) => consent_cost_h(desk),
                _ => 0.0,
            };
            (hours + detour_h + consent_h, id, place)
        })
        .collect();
    ports.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut out = Vec::new();
    let mut tried: Vec<SeatId> = Vec::new();
    for (_, id, place) in ports {
        let land = || {
            let text = format!("{} at {}: {} persons", sent_ashore(desk, view), place.name, view.survivors);
            let mut commands = vec![desk::order(view.sru, case, Order::Land { place: id }), Command::Log { text }];
            commands.extend(not_needed(desk, view, case));
            commands
        };
        if !needs_consent(desk, place) {
            out.extend(land());
            return out;
        }
        let Some(rcc) = desk.rcc_of(place) else { continue };
        // Where a ministry decides, an answer takes hours, and may have terms or never come.
        let slow = desk.theatre.scenario.ministry_of(place.party).is_some();
        let consent = if slow { negotiation::consent(desk, rcc, case, id) } else { consent(desk, rcc, case, id) };
        // What a ministry has not decided for one port it does not decide sooner for another.
        let same_state = slow && tried.contains(&rcc);
        tried.push(rcc);
        match consent {
            Consent::Unasked if same_state => {}
            Consent::Given => {
                out.extend(land());
                return out;
            }
            Consent::Awaited if is_slow(desk, rcc, case, id, first == Some(place.party)) => {}
            Consent::Awaited => return out,
            // What was met with silence stands as long as somebody may still decide it; another state is asked beside it.
            Consent::Withheld | Consent::Silent => {}
            Consent::Unasked => {
                let by = if slow { desk.within(LANDING_WANTED) } else { None };
                out.push(desk::ask_by(rcc, case, Ask::Land { place: id, persons: view.survivors }, by));
                out.extend(forms::disembarkation(desk, view, case, id, rcc));
                return out;
            }
            Consent::Offered(request) => {
                out.push(Command::Agree { request });
                return out;
            }
            Consent::Useless(request) => out.push(Command::Withdraw { request }),
        }
    }
    out
}

/// The state whose centre answers for a case, as far as this desk knows; by the region of the last position if it knows
/// of none.
fn answers_for(desk: &Desk<'_>, view: &SruView, case: CraftId) -> Option<PartyId> {
    let known = desk.case(case).and_then(|c| c.responsible).map(|(seat, _)| seat);
    let position = || super::datum::best_fix(desk, case).map_or(view.position, |fix| fix.position);
    let seat = known.or_else(|| desk.theatre.scenario.responsible_for(position()))?;
    Some(desk.theatre.seat(seat).party)
}

/// Whether a consent asked for has not come for so long that the next port is tried beside it.
fn is_slow(desk: &Desk<'_>, rcc: SeatId, case: CraftId, id: PlaceId, responsible: bool) -> bool {
    let patience = match (has_state(desk), responsible) {
        // Who has no port of its own asks the next state beside it.
        (false, _) => DECISION_EXPECTED,
        (true, true) => RESPONSIBLE_PATIENCE,
        (true, false) => return false,
    };
    let about = |ask: &Ask| matches!(ask, Ask::Land { place, .. } if *place == id);
    desk.last_asked(rcc, case, about).is_some_and(|last| desk.passed(last.at, patience))
}

/// How a request to land people at a place stands.
pub(super) enum Consent {
    /// Agreed, not long ago.
    Given,
    /// Asked; the answer may still come.
    Awaited,
    /// Refused lately, or not answered for so long that another port is tried.
    Withheld,
    /// Not asked, or worth asking again.
    Unasked,
    /// Offered on terms that can be agreed to.
    Offered(RequestId),
    /// Offered on terms that cannot be: to be withdrawn, and another port tried.
    Useless(RequestId),
    /// Met with silence: left to stand, and another port tried.
    Silent,
}

fn consent(desk: &Desk<'_>, rcc: SeatId, case: CraftId, id: PlaceId) -> Consent {
    let same = |r: &&RequestView| {
        !r.of_us && r.other == rcc && r.case == case && matches!(r.what, Ask::Land { place, .. } if place == id)
    };
    let asked: Vec<&RequestView> = desk.picture.requests.iter().filter(same).collect();
    if asked.iter().any(|r| desk::accepted(r) && !desk.passed(r.at, CONSENT_LASTS)) {
        return Consent::Given;
    }
    let Some(last) = asked.last() else { return Consent::Unasked };
    let silent_since = asked.iter().find(|r| r.answer.is_none()).map_or(last.at, |r| r.at);
    match (last.answer.is_some(), desk.passed(last.at, ASK_AGAIN)) {
        (true, _) if !desk.passed(last.at, PATIENCE) => Consent::Withheld,
        (false, _) if desk.passed(silent_since, PATIENCE) => Consent::Withheld,
        (false, false) => Consent::Awaited,
        _ => Consent::Unasked,
    }
}

/// Whether people may come ashore at a place only with another centre's consent. A merchant ship always asks.
fn needs_consent(desk: &Desk<'_>, place: &Place) -> bool {
    let masters = desk.picture.role == Role::Masters;
    masters || place.party != desk.picture.party
}

/// Requests for ports that nobody needs any more now that a unit has one: those that still wait, where no other unit of
/// this desk has survivors of the case and nowhere to go.
fn not_needed(desk: &Desk<'_>, view: &SruView, case: CraftId) -> Vec<Command> {
    let bound = |v: &SruView| matches!(v.order, Some(Order::Land { .. })) || matches!(v.doing, Doing::Landing(_));
    let laden = |v: &SruView| v.sru != view.sru && v.case == Some(case) && v.survivors > 0 && !bound(v);
    if desk.orderable().any(laden) {
        return Vec::new();
    }
    // A centre that decides by itself has said yes or no before a ship is there.
    let slow = |of: PlaceId| {
        let place = desk.theatre.scenario.places.get(of.index());
        place.is_some_and(|place| desk.theatre.scenario.ministry_of(place.party).is_some())
    };
    let open = |r: &&RequestView| {
        let landing = matches!(r.what, Ask::Land { place, .. } if slow(place));
        !r.of_us && r.case == case && r.waits() && landing
    };
    desk.picture.requests.iter().filter(open).map(desk::withdraw).collect()
}

/// Whether this desk lands nobody in its own state who says that they flee from it. A state that would have people
/// elsewhere, or waits for others, may do it all the same: that is its choice, and on record.
pub(super) fn spares(desk: &Desk<'_>) -> bool {
    desk.manner().stance == Stance::Cooperate
}

/// Whether somebody aboard says they flee from a state.
pub(super) fn fears(view: &SruView, state: PartyId) -> bool {
    view.aboard.as_ref().is_some_and(|aboard| aboard.feared.contains(&state))
}

/// Hours a foreign port must spare; none for those who have no port of their own.
fn consent_cost_h(desk: &Desk<'_>) -> f64 {
    if has_state(desk) { FOR_CONSENT_H } else { 0.0 }
}

/// Whether this desk is a state's, with ports of its own.
fn has_state(desk: &Desk<'_>) -> bool {
    desk.theatre.scenario.is_country(desk.picture.party)
}

fn reachable(desk: &Desk<'_>, view: &SruView, place: &Place) -> bool {
    fleet::way_m(desk, desk.sru(view.sru).kind, view.position, place.position) < view.range_left_m + metres(1.0)
}
