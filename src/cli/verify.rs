//! `sarex verify`: re-simulates a recording and compares every hash.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

use super::{NO, files, say};
use crate::base::Tick;
use crate::record::{self, Recording};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The recording
    #[arg(value_name = "RUN.sarex")]
    recording: PathBuf,
    /// The recording it was branched off, to be proved as well
    #[arg(long, value_name = "OTHER.sarex")]
    of: Option<PathBuf>,
}

pub(super) fn verify(arguments: &Arguments) -> Result<ExitCode> {
    let recording = files::recording(&arguments.recording)?;
    let mut all_agrees = play_again(&recording)?;
    if let Some(path) = &arguments.of {
        let other = files::recording(path)?;
        say(&format!("{}:", path.display()))?;
        all_agrees &= play_again(&other)?;
        let follows = recording.begins_in(&other)?;
        all_agrees &= follows;
        let (from, word) = (recording.first_tick(), if follows { "is" } else { "is not" });
        say(&format!("The world the first recording begins with, at {from}, {word} that of the second."))?;
    } else if recording.first_tick() != Tick::START {
        say(&format!(
            "It begins {} into the exercise, in the middle of another recording, with a world that is taken as given \
             (prove that too: --of OTHER.sarex).",
            recording.first_tick()
        ))?;
    }
    Ok(if all_agrees { ExitCode::SUCCESS } else { ExitCode::from(NO) })
}

/// Plays a recording again, says what came of it, and returns whether it agrees.
fn play_again(recording: &Recording) -> Result<bool> {
    let bar = ProgressBar::new(u64::from(recording.last_tick().0));
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg}") {
        bar.set_style(style);
    }
    let verdict = record::verify(recording, &mut |tick| {
        if tick.0.is_multiple_of(360) {
            bar.set_position(u64::from(tick.0));
            bar.set_message(tick.to_string());
        }
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    say(&verdict.to_string())?;
    Ok(verdict.agrees())
}
