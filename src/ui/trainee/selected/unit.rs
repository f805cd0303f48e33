//! The card of a unit or ship: what it is and does, and the orders it can be given.

use egui::Ui;

use crate::base::ids::SruId;
use crate::base::quantity::nmi;
use crate::picture::{Doing, SruCard, SruView};
use crate::scenario::{Channel, DRINK_L_PER_DAY, Role, Sru, SruKind};
use crate::sim::{Ask, Command, MessageBody, Right, may};
use crate::ui::chart::Selected;
use crate::ui::words;

use super::super::desk::{Act, Compose, DeskData, Form, OrderDraft, Verb};
use super::super::{kit, know, ways};

/// Shows a unit, or a ship on AIS.
pub(super) fn show(ui: &mut Ui, desk: &DeskData<'_>, sru: SruId, ordering: bool, out: &mut Vec<Act>) {
    let Some(card) = desk.card(sru) else {
        kit::small(ui, desk.theme, "Nothing is known of that unit.");
        return;
    };
    kit::heading(ui, &card.name);
    kit::small(
        ui,
        desk.theme,
        format!("{}, {}", words::sentence(words::sru_kind(card.kind)), words::party_name(desk.briefing, card.party)),
    );
    match desk.sru(sru) {
        Some(view) => live(ui, desk, card, view, ordering, out),
        None => heard(ui, desk, card, out),
    }
}

fn live(ui: &mut Ui, desk: &DeskData<'_>, card: &SruCard, view: &SruView, ordering: bool, out: &mut Vec<Act>) {
    let theme = desk.theme;
    let commander = match (view.mine, view.lent, &card.data) {
        (_, true, _) => "lent to you: you give it orders".to_owned(),
        (true, false, _) => "under your orders".to_owned(),
        (false, false, Some(data)) => format!("under the orders of {}", desk.seat_name(data.seat)),
        (false, false, None) => "under others' orders".to_owned(),
    };
    kit::fact(ui, theme, "Who orders it", commander);
    if view.doing == Doing::Failed {
        kit::danger(ui, theme, "Out of service");
    } else {
        kit::fact(ui, theme, "Doing", words::doing(desk.briefing, view.doing));
    }
    if let Some(order) = &view.order {
        let case = view.case.map_or_else(String::new, |case| format!(", for {}", words::case_name(case)));
        kit::fact(ui, theme, "Order", format!("{}{case}", words::order(desk.briefing, order)));
    }
    kit::fact(ui, theme, "In", format!("{}, {}", view.position, words::course_and_speed(view.velocity)));
    kit::fact(ui, theme, "Fuel", format!("{:.0} %, good for {:.0} NM", 100.0 * view.fuel, nmi(view.range_left_m)));
    let bodies = match view.bodies {
        0 => String::new(),
        1 => ", 1 body".to_owned(),
        many => format!(", {many} bodies"),
    };
    let aboard = if view.survivors == 1 { "1 survivor".to_owned() } else { format!("{} survivors", view.survivors) };
    kit::fact(ui, theme, "Aboard", format!("{aboard}{bodies}, room for {} more", view.room));
    stores(ui, desk, view);
    if desk.may_act() && view.mine && !ordering {
        orders(ui, desk, card, view, out);
    } else if desk.may_act() && !view.mine {
        ask_commander(ui, desk, card, view, out);
    }
    if desk.may_act() && !ordering {
        release(ui, desk, card, view, out);
    }
    if let Some(data) = &card.data {
        egui::CollapsingHeader::new("Data sheet").id_salt("data sheet").show(ui, |ui| sheet(ui, desk, data));
    }
    if kit::press(ui, "Show on chart", &format!("Show {} on the chart", card.name)) {
        out.push(Act::LookAt(view.position));
    }
}

/// What a ship has to give, and how long that lasts the survivors aboard it. Nothing where it is not counted.
pub(super) fn stores(ui: &mut Ui, desk: &DeskData<'_>, view: &SruView) {
    let Some(stores) = view.stores else { return };
    let food = stores.food_days.map_or_else(String::new, |days| format!(", food for {days:.0} person-days"));
    let has = format!("{:.0} L of water{food}, {} lifejackets", stores.water_l, stores.lifejackets);
    kit::fact(ui, desk.theme, "Stores for others", has);
    if view.survivors == 0 {
        return;
    }
    let persons = f64::from(view.survivors);
    let eaten = stores.food_days.map_or_else(String::new, |days| format!(", food {:.1} days", days / persons));
    let lasts = format!("water {:.1} days{eaten}", stores.water_l / (persons * DRINK_L_PER_DAY));
    kit::fact(ui, desk.theme, "For its survivors", lasts);
}

