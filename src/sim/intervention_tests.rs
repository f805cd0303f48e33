//! What EXCON does, done to a running world: each kind does what it says, and nothing breaks the world.

use proptest::prelude::*;

use super::tests::{AIRCRAFT, CASE, MASTERS, OPS, PATROL, Play, RCC, SHIP, at, leaking, scenario, unit};
use super::*;
use crate::base::ids::{CraftId, ExpectationId, InjectId, PlaceId, SeatId, SruId};
use crate::base::quantity::{metres, mps};
use crate::base::{Digest, Position, Span, Tick};
use crate::scenario::{
    Channel, Condition, Effect, Expectation, Inject, Milestone, Proof, Scenario, SruKind, Start, Told, TroubleKind,
};
use crate::sea::Flow;

/// A second patrol boat, in reserve, beside the three units of the others' tests.
const HELD: SruId = SruId(3);

/// The little scenario with a unit in reserve, an inject that waits for the end, and one expectation.
fn prepared() -> Scenario {
    let mut scenario = scenario();
    scenario.srus.push(unit("held", 0, OPS, SruKind::Vessel, Start::Reserve));
    let inject = |effect: Effect| Inject {
        id: "inject".to_owned(),
        purpose: "a test".to_owned(),
        when: Condition::At(Tick(9_000)),
        latest: None,
        effect,
    };
    scenario.injects = vec![
        inject(Effect::SruFails { sru: AIRCRAFT }),
        inject(Effect::Trouble { craft: CASE, kind: TroubleKind::PumpFails }),
        inject(Effect::SruFails { sru: HELD }),
    ];
    scenario.expectations = vec![Expectation {
        id: "told".to_owned(),
        seat: RCC,
        what: "is told".to_owned(),
        proof: Proof::Done(Condition::Reached(Milestone::Alerted(RCC, CASE))),
        from: Condition::At(Tick::START),
        within: Span::hours(1),
        partly_within: Span::hours(2),
        objectives: Vec::new(),
        critical: false,
    }];
    scenario
}

fn play() -> Play {
    Play::of(prepared())
}

fn digests(play: &Play) -> [Digest; 10] {
    play.world.digests()
}

/// Whether a ship's way from where it is crosses no land.
fn clear(play: &Play, sru: SruId, ahead: &[Position]) -> bool {
    let way: Vec<Position> =
        std::iter::once(play.world.srus[sru.index()].position).chain(ahead.iter().copied()).collect();
    way.windows(2).all(|leg| play.theatre.coast.first_land(leg[0], leg[1]).is_none())
}

/// Plays on until something is true of the patrol boat, for a day at most.
fn until_that(play: &mut Play, holds: impl Fn(&Sru) -> bool) {
    while !holds(&play.world.srus[PATROL.index()]) {
        assert!(play.world.tick < Tick(8_640), "it never came to that");
        let next = play.world.tick.next();
        play.until(next);
    }
}

#[test]
fn an_inject_is_fired_once_or_called_off_and_then_neither() {
    let mut play = play();
    assert_eq!(play.excon(Intervention::Fire { inject: InjectId(0) }), None);
    assert_eq!(play.world.srus[AIRCRAFT.index()].activity, Activity::Failed);
    assert_eq!(play.count(|e| matches!(e, Event::InjectFired { inject: InjectId(0) })), 1);
    assert!(play.excon(Intervention::Fire { inject: InjectId(0) }).unwrap().contains("fired at"));
    assert_eq!(play.excon(Intervention::CallOff { inject: InjectId(1) }), None);
    assert_eq!(play.count(|e| matches!(e, Event::InjectOvertaken { inject: InjectId(1) })), 1);
    assert!(play.excon(Intervention::Fire { inject: InjectId(1) }).unwrap().contains("called off"));
    assert!(play.excon(Intervention::CallOff { inject: InjectId(7) }).unwrap().contains("there is no"));
    assert!(play.excon(Intervention::Fire { inject: InjectId(2) }).unwrap().contains("reserve"));
    play.until(Tick(9_100));
    assert!(play.world.casualties[0].pump, "what was called off does not happen");
}

