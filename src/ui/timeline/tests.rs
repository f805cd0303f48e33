//! The time line by pointer and wheel.

use egui::{Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::ui::test_view::Played;
use crate::ui::theme::Palette;

struct State {
    line: TimeLine,
    briefing: Briefing,
    lanes: Vec<Lane>,
    cursor: Tick,
    events: Vec<TimeEvent>,
}

const LAST: Tick = Tick(2000);

fn test() -> Harness<'static, State> {
    let view = Played::to(Tick(6)).view();
    let mut lane = Lane::new("Units");
    lane.marks.push(MarkAt { tick: Tick(10), sign: Sign::Stroke, text: "away".to_owned() });
    lane.bars.push(Bar { from: Tick(1990), to: Tick(1995), text: "sent, read".to_owned(), followed: true });
    let state = State {
        line: TimeLine { fold: false, ..TimeLine::default() },
        briefing: view.briefing,
        lanes: vec![lane],
        cursor: Tick(500),
        events: Vec::new(),
    };
    let mut harness = Harness::builder().with_size(vec2(1000.0, 100.0)).build_ui_state(
        |ui, state: &mut State| {
            let scene = TimeScene {
                briefing: &state.briefing,
                lanes: &state.lanes,
                first: Tick(0),
                last: LAST,
                cursor: state.cursor,
                played: None,
                range: None,
            };
            let events = state.line.show(ui, &scene, &Theme::of(Palette::Dusk));
            state.events.extend(events);
        },
        state,
    );
    harness.run_steps(2);
    harness
}

fn drag(harness: &mut Harness<'static, State>, from: Pos2, to: Pos2, modifiers: Modifiers) {
    harness.event(egui::Event::ModifiersChanged(modifiers));
    let button = |pos, pressed| egui::Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    harness.event(egui::Event::PointerMoved(from));
    harness.event(button(from, true));
    harness.step();
    for i in 1..=4_u8 {
        harness.event(egui::Event::PointerMoved(from.lerp(to, f32::from(i) / 4.0)));
        harness.step();
    }
    harness.event(button(to, false));
    harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    harness.step();
}

#[test]
fn a_drag_moves_the_cursor_and_with_shift_chooses_a_stretch() {
    let mut harness = test();
    let rect = harness.get_by_label_contains("Time line").rect();
    let (middle, right) = (rect.center(), rect.right_center() - vec2(1.0, 0.0));
    drag(&mut harness, middle, right, Modifiers::NONE);
    let events = std::mem::take(&mut harness.state_mut().events);
    let Some(TimeEvent::Seek(last)) = events.last() else { panic!("{events:?}") };
    assert!(last.0 >= LAST.0 - 5, "{last:?}");
    assert!(events.iter().all(|event| matches!(event, TimeEvent::Seek(_))));
    drag(&mut harness, right, middle, Modifiers::SHIFT);
    let events = std::mem::take(&mut harness.state_mut().events);
    let Some(TimeEvent::Range(Some((from, to)))) = events.last() else { panic!("{events:?}") };
    assert!(from < to && to.0 >= LAST.0 - 5 && (900..1100).contains(&from.0), "{from:?} {to:?}");
}

#[test]
fn the_wheel_zooms_about_the_pointer() {
    let mut harness = test();
    let rect = harness.get_by_label_contains("Time line").rect();
    let at = rect.right_center() - vec2(1.0, 0.0);
    harness.hover_at(at);
    harness.step();
    for _ in 0..6 {
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, 120.0),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        harness.run_steps(4);
    }
    let (from, to) = harness.state().line.shown.expect("it is zoomed");
    assert!(from > 1000.0, "{from}");
    assert!(to > 1990.0, "what is under the pointer stays there: {to}");
}

#[test]
fn folded_and_at_any_zoom_it_is_drawn_without_a_panic() {
    let mut harness = test();
    harness.state_mut().line.fold = true;
    harness.run_steps(2);
    for shown in [(0.0, 12.0), (1e6, 1e6 + 12.0), (0.0, 1e9)] {
        harness.state_mut().line.shown = Some(shown);
        harness.run_steps(1);
    }
}
