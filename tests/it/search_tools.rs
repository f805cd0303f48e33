//! The search planner's tools as a user has them: `sarex sweep-width`, `sarex pattern`, `sarex plan`.

use sarex::base::math;
use serde_json::Value;

use super::drill::sarex;

fn said(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The words of a command line; what stands in quotation marks is one.
fn words(line: &str) -> Vec<String> {
    line.split('"')
        .enumerate()
        .flat_map(|(i, part)| match i % 2 {
            1 => vec![part.to_owned()],
            _ => part.split_whitespace().map(str::to_owned).collect(),
        })
        .collect()
}

fn run(line: &str) -> std::process::Output {
    let words = words(line);
    sarex(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

fn json(line: &str) -> Value {
    let out = run(&format!("{line} --json"));
    assert_eq!(out.status.code(), Some(0), "{line}: {}", said(&out));
    serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{line}: {e}: {}", said(&out)))
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or_else(|| panic!("{key} is no number in {value}"))
}

fn close(value: &Value, key: &str, wanted: f64, room: f64) {
    let read = number(value, key);
    assert!((read - wanted).abs() <= room, "{key}: {read}, not {wanted} +- {room}");
}

/// Exit code 2, no panic, and every word in what is said.
fn refused(line: &str, wanted: &[&str]) {
    let out = run(line);
    let said = said(&out);
    assert_eq!(out.status.code(), Some(2), "{line}: {said}");
    assert!(!said.contains("panicked"), "{line}: {said}");
    for word in wanted {
        assert!(said.contains(word), "{line} should say \"{word}\": {said}");
    }
}

#[test]
fn a_sweep_width_shows_the_table_and_every_factor() {
    let line = "sweep-width --object \"person in water\" --platform helicopter --height-ft 500 --visibility-nmi 10 --wind-kn 20";
    let plain = json(line);
    for (key, wanted) in [
        ("uncorrected_nmi", 0.1),
        ("weather_factor", 0.5),
        ("speed_factor", 1.0),
        ("fatigue_factor", 1.0),
        ("flotation_factor", 1.0),
        ("corrected_nmi", 0.05),
    ] {
        close(&plain, key, wanted, 1e-9);
    }
    let all = json(&format!("{line} --speed-kn 60 --tired --flotation"));
    close(&all, "flotation_factor", 4.0, 0.0);
    close(&all, "speed_factor", 1.5, 1e-9);
    close(&all, "corrected_nmi", 0.1 * 0.5 * 1.5 * 0.9 * 4.0, 1e-9);
    // Above 500 ft, or from a boat, a lifejacket makes no difference, and that is said.
    let high = json("sweep-width --object PIW --platform helicopter --height-ft 750 --visibility-nmi 10 --flotation");
    close(&high, "flotation_factor", 1.0, 0.0);
    assert!(high["notes"].as_array().unwrap().iter().any(|n| n.as_str().unwrap().starts_with("Flotation")));
    // Between rows and beyond the table.
    let between = json("sweep-width --object \"power boat 43 ft\" --platform boat --height-ft 8 --visibility-nmi 10");
    close(&between, "uncorrected_nmi", 5.85, 1e-9);
    assert!(between["notes"][0].as_str().unwrap().contains("interpolated between Power Boat 33ft and Power Boat 53ft"));
    let beyond = json("sweep-width --object \"Raft 4 person\" --platform boat --height-ft 8 --visibility-nmi 40");
    close(&beyond, "uncorrected_nmi", 3.9, 1e-9);
    assert!(beyond["notes"][0].as_str().unwrap().contains("held at 20 NM"));
    let text = run(line);
    assert_eq!(text.status.code(), Some(0));
    let text = said(&text);
    for word in ["EXERCISE", "uncorrected", "x weather", "0.500", "corrected", "0.050 NM"] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn sensors_and_signals_state_their_uncertainty_and_where_it_comes_from() {
    let radar =
        json("sweep-width --object \"power boat 53 ft\" --platform boat --height-ft 14 --visibility-nmi 5 --by radar");
    assert!(number(&radar, "least_nmi") < number(&radar, "corrected_nmi"));
    assert!(number(&radar, "corrected_nmi") < number(&radar, "most_nmi"));
    assert!(radar["provenance"].as_str().unwrap().contains("JP 3-50"));
    let beacon =
        json("sweep-width --object PIW --platform fixed-wing --height-ft 3000 --visibility-nmi 5 --by homing-121.5");
    // Half the radio horizon of 68.7 NM.
    close(&beacon, "corrected_nmi", 34.4, 0.1);
    let night = json("sweep-width --object PIW --platform helicopter --height-ft 300 --visibility-nmi 10 --night");
    close(&night, "night_factor", 0.03, 1e-12);
    refused(
        "sweep-width --object PIW --platform boat --height-ft 8 --visibility-nmi 5 --by raddar",
        &["did you mean \"radar\"", "ais-sart"],
    );
}

#[test]
fn a_sweep_width_that_cannot_be_had_is_refused_in_words() {
    let rest = "--height-ft 500 --visibility-nmi 10";
    refused(
        &format!("sweep-width --object \"power bot 53ft\" --platform helicopter {rest}"),
        &["did you mean \"Power Boat 53ft\"", "Person in Water", "Ship ≥ 300ft", "Raft 4 person"],
    );
    refused(&format!("sweep-width --object PIW --platform balloon {rest}"), &["balloon", "fixed-wing"]);
    refused("sweep-width --object PIW --platform helicopter --visibility-nmi 10", &["--height-ft is missing"]);
    refused("sweep-width --object PIW --platform helicopter --height-ft -5 --visibility-nmi 10", &["--height-ft -5"]);
    refused(
        "sweep-width --object PIW --platform boat --height-ft 8 --visibility-nmi -1",
        &["--visibility-nmi -1", "type"],
    );
    refused("sweep-width --object PIW --platform boat --height-ft 8 --visibility-nmi NaN", &["--visibility-nmi NaN"]);
    refused("sweep-width --object PIW --platform boat --height-ft 8 --visibility-nmi fog", &["--visibility-nmi"]);
}

#[test]
fn a_parallel_sweep_has_its_legs_lengths_times_and_commence_point() {
    // The search of 21 March 2024 off Aceh: 200 NM2, spacing 2.5 NM, axis 296.
    let area = "--centre 05-36N,094-48E --length-nmi 20 --width-nmi 10 --axis 296 --spacing-nmi 2.5 --speed-kn 90";
    let plan = json(&format!("pattern PS {area} --sweep-width-nmi 2.5"));
    let legs = plan["legs"].as_array().unwrap();
    assert_eq!(legs.len(), 7);
    for (i, leg) in legs.iter().enumerate() {
        let (kind, length) = if i % 2 == 0 { ("leg", 17.5) } else { ("cross-leg", 2.5) };
        assert_eq!(leg["kind"], kind);
        close(leg, "length_nmi", length, 0.01);
        close(leg, "time_min", length / 90.0 * 60.0, 0.02);
        for end in ["from", "to"] {
            assert!(leg[end]["lat_deg"].is_number() && leg[end]["lon_deg"].is_number() && leg[end]["text"].is_string());
        }
    }
    let course = number(&legs[0], "course_true_deg");
    assert!((course - 296.0).abs() < 0.2 || (course - 116.0).abs() < 0.2, "{course}");
    close(&plan, "total_length_nmi", 77.5, 0.05);
    close(&plan, "total_time_h", 77.5 / 90.0, 0.001);
    close(&plan, "area_nmi2", 200.0, 1e-6);
    close(&plan, "coverage", 1.0, 1e-9);
    close(&plan, "pod_ideal", 0.79, 0.005);
    close(&plan, "pod_normal", 0.632, 0.001);
    // The commence search point lies half a spacing inside the corner that was asked for.
    let north = json(&format!("pattern PS {area} --csp N"));
    let south = json(&format!("pattern PS {area} --csp S"));
    let lat = |plan: &Value| number(&plan["commence_search_point"], "lat_deg");
    assert!(lat(&north) > 5.6 && lat(&south) < 5.6);
    let near = json(&format!("pattern PS {area} --start 5.6,94.0"));
    let west = json(&format!("pattern PS {area} --csp W"));
    assert_eq!(near["commence_search_point"], west["commence_search_point"]);
    assert!(number(&near["commence_search_point"], "lon_deg") < 94.7);
    // Creeping lines run along the shorter side.
    let creeping = json(&format!("pattern CS {area}"));
    assert_eq!(creeping["legs"].as_array().unwrap().len(), 15);
    close(&creeping["legs"][0], "length_nmi", 7.5, 0.01);
    // Legs that do not fill the area are told of.
    let odd = json("pattern PS --centre 5,95 --length-nmi 20 --width-nmi 10 --spacing-nmi 3");
    assert!(odd["notes"].as_array().unwrap().iter().any(|n| n.as_str().unwrap().contains("--spacing-nmi 3.333")));
    assert!(odd["total_time_h"].is_null() && odd["legs"][0]["time_min"].is_null());
}

#[test]
fn squares_sectors_and_track_lines_follow_the_book() {
    let square = json("pattern SS --datum -8.6,105.4 --spacing-nmi 2 --legs 8 --heading 45 --speed-kn 12");
    let lengths: Vec<f64> =
        square["legs"].as_array().unwrap().iter().map(|l| number(l, "length_nmi").round()).collect();
    assert_eq!(lengths, [2.0, 2.0, 4.0, 4.0, 6.0, 6.0, 8.0, 8.0]);
    // n(n+1)S and a square of side (n+1)S.
    close(&square, "total_length_nmi", 40.0, 0.05);
    close(&square, "area_nmi2", 100.0, 1e-6);
    close(&square["legs"][0], "course_true_deg", 45.0, 0.1);
    close(&square["legs"][1], "course_true_deg", 135.0, 0.1);
    let second = json("pattern SS --datum -8.6,105.4 --spacing-nmi 2 --legs 8 --heading 45 --second");
    close(&second["legs"][0], "course_true_deg", 90.0, 0.1);

    let sector = json("pattern VS --datum -8.6,105.4 --radius-nmi 5 --heading 350 --speed-kn 12 --sweep-width-nmi 0.5");
    assert_eq!(sector["legs"].as_array().unwrap().len(), 9);
    close(&sector, "total_length_nmi", 45.0, 0.05);
    close(&sector["legs"][1], "course_true_deg", 110.0, 0.3);
    close(&sector, "coverage", 0.5 * 45.0 / (std::f64::consts::PI * 25.0), 0.001);
    assert_eq!(sector["commence_search_point"]["text"], sector["ends_at"]["text"]);
    let again = json("pattern VS --datum -8.6,105.4 --radius-nmi 5 --heading 350 --second");
    close(&again["legs"][0], "course_true_deg", 20.0, 0.1);

    let route = "pattern TS --track -8.6,105.4 -8.6,106.4 --spacing-nmi 2 --speed-kn 120";
    let back = json(&format!("{route} --return"));
    let base = 60.0 * math::cos(8.6_f64.to_radians());
    close(&back, "total_length_nmi", 2.0 * base + 2.0, 0.3);
    assert!(number(&back["ends_at"], "lon_deg") < 105.5);
    let on = json(route);
    close(&on, "total_length_nmi", 3.0 * base + 4.0, 0.5);
    assert!(number(&on["ends_at"], "lon_deg") > 106.3);
    // The same route in another notation and in one word.
    let same = json("pattern TS --track \"08-36S 105-24E; 08-36S 106-24E\" --spacing-nmi 2 --speed-kn 120");
    assert_eq!(same["total_length_nmi"], on["total_length_nmi"]);
}

#[test]
fn a_pattern_goes_with_the_drift_and_into_a_gpx_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("square.gpx");
    let line = "pattern SS --datum -8.6,105.4 --spacing-nmi 2 --legs 6 --heading 90 --speed-kn 10";
    let still = json(line);
    let drifts = json(&format!("{line} --set 0 --drift-kn 1 --gpx {}", path.display()));
    // It ends so much farther north as it drifted meanwhile.
    let hours = number(&drifts, "total_time_h");
    let north = number(&drifts["ends_at"], "lat_deg") - number(&still["ends_at"], "lat_deg");
    assert!((north * 60.0 - hours).abs() < 0.02 * hours + 0.01, "{north} {hours}");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut points = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}: {text}")) {
            quick_xml::events::Event::Start(start) if start.name().as_ref() == b"rtept" => {
                let value = |name: &str| -> f64 {
                    let attribute = start.try_get_attribute(name).unwrap().unwrap();
                    String::from_utf8(attribute.value.into_owned()).unwrap().parse().unwrap()
                };
                points.push((value("lat"), value("lon")));
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(points.len(), 7);
    for (point, leg) in points[1..].iter().zip(drifts["legs"].as_array().unwrap()) {
        assert!((point.0 - number(&leg["to"], "lat_deg")).abs() < 1e-6);
        assert!((point.1 - number(&leg["to"], "lon_deg")).abs() < 1e-6);
    }
    let metadata = text.split("</metadata>").next().unwrap();
    assert!(metadata.contains("version=\"1.1\"") && metadata.contains("http://www.topografix.com/GPX/1/1"), "{text}");
    assert!(metadata.contains("<name>EXERCISE"), "{text}");
    refused(&format!("{line} --gpx {}/nowhere/x.gpx", folder.path().display()), &["could not be written"]);
}

#[test]
fn a_pattern_that_cannot_be_laid_is_refused_in_words() {
    refused("pattern XX", &["\"XX\"", "type PS"]);
    refused("pattern PS --length-nmi 10 --width-nmi 5 --spacing-nmi 1", &["--centre", "type it as in"]);
    refused("pattern PS --centre 5,95 --length-nmi 10 --width-nmi 5 --spacing-nmi 6", &["--spacing-nmi 6", "less"]);
    refused("pattern PS --centre 5,95 --length-nmi 10 --width-nmi 5 --spacing-nmi 0.001", &["1000 legs", "at least"]);
    refused("pattern PS --centre 5,95 --length-nmi -10 --width-nmi 5 --spacing-nmi 1", &["--length-nmi -10"]);
    refused("pattern PS --centre 5,95 --length-nmi 10 --width-nmi 5 --spacing-nmi 1 --csp X", &["--csp", "NE"]);
    refused("pattern PS --centre 95,5 --length-nmi 10 --width-nmi 5 --spacing-nmi 1", &["swapped"]);
    refused("pattern PS --centre here --length-nmi 10 --width-nmi 5 --spacing-nmi 1", &["is not a position"]);
    refused("pattern VS --datum 5,95 --radius-nmi 5 --legs 9", &["--legs means nothing for VS", "SS"]);
    refused("pattern SS --datum 5,95 --spacing-nmi 1 --legs 0", &["--legs 0"]);
    refused("pattern SS --datum 5,95 --spacing-nmi 1", &["SS needs --legs"]);
    refused("pattern TS --track -8.6,105.4 --spacing-nmi 1", &["two positions"]);
    refused("pattern TS --track -8.6,105.4 -8.6,105.4 --spacing-nmi 1", &["follows upon itself"]);
    refused(
        "pattern SS --datum 5,95 --spacing-nmi 1 --legs 4 --speed-kn 5 --set 90 --drift-kn 6",
        &["greater search speed"],
    );
}

#[test]
fn a_worksheet_gives_area_coverage_and_success_beside_the_optimum() {
    let point = json("plan --datum -8.6,105.4 --error-nmi 10 --effort-nmi2 1000");
    close(&point, "relative_effort", 10.0, 1e-9);
    close(&point, "search_factor", 1.30, 0.02);
    let radius = number(&point, "radius_nmi");
    close(&point, "area_nmi2", 4.0 * radius * radius, 1e-6);
    close(&point, "coverage", 1000.0 / number(&point, "area_nmi2"), 1e-9);
    close(&point, "track_spacing_per_sweep_width", 1.0 / number(&point, "coverage"), 1e-9);
    close(&point, "pos", number(&point, "poc") * number(&point, "pod"), 1e-12);
    close(&point, "pos", 0.59, 0.006);
    // 1 - (1 + a) e^-a with a = sqrt(Z / (pi sigma^2)).
    let a = (10.0 * 1.17741_f64 * 1.17741 / std::f64::consts::PI).sqrt();
    close(&point, "optimum_pos", 1.0 - (1.0 + a) * math::exp(-a), 1e-5);
    assert_eq!(point["corners"].as_array().unwrap().len(), 4);
    let ideal = json("plan --datum -8.6,105.4 --error-nmi 10 --effort-nmi2 1000 --conditions ideal");
    close(&ideal, "search_factor", 1.38, 0.02);
    assert!(number(&ideal, "pos") > number(&point, "pos"));
    let line = json("plan --datum 05N,095E --line 05N,096E --error-nmi 6 --effort-nmi2 2000");
    let length = number(&line, "line_length_nmi") + 12.0;
    close(&line, "effort_factor_nmi2", 6.0 * length, 1e-6);
    close(&line, "area_nmi2", 2.0 * number(&line, "radius_nmi") * length, 1e-6);
    for plan in [&point, &ideal, &line] {
        for key in ["poc", "pod", "pos", "optimum_pos", "efficiency"] {
            assert!((0.0..=1.0).contains(&number(plan, key)), "{key}");
        }
        assert!(number(plan, "pos") <= number(plan, "optimum_pos"));
    }
    refused("plan", &["--datum is missing"]);
    refused("plan --datum -8.6,105.4 --error-nmi 10", &["--effort-nmi2 is missing"]);
    refused("plan --datum -8.6,105.4 --error-nmi 0 --effort-nmi2 5", &["probable error", "more than 0"]);
    refused("plan --datum -8.6,105.4 --error-nmi 1 --effort-nmi2 -5", &["effort", "more than 0"]);
    refused("plan --datum -8.6,105.4 --error-nmi 1 --effort-nmi2 5 --conditions fair", &["ideal or normal"]);
    refused("plan --datum -8.6,105.4 --line -8.6,105.4 --error-nmi 1 --effort-nmi2 5", &["no length"]);
}

#[test]
fn a_seat_plans_with_what_its_picture_allows() {
    let folder = tempfile::tempdir().unwrap();
    let run_file = folder.path().join("run.sarex").display().to_string();
    let out = sarex(&["run", "scenarios/sunda-2012", "--seed", "3", "--until", "13h", "--out", &run_file]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    let plan = json(&format!("plan {run_file} --at 12h --seat rcc-jakarta"));
    assert_eq!(plan["seat"], "rcc-jakarta");
    assert_eq!(plan["tick"], 12 * 360);
    let case = &plan["cases"][0];
    assert!(case["assumed"]["position"]["lat_deg"].is_number(), "{case}");
    let cloud = &case["cloud"];
    assert!(number(cloud, "half_within_nmi") < number(cloud, "most_within_nmi"));
    assert!(number(cloud, "std_east_nmi") > 0.0 && number(cloud, "correlation").abs() <= 1.0);
    let units: Vec<&str> = case["units"].as_array().unwrap().iter().map(|u| u["name"].as_str().unwrap()).collect();
    if let Some(search) = case["search"].as_object() {
        assert!(!units.is_empty());
        for key in ["pos", "uncovered", "optimum_pos", "efficiency"] {
            assert!((0.0..=1.0).contains(&search[key].as_f64().unwrap()), "{key}");
        }
        assert!(search["pos"].as_f64() <= search["optimum_pos"].as_f64());
        for task in search["tasks"].as_array().unwrap() {
            assert!(units.contains(&task["unit"].as_str().unwrap()), "{task}");
            assert!(task["legs"].as_array().unwrap().len() >= 2);
            assert!((0.0..=1.0).contains(&number(task, "poc")) && number(task, "coverage") > 0.0);
        }
    } else {
        assert!(case["no_plan"].is_string(), "{case}");
    }
    // The same question gets the same answer, and what a seat does not know it does not plan with.
    assert_eq!(json(&format!("plan {run_file} --at 12h --seat rcc-jakarta")), plan);
    let before = json(&format!("plan {run_file} --at 1min --seat rcc-jakarta"));
    assert!(before["cases"].as_array().unwrap().is_empty(), "{before}");
    let text = run(&format!("plan {run_file} --at 12h --seat rcc-jakarta"));
    assert!(text.status.code() == Some(0) && said(&text).contains("EXERCISE"), "{}", said(&text));
    refused(&format!("plan {run_file} --at 12h --seat rcc-jakata"), &["did you mean \"rcc-jakarta\""]);
    refused(&format!("plan {run_file} --at 12h --seat excon"), &["no picture"]);
    refused(&format!("plan {run_file} --at 12h"), &["--seat is missing"]);
    refused(&format!("plan {run_file} --at 40h --seat rcc-jakarta"), &["the recording goes from"]);
    refused("plan nowhere.sarex --seat rcc-jakarta", &["nowhere.sarex"]);
}

#[test]
fn a_recording_tells_what_a_seat_could_have_ordered_and_how_near_its_map_came_to_the_truth() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.sarex").display().to_string();
    let out = sarex(&["run", "scenarios/sunda-2012", "--seed", "2", "--until", "17h", "--out", &path]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    let at = |moment: &str, seat: &str| {
        let out = sarex(&["plan", &path, "--at", moment, "--seat", seat, "--json"]);
        assert_eq!(out.status.code(), Some(0), "{}", said(&out));
        serde_json::from_slice::<Value>(&out.stdout).unwrap()["cases"][0].clone()
    };
    let case = at("8h", "ops-indonesia");
    for key in ["pos", "optimum_pos", "efficiency"] {
        assert!((0.0..=1.0).contains(&number(&case["search"], key)), "{key}: {case}");
    }
    // The middle of that search lies within the recording: what is likely by the map is where the boat was.
    let r = number(&case["cloud"], "rossmo_r");
    assert!((0.0..=1.0).contains(&r), "R {r}");
    // A later search's does not, and nobody knows the truth of it.
    let late = at("17h", "ops-indonesia");
    assert!(late["cloud"]["datum"].is_object() && late["cloud"]["rossmo_r"].is_null(), "{late}");
    // Who has no unit to send gets the cloud of that moment.
    let centre = at("5h", "rcc-australia");
    assert!(centre["search"].is_null() && (-1.0..=1.0).contains(&number(&centre["cloud"], "rossmo_r")), "{centre}");
}
