//! Cards of requests: those made of this seat, and its own that wait for an answer. Each says by when an answer is
//! wanted, where it stands and how often it was asked, and offers what this seat's role may do about it.

use crate::base::{Span, Tick};
use crate::picture::{self, RequestView, Stands};
use crate::plan::{self, Decision};
use crate::scenario::Channel;
use crate::sim::ashore::Assistance;
use crate::sim::{Answer, Ask, Command, Right, Terms, may, rights_of};
use crate::ui::chart::Selected;
use crate::ui::words;

use super::super::desk::{Act, Compose, DeskData, Form};
use super::super::negotiation;
use super::card::{Card, Weight, Words};

/// A request of ours without an answer is worth asking after after this (*proposed*, as the doctrine crew repeats it).
const ASK_AGAIN: Span = Span::minutes(20);

/// A national decision is expected within this (sar-models.md 6.2), and asked for again at these, counted from the first
/// time it was asked for.
const DECISION: Span = Span::hours(6);
const ESCALATED: [Span; 4] = [Span::hours(12), Span::hours(24), Span::hours(48), Span::hours(72)];

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
        Ask::Clear(_) => DECISION,
        // A consultation is called within a day; money, staff and places take as long to decide about.
        Ask::Means(_) => Span::hours(24),
        // A prosecutor's office looks at it within days.
        Ask::Assist(_) => Span::hours(48),
    }
}

/// Earlier requests of the same for the same: how many there were with this one, and when the first was made.
fn times(desk: &DeskData<'_>, request: &RequestView) -> (usize, Tick) {
    let same = |what: &Ask| match (what, &request.what) {
        // Asked again, a ministry is told newer numbers.
        (Ask::Clear(a), Ask::Clear(b)) => (a.asker, a.place) == (b.asker, b.place),
        (Ask::Deploy { .. }, Ask::Deploy { .. }) => true,
        (a, b) => a == b,
    };
    let all = desk.picture.requests.iter().filter(|r| {
        (r.of_us, r.other, r.case) == (request.of_us, request.other, request.case)
            && r.at <= request.at
            && same(&r.what)
    });
    let all: Vec<Tick> = all.map(|r| r.at).collect();
    (all.len(), all.iter().min().copied().unwrap_or(request.at))
}

/// Where it stands, when it was asked, and how often.
fn standing(desk: &DeskData<'_>, request: &RequestView) -> String {
    let (count, first) = times(desk, request);
    let asked = if request.of_us { "Asked" } else { "You asked" };
    let mut words = format!(
        "{}: {}. {asked} at {}, {}",
        words::case_name(request.case),
        request.stands().word(),
        words::clock(desk.briefing, request.at),
        words::ago(desk.now(), request.at)
    );
    if count > 1 {
        words.push_str(&format!("; {count} times since {}", words::clock(desk.briefing, first)));
    }
    match request.course.by {
        Some(by) => words.push_str(&format!(". Answer wanted by {}.", words::clock(desk.briefing, by))),
        None => words.push('.'),
    }
    words
}

fn of_us(desk: &DeskData<'_>, request: &RequestView) -> Card {
    let who = desk.seat_name(request.other);
    let what = desk.ask(&request.what);
    let otherwise = match &request.what {
        Ask::Coordinate => format!("{who} stays responsible, and may wait for you with what needs doing."),
        Ask::Deploy { .. } => "none of your units is sent by this request.".to_owned(),
        Ask::Divert { .. } => "the ship goes on with what it does.".to_owned(),
        Ask::Land { .. } | Ask::Clear(_) => "their survivors stay aboard, or are taken elsewhere.".to_owned(),
        Ask::Enter => "their units wait outside your waters.".to_owned(),
        Ask::Lend { .. } => "the unit stays under its own orders.".to_owned(),
        Ask::Means(_) => "they go without it, or ask others.".to_owned(),
        Ask::Assist(_) => "their case against the organisers rests on what they have themselves.".to_owned(),
    };
    let why = match picture::landing_form(desk.picture, request) {
        Some((form, _)) => {
            let fields = crate::ui::form_words::disembarkation(desk.briefing, form).join("; ");
            format!("{} {fields}.", standing(desk, request))
        }
        None => standing(desk, request),
    };
    let mut card = Card::new(
        format!("answer {}", request.request),
        Weight::Asked,
        request.at,
        answer_within(&request.what),
        format!("{who} asks you to {what}"),
    )
    .why(why)
    .otherwise(otherwise);
    if let Some(by) = request.course.by {
        card.due = by;
    }
    let (_, answers) = rights_of(&request.what);
    card = match &request.what {
        _ if !may(desk.picture.role, answers) => card,
        Ask::Land { .. } => landing(desk, request, card),
        Ask::Coordinate | Ask::Deploy { .. } => card.send("Accept", vec![accept(request)]),
        Ask::Means(_) => card.send("Accept", vec![accept(request)]),
        Ask::Assist(wanted) => assistance(request, *wanted, card),
        Ask::Divert { .. } | Ask::Enter | Ask::Lend { .. } | Ask::Clear(_) => {
            card.send("Accept", vec![accept(request)]).terms("Accept on terms...", request, None)
        }
    };
    if !card.answers.iter().any(|choice| choice.label.starts_with("Refuse")) {
        card = card.words("Refuse with reason...", "", Words::Refuse(request.request));
    }
    if matches!(request.what, Ask::Land { .. } | Ask::Clear(_)) {
        card = card.look("Negotiation", negotiation::open(request));
    }
    match place_of(desk, request) {
        Some(place) => card.look("Show", Act::LookAt(place)),
        None => card.look("Show", Act::Select(Selected::Case(request.case))),
    }
}

