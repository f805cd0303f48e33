//! The focal points' portal, early warning and the press, played to the end: what is passed on, what lies unread and
//! what that costs, and what the score and the report say of it. The scenario is the format's example with focal
//! points.

use std::sync::Arc;

use proptest::prelude::*;
use sarex::base::ids::{CraftId, PartyId, SeatId};
use sarex::base::{Span, Tick};
use sarex::crew::{Crew, Script};
use sarex::debrief::{ReportInput, RunFacts, Tracks, report};
use sarex::picture::{incident_report, project};
use sarex::scenario::{EXAMPLE, Scenario, read};
use sarex::score::{Labels, Matter, Means, Score, incidents_csv, knowledge, score};
use sarex::session::{Exercise, Seating, awareness};
use sarex::sim::portal::{self, Post, PostId};
use sarex::sim::press::{self, Statement, Tone};
use sarex::sim::{Command, Event, Rejection, Stamped, Theatre, World, step};

use super::clause::clause;
use super::drill::{hours, sitrep};

const RCC_SOUTH: SeatId = SeatId(2);
const FOCAL_NORTH: SeatId = SeatId(4);
const FOCAL_SOUTH: SeatId = SeatId(5);
const UNHCR: SeatId = SeatId(6);
const FM_SOUTH: SeatId = SeatId(7);
const CASE: CraftId = CraftId(0);

