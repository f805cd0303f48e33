//! Forms at a crew's desk: filled from its picture and sent where doctrine sends them, and opened when they come in.

use crate::base::Span;
use crate::base::ids::{CraftId, PlaceId, SeatId};
use crate::base::quantity::metres;
use crate::picture::{self, CaseView, Doing, RequestView, SruView, Way};
use crate::plan;
use crate::scenario::Channel;
use crate::sim::disembarkation::DisembarkationRequest;
use crate::sim::forms::{Form, MaydayRelay, PlannedSearch, SearchActionPlan};
use crate::sim::mail::Command as Mail;
use crate::sim::{Ask, Command, MessageBody, Order, ReportedPosition};

use super::datum;
use super::desk::{self, Desk};

/// A seat that has had a plan is not sent another for others' units before this (*proposed*: orders are given within
/// it).
const PLAN_APART: Span = Span::minutes(30);

/// Everything that has come in and wants to be opened: a crew reads what it goes by.
pub(super) fn open(desk: &Desk<'_>) -> Vec<Command> {
    let unread = desk.picture.mail.unread.iter();
    unread.map(|message| Command::Mail(Box::new(Mail::MarkRead { message: *message }))).collect()
}

fn send(to: SeatId, form: Form) -> Command {
    Command::Send { to, channel: Channel::Text, body: MessageBody::Form(Box::new(form)) }
}

/// The best position of a case at this desk.
fn best(desk: &Desk<'_>, case: CraftId) -> Option<ReportedPosition> {
    let fix = datum::best_fix(desk, case)?;
    Some(ReportedPosition { position: fix.position, error_m: fix.error_m, true_at: fix.true_at })
}

/// The hand-over that goes with a request to take a case over.
pub(super) fn hand_over(desk: &Desk<'_>, view: &CaseView, to: SeatId) -> Option<Command> {
    let mut over = picture::hand_over(desk.picture, view.case)?;
    over.position = best(desk, view.case).or(over.position);
    Some(send(to, Form::HandOver(over)))
}

/// The request to land people in writing, which goes beside the request itself.
pub(super) fn disembarkation(
    desk: &Desk<'_>,
    view: &SruView,
    case: CraftId,
    place: PlaceId,
    to: SeatId,
) -> Option<Command> {
    let scenario = &desk.theatre.scenario;
    let filled = picture::disembarkation_request(desk.picture, view.sru, place, &scenario.parties, &scenario.places);
    let form = DisembarkationRequest { case, ..filled? };
    // A master reads it out: not every ship has other means.
    let body = MessageBody::Form(Box::new(Form::Disembarkation(form)));
    Some(Command::Send { to, channel: Channel::Phone, body })
}

/// The MAYDAY relay of a case, as this desk passes it on: whatever a crew relays, to one seat or to all shipping, is
/// this.
pub(super) fn mayday_relay(desk: &Desk<'_>, view: &CaseView) -> Option<MaydayRelay> {
    let mut relay = picture::mayday_relay(desk.picture, view.case, &desk.theatre.scenario.seats)?;
    relay.vessel = desk.vessel(view.case);
    Some(relay)
}

/// Whether this desk has relayed a MAYDAY of a case to a seat.
pub(super) fn has_relayed(desk: &Desk<'_>, to: SeatId, case: CraftId) -> bool {
    let relay = |body: &MessageBody| matches!(body, MessageBody::Form(form) if form.case() == case && matches!(**form, Form::MaydayRelay(_)));
    desk.last_sent(to, relay).is_some()
}

/// The relay of a case as it is broadcast to all ships within so many miles \[NM\] of a position.
pub(super) fn broadcast(
    desk: &Desk<'_>,
    mut relay: MaydayRelay,
    position: ReportedPosition,
    radius_nmi: f64,
) -> Command {
    relay.position = Some(position);
    relay.text = format!("Ships within {radius_nmi:.0} NM.");
    let text = relay.spoken(desk.theatre.scenario.start, desk.now());
    Command::BroadcastDistress { case: relay.case, position: position.position, radius_m: metres(radius_nmi), text }
}

