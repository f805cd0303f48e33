//! A desk in use: the panels somebody sits at, and the link they speak through.
//!
//! The panels cannot tell a host near or far from a recording; only this file can.

use std::path::{Path, PathBuf};

use super::Bell;
use crate::base::ids::SeatId;
use crate::session::wire::Chair;
use crate::session::{Bench, Client, Host, Intent, LinkStatus, Review, View, seat_codes};
use crate::ui::reviewer::{Other, ReviewData, Reviewer};
use crate::ui::theme::Theme;
use crate::ui::trainee::{Held, More, Seats, Wish};
use crate::ui::trainer::Trainer;

/// A desk, with what it is linked to.
pub struct Desk {
    seat: Sitting,
    /// The host in this process, with the recording it writes. Exists when and only when this process lays the table.
    host: Option<Host>,
    notice: Option<String>,
    /// Address, codes and name. Exists when and only when somebody joined from the start screen.
    door: Option<(String, String, String)>,
}

/// What sort of desk.
enum Sitting {
    /// At a host's table. Which panels is known once the host says which chair the first code opens.
    Table { bench: Box<Bench>, panels: Option<Panels> },
    /// Alone: one's own seats, and the clock in one's own hands through another chair.
    Alone { bench: Box<Bench>, clock: Box<Client>, panels: Box<Seats> },
    /// Before a recording.
    Review { review: Box<Review>, panels: Box<Reviewer> },
}

enum Panels {
    Trainee(Box<Seats>),
    Trainer(Box<Trainer>),
}

/// What a desk asks of the window around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Stay.
    Stay,
    /// Back to the start screen.
    Leave,
    /// On to the review of this recording.
    Review(PathBuf),
}

impl Desk {
    /// A chair at somebody's table, or several of one state: their codes with commas between.
    pub fn join(url: &str, codes: &str, name: &str, bell: &Bell) -> Self {
        let door = Some((url.to_owned(), codes.to_owned(), name.to_owned()));
        Self {
            seat: Sitting::Table { bench: bench(url, &seat_codes(codes), name, bell), panels: None },
            host: None,
            notice: None,
            door,
        }
    }

    /// The trainer's desk of a host in this process.
    pub fn trainer(host: Host, bell: &Bell) -> Self {
        let bench = bench(&host.local_url(), &[code(&host, Chair::Excon)], "EXCON", bell);
        Self { seat: Sitting::Table { bench, panels: None }, host: Some(host), notice: None, door: None }
    }

    /// Seats of one state of a host in this process, and its clock.
    pub fn alone(host: Host, chairs: &[Chair], bell: &Bell) -> Self {
        let codes: Vec<String> = chairs.iter().map(|chair| code(&host, *chair)).collect();
        let bench = bench(&host.local_url(), &codes, "you", bell);
        let (ringing, clock) = (bell.clone(), code(&host, Chair::Excon));
        // The clock is no seat: its line has a number of its own, so that the host keeps it apart from none.
        let clock = Client::connect(&host.local_url(), &clock, "your clock", move || ringing.ring());
        Self {
            seat: Sitting::Alone { bench, clock: Box::new(clock), panels: Box::default() },
            host: Some(host),
            notice: None,
            door: None,
        }
    }

    /// A recording, perhaps with a second one to compare.
    pub fn review(run: &Path, other: Option<&Path>) -> Result<Self, String> {
        let mut review = Review::open(run).map_err(|error| error.to_string())?;
        if let Some(other) = other {
            review.compare(other).map_err(|error| error.to_string())?;
        }
        Ok(Self {
            seat: Sitting::Review { review: Box::new(review), panels: Box::default() },
            host: None,
            notice: None,
            door: None,
        })
    }

    /// What was typed to join, if the host has not let the desk in: so that it can be mended.
    pub(super) fn not_let_in(&self) -> Option<(String, String, String)> {
        match &self.seat {
            Sitting::Table { bench, .. } if first_view(bench).is_none() => self.door.clone(),
            _ => None,
        }
    }

    /// Says something at the bottom of the window, until it is closed.
    pub(super) fn tell(&mut self, words: String) {
        self.notice = Some(words);
    }

    /// The recording this desk has to do with, to remember it.
    pub(super) fn recording(&self) -> Option<PathBuf> {
        match (&self.seat, &self.host) {
            (Sitting::Review { review, .. }, _) => Some(review.path().to_owned()),
            (_, Some(host)) => Some(host.recording()),
            _ => None,
        }
    }

