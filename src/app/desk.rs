//! A desk in use: the panels somebody sits at, and the link they speak through.
//!
//! The panels cannot tell a host near or far from a recording; only this file can.

use std::path::{Path, PathBuf};

use super::Bell;
use crate::session::wire::Chair;
use crate::session::{Client, Host, Intent, LinkStatus, Review};
use crate::ui::reviewer::{Other, ReviewData, Reviewer};
use crate::ui::theme::Theme;
use crate::ui::trainee::Trainee;
use crate::ui::trainer::Trainer;

/// A desk, with what it is linked to.
pub struct Desk {
    seat: Sitting,
    /// The host in this process, with the recording it writes. Exists when and only when this process lays the table.
    host: Option<Host>,
    notice: Option<String>,
    /// Address, code and name. Exists when and only when somebody joined from the start screen.
    door: Option<(String, String, String)>,
}

/// What sort of desk.
enum Sitting {
    /// At a host's table. Which panels is known once the host says which chair the code opens.
    Table { client: Box<Client>, panels: Option<Panels> },
    /// Alone: one's own seat, and the clock in one's own hands through a second chair.
    Alone { client: Box<Client>, clock: Box<Client>, panels: Box<Trainee> },
    /// Before a recording.
    Review { review: Box<Review>, panels: Box<Reviewer> },
}

enum Panels {
    Trainee(Box<Trainee>),
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
    /// A chair at somebody's table.
    pub fn join(url: &str, code: &str, name: &str, bell: &Bell) -> Self {
        let door = Some((url.to_owned(), code.to_owned(), name.to_owned()));
        Self {
            seat: Sitting::Table { client: client(url, code, name, bell), panels: None },
            host: None,
            notice: None,
            door,
        }
    }

    /// The trainer's desk of a host in this process.
    pub fn trainer(host: Host, bell: &Bell) -> Self {
        let client = near(&host, Chair::Excon, "EXCON", bell);
        Self { seat: Sitting::Table { client, panels: None }, host: Some(host), notice: None, door: None }
    }

    /// One seat of a host in this process, and its clock.
    pub fn alone(host: Host, chair: Chair, bell: &Bell) -> Self {
        let client = near(&host, chair, "you", bell);
        let clock = near(&host, Chair::Excon, "your clock", bell);
        Self {
            seat: Sitting::Alone { client, clock, panels: Box::default() },
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
            Sitting::Table { client, .. } if client.view().is_none() => self.door.clone(),
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
            Sitting::Table { client, panels } => (table(ui, client, panels, self.host.as_ref(), theme), false),
            Sitting::Alone { client, clock, panels } => (alone(ui, client, clock, panels, theme), false),
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
        let (Sitting::Table { client, .. } | Sitting::Alone { client, .. }) = &self.seat else { return None };
        if !client.view()?.clock.over {
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

fn client(url: &str, code: &str, name: &str, bell: &Bell) -> Box<Client> {
    let bell = bell.clone();
    Box::new(Client::connect(url, code, name, move || bell.ring()))
}

/// A chair at a host in this process, through the same door as everybody else.
fn near(host: &Host, chair: Chair, name: &str, bell: &Bell) -> Box<Client> {
    let code = host.chairs().into_iter().find(|(of, _)| *of == chair).map(|(_, code)| code).unwrap_or_default();
    client(&host.local_url(), &code, name, bell)
}

/// What comes of a desk's intents at a table.
fn carry(client: &mut Client, intents: Vec<Intent>) -> Outcome {
    let mut outcome = Outcome::Stay;
    for intent in intents {
        match intent {
            Intent::Leave => outcome = Outcome::Leave,
            other => {
                client.send(other);
            }
        }
    }
    outcome
}

fn table(
    ui: &mut egui::Ui,
    client: &mut Client,
    panels: &mut Option<Panels>,
    host: Option<&Host>,
    theme: &Theme,
) -> Outcome {
    client.poll();
    let Some(view) = client.view() else {
        return waiting(ui, &client.link().clone());
    };
    let panels = panels.get_or_insert_with(|| match view.chair {
        Chair::Excon => {
            let mut trainer = Trainer::default();
            trainer.join_address = host.map(Host::url);
            Panels::Trainer(Box::new(trainer))
        }
        Chair::Seat(_) | Chair::Observer(_) => Panels::Trainee(Box::default()),
    });
    let intents = match panels {
        Panels::Trainee(panels) => panels.show(ui, view, theme),
        Panels::Trainer(panels) => {
            panels.recording = host.map(|host| host.recording().display().to_string());
            panels.show(ui, view, theme)
        }
    };
    carry(client, intents)
}

fn alone(ui: &mut egui::Ui, client: &mut Client, clock: &mut Client, panels: &mut Trainee, theme: &Theme) -> Outcome {
    client.poll();
    clock.poll();
    let Some(view) = client.view() else {
        return waiting(ui, &client.link().clone());
    };
    let steers = view.chair.seat().map(|seat| crate::ui::clock::show(ui, &view.clock, seat, theme)).unwrap_or_default();
    let intents = panels.show(ui, view, theme);
    for steer in steers {
        clock.send(Intent::Steer(steer));
    }
    carry(client, intents)
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
