//! What a crew does about its lines: it sends by one that works, and passes on what its units hear on VHF.

use crate::base::ids::CraftId;
use crate::picture::{MessageView, Picture, Way};
use crate::scenario::{Channel, Nature, Role};
use crate::sim::forms::Form;
use crate::sim::{Command, MessageBody, ReportedPosition, Source, mail};

use super::delay::MASTER;
use super::desk::Desk;
use super::forms;

/// The means a crew turns to when a line is dead, in order.
const OTHERS: [Channel; 3] = [Channel::Phone, Channel::Text, Channel::Radio];

/// Commands by lines that work: what would go by a dead one goes by another, and waits where there is none.
pub(super) fn by_what_works(picture: &Picture, commands: Vec<Command>) -> Vec<Command> {
    if picture.lines.dead.is_empty() {
        return commands;
    }
    let other = |by: Channel| {
        let mut means = std::iter::once(by).chain(OTHERS);
        means.find(|channel| !picture.lines.is_dead(*channel))
    };
    let turned = commands.into_iter().filter_map(|command| match command {
        Command::Send { to, channel, body } => Some(Command::Send { to, channel: other(channel)?, body }),
        Command::Ask { to, channel, case, what, by } => {
            Some(Command::Ask { to, channel: other(channel)?, case, what, by })
        }
        Command::Mail(what) => match *what {
            mail::Command::SendForReceipt { to, channel, body } => {
                let channel = other(channel)?;
                Some(Command::Mail(Box::new(mail::Command::SendForReceipt { to, channel, body })))
            }
            read @ mail::Command::MarkRead { .. } => Some(Command::Mail(Box::new(read))),
        },
        // A vessel is called by telephone, or by VHF.
        Command::CallCasualty { .. }
            if picture.lines.is_dead(Channel::Phone) && !picture.lines.open().any(|by| by == Channel::Vhf) =>
        {
            None
        }
        Command::BroadcastDistress { .. } if picture.lines.is_dead(Channel::SafetyNet) => None,
        command => Some(command),
    });
    turned.collect()
}

/// The last call for help (water coming in, or worse) that this desk's units heard from a vessel itself by VHF, with
/// the position it gave, if it gave one.
pub(super) fn mayday<'a>(desk: &Desk<'a>, case: CraftId) -> Option<(&'a MessageView, Option<ReportedPosition>)> {
    let grave = |body: &MessageBody| matches!(body, MessageBody::Call { nature, .. } if *nature >= Nature::TakingWater);
    let from_it = |way: &Way| matches!(way, Way::From(Source::Casualty(_)));
    let heard = desk.heard(case).filter(|m| m.channel == Channel::Vhf && from_it(&m.way) && grave(&m.body));
    heard.last().map(|message| (message, message.body.position(message.sent_at)))
}

/// Calls for help heard by own units are passed to the centre, as MAYDAY relays: one's own state's, or of the region
/// the vessel is in.
pub(super) fn relay(desk: &Desk<'_>) -> Vec<Command> {
    let ours = desk.others(Role::Rcc).find(|seat| desk.theatre.seat(*seat).party == desk.picture.party);
    let cases = desk.picture.cases.iter().map(|view| view.case);
    let relayed = cases.filter_map(|case| {
        let (message, position) = mayday(desk, case)?;
        let to = ours.or_else(|| desk.theatre.scenario.responsible_for(position?.position))?;
        let MessageBody::Call { nature, persons, .. } = message.body else { return None };
        if forms::has_relayed(desk, to, case) || !desk.passed(message.at, desk.takes(case.0, MASTER)) {
            return None;
        }
        // What was heard, and nothing that this desk knows beside it.
        let mut relay = forms::mayday_relay(desk, desk.case(case)?)?;
        (relay.nature, relay.persons, relay.position) = (nature, persons, position);
        relay.text = "Heard on channel 16.".to_owned();
        let body = MessageBody::Form(Box::new(Form::MaydayRelay(relay)));
        Some(Command::Send { to, channel: Channel::Phone, body })
    });
    relayed.collect()
}