    /// Draws the desk and does what its person asks.
    pub(super) fn show(&mut self, ui: &mut egui::Ui, theme: &Theme) -> Outcome {
        if let Some(notice) = &self.notice {
            let shut = egui::Panel::bottom("notice").show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.label(notice);
                    ui.button("Close").clicked()
                })
                .inner
            });
            if shut.inner {
                self.notice = None;
            }
        }
        let after = self.afterwards(ui);
        let (mut outcome, mut report) = match &mut self.seat {
            Sitting::Table { bench, panels } => {
                let (outcome, told) = table(ui, bench, panels, self.host.as_ref(), theme);
                self.notice = told.or(self.notice.take());
                (outcome, false)
            }
            Sitting::Alone { bench, clock, panels } => {
                (alone(ui, bench, clock, panels, self.host.as_ref(), theme), false)
            }
            Sitting::Review { review, panels } => reviewing(ui, review, panels, theme),
        };
        match after {
            Some(After::LookBack(run)) => outcome = Outcome::Review(run),
            Some(After::Report) => report = true,
            None => {}
        }
        if report && let Some(run) = self.recording() {
            self.notice = Some(match write_report(&run) {
                Ok(path) => {
                    ui.ctx().open_url(egui::OpenUrl::new_tab(format!("file://{}", path.display())));
                    format!("Report: {} (open it in a browser)", path.display())
                }
                Err(why) => format!("No report: {why}"),
            });
        }
        outcome
    }
}

/// What one does when an exercise is over.
enum After {
    LookBack(PathBuf),
    Report,
}

impl Desk {
    /// When an exercise of this process is over: the way to its review and its report.
    fn afterwards(&self, ui: &mut egui::Ui) -> Option<After> {
        let host = self.host.as_ref()?;
        let (Sitting::Table { bench, .. } | Sitting::Alone { bench, .. }) = &self.seat else { return None };
        if !first_view(bench)?.clock.over {
            return None;
        }
        let shown = egui::Panel::bottom("afterwards").show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.strong("The exercise is over.");
                if ui.button("Look back").on_hover_text("Replay it from any seat, beside the truth").clicked() {
                    return Some(After::LookBack(host.recording()));
                }
                ui.button("Write the report").clicked().then_some(After::Report)
            })
            .inner
        });
        shown.inner
    }
}

fn bench(url: &str, codes: &[String], name: &str, bell: &Bell) -> Box<Bench> {
    let bell = bell.clone();
    Box::new(Bench::join(url, codes, name, move || bell.ring()))
}

/// The code of a chair of a host in this process: one goes through the same door as everybody else.
fn code(host: &Host, chair: Chair) -> String {
    host.chairs().into_iter().find(|(of, _)| *of == chair).map(|(_, code)| code).unwrap_or_default()
}

/// What the first of the seats held shows that was let in.
fn first_view(bench: &Bench) -> Option<&View> {
    bench.held().iter().find_map(Client::view)
}

/// How the line of the seat asked for first stands.
fn first_link(bench: &Bench) -> LinkStatus {
    bench.held().first().map_or(LinkStatus::Connecting, |client| client.link().clone())
}

/// Seats with their lines, as the panels are given them.
fn held(bench: &Bench) -> Vec<Held<'_>> {
    bench.held().iter().map(|client| Held { view: client.view(), link: client.link() }).collect()
}

/// Does what a person wants of the seats they hold; `free` are the codes of those that were offered.
fn carry(bench: &mut Bench, wishes: Vec<Wish>, free: &[String]) -> Outcome {
    let mut outcome = Outcome::Stay;
    for wish in wishes {
        match wish {
            Wish::Of(_, Intent::Leave) => outcome = Outcome::Leave,
            Wish::Of(place, intent) => {
                if let Some(client) = bench.at(place) {
                    client.send(intent);
                }
            }
            Wish::LetGo(place) => bench.let_go(place),
            Wish::Code(codes) => {
                for code in seat_codes(&codes) {
                    bench.also(&code);
                }
            }
            Wish::Named(place) => {
                if let Some(code) = free.get(place) {
                    bench.also(code);
                }
            }
        }
    }
    outcome
}

/// A table: what comes of it, and what is to be said at the bottom of the window, if anything.
fn table(
    ui: &mut egui::Ui,
    bench: &mut Bench,
    panels: &mut Option<Panels>,
    host: Option<&Host>,
    theme: &Theme,
) -> (Outcome, Option<String>) {
    bench.poll();
    let Some(view) = first_view(bench) else {
        return (waiting(ui, &first_link(bench)), None);
    };
    let panels = panels.get_or_insert_with(|| match view.chair {
        Chair::Excon => {
            let mut trainer = Trainer::default();
            trainer.join_address = host.map(Host::url);
            Panels::Trainer(Box::new(trainer))
        }
        Chair::Seat(_) | Chair::Observer(_) => Panels::Trainee(Box::default()),
    });
    match panels {
        Panels::Trainee(panels) => {
            let wishes = panels.show(ui, &held(bench), More::Code, theme);
            (carry(bench, wishes, &[]), None)
        }
        Panels::Trainer(panels) => {
            panels.recording = host.map(|host| host.recording().display().to_string());
            let wishes = panels.show(ui, view, theme);
            let at = bench.held().iter().position(|client| client.view().is_some()).unwrap_or_default();
            let wishes = wishes.into_iter().map(|intent| Wish::Of(at, intent)).collect();
            let outcome = carry(bench, wishes, &[]);
            (outcome, not_beside(bench, at))
        }
    }
}

