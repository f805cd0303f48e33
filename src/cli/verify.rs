//! `sarex verify`: re-simulates a recording and compares every hash.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

use super::{NO, files, say};
use crate::record;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The recording
    #[arg(value_name = "RUN.sarex")]
    recording: PathBuf,
}

pub(super) fn verify(arguments: &Arguments) -> Result<ExitCode> {
    let recording = files::recording(&arguments.recording)?;
    let bar = ProgressBar::new(u64::from(recording.last_tick().0));
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg}") {
        bar.set_style(style);
    }
    let verdict = record::verify(&recording, &mut |tick| {
        if tick.0.is_multiple_of(360) {
            bar.set_position(u64::from(tick.0));
            bar.set_message(tick.to_string());
        }
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    say(&verdict.to_string())?;
    Ok(if verdict.agrees() { ExitCode::SUCCESS } else { ExitCode::from(NO) })
}
