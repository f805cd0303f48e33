//! Neighbours asked for units only while own room is short, one at a time; and where those who are called land people.

use super::states::{COVE, MERAK, THEIR_OPS, THEIRS, states};
use super::*;
use crate::scenario::Stance;

/// A third state in the west, with a centre and operations of its own and no port near.
const WEST: SeatId = SeatId(7);

fn three_states() -> Theatre {
    let mut scenario = states(Stance::Cooperate).scenario;
    let mut party = scenario.parties[0].clone();
    (party.id, party.name) = ("west".into(), "Westland".into());
    scenario.parties.push(party);
    let west = crate::base::ids::PartyId::new(scenario.parties.len() - 1);
    for (id, role) in [("rcc-west", Role::Rcc), ("ops-west", Role::Operations)] {
        let mut seat = scenario.seats[SOUTH.index()].clone();
        (seat.id, seat.name, seat.party, seat.role) = (id.into(), id.into(), west, role);
        seat.position = p("08-10S 100-30E");
        scenario.seats.push(seat);
    }
    Theatre::new(scenario)
}

/// RCC North with a case of so many persons in distress, told of two hours ago, and its rescue vessel for sixty in
/// port.
fn north(theatre: &Theatre, persons: u32) -> Picture {
    let (then, now) = (hours(10), hours(12));
    let mut picture = desk(theatre, NORTH, now);
    picture.cases.push(CaseView {
        nature: Nature::TakingWater,
        persons: Some(persons),
        phase: Some((Phase::Distress, then)),
        responsible: Some((NORTH, then)),
        positions: vec![told(then, "08-10S 105-30E")],
        broadcast_at: Some(then),
        ..case(then)
    });
    let port = theatre.scenario.places[MERAK.index()].position;
    picture.srus.push(SruView { mine: false, ..unit(theatre, RESCUE, port, Doing::InPort(MERAK)) });
    picture
}

fn called(theatre: &Theatre, picture: &Picture) -> Vec<SeatId> {
    let calls = |c: &Command| match c {
        Command::Ask { to, what: Ask::Deploy { .. }, .. } if *to != OPERATIONS => Some(*to),
        _ => None,
    };
    decide(theatre, picture).iter().filter_map(calls).collect()
}

#[test]
fn neighbours_are_asked_when_own_room_is_short_and_not_before() {
    let theatre = three_states();
    assert_eq!(called(&theatre, &north(&theatre, 40)), Vec::<SeatId>::new(), "sixty places for forty people");
    assert_eq!(called(&theatre, &north(&theatre, 90)), vec![SOUTH], "the nearest, and one");
    let mut picture = north(&theatre, 90);
    picture.cases[0].recovered = 40;
    assert_eq!(called(&theatre, &picture), Vec::<SeatId>::new(), "fifty are left");
    let mut picture = north(&theatre, 40);
    picture.srus[0].doing = Doing::Failed;
    assert_eq!(called(&theatre, &picture), vec![SOUTH], "it has none that could go");
    let mut picture = north(&theatre, 40);
    (picture.srus[0].case, picture.srus[0].order) = (Some(CraftId(1)), Some(Order::Return));
    assert_eq!(called(&theatre, &picture), vec![SOUTH], "its only vessel works for somebody else");
}

#[test]
fn the_next_neighbour_is_asked_when_the_first_refuses_is_silent_or_does_not_suffice() {
    let theatre = three_states();
    let fix = deploy("08-10S 105-30E", hours(10));
    let after = |at: Tick, reply: Option<Answer>| {
        let mut picture = north(&theatre, 90);
        picture.requests.push(request(1, SOUTH, false, at, fix.clone(), reply));
        called(&theatre, &picture)
    };
    let minutes_ago = |n: i64| minutes(12 * 60 - n);
    assert_eq!(after(minutes_ago(10), None), Vec::<SeatId>::new(), "they have hardly had time to answer");
    assert_eq!(after(minutes_ago(30), None), vec![SOUTH], "asked again");
    assert_eq!(after(minutes_ago(90), None), vec![WEST], "silent for more than an hour");
    assert_eq!(after(minutes_ago(10), Some(Answer::Refuse { reason: "no".into() })), vec![WEST]);
    assert_eq!(after(minutes_ago(60), Some(Answer::Accept)), Vec::<SeatId>::new(), "they are on their way");
    assert_eq!(after(minutes_ago(60 * 7), Some(Answer::Accept)), vec![WEST], "and it is not enough");
}

/// Southland's operations with a vessel that has thirty aboard, called to a case of Northland.
fn called_vessel(theatre: &Theatre, place: &str) -> Picture {
    let mut picture = desk(theatre, THEIR_OPS, hours(20));
    picture.cases.push(CaseView {
        persons: Some(30),
        recovered: 30,
        positions: vec![told(hours(10), "08-10S 105-30E")],
        ..case(hours(10))
    });
    let mut vessel = unit(theatre, THEIRS, p(place), Doing::Waiting);
    (vessel.case, vessel.survivors, vessel.room) = (Some(CASE), 30, 30);
    picture.srus.push(vessel);
    let text = format!("{} has survivors aboard (blue wooden fishing boat)", theatre.sru(THEIRS).name);
    picture.log.push(LogView { at: hours(12), text, refused: false });
    picture
}

#[test]
fn a_vessel_called_by_another_state_lands_its_people_there_first_and_at_home_when_it_may_not() {
    let theatre = states(Stance::Cooperate);
    // Both ports are some hours away.
    let mut picture = called_vessel(&theatre, "08-10S 105-45E");
    let asks_north =
        |c: &[Command]| asks(c, |to, what| *to == NORTH && matches!(what, Ask::Land { place, .. } if *place == MERAK));
    let commands = decide(&theatre, &picture);
    assert!(asks_north(&commands), "{commands:?}");
    assert_eq!(order_of(&commands, THEIRS), None);
    let ask = Ask::Land { place: MERAK, persons: 30 };
    picture.requests.push(request(1, NORTH, false, hours(20), ask, None));
    picture.tick = hours(22);
    assert_eq!(order_of(&decide(&theatre, &picture), THEIRS), None, "an answer is awaited");
    picture.tick = hours(25);
    assert_eq!(order_of(&decide(&theatre, &picture), THEIRS), Some(&Order::Land { place: COVE }), "but not for ever");
    picture.requests[0].answer = Some((Answer::Accept, hours(22)));
    assert_eq!(order_of(&decide(&theatre, &picture), THEIRS), Some(&Order::Land { place: MERAK }));
    // Off its own port it does not go back the whole way.
    let near_home = called_vessel(&theatre, "10-20S 105-35E");
    assert_eq!(order_of(&decide(&theatre, &near_home), THEIRS), Some(&Order::Land { place: COVE }));
}
