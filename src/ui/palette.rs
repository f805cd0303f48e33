//! Ctrl-K: a field that finds anything on a desk by a few letters of its name.
//!
//! **It knows nothing of what it finds**: the desk gives items, and gets back what the chosen one carries.

use egui::{Align2, Id, Key, Modifiers, RichText, ScrollArea, Ui, vec2};

use super::kit;
use super::theme::Theme;

/// Something that can be found.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<T> {
    /// Its name.
    pub label: String,
    /// What sort of thing it is, "unit", "inject"; also found by.
    pub kind: &'static str,
    /// What the desk gets when it is chosen.
    pub payload: T,
}

/// The field and what is typed in it.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    /// What is typed. Exists when and only when the field is open.
    typed: Option<String>,
    /// Which of those found is chosen.
    at: usize,
}

/// Most items shown at once; more letters find the rest.
const SHOWN: usize = 12;

impl Finder {
    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.typed.is_some()
    }

    /// Opens it, empty.
    pub fn open(&mut self) {
        *self = Self { typed: Some(String::new()), at: 0 };
    }

    /// Closes it.
    pub fn close(&mut self) {
        *self = Self::default();
    }

    /// Opens or closes it on Ctrl-K.
    pub fn hear_keys(&mut self, ctx: &egui::Context) {
        if ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::K)) {
            if self.is_open() { self.close() } else { self.open() }
        }
    }

    /// Shows it over the desk if it is open, and hands back what the chosen item carries.
    pub fn show<T: Clone>(&mut self, ui: &Ui, items: &[Item<T>], theme: &Theme) -> Option<T> {
        let Some(typed) = &mut self.typed else { return None };
        let (down, up, enter, escape) = ui.ctx().input_mut(|input| {
            let mut key = |key| input.consume_key(Modifiers::NONE, key);
            (key(Key::ArrowDown), key(Key::ArrowUp), key(Key::Enter), key(Key::Escape))
        });
        let mut chosen = None;
        egui::Window::new("Find anything")
            .id(Id::new("sarex finder"))
            .title_bar(false)
            .resizable(false)
            .anchor(Align2::CENTER_TOP, vec2(0.0, 60.0))
            .fixed_size(vec2(460.0, 340.0))
            .show(ui.ctx(), |ui| {
                let heading = ui.label(RichText::new("Find anything").strong());
                let field = egui::TextEdit::singleline(typed)
                    .hint_text("unit, seat, inject, expectation, place …")
                    .desired_width(f32::INFINITY);
                let response = ui.add(field).labelled_by(heading.id);
                response.request_focus();
                if response.changed() {
                    self.at = 0;
                }
                let found: Vec<&Item<T>> = items.iter().filter(|item| matches(item, typed)).collect();
                self.at = match (down, up) {
                    (true, _) => self.at + 1,
                    (_, true) => self.at.saturating_sub(1),
                    _ => self.at,
                };
                self.at = self.at.min(found.len().min(SHOWN).saturating_sub(1));
                if found.is_empty() {
                    kit::weak(ui, theme, "Nothing has that name");
                }
                ScrollArea::vertical().show(ui, |ui| {
                    for (i, item) in found.iter().take(SHOWN).enumerate() {
                        let face = format!("{}   ({})", item.label, item.kind);
                        let clicked = kit::toggle(ui, i == self.at, &face, &format!("{}, {}", item.label, item.kind));
                        if clicked || (enter && i == self.at) {
                            chosen = Some(item.payload.clone());
                        }
                    }
                    if found.len() > SHOWN {
                        kit::weak(ui, theme, format!("and {} more; type more letters", found.len() - SHOWN));
                    }
                });
            });
        if chosen.is_some() || escape {
            self.close();
        }
        chosen
    }
}

/// Whether every word typed is somewhere in the name or the sort.
fn matches<T>(item: &Item<T>, typed: &str) -> bool {
    let name = format!("{} {}", item.label, item.kind).to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Palette;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    fn items() -> Vec<Item<u32>> {
        ["KN SAR 208", "KN SAR 224", "RCC Jakarta"]
            .iter()
            .zip(0..)
            .map(|(name, n)| Item { label: (*name).to_owned(), kind: if n < 2 { "unit" } else { "seat" }, payload: n })
            .collect()
    }

    #[test]
    fn a_few_letters_of_name_or_sort_are_enough() {
        let found = |typed: &str| items().iter().filter(|item| matches(item, typed)).count();
        assert_eq!(found(""), 3);
        assert_eq!(found("sar unit"), 2);
        assert_eq!(found("224"), 1);
        assert_eq!(found("jak seat"), 1);
        assert_eq!(found("jak unit"), 0);
    }

    #[test]
    fn it_opens_on_ctrl_k_finds_by_typing_and_hands_back_on_enter() {
        let state = (Finder::default(), Vec::<u32>::new());
        let mut harness = Harness::new_ui_state(
            |ui, (finder, got): &mut (Finder, Vec<u32>)| {
                finder.hear_keys(ui.ctx());
                got.extend(finder.show(ui, &items(), &Theme::of(Palette::Day)));
            },
            state,
        );
        harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        harness.run_ok();
        assert!(harness.state().0.is_open());
        harness.get_by_role(egui::accesskit::Role::TextInput).type_text("sar");
        harness.run_ok();
        harness.key_press(Key::ArrowDown);
        harness.run_ok();
        harness.key_press(Key::Enter);
        harness.run_ok();
        assert_eq!(harness.state().1, [1]);
        assert!(!harness.state().0.is_open());
    }
}
