//! Ships alongside vessels: what is given is conserved, who is turned back is counted, who is towed in is landed, what
//! is mended goes on, and nobody is lost between two ships.

use proptest::prelude::*;

use super::super::tests::{CASE, MASTERS, OPS, PATROL, Play, RCC, SHIP, at, scenario, unit};
use super::super::*;
use super::{Bound, Deed, Errand, Hail};
use crate::base::Span;
use crate::base::ids::{PartyId, PlaceId, SeatId, SruId};
use crate::sar::survival::Lifejacket;
use crate::scenario::{Scenario, SruKind, Start, Stores, Territory, Trouble, TroubleKind};

/// The patrol boat near the vessel, with stores.
fn near() -> Scenario {
    let mut scenario = scenario();
    scenario.srus[PATROL.index()].start = Start::AtSea(at(-8.02, 106.0));
    scenario.srus[PATROL.index()].stores = Some(Stores { water_l: 2000.0, lifejackets: 12, food_days: None });
    scenario
}

/// The same with a vessel whose engine does not run.
fn adrift() -> Scenario {
    let mut scenario = near();
    scenario.craft[0].troubles = vec![Trouble { at: Tick(1), spread: Span::ZERO, kind: TroubleKind::EngineFails }];
    scenario
}

use crate::base::Tick;

fn do_it(play: &mut Play, errand: Errand) -> Option<Rejection> {
    play.order(OPS, PATROL, Order::Alongside(errand))
}

fn deeds(play: &Play) -> Vec<Deed> {
    let deed = |e: &Stamped<Event>| match &e.body {
        Event::Alongside(deed) => Some((**deed).clone()),
        _ => None,
    };
    play.events.iter().filter_map(deed).collect()
}

fn unable(play: &Play) -> Vec<String> {
    let why = |deed: Deed| match deed {
        Deed::Unable { why, .. } => Some(why),
        _ => None,
    };
    deeds(play).into_iter().filter_map(why).collect()
}

fn jackets(play: &Play) -> usize {
    play.world.people.iter().filter(|p| p.body.lifejacket != Lifejacket::None).count()
}

#[test]
fn water_and_lifejackets_are_passed_over_and_conserved() {
    let mut play = Play::of(near());
    play.until(Tick(60));
    let worn = jackets(&play);
    let boat = play.boat();
    assert_eq!(do_it(&mut play, Errand::Provide { at: boat, water_l: None }), None);
    play.until_hours(3.0);
    let given = deeds(&play).into_iter().find_map(|deed| match deed {
        Deed::Provided { water_l, lifejackets, persons, .. } => Some((water_l, lifejackets, persons)),
        _ => None,
    });
    // Seven days' drink for forty.
    assert_eq!(given, Some((840.0, 12, 40)));
    assert_eq!(
        play.world.alongside.stores_of(PATROL),
        Some(Stores { water_l: 1160.0, lifejackets: 0, food_days: None })
    );
    assert_eq!(jackets(&play), worn + 12);
    let told = |e: &Entry| matches!(&e.fact, Fact::Report { what: Report::Alongside(Hail::Provided { .. }), .. });
    assert!(play.world.ledgers[OPS.index()].entries().iter().any(told));
    assert!(!play.world.ledgers[SeatId(3).index()].entries().iter().any(told), "nobody else hears of it");
    assert_eq!(play.world.srus[PATROL.index()].activity, Activity::Waiting);
}

#[test]
fn a_boat_that_was_given_water_outlives_one_that_was_not() {
    let dead = |help: bool| {
        let mut scenario = adrift();
        scenario.craft[0].water_l = 20.0;
        scenario.length = Span::hours(24 * 9);
        scenario.sea.air_c = crate::sea::Field::Constant(33.0);
        let mut play = Play::of(scenario);
        play.until(Tick(60));
        let boat = play.boat();
        if help {
            assert_eq!(do_it(&mut play, Errand::Provide { at: boat, water_l: Some(1800.0) }), None);
        }
        play.until_hours(24.0 * 8.0);
        play.count(|e| matches!(e, Event::PersonDied { cause: DeathCause::Dehydration, .. }))
    };
    let (without, with) = (dead(false), dead(true));
    assert!(without > with + 5, "{without} died of thirst without help, {with} with it");
}

