//! A desk with several cases, with partners in a search, and with news of a vessel that has capsized.

use super::*;
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sim::forms::{Form, SearchActionPlan};

const SECOND: CraftId = CraftId(1);

/// The strait with a second boat.
fn two_boats() -> Theatre {
    let mut scenario = theatre().scenario;
    let like = scenario.craft[0].clone();
    scenario.craft.push(like);
    Theatre::new(scenario)
}

/// Operations that have been called to two cases: in one people are seen aboard a boat that drifts, in the other in the
/// water; and they have one vessel.
fn two_cases(theatre: &Theatre, in_the_water: CraftId) -> Picture {
    let mut picture = desk(theatre, OPERATIONS, hours(12));
    for (i, of) in [CASE, SECOND].into_iter().enumerate() {
        let view = CaseView { case: of, nature: Nature::TakingWater, persons: Some(40), ..case(hours(10)) };
        picture.cases.push(CaseView { positions: vec![told(hours(10), "08-10S 105-30E")], ..view });
        let mut call =
            request(i as u32, NORTH, true, hours(10), deploy("08-10S 105-30E", hours(10)), Some(Answer::Accept));
        call.case = of;
        picture.requests.push(call);
        let what = if of == in_the_water { Seen::PersonInWater } else { Seen::Vessel };
        let mut seen = contact(what, "08-10S 105-30E", 10, hours(11));
        (seen.case, seen.last_seen, seen.number) = (of, hours(12), i as u32);
        picture.contacts.push(seen);
    }
    picture.srus.push(unit(theatre, RESCUE, p("08-00S 105-30E"), Doing::Waiting));
    picture
}

#[test]
fn a_unit_wanted_for_two_cases_has_one_order_in_a_minute_and_serves_the_more_urgent() {
    let theatre = two_boats();
    for urgent in [CASE, SECOND] {
        let commands = decide(&theatre, &two_cases(&theatre, urgent));
        let of_the_vessel = |c: &Command| match c {
            Command::Order { sru: RESCUE, case, order } => Some((*case, order.clone())),
            _ => None,
        };
        let orders: Vec<_> = commands.iter().filter_map(of_the_vessel).collect();
        assert!(
            matches!(orders.as_slice(), [(Some(case), Order::Recover { .. })] if *case == urgent),
            "people in the water of {urgent}: {orders:?}"
        );
    }
}

/// RCC North with its vessel at a search, for which RCC South sends units.
fn partners(theatre: &Theatre, area_at: &str) -> Picture {
    let mut picture = desk(theatre, NORTH, hours(12));
    picture.cases.push(CaseView {
        nature: Nature::TakingWater,
        persons: Some(40),
        phase: Some((Phase::Distress, hours(8))),
        responsible: Some((NORTH, hours(8))),
        positions: vec![told(hours(8), "08-10S 105-30E")],
        broadcast_at: Some(hours(9)),
        ..case(hours(8))
    });
    let sru = theatre.sru(RESCUE);
    let data = Some(Box::new(sru.clone()));
    picture.cards.push(SruCard { sru: RESCUE, name: sru.name.clone(), kind: sru.kind, party: sru.party, data });
    let area = Rectangle { centre: p(area_at), length_m: metres(12.0), width_m: metres(12.0), axis_true_deg: 0.0 };
    let order = Order::Search { area, pattern: Pattern::ParallelSweep, spacing_m: metres(1.0) };
    let mut vessel = unit(theatre, RESCUE, p(area_at), Doing::Searching);
    (vessel.mine, vessel.case, vessel.order) = (false, Some(CASE), Some(order));
    picture.srus.push(vessel);
    let call = deploy("08-10S 105-30E", hours(8));
    picture.requests.push(request(1, SOUTH, false, hours(9), call.clone(), Some(Answer::Accept)));
    picture.requests.push(request(2, OPERATIONS, false, hours(9), call, Some(Answer::Accept)));
    picture
}

fn plans(commands: &[Command]) -> Vec<(SeatId, SearchActionPlan)> {
    let plan = |c: &Command| match c {
        Command::Send { to, body: MessageBody::Form(form), .. } => match &**form {
            Form::SearchActionPlan(plan) => Some((*to, plan.clone())),
            _ => None,
        },
        _ => None,
    };
    commands.iter().filter_map(plan).collect()
}

