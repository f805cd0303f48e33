//! A landing negotiated at three desks: asked for, decided on terms, agreed to; and each form at the seats that have it.

use super::test_stage::*;
use crate::base::ids::{PlaceId, RequestId, SeatId};
use crate::scenario::{Manner, Role, Scenario, Seat};
use crate::session::Intent;
use crate::session::wire::Chair;
use crate::sim::{Answer, Ask, Command, Terms};

/// The foreign ministry of the north, added to the example.
const MINISTRY: SeatId = SeatId(4);

fn with_ministry() -> Scenario {
    let mut scenario = example();
    let like = scenario.seats[RCC_NORTH.index()].clone();
    scenario.seats.push(Seat {
        id: "fm-north".to_owned(),
        name: "Ministry North".to_owned(),
        role: Role::ForeignMinistry,
        manner: Manner::default(),
        instructions: None,
        ..like
    });
    scenario
}

/// A place of the north.
fn north(stage: &Stage) -> PlaceId {
    let party = stage.theatre.seat(RCC_NORTH).party;
    let place = stage.theatre.scenario.places.iter().position(|place| place.party == party);
    PlaceId::new(place.expect("the north has a place"))
}

/// Gives a command until what was wanted has come of it: telephones lose calls.
fn until(stage: &mut Stage, seat: SeatId, command: &Command, holds: impl Fn(&Stage) -> bool) {
    for _ in 0..5 {
        stage.go(&[(seat, command.clone())], 30);
        if holds(stage) {
            return;
        }
    }
    panic!("nothing came of {command:?}");
}

/// The south asks the north to let forty people land, and the north has read it.
fn asked() -> (Stage, RequestId) {
    let mut stage = Stage::left_alone(with_ministry(), 4.0);
    let what = Ask::Land { place: north(&stage), persons: 40 };
    let ask = Command::Ask { to: RCC_NORTH, channel: crate::scenario::Channel::Phone, case: CASE, what, by: None };
    until(&mut stage, RCC_SOUTH, &ask, |stage| stage.picture(RCC_NORTH).requests.iter().any(|r| r.of_us));
    let request = stage.picture(RCC_NORTH).requests.iter().find(|r| r.of_us).map(|r| r.request);
    (stage, request.expect("it was read"))
}

