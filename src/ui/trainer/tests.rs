//! The trainer's desk through the accessibility tree: what is pressed, and the intent that comes out.

use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};

use super::*;
use crate::base::ids::SeatId;
use crate::crew::Crew;
use crate::picture::Standing;
use crate::scenario::Effect;
use crate::session::wire::{Chair, HappeningKind, Outlook, Tally};
use crate::sim::{Intervention, Rating};
use crate::ui::test_view::Played;
use crate::ui::theme::{self, Palette};

/// A desk, what it is shown, and what came out of it.
struct AtDesk {
    desk: Trainer,
    view: View,
    intents: Vec<Intent>,
}

type Test = Harness<'static, AtDesk>;

/// The desk half an hour into the example, before its one inject.
fn desk() -> Test {
    desk_with(Played::to(Tick(180)).view())
}

fn desk_with(view: View) -> Test {
    let state = AtDesk { desk: Trainer::default(), view, intents: Vec::new() };
    let mut harness = Harness::builder().with_size(vec2(1366.0, 768.0)).build_ui_state(
        |ui, at: &mut AtDesk| {
            let intents = at.desk.show(ui, &at.view, &Theme::of(Palette::Day));
            at.intents.extend(intents);
        },
        state,
    );
    harness.run_steps(3);
    harness
}

/// Presses something by its name, wherever it is scrolled to.
fn press(harness: &mut Test, label: &str) {
    harness.get_by_label(label).click_accesskit();
    harness.run_steps(3);
}

fn key(harness: &mut Test, key: Key) {
    harness.key_press(key);
    harness.run_steps(2);
}

/// What came out since the last time this was asked.
fn out(harness: &mut Test) -> Vec<Intent> {
    std::mem::take(&mut harness.state_mut().intents)
}

fn steer(steer: Steer) -> Vec<Intent> {
    vec![Intent::Steer(steer)]
}

const PURPOSE: &str = "An early, vague alert.";

#[test]
fn fire_now_and_call_off_leave_the_desk_as_what_they_are() {
    let mut test = desk();
    press(&mut test, &format!("Fire now: {PURPOSE}"));
    let inject = InjectId::new(0);
    assert_eq!(out(&mut test), steer(Steer::Intervene(Intervention::Fire { inject })));
    press(&mut test, &format!("Call off: {PURPOSE}"));
    assert_eq!(out(&mut test), steer(Steer::Intervene(Intervention::CallOff { inject })));
}

#[test]
fn a_due_inject_says_when_and_what_it_does() {
    let test = desk();
    test.get_by_label_contains("Due in 30 min");
    test.get_by_label_contains("a relative to RCC North");
}

#[test]
fn an_impossible_inject_is_flagged_in_words_and_cannot_be_fired() {
    let mut view = Played::to(Tick(180)).view();
    let why = "Harapan has capsized";
    view.overview.as_mut().unwrap().injects[0] = Standing::Impossible(why.to_owned());
    let mut test = desk_with(view);
    test.get_by_label_contains("⚠ Impossible: Harapan has capsized");
    let fire = format!("Fire now: {PURPOSE}");
    assert!(test.get_by_label(&fire).accesskit_node().is_disabled());
    press(&mut test, &fire);
    assert_eq!(out(&mut test), []);
}

#[test]
fn a_look_ahead_is_asked_and_its_answer_is_shown_with_both_sides() {
    let mut test = desk();
    press(&mut test, "Look 12 h ahead");
    press(&mut test, &format!("Look ahead: {PURPOSE}"));
    let what = Some(Intervention::Fire { inject: InjectId::new(0) });
    let span = crate::base::Span::hours(12);
    assert_eq!(out(&mut test), steer(Steer::LookAhead { what: what.clone(), span }));
    test.get_by_label_contains("Being worked out");
    let other = Outlook {
        about: None,
        from: Tick(180),
        to: Tick(4500),
        with: None,
        without: Tally { saved: 1, ..Tally::default() },
        injects: (Vec::new(), Vec::new()),
    };
    // The answer to another question is not taken for this one's.
    test.state_mut().view.outlook = Some(other.clone());
    test.run_steps(2);
    test.get_by_label_contains("Being worked out");
    let with = Some(Tally { saved: 33, aboard_rescuers: 0, at_risk: 0, dead: 7 });
    let without = Tally { saved: 21, aboard_rescuers: 2, at_risk: 1, dead: 16 };
    test.state_mut().view.outlook =
        Some(Outlook { about: what, with, without, injects: (vec![InjectId::new(0)], Vec::new()), ..other });
    test.run_steps(2);
    for shown in ["21", "33", "+12", "-9"] {
        assert!(test.query_all_by_label(shown).count() >= 1, "{shown}");
    }
    test.get_by_label_contains("Fires only with it: An early, vague alert.");
}

