//! What a good team would do: where each expectation stands, how long it still has, and the evaluator's marks.

use std::collections::BTreeMap;

use egui::{Align, RichText, Ui};

use super::desk::{Act, Desk, Panel, Slot};
use super::tell;
use crate::base::Tick;
use crate::base::ids::ExpectationId;
use crate::scenario::Expectation;
use crate::sim::{ExpectationStatus, Intervention, Mark};
use crate::ui::{kit, words};

/// Its name.
pub(super) const NAME: &str = "Expectations";

/// The panel.
#[derive(Default)]
pub(super) struct Expectations {
    /// Remarks being written.
    remarks: BTreeMap<ExpectationId, String>,
    /// Marks given at this desk.
    given: BTreeMap<ExpectationId, (Mark, String)>,
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
        for (id, spec, (status, since)) in all {
            self.card(ui, desk, id, spec, status, since, out);
        }
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

impl Expectations {
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
            if let Some((mark, remark)) = self.given.get(&id) {
                let because = if remark.is_empty() { String::new() } else { format!(": {remark}") };
                kit::weak(ui, theme, format!("Your mark: {}{because}", tell::mark(*mark)));
            }
            let remark = self.remarks.entry(id).or_default();
            let field = ui
                .add(egui::TextEdit::singleline(remark).hint_text("Remark for the mark").desired_width(f32::INFINITY));
            kit::renamed(ui, &field, &format!("Remark: {}", spec.what));
            ui.horizontal_wrapped(|ui| {
                for (mark, face) in [(Mark::Met, "Met"), (Mark::PartlyMet, "Partly"), (Mark::Missed, "Missed")] {
                    let name = format!("Mark as {}: {}", tell::mark(mark), spec.what);
                    if kit::press_if(ui, desk.may_act(), face, &name, "The exercise does not take it now") {
                        let remark = std::mem::take(remark);
                        self.given.insert(id, (mark, remark.clone()));
                        out.push(Act::intervene(Intervention::Mark { expectation: id, mark, remark }));
                    }
                }
            });
            if self.wanted == Some(id) {
                ui.scroll_to_cursor(Some(Align::Center));
            }
        });
    }
}
