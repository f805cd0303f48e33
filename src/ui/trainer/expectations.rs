//! What a good team would do: where each expectation stands, how long it still has, and the evaluator's ratings.

use std::collections::BTreeMap;

use egui::{Align, RichText, Ui};

use super::desk::{Act, Desk, Panel, Slot};
use crate::base::Tick;
use crate::base::ids::{ExpectationId, ObjectiveId};
use crate::scenario::{Expectation, Proof};
use crate::sim::{ExpectationStatus, Intervention, Rating};
use crate::ui::{kit, words};

/// Its name.
pub(super) const NAME: &str = "Expectations";

/// The panel.
#[derive(Default)]
pub(super) struct Expectations {
    /// Notes being written.
    notes: BTreeMap<ExpectationId, String>,
    /// Notes on objectives being written.
    objective_notes: BTreeMap<ObjectiveId, String>,
    /// Notes given with ratings at this desk.
    given: BTreeMap<ExpectationId, String>,
    /// One found by name, to be brought into view in the next frame. Exists when and only when there is one.
    wanted: Option<ExpectationId>,
}

impl Panel for Expectations {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::Left
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let all = desk.plan.expectations.iter().zip(&desk.overview.expectations).enumerate();
        let mut all: Vec<_> = all.map(|(i, (spec, status))| (ExpectationId::new(i), spec, *status)).collect();
        // What runs out first comes first; then what has not begun; then what is decided.
        all.sort_by_key(|(id, spec, (status, since))| match (status, since) {
            (ExpectationStatus::Open, Some(since)) => (0, since.after(spec.partly_within), *id),
            (ExpectationStatus::Open, None) => (1, Tick::START, *id),
            _ => (2, Tick::START, *id),
        });
        if all.is_empty() {
            kit::weak(ui, desk.theme, "The scenario expects nothing");
        }
        // The letters say nothing to whoever has not rated before.
        if !all.is_empty() || !desk.plan.objectives.is_empty() {
            let key = Rating::ALL.map(|rating| format!("{} {}", rating.letter(), rating.words()));
            kit::weak(ui, desk.theme, format!("To rate: {}.", key.join("; ")));
        }
        for (id, spec, (status, since)) in all {
            self.card(ui, desk, id, spec, status, since, out);
        }
        self.objectives(ui, desk, out);
        self.wanted = None;
    }

    fn hear(&mut self, act: &Act, _desk: &Desk<'_>, _out: &mut Vec<Act>) {
        if let Act::ShowExpectation(id) = act {
            self.wanted = Some(*id);
        }
    }
}

/// Where an expectation stands, with its sign.
fn standing(desk: &Desk<'_>, spec: &Expectation, status: ExpectationStatus, since: Option<Tick>) -> String {
    let now = desk.now();
    let when = |tick: Tick| words::dtg(desk.briefing, tick);
    if spec.proof == Proof::Judged && status == ExpectationStatus::Open {
        return "○ Not rated: you judge it".to_owned();
    }
    match (status, since) {
        (ExpectationStatus::Open, None) => "○ Not yet running".to_owned(),
        (ExpectationStatus::Open, Some(since)) => {
            let (met_by, partly_by) = (since.after(spec.within), since.after(spec.partly_within));
            if now <= met_by {
                format!("▶ Running: {} left of {}", words::span(met_by.since(now)), words::span(spec.within))
            } else {
                format!("⚠ Late: {} left to be partly met", words::span(partly_by.since(now)))
            }
        }
        (ExpectationStatus::Met(at), _) => format!("✔ Met {}", when(at)),
        (ExpectationStatus::PartlyMet(at), _) => format!("½ Partly met {}", when(at)),
        (ExpectationStatus::Missed(at), _) => format!("✖ Missed {}", when(at)),
    }
}

