//! The desk on a real exercise: clicked through the accessibility tree, and every command that comes out is given to
//! the exercise, which must take it.

use egui_kittest::kittest::{NodeT, Queryable};

use super::test_stage::*;
use crate::base::ids::{SeatId, SruId};
use crate::crew::Crew;
use crate::picture;
use crate::scenario::Phase;
use crate::session::wire::Chair;
use crate::session::{Intent, LinkStatus};
use crate::sim::{Answer, Ask, Command, MessageBody, Order};
use crate::ui::chart::raster;
use crate::ui::looks;
use crate::ui::theme::{self, Palette, Theme};

#[test]
fn a_request_is_accepted_on_its_card() {
    let (stage, request) = asked_to_coordinate();
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    assert!(desk.has("RCC South asks you to take over coordination"));
    desk.click("Accept (RCC South asks you");
    let out = desk.out();
    assert_eq!(out, vec![Intent::Do(Command::Answer { request, answer: Answer::Accept })]);
    stage.takes(RCC_NORTH, &out);
}

#[test]
fn a_refusal_needs_a_reason() {
    let (stage, request) = asked_to_coordinate();
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Refuse with reason... (RCC South");
    desk.click("Refuse (RCC South");
    assert_eq!(desk.out(), vec![], "nothing is refused without a word");
    desk.write("Reason, and what you would accept", "The position is in your region; tell us a newer one.");
    desk.click("Refuse (RCC South");
    let out = desk.out();
    let reason = "The position is in your region; tell us a newer one.".to_owned();
    assert_eq!(out, vec![Intent::Do(Command::Answer { request, answer: Answer::Refuse { reason } })]);
    stage.takes(RCC_NORTH, &out);
}

#[test]
fn a_card_put_aside_is_logged_and_can_be_taken_up_again() {
    let (stage, _) = asked_to_coordinate();
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Put aside... (RCC South asks you");
    desk.write("Why it can wait, for the log", "waiting for our operations");
    desk.click("Put aside (RCC South");
    let out = desk.out();
    let [Intent::Do(Command::Log { text })] = out.as_slice() else { panic!("{out:?}") };
    assert!(text.contains("waiting for our operations") && text.contains("15 min"), "{text}");
    stage.takes(RCC_NORTH, &out);
    assert!(!desk.has("Accept (RCC South asks you"), "it is aside");
    desk.click("Take up again (RCC South");
    assert!(desk.has("Accept (RCC South asks you"), "it is back");
}

#[test]
fn a_phase_is_declared_with_the_reason_it_is_called_for() {
    let stage = Stage::untouched(4.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.click("Declare DETRESFA... (Case 1");
    desk.click("Declare (Case 1");
    let out = desk.out();
    let [Intent::Do(Command::SetPhase { phase: Phase::Distress, reason, .. })] = out.as_slice() else {
        panic!("{out:?}")
    };
    assert!(reason.contains("taking water"), "{reason}");
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn the_in_tray_of_a_centre_leads_through_a_case() {
    let mut stage = Stage::untouched(4.0);
    let phase = Command::SetPhase { case: CASE, phase: Phase::Distress, reason: "taking water".to_owned() };
    stage.go(&[(RCC_SOUTH, phase)], 6);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    // The boat is in the north's region: the south is asked to hand it over.
    desk.click("Ask RCC North to coordinate (Case 1");
    let out = desk.out();
    let [Intent::Do(Command::Ask { to: RCC_NORTH, what: Ask::Coordinate, .. }), Intent::Do(Command::Send { body, .. })] =
        out.as_slice()
    else {
        panic!("{out:?}")
    };
    assert!(matches!(body, MessageBody::Form(_)), "the hand-over goes beside it in writing");
    stage.takes(RCC_SOUTH, &out);
    desk.click("Broadcast to shipping... (Shipping has not been told");
    desk.click("Broadcast (Shipping");
    let out = desk.out();
    let [Intent::Do(Command::BroadcastDistress { text, radius_m, .. })] = out.as_slice() else { panic!("{out:?}") };
    assert!(text.contains("EXERCISE") && text.contains("40 persons") && *radius_m > 100_000.0, "{text}");
    stage.takes(RCC_SOUTH, &out);
    desk.click("Ask RCC North for units (Other centres");
    let out = desk.out();
    assert!(matches!(out.as_slice(), [Intent::Do(Command::Ask { what: Ask::Deploy { .. }, .. })]), "{out:?}");
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn everything_that_can_be_pressed_has_a_name_at_every_seat_and_hour() {
    for (hours, seats) in [(0.0, 4), (5.0, 4), (14.0, 4)] {
        let stage = Stage::played(example(), hours);
        for seat in (0..seats).map(SeatId::new) {
            let mut desk = Sitting::new(stage.view(Chair::Seat(seat)));
            for name in ["Panel People", "Panel Search planner", "Panel Case", "Help and keys"] {
                desk.click(name);
                let names = desk.names();
                assert!(names.len() > 10, "{names:?}");
                assert!(names.iter().all(|name| !name.trim().is_empty()), "{seat} at {hours}: {names:#?}");
            }
        }
    }
}

#[test]
fn an_observer_sees_the_same_and_can_do_nothing() {
    let (stage, _) = asked_to_coordinate();
    let mut desk = Sitting::new(stage.view(Chair::Observer(RCC_NORTH)));
    assert!(desk.has("observer") && desk.has("EXERCISE"));
    assert!(desk.has("RCC South asks you to take over coordination"));
    for panel in ["Panel People", "Panel Search planner", "Panel Case"] {
        desk.click(panel);
        for name in desk.names() {
            let acts = [
                "Accept",
                "Refuse",
                "Declare",
                "Send",
                "Ask ",
                "Take ",
                "Put aside",
                "Broadcast",
                "Order",
                "Hand",
                "Call",
                "Write",
            ];
            assert!(acts.iter().all(|act| !name.starts_with(act)), "an observer can press {name:?}");
        }
    }
    desk.out();
}

#[test]
fn what_was_refused_is_shown_until_it_is_noted() {
    let (mut stage, _) = asked_to_coordinate();
    // Operations may not declare a phase; a centre cannot order what is not its own.
    let order = Command::Order { sru: RESCUE, case: None, order: Order::Return };
    stage.go(&[(RCC_NORTH, order)], 1);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    assert!(desk.has("Could not order"), "the banner says what was refused");
    assert!(desk.has("is not under your orders"), "in the words given");
    assert!(desk.has("✖"), "and the log marks it with a sign");
    desk.click("Note what was refused");
    assert!(!desk.has("Note what was refused"));
}

#[test]
fn a_refusal_moves_nothing_when_it_comes_and_when_it_goes() {
    let (mut stage, _) = asked_to_coordinate();
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    let places = |desk: &Sitting| {
        ["Panel Selected", "Panel Case", "Decision log", "In-tray"]
            .map(|name| desk.harness.get_all_by_label_contains(name).next().expect("it is there").rect())
    };
    let before = places(&desk);
    stage.go(&[(RCC_NORTH, Command::Order { sru: RESCUE, case: None, order: Order::Return })], 1);
    desk.show(stage.view(Chair::Seat(RCC_NORTH)));
    assert!(desk.has("Could not order"));
    assert_eq!(places(&desk), before);
    desk.click("Note what was refused");
    assert_eq!(places(&desk), before);
}

#[test]
fn the_top_bar_shows_the_exercise_the_clock_the_people_and_the_line() {
    let stage = Stage::untouched(4.0);
    let mut view = stage.view(Chair::Seat(RCC_SOUTH));
    view.link = LinkStatus::Lost("no answer from the host".to_owned());
    view.pending = vec!["order".to_owned(), "answer".to_owned()];
    view.notices = vec!["The trainer has paused the exercise.".to_owned()];
    let desk = Sitting::new(view);
    for words in [
        "EXERCISE",
        "A boat in the strait · RCC South (Southland)",
        "19 JUN 1552Z  2352 local",
        "last known: running x60",
        "aboard 40, recovered 0, landed 0",
        "line lost, trying again: no answer from the host",
        "on its way to the host: order, and 1 more",
        "The trainer has paused the exercise.",
    ] {
        assert!(desk.has(words), "{words}");
    }
}

#[test]
fn leaving_is_asked_first_of_whoever_acts_for_the_seat() {
    let stage = Stage::untouched(1.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Leave this desk");
    assert_eq!(desk.out(), vec![]);
    desk.click("Confirm: Leave this desk");
    assert_eq!(desk.out(), vec![Intent::Leave]);
    let mut observer = Sitting::new(stage.view(Chair::Observer(RCC_NORTH)));
    observer.click("Leave this desk");
    assert_eq!(observer.out(), vec![Intent::Leave], "who only looks on leaves at once");
}

#[test]
fn the_seat_is_handed_to_a_crew_and_taken_back() {
    let stage = Stage::untouched(1.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Hand the seat to a crew");
    assert_eq!(desk.out(), vec![], "it is asked first");
    assert!(desk.has("acts for this seat at once"));
    desk.key(egui::Key::Escape);
    assert!(!desk.has("acts for this seat at once"), "Escape takes it back");
    desk.click("Hand the seat to a crew");
    desk.click("Cancel: Hand the seat to a crew");
    assert_eq!(desk.out(), vec![]);
    desk.click("Hand the seat to a crew");
    desk.click("Confirm: Hand the seat to a crew");
    assert_eq!(desk.out(), vec![Intent::Crew(Some(Crew::Doctrine))]);
    let mut view = stage.view(Chair::Seat(RCC_NORTH));
    view.table = vec![crate::session::wire::ChairStatus {
        chair: Chair::Seat(RCC_NORTH),
        crew: Some(Crew::Doctrine),
        people: Vec::new(),
        last_action: None,
        code: None,
        also: Vec::new(),
    }];
    desk.show(view);
    assert!(desk.has("played by the doctrine crew"));
    desk.click("Take the seat back");
    assert_eq!(desk.out(), vec![Intent::Crew(None)]);
}

#[test]
fn palettes_and_text_size_are_the_desks_own() {
    let stage = Stage::played(example(), 6.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.click("Palette Day, switch to Dusk");
    assert_eq!(looks::palette(&desk.harness.ctx), Some(Palette::Dusk));
    for _ in 0..5 {
        desk.click("Larger text");
    }
    assert_eq!(theme::percent(&desk.harness.ctx), 200);
    assert!(desk.has("In-tray") && desk.has("EXERCISE"), "{:#?}", desk.names());
    assert_eq!(desk.out(), vec![]);
    // The laptop a ministry has, at twice the text, and a small window.
    for (width, height) in [(1366.0, 768.0), (1920.0, 1080.0), (700.0, 420.0)] {
        let mut desk = Sitting::sized(stage.view(Chair::Seat(OPS_NORTH)), width, height);
        theme::scale(&desk.harness.ctx, 200);
        desk.settle();
        assert!(desk.has("In-tray") && desk.has("EXERCISE"), "{width} x {height}");
    }
}

#[test]
fn ctrl_k_finds_a_unit_a_place_and_a_command() {
    let stage = called_out();
    let mut desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    let find = |desk: &mut Sitting, query: &str| {
        desk.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
        desk.settle();
        assert!(desk.has("Unit, contact, place"));
        desk.harness.event(egui::Event::Text(query.to_owned()));
        desk.settle();
    };
    find(&mut desk, "rescue 11");
    assert!(desk.has("Found unit: Rescue 11"));
    desk.key(egui::Key::Enter);
    assert!(!desk.has("Unit, contact, place"), "it closes");
    assert!(desk.has("Order Rescue 11 to proceed"), "its card is shown: {:#?}", desk.names());
    assert!(desk.harness.get_by_label_contains("Panel Selected").is_focused(), "and Tab leads into it");
    find(&mut desk, "search planner");
    desk.key(egui::Key::Enter);
    assert!(desk.has("2  Where it will be"));
    find(&mut desk, "night");
    desk.key(egui::Key::Enter);
    assert_eq!(looks::palette(&desk.harness.ctx), Some(Palette::Night));
    find(&mut desk, "8-36.4S 105-24E");
    desk.key(egui::Key::Enter);
    assert!(desk.has("08°36.4'S 105°24.0'E"));
    find(&mut desk, "p");
    let first = desk.harness.query_all_by_label_contains("Found ").count();
    assert!(first > 2);
    desk.key(egui::Key::ArrowDown);
    desk.key(egui::Key::Escape);
    assert!(!desk.has("Unit, contact, place"));
    assert_eq!(desk.out(), vec![], "looking sends nothing");
}

#[test]
fn the_sheet_of_help_opens_by_key_and_closes() {
    let stage = Stage::untouched(1.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.key(egui::Key::F1);
    assert!(desk.has("find anything: units"));
    desk.key(egui::Key::Escape);
    assert!(!desk.has("find anything: units"));
}

#[test]
fn before_the_first_picture_the_desk_says_so() {
    let stage = Stage::untouched(0.0);
    let mut view = stage.view(Chair::Seat(RCC_NORTH));
    view.picture = None;
    view.link = LinkStatus::Connecting;
    let desk = Sitting::new(view);
    assert!(desk.has("EXERCISE") && desk.has("Waiting for the first picture") && desk.has("connecting"));
}

/// A first report of distress with forty aboard.
fn sitrep(recovered: u32, bodies: u32, landed: u32) -> MessageBody {
    let (phase, text) = (Some(Phase::Distress), "first report".to_owned());
    MessageBody::Sitrep {
        case: CASE,
        phase,
        position: None,
        persons: Some(40),
        recovered,
        bodies,
        landed,
        text,
        capsized: false,
        full: None,
    }
}

#[test]
fn people_and_what_others_report_are_counted_as_told() {
    let mut stage = Stage::untouched(4.0);
    let body = sitrep(12, 3, 5);
    stage.tell(RCC_SOUTH, RCC_NORTH, &body);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Panel People");
    assert!(desk.has("Not accounted for") && desk.has("25"));
    assert!(desk.has("of these by RCC South: 12 alive, 3 dead, 5 landed"));
    desk.click("Panel Case");
    assert!(desk.has("RCC South: DETRESFA, recovered 12 alive, 3 dead; landed 5"));
}

#[test]
fn a_long_exercise_is_shown_at_every_seat_and_every_card_offers_what_the_exercise_takes() {
    let hours = [3.0, 9.0, 16.0, 24.0];
    for hour in hours {
        let stage = Stage::played(sunda(), hour);
        for seat in stage.theatre.seats() {
            let view = stage.view(Chair::Seat(seat));
            let mut desk = Sitting::new(view);
            // Everything a card sends at once is taken in the situation in which it was offered.
            let names: Vec<String> = desk
                .names()
                .into_iter()
                .filter(|name| {
                    ["Accept (", "Call the vessel (", "Take responsibility (", "Ask ", "Send SITREP (", "Report the"]
                        .iter()
                        .any(|begin| name.starts_with(begin))
                        && name.ends_with(')')
                })
                .collect();
            for name in names {
                if desk.has(&name) {
                    desk.click(&name);
                    let out = desk.out();
                    assert!(!out.is_empty() && out.iter().all(|i| matches!(i, Intent::Do(_))), "{name}: {out:?}");
                    stage.takes(seat, &out);
                }
            }
        }
    }
}

#[test]
fn every_letter_and_sign_on_the_desk_can_be_drawn() {
    let mut missing = std::collections::BTreeMap::new();
    let mut look = |desk: &mut Sitting| {
        let font = egui::FontId::proportional(14.0);
        for words in desk.words() {
            for letter in words.chars().filter(|letter| !letter.is_whitespace()) {
                let drawn = |letter: char| {
                    let galley = desk.harness.ctx.fonts_mut(|fonts| {
                        fonts.layout_no_wrap(letter.to_string(), font.clone(), egui::Color32::BLACK)
                    });
                    galley.rows[0].glyphs[0].uv_rect
                };
                // A letter that no font has is drawn as the same box.
                if drawn(letter) == drawn('\u{E0F5}') {
                    missing.insert(letter, words.clone());
                }
            }
        }
    };
    for hour in [9.0] {
        let mut stage = Stage::played(sunda(), hour);
        stage.go(&[(SeatId(0), Command::Order { sru: SruId(0), case: None, order: Order::Return })], 1);
        for seat in stage.theatre.seats() {
            let links = if seat == RCC_NORTH { 4 } else { 1 };
            for link in
                [LinkStatus::Live, LinkStatus::Connecting, LinkStatus::Refused("no".to_owned()), LinkStatus::Replay]
                    .into_iter()
                    .take(links)
            {
                let mut view = stage.view(Chair::Seat(seat));
                view.link = link;
                view.notices = vec!["a notice".to_owned()];
                let mut desk = Sitting::new(view);
                for panel in ["Panel Search planner", "Panel People", "Line to", "Help and keys"] {
                    desk.click(panel);
                    look(&mut desk);
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The share of a picture's pixels that have a colour.
fn share(picture: &raster::Picture, colour: egui::Color32) -> f64 {
    let wanted = [colour.r(), colour.g(), colour.b()];
    picture.pixels.iter().filter(|pixel| **pixel == wanted).count() as f64 / picture.pixels.len() as f64
}

#[test]
fn the_desk_in_pictures() {
    let stage = Stage::played(sunda(), 24.0);
    let centre = SeatId(2);
    let drawn = |picture: &raster::Picture, palette: Palette| {
        let theme = Theme::of(palette);
        assert!(share(picture, theme.card) > 0.02, "{palette:?}: cards");
        assert!(share(picture, theme.panel) > 0.05, "{palette:?}: panels");
        assert!(share(picture, theme.sea) + share(picture, theme.land) > 0.05, "{palette:?}: a chart");
        assert!(share(picture, theme.accent) > 0.0005, "{palette:?}: EXERCISE");
    };
    let desk = Sitting::new(stage.view(Chair::Seat(centre)));
    drawn(&desk.picture("centre", Palette::Day, 100), Palette::Day);
    let desk = Sitting::sized(stage.view(Chair::Seat(centre)), 1920.0, 1080.0);
    drawn(&desk.picture("centre-large", Palette::Night, 120), Palette::Night);
    let stage = called_out();
    let mut desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    desk.click("Send Rescue 11 (about");
    drawn(&desk.picture("order", Palette::Day, 100), Palette::Day);
    let mut desk = Sitting::sized(stage.view(Chair::Seat(OPS_NORTH)), 1920.0, 1080.0);
    desk.click("Panel Search planner");
    desk.click("Predict where it will be");
    desk.click("Rescue 11, there about");
    desk.click("Plan the search");
    drawn(&desk.picture("planner", Palette::Dusk, 100), Palette::Dusk);
    let desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    desk.picture("twice", Palette::Day, 200);
}

#[test]
fn who_was_landed_where_adds_up_to_the_case() {
    let stage = Stage::played(sunda(), 60.0);
    let mut landed = 0;
    for seat in stage.theatre.seats() {
        let picture = stage.picture(seat);
        let briefing = picture::briefing(&stage.theatre, Some(seat));
        let by_place: u32 = super::know::landed_by_place(&briefing, &picture).iter().map(|(_, count)| count).sum();
        assert_eq!(by_place, picture.cases.iter().map(|case| case.landed).sum::<u32>(), "{seat}");
        landed += by_place;
    }
    assert!(landed > 0);
}

#[test]
fn an_answer_is_not_sent_twice_before_the_exercise_has_taken_it() {
    let (mut stage, request) = asked_to_coordinate();
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Accept (RCC South asks you");
    assert!(desk.has("the exercise has yet to take it") && !desk.has("Accept (RCC South asks you"));
    desk.out();
    stage.go(&[(RCC_NORTH, Command::Answer { request, answer: Answer::Accept })], 2);
    desk.show(stage.view(Chair::Seat(RCC_NORTH)));
    assert!(!desk.has("RCC South asks you to take over"), "the card is gone");
}

#[test]
fn a_phase_told_by_another_centre_is_not_called_none() {
    let mut stage = Stage::untouched(4.0);
    let body = sitrep(0, 0, 0);
    stage.tell(RCC_SOUTH, OPS_NORTH, &body);
    let mut desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    assert!(desk.has("DETRESFA (told by RCC South)") && !desk.has("no phase"), "{:#?}", desk.words());
    desk.click("Panel Case");
    assert!(desk.has("DETRESFA (distress), told by RCC South"));
}

#[test]
fn words_on_a_card_come_into_sight_with_the_focus_and_ctrl_enter_sends_them() {
    let stage = Stage::untouched(4.0);
    let view = stage.view(Chair::Seat(RCC_SOUTH));
    let mut desk = Sitting::sized(view, 1366.0, 480.0);
    desk.click("Declare DETRESFA... (Case 1");
    let rect = desk.harness.get_by_label_contains("Declare (Case 1").rect();
    assert!(rect.top() > 0.0 && rect.bottom() < 400.0, "{rect:?}");
    desk.harness.event(egui::Event::Text(" and more".to_owned()));
    desk.settle();
    desk.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    desk.settle();
    let out = desk.out();
    let [Intent::Do(Command::SetPhase { phase: Phase::Distress, reason, .. })] = out.as_slice() else {
        panic!("{out:?}")
    };
    assert!(reason.contains("and more"), "the field had the focus: {reason}");
    stage.takes(RCC_SOUTH, &out);
}

#[test]
fn the_desk_stands_still_while_cases_and_orders_come_and_go() {
    let stage = Stage::untouched(4.0);
    let mut view = stage.view(Chair::Seat(RCC_SOUTH));
    let mut desk = Sitting::new(view.clone());
    let place = |desk: &Sitting| desk.harness.get_by_label_contains("Panel Case").rect();
    let before = place(&desk);
    view.pending = vec!["order Rescue 11 to search".to_owned(); 3];
    view.clock.running = false;
    desk.show(view.clone());
    assert!(desk.has("waits until the clock runs: order Rescue 11 to search, and 2 more"));
    assert_eq!(place(&desk), before);
    view.picture.as_mut().expect("a picture").cases.clear();
    view.pending.clear();
    desk.show(view);
    assert_eq!(place(&desk), before);
}

#[test]
fn the_keys_of_panels_take_the_focus_there() {
    let stage = called_out();
    let mut desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    for (key, name) in [(egui::Key::F4, "Panel Search planner"), (egui::Key::F7, "Panel Case")] {
        desk.key(key);
        let focused = desk.harness.get_by_label_contains(name).is_focused();
        assert!(focused, "{name}");
    }
    desk.key(egui::Key::F2);
    let named = |node: &egui_kittest::Node<'_>| node.accesskit_node().value().is_some_and(|v| v.starts_with("In-tray"));
    let focused = desk.harness.root().children_recursive().any(|node| node.is_focused() && named(&node));
    assert!(focused, "a panel alone in its place has it on its name");
}

#[test]
fn after_the_end_nobody_is_called_an_observer() {
    let stage = Stage::untouched(4.0);
    let mut view = stage.view(Chair::Seat(RCC_SOUTH));
    view.clock.over = true;
    let desk = Sitting::new(view);
    assert!(desk.has("The exercise is over.") && !desk.has("An observer reads"));
}
