//! What a seat knows of written messages beside what they say: which it has opened, which wait, which were receipted.
//!
//! Made of its ledger alone. **That a form of one's own has no receipt says nothing**: it may be lost, unread, or no
//! receipt was asked for.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::model::Picture;
use crate::base::Tick;
use crate::base::ids::MessageId;
use crate::sim::mail::Fact;

/// Written messages as a seat has dealt with them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MailView {
    /// Forms received here, and other messages whose sender wants a receipt, that nobody here has opened.
    pub unread: BTreeSet<MessageId>,
    /// Messages opened here, and when.
    pub read: BTreeMap<MessageId, Tick>,
    /// Messages received here whose sender wants a receipt.
    pub wants_receipt: BTreeSet<MessageId>,
    /// Messages of this seat for which it asked for a receipt.
    pub asked: BTreeSet<MessageId>,
    /// Receipts that came: when the message was read, and when that was known here.
    pub receipts: BTreeMap<MessageId, (Tick, Tick)>,
}

/// A form has come in.
pub(super) fn came(picture: &mut Picture, message: MessageId) {
    picture.mail.unread.insert(message);
}

/// Reads a fact into the picture.
pub(super) fn read(picture: &mut Picture, fact: &Fact, at: Tick, true_at: Tick) {
    let mail = &mut picture.mail;
    match fact {
        Fact::WeAskedReceipt { message } => {
            mail.asked.insert(*message);
        }
        Fact::WantsReceipt { message } => {
            mail.wants_receipt.insert(*message);
            mail.unread.insert(*message);
        }
        Fact::WeRead { message } => {
            mail.unread.remove(message);
            mail.read.insert(*message, at);
        }
        Fact::Receipt { message } => {
            mail.receipts.insert(*message, (true_at, at));
        }
    }
}
