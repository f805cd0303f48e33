//! The sheet of help: what is where, what the signs mean, and the keys.

use egui::{Align2, RichText, ScrollArea, Ui, Window};

use crate::ui::theme::Theme;

/// The keys, and what they do.
pub(super) const KEYS: [(&str, &str); 14] = [
    ("F1 or ?", "this sheet"),
    ("Ctrl-K", "find anything: units, places, messages, panels, a position"),
    ("Enter", "confirm the order shown"),
    ("Esc", "cancel the order shown; close what is open"),
    ("F2", "in-tray"),
    ("F3", "what is selected"),
    ("F4", "search planner"),
    ("F5", "messages"),
    ("F6", "decision log"),
    ("F7", "case"),
    ("F8", "people"),
    ("F9", "next palette: day, dusk, night"),
    ("Ctrl-plus, Ctrl-minus", "larger and smaller text"),
    ("Tab, Shift-Tab, Space", "go through everything that can be pressed, and press it"),
];

/// What the signs mean.
const SIGNS: [(&str, &str); 6] = [
    ("‼ ! • ·", "danger to life; asked of you; due; worth a thought"),
    ("solid", "seen now"),
    ("hollow with an age", "last known"),
    ("dashed", "told by somebody"),
    ("dotted", "predicted or planned"),
    ("⚠ red", "danger to life, and refusals; nothing else is red"),
];

/// Shows it. The keys of the chart stand on the chart's own legend.
pub(super) fn show(ui: &Ui, theme: &Theme, open: &mut bool) {
    if !*open {
        return;
    }
    let width = (ui.ctx().content_rect().width() - 40.0).clamp(120.0, 560.0);
    let height = (ui.ctx().content_rect().height() - 120.0).max(80.0);
    Window::new("Help")
        .open(open)
        .anchor(Align2::CENTER_CENTER, [0.0, 0.0])
        .collapsible(false)
        .resizable(false)
        .show(ui.ctx(), |ui| {
            ui.set_max_width(width);
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                ui.label(
                    "The in-tray on the left says what is asked of you, the gravest first; answer on the cards. Click on \
                     the chart to select; the card on the right says what can be ordered, and what comes of it before it \
                     is ordered. A second click with a unit selected sends it there, after you confirm. Messages and the \
                     decision log are below.",
                );
                ui.add_space(6.0);
                table(ui, theme, "keys", &KEYS);
                ui.add_space(6.0);
                table(ui, theme, "signs", &SIGNS);
            });
        });
}

fn table(ui: &mut Ui, theme: &Theme, id: &str, rows: &[(&str, &str)]) {
    egui::Grid::new(id).num_columns(2).show(ui, |ui| {
        for (key, meaning) in rows {
            ui.label(RichText::new(*key).strong());
            ui.label(RichText::new(*meaning).color(theme.text));
            ui.end_row();
        }
    });
}
