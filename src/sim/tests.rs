//! The subsystems in small: one boat, one centre, one operations seat, one patrol boat, one aircraft, one ship.

use crate::base::ids::{CraftId, PartyId, PlaceId, SeatId, SruId};
use crate::base::quantity::{metres, mps};
use crate::base::time::TICKS_PER_HOUR;
use crate::base::{Position, Span, Tick, Utc};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sar::recovery::Method;
use crate::sar::sensor::Sensor;
use crate::sar::stability::Hull;
use crate::sar::sweep::{Platform, SearchObject};
use crate::sar::thirst::Sharing;
use crate::scenario::{
    Call, Channel, ChannelQuality, Channels, Circumstances, Claim, Craft, Group, Manner, Means, Milestone, Nature,
    Party, PartyKind, Phase, Phone, Place, PlaceKind, Reception, Region, Role, Scenario, Seat, Sru, SruKind, Stage,
    Start, Trouble, TroubleKind,
};
use crate::sea::{Field, Flow, Sea};

use super::*;

pub(super) const RCC: SeatId = SeatId(0);
pub(super) const OPS: SeatId = SeatId(1);
pub(super) const MASTERS: SeatId = SeatId(2);
const OTHER: SeatId = SeatId(3);
pub(super) const PATROL: SruId = SruId(0);
pub(super) const AIRCRAFT: SruId = SruId(1);
pub(super) const SHIP: SruId = SruId(2);
pub(super) const CASE: CraftId = CraftId(0);

pub(super) fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).unwrap()
}

fn seat(name: &str, party: u32, role: Role) -> Seat {
    Seat {
        id: name.to_owned(),
        name: name.to_owned(),
        party: PartyId(party),
        role,
        position: at(-6.0, 106.8),
        instructions: None,
        manner: Manner::default(),
    }
}

fn place(name: &str, position: Position, party: u32, kind: PlaceKind) -> Place {
    Place {
        id: name.to_owned(),
        name: name.to_owned(),
        position,
        party: PartyId(party),
        kind,
        place_of_safety: true,
        hospital: true,
    }
}

pub(super) fn unit(name: &str, party: u32, seat: SeatId, kind: SruKind, start: Start) -> Sru {
    let flies = kind.flies();
    Sru {
        id: name.to_owned(),
        name: name.to_owned(),
        class: "test".to_owned(),
        party: PartyId(party),
        seat,
        kind,
        start,
        home: (kind != SruKind::Merchant).then_some(PlaceId(if flies { 1 } else { 0 })),
        notice: Span::minutes(30),
        transit_mps: mps(if flies { 200.0 } else { 20.0 }),
        search_mps: mps(if flies { 150.0 } else { 14.0 }),
        range_m: metres(1500.0),
        endurance: Span::hours(if flies { 8 } else { 200 }),
        capacity: if flies { 0 } else { 100 },
        max_wave_m: 4.0,
        platform: match kind {
            SruKind::Vessel => Platform::Vessel,
            SruKind::Merchant => Platform::Merchant,
            SruKind::FixedWing => Platform::FixedWing,
            SruKind::Helicopter => Platform::Helicopter,
        },
        altitude_m: if flies { 300.0 } else { 0.0 },
        eye_height_m: 10.0,
        sensors: vec![Sensor::Radar],
        methods: if flies { Vec::new() } else { vec![Method::RibShuttle] },
        ais: !flies,
        rafts: Vec::new(),
        stores: None,
        technicians: false,
        cost_per_hour_usd: 1_000.0,
    }
}

