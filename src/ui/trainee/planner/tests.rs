//! Three steps a novice can do give search orders the exercise takes.

use egui_kittest::kittest::Queryable;

use super::super::test_stage::*;
use crate::session::Intent;
use crate::session::wire::Chair;
use crate::sim::{Command, Order};

/// A desk of operations with a plan on it.
fn planned() -> (Stage, Sitting) {
    let stage = called_out();
    let mut desk = Sitting::sized(stage.view(Chair::Seat(OPS_NORTH)), 1920.0, 1080.0);
    desk.click("Panel Search planner");
    assert!(desk.has("1  What, and from where") && desk.has("Predict first."));
    desk.click("Predict where it will be");
    assert!(desk.has("Most likely about") && desk.has("Half of the chances"));
    desk.click("Rescue 11, there about");
    desk.click("Plan the search");
    (stage, desk)
}

#[test]
fn three_steps_give_search_orders() {
    let (stage, mut desk) = planned();
    assert!(desk.has("Probability of success"));
    assert!(desk.has("Coverage"), "{:#?}", desk.names());
    assert_eq!(desk.out(), vec![], "a plan is no order");
    desk.click("Order all units to search");
    let out = desk.out();
    let [
        Intent::Do(Command::Order { sru: RESCUE, case: Some(CASE), order: Order::Search { area, spacing_m, .. } }),
        Intent::Do(Command::Log { text }),
    ] = out.as_slice()
    else {
        panic!("{out:?}")
    };
    assert!(area.length_m > 1000.0 && *spacing_m >= 50.0);
    assert!(text.contains("probability of success"), "{text}");
    stage.takes(OPS_NORTH, &out);
    assert!(!desk.has("Order all"), "the plan is given and gone");
}

#[test]
fn what_was_ordered_stays_on_the_chart_until_the_orders_have_entered() {
    let (mut stage, mut desk) = planned();
    let drafts = |desk: &Sitting| {
        let (view, trainee) = desk.harness.state();
        let now = view.picture.as_ref().expect("a picture").tick;
        let mut overlay = crate::ui::chart::Overlay::default();
        trainee.panels.iter().for_each(|panel| panel.overlay(now, &mut overlay));
        overlay.drafts.len()
    };
    assert_eq!(drafts(&desk), 1);
    desk.harness.state_mut().0.clock.running = false;
    desk.click("Order all units to search");
    assert_eq!(drafts(&desk), 1, "the clock stands, and the unit has no order yet");
    assert!(desk.has("Ordered. It enters when the clock runs."), "{:#?}", desk.words());
    stage.go(&[], 6);
    desk.show(stage.view(Chair::Seat(OPS_NORTH)));
    assert_eq!(drafts(&desk), 0, "what the unit does now is drawn from its order");
    assert!(!desk.has("Ordered. It enters"));
}

#[test]
fn a_plan_is_brought_into_sight_on_a_small_screen() {
    let stage = called_out();
    let mut desk = Sitting::new(stage.view(Chair::Seat(OPS_NORTH)));
    desk.click("Panel Search planner");
    desk.click("Predict where it will be");
    desk.click("Rescue 11, there about");
    desk.click("Plan the search");
    desk.harness.run_steps(30);
    let shown = desk.harness.get_by_label("Order all units to search as planned").rect();
    let panel = desk.harness.get_by_label_contains("Panel Case").rect();
    assert!(shown.bottom() < panel.top(), "{shown:?} is in sight above {panel:?}");
}

#[test]
fn the_cloud_and_the_areas_are_drawn_on_the_chart_until_cleared() {
    let (_, mut desk) = planned();
    let overlay = |desk: &Sitting| {
        let mut overlay = crate::ui::chart::Overlay::default();
        for panel in &desk.harness.state().1.panels {
            panel.overlay(desk.harness.state().0.clock.tick, &mut overlay);
        }
        overlay
    };
    let shown = overlay(&desk);
    assert_eq!(shown.cloud.map(|cloud| cloud.particles.len()), Some(super::PARTICLES));
    assert_eq!(shown.drafts.len(), 1);
    assert!(shown.drafts[0].area.is_some() && shown.drafts[0].track.len() > 2);
    desk.click("Clear the prediction");
    let shown = overlay(&desk);
    assert!(shown.cloud.is_none() && shown.drafts.is_empty());
}

#[test]
fn an_expert_changes_a_number_and_the_probability_follows() {
    let (_, mut desk) = planned();
    let before = success(&desk);
    // Tracks ten times as far apart find less.
    let spacing = "Spacing of Rescue 11 in nautical miles";
    desk.click(spacing);
    desk.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    desk.harness.event(egui::Event::Text("9".to_owned()));
    desk.settle();
    desk.key(egui::Key::Enter);
    assert!(success(&desk) < before, "{} is not below {before}", success(&desk));
    desk.click("Leave Rescue 11 out");
    assert!(!desk.has("Order all"));
}

fn success(desk: &Sitting) -> i64 {
    let words = desk.words();
    let line =
        words.iter().find(|words| words.starts_with("Probability of success")).expect("the plan says how likely");
    line.chars().filter(char::is_ascii_digit).collect::<String>().parse().expect("a number")
}

#[test]
fn an_observer_may_plan_and_not_order() {
    let stage = called_out();
    let mut desk = Sitting::sized(stage.view(Chair::Observer(OPS_NORTH)), 1920.0, 1080.0);
    desk.click("Panel Search planner");
    desk.click("Predict where it will be");
    desk.click("Rescue 11, there about");
    desk.click("Plan the search");
    assert!(desk.has("Coverage") && !desk.has("Order all"));
}
