//! The forms: plain words, a situation report, a sighting, and requests.

use egui::{ScrollArea, Ui};

use crate::base::ids::{CraftId, PlaceId, SeatId, SruId};
use crate::base::quantity::nmi;
use crate::base::{Position, Span, Tick};
use crate::plan;
use crate::scenario::Channel;
use crate::sim::{self, Ask, Clearance, Command, MessageBody, Seen};
use crate::ui::field::PositionField;
use crate::ui::words;

use super::super::desk::{Act, Compose, DeskData, Form};
use super::super::{kit, ways};
use super::Room;
use super::forms::{self, Typing};
use super::kinds::{DECISION_MIN, Kind, clearance_form, lenders, places, ships};
use super::sitrep::Sitrep;

/// In less height than this the fields of a form do not scroll by themselves \[points\].
const FIELDS_LEAST: f32 = 70.0;

/// What is being written.
#[derive(Default)]
pub(super) struct Composer {
    pub(super) kind: Kind,
    /// By what. Exists when and only when another means than the usual was chosen.
    pub(super) channel: Option<Channel>,
    pub(super) case: Option<CraftId>,
    pub(super) text: String,
    /// The report as it stands, and to whom. Exists when and only when that form is open.
    pub(super) sitrep: Option<(SeatId, Sitrep)>,
    pub(super) field: PositionField,
    pub(super) position: Option<Position>,
    pub(super) error_nmi: f64,
    pub(super) minutes_ago: u32,
    pub(super) persons: u32,
    pub(super) what: Option<Seen>,
    pub(super) sru: Option<SruId>,
    pub(super) place: Option<PlaceId>,
    /// The form for a ministry. Exists when and only when a landing was chosen for it.
    pub(super) clearance: Option<Clearance>,
    /// Within how many minutes an answer is wanted. Exists when and only when a time is set.
    pub(super) within_min: Option<u32>,
    /// The form in the doctrine's fields as it stands, and of which sort. Exists when and only when one is open.
    pub(super) sheet: Option<(Kind, sim::forms::Form)>,
    pub(super) typing: Typing,
    /// Whether a receipt is asked for.
    pub(super) receipt: bool,
    /// Whether a request to take over goes without the hand-over.
    pub(super) bare: bool,
    /// Whether the hand-over that goes with such a request is open.
    pub(super) opened: bool,
    /// Whether the next place pressed on the chart is the position.
    pub(super) picking: bool,
    /// How high what stands under the fields was \[points\].
    pub(super) foot: f32,
}

impl Composer {
    /// Begins a message or request another panel asked for.
    pub(super) fn begin(&mut self, desk: &DeskData<'_>, compose: &Compose) {
        *self = Self { case: compose.case, ..Self::default() };
        match &compose.form {
            Form::Text(text) => self.text.clone_from(text),
            Form::Sitrep => self.kind = Kind::Sitrep,
            Form::Sheet(kind) => self.kind = *kind,
            Form::Sighting(number) => {
                self.kind = Kind::Sighting;
                self.fill_position(desk);
                if let Some(contact) = number.and_then(|number| desk.contact(number)) {
                    self.case = Some(contact.case);
                    self.put(contact.position, contact.error_m, desk.now(), contact.last_seen);
                    self.persons = contact.persons;
                    self.what = Some(contact.what);
                }
            }
            Form::Ask(ask) => match ask {
                Ask::Coordinate => self.kind = Kind::Coordinate,
                Ask::Deploy { at, error_m, true_at } => {
                    self.kind = Kind::Deploy;
                    self.put(*at, *error_m, desk.now(), *true_at);
                }
                Ask::Divert { sru, at } => {
                    self.kind = Kind::Divert;
                    self.sru = Some(*sru);
                    self.put(*at, 0.0, desk.now(), desk.now());
                }
                Ask::Land { place, persons } => {
                    self.kind = Kind::Land;
                    (self.place, self.persons) = (Some(*place), *persons);
                }
                Ask::Enter => self.kind = Kind::Enter,
                Ask::Lend { sru } => (self.kind, self.sru) = (Kind::Lend, Some(*sru)),
                Ask::Clear(told) => {
                    self.kind = Kind::Clear;
                    self.clearance = Some(*told);
                    self.within_min = Some(DECISION_MIN);
                }
                // These have no form of their own here: the cards and the board make them.
                Ask::Means(_) | Ask::Assist(_) => {}
            },
        }
    }

