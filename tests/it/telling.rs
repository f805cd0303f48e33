//! The report tells long and many-handed exercises shortly: what is alike is told once, what went wrong first, and
//! nothing is lost. The events here are made by hand.

use sarex::base::ids::{CraftId, MessageId, ObjectId, PartyId, PersonId, PlaceId, RequestId, SeatId, SruId};
use sarex::base::{Position, Span, Tick};
use sarex::debrief::{Finding, ReportInput, RunFacts, Tracks, Weight, findings, report};
use sarex::scenario::{Channel, Scenario, Stage};
use sarex::score::{Labels, Score, score};
use sarex::sim::alongside::Deed;
use sarex::sim::{
    Answer, Ask, DeathCause, Event, ReportedPosition, Seen, Setting, Source, StageCause, Stamped, Theatre, World,
};

use crate::drill::sitrep;
use crate::scoring::small;

const JAKARTA: SeatId = SeatId(0);
const OPS_INDONESIA: SeatId = SeatId(1);
const AUSTRALIA: SeatId = SeatId(2);
const CASE: CraftId = CraftId(0);

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).unwrap()
}

/// A run told by hand.
struct Told {
    theatre: Theatre,
    score: Score,
    events: Vec<Stamped<Event>>,
    tracks: Tracks,
    facts: RunFacts,
}

impl Told {
    fn of(scenario: Scenario, mut events: Vec<(u32, Event)>, until: Tick) -> Self {
        events.sort_by_key(|(tick, _)| *tick);
        let stamp = |(seq, (tick, body)): (usize, (u32, Event))| Stamped {
            tick: Tick(tick),
            seat: None,
            seq: u32::try_from(seq).unwrap(),
            body,
        };
        let events: Vec<Stamped<Event>> = events.into_iter().enumerate().map(stamp).collect();
        let theatre = Theatre::new(scenario);
        let world = World::new(&theatre, 3);
        let labels = Labels { crew: "mixed".into(), until, final_hash: world.digest() };
        let score = score(&theatre, &labels, &world, &events);
        Self { theatre, score, events, tracks: Tracks::default(), facts: RunFacts::default() }
    }

    /// With nobody in these seats and a crew in the others.
    fn with_empty(mut self, empty: &[SeatId]) -> Self {
        let seats = self.theatre.scenario.seats.iter().enumerate();
        let who = |i: usize| if empty.contains(&SeatId::new(i)) { "absent" } else { "doctrine" };
        self.facts.seats = seats.map(|(i, seat)| (seat.name.clone(), who(i).to_owned())).collect();
        self
    }

    fn input(&self) -> ReportInput<'_> {
        ReportInput {
            theatre: &self.theatre,
            score: &self.score,
            events: &self.events,
            tracks: &self.tracks,
            run: &self.facts,
            brief: None,
        }
    }

    fn findings(&self) -> Vec<Finding> {
        findings(&self.input())
    }

    fn html(&self) -> String {
        report(&self.input())
    }

    /// The part of the page under one heading of the second order.
    fn section(&self, id: &str) -> String {
        let html = self.html();
        let rest = html.split(&format!("<section id=\"{id}\"")).nth(1).expect("the section is there");
        rest.split("</section>").next().unwrap_or_default().to_owned()
    }
}

fn ask(n: u32, tick: u32, from: SeatId, to: SeatId, what: Ask, within: Option<Span>) -> (u32, Event) {
    let by = within.map(|span| Tick(tick + u32::try_from(span.seconds() / 10).unwrap()));
    (tick, Event::RequestMade { request: RequestId(n), from, to, case: CASE, what, by })
}

fn answer(n: u32, tick: u32, by: SeatId, answer: Answer) -> (u32, Event) {
    (tick, Event::RequestAnswered { request: RequestId(n), by, answer })
}

/// Ticks of so many hours.
const fn h(hours: u32) -> u32 {
    hours * 360
}

