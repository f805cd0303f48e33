//! The top bar: EXERCISE, who and where, the one clock, the case, people, the line to the host, and the desk's own
//! switches; under it, what was refused and what the host says.

use egui::{Key, Label, Modifiers, RichText, Ui};

use crate::base::Span;
use crate::crew::Crew;
use crate::picture::{CaseView, LogView};
use crate::session::wire::Chair;
use crate::session::{Intent, LinkStatus, View};
use crate::sim::mail;
use crate::ui::kit::{Answered, Question};
use crate::ui::theme::{self, Theme};
use crate::ui::words;

use super::desk::{Act, DeskData};
use super::{kit, know};

/// A refusal older than this when the desk opens is history.
const HISTORY: Span = Span::minutes(10);

/// Refusals shown at once at most.
const SHOWN: usize = 3;

/// Steps of text size \[per cent\].
const STEP: u16 = 20;

/// What has been noted of what stands under the bar.
#[derive(Debug, Default)]
pub(super) struct TopBar {
    /// How many refusals of the log have been noted. Exists when and only when a log has been seen.
    refusals: Option<usize>,
    /// How many notices have been noted.
    notices: usize,
    /// Whether the seat shall be handed over, or this desk left, while that is asked.
    question: Question<Intent>,
    /// How many seats the person holds on this screen, if more than this one.
    pub(super) held: usize,
    /// Whether there is a way to hold another.
    pub(super) offers_seats: bool,
}