#[test]
fn what_was_not_planned_can_be_improvised_if_it_can_be_at_all() {
    let mut play = play();
    let improvise = |effect| Intervention::Improvise { purpose: "a question from the room".to_owned(), effect };
    let message = Effect::Message {
        from: "A fisherman".to_owned(),
        to: OPS,
        channel: Channel::Phone,
        case: CASE,
        position: Some(at(-8.5, 106.1)),
        text: "I saw a boat.".to_owned(),
        told: Told::default(),
    };
    assert_eq!(play.excon(improvise(message.clone())), None);
    play.until(Tick(20));
    let told = play.world.ledgers[OPS.index()]
        .entries()
        .iter()
        .any(|entry| matches!(&entry.fact, Fact::Received { from: Source::Outside(who), .. } if who == "A fisherman"));
    assert!(told);
    let leak = |m3_per_h| Effect::Trouble { craft: CASE, kind: TroubleKind::Leak { m3_per_h } };
    assert_eq!(play.excon(improvise(leak(30.0))), None);
    assert_eq!(play.world.casualties[0].leak_m3_per_h, 30.0);
    for (effect, word) in [
        (leak(f64::NAN), "leak"),
        (leak(-1.0), "leak"),
        (Effect::Trouble { craft: CraftId(9), kind: TroubleKind::PumpFails }, "no "),
        (Effect::SruFails { sru: SruId(9) }, "no "),
        (Effect::SruFails { sru: HELD }, "reserve"),
    ] {
        let why = play.excon(improvise(effect)).unwrap();
        assert!(why.contains(word), "{why}");
    }
    let Effect::Message { from, to, channel, case, position, told, .. } = message else { unreachable!() };
    let endless = Effect::Message { from, to, channel, case, position, text: "x".repeat(5_000), told };
    assert!(play.excon(improvise(endless)).unwrap().contains("longer"));
}

#[test]
fn a_unit_moved_goes_on_with_its_order_from_there_round_the_land() {
    let mut play = play();
    let to = at(-8.5, 106.0);
    assert_eq!(play.order(OPS, PATROL, Order::Proceed { to }), None);
    play.until_hours(1.0);
    // North of Java, where the straight way leads over it.
    assert_eq!(play.excon(Intervention::MoveSru { sru: PATROL, to: at(-5.5, 106.2) }), None);
    let unit = &play.world.srus[PATROL.index()];
    assert_eq!((unit.activity, unit.order.clone()), (Activity::UnderWay, Some(Order::Proceed { to })));
    assert!(unit.ahead.len() > 1 && clear(&play, PATROL, &unit.ahead), "{:?}", unit.ahead);
    play.until_hours(20.0);
    assert_eq!(play.world.srus[PATROL.index()].position, to);
    let refused = play.excon(Intervention::MoveSru { sru: PATROL, to: at(-6.9, 107.6) }).unwrap();
    assert!(refused.contains("on land"), "{refused}");
    let refused = play.excon(Intervention::MoveSru { sru: PATROL, to: at(48.0, -30.0) }).unwrap();
    assert!(refused.contains("outside the chart"), "{refused}");
    assert_eq!(play.world.srus[PATROL.index()].position, to);
}

