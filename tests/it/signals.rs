//! Means of communication, played to the end: a beacon brings help to people nobody knew of, a ship that hears a call
//! by VHF passes it on and goes, crews whose line is dead use another, and the score and the report say what was lost.
//! The scenario is the format's example with the keys that make each of these possible.

use std::sync::Arc;

use sarex::base::Tick;
use sarex::base::ids::{CraftId, SeatId};
use sarex::crew::{Crew, Script};
use sarex::debrief::{ReportInput, RunFacts, Tracks, report};
use sarex::picture::project;
use sarex::sar::sensor::Sensor;
use sarex::scenario::{Channel, EXAMPLE, Milestone, Scenario, SruKind, read};
use sarex::score::{Labels, Score, score};
use sarex::session::{Exercise, Seating};
use sarex::sim::forms::Form;
use sarex::sim::signals::{SignalEvent, Unheard};
use sarex::sim::{Event, MessageBody, Seen, Source, Stamped, Theatre, World};

use super::drill::hours;

const NORTH: SeatId = SeatId(0);
const SOUTH: SeatId = SeatId(2);
const MASTERS: SeatId = SeatId(3);
const CASE: CraftId = CraftId(0);

/// A line that dies for Northland before anybody has called.
const CABLE: &str = "(
            id: \"cable\",
            purpose: \"A cable is cut.\",
            when: At(\"+30min\"),
            effect: ChannelFails(channel: Phone, for: \"30h\", party: \"north\"),
        ),";

/// The strait with more water coming in, these things aboard, and these calls and injects instead of its own.
fn strait(aboard: &str, calls: &str, injects: &str) -> Scenario {
    let (its_calls, _) = EXAMPLE.split_once("calls: [").unwrap().1.split_once("],\n            phone").unwrap();
    let (planned, _) = EXAMPLE.split_once("injects: [").unwrap().1.split_once("],\n    expectations").unwrap();
    let text = EXAMPLE
        .replacen("departs: \"-8h\"", &format!("{aboard} departs: \"-8h\""), 1)
        .replacen("Leak(\"4 m3/h\")", "Leak(\"30 m3/h\")", 1)
        .replacen(its_calls, calls, 1)
        .replacen(planned, injects, 1)
        // The merchant ship comes by the place where the engine fails, some four hours from the start.
        .replacen("\"08-00S 104-00E\"", "\"08-12S 105-30E\"", 1)
        .replacen("from: \"-10h\"", "from: \"-20h\"", 1)
        .replacen("gross_error: 0.1)", "gross_error: 0.1, battery: \"6h\", tries_again: true)", 1);
    let (scenario, findings) = read(&text);
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.unwrap()
}

/// The same with a hull that floods for hours before it goes over.
fn stout(mut scenario: Scenario) -> Scenario {
    let hull = &mut scenario.craft[0].hull;
    (hull.gm_m, hull.reserve_buoyancy_m3) = (3.0, 2_000.0);
    scenario
}

struct Run {
    theatre: Arc<Theatre>,
    world: World,
    events: Vec<Stamped<Event>>,
    score: Score,
}

fn play(scenario: Scenario, seed: u64) -> Run {
    let theatre = Arc::new(Theatre::new(scenario));
    let initial = World::new(&theatre, seed);
    let seating = Seating::all(&theatre.scenario, Crew::Doctrine);
    let mut exercise = Exercise::from_moment(Arc::clone(&theatre), initial.clone(), seating);
    let events = exercise.play_to(theatre.scenario.last_tick());
    let world = exercise.world().clone();
    let labels = Labels { crew: "doctrine".to_owned(), until: world.tick, final_hash: world.digest() };
    let score = score(&theatre, &labels, &initial, &events);
    Run { theatre, world, events, score }
}

impl Run {
    fn html(&self) -> String {
        report(&ReportInput {
            theatre: &self.theatre,
            score: &self.score,
            events: &self.events,
            tracks: &Tracks::default(),
            run: &RunFacts::default(),
            brief: None,
        })
    }

    fn first(&self, wanted: impl Fn(&Event) -> bool) -> Option<Tick> {
        self.events.iter().find(|e| wanted(&e.body)).map(|e| e.tick)
    }

    fn value(&self, key: &str) -> Option<f64> {
        self.score.measure(key)?.value
    }
}

#[test]
fn a_beacon_brings_help_to_people_of_whom_nobody_knew() {
    let saved = |aboard: &str| -> (u32, Vec<Run>) {
        // No ship on passage, so that nobody comes by.
        let runs: Vec<Run> = (1..=2)
            .map(|seed| {
                let mut scenario = strait(aboard, "", "");
                scenario.srus.last_mut().unwrap().methods.clear();
                play(scenario, seed)
            })
            .collect();
        (runs.iter().map(|run| run.score.persons.saved).sum(), runs)
    };
    let (with, runs) = saved("epirb: (encoded: true),");
    let (without, silent) = saved("");
    assert!(with > without + 5, "{with} saved with a beacon, {without} without");
    for run in &runs {
        let capsized = run.world.milestones[&Milestone::Stage(CASE, sarex::scenario::Stage::Capsized)];
        let known = run.world.milestones[&Milestone::PositionKnown(NORTH, CASE)];
        assert!((300..=600).contains(&known.since(capsized).seconds()), "{capsized} {known}");
        assert!(run.value("beacon_alerts").unwrap() >= 2.0);
        let alert = &run.score.measure("beacon_alerts").unwrap().evidence[0];
        assert!(alert.text.contains("Satellites heard the distress beacon"), "{}", alert.text);
    }
    assert!(silent.iter().all(|run| run.value("beacon_alerts").is_none()));
}

#[test]
fn units_that_hear_the_beacon_go_for_it_and_find_those_who_hold_on_to_the_wreckage_sooner() {
    let found_after = |finders: bool, seed: u64| {
        let mut scenario = strait("epirb: (encoded: false),", "", "");
        // No ship on passage, so that nobody comes by.
        scenario.srus.last_mut().unwrap().methods.clear();
        for sru in &mut scenario.srus {
            assert!(sru.kind == SruKind::Merchant || sru.sensors.contains(&Sensor::DirectionFinder), "{}", sru.name);
            sru.sensors.retain(|sensor| finders || *sensor != Sensor::DirectionFinder);
        }
        let run = play(scenario, seed);
        let capsized = run.world.milestones[&Milestone::Stage(CASE, sarex::scenario::Stage::Capsized)];
        let sighted = run.first(|e| matches!(e, Event::Sighted { what, .. } if *what != Seen::Debris));
        (sighted.unwrap_or(run.world.tick).since(capsized).as_hours(), run)
    };
    let (mut with, mut without) = (0.0, 0.0);
    for seed in 1..=4 {
        let ((soon, homed), (late, blind)) = (found_after(true, seed), found_after(false, seed));
        (with, without) = (with + soon, without + late);
        assert!(homed.value("beacons_homed").is_some_and(|n| n >= 1.0), "seed {seed}");
        assert_eq!(blind.value("beacons_homed"), None, "seed {seed}");
        let told = &homed.score.measure("beacons_homed").unwrap().evidence[0];
        assert!(told.text.contains("hears the distress beacon"), "{}", told.text);
        assert!(homed.html().contains("Times a unit began to home on a distress beacon"));
        // What its units hear a seat knows; the other state, whose units are not there, does not.
        let bearings = |seat: SeatId| project(&homed.theatre, &homed.world, seat).bearings.len();
        assert!(bearings(NORTH) >= 1 && bearings(SOUTH) == 0, "seed {seed}");
    }
    assert!(with < without, "{with} h with direction finders, {without} h without, in four runs");
}

#[test]
fn the_state_of_registration_hears_first_and_tells_the_centre_of_the_region_how_many_are_aboard() {
    let told = |registered: &str| {
        let run = play(strait(&format!("epirb: (encoded: false{registered}),"), "", ""), 2);
        let persons = run.first(|e| {
            matches!(
                e,
                Event::MessageSent {
                    from: Source::Seat(SOUTH),
                    to: NORTH,
                    body: MessageBody::Sitrep { persons: Some(38), .. },
                    ..
                }
            )
        });
        (persons, run)
    };
    let (persons, run) = told(", registered: \"south\", register: \"fishing boat of the south\", persons: 38");
    let capsized = run.world.milestones[&Milestone::Stage(CASE, sarex::scenario::Stage::Capsized)];
    let persons = persons.expect("South passes on what its register says");
    assert!((30..=90).contains(&(persons.since(capsized).seconds() / 60)), "{}", persons.since(capsized));
    let alerted = |seat| run.world.milestones[&Milestone::Alerted(seat, CASE)];
    assert!(alerted(SOUTH) < alerted(NORTH));
    assert_eq!(run.value("registers_read"), Some(1.0));
    assert_eq!(run.world.cases[0].responsible.unwrap().0, NORTH, "which accepts, because it is in its region");
    let (nobody, run) = told("");
    assert_eq!((nobody, run.value("registers_read")), (None, None));
}

#[test]
fn a_ship_that_hears_a_call_for_help_by_vhf_passes_it_on_and_goes() {
    let run = play(stout(strait("vhf: (antenna: \"12 m\"),", "", "")), 1);
    let heard = run.first(|e| {
        matches!(e, Event::MessageSent { from: Source::Casualty(CASE), to: MASTERS, channel: Channel::Vhf, .. })
    });
    let heard = heard.expect("the ship is in range when the boat floods");
    assert!(run.value("vhf_calls").unwrap() >= 1.0);
    // It passes on the form that everybody relays by, and with what was heard.
    let relayed = run.first(|e| match e {
        Event::MessageSent { from: Source::Seat(MASTERS), to: NORTH, body: MessageBody::Form(form), .. } => {
            matches!(&**form, Form::MaydayRelay(relay)
                if relay.case == CASE && relay.position.is_some() && relay.text.contains("channel 16"))
        }
        _ => false,
    });
    let relayed = relayed.expect("the centre of the region is told");
    let in_words = |e: &Event| {
        matches!(e, Event::MessageSent { body: MessageBody::Call { text, .. }, from: Source::Seat(_), .. }
            if text.contains("MAYDAY"))
    };
    assert_eq!(run.first(in_words), None, "there is one MAYDAY relay, and it is a form");
    assert!(relayed.since(heard).seconds() <= 20 * 60);
    let goes = run.first(|e| matches!(e, Event::OrderGiven { seat: MASTERS, case: Some(CASE), .. }));
    assert!(goes.is_some_and(|goes| goes.since(heard).seconds() <= 30 * 60), "{goes:?}");
    // Northland's centre has no coast station, and heard nothing itself before a ship was at its disposal.
    let messages = project(&run.theatre, &run.world, NORTH).messages;
    assert!(messages.iter().all(|message| message.channel != Channel::Vhf || message.at > relayed));
    assert!(run.score.persons.saved > 30, "{:?}", run.score.persons);
}

const CALL: &str = "(at: \"+3h30m\", to: \"rcc-north\", nature: TakingWater, position: Read(\"300 m\"), persons: 40,
                 text: \"Water is coming in.\"),";

#[test]
fn a_crew_whose_line_is_dead_uses_another_and_the_score_says_what_was_lost() {
    let relative = "(
            id: \"relative-texts\",
            purpose: \"An early alert by mail.\",
            when: At(\"+1h\"),
            effect: Message(from: \"a relative\", to: \"rcc-north\", channel: Text, case: \"boat\",
                position: \"-8.2, 105.5\", nature: TakingWater, text: \"They take water.\"),
        ),";
    let run = play(stout(strait("", CALL, &format!("{CABLE}{relative}"))), 1);
    // Centre and operations of Northland know that their telephone is dead, and write or call by radio.
    let northern = |seat: SeatId| run.theatre.seat(seat).party == run.theatre.seat(NORTH).party;
    let mut sent = 0;
    for event in &run.events {
        match &event.body {
            Event::MessageSent { from: Source::Seat(seat), channel, .. }
                if northern(*seat) && event.tick > hours(1) =>
            {
                sent += 1;
                assert_ne!(*channel, Channel::Phone);
            }
            Event::CommandRejected { seat, why, .. } if northern(*seat) => {
                assert!(!why.to_string().contains("line is dead"), "{why}");
            }
            _ => {}
        }
    }
    assert!(sent > 0);
    // The boat called by telephone, was not heard, and tried again and again.
    assert!(run.value("lost.phone.dead_line").unwrap() >= 1.0);
    assert!(run.value("calls_tried_again").unwrap() >= 1.0);
    assert_eq!(run.value("lines_dead"), Some(1.0));
    let lost = &run.score.measure("lost.phone.dead_line").unwrap().evidence[0];
    assert!(lost.text.contains("the line was dead"), "{}", lost.text);
    let html = run.html();
    assert!(html.contains("Means of communication") && html.contains("Messages lost by telephone: the line was dead"));
    // All the same Northland's units went, because its centre had it by mail.
    assert!(run.first(|e| matches!(e, Event::SruDeparted { .. })).is_some());
}

#[test]
fn what_is_lost_and_why_adds_up_to_all_that_was_lost() {
    let run = play(strait("epirb: (encoded: false), vhf: (),", CALL, CABLE), 3);
    let lost = run.events.iter().filter(|e| matches!(e.body, Event::MessageLost { .. })).count();
    let by_key: f64 = run.score.process.iter().filter(|m| m.key.starts_with("lost.")).filter_map(|m| m.value).sum();
    assert_eq!(by_key, lost as f64);
    let dead = |e: &&Stamped<Event>| matches!(e.body, Event::MessageLost { why: Unheard::DeadLine, .. });
    assert!(run.events.iter().any(|e| dead(&e)));
    let back = |e: &Event| matches!(e, Event::Signal(what) if matches!(**what, SignalEvent::LineBack { .. }));
    assert!(run.first(back).is_none_or(|at| at >= hours(30)));
}

#[test]
fn an_order_file_speaks_by_vhf_and_is_refused_where_nobody_answers() {
    let scenario = strait("", CALL, "").clone();
    let orders = r#"[
        (at: "+10min", seat: "rcc-north", do: Text(to: "masters", channel: Vhf, text: "all ships, report")),
        (at: "+20min", seat: "masters", do: Text(to: "rcc-north", channel: WordOfMouth, text: "seen nothing")),
    ]"#;
    let script = Script::read(orders, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let seating = Seating::scripted(&scenario, script);
    let mut exercise = Exercise::new(scenario, 1, seating);
    let events = exercise.play_to(hours(1));
    let refused = events.iter().find_map(|e| match &e.body {
        Event::CommandRejected { seat: NORTH, why, .. } => Some(why.to_string()),
        _ => None,
    });
    assert!(refused.is_some_and(|why| why.contains("no coast station")));
    let spoken = |e: &&Stamped<Event>| matches!(e.body, Event::MessageSent { channel: Channel::WordOfMouth, .. });
    assert_eq!(events.iter().filter(spoken).count(), 1);
}
