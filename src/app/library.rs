//! Scenarios to choose from: those that come with the program, and those in `scenarios/` where it was started.

use std::path::{Path, PathBuf};

use crate::scenario::{self, Scenario, Source};
use crate::ui::start::{Place, Playable};

/// The scenario of a place: the id of one that comes with the program, or a folder or file.
///
/// # Errors
/// In words: it cannot be read, or what its first error is and how to see the others.
pub(super) fn open(place: &str) -> Result<(Source, Scenario), String> {
    let source = match scenario::SHIPPED.iter().find(|shipped| shipped.id == place) {
        Some(shipped) => shipped.source(),
        None => scenario::load(Path::new(place)).map_err(|error| error.to_string())?,
    };
    let (scenario, findings) = source.read();
    match scenario {
        Some(scenario) => Ok((source, scenario)),
        None => Err(format!("{place} cannot be played until its errors are mended:\n{}", listed(&source, &findings))),
    }
}

/// What there is to play.
pub(super) fn playable() -> Vec<Playable> {
    let shipped = scenario::SHIPPED.iter().map(|shipped| shipped.id.to_owned());
    let beside = std::fs::read_dir("scenarios").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut beside: Vec<PathBuf> = beside.filter(|path| path.join("scenario.ron").is_file()).collect();
    beside.sort();
    let mut found: Vec<Playable> = Vec::new();
    for place in shipped.chain(beside.iter().map(|path| path.display().to_string())) {
        let Ok((_, scenario)) = open(&place) else { continue };
        // A copy of one that comes with the program need not be listed twice.
        if found.iter().any(|known| known.title == scenario.title) {
            continue;
        }
        found.push(Playable {
            place,
            seats: scenario
                .seats
                .iter()
                .map(|seat| Place {
                    id: seat.id.clone(),
                    name: seat.name.clone(),
                    instructions: seat.instructions.clone().unwrap_or_default(),
                    party: scenario.parties.get(seat.party.index()).map(|party| party.name.clone()).unwrap_or_default(),
                })
                .collect(),
            title: scenario.title,
            summary: scenario.summary,
        });
    }
    found
}

/// The findings of a scenario, for reading.
pub(super) fn findings(place: &str) -> String {
    match scenario::load(Path::new(place)) {
        Err(error) => error.to_string(),
        Ok(source) => match source.read() {
            (_, findings) if !findings.is_empty() => listed(&source, &findings),
            (Some(scenario), _) => format!(
                "{}: no findings. {} seats, {} units, {} persons aboard.",
                scenario.title,
                scenario.seats.len(),
                scenario.srus.len(),
                scenario.persons_aboard()
            ),
            (None, _) => format!("{place} cannot be played"),
        },
    }
}

fn listed(source: &Source, findings: &[scenario::Diagnostic]) -> String {
    let lines: Vec<String> = findings
        .iter()
        .map(|f| {
            format!("{} {}:{}:{}  {}\n     {}", f.code, source.path.display(), f.line, f.column, f.message, f.help)
        })
        .collect();
    lines.join("\n")
}

/// Makes a folder with the example scenario in it.
///
/// # Errors
/// In words, if the folder exists already or cannot be made.
pub(super) fn make(folder: &str) -> Result<PathBuf, String> {
    let folder = PathBuf::from(folder);
    if folder.exists() {
        return Err(format!("{} exists already; type the name of a folder that does not", folder.display()));
    }
    let file = folder.join("scenario.ron");
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&file, scenario::EXAMPLE))
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    Ok(file)
}

/// Where recordings of playing alone go: the place this system has for a person's data.
pub(super) fn own_runs() -> PathBuf {
    directories::ProjectDirs::from("", "", "sarex")
        .map_or_else(|| PathBuf::from("."), |folders| folders.data_dir().join("runs"))
}