/// Forty people on a boat that lies still in the open sea south of Java, and everything needed to help them.
pub(super) fn scenario() -> Scenario {
    let quality = ChannelQuality { min_delay: Span(60), max_delay: Span(60), loss: 0.0 };
    let group = Group {
        name: "travellers".to_owned(),
        count: 40,
        ages: (16, 40),
        male_share: 0.5,
        swim_share: 0.25,
        good_lifejacket_share: 0.25,
        poor_lifejacket_share: 0.25,
        frail_share: 0.1,
        family_size: 4,
        below_deck_share: 0.25,
        circumstances: Circumstances::default(),
    };
    Scenario {
        id: "test".to_owned(),
        title: "Test".to_owned(),
        summary: String::new(),
        start: Utc::parse("2012-06-20T00:00Z").unwrap(),
        length: Span::hours(72),
        settles_after: Span::hours(2),
        local_offset_min: 420,
        sea: Sea {
            wind: Field::Constant(Flow { east_mps: -5.0, north_mps: 3.0 }),
            current: Field::Constant(Flow { east_mps: -0.2, north_mps: 0.0 }),
            wave_height_m: Field::Constant(1.0),
            visibility_m: Field::Constant(18_520.0),
            water_c: Field::Constant(28.0),
            air_c: Field::Constant(28.0),
            rain_mm_h: Field::Constant(0.0),
            wind_error_mps: 0.0,
            current_error_mps: 0.0,
        },
        channels: Channels {
            phone: quality,
            text: quality,
            safety_net: quality,
            radio: quality,
            ..Channels::default()
        },
        parties: vec![
            Party { id: "a".to_owned(), name: "Alpha".to_owned(), kind: PartyKind::Country },
            Party { id: "s".to_owned(), name: "Shipping".to_owned(), kind: PartyKind::Shipping },
            Party { id: "b".to_owned(), name: "Bravo".to_owned(), kind: PartyKind::Country },
        ],
        seats: vec![
            seat("rcc", 0, Role::Rcc),
            seat("ops", 0, Role::Operations),
            seat("masters", 1, Role::Masters),
            seat("other", 2, Role::Rcc),
        ],
        regions: vec![Region {
            name: "Alpha".to_owned(),
            rcc: RCC,
            corners: vec![at(-12.0, 100.0), at(-12.0, 110.0), at(0.0, 110.0), at(0.0, 100.0)],
        }],
        places: vec![
            place("port", at(-7.05, 106.5), 0, PlaceKind::Port),
            place("field", at(-6.27, 106.89), 0, PlaceKind::Airfield),
            place("far", at(-10.40, 105.66), 2, PlaceKind::Port),
        ],
        srus: vec![
            unit("patrol", 0, OPS, SruKind::Vessel, Start::At(PlaceId(0))),
            unit("aircraft", 0, OPS, SruKind::FixedWing, Start::At(PlaceId(1))),
            unit(
                "ship",
                1,
                MASTERS,
                SruKind::Merchant,
                Start::OnPassage { waypoints: vec![at(-8.0, 104.0), at(-14.0, 104.0)], from_s: 0 },
            ),
        ],
        craft: vec![Craft {
            id: "boat".to_owned(),
            name: "boat".to_owned(),
            description: String::new(),
            hull: Hull {
                length_m: 16.0,
                beam_m: 4.0,
                displacement_kg: 30_000.0,
                gm_m: 0.6,
                flood_angle_deg: 20.0,
                reserve_buoyancy_m3: 25.0,
            },
            rated_persons: 60,
            object_afloat: SearchObject::PowerBoat53ft,
            object_capsized: SearchObject::PowerBoat20ft,
            leeway_afloat: "FISHING-VESSEL-2".to_owned(),
            leeway_capsized: "SKIFF-3".to_owned(),
            floats_capsized: Span::hours(30),
            hull_room: 15,
            debris_pieces: 8,
            passage: vec![at(-8.0, 106.0), at(-10.4, 105.7)],
            departs_s: 0,
            speed_mps: mps(4.0),
            speed_spread: 0.0,
            water_l: 400.0,
            food_days: None,
            sharing: Sharing::Even,
            ration: None,
            rafts: Vec::new(),
            engine_may_fail: false,
            troubles: Vec::new(),
            groups: vec![group],
            calls: vec![Call {
                at: Tick(60),
                spread: Span::ZERO,
                to: RCC,
                channel: Channel::Phone,
                nature: Nature::TakingWater,
                position: Claim::Read { error_m: 500.0 },
                persons: Some(40),
                text: "We take water.".to_owned(),
            }],
            phone: Phone { answers: 1.0, reads_position: 1.0, error_m: 300.0, gross_error: 0.0 },
            begins: Stage::UnderWay,
            repair: None,
            report: None,
        }],
        injects: Vec::new(),
        expectations: Vec::new(),
        territories: Vec::new(),
        reception: Reception::default(),
        objectives: Vec::new(),
        means: Means::default(),
        portal: crate::scenario::Portal::default(),
        signals: crate::scenario::Signals::default(),
        rescued: Vec::new(),
    }
}