const INDICATOR: &str = "(
            id: \"warned\",
            purpose: \"An early warning.\",
            when: At(\"+1h\"),
            effect: Indicator(to: \"focal-north\", kind: Departure, case: \"boat\", position: \"-8.1, 105.6\",
                persons: 60, text: \"Left last night, bound south.\"),
        ),
        (
            id: \"rumour\",
            purpose: \"A false one.\",
            when: At(\"+2h\"),
            effect: Indicator(to: \"focal-north\", kind: Money, text: \"A transfer.\", sound: false),
        ),
        (
            id: \"fishermen\",
            purpose: \"A late alert for whoever has heard nothing.\",
            when: At(\"+20h\"),
            effect: Message(from: \"fishermen\", to: \"rcc-south\", case: \"boat\", position: \"-8.3, 105.2\",
                text: \"People in the water.\"),
        ),";

/// The strait with a portal: the boat is in Southland's region, only Northland is warned, and nobody calls.
fn strait(crew_north: &str, injects: &str) -> Scenario {
    let masters =
        "(id: \"masters\", name: \"Masters\", party: \"trade\", role: Masters, position: \"08-00S 103-00E\"),";
    let seats = format!(
        "{masters}
        (id: \"focal-north\", name: \"Focal Point North\", party: \"north\", role: FocalPoint, position: \"merak\",
         crew: ({crew_north})),
        (id: \"focal-south\", name: \"Focal Point South\", party: \"south\", role: FocalPoint, position: \"cove\"),
        (id: \"unhcr\", name: \"UNHCR\", party: \"un\", role: Unhcr, position: \"merak\"),
        (id: \"fm-south\", name: \"Foreign Ministry South\", party: \"south\", role: ForeignMinistry, position: \"cove\"),
        (id: \"ops-south\", name: \"South operations\", party: \"south\", role: Operations, position: \"cove\"),"
    );
    let (calls, _) = EXAMPLE.split_once("calls: [").unwrap().1.split_once("],\n            phone").unwrap();
    let (planned, _) = EXAMPLE.split_once("injects: [").unwrap().1.split_once("],\n    expectations").unwrap();
    let text = EXAMPLE
        .replacen(masters, &seats, 1)
        .replacen("    parties: [", "    portal: (members: [\"north\", \"south\"], delay: (\"10min\", \"30min\")),\n    parties: [", 1)
        .replacen("(id: \"trade\"", "(id: \"un\", name: \"United Nations\", kind: Organisation),\n        (id: \"trade\"", 1)
        .replace("9-30S", "7-30S")
        .replacen(
            "(id: \"patrol-2\"",
            "(id: \"guard\", name: \"Guard\", class: \"rescue-vessel-40m\", party: \"south\", seat: \"ops-south\", start: \"cove\"),
        (id: \"patrol-2\"",
            1,
        )
        .replacen("length: \"36h\"", "length: \"4d\"", 1)
        .replacen(calls, "", 1)
        .replacen(planned, injects, 1);
    let (scenario, findings) = read(&text);
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.unwrap()
}

/// Focal South has read the first post and not yet the next, and the press has reported.
pub(crate) fn halfway() -> Exercise {
    let press = format!(
        "{INDICATOR}
        (id: \"news\", purpose: \"It comes out.\", when: At(\"+5h\"),
         effect: Press(outlet: \"The Strait Times\", text: \"A boat is missing.\", pressure: 0.3, about: \"boat\")),"
    );
    let scenario = strait("skill: 1.0", &press);
    let seating = Seating::all(&scenario, Crew::Doctrine);
    let mut run = Exercise::new(scenario, 2, seating);
    run.play_to(hours(6));
    run.seat(FOCAL_SOUTH, Crew::Absent);
    // One more post comes to lie there, and nobody looks.
    let said = Post::Text { case: Some(CASE), text: "more to follow".to_owned() };
    let post = Command::Portal(Box::new(portal::Command::Post(said)));
    run.advance_with(vec![(Some(FOCAL_NORTH), post)]);
    run.play_to(hours(7));
    run
}

struct Run {
    theatre: Arc<Theatre>,
    initial: World,
    events: Vec<Stamped<Event>>,
    score: Score,
}

fn play(scenario: Scenario, seed: u64, empty: &[SeatId]) -> Run {
    let theatre = Arc::new(Theatre::new(scenario));
    let initial = World::new(&theatre, seed);
    let seating = Seating::all(&theatre.scenario, Crew::Doctrine);
    let mut exercise = Exercise::from_moment(Arc::clone(&theatre), initial.clone(), seating);
    for seat in empty {
        exercise.seat(*seat, Crew::Absent);
    }
    let events = exercise.play_to(theatre.scenario.last_tick());
    let until = exercise.world().tick;
    let labels = Labels { crew: "doctrine".to_owned(), until, final_hash: exercise.world().digest() };
    let score = score(&theatre, &labels, &initial, &events);
    Run { theatre, initial, events, score }
}

impl Run {
    fn first(&self, wanted: impl Fn(&Event) -> bool) -> Option<Tick> {
        self.events.iter().find(|e| wanted(&e.body)).map(|e| e.tick)
    }

    fn html(&self) -> String {
        report(&ReportInput {
            theatre: &self.theatre,
            score: &self.score,
            events: &self.events,
            tracks: &Tracks::default(),
            run: &RunFacts::default(),
            brief: None,
        })
    }
}

fn value(score: &Score, key: &str) -> f64 {
    score.measure(key).unwrap_or_else(|| panic!("{key} is not in the score")).value.unwrap()
}

#[test]
fn a_post_that_lies_unread_costs_hours_and_lives_and_the_score_names_it() {
    let runs = |empty: &'static [SeatId]| -> Vec<Run> {
        (1..=3).map(|seed| play(strait("skill: 1.0", INDICATOR), seed, empty)).collect()
    };
    let (read, unread) = (runs(&[]), runs(&[FOCAL_SOUTH]));
    for (read, unread) in read.iter().zip(&unread) {
        let under_way = |run: &Run| run.first(|e| matches!(e, Event::SruDeparted { .. }));
        let in_time = under_way(read).expect("a unit gets under way");
        let later = under_way(unread).is_none_or(|late| late.since(in_time).as_hours() > 6.0);
        assert!(later, "{in_time} where it was read, {:?} where not", under_way(unread));
        assert_eq!(value(&read.score, "posts_unread.south"), 0.0);
        assert!(value(&unread.score, "posts_unread.south") >= 1.0);
        let unread_post = &unread.score.measure("posts_unread.south").unwrap().evidence[0];
        assert!(unread_post.text.contains("unread in the portal of Focal Point South"), "{}", unread_post.text);
        assert!(value(&read.score, "post_read_after") < 30.0 * 60.0);
    }
    let saved = |runs: &[Run]| runs.iter().map(|run| run.score.persons.saved).sum::<u32>();
    let (read, unread) = (saved(&read), saved(&unread));
    assert!(read > unread + 10, "{read} saved where it was read, {unread} where not");
    clause("J 10.B.a", "saved", f64::from(read), f64::from(unread));
}

#[test]
fn a_party_knew_when_the_first_of_its_seats_did() {
    // One is told from events, the other from ledgers.
    let beside = [(strait("skill: 1.0", INDICATOR), 24), (super::drill::shipped("malacca-ferry"), 20)];
    for (scenario, until) in beside.into_iter().chain([(super::drill::shipped("andaman-2021"), 20 * 24)]) {
        let seating = Seating::all(&scenario, Crew::Doctrine);
        let mut exercise = Exercise::new(scenario, 3, seating);
        let events = exercise.play_to(hours(until));
        let (scenario, seats) = (&exercise.theatre().scenario, awareness(exercise.theatre(), exercise.world()));
        let known = knowledge(scenario, &events);
        let mut compared = 0;
        for about in &seats {
            for knew in about.matters.iter().filter(|knew| Matter::FOLLOWED.contains(&knew.matter)) {
                let fact = known.facts.iter().find(|fact| fact.case == about.case && fact.what == knew.matter);
                for party in (0..scenario.parties.len()).map(PartyId::new) {
                    let of = scenario.seats.iter().zip(&knew.seats).filter(|(seat, _)| seat.party == party);
                    let first = of.filter_map(|(_, at)| *at).min();
                    let learnt = fact.and_then(|fact| fact.by.iter().find(|learnt| learnt.party == party));
                    let told = learnt.map(|learnt| learnt.evidence.tick);
                    assert_eq!(told, first, "{}, {party:?}: {:?} of {}", scenario.id, knew.matter, about.case);
                    compared += usize::from(first.is_some());
                }
            }
        }
        assert!(compared >= 8, "{}: {compared}", scenario.id);
    }
}

#[test]
fn the_score_and_the_report_tell_who_knew_first_and_how_it_crossed_the_border() {
    let run = play(strait("skill: 1.0", INDICATOR), 1, &[]);
    let party = |id: &str| PartyId::new(run.theatre.scenario.parties.iter().position(|p| p.id == id).unwrap());
    let fact = run.score.knowledge.facts.iter().find(|f| f.case == CASE && f.what == Matter::Position).unwrap();
    assert_eq!((fact.by[0].party, fact.by[0].by), (party("north"), Means::Intelligence));
    let south = fact.by.iter().find(|learnt| learnt.party == party("south")).unwrap();
    assert_eq!((south.by, south.from), (Means::Post, Some(party("north"))));
    let crossed = south.crossing_s.unwrap();
    assert_eq!(crossed, south.evidence.tick.since(fact.by[0].evidence.tick).seconds());
    assert!((10 * 60..3 * 3600).contains(&crossed), "{crossed} s");
    assert!(south.evidence.text.contains("Focal Point South read post 1"), "{}", south.evidence.text);
    assert_eq!(knowledge(&run.theatre.scenario, &run.events), run.score.knowledge, "one fold, two doors");
    for (key, expected) in
        [("warnings_sound", 1.0), ("warnings_unsound", 1.0), ("warnings_shared", 2.0), ("warnings_shared_unsound", 1.0)]
    {
        assert_eq!(value(&run.score, key), expected, "{key}");
    }
    assert!(value(&run.score, "border_crossing.position") > 0.0);
    let html = run.html();
    assert!(html.contains("Who knew what when") && html.contains("a post read at the portal, from Northland"));
    let unread = play(strait("skill: 1.0", INDICATOR), 1, &[FOCAL_SOUTH]).html();
    assert!(unread.contains("lay unread in Southland to the end"));
    assert!(run.initial.portal.posts.is_empty());
}

#[test]
fn a_state_that_pushes_back_shares_nothing_and_one_that_waits_shares_late() {
    let first_post = |crew: &str| {
        let run = play(strait(crew, INDICATOR), 1, &[]);
        run.first(|e| matches!(e, Event::Portal(what) if matches!(&**what, portal::Event::Posted { post, .. } if post.by == FOCAL_NORTH)))
    };
    let willing = first_post("skill: 1.0").unwrap();
    let waits = first_post("stance: Delay").unwrap();
    assert!(waits.since(willing) >= Span::hours(6), "{willing} {waits}");
    assert_eq!(first_post("stance: PushBack"), None);
    let unpractised = first_post("skill: 0.0").unwrap();
    assert!(unpractised > willing);
}

#[test]
fn a_warning_and_a_money_lead_kept_or_passed_on_show_in_the_score() {
    for kind in ["Departure", "Money"] {
        let told = INDICATOR.replace("kind: Departure", &format!("kind: {kind}"));
        let shared = |crew: &str| value(&play(strait(crew, &told), 1, &[]).score, "warnings_shared");
        let (willing, keeps) = (shared("skill: 1.0"), shared("stance: PushBack"));
        assert_eq!(willing, 2.0, "{kind}: the lead and the rumour");
        assert_eq!(keeps, 0.0, "{kind}");
        clause("J 10.B.c, KL 3", "warnings_shared", willing, keeps);
        clause("J 10.B.e", "warnings_shared", willing, keeps);
    }
}

/// The strait at ten minutes, with Focal North having heard of the case.
fn table() -> (Theatre, World) {
    let theatre = Theatre::new(strait("skill: 1.0", INDICATOR));
    let mut world = World::new(&theatre, 1);
    while world.tick < hours(1).next() {
        step(&theatre, &mut world, &[]);
    }
    (theatre, world)
}

fn at(world: &World, seat: SeatId, body: Command) -> Stamped<Command> {
    Stamped { tick: world.tick.next(), seat: Some(seat), seq: 0, body }
}

fn refusal(theatre: &Theatre, world: &mut World, seat: SeatId, body: Command) -> Option<Rejection> {
    let command = at(world, seat, body);
    step(theatre, world, &[command]).into_iter().find_map(|event| match event.body {
        Event::CommandRejected { why, .. } => Some(why),
        _ => None,
    })
}

fn order(order: portal::Command) -> Command {
    Command::Portal(Box::new(order))
}

#[test]
fn a_post_on_its_way_and_one_never_written_are_refused_in_the_same_words_and_a_reader_sends_a_receipt() {
    let (theatre, mut world) = table();
    let what = Post::Text { case: Some(CASE), text: "look out".to_owned() };
    assert_eq!(refusal(&theatre, &mut world, FOCAL_NORTH, order(portal::Command::Post(what.clone()))), None);
    let post = PostId { by: FOCAL_NORTH, number: 0 };
    let early = refusal(&theatre, &mut world, FOCAL_SOUTH, order(portal::Command::Read { post }));
    let never = PostId { by: FOCAL_NORTH, number: 7 };
    assert_eq!(early, refusal(&theatre, &mut world, FOCAL_SOUTH, order(portal::Command::Read { post: never })));
    assert!(early.is_some());
    // Who has not heard of the case may not post of it, and learns nothing of it by trying.
    assert!(refusal(&theatre, &mut world, FOCAL_SOUTH, order(portal::Command::Post(what))).is_some());
    while !world.portal.posts[0].copies[0].arrived {
        step(&theatre, &mut world, &[]);
    }
    assert!(project(&theatre, &world, FOCAL_SOUTH).cases.is_empty());
    assert_eq!(project(&theatre, &world, FOCAL_SOUTH).portal.unread(FOCAL_SOUTH).count(), 1);
    assert_eq!(refusal(&theatre, &mut world, FOCAL_SOUTH, order(portal::Command::Read { post })), None);
    let picture = project(&theatre, &world, FOCAL_SOUTH);
    assert_eq!((picture.cases.len(), picture.portal.unread(FOCAL_SOUTH).count()), (1, 0));
    let north = project(&theatre, &world, FOCAL_NORTH);
    assert_eq!(north.portal.posts[0].receipts, [(FOCAL_SOUTH, world.tick)]);
    assert!(refusal(&theatre, &mut world, FOCAL_SOUTH, order(portal::Command::Read { post })).is_some(), "once");
    assert!(project(&theatre, &world, RCC_SOUTH).cases.is_empty(), "nothing reaches the centre by itself");
}

#[test]
fn an_order_file_plays_the_portal_and_the_press() {
    let scenario = strait("skill: 1.0", INDICATOR);
    let script = "[
        (at: \"+2h\", seat: \"focal-north\", do: Portal(Warn)),
        (at: \"+2h\", seat: \"focal-north\", do: Portal(Share(case: \"boat\", text: \"as we have it\"))),
        (at: \"+2h\", seat: \"focal-north\", do: Portal(Advice(about: Money, text: \"an account\"))),
        (at: \"+2h\", seat: \"focal-south\", do: Portal(Read(from: \"focal-north\"))),
        (at: \"+4h\", seat: \"focal-south\", do: Portal(PassOn(from: \"focal-north\", to: \"rcc-south\"))),
        (at: \"+5h\", seat: \"unhcr\", do: Statement(tone: Calls, of: \"south\", text: \"Let them land.\")),
    ]";
    let script = Script::read(script, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let seating = Seating::scripted(&scenario, script);
    let mut run = Exercise::new(scenario, 1, seating);
    let events = run.play_to(hours(6));
    let refused: Vec<_> = events.iter().filter(|e| matches!(e.body, Event::CommandRejected { .. })).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let read =
        events.iter().filter(|e| matches!(&e.body, Event::Portal(w) if matches!(**w, portal::Event::Read { .. })));
    // Both warnings, the case and the advice.
    assert_eq!(read.count(), 4);
    let centre = project(run.theatre(), run.world(), RCC_SOUTH);
    assert_eq!(centre.cases.len(), 1);
    assert_eq!(centre.cases[0].persons, Some(60));
    assert!(centre.cases[0].latest_position().is_some());
    assert_eq!(centre.press.len(), 1);
    assert_eq!(
        Script::read(
            "[(at: \"+1h\", seat: \"unhcr\", do: Statement(tone: Calls, of: \"nowhere\", text: \"\"))]",
            &run.theatre().scenario
        )
        .unwrap_err()
        .len(),
        1
    );
}

#[test]
fn incident_reports_are_held_against_the_truth_for_each_state() {
    let filed = play(strait("skill: 1.0", INDICATOR), 1, &[]);
    let left_out = play(strait("skill: 1.0", INDICATOR), 1, &[FOCAL_SOUTH]);
    assert!(value(&filed.score, "incident_reports_complete.south") > 0.5);
    assert!(filed.score.incidents.iter().any(|row| row.right == Some(true)));
    assert!(left_out.score.incidents.iter().filter(|row| row.party == PartyId(1)).all(|row| row.told.is_none()));
    assert_eq!(value(&left_out.score, "incident_reports_complete.south"), 0.0);
    let complete = |run: &Run| value(&run.score, "incident_reports_complete.south");
    clause("J 10.B.b", "incident_reports_complete.south", complete(&filed), complete(&left_out));
    assert!(filed.html().contains("Incident reports"));
}

#[test]
fn a_report_is_filled_from_the_picture_and_what_is_wrong_in_it_counts_as_wrong() {
    let scenario = strait("skill: 1.0", INDICATOR);
    let script = "[(at: \"+2h\", seat: \"focal-north\", do: Portal(Report(case: \"boat\", dead: 30)))]";
    let script = Script::read(script, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
    let theatre = Arc::new(Theatre::new(scenario));
    let initial = World::new(&theatre, 1);
    let seating = Seating::scripted(&theatre.scenario, script);
    let mut run = Exercise::from_moment(Arc::clone(&theatre), initial.clone(), seating);
    let events = run.play_to(hours(3));
    let labels = Labels { crew: String::new(), until: run.world().tick, final_hash: run.world().digest() };
    let score = score(&theatre, &labels, &initial, &events);
    let row = |field: &str| score.incidents.iter().find(|row| row.field == field && row.party == PartyId(0)).unwrap();
    assert_eq!((row("dead").told.as_deref(), row("dead").right), (Some("30"), Some(false)));
    // Sixty were told of, and forty are aboard.
    assert_eq!((row("persons").told.as_deref(), row("persons").right), (Some("60"), Some(false)));
    assert_eq!((row("survivors").told.as_deref(), row("survivors").right), (Some("0"), Some(true)));
    assert_eq!(row("departure").told.as_deref(), Some("Left last night, bound south."));
    let right = |field: &str| f64::from(u8::from(row(field).right == Some(true)));
    clause("J 10.B.b", "right in the report", right("survivors"), right("dead"));
    let csv = incidents_csv(&theatre.scenario, &score.incidents);
    assert!(csv.contains("\"Northland\",\"Harapan\",\"dead\",\"30\",\"0\",\"no\""), "{csv}");
    // What names nothing is refused whole.
    let mut world = run.world().clone();
    let seats = &theatre.scenario.seats;
    let picture = project(&theatre, &world, FOCAL_NORTH);
    let mut report = incident_report(&picture, CASE, seats, &theatre.scenario.parties).unwrap();
    report.states.push(PartyId(77));
    let post = order(portal::Command::Post(Post::IncidentReport(Box::new(report))));
    assert!(matches!(refusal(&theatre, &mut world, FOCAL_NORTH, post), Some(Rejection::Unknown { .. })));
}

#[test]
fn news_reaches_everybody_at_once_and_statements_move_the_mood_they_are_made_for() {
    let news = format!(
        "{INDICATOR}
        (id: \"news\", purpose: \"It comes out.\", when: At(\"+90min\"),
         effect: Press(outlet: \"The Strait Times\", text: \"A boat is missing.\", pressure: 0.4, about: \"boat\", on: \"south\")),"
    );
    let theatre = Theatre::new(strait("skill: 1.0", &news));
    let mut world = World::new(&theatre, 1);
    while world.tick < Tick(9 * 60 + 1) {
        step(&theatre, &mut world, &[]);
    }
    let (north, south) = (PartyId(0), PartyId(1));
    for seat in theatre.seats() {
        let picture = project(&theatre, &world, seat);
        assert_eq!((picture.press.len(), picture.cases.len()), (1, 1), "{seat}");
    }
    let mood = |world: &World, of| press::mood(&world.press.published, of, world.tick);
    assert!(mood(&world, south).pressure > 0.39 && mood(&world, north).pressure == 0.0);
    let say = |tone, of| Command::Statement(Statement { tone, of, text: "said".to_owned(), case: None });
    let before = mood(&world, south);
    assert_eq!(refusal(&theatre, &mut world, UNHCR, say(Tone::Calls, Some(south))), None);
    assert!(mood(&world, south).pressure > before.pressure);
    clause("J 10.A.d, KL 6", "pressure", mood(&world, south).pressure, before.pressure);
    assert!(matches!(refusal(&theatre, &mut world, UNHCR, say(Tone::Calls, None)), Some(Rejection::TooSoon { .. })));
    assert_eq!(refusal(&theatre, &mut world, FM_SOUTH, say(Tone::Blames, Some(north))), None);
    assert!(mood(&world, north).blame > 0.0 && mood(&world, south).blame == 0.0);
    assert!(matches!(
        refusal(&theatre, &mut world, RCC_SOUTH, say(Tone::Calls, None)),
        Some(Rejection::NotYours { .. })
    ));
}

#[test]
fn a_statement_about_a_case_moves_only_the_states_its_speaker_knows_to_be_concerned() {
    let (theatre, mut world) = table();
    let (north, south) = (PartyId(0), PartyId(1));
    let mood = |world: &World, of| press::mood(&world.press.published, of, world.tick);
    let say =
        |case, of| Command::Statement(Statement { tone: Tone::Blames, of, text: "said".to_owned(), case: Some(case) });
    // Who has not heard of a case cannot speak of it, and one that does not exist is refused in the same words.
    let unheard = refusal(&theatre, &mut world, UNHCR, say(CASE, None)).map(|why| why.to_string());
    let none = refusal(&theatre, &mut world, UNHCR, say(CraftId(7), None)).map(|why| why.to_string());
    assert!(unheard.is_some_and(|why| why.contains("is not known to you")));
    assert!(none.is_some_and(|why| why.contains("is not known to you")));
    world.milestones.insert(sarex::scenario::Milestone::Alerted(UNHCR, CASE), world.tick);
    let knows_nobody = refusal(&theatre, &mut world, UNHCR, say(CASE, None));
    assert!(matches!(knows_nobody, Some(Rejection::NotReady { .. })), "{knows_nobody:?}");
    assert_eq!(refusal(&theatre, &mut world, UNHCR, say(CASE, Some(south))), None);
    assert!(mood(&world, south).blame > 0.0 && mood(&world, north).blame == 0.0);
    let said = world.press.published.last().unwrap();
    assert_eq!((said.about, said.concerned.as_slice()), (Some(CASE), &[south][..]));
    // Told by a centre that it has the case in hand, a ministry knows whom it speaks of without naming anybody.
    let told = Command::Send {
        to: FM_SOUTH,
        channel: sarex::scenario::Channel::Phone,
        body: sitrep(CASE, None, "in hand", None),
    };
    while refusal(&theatre, &mut world, FM_SOUTH, say(CASE, None)).is_some() {
        assert_eq!(refusal(&theatre, &mut world, SeatId(0), told.clone()), None);
        for _ in 0..60 {
            step(&theatre, &mut world, &[]);
        }
        assert!(world.tick < hours(20));
    }
    assert_eq!(world.press.published.last().unwrap().concerned, [north]);
}

#[test]
fn unhcr_speaks_after_the_news_once_a_day_at_most_and_not_without() {
    let statements = |injects: &str| {
        let run = play(strait("skill: 1.0", injects), 1, &[]);
        let said = |e: &&Stamped<Event>| matches!(&e.body, Event::Press(item) if matches!(item.by, press::Voice::Seat(UNHCR, Tone::Calls)));
        run.events.iter().filter(said).count()
    };
    let news = "(id: \"news\", purpose: \"It comes out.\", when: At(\"+2h\"),
         effect: Press(outlet: \"The Strait Times\", text: \"A boat is missing.\", pressure: 0.4, about: \"boat\")),";
    let said = statements(news);
    assert!(statements("") == 0 && (1..=4).contains(&said), "{said} in four days");
}

#[test]
fn a_portal_that_cannot_be_is_told_with_what_to_type() {
    let wrong = |portal: &str, code: &str, words: &str| {
        let text = EXAMPLE.replacen("    parties: [", &format!("    portal: {portal},\n    parties: ["), 1);
        let (scenario, findings) = read(&text);
        assert!(scenario.is_none());
        let found = findings.iter().any(|f| f.code == code && f.message.contains(words) && !f.help.is_empty());
        assert!(found, "{portal}: {findings:#?}");
    };
    wrong("(members: [\"north\", \"south\"])", "S050", "has no national focal point");
    wrong("(members: [\"north\"])", "S022", "fewer than 2");
    wrong("(members: [\"north\", \"nowhere\"])", "S020", "there is no party");
    wrong("(members: [\"north\", \"south\"], delay: (\"2h\", \"1h\"))", "S031", "shorter than the shortest");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_the_delays_nobody_reads_before_a_post_is_written_and_no_fact_is_known_twice(seed in 0_u64..1000) {
        let run = play(strait("skill: 0.5", INDICATOR), seed, &[]);
        for fact in &run.score.knowledge.facts {
            let mut parties: Vec<PartyId> = fact.by.iter().map(|learnt| learnt.party).collect();
            prop_assert!(fact.by.windows(2).all(|pair| pair[0].evidence.event <= pair[1].evidence.event));
            prop_assert!(fact.by.iter().all(|learnt| learnt.crossing_s.is_none_or(|s| s >= 0)));
            parties.sort_unstable();
            parties.dedup();
            prop_assert_eq!(parties.len(), fact.by.len());
        }
    }
}

/// What the police of the part ashore have in hand after forty hours over some seeds: organisers identified, and hours
/// lost on false leads. The focal point is told of a lead, or of none; it tells the police, or nobody.
fn organisers(lead: &str, tells: bool) -> (f64, f64) {
    const POLICE: &str = r#"[
        (at: "+26h", seat: "police", do: Ashore(Secure(case: "boat", item: Vessel))),
        (at: "+26h", seat: "police", do: Ashore(Secure(case: "boat", item: Phones))),
        (at: "+26h", seat: "police", do: Ashore(Secure(case: "boat", item: Ledger))),
    ]"#;
    let seat = "(id: \"focal\", name: \"Focal Point Haven\", party: \"haven\", role: FocalPoint, position: \"merak\"),
        (id: \"rcc-delta\"";
    let injects = format!(
        "    injects: [(id: \"lead\", purpose: \"A lead.\", when: At(\"+2h\"),
         effect: Indicator(to: \"focal\", {lead} text: \"An account in the city.\"))],\n    reception: ["
    );
    let text = super::ashore::FIXTURE
        .replacen("(id: \"rcc-delta\"", seat, 1)
        .replacen("    reception: [", &injects, 1)
        .replacen("settles_after: \"2h\"", "settles_after: \"48h\"", 1);
    let (scenario, findings) = read(&text);
    assert!(findings.is_empty(), "{findings:#?}");
    let scenario = scenario.unwrap();
    let (mut identified, mut lost_h) = (0.0, 0.0);
    for seed in 1..=5 {
        let script = Script::read(POLICE, &scenario).unwrap_or_else(|e| panic!("{}", e.join("\n")));
        let mut seating = Seating { script: Some(script), ..Seating::all(&scenario, Crew::Doctrine) };
        for (crew, seat) in seating.crews.iter_mut().zip(&scenario.seats) {
            if seat.id == "police" || (seat.id == "focal" && !tells) {
                *crew = Crew::Absent;
            }
        }
        let mut exercise = Exercise::new(scenario.clone(), seed, seating);
        let initial = exercise.world().clone();
        let events = exercise.play_to(hours(40));
        let world = exercise.world();
        let labels = Labels { crew: "test".to_owned(), until: world.tick, final_hash: world.digest() };
        let score = score(exercise.theatre(), &labels, &initial, &events);
        let number = |key: &str| score.measure(key).and_then(|measure| measure.numerator.or(measure.value));
        identified += number("organisers_identified").unwrap_or(0.0);
        lost_h += number("false_lead_hours").unwrap_or(0.0);
        let innocent = |what: &sarex::sim::ashore::Event| match what {
            sarex::sim::ashore::Event::OrganiserIdentified { person, .. } => {
                !initial.ashore.backgrounds[person.index()].organiser
            }
            _ => false,
        };
        assert!(!events.iter().any(|e| matches!(&e.body, Event::Ashore(what) if innocent(what))));
    }
    (identified, lost_h)
}

#[test]
fn a_money_lead_told_to_the_police_identifies_more_organisers_and_a_false_one_costs_hours() {
    let lead = |case: &str, sound: bool| format!("kind: Money, case: \"{case}\", sound: {sound},");
    let (kept, none_lost) = organisers(&lead("boat", true), false);
    let (told, also_none) = organisers(&lead("boat", true), true);
    assert!(told > kept && kept > 0.0, "{told} identified with the lead, {kept} without");
    assert_eq!((none_lost, also_none), (0.0, 0.0));
    let (misled, lost_h) = organisers(&lead("boat", false), true);
    assert_eq!(misled, kept, "a false lead proves nothing");
    assert!(lost_h > 60.0, "{lost_h}");
    clause("J 10.B.e", "organisers identified", told, kept);
}
