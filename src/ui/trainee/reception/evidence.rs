//! What the police have of each case: the vessel, telephones, accounts, how much is left of them, and legal assistance.

use egui::Ui;

use crate::base::Span;
use crate::base::ids::{CraftId, PartyId};
use crate::picture::{RequestView, SiteView, Stands};
use crate::plan;
use crate::scenario::Channel;
use crate::sim::ashore::{Assistance, Command, Evidence};
use crate::sim::{self, Ask};
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::super::kit;
use super::order;

/// An answer about legal assistance is wanted within this (*proposed*, as the doctrine crew asks).
const ANSWER_WANTED: Span = Span::hours(120);

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
        for shared in &held.shared {
            let from = shared.from.map_or("another state", |state| words::party_name(desk.briefing, state));
            let label = format!("From {from}, {}", words::dtg(desk.briefing, shared.at));
            kit::fact(ui, desk.theme, &label, shared.words());
        }
        if desk.may_act() {
            for state in plan::states(desk.briefing, desk.picture.party) {
                assistance(ui, desk, held.case, state, out);
            }
        }
    }
}

/// What can be asked of another state about a case: what is not asked yet, or was refused.
fn assistance(ui: &mut Ui, desk: &DeskData<'_>, case: CraftId, state: PartyId, out: &mut Vec<Act>) {
    let Some(to) = plan::legal_authority(desk.briefing, state) else { return };
    let name = words::party_name(desk.briefing, state);
    ui.horizontal_wrapped(|ui| {
        kit::small(ui, desk.theme, format!("Ask {name} to share"));
        for wanted in Assistance::ALL {
            let what = Ask::Assist(wanted);
            let same = |r: &&RequestView| !r.of_us && r.other == to && r.case == case && r.what == what;
            let last = desk.picture.requests.iter().rev().find(same).map(RequestView::stands);
            if let Some(stands) = last.filter(|stands| !matches!(stands, Stands::Refused | Stands::Withdrawn)) {
                ui.label(format!("{} ({})", wanted.words(), stands.word()));
                continue;
            }
            let hint = format!("Ask {name} about {} for {}", words::case_name(case), wanted.words());
            if kit::press(ui, wanted.words(), &hint) {
                let by = Some(desk.now().after(ANSWER_WANTED));
                let what = what.clone();
                out.push(Act::command(sim::Command::Ask { to, channel: Channel::Text, case, what, by }));
            }
        }
    });
}
