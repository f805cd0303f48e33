//! `--references`: crews play the same scenario with the same chance beside a run, with progress, and can be stopped.

use std::sync::atomic::AtomicBool;

use anyhow::{Result, bail};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::stop;
use crate::base::Tick;
use crate::crew::Crew;
use crate::record::Recording;
use crate::scenario::Scenario;
use crate::score::Reference;
use crate::session;

/// A bar over exercise time.
pub(super) fn progress(until: Tick) -> ProgressBar {
    let bar = ProgressBar::new(u64::from(until.0));
    if let Ok(style) = ProgressStyle::with_template("{msg}  {bar:40} {percent:>3} %  Ctrl-C stops") {
        bar.set_style(style);
    }
    bar
}

/// Plays the references of a scenario and a seed up to a moment.
pub(super) fn play(scenario: &Scenario, seed: u64, until: Tick, stop: &AtomicBool) -> Result<Vec<Reference>> {
    let bars = MultiProgress::new();
    let bars = Crew::ALL.map(|crew| {
        let bar = bars.add(progress(until));
        bar.set_message(format!("{crew:<10}"));
        bar
    });
    let told = |crew: Crew, tick: Tick| bars[crew as usize].set_position(u64::from(tick.0));
    let references = session::references(scenario, seed, until, stop, &told);
    bars.iter().for_each(ProgressBar::finish_and_clear);
    match references {
        Some(references) => Ok(references),
        None => bail!("stopped before the references were played; without --references the rest comes at once"),
    }
}

/// Plays the references of a recording, as far as it goes or to the end it came to.
pub(super) fn of(recording: &Recording) -> Result<Vec<Reference>> {
    if recording.first_tick() != Tick::START {
        bail!(
            "this recording begins {} into an exercise, and crews begin at its start: --references is for the recording \
             it was branched off",
            recording.first_tick()
        );
    }
    let scenario = recording.scenario()?;
    let ended = recording.ending == Some(crate::record::Ending::Finished);
    let until = if ended { scenario.last_tick() } else { recording.last_tick() };
    play(&scenario, recording.header.seed, until, &*stop::stoppable()?)
}
