//! What a seat may ask of the exercise, and why it may be refused.
//!
//! With the scenario and the seed, commands are the only thing that enters. **A command changes nothing until
//! `step` accepts it**; a refusal is itself an event.

use serde::{Deserialize, Serialize};

use super::alongside::Errand;
use super::ashore;
use super::forms::Form;
use super::intervention::Intervention;
use super::mail;
use super::means;
use super::plot;
use super::portal;
use super::press::Statement;
use super::sitrep::FullSitrep;
use super::terms::{Clearance, Terms};
use crate::base::ids::{CraftId, PlaceId, RequestId, SeatId, SruId};
use crate::base::{Position, Tick};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::scenario::{Channel, IndicatorKind, Nature, Phase};

/// Something with the tick it belongs to, who caused it, and its order among equals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stamped<T> {
    /// When.
    pub tick: Tick,
    /// Which seat caused it. Exists when and only when a seat did.
    pub seat: Option<SeatId>,
    /// Order within one tick (events), or within one tick and seat (commands).
    pub seq: u32,
    /// What.
    pub body: T,
}

/// A request by a seat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Declare a phase of emergency for a case, as this seat sees it.
    SetPhase {
        /// The case.
        case: CraftId,
        /// The phase.
        phase: Phase,
        /// Why, for the log.
        reason: String,
    },
    /// Take responsibility for a case nobody else is known to hold, or confirm it.
    Assume {
        /// The case.
        case: CraftId,
    },
    /// Send a message to another seat.
    Send {
        /// To whom.
        to: SeatId,
        /// By what.
        channel: Channel,
        /// What.
        body: MessageBody,
    },
    /// Call the casualty's telephone.
    CallCasualty {
        /// The case.
        case: CraftId,
    },
    /// Ask another seat for something; it waits for an answer.
    Ask {
        /// Whom.
        to: SeatId,
        /// By what.
        channel: Channel,
        /// About which case.
        case: CraftId,
        /// What.
        what: Ask,
        /// By when an answer is wanted. Exists when and only when the asker sets a time.
        by: Option<Tick>,
    },
    /// Answer a request made to this seat.
    Answer {
        /// Which.
        request: RequestId,
        /// How.
        answer: Answer,
    },
    /// Broadcast distress to all shipping near a position, by enhanced group call.
    BroadcastDistress {
        /// The case.
        case: CraftId,
        /// Where.
        position: Position,
        /// How far round it ships are called \[m\].
        radius_m: f64,
        /// In these words.
        text: String,
    },
    /// Order a unit.
    Order {
        /// Which.
        sru: SruId,
        /// For which case. Exists when and only when the order serves one.
        case: Option<CraftId>,
        /// To do what.
        order: Order,
    },
    /// Write a line in the decision log.
    Log {
        /// The line.
        text: String,
    },
    /// What EXCON does. Refused when it comes from a seat.
    Excon(Box<Intervention>),
    /// Withdraw a request of this seat that is still open.
    Withdraw {
        /// Which.
        request: RequestId,
    },
    /// Agree to the terms under which a request of this seat was accepted.
    Agree {
        /// Which.
        request: RequestId,
    },
    /// Release a unit: give back one that is at this seat's disposal, or call back one that was lent.
    Release {
        /// Which.
        sru: SruId,
    },
    /// An order about the part ashore: a reception site, the people there, evidence.
    Ashore(Box<ashore::Command>),
    /// An order about means: what a seat gives of itself.
    Means(means::Command),
    /// What a focal point does at the portal.
    Portal(Box<portal::Command>),
    /// Speak to the press.
    Statement(Statement),
    /// Decide about cases: which are one, which are closed.
    Plot(plot::Command),
    /// What is done about written messages beside sending them.
    Mail(Box<mail::Command>),
}

/// What a unit can be ordered to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// Go there and wait.
    Proceed {
        /// Where.
        to: Position,
    },
    /// Search an area. Ships take aboard whom they find; aircraft report.
    Search {
        /// The area.
        area: Rectangle,
        /// By which pattern.
        pattern: Pattern,
        /// Track spacing \[m\].
        spacing_m: f64,
    },
    /// Go there, take aboard everybody seen, and look for more.
    Recover {
        /// Where.
        at: Position,
    },
    /// Keep company with the vessel seen near there, at a safe distance.
    Escort {
        /// Where.
        at: Position,
    },
    /// Land survivors and the dead at a place.
    Land {
        /// Where.
        place: PlaceId,
    },
    /// Go home.
    Return,
    /// Resume the passage interrupted. Merchant ships only.
    Resume,
    /// Do something with the vessel seen somewhere, or with another ship, beside taking people off.
    Alongside(Errand),
}

impl Order {
    /// The verb, for logs.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Proceed { .. } => "proceed",
            Self::Search { .. } => "search",
            Self::Recover { .. } => "recover",
            Self::Escort { .. } => "escort",
            Self::Land { .. } => "land",
            Self::Return => "return",
            Self::Resume => "resume passage",
            Self::Alongside(errand) => errand.verb(),
        }
    }
}

