//! `sarex report`: one self-contained HTML file of a recording.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use super::{files, references, say};
use crate::debrief;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The recording
    #[arg(value_name = "RUN.sarex")]
    recording: PathBuf,
    /// Where the report goes; beside the recording if not given
    #[arg(short, long, value_name = "FILE.html")]
    output: Option<PathBuf>,
    /// Beside the run, what each crew makes of the same scenario with the same chance: plays it three times
    #[arg(long)]
    references: bool,
}

pub(super) fn report(arguments: &Arguments) -> Result<ExitCode> {
    let recording = files::recording(&arguments.recording)?;
    let output = arguments.output.clone().unwrap_or_else(|| arguments.recording.with_extension("html"));
    let references = if arguments.references { references::of(&recording)? } else { Vec::new() };
    let html = debrief::report_of(&recording, &arguments.recording, references)?;
    std::fs::write(&output, html).with_context(|| format!("cannot write the report {}", output.display()))?;
    say(&format!("Report: {}", output.display()))?;
    if let Some(note) = debrief::branch_note(&recording) {
        eprintln!("sarex: {note}");
    }
    if let Some(damage) = &recording.damage {
        eprintln!("sarex: reported up to the damage: {damage}");
    }
    Ok(ExitCode::SUCCESS)
}
