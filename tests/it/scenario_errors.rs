//! Mistakes in a scenario's text: RON in, findings out, each with its place and what to type.
//!
//! Every test takes the example scenario, makes one mistake in it as an author might, and reads the result.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sarex::base::Position;
use sarex::scenario::{CODES, Diagnostic, EXAMPLE, MAX_BYTES, Severity, Start, read};

/// The example with the first `from` replaced.
fn example_with(from: &str, to: &str) -> String {
    assert!(EXAMPLE.contains(from), "the example does not hold {from}");
    EXAMPLE.replacen(from, to, 1)
}

/// The findings about the example with one mistake.
fn findings(from: &str, to: &str) -> Vec<Diagnostic> {
    let text = example_with(from, to);
    let (scenario, findings) = read(&text);
    let has_error = findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(scenario.is_none(), has_error, "there is a scenario if and only if there is no error");
    check_places(&text, &findings);
    findings
}

/// Spans lie in the text, agree with line and column, and come in order.
fn check_places(text: &str, findings: &[Diagnostic]) {
    assert!(findings.windows(2).all(|pair| pair[0].span <= pair[1].span));
    for finding in findings {
        assert!(text.get(finding.span.start..finding.span.end).is_some(), "{finding}");
        assert!(CODES.iter().any(|(code, _)| *code == finding.code), "{finding}");
        assert!(!finding.message.is_empty() && !finding.help.is_empty(), "{finding}");
        if finding.code != "S099" {
            let before = &text[..finding.span.start];
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            assert_eq!((finding.line as usize, finding.column as usize), (line, column), "{finding}");
        }
    }
}

/// One mistake, one finding: its code, the text it points at, its line, and what its help says.
#[track_caller]
fn one(from: &str, to: &str, code: &str, points_at: &str, place: (u32, u32), help: &str) {
    let text = example_with(from, to);
    let found = findings(from, to);
    let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 1, "{shown:#?}");
    let finding = &found[0];
    let at = &text[finding.span.start..finding.span.end];
    assert_eq!((finding.code, at, (finding.line, finding.column)), (code, points_at, place), "{finding}");
    assert!(finding.help.contains(help), "{finding}");
}

#[test]
fn an_empty_file_says_where_an_example_is() {
    for text in ["", "  \n", "// only a comment", "/* and another */\n"] {
        let (scenario, found) = read(text);
        assert!(scenario.is_none());
        assert_eq!((found[0].code, found.len()), ("S001", 1));
        assert!(found[0].help.contains("scenario::doc"));
    }
}

#[test]
fn binary_garbage_is_not_read() {
    let (_, found) = read("(format: 1,\u{0}\u{1}\u{7f})");
    assert_eq!((found[0].code, found[0].line, found[0].column), ("S002", 1, 12));
    let bytes: Vec<u8> = (0..=255_u8).cycle().take(5000).collect();
    let (_, found) = read(&String::from_utf8_lossy(&bytes));
    assert_eq!((found.len(), found[0].code), (1, "S002"));
}

#[test]
fn a_forgotten_bracket_is_named_where_it_opened() {
    one("),\n    ],\n)", "),\n    ],", "S002", "(", (1, 1), "type `)`");
    one("settles_after: \"2h\",", "settles_after: \"2h),", "S002", "\"", (8, 20), "type `\"`");
    one("parties: [", "parties: [(", "S002", "]", (33, 5), "type `)` before it");
}

#[test]
fn a_forgotten_comma_is_asked_for_where_it_belongs() {
    one("hull_room: 20,", "hull_room: 20", "S002", "debris_pieces", (75, 13), "type a comma");
}

#[test]
fn nesting_is_bounded() {
    for text in ["(".repeat(1_000_000), "[".repeat(1_000_000), "(a:".repeat(300_000)] {
        let (_, found) = read(&text);
        assert_eq!((found.len(), found[0].code), (1, "S003"));
    }
    let conditions = format!("{}At(\"+1h\"){}", "All([".repeat(40), "])".repeat(40));
    assert_eq!(findings("At(\"+1h\")", &conditions)[0].code, "S003");
    let fine = format!("{}At(\"+1h\"){}", "All([".repeat(8), "])".repeat(8));
    assert_eq!(findings("At(\"+1h\")", &fine), []);
    let (_, found) = read(&"/*".repeat(1_000_000));
    assert_eq!(found[0].code, "S002");
}

#[test]
fn a_misspelt_field_gets_the_nearest_name() {
    one("title: ", "titel: ", "S004", "titel", (4, 5), "did you mean title?");
    one("notice: \"45min\"", "notise: \"45min\"", "S004", "notise", (51, 26), "did you mean notice?");
    one("(from: 130,", "(towards: 130,", "S004", "towards", (12, 16), "type one of from, speed");
}

#[test]
fn a_missing_field_is_shown_as_it_is_written() {
    one("title: \"A boat in the strait\",", "", "S005", "(", (1, 1), "`title: \"A boat in the strait\"`");
    one(", party: \"north\", role: Rcc", ", role: Rcc", "S005", "(", (35, 9), "add party, as in `party: \"north\"`");
}

#[test]
fn a_field_written_twice_is_pointed_at() {
    one("hull_room: 20,", "hull_room: 20, hull_room: 30,", "S006", "hull_room", (74, 28), "delete one");
}

#[test]
fn values_of_another_form_say_which_is_expected() {
    one("title: \"A boat in the strait\"", "title: Boat", "S007", "Boat", (4, 12), "type \"Boat\"");
    one("kind: Country", "kind: \"Country\"", "S007", "\"Country\"", (30, 48), "Country");
    one("delay: (\"1min\", \"3min\")", "delay: \"3min\"", "S007", "\"", (26, 24), "( … )");
    let grid = "Grid(lats: [0, 1], lons: [90, 91], times: [\"+0h\"], values: [\"0 mm/h\"])";
    one("rain: \"0 mm/h\"", &format!("rain: {grid}"), "S007", "[\"0 mm/h\"]", (21, 74), "write 4 values");
}

#[test]
fn another_format_is_not_judged_by_this_ones_rules() {
    one(
        "format: 1,\n    id: \"strait\",",
        "format: 2,\n    name: \"strait\",",
        "S008",
        "2",
        (2, 13),
        "type `format: 1`",
    );
}

