//! Orders: what comes of one is shown first, and only the key that confirms gives it.

use egui::Key;

use super::super::test_stage::*;
use crate::base::Position;
use crate::session::Intent;
use crate::session::wire::Chair;
use crate::sim::{Command, Order};
use crate::ui::chart::Selected;

/// A desk of operations with the rescue vessel selected.
fn with_rescue() -> (Stage, Sitting) {
    let stage = called_out();
    let mut desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    desk.click("Rescue 11, own");
    (stage, desk)
}

#[test]
fn an_order_shows_what_comes_of_it_and_only_confirming_gives_it() {
    let (stage, mut desk) = with_rescue();
    desk.click("Order Rescue 11 to proceed");
    assert!(desk.has("Order to Rescue 11: Proceed") && !desk.has("ETA"), "nothing is reckoned before there is a place");
    desk.click("Confirm the order");
    assert_eq!(desk.out(), vec![], "without a place there is no order");
    desk.write("Where", "7-30S 105-20E");
    for fact in ["Under way", "ETA", "Fuel on arrival", "Takes", "Leaves"] {
        assert!(desk.has(fact), "{fact}");
    }
    assert_eq!(desk.out(), vec![], "showing is not ordering");
    desk.click("Confirm the order");
    let out = desk.out();
    let [Intent::Do(Command::Order { sru: RESCUE, case: Some(CASE), order: Order::Proceed { to } })] = out.as_slice()
    else {
        panic!("{out:?}")
    };
    assert!(to.distance_m(Position::new(-7.5, 105.0 + 20.0 / 60.0).expect("a position")) < 100.0);
    stage.takes(OPS_NORTH, &out);
    assert!(!desk.has("Order to Rescue 11"), "the form closes");
}

#[test]
fn enter_confirms_and_escape_cancels() {
    let (stage, mut desk) = with_rescue();
    desk.click("Order Rescue 11 to recover");
    desk.click("Send it to: Latest position");
    assert!(desk.has("ETA"));
    desk.key(Key::Escape);
    assert!(!desk.has("Order to Rescue 11"));
    assert_eq!(desk.out(), vec![], "cancelled");
    desk.click("Order Rescue 11 to recover");
    desk.click("Send it to: Latest position");
    desk.key(Key::Enter);
    let out = desk.out();
    assert!(
        matches!(out.as_slice(), [Intent::Do(Command::Order { sru: RESCUE, order: Order::Recover { .. }, .. })]),
        "{out:?}"
    );
    stage.takes(OPS_NORTH, &out);
}

#[test]
fn a_click_on_the_chart_points_and_does_not_order() {
    let (stage, mut desk) = with_rescue();
    desk.click("Order Rescue 11 to proceed");
    desk.click("Flying Fish Cove, port");
    assert!(desk.has("ETA") && desk.has("Order to Rescue 11"), "what comes of going there is shown");
    assert_eq!(desk.out(), vec![]);
    desk.click("Confirm the order");
    let out = desk.out();
    let cove = stage.theatre.scenario.places[1].position;
    let [Intent::Do(Command::Order { order: Order::Proceed { to }, .. })] = out.as_slice() else { panic!("{out:?}") };
    assert!(to.distance_m(cove) < 200.0, "{to}");
    stage.takes(OPS_NORTH, &out);
}

#[test]
fn what_the_exercise_would_refuse_is_said_before() {
    let (stage, mut desk) = with_rescue();
    desk.click("Order Rescue 11 to proceed");
    desk.write("Where", "35-00S 110-00E");
    assert!(desk.has("It would be refused"), "the far south of the ocean is out of its reach");
    desk.key(Key::Escape);
    assert_eq!(desk.out(), vec![]);
    drop(stage);
}

#[test]
fn a_card_of_the_in_tray_sends_a_unit_after_showing_what_comes_of_it() {
    let stage = called_out();
    let mut desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    assert!(desk.has("of your units wait"), "{:#?}", desk.names());
    desk.click("Send Rescue 11 (about");
    assert_eq!(desk.out(), vec![], "the card begins an order and gives none");
    assert!(desk.has("Order to Rescue 11: Recover") && desk.has("ETA"));
    desk.click("Confirm the order");
    let out = desk.out();
    assert_eq!(out.len(), 1);
    stage.takes(OPS_NORTH, &out);
}

#[test]
fn units_of_others_are_asked_for_and_not_ordered() {
    let stage = called_out();
    // The centre sees the units of its own side and does not command them.
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Rescue 11, another's");
    assert!(!desk.has("Order Rescue 11 to"), "{:#?}", desk.names());
    assert!(desk.has("under the orders of North operations"));
}

