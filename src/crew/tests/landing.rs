//! The request to land people in writing: who writes it, what is in it, and what it does at the desk that decides.

use super::states::{COVE, states};
use super::*;
use crate::base::Span;
use crate::picture::{AboardView, SruCard, landing_form};
use crate::scenario::Stance;
use crate::sim::disembarkation::DisembarkationRequest;
use crate::sim::forms::Form;

/// The masters with forty survivors off the cove, who say this of themselves.
fn laden(theatre: &Theatre, aboard: AboardView) -> Picture {
    let mut picture = desk(theatre, MASTERS, hours(20));
    picture.cases.push(CaseView { persons: Some(40), recovered: 40, ..case(hours(10)) });
    let ship = unit(theatre, MERCHANT, p("09-50S 105-35E"), Doing::Waiting);
    let aboard = Some(Box::new(aboard));
    let view = SruView { case: Some(CASE), survivors: 40, bodies: 2, laden_since: Some(hours(18)), aboard, ..ship };
    picture.srus.push(view);
    let written = theatre.sru(MERCHANT);
    picture.cards.push(SruCard {
        sru: MERCHANT,
        name: written.name.clone(),
        kind: written.kind,
        party: written.party,
        data: Some(Box::new(written.clone())),
    });
    let text = format!("{} has survivors aboard (blue wooden fishing boat)", theatre.sru(MERCHANT).name);
    picture.log.push(LogView { at: hours(19), text, refused: false });
    picture
}

fn counted() -> AboardView {
    AboardView { women: 12, men: 20, children: 8, injured: 3, days_at_sea: 9, feared: Vec::new() }
}

fn asked(commands: &[Command]) -> Option<(SeatId, PlaceId)> {
    commands.iter().find_map(|c| match c {
        Command::Ask { to, what: Ask::Land { place, .. }, .. } => Some((*to, *place)),
        _ => None,
    })
}

fn written(commands: &[Command]) -> Option<(SeatId, DisembarkationRequest)> {
    commands.iter().find_map(|c| match c {
        Command::Send { to, body: MessageBody::Form(form), .. } => match &**form {
            Form::Disembarkation(form) => Some((*to, form.clone())),
            _ => None,
        },
        _ => None,
    })
}

#[test]
fn a_master_writes_who_is_aboard_beside_the_request_to_land_them() {
    let theatre = states(Stance::Cooperate);
    let commands = decide(&theatre, &laden(&theatre, counted()));
    let (to, place) = asked(&commands).expect("a port is asked");
    let (sent, form) = written(&commands).expect("in writing too");
    assert_eq!((sent, form.place, form.case), (to, place, CASE));
    assert_eq!((form.persons, form.dead, form.days_at_sea), (40, 2, Some(9)));
    assert_eq!((form.women, form.men, form.children, form.injured), (Some(12), Some(20), Some(8), Some(3)));
    assert_eq!(form.ship, theatre.sru(MERCHANT).name);
    // Sea law lets a master keep people on deck for a day or two, and this one has had them for two hours.
    assert!(form.relief_by.is_some_and(|by| by > hours(20) && by <= hours(18).after(Span::hours(72))));
}

#[test]
fn a_port_of_a_state_that_people_flee_from_is_neither_asked_nor_gives_leave() {
    let theatre = states(Stance::Cooperate);
    let south = theatre.seat(SOUTH).party;
    let fearing = AboardView { feared: vec![south], ..counted() };
    let commands = decide(&theatre, &laden(&theatre, fearing));
    assert_eq!(asked(&commands).map(|(to, _)| to), Some(NORTH), "the cove is nearer, and theirs whom they fear");
    // A centre that is asked all the same, and reads so, sends them elsewhere.
    let answer = |feared: Vec<crate::base::ids::PartyId>| {
        let mut picture = desk(&theatre, SOUTH, hours(20));
        picture.cases.push(case(hours(10)));
        picture.requests.push(request(4, MASTERS, true, hours(19), Ask::Land { place: COVE, persons: 40 }, None));
        let (_, form) = written(&decide(&theatre, &laden(&theatre, counted()))).expect("a form");
        let form = DisembarkationRequest { feared, place: COVE, ..form };
        let body = MessageBody::Form(Box::new(Form::Disembarkation(form)));
        picture.messages.push(message(hours(19), Way::From(Source::Seat(MASTERS)), body));
        assert!(landing_form(&picture, &picture.requests[0]).is_some());
        decide(&theatre, &picture).into_iter().find_map(|c| match c {
            Command::Answer { answer: Answer::Refuse { reason }, .. } => Some(reason),
            _ => None,
        })
    };
    assert_eq!(answer(Vec::new()), None);
    assert!(answer(vec![south]).is_some_and(|reason| reason.contains("flee from our state")));
}