/// A world to play with.
pub(super) struct Play {
    pub(super) theatre: Theatre,
    pub(super) world: World,
    pub(super) events: Vec<Stamped<Event>>,
    seq: u32,
}

impl Play {
    pub(super) fn of(scenario: Scenario) -> Self {
        let theatre = Theatre::new(scenario);
        let world = World::new(&theatre, 1);
        Self { theatre, world, events: Vec::new(), seq: 0 }
    }

    pub(super) fn until(&mut self, tick: Tick) {
        while self.world.tick < tick && self.world.ended.is_none() {
            self.events.extend(step(&self.theatre, &mut self.world, &[]));
            self.world.check_invariants(&self.theatre);
        }
    }

    pub(super) fn until_hours(&mut self, hours: f64) {
        self.until(Tick((hours * f64::from(TICKS_PER_HOUR)) as u32));
    }

    /// Gives a command and returns why it was refused, if it was.
    pub(super) fn command(&mut self, seat: SeatId, body: Command) -> Option<Rejection> {
        self.seq += 1;
        let stamped = Stamped { tick: self.world.tick.next(), seat: Some(seat), seq: self.seq, body };
        let events = step(&self.theatre, &mut self.world, &[stamped]);
        let refusal = events.iter().find_map(|e| match &e.body {
            Event::CommandRejected { why, .. } => Some(why.clone()),
            _ => None,
        });
        self.events.extend(events);
        refusal
    }

    /// Lets EXCON do something and returns why it was refused, if it was.
    pub(super) fn excon(&mut self, what: Intervention) -> Option<String> {
        let command = Command::Excon(Box::new(what));
        let events =
            step(&self.theatre, &mut self.world, &[Stamped { tick: Tick(0), seat: None, seq: 0, body: command }]);
        self.world.check_invariants(&self.theatre);
        let refusal = events.iter().find_map(|e| match &e.body {
            Event::InterventionRefused { why, .. } => Some(why.clone()),
            _ => None,
        });
        self.events.extend(events);
        refusal
    }

    pub(super) fn order(&mut self, seat: SeatId, sru: SruId, order: Order) -> Option<Rejection> {
        self.command(seat, Command::Order { sru, case: Some(CASE), order })
    }

    pub(super) fn count(&self, wanted: impl Fn(&Event) -> bool) -> usize {
        self.events.iter().filter(|e| wanted(&e.body)).count()
    }

    /// What units reported to a seat: living persons taken aboard, and landed.
    fn reported(&self, seat: SeatId) -> (u32, u32) {
        let mut sums = (0, 0);
        for entry in self.world.ledgers[seat.index()].entries() {
            match &entry.fact {
                Fact::Report { what: Report::Recovered { living, .. }, .. } => sums.0 += living,
                Fact::Report { what: Report::Landed { living, .. }, .. } => sums.1 += living,
                _ => {}
            }
        }
        sums
    }

    pub(super) fn boat(&self) -> Position {
        self.world.hull(CASE).position
    }
}