#[test]
fn texts_and_ids_have_a_shape() {
    one("\"A boat in the strait\"", "\" \"", "S010", "\" \"", (4, 12), "type what people shall read");
    let long = format!("\"{}\"", "x".repeat(4001));
    one("\"A boat in the strait\"", &long, "S010", &long, (4, 12), "shorten it");
    one("id: \"strait\"", "id: \"The Strait!\"", "S011", "\"The Strait!\"", (3, 9), "type \"the-strait\"");
}

#[test]
fn moments_and_durations_are_explained() {
    let start = "\"2012-06-19 19:52 +08:00\"";
    one(start, "\"2012-06-19 19:52\"", "S012", "\"2012-06-19 19:52\"", (6, 12), "the zone is missing");
    one("at: \"+2h\"", "at: \"2h\"", "S012", "\"2h\"", (82, 22), "type \"+2h\"");
    one("length: \"36h\"", "length: \"36\"", "S013", "\"36\"", (7, 13), "type one like \"90min\"");
    one("length: \"36h\"", "length: \"45d\"", "S013", "\"45d\"", (7, 13), "at most \"30d\"");
}

#[test]
fn positions_are_explained() {
    let merak = "\"-5.93, 106.00\"";
    one(merak, "\"somewhere\"", "S014", "\"somewhere\"", (45, 48), "type latitude then longitude");
    one(merak, "\"106, -5.93\"", "S014", "\"106, -5.93\"", (45, 48), "were latitude and longitude swapped?");
}

#[test]
fn quantities_need_their_unit() {
    one("speed: \"16 kn\")", "speed: \"16\")", "S015", "\"16\"", (12, 34), "\"22 kn\"");
    one("Leak(\"4 m3/h\")", "Leak(\"4 kn\")", "S015", "\"4 kn\"", (83, 57), "\"30 m3/h\"");
    one("speed: \"16 kn\")", "speed: \"-16 kn\")", "S015", "\"-16 kn\"", (12, 34), "\"22 kn\"");
    one("rain: \"0 mm/h\"", "rain: \"NaN mm/h\"", "S017", "\"NaN mm/h\"", (21, 15), "\"2 mm/h\"");
    one("rain: \"0 mm/h\"", "rain: \"0 m\"", "S015", "\"0 m\"", (21, 15), "\"2 mm/h\"");
}

#[test]
fn numbers_are_finite_and_in_range() {
    one("loss: 0.05", "loss: NaN", "S016", "NaN", (26, 48), "0.25");
    one("loss: 0.05", "loss: 1e999", "S016", "1e999", (26, 48), "0.25");
    one("loss: 0.05", "loss: \"0.05\"", "S016", "\"0.05\"", (26, 48), "type 0.05, without quotes");
    one("loss: 0.05", "loss: 5", "S017", "5", (26, 48), "type 0.05 for 5 per cent");
    one("loss: 0.05", "loss: -0.05", "S017", "-0.05", (26, 48), "from 0 to 1");
    one("count: 30", "count: 3.5", "S016", "3.5", (86, 38), "whole number from 1 to 5000");
    one("count: 30", "count: -3", "S017", "-3", (86, 38), "whole number from 1 to 5000");
    one("(from: 130,", "(from: 400,", "S017", "400", (12, 22), "from 0 to 360");
    one("\"1.8 m\"", "\"180 m\"", "S017", "\"180 m\"", (17, 22), "0 to 20 m");
}

#[test]
fn words_that_are_not_known_get_the_nearest() {
    one("role: Rcc", "role: Rc", "S018", "Rc", (35, 68), "did you mean Rcc?");
    one("Leak(", "Leek(", "S018", "Leek", (83, 52), "did you mean Leak?");
    one("current: Schedule", "current: Scedule", "S018", "Scedule", (13, 18), "did you mean Schedule?");
    one("Distress)", "Distres)", "S018", "Distres", (113, 54), "did you mean Distress?");
    one("notice: \"45min\"", "sensors: [radar]", "S018", "radar", (51, 36), "did you mean Radar?");
    one("hospital: true", "hospital: yes", "S018", "yes", (45, 103), "true, false");
}

#[test]
fn ids_that_nothing_has_get_the_nearest() {
    one(
        "party: \"north\", role: Rcc",
        "party: \"nroth\", role: Rcc",
        "S020",
        "\"nroth\"",
        (35, 53),
        "did you mean \"north\"?",
    );
    one("position: \"merak\"", "position: \"merrak\"", "S020", "\"merrak\"", (36, 97), "did you mean \"merak\"?");
    one("case: \"boat\"", "case: \"ship\"", "S020", "\"ship\"", (104, 88), "type \"boat\"");
}

#[test]
fn a_unit_that_fails_must_exist() {
    let from = EXAMPLE_INJECT.split("effect: ").nth(1).unwrap().trim_end_matches([')', ',', ' ', '\n']);
    let from = format!("effect: {from})");
    let from = from.as_str();
    one(from, "effect: UnitFails(\"rescue-12\")", "S020", "\"rescue-12\"", (104, 31), "did you mean \"rescue-11\"?");
    assert_eq!(findings(from, "effect: UnitFails(\"ever-north\")"), []);
    assert_eq!(findings(from, "effect: Trouble(craft: \"boat\", kind: PumpFails)"), []);
}

#[test]
fn two_things_with_one_id_or_name() {
    let found = findings("id: \"halim\"", "id: \"merak\"");
    assert_eq!(found.iter().map(|f| (f.code, f.line)).collect::<Vec<_>>(), [("S021", 47), ("S020", 53)]);
    assert!(found[0].help.contains("\"merak-2\""), "{}", found[0]);
    let again =
        "injects: [(id: \"relative-calls\", purpose: \"Again.\", when: At(\"+2h\"), effect: UnitFails(\"patrol-2\")),";
    let found = findings("injects: [", again);
    assert_eq!(found.iter().map(|f| (f.code, f.line)).collect::<Vec<_>>(), [("S021", 100)]);
    one("name: \"RCC South\"", "name: \"RCC North\"", "S024", "\"RCC North\"", (37, 33), "another name");
    one("name: \"Ever North\"", "name: \"Patrol 2\"", "S024", "\"Patrol 2\"", (56, 34), "another name");
}

