//! The search planner, in three steps: what is adrift and from where, where it will be, who searches.
//!
//! The sums are those of `plan`; **nothing is ordered before "Order all"**, and every number can be changed first.

pub(super) mod tasks;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use egui::{RichText, ScrollArea, Ui};

use crate::base::ids::{CraftId, SruId};
use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick};
use crate::picture::CaseView;
use crate::plan::{self, Drifting, Prediction, SearchPlan, Start};
use crate::sim::Seen;
use crate::ui::chart::{ChartEvent, Cloud, Overlay};
use crate::ui::field::PositionField;
use crate::ui::words;

use super::desk::{Act, DeskData, Panel, Slot, is_entering};
use super::{kit, know};

/// Its name.
pub(super) const NAME: &str = "Search planner";

/// Particles of a cloud: enough for a share to be good to a few in a hundred.
const PARTICLES: usize = 2_000;

/// Steps of ten minutes that all particles together make at most, so that nobody waits for a long drift.
const STEPS: usize = 300_000;

/// Positions offered to begin from.
const OFFERED: usize = 6;

/// The panel.
pub(super) struct Planner {
    case: Option<CraftId>,
    from: From,
    field: PositionField,
    typed_error_nmi: f64,
    typed_minutes_ago: u32,
    /// Which of `Drifting::all`. Exists when and only when the person, or a first look at the case, chose.
    object: Option<usize>,
    /// When it is searched for, from now \[min\].
    ahead_min: u32,
    /// Whether the person chose that time; otherwise it follows the units.
    timed: bool,
    predicted: Option<Predicted>,
    units: BTreeSet<SruId>,
    /// How long units search at most \[h\]. Exists when and only when the person says.
    hours: Option<f64>,
    orderly: bool,
    plan: Option<SearchPlan>,
    /// The task whose area is being drawn. Exists when and only when one is.
    drawing: Option<usize>,
    /// What was ordered last, and when: it stays drawn until the orders have entered.
    ordered: Option<(SearchPlan, Tick)>,
    /// Whether a plan was made just now and is to be brought into sight.
    fresh: bool,
}

/// The position a prediction begins with.
#[derive(Debug, Clone, Copy, PartialEq)]
enum From {
    /// The best there is.
    Best,
    /// A position told: its place in the case's list.
    Told(usize),
    /// A contact of the plot.
    Seen(u32),
    /// One typed here.
    Typed,
}

/// A cloud, and what it was made from.
struct Predicted {
    case: CraftId,
    object: usize,
    start: Start,
    prediction: Prediction,
    cloud: Cloud,
}

impl Default for Planner {
    fn default() -> Self {
        Self {
            case: None,
            from: From::Best,
            field: PositionField::default(),
            typed_error_nmi: 5.0,
            typed_minutes_ago: 0,
            object: None,
            ahead_min: 180,
            timed: false,
            predicted: None,
            units: BTreeSet::new(),
            hours: None,
            orderly: false,
            plan: None,
            drawing: None,
            ordered: None,
            fresh: false,
        }
    }
}

impl Panel for Planner {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::RightAbove
    }

    fn wants_room(&self) -> bool {
        true
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        ScrollArea::vertical().id_salt("planner").auto_shrink(false).show(ui, |ui| {
            if self.case.is_none_or(|case| desk.case(case).is_none()) {
                self.begin(desk.case_for(None));
            }
            let Some(view) = self.case.and_then(|case| desk.case(case)) else {
                kit::small(ui, desk.theme, "No case has been heard of: there is nothing to search for.");
                return;
            };
            self.what(ui, desk, view);
            self.where_to(ui, desk, view, out);
            self.who(ui, desk, view, out);
        });
    }

    fn hear(&mut self, act: &Act, desk: &DeskData<'_>) -> bool {
        match act {
            Act::PlanSearch(case, units) => {
                if case.is_some() && *case != self.case {
                    self.begin(*case);
                }
                self.units = units.iter().copied().filter(|sru| desk.sru(*sru).is_some_and(|unit| unit.mine)).collect();
                self.plan = None;
                true
            }
            _ => false,
        }
    }

    fn on_chart(&mut self, event: &ChartEvent, _desk: &DeskData<'_>, _out: &mut Vec<Act>) -> bool {
        let prediction = self.predicted.as_ref().map(|predicted| &predicted.prediction);
        tasks::take_area(event, self.drawing, self.plan.as_mut(), prediction)
    }

    fn overlay(&self, now: Tick, overlay: &mut Overlay) {
        if let Some(predicted) = &self.predicted {
            overlay.cloud = Some(predicted.cloud.clone());
        }
        tasks::draw(self.plan.iter().chain(self.entering(now)), overlay);
    }
}

