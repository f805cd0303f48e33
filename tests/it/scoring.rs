//! The score: everybody is accounted for at every moment, and every number keeps the events behind it.

use sarex::base::ids::{CraftId, ExpectationId, MessageId, PersonId, PlaceId, RequestId, SeatId, SruId};
use sarex::base::{Digest, Position, Span, Tick, Utc};
use sarex::sar::recovery::Method;
use sarex::sar::sensor::Sensor;
use sarex::sar::stability::Hull;
use sarex::sar::sweep::{Platform, SearchObject};
use sarex::sar::thirst::Sharing;
use sarex::scenario::*;
use sarex::score::{ChainStep, Labels, Scorer, Verdict, score};
use sarex::sea::{Field, Flow, Sea};
use sarex::sim::{
    Answer, Ask, DeathCause, EndCause, Event, MessageBody, MoveCause, Order, ReportedPosition, Setting, Source,
    Stamped, Theatre, World,
};

const RCC_JAKARTA: SeatId = SeatId(0);
const RCC_AUSTRALIA: SeatId = SeatId(2);
const OPS_AUSTRALIA: SeatId = SeatId(3);
const CASE: CraftId = CraftId(0);
const PATROL: SruId = SruId(1);
const SHIP: SruId = SruId(2);
const COVE: PlaceId = PlaceId(1);

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).unwrap()
}

