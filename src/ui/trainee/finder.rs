//! Ctrl-K: finds any unit, contact, place, seat, case, message, request, position, panel or switch.

use egui::{Align2, Key, Modifiers, RichText, ScrollArea, TextEdit, Ui, Window};

use crate::base::Position;
use crate::base::ids::{PlaceId, SeatId};
use crate::sim::{Ask, Source};
use crate::ui::chart::Selected;
use crate::ui::theme::Palette;
use crate::ui::words;

use super::desk::{Act, DeskData, Thread};
use super::intray::thread_of;
use super::kit;

/// Things listed at most.
const LISTED: usize = 14;

/// The palette.
#[derive(Debug, Default)]
pub(super) struct Finder {
    open: bool,
    /// Whether it was opened just now and its field wants the focus.
    fresh: bool,
    query: String,
    at: usize,
}

/// Something that can be found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// What it is.
    pub(super) kind: &'static str,
    /// Its name.
    pub(super) name: String,
    /// What choosing it does.
    pub(super) acts: Vec<Act>,
}

impl Finder {
    /// Opens or closes it.
    pub(super) fn toggle(&mut self) {
        *self = Self { open: !self.open, fresh: true, ..Self::default() };
    }

    /// Shows it when it is open. Its keys are taken before anybody else reads them, so it is shown first.
    pub(super) fn show(&mut self, ui: &Ui, desk: &DeskData<'_>, panels: &[&'static str], out: &mut Vec<Act>) {
        if !self.open {
            return;
        }
        let (escape, up, down, enter) = ui.input_mut(|input| {
            (
                input.consume_key(Modifiers::NONE, Key::Escape),
                input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
                input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
                input.consume_key(Modifiers::NONE, Key::Enter),
            )
        });
        if escape {
            self.open = false;
            return;
        }
        let found = find(desk, panels, &self.query);
        self.at = (self.at + down).saturating_sub(up).min(found.len().saturating_sub(1));
        let mut chosen = enter.then_some(self.at);
        let width = (ui.ctx().content_rect().width() - 20.0).clamp(120.0, 520.0);
        Window::new("Find")
            .anchor(Align2::CENTER_TOP, [0.0, 48.0])
            .collapsible(false)
            .resizable(false)
            .default_width(width)
            .show(ui.ctx(), |ui| {
                ui.set_max_width(width);
                let heading = ui.label("Unit, contact, place, seat, message, position or panel");
                let field = TextEdit::singleline(&mut self.query).hint_text("type a few letters").desired_width(width);
                let field = ui.add(field).labelled_by(heading.id);
                if std::mem::take(&mut self.fresh) {
                    field.request_focus();
                }
                if field.changed() {
                    self.at = 0;
                }
                ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                    for (i, item) in found.iter().enumerate() {
                        let text = RichText::new(format!("{}: {}", item.kind, item.name));
                        let response = ui.selectable_label(i == self.at, text);
                        kit::named(ui, &response, &format!("Found {}: {}", item.kind, item.name));
                        if response.clicked() {
                            chosen = Some(i);
                        }
                    }
                    if found.is_empty() {
                        kit::small(ui, desk.theme, "Nothing of that name is known here.");
                    }
                });
            });
        if let Some(item) = chosen.and_then(|i| found.into_iter().nth(i)) {
            // The card of what is selected gets the focus, so that Tab goes on from there.
            let selects = item.acts.iter().any(|act| matches!(act, Act::Select(_)));
            out.extend(item.acts);
            out.extend(selects.then_some(Act::Open(super::selected::NAME)));
            self.open = false;
        }
    }
}

