//! Why a forcing file cannot be used: which file and variable, what was found there, and what to do.

use thiserror::Error;

/// Why a forcing file cannot be used. Nothing of it is used then.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}{found}; {help}", place(.file, .variable.as_deref()))]
pub struct ForcingError {
    /// What sort of trouble it is.
    pub problem: Problem,
    /// The file.
    pub file: String,
    /// The variable. Exists when and only when the trouble is with one.
    pub variable: Option<String>,
    /// What was found, in words.
    pub found: String,
    /// What to do about it.
    pub help: String,
}

/// Sorts of trouble with a forcing file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// Not NetCDF, cut off, or damaged.
    Damaged,
    /// More than an exercise can carry.
    TooLarge,
    /// Nothing in it that the exercise knows, or half of something.
    NoQuantity,
    /// A grid of another kind than regular latitude and longitude.
    Grid,
    /// Times that cannot be decoded.
    Time,
    /// A unit that is not known for the quantity.
    Unit,
    /// Values that cannot be.
    Values,
}

/// "wind.nc, u10: ".
fn place(file: &str, variable: Option<&str>) -> String {
    match variable {
        Some(variable) => format!("{file}, {variable}: "),
        None => format!("{file}: "),
    }
}

/// The file in hand, for its errors.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) file: &'a str,
    pub(super) variable: Option<&'a str>,
}

impl<'a> At<'a> {
    pub(super) fn file(file: &'a str) -> Self {
        Self { file, variable: None }
    }

    pub(super) fn variable(self, variable: &'a str) -> Self {
        Self { variable: Some(variable), ..self }
    }

    pub(super) fn error(self, problem: Problem, found: impl Into<String>, help: impl Into<String>) -> ForcingError {
        ForcingError {
            problem,
            file: self.file.to_owned(),
            variable: self.variable.map(str::to_owned),
            found: found.into(),
            help: help.into(),
        }
    }

    /// An error of the reader below, which speaks of bytes and not of the sea.
    pub(super) fn damaged(self, error: &netcdf_reader::Error) -> ForcingError {
        let mut words = error.to_string();
        if let Some((cut, _)) = words.char_indices().nth(160) {
            words.truncate(cut);
            words.push('…');
        }
        let help = "the file is damaged, cut off or of a kind that is not read: fetch it again, or write it anew with \
                    nccopy";
        self.error(Problem::Damaged, format!("it cannot be read ({words})"), help)
    }
}
