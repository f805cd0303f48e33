//! Scenarios that come with the program, so that the binary alone is enough to play.

use std::path::PathBuf;

use super::Source;

/// A scenario inside the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// Its short name.
    pub id: &'static str,
    text: &'static str,
    brief: &'static str,
}

/// All of them, easiest first.
pub const SHIPPED: [Shipped; 2] = [
    Shipped {
        id: "tutorial",
        text: include_str!("../../scenarios/tutorial/scenario.ron"),
        brief: include_str!("../../scenarios/tutorial/brief.md"),
    },
    Shipped {
        id: "sunda-2012",
        text: include_str!("../../scenarios/sunda-2012/scenario.ron"),
        brief: include_str!("../../scenarios/sunda-2012/brief.md"),
    },
];

impl Shipped {
    /// Its text, as if it had been read from a folder of its name.
    pub fn source(&self) -> Source {
        Source {
            path: PathBuf::from(self.id).join("scenario.ron"),
            text: self.text.to_owned(),
            brief: Some(self.brief.to_owned()),
        }
    }
}
