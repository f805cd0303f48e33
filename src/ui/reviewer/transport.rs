//! The row that plays the recording, both ways, by step and round a stretch, and the keys that do the same.

use egui::{Context, Key, Modifiers, RichText, Ui};

use super::desk::{Act, Desk};
use crate::base::Tick;
use crate::base::time::TICKS_PER_MINUTE;
use crate::session::Intent;
use crate::ui::timeline::{next_moment, previous_moment};
use crate::ui::{kit, words};

/// Speeds to choose from \[exercise seconds per second\]; negative ones go back.
const SPEEDS: [f64; 10] = [-3600.0, -600.0, -60.0, -10.0, 1.0, 10.0, 60.0, 300.0, 600.0, 3600.0];

/// How the recording is played.
pub(super) struct Transport {
    /// The speed it has when it runs.
    speed: f64,
    /// Where the stretch was last begun anew, so that it is asked for once. Exists when and only when it was.
    looped: Option<Tick>,
}

impl Default for Transport {
    fn default() -> Self {
        Self { speed: 60.0, looped: None }
    }
}

impl Transport {
    /// Shows the row, and `more` at its end.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>, more: impl FnOnce(&mut Ui)) {
        let (data, cursor) = (desk.data, desk.cursor());
        let happenings = &data.view.happenings;
        ui.horizontal_wrapped(|ui| {
            if kit::press(ui, "|<", "To the beginning (Home)") {
                out.push(Act::seek(data.first));
            }
            let before = previous_moment(happenings, cursor);
            if kit::press_if(ui, before.is_some(), "<", "Back to the event before (Left)", "There is none") {
                out.extend(before.map(Act::seek));
            }
            let (face, name) =
                if data.view.clock.running { ("⏸ Pause", "Pause (Space)") } else { ("▶ Play", "Play (Space)") };
            if kit::press(ui, face, name) {
                out.push(self.play_or_pause(desk));
            }
            let after = next_moment(happenings, cursor);
            if kit::press_if(ui, after.is_some(), ">", "On to the next event (Right)", "There is none") {
                out.extend(after.map(Act::seek));
            }
            if kit::press(ui, ">|", "To the end (End)") {
                out.push(Act::seek(data.last));
            }
            let speeds = SPEEDS.map(|speed| (speed, speed_words(speed)));
            if kit::bare_choice(ui, "Speed", &mut self.speed, &speeds) && data.view.clock.running {
                out.push(Act::Out(Intent::Play(self.speed)));
            }
            let now = format!("{}  {}", words::dtg(desk.briefing, cursor), words::local(desk.briefing, cursor));
            ui.label(RichText::new(now).strong().monospace());
            ui.separator();
            self.round(ui, desk, out);
            ui.separator();
            more(ui);
        });
        self.go_round(desk, out);
    }

    fn play_or_pause(&self, desk: &Desk<'_>) -> Act {
        Act::Out(Intent::Play(if desk.data.view.clock.running { 0.0 } else { self.speed }))
    }

    /// What chooses the stretch.
    fn round(&self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let (cursor, last, first) = (desk.cursor(), desk.data.last, desk.data.first);
        let (from, to) = desk.range.unwrap_or((first, last));
        if kit::press_if(ui, cursor < to, "Loop from here", "Play round from this moment", "The stretch ends here") {
            out.push(Act::Range(Some((cursor, to))));
        }
        if kit::press_if(ui, cursor > from, "Loop to here", "Play round to this moment", "The stretch begins here") {
            out.push(Act::Range(Some((from, cursor))));
        }
        if let Some((from, to)) = desk.range {
            let (from, to) = (words::dtg(desk.briefing, from), words::clock(desk.briefing, to));
            ui.label(format!("Round {from} to {to}"));
            if kit::press(ui, "Play on", "No longer play round a stretch") {
                out.push(Act::Range(None));
            }
        }
    }

    /// At the end of the stretch, back to its beginning; the other way round when it runs backwards.
    fn go_round(&mut self, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let (clock, cursor) = (desk.data.view.clock, desk.cursor());
        let Some((from, to)) = desk.range.filter(|_| clock.running) else {
            self.looped = None;
            return;
        };
        let back_to = match clock.speed {
            speed if speed > 0.0 && cursor >= to => Some(from),
            speed if speed < 0.0 && cursor <= from => Some(to),
            _ => None,
        };
        if back_to.is_some() && self.looped == Some(cursor) {
            return;
        }
        self.looped = back_to.map(|_| cursor);
        out.extend(back_to.map(Act::seek));
    }

    /// Space and the keys that move the cursor; `arrows` says whether those are the time line's now.
    pub(super) fn keys(&self, ctx: &Context, desk: &Desk<'_>, arrows: bool, out: &mut Vec<Act>) {
        let (data, cursor) = (desk.data, desk.cursor());
        let pressed = |modifiers: Modifiers, key: Key| {
            ctx.input(|input| input.key_pressed(key) && input.modifiers.matches_exact(modifiers))
        };
        // A chart in focus would take Space for a press on its middle.
        if kit::space_is_free(ctx) && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
            out.push(self.play_or_pause(desk));
        }
        if kit::letters_are_free(ctx) && pressed(Modifiers::NONE, Key::B) {
            out.push(super::bookmarks::bookmark(desk, ""));
        }
        if !arrows {
            return;
        }
        let happenings = &data.view.happenings;
        let minute = |by: i64| {
            let tick = i64::from(cursor.0) + by * i64::from(TICKS_PER_MINUTE);
            Tick(u32::try_from(tick.max(0)).unwrap_or(u32::MAX)).clamp(data.first, data.last)
        };
        let moves = [
            (Modifiers::NONE, Key::ArrowRight, next_moment(happenings, cursor)),
            (Modifiers::NONE, Key::ArrowLeft, previous_moment(happenings, cursor)),
            (Modifiers::SHIFT, Key::ArrowRight, Some(minute(1))),
            (Modifiers::SHIFT, Key::ArrowLeft, Some(minute(-1))),
            (Modifiers::NONE, Key::Home, Some(data.first)),
            (Modifiers::NONE, Key::End, Some(data.last)),
        ];
        for (modifiers, key, to) in moves {
            if pressed(modifiers, key) {
                out.extend(to.map(Act::seek));
            }
        }
    }
}

fn speed_words(speed: f64) -> String {
    if speed < 0.0 { format!("back x{:.0}", -speed) } else { format!("x{speed:.0}") }
}
