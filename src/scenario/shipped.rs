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

/// A scenario by the name of its folder: its text, its brief, and the forcing beside them.
macro_rules! shipped {
    ($id:literal) => {
        Shipped {
            id: $id,
            text: include_str!(concat!("../../scenarios/", $id, "/scenario.ron")),
            brief: include_str!(concat!("../../scenarios/", $id, "/brief.md")),
            files: &[
                ("wind.nc", include_bytes!(concat!("../../scenarios/", $id, "/wind.nc"))),
                ("current.nc", include_bytes!(concat!("../../scenarios/", $id, "/current.nc"))),
            ],
        }
    };
}

/// All of them, easiest first.
pub const SHIPPED: [Shipped; 9] = [
    shipped!("tutorial"),
    shipped!("tutorial-ashore"),
    shipped!("sunda-2012"),
    shipped!("aceh-barat-2024"),
    shipped!("christmas-island-2013"),
    shipped!("andaman-2021"),
    shipped!("bay-of-bengal-2022"),
    shipped!("malacca-ferry"),
    shipped!("andaman-2015"),
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
