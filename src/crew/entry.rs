//! Leave to enter another state's territorial sea: who asks before going in, and who gives it.
//!
//! A request with full details to the other centre, which acknowledges and states its conditions (SAR Convention annex
//! 3.1.2 to 3.1.4 by sar-models.md 5.1, *read* there). Without leave a state's unit waits outside.

use crate::base::Position;
use crate::base::ids::{CraftId, PartyId};
use crate::picture::{RequestView, SruView, Stands};
use crate::scenario::{Role, Scenario, SruKind, Stance};
use crate::sim::{Ask, Command, Order};

use super::delay::{ANSWER_ENTRY, ANSWER_ENTRY_SLOW, ENTRY_WANTED};
use super::desk::{self, Desk};

/// Points at which a way is looked at for foreign waters.
const LOOKS: u32 = 24;

/// The answer to a request for leave, if it is time.
pub(super) fn answer(desk: &Desk<'_>, request: &RequestView) -> Option<Command> {
    let step = match desk.manner().stance {
        Stance::Cooperate | Stance::PushBack => ANSWER_ENTRY,
        Stance::Delay => ANSWER_ENTRY_SLOW,
    };
    desk.waited_for(request, step).then(|| match desk.manner().stance {
        Stance::PushBack => desk::refuse(request, "our own units search our waters"),
        Stance::Cooperate | Stance::Delay => desk::accept(request),
    })
}

/// What is done instead of an order that would take a state's unit into foreign waters without leave: the request for
/// it, or nothing as long as the answer is awaited. None when the order may be given.
pub(super) fn instead(desk: &Desk<'_>, view: &SruView, case: CraftId, order: &Order) -> Option<Vec<Command>> {
    let scenario = &desk.theatre.scenario;
    let sru = desk.sru(view.sru);
    let asks = matches!(desk.picture.role, Role::Rcc | Role::Operations);
    if scenario.territories.is_empty() || !asks || sru.kind == SruKind::Merchant || !scenario.is_country(sru.party) {
        return None;
    }
    let to = match order {
        Order::Proceed { to } => *to,
        Order::Search { area, .. } => area.centre,
        Order::Recover { at } | Order::Escort { at } => *at,
        Order::Land { .. } | Order::Return | Order::Resume => return None,
        Order::Alongside(errand) => errand.at()?,
    };
    let foreign = |party: &PartyId| *party != sru.party && *party != desk.picture.party;
    let state = waters_on_the_way(scenario, view.position, to).into_iter().find(foreign)?;
    let other = scenario.seat_of(state, Role::Rcc).or_else(|| scenario.ministry_of(state))?;
    let ask = || desk::ask_by(other, case, Ask::Enter, desk.within(ENTRY_WANTED));
    let Some(last) = desk.last_asked(other, case, |ask| *ask == Ask::Enter) else { return Some(vec![ask()]) };
    match last.stands() {
        Stands::Accepted if last.terms().is_none_or(|terms| terms.hold_at(desk.now())) => None,
        Stands::Accepted => Some(vec![ask()]),
        Stands::Waiting => Some(Vec::new()),
        Stands::Silent => Some(vec![desk::withdraw(last), ask()]),
        Stands::Offered => Some(vec![Command::Agree { request: last.request }]),
        Stands::Refused | Stands::Withdrawn if desk.passed(last.at, ENTRY_WANTED) => Some(vec![ask()]),
        Stands::Refused | Stands::Withdrawn => Some(Vec::new()),
    }
}

/// The states into whose waters a straight way leads, first those it comes to first; not those it begins in.
fn waters_on_the_way(scenario: &Scenario, from: Position, to: Position) -> Vec<PartyId> {
    let (bearing, length_m) = (from.bearing_true(to), from.distance_m(to));
    let begins_in = scenario.territory_at(from);
    let mut found: Vec<PartyId> = Vec::new();
    for look in 1..=LOOKS {
        let at = from.destination(bearing, length_m * f64::from(look) / f64::from(LOOKS));
        let state = scenario.territory_at(at).filter(|state| Some(*state) != begins_in);
        found.extend(state.filter(|state| !found.contains(state)));
    }
    found
}
