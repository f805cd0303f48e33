//! The seats one person holds on one screen: a row of tabs over the desk in front, each with what waits there.
//!
//! Every seat has a desk of its own, with its own drafts, selection and chart: **nothing is carried from one to another
//! but by the person**. What a tab shows is counted from that seat's picture alone.

use egui::{CentralPanel, Key, Modifiers, Panel as Side, RichText, Ui, UiBuilder};

use super::Trainee;
use super::sharing::Waiting;
use crate::base::Tick;
use crate::crew::Crew;
use crate::session::wire::Chair;
use crate::session::{Intent, LinkStatus, View};
use crate::ui::kit::{self, Answered, Question};
use crate::ui::looks;
use crate::ui::theme::Theme;
use crate::ui::words;

/// The keys of the first seats.
const KEYS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// As many letters of a name stand on a tab: six seats of a state fit side by side.
const LETTERS: usize = 24;

/// What is said where another seat can be asked for.
const APART: &str = "Seats of different states do not share a screen: each knows only what it is told.";

/// A seat that is held here.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// What it shows. Exists once the host has let it in.
    pub view: Option<&'a View>,
    /// How its line to the host stands.
    pub link: &'a LinkStatus,
}

/// How another seat can be held here as well.
#[derive(Debug, Clone, Copy)]
pub enum More<'a> {
    /// By its code.
    Code,
    /// One of these, by name: seats of the same state that are not held here.
    Of(&'a [String]),
}

/// What a person wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// This, of the seat at this place.
    Of(usize, Intent),
    /// To hold the seat at this place no longer, and the others on.
    LetGo(usize),
    /// To hold the seat of this code as well.
    Code(String),
    /// To hold that one of those named in `More::Of` as well.
    Named(usize),
}

/// The desks of the seats held, one of them in front.
#[derive(Debug, Default)]
pub struct Seats {
    desks: Vec<Trainee>,
    front: usize,
    // What waited at each, and when that was counted.
    counted: Vec<(Option<Tick>, Waiting)>,
    // The code being typed. Exists while another seat is being asked for.
    asking: Option<String>,
    // Whether a seat that was asked for is to come to the front when it is there.
    expected: bool,
    // Whether a seat shall be let go, while that is asked.
    question: Question<usize>,
}

