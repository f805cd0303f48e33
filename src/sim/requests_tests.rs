//! The life of requests: withdrawal, silence, terms, decisions, loans, and what crosses on the way.

use proptest::prelude::*;

use crate::base::Tick;
use crate::base::ids::{PartyId, PlaceId, RequestId, SeatId, SruId};
use crate::scenario::{Channel, Manner, Role, Scenario, Seat, SruKind, Start};

use super::tests::{CASE, OPS, PATROL, Play, RCC, SHIP, at, scenario, unit};
use super::*;

const OTHER: SeatId = SeatId(3);
const MINISTRY: SeatId = SeatId(4);
const THEIR_OPS: SeatId = SeatId(5);
/// Bravo's port.
const FAR: PlaceId = PlaceId(2);
/// A vessel of Bravo.
const THEIRS: SruId = SruId(3);

/// Two states, the second with operations and, if wanted, a ministry. Every message takes a minute.
fn states(ministry: bool) -> Scenario {
    let mut scenario = scenario();
    let seat = |name: &str, role| Seat {
        id: name.to_owned(),
        name: name.to_owned(),
        party: PartyId(2),
        role,
        position: at(-10.4, 105.6),
        instructions: None,
        manner: Manner::default(),
    };
    scenario.seats.push(seat("ministry", if ministry { Role::ForeignMinistry } else { Role::FocalPoint }));
    scenario.seats.push(seat("their operations", Role::Operations));
    scenario.srus.push(unit("theirs", 2, THEIR_OPS, SruKind::Vessel, Start::AtSea(at(-9.5, 105.5))));
    scenario
}

/// A play in which both centres know of the case and of the ships.
fn play(ministry: bool) -> Play {
    let mut play = Play::of(states(ministry));
    play.until(Tick(181));
    for seat in [OPS, OTHER, MINISTRY, THEIR_OPS] {
        play.world.milestones.insert(crate::scenario::Milestone::Alerted(seat, CASE), Tick(70));
    }
    play
}

fn ask(play: &mut Play, from: SeatId, to: SeatId, what: Ask, by: Option<Tick>) -> RequestId {
    let command = Command::Ask { to, channel: Channel::Phone, case: CASE, what, by };
    assert_eq!(play.command(from, command), None);
    play.world.requests.last().unwrap().id
}

fn later(play: &mut Play, ticks: u32) {
    play.until(Tick(play.world.tick.0 + ticks));
}

fn answer(request: RequestId, answer: Answer) -> Command {
    Command::Answer { request, answer }
}

fn on_terms(request: RequestId, terms: Terms) -> Command {
    answer(request, Answer::AcceptIf { terms })
}

fn refused(request: RequestId) -> Command {
    answer(request, Answer::Refuse { reason: String::new() })
}

fn notices(play: &Play, seat: SeatId) -> Vec<Notice> {
    let entries = play.world.ledgers[seat.index()].entries().iter();
    let notice = |entry: &Entry| match &entry.fact {
        Fact::Notice(notice) => Some(notice.clone()),
        _ => None,
    };
    entries.filter_map(notice).collect()
}

fn land(persons: u32) -> Ask {
    Ask::Land { place: FAR, persons }
}

#[test]
fn a_request_withdrawn_is_withdrawn_for_the_other_when_word_arrives() {
    let mut play = play(false);
    let request = ask(&mut play, RCC, OTHER, land(5), None);
    later(&mut play, 10);
    assert_eq!(play.command(OTHER, Command::Withdraw { request }), Some(Rejection::NotOpen), "it is not theirs");
    assert_eq!(play.command(RCC, Command::Withdraw { request }), None);
    assert_eq!(notices(&play, RCC), [Notice::WeWithdrew { request }]);
    assert_eq!(notices(&play, OTHER), []);
    assert_eq!(play.command(RCC, Command::Withdraw { request }), Some(Rejection::NotOpen));
    later(&mut play, 7);
    assert_eq!(notices(&play, OTHER), [Notice::Withdrawn { request }]);
    assert_eq!(play.command(OTHER, answer(request, Answer::Accept)), Some(Rejection::NotWaiting));
    let withdrawn = |e: &Event| matches!(e, Event::Dealing(Dealing::RequestWithdrawn { by: RCC, .. }));
    assert_eq!(play.count(withdrawn), 1);
}