#[test]
fn what_one_seat_answers_another_late_again_and_again_is_one_finding() {
    let mut events = Vec::new();
    for n in 0..20 {
        let asked = h(1) + n * 30;
        events.push(ask(n, asked, OPS_INDONESIA, AUSTRALIA, Ask::Enter, Some(Span::hours(2))));
        // The first ten in time, the others late, each by a little more.
        let took = if n < 10 { h(1) } else { h(3) + (n - 10) * 36 };
        events.push(answer(n, asked + took, AUSTRALIA, Answer::Accept));
    }
    let told = Told::of(small(), events, Tick(h(30)));
    let all: Vec<Finding> = told.findings().into_iter().filter(|f| f.title.contains("to enter")).collect();
    let [one] = all.as_slice() else { panic!("{all:#?}") };
    assert_eq!(
        one.title,
        "RCC Australia, Canberra answered 10 of 20 requests of Indonesian operations late: to give leave to enter its \
         territorial sea."
    );
    // Ten took an hour, and of the ten others the first is the middle one of all.
    assert_eq!(one.detail, "An answer took 3 h at the median and 3 h 54 min at the longest; within 2 h was asked for.");
    assert_eq!(one.evidence.len(), 20, "{:?}", one.evidence);
}

#[test]
fn an_answer_within_the_time_asked_for_is_no_finding() {
    let land = Ask::Land { place: PlaceId(1), persons: 20 };
    let events = |took: u32, within: Option<Span>| {
        vec![
            ask(1, h(1), OPS_INDONESIA, AUSTRALIA, land.clone(), within),
            answer(1, h(1) + took, AUSTRALIA, Answer::Accept),
        ]
    };
    let late = |took: u32, within: Option<Span>| {
        let told = Told::of(small(), events(took, within), Tick(h(20)));
        told.findings().iter().any(|f| f.title.contains("waited"))
    };
    assert!(!late(h(5), Some(Span::hours(6))), "five of six hours");
    assert!(late(h(5), Some(Span::hours(4))), "five of four hours");
    // A landing is decided within six hours where nobody says otherwise.
    assert!(!late(h(5), None) && late(h(7), None));
}

#[test]
fn a_seat_that_stood_empty_is_one_finding_and_is_named() {
    let mut events: Vec<(u32, Event)> =
        (0..6).map(|n| ask(n, h(1) + n * 60, AUSTRALIA, JAKARTA, Ask::Coordinate, None)).collect();
    events.push(ask(6, h(3), AUSTRALIA, JAKARTA, Ask::Enter, None));
    let told = Told::of(small(), events, Tick(h(30))).with_empty(&[JAKARTA, OPS_INDONESIA]);
    let all = told.findings();
    let about: Vec<&Finding> =
        all.iter().filter(|f| f.title.contains("BASARNAS, Jakarta") && f.evidence.len() > 1).collect();
    let [one] = about.as_slice() else { panic!("{about:#?}") };
    assert_eq!(one.title, "The seat of BASARNAS, Jakarta was empty: it was asked 7 times and answered nothing.");
    assert_eq!((one.weight, one.evidence.len()), (Weight::Grave, 7));
    let html = told.html();
    assert!(html.contains("Crew: doctrine; nobody at BASARNAS, Jakarta, Indonesian operations"), "the crew line");
    assert!(told.section("summary").contains("nobody sat at BASARNAS, Jakarta"));
    // Who was asked that often and sat there is told without the reason.
    let told = Told::of(
        small(),
        (0..6).map(|n| ask(n, h(1), AUSTRALIA, JAKARTA, Ask::Coordinate, None)).collect(),
        Tick(h(30)),
    );
    assert!(told.findings().iter().any(|f| f.title == "BASARNAS, Jakarta was asked 6 times and answered nothing."));
}

