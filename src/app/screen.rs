//! Which screen the window shows, and how one leads to another.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use super::desk::Outcome;
use super::settings::Settings;
use super::{Bell, Desk, library};
use crate::base::ids::SeatId;
use crate::session::wire::Chair;
use crate::session::{Host, HostOptions, Tls, new_run};
use crate::ui::start::{Start, StartData, StartIntent};
use crate::ui::theme::Theme;

/// What the window shows.
pub enum Screen {
    /// The start screen.
    Start(Box<StartScreen>),
    /// A desk.
    Desk(Box<Desk>),
}

/// The start screen and what it lists.
#[derive(Default)]
pub struct StartScreen {
    panel: Start,
    data: StartData,
    listed: bool,
}

/// The scenario of the card "Learn".
const TUTORIAL: &str = "tutorial";

/// The seat a newcomer takes there.
const TUTORIAL_SEAT: usize = 0;

/// Speed at which one plays alone at first \[exercise seconds per second\]: an exercise hour in three minutes, time to
/// read what comes in. The clock is in the person's hands.
const ALONE_SPEED: f64 = 20.0;

impl Screen {
    /// The start screen.
    pub fn start() -> Self {
        Self::Start(Box::default())
    }

    /// A desk.
    pub fn desk(desk: Desk) -> Self {
        Self::Desk(Box::new(desk))
    }

    /// A file was dropped on the window.
    pub(super) fn dropped(&mut self, path: &Path) {
        if let Self::Start(screen) = self {
            screen.panel.dropped(&path.display().to_string());
        }
    }

    /// Draws the screen; true when the window shall close.
    pub(super) fn show(&mut self, ui: &mut egui::Ui, settings: &mut Settings, theme: &Theme, bell: &Bell) -> bool {
        let next = match self {
            Self::Start(screen) => {
                if !screen.listed {
                    screen.data.scenarios = library::playable();
                    screen.data.runs = settings.runs.iter().map(|run| run.display().to_string()).collect();
                    screen.panel.call_me(&settings.name);
                    screen.listed = true;
                }
                let mut next = None;
                for intent in screen.panel.show(ui, &screen.data, theme) {
                    match begin(intent, settings, bell) {
                        Ok(Begun::Desk(desk)) => next = Some(Self::desk(*desk)),
                        Ok(Begun::Message(words)) | Err(words) => screen.data.message = Some(words),
                    }
                }
                next
            }
            Self::Desk(desk) => match desk.show(ui, theme) {
                Outcome::Stay => None,
                Outcome::Leave => Some(match desk.not_let_in() {
                    Some((url, code, name)) => {
                        let panel = Start::joining(&url, &code, &name);
                        Self::Start(Box::new(StartScreen { panel, ..StartScreen::default() }))
                    }
                    None => Self::start(),
                }),
                Outcome::Review(run) => match Desk::review(&run, None) {
                    Ok(desk) => Some(Self::desk(desk)),
                    Err(why) => {
                        desk.tell(why);
                        None
                    }
                },
            },
        };
        if let Some(next) = next {
            if let Self::Desk(desk) = &next
                && let Some(run) = desk.recording()
            {
                settings.opened(&run);
            }
            *self = next;
            ui.ctx().request_repaint();
        }
        false
    }
}

/// What comes of a card.
enum Begun {
    Desk(Box<Desk>),
    Message(String),
}

fn begin(intent: StartIntent, settings: &mut Settings, bell: &Bell) -> Result<Begun, String> {
    let desk = match intent {
        StartIntent::Learn => {
            let host = lay(TUTORIAL, alone)?;
            Desk::alone(host, &[Chair::Seat(SeatId::new(TUTORIAL_SEAT))], bell)
        }
        StartIntent::Alone { scenario, seat, also } => {
            let (_, read) = library::open(&scenario)?;
            let chair = |wanted: &String| {
                let seat = read.seats.iter().position(|known| known.id == *wanted);
                seat.map(|seat| Chair::Seat(SeatId::new(seat))).ok_or("that scenario has no such seat")
            };
            let chairs = std::iter::once(&seat).chain(&also).map(chair).collect::<Result<Vec<_>, _>>()?;
            let host = lay(&scenario, alone)?;
            Desk::alone(host, &chairs, bell)
        }
        StartIntent::Host { scenario, listen, tls, out } => {
            let listen = listen.parse().map_err(|_| {
                format!("\"{listen}\" is no address to listen on; type a number address and a port, as in 0.0.0.0:7878")
            })?;
            let host = lay(&scenario, |options| {
                options.listen = listen;
                options.tls = if tls { Tls::Generated } else { Tls::Off };
                if !out.is_empty() {
                    options.recording = PathBuf::from(&out);
                }
            })?;
            Desk::trainer(host, bell)
        }
        StartIntent::Join { url, code, name } => {
            settings.name.clone_from(&name);
            settings.save();
            Desk::join(&url, &code, &name, bell)
        }
        StartIntent::Review { run } => Desk::review(Path::new(&run), None)?,
        StartIntent::Check { scenario } => return Ok(Begun::Message(library::findings(&scenario))),
        StartIntent::Make { folder } => {
            let file = library::make(&folder)?;
            let words = format!(
                "Made {}. Open it in a text editor; every line says what it is. Check it here.",
                file.display()
            );
            return Ok(Begun::Message(words));
        }
    };
    Ok(Begun::Desk(Box::new(desk)))
}

/// Lays a table on this machine.
fn lay(place: &str, change: impl FnOnce(&mut HostOptions)) -> Result<Host, String> {
    let (source, scenario) = library::open(place)?;
    let recording = new_run(Path::new(""), &scenario.id);
    let mut options = HostOptions::new(&scenario, &source, recording);
    change(&mut options);
    if let Some(folder) = options.recording.parent() {
        std::fs::create_dir_all(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    }
    Host::start(options).map_err(|error| error.to_string())
}

/// For one person: on this machine only, the clock standing until they start it, the recording out of the way.
fn alone(options: &mut HostOptions) {
    options.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    options.tls = Tls::Off;
    options.speed = ALONE_SPEED;
    options.recording = new_run(&library::own_runs(), &options.name);
}
