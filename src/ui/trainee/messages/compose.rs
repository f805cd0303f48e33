//! The forms: plain words, a situation report, a sighting, and requests.

use egui::Ui;

use crate::base::ids::{CraftId, PlaceId, SeatId, SruId};
use crate::base::quantity::{metres, nmi};
use crate::base::{Position, Span, Tick};
use crate::plan;
use crate::scenario::{Channel, Phase};
use crate::sim::{self, Ask, Clearance, Command, MessageBody, ReportedPosition, Seen};
use crate::ui::field::PositionField;
use crate::ui::words;

use super::super::desk::{Act, Compose, DeskData, Form};
use super::super::kit;
use super::forms::{self, Typing};
use super::kinds::{DECISION_MIN, Kind, clearance_form, lenders, places, ships};
use super::sitrep::{self, Sitrep};

/// What is being written.
#[derive(Default)]
pub(super) struct Composer {
    kind: Kind,
    /// By what. Exists when and only when another means than the usual was chosen.
    channel: Option<Channel>,
    case: Option<CraftId>,
    text: String,
    /// The report as it stands, and to whom. Exists when and only when that form is open.
    sitrep: Option<(SeatId, Sitrep)>,
    field: PositionField,
    position: Option<Position>,
    error_nmi: f64,
    minutes_ago: u32,
    persons: u32,
    what: Option<Seen>,
    sru: Option<SruId>,
    place: Option<PlaceId>,
    /// The form for a ministry. Exists when and only when a landing was chosen for it.
    clearance: Option<Clearance>,
    /// Within how many minutes an answer is wanted. Exists when and only when a time is set.
    within_min: Option<u32>,
    /// The form in the doctrine's fields as it stands, and of which sort. Exists when and only when one is open.
    sheet: Option<(Kind, sim::forms::Form)>,
    typing: Typing,
    /// Whether a receipt is asked for.
    receipt: bool,
    /// Whether a request to take over goes without the hand-over.
    bare: bool,
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

