//! The trainer's desk through the accessibility tree: what is pressed, and the intent that comes out.

mod chairs;
mod injects;
mod time;
mod whole;
mod world;

use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};

use super::*;
use crate::base::ids::SeatId;
use crate::crew::Crew;
use crate::picture::Standing;
use crate::scenario::Effect;
use crate::session::wire::{Chair, HappeningKind, Outlook, Tally};
use crate::sim::{Intervention, Rating};
use crate::ui::test_view::{Played, press};
use crate::ui::theme::{self, Palette};

/// A desk, what it is shown, and what came out of it.
struct AtDesk {
    desk: Trainer,
    view: View,
    intents: Vec<Intent>,
}

type Test = Harness<'static, AtDesk>;

/// The desk half an hour into the example, before its one inject.
fn desk() -> Test {
    desk_with(Played::to(Tick(180)).view())
}

fn desk_with(view: View) -> Test {
    let state = AtDesk { desk: Trainer::default(), view, intents: Vec::new() };
    let mut harness = Harness::builder().with_size(vec2(1366.0, 768.0)).build_ui_state(
        |ui, at: &mut AtDesk| {
            let intents = at.desk.show(ui, &at.view, &Theme::of(Palette::Day));
            at.intents.extend(intents);
        },
        state,
    );
    harness.run_steps(3);
    harness
}

fn key(harness: &mut Test, key: Key) {
    harness.key_press(key);
    harness.run_steps(2);
}

/// What came out since the last time this was asked.
fn out(harness: &mut Test) -> Vec<Intent> {
    std::mem::take(&mut harness.state_mut().intents)
}

fn steer(steer: Steer) -> Vec<Intent> {
    vec![Intent::Steer(steer)]
}

const PURPOSE: &str = "An early, vague alert.";

/// A press of the pointer on the middle of something.
fn click_on(harness: &mut Test, label: &str) -> egui::Pos2 {
    let at = harness.get_by_label(label).rect().center() + vec2(7.0, 60.0);
    for pressed in [true, false] {
        let (pos, button, modifiers) = (at, PointerButton::Primary, Modifiers::NONE);
        harness.event(egui::Event::PointerMoved(at));
        harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        harness.step();
    }
    harness.run_steps(2);
    at
}
