//! What goes over the wire to a seat holds nothing its picture may not hold: secrets are planted everywhere, and every
//! byte each desk gets is searched for them, unpacked.

use std::collections::BTreeSet;

use sarex::base::Tick;
use sarex::base::ids::{ExpectationId, SeatId};
use sarex::crew::Crew;
use sarex::record::Replay;
use sarex::scenario::{self, Channel};
use sarex::session::wire::{Chair, Steer, ToDesk, ToHost};
use sarex::session::{Host, Intent};
use sarex::sim::{Command, Event, Intervention, MessageBody, Rating};

use super::table::*;

/// The example with a secret in every place a seat may not look into.
fn scenario_with_secrets() -> String {
    let mut text = scenario::EXAMPLE.to_owned();
    for (old, new) in [
        ("name: \"Harapan\"", "name: \"SECRET-BOAT\""),
        ("(name: \"men\"", "(name: \"SECRET-MEN\""),
        ("(name: \"families\"", "(name: \"SECRET-FAMILIES\""),
        ("A fishing boat with forty people takes in water between two countries. Invented.", "SECRET-SUMMARY"),
        ("purpose: \"An early, vague alert.\"", "purpose: \"SECRET-PURPOSE\""),
        ("what: \"Declares the distress phase when the boat says it takes in water\"", "what: \"SECRET-EXPECTATION\""),
        (
            "role: Rcc, position: \"10°26'S 105°40'E\"",
            "role: Rcc, position: \"10°26'S 105°40'E\", instructions: \"SECRET-INSTRUCTIONS\"",
        ),
        (
            "    injects: [",
            "    injects: [\n(id: \"never\", purpose: \"not yet\", when: At(\"+35h\"), effect: Message(from: \"SECRET-CALLER\", \
             to: \"rcc-north\", channel: Phone, case: \"boat\", text: \"SECRET-INJECT\")),",
        ),
        (
            "    units: [",
            "    units: [\n(id: \"hidden\", name: \"SECRET-UNIT\", class: \"cn-235\", party: \"north\", seat: \"ops-north\", \
             start: \"reserve\", home: \"halim\"),",
        ),
    ] {
        assert!(text.contains(old), "the example has no {old}");
        text = text.replacen(old, new, 1);
    }
    text
}

/// Whether some bytes occur in others.
fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The text round a secret that got out.
fn context(bytes: &[u8], secret: &str) -> String {
    let at = bytes.windows(secret.len()).position(|window| window == secret.as_bytes()).unwrap_or_default();
    String::from_utf8_lossy(&bytes[at.saturating_sub(80)..bytes.len().min(at + 120)]).into_owned()
}