fn orders(ui: &mut Ui, desk: &DeskData<'_>, card: &SruCard, view: &SruView, out: &mut Vec<Act>) {
    if matches!(view.doing, Doing::Failed | Doing::Landing(_)) {
        return;
    }
    let in_port = matches!(view.doing, Doing::InPort(_) | Doing::GettingReady(..));
    let merchant = card.kind == SruKind::Merchant;
    let case = desk.case_for(Some(view.sru));
    let begin = |verb| Act::Order(OrderDraft::new(view.sru, verb, case));
    ui.horizontal_wrapped(|ui| {
        let mut offer = |ui: &mut Ui, face: &str, act: Act| {
            if kit::press(ui, face, &format!("Order {} to {}", card.name, face.to_lowercase())) {
                out.push(act);
            }
        };
        offer(ui, "Proceed", begin(Verb::Proceed));
        if case.is_some() {
            offer(ui, "Search", Act::PlanSearch(case, vec![view.sru]));
        }
        if know::takes_people(desk.picture, view) {
            offer(ui, "Recover", begin(Verb::Recover));
        }
        offer(ui, "Escort", begin(Verb::Escort));
        if !card.kind.flies() {
            if view.stores.is_some() {
                offer(ui, Verb::Provide.label(), begin(Verb::Provide));
            }
            if !merchant {
                offer(ui, Verb::TurnBack.label(), begin(Verb::TurnBack));
            }
            offer(ui, Verb::Tow.label(), begin(Verb::Tow));
            if card.data.as_ref().is_some_and(|data| data.technicians) {
                offer(ui, Verb::Repair.label(), begin(Verb::Repair));
            }
            if view.survivors + view.bodies > 0 {
                offer(ui, Verb::Transfer.label(), begin(Verb::Transfer));
            }
        }
        if view.survivors + view.bodies > 0 {
            offer(ui, "Land", begin(Verb::Land));
        }
        if !in_port && !merchant {
            offer(ui, "Return", begin(Verb::Return));
        }
        if merchant && !matches!(view.doing, Doing::OnPassage) && !in_port {
            offer(ui, "Resume passage", begin(Verb::Resume));
        }
    });
    let to = case.and_then(|case| know::centre_for(desk.briefing, desk.picture, case));
    if let (Some(case), Some(to)) = (case, to)
        && merchant
        && desk.picture.role == Role::Masters
        && !view.lent
    {
        let label = format!("Place at the disposal of {}", desk.seat_name(to));
        let name = format!("Place {} at the disposal of {}", card.name, desk.seat_name(to));
        let body = MessageBody::AtYourDisposal { case, sru: view.sru };
        ways::press(ui, desk, &label, &name, &Command::Send { to, channel: Channel::Phone, body }, out);
    }
}

/// A loan is ended by either side at any time: the borrower gives the unit back, its owner calls it back.
fn release(ui: &mut Ui, desk: &DeskData<'_>, card: &SruCard, view: &SruView, out: &mut Vec<Act>) {
    let Some(data) = &card.data else { return };
    let owner = data.seat == desk.me();
    let (face, name) = match (view.lent, owner) {
        (true, false) => {
            let to = desk.seat_name(data.seat);
            (format!("Give back to {to}"), format!("Give {} back to {to}", card.name))
        }
        (_, true) if know::lent_to(desk.picture, view.sru).is_some() => {
            ("Call back".to_owned(), format!("Call {} back", card.name))
        }
        _ => return,
    };
    if may(desk.picture.role, Right::ReleaseUnit) && kit::press(ui, &face, &name) {
        out.push(Act::command(Command::Release { sru: view.sru }));
    }
}

/// Who cannot order a unit asks who can.
fn ask_commander(ui: &mut Ui, desk: &DeskData<'_>, card: &SruCard, view: &SruView, out: &mut Vec<Act>) {
    let Some(data) = &card.data else { return };
    let case = desk.case_for(Some(view.sru));
    let who = desk.seat_name(data.seat);
    let lender = desk.briefing.seats.get(data.seat.index()).is_some_and(|seat| may(seat.role, Right::LendUnit));
    let borrows = case.is_some() && lender && may(desk.picture.role, Right::AskLoan);
    if borrows && kit::press(ui, &format!("Ask {who} to lend it..."), &format!("Ask {who} to lend {}", card.name)) {
        out.push(Act::Compose(Compose { to: data.seat, case, form: Form::Ask(Ask::Lend { sru: card.sru }) }));
    }
    let Some(told) = case.and_then(|case| desk.best(case)) else { return };
    let told = told.reported;
    let ask = Ask::Deploy { at: told.position, error_m: told.error_m, true_at: told.true_at };
    if kit::press(ui, &format!("Ask {who} for units..."), &format!("Ask {who} to send units")) {
        out.push(Act::Compose(Compose { to: data.seat, case, form: Form::Ask(ask) }));
    }
}