#[test]
fn a_unit_moved_out_of_port_is_at_sea_and_a_ship_keeps_its_passage() {
    let mut play = play();
    let out = at(-7.6, 106.2);
    assert_eq!(play.excon(Intervention::MoveSru { sru: PATROL, to: out }), None);
    assert_eq!(play.world.srus[PATROL.index()].activity, Activity::Waiting);
    assert_eq!(play.order(OPS, AIRCRAFT, Order::Proceed { to: at(-8.0, 106.0) }), None);
    assert_eq!(play.excon(Intervention::MoveSru { sru: AIRCRAFT, to: at(-7.0, 107.0) }), None, "over land, by air");
    assert_eq!(play.world.srus[AIRCRAFT.index()].activity, Activity::UnderWay);
    assert_eq!(play.count(|e| *e == Event::SruDeparted { sru: AIRCRAFT }), 1);
    // North of Java; the passage goes on south of it.
    assert_eq!(play.excon(Intervention::MoveSru { sru: SHIP, to: at(-5.5, 107.0) }), None);
    let passage = play.world.srus[SHIP.index()].passage.clone();
    assert_eq!(passage.last(), Some(&at(-14.0, 104.0)));
    assert!(clear(&play, SHIP, &passage));
    play.until_hours(60.0);
    assert!(play.world.srus[SHIP.index()].position.distance_m(at(-14.0, 104.0)) < 1.0);
}

#[test]
fn a_unit_moved_loses_from_sight_whom_it_was_taking_aboard() {
    let mut play = play();
    assert_eq!(play.order(OPS, PATROL, Order::Recover { at: at(-8.3, 105.96) }), None);
    until_that(&mut play, |patrol| patrol.activity == Activity::Recovering);
    assert_eq!(play.excon(Intervention::MoveSru { sru: PATROL, to: at(-9.5, 107.5) }), None);
    let unit = &play.world.srus[PATROL.index()];
    assert_eq!(unit.activity, Activity::UnderWay);
    assert!(unit.in_sight.is_empty());
}

#[test]
fn a_vessel_moved_takes_its_people_along_and_is_out_of_sight() {
    let mut play = play();
    assert_eq!(play.order(OPS, PATROL, Order::Recover { at: at(-8.3, 105.96) }), None);
    until_that(&mut play, |patrol| !patrol.in_sight.is_empty());
    let aboard = |play: &Play| play.world.people.iter().filter(|p| p.whereabouts == Whereabouts::Aboard).count();
    let before = aboard(&play);
    let to = at(-6.5, 104.5);
    assert_eq!(play.excon(Intervention::MoveCraft { case: CASE, to }), None);
    assert!(play.boat().distance_m(to) < 100.0);
    assert_eq!(aboard(&play), before);
    assert!(play.world.srus[PATROL.index()].in_sight.is_empty());
    let way: Vec<Position> =
        std::iter::once(play.boat()).chain(play.world.casualties[0].ahead.iter().copied()).collect();
    assert!(way.len() > 1 && way.windows(2).all(|leg| play.theatre.coast.first_land(leg[0], leg[1]).is_none()));
    assert!(play.excon(Intervention::MoveCraft { case: CASE, to: at(-6.9, 107.6) }).unwrap().contains("on land"));
    assert!(play.excon(Intervention::MoveCraft { case: CraftId(5), to }).unwrap().contains("there is no"));
}

