//! The frame of an exercise as written: every key in one file that is sound, and mistakes in it.

use proptest::prelude::*;
use sarex::scenario::{
    CODES, Condition, Diagnostic, EXAMPLE, Effect, Nature, Proof, Scenario, Severity, Situation, read,
};

/// Every key of the frame, as the format's documentation shows it.
const FRAME: &str = include_str!("../../src/scenario/example_frame.ron");

/// The example with this frame in place of its own, and a unit in reserve.
fn framed(frame: &str) -> String {
    let start = EXAMPLE.find("    injects: [").expect("the example has injects");
    let reserve = "units: [\n        (id: \"rescue-12\", name: \"Rescue 12\", class: \"rescue-vessel-40m\", \
                   party: \"north\", seat: \"ops-north\", start: \"reserve\", home: \"merak\"),";
    format!("{}{frame})\n", EXAMPLE[..start].replacen("units: [", reserve, 1))
}

pub(crate) fn sound() -> Scenario {
    let (scenario, findings) = read(&framed(FRAME));
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.expect("no finding, hence a scenario")
}

/// The findings about the frame with the first `from` replaced.
fn findings(from: &str, to: &str) -> Vec<Diagnostic> {
    assert!(FRAME.contains(from), "the frame does not hold {from}");
    let text = framed(&FRAME.replacen(from, to, 1));
    let (scenario, findings) = read(&text);
    let has_error = findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(scenario.is_none(), has_error, "there is a scenario if and only if there is no error");
    for finding in &findings {
        assert!(text.get(finding.span.start..finding.span.end).is_some(), "{finding}");
        assert!(CODES.iter().any(|(code, _)| *code == finding.code), "{finding}");
    }
    findings
}

/// One mistake, one finding: its code, the text it points at, and what its help says.
#[track_caller]
fn one(from: &str, to: &str, code: &str, points_at: &str, help: &str) {
    let text = framed(&FRAME.replacen(from, to, 1));
    let found = findings(from, to);
    assert_eq!(found.len(), 1, "{found:#?}");
    let at = &text[found[0].span.start..found[0].span.end];
    assert_eq!(found[0].code, code, "{}", found[0]);
    assert!(at.starts_with(points_at), "{}\npoints at {at}", found[0]);
    assert!(found[0].help.contains(help), "{}", found[0]);
}

#[test]
fn every_key_of_the_frame_is_read() {
    let scenario = sound();
    assert_eq!(scenario.injects.len(), 8);
    let Effect::Message { told, position: Some(_), .. } = &scenario.injects[1].effect else { panic!() };
    assert_eq!((told.nature, told.persons), (Nature::TakingWater, Some(40)));
    assert!((told.error_m - 5.0 * 1852.0).abs() < 1e-6 && told.age.seconds() == 7_200);
    let Effect::Message { told, .. } = &scenario.injects[0].effect else { panic!() };
    assert_eq!(*told, sarex::scenario::Told::default(), "what is not written is as it always was");
    assert_eq!(scenario.injects[2].when, Condition::Manual);
    let Condition::Any(parts) = &scenario.injects[3].when else { panic!() };
    assert!(matches!(parts[0], Condition::Is(Situation::WaterLeft(_, 500))));
    assert!(matches!(&parts[1], Condition::AtLeast(2, list) if list.len() == 3));
    assert_eq!(scenario.objectives.len(), 2);
    assert!(scenario.expectations[0].critical);
    assert!(matches!(&scenario.expectations[1].proof, Proof::Steps { steps, need: 2 } if steps.len() == 3));
    assert_eq!(scenario.expectations[1].within, scenario.expectations[1].partly_within);
    assert_eq!(scenario.expectations[2].proof, Proof::Judged);
    assert_eq!(scenario.expectations[2].within, scenario.length, "an evaluator looks at the end");
}

#[test]
fn steps_need_no_number_and_then_all_are_needed() {
    let text = framed(&FRAME.replacen("            need: 2,\n", "", 1));
    let (scenario, found) = read(&text);
    assert!(found.is_empty(), "{found:#?}");
    assert!(matches!(scenario.unwrap().expectations[1].proof, Proof::Steps { need: 3, .. }));
}

#[test]
fn what_is_named_must_exist() {
    one("Met(\"declares-distress\")", "Met(\"declare-distress\")", "S020", "\"declare-distress\"", "declares-distress");
    one("Fired(\"site-closes\")", "Fired(\"site-shuts\")", "S020", "\"site-shuts\"", "type one of");
    one(
        "objectives: [\"first-hour\", \"neighbours\"]",
        "objectives: [\"first-hour\", \"neighbors\"]",
        "S020",
        "\"neighbors\"",
        "neighbours",
    );
    one("Dead(\"boat\", 1)", "Dead(\"ship\", 1)", "S020", "\"ship\"", "boat");
    one("Registered(\"north\", 20)", "Registered(\"nort\", 20)", "S020", "\"nort\"", "north");
    one("Violation(FamilySeparated)", "Violation(FamilySeperated)", "S018", "FamilySeperated", "FamilySeparated");
    one("CloseSite(\"merak\")", "CloseSite(\"cove\")", "S068", "\"cove\"", "reception");
    one("Waiting(\"merak\", 30)", "Waiting(\"cove\", 30)", "S068", "\"cove\"", "reception");
    one("nature: TakingWater", "nature: Taking", "S018", "Taking", "TakingWater");
    one("BringIn(unit: \"rescue-12\"", "BringIn(unit: \"rescue-11\"", "S067", "\"rescue-11\"", "reserve");
    one("at: \"07-30S 105-00E\"", "at: \"-6.9, 107.6\"", "S041", "\"-6.9, 107.6\"", "type");
    // The objective that has lost its id is missed where it is served.
    let found = findings("id: \"neighbours\"", "id: \"first-hour\"");
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), ["S020", "S021"], "{found:#?}");
    assert!(found[1].help.contains("another id"), "{}", found[1]);
}

