//! All the mutable truth of an exercise, as plain structs.
//!
//! **No handle, lock, cache or clock is inside.** Clone it to snapshot, serialise it to save, compare it to
//! verify. What never changes is in `Theatre`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, MessageId, ObjectId, PersonId, PlaceId, RaftId, RequestId, SeatId, SruId};
use crate::base::{Digest, Noise, Position, Sealed, Tick};
use crate::sar::leeway::LeewayDraw;
use crate::sar::survival::Body;
use crate::sar::toll::{Constitution, Toll};
use crate::scenario::{Channel, Milestone, Phase, Stage, TroubleKind};
use crate::sea::Flow;

use super::alongside::Hands;
use super::ashore::Ashore;
use super::command::{Answer, Ask, MessageBody, Order};
use super::dealings::Life;
use super::event::{DeathCause, EndCause, Setting, Source};
use super::frame::Frame;
use super::ledger::Ledger;
use super::mail::Mail;
use super::means::Means;
use super::plot::Plot;
use super::portal::Portal;
use super::press::Press;
use super::shore::Shore;
use super::signals::{Signals, Unheard};
use super::waters::Presence;

/// The truth at one tick.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// The moment this is the truth of: ticks completed.
    pub tick: Tick,
    /// The chance of this exercise.
    pub noise: Noise,
    /// How the true wind and current differ from the forecast.
    pub weather: WeatherError,
    /// Vessels in distress, in order of `CraftId`.
    pub casualties: Vec<Casualty>,
    /// Everybody who was aboard, in order of `PersonId`.
    pub people: Sealed<Person>,
    /// Life rafts, stowed, carried or afloat, in order of `RaftId`: those of the casualties, then those of the units.
    pub rafts: Vec<Raft>,
    /// Everything afloat that can be seen, in order of `ObjectId`; the first are the casualties themselves.
    pub objects: Vec<Object>,
    /// Units and merchant ships, in order of `SruId`.
    pub srus: Vec<Sru>,
    /// Messages on their way.
    pub comms: Comms,
    /// Requests, oldest first.
    pub requests: Vec<Request>,
    /// Who answers for what, in order of `CraftId`.
    pub cases: Vec<Case>,
    /// What each seat was told or sensed, in order of `SeatId`.
    pub ledgers: Vec<Ledger>,
    /// What happened for the first time, and when.
    pub milestones: BTreeMap<Milestone, Tick>,
    /// Injects, in order of `InjectId`.
    pub injects: Vec<InjectStatus>,
    /// Expectations, in order of `ExpectationId`.
    pub expectations: Vec<ExpectationStatus>,
    /// Since when nobody living is left at sea. Exists when and only when nobody is.
    pub settled_since: Option<Tick>,
    /// Why the exercise ended. Exists when and only when it has.
    pub ended: Option<EndCause>,
    /// Government units that are in another state's territorial sea.
    pub presences: BTreeMap<SruId, Presence>,
    /// The part ashore, after the rescue.
    pub ashore: Ashore,
    /// What is remembered for EXCON.
    pub frame: Frame,
    /// What ships have in hand beside taking people off.
    pub alongside: Hands,
    /// Fund, budgets, places, staff lent, consultations.
    pub means: Means,
    /// The focal points' portal.
    pub portal: Portal,
    /// What has been published.
    pub press: Press,
    /// Lines that are dead, and what vessels have called by.
    pub signals: Signals,
    /// People on open shores who are to be fetched.
    pub shore: Shore,
    /// What is remembered of written messages.
    pub mail: Mail,
}

/// The subsystems whose state is hashed apart, so that a divergence says where it is.
pub const SUBSYSTEMS: [&str; 10] =
    ["weather", "casualties", "people", "drift", "units", "comms", "authority", "ledgers", "exercise", "ashore"];