pub(super) fn leaking() -> Scenario {
    let mut scenario = scenario();
    let trouble = |kind| Trouble { at: Tick(600), spread: Span::ZERO, kind };
    scenario.craft[0].troubles = vec![trouble(TroubleKind::Leak { m3_per_h: 40.0 }), trouble(TroubleKind::PumpFails)];
    scenario
}

#[test]
fn the_first_centre_to_hear_is_responsible() {
    let mut play = Play::of(scenario());
    play.until(Tick(60));
    assert_eq!(play.world.cases[0].responsible, None);
    play.until(Tick(70));
    assert_eq!(play.world.cases[0].responsible, Some((RCC, Tick(66))));
    assert!(play.world.milestones.contains_key(&Milestone::PositionKnown(RCC, CASE)));
    assert!(!play.world.milestones.contains_key(&Milestone::Alerted(OTHER, CASE)));
}

#[test]
fn responsibility_passes_when_it_is_accepted_and_not_before() {
    let mut play = Play::of(scenario());
    play.until(Tick(70));
    let ask = Command::Ask { to: OTHER, channel: Channel::Phone, case: CASE, what: Ask::Coordinate, by: None };
    assert_eq!(play.command(RCC, ask), None);
    play.until(Tick(90));
    assert_eq!(play.world.cases[0].responsible.unwrap().0, RCC);
    let request = play.world.requests[0].id;
    let refuse = Answer::Refuse { reason: "not in our region".to_owned() };
    assert_eq!(play.command(OTHER, Command::Answer { request, answer: refuse }), None);
    play.until(Tick(110));
    assert_eq!(play.world.cases[0].responsible.unwrap().0, RCC);
    // An answer is given once.
    let again = Command::Answer { request, answer: Answer::Accept };
    assert_eq!(play.command(OTHER, again), Some(Rejection::NotWaiting));
    let ask = Command::Ask { to: OTHER, channel: Channel::Phone, case: CASE, what: Ask::Coordinate, by: None };
    play.command(RCC, ask);
    play.until(Tick(130));
    let request = play.world.requests[1].id;
    assert_eq!(play.command(OTHER, Command::Answer { request, answer: Answer::Accept }), None);
    assert_eq!(play.world.cases[0].responsible.unwrap().0, OTHER);
    // Until the answer arrives the first centre does not know, and asking the exercise does not tell it.
    assert_eq!(play.command(RCC, Command::Assume { case: CASE }), None);
    assert_eq!(play.world.cases[0].responsible.unwrap().0, OTHER);
    play.until(Tick(150));
    assert!(matches!(play.command(RCC, Command::Assume { case: CASE }), Some(Rejection::HeldElsewhere { .. })));
}

#[test]
fn a_seat_may_do_only_what_its_role_allows_and_what_it_knows() {
    let mut play = Play::of(scenario());
    let phase = Command::SetPhase { case: CASE, phase: Phase::Alert, reason: String::new() };
    assert!(matches!(play.command(RCC, phase.clone()), Some(Rejection::Unknown { .. })));
    play.until(Tick(70));
    assert_eq!(play.command(RCC, phase.clone()), None);
    assert!(matches!(play.command(OPS, phase), Some(Rejection::NotYours { .. })));
    let order = Order::Proceed { to: at(-9.0, 106.0) };
    assert!(matches!(play.order(RCC, PATROL, order.clone()), Some(Rejection::NotUnderYou { .. })));
    assert!(matches!(play.order(RCC, SHIP, order.clone()), Some(Rejection::Unknown { .. })), "not yet heard on AIS");
    play.until(Tick(181));
    assert!(matches!(play.order(RCC, SHIP, order.clone()), Some(Rejection::NotUnderYou { .. })));
    assert!(matches!(play.order(OPS, SruId(77), order), Some(Rejection::Unknown { .. })));
}

