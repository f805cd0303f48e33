//! A state that turns a vessel back against one that takes its people in: the same boat, sea and chance. It costs lives
//! in the score, and the violation stands under the state that did it.

use std::sync::Arc;

use sarex::crew::{Crew, Script};
use sarex::debrief::{ReportInput, RunFacts, Tracks, report};
use sarex::scenario::{EXAMPLE, Scenario, read};
use sarex::score::{Labels, Score, score};
use sarex::session::{Exercise, Seating};
use sarex::sim::alongside::Deed;
use sarex::sim::{Event, Stamped, Theatre, World};

use super::clause::clause;

/// A boat adrift with little water in Northland's territorial sea, with Northland's rescue vessel at hand.
fn strait(north: &str) -> Scenario {
    let text = EXAMPLE
        .replacen(
            "(id: \"ops-north\", name: \"North operations\", party: \"north\", role: Operations, position: \"merak\"),",
            &format!(
                "(id: \"ops-north\", name: \"North operations\", party: \"north\", role: Operations, position: \"merak\", \
                 crew: (stance: {north})),"
            ),
            1,
        )
        .replacen(
            "regions: [",
            "territories: [(party: \"north\", corners: [\"6S 104-30E\", \"6S 106-30E\", \"7-50S 106-30E\", \"7-50S 104-30E\"])],\n    \
             regions: [",
            1,
        )
        .replacen("start: \"merak\", notice: \"45min\", capacity: 60)", "start: \"-7.25, 105.6\", home: \"merak\", \
             stores: (water: \"200 L\", lifejackets: 10), capacity: 60)", 1)
        .replacen("passage: [\"-7.2, 105.6\", \"cove\"]", "passage: [\"-7.4, 105.6\", \"cove\"]", 1)
        .replacen("departs: \"-8h\"", "departs: \"+0h\"", 1)
        .replacen("water: \"200 L\",\n            troubles", "water: \"60 L\",\n            repair: \"5h\",\n            troubles", 1)
        .replacen("(at: \"+2h\", spread: \"30min\", kind: EngineFails),", "(at: \"+30min\", kind: EngineFails),", 1)
        .replacen("(at: \"+3h\", spread: \"30min\", kind: Leak(\"4 m3/h\")),", "", 1)
        .replacen(
            "(at: \"+3h30m\", spread: \"15min\", to: \"rcc-south\", channel: Phone, nature: TakingWater,",
            "(at: \"+1h\", to: \"rcc-north\", channel: Phone, nature: EngineTrouble,",
            1,
        )
        .replacen("wave_height: \"1.8 m\"", "wave_height: \"1.0 m\"", 1)
        .replacen("length: \"36h\"", "length: \"4d\"", 1);
    let (scenario, findings) = read(&text);
    assert!(findings.is_empty(), "{findings:#?}");
    let scenario = scenario.unwrap();
    assert_eq!(scenario.srus[0].stores.map(|stores| stores.lifejackets), Some(10));
    assert!(scenario.craft[0].repair.is_some() && scenario.territories.len() == 1);
    scenario
}

struct Run {
    theatre: Arc<Theatre>,
    initial: World,
    exercise: Exercise,
    events: Vec<Stamped<Event>>,
}

impl Run {
    fn play(scenario: Scenario, seed: u64, crew: Crew, script: Option<Script>) -> Self {
        let theatre = Arc::new(Theatre::new(scenario));
        let initial = World::new(&theatre, seed);
        let mut seating = Seating::all(&theatre.scenario, crew);
        seating.script = script;
        let mut exercise = Exercise::from_moment(Arc::clone(&theatre), initial.clone(), seating);
        let events = exercise.play_to(theatre.scenario.last_tick());
        Self { theatre, initial, exercise, events }
    }

    fn score(&self) -> Score {
        let until = self.exercise.world().tick;
        let labels = Labels { crew: "doctrine".to_owned(), until, final_hash: self.exercise.world().digest() };
        score(&self.theatre, &labels, &self.initial, &self.events)
    }

    fn deeds(&self) -> impl Iterator<Item = &Deed> {
        self.events.iter().filter_map(|e| match &e.body {
            Event::Alongside(deed) => Some(&**deed),
            _ => None,
        })
    }
}

