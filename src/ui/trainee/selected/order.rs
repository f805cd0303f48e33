//! An order about to be given: where, what comes of it, and only then the key that gives it.

use egui::{Key, Modifiers, RichText, Ui};

use crate::base::ids::{CraftId, PlaceId, SruId};
use crate::base::quantity::metres;
use crate::base::{Position, Tick};
use crate::plan::{self, Estimate};
use crate::scenario::Channel;
use crate::sim::{Ask, Command, voyage};
use crate::ui::chart::{ChartEvent, Draft, Overlay, Selected};
use crate::ui::field::PositionField;
use crate::ui::words;

use super::super::desk::{Act, DeskData, OrderDraft, Verb};
use super::super::{kit, know, ways};
use super::unit;

/// While nothing is chosen, what comes of the order is reckoned again when the pointer has moved this far \[m\].
const POINTER_MOVED_M: f64 = 1852.0;

/// What was reckoned is reckoned again after this many ticks: a minute.
const RECKON_EVERY: u32 = 6;

/// An order being given.
pub(super) struct Ordering {
    draft: OrderDraft,
    field: PositionField,
    /// Where a vessel is to be made to go.
    to_field: PositionField,
    /// Where the pointer is, while nothing is chosen.
    pointer: Option<Position>,
    reckoned: Option<Reckoned>,
    /// Whether the key that confirms is to have the focus.
    focus: bool,
}

/// What an order would take, and for what order and when that was reckoned.
struct Reckoned {
    draft: OrderDraft,
    at: Tick,
    estimate: Result<Estimate, String>,
}

impl Ordering {
    pub(super) fn new(draft: OrderDraft, desk: &DeskData<'_>) -> Self {
        let mut field = PositionField::default();
        match draft.target {
            Some(target) => field.set(target),
            None if draft.verb.needs_position() => field.focus(),
            None => {}
        }
        let place = draft.place.or_else(|| match draft.verb {
            Verb::Land | Verb::Tow => usual_haven(desk, draft.sru),
            _ => None,
        });
        let mut to_field = PositionField::default();
        if let Some(to) = draft.to {
            to_field.set(to);
        }
        Self { draft: OrderDraft { place, ..draft }, field, to_field, pointer: None, reckoned: None, focus: false }
    }

    /// Which unit.
    pub(super) fn sru(&self) -> SruId {
        self.draft.sru
    }