/// Two states, a shipping company, three units, one boat with forty people: small enough to count by hand.
pub(crate) fn small() -> Scenario {
    let country = |id: &str, name: &str, kind| Party { id: id.into(), name: name.into(), kind };
    let seat = |id: &str, name: &str, party: u32, role, position| Seat {
        id: id.into(),
        name: name.into(),
        party: sarex::base::ids::PartyId(party),
        role,
        position,
        instructions: None,
        manner: Manner::default(),
    };
    let place = |id: &str, name: &str, party: u32, position| Place {
        id: id.into(),
        name: name.into(),
        position,
        party: sarex::base::ids::PartyId(party),
        kind: PlaceKind::Port,
        place_of_safety: true,
        hospital: true,
    };
    let vessel = |id: &str, name: &str, party: u32, seat: u32, start, home| Sru {
        id: id.into(),
        name: name.into(),
        class: "patrol-boat".into(),
        party: sarex::base::ids::PartyId(party),
        seat: SeatId(seat),
        kind: SruKind::Vessel,
        start,
        home,
        notice: Span::hours(1),
        transit_mps: 9.0,
        search_mps: 7.0,
        range_m: 2_000_000.0,
        endurance: Span::hours(200),
        capacity: 120,
        max_wave_m: 4.0,
        platform: Platform::Vessel,
        altitude_m: 0.0,
        eye_height_m: 6.0,
        sensors: vec![Sensor::Radar, Sensor::Searchlight],
        methods: vec![Method::RibShuttle],
        ais: false,
        rafts: Vec::new(),
        stores: None,
        technicians: false,
        cost_per_hour_usd: 1_000.0,
    };
    let after_alert = |seat, case| Condition::Reached(Milestone::Alerted(seat, case));
    let expectation = |id: &str, seat, what: &str, done, within, partly_within| Expectation {
        id: id.into(),
        seat,
        what: what.into(),
        proof: Proof::Done(Condition::Reached(done)),
        from: after_alert(RCC_AUSTRALIA, CASE),
        within,
        partly_within,
        objectives: Vec::new(),
        critical: false,
    };
    Scenario {
        id: "small".into(),
        title: "Sunda Strait <small>".into(),
        summary: "EXERCISE. A boat with forty people & two centres. It follows no real case.".into(),
        start: Utc::parse("2012-06-19T11:30Z").unwrap(),
        length: Span::hours(60),
        settles_after: Span::hours(1),
        local_offset_min: 420,
        sea: Sea {
            wind: Field::Constant(Flow { east_mps: -5.0, north_mps: 3.0 }),
            current: Field::Constant(Flow { east_mps: -0.2, north_mps: 0.0 }),
            wave_height_m: Field::Constant(1.4),
            visibility_m: Field::Constant(18_520.0),
            water_c: Field::Constant(27.5),
            air_c: Field::Constant(28.0),
            rain_mm_h: Field::Constant(0.0),
            wind_error_mps: 1.0,
            current_error_mps: 0.1,
        },
        channels: {
            let quality = |min_delay, max_delay| ChannelQuality { min_delay, max_delay, loss: 0.0 };
            Channels {
                phone: quality(Span::minutes(1), Span::minutes(3)),
                text: quality(Span::minutes(10), Span::minutes(30)),
                safety_net: quality(Span::minutes(2), Span::minutes(10)),
                radio: quality(Span::minutes(1), Span::minutes(5)),
                ..Channels::default()
            }
        },
        parties: vec![
            country("indonesia", "Indonesia", PartyKind::Country),
            country("australia", "Australia", PartyKind::Country),
            country("shipping", "Merchant shipping", PartyKind::Shipping),
        ],
        seats: vec![
            seat("rcc-jakarta", "BASARNAS, Jakarta", 0, Role::Rcc, at(-6.15, 106.85)),
            seat("ops-indonesia", "Indonesian operations", 0, Role::Operations, at(-6.12, 106.87)),
            seat("rcc-australia", "RCC Australia, Canberra", 1, Role::Rcc, at(-35.28, 149.13)),
            seat("ops-australia", "Border Protection Command", 1, Role::Operations, at(-35.31, 149.2)),
            seat("masters", "Masters of merchant ships", 2, Role::Masters, at(-8.0, 103.0)),
        ],
        regions: vec![
            Region {
                name: "Indonesia (exercise)".into(),
                rcc: RCC_JAKARTA,
                corners: vec![at(6.0, 92.0), at(-2.0, 92.0), at(-9.6, 103.0), at(-9.6, 123.3), at(6.0, 118.0)],
            },
            Region {
                name: "Australia (exercise)".into(),
                rcc: RCC_AUSTRALIA,
                corners: vec![
                    at(-2.0, 78.0),
                    at(-2.0, 92.0),
                    at(-9.6, 103.0),
                    at(-9.6, 123.3),
                    at(-40.0, 123.0),
                    at(-40.0, 78.0),
                ],
            },
        ],
        places: vec![
            place("merak", "Merak", 0, at(-5.93, 105.95)),
            place("flying-fish-cove", "Flying Fish Cove, Christmas Island", 1, at(-10.43, 105.67)),
        ],
        srus: vec![
            vessel("kn-sar-226", "KN SAR 226", 0, 1, Start::At(PlaceId(0)), Some(PlaceId(0))),
            vessel("larrakia", "HMAS Larrakia", 1, 3, Start::At(COVE), Some(COVE)),
            Sru {
                kind: SruKind::Merchant,
                class: "container-ship".into(),
                platform: Platform::Merchant,
                methods: vec![Method::Basket, Method::LowDeck],
                ais: true,
                rafts: Vec::new(),
                cost_per_hour_usd: 1_000.0,
                start: Start::OnPassage { waypoints: vec![at(-6.8, 104.7), at(-21.0, 110.4)], from_s: 90_000 },
                ..vessel("vulpecula", "JPO Vulpecula", 2, 4, Start::At(COVE), None)
            },
        ],
        craft: vec![Craft {
            id: "kaniva".into(),
            name: "Kaniva".into(),
            description: "old wooden fishing boat, red hull, very many people on deck".into(),
            hull: Hull {
                length_m: 22.0,
                beam_m: 4.6,
                displacement_kg: 52_000.0,
                gm_m: 0.55,
                flood_angle_deg: 15.0,
                reserve_buoyancy_m3: 40.0,
            },
            rated_persons: 60,
            object_afloat: SearchObject::PowerBoat78ft,
            object_capsized: SearchObject::PowerBoat33ft,
            leeway_afloat: "FISHING-VESSEL-2".into(),
            leeway_capsized: "SKIFF-3".into(),
            floats_capsized: Span::hours(36),
            hull_room: 25,
            debris_pieces: 10,
            passage: vec![at(-7.1, 105.27), at(-7.5, 105.25), at(-8.68, 105.25), at(-10.36, 105.62)],
            departs_s: 0,
            speed_mps: 1.3,
            speed_spread: 0.01,
            water_l: 500.0,
            food_days: None,
            sharing: Sharing::Even,
            ration: None,
            rafts: Vec::new(),
            engine_may_fail: false,
            troubles: vec![
                Trouble { at: Tick(60), spread: Span::ZERO, kind: TroubleKind::Leak { m3_per_h: 2.5 } },
                Trouble { at: Tick(11_800), spread: Span::ZERO, kind: TroubleKind::Leak { m3_per_h: 60.0 } },
                Trouble { at: Tick(11_805), spread: Span::ZERO, kind: TroubleKind::PumpFails },
                Trouble { at: Tick(11_805), spread: Span::ZERO, kind: TroubleKind::EngineFails },
            ],
            groups: vec![Group {
                name: "people".into(),
                count: 40,
                ages: (13, 50),
                male_share: 0.8,
                swim_share: 0.25,
                good_lifejacket_share: 0.2,
                poor_lifejacket_share: 0.3,
                frail_share: 0.05,
                family_size: 1,
                below_deck_share: 0.3,
                circumstances: Circumstances::default(),
            }],
            calls: [
                (132, Claim::Unstated),
                (840, Claim::Stated(at(-7.249, 105.155))),
                (1416, Claim::Read { error_m: 400.0 }),
                (2730, Claim::Read { error_m: 800.0 }),
                (3720, Claim::Stale { age: Span::hours(3) }),
                (5676, Claim::Read { error_m: 600.0 }),
            ]
            .map(|(tick, position)| Call {
                at: Tick(tick),
                spread: Span::ZERO,
                to: RCC_AUSTRALIA,
                channel: Channel::Phone,
                nature: Nature::TakingWater,
                position,
                persons: Some(40),
                text: "Water is coming in. <b>Please</b> come.".into(),
            })
            .to_vec(),
            phone: Phone { answers: 0.35, reads_position: 0.4, error_m: 600.0, gross_error: 0.15 },
            begins: Stage::UnderWay,
            repair: None,
            report: None,
        }],
        injects: vec![],
        expectations: vec![
            expectation(
                "phase",
                RCC_AUSTRALIA,
                "Declare at least ALERFA within 15 minutes of the first call",
                Milestone::PhaseDeclared(RCC_AUSTRALIA, CASE, Phase::Alert),
                Span::minutes(15),
                Span::minutes(45),
            ),
            expectation(
                "tasked",
                OPS_AUSTRALIA,
                "Order a unit out within 2 hours of the first call",
                Milestone::SruTasked(OPS_AUSTRALIA),
                Span::hours(2),
                Span::hours(6),
            ),
            expectation(
                "broadcast",
                RCC_AUSTRALIA,
                "Broadcast distress to shipping within 1 hour of the first call",
                Milestone::DistressBroadcast(RCC_AUSTRALIA, CASE),
                Span::hours(1),
                Span::hours(4),
            ),
        ],
        territories: vec![],
        reception: Reception::default(),
        objectives: Vec::new(),
        means: Means::default(),
        portal: sarex::scenario::Portal::default(),
        signals: sarex::scenario::Signals::default(),
        rescued: Vec::new(),
    }
}

