//! A situation report filled from what the desk knows.

use egui::Ui;

use crate::base::Span;
use crate::base::ids::{CraftId, SeatId};
use crate::picture::{self, CaseView, MessageView, Way};
use crate::plan;
use crate::scenario::{Channel, Phase};
use crate::sim::sitrep::{FullSitrep, Priority};
use crate::sim::{Command, MessageBody, ReportedPosition};
use crate::ui::words;

use super::super::desk::DeskData;
use super::super::kit;
use super::super::know::{self, Counts};

/// A situation report as it stands on the form.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Sitrep {
    /// The case.
    pub(super) case: CraftId,
    /// The phase declared here.
    pub(super) phase: Option<Phase>,
    /// The best position here. Exists when and only when one is known and told.
    pub(super) position: Option<ReportedPosition>,
    /// Persons aboard. Exists when and only when a number is known.
    pub(super) persons: Option<u32>,
    /// What has been done.
    pub(super) counts: Counts,
    /// Free text.
    pub(super) text: String,
    /// Whether the vessel is known to have capsized, or to have left its people in the water.
    pub(super) capsized: bool,
    /// What the full form has beside. Exists when and only when it is sent in full.
    pub(super) full: Option<FullSitrep>,
}

impl Sitrep {
    /// The command that sends it, by fax or e-mail.
    pub(in super::super) fn command(self, to: SeatId) -> Command {
        Command::Send { to, channel: Channel::Text, body: self.body() }
    }

    /// The message.
    pub(super) fn body(self) -> MessageBody {
        MessageBody::Sitrep {
            case: self.case,
            phase: self.phase,
            position: self.position,
            persons: self.persons,
            recovered: self.counts.recovered,
            bodies: self.counts.bodies,
            landed: self.counts.landed,
            text: self.text,
            capsized: self.capsized,
            full: self.full.map(Box::new),
        }
    }
}

/// The fields of the full form, with their letters.
pub(super) fn full_fields(ui: &mut Ui, full: &mut FullSitrep) {
    let priorities = Priority::ALL.map(|priority| (priority, words::sentence(priority.word())));
    kit::choice(ui, "Priority", &mut full.priority, &priorities);
    for (label, text) in [
        ("C Situation", &mut full.situation),
        ("E Assistance required", &mut full.assistance),
        ("F Co-ordinating", &mut full.coordinating),
        ("G Casualty", &mut full.description),
        ("H Weather on scene", &mut full.weather),
        ("I Initial actions", &mut full.actions),
        ("J Search, and what it found", &mut full.search),
        ("K Instructions", &mut full.instructions),
        ("L Future plans", &mut full.plans),
        ("M Additional information", &mut full.additional),
    ] {
        kit::line(ui, label, text, "");
    }
}

/// The counts a seat is told: another centre what our own units did, our own side what all did, so that who adds up
/// what it is told counts nobody twice.
fn counts_for(desk: &DeskData<'_>, view: &CaseView, to: SeatId) -> Counts {
    let own_side = desk.briefing.seats.get(to.index()).is_some_and(|seat| seat.party == desk.picture.party);
    if own_side { know::all_counts(desk.briefing, desk.picture, view) } else { know::own_counts(view) }
}

/// A report to a seat, filled from what is known.
pub(in super::super) fn filled(desk: &DeskData<'_>, view: &CaseView, to: SeatId) -> Sitrep {
    let sent = desk.picture.messages.iter();
    let before = sent.filter(|m| is_sitrep_to(m, to, view.case)).count();
    let phase = view.phase.map(|(phase, _)| phase);
    let position = know::best(desk.picture, view).map(|told| told.reported);
    let counts = counts_for(desk, view, to);
    let place = position.map_or_else(|| "not known".to_owned(), |told| told.position.to_string());
    let holder = view.responsible.map_or("nobody known", |(seat, _)| desk.seat_name(seat));
    let missing = know::unaccounted(desk.briefing, desk.picture, view)
        .map_or_else(|| "unknown number".to_owned(), |count| count.to_string());
    let text = format!(
        "EXERCISE. SAR SITREP {}. A: {}. B: {place}. C: {}. D: {missing} not accounted for. F: co-ordinating: {holder}.",
        before + 1,
        view.described.words,
        phase.map_or("no phase declared", words::phase),
    );
    let capsized = picture::knows_wreck(desk.picture, view.case);
    let mut full = picture::full_sitrep(desk.picture, view.case, to, &desk.briefing.seats, &desk.briefing.parties);
    if let (Some(full), Some(told)) = (&mut full, position) {
        full.weather = plan::weather(&desk.briefing.forecast, desk.briefing.start, told.position, desk.now());
    }
    Sitrep { case: view.case, phase, position, persons: view.persons, counts, text, capsized, full }
}

fn is_sitrep_to(message: &MessageView, to: SeatId, case: CraftId) -> bool {
    message.way == Way::To(to) && matches!(&message.body, MessageBody::Sitrep { case: c, .. } if *c == case)
}

/// Whether each of these seats was told the very counts that would be told now.
pub(in super::super) fn nothing_new(desk: &DeskData<'_>, view: &CaseView, late: &[(SeatId, Span)]) -> bool {
    late.iter().all(|(to, _)| {
        let counts = counts_for(desk, view, *to);
        let last = desk.picture.messages.iter().rev().find(|m| is_sitrep_to(m, *to, view.case));
        last.is_some_and(|m| match &m.body {
            MessageBody::Sitrep { recovered, bodies, landed, .. } => {
                Counts { recovered: *recovered, bodies: *bodies, landed: *landed } == counts
            }
            _ => false,
        })
    })
}
