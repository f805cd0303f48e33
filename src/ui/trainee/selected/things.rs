//! The cards of contacts, cases, places, seats and bare positions.

use egui::Ui;

use crate::base::Position;
use crate::base::ids::{CraftId, PlaceId, SeatId};
use crate::base::quantity::metres;
use crate::picture::{Doing, SruView};
use crate::plan;
use crate::scenario::Role;
use crate::sim::{Ask, Command, Right, may};
use crate::ui::chart::Selected;
use crate::ui::words;

use super::super::desk::{Act, Compose, DeskData, Form, OrderDraft, Thread, Verb};
use super::super::intray::{BROADCAST_RADIUS_NMI, mayday};
use super::super::messages::Kind;
use super::super::{kit, know, ways};

/// Units listed on the card of a position.
const LISTED: usize = 8;

/// Something seen.
pub(super) fn contact(ui: &mut Ui, desk: &DeskData<'_>, number: u32, out: &mut Vec<Act>) {
    let Some(contact) = desk.contact(number) else {
        kit::small(ui, desk.theme, "That contact is not on the plot.");
        return;
    };
    let theme = desk.theme;
    kit::heading(ui, &format!("Contact {}: {}", u64::from(number) + 1, words::seen(contact.what)));
    kit::fact(ui, theme, "Case", words::case_name(contact.case));
    kit::fact(
        ui,
        theme,
        "Last seen",
        format!(
            "{} by {}, {}",
            words::clock(desk.briefing, contact.last_seen),
            desk.sru_name(contact.by),
            words::ago(desk.now(), contact.last_seen)
        ),
    );
    kit::fact(ui, theme, "First seen", words::clock(desk.briefing, contact.first_seen));
    let state = if contact.cleared { "nobody is left there".to_owned() } else { words::persons(contact.persons) };
    kit::fact(ui, theme, "There", state);
    kit::fact(ui, theme, "In", format!("{}, within {}", contact.position, words::distance(contact.error_m)));
    if desk.may_act() && kit::press(ui, "Tell somebody...", "Tell another seat of this contact") {
        let other = plan::region(desk.briefing, contact.position).filter(|seat| *seat != desk.me());
        let to = other.or_else(|| know::others(desk.briefing, desk.me(), Role::Rcc).next());
        if let Some(to) = to {
            let form = Form::Sighting(Some(number));
            out.push(Act::Compose(Compose { to, case: Some(contact.case), form }));
        }
    }
    if !contact.cleared {
        position(ui, desk, contact.position, Some(contact.case), out);
    }
}

/// A case, in short: the panel of the case has the whole.
pub(super) fn case(ui: &mut Ui, desk: &DeskData<'_>, case: CraftId, out: &mut Vec<Act>) {
    let Some(view) = desk.case(case) else {
        kit::small(ui, desk.theme, "That case is not known here.");
        return;
    };
    kit::heading(ui, &words::case_name(case));
    ui.label(&view.described.words);
    if kit::press(ui, "Open the case", &format!("Open {}", words::case_name(case))) {
        out.push(Act::Open("Case"));
    }
    if desk.may_act() && kit::press(ui, "Plan a search...", &format!("Plan a search for {}", words::case_name(case))) {
        out.push(Act::PlanSearch(Some(case), Vec::new()));
    }
    match know::best(desk.picture, view) {
        Some(told) => {
            kit::fact(ui, desk.theme, "Latest position", words::reported(desk.now(), &told.reported));
            position(ui, desk, told.reported.position, Some(case), out);
        }
        None => kit::danger(ui, desk.theme, "No position is known"),
    }
}

/// A port or airfield.
pub(super) fn place(ui: &mut Ui, desk: &DeskData<'_>, id: PlaceId, out: &mut Vec<Act>) {
    let Some(place) = desk.briefing.places.get(id.index()) else { return };
    let theme = desk.theme;
    kit::heading(ui, &place.name);
    kit::fact(
        ui,
        theme,
        "Is",
        format!("{} of {}", words::place_kind(place.kind), words::party_name(desk.briefing, place.party)),
    );
    kit::fact(ui, theme, "In", place.position.to_string());
    kit::fact(ui, theme, "Place of safety", if place.place_of_safety { "yes" } else { "no" });
    kit::fact(ui, theme, "Hospital", if place.hospital { "yes" } else { "no" });
    let consent = plan::consent(desk.briefing, desk.picture, id);
    match consent {
        Some(rcc) => kit::fact(ui, theme, "Landing", format!("{} has to agree", desk.seat_name(rcc))),
        None => kit::fact(ui, theme, "Landing", "nobody has to be asked"),
    }
    let here: Vec<&SruView> = desk
        .picture
        .srus
        .iter()
        .filter(|unit| matches!(unit.doing, Doing::InPort(at) | Doing::GettingReady(at, _) | Doing::Landing(at) if at == id))
        .collect();
    for unit in here {
        let name = desk.sru_name(unit.sru);
        let label = format!("{name}, {}", words::doing(desk.briefing, unit.doing));
        if kit::press(ui, &label, &format!("Select {name}")) {
            out.push(Act::Select(Selected::Sru(unit.sru)));
        }
    }
    let survivors: u32 = desk.picture.srus.iter().map(|unit| unit.survivors).sum();
    if let Some(rcc) = consent.filter(|rcc| *rcc != desk.me())
        && desk.may_act()
        && survivors > 0
        && kit::press(
            ui,
            &format!("Ask {} to let people land...", desk.seat_name(rcc)),
            &format!("Ask {} to let people land at {}", desk.seat_name(rcc), place.name),
        )
    {
        let form = Form::Ask(Ask::Land { place: id, persons: survivors });
        out.push(Act::Compose(Compose { to: rcc, case: desk.case_for(None), form }));
    }
}