    /// Shows it. True when it is over: given or cancelled.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) -> bool {
        let name = desk.sru_name(self.draft.sru);
        // Enter confirms unless it is meant for a field or another button; Escape always cancels.
        let free = ui.memory(|memory| memory.focused().is_none());
        let entered = free && ui.input(|input| input.key_pressed(Key::Enter));
        let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let mut given = false;
        let mut over = escaped;
        kit::card(ui, desk.theme, desk.theme.planned, |ui| {
            kit::heading(ui, &format!("Order to {name}: {}", self.draft.verb.label()));
            self.choose(ui, desk);
            self.reckon(desk);
            // The keys stand above what comes of it, so that they are in sight on a small screen.
            let ready = self.draft.command();
            let refused = self.reckoned.as_ref().and_then(|reckoned| reckoned.estimate.as_ref().err()).is_some();
            let firm = ready.is_some() && !self.only_pointed();
            ui.horizontal_wrapped(|ui| {
                let face = if refused { "Order it all the same" } else { "Confirm (Enter)" };
                let button = egui::Button::new(RichText::new(face).strong());
                let response = ui.add_enabled(firm, button);
                kit::named(ui, &response, &format!("Confirm the order to {name}"));
                if std::mem::take(&mut self.focus) && firm && !refused {
                    response.request_focus();
                }
                let entered = entered || (self.draft.verb.needs_position() && self.field.entered());
                given = response.clicked() || (entered && firm && !refused);
                over |= kit::press(ui, "Cancel (Esc)", &format!("Cancel the order to {name}"));
            });
            self.consequence(ui, desk, out);
        });
        if given
            && !over
            && let Some(command) = self.draft.command()
        {
            out.push(Act::command(command));
            return true;
        }
        over
    }

    /// The fields: for which case, where, at which place.
    fn choose(&mut self, ui: &mut Ui, desk: &DeskData<'_>) {
        if desk.picture.cases.len() > 1 {
            kit::choice(ui, "For", &mut self.draft.case, &desk.choices(Some("no case")));
        }
        if self.draft.verb.needs_position() {
            self.draft.target = self.field.show(ui, "Where", desk.theme);
            ui.horizontal_wrapped(|ui| {
                for (label, position) in suggestions(desk, self.draft.case) {
                    if kit::press(ui, &label, &format!("Send it to: {label}")) {
                        self.aim(position);
                    }
                }
            });
        }
        if self.draft.verb == Verb::TurnBack {
            self.draft.to = self.to_field.show(ui, "Sent to", desk.theme);
        }
        if self.draft.verb == Verb::Transfer {
            let ships = other_ships(desk, self.draft.sru);
            kit::choice(ui, "To", &mut self.draft.other, &ships);
        }
        if self.draft.verb == Verb::Provide {
            self.give(ui, desk);
        }
        if matches!(self.draft.verb, Verb::Land | Verb::Tow) {
            let options = land_options(desk, self.draft.sru);
            kit::choice(ui, "At", &mut self.draft.place, &options);
        }
    }

    /// What the ship has, and how much of its water it shall give.
    fn give(&mut self, ui: &mut Ui, desk: &DeskData<'_>) {
        let Some(view) = desk.sru(self.draft.sru) else { return };
        unit::stores(ui, desk, view);
        let has_l = view.stores.map_or(0.0, |stores| stores.water_l);
        let mut all = self.draft.water_l.is_none();
        ui.horizontal_wrapped(|ui| {
            ui.checkbox(&mut all, "As much water as it can spare");
            if all {
                self.draft.water_l = None;
                return;
            }
            let most = has_l.floor() as u32;
            let mut litres = self.draft.water_l.unwrap_or(most).min(most);
            let heading = ui.add(egui::Label::new("Water").extend());
            let field = egui::DragValue::new(&mut litres).range(0..=most).suffix(" L");
            let response = ui.add(field).labelled_by(heading.id);
            kit::named(ui, &response, "Water to be given, litres");
            self.draft.water_l = Some(litres);
        });
        kit::small(ui, desk.theme, "Food and lifejackets go over as they are wanted there and can be spared.");
    }

    fn aim(&mut self, position: Position) {
        self.field.set(position);
        self.draft.target = Some(position);
        self.focus = true;
    }

    /// Whether the target is only where the pointer is.
    fn only_pointed(&self) -> bool {
        self.draft.verb.needs_position() && self.draft.target.is_none()
    }

    /// The order as it would be with the pointer's place.
    fn looked_at(&self) -> OrderDraft {
        OrderDraft { target: self.draft.target.or(self.pointer), ..self.draft }
    }

    fn reckon(&mut self, desk: &DeskData<'_>) {
        let draft = self.looked_at();
        let Some(order) = draft.order() else {
            self.reckoned = None;
            return;
        };
        let now = desk.now();
        let still = self.reckoned.as_ref().is_some_and(|r| {
            let near = match (r.draft.target, draft.target) {
                (Some(a), Some(b)) if self.only_pointed() => a.distance_m(b) < POINTER_MOVED_M,
                (a, b) => a == b,
            };
            let same = (r.draft.place, r.draft.to, r.draft.other) == (draft.place, draft.to, draft.other);
            near && same && r.at <= now && now.0 - r.at.0 < RECKON_EVERY
        });
        if still {
            return;
        }
        let estimate = match (desk.sru(draft.sru), desk.card(draft.sru).and_then(|card| card.data.as_deref())) {
            (Some(view), Some(data)) => {
                let meets = draft.other.and_then(|other| desk.sru(other)).map(|other| other.position);
                plan::estimate_meeting(desk.briefing, data, view, &order, meets, now)
            }
            _ => Err("nothing is known of that unit".to_owned()),
        };
        self.reckoned = Some(Reckoned { draft, at: now, estimate });
    }

    /// What comes of the order.
    fn consequence(&self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        let Some(reckoned) = &self.reckoned else { return };
        if self.only_pointed() {
            kit::small(ui, desk.theme, "Where the pointer is:");
        }
        match &reckoned.estimate {
            Err(why) => kit::danger(ui, desk.theme, format!("It would be refused: {why}.")),
            Ok(estimate) => {
                facts(ui, desk, estimate);
                self.leaves(ui, desk, estimate);
                for caution in &estimate.cautions {
                    ui.label(RichText::new(format!("Mind: {caution}")).strong());
                }
            }
        }
        if let (Verb::Land | Verb::Tow, Some(place)) = (self.draft.verb, self.draft.place)
            && let Some(rcc) = plan::consent(desk.briefing, desk.picture, place)
            && rcc != desk.me()
        {
            let who = desk.seat_name(rcc);
            let there = words::place_name(desk.briefing, place);
            ui.label(RichText::new(format!("Mind: {who} has to agree before people land at {there}.")).strong());
            let persons = desk.sru(self.draft.sru).map_or(0, |unit| unit.survivors);
            if let Some(case) = self.draft.case {
                let (face, name) = (format!("Ask {who}"), format!("Ask {who} to let people land at {there}"));
                let what = Ask::Land { place, persons };
                let ask = Command::Ask { to: rcc, channel: Channel::Phone, case, what, by: None };
                ways::press(ui, desk, &face, &name, &ask, out);
            }
        }
    }

    fn leaves(&self, ui: &mut Ui, desk: &DeskData<'_>, estimate: &Estimate) {
        let case = desk.sru(self.draft.sru).and_then(|unit| unit.case);
        match (&estimate.leaves, case) {
            (Some(order), Some(case)) => kit::fact(
                ui,
                desk.theme,
                "Leaves",
                format!("{}, for {}", words::order(desk.briefing, order), words::case_name(case)),
            ),
            (Some(order), None) => kit::fact(ui, desk.theme, "Leaves", words::order(desk.briefing, order)),
            (None, _) => kit::fact(ui, desk.theme, "Leaves", "nothing: it has no order"),
        }
    }

    pub(super) fn on_chart(&mut self, event: &ChartEvent, desk: &DeskData<'_>) -> bool {
        match event {
            ChartEvent::Hover(position) => {
                self.pointer = Some(*position);
                false
            }
            ChartEvent::Selected(what) | ChartEvent::Act(what, _) => match (self.draft.verb, what) {
                (Verb::Land | Verb::Tow, Selected::Place(place)) => {
                    self.draft.place = Some(*place);
                    self.focus = true;
                    true
                }
                (verb, _) if verb.needs_position() => match desk.position_of(*what) {
                    Some(position) => {
                        self.aim(position);
                        true
                    }
                    None => false,
                },
                _ => false,
            },
            ChartEvent::Area(_) => false,
        }
    }

    pub(super) fn overlay(&self, overlay: &mut Overlay) {
        overlay.pointer = self.draft.target.or(overlay.pointer);
        if let Some(Reckoned { estimate: Ok(estimate), .. }) = &self.reckoned {
            overlay.drafts.push(Draft {
                label: self.draft.verb.label().to_owned(),
                area: None,
                track: estimate.way.clone(),
            });
        }
    }
}

