//! Doubled and false reports, played: a case is a label for what was told, and what a table makes of labels costs hours
//! and lives. The scenario is the format's example with a second series of reports of its boat, and a call about
//! nothing.

use std::sync::Arc;

use sarex::base::Tick;
use sarex::base::ids::{CraftId, SeatId};
use sarex::crew::{Crew, Script};
use sarex::debrief::{ReportInput, RunFacts, Tracks, report};
use sarex::picture::{Picture, project, truth};
use sarex::scenario::{Channel, EXAMPLE, Scenario, read};
use sarex::score::{Labels, Score, score};
use sarex::session::{Exercise, Seating};
use sarex::sim::plot::{Command as Decision, Conclusion, Event as Decided};
use sarex::sim::{Command, Event, MessageBody, Stamped, World};

use super::drill::{for_seeds, hours, mean};

const RCC_NORTH: SeatId = SeatId(0);
const RCC_SOUTH: SeatId = SeatId(2);
const BOAT: CraftId = CraftId(0);
const SECOND: CraftId = CraftId(1);
const HOAX: CraftId = CraftId(2);

/// A craft that is only reported.
pub(crate) fn only_reported(id: &str, description: &str, of: &str) -> String {
    format!(
        "(
            id: \"{id}\", name: \"{id}\", description: \"{description}\",
            hull: (
                length: \"16 m\", beam: \"4 m\", displacement: \"25 t\", metacentric_height: \"0.4 m\",
                flooding_angle: 16, reserve_buoyancy: \"20 m3\",
            ),
            rated_persons: 15, leeway_afloat: \"FISHING-VESSEL-2\", leeway_capsized: \"SKIFF-3\",
            floats_capsized: \"18h\", hull_room: 20, debris_pieces: 15,
            passage: [\"-7.2, 105.6\", \"cove\"], departs: \"-8h\", speed: \"6 kn\", water: \"200 L\",
            groups: [], exists: false,{of}
        ),"
    )
}