#[test]
fn a_unit_in_reserve_is_nowhere_until_it_is_brought_in() {
    let mut play = play();
    play.until(Tick(200));
    let held = &play.world.srus[HELD.index()];
    assert_eq!((held.activity, held.fuel), (Activity::Reserve, 1.0));
    for seat in play.theatre.seats() {
        assert!(!play.theatre.sees(&play.world, seat, HELD) && !play.theatre.commands(&play.world, seat, HELD));
        assert!(play.world.ledgers[seat.index()].traffic.iter().all(|ship| ship.sru != HELD), "AIS");
    }
    // Ordering it is refused as is ordering a unit that does not exist.
    let order = Order::Proceed { to: at(-8.0, 106.0) };
    assert_eq!(play.order(OPS, HELD, order.clone()), play.order(OPS, SruId(99), order.clone()));
    let ask = |sru| Command::Ask {
        to: MASTERS,
        channel: Channel::Phone,
        case: CASE,
        what: Ask::Divert { sru, at: at(-8.0, 106.0) },
        by: None,
    };
    assert_eq!(play.command(RCC, ask(HELD)), play.command(RCC, ask(SruId(99))));
    let everywhere = Command::BroadcastDistress {
        case: CASE,
        position: play.world.srus[HELD.index()].position,
        radius_m: 100.0,
        text: String::new(),
    };
    assert_eq!(play.command(RCC, everywhere), None);
    assert_eq!(play.count(|e| matches!(e, Event::DistressBroadcast { ships: 0, .. })), 1);
    assert!(play.excon(Intervention::MoveSru { sru: HELD, to: at(-8.0, 106.0) }).unwrap().contains("bring it in"));
    assert!(play.excon(Intervention::BringIn { sru: HELD, at: at(-6.9, 107.6) }).unwrap().contains("on land"));
    assert!(play.excon(Intervention::BringIn { sru: PATROL, at: at(-8.0, 106.0) }).unwrap().contains("not held"));

    let there = at(-7.8, 106.0);
    assert_eq!(play.excon(Intervention::BringIn { sru: HELD, at: there }), None);
    let unit = &play.world.srus[HELD.index()];
    assert_eq!((unit.activity, unit.position), (Activity::Waiting, there));
    let says_ready = |seat: SeatId| {
        let entries = play.world.ledgers[seat.index()].entries();
        entries.iter().any(|e| e.fact == Fact::Report { sru: HELD, what: Report::Ready })
    };
    assert!(says_ready(OPS) && says_ready(RCC) && !says_ready(MASTERS));
    assert_eq!(play.order(OPS, HELD, order), None);
    play.until_hours(3.0);
    assert!(play.world.srus[HELD.index()].position.distance_m(there) > metres(5.0));
    assert!(play.world.ledgers[RCC.index()].traffic.iter().any(|ship| ship.sru == HELD));
    assert!(play.excon(Intervention::BringIn { sru: HELD, at: there }).unwrap().contains("not held"));
}

#[test]
fn a_failed_unit_is_repaired_where_it_is() {
    let mut play = play();
    let fails = |sru| Intervention::Improvise { purpose: String::new(), effect: Effect::SruFails { sru } };
    assert!(play.excon(Intervention::Repair { sru: PATROL }).unwrap().contains("not out of service"));
    assert_eq!(play.excon(fails(PATROL)), None);
    assert!(play.order(OPS, PATROL, Order::Proceed { to: at(-8.0, 106.0) }).is_some());
    assert_eq!(play.excon(Intervention::Repair { sru: PATROL }), None);
    assert_eq!(play.world.srus[PATROL.index()].activity, Activity::InPort { place: PlaceId(0), ready_at: None });
    assert_eq!(play.order(OPS, PATROL, Order::Proceed { to: at(-8.0, 106.0) }), None);
    play.until_hours(2.0);
    assert_eq!(play.excon(fails(PATROL)), None);
    let stopped = play.world.srus[PATROL.index()].position;
    play.until_hours(2.5);
    assert_eq!(play.world.srus[PATROL.index()].position, stopped);
    assert_eq!(play.excon(Intervention::Repair { sru: PATROL }), None);
    assert_eq!(play.world.srus[PATROL.index()].activity, Activity::Waiting);
    // A ship goes on with its passage.
    assert_eq!(play.excon(fails(SHIP)), None);
    play.until_hours(3.0);
    let stopped = play.world.srus[SHIP.index()].position;
    assert_eq!(play.excon(Intervention::Repair { sru: SHIP }), None);
    play.until_hours(4.0);
    assert!(play.world.srus[SHIP.index()].position.distance_m(stopped) > metres(10.0));
}