/// The numbers of an estimate.
fn facts(ui: &mut Ui, desk: &DeskData<'_>, estimate: &Estimate) {
    let (now, theme) = (desk.now(), desk.theme);
    if estimate.departs > now {
        kit::fact(
            ui,
            theme,
            "Under way",
            format!("{} ({})", words::clock(desk.briefing, estimate.departs), words::due(now, estimate.departs)),
        );
    }
    kit::fact(
        ui,
        theme,
        "ETA",
        format!(
            "{} ({}), {}",
            words::clock(desk.briefing, estimate.eta),
            words::due(now, estimate.eta),
            words::distance(estimate.distance_m)
        ),
    );
    let home = match &estimate.refuge {
        Some(refuge) if refuge.spare_m >= 0.0 => format!(
            "then home to {} with {} to spare",
            words::place_name(desk.briefing, refuge.place),
            words::distance(refuge.spare_m)
        ),
        Some(refuge) => format!(
            "not home to {}: short by {}",
            words::place_name(desk.briefing, refuge.place),
            words::distance(-refuge.spare_m)
        ),
        None => "no place of its country to refuel".to_owned(),
    };
    kit::fact(ui, theme, "Fuel on arrival", format!("{:.0} %, {home}", 100.0 * estimate.fuel));
    if let Some(stays) = estimate.on_scene {
        kit::fact(ui, theme, "Can stay", words::span(stays));
    }
    kit::fact(
        ui,
        theme,
        "Takes",
        format!("{} more, about {:.0} an hour there", words::persons(estimate.room), estimate.lift_per_h),
    );
    kit::fact(
        ui,
        theme,
        "There",
        format!("waves {:.1} m, {}", estimate.wave_height_m, if estimate.daylight { "daylight" } else { "dark" }),
    );
}