/// What one seat may ask of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Take over coordination of the case.
    Coordinate,
    /// Send units.
    Deploy {
        /// Where.
        at: Position,
        /// How far from there the casualty may be \[m\].
        error_m: f64,
        /// When it was there.
        true_at: Tick,
    },
    /// Divert a ship to assist.
    Divert {
        /// Which ship.
        sru: SruId,
        /// Where to.
        at: Position,
    },
    /// Let people come ashore.
    Land {
        /// Where.
        place: PlaceId,
        /// How many persons.
        persons: u32,
    },
    /// Give leave for the asker's units to enter the territorial sea for the case.
    Enter,
    /// Place a unit at the asker's disposal.
    Lend {
        /// Which.
        sru: SruId,
    },
    /// Decide for the state about a landing that the asking centre was asked for.
    Clear(Clearance),
    /// Give money, staff, places for resettlement, or come to a consultation.
    Means(means::Wanted),
    /// Share what the state asked has of the case, for a trial.
    Assist(ashore::Assistance),
}

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Yes.
    Accept,
    /// No.
    Refuse {
        /// Why, and what would be accepted.
        reason: String,
    },
    /// Yes, if the asker agrees to these terms. About a landing a foreign ministry decides so for its own centre, which
    /// is bound by them.
    AcceptIf {
        /// Which.
        terms: Terms,
    },
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum MessageBody {
    /// What a caller at sea, or a bystander, told.
    Call {
        /// The case.
        case: CraftId,
        /// The trouble told of.
        nature: Nature,
        /// The position told. Exists when and only when one was.
        position: Option<ReportedPosition>,
        /// The number aboard told. Exists when and only when one was.
        persons: Option<u32>,
        /// The words.
        text: String,
    },
    /// A situation report.
    Sitrep {
        /// The case.
        case: CraftId,
        /// The phase the sender has declared. Exists when and only when it has.
        phase: Option<Phase>,
        /// The best position the sender has. Exists when and only when it has one.
        position: Option<ReportedPosition>,
        /// Persons aboard as far as the sender knows.
        persons: Option<u32>,
        /// Recovered alive.
        recovered: u32,
        /// Recovered dead.
        bodies: u32,
        /// Landed at a place of safety.
        landed: u32,
        /// Free text.
        text: String,
        /// Whether the sender knows the vessel to have capsized, or to have left its people in the water.
        capsized: bool,
        /// What the full form has beside. Exists when and only when it is sent in full.
        full: Option<Box<FullSitrep>>,
    },
    /// Distress broadcast to shipping.
    Distress {
        /// The case.
        case: CraftId,
        /// Where.
        position: Position,
        /// In these words.
        text: String,
    },
    /// Something was seen.
    Sighting {
        /// The case it is thought to belong to.
        case: CraftId,
        /// Where and when.
        position: ReportedPosition,
        /// What.
        what: Seen,
        /// Persons seen.
        persons: u32,
    },
    /// A ship places itself at the receiver's disposal.
    AtYourDisposal {
        /// The case.
        case: CraftId,
        /// The ship.
        sru: SruId,
    },
    /// Plain words.
    Text {
        /// The case. Exists when and only when it concerns one.
        case: Option<CraftId>,
        /// The words.
        text: String,
    },
    /// What the sender has decided about a case: that it is the same as another, or closed.
    Plotted {
        /// The case.
        case: CraftId,
        /// What.
        note: plot::Note,
    },
    /// Intelligence about who is behind a journey, or the money that leads to them.
    Lead {
        /// What it is about.
        about: IndicatorKind,
        /// The case. Exists when and only when it concerns one.
        case: Option<CraftId>,
        /// The words.
        text: String,
    },
    /// A form in the doctrine's fields.
    Form(Box<Form>),
}

impl MessageBody {
    /// The case a message speaks of, if it speaks of one.
    pub fn case(&self) -> Option<CraftId> {
        match self {
            Self::Call { case, .. }
            | Self::Sitrep { case, .. }
            | Self::Distress { case, .. }
            | Self::Sighting { case, .. }
            | Self::AtYourDisposal { case, .. }
            | Self::Plotted { case, .. } => Some(*case),
            Self::Text { case, .. } | Self::Lead { case, .. } => *case,
            Self::Form(form) => Some(form.case()),
        }
    }

    /// Whether it is a written form, which somebody has to open: those are marked as read.
    pub fn is_form(&self) -> bool {
        matches!(self, Self::Sitrep { .. } | Self::Form(_))
    }

    /// Whether it tells that the vessel has capsized, or has left its people in the water.
    pub fn tells_wreck(&self) -> bool {
        match self {
            Self::Sitrep { capsized, .. } => *capsized,
            Self::Sighting { what, .. } => what.is_wreck(),
            Self::Form(form) => form.tells_wreck(),
            Self::Call { .. }
            | Self::Distress { .. }
            | Self::AtYourDisposal { .. }
            | Self::Text { .. }
            | Self::Plotted { .. }
            | Self::Lead { .. } => false,
        }
    }

