//! Cards of a case as a rescue coordination centre has to see to it: phase, position, responsibility, broadcast, units
//! called for, the neighbours told.

use crate::base::ids::SeatId;
use crate::base::quantity::metres;
use crate::base::{Position, Span};
use crate::picture::{self, CaseView, PositionView};
use crate::plan;
use crate::scenario::{Channel, Phase, Role};
use crate::sim::{Answer, Ask, Command, MessageBody, ReportedPosition};
use crate::ui::chart::Selected;
use crate::ui::words;

use super::super::desk::{Act, Compose, DeskData, Form};
use super::super::know;
use super::super::messages::{Kind, forms, sitrep};
use super::card::{Card, Weight, Words};

/// From information to a phase declared (sar-models.md 5.2, the lower bound).
const EVALUATE: Span = Span::minutes(5);
/// Between calls to a vessel whose position is not known, and to one whose position is (the doctrine crew's).
const CALL_AGAIN: Span = Span::minutes(20);
/// A position older than this is worth another call.
const POSITION_OLD: Span = Span::hours(2);
/// A call takes this long; another cannot be made before.
const CALL_TAKES: Span = Span::minutes(5);
/// A good hand-over begins within this (5.2).
const HAND_OVER: Span = Span::minutes(10);
/// A request refused may be made again after this.
const ASK_AGAIN: Span = Span::hours(1);
/// From the distress phase and a position to the broadcast (5.2).
const BROADCAST: Span = Span::minutes(10);
/// A broadcast is repeated after this while people are missing.
const BROADCAST_AGAIN: Span = Span::hours(4);
/// Radius in which ships are called \[NM\].
pub(in super::super) const BROADCAST_RADIUS_NMI: f64 = 100.0;
/// From the phase and a position to calling for units.
const CALL_OUT: Span = Span::minutes(10);
/// A call for units is worth repeating with a position newer than the one it gave, after this.
const CALL_OUT_AGAIN: Span = Span::hours(3);
/// Situation reports are this far apart at most.
const SITREP_EVERY: Span = Span::hours(1);
/// People at risk from which neighbours are asked for units too.
const MANY_AT_RISK: u32 = 20;

/// The cards of one case.
pub(super) fn cards(desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Card>) {
    if know::settled(desk.briefing, desk.picture, view) {
        out.extend(sitreps(desk, view));
        return;
    }
    let position = know::best(desk.picture, view);
    let position = position.as_ref();
    out.extend(phase(desk, view));
    out.extend(call(desk, view, position));
    out.extend(responsible(desk, view, position));
    if let Some(position) = position {
        out.extend(broadcast(desk, view, position));
        out.extend(call_out(desk, view, position));
        out.extend(neighbours(desk, view, position));
    }
    out.extend(sitreps(desk, view));
}

/// The case in a few words, to begin a card with.
fn name(view: &CaseView) -> String {
    format!("{}, {}", words::case_name(view.case), view.described.words)
}

/// How many are in danger, in words.
fn at_risk(desk: &DeskData<'_>, view: &CaseView) -> String {
    match know::unaccounted(desk.briefing, desk.picture, view) {
        Some(count) => format!("{} not accounted for", words::persons(count)),
        None => "number aboard not told".to_owned(),
    }
}

fn phase(desk: &DeskData<'_>, view: &CaseView) -> Option<Card> {
    let (wanted, reason) = know::phase_called_for(desk.picture, view);
    let declared = view.phase.map(|(phase, _)| phase);
    if declared >= Some(wanted) {
        return None;
    }
    let title = match declared {
        None => format!("{} has no phase", name(view)),
        Some(lower) => format!("{} is more than {}", name(view), words::phase_code(lower)),
    };
    let weight = if wanted == Phase::Distress { Weight::Life } else { Weight::Asked };
    // What was heard last is what calls for more than was declared.
    let heard = desk.picture.messages.iter().rev().find(|message| message.body.case() == Some(view.case));
    let since = view.phase.map_or(view.opened_at, |(_, at)| heard.map_or(at, |message| message.at.max(at)));
    let mut card = Card::new(format!("phase {} {wanted:?}", view.case), weight, since, EVALUATE, title)
        .why(format!("{}; {}.", words::sentence(reason), at_risk(desk, view)))
        .otherwise("units are not alerted, and others do not know how grave it is.")
        .words(declare(wanted), reason, Words::Phase(view.case, wanted));
    for other in [Phase::Distress, Phase::Alert, Phase::Uncertainty] {
        if other != wanted && declared < Some(other) {
            card = card.words(declare(other), "", Words::Phase(view.case, other));
        }
    }
    Some(card.look("Show case", Act::Select(Selected::Case(view.case))))
}

