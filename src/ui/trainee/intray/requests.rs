//! Cards of requests: those made of this seat, and its own that wait for an answer.

use crate::base::Span;
use crate::picture::{RequestView, Stands};
use crate::scenario::Channel;
use crate::sim::{Answer, Ask, Command};
use crate::ui::chart::Selected;
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::card::{Card, Weight, Words};

/// A request of ours without an answer is worth asking after after this (*proposed*, as the doctrine crew repeats it).
const ASK_AGAIN: Span = Span::minutes(20);

/// The cards of all requests that wait.
pub(super) fn cards(desk: &DeskData<'_>, out: &mut Vec<Card>) {
    for request in &desk.picture.requests {
        match (request.stands(), request.of_us) {
            (Stands::Waiting | Stands::Silent, true) => out.push(of_us(desk, request)),
            (Stands::Waiting | Stands::Silent, false) => out.push(ours(desk, request)),
            (Stands::Offered, false) => out.push(offered(desk, request)),
            _ => {}
        }
    }
}

/// Within what an answer is expected (sar-models.md 5.2, as the doctrine crew answers at the latest).
fn answer_within(ask: &Ask) -> Span {
    match ask {
        Ask::Coordinate | Ask::Divert { .. } => Span::minutes(15),
        Ask::Deploy { .. } => Span::minutes(10),
        Ask::Land { .. } | Ask::Lend { .. } => Span::minutes(45),
        // Leave takes half an hour to six, a national decision six hours (sar-models.md 5.1, 6.2).
        Ask::Enter => Span::minutes(30),
        Ask::Clear(_) => Span::hours(6),
        // A consultation is called within a day; money, staff and places take as long to decide about.
        Ask::Means(_) => Span::hours(24),
    }
}

fn of_us(desk: &DeskData<'_>, request: &RequestView) -> Card {
    let who = desk.seat_name(request.other);
    let what = words::ask(desk.briefing, &desk.picture.cards, &request.what);
    let otherwise = match &request.what {
        Ask::Coordinate => format!("{who} stays responsible, and may wait for you with what needs doing."),
        Ask::Deploy { .. } => "none of your units is sent by this request.".to_owned(),
        Ask::Divert { .. } => "the ship goes on with what it does.".to_owned(),
        Ask::Land { .. } | Ask::Clear(_) => "their survivors stay aboard, or are taken elsewhere.".to_owned(),
        Ask::Enter => "their units wait outside your waters.".to_owned(),
        Ask::Lend { .. } => "the unit stays under its own orders.".to_owned(),
        Ask::Means(_) => "they go without it, or ask others.".to_owned(),
    };
    let accept = Command::Answer { request: request.request, answer: Answer::Accept };
    let card = Card::new(
        format!("answer {}", request.request),
        Weight::Asked,
        request.at,
        answer_within(&request.what),
        format!("{who} asks you to {what}"),
    );
    let card = card
        .why(format!(
            "{}. Asked at {}, {}.",
            words::case_name(request.case),
            words::clock(desk.briefing, request.at),
            words::ago(desk.now(), request.at)
        ))
        .otherwise(otherwise)
        .send("Accept", vec![accept])
        .words("Refuse with reason...", "", Words::Refuse(request.request));
    match place_of(desk, request) {
        Some(place) => card.look("Show", Act::LookAt(place)),
        None => card.look("Show", Act::Select(Selected::Case(request.case))),
    }
}

fn place_of(desk: &DeskData<'_>, request: &RequestView) -> Option<crate::base::Position> {
    match &request.what {
        Ask::Deploy { at, .. } | Ask::Divert { at, .. } => Some(*at),
        Ask::Land { place, .. } => desk.briefing.places.get(place.index()).map(|place| place.position),
        Ask::Clear(told) => desk.briefing.places.get(told.place.index()).map(|place| place.position),
        Ask::Coordinate | Ask::Enter | Ask::Lend { .. } | Ask::Means(_) => None,
    }
}

fn ours(desk: &DeskData<'_>, request: &RequestView) -> Card {
    let who = desk.seat_name(request.other);
    let what = words::ask(desk.briefing, &desk.picture.cards, &request.what);
    let at = words::clock(desk.briefing, request.at);
    let late = desk.now() >= request.course.by.unwrap_or(request.at.after(ASK_AGAIN));
    let withdraw = Command::Withdraw { request: request.request };
    let reminder = format!("We asked you at {at} to {what} and have no answer. Please answer.");
    let again = Command::Ask {
        to: request.other,
        channel: Channel::Phone,
        case: request.case,
        what: request.what.clone(),
        by: None,
    };
    let card = Card::new(
        format!("awaited {}", request.request),
        if late { Weight::Due } else { Weight::Thought },
        request.at,
        ASK_AGAIN,
        format!("{who} has not answered: {what}"),
    )
    .why(format!(
        "{}. You asked at {at}; waiting for {}.",
        words::case_name(request.case),
        words::age(desk.now(), request.at)
    ))
    .otherwise("calls and faxes get lost: an answer may never come.")
    .words("Chase by telephone...", reminder, Words::Tell(request.other, Some(request.case)));
    let card = if late { card.send("Ask again", vec![again]) } else { card };
    card.send("Withdraw", vec![withdraw])
}

/// An answer on terms, which this seat may agree to or let be.
fn offered(desk: &DeskData<'_>, request: &RequestView) -> Card {
    let who = desk.seat_name(request.other);
    let what = words::ask(desk.briefing, &desk.picture.cards, &request.what);
    let terms = request.terms().unwrap_or_default();
    let at = request.answer.as_ref().map_or(request.at, |(_, at)| *at);
    Card::new(
        format!("offered {}", request.request),
        Weight::Asked,
        at,
        ASK_AGAIN,
        format!("{who} would {what}, on terms: {}", words::terms(desk.briefing, &terms)),
    )
    .why(format!("{}. Answered at {}.", words::case_name(request.case), words::clock(desk.briefing, at)))
    .otherwise("without your agreement nothing is granted.")
    .send("Agree", vec![Command::Agree { request: request.request }])
    .send("Withdraw", vec![Command::Withdraw { request: request.request }])
}