impl Planner {
    /// Begins anew for a case.
    fn begin(&mut self, case: Option<CraftId>) {
        *self = Self { case, ordered: self.ordered.take(), ..Self::default() };
    }

    /// What was ordered and has not entered yet.
    fn entering(&self, now: Tick) -> Option<&SearchPlan> {
        self.ordered.as_ref().filter(|(_, at)| is_entering(*at, now)).map(|(plan, _)| plan)
    }

    /// Step 1: what is adrift, and from where.
    fn what(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView) {
        kit::heading(ui, "1  What, and from where");
        if desk.picture.cases.len() > 1 {
            let mut case = self.case;
            if kit::choice(ui, "Case", &mut case, &desk.choices(None)) {
                self.begin(case);
                return;
            }
        } else {
            ui.label(format!("{}, {}", words::case_name(view.case), view.described.words));
        }
        let mut object = self.object.unwrap_or_else(|| likely_object(desk, view));
        let names: Vec<(usize, String)> = Drifting::all(&view.described)
            .iter()
            .enumerate()
            .map(|(i, drifting)| (i, drifting.name().to_owned()))
            .collect();
        if kit::choice(ui, "Looking for", &mut object, &names) {
            self.object = Some(object);
        }
        let mut options = vec![(From::Best, best_words(desk, view))];
        options.extend(offered(desk, view));
        options.push((From::Typed, "another position".to_owned()));
        kit::choice(ui, "From", &mut self.from, &options);
        if self.from == From::Typed {
            self.field.show(ui, "Position", desk.theme);
            ui.horizontal_wrapped(|ui| {
                let error = egui::DragValue::new(&mut self.typed_error_nmi).range(0.1..=300.0).speed(0.1).suffix(" NM");
                let heading = ui.label("Within");
                let response = ui.add(error).labelled_by(heading.id);
                kit::named(ui, &response, "Probable error in nautical miles");
                let ago = egui::DragValue::new(&mut self.typed_minutes_ago).range(0..=14_400).suffix(" min ago");
                let heading = ui.label("as it was");
                let response = ui.add(ago).labelled_by(heading.id);
                kit::named(ui, &response, "Age in minutes");
            });
        }
    }

    /// The position the prediction would begin with. None when none is known.
    fn start(&self, desk: &DeskData<'_>, view: &CaseView) -> Option<Start> {
        match self.from {
            From::Best => best(desk, view),
            From::Told(i) => view.positions.get(i).map(|told| Start::from(&told.reported)),
            From::Seen(number) => desk.contact(number).map(Start::from),
            From::Typed => self.field.value().map(|position| Start {
                position,
                error_m: metres(self.typed_error_nmi),
                at: Tick(desk.now().0.saturating_sub(Span::minutes(i64::from(self.typed_minutes_ago)).ticks())),
            }),
        }
    }

    fn object(&self, desk: &DeskData<'_>, view: &CaseView) -> usize {
        self.object.unwrap_or_else(|| likely_object(desk, view))
    }

    /// Step 2: where it will be.
    fn where_to(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
        ui.add_space(4.0);
        kit::heading(ui, "2  Where it will be");
        let until = desk.now().after(Span::minutes(i64::from(self.ahead_min)));
        ui.horizontal_wrapped(|ui| {
            self.timed |= tasks::when(ui, desk, &mut self.ahead_min, "Minutes until the middle of the search");
        });
        let start = self.start(desk, view);
        ui.horizontal_wrapped(|ui| {
            if kit::press_if(ui, start.is_some(), "Predict", "Predict where it will be")
                && let Some(start) = start
            {
                self.predict(desk, view, start, until);
                self.plan = None;
                out.extend(self.whole().map(Act::Fit));
            }
            if start.is_none() {
                kit::small(ui, desk.theme, "It needs a position to begin with.");
            }
            if self.predicted.is_some() && kit::press(ui, "Clear", "Clear the prediction from the chart") {
                (self.predicted, self.plan) = (None, None);
            }
        });
        let Some(predicted) = &self.predicted else { return };
        if predicted.case != view.case || predicted.object != self.object(desk, view) || Some(predicted.start) != start
        {
            ui.label(RichText::new("Mind: step 1 has changed since: predict again.").strong());
        }
        let prediction = &predicted.prediction;
        tasks::most_likely(ui, desk, prediction);
        let ashore = if prediction.aground > 0.005 {
            format!("; {:.0} in 100 drift ashore", 100.0 * prediction.aground)
        } else {
            String::new()
        };
        kit::small(
            ui,
            desk.theme,
            format!("Total probable error by the worksheet {}{ashore}.", words::distance(prediction.error_m)),
        );
        kit::small(ui, desk.theme, "Drift alone: a vessel under its own power may be elsewhere.");
    }

