//! The list of what happened: one line each, filtered by a few letters; a press goes to its moment.

use egui::{Button, RichText, ScrollArea, TextStyle, Ui, WidgetType};

use super::kit;
use super::theme::Theme;
use super::timeline::lane_name;
use super::words;
use crate::base::Tick;
use crate::picture::Briefing;
use crate::session::wire::Happening;

/// The list and how it is looked at.
#[derive(Debug, Clone, Default)]
pub struct HappeningList {
    /// What a line must contain to be shown.
    filter: String,
    /// Where the cursor stood when the list was last scrolled to it. Exists when and only when it was.
    scrolled_to: Option<(Tick, usize)>,
}

impl HappeningList {
    /// Shows the list about a moment, and hands back a moment somebody wants to go to.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        briefing: &Briefing,
        happenings: &[Happening],
        cursor: Tick,
        theme: &Theme,
    ) -> Option<Tick> {
        let mut wanted = None;
        ui.horizontal(|ui| {
            let label = ui.label("Filter");
            let field = egui::TextEdit::singleline(&mut self.filter).hint_text("seat, unit, word …");
            ui.add(field.desired_width(140.0)).labelled_by(label.id);
            if !self.filter.is_empty() && kit::press(ui, "Clear", "Clear the filter") {
                self.filter.clear();
            }
        });
        let needle = self.filter.to_lowercase();
        let shown: Vec<&Happening> = happenings.iter().filter(|h| contains(briefing, h, &needle)).collect();
        if shown.is_empty() {
            let why =
                if needle.is_empty() { "Nothing has happened yet" } else { "Nothing that happened has these words" };
            kit::weak(ui, theme, why);
            return None;
        }
        let at = shown.partition_point(|h| h.tick <= cursor);
        let row = ui.text_style_height(&TextStyle::Small) + 3.0;
        // A list to read and not a row of buttons to hit.
        ui.spacing_mut().interact_size.y = row;
        ui.spacing_mut().button_padding.y = 1.0;
        ui.spacing_mut().item_spacing.y = 1.0;
        let mut area = ScrollArea::vertical().auto_shrink([false, false]).id_salt("happenings");
        if self.scrolled_to != Some((cursor, shown.len())) {
            self.scrolled_to = Some((cursor, shown.len()));
            let spacing = ui.spacing().item_spacing.y;
            let above = (ui.available_height() / 2.0).max(row);
            area = area.vertical_scroll_offset((at as f32 * (row + spacing) - above).max(0.0));
        }
        area.show_rows(ui, row, shown.len(), |ui, range| {
            for (i, happening) in shown.iter().enumerate().skip(range.start).take(range.len()) {
                let when = words::dtg(briefing, happening.tick);
                let face = format!("{when}  {}", happening.text);
                let colour = if happening.tick > cursor { theme.weak } else { theme.text };
                let button = Button::selectable(i + 1 == at, RichText::new(&face).small().color(colour)).truncate();
                let response = ui.add(button);
                let name = format!("Go to {when}, {}: {}", lane_name(happening.kind), happening.text);
                kit::named(&response, WidgetType::Button, &name);
                if response.clicked() {
                    wanted = Some(happening.tick);
                }
                response.on_hover_text(&happening.text);
            }
        });
        wanted
    }
}

fn contains(briefing: &Briefing, happening: &Happening, needle: &str) -> bool {
    if needle.is_empty() {
        return true;
    }
    let seat = happening.seat.map_or("", |seat| words::seat_name(briefing, seat));
    let text = format!("{} {} {seat}", happening.text, lane_name(happening.kind)).to_lowercase();
    needle.split_whitespace().all(|word| text.contains(word))
}