/// Builds a stream of events by hand.
#[derive(Default)]
pub(crate) struct Events(pub(crate) Vec<Stamped<Event>>);

impl Events {
    pub(crate) fn add(&mut self, tick: u32, body: Event) -> &mut Self {
        let seq = self.0.iter().filter(|e| e.tick == Tick(tick)).count();
        self.0.push(Stamped { tick: Tick(tick), seat: None, seq: u32::try_from(seq).unwrap(), body });
        self
    }
}

/// A case told by hand: alert at tick 100; capsize at 3,700; 12 die at once, 20 are taken aboard, 18 of them landed,
/// 1 of them dies aboard; of the 8 left at sea 3 die later, 2 bodies are found.
pub(crate) fn told_by_hand() -> Events {
    let mut e = Events::default();
    let hull = at(-8.6, 105.3);
    let people = |from: u32, to: u32| (from..to).map(PersonId);
    e.add(
        90,
        Event::MessageSent {
            message: MessageId(0),
            from: Source::Casualty(CASE),
            to: RCC_AUSTRALIA,
            channel: Channel::Phone,
            body: MessageBody::Call {
                case: CASE,
                nature: Nature::TakingWater,
                position: Some(ReportedPosition { position: at(-7.25, 105.15), error_m: 9_000.0, true_at: Tick(90) }),
                persons: Some(40),
                text: "Water is coming in. <b>Please</b> come.".into(),
            },
        },
    );
    e.add(100, Event::MessageDelivered { message: MessageId(0), to: RCC_AUSTRALIA });
    e.add(100, Event::CaseOpened { seat: RCC_AUSTRALIA, case: CASE });
    e.add(100, Event::MilestoneReached { milestone: Milestone::Alerted(RCC_AUSTRALIA, CASE) });
    e.add(100, Event::ResponsibilityTaken { case: CASE, from: None, to: RCC_AUSTRALIA });
    e.add(100, Event::MilestoneReached { milestone: Milestone::PositionKnown(RCC_AUSTRALIA, CASE) });
    e.add(220, Event::PhaseSet { seat: RCC_AUSTRALIA, case: CASE, phase: Phase::Alert, reason: "water".into() });
    e.add(
        220,
        Event::MilestoneReached { milestone: Milestone::PhaseDeclared(RCC_AUSTRALIA, CASE, Phase::Uncertainty) },
    );
    e.add(220, Event::MilestoneReached { milestone: Milestone::PhaseDeclared(RCC_AUSTRALIA, CASE, Phase::Alert) });
    e.add(226, Event::ExpectationPartlyMet { expectation: ExpectationId(0) });
    e.add(
        460,
        Event::RequestMade {
            request: RequestId(0),
            from: RCC_AUSTRALIA,
            to: RCC_JAKARTA,
            case: CASE,
            what: Ask::Coordinate,
            by: None,
        },
    );
    e.add(470, Event::CaseOpened { seat: RCC_JAKARTA, case: CASE });
    e.add(2_260, Event::ExpectationMissed { expectation: ExpectationId(1) });
    e.add(2_764, Event::ResponsibilityTaken { case: CASE, from: Some(RCC_AUSTRALIA), to: RCC_JAKARTA });
    e.add(2_764, Event::RequestAnswered { request: RequestId(0), by: RCC_JAKARTA, answer: Answer::Accept });
    e.add(
        3_700,
        Event::StageReached {
            case: CASE,
            stage: Stage::Capsized,
            cause: sarex::sim::StageCause::Flooding,
            position: hull,
        },
    );
    for person in people(0, 12) {
        e.add(
            3_700,
            Event::PersonDied {
                person,
                cause: if person.0 < 5 { DeathCause::Trapped } else { DeathCause::Capsize },
                setting: Setting::InWater,
                position: hull,
            },
        );
    }
    for person in people(12, 40) {
        let to = if person.0 < 30 { Setting::OnHull } else { Setting::HoldingOn };
        e.add(3_700, Event::PersonMoved { person, from: Setting::AboardCasualty, to, cause: MoveCause::Capsize });
    }
    e.add(3_820, Event::DistressBroadcast { seat: RCC_AUSTRALIA, case: CASE, position: at(-8.3, 105.4), ships: 7 });
    e.add(3_820, Event::MilestoneReached { milestone: Milestone::DistressBroadcast(RCC_AUSTRALIA, CASE) });
    e.add(3_820, Event::ExpectationMissed { expectation: ExpectationId(2) });
    e.add(
        3_830,
        Event::OrderGiven {
            seat: SeatId(4),
            sru: SHIP,
            case: Some(CASE),
            order: Order::Recover { at: at(-8.3, 105.4) },
        },
    );
    e.add(
        4_060,
        Event::OrderGiven { seat: OPS_AUSTRALIA, sru: PATROL, case: Some(CASE), order: Order::Recover { at: hull } },
    );
    e.add(4_420, Event::SruDeparted { sru: PATROL });
    e.add(4_900, Event::MilestoneReached { milestone: Milestone::OnScene(SeatId(4), CASE) });
    e.add(
        4_930,
        Event::Sighted {
            sru: SHIP,
            object: sarex::base::ids::ObjectId(0),
            case: CASE,
            what: sarex::sim::Seen::CapsizedHull,
            position: at(-8.62, 105.28),
            persons: 20,
            told: Vec::new(),
        },
    );
    e.add(4_950, Event::RecoveryBegan { sru: SHIP, object: sarex::base::ids::ObjectId(0) });
    for person in people(37, 40) {
        e.add(
            5_000,
            Event::PersonDied { person, cause: DeathCause::Drowning, setting: Setting::HoldingOn, position: hull },
        );
    }
    for (i, person) in people(12, 32).enumerate() {
        let from = if person.0 < 30 { Setting::OnHull } else { Setting::HoldingOn };
        let tick = 5_060 + 36 * u32::try_from(i).unwrap();
        e.add(tick, Event::PersonRecovered { person, sru: SHIP, case: CASE, from });
    }
    e.add(5_800, Event::BodyRecovered { person: PersonId(37), sru: SHIP });
    e.add(5_810, Event::BodyRecovered { person: PersonId(38), sru: SHIP });
    e.add(5_820, Event::RecoveryEnded { sru: SHIP, living: 20, dead: 2 });
    e.add(
        6_000,
        Event::PersonDied {
            person: PersonId(12),
            cause: DeathCause::RescueCollapse,
            setting: Setting::AboardRescuer,
            position: at(-8.7, 105.3),
        },
    );
    for person in people(13, 31) {
        e.add(8_000, Event::PersonLanded { person, sru: Some(SHIP), place: Some(COVE), safe: true });
    }
    e.add(9_000, Event::ExerciseEnded { why: EndCause::TimeUp });
    e
}

