//! Reception: the board of a site with its queues, stores and deadlines, the files of people in its care, one of them
//! opened, orders about them, and what the police have of each case.

mod board;
#[cfg(test)]
mod care_tests;
mod evidence;
mod file;
mod files;
mod orders;
#[cfg(test)]
mod tests;

use egui::{ScrollArea, Ui};

use crate::base::ids::SiteId;
use crate::picture::SiteView;
use crate::plan;
use crate::sim::{Command, ashore};

use super::desk::{Act, DeskData, Panel, Slot};
use super::kit;
use board::Board;
pub(super) use board::deadline;
use files::Files;
use orders::Orders;

/// Its name.
pub(super) const NAME: &str = "Reception";

/// Narrower than this the columns stand one under the other \[widths of a letter\]: the board and the list do not give
/// way, and the column for orders would be pushed out of sight.
const WIDE_EMS: f32 = 64.0;

/// The panel.
#[derive(Debug, Default)]
pub(super) struct Reception {
    /// The site shown. Exists when and only when one was chosen.
    site: Option<SiteId>,
    board: Board,
    files: Files,
    orders: Orders,
    letting_go: evidence::LettingGo,
    /// Deadlines that have passed.
    overdue: usize,
}

impl Panel for Reception {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::Below
    }

    fn waiting(&self) -> usize {
        self.overdue
    }

    fn wants_room(&self) -> bool {
        true
    }

    fn concerns(&self, desk: &DeskData<'_>) -> bool {
        !desk.picture.reception.is_empty()
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        let sites = &desk.picture.reception;
        let late = |site: &SiteView| site.deadlines.iter().map(|d| d.overdue as usize).sum::<usize>();
        self.overdue = sites.iter().map(late).sum();
        // Where most people are, until another is chosen.
        let fullest = || sites.iter().max_by_key(|site| (site.present, std::cmp::Reverse(site.site)));
        let chosen = self.site.and_then(|id| sites.iter().find(|site| site.site == id));
        let Some(site) = chosen.or_else(fullest) else { return };
        let mut shown = site.site;
        if sites.len() > 1 {
            let options: Vec<(SiteId, String)> = sites.iter().map(|s| (s.site, title(desk, s))).collect();
            if kit::choice(ui, "Site", &mut shown, &options) {
                self.site = Some(shown);
                self.files.forget();
            }
        } else {
            kit::heading(ui, &title(desk, site));
        }
        self.files.keep(site);
        let height = ui.available_height();
        if kit::ems(ui) > WIDE_EMS {
            ui.horizontal_top(|ui| {
                let width = ui.available_width() - 24.0;
                column(ui, "board", width * 0.37, height, |ui| self.board.show(ui, desk, site, out));
                ui.separator();
                bare(ui, width * 0.33, height, |ui| self.files.show(ui, desk, site, height));
                ui.separator();
                column(ui, "file", ui.available_width(), height, |ui| self.person(ui, desk, site, out));
            });
        } else {
            ScrollArea::vertical().id_salt("reception").auto_shrink(false).show(ui, |ui| {
                self.board.show(ui, desk, site, out);
                ui.separator();
                self.files.show(ui, desk, site, 300.0);
                ui.separator();
                self.person(ui, desk, site, out);
            });
        }
    }
}

impl Reception {
    /// The right column: orders, the file opened, evidence.
    fn person(&mut self, ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView, out: &mut Vec<Act>) {
        self.orders.show(ui, desk, site, &self.files, out);
        match self.files.opened(site) {
            Some(file) => file::show(ui, desk, site, file),
            None => kit::small(ui, desk.theme, "Open a file in the list to read it."),
        }
        if site.polices {
            evidence::show(ui, desk, site, &mut self.letting_go, out);
        }
    }
}

/// A site in words, with how many are there.
fn title(desk: &DeskData<'_>, site: &SiteView) -> String {
    let name = plan::site_name(desk.briefing, desk.picture, site.site);
    let part = if site.runs { "" } else { ", police" };
    format!("{name}: {} there, {} files{part}", site.present, site.files.len())
}

/// An order ashore as it leaves the desk.
fn order(command: ashore::Command) -> Act {
    Act::command(Command::Ashore(Box::new(command)))
}

fn bare(ui: &mut Ui, width: f32, height: f32, inside: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::top_down(egui::Align::Min);
    ui.allocate_ui_with_layout(egui::vec2(width, height), layout, |ui| {
        ui.set_width(width);
        inside(ui);
    });
}

fn column(ui: &mut Ui, name: &str, width: f32, height: f32, inside: impl FnOnce(&mut Ui)) {
    bare(ui, width, height, |ui| {
        ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, inside);
    });
}
