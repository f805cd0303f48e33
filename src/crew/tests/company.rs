//! Masters whose ship sees a crowded boat, or waits at a centre's disposal and hears nothing.

use super::*;

const NAME: &str = "Ever North";

/// The masters with one ship on passage that has a boat with so many aboard in sight since an hour.
fn sees(theatre: &Theatre, persons: u32, after: i64) -> Picture {
    let seen = hours(14);
    let now = seen.after(Span::minutes(after));
    let mut picture = desk(theatre, MASTERS, now);
    picture.cases.push(case(seen));
    picture.srus.push(unit(theatre, MERCHANT, p("08-12S 105-30E"), Doing::OnPassage));
    let mut boat = contact(Seen::Vessel, "08-10S 105-30E", persons, seen);
    (boat.last_seen, boat.by) = (now, MERCHANT);
    picture.contacts.push(boat);
    picture
}

/// The desk after what it decided has been done.
fn done(picture: &mut Picture, commands: &[Command]) {
    for command in commands {
        match command {
            Command::Order { sru, case, order } => {
                let view = picture.srus.iter_mut().find(|view| view.sru == *sru).unwrap();
                (view.order, view.case) = (Some(order.clone()), *case);
                view.doing = if matches!(order, Order::Escort { .. }) { Doing::Escorting } else { Doing::UnderWay };
            }
            Command::Log { text } => {
                picture.log.push(LogView { at: picture.tick, text: text.clone(), refused: false });
            }
            Command::Send { to, body, .. } => picture.messages.push(message(picture.tick, Way::To(*to), body.clone())),
            _ => {}
        }
    }
}

fn offers(commands: &[Command]) -> bool {
    let offer = |c: &Command| matches!(c, Command::Send { body: MessageBody::AtYourDisposal { .. }, .. });
    commands.iter().any(offer)
}

#[test]
fn a_ship_that_sees_a_crowded_boat_tells_the_centre_offers_itself_and_keeps_company() {
    let theatre = theatre();
    assert_eq!(decide(&theatre, &sees(&theatre, 12, 60)), Vec::new(), "a dozen fishermen at work");
    assert_eq!(decide(&theatre, &sees(&theatre, 90, 3)), Vec::new(), "a master thinks for some minutes");
    let picture = sees(&theatre, 90, 20);
    let commands = decide(&theatre, &picture);
    let told =
        |c: &Command| matches!(c, Command::Send { to: NORTH, body: MessageBody::Sighting { persons: 90, .. }, .. });
    assert!(commands.iter().any(told) && offers(&commands), "{commands:?}");
    assert!(matches!(order_of(&commands, MERCHANT), Some(Order::Escort { .. })), "{commands:?}");
    let mut far = picture.clone();
    far.srus[0].position = p("08-40S 105-30E");
    assert_eq!(order_of(&decide(&theatre, &far), MERCHANT), None, "it has lost sight of it");
}

/// Twenty minutes after it saw the boat the ship keeps it company.
fn keeps(theatre: &Theatre) -> Picture {
    let mut picture = sees(theatre, 90, 20);
    let commands = decide(theatre, &picture);
    done(&mut picture, &commands);
    picture
}

/// So many hours later, with the boat still in sight.
fn later(picture: &Picture, after_h: i64) -> Picture {
    let mut picture = picture.clone();
    picture.tick = picture.tick.after(Span::hours(after_h));
    picture.contacts[0].last_seen = picture.tick;
    picture
}

#[test]
fn it_stays_until_a_centre_has_answered_or_six_hours_have_passed() {
    let theatre = theatre();
    let mut picture = keeps(&theatre);
    assert_eq!(order_of(&decide(&theatre, &later(&picture, 5)), MERCHANT), None);
    let mut alone = later(&picture, 7);
    let commands = decide(&theatre, &alone);
    assert_eq!(order_of(&commands, MERCHANT), Some(&Order::Resume), "nobody wants it");
    done(&mut alone, &commands);
    (alone.srus[0].order, alone.srus[0].case, alone.srus[0].doing) = (None, None, Doing::OnPassage);
    assert_eq!(order_of(&decide(&theatre, &alone), MERCHANT), None, "and it does not begin anew");
    let text = MessageBody::Text { case: Some(CASE), text: "Stay with it.".to_owned() };
    picture.messages.push(message(hours(15), Way::From(Source::Seat(NORTH)), text));
    assert_eq!(order_of(&decide(&theatre, &later(&picture, 7)), MERCHANT), None, "the centre asked it to stay");
    let text = format!("{NAME} released by the other side");
    picture.log.push(LogView { at: hours(16), text, refused: false });
    assert_eq!(order_of(&decide(&theatre, &later(&picture, 3)), MERCHANT), Some(&Order::Resume), "let go");
}