#[test]
fn refusals_of_a_kind_are_one_finding() {
    let land = Ask::Land { place: PlaceId(1), persons: 20 };
    let mut events = Vec::new();
    for n in 0..8 {
        events.push(ask(n, h(1) + n, OPS_INDONESIA, AUSTRALIA, land.clone(), None));
        let said = if n < 5 { Answer::Refuse { reason: "not here".into() } } else { Answer::Accept };
        events.push(answer(n, h(2) + n, AUSTRALIA, said));
    }
    let told = Told::of(small(), events, Tick(h(20)));
    let refused: Vec<Finding> = told.findings().into_iter().filter(|f| f.title.contains("refused")).collect();
    let [one] = refused.as_slice() else { panic!("{refused:#?}") };
    assert_eq!(one.title, "RCC Australia, Canberra refused 5 of 8 requests to let people land.");
    assert_eq!(one.evidence.len(), 5);
    let summary = told.section("summary");
    assert!(summary.contains("Who did what") && summary.contains("Refused"), "{summary}");
}

fn turned_back(tick: u32) -> (u32, Event) {
    let deed = Deed::TurnedBack {
        sru: SruId(1),
        case: CASE,
        seat: OPS_INDONESIA,
        party: PartyId(0),
        people: (0..40).map(PersonId).collect(),
        from: Some(PartyId(0)),
        into: None,
        refouled: (0..7).map(PersonId).collect(),
        position: at(-8.0, 105.0),
    };
    (tick, Event::Alongside(Box::new(deed)))
}

#[test]
fn a_push_back_is_a_violation_where_nobody_landed() {
    let told = Told::of(small(), vec![turned_back(h(5))], Tick(h(20)));
    let people = told.section("people");
    assert!(people.contains("<td>push-back</td><td class=\"num\">40</td>"), "{people}");
    assert!(people.contains("<td>refoulement at sea</td><td class=\"num\">7</td>"));
    assert!(!people.contains("None was recorded"));
    let summary = told.section("summary");
    assert!(
        summary.contains("push-back of 40 persons") && summary.contains("refoulement at sea of 7 persons"),
        "{summary}"
    );
    // Nothing of the kind: the section is there and says so.
    let told = Told::of(small(), vec![], Tick(h(20)));
    let people = told.section("people");
    assert!(people.contains("<h3>Violations</h3><p>None was recorded.</p>"), "{people}");
}

#[test]
fn rights_and_lives_come_before_hours() {
    let mut events = vec![turned_back(h(5))];
    for n in 0..4 {
        events.push(ask(n, h(1), OPS_INDONESIA, AUSTRALIA, Ask::Enter, None));
        events.push(answer(n, h(9), AUSTRALIA, Answer::Refuse { reason: String::new() }));
    }
    let dies = Event::PersonDied {
        person: PersonId(9),
        cause: DeathCause::Capsize,
        setting: Setting::AboardCasualty,
        position: at(-8.0, 105.0),
    };
    let capsize = Event::StageReached {
        case: CASE,
        stage: Stage::Capsized,
        cause: StageCause::CrowdMovement,
        position: at(-8.0, 105.0),
    };
    events.push((h(8), capsize));
    events.push((h(8), dies));
    let told = Told::of(small(), events, Tick(h(20)));
    let all = told.findings();
    let place = |words: &str| {
        all.iter().position(|f| f.title.contains(words)).unwrap_or_else(|| panic!("no \"{words}\" in {all:#?}"))
    };
    assert!(place("Push-back of 40") < place("refused"));
    assert!(place("capsized") < place("answered 4 of 4"));
    let summary = told.section("summary");
    let most = summary.split("What went wrong most").nth(1).expect("something went wrong");
    assert!(
        most.split("<li>").nth(1).is_some_and(|first| first.contains("Push-back of 40 persons by Indonesia")),
        "{most}"
    );
    assert_eq!(most.split("</ol>").next().unwrap().matches("<li>").count(), 3);
}

#[test]
fn an_exercise_of_days_is_told_with_dates() {
    let events = || vec![ask(1, h(1), OPS_INDONESIA, AUSTRALIA, Ask::Enter, None)];
    let title = |until: u32| {
        let told = Told::of(small(), events(), Tick(until));
        let all = told.findings();
        all.iter().find(|f| f.title.contains("never answered")).expect("it was never answered").title.clone()
    };
    assert!(title(h(10)).ends_with("(1230Z)."), "{}", title(h(10)));
    assert!(title(h(50)).ends_with("(19 JUN 1230Z)."), "{}", title(h(50)));
}