pub(crate) fn labels(until: u32) -> Labels {
    Labels { crew: "by hand".into(), until: Tick(until), final_hash: Digest::of_bytes(b"end") }
}

#[test]
fn everybody_is_accounted_for_at_every_moment() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let mut scorer = Scorer::new(&theatre, &world);
    let check = |scorer: &Scorer<'_>| {
        let n = scorer.persons();
        assert_eq!(n.at_risk, 40);
        assert_eq!(n.saved + n.dead + n.missing, n.at_risk, "{n:?}");
        let parts = n.missing_died + n.missing_at_sea + n.missing_aboard_rescuer + n.missing_ashore_unsafe;
        assert_eq!(parts, n.missing, "{n:?}");
    };
    check(&scorer);
    for event in &told_by_hand().0 {
        scorer.take(event);
        check(&scorer);
    }
    let n = scorer.persons();
    assert_eq!((n.saved, n.dead, n.missing), (18, 3, 19));
    assert_eq!((n.missing_died, n.missing_at_sea, n.missing_aboard_rescuer, n.missing_ashore_unsafe), (13, 5, 1, 0));
    assert_eq!((n.died, n.recovered, n.bodies), (16, 20, 2));
}

#[test]
fn a_body_found_moves_a_person_from_the_missing_to_the_dead() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let mut scorer = Scorer::new(&theatre, &world);
    let all = told_by_hand().0;
    let found = all.iter().position(|e| matches!(e.body, Event::BodyRecovered { .. })).unwrap();
    all[..found].iter().for_each(|e| scorer.take(e));
    let before = scorer.persons();
    scorer.take(&all[found]);
    let after = scorer.persons();
    assert_eq!((after.dead, after.missing), (before.dead + 1, before.missing - 1));
    assert_eq!(after.died, before.died);
}

