//! What became true, in the past tense.
//!
//! Events are omniscient: **no seat ever receives one**. The recorder, the score and the debrief read them.

use serde::{Deserialize, Serialize};

use crate::base::ids::{
    CraftId, ExpectationId, InjectId, MessageId, ObjectId, PersonId, PlaceId, RequestId, SeatId, SruId,
};
use crate::base::{Position, Tick};
use crate::scenario::{Channel, Milestone, Phase, Stage, TroubleKind};

use super::alongside;
use super::ashore;
use super::command::{Answer, Ask, MessageBody, Order, Rejection, Seen};
use super::dealings::Dealing;
use super::frame::FrameEvent;
use super::intervention::Intervention;
use super::mail;
use super::means;
use super::plot;
use super::portal;
use super::press::Published;
use super::signals::{SignalEvent, Unheard};

/// Something that became true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A command was refused.
    CommandRejected {
        /// Whose.
        seat: SeatId,
        /// What was wanted, in a few words.
        what: String,
        /// Why not.
        why: Rejection,
    },
    /// A seat declared a phase.
    PhaseSet {
        /// Who.
        seat: SeatId,
        /// Of which case.
        case: CraftId,
        /// Which.
        phase: Phase,
        /// Why.
        reason: String,
    },
    /// A seat first heard of a case.
    CaseOpened {
        /// Who.
        seat: SeatId,
        /// Which.
        case: CraftId,
    },
    /// Responsibility for a case came to a centre.
    ResponsibilityTaken {
        /// Which case.
        case: CraftId,
        /// From whom. Exists when and only when another centre held it.
        from: Option<SeatId>,
        /// To whom.
        to: SeatId,
    },
    /// A message left.
    MessageSent {
        /// Which.
        message: MessageId,
        /// From whom.
        from: Source,
        /// To whom.
        to: SeatId,
        /// By what.
        channel: Channel,
        /// What.
        body: MessageBody,
    },
    /// A message arrived.
    MessageDelivered {
        /// Which.
        message: MessageId,
        /// At whom.
        to: SeatId,
    },
    /// A message did not arrive.
    MessageLost {
        /// Which.
        message: MessageId,
        /// For whom it was.
        to: SeatId,
        /// By what it was sent.
        channel: Channel,
        /// Why.
        why: Unheard,
    },
    /// The casualty did not answer a call.
    CallUnanswered {
        /// Who called.
        seat: SeatId,
        /// Whom.
        case: CraftId,
    },
    /// A request was made.
    RequestMade {
        /// Which.
        request: RequestId,
        /// By whom.
        from: SeatId,
        /// Of whom.
        to: SeatId,
        /// About which case.
        case: CraftId,
        /// For what.
        what: Ask,
        /// By when an answer was wanted. Exists when and only when the asker set a time.
        by: Option<Tick>,
    },
    /// A request was answered.
    RequestAnswered {
        /// Which.
        request: RequestId,
        /// By whom.
        by: SeatId,
        /// How.
        answer: Answer,
    },
    /// Distress was broadcast to shipping.
    DistressBroadcast {
        /// By whom.
        seat: SeatId,
        /// For which case.
        case: CraftId,
        /// Where.
        position: Position,
        /// Ships within reach of the broadcast.
        ships: u32,
    },
    /// A line in a decision log.
    Logged {
        /// Whose.
        seat: SeatId,
        /// The line.
        text: String,
    },
    /// A unit was ordered.
    OrderGiven {
        /// By whom.
        seat: SeatId,
        /// Which.
        sru: SruId,
        /// For which case. Exists when and only when the order serves one.
        case: Option<CraftId>,
        /// To do what.
        order: Order,
    },
    /// A unit got under way.
    SruDeparted {
        /// Which.
        sru: SruId,
    },
    /// A unit reached where it was going.
    SruArrived {
        /// Which.
        sru: SruId,
        /// Where.
        position: Position,
        /// The port or airfield. Exists when and only when it is one.
        place: Option<PlaceId>,
    },
    /// A unit began searching an area.
    SearchBegan {
        /// Which.
        sru: SruId,
        /// Area \[m2\].
        area_m2: f64,
        /// Track spacing \[m\].
        spacing_m: f64,
        /// Sweep width for the object searched for, at that moment \[m\].
        sweep_width_m: f64,
    },
    /// A unit completed its search.
    SearchCompleted {
        /// Which.
        sru: SruId,
    },
    /// A unit broke off for want of fuel, or because it was full, or because the sea was too high.
    SruBrokeOff {
        /// Which.
        sru: SruId,
        /// Why.
        why: String,
    },
    /// A unit is out of service.
    SruFailed {
        /// Which.
        sru: SruId,
    },
    /// A unit saw something for the first time, or again after losing it.
    Sighted {
        /// Which unit.
        sru: SruId,
        /// Which object.
        object: ObjectId,
        /// Of which casualty.
        case: CraftId,
        /// As what.
        what: Seen,
        /// Where it truly was.
        position: Position,
        /// Persons there, living and dead.
        persons: u32,
        /// The seats it was reported to.
        told: Vec<SeatId>,
    },
    /// A unit began taking people aboard.
    RecoveryBegan {
        /// Which unit.
        sru: SruId,
        /// From which object.
        object: ObjectId,
    },
    /// A unit finds nobody more to take aboard.
    RecoveryEnded {
        /// Which unit.
        sru: SruId,
        /// Taken aboard in all and still there, living.
        living: u32,
        /// And dead.
        dead: u32,
    },
    /// A living person was taken aboard.
    PersonRecovered {
        /// Who.
        person: PersonId,
        /// By which unit.
        sru: SruId,
        /// From which case.
        case: CraftId,
        /// From where.
        from: Setting,
    },
    /// A body was taken aboard.
    BodyRecovered {
        /// Who.
        person: PersonId,
        /// By which unit.
        sru: SruId,
    },
    /// A living person came ashore.
    PersonLanded {
        /// Who.
        person: PersonId,
        /// From which unit. Exists when and only when a unit brought them.
        sru: Option<SruId>,
        /// Where. Exists when and only when it is a place of the scenario and not an open shore.
        place: Option<PlaceId>,
        /// Whether that is a place of safety: only then is the person saved.
        safe: bool,
    },
    /// A person came from one place to another at sea.
    PersonMoved {
        /// Who.
        person: PersonId,
        /// From where.
        from: Setting,
        /// To where.
        to: Setting,
        /// Why.
        cause: MoveCause,
    },
    /// A person died.
    PersonDied {
        /// Who.
        person: PersonId,
        /// Of what.
        cause: DeathCause,
        /// Where.
        setting: Setting,
        /// Position.
        position: Position,
    },
    /// Something went wrong aboard.
    TroubleStruck {
        /// Which vessel.
        case: CraftId,
        /// What.
        kind: TroubleKind,
    },
    /// A vessel reached a stage.
    StageReached {
        /// Which vessel.
        case: CraftId,
        /// Which.
        stage: Stage,
        /// Why.
        cause: StageCause,
        /// Where.
        position: Position,
    },
    /// People aboard crowded to one side as a rescuer came close.
    CrowdMoved {
        /// Which vessel.
        case: CraftId,
        /// Persons who moved.
        persons: u32,
        /// Heel that came of it \[degrees\].
        heel_deg: f64,
    },
    /// A life raft came afloat.
    RaftAfloat {
        /// As which object.
        object: ObjectId,
        /// For the people of which casualty.
        case: CraftId,
        /// Persons it is made for.
        capacity: u32,
        /// The unit that dropped it. Exists when and only when one did.
        by: Option<SruId>,
        /// Where.
        position: Position,
    },
    /// An object drifted ashore.
    Stranded {
        /// Which.
        object: ObjectId,
        /// Where.
        position: Position,
    },
    /// EXCON did something.
    Intervened {
        /// What. Everything it names exists, and every number in it is one.
        what: Intervention,
    },
    /// EXCON wanted something that cannot be, and nothing came of it.
    InterventionRefused {
        /// What was wanted, in a few words.
        what: String,
        /// Why not.
        why: String,
    },
    /// An inject fired.
    InjectFired {
        /// Which.
        inject: InjectId,
    },
    /// An inject's latest time passed without its condition.
    InjectOvertaken {
        /// Which.
        inject: InjectId,
    },
    /// Something happened for the first time.
    MilestoneReached {
        /// What.
        milestone: Milestone,
    },
    /// An expectation was met in full.
    ExpectationMet {
        /// Which.
        expectation: ExpectationId,
    },
    /// An expectation was met late: in part.
    ExpectationPartlyMet {
        /// Which.
        expectation: ExpectationId,
    },
    /// An expectation's time ran out.
    ExpectationMissed {
        /// Which.
        expectation: ExpectationId,
    },
    /// The exercise came to its end.
    ExerciseEnded {
        /// Why.
        why: EndCause,
    },
    /// Something passed between states beside a plain yes or no.
    Dealing(Dealing),
    /// Something became true ashore, after the rescue.
    Ashore(Box<ashore::Event>),
    /// Something became true of the frame of the exercise.
    Frame(FrameEvent),
    /// Something became true of a ship alongside a vessel, or of one held up by a rescue.
    Alongside(Box<alongside::Deed>),
    /// Something became true of means.
    Means(Box<means::Event>),
    /// Something became true at the focal points' portal.
    Portal(Box<portal::Event>),
    /// Something was published.
    Press(Box<Published>),
    /// Something became true of means of communication.
    Signal(Box<SignalEvent>),
    /// Something became true of a centre's plot of cases.
    Plot(Box<plot::Event>),
    /// Something became true of a written message.
    Mail(mail::Event),
}