#[test]
fn lists_that_must_not_be_empty() {
    let (start, end) = (EXAMPLE.find("regions: [").unwrap(), EXAMPLE.find("    places: [").unwrap());
    let text = format!("{}regions: [],\n{}", &EXAMPLE[..start], &EXAMPLE[end..]);
    let (_, found) = read(&text);
    assert_eq!((found.len(), found[0].code), (1, "S022"));
    assert!(found[0].message.contains("regions"), "{}", found[0]);
    one("At(\"+1h\")", "All([])", "S022", EXAMPLE_INJECT, (99, 9), "inside `All([…])`");
    let passage = "[\"12-00S 100-00E\", \"08-00S 104-00E\", \"-6.2, 104.5\"]";
    one(passage, "[\"8S 104E\"]", "S022", "[\"8S 104E\"]", (57, 19), "at least 2");
}

const EXAMPLE_INJECT: &str = "(
            id: \"relative-calls\",
            purpose: \"An early, vague alert.\",
            when: All([]),
            latest: \"+6h\",
            effect: Message(from: \"a relative\", to: \"rcc-north\", channel: Phone, case: \"boat\",
                text: \"My brother's boat left for the south and he does not answer.\"),
        )";

#[test]
fn more_than_the_exercise_can_carry() {
    one("count: 10", "count: 4971", "S023", "4971", (88, 43), "smaller");
    let found = findings("units: [", &format!("units: [{}", "(),".repeat(600)));
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), ["S023"]);
    let waypoints = "\"8S 104E\",".repeat(101);
    let found = findings("\"12-00S 100-00E\",", &waypoints);
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), ["S023"]);
    let (_, found) = read(&" ".repeat(MAX_BYTES + 1));
    assert_eq!((found.len(), found[0].code), (1, "S023"));
}

#[test]
fn moments_outside_the_exercise() {
    one("at: \"+2h\"", "at: \"-2h\"", "S030", "\"-2h\"", (82, 22), "later moment");
    one("at: \"+2h\"", "at: \"2012-06-19T11:00Z\"", "S030", "\"2012-06-19T11:00Z\"", (82, 22), "later moment");
    one("at: \"+2h\"", "at: \"+40h\"", "S030", "\"+40h\"", (82, 22), "lengthen `length`");
    one("departs: \"-8h\"", "departs: \"-31d\"", "S030", "\"-31d\"", (77, 22), "later moment");
}

#[test]
fn what_must_come_in_order() {
    one("partly_within: \"45min\"", "partly_within: \"5min\"", "S031", "\"5min\"", (116, 28), "at least `within`");
    one("ages: (18, 45)", "ages: (45, 18)", "S031", "45", (86, 49), "type (18, 45)");
    one("(\"1min\", \"3min\")", "(\"3min\", \"1min\")", "S031", "\"3min\"", (26, 25), "shorter one first");
    one("(\"+12h\", (towards", "(\"+0h\", (towards", "S031", "\"+0h\"", (15, 14), "in order of time");
    let grid = "Grid(lats: [1, 0], lons: [90], times: [\"+0h\"], values: [\"0 mm/h\", \"0 mm/h\"])";
    one("rain: \"0 mm/h\"", &format!("rain: {grid}"), "S031", "0", (21, 30), "in order");
    one("beam: \"4 m\"", "beam: \"40 m\"", "S031", "\"40 m\"", (65, 39), "shorter of the two");
}

#[test]
fn shares_that_add_up_to_too_much() {
    one("poor_lifejacket_share: 0.4", "poor_lifejacket_share: 0.95", "S032", "0.95", (87, 69), "at most 0.90");
}

#[test]
fn positions_that_cannot_be() {
    let merak = "\"-5.93, 106.00\"";
    one(merak, "\"50N 10E\"", "S040", "\"50N 10E\"", (45, 48), "60 E to 160 E");
    // Bandung lies in the mountains of Java; an airfield may, a port may not.
    one(merak, "\"-6.9, 107.6\"", "S042", "\"-6.9, 107.6\"", (45, 48), "`Airfield`");
    assert_eq!(findings("\"-6.268, 106.886\"", "\"-6.9, 107.6\""), []);
    let unit = "start: \"merak\", notice";
    one(unit, "start: \"-6.9, 107.6\", home: \"merak\", notice", "S041", "\"-6.9, 107.6\"", (51, 17), "at sea");
    one("[\"-7.2, 105.6\",", "[\"-6.9, 107.6\",", "S041", "\"-6.9, 107.6\"", (76, 23), "at sea");
    // Just ashore on Java's north coast: the sea next to it is offered, and it is sea.
    let coast = sarex::chart::Coast::region();
    let south = |thousandths: i32| Position::new(-6.0 - f64::from(thousandths) / 1000.0, 107.3).unwrap();
    let ashore = (0..400).map(south).find(|p| coast.is_land(*p)).unwrap();
    let found = findings("[\"-7.2, 105.6\",", &format!("[\"{}, {}\",", ashore.lat_deg(), ashore.lon_deg()));
    assert_eq!((found.len(), found[0].code), (1, "S041"));
    let offered = found[0].help.split('"').nth(1).unwrap();
    assert!(!coast.is_land(Position::parse(offered).unwrap()), "{}", found[0]);
}

#[test]
fn ships_find_a_way_or_say_that_there_is_none() {
    // From one side of Java to the other, round its western end.
    let text = example_with("\"-6.2, 104.5\"]", "\"-5.5, 107.5\", \"-8.5, 107.5\"]");
    let (scenario, found) = read(&text);
    assert!(found.is_empty(), "{found:?}");
    let Start::OnPassage { waypoints, from_s } = scenario.unwrap().srus[2].start.clone() else { panic!("under way") };
    assert!(waypoints.len() > 5, "{waypoints:?}");
    assert_eq!(from_s, -36_000);
    let passage = "[\"12-00S 100-00E\", \"08-00S 104-00E\", \"-6.2, 104.5\"]";
    one(
        passage,
        "[\"8S 104E\", \"8S 104E\"]",
        "S044",
        "[\"8S 104E\", \"8S 104E\"]",
        (57, 19),
        "two points that differ",
    );
}

