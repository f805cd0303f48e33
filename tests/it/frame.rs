//! A whole exercise with every key of the frame: its score by objective, its report, and the fold over its events.

use std::sync::OnceLock;

use proptest::prelude::*;
use sarex::base::Tick;
use sarex::base::ids::{ExpectationId, ObjectiveId};
use sarex::crew::Crew;
use sarex::debrief::{ReportInput, RunFacts, Tracks, report};
use sarex::scenario::Scenario;
use sarex::score::{Labels, Score, Scorer, Verdict, to_text};
use sarex::session::{Exercise, Seating};
use sarex::sim::{Command, Event, Intervention, Rating, Stamped, World};

/// What the evaluator does, and when.
fn deeds() -> [(u32, Intervention); 4] {
    let rate =
        |n, rating, note: &str| Intervention::Rate { expectation: ExpectationId(n), rating, note: note.to_owned() };
    let objective = Intervention::RateObjective {
        objective: ObjectiveId(1),
        rating: Rating::Unable,
        note: "they never spoke".to_owned(),
    };
    [
        (3_000, rate(2, Rating::SomeChallenges, "times are missing")),
        (3_010, rate(2, Rating::MajorChallenges, "and positions")),
        (3_020, rate(0, Rating::Performed, "late only on paper")),
        (3_030, objective),
    ]
}

struct Run {
    scenario: Scenario,
    initial: World,
    last: World,
    events: Vec<Stamped<Event>>,
    tracks: Tracks,
}

/// One run of it, with a doctrine crew and an evaluator.
fn run() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| {
        let scenario = crate::frame_errors::sound();
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut exercise = Exercise::new(scenario.clone(), 5, seating);
        let (initial, mut events, mut tracks) = (exercise.world().clone(), Vec::new(), Tracks::default());
        while !exercise.is_over() {
            let now = exercise.world().tick.next();
            let due = deeds().into_iter().filter(|(tick, _)| *tick == now.0);
            let commands = due.map(|(_, what)| (None, Command::Excon(Box::new(what)))).collect();
            events.extend(exercise.advance_with(commands).events);
            if now.0.is_multiple_of(360) {
                tracks.sample(exercise.world());
            }
        }
        let last = exercise.world().clone();
        Run { scenario, initial, last, events, tracks }
    })
}

/// The score of the first events of it.
fn scored(events: usize) -> Score {
    let run = run();
    let theatre = sarex::sim::Theatre::new(run.scenario.clone());
    let mut scorer = Scorer::new(&theatre, &run.initial);
    run.events[..events].iter().for_each(|event| scorer.take(event));
    let until = run.events[..events].last().map_or(Tick::START, |event| event.tick);
    scorer.finish(&Labels { crew: "doctrine".to_owned(), until, final_hash: run.last.digest() })
}

#[test]
fn each_objective_has_a_rating_that_its_expectations_explain() {
    let score = scored(run().events.len());
    let items = &score.expectations.items;
    assert!(items[0].critical && items[0].rated.as_ref().unwrap().rating == Rating::Performed);
    assert_eq!(items[0].credit, Some(1.0), "the evaluator's rating counts, whatever the verdict");
    assert_eq!(items[1].steps.len(), 3);
    let in_time = items[1].steps.iter().filter(|step| step.in_time).count();
    let expected = match items[1].result {
        Verdict::Met => 1.0,
        Verdict::Partial => 0.5,
        _ => 0.0,
    };
    assert_eq!(items[1].credit, Some(expected), "{in_time} of the two needed");
    assert_eq!(in_time.min(2) as f64 / 2.0, expected);
    let rated = items[2].rated.as_ref().unwrap();
    assert_eq!((rated.rating, rated.note.as_str()), (Rating::MajorChallenges, "and positions"), "the last one stands");
    assert_eq!(items[2].result, Verdict::Partial);
    assert!(rated.evidence.is_some() && items[2].judged);

    let [first_hour, neighbours] = &score.objectives[..] else { panic!("two objectives") };
    let mean = (1.0 + expected + 1.0 / 3.0) / 3.0;
    assert!((first_hour.credit.unwrap() - mean).abs() < 1e-9);
    assert_eq!((first_hour.decided, first_hour.expectations.len()), (3, 3));
    assert!(first_hour.rated.is_none() && first_hour.rating() == first_hour.computed);
    assert_eq!(neighbours.rating(), Some(Rating::Unable), "the evaluator's own");
    assert!(neighbours.computed.is_some(), "and the rule's beside it");
    for step in items[1].steps.iter().filter(|step| step.done.is_some()) {
        let evidence = step.evidence.as_ref().unwrap();
        assert!(matches!(run().events[evidence.event as usize].body, Event::Frame(_)), "{}", evidence.text);
    }
}

