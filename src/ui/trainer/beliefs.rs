//! Where what a seat believes differs most from the truth.

use egui::{RichText, Ui};

use super::desk::{Act, Desk, Panel, Slot};
use crate::base::Position;
use crate::base::ids::{CraftId, SeatId};
use crate::base::quantity::nmi;
use crate::picture::{Briefing, Overview, Plan};
use crate::scenario::Role;
use crate::ui::{kit, words};

/// Its name.
pub(super) const NAME: &str = "Belief and truth";

/// Differences in position below this are not worth a word \[NM\] (proposed).
const SMALL_NMI: f64 = 1.0;
/// A wrong idea of who is responsible, or a case a centre has not heard of, weighs as much as so many miles or
/// persons (proposed).
const ASTRAY: f64 = 50.0;

/// Of the settings in which the living are counted, so many are at sea and not rescued: the first ones.
const AT_SEA: usize = 4;

/// One thing a seat believes that is not so.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui) struct Difference {
    /// Whose belief.
    pub(in crate::ui) seat: SeatId,
    /// About which case.
    pub(in crate::ui) case: CraftId,
    /// In words.
    pub(in crate::ui) text: String,
    /// How far off: one mile counts as one person.
    pub(in crate::ui) weight: f64,
    /// Where the seat believes it, and where it is. Exists when and only when the difference is one of position.
    pub(in crate::ui) places: Option<(Position, Position)>,
}

/// All differences worth a word, the greatest first.
pub(in crate::ui) fn differences(briefing: &Briefing, plan: &Plan, overview: &Overview) -> Vec<Difference> {
    let mut found = Vec::new();
    for picture in &overview.pictures {
        let who = words::seat_name(briefing, picture.seat);
        for truth in &overview.truth.casualties {
            let name =
                plan.craft.get(truth.case.index()).map_or_else(|| words::case_name(truth.case), |c| c.name.clone());
            let mut note = |text: String, weight: f64, places| {
                found.push(Difference { seat: picture.seat, case: truth.case, text, weight, places });
            };
            if truth.report.is_some() {
                let held = picture.cases.iter().any(|view| view.case == truth.case && view.concluded.is_none());
                if held && picture.role == Role::Rcc {
                    note(format!("{who}: {name} held for a vessel; there are only reports of it"), ASTRAY, None);
                }
                continue;
            }
            let merged = picture.plot.root(truth.case);
            let Some(view) = picture.cases.iter().find(|view| view.case == merged) else {
                // Before anybody knows there is nothing to be wrong about; and ships are not expected to know.
                if truth.alerted && picture.role == Role::Rcc {
                    note(format!("{who}: {name} not heard of"), ASTRAY, None);
                }
                continue;
            };
            // Once nobody living is left at sea, where the vessel is and how many were aboard decides nothing.
            let at_sea: u32 = truth.living[..AT_SEA].iter().sum();
            match view.latest_position().filter(|_| at_sea > 0) {
                Some(told) => {
                    let off_nmi = nmi(told.reported.position.distance_m(truth.position));
                    if off_nmi >= SMALL_NMI {
                        let age = words::age(overview.truth.tick, told.reported.true_at);
                        let text = format!("{who}: {name} believed {off_nmi:.0} NM from where it is ({age} old)");
                        note(text, off_nmi, Some((told.reported.position, truth.position)));
                    }
                }
                None if at_sea > 0 => note(format!("{who}: no position for {name}"), ASTRAY, None),
                None => {}
            }
            match view.persons {
                Some(persons) if persons != truth.persons => {
                    let text = format!("{who}: {persons} believed aboard {name}; there were {}", truth.persons);
                    note(text, f64::from(persons.abs_diff(truth.persons)), None);
                }
                None if at_sea > 0 && picture.role != Role::Masters => {
                    let text = format!("{who}: number aboard {name} not known ({})", truth.persons);
                    note(text, f64::from(truth.persons).min(ASTRAY), None);
                }
                _ => {}
            }
            let seat = |seat: SeatId| words::seat_name(briefing, seat);
            let holder = truth.responsible.map_or("nobody", seat);
            match view.responsible.map(|(holder, _)| holder) {
                believed if believed == truth.responsible => {}
                Some(believed) => {
                    let text = format!("{who}: {} believed responsible for {name}; it is {holder}", seat(believed));
                    note(text, ASTRAY, None);
                }
                // Operations and ships need not know who is.
                None if picture.role == Role::Rcc => {
                    note(format!("{who}: not known who is responsible for {name}; it is {holder}"), ASTRAY, None);
                }
                None => {}
            }
        }
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    found
}

/// What brings a difference before the eyes: the seat beside the truth, and both places on the charts.
pub(super) fn show(difference: &Difference) -> Vec<Act> {
    let places = difference.places.map(|(believed, truth)| Act::PointAt(vec![believed, truth]));
    [Act::LookThrough(Some(difference.seat))].into_iter().chain(places).collect()
}

/// The panel. It keeps nothing.
#[derive(Default)]
pub(super) struct Beliefs;

impl Panel for Beliefs {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::Right
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let all = differences(desk.briefing, desk.plan, desk.overview);
        if all.is_empty() {
            kit::weak(ui, desk.theme, "No seat believes anything that is far from the truth");
        }
        for (i, difference) in all.iter().enumerate() {
            ui.horizontal_wrapped(|ui| {
                let text = RichText::new(&difference.text);
                ui.label(if i == 0 { text.strong() } else { text });
                if kit::press(ui, "Show", &format!("Show: {}", difference.text)) {
                    out.extend(show(difference));
                }
            });
        }
    }
}