    fn predict(&mut self, desk: &DeskData<'_>, view: &CaseView, start: Start, until: Tick) {
        let object = self.object(desk, view);
        let drifting = Drifting::all(&view.described)[object];
        // The same question gets the same cloud on every desk.
        let seed = u64::from(view.case.0);
        let steps = usize::try_from(until.since(start.at).seconds() / 600).unwrap_or(0).max(1);
        let particles = (STEPS / steps).clamp(300, PARTICLES);
        let prediction = plan::cloud(desk.briefing, &start, drifting, until, particles, seed);
        let cloud =
            Cloud { particles: prediction.particles.clone(), weights: prediction.weights.clone(), at: prediction.at };
        self.predicted = Some(Predicted { case: view.case, object, start, prediction, cloud });
        self.drawing = None;
    }

    /// Step 3: who searches.
    fn who(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
        ui.add_space(4.0);
        kit::heading(ui, "3  Who searches");
        let datum = self.predicted.as_ref().map(|predicted| predicted.prediction.datum);
        let Some(changed) = tasks::choose_units(ui, desk, datum, &mut self.units) else { return };
        if changed {
            self.plan = None;
        }
        self.knobs(ui);
        let ready = self.predicted.is_some() && !self.units.is_empty();
        ui.horizontal_wrapped(|ui| {
            if kit::press_if(ui, ready, "Plan", "Plan the search") {
                self.share(desk, view);
                // Units that take long to get there search where it will be by then.
                if let (false, Some(search), Some(predicted)) = (self.timed, &self.plan, &self.predicted)
                    && let Some(middle) = tasks::off_time(search, &predicted.prediction)
                {
                    self.plan_for(desk, view, middle);
                }
                out.extend(self.whole().map(Act::Fit));
                self.fresh = true;
            }
            if !ready {
                let missing = if self.predicted.is_none() { "Predict first." } else { "Choose a unit." };
                kit::small(ui, desk.theme, missing);
            }
        });
        self.show_plan(ui, desk, view, out);
    }

    /// What an expert may say beforehand.
    fn knobs(&mut self, ui: &mut Ui) {
        egui::CollapsingHeader::new("For experts").id_salt("planner knobs").show(ui, |ui| {
            let mut limited = self.hours.is_some();
            ui.horizontal_wrapped(|ui| {
                ui.checkbox(&mut limited, "Search no longer than");
                let mut hours = self.hours.unwrap_or(4.0);
                let field = egui::DragValue::new(&mut hours).range(0.5..=24.0).speed(0.1).suffix(" h");
                let response = ui.add_enabled(limited, field);
                kit::named(ui, &response, "Hours on scene at most");
                self.hours = limited.then_some(hours);
            });
            ui.checkbox(&mut self.orderly, "Good navigation and conditions (inverse cube law, not random search)");
        });
    }

    fn share(&mut self, desk: &DeskData<'_>, view: &CaseView) {
        let Some(predicted) = &self.predicted else { return };
        let searchers = tasks::searchers(desk, &self.units);
        let object = Drifting::all(&view.described)[predicted.object].object();
        let conditions = tasks::conditions(self.orderly);
        self.plan = Some(plan::search(
            desk.briefing,
            &predicted.prediction,
            object,
            &searchers,
            desk.now(),
            self.hours,
            conditions,
        ));
        self.drawing = None;
    }

