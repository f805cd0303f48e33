//! The in-tray: everything that is asked of this seat, the gravest and the most pressing first, with its answers.
//!
//! Cards are made anew from the picture every time; **nothing is remembered but what was put aside**, and until when.

mod ashore;
mod card;
mod case;
mod messages;
mod portal;
mod requests;
#[cfg(test)]
mod tests;
mod units;

use std::collections::{BTreeMap, BTreeSet};

use egui::{Color32, Key, Modifiers, RichText, ScrollArea, Ui};

use crate::base::ids::RequestId;
use crate::base::{Span, Tick};
use crate::sim::{Answer, Ask, Command};
use crate::ui::theme::Theme;
use crate::ui::words;

use super::desk::{Act, DeskData, Panel, Slot, is_entering};
use super::sharing::Waiting;
use super::terms::TermsForm;
use super::{kit, ways};
use card::{Card, Does, Weight, Words};

pub(super) use case::{BROADCAST_RADIUS_NMI, mayday};
pub(super) use messages::thread_of;

/// The panel.
#[derive(Debug, Default)]
pub(super) struct InTray {
    /// Cards put aside, and until when.
    aside: BTreeMap<String, Tick>,
    /// Cards answered, and when: what was sent enters with the next tick, and nobody shall send it twice.
    sent: BTreeMap<String, Tick>,
    /// Words being written on a card. Exists when and only when some are.
    writing: Option<Writing>,
    /// Terms being written on a card. Exists when and only when some are.
    offering: Option<Offering>,
    /// Cards shown last.
    count: usize,
    /// Whether the instructions of the seat were read and put away.
    instructed: bool,
}

/// Words being written on a card.
#[derive(Debug, Clone, PartialEq)]
struct Writing {
    key: String,
    text: String,
    what: Wanted,
    /// Whether it was begun just now, and wants the focus and to be in sight.
    fresh: bool,
}

/// Terms being written on a card.
#[derive(Debug, Clone, PartialEq)]
struct Offering {
    key: String,
    request: RequestId,
    what: Ask,
    form: TermsForm,
    /// Whether it was begun just now, and wants to be in sight.
    fresh: bool,
}

/// What the words are for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wanted {
    /// An answer of the card.
    Answer(Words),
    /// Why it is put aside, and for how long.
    Aside(Span),
}

/// For how long a card can be put aside.
const ASIDE: [Span; 3] = [Span::minutes(15), Span::hours(1), Span::hours(6)];

/// All cards there are now, in the order of the tray.
fn cards(desk: &DeskData<'_>) -> Vec<Card> {
    let mut cards = Vec::new();
    requests::cards(desk, &mut cards);
    messages::cards(desk, &mut cards);
    portal::cards(desk, &mut cards);
    if desk.is_rcc() {
        for view in &desk.picture.cases {
            case::cards(desk, view, &mut cards);
        }
    }
    units::cards(desk, &mut cards);
    ashore::cards(desk, &mut cards);
    cards.sort_by(|a, b| (a.weight, a.due, &a.key).cmp(&(b.weight, b.due, &b.key)));
    cards
}

impl Panel for InTray {
    fn name(&self) -> &'static str {
        "In-tray"
    }

    fn slot(&self) -> Slot {
        Slot::Left
    }

    fn waiting(&self) -> usize {
        self.count
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        let (aside, waiting) = self.stock(desk);
        if self.writing.as_ref().is_some_and(|writing| waiting.iter().all(|card| card.key != writing.key)) {
            self.writing = None;
        }
        if self.offering.as_ref().is_some_and(|offering| waiting.iter().all(|card| card.key != offering.key)) {
            self.offering = None;
        }
        ScrollArea::vertical().id_salt("in-tray").auto_shrink(false).show(ui, |ui| {
            // What is asked comes before what was told once.
            let instructions = desk.briefing.instructions.as_deref();
            if let Some(text) = instructions.filter(|_| waiting.is_empty()) {
                self.instructions(ui, desk.theme, text);
            }
            if waiting.is_empty() {
                let words = if desk.view.clock.running || desk.now() > Tick::START {
                    "Nothing is asked of you now."
                } else {
                    "Nothing is asked of you now: the clock stands still until it is run."
                };
                kit::small(ui, desk.theme, words);
            }
            for card in &waiting {
                ui.push_id(&card.key, |ui| self.card(ui, desk, card, out));
            }
            if let Some(text) = instructions.filter(|_| !waiting.is_empty()) {
                self.instructions(ui, desk.theme, text);
            }
            if !aside.is_empty() {
                ui.add_space(6.0);
                kit::heading(ui, &format!("Put aside ({})", aside.len()));
                for card in &aside {
                    ui.push_id(&card.key, |ui| self.put_aside(ui, desk, card));
                }
            }
        });
    }

    fn tray(&mut self, desk: &DeskData<'_>) -> Option<Waiting> {
        let (_, waiting) = self.stock(desk);
        let of = |weight| waiting.iter().filter(|card| card.weight == weight).count();
        let unread = desk.unread().count();
        Some(Waiting { life: of(Weight::Life), asked: of(Weight::Asked), all: waiting.len(), unread })
    }
}

