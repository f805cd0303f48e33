//! Territorial seas: who is counted as coming in, with or without leave, and who is told.

use crate::base::Tick;
use crate::base::ids::{PartyId, SeatId, SruId};
use crate::scenario::{Channel, Scenario, SruKind, Start, Territory};

use super::tests::{CASE, MASTERS, OPS, PATROL, Play, RCC, SHIP, at, scenario, unit};
use super::*;

const OTHER: SeatId = SeatId(3);

/// Bravo's sea round its port, with the patrol boat outside and the merchant ship bound through it.
fn waters(ais: bool) -> Scenario {
    let mut scenario = scenario();
    let corners = vec![at(-11.0, 105.0), at(-11.0, 106.5), at(-10.0, 106.5), at(-10.0, 105.0)];
    scenario.territories = vec![Territory { party: PartyId(2), corners }];
    scenario.srus[PATROL.index()].start = Start::AtSea(at(-9.8, 105.5));
    scenario.srus[PATROL.index()].ais = ais;
    let waypoints = vec![at(-9.9, 105.3), at(-12.0, 105.3)];
    scenario.srus[SHIP.index()].start = Start::OnPassage { waypoints, from_s: 0 };
    scenario
}

fn entries(play: &Play) -> Vec<(SruId, bool)> {
    let entry = |e: &Stamped<Event>| match e.body {
        Event::Dealing(Dealing::EnteredTerritory { sru, leave, party, .. }) => {
            assert_eq!(party, PartyId(2));
            Some((sru, leave))
        }
        _ => None,
    };
    play.events.iter().filter_map(entry).collect()
}

fn intruders(play: &Play, seat: SeatId) -> usize {
    let entries = play.world.ledgers[seat.index()].entries().iter();
    entries.filter(|e| matches!(e.fact, Fact::Notice(Notice::Intruder { .. }))).count()
}

#[test]
fn a_states_unit_that_comes_in_without_leave_is_counted_once_and_a_merchant_ship_is_not() {
    let mut play = Play::of(waters(false));
    assert_eq!(play.order(OPS, PATROL, Order::Proceed { to: at(-10.2, 105.5) }), None);
    play.until_hours(4.0);
    assert_eq!(entries(&play), [(PATROL, false)]);
    assert_eq!(play.world.presences.keys().copied().collect::<Vec<_>>(), [PATROL]);
    assert_eq!(intruders(&play, OTHER), 0, "nobody there saw it");
    assert_eq!(play.order(OPS, PATROL, Order::Proceed { to: at(-9.8, 105.5) }), None);
    play.until_hours(8.0);
    assert!(play.world.presences.is_empty());
    assert_eq!(play.order(OPS, PATROL, Order::Proceed { to: at(-10.2, 105.5) }), None);
    play.until_hours(12.0);
    assert_eq!(entries(&play), [(PATROL, false), (PATROL, false)], "each time counts");
}

#[test]
fn who_hears_a_unit_on_ais_is_told_and_its_own_side_is_not() {
    let mut play = Play::of(waters(true));
    assert_eq!(play.order(OPS, PATROL, Order::Proceed { to: at(-10.2, 105.5) }), None);
    play.until_hours(4.0);
    assert_eq!(entries(&play), [(PATROL, false)]);
    assert_eq!(intruders(&play, OTHER), 1);
    for seat in [RCC, OPS, MASTERS] {
        assert_eq!(intruders(&play, seat), 0);
    }
}

#[test]
fn a_unit_of_the_state_near_by_sees_who_comes_in() {
    let mut scenario = waters(false);
    scenario.srus.push(unit("guard", 2, OTHER, SruKind::Vessel, Start::AtSea(at(-10.2, 105.55))));
    let mut play = Play::of(scenario);
    assert_eq!(play.order(OPS, PATROL, Order::Proceed { to: at(-10.2, 105.5) }), None);
    play.until_hours(4.0);
    let told = play.world.ledgers[OTHER.index()].entries().iter().find_map(|e| match &e.fact {
        Fact::Notice(Notice::Intruder { sru, party, .. }) => Some((*sru, *party)),
        _ => None,
    });
    assert_eq!(told, Some((None, PartyId(0))), "a stranger has a flag and no name");
}

#[test]
fn with_leave_for_its_case_a_unit_comes_in_with_leave() {
    for (case, expected) in [(Some(CASE), true), (None, false)] {
        let mut play = Play::of(waters(false));
        play.until(Tick(70));
        let ask = Command::Ask { to: OTHER, channel: Channel::Phone, case: CASE, what: Ask::Enter, by: None };
        assert_eq!(play.command(RCC, ask), None);
        play.until(Tick(80));
        let request = play.world.requests[0].id;
        assert_eq!(play.command(OTHER, Command::Answer { request, answer: Answer::Accept }), None);
        play.until(Tick(90));
        let order = Order::Proceed { to: at(-10.2, 105.5) };
        play.world.milestones.insert(crate::scenario::Milestone::Alerted(OPS, CASE), Tick(70));
        assert_eq!(play.command(OPS, Command::Order { sru: PATROL, case, order }), None);
        play.until_hours(4.0);
        assert_eq!(entries(&play), [(PATROL, expected)]);
    }
}

#[test]
fn without_territories_nobody_enters_any() {
    let mut scenario = waters(true);
    scenario.territories.clear();
    let mut play = Play::of(scenario);
    assert_eq!(play.order(OPS, PATROL, Order::Proceed { to: at(-10.2, 105.5) }), None);
    play.until_hours(4.0);
    assert!(entries(&play).is_empty() && play.world.presences.is_empty());
}
