//! Reach, beacons, calls that are tried again, telephones that run out, dead lines.

use proptest::prelude::*;

use super::super::tests::{CASE, MASTERS, OPS, PATROL, Play, RCC, SHIP, at, leaking, scenario};
use super::super::*;
use super::{BeaconCause, LineFact, SignalEvent, Unheard};
use crate::base::ids::{PartyId, SeatId};
use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick};
use crate::scenario::{
    Antenna, Channel, Claim, Effect, Epirb, MfRange, Nature, Phone, Scenario, Sets, Telephone, Trouble, TroubleKind,
    Vhf,
};

pub(super) const OTHER: SeatId = SeatId(3);
/// The party of the first centre and of its operations.
const ALPHA: PartyId = PartyId(0);

/// A hill on the south coast of Java, some forty miles from the boat.
fn hill() -> Position {
    at(-7.4, 106.4)
}

fn with_antennas(mut scenario: Scenario, antennas: &[(SeatId, Position, f64)]) -> Scenario {
    scenario.signals.antennas = antennas
        .iter()
        .map(|(seat, position, height_m)| Antenna { seat: *seat, position: *position, height_m: *height_m })
        .collect();
    scenario
}

pub(super) fn carrying(mut scenario: Scenario, sets: Sets) -> Scenario {
    scenario.signals.sets = vec![sets];
    scenario
}

fn words(text: &str) -> MessageBody {
    MessageBody::Text { case: None, text: text.to_owned() }
}

fn say(to: SeatId, channel: Channel) -> Command {
    Command::Send { to, channel, body: words("hello") }
}

pub(super) fn fails(channel: Channel, span: Span) -> Intervention {
    Intervention::Improvise { purpose: String::new(), effect: Effect::ChannelFails { channel, party: ALPHA, span } }
}

pub(super) fn received(play: &Play, seat: SeatId, by: Channel) -> Vec<(Tick, MessageBody)> {
    let entries = play.world.ledgers[seat.index()].entries().iter();
    entries
        .filter_map(|entry| match &entry.fact {
            Fact::Received { channel, body, .. } if *channel == by => Some((entry.known_at, body.clone())),
            _ => None,
        })
        .collect()
}

pub(super) fn signalled(play: &Play, wanted: impl Fn(&SignalEvent) -> bool) -> usize {
    play.count(|e| matches!(e, Event::Signal(what) if wanted(what)))
}

#[test]
fn vhf_reaches_the_horizon_of_both_antennas_and_no_farther() {
    // 2.2 (sqrt 100 + sqrt 25) = 33 NM.
    for (miles, heard) in [(32.0, true), (34.0, false)] {
        let there = hill().destination(180.0, metres(miles));
        let mut play = Play::of(with_antennas(scenario(), &[(RCC, hill(), 100.0), (OTHER, there, 25.0)]));
        let refused = play.command(RCC, say(OTHER, Channel::Vhf));
        play.until(Tick(20));
        assert_eq!(received(&play, OTHER, Channel::Vhf).len(), usize::from(heard), "{miles}");
        let refused = refused.map(|why| why.to_string());
        assert_eq!(refused.is_none(), heard, "{refused:?}");
        if let Some(why) = refused {
            // It tells of one's own antenna, and not where the other is.
            assert!(why.contains("100 m") && why.contains("nobody answers") && !why.contains("34"), "{why}");
        }
    }
}

#[test]
fn who_has_neither_a_coast_station_nor_a_unit_out_has_no_vhf() {
    let mut play = Play::of(with_antennas(scenario(), &[(OTHER, hill(), 100.0)]));
    let why = play.command(RCC, say(OTHER, Channel::Vhf)).unwrap().to_string();
    assert!(why.contains("no coast station"), "{why}");
    assert!(play.command(OPS, say(OTHER, Channel::Vhf)).unwrap().to_string().contains("no unit of yours is out"));
    // Once its patrol boat is out off the hill, operations speak by it.
    play.world.srus[PATROL.index()].activity = Activity::Waiting;
    play.world.srus[PATROL.index()].position = at(-7.5, 106.35);
    assert_eq!(play.command(OPS, say(OTHER, Channel::Vhf)), None);
    assert_eq!(sends_by_vhf(&play, OPS), (true, false));
}

