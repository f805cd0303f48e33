//! Landings as a desk has them: grouped, waited for, decided, and checked for safety.

use super::super::{Decision, SafetyItem, Verdict, alternatives, clearance, decision, landings, place_of_safety};
use crate::base::ids::{CraftId, PlaceId, RequestId, SeatId};
use crate::base::{Span, Tick};
use crate::picture::{self, Briefing, Course, Picture, RequestView, Stands};
use crate::scenario::{self, Role};
use crate::sim::{Answer, Ask, Terms, Theatre, World};

const RCC: SeatId = SeatId(0);
const ASKER: SeatId = SeatId(4);
const MINISTRY: SeatId = SeatId(5);
const MERAK: PlaceId = PlaceId(0);

/// The desk of a centre whose state has a ministry, before anything was asked, at hour ten.
fn desk() -> (Briefing, Picture) {
    let mut scenario = scenario::read(include_str!("../../sim/ashore/fixture.ron")).0.unwrap();
    let ministry = scenario::Seat { role: Role::ForeignMinistry, ..scenario.seats[0].clone() };
    scenario.seats.push(ministry);
    let theatre = Theatre::new(scenario);
    let world = World::new(&theatre, 1);
    let mut picture = picture::project(&theatre, &world, RCC);
    picture.tick = Tick(3600);
    (picture::briefing(&theatre, Some(RCC)), picture)
}

fn request(number: u32, other: SeatId, of_us: bool, at: u32, what: Ask) -> RequestView {
    RequestView {
        request: RequestId(number),
        other,
        of_us,
        case: CraftId(0),
        what,
        at: Tick(at),
        answer: None,
        course: Course::default(),
    }
}

fn land(persons: u32) -> Ask {
    Ask::Land { place: MERAK, persons }
}

fn verdict(briefing: &Briefing, picture: &Picture, item: SafetyItem) -> Verdict {
    let all = place_of_safety(briefing, picture, &landings(picture)[0]);
    assert_eq!(all.len(), SafetyItem::ALL.len());
    all.iter().find(|checked| checked.item == item).unwrap().verdict
}

#[test]
fn what_was_asked_again_and_passed_on_is_one_landing() {
    let (briefing, mut picture) = desk();
    picture.requests.push(request(1, ASKER, true, 360, land(80)));
    picture.requests.push(request(2, ASKER, true, 720, land(60)));
    let told = clearance(&briefing, &picture, &picture.requests[1]).unwrap();
    assert_eq!((told.landing, told.asker, told.persons, told.waiting_since), (RequestId(2), ASKER, 60, Tick(360)));
    assert_eq!(decision(&briefing, &picture, &picture.requests[1]), Decision::NotAsked(MINISTRY));
    picture.requests.push(request(3, MINISTRY, false, 730, Ask::Clear(told)));
    assert_eq!(decision(&briefing, &picture, &picture.requests[1]), Decision::Awaited(MINISTRY, 1));
    let all = landings(&picture);
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].links.len(), all[0].persons, all[0].since), (3, 60, Tick(360)));
    assert_eq!((all[0].stands(&picture), all[0].waited(&picture)), (Stands::Waiting, Span::hours(9)));
    // Another port is another landing.
    picture.requests.push(request(4, ASKER, true, 900, Ask::Land { place: PlaceId(1), persons: 60 }));
    assert_eq!(landings(&picture).len(), 2);
}

#[test]
fn the_last_decision_known_counts_and_one_withdrawn_does_not() {
    let (briefing, mut picture) = desk();
    picture.requests.push(request(1, ASKER, true, 360, land(80)));
    let told = clearance(&briefing, &picture, &picture.requests[0]).unwrap();
    let mut first = request(2, MINISTRY, false, 400, Ask::Clear(told));
    let no = Answer::Refuse { reason: "no".to_owned() };
    first.answer = Some((no.clone(), Tick(500)));
    picture.requests.push(first);
    assert_eq!(decision(&briefing, &picture, &picture.requests[0]), Decision::Made(MINISTRY, &no));
    let mut second = request(3, MINISTRY, false, 600, Ask::Clear(told));
    second.answer = Some((Answer::Accept, Tick(900)));
    picture.requests.push(second);
    assert_eq!(decision(&briefing, &picture, &picture.requests[0]), Decision::Made(MINISTRY, &Answer::Accept));
    picture.requests[2].course.withdrawn_at = Some(Tick(950));
    assert_eq!(decision(&briefing, &picture, &picture.requests[0]), Decision::Made(MINISTRY, &no));
}

#[test]
fn a_landing_is_settled_when_its_terms_are_agreed_to() {
    let (_, mut picture) = desk();
    let mut asked = request(1, ASKER, false, 360, Ask::Land { place: PlaceId(2), persons: 80 });
    let terms = Terms { at_most: Some(50), ..Terms::default() };
    asked.answer = Some((Answer::AcceptIf { terms }, Tick(720)));
    picture.requests.push(asked);
    let landing = landings(&picture).remove(0);
    assert_eq!((landing.stands(&picture), landing.settled_at(&picture)), (Stands::Offered, None));
    picture.requests[0].course.agreed_at = Some(Tick(1080));
    assert_eq!((landing.settled_at(&picture), landing.waited(&picture)), (Some(Tick(1080)), Span::hours(2)));
    assert_eq!(landing.granted(&picture), Some(terms));
}

#[test]
fn the_checklist_says_not_known_until_something_is() {
    let (briefing, mut picture) = desk();
    picture.requests.push(request(1, ASKER, true, 360, land(80)));
    for item in [SafetyItem::Persecution, SafetyItem::Territory, SafetyItem::Way, SafetyItem::Needs, SafetyItem::Access]
    {
        assert_eq!(verdict(&briefing, &picture, item), Verdict::Unknown, "{item:?}");
    }
    assert_eq!(verdict(&briefing, &picture, SafetyItem::Life), Verdict::Yes);
    assert_eq!(verdict(&briefing, &picture, SafetyItem::Authorities), Verdict::No, "the ministry has not been asked");
    let told = clearance(&briefing, &picture, &picture.requests[0]).unwrap();
    picture.requests.push(request(2, MINISTRY, false, 400, Ask::Clear(told)));
    assert_eq!(verdict(&briefing, &picture, SafetyItem::Authorities), Verdict::Yes);
    assert_eq!(verdict(&briefing, &picture, SafetyItem::Families), Verdict::Unknown);
    let fewer = Terms { at_most: Some(50), ..Terms::default() };
    picture.requests[0].answer = Some((Answer::AcceptIf { terms: fewer }, Tick(500)));
    for item in [SafetyItem::Families, SafetyItem::Room] {
        assert_eq!(verdict(&briefing, &picture, item), Verdict::No, "{item:?}: fifty of eighty");
    }
    picture.requests[0].answer = Some((Answer::Accept, Tick(500)));
    for item in [SafetyItem::Families, SafetyItem::Room] {
        assert_eq!(verdict(&briefing, &picture, item), Verdict::Yes, "{item:?}");
    }
}

#[test]
fn other_ports_come_by_distance_and_say_who_is_to_be_asked() {
    let (briefing, picture) = desk();
    let from = briefing.places[1].position;
    let all = alternatives(&briefing, &picture, from);
    assert!(all.len() >= 3 && all.is_sorted_by(|a, b| a.distance_m <= b.distance_m));
    assert_eq!((all[0].place, all[0].ask), (PlaceId(1), None), "its own state's");
    let foreign = all.iter().find(|other| other.place == PlaceId(2)).unwrap();
    assert_eq!((foreign.ask, foreign.stands), (Some(SeatId(4)), None));
}
