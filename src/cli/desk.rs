//! `sarex`, `sarex join` and `sarex replay`: the window.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use super::stdio;
use crate::session::seat_codes;

#[derive(Debug, clap::Args)]
pub(super) struct Join {
    /// The host, as the trainer reads it out: wss://ADDRESS:PORT#FINGERPRINT
    url: String,
    /// The secret code of the seat; without it you are asked for it, which keeps it out of the shell's history. May be
    /// repeated, for several seats of one state on one screen
    #[arg(long, value_name = "CODE")]
    seat_code: Vec<String>,
    /// What the others call you
    #[arg(long, default_value = "")]
    name: String,
    /// For a program instead of a person: no window, commands as JSON lines in, pictures as JSON lines out
    #[arg(long)]
    stdio: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Review {
    /// The recording
    #[arg(value_name = "RUN.sarex")]
    recording: PathBuf,
    /// A second recording to compare it with
    #[arg(long, value_name = "OTHER.sarex")]
    compare: Option<PathBuf>,
}

#[cfg(feature = "gui")]
mod window {
    use std::process::ExitCode;

    use anyhow::{Result, anyhow};

    use super::{Join, Review};
    use crate::app::{self, Bell, Desk, Screen};

    pub(crate) fn start() -> Result<ExitCode> {
        app::run(Screen::start(), Bell::default())?;
        Ok(ExitCode::SUCCESS)
    }

    pub(crate) fn join(arguments: &Join) -> Result<ExitCode> {
        let codes = super::codes(arguments)?;
        let bell = Bell::default();
        let desk = Desk::join(&arguments.url, &codes, &arguments.name, &bell);
        app::run(Screen::desk(desk), bell)?;
        Ok(ExitCode::SUCCESS)
    }

    pub(crate) fn replay(arguments: &Review) -> Result<ExitCode> {
        let desk = Desk::review(&arguments.recording, arguments.compare.as_deref()).map_err(|why| anyhow!(why))?;
        app::run(Screen::desk(desk), Bell::default())?;
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(not(feature = "gui"))]
mod window {
    use std::process::ExitCode;

    use anyhow::{Result, bail};

    use super::{Join, Review};

    const WITHOUT: &str = "this sarex was built without a window (feature \"gui\"); it can check, run, verify, score, \
                           report, show and host --headless. Type sarex --help";

    pub(crate) fn start() -> Result<ExitCode> {
        bail!(WITHOUT)
    }

    pub(crate) fn join(_: &Join) -> Result<ExitCode> {
        bail!(WITHOUT)
    }

    pub(crate) fn replay(_: &Review) -> Result<ExitCode> {
        bail!(WITHOUT)
    }
}

/// `sarex` alone: the start screen.
pub(super) fn start() -> Result<ExitCode> {
    window::start()
}

/// The seat codes given, or asked for, with commas between.
fn codes(arguments: &Join) -> Result<String> {
    if !arguments.seat_code.is_empty() {
        return Ok(arguments.seat_code.join(", "));
    }
    eprint!("Seat code: ");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("cannot read the seat code")?;
    Ok(line.trim().to_owned())
}

/// `sarex join`: a chair at somebody's table.
pub(super) fn join(arguments: &Join) -> Result<ExitCode> {
    if arguments.stdio {
        let code = codes(arguments)?;
        if seat_codes(&code).len() > 1 {
            bail!("--stdio speaks for one seat: start it once for each code");
        }
        return stdio::sit(&arguments.url, &code, &arguments.name);
    }
    window::join(arguments)
}

/// `sarex replay`: a recording, from any seat.
pub(super) fn replay(arguments: &Review) -> Result<ExitCode> {
    window::replay(arguments)
}