/// Whether a seat has VHF, and whether it has it by its coast stations alone.
fn sends_by_vhf(play: &Play, seat: SeatId) -> (bool, bool) {
    let has = super::sends_by(&play.theatre, &play.world, seat).contains(&Channel::Vhf);
    (has, play.theatre.scenario.signals.antennas_of(seat).next().is_some())
}

#[test]
fn a_ship_is_spoken_to_while_it_is_in_range_and_no_longer() {
    // The ship goes south from 8 S 104 E at 20 knots; its bridge is 10 m up.
    let start = at(-8.0, 104.0);
    let antenna = start.destination(0.0, metres(10.0));
    let mut play = Play::of(with_antennas(scenario(), &[(RCC, antenna, 30.0)]));
    assert_eq!(play.command(RCC, say(MASTERS, Channel::Vhf)), None);
    assert_eq!(play.command(MASTERS, say(RCC, Channel::Vhf)), None);
    play.until_hours(1.0);
    assert!(play.world.srus[SHIP.index()].position.distance_m(antenna) > metres(2.2 * (30_f64.sqrt() + 10_f64.sqrt())));
    assert!(play.command(RCC, say(MASTERS, Channel::Vhf)).is_some());
    assert!(play.command(MASTERS, say(RCC, Channel::Vhf)).is_some());
    assert_eq!((received(&play, MASTERS, Channel::Vhf).len(), received(&play, RCC, Channel::Vhf).len()), (1, 1));
}

#[test]
fn mf_has_a_range_by_day_and_by_night_where_one_is_written() {
    let send = |hours: f64, range: Option<MfRange>| {
        let mut scenario = scenario();
        scenario.channels.mf_range = range;
        scenario.seats[OTHER.index()].position = scenario.seats[RCC.index()].position.destination(90.0, metres(200.0));
        let mut play = Play::of(scenario);
        play.until_hours(hours);
        play.command(RCC, say(OTHER, Channel::Radio)).map(|why| why.to_string())
    };
    let range = Some(MfRange { day_m: metres(120.0), night_m: metres(250.0) });
    // It begins at 07:00 in western Java; fifteen hours later it is dark.
    assert_eq!(send(1.0, None), None);
    let why = send(1.0, range).unwrap();
    assert!(why.contains("120 NM by day"), "{why}");
    assert_eq!(send(15.0, range), None);
}

fn vhf() -> Sets {
    Sets { vhf: Some(Vhf { antenna_m: 4.0, reads_position: true }), ..Sets::default() }
}

#[test]
fn a_boat_that_floods_calls_all_in_range_by_vhf_and_nobody_else() {
    let antennas = [(RCC, hill(), 900.0), (OTHER, at(-10.4, 105.7), 20.0)];
    let mut scenario = carrying(with_antennas(leaking(), &antennas), vhf());
    scenario.channels.vhf.loss = 0.0;
    scenario.craft[0].calls.clear();
    let mut play = Play::of(scenario);
    play.until(Tick(600));
    assert_eq!(signalled(&play, |_| true), 0, "it does not call before it is in distress");
    play.until_hours(2.2);
    let heard = received(&play, RCC, Channel::Vhf);
    assert_eq!(heard.len(), 1, "heard, it calls again after an hour and not before");
    let MessageBody::Call { nature: Nature::TakingWater, position: Some(told), persons: Some(40), text, .. } =
        &heard[0].1
    else {
        panic!("{heard:?}")
    };
    assert!(text.starts_with("MAYDAY"));
    assert!(told.position.distance_m(play.boat()) < metres(2.0));
    assert!(received(&play, OTHER, Channel::Vhf).is_empty() && received(&play, MASTERS, Channel::Vhf).is_empty());
    assert_eq!(play.world.cases[0].responsible.unwrap().0, RCC);
}