#[test]
fn the_weather_changes_within_what_a_sea_can_be() {
    let mut play = play();
    let flow = |east_mps, north_mps| Flow { east_mps, north_mps };
    let change = |wind, current, wave_height_m| Intervention::Weather { wind, current, wave_height_m };
    let before = here(&play.theatre, &play.world, play.boat());
    assert_eq!(play.excon(change(flow(5.0, 0.0), flow(0.0, 0.5), 1.5)), None);
    let after = here(&play.theatre, &play.world, play.boat());
    assert!((after.wind.east_mps - before.wind.east_mps - 5.0).abs() < 1e-9);
    assert!((after.current.north_mps - before.current.north_mps - 0.5).abs() < 1e-9);
    assert!((after.wave_height_m - before.wave_height_m - 1.5).abs() < 1e-9);
    let set = play.world.weather;
    for (wind, current, waves) in [
        (flow(200.0, 0.0), flow(0.0, 0.0), 0.0),
        (flow(0.0, f64::NAN), flow(0.0, 0.0), 0.0),
        (flow(0.0, 0.0), flow(f64::INFINITY, 0.0), 0.0),
        (flow(0.0, 0.0), flow(mps(20.0), 0.0), 0.0),
        (flow(0.0, 0.0), flow(0.0, 0.0), 19.0),
        (flow(0.0, 0.0), flow(0.0, 0.0), f64::NAN),
    ] {
        assert!(play.excon(change(wind, current, waves)).unwrap().contains("at most"));
        assert_eq!(play.world.weather, set);
    }
    assert_eq!(play.excon(change(flow(0.0, 0.0), flow(0.0, 0.0), -15.0)), None);
    assert_eq!(here(&play.theatre, &play.world, play.boat()).wave_height_m, 0.0, "never below a flat calm");
}

#[test]
fn what_is_written_in_the_margin_changes_nothing_and_what_is_refused_neither() {
    let (mut plain, mut noted) = (play(), play());
    let margin = [
        Intervention::Note { text: "they have not asked for the number".to_owned(), bookmark: true },
        Intervention::Seated { seat: RCC, who: "people".to_owned() },
        // And what is refused.
        Intervention::Rate { expectation: ExpectationId(4), rating: Rating::Performed, note: String::new() },
        Intervention::Seated { seat: SeatId(40), who: "nobody".to_owned() },
        Intervention::Note { text: "x".repeat(5_000), bookmark: false },
        Intervention::MoveSru { sru: SruId(40), to: at(-8.0, 106.0) },
        Intervention::Repair { sru: SruId(40) },
        Intervention::BringIn { sru: SruId(40), at: at(-8.0, 106.0) },
    ];
    for what in margin {
        let refused = noted.excon(what.clone()).is_some();
        let last = noted.events.last().unwrap().body.clone();
        assert_eq!(refused, matches!(last, Event::InterventionRefused { .. }), "{what:?}");
        assert_eq!(!refused, last == Event::Intervened { what: what.clone() }, "{what:?}");
        let next = plain.world.tick.next();
        plain.until(next);
        assert_eq!(digests(&plain), digests(&noted), "{what:?}");
    }
    plain.until_hours(1.0);
    noted.until_hours(1.0);
    assert_eq!(plain.world, noted.world);
}

#[test]
fn a_seat_cannot_act_as_excon() {
    let mut play = play();
    for seat in [RCC, OPS, MASTERS] {
        let what = Intervention::MoveCraft { case: CASE, to: at(-7.5, 106.0) };
        let before = play.boat();
        let why = play.command(seat, Command::Excon(Box::new(what)));
        assert!(matches!(why, Some(Rejection::NotYours { .. })), "{why:?}");
        assert!(play.boat().distance_m(before) < 100.0);
    }
    assert_eq!(play.count(|e| matches!(e, Event::Intervened { .. })), 0);
}

fn position() -> impl Strategy<Value = Position> {
    let near = (-12.0..-5.0_f64, 103.0..110.0_f64);
    let anywhere = (-90.0..90.0_f64, -180.0..180.0_f64);
    prop_oneof![8 => near, 1 => anywhere].prop_map(|(lat, lon)| at(lat, lon))
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![6 => -5.0..5.0_f64, 1 => -1e9..1e9_f64, 1 => Just(f64::NAN), 1 => Just(f64::NEG_INFINITY)]
}

