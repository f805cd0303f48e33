//! Recordings of one exercise that lie beside each other: what was played before a branch, and which of them went on.
//!
//! A recording and its branches have names of one root: "run.sarex", "run-b1.sarex", "run-b2.sarex". Names only say
//! where to look; whether one follows from another is asked of the worlds inside.

use std::path::{Path, PathBuf};

use super::keep;
use crate::base::Tick;
use crate::record::{Recording, TickRecord};

/// A recording, or the part of one that led to a branch.
#[derive(Debug)]
pub(super) struct Part {
    recording: Recording,
    /// The last moment that counts.
    last: Tick,
}

impl Part {
    /// The steps that count, in order.
    pub(super) fn steps(&self) -> impl Iterator<Item = &TickRecord> {
        self.recording.steps().take_while(|(tick, _)| *tick <= self.last).map(|(_, step)| step)
    }
}

/// All that led to the end of the recording in `run`, oldest first. What came before a branch is left out if the
/// recording it left is not beside it any more.
pub(super) fn history(run: &Path, recording: Recording) -> Vec<Part> {
    let beside = beside(run);
    let last = recording.last_tick();
    let mut parts = vec![Part { recording, last }];
    while let Some(Part { recording: branch, .. }) = parts.last() {
        if branch.header.branch_of.is_none() {
            break;
        }
        let at = branch.first_tick();
        let origin = beside.iter().filter_map(|path| Recording::open(path).ok()).find(|other| {
            // Every step back leads to an earlier beginning, so that it comes to an end.
            other.first_tick() < at && other.last_tick() >= at && branch.begins_in(other).unwrap_or(false)
        });
        let Some(origin) = origin else { break };
        parts.push(Part { recording: origin, last: at });
    }
    parts.reverse();
    parts
}

/// In words to follow a refusal: which branch of a finished recording can be gone on with. Nothing if none can.
pub(super) fn went_on(run: &Path) -> String {
    let Ok(finished) = Recording::open(run) else { return String::new() };
    let goes_on = |path: &&PathBuf| {
        keep::table_path(path).exists()
            && Recording::open(path).is_ok_and(|other| {
                let same = other.header.seed == finished.header.seed
                    && other.header.scenario_text == finished.header.scenario_text;
                same && other.ending.is_none() && other.header.branch_of.is_some()
            })
    };
    let branches = beside(run);
    let names: Vec<String> =
        branches.iter().filter(goes_on).map(|path| format!("{0} (sarex host --resume {0})", path.display())).collect();
    if names.is_empty() {
        return String::new();
    }
    format!(". EXCON went back in time, and the exercise went on in {}", names.join(" or "))
}

/// What the `number`th branch of a recording, or of its branches, is called.
pub(super) fn branch_path(run: &Path, number: u32) -> PathBuf {
    let (root, _) = root_and_number(run);
    let extension = run.extension().map_or_else(String::new, |text| format!(".{}", text.to_string_lossy()));
    run.with_file_name(format!("{root}-b{number}{extension}"))
}

/// The part of a name that a recording shares with its branches, and which branch it is; 0 for none.
fn root_and_number(run: &Path) -> (String, u32) {
    let stem = run.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let branch = stem.rsplit_once("-b").filter(|(_, number)| number.chars().all(|c| c.is_ascii_digit()));
    match branch.and_then(|(root, number)| Some((root.to_owned(), number.parse().ok()?))) {
        Some(branch) => branch,
        None => (stem, 0),
    }
}

/// The other recordings of a recording's root in its folder, the first and then its branches in order.
fn beside(run: &Path) -> Vec<PathBuf> {
    let folder = run.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let (root, _) = root_and_number(run);
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| Some(run.with_file_name(entry.ok()?.file_name())))
        .filter(|path| path.extension() == run.extension() && path.file_name() != run.file_name())
        .map(|path| (root_and_number(&path), path))
        .filter(|((of, _), _)| *of == root)
        .map(|((_, number), path)| (number, path))
        .collect();
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_and_its_branches_are_found_beside_each_other() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.sarex", "a-b1.sarex", "a-b10.sarex", "a-b2.sarex", "a-b1.sarex.table", "ab.sarex", "a-bx.sarex"]
        {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let names = |of: &str| -> Vec<String> {
            let found = beside(&folder.path().join(of));
            found.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(names("a.sarex"), ["a-b1.sarex", "a-b2.sarex", "a-b10.sarex"]);
        assert_eq!(names("a-b2.sarex"), ["a.sarex", "a-b1.sarex", "a-b10.sarex"]);
        assert_eq!(branch_path(Path::new("x/a-b2.sarex"), 3), Path::new("x/a-b3.sarex"));
        assert_eq!(branch_path(Path::new("a-b.sarex"), 1), Path::new("a-b-b1.sarex"));
        assert_eq!(went_on(&folder.path().join("a.sarex")), "", "none of these is a recording");
    }
}
