//! The one place that touches files: a scenario's folder, or its `.ron` file alone.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::files::{self, Files, MAX_FILES_BYTES};
use super::{Diagnostic, MAX_BYTES, Scenario};

/// A scenario's text as found on disk, not yet read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The file with the text.
    pub path: PathBuf,
    /// The text.
    pub text: String,
    /// What people read beforehand. Exists when and only when a `brief.md` lies beside the file.
    pub brief: Option<String>,
    /// The files that the text names, as far as they lie beside it.
    pub files: Files,
}

impl Source {
    /// Reads it: see [`super::read_with`].
    pub fn read(&self) -> (Option<Scenario>, Vec<Diagnostic>) {
        super::read_with(&self.text, &self.files)
    }
}

/// Why a scenario's text could not be fetched. None of these leaves anything behind.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LoadError {
    /// Nothing there, no permission, a broken disk.
    #[error("cannot read the scenario: {source}: {}", path.display())]
    Unreadable {
        /// What the system said.
        #[source]
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// A folder without a `scenario.ron`.
    #[error("this folder holds no scenario.ron; name a scenario's folder or its .ron file: {}", path.display())]
    NoScenario {
        /// The folder.
        path: PathBuf,
    },
    /// More bytes than any scenario needs.
    #[error("the file has more than {} MB, the most a scenario may have: {}", MAX_BYTES / 1_000_000, path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// More bytes than the files of a scenario may have.
    #[error(
        "with this file the scenario's files have more than {} MB; cut them to the exercise, e.g. with cdo sellonlatbox: {}",
        MAX_FILES_BYTES / 1_000_000,
        path.display()
    )]
    FilesTooLarge {
        /// The file.
        path: PathBuf,
    },
    /// A link that leads out of the scenario's folder.
    #[error("this file leads out of the scenario's folder; put a copy of it there: {}", path.display())]
    Elsewhere {
        /// The file.
        path: PathBuf,
    },
    /// Bytes that are not UTF-8.
    #[error("the file is not UTF-8 text from byte {valid_bytes} on; save it as UTF-8: {}", path.display())]
    NotText {
        /// How many bytes from the beginning are good text.
        valid_bytes: usize,
        /// The file.
        path: PathBuf,
    },
}

/// Fetches a scenario: from a folder with `scenario.ron`, or from a `.ron` file, with the files its text names.
///
/// # Errors
/// If there is no such file, or it is too large, or not text, or if a file it names leads out of its folder. Its
/// contents are not judged, and a file that is not there is none of them: see [`super::read_with`].
pub fn load(path: &Path) -> Result<Source, LoadError> {
    let path = if path.is_dir() {
        let inside = path.join("scenario.ron");
        if !inside.exists() {
            return Err(LoadError::NoScenario { path: path.to_owned() });
        }
        inside
    } else {
        path.to_owned()
    };
    let text = text_of(&path)?;
    let brief = path.with_file_name("brief.md");
    let brief = if brief.is_file() { Some(text_of(&brief)?) } else { None };
    let files = files_beside(&path, &text)?;
    Ok(Source { path, text, brief, files })
}

/// The files that a text names, as far as they lie beside it.
fn files_beside(scenario: &Path, text: &str) -> Result<Files, LoadError> {
    let mut found = Files::default();
    for name in files::named(text) {
        let path = scenario.with_file_name(&name);
        if !path.is_file() {
            continue;
        }
        let unreadable = |source| LoadError::Unreadable { source, path: path.clone() };
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let is_inside = path.canonicalize().map_err(unreadable)?.parent().map(Path::to_owned)
            == Some(folder.canonicalize().map_err(unreadable)?);
        if !is_inside {
            return Err(LoadError::Elsewhere { path });
        }
        let room = MAX_FILES_BYTES.saturating_sub(found.len_bytes());
        let bytes = bytes_of(&path, room)?.ok_or(LoadError::FilesTooLarge { path })?;
        found.insert(name, bytes);
    }
    Ok(found)
}

/// The bytes of a file; `None` if there are more than allowed.
fn bytes_of(path: &Path, allowed: usize) -> Result<Option<Vec<u8>>, LoadError> {
    let unreadable = |source| LoadError::Unreadable { source, path: path.to_owned() };
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // One byte more than allowed is enough to know; devices and pipes have no length to ask for.
    file.take(allowed as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok((bytes.len() <= allowed).then_some(bytes))
}

fn text_of(path: &Path) -> Result<String, LoadError> {
    let bytes = bytes_of(path, MAX_BYTES)?.ok_or_else(|| LoadError::TooLarge { path: path.to_owned() })?;
    let text = String::from_utf8(bytes)
        .map_err(|error| LoadError::NotText { valid_bytes: error.utf8_error().valid_up_to(), path: path.to_owned() })?;
    // Editors of one system put a byte order mark first; it is no part of the text.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_folder_gives_its_scenario_and_brief() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(load(folder.path()), Err(LoadError::NoScenario { .. })));
        fs::write(folder.path().join("scenario.ron"), "\u{feff}(format: 1)").unwrap();
        let source = load(folder.path()).unwrap();
        assert_eq!((source.text.as_str(), source.brief), ("(format: 1)", None));
        fs::write(folder.path().join("brief.md"), "# Brief").unwrap();
        let source = load(&folder.path().join("scenario.ron")).unwrap();
        assert_eq!(source.brief.as_deref(), Some("# Brief"));
    }

    #[test]
    fn what_cannot_be_a_scenario_is_refused_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big.ron");
        fs::write(&path, vec![b' '; MAX_BYTES + 1]).unwrap();
        let why = load(&path).unwrap_err().to_string();
        assert!(why.starts_with("the file has more than 8 MB, the most a scenario may have"), "{why}");
        fs::write(&path, [b'(', 0xff, 0xfe]).unwrap();
        let why = load(&path).unwrap_err().to_string();
        assert!(why.starts_with("the file is not UTF-8 text from byte 1 on; save it as UTF-8"), "{why}");
        let why = load(&folder.path().join("none.ron")).unwrap_err().to_string();
        assert!(why.starts_with("cannot read the scenario"), "{why}");
    }
}
