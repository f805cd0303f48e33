//! What host and desks say to each other: postcard in binary WebSocket messages.
//!
//! What a chair sees goes out as **deltas of bytes**: the postcard form of the whole, compressed with the bytes the
//! desk already has as dictionary. So a slow reader misses moments and never contents, one that reconnects gets the
//! whole, and a new field of a picture needs nothing here.

use serde::{Deserialize, Serialize};

use crate::base::ids::{InjectId, SeatId};
use crate::base::{Span, Tick};
use crate::crew::Crew;
use crate::picture::{Briefing, Overview, Picture, Plan};
use crate::sim::{Command, Intervention};

/// Version of this protocol. Host and desk must have the same.
pub const PROTOCOL: u16 = 2;

/// The longest message a desk may send \[bytes\].
pub const MAX_TO_HOST: usize = 64 * 1024;

/// What somebody may do and see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Chair {
    /// Plays a seat; several people may.
    Seat(SeatId),
    /// Looks over a seat's shoulder.
    Observer(SeatId),
    /// Steers, and sees everything.
    Excon,
}

impl Chair {
    /// The seat whose picture this chair sees. `None` for EXCON, who sees all.
    pub fn seat(self) -> Option<SeatId> {
        match self {
            Self::Seat(seat) | Self::Observer(seat) => Some(seat),
            Self::Excon => None,
        }
    }
}

/// From a desk to the host.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToHost {
    /// The first message: who wants in.
    Hello {
        /// `PROTOCOL`.
        protocol: u16,
        /// The secret code of the chair.
        code: String,
        /// What the person, or the delegation, calls itself; shown to EXCON.
        name: String,
        /// Drawn once per desk, so that a desk that reconnects is known again. Several chairs of one state that are held
        /// on one screen have a connection each, and this number in common.
        desk: u64,
    },
    /// A command of this seat.
    Do {
        /// Counts this desk's requests from 1; the host answers each once.
        seq: u32,
        /// What.
        command: Command,
    },
    /// Something only EXCON may ask.
    Steer {
        /// As in `Do`; both count together.
        seq: u32,
        /// What.
        steer: Steer,
    },
    /// Hand this seat to a crew, or take it back.
    Crew {
        /// As in `Do`.
        seq: u32,
        /// The crew. Exists when and only when a crew shall play.
        crew: Option<Crew>,
    },
}

impl ToHost {
    /// Its number. `None` for the greeting.
    pub fn seq(&self) -> Option<u32> {
        match self {
            Self::Hello { .. } => None,
            Self::Do { seq, .. } | Self::Steer { seq, .. } | Self::Crew { seq, .. } => Some(*seq),
        }
    }
}

/// What EXCON may ask of the host.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Steer {
    /// Let the clock run.
    Run,
    /// Stop it.
    Pause,
    /// Exercise seconds per second, 1 to 3,600.
    Speed(f64),
    /// Go on as fast as the machine can to the next event worth stopping at, and pause there.
    NextEvent,
    /// Go on as fast as the machine can until one of these seats is told or sees something, and pause there. Unlike
    /// `NextEvent` it gives nothing away, so it is what somebody who plays alone uses.
    NextNews(Vec<SeatId>),
    /// Who plays a seat: a crew, or people.
    Seat {
        /// Which seat.
        seat: SeatId,
        /// The crew. Exists when and only when a crew shall play.
        crew: Option<Crew>,
    },
    /// Send everybody away who came in by a chair's code, and give the chair a new one.
    Revoke(Chair),
    /// Act on the exercise.
    Intervene(Intervention),
    /// Play on in private, with and without an intervention, crews in every seat, and compare.
    LookAhead {
        /// What would be done. Exists when and only when something would.
        what: Option<Intervention>,
        /// How far.
        span: Span,
    },
    /// Go back to an earlier moment and play on from there; what was played stays in its own recording.
    Branch(Tick),
    /// End the exercise here.
    Stop,
}

