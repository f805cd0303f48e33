//! The trainee's desk: in-tray, chart, what is selected, the case, messages and the decision log.
//!
//! Each panel is a file with the trait `desk::Panel`; **panels know each other only by what they ask for** (`desk::Act`),
//! and `panels()` is the one list of them. What leaves the desk is an `Intent`.

mod case;
mod desk;
mod expert;
mod finder;
mod help;
mod intray;
mod kit;
mod know;
mod log;
mod means;
mod messages;
mod negotiation;
#[cfg(test)]
mod negotiation_tests;
mod people;
mod planner;
mod plot;
mod portal;
mod reception;
mod selected;
mod sharing;
mod seats;
#[cfg(test)]
mod seats_tests;
mod terms;
#[cfg(test)]
mod test_stage;
#[cfg(test)]
mod tests;
mod top_bar;
mod ways;

use std::collections::BTreeSet;

use egui::{CentralPanel, Frame, Key, Label, Modifiers, Panel as Side, RichText, Sense, Ui};

use crate::base::Span;
use crate::base::ids::MessageId;
use crate::picture::{Briefing, MessageView, Picture};
use crate::session::{Intent, View};
use crate::sim::{Command, mail};

use super::chart::{Chart, ChartEvent, Overlay, Scene, Selected};
use super::looks;
use super::theme::{self, Theme};
use desk::{Act, DeskData, Panel, Slot, Thread};
use finder::Finder;
use top_bar::TopBar;

pub use seats::{Held, More, Seats, Wish};

/// Narrower than this, or lower, the panels share one side and the bottom by tabs \[points at 100 % text\].
const NARROW: (f32, f32) = (900.0, 520.0);

/// The right side is divided from this height on \[points at 100 %\].
const SPLIT: f32 = 320.0;

/// What came in longer ago than this, when a seat is taken up, is history.
const HISTORY: Span = Span::minutes(30);

/// Units within this of a case are shown with it when a seat is taken up \[NM\].
const NEAR_NMI: f64 = 300.0;

/// A place on the chart is shown so wide \[NM\].
const LOOK_NMI: f64 = 60.0;

/// The trainee's desk.
pub struct Trainee {
    chart: Chart,
    selected: Option<Selected>,
    read: BTreeSet<MessageId>,
    panels: Vec<Box<dyn Panel>>,
    /// Panels brought to the front, by name, the last of them last: among those that share a place it is shown.
    front: Vec<&'static str>,
    top: TopBar,
    finder: Finder,
    help: bool,
    /// Whether the first picture has been looked at.
    begun: bool,
    /// The panel whose name is to have the focus. Exists when and only when one was asked for and is not shown yet.
    focus: Option<&'static str>,
    /// Whether another seat was asked for and that has not been heard yet.
    another_seat: bool,
}

/// All panels. A new one is one line here.
fn panels() -> Vec<Box<dyn Panel>> {
    vec![
        Box::new(intray::InTray::default()),
        Box::new(selected::SelectedPanel::default()),
        Box::new(planner::Planner::default()),
        Box::new(negotiation::Negotiation::default()),
        Box::new(means::MeansPanel::default()),
        Box::new(expert::Expert::default()),
        Box::new(case::CasePanel::default()),
        Box::new(people::People),
        Box::new(messages::Messages::default()),
        Box::new(reception::Reception::default()),
        Box::new(portal::PortalPress::default()),
        Box::new(log::DecisionLog::default()),
    ]
}

impl Default for Trainee {
    fn default() -> Self {
        Self {
            chart: Chart::default(),
            selected: None,
            read: BTreeSet::new(),
            panels: panels(),
            front: Vec::new(),
            top: TopBar::default(),
            finder: Finder::default(),
            help: false,
            begun: false,
            focus: None,
            another_seat: false,
        }
    }
}

impl std::fmt::Debug for Trainee {
    /// What is selected and where: nobody wants to read a chart.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Trainee").field("selected", &self.selected).field("front", &self.front).finish_non_exhaustive()
    }
}