fn declare(phase: Phase) -> String {
    format!("Declare {}...", words::phase_code(phase))
}

fn call(desk: &DeskData<'_>, view: &CaseView, position: Option<&PositionView>) -> Option<Card> {
    let now = desk.now();
    if know::wrecked(desk.picture, view.case) {
        return None;
    }
    if view.last_called.is_some_and(|(at, _)| now < at.after(CALL_TAKES)) {
        return None;
    }
    let called = match view.last_called {
        None => "It has not been called".to_owned(),
        Some((at, true)) => format!("It answered a call {}", words::ago(now, at)),
        Some((at, false)) => format!("It did not answer {}", words::ago(now, at)),
    };
    let (key, weight, from, within, title) = match position {
        None => (
            "no position",
            Weight::Life,
            view.last_called.map_or(view.opened_at, |(at, _)| at),
            if view.last_called.is_some() { CALL_AGAIN } else { CALL_TAKES },
            format!("{}: position not known", name(view)),
        ),
        Some(told) => {
            let fresh = told.reported.true_at.max(view.last_called.map_or(told.reported.true_at, |(at, _)| at));
            if now < fresh.after(POSITION_OLD) {
                return None;
            }
            let age = words::age(now, told.reported.true_at);
            let title = format!("{}: the latest position is {age} old", words::case_name(view.case));
            ("old position", Weight::Thought, fresh, POSITION_OLD, title)
        }
    };
    Some(
        Card::new(format!("{key} {}", view.case), weight, from, within, title)
            .why(format!("{called}; {}.", at_risk(desk, view)))
            .otherwise("where it is grows less certain every hour, and the search wider.")
            .send("Call the vessel", vec![Command::CallCasualty { case: view.case }]),
    )
}

fn responsible(desk: &DeskData<'_>, view: &CaseView, position: Option<&PositionView>) -> Option<Card> {
    let me = desk.me();
    let holder = view.responsible.map(|(seat, _)| seat);
    let region = position.and_then(|told| plan::region(desk.briefing, told.reported.position));
    let assume = Command::Assume { case: view.case };
    let since = position.map_or(view.opened_at, |told| told.known_at);
    let case = words::case_name(view.case);
    let elsewhere = region.filter(|seat| *seat != me);
    match (holder, elsewhere) {
        // Somebody else answers for it, as far as is known.
        (Some(holder), _) if holder != me => None,
        (_, Some(other)) => {
            let last = know::last_asked(desk.picture, other, view.case, |ask| *ask == Ask::Coordinate);
            let asked_lately = last.is_some_and(|request| match &request.answer {
                None => true,
                Some((Answer::Accept | Answer::AcceptIf { .. }, _)) => true,
                Some((Answer::Refuse { .. }, at)) => desk.now() < at.after(ASK_AGAIN),
            });
            if asked_lately {
                return None;
            }
            let who = desk.seat_name(other);
            let ask =
                Command::Ask { to: other, channel: Channel::Phone, case: view.case, what: Ask::Coordinate, by: None };
            let holds = match holder {
                Some(_) => "You are responsible until another centre accepts",
                None => "Nobody is known to be responsible",
            };
            let mut card = Card::new(
                format!("region {} {other}", view.case),
                Weight::Asked,
                since,
                HAND_OVER,
                format!("{case} is in the region of {who}"),
            )
            .why(format!("{holds}; {}.", at_risk(desk, view)))
            .otherwise(match holder {
                Some(_) => "you stay responsible, and have to act.",
                None => "nobody answers for it.",
            })
            // The request goes by telephone, the hand-over beside it in writing.
            .send(
                format!("Ask {who} to coordinate"),
                std::iter::once(ask).chain(hand_over(desk, view, other)).collect(),
            );
            if holder.is_none() {
                card = card.send("Take responsibility", vec![assume]);
            }
            Some(card.look("Show", Act::Select(Selected::Case(view.case))))
        }
        (None, None) => {
            let why = match region {
                Some(_) => "The latest position lies in your region",
                None => "No position is known: the first centre to hear answers for it",
            };
            Some(
                Card::new(
                    format!("nobody {}", view.case),
                    Weight::Life,
                    since,
                    EVALUATE,
                    format!("Nobody is known to be responsible for {case}"),
                )
                .why(format!("{why}; {}.", at_risk(desk, view)))
                .otherwise("nobody answers for it.")
                .send("Take responsibility", vec![assume]),
            )
        }
        (Some(_), None) => None,
    }
}

