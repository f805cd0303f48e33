//! What the police have of each case: the vessel, telephones, accounts, how much is left of them, and legal assistance.

use egui::Ui;

use crate::base::ids::CraftId;
use crate::picture::SiteView;
use crate::plan;
use crate::sim::ashore::{Command, Evidence};
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::super::kit;
use super::order;

/// What is about to be let go: of which case, what.
pub(super) type LettingGo = Option<(CraftId, Evidence)>;

pub(super) fn show(ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView, letting_go: &mut LettingGo, out: &mut Vec<Act>) {
    for held in &site.evidence {
        let case = words::case_name(held.case);
        kit::heading(ui, &format!("Evidence of {case}"));
        for item in Evidence::ALL {
            let this = &held.items[item as usize];
            ui.horizontal_wrapped(|ui| {
                let left = 100.0 * held.condition(item, desk.now());
                let words = match this.secured {
                    _ if !this.there => "none".to_owned(),
                    _ if this.spoiled => "let go".to_owned(),
                    Some((at, was)) => format!("secured {}, {:.0} %", words::dtg(desk.briefing, at), 100.0 * was),
                    None => format!("not secured, {left:.0} % left"),
                };
                kit::fact(ui, desk.theme, &words::sentence(item.words()), words);
                if !desk.may_act() || !this.there || this.spoiled {
                    return;
                }
                let what = item.words();
                if this.secured.is_none() && kit::press(ui, "Secure", &format!("Secure {what} of {case}")) {
                    out.push(order(Command::Secure { case: held.case, item }));
                }
                if *letting_go != Some((held.case, item)) {
                    if kit::press(ui, "Let go...", &format!("Let go of {what} of {case}...")) {
                        *letting_go = Some((held.case, item));
                    }
                    return;
                }
                ui.label("What it proves is lost for good.");
                if kit::press(ui, "Let it go", &format!("Confirm: let go of {what} of {case}")) {
                    out.push(order(Command::Spoil { case: held.case, item }));
                    *letting_go = None;
                }
                if kit::press(ui, "Keep it", &format!("Keep {what} of {case}")) {
                    *letting_go = None;
                }
            });
        }
        if !desk.may_act() {
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            kit::small(ui, desk.theme, "Legal assistance of");
            for state in plan::states(desk.briefing, desk.picture.party) {
                let name = words::party_name(desk.briefing, state);
                if kit::press(ui, name, &format!("Request legal assistance of {name} about {case}")) {
                    out.push(order(Command::RequestAssistance { case: held.case, of: state }));
                }
            }
        });
    }
}
