//! A merchant ship with survivors aboard and no port: what its master tells the centre as the days pass, and what other
//! masters make of it (sar-models.md 6.2: stress at 48 hours, critical at 72, 10 % fewer who divert afterwards).

use crate::base::ids::{CraftId, SeatId};
use crate::base::{Span, Tick, noise};
use crate::picture::{RequestView, SruView, Way};
use crate::scenario::Channel;
use crate::sim::{Command, MessageBody};

use super::desk::Desk;

/// After so long a crew with survivors aboard is strained.
const STRAINED: Span = Span::hours(48);
/// After so long it is critical, and the press has it.
const CRITICAL: Span = Span::hours(72);
/// Share of diversions that another master no longer accepts after each publicised stand-off.
const DETERRED: f64 = 0.1;

/// Words by which a stand-off told of is known again.
const STAND_OFF: &str = "for 72 hours without a port";

/// What the master of a ship has to tell a centre now, once each.
pub(super) fn tell(desk: &Desk<'_>, ship: &SruView, case: CraftId, rcc: SeatId) -> Option<Command> {
    let since = ship.laden_since?;
    let (name, many) = (&desk.sru(ship.sru).name, ship.survivors);
    let text = if desk.passed(since, CRITICAL) {
        format!(
            "{name} has had {many} survivors aboard {STAND_OFF}. The situation aboard is critical, and the press has it. \
             Name a port."
        )
    } else if desk.passed(since, STRAINED) {
        format!("{name} has had {many} survivors aboard for 48 hours. Crew and stores are strained. We need a port.")
    } else {
        return None;
    };
    let stage = if desk.passed(since, CRITICAL) { STAND_OFF } else { "for 48 hours" };
    let said = |body: &MessageBody| matches!(body, MessageBody::Text { text, .. } if text.starts_with(name.as_str()) && text.contains(stage));
    let told = desk.last_sent(rcc, said).is_some_and(|message| message.at >= since);
    let body = MessageBody::Text { case: Some(case), text };
    (!told).then_some(Command::Send { to: rcc, channel: Channel::Phone, body })
}

/// Whether a master refuses to divert because of stand-offs told of before the request: each deters one in ten.
pub(super) fn deters(desk: &Desk<'_>, request: &RequestView) -> bool {
    let before = |at: Tick| at < request.at;
    let told = desk.picture.messages.iter().filter(|m| matches!(m.way, Way::To(_)) && before(m.at));
    let stand_offs =
        told.filter(|m| matches!(&m.body, MessageBody::Text { text, .. } if text.contains(STAND_OFF))).count();
    let willing = (0..stand_offs).fold(1.0, |share, _| share * (1.0 - DETERRED));
    desk.master_draw(noise::pair(desk.me().0, request.request.0)) >= willing
}
