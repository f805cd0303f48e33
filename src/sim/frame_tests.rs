//! The frame played by hand: conditions on the world, effects, steps, judgement, and when injects fire.

use proptest::prelude::*;

use super::tests::{AIRCRAFT, CASE, OPS, Play, RCC, at, leaking, scenario, unit};
use super::*;
use crate::base::ids::{CraftId, ExpectationId, InjectId, ObjectiveId, PartyId, PlaceId, SeatId, SiteId, SruId};
use crate::base::{Span, Tick};
use crate::scenario::{
    Channel, Condition, Effect, Expectation, Inject, Milestone, Nature, Objective, Proof, Scenario, Situation, SruKind,
    Start, Step, Told,
};

/// The patrol boat held in reserve.
const HELD: SruId = SruId(3);

fn inject(when: Condition, latest: Option<u32>, effect: Effect) -> Inject {
    Inject { id: "x".to_owned(), purpose: "a test".to_owned(), when, latest: latest.map(Tick), effect }
}

fn water(water_l: f64) -> Effect {
    Effect::StoresCome { craft: CASE, water_l }
}

fn expectation(proof: Proof, within: Span) -> Expectation {
    Expectation {
        id: "e".to_owned(),
        seat: RCC,
        what: "does it".to_owned(),
        proof,
        from: Condition::At(Tick::START),
        within,
        partly_within: within,
        objectives: vec![ObjectiveId(0)],
        critical: false,
    }
}