#[test]
fn a_seat_gets_no_byte_of_what_its_picture_may_not_hold() {
    let (_folder, run) = place();
    let mut host = Host::start(options(&scenario_with_secrets(), &run)).unwrap();
    let seats: Vec<SeatId> = (0..host.scenario().seats.len()).map(SeatId::new).collect();
    let chairs: Vec<Chair> =
        seats.iter().map(|seat| Chair::Seat(*seat)).chain([Chair::Observer(SeatId(1)), Chair::Excon]).collect();
    // Each at a screen of its own.
    let mut bares: Vec<Bare> =
        (1..).zip(&chairs).map(|(number, chair)| Bare::enter(host.address(), &code(&host, *chair), number)).collect();
    bares.iter_mut().for_each(|bare| drop(bare.welcome()));

    // What people say and do at their own desk, and to one other.
    let mail = MessageBody::Text { case: None, text: "SECRET-MAIL".to_owned() };
    bares[0].say(&ToHost::Do { seq: 1, command: Command::Log { text: "SECRET-LOG".to_owned() } });
    bares[0].say(&ToHost::Do { seq: 2, command: Command::Send { to: SeatId(2), channel: Channel::Phone, body: mail } });
    let readers: Vec<_> = bares
        .into_iter()
        .map(|mut bare| {
            std::thread::spawn(move || {
                let mut taken = 0;
                loop {
                    match bare.next().expect("the host says when it is over") {
                        ToDesk::Taken { .. } => taken += 1,
                        ToDesk::NotTaken { why, .. } => panic!("{why}"),
                        ToDesk::Clock(clock) if clock.over => return (bare.got, taken),
                        _ => {}
                    }
                }
            })
        })
        .collect();
    let mut excon = desk(&host, Chair::Excon);
    excon.send(Intent::Steer(Steer::Intervene(Intervention::Note { text: "SECRET-NOTE".to_owned(), bookmark: true })));
    excon.send(Intent::Steer(Steer::Intervene(Intervention::Rate {
        expectation: ExpectationId(0),
        rating: Rating::Unable,
        note: "SECRET-REMARK".to_owned(),
    })));
    excon.send(Intent::Steer(Steer::Run));
    settled(&mut excon);
    see(&mut excon, "the commands in", |view| (view.clock.tick >= Tick(6)).then_some(()));
    // From here on crews play, so that there is much to tell.
    for seat in &seats {
        steer(&mut excon, Steer::Seat { seat: *seat, crew: Some(Crew::Doctrine) });
    }
    see(&mut excon, "eight hours", |view| (view.clock.tick >= Tick(8 * 360)).then_some(()));
    steer(&mut excon, Steer::Stop);
    let got: Vec<(Vec<u8>, u32)> = readers.into_iter().map(|reader| reader.join().unwrap()).collect();
    assert_eq!(got[0].1, 2);
    host.stop();

    let of = |chair: Chair| &got[chairs.iter().position(|c| *c == chair).unwrap()].0;
    let mut secrets: Vec<(String, Vec<Chair>)> = [
        "SECRET-BOAT",
        "SECRET-MEN",
        "SECRET-FAMILIES",
        "SECRET-SUMMARY",
        "SECRET-PURPOSE",
        "SECRET-EXPECTATION",
        "SECRET-CALLER",
        "SECRET-INJECT",
        "SECRET-UNIT",
        "SECRET-NOTE",
        "SECRET-REMARK",
    ]
    .map(|secret| (secret.to_owned(), Vec::new()))
    .to_vec();
    secrets.push(("SECRET-LOG".to_owned(), vec![Chair::Seat(SeatId(0))]));
    secrets.push(("SECRET-MAIL".to_owned(), vec![Chair::Seat(SeatId(0)), Chair::Seat(SeatId(2))]));
    secrets.push(("SECRET-INSTRUCTIONS".to_owned(), vec![Chair::Seat(SeatId(2))]));
    secrets.extend(host.chairs().into_iter().map(|(_, code)| (code, Vec::new())));
    for (secret, allowed) in &secrets {
        for chair in &chairs {
            let may = *chair == Chair::Excon || allowed.contains(chair);
            // The instructions are the seat's own; EXCON's desk has the plan instead.
            if may && !(secret == "SECRET-INSTRUCTIONS" && *chair == Chair::Excon) {
                assert!(holds(of(*chair), secret.as_bytes()), "the search does not find {secret} at {chair:?}");
            } else if !may {
                assert!(
                    !holds(of(*chair), secret.as_bytes()),
                    "{chair:?} got {secret}: {}",
                    context(of(*chair), secret)
                );
            }
        }
    }

    // Nor where the boat truly is, while nobody has seen it, nor what is said to others.
    let recording = verified(&run);
    let seen = recording.events().find(|event| matches!(event.body, Event::Sighted { .. }));
    let until = seen.map_or(recording.last_tick(), |event| Tick(event.tick.0 - 1));
    assert!(until >= Tick(360), "it is seen too soon for this test to show much");
    let mut replay = Replay::new(&recording).unwrap();
    let truths: BTreeSet<Vec<u8>> = (1..=until.0)
        .map(|tick| postcard::to_stdvec(&replay.seek(Tick(tick)).unwrap().objects[0].position).unwrap())
        .collect();
    assert!(truths.len() > 300 && truths.iter().all(|bytes| bytes.len() == 16));
    // Most places are ruled out by their first two bytes.
    let mut begins = vec![false; 1 << 16];
    truths.iter().for_each(|bytes| begins[usize::from(u16::from_le_bytes([bytes[0], bytes[1]]))] = true);
    for chair in &chairs {
        let found = of(*chair)
            .windows(16)
            .filter(|w| begins[usize::from(u16::from_le_bytes([w[0], w[1]]))] && truths.contains(*w))
            .count();
        if *chair == Chair::Excon {
            assert!(found > 3, "the search finds the true position where it may be");
        } else {
            assert_eq!(found, 0, "{chair:?} was told where the boat truly was");
        }
    }
}
