//! The negotiation of a landing: the chain of requests from the ship to the ministry, terms and time waited, the
//! checklist for a place of safety, and where else people could be landed.

use egui::{RichText, ScrollArea, Ui};

use crate::base::ids::{RequestId, SeatId};
use crate::picture::{RequestView, Stands};
use crate::plan::{self, Alternative, Landing, Verdict};
use crate::sim::{Ask, Command, Right, Terms, may};
use crate::ui::theme::Theme;
use crate::ui::words;

use super::desk::{Act, Compose, DeskData, Form, Panel, Slot};
use super::kit;

/// Its name.
pub(super) const NAME: &str = "Landings";

/// Other ports listed.
const LISTED: usize = 8;

/// The panel.
#[derive(Debug, Default)]
pub(super) struct Negotiation {
    /// A request of the landing shown. Exists when and only when one was chosen.
    shown: Option<(RequestId, SeatId)>,
    /// Landings that wait for somebody.
    open: usize,
}

/// Opens the negotiation a request belongs to.
pub(super) fn open(request: &RequestView) -> Act {
    Act::Landing(request.request, request.other)
}

impl Panel for Negotiation {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::RightAbove
    }

    fn waiting(&self) -> usize {
        self.open
    }

    fn wants_room(&self) -> bool {
        true
    }

    fn concerns(&self, desk: &DeskData<'_>) -> bool {
        let lands = |r: &RequestView| matches!(r.what, Ask::Land { .. } | Ask::Clear(_));
        let aboard = || desk.picture.srus.iter().any(|unit| unit.survivors > 0);
        desk.picture.requests.iter().any(lands) || (may(desk.picture.role, Right::AskLanding) && aboard())
    }

    fn hear(&mut self, act: &Act, _desk: &DeskData<'_>) -> bool {
        let Act::Landing(request, other) = act else { return false };
        self.shown = Some((*request, *other));
        true
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        let all = plan::landings(desk.picture);
        self.open = all.iter().filter(|landing| landing.settled_at(desk.picture).is_none()).count();
        let holds = |landing: &Landing, (id, other): (RequestId, SeatId)| {
            let mut links = landing.links.iter().filter_map(|i| desk.picture.requests.get(*i));
            links.any(|r| (r.request, r.other) == (id, other))
        };
        let chosen = self.shown.and_then(|shown| all.iter().position(|landing| holds(landing, shown)));
        // The last that is open, else the last.
        let last_open = all.iter().rposition(|landing| landing.settled_at(desk.picture).is_none());
        let mut at = chosen.or(last_open).or(all.len().checked_sub(1));
        ScrollArea::vertical().id_salt("negotiation").auto_shrink(false).show(ui, |ui| {
            if all.len() > 1 {
                let options: Vec<(Option<usize>, String)> =
                    all.iter().enumerate().map(|(i, landing)| (Some(i), title(desk, landing))).collect();
                if kit::choice(ui, "Landing", &mut at, &options) {
                    let link = at.and_then(|i| all.get(i)).and_then(|landing| landing.last(desk.picture));
                    self.shown = link.map(|r| (r.request, r.other));
                }
            }
            match at.and_then(|i| all.get(i)) {
                Some(landing) => negotiation(ui, desk, landing, out),
                None => kit::small(ui, desk.theme, "No landing has been asked for."),
            }
            elsewhere(ui, desk, at.and_then(|i| all.get(i)), out);
        });
    }
}

fn title(desk: &DeskData<'_>, landing: &Landing) -> String {
    let place = words::place_name(desk.briefing, landing.place);
    let asker = desk.seat_name(landing.asker);
    format!("{asker}: {} at {place}, {}", landing.persons, landing.stands(desk.picture).word())
}

