//! The forms that are filled from what is known, and the position that stands on several.

use egui::Ui;

use crate::base::ids::SeatId;
use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick};
use crate::sim::{self, ReportedPosition};

use super::super::desk::DeskData;
use super::super::kit;
use super::compose::Composer;
use super::forms::{self, Typing};
use super::sitrep;

impl Composer {
    /// The situation report.
    pub(super) fn sitrep_form(&mut self, ui: &mut Ui, desk: &DeskData<'_>, to: SeatId) {
        let Some(view) = self.case.and_then(|case| desk.case(case)) else { return };
        let stale = self.sitrep.as_ref().is_none_or(|(seat, form)| *seat != to || form.case != view.case);
        if stale {
            self.sitrep = Some((to, sitrep::filled(desk, view, to)));
            let position = self.sitrep.as_ref().and_then(|(_, form)| form.position);
            (self.position, self.error_nmi, self.minutes_ago) = (None, 1.0, 0);
            self.field.clear();
            if let Some(told) = position {
                self.put(told.position, told.error_m, desk.now(), told.true_at);
            }
        }
        kit::pair(
            ui,
            self,
            |ui, this| {
                this.position_form(ui, desk, true);
                this.sitrep_numbers(ui, desk);
            },
            |ui, this| {
                if let Some((_, form)) = &mut this.sitrep {
                    kit::lines(ui, "Text", &mut form.text, 4);
                    if let Some(full) = &mut form.full {
                        let title = format!("Full form, No {}", full.number);
                        egui::CollapsingHeader::new(title)
                            .id_salt("full sitrep")
                            .show(ui, |ui| sitrep::full_fields(ui, full));
                    }
                }
            },
        );
    }

    /// Phase and numbers of the report, which has the position that stands beside it.
    fn sitrep_numbers(&mut self, ui: &mut Ui, desk: &DeskData<'_>) {
        let position = self.reported(desk);
        let Some((_, form)) = &mut self.sitrep else { return };
        match (form.position, position) {
            (Some(a), Some(b)) if same(a, b) => {}
            (_, changed) => form.position = changed,
        }
        forms::phase(ui, &mut form.phase);
        ui.horizontal_wrapped(|ui| {
            ui.checkbox(&mut form.capsized, "Capsized");
            kit::optional_count(ui, "Number aboard known", "Persons aboard", &mut form.persons);
            kit::count(ui, "Recovered alive", &mut form.counts.recovered);
            kit::count(ui, "Recovered dead", &mut form.counts.bodies);
            kit::count(ui, "Landed", &mut form.counts.landed);
        });
    }

    /// A form in the doctrine's fields, filled from what is known when it is opened.
    pub(super) fn sheet_form(&mut self, ui: &mut Ui, desk: &DeskData<'_>) {
        self.fill_sheet(desk);
        let Some((kind, form)) = self.sheet.take() else { return };
        let mut both = (self, form);
        kit::pair(
            ui,
            &mut both,
            |ui, (this, form)| {
                if !matches!(form, sim::forms::Form::SearchActionPlan(_) | sim::forms::Form::Disembarkation(_)) {
                    this.position_form(ui, desk, true);
                }
                forms::first(ui, form);
            },
            |ui, (this, form)| forms::second(ui, desk, form, &mut this.typing),
        );
        let (this, form) = both;
        if let sim::forms::Form::MaydayRelay(relay) = &form {
            kit::small(ui, desk.theme, relay.spoken(desk.briefing.start, desk.now()));
        }
        this.sheet = Some((kind, form));
    }

    fn fill_sheet(&mut self, desk: &DeskData<'_>) {
        if self.sheet.is_some() {
            return;
        }
        let view = self.case.and_then(|case| desk.case(case));
        let Some(form) = view.and_then(|view| forms::filled(desk, self.kind, view)) else { return };
        (self.position, self.error_nmi, self.minutes_ago) = (None, 1.0, 0);
        self.field.clear();
        self.typing = Typing::default();
        if let Some(told) = form.position() {
            self.put(told.position, told.error_m, desk.now(), told.true_at);
        }
        self.sheet = Some((self.kind, form));
    }

    /// The form with the position that stands beside it: to the tick and the metre as it was filled in as long as nobody
    /// changes it.
    pub(super) fn sheet_now(&self, desk: &DeskData<'_>) -> Option<sim::forms::Form> {
        let (_, mut form) = self.sheet.clone()?;
        let typed = self.reported(desk);
        let kept = |was: Option<ReportedPosition>| match (was, typed) {
            (Some(a), Some(b)) if same(a, b) => was,
            _ => typed,
        };
        match &mut form {
            sim::forms::Form::MaydayRelay(relay) => relay.position = kept(relay.position),
            sim::forms::Form::HandOver(over) => over.position = kept(over.position),
            sim::forms::Form::SearchActionPlan(_) | sim::forms::Form::Disembarkation(_) => {}
        }
        Some(form)
    }

    /// The position, typed or picked on the chart, and how good it is.
    pub(super) fn position_form(&mut self, ui: &mut Ui, desk: &DeskData<'_>, with_error: bool) {
        self.position = self.field.show(ui, "Position", desk.theme);
        ui.horizontal_wrapped(|ui| {
            if with_error {
                let heading = ui.add(egui::Label::new("Within").extend());
                let error = egui::DragValue::new(&mut self.error_nmi).range(0.0..=500.0).speed(0.1).suffix(" NM");
                let response = ui.add(error).labelled_by(heading.id);
                kit::named(ui, &response, "Error of the position in nautical miles");
                let heading = ui.add(egui::Label::new("as it was").extend());
                let ago = egui::DragValue::new(&mut self.minutes_ago).range(0..=14_400).suffix(" min ago");
                let response = ui.add(ago).labelled_by(heading.id);
                kit::named(ui, &response, "Age of the position in minutes");
            }
            let face = if self.picking { "Click the chart..." } else { "Pick on chart" };
            let response = ui.selectable_label(self.picking, face);
            kit::named(ui, &response, "Pick the position on the chart");
            if response.clicked() {
                self.picking = !self.picking;
            }
        });
    }

    /// Takes a place pressed on the chart for the position, if one was to be picked there. Whether it did.
    pub(super) fn picked(&mut self, position: Position) -> bool {
        if self.picking {
            self.field.set(position);
        }
        std::mem::take(&mut self.picking)
    }

    /// The position on the form, with its error and time.
    pub(super) fn reported(&self, desk: &DeskData<'_>) -> Option<ReportedPosition> {
        let back = Span::minutes(i64::from(self.minutes_ago)).ticks();
        self.position.map(|position| ReportedPosition {
            position,
            error_m: metres(self.error_nmi),
            true_at: Tick(desk.now().0.saturating_sub(back)),
        })
    }
}

/// Whether two positions are one to whoever reads them rounded: the time is kept to the tick as long as nobody changes
/// its minutes.
fn same(a: ReportedPosition, b: ReportedPosition) -> bool {
    a.position.distance_m(b.position) < 200.0
        && (a.error_m - b.error_m).abs() < 1.0
        && a.true_at.since(b.true_at).max(b.true_at.since(a.true_at)) < Span::minutes(2)
}
