//! The list of what happened.

use egui::Ui;

use super::desk::{Act, Desk, Panel};
use crate::ui::happenings::HappeningList;

/// The panel.
#[derive(Default)]
pub(super) struct Events {
    list: HappeningList,
}

impl Panel for Events {
    fn name(&self) -> &'static str {
        "What happened"
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        // A list of its own inside a column that scrolls needs a height.
        let height = ui.text_style_height(&egui::TextStyle::Small) * 16.0;
        ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
            ui.set_max_height(height);
            let happenings = &desk.data.view.happenings;
            let wanted = self.list.show(ui, desk.briefing, happenings, desk.cursor(), desk.theme);
            out.extend(wanted.map(Act::seek));
        });
    }
}