/// The hand-over of a case to another centre, filled from what is known.
fn hand_over(desk: &DeskData<'_>, view: &CaseView, to: SeatId) -> Option<Command> {
    let form = forms::filled(desk, Kind::HandOver, view)?;
    Some(Command::Send { to, channel: Channel::Text, body: MessageBody::Form(Box::new(form)) })
}

/// The words of a distress relay, from what is known.
pub(in super::super) fn mayday(desk: &DeskData<'_>, view: &CaseView, position: Position) -> String {
    let told = picture::mayday_relay(desk.picture, view.case, &desk.briefing.seats);
    let Some(mut relay) = told else { return String::new() };
    let error_m = know::best(desk.picture, view).map_or(0.0, |told| told.reported.error_m);
    relay.position = Some(ReportedPosition { position, error_m, true_at: desk.now() });
    relay.text = format!("Ships within {BROADCAST_RADIUS_NMI:.0} NM.");
    relay.spoken(desk.briefing.start, desk.now())
}

fn broadcast(desk: &DeskData<'_>, view: &CaseView, told: &PositionView) -> Option<Card> {
    let (Phase::Distress, declared) = view.phase? else { return None };
    if view.responsible.is_some_and(|(seat, _)| seat != desk.me()) {
        return None;
    }
    let position = told.reported.position;
    let text = mayday(desk, view, position);
    let say = Words::Broadcast(view.case, position, metres(BROADCAST_RADIUS_NMI));
    let case = words::case_name(view.case);
    let card = match view.broadcast_at {
        None => Card::new(
            format!("broadcast {}", view.case),
            Weight::Life,
            declared.max(told.known_at),
            BROADCAST,
            format!("Shipping has not been told of {case}"),
        )
        .why(format!("Distress is declared and a position is known; {}.", at_risk(desk, view)))
        .otherwise("ships near by, who may be the first who can be there, do not know."),
        Some(at) if desk.now() >= at.after(BROADCAST_AGAIN) => Card::new(
            format!("broadcast again {} {}", view.case, at.0),
            Weight::Due,
            at,
            BROADCAST_AGAIN,
            format!("{case} was last broadcast {}", words::ago(desk.now(), at)),
        )
        .why(format!("Ships come and go; {}.", at_risk(desk, view)))
        .otherwise("ships that have come since do not know."),
        Some(_) => return None,
    };
    Some(card.words("Broadcast to shipping...", text, say).look("Show", Act::LookAt(position)))
}

fn deploy(told: &PositionView) -> Ask {
    let reported = told.reported;
    Ask::Deploy { at: reported.position, error_m: reported.error_m, true_at: reported.true_at }
}

/// Own operations not called on for units, or called with an older position.
fn call_out(desk: &DeskData<'_>, view: &CaseView, told: &PositionView) -> Vec<Card> {
    // Another centre was told that units would be sent.
    let promised = desk.picture.requests.iter().find_map(|request| match (&request.what, &request.answer) {
        (Ask::Deploy { .. }, Some((Answer::Accept, at))) if request.of_us && request.case == view.case => Some(*at),
        _ => None,
    });
    let ours = view.responsible.is_none_or(|(seat, _)| seat == desk.me());
    let region = plan::region(desk.briefing, told.reported.position) == Some(desk.me());
    let declared = view.phase.filter(|(phase, _)| *phase > Phase::Uncertainty && (ours || region));
    let (why, since) = match (declared, promised) {
        (Some((phase, at)), _) => (format!("{} is declared", words::phase_code(phase)), at),
        (None, Some(at)) => ("You agreed to send units".to_owned(), at),
        (None, None) => return Vec::new(),
    };
    let grave = view.phase.is_some_and(|(phase, _)| phase == Phase::Distress);
    let mut cards = Vec::new();
    for to in know::own_operations(desk.briefing, desk.picture) {
        let last = know::last_asked(desk.picture, to, view.case, |ask| matches!(ask, Ask::Deploy { .. }));
        let newer = match last.map(|request| (&request.what, request.at)) {
            None => false,
            Some((Ask::Deploy { true_at, .. }, at)) => {
                if told.reported.true_at <= *true_at || desk.now() < at.after(CALL_OUT_AGAIN) {
                    continue;
                }
                true
            }
            Some(_) => continue,
        };
        let who = desk.seat_name(to);
        let command = Command::Ask { to, channel: Channel::Phone, case: view.case, what: deploy(told), by: None };
        let title = if newer {
            format!("{who} should have the newer position of {}", words::case_name(view.case))
        } else {
            format!("{who} has not been asked for units")
        };
        let weight = match (newer, grave) {
            (true, _) => Weight::Due,
            (false, true) => Weight::Life,
            (false, false) => Weight::Asked,
        };
        cards.push(
            Card::new(format!("call out {} {to}", view.case), weight, since.max(told.known_at), CALL_OUT, title)
                .why(format!(
                    "{why}; {}. They would be sent to {}, within {}, told {} by {}.",
                    at_risk(desk, view),
                    told.reported.position,
                    words::distance(told.reported.error_m),
                    words::ago(desk.now(), told.reported.true_at),
                    words::source(desk.briefing, &told.from),
                ))
                .otherwise("no unit of your side gets under way by your request.")
                .send("Ask for units", vec![command])
                .look("Show", Act::LookAt(told.reported.position)),
        );
    }
    cards
}