impl World {
    /// One digest per subsystem, in the order of `SUBSYSTEMS`.
    pub fn digests(&self) -> [Digest; 10] {
        let ledgers: Vec<_> = self.ledgers.iter().map(|l| (l.digest(), &l.contacts, &l.traffic)).collect();
        [
            Digest::of(&(&self.tick, &self.noise, &self.weather)),
            Digest::of(&self.casualties),
            Digest::of(&(self.people.digest(), &self.shore)),
            Digest::of(&(&self.objects, &self.rafts)),
            Digest::of(&(&self.srus, &self.alongside)),
            Digest::of(&(&self.comms, &self.portal, &self.press, &self.signals, &self.mail)),
            Digest::of(&(&self.requests, &self.cases, &self.presences, &self.means)),
            Digest::of(&ledgers),
            Digest::of(&(
                &self.milestones,
                &self.injects,
                &self.expectations,
                &self.settled_since,
                &self.ended,
                &self.frame,
            )),
            self.ashore.digest(),
        ]
    }

    /// One digest of everything.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.digests())
    }
}

/// Persistent errors of the forecast, drawn once.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WeatherError {
    /// Added to the forecast wind.
    pub wind: Flow,
    /// Added to the forecast current.
    pub current: Flow,
    /// Added to the forecast significant wave height \[m\].
    pub wave_height_m: f64,
}

/// A vessel in distress.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Casualty {
    /// Which.
    pub craft: CraftId,
    /// How far it has come.
    pub stage: Stage,
    /// When it reached that stage.
    pub stage_since: Tick,
    /// Waypoints of its passage still ahead.
    pub ahead: Vec<Position>,
    /// Its speed with the engine running \[m/s\].
    pub speed_mps: f64,
    /// Whether the engine runs.
    pub engine: bool,
    /// Whether the engine-driven pump runs.
    pub pump: bool,
    /// Whether somebody can telephone.
    pub phone: bool,
    /// Rate at which water comes in \[m3/h\].
    pub leak_m3_per_h: f64,
    /// Water in the hull \[m3\].
    pub floodwater_m3: f64,
    /// Hours that hands have bailed.
    pub bailed_h: f64,
    /// Drinking water aboard \[L\].
    pub water_l: f64,
    /// Troubles of the scenario, each with its drawn time and whether it has struck.
    pub troubles: Vec<(Tick, TroubleKind, bool)>,
    /// Calls of the scenario, each with its drawn time and whether its time has passed.
    pub calls: Vec<(Tick, bool)>,
    /// Units that have come within 100 m while it floated: the crowd moves once for each.
    pub approached_by: Vec<SruId>,
    /// Its position at each whole hour, for calls that tell an old one.
    pub hourly_track: Vec<Position>,
    /// Food aboard, in days of one person. Exists when and only when the scenario counts it.
    pub food_days: Option<f64>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Aboard which vessel they set out.
    pub craft: CraftId,
    /// Index of the group in the scenario.
    pub group: u32,
    /// Family within the vessel: people with one number belong together.
    pub family: u32,
    /// Whether male.
    pub male: bool,
    /// Age, swimming, lifejacket, health.
    pub body: Body,
    /// Whether below deck while aboard.
    pub below_deck: bool,
    /// Where they are.
    pub whereabouts: Whereabouts,
    /// Alive, or dead of what and when.
    pub fate: Fate,
    /// What is hidden in this person.
    pub hidden: Constitution,
    /// What this person has borne so far.
    pub toll: Toll,
    /// Days of food missed, as far as food is counted, and not made up for.
    pub missed_food_days: f64,
}

/// Where a person, or a body, is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Whereabouts {
    /// Aboard the casualty while it floats upright.
    Aboard,
    /// On the upturned hull.
    OnHull,
    /// In the water, as this object.
    InWater {
        /// The object a look-out may see.
        object: ObjectId,
        /// Whether holding on to something.
        holding_on: bool,
    },
    /// In a life raft that is afloat.
    InRaft(RaftId),
    /// Aboard a unit.
    AboardSru(SruId),
    /// Ashore at a place.
    AtPlace(PlaceId),
    /// Ashore on an open coast.
    OnShore(Position),
    /// Went down; no body can be found.
    Lost,
}

impl Whereabouts {
    /// The setting, for exposure and the score. A body that went down counts as in the water.
    pub fn setting(self) -> Setting {
        match self {
            Self::Aboard => Setting::AboardCasualty,
            Self::InRaft(_) => Setting::InRaft,
            Self::OnHull => Setting::OnHull,
            Self::InWater { holding_on: true, .. } => Setting::HoldingOn,
            Self::InWater { .. } | Self::Lost => Setting::InWater,
            Self::AboardSru(_) => Setting::AboardRescuer,
            Self::AtPlace(_) | Self::OnShore(_) => Setting::Ashore,
        }
    }
}