/// The steps of an expectation, each with whether it was done.
fn steps(ui: &mut Ui, desk: &Desk<'_>, id: ExpectationId, spec: &Expectation) {
    let Proof::Steps { steps, need } = &spec.proof else { return };
    kit::weak(ui, desk.theme, format!("{need} of these {}:", steps.len()));
    let done = desk.overview.steps.get(id.index());
    for (number, step) in steps.iter().enumerate() {
        let at = done.and_then(|done| done.get(number).copied().flatten());
        let words = match at {
            Some(at) => format!("✔ {} ({})", step.what, words::dtg(desk.briefing, at)),
            None => format!("○ {} (within {})", step.what, words::span(step.within)),
        };
        ui.label(words);
    }
}

/// A note and four buttons. Gives the rating that was pressed, with the note.
fn rate(ui: &mut Ui, desk: &Desk<'_>, what: &str, note: &mut String) -> Option<(Rating, String)> {
    let field = ui.add(egui::TextEdit::singleline(note).hint_text("Note for the rating").desired_width(f32::INFINITY));
    kit::renamed(ui, &field, &format!("Note: {what}"));
    let mut pressed = None;
    ui.horizontal_wrapped(|ui| {
        for rating in Rating::ALL {
            let name = format!("Rate as {}: {what}", rating.words());
            let button = ui.add_enabled(desk.may_act(), egui::Button::new(rating.letter().to_string()));
            kit::named(&button, egui::WidgetType::Button, &name);
            let clicked = button.clicked();
            button.on_hover_text(rating.words()).on_disabled_hover_text("The exercise does not take it now");
            if clicked {
                pressed = Some((rating, std::mem::take(note)));
            }
        }
    });
    pressed
}

impl Expectations {
    /// The objectives, with the evaluator's rating of each.
    fn objectives(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        for (i, objective) in desk.plan.objectives.iter().enumerate() {
            let id = ObjectiveId::new(i);
            kit::card(ui, desk.theme, desk.theme.line(), |ui| {
                ui.label(RichText::new(format!("Objective: {}", objective.text)).strong());
                kit::weak(ui, desk.theme, &objective.capability);
                if let Some(rating) = desk.overview.objectives.get(i).copied().flatten() {
                    kit::weak(ui, desk.theme, format!("Your rating: {}, {}", rating.letter(), rating.words()));
                }
                let note = self.objective_notes.entry(id).or_default();
                if let Some((rating, note)) = rate(ui, desk, &objective.text, note) {
                    out.push(Act::intervene(Intervention::RateObjective { objective: id, rating, note }));
                }
            });
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one expectation and all that is known of it")]
    fn card(
        &mut self,
        ui: &mut Ui,
        desk: &Desk<'_>,
        id: ExpectationId,
        spec: &Expectation,
        status: ExpectationStatus,
        since: Option<Tick>,
        out: &mut Vec<Act>,
    ) {
        let theme = desk.theme;
        let edge = if self.wanted == Some(id) { theme.accent } else { theme.line() };
        kit::card(ui, theme, edge, |ui| {
            ui.label(RichText::new(standing(desk, spec, status, since)).strong());
            ui.label(format!("{}: {}", desk.names().seat(spec.seat), spec.what));
            steps(ui, desk, id, spec);
            if let Some(rating) = desk.overview.ratings.get(id.index()).copied().flatten() {
                let note = self.given.get(&id).filter(|note| !note.is_empty());
                let because = note.map_or_else(String::new, |note| format!(": {note}"));
                kit::weak(ui, theme, format!("Your rating: {}, {}{because}", rating.letter(), rating.words()));
            }
            let note = self.notes.entry(id).or_default();
            if let Some((rating, note)) = rate(ui, desk, &spec.what, note) {
                self.given.insert(id, note.clone());
                out.push(Act::intervene(Intervention::Rate { expectation: id, rating, note }));
            }
            if self.wanted == Some(id) {
                ui.scroll_to_cursor(Some(Align::Center));
            }
        });
    }
}
