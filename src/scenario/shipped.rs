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
pub const SHIPPED: [Shipped; 5] = [
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
    Shipped {
        id: "aceh-barat-2024",
        text: include_str!("../../scenarios/aceh-barat-2024/scenario.ron"),
        brief: include_str!("../../scenarios/aceh-barat-2024/brief.md"),
        files: &[
            ("wind.nc", include_bytes!("../../scenarios/aceh-barat-2024/wind.nc")),
            ("current.nc", include_bytes!("../../scenarios/aceh-barat-2024/current.nc")),
        ],
    },
    Shipped {
        id: "christmas-island-2013",
        text: include_str!("../../scenarios/christmas-island-2013/scenario.ron"),
        brief: include_str!("../../scenarios/christmas-island-2013/brief.md"),
        files: &[
            ("wind.nc", include_bytes!("../../scenarios/christmas-island-2013/wind.nc")),
            ("current.nc", include_bytes!("../../scenarios/christmas-island-2013/current.nc")),
        ],
    },
    Shipped {
        id: "malacca-ferry",
        text: include_str!("../../scenarios/malacca-ferry/scenario.ron"),
        brief: include_str!("../../scenarios/malacca-ferry/brief.md"),
        files: &[
            ("wind.nc", include_bytes!("../../scenarios/malacca-ferry/wind.nc")),
            ("current.nc", include_bytes!("../../scenarios/malacca-ferry/current.nc")),
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