#[test]
fn nobody_in_range_hears_nothing_and_the_boat_calls_again_every_ten_minutes() {
    let mut scenario = carrying(with_antennas(leaking(), &[(RCC, hill(), 4.0)]), vhf());
    scenario.craft[0].calls.clear();
    // Broad and deep, so that she floods for hours.
    (scenario.craft[0].hull.gm_m, scenario.craft[0].hull.reserve_buoyancy_m3) = (5.0, 2_000.0);
    let mut play = Play::of(scenario);
    play.until_hours(3.0);
    let unheard = |tick: Tick| {
        let so_far = play.events.iter().filter(|e| e.tick <= tick).map(|e| &e.body);
        let hailed =
            |e: &&Event| matches!(e, Event::Signal(what) if matches!(**what, SignalEvent::Hailed { heard_by: 0, .. }));
        so_far.filter(hailed).count()
    };
    let first = play.events.iter().find(|e| matches!(e.body, Event::Signal(_))).unwrap().tick;
    for again in 0..4 {
        let tick = Tick(first.0 + again * 60);
        assert_eq!(unheard(tick), again as usize + 1, "{again}");
        assert_eq!(unheard(Tick(tick.0 + 59)), again as usize + 1, "{again}");
    }
    assert!(play.world.ledgers.iter().all(|ledger| ledger.entries().is_empty()));
}

#[test]
fn a_boat_without_a_telephone_is_called_by_vhf_while_it_is_in_range() {
    let called = |height_m: f64| {
        let mut scenario = carrying(with_antennas(scenario(), &[(RCC, hill(), height_m)]), vhf());
        scenario.channels.vhf.loss = 0.0;
        let mut play = Play::of(scenario);
        play.until(Tick(70));
        play.world.casualties[0].phone = false;
        for _ in 0..6 {
            assert_eq!(play.command(RCC, Command::CallCasualty { case: CASE }), None);
            let tick = play.world.tick;
            play.until(Tick(tick.0 + 40));
        }
        received(&play, RCC, Channel::Vhf).into_iter().filter(|(at, body)| body.position(*at).is_some()).count()
    };
    assert!(called(900.0) > 0);
    assert_eq!(called(4.0), 0);
}

#[test]
fn a_call_by_vhf_is_heard_by_all_in_range_or_by_nobody() {
    for seed in 0..12 {
        let antennas = [(RCC, hill(), 900.0), (OTHER, hill(), 900.0)];
        let mut scenario = carrying(with_antennas(scenario(), &antennas), vhf());
        scenario.channels.vhf.loss = 0.5;
        scenario.craft[0].calls[0].channel = Channel::Vhf;
        let mut play = Play::of(scenario);
        play.world = World::new(&play.theatre, seed);
        play.until(Tick(80));
        let heard = [RCC, OTHER].map(|seat| received(&play, seat, Channel::Vhf).len());
        assert_eq!(heard[0], heard[1], "seed {seed}");
    }
}

pub(super) fn beacon(encoded: bool, battery_h: i64) -> Sets {
    Sets {
        epirb: Some(Epirb { encoded, floats_free: true, battery: Span::hours(battery_h), registered: None }),
        ..Sets::default()
    }
}

/// The leaking boat, which nobody hears of but by its beacon.
fn silent(sets: Sets) -> Play {
    let mut scenario = carrying(leaking(), sets);
    scenario.craft[0].calls.clear();
    Play::of(scenario)
}

pub(super) fn positions(play: &Play) -> Vec<(Tick, Option<ReportedPosition>)> {
    let heard = received(play, RCC, Channel::Epirb).into_iter();
    heard.map(|(at, body)| (at, body.position(at))).collect()
}