#[test]
fn a_yes_that_crosses_a_withdrawal_gives_nothing() {
    let mut play = play(false);
    let request = ask(&mut play, OPS, OTHER, land(5), None);
    later(&mut play, 10);
    assert_eq!(play.command(OPS, Command::Withdraw { request }), None);
    assert_eq!(play.command(OTHER, answer(request, Answer::Accept)), None, "they do not know yet");
    later(&mut play, 20);
    let told = |e: &Entry| matches!(e.fact, Fact::Answered { request: of, .. } if of == request);
    assert!(play.world.ledgers[OPS.index()].entries().iter().any(told), "the answer arrives all the same");
    let order = play.order(OPS, PATROL, Order::Land { place: FAR });
    assert!(matches!(order, Some(Rejection::LandingNotAgreed { .. })), "{order:?}");
}

#[test]
fn a_hand_over_accepted_before_word_of_its_withdrawal_stands() {
    let mut play = play(false);
    let request = ask(&mut play, RCC, OTHER, Ask::Coordinate, None);
    later(&mut play, 10);
    assert_eq!(play.command(RCC, Command::Withdraw { request }), None);
    assert_eq!(play.command(OTHER, answer(request, Answer::Accept)), None);
    assert_eq!(play.world.cases[0].responsible.unwrap().0, OTHER);
    later(&mut play, 20);
    let holder = play.world.ledgers[RCC.index()].entries().iter().rev().find_map(|e| match e.fact {
        Fact::Responsible { holder, .. } => Some(holder),
        _ => None,
    });
    assert_eq!(holder, Some(OTHER), "whoever asked is told who answers for the case");
}

#[test]
fn silence_is_a_fact_for_who_asked_and_a_late_answer_still_counts() {
    let mut play = play(false);
    let by = Tick(300);
    let request = ask(&mut play, OPS, OTHER, land(5), Some(by));
    later(&mut play, 10);
    let asked = play.world.ledgers[OTHER.index()].entries().iter().rev().find_map(|e| match e.fact {
        Fact::AskedOfUs { by, .. } => Some(by),
        _ => None,
    });
    assert_eq!(asked, Some(Some(by)), "whoever is asked knows by when");
    play.until(Tick(299));
    assert_eq!(notices(&play, OPS), []);
    play.until(Tick(400));
    assert_eq!(notices(&play, OPS), [Notice::Silent { request }]);
    assert_eq!(notices(&play, OTHER), []);
    assert_eq!(play.count(|e| matches!(e, Event::Dealing(Dealing::RequestSilent { .. }))), 1);
    assert_eq!(play.command(OTHER, answer(request, Answer::Accept)), None);
    later(&mut play, 10);
    assert_eq!(play.order(OPS, PATROL, Order::Land { place: FAR }), None);
    let past = Command::Ask { to: OTHER, channel: Channel::Phone, case: CASE, what: land(5), by: Some(Tick(9)) };
    assert!(matches!(play.command(OPS, past), Some(Rejection::BadNumber { .. })));
}

#[test]
fn an_answer_in_time_is_no_silence() {
    let mut play = play(false);
    let request = ask(&mut play, OPS, OTHER, land(5), Some(Tick(300)));
    later(&mut play, 10);
    assert_eq!(play.command(OTHER, refused(request)), None);
    play.until(Tick(400));
    assert_eq!(notices(&play, OPS), []);
    assert_eq!(play.command(OPS, Command::Withdraw { request }), Some(Rejection::NotOpen), "it is refused");
}