fn negotiation(ui: &mut Ui, desk: &DeskData<'_>, landing: &Landing, out: &mut Vec<Act>) {
    let (theme, picture) = (desk.theme, desk.picture);
    let place = words::place_name(desk.briefing, landing.place);
    kit::heading(ui, &format!("{} at {place}, {}", words::persons(landing.persons), words::case_name(landing.case)));
    kit::fact(ui, theme, "Stands", landing.stands(picture).word());
    let since = words::dtg(desk.briefing, landing.since);
    let ended = if landing.settled_at(picture).is_some() { "in all" } else { "so far" };
    kit::fact(ui, theme, "Waited", format!("{} {ended}, since {since}", words::span(landing.waited(picture))));
    if let Some(terms) = landing.last(picture).and_then(RequestView::terms) {
        kit::fact(ui, theme, "Terms", format!("{}{}", words::terms(desk.briefing, &terms), over(desk, &terms)));
    }
    chain(ui, desk, landing);
    for i in &landing.links {
        if let Some(request) = picture.requests.get(*i) {
            link(ui, desk, request, out);
        }
    }
    checklist(ui, desk, landing);
}

fn over(desk: &DeskData<'_>, terms: &Terms) -> &'static str {
    if terms.hold_at(desk.now()) { "" } else { ", which is over" }
}

/// Who has to pass it on to whom, and how far it has come.
fn chain(ui: &mut Ui, desk: &DeskData<'_>, landing: &Landing) {
    let party = desk.briefing.seats.get(landing.asked.index()).map(|seat| seat.party);
    let ministry = party.and_then(|party| plan::ministry(desk.briefing, party));
    let mut seats = vec![landing.asker, landing.asked];
    seats.extend(ministry);
    ui.horizontal_wrapped(|ui| {
        for (i, seat) in seats.into_iter().enumerate() {
            if i > 0 {
                ui.label("➡");
            }
            let mine = seat == desk.me();
            let name = if mine { "you" } else { desk.seat_name(seat) };
            let text = RichText::new(name);
            ui.label(if mine { text.strong() } else { text });
        }
    });
}

/// One request of the chain, with what this desk may do about it here.
fn link(ui: &mut Ui, desk: &DeskData<'_>, request: &RequestView, out: &mut Vec<Act>) {
    let other = desk.seat_name(request.other);
    let what = if matches!(request.what, Ask::Clear(_)) { "to decide" } else { "for leave to land" };
    let who = if request.of_us { format!("{other} asked you {what}") } else { format!("You asked {other} {what}") };
    let at = words::clock(desk.briefing, request.at);
    ui.label(RichText::new(format!("{at} {who}")).strong());
    let answered = match &request.answer {
        Some((answer, at)) => format!("{} {}", words::clock(desk.briefing, *at), words::answer(desk.briefing, answer)),
        None => request.stands().word().to_owned(),
    };
    let mut told = vec![answered];
    let course = &request.course;
    told.extend(course.agreed_at.map(|at| format!("agreed to {}", words::clock(desk.briefing, at))));
    told.extend(course.withdrawn_at.map(|at| format!("withdrawn {}", words::clock(desk.briefing, at))));
    if request.waits() {
        told.extend(course.by.map(|by| format!("answer wanted {}", words::due(desk.now(), by))));
    }
    kit::small(ui, desk.theme, told.join("; "));
    if !desk.may_act() {
        return;
    }
    let stands = request.stands();
    ui.horizontal_wrapped(|ui| {
        if request.of_us {
            let name = format!("Answer {other} in the in-tray");
            if request.waits() && kit::press(ui, "Answer it in the in-tray", &name) {
                out.push(Act::Open("In-tray"));
            }
            return;
        }
        let terms = request.terms().filter(|terms| stands == Stands::Offered && terms.hold_at(desk.now()));
        let may_agree = terms.is_some_and(|t| t.pledge.is_none() || may(desk.picture.role, Right::Pledge));
        if may_agree && kit::press(ui, "Agree", &format!("Agree to the terms of {other}")) {
            out.push(Act::command(Command::Agree { request: request.request }));
        }
        let open = request.waits() || stands == Stands::Offered;
        if open && kit::press(ui, "Withdraw", &format!("Withdraw what you asked {other}")) {
            out.push(Act::command(Command::Withdraw { request: request.request }));
        }
    });
}

/// The ten items, each with a sign, a word and why.
fn checklist(ui: &mut Ui, desk: &DeskData<'_>, landing: &Landing) {
    let all = plan::place_of_safety(desk.briefing, desk.picture, landing);
    let count = |verdict| all.iter().filter(|checked| checked.verdict == verdict).count();
    let (yes, no) = (count(Verdict::Yes), count(Verdict::No));
    let unknown = all.len() - yes - no;
    ui.add_space(4.0);
    kit::heading(ui, &format!("A place of safety? {yes} yes, {no} no, {unknown} not known"));
    for checked in &all {
        let (sign, colour) = verdict(desk.theme, checked.verdict);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let response = ui.label(RichText::new(sign).color(colour).strong());
            kit::said(ui, &response, &format!("{}: {}", checked.item.words(), checked.verdict.word()));
            ui.label(words::sentence(checked.item.words()));
            kit::small(ui, desk.theme, format!("{}: {}", checked.verdict.word(), checked.why));
        });
    }
}