#[test]
fn orders_that_cannot_be_carried_out_are_refused_with_the_reason() {
    let mut play = Play::of(scenario());
    let recover = Order::Recover { at: at(-9.0, 106.0) };
    assert!(matches!(play.order(OPS, AIRCRAFT, recover), Some(Rejection::CannotDo { .. })));
    let inland = Order::Proceed { to: at(-6.9, 107.6) };
    assert!(matches!(play.order(OPS, PATROL, inland), Some(Rejection::Unreachable { .. })));
    let too_far = Order::Proceed { to: at(-30.0, 90.0) };
    assert!(matches!(play.order(OPS, PATROL, too_far), Some(Rejection::NotEnoughFuel { .. })));
    let abroad = Order::Land { place: PlaceId(2) };
    assert!(matches!(play.order(OPS, PATROL, abroad), Some(Rejection::LandingNotAgreed { .. })));
    let area = Rectangle { centre: at(-9.0, 106.0), length_m: f64::NAN, width_m: 1.0, axis_true_deg: 0.0 };
    let search = Order::Search { area, pattern: Pattern::ParallelSweep, spacing_m: 100.0 };
    assert!(matches!(play.order(OPS, PATROL, search), Some(Rejection::BadNumber { .. })));
    assert!(matches!(play.order(OPS, PATROL, Order::Resume), Some(Rejection::CannotDo { .. })));
}

#[test]
fn a_unit_sails_after_its_notice_and_arrives_when_distance_and_speed_say() {
    let mut play = Play::of(scenario());
    let to = at(-8.5, 106.0);
    assert_eq!(play.order(OPS, PATROL, Order::Proceed { to }), None);
    play.until(Tick(185));
    let departed = play.events.iter().find(|e| e.body == Event::SruDeparted { sru: PATROL }).unwrap().tick;
    assert_eq!(departed, Tick(1).after(Span::minutes(30)));
    play.until_hours(8.0);
    let arrived = play.events.iter().find(|e| matches!(e.body, Event::SruArrived { sru: PATROL, .. })).unwrap().tick;
    let way = play.theatre.coast.route(play.theatre.scenario.places[0].position, to).unwrap().length_m;
    let expected = way / mps(20.0);
    let took = arrived.since(departed).seconds() as f64;
    assert!((took - expected).abs() < 60.0, "took {took} s, distance and speed say {expected} s");
    assert_eq!(play.world.srus[0].activity, Activity::Waiting);
    let burnt = way / metres(1500.0);
    assert!(play.world.srus[0].fuel < 1.0 - burnt * 0.99, "fuel {}", play.world.srus[0].fuel);
}

#[test]
fn people_are_taken_off_a_boat_and_saved_only_when_landed() {
    let mut play = Play::of(scenario());
    let meet = at(-8.3, 105.96);
    assert_eq!(play.order(OPS, PATROL, Order::Recover { at: meet }), None);
    play.until_hours(9.0);
    let living = play.count(|e| matches!(e, Event::PersonRecovered { sru: PATROL, .. }));
    let dead = play.count(|e| matches!(e, Event::BodyRecovered { sru: PATROL, .. }));
    assert!(living >= 38 && living + dead == 40, "{living} living, {dead} dead");
    assert_eq!(play.count(|e| matches!(e, Event::PersonLanded { .. })), 0);
    assert_eq!(play.count(|e| matches!(e, Event::CrowdMoved { .. })), 1);
    assert_eq!(play.order(OPS, PATROL, Order::Land { place: PlaceId(0) }), None);
    play.until_hours(20.0);
    assert_eq!(play.count(|e| matches!(e, Event::PersonLanded { safe: true, .. })), living);
    assert_eq!(play.world.ended, Some(EndCause::Settled));
    let landed = u32::try_from(living).unwrap();
    assert_eq!(play.reported(RCC), (landed, landed));
    // Four a minute come ashore; that is told every ten minutes and at the end.
    let told = |e: &&Entry| matches!(e.fact, Fact::Report { what: Report::Landed { .. }, .. });
    let lines = play.world.ledgers[RCC.index()].entries().iter().filter(told).count();
    assert!((1..=3).contains(&lines), "{lines} lines for {landed} people");
    assert!(play.world.ledgers[OTHER.index()].entries().is_empty(), "nobody told them");
}

