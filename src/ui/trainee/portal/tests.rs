//! The portal and the press at their desks: a post read, passed on and receipted, posts written, a statement made.

use egui::Key;

use super::super::test_stage::*;
use crate::base::ids::SeatId;
use crate::scenario::{Channel, IndicatorKind, Manner, Role, Scenario, Seat};
use crate::session::Intent;
use crate::session::wire::Chair;
use crate::sim::portal::{Command as Order, Post, PostId};
use crate::sim::press::{Statement, Tone};
use crate::sim::{Command, MessageBody, ReportedPosition, Seen};

const FOCAL_NORTH: SeatId = SeatId(4);
const FOCAL_SOUTH: SeatId = SeatId(5);
const MINISTRY: SeatId = SeatId(6);

/// The example with focal points in the portal and a ministry.
fn scenario() -> Scenario {
    let mut scenario = example();
    let mut add = |id: &str, name: &str, role: Role, like: SeatId| {
        let like = scenario.seats[like.index()].clone();
        let (id, name) = (id.to_owned(), name.to_owned());
        scenario.seats.push(Seat { id, name, role, manner: Manner::default(), instructions: None, ..like });
    };
    add("focal-north", "Focal North", Role::FocalPoint, RCC_NORTH);
    add("focal-south", "Focal South", Role::FocalPoint, RCC_SOUTH);
    add("fm-north", "Ministry North", Role::ForeignMinistry, RCC_NORTH);
    scenario.portal.members = vec![FOCAL_NORTH, FOCAL_SOUTH];
    scenario
}

/// The words of the post of the tests.
const WORDS: &str = "A boat left this morning";

/// Focal South has posted, and it lies unread at Focal North.
fn posted() -> Stage {
    let mut stage = Stage::of(scenario(), 1);
    let post = Post::Text { case: None, text: WORDS.to_owned() };
    // It takes an hour at the longest.
    stage.go(&[(FOCAL_SOUTH, super::order(Order::Post(post)))], 400);
    assert_eq!(stage.picture(FOCAL_NORTH).portal.unread(FOCAL_NORTH).count(), 1);
    stage
}

/// The one command that came out.
fn command(out: &[Intent]) -> Command {
    match out {
        [Intent::Do(command)] => command.clone(),
        other => panic!("{other:?}"),
    }
}

fn read() -> Command {
    super::order(Order::Read { post: PostId { by: FOCAL_SOUTH, number: 0 } })
}

#[test]
fn an_unread_post_is_read_by_its_button_passed_on_and_receipted() {
    let mut stage = posted();
    let mut desk = Sitting::new(stage.view(Chair::Seat(FOCAL_NORTH)));
    desk.key(Key::F12);
    assert!(desk.has("Unread: post 1 of Focal South: text"));
    assert!(!desk.has(WORDS), "what it says is not known before it is read");
    desk.click("Read post 1 of Focal South");
    let out = desk.out();
    assert_eq!(command(&out), read());
    stage.takes(FOCAL_NORTH, &out);
    stage.go(&[(FOCAL_NORTH, read())], 3);
    desk.show(stage.view(Chair::Seat(FOCAL_NORTH)));
    assert!(desk.has(WORDS) && !desk.has("Unread: post"));
    desk.click("Pass post 1 of Focal South on to RCC North");
    let out = desk.out();
    let Command::Send { to, channel: Channel::Phone, body } = command(&out) else { panic!("{out:?}") };
    assert_eq!(to, RCC_NORTH);
    assert!(matches!(&body, MessageBody::Text { text, .. } if text.contains(WORDS) && text.contains("Focal South")));
    stage.takes(FOCAL_NORTH, &out);
    stage.go(&[(FOCAL_NORTH, command(&out))], 3);
    desk.show(stage.view(Chair::Seat(FOCAL_NORTH)));
    assert!(desk.has("passed on to RCC North at"), "it is not passed on twice");

    let mut desk = Sitting::new(stage.view(Chair::Seat(FOCAL_SOUTH)));
    desk.key(Key::F12);
    assert!(desk.has("Read by  Focal North"), "{:#?}", desk.words());
}