/// Other centres that could be asked for units, when many are in danger.
fn neighbours(desk: &DeskData<'_>, view: &CaseView, told: &PositionView) -> Option<Card> {
    let (Phase::Distress, declared) = view.phase? else { return None };
    let ours = view.responsible.is_none_or(|(seat, _)| seat == desk.me());
    let many = know::unaccounted(desk.briefing, desk.picture, view).is_none_or(|count| count > MANY_AT_RISK);
    if !ours || !many {
        return None;
    }
    let asked = |seat: &SeatId| {
        know::last_asked(desk.picture, *seat, view.case, |ask| matches!(ask, Ask::Deploy { .. })).is_some()
    };
    let unasked: Vec<SeatId> = know::others(desk.briefing, desk.me(), Role::Rcc).filter(|seat| !asked(seat)).collect();
    if unasked.is_empty() {
        return None;
    }
    let mut card = Card::new(
        format!("neighbours {}", view.case),
        Weight::Due,
        declared.max(told.known_at),
        CALL_OUT_AGAIN,
        format!("Other centres have not been asked for units for {}", words::case_name(view.case)),
    )
    .why(format!("{}.", words::sentence(&at_risk(desk, view))))
    .otherwise("their units stay where they are by your request.");
    for to in unasked {
        let command = Command::Ask { to, channel: Channel::Phone, case: view.case, what: deploy(told), by: None };
        card = card.send(format!("Ask {} for units", desk.seat_name(to)), vec![command]);
    }
    Some(card)
}

/// Others who have had no situation report for an hour.
fn sitreps(desk: &DeskData<'_>, view: &CaseView) -> Option<Card> {
    let mut late: Vec<(SeatId, Span)> = Vec::new();
    let mut since = desk.now();
    let centres = know::others(desk.briefing, desk.me(), Role::Rcc);
    for to in centres.chain(know::own_operations(desk.briefing, desk.picture)) {
        let at = know::last_sitrep(desk.picture, to, view.case).unwrap_or(view.opened_at);
        let waited = desk.now().since(at);
        if waited >= SITREP_EVERY {
            late.push((to, waited));
            since = since.min(at);
        }
    }
    let news = view.phase.is_some() || !view.positions.is_empty();
    let told_all = know::settled(desk.briefing, desk.picture, view) && sitrep::nothing_new(desk, view, &late);
    if late.is_empty() || !news || told_all {
        return None;
    }
    let names: Vec<String> =
        late.iter().map(|(to, waited)| format!("{} ({})", desk.seat_name(*to), words::span(*waited))).collect();
    let commands = late.iter().map(|(to, _)| sitrep::filled(desk, view, *to).command(*to)).collect();
    let first = late[0].0;
    Some(
        Card::new(
            format!("sitrep {} {}", view.case, since.0),
            Weight::Due,
            since,
            SITREP_EVERY,
            format!("No situation report on {} for an hour", words::case_name(view.case)),
        )
        .why(format!("Not told: {}.", names.join(", ")))
        .otherwise("they act on what they last heard.")
        .send("Send SITREP", commands)
        .begin("Edit first...", Act::Compose(Compose { to: first, case: Some(view.case), form: Form::Sitrep })),
    )
}
