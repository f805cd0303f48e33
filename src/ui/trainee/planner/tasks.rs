//! The plan of a search as it is shown, changed, drawn and ordered: one card for each unit; and which units take part.
//! The novice's planner and the expert's panel both have it; neither cloud nor map is here.

use std::collections::BTreeSet;

use egui::{RichText, Ui};

use crate::base::ids::{CraftId, SruId};
use crate::base::quantity::{metres, nmi};
use crate::base::{Position, Span, Tick};
use crate::picture::Doing;
use crate::plan::{self, Prediction, SearchPlan, Searcher, Task};
use crate::sar::pattern::Pattern;
use crate::sar::planning::SearchConditions;
use crate::sim::Command;
use crate::ui::chart::{ChartEvent, Draft, Overlay};
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::super::{kit, know};

/// A cloud farther in time than this from the middle of the search is of another hour \[ticks\]: an hour.
const OFF: u32 = 360;

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::ui::trainee) struct Verdict {
    /// Order all.
    pub(in crate::ui::trainee) order: bool,
    /// Predict for this moment instead, and plan again.
    pub(in crate::ui::trainee) for_then: Option<Tick>,
}

/// When the search is to be, so many minutes from now, with the time that is. Whether it was changed.
pub(in crate::ui::trainee) fn when(ui: &mut Ui, desk: &DeskData<'_>, ahead_min: &mut u32, name: &str) -> bool {
    let until = desk.now().after(Span::minutes(i64::from(*ahead_min)));
    let heading = ui.label("Searched for in");
    let field = egui::DragValue::new(ahead_min).range(0..=7_200).speed(5.0).suffix(" min");
    let response = ui.add(field).labelled_by(heading.id);
    kit::named(ui, &response, name);
    ui.label(words::dtg(desk.briefing, until));
    response.changed()
}

/// Where a prediction has it.
pub(in crate::ui::trainee) fn most_likely(ui: &mut Ui, desk: &DeskData<'_>, prediction: &Prediction) {
    ui.label(format!("Most likely about {} at {}.", prediction.datum, words::clock(desk.briefing, prediction.at)));
    ui.label(format!(
        "Half of the chances lie within {}, 95 of 100 within {}.",
        words::distance(prediction.half_m),
        words::distance(prediction.most_m)
    ));
}

/// Units chosen, with what the planner has to know of each.
pub(in crate::ui::trainee) fn searchers<'a>(desk: &DeskData<'a>, units: &BTreeSet<SruId>) -> Vec<Searcher<'a>> {
    let searcher = |sru: &SruId| Some(Searcher { view: desk.sru(*sru)?, data: desk.card(*sru)?.data.as_deref()? });
    units.iter().filter_map(searcher).collect()
}

/// How well those on watch can search.
pub(in crate::ui::trainee) fn conditions(orderly: bool) -> SearchConditions {
    if orderly { SearchConditions::Ideal } else { SearchConditions::Normal }
}

/// Works the plan's numbers out anew; who takes no part and how the plan came about stays.
pub(in crate::ui::trainee) fn weigh_again(search: &mut SearchPlan, prediction: &Prediction) {
    let unused = std::mem::take(&mut search.unused);
    *search = SearchPlan { unused, ..plan::evaluate(prediction, &search.tasks) };
}

/// The middle of a search, when the cloud is of another hour.
pub(in crate::ui::trainee) fn off_time(search: &SearchPlan, prediction: &Prediction) -> Option<Tick> {
    let begin = search.tasks.iter().map(|task| task.arrives).min()?;
    let end = search.tasks.iter().map(|task| task.done_at).max()?;
    let middle = Tick(begin.0 / 2 + end.0 / 2);
    (middle.0.abs_diff(prediction.at.0) > OFF).then_some(middle)
}

/// Draws the tasks of some plans on the chart.
pub(in crate::ui::trainee) fn draw<'a>(plans: impl Iterator<Item = &'a SearchPlan>, overlay: &mut Overlay) {
    for task in plans.flat_map(|plan| &plan.tasks) {
        overlay.drafts.push(Draft {
            label: format!("{} {:.0}\u{a0}%", task.pattern.code(), 100.0 * task.pos),
            area: Some(task.area),
            track: task.legs.clone(),
        });
    }
}

