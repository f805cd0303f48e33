//! What a police desk hears on the quay goes to its state's centre.

use crate::picture::Way;
use crate::scenario::{Channel, Role};
use crate::sim::{Command, MessageBody};

use super::delay::PASS_ON;
use super::desk::Desk;

/// Sightings told by word of mouth that the centre has not been told of since, passed on by telephone.
pub(super) fn pass_on(desk: &Desk<'_>) -> Vec<Command> {
    let Some(centre) = desk.theatre.scenario.seat_of(desk.picture.party, Role::Rcc) else { return Vec::new() };
    let heard = desk
        .picture
        .messages
        .iter()
        .filter(|message| message.channel == Channel::WordOfMouth && matches!(message.way, Way::From(_)));
    let passed = heard.filter_map(|message| {
        let MessageBody::Sighting { case, .. } = message.body else { return None };
        let same = |body: &MessageBody| *body == message.body;
        let due = desk.last_sent(centre, same).is_none() && desk.passed(message.at, desk.takes(case.0, PASS_ON));
        due.then(|| Command::Send { to: centre, channel: Channel::Phone, body: message.body.clone() })
    });
    passed.collect()
}
