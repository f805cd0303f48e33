//! What a front end shows and what it may ask, whether the exercise is on this machine, far away, or long over.

use super::wire::{Chair, ChairStatus, Clock, Happening, Outlook, Steer};
use crate::base::Tick;
use crate::crew::Crew;
use crate::picture::{Briefing, Overview, Picture, Plan};
use crate::sim::Command;

/// All a desk shows at one moment. Panels get it by reference and hand back `Intent`s.
#[derive(Debug, Clone)]
pub struct View {
    /// Whose chair.
    pub chair: Chair,
    /// The shelf.
    pub briefing: Briefing,
    /// The trainer's plan. Exists when and only when the chair may see everything.
    pub plan: Option<Plan>,
    /// The seat's picture. Exists when and only when the chair is a seat's or its observer's, once the first has come.
    pub picture: Option<Picture>,
    /// Everything. Exists when and only when the chair may see everything, once the first has come.
    pub overview: Option<Overview>,
    /// The clock.
    pub clock: Clock,
    /// Who sits where.
    pub table: Vec<ChairStatus>,
    /// What has happened so far, oldest first. Empty for a seat.
    pub happenings: Vec<Happening>,
    /// The last answer to looking ahead. Exists when and only when there was one.
    pub outlook: Option<Outlook>,
    /// How the connection stands.
    pub link: LinkStatus,
    /// Requests sent and not yet taken, oldest first, in a few words.
    pub pending: Vec<String>,
    /// What the host, or the connection, said last that the person should read: newest last.
    pub notices: Vec<String>,
}

/// How the connection stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkStatus {
    /// On its way in.
    Connecting,
    /// All is well.
    Live,
    /// Lost, and trying again; why.
    Lost(String),
    /// Turned away; why, and what to do.
    Refused(String),
    /// There is no connection: a recording is shown.
    Replay,
}

/// What a person at a desk wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// A command of the seat.
    Do(Command),
    /// EXCON's.
    Steer(Steer),
    /// Hand the seat to a crew, or take it back.
    Crew(Option<Crew>),
    /// Reviewer: stand at this moment.
    Seek(Tick),
    /// Reviewer: let the replay run at this speed \[exercise seconds per second\]; 0 stops it, negative goes back.
    Play(f64),
    /// Reviewer: write or remove a bookmark beside the recording.
    Bookmark {
        /// Where.
        tick: Tick,
        /// Its words; `None` removes it.
        text: Option<String>,
    },
    /// Write the report of this recording and open it.
    Report,
    /// Leave this desk.
    Leave,
}