#[test]
fn terms_hold_when_they_are_agreed_to_and_not_before() {
    let mut play = play(false);
    let request = ask(&mut play, OPS, OTHER, land(5), None);
    later(&mut play, 10);
    let terms = Terms { until: Some(Tick(2_000)), ..Terms::default() };
    assert!(play.command(OTHER, on_terms(request, Terms::default())).is_some(), "terms that are none");
    let elsewhere = Terms { place: Some(PlaceId(0)), ..Terms::default() };
    assert!(play.command(OTHER, on_terms(request, elsewhere)).is_some(), "a place that is not theirs");
    assert_eq!(play.command(OTHER, on_terms(request, terms)), None);
    assert_eq!(play.command(OPS, Command::Agree { request }), Some(Rejection::NotOpen), "no word of it yet");
    later(&mut play, 10);
    assert!(play.order(OPS, PATROL, Order::Land { place: FAR }).is_some(), "not agreed to yet");
    assert_eq!(play.command(RCC, Command::Agree { request }), Some(Rejection::NotOpen), "it is not theirs");
    assert_eq!(play.command(OPS, Command::Agree { request }), None);
    assert_eq!(play.order(OPS, PATROL, Order::Land { place: FAR }), None);
    later(&mut play, 10);
    assert_eq!(notices(&play, OPS), [Notice::WeAgreed { request }]);
    assert_eq!(notices(&play, OTHER), [Notice::Agreed { request }]);
    play.until(Tick(2_001));
    assert!(play.order(OPS, PATROL, Order::Land { place: FAR }).is_some(), "their time is over");
}

#[test]
fn a_promise_to_resettle_people_is_not_operations_to_give() {
    let mut play = play(false);
    let request = ask(&mut play, OPS, OTHER, land(5), None);
    later(&mut play, 10);
    let terms = Terms { pledge: Some(5), ..Terms::default() };
    assert_eq!(play.command(OTHER, on_terms(request, terms)), None);
    later(&mut play, 10);
    let refusal = play.command(OPS, Command::Agree { request });
    assert!(matches!(refusal, Some(Rejection::NotYours { .. })), "{refusal:?}");
}

#[test]
fn no_more_are_landed_than_were_agreed_to_and_the_rest_stay_aboard() {
    let mut play = play(false);
    for person in &mut play.world.people {
        person.whereabouts = Whereabouts::AboardSru(PATROL);
    }
    play.world.srus[PATROL.index()].position = at(-10.3, 105.55);
    play.world.srus[PATROL.index()].activity = Activity::Waiting;
    let request = ask(&mut play, OPS, OTHER, land(40), None);
    later(&mut play, 10);
    let terms = Terms { at_most: Some(10), ..Terms::default() };
    assert_eq!(play.command(OTHER, on_terms(request, terms)), None);
    later(&mut play, 10);
    assert_eq!(play.command(OPS, Command::Agree { request }), None);
    assert_eq!(play.order(OPS, PATROL, Order::Land { place: FAR }), None);
    later(&mut play, 900);
    let landed = |play: &Play| play.count(|e| matches!(e, Event::PersonLanded { .. }));
    assert_eq!(landed(&play), 10);
    let aboard = play.world.people.iter().filter(|p| p.whereabouts == Whereabouts::AboardSru(PATROL)).count();
    assert_eq!(aboard, 30);
    assert_eq!(play.world.srus[PATROL.index()].activity, Activity::Waiting);
    let full = play.order(OPS, PATROL, Order::Land { place: FAR });
    assert!(matches!(full, Some(Rejection::LandingFull { .. })), "{full:?}");
    let request = ask(&mut play, OPS, OTHER, land(30), None);
    later(&mut play, 10);
    assert_eq!(play.command(OTHER, answer(request, Answer::Accept)), None);
    later(&mut play, 10);
    assert_eq!(play.order(OPS, PATROL, Order::Land { place: FAR }), None);
    later(&mut play, 900);
    let living = play.world.people.iter().filter(|p| p.fate == Fate::Living).count();
    assert_eq!(landed(&play), living);
}