/// The search action plan of a case to everybody who takes part in the search and has not had it in writing, or for
/// whom it has changed: to the commander of a lent unit as soon as that is given a search; to centres and operations
/// that were asked for units and send them, or that asked for these, as soon as there is a plan, and then as others
/// search elsewhere.
pub(super) fn search_plans(desk: &Desk<'_>, case: CraftId) -> Vec<Command> {
    let searching: Vec<&SruView> = desk.picture.srus.iter().filter(|unit| searches(unit, case)).collect();
    let partners = if searching.is_empty() { Vec::new() } else { partners(desk, case, &searching) };
    if partners.is_empty() {
        return Vec::new();
    }
    let scenario = &desk.theatre.scenario;
    let Some(mut plan) = picture::search_action_plan(desk.picture, case, &scenario.seats) else { return Vec::new() };
    let due: Vec<SeatId> = partners.into_iter().filter(|to| wants_plan(desk, *to, &plan)).collect();
    if due.is_empty() {
        return Vec::new();
    }
    plan::complete(&mut plan, desk.picture, &scenario.sea, scenario.start);
    due.into_iter().map(|to| send(to, Form::SearchActionPlan(plan.clone()))).collect()
}

/// Whether a unit searches for a case, or is bound to.
fn searches(unit: &SruView, case: CraftId) -> bool {
    let at_it = !matches!(unit.doing, Doing::Failed | Doing::Landing(_));
    unit.case == Some(case) && at_it && matches!(unit.order, Some(Order::Search { .. }))
}

/// Who takes part in the search for a case beside this desk, as far as it knows: the commanders of units lent for it,
/// who was asked for units and agreed, who asked for ours and was told yes, and who has sent a plan of its own.
fn partners(desk: &Desk<'_>, case: CraftId, searching: &[&SruView]) -> Vec<SeatId> {
    let lenders = searching.iter().filter(|unit| unit.lent).map(|unit| desk.sru(unit.sru).seat);
    let helps = |r: &&RequestView| r.case == case && matches!(r.what, Ask::Deploy { .. }) && desk::accepted(r);
    let helpers = desk.picture.requests.iter().filter(helps).map(|r| r.other);
    let planners = desk.heard(case).filter_map(|message| match &message.way {
        Way::From(from) if plan_of(&message.body, case).is_some() => desk::seat_of(from),
        _ => None,
    });
    let mut all: Vec<SeatId> = lenders.chain(helpers).chain(planners).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The search action plan of a case that a message is, if it is one.
fn plan_of(body: &MessageBody, case: CraftId) -> Option<&SearchActionPlan> {
    let MessageBody::Form(form) = body else { return None };
    let Form::SearchActionPlan(plan) = &**form else { return None };
    (plan.case == case).then_some(plan)
}

/// Whether a seat is to have a plan: there is a search in it that the last one sent to that seat has not. What its own
/// units search a seat knows, but for one that it has lent; what others do is gathered for a while.
fn wants_plan(desk: &Desk<'_>, to: SeatId, plan: &SearchActionPlan) -> bool {
    let last = desk.last_sent(to, |body| plan_of(body, plan.case).is_some());
    let told = last.and_then(|message| plan_of(&message.body, plan.case));
    let gathered = last.is_none_or(|message| desk.passed(message.at, PLAN_APART));
    let mut news = plan.searches.iter().filter(|line| !told.is_some_and(|told| has(told, line)));
    let lent = |line: &PlannedSearch| desk.picture.srus.iter().any(|unit| unit.sru == line.sru && unit.lent);
    news.any(|line| if desk.sru(line.sru).seat == to { lent(line) } else { gathered })
}

/// Whether a plan has a search: the same unit in the same area by the same pattern.
fn has(plan: &SearchActionPlan, line: &PlannedSearch) -> bool {
    let of = |line: &PlannedSearch| (line.sru, line.area, line.pattern, line.spacing_m);
    plan.searches.iter().any(|other| of(other) == of(line))
}
