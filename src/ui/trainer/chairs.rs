//! The chairs: who sits there, what they did last and wait for, their codes, and who plays them.

use std::collections::BTreeSet;

use egui::{RichText, Ui};

use super::desk::{Act, Desk, Panel, Slot};
use crate::base::ids::SeatId;
use crate::crew::Crew;
use crate::picture::{MessageView, Way};
use crate::session::wire::{Chair, ChairStatus, Steer};
use crate::ui::kit::{self, Answered, Question};
use crate::ui::words;

/// Its name.
pub(super) const NAME: &str = "Chairs";

/// The panel.
pub(super) struct Chairs {
    /// Chairs whose code is shown.
    shown: BTreeSet<Chair>,
    /// The crew put into a seat.
    crew: Crew,
    question: Question<Chair>,
}

impl Default for Chairs {
    fn default() -> Self {
        Self { shown: BTreeSet::new(), crew: Crew::Doctrine, question: Question::default() }
    }
}

impl Panel for Chairs {
    fn name(&self) -> &'static str {
        NAME
    }

    fn slot(&self) -> Slot {
        Slot::Right
    }

    fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, out: &mut Vec<Act>) {
        if let Answered::Confirmed(chair) = self.question.show(ui, desk.theme) {
            self.shown.remove(&chair);
            out.push(Act::steer(Steer::Revoke(chair)));
        }
        let crews = Crew::ALL.map(|crew| (crew, crew.name().to_owned()));
        kit::choice(ui, "Crew put in", &mut self.crew, &crews);
        for status in &desk.view.table {
            kit::card(ui, desk.theme, desk.theme.line(), |ui| self.chair(ui, desk, status, out));
        }
        if desk.view.table.is_empty() {
            kit::weak(ui, desk.theme, "The host has not yet said who sits where");
        }
    }
}

impl Chairs {
    fn chair(&mut self, ui: &mut Ui, desk: &Desk<'_>, status: &ChairStatus, out: &mut Vec<Act>) {
        let (theme, chair) = (desk.theme, status.chair);
        let name = chair_name(desk, chair);
        ui.label(RichText::new(&name).strong());
        ui.label(who(status));
        if !status.also.is_empty() {
            let others: Vec<String> = status.also.iter().map(|chair| chair_name(desk, *chair)).collect();
            ui.label(format!("On the same screen: {}", others.join(", ")));
        }
        if let Some(last) = status.last_action {
            let by = if status.crew.is_some() { " by people" } else { "" };
            kit::weak(ui, theme, format!("Last command{by} {}", words::ago(desk.now(), last)));
        } else if matches!(chair, Chair::Seat(_)) {
            // What a crew does is no sign of life from anybody.
            kit::weak(ui, theme, if status.crew.is_some() { "No command by people yet" } else { "No command yet" });
        }
        if let Chair::Seat(seat) = chair {
            for line in waits(desk, seat) {
                ui.label(line);
            }
        }
        ui.horizontal_wrapped(|ui| {
            if let Chair::Seat(seat) = chair {
                self.players(ui, desk, status, seat, &name, out);
            }
            self.code(ui, desk, status, &name);
        });
    }

    /// Who plays a seat from now on.
    fn players(
        &self,
        ui: &mut Ui,
        desk: &Desk<'_>,
        status: &ChairStatus,
        seat: SeatId,
        name: &str,
        out: &mut Vec<Act>,
    ) {
        let (may, why) = (desk.may_act(), "The exercise does not take it now");
        let another = status.crew != Some(self.crew);
        if another && kit::press_if(ui, may, "Crew plays", &format!("{name}: crew plays"), why) {
            out.push(Act::steer(Steer::Seat { seat, crew: Some(self.crew) }));
        }
        let crewed = status.crew.is_some();
        if crewed && kit::press_if(ui, may, "People play", &format!("{name}: people play"), why) {
            out.push(Act::steer(Steer::Seat { seat, crew: None }));
        }
    }

