//! Masters whose ship has survivors aboard and no port: what they tell, and how others take it.

use super::*;

/// The masters with thirty survivors aboard one ship since ten hours after the start.
fn laden(theatre: &Theatre, at: Tick) -> Picture {
    let mut picture = desk(theatre, MASTERS, at);
    picture.cases.push(CaseView {
        persons: Some(40),
        recovered: 30,
        responsible: Some((SOUTH, hours(2))),
        ..case(hours(1))
    });
    let ship = unit(theatre, MERCHANT, p("09-50S 105-35E"), Doing::Waiting);
    picture.srus.push(SruView { case: Some(CASE), survivors: 30, laden_since: Some(hours(10)), ..ship });
    picture
}

fn told(commands: &[Command]) -> Vec<(SeatId, String)> {
    let text = |c: &Command| match c {
        Command::Send { to, body: MessageBody::Text { text, .. }, .. } => Some((*to, text.clone())),
        _ => None,
    };
    commands.iter().filter_map(text).collect()
}

#[test]
fn a_master_tells_the_responsible_centre_at_two_and_at_three_days_and_once_each() {
    let theatre = theatre();
    assert!(told(&decide(&theatre, &laden(&theatre, hours(57)))).is_empty());
    let mut picture = laden(&theatre, hours(58));
    let strained = told(&decide(&theatre, &picture));
    assert!(strained.len() == 1 && strained[0].0 == SOUTH && strained[0].1.contains("48 hours"), "{strained:?}");
    let body = MessageBody::Text { case: Some(CASE), text: strained[0].1.clone() };
    picture.messages.push(message(hours(58), Way::To(SOUTH), body));
    picture.tick = hours(60);
    assert!(told(&decide(&theatre, &picture)).is_empty());
    picture.tick = hours(82);
    let critical = told(&decide(&theatre, &picture));
    assert!(critical.len() == 1 && critical[0].1.contains("72 hours"), "{critical:?}");
}

#[test]
fn a_stand_off_that_became_known_costs_one_diversion_in_ten() {
    let theatre = theatre();
    let diverted = |seed: u64, stand_off: bool| {
        let mut picture = desk(&theatre, MASTERS, hours(100));
        picture.cases.push(case(hours(99)));
        picture.srus.push(unit(&theatre, MERCHANT, p("08-00S 105-20E"), Doing::OnPassage));
        if stand_off {
            let text = "Ever East has had 30 survivors aboard for 72 hours without a port.".to_owned();
            picture.messages.push(message(hours(90), Way::To(SOUTH), MessageBody::Text { case: None, text }));
        }
        let what = Ask::Divert { sru: MERCHANT, at: p("08-10S 105-30E") };
        picture.requests.push(request(7, NORTH, true, minutes(99 * 60), what, None));
        let commands = Crew::Doctrine.decide(&theatre, &Noise::new(seed), &picture, None);
        commands.iter().any(|c| matches!(c, Command::Answer { answer: Answer::Accept, .. }))
    };
    assert!((0..200).all(|seed| diverted(seed, false)));
    let accepted = (0..200).filter(|seed| diverted(*seed, true)).count();
    assert!((165..195).contains(&accepted), "{accepted} of 200");
}
