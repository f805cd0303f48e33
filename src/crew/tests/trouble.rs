//! What is trouble and what is not: early warnings, stores for those who have to wait, aircraft that have flown their
//! pattern.

use super::*;
use crate::scenario::Stores;
use crate::sim::ANSWERS_A_CALL;
use crate::sim::alongside::Errand;

/// RCC North, warned of a departure by its focal point, has called the telephone so many times and got an answer.
fn warned(theatre: &Theatre, answers: i64, nature: Nature) -> Picture {
    let mut picture = desk(theatre, NORTH, hours(8));
    let positions = (0..answers).map(|n| told(hours(2 + n), "08-10S 105-30E")).collect();
    picture.cases.push(CaseView {
        nature,
        persons: Some(90),
        responsible: Some((NORTH, hours(1))),
        phase: Some((Phase::Uncertainty, hours(1))),
        positions,
        last_called: Some((hours(7), true)),
        ..case(hours(1))
    });
    let warning = MessageBody::Call {
        case: CASE,
        nature: Nature::Enquiry,
        position: None,
        persons: Some(90),
        text: "early warning, from our services: a departure".to_owned(),
    };
    picture.messages.push(message(hours(1), Way::From(Source::Seat(OPERATIONS)), warning));
    for n in 0..answers {
        let text = format!("{ANSWERS_A_CALL} Reads out 08-10S 105-30E.");
        let body = MessageBody::Call { case: CASE, nature, position: None, persons: Some(90), text };
        picture.messages.push(message(hours(2 + n), Way::From(Source::Casualty(CASE)), body));
    }
    picture
}

#[test]
fn an_early_warning_and_answers_that_tell_of_no_trouble_are_uncertainty_and_send_nobody() {
    let theatre = theatre();
    let picture = warned(&theatre, 4, Nature::Concern);
    let commands = decide(&theatre, &picture);
    assert_eq!(phase(&commands), None, "{commands:?}");
    assert!(!asks(&commands, |_, what| matches!(what, Ask::Deploy { .. })), "{commands:?}");
    // Whoever answers that the engine has stopped does tell of trouble.
    let stopped = decide(&theatre, &warned(&theatre, 4, Nature::EngineTrouble));
    assert_eq!(phase(&stopped), Some(Phase::Distress), "{stopped:?}");
    // And so does who calls of their own accord.
    let mut picture = warned(&theatre, 4, Nature::Concern);
    picture.messages.push(call(hours(7), Nature::Concern, Some(90)));
    assert_eq!(phase(&decide(&theatre, &picture)), Some(Phase::Alert));
}

/// North's rescue vessel beside a boat with ninety aboard of which RCC North has told so.
fn beside(theatre: &Theatre, now: Tick, phase: Option<Phase>) -> Picture {
    let mut picture = called_out(theatre, now);
    (picture.cases[0].nature, picture.cases[0].persons) = (Nature::Enquiry, Some(90));
    let seat = NORTH;
    picture.cases[0].told.push(ToldView { seat, known_at: now, phase, recovered: 0, bodies: 0, landed: 0 });
    let mut vessel = unit(theatre, RESCUE, p("08-10S 105-29E"), Doing::Escorting);
    (vessel.case, vessel.order) = (Some(CASE), Some(Order::Escort { at: p("08-10S 105-30E") }));
    vessel.stores = Some(Stores { water_l: 400.0, lifejackets: 50, food_days: None });
    picture.srus[0] = vessel;
    picture.srus[1].doing = Doing::Failed;
    picture.contacts.push(contact(Seen::Vessel, "08-10S 105-30E", 90, Tick(now.0 - 120)));
    picture
}

#[test]
fn a_healthy_boat_is_kept_company_and_one_its_centre_has_told_of_is_emptied_by_day() {
    let theatre = theatre();
    let day = hours(14);
    let told = |phase| {
        let mut picture = beside(&theatre, day, phase);
        picture.srus[0].stores = None;
        order_of(&decide(&theatre, &picture), RESCUE).cloned()
    };
    assert_eq!(told(Some(Phase::Uncertainty)), None, "it goes on keeping company");
    assert!(matches!(told(Some(Phase::Distress)), Some(Order::Recover { .. })));
}

#[test]
fn by_night_a_crowded_boat_is_given_stores_once_and_one_that_sinks_is_emptied() {
    let theatre = theatre();
    let night = hours(4);
    let mut picture = beside(&theatre, night, Some(Phase::Distress));
    let commands = decide(&theatre, &picture);
    let provides =
        |c: &[Command]| matches!(order_of(c, RESCUE), Some(Order::Alongside(Errand::Provide { water_l: None, .. })));
    assert!(provides(&commands), "{commands:?}");
    for command in &commands {
        if let Command::Log { text } = command {
            picture.log.push(LogView { at: night, text: text.clone(), refused: false });
        }
    }
    picture.tick = hours(5);
    picture.contacts[0].last_seen = picture.tick;
    assert!(!provides(&decide(&theatre, &picture)), "not twice in a night");
    let mut none = beside(&theatre, night, Some(Phase::Distress));
    none.srus[0].stores = Some(Stores { water_l: 0.0, lifejackets: 0, food_days: None });
    assert!(!provides(&decide(&theatre, &none)));
    let mut sinking = beside(&theatre, night, Some(Phase::Distress));
    sinking.cases[0].nature = Nature::Sinking;
    assert!(matches!(order_of(&decide(&theatre, &sinking), RESCUE), Some(Order::Recover { .. })));
    let quiet = beside(&theatre, night, Some(Phase::Uncertainty));
    assert!(!provides(&decide(&theatre, &quiet)), "nobody has said that they want for anything");
}

#[test]
fn an_aircraft_that_has_flown_its_pattern_goes_home_or_to_the_next_and_does_not_circle() {
    let theatre = theatre();
    let mut picture = called_out(&theatre, hours(14));
    picture.srus[1] = unit(&theatre, AIRCRAFT, p("08-10S 105-30E"), Doing::Waiting);
    picture.srus[1].case = Some(CASE);
    let next = decide(&theatre, &picture);
    assert!(matches!(order_of(&next, AIRCRAFT), Some(Order::Search { .. })), "{next:?}");
    // It was found a short while ago that there is nothing worth searching.
    let text = "no search for blue wooden fishing boat is worth ordering now: Patrol 2, Rescue 11".to_owned();
    picture.log.push(LogView { at: Tick(picture.tick.0 - 30), text, refused: false });
    let home = decide(&theatre, &picture);
    assert_eq!(order_of(&home, AIRCRAFT), Some(&Order::Return), "{home:?}");
}
