//! The board and the files at a seat that runs sites, and at the police: what is shown, and what is ordered is taken.

use egui::Key;

use super::super::test_stage::*;
use crate::base::ids::{SeatId, SiteId};
use crate::sar::reception::Stage as Step;
use crate::session::Intent;
use crate::session::wire::Chair;
use crate::sim::Command;
use crate::sim::ashore::{self, Placement};

const RCC: SeatId = SeatId(0);
const IMMIGRATION: SeatId = SeatId(2);
const POLICE: SeatId = SeatId(3);

/// Some hours after most were landed.
fn landed() -> Stage {
    let stage = Stage::played(shore(), 30.0);
    let files = stage.picture(IMMIGRATION).reception.iter().map(|site| site.files.len()).sum::<usize>();
    assert!(files > 20, "{files} people landed");
    stage
}

/// The orders ashore that came out.
fn orders(out: &[Intent]) -> Vec<ashore::Command> {
    let order = |intent: &Intent| match intent {
        Intent::Do(Command::Ashore(order)) => Some((**order).clone()),
        _ => None,
    };
    out.iter().filter_map(order).collect()
}

#[test]
fn a_site_is_ordered_to_open_from_the_board() {
    let stage = Stage::of(shore(), 1);
    let mut desk = Sitting::new(stage.view(Chair::Seat(IMMIGRATION)));
    desk.key(Key::F11);
    assert!(desk.has("Not open: nobody is received"));
    desk.click("Order reception at Merak to open");
    let out = desk.out();
    assert_eq!(orders(&out), [ashore::Command::Open { site: SiteId(0) }]);
    stage.takes(IMMIGRATION, &out);
}

#[test]
fn only_seats_with_a_site_have_the_board() {
    let stage = Stage::of(shore(), 1);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC)));
    desk.key(Key::F11);
    assert!(!desk.has("Panel Reception"), "the immigration seat runs the sites");
    assert!(Sitting::new(stage.view(Chair::Seat(IMMIGRATION))).has("Panel Reception"));
}

#[test]
fn the_board_counts_queues_and_says_what_comes_first() {
    let stage = landed();
    let mut desk = Sitting::new(stage.view(Chair::Seat(IMMIGRATION)));
    desk.key(Key::F11);
    let site = &stage.picture(IMMIGRATION).reception[0];
    let view = &site.stages[Step::Interview as usize];
    assert!(desk.has(&format!("{} wait for {}", view.waiting, Step::Interview.words())));
    desk.click("Have staff turn to immigration interview first");
    let out = desk.out();
    let orders = orders(&out);
    let [ashore::Command::Prioritise { order, .. }] = orders.as_slice() else { panic!("{orders:?}") };
    assert_eq!((order[0], order.len()), (Step::Interview, Step::ALL.len()));
    stage.takes(IMMIGRATION, &out);
}

#[test]
fn files_are_searched_one_is_opened_and_an_order_is_given_for_those_chosen() {
    let stage = landed();
    let mut desk = Sitting::sized(stage.view(Chair::Seat(IMMIGRATION)), 1920.0, 1080.0);
    desk.key(Key::F11);
    desk.click("Open file 1,");
    assert!(desk.has("What was done") && desk.has("Not possible now"));
    let registered =
        stage.picture(IMMIGRATION).reception[0].files.iter().filter(|f| f.known.age_years.is_some()).count();
    assert!(registered > 0);
    desk.write("Find in files", "woman");
    desk.click("Choose all files listed");
    desk.click("What to order");
    desk.click("House: alternative to detention");
    desk.click("Give the order: House: alternative to detention");
    let out = desk.out();
    let orders = orders(&out);
    let [ashore::Command::House { persons, how: Placement::Alternative, families }] = orders.as_slice() else {
        panic!("{orders:?}")
    };
    assert_eq!(*families, ashore::Families::Together, "unless somebody says otherwise");
    let picture = stage.picture(IMMIGRATION);
    let known = |id: &ashore::FileId| {
        let file = picture.reception.iter().flat_map(|site| &site.files).find(|file| file.file == *id);
        file.is_some_and(|file| file.known.male == Some(false) && !file.known.is_child())
    };
    assert!(!persons.is_empty() && persons.iter().all(known), "{persons:?}");
    stage.takes(IMMIGRATION, &out);
    assert!(!desk.has("Give the order: House"), "it is not offered twice at once");
}

