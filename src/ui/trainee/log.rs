//! The decision log: what was decided, asked, ordered and refused, newest first, and a line of one's own.

use egui::{RichText, ScrollArea, Ui};

use crate::sim::Command;
use crate::ui::words;

use super::desk::{Act, DeskData, Panel, Slot};
use super::kit;

/// Lines shown; older ones are in the recording.
const LINES: usize = 200;

/// The panel.
#[derive(Debug, Default)]
pub(super) struct DecisionLog {
    line: String,
}

impl Panel for DecisionLog {
    fn name(&self) -> &'static str {
        "Decision log"
    }

    fn slot(&self) -> Slot {
        Slot::BelowRight
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        if desk.may_act() {
            let field = kit::line(ui, "Note a decision and its reason", &mut self.line, "what, and why");
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let written = !self.line.trim().is_empty();
            if kit::press_if(ui, written, "Write in the log", "Write in the log") || (entered && written) {
                out.push(Act::command(Command::Log { text: std::mem::take(&mut self.line).trim().to_owned() }));
            }
        }
        ScrollArea::vertical().id_salt("log").auto_shrink(false).show(ui, |ui| {
            for line in desk.picture.log.iter().rev().take(LINES) {
                let text = format!("{} {}", words::clock(desk.briefing, line.at), line.text);
                if line.refused {
                    ui.label(RichText::new(format!("✖ {text}")).color(desk.theme.danger));
                } else {
                    ui.label(text);
                }
            }
        });
    }
}