impl TopBar {
    /// The bar, with a picture.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        ui.horizontal_wrapped(|ui| {
            exercise(ui, desk.theme);
            ui.label(RichText::new(words::chair_title(desk.briefing, desk.picture)).strong());
            if matches!(desk.view.chair, Chair::Observer(_)) {
                ui.label(RichText::new("observer").strong().color(desk.theme.accent));
            }
            ui.separator();
            clock(ui, desk);
            ui.separator();
            self.switches(ui, desk, out);
        });
        // What comes and goes has a line of its own that is always there: nothing below it moves under the pointer.
        ui.horizontal_wrapped(|ui| {
            case(ui, desk);
            ui.separator();
            dead_lines(ui, desk);
            link(ui, desk.theme, desk.view);
        });
    }

    /// What is asked before it is done; what was refused and what the host says, until it is noted.
    pub(super) fn show_banner(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        let asked = self.question.asked().is_some();
        if asked && (!desk.may_act() || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))) {
            self.question.drop();
        }
        if let Answered::Confirmed(intent) = self.question.show(ui, desk.theme) {
            out.push(Act::Out(intent));
        }
        let refused: Vec<&LogView> = desk.picture.log.iter().filter(|line| line.refused).collect();
        let history = refused.iter().filter(|line| desk.now() >= line.at.after(HISTORY)).count();
        let noted = self.refusals.get_or_insert(history);
        // After a step back to an earlier moment the log is shorter.
        *noted = (*noted).min(refused.len());
        for line in refused.iter().skip(*noted).rev().take(SHOWN) {
            let text = format!("{} {}", words::clock(desk.briefing, line.at), line.text);
            kit::danger(ui, desk.theme, text);
        }
        if refused.len() > *noted && kit::press(ui, "Noted", "Note what was refused") {
            *noted = refused.len();
        }
        self.notices = self.notices.min(desk.view.notices.len());
        if let Some(notice) = desk.view.notices.last().filter(|_| desk.view.notices.len() > self.notices) {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(format!("ℹ {notice}")).strong());
                if kit::press(ui, "Close", "Close the notice") {
                    self.notices = desk.view.notices.len();
                }
            });
        }
    }

    /// Whether anything stands under the bar.
    pub(super) fn has_banner(&self, desk: &DeskData<'_>) -> bool {
        let refused = desk.picture.log.iter().filter(|line| line.refused);
        let fresh = match self.refusals {
            Some(noted) => refused.count() > noted,
            None => refused.filter(|line| desk.now() < line.at.after(HISTORY)).count() > 0,
        };
        fresh || desk.view.notices.len() > self.notices || self.question.asked().is_some()
    }

    /// Colours, text size, keys, who plays, leave.
    fn switches(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        looks(ui, desk, out);
        if kit::press(ui, "Find", "Find anything, Ctrl-K") {
            out.push(Act::Find);
        }
        if kit::press(ui, "?", "Help and keys, F1") {
            out.push(Act::Help);
        }
        self.who_plays(ui, desk, out);
        if self.offers_seats && kit::press(ui, "+ Seat", "Hold another seat on this screen") {
            out.push(Act::AnotherSeat);
        }
        if kit::press(ui, "Leave", "Leave this desk") {
            // Who only looks on, or has nothing left to do, leaves nothing behind.
            if desk.may_act() {
                let consequences = [
                    "If nobody else sits at this seat, a crew takes it over after a while; its code lets you back in.",
                    "An exercise that you play alone ends here; its recording stays.",
                ];
                let all = format!("All {} seats you hold on this screen are left, and not only this one.", self.held);
                let all = (self.held > 1).then_some(all).into_iter();
                let consequences = all.chain(consequences.map(str::to_owned)).collect();
                self.question.ask("Leave this desk", consequences, Intent::Leave);
            } else {
                out.push(Act::Out(Intent::Leave));
            }
        }
    }

    /// Who plays this seat, and handing it over, which is asked first.
    fn who_plays(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        let mine = |chair: Chair| matches!(chair, Chair::Seat(seat) if seat == desk.me());
        let playing = desk.view.table.iter().find(|status| mine(status.chair)).and_then(|status| status.crew);
        if let Some(crew) = playing {
            ui.label(RichText::new(format!("played by the {crew} crew")).strong());
        }
        if !desk.may_act() {
            return;
        }
        if playing.is_some() {
            if kit::press(ui, "Take back", "Take the seat back from its crew") {
                out.push(Act::Out(Intent::Crew(None)));
            }
        } else if kit::press(ui, "Hand to crew", "Hand the seat to a crew that plays by doctrine") {
            let consequences = [
                "A crew that plays by doctrine acts for this seat at once: it answers what waits and orders your units.",
                "What you sent and has not entered is dropped. You can take the seat back at any time.",
            ];
            let verb = "Hand the seat to a crew";
            self.question.ask(verb, consequences.map(str::to_owned).to_vec(), Intent::Crew(Some(Crew::Doctrine)));
        }
    }
}

/// The word that is always there.
pub(super) fn exercise(ui: &mut Ui, theme: &Theme) {
    egui::Frame::NONE.fill(theme.accent).inner_margin(egui::Margin::symmetric(6, 1)).show(ui, |ui| {
        ui.label(RichText::new("EXERCISE").strong().color(theme.card));
    });
}

/// Exercise time, speed, running or not.
fn clock(ui: &mut Ui, desk: &DeskData<'_>) {
    let now = desk.now();
    let time = format!("{}  {}", words::dtg(desk.briefing, now), words::local(desk.briefing, now));
    ui.label(RichText::new(time).strong());
    let clock = &desk.view.clock;
    let state = if clock.over {
        "over".to_owned()
    } else if clock.running {
        format!("running x{:.0}", clock.speed)
    } else {
        format!("paused (x{:.0})", clock.speed)
    };
    // Without the host nobody knows what its clock does.
    let lost = !matches!(desk.view.link, LinkStatus::Live | LinkStatus::Replay);
    ui.label(if lost && !clock.over { format!("last known: {state}") } else { state });
    if clock.behind_s > 60.0 {
        ui.label(format!("{} behind", words::span(Span(clock.behind_s as i64))));
    }
}

