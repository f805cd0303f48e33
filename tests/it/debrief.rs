//! The report: one file that needs nothing else, says what happened, and lets every number be traced.

use std::collections::BTreeSet;

use sarex::base::ids::{CraftId, SeatId, SruId};
use sarex::base::{Position, Span, Tick};
use sarex::debrief::{LaneOf, ReportInput, RunFacts, Tracks, Weight, findings, report, timeline};
use sarex::scenario::{Channel, Phase};
use sarex::score::{Labels, Score, Scorer};
use sarex::sim::{Answer, Ask, Command, Event, Order, Stamped, Theatre, World, step};

use crate::scoring::small;

/// A run of the small scenario with a few orders given at fixed times.
struct Run {
    theatre: Theatre,
    score: Score,
    events: Vec<Stamped<Event>>,
    tracks: Tracks,
}

/// A seat accepts what waits for its answer.
fn accept(world: &World, seat: u32) -> Command {
    let waiting = world.requests.iter().find(|r| r.to == SeatId(seat) && r.answer.is_none()).expect("a request waits");
    Command::Answer { request: waiting.id, answer: Answer::Accept }
}

fn orders(world: &World) -> Vec<(u32, u32, Command)> {
    let (jakarta, australia, operations) = (0, 2, 3);
    let case = CraftId(0);
    let here = world.hull(case).position;
    let log = |text: &str| Command::Log { text: text.into() };
    match world.tick.0 {
        179 => vec![(
            australia,
            0,
            Command::SetPhase { case, phase: Phase::Alert, reason: "taking water, many aboard".into() },
        )],
        300 | 900 | 2000 => vec![(australia, 0, Command::CallCasualty { case })],
        4_560 => vec![(
            australia,
            0,
            Command::Ask { to: SeatId(jakarta), channel: Channel::Text, case, what: Ask::Coordinate, by: None },
        )],
        6_864 => {
            vec![(jakarta, 0, accept(world, jakarta))]
        }
        6_900 => vec![(jakarta, 0, log("We have it. Position asked for again <again>."))],
        12_240 => vec![
            (
                australia,
                0,
                Command::BroadcastDistress {
                    case,
                    position: Position::new(-8.55, 105.4).unwrap(),
                    radius_m: 400_000.0,
                    text: "Vessel with many persons believed sinking".into(),
                },
            ),
            (operations, 0, Command::Order { sru: SruId(1), case: Some(case), order: Order::Recover { at: here } }),
        ],
        12_300 => vec![(4, 0, Command::Order { sru: SruId(2), case: Some(case), order: Order::Recover { at: here } })],
        17_500 => vec![(
            4,
            0,
            Command::Ask {
                to: SeatId(australia),
                channel: Channel::Radio,
                case,
                what: Ask::Land { place: sarex::base::ids::PlaceId(1), persons: 20 },
                by: None,
            },
        )],
        17_800 => {
            vec![(australia, 0, accept(world, australia))]
        }
        18_000 => {
            let order = Order::Land { place: sarex::base::ids::PlaceId(1) };
            vec![
                (3, 0, Command::Order { sru: SruId(1), case: Some(case), order: order.clone() }),
                (4, 0, Command::Order { sru: SruId(2), case: Some(case), order }),
            ]
        }
        _ => vec![],
    }
}

fn run() -> Run {
    let theatre = Theatre::new(small());
    let mut world = World::new(&theatre, 11);
    let mut tracks = Tracks::default();
    tracks.sample(&world);
    let mut events = Vec::new();
    let initial = world.clone();
    while world.ended.is_none() {
        let commands: Vec<Stamped<Command>> = orders(&world)
            .into_iter()
            .map(|(seat, seq, body)| Stamped { tick: world.tick, seat: Some(SeatId(seat)), seq, body })
            .collect();
        events.extend(step(&theatre, &mut world, &commands));
        if world.tick.0.is_multiple_of(60) {
            tracks.sample(&world);
        }
    }
    tracks.sample(&world);
    let score = {
        let mut scorer = Scorer::new(&theatre, &initial);
        events.iter().for_each(|event| scorer.take(event));
        scorer.finish(&Labels { crew: "a script".into(), until: world.tick, final_hash: world.digest() })
    };
    Run { theatre, score, events, tracks }
}

