//! The case: phase, who is responsible, positions and who told them, numbers, what others report.

use egui::{RichText, ScrollArea, Ui};

use crate::base::ids::CraftId;
use crate::picture::CaseView;
use crate::scenario::Phase;
use crate::sim::Command;
use crate::ui::chart::Selected;
use crate::ui::words;

use super::desk::{Act, DeskData, Panel, Slot};
use super::plot::PlotForms;
use super::{kit, know, ways};

/// The panel.
#[derive(Debug, Default)]
pub(super) struct CasePanel {
    /// A phase about to be declared, with its reason. Exists when and only when one is.
    declaring: Option<(CraftId, Phase, String)>,
    /// What the case is taken for, and closing it.
    plot: PlotForms,
}

impl Panel for CasePanel {
    fn name(&self) -> &'static str {
        "Case"
    }

    fn slot(&self) -> Slot {
        Slot::RightBelow
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        ScrollArea::vertical().id_salt("case").auto_shrink(false).show(ui, |ui| {
            if desk.picture.cases.is_empty() {
                kit::small(ui, desk.theme, "No case has been heard of.");
            }
            let chosen = desk.case_for(None);
            if desk.picture.cases.len() > 1 {
                ui.horizontal_wrapped(|ui| {
                    for view in &desk.picture.cases {
                        let name = words::case_name(view.case);
                        let response = ui.selectable_label(Some(view.case) == chosen, &name);
                        kit::named(ui, &response, &format!("Show {name}"));
                        if response.clicked() {
                            out.push(Act::Select(Selected::Case(view.case)));
                        }
                    }
                });
            }
            if let Some(view) = chosen.and_then(|case| desk.case(case)) {
                self.case(ui, desk, view, out);
            }
        });
    }
}

impl CasePanel {
    fn case(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
        let (theme, now) = (desk.theme, desk.now());
        kit::heading(ui, &format!("{}: {}", words::case_name(view.case), view.described.words));
        match view.phase {
            Some((phase, since)) => {
                let text = format!("{} since {}", words::phase(phase), words::clock(desk.briefing, since));
                kit::fact(ui, theme, "Phase", text);
            }
            None => {
                let text = match know::phase_told(view) {
                    Some((phase, by)) => format!("{}, told by {}", words::phase(phase), desk.seat_name(by)),
                    None => "none declared".to_owned(),
                };
                kit::fact(ui, theme, "Phase", text);
            }
        }
        if desk.may_act() && desk.is_rcc() {
            self.phases(ui, desk, view, out);
        }
        let holder = match view.responsible {
            Some((seat, at)) if seat == desk.me() => format!("you, since {}", words::clock(desk.briefing, at)),
            Some((seat, at)) => format!("{}, since {}", desk.seat_name(seat), words::clock(desk.briefing, at)),
            None => "nobody known".to_owned(),
        };
        kit::fact(ui, theme, "Responsible", holder);
        kit::fact(ui, theme, "Trouble", words::nature(view.nature));
        let aboard = view.persons.map_or_else(|| "not told".to_owned(), words::persons);
        kit::fact(ui, theme, "Aboard", aboard);
        let counts = know::all_counts(desk.briefing, desk.picture, view);
        kit::fact(
            ui,
            theme,
            "Recovered",
            format!("{} alive, {} dead; {} landed", counts.recovered, counts.bodies, counts.landed),
        );
        if let Some(missing) = know::unaccounted(desk.briefing, desk.picture, view) {
            kit::fact(ui, theme, "Not accounted for", missing.to_string());
        }
        let called = match view.last_called {
            None => "not called".to_owned(),
            Some((at, true)) => format!("answered, {}", words::ago(now, at)),
            Some((at, false)) => format!("no answer, {}", words::ago(now, at)),
        };
        kit::fact(ui, theme, "Called", called);
        let broadcast = view.broadcast_at.map_or_else(|| "no".to_owned(), |at| words::ago(now, at));
        kit::fact(ui, theme, "Broadcast to shipping", broadcast);
        if desk.may_act() && desk.is_rcc() {
            ui.horizontal_wrapped(|ui| {
                let name = format!("Call the vessel of {}", words::case_name(view.case));
                ways::press(ui, desk, "Call the vessel", &name, &Command::CallCasualty { case: view.case }, out);
                let mine = view.responsible.is_some_and(|(seat, _)| seat == desk.me());
                let label = if mine { "Confirm responsibility" } else { "Take responsibility" };
                if kit::press(ui, label, &format!("{label} for {}", words::case_name(view.case))) {
                    out.push(Act::command(Command::Assume { case: view.case }));
                }
            });
        }
        self.plot.show(ui, desk, view, out);
        positions(ui, desk, view, out);
        others(ui, desk, view);
    }