#[test]
fn a_port_is_moved_to_the_sea_next_to_it() {
    let (scenario, found) = read(EXAMPLE);
    assert!(found.is_empty(), "{found:?}");
    let scenario = scenario.unwrap();
    let coast = sarex::chart::Coast::region();
    for place in scenario.places.iter().filter(|place| place.kind == sarex::scenario::PlaceKind::Port) {
        assert!(!coast.is_land(place.position), "{}", place.name);
    }
}

#[test]
fn seats_do_what_their_role_allows() {
    one("rcc: \"rcc-south\"", "rcc: \"masters\"", "S050", "\"masters\"", (42, 34), "role is `Rcc`");
    one("to: \"rcc-south\", channel", "to: \"masters\", channel", "S050", "\"masters\"", (92, 53), "role is `Rcc`");
    let (rescue, ops) = ("seat: \"ops-north\",\n         start: \"merak\"", "`Operations` or `Masters`");
    one(rescue, "seat: \"rcc-north\",\n         start: \"merak\"", "S050", "\"rcc-north\"", (50, 96), ops);
    one(rescue, "seat: \"masters\",\n         start: \"merak\"", "S051", "\"masters\"", (50, 96), "the unit's party");
    let found = findings("party: \"south\", role: Rcc", "party: \"north\", role: Rcc");
    assert_eq!(found.iter().map(|f| (f.code, f.line)).collect::<Vec<_>>(), [("S052", 37)]);
}

#[test]
fn states_have_one_ministry_and_seas_of_their_own() {
    let seats = "    seats: [\n";
    let ministry = |party: &str| {
        let seat = |n: u32| {
            format!(
                "        (id: \"fm-{n}\", name: \"Ministry {n}\", party: \"{party}\", role: ForeignMinistry, position: \"8S 103E\"),\n"
            )
        };
        (format!("{seats}{}", seat(1)), format!("{seats}{}{}", seat(1), seat(2)))
    };
    let codes = |found: Vec<Diagnostic>| found.into_iter().map(|f| (f.code, f.line)).collect::<Vec<_>>();
    assert_eq!(codes(findings(seats, &ministry("south").0)), []);
    assert_eq!(codes(findings(seats, &ministry("south").1)), [("S052", 36)]);
    assert_eq!(codes(findings(seats, &ministry("trade").0)), [("S056", 35)]);

    let regions = "    regions: [";
    let sea =
        |party: &str, corners: &str| format!("    territories: [(party: \"{party}\", corners: {corners})],\n{regions}");
    let square = "[\"6S 105E\", \"6S 106E\", \"7S 106E\"]";
    assert_eq!(codes(findings(regions, &sea("north", square))), []);
    let (scenario, _) = read(&example_with(regions, &sea("north", square)));
    assert!(scenario.unwrap().territories[0].contains(Position::new(-6.2, 105.8).unwrap()));
    one(regions, &sea("trade", square), "S056", "\"trade\"", (40, 27), "`Country`");
    one(regions, &sea("nroth", square), "S020", "\"nroth\"", (40, 27), "did you mean \"north\"?");
    let two = "[\"6S 105E\", \"6S 106E\"]";
    one(regions, &sea("north", two), "S022", two, (40, 45), "at least 3");
}

#[test]
fn means_are_read_and_left_out_mean_none() {
    let party = "name: \"Northland\", kind: Country";
    let given = |written: &str| format!("{party}, {written}");
    let (scenario, found) =
        read(&example_with(party, &given("resettlement_places: 200, budget: 1000000, stock: (medical: 3)")));
    assert_eq!(found, []);
    let scenario = scenario.unwrap();
    let purse = &scenario.means.purses[0];
    assert_eq!((purse.resettlement_places, purse.budget_usd, purse.staff[1]), (Some(200), 1_000_000, 3));
    assert!(read(sarex::scenario::EXAMPLE).0.is_some_and(|scenario| !scenario.means.are_given()));
    let regions = "    regions: [";
    let fund = |written: &str| format!("    {written},\n{regions}");
    let whole =
        fund("fund: (name: \"Fund\", balance: 500, manager: \"rcc-south\"), task_force: [\"north\", \"south\"]");
    let (scenario, found) = read(&example_with(regions, &whole));
    assert_eq!(found, []);
    let means = scenario.unwrap().means;
    assert_eq!(means.fund.map(|fund| (fund.balance_usd, fund.manager)), Some((500, sarex::base::ids::SeatId(2))));
    assert_eq!(means.task_force.map(|states| states.len()), Some(2));
    let codes = |found: Vec<Diagnostic>| found.into_iter().map(|f| f.code).collect::<Vec<_>>();
    let lost = fund("fund: (name: \"Fund\", balance: 500, manager: \"rcc-suoth\")");
    assert_eq!(codes(findings(regions, &lost)), ["S020"]);
    assert_eq!(codes(findings(regions, &fund("task_force: [\"north\", \"trade\"]"))), ["S056"]);
    assert_eq!(codes(findings(regions, &fund("task_force: [\"north\", \"north\"]"))), ["S052"]);
    assert_eq!(codes(findings(regions, &fund("fund: (name: \"Fund\", balance: -5, manager: \"rcc-south\")"))).len(), 1);
    let trade = "kind: Shipping";
    assert_eq!(codes(findings(trade, "kind: Shipping, budget: 5")), ["S056"]);
}

#[test]
fn a_crew_has_a_stance_and_a_skill() {
    let seat = "role: Rcc, position: \"-6.15, 106.85\"";
    let crew = |written: &str| format!("{seat}, crew: {written}");
    let (scenario, found) = read(&example_with(seat, &crew("(stance: PushBack, skill: 0.4)")));
    assert_eq!(found, []);
    let manner = scenario.unwrap().seats[0].manner;
    assert_eq!((manner.stance, manner.skill), (sarex::scenario::Stance::PushBack, 0.4));
    one(seat, &crew("(stance: Pushback)"), "S018", "Pushback", (35, 115), "did you mean PushBack?");
    one(seat, &crew("(skill: 40)"), "S017", "40", (35, 114), "type 0.4 for 40 per cent");
    one(seat, &crew("(mood: Delay)"), "S004", "mood", (35, 107), "type one of stance, skill, turns");
}

