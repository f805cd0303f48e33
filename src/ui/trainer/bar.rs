//! The bar along the top: EXERCISE, the clock and what moves it, branch and stop, colours and text.

use std::path::Path;

use egui::{Button, Label, RichText, Slider, Ui, vec2};

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
            "The exercise goes on in a new recording beside it, named under the bar; resume that one after a crash."
                .to_owned(),
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
            looks::controls(ui, theme);
            if kit::press(ui, "?", "Help and keys, F1") {
                out.push(Act::Help);
            }
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
    }

    /// Shows the question that was asked last, until it is answered.
    pub(super) fn ask(&mut self, ui: &mut Ui, theme: &Theme, out: &mut Vec<Act>) {
        if let Answered::Confirmed(intent) = self.question.show(ui, theme) {
            out.push(Act::Out(intent));
        }
    }

    fn running(&mut self, ui: &mut Ui, clock: &Clock, may: bool, out: &mut Vec<Act>) {
        let (face, name, steer) =
            if clock.running { ("⏸ Pause", "Pause", Steer::Pause) } else { ("▶ Run", "Run", Steer::Run) };
        // Of one width, so that nothing beside it moves when it is pressed.
        let size = ui.spacing().interact_size * vec2(2.0, 1.0);
        let response = ui.add_enabled(may, Button::new(face).min_size(size));
        kit::named(&response, egui::WidgetType::Button, &format!("{name} the exercise (Space)"));
        if response.on_disabled_hover_text("The exercise does not take it now").clicked() {
            out.push(Act::steer(steer));
        }
        let mut speed = self.dragged.unwrap_or(clock.speed);
        let slider = Slider::new(&mut speed, 1.0..=3600.0).logarithmic(true).max_decimals(0).show_value(false);
        ui.spacing_mut().slider_width = ui.spacing().interact_size.x * 1.8;
        let response = ui.add_enabled(may, slider);
        kit::renamed(ui, &response, "Speed");
        // Always there, with room for the longest: what stands beside it keeps its place.
        let size = ui.spacing().interact_size * vec2(1.2, 1.0);
        ui.add_sized(size, Label::new(format!("x{speed:.0}")).extend());
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

/// One line that is always there, so that nothing below it moves under the pointer when something is said: what the
/// person must know of the clock and the connection, what waits, what the host said last, and the recording.
pub(super) fn state_line(ui: &mut Ui, view: &View, recording: Option<&str>, theme: &Theme) {
    let mut said: Vec<RichText> = Vec::new();
    let warn = |text: String| RichText::new(format!("⚠ {text}")).color(theme.contact).strong();
    let clock = view.clock;
    if clock.behind_s > BEHIND_S {
        let behind = words::span(crate::base::Span(clock.behind_s as i64));
        said.push(warn(format!(
            "The exercise has fallen {behind} behind x{:.0}; nothing is dropped, choose a lower speed",
            clock.speed
        )));
    }
    match &view.link {
        LinkStatus::Live | LinkStatus::Replay => {}
        LinkStatus::Connecting => said.push(warn("Connecting to the host".to_owned())),
        LinkStatus::Lost(why) => said.push(warn(format!("The connection is lost and tried again: {why}"))),
        LinkStatus::Refused(why) => said.push(warn(format!("The host turned this desk away: {why}"))),
    }
    if clock.over {
        said.push(RichText::new("The exercise is over").strong());
    }
    if let Some(recording) = recording {
        let name = Path::new(recording).file_name().map_or(recording.into(), |name| name.to_string_lossy());
        said.push(RichText::new(format!("Recording: {name}")).color(theme.weak));
    }
    if !view.pending.is_empty() {
        let intro = if words::waits_for_clock(view) { "Waits until the clock runs" } else { "On its way to the host" };
        said.push(RichText::new(format!("{intro}: {}", view.pending.join("; "))).color(theme.weak));
    }
    if let Some(last) = view.notices.last() {
        said.push(RichText::new(format!("Host: {last}")));
    }
    let height = ui.text_style_height(&egui::TextStyle::Small);
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = height;
        ui.horizontal(|ui| {
            ui.set_min_height(height);
            for text in said {
                // What does not fit is shown whole when it is pointed at.
                ui.add(egui::Label::new(text.small()).truncate());
            }
        });
    });
}
