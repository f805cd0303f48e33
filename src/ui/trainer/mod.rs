//! EXCON's desk: what was planned and what became of it, the truth beside every seat's picture, who sits where, and
//! everything that happened.
//!
//! **It decides nothing and knows no world**: it shows a `View` and hands back `Intent`s. A new panel is a new file
//! that implements `Panel`, and one line in `panels()`.

mod bar;
mod beliefs;
mod centre;
mod chairs;
mod desk;
mod edit;
mod expectations;
mod improvise;
mod injects;
mod log;
mod look_ahead;
pub(in crate::ui) mod tell;
mod waits;

use std::collections::{BTreeSet, VecDeque};

use egui::{Align, CentralPanel, CollapsingHeader, Context, Key, Modifiers, RichText, ScrollArea, Ui};

use self::bar::{Bar, SPEEDS};
use self::centre::Centre;
use self::desk::{Act, Desk, Panel, Slot};
use super::chart::Selected;
use super::palette::{Finder, Item};
use super::theme::Theme;
use super::{help, kit, looks};
use crate::base::Tick;
use crate::base::ids::{CraftId, ExpectationId, InjectId, PlaceId};
use crate::session::wire::Steer;
use crate::session::{Intent, View};

/// EXCON's desk. It keeps only what belongs to the looking.
pub struct Trainer {
    /// The address seats join at, for a join line to copy: "ws://192.168.1.4:4747". Exists when and only when this
    /// program hosts.
    pub join_address: Option<String>,
    /// The file the exercise is recorded in now. Exists when and only when this program hosts.
    pub recording: Option<String>,
    bar: Bar,
    centre: Centre,
    panels: Vec<Box<dyn Panel>>,
    finder: Finder,
    selected: Option<Selected>,
    moment: Option<Tick>,
    /// Panels to be opened in the next frame.
    opened: BTreeSet<&'static str>,
    /// A panel to be brought into sight, and for how many frames yet: what it says grows in the first of them.
    reveal: Option<(&'static str, u8)>,
    /// Whether the sheet of keys is open.
    help: bool,
}

/// For how many frames a panel that was opened is brought into sight.
const REVEALED: u8 = 3;

/// What the sheet of keys says first.
const WHAT_IS_WHERE: &str = "On the left is what was planned, what came of it, and what can be done about it. Above the \
                             chart is what every seat sees: press one to look through it beside the truth. On the right \
                             is who sits where. Below is all that happened: press an earlier moment to go back to it.";

/// The keys of the desk.
const KEYS: [(&str, &str); 9] = [
    ("F1", "this sheet"),
    ("Space", "run, pause"),
    ("N", "on to the next event"),
    ("1 to 5, plus, minus", "speed"),
    ("B", "a bookmark now"),
    ("Ctrl-K", "find anything: units, seats, injects, places, panels"),
    ("Esc", "close what is open"),
    help::PALETTE,
    help::TEXT,
];

/// All panels, in the order they stand: those that are closed at first come first, or the lists would hide them.
fn panels() -> Vec<Box<dyn Panel>> {
    vec![
        Box::<improvise::Improvise>::default(),
        Box::<edit::Edit>::default(),
        Box::<injects::Injects>::default(),
        Box::<look_ahead::LookAhead>::default(),
        Box::<expectations::Expectations>::default(),
        Box::<chairs::Chairs>::default(),
        Box::<beliefs::Beliefs>::default(),
        Box::<log::Log>::default(),
    ]
}

impl Default for Trainer {
    fn default() -> Self {
        Self {
            join_address: None,
            recording: None,
            bar: Bar::default(),
            centre: Centre::default(),
            panels: panels(),
            finder: Finder::default(),
            selected: None,
            moment: None,
            opened: BTreeSet::new(),
            reveal: None,
            help: false,
        }
    }
}

/// How often acts may lead to further acts in one frame; a guard against two panels that answer each other for ever.
const ROUNDS: usize = 200;

impl Trainer {
    /// Shows the desk over the whole window, and tells what EXCON wants.
    pub fn show(&mut self, ui: &mut Ui, view: &View, theme: &Theme) -> Vec<Intent> {
        let theme = &looks::theme(ui.ctx(), theme);
        theme.apply(ui.ctx());
        self.moment = self.moment.filter(|moment| *moment < view.clock.tick);
        let join_address = self.join_address.clone();
        let desk = match (&view.plan, &view.overview) {
            (Some(plan), Some(overview)) => Some(Desk {
                view,
                briefing: &view.briefing,
                plan,
                overview,
                theme,
                selected: self.selected,
                moment: self.moment,
                join_address: join_address.as_deref(),
            }),
            _ => None,
        };
        let mut out = Vec::new();
        self.finder.hear_keys(ui.ctx());
        looks::keys(ui.ctx(), theme);
        help::show(ui, theme, &mut self.help, WHAT_IS_WHERE, &KEYS);
        if let Some(desk) = &desk {
            keys(ui.ctx(), desk, &mut out);
        }
        egui::Panel::top("trainer bar").show(ui, |ui| {
            self.bar.show(ui, view, desk.as_ref(), theme, &mut out);
            bar::state_line(ui, view, self.recording.as_deref(), theme);
            self.bar.ask(ui, theme, &mut out);
        });
        let Some(desk) = desk else {
            CentralPanel::default().show(ui, |ui| ui.label("Waiting for the exercise to be shown"));
            return act_outs(out);
        };
        let factor = f32::from(super::theme::percent(ui.ctx())) / 100.0;
        let whole = ui.available_size();
        let below = (190.0 * factor).min(whole.y * 0.4);
        egui::Panel::bottom("trainer below").resizable(true).default_size(below).max_size(whole.y * 0.6).show(
            ui,
            |ui| {
                // It keeps its height while there is little to tell.
                ui.set_min_height(ui.available_height());
                self.slot(ui, Slot::Below, &desk, &mut out);
            },
        );
        egui::Panel::left("trainer left")
            .resizable(true)
            .default_size((310.0 * factor).min(whole.x * 0.36))
            .max_size(whole.x * 0.45)
            .show(ui, |ui| self.column(ui, Slot::Left, &desk, &mut out));
        egui::Panel::right("trainer right")
            .resizable(true)
            .default_size((250.0 * factor).min(whole.x * 0.28))
            .max_size(whole.x * 0.4)
            .show(ui, |ui| self.column(ui, Slot::Right, &desk, &mut out));
        self.opened.clear();
        CentralPanel::default().show(ui, |ui| self.centre.show(ui, &desk, &mut out));
        let found = if self.finder.is_open() { items(&desk) } else { Vec::new() };
        if let Some(acts) = self.finder.show(ui, &found, theme) {
            // What is on the chart is gone on with there; a panel that is opened takes the focus itself.
            if acts.iter().any(|act| matches!(act, Act::Select(_) | Act::LookThrough(_))) {
                self.centre.take_focus();
            }
            out.extend(acts);
        }
        self.work_off(&desk, out)
    }

