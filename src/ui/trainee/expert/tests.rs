//! The expert weighs accounts, sees what past searches changed, and orders what the effort does best.

use super::super::test_stage::*;
use crate::session::Intent;
use crate::session::wire::Chair;
use crate::sim::{Command, Order};

fn opened() -> (Stage, Sitting) {
    let stage = called_out();
    let mut desk = Sitting::sized(stage.view(Chair::Seat(OPS_NORTH)), 1920.0, 1080.0);
    desk.click("Panel Search expert");
    assert!(desk.has("Hypotheses") && desk.has("Map of probability"), "{:#?}", desk.names());
    (stage, desk)
}

#[test]
fn the_map_is_worked_out_and_the_effort_allocated() {
    let (stage, mut desk) = opened();
    desk.click("Work out the map of probability");
    assert!(desk.has("Half of the chances") && desk.has("Nobody this desk knows of has searched"));
    desk.click("Rescue 11, there about");
    desk.click("Allocate the effort");
    for words in ["Best any spreading of this effort could do", "This plan does of that", "All searches so far"] {
        assert!(desk.has(words), "{words}: {:#?}", desk.names());
    }
    assert_eq!(desk.out(), vec![], "a plan is no order");
    desk.click("Order all units to search");
    let out = desk.out();
    assert!(
        matches!(
            out.as_slice(),
            [
                Intent::Do(Command::Order { sru: RESCUE, case: Some(CASE), order: Order::Search { .. } }),
                Intent::Do(Command::Log { .. })
            ]
        ),
        "{out:?}"
    );
    stage.takes(OPS_NORTH, &out);
}

#[test]
fn an_account_of_ones_own_takes_the_map_back_and_shares_in_the_next() {
    let (_, mut desk) = opened();
    desk.click("Work out the map of probability");
    let shares = |desk: &Sitting| desk.words().iter().filter(|words| words.starts_with("now ")).count();
    let before = shares(&desk);
    assert!(before > 0 && desk.has("Half of the chances"), "{:#?}", desk.words());
    desk.click("Another account");
    desk.write("Position", "8.6S 105.4E");
    desk.click("Add the account");
    assert!(desk.has("own: vessel, upright from"), "{:#?}", desk.words());
    assert!(shares(&desk) == 0 && !desk.has("Half of the chances"), "the old map is of other accounts");
    desk.click("Work out the map of probability");
    assert!(shares(&desk) > before, "{:#?}", desk.words());
    desk.click("Drop the account");
    assert!(!desk.has("own: vessel") && shares(&desk) == 0);
}
