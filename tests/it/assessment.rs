//! Needs of protection assessed by each state, on one form, or at a regional centre: played by crews and scripts, and
//! told apart in the score.

use sarex::crew::{Crew, Script};
use sarex::debrief::{ReportInput, RunFacts, Tracks, report};
use sarex::scenario::Scenario;
use sarex::score::{Labels, Score, score};
use sarex::session::{Exercise, Seating};
use sarex::sim::{Event, Stamped, ashore};

use super::ashore::{FIXTURE, with_cove};
use super::clause::clause;

pub(crate) const NATIONAL: &str = "assessment: (kind: National, per_day: 8),";
const ONE_FORM: &str = "assessment: (kind: Harmonised, members: [\"haven\", \"delta\"], per_day: 8),";
pub(crate) const REGIONAL: &str = "assessment: (kind: Regional, members: [\"haven\", \"delta\"], per_day: 8,
        site: \"cove\", centre_per_day: 60),";
const BY_FUND: &str = "fund: (name: \"Fund\", balance: 8000, manager: \"rcc-delta\"),
    assessment: (kind: Regional, members: [\"haven\", \"delta\"], per_day: 8,
        site: \"cove\", centre_per_day: 60, paid_by: Fund),";

/// The scenario of the part ashore with a site in Delta, and a way of assessing.
pub(crate) fn with(assessment: &str) -> Scenario {
    let text = FIXTURE.replacen("    reception: [", &format!("    {assessment}\n    reception: ["), 1);
    with_cove(&text, "")
}

struct Run {
    score: Score,
    events: Vec<Stamped<Event>>,
    html: String,
}

/// Played by doctrine crews, with a script.
fn play(assessment: &str, script: &str) -> Run {
    let scenario = with(assessment);
    let script = Script::read(script, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let seating = Seating { script: Some(script), ..Seating::all(&scenario, Crew::Doctrine) };
    let mut exercise = Exercise::new(scenario, 2, seating);
    let initial = exercise.world().clone();
    let mut events = Vec::new();
    while !exercise.is_over() {
        events.extend(exercise.advance().events);
        if exercise.world().tick.0.is_multiple_of(720) {
            exercise.world().check_invariants(exercise.theatre());
        }
    }
    let world = exercise.world();
    let labels = Labels { crew: "test".to_owned(), until: world.tick, final_hash: world.digest() };
    let result = score(exercise.theatre(), &labels, &initial, &events);
    let theatre = exercise.shared_theatre();
    let input = ReportInput {
        theatre: &theatre,
        score: &result,
        events: &events,
        tracks: &Tracks::default(),
        run: &RunFacts::default(),
        brief: None,
    };
    let html = report(&input);
    Run { score: result, events, html }
}

fn value(score: &Score, key: &str) -> f64 {
    score.measure(key).unwrap_or_else(|| panic!("no {key}")).value.unwrap_or_else(|| panic!("{key} is undefined"))
}

fn count(run: &Run, what: fn(&ashore::Event) -> bool) -> usize {
    run.events.iter().filter(|e| matches!(&e.body, Event::Ashore(event) if what(event))).count()
}

#[test]
fn a_regional_centre_hears_more_people_sooner_and_its_cost_is_shared() {
    let (alone, centre, fund) = (play(NATIONAL, "[]"), play(REGIONAL, "[]"), play(BY_FUND, "[]"));
    assert_eq!(value(&alone.score, "relocated"), 0.0);
    assert!(value(&centre.score, "relocated") > 20.0, "{}", value(&centre.score, "relocated"));
    let (slow, fast) = (value(&alone.score, "assessed"), value(&centre.score, "assessed"));
    assert!(fast > slow + 0.1 && slow > 0.3, "{slow} by each state, {fast} with a centre");
    clause("J 7-8", "assessed", fast, slow);
    let hours = |run: &Run| value(&run.score, "assessment_median") / 3600.0;
    assert!(hours(&centre) < hours(&alone) - 6.0, "{} h, {} h", hours(&alone), hours(&centre));
    // Nobody is heard twice, and the shares of the states add up.
    assert_eq!(value(&centre.score, "assessments_repeated"), 0.0);
    let heard =
        ["heard.haven", "heard.delta"].map(|key| centre.score.measure(key).and_then(|m| m.value).unwrap_or(0.0));
    assert!(heard[1] > 0.2 && (heard[0] + heard[1] - 1.0).abs() < 1e-9, "{heard:?}");
    // What members share adds up to nothing, and what the fund paid is missing in it.
    for run in [&alone, &centre, &fund] {
        assert_eq!(run.score.burden.iter().map(|row| row.shared_usd).sum::<i64>(), 0);
        assert_eq!(run.score.burden.iter().map(|row| row.fund_usd).sum::<i64>(), 0);
        assert!(run.html.contains("Assessment of needs of protection"));
    }
    let haven = |run: &Run| run.score.burden.iter().find(|row| row.party.is_some_and(|p| p.0 == 0)).unwrap().shared_usd;
    assert_eq!(haven(&alone), 0);
    assert!(haven(&centre) > 0);
    let drawn =
        |run: &Run| run.score.burden.iter().filter(|row| row.party.is_none()).map(|row| row.fund_usd).sum::<i64>();
    assert!(drawn(&fund) > 4_000 && drawn(&fund) <= 8_000, "{}", drawn(&fund));
    assert!(fund.html.contains("the regional centre"));
    // Everybody landed alive has one end, wherever they were taken.
    let landed = centre.events.iter().filter(|e| matches!(e.body, Event::PersonLanded { .. })).count();
    assert_eq!(centre.score.ends.iter().map(|cell| cell.persons as usize).sum::<usize>(), landed);
    let received: u32 = centre.score.burden.iter().map(|row| row.received).sum();
    assert_eq!(received as usize, count(&centre, |e| matches!(e, ashore::Event::Received { .. })));
}

#[test]
fn without_one_form_whoever_is_taken_to_another_state_is_heard_twice() {
    const TAKEN: &str = r#"[
        (at: "+80h", seat: "immigration", do: Ask(to: "rcc-delta", case: "boat", what: Admit(site: "cove", persons: 12))),
        (at: "+90h", seat: "immigration",
         do: Ashore(Relocate(who: Files([1, 2, 3, 4, 5, 6]), to: "cove", families: Apart))),
    ]"#;
    let (alone, one_form) = (play(NATIONAL, TAKEN), play(ONE_FORM, TAKEN));
    for run in [&alone, &one_form] {
        assert!(value(&run.score, "relocated") > 3.0, "{}", value(&run.score, "relocated"));
    }
    assert!(value(&alone.score, "assessments_repeated") > 2.0, "{}", value(&alone.score, "assessments_repeated"));
    assert_eq!(value(&one_form.score, "assessments_repeated"), 0.0);
    let repeated = |run: &Run| value(&run.score, "assessments_repeated");
    clause("J 7-8", "assessments_repeated", repeated(&one_form), repeated(&alone));
    // On one form crews share more people than these; what hearing costs is held against how many were heard.
    let cost = |run: &Run| value(&run.score, "cost_assessment") / value(&run.score, "assessed");
    assert!(cost(&alone) > cost(&one_form), "{} and {}", cost(&alone), cost(&one_form));
    // To be registered twice is seen as well.
    let registered = |run: &Run| {
        count(run, |e| matches!(e, ashore::Event::StageDone { stage: sarex::sar::reception::Stage::Registration, .. }))
    };
    assert!(registered(&alone) > registered(&one_form));
}

#[test]
fn on_one_form_a_state_that_has_too_many_to_hear_shares_them_and_no_centre_is_needed() {
    let (alone, one_form) = (play(NATIONAL, "[]"), play(ONE_FORM, "[]"));
    assert_eq!(value(&alone.score, "relocated"), 0.0, "nobody is taken where they are asked again");
    assert!(value(&one_form.score, "relocated") > 5.0, "{}", value(&one_form.score, "relocated"));
    assert_eq!(value(&one_form.score, "assessments_repeated"), 0.0);
    let (slow, fast) = (value(&alone.score, "assessed"), value(&one_form.score, "assessed"));
    assert!(fast > slow, "{slow} by one office, {fast} by two");
    clause("J 7-8", "assessed", fast, slow);
    // Families stay together.
    let separated = |run: &Run| {
        count(run, |e| matches!(e, ashore::Event::Violated { what: ashore::Violation::FamilySeparated, .. }))
    };
    assert_eq!(separated(&one_form), 0);
}

#[test]
fn a_return_of_somebody_in_need_is_counted_by_how_they_had_been_heard() {
    const UNHEARD: &str = r#"[
        (at: "+20h", seat: "immigration", do: Ashore(Decide(who: Files([1, 2, 3]), outcome: Return("hills")))),
    ]"#;
    const HEARD: &str = r#"[
        (at: "+120h", seat: "immigration", do: Ashore(Decide(who: Of("hills"), outcome: Return("hills")))),
    ]"#;
    let early = play(NATIONAL, UNHEARD);
    let (unheard, heard) = ("returned_in_need.unheard", "returned_in_need.national");
    assert!(value(&early.score, unheard) > 0.0);
    assert_eq!(value(&early.score, heard), 0.0);
    let late = play(NATIONAL, HEARD);
    assert!(value(&late.score, heard) > 0.0, "{}", value(&late.score, heard));
    // Where nobody speaks of assessment nothing of it is scored.
    assert!(score_without().measure("assessed").is_none());
}

fn score_without() -> Score {
    let scenario = super::ashore::fixture();
    let exercise = Exercise::new(scenario.clone(), 1, Seating::all(&scenario, Crew::Doctrine));
    let labels =
        Labels { crew: "test".to_owned(), until: exercise.world().tick, final_hash: exercise.world().digest() };
    score(exercise.theatre(), &labels, exercise.world(), &[])
}