/// Takes an area drawn on the chart for the task whose area is being drawn. True when it was meant for one.
pub(in crate::ui::trainee) fn take_area(
    event: &ChartEvent,
    drawing: Option<usize>,
    plan: Option<&mut SearchPlan>,
    prediction: Option<&Prediction>,
) -> bool {
    let (ChartEvent::Area(area), Some(i), Some(plan), Some(prediction)) = (event, drawing, plan, prediction) else {
        return false;
    };
    let Some(task) = plan.tasks.get_mut(i) else { return false };
    task.area = *area;
    weigh_again(plan, prediction);
    true
}

/// The seat's own units, to be ticked, with when they would be at the datum. Whether the choice has changed; none when
/// there is no unit, which it says.
pub(in crate::ui::trainee) fn choose_units(
    ui: &mut Ui,
    desk: &DeskData<'_>,
    datum: Option<Position>,
    chosen: &mut BTreeSet<SruId>,
) -> Option<bool> {
    let units: Vec<_> = desk.picture.srus.iter().filter(|unit| unit.mine).collect();
    if units.is_empty() {
        kit::small(ui, desk.theme, "You command no units. Ask your operations, or other centres, for some.");
        return None;
    }
    chosen.retain(|sru| units.iter().any(|unit| unit.sru == *sru));
    let mut changed = false;
    for unit in units.into_iter().filter(|unit| !matches!(unit.doing, Doing::Failed | Doing::Landing(_))) {
        let name = desk.sru_name(unit.sru);
        let eta = datum.and_then(|datum| know::about_there(desk.briefing, desk.picture, unit, datum));
        let eta = eta.map_or_else(String::new, |at| format!(", there about {}", words::clock(desk.briefing, at)));
        let mut takes_part = chosen.contains(&unit.sru);
        let words = format!("{name}{eta}, {}", words::doing(desk.briefing, unit.doing));
        if ui.checkbox(&mut takes_part, words).changed() {
            changed |= if takes_part { chosen.insert(unit.sru) } else { chosen.remove(&unit.sru) };
        }
    }
    Some(changed)
}

/// The commands that order a plan: one search for each unit, and a line in the log.
pub(in crate::ui::trainee) fn orders(desk: &DeskData<'_>, case: CraftId, search: &SearchPlan) -> Option<Vec<Command>> {
    if search.tasks.is_empty() || !desk.may_act() {
        return None;
    }
    let mut commands: Vec<Command> = search
        .tasks
        .iter()
        .map(|task| Command::Order { sru: task.sru, case: Some(case), order: task.order() })
        .collect();
    let names: Vec<String> = search.tasks.iter().map(|task| desk.sru_name(task.sru)).collect();
    let text = format!(
        "Search for {} by {}: probability of success {:.0} %",
        words::case_name(case),
        names.join(", "),
        100.0 * search.pos
    );
    commands.push(Command::Log { text });
    Some(commands)
}