/// EXCON's desk has no tabs: a seat that was asked for beside it, and refused, is put away and its reason told.
fn not_beside(bench: &mut Bench, excon: usize) -> Option<String> {
    let refused = |(place, client): (usize, &Client)| match client.link() {
        LinkStatus::Refused(why) if place != excon => Some((place, format!("A seat was not taken: {why}."))),
        _ => None,
    };
    let (place, why) = bench.held().iter().enumerate().find_map(refused)?;
    bench.let_go(place);
    Some(why)
}

fn alone(
    ui: &mut egui::Ui,
    bench: &mut Bench,
    clock: &mut Client,
    panels: &mut Seats,
    host: Option<&Host>,
    theme: &Theme,
) -> Outcome {
    bench.poll();
    clock.poll();
    let Some(view) = first_view(bench) else {
        return waiting(ui, &first_link(bench));
    };
    let chairs: Vec<Chair> = bench.held().iter().filter_map(Client::view).map(|view| view.chair).collect();
    let seats: Vec<SeatId> = chairs.iter().filter_map(|chair| chair.seat()).collect();
    let steers = crate::ui::clock::show(ui, &view.clock, &seats, theme);
    let (names, codes): (Vec<String>, Vec<String>) = host.map(|host| free(host, &seats)).unwrap_or_default();
    let wishes = panels.show(ui, &held(bench), More::Of(&names), theme);
    for steer in steers {
        clock.send(Intent::Steer(steer));
    }
    carry(bench, wishes, &codes)
}

/// Names and codes of the seats of the same state that are not held.
fn free(host: &Host, held: &[SeatId]) -> (Vec<String>, Vec<String>) {
    let scenario = host.scenario();
    let party = held.first().and_then(|seat| scenario.seats.get(seat.index())).map(|seat| seat.party);
    let others = scenario.seats.iter().enumerate().map(|(i, seat)| (SeatId::new(i), seat));
    let others = others.filter(|(id, seat)| Some(seat.party) == party && !held.contains(id));
    others.map(|(id, seat)| (seat.name.clone(), code(host, Chair::Seat(id)))).unzip()
}

fn reviewing(ui: &mut egui::Ui, review: &mut Review, panels: &mut Reviewer, theme: &Theme) -> (Outcome, bool) {
    review.advance();
    if review.plays() {
        ui.ctx().request_repaint();
    }
    let (first, last) = review.span();
    let data = ReviewData {
        view: review.view(),
        about: review.about(),
        series: review.series(),
        other: review.other().map(|(series, view)| Other { series, view: Some(view) }),
        bookmarks: review.bookmarks(),
        first,
        last,
        trails: review.trails(),
        awareness: review.awareness(),
    };
    let intents = panels.show(ui, &data, theme);
    let (mut outcome, mut report) = (Outcome::Stay, false);
    for intent in intents {
        match intent {
            Intent::Leave => outcome = Outcome::Leave,
            Intent::Report => report = true,
            other => review.take(&other),
        }
    }
    (outcome, report)
}

/// Before the first view: what the connection does, and a way out.
fn waiting(ui: &mut egui::Ui, link: &LinkStatus) -> Outcome {
    let words = match link {
        LinkStatus::Connecting | LinkStatus::Live => "Sitting down…".to_owned(),
        LinkStatus::Lost(why) => format!("No connection yet: {why}. Trying again."),
        LinkStatus::Refused(why) => format!("Turned away: {why}"),
        LinkStatus::Replay => "Opening…".to_owned(),
    };
    egui::CentralPanel::default()
        .show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.add_space(80.0);
                ui.heading("EXERCISE");
                ui.label(words);
                ui.add_space(12.0);
                if ui.button("Back to the start").clicked() { Outcome::Leave } else { Outcome::Stay }
            })
            .inner
        })
        .inner
}

fn write_report(run: &Path) -> Result<PathBuf, String> {
    let output = run.with_extension("html");
    let recording = crate::record::Recording::open(run).map_err(|error| error.to_string())?;
    let html = crate::debrief::report_of(&recording, run, Vec::new()).map_err(|error| error.to_string())?;
    std::fs::write(&output, html).map_err(|error| format!("cannot write {}: {error}", output.display()))?;
    Ok(output)
}