#[test]
fn the_police_see_who_is_registered_without_health_and_secure_evidence() {
    let stage = Stage::left_alone(shore(), 0.1);
    let mut view = stage.view(Chair::Seat(POLICE));
    // The evidence of a landing, before anybody has secured it.
    let played = landed();
    let mut picture = played.picture(POLICE);
    for item in picture.reception.iter_mut().flat_map(|site| &mut site.evidence).flat_map(|held| &mut held.items) {
        (item.there, item.spoiled, item.secured) = (true, false, None);
    }
    view.picture = Some(picture);
    let mut desk = Sitting::sized(view, 1920.0, 1080.0);
    desk.key(Key::F11);
    assert!(desk.has("Evidence of Case 1"));
    assert!(!desk.has("triage red ("), "health is not theirs to see");
    desk.click("Secure the vessel of Case 1");
    let sent = orders(&desk.out());
    assert!(matches!(sent.as_slice(), [ashore::Command::Secure { item: ashore::Evidence::Vessel, .. }]), "{sent:?}");
    desk.click("Let go of the vessel of Case 1...");
    assert_eq!(orders(&desk.out()), [], "it is asked first");
    desk.click("Confirm: let go of the vessel of Case 1");
    let sent = orders(&desk.out());
    assert!(matches!(sent.as_slice(), [ashore::Command::Spoil { item: ashore::Evidence::Vessel, .. }]), "{sent:?}");
}

#[test]
fn on_a_laptop_the_columns_keep_to_their_places() {
    use egui_kittest::kittest::Queryable;
    let stage = landed();
    let mut desk = Sitting::new(stage.view(Chair::Seat(IMMIGRATION)));
    desk.key(Key::F11);
    desk.click("Open file 1,");
    let log = desk.harness.get_by_label_contains("Decision log").rect().left();
    let find = desk.harness.get_all_by_label("Find in files").next().expect("the field").rect();
    let order = desk.harness.get_by_label_contains("Order for file 1").rect();
    assert!(find.right() <= order.left() && order.right() <= log, "{find:?} {order:?} {log}");
}

#[test]
fn cards_ask_for_a_site_to_be_opened_and_for_the_gravely_ill() {
    let mut stage = Stage::left_alone(shore(), 2.0);
    let told = crate::sim::MessageBody::Text { case: Some(CASE), text: "Eighty people are on their way".to_owned() };
    let channel = crate::scenario::Channel::Phone;
    for _ in 0..5 {
        let body = told.clone();
        stage.go(&[(RCC, Command::Send { to: IMMIGRATION, channel, body })], 30);
    }
    let mut desk = Sitting::new(stage.view(Chair::Seat(IMMIGRATION)));
    desk.click("Order it to open (Reception at Merak is not open)");
    let out = desk.out();
    assert_eq!(orders(&out), [ashore::Command::Open { site: SiteId(0) }]);
    stage.takes(IMMIGRATION, &out);

    let played = landed();
    let mut view = played.view(Chair::Seat(IMMIGRATION));
    let picture = view.picture.as_mut().expect("a seat has a picture");
    let file = &mut picture.reception[0].files[0];
    (file.stay, file.known.triage) = (ashore::Stay::AtSite, Some(crate::sar::reception::Triage::Red));
    file.done[Step::Triage as usize] = Some(file.landed_at);
    let id = file.file;
    let mut desk = Sitting::new(view);
    desk.click("Refer them to hospital (");
    let sent = orders(&desk.out());
    assert!(
        matches!(sent.as_slice(), [ashore::Command::Refer { persons, to: ashore::Referral::Hospital }] if persons.contains(&id)),
        "{sent:?}"
    );
}

#[test]
fn the_board_says_who_hears_needs_of_protection_and_how_many_wait_for_it() {
    let mut scenario = shore();
    let kind = crate::scenario::AssessmentKind::National;
    let assessment = crate::scenario::Assessment { kind, members: Vec::new(), per_day: 4, centre: None };
    scenario.reception.assessment = Some(assessment);
    let stage = Stage::of(scenario, 1);
    let mut view = stage.view(Chair::Seat(IMMIGRATION));
    let site = view.picture.as_mut().and_then(|picture| picture.reception.first_mut()).expect("a site");
    site.assessment.as_mut().expect("it assesses").waiting = 9;
    let mut desk = Sitting::new(view);
    desk.key(Key::F11);
    assert!(desk.has("Assessment of needs of protection"), "{:#?}", desk.words());
    assert!(desk.has("this state's own office") && desk.has("each state for itself"));
    assert!(desk.has("9 persons, about 3 days' work"), "{:#?}", desk.words());
    let mut without = Sitting::new(Stage::of(shore(), 1).view(Chair::Seat(IMMIGRATION)));
    without.key(Key::F11);
    assert!(!without.has("Assessment of needs of protection"));
}