#[test]
fn where_there_is_a_ministry_a_centre_may_agree_only_as_that_has_decided() {
    let mut play = play(true);
    let landing = ask(&mut play, OPS, OTHER, land(40), None);
    later(&mut play, 10);
    let refusal = play.command(OTHER, answer(landing, Answer::Accept)).unwrap();
    assert_eq!(refusal, Rejection::Undecided { ministry: "ministry".to_owned() });
    assert!(refusal.to_string().contains("ask it for the decision"));
    let told = Clearance {
        landing,
        asker: OPS,
        place: FAR,
        persons: 40,
        waiting_since: Tick(100),
        dead: 0,
        elsewhere: 0,
        pledged: 0,
    };
    let wrong = Clearance { persons: 41, ..told };
    let command = Command::Ask { to: MINISTRY, channel: Channel::Phone, case: CASE, what: Ask::Clear(wrong), by: None };
    assert!(matches!(play.command(OTHER, command), Some(Rejection::Unknown { .. })), "not what was asked");
    let decide = ask(&mut play, OTHER, MINISTRY, Ask::Clear(told), None);
    later(&mut play, 10);
    let terms = Terms { at_most: Some(10), ..Terms::default() };
    assert_eq!(play.command(MINISTRY, on_terms(decide, terms)), None);
    assert!(play.command(OTHER, on_terms(landing, terms)).is_some(), "the decision is on its way");
    later(&mut play, 10);
    assert!(matches!(play.command(OTHER, answer(landing, Answer::Accept)), Some(Rejection::BeyondDecision { .. })));
    let more = Terms { at_most: Some(11), ..Terms::default() };
    assert!(matches!(play.command(OTHER, on_terms(landing, more)), Some(Rejection::BeyondDecision { .. })));
    let agree = Command::Agree { request: decide };
    assert_eq!(play.command(OTHER, agree), Some(Rejection::NotOpen), "a decision needs no agreement");
    assert_eq!(play.command(OTHER, on_terms(landing, terms)), None);
}

#[test]
fn a_decision_against_binds_until_there_is_another() {
    let mut play = play(true);
    let landing = ask(&mut play, OPS, OTHER, land(40), None);
    later(&mut play, 10);
    let told = Clearance {
        landing,
        asker: OPS,
        place: FAR,
        persons: 40,
        waiting_since: Tick(100),
        dead: 0,
        elsewhere: 0,
        pledged: 0,
    };
    for decision in [refused, |id| answer(id, Answer::Accept)] {
        let decide = ask(&mut play, OTHER, MINISTRY, Ask::Clear(told), None);
        later(&mut play, 10);
        assert_eq!(play.command(MINISTRY, decision(decide)), None);
        later(&mut play, 10);
        if matches!(decision(decide), Command::Answer { answer: Answer::Refuse { .. }, .. }) {
            let refusal = play.command(OTHER, answer(landing, Answer::Accept));
            assert!(matches!(refusal, Some(Rejection::DecidedAgainst { .. })), "{refusal:?}");
        }
    }
    assert_eq!(play.command(OTHER, answer(landing, Answer::Accept)), None);
}

fn lend(play: &mut Play, answered: Answer) -> RequestId {
    let request = ask(play, RCC, THEIR_OPS, Ask::Lend { sru: THEIRS }, None);
    later(play, 10);
    assert_eq!(play.command(THEIR_OPS, answer(request, answered)), None);
    request
}

#[test]
fn a_unit_lent_obeys_the_borrower_until_either_side_releases_it() {
    let there = Order::Proceed { to: at(-9.0, 105.5) };
    for by_owner in [false, true] {
        let mut play = play(false);
        lend(&mut play, Answer::Accept);
        assert!(play.order(RCC, THEIRS, there.clone()).is_some(), "the borrower does not know yet");
        later(&mut play, 10);
        assert_eq!(play.order(RCC, THEIRS, there.clone()), None);
        let (who, other) = if by_owner { (THEIR_OPS, RCC) } else { (RCC, THEIR_OPS) };
        assert_eq!(play.command(who, Command::Release { sru: THEIRS }), None);
        assert!(play.order(RCC, THEIRS, there.clone()).is_some());
        assert_eq!(play.order(THEIR_OPS, THEIRS, there.clone()), None);
        later(&mut play, 10);
        assert_eq!(notices(&play, other), [Notice::Released { sru: THEIRS, by: Some(who) }]);
        let again = play.command(who, Command::Release { sru: THEIRS });
        assert!(matches!(again, Some(Rejection::NotOnLoan { .. })), "{again:?}");
    }
}

#[test]
fn a_unit_called_back_while_its_loan_is_on_the_way_is_not_lent() {
    let mut play = play(false);
    lend(&mut play, Answer::Accept);
    assert_eq!(play.command(THEIR_OPS, Command::Release { sru: THEIRS }), None);
    later(&mut play, 20);
    assert_eq!(play.world.srus[THEIRS.index()].lent_to, None);
}