#[test]
fn numbers_are_of_a_size() {
    one("Dead(\"boat\", 1)", "Dead(\"boat\", 41)", "S017", "41", "1 to 40");
    one("InWater(\"boat\", 1)", "InWater(\"boat\", 0)", "S017", "0", "from 1");
    one("AtLeast(2, [", "AtLeast(4, [", "S017", "4", "1 to 3");
    one("need: 2", "need: 4", "S017", "4", "1 to 3");
    one("WaterLeft(\"boat\", \"0.5 L\")", "WaterLeft(\"boat\", \"500 kg\")", "S015", "\"500 kg\"", "L");
    one("error: \"5 NM\"", "error: \"0 NM\"", "S017", "\"0 NM\"", "1 m");
    one("water: \"60 L\"", "water: \"-60 L\"", "S015", "\"-60 L\"", "");
}

#[test]
fn an_expectation_says_in_one_way_whether_it_was_met() {
    one("            judged: true,\n", "", "S036", "(\n            id: \"log-kept\"", "judged: true");
    let both = "judged: true, done: At(\"+1h\"), within: \"1h\"";
    one("judged: true", both, "S036", "(\n            id: \"log-kept\"", "keep one");
    one("            within: \"15min\",\n            partly_within: \"45min\",\n", "", "S036", "(\n", "within");
    one("            need: 2,\n", "            need: 2, within: \"1h\",\n", "S036", "\"1h\"", "leave this out");
    one("judged: true", "judged: true, need: 1", "S036", "1", "leave this out");
    one("judged: true", "judged: true, partly_within: \"1h\"", "S036", "\"1h\"", "leave this out");
    one(
        "objectives: [\"first-hour\"],\n            critical",
        "objectives: [],\n            critical",
        "S022",
        "[]",
        "leave it out",
    );
}

#[test]
fn manual_is_the_whole_of_an_injects_when_or_nothing() {
    one("After(\"30min\", Stage(\"boat\", Adrift))", "After(\"30min\", Manual)", "S018", "(\n", "whole `when`");
    one(
        "from: Alerted(\"rcc-south\", \"boat\"),\n            steps",
        "from: Manual,\n            steps",
        "S018",
        "(\n",
        "`when`",
    );
}

#[test]
fn nothing_waits_for_itself() {
    one(
        "when: Manual",
        "when: Not(Overtaken(\"patrol-fails\"))",
        "S035",
        "(\n            id: \"patrol-fails\"",
        "ring",
    );
    let ring = findings("when: Any([WaterLeft", "when: Any([Fired(\"site-opens\"), Met(\"log-kept\"), WaterLeft");
    assert!(ring.is_empty(), "a chain is no ring: {ring:#?}");
    let ring = findings("when: Any([Waiting(", "when: Any([Fired(\"site-opens\"), Waiting(");
    assert_eq!(ring.iter().map(|f| f.code).collect::<Vec<_>>(), ["S035", "S035"], "both of the two");
    // By way of an expectation.
    let frame = FRAME.replacen("when: Manual", "when: Met(\"log-kept\")", 1);
    let frame = frame.replacen("from: Any([Met(", "from: Any([Fired(\"patrol-fails\"), Met(", 1);
    let (_, found) = read(&framed(&frame));
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), ["S035", "S035"], "{found:#?}");
}

#[test]
fn what_a_position_has_beside_it_needs_a_position() {
    one(
        "                position: \"08-40S 105-30E\", nature",
        "                nature",
        "S067",
        "\"5 NM\"",
        "position",
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever becomes of the frame's text, it is read or found fault with.
    #[test]
    fn any_frame_at_all_gives_a_scenario_or_findings(
        cuts in proptest::collection::vec((0..FRAME.len(), 0..30_usize, "[A-Za-z0-9\\[\\](),:\" .-]{0,12}"), 1..4),
    ) {
        let mut frame = FRAME.to_owned();
        for (at, length, instead) in cuts {
            let start = (0..=at.min(frame.len())).rev().find(|i| frame.is_char_boundary(*i)).unwrap_or(0);
            let end = (start + length).min(frame.len());
            let end = (end..=frame.len()).find(|i| frame.is_char_boundary(*i)).unwrap_or(frame.len());
            frame.replace_range(start..end, &instead);
        }
        let (scenario, found) = read(&framed(&frame));
        let has_error = found.iter().any(|finding| finding.severity == Severity::Error);
        prop_assert_eq!(scenario.is_none(), has_error);
    }
}
