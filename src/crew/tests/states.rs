//! Crews where several states are at the table: ministries, decisions, terms, silence, leave and loans.

use proptest::prelude::*;

use super::super::ministry::{Pressure, willingness};
use super::*;
use crate::scenario::{Manner, Scenario, Stance, Territory};
use crate::sim::press::Mood;
use crate::sim::{Clearance, Terms};

/// The ministry of Southland, a seat added to the strait; seat 5 is that of Northland.
pub(super) const MINISTRY: SeatId = SeatId(4);
/// Southland's operations, and their vessel.
pub(super) const THEIR_OPS: SeatId = SeatId(6);
pub(super) const THEIRS: SruId = SruId(3);
pub(super) const COVE: PlaceId = PlaceId(1);
pub(super) const MERAK: PlaceId = PlaceId(0);

/// The strait with two ministries, and one of them so minded.
pub(super) fn states(stance: Stance) -> Theatre {
    let mut scenario: Scenario = theatre().scenario;
    let like = scenario.seats[SOUTH.index()].clone();
    let seat = |id: &str, party, role, stance| scenario::Seat {
        id: id.to_owned(),
        name: id.to_owned(),
        party,
        role,
        manner: Manner { stance, ..Manner::default() },
        ..like.clone()
    };
    let (north, south) = (scenario.seats[NORTH.index()].party, like.party);
    scenario.seats.push(seat("ministry-south", south, Role::ForeignMinistry, stance));
    scenario.seats.push(seat("ministry-north", north, Role::ForeignMinistry, Stance::Cooperate));
    scenario.seats.push(seat("ops-south", south, Role::Operations, stance));
    let mut vessel = scenario.srus[RESCUE.index()].clone();
    (vessel.id, vessel.name, vessel.party, vessel.seat) = ("theirs".into(), "Theirs".into(), south, THEIR_OPS);
    scenario.srus.push(vessel);
    Theatre::new(scenario)
}

fn land(persons: u32) -> Ask {
    Ask::Land { place: COVE, persons }
}

fn told(landing: u32, persons: u32, since: Tick) -> Clearance {
    Clearance {
        landing: RequestId(landing),
        asker: MASTERS,
        place: COVE,
        persons,
        waiting_since: since,
        dead: 0,
        elsewhere: 0,
        pledged: 0,
    }
}

/// A ministry's desk so many hours after it was asked to decide.
fn asked(theatre: &Theatre, told: Clearance, after_h: i64) -> Picture {
    let first = hours(2);
    let mut picture = desk(theatre, MINISTRY, first.after(Span::hours(after_h)));
    picture.cases.push(case(first));
    picture.requests.push(request(9, SOUTH, true, first, Ask::Clear(told), None));
    picture
}

/// What it answers, and after how many hours, if it does within four days.
fn answers(theatre: &Theatre, told: Clearance) -> Option<(i64, Answer)> {
    (0..96).find_map(|after| Some((after, answer(&decide(theatre, &asked(theatre, told, after)))?.clone())))
}

#[test]
fn a_willing_ministry_says_yes_within_the_six_hours_expected_and_not_at_once() {
    let (after, answer) = answers(&states(Stance::Cooperate), told(5, 40, hours(2))).unwrap();
    assert!((4..=6).contains(&after), "after {after} h");
    assert_eq!(answer, Answer::Accept);
}

#[test]
fn one_that_waits_for_others_yields_to_time_and_one_that_pushes_back_refuses() {
    let (after, answer) = answers(&states(Stance::Delay), told(5, 40, hours(2))).unwrap();
    assert!((12..48).contains(&after), "after {after} h");
    assert!(matches!(answer, Answer::AcceptIf { terms } if terms.at_most.is_some()), "{answer:?}");
    let (after, answer) = answers(&states(Stance::PushBack), told(5, 40, hours(2))).unwrap();
    assert!((4..=6).contains(&after), "after {after} h");
    assert!(matches!(answer, Answer::Refuse { .. }), "{answer:?}");
}

#[test]
fn what_others_pledge_and_take_in_turns_a_state_that_pushes_back() {
    let moved = Clearance { dead: 10, elsewhere: 40, pledged: 40, ..told(5, 40, hours(2)) };
    let (_, answer) = answers(&states(Stance::PushBack), moved).unwrap();
    assert_eq!(answer, Answer::Accept);
}

