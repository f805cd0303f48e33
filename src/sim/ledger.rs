//! What a party was told or sensed: the only thing its picture is made of, beside its own units.
//!
//! **Nothing is ever taken out of a ledger.** Entries are appended with when it was true and when it was
//! known. Contacts and traffic keep the latest state of each thing sensed, because a look-out who watches a
//! hull for six hours has one contact and not two thousand.

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, MessageId, ObjectId, PlaceId, RequestId, SeatId, SruId};
use crate::base::{Digest, Position, Tick};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::scenario::{Channel, Phase};

use super::alongside;
use super::ashore;
use super::command::{Answer, Ask, MessageBody, Order, Seen};
use super::dealings::Notice;
use super::event::Source;
use super::mail;
use super::plot;
use super::portal;
use super::press::Published;
use super::signals::{BearingsTaken, LineFact};

/// One seat's ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
    digest: Digest,
    /// The latest of each thing seen, in the order first seen.
    pub contacts: Vec<Contact>,
    /// The latest AIS position of each ship heard, in order of ship.
    pub traffic: Vec<Traffic>,
}

impl Ledger {
    /// Writes an entry down for ever.
    pub fn write(&mut self, entry: Entry) {
        self.digest = self.digest.chain(&entry);
        self.entries.push(entry);
    }

    /// All that was written, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Hash chain over the entries: stands for them in the state hash, so that hashing a tick does not cost
    /// more the longer an exercise lasts.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// One thing a party came to know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When it was known.
    pub known_at: Tick,
    /// When it was true.
    pub true_at: Tick,
    /// What.
    pub fact: Fact,
}

/// A thing a party may come to know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Fact {
    /// A message came in.
    Received {
        /// Which.
        message: MessageId,
        /// From whom.
        from: Source,
        /// By what.
        channel: Channel,
        /// What.
        body: MessageBody,
    },
    /// A message went out.
    Sent {
        /// Which.
        message: MessageId,
        /// To whom.
        to: SeatId,
        /// By what.
        channel: Channel,
        /// What.
        body: MessageBody,
    },
    /// The casualty was called and did not answer.
    NoAnswer {
        /// Which case.
        case: CraftId,
    },
    /// This seat called the casualty.
    Called {
        /// Which case.
        case: CraftId,
    },
    /// This seat declared a phase.
    PhaseSet {
        /// Of which case.
        case: CraftId,
        /// Which.
        phase: Phase,
        /// Why.
        reason: String,
    },
    /// As far as this seat knows, that centre is now responsible.
    Responsible {
        /// For which case.
        case: CraftId,
        /// Which centre.
        holder: SeatId,
    },
    /// This seat made a request.
    Asked {
        /// Which.
        request: RequestId,
        /// Of whom.
        to: SeatId,
        /// About which case.
        case: CraftId,
        /// For what.
        what: Ask,
        /// By when an answer is wanted. Exists when and only when this seat set a time.
        by: Option<Tick>,
    },
    /// A request reached this seat.
    AskedOfUs {
        /// Which.
        request: RequestId,
        /// By whom.
        from: SeatId,
        /// About which case.
        case: CraftId,
        /// For what.
        what: Ask,
        /// By when an answer is wanted. Exists when and only when the asker set a time.
        by: Option<Tick>,
    },
    /// The answer to a request of this seat arrived.
    Answered {
        /// Which.
        request: RequestId,
        /// How.
        answer: Answer,
    },
    /// This seat answered a request.
    WeAnswered {
        /// Which.
        request: RequestId,
        /// How.
        answer: Answer,
    },
    /// This seat broadcast distress to shipping.
    Broadcast {
        /// For which case.
        case: CraftId,
        /// Where.
        position: Position,
    },
    /// This seat gave an order.
    Ordered {
        /// To which unit.
        sru: SruId,
        /// For which case. Exists when and only when the order serves one.
        case: Option<CraftId>,
        /// What.
        order: Order,
    },
    /// A unit this seat sees reported something.
    Report {
        /// Which unit.
        sru: SruId,
        /// What.
        what: Report,
    },
    /// A unit this seat sees sighted something for the first time.
    Sighted {
        /// Which unit.
        sru: SruId,
        /// The contact, an index into `contacts`.
        contact: u32,
        /// Of which case.
        case: CraftId,
        /// As what.
        what: Seen,
        /// Where, as reported.
        position: Position,
        /// Persons seen.
        persons: u32,
    },
    /// A line this seat wrote in its decision log.
    Logged {
        /// The line.
        text: String,
    },
    /// A command of this seat was refused.
    Refused {
        /// What was wanted.
        what: String,
        /// Why not, in words.
        why: String,
    },
    /// Something passed between states beside a plain yes or no.
    Notice(Notice),
    /// Something about the part ashore.
    Ashore(Box<ashore::Fact>),
    /// Something at the focal points' portal.
    Portal(Box<portal::Fact>),
    /// Something was published.
    Press(Box<Published>),
    /// One of this seat's own lines died, or works again.
    Line(LineFact),
    /// Something was decided about this seat's cases, or a report opened a closed one again.
    Plot(Box<plot::Fact>),
    /// Something about a written message.
    Mail(mail::Fact),
    /// A unit this seat sees took bearings of a distress beacon.
    Homed(Box<BearingsTaken>),
}