#[test]
fn a_judgement_that_was_not_given_is_no_failure() {
    let until = run().events.iter().position(|event| event.tick >= Tick(2_990)).unwrap();
    let score = scored(until);
    assert_eq!(score.expectations.items[2].result, Verdict::NotRated);
    assert_eq!((score.expectations.items[2].credit, score.expectations.not_rated), (None, 1));
    assert!(to_text(&score).contains("1 not rated"));
}

#[test]
fn text_and_report_have_a_table_of_objectives_by_capability() {
    let run = run();
    let score = scored(run.events.len());
    let text = to_text(&score);
    for words in
        ["Objectives, by capability", "Coordination between states", "by the evaluator", "the evaluator's rating: M"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let facts = RunFacts { recording: "x".into(), version: "0".into(), seats: vec![], more: vec![] };
    let theatre = sarex::sim::Theatre::new(run.scenario.clone());
    let input = ReportInput {
        theatre: &theatre,
        score: &score,
        events: &run.events,
        tracks: &run.tracks,
        run: &facts,
        brief: None,
    };
    let html = report(&input);
    for words in [
        "Search planning",
        "Bring the neighbour in early",
        "U, unable to be performed (they never spoke)",
        "by the rule: ",
        "an evaluator judges",
        "Calls all ships",
        "There is no total over objectives.",
    ] {
        assert!(html.contains(words), "{words}");
    }
    // Every step done is linked to its event.
    for step in score.expectations.items[1].steps.iter().filter_map(|step| step.evidence.as_ref()) {
        assert!(html.contains(&format!("id=\"e{}\"", step.event)), "{}", step.text);
    }
}

#[test]
fn the_same_run_twice_is_the_same() {
    let run = run();
    let seating = Seating::all(&run.scenario, Crew::Doctrine);
    let mut again = Exercise::new(run.scenario.clone(), 5, seating);
    while !again.is_over() {
        let now = again.world().tick.next();
        let due = deeds().into_iter().filter(|(tick, _)| *tick == now.0);
        again.advance_with(due.map(|(_, what)| (None, Command::Excon(Box::new(what)))).collect());
    }
    assert_eq!(again.world().digest(), run.last.digest());
    assert_eq!(again.world().frame.ratings[&ExpectationId(2)], Rating::MajorChallenges);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Wherever a run is scored, and however it was rated, what an expectation is worth is a share, and every objective
    /// has a rating if and only if something of it was decided or rated.
    #[test]
    fn credit_is_a_share(
        part in 0.0..=1.0_f64,
        ratings in proptest::collection::vec((0..3_u32, 0..4_usize), 0..4),
    ) {
        let run = run();
        let until = (part * run.events.len() as f64) as usize;
        let theatre = sarex::sim::Theatre::new(run.scenario.clone());
        let mut scorer = Scorer::new(&theatre, &run.initial);
        run.events[..until].iter().for_each(|event| scorer.take(event));
        for (n, rating) in ratings {
            let what = Intervention::Rate {
                expectation: ExpectationId(n),
                rating: Rating::ALL[rating],
                note: String::new(),
            };
            scorer.take(&Stamped { tick: run.last.tick, seat: None, seq: 0, body: Event::Intervened { what } });
        }
        let labels = Labels { crew: String::new(), until: run.last.tick, final_hash: run.last.digest() };
        let score = scorer.finish(&labels);
        let e = &score.expectations;
        prop_assert_eq!(e.met + e.partial + e.missed + e.open + e.not_rated, 3);
        for item in &e.items {
            prop_assert!(item.credit.is_none_or(|credit| (0.0..=1.0).contains(&credit)), "{:?}", item);
            prop_assert_eq!(item.credit.is_none(), matches!(item.result, Verdict::Open | Verdict::NotRated) && item.rated.is_none());
        }
        for objective in &score.objectives {
            prop_assert!(objective.credit.is_none_or(|credit| (0.0..=1.0).contains(&credit)));
            prop_assert_eq!(objective.computed.is_some(), objective.decided > 0);
        }
    }
}
