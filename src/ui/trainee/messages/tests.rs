//! Forms: what is filled in equals what is known, and what is sent is taken.

use egui_kittest::kittest::Queryable;

use super::super::test_stage::*;
use super::sitrep;
use crate::scenario::Phase;
use crate::session::Intent;
use crate::session::wire::Chair;
use crate::sim::{Ask, Command, MessageBody};

#[test]
fn a_sitrep_is_filled_with_the_numbers_of_the_case_and_can_be_changed() {
    let mut stage = Stage::untouched(4.0);
    let phase = Command::SetPhase { case: CASE, phase: Phase::Distress, reason: "taking water".to_owned() };
    stage.go(&[(RCC_SOUTH, phase)], 6);
    let mut desk = Sitting::sized(stage.view(Chair::Seat(RCC_SOUTH)), 1920.0, 1080.0);
    desk.click("RCC North, office");
    desk.click("Write a SITREP to RCC North");
    assert!(desk.has("Recovered alive"));
    desk.click("Send RCC North: SITREP");
    let out = desk.out();
    let [Intent::Do(Command::Send { to: RCC_NORTH, body, .. })] = out.as_slice() else { panic!("{out:?}") };
    let picture = stage.picture(RCC_SOUTH);
    let case = &picture.cases[0];
    let MessageBody::Sitrep { phase, position, persons, recovered, bodies, landed, text, .. } = body else {
        panic!("{body:?}")
    };
    assert_eq!(*phase, Some(Phase::Distress));
    assert_eq!(*persons, case.persons);
    assert_eq!((*recovered, *bodies, *landed), (case.recovered, case.bodies, case.landed));
    let told = case.latest_position().expect("the boat gave a position").reported;
    assert_eq!(position.map(|p| p.true_at), Some(told.true_at));
    assert!(position.is_some_and(|p| p.position.distance_m(told.position) < 200.0));
    assert!(text.contains("SITREP 1") && text.contains("EXERCISE"), "{text}");
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn the_form_of_a_sitrep_keeps_to_its_column_on_a_laptop() {
    let mut stage = Stage::untouched(4.0);
    let phase = Command::SetPhase { case: CASE, phase: Phase::Distress, reason: "taking water".to_owned() };
    stage.go(&[(RCC_SOUTH, phase)], 6);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.click("Line to RCC North");
    desk.click("Form");
    desk.click("SITREP");
    assert!(desk.has("Recovered alive"));
    let beside = desk.harness.get_by_label_contains("Decision log").rect().left();
    for label in ["Recovered alive", "Landed", "Text", "Position", "Fill the SITREP again from what you know"] {
        for node in desk.harness.get_all_by_label(label) {
            assert!(node.rect().right() < beside, "{label} {:?} reaches beyond {beside}", node.rect());
        }
    }
}

#[test]
fn in_the_middle_of_an_exercise_a_report_tells_another_side_what_own_units_did() {
    let stage = Stage::played(sunda(), 40.0);
    let mut checked = 0;
    for seat in stage.theatre.seats() {
        let view = stage.view(Chair::Seat(seat));
        let picture = view.picture.as_ref().expect("a seat has a picture");
        let theme = crate::ui::theme::Theme::of(crate::ui::theme::Palette::Day);
        let read = std::collections::BTreeSet::new();
        let desk = super::super::desk::DeskData {
            view: &view,
            briefing: &view.briefing,
            picture,
            theme: &theme,
            selected: None,
            read: &read,
        };
        for case in &picture.cases {
            for to in stage.theatre.seats().filter(|to| stage.theatre.seat(*to).party != picture.party) {
                let filled = sitrep::filled(&desk, case, to);
                let counts = filled.counts;
                assert_eq!(
                    (counts.recovered, counts.bodies, counts.landed),
                    (case.recovered, case.bodies, case.landed)
                );
                assert_eq!((filled.persons, filled.phase), (case.persons, case.phase.map(|(phase, _)| phase)));
                checked += 1;
            }
        }
    }
    assert!(checked > 4);
}

#[test]
fn words_and_requests_are_sent_by_the_chosen_means() {
    let stage = Stage::untouched(4.0);
    let mut desk = Sitting::sized(stage.view(Chair::Seat(RCC_SOUTH)), 1920.0, 1080.0);
    desk.click("Line to RCC North");
    desk.click("Send RCC North: Plain words");
    assert_eq!(desk.out(), vec![], "it needs words");
    desk.write("Words", "What have you heard of a blue fishing boat?");
    desk.click("Send RCC North: Plain words");
    let out = desk.out();
    assert!(
        matches!(out.as_slice(), [Intent::Do(Command::Send { to: RCC_NORTH, body: MessageBody::Text { text, .. }, .. })] if text.contains("blue fishing boat")),
        "{out:?}"
    );
    stage.takes(RCC_SOUTH, &out);
    desk.click("RCC North, office");
    desk.click("Ask RCC North for units");
    desk.click("Ask RCC North: Ask: send units");
    let out = desk.out();
    assert!(matches!(out.as_slice(), [Intent::Do(Command::Ask { what: Ask::Deploy { .. }, .. })]), "{out:?}");
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn what_came_in_is_unread_until_it_is_opened() {
    let stage = Stage::untouched(4.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    assert!(desk.has("Line to At sea and others, 1 unread"));
    assert!(desk.has("Water is coming in. Forty people."), "the card gives the words");
    desk.click("Open (The vessel: CALL)");
    assert!(desk.has("Line to At sea and others, 0 unread"));
    assert!(!desk.has("Open (The vessel: CALL)"), "the card is gone");
    assert_eq!(desk.out(), vec![]);
}
