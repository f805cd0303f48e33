//! The focal points' portal and the press: posts unread and read, intelligence that came, what others have read of one's
//! own, the news; and forms to post and to speak.

mod forms;
mod posts;
mod press;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use egui::{ScrollArea, Ui};

use crate::base::Tick;
use crate::base::ids::SeatId;
use crate::scenario::Role;
use crate::sim::portal::Command as Order;
use crate::sim::{Command, Right, may};

use super::desk::{Act, DeskData, Panel, Slot, is_entering};
use super::{kit, ways};
use forms::PostForm;
use press::StatementForm;

/// Its name.
pub(super) const NAME: &str = "Portal, press";

/// Narrower than this the columns stand one under the other \[widths of a letter\].
const WIDE_EMS: f32 = 44.0;

/// The panel.
#[derive(Debug, Default)]
pub(super) struct PortalPress {
    form: PostForm,
    statement: StatementForm,
    sent: Sent,
    /// Posts that lie unread.
    unread: usize,
}

/// What was sent and has yet to enter: nobody shall send it twice.
#[derive(Debug, Default)]
struct Sent(BTreeMap<String, Tick>);

impl Sent {
    /// Forgets what has entered.
    fn keep(&mut self, now: Tick) {
        self.0.retain(|_, at| is_entering(*at, now));
    }

    /// A button that sends something, by the name of it, until it has entered.
    fn press(&mut self, ui: &mut Ui, desk: &DeskData<'_>, face: &str, name: &str) -> bool {
        let pressed = kit::press_if(ui, !self.0.contains_key(name), face, name);
        if pressed {
            self.0.insert(name.to_owned(), desk.now());
        }
        pressed
    }

    /// The same for a command that goes by a line.
    fn send(
        &mut self,
        ui: &mut Ui,
        desk: &DeskData<'_>,
        face: &str,
        name: &str,
        command: &Command,
        out: &mut Vec<Act>,
    ) {
        let able = !self.0.contains_key(name);
        if ways::press_all(ui, desk, face, name, std::slice::from_ref(command), able, out) {
            self.0.insert(name.to_owned(), desk.now());
        }
    }
}

impl Panel for PortalPress {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::Below
    }

    fn waiting(&self) -> usize {
        self.unread
    }

    fn wants_room(&self) -> bool {
        true
    }

    fn concerns(&self, desk: &DeskData<'_>) -> bool {
        let role = desk.picture.role;
        may(role, Right::UsePortal) || may(role, Right::Speak) || !desk.picture.press.is_empty()
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        self.unread = desk.picture.portal.unread(desk.me()).count();
        self.sent.keep(desk.now());
        if kit::ems(ui) >= WIDE_EMS {
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                // Columns stretch their buttons otherwise.
                let downwards = egui::Layout::top_down(egui::Align::Min);
                ScrollArea::vertical().id_salt("portal left").auto_shrink(false).show(left, |ui| {
                    ui.with_layout(downwards, |ui| self.left(ui, desk, out));
                });
                ScrollArea::vertical().id_salt("portal right").auto_shrink(false).show(right, |ui| {
                    ui.with_layout(downwards, |ui| self.right(ui, desk, out));
                });
            });
        } else {
            ScrollArea::vertical().id_salt("portal").auto_shrink(false).show(ui, |ui| {
                self.left(ui, desk, out);
                ui.separator();
                self.right(ui, desk, out);
            });
        }
    }
}

impl PortalPress {
    /// What is to be read first: the portal where the seat uses it, else the news.
    fn left(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        if may(desk.picture.role, Right::UsePortal) {
            posts::show(ui, desk, &mut self.sent, out);
        } else {
            press::news(ui, desk);
        }
    }

    /// What can be written, and the news where the portal has the other column.
    fn right(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        let role = desk.picture.role;
        let uses = may(role, Right::UsePortal);
        if uses && desk.may_act() {
            self.form.show(ui, desk, &mut self.sent, out);
        }
        if may(role, Right::Speak) && desk.may_act() {
            self.statement.show(ui, desk, &mut self.sent, out);
        }
        if uses {
            press::news(ui, desk);
        } else if !may(role, Right::Speak) {
            kit::small(ui, desk.theme, "Foreign ministries and the organisations speak to the press.");
        }
    }
}

/// An order at the portal as it leaves the desk.
pub(super) fn order(order: Order) -> Command {
    Command::Portal(Box::new(order))
}

/// The rescue coordination centre of the seat's own state. Exists when and only when there is one.
fn own_centre(desk: &DeskData<'_>) -> Option<SeatId> {
    own(desk, Role::Rcc)
}

/// The police of the own state. None where it has none.
fn own_police(desk: &DeskData<'_>) -> Option<SeatId> {
    own(desk, Role::Police)
}

/// The first seat of the own state with a role. None where it has none.
fn own(desk: &DeskData<'_>, role: Role) -> Option<SeatId> {
    let own = |seat: &crate::scenario::Seat| seat.party == desk.picture.party && seat.role == role;
    desk.briefing.seats.iter().position(own).map(SeatId::new)
}
