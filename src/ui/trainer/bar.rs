//! The bar along the top: EXERCISE, the clock and what moves it, branch and stop, colours and text.

use egui::{Button, RichText, Slider, Ui};

use super::desk::{Act, Desk};
use crate::base::Tick;
use crate::session::wire::{Clock, Steer};
use crate::session::{Intent, LinkStatus, View};
use crate::ui::kit::{self, Answered, Question};
use crate::ui::theme::Theme;
use crate::ui::{looks, words};

/// Speeds with a button and a key: 1 to 5.
pub(super) const SPEEDS: [f64; 5] = [1.0, 10.0, 60.0, 300.0, 3600.0];

/// The exercise has fallen behind when it lags by more than this \[exercise seconds\], one minute (proposed).
const BEHIND_S: f64 = 60.0;

/// The bar.
#[derive(Default)]
pub(super) struct Bar {
    question: Question<Intent>,
    /// The speed under the slider's knob. Exists when and only when it is held.
    dragged: Option<f64>,
}

impl Bar {
    /// Asks whether to go back to a moment and play on from there.
    pub(super) fn ask_branch(&mut self, view: &View, to: Tick) {
        let when = words::dtg(&view.briefing, to);
        let back = words::age(view.clock.tick, to);
        let consequences = vec![
            format!("The exercise goes back {back}, for everybody at the table, and pauses there."),
            "What was played after that stays in its own recording; nothing is lost.".to_owned(),
        ];
        self.question.ask(format!("Branch from {when}"), consequences, Intent::Steer(Steer::Branch(to)));
    }

    /// Shows the bar; `desk` is there once the first view has come.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        view: &View,
        desk: Option<&Desk<'_>>,
        theme: &Theme,
        out: &mut Vec<Act>,
    ) {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(" EXERCISE ").strong().color(theme.panel).background_color(theme.accent));
            ui.label(RichText::new(&view.briefing.title).strong());
            let clock = view.clock;
            let now =
                format!("{}  {}", words::dtg(&view.briefing, clock.tick), words::local(&view.briefing, clock.tick));
            ui.label(RichText::new(now).strong().monospace());
            let may = desk.is_some_and(Desk::may_act);
            self.running(ui, &clock, may, out);
            ui.separator();
            let why = "The exercise does not take it now";
            if kit::press_if(ui, may, "Next event", "Go on to the next event (N)", why) {
                out.push(Act::steer(Steer::NextEvent));
            }
            let earlier = desk.and_then(|desk| desk.moment).filter(|moment| *moment < clock.tick);
            let connected = view.link == LinkStatus::Live;
            let hint = "First click an earlier moment on the time line";
            if kit::press_if(
                ui,
                connected && earlier.is_some(),
                "Branch…",
                "Branch from the chosen moment",
                hint,
            ) {
                out.extend(earlier.map(Act::Branch));
            }
            if kit::press_if(ui, may, "Stop…", "End the exercise", why) {
                let consequences = vec![
                    "The exercise ends here, for everybody at the table.".to_owned(),
                    "The recording is closed, and the report can be written.".to_owned(),
                ];
                self.question.ask("End the exercise", consequences, Intent::Steer(Steer::Stop));
            }
            ui.separator();
            looks::controls(ui, theme);
            if kit::press(ui, "Leave…", "Leave the desk") {
                let hosts = desk.is_some_and(|desk| desk.join_address.is_some());
                let consequence = if hosts {
                    "This window hosts the exercise: for everybody at the table it stops here, until it is resumed from \
                     its recording."
                } else {
                    "The exercise goes on without this desk; whoever has EXCON's code can come back to it."
                };
                self.question.ask("Leave the desk", vec![consequence.to_owned()], Intent::Leave);
            }
        });
        state_lines(ui, view, theme);
        if let Answered::Confirmed(intent) = self.question.show(ui, theme) {
            out.push(Act::Out(intent));
        }
    }

    fn running(&mut self, ui: &mut Ui, clock: &Clock, may: bool, out: &mut Vec<Act>) {
        let (face, name, steer) =
            if clock.running { ("⏸ Pause", "Pause", Steer::Pause) } else { ("▶ Run", "Run", Steer::Run) };
        if kit::press_if(ui, may, face, &format!("{name} the exercise (Space)"), "The exercise does not take it now") {
            out.push(Act::steer(steer));
        }
        let mut speed = self.dragged.unwrap_or(clock.speed);
        let slider = Slider::new(&mut speed, 1.0..=3600.0).logarithmic(true).max_decimals(0).show_value(false);
        let response = ui.add_enabled(may, slider);
        kit::renamed(ui, &response, "Speed");
        if !SPEEDS.iter().any(|preset| (speed - preset).abs() < 0.5) {
            ui.label(format!("x{speed:.0}"));
        }
        if response.dragged() {
            self.dragged = Some(speed);
        } else if response.changed() || response.drag_stopped() {
            self.dragged = None;
            out.push(Act::steer(Steer::Speed(speed.round().clamp(1.0, 3600.0))));
        } else {
            self.dragged = None;
        }
        for (i, preset) in SPEEDS.iter().enumerate() {
            let chosen = (clock.speed - preset).abs() < 0.5;
            let response = ui.add_enabled(may, Button::selectable(chosen, format!("x{preset:.0}")));
            kit::named(&response, egui::WidgetType::Button, &format!("Speed x{preset:.0} (key {})", i + 1));
            if response.clicked() {
                out.push(Act::steer(Steer::Speed(*preset)));
            }
        }
    }
}

/// What the person must know of the clock and the connection, with its sign.
fn state_lines(ui: &mut Ui, view: &View, theme: &Theme) {
    let warn = |ui: &mut Ui, text: String| {
        ui.label(RichText::new(format!("⚠ {text}")).color(theme.contact).strong());
    };
    let clock = view.clock;
    if clock.behind_s > BEHIND_S {
        let behind = words::span(crate::base::Span(clock.behind_s as i64));
        warn(
            ui,
            format!(
                "The exercise has fallen {behind} behind x{:.0}; nothing is dropped, choose a lower speed",
                clock.speed
            ),
        );
    }
    match &view.link {
        LinkStatus::Live | LinkStatus::Replay => {}
        LinkStatus::Connecting => warn(ui, "Connecting to the host".to_owned()),
        LinkStatus::Lost(why) => warn(ui, format!("The connection is lost and tried again: {why}")),
        LinkStatus::Refused(why) => warn(ui, format!("The host turned this desk away: {why}")),
    }
    if clock.over {
        ui.label(RichText::new("The exercise is over").strong());
    }
    if !view.pending.is_empty() {
        ui.label(
            RichText::new(format!("On its way to the host: {}", view.pending.join("; "))).color(theme.weak).small(),
        );
    }
    if let Some(last) = view.notices.last() {
        ui.label(RichText::new(format!("Host: {last}")).small());
    }
}
