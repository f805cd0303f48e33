//! Two hundred tables at which anything may be said and done: crews and stances drawn by lot, and beside them orders
//! without sense from every seat and from EXCON. Whatever comes of it, the books must balance.

use std::collections::{BTreeMap, BTreeSet};

use sarex::base::Position;
use sarex::base::ids::{PersonId, RequestId, SeatId};
use sarex::crew::Crew;
use sarex::debrief::{ReportInput, RunFacts, Tracks, report};
use sarex::picture::{Kept, project};
use sarex::scenario::{EXAMPLE, Effect, Scenario, read};
use sarex::score::{Labels, score};
use sarex::session::{Exercise, Seating};
use sarex::sim::{Command, Event, Intervention, Stamped, World};

use super::drill::for_seeds;
use super::reports::only_reported;
use super::whim::Whim;

const STANCES: [&str; 3] = ["Cooperate", "Delay", "PushBack"];

/// Two states with a seat of every kind, the organisations, waters, ports and people of whom everything may be true.
fn crowded(whim: &mut Whim) -> Scenario {
    let mut seat = |id: &str, party: &str, role: &str| {
        let stance = STANCES[whim.below(3) as usize];
        let skill = f64::from(whim.below(5)) / 4.0;
        format!(
            "(id: \"{id}\", name: \"{id}\", party: \"{party}\", role: {role}, position: \"-6.15, 106.85\", \
             crew: (stance: {stance}, skill: {skill:?})),\n"
        )
    };
    let mut seats = seat("ops-south", "south", "Operations");
    for party in ["north", "south"] {
        for role in ["ForeignMinistry", "Immigration", "Police", "FocalPoint"] {
            seats += &seat(&format!("{role}-{party}"), party, role);
        }
    }
    seats += &seat("unhcr", "un", "Unhcr");
    seats += &seat("iom", "un", "Iom");
    let masters = "(id: \"masters\", name: \"Masters\"";
    let waters = "rescued: [(craft: \"boat\", by: \"ever-north\", persons: 7)],
    portal: (members: [\"north\", \"south\"], delay: (\"10min\", \"1h\")),
    fund: (name: \"Fund\", balance: 50000, manager: \"iom\"),
    task_force: [\"north\", \"south\"],
    assessment: (kind: Regional, members: [\"north\", \"south\"], per_day: 20, site: \"cove\", centre_per_day: 90,
                 paid_by: Fund),
    territories: [
        (party: \"north\", corners: [\"5-30S 105-20E\", \"5-30S 106-40E\", \"7-20S 106-40E\", \"7-20S 105-20E\"]),
        (party: \"south\", corners: [\"10-05S 105-20E\", \"10-05S 106-00E\", \"10-45S 106-00E\", \"10-45S 105-20E\"]),
    ],
    reception: [
        (place: \"merak\", party: \"north\", opens: \"2h\", beds: 12, water_l_per_day: 200, ambulances: 1,
         staff: (reception: 3, medical: 2, registration: 2, screening: 2, immigration: 1, police: 1,
                 child_protection: 1, interpreters: [(\"Hill\", 1)])),
        (place: \"cove\", party: \"south\", beds: 20, water_l_per_day: 200, meals: 9,
         staff: (reception: 2, medical: 1, registration: 1, screening: 1)),
    ],
    regions: [";
    let guard = "(id: \"guard\", name: \"Guard\", class: \"rescue-vessel-40m\", party: \"south\", seat: \"ops-south\",
         start: \"cove\", stores: (water: \"500 L\", lifejackets: 20, food: 60), technicians: true),
        (id: \"spare\", name: \"Spare\", class: \"rescue-vessel-40m\", party: \"south\", seat: \"ops-south\",
         start: \"reserve\", home: \"cove\"),
        (id: \"patrol-2\"";
    let about = "(name: \"families\", nationalities: [(\"north\", 0.5)], languages: [(\"Hill\", 0.6)],
         documents_share: 0.3, pregnant_share: 0.5, wounded_share: 0.2, trafficking_share: 0.2, protection_share: 0.5,
         unaccompanied_share: 0.3, witnesses_share: 0.4, organisers: 2, flees: \"north\",";
    // One boat told of twice, and one that is not there.
    let reports =
        only_reported("second", "dark boat", " same_as: \"boat\",") + &only_reported("hoax", "white yacht", "");
    let call = |id: &str, case: &str, to: &str, at: &str| {
        format!(
            "(id: \"{id}\", purpose: \"A call.\", when: At(\"{at}\"), effect: Message(from: \"{id}\", to: \"{to}\", \
             case: \"{case}\", nature: TakingWater, persons: 30, position: \"-8.1, 105.6\", text: \"Help.\")),"
        )
    };
    let calls = call("wife", "second", "rcc-north", "+2h") + &call("nobody", "hoax", "rcc-south", "+90min");
    let text = EXAMPLE
        .replacen("name: \"Merchant shipping\", kind: Shipping),", UNITED, 1)
        .replacen(
            "\"Southland\", kind: Country",
            "\"Southland\", kind: Country, resettlement_places: 5, budget: 9000",
            1,
        )
        .replacen(masters, &format!("{seats}{masters}"), 1)
        .replacen("regions: [", waters, 1)
        .replacen("(id: \"patrol-2\"", guard, 1)
        .replacen("(name: \"families\",", about, 1)
        .replacen("            water: \"200 L\",", "            water: \"200 L\", food: 50, repair: \"2h\",", 1)
        .replacen("length: \"36h\"", "length: \"26h\"", 1)
        .replacen(
            "        ),\n    ],\n    injects: [",
            &format!("        ),\n{reports}\n    ],\n    injects: [{calls}"),
            1,
        );
    let (scenario, findings) = read(&text);
    assert!(findings.is_empty(), "{findings:#?}\n{text}");
    scenario.unwrap()
}

const UNITED: &str = "name: \"Merchant shipping\", kind: Shipping),
        (id: \"un\", name: \"United Nations\", kind: Organisation,
         stock: (registration: 2, screening: 1, interpreters: [(\"Hill\", 2)])),";

/// What is looked after, from the beginning to the end of a run.
struct Books {
    aboard: usize,
    /// Who was asked.
    asked: BTreeMap<RequestId, SeatId>,
    saved: BTreeSet<PersonId>,
    bodies: BTreeSet<PersonId>,
    died: BTreeSet<PersonId>,
}

impl Books {
    fn take(&mut self, event: &Event) {
        match event {
            Event::RequestMade { request, to, .. } => {
                assert_eq!(self.asked.insert(*request, *to), None, "{request} was made twice");
            }
            Event::RequestAnswered { request, by, .. } => {
                assert_eq!(self.asked.get(request), Some(by), "{request} answered by one who was not asked");
            }
            Event::PersonLanded { person, safe: true, .. } => {
                assert!(self.saved.insert(*person), "{person} was saved twice");
                assert!(!self.died.contains(person), "{person} was saved after death");
            }
            Event::PersonDied { person, .. } => assert!(self.died.insert(*person), "{person} died twice"),
            Event::BodyRecovered { person, .. } => {
                assert!(self.bodies.insert(*person), "the body of {person} was found twice");
                assert!(self.died.contains(person), "{person} lives");
            }
            _ => {}
        }
    }

    /// No unit is in two places: in one tick none goes farther than the fastest there is, unless EXCON moved it.
    fn places(&self, before: &[Position], after: &World, moved: bool) {
        for (was, is) in before.iter().zip(&after.srus) {
            let metres = was.distance_m(is.position);
            assert!(moved || metres < 3_000.0, "{} went {metres} m in ten seconds", is.id);
        }
        assert_eq!((before.len(), after.people.len()), (after.srus.len(), self.aboard));
    }
}

/// A run at such a table, to its end.
pub(crate) struct Played {
    pub(crate) exercise: Exercise,
    initial: World,
    events: Vec<Stamped<Event>>,
    /// What happened in moments in which nobody but crews said anything.
    pub(crate) crews_did: Vec<Stamped<Event>>,
}

/// A run and all its events; what it does and where it is are looked after at every tick, what it is every five
/// minutes.
pub(crate) fn play(seed: u64) -> Played {
    let mut whim = Whim::new(seed);
    let scenario = crowded(&mut whim);
    let mut seating = Seating::all(&scenario, Crew::Doctrine);
    for crew in &mut seating.crews {
        *crew = Crew::ALL[[0, 1, 1, 1, 2][whim.below(5) as usize]];
    }
    let (seats, excon) = (scenario.seats.len() as u32, whim.once_in(2));
    whim.known = [
        ("SeatId", seats),
        ("SruId", scenario.srus.len() as u32),
        ("CraftId", scenario.craft.len() as u32),
        ("PlaceId", scenario.places.len() as u32),
        ("PartyId", scenario.parties.len() as u32),
        ("InjectId", 1),
        ("ExpectationId", 1),
        ("SiteId", 2),
    ]
    .into();
    let mut exercise = Exercise::new(scenario, seed, seating);
    let initial = exercise.world().clone();
    let aboard = initial.people.len();
    let mut books = Books {
        aboard,
        asked: BTreeMap::new(),
        saved: BTreeSet::new(),
        bodies: BTreeSet::new(),
        died: BTreeSet::new(),
    };
    let mut kept: Vec<Kept> =
        exercise.theatre().seats().map(|seat| Kept::new(exercise.theatre(), &initial, seat)).collect();
    let (mut events, mut crews_did) = (Vec::new(), Vec::new());
    while !exercise.is_over() {
        let world = exercise.world();
        let mut people = Vec::new();
        // In bursts, so that crews have a chance to do something sensible in between.
        let lively = (world.tick.0 / 360) % 3 != 2;
        while lively && whim.once_in(8) {
            whim.known.insert("FileId", world.ashore.files.iter().map(|files| files.len() as u32).max().unwrap_or(0));
            let mut command = whim.command().expect("most commands can be had");
            // A desk that is made to close every case orders nothing any more: that is done to some, and not to all.
            if matches!(command, Command::Plot(_)) && !whim.once_in(8) {
                continue;
            }
            // An answer to something that was asked, as often as not.
            if let Command::Answer { request, .. } | Command::Agree { request } | Command::Withdraw { request } =
                &mut command
                && !world.requests.is_empty()
            {
                *request = world.requests[whim.below(world.requests.len() as u32) as usize].id;
            }
            let who = match &command {
                Command::Excon(_) if excon => None,
                // An order by whoever commands the unit, as often as not.
                Command::Order { sru, .. } if whim.once_in(2) && sru.index() < world.srus.len() => {
                    Some(exercise.theatre().sru(*sru).seat)
                }
                _ => Some(SeatId(whim.below(seats))),
            };
            people.push((who, command));
        }
        let moved = people.iter().any(|(who, command)| {
            let is_move = |what: &Intervention| {
                matches!(
                    what,
                    Intervention::MoveSru { .. }
                        | Intervention::BringIn { .. }
                        | Intervention::MoveCraft { .. }
                        | Intervention::Improvise { effect: Effect::BringsIn { .. }, .. }
                )
            };
            who.is_none() && matches!(command, Command::Excon(what) if is_move(what))
        });
        // All that is known of it takes long to look at, where everybody is does not.
        let looked_at = world.tick.0 % 30 == 29;
        let before: Vec<Position> = world.srus.iter().map(|sru| sru.position).collect();
        let nobody_else = people.is_empty();
        let moment = exercise.advance_with(people);
        if nobody_else {
            crews_did.extend(moment.events.iter().cloned());
        }
        for event in &moment.events {
            books.take(&event.body);
        }
        books.places(&before, exercise.world(), moved);
        if looked_at {
            exercise.world().check_invariants(exercise.theatre());
        }
        if exercise.world().tick.0.is_multiple_of(330) {
            let (theatre, world) = (exercise.theatre(), exercise.world());
            for (seat, kept) in theatre.seats().zip(&mut kept) {
                assert_eq!(kept.renew(theatre, world), &project(theatre, world, seat), "{seat} at {}", world.tick);
            }
        }
        events.extend(moment.events);
    }
    Played { exercise, initial, events, crews_did }
}

#[test]
fn at_two_hundred_tables_of_nonsense_nobody_is_lost_and_the_books_balance() {
    let runs = for_seeds(1..=200, |seed| {
        let Played { exercise, initial, events, .. } = play(seed);
        let world = exercise.world();
        world.check_invariants(exercise.theatre());
        let labels = Labels { crew: "lots".to_owned(), until: world.tick, final_hash: world.digest() };
        let result = score(exercise.theatre(), &labels, &initial, &events);
        super::adding::check(&exercise.theatre().scenario, &result, &format!("seed {seed}"));
        let p = result.persons;
        assert_eq!(p.saved + p.dead + p.missing, p.at_risk, "seed {seed}");
        assert_eq!(p.at_risk as usize, initial.people.len());
        let unaccounted = p.missing_died + p.missing_at_sea + p.missing_aboard_rescuer + p.missing_ashore_unsafe;
        assert_eq!(unaccounted, p.missing, "seed {seed}");
        let at_an_end: u32 = result.ends.iter().map(|cell| cell.persons).sum();
        // Who reached a shore and was then brought in by land came ashore twice.
        let landed_alive = events.iter().filter_map(|e| match e.body {
            Event::PersonLanded { person, .. } => Some(person),
            _ => None,
        });
        let landed_alive = landed_alive.collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(at_an_end as usize, landed_alive, "seed {seed}: everybody landed alive has one end");
        let counted = |what: fn(&Event) -> bool| events.iter().filter(|e| what(&e.body)).count();
        let refused = counted(|e| matches!(e, Event::CommandRejected { .. }));
        let ordered = counted(|e| matches!(e, Event::OrderGiven { .. }));
        let answered = counted(|e| matches!(e, Event::RequestAnswered { .. }));
        if seed.is_multiple_of(20) {
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
            assert!(html.contains("EXERCISE"));
            assert!(!html.contains("<script>alert"), "words are written as words");
        }
        (refused, ordered, answered, p.saved)
    });
    let sum = |of: fn(&(usize, usize, usize, u32)) -> usize| runs.iter().map(of).sum::<usize>();
    let (refused, ordered, answered) = (sum(|r| r.0), sum(|r| r.1), sum(|r| r.2));
    println!("refused {refused}, orders {ordered}, answers {answered}, saved {}", sum(|r| r.3 as usize));
    // What was wanted reached far: much was refused, and much was not.
    assert!(refused > 50_000 && ordered > 5_000 && answered > 1_000, "{refused}, {ordered}, {answered}");
}