/// Alive or dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// Alive.
    Living,
    /// Dead.
    Dead {
        /// Of what.
        cause: DeathCause,
        /// When.
        at: Tick,
    },
}

/// A life raft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Raft {
    /// The casualty whose people it is for. Exists when and only when a casualty carried it or it was dropped for one.
    pub craft: Option<CraftId>,
    /// Persons it is made for; it takes no more.
    pub capacity: u32,
    /// Whether it streams a drogue.
    pub drogue: bool,
    /// Drinking water in it \[L\].
    pub water_l: f64,
    /// When it came afloat. Exists when and only when it has.
    pub afloat_since: Option<Tick>,
    /// Where it is.
    pub state: RaftState,
}

/// Where a raft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RaftState {
    /// Stowed aboard its casualty.
    Stowed,
    /// Carried by a unit, to be dropped.
    Carried(SruId),
    /// Afloat, or ashore, as this object.
    Adrift(ObjectId),
    /// Went down with its vessel, or never inflated.
    Lost,
}

/// Something afloat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// Which.
    pub id: ObjectId,
    /// Of which casualty.
    pub craft: CraftId,
    /// What it is.
    pub kind: ObjectKind,
    /// Where it is.
    pub position: Position,
    /// Velocity over ground during the last tick \[m/s eastward, northward\].
    pub velocity: (f64, f64),
    /// Hidden leeway draw.
    pub leeway: LeewayDraw,
    /// Afloat, ashore, or gone.
    pub afloat: Afloat,
}

impl Object {
    /// What chance knows this object by: the thing it is, and not the order in which things came afloat, so that
    /// ten people rescued in time do not change the luck of all the others.
    pub(super) fn subject(&self) -> u32 {
        match self.kind {
            ObjectKind::Craft => self.craft.0,
            ObjectKind::Person(person) => 1 << 31 | person.0,
            ObjectKind::Debris => 1 << 30 | self.craft.0,
            ObjectKind::Raft(raft) => 1 << 29 | raft.0,
        }
    }
}

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ObjectKind {
    /// The casualty itself, upright or capsized.
    Craft,
    /// One person in the water, living or dead.
    Person(PersonId),
    /// Wreckage without people.
    Debris,
    /// A life raft, with people in it or empty.
    Raft(RaftId),
}

/// Whether an object is there to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Afloat {
    /// Drifting or under way.
    Yes,
    /// Ashore where it is.
    Stranded,
    /// Sunk, or taken aboard.
    Gone,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sru {
    /// Which.
    pub id: SruId,
    /// Where it is.
    pub position: Position,
    /// Velocity over ground during the last tick \[m/s eastward, northward\].
    pub velocity: (f64, f64),
    /// What it is doing.
    pub activity: Activity,
    /// The order it has. Exists when and only when it was given one and has not completed it.
    pub order: Option<Order>,
    /// The case it works for. Exists when and only when its order named one.
    pub case: Option<CraftId>,
    /// Waypoints still ahead.
    pub ahead: Vec<Position>,
    /// For a merchant ship: the waypoints of its passage still ahead.
    pub passage: Vec<Position>,
    /// For a merchant ship whose passage has not begun: when it does.
    pub passage_from: Tick,
    /// Fuel left, as a fraction of full.
    pub fuel: f64,
    /// Hours the crew has been out without rest.
    pub awake_h: f64,
    /// Hours spent taking people aboard in this sortie.
    pub working_h: f64,
    /// Progress towards the next person taken aboard, in persons.
    pub lifting: f64,
    /// Whether it had reached its search area when it turned to people in sight; if not, it goes on there afterwards.
    pub on_station: bool,
    /// Objects its look-outs have in sight, in order.
    pub in_sight: Vec<ObjectId>,
    /// Ticks since anything new was seen or anybody taken aboard, while recovering.
    pub idle_ticks: u32,
    /// Another seat at whose disposal it has been placed. Exists when and only when it has.
    pub lent_to: Option<SeatId>,
    /// Persons taken aboard and not yet reported: from which casualty, living, dead.
    pub unreported: Vec<(CraftId, u32, u32)>,
    /// When it was last released from another's disposal: an offer sent before that gives it no more. Exists when and
    /// only when it has been.
    pub released_at: Option<Tick>,
    /// Persons put ashore and not yet reported: from which casualty, where, living, dead.
    pub landed_unreported: Vec<(CraftId, PlaceId, u32, u32)>,
}