#[test]
fn a_crew_may_be_minded_otherwise_from_a_moment_of_the_exercise_on() {
    let seat = "role: Rcc, position: \"-6.15, 106.85\"";
    let crew = |turns: &str| format!("{seat}, crew: (stance: PushBack, turns: {turns})");
    let (scenario, found) = read(&example_with(seat, &crew("(at: \"+10h\", stance: Delay)")));
    assert_eq!(found, []);
    let manner = scenario.unwrap().seats[0].manner;
    let turn = manner.turns.expect("it turns");
    assert_eq!((turn.at, turn.stance), (sarex::base::Tick(3600), sarex::scenario::Stance::Delay));
    for wrong in ["(at: \"+400h\", stance: Delay)", "(at: \"+10h\", stance: Glad)", "(stance: Delay)", "(at: \"+10h\")"]
    {
        assert_eq!(findings(seat, &crew(wrong)).len(), 1, "{wrong}");
    }
}

#[test]
fn overlaps_and_gaps_of_responsibility_are_warned_of() {
    let found = findings("[\"9-30S 95E\", \"9-30S 115E\", \"20S 115E\"", "[\"8S 95E\", \"8S 115E\", \"20S 115E\"");
    assert_eq!(found.iter().map(|f| (f.code, f.severity)).collect::<Vec<_>>(), [("S053", Severity::Warning)]);
    let found = findings("rcc: \"rcc-south\"", "rcc: \"rcc-north\"");
    assert_eq!(found.iter().map(|f| (f.code, f.severity)).collect::<Vec<_>>(), [("S054", Severity::Warning)]);
    let found = findings("[\"-7.2, 105.6\", \"cove\"]", "[\"5N 85E\", \"6N 85E\"]");
    assert_eq!(found.iter().map(|f| (f.code, f.severity)).collect::<Vec<_>>(), [("S055", Severity::Warning)]);
}

#[test]
fn units_fit_their_class_and_base() {
    one("class: \"cn-235\"", "class: \"cn-325\"", "S060", "\"cn-325\"", (52, 51), "did you mean \"cn-235\"?");
    one("start: \"halim\"", "start: \"merak\"", "S061", "\"merak\"", (53, 17), "`Airfield`");
    one("start: \"halim\"", "start: \"8S 105E\"", "S063", "\"8S 105E\"", (53, 17), "home");
    assert_eq!(
        findings("start: \"halim\"", "start: \"8S 105E\", home: \"halim\""),
        [],
        "an aircraft may begin in the air"
    );
    one("departs: \"-8h\"", "begins: Sunk, departs: \"-8h\"", "S018", "Sunk", (77, 21), "Capsized");
    one("departs: \"-8h\"", "begins: Capsized, departs: \"+1h\"", "S031", "Capsized", (77, 21), "UnderWay");
    one("start: \"merak\", notice", "start: \"halim\", notice", "S061", "\"halim\"", (51, 17), "`Port`");
    one("class: \"container-ship\"", "class: \"aw139\"", "S061", "\"aw139\"", (56, 55), "\"container-ship\"");
    one("notice: \"45min\"", "range: \"0 NM\"", "S062", "\"0 NM\"", (51, 33), "range: \"400 NM\"");
    one("start: \"merak\", notice", "start: \"8S 105E\", notice", "S063", "\"8S 105E\"", (51, 17), "add `home:");
    let found = findings("start: \"merak\", notice", "start: \"cove\", notice");
    assert_eq!(found.iter().map(|f| (f.code, f.severity)).collect::<Vec<_>>(), [("S064", Severity::Warning)]);
    let found = findings("notice: \"45min\"", "search_speed: \"40 kn\"");
    assert_eq!(found.iter().map(|f| (f.code, f.severity)).collect::<Vec<_>>(), [("S067", Severity::Warning)]);
}

#[test]
fn a_unit_in_reserve_has_a_home_and_a_seat_more_than_reserves() {
    let help = "add `home: \"…\"`";
    one("start: \"halim\"", "start: \"reserve\"", "S063", "\"reserve\"", (53, 17), help);
    let held = example_with("start: \"halim\"", "start: \"reserve\", home: \"halim\"");
    let (scenario, found) = read(&held);
    assert_eq!(found, []);
    let scenario = scenario.unwrap();
    assert_eq!((&scenario.srus[1].start, scenario.srus[1].home.is_some()), (&Start::Reserve, true));
    let both = held.replacen("start: \"merak\"", "start: \"reserve\", home: \"merak\"", 1);
    let (scenario, found) = read(&both);
    assert!(scenario.is_some());
    let codes: Vec<_> = found.iter().map(|f| (f.code, f.severity)).collect();
    assert_eq!(codes, [("S054", Severity::Warning)]);
    assert!(found[0].message.contains("held in reserve"), "{}", found[0]);
    let place =
        "places: [\n        (id: \"reserve\", name: \"R\", position: \"-5.9, 106.0\", party: \"north\", kind: Port),";
    one("places: [", place, "S011", "\"reserve\"", (45, 14), "another id");
}

#[test]
fn tables_are_asked_for_what_they_hold() {
    let (leeway, object) = ("leeway_capsized: \"SKIFF-3\"", "\"Power Boat 53ft\"");
    one(leeway, "leeway_capsized: \"SKIF-3\"", "S065", "\"SKIF-3\"", (72, 30), "did you mean \"SKIFF-3\"?");
    one(object, "\"Power Boat 54ft\"", "S066", "\"Power Boat 54ft\"", (69, 28), "did you mean \"Power Boat 53ft\"?");
}

#[test]
fn fields_left_out_have_the_value_their_comment_says() {
    for field in
        ["settles_after: \"2h\",", "wind_error: \"2 kn\",", "object_afloat: \"Power Boat 53ft\",", "speed_spread: 0.1,"]
    {
        assert_eq!(findings(field, ""), []);
    }
    assert_eq!(findings("title", "local_time: \"+07:00\", title"), []);
}