#[test]
fn the_clocks_count_from_the_first_alert_and_keep_their_events() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let all = told_by_hand().0;
    let score = score(&theatre, &labels(9_000), &world, &all);
    let seconds = |key: &str| score.clock(key).unwrap_or_else(|| panic!("no clock {key}")).seconds;
    assert_eq!(seconds("alert_to_phase"), Some(1_200));
    assert_eq!(seconds("alert_to_distress_phase"), None);
    assert_eq!(seconds("alert_to_position"), Some(0));
    assert_eq!(seconds("alert_to_coordination_asked"), Some(3_600));
    assert_eq!(seconds("alert_to_broadcast"), Some(37_200));
    assert_eq!(seconds("alert_to_first_tasked"), Some(37_300));
    // The ship was at sea when its master turned it; the patrol boat sailed later.
    assert_eq!(seconds("alert_to_first_under_way"), Some(37_300));
    assert_eq!(seconds("alert_to_first_under_way.australia"), Some(43_200));
    assert_eq!(seconds("alert_to_alerted.indonesia"), Some(3_700));
    assert_eq!(seconds("alert_to_first_recovered"), Some(49_600));
    assert_eq!(seconds("alert_to_last_recovered"), Some(49_600 + 19 * 360));
    assert_eq!(seconds("alert_to_last_landed"), Some(79_000));
    for clock in score.clocks.iter().filter(|clock| clock.seconds.is_some()) {
        let to = clock.to.as_ref().unwrap();
        assert_eq!(all[to.event as usize].tick, to.tick, "{}", clock.key);
    }
    assert!(ChainStep::AFTER_ALERT.iter().all(|step| score.clock(step.key()).is_some()));
}

#[test]
fn responsibility_is_timed_to_the_centre_of_the_region() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let score = score(&theatre, &labels(9_000), &world, &told_by_hand().0);
    let vacancy = &score.vacancies[0];
    assert_eq!(vacancy.centre, Some(RCC_JAKARTA));
    assert_eq!(vacancy.seconds, 26_640);
    let handover = &score.handovers[0];
    assert_eq!((handover.from, handover.to, handover.seconds), (RCC_AUSTRALIA, RCC_JAKARTA, Some(23_040)));
    assert_eq!(score.measure("handover_time").unwrap().words(), "6 h 24 min");
}

/// Two boats: one off Java, of which both centres hear; one far south, which nobody off Java has to do with.
fn two_boats() -> Scenario {
    let mut scenario = small();
    let second =
        Craft { id: "second".into(), passage: vec![at(-11.0, 105.5), at(-11.5, 105.5)], ..scenario.craft[0].clone() };
    scenario.craft.push(second);
    scenario
}

#[test]
fn a_states_clocks_begin_with_a_case_that_is_its_concern() {
    let (north, south) = (CASE, CraftId(1));
    let theatre = Theatre::new(two_boats());
    let world = World::new(&theatre, 7);
    let mut e = Events::default();
    // Jakarta hears of the southern boat first, and of its own two hours later.
    e.add(100, Event::CaseOpened { seat: RCC_AUSTRALIA, case: south });
    e.add(100, Event::ResponsibilityTaken { case: south, from: None, to: RCC_AUSTRALIA });
    e.add(200, Event::CaseOpened { seat: RCC_JAKARTA, case: south });
    e.add(920, Event::CaseOpened { seat: RCC_JAKARTA, case: north });
    e.add(920, Event::ResponsibilityTaken { case: north, from: None, to: RCC_JAKARTA });
    e.add(940, Event::PhaseSet { seat: RCC_JAKARTA, case: north, phase: Phase::Alert, reason: "call".into() });
    let alone = score(&theatre, &labels(9_000), &world, &e.0);
    let seconds = |score: &sarex::score::Score, key: &str| score.clock(key).unwrap().seconds;
    assert_eq!(seconds(&alone, "alert_to_phase.indonesia"), Some(200));
    assert_eq!(seconds(&alone, "alert_to_alerted.indonesia"), Some(0));
    // Asked about the southern boat, it is its concern from the first word of it.
    e.add(
        950,
        Event::RequestMade {
            request: RequestId(0),
            from: RCC_AUSTRALIA,
            to: RCC_JAKARTA,
            case: south,
            what: Ask::Coordinate,
            by: None,
        },
    );
    let asked = score(&theatre, &labels(9_000), &world, &e.0);
    assert_eq!(seconds(&asked, "alert_to_phase.indonesia"), Some(7_400));
    assert_eq!(seconds(&asked, "alert_to_alerted.indonesia"), Some(1_000));
}

