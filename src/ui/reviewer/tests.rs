//! The reviewer's desk through the accessibility tree.

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, Queryable};

use super::*;
use crate::base::ids::SruId;
use crate::score::Trail;
use crate::session::{Bookmark, CaseAwareness, Series, View};
use crate::ui::test_view::{Played, key, press};
use crate::ui::theme::Palette;

/// A desk, what it is shown, and what came out of it.
struct AtDesk {
    desk: Reviewer,
    view: View,
    series: Series,
    other: Option<Series>,
    bookmarks: Vec<Bookmark>,
    last: Tick,
    trails: Vec<Trail>,
    awareness: Vec<CaseAwareness>,
    intents: Vec<Intent>,
}

type Test = Harness<'static, AtDesk>;

/// How long the run reviewed is: five hours, in which the boat breaks down and calls.
const LAST: Tick = Tick(1800);

/// A review that stands at a moment of the example's first hours.
fn review(cursor: Tick) -> Test {
    let whole = Played::to(LAST);
    let mut view = Played::to(cursor).view();
    view.link = LinkStatus::Replay;
    view.happenings = whole.happenings.clone();
    let bookmarks = vec![Bookmark { tick: Tick(900), text: "look here".to_owned() }];
    let state = AtDesk {
        desk: Reviewer::default(),
        view,
        series: whole.series.clone(),
        other: None,
        bookmarks,
        last: LAST,
        trails: whole.trails(),
        awareness: crate::session::awareness(whole.exercise.theatre(), whole.exercise.world()),
        intents: Vec::new(),
    };
    let mut harness = Harness::builder().with_size(vec2(1366.0, 768.0)).build_ui_state(
        |ui, at: &mut AtDesk| {
            let data = ReviewData {
                view: &at.view,
                about: "example · seed 11 · 4 seats · verified",
                series: &at.series,
                other: at.other.as_ref().map(|series| Other { series, view: Some(&at.view) }),
                bookmarks: &at.bookmarks,
                first: Tick(0),
                last: at.last,
                trails: &at.trails,
                awareness: &at.awareness,
            };
            let intents = at.desk.show(ui, &data, &Theme::of(Palette::Day));
            at.intents.extend(intents);
        },
        state,
    );
    harness.run_steps(3);
    harness
}

fn out(harness: &mut Test) -> Vec<Intent> {
    std::mem::take(&mut harness.state_mut().intents)
}