#[test]
fn when_the_boat_goes_over_it_takes_up_whom_it_can_without_being_told() {
    let theatre = theatre();
    let mut picture = later(&keeps(&theatre), 2);
    picture.contacts[0].what = Seen::CapsizedHull;
    let commands = decide(&theatre, &picture);
    assert!(matches!(order_of(&commands, MERCHANT), Some(Order::Recover { .. })), "{commands:?}");
}

#[test]
fn the_centre_that_was_offered_a_ship_answers_once() {
    let theatre = theatre();
    let mut picture = desk(&theatre, NORTH, hours(15));
    picture.cases.push(CaseView { responsible: Some((NORTH, hours(14))), ..case(hours(14)) });
    let offer = MessageBody::AtYourDisposal { case: CASE, sru: MERCHANT };
    picture.messages.push(message(hours(14), Way::From(Source::Seat(MASTERS)), offer));
    let answers = |c: &[Command]| {
        let text = |c: &&Command| matches!(c, Command::Send { to: MASTERS, body: MessageBody::Text { text, .. }, .. } if text.contains(NAME));
        c.iter().filter(text).count()
    };
    let commands = decide(&theatre, &picture);
    assert_eq!(answers(&commands), 1, "{commands:?}");
    done(&mut picture, &commands);
    picture.tick = hours(18);
    assert_eq!(answers(&decide(&theatre, &picture)), 0);
}

/// The masters with a ship full of people at RCC North's disposal, that has waited for orders since the fourteenth
/// hour.
fn waits(theatre: &Theatre, after_h: i64) -> Picture {
    let mut picture = desk(theatre, MASTERS, hours(14).after(Span::minutes(60 * after_h + 10)));
    picture.cases.push(CaseView { persons: Some(200), recovered: 100, ..case(hours(10)) });
    let ship = unit(theatre, MERCHANT, p("08-12S 105-30E"), Doing::Waiting);
    picture.srus.push(SruView { case: Some(CASE), survivors: 100, room: 0, ..ship });
    let offer = MessageBody::AtYourDisposal { case: CASE, sru: MERCHANT };
    picture.messages.push(message(hours(12), Way::To(NORTH), offer));
    let text = format!("{NAME} waits for orders (blue wooden fishing boat)");
    picture.log.push(LogView { at: hours(14), text, refused: false });
    picture
}

#[test]
fn an_offer_that_no_order_follows_is_repeated_and_the_port_asked_for_within_hours() {
    let theatre = theatre();
    let mut picture = waits(&theatre, 0);
    let commands = decide(&theatre, &picture);
    let says = |c: &[Command]| {
        let text = |c: &Command| matches!(c, Command::Send { to: NORTH, body: MessageBody::Text { text, .. }, .. } if text.contains("100 survivors"));
        c.iter().any(text)
    };
    assert!(offers(&commands) && says(&commands), "{commands:?}");
    done(&mut picture, &commands);
    picture.tick = picture.tick.after(Span::minutes(30));
    assert!(!offers(&decide(&theatre, &picture)), "not every minute");
    picture.tick = picture.tick.after(Span::minutes(35));
    let commands = decide(&theatre, &picture);
    assert!(offers(&commands) && !says(&commands), "the ship again, the people once: {commands:?}");
    let mut let_go = picture.clone();
    let text = format!("{NAME} released by the other side");
    let_go.log.push(LogView { at: picture.tick, text, refused: false });
    assert!(!offers(&decide(&theatre, &let_go)), "it is not wanted");
    // After two hours the nearest port is asked, and after four more without an answer the next one too.
    let mut picture = waits(&theatre, 3);
    let lands = |c: &[Command]| {
        c.iter().find_map(|c| match c {
            Command::Ask { what: Ask::Land { place, .. }, .. } => Some(*place),
            _ => None,
        })
    };
    let first = lands(&decide(&theatre, &picture)).expect("a port is asked");
    let rcc = if first == PlaceId(0) { NORTH } else { SOUTH };
    let what = Ask::Land { place: first, persons: 100 };
    picture.requests.push(request(1, rcc, false, picture.tick, what.clone(), None));
    let asked_at = picture.tick;
    picture.tick = asked_at.after(Span::minutes(30));
    assert_eq!(lands(&decide(&theatre, &picture)), None);
    picture.requests.push(request(2, rcc, false, asked_at, what, None));
    picture.tick = asked_at.after(Span::minutes(5 * 60));
    let next = lands(&decide(&theatre, &picture)).expect("another port is asked");
    assert_ne!(next, first);
}