#[test]
fn a_unit_at_anothers_disposal_is_under_way_for_both_before_it_is_on_scene() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let mut e = Events::default();
    let order = |tick: u32, e: &mut Events| {
        let order = Order::Recover { at: at(-8.3, 105.4) };
        e.add(tick, Event::OrderGiven { seat: RCC_JAKARTA, sru: SHIP, case: Some(CASE), order });
    };
    e.add(100, Event::CaseOpened { seat: RCC_JAKARTA, case: CASE });
    order(200, &mut e);
    e.add(300, Event::MilestoneReached { milestone: Milestone::OnScene(RCC_JAKARTA, CASE) });
    e.add(310, Event::MilestoneReached { milestone: Milestone::OnScene(OPS_AUSTRALIA, CASE) });
    let score = score(&theatre, &labels(9_000), &world, &e.0);
    let at = |key: &str| score.clock(key).and_then(|clock| clock.to.as_ref()).map(|to| to.tick.0);
    assert_eq!(at("alert_to_first_under_way.indonesia"), Some(200));
    assert_eq!(at("alert_to_first_under_way.shipping"), Some(200));
    // It came to Australia's disposal on its way: under way by then at the latest.
    assert_eq!((at("alert_to_first_under_way.australia"), at("alert_to_on_scene.australia")), (Some(310), Some(310)));
    assert_eq!(at("alert_to_on_scene.indonesia"), Some(300));
}

#[test]
fn a_case_is_its_regions_where_it_was_at_the_alert_and_nobodys_until_anybody_takes_it() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let mut e = Events::default();
    let seen = |position| Event::StageReached {
        case: CASE,
        stage: Stage::Adrift,
        cause: sarex::sim::StageCause::Flooding,
        position,
    };
    // The masters hear first; the boat drifts out of Indonesia's region before anybody but Australia answers for it.
    e.add(50, seen(at(-8.0, 105.3)));
    e.add(100, Event::CaseOpened { seat: SeatId(4), case: CASE });
    e.add(500, Event::ResponsibilityTaken { case: CASE, from: None, to: RCC_AUSTRALIA });
    e.add(5_000, seen(at(-12.0, 105.3)));
    let early = score(&theatre, &labels(600), &world, &e.0[..3]);
    let vacancy = &early.vacancies[0];
    assert_eq!((vacancy.centre, vacancy.to.is_some(), vacancy.drifted_to), (Some(RCC_JAKARTA), false, None));
    assert_eq!((vacancy.unheld_s, vacancy.seconds), (4_000, 5_000));
    let unheld = early.measure("nobody_responsible").unwrap();
    assert_eq!((unheld.value, unheld.evidence.len()), (Some(4_000.0), 2));
    assert!(early.measure("region_responsible").unwrap().name.contains("BASARNAS, Jakarta, in whose region it was"));
    // Taken on by the centre into whose region it had drifted, the wait is over, and both are named.
    e.add(6_000, Event::ResponsibilityTaken { case: CASE, from: None, to: RCC_AUSTRALIA });
    let late = score(&theatre, &labels(7_000), &world, &e.0);
    let vacancy = &late.vacancies[0];
    assert_eq!((vacancy.centre, vacancy.drifted_to), (Some(RCC_JAKARTA), Some(RCC_AUSTRALIA)));
    assert_eq!((vacancy.seconds, vacancy.unheld_s), (59_000, 4_000));
    assert!(late.measure("region_responsible").unwrap().name.contains("into whose it drifted"));
}

