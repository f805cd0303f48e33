//! The program as a user has it: what it prints, what it leaves, and how it says no.

use std::path::Path;

use super::drill::{folder, sarex};

fn text(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn code(output: &std::process::Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

#[test]
fn a_run_leaves_a_recording_that_verifies_a_score_and_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (run, html) = (path("run.sarex"), path("run.html"));
    let out = sarex(&[
        "run",
        "scenarios/sunda-2012",
        "--seed",
        "3",
        "--until",
        "20h",
        "--out",
        &run,
        "--report",
        &html,
        "--json",
    ]);
    assert_eq!(code(&out), 0, "{}", text(&out));
    let score: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(score["scenario"], "sunda-2012");
    assert_eq!(score["seed"], 3);
    assert_eq!(score["crew"], "doctrine");
    let persons = &score["persons"];
    let n = |key: &str| persons[key].as_u64().unwrap();
    assert_eq!(n("at_risk"), 212);
    assert_eq!(n("saved") + n("dead") + n("missing"), 212);
    assert!(score["clocks"]["alert_to_phase"].is_number());
    for key in ["met", "partial", "missed"] {
        assert!(score["expectations"][key].is_number(), "{key}");
    }
    assert_eq!(score["final_hash"].as_str().unwrap().len(), 64);

    let verified = sarex(&["verify", &run]);
    assert_eq!(code(&verified), 0, "{}", text(&verified));

    // The recording yields the same score as the live run.
    let again = sarex(&["score", &run, "--json"]);
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&again.stdout).unwrap(), score);

    let report = std::fs::read_to_string(&html).unwrap();
    assert!(report.contains("EXERCISE") && report.contains("<svg"));
    let other = path("again.html");
    assert_eq!(code(&sarex(&["report", &run, "-o", &other])), 0);
    assert_eq!(std::fs::read_to_string(&other).unwrap(), report, "a live report and one from the recording are equal");

    for seat in ["excon", "rcc-jakarta", "masters"] {
        let shown = sarex(&["show", &run, "--at", "12h", "--seat", seat, "--json"]);
        assert_eq!(code(&shown), 0, "{}", text(&shown));
        let json: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
        assert_eq!(json["tick"], 12 * 360);
    }
    let unknown = sarex(&["show", &run, "--seat", "rcc-jakata"]);
    assert_eq!(code(&unknown), 2);
    assert!(text(&unknown).contains("did you mean \"rcc-jakarta\""), "{}", text(&unknown));
    let beyond = sarex(&["show", &run, "--at", "30h"]);
    assert_eq!(code(&beyond), 2, "{}", text(&beyond));
}

#[test]
fn one_changed_byte_is_found_and_located() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.sarex");
    let name = path.display().to_string();
    let out = sarex(&["run", "scenarios/sunda-2012", "--crew", "absent", "--until", "2h", "--out", &name, "--json"]);
    assert_eq!(code(&out), 0, "{}", text(&out));
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 0x20;
    std::fs::write(&path, bytes).unwrap();
    let verified = sarex(&["verify", &name]);
    assert_eq!(code(&verified), 1, "{}", text(&verified));
    assert!(text(&verified).contains(&format!("byte {at}")), "{}", text(&verified));
    // What comes before the damage can still be scored.
    assert_eq!(code(&sarex(&["score", &name])), 0);
}

#[test]
fn files_that_are_no_scenario_or_recording_are_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let garbage: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for (name, bytes, wanted) in [
        ("empty.ron", &b""[..], 1),
        ("garbage.ron", &garbage[..], 2),
        ("huge.ron", &vec![b' '; 50 << 20][..], 2),
        ("half.ron", &b"(format: 1, id: \"x\""[..], 1),
    ] {
        let out = sarex(&["check", &put(name, bytes)]);
        assert_eq!(code(&out), wanted, "{name}: {}", text(&out));
        assert!(!text(&out).contains("panicked"), "{name}: {}", text(&out));
    }
    for (name, bytes) in [("empty.sarex", &b""[..]), ("garbage.sarex", &garbage[..])] {
        let file = put(name, bytes);
        for verb in ["verify", "score", "report", "show"] {
            let out = sarex(&[verb, &file]);
            assert_eq!(code(&out), 2, "{verb} {name}: {}", text(&out));
            assert!(!text(&out).contains("panicked"), "{verb} {name}: {}", text(&out));
        }
    }
    assert_eq!(code(&sarex(&["check", "nowhere.ron"])), 2);
    let out = sarex(&["run", "scenarios/sunda-2012", "--seat", "masters=asleep"]);
    assert_eq!(code(&out), 2);
    assert!(text(&out).contains("absent") && text(&out).contains("doctrine"), "{}", text(&out));
}

#[test]
fn check_says_where_and_what_to_type() {
    let folder = tempfile::tempdir().unwrap();
    let good = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/sunda-2012/scenario.ron"));
    let bad = good.unwrap().replacen("seat: \"ops-indonesia\"", "seat: \"ops-indonesa\"", 1);
    let line = bad.lines().position(|l| l.contains("ops-indonesa")).unwrap() + 1;
    let path = folder.path().join("bad.ron");
    std::fs::write(&path, bad).unwrap();
    let out = sarex(&["check", &path.display().to_string(), "scenarios/sunda-2012"]);
    assert_eq!(code(&out), 1);
    let said = text(&out);
    assert!(said.contains(&format!("bad.ron:{line}:")) && said.contains("ops-indonesia"), "{said}");
}

