//! `sarex host`: lays a table on the network; with a display it opens the trainer's desk.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use super::{files, notation, say};
use crate::crew::Crew;
use crate::session::{Host, HostOptions, ResumeOptions, Tls, new_run};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A scenario folder or .ron file
    #[arg(required_unless_present = "resume")]
    scenario: Option<PathBuf>,
    /// Where to listen: an address and a port; 0.0.0.0:7878, every network of this machine, if not given
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<SocketAddr>,
    /// "generate" (a certificate of our own, its fingerprint in the join line), "off", or "CERT.pem,KEY.pem"
    #[arg(long, value_name = "HOW", default_value = "generate")]
    tls: String,
    /// Exercise seconds per second, 1 to 3600
    #[arg(long, default_value_t = 1.0)]
    speed: f64,
    /// Where the recording goes; a name from the scenario and the time if not given
    #[arg(long, value_name = "RUN.sarex")]
    out: Option<PathBuf>,
    /// Go on with a recording whose host was killed; same codes, same certificate, same speed. One that was ended
    /// (Ctrl-C, Stop, its window closed) is complete. After going back in time it is the branch, RUN-b1.sarex
    #[arg(long, value_name = "RUN.sarex",
          conflicts_with_all = ["scenario", "out", "seed", "seats", "crew", "tls", "speed"])]
    resume: Option<PathBuf>,
    /// No window here: EXCON joins like everybody else
    #[arg(long)]
    headless: bool,
    /// Stand still until EXCON lets the clock run (always so when the trainer's desk is opened here)
    #[arg(long)]
    paused: bool,
    /// Stop the host when the exercise is over, instead of letting people look around
    #[arg(long)]
    until_over: bool,
    /// The computer crew of seats nobody claims: absent, doctrine or informed
    #[arg(long, default_value = "doctrine")]
    crew: Crew,
    /// Another crew in one seat, as in "rcc-jakarta=absent"; may be repeated
    #[arg(long = "seat", value_name = "SEAT=CREW")]
    seats: Vec<String>,
    /// The chance of the run
    #[arg(long)]
    seed: Option<u64>,
}

pub(super) fn host(arguments: &Arguments) -> Result<ExitCode> {
    if !(1.0..=3600.0).contains(&arguments.speed) {
        bail!("--speed {}: type a number from 1 to 3600 (exercise seconds per second)", arguments.speed);
    }
    let windowed = !arguments.headless && has_window();
    let tls = tls(&arguments.tls)?;
    let mut host = match (&arguments.resume, &arguments.scenario) {
        (Some(run), _) => {
            // With a trainer's desk the clock waits for the trainer.
            let running = (arguments.paused || windowed).then_some(false);
            Host::resume(run, &ResumeOptions { listen: arguments.listen, running, grace: None })?
        }
        (None, Some(path)) => {
            let loaded = files::scenario(path)?;
            let recording = arguments.out.clone().unwrap_or_else(|| new_run(Path::new(""), &loaded.scenario.id));
            let mut options = HostOptions::new(&loaded.scenario, &loaded.source, recording);
            options.crews.fill(arguments.crew);
            for pair in &arguments.seats {
                let (seat, crew) = notation::seat_and_crew(pair, &loaded.scenario)?;
                options.crews[seat.index()] = crew;
            }
            options.listen = arguments.listen.unwrap_or(options.listen);
            options.tls = tls;
            options.speed = arguments.speed;
            options.running = !arguments.paused && !windowed;
            options.seed = arguments.seed.unwrap_or(options.seed);
            Host::start(options)?
        }
        (None, None) => bail!("name a scenario, or --resume RUN.sarex"),
    };
    say(&table(&host))?;
    host.tell_branches(|run| {
        // Nobody reads it if standard output is closed.
        let _ = say(&branched(run));
    })?;
    if windowed {
        return desk(host);
    }
    if !arguments.headless {
        say("No display here, so no trainer's desk: EXCON joins with its line above.")?;
    }
    attend(&mut host, arguments.until_over)
}

fn tls(text: &str) -> Result<Tls> {
    Ok(match text {
        "generate" => Tls::Generated,
        "off" => Tls::Off,
        files => {
            let (cert, key) = files.split_once(',').ok_or_else(|| {
                anyhow!(
                    "--tls {files}: type \"generate\", \"off\", or two files with a comma between: CERT.pem,KEY.pem"
                )
            })?;
            Tls::Files { cert: PathBuf::from(cert.trim()), key: PathBuf::from(key.trim()) }
        }
    })
}

/// Who sits where by which line, as it is read out to them.
fn table(host: &Host) -> String {
    let mut text = format!("EXERCISE  {}  listening on {}\n", host.scenario().title, host.address());
    if let Some(fingerprint) = host.fingerprint() {
        text += &format!("Certificate SHA-256 {fingerprint}\n");
    }
    text += &format!("Recording {}\n\n", host.recording().display());
    for (chair, _) in host.chairs() {
        text += &format!("{}\n  {}\n", host.chair_name(chair), host.join_line(chair));
    }
    text += "\nSeveral seats of one state on one screen: one line, with --seat-code and the code of each.\n";
    text
}

/// What is said when EXCON has gone back in time.
fn branched(run: &Path) -> String {
    format!("EXCON went back in time. Recording: {0}   (if this is killed: sarex host --resume {0})", run.display())
}

/// How long desks have to hear that the exercise is over before the host closes.
const LAST_WORD: Duration = Duration::from_secs(2);

/// Waits until the exercise or the host is stopped.
fn attend(host: &mut Host, until_over: bool) -> Result<ExitCode> {
    let (stop, stopped) = crossbeam_channel::bounded(1);
    ctrlc::set_handler(move || {
        // A second Ctrl-C ends the program at once; what was recorded stays readable.
        if stop.try_send(()).is_err() {
            std::process::exit(130);
        }
    })
    .context("cannot listen for Ctrl-C")?;
    say("Ctrl-C ends the exercise and closes the recording.")?;
    while stopped.try_recv().is_err() {
        let over = host.wait(Duration::from_millis(200))?;
        if over && until_over {
            // The desks hear the end before the door closes.
            std::thread::sleep(LAST_WORD);
            break;
        }
        if over {
            std::thread::sleep(Duration::from_millis(200));
        }
    }
    host.stop();
    say(&format!("Recording: {0}   (sarex verify {0}; sarex replay {0})", host.recording().display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Whether a trainer's desk can be opened here.
fn has_window() -> bool {
    #[cfg(feature = "gui")]
    return crate::app::has_display();
    #[cfg(not(feature = "gui"))]
    return false;
}

#[cfg(feature = "gui")]
fn desk(host: Host) -> Result<ExitCode> {
    use std::sync::{Arc, Mutex, PoisonError};

    use crate::app;
    let bell = app::Bell::default();
    let run = Arc::new(Mutex::new(host.recording()));
    let last = Arc::clone(&run);
    host.tell_branches(move |run| run.clone_into(&mut last.lock().unwrap_or_else(PoisonError::into_inner)))?;
    let desk = app::Desk::trainer(host, &bell);
    app::run(app::Screen::desk(desk), bell)?;
    let run = run.lock().unwrap_or_else(PoisonError::into_inner);
    say(&format!("Recording: {0}   (sarex verify {0}; sarex replay {0})", run.display()))?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(not(feature = "gui"))]
fn desk(_: Host) -> Result<ExitCode> {
    bail!("this sarex was built without a window; add --headless")
}
