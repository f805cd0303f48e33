//! Units that hear the distress beacon of the case they work for.

use super::*;
use crate::sar::pattern::Pattern;

/// The operations' desk with both units at sea, searching some forty miles from where the bearings of one cross.
fn hears(theatre: &Theatre, sru: SruId) -> Picture {
    let now = hours(14);
    let mut picture = called_out(theatre, now);
    let orders = decide(theatre, &picture);
    for view in &mut picture.srus {
        view.order = order_of(&orders, view.sru).cloned();
        (view.case, view.doing, view.position) = (Some(CASE), Doing::Searching, p("08-10S 105-30E"));
    }
    assert!(picture.srus.iter().all(|view| matches!(view.order, Some(Order::Search { .. }))), "{:?}", picture.srus);
    for command in orders {
        if let Command::Log { text } = command {
            picture.log.push(LogView { at: picture.tick, text, refused: false });
        }
    }
    let position = p("08-22S 105-30E");
    picture.bearings.push(BearingsView {
        sru,
        case: CASE,
        since: now,
        at: now,
        bearing_true: 180.0,
        position,
        error_m: 2_000.0,
    });
    picture
}

#[test]
fn a_vessel_that_hears_the_beacon_leaves_its_search_and_goes_for_it() {
    let theatre = theatre();
    let picture = hears(&theatre, RESCUE);
    let commands = decide(&theatre, &picture);
    assert_eq!(order_of(&commands, RESCUE), Some(&Order::Recover { at: p("08-22S 105-30E") }));
    assert_eq!(order_of(&commands, AIRCRAFT), None, "which hears nothing, and goes on");
    let mut silent = picture.clone();
    silent.bearings.clear();
    assert_eq!(order_of(&decide(&theatre, &silent), RESCUE), None);
    let mut over = picture;
    over.bearings[0].at = Tick(over.tick.0 - 20 * 6);
    assert_eq!(
        order_of(&decide(&theatre, &over), RESCUE),
        None,
        "it heard it twenty minutes ago and does not any more"
    );
}

#[test]
fn it_is_told_anew_only_when_the_bearings_cross_elsewhere() {
    let theatre = theatre();
    let mut picture = hears(&theatre, RESCUE);
    picture.srus[0].order = Some(Order::Recover { at: p("08-22S 105-30E") });
    picture.bearings[0].position = p("08-23S 105-31E");
    assert_eq!(order_of(&decide(&theatre, &picture), RESCUE), None, "within twice the error");
    (picture.bearings[0].position, picture.bearings[0].error_m) = (p("08-25S 105-33E"), 500.0);
    let commands = decide(&theatre, &picture);
    assert_eq!(order_of(&commands, RESCUE), Some(&Order::Recover { at: p("08-25S 105-33E") }));
}

#[test]
fn an_aeroplane_that_takes_nobody_aboard_searches_squares_about_the_beacon() {
    let theatre = theatre();
    let picture = hears(&theatre, AIRCRAFT);
    let commands = decide(&theatre, &picture);
    let Some(Order::Search { area, pattern: Pattern::ExpandingSquare, .. }) = order_of(&commands, AIRCRAFT) else {
        panic!("{commands:?}")
    };
    assert!(area.centre.distance_m(p("08-22S 105-30E")) < 1.0 && area.width_m >= 12_000.0);
    assert_eq!(order_of(&commands, RESCUE), None);
}

#[test]
fn people_seen_there_come_before_the_beacon() {
    let theatre = theatre();
    let mut picture = hears(&theatre, AIRCRAFT);
    picture.contacts.push(contact(Seen::CapsizedHull, "08-21S 105-30E", 20, Tick(picture.tick.0 - 120)));
    let commands = decide(&theatre, &picture);
    assert!(matches!(order_of(&commands, RESCUE), Some(Order::Recover { .. })), "{commands:?}");
    assert!(!matches!(order_of(&commands, AIRCRAFT), Some(Order::Search { pattern: Pattern::ExpandingSquare, .. })));
}
