//! `sarex score`: the score of a recording.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::{files, say};
use crate::base::Tick;
use crate::record::{Recording, Replay};
use crate::score::{self, Labels, Score};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The recording
    #[arg(value_name = "RUN.sarex")]
    recording: PathBuf,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn score(arguments: &Arguments) -> Result<ExitCode> {
    let recording = files::recording(&arguments.recording)?;
    let result = of(&recording)?;
    print(&result, arguments.json)?;
    if let Some(damage) = &recording.damage {
        eprintln!("sarex: scored up to the damage: {damage}");
    }
    Ok(ExitCode::SUCCESS)
}

/// The score of a recording, by the same fold as that of a live run.
pub(super) fn of(recording: &Recording) -> Result<Score> {
    let mut replay = Replay::new(recording)?;
    let initial = replay.seek(Tick::START)?.clone();
    let last = recording.last_tick();
    let final_hash = replay.seek(last)?.digest();
    let labels = Labels { crew: crew_label(&recording.header.crews), until: last, final_hash };
    Ok(score::score(replay.theatre(), &labels, &initial, recording.events()))
}

/// One word for who played, from the labels of the seats.
fn crew_label(crews: &[String]) -> String {
    match crews.first() {
        Some(first) if crews.iter().all(|crew| crew == first) => {
            if first == "absent+script" {
                "script".to_owned()
            } else {
                first.clone()
            }
        }
        Some(_) => "mixed".to_owned(),
        None => "absent".to_owned(),
    }
}

/// Prints a score as people or as programs read it.
pub(super) fn print(score: &Score, json: bool) -> Result<()> {
    if json { say(&serde_json::to_string_pretty(&score.to_json())?) } else { say(&score::to_text(score)) }
}