#[test]
fn a_promise_is_asked_of_states_and_not_of_masters() {
    let theatre = states(Stance::Delay);
    let pledge = |asker| match answers(&theatre, Clearance { asker, ..told(5, 40, hours(2)) }) {
        Some((_, Answer::AcceptIf { terms })) => terms.pledge,
        other => panic!("{other:?}"),
    };
    assert_eq!(pledge(MASTERS), None);
    assert_eq!(pledge(NORTH), Some(20));
}

#[test]
fn to_be_asked_again_is_no_new_matter() {
    let theatre = states(Stance::Delay);
    let mut picture = asked(&theatre, told(5, 40, hours(2)), 30);
    picture.requests[0].course.withdrawn_at = Some(hours(30));
    picture.requests.push(request(10, SOUTH, true, hours(31), Ask::Clear(told(5, 40, hours(2))), None));
    assert!(answer(&decide(&theatre, &picture)).is_some(), "the first request counts");
}

fn pressure() -> impl Strategy<Value = Pressure> {
    let stance = prop_oneof![Just(Stance::Cooperate), Just(Stance::Delay), Just(Stance::PushBack)];
    let mood = (0.0..=1.0_f64, 0.0..=1.0_f64).prop_map(|(pressure, blame)| Mood { pressure, blame });
    let weighed = (any::<bool>(), 0.0..=1.0_f64, mood);
    (stance, 1_u32..800, 0.0..200.0_f64, 0_u32..60, 0_u32..900, 0_u32..900, 0_u32..3000, 0_u32..5, weighed).prop_map(
        |(stance, persons, waited_h, dead, elsewhere, pledged, taken, escalated, (together, relieved, mood))| {
            Pressure { stance, persons, waited_h, dead, elsewhere, pledged, taken, escalated, together, relieved, mood }
        },
    )
}

proptest! {
    #[test]
    fn more_pressure_never_makes_less_willing_and_more_burden_never_more(
        p in pressure(), hours in 0.0..100.0_f64, n in 0_u32..500,
    ) {
        let now = willingness(&p);
        prop_assert!((0.0..=1.0).contains(&now));
        for more in [
            Pressure { waited_h: p.waited_h + hours, ..p },
            Pressure { dead: p.dead + n, ..p },
            Pressure { elsewhere: p.elsewhere + n, ..p },
            Pressure { pledged: p.pledged + n, ..p },
            Pressure { escalated: p.escalated + 1, ..p },
            Pressure { together: true, ..p },
            Pressure { relieved: 1.0, ..p },
            Pressure { mood: Mood { pressure: 1.0, ..p.mood }, ..p },
            Pressure { mood: Mood { blame: 0.0, ..p.mood }, ..p },
        ] {
            prop_assert!(willingness(&more) >= now, "{p:?} {more:?}");
        }
        let blamed = Pressure { mood: Mood { blame: 1.0, ..p.mood }, ..p };
        for less in [Pressure { taken: p.taken + n, ..p }, Pressure { persons: p.persons + n, ..p }, blamed] {
            prop_assert!(willingness(&less) <= now, "{p:?} {less:?}");
        }
        let of = |stance| willingness(&Pressure { stance, ..p });
        prop_assert!(of(Stance::Cooperate) >= of(Stance::Delay) && of(Stance::Delay) >= of(Stance::PushBack));
    }
}

/// RCC South, asked by the masters at two hours to let forty people land, three hours ago.
fn centre(theatre: &Theatre) -> Picture {
    let mut picture = desk(theatre, SOUTH, hours(5));
    picture.cases.push(CaseView { responsible: Some((NORTH, hours(1))), ..case(hours(1)) });
    picture.requests.push(request(5, MASTERS, true, hours(2), land(40), None));
    picture
}

fn clear_of(commands: &[Command]) -> Option<(&Clearance, Option<Tick>)> {
    commands.iter().find_map(|c| match c {
        Command::Ask { to: MINISTRY, what: Ask::Clear(told), by, .. } => Some((told, *by)),
        _ => None,
    })
}

