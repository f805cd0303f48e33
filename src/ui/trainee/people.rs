//! People: how many were told aboard, where those are who were found, and how many are not accounted for.

use egui::{RichText, ScrollArea, Ui};

use crate::picture::CaseView;
use crate::ui::chart::Selected;
use crate::ui::words;

use super::desk::{Act, DeskData, Panel, Slot};
use super::{kit, know};

/// The panel.
#[derive(Debug, Default)]
pub(super) struct People;

impl Panel for People {
    fn name(&self) -> &'static str {
        "People"
    }

    fn slot(&self) -> Slot {
        Slot::RightBelow
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        ScrollArea::vertical().id_salt("people").auto_shrink(false).show(ui, |ui| {
            if desk.picture.cases.is_empty() {
                kit::small(ui, desk.theme, "No case has been heard of.");
            }
            for view in &desk.picture.cases {
                case(ui, desk, view);
            }
            aboard(ui, desk, out);
            ashore(ui, desk, out);
            seen(ui, desk, out);
        });
    }
}

fn case(ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView) {
    let counts = know::all_counts(desk.briefing, desk.picture, view);
    kit::heading(ui, &words::case_name(view.case));
    egui::Grid::new(("people", view.case)).num_columns(2).show(ui, |ui| {
        let mut row = |name: &str, value: String, strong: bool| {
            ui.label(RichText::new(name).color(desk.theme.weak));
            let text = RichText::new(value);
            ui.label(if strong { text.strong() } else { text });
            ui.end_row();
        };
        row("Aboard, as told", view.persons.map_or_else(|| "not told".to_owned(), |n| n.to_string()), false);
        row("Recovered alive", counts.recovered.to_string(), false);
        row("Landed", counts.landed.to_string(), false);
        row("Bodies", counts.bodies.to_string(), false);
        let missing = know::unaccounted(desk.briefing, desk.picture, view);
        row("Not accounted for", missing.map_or_else(|| "unknown".to_owned(), |n| n.to_string()), true);
    });
    for told in &view.told {
        kit::small(
            ui,
            desk.theme,
            format!(
                "of these by {}: {} alive, {} dead, {} landed",
                desk.seat_name(told.seat),
                told.recovered,
                told.bodies,
                told.landed
            ),
        );
    }
}

/// People aboard units this seat sees.
fn aboard(ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
    let carrying: Vec<_> = desk.picture.srus.iter().filter(|unit| unit.survivors + unit.bodies > 0).collect();
    kit::heading(ui, "Aboard units");
    if carrying.is_empty() {
        kit::small(ui, desk.theme, "Nobody.");
    }
    for unit in carrying {
        let name = desk.sru_name(unit.sru);
        let bodies = if unit.bodies > 0 { format!(", {} bodies", unit.bodies) } else { String::new() };
        let label = format!("{name}: {}{bodies}, {}", unit.survivors, words::doing(desk.briefing, unit.doing));
        if kit::press(ui, &label, &format!("Select {name}, {} survivors aboard", unit.survivors)) {
            out.push(Act::Select(Selected::Sru(unit.sru)));
        }
    }
}

/// People put ashore by units this seat sees, by place.
fn ashore(ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
    let landed = know::landed_by_place(desk.briefing, desk.picture);
    if landed.is_empty() {
        return;
    }
    kit::heading(ui, "Landed by your side");
    for (place, count) in landed {
        let name = words::place_name(desk.briefing, place);
        let label = format!("{name}: {count}");
        if kit::press(ui, &label, &format!("Select {name}, {} landed", words::persons(count))) {
            out.push(Act::Select(Selected::Place(place)));
        }
    }
}

/// People in sight, or seen lately.
fn seen(ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
    for view in &desk.picture.cases {
        let clusters = know::clusters(desk.picture, view.case);
        if clusters.is_empty() {
            continue;
        }
        kit::heading(ui, &format!("Seen and not fetched, {}", words::case_name(view.case)));
        for cluster in clusters {
            let lead = cluster.lead;
            let label = format!(
                "{}, {}, {}",
                words::persons(cluster.persons()),
                words::seen(lead.what),
                words::ago(desk.now(), lead.last_seen)
            );
            if kit::press(ui, &label, &format!("Select contact: {label}")) {
                out.push(Act::Select(Selected::Contact(lead.number)));
            }
        }
    }
}