#[test]
fn an_encoded_beacon_floats_free_and_tells_the_centre_of_its_region_within_ten_minutes() {
    let mut play = silent(beacon(true, 48));
    play.until_hours(12.0);
    let capsized = play.world.milestones[&crate::scenario::Milestone::Stage(CASE, crate::scenario::Stage::Capsized)];
    assert_eq!(
        signalled(&play, |what| matches!(what, SignalEvent::BeaconOn { cause: BeaconCause::FloatedFree, .. })),
        1
    );
    let told = positions(&play);
    let (first, position) = told[0];
    assert!((300..=600).contains(&first.since(capsized).seconds()), "{first} {capsized}");
    let debris = play.world.objects.iter().find(|o| o.kind == ObjectKind::Debris).unwrap();
    assert_eq!(position.unwrap().error_m, 100.0);
    // The last of them is where the wreckage is now, as far as it can have drifted since.
    let last = told.last().unwrap();
    assert!(last.1.unwrap().position.distance_m(debris.position) < metres(2.0));
    assert!(told.len() >= 3 && told.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert!(received(&play, OTHER, Channel::Epirb).is_empty());
    assert_eq!(play.world.cases[0].responsible.unwrap().0, RCC);
}

#[test]
fn a_beacon_without_a_position_of_its_own_is_heard_first_and_located_later() {
    let mut play = silent(beacon(false, 48));
    play.until_hours(12.0);
    let told = positions(&play);
    assert_eq!(told[0].1, None);
    let errors: Vec<f64> = told[1..].iter().map(|(_, position)| position.unwrap().error_m).collect();
    assert!(!errors.is_empty() && errors.iter().all(|error| (2_000.0..2_100.0).contains(error)), "{errors:?}");
    assert!((240..=600).contains(&told[1].0.since(told[0].0).seconds()));
}

#[test]
fn a_beacon_is_silent_when_its_battery_is_spent() {
    let mut play = silent(beacon(true, 2));
    play.until_hours(20.0);
    let sent = |what: &SignalEvent| matches!(what, SignalEvent::BeaconHeard { .. });
    assert_eq!(signalled(&play, sent), 4, "at 5, 35, 65 and 95 minutes");
    assert_eq!(signalled(&play, |what| matches!(what, SignalEvent::BeaconSpent { .. })), 1);
}

#[test]
fn a_beacon_is_set_off_by_hand_once_and_not_where_there_is_none() {
    let by_hand = |sets: Sets| {
        let mut scenario = carrying(scenario(), sets);
        scenario.craft[0].troubles =
            [60, 90].map(|at| Trouble { at: Tick(at), spread: Span::ZERO, kind: TroubleKind::BeaconSetOff }).to_vec();
        let mut play = Play::of(scenario);
        play.until_hours(1.0);
        signalled(&play, |what| matches!(what, SignalEvent::BeaconOn { cause: BeaconCause::ByHand, .. }))
    };
    assert_eq!((by_hand(beacon(true, 48)), by_hand(Sets::default())), (1, 0));
}

fn telephone(telephone: Telephone) -> Scenario {
    let mut scenario = carrying(scenario(), Sets { telephone, ..Sets::default() });
    scenario.craft[0].phone = Phone { answers: 1.0, ..scenario.craft[0].phone };
    scenario
}

#[test]
fn a_mobile_telephone_far_from_the_coast_reaches_nobody_and_is_tried_again() {
    let mut play = Play::of(telephone(Telephone { mobile: true, talk: None, tries_again: true }));
    assert!(play.theatre.coast.distance_to_coast_m(play.boat()) > metres(20.0));
    play.until_hours(3.0);
    assert!(received(&play, RCC, Channel::Mobile).is_empty());
    let lost =
        play.count(|e| matches!(e, Event::MessageLost { channel: Channel::Mobile, why: Unheard::OutOfRange, .. }));
    let again = signalled(&play, |what| matches!(what, SignalEvent::CallAgain { .. }));
    // In the 170 minutes after the first, each 10 to 30 minutes after the last.
    assert!((6..=18).contains(&lost) && again >= lost, "{lost} {again}");
}

#[test]
fn a_call_that_was_taken_is_not_tried_again_and_one_that_is_not_to_be_is_not_either() {
    for tries_again in [true, false] {
        let mut play = Play::of(telephone(Telephone { tries_again, ..Telephone::default() }));
        play.until_hours(2.0);
        assert_eq!(received(&play, RCC, Channel::Phone).len(), 1);
        let mut lost = telephone(Telephone { tries_again, ..Telephone::default() });
        lost.channels.phone.loss = 1.0;
        let mut play = Play::of(lost);
        play.until_hours(2.0);
        assert_eq!(signalled(&play, |what| matches!(what, SignalEvent::CallAgain { .. })) > 0, tries_again);
    }
}

#[test]
fn a_telephone_runs_out_and_then_nobody_answers() {
    // Ten minutes of talk: the boat's own call, and one answer.
    let mut play = Play::of(telephone(Telephone { talk: Some(Span::minutes(10)), ..Telephone::default() }));
    play.until(Tick(70));
    for _ in 0..3 {
        assert_eq!(play.command(RCC, Command::CallCasualty { case: CASE }), None);
        let tick = play.world.tick;
        play.until(Tick(tick.0 + 40));
    }
    assert_eq!(received(&play, RCC, Channel::Phone).len(), 2);
    assert_eq!(play.count(|e| matches!(e, Event::CallUnanswered { .. })), 2);
    assert_eq!(signalled(&play, |what| matches!(what, SignalEvent::PhoneEmpty { .. })), 1);
}

#[test]
fn a_dead_line_neither_sends_nor_gets_and_its_own_seats_know() {
    let mut play = Play::of(scenario());
    assert_eq!(play.excon(fails(Channel::Text, Span::hours(1))), None);
    let why = play.command(RCC, say(OTHER, Channel::Text)).unwrap().to_string();
    assert!(why.contains("line is dead"), "{why}");
    assert_eq!(play.command(OTHER, say(RCC, Channel::Text)), None, "the sender is not told");
    assert_eq!(play.command(RCC, say(OTHER, Channel::Phone)), None);
    play.until_hours(1.1);
    assert!(received(&play, RCC, Channel::Text).is_empty());
    let dead =
        |e: &Event| matches!(e, Event::MessageLost { to: RCC, why: Unheard::DeadLine, channel: Channel::Text, .. });
    assert_eq!(play.count(dead), 1);
    assert_eq!(play.command(OTHER, say(RCC, Channel::Text)), None);
    play.until_hours(1.2);
    assert_eq!(received(&play, RCC, Channel::Text).len(), 1, "what is sent once it works again arrives");
    let lines = |seat: SeatId| {
        let entries = play.world.ledgers[seat.index()].entries().iter();
        entries.filter_map(|e| if let Fact::Line(fact) = e.fact { Some(fact) } else { None }).collect::<Vec<_>>()
    };
    let channel = Channel::Text;
    assert_eq!(lines(RCC), [LineFact::Dead { channel }, LineFact::Works { channel }]);
    assert_eq!(lines(OPS), lines(RCC), "all seats of the party");
    assert!(lines(OTHER).is_empty() && lines(MASTERS).is_empty());
}

#[test]
fn what_comes_in_while_a_line_is_dead_is_lost_even_if_it_was_sent_before() {
    let mut play = Play::of(scenario());
    assert_eq!(play.command(OTHER, say(RCC, Channel::Phone)), None);
    assert_eq!(play.excon(fails(Channel::Phone, Span::minutes(5))), None);
    play.until_hours(0.5);
    assert_eq!(received(&play, RCC, Channel::Phone).iter().filter(|(at, _)| *at < Tick(30)).count(), 0);
    assert_eq!(play.count(|e| matches!(e, Event::MessageLost { to: RCC, why: Unheard::DeadLine, .. })), 1);
    // Of no time, or of longer than the exercise, a failure is refused.
    assert!(play.excon(fails(Channel::Phone, Span::ZERO)).is_some());
    assert!(play.excon(fails(Channel::Phone, Span::hours(1000))).is_some());
}

#[test]
fn an_answer_goes_by_another_line_when_the_one_it_came_by_is_dead() {
    let mut play = Play::of(scenario());
    play.until(Tick(70));
    let ask = Command::Ask { to: OTHER, channel: Channel::Phone, case: CASE, what: Ask::Coordinate, by: None };
    assert_eq!(play.command(RCC, ask), None);
    play.until(Tick(90));
    let dead = Effect::ChannelFails { channel: Channel::Phone, party: PartyId(2), span: Span::hours(5) };
    assert_eq!(play.excon(Intervention::Improvise { purpose: String::new(), effect: dead }), None);
    let request = play.world.requests[0].id;
    assert_eq!(play.command(OTHER, Command::Answer { request, answer: Answer::Accept }), None);
    play.until(Tick(120));
    assert!(play.world.requests[0].answer_known_at.is_some());
    // The vessel itself cannot be called by a centre whose telephone is dead, nor can shipping without its satellite.
    assert!(play.command(OTHER, Command::CallCasualty { case: CASE }).unwrap().to_string().contains("dead"));
}

#[test]
fn a_seat_sends_by_no_beacon_and_only_masters_by_word_of_mouth() {
    let mut play = Play::of(scenario());
    for channel in [Channel::Epirb, Channel::Mobile, Channel::WordOfMouth] {
        assert!(play.command(RCC, say(OTHER, channel)).is_some(), "{channel:?}");
    }
    assert_eq!(play.command(MASTERS, say(RCC, Channel::WordOfMouth)), None);
    play.until_hours(0.9);
    assert!(received(&play, RCC, Channel::WordOfMouth).is_empty(), "it takes an hour at least");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_message_is_both_delivered_and_lost_and_none_arrives_out_of_range(
        seed in 0_u64..1_000,
        near in 1.0..80.0_f64,
        heights in (1.0..400.0_f64, 1.0..400.0_f64),
        said in proptest::collection::vec((0_u32..4, 0_u32..4, 0_usize..8, 1_u32..90), 1..30),
        dead in proptest::collection::vec((0_u32..3, 0_usize..8, 1_i64..60), 0..4),
    ) {
        let there = hill().destination(200.0, metres(near));
        let mut scenario = with_antennas(scenario(), &[(RCC, hill(), heights.0), (OTHER, there, heights.1)]);
        let all = [&mut scenario.channels.phone, &mut scenario.channels.text, &mut scenario.channels.vhf];
        for quality in all {
            quality.loss = 0.3;
        }
        scenario.channels.word_of_mouth = scenario.channels.phone;
        scenario.craft[0].calls[0].position = Claim::Unstated;
        let mut play = Play::of(scenario);
        play.world = World::new(&play.theatre, seed);
        for (party, channel, minutes) in dead {
            let (party, channel) = (PartyId(party), Channel::ALL[channel]);
            let effect = Effect::ChannelFails { channel, party, span: Span::minutes(minutes) };
            let _ = play.excon(Intervention::Improvise { purpose: String::new(), effect });
        }
        let in_sight = near <= 2.2 * (heights.0.sqrt() + heights.1.sqrt());
        for (from, to, channel, wait) in said {
            let (from, to, channel) = (SeatId(from), SeatId(to), Channel::ALL[channel]);
            let refused = play.command(from, say(to, channel)).is_some();
            let pair = matches!((from, to), (RCC, OTHER) | (OTHER, RCC));
            prop_assert!(channel != Channel::Vhf || !pair || in_sight || refused);
            let tick = play.world.tick;
            play.until(Tick(tick.0 + wait));
        }
        let tick = play.world.tick;
        play.until(Tick(tick.0 + 200));
        let of = |wanted: &dyn Fn(&Event) -> Option<crate::base::ids::MessageId>| {
            let mut ids: Vec<_> = play.events.iter().filter_map(|e| wanted(&e.body)).collect();
            ids.sort_unstable();
            ids
        };
        let sent = of(&|e| if let Event::MessageSent { message, .. } = e { Some(*message) } else { None });
        let delivered = of(&|e| if let Event::MessageDelivered { message, .. } = e { Some(*message) } else { None });
        let lost = of(&|e| if let Event::MessageLost { message, .. } = e { Some(*message) } else { None });
        let mut ends: Vec<_> = delivered.iter().chain(&lost).copied().collect();
        ends.sort_unstable();
        prop_assert!(play.world.comms.in_flight.is_empty());
        prop_assert_eq!(&sent, &ends, "each message has one end");
    }
}