/// What a unit is doing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Activity {
    /// In port or on the apron.
    InPort {
        /// Where.
        place: PlaceId,
        /// When it can sail or take off. Exists when and only when it has been ordered out.
        ready_at: Option<Tick>,
    },
    /// Going somewhere.
    UnderWay,
    /// Waiting at sea.
    Waiting,
    /// Flying or steaming its pattern.
    Searching,
    /// Taking people aboard, or closing those in sight to do so.
    Recovering,
    /// Keeping company.
    Escorting,
    /// Putting people ashore.
    Landing {
        /// Where.
        place: PlaceId,
    },
    /// Out of service until EXCON repairs it.
    Failed,
    /// Held in reserve: it is nowhere yet, and only EXCON knows of it.
    Reserve,
    /// Closing a vessel, or another ship, and at work with it.
    Alongside,
}

impl Activity {
    /// Whether a unit is at sea or in the air, where it may be met, seen and called.
    pub fn is_out(self) -> bool {
        !matches!(self, Self::InPort { .. } | Self::Reserve)
    }
}

/// Messages on their way, and the counter that names them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Comms {
    /// Messages sent so far, by code of the sender and receiver.
    pub sent: BTreeMap<(u8, u8), u16>,
    /// Not yet arrived, in order of sending.
    pub in_flight: Vec<InFlight>,
}

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InFlight {
    /// Which.
    pub id: MessageId,
    /// From whom.
    pub from: Source,
    /// To whom.
    pub to: SeatId,
    /// By what.
    pub channel: Channel,
    /// When it was sent.
    pub sent_at: Tick,
    /// When it arrives.
    pub arrives_at: Tick,
    /// Why it will be lost instead. Exists when and only when it will.
    pub lost: Option<Unheard>,
    /// What it carries.
    pub payload: Payload,
}

/// What travels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Payload {
    /// A message.
    Message(MessageBody),
    /// A request.
    Request(RequestId),
    /// An answer to one.
    Answer(RequestId),
    /// The withdrawal of one.
    Withdrawal(RequestId),
    /// Agreement to the terms of an answer.
    Agreement(RequestId),
    /// A unit released.
    Release(SruId),
    /// The receipt of a message that was read.
    Receipt(MessageId),
}

/// Something asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Which.
    pub id: RequestId,
    /// By whom.
    pub from: SeatId,
    /// Of whom.
    pub to: SeatId,
    /// By what.
    pub channel: Channel,
    /// About which case.
    pub case: CraftId,
    /// For what.
    pub what: Ask,
    /// When.
    pub made_at: Tick,
    /// When it arrived. Exists when and only when it has.
    pub received_at: Option<Tick>,
    /// The answer and when it was given. Exists when and only when it has been.
    pub answer: Option<(Answer, Tick)>,
    /// When the asker learnt the answer. Exists when and only when it has arrived.
    pub answer_known_at: Option<Tick>,
    /// What became of it beside that.
    pub life: Life,
}

/// Who answers for a casualty, in truth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Which.
    pub craft: CraftId,
    /// The centre responsible, and since when. Exists when and only when some centre has been alerted.
    pub responsible: Option<(SeatId, Tick)>,
    /// The phase each seat has declared, in order of `SeatId`.
    pub phases: Vec<Option<Phase>>,
    /// How it stands in each seat's plot, in order of `SeatId`.
    pub plots: Vec<Plot>,
}

/// What became of an inject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InjectStatus {
    /// Waiting for its condition.
    Waiting,
    /// Fired.
    Fired(Tick),
    /// Its latest time passed.
    Overtaken(Tick),
}

/// What became of an expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExpectationStatus {
    /// Not yet decided.
    Open,
    /// Done in time.
    Met(Tick),
    /// Done late.
    PartlyMet(Tick),
    /// Not done in time.
    Missed(Tick),
}