/// Who speaks in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A seat.
    Seat(SeatId),
    /// Somebody aboard the casualty.
    Casualty(CraftId),
    /// Somebody outside the table, by name.
    Outside(String),
}

/// Where a person is, for exposure and for the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Setting {
    /// Aboard the casualty while it floats upright.
    AboardCasualty,
    /// In a life raft.
    InRaft,
    /// On the upturned or awash hull.
    OnHull,
    /// In the water, holding on to something.
    HoldingOn,
    /// In the water with nothing to hold.
    InWater,
    /// Aboard a rescuer.
    AboardRescuer,
    /// Ashore.
    Ashore,
}

impl Setting {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::AboardCasualty,
        Self::InRaft,
        Self::OnHull,
        Self::HoldingOn,
        Self::InWater,
        Self::AboardRescuer,
        Self::Ashore,
    ];

    /// Words for a report.
    pub fn words(self) -> &'static str {
        match self {
            Self::AboardCasualty => "aboard the casualty",
            Self::InRaft => "in a life raft",
            Self::OnHull => "on the hull",
            Self::HoldingOn => "in the water, holding on",
            Self::InWater => "in the water",
            Self::AboardRescuer => "aboard a rescuer",
            Self::Ashore => "ashore",
        }
    }
}

/// Why a person came from one place to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MoveCause {
    /// The vessel capsized.
    Capsize,
    /// The hull sank.
    HullSank,
    /// Washed off the hull.
    WashedOff,
    /// Came into a life raft.
    Boarded,
}