    /// A column of panels that open and close.
    fn column(&mut self, ui: &mut Ui, slot: Slot, desk: &Desk<'_>, out: &mut Vec<Act>) {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt(slot as u8).show(ui, |ui| {
            for panel in self.panels.iter_mut().filter(|panel| panel.slot() == slot) {
                let name = panel.name();
                let shown = CollapsingHeader::new(RichText::new(name).strong())
                    .default_open(panel.open_at_first())
                    .open(self.opened.contains(name).then_some(true))
                    .show_unindented(ui, |ui| panel.show(ui, desk, out));
                // From here Tab leads into the panel that was asked for.
                if self.opened.contains(name) {
                    shown.header_response.request_focus();
                }
                if let Some((_, frames)) = self.reveal.as_mut().filter(|(wanted, _)| *wanted == name) {
                    shown.header_response.scroll_to_me(Some(Align::TOP));
                    *frames -= 1;
                    ui.ctx().request_repaint();
                }
                self.reveal = self.reveal.filter(|(_, frames)| *frames > 0);
            }
        });
    }

    /// Panels beside each other, all open.
    fn slot(&mut self, ui: &mut Ui, slot: Slot, desk: &Desk<'_>, out: &mut Vec<Act>) {
        let here: Vec<_> = self.panels.iter_mut().filter(|panel| panel.slot() == slot).collect();
        if here.is_empty() {
            return;
        }
        ui.columns(here.len(), |columns| {
            for (column, panel) in columns.iter_mut().zip(here) {
                panel.show(column, desk, out);
            }
        });
    }

    /// Lets every panel hear every act, and keeps what leaves the desk.
    fn work_off(&mut self, desk: &Desk<'_>, acts: Vec<Act>) -> Vec<Intent> {
        let (mut queue, mut intents) = (VecDeque::from(acts), Vec::new());
        for _ in 0..ROUNDS {
            let Some(act) = queue.pop_front() else { break };
            self.centre.hear(&act);
            let mut more = Vec::new();
            for panel in &mut self.panels {
                panel.hear(&act, desk, &mut more);
            }
            queue.extend(more);
            match act {
                Act::Out(intent) => intents.push(intent),
                Act::Select(what) => self.selected = Some(what),
                Act::Moment(moment) => self.moment = moment,
                Act::Branch(to) => self.bar.ask_branch(desk.view, to),
                Act::Help => self.help = !self.help,
                Act::Open(name) => {
                    self.opened.insert(name);
                    self.reveal = Some((name, REVEALED));
                }
                // They bring what they name into sight themselves.
                Act::ShowInject(_) | Act::ShowExpectation(_) => self.reveal = None,
                _ => {}
            }
        }
        intents
    }
}

