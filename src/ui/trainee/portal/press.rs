//! The news, the newest first, and the form of a statement to the press.

use egui::{RichText, Ui};

use crate::base::ids::{CraftId, PartyId};
use crate::scenario::PartyKind;
use crate::sim::Command;
use crate::sim::press::{Published, Statement, Tone, Voice};
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::super::kit;
use super::Sent;

/// A statement being written.
#[derive(Debug)]
pub(super) struct StatementForm {
    tone: Tone,
    /// The state it speaks of. Exists when and only when it does not speak of them all.
    of: Option<PartyId>,
    text: String,
    /// The case it is about. Exists when and only when it is about one.
    case: Option<CraftId>,
}

impl Default for StatementForm {
    fn default() -> Self {
        Self { tone: Tone::Calls, of: None, text: String::new(), case: None }
    }
}

impl StatementForm {
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, sent: &mut Sent, out: &mut Vec<Act>) {
        kit::heading(ui, "Statement to the press");
        let own = |item: &&Published| matches!(item.by, Voice::Seat(by, _) if by == desk.me());
        if let Some(last) = desk.picture.press.iter().rev().find(own) {
            kit::small(ui, desk.theme, format!("You spoke {}.", words::ago(desk.now(), last.at)));
        }
        let tones: Vec<(Tone, String)> = Tone::ALL.map(|tone| (tone, words::sentence(tone.words()))).into();
        kit::choice(ui, "Tone", &mut self.tone, &tones);
        let states = (0..).map(PartyId).zip(&desk.briefing.parties).filter(|(_, p)| p.kind == PartyKind::Country);
        let all = std::iter::once((None, "all states".to_owned()));
        let of: Vec<(Option<PartyId>, String)> =
            all.chain(states.map(|(id, party)| (Some(id), party.name.clone()))).collect();
        kit::choice(ui, "Of which state", &mut self.of, &of);
        let cases = desk.choices(Some("no case in particular"));
        if cases.len() > 1 {
            kit::choice(ui, "About which case", &mut self.case, &cases);
        }
        kit::lines(ui, "Words of the statement", &mut self.text, 3);
        let text = self.text.trim().to_owned();
        if text.is_empty() {
            kit::small(ui, desk.theme, "It needs words. Everybody will have them at once.");
        } else if sent.press(ui, desk, "Say it to the press", "Say it to the press") {
            let said = Statement { tone: self.tone, of: self.of, text, case: self.case };
            out.push(Act::command(Command::Statement(said)));
            self.text.clear();
        }
    }
}

/// What was published.
pub(super) fn news(ui: &mut Ui, desk: &DeskData<'_>) {
    ui.add_space(4.0);
    kit::heading(ui, "News");
    if desk.picture.press.is_empty() {
        kit::small(ui, desk.theme, "Nothing has been published.");
    }
    for item in desk.picture.press.iter().rev() {
        let state = item.on.map_or("all states", |on| words::party_name(desk.briefing, on));
        let who = match &item.by {
            Voice::Outlet(name) => name.clone(),
            Voice::Seat(seat, tone) => format!("{} {} {state}", desk.seat_name(*seat), tone.words()),
            Voice::StandOff(_) => "The press".to_owned(),
        };
        ui.label(RichText::new(who).strong());
        let about = item.about.map(|case| format!(", {}", words::case_name(case))).unwrap_or_default();
        kit::small(ui, desk.theme, format!("{}{about}", words::dtg(desk.briefing, item.at)));
        ui.label(&item.text);
    }
}
