//! Messages: one line for each correspondent, what was said on it, and the forms for saying something.

mod compose;
pub(super) mod forms;
mod kinds;
mod sheets;
pub(super) mod sitrep;
#[cfg(test)]
mod tests;

use egui::{RichText, ScrollArea, Ui};

use crate::base::Tick;
use crate::base::ids::SeatId;
use crate::picture::{MessageView, RequestView, Way};
use crate::session::LinkStatus;
use crate::sim::Command;
use crate::ui::chart::ChartEvent;
use crate::ui::words;

use super::desk::{Act, DeskData, Panel, Slot, Thread};
use super::intray::thread_of;
use super::{kit, ways};
use compose::Composer;
pub(super) use kinds::Kind;

/// The panel.
#[derive(Default)]
pub(super) struct Messages {
    /// The line shown. Exists when and only when one was chosen.
    shown: Option<Thread>,
    composer: Composer,
    /// Messages that wait to be read.
    unread: usize,
    /// Whether what was said stands beside a form of many fields though both are cramped.
    with_said: bool,
}

/// The room a form has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// A column of its own.
    Own {
        /// Whether one chooses there if what was said stands beside it.
        chooses: bool,
    },
    /// A place below other things, all of which scroll together.
    Shared,
}

/// From this width on what was said stands beside a form of many fields without cramping it \[widths of a letter\].
const BOTH_EMS: f32 = 80.0;

impl Panel for Messages {
    fn name(&self) -> &'static str {
        "Messages"
    }

    fn slot(&self) -> Slot {
        Slot::Below
    }

    fn waiting(&self) -> usize {
        self.unread
    }

    fn wants_room(&self) -> bool {
        self.composer.is_large()
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        self.unread = desk.unread().count();
        let shown = *self.shown.get_or_insert_with(|| first_thread(desk));
        // On a narrow desk the form stands under what was said, not beside it.
        if ui.available_width() > 640.0 {
            self.beside(ui, desk, shown, out);
            return;
        }
        ScrollArea::vertical().id_salt("messages").auto_shrink(false).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| threads(ui, desk, shown, out));
            ui.separator();
            if !self.composer.is_large() {
                said(ui, desk, shown);
                ui.separator();
            }
            self.write(ui, desk, shown, Room::Shared, out);
        });
    }

    fn hear(&mut self, act: &Act, desk: &DeskData<'_>) -> bool {
        match act {
            Act::Thread(thread) => {
                self.shown = Some(*thread);
                true
            }
            Act::Compose(compose) => {
                self.shown = Some(Thread::Seat(compose.to));
                self.composer.begin(desk, compose);
                true
            }
            _ => false,
        }
    }

    fn on_chart(&mut self, event: &ChartEvent, desk: &DeskData<'_>, _out: &mut Vec<Act>) -> bool {
        let (ChartEvent::Selected(what) | ChartEvent::Act(what, _)) = event else { return false };
        desk.position_of(*what).is_some_and(|position| self.composer.picked(position))
    }
}

impl Messages {
    /// Lines, what was said and the form in columns. A form of many fields has the place of what was said where there
    /// is not room for both, until that is asked for.
    fn beside(&mut self, ui: &mut Ui, desk: &DeskData<'_>, shown: Thread, out: &mut Vec<Act>) {
        let (width, height, ems) = (ui.available_width(), ui.available_height(), kit::ems(ui));
        let large = self.composer.is_large() && matches!(shown, Thread::Seat(_)) && desk.may_act();
        let room_for_both = ems > BOTH_EMS;
        ui.horizontal_top(|ui| {
            let lines = if large { 0.16 } else { 0.2 };
            column(ui, "threads", (width * lines).clamp(120.0, 200.0), height, |ui| threads(ui, desk, shown, out));
            ui.separator();
            if !large || room_for_both || self.with_said {
                let share = if large { 0.3 } else { 0.38 };
                column(ui, "thread", width * share, height, |ui| said(ui, desk, shown));
                ui.separator();
            }
            let rest = ui.available_width();
            ui.allocate_ui_with_layout(egui::vec2(rest, height), egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(rest);
                self.write(ui, desk, shown, Room::Own { chooses: large && !room_for_both }, out);
            });
        });
    }

    fn write(&mut self, ui: &mut Ui, desk: &DeskData<'_>, shown: Thread, room: Room, out: &mut Vec<Act>) {
        if !desk.may_act() {
            let words = match (&desk.view.link, desk.view.clock.over) {
                (_, true) => "The exercise is over.",
                (LinkStatus::Replay, _) => "This is a recording.",
                (LinkStatus::Refused(_), _) => "The host has turned this desk away.",
                _ => "An observer reads and does not write.",
            };
            kit::small(ui, desk.theme, words);
            return;
        }
        match shown {
            Thread::Seat(to) => self.composer.show(ui, desk, to, room, &mut self.with_said, out),
            Thread::Outside => {
                kit::small(ui, desk.theme, "Who is at sea, or calls from outside, is called back by telephone.");
                if desk.is_rcc() {
                    ScrollArea::vertical().id_salt("vessels").auto_shrink([false, true]).show(ui, |ui| {
                        for view in &desk.picture.cases {
                            let label = format!("Call the vessel of {}", words::case_name(view.case));
                            ways::press(ui, desk, &label, &label, &Command::CallCasualty { case: view.case }, out);
                        }
                    });
                }
            }
        }
    }
}