    fn put(&mut self, position: Position, error_m: f64, now: Tick, true_at: Tick) {
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

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, to: SeatId, out: &mut Vec<Act>) {
        let who = desk.seat_name(to);
        if !self.kind.suits(desk, to) {
            *self = Self::default();
        }
        if self.case.is_none_or(|case| desk.case(case).is_none()) {
            self.case = desk.case_for(None);
        }
        let forms: Vec<(Kind, String)> = Kind::ALL
            .into_iter()
            .filter(|kind| kind.suits(desk, to))
            .map(|kind| (kind, kind.label().to_owned()))
            .collect();
        if kit::choice(ui, "Form", &mut self.kind, &forms) {
            self.channel = None;
            self.within_min = (self.kind == Kind::Clear).then_some(DECISION_MIN);
            if matches!(self.kind, Kind::Sighting | Kind::Deploy | Kind::Divert) {
                self.fill_position(desk);
            }
        }
        if desk.picture.cases.len() > 1 {
            let cases: Vec<(Option<CraftId>, String)> =
                desk.picture.cases.iter().map(|view| (Some(view.case), words::case_name(view.case))).collect();
            kit::choice(ui, "About", &mut self.case, &cases);
        }
        self.form(ui, desk, to);
        if self.kind.rights().is_some() {
            self.deadline(ui, desk);
        }
        let mut channel = self.channel.unwrap_or(self.kind.channel());
        let open: Vec<Channel> = desk.picture.lines.open().collect();
        if let (false, Some(first)) = (open.contains(&channel), open.first()) {
            // What a form would go by is dead: it goes by the next.
            channel = *first;
        }
        let options: Vec<(Channel, String)> =
            open.into_iter().map(|channel| (channel, words::channel_with_delay(desk.briefing, channel))).collect();
        if kit::choice(ui, "By", &mut channel, &options) {
            self.channel = Some(channel);
        }
        let asks = self.kind.rights().is_some();
        let command = self.commands(desk, to, channel);
        ui.horizontal_wrapped(|ui| {
            let label = if asks { "Ask" } else { "Send" };
            let pressed = kit::press_if(ui, command.is_ok(), label, &format!("{label} {who}: {}", self.kind.label()));
            match command {
                Ok(commands) if pressed => {
                    out.extend(commands.into_iter().map(Act::command));
                    *self = Self::default();
                }
                Ok(_) => {}
                Err(why) => kit::small(ui, desk.theme, why),
            }
            if !asks {
                ui.checkbox(&mut self.receipt, "Receipt when read");
            }
        });
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
                    egui::CollapsingHeader::new("Hand-over").show(ui, |ui| self.sheet_form(ui, desk));
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

    fn sitrep_form(&mut self, ui: &mut Ui, desk: &DeskData<'_>, to: SeatId) {
        let Some(view) = self.case.and_then(|case| desk.case(case)) else { return };
        let stale = self.sitrep.as_ref().is_none_or(|(seat, form)| *seat != to || form.case != view.case);
        if stale {
            self.sitrep = Some((to, sitrep::filled(desk, view, to)));
            let position = self.sitrep.as_ref().and_then(|(_, form)| form.position);
            (self.position, self.error_nmi, self.minutes_ago) = (None, 1.0, 0);
            self.field.clear();
            if let Some(told) = position {
                self.put(told.position, told.error_m, desk.now(), told.true_at);
            }
        }
        self.position_form(ui, desk, true);
        let position = self.reported(desk);
        let Some((_, form)) = &mut self.sitrep else { return };
        match (form.position, position) {
            (Some(a), Some(b)) if same(a, b) => {}
            (_, changed) => form.position = changed,
        }
        let options = [
            (None, "no phase declared".to_owned()),
            (Some(Phase::Uncertainty), words::phase(Phase::Uncertainty).to_owned()),
            (Some(Phase::Alert), words::phase(Phase::Alert).to_owned()),
            (Some(Phase::Distress), words::phase(Phase::Distress).to_owned()),
        ];
        kit::choice(ui, "Phase", &mut form.phase, &options);
        ui.horizontal_wrapped(|ui| {
            kit::optional_count(ui, "Number aboard known", "Persons aboard", &mut form.persons);
            kit::count(ui, "Recovered alive", &mut form.counts.recovered);
            kit::count(ui, "Recovered dead", &mut form.counts.bodies);
            kit::count(ui, "Landed", &mut form.counts.landed);
        });
        kit::lines(ui, "Text", &mut form.text, 4);
        if let Some(full) = &mut form.full {
            let title = format!("Full form, No {}", full.number);
            egui::CollapsingHeader::new(title).id_salt("full sitrep").show(ui, |ui| sitrep::full_fields(ui, full));
        }
        if kit::press(ui, "Fill again from what you know", "Fill the SITREP again from what you know") {
            self.sitrep = None;
        }
    }

    /// A form in the doctrine's fields, filled from what is known when it is opened.
    fn sheet_form(&mut self, ui: &mut Ui, desk: &DeskData<'_>) {
        self.fill_sheet(desk);
        let Some((_, mut form)) = self.sheet.take() else { return };
        if !matches!(form, sim::forms::Form::SearchActionPlan(_) | sim::forms::Form::Disembarkation(_)) {
            self.position_form(ui, desk, true);
        }
        forms::fields(ui, desk, &mut form, &mut self.typing);
        self.sheet = Some((self.kind, form));
        if kit::press(ui, "Fill again from what you know", "Fill the form again from what you know") {
            self.sheet = None;
        }
    }

    fn fill_sheet(&mut self, desk: &DeskData<'_>) {
        if self.sheet.is_some() {
            return;
        }
        let view = self.case.and_then(|case| desk.case(case));
        let Some(form) = view.and_then(|view| forms::filled(desk, self.kind, view)) else { return };
        (self.position, self.error_nmi, self.minutes_ago) = (None, 1.0, 0);
        self.field.clear();
        self.typing = Typing::default();
        if let Some(told) = form.position() {
            self.put(told.position, told.error_m, desk.now(), told.true_at);
        }
        self.sheet = Some((self.kind, form));
    }

    /// The form with the position that stands beside it: to the tick and the metre as it was filled in as long as nobody
    /// changes it.
    fn sheet_now(&self, desk: &DeskData<'_>) -> Option<sim::forms::Form> {
        let (_, mut form) = self.sheet.clone()?;
        let typed = self.reported(desk);
        let kept = |was: Option<ReportedPosition>| match (was, typed) {
            (Some(a), Some(b)) if same(a, b) => was,
            _ => typed,
        };
        match &mut form {
            sim::forms::Form::MaydayRelay(relay) => relay.position = kept(relay.position),
            sim::forms::Form::HandOver(over) => over.position = kept(over.position),
            sim::forms::Form::SearchActionPlan(_) | sim::forms::Form::Disembarkation(_) => {}
        }
        Some(form)
    }

    fn position_form(&mut self, ui: &mut Ui, desk: &DeskData<'_>, with_error: bool) {
        if let Some(read) = self.field.show(ui, "Position", desk.theme) {
            self.position = Some(read);
        } else {
            self.position = None;
        }
        if with_error {
            ui.horizontal_wrapped(|ui| {
                let heading = ui.label("Within");
                let error = egui::DragValue::new(&mut self.error_nmi).range(0.0..=500.0).speed(0.1).suffix(" NM");
                let response = ui.add(error).labelled_by(heading.id);
                kit::named(ui, &response, "Error of the position in nautical miles");
                let heading = ui.label("as it was");
                let ago = egui::DragValue::new(&mut self.minutes_ago).range(0..=14_400).suffix(" min ago");
                let response = ui.add(ago).labelled_by(heading.id);
                kit::named(ui, &response, "Age of the position in minutes");
            });
        }
    }

    /// The position on the form, with its error and time.
    fn reported(&self, desk: &DeskData<'_>) -> Option<ReportedPosition> {
        let back = Span::minutes(i64::from(self.minutes_ago)).ticks();
        self.position.map(|position| ReportedPosition {
            position,
            error_m: metres(self.error_nmi),
            true_at: Tick(desk.now().0.saturating_sub(back)),
        })
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
        let written = |form| Command::Send { to, channel: Channel::Text, body: MessageBody::Form(Box::new(form)) };
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

/// Whether two positions are one to whoever reads them rounded: the time is kept to the tick as long as nobody changes
/// its minutes.
fn same(a: ReportedPosition, b: ReportedPosition) -> bool {
    a.position.distance_m(b.position) < 200.0
        && (a.error_m - b.error_m).abs() < 1.0
        && a.true_at.since(b.true_at).max(b.true_at.since(a.true_at)) < Span::minutes(2)
}