/// The answers to a request for legal assistance: statements may be shared if the other state protects who gave them.
fn assistance(request: &RequestView, wanted: Assistance, card: Card) -> Card {
    let card = card.send("Accept", vec![accept(request)]);
    if wanted != Assistance::Statements {
        return card;
    }
    let terms = Terms { protection: true, ..Terms::default() };
    card.send("Accept if they protect the witnesses", vec![accept_if(request, terms)])
}

fn accept(request: &RequestView) -> Command {
    Command::Answer { request: request.request, answer: Answer::Accept }
}

fn accept_if(request: &RequestView, terms: Terms) -> Command {
    Command::Answer { request: request.request, answer: Answer::AcceptIf { terms } }
}

/// The answers to a request to land people: where the state has a ministry, as that has decided.
fn landing(desk: &DeskData<'_>, request: &RequestView, card: Card) -> Card {
    match plan::decision(desk.briefing, desk.picture, request) {
        Decision::Own => card.send("Accept", vec![accept(request)]).terms("Accept on terms...", request, None),
        Decision::NotAsked(ministry) => {
            let name = desk.seat_name(ministry);
            let why = format!("{} {name} decides for your state and has not been asked.", card.why);
            let Some(told) = plan::clearance(desk.briefing, desk.picture, request) else { return card };
            let ask = Command::Ask {
                to: ministry,
                channel: Channel::Phone,
                case: request.case,
                what: Ask::Clear(told),
                by: Some(desk.now().after(DECISION)),
            };
            let edit = Compose { to: ministry, case: Some(request.case), form: Form::Ask(Ask::Clear(told)) };
            card.why(why)
                .send(format!("Ask {name} to decide"), vec![ask])
                .begin("Edit the form first...", Act::Compose(edit))
        }
        Decision::Awaited(ministry, times) => {
            let name = desk.seat_name(ministry);
            let asked = if times == 1 { String::new() } else { format!(", {times} times,") };
            let why = format!("{} {name} has been asked{asked} and has not decided.", card.why);
            card.why(why)
        }
        Decision::Made(ministry, answer) => {
            let name = desk.seat_name(ministry);
            let why = format!("{} {name} has decided: {}.", card.why, words::answer(desk.briefing, answer));
            let card = card.why(why);
            match answer {
                Answer::Accept => card.send("Accept", vec![accept(request)]).terms("Accept on terms...", request, None),
                Answer::AcceptIf { terms } if terms.hold_at(desk.now()) => card
                    .send("Accept on its terms", vec![accept_if(request, *terms)])
                    .terms("Accept on other terms...", request, Some(*terms)),
                // The time for which it was decided is over.
                Answer::AcceptIf { .. } => card,
                Answer::Refuse { reason } => {
                    let text = format!("Our authorities do not agree: {reason}");
                    card.words("Refuse with reason...", text, Words::Refuse(request.request))
                }
            }
        }
    }
}

fn place_of(desk: &DeskData<'_>, request: &RequestView) -> Option<crate::base::Position> {
    match &request.what {
        Ask::Deploy { at, .. } | Ask::Divert { at, .. } => Some(*at),
        Ask::Land { place, .. } => desk.briefing.places.get(place.index()).map(|place| place.position),
        Ask::Clear(told) => desk.briefing.places.get(told.place.index()).map(|place| place.position),
        Ask::Coordinate | Ask::Enter | Ask::Lend { .. } | Ask::Means(_) | Ask::Assist(_) => None,
    }
}

