//! Small things the trainer's and the reviewer's panels are made of: buttons and fields with names a screen reader
//! can say, cards, a question before what cannot be undone.

use egui::{Button, Color32, Response, RichText, Ui, WidgetInfo, WidgetType};

use super::theme::Theme;

/// A button whose name says more than its face, because several on the desk have the same face.
pub(super) fn press(ui: &mut Ui, face: &str, name: &str) -> bool {
    press_if(ui, true, face, name, "")
}

/// The same, which may be switched off; `why` says why it is.
pub(super) fn press_if(ui: &mut Ui, enabled: bool, face: &str, name: &str, why: &str) -> bool {
    let response = ui.add_enabled(enabled, Button::new(face));
    named(&response, WidgetType::Button, name);
    let clicked = response.clicked();
    if !why.is_empty() {
        response.on_disabled_hover_text(why);
    }
    clicked
}

/// A button that stays down, with its name.
pub(super) fn toggle(ui: &mut Ui, on: bool, face: &str, name: &str) -> bool {
    let response = ui.add(Button::selectable(on, face));
    response.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, on, name));
    response.clicked()
}

/// Gives a widget the name a screen reader says.
pub(super) fn named(response: &Response, sort: WidgetType, name: &str) {
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::labeled(sort, enabled, name));
}

/// Gives a widget a name beside what egui already says of it.
pub(super) fn renamed(ui: &Ui, response: &Response, name: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
}

/// A line of text with its label above.
pub(super) fn line(ui: &mut Ui, label: &str, text: &mut String, hint: &str) -> Response {
    let heading = ui.label(label);
    let field = egui::TextEdit::singleline(text).hint_text(hint.to_owned()).desired_width(f32::INFINITY);
    ui.add(field).labelled_by(heading.id)
}

/// Some lines of text with their label above.
pub(super) fn lines(ui: &mut Ui, label: &str, text: &mut String, rows: usize) -> Response {
    let heading = ui.label(label);
    let field = egui::TextEdit::multiline(text).desired_rows(rows).desired_width(f32::INFINITY);
    ui.add(field).labelled_by(heading.id)
}

/// A list that drops down is as long as this at most, before it has to be scrolled \[points\].
pub(super) const LIST_HEIGHT: f32 = 420.0;

/// A choice among several, with its label. Whether it changed.
pub(super) fn choice<T: PartialEq + Copy>(ui: &mut Ui, label: &str, chosen: &mut T, options: &[(T, String)]) -> bool {
    ui.horizontal_wrapped(|ui| {
        ui.label(label);
        bare_choice(ui, label, chosen, options)
    })
    .inner
}

/// A list that drops down, with its name for a screen reader. Whether it changed, and its button.
pub(super) fn drop_down<T: PartialEq + Copy>(
    ui: &mut Ui,
    label: &str,
    width: Option<f32>,
    chosen: &mut T,
    options: &[(T, String)],
) -> (bool, Response) {
    let mut changed = false;
    let now = options.iter().find(|(value, _)| value == chosen).map_or("choose", |(_, words)| words.as_str());
    let mut list = egui::ComboBox::from_id_salt((label, "choice")).selected_text(now).height(LIST_HEIGHT).truncate();
    if let Some(width) = width {
        list = list.width(width);
    }
    let shown = list.show_ui(ui, |ui| {
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
    renamed(ui, &shown.response, label);
    (changed, shown.response)
}

/// The same where what is chosen says what the choice is of: only a screen reader is told its label.
pub(super) fn bare_choice<T: PartialEq + Copy>(
    ui: &mut Ui,
    label: &str,
    chosen: &mut T,
    options: &[(T, String)],
) -> bool {
    drop_down(ui, label, None, chosen, options).0
}

/// A number with its label and unit.
pub(super) fn number(ui: &mut Ui, label: &str, value: &mut f64, range: std::ops::RangeInclusive<f64>, unit: &str) {
    ui.horizontal(|ui| {
        ui.label(label);
        let field = egui::DragValue::new(value).range(range).speed(0.1).max_decimals(1).suffix(format!(" {unit}"));
        let response = ui.add(field);
        renamed(ui, &response, label);
    });
}

/// A frame round what belongs together, over the whole width.
pub(super) fn card<R>(ui: &mut Ui, theme: &Theme, edge: Color32, inside: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = egui::Frame::group(ui.style()).fill(theme.card).stroke(egui::Stroke::new(1.0, edge));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            inside(ui)
        })
        .inner
}

/// Words that matter less.
pub(super) fn weak(ui: &mut Ui, theme: &Theme, words: impl Into<String>) -> Response {
    ui.label(RichText::new(words.into()).color(theme.weak).small())
}

/// A question that stands where it was asked until it is answered: what would come of it, Confirm and Cancel.
#[derive(Debug, Clone)]
pub(super) struct Question<T> {
    open: Option<Open<T>>,
}

impl<T> Default for Question<T> {
    fn default() -> Self {
        Self { open: None }
    }
}

#[derive(Debug, Clone)]
struct Open<T> {
    verb: String,
    consequences: Vec<String>,
    answer: T,
}

/// What became of a question in this frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Answered<T> {
    /// Not yet answered, or none was asked.
    No,
    /// To be done.
    Confirmed(T),
    /// Not to be done.
    Cancelled,
}

impl<T: Clone> Question<T> {
    /// Asks: what shall be done, what comes of it, one sentence each, and what is handed back on Confirm.
    pub(super) fn ask(&mut self, verb: impl Into<String>, consequences: Vec<String>, answer: T) {
        self.open = Some(Open { verb: verb.into(), consequences, answer });
    }

    /// What would be done. `None` if nothing is asked.
    pub(super) fn asked(&self) -> Option<&T> {
        self.open.as_ref().map(|open| &open.answer)
    }

    /// Takes the question back.
    pub(super) fn drop(&mut self) {
        self.open = None;
    }

    /// Shows it, if one is asked.
    pub(super) fn show(&mut self, ui: &mut Ui, theme: &Theme) -> Answered<T> {
        let Some(open) = &self.open else { return Answered::No };
        let mut answered = Answered::No;
        card(ui, theme, theme.accent, |ui| {
            ui.label(RichText::new(format!("{}?", open.verb)).strong());
            for sentence in &open.consequences {
                ui.label(sentence);
            }
            ui.horizontal_wrapped(|ui| {
                if press(ui, "Confirm", &format!("Confirm: {}", open.verb)) {
                    answered = Answered::Confirmed(open.answer.clone());
                }
                if press(ui, "Cancel", &format!("Cancel: {}", open.verb)) {
                    answered = Answered::Cancelled;
                }
            });
        });
        if answered_at_all(&answered) {
            self.open = None;
        }
        answered
    }
}

fn answered_at_all<T>(answered: &Answered<T>) -> bool {
    !matches!(answered, Answered::No)
}

/// Whether single letters and digits are the desk's: nobody types into a field.
pub(super) fn letters_are_free(ctx: &egui::Context) -> bool {
    !ctx.text_edit_focused()
}

/// Whether Space is the desk's: nothing has the focus that Space would press. A chart or a time line has no use for it.
pub(super) fn space_is_free(ctx: &egui::Context) -> bool {
    let Some(focused) = ctx.memory(|memory| memory.focused()) else { return true };
    letters_are_free(ctx) && ctx.read_response(focused).is_some_and(|r| r.sense == egui::Sense::click_and_drag())
}
