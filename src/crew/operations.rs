//! The doctrine crew of an operations seat: answers calls for units, and directs its own.

use crate::picture::{RequestView, SruView};
use crate::sim::{Ask, Command};

use super::delay::ANSWER_CALL_OUT;
use super::desk::{self, Desk};
use super::{direct, fleet, lending, means, outlook};

/// What operations do now.
pub(super) fn decide(desk: &Desk<'_>) -> Vec<Command> {
    let mut out: Vec<Command> = desk.waiting().filter_map(|request| answer(desk, request)).collect();
    let units: Vec<&SruView> = desk.orderable().filter(|view| !lending::lent_away(desk, view)).collect();
    let mut taken = Vec::new();
    for view in outlook::by_urgency(desk) {
        let case = view.case;
        // Called out, or called with all ships, or own units have come upon people by themselves.
        let found = desk.survivors_seen(case).map(|c| c.first_seen).min();
        let called = [outlook::called_out(desk, case), outlook::broadcast_heard(desk, case), found];
        // Those who have survivors aboard have to land them in any case.
        let laden = units.iter().any(|v| v.survivors > 0 && v.case == Some(case)).then_some(view.opened_at);
        if let Some(from) = called.into_iter().flatten().min().or(laden) {
            out.extend(direct::commands(desk, case, &units, from, &mut taken));
        }
    }
    out
}

fn answer(desk: &Desk<'_>, request: &RequestView) -> Option<Command> {
    match &request.what {
        Ask::Deploy { at, .. } => {
            if !desk.waited(request.at, request.case, ANSWER_CALL_OUT) {
                return None;
            }
            let able = desk.orderable().any(|v| fleet::can_work_at(desk, v, *at));
            Some(if able {
                desk::accept(request)
            } else {
                desk::refuse(request, "no unit of ours has the fuel, or the sea, to work there and come home")
            })
        }
        Ask::Lend { sru } => lending::answer(desk, request, *sru),
        Ask::Means(wanted) => means::answer(desk, request, wanted),
        Ask::Coordinate | Ask::Land { .. } | Ask::Enter | Ask::Clear(_) | Ask::Assist(_) => {
            Some(desk::refuse(request, "ask our rescue coordination centre"))
        }
        Ask::Divert { .. } => Some(desk::refuse(request, "ask the ship's master")),
    }
}
