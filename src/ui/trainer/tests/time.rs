//! The clock, the time line and its happenings, and going back.

use super::*;

#[test]
fn branching_needs_an_earlier_moment_and_a_confirmation() {
    let mut test = desk();
    assert!(test.get_by_label("Branch from the chosen moment").accesskit_node().is_disabled());
    test.state_mut().desk.moment = Some(Tick(60));
    test.run_steps(2);
    press(&mut test, "Branch from the chosen moment");
    assert_eq!(out(&mut test), []);
    test.get_by_label_contains("What was played after that stays in its own recording");
    let confirm = test.get_by_label_contains("Confirm: Branch from");
    confirm.click_accesskit();
    test.run_steps(2);
    assert_eq!(out(&mut test), steer(Steer::Branch(Tick(60))));
    // Asked and cancelled, nothing goes out.
    press(&mut test, "End the exercise");
    press(&mut test, "Cancel: End the exercise");
    assert_eq!(out(&mut test), []);
    press(&mut test, "Leave the desk");
    press(&mut test, "Confirm: Leave the desk");
    assert_eq!(out(&mut test), [Intent::Leave]);
}

#[test]
fn a_press_on_the_time_line_chooses_a_moment() {
    let mut test = desk();
    let rect = test.get_by_label_contains("Time line, at").rect();
    let at = egui::pos2(rect.center().x, rect.center().y);
    test.drag_at(at);
    test.drop_at(at);
    test.run_steps(2);
    let moment = test.state().desk.moment.expect("a moment was chosen");
    assert!(moment > Tick(0) && moment < Tick(180), "{moment:?}");
    press(&mut test, "Branch from this moment");
    test.get_by_label_contains("Confirm: Branch from");
}

#[test]
fn the_keys_run_the_clock_and_are_the_fields_while_one_is_typed_in() {
    let mut test = desk();
    key(&mut test, Key::Space);
    assert_eq!(out(&mut test), steer(Steer::Run));
    test.state_mut().view.clock.running = true;
    key(&mut test, Key::Space);
    assert_eq!(out(&mut test), steer(Steer::Pause));
    key(&mut test, Key::N);
    assert_eq!(out(&mut test), steer(Steer::NextEvent));
    key(&mut test, Key::Num4);
    assert_eq!(out(&mut test), steer(Steer::Speed(300.0)));
    key(&mut test, Key::Plus);
    assert_eq!(out(&mut test), steer(Steer::Speed(300.0)));
    key(&mut test, Key::Minus);
    assert_eq!(out(&mut test), steer(Steer::Speed(10.0)));
    key(&mut test, Key::B);
    let bookmark = Intervention::Note { text: String::new(), bookmark: true };
    assert_eq!(out(&mut test), steer(Steer::Intervene(bookmark)));
    test.get_by_label("Note").focus();
    test.run_steps(2);
    key(&mut test, Key::N);
    key(&mut test, Key::Space);
    assert_eq!(out(&mut test), []);
}

#[test]
fn speed_buttons_and_a_note() {
    let mut test = desk();
    press(&mut test, "Speed x3600 (key 5)");
    assert_eq!(out(&mut test), steer(Steer::Speed(3600.0)));
    test.get_by_label("Note").focus();
    test.run_steps(2);
    test.get_by_label("Note").type_text("North slow on the telephone");
    test.run_steps(2);
    press(&mut test, "Add the note");
    let note = Intervention::Note { text: "North slow on the telephone".to_owned(), bookmark: false };
    assert_eq!(out(&mut test), steer(Steer::Intervene(note)));
}

#[test]
fn falling_behind_and_a_lost_connection_are_said_in_words() {
    let mut view = Played::to(Tick(60)).view();
    view.clock.behind_s = 600.0;
    view.link = crate::session::LinkStatus::Lost("no route to host".to_owned());
    let mut test = desk_with(view);
    test.get_by_label_contains("fallen 10 min behind");
    test.get_by_label_contains("no route to host");
    // Without a connection nothing is sent.
    key(&mut test, Key::Space);
    assert_eq!(out(&mut test), []);
}

#[test]
fn happenings_are_listed_filtered_and_lead_to_their_moment() {
    let played = Played::to(Tick(1800));
    let broke = |h: &&crate::session::wire::Happening| h.text.contains("the engine failed");
    let first = played.happenings.iter().find(broke).expect("something broke").clone();
    assert_eq!(first.kind, HappeningKind::Casualty);
    let mut test = desk_with(played.view());
    test.get_by_label("Filter").focus();
    test.run_steps(2);
    test.get_by_label("Filter").type_text("engine failed casualty");
    test.run_steps(3);
    let row = test.get_by_label_contains("Casualty: Harapan: the engine failed");
    row.click_accesskit();
    test.run_steps(2);
    assert_eq!(test.state().desk.moment, Some(first.tick));
}

#[test]
fn with_a_chart_in_focus_space_still_runs_the_clock() {
    let mut test = desk();
    click_on(&mut test, "Chart of the truth");
    let selected = test.state().desk.selected;
    assert_eq!(out(&mut test), []);
    key(&mut test, Key::Space);
    assert_eq!(out(&mut test), steer(Steer::Run));
    assert_eq!(test.state().desk.selected, selected, "and nothing is pressed on the chart");
}