#[test]
fn water_that_gains_on_the_pumps_capsizes_the_boat_through_its_stages() {
    let mut play = Play::of(leaking());
    play.until_hours(6.0);
    let stages: Vec<Stage> = play
        .events
        .iter()
        .filter_map(|e| match e.body {
            Event::StageReached { stage, .. } => Some(stage),
            _ => None,
        })
        .collect();
    assert_eq!(stages.last(), Some(&Stage::Capsized), "{stages:?}");
    assert!(stages.contains(&Stage::Flooding) && stages.is_sorted(), "{stages:?}");
    let casualty = &play.world.casualties[0];
    assert!(!casualty.engine && !casualty.phone);
    let on_hull = play.world.people.iter().filter(|p| p.whereabouts == Whereabouts::OnHull).count();
    assert!((1..=15).contains(&on_hull), "{on_hull} on a hull with room for 15");
    let lost = play.count(|e| matches!(e, Event::PersonDied { .. }));
    assert!(lost >= 4, "of forty, a quarter below deck, {lost} died");
}

#[test]
fn with_nobody_coming_nobody_is_left() {
    let mut play = Play::of(leaking());
    play.until_hours(72.0);
    let living = play.world.people.iter().filter(|p| p.fate == Fate::Living).count();
    assert!(living <= 4, "{living} of 40 live three days after a capsize nobody answered");
    assert!(play.count(|e| matches!(e, Event::StageReached { stage: Stage::Sunk, .. })) == 1);
}

#[test]
fn an_aircraft_sees_what_it_flies_over_by_day_and_the_seat_has_a_contact() {
    let mut play = Play::of(scenario());
    let area =
        Rectangle { centre: at(-8.15, 106.0), length_m: metres(30.0), width_m: metres(20.0), axis_true_deg: 180.0 };
    let search = Order::Search { area, pattern: Pattern::ParallelSweep, spacing_m: metres(4.0) };
    assert_eq!(play.order(OPS, AIRCRAFT, search), None);
    play.until_hours(3.0);
    assert!(play.count(|e| matches!(e, Event::Sighted { sru: AIRCRAFT, what: Seen::Vessel, .. })) >= 1);
    for seat in [RCC, OPS] {
        let contact = play.world.ledgers[seat.index()].contacts.first().expect("a contact");
        assert_eq!(contact.what, Seen::Vessel);
        assert!((25..=55).contains(&contact.persons), "{} of 40", contact.persons);
    }
    assert!(play.world.ledgers[MASTERS.index()].contacts.is_empty());
}

#[test]
fn an_aircraft_comes_home_before_its_fuel_is_gone() {
    let mut play = Play::of(scenario());
    let area =
        Rectangle { centre: at(-9.5, 106.0), length_m: metres(200.0), width_m: metres(200.0), axis_true_deg: 0.0 };
    let search = Order::Search { area, pattern: Pattern::CreepingLine, spacing_m: metres(12.0) };
    play.order(OPS, AIRCRAFT, search);
    play.until_hours(14.0);
    assert!(play.count(|e| matches!(e, Event::SruBrokeOff { sru: AIRCRAFT, .. })) == 1);
    assert!(matches!(play.world.srus[1].activity, Activity::InPort { .. }));
}