/// A ship known from AIS alone.
fn heard(ui: &mut Ui, desk: &DeskData<'_>, card: &SruCard, out: &mut Vec<Act>) {
    let Some(heard) = desk.picture.traffic.iter().find(|heard| heard.sru == card.sru) else { return };
    let theme = desk.theme;
    kit::fact(ui, theme, "Heard on AIS", words::ago(desk.now(), heard.heard_at));
    kit::fact(
        ui,
        theme,
        "In",
        format!("{}, {} {}", heard.position, words::bearing(heard.course_true), words::speed(heard.speed_mps)),
    );
    let case = desk.case_for(None);
    if let Some(told) = case.and_then(|case| desk.best(case)) {
        let to = told.reported.position;
        let far_m = heard.position.distance_m(to);
        let hours = far_m / heard.speed_mps.max(0.5) / 3600.0;
        let takes = words::span(crate::base::Span::from_hours(hours));
        kit::fact(ui, theme, "From the case", format!("{}, {takes} at its speed", words::distance(far_m)));
    }
    if desk.may_act() {
        divert(ui, desk, card, out);
    }
    if kit::press(ui, "Show on chart", &format!("Show {} on the chart", card.name)) {
        out.push(Act::LookAt(heard.position));
    }
}

/// Asks the ship's master to divert.
fn divert(ui: &mut Ui, desk: &DeskData<'_>, card: &SruCard, out: &mut Vec<Act>) {
    let case = desk.case_for(None);
    let Some(told) = case.and_then(|case| desk.best(case)) else {
        kit::small(ui, desk.theme, "Without a position nobody can be asked to divert.");
        return;
    };
    let seats = desk.briefing.seats.iter().enumerate();
    let masters = seats
        .filter(|(_, seat)| seat.party == card.party && seat.role != Role::Rcc)
        .map(|(i, _)| crate::base::ids::SeatId::new(i))
        .find(|seat| *seat != desk.me());
    let Some(to) = masters else { return };
    let ask = Ask::Divert { sru: card.sru, at: told.reported.position };
    if kit::press(ui, "Ask to divert...", &format!("Ask {} to divert to {}", card.name, told.reported.position)) {
        out.push(Act::Compose(Compose { to, case, form: Form::Ask(ask) }));
    }
    if kit::press(ui, "Select its masters", &format!("Select the masters of {}", card.name)) {
        out.push(Act::Select(Selected::Seat(to)));
    }
}

/// The data sheet.
fn sheet(ui: &mut Ui, desk: &DeskData<'_>, data: &Sru) {
    let theme = desk.theme;
    kit::fact(ui, theme, "Class", &data.class);
    kit::fact(
        ui,
        theme,
        "Speed",
        format!("{}, searching {}", words::speed(data.transit_mps), words::speed(data.search_mps)),
    );
    kit::fact(ui, theme, "Range", format!("{:.0} NM", nmi(data.range_m)));
    kit::fact(ui, theme, "Endurance", words::span(data.endurance));
    kit::fact(ui, theme, "Notice", words::span(data.notice));
    kit::fact(ui, theme, "Takes", words::persons(data.capacity));
    kit::fact(ui, theme, "Waves up to", format!("{:.1} m", data.max_wave_m));
    let methods: Vec<&str> = data.methods.iter().map(|method| words::method(*method)).collect();
    let methods = if methods.is_empty() { "it cannot".to_owned() } else { methods.join(", ") };
    kit::fact(ui, theme, "Takes people aboard by", methods);
    let sensors: Vec<&str> = data.sensors.iter().map(|sensor| words::sensor(*sensor)).collect();
    let sensors = if sensors.is_empty() { "eyes".to_owned() } else { format!("eyes, {}", sensors.join(", ")) };
    kit::fact(ui, theme, "Sees by", sensors);
    if data.kind.flies() {
        kit::fact(ui, theme, "Searches at", format!("{:.0} ft", data.altitude_m / crate::base::quantity::FOOT_M));
    }
    if let Some(home) = data.home {
        kit::fact(ui, theme, "Home", words::place_name(desk.briefing, home));
    }
}
