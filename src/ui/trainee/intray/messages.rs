//! Cards of calls and messages that have come in and have not been opened.

use std::collections::BTreeMap;

use crate::base::Span;
use crate::picture::{MessageView, Way};
use crate::sim::{MessageBody, Source};
use crate::ui::chart::Selected;
use crate::ui::words;

use super::super::desk::{Act, DeskData, Thread};
use super::card::{Card, Weight, Words};

/// One card for each line on which something waits to be read.
pub(super) fn cards(desk: &DeskData<'_>, out: &mut Vec<Card>) {
    let mut threads: BTreeMap<Thread, Vec<&MessageView>> = BTreeMap::new();
    for message in desk.unread() {
        threads.entry(thread_of(message)).or_default().push(message);
    }
    for (thread, messages) in threads {
        out.extend(card(desk, thread, &messages));
    }
}

/// The line a message belongs to.
pub(in super::super) fn thread_of(message: &MessageView) -> Thread {
    words::correspondent(&message.way).map_or(Thread::Outside, Thread::Seat)
}

fn card(desk: &DeskData<'_>, thread: Thread, messages: &[&MessageView]) -> Option<Card> {
    let (first, last) = (messages.first()?, messages.last()?);
    let who = match &last.way {
        Way::From(source) => words::source(desk.briefing, source),
        Way::To(_) => return None,
    };
    let from_sea = messages
        .iter()
        .any(|m| matches!(&m.way, Way::From(Source::Casualty(_))) || matches!(m.body, MessageBody::Distress { .. }));
    let within = if from_sea { Span::minutes(5) } else { Span::minutes(15) };
    let count = if messages.len() == 1 { String::new() } else { format!("{} messages, the last: ", messages.len()) };
    let kind = words::message_kind(&last.body);
    let text = words::message(desk.briefing, &desk.picture.cards, &last.body);
    let read = messages.iter().map(|m| m.message).collect();
    let wanted = messages.iter().filter(|m| desk.picture.mail.wants_receipt.contains(&m.message)).count();
    let receipt = if wanted > 0 { " The sender gets a receipt when you open it." } else { "" };
    let mut card = Card::new(
        format!("read {}", last.message),
        // What waits for an answer of this seat comes before what only wants to be read.
        if from_sea { Weight::Life } else { Weight::Due },
        first.at,
        within,
        format!("{}: {kind}", words::sentence(&who)),
    )
    .why(format!("{count}{text}{} Came in at {}.{receipt}", stop(&text), words::clock(desk.briefing, last.at)))
    .otherwise("what it tells stays unused.")
    .look("Open", Act::Thread(thread))
    .look("Noted", Act::Read(read));
    if let Thread::Seat(seat) = thread {
        card = card.words("Reply...", "", Words::Tell(seat, last.body.case()));
    }
    if let Some(told) = last.body.position(last.sent_at) {
        card = card.look("Plot", Act::LookAt(told.position));
    }
    if let Some(case) = last.body.case() {
        card = card.look("Show case", Act::Select(Selected::Case(case)));
    }
    Some(card)
}

/// What ends a sentence that has no end of its own.
fn stop(text: &str) -> &'static str {
    if text.ends_with(['.', '!', '?', '"']) { "" } else { "." }
}