fn html(run: &Run) -> String {
    let facts = RunFacts {
        recording: "small-11.sarex".into(),
        version: "0.1.0".into(),
        seats: vec![("RCC Australia, Canberra".into(), "script".into())],
        more: vec![],
    };
    let brief = Some("You sit in Canberra & Jakarta.\n\n<script>alert('no')</script>");
    report(&ReportInput {
        theatre: &run.theatre,
        score: &run.score,
        events: &run.events,
        tracks: &run.tracks,
        run: &facts,
        brief,
    })
}

#[test]
fn a_real_run_is_told_in_one_file_that_needs_nothing_else() {
    let run = run();
    let html = html(&run);
    if let Ok(path) = std::env::var("SAREX_TEST_REPORT") {
        std::fs::write(path, &html).unwrap();
        println!("{}", run.score);
    }
    assert!(html.starts_with("<!DOCTYPE html>"));
    for outside in ["http://", "https://", "<script", "<link", "@import", "url(\"", "src="] {
        assert!(!html.contains(outside), "the report reaches outside by {outside}");
    }
    assert!(html.matches("EXERCISE").count() > 3);
    // Text of people is text, not markup.
    assert!(html.contains("&lt;script&gt;alert") && html.contains("&lt;b&gt;Please&lt;/b&gt;"));
    assert!(html.contains("Sunda Strait &lt;small&gt;"));
}

#[test]
fn every_link_leads_somewhere_and_every_event_is_there() {
    let run = run();
    let html = html(&run);
    let quoted = |before: &str| -> BTreeSet<String> {
        html.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let ids = quoted(" id=\"");
    for anchor in quoted("href=\"#") {
        assert!(ids.contains(&anchor), "#{anchor} leads nowhere");
    }
    for index in 0..run.events.len() {
        assert!(ids.contains(&format!("e{index}")), "event {index} is missing");
    }
    let n = html.split(" id=\"").skip(1).count();
    assert_eq!(n, ids.len(), "an id is given twice");
}

#[test]
fn findings_say_how_long_and_rest_on_events() {
    let run = run();
    let facts = RunFacts::default();
    let input = ReportInput {
        theatre: &run.theatre,
        score: &run.score,
        events: &run.events,
        tracks: &run.tracks,
        run: &facts,
        brief: None,
    };
    let all = findings(&input);
    let find = |words: &str| {
        all.iter().find(|f| f.title.contains(words)).unwrap_or_else(|| panic!("no finding \"{words}\" in {all:#?}"))
    };
    let handover = find("Responsibility hung between");
    assert_eq!(handover.weight, Weight::Grave);
    assert!(handover.title.contains("6 h 24 min"), "{}", handover.title);
    let tasked = find("No unit was tasked for");
    let span = run.score.clock("alert_to_first_tasked").unwrap().seconds.unwrap();
    assert!(tasked.title.contains(&Span(span).to_string()), "{}", tasked.title);
    find("was never sent");
    for finding in &all {
        assert!(!finding.evidence.is_empty(), "{}", finding.title);
        assert!(finding.evidence.iter().all(|e| (*e as usize) < run.events.len()), "{}", finding.title);
    }
}

#[test]
fn the_time_line_has_a_lane_for_everybody_and_loses_no_time() {
    let run = run();
    let facts = RunFacts::default();
    let line = timeline(&ReportInput {
        theatre: &run.theatre,
        score: &run.score,
        events: &run.events,
        tracks: &run.tracks,
        run: &facts,
        brief: None,
    });
    let seats = line.lanes.iter().filter(|lane| matches!(lane.of, LaneOf::Seat(_))).count();
    assert_eq!(seats, run.theatre.scenario.seats.len());
    let casualty = &line.lanes[0];
    assert_eq!(casualty.bands.first().unwrap().from, Tick(0));
    assert_eq!(casualty.bands.last().unwrap().to, line.until);
    assert!(casualty.bands.windows(2).all(|pair| pair[0].to == pair[1].from));
    for mark in line.lanes.iter().flat_map(|lane| &lane.marks) {
        assert_eq!(run.events[mark.event as usize].tick, mark.tick);
    }
}

#[test]
fn nothing_at_all_can_be_told_too() {
    let theatre = Theatre::new(small());
    let world = World::new(&theatre, 1);
    let labels = Labels { crew: "nobody".into(), until: Tick(0), final_hash: world.digest() };
    let score = sarex::score::score(&theatre, &labels, &world, &[]);
    let run = Run { theatre, score, events: vec![], tracks: Tracks::default() };
    let html = html(&run);
    assert!(html.contains("Nobody was ever alerted."));
    assert!(!html.contains("NaN"));
}