/// The gravest case, and people.
fn case(ui: &mut Ui, desk: &DeskData<'_>) {
    let cases = &desk.picture.cases;
    let of = |view: &&CaseView| view.phase.map(|(phase, _)| phase).max(know::phase_told(view).map(|(phase, _)| phase));
    let Some(gravest) = cases.iter().max_by_key(of) else {
        ui.label("no case");
        return;
    };
    let more = if cases.len() > 1 { format!(" ({} cases)", cases.len()) } else { String::new() };
    let told = || know::phase_told(gravest);
    let phase = match gravest.phase {
        Some((phase, _)) => words::phase_code(phase).to_owned(),
        None => told().map_or_else(
            || "no phase".to_owned(),
            |(phase, by)| format!("{} (told by {})", words::phase_code(phase), desk.seat_name(by)),
        ),
    };
    ui.label(RichText::new(format!("{phase}{more}")).strong());
    let told: u32 = cases.iter().filter_map(|view| view.persons).sum();
    let told = if cases.iter().any(|view| view.persons.is_some()) { told.to_string() } else { "?".to_owned() };
    let counts = cases.iter().map(|view| know::all_counts(desk.briefing, desk.picture, view));
    let (recovered, landed) = counts.fold((0, 0), |(r, l), counts| (r + counts.recovered, l + counts.landed));
    ui.label("·");
    ui.label(format!("aboard {told}, recovered {recovered}, landed {landed}"));
}

/// The seat's own lines that are dead, as long as they are.
fn dead_lines(ui: &mut Ui, desk: &DeskData<'_>) {
    for (channel, at) in &desk.picture.lines.dead {
        let since = words::clock(desk.briefing, *at);
        kit::danger(ui, desk.theme, format!("{} dead since {since}", words::channel(*channel)));
        ui.separator();
    }
}

/// How the line to the host stands, and what waits on it.
pub(super) fn link(ui: &mut Ui, theme: &Theme, view: &View) {
    let (sign, words, bad) = match &view.link {
        LinkStatus::Live => ("✔", "live".to_owned(), false),
        LinkStatus::Connecting => ("○", "connecting".to_owned(), false),
        LinkStatus::Lost(why) => ("○", format!("line lost, trying again: {why}"), true),
        LinkStatus::Refused(why) => ("✖", format!("turned away: {why}"), true),
        LinkStatus::Replay => ("▶", "recording".to_owned(), false),
    };
    let text = RichText::new(format!("{sign} {words}"));
    let text = if bad { text.strong().color(theme.danger) } else { text.color(theme.ok) };
    ui.add(Label::new(text).truncate());
    // That messages were opened goes out by itself.
    let pending: Vec<&str> =
        view.pending.iter().map(String::as_str).filter(|words| *words != mail::MARK_READ).collect();
    if let Some(first) = pending.first() {
        let others = pending.len() - 1;
        let more = if others > 0 { format!(", and {others} more") } else { String::new() };
        let intro = if words::waits_for_clock(view) { "waits until the clock runs" } else { "on its way to the host" };
        let text = format!("{intro}: {first}{more}");
        ui.add(Label::new(text).truncate()).on_hover_text(pending.join("\n"));
    }
}

/// Colours and text size.
fn looks(ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
    let next = desk.theme.palette.next();
    if kit::press(
        ui,
        desk.theme.palette.name(),
        &format!("Palette {}, switch to {}", desk.theme.palette.name(), next.name()),
    ) {
        out.push(Act::Palette(next));
    }
    let percent = theme::percent(ui.ctx());
    let (least, most) = (*theme::SCALES.start(), *theme::SCALES.end());
    if kit::press_if(ui, percent > least, "A−", &format!("Smaller text, now {percent} %")) {
        out.push(Act::TextScale(percent.saturating_sub(STEP).max(least)));
    }
    if kit::press_if(ui, percent < most, "A+", &format!("Larger text, now {percent} %")) {
        out.push(Act::TextScale((percent + STEP).min(most)));
    }
}