/// Another chair at the table.
pub(super) fn seat(ui: &mut Ui, desk: &DeskData<'_>, id: SeatId, out: &mut Vec<Act>) {
    let Some(seat) = desk.briefing.seats.get(id.index()) else { return };
    kit::heading(ui, &seat.name);
    kit::fact(
        ui,
        desk.theme,
        "Is",
        format!("{} of {}", words::role(seat.role), words::party_name(desk.briefing, seat.party)),
    );
    for region in desk.briefing.regions.iter().filter(|region| region.rcc == id) {
        kit::fact(ui, desk.theme, "Answers for", &region.name);
    }
    let requests = desk.picture.requests.iter().filter(|r| r.other == id && r.waits());
    kit::fact(ui, desk.theme, "Requests open", requests.count().to_string());
    if id == desk.me() {
        kit::small(ui, desk.theme, "This is your own chair.");
        return;
    }
    if kit::press(ui, "Open messages", &format!("Open the messages with {}", seat.name)) {
        out.push(Act::Thread(Thread::Seat(id)));
    }
    if !desk.may_act() {
        return;
    }
    let case = desk.case_for(None);
    let compose = |form| Act::Compose(Compose { to: id, case, form });
    ui.horizontal_wrapped(|ui| {
        if kit::press(ui, "Call or write...", &format!("Call or write to {}", seat.name)) {
            out.push(compose(Form::Text(String::new())));
        }
        if case.is_none() {
            return;
        }
        if kit::press(ui, "SITREP...", &format!("Write a SITREP to {}", seat.name)) {
            out.push(compose(Form::Sitrep));
        }
        for (kind, face) in
            [(Kind::Relay, "MAYDAY relay..."), (Kind::Plan, "Search plan..."), (Kind::HandOver, "Hand-over...")]
        {
            let name = format!("Write a {} to {}", kind.label(), seat.name);
            if kind.suits(desk, id) && kit::press(ui, face, &name) {
                out.push(compose(Form::Sheet(kind)));
            }
        }
        if desk.is_rcc()
            && seat.role == Role::Rcc
            && kit::press(ui, "Ask to coordinate...", &format!("Ask {} to coordinate", seat.name))
        {
            out.push(compose(Form::Ask(Ask::Coordinate)));
        }
        let waters = desk.briefing.territories.iter().any(|waters| waters.party == seat.party);
        let entry = waters && seat.party != desk.picture.party && may(seat.role, Right::GrantEntry);
        if entry
            && may(desk.picture.role, Right::AskEntry)
            && kit::press(ui, "Ask leave to enter...", &format!("Ask {} for leave to enter its waters", seat.name))
        {
            out.push(compose(Form::Ask(Ask::Enter)));
        }
        let told = case.and_then(|case| desk.best(case));
        if let Some(told) = told
            && seat.role != Role::Masters
            && kit::press(ui, "Ask for units...", &format!("Ask {} for units", seat.name))
        {
            let told = told.reported;
            let ask = Ask::Deploy { at: told.position, error_m: told.error_m, true_at: told.true_at };
            out.push(compose(Form::Ask(ask)));
        }
    });
}

/// A place at sea: whose region, and what can be sent there.
pub(super) fn position(ui: &mut Ui, desk: &DeskData<'_>, at: Position, case: Option<CraftId>, out: &mut Vec<Act>) {
    let theme = desk.theme;
    if case.is_none() {
        kit::heading(ui, &at.to_string());
    }
    let region = plan::region(desk.briefing, at).map_or("nobody's", |seat| desk.seat_name(seat));
    kit::fact(ui, theme, "Region", region);
    let served = case.or_else(|| desk.case_for(None));
    if desk.may_act()
        && desk.is_rcc()
        && let Some(view) = served.and_then(|case| desk.case(case))
    {
        let label = format!("Broadcast {} from here", words::case_name(view.case));
        let name = format!("Broadcast distress to shipping for {} about {at}", words::case_name(view.case));
        let (text, radius_m) = (mayday(desk, view, at), metres(BROADCAST_RADIUS_NMI));
        let broadcast = Command::BroadcastDistress { case: view.case, position: at, radius_m, text };
        ways::press(ui, desk, &label, &name, &broadcast, out);
    }
    if kit::press(ui, "Show on chart", &format!("Show {at} on the chart")) {
        out.push(Act::LookAt(at));
    }
    let mut units: Vec<(crate::base::Tick, &SruView)> = desk
        .picture
        .srus
        .iter()
        .filter(|unit| unit.mine && !matches!(unit.doing, Doing::Failed | Doing::Landing(_)))
        .filter_map(|unit| know::about_there(desk.briefing, desk.picture, unit, at).map(|eta| (eta, unit)))
        .collect();
    units.sort_by_key(|(eta, unit)| (*eta, unit.sru));
    if units.is_empty() {
        return;
    }
    kit::heading(ui, "Send a unit here");
    for (eta, unit) in units.into_iter().take(LISTED) {
        let name = desk.sru_name(unit.sru);
        let label = format!(
            "{name}: about {}, room {}, {}",
            words::clock(desk.briefing, eta),
            unit.room,
            words::doing(desk.briefing, unit.doing)
        );
        if desk.may_act() {
            if kit::press(ui, &label, &format!("Send {name} to {at}")) {
                let fetch = case.is_some() && know::takes_people(desk.picture, unit);
                let verb = if fetch { Verb::Recover } else { Verb::Proceed };
                let case = served;
                out.push(Act::Order(OrderDraft { target: Some(at), ..OrderDraft::new(unit.sru, verb, case) }));
            }
        } else {
            ui.label(label);
        }
    }
}
