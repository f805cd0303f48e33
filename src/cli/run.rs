//! `sarex run`: plays a scenario, records it, scores it, and writes the report.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use anyhow::{Context, Result, anyhow};

use super::{NO, files, notation, references, say, score, stop};
use crate::base::time::TICKS_PER_HOUR;
use crate::base::{Span, Tick};
use crate::crew::{Crew, Script};
use crate::debrief::{self, ReportInput, RunFacts, SAMPLE_TICKS, Tracks};
use crate::record::{Ending, Header, Recorder};
use crate::score::{Labels, Scorer, who_played};
use crate::session::{Exercise, Seating};
use crate::sim::{Event, Stamped};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A scenario folder or .ron file
    scenario: PathBuf,
    /// The computer crew in every seat: absent, doctrine or informed
    #[arg(long, default_value = "doctrine")]
    crew: Crew,
    /// Another crew in one seat, as in "rcc-jakarta=absent"; may be repeated
    #[arg(long = "seat", value_name = "SEAT=CREW")]
    seats: Vec<String>,
    /// Orders given at fixed times (a .ron file); seats without --seat then have nobody in them
    #[arg(long, value_name = "FILE.ron")]
    orders: Option<PathBuf>,
    /// The chance of the run: equal scenario, seed and crews give equal runs
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Stop after so much exercise time, as in "36h"
    #[arg(long, value_name = "DURATION")]
    until: Option<String>,
    /// Where the recording goes
    #[arg(long, value_name = "RUN.sarex")]
    out: Option<PathBuf>,
    /// Where the report goes
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
    /// Beside the run, what each crew makes of the same scenario with the same chance: takes as long as three runs
    #[arg(long)]
    references: bool,
    /// Print the score as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let loaded = files::scenario(&arguments.scenario)?;
    let seating = seating(arguments, &loaded.scenario)?;
    let until = match &arguments.until {
        Some(text) => Tick::START.after(Span::parse(text).map_err(|why| anyhow!("--until: {why}"))?),
        None => loaded.scenario.last_tick(),
    };
    let labels = seating.labels();
    let seats = loaded.scenario.seats.iter().map(|seat| seat.name.as_str());
    let crew = who_played(seats.zip(labels.iter().map(String::as_str)));
    let header =
        Header::new(&loaded.scenario.id, &loaded.source.text, loaded.source.brief.as_deref(), arguments.seed, labels)
            .with_files(loaded.source.files.clone());
    let mut exercise = Exercise::new(loaded.scenario, arguments.seed, seating);
    let mut recorder = match &arguments.out {
        Some(path) => Some(begin(path, &header, &exercise)?),
        None => None,
    };

    let stop = stop::stoppable()?;
    let bar = references::progress(until);
    let initial = exercise.world().clone();
    let mut tracks = Tracks::default();
    let mut events: Vec<Stamped<Event>> = Vec::new();
    let mut ending = Ending::Until;
    tracks.sample(exercise.world());
    while exercise.world().tick < until {
        if stop.load(Ordering::Relaxed) {
            ending = Ending::Interrupted;
            break;
        }
        let moment = exercise.advance();
        if let Some(recorder) = &mut recorder {
            recorder.tick(exercise.world(), &moment.commands, &moment.events).context("cannot go on recording")?;
        }
        let tick = exercise.world().tick;
        if tick.0.is_multiple_of(SAMPLE_TICKS) {
            tracks.sample(exercise.world());
        }
        if tick.0.is_multiple_of(TICKS_PER_HOUR / 4) {
            bar.set_position(u64::from(tick.0));
            bar.set_message(exercise.theatre().scenario.start.at(tick).dtg());
        }
        events.extend(moment.events);
        if exercise.is_over() {
            ending = Ending::Finished;
            break;
        }
    }
    bar.finish_and_clear();
    if !exercise.world().tick.0.is_multiple_of(SAMPLE_TICKS) {
        tracks.sample(exercise.world());
    }
    if let Some(recorder) = recorder {
        recorder.finish(ending, exercise.world()).context("cannot finish the recording")?;
    }

    let mut scorer = Scorer::new(exercise.theatre(), &initial);
    events.iter().for_each(|event| scorer.take(event));
    let world = exercise.world();
    let mut result = scorer.finish(&Labels { crew, until: world.tick, final_hash: world.digest() });
    if arguments.references && ending != Ending::Interrupted {
        result.references = references::play(&exercise.theatre().scenario, arguments.seed, until, &stop)?;
    }
    if let Some(path) = &arguments.report {
        let seats = exercise.theatre().scenario.seats.iter().zip(&header.crews);
        let run = RunFacts {
            recording: arguments.out.as_deref().map_or_else(|| "(not kept)".to_owned(), file_name),
            version: format!("sarex {}", env!("CARGO_PKG_VERSION")),
            seats: seats.map(|(seat, crew)| (seat.name.clone(), crew.clone())).collect(),
            more: Vec::new(),
        };
        let html = debrief::report(&ReportInput {
            theatre: exercise.theatre(),
            score: &result,
            events: &events,
            tracks: &tracks,
            run: &run,
            brief: header.brief.as_deref(),
        });
        std::fs::write(path, html).with_context(|| format!("cannot write the report {}", path.display()))?;
    }
    score::print(&result, arguments.json)?;
    if !arguments.json {
        epilogue(arguments, ending)?;
    }
    Ok(if ending == Ending::Interrupted { ExitCode::from(NO) } else { ExitCode::SUCCESS })
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn epilogue(arguments: &Arguments, ending: Ending) -> Result<()> {
    let mut text = String::new();
    if ending == Ending::Interrupted {
        text += "Interrupted; the score is of the part played.\n";
    }
    if let Some(path) = &arguments.out {
        text += &format!("Recording: {}   (prove it: sarex verify {0})\n", path.display());
    }
    if let Some(path) = &arguments.report {
        text += &format!("Report:    {}   (open it in a browser)\n", path.display());
    }
    if text.is_empty() { Ok(()) } else { say(&text) }
}

fn seating(arguments: &Arguments, scenario: &crate::scenario::Scenario) -> Result<Seating> {
    let mut seating = match &arguments.orders {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            let script = Script::read(&text, scenario)
                .map_err(|errors| anyhow!("{}:\n  {}", path.display(), errors.join("\n  ")))?;
            Seating::scripted(scenario, script)
        }
        None => Seating::all(scenario, arguments.crew),
    };
    for pair in &arguments.seats {
        let (seat, crew) = notation::seat_and_crew(pair, scenario)?;
        seating.crews[seat.index()] = crew;
    }
    Ok(seating)
}

fn begin(path: &Path, header: &Header, exercise: &Exercise) -> Result<Recorder<BufWriter<File>>> {
    let file = File::create(path).with_context(|| format!("cannot write the recording {}", path.display()))?;
    let mut out = BufWriter::new(file);
    out.flush()?;
    Ok(Recorder::begin(out, header, exercise.world())?)
}