#[test]
fn check_shows_of_a_page_of_instructions_what_stands_round_the_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let page = "Write down who called. ".repeat(200);
    let seat = "role: Rcc, ";
    let broken = format!("{seat}instrutions: \"{page}\", ");
    let bad = sarex::scenario::EXAMPLE.replacen(seat, &broken, 1);
    let (line, long) = bad.lines().enumerate().find(|(_, l)| l.contains("instrutions")).expect("a seat has that role");
    let place = format!("bad.ron:{}:{}", line + 1, long.find("instrutions").unwrap() + 1);
    let path = folder.path().join("bad.ron");
    std::fs::write(&path, &bad).unwrap();
    let said = text(&sarex(&["check", &path.display().to_string()]));
    assert!(said.contains(&format!("{place}: ")) && said.contains(&format!("{place}]")), "{said}");
    let shown: Vec<Vec<char>> =
        said.lines().skip_while(|l| !l.contains("instrutions: \"Write")).map(|l| l.chars().collect()).collect();
    assert_eq!(shown[0].last(), Some(&'…'), "{said}");
    // The mark stands under the word.
    let mark: Vec<usize> = (0..shown[1].len()).filter(|i| "─┬".contains(shown[1][*i])).collect();
    assert_eq!(mark.iter().map(|i| shown[0][*i]).collect::<String>(), "instrutions", "{said}");
    assert!(said.lines().all(|l| l.chars().count() < 130), "{said}");
}

#[test]
fn check_says_what_is_wrong_with_means_a_portal_and_the_part_ashore() {
    let written = std::fs::read_to_string(folder("andaman-2015").join("scenario.ron")).unwrap();
    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(folder("andaman-2015")).unwrap() {
        let from = file.unwrap().path();
        std::fs::copy(&from, copy.path().join(from.file_name().unwrap())).unwrap();
    }
    let path = copy.path().join("scenario.ron");
    for (right, wrong, said) in [
        ("ambulances: 2, hospital", "ambulance: 2, hospital", "did you mean ambulances?"),
        ("beds: 500,", "beds: \"many\",", "beds: \"many\" is not a whole number"),
        ("staff: (reception: 14, medical", "staff: (reception: 14, medic", "did you mean medical?"),
        ("budget: 400000", "budget: \"much\"", "a budget: \"much\" is not a whole number"),
        ("balance: 250000, manager: \"iom\"", "balance: 250000, manager: \"imo\"", "did you mean \"iom\"?"),
        ("portal: (members: [\"indonesia\",", "portal: (members: [\"indonesa\",", "did you mean \"indonesia\"?"),
        ("delay: (\"15min\", \"2h\")", "delay: (\"2h\", \"15min\")", "type the shorter first"),
    ] {
        let broken = written.replacen(right, wrong, 1);
        let line =
            1 + broken.lines().position(|l| l.contains(wrong)).unwrap_or_else(|| panic!("{right} is not written"));
        std::fs::write(&path, broken).unwrap();
        let out = sarex(&["check", &copy.path().display().to_string()]);
        let all = text(&out);
        assert_eq!(code(&out), 1, "{wrong}: {all}");
        assert!(all.contains(&format!("scenario.ron:{line}:")) && all.contains(said), "{wrong}: {all}");
        assert!(all.contains("1 finding") && !all.contains("panicked"), "{wrong}: {all}");
    }
}

#[test]
fn a_run_and_its_recording_stand_beside_what_crews_make_of_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (run, html) = (path("run.sarex"), path("run.html"));
    let seat = ["--seat", "rcc-jakarta=absent"];
    let played = ["run", "scenarios/sunda-2012", "--until", "3h", "--references", "--out", &run, "--report", &html];
    let out = sarex(&[&played[..], &seat[..]].concat());
    assert_eq!(code(&out), 0, "{}", text(&out));
    let said = text(&out);
    let heading = said.lines().skip_while(|line| *line != "Beside crews with the same chance").nth(1);
    let heading: Vec<&str> = heading.expect("references are played").split_whitespace().collect();
    assert_eq!(heading, ["this", "run", "absent", "doctrine", "informed"]);
    assert!(said.contains("crew doctrine; nobody at BASARNAS, Jakarta)"), "{said}");
    let report = std::fs::read_to_string(&html).unwrap();
    assert!(report.contains("The same scenario and seed with one crew in every seat"));

    let again = sarex(&["score", &run, "--references", "--json"]);
    assert_eq!(code(&again), 0, "{}", text(&again));
    let json: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    let crews: Vec<&str> = json["references"].as_array().unwrap().iter().map(|r| r["crew"].as_str().unwrap()).collect();
    assert_eq!(crews, ["absent", "doctrine", "informed"]);
    assert_eq!(json["crew"], "doctrine; nobody at BASARNAS, Jakarta");
    // Of the recording they are played as far as it goes, and come out as they did beside the run.
    let beside = said.lines().skip_while(|line| *line != "Beside crews with the same chance");
    let row = beside.map(str::trim_start).find(|line| line.starts_with("missing ")).expect("people are counted");
    let told: Vec<u64> = row.split_whitespace().skip(1).map(|word| word.parse().unwrap()).collect();
    let missing = |of: &serde_json::Value| of["persons"]["missing"].as_u64().unwrap();
    let references = json["references"].as_array().unwrap().iter().map(missing);
    assert_eq!(told, std::iter::once(missing(&json)).chain(references).collect::<Vec<_>>());
    assert!(!text(&sarex(&["score", &run])).contains("Beside crews"), "only when asked for");
}

#[test]
fn a_run_stopped_early_leaves_what_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.sarex").display().to_string();
    let out = sarex(&["run", "scenarios/sunda-2012", "--until", "90min", "--out", &path]);
    assert_eq!(code(&out), 0, "{}", text(&out));
    assert!(text(&out).contains("EXERCISE"));
    let verified = sarex(&["verify", &path]);
    assert_eq!(code(&verified), 0, "{}", text(&verified));
}