#[test]
fn arrow_keys_go_from_event_to_event_and_with_shift_by_a_minute() {
    let mut test = review(Tick(600));
    let ticks: Vec<Tick> = test.state().view.happenings.iter().map(|h| h.tick).collect();
    let next = *ticks.iter().find(|tick| **tick > Tick(600)).unwrap();
    let before = *ticks.iter().rfind(|tick| **tick < Tick(600)).unwrap();
    key(&mut test, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(out(&mut test), [Intent::Seek(next)]);
    key(&mut test, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(out(&mut test), [Intent::Seek(before)]);
    key(&mut test, Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(out(&mut test), [Intent::Seek(Tick(606))]);
    key(&mut test, Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(out(&mut test), [Intent::Seek(Tick(594))]);
    key(&mut test, Modifiers::NONE, Key::Home);
    key(&mut test, Modifiers::NONE, Key::End);
    assert_eq!(out(&mut test), [Intent::Seek(Tick(0)), Intent::Seek(LAST)]);
}

#[test]
fn space_plays_at_the_speed_chosen_and_pauses() {
    let mut test = review(Tick(600));
    key(&mut test, Modifiers::NONE, Key::Space);
    assert_eq!(out(&mut test), [Intent::Play(60.0)]);
    test.state_mut().view.clock.running = true;
    key(&mut test, Modifiers::NONE, Key::Space);
    assert_eq!(out(&mut test), [Intent::Play(0.0)]);
    test.get(By::new().role(Role::ComboBox).label("Speed")).click_accesskit();
    test.run_steps(2);
    press(&mut test, "back x600");
    assert_eq!(out(&mut test), [Intent::Play(-600.0)]);
}

#[test]
fn two_charts_stand_side_by_side_and_each_can_look_through_another_seat() {
    let mut test = review(Tick(600));
    let chart = |name| By::new().predicate(move |n| n.label().as_deref() == Some(name) && n.role() == Role::Unknown);
    let (left, right) = (test.get(chart("Left chart")).rect(), test.get(chart("Right chart")).rect());
    assert!(left.right() <= right.left() && left.height() > 100.0, "{left:?} {right:?}");
    let select = By::new().role(Role::ComboBox).label("Right chart");
    assert_eq!(test.get(select.clone()).value().as_deref(), Some("what RCC North knew"));
    test.get(select.clone()).click_accesskit();
    test.run_steps(2);
    test.get(By::new().role(Role::Button).label("what RCC South knew")).click_accesskit();
    test.run_steps(3);
    assert_eq!(test.get(select).value().as_deref(), Some("what RCC South knew"));
}

#[test]
fn a_stretch_is_played_round_forwards_and_backwards() {
    let mut test = review(Tick(600));
    test.state_mut().desk.range = Some((Tick(300), Tick(600)));
    test.run_steps(2);
    assert_eq!(out(&mut test), [], "while it stands still nothing goes round");
    test.state_mut().view.clock.running = true;
    test.run_steps(3);
    assert_eq!(out(&mut test), [Intent::Seek(Tick(300))], "asked once, not in every frame");
    test.state_mut().view.clock.speed = -60.0;
    test.state_mut().desk.range = Some((Tick(600), Tick(900)));
    test.run_steps(1);
    test.state_mut().view.clock.tick = Tick(599);
    test.run_steps(2);
    let sent = out(&mut test);
    assert_eq!(sent.last(), Some(&Intent::Seek(Tick(900))), "{sent:?}");
    press(&mut test, "No longer play round a stretch");
    assert_eq!(test.state().desk.range, None);
}

#[test]
fn bookmarks_are_written_gone_to_and_removed() {
    let mut test = review(Tick(600));
    test.get_by_label("Words of the bookmark").focus();
    test.run_steps(2);
    test.get_by_label("Words of the bookmark").type_text("first doubt");
    test.run_steps(2);
    press(&mut test, "Bookmark this moment");
    assert_eq!(out(&mut test), [Intent::Bookmark { tick: Tick(600), text: Some("first doubt".to_owned()) }]);
    let of_mark = |verb: &'static str| {
        By::new().predicate(move |n| n.label().is_some_and(|l| l.starts_with(verb) && l.ends_with("look here")))
    };
    test.get(of_mark("Go to the bookmark")).click_accesskit();
    test.run_steps(2);
    test.get(of_mark("Remove the bookmark")).click_accesskit();
    test.run_steps(2);
    assert_eq!(out(&mut test), [Intent::Seek(Tick(900)), Intent::Bookmark { tick: Tick(900), text: None }]);
}

#[test]
fn a_press_on_a_chart_over_time_goes_to_its_moment() {
    let mut test = review(Tick(600));
    let rect = test.get_by_label_contains("Persons over time").rect();
    let at = rect.center();
    test.hover_at(at);
    test.step();
    test.drag_at(at);
    test.step();
    test.drop_at(at);
    test.run_steps(2);
    let sent = out(&mut test);
    let Some(Intent::Seek(tick)) = sent.first() else { panic!("{sent:?}") };
    assert!((600..1300).contains(&tick.0), "{tick:?}");
}

#[test]
fn a_second_run_is_named_and_can_be_put_beside_the_first() {
    let mut test = review(Tick(600));
    assert!(test.query_by_label_contains("compared with").is_none());
    let mut other = test.state().series.clone();
    other.name = "without the broadcast".to_owned();
    test.state_mut().other = Some(other);
    test.run_steps(3);
    test.get_by_label("compared with without the broadcast");
    test.get(By::new().role(Role::ComboBox).label("Left chart")).click_accesskit();
    test.run_steps(2);
    test.get(By::new().role(Role::Button).label("the truth of without the broadcast")).click_accesskit();
    test.run_steps(3);
    // Taken away again, the chart shows the first run's truth and not nothing.
    test.state_mut().other = None;
    test.run_steps(2);
    let left = test.get(By::new().role(Role::ComboBox).label("Left chart")).value();
    assert_eq!(left.as_deref(), Some("the truth"));
}

#[test]
fn everybody_is_counted_at_the_cursor() {
    let test = review(Tick(600));
    test.get_by_label("aboard at the start");
    assert!(test.query_all_by_label("40").count() >= 1);
    test.get_by_label_contains("verified");
}

#[test]
fn a_unit_and_a_request_can_be_followed() {
    let mut test = review(LAST);
    let view = &test.state().view;
    let overview = view.overview.as_ref().unwrap();
    let asked = overview.pictures.iter().flat_map(|p| &p.requests).next().expect("somebody asked somebody").request;
    test.state_mut().desk.follow = Follow::Request(asked);
    test.run_steps(2);
    let bars = test.query_all_by_label_contains("on its way: ").count();
    assert!(bars >= 1, "the way of the request is listed");
    test.get(By::new().role(Role::ComboBox).label("Follow")).click_accesskit();
    test.run_steps(2);
    press(&mut test, "Rescue 11");
    assert_eq!(test.state().desk.follow, Follow::Sru(SruId(0)));
    test.run_steps(2);
    assert_eq!(out(&mut test), []);
}

#[test]
fn the_report_is_asked_for() {
    let mut test = review(Tick(600));
    press(&mut test, "Write the report of this recording and open it");
    assert_eq!(out(&mut test), [Intent::Report]);
}

#[test]
fn everything_that_can_be_pressed_has_a_name_and_large_text_does_no_harm() {
    let mut test = review(Tick(600));
    let check = |test: &Test| {
        let roles = [Role::Button, Role::CheckBox, Role::ComboBox, Role::Slider, Role::SpinButton, Role::TextInput];
        let nameless = By::new().predicate(move |node| {
            roles.contains(&node.role()) && node.label().is_none_or(|label| label.trim().is_empty())
        });
        let found: Vec<String> = test.query_all(nameless).map(|node| format!("{node:?}")).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    };
    check(&test);
    theme::scale(&test.ctx, 200);
    test.set_size(vec2(1024.0, 640.0));
    press(&mut test, "Night colours");
    check(&test);
}

#[test]
fn a_divergence_and_an_unopened_recording_are_said() {
    let mut test = review(Tick(600));
    test.state_mut().view.notices = vec!["differs from tick 77 on: srus".to_owned()];
    test.state_mut().view.overview = None;
    test.run_steps(2);
    test.get_by_label("differs from tick 77 on: srus");
    test.get_by_label("The recording is being opened");
}

#[test]
fn at_twice_the_text_on_a_laptop_the_charts_keep_room_and_lanes_their_letters() {
    let mut test = review(Tick(600));
    theme::scale(&test.ctx, 200);
    test.run_steps(6);
    let chart = |name| By::new().predicate(move |n| n.label().as_deref() == Some(name) && n.role() == Role::Unknown);
    for name in ["Left chart", "Right chart"] {
        let rect = test.get(chart(name)).rect();
        assert!(rect.height() > 150.0, "{name} {rect:?}");
    }
    assert!(test.query_by_label_contains("Persons over time").is_none(), "it gives way");
    let line = test.get_by_label_contains("Time line, at").rect();
    let letters = 11.0 * 2.0;
    let lanes = crate::ui::timeline::lanes_by_seat(&test.state().view.briefing, &test.state().view.happenings);
    assert!(line.height() >= letters * lanes.len() as f32, "{line:?}: it scrolls, and no letter is smaller than small");
    // Whoever wants them all the same has them.
    press(&mut test, "Charts over time");
    assert!(test.query_by_label_contains("Persons over time").is_some());
}

#[test]
fn the_legend_of_the_curves_counts_as_the_table_does() {
    let mut test = review(Tick(600));
    // A run whose last sample is older than the moment shown, and from before somebody was taken aboard.
    let casualty = &mut test.state_mut().view.overview.as_mut().unwrap().truth.casualties[0];
    casualty.living[0] -= 3;
    let rescued = crate::sim::Setting::ALL.iter().position(|s| *s == crate::sim::Setting::AboardRescuer).unwrap();
    casualty.living[rescued] = 3;
    test.run_steps(2);
    test.get_by_label_contains("aboard rescuers 3");
    test.get_by_label_contains("at risk 37");
}

#[test]
fn every_desk_has_the_keys_for_help_colours_and_text() {
    let mut test = review(Tick(600));
    key(&mut test, Modifiers::NONE, Key::F1);
    assert!(test.query_by_label_contains("the event before, the next event").is_some());
    key(&mut test, Modifiers::NONE, Key::Escape);
    assert!(test.query_by_label_contains("the event before, the next event").is_none());
    key(&mut test, Modifiers::NONE, Key::F9);
    assert_eq!(crate::ui::looks::palette(&test.ctx), Some(Palette::Dusk));
    for _ in 0..8 {
        key(&mut test, Modifiers::COMMAND, Key::Plus);
    }
    assert_eq!((theme::percent(&test.ctx), test.ctx.zoom_factor()), (200, 1.0), "bound, and not egui's own zoom");
    key(&mut test, Modifiers::COMMAND, Key::Num0);
    assert_eq!(theme::percent(&test.ctx), 100);
    assert_eq!(out(&mut test), []);
}

#[test]
fn a_journey_is_found_read_and_leads_to_its_moments() {
    let mut test = review(Tick(600));
    // So high that the list is in sight without scrolling to it.
    test.set_size(vec2(1366.0, 1800.0));
    press(&mut test, "Journeys");
    test.run_steps(20);
    test.get_by_label("Find a person").focus();
    test.run_steps(2);
    test.get_by_label("Find a person").type_text("person 5,");
    test.run_steps(2);
    let trail = test.state().trails[4].clone();
    let of = format!("Show the journey of person {},", u64::from(trail.person.0) + 1);
    test.get_by_label_contains(&of).click_accesskit();
    test.run_steps(3);
    assert!(test.query_by_label_contains("Journey: aboard their vessel for").is_some());
    test.get_by_label_contains(&format!(": {}", trail.steps[0].text)).click_accesskit();
    test.run_steps(2);
    assert_eq!(out(&mut test), [Intent::Seek(trail.steps[0].tick)]);
}

#[test]
fn who_knew_what_when_is_listed_and_drawn_as_a_lane_for_each_seat() {
    let mut test = review(Tick(600));
    press(&mut test, "Who knew what when");
    let alert = test.state().awareness[0].matters[0].clone();
    let first = alert.seats.iter().flatten().min().copied().unwrap();
    test.get_all_by_label_contains(": there is a case").next().unwrap().click_accesskit();
    test.run_steps(2);
    let sent = out(&mut test);
    assert!(
        matches!(sent.as_slice(), [Intent::Seek(tick)] if alert.seats.contains(&Some(*tick)) && *tick >= first),
        "{sent:?}"
    );
    test.get(By::new().role(Role::ComboBox).label("Time line shows")).click_accesskit();
    test.run_steps(2);
    test.get(By::new().role(Role::Button).label_contains("who knew what of")).click_accesskit();
    test.run_steps(3);
    assert_eq!(test.state().desk.lanes_of, Some(crate::base::ids::CraftId(0)));
    assert!(test.query_by_label_contains("Time line, at").is_some());
}