    /// The buttons that declare a phase, and the reason for one.
    fn phases(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
        ui.horizontal_wrapped(|ui| {
            for phase in [Phase::Uncertainty, Phase::Alert, Phase::Distress] {
                if view.phase.is_some_and(|(declared, _)| declared == phase) {
                    continue;
                }
                let code = words::phase_code(phase);
                if kit::press(ui, code, &format!("Declare {code} for {}", words::case_name(view.case))) {
                    let (wanted, reason) = know::phase_called_for(desk.picture, view);
                    let reason = if wanted == phase { reason.to_owned() } else { String::new() };
                    self.declaring = Some((view.case, phase, reason));
                }
            }
        });
        let Some((case, phase, reason)) = &mut self.declaring else { return };
        if *case != view.case {
            return;
        }
        let code = words::phase_code(*phase);
        kit::line(ui, &format!("Reason for {code}"), reason, "why, for the log");
        let mut over = false;
        ui.horizontal_wrapped(|ui| {
            let written = !reason.trim().is_empty();
            if kit::press_if(ui, written, "Declare", &format!("Declare {code} now")) {
                let reason = reason.trim().to_owned();
                out.push(Act::command(Command::SetPhase { case: *case, phase: *phase, reason }));
                over = true;
            }
            over |= kit::press(ui, "Cancel", &format!("Do not declare {code}"));
        });
        if over {
            self.declaring = None;
        }
    }
}

/// All positions told, the one true last first.
fn positions(ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
    kit::heading(ui, &format!("Positions told ({})", view.positions.len()));
    let mut told: Vec<_> = view.positions.iter().collect();
    told.sort_by_key(|told| std::cmp::Reverse((told.reported.true_at, told.known_at)));
    if told.is_empty() {
        kit::small(ui, desk.theme, "None. Calling the vessel may give one.");
    }
    for told in told {
        ui.horizontal_wrapped(|ui| {
            ui.label(words::reported(desk.now(), &told.reported));
            let from = words::source(desk.briefing, &told.from);
            let small = format!("{from}, known {}", words::clock(desk.briefing, told.known_at));
            ui.label(RichText::new(small).small().color(desk.theme.weak));
            if let Some(doubt) = know::doubt(view, told) {
                ui.label(RichText::new(format!("Mind: {doubt}")).strong());
            }
            if kit::press(ui, "Plot", &format!("Show {} on the chart", told.reported.position)) {
                out.push(Act::LookAt(told.reported.position));
                out.push(Act::Select(Selected::Position(told.reported.position)));
            }
        });
    }
}

/// The latest reports of others.
fn others(ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView) {
    if view.told.is_empty() {
        return;
    }
    kit::heading(ui, "What others report");
    for told in &view.told {
        let phase = told.phase.map_or("no phase", words::phase_code);
        ui.label(format!(
            "{}: {phase}, recovered {} alive, {} dead; landed {} ({})",
            desk.seat_name(told.seat),
            told.recovered,
            told.bodies,
            told.landed,
            words::ago(desk.now(), told.known_at)
        ));
    }
}
