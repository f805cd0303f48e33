//! Forms at a crew's desk: filled from its picture and sent where doctrine sends them, and opened when they come in.

use crate::base::ids::{CraftId, PlaceId, SeatId};
use crate::picture::{self, CaseView, Doing, SruView};
use crate::plan;
use crate::scenario::Channel;
use crate::sim::disembarkation::DisembarkationRequest;
use crate::sim::forms::{Form, MaydayRelay, PlannedSearch};
use crate::sim::mail::Command as Mail;
use crate::sim::{Command, MessageBody, Order, ReportedPosition};

use super::datum;
use super::desk::Desk;

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

/// The MAYDAY relay of a case, as this desk broadcasts it.
pub(super) fn mayday_relay(desk: &Desk<'_>, view: &CaseView) -> Option<MaydayRelay> {
    let mut relay = picture::mayday_relay(desk.picture, view.case, &desk.theatre.scenario.seats)?;
    relay.vessel = desk.vessel(view.case);
    Some(relay)
}

/// The search action plan to each seat whose unit, lent to this desk, has been given a search it was not told of in
/// writing yet.
pub(super) fn search_plans(desk: &Desk<'_>, case: CraftId, lent: &[&SruView]) -> Vec<Command> {
    let searching = |unit: &&&SruView| {
        let at_it = !matches!(unit.doing, Doing::Failed | Doing::Landing(_));
        unit.case == Some(case) && at_it && matches!(unit.order, Some(Order::Search { .. }))
    };
    let mut owners: Vec<SeatId> = Vec::new();
    for unit in lent.iter().filter(searching) {
        let owner = desk.sru(unit.sru).seat;
        if !owners.contains(&owner) && !told(desk, case, owner, unit) {
            owners.push(owner);
        }
    }
    if owners.is_empty() {
        return Vec::new();
    }
    let scenario = &desk.theatre.scenario;
    let Some(mut plan) = picture::search_action_plan(desk.picture, case, &scenario.seats) else { return Vec::new() };
    plan::complete(&mut plan, desk.picture, &scenario.sea, scenario.start);
    owners.into_iter().map(|owner| send(owner, Form::SearchActionPlan(plan.clone()))).collect()
}

/// Whether the last plan sent to a seat has the search that its unit is at.
fn told(desk: &Desk<'_>, case: CraftId, owner: SeatId, unit: &SruView) -> bool {
    let is_plan = |body: &MessageBody| matches!(body, MessageBody::Form(form) if form.case() == case && matches!(**form, Form::SearchActionPlan(_)));
    let Some(last) = desk.last_sent(owner, is_plan) else { return false };
    let MessageBody::Form(form) = &last.body else { return false };
    let Form::SearchActionPlan(plan) = &**form else { return false };
    let same = |line: &PlannedSearch| {
        let given = Order::Search { area: line.area, pattern: line.pattern, spacing_m: line.spacing_m };
        line.sru == unit.sru && unit.order.as_ref() == Some(&given)
    };
    plan.searches.iter().any(same)
}