#[test]
fn rafts_sharing_and_rations_are_read_and_left_out_mean_none() {
    use sarex::sar::thirst::Sharing;
    let plain = read(EXAMPLE).0.unwrap();
    assert!(plain.craft[0].rafts.is_empty() && plain.craft[0].ration.is_none() && !plain.craft[0].engine_may_fail);
    assert_eq!(plain.craft[0].sharing, Sharing::Even);
    let more = "water: \"200 L\", sharing: ChildrenFirst, ration: \"0.5 L\", engine_may_fail: true,\n\
        rafts: [(number: 2, capacity: 10), (number: 1, capacity: 25, water: \"0 L\", drogue: false)],";
    let text = example_with("water: \"200 L\",", more);
    let (scenario, found) = read(&text);
    assert!(found.is_empty(), "{found:?}");
    let craft = &scenario.unwrap().craft[0];
    assert_eq!((craft.sharing, craft.engine_may_fail), (Sharing::ChildrenFirst, true));
    assert_eq!(craft.ration.map(|r| r.l_per_day), Some(0.5));
    assert_eq!(craft.rafts.len(), 2);
    assert_eq!((craft.rafts[0].number, craft.rafts[0].capacity, craft.rafts[0].drogue), (2, 10, true));
    assert_eq!((craft.rafts[0].water_l_per_person, craft.rafts[1].water_l_per_person), (1.5, 0.0));
    assert!(!craft.rafts[1].drogue);
    for wrong in [
        "(number: 0, capacity: 10)",
        "(number: 1, capacity: 60)",
        "(number: 150, capacity: 9), (number: 90, capacity: 9)",
    ] {
        let found = findings("water: \"200 L\",", &format!("water: \"200 L\", rafts: [{wrong}],"));
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
    }
}

/// What an author sees who makes six mistakes in six parts of the file.
#[test]
fn all_mistakes_are_reported_at_once() {
    let text = EXAMPLE
        .replacen("length: \"36h\"", "length: \"36 hours ago\"", 1)
        .replacen("speed: \"16 kn\")", "speed: \"16\")", 1)
        .replacen("party: \"south\", role: Rcc", "party: \"souht\", role: Rcc", 1)
        .replacen("notice: \"45min\"", "notise: \"45min\"", 1)
        .replacen("swim_share: 0.25", "swim_share: 25", 1)
        .replacen("leeway_capsized: \"SKIFF-3\"", "leeway_capsized: \"SKIFF-33\"", 1);
    let (scenario, found) = read(&text);
    assert!(scenario.is_none());
    check_places(&text, &found);
    let report: Vec<String> = found.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(report.join("\n"), @r#"
    7:13: error S013: "36 hours ago" is negative; a duration cannot be
        help: type one like "90min", "2h30m" or "3d"
    12:34: error S015: "16" has no unit
        help: type a number with its unit, as in "22 kn" or "8 m/s"
    37:53: error S020: there is no party "souht"
        help: did you mean "south"? There are "north", "south", "trade"
    51:26: error S004: `notise` is not a field of a unit
        help: did you mean notice?
    72:30: error S065: the leeway table has no class "SKIFF-33"
        help: did you mean "SKIFF-3"?
    86:87: error S017: a share of 25 is outside 0 to 1
        help: type 0.25 for 25 per cent
    "#);
}

#[test]
fn what_follows_from_another_mistake_is_not_reported() {
    // The seat cannot be read, so that nothing can be said of those who name it.
    let found = findings("name: \"RCC South\", ", "nam: \"RCC South\", ");
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), ["S004"]);
    // Without a start no moment can be judged.
    let found = findings("start: \"2012-06-19 19:52 +08:00\"", "start: \"noon\"");
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), ["S012"]);
}

#[test]
fn comments_anywhere_change_nothing() {
    let (plain, _) = read(EXAMPLE);
    let commented =
        EXAMPLE.replace(": ", ": /* ( */ ").replace(",\n", ", // [ \"\n").replace("/* ( */ \"Water", "\"Water");
    // Colons inside quotes are text, so only what is outside may differ; the example has one in no text.
    let (scenario, found) = read(&commented);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(scenario, plain);
}

/// Texts like a scenario: pieces of it cut out, doubled, swapped, and characters changed.
fn mangled() -> impl Strategy<Value = String> {
    let cut = (0..EXAMPLE.len(), 0..200_usize, 0..EXAMPLE.len(), 0..5_usize, any::<char>());
    proptest::collection::vec(cut, 1..6).prop_map(|cuts| {
        let mut text: Vec<char> = EXAMPLE.chars().collect();
        for (at, length, to, kind, c) in cuts {
            let at = at % text.len().max(1);
            let end = (at + length).min(text.len());
            match kind {
                0 => drop(text.drain(at..end)),
                1 => {
                    let piece: Vec<char> = text[at..end].to_vec();
                    let to = to % (text.len() + 1);
                    text.splice(to..to, piece);
                }
                2 if at < text.len() => text[at] = c,
                3 if at < text.len() => {
                    text[at] = ['(', ')', '[', ']', '"', ',', ':', '-', '9', '\\', '\''][length % 11]
                }
                _ => text.truncate(at.max(1000)),
            }
        }
        text.into_iter().collect()
    })
}

/// Values that are well formed and may be nonsense.
fn odd_value() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-+]?[0-9]{1,20}(\\.[0-9]{0,3})?([eE][-+]?[0-9]{1,3})?",
        "\"[-+]?[0-9.e]{0,12} ?(kn|NM|m|C|h|min|d|y|L|t|m3/h|mm/h|%)?\"",
        "\"[0-9]{1,3}[-° ][0-9.]{1,5}['NS ]{0,3} [0-9]{1,3}[-° ][0-9.]{1,5}'?[EW]?\"",
        "\"[0-9]{1,6}-[0-9]{1,2}-[0-9]{1,2}[T ][0-9]{1,2}:[0-9]{1,2}(Z|[+-][0-9]{2}:[0-9]{2})?\"",
        Just("NaN".to_owned()),
        Just("inf".to_owned()),
        Just("()".to_owned()),
        Just("[]".to_owned()),
        Just("None".to_owned()),
        Just("Some(1)".to_owned()),
        Just("-1e308".to_owned()),
        Just("r#\"merak\"#".to_owned()),
        "\\PC{0,12}",
    ]
}

