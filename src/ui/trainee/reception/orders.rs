//! Orders about people: for whom, what, whether it can be done for each of them, what speaks against it, and giving it.

use std::collections::BTreeMap;

use egui::{RichText, Ui};

use crate::base::Tick;
use crate::picture::{FileView, SiteView};
use crate::plan::CareOrder;
use crate::sim::ashore::Families;
use crate::ui::words;

use super::super::desk::{Act, DeskData, is_entering};
use super::super::kit;
use super::files::{Files, who};
use super::order as give;

/// What is about to be ordered.
#[derive(Debug)]
pub(super) struct Orders {
    /// Which. Exists when and only when one was chosen.
    order: Option<CareOrder>,
    /// Whether families go with those an order names.
    together: bool,
    /// When one was given last: it enters with the next tick, and nobody shall give it twice.
    given: Option<Tick>,
}

impl Default for Orders {
    fn default() -> Self {
        Self { order: None, together: true, given: None }
    }
}

impl Orders {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &DeskData<'_>,
        site: &SiteView,
        files: &Files,
        out: &mut Vec<Act>,
    ) {
        if !desk.may_act() {
            return;
        }
        let meant = files.meant(site);
        let whom = match meant.as_slice() {
            [] => {
                kit::small(ui, desk.theme, "Choose files, or open one, to give an order about people.");
                return;
            }
            [one] => format!("{}, {}", one.file, who(one)),
            many => format!("{} people chosen", many.len()),
        };
        kit::card(ui, desk.theme, desk.theme.accent, |ui| {
            ui.label(RichText::new(format!("Order for {whom}")).strong());
            self.form(ui, desk, site, &meant, out);
        });
    }

    fn form(&mut self, ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView, meant: &[&FileView], out: &mut Vec<Act>) {
        let able = |order: CareOrder| meant.iter().filter(move |f| order.against(desk.briefing, site, f).is_none());
        let mut options: Vec<(Option<CareOrder>, String)> = Vec::new();
        for order in CareOrder::all(desk.briefing, desk.picture, site) {
            let count = able(order).count();
            let of = if meant.len() > 1 { format!(" ({count} of {})", meant.len()) } else { String::new() };
            if count > 0 {
                options.push((Some(order), format!("{}{of}", order.words(desk.briefing, desk.picture))));
            }
        }
        if options.is_empty() {
            kit::small(ui, desk.theme, "Nothing can be ordered about them now.");
            return;
        }
        kit::choice(ui, "What to order", &mut self.order, &options);
        if self.order.is_none() && self.given.is_some_and(|at| is_entering(at, desk.now())) {
            kit::small(ui, desk.theme, Self::entering(desk));
            return;
        }
        let Some(order) = self.order.filter(|order| options.iter().any(|(of, _)| *of == Some(*order))) else {
            kit::small(ui, desk.theme, "Choose what is to be done.");
            return;
        };
        if order.parts_families() {
            ui.checkbox(&mut self.together, "Families go together");
        }
        let together = self.together;
        let stands = |file: &FileView| {
            let family = || order.against_family(site, file).filter(|_| together);
            order.against(desk.briefing, site, file).or_else(family)
        };
        let mut against: BTreeMap<&str, usize> = BTreeMap::new();
        for why in meant.iter().filter_map(|file| stands(file)) {
            *against.entry(why).or_default() += 1;
        }
        for (why, count) in against {
            kit::small(ui, desk.theme, format!("Not for {count}: {why}."));
        }
        if let Some(caution) = order.caution() {
            ui.label(RichText::new(format!("Mind: {caution}")).strong());
        }
        if self.given.is_some_and(|at| is_entering(at, desk.now())) {
            kit::small(ui, desk.theme, Self::entering(desk));
            return;
        }
        let for_whom: Vec<&FileView> = meant.iter().copied().filter(|file| stands(file).is_none()).collect();
        let name = format!("Give the order: {}", order.words(desk.briefing, desk.picture));
        if !for_whom.is_empty() && kit::press_first(ui, desk.theme, "Give the order", &name) {
            let families = if self.together { Families::Together } else { Families::Apart };
            out.extend(order.commands(&for_whom, families).into_iter().map(give));
            self.given = Some(desk.now());
            self.order = None;
        }
    }

    /// What is said of an order that was given and has yet to enter.
    fn entering(desk: &DeskData<'_>) -> &'static str {
        if words::waits_for_clock(desk.view) {
            "Given; it enters when the clock runs."
        } else {
            "Given; it has yet to be taken."
        }
    }
}
