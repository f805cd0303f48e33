//! The files a scenario names: which they are, and their bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::leaf::Raw;
use super::parse;

/// Bytes of all files of a scenario together at most: 8 MB.
pub const MAX_FILES_BYTES: usize = 8_000_000;

/// Files of one scenario at most.
pub(super) const MOST_FILES: usize = 10;

/// Longest name of a file \[bytes\].
const LONGEST_NAME: usize = 64;

/// Files that lie beside a scenario's text, by their names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Puts a file in, in place of one of its name.
    pub fn insert(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        self.0.insert(name.into(), bytes);
    }

    /// The bytes of a file.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// Their names, in order of the alphabet.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Bytes of all together.
    pub fn len_bytes(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }
}

/// Whether a name is that of a file in the scenario's own folder: no path, nothing hidden.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST_NAME
        && !name.starts_with('.')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// The files that a scenario's text names, as far as it can be read and names them plainly. What is wrong with the
/// others is said when the text is read.
pub(super) fn named(text: &str) -> Vec<String> {
    #[derive(Deserialize)]
    struct WholeDoc<'a> {
        #[serde(borrow)]
        sea: Raw<'a>,
    }
    #[derive(Deserialize)]
    struct SeaDoc {
        #[serde(default)]
        forcing: Option<Vec<String>>,
    }
    let sea = parse::try_read::<WholeDoc<'_>>(text).and_then(|whole| parse::try_read::<SeaDoc>(whole.sea.text()));
    let names = sea.and_then(|sea| sea.forcing).unwrap_or_default();
    names.into_iter().filter(|name| is_plain(name)).take(MOST_FILES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_text_are_those_of_its_sea() {
        let text =
            "(format: 1, other: [\"x.nc\"], sea: (wind: 3, forcing: [\"a.nc\", \"../b.nc\", \"c-2.nc\"], rain: 1))";
        assert_eq!(named(text), ["a.nc", "c-2.nc"]);
        for text in ["", "(sea: (", "(sea: 5)", "(sea: (wind: 1))", "(format: 1)"] {
            assert_eq!(named(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn no_name_leaves_the_folder() {
        for name in ["", ".", "..", "../a", "a/b", "a\\b", "/etc/passwd", ".hidden", "C:a", "a b"] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
