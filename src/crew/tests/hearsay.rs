//! A police desk that hears on the quay what fishermen saw.

use super::*;

/// The strait with police in Northland.
fn policed() -> Theatre {
    let text = include_str!("../../scenario/example.ron").replacen(
        "(id: \"masters\"",
        "(id: \"police\", name: \"Police of Northland\", party: \"north\", role: Police, position: \"merak\"),
        (id: \"masters\"",
        1,
    );
    let (strait, findings) = scenario::read(&text);
    assert!(findings.is_empty(), "{findings:?}");
    Theatre::new(strait.expect("it is sound"))
}

#[test]
fn what_fishermen_tell_the_police_is_passed_to_their_centre_within_the_hour_and_once() {
    let theatre = policed();
    let police = SeatId(3);
    assert_eq!(theatre.seat(police).role, Role::Police);
    let heard = hours(5);
    let seen = ReportedPosition { position: p("08-10S 105-30E"), error_m: metres(5.0), true_at: hours(1) };
    let body = MessageBody::Sighting { case: CASE, position: seen, what: Seen::Vessel, persons: 30 };
    let from = Way::From(Source::Outside("The crew of a fishing boat, on landing at Merak".to_owned()));
    let mut picture = desk(&theatre, police, hours(5));
    picture.cases.push(case(heard));
    picture.messages.push(MessageView { channel: Channel::WordOfMouth, ..message(heard, from, body.clone()) });
    assert_eq!(decide(&theatre, &picture), Vec::new(), "nobody telephones at once");
    picture.tick = hours(6);
    let commands = decide(&theatre, &picture);
    assert_eq!(commands, [Command::Send { to: NORTH, channel: Channel::Phone, body: body.clone() }]);
    picture.messages.push(message(picture.tick, Way::To(NORTH), body));
    assert_eq!(decide(&theatre, &picture), Vec::new());
}
