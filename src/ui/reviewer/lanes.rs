//! The lanes of a recording: what happened, messages from sent to read, what is followed, bookmarks.

use super::desk::{Desk, Follow};
use super::follow;
use crate::base::Tick;
use crate::picture::Way;
use crate::ui::timeline::{Bar, Lane, MarkAt, Sign, lanes_by_seat};
use crate::ui::words;

/// The lanes, kept while nothing about them changes.
#[derive(Default)]
pub(super) struct Lanes {
    /// How many happenings they were made of.
    made_of: usize,
    /// At which moment the messages were taken. Exists when and only when they were.
    messages_at: Option<Tick>,
    lanes: Vec<Lane>,
}

impl Lanes {
    /// The lanes at the cursor. Those of happenings are of the whole recording; messages are those known by now.
    pub(super) fn at(&mut self, desk: &Desk<'_>) -> &[Lane] {
        let happenings = &desk.data.view.happenings;
        if self.lanes.is_empty() || self.made_of != happenings.len() {
            self.made_of = happenings.len();
            self.lanes = lanes_by_seat(desk.briefing, happenings);
            // The whole recording is known: where nothing ever happens no row is needed.
            self.lanes.retain(|lane| !lane.marks.is_empty());
            self.lanes.extend(["Sent, read", "Bookmarks", "Followed"].map(Lane::new));
        }
        let count = self.lanes.len();
        if self.messages_at != Some(desk.cursor()) || self.lanes[count - 3].bars.is_empty() {
            self.messages_at = Some(desk.cursor());
            self.lanes[count - 3].bars = messages(desk);
        }
        self.lanes[count - 1].bars = match desk.follow {
            Follow::Request(id) => follow::bars(desk, id),
            _ => Vec::new(),
        };
        self.lanes[count - 2].marks = desk
            .data
            .bookmarks
            .iter()
            .map(|bookmark| MarkAt { tick: bookmark.tick, sign: Sign::Flag, text: bookmark.text.clone() })
            .collect();
        // A row for what is followed only while something is.
        if self.lanes[count - 1].bars.is_empty() { &self.lanes[..count - 1] } else { &self.lanes }
    }
}

/// Every message read by now, from when it was sent.
fn messages(desk: &Desk<'_>) -> Vec<Bar> {
    let mut bars = Vec::new();
    for picture in &desk.overview.pictures {
        let to = desk.names().seat(picture.seat);
        for message in &picture.messages {
            let Way::From(from) = &message.way else { continue };
            let kind = words::message_kind(&message.body);
            let from = words::source(desk.briefing, from);
            let text = format!("{kind} from {from}, read by {to}");
            bars.push(Bar { from: message.sent_at, to: message.at, text, followed: false });
        }
    }
    bars.sort_by_key(|bar| bar.from);
    bars
}