/// What leaves the desk before the first view has come.
fn act_outs(acts: Vec<Act>) -> Vec<Intent> {
    acts.into_iter().filter_map(|act| if let Act::Out(intent) = act { Some(intent) } else { None }).collect()
}

/// The keys of the desk: Space, N, B, 1 to 5, plus and minus.
fn keys(ctx: &Context, desk: &Desk<'_>, out: &mut Vec<Act>) {
    if !kit::letters_are_free(ctx) || !desk.may_act() {
        return;
    }
    let clock = desk.view.clock;
    let pressed = |key: Key| ctx.input(|input| input.modifiers.is_none() && input.key_pressed(key));
    // A chart in focus would take Space for a press on its middle.
    if kit::space_is_free(ctx) && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
        out.push(Act::steer(if clock.running { Steer::Pause } else { Steer::Run }));
    }
    if pressed(Key::N) {
        out.push(Act::steer(Steer::NextEvent));
    }
    if pressed(Key::B) {
        out.push(log::bookmark(String::new()));
    }
    let numbers = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];
    for (key, speed) in numbers.into_iter().zip(SPEEDS) {
        if pressed(key) {
            out.push(Act::steer(Steer::Speed(speed)));
        }
    }
    // On a chart in focus, plus and minus zoom.
    if ctx.egui_wants_keyboard_input() {
        return;
    }
    let faster = SPEEDS.into_iter().find(|speed| *speed > clock.speed + 0.5);
    let slower = SPEEDS.into_iter().rev().find(|speed| *speed < clock.speed - 0.5);
    if pressed(Key::Plus) || pressed(Key::Equals) {
        out.extend(faster.map(|speed| Act::steer(Steer::Speed(speed))));
    }
    if pressed(Key::Minus) {
        out.extend(slower.map(|speed| Act::steer(Steer::Speed(speed))));
    }
}

/// Everything that can be found by name.
fn items(desk: &Desk<'_>) -> Vec<Item<Vec<Act>>> {
    let mut items = Vec::new();
    let mut add = |label: &str, kind, payload| items.push(Item { label: label.to_owned(), kind, payload });
    for (i, craft) in desk.plan.craft.iter().enumerate() {
        let id = CraftId::new(i);
        let at = desk.casualty(id).map(|c| Act::PointAt(vec![c.position]));
        add(&craft.name, "vessel in distress", [Act::Select(Selected::Case(id))].into_iter().chain(at).collect());
    }
    for card in &desk.plan.srus {
        let at = desk.sru(card.sru).map(|view| Act::PointAt(vec![view.position]));
        add(&card.name, "unit", [Act::Select(Selected::Sru(card.sru))].into_iter().chain(at).collect());
    }
    for picture in &desk.overview.pictures {
        add(desk.names().seat(picture.seat), "seat", vec![Act::LookThrough(Some(picture.seat))]);
    }
    for (i, place) in desk.briefing.places.iter().enumerate() {
        let acts = vec![Act::Select(Selected::Place(PlaceId::new(i))), Act::PointAt(vec![place.position])];
        add(&place.name, "place", acts);
    }
    for (i, inject) in desk.plan.injects.iter().enumerate() {
        add(&inject.purpose, "inject", vec![Act::Open(injects::NAME), Act::ShowInject(InjectId::new(i))]);
    }
    for (i, expectation) in desk.plan.expectations.iter().enumerate() {
        let acts = vec![Act::Open(expectations::NAME), Act::ShowExpectation(ExpectationId::new(i))];
        add(&expectation.what, "expectation", acts);
    }
    for panel in [injects::NAME, look_ahead::NAME, expectations::NAME, improvise::NAME, edit::NAME, chairs::NAME] {
        add(panel, "panel", vec![Act::Open(panel)]);
    }
    items
}

#[cfg(test)]
mod tests;
