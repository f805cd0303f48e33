//! Forms: what is filled in equals what is known, and what is sent is taken.

use egui_kittest::kittest::Queryable;

use super::super::test_stage::*;
use super::sitrep;
use crate::sar::pattern::{Pattern, Rectangle};
use crate::scenario::{Channel, Phase};
use crate::session::Intent;
use crate::session::wire::Chair;
use crate::sim::{Ask, Command, MessageBody, Order, forms, mail};

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
    // A number stands behind its label, and never at the beginning of the next line without it.
    let begins = rect(&desk, "Position").left();
    for name in ["Persons aboard", "Recovered alive", "Recovered dead", "Landed"] {
        let number = rect(&desk, name);
        assert!(number.left() > begins + 20.0, "{name}: {number:?} stands at the beginning of a line");
    }
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

#[test]
fn a_hand_over_is_filled_every_field_open_and_goes_with_a_receipt_asked_for() {
    let mut stage = Stage::untouched(4.0);
    let phase = Command::SetPhase { case: CASE, phase: Phase::Distress, reason: "taking water".to_owned() };
    stage.go(&[(RCC_SOUTH, phase)], 6);
    let mut desk = Sitting::sized(stage.view(Chair::Seat(RCC_SOUTH)), 1920.0, 1080.0);
    desk.click("Line to RCC North");
    desk.click("Form");
    desk.click("Hand-over");
    desk.write("Done so far, and still open", "called once; no units yet");
    desk.click("Receipt when read");
    desk.click("Send RCC North: Hand-over");
    let out = desk.out();
    let [Intent::Do(Command::Mail(order))] = out.as_slice() else { panic!("{out:?}") };
    let mail::Command::SendForReceipt { to: RCC_NORTH, channel: Channel::Text, body: MessageBody::Form(form) } =
        &**order
    else {
        panic!("{order:?}")
    };
    let forms::Form::HandOver(over) = &**form else { panic!("{form:?}") };
    let mut filled = crate::picture::hand_over(&stage.picture(RCC_SOUTH), CASE).expect("a case");
    assert_eq!(filled.phase, Some(Phase::Distress));
    filled.actions = "called once; no units yet".to_owned();
    filled.position = over.position;
    assert_eq!(*over, filled);
    assert!(over.position.is_some());
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn to_ask_for_coordination_sends_the_hand_over_beside_the_request_unless_it_is_left_out() {
    let stage = Stage::untouched(4.0);
    let ask = |bare: bool| {
        let mut desk = Sitting::sized(stage.view(Chair::Seat(RCC_SOUTH)), 1920.0, 1080.0);
        desk.click("Line to RCC North");
        desk.click("Form");
        desk.click("Ask: take over coordination");
        if bare {
            desk.click("With a hand-over in writing");
        }
        desk.click("Ask RCC North: Ask: take over coordination");
        desk.out()
    };
    let out = ask(false);
    let [Intent::Do(Command::Ask { what: Ask::Coordinate, .. }), Intent::Do(Command::Send { body, .. })] =
        out.as_slice()
    else {
        panic!("{out:?}")
    };
    assert!(matches!(body, MessageBody::Form(form) if matches!(**form, forms::Form::HandOver(_))));
    stage.takes(RCC_SOUTH, &out);
    assert!(matches!(ask(true).as_slice(), [Intent::Do(Command::Ask { what: Ask::Coordinate, .. })]));
}

#[test]
fn a_relay_is_shown_as_it_will_be_spoken() {
    let stage = Stage::untouched(4.0);
    let mut desk = Sitting::sized(stage.view(Chair::Seat(RCC_SOUTH)), 1920.0, 1080.0);
    desk.click("Line to Masters");
    desk.click("Form");
    desk.click("MAYDAY relay");
    desk.write("Description", "white wheelhouse");
    assert!(desk.has("MAYDAY RELAY, MAYDAY RELAY, MAYDAY RELAY") && desk.has("white wheelhouse."));
    desk.click("Send Masters: MAYDAY relay");
    stage.takes(RCC_SOUTH, &desk.out());
}

#[test]
fn a_form_opened_is_marked_read_once_and_its_sender_sees_the_receipt() {
    let mut stage = Stage::untouched(4.0);
    let over = crate::picture::hand_over(&stage.picture(RCC_SOUTH), CASE).expect("a case");
    let body = MessageBody::Form(Box::new(forms::Form::HandOver(over)));
    let send = mail::Command::SendForReceipt { to: RCC_NORTH, channel: Channel::Text, body };
    for _ in 0..5 {
        // A line may lose it.
        stage.go(&[(RCC_SOUTH, Command::Mail(Box::new(send.clone())))], 90);
        if !stage.picture(RCC_NORTH).mail.unread.is_empty() {
            break;
        }
    }
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    assert!(desk.has("RCC South: HAND-OVER") && desk.has("The sender gets a receipt when you open it."));
    desk.click("Open (RCC South: HAND-OVER)");
    let out = desk.out();
    let [Intent::Do(Command::Mail(order))] = out.as_slice() else { panic!("{out:?}") };
    assert!(matches!(**order, mail::Command::MarkRead { .. }));
    stage.takes(RCC_NORTH, &out);
    desk.click("Line to RCC South");
    assert_eq!(desk.out(), vec![], "it is marked once");
    // An observer reads and marks nothing.
    let mut watching = Sitting::new(stage.view(Chair::Observer(RCC_NORTH)));
    watching.click("Open (RCC South: HAND-OVER)");
    assert_eq!(watching.out(), vec![]);
    let [Intent::Do(read)] = out.as_slice() else { panic!("{out:?}") };
    stage.go(&[(RCC_NORTH, read.clone())], 90);
    let mut desk = Sitting::sized(stage.view(Chair::Seat(RCC_SOUTH)), 1920.0, 1080.0);
    desk.click("Line to RCC North");
    let came = !stage.picture(RCC_SOUTH).mail.receipts.is_empty();
    assert!(desk.has(if came { "Read at" } else { "No receipt yet" }), "{:#?}", desk.words());
}

#[test]
fn a_search_plan_lists_the_searches_ordered_and_one_can_be_left_out() {
    let mut stage = called_out();
    let centre = stage.picture(OPS_NORTH).cases[0].latest_position().expect("told").reported.position;
    let area = Rectangle { centre, length_m: 20_000.0, width_m: 12_000.0, axis_true_deg: 90.0 };
    let order = Order::Search { area, pattern: Pattern::ParallelSweep, spacing_m: 2_000.0 };
    stage.go(&[(OPS_NORTH, Command::Order { sru: RESCUE, case: Some(CASE), order })], 3);
    let mut desk = Sitting::sized(stage.view(Chair::Seat(OPS_NORTH)), 1920.0, 1080.0);
    desk.click("Line to RCC North");
    desk.click("Form");
    desk.click("Search action plan");
    desk.click("Send RCC North: Search action plan");
    let out = desk.out();
    let [Intent::Do(Command::Send { body: MessageBody::Form(form), .. })] = out.as_slice() else { panic!("{out:?}") };
    let forms::Form::SearchActionPlan(plan) = &**form else { panic!("{form:?}") };
    assert_eq!((plan.searches.len(), plan.searches[0].sru), (1, RESCUE));
    assert!((plan.searches[0].area.length_m - 20_000.0).abs() < 1.0 && plan.searches[0].sweep_width_m.is_some());
    stage.takes(OPS_NORTH, &out);
}

/// Where a label or field of this name is.
fn rect(desk: &Sitting, name: &str) -> egui::Rect {
    desk.harness.get_all_by_label(name).next_back().expect("it is there").rect()
}

#[test]
fn a_relay_is_seen_whole_on_a_laptop_and_the_chart_keeps_its_place() {
    let stage = Stage::untouched(4.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.click("Line to Masters");
    desk.click("Form");
    desk.click("MAYDAY relay");
    desk.settle();
    let (top, bottom) = (rect(&desk, "Form").bottom(), rect(&desk, "By").top());
    for field in [
        "Position",
        "This is (station)",
        "Vessel in distress",
        "Nature",
        "Description",
        "Assistance needed",
        "Report to",
        "Reply by",
        "Text",
    ] {
        let rect = rect(&desk, field);
        assert!(rect.top() >= top && rect.bottom() <= bottom, "{field} {rect:?} is not between {top} and {bottom}");
    }
    let window = desk.harness.ctx.content_rect();
    let send = desk.harness.get_by_label("Send Masters: MAYDAY relay").rect();
    assert!(window.contains_rect(send), "{send:?}");
    // What was said gives way, and comes back when it is wanted, and when the form is put away.
    assert!(!desk.has("Nothing has been said on this line."));
    desk.click("What was said beside it");
    assert!(desk.has("Nothing has been said on this line."));
    desk.click("What was said beside it");
    desk.click("Form");
    desk.click("Plain words");
    assert!(desk.has("Nothing has been said on this line."));
    let chart = desk.harness.get_by_label("Show everything (Home)").rect();
    assert!(window.contains_rect(chart));
}

#[test]
fn what_sends_a_form_stays_in_sight_however_long_the_form_and_large_the_text() {
    let stage = Stage::untouched(4.0);
    for percent in [100, 140, 200] {
        for form in ["MAYDAY relay", "Hand-over", "SITREP", "Position or sighting", "Ask: take over coordination"] {
            let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
            crate::ui::theme::scale(&desk.harness.ctx, percent);
            desk.settle();
            desk.click("Line to RCC North");
            desk.click("Form");
            desk.click(form);
            desk.settle();
            let window = desk.harness.ctx.content_rect();
            let verb = if form.starts_with("Ask") { "Ask" } else { "Send" };
            let key = desk.harness.get_by_label(&format!("{verb} RCC North: {form}")).rect();
            assert!(window.contains_rect(key) && key.height() > 10.0, "{form} at {percent} %: {key:?}");
            // Nor do the fields vanish above it.
            let head = rect(&desk, "Form").bottom();
            let room = (key.top() - head) / (14.0 * f32::from(percent) / 100.0);
            assert!(room > 6.0, "{form} at {percent} %: {room} lines of fields and means");
            desk.picture(&format!("form-{percent}-{}", &form[..4]), crate::ui::theme::Palette::Day, percent);
        }
    }
}

#[test]
fn a_place_pressed_on_the_chart_is_the_position_when_it_is_to_be_picked_and_not_otherwise() {
    use super::super::desk::{Act, Compose, DeskData, Form, Panel};
    use crate::ui::chart::{ChartEvent, Selected};
    let stage = Stage::untouched(4.0);
    let view = stage.view(Chair::Seat(RCC_SOUTH));
    let theme = crate::ui::theme::Theme::of(crate::ui::theme::Palette::Day);
    let (picture, read) = (view.picture.as_ref().expect("a picture"), std::collections::BTreeSet::new());
    let desk = DeskData { view: &view, briefing: &view.briefing, picture, theme: &theme, selected: None, read: &read };
    let mut messages = super::Messages::default();
    let sighting = Compose { to: RCC_NORTH, case: Some(CASE), form: Form::Sighting(None) };
    messages.hear(&Act::Compose(sighting), &desk);
    let place = crate::base::Position::new(-8.0, 105.5).expect("a position");
    let pressed = ChartEvent::Selected(Selected::Position(place));
    assert!(!messages.on_chart(&pressed, &desk, &mut Vec::new()), "it selects, as always");
    messages.composer.picking = true;
    assert!(messages.on_chart(&pressed, &desk, &mut Vec::new()));
    assert!(messages.composer.field.value().is_some_and(|at| at.distance_m(place) < 200.0));
    assert!(!messages.on_chart(&pressed, &desk, &mut Vec::new()), "once");
}

#[test]
fn with_every_line_dead_nothing_can_be_sent_and_the_desk_says_why() {
    let mut stage = Stage::untouched(4.0);
    for line in [Channel::Phone, Channel::Text, Channel::Radio] {
        stage.goes_dead(RCC_SOUTH, line);
    }
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    assert!(desk.has("telephone dead since"), "the bar says so as long as it is");
    desk.click("Line to RCC North");
    desk.write("Words", "Do you hear us?");
    desk.click("Send RCC North: Plain words");
    assert_eq!(desk.out(), vec![]);
    assert!(desk.has("All your lines are dead."));
}