#[test]
fn a_centre_asks_its_ministry_passes_on_what_it_decides_and_asks_again_in_silence() {
    let theatre = states(Stance::Delay);
    let mut picture = centre(&theatre);
    let commands = decide(&theatre, &picture);
    let (form, by) = clear_of(&commands).expect("the ministry is asked");
    assert_eq!((*form, by), (told(5, 40, hours(2)), Some(hours(11))));
    assert_eq!(answer(&commands), None, "the masters wait");
    let clear = Ask::Clear(told(5, 40, hours(2)));
    picture.requests.push(request(6, MINISTRY, false, hours(5), clear, None));
    assert_eq!(clear_of(&decide(&theatre, &picture)), None, "it is asked once");
    // Silence.
    picture.requests[1].course = Course { by: Some(hours(11)), silent_at: Some(hours(11)), ..Course::default() };
    picture.tick = hours(11);
    let commands = decide(&theatre, &picture);
    assert!(commands.contains(&Command::Withdraw { request: RequestId(6) }));
    assert_eq!(clear_of(&commands).unwrap().1, Some(hours(5 + 12)), "to be answered by the next escalation");
    // Terms, then yes, then no.
    let terms = Terms { at_most: Some(20), ..Terms::default() };
    for decision in [Answer::AcceptIf { terms }, Answer::Accept] {
        picture.requests[1].answer = Some((decision.clone(), hours(10)));
        assert_eq!(answer(&decide(&theatre, &picture)), Some(&decision));
    }
    picture.requests[1].answer = Some((Answer::Refuse { reason: "not now".to_owned() }, hours(10)));
    let passed_on = decide(&theatre, &picture);
    assert!(matches!(answer(&passed_on), Some(Answer::Refuse { reason }) if reason.contains("not now")));
}

#[test]
fn a_decision_nobody_needs_any_more_is_not_waited_for() {
    let theatre = states(Stance::Delay);
    let mut picture = centre(&theatre);
    picture.requests.push(request(6, MINISTRY, false, hours(4), Ask::Clear(told(5, 40, hours(2))), None));
    picture.requests[0].course.withdrawn_at = Some(hours(4));
    assert!(decide(&theatre, &picture).contains(&Command::Withdraw { request: RequestId(6) }));
}

#[test]
fn without_a_ministry_a_centre_answers_as_it_did_and_as_its_state_is_minded() {
    let plain = theatre();
    let mut picture = centre(&plain);
    assert_eq!(answer(&decide(&plain, &picture)), Some(&Answer::Accept));
    let mut scenario = plain.scenario.clone();
    scenario.seats[SOUTH.index()].manner.stance = Stance::PushBack;
    let minded = Theatre::new(scenario);
    assert_eq!(answer(&decide(&minded, &picture)), None, "it does not hurry");
    picture.tick = hours(9);
    assert!(matches!(answer(&decide(&minded, &picture)), Some(Answer::Refuse { .. })));
}

/// The masters with forty survivors off the cove, whose state has a ministry.
fn laden(theatre: &Theatre) -> Picture {
    let mut picture = desk(theatre, MASTERS, hours(20));
    picture.cases.push(CaseView { persons: Some(40), recovered: 40, ..case(hours(10)) });
    let ship = unit(theatre, MERCHANT, p("09-50S 105-35E"), Doing::Waiting);
    picture.srus.push(SruView { case: Some(CASE), survivors: 40, ..ship });
    let text = format!("{} has survivors aboard (blue wooden fishing boat)", theatre.sru(MERCHANT).name);
    picture.log.push(LogView { at: hours(19), text, refused: false });
    picture
}