#[test]
fn a_master_answers_a_broadcast_only_if_asked_and_is_lent_by_agreement() {
    let mut play = Play::of(scenario());
    // Ships are known to a centre once their AIS has been heard.
    play.until(Tick(181));
    let boat = play.boat();
    let broadcast =
        Command::BroadcastDistress { case: CASE, position: boat, radius_m: metres(200.0), text: "MAYDAY RELAY".into() };
    assert_eq!(play.command(RCC, broadcast), None);
    assert_eq!(play.count(|e| matches!(e, Event::DistressBroadcast { ships: 1, .. })), 1);
    play.until(Tick(200));
    assert!(play.world.milestones.contains_key(&Milestone::Alerted(MASTERS, CASE)));
    let divert = Command::Ask {
        to: MASTERS,
        channel: Channel::Radio,
        case: CASE,
        what: Ask::Divert { sru: SHIP, at: boat },
        by: None,
    };
    assert_eq!(play.command(RCC, divert), None);
    play.until(Tick(220));
    assert!(play.order(RCC, SHIP, Order::Proceed { to: boat }).is_some(), "not before the master agrees");
    let request = play.world.requests[0].id;
    assert_eq!(play.command(MASTERS, Command::Answer { request, answer: Answer::Accept }), None);
    assert!(play.order(RCC, SHIP, Order::Proceed { to: boat }).is_some(), "nor before the centre knows that he does");
    play.until(Tick(240));
    // The boat goes on at 4 kn; the ship is sent where it will be.
    assert_eq!(play.order(RCC, SHIP, Order::Recover { at: at(-8.42, 105.95) }), None);
    play.until_hours(16.0);
    assert!(play.count(|e| matches!(e, Event::PersonRecovered { sru: SHIP, .. })) > 30);
    assert!(matches!(play.order(RCC, SHIP, Order::Resume), Some(Rejection::CannotDo { .. })), "people are aboard");
}

#[test]
fn a_broken_telephone_is_not_answered_and_a_line_takes_time() {
    let mut play = Play::of(scenario());
    play.until(Tick(70));
    assert_eq!(play.command(RCC, Command::CallCasualty { case: CASE }), None);
    assert!(matches!(play.command(RCC, Command::CallCasualty { case: CASE }), Some(Rejection::TooSoon { .. })));
    play.until(Tick(110));
    let told = play.world.ledgers[RCC.index()].entries().iter();
    let positions =
        told.filter(|e| matches!(&e.fact, Fact::Received { body, .. } if body.position(e.true_at).is_some()));
    assert_eq!(positions.count(), 2);
    play.world.casualties[0].phone = false;
    assert_eq!(play.command(RCC, Command::CallCasualty { case: CASE }), None);
    play.until(Tick(120));
    assert_eq!(play.count(|e| matches!(e, Event::CallUnanswered { .. })), 1);
}

#[test]
fn a_lost_message_is_an_event_and_never_arrives() {
    let mut scenario = scenario();
    scenario.channels.text.loss = 1.0;
    let mut play = Play::of(scenario);
    play.until(Tick(70));
    let body = MessageBody::Text { case: None, text: "hello".to_owned() };
    play.command(RCC, Command::Send { to: OTHER, channel: Channel::Text, body });
    play.until(Tick(100));
    assert_eq!(play.count(|e| matches!(e, Event::MessageLost { to: OTHER, .. })), 1);
    assert!(play.world.ledgers[OTHER.index()].entries().is_empty());
}

#[test]
fn a_boat_alongside_by_night_with_water_in_it_may_be_capsized_by_its_own_people() {
    let mut scenario = leaking();
    scenario.srus[0].methods = vec![Method::PilotLadder];
    // The leak is slow: the boat is tender but upright when the ship comes.
    scenario.craft[0].troubles[0].kind = TroubleKind::Leak { m3_per_h: 16.0 };
    scenario.craft[0].hull.gm_m = 0.35;
    scenario.craft[0].hull.displacement_kg = 20_000.0;
    let mut play = Play::of(scenario);
    assert_eq!(play.order(OPS, PATROL, Order::Recover { at: at(-8.3, 105.96) }), None);
    play.until_hours(12.0);
    let crowd = play
        .count(|e| matches!(e, Event::StageReached { stage: Stage::Capsized, cause: StageCause::CrowdMovement, .. }));
    let water =
        play.count(|e| matches!(e, Event::StageReached { stage: Stage::Capsized, cause: StageCause::Flooding, .. }));
    assert_eq!(crowd + water, 1);
}
