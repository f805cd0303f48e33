//! Small things all panels are made of: buttons and fields with names a screen reader can say, frames, tabs.

use egui::{Response, RichText, Ui};

pub(super) use crate::ui::kit::{card, line, lines, renamed as named};
use crate::ui::kit::{drop_down, weak};
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

/// Gives words on the desk the words a screen reader says for them.
pub(super) fn said(ui: &mut Ui, response: &Response, words: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(words));
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
        let (changed, response) = drop_down(ui, label, Some(width), chosen, options);
        response.labelled_by(heading.id);
        changed
    };
    if beside < CHOICE_EMS * em { ui.vertical(row).inner } else { ui.horizontal(row).inner }
}

/// Two halves of a form are no narrower than this beside each other, else one stands under the other \[widths of a letter\].
const HALF_EMS: f32 = 20.0;

/// Two halves of a form about one thing: side by side where there is room for both.
pub(super) fn pair<T>(
    ui: &mut Ui,
    about: &mut T,
    first: impl FnOnce(&mut Ui, &mut T),
    second: impl FnOnce(&mut Ui, &mut T),
) {
    if ems(ui) < 2.0 * HALF_EMS {
        first(ui, about);
        second(ui, about);
        return;
    }
    ui.columns(2, |columns| {
        if let [left, right] = columns {
            first(left, about);
            second(right, about);
        }
    });
}

/// How wide a panel is, in widths of a letter: what is put beside each other has to keep apart at any size of text.
pub(super) fn ems(ui: &Ui) -> f32 {
    ui.available_width() / egui::TextStyle::Body.resolve(ui.style()).size
}

/// A number and its suffix are about so wide \[widths of a letter\].
const NUMBER_EMS: f32 = 4.5;

/// Begins another line of a row that wraps, where a label would stand at the end of one without its number.
pub(super) fn keep_together(ui: &mut Ui, label: &str) {
    let font = egui::TextStyle::Body.resolve(ui.style());
    let number = NUMBER_EMS * font.size;
    let words = ui.painter().layout_no_wrap(label.to_owned(), font, egui::Color32::PLACEHOLDER).size().x;
    let begun = ui.cursor().left() > ui.max_rect().left() + 1.0;
    if begun && ui.available_size_before_wrap().x < words + ui.spacing().item_spacing.x + number {
        ui.end_row();
    }
}

/// A whole number with its label, in a row that wraps: a row of its own inside one would not, and widen the panel.
pub(super) fn count(ui: &mut Ui, label: &str, value: &mut u32) {
    keep_together(ui, label);
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
    weak(ui, theme, words);
}

/// Words with the sign and colour of danger to life, or of a refusal.
pub(super) fn danger(ui: &mut Ui, theme: &Theme, words: impl Into<String>) {
    ui.label(RichText::new(format!("⚠ {}", words.into())).color(theme.danger).strong());
}

/// A heading in a panel.
pub(super) fn heading(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).strong());
}
