//! The doctrine crew of UNHCR at the press: it calls on states when the press tells of people who need a port.

use crate::base::Span;
use crate::sim::Command;
use crate::sim::press::{Published, Statement, Tone, Voice};

use super::delay::Step;
use super::desk::Desk;

/// From the news to a statement (*proposed*).
const RESPOND: Step = Step::new(43, 60.0, 180.0);
/// It speaks once in this time at most (*proposed*).
const APART: Span = Span::hours(24);

/// What it does now.
pub(super) fn decide(desk: &Desk<'_>) -> Vec<Command> {
    let own = |item: &&Published| matches!(item.by, Voice::Seat(by, _) if by == desk.me());
    let last = desk.picture.press.iter().rev().find(own).map(|item| item.at);
    if last.is_some_and(|at| !desk.passed(at, APART)) {
        return Vec::new();
    }
    // The oldest news about people at sea that it has not spoken on yet.
    let news = |item: &&Published| {
        item.about.is_some() && item.pressure > 0.0 && !own(item) && last.is_none_or(|last| item.at > last)
    };
    let Some(item) = desk.picture.press.iter().find(news) else { return Vec::new() };
    let subject = item.about.map_or(0, |case| case.0);
    if !desk.passed(item.at, desk.takes(subject, RESPOND)) {
        return Vec::new();
    }
    let text = "We call on all states to bring those at sea to a place of safety without delay.".to_owned();
    vec![Command::Statement(Statement { tone: Tone::Calls, of: item.on, text, case: None })]
}