fn effect() -> impl Strategy<Value = Effect> {
    let kind = prop_oneof![
        Just(TroubleKind::EngineFails),
        Just(TroubleKind::EngineRestarts),
        number().prop_map(|m3_per_h| TroubleKind::Leak { m3_per_h: m3_per_h * 20.0 }),
        Just(TroubleKind::PumpFails),
        Just(TroubleKind::PhoneLost),
    ];
    prop_oneof![
        (0..3_u32, kind).prop_map(|(craft, kind)| Effect::Trouble { craft: CraftId(craft / 2), kind }),
        (0..6_u32).prop_map(|sru| Effect::SruFails { sru: SruId(sru) }),
        (0..6_u32, position()).prop_map(|(to, position)| Effect::Message {
            from: "somebody".to_owned(),
            to: SeatId(to),
            channel: Channel::Radio,
            case: CASE,
            position: Some(position),
            text: "help".to_owned(),
            told: Told::default(),
        }),
    ]
}

fn intervention() -> impl Strategy<Value = Intervention> {
    let flow = || (number(), number()).prop_map(|(east_mps, north_mps)| Flow { east_mps, north_mps });
    let sru = || (0..6_u32).prop_map(SruId);
    prop_oneof![
        1 => (0..5_u32).prop_map(|inject| Intervention::Fire { inject: InjectId(inject) }),
        1 => (0..5_u32).prop_map(|inject| Intervention::CallOff { inject: InjectId(inject) }),
        3 => effect().prop_map(|effect| Intervention::Improvise { purpose: String::new(), effect }),
        4 => (sru(), position()).prop_map(|(sru, to)| Intervention::MoveSru { sru, to }),
        3 => (0..3_u32, position()).prop_map(|(case, to)| Intervention::MoveCraft { case: CraftId(case / 2), to }),
        2 => (sru(), position()).prop_map(|(sru, at)| Intervention::BringIn { sru, at }),
        2 => sru().prop_map(|sru| Intervention::Repair { sru }),
        2 => (flow(), flow(), number())
            .prop_map(|(wind, current, wave_height_m)| Intervention::Weather { wind, current, wave_height_m }),
        1 => (0..3_u32).prop_map(|n| Intervention::Rate {
            expectation: ExpectationId(n), rating: Rating::Unable, note: String::new(),
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    /// `Play` checks the invariants after every tick.
    #[test]
    fn no_intervention_breaks_the_world(
        deeds in prop::collection::vec((intervention(), 0..90_u32), 1..16),
        recover in any::<bool>(),
    ) {
        let mut scenario = prepared();
        scenario.craft[0].troubles = leaking().craft[0].troubles.clone();
        let mut play = Play::of(scenario);
        let order = if recover { Order::Recover { at: at(-8.1, 106.0) } } else { Order::Escort { at: at(-8.1, 106.0) } };
        prop_assert_eq!(play.order(OPS, PATROL, order), None);
        play.until(Tick(500));
        for (what, ticks) in deeds {
            let seen = format!("{what:?}");
            let tick = play.world.tick;
            let _ = play.excon(what);
            for unit in &play.world.srus {
                let spec = play.theatre.sru(unit.id);
                let is_way = matches!(unit.activity, Activity::UnderWay) && !spec.kind.flies();
                prop_assert!(!is_way || clear(&play, unit.id, &unit.ahead), "{}: {} {:?}", seen, spec.name, unit.ahead);
                prop_assert!(!is_way || clear(&play, unit.id, &unit.passage), "{}: {}", seen, spec.name);
            }
            for stamped in play.events.iter().filter(|e| e.tick > tick) {
                let written = postcard::to_stdvec(stamped).unwrap();
                prop_assert_eq!(&postcard::from_bytes::<Stamped<Event>>(&written).unwrap(), stamped, "no number is NaN");
            }
            let until = Tick(play.world.tick.0 + ticks);
            play.until(until);
        }
    }
}