#[test]
fn a_position_is_one_row_however_often_it_is_passed_on() {
    let reported = ReportedPosition { position: at(-8.0, 105.0), error_m: 3_704.0, true_at: Tick(100) };
    let call = |n: u32, from: Source, to: SeatId| {
        let body = sitrep(CASE, Some(reported), "", None);
        (100 + n, Event::MessageSent { message: MessageId(n), from, to, channel: Channel::Phone, body })
    };
    let mut events = vec![call(0, Source::Casualty(CASE), AUSTRALIA)];
    events.extend((1..30).map(|n| call(n, Source::Seat(AUSTRALIA), JAKARTA)));
    let told = Told::of(small(), events, Tick(h(20)));
    let charts = told.section("charts");
    let rows = charts.split("Positions told").nth(1).unwrap().matches("<tr>").count();
    assert_eq!(rows, 2, "a heading and one row");
    assert!(charts.contains("29 times, first 1146Z"), "{charts}");
    // Nothing is lost.
    let html = told.html();
    assert!((0..30).all(|n| html.contains(&format!("id=\"e{n}\""))));
    assert_eq!(charts.matches("to BASARNAS, Jakarta").count(), 29);
}

#[test]
fn times_on_charts_have_their_date_where_the_exercise_lasted_longer_than_a_day() {
    let charts = |until: u32| {
        let position = at(-8.0, 105.0);
        let reported = ReportedPosition { position, error_m: 3_704.0, true_at: Tick(100) };
        let call = sitrep(CASE, Some(reported), "", None);
        let (message, channel, to) = (MessageId(0), Channel::Phone, AUSTRALIA);
        let stage = Stage::Capsized;
        let events = vec![
            (100, Event::MessageSent { message, from: Source::Casualty(CASE), to, channel, body: call }),
            (200, Event::StageReached { case: CASE, stage, cause: StageCause::Weather, position }),
        ];
        let mut told = Told::of(small(), events, Tick(until));
        let track = (0..=until).step_by(60).map(|tick| (Tick(tick), position)).collect();
        told.tracks.casualties.push((CASE, track));
        told.section("charts")
    };
    let (short, long) = (charts(h(20)), charts(h(50)));
    assert!(short.contains(">1 · 1146Z<") && short.contains(">capsized 1203Z<"), "{short}");
    assert!(long.contains(">1 · 19 JUN 1146Z<") && long.contains(">capsized 19 JUN 1203Z<"), "{long}");
}

#[test]
fn of_very_many_events_the_list_is_packed_and_everything_else_reads_as_ever() {
    let logged = |n: u32| (100 + n * 4, Event::Logged { seat: JAKARTA, text: format!("call {n} <of> many") });
    let few = Told::of(small(), (0..20).map(logged).collect(), Tick(h(50))).html();
    assert!(!few.contains("<script") && few.contains("<tr id=\"e7\">"));
    let told = Told::of(small(), (0..4_000).map(logged).collect(), Tick(h(50)));
    let html = told.html();
    let (before, rest) = html.split_once("<script type=\"application/json\" id=\"packed\">").expect("it is packed");
    let (json, script) = rest.split_once("</script>").expect("it ends");
    assert!(!json.contains('<') && script.contains("<script>"));
    let list: serde_json::Value = serde_json::from_str(json).unwrap();
    let days = list["days"].as_array().unwrap();
    let rows: Vec<&str> = days.iter().flat_map(|day| day["rows"].as_str().unwrap().split(';')).collect();
    assert_eq!(rows.len(), 4_000);
    assert!(list["phrases"].as_array().unwrap().iter().any(|p| p.as_str().unwrap().contains("call # <of> many")));
    // Each day is there to be opened, with its first event.
    assert_eq!(before.matches("data-day=\"").count(), days.len());
    for day in days {
        assert!(html.contains(&format!("events {}–", day["first"])), "{day}");
    }
    assert!(html.contains("<noscript>") && !html.contains("src=") && !html.contains("http"));
    // The events a reader follows the case by are not packed.
    assert!(told.section("timeline").contains("call 7 &lt;of&gt; many"));
}

