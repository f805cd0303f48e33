//! What is done with written messages beside sending them: opening them, asking for a receipt, and the receipt itself.
//!
//! **That a message arrived says nothing of its having been read.** Whoever opens one marks it read, by a command like
//! any other; a sender learns of it only by a receipt, if one was asked for, which takes the way and the time of the
//! channel back. What a seat's crew reads it marks when it acts on it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::command::{MessageBody, Rejection};
use super::comms;
use super::event::{Event as Told, Source};
use super::ledger::Fact as Entry;
use super::step::Now;
use super::world::{Payload, World};
use crate::base::ids::{MessageId, SeatId};
use crate::scenario::Channel;

/// What a seat does about written messages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "MailCommand")]
pub enum Command {
    /// Send a message and ask for a receipt when it is read.
    SendForReceipt {
        /// To whom.
        to: SeatId,
        /// By what.
        channel: Channel,
        /// What.
        body: MessageBody,
    },
    /// Mark a message received here as read.
    MarkRead {
        /// Which.
        message: MessageId,
    },
}

/// What marking a message as read is in a few words: no decision of anybody's, so that lists of these leave it out.
pub const MARK_READ: &str = "mark a message as read";

impl Command {
    /// What it is, in a few words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::SendForReceipt { .. } => "send a message with a receipt",
            Self::MarkRead { .. } => MARK_READ,
        }
    }
}

/// Something that became true of a written message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "MailEvent")]
pub enum Event {
    /// Its sender asked for a receipt.
    ReceiptAsked {
        /// Which.
        message: MessageId,
    },
    /// It was read.
    Read {
        /// Which.
        message: MessageId,
        /// By whom.
        by: SeatId,
    },
    /// Its receipt reached its sender.
    ReceiptCame {
        /// Which.
        message: MessageId,
        /// Who learnt of it.
        to: SeatId,
    },
}

/// Something about a written message that a seat is told, or has done itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "MailFact")]
pub enum Fact {
    /// This seat asked for a receipt of a message it sent.
    WeAskedReceipt {
        /// Which.
        message: MessageId,
    },
    /// The sender of a message received here asks for a receipt.
    WantsReceipt {
        /// Which.
        message: MessageId,
    },
    /// This seat read a message.
    WeRead {
        /// Which.
        message: MessageId,
    },
    /// A message of this seat was read; the entry says when.
    Receipt {
        /// Which.
        message: MessageId,
    },
}

/// What is remembered of written messages.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Mail {
    /// Forms and receipts sent so far, for each pair of correspondents: they are numbered apart, so that one more of
    /// them does not change the luck of the messages after it.
    pub numbered: BTreeMap<(u8, u8), u16>,
    /// Messages on their way whose sender wants a receipt.
    pub wanted: BTreeSet<MessageId>,
}

/// Marks a message as read, and sends the receipt if one is wanted. A message read before is read.
pub(super) fn mark_read(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    message: MessageId,
) -> Result<(), Rejection> {
    let (mut received, mut read, mut wanted) = (None, false, false);
    // What was done with it was written after it came.
    for entry in world.ledgers[seat.index()].entries().iter().rev() {
        match &entry.fact {
            Entry::Mail(Fact::WeRead { message: of }) => read |= *of == message,
            Entry::Mail(Fact::WantsReceipt { message: of }) => wanted |= *of == message,
            Entry::Received { message: of, from, channel, .. } if *of == message => {
                received = Some((from.clone(), *channel));
                break;
            }
            _ => {}
        }
    }
    let Some((from, channel)) = received else {
        return Err(Rejection::Unknown { what: "that message".to_owned() });
    };
    if read {
        return Ok(());
    }
    now.tell(world, seat, Entry::Mail(Fact::WeRead { message }));
    now.emit_by(seat, Told::Mail(Event::Read { message, by: seat }));
    if let Source::Seat(sender) = from
        && wanted
    {
        comms::dispatch(now, world, Source::Seat(seat), sender, channel, Payload::Receipt(message));
    }
    Ok(())
}

/// Notes that the sender of a message wants a receipt.
pub(super) fn want_receipt(now: &mut Now<'_>, world: &mut World, seat: SeatId, message: MessageId) {
    world.mail.wanted.insert(message);
    now.tell(world, seat, Entry::Mail(Fact::WeAskedReceipt { message }));
    now.emit_by(seat, Told::Mail(Event::ReceiptAsked { message }));
}
