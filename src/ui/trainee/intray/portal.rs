//! Cards of posts that lie unread in the focal points' portal.

use crate::base::Span;
use crate::sim::portal::Command as Order;
use crate::sim::{Right, may};

use super::super::desk::{Act, DeskData};
use super::super::portal;
use super::card::{Card, Weight};

/// A post is read within this where somebody looks (*proposed*, as the doctrine crew reads at the latest).
const READ: Span = Span::minutes(20);

/// One card for each post that lies unread.
pub(super) fn cards(desk: &DeskData<'_>, out: &mut Vec<Card>) {
    if !may(desk.picture.role, Right::UsePortal) {
        return;
    }
    for view in desk.picture.portal.unread(desk.me()) {
        let post = view.post;
        let title = format!("A post of {} lies unread: {}", desk.seat_name(post.by), view.sort.words());
        out.push(
            Card::new(format!("post {} {}", post.by, post.number), Weight::Asked, view.at, READ, title)
                .why("It is the other state's word to yours, and it has a receipt when you have read it.")
                .otherwise("nobody in your state knows what it says.")
                .send("Read", vec![portal::order(Order::Read { post })])
                .look("Portal", Act::Open(portal::NAME)),
        );
    }
}
