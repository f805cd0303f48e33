//! The expert's search panel: hypotheses with their weights, the map they make, what past searches changed, and where
//! the next effort does most.
//!
//! The sums are those of `plan`. **Nothing is ordered before "Order all"**; the novice's three steps are `planner`.

mod accounts;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use egui::{Grid, RichText, ScrollArea, Ui};

use self::accounts::Account;
use super::desk::{Act, DeskData, Panel, Slot, is_entering};
use super::kit;
use super::planner::tasks;
use crate::base::ids::{CraftId, SruId};
use crate::base::{Position, Span, Tick};
use crate::picture::CaseView;
use crate::plan::{self, Belief, Hypothesis, Prediction, SearchPlan, Searched};
use crate::sar::planning::cumulative_pos;
use crate::ui::chart::{ChartEvent, Cloud, Overlay};
use crate::ui::field::PositionField;
use crate::ui::words;

/// Its name.
pub(super) const NAME: &str = "Search expert";

/// Particles of the map.
const PARTICLES: usize = 4_000;

/// Steps of ten minutes that all particles together make at most, so that nobody waits for a long drift.
const STEPS: usize = 2_000_000;

/// The panel.
pub(super) struct Expert {
    case: Option<CraftId>,
    /// The accounts, with the weights the person gave them. Empty until the case has been looked at.
    accounts: Vec<Account>,
    /// Positions of the case when the accounts were made: with another number they are made again.
    told: usize,
    field: PositionField,
    /// Of the account about to be added.
    adding: accounts::Draft,
    /// When it is searched for, from now \[min\].
    ahead_min: u32,
    worked: Option<Worked>,
    units: BTreeSet<SruId>,
    /// How long units search at most \[h\].
    hours: f64,
    orderly: bool,
    plan: Option<SearchPlan>,
    /// The task whose area is being drawn. Exists when and only when one is.
    drawing: Option<usize>,
    /// What was ordered last, and when: it stays drawn until the orders have entered.
    ordered: Option<(SearchPlan, Tick)>,
}

/// What came of the accounts.
struct Worked {
    /// When it was worked out.
    at: Tick,
    /// Weight of each account now, in order.
    weights: Vec<f64>,
    searches: Vec<Searched>,
    pos_so_far: f64,
    prediction: Prediction,
    cloud: Cloud,
}

impl Default for Expert {
    fn default() -> Self {
        Self {
            case: None,
            accounts: Vec::new(),
            told: 0,
            field: PositionField::default(),
            adding: accounts::Draft::default(),
            ahead_min: 180,
            worked: None,
            units: BTreeSet::new(),
            hours: 8.0,
            orderly: false,
            plan: None,
            drawing: None,
            ordered: None,
        }
    }
}

impl Panel for Expert {
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
        ScrollArea::vertical().id_salt("expert").auto_shrink(false).show(ui, |ui| {
            if self.case.is_none_or(|case| desk.case(case).is_none()) {
                *self = Self { case: desk.case_for(None), ..Self::default() };
            }
            let Some(view) = self.case.and_then(|case| desk.case(case)) else {
                kit::small(ui, desk.theme, "No case has been heard of: there is nothing to search for.");
                return;
            };
            if desk.picture.cases.len() > 1 {
                let mut case = self.case;
                if kit::choice(ui, "Case", &mut case, &desk.choices(None)) {
                    *self = Self { case, ..Self::default() };
                    return;
                }
            }
            self.renew(desk, view);
            self.hypotheses(ui, desk, view);
            self.map(ui, desk, view, out);
            self.searched(ui, desk);
            self.allocate(ui, desk, view, out);
        });
    }

    fn on_chart(&mut self, event: &ChartEvent, _desk: &DeskData<'_>, _out: &mut Vec<Act>) -> bool {
        let prediction = self.worked.as_ref().map(|worked| &worked.prediction);
        tasks::take_area(event, self.drawing, self.plan.as_mut(), prediction)
    }

    fn overlay(&self, now: Tick, overlay: &mut Overlay) {
        if let Some(worked) = &self.worked {
            overlay.cloud = Some(worked.cloud.clone());
        }
        let entering = self.ordered.as_ref().filter(|(_, at)| is_entering(*at, now)).map(|(plan, _)| plan);
        tasks::draw(self.plan.iter().chain(entering), overlay);
    }
}

impl Expert {
    /// Makes the accounts, when the case is new or something has been told of it since; weights given are kept.
    fn renew(&mut self, desk: &DeskData<'_>, view: &CaseView) {
        let seen = desk.picture.contacts.iter().filter(|contact| contact.case == view.case).count();
        let told = view.positions.len() + seen;
        if !self.accounts.is_empty() && self.told == told {
            return;
        }
        let own: Vec<Account> = self.accounts.drain(..).filter(|account| account.own.is_some()).collect();
        let found = plan::hypotheses(desk.picture, view.case);
        self.accounts =
            found.iter().map(|h| Account { name: h.name.clone(), share: 100.0 * h.prior, own: None }).collect();
        self.accounts.extend(own);
        self.told = told;
        self.worked = None;
        self.plan = None;
    }