const SECOND_CALL: &str = "(
            id: \"second-call\",
            purpose: \"The same boat, told by somebody else.\",
            when: At(\"+4h\"),
            effect: Message(from: \"a wife in Merak\", to: \"rcc-north\", case: \"second\", nature: TakingWater,
                persons: 35, position: \"-8.15, 105.62\", error: \"8 NM\", age: \"2h\",
                text: \"My husband's boat is sinking, off the strait.\"),
        ),";

const HOAX_CALL: &str = "(
            id: \"hoax-call\",
            purpose: \"There is no such boat.\",
            when: At(\"+20min\"),
            effect: Message(from: \"a caller who gives no name\", to: \"rcc-north\", case: \"hoax\", nature: Sinking,
                persons: 12, position: \"-6.7, 105.1\", error: \"2 NM\", text: \"A yacht is going down. Hurry.\"),
        ),";

/// The strait with reports of no vessel of their own.
fn strait(second: bool, hoax: bool) -> Scenario {
    let (mut craft, mut calls) = (String::new(), String::new());
    craft += &only_reported("second", "dark boat with many people", " same_as: \"boat\",");
    craft += &only_reported("hoax", "white yacht", "");
    // A report that nobody makes by itself may still be made by the trainer.
    calls += &if second { SECOND_CALL.to_owned() } else { SECOND_CALL.replace("At(\"+4h\")", "Manual") };
    calls += &if hoax { HOAX_CALL.to_owned() } else { HOAX_CALL.replace("At(\"+20min\")", "Manual") };
    let text = EXAMPLE.replacen("    injects: [", &format!("    injects: [\n{calls}"), 1).replacen(
        "        ),\n    ],\n    injects:",
        &format!("        ),\n{craft}\n    ],\n    injects:"),
        1,
    );
    let (scenario, findings) = read(&text);
    assert!(findings.is_empty(), "{findings:#?}\n{text}");
    scenario.unwrap()
}

struct Run {
    exercise: Exercise,
    initial: World,
    events: Vec<Stamped<Event>>,
}

impl Run {
    fn of(scenario: Scenario, seed: u64, crew: Crew) -> Self {
        let seating = Seating::all(&scenario, crew);
        let exercise = Exercise::new(scenario, seed, seating);
        let initial = exercise.world().clone();
        Self { exercise, initial, events: Vec::new() }
    }

    fn until(&mut self, tick: Tick) {
        self.events.extend(self.exercise.play_to(tick));
    }

    /// Lets people at a seat do something, and looks that they may.
    fn decide(&mut self, seat: SeatId, decision: Decision) {
        let moment = self.exercise.advance_with(vec![(Some(seat), Command::Plot(decision))]);
        let refused = moment.events.iter().find(|e| matches!(e.body, Event::CommandRejected { .. }));
        assert_eq!(refused, None);
        self.events.extend(moment.events);
    }

    fn score(&self) -> Score {
        let world = self.exercise.world();
        let labels = Labels { crew: "a test".to_owned(), until: world.tick, final_hash: world.digest() };
        score(self.exercise.theatre(), &labels, &self.initial, &self.events)
    }

    fn value(&self, key: &str) -> f64 {
        self.score().measure(key).and_then(|measure| measure.value).unwrap_or_else(|| panic!("there is no {key}"))
    }

    fn picture(&self, seat: SeatId) -> Picture {
        project(self.exercise.theatre(), self.exercise.world(), seat)
    }

    fn end(&mut self) {
        let last = self.exercise.theatre().scenario.last_tick();
        self.until(last);
    }
}

fn merge() -> Decision {
    Decision::Merge { case: SECOND, into: BOAT, reason: "one place".to_owned() }
}

fn apart() -> Decision {
    Decision::KeepApart { case: SECOND, from: BOAT, reason: "another colour".to_owned() }
}

#[test]
fn what_is_only_reported_counts_nobody_and_the_rest_goes_as_it_would_without() {
    let mut with = Run::of(strait(false, false), 3, Crew::Doctrine);
    with.end();
    let (plain, _) = read(EXAMPLE);
    let mut without = Run::of(plain.unwrap(), 3, Crew::Doctrine);
    without.end();
    let (p, q) = (with.score().persons, without.score().persons);
    assert_eq!((p.at_risk, p.saved, p.died), (q.at_risk, q.saved, q.died));
    assert_eq!(with.exercise.world().tick, without.exercise.world().tick);
    assert_eq!(with.value("hours_on_false_reports"), 0.0);
    assert!(without.score().measure("hours_on_false_reports").is_none(), "no such craft, no such number");
    let of = |run: &Run| truth(run.exercise.theatre(), run.exercise.world());
    assert_eq!(of(&with).casualties[0], of(&without).casualties[0]);
    let phantom = &of(&with).casualties[SECOND.index()];
    assert_eq!((phantom.persons, phantom.report.unwrap().same_as), (0, Some(BOAT)));
    let clocks = with.score().clocks;
    assert!(clocks.iter().all(|clock| clock.case.is_none()), "one vessel, one set of clocks");
}

#[test]
fn doctrine_takes_a_second_report_for_what_it_is_and_tells_whom_it_concerns() {
    let merged = for_seeds(1..=4, |seed| {
        let mut run = Run::of(strait(true, false), seed, Crew::Doctrine);
        run.end();
        assert_eq!(run.value("merges_wrong") + run.value("merges_of_nothing"), 0.0, "seed {seed}");
        let right = run.value("merges_right");
        if right > 0.0 {
            let ops = run.picture(SeatId(1));
            assert_eq!(ops.plot.root(SECOND), BOAT, "its operations follow");
        }
        right
    });
    assert!(merged.iter().filter(|n| **n > 0.0).count() >= 3, "{merged:?}");
}

#[test]
fn doctrine_finds_a_false_alarm_out_after_a_good_search_and_stops() {
    let found = for_seeds(1..=3, |seed| {
        let mut run = Run::of(strait(false, true), seed, Crew::Doctrine);
        run.end();
        assert!(run.value("hours_on_false_reports") > 0.0, "somebody went to look");
        (run.value("false_alarms_found"), run.value("report_open.hoax"))
    });
    println!("{found:?}");
    let by_evening = found.iter().filter(|(found, open_h)| *found == 1.0 && *open_h < 20.0);
    assert!(by_evening.count() >= 2, "{found:?}");
}

#[test]
fn informed_crews_serve_no_case_that_does_not_exist() {
    let mut run = Run::of(strait(true, true), 2, Crew::Informed);
    run.end();
    let served = |e: &Stamped<Event>| matches!(&e.body, Event::OrderGiven { case: Some(case), .. } if [SECOND, HOAX].contains(case));
    assert!(!run.events.iter().any(served));
    assert!(run.value("merges_right") > 0.0 && run.value("false_alarms_found") > 0.0);
    assert_eq!(run.value("hours_on_false_reports") + run.value("hours_on_doubled_reports"), 0.0);
}

/// Hours of units out for the second report, when the centre merges it at once or never.
fn hours_on_second(seed: u64, decision: Decision) -> f64 {
    let mut run = Run::of(strait(true, false), seed, Crew::Doctrine);
    let heard = |run: &Run, case| run.picture(RCC_NORTH).cases.iter().any(|view| view.case == case);
    while !(heard(&run, SECOND) && heard(&run, BOAT)) {
        let next = run.exercise.world().tick.next();
        run.until(next);
    }
    run.decide(RCC_NORTH, decision);
    run.end();
    run.value("hours_on_doubled_reports")
}

#[test]
fn a_doubled_case_never_merged_costs_units_hours() {
    let mean_of = |decision: fn() -> Decision| {
        let all = for_seeds(1..=4, |seed| hours_on_second(seed, decision()));
        println!("{all:?}");
        all.iter().sum::<f64>() / all.len() as f64
    };
    let (merged, never) = (mean_of(merge), mean_of(apart));
    assert!(never > merged + 3.0, "never merged {never} h, merged at once {merged} h");
}

#[test]
fn a_search_ended_while_people_live_costs_lives_and_the_score_says_whose() {
    let play = |end_it: bool| {
        let runs = for_seeds(1..=4, |seed| {
            let mut run = Run::of(strait(false, false), seed, Crew::Doctrine);
            run.until(hours(4).next());
            if end_it {
                for seat in [RCC_SOUTH, RCC_NORTH] {
                    if run.picture(seat).cases.iter().any(|view| view.case == BOAT) {
                        run.decide(seat, Decision::Conclude { case: BOAT, reason: Conclusion::FalseAlarm });
                    }
                }
            }
            run.end();
            let died = run.score().measure("suspended_died").and_then(|m| m.value);
            let alive = run.score().measure("suspended_alive").and_then(|m| m.value);
            (run.score().persons.saved, died, alive)
        });
        println!("{runs:?}");
        runs
    };
    let (on, ended) = (play(false), play(true));
    let saved = |runs: &[(u32, Option<f64>, Option<f64>)]| mean(runs.iter().map(|run| run.0));
    assert!(saved(&ended) + 3.0 < saved(&on), "searched on {}, ended {}", saved(&on), saved(&ended));
    assert!(ended.iter().all(|(_, _, alive)| alive.is_some_and(|alive| alive > 30.0)), "{ended:?}");
    assert!(ended.iter().any(|(_, died, _)| died.is_some_and(|died| died > 0.0)), "{ended:?}");
    assert!(on.iter().all(|(_, _, alive)| alive.is_none()), "{on:?}");
}

fn bytes(picture: &Picture) -> Vec<u8> {
    postcard::to_stdvec(picture).unwrap()
}

#[test]
fn what_one_seat_takes_for_one_changes_no_others_picture() {
    let play = |seed: u64, decision: Option<Decision>| {
        let mut run = Run::of(strait(true, true), seed, Crew::Absent);
        run.until(hours(5));
        let body = MessageBody::Text { case: Some(HOAX), text: "Heard of this one?".to_owned() };
        let send = Command::Send { to: RCC_SOUTH, channel: Channel::Text, body };
        run.exercise.advance_with(vec![(Some(RCC_NORTH), send)]);
        run.until(hours(6));
        if let Some(decision) = decision {
            run.decide(RCC_NORTH, decision);
        }
        run.until(hours(8));
        run
    };
    // The telephone loses one call in twenty.
    let heard = |run: &Run| {
        let cases = run.picture(RCC_NORTH).cases;
        [SECOND, HOAX].iter().all(|case| cases.iter().any(|view| view.case == *case))
    };
    let (seed, without) = (1..20).map(|seed| (seed, play(seed, None))).find(|(_, run)| heard(run)).unwrap();
    let with = play(seed, Some(Decision::Merge { case: HOAX, into: SECOND, reason: "said so".to_owned() }));
    for seat in with.exercise.theatre().seats().filter(|seat| *seat != RCC_NORTH) {
        assert_eq!(bytes(&with.picture(seat)), bytes(&without.picture(seat)), "{seat}");
    }
    assert_ne!(bytes(&with.picture(RCC_NORTH)), bytes(&without.picture(RCC_NORTH)));
}

#[test]
fn a_merged_case_shows_everything_and_parted_again_nothing_has_changed() {
    let mut run = Run::of(strait(true, false), 7, Crew::Doctrine);
    let both = |run: &Run| {
        let picture = run.picture(RCC_NORTH);
        [SECOND, BOAT].iter().all(|case| picture.cases.iter().any(|view| view.case == *case))
    };
    while !both(&run) {
        let next = run.exercise.world().tick.next();
        run.until(next);
    }
    let before = run.picture(RCC_NORTH);
    run.decide(RCC_NORTH, merge());
    let merged = run.picture(RCC_NORTH);
    let of = |picture: &Picture, case: CraftId| picture.cases.iter().find(|view| view.case == case).cloned();
    assert_eq!(of(&merged, SECOND), None);
    let (one, boat, second) = (of(&merged, BOAT).unwrap(), of(&before, BOAT).unwrap(), of(&before, SECOND).unwrap());
    assert_eq!(one.positions.len(), boat.positions.len() + second.positions.len());
    let about = |picture: &Picture, case: CraftId| {
        picture.messages.iter().filter(|message| message.body.case() == Some(case)).count()
    };
    assert_eq!(about(&merged, BOAT), about(&before, BOAT) + about(&before, SECOND));
    assert_eq!(
        (merged.plot.merged[0].case, merged.plot.merged[0].described.clone()),
        (SECOND, second.described.clone())
    );
    run.decide(RCC_NORTH, apart());
    let after = run.picture(RCC_NORTH);
    for case in [BOAT, SECOND] {
        assert_eq!(of(&after, case), of(&before, case));
        assert_eq!(about(&after, case), about(&before, case));
    }
    assert!(after.plot.merged.is_empty() && after.plot.keeps_apart(BOAT, SECOND));
}

#[test]
fn a_script_decides_about_cases_and_the_report_tells_of_it() {
    let scenario = strait(true, true);
    let orders = "[
        (at: \"+5h\", seat: \"rcc-north\", do: Merge(case: \"second\", into: \"hoax\", reason: \"both call\")),
        (at: \"+5h10min\", seat: \"rcc-north\", do: KeepApart(case: \"second\", from: \"hoax\", reason: \"no\")),
        (at: \"+5h20min\", seat: \"rcc-north\", do: Conclude(case: \"hoax\", reason: FalseAlarm)),
        (at: \"+5h30min\", seat: \"rcc-north\", do: Reopen(case: \"hoax\", reason: \"called again\")),
        (at: \"+5h40min\", seat: \"rcc-north\", do: Conclude(case: \"second\", reason: NoHope(alive_percent: 5))),
        (at: \"+5h45min\", seat: \"rcc-north\", do: Conclude(case: \"boat\", reason: NoHope(alive_percent: 5))),
        (at: \"+5h50min\", seat: \"rcc-north\", do: TellOfCase(to: \"ops-north\", case: \"second\",
            what: Concluded(NoHope(alive_percent: 5)))),
        (at: \"+6h\", seat: \"rcc-north\", do: TellOfCase(to: \"ops-north\", case: \"second\", what: SameAs(\"hoax\"))),
    ]";
    let script = Script::read(orders, &scenario).unwrap();
    let seating = Seating::scripted(&scenario, script);
    let exercise = Exercise::new(scenario.clone(), 1, seating);
    let initial = exercise.world().clone();
    let mut run = Run { exercise, initial, events: Vec::new() };
    run.until(hours(8));
    let decided: Vec<&Decided> = run
        .events
        .iter()
        .filter_map(|e| match &e.body {
            Event::Plot(what) => Some(&**what),
            _ => None,
        })
        .collect();
    assert!(matches!(
        decided.as_slice(),
        [
            Decided::Merged { .. },
            Decided::KeptApart { undone: Some(SECOND), .. },
            Decided::Concluded { case: HOAX, alive: 0, .. },
            Decided::Reopened { case: HOAX, reason: Some(_), .. },
            Decided::Concluded { case: SECOND, alive: 0, .. },
            Decided::Concluded { case: BOAT, alive: 1.., holds: true, .. },
        ]
    ));
    assert_eq!(run.picture(SeatId(1)).plot.merged.len(), 1, "operations were told");
    let result = run.score();
    assert_eq!(result.measure("merges_of_nothing").unwrap().value, Some(1.0));
    let theatre: Arc<_> = run.exercise.shared_theatre();
    let input = ReportInput {
        theatre: &theatre,
        score: &result,
        events: &run.events,
        tracks: &Tracks::default(),
        run: &RunFacts::default(),
        brief: None,
    };
    let html = report(&input);
    for words in ["Doubled and false reports", "reports of nothing", "A search was ended while"] {
        assert!(html.contains(words), "{words}");
    }
    let wrong =
        Script::read("[(at: \"+1h\", seat: \"rcc-north\", do: Merge(case: \"secnd\", into: \"boat\"))]", &scenario);
    assert!(wrong.unwrap_err()[0].contains("secnd"));
}
