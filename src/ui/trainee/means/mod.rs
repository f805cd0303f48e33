//! Means: what one's state or organisation can still give, the fund, what was asked of whom and given, consultations and
//! the task force; and the forms to ask and to pay in.

mod forms;
#[cfg(test)]
mod tests;

use egui::{ScrollArea, Ui};

use crate::base::Tick;
use crate::base::ids::SiteId;
use crate::picture::{ConsultationView, RequestView};
use crate::plan;
use crate::sar::reception::Staff;
use crate::sim::means::{self, Wanted};
use crate::sim::{Ask, Command, Right, may};
use crate::ui::words;

use super::desk::{Act, DeskData, Panel, Slot, is_entering};
use super::kit;
use forms::AskForm;

/// Its name.
pub(super) const NAME: &str = "Means";

/// The panel.
#[derive(Debug, Default)]
pub(super) struct MeansPanel {
    ask: AskForm,
    /// What is about to be paid in \[USD\].
    amount_usd: u32,
    /// When something was paid in last: it enters with the next tick, and nobody shall pay it twice.
    paid: Option<Tick>,
    /// Requests of this seat that wait for its answer.
    waiting: usize,
}

impl Panel for MeansPanel {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::RightAbove
    }

    fn waiting(&self) -> usize {
        self.waiting
    }

    fn wants_room(&self) -> bool {
        true
    }

    fn concerns(&self, desk: &DeskData<'_>) -> bool {
        let role = desk.picture.role;
        let has = [Right::Contribute, Right::Convene, Right::TakePart].into_iter().any(|right| may(role, right));
        has || manages(desk) || desk.picture.reception.iter().any(|site| site.runs) || requests(desk).next().is_some()
    }

    fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        self.waiting = requests(desk).filter(|(request, _)| request.of_us && request.waits()).count();
        if self.paid.is_some_and(|at| !is_entering(at, desk.now())) {
            self.paid = None;
        }
        ScrollArea::vertical().id_salt("means").auto_shrink(false).show(ui, |ui| {
            books(ui, desk);
            self.fund(ui, desk, out);
            if desk.may_act() {
                self.ask.show(ui, desk, out);
            }
            asked(ui, desk, out);
            consultations(ui, desk);
        });
    }
}

/// Whether this seat decides about draws.
fn manages(desk: &DeskData<'_>) -> bool {
    desk.picture.means.fund.as_ref().is_some_and(|fund| fund.manager == desk.me())
}

/// Requests for means, made by this seat or of it.
fn requests<'a>(desk: &DeskData<'a>) -> impl DoubleEndedIterator<Item = (&'a RequestView, &'a Wanted)> + use<'a> {
    desk.picture.requests.iter().filter_map(|request| match &request.what {
        Ask::Means(wanted) => Some((request, wanted)),
        _ => None,
    })
}

fn site_name(desk: &DeskData<'_>, site: SiteId) -> String {
    plan::site_name(desk.briefing, desk.picture, site).to_owned()
}

/// What a request asks for, in words.
fn wanted_words(desk: &DeskData<'_>, wanted: &Wanted) -> String {
    wanted.words(|site| site_name(desk, site), |language| desk.language(language).to_owned())
}

/// What is there to give.
fn books(ui: &mut Ui, desk: &DeskData<'_>) {
    let (theme, means, role) = (desk.theme, &desk.picture.means, desk.picture.role);
    kit::heading(ui, "What you can still give");
    let mut none = true;
    if let Some(usd) = means.budget_usd {
        kit::fact(ui, theme, "Budget", format!("USD {usd}"));
        none = false;
    }
    if may(role, Right::Resettle) {
        let places = means.places.map_or("not limited".to_owned(), |places| places.to_string());
        kit::fact(ui, theme, "Places for resettlement", places);
        none = false;
    }
    let staff = Staff::ALL.into_iter().zip(means.staff).filter(|(_, number)| *number > 0);
    let staff = staff.map(|(staff, number)| format!("{number} {}", staff.words()));
    let speak = means.interpreters.iter().filter(|(.., number)| *number > 0);
    let speak = speak.map(|(_, language, number)| format!("{number} interpreters of {language}"));
    let people: Vec<String> = staff.chain(speak).collect();
    if !people.is_empty() {
        kit::fact(ui, theme, "Staff to lend", people.join(", "));
    } else if may(role, Right::LendStaff) {
        kit::fact(ui, theme, "Staff to lend", "none");
    } else if none {
        kit::small(ui, theme, "Nothing of its own.");
    }
}