#[test]
fn who_runs_out_of_water_is_not_kept_waiting_by_staff_work() {
    let theatre = theatre();
    let answered = |water_h: Option<u32>| {
        let mut picture = desk(&theatre, SOUTH, hours(20));
        picture.cases.push(case(hours(10)));
        let at = hours(20);
        let place = PlaceId(1);
        picture.requests.push(request(4, MASTERS, true, at, Ask::Land { place, persons: 40 }, None));
        let (_, form) = written(&decide(&theatre, &laden(&theatre, counted()))).expect("a form");
        let form = DisembarkationRequest { water_h, relief_by: None, place, ..form };
        let body = MessageBody::Form(Box::new(Form::Disembarkation(form)));
        picture.messages.push(message(at, Way::From(Source::Seat(MASTERS)), body));
        picture.tick = at.after(Span::minutes(1));
        decide(&theatre, &picture).iter().any(|c| matches!(c, Command::Answer { answer: Answer::Accept, .. }))
    };
    assert!(!answered(None) && !answered(Some(200)), "an office takes its time");
    assert!(answered(Some(10)));
}

/// North's operations with forty survivors aboard their rescue vessel, who say this of themselves.
fn rescued(theatre: &Theatre, aboard: AboardView) -> Picture {
    let mut picture = desk(theatre, OPERATIONS, hours(20));
    picture.cases.push(CaseView { persons: Some(40), recovered: 40, ..case(hours(10)) });
    let ship = unit(theatre, RESCUE, p("08-20S 105-20E"), Doing::Waiting);
    picture.srus.push(SruView { case: Some(CASE), survivors: 40, aboard: Some(Box::new(aboard)), ..ship });
    let text = format!("{} has survivors aboard (blue wooden fishing boat)", theatre.sru(RESCUE).name);
    picture.log.push(LogView { at: hours(19), text, refused: false });
    picture
}

#[test]
fn a_ship_lands_nobody_in_its_own_state_who_flees_from_it_unless_that_is_how_its_state_is_minded() {
    let theatre = states(Stance::Cooperate);
    let (north, south) = (theatre.seat(NORTH).party, theatre.seat(SOUTH).party);
    let fears = |feared| AboardView { feared, ..counted() };
    let commands = decide(&theatre, &rescued(&theatre, counted()));
    assert_eq!(order_of(&commands, RESCUE), Some(&Order::Land { place: PlaceId(0) }));
    let commands = decide(&theatre, &rescued(&theatre, fears(vec![north])));
    assert_eq!((order_of(&commands, RESCUE), asked(&commands)), (None, Some((SOUTH, COVE))));
    assert_eq!(written(&commands).map(|(_, form)| form.feared), Some(vec![north]), "and told why");
    let commands = decide(&theatre, &rescued(&theatre, fears(vec![north, south])));
    assert_eq!((order_of(&commands, RESCUE), asked(&commands)), (None, None), "there is no port for them here");
    let mut scenario = theatre.scenario.clone();
    scenario.seats[OPERATIONS.index()].manner.stance = Stance::PushBack;
    let minded = Theatre::new(scenario);
    let commands = decide(&minded, &rescued(&minded, fears(vec![north])));
    assert_eq!(order_of(&commands, RESCUE), Some(&Order::Land { place: PlaceId(0) }));
}

#[test]
fn a_centre_tells_its_ministry_of_people_who_have_no_port_once_a_day() {
    let theatre = states(Stance::Cooperate);
    let north = theatre.seat(NORTH).party;
    let ministry = SeatId(5);
    let mut picture = desk(&theatre, NORTH, hours(20));
    picture.cases.push(CaseView { persons: Some(40), recovered: 40, ..case(hours(10)) });
    let aboard = Some(Box::new(AboardView { feared: vec![north], ..counted() }));
    let ship = unit(&theatre, RESCUE, p("08-20S 105-20E"), Doing::Waiting);
    picture.srus.push(SruView { mine: false, case: Some(CASE), survivors: 40, aboard, ..ship });
    let tells = |picture: &Picture| {
        decide(&theatre, picture).into_iter().find_map(|c| match c {
            Command::Send { to, body: MessageBody::Text { case: Some(CASE), text }, .. } if to == ministry => {
                Some(text)
            }
            _ => None,
        })
    };
    assert_eq!(tells(&picture), None);
    let noted = decide(&theatre, &picture).into_iter().find_map(|c| match c {
        Command::Log { text } if text.contains("wait for a port") => Some(text),
        _ => None,
    });
    picture.log.push(LogView { at: hours(20), text: noted.expect("it is noted"), refused: false });
    picture.tick = hours(25);
    assert_eq!(tells(&picture), None, "somebody may still answer");
    picture.tick = hours(26);
    let text = tells(&picture).expect("nobody has");
    assert!(text.contains("40 survivors") && text.contains("flee from our state"), "{text}");
    let body = MessageBody::Text { case: Some(CASE), text };
    picture.messages.push(message(hours(26), Way::To(ministry), body));
    picture.tick = hours(49);
    assert_eq!(tells(&picture), None);
    picture.tick = hours(50);
    assert!(tells(&picture).is_some());
    picture.srus[0].order = Some(Order::Land { place: COVE });
    assert_eq!(tells(&picture), None, "it has one now");
}