#[test]
fn a_boat_under_way_is_led_away_and_goes_on_again() {
    let mut scenario = near();
    scenario.territories = vec![Territory {
        party: PartyId(0),
        corners: vec![at(-8.5, 105.0), at(-8.5, 107.0), at(-7.0, 107.0), at(-7.0, 105.0)],
    }];
    let mut play = Play::of(scenario);
    play.until(Tick(60));
    let (boat, to) = (play.boat(), at(-8.6, 106.3));
    assert_eq!(do_it(&mut play, Errand::TurnBack { at: boat, to }), None);
    play.until_hours(16.0);
    let back = deeds(&play).into_iter().find_map(|deed| match deed {
        Deed::TurnedBack { party, people, from, into, position, refouled, seat, .. } => {
            Some((party, people.len(), from, into, position, refouled.len(), seat))
        }
        _ => None,
    });
    let (party, people, from, into, position, refouled, seat) = back.expect("it was turned back");
    assert_eq!((party, people, from, into, refouled, seat), (PartyId(0), 40, Some(PartyId(0)), None, 0, OPS));
    assert!(position.distance_m(to) < 2000.0, "{position}");
    let told = crate::scenario::Condition::Reached(crate::scenario::Milestone::TurnedBack(OPS, CASE));
    assert!(situation::since(&play.theatre, &told, &play.world).is_some(), "an inject may wait for it");
    assert!(play.world.casualties[0].engine && !play.world.casualties[0].ahead.is_empty(), "it tries again");
    let bound_for = play.theatre.scenario.craft[0].passage.last().copied();
    assert_eq!(play.world.casualties[0].ahead.last().copied(), bound_for);
    assert_eq!(play.world.srus[PATROL.index()].order, None);
}

#[test]
fn a_boat_adrift_is_towed_away_and_an_order_recalled_in_time_counts_for_nothing() {
    let mut play = Play::of(adrift());
    play.until(Tick(60));
    let (boat, to) = (play.boat(), at(-8.3, 106.0));
    assert_eq!(do_it(&mut play, Errand::TurnBack { at: boat, to }), None);
    play.until_hours(8.0);
    assert!(deeds(&play).iter().any(|deed| matches!(deed, Deed::TurnedRound { towed: true, persons: 40, .. })));
    assert!(deeds(&play).iter().any(|deed| matches!(deed, Deed::TurnedBack { people, .. } if people.len() == 40)));

    let mut play = Play::of(adrift());
    play.until(Tick(60));
    assert_eq!(do_it(&mut play, Errand::TurnBack { at: boat, to }), None);
    while play.world.alongside.leads(PATROL).is_none() && play.world.tick < Tick(2000) {
        play.until(Tick(play.world.tick.0 + 1));
    }
    assert_eq!(play.order(OPS, PATROL, Order::Proceed { to: at(-8.0, 106.2) }), None);
    play.until_hours(8.0);
    assert!(deeds(&play).iter().any(|deed| matches!(deed, Deed::LetGo { .. })));
    assert!(!deeds(&play).iter().any(|deed| matches!(deed, Deed::TurnedBack { .. })));
}

#[test]
fn a_crowded_vessel_in_tow_capsizes_more_often_than_one_left_lying() {
    let capsized = |seed: u64, towed: bool| {
        let mut scenario = adrift();
        scenario.craft[0].rated_persons = 4;
        let mut play = Play::of(scenario);
        play.world = World::new(&play.theatre, seed);
        play.until(Tick(60));
        if towed {
            let (boat, to) = (play.boat(), at(-9.0, 106.0));
            assert_eq!(do_it(&mut play, Errand::Tow { at: boat, to: Bound::Towards(to) }), None);
        }
        play.until_hours(9.0);
        let cause = |e: &Event| match e {
            Event::StageReached { stage: crate::scenario::Stage::Capsized, cause, .. } => Some(*cause),
            _ => None,
        };
        play.events.iter().find_map(|e| cause(&e.body))
    };
    let runs: Vec<_> = (1..=10).map(|seed| (capsized(seed, false), capsized(seed, true))).collect();
    // The same sea takes whom it would have taken; the line takes others beside.
    assert!(runs.iter().all(|(lying, towed)| lying.is_none() || towed.is_some()), "{runs:?}");
    assert!(runs.iter().all(|(lying, _)| *lying != Some(StageCause::Tow)), "{runs:?}");
    let by_tow = runs.iter().filter(|(_, towed)| *towed == Some(StageCause::Tow)).count();
    assert!((1..10).contains(&by_tow), "{runs:?}");
}

#[test]
fn those_put_into_the_waters_they_fled_from_are_refouled() {
    let mut scenario = adrift();
    scenario.craft[0].groups[0].circumstances.protection_share = 1.0;
    scenario.craft[0].groups[0].circumstances.flees = Some(PartyId(2));
    scenario.territories = vec![Territory {
        party: PartyId(2),
        corners: vec![at(-9.0, 105.5), at(-9.0, 106.5), at(-8.2, 106.5), at(-8.2, 105.5)],
    }];
    let mut play = Play::of(scenario);
    play.until(Tick(60));
    let boat = play.boat();
    assert_eq!(do_it(&mut play, Errand::TurnBack { at: boat, to: at(-8.4, 106.0) }), None);
    play.until_hours(12.0);
    let refouled = deeds(&play).into_iter().find_map(|deed| match deed {
        Deed::TurnedBack { refouled, into, .. } => Some((refouled.len(), into)),
        _ => None,
    });
    let flee = 40;
    assert_eq!(refouled, Some((flee, Some(PartyId(2)))));
    let wrongs = |e: &Event| {
        matches!(e, Event::Ashore(what)
            if matches!(**what, ashore::Event::Violated { what: ashore::Violation::Refoulement, seat: OPS, .. }))
    };
    assert_eq!(play.count(wrongs), flee);
}

