//! Legal assistance between the police of two states, as crews ask for it and grant it, told apart in the score.

use sarex::base::Span;
use sarex::base::ids::{PlaceId, SeatId, SruId};
use sarex::crew::Crew;
use sarex::picture::project;
use sarex::scenario::{Scenario, Stance};
use sarex::score::{Labels, Score, score};
use sarex::sim::{Activity, Answer, Ask, Command, Event, Stamped, Theatre, Whereabouts, World, ashore, step};

use super::ashore::{FIXTURE, with_cove};
use super::clause::clause;

/// The landing with a second state that receives, and has police.
fn two_states() -> Scenario {
    let seats =
        "(id: \"imm-delta\", name: \"Delta immigration\", party: \"delta\", role: Immigration, position: \"cove\"),
        (id: \"police-delta\", name: \"Delta police\", party: \"delta\", role: Police, position: \"cove\"),
    ],
    regions: [";
    let text =
        FIXTURE.replacen("],\n    regions: [", seats, 1).replacen("settles_after: \"2h\"", "settles_after: \"7d\"", 1);
    with_cove(&text, "police: 2, ")
}

struct Run {
    score: Score,
    events: Vec<Stamped<Event>>,
    world: World,
    theatre: Theatre,
}

/// The people of the boat come ashore in both states at the beginning; then the offices ashore are played by doctrine
/// crews, and `asks` says whether they ask each other.
fn play(stance: Stance, asks: bool) -> Run {
    let mut scenario = two_states();
    for seat in &mut scenario.seats {
        seat.manner.stance = stance;
    }
    let theatre = Theatre::new(scenario);
    let mut world = World::new(&theatre, 1);
    let initial = world.clone();
    let mut events: Vec<Stamped<Event>> = Vec::new();
    for (people, place) in [(0..60_usize, PlaceId(0)), (60..80, PlaceId(2))] {
        for id in people {
            world.people[id].whereabouts = Whereabouts::AboardSru(SruId(0));
        }
        world.srus[0].activity = Activity::Landing { place };
        world.srus[0].position = theatre.scenario.places[place.index()].position;
        for _ in 0..Span::minutes(22).ticks() {
            events.extend(step(&theatre, &mut world, &[]));
        }
    }
    let offices: Vec<SeatId> = theatre
        .seats()
        .filter(|seat| {
            ["immigration", "police", "imm-delta", "police-delta"].contains(&theatre.seat(*seat).id.as_str())
        })
        .collect();
    assert_eq!(offices.len(), 4);
    let last = theatre.scenario.last_tick();
    while world.tick < last {
        let mut commands = Vec::new();
        // Offices ashore go through their files every ten minutes.
        if world.tick.0.is_multiple_of(60) {
            for seat in &offices {
                let picture = project(&theatre, &world, *seat);
                let decided = Crew::Doctrine.decide(&theatre, &world.noise, &picture, None);
                let asked = |command: &Command| matches!(command, Command::Ask { what: Ask::Assist(_), .. });
                let kept = decided.into_iter().filter(|command| asks || !asked(command));
                let stamped =
                    (0..).zip(kept).map(|(seq, body)| Stamped { tick: world.tick, seat: Some(*seat), seq, body });
                commands.extend(stamped);
            }
            world.check_invariants(&theatre);
        }
        events.extend(step(&theatre, &mut world, &commands));
    }
    let labels = Labels { crew: "test".to_owned(), until: world.tick, final_hash: world.digest() };
    let score = score(&theatre, &labels, &initial, &events);
    Run { score, events, world, theatre }
}

fn value(score: &Score, key: &str) -> Option<f64> {
    score.measure(key).and_then(|measure| measure.value)
}

fn shared(run: &Run) -> Vec<(ashore::Assistance, u32)> {
    let of = |event: &Stamped<Event>| match &event.body {
        Event::Ashore(what) => match &**what {
            ashore::Event::AssistanceShared { wanted, number, .. } => Some((*wanted, *number)),
            _ => None,
        },
        _ => None,
    };
    run.events.iter().filter_map(of).collect()
}

#[test]
fn evidence_shared_between_states_counts_and_asking_in_vain_does_not() {
    let (willing, unwilling) = (play(Stance::Cooperate, true), play(Stance::PushBack, true));
    let silent = play(Stance::Cooperate, false);
    let given = shared(&willing);
    assert!(given.iter().any(|(wanted, number)| *wanted == ashore::Assistance::Evidence && *number > 0), "{given:?}");
    assert!(value(&willing.score, "assistance_in_time") > Some(0.0), "{given:?}");
    assert_eq!(value(&willing.score, "assistance_shared"), Some(given.iter().map(|(_, n)| f64::from(*n)).sum()));
    // Asked as often, and nothing came of it.
    assert!(value(&unwilling.score, "requests.assist.asked") > Some(0.0));
    assert_eq!(value(&unwilling.score, "assistance_in_time"), Some(0.0));
    assert_eq!(value(&unwilling.score, "assistance_shared"), Some(0.0));
    assert_eq!(value(&unwilling.score, "assistance_fruitless"), value(&unwilling.score, "requests.assist.asked"));
    assert_eq!(value(&silent.score, "assistance_shared"), None, "nobody asked");
    let told = |run: &Run| value(&run.score, "assistance_shared").unwrap_or(0.0);
    clause("J 10.D, KL 4", "assistance_shared", told(&willing), told(&unwilling));
    // What came stands in the record of the state that asked, and identifies no fewer organisers.
    let records = |run: &Run| run.world.ashore.evidence.iter().map(|held| held.shared.len()).sum::<usize>();
    assert_eq!(records(&willing), given.len());
    assert_eq!(records(&silent) + records(&unwilling), 0);
    assert!(value(&willing.score, "organisers_identified") >= value(&silent.score, "organisers_identified"));
    // Nobody was put at risk by it: none flees from Delta, and statements went with protection promised.
    assert_eq!(value(&willing.score, "violations_disclosure"), Some(0.0));
    for request in &willing.world.requests {
        if request.what == Ask::Assist(ashore::Assistance::Statements)
            && let Some((Answer::AcceptIf { terms }, _)) = &request.answer
        {
            assert!(terms.protection);
        }
    }
    // The picture of the police who asked says so, and that of their centre does not.
    let seat = |id: &str| {
        let seats = willing.theatre.seats();
        seats.into_iter().find(|seat| willing.theatre.seat(*seat).id == id).unwrap_or_else(|| panic!("{id}"))
    };
    let seen = |id: &str| {
        let picture = project(&willing.theatre, &willing.world, seat(id));
        picture.reception.iter().flat_map(|site| &site.evidence).map(|held| held.shared.len()).sum::<usize>()
    };
    assert!(seen("police") + seen("police-delta") > 0);
    assert_eq!(seen("rcc") + seen("rcc-delta") + seen("imm-delta"), 0);
}
