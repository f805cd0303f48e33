//! Score and report of a recording, by the same fold as those of a live run.

use std::path::Path;

use super::{ReportInput, RunFacts, Tracks, report};
use crate::base::Tick;
use crate::base::time::TICKS_PER_MINUTE;
use crate::record::{RecordError, Recording, Replay};
use crate::score::{self, Labels, Reference, Score, who_played};
use crate::sim::{Event, Stamped};

/// Ticks between samples of the tracks on a report's map: ten minutes.
pub const SAMPLE_TICKS: u32 = 10 * TICKS_PER_MINUTE;

/// The score of a recording. A branch is scored from where it begins.
///
/// # Errors
/// If this program cannot replay it.
pub fn score_of(recording: &Recording) -> Result<Score, RecordError> {
    let mut replay = Replay::new(recording)?;
    let initial = replay.seek(recording.first_tick())?.clone();
    let last = recording.last_tick();
    let final_hash = replay.seek(last)?.digest();
    let seats = replay.theatre().scenario.seats.iter().map(|seat| seat.name.as_str());
    let crew = who_played(seats.zip(recording.header.crews.iter().map(String::as_str)));
    let labels = Labels { crew, until: last, final_hash };
    Ok(score::score(replay.theatre(), &labels, &initial, recording.events()))
}

/// The report of a recording that lies at `path`, as one HTML file's text, beside references where there are any.
///
/// # Errors
/// If this program cannot replay it.
pub fn report_of(recording: &Recording, path: &Path, references: Vec<Reference>) -> Result<String, RecordError> {
    let result = Score { references, ..score_of(recording)? };
    let mut replay = Replay::new(recording)?;
    let mut tracks = Tracks::default();
    let last = recording.last_tick();
    let mut tick = recording.first_tick();
    while tick < last {
        tracks.sample(replay.seek(tick)?);
        tick = Tick(tick.0 + SAMPLE_TICKS);
    }
    tracks.sample(replay.seek(last)?);
    let events: Vec<Stamped<Event>> = recording.events().cloned().collect();
    let seats = replay.theatre().scenario.seats.iter().zip(&recording.header.crews);
    let run = RunFacts {
        recording: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        version: format!("sarex {}", env!("CARGO_PKG_VERSION")),
        seats: seats.map(|(seat, crew)| (seat.name.clone(), crew.clone())).collect(),
        more: branch_note(recording).map(|note| ("Branch".to_owned(), note)).into_iter().collect(),
    };
    Ok(report(&ReportInput {
        theatre: replay.theatre(),
        score: &result,
        events: &events,
        tracks: &tracks,
        run: &run,
        brief: recording.header.brief.as_deref(),
    }))
}

/// What a score or report of a branch cannot tell. Exists when and only when the recording begins in the middle of an
/// exercise.
pub fn branch_note(recording: &Recording) -> Option<String> {
    let from = recording.first_tick();
    (from != Tick::START).then(|| {
        format!(
            "this recording begins {from} into the exercise, in the middle of another. When things first happened is \
             known from before; messages, orders, exposure and who was responsible before then are in the other \
             recording and not counted here"
        )
    })
}
