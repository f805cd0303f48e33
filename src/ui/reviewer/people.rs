//! How everybody fares at the cursor, by where they are.

use egui::{Grid, RichText, Ui};

use super::desk::{Act, Desk, Panel};
use crate::sim::Setting;
use crate::ui::kit;
use crate::ui::trainer::tell;

/// The panel. It keeps nothing.
#[derive(Default)]
pub(super) struct People;

impl Panel for People {
    fn name(&self) -> &'static str {
        "People"
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, _out: &mut Vec<Act>) {
        for casualty in &desk.overview.truth.casualties {
            let (theme, name) = (desk.theme, desk.names().craft(casualty.case));
            kit::card(ui, theme, theme.line(), |ui| {
                ui.label(RichText::new(format!("{name}: {}", tell::casualty(casualty))).strong());
                let holder = casualty.responsible.map_or("nobody", |seat| desk.names().seat(seat));
                ui.label(format!("Responsible: {holder}"));
                Grid::new(("people", casualty.case.0)).num_columns(2).striped(true).show(ui, |ui| {
                    let mut row = |words: &str, count: u32| {
                        ui.label(words);
                        ui.label(count.to_string());
                        ui.end_row();
                    };
                    row("aboard at the start", casualty.persons);
                    for (setting, count) in Setting::ALL.iter().zip(casualty.living) {
                        if count > 0 || *setting == Setting::AboardCasualty {
                            row(&format!("alive, {}", setting.words()), count);
                        }
                    }
                    row("of them saved, at a place of safety", casualty.saved);
                    row("dead", casualty.died);
                    row("of them found", casualty.bodies);
                });
            });
        }
    }
}