    /// The position a message gives, if it gives one.
    pub fn position(&self, told_at: Tick) -> Option<ReportedPosition> {
        match self {
            Self::Call { position, .. } | Self::Sitrep { position, .. } => *position,
            Self::Sighting { position, .. } => Some(*position),
            Self::Distress { position, .. } => {
                Some(ReportedPosition { position: *position, error_m: 9_260.0, true_at: told_at })
            }
            Self::AtYourDisposal { .. } | Self::Text { .. } | Self::Plotted { .. } | Self::Lead { .. } => None,
            Self::Form(form) => form.position(),
        }
    }
}

/// A position with its error and its age.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReportedPosition {
    /// Where.
    pub position: Position,
    /// Fix error \[m\], as the receiver would assess it.
    pub error_m: f64,
    /// When the object was said to be there.
    pub true_at: Tick,
}

/// What a look-out recognises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Seen {
    /// The vessel, upright.
    Vessel,
    /// The vessel, capsized, or awash.
    CapsizedHull,
    /// A living person in the water.
    PersonInWater,
    /// A body.
    Body,
    /// Wreckage without people.
    Debris,
    /// A life raft.
    LifeRaft,
}

impl Seen {
    /// Whether whoever sees it knows that the vessel has capsized, or has left its people in the water.
    pub fn is_wreck(self) -> bool {
        matches!(self, Self::CapsizedHull | Self::PersonInWater | Self::Body | Self::LifeRaft)
    }
}

/// Why a command was refused, in the words of whoever refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// The seat's role does not allow it.
    #[error("{role} may not {what}; ask {ask_whom} to")]
    NotYours {
        /// The role.
        role: String,
        /// What was wanted.
        what: String,
        /// Who may.
        ask_whom: String,
    },
    /// The unit is under another seat.
    #[error("{sru} is not under your orders; ask {commander}")]
    NotUnderYou {
        /// The unit.
        sru: String,
        /// Its commander.
        commander: String,
    },
    /// The thing is unknown to this seat, or does not exist.
    #[error("{what} is not known to you")]
    Unknown {
        /// What.
        what: String,
    },
    /// The unit cannot do that.
    #[error("{sru} cannot {what}: {why}")]
    CannotDo {
        /// The unit.
        sru: String,
        /// What.
        what: String,
        /// Why.
        why: String,
    },
    /// Not enough fuel to go there and reach a port again.
    #[error("{sru} has fuel for {have_nmi} NM; that order needs {need_nmi} NM with the way back")]
    NotEnoughFuel {
        /// The unit.
        sru: String,
        /// Distance it can still go \[NM\].
        have_nmi: u32,
        /// Distance needed \[NM\].
        need_nmi: u32,
    },
    /// No way there by sea.
    #[error("{sru} cannot reach {to}: {why}")]
    Unreachable {
        /// The unit.
        sru: String,
        /// Where.
        to: String,
        /// Why.
        why: String,
    },
    /// People may not come ashore there without consent.
    #[error("{place} is in {country}; ask its rescue coordination centre to let people land")]
    LandingNotAgreed {
        /// Where.
        place: String,
        /// Whose.
        country: String,
    },
    /// The request has been answered, or was not made to this seat.
    #[error("that request is not waiting for your answer")]
    NotWaiting,
    /// A number makes no sense.
    #[error("{what} must be {rule}")]
    BadNumber {
        /// Which number.
        what: String,
        /// What it must be.
        rule: String,
    },
    /// Done a moment ago, and still in hand.
    #[error("{what} is still in hand; wait {wait_min} min")]
    TooSoon {
        /// What.
        what: String,
        /// How long \[min\].
        wait_min: u32,
    },
    /// Responsibility is held elsewhere until that centre hands it over.
    #[error("{holder} is responsible until another centre accepts; ask it to hand over")]
    HeldElsewhere {
        /// Who.
        holder: String,
    },
    /// The request is not this seat's, or has come to its end as far as this seat knows.
    #[error("that request is not open, or is not yours")]
    NotOpen,
    /// The state has not decided yet.
    #[error("{ministry} decides for the state whether people may be landed; ask it for the decision")]
    Undecided {
        /// Who decides.
        ministry: String,
    },
    /// The state has decided against it.
    #[error("{ministry} has decided against it; ask it again, or refuse")]
    DecidedAgainst {
        /// Who decided.
        ministry: String,
    },
    /// The state allows less than that.
    #[error("{ministry} allows it only on these terms: {terms}")]
    BeyondDecision {
        /// Who decided.
        ministry: String,
        /// What it allows.
        terms: String,
    },
    /// As many as were agreed to have been landed.
    #[error("as many as were agreed to have been landed at {place}; ask again for more")]
    LandingFull {
        /// Where.
        place: String,
    },
    /// The unit is at nobody else's disposal.
    #[error("{sru} is not on loan")]
    NotOnLoan {
        /// The unit.
        sru: String,
    },
    /// Something has to be known or done before.
    #[error("{what}: {why}")]
    NotReady {
        /// About what or whom.
        what: String,
        /// Why not, and what would be accepted.
        why: String,
    },
}
