//! Small things all panels are made of: buttons and fields with names a screen reader can say, frames, tabs.

use egui::{Response, RichText, Ui};

use crate::ui::kit::LIST_HEIGHT;
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

/// A choice is no narrower than this beside its label, else it stands under it \[widths of a letter\].
const CHOICE_EMS: f32 = 13.0;

/// A choice among several, with its label: beside it where there is room, else under it.
pub(super) fn choice<T: PartialEq + Copy>(ui: &mut Ui, label: &str, chosen: &mut T, options: &[(T, String)]) -> bool {
    let font = egui::TextStyle::Body.resolve(ui.style());
    let em = font.size;
    let words = ui.painter().layout_no_wrap(label.to_owned(), font, egui::Color32::PLACEHOLDER).size().x;
    // What is left of the row, and not of the widget's whole line, which a wrapping row would tell.
    let beside = ui.available_size_before_wrap().x - words - 2.0 * ui.spacing().item_spacing.x - 4.0;
    let row = |ui: &mut Ui| {
        let heading = ui.label(label);
        let width = (ui.available_size_before_wrap().x - 12.0).clamp(60.0, 24.0 * em);
        list(ui, label, heading.id, width, chosen, options)
    };
    if beside < CHOICE_EMS * em { ui.vertical(row).inner } else { ui.horizontal(row).inner }
}

fn list<T: PartialEq + Copy>(
    ui: &mut Ui,
    label: &str,
    heading: egui::Id,
    width: f32,
    chosen: &mut T,
    options: &[(T, String)],
) -> bool {
    let mut changed = false;
    let now = options.iter().find(|(value, _)| value == chosen).map_or("choose", |(_, words)| words.as_str());
    let list = egui::ComboBox::from_id_salt((label, "choice")).selected_text(now).width(width).height(LIST_HEIGHT);
    let shown = list.truncate().show_ui(ui, |ui| {
        for (value, words) in options {
            let chose = ui.selectable_value(chosen, *value, words);
            changed |= chose.changed();
            if chose.clicked() {
                // A mouse closes the list by itself, a screen reader's press does not: it would stay open, and the next
                // press on it would close it instead of opening it.
                ui.close();
            }
        }
    });
    named(ui, &shown.response, label);
    shown.response.labelled_by(heading);
    changed
}

/// How wide a panel is, in widths of a letter: what is put beside each other has to keep apart at any size of text.
pub(super) fn ems(ui: &Ui) -> f32 {
    ui.available_width() / egui::TextStyle::Body.resolve(ui.style()).size
}

/// A whole number with its label, in a row that wraps: a row of its own inside one would not, and widen the panel.
pub(super) fn count(ui: &mut Ui, label: &str, value: &mut u32) {
    let heading = ui.add(egui::Label::new(label).extend());
    let response = ui.add(egui::DragValue::new(value).range(0..=100_000)).labelled_by(heading.id);
    named(ui, &response, label);
}

/// A whole number that may be left out, with its box: in a row that wraps.
pub(super) fn optional_count(ui: &mut Ui, known: &str, label: &str, value: &mut Option<u32>) {
    let mut told = value.is_some();
    ui.checkbox(&mut told, known);
    let mut number = value.unwrap_or(0);
    if told {
        count(ui, label, &mut number);
    }
    *value = told.then_some(number);
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