#[test]
fn what_never_happened_is_folded_behind_the_numbers() {
    let told = Told::of(small(), vec![ask(1, h(1), OPS_INDONESIA, AUSTRALIA, Ask::Enter, None)], Tick(h(20)));
    let score = told.section("score");
    let (dealings, process) = score.split_once("Process: how the table worked").expect("the table is there");
    let (open, folded) = process.split_once("<summary>").expect("something is folded");
    assert!(open.contains("Requests made between seats"), "{open}");
    assert!(folded.contains("Searches begun") && !open.contains("Searches begun"));
    // What nothing came of has no column: nobody refused anything.
    assert!(dealings.contains("<th class=\"num\">Made</th>") && !dealings.contains("<th class=\"num\">Refused</th>"));
    assert!(dealings.contains("<div class=\"scroller\">"));
}

#[test]
fn hundreds_of_late_answers_make_a_dozen_findings_and_lose_no_event() {
    // Every seat asks every other for everything and hears nothing until much later, each time of something else.
    let seats: Vec<SeatId> = (0..5).map(SeatId).collect();
    let mut events = Vec::new();
    let mut n = 0;
    for from in &seats {
        for to in seats.iter().filter(|to| *to != from) {
            for hour in 0..30 {
                let what = match hour % 3 {
                    0 => Ask::Enter,
                    1 => Ask::Lend { sru: SruId(1) },
                    _ => Ask::Deploy { at: at(-8.0, 105.0), error_m: 10_000.0, true_at: Tick(0) },
                };
                events.push(ask(n, h(hour), *from, *to, what, None));
                events.push(answer(n, h(hour + 4), *to, Answer::Accept));
                n += 1;
            }
        }
    }
    let told = Told::of(small(), events, Tick(h(50)));
    let all = told.findings();
    assert!(all.len() < 30, "{} findings", all.len());
    let behind: usize = all.iter().filter(|f| f.title.contains(" late: to ")).map(|f| f.evidence.len()).sum();
    assert_eq!(behind, 2 * n as usize, "every request and answer stands behind a finding");
    let html = told.section("findings");
    assert_eq!(html.matches("<li><strong>").count(), all.len(), "open or folded, each is there");
}

#[test]
fn each_of_many_vessels_has_a_scene_and_every_landing_its_number() {
    let mut scenario = small();
    let boat = scenario.craft[0].clone();
    for n in 1..6 {
        let mut other = boat.clone();
        other.id = format!("boat-{n}");
        other.name = format!("boat number {n}");
        scenario.craft.push(other);
    }
    let n = scenario.craft.len();
    let mut events = Vec::new();
    for i in 0..n {
        let seen = Event::Sighted {
            sru: SruId(1),
            object: ObjectId(u32::try_from(i).unwrap()),
            case: CraftId::new(i),
            what: Seen::Vessel,
            position: at(-8.0 - i as f64 * 0.02, 105.0),
            persons: 40,
            told: vec![],
        };
        events.push((h(2), seen));
    }
    for person in 0..9 {
        let place = Some(PlaceId(person % 2));
        events.push((h(9), Event::PersonLanded { person: PersonId(person), sru: None, place, safe: true }));
    }
    let mut told = Told::of(scenario, events, Tick(h(20)));
    let track =
        |i: usize| (0..20).map(|k| (Tick(k * 360), at(-8.0 - i as f64 * 0.02, 105.0 + f64::from(k) * 0.01))).collect();
    told.tracks.casualties = (0..n).map(|i| (CraftId::new(i), track(i))).collect();
    let charts = told.section("charts");
    for craft in &told.theatre.scenario.craft {
        assert!(charts.contains(&format!("<summary>The scene of {}</summary>", craft.name)), "{}", craft.name);
    }
    let overview = charts.split("</svg>").next().unwrap();
    for (place, landed) in told.theatre.scenario.places.iter().zip([5, 4]) {
        let words = format!("{}: {landed} landed", place.name);
        assert!(overview.contains(&words), "{words} is not on the chart");
    }
}