impl Trainee {
    /// Shows the desk in the whole window, and gives back what the person wants.
    pub fn show(&mut self, ui: &mut Ui, view: &View, theme: &Theme) -> Vec<Intent> {
        let theme = &looks::theme(ui.ctx(), theme);
        theme.apply(ui.ctx());
        ui.set_style(ui.ctx().global_style());
        let Some(picture) = &view.picture else {
            waiting(ui, view, theme);
            return Vec::new();
        };
        self.begin_once(&view.briefing, picture);
        let mut acts = Vec::new();
        let read = std::mem::take(&mut self.read);
        let desk = DeskData { view, briefing: &view.briefing, picture, theme, selected: self.selected, read: &read };
        self.keys(ui, &desk, &mut acts);
        let here = self.panels.iter().filter(|panel| panel.concerns(&desk));
        let names: Vec<&'static str> = here.map(|panel| panel.name()).collect();
        self.finder.show(ui, &desk, &names, &mut acts);
        help::show(ui, theme, &mut self.help);
        self.layout(ui, &desk, &mut acts);
        let mut out = Vec::new();
        let mut opened = Vec::new();
        for act in &acts {
            let called: Vec<&'static str> =
                self.panels.iter_mut().filter_map(|panel| panel.hear(act, &desk).then(|| panel.name())).collect();
            for name in called {
                self.bring(name);
            }
            self.heed(ui, &desk, act, &mut out, &mut opened);
        }
        if desk.may_act() {
            let marked =
                opened.iter().filter(|message| picture.mail.unread.contains(*message) && !read.contains(*message));
            out.extend(marked.map(|message| mark_read(*message)));
        }
        self.read = read;
        self.read.extend(opened);
        out
    }

    /// Takes up a seat: what came in long ago is history, and the chart shows the cases and who is near them.
    fn begin(&mut self, briefing: &Briefing, picture: &Picture) {
        // A form is history when it has been opened, however old it is.
        let past = |message: &&MessageView| picture.tick >= message.at.after(HISTORY);
        let old = picture.messages.iter().filter(past).filter(|m| !picture.mail.unread.contains(&m.message));
        self.read.extend(old.map(|message| message.message));
        let mut shown: Vec<_> = picture
            .cases
            .iter()
            .filter_map(|view| know::best(picture, view))
            .map(|told| told.reported.position)
            .collect();
        if let Some(case) = shown.first().copied() {
            let units = picture.srus.iter().map(|unit| unit.position);
            let seen = picture.contacts.iter().filter(|contact| !contact.cleared).map(|contact| contact.position);
            shown.extend(units.chain(seen).filter(|position| position.distance_nmi(case) < NEAR_NMI));
            self.chart.fit(&shown);
        } else {
            // Nothing has happened yet: the ports and airfields the exercise is about, and one's own units.
            let places = briefing.places.iter().map(|place| place.position);
            let all: Vec<_> = places.chain(picture.srus.iter().map(|unit| unit.position)).collect();
            self.chart.fit(&all);
        }
    }

    /// Does what a panel asked for.
    fn heed(&mut self, ui: &Ui, desk: &DeskData<'_>, act: &Act, out: &mut Vec<Intent>, opened: &mut Vec<MessageId>) {
        match act {
            Act::Out(intent) => out.push(intent.clone()),
            Act::Select(what) => self.selected = Some(*what),
            Act::LookAt(position) => self.chart.look_at(*position, LOOK_NMI),
            Act::Fit(positions) => self.chart.fit(positions),
            Act::DrawArea(area) => self.chart.ask_for_area(Some(*area)),
            Act::EndArea => self.chart.end_area(),
            Act::Open(name) => {
                self.bring(name);
                self.focus = Some(name);
            }
            Act::Thread(thread) => opened.extend(on_line(desk, *thread)),
            Act::Read(messages) => opened.extend(messages),
            Act::Palette(palette) => looks::choose(ui.ctx(), *palette),
            Act::TextScale(percent) => {
                theme::scale(ui.ctx(), *percent);
                desk.theme.apply(ui.ctx());
                ui.ctx().request_repaint();
            }
            Act::Help => self.help = !self.help,
            Act::Find => self.finder.toggle(),
            Act::AnotherSeat => self.another_seat = true,
            Act::Order(_) | Act::PlanSearch(..) | Act::Compose(_) | Act::Landing(..) => {}
        }
    }

    /// Brings a panel to the front of its place.
    fn bring(&mut self, name: &'static str) {
        self.front.retain(|known| *known != name);
        self.front.push(name);
    }

