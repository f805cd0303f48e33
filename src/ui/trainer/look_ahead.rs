//! Looking ahead: what would have become of everybody with an intervention and without it.

use egui::{Grid, RichText, Ui};

use super::desk::{Act, Desk, Panel, Slot};
use crate::base::{Span, Tick};
use crate::session::wire::{Outlook, Steer, Tally};
use crate::sim::Intervention;
use crate::ui::{kit, words};

/// Its name.
pub(super) const NAME: &str = "Look ahead";

/// How far one can look.
const SPANS: [Span; 5] = [Span::hours(1), Span::hours(3), Span::hours(6), Span::hours(12), Span::hours(24)];

/// The panel.
pub(super) struct LookAhead {
    /// How far to look.
    span: Span,
    /// What was last asked about, and when. Exists when and only when something was.
    asked: Option<(Option<Intervention>, Tick)>,
}

impl Default for LookAhead {
    fn default() -> Self {
        Self { span: Span::hours(6), asked: None }
    }
}

impl Panel for LookAhead {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::Left
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        ui.horizontal_wrapped(|ui| {
            ui.label("How far");
            for span in SPANS {
                let words = words::span(span);
                if kit::toggle(ui, self.span == span, &words, &format!("Look {words} ahead")) {
                    self.span = span;
                }
            }
        });
        if kit::press_if(ui, desk.may_act(), "If nothing is done", "Look ahead if nothing is done", "Not now") {
            out.push(Act::LookAhead(None));
        }
        // Time went back to before it was asked: the host has broken it off.
        self.asked.take_if(|(_, at)| *at > desk.now());
        match (&self.asked, &desk.view.outlook) {
            (Some((asked, at)), Some(outlook)) if outlook.about == *asked && outlook.from >= *at => {
                answer(ui, desk, outlook);
            }
            (Some((asked, _)), _) => {
                let what = about(desk, asked.as_ref());
                kit::weak(ui, desk.theme, format!("Being worked out: {what}. Crews play every seat in it."));
            }
            (None, Some(outlook)) => answer(ui, desk, outlook),
            (None, None) => {
                let hint = "Press Look ahead on an inject to see what would come of it before you fire it";
                kit::weak(ui, desk.theme, hint);
            }
        }
    }

    fn hear(&mut self, act: &Act, desk: &Desk<'_>, out: &mut Vec<Act>) {
        if let Act::LookAhead(what) = act {
            self.asked = Some((what.clone(), desk.now()));
            out.push(Act::steer(Steer::LookAhead { what: what.clone(), span: self.span }));
            out.push(Act::Open(NAME));
        }
    }
}

fn about(desk: &Desk<'_>, what: Option<&Intervention>) -> String {
    what.map_or_else(|| "if nothing is done".to_owned(), |what| desk.names().intervention(what))
}

fn answer(ui: &mut Ui, desk: &Desk<'_>, outlook: &Outlook) {
    let theme = desk.theme;
    kit::card(ui, theme, theme.predicted, |ui| {
        ui.label(RichText::new(about(desk, outlook.about.as_ref())).strong());
        let (from, to) = (words::dtg(desk.briefing, outlook.from), words::dtg(desk.briefing, outlook.to));
        kit::weak(ui, theme, format!("Played on by crews from {from} to {to}"));
        Grid::new("outlook").num_columns(4).striped(true).show(ui, |ui| {
            ui.label("");
            ui.label("without");
            if outlook.with.is_some() {
                ui.label("with");
                ui.label("change");
            }
            ui.end_row();
            for (name, of) in COUNTS {
                ui.label(name);
                ui.label(of(&outlook.without).to_string());
                if let Some(with) = &outlook.with {
                    ui.label(of(with).to_string());
                    ui.label(format!("{:+}", i64::from(of(with)) - i64::from(of(&outlook.without))));
                }
                ui.end_row();
            }
        });
        let list = |injects: &[crate::base::ids::InjectId]| {
            injects.iter().map(|id| desk.names().inject(*id)).collect::<Vec<_>>().join("; ")
        };
        let (only_with, only_without) = &outlook.injects;
        if !only_with.is_empty() {
            ui.label(format!("Fires only with it: {}", list(only_with)));
        }
        if !only_without.is_empty() {
            ui.label(format!("No longer fires with it: {}", list(only_without)));
        }
        if outlook.with.is_some() && only_with.is_empty() && only_without.is_empty() {
            kit::weak(ui, theme, "The same planned injects fire");
        }
    });
}

/// A count of a tally, with its name.
type Count = (&'static str, fn(&Tally) -> u32);

/// The counts of a tally.
const COUNTS: [Count; 4] = [
    ("saved", |t| t.saved),
    ("aboard rescuers", |t| t.aboard_rescuers),
    ("at risk", |t| t.at_risk),
    ("dead", |t| t.dead),
];
