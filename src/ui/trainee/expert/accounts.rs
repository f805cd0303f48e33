//! The accounts of what may have happened, as the expert weighs them, and one the expert adds.

use egui::Ui;

use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick};
use crate::picture::CaseView;
use crate::plan::{Course, Drifting, Hypothesis, Start};
use crate::ui::field::PositionField;
use crate::ui::words;

use super::super::desk::DeskData;
use super::super::kit;

/// One account, and the weight the person gives it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Account {
    /// In words.
    pub(super) name: String,
    /// Prior weight \[%\]; those of all need not make a hundred.
    pub(super) share: f64,
    /// What the person put in. Exists when and only when it is no account `plan` knows of.
    pub(super) own: Option<Own>,
}

/// An account of the person's own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Own {
    start: Start,
    /// Which of `Drifting::all`.
    object: usize,
}

impl Own {
    /// As `plan` wants it.
    pub(super) fn hypothesis<'a>(&self, name: &str, view: &'a CaseView) -> Hypothesis<'a> {
        Hypothesis {
            name: name.to_owned(),
            prior: 0.0,
            start: self.start,
            object: Drifting::all(&view.described)[self.object],
            course: Course::Adrift,
        }
    }
}

/// An account about to be added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Draft {
    error_nmi: f64,
    minutes_ago: u32,
    object: usize,
    share: f64,
}

impl Default for Draft {
    fn default() -> Self {
        Self { error_nmi: 5.0, minutes_ago: 0, object: 0, share: 20.0 }
    }
}

impl Draft {
    /// Shows the form. The account, when it was added.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &DeskData<'_>,
        view: &CaseView,
        field: &mut PositionField,
    ) -> Option<Account> {
        let all = Drifting::all(&view.described);
        let names: Vec<(usize, String)> = all.iter().map(|d| d.name().to_owned()).enumerate().collect();
        kit::choice(ui, "Adrift", &mut self.object, &names);
        field.show(ui, "Position", desk.theme);
        ui.horizontal_wrapped(|ui| {
            let mut number = |label: &str, name: &str, field: egui::DragValue<'_>| {
                let heading = ui.label(label);
                let response = ui.add(field).labelled_by(heading.id);
                kit::named(ui, &response, name);
            };
            let error = egui::DragValue::new(&mut self.error_nmi).range(0.1..=300.0).speed(0.1).suffix(" NM");
            number("Within", "Probable error of the account in nautical miles", error);
            let ago = egui::DragValue::new(&mut self.minutes_ago).range(0..=14_400).suffix(" min ago");
            number("as it was", "Age of the account in minutes", ago);
            let share = egui::DragValue::new(&mut self.share).range(0.0..=100.0).speed(0.5).suffix("\u{a0}%");
            number("weight", "Weight of the account in per cent", share);
        });
        let position: Option<Position> = field.value();
        let added = kit::press_if(ui, position.is_some(), "Add", "Add the account");
        let position = position.filter(|_| added)?;
        let ago = Span::minutes(i64::from(self.minutes_ago));
        let at = Tick(desk.now().0.saturating_sub(ago.ticks()));
        let start = Start { position, error_m: metres(self.error_nmi), at };
        Some(Account {
            name: format!("own: {} from {position}, {}", all[self.object].name(), words::clock(desk.briefing, at)),
            share: self.share,
            own: Some(Own { start, object: self.object }),
        })
    }
}