/// Places worth sending a unit to for a case: the latest position, and people seen.
fn suggestions(desk: &DeskData<'_>, case: Option<CraftId>) -> Vec<(String, Position)> {
    let Some(view) = case.and_then(|case| desk.case(case)) else { return Vec::new() };
    let now = desk.now();
    let mut found: Vec<(String, Position)> = know::clusters(desk.picture, view.case)
        .iter()
        .take(2)
        .map(|cluster| {
            let age = words::age(now, cluster.lead.last_seen);
            (format!("{} seen, {age} old", words::persons(cluster.persons())), cluster.lead.position)
        })
        .collect();
    if let Some(told) = know::best(desk.picture, view) {
        let told = told.reported;
        let near = found.iter().any(|(_, position)| position.distance_m(told.position) < metres(0.5));
        if !near {
            found.push((format!("Latest position, {} old", words::age(now, told.true_at)), told.position));
        }
    }
    found
}

/// The nearest place of safety where nobody has to be asked.
fn usual_haven(desk: &DeskData<'_>, sru: SruId) -> Option<PlaceId> {
    let (unit, card) = (desk.sru(sru)?, desk.card(sru)?);
    let havens = know::havens(desk.briefing, card.kind, unit.position);
    let free = havens.iter().find(|(place, ..)| plan::consent(desk.briefing, desk.picture, *place).is_none());
    free.or(havens.first()).map(|(place, ..)| *place)
}

/// The other ships this desk may order that are at sea, to pass survivors to, with the room they have.
fn other_ships(desk: &DeskData<'_>, sru: SruId) -> Vec<(Option<SruId>, String)> {
    let ship = |id: SruId| desk.card(id).is_some_and(|card| !card.kind.flies());
    desk.picture
        .srus
        .iter()
        .filter(|view| view.sru != sru && view.mine && ship(view.sru))
        .map(|view| (Some(view.sru), format!("{}, room for {}", desk.sru_name(view.sru), view.room)))
        .collect()
}

/// All places a unit could land people at, nearest first, with how far, and what speaks against them.
fn land_options(desk: &DeskData<'_>, sru: SruId) -> Vec<(Option<PlaceId>, String)> {
    let (Some(unit), Some(card)) = (desk.sru(sru), desk.card(sru)) else { return Vec::new() };
    let mut places: Vec<(f64, PlaceId)> = desk
        .briefing
        .places
        .iter()
        .enumerate()
        .filter(|(_, place)| voyage::suits(card.kind, place.kind))
        .map(|(i, place)| (place.position.distance_m(unit.position), PlaceId::new(i)))
        .collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    places
        .into_iter()
        .map(|(far_m, id)| {
            let place = &desk.briefing.places[id.index()];
            let mut words = format!("{}, {}", place.name, words::distance(far_m));
            if place.hospital {
                words.push_str(", hospital");
            }
            if !place.place_of_safety {
                words.push_str(", no place of safety");
            }
            if plan::consent(desk.briefing, desk.picture, id).is_some() {
                words.push_str(", consent needed");
            }
            (Some(id), words)
        })
        .collect()
}
