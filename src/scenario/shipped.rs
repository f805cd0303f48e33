//! Scenarios that come with the program, so that the binary alone is enough to play.

use std::path::PathBuf;

use super::{Files, Source};

/// A scenario inside the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// Its short name.
    pub id: &'static str,
    text: &'static str,
    brief: &'static str,
    files: &'static [(&'static str, &'static [u8])],
}

/// All of them, easiest first.
pub const SHIPPED: [Shipped; 2] = [
    Shipped {
        id: "tutorial",
        text: include_str!("../../scenarios/tutorial/scenario.ron"),
        brief: include_str!("../../scenarios/tutorial/brief.md"),
        files: &[
            ("wind.nc", include_bytes!("../../scenarios/tutorial/wind.nc")),
            ("current.nc", include_bytes!("../../scenarios/tutorial/current.nc")),
        ],
    },
    Shipped {
        id: "sunda-2012",
        text: include_str!("../../scenarios/sunda-2012/scenario.ron"),
        brief: include_str!("../../scenarios/sunda-2012/brief.md"),
        files: &[
            ("wind.nc", include_bytes!("../../scenarios/sunda-2012/wind.nc")),
            ("current.nc", include_bytes!("../../scenarios/sunda-2012/current.nc")),
        ],
    },
];

impl Shipped {
    /// Its text, as if it had been read from a folder of its name.
    pub fn source(&self) -> Source {
        let mut files = Files::default();
        for (name, bytes) in self.files {
            files.insert(*name, bytes.to_vec());
        }
        Source {
            path: PathBuf::from(self.id).join("scenario.ron"),
            text: self.text.to_owned(),
            brief: Some(self.brief.to_owned()),
            files,
        }
    }
}