proptest! {
    #[test]
    fn any_text_at_all_gives_a_scenario_or_findings(text in "\\PC{0,200}") {
        let (scenario, found) = read(&text);
        prop_assert!(scenario.is_some() != found.iter().any(|f| f.severity == Severity::Error));
        check_places(&text, &found);
    }

    #[test]
    fn text_like_ron_gives_a_scenario_or_findings(text in "[(){}\\[\\]\"':,/*#r0-9a-f.+ \n-]{0,200}") {
        let (scenario, found) = read(&text);
        prop_assert!(scenario.is_none() && !found.is_empty());
        check_places(&text, &found);
    }

    #[test]
    fn a_mangled_scenario_gives_a_scenario_or_findings(text in mangled()) {
        let (scenario, found) = read(&text);
        prop_assert!(scenario.is_some() != found.iter().any(|f| f.severity == Severity::Error));
        check_places(&text, &found);
    }

    #[test]
    fn any_value_in_any_field_gives_a_scenario_or_findings(field in 0..150_usize, value in odd_value()) {
        let fields: Vec<usize> = EXAMPLE.match_indices(": ").map(|(at, _)| at + 2).collect();
        let at = fields[field % fields.len()];
        let rest = &EXAMPLE[at..];
        let end = rest.find([',', '\n']).unwrap_or(rest.len());
        let text = format!("{}{value}{}", &EXAMPLE[..at], &rest[end..]);
        let (scenario, found) = read(&text);
        prop_assert!(scenario.is_some() != found.iter().any(|f| f.severity == Severity::Error));
        check_places(&text, &found);
    }
}

/// The example with a reception site, and something about its people.
fn received(site: &str, group: &str) -> (Option<sarex::scenario::Scenario>, Vec<Diagnostic>) {
    let text = example_with("    injects: [", &format!("    reception: [{site}],\n    injects: ["));
    let text = text.replacen("good_lifejacket_share: 0.1,", &format!("good_lifejacket_share: 0.1, {group}"), 1);
    let (scenario, findings) = read(&text);
    check_places(&text, &findings);
    (scenario, findings)
}

const SITE: &str = r#"(place: "merak", party: "north", opens: "2h", berths: 2,
    staff: (medical: 4, registration: 2, interpreters: [("Hill", 2), ("Sea", 1)]),
    beds: 100, water_l_per_day: 3000, ambulances: 2, hospital: "40min")"#;

#[test]
fn reception_and_circumstances_are_read_and_left_out_mean_none() {
    use sarex::base::Span;
    use sarex::base::ids::{PartyId, SeatId};
    let plain = read(EXAMPLE).0.unwrap();
    assert!(plain.reception.sites.is_empty() && plain.reception.nationalities.is_empty());
    assert_eq!(plain.craft[0].groups[0].circumstances, sarex::scenario::Circumstances::default());
    let (scenario, findings) = received(
        SITE,
        r#"nationalities: [("south", 0.5), ("Stateless", 0.5)], languages: [("Sea", 0.4)], protection_share: 0.5,
           flees: "south", organisers: 2, documents_share: 0.3,"#,
    );
    assert_eq!(findings, []);
    let scenario = scenario.unwrap();
    let site = &scenario.reception.sites[0];
    assert_eq!((site.berths, site.beds, site.ambulances, site.notice), (2, 100, 2, Span::hours(2)));
    assert_eq!(site.staff, [0, 4, 2, 0, 0, 0, 0]);
    assert_eq!(site.run_by, SeatId(0), "the rescue coordination centre, for want of an immigration seat");
    assert_eq!(scenario.reception.languages, ["Hill", "Sea"]);
    assert_eq!(scenario.reception.nationalities[0].party, Some(PartyId(1)));
    assert_eq!(scenario.reception.nationalities[1].party, None);
    let of = &scenario.craft[0].groups[0].circumstances;
    assert_eq!((of.flees, of.organisers, of.languages[0].1), (Some(PartyId(1)), 2, 0.4));
}

