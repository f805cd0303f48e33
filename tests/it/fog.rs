//! Non-interference: alter anything a seat has not been told, and its picture is equal, byte for byte.

use std::sync::OnceLock;

use proptest::prelude::*;
use sarex::base::ids::{CraftId, MessageId, PlaceId, SeatId};
use sarex::base::{Noise, Position, Tick};
use sarex::crew::Crew;
use sarex::picture::{Picture, project};
use sarex::scenario::{Channel, Milestone, Phase, Stage};
use sarex::session::Exercise;
use sarex::sim::{
    Activity, DeathCause, EndCause, Entry, Fact, Fate, InFlight, MessageBody, Payload, Source, Whereabouts, World,
};

use super::drill::{exercise, hours};

/// A run stopped where much is known and much is not.
fn midway() -> &'static Exercise {
    static RUN: OnceLock<Exercise> = OnceLock::new();
    RUN.get_or_init(|| {
        let mut run = exercise("sunda-2012", 4, Crew::Doctrine);
        run.play_to(hours(14));
        run
    })
}

fn bytes(picture: &Picture) -> Vec<u8> {
    postcard::to_stdvec(picture).unwrap()
}

/// Alters one thing that a seat has not been told. Units the seat sees, and who is aboard them, it may know.
fn alter(run: &Exercise, world: &mut World, seat: SeatId, what: u8, which: usize, x: f64) {
    let theatre = run.theatre();
    let seen = |world: &World, i: usize| theatre.sees(world, seat, sarex::base::ids::SruId::new(i));
    let elsewhere = Position::clamped(-9.0 + x, 103.0 + x);
    match what % 16 {
        0 => {
            let n = world.people.len();
            let person = &mut world.people[which % n];
            if !matches!(person.whereabouts, Whereabouts::AboardSru(_)) {
                person.fate = Fate::Dead { cause: DeathCause::Drowning, at: Tick(7) };
                person.borne += x.abs();
                person.deficit_l += 1.0;
            }
        }
        1 => {
            let n = world.people.len();
            let person = &mut world.people[which % n];
            if !matches!(person.whereabouts, Whereabouts::AboardSru(_)) {
                person.whereabouts = Whereabouts::AtPlace(PlaceId(0));
            }
        }
        2 => {
            let n = world.objects.len();
            world.objects[which % n].position = elsewhere;
        }
        3 => {
            let n = world.objects.len();
            world.objects[which % n].velocity = (x, -x);
            world.objects[which % n].leeway.eps_downwind_cm_s += x;
        }
        4 => {
            world.casualties[0].stage = Stage::Capsized;
            world.casualties[0].floodwater_m3 += x.abs();
        }
        5 => world.casualties[0].phone = !world.casualties[0].phone,
        6 => world.weather.wind.east_mps += x,
        7 => world.noise = Noise::new(which as u64),
        8 => {
            let i = which % world.srus.len();
            if !seen(world, i) {
                world.srus[i].position = elsewhere;
                world.srus[i].fuel = x.abs().min(1.0);
                world.srus[i].activity = Activity::Failed;
            }
        }
        9 => {
            let n = world.ledgers.len();
            let other = which % n;
            if other != seat.index() {
                world.ledgers[other].write(Entry {
                    known_at: world.tick,
                    true_at: world.tick,
                    fact: Fact::Logged { text: "a secret".to_owned() },
                });
                world.ledgers[other].contacts.clear();
            }
        }
        10 => world.comms.in_flight.push(InFlight {
            id: MessageId(99_999),
            from: Source::Casualty(CraftId(0)),
            to: seat,
            channel: Channel::Phone,
            sent_at: world.tick,
            arrives_at: world.tick.next(),
            lost: false,
            payload: Payload::Message(MessageBody::Text { case: Some(CraftId(0)), text: "on its way".to_owned() }),
        }),
        11 => world.cases[0].responsible = Some((SeatId(which as u32 % 5), world.tick)),
        12 => world.cases[0].phases = vec![Some(Phase::Distress); world.cases[0].phases.len()],
        13 => {
            world.milestones.insert(Milestone::Sighted(SeatId(which as u32 % 5), CraftId(0)), world.tick);
        }
        14 => {
            for request in &mut world.requests {
                request.answer = None;
            }
        }
        _ => {
            world.injects.clear();
            world.expectations.clear();
            world.ended = Some(EndCause::TimeUp);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_picture_holds_nothing_its_seat_was_not_told(
        seat in 0_u32..5,
        changes in proptest::collection::vec((any::<u8>(), 0_usize..1000, -2.0..2.0_f64), 1..8),
    ) {
        let run = midway();
        let seat = SeatId(seat);
        let before = bytes(&project(run.theatre(), run.world(), seat));
        let mut world = run.world().clone();
        for (what, which, x) in changes {
            alter(run, &mut world, seat, what, which, x);
        }
        let after = bytes(&project(run.theatre(), &world, seat));
        prop_assert_eq!(before, after);
    }
}

#[test]
fn what_a_seat_is_told_does_change_its_picture() {
    // Without this the property above would also hold of an empty picture.
    let run = midway();
    for seat in run.theatre().seats() {
        let before = bytes(&project(run.theatre(), run.world(), seat));
        let mut world = run.world().clone();
        let entry =
            Entry { known_at: world.tick, true_at: world.tick, fact: Fact::Logged { text: "known".to_owned() } };
        world.ledgers[seat.index()].write(entry);
        assert_ne!(before, bytes(&project(run.theatre(), &world, seat)));
    }
}

#[test]
fn a_picture_does_not_tell_which_object_a_contact_truly_is() {
    let run = midway();
    for seat in run.theatre().seats() {
        let json = serde_json::to_value(project(run.theatre(), run.world(), seat)).unwrap();
        for contact in json["contacts"].as_array().unwrap() {
            assert!(contact.get("object").is_none());
        }
    }
}