    /// The accounts as `plan` wants them.
    fn hypotheses_of<'a>(&self, desk: &DeskData<'a>, view: &'a CaseView) -> Vec<Hypothesis<'a>> {
        let mut found = plan::hypotheses(desk.picture, view.case).into_iter();
        let mut all = Vec::new();
        for account in &self.accounts {
            let hypothesis = match &account.own {
                None => found.next(),
                Some(own) => Some(own.hypothesis(&account.name, view)),
            };
            all.extend(hypothesis.map(|h| Hypothesis { prior: account.share / 100.0, ..h }));
        }
        all
    }

    fn hypotheses(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView) {
        kit::heading(ui, "Hypotheses");
        if self.accounts.is_empty() {
            kit::small(
                ui,
                desk.theme,
                "No position is known of this case: ask for one, or add an account of your own.",
            );
        }
        let weights = self.worked.as_ref().map(|worked| worked.weights.clone());
        let mut dropped = None;
        let mut changed = false;
        Grid::new("accounts").num_columns(3).striped(true).show(ui, |ui| {
            for (i, account) in self.accounts.iter_mut().enumerate() {
                let field = egui::DragValue::new(&mut account.share).range(0.0..=100.0).speed(0.5).fixed_decimals(0);
                let response = ui.add(field.suffix("\u{a0}%"));
                kit::named(ui, &response, &format!("Prior weight of: {}", account.name));
                changed |= response.changed();
                let now = weights.as_ref().and_then(|weights| weights.get(i));
                ui.label(now.map_or_else(String::new, |now| format!("now {:.0}\u{a0}%", 100.0 * now)));
                ui.horizontal_wrapped(|ui| {
                    ui.label(&account.name);
                    if account.own.is_some() && kit::press(ui, "Drop", &format!("Drop the account: {}", account.name)) {
                        dropped = Some(i);
                    }
                });
                ui.end_row();
            }
        });
        if let Some(i) = dropped {
            self.accounts.remove(i);
            changed = true;
        }
        egui::CollapsingHeader::new("Another account").id_salt("another account").show(ui, |ui| {
            if let Some(account) = self.adding.show(ui, desk, view, &mut self.field) {
                self.accounts.push(account);
                changed = true;
            }
        });
        if changed {
            (self.worked, self.plan) = (None, None);
        }
    }

    fn map(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
        ui.add_space(4.0);
        kit::heading(ui, "Map of probability");
        let until = desk.now().after(Span::minutes(i64::from(self.ahead_min)));
        ui.horizontal_wrapped(|ui| {
            tasks::when(ui, desk, &mut self.ahead_min, "Minutes from now for which the map is");
            let some = self.accounts.iter().any(|account| account.share > 0.0);
            if kit::press_if(ui, some, "Work out", "Work out the map of probability") {
                self.work_out(desk, view, until);
                self.plan = None;
                out.extend(self.whole().map(Act::Fit));
            }
        });
        let Some(worked) = &self.worked else {
            kit::small(
                ui,
                desk.theme,
                "Drift of every account by the forecast, less what past searches would have found.",
            );
            return;
        };
        let p = &worked.prediction;
        tasks::most_likely(ui, desk, p);
        if p.aground > 0.005 {
            kit::small(ui, desk.theme, format!("{:.0} in 100 have drifted ashore.", 100.0 * p.aground));
        }
        if desk.now() > worked.at.after(Span::minutes(30)) {
            ui.label(RichText::new("Mind: worked out more than half an hour ago.").strong());
        }
    }

    fn belief<'a>(&self, desk: &DeskData<'a>, view: &'a CaseView) -> Belief<'a> {
        let hypotheses = self.hypotheses_of(desk, view);
        let first = hypotheses.iter().map(|h| h.start.at).min().unwrap_or(desk.now());
        let until = desk.now().after(Span::minutes(i64::from(self.ahead_min)));
        let steps = usize::try_from(until.since(first).seconds() / 600).unwrap_or(0).max(1);
        let particles = (STEPS / steps).clamp(500, PARTICLES);
        // The same question gets the same map on every desk.
        plan::belief(desk.briefing, desk.picture, view.case, hypotheses, particles, u64::from(view.case.0))
    }

    fn work_out(&mut self, desk: &DeskData<'_>, view: &CaseView, until: Tick) {
        let belief = self.belief(desk, view);
        let prediction = belief.prediction(until);
        let cloud =
            Cloud { particles: prediction.particles.clone(), weights: prediction.weights.clone(), at: prediction.at };
        self.worked = Some(Worked {
            at: desk.now(),
            weights: belief.hypotheses.iter().map(|held| held.weight).collect(),
            searches: belief.searches.clone(),
            pos_so_far: belief.pos_so_far,
            prediction,
            cloud,
        });
        self.drawing = None;
    }