    /// The code of a chair, hidden until it is asked for.
    fn code(&mut self, ui: &mut Ui, desk: &Desk<'_>, status: &ChairStatus, name: &str) {
        let chair = status.chair;
        let Some(code) = &status.code else { return };
        if self.shown.contains(&chair) {
            ui.monospace(code);
            if kit::press(ui, "Hide code", &format!("Hide the code of {name}")) {
                self.shown.remove(&chair);
            }
        } else if kit::press(ui, "Show code", &format!("Show the code of {name}")) {
            self.shown.insert(chair);
        }
        let (what, face, copied) = match desk.join_address {
            Some(address) => ("Copy join line", "Copy", format!("sarex join {address} --seat-code {code}")),
            None => ("Copy code", "Copy", code.clone()),
        };
        if kit::press(ui, face, &format!("{what} of {name}")) {
            ui.ctx().copy_text(copied);
        }
        if kit::press(ui, "New…", &format!("New code for {name}")) {
            let consequences = vec![
                format!("Everybody who came in as {name} is sent away, and the code they have no longer opens."),
                "Give the new code to those who shall come back.".to_owned(),
            ];
            self.question.ask(format!("New code for {name}"), consequences, chair);
        }
    }
}

fn chair_name(desk: &Desk<'_>, chair: Chair) -> String {
    match chair {
        Chair::Seat(seat) => desk.names().seat(seat).to_owned(),
        Chair::Observer(seat) => format!("Observer of {}", desk.names().seat(seat)),
        Chair::Excon => "EXCON".to_owned(),
    }
}

fn who(status: &ChairStatus) -> String {
    let people = status.people.join(", ");
    match (status.crew, people.is_empty()) {
        (Some(crew), true) => format!("⚙ Crew plays: {crew}"),
        (Some(crew), false) => format!("⚙ Crew plays: {crew}; there: {people}"),
        (None, false) => format!("☺ People: {people}"),
        (None, true) => "○ Nobody is there".to_owned(),
    }
}

/// What a seat waits for, and what waits for it.
fn waits(desk: &Desk<'_>, seat: SeatId) -> Vec<String> {
    let Some(picture) = desk.picture(seat) else { return Vec::new() };
    let now = desk.now();
    let mut lines = Vec::new();
    let open = |of_us: bool| picture.requests.iter().filter(move |r| r.waits() && r.of_us == of_us);
    for (of_us, intro) in [(true, "has not answered"), (false, "waits for")] {
        let count = open(of_us).count();
        if let Some(oldest) = open(of_us).min_by_key(|r| r.at) {
            let other = desk.names().seat(oldest.other);
            let what = words::ask(desk.briefing, &desk.plan.srus, &oldest.what);
            let more = if count > 1 { format!(", and {} more", count - 1) } else { String::new() };
            let age = words::age(now, oldest.at);
            lines.push(format!("{} {other} for {age}: {what}{more}", capital(intro)));
        }
    }
    let under_way = on_the_way(desk, seat);
    if under_way > 0 {
        lines.push(format!("Messages on their way to it: {under_way}"));
    }
    if let Some(read) = picture.messages.iter().rev().find(|m| matches!(m.way, Way::From(_))) {
        let what = words::message_kind(&read.body);
        let Way::From(from) = &read.way else { return lines };
        let from = words::source(desk.briefing, from);
        lines.push(format!("Last read: {what} from {from}, {}", words::ago(now, read.at)));
    }
    lines
}

/// Messages other seats have sent that this one has not received and still may.
fn on_the_way(desk: &Desk<'_>, seat: SeatId) -> usize {
    let Some(picture) = desk.picture(seat) else { return 0 };
    let latest = |m: &MessageView| m.at.after(desk.briefing.channels.quality(m.channel).max_delay);
    let received: BTreeSet<_> =
        picture.messages.iter().filter(|m| matches!(m.way, Way::From(_))).map(|m| m.message).collect();
    let sent = desk.overview.pictures.iter().flat_map(|other| &other.messages);
    sent.filter(|m| m.way == Way::To(seat) && latest(m) >= desk.now() && !received.contains(&m.message)).count()
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