#[test]
fn a_master_waits_for_a_ministry_agrees_to_its_terms_and_in_silence_asks_for_the_next_port_too() {
    let theatre = states(Stance::Delay);
    let mut picture = laden(&theatre);
    let asked = |c: &[Command]| {
        c.iter().find_map(|c| match c {
            Command::Ask { to, what: Ask::Land { place, .. }, by, .. } => Some((*to, *place, *by)),
            _ => None,
        })
    };
    assert_eq!(asked(&decide(&theatre, &picture)), Some((SOUTH, COVE, Some(hours(28)))));
    picture.requests.push(request(0, SOUTH, false, hours(20), land(40), None));
    picture.tick = hours(25);
    assert_eq!(asked(&decide(&theatre, &picture)), None, "an answer takes hours");
    picture.tick = hours(27);
    let beside = asked(&decide(&theatre, &picture)).map(|(to, place, _)| (to, place));
    assert_eq!(beside, Some((NORTH, MERAK)), "it was expected within six: another state is asked too");
    // Terms a master can keep, and one it cannot promise.
    let terms = Terms { at_most: Some(20), ..Terms::default() };
    picture.requests[0].answer = Some((Answer::AcceptIf { terms }, hours(27)));
    assert!(decide(&theatre, &picture).contains(&Command::Agree { request: RequestId(0) }));
    picture.requests[0].course.agreed_at = Some(hours(27));
    assert_eq!(order_of(&decide(&theatre, &picture), MERCHANT), Some(&Order::Land { place: COVE }));
    let terms = Terms { pledge: Some(20), ..Terms::default() };
    picture.requests[0].answer = Some((Answer::AcceptIf { terms }, hours(27)));
    picture.requests[0].course.agreed_at = None;
    assert!(decide(&theatre, &picture).contains(&Command::Withdraw { request: RequestId(0) }));
    // Silence.
    picture.requests[0].answer = None;
    picture.requests[0].course.silent_at = Some(hours(28));
    picture.tick = hours(28);
    let commands = decide(&theatre, &picture);
    let withdrawn = |commands: &[Command]| commands.contains(&Command::Withdraw { request: RequestId(0) });
    assert!(!withdrawn(&commands), "a ministry that waits for others may still decide");
    assert_eq!(asked(&commands).map(|(to, place, _)| (to, place)), Some((NORTH, MERAK)));
    picture.tick = hours(41);
    picture.requests.push(request(1, NORTH, false, hours(35), Ask::Land { place: MERAK, persons: 40 }, None));
    let again = asked(&decide(&theatre, &picture)).map(|(to, place, _)| (to, place));
    assert_eq!(again, Some((SOUTH, COVE)), "word of it may have been lost");
    picture.requests.truncate(1);
    picture.tick = hours(28);
    // Once there is a port, it is not wanted any more; and wanted again, it is asked for at once.
    picture.requests.push(request(
        1,
        NORTH,
        false,
        hours(28),
        Ask::Land { place: MERAK, persons: 40 },
        Some(Answer::Accept),
    ));
    let commands = decide(&theatre, &picture);
    assert_eq!(order_of(&commands, MERCHANT), Some(&Order::Land { place: MERAK }));
    assert!(withdrawn(&commands));
    picture.requests.truncate(1);
    picture.requests[0].course.withdrawn_at = Some(hours(28));
    assert_eq!(asked(&decide(&theatre, &picture)).map(|(to, place, _)| (to, place)), Some((SOUTH, COVE)));
}

/// North's operations, called to a boat in waters that are drawn round it.
fn at_the_border(party: usize) -> (Theatre, Picture) {
    let mut scenario = theatre().scenario;
    let corners = ["07-40S 105-00E", "07-40S 106-00E", "08-40S 106-00E", "08-40S 105-00E"].map(p).to_vec();
    scenario.territories = vec![Territory { party: crate::base::ids::PartyId::new(party), corners }];
    let theatre = Theatre::new(scenario);
    let mut picture = called_out(&theatre, hours(14));
    picture.contacts.push(contact(Seen::PersonInWater, "08-10S 105-30E", 1, Tick(picture.tick.0 - 360)));
    (theatre, picture)
}

#[test]
fn a_states_unit_asks_before_it_enters_anothers_waters_and_waits_for_leave() {
    let (own, picture) = at_the_border(0);
    assert!(order_of(&decide(&own, &picture), RESCUE).is_some(), "one's own waters are open");
    let (theatre, mut picture) = at_the_border(1);
    let enters = |c: &[Command]| c.iter().filter(|c| matches!(c, Command::Ask { what: Ask::Enter, .. })).count();
    let commands = decide(&theatre, &picture);
    assert_eq!((enters(&commands), order_of(&commands, RESCUE)), (1, None));
    assert!(asks(&commands, |to, what| *to == SOUTH && *what == Ask::Enter));
    picture.requests.push(request(1, SOUTH, false, picture.tick, Ask::Enter, None));
    let commands = decide(&theatre, &picture);
    assert_eq!((enters(&commands), order_of(&commands, RESCUE)), (0, None));
    picture.requests[1].answer = Some((Answer::Accept, picture.tick));
    assert!(matches!(order_of(&decide(&theatre, &picture), RESCUE), Some(Order::Recover { .. })));
}