/// Shows the plan.
pub(in crate::ui::trainee) fn show(
    ui: &mut Ui,
    desk: &DeskData<'_>,
    search: &mut SearchPlan,
    prediction: &Prediction,
    drawing: &mut Option<usize>,
    out: &mut Vec<Act>,
) -> Verdict {
    let mut verdict = Verdict::default();
    ui.label(RichText::new(format!("Probability of success {:.0}\u{a0}%", 100.0 * search.pos)).strong());
    if desk.may_act() && !search.tasks.is_empty() {
        verdict.order = kit::press_first(ui, desk.theme, "Order all", "Order all units to search as planned");
    }
    kit::small(ui, desk.theme, &search.why);
    for (sru, why) in &search.unused {
        kit::small(ui, desk.theme, format!("Not used: {}: {why}", desk.sru_name(*sru)));
    }
    if let Some(middle) = off_time(search, prediction) {
        let label = format!("Predict for {} instead", words::clock(desk.briefing, middle));
        if kit::press(ui, &label, "Predict for the middle of the search, and plan again") {
            verdict.for_then = Some(middle);
        }
    }
    let mut changed = false;
    let mut dropped = None;
    for (i, task) in search.tasks.iter_mut().enumerate() {
        ui.push_id(("task", task.sru), |ui| {
            kit::card(ui, desk.theme, desk.theme.planned, |ui| {
                let name = desk.sru_name(task.sru);
                facts(ui, desk, task, &name);
                changed |= numbers(ui, task, &name);
                ui.horizontal_wrapped(|ui| {
                    if *drawing == Some(i) {
                        if kit::press(ui, "Area is drawn", &format!("End drawing the area of {name}")) {
                            *drawing = None;
                            out.push(Act::EndArea);
                        }
                    } else if kit::press(ui, "Draw area", &format!("Draw the area of {name} on the chart")) {
                        *drawing = Some(i);
                        out.push(Act::DrawArea(task.area));
                    }
                    if kit::press(ui, "Leave out", &format!("Leave {name} out of the search")) {
                        dropped = Some(i);
                    }
                });
            });
        });
    }
    if let Some(i) = dropped {
        search.tasks.remove(i);
        *drawing = None;
        out.push(Act::EndArea);
        changed = true;
    }
    if changed {
        weigh_again(search, prediction);
    }
    verdict
}

fn facts(ui: &mut Ui, desk: &DeskData<'_>, task: &Task, name: &str) {
    let theme = desk.theme;
    kit::heading(ui, name);
    ui.label(format!(
        "{:.1} by {:.1} NM about {}, axis {}",
        nmi(task.area.length_m),
        nmi(task.area.width_m),
        task.area.centre,
        words::bearing(task.area.axis_true_deg)
    ));
    ui.label(format!(
        "Coverage {:.2}: in the area {:.0}\u{a0}%, seen there {:.0}\u{a0}%, success {:.0}\u{a0}%",
        task.coverage,
        100.0 * task.poc,
        100.0 * task.pod,
        100.0 * task.pos
    ));
    let stays = task.stays.map_or_else(String::new, |stays| format!(", fuel for {}", words::span(stays)));
    ui.label(format!(
        "There {}, takes {}, done {}{stays}",
        words::clock(desk.briefing, task.arrives),
        words::span(task.on_scene),
        words::clock(desk.briefing, task.done_at)
    ));
    if let Some(unit) = desk.sru(task.sru)
        && let Some(order) = &unit.order
    {
        kit::fact(ui, theme, "Leaves", words::order(desk.briefing, order));
    }
    kit::small(ui, theme, format!("Sweep width {}", task.sweep));
    if !task.note.is_empty() {
        kit::small(ui, theme, &task.note);
    }
}

/// What an expert may change. True when something was.
fn numbers(ui: &mut Ui, task: &mut Task, name: &str) -> bool {
    let patterns = Pattern::ALL.map(|pattern| (pattern, format!("{} {}", pattern.code(), pattern.name())));
    let mut changed = kit::choice(ui, "Pattern", &mut task.pattern, &patterns);
    ui.horizontal_wrapped(|ui| {
        let mut miles = |ui: &mut Ui, label: &str, value: &mut f64, least: f64, most: f64| {
            let mut miles = nmi(*value);
            let heading = ui.label(label);
            let field =
                egui::DragValue::new(&mut miles).range(least..=most).speed(0.05).fixed_decimals(1).suffix(" NM");
            let response = ui.add(field).labelled_by(heading.id);
            kit::named(ui, &response, &format!("{label} of {name} in nautical miles"));
            if response.changed() {
                *value = metres(miles);
                changed = true;
            }
        };
        let longest = nmi(task.area.length_m.max(task.area.width_m));
        miles(ui, "Spacing", &mut task.spacing_m, 0.1, longest.max(0.2));
        miles(ui, "Sweep width", &mut task.sweep_width_m, 0.0, 60.0);
        miles(ui, "Length", &mut task.area.length_m, 0.2, 500.0);
        miles(ui, "Width", &mut task.area.width_m, 0.2, 500.0);
    });
    changed
}
