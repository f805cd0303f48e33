//! Bookmarks beside the recording: write, go to, remove.

use egui::Ui;

use super::desk::{Act, Desk, Panel};
use crate::session::Intent;
use crate::ui::{kit, words};

/// The panel: the words of the next bookmark.
#[derive(Default)]
pub(super) struct Bookmarks {
    text: String,
}

impl Panel for Bookmarks {
    fn name(&self) -> &'static str {
        "Bookmarks"
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        ui.horizontal_wrapped(|ui| {
            let field = egui::TextEdit::singleline(&mut self.text).hint_text("Words").desired_width(120.0);
            let response = ui.add(field);
            kit::renamed(ui, &response, "Words of the bookmark");
            if kit::press(ui, "Bookmark (B)", "Bookmark this moment") {
                out.push(bookmark(desk, std::mem::take(&mut self.text).trim()));
            }
        });
        if desk.data.bookmarks.is_empty() {
            kit::weak(ui, desk.theme, "None yet");
        }
        for bookmark in desk.data.bookmarks {
            let when = words::dtg(desk.briefing, bookmark.tick);
            ui.horizontal_wrapped(|ui| {
                let face = format!("{when}  {}", bookmark.text);
                if kit::press(ui, face.trim(), &format!("Go to the bookmark {when} {}", bookmark.text)) {
                    out.push(Act::seek(bookmark.tick));
                }
                if kit::press(ui, "Remove", &format!("Remove the bookmark {when} {}", bookmark.text)) {
                    out.push(Act::Out(Intent::Bookmark { tick: bookmark.tick, text: None }));
                }
            });
        }
    }
}

/// A bookmark at the cursor.
pub(super) fn bookmark(desk: &Desk<'_>, text: &str) -> Act {
    Act::Out(Intent::Bookmark { tick: desk.cursor(), text: Some(text.to_owned()) })
}