#[test]
fn a_rating_goes_out_with_its_note() {
    let mut test = desk();
    let what = "Declares the distress phase when the boat says it takes in water";
    let field = format!("Note: {what}");
    test.get_by_label(&field).focus();
    test.run_steps(2);
    test.get_by_label(&field).type_text("heard too late");
    test.run_steps(2);
    press(&mut test, &format!("Rate as performed with some challenges: {what}"));
    let note = "heard too late".to_owned();
    let rating = Rating::SomeChallenges;
    let rate = Intervention::Rate { expectation: ExpectationId::new(0), rating, note };
    assert_eq!(out(&mut test), steer(Steer::Intervene(rate)));
    if let Some(overview) = &mut test.state_mut().view.overview {
        overview.ratings[0] = Some(rating);
    }
    test.run_steps(2);
    test.get_by_label_contains("Your rating: S, performed with some challenges: heard too late");
}

#[test]
fn a_new_inject_without_words_is_refused_and_says_what_is_missing() {
    let mut test = desk();
    press(&mut test, improvise::NAME);
    press(&mut test, "Fire the new inject");
    assert_eq!(out(&mut test), []);
    test.get_by_label("Still missing: from whom, the words");
    for (field, words) in [("From whom", "MV Ever North"), ("In these words", "We see a boat, low in the water.")] {
        let at = By::new().role(if field == "From whom" { Role::TextInput } else { Role::MultilineTextInput });
        let node = test.get(at.label(field));
        node.focus();
        node.type_text(words);
        test.run_steps(2);
    }
    assert!(test.query_by_label_contains("Still missing").is_none());
    press(&mut test, "Look ahead at the new inject");
    let effect = Effect::Message {
        from: "MV Ever North".to_owned(),
        to: SeatId(0),
        channel: crate::scenario::Channel::Phone,
        case: CraftId(0),
        position: None,
        text: "We see a boat, low in the water.".to_owned(),
        told: crate::scenario::Told::default(),
    };
    let what = Intervention::Improvise { purpose: "Message from MV Ever North".to_owned(), effect };
    let asked = Steer::LookAhead { what: Some(what.clone()), span: crate::base::Span::hours(6) };
    assert_eq!(out(&mut test), steer(asked));
    press(&mut test, "Fire the new inject");
    assert_eq!(out(&mut test), steer(Steer::Intervene(what)));
}

#[test]
fn editing_the_world_shows_what_comes_of_it_and_waits_for_confirm() {
    let mut test = desk();
    press(&mut test, edit::NAME);
    press(&mut test, "Put Rescue 11 out of service");
    assert_eq!(out(&mut test), []);
    test.get_by_label_contains("Rescue 11 goes out of service where it is");
    press(&mut test, "Confirm: Put Rescue 11 out of service");
    let sent = out(&mut test);
    let [Intent::Steer(Steer::Intervene(Intervention::Improvise { effect, .. }))] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert_eq!(*effect, Effect::SruFails { sru: crate::base::ids::SruId(0) });
}