fn ours(desk: &DeskData<'_>, request: &RequestView) -> Card {
    let who = desk.seat_name(request.other);
    let what = desk.ask(&request.what);
    let at = words::clock(desk.briefing, request.at);
    let late = desk.now() >= request.course.by.unwrap_or(request.at.after(ASK_AGAIN));
    let withdraw = Command::Withdraw { request: request.request };
    let reminder = format!("We asked you at {at} to {what} and have no answer. Please answer.");
    let mut card = Card::new(
        format!("awaited {}", request.request),
        if late { Weight::Due } else { Weight::Thought },
        request.at,
        ASK_AGAIN,
        format!("{who} has not answered: {what}"),
    )
    .why(standing(desk, request))
    .otherwise("calls and faxes get lost: an answer may never come.")
    .words("Chase...", reminder, Words::Tell(request.other, Some(request.case)));
    if let Some(by) = request.course.by {
        card.due = by;
    }
    let by = escalation(desk, request);
    let again = |what: Ask| Command::Ask { to: request.other, channel: Channel::Phone, case: request.case, what, by };
    let card = match (&request.what, by) {
        _ if !late => card,
        // A ministry is told how things stand now, and the request before is off its desk.
        (Ask::Clear(told), by) => match renewed(desk, told.landing, told.asker) {
            Some(fresh) => {
                let until = by.map_or_else(String::new, |by| format!(", by {}", words::dtg(desk.briefing, by)));
                card.send(format!("Escalate: ask again{until}"), vec![withdraw.clone(), again(Ask::Clear(fresh))])
            }
            None => card,
        },
        (what, _) => card.send("Ask again", vec![again(what.clone())]),
    };
    let card = card.send("Withdraw", vec![withdraw]);
    if matches!(request.what, Ask::Land { .. } | Ask::Clear(_)) {
        card.look("Negotiation", negotiation::open(request))
    } else {
        card
    }
}

/// By when an answer is wanted when it is asked for again: a ministry's at the next step of the escalation.
fn escalation(desk: &DeskData<'_>, request: &RequestView) -> Option<Tick> {
    let (_, first) = times(desk, request);
    let next = || ESCALATED.into_iter().map(|after| first.after(after)).find(|at| *at > desk.now());
    matches!(request.what, Ask::Clear(_)).then(|| next().unwrap_or(desk.now().after(DECISION)))
}

/// The form about a landing as it would be filled now.
fn renewed(
    desk: &DeskData<'_>,
    landing: crate::base::ids::RequestId,
    asker: crate::base::ids::SeatId,
) -> Option<crate::sim::Clearance> {
    let asked = desk.picture.requests.iter().rfind(|r| r.of_us && r.request == landing && r.other == asker)?;
    plan::clearance(desk.briefing, desk.picture, asked)
}

/// An answer on terms, which this seat may agree to or let be.
fn offered(desk: &DeskData<'_>, request: &RequestView) -> Card {
    let who = desk.seat_name(request.other);
    let what = desk.ask(&request.what);
    let terms = request.terms().unwrap_or_default();
    let at = request.answer.as_ref().map_or(request.at, |(_, at)| *at);
    let mut card = Card::new(
        format!("offered {}", request.request),
        Weight::Asked,
        at,
        ASK_AGAIN,
        format!("{who} would {what}, on terms: {}", words::terms(desk.briefing, &terms)),
    )
    .why(format!("{} Answered at {}.", standing(desk, request), words::clock(desk.briefing, at)))
    .otherwise("without your agreement nothing is granted.");
    let promises = terms.pledge.is_some();
    if !terms.hold_at(desk.now()) {
        card.why.push_str(" The time for which it was offered is over.");
    } else if promises && !may(desk.picture.role, Right::Pledge) {
        card.why.push_str(&format!(" The pledge is not yours to give: ask {}.", crate::sim::who_may(Right::Pledge)));
    } else {
        card = card.send("Agree", vec![Command::Agree { request: request.request }]);
    }
    let card = card.send("Withdraw", vec![Command::Withdraw { request: request.request }]);
    if matches!(request.what, Ask::Land { .. }) { card.look("Negotiation", negotiation::open(request)) } else { card }
}