impl MeansPanel {
    /// The fund: its name, what is in it at its manager's, and paying in.
    fn fund(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        let (theme, means) = (desk.theme, &desk.picture.means);
        let Some(fund) = &means.fund else { return };
        ui.add_space(4.0);
        kit::heading(ui, &fund.name);
        let manager = if manages(desk) { "you" } else { desk.seat_name(fund.manager) };
        kit::fact(ui, theme, "Decides about draws", manager);
        if let Some(usd) = fund.balance_usd {
            kit::fact(ui, theme, "In it and not promised", format!("USD {usd}"));
        }
        for (at, seat, usd) in means.contributions.iter().rev() {
            let who = if *seat == desk.me() { "you" } else { desk.seat_name(*seat) };
            kit::small(ui, theme, format!("{} {who} paid in USD {usd}", words::dtg(desk.briefing, *at)));
        }
        let Some(budget) = means.budget_usd.filter(|_| desk.may_act() && may(desk.picture.role, Right::Contribute))
        else {
            return;
        };
        if budget == 0 {
            kit::small(ui, theme, "Your state has nothing left to pay in.");
            return;
        }
        self.amount_usd = self.amount_usd.min(budget);
        ui.horizontal_wrapped(|ui| {
            ui.label("Pay in USD");
            let response = ui.add(egui::DragValue::new(&mut self.amount_usd).range(0..=budget).speed(100.0));
            kit::named(ui, &response, "Amount to pay into the fund, USD");
            let able = self.amount_usd > 0 && self.paid.is_none();
            if kit::press_if(ui, able, "Pay in", "Pay into the fund") {
                let amount_usd = std::mem::take(&mut self.amount_usd);
                out.push(Act::command(Command::Means(means::Command::Contribute { amount_usd })));
                self.paid = Some(desk.now());
            } else if self.paid.is_some() {
                let waits = words::waits_for_clock(desk.view);
                let entering = if waits { "Given; it enters when the clock runs." } else { "Sent." };
                kit::small(ui, theme, entering);
            } else if self.amount_usd == 0 {
                kit::small(ui, theme, format!("It needs an amount, up to USD {budget}."));
            }
        });
    }
}

/// What was asked for, on either side, how it stands and how much was given: the newest first.
fn asked(ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
    ui.add_space(4.0);
    kit::heading(ui, "Asked for");
    if requests(desk).next().is_none() {
        kit::small(ui, desk.theme, "Nothing yet.");
    }
    for (request, wanted) in requests(desk).rev() {
        let other = desk.seat_name(request.other);
        let what = wanted_words(desk, wanted);
        let line =
            if request.of_us { format!("{other} asks you to {what}") } else { format!("You asked {other} to {what}") };
        kit::card(ui, desk.theme, desk.theme.weak, |ui| {
            ui.label(&line);
            let given = desk.picture.means.given(request.request).filter(|_| request.granted().is_some());
            let given = given.map(|number| match wanted {
                Wanted::Draw { .. } => format!(", USD {number} given"),
                Wanted::Consult => String::new(),
                Wanted::Staff { .. } | Wanted::Resettle { .. } => format!(", {number} given"),
                Wanted::Admit { .. } => format!(", {number} agreed"),
            });
            let at = words::clock(desk.briefing, request.at);
            let case = words::case_name(request.case);
            let stands = request.stands().word();
            kit::small(ui, desk.theme, format!("{case}, {at}: {stands}{}", given.unwrap_or_default()));
            if !desk.may_act() || !request.waits() {
                return;
            }
            if request.of_us {
                if kit::press(ui, "Answer it in the in-tray", &format!("Answer in the in-tray: {line}")) {
                    out.push(Act::Open("In-tray"));
                }
            } else if kit::press(ui, "Withdraw", &format!("Withdraw: {line}")) {
                out.push(Act::command(Command::Withdraw { request: request.request }));
            }
        });
    }
}

/// Consultations, what was said at them, and the task force.
fn consultations(ui: &mut Ui, desk: &DeskData<'_>) {
    let means = &desk.picture.means;
    if !means.consultations.is_empty() {
        ui.add_space(4.0);
        kit::heading(ui, "Consultations");
    }
    for view in means.consultations.iter().rev() {
        consultation(ui, desk, view);
    }
    if !means.task_force.is_empty() {
        let names: Vec<&str> = means.task_force.iter().map(|p| words::party_name(desk.briefing, *p)).collect();
        kit::fact(ui, desk.theme, "The task force stands", names.join(", "));
    }
}

fn consultation(ui: &mut Ui, desk: &DeskData<'_>, view: &ConsultationView) {
    let theme = desk.theme;
    let case = words::case_name(view.case);
    let Some(held) = &view.held else {
        let date = view.date.map(|date| format!(" at {}", words::dtg(desk.briefing, date))).unwrap_or_default();
        kit::fact(ui, theme, &case, format!("to be held{date}"));
        return;
    };
    let seats: Vec<&str> = held.seats.iter().map(|seat| desk.seat_name(*seat)).collect();
    kit::fact(ui, theme, &case, format!("held {}: {}", words::dtg(desk.briefing, held.at), seats.join(", ")));
    for said in &held.statements {
        let who = desk.seat_name(said.seat);
        kit::small(ui, theme, format!("{who}: lets {} land, resettles {}", said.land, said.resettle));
    }
}