fn verdict(theme: &Theme, verdict: Verdict) -> (&'static str, egui::Color32) {
    match verdict {
        Verdict::Yes => ("✔", theme.ok),
        Verdict::No => ("✖", theme.danger),
        Verdict::Unknown => ("?", theme.weak),
    }
}

/// Other ports, the nearest first, and what it takes to land there.
fn elsewhere(ui: &mut Ui, desk: &DeskData<'_>, landing: Option<&Landing>, out: &mut Vec<Act>) {
    let case = landing.map(|landing| landing.case).or_else(|| desk.case_for(None));
    let Some(case) = case else { return };
    let from = plan::people_at(desk.picture, case)
        .or_else(|| landing.and_then(|l| desk.briefing.places.get(l.place.index())).map(|place| place.position));
    let Some(from) = from else { return };
    let others = plan::alternatives(desk.briefing, desk.picture, from);
    let others: Vec<Alternative> =
        others.into_iter().filter(|other| landing.is_none_or(|l| l.place != other.place)).take(LISTED).collect();
    if others.is_empty() {
        return;
    }
    let aboard: u32 = desk.picture.srus.iter().filter(|u| u.case == Some(case)).map(|u| u.survivors).sum();
    let persons = landing.map_or(aboard, |landing| landing.persons);
    ui.add_space(4.0);
    kit::heading(ui, "Elsewhere");
    for other in others {
        let Some(place) = desk.briefing.places.get(other.place.index()) else { continue };
        ui.horizontal_wrapped(|ui| {
            ui.label(&place.name);
            let hospital = if place.hospital { ", hospital" } else { "" };
            let stands = match (other.ask, other.stands) {
                (Some(_), Some(stands)) => format!(", asked: {}", stands.word()),
                (Some(seat), None) => format!(", ask {}", desk.seat_name(seat)),
                (None, Some(_)) => ", agreed".to_owned(),
                (None, None) if place.party == desk.picture.party => ", your own state's".to_owned(),
                (None, None) => ", nobody answers for it".to_owned(),
            };
            let whose = words::party_name(desk.briefing, place.party);
            let far = words::distance(other.distance_m);
            kit::small(ui, desk.theme, format!("{whose}, {far}{hospital}{stands}"));
            if kit::press(ui, "Show", &format!("Show {} on the chart", place.name)) {
                out.push(Act::LookAt(place.position));
            }
            let may_ask = desk.may_act() && persons > 0 && may(desk.picture.role, Right::AskLanding);
            if let (Some(to), true) = (other.ask, may_ask)
                && kit::press(ui, "Ask...", &format!("Ask to land {} at {}", words::persons(persons), place.name))
            {
                let form = Form::Ask(Ask::Land { place: other.place, persons });
                out.push(Act::Compose(Compose { to, case: Some(case), form }));
            }
        });
    }
}