#[test]
fn a_boat_towed_into_port_lands_its_people_and_lies_there() {
    let mut scenario = adrift();
    scenario.places[0].position = at(-7.05, 106.5);
    let mut play = Play::of(scenario);
    play.until(Tick(60));
    let boat = play.boat();
    assert_eq!(do_it(&mut play, Errand::Tow { at: boat, to: Bound::For(PlaceId(0)) }), None);
    play.until_hours(36.0);
    let landed = |e: &Event| matches!(e, Event::PersonLanded { place: Some(PlaceId(0)), safe: true, .. });
    let alive = play.world.people.iter().filter(|p| p.fate == Fate::Living).count();
    assert_eq!(play.count(landed), alive);
    assert!(alive >= 38, "{alive}");
    assert_eq!(play.world.hull(CASE).afloat, Afloat::Stranded);
    assert!(play.world.alongside.work.is_empty());
}

#[test]
fn another_states_port_takes_a_tow_only_by_consent() {
    let mut play = Play::of(adrift());
    play.until(Tick(60));
    let boat = play.boat();
    let refusal = do_it(&mut play, Errand::Tow { at: boat, to: Bound::For(PlaceId(2)) });
    assert!(matches!(refusal, Some(Rejection::LandingNotAgreed { .. })), "{refusal:?}");
}

#[test]
fn an_engine_is_mended_only_where_that_can_be_done_and_the_people_are_sent_on() {
    let mended = |seed: u64, repair: Option<Span>| {
        let mut scenario = adrift();
        scenario.srus[PATROL.index()].technicians = true;
        scenario.craft[0].repair = repair;
        let mut play = Play::of(scenario);
        play.world = World::new(&play.theatre, seed);
        play.until(Tick(60));
        let boat = play.boat();
        assert_eq!(do_it(&mut play, Errand::Repair { at: boat }), None);
        play.until_hours(12.0);
        let sent_on = deeds(&play).iter().any(|deed| matches!(deed, Deed::Mended { people, .. } if !people.is_empty()));
        assert_eq!(sent_on, play.world.casualties[0].engine);
        assert_eq!(sent_on, unable(&play).is_empty());
        sent_on
    };
    assert!(!mended(1, None));
    let successes = (1..=20).filter(|seed| mended(*seed, Some(Span::hours(3)))).count();
    assert!((12..20).contains(&successes), "{successes} of 20");

    let mut play = Play::of(adrift());
    let boat = play.boat();
    let refusal = do_it(&mut play, Errand::Repair { at: boat });
    assert!(matches!(refusal, Some(Rejection::CannotDo { .. })), "without technicians: {refusal:?}");
}

#[test]
fn a_ship_whose_vessel_capsizes_takes_up_the_people() {
    let mut scenario = adrift();
    let leak = TroubleKind::Leak { m3_per_h: 60.0 };
    scenario.craft[0].troubles.push(Trouble { at: Tick(100), spread: Span::ZERO, kind: leak });
    let mut play = Play::of(scenario);
    play.until(Tick(60));
    let boat = play.boat();
    assert_eq!(do_it(&mut play, Errand::TurnBack { at: boat, to: at(-8.6, 106.0) }), None);
    play.until_hours(12.0);
    assert!(play.world.casualties[0].stage >= crate::scenario::Stage::Capsized);
    assert!(play.count(|e| matches!(e, Event::PersonRecovered { sru: PATROL, .. })) > 5);
}

#[test]
fn errands_nobody_may_give_are_refused() {
    let mut scenario = near();
    scenario.srus[PATROL.index()].stores = None;
    let mut play = Play::of(scenario);
    play.until(Tick(200));
    let boat = play.boat();
    let none = do_it(&mut play, Errand::Provide { at: boat, water_l: None });
    assert!(matches!(none, Some(Rejection::CannotDo { .. })), "{none:?}");
    let back = Order::Alongside(Errand::TurnBack { at: boat, to: at(-8.5, 106.0) });
    let refusal = play.order(MASTERS, SHIP, back.clone());
    assert!(matches!(refusal, Some(Rejection::CannotDo { .. })), "a merchant ship: {refusal:?}");
    assert!(matches!(play.order(RCC, PATROL, back), Some(Rejection::NotUnderYou { .. })));
    let pass = |to| Order::Alongside(Errand::Transfer { to });
    assert!(matches!(play.order(OPS, PATROL, pass(SruId(99))), Some(Rejection::Unknown { .. })));
    assert!(play.order(OPS, PATROL, pass(SHIP)).is_some(), "not under its orders");
    let bad = do_it(&mut Play::of(near()), Errand::Provide { at: boat, water_l: Some(f64::NAN) });
    assert!(matches!(bad, Some(Rejection::BadNumber { .. })), "{bad:?}");
}