    /// What past searches changed.
    fn searched(&self, ui: &mut Ui, desk: &DeskData<'_>) {
        let Some(worked) = &self.worked else { return };
        ui.add_space(4.0);
        kit::heading(ui, "What past searches changed");
        let Some(last) = worked.searches.last() else {
            kit::small(ui, desk.theme, "Nobody this desk knows of has searched for it yet.");
            return;
        };
        ui.label(format!(
            "All together would have found it with {:.0}\u{a0}% if the accounts are right; they did not.",
            100.0 * worked.pos_so_far
        ));
        let moved = |searched: &Searched| {
            let change = |(i, account): (usize, &Account)| {
                let (before, after) = (searched.before.get(i)?, searched.after.get(i)?);
                ((after - before).abs() > 0.005)
                    .then(|| format!("{}: {:.0} to {:.0}\u{a0}%", account.name, 100.0 * before, 100.0 * after))
            };
            self.accounts.iter().enumerate().filter_map(change).collect::<Vec<_>>().join("; ")
        };
        let line = |ui: &mut Ui, searched: &Searched| {
            let still = if searched.running { ", still searching" } else { "" };
            ui.label(format!(
                "{}, {} to {}{still}: success {:.0}\u{a0}%, so far {:.0}\u{a0}%",
                desk.sru_name(searched.sru),
                words::clock(desk.briefing, searched.began_at),
                words::clock(desk.briefing, searched.until),
                100.0 * searched.pos,
                100.0 * searched.cumulative
            ));
            let moved = moved(searched);
            if !moved.is_empty() {
                kit::small(ui, desk.theme, moved);
            }
            if !searched.note.is_empty() {
                kit::small(ui, desk.theme, &searched.note);
            }
        };
        line(ui, last);
        if worked.searches.len() > 1 {
            egui::CollapsingHeader::new(format!("{} earlier", worked.searches.len() - 1))
                .id_salt("earlier searches")
                .show(ui, |ui| worked.searches.iter().rev().skip(1).for_each(|searched| line(ui, searched)));
        }
    }

    fn allocate(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
        ui.add_space(4.0);
        kit::heading(ui, "Allocation of effort");
        let datum = self.worked.as_ref().map(|worked| worked.prediction.datum);
        let Some(changed) = tasks::choose_units(ui, desk, datum, &mut self.units) else { return };
        if changed {
            self.plan = None;
        }
        ui.horizontal_wrapped(|ui| {
            let heading = ui.label("No longer than");
            let field = egui::DragValue::new(&mut self.hours).range(0.5..=24.0).speed(0.1).suffix(" h");
            let response = ui.add(field).labelled_by(heading.id);
            kit::named(ui, &response, "Hours of search at most");
            ui.checkbox(&mut self.orderly, "Ideal conditions (inverse cube law)");
        });
        let ready = self.worked.is_some() && !self.units.is_empty();
        if kit::press_if(ui, ready, "Allocate", "Allocate the effort") {
            self.share(desk, view);
            out.extend(self.whole().map(Act::Fit));
        }
        self.show_plan(ui, desk, view, out);
    }

    fn share(&mut self, desk: &DeskData<'_>, view: &CaseView) {
        let searchers = tasks::searchers(desk, &self.units);
        let conditions = tasks::conditions(self.orderly);
        let belief = self.belief(desk, view);
        self.plan = Some(belief.plan(&searchers, desk.now(), Some(self.hours), conditions));
        self.drawing = None;
    }

    fn show_plan(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
        let (Some(search), Some(worked)) = (&mut self.plan, &self.worked) else { return };
        Grid::new("probabilities").num_columns(2).show(ui, |ui| {
            let mut row = |name: &str, share: f64| {
                ui.label(name);
                ui.label(RichText::new(format!("{:.0}\u{a0}%", 100.0 * share)).strong());
                ui.end_row();
            };
            row("Best any spreading of this effort could do", search.ideal);
            row("This plan does of that", search.efficiency);
            row("All searches so far and this one", cumulative_pos(worked.pos_so_far, search.pos));
        });
        let verdict = tasks::show(ui, desk, search, &worked.prediction, &mut self.drawing, out);
        if verdict.order
            && let Some(commands) = tasks::orders(desk, view.case, search)
        {
            out.extend(commands.into_iter().map(Act::command));
            out.push(Act::EndArea);
            self.ordered = self.plan.take().map(|plan| (plan, desk.now()));
            self.drawing = None;
            return;
        }
        if let Some(middle) = verdict.for_then {
            self.ahead_min = u32::try_from(middle.since(desk.now()).seconds() / 60).unwrap_or(0);
            self.work_out(desk, view, middle);
            self.share(desk, view);
            out.extend(self.whole().map(Act::Fit));
        }
    }

    /// Enough of the chart to show the map and all areas.
    fn whole(&self) -> Option<Vec<Position>> {
        let p = &self.worked.as_ref()?.prediction;
        let ring = [0.0, 90.0, 180.0, 270.0].map(|bearing| p.datum.destination(bearing, p.most_m));
        let areas = self.plan.iter().flat_map(|plan| &plan.tasks).flat_map(|task| task.area.corners());
        Some(ring.into_iter().chain(areas).collect())
    }
}
