//! The part ashore, played by crews and scripts from the first call on: who is seen to, what is missed, what it costs.

use std::collections::BTreeSet;

use sarex::base::Digest;
use sarex::base::ids::PersonId;
use sarex::crew::{Crew, Script};
use sarex::debrief::{ReportInput, RunFacts, Tracks};
use sarex::sar::reception::Stage;
use sarex::scenario::{self, Scenario};
use sarex::score::{EndState, Labels, Score, score};
use sarex::session::{Exercise, Seating};
use sarex::sim::ashore::Violation;
use sarex::sim::{Event, Stamped, Theatre, World, ashore, step};

use super::clause::clause;
use super::drill::{for_seeds, sarex};

pub(crate) const FIXTURE: &str = include_str!("../../src/sim/ashore/fixture.ron");

pub(crate) fn fixture() -> Scenario {
    let (scenario, findings) = scenario::read(FIXTURE);
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.unwrap()
}

/// The scenario of a text made from the fixture's, with a site at the cove in Delta besides; `staff` is who works there
/// beside those whom any site has.
pub(crate) fn with_cove(text: &str, staff: &str) -> Scenario {
    let at = text.rfind("    ],\n)").expect("the list of sites is last");
    let cove = format!(
        "        (place: \"cove\", party: \"delta\", opens: \"1h\", beds: 90, water_l_per_day: 2000,
         staff: (reception: 8, medical: 6, registration: 4, screening: 4, immigration: 2, child_protection: 2,
                 {staff}interpreters: [(\"Hill\", 4)])),\n"
    );
    let (scenario, findings) = scenario::read(&format!("{}{cove}{}", &text[..at], &text[at..]));
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.unwrap()
}

/// What a script does on top of the doctrine crews at sea, with nobody in the seats ashore.
fn scripted(seed: u64, text: &str) -> Exercise {
    let scenario = fixture();
    let script = Script::read(text, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let mut seating = Seating { script: Some(script), ..Seating::all(&scenario, Crew::Doctrine) };
    for (i, seat) in scenario.seats.iter().enumerate() {
        if ["immigration", "police"].contains(&seat.id.as_str()) {
            seating.crews[i] = Crew::Absent;
        }
    }
    Exercise::new(scenario, seed, seating)
}

fn doctrine(seed: u64) -> Exercise {
    let scenario = fixture();
    let seating = Seating::all(&scenario, Crew::Doctrine);
    Exercise::new(scenario, seed, seating)
}

struct Played {
    score: Score,
    events: Vec<Stamped<Event>>,
    world: World,
}

fn play(mut exercise: Exercise) -> Played {
    let initial = exercise.world().clone();
    let last = exercise.theatre().scenario.last_tick();
    let mut events = Vec::new();
    while !exercise.is_over() && exercise.world().tick < last {
        events.extend(exercise.advance().events);
        if exercise.world().tick.0.is_multiple_of(360) {
            exercise.world().check_invariants(exercise.theatre());
        }
    }
    let labels =
        Labels { crew: "test".to_owned(), until: exercise.world().tick, final_hash: exercise.world().digest() };
    let score = score(exercise.theatre(), &labels, &initial, &events);
    Played { score, events, world: exercise.world().clone() }
}

fn value(score: &Score, key: &str) -> f64 {
    score.measure(key).unwrap_or_else(|| panic!("no {key}")).value.unwrap_or_else(|| panic!("{key} is undefined"))
}

fn landed(events: &[Stamped<Event>]) -> usize {
    events.iter().filter(|e| matches!(e.body, Event::PersonLanded { .. })).count()
}

/// Whom something was done to, by each event of it.
fn violated(events: &[Stamped<Event>], kind: Violation) -> Vec<PersonId> {
    let of = |event: &Stamped<Event>| match &event.body {
        Event::Ashore(what) => match **what {
            ashore::Event::Violated { what, person, .. } if what == kind => Some(person),
            _ => None,
        },
        _ => None,
    };
    events.iter().filter_map(of).collect()
}

#[test]
fn doctrine_receives_everybody_and_the_end_states_add_up() {
    for run in for_seeds(1..=3, |seed| play(doctrine(seed))) {
        let all = landed(&run.events);
        assert!(all > 60, "{all} landed");
        let told: u32 = run.score.ends.iter().map(|cell| cell.persons).sum();
        assert_eq!(told as usize, all, "everybody landed has one end state");
        for cell in &run.score.ends {
            assert_eq!(cell.persons as usize, cell.evidence.len());
            assert!(cell.party.is_some(), "all came to a site");
        }
        let settled = [EndState::Waiting, EndState::Registered, EndState::NotReceived, EndState::Detained];
        let left: u32 = run.score.ends.iter().filter(|cell| settled.contains(&cell.end)).map(|cell| cell.persons).sum();
        assert_eq!(left, 0, "{:?}", run.score.ends.iter().map(|c| (c.end, c.persons)).collect::<Vec<_>>());
        for key in ["triage_in_time", "registration_in_time", "screening_in_time"] {
            assert!(value(&run.score, key) > 0.8, "{key}: {}", value(&run.score, key));
        }
        assert!(value(&run.score, "indicators_found") > 0.5);
        assert!(value(&run.score, "protection_found") > 0.6);
        assert!(value(&run.score, "evidence_kept") > 0.8);
        assert_eq!(value(&run.score, "families_kept"), 1.0);
        assert!(violated(&run.events, Violation::ChildDetained).is_empty());
        assert!(violated(&run.events, Violation::FamilySeparated).is_empty());
        assert!(violated(&run.events, Violation::SmuggledCharged).is_empty());
        assert!(violated(&run.events, Violation::Refoulement).is_empty());
        assert!(violated(&run.events, Violation::Disclosure).is_empty());
        assert!(run.world.ashore.is_settled());
    }
}

#[test]
fn with_nobody_in_the_seats_ashore_nobody_is_seen_to_and_the_exercise_runs_out() {
    let run = play(scripted(1, "[]"));
    let all = landed(&run.events);
    assert!(all > 60);
    let waiting: u32 =
        run.score.ends.iter().filter(|cell| cell.end == EndState::Waiting).map(|cell| cell.persons).sum();
    let died: u32 =
        run.score.ends.iter().filter(|cell| cell.end == EndState::DiedAshore).map(|cell| cell.persons).sum();
    assert_eq!((waiting + died) as usize, all);
    assert_eq!(value(&run.score, "triage_in_time"), 0.0);
    assert!(value(&run.score, "person_hours_without_water") > 1_000.0);
    assert!(value(&run.score, "person_hours_without_bed") > 1_000.0);
    assert_eq!(value(&run.score, "evidence_kept"), 0.0);
    assert!(value(&run.score, "witnesses_lost") > 0.2);
    assert_eq!(run.score.ended.unwrap().why, sarex::sim::EndCause::TimeUp);
}

#[test]
fn neglect_is_seen_in_the_score_where_it_was_done() {
    const SKIPPED: &str = r#"[
        (at: "+2h", seat: "immigration", do: Ashore(Open("merak"))),
        (at: "+1h", every: "5min", until: "+60h", seat: "immigration", do: Ashore(Skip(who: All, stage: Screening))),
        (at: "+70h", seat: "immigration", do: Ashore(Decide(who: Of("hills"), outcome: Return("hills")))),
    ]"#;
    const HARSH: &str = r#"[
        (at: "+2h", seat: "immigration", do: Ashore(Open("merak"))),
        (at: "+30h", seat: "immigration", do: Ashore(House(who: Adults, how: Detention, families: Apart))),
        (at: "+31h", seat: "immigration", do: Ashore(House(who: Children, how: Detention, families: Apart))),
        (at: "+32h", seat: "police", do: Ashore(Charge(who: Files([1, 2, 3]), with: Smuggled))),
        (at: "+33h", seat: "immigration", do: Ashore(NotifyConsulate(who: Of("hills"), of: "hills"))),
        (at: "+33h30min", seat: "immigration", do: Ashore(NotifyConsulate(who: Of("hills"), of: "hills"))),
        (at: "+34h", seat: "police", do: Ashore(Spoil(case: "boat", item: Phones))),
        (at: "+35h", seat: "police", do: Ashore(Secure(case: "boat", item: Ledger))),
    ]"#;
    let kept = play(doctrine(2)).score;
    let (skipped, harsh) = (play(scripted(2, SKIPPED)), play(scripted(2, HARSH)));
    let told_apart = |code, key: &str, undone| clause(code, key, value(&kept, key), value(undone, key));
    told_apart("J 10.C.a", "indicators_found", &skipped.score);
    told_apart("J 10.C.f", "violations_refoulement", &skipped.score);
    told_apart("J 10.C.c", "violations_smuggled_charged", &harsh.score);
    // Skipping the screening: nothing is found, and people go back to what they fled from.
    assert_eq!(value(&skipped.score, "indicators_found"), 0.0);
    assert!(value(&kept, "indicators_found") > 0.5);
    assert!(value(&skipped.score, "screenings_skipped") > 30.0);
    assert!(value(&skipped.score, "violations_refoulement") > 20.0);
    let returned: u32 =
        skipped.score.ends.iter().filter(|cell| cell.end == EndState::Returned).map(|cell| cell.persons).sum();
    assert_eq!(f64::from(returned), value(&skipped.score, "violations_refoulement"));
    // Detention, charges, disclosure, evidence let go.
    for (key, kind) in [
        ("child_detained", Violation::ChildDetained),
        ("family_separated", Violation::FamilySeparated),
        ("smuggled_charged", Violation::SmuggledCharged),
        ("disclosure", Violation::Disclosure),
    ] {
        let key = format!("violations_{key}");
        assert!(value(&harsh.score, &key) >= 2.0, "{key}");
        let persons = violated(&harsh.events, kind);
        let wronged: BTreeSet<_> = persons.iter().collect();
        assert_eq!(value(&harsh.score, &key), wronged.len() as f64, "{key}: a person counts once");
        assert_eq!(harsh.score.measure(&key).unwrap().evidence.len(), persons.len(), "every number has its events");
        assert_eq!(value(&kept, &key), 0.0, "{key}");
    }
    assert!(value(&harsh.score, "families_kept") < 1.0);
    assert!(value(&harsh.score, "evidence_kept") < value(&kept, "evidence_kept") / 2.0);
    // The consulate was told twice: twice as many events, of the same persons.
    assert_eq!(
        violated(&harsh.events, Violation::Disclosure).len() as f64,
        2.0 * value(&harsh.score, "violations_disclosure")
    );
}

#[test]
fn identities_that_nobody_checks_stay_unchecked_in_the_score() {
    const OPEN: &str = r#"(at: "+2h", seat: "immigration", do: Ashore(Open("merak"))),"#;
    const SKIP: &str = r#"(at: "+1h", every: "5min", until: "+160h", seat: "immigration",
        do: Ashore(Skip(who: All, stage: Interview))),"#;
    let (kept, skipped) = (play(scripted(2, &format!("[{OPEN}]"))), play(scripted(2, &format!("[{OPEN} {SKIP}]"))));
    assert!(value(&kept.score, "identity_checked") > 0.5, "{}", value(&kept.score, "identity_checked"));
    assert_eq!(value(&skipped.score, "identity_checked"), 0.0);
    let key = "identity_checked";
    clause("J 10.B.d, A.e-g", key, value(&kept.score, key), value(&skipped.score, key));
}

#[test]
fn a_run_ashore_is_deterministic_and_a_saved_world_goes_on_as_it_was() {
    let digest = |seed: u64| -> Digest {
        let mut run = doctrine(seed);
        run.play_to(super::drill::hours(30));
        run.world().digest()
    };
    assert_eq!(digest(4), digest(4));
    assert_ne!(digest(4), digest(5));
    let mut live = doctrine(4);
    live.play_to(super::drill::hours(26));
    let bytes = postcard::to_stdvec(live.world()).unwrap();
    let mut loaded: World = postcard::from_bytes(&bytes).unwrap();
    let theatre: Theatre = live.theatre().clone();
    for _ in 0..1_200 {
        let moment = live.advance();
        step(&theatre, &mut loaded, &moment.commands);
        assert_eq!(loaded.digests(), live.world().digests(), "at {}", loaded.tick);
    }
    assert_eq!(&loaded, live.world());
}

#[test]
fn the_recording_of_a_landing_verifies_and_its_report_tells_how_it_ended() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = folder.path().join("landing");
    std::fs::create_dir(&scenario).unwrap();
    std::fs::write(scenario.join("scenario.ron"), FIXTURE).unwrap();
    std::fs::write(scenario.join("brief.md"), "EXERCISE").unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (run, html) = (path("run.sarex"), path("run.html"));
    let scenario = scenario.display().to_string();
    let out = sarex(&["run", &scenario, "--seed", "3", "--until", "40h", "--out", &run, "--report", &html, "--json"]);
    let text = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{text}");
    assert!(sarex(&["verify", &run]).status.success());
    let live: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert!(live["ends"].as_array().is_some_and(|ends| !ends.is_empty()));
    let again = sarex(&["score", &run, "--json"]);
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&again.stdout).unwrap(), live);
    let report = std::fs::read_to_string(&html).unwrap();
    assert!(report.contains("What became of those landed alive") && report.contains("registered, screened and housed"));
}

