//! Rows add up: each request came to one thing, what states did adds up to what was done, and one cost is one number.

use std::collections::BTreeSet;

use sarex::crew::Crew;
use sarex::scenario::Scenario;
use sarex::score::{Labels, Measure, Score, score};
use sarex::sim::World;

use super::drill::exercise;

/// Measures that have a row for each party, which add up to the measure itself.
const BY_PARTY: [&str; 14] = [
    "violations_refoulement",
    "violations_family_separated",
    "violations_child_detained",
    "violations_smuggled_charged",
    "violations_disclosure",
    "children_received",
    "requests_silent",
    "landings_refused",
    "entries_with_leave",
    "entries_without_leave",
    "witnesses_lost",
    "consulates_in_time",
    "children_assessed",
    "referred_unhcr",
];

fn value(score: &Score, key: &str) -> f64 {
    score.measure(key).and_then(|measure| measure.value).unwrap_or(0.0)
}

/// Everything of a score that has to add up, whatever was played.
pub(crate) fn check(scenario: &Scenario, score: &Score, what: &str) {
    let all = || score.outcome.iter().chain(&score.process);
    let keys: BTreeSet<&str> = all().map(|measure| measure.key.as_str()).collect();
    assert_eq!(keys.len(), all().count(), "{what}: every measure has a key of its own");
    for measure in all() {
        assert!(!measure.words().starts_with("-0"), "{what}: {} is {}", measure.key, measure.words());
    }
    requests(score, what);
    let of = |measure: &Measure| [measure.numerator.or(measure.value), measure.denominator].map(|n| n.unwrap_or(0.0));
    for key in BY_PARTY {
        let Some(total) = score.measure(key) else { continue };
        let rows = scenario.parties.iter().filter_map(|party| score.measure(&format!("{key}.{}", party.id)));
        let mut sum = [0.0; 2];
        for row in rows {
            let parts = of(row);
            sum = [sum[0] + parts[0], sum[1] + parts[1]];
        }
        assert_eq!(sum, of(total), "{what}: {key} by party");
    }
    let sum = |stem: &str| all().filter(|m| m.key.starts_with(stem)).filter_map(|m| m.value).sum::<f64>() + 0.0;
    assert_eq!(sum("ships_held_cost_for."), value(score, "cost_ships_held"), "{what}: ships held cost what they cost");
    let hours = (sum("ships_held_hours_for."), sum("ship_held_hours."));
    assert!((hours.0 - hours.1).abs() < 1e-6, "{what}: {hours:?}");
    for party in &scenario.parties {
        let at = |step: &str| {
            let clock = score.clock(&format!("{step}.{}", party.id))?;
            clock.to.as_ref().map(|to| to.tick)
        };
        let (on_scene, under_way) = (at("alert_to_on_scene"), at("alert_to_first_under_way"));
        if let Some(on_scene) = on_scene {
            assert!(under_way.is_some_and(|at| at <= on_scene), "{what}: {} {under_way:?} {on_scene:?}", party.id);
        }
    }
}

/// Of each kind of requests, those made are those that came to something, each once, and those still waiting.
fn requests(score: &Score, what: &str) {
    let mut made = 0.0;
    for asked in score.process.iter().filter(|m| m.key.starts_with("requests.") && m.key.ends_with(".asked")) {
        let stem = asked.key.trim_end_matches("asked");
        let fates = ["accepted", "on_terms", "refused", "silent", "withdrawn", "waiting"];
        let sum: f64 = fates.iter().map(|fate| value(score, &format!("{stem}{fate}"))).sum();
        assert_eq!(Some(sum), asked.value, "{what}: {stem}");
        made += sum;
    }
    assert_eq!(made, value(score, "requests"), "{what}: requests of all kinds");
}

#[test]
fn the_rows_of_shipped_scenarios_add_up() {
    for name in ["tutorial-ashore", "andaman-2021", "malacca-ferry"] {
        let mut exercise = exercise(name, 1, Crew::Doctrine);
        let initial: World = exercise.world().clone();
        let events = exercise.play_to(exercise.theatre().scenario.last_tick());
        let until = exercise.world().tick;
        let labels = Labels { crew: "doctrine".to_owned(), until, final_hash: exercise.world().digest() };
        let score = score(exercise.theatre(), &labels, &initial, &events);
        assert!(value(&score, "requests") > 0.0, "{name}");
        check(&exercise.theatre().scenario, &score, name);
    }
}