impl InTray {
    /// The cards there are now: those put aside, and those that wait.
    fn stock(&mut self, desk: &DeskData<'_>) -> (Vec<Card>, Vec<Card>) {
        let now = desk.now();
        self.aside.retain(|_, until| *until > now);
        self.sent.retain(|_, at| is_entering(*at, now));
        let (aside, waiting): (Vec<Card>, Vec<Card>) =
            cards(desk).into_iter().partition(|card| self.aside.contains_key(&card.key));
        self.count = waiting.len();
        (aside, waiting)
    }

    /// What the officer of this seat is told: in full until it is put away, then behind a button.
    fn instructions(&mut self, ui: &mut Ui, theme: &Theme, text: &str) {
        if self.instructed {
            if ui.button("Instructions").clicked() {
                self.instructed = false;
            }
            return;
        }
        kit::card(ui, theme, theme.accent, |ui| {
            ui.label(RichText::new("Your instructions").strong());
            ui.label(text);
            if ui.button("Put the instructions away").clicked() {
                self.instructed = true;
            }
        });
    }

    fn card(&mut self, ui: &mut Ui, desk: &DeskData<'_>, card: &Card, out: &mut Vec<Act>) {
        let theme = desk.theme;
        let late = desk.now() > card.due;
        let edge = edge(theme, card.weight, late);
        kit::card(ui, theme, edge, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let sign = ui.label(RichText::new(card.weight.sign()).color(edge).strong());
                kit::named(ui, &sign, card.weight.word());
                ui.label(RichText::new(&card.title).strong());
            });
            let due = words::due(desk.now(), card.due);
            let due = RichText::new(if late { format!("⌚ {due}") } else { due }).small();
            ui.label(if late { due.strong().color(edge) } else { due.color(theme.weak) });
            ui.label(&card.why);
            if !card.otherwise.is_empty() {
                kit::small(ui, theme, format!("If nothing is done: {}", card.otherwise));
            }
            match &self.writing {
                _ if self.sent.contains_key(&card.key) => {
                    let waits = words::waits_for_clock(desk.view);
                    let words = if waits {
                        "Given; it enters when the clock runs."
                    } else {
                        "Sent; the exercise has yet to take it."
                    };
                    kit::small(ui, theme, words)
                }
                Some(writing) if writing.key == card.key => self.write(ui, desk, card, out),
                _ if self.offering.as_ref().is_some_and(|o| o.key == card.key) => self.offer(ui, desk, card, out),
                _ => self.answers(ui, desk, card, out),
            }
        });
    }

    fn answers(&mut self, ui: &mut Ui, desk: &DeskData<'_>, card: &Card, out: &mut Vec<Act>) {
        let may_act = desk.may_act();
        let mut barred = BTreeSet::new();
        ui.horizontal_wrapped(|ui| {
            let mut first = true;
            for choice in &card.answers {
                let looks = matches!(choice.does, Does::Look(_));
                if !looks && !may_act {
                    continue;
                }
                // What would go by a dead line goes by another, and says so; what cannot go says why.
                let goes = ways::going(desk, &choice.does.commands());
                let face = goes.as_ref().map_or(choice.label.clone(), |going| going.face(&choice.label));
                let name = format!("{face} ({})", card.title);
                let pressed = match &goes {
                    Err(why) => {
                        barred.insert(format!("{}: {why}", choice.label.trim_end_matches('.')));
                        kit::press_if(ui, false, &face, &name)
                    }
                    Ok(_) if first && !looks => kit::press_first(ui, desk.theme, &face, &name),
                    Ok(_) => kit::press(ui, &face, &name),
                };
                first = false;
                if pressed {
                    match &choice.does {
                        Does::Send(_) => {
                            let commands = goes.map(|going| going.commands).unwrap_or_default();
                            out.extend(commands.into_iter().map(Act::command));
                            self.sent.insert(card.key.clone(), desk.now());
                        }
                        Does::Begin(act) | Does::Look(act) => out.push(act.clone()),
                        Does::Terms(request, what, limit) => {
                            let form = TermsForm::new(desk, what, *limit);
                            let (key, request, what) = (card.key.clone(), *request, what.clone());
                            self.offering = Some(Offering { key, request, what, form, fresh: true });
                        }
                        Does::Words(text, what) => {
                            self.writing = Some(Writing {
                                key: card.key.clone(),
                                text: text.clone(),
                                what: Wanted::Answer(*what),
                                fresh: true,
                            });
                        }
                    }
                }
            }
            if may_act && kit::press(ui, "Put aside...", &format!("Put aside... ({})", card.title)) {
                let what = Wanted::Aside(ASIDE[0]);
                self.writing = Some(Writing { key: card.key.clone(), text: String::new(), what, fresh: true });
            }
        });
        for why in barred {
            kit::small(ui, desk.theme, why);
        }
    }

    /// The field for words, under the card they belong to.
    fn write(&mut self, ui: &mut Ui, desk: &DeskData<'_>, card: &Card, out: &mut Vec<Act>) {
        let Some(writing) = &mut self.writing else { return };
        let going = match writing.what {
            Wanted::Answer(words) => Some(ways::going(desk, &[words.command(&writing.text)])),
            Wanted::Aside(_) => None,
        };
        let by = going.as_ref().and_then(|going| going.as_ref().ok()).and_then(|going| going.instead);
        let (prompt, label) = match writing.what {
            Wanted::Answer(words) => (words.prompt(by), words.send()),
            Wanted::Aside(_) => ("Why it can wait, for the log".to_owned(), "Put aside"),
        };
        let rows = if writing.text.len() > 80 { 5 } else { 2 };
        // Taken before the field would read it as a new line.
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let field = kit::lines(ui, &prompt, &mut writing.text, rows);
        let entered = entered && field.has_focus();
        let fresh = std::mem::take(&mut writing.fresh);
        if fresh {
            field.request_focus();
        }
        if let Wanted::Aside(span) = &mut writing.what {
            let options = ASIDE.map(|span| (span, words::span(span)));
            kit::choice(ui, "For", span, &options);
        }
        let barred = going.as_ref().and_then(|going| going.as_ref().err());
        let written = !writing.text.trim().is_empty() && barred.is_none();
        let mut done = false;
        let keys = ui.horizontal_wrapped(|ui| {
            let pressed = kit::press_if(ui, written, label, &format!("{label} ({})", card.title));
            if pressed || (entered && written) {
                match writing.what {
                    Wanted::Answer(_) => {
                        let going = going.clone().and_then(Result::ok);
                        out.extend(going.into_iter().flat_map(|going| going.commands).map(Act::command));
                        self.sent.insert(card.key.clone(), desk.now());
                    }
                    Wanted::Aside(span) => {
                        let text =
                            format!("Put aside for {}: {}: {}", words::span(span), card.title, writing.text.trim());
                        out.push(Act::command(Command::Log { text }));
                        self.aside.insert(card.key.clone(), desk.now().after(span));
                    }
                }
                done = true;
            }
            done |= kit::press(ui, "Cancel", &format!("Cancel ({})", card.title));
            let hint = match barred {
                Some(why) => why,
                None if written => "Ctrl-Enter does it too.",
                None => "It needs words.",
            };
            kit::small(ui, desk.theme, hint);
        });
        if fresh {
            // The field and its keys, which may lie below the edge of the tray.
            ui.scroll_to_rect(field.rect.union(keys.response.rect), None);
        }
        if done {
            self.writing = None;
        }
    }

    /// The form for terms, on the card they belong to.
    fn offer(&mut self, ui: &mut Ui, desk: &DeskData<'_>, card: &Card, out: &mut Vec<Act>) {
        let Some(offering) = &mut self.offering else { return };
        let shown = ui.vertical(|ui| {
            offering.form.show(ui, desk, &offering.what);
            let mut done = false;
            let terms = offering.form.terms(desk);
            match &terms {
                Ok(terms) => kit::small(ui, desk.theme, format!("Terms: {}.", words::terms(desk.briefing, terms))),
                Err(why) => kit::small(ui, desk.theme, why),
            }
            ui.horizontal_wrapped(|ui| {
                let name = format!("Accept on these terms ({})", card.title);
                if kit::press_if(ui, terms.is_ok(), "Accept on these terms", &name)
                    && let Ok(terms) = terms
                {
                    let answer = Answer::AcceptIf { terms };
                    out.push(Act::command(Command::Answer { request: offering.request, answer }));
                    self.sent.insert(card.key.clone(), desk.now());
                    done = true;
                }
                done |= kit::press(ui, "Cancel", &format!("Cancel ({})", card.title));
            });
            done
        });
        if std::mem::take(&mut offering.fresh) {
            ui.scroll_to_rect(shown.response.rect, None);
        }
        if shown.inner {
            self.offering = None;
        }
    }

    fn put_aside(&mut self, ui: &mut Ui, desk: &DeskData<'_>, card: &Card) {
        let Some(until) = self.aside.get(&card.key).copied() else { return };
        ui.horizontal_wrapped(|ui| {
            kit::small(ui, desk.theme, format!("{} {}", words::clock(desk.briefing, until), card.title));
            if kit::press(ui, "Take up", &format!("Take up again ({})", card.title)) {
                self.aside.remove(&card.key);
            }
        });
    }
}

fn edge(theme: &Theme, weight: Weight, late: bool) -> Color32 {
    match (weight, late) {
        (Weight::Life, _) => theme.danger,
        (Weight::Asked, _) => theme.accent,
        (Weight::Due, true) => theme.text,
        (Weight::Due, false) | (Weight::Thought, _) => theme.weak,
    }
}