#[test]
fn an_unread_post_is_a_card_of_the_in_tray() {
    let stage = posted();
    let mut desk = Sitting::new(stage.view(Chair::Seat(FOCAL_NORTH)));
    assert!(desk.has("A post of Focal South lies unread: text"));
    desk.click("Read (A post of Focal South lies unread");
    let out = desk.out();
    assert_eq!(command(&out), read());
    stage.takes(FOCAL_NORTH, &out);
}

#[test]
fn an_observer_of_a_focal_point_reads_and_posts_nothing() {
    let stage = posted();
    let mut desk = Sitting::new(stage.view(Chair::Observer(FOCAL_NORTH)));
    desk.key(Key::F12);
    assert!(desk.has("Unread: post 1 of Focal South"));
    let names = desk.names();
    assert!(!names.iter().any(|name| name.starts_with("Read post") || name.starts_with("Words of")), "{names:#?}");
}

#[test]
fn a_case_is_shared_and_reported_by_the_form() {
    let mut stage = Stage::left_alone(scenario(), 4.0);
    let position = crate::base::Position::new(-7.6, 105.3).expect("a position");
    let reported = ReportedPosition { position, error_m: 1852.0, true_at: stage.world.tick };
    let body = MessageBody::Sighting { case: CASE, position: reported, what: Seen::Vessel, persons: 40 };
    let tell = Command::Send { to: FOCAL_SOUTH, channel: Channel::Phone, body };
    // The telephone loses one call in twenty.
    for _ in 0..5 {
        if stage.picture(FOCAL_SOUTH).cases.is_empty() {
            stage.go(&[(RCC_SOUTH, tell.clone())], 30);
        }
    }
    let mut desk = Sitting::sized(stage.view(Chair::Seat(FOCAL_SOUTH)), 1920.0, 1080.0);
    desk.key(Key::F12);
    desk.click("Sort of post");
    desk.click("Case shared");
    desk.click("Post to the portal: case shared");
    let out = desk.out();
    let Command::Portal(order) = command(&out) else { panic!("{out:?}") };
    let Order::Post(Post::CaseShared(told)) = *order else { panic!("{order:?}") };
    assert_eq!((told.case, told.position.map(|p| p.position)), (CASE, Some(position)));
    stage.takes(FOCAL_SOUTH, &out);
    // The same list a second time, on the same desk.
    desk.click("Sort of post");
    desk.click("Incident report");
    desk.write("Where and when they left", "the south coast, at night");
    assert!(desk.has("Landed alive") && !desk.has("Persons aboard"), "what is known is filled in, and nothing else");
    desk.click("Dead known");
    desk.click("Post to the portal: incident report");
    let out = desk.out();
    let Command::Portal(order) = command(&out) else { panic!("{out:?}") };
    let Order::Post(Post::IncidentReport(told)) = *order else { panic!("{order:?}") };
    assert_eq!((told.case, told.departure.as_str()), (CASE, "the south coast, at night"));
    assert_eq!((told.persons, told.survivors, told.dead), (None, Some(0), None), "a number is left out by its box");
    stage.takes(FOCAL_SOUTH, &out);
}

#[test]
fn advice_is_written_by_a_form_of_its_own() {
    let stage = Stage::of(scenario(), 1);
    let mut desk = Sitting::sized(stage.view(Chair::Seat(FOCAL_NORTH)), 1920.0, 1080.0);
    desk.key(Key::F12);
    desk.click("Sort of post");
    desk.click("Advice");
    desk.click("Advice about");
    desk.click("Money");
    desk.write("Words of the post", "Transfers to a shop in the port.");
    desk.click("Post to the portal: advice");
    let out = desk.out();
    let Command::Portal(order) = command(&out) else { panic!("{out:?}") };
    let Order::Post(Post::Advice { kind, case, text }) = *order else { panic!("{order:?}") };
    assert_eq!((kind, case, text.as_str()), (IndicatorKind::Money, None, "Transfers to a shop in the port."));
    stage.takes(FOCAL_NORTH, &out);
}