#[test]
fn a_search_action_plan_goes_to_everybody_who_takes_part_once_and_again_when_it_has_changed() {
    let theatre = theatre();
    let mut picture = partners(&theatre, "08-10S 105-30E");
    let sent = plans(&decide(&theatre, &picture));
    let [(SOUTH, plan)] = sent.as_slice() else { panic!("own operations know what they search: {sent:?}") };
    assert!(plan.searches.len() == 1 && plan.searches[0].sru == RESCUE && !plan.weather.is_empty(), "{plan:?}");
    let body = MessageBody::Form(Box::new(Form::SearchActionPlan(plan.clone())));
    picture.messages.push(message(picture.tick, Way::To(SOUTH), body));
    for hour in [12, 13, 20] {
        picture.tick = hours(hour).after(Span::minutes(1));
        assert_eq!(plans(&decide(&theatre, &picture)), vec![], "nothing has changed by {hour} h");
    }
    let mut moved = partners(&theatre, "08-30S 105-30E");
    moved.messages.clone_from(&picture.messages);
    moved.tick = hours(12).after(Span::minutes(10));
    assert_eq!(plans(&decide(&theatre, &moved)), vec![], "changes are gathered for a while");
    moved.tick = hours(13);
    assert!(matches!(plans(&decide(&theatre, &moved)).as_slice(), [(SOUTH, _)]), "it searches elsewhere");
    moved.requests.clear();
    assert_eq!(plans(&decide(&theatre, &moved)), vec![], "nobody takes part");
    let theirs = MessageBody::Form(Box::new(Form::SearchActionPlan(plan.clone())));
    moved.messages.push(message(hours(11), Way::From(Source::Seat(SOUTH)), theirs));
    assert!(matches!(plans(&decide(&theatre, &moved)).as_slice(), [(SOUTH, _)]), "who sends a plan takes part");
    moved.srus[0].order = None;
    assert_eq!(plans(&decide(&theatre, &moved)), vec![], "nobody searches");
}

#[test]
fn a_lent_unit_given_a_search_has_it_in_writing_at_once() {
    let theatre = theatre();
    let mut picture = partners(&theatre, "08-10S 105-30E");
    picture.requests.clear();
    let sru = theatre.sru(MERCHANT);
    let data = Some(Box::new(sru.clone()));
    picture.cards.push(SruCard { sru: MERCHANT, name: sru.name.clone(), kind: sru.kind, party: sru.party, data });
    let mut ship = unit(&theatre, MERCHANT, p("08-10S 105-30E"), Doing::Searching);
    (ship.mine, ship.lent, ship.case) = (false, true, Some(CASE));
    ship.order.clone_from(&picture.srus[0].order);
    picture.srus.push(ship);
    let sent = plans(&decide(&theatre, &picture));
    let [(MASTERS, plan)] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(plan.searches.len(), 2, "with what the others do");
    let body = MessageBody::Form(Box::new(Form::SearchActionPlan(plan.clone())));
    picture.messages.push(message(picture.tick, Way::To(MASTERS), body));
    assert_eq!(plans(&decide(&theatre, &picture)), vec![]);
    let Some(Order::Search { area, .. }) = &mut picture.srus[1].order else { panic!() };
    area.width_m = metres(8.0);
    picture.tick = picture.tick.after(Span::minutes(1));
    let again = plans(&decide(&theatre, &picture));
    assert!(again.iter().any(|(to, _)| *to == MASTERS), "the ship's own search has changed: {again:?}");
}

#[test]
fn a_centre_that_is_told_of_a_capsize_declares_distress() {
    let theatre = theatre();
    let told = |capsized| {
        let mut picture = desk(&theatre, SOUTH, hours(2));
        picture.cases.push(case(hours(1)));
        picture.messages.push(message(hours(1), Way::From(Source::Seat(NORTH)), sitrep(None, capsized)));
        phase(&decide(&theatre, &picture))
    };
    assert_eq!(told(true), Some(Phase::Distress));
    assert_ne!(told(false), Some(Phase::Distress));
}

#[test]
fn a_centre_whose_unit_has_seen_the_hull_says_so_in_its_next_report_and_at_once() {
    let theatre = theatre();
    let mut picture = desk(&theatre, SOUTH, hours(2));
    picture.cases.push(CaseView { phase: Some((Phase::Distress, hours(1))), ..case(hours(1)) });
    let told = sitrep(Some(Phase::Distress), false);
    picture.messages.push(message(minutes(100), Way::To(NORTH), told));
    let says = |picture: &Picture| {
        decide(&theatre, picture).iter().find_map(|c| match c {
            Command::Send { to: NORTH, body: MessageBody::Sitrep { capsized, text, .. }, .. } => {
                Some((*capsized, text.contains("capsized")))
            }
            _ => None,
        })
    };
    assert_eq!(says(&picture), None, "nothing is new");
    // Told by a ship some time ago, and without a position of its own that would be news.
    let seen = MessageBody::Sighting {
        case: CASE,
        position: ReportedPosition { position: p("08-10S 105-30E"), error_m: 500.0, true_at: minutes(90) },
        what: Seen::CapsizedHull,
        persons: 3,
    };
    picture.messages.push(message(minutes(105), Way::From(Source::Seat(MASTERS)), seen));
    assert_eq!(says(&picture), Some((true, true)));
}