    pub(super) fn put(&mut self, position: Position, error_m: f64, now: Tick, true_at: Tick) {
        self.position = Some(position);
        self.field.set(position);
        self.error_nmi = nmi(error_m);
        self.minutes_ago = u32::try_from(now.since(true_at).seconds() / 60).unwrap_or(0);
    }

    /// The case's latest position, as a beginning.
    fn fill_position(&mut self, desk: &DeskData<'_>) {
        if let Some(told) = self.case.and_then(|case| desk.best(case)) {
            let told = told.reported;
            self.put(told.position, told.error_m, desk.now(), told.true_at);
        }
    }

    /// Whether what is written has many fields, and wants more room than what was said.
    pub(super) fn is_large(&self) -> bool {
        matches!(self.kind, Kind::Sitrep | Kind::Relay | Kind::Plan | Kind::HandOver)
            || (self.kind == Kind::Coordinate && !self.bare && self.opened)
    }

    /// Shows what is being written. Where it has a column of its own its fields scroll, and what it goes by and the key
    /// that sends it stay in sight under them.
    ///
    /// `with_said` is whether what was said stands beside it.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &DeskData<'_>,
        to: SeatId,
        place: Room,
        with_said: &mut bool,
        out: &mut Vec<Act>,
    ) {
        let chooses = place == Room::Own { chooses: true };
        if !self.kind.suits(desk, to) {
            *self = Self::default();
        }
        if self.case.is_none_or(|case| desk.case(case).is_none()) {
            self.case = desk.case_for(None);
        }
        self.head(ui, desk, to);
        let room = ui.available_height() - self.foot;
        let mut keys = |this: &mut Self, ui: &mut Ui| this.foot(ui, desk, to, chooses.then_some(&mut *with_said), out);
        if place == Room::Shared {
            self.form(ui, desk, to);
            keys(self, ui);
        } else if room > FIELDS_LEAST {
            let area = ScrollArea::vertical().id_salt("fields").max_height(room).auto_shrink([false, true]);
            area.show(ui, |ui| self.form(ui, desk, to));
            keys(self, ui);
        } else {
            ScrollArea::vertical().id_salt("all").auto_shrink(false).show(ui, |ui| {
                self.form(ui, desk, to);
                keys(self, ui);
            });
        }
    }

    /// Which form, and about which case.
    fn head(&mut self, ui: &mut Ui, desk: &DeskData<'_>, to: SeatId) {
        let forms: Vec<(Kind, String)> = Kind::ALL
            .into_iter()
            .filter(|kind| kind.suits(desk, to))
            .map(|kind| (kind, kind.label().to_owned()))
            .collect();
        let kind = self.kind;
        if kit::choice(ui, "Form", &mut self.kind, &forms) && self.kind != kind {
            self.channel = None;
            self.within_min = (self.kind == Kind::Clear).then_some(DECISION_MIN);
            if matches!(self.kind, Kind::Sighting | Kind::Deploy | Kind::Divert) {
                self.fill_position(desk);
            }
        }
        if desk.picture.cases.len() > 1 {
            kit::choice(ui, "About", &mut self.case, &desk.choices(None));
        }
    }

    /// Until when an answer is wanted, by what it goes, and the key that sends it.
    fn foot(&mut self, ui: &mut Ui, desk: &DeskData<'_>, to: SeatId, with_said: Option<&mut bool>, out: &mut Vec<Act>) {
        let top = ui.cursor().top();
        let asks = self.kind.rights().is_some();
        if asks {
            self.deadline(ui, desk);
        }
        // What a form would go by is dead: it goes by the next.
        let usual = self.channel.unwrap_or(self.kind.channel());
        let by = ways::by(desk, usual);
        if let Some(mut channel) = by {
            let open = desk.picture.lines.open();
            let options: Vec<(Channel, String)> =
                open.map(|channel| (channel, words::channel_with_delay(desk.briefing, channel))).collect();
            if kit::choice(ui, "By", &mut channel, &options) {
                self.channel = Some(channel);
            }
            if channel != usual {
                kit::small(ui, desk.theme, ways::dead(desk, usual));
            }
        }
        let command = by.ok_or(ways::ALL_DEAD).and_then(|by| self.commands(desk, to, by));
        let who = desk.seat_name(to);
        let kind = self.kind;
        ui.horizontal_wrapped(|ui| {
            let label = if asks { "Ask" } else { "Send" };
            let pressed = kit::press_if(ui, command.is_ok(), label, &format!("{label} {who}: {}", kind.label()));
            if let Err(why) = &command {
                kit::small(ui, desk.theme, *why);
            }
            if !asks {
                ui.checkbox(&mut self.receipt, "Receipt when read");
            }
            if kind == Kind::Sitrep
                && kit::press(ui, "Fill again from what you know", "Fill the SITREP again from what you know")
            {
                self.sitrep = None;
            }
            if self.sheet.is_some()
                && (kind != Kind::Coordinate || self.opened)
                && kit::press(ui, "Fill again from what you know", "Fill the form again from what you know")
            {
                self.sheet = None;
            }
            if let Some(with_said) = with_said {
                ui.checkbox(with_said, "What was said beside it");
            }
            if let (true, Ok(commands)) = (pressed, command) {
                out.extend(commands.into_iter().map(Act::command));
                *self = Self::default();
            }
        });
        self.foot = ui.cursor().top() - top;
    }

    fn form(&mut self, ui: &mut Ui, desk: &DeskData<'_>, to: SeatId) {
        if self.kind != Kind::Sitrep {
            self.sitrep = None;
        }
        if self.sheet.as_ref().is_some_and(|(kind, form)| *kind != self.kind || Some(form.case()) != self.case) {
            self.sheet = None;
        }
        match self.kind {
            Kind::Text => {
                kit::lines(ui, "Words", &mut self.text, 2);
            }
            Kind::Sitrep => self.sitrep_form(ui, desk, to),
            Kind::Sighting => {
                let options = [
                    (Some(Seen::Vessel), words::seen(Seen::Vessel).to_owned()),
                    (Some(Seen::CapsizedHull), words::seen(Seen::CapsizedHull).to_owned()),
                    (Some(Seen::PersonInWater), words::seen(Seen::PersonInWater).to_owned()),
                    (Some(Seen::LifeRaft), words::seen(Seen::LifeRaft).to_owned()),
                    (Some(Seen::Body), words::seen(Seen::Body).to_owned()),
                    (Some(Seen::Debris), words::seen(Seen::Debris).to_owned()),
                ];
                kit::choice(ui, "What", &mut self.what, &options);
                self.position_form(ui, desk, true);
                ui.horizontal_wrapped(|ui| kit::count(ui, "Persons seen", &mut self.persons));
            }
            Kind::Coordinate => {
                self.coordinate_hint(ui, desk);
                let mut with = !self.bare;
                ui.checkbox(&mut with, "With a hand-over in writing");
                self.bare = !with;
                if with {
                    let shown = egui::CollapsingHeader::new("Hand-over").show(ui, |ui| self.sheet_form(ui, desk));
                    self.opened = shown.openness > 0.0;
                }
            }
            Kind::Relay | Kind::Plan | Kind::HandOver => self.sheet_form(ui, desk),
            Kind::Deploy => self.position_form(ui, desk, true),
            Kind::Divert => {
                let options: Vec<(Option<SruId>, String)> =
                    ships(desk, to).map(|sru| (Some(sru), desk.sru_name(sru))).collect();
                kit::choice(ui, "Ship", &mut self.sru, &options);
                self.position_form(ui, desk, false);
            }
            Kind::Land => {
                let options: Vec<(Option<PlaceId>, String)> = places(desk, to)
                    .map(|place| (Some(place), words::place_name(desk.briefing, place).to_owned()))
                    .collect();
                kit::choice(ui, "At", &mut self.place, &options);
                ui.horizontal_wrapped(|ui| kit::count(ui, "Persons", &mut self.persons));
                let mut with = !self.bare;
                ui.checkbox(&mut with, "With who is aboard, in writing");
                self.bare = !with;
                if with {
                    egui::CollapsingHeader::new("Disembarkation request").show(ui, |ui| self.sheet_form(ui, desk));
                }
            }
            Kind::Enter => {
                kit::small(ui, desk.theme, "Leave is for government units, for this case. Merchant ships need none.");
            }
            Kind::Lend => {
                let options: Vec<(Option<SruId>, String)> =
                    lenders(desk, to).map(|sru| (Some(sru), desk.sru_name(sru))).collect();
                kit::choice(ui, "Unit", &mut self.sru, &options);
                kit::small(ui, desk.theme, "Lent, it takes your orders until either side releases it.");
            }
            Kind::Clear => clearance_form(ui, desk, &mut self.clearance, &mut self.case),
        }
    }

    /// Until when an answer is wanted: silence after that is told to whoever asked.
    fn deadline(&mut self, ui: &mut Ui, desk: &DeskData<'_>) {
        ui.horizontal_wrapped(|ui| {
            let mut wanted = self.within_min.is_some();
            ui.checkbox(&mut wanted, "Answer wanted within");
            self.within_min = wanted.then(|| self.within_min.unwrap_or(60));
            if let Some(minutes) = &mut self.within_min {
                let response = ui.add(egui::DragValue::new(minutes).range(1..=14_400).suffix(" min"));
                kit::named(ui, &response, "Answer wanted within so many minutes");
                let by = desk.now().after(Span::minutes(i64::from(*minutes)));
                ui.label(format!("by {}", words::dtg(desk.briefing, by)));
            }
        });
    }

    fn coordinate_hint(&self, ui: &mut Ui, desk: &DeskData<'_>) {
        let told = self.case.and_then(|case| desk.best(case));
        let words = match told.map(|told| plan::region(desk.briefing, told.reported.position)) {
            None => "No position is known to say whose region it is.".to_owned(),
            Some(None) => "The latest position lies in nobody's region.".to_owned(),
            Some(Some(seat)) => format!("The latest position lies in the region of {}.", desk.seat_name(seat)),
        };
        kit::small(ui, desk.theme, words);
        kit::small(ui, desk.theme, "Until it accepts, responsibility stays where it is.");
    }

    /// The commands, or what is missing.
    fn commands(&self, desk: &DeskData<'_>, to: SeatId, channel: Channel) -> Result<Vec<Command>, &'static str> {
        let first = self.command(desk, to, channel)?;
        if !matches!(self.kind, Kind::Coordinate | Kind::Land) || self.bare {
            return Ok(vec![first]);
        }
        let view = self.case.and_then(|case| desk.case(case));
        let form = self.sheet_now(desk).or_else(|| forms::filled(desk, self.kind, view?));
        let form = form.map(|mut form| {
            if let sim::forms::Form::Disembarkation(request) = &mut form {
                (request.place, request.persons) = (self.place.unwrap_or(request.place), self.persons);
            }
            form
        });
        // In writing, unless that line is dead.
        let by = ways::by(desk, Channel::Text).unwrap_or(channel);
        let written = |form| Command::Send { to, channel: by, body: MessageBody::Form(Box::new(form)) };
        Ok(std::iter::once(first).chain(form.map(written)).collect())
    }

    fn command(&self, desk: &DeskData<'_>, to: SeatId, channel: Channel) -> Result<Command, &'static str> {
        let send = |body| {
            Ok(if self.receipt {
                Command::Mail(Box::new(sim::mail::Command::SendForReceipt { to, channel, body }))
            } else {
                Command::Send { to, channel, body }
            })
        };
        let position = || self.reported(desk).ok_or("It needs a position.");
        let case = || self.case.ok_or("It needs a case.");
        let by = self.within_min.map(|minutes| desk.now().after(Span::minutes(i64::from(minutes))));
        let ask = |what| Ok(Command::Ask { to, channel, case: case()?, what, by });
        match self.kind {
            Kind::Text if self.text.trim().is_empty() => Err("It needs words."),
            Kind::Text => send(MessageBody::Text { case: self.case, text: self.text.trim().to_owned() }),
            Kind::Sitrep => {
                let (_, form) = self.sitrep.clone().ok_or("It needs a case.")?;
                send(form.body())
            }
            Kind::Sighting => send(MessageBody::Sighting {
                case: case()?,
                position: position()?,
                what: self.what.ok_or("It needs what was seen.")?,
                persons: self.persons,
            }),
            Kind::Relay | Kind::Plan | Kind::HandOver => {
                let form = self.sheet_now(desk).ok_or("It needs a case.")?;
                send(MessageBody::Form(Box::new(form)))
            }
            Kind::Coordinate => ask(Ask::Coordinate),
            Kind::Deploy => {
                let told = position()?;
                ask(Ask::Deploy { at: told.position, error_m: told.error_m, true_at: told.true_at })
            }
            Kind::Divert => {
                let sru = self.sru.ok_or("It needs a ship.")?;
                ask(Ask::Divert { sru, at: position()?.position })
            }
            Kind::Land => {
                let place = self.place.ok_or("It needs a place.")?;
                if self.persons == 0 {
                    return Err("It needs a number of persons.");
                }
                ask(Ask::Land { place, persons: self.persons })
            }
            Kind::Enter => ask(Ask::Enter),
            Kind::Lend => {
                let sru = self.sru.filter(|sru| lenders(desk, to).any(|other| other == *sru));
                ask(Ask::Lend { sru: sru.ok_or("It needs a unit.")? })
            }
            Kind::Clear => ask(Ask::Clear(self.clearance.ok_or("No landing waits to be decided.")?)),
        }
    }
}