#[test]
fn handing_a_case_to_who_answers_for_it_already_is_no_handover() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let mut e = Events::default();
    let ask = |request: u32| Event::RequestMade {
        request: RequestId(request),
        from: RCC_AUSTRALIA,
        to: RCC_JAKARTA,
        case: CASE,
        what: Ask::Coordinate,
        by: None,
    };
    e.add(100, Event::CaseOpened { seat: RCC_AUSTRALIA, case: CASE });
    e.add(100, Event::ResponsibilityTaken { case: CASE, from: None, to: RCC_AUSTRALIA });
    e.add(200, ask(0));
    e.add(300, Event::ResponsibilityTaken { case: CASE, from: Some(RCC_AUSTRALIA), to: RCC_JAKARTA });
    e.add(300, Event::RequestAnswered { request: RequestId(0), by: RCC_JAKARTA, answer: Answer::Accept });
    e.add(400, ask(1));
    e.add(500, Event::RequestAnswered { request: RequestId(1), by: RCC_JAKARTA, answer: Answer::Accept });
    let score = score(&theatre, &labels(600), &world, &e.0);
    let already: Vec<bool> = score.handovers.iter().map(|handover| handover.held_already).collect();
    assert_eq!(already, [false, true]);
    assert!(score.measure("handover_time.2").unwrap().name.ends_with("who answered for it already"));
    assert_eq!(score.measure("requests.coordinate.accepted").unwrap().value, Some(2.0));
}

#[test]
fn each_request_came_to_one_thing() {
    use sarex::sim::Dealing;
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let mut e = Events::default();
    let ask = |request: u32, e: &mut Events| {
        let what = Ask::Land { place: COVE, persons: 20 };
        let (from, to) = (SeatId(4), RCC_AUSTRALIA);
        e.add(100 + request, Event::RequestMade { request: RequestId(request), from, to, case: CASE, what, by: None });
    };
    for request in 0..7 {
        ask(request, &mut e);
    }
    let silent = |request: u32| {
        Event::Dealing(Dealing::RequestSilent { request: RequestId(request), from: SeatId(4), to: RCC_AUSTRALIA })
    };
    let withdrawn =
        |request: u32| Event::Dealing(Dealing::RequestWithdrawn { request: RequestId(request), by: SeatId(4) });
    let refused = |request: u32| Event::RequestAnswered {
        request: RequestId(request),
        by: RCC_AUSTRALIA,
        answer: Answer::Refuse { reason: "full".into() },
    };
    // 0: silence, then withdrawn for it. 1: withdrawn at once. 2: refused late, after the time given. 3: refused, then
    // withdrawn. 4: accepted as it crossed a withdrawal. 5: accepted. 6: waits.
    e.add(200, silent(0));
    e.add(210, withdrawn(0));
    e.add(210, withdrawn(1));
    e.add(220, silent(2));
    e.add(230, refused(2));
    e.add(230, refused(3));
    e.add(240, withdrawn(3));
    e.add(240, withdrawn(4));
    for request in [4, 5] {
        let answer = Answer::Accept;
        e.add(250, Event::RequestAnswered { request: RequestId(request), by: RCC_AUSTRALIA, answer });
    }
    let score = score(&theatre, &labels(600), &world, &e.0);
    let row = ["asked", "accepted", "on_terms", "refused", "silent", "withdrawn", "waiting"]
        .map(|fate| score.measure(&format!("requests.land.{fate}")).unwrap().value.unwrap());
    assert_eq!(row, [7.0, 1.0, 0.0, 2.0, 1.0, 2.0, 1.0]);
    assert_eq!(score.measure("landings_refused.australia").unwrap().value, Some(2.0));
    assert_eq!(score.measure("requests_silent.australia").unwrap().value, Some(1.0));
    super::adding::check(&theatre.scenario, &score, "by hand");
}

#[test]
fn exposure_is_counted_from_one_place_to_the_next() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let score = score(&theatre, &labels(9_000), &world, &told_by_hand().0);
    let hours = |setting: Setting| score.exposure.iter().find(|e| e.setting == setting).unwrap().person_hours;
    // Everybody was aboard for 3,700 ticks of ten seconds.
    assert!((hours(Setting::AboardCasualty) - 40.0 * 37_000.0 / 3600.0).abs() < 1e-9);
    // Eighteen on the hull, taken off one every six minutes from tick 5,060.
    let on_hull: f64 = (0..18).map(|i| f64::from(5_060 + 36 * i - 3_700) / 360.0).sum();
    assert!((hours(Setting::OnHull) - on_hull).abs() < 1e-9);
    // Ten held on: two taken aboard, three died at 5,000, five to the end.
    let holding =
        (5_060.0 + 36.0 * 18.0 + 5_060.0 + 36.0 * 19.0 + 3.0 * 5_000.0 + 5.0 * 9_000.0 - 10.0 * 3_700.0) / 360.0;
    assert!((hours(Setting::HoldingOn) - holding).abs() < 1e-9);
    let died: u32 = score.deaths.iter().map(|cell| cell.persons).sum();
    assert_eq!(died, score.persons.died);
    assert!(score.deaths.iter().all(|cell| cell.evidence.len() == cell.persons as usize));
}