fn column(ui: &mut Ui, name: &str, width: f32, height: f32, inside: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::top_down(egui::Align::Min);
    ui.allocate_ui_with_layout(egui::vec2(width, height), layout, |ui| {
        ui.set_width(width);
        ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, inside);
    });
}

/// The line with the newest message, else that of the first other seat.
fn first_thread(desk: &DeskData<'_>) -> Thread {
    let other = (0..desk.briefing.seats.len()).map(SeatId::new).find(|seat| *seat != desk.me());
    let newest = desk.picture.messages.last().map(thread_of);
    newest.or(other.map(Thread::Seat)).unwrap_or(Thread::Outside)
}

/// All lines: the other seats, and everybody else.
fn threads(ui: &mut Ui, desk: &DeskData<'_>, shown: Thread, out: &mut Vec<Act>) {
    let seats = (0..desk.briefing.seats.len()).map(SeatId::new).filter(|seat| *seat != desk.me());
    for thread in seats.map(Thread::Seat).chain([Thread::Outside]) {
        let unread: Vec<_> = desk.unread().filter(|m| thread_of(m) == thread).map(|m| m.message).collect();
        let name = thread_name(desk, thread);
        let mark = if unread.is_empty() { String::new() } else { format!(" ({})", unread.len()) };
        let text = RichText::new(format!("{name}{mark}"));
        let text = if unread.is_empty() { text } else { text.strong() };
        let response = ui.selectable_label(thread == shown, text);
        kit::named(ui, &response, &format!("Line to {name}, {} unread", unread.len()));
        if response.clicked() {
            out.push(Act::Thread(thread));
        }
    }
}

fn thread_name<'a>(desk: &DeskData<'a>, thread: Thread) -> &'a str {
    match thread {
        Thread::Seat(seat) => desk.seat_name(seat),
        Thread::Outside => "At sea and others",
    }
}

/// A line of a thread: a message, or a request with its answer.
enum Line<'a> {
    Message(&'a MessageView),
    Request(&'a RequestView),
}

/// What was said on a line, newest first, so that it needs no scrolling.
fn said(ui: &mut Ui, desk: &DeskData<'_>, shown: Thread) {
    let messages = desk.picture.messages.iter().filter(|m| thread_of(m) == shown);
    let requests = desk.picture.requests.iter().filter(|r| shown == Thread::Seat(r.other));
    let mut lines: Vec<(Tick, Line<'_>)> = messages.map(|m| (m.at, Line::Message(m))).collect();
    lines.extend(requests.map(|r| (r.at, Line::Request(r))));
    lines.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    kit::heading(ui, thread_name(desk, shown));
    if lines.is_empty() {
        kit::small(ui, desk.theme, "Nothing has been said on this line.");
    }
    for (_, line) in lines {
        match line {
            Line::Message(message) => show_message(ui, desk, message),
            Line::Request(request) => show_request(ui, desk, request),
        }
    }
}

fn show_message(ui: &mut Ui, desk: &DeskData<'_>, message: &MessageView) {
    let kind = words::message_kind(&message.body);
    let by = words::channel(message.channel);
    let head = match &message.way {
        Way::From(source) => format!(
            "{} ⬅ {} {kind}, {by}, sent {}",
            words::clock(desk.briefing, message.at),
            words::source(desk.briefing, source),
            words::clock(desk.briefing, message.sent_at)
        ),
        Way::To(seat) => {
            format!("{} ➡ {} {kind}, {by}", words::clock(desk.briefing, message.at), desk.seat_name(*seat))
        }
    };
    let unread = matches!(message.way, Way::From(_)) && !desk.read.contains(&message.message);
    let head = RichText::new(if unread { format!("• {head}") } else { head }).small();
    ui.label(if unread { head.strong() } else { head.color(desk.theme.weak) });
    ui.label(words::message(desk.briefing, &desk.picture.cards, &message.body));
    if let Some(words) = receipt(desk, message) {
        kit::small(ui, desk.theme, words);
    }
}

/// How it stands with the receipt of a message. None where nobody asked for one.
fn receipt(desk: &DeskData<'_>, message: &MessageView) -> Option<String> {
    let (mail, id) = (&desk.picture.mail, message.message);
    if mail.wants_receipt.contains(&id) {
        return Some(match mail.read.get(&id) {
            Some(at) => format!("You opened it at {}; its sender gets a receipt.", words::clock(desk.briefing, *at)),
            None => "Its sender gets a receipt when you open it.".to_owned(),
        });
    }
    if !mail.asked.contains(&id) {
        return None;
    }
    Some(match mail.receipts.get(&id) {
        Some((at, _)) => format!("✓ Read at {}.", words::clock(desk.briefing, *at)),
        None => format!("No receipt yet, {}.", words::ago(desk.now(), message.at)),
    })
}

fn show_request(ui: &mut Ui, desk: &DeskData<'_>, request: &RequestView) {
    let what = desk.ask(&request.what);
    let who = if request.of_us { "⬅ asks you to" } else { "➡ you asked to" };
    let at = words::clock(desk.briefing, request.at);
    ui.label(RichText::new(format!("{at} {who} {what}")).strong());
    let answer = match &request.answer {
        Some((answer, at)) => format!("{} {}", words::clock(desk.briefing, *at), words::answer(desk.briefing, answer)),
        None if request.course.withdrawn_at.is_some() => "withdrawn".to_owned(),
        None => format!("not answered, {}", words::ago(desk.now(), request.at)),
    };
    kit::small(ui, desk.theme, answer);
}