#[test]
fn the_weather_wanted_becomes_the_change_from_what_is_true() {
    let mut test = desk();
    let truth = test.state().view.overview.as_ref().unwrap().truth.clone();
    press(&mut test, edit::NAME);
    press(&mut test, "Change the weather");
    press(&mut test, "Confirm: Change the weather");
    let sent = out(&mut test);
    let [Intent::Steer(Steer::Intervene(Intervention::Weather { wind, current, wave_height_m }))] = sent.as_slice()
    else {
        panic!("{sent:?}");
    };
    // Nothing was typed, so what is wanted is what is.
    for part in [wind.east_mps, wind.north_mps, current.east_mps, current.north_mps, *wave_height_m] {
        assert!(part.abs() < 1e-9, "{part} with {:?}", truth.wind);
    }
}

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
fn a_code_is_hidden_until_it_is_asked_for_and_a_new_one_needs_a_confirmation() {
    let mut test = desk();
    assert_eq!(test.query_all_by_label_contains("secret-").count(), 0);
    press(&mut test, "Show the code of RCC South");
    test.get_by_label("secret-2");
    press(&mut test, "New code for RCC South");
    assert_eq!(out(&mut test), []);
    press(&mut test, "Confirm: New code for RCC South");
    assert_eq!(out(&mut test), steer(Steer::Revoke(Chair::Seat(SeatId(2)))));
    assert_eq!(test.query_all_by_label_contains("secret-").count(), 0, "a revoked code is hidden again");
}

#[test]
fn a_join_line_is_copied_and_not_shown() {
    let mut test = desk();
    test.state_mut().desk.join_address = Some("wss://10.0.0.7:4747".to_owned());
    test.run_steps(2);
    test.get_by_label("Copy join line of RCC North").click_accesskit();
    let mut copied = None;
    for _ in 0..3 {
        test.step();
        copied = copied.or_else(|| {
            test.output().platform_output.commands.iter().find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
        });
    }
    assert_eq!(copied.as_deref(), Some("sarex join wss://10.0.0.7:4747 --seat-code secret-0"));
    assert_eq!(test.query_all_by_label_contains("secret-").count(), 0);
}

