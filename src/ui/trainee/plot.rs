//! Of a case: what it is taken for, whether it is closed, and the forms that decide it.

use egui::Ui;

use crate::base::ids::CraftId;
use crate::picture::CaseView;
use crate::sim::Command;
use crate::sim::plot::{Command as Decision, Conclusion};
use crate::ui::words;

use super::desk::{Act, DeskData};
use super::kit;

/// Why a case is to be closed, as the form has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    FalseAlarm,
    AllAccountedFor,
    NoHope,
    PassedOn,
}

/// The forms of one case.
#[derive(Debug, Default)]
pub(super) struct PlotForms {
    /// Two cases about to be taken for one: the one, the other, why. Exists when and only when the form is open.
    same: Option<(CraftId, CraftId, String)>,
    /// A case about to be closed: which, why, and the share thought to be alive \[%\]. Exists when and only when the form is
    /// open.
    closing: Option<(CraftId, Why, u32)>,
}

impl PlotForms {
    /// What has been decided about a case, and the forms.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
        let decides = desk.may_act() && desk.is_rcc();
        let name = words::case_name(view.case);
        let plot = &desk.picture.plot;
        for merged in plot.merged.iter().filter(|merged| plot.root(merged.case) == view.case) {
            let other = words::case_name(merged.case);
            kit::fact(ui, desk.theme, "Includes", format!("{other}: {} ({})", merged.described.words, merged.reason));
            if decides && kit::press(ui, "Keep apart", &format!("Keep {other} apart from {name}")) {
                let (case, from, reason) = (merged.case, merged.into, "looked at again".to_owned());
                out.push(Act::command(Command::Plot(Decision::KeepApart { case, from, reason })));
            }
        }
        for apart in plot.apart.iter().filter(|apart| apart.case == view.case || apart.from == view.case) {
            let other = if apart.case == view.case { apart.from } else { apart.case };
            kit::small(ui, desk.theme, format!("Kept apart from {}: {}", words::case_name(other), apart.reason));
        }
        if let Some(concluded) = view.concluded {
            let since = words::clock(desk.briefing, concluded.at);
            kit::fact(ui, desk.theme, "Closed", format!("{}, {since}", concluded.reason.words()));
        }
        if !decides {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let other = desk.picture.cases.iter().map(|other| other.case).find(|other| *other != view.case);
            if let Some(other) = other
                && kit::press(ui, "Same as …", &format!("{name} is the same as another"))
            {
                self.same = Some((view.case, other, String::new()));
            }
            if view.concluded.is_some() {
                if kit::press(ui, "Open again", &format!("Open {name} again")) {
                    let reason = "looked at again".to_owned();
                    out.push(Act::command(Command::Plot(Decision::Reopen { case: view.case, reason })));
                }
            } else if kit::press(ui, "Conclude …", &format!("Conclude {name}")) {
                self.closing = Some((view.case, Why::FalseAlarm, 0));
            }
        });
        self.same(ui, desk, view, out);
        self.closing(ui, view, out);
    }

    /// The form that takes the case for another.
    fn same(&mut self, ui: &mut Ui, desk: &DeskData<'_>, view: &CaseView, out: &mut Vec<Act>) {
        let Some((case, into, reason)) = &mut self.same else { return };
        if *case != view.case {
            return;
        }
        let name = words::case_name(view.case);
        let options: Vec<(CraftId, String)> = desk
            .picture
            .cases
            .iter()
            .filter(|other| other.case != view.case)
            .map(|other| (other.case, format!("{}: {}", words::case_name(other.case), other.described.words)))
            .collect();
        kit::choice(ui, "The same vessel as", into, &options);
        kit::line(ui, "Why they are one", reason, "place, time, number, looks");
        let mut over = false;
        ui.horizontal_wrapped(|ui| {
            let written = !reason.trim().is_empty();
            if kit::press_if(ui, written, "Take for one", &format!("Take {name} for the other case")) {
                let (case, into, reason) = (*case, *into, reason.trim().to_owned());
                out.push(Act::command(Command::Plot(Decision::Merge { case, into, reason })));
                over = true;
            }
            over |= kit::press(ui, "Cancel", &format!("Leave {name} a case of its own"));
        });
        if over {
            self.same = None;
        }
    }

    /// The form that closes the case.
    fn closing(&mut self, ui: &mut Ui, view: &CaseView, out: &mut Vec<Act>) {
        let Some((case, why, alive)) = &mut self.closing else { return };
        if *case != view.case {
            return;
        }
        let name = words::case_name(view.case);
        let options = [
            (Why::FalseAlarm, "false alarm".to_owned()),
            (Why::AllAccountedFor, "all accounted for".to_owned()),
            (Why::NoHope, "no hope of survivors left".to_owned()),
            (Why::PassedOn, "passed on".to_owned()),
        ];
        kit::choice(ui, "Why it is closed", why, &options);
        if *why == Why::NoHope {
            ui.horizontal_wrapped(|ui| kit::count(ui, "Of those missing thought alive [%]", alive));
        }
        let mut over = false;
        ui.horizontal_wrapped(|ui| {
            if kit::press(ui, "Close the case", &format!("Close {name}")) {
                let reason = match why {
                    Why::FalseAlarm => Conclusion::FalseAlarm,
                    Why::AllAccountedFor => Conclusion::AllAccountedFor,
                    Why::NoHope => Conclusion::NoHope { alive_percent: u8::try_from((*alive).min(100)).unwrap_or(100) },
                    Why::PassedOn => Conclusion::PassedOn,
                };
                out.push(Act::command(Command::Plot(Decision::Conclude { case: *case, reason })));
                over = true;
            }
            over |= kit::press(ui, "Cancel", &format!("Do not close {name}"));
        });
        if over {
            self.closing = None;
        }
    }
}
