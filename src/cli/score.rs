//! `sarex score`: the score of a recording.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::{files, references, say};
use crate::debrief;
use crate::score::{self, Score};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The recording
    #[arg(value_name = "RUN.sarex")]
    recording: PathBuf,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// The incident reports beside the truth, as comma-separated values
    #[arg(long, conflicts_with = "json")]
    incidents: bool,
    /// Beside the run, what each crew makes of the same scenario with the same chance: plays it three times
    #[arg(long, conflicts_with = "incidents")]
    references: bool,
}

pub(super) fn score(arguments: &Arguments) -> Result<ExitCode> {
    let recording = files::recording(&arguments.recording)?;
    let mut result = debrief::score_of(&recording)?;
    if arguments.references {
        result.references = references::of(&recording)?;
    }
    if arguments.incidents {
        say(score::incidents_csv(&recording.scenario()?, &result.incidents).trim_end())?;
    } else {
        print(&result, arguments.json)?;
    }
    if let Some(note) = debrief::branch_note(&recording) {
        eprintln!("sarex: {note}");
    }
    if let Some(damage) = &recording.damage {
        eprintln!("sarex: scored up to the damage: {damage}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a score as people or as programs read it.
pub(super) fn print(score: &Score, json: bool) -> Result<()> {
    if json { say(&serde_json::to_string_pretty(&score.to_json())?) } else { say(&score::to_text(score)) }
}