#[test]
fn whoever_is_received_is_received_by_somebody_and_asked_in_their_language() {
    // Over random seeds of random shares nothing breaks and nobody is lost; the order of stages holds for everybody.
    for run in for_seeds(11..=14, |seed| {
        let mut scenario = fixture();
        let share = |k: u64| ((seed * 37 + k * 11) % 10) as f64 / 10.0;
        for (k, group) in (0..).zip(&mut scenario.craft[0].groups) {
            group.circumstances.wounded_share = share(k);
            group.circumstances.unaccompanied_share = share(k + 2);
            group.circumstances.trafficking_share = share(k + 4);
        }
        scenario.reception.sites[0].beds = (seed % 3) as u32 * 20;
        scenario.reception.sites[0].staff[(seed % 7) as usize] = 0;
        let seating = Seating::all(&scenario, Crew::Doctrine);
        play(Exercise::new(scenario, seed, seating))
    }) {
        let told: u32 = run.score.ends.iter().map(|cell| cell.persons).sum();
        assert_eq!(told as usize, landed(&run.events));
        for file in run.world.ashore.files.iter().flatten() {
            for stage in Stage::ALL {
                let (Some(done), Some(before)) = (file.done[stage as usize], stage.after()) else { continue };
                let earlier = file.done[before as usize];
                assert!(earlier.is_some_and(|at| at <= done) || file.skipped[before as usize], "{stage:?}");
            }
        }
    }
}