/// What a person died of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DeathCause {
    /// Trapped in or under the vessel as it capsized.
    Trapped,
    /// Drowned in the capsize itself.
    Capsize,
    /// Drowned: exhausted, or never able to stay afloat.
    Drowning,
    /// Exposure after long immersion.
    Exposure,
    /// Thirst.
    Dehydration,
    /// Illness, injury or heat aboard a vessel that still floats, or in a raft.
    Illness,
    /// Collapse during or just after rescue.
    RescueCollapse,
    /// Illness or injury ashore, for want of treatment.
    Untreated,
}

impl DeathCause {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Trapped,
        Self::Capsize,
        Self::Drowning,
        Self::Exposure,
        Self::Dehydration,
        Self::Illness,
        Self::RescueCollapse,
        Self::Untreated,
    ];

    /// Words for a report.
    pub fn words(self) -> &'static str {
        match self {
            Self::Trapped => "trapped in or under the vessel",
            Self::Capsize => "drowned in the capsize",
            Self::Drowning => "drowned",
            Self::Exposure => "exposure after long immersion",
            Self::Dehydration => "thirst",
            Self::Illness => "illness or injury aboard",
            Self::RescueCollapse => "collapse during or after rescue",
            Self::Untreated => "illness or injury, untreated",
        }
    }
}

/// Why a vessel reached a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StageCause {
    /// Something broke.
    Trouble,
    /// Water in the hull.
    Flooding,
    /// The sea.
    Weather,
    /// People crowding to one side.
    CrowdMovement,
    /// Time.
    Foundered,
    /// It was so when the exercise began.
    AtTheStart,
    /// The pull of a tow.
    Tow,
}

/// Why the exercise ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndCause {
    /// Nobody living was left at sea, for long enough.
    Settled,
    /// The time planned was over.
    TimeUp,
}