#[test]
fn survivors_aboard_are_landed_from_the_unit_s_card() {
    // Played by doctrine until somebody has people aboard and is free to be ordered.
    let mut hours = 6.0;
    let (stage, seat, unit) = loop {
        let stage = Stage::played(example(), hours);
        let found = stage.theatre.seats().find_map(|seat| {
            let picture = stage.picture(seat);
            let laden = |u: &&crate::picture::SruView| {
                u.mine && u.survivors > 0 && !matches!(u.doing, crate::picture::Doing::Landing(_))
            };
            picture.srus.iter().find(laden).map(|unit| (seat, unit.clone()))
        });
        if let Some((seat, unit)) = found {
            break (stage, seat, unit);
        }
        hours += 1.0;
        assert!(hours < 36.0, "nobody was ever taken aboard");
    };
    let mut desk = Sitting::new(stage.view(Chair::Seat(seat)));
    let name = stage.theatre.sru(unit.sru).name.clone();
    desk.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::K);
    desk.settle();
    desk.harness.event(egui::Event::Text(name.clone()));
    desk.settle();
    desk.key(Key::Enter);
    desk.click(&format!("Order {name} to land"));
    assert!(desk.has("ETA"), "the nearest place is chosen, and what comes of it shown");
    desk.click("Confirm the order");
    let out = desk.out();
    assert!(matches!(out.as_slice(), [Intent::Do(Command::Order { order: Order::Land { .. }, .. })]), "{out:?}");
}

#[test]
fn contacts_places_seats_and_bare_positions_have_their_cards() {
    let stage = called_out();
    let mut desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    desk.click("Flying Fish Cove, port");
    assert!(desk.has("RCC South has to agree") && desk.has("port of Southland"));
    desk.click("RCC South, office");
    assert!(desk.has("Answers for") && desk.has("Call or write to RCC South"));
    desk.harness.state_mut().1.selected = Some(Selected::Position(Position::new(-7.0, 104.0).expect("a position")));
    desk.settle();
    assert!(desk.has("Region") && desk.has("Send a unit here"));
    desk.click("Send Rescue 11 to 07°00.0'S");
    assert!(desk.has("Order to Rescue 11: Proceed"));
    assert_eq!(desk.out(), vec![]);
}

#[test]
fn an_order_is_typed_and_given_with_one_enter() {
    let (stage, mut desk) = with_rescue();
    desk.click("Order Rescue 11 to proceed");
    // The field has the focus: nothing is to be looked for.
    desk.harness.event(egui::Event::Text("08-00S 105-00E".to_owned()));
    desk.settle();
    assert!(desk.has("ETA"), "what comes of it is shown before: {:#?}", desk.words());
    desk.key(Key::Enter);
    let out = desk.out();
    assert!(matches!(out.as_slice(), [Intent::Do(Command::Order { order: Order::Proceed { .. }, .. })]), "{out:?}");
    stage.takes(OPS_NORTH, &out);
}

#[test]
fn a_coast_station_says_whose_it_is_and_how_far_a_ship_hears_it() {
    let mut scenario = example();
    let position = Position::new(-7.4, 106.4).expect("a position");
    scenario.signals.antennas = vec![crate::scenario::Antenna { seat: RCC_SOUTH, position, height_m: 100.0 }];
    let mut stage = Stage::left_alone(scenario, 4.0);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Coast station of RCC South on VHF");
    assert!(desk.has("Antenna") && desk.has("100 m above the sea") && desk.has("out to 32 NM"), "{:#?}", desk.words());
    desk.click("Select RCC South, whose coast station it is");
    assert!(desk.has("Open the messages with RCC South"));
    stage.goes_dead(RCC_SOUTH, crate::scenario::Channel::Vhf);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.click("Your coast station on VHF");
    assert!(desk.has("VHF is dead since"), "{:#?}", desk.words());
    assert!(desk.has("To Case 1"));
    // Others are not told that it is.
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_NORTH)));
    desk.click("Coast station of RCC South on VHF");
    assert!(!desk.has("is dead since"));
}

#[test]
fn what_a_ship_has_to_give_is_shown_and_how_much_water_goes_over_is_chosen() {
    let mut scenario = example();
    let stores = crate::scenario::Stores { water_l: 900.0, lifejackets: 12, food_days: Some(300.0) };
    scenario.srus[RESCUE.index()].stores = Some(stores);
    let stage = Stage::left_alone(scenario, 4.0);
    let mut view = stage.view(Chair::Seat(OPS_NORTH));
    // As with thirty survivors aboard.
    let unit = view.picture.as_mut().and_then(|picture| picture.srus.iter_mut().find(|unit| unit.sru == RESCUE));
    unit.expect("its own unit").survivors = 30;
    let mut desk = Sitting::new(view);
    desk.click("Rescue 11, own");
    assert!(desk.has("900 L of water, food for 300 person-days, 12 lifejackets"), "{:#?}", desk.words());
    assert!(desk.has("water 10.0 days, food 10.0 days"));
    let errand = |out: &[Intent]| match out {
        [Intent::Do(Command::Order { order: Order::Alongside(errand), .. })] => *errand,
        other => panic!("{other:?}"),
    };
    desk.click("Order Rescue 11 to give stores");
    desk.write("Where", "7-30S 105-20E");
    desk.click("Confirm the order");
    let all = errand(&desk.out());
    assert!(matches!(all, crate::sim::alongside::Errand::Provide { water_l: None, .. }), "{all:?}");
    desk.click("Order Rescue 11 to give stores");
    desk.write("Where", "7-30S 105-20E");
    desk.click("As much water as it can spare");
    desk.write("Water to be given, litres", "250");
    desk.click("Confirm the order");
    let some = errand(&desk.out());
    let crate::sim::alongside::Errand::Provide { water_l: Some(litres), .. } = some else { panic!("{some:?}") };
    assert!((litres - 250.0).abs() < 1e-9);
}