#[test]
fn a_loan_until_a_moment_ends_at_that_moment() {
    let mut play = play(false);
    let until = Tick(600);
    let request = lend(&mut play, Answer::AcceptIf { terms: Terms { until: Some(until), ..Terms::default() } });
    later(&mut play, 10);
    assert_eq!(play.world.srus[THEIRS.index()].lent_to, None);
    assert_eq!(play.command(RCC, Command::Agree { request }), None);
    assert_eq!(play.world.srus[THEIRS.index()].lent_to, Some(RCC));
    play.until(Tick(599));
    assert_eq!(play.world.srus[THEIRS.index()].lent_to, Some(RCC));
    play.until(Tick(606));
    assert_eq!(play.world.srus[THEIRS.index()].lent_to, None);
    for seat in [RCC, THEIR_OPS] {
        assert!(notices(&play, seat).contains(&Notice::Released { sru: THEIRS, by: None }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever seats want of each other, sensible or not, the rules hold: `check_invariants` looks after each tick.
    #[test]
    fn nonsense_between_states_breaks_nothing(
        deeds in proptest::collection::vec((0_u32..6, 0_u32..6, 0_u8..12, 0_usize..64, 0_u32..40), 1..60),
    ) {
        let mut play = play(true);
        for (from, to, what, which, number) in deeds {
            let (from, to) = (SeatId(from), SeatId(to));
            let pick = |play: &Play| play.world.requests.get(which % play.world.requests.len().max(1)).map(|r| r.id);
            let sru = SruId(which as u32 % 4);
            let tick = play.world.tick;
            let ask = |what| Command::Ask { to, channel: Channel::Phone, case: CASE, what, by: None };
            let terms = Terms { at_most: Some(number), until: Some(Tick(tick.0 + number * 30)), ..Terms::default() };
            let until = Terms { at_most: None, ..terms };
            let command = match (what, pick(&play)) {
                (0, _) => ask(Ask::Coordinate),
                (1, _) => ask(land(number)),
                (2, _) => ask(Ask::Enter),
                (3, _) => ask(Ask::Lend { sru }),
                (4, _) => {
                    let by = Some(Tick(tick.0 + number));
                    Command::Ask { to, channel: Channel::Phone, case: CASE, what: Ask::Lend { sru }, by }
                }
                (5, Some(request)) => answer(request, Answer::Accept),
                (6, Some(request)) => on_terms(request, if number % 2 == 0 { terms } else { until }),
                (7, Some(request)) => refused(request),
                (8, Some(request)) => Command::Withdraw { request },
                (9, Some(request)) => Command::Agree { request },
                (10, _) => Command::Release { sru },
                (11, Some(landing)) => {
                    let asked = play.world.request(landing).cloned().unwrap();
                    let Ask::Land { place, persons } = asked.what else { continue };
                    let (asker, waiting_since) = (asked.from, asked.made_at);
                    let told = Clearance {
                        landing, asker, place, persons, waiting_since, dead: number, elsewhere: number, pledged: number,
                    };
                    ask(Ask::Clear(told))
                }
                _ => Command::Log { text: String::new() },
            };
            play.command(from, command);
            later(&mut play, number % 9);
        }
        later(&mut play, 400);
    }
}

#[test]
fn who_has_anothers_ship_land_people_at_home_has_agreed_to_receive_them() {
    let mut play = Play::of(scenario());
    play.until(Tick(90));
    play.world.srus[SHIP.index()].lent_to = Some(OPS);
    play.world.people[0].whereabouts = Whereabouts::AboardSru(SHIP);
    let agreed =
        |play: &Play, seat| play.world.milestones.contains_key(&crate::scenario::Milestone::LandingAgreed(seat));
    assert!(!agreed(&play, RCC));
    assert_eq!(play.order(OPS, SHIP, Order::Land { place: PlaceId(0) }), None);
    assert!(agreed(&play, OPS) && agreed(&play, RCC), "and its centre with it");
    assert!(!agreed(&play, OTHER));
}
