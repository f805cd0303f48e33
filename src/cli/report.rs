//! `sarex report`: one self-contained HTML file of a recording.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

use super::{files, say, score};
use crate::base::Tick;
use crate::base::time::TICKS_PER_MINUTE;
use crate::debrief::{self, ReportInput, RunFacts, Tracks};
use crate::record::Replay;
use crate::score::Score;
use crate::sim::{Event, Stamped, Theatre};

/// Ticks between samples of the tracks on a report's map: ten minutes.
pub(super) const SAMPLE_TICKS: u32 = 10 * TICKS_PER_MINUTE;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The recording
    #[arg(value_name = "RUN.sarex")]
    recording: PathBuf,
    /// Where the report goes; beside the recording if not given
    #[arg(short, long, value_name = "FILE.html")]
    output: Option<PathBuf>,
}

pub(super) fn report(arguments: &Arguments) -> Result<ExitCode> {
    let recording = files::recording(&arguments.recording)?;
    let result = score::of(&recording)?;
    let mut replay = Replay::new(&recording)?;
    let mut tracks = Tracks::default();
    let last = recording.last_tick();
    let mut tick = Tick::START;
    while tick < last {
        tracks.sample(replay.seek(tick)?);
        tick = Tick(tick.0 + SAMPLE_TICKS);
    }
    tracks.sample(replay.seek(last)?);
    let events: Vec<Stamped<Event>> = recording.events().cloned().collect();
    let output = arguments.output.clone().unwrap_or_else(|| arguments.recording.with_extension("html"));
    let subject = Subject {
        theatre: replay.theatre(),
        score: &result,
        events: &events,
        tracks: &tracks,
        brief: recording.header.brief.as_deref(),
        crews: &recording.header.crews,
        recording: Some(&arguments.recording),
    };
    write(&output, &subject)?;
    say(&format!("Report: {}", output.display()))?;
    if let Some(damage) = &recording.damage {
        eprintln!("sarex: reported up to the damage: {damage}");
    }
    Ok(ExitCode::SUCCESS)
}

/// What a report is about.
pub(super) struct Subject<'a> {
    pub(super) theatre: &'a Theatre,
    pub(super) score: &'a Score,
    pub(super) events: &'a [Stamped<Event>],
    pub(super) tracks: &'a Tracks,
    pub(super) brief: Option<&'a str>,
    /// Who sat in each seat, in order of seat.
    pub(super) crews: &'a [String],
    /// Where the recording is. Exists when and only when one was kept.
    pub(super) recording: Option<&'a Path>,
}

/// Writes a report.
pub(super) fn write(path: &Path, subject: &Subject<'_>) -> Result<()> {
    let name = |path: &Path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let seats = subject.theatre.scenario.seats.iter().zip(subject.crews);
    let run = RunFacts {
        recording: subject.recording.map_or_else(|| "(not kept)".to_owned(), name),
        version: format!("sarex {}", env!("CARGO_PKG_VERSION")),
        seats: seats.map(|(seat, crew)| (seat.name.clone(), crew.clone())).collect(),
        more: Vec::new(),
    };
    let html = debrief::report(&ReportInput {
        theatre: subject.theatre,
        score: subject.score,
        events: subject.events,
        tracks: subject.tracks,
        run: &run,
        brief: subject.brief,
    });
    std::fs::write(path, html).with_context(|| format!("cannot write the report {}", path.display()))
}