/// The one command that came out.
fn command(out: &[Intent]) -> Command {
    match out {
        [Intent::Do(command)] => command.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_landing_goes_from_centre_to_ministry_and_back_by_the_cards_alone() {
    let (mut stage, landing) = asked();
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    assert!(desk.has("decides for your state and has not been asked"));
    assert!(!desk.names().iter().any(|name| name.starts_with("Accept (")), "only the ministry can decide");
    desk.click("Ask Ministry North to decide (RCC South asks you");
    let out = desk.out();
    stage.takes(RCC_NORTH, &out);
    let ask = command(&out);
    let Command::Ask { what: Ask::Clear(told), by: Some(_), .. } = &ask else { panic!("{ask:?}") };
    assert_eq!((told.landing, told.asker, told.persons), (landing, RCC_SOUTH, 40));
    until(&mut stage, RCC_NORTH, &ask, |stage| !stage.picture(MINISTRY).requests.is_empty());

    let mut desk = Sitting::new(stage.view(Chair::Seat(MINISTRY)));
    assert!(desk.has("Answer wanted by"), "the card says by when");
    desk.click("Accept on terms... (RCC North");
    desk.click("Accept on these terms (RCC North");
    let out = desk.out();
    stage.takes(MINISTRY, &out);
    let terms = Terms { at_most: Some(20), ..Terms::default() };
    let decision = command(&out);
    assert!(matches!(&decision, Command::Answer { answer: Answer::AcceptIf { terms: of }, .. } if *of == terms));
    stage.go(&[(MINISTRY, decision)], 60);
    let known = |stage: &Stage| stage.picture(RCC_NORTH).requests.iter().any(|r| !r.of_us && r.answer.is_some());
    assert!(known(&stage), "the centre has the decision");

    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    assert!(desk.has("has decided: accepted on terms: at most 20 persons"));
    desk.click("Accept on its terms (RCC South");
    let out = desk.out();
    stage.takes(RCC_NORTH, &out);
    stage.go(&[(RCC_NORTH, command(&out))], 60);

    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.click("Agree (RCC North would let 40 persons");
    let out = desk.out();
    assert!(matches!(command(&out), Command::Agree { request } if request == landing));
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn terms_wider_than_the_decision_are_not_sent() {
    let (mut stage, _) = asked();
    let told = {
        let picture = stage.picture(RCC_NORTH);
        let request = picture.requests.iter().find(|r| r.of_us).expect("it was asked").clone();
        let briefing = crate::picture::briefing(&stage.theatre, Some(RCC_NORTH));
        crate::plan::clearance(&briefing, &picture, &request).expect("it is a landing")
    };
    let channel = crate::scenario::Channel::Phone;
    let ask = Command::Ask { to: MINISTRY, channel, case: CASE, what: Ask::Clear(told), by: None };
    until(&mut stage, RCC_NORTH, &ask, |stage| !stage.picture(MINISTRY).requests.is_empty());
    let request = stage.picture(MINISTRY).requests[0].request;
    let terms = Terms { at_most: Some(15), ..Terms::default() };
    stage.go(&[(MINISTRY, Command::Answer { request, answer: Answer::AcceptIf { terms } })], 60);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Accept on other terms... (RCC South");
    desk.click("Accept on these terms (RCC South");
    let out = desk.out();
    assert!(matches!(command(&out), Command::Answer { answer: Answer::AcceptIf { terms: of }, .. } if of == terms));
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Accept on other terms... (RCC South");
    desk.click("At most");
    desk.click("Valid for");
    desk.click("Accept on these terms (RCC South");
    assert_eq!(desk.out(), vec![], "a yes without the number would grant more than was decided");
    assert!(desk.has("The ministry has decided: at most 15 persons"));
}

#[test]
fn the_negotiation_shows_the_chain_the_checklist_and_other_ports() {
    let (stage, _) = asked();
    let mut desk = Sitting::sized(stage.view(Chair::Seat(RCC_NORTH)), 1366.0, 768.0);
    desk.click("Negotiation (RCC South asks you");
    assert!(desk.has("40 persons at"));
    assert!(desk.has("RCC South asked you for leave to land"));
    assert!(desk.has("life no longer threatened: yes"), "{:#?}", desk.words());
    assert!(desk.has("authorities informed: no"), "its ministry has not been asked");
    assert!(desk.has("not the territory fled from: not known"));
    assert!(desk.has("Elsewhere"));
    // The asker's side of the same: what it may do there is to withdraw.
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.key(egui::Key::F10);
    assert!(desk.has("You asked RCC North for leave to land"));
    desk.click("Withdraw what you asked RCC North");
    let out = desk.out();
    assert!(matches!(command(&out), Command::Withdraw { .. }));
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn a_request_can_say_by_when_an_answer_is_wanted() {
    let stage = Stage::left_alone(with_ministry(), 4.0);
    let mut desk = Sitting::sized(stage.view(Chair::Seat(RCC_SOUTH)), 1920.0, 1080.0);
    desk.click("Line to RCC North");
    desk.click("Form");
    desk.click("Ask: take over coordination");
    desk.click("Answer wanted within");
    desk.click("Ask RCC North: Ask: take over coordination");
    let out = desk.out();
    // The hand-over goes beside it.
    assert_eq!(out.len(), 2, "{out:?}");
    let Command::Ask { what: Ask::Coordinate, by: Some(by), .. } = command(&out[..1]) else { panic!("{out:?}") };
    assert_eq!(by.since(stage.world.tick), crate::base::Span::minutes(60));
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn forms_are_offered_to_the_roles_that_have_the_right() {
    let (stage, _) = asked();
    let forms = |seat: SeatId, line: &str| {
        let mut desk = Sitting::sized(stage.view(Chair::Seat(seat)), 1920.0, 1080.0);
        desk.click(line);
        desk.click("Form");
        desk.names().into_iter().filter(|name| name.starts_with("Ask: ")).collect::<Vec<_>>()
    };
    let to_ministry = forms(RCC_NORTH, "Line to Ministry North");
    assert_eq!(to_ministry, ["Ask: decide about a landing"]);
    assert_eq!(forms(MINISTRY, "Line to RCC North"), Vec::<String>::new(), "a ministry asks for nothing here");
    let to_operations = forms(RCC_NORTH, "Line to North operations");
    assert!(to_operations.contains(&"Ask: lend a unit".to_owned()), "{to_operations:?}");
}

#[test]
fn a_unit_lent_can_be_given_back_and_called_back() {
    let mut stage = called_out();
    let what = Ask::Lend { sru: RESCUE };
    // The north's centre borrows from its own operations.
    let position = crate::base::Position::new(-7.6, 105.3).expect("a position");
    let reported = crate::sim::ReportedPosition { position, error_m: 1852.0, true_at: stage.world.tick };
    let body = crate::sim::MessageBody::Sighting {
        case: CASE,
        position: reported,
        what: crate::sim::Seen::Vessel,
        persons: 40,
    };
    let channel = crate::scenario::Channel::Phone;
    until(&mut stage, RCC_SOUTH, &Command::Send { to: RCC_NORTH, channel, body }, |stage| {
        !stage.picture(RCC_NORTH).cases.is_empty()
    });
    let ask = Command::Ask { to: OPS_NORTH, channel, case: CASE, what, by: None };
    let lend = |r: &&crate::picture::RequestView| matches!(r.what, Ask::Lend { .. });
    until(&mut stage, RCC_NORTH, &ask, |stage| stage.picture(OPS_NORTH).requests.iter().any(|r| lend(&r)));
    let request = stage.picture(OPS_NORTH).requests.iter().find(lend).expect("it came").request;
    stage.go(&[(OPS_NORTH, Command::Answer { request, answer: Answer::Accept })], 60);
    let name = stage.theatre.sru(RESCUE).name.clone();
    for (seat, button) in [(RCC_NORTH, format!("Give {name} back")), (OPS_NORTH, format!("Call {name} back"))] {
        let mut desk = Sitting::new(stage.view(Chair::Seat(seat)));
        desk.harness.state_mut().1.selected = Some(crate::ui::chart::Selected::Sru(RESCUE));
        desk.settle();
        desk.click(&button);
        let out = desk.out();
        assert_eq!(command(&out), Command::Release { sru: RESCUE });
        stage.takes(seat, &out);
    }
}