#[test]
fn a_centre_gives_leave_as_its_state_is_minded() {
    let leave = |stance, after_min: i64| {
        let mut scenario = theatre().scenario;
        scenario.seats[SOUTH.index()].manner.stance = stance;
        let theatre = Theatre::new(scenario);
        let mut picture = desk(&theatre, SOUTH, minutes(120 + after_min));
        picture.cases.push(CaseView { responsible: Some((NORTH, hours(1))), ..case(hours(1)) });
        picture.requests.push(request(0, NORTH, true, hours(2), Ask::Enter, None));
        answer(&decide(&theatre, &picture)).cloned()
    };
    assert_eq!(leave(Stance::Cooperate, 20), None);
    assert_eq!(leave(Stance::Cooperate, 91), Some(Answer::Accept));
    assert_eq!(leave(Stance::Delay, 91), None);
    assert_eq!(leave(Stance::Delay, 361), Some(Answer::Accept));
    assert!(matches!(leave(Stance::PushBack, 91), Some(Answer::Refuse { .. })));
}

#[test]
fn a_centre_with_too_little_room_asks_for_another_states_vessel_and_gives_it_back() {
    let theatre = states(Stance::Cooperate);
    let mut picture = desk(&theatre, NORTH, hours(14));
    let responsible = Some((NORTH, hours(1)));
    picture.cases.push(CaseView {
        nature: Nature::Sinking,
        persons: Some(80),
        phase: Some((Phase::Distress, hours(2))),
        positions: vec![told_at("08-10S 105-30E", hours(13))],
        responsible,
        ..case(hours(1))
    });
    picture.contacts.push(contact(Seen::CapsizedHull, "08-10S 105-30E", 60, hours(14)));
    let (position, heard_at) = (p("08-40S 105-30E"), hours(14));
    picture.traffic.push(TrafficView { sru: THEIRS, position, course_true: 0.0, speed_mps: 0.0, heard_at });
    let wanted = |to: &SeatId, what: &Ask| *to == THEIR_OPS && *what == Ask::Lend { sru: THEIRS };
    assert!(asks(&decide(&theatre, &picture), wanted));
    picture.requests.push(request(0, THEIR_OPS, false, hours(14), Ask::Lend { sru: THEIRS }, None));
    assert!(!asks(&decide(&theatre, &picture), wanted), "once");
    picture.requests[0].course.silent_at = Some(hours(15));
    assert!(decide(&theatre, &picture).contains(&Command::Withdraw { request: RequestId(0) }));
    // Lent, and everybody found.
    let lent = unit(&theatre, THEIRS, position, Doing::Waiting);
    picture.srus.push(SruView { mine: true, lent: true, case: Some(CASE), ..lent });
    picture.contacts[0].cleared = true;
    (picture.cases[0].recovered, picture.tick) = (80, hours(20));
    assert!(decide(&theatre, &picture).contains(&Command::Release { sru: THEIRS }));
}

fn told_at(position: &str, at: Tick) -> PositionView {
    super::told(at, position)
}

#[test]
fn operations_lend_a_vessel_that_is_free_and_leave_it_to_the_borrower() {
    let lends = |stance, case: Option<CraftId>| {
        let theatre = states(stance);
        let mut picture = desk(&theatre, THEIR_OPS, hours(14));
        picture.cases.push(super::case(hours(13)));
        let vessel = unit(&theatre, THEIRS, p("08-40S 105-30E"), Doing::Waiting);
        picture.srus.push(SruView { case, survivors: u32::from(case.is_some()), ..vessel });
        picture.requests.push(request(0, NORTH, true, hours(13), Ask::Lend { sru: THEIRS }, None));
        answer(&decide(&theatre, &picture)).cloned()
    };
    assert_eq!(lends(Stance::Cooperate, None), Some(Answer::Accept));
    assert!(matches!(lends(Stance::Cooperate, Some(CASE)), Some(Answer::Refuse { .. })), "it has survivors aboard");
    assert!(matches!(lends(Stance::PushBack, None), Some(Answer::Refuse { .. })));
}

#[test]
fn an_unpractised_desk_takes_longer() {
    let phase_after = |skill: f64| {
        let mut scenario = theatre().scenario;
        scenario.seats[SOUTH.index()].manner.skill = skill;
        let theatre = Theatre::new(scenario);
        (1..120).find(|after| phase(&decide(&theatre, &south_hears_of_water(&theatre, *after))).is_some()).unwrap()
    };
    let (practised, half, not) = (phase_after(1.0), phase_after(0.5), phase_after(0.0));
    assert!(practised < half && half < not && not <= 3 * practised + 1, "{practised} {half} {not}");
}