#[test]
fn a_reception_site_that_cannot_be_is_refused() {
    let found = |site: &str, group: &str| -> Vec<(&'static str, String)> {
        let (scenario, findings) = received(site, group);
        assert!(scenario.is_none());
        findings.into_iter().map(|f| (f.code, f.help)).collect()
    };
    let with = |from: &str, to: &str| SITE.replacen(from, to, 1);
    for (site, code, help) in [
        (with("party: \"north\"", "party: \"south\""), "S068", "name the party of the place"),
        (format!("{SITE}, {SITE}"), "S068", "together"),
        (with("beds: 100", "beds: \"many\""), "S016", "whole number"),
        (with("place: \"merak\"", "place: \"marek\""), "S020", "merak"),
        (with("medical: 4", "doctors: 4"), "S004", "medical"),
        (with("water_l_per_day: 3000, ", ""), "S005", "water_l_per_day"),
        (with("hospital: \"40min\"", "hospital: \"near\""), "S013", ""),
    ] {
        let found = found(&site, "");
        assert!(found.iter().any(|(c, h)| *c == code && h.contains(help)), "{code}: {found:?}");
    }
    for (group, code) in [
        (r#"nationalities: [("south", 0.7), ("x", 0.7)],"#, "S032"),
        ("organisers: 31,", "S017"),
        (r#"flees: "nowhere","#, "S020"),
        ("protection_share: 2.0,", "S017"),
    ] {
        let found = found(SITE, group);
        assert_eq!((found.len(), found[0].0), (1, code), "{found:?}");
    }
    let no_seat = r#"(place: "cove", party: "south", staff: (), beds: 1, water_l_per_day: 1)"#;
    let text = example_with("role: Rcc, position: \"10°26'S 105°40'E\"", "role: Operations, position: \"cove\"");
    let text = text.replacen("    injects: [", &format!("    reception: [{no_seat}],\n    injects: ["), 1);
    assert!(read(&text).1.iter().any(|f| f.code == "S068" && f.help.contains("Immigration")));
}

/// The example with a craft that is only reported, and a call about it; `with` is written into its entry.
fn reported(with: &str) -> Vec<Diagnostic> {
    let craft = super::reports::only_reported("told", "white yacht", with);
    let text = example_with("    craft: [", &format!("    craft: [{craft}"));
    let text =
        text.replacen("case: \"boat\",\n                text: \"My", "case: \"told\",\n                text: \"My", 1);
    let (scenario, findings) = read(&text);
    let has_error = findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(scenario.is_none(), has_error);
    check_places(&text, &findings);
    findings
}

#[test]
fn a_craft_that_is_only_reported_has_nothing_that_a_vessel_has() {
    assert_eq!(reported(""), []);
    assert_eq!(reported(" same_as: \"boat\", troubles: [], calls: []"), []);
    for (with, code, help) in [
        (" troubles: [(at: \"+1h\", kind: EngineFails)]", "S069", "leave `troubles` out"),
        (" phone: (answers: 0.5, reads_position: 0.5, error: \"1 NM\")", "S069", "leave `phone` out"),
        (" rafts: [(number: 1, capacity: 10)]", "S069", "leave `rafts` out"),
        (" begins: Adrift", "S069", "leave `begins` out"),
        (" repair: \"2h\"", "S069", "leave `repair` out"),
        (" engine_may_fail: true", "S069", "leave `engine_may_fail` out"),
        (" same_as: \"told\"", "S069", "type the id of a craft that exists"),
        (" same_as: \"baot\"", "S020", "did you mean \"boat\"?"),
    ] {
        let found = reported(with);
        let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(found.len() == 1 && found[0].code == code && found[0].help.contains(help), "{with}: {shown:#?}");
    }
    let called = " calls: [(at: \"+1h\", to: \"rcc-north\", nature: Concern, text: \"Hallo.\")]";
    let found = reported(called);
    assert!(found.len() == 1 && found[0].help.contains("injects with a `Message`"), "{found:?}");
}

#[test]
fn a_vessel_is_no_report_and_not_everything_is() {
    one(
        "water: \"200 L\",",
        "water: \"200 L\", same_as: \"boat\",",
        "S069",
        "\"boat\"",
        (80, 38),
        "add `exists: false`, or leave `same_as` out",
    );
    let found = findings("water: \"200 L\",", "water: \"200 L\", exists: false,");
    let codes: BTreeSet<&str> = found.iter().map(|finding| finding.code).collect();
    // Its people, troubles, calls and telephone, and that nobody is at sea.
    assert_eq!((found.len(), codes), (5, BTreeSet::from(["S069"])), "{found:#?}");
    assert!(
        found.iter().any(|f| f.help.contains("groups: []")) && found.iter().any(|f| f.message.contains("nobody is"))
    );
}

#[test]
fn what_only_a_vessel_can_come_to_is_not_waited_for_of_a_report_and_an_untold_one_is_minded() {
    let craft = super::reports::only_reported("told", "white yacht", "");
    let text = example_with("    craft: [", &format!("    craft: [{craft}"));
    let (scenario, found) = read(&text);
    assert!(scenario.is_some());
    assert_eq!((found.len(), found[0].code, found[0].severity), (1, "S067", Severity::Warning));
    assert!(found[0].help.contains("Message("), "{}", found[0]);
    for condition in [
        "Sighted(\"rcc-north\", \"told\")",
        "Stage(\"told\", Capsized)",
        "Dead(\"told\", 1)",
        "WaterLeft(\"told\", \"1 L\")",
    ] {
        let text = text.replacen("At(\"+1h\")", condition, 1);
        let (_, found) = read(&text);
        let refused = found.iter().find(|finding| finding.severity == Severity::Error);
        assert!(refused.is_some_and(|f| f.code == "S069" && f.help.contains("that exists")), "{condition}: {found:?}");
    }
    let message = "Message(from: \"a relative\", to: \"rcc-north\", channel: Phone, case: \"boat\",
                text: \"My brother's boat left for the south and he does not answer.\")";
    assert!(text.contains(message));
    let (_, found) = read(&text.replacen(message, "Trouble(craft: \"told\", kind: EngineFails)", 1));
    assert!(found.iter().any(|f| f.code == "S069" && f.severity == Severity::Error), "{found:?}");
}

/// The example with a reception site, and a way of assessing needs of protection.
fn assessed(assessment: &str) -> Vec<(&'static str, String, String)> {
    let keys = format!("    reception: [{SITE}],\n    assessment: {assessment},\n    injects: [");
    let text = example_with("    injects: [", &keys);
    let (scenario, findings) = read(&text);
    check_places(&text, &findings);
    assert_eq!(scenario.is_some(), findings.is_empty(), "{findings:#?}");
    findings.into_iter().map(|f| (f.code, text[f.span.start..f.span.end].to_owned(), f.help)).collect()
}

#[test]
fn an_assessment_that_cannot_be_points_at_what_is_wrong_and_says_what_to_type() {
    assert_eq!(assessed("(kind: National)"), []);
    let regional = |rest: &str| format!("(kind: Regional, members: [\"north\", \"south\"]{rest})");
    assert_eq!(assessed(&regional(", site: \"merak\", centre_per_day: 20")), []);
    for (written, code, at, help) in [
        ("(kind: Joint)".to_owned(), "S018", "Joint", "Harmonised"),
        ("(kind: National, site: \"merak\")".to_owned(), "S074", "\"merak\"", "leave it out"),
        ("(kind: Harmonised, members: [\"north\", \"trade\"])".to_owned(), "S056", "\"trade\"", "Country"),
        ("(kind: Harmonised, members: [\"north\", \"north\"])".to_owned(), "S052", "\"north\"", "leave it out here"),
        ("(kind: Harmonised, members: [\"north\", \"nowhere\"])".to_owned(), "S020", "\"nowhere\"", "south"),
        (regional(", site: \"cove\", centre_per_day: 20"), "S074", "\"cove\"", "an entry of `reception`"),
        (regional(", site: \"merak\", centre_per_day: 0"), "S017", "0", "from 1 to"),
        (regional(", site: \"merak\", centre_per_day: 9, paid_by: Fund"), "S074", "Fund", "a `fund`"),
    ] {
        let found = assessed(&written);
        assert_eq!(found.len(), 1, "{written}: {found:?}");
        assert_eq!((found[0].0, found[0].1.as_str()), (code, at), "{written}: {found:?}");
        assert!(found[0].2.contains(help), "{written}: {found:?}");
    }
}