#[test]
fn deaths_fall_into_the_part_of_the_case_they_belong_to() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let score = score(&theatre, &labels(9_000), &world, &told_by_hand().0);
    let value = |key: &str| score.measure(key).unwrap().value;
    assert_eq!(value("died_before_alert"), Some(0.0));
    assert_eq!(value("died_before_on_scene"), Some(12.0));
    assert_eq!(value("died_during_rescue"), Some(3.0));
    assert_eq!(value("died_after_rescue"), Some(1.0));
    assert_eq!(score.measure("saved").unwrap().words(), "45 % (18 of 40)");
    assert_eq!(score.measure("saved").unwrap().evidence.len(), 18);
}

#[test]
fn the_parts_of_the_account_rest_on_their_own_events_and_no_others() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let all = told_by_hand().0;
    let score = score(&theatre, &labels(9_000), &world, &all);
    let events = |key: &str| score.measure(key).unwrap().evidence.iter().map(|e| e.event as usize).collect::<Vec<_>>();
    // Two bodies and one who died aboard: three deaths and two recoveries.
    let dead = events("dead");
    assert_eq!(dead.len(), 5);
    assert_eq!(dead.iter().filter(|i| matches!(all[**i].body, Event::PersonDied { .. })).count(), 3);
    assert_eq!(events("missing_died").len(), 13);
    assert_eq!(events("missing_at_sea").len(), 5);
    let aboard = events("missing_aboard_rescuer");
    assert!(matches!(all[aboard[0]].body, Event::PersonRecovered { person: PersonId(31), .. }), "{aboard:?}");
    assert_eq!(events("missing").len(), 19);
}

#[test]
fn expectations_keep_their_verdict_their_times_and_their_event() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let all = told_by_hand().0;
    let e = score(&theatre, &labels(9_000), &world, &all).expectations;
    assert_eq!((e.met, e.partial, e.missed, e.open), (0, 1, 2, 0));
    assert_eq!(e.items[0].result, Verdict::Partial);
    assert_eq!((e.items[0].from, e.items[0].done), (Some(Tick(100)), Some(Tick(220))));
    // Done, but after its time had run out.
    assert_eq!(e.items[2].done, Some(Tick(3_820)));
    for item in &e.items {
        let evidence = item.evidence.as_ref().unwrap();
        assert_eq!(all[evidence.event as usize].tick, evidence.tick);
    }
}

#[test]
fn the_json_has_what_other_programs_read() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let json = score(&theatre, &labels(9_000), &world, &told_by_hand().0).to_json();
    assert_eq!(json["scenario"], "small");
    assert_eq!(json["seed"], 7);
    assert_eq!(json["crew"], "by hand");
    assert_eq!(json["persons"]["at_risk"], 40);
    assert_eq!(json["persons"]["saved"], 18);
    assert_eq!(json["persons"]["dead"], 3);
    assert_eq!(json["persons"]["missing"], 19);
    assert_eq!(json["clocks"]["alert_to_phase"], 1_200);
    assert!(json["clocks"]["alert_to_distress_phase"].is_null());
    assert!(json["clocks"].as_object().unwrap().contains_key("alert_to_distress_phase"));
    assert_eq!(json["expectations"]["partial"], 1);
    assert_eq!(json["final_hash"].as_str().unwrap().len(), 64);
}

#[test]
fn the_text_begins_with_the_answer_and_fits_a_terminal() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 7);
    let text = score(&theatre, &labels(9_000), &world, &told_by_hand().0).to_string();
    let first: Vec<&str> = text.lines().take(4).collect();
    assert!(first[0].starts_with("EXERCISE"));
    assert!(first[2].contains("40 at risk") && first[2].contains("18 saved"), "{first:?}");
    assert!(text.trim_end().ends_with("EXERCISE"));
    for line in text.lines().skip(1) {
        assert!(line.chars().count() <= 130, "{line}");
    }
}

proptest::proptest! {
    #[test]
    fn events_in_any_order_leave_nobody_uncounted(order in proptest::collection::vec(0_usize..200, 0..400)) {
        let theatre = Theatre::new(small());
        let world = World::new(&theatre, 7);
        let all = told_by_hand().0;
        let mut scorer = Scorer::new(&theatre, &world);
        for index in order {
            scorer.take(&all[index % all.len()]);
            let n = scorer.persons();
            proptest::prop_assert_eq!(n.saved + n.dead + n.missing, n.at_risk);
        }
        // And whatever came, the end can be told.
        proptest::prop_assert!(scorer.finish(&labels(9_000)).to_string().contains("40 at risk"));
    }
}
