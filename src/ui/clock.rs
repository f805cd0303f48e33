//! The clock in one's own hands: run, pause, speed, next news. For whoever plays alone.

use egui::{Button, Key, Modifiers, Ui, vec2};

use super::theme::Theme;
use crate::base::Tick;
use crate::base::ids::SeatId;
use crate::session::wire::{Clock, Steer};

/// Speeds offered \[exercise seconds per second\].
pub const SPEEDS: [f64; 6] = [1.0, 10.0, 20.0, 60.0, 300.0, 3600.0];

/// A strip with the clock's controls at the top of the window. Ctrl-Space runs and pauses, Ctrl-N goes on until one
/// of these seats is told or sees something.
pub fn show(ui: &mut Ui, clock: &Clock, seats: &[SeatId], theme: &Theme) -> Vec<Steer> {
    let mut out = Vec::new();
    let key = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::CTRL, key));
    egui::Panel::top("clock").show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.strong("EXERCISE");
            if clock.over {
                ui.strong("The exercise is over.");
                return;
            }
            let (label, steer) = if clock.running { ("⏸ Pause", Steer::Pause) } else { ("▶ Run", Steer::Run) };
            // Of one width, so that nothing beside it moves when it is pressed.
            let size = ui.spacing().interact_size * vec2(2.0, 1.0);
            let pressed = ui.add(Button::new(label).min_size(size)).on_hover_text("Ctrl-Space").clicked();
            if pressed || key(ui, Key::Space) {
                out.push(steer);
            }
            for speed in SPEEDS {
                let chosen = (clock.speed - speed).abs() < 0.5;
                if ui.selectable_label(chosen, format!("x{speed:.0}")).clicked() {
                    out.push(Steer::Speed(speed));
                }
            }
            let next = ui
                .button("⏭ Next news")
                .on_hover_text("Ctrl-N: on until you are told or see something, at any seat you hold, and pause");
            if next.clicked() || key(ui, Key::N) {
                out.push(Steer::NextNews(seats.to_vec()));
            }
            // Whoever is new waits for a clock that waits for them.
            if clock.running || clock.tick > Tick::START {
                ui.label("Playing alone.");
            } else {
                ui.strong("The clock stands: press Run, or Next news.");
            }
            if clock.behind_s > 60.0 {
                ui.colored_label(theme.weak, format!("{:.0} min behind; nothing is skipped", clock.behind_s / 60.0));
            }
        });
    });
    out
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::Palette;

    #[test]
    fn the_clock_pauses_speeds_up_and_looks_for_the_next_event() {
        let clock = Clock { tick: Tick(6), running: true, speed: 20.0, behind_s: 0.0, over: false };
        let theme = Theme::of(Palette::Day);
        let mut harness = Harness::builder().build_ui_state(
            move |ui, out: &mut Vec<Steer>| out.extend(show(ui, &clock, &[SeatId(0)], &theme)),
            Vec::new(),
        );
        harness.run();
        for label in ["⏸ Pause", "x300", "⏭ Next news"] {
            harness.get_by_label(label).click();
            harness.run();
        }
        assert_eq!(*harness.state(), [Steer::Pause, Steer::Speed(300.0), Steer::NextNews(vec![SeatId(0)])]);
    }

    #[test]
    fn a_clock_that_stands_at_the_start_says_what_to_press_and_one_that_is_over_offers_nothing() {
        let strip = |clock: Clock| {
            let theme = Theme::of(Palette::Day);
            let mut harness = Harness::builder().build_ui_state(
                move |ui, out: &mut Vec<Steer>| out.extend(show(ui, &clock, &[SeatId(0)], &theme)),
                Vec::new(),
            );
            harness.run();
            harness
        };
        let clock = Clock { tick: Tick::START, running: false, speed: 20.0, behind_s: 0.0, over: false };
        assert!(strip(clock).query_by_label_contains("press Run, or Next news").is_some());
        assert!(strip(Clock { tick: Tick(6), ..clock }).query_by_label_contains("press Run").is_none());
        let over = strip(Clock { tick: Tick(6), over: true, ..clock });
        assert!(over.query_by_label("The exercise is over.").is_some());
        assert!(over.query_by_label("x300").is_none() && over.query_by_label("⏭ Next news").is_none());
    }
}