impl Seats {
    /// Shows the desk in front in the whole window, under the tabs where there is more than one, and gives back what the
    /// person wants.
    pub fn show(&mut self, ui: &mut Ui, held: &[Held<'_>], more: More<'_>, theme: &Theme) -> Vec<Wish> {
        let theme = &looks::theme(ui.ctx(), theme);
        theme.apply(ui.ctx());
        ui.set_style(ui.ctx().global_style());
        if held.len() > self.desks.len() && std::mem::take(&mut self.expected) {
            self.front = held.len() - 1;
            drop_focus(ui);
        }
        self.desks.resize_with(held.len(), Trainee::default);
        self.counted.resize(held.len(), (None, Waiting::default()));
        self.front = self.front.min(held.len().saturating_sub(1));
        let mut out = Vec::new();
        self.keys(ui, held.len());
        self.count(held, theme);
        if held.len() > 1 || self.asking.is_some() {
            Side::top("seat tabs").resizable(false).show(ui, |ui| self.strip(ui, held, more, theme, &mut out));
        }
        if self.desks.len() != held.len() {
            // The person has just let go of one: the next frame is given the others.
            drop_focus(ui);
            ui.ctx().request_repaint();
            return out;
        }
        let front = self.front;
        let (Some(seat), Some(desk)) = (held.get(front), self.desks.get_mut(front)) else { return out };
        let Some(view) = seat.view else {
            outside(ui, seat.link, front, &mut out);
            return out;
        };
        // Where there are tabs, they have the way to another seat.
        desk.shares(held.len(), held.len() == 1 && !matches!(more, More::Of([])));
        // Under a name of its own, or what is scrolled, opened or focused at one seat would be so at the next.
        let name = ("desk of", format!("{:?}", view.chair));
        let mut below = ui.new_child(UiBuilder::new().id_salt(name).max_rect(ui.available_rect_before_wrap()));
        out.extend(desk.show(&mut below, view, theme).into_iter().map(|intent| Wish::Of(front, intent)));
        if desk.wants_another_seat() {
            self.asking = Some(String::new());
        }
        out
    }

    /// The seat in front, by its place.
    pub fn front(&self) -> usize {
        self.front
    }

    /// Keys that lead to another seat wherever the focus is.
    fn keys(&mut self, ui: &Ui, held: usize) {
        if held < 2 {
            return;
        }
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        for (place, key) in (0..held).zip(KEYS) {
            if pressed(Modifiers::COMMAND, key) {
                self.bring(ui, place);
            }
        }
        if pressed(Modifiers::CTRL | Modifiers::SHIFT, Key::Tab) {
            self.bring(ui, (self.front + held - 1) % held);
        } else if pressed(Modifiers::CTRL, Key::Tab) {
            self.bring(ui, (self.front + 1) % held);
        }
    }

    fn bring(&mut self, ui: &Ui, place: usize) {
        if place != self.front {
            self.front = place;
            self.question.drop();
            drop_focus(ui);
        }
    }

    /// Counts what waits: at the desk in front always, because there cards are put aside and messages opened, at the
    /// others when their picture has moved on.
    fn count(&mut self, held: &[Held<'_>], theme: &Theme) {
        for (i, (desk, seat)) in self.desks.iter_mut().zip(held).enumerate() {
            let Some(view) = seat.view else { continue };
            let tick = view.picture.as_ref().map(|picture| picture.tick);
            if i == self.front || self.counted[i].0 != tick {
                self.counted[i] = (tick, desk.waiting(view, theme));
            }
        }
    }

    /// The tabs, and what is asked under them.
    fn strip(&mut self, ui: &mut Ui, held: &[Held<'_>], more: More<'_>, theme: &Theme, out: &mut Vec<Wish>) {
        ui.horizontal_wrapped(|ui| {
            ui.label("Your seats");
            let (mut shown, mut let_go) = (None, None);
            for (i, seat) in held.iter().enumerate() {
                let (face, told) = face(seat, i, self.counted[i].1, theme);
                let response = ui.selectable_label(i == self.front, face);
                kit::renamed(ui, &response, &told);
                let focused = response.has_focus().then_some(response.id);
                if response.on_hover_text(told).clicked() {
                    shown = Some((i, focused));
                }
            }
            if held.len() > 1 {
                ui.separator();
                // It stays where it is while it is open: nothing else shall come under the pointer.
                if kit::toggle(ui, self.asking.is_some(), "+ Seat", "Hold another seat on this screen") {
                    self.asking = if self.asking.is_some() { None } else { Some(String::new()) };
                }
                let name = held.get(self.front).map(|seat| name(seat, self.front)).unwrap_or_default();
                if kit::press(ui, "Let go", &format!("Let go of {name}")) {
                    let_go = Some(name);
                }
            }
            if let Some((place, focused)) = shown {
                self.bring(ui, place);
                // Who goes along the tabs by keys stays among them.
                if let Some(tab) = focused {
                    ui.memory_mut(|memory| memory.request_focus(tab));
                }
            }
            if let Some(name) = let_go {
                self.ask_to_let_go(held, &name, out);
            }
        });
        if self.question.asked().is_some() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.question.drop();
        }
        if let Answered::Confirmed(place) = self.question.show(ui, theme) {
            self.let_go(place, out);
        }
        if self.asking.is_some() {
            self.another(ui, more, theme, out);
        }
    }

    /// Who acts at a seat is asked before leaving it; a seat that was turned away, or looks on, leaves nothing behind.
    fn ask_to_let_go(&mut self, held: &[Held<'_>], name: &str, out: &mut Vec<Wish>) {
        let Some(seat) = held.get(self.front) else { return };
        let acts = seat.view.is_some_and(|view| matches!(view.chair, Chair::Seat(_)) && !view.clock.over);
        if !acts || matches!(seat.link, LinkStatus::Refused(_)) {
            return self.let_go(self.front, out);
        }
        let consequences = vec![
            format!("You hold {name} no longer, and the other seats on."),
            "If nobody else sits there, a crew takes it over after a while; you can come back to it.".to_owned(),
        ];
        self.question.ask(format!("Let go of {name}"), consequences, self.front);
    }

    fn let_go(&mut self, place: usize, out: &mut Vec<Wish>) {
        if place < self.desks.len() {
            self.desks.remove(place);
            self.counted.remove(place);
            if self.front > place || self.front >= self.desks.len() {
                self.front = self.front.saturating_sub(1);
            }
            out.push(Wish::LetGo(place));
        }
    }

    /// Asks for another seat.
    fn another(&mut self, ui: &mut Ui, more: More<'_>, theme: &Theme, out: &mut Vec<Wish>) {
        let Some(code) = &mut self.asking else { return };
        let mut wish = None;
        let mut shut = false;
        ui.horizontal_wrapped(|ui| {
            match more {
                More::Code => {
                    let label = ui.label("Code of another seat of your state");
                    ui.add(egui::TextEdit::singleline(code).desired_width(220.0)).labelled_by(label.id);
                    let typed = code.trim().to_owned();
                    if kit::press_if(ui, !typed.is_empty(), "Sit down", "Sit down at that seat too", "Type its code") {
                        wish = Some(Wish::Code(typed));
                    }
                }
                More::Of([]) => {
                    ui.label("You hold every seat of your state.");
                }
                More::Of(names) => {
                    ui.label("Hold as well:");
                    for (i, name) in names.iter().enumerate() {
                        if kit::press(ui, name, &format!("Hold {name} as well")) {
                            wish = Some(Wish::Named(i));
                        }
                    }
                }
            }
            shut = kit::press(ui, "Close", "Close: hold another seat");
            kit::weak(ui, theme, APART);
        });
        shut |= ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        self.expected |= wish.is_some();
        if shut || wish.is_some() {
            self.asking = None;
        }
        out.extend(wish);
    }
}

/// What had the focus is of a desk that is shown no longer: a screen reader would be told of something that is not
/// there, and what is typed next would be lost.
fn drop_focus(ui: &Ui) {
    ui.memory_mut(|memory| {
        if let Some(focused) = memory.focused() {
            memory.surrender_focus(focused);
        }
        // On a Mac Ctrl-Shift-Tab is Shift-Tab to egui, which would go on among the widgets of the other desk.
        memory.move_focus(egui::FocusDirection::None);
    });
}

/// What a seat is called on its tab.
fn name(seat: &Held<'_>, place: usize) -> String {
    let chair = seat.view.map(|view| (view, view.chair));
    match chair {
        Some((view, Chair::Seat(id))) => words::seat_name(&view.briefing, id).to_owned(),
        Some((view, Chair::Observer(id))) => format!("{} (observer)", words::seat_name(&view.briefing, id)),
        Some((_, Chair::Excon)) => "EXCON".to_owned(),
        None => format!("Seat {}", place + 1),
    }
}

/// A name as a tab has room for it.
fn short(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let begin: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", begin.trim_end())
}

/// The face of a tab, and what it says to a screen reader and on hovering.
fn face(seat: &Held<'_>, place: usize, waits: Waiting, theme: &Theme) -> (RichText, String) {
    let name = name(seat, place);
    let (mut face, mut told) = (short(&name), format!("Seat {name}"));
    if place < KEYS.len() {
        told += &format!(", Ctrl-{}", place + 1);
    }
    if let Some(crew) = seat.view.and_then(played_by) {
        face += " ⚙";
        told += &format!("; played by the {crew} crew");
    }
    match seat.link {
        LinkStatus::Refused(why) => {
            face += " ✖";
            told += &format!("; turned away: {why}");
        }
        LinkStatus::Connecting => {
            face += " ○";
            told += "; on its way in";
        }
        LinkStatus::Lost(why) => {
            face += " ○";
            told += &format!("; line lost, trying again: {why}");
        }
        LinkStatus::Live | LinkStatus::Replay => {}
    }
    if seat.view.is_some() {
        for (sign, count) in [("‼", waits.life), ("!", waits.asked)] {
            if count > 0 {
                face += &format!(" {sign}{count}");
            }
        }
        if waits.all > 0 {
            face += &format!(" ({})", waits.all);
        }
        told += &format!(
            "; {} waiting, {} about danger to life, {} asked of you, {} messages unread",
            waits.all, waits.life, waits.asked, waits.unread
        );
    }
    // Red is danger to life, and refusals.
    let grave = waits.life > 0 || matches!(seat.link, LinkStatus::Refused(_));
    let text = RichText::new(face).strong();
    (if grave { text.color(theme.danger) } else { text }, told)
}

/// The crew that plays a seat. `None` while people do, and where one looks on.
fn played_by(view: &View) -> Option<Crew> {
    let Chair::Seat(_) = view.chair else { return None };
    view.table.iter().find(|status| status.chair == view.chair).and_then(|status| status.crew)
}

/// A seat that has not been let in.
fn outside(ui: &mut Ui, link: &LinkStatus, place: usize, out: &mut Vec<Wish>) {
    let words = match link {
        LinkStatus::Connecting | LinkStatus::Live | LinkStatus::Replay => "Sitting down at this seat…".to_owned(),
        LinkStatus::Lost(why) => format!("No connection yet: {why}. Trying again."),
        LinkStatus::Refused(why) => format!("Turned away: {why}."),
    };
    CentralPanel::default().show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(60.0);
            ui.label(words);
            ui.add_space(12.0);
            if kit::press(ui, "Leave", "Leave this desk") {
                out.push(Wish::Of(place, Intent::Leave));
            }
        });
    });
}
