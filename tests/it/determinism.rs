//! The same scenario, seed and commands give the same world, however they are played.

use sarex::base::ids::SeatId;
use sarex::base::{Digest, Tick};
use sarex::crew::Crew;
use sarex::scenario::Phase;
use sarex::sim::{Command, Stamped, Theatre, World, step};

use super::drill::{exercise, hours, shipped};

fn digest_after(seed: u64, crew: Crew, last: Tick) -> Digest {
    let mut exercise = exercise("sunda-2012", seed, crew);
    exercise.play_to(last);
    exercise.world().digest()
}

#[test]
fn equal_runs_are_equal_and_seeds_differ() {
    let last = hours(8);
    assert_eq!(digest_after(7, Crew::Doctrine, last), digest_after(7, Crew::Doctrine, last));
    assert_ne!(digest_after(7, Crew::Doctrine, last), digest_after(8, Crew::Doctrine, last));
}

#[test]
fn a_saved_world_goes_on_as_if_it_had_never_been_saved() {
    let mut live = exercise("sunda-2012", 3, Crew::Doctrine);
    live.play_to(hours(6));
    let bytes = postcard::to_stdvec(live.world()).unwrap();
    let mut loaded: World = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(&loaded, live.world());
    let theatre = live.theatre().clone();
    for _ in 0..600 {
        let moment = live.advance();
        let events = step(&theatre, &mut loaded, &moment.commands);
        assert_eq!(events, moment.events);
        assert_eq!(loaded.digests(), live.world().digests(), "at {}", loaded.tick);
    }
    assert_eq!(&loaded, live.world());
}

#[test]
fn the_order_in_which_commands_arrive_does_not_matter() {
    let theatre = Theatre::new(shipped("sunda-2012"));
    let case = sarex::base::ids::CraftId(0);
    let command = |seat: u32, seq: u32, body: Command| Stamped { tick: Tick(200), seat: Some(SeatId(seat)), seq, body };
    let log = |text: &str| Command::Log { text: text.to_owned() };
    let phase = Command::SetPhase { case, phase: Phase::Alert, reason: "calls".to_owned() };
    let mut commands = vec![
        command(0, 0, log("a")),
        command(0, 1, phase.clone()),
        command(2, 0, phase),
        command(2, 1, log("b")),
        command(4, 0, Command::CallCasualty { case }),
    ];
    let play = |commands: &[Stamped<Command>]| {
        let mut world = World::new(&theatre, 5);
        for _ in 0..199 {
            step(&theatre, &mut world, &[]);
        }
        let events = step(&theatre, &mut world, commands);
        (world.digest(), events)
    };
    let straight = play(&commands);
    commands.reverse();
    assert_eq!(straight, play(&commands));
    commands.swap(0, 3);
    assert_eq!(straight, play(&commands));
}

#[test]
fn a_decision_that_touches_nobody_changes_nobodys_luck() {
    // One extra line in a log: every subsystem but the ledgers stays equal, hour after hour.
    let theatre = Theatre::new(shipped("sunda-2012"));
    let (mut a, mut b) = (World::new(&theatre, 21), World::new(&theatre, 21));
    let extra = Stamped { tick: Tick(1), seat: Some(SeatId(0)), seq: 0, body: Command::Log { text: "x".to_owned() } };
    step(&theatre, &mut a, &[]);
    step(&theatre, &mut b, &[extra]);
    for _ in 0..hours(40).0 {
        step(&theatre, &mut a, &[]);
        step(&theatre, &mut b, &[]);
    }
    for (name, (x, y)) in sarex::sim::SUBSYSTEMS.iter().zip(a.digests().iter().zip(b.digests())) {
        assert_eq!(*x == y, *name != "ledgers", "{name}");
    }
}

#[test]
fn the_world_never_contradicts_itself() {
    for crew in [Crew::Absent, Crew::Doctrine, Crew::Informed] {
        let mut exercise = exercise("sunda-2012", 13, crew);
        let last = exercise.theatre().scenario.last_tick();
        while !exercise.is_over() && exercise.world().tick < last {
            exercise.advance();
            if exercise.world().tick.0.is_multiple_of(6) {
                exercise.world().check_invariants(exercise.theatre());
            }
        }
    }
}