#[test]
fn a_script_ashore_says_what_is_wrong_with_it() {
    let scenario = fixture();
    for (step, words) in [
        (r#"(at: "+1h", seat: "immigration", do: Ashore(Open("cove")))"#, "there are: merak, cigading"),
        (r#"(at: "+1h", seat: "immigration", do: Ashore(NotifyConsulate(who: All, of: "valley")))"#, "hills, delta"),
        (
            r#"(at: "+1h", seat: "immigration", do: Ashore(Decide(who: All, outcome: Return("x"))))"#,
            "haven, delta, hills",
        ),
        (r#"(at: "+1h", seat: "immigration", do: Ashore(Refer(who: Some, to: Unhcr)))"#, ""),
        (r#"(at: "+1h", seat: "police", do: Ashore(Secure(case: "raft", item: Phones)))"#, "there are: boat"),
    ] {
        let found = Script::read(&format!("[{step}]"), &scenario).unwrap_err();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(words), "{found:?}");
    }
}

/// The report of a run, for its words.
#[test]
fn findings_name_violations_and_what_was_missed() {
    let exercise = scripted(
        3,
        r#"[
        (at: "+2h", seat: "immigration", do: Ashore(Open("merak"))),
        (at: "+30h", seat: "immigration", do: Ashore(House(who: All, how: Detention))),
    ]"#,
    );
    let theatre = exercise.theatre().clone();
    let run = play(exercise);
    let facts = RunFacts::default();
    let tracks = Tracks::default();
    let input = ReportInput {
        theatre: &theatre,
        score: &run.score,
        events: &run.events,
        tracks: &tracks,
        run: &facts,
        brief: None,
    };
    let found = sarex::debrief::findings(&input);
    assert!(found.iter().any(|f| f.title.starts_with("Detention of a child of ")), "{found:#?}");
    for finding in &found {
        assert!(finding.evidence.iter().all(|event| (*event as usize) < run.events.len()));
    }
}

/// The fixture, but that the families flee the state whose ship finds them and whose ports are near.
fn fleeing_haven() -> Scenario {
    let mut scenario = fixture();
    let haven = scenario.parties.iter().position(|party| party.id == "haven").unwrap();
    let group = scenario.craft[0].groups.iter_mut().find(|group| group.circumstances.flees.is_some()).unwrap();
    group.circumstances.flees = Some(sarex::base::ids::PartyId::new(haven));
    // And are of no other state, which would have them back.
    group.circumstances.nationalities.clear();
    // Its ships land them all the same, minded as their state is.
    for seat in scenario.seats.iter_mut().filter(|seat| seat.role == sarex::scenario::Role::Operations) {
        seat.manner.stance = sarex::scenario::Stance::Delay;
    }
    scenario
}

#[test]
fn who_is_landed_in_the_state_they_flee_is_ashore_and_not_saved() {
    let scenario = fleeing_haven();
    let seating = Seating::all(&scenario, Crew::Doctrine);
    let run = play(Exercise::new(scenario, 1, seating));
    let safe = |wanted: bool| {
        let of = |e: &&Stamped<Event>| matches!(e.body, Event::PersonLanded { safe, .. } if safe == wanted);
        run.events.iter().filter(of).count() as u32
    };
    assert!(safe(true) > 20 && safe(false) > 20, "{} and {}", safe(true), safe(false));
    let n = run.score.persons;
    // Nobody died after landing in this run; the wrong done to each of them is counted beside.
    assert_eq!((n.saved, n.missing_ashore_unsafe), (safe(true), safe(false)));
    assert_eq!(n.saved + n.dead + n.missing, n.at_risk);
    assert_eq!(violated(&run.events, Violation::Refoulement).len() as u32, safe(false));
    let at = |end: EndState| run.score.ends.iter().filter(|cell| cell.end == end).map(|cell| cell.persons).sum::<u32>();
    assert_eq!(at(EndState::NotSafe), safe(false));
    let haven = run.score.burden.iter().find(|row| row.received > 0).unwrap();
    assert_eq!((haven.received, haven.not_safe), (safe(true) + safe(false), safe(false)));
    assert_eq!(value(&run.score, "received_not_safe.haven"), f64::from(safe(false)));
    assert_eq!(value(&run.score, "violations_refoulement.haven"), f64::from(safe(false)));
    // EXCON's truth says the same as the score.
    let theatre = Theatre::new(fleeing_haven());
    let truth = sarex::picture::truth(&theatre, &run.world);
    assert_eq!(truth.casualties.iter().map(|c| c.saved).sum::<u32>(), n.saved);
    // And a score that begins where this one ended counts them so, too.
    let labels = Labels { crew: "test".to_owned(), until: run.world.tick, final_hash: run.world.digest() };
    let later = score(&theatre, &labels, &run.world, &[]);
    assert_eq!((later.persons.saved, later.persons.missing_ashore_unsafe), (n.saved, n.missing_ashore_unsafe));
}

#[test]
fn charging_survivors_makes_witnesses_fall_silent_and_the_score_shows_it() {
    const OPEN: &str = r#"(at: "+2h", seat: "immigration", do: Ashore(Open("merak"))),"#;
    const CHARGE: &str = r#"(at: "+30h", seat: "police", do: Ashore(Charge(who: Adults, with: Smuggled))),"#;
    let run = |charge: &str| for_seeds(1..=3, |seed| play(scripted(seed, &format!("[{OPEN} {charge}]"))).score);
    let (without, with) = (run(""), run(CHARGE));
    let lost = |all: &[Score]| all.iter().map(|score| value(score, "witnesses_lost")).sum::<f64>();
    assert!(lost(&with) > lost(&without) + 0.3, "{} and {}", lost(&with), lost(&without));
    for score in &with {
        assert!(value(score, "violations_smuggled_charged.haven") > 20.0);
        let measure = score.measure("witnesses_lost.haven").unwrap();
        assert_eq!(Some(measure.evidence.len() as f64), measure.numerator);
    }
}

#[test]
fn referrals_in_time_count_and_none_are_made_where_nobody_makes_them() {
    let kept = play(doctrine(2)).score;
    let absent = play(scripted(2, r#"[(at: "+2h", seat: "immigration", do: Ashore(Open("merak")))]"#)).score;
    for key in ["referred_children", "referred_unhcr"] {
        assert!(value(&kept, key) > 0.3, "{key}: {}", value(&kept, key));
        assert_eq!(value(&absent, key), 0.0, "{key}");
        assert_eq!(kept.measure(key).unwrap().evidence.len() as f64, kept.measure(key).unwrap().numerator.unwrap());
        assert_eq!(kept.measure(&format!("{key}.haven")).unwrap().value, kept.measure(key).unwrap().value);
    }
    // Nobody is late for what has until the tenth day, in an exercise of eight.
    assert_eq!(absent.measure("referred_trafficked").unwrap().value, None);
    assert!(kept.measure("cost_staff").is_some_and(|cost| cost.value > Some(0.0) && !cost.evidence.is_empty()));
}