fn is(situation: Situation) -> Condition {
    Condition::Is(situation)
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

/// A scenario with these injects and expectations.
fn with(mut scenario: Scenario, injects: Vec<Inject>, expectations: Vec<Expectation>) -> Play {
    scenario.srus.push(unit("held", 0, OPS, SruKind::Vessel, Start::Reserve));
    scenario.injects = injects;
    scenario.expectations = expectations;
    scenario.objectives =
        vec![Objective { id: "o".to_owned(), text: "works".to_owned(), capability: "working".to_owned() }];
    Play::of(scenario)
}

fn fired(play: &Play, inject: u32) -> Option<Tick> {
    match play.world.injects[inject as usize] {
        InjectStatus::Fired(at) => Some(at),
        _ => None,
    }
}

#[test]
fn a_message_tells_what_its_author_wrote() {
    let told = Told { nature: Nature::Sinking, persons: Some(70), error_m: 9_260.0, age: Span::hours(1) };
    let message = Effect::Message {
        from: "a relative".to_owned(),
        to: RCC,
        channel: Channel::Phone,
        case: CASE,
        position: Some(at(-8.4, 106.0)),
        text: "They are sinking.".to_owned(),
        told,
    };
    let mut play = with(scenario(), vec![inject(Condition::At(Tick(720)), None, message)], Vec::new());
    play.until(Tick(740));
    let heard = play.world.ledgers[RCC.index()].entries().iter().find_map(|entry| match &entry.fact {
        Fact::Received {
            from: Source::Outside(_), body: MessageBody::Call { nature, position, persons, .. }, ..
        } => Some((*nature, *position, *persons)),
        _ => None,
    });
    let (nature, position, persons) = heard.expect("the message has arrived");
    assert_eq!((nature, persons), (Nature::Sinking, Some(70)));
    let position = position.unwrap();
    assert_eq!((position.error_m, position.true_at), (9_260.0, Tick(720 - 360)));
}

#[test]
fn what_may_pass_again_holds_from_when_it_last_began_to() {
    // Ten people are in the water for a while, twice.
    let wet = is(Situation::InWater(CASE, 10));
    let half_an_hour = Condition::After(Span::minutes(30), Box::new(wet.clone()));
    let dry = Condition::All(vec![Condition::At(Tick(60)), not(wet.clone())]);
    let injects = vec![
        inject(wet.clone(), None, water(1.0)),
        inject(half_an_hour, None, water(1.0)),
        inject(dry, None, water(1.0)),
    ];
    let mut play = with(scenario(), injects, Vec::new());
    let put = |play: &mut Play, wet: bool| {
        let object = play.world.objects[0].id;
        for person in play.world.people.iter_mut().take(10) {
            person.whereabouts =
                if wet { Whereabouts::InWater { object, holding_on: true } } else { Whereabouts::Aboard };
        }
    };
    let run = |play: &mut Play, until: u32| {
        while play.world.tick < Tick(until) {
            let events = step(&play.theatre, &mut play.world, &[]);
            play.events.extend(events);
        }
    };
    run(&mut play, 12);
    assert_eq!(situation::since(&play.theatre, &not(wet.clone()), &play.world), Some(Tick::START), "never been so");
    put(&mut play, true);
    run(&mut play, 100);
    assert_eq!(fired(&play, 0), Some(Tick(18)), "at the next look");
    assert_eq!(situation::since(&play.theatre, &wet, &play.world), Some(Tick(18)));
    assert_eq!(fired(&play, 2), None, "it is not the case that nobody is in the water");
    put(&mut play, false);
    run(&mut play, 150);
    assert_eq!(fired(&play, 2), Some(Tick(102)));
    assert_eq!(situation::since(&play.theatre, &wet, &play.world), None);
    assert_eq!(fired(&play, 1), None, "not for half an hour without a break");
    put(&mut play, true);
    run(&mut play, 400);
    assert_eq!(fired(&play, 1), Some(Tick(156 + 180)));
}

#[test]
fn conditions_count_people_water_and_what_became_of_injects() {
    let mut scenario = leaking();
    scenario.craft[0].water_l = 40.0;
    let so = |situation| inject(is(situation), None, water(0.0));
    let injects = vec![
        so(Situation::WaterLeft(CASE, 1_000)),
        so(Situation::WaterLeft(CASE, 400)),
        so(Situation::Dead(CASE, 1)),
        so(Situation::Fired(InjectId(2))),
        inject(Condition::At(Tick(9_000)), Some(60), water(1.0)),
        so(Situation::Overtaken(InjectId(4))),
        inject(
            Condition::AtLeast(
                2,
                vec![
                    is(Situation::Fired(InjectId(0))),
                    is(Situation::Refused(RCC)),
                    is(Situation::Overtaken(InjectId(4))),
                ],
            ),
            None,
            water(0.0),
        ),
        so(Situation::Refused(RCC)),
    ];
    let mut play = with(scenario, injects, Vec::new());
    play.until(Tick(90));
    assert_eq!(fired(&play, 0), Some(Tick(6)), "a litre each from the start");
    assert_eq!(fired(&play, 1), None);
    assert_eq!(play.world.injects[4], InjectStatus::Overtaken(Tick(66)));
    assert_eq!(fired(&play, 5), Some(Tick(66)));
    assert_eq!(fired(&play, 6), Some(Tick(66)));
    play.until_hours(20.0);
    let first = play.world.people.iter().filter_map(|p| match p.fate {
        Fate::Dead { at, .. } => Some(at),
        Fate::Living => None,
    });
    let first = first.min().expect("somebody dies in the capsize");
    let minute = Tick(first.0.div_ceil(6) * 6);
    assert_eq!(fired(&play, 2), Some(minute));
    assert_eq!(fired(&play, 3), Some(minute), "in the same look: it stands after it");
    assert_eq!(fired(&play, 7), None, "nobody has asked anything");
}

#[test]
fn a_refusal_is_a_condition() {
    let neighbour = SeatId(3);
    let mut play = with(scenario(), vec![inject(is(Situation::Refused(neighbour)), None, water(1.0))], Vec::new());
    play.until(Tick(90));
    play.world.milestones.insert(Milestone::Alerted(neighbour, CASE), Tick(70));
    let ask = Command::Ask { to: neighbour, channel: Channel::Phone, case: CASE, what: Ask::Coordinate, by: None };
    assert_eq!(play.command(RCC, ask), None);
    play.until(Tick(120));
    let request = play.world.requests[0].id;
    let answer = Answer::Refuse { reason: "too far".to_owned() };
    assert_eq!(fired(&play, 0), None);
    assert_eq!(play.command(neighbour, Command::Answer { request, answer }), None);
    play.until(Tick(140));
    assert!(fired(&play, 0).is_some());
}

#[test]
fn a_manual_inject_fires_by_hand_and_not_after_its_latest_time() {
    let injects = vec![
        inject(Condition::Manual, Some(120), water(5.0)),
        inject(Condition::Manual, Some(120), water(5.0)),
        inject(Condition::Manual, None, water(5.0)),
    ];
    let mut play = with(scenario(), injects, Vec::new());
    play.until(Tick(100));
    assert_eq!(play.excon(Intervention::Fire { inject: InjectId(0) }), None);
    assert_eq!(fired(&play, 0), Some(Tick(101)));
    play.until(Tick(120));
    assert_eq!(play.world.injects[1], InjectStatus::Waiting, "to the last moment");
    assert!(play.excon(Intervention::Fire { inject: InjectId(1) }).unwrap().contains("latest time"));
    play.until(Tick(126));
    assert_eq!(play.world.injects[1], InjectStatus::Overtaken(Tick(126)));
    play.until_hours(10.0);
    assert_eq!(fired(&play, 2), None, "never by itself");
    assert_eq!(play.excon(Intervention::Fire { inject: InjectId(2) }), None);
}

#[test]
fn a_reserve_comes_in_at_home_or_where_it_is_said_once() {
    let home = vec![
        inject(Condition::At(Tick(60)), None, Effect::BringsIn { sru: HELD, at: None }),
        inject(Condition::At(Tick(120)), None, Effect::BringsIn { sru: HELD, at: Some(at(-8.0, 106.0)) }),
        inject(Condition::Manual, None, Effect::BringsIn { sru: AIRCRAFT, at: None }),
    ];
    let mut play = with(scenario(), home, Vec::new());
    play.until(Tick(59));
    assert_eq!(play.world.srus[HELD.index()].activity, Activity::Reserve);
    play.until(Tick(130));
    assert!(matches!(play.world.srus[HELD.index()].activity, Activity::InPort { place: PlaceId(0), .. }));
    assert!(play.excon(Intervention::Fire { inject: InjectId(2) }).unwrap().contains("reserve"));
    let there = vec![inject(Condition::At(Tick(60)), None, Effect::BringsIn { sru: HELD, at: Some(at(-8.0, 106.0)) })];
    let mut play = with(scenario(), there, Vec::new());
    play.until(Tick(70));
    assert_eq!(play.world.srus[HELD.index()].activity, Activity::Waiting);
}

#[test]
fn a_gift_of_water_is_drunk_from() {
    let mut play = with(scenario(), vec![inject(Condition::At(Tick(60)), None, water(500.0))], Vec::new());
    play.until(Tick(59));
    let before = play.world.casualties[0].water_l;
    play.until(Tick(60));
    assert!(play.world.casualties[0].water_l > before + 450.0);
    assert_eq!(play.count(|e| matches!(e, Event::Frame(FrameEvent::WaterCame { .. }))), 1);
}

/// The fixture of the part ashore with some injects, and the rescuer in Merak with five people to land.
fn ashore_with(injects: Vec<Inject>) -> (Theatre, World) {
    let (scenario, findings) = crate::scenario::read(include_str!("ashore/fixture.ron"));
    assert!(findings.is_empty(), "{findings:#?}");
    let mut scenario = scenario.unwrap();
    scenario.injects = injects;
    let theatre = Theatre::new(scenario);
    let mut world = World::new(&theatre, 3);
    for id in 0..5 {
        world.people[id].whereabouts = Whereabouts::AboardSru(SruId(0));
    }
    world.srus[0].activity = Activity::Landing { place: PlaceId(0) };
    world.srus[0].position = theatre.scenario.places[0].position;
    (theatre, world)
}

fn run(theatre: &Theatre, world: &mut World, ticks: u32) -> Vec<Event> {
    (0..ticks).flat_map(|_| step(theatre, world, &[])).map(|stamped| stamped.body).collect()
}

#[test]
fn nobody_is_landed_through_a_crowd_and_those_concerned_are_told() {
    let protest = Effect::CrowdProtests { place: PlaceId(0), span: Span::hours(2) };
    let (theatre, mut world) = ashore_with(vec![inject(Condition::At(Tick(0)), None, protest)]);
    // Ships land people before the first look at conditions, so the crowd is there from the start.
    world.frame.protests.insert(PlaceId(0), Tick(7));
    let events = run(&theatre, &mut world, 700);
    let aboard =
        |world: &World| world.people.iter().filter(|p| p.whereabouts == Whereabouts::AboardSru(SruId(0))).count();
    assert_eq!(aboard(&world), 5, "they wait aboard");
    let barred = theatre.seats().filter(|seat| {
        let entries = world.ledgers[seat.index()].entries();
        entries.iter().any(|e| matches!(e.fact, Fact::Report { what: Report::LandingBarred { .. }, .. }))
    });
    assert!(barred.count() > 0, "the ship says so");
    let told = |seat: SeatId| {
        let entries = world.ledgers[seat.index()].entries();
        entries.iter().any(|e| matches!(&e.fact, Fact::Received { body: MessageBody::Text { text, .. }, .. } if text.contains("crowd")))
    };
    for seat in theatre.seats() {
        let chair = theatre.seat(seat);
        let concerned = chair.party == theatre.scenario.places[0].party
            && matches!(chair.role, crate::scenario::Role::Rcc | crate::scenario::Role::ForeignMinistry);
        // A channel may lose a message, but never brings one to anybody else.
        assert!(concerned || !told(seat), "{}", chair.name);
    }
    assert!(theatre.seats().any(told));
    assert!(events.iter().any(|e| matches!(e, Event::Frame(FrameEvent::ProtestBegan { .. }))));
    let events = run(&theatre, &mut world, 100);
    assert!(events.iter().any(|e| matches!(e, Event::Frame(FrameEvent::ProtestEnded { .. }))));
    assert_eq!(aboard(&world), 0);
}

#[test]
fn a_site_closed_sees_to_nobody_and_opens_again() {
    let site = SiteId(0);
    let injects = vec![
        inject(Condition::At(Tick(60)), None, Effect::SiteOpens { site }),
        inject(is(Situation::Waiting(PlaceId(0), 3)), None, water(0.0)),
        inject(is(Situation::Registered(PartyId(0), 2)), None, Effect::SiteCloses { site }),
        inject(is(Situation::BedsFree(PlaceId(0), 100_000)), None, water(0.0)),
    ];
    let (theatre, mut world) = ashore_with(injects);
    run(&theatre, &mut world, 66);
    assert!(world.ashore.sites[0].open, "at once, whatever notice it has");
    assert!(matches!(world.injects[3], InjectStatus::Fired(_)));
    assert!(matches!(world.injects[1], InjectStatus::Fired(_)));
    run(&theatre, &mut world, 360 * 6);
    let registered = |world: &World| {
        let stage = crate::sar::reception::Stage::Registration as usize;
        world.ashore.files[0].iter().filter(|file| file.done[stage].is_some()).count()
    };
    assert!(matches!(world.injects[2], InjectStatus::Fired(_)));
    assert!(!world.ashore.sites[0].open);
    let then = registered(&world);
    run(&theatre, &mut world, 360 * 3);
    assert_eq!(registered(&world), then, "nobody is seen to");
}

#[test]
fn steps_done_in_time_make_an_expectation_met_or_partly_met() {
    let step = |done, hours| Step { what: "a step".to_owned(), done, within: Span::hours(hours) };
    let at = |hours: u32| Condition::At(Tick(hours * 360));
    let never = Condition::Reached(Milestone::LandingAgreed(RCC));
    let steps = vec![step(at(1), 2), step(at(3), 2), step(at(4), 5), step(never, 6)];
    let of = |need| expectation(Proof::Steps { steps: steps.clone(), need }, Span::hours(6));
    let none = Proof::Steps { steps: vec![step(at(3), 2)], need: 1 };
    let mut scenario = scenario();
    scenario.length = Span::hours(30);
    let expectations = vec![of(1), of(2), of(3), expectation(none, Span::hours(2))];
    let mut play = with(scenario, Vec::new(), expectations);
    play.until_hours(7.0);
    use ExpectationStatus::{Met, Missed, PartlyMet};
    let all = &play.world.expectations;
    assert_eq!(all[0], Met(Tick(360)), "the first is enough");
    assert_eq!(all[1], Met(Tick(4 * 360)), "the second was late and does not count");
    assert_eq!(all[2], PartlyMet(Tick(6 * 360 + 6)), "two of three, when the time of all is over");
    assert_eq!(all[3], Missed(Tick(2 * 360 + 6)));
    assert_eq!(play.count(|e| matches!(e, Event::Frame(FrameEvent::StepDone { .. }))), 3 * 3 + 1);
}

#[test]
fn what_is_judged_is_never_missed_by_itself_and_can_be_judged_anew() {
    let judged = expectation(Proof::Judged, Span::hours(1));
    let done = expectation(Proof::Done(Condition::Reached(Milestone::LandingAgreed(RCC))), Span::hours(1));
    let hangs = vec![inject(is(Situation::Met(ExpectationId(0))), None, water(1.0))];
    let mut play = with(scenario(), hangs, vec![judged, done]);
    play.until_hours(5.0);
    assert_eq!(play.world.expectations[0], ExpectationStatus::Open);
    assert!(matches!(play.world.expectations[1], ExpectationStatus::Missed(_)));
    let rate = |n, rating| Intervention::Rate { expectation: ExpectationId(n), rating, note: "seen".to_owned() };
    assert_eq!(play.excon(rate(0, Rating::Unable)), None);
    assert!(matches!(play.world.expectations[0], ExpectationStatus::Missed(_)));
    assert_eq!(play.excon(rate(0, Rating::SomeChallenges)), None);
    assert!(matches!(play.world.expectations[0], ExpectationStatus::PartlyMet(_)));
    play.until_hours(5.2);
    assert!(fired(&play, 0).is_some(), "others may hang on what was judged");
    assert_eq!(play.excon(rate(1, Rating::Performed)), None);
    assert!(matches!(play.world.expectations[1], ExpectationStatus::Missed(_)), "the exercise's own verdict stands");
    assert_eq!(play.world.frame.ratings[&ExpectationId(1)], Rating::Performed);
    let of_objective =
        |n| Intervention::RateObjective { objective: ObjectiveId(n), rating: Rating::Performed, note: String::new() };
    assert_eq!(play.excon(of_objective(0)), None);
    assert!(play.excon(of_objective(1)).is_some(), "there is only one");
    assert!(play.excon(rate(2, Rating::Performed)).is_some());
}

#[test]
fn people_are_counted_where_they_are_and_a_centre_answers_before_it_says_so() {
    let mut play = with(scenario(), Vec::new(), Vec::new());
    let holds = |play: &Play, situation| situation::since(&play.theatre, &is(situation), &play.world);
    play.until(Tick(50));
    assert_eq!(holds(&play, Situation::Responsible(RCC, CASE)), None);
    play.until(Tick(90));
    let since = holds(&play, Situation::Responsible(RCC, CASE));
    assert_eq!(since, play.world.milestones.get(&Milestone::Alerted(RCC, CASE)).copied());
    assert!(!play.world.milestones.contains_key(&Milestone::ResponsibilityAccepted(RCC, CASE)));
    let count = |play: &Play, situation| situation::count(&play.theatre, &play.world, situation);
    for person in play.world.people.iter_mut().take(3) {
        person.whereabouts = Whereabouts::AboardSru(SruId(0));
    }
    for person in play.world.people.iter_mut().take(5).skip(3) {
        person.whereabouts = Whereabouts::AtPlace(PlaceId(0));
    }
    play.world.people[0].fate = Fate::Dead { cause: DeathCause::Illness, at: Tick(70) };
    play.world.casualties[0].water_l = 70.0;
    assert_eq!(count(&play, Situation::AboardRescuers(CASE, 1)), Some(2));
    assert_eq!(count(&play, Situation::Saved(CASE, 1)), Some(2));
    assert_eq!(count(&play, Situation::Dead(CASE, 1)), Some(1));
    assert_eq!(holds(&play, Situation::Dead(CASE, 1)), Some(Tick(70)));
    assert_eq!(count(&play, Situation::WaterLeft(CASE, 1)), Some(2_000), "for each of 35 aboard");
    assert_eq!(count(&play, Situation::BedsFree(PlaceId(0), 1)), None, "there is no site");
}

#[test]
fn an_inject_may_wait_for_a_post_that_nobody_reads() {
    use super::portal::{Post, PostCopy, PostId, Posted};
    let unread = Condition::After(Span::minutes(10), Box::new(is(Situation::Unread(OPS, 1))));
    let mut play = with(scenario(), vec![inject(unread, None, water(0.0))], Vec::new());
    play.until(Tick(60));
    let copy = |to| PostCopy { to, arrives_at: Tick(60), arrived: true, read_at: None };
    let what = Post::Text { case: None, text: "a boat has left".to_owned() };
    let post = PostId { by: RCC, number: 0 };
    play.world.portal.posts.push(Posted { post, at: Tick(60), what, copies: vec![copy(OPS), copy(RCC)] });
    let count = |play: &Play| situation::count(&play.theatre, &play.world, Situation::Unread(OPS, 1));
    assert_eq!(count(&play), Some(1));
    play.until(Tick(90));
    play.world.portal.posts[0].copies[0].read_at = Some(play.world.tick);
    play.until(Tick(180));
    assert_eq!((count(&play), fired(&play, 0)), (Some(0), None), "it was read in time");
    play.world.portal.posts[0].copies[0].read_at = None;
    play.until(Tick(300));
    assert!(fired(&play, 0).is_some_and(|at| at >= Tick(240)), "{:?}", fired(&play, 0));
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        (0..700_u32).prop_map(|tick| Condition::At(Tick(tick))),
        Just(Condition::Manual),
        Just(Condition::Reached(Milestone::Alerted(RCC, CASE))),
        (0..60_u32).prop_map(|n| is(Situation::Dead(CASE, n))),
        (0..60_u32).prop_map(|n| is(Situation::InWater(CASE, n))),
        (0..5_000_u32).prop_map(|ml| is(Situation::WaterLeft(CASE, ml))),
        (0..4_u32).prop_map(|n| is(Situation::Fired(InjectId(n)))),
        (0..4_u32).prop_map(|n| is(Situation::Overtaken(InjectId(n)))),
        (0..2_u32).prop_map(|n| is(Situation::Missed(ExpectationId(n)))),
        Just(is(Situation::Waiting(PlaceId(0), 1))),
        Just(is(Situation::Dead(CraftId(0), 0))),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let list = || proptest::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            list().prop_map(Condition::All),
            list().prop_map(Condition::Any),
            (0..4_u32, list()).prop_map(|(n, list)| Condition::AtLeast(n, list)),
            (0..40_i64, inner.clone()).prop_map(|(m, inner)| Condition::After(Span::minutes(m), Box::new(inner))),
            inner.prop_map(not),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever it waits for, an inject fires once at most and not after its latest time; and what holds has held since
    /// some moment that is past.
    #[test]
    fn an_inject_fires_once_and_in_time(
        plans in proptest::collection::vec((any_condition(), proptest::option::of(0..700_u32)), 1..5),
        proofs in proptest::collection::vec(any_condition(), 2),
        by_hand in proptest::collection::vec((0..700_u32, 0..4_u32), 0..4),
    ) {
        let injects = plans.iter().map(|(when, latest)| inject(when.clone(), *latest, water(1.0))).collect();
        let proofs = proofs.into_iter().map(|done| expectation(Proof::Done(done), Span::minutes(40))).collect();
        let mut play = with(leaking(), injects, proofs);
        let mut fired = vec![0; plans.len()];
        while play.world.tick < Tick(700) && play.world.ended.is_none() {
            let now = play.world.tick.next();
            let before = play.events.len();
            match by_hand.iter().find(|(tick, _)| *tick == now.0) {
                Some((_, which)) => drop(play.excon(Intervention::Fire { inject: InjectId(*which) })),
                None => play.until(now),
            }
            for stamped in &play.events[before..] {
                if let Event::InjectFired { inject } = stamped.body {
                    fired[inject.index()] += 1;
                    let latest = plans[inject.index()].1;
                    prop_assert!(latest.is_none_or(|latest| stamped.tick <= Tick(latest)), "{:?}", stamped);
                }
            }
            for (when, _) in &plans {
                let since = situation::since(&play.theatre, when, &play.world);
                prop_assert!(since.is_none_or(|since| since <= play.world.tick));
            }
        }
        prop_assert!(fired.iter().all(|times| *times <= 1), "{fired:?}");
        let written = postcard::to_stdvec(&play.world.frame).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Frame>(&written).unwrap(), play.world.frame.clone());
        prop_assert!(play.world.frame.fits(&play.theatre.scenario));
    }
}
