//! Choosing what to play alone: a scenario, a seat, and further seats of the same state for the same screen.

use egui::{RichText, Ui};

use super::{Playable, Start, StartData, StartIntent};
use crate::ui::kit;

/// A column of seats is no narrower than this \[widths of a letter\].
const SEAT_EMS: f32 = 24.0;

/// As many seats stand in one column, where there is room for another.
const SEATS_IN_A_COLUMN: usize = 8;

impl Start {
    pub(super) fn alone(&mut self, ui: &mut Ui, data: &StartData, out: &mut Vec<StartIntent>) {
        // Whoever will play is not told how the case went.
        let Some(chosen) = self.pick(ui, data) else { return };
        let fellows = fellows(chosen, self.seat);
        self.also.retain(|also| fellows.contains(also));
        // The button stands above: thirty seats and a page of instructions would push it out of sight.
        ui.horizontal_wrapped(|ui| {
            ui.label("Which seat is yours?");
            let seat = chosen.seats.get(self.seat);
            let words = match self.also.len() {
                0 => "Take this seat".to_owned(),
                others => format!("Take these {} seats", others + 1),
            };
            if ui.add_enabled(seat.is_some(), egui::Button::new(words)).clicked()
                && let Some(seat) = seat
            {
                let also = self.also.iter().filter_map(|also| chosen.seats.get(*also)).map(|also| also.id.clone());
                let also = also.collect();
                out.push(StartIntent::Alone { scenario: chosen.place.clone(), seat: seat.id.clone(), also });
            }
        });
        self.seats(ui, chosen);
        self.others(ui, chosen);
        let Some(seat) = chosen.seats.get(self.seat) else { return };
        if !seat.instructions.is_empty() {
            ui.separator();
            ui.label(&seat.instructions);
        }
    }

    /// The seats, in as many columns as there is room for when they are many.
    fn seats(&mut self, ui: &mut Ui, chosen: &Playable) {
        let em = ui.style().text_styles[&egui::TextStyle::Body].size;
        let fit = (ui.available_width() / (SEAT_EMS * em)) as usize;
        let columns = fit.clamp(1, chosen.seats.len().div_ceil(SEATS_IN_A_COLUMN).max(1));
        let rows = chosen.seats.len().div_ceil(columns).max(1);
        ui.columns(columns, |columns| {
            for (i, seat) in chosen.seats.iter().enumerate() {
                if let Some(ui) = columns.get_mut(i / rows) {
                    ui.radio_value(&mut self.seat, i, &seat.name);
                }
            }
        });
    }

    /// The other seats of the same state, to be held on the same screen.
    fn others(&mut self, ui: &mut Ui, chosen: &Playable) {
        let Some(seat) = chosen.seats.get(self.seat) else { return };
        let fellows = fellows(chosen, self.seat);
        if fellows.is_empty() {
            return;
        }
        ui.add_space(6.0);
        ui.label(RichText::new(format!("Also hold, on the same screen ({})", seat.party)).strong()).on_hover_text(
            "Every seat keeps its own picture, in-tray and log. Seats of different states do not share a screen: each \
             knows only what it is told.",
        );
        ui.horizontal_wrapped(|ui| {
            for fellow in fellows {
                let mut ticked = self.also.contains(&fellow);
                let name = &chosen.seats[fellow].name;
                let response = ui.checkbox(&mut ticked, name);
                kit::renamed(ui, &response, &format!("Also hold {name}"));
                if response.changed() && ticked {
                    self.also.insert(fellow);
                } else if response.changed() {
                    self.also.remove(&fellow);
                }
            }
        });
    }
}

/// The other seats of a seat's state.
fn fellows(chosen: &Playable, seat: usize) -> Vec<usize> {
    let Some(own) = chosen.seats.get(seat) else { return Vec::new() };
    let of_the_same = |(i, other): (usize, &super::Place)| (i != seat && other.party == own.party).then_some(i);
    chosen.seats.iter().enumerate().filter_map(of_the_same).collect()
}