#[test]
fn a_crew_takes_a_seat_and_people_take_it_back() {
    let mut test = desk();
    press(&mut test, "RCC North: people play");
    assert_eq!(out(&mut test), steer(Steer::Seat { seat: SeatId(0), crew: None }));
    assert!(test.query_by_label("RCC North: crew plays").is_none(), "that crew plays it already");
    test.state_mut().view.table[0].crew = None;
    test.run_steps(2);
    press(&mut test, "RCC North: crew plays");
    assert_eq!(out(&mut test), steer(Steer::Seat { seat: SeatId(0), crew: Some(Crew::Doctrine) }));
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
fn looking_through_a_seat_stands_beside_the_truth() {
    let mut test = desk();
    test.get_by_label("Chart of the truth");
    assert!(test.query_by_label("Chart of a seat").is_none());
    test.get_by_label_contains("Look through RCC South").click_accesskit();
    test.run_steps(3);
    test.get_by_label("Chart of the truth");
    test.get_by_label("Chart of a seat");
    test.get_by_label("What RCC South sees");
    press(&mut test, "Side by side");
    assert!(test.query_by_label("Chart of the truth").is_none());
    test.get_by_label("Chart of a seat");
}

#[test]
fn what_is_believed_is_compared_with_what_is_true_the_worst_first() {
    let mut played = Played::to(Tick(1800)).view();
    let overview = played.overview.as_mut().unwrap();
    let seats_with_position = |o: &crate::picture::Overview| {
        o.pictures.iter().filter(|p| p.cases.iter().any(|c| c.latest_position().is_some())).count()
    };
    assert!(seats_with_position(overview) > 0, "by then the boat has told where it is");
    overview.truth.casualties[0].position = overview.truth.casualties[0].position.destination(90.0, 100.0 * 1852.0);
    let all = beliefs::differences(&played.briefing, played.plan.as_ref().unwrap(), played.overview.as_ref().unwrap());
    assert!(all.is_sorted_by(|a, b| a.weight >= b.weight));
    let worst = &all[0];
    assert!(worst.text.contains("Harapan believed") && worst.text.contains("NM from where it is"), "{}", worst.text);
    assert!((60.0..140.0).contains(&worst.weight), "{}", worst.weight);
    let (believed, truth) = worst.places.unwrap();
    assert!((believed.distance_nmi(truth) - worst.weight).abs() < 1e-6);
}

#[test]
fn ctrl_k_finds_an_expectation_a_unit_and_a_seat() {
    let mut test = desk();
    test.key_press_modifiers(Modifiers::COMMAND, Key::K);
    test.run_steps(2);
    let field = By::new().role(Role::TextInput).label("Find anything");
    test.get(field).type_text("patrol unit");
    test.run_steps(2);
    key(&mut test, Key::Enter);
    let selected = test.state().desk.selected;
    assert_eq!(selected, Some(Selected::Sru(crate::base::ids::SruId(1))));
    assert!(!test.state().desk.finder.is_open());
}

#[test]
fn what_ctrl_k_finds_has_the_focus_then() {
    let mut test = desk();
    for (typed, named) in [("patrol unit", "truth"), ("write inject panel", improvise::NAME)] {
        test.key_press_modifiers(Modifiers::COMMAND, Key::K);
        test.run_steps(2);
        test.get(By::new().role(Role::TextInput).label("Find anything")).type_text(typed);
        test.run_steps(2);
        key(&mut test, Key::Enter);
        test.run_steps(3);
        let focused = By::new().predicate(|node| node.is_focused());
        let name = test.get(focused).accesskit_node().label().unwrap_or_default();
        assert!(name.to_lowercase().contains(&named.to_lowercase()), "{typed}: {name:?}");
    }
}

/// Roles of what can be pressed or typed in.
const WIDGETS: [Role; 8] = [
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::Link,
    Role::Slider,
    Role::SpinButton,
    Role::TextInput,
    Role::MultilineTextInput,
];

#[test]
fn everything_that_can_be_pressed_has_a_name() {
    let mut test = desk();
    press(&mut test, improvise::NAME);
    press(&mut test, edit::NAME);
    let nameless = By::new()
        .predicate(|node| WIDGETS.contains(&node.role()) && node.label().is_none_or(|label| label.trim().is_empty()));
    let found: Vec<String> = test.query_all(nameless).map(|node| format!("{node:?}")).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let count = test.query_all(By::new().predicate(|node| node.role() == Role::Button)).count();
    assert!(count > 30, "only {count} buttons were found");
}

#[test]
fn text_at_twice_its_size_and_the_night_palette_work_on_a_small_window() {
    let mut test = desk();
    test.set_size(vec2(1024.0, 640.0));
    theme::scale(&test.ctx, 200);
    press(&mut test, "Night colours");
    press(&mut test, improvise::NAME);
    press(&mut test, edit::NAME);
    assert_eq!(theme::percent(&test.ctx), 200);
    press(&mut test, "Smaller text");
    assert_eq!(theme::percent(&test.ctx), 190);
    assert_eq!(looks::palette(&test.ctx), Some(Palette::Night));
}

#[test]
fn before_the_first_view_the_desk_waits_and_says_so() {
    let mut view = Played::to(Tick(6)).view();
    view.overview = None;
    let mut test = desk_with(view);
    test.get_by_label("Waiting for the exercise to be shown");
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

/// A press of the pointer on the middle of something.
fn click_on(harness: &mut Test, label: &str) -> egui::Pos2 {
    let at = harness.get_by_label(label).rect().center() + vec2(7.0, 60.0);
    for pressed in [true, false] {
        let (pos, button, modifiers) = (at, PointerButton::Primary, Modifiers::NONE);
        harness.event(egui::Event::PointerMoved(at));
        harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        harness.step();
    }
    harness.run_steps(2);
    at
}

#[test]
fn a_unit_is_moved_to_a_place_picked_on_the_chart_after_the_consequence_was_shown() {
    let mut test = desk();
    press(&mut test, edit::NAME);
    press(&mut test, "Pick the place to move it to on the chart");
    test.get_by_label_contains("Press the place on the chart");
    click_on(&mut test, "Chart of the truth");
    assert!(test.query_by_label_contains("Press the place on the chart").is_none());
    press(&mut test, "Move Rescue 11 there");
    assert_eq!(out(&mut test), []);
    test.get_by_label_contains("Rescue 11 is at once");
    press(&mut test, "Look ahead at this change");
    press(&mut test, "Confirm: Move Rescue 11");
    let sent = out(&mut test);
    let [
        Intent::Steer(Steer::LookAhead { what: Some(asked), .. }),
        Intent::Steer(Steer::Intervene(Intervention::MoveSru { sru, to })),
    ] = sent.as_slice()
    else {
        panic!("{sent:?}");
    };
    let sru = *sru;
    assert_eq!(sru, crate::base::ids::SruId(0));
    assert_eq!(*asked, Intervention::MoveSru { sru, to: *to });
}

#[test]
fn a_unit_in_reserve_is_brought_in() {
    let mut view = Played::to(Tick(60)).view();
    view.overview.as_mut().unwrap().truth.srus[1].doing = crate::picture::Doing::Reserve;
    let mut test = desk_with(view);
    test.state_mut().desk.selected = None;
    press(&mut test, edit::NAME);
    test.get(By::new().role(Role::ComboBox).label("Unit or vessel")).click_accesskit();
    test.run_steps(2);
    press(&mut test, "Patrol 2");
    let field = By::new().role(Role::TextInput).label("To position");
    test.get(field.clone()).focus();
    test.run_steps(2);
    test.get(field).type_text("8S 105E");
    test.run_steps(2);
    press(&mut test, "Bring in Patrol 2 there");
    press(&mut test, "Confirm: Bring in Patrol 2");
    let at = crate::base::Position::parse("8S 105E").unwrap();
    let what = Intervention::BringIn { sru: crate::base::ids::SruId(1), at };
    assert_eq!(out(&mut test), steer(Steer::Intervene(what)));
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

#[test]
fn nothing_moves_under_the_pointer_when_something_is_said() {
    let mut test = desk();
    test.state_mut().desk.recording = Some("/tmp/runs/a-b1.sarex".to_owned());
    test.run_steps(2);
    test.get_by_label("Recording: a-b1.sarex");
    let place = |test: &Test| test.get_by_label(&format!("Fire now: {PURPOSE}")).rect();
    let before = place(&test);
    test.state_mut().view.pending = vec!["note".to_owned()];
    test.run_steps(2);
    test.get_by_label("Waits until the clock runs: note");
    test.state_mut().view.clock.running = true;
    test.run_steps(2);
    test.get_by_label("On its way to the host: note");
    test.state_mut().view.notices = vec!["EXCON went back to an earlier moment".to_owned()];
    test.run_steps(2);
    assert_eq!(place(&test), before);
}

#[test]
fn looking_ahead_from_an_inject_brings_the_answer_into_sight() {
    let mut view = Played::to(Tick(180)).view();
    // More injects than the column holds.
    let plan = view.plan.as_mut().unwrap();
    let (inject, standing) = (plan.injects[0].clone(), view.overview.as_ref().unwrap().injects[0].clone());
    for _ in 0..20 {
        plan.injects.push(inject.clone());
        view.overview.as_mut().unwrap().injects.push(standing.clone());
    }
    let mut test = desk_with(view);
    let seen = |test: &Test| {
        let rect = test.get_by_label_contains("How far").rect();
        rect.top() > 0.0 && rect.bottom() < 560.0
    };
    assert!(!seen(&test), "it is below the injects");
    let name = format!("Look ahead: {PURPOSE}");
    test.get_all_by_label(&name).next().unwrap().click_accesskit();
    test.run_steps(8);
    assert!(seen(&test));
    test.get_by_label_contains("Being worked out");
    // EXCON goes back in time: nothing is worked out any more.
    test.state_mut().view.overview.as_mut().unwrap().truth.tick = Tick(100);
    test.run_steps(2);
    assert!(test.query_by_label_contains("Being worked out").is_none());
}

#[test]
fn the_trainer_has_the_keys_of_every_desk() {
    let mut test = desk();
    key(&mut test, Key::F1);
    test.get_by_label("on to the next event");
    key(&mut test, Key::F1);
    assert!(test.query_by_label("on to the next event").is_none());
    key(&mut test, Key::F9);
    assert_eq!(crate::ui::looks::palette(&test.ctx), Some(Palette::Dusk));
    assert_eq!(out(&mut test), []);
}
