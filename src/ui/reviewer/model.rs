//! What the reviewer's desk is given to show.

use crate::base::Tick;
use crate::score::Trail;
use crate::session::{Bookmark, CaseAwareness, Series, View};

/// A recording at one moment, with what is drawn over its whole length.
#[derive(Debug, Clone, Copy)]
pub struct ReviewData<'a> {
    /// The moment. Its clock's tick is the cursor; its speed is negative while the replay runs backwards. Its
    /// happenings are those of the **whole** recording, oldest first.
    pub view: &'a View,
    /// The recording in one line: its file, seed, seats, whether it was verified.
    pub about: &'a str,
    /// How everybody fared over the whole recording.
    pub series: &'a Series,
    /// A second run to compare with. Exists when and only when one was opened.
    pub other: Option<Other<'a>>,
    /// Moments somebody marked, by time.
    pub bookmarks: &'a [Bookmark],
    /// The first moment.
    pub first: Tick,
    /// The last moment.
    pub last: Tick,
    /// The journey of everybody over the whole recording.
    pub trails: &'a [Trail],
    /// Who knew what when over the whole recording, of every case.
    pub awareness: &'a [CaseAwareness],
}

/// A second run.
#[derive(Debug, Clone, Copy)]
pub struct Other<'a> {
    /// How everybody fared in it.
    pub series: &'a Series,
    /// It at the same moment. Exists when and only when it can be shown on a chart beside the first.
    pub view: Option<&'a View>,
}
