//! The sheet of help of every desk: what is where, the keys, and what the signs mean. F1 opens and closes it.

use egui::{Align2, Key, Modifiers, RichText, ScrollArea, Ui, Window};

use super::theme::Theme;

/// The key that every screen has for the palette, for a list of keys.
pub(super) const PALETTE: (&str, &str) = ("F9", "next palette: day, dusk, night");

/// The keys that every screen has for the size of text.
pub(super) const TEXT: (&str, &str) = ("Ctrl-plus, Ctrl-minus, Ctrl-0", "larger and smaller text, 100 %");

/// What the signs mean.
const SIGNS: [(&str, &str); 6] = [
    ("‼ ! • ·", "danger to life; asked of you; due; worth a thought"),
    ("solid", "seen now"),
    ("hollow with an age", "last known"),
    ("dashed", "told by somebody"),
    ("dotted", "predicted or planned"),
    ("⚠ red", "danger to life, and refusals; nothing else is red"),
];

/// Opens and closes it by F1 and Esc, and shows it when it is open.
pub(super) fn show(ui: &Ui, theme: &Theme, open: &mut bool, what_is_where: &str, keys: &[(&str, &str)]) {
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F1)) {
        *open = !*open;
    }
    if *open && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        *open = false;
    }
    window(ui, theme, open, what_is_where, keys);
}

/// Shows it when it is open. The keys of the chart stand on the chart's own legend.
pub(super) fn window(ui: &Ui, theme: &Theme, open: &mut bool, what_is_where: &str, keys: &[(&str, &str)]) {
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
        // As high as what it says, where the screen is.
        .default_height(height)
        .show(ui.ctx(), |ui| {
            ui.set_max_width(width);
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                ui.label(what_is_where);
                ui.add_space(6.0);
                table(ui, theme, "keys", keys);
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
