//! What doctrine crews say to the press: UNHCR and IOM call on states when it tells of people who need a port, and a
//! ministry answers what is written about its own state.

use crate::base::Span;
use crate::scenario::{Role, Stance};
use crate::sim::press::{Published, Statement, Tone, Voice};
use crate::sim::{Command, Right, may};

use super::delay::Step;
use super::desk::Desk;

/// From the news to a statement (*proposed*).
const RESPOND: Step = Step::new(43, 60.0, 180.0);
/// It speaks once in this time at most (*proposed*).
const APART: Span = Span::hours(24);

/// What it does now.
pub(super) fn decide(desk: &Desk<'_>) -> Vec<Command> {
    if !may(desk.picture.role, Right::Speak) {
        return Vec::new();
    }
    let own = |item: &&Published| matches!(item.by, Voice::Seat(by, _) if by == desk.me());
    let last = desk.picture.press.iter().rev().find(own).map(|item| item.at);
    if last.is_some_and(|at| !desk.passed(at, APART)) {
        return Vec::new();
    }
    // The oldest news that it has to speak on and has not yet spoken on.
    let news = |item: &&Published| concerns(desk, item) && !own(item) && last.is_none_or(|last| item.at > last);
    let Some(item) = desk.picture.press.iter().find(news) else { return Vec::new() };
    let subject = item.about.map_or(0, |case| case.0);
    if !desk.passed(item.at, desk.takes(subject, RESPOND)) {
        return Vec::new();
    }
    statement(desk, item).map(Command::Statement).into_iter().collect()
}

/// Whether an item is for this desk to answer: to an organisation, what presses for people at sea; to a ministry, what
/// presses or blames its own state.
fn concerns(desk: &Desk<'_>, item: &Published) -> bool {
    match desk.picture.role {
        Role::Unhcr | Role::Iom => item.about.is_some() && item.pressure > 0.0,
        Role::ForeignMinistry => item.on == Some(desk.picture.party) && (item.pressure > 0.0 || item.blame > 0.0),
        _ => false,
    }
}

/// What is said. A state that lets people land calls on the others to do their part; one that does not, says that all
/// is well in hand.
fn statement(desk: &Desk<'_>, item: &Published) -> Option<Statement> {
    let (tone, of, text) = match (desk.picture.role, desk.manner().stance) {
        (Role::Unhcr, _) => {
            (Tone::Calls, item.on, "We call on all states to bring those at sea to a place of safety without delay.")
        }
        (Role::Iom, _) => (
            Tone::Calls,
            item.on,
            "People at sea have to come ashore first. We are ready to help the states that receive them, and those who wish to \
             return home.",
        ),
        (Role::ForeignMinistry, Stance::Cooperate) => {
            (Tone::Calls, None, "We do our part for those at sea. We call on all states of the region to do theirs.")
        }
        (Role::ForeignMinistry, Stance::Delay | Stance::PushBack) => (
            Tone::Reassures,
            Some(desk.picture.party),
            "Our services follow the situation and act by the law. There is no cause for alarm.",
        ),
        _ => return None,
    };
    Some(Statement { tone, of, text: text.to_owned(), case: None })
}