    fn show_plan(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
        if self.plan.is_none() && self.entering(desk.now()).is_some() {
            let waits = words::waits_for_clock(desk.view);
            kit::small(ui, desk.theme, if waits { "Ordered. It enters when the clock runs." } else { "Ordered." });
        }
        if std::mem::take(&mut self.fresh) {
            ui.scroll_to_cursor(Some(egui::Align::Min));
        }
        let (Some(search), Some(predicted)) = (&mut self.plan, &self.predicted) else { return };
        let verdict = tasks::show(ui, desk, search, &predicted.prediction, &mut self.drawing, out);
        if verdict.order
            && let Some(commands) = tasks::orders(desk, view.case, search)
        {
            out.extend(commands.into_iter().map(Act::command));
            out.push(Act::EndArea);
            self.ordered = self.plan.take().map(|plan| (plan, desk.now()));
            self.drawing = None;
        }
        if let Some(middle) = verdict.for_then {
            self.plan_for(desk, view, middle);
            out.extend(self.whole().map(Act::Fit));
        }
    }

    /// Enough of the chart to show the prediction and all areas.
    fn whole(&self) -> Option<Vec<Position>> {
        let predicted = self.predicted.as_ref()?;
        let areas = self.plan.iter().flat_map(|plan| &plan.tasks).flat_map(|task| task.area.corners());
        Some(corners(&predicted.prediction, predicted.start.position).into_iter().chain(areas).collect())
    }

    /// Predicts for another moment, from the same start, and plans again.
    fn plan_for(&mut self, desk: &DeskData<'_>, view: &CaseView, middle: Tick) {
        let Some(start) = self.predicted.as_ref().map(|predicted| predicted.start) else { return };
        self.ahead_min = u32::try_from(middle.since(desk.now()).seconds() / 60).unwrap_or(0);
        self.predict(desk, view, start, middle);
        self.share(desk, view);
    }
}

/// What is most likely adrift: the vessel until it is known to be lost, then what is left of it.
fn likely_object(desk: &DeskData<'_>, view: &CaseView) -> usize {
    let hull_seen = desk.picture.contacts.iter().any(|c| c.case == view.case && c.what == Seen::CapsizedHull);
    let wrecked = know::wrecked(desk.picture, view.case);
    let wanted = |drifting: &Drifting<'_>| match (wrecked, hull_seen) {
        (false, _) => matches!(drifting, Drifting::Upright(_)),
        // The hull has been found; who is missing is in the water.
        (true, true) => matches!(drifting, Drifting::Person),
        (true, false) => matches!(drifting, Drifting::Capsized(_)),
    };
    Drifting::all(&view.described).iter().position(wanted).unwrap_or(0)
}

/// The best position there is.
fn best(desk: &DeskData<'_>, view: &CaseView) -> Option<Start> {
    know::best(desk.picture, view).map(|told| Start::from(&told.reported))
}

fn best_words(desk: &DeskData<'_>, view: &CaseView) -> String {
    match best(desk, view) {
        Some(start) => format!("latest known: {}", start_words(desk, &start)),
        None => "no position is known".to_owned(),
    }
}

fn start_words(desk: &DeskData<'_>, start: &Start) -> String {
    format!("{}, within {}, {} old", start.position, words::distance(start.error_m), words::age(desk.now(), start.at))
}

/// Positions told and seen, the latest first.
fn offered(desk: &DeskData<'_>, view: &CaseView) -> Vec<(From, String)> {
    let mut all: Vec<(Tick, From, String)> = Vec::new();
    for (i, told) in view.positions.iter().enumerate() {
        let start = Start::from(&told.reported);
        let who = words::source(desk.briefing, &told.from);
        all.push((start.at, From::Told(i), format!("{who}: {}", start_words(desk, &start))));
    }
    for contact in desk.picture.contacts.iter().filter(|contact| contact.case == view.case) {
        let start = Start::from(contact);
        let text = format!("seen: {}, {}", words::seen(contact.what), start_words(desk, &start));
        all.push((start.at, From::Seen(contact.number), text));
    }
    all.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    all.into_iter().take(OFFERED).map(|(_, from, text)| (from, text)).collect()
}

/// Enough of the chart to show a prediction and where it came from.
fn corners(prediction: &Prediction, from: Position) -> Vec<Position> {
    let mut all = vec![from, prediction.datum];
    all.extend([0.0, 90.0, 180.0, 270.0].map(|bearing| prediction.datum.destination(bearing, prediction.most_m)));
    all
}