#[test]
fn a_focal_point_without_a_site_reads_nationalities_by_their_names_where_they_have_been_told() {
    let mut scenario = shore();
    let like = scenario.seats[0].clone();
    let (id, name, role) = ("focal".to_owned(), "Focal Haven".to_owned(), Role::FocalPoint);
    scenario.seats.push(Seat { id, name, role, manner: Manner::default(), instructions: None, ..like });
    let focal = SeatId::new(scenario.seats.len() - 1);
    scenario.portal.members = vec![focal];
    let names: Vec<String> = scenario.reception.nationalities.iter().map(|n| n.name.clone()).collect();
    let before = Stage::of(scenario.clone(), 1).picture(focal);
    assert!(before.portal.nationalities.is_empty(), "nobody has told any");
    let stage = Stage::played(scenario, 60.0);
    let picture = stage.picture(focal);
    let told: Vec<_> = picture.received.iter().flat_map(|view| &view.nationalities).map(|(id, _)| *id).collect();
    assert!(!told.is_empty());
    for id in &told {
        assert_eq!(picture.portal.nationality(*id), Some(names[id.index()].as_str()));
    }
    assert!(picture.portal.nationalities.iter().all(|(id, _)| told.contains(id)), "those told, and no others");
    let mut desk = Sitting::sized(stage.view(Chair::Seat(focal)), 1920.0, 1080.0);
    desk.key(Key::F12);
    desk.click("Sort of post");
    desk.click("Incident report");
    assert!(!desk.words().iter().any(|words| words.contains("nationality-")), "{:#?}", desk.words());
}

#[test]
fn a_statement_is_written_and_everybody_reads_it() {
    let mut stage = Stage::of(scenario(), 1);
    assert!(!Sitting::new(stage.view(Chair::Seat(RCC_SOUTH))).has("Portal, press"), "nothing is published");
    let mut desk = Sitting::new(stage.view(Chair::Seat(MINISTRY)));
    desk.key(Key::F12);
    let says = "Say it to the press";
    assert!(!desk.names().iter().any(|name| name == says), "without words there is nothing to say");
    assert!(!desk.has("Post to the portal"), "a ministry is no focal point");
    desk.click("Tone");
    desk.click("Blames");
    desk.click("Of which state");
    desk.click("Southland");
    desk.write("Words of the statement", "They waited for days.");
    desk.click(says);
    let out = desk.out();
    let of = Some(stage.theatre.seat(RCC_SOUTH).party);
    let text = "They waited for days.".to_owned();
    assert_eq!(command(&out), Command::Statement(Statement { tone: Tone::Blames, of, text, case: None }));
    stage.takes(MINISTRY, &out);
    stage.go(&[(MINISTRY, command(&out))], 2);
    let mut desk = Sitting::new(stage.view(Chair::Seat(RCC_SOUTH)));
    desk.key(Key::F12);
    assert!(desk.has("Ministry North blames Southland") && desk.has("They waited for days."));
    assert!(!desk.has("Statement to the press"), "a centre does not speak to the press");
}

#[test]
fn everything_there_fits_and_has_a_name() {
    let stage = posted();
    let mut desk = Sitting::sized(stage.view(Chair::Seat(FOCAL_NORTH)), 1366.0, 768.0);
    desk.key(Key::F12);
    assert!(desk.names().iter().all(|name| !name.trim().is_empty()), "{:#?}", desk.names());
    let window = desk.harness.ctx.content_rect();
    let rects = |name: &str| {
        use egui_kittest::kittest::Queryable;
        desk.harness.query_all_by_label_contains(name).map(|node| node.rect()).collect::<Vec<_>>()
    };
    for name in ["Read post 1", "Sort of post", "Words of the post"] {
        let found = rects(name);
        assert!(!found.is_empty() && found.iter().all(|rect| window.contains_rect(*rect)), "{name}: {found:?}");
    }
    desk.picture("portal", crate::ui::theme::Palette::Day, 100);
}