/// From the host to a desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToDesk {
    /// You are in.
    Welcome(Box<Welcome>),
    /// You are not, or no longer.
    Refused {
        /// Why, and what to do.
        why: String,
        /// When to try again \[s\]. Exists when and only when trying again makes sense.
        again_after_s: Option<u32>,
    },
    /// What your chair sees: a `Picture` for a seat, an `Overview` for EXCON.
    View {
        /// The number of the view this builds on; 0 for none.
        base: u32,
        /// Its own number, rising from 1.
        number: u32,
        /// Postcard, compressed with zstd; the bytes of the base, unpacked, are the dictionary.
        packed: Vec<u8>,
    },
    /// The clock.
    Clock(Clock),
    /// Who sits where. Codes are in it for EXCON only.
    Table(Vec<ChairStatus>),
    /// A request has entered and is on disk.
    Taken {
        /// Its number.
        seq: u32,
    },
    /// A request was not even tried.
    NotTaken {
        /// Its number.
        seq: u32,
        /// Why, in words.
        why: String,
    },
    /// The answer to looking ahead.
    Outlook(Box<Outlook>),
    /// New events since the last, for EXCON's time line: when, in words.
    Happened(Vec<Happening>),
}

/// What a desk gets when it comes in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Welcome {
    /// `PROTOCOL` of the host.
    pub protocol: u16,
    /// The chair.
    pub chair: Chair,
    /// The shelf.
    pub briefing: Briefing,
    /// The plan. Exists when and only when the chair is EXCON's.
    pub plan: Option<Plan>,
    /// The highest number of this desk's requests the host has taken.
    pub taken: u32,
    /// Names this run and its branch; another value than before means that time went back.
    pub run: u64,
}

/// The clock as a desk shows it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Clock {
    /// The moment.
    pub tick: Tick,
    /// Whether time goes on.
    pub running: bool,
    /// Exercise seconds per second.
    pub speed: f64,
    /// How far the exercise has fallen behind its speed \[exercise seconds\]; nothing is dropped.
    pub behind_s: f64,
    /// Whether the exercise is over.
    pub over: bool,
}

/// A chair and who sits on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChairStatus {
    /// Which.
    pub chair: Chair,
    /// The crew that plays. Exists when and only when a crew does; for a seat without one and without people nobody
    /// acts. Which crew plays another seat only EXCON is told; to others it is always the doctrine crew.
    pub crew: Option<Crew>,
    /// Who is there, by name. Only EXCON is told the names of observers and of EXCON.
    pub people: Vec<String>,
    /// When a command last came from there. Exists when and only when one did.
    pub last_action: Option<Tick>,
    /// The secret code. Exists when and only when this goes to EXCON.
    pub code: Option<String>,
    /// Other chairs that those who are here hold on the same screen. Empty for everybody but EXCON.
    pub also: Vec<Chair>,
}

/// What comes of playing on, with an intervention and without.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// What was asked about, so that an answer is never read as another's. Exists when and only when an intervention
    /// was asked about.
    pub about: Option<Intervention>,
    /// From when.
    pub from: Tick,
    /// To when.
    pub to: Tick,
    /// With the intervention. Exists when and only when one was asked about.
    pub with: Option<Tally>,
    /// Without.
    pub without: Tally,
    /// Planned injects that fire with it and not without, and the other way round.
    pub injects: (Vec<InjectId>, Vec<InjectId>),
}

/// What has become of everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Landed alive at a place of safety.
    pub saved: u32,
    /// Alive aboard rescuers.
    pub aboard_rescuers: u32,
    /// Alive and not rescued.
    pub at_risk: u32,
    /// Dead, found or not.
    pub dead: u32,
}

/// Something that happened, in words, for a time line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// When.
    pub tick: Tick,
    /// Whose doing. Exists when and only when a seat's.
    pub seat: Option<SeatId>,
    /// Of what sort.
    pub kind: HappeningKind,
    /// In words.
    pub text: String,
}

/// Sorts of happenings: the lanes of a time line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum HappeningKind {
    /// To the vessel or those aboard.
    Casualty,
    /// A person saved, recovered, or dead.
    People,
    /// A decision: phases, responsibility, requests, refusals.
    Decision,
    /// A message or call.
    Message,
    /// A unit: orders, departures, sightings.
    Unit,
    /// An inject, an intervention, an expectation.
    Excon,
    /// A note or a bookmark.
    Note,
}

/// What a chair sees, unpacked.
#[derive(Debug, Clone, PartialEq)]
pub enum Seen {
    /// A seat's.
    Picture(Box<Picture>),
    /// EXCON's.
    Overview(Box<Overview>),
}