/// What is found for a query: all words of it must be in the name or the kind, in any order and case.
pub(super) fn find(desk: &DeskData<'_>, panels: &[&'static str], query: &str) -> Vec<Found> {
    let query = query.trim().to_lowercase();
    let mut found: Vec<(usize, Found)> = all(desk, panels)
        .into_iter()
        .filter_map(|item| {
            let name = item.name.to_lowercase();
            let text = format!("{} {name}", item.kind);
            let fits = query.split_whitespace().all(|word| text.contains(word));
            // Names that begin with what was typed come first.
            let rank = if name.starts_with(&query) {
                0
            } else if name.contains(&query) {
                1
            } else {
                2
            };
            fits.then_some((rank, item))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    let mut found: Vec<Found> = found.into_iter().map(|(_, item)| item).take(LISTED).collect();
    if let Ok(position) = Position::parse(&query) {
        let acts = vec![Act::Select(Selected::Position(position)), Act::LookAt(position)];
        found.insert(0, Found { kind: "position", name: position.to_string(), acts });
    }
    found
}

fn all(desk: &DeskData<'_>, panels: &[&'static str]) -> Vec<Found> {
    let mut all = Vec::new();
    let mut thing = |kind, name: String, what: Selected| {
        let mut acts = vec![Act::Select(what)];
        acts.extend(desk.position_of(what).map(Act::LookAt));
        all.push(Found { kind, name, acts });
    };
    for view in &desk.picture.cases {
        let name = format!("{}, {}", words::case_name(view.case), view.described.words);
        thing("case", name, Selected::Case(view.case));
    }
    for card in &desk.picture.cards {
        let kind = if desk.sru(card.sru).is_some() { "unit" } else { "ship" };
        thing(kind, card.name.clone(), Selected::Sru(card.sru));
    }
    for contact in &desk.picture.contacts {
        let number = u64::from(contact.number) + 1;
        let name = format!("{number}, {}, {}", words::seen(contact.what), words::persons(contact.persons));
        thing("contact", name, Selected::Contact(contact.number));
    }
    for (i, place) in desk.briefing.places.iter().enumerate() {
        thing("place", place.name.clone(), Selected::Place(PlaceId::new(i)));
    }
    for (i, seat) in desk.briefing.seats.iter().enumerate() {
        thing("seat", seat.name.clone(), Selected::Seat(SeatId::new(i)));
    }
    for (number, antenna) in (0..).zip(&desk.briefing.antennas) {
        let name = format!("{}, {}", desk.seat_name(antenna.seat), antenna.position);
        thing("coast station", name, Selected::Station(number));
    }
    for request in desk.picture.requests.iter().rev() {
        let what = desk.ask(&request.what);
        let who = desk.seat_name(request.other);
        let name = if request.of_us { format!("{who} asked to {what}") } else { format!("asked {who} to {what}") };
        let lands = matches!(request.what, Ask::Land { .. } | Ask::Clear(_));
        let negotiation = lands.then(|| super::negotiation::open(request));
        let act = negotiation.unwrap_or(Act::Thread(Thread::Seat(request.other)));
        all.push(Found { kind: "request", name, acts: vec![act] });
    }
    for message in desk.picture.messages.iter().rev() {
        let who = match &message.way {
            crate::picture::Way::From(source) => words::source(desk.briefing, source),
            crate::picture::Way::To(seat) => words::source(desk.briefing, &Source::Seat(*seat)),
        };
        let text = words::message(desk.briefing, &desk.picture.cards, &message.body);
        let short: String = text.chars().take(90).collect();
        let name = format!("{} {who}: {short}", words::clock(desk.briefing, message.at));
        all.push(Found { kind: "message", name, acts: vec![Act::Thread(thread_of(message))] });
    }
    for name in panels {
        all.push(Found { kind: "panel", name: (*name).to_owned(), acts: vec![Act::Open(name)] });
    }
    for palette in Palette::ALL {
        let name = format!("{} palette", palette.name());
        all.push(Found { kind: "switch", name, acts: vec![Act::Palette(palette)] });
    }
    for percent in [80, 100, 120, 160, 200] {
        all.push(Found { kind: "switch", name: format!("text at {percent} %"), acts: vec![Act::TextScale(percent)] });
    }
    all.push(Found { kind: "switch", name: "help and keys".to_owned(), acts: vec![Act::Help] });
    all
}