/// Two patrol boats of one seat; everybody aboard the first, some of them dead.
fn two_ships(room: u32, dead: usize) -> (Play, SruId) {
    let mut scenario = near();
    let other = SruId::new(scenario.srus.len());
    let mut second = unit("second", 0, OPS, SruKind::Vessel, Start::AtSea(at(-8.05, 106.05)));
    second.capacity = room;
    scenario.srus.push(second);
    let mut play = Play::of(scenario);
    play.until(Tick(6));
    for (i, person) in play.world.people.iter_mut().enumerate() {
        person.whereabouts = Whereabouts::AboardSru(PATROL);
        if i < dead {
            person.fate = Fate::Dead { cause: DeathCause::Illness, at: Tick(1) };
        }
    }
    (play, other)
}

#[test]
fn survivors_and_the_dead_are_passed_to_another_ship() {
    let (mut play, other) = two_ships(100, 3);
    assert_eq!(do_it(&mut play, Errand::Transfer { to: other }), None);
    play.until_hours(6.0);
    assert_eq!(people::aboard_sru(&play.world, other), (37, 3));
    assert_eq!(people::aboard_sru(&play.world, PATROL), (0, 0));
    let told = |e: &Entry| {
        matches!(
            &e.fact,
            Fact::Report { what: Report::Alongside(Hail::PassedOver { living: 37, dead: 3, left: 0, .. }), .. }
        )
    };
    assert!(play.world.ledgers[OPS.index()].entries().iter().any(told));
}

#[test]
fn a_merchant_ship_with_people_aboard_is_held_up_until_it_resumes() {
    let mut play = Play::of(scenario());
    play.until(Tick(120));
    assert!(play.world.alongside.held.is_empty());
    let boat = play.boat();
    assert_eq!(play.order(MASTERS, SHIP, Order::Proceed { to: boat }), None);
    play.until(Tick(240));
    assert!(play.world.alongside.held.contains_key(&SHIP));
    assert_eq!(play.order(MASTERS, SHIP, Order::Resume), None);
    play.until(Tick(360));
    assert!(play.world.alongside.held.is_empty());
    let held = |deed: &Deed| matches!(deed, Deed::ShipHeld { sru: SHIP, .. });
    assert!(deeds(&play).iter().any(held));
    assert!(deeds(&play).iter().any(|deed| matches!(deed, Deed::ShipFreed { sru: SHIP })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn nobody_is_lost_between_two_ships(room in 0..60_u32, dead in 0..20_usize, minutes in 1..240_u32) {
        let (mut play, other) = two_ships(room, dead);
        prop_assert_eq!(do_it(&mut play, Errand::Transfer { to: other }), None);
        play.until(Tick(6 * minutes));
        let (a, b) = (people::aboard_sru(&play.world, PATROL), people::aboard_sru(&play.world, other));
        prop_assert_eq!((a.0 + b.0, a.1 + b.1), (40 - dead as u32, dead as u32));
        prop_assert!(b.0 <= room);
        let moved = deeds(&play).iter().filter(|deed| matches!(deed, Deed::PersonTransferred { .. })).count();
        prop_assert_eq!(moved as u32, b.0 + b.1);
    }

    #[test]
    fn stores_are_never_negative_and_conserved(water in 0.0..5000.0_f64, asked in 0.0..9000.0_f64, jackets in 0..80_u32) {
        let mut scenario = adrift();
        scenario.srus[PATROL.index()].stores = Some(Stores { water_l: water, lifejackets: jackets, food_days: None });
        let mut play = Play::of(scenario);
        play.until(Tick(60));
        let boat = play.boat();
        prop_assert_eq!(do_it(&mut play, Errand::Provide { at: boat, water_l: Some(asked) }), None);
        play.until_hours(2.0);
        let left = play.world.alongside.stores_of(PATROL).unwrap();
        let given = deeds(&play).into_iter().find_map(|deed| match deed {
            Deed::Provided { water_l, lifejackets, .. } => Some((water_l, lifejackets)),
            _ => None,
        });
        let (water_l, lifejackets) = given.unwrap_or_default();
        prop_assert!((left.water_l + water_l - water).abs() < 1e-6 && left.water_l >= 0.0);
        prop_assert_eq!(left.lifejackets + lifejackets, jackets);
        prop_assert!(water_l <= asked + 1e-9);
    }
}