/// What a unit reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Report {
    /// Under way.
    Departed,
    /// Arrived where ordered.
    Arrived,
    /// Search begun.
    SearchBegan {
        /// For which case. Exists when and only when it serves one.
        case: Option<CraftId>,
        /// The area.
        area: Rectangle,
        /// By which pattern.
        pattern: Pattern,
        /// Track spacing \[m\].
        spacing_m: f64,
    },
    /// Search left for another order before it was completed.
    SearchLeft,
    /// Search completed, nothing more to do.
    SearchCompleted,
    /// Persons taken aboard since the last such report.
    Recovered {
        /// From which case.
        case: CraftId,
        /// Living.
        living: u32,
        /// Dead.
        dead: u32,
    },
    /// Nobody more in sight to take aboard.
    RecoveryEnded,
    /// Persons put ashore.
    Landed {
        /// From which case.
        case: CraftId,
        /// Where.
        place: PlaceId,
        /// Living.
        living: u32,
        /// Dead.
        dead: u32,
    },
    /// The sea is too high for taking people aboard; standing by.
    StandingBy,
    /// Broke off.
    BrokeOff {
        /// Why.
        why: String,
    },
    /// Out of service.
    Failed,
    /// In service and ready: back after a failure, or newly at this seat's disposal.
    Ready,
    /// Lies at a place and cannot put anybody ashore, because a crowd does not let it.
    LandingBarred {
        /// Where.
        place: PlaceId,
    },
    /// Something about a vessel alongside, or another ship.
    Alongside(alongside::Hail),
}

/// Something seen, as last seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// What it truly is. Never shown: pictures carry the contact's own number instead.
    pub object: ObjectId,
    /// Of which case.
    pub case: CraftId,
    /// As what it was recognised.
    pub what: Seen,
    /// Where it was last seen.
    pub position: Position,
    /// Error of that position \[m, one standard deviation per axis\].
    pub error_m: f64,
    /// Persons seen there.
    pub persons: u32,
    /// When it was first seen.
    pub first_seen: Tick,
    /// When it was last seen.
    pub last_seen: Tick,
    /// By which unit, last.
    pub by: SruId,
    /// Whether a unit this seat sees reports that nobody is left there.
    pub cleared: bool,
}

/// A ship on AIS, as last heard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Traffic {
    /// Which ship.
    pub sru: SruId,
    /// Where.
    pub position: Position,
    /// Course over ground \[degrees true\].
    pub course_true: f64,
    /// Speed over ground \[m/s\].
    pub speed_mps: f64,
    /// When.
    pub heard_at: Tick,
}
