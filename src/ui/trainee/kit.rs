//! Small things all panels are made of: buttons and fields with names a screen reader can say, frames, tabs.

use egui::{Response, RichText, Ui};

use crate::ui::theme::Theme;

/// A button whose name says more than its face, because several on the desk have the same face.
pub(super) fn press(ui: &mut Ui, face: &str, name: &str) -> bool {
    press_if(ui, true, face, name)
}

/// The same, which may be switched off.
pub(super) fn press_if(ui: &mut Ui, enabled: bool, face: &str, name: &str) -> bool {
    let response = ui.add_enabled(enabled, egui::Button::new(face));
    named(ui, &response, name);
    response.clicked()
}

/// The button that does the expected thing.
pub(super) fn press_first(ui: &mut Ui, theme: &Theme, face: &str, name: &str) -> bool {
    // Filled, because a ring is what the focus has.
    let button = egui::Button::new(RichText::new(face).strong()).fill(theme.card.lerp_to_gamma(theme.accent, 0.25));
    let response = ui.add(button);
    named(ui, &response, name);
    response.clicked()
}

/// Gives a widget the name a screen reader says.
pub(super) fn named(ui: &Ui, response: &Response, name: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
}

/// Gives words on the desk the words a screen reader says for them.
pub(super) fn said(ui: &mut Ui, response: &Response, words: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(words));
}

/// A line of text with its label.
pub(super) fn line(ui: &mut Ui, label: &str, text: &mut String, hint: &str) -> Response {
    let heading = ui.label(label);
    let field = egui::TextEdit::singleline(text).hint_text(hint.to_owned()).desired_width(f32::INFINITY);
    ui.add(field).labelled_by(heading.id)
}

/// Some lines of text with their label.
pub(super) fn lines(ui: &mut Ui, label: &str, text: &mut String, rows: usize) -> Response {
    let heading = ui.label(label);
    let field = egui::TextEdit::multiline(text).desired_rows(rows).desired_width(f32::INFINITY);
    ui.add(field).labelled_by(heading.id)
}

/// A choice among several, with its label.
pub(super) fn choice<T: PartialEq + Copy>(ui: &mut Ui, label: &str, chosen: &mut T, options: &[(T, String)]) -> bool {
    let mut changed = false;
    ui.horizontal_wrapped(|ui| {
        let heading = ui.label(label);
        let now = options.iter().find(|(value, _)| value == chosen).map_or("choose", |(_, words)| words.as_str());
        let width = (ui.available_width() - 12.0).clamp(80.0, 320.0);
        let shown = egui::ComboBox::from_id_salt((label, "choice")).selected_text(now).width(width).truncate().show_ui(
            ui,
            |ui| {
                for (value, words) in options {
                    changed |= ui.selectable_value(chosen, *value, words).changed();
                }
            },
        );
        named(ui, &shown.response, label);
        shown.response.labelled_by(heading.id);
    });
    changed
}

/// A whole number with its label, in a row that wraps: a row of its own inside one would not, and widen the panel.
pub(super) fn count(ui: &mut Ui, label: &str, value: &mut u32) {
    let heading = ui.add(egui::Label::new(label).extend());
    let response = ui.add(egui::DragValue::new(value).range(0..=100_000)).labelled_by(heading.id);
    named(ui, &response, label);
}

/// A frame round what belongs together.
pub(super) fn card<R>(ui: &mut Ui, theme: &Theme, edge: egui::Color32, inside: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = egui::Frame::group(ui.style()).fill(theme.card).stroke(egui::Stroke::new(1.0, edge));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            inside(ui)
        })
        .inner
}

/// A fact: its name, and what it is.
pub(super) fn fact(ui: &mut Ui, theme: &Theme, name: &str, what: impl Into<String>) {
    let font = egui::TextStyle::Body.resolve(ui.style());
    let mut job = egui::text::LayoutJob::default();
    let mut add = |words: &str, color| {
        job.append(words, 0.0, egui::TextFormat { font_id: font.clone(), color, ..Default::default() })
    };
    add(&format!("{name}  "), theme.weak);
    add(&what.into(), theme.text);
    ui.label(job);
}

/// Words that matter less.
pub(super) fn small(ui: &mut Ui, theme: &Theme, words: impl Into<String>) {
    ui.label(RichText::new(words.into()).color(theme.weak).small());
}

/// Words with the sign and colour of danger to life, or of a refusal.
pub(super) fn danger(ui: &mut Ui, theme: &Theme, words: impl Into<String>) {
    ui.label(RichText::new(format!("⚠ {}", words.into())).color(theme.danger).strong());
}

/// A heading in a panel.
pub(super) fn heading(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).strong());
}