    /// Keys that work wherever the focus is.
    fn keys(&mut self, ui: &Ui, desk: &DeskData<'_>, acts: &mut Vec<Act>) {
        let writing = ui.ctx().text_edit_focused();
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::COMMAND, Key::K) {
            acts.push(Act::Find);
        }
        if pressed(Modifiers::NONE, Key::F1) || (!writing && pressed(Modifiers::NONE, Key::Questionmark)) {
            acts.push(Act::Help);
        }
        if self.help && pressed(Modifiers::NONE, Key::Escape) {
            self.help = false;
        }
        let panels = [
            (Key::F2, "In-tray"),
            (Key::F3, "Selected"),
            (Key::F4, planner::NAME),
            (Key::F5, "Messages"),
            (Key::F6, "Decision log"),
            (Key::F7, "Case"),
            (Key::F8, "People"),
            (Key::F10, negotiation::NAME),
            (Key::F11, reception::NAME),
            (Key::F12, portal::NAME),
        ];
        for (key, name) in panels {
            let here = self.panels.iter().any(|panel| panel.name() == name && panel.concerns(desk));
            if here && pressed(Modifiers::NONE, key) {
                acts.push(Act::Open(name));
            }
        }
        looks::keys(ui.ctx(), desk.theme);
    }

    fn layout(&mut self, ui: &mut Ui, desk: &DeskData<'_>, acts: &mut Vec<Act>) {
        let size = ui.available_size();
        let factor = f32::from(theme::percent(ui.ctx())) / 100.0;
        let narrow = size.x < NARROW.0 * factor || size.y < NARROW.1 * factor;
        Side::top("trainee top").resizable(false).show(ui, |ui| self.top.show(ui, desk, acts));
        self.banner(ui, desk, acts);
        if narrow {
            // What needs room gets most of it here: a form of which one line shows cannot be filled in.
            let below = [Slot::Below, Slot::BelowRight];
            let roomy = self.front_of(desk, &below).is_some_and(|i| self.panels[i].wants_room());
            let low = if roomy { size.y * 0.58 } else { (size.y * 0.3).max(60.0) };
            let id = egui::Id::new(("trainee below narrow", roomy));
            Side::bottom(id).resizable(true).default_size(low).max_size(size.y * 0.8).show(ui, |ui| {
                self.slot(ui, desk, &below, acts);
            });
            let side = (size.x * 0.42).max(120.0);
            Side::left("trainee left narrow").resizable(true).default_size(side).max_size(size.x * 0.7).show(
                ui,
                |ui| {
                    self.slot(ui, desk, &[Slot::Left, Slot::RightAbove, Slot::RightBelow], acts);
                },
            );
        } else {
            let side = (size.x * 0.24).clamp(240.0, 440.0);
            // A board needs more height than what was said: each of the two keeps the height it was given.
            let roomy = self.front_of(desk, &[Slot::Below]).is_some_and(|i| self.panels[i].wants_room());
            let low = if roomy { size.y * 0.56 } else { (size.y * 0.3).clamp(140.0, 320.0) };
            let id = egui::Id::new(("trainee below", roomy));
            Side::bottom(id).resizable(true).default_size(low).max_size(size.y * 0.7).show(ui, |ui| {
                Side::right("trainee below right").resizable(true).default_size(side).show(ui, |ui| {
                    self.slot(ui, desk, &[Slot::BelowRight], acts);
                });
                CentralPanel::default().show(ui, |ui| self.slot(ui, desk, &[Slot::Below], acts));
            });
            Side::left("trainee left").resizable(true).default_size(side).max_size(size.x * 0.4).show(ui, |ui| {
                self.slot(ui, desk, &[Slot::Left], acts);
            });
            Side::right("trainee right").resizable(true).default_size(side).max_size(size.x * 0.4).show(ui, |ui| {
                // On a low side two panels one above the other would both be cut off: they share it by tabs.
                if ui.available_height() < SPLIT * factor {
                    self.slot(ui, desk, &[Slot::RightAbove, Slot::RightBelow], acts);
                    return;
                }
                let roomy = self.front_of(desk, &[Slot::RightAbove]).is_some_and(|i| self.panels[i].wants_room());
                let share = if roomy { 0.28 } else { 0.42 };
                // Below a third of the side what is known of the case could not be read.
                let half = (ui.available_height() * share).max(150.0);
                let id = egui::Id::new(("trainee right below", roomy));
                Side::bottom(id).resizable(true).default_size(half).show(ui, |ui| {
                    self.slot(ui, desk, &[Slot::RightBelow], acts);
                });
                CentralPanel::default().show(ui, |ui| self.slot(ui, desk, &[Slot::RightAbove], acts));
            });
        }
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| self.chart(ui, desk, acts));
    }

    /// What is asked, and what was refused, over the upper edge of the chart: nothing below moves when it comes or goes.
    fn banner(&mut self, ui: &mut Ui, desk: &DeskData<'_>, acts: &mut Vec<Act>) {
        if !self.top.has_banner(desk) {
            // What is history is counted even when nothing is shown.
            self.top.show_banner(&mut ui.new_child(egui::UiBuilder::new().invisible()), desk, acts);
            return;
        }
        let room = ui.available_rect_before_wrap();
        let width = (room.width() * 0.5).clamp(200.0, 640.0);
        let corner = egui::pos2(room.center().x - width / 2.0, room.top() + 4.0);
        egui::Area::new(egui::Id::new("trainee banner")).order(egui::Order::Foreground).fixed_pos(corner).show(
            ui.ctx(),
            |ui| {
                let edge = egui::Stroke::new(1.5, desk.theme.danger);
                Frame::popup(ui.style()).fill(desk.theme.panel).stroke(edge).show(ui, |ui| {
                    ui.set_width(width);
                    self.top.show_banner(ui, desk, acts);
                });
            },
        );
    }

    /// The panels of some places, in order.
    fn there(&self, desk: &DeskData<'_>, slots: &[Slot]) -> Vec<usize> {
        let is_there = |panel: &dyn Panel| slots.contains(&panel.slot()) && panel.concerns(desk);
        (0..self.panels.len()).filter(|i| is_there(self.panels[*i].as_ref())).collect()
    }

    /// The panel in front of some places.
    fn front_of(&self, desk: &DeskData<'_>, slots: &[Slot]) -> Option<usize> {
        let there = self.there(desk, slots);
        let named = |name: &&'static str| there.iter().copied().find(|i| self.panels[*i].name() == *name);
        self.front.iter().rev().find_map(named).or(there.first().copied())
    }

    /// The panels of some places, one of them in front.
    fn slot(&mut self, ui: &mut Ui, desk: &DeskData<'_>, slots: &[Slot], acts: &mut Vec<Act>) {
        let there = self.there(desk, slots);
        let Some(front) = self.front_of(desk, slots) else { return };
        let mut shown = front;
        ui.horizontal_wrapped(|ui| {
            for i in &there {
                let panel = &self.panels[*i];
                let waiting = panel.waiting();
                let mark = if waiting > 0 { format!(" ({waiting})") } else { String::new() };
                let text = RichText::new(format!("{}{mark}", panel.name())).strong();
                let alone = there.len() == 1;
                let response = if alone {
                    ui.add(Label::new(text).sense(Sense::focusable_noninteractive()))
                } else {
                    ui.selectable_label(*i == front, text)
                };
                // From here Tab leads into the panel.
                if self.focus == Some(panel.name()) {
                    response.request_focus();
                    self.focus = None;
                }
                if alone {
                    continue;
                }
                kit::named(ui, &response, &format!("Panel {}, {waiting} waiting", panel.name()));
                if response.clicked() {
                    shown = *i;
                }
            }
        });
        if shown != front {
            self.bring(self.panels[shown].name());
        }
        let panel = &mut self.panels[shown];
        ui.push_id(panel.name(), |ui| panel.show(ui, desk, acts));
    }

    fn chart(&mut self, ui: &mut Ui, desk: &DeskData<'_>, acts: &mut Vec<Act>) {
        let mut overlay = Overlay::default();
        for panel in &self.panels {
            panel.overlay(desk.now(), &mut overlay);
        }
        let scene = Scene {
            briefing: desk.briefing,
            picture: Some(desk.picture),
            truth: None,
            plan: None,
            now: desk.now(),
            overlay: &overlay,
            selected: desk.selected,
        };
        for event in self.chart.show(ui, &scene, desk.theme) {
            let taken = self.panels.iter_mut().any(|panel| panel.on_chart(&event, desk, acts));
            if taken {
                continue;
            }
            match event {
                ChartEvent::Selected(what) => acts.push(Act::Select(what)),
                ChartEvent::Act(what, _) => acts.push(Act::Select(what)),
                ChartEvent::Area(_) | ChartEvent::Hover(_) => {}
            }
        }
    }
}

/// What tells the exercise that a form, or a message with a receipt, was opened here.
fn mark_read(message: MessageId) -> Intent {
    Intent::Do(Command::Mail(Box::new(mail::Command::MarkRead { message })))
}

/// Messages received on a line and not opened yet.
fn on_line(desk: &DeskData<'_>, thread: Thread) -> Vec<MessageId> {
    desk.unread().filter(|message| intray::thread_of(message) == thread).map(|message| message.message).collect()
}

/// What is shown before the first picture has come.
fn waiting(ui: &mut Ui, view: &View, theme: &Theme) {
    CentralPanel::default().show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            top_bar::exercise(ui, theme);
            ui.label(RichText::new(&view.briefing.title).strong());
            top_bar::link(ui, theme, view);
        });
        ui.label("Waiting for the first picture of this seat.");
        for notice in &view.notices {
            ui.label(notice);
        }
    });
}
