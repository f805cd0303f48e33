//! Several states at one table, played by crews to the end: requests, decisions, terms, silence, the next port, and
//! what the score and the report say of it. The scenario is the format's example with ministries and territorial seas
//! added.

use std::sync::Arc;

use sarex::base::ids::{CraftId, SeatId, SruId};
use sarex::base::{Position, Tick};
use sarex::crew::Crew;
use sarex::debrief::{ReportInput, RunFacts, Tracks, report};
use sarex::picture::{Stands, project};
use sarex::scenario::{EXAMPLE, Milestone, Scenario, read};
use sarex::score::{Labels, Score, score};
use sarex::session::{Exercise, Seating};
use sarex::sim::{Activity, Answer, Ask, Event, Fact, Report, Stamped, Theatre, Whereabouts, World, step};

use super::clause::clause;
use super::drill::hours;

const CASE: CraftId = CraftId(0);
const MASTERS: SeatId = SeatId(3);

/// The strait with a ministry on each side, one of them so minded, and Southland's waters round its island.
pub(crate) fn strait(south: &str) -> Scenario {
    let (scenario, findings) = read(&strait_text(south));
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.unwrap()
}

/// The same as it is written.
pub(crate) fn strait_text(south: &str) -> String {
    let seats = format!(
        "(id: \"masters\", name: \"Masters\", party: \"trade\", role: Masters, position: \"08-00S 103-00E\"),
        (id: \"fm-south\", name: \"Foreign Ministry South\", party: \"south\", role: ForeignMinistry,
         position: \"08-00S 103-00E\", crew: (stance: {south})),
        (id: \"fm-north\", name: \"Foreign Ministry North\", party: \"north\", role: ForeignMinistry,
         position: \"08-00S 103-00E\"),
        (id: \"ops-south\", name: \"South operations\", party: \"south\", role: Operations, position: \"cove\"),"
    );
    let old = "(id: \"masters\", name: \"Masters\", party: \"trade\", role: Masters, position: \"08-00S 103-00E\"),";
    let corners = "[\"10-05S 105-20E\", \"10-05S 106-00E\", \"10-45S 106-00E\", \"10-45S 105-20E\"]";
    let regions = format!("territories: [(party: \"south\", corners: {corners})],\n    regions: [");
    let guard = "(id: \"guard\", name: \"Guard\", class: \"rescue-vessel-40m\", party: \"south\", seat: \"ops-south\", start: \"cove\"),
        (id: \"patrol-2\"";
    EXAMPLE
        .replacen(old, &seats, 1)
        .replacen("regions: [", &regions, 1)
        .replacen("(id: \"patrol-2\"", guard, 1)
        .replacen("length: \"36h\"", "length: \"6d\"", 1)
}

/// A moment at which a merchant ship south of the strait has everybody aboard, its masters know it, and nobody else has
/// been told anything.
fn laden(scenario: Scenario, seed: u64) -> (Arc<Theatre>, World) {
    let ship = SruId::new(scenario.srus.iter().position(|sru| sru.id == "ever-north").unwrap());
    let theatre = Arc::new(Theatre::new(scenario));
    let mut world = World::new(&theatre, seed);
    step(&theatre, &mut world, &[]);
    for person in &mut world.people {
        person.whereabouts = Whereabouts::AboardSru(ship);
    }
    let unit = &mut world.srus[ship.index()];
    unit.position = Position::new(-9.3, 105.6).unwrap();
    (unit.activity, unit.case) = (Activity::Waiting, Some(CASE));
    world.milestones.insert(Milestone::Alerted(MASTERS, CASE), world.tick);
    let living = u32::try_from(world.people.len()).unwrap();
    let recovered = Report::Recovered { case: CASE, living, dead: 0 };
    let entry = sarex::sim::Entry {
        known_at: world.tick,
        true_at: world.tick,
        fact: Fact::Report { sru: ship, what: recovered },
    };
    world.ledgers[MASTERS.index()].write(entry);
    (theatre, world)
}

/// Southland waits for others, and nothing is settled yet.
pub(crate) fn halfway() -> Exercise {
    let (theatre, initial) = laden(strait("Delay"), 4);
    let seating = Seating::all(&theatre.scenario, Crew::Doctrine);
    let mut exercise = Exercise::from_moment(theatre, initial, seating);
    exercise.play_to(hours(20));
    exercise
}

/// What doctrine made of a moment.
pub(crate) struct Run {
    pub(crate) theatre: Arc<Theatre>,
    initial: World,
    pub(crate) exercise: Exercise,
    pub(crate) events: Vec<Stamped<Event>>,
}

fn play(south: &str, seed: u64) -> Run {
    let (theatre, initial) = laden(strait(south), seed);
    let until = theatre.scenario.last_tick();
    Run::from_moment(theatre, initial, until)
}

impl Run {
    /// Plays on from a moment.
    pub(crate) fn from_moment(theatre: Arc<Theatre>, initial: World, until: Tick) -> Self {
        let seating = Seating::all(&theatre.scenario, Crew::Doctrine);
        let mut exercise = Exercise::from_moment(Arc::clone(&theatre), initial.clone(), seating);
        let events = exercise.play_to(until);
        Self { theatre, initial, exercise, events }
    }

    pub(crate) fn score(&self) -> Score {
        let until = self.exercise.world().tick;
        let labels = Labels { crew: "doctrine".to_owned(), until, final_hash: self.exercise.world().digest() };
        score(&self.theatre, &labels, &self.initial, &self.events)
    }

    fn landed_at(&self) -> Vec<(String, usize)> {
        let mut at: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
        for event in &self.events {
            if let Event::PersonLanded { place: Some(place), .. } = event.body {
                *at.entry(self.theatre.scenario.places[place.index()].id.clone()).or_default() += 1;
            }
        }
        at.into_iter().collect()
    }

    fn first(&self, wanted: impl Fn(&Event) -> bool) -> Option<Tick> {
        self.events.iter().find(|e| wanted(&e.body)).map(|e| e.tick)
    }
}

fn value(score: &Score, key: &str) -> f64 {
    score.measure(key).unwrap_or_else(|| panic!("{key} is not in the score")).value.unwrap()
}

#[test]
fn a_willing_state_decides_in_hours_and_people_come_ashore_there() {
    let run = play("Cooperate", 3);
    let asked =
        run.first(|e| matches!(e, Event::RequestMade { what: Ask::Clear(_), .. })).expect("a decision is asked");
    let decided = run
        .events
        .iter()
        .find(|e| matches!(&e.body, Event::RequestAnswered { by, .. } if run.theatre.seat(*by).id == "fm-south"))
        .expect("the ministry decides");
    assert!((3.5..7.0).contains(&decided.tick.since(asked).as_hours()), "{}", decided.tick.since(asked));
    assert_eq!(run.landed_at(), [("cove".to_owned(), 40)]);
    let score = run.score();
    for (key, expected) in
        [("requests.clear.asked", 1.0), ("requests.clear.accepted", 1.0), ("requests.land.accepted", 1.0)]
    {
        assert_eq!(value(&score, key), expected, "{key}");
    }
    assert!(value(&score, "answer_time_median.south") > 3.5 * 3600.0);
    assert_eq!(score.persons.saved, 40);
}

#[test]
fn a_state_that_waits_sets_terms_and_they_bind() {
    let run = play("Delay", 3);
    let terms = run.events.iter().find_map(|e| match &e.body {
        Event::RequestAnswered { answer: Answer::AcceptIf { terms }, .. } => Some(*terms),
        _ => None,
    });
    let score = run.score();
    let silent = value(&score, "requests.clear.silent");
    assert!(silent >= 1.0, "six hours pass without a word");
    if let Some(most) = terms.and_then(|terms| terms.at_most) {
        let at_cove = run.landed_at().iter().find(|(place, _)| place == "cove").map_or(0, |(_, n)| *n);
        assert!(at_cove <= most as usize, "{at_cove} landed, {most} allowed");
    }
    assert_eq!(score.persons.saved, 40, "{:?}", run.landed_at());
}

#[test]
fn a_state_that_pushes_back_sends_people_to_the_next_port_later() {
    let (willing, unwilling) = (play("Cooperate", 3), play("PushBack", 3));
    assert_eq!(unwilling.landed_at(), [("merak".to_owned(), 40)]);
    let first = |run: &Run| run.first(|e| matches!(e, Event::PersonLanded { .. })).unwrap();
    let later = first(&unwilling).since(first(&willing));
    assert!(later.as_hours() > 4.0, "the refusal costs them {later}");
    clause("J 10.C.e", "first landed", f64::from(first(&willing).0), f64::from(first(&unwilling).0));
    let score = unwilling.score();
    assert!(value(&score, "requests.clear.refused") >= 1.0 && value(&score, "requests.land.refused") >= 1.0);
}

#[test]
fn nobody_answers_what_is_not_theirs_and_no_crew_of_a_state_is_refused_for_want_of_right() {
    for stance in ["Cooperate", "Delay", "PushBack"] {
        let run = play(stance, 5);
        for event in &run.events {
            if let Event::CommandRejected { seat, what, why } = &event.body {
                panic!("{stance}: {seat} could not {what}: {why}");
            }
        }
    }
}

#[test]
fn the_report_says_what_was_asked_and_what_came_of_it() {
    let run = play("PushBack", 3);
    let score = run.score();
    let html = report(&ReportInput {
        theatre: &run.theatre,
        score: &score,
        events: &run.events,
        tracks: &Tracks::default(),
        run: &RunFacts::default(),
        brief: None,
    });
    assert!(html.contains("What seats asked of each other"));
    assert!(html.contains("<td>for the national decision about a landing</td>"));
    assert!(score.measure("requests.clear.asked").is_some());
    let text = sarex::score::to_text(&score);
    assert!(text.contains("Requests for the national decision about a landing: refused"), "{text}");
    assert!(text.contains("Longest time to an answer to others: Southland"), "{text}");
}

#[test]
fn what_each_side_sees_of_a_request_is_what_it_was_told() {
    // Halfway through, whoever asked and whoever was asked disagree only about what is on its way.
    let exercise = halfway();
    let (theatre, world) = (exercise.theatre(), exercise.world());
    let mut seen = 0;
    for request in &world.requests {
        let view = |seat: SeatId, of_us: bool| {
            let picture = project(theatre, world, seat);
            picture.requests.into_iter().find(|r| r.request == request.id && r.of_us == of_us)
        };
        let asker = view(request.from, false).expect("who asked knows");
        assert_eq!(asker.granted().is_some(), request.granted().is_some());
        assert_eq!(asker.stands() == Stands::Withdrawn, request.life.withdrawn_at.is_some());
        match view(request.to, true) {
            Some(asked) => {
                seen += 1;
                assert_eq!(asked.answer.is_some(), request.answer.is_some());
                assert_eq!(asked.course.silent_at, None, "silence is the asker's");
            }
            None => assert_eq!(request.received_at, None),
        }
    }
    assert!(seen >= 3, "{seen} requests known to both sides");
}
