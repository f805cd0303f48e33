//! The bottom: a time line of everything in lanes, the list of it, notes and bookmarks, and branching.

use egui::{Ui, vec2};

use super::desk::{Act, Desk, Panel, Slot};
use crate::base::Tick;
use crate::sim::Intervention;
use crate::ui::happenings::HappeningList;
use crate::ui::kit;
use crate::ui::timeline::{Lane, TimeEvent, TimeLine, TimeScene, lanes_by_kind};
use crate::ui::words;

/// Its name.
pub(super) const NAME: &str = "Time line";

/// The panel.
#[derive(Default)]
pub(super) struct Log {
    line: TimeLine,
    list: HappeningList,
    note: String,
    /// The lanes, and how many happenings they are made of.
    lanes: (usize, Vec<Lane>),
}

impl Panel for Log {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::Below
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let happenings = &desk.view.happenings;
        if self.lanes.0 != happenings.len() || self.lanes.1.is_empty() {
            self.lanes = (happenings.len(), lanes_by_kind(happenings));
        }
        let now = desk.now();
        let scene = TimeScene {
            briefing: desk.briefing,
            lanes: &self.lanes.1,
            first: Tick::START,
            last: now,
            cursor: desk.moment.unwrap_or(now),
            played: desk.moment.map(|_| now),
            range: None,
        };
        ui.horizontal_wrapped(|ui| {
            let field = egui::TextEdit::singleline(&mut self.note).hint_text("Note").desired_width(180.0);
            let response = ui.add(field);
            kit::renamed(ui, &response, "Note");
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let written = !self.note.trim().is_empty();
            let add = kit::press_if(ui, written && desk.may_act(), "Add note", "Add the note", "Write the note first");
            if (add || entered) && written && desk.may_act() {
                let text = std::mem::take(&mut self.note).trim().to_owned();
                out.push(Act::intervene(Intervention::Note { text, bookmark: false }));
            }
            let why = "The exercise does not take it now";
            if kit::press_if(ui, desk.may_act(), "Bookmark (B)", "Bookmark this moment", why) {
                let text = std::mem::take(&mut self.note).trim().to_owned();
                out.push(bookmark(text));
            }
            ui.separator();
            match desk.moment {
                Some(moment) => {
                    ui.label(format!("Chosen: {}, {}", words::dtg(desk.briefing, moment), words::ago(now, moment)));
                    if kit::press_if(ui, moment < now, "Branch from here…", "Branch from this moment", "It is now") {
                        out.push(Act::Branch(moment));
                    }
                    if kit::press(ui, "Back to now", "Choose no moment") {
                        out.push(Act::Moment(None));
                    }
                }
                None => {
                    kit::weak(ui, desk.theme, "Click the time line to choose an earlier moment");
                }
            }
            ui.separator();
            self.line.controls(ui, &scene);
        });
        let size = ui.available_size();
        let list_width = (size.x * 0.34).clamp(200.0, 520.0);
        ui.horizontal_top(|ui| {
            let room = vec2((size.x - list_width - 8.0).max(150.0), size.y);
            ui.allocate_ui(room, |ui| {
                for event in self.line.show(ui, &scene, desk.theme) {
                    if let TimeEvent::Seek(tick) = event {
                        out.push(Act::Moment((tick < now).then_some(tick)));
                    }
                }
            });
            ui.allocate_ui_with_layout(vec2(list_width, size.y), egui::Layout::top_down(egui::Align::Min), |ui| {
                let cursor = desk.moment.unwrap_or(now);
                if let Some(tick) = self.list.show(ui, desk.briefing, happenings, cursor, desk.theme) {
                    out.push(Act::Moment((tick < now).then_some(tick)));
                }
            });
        });
    }
}

/// A bookmark at this moment.
pub(super) fn bookmark(text: String) -> Act {
    Act::intervene(Intervention::Note { text, bookmark: true })
}