fn value(score: &Score, key: &str) -> Option<f64> {
    score.measure(key).and_then(|measure| measure.value)
}

#[test]
fn turning_a_boat_back_costs_lives_and_is_written_to_the_state_that_did_it() {
    let (mut taken_in, mut turned_back) = (0, 0);
    for seed in 1..=3 {
        let kind = Run::play(strait("Cooperate"), seed, Crew::Doctrine, None).score();
        assert_eq!(value(&kind, "violations_push_back.north"), None, "seed {seed}");
        let run = Run::play(strait("PushBack"), seed, Crew::Doctrine, None);
        let hard = run.score();
        assert!(run.deeds().any(|deed| matches!(deed, Deed::Provided { .. })), "seed {seed}: it is given stores first");
        assert!(value(&hard, "violations_push_back.north").is_some_and(|n| n >= 30.0), "seed {seed}");
        assert!(value(&hard, "vessels_turned_back.north").is_some_and(|n| n >= 1.0), "seed {seed}");
        assert_eq!(value(&hard, "violations_push_back.south"), None, "seed {seed}");
        let died = value(&hard, "turned_back_died.north").unwrap();
        assert!(died <= f64::from(hard.persons.died), "seed {seed}");
        assert!(hard.persons.saved <= kind.persons.saved, "seed {seed}");
        taken_in += kind.persons.saved;
        turned_back += hard.persons.saved;
        let (tracks, facts) = (Tracks::default(), RunFacts::default());
        let input = ReportInput {
            theatre: &run.theatre,
            score: &hard,
            events: &run.events,
            tracks: &tracks,
            run: &facts,
            brief: None,
        };
        let page = report(&input);
        assert!(page.contains("Vessels turned back, or sent on"), "the report tells it");
    }
    assert!(turned_back + 30 < taken_in, "{turned_back} saved of those turned back, {taken_in} of those taken in");
    clause("J 10.C.e", "saved", f64::from(taken_in), f64::from(turned_back));
}

#[test]
fn a_state_that_delays_gives_stores_and_keeps_company() {
    let run = Run::play(strait("Delay"), 1, Crew::Doctrine, None);
    assert!(run.deeds().any(|deed| matches!(deed, Deed::Provided { .. })));
    assert!(!run.deeds().any(|deed| matches!(deed, Deed::TurnedRound { .. })));
    assert_eq!(value(&run.score(), "violations_push_back.north"), None);
}

#[test]
fn a_script_may_order_each_errand() {
    let scenario = strait("Cooperate");
    let text = r#"[
        (at: "+2h", seat: "ops-north", do: Order(unit: "rescue-11", case: "boat",
            order: Provide(at: "contact or 07-24S 105-36E", water: "150 L"))),
        (at: "+6h", seat: "ops-north", do: Order(unit: "rescue-11", case: "boat",
            order: Tow(at: "contact or 07-24S 105-36E", to: "merak"))),
        (at: "+70h", seat: "ops-north", do: Order(unit: "rescue-11", case: "boat",
            order: TurnBack(at: "contact or 07-24S 105-36E", to: "08-30S 105-00E"))),
        (at: "+71h", seat: "ops-north", do: Order(unit: "rescue-11", order: Repair(at: "07-24S 105-36E"))),
        (at: "+72h", seat: "ops-north", do: Order(unit: "rescue-11", order: Transfer(to: "ever-north"))),
        (at: "+73h", seat: "ops-north", do: Order(unit: "rescue-11",
            order: Tow(at: "07-24S 105-36E", to: "08-30S 105-00E"))),
    ]"#;
    let script = Script::read(text, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let run = Run::play(scenario, 1, Crew::Absent, Some(script));
    assert!(run.deeds().any(|deed| matches!(deed, Deed::Provided { water_l, .. } if *water_l == 150.0)));
    assert!(run.deeds().any(|deed| matches!(deed, Deed::TakenInTow { .. })));
    let score = run.score();
    assert!(score.persons.saved >= 35, "towed into Merak: {:?}", score.persons);
    let bad = Script::read(&text.replacen("to: \"merak\"", "to: \"nowhere\"", 1), &strait("Cooperate"));
    assert!(bad.unwrap_err()[0].contains("neither a position nor a place"));
}
