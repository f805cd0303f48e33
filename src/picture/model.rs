//! The types of a picture: what one seat may see now, with age and error.

use serde::{Deserialize, Serialize};

use super::bearings::BearingsView;
use super::briefing::SruCard;
use super::dealings::{Course, ForeignView};
use super::incident::ReceivedView;
use super::landing::AboardView;
use super::lines::LinesView;
use super::mail::MailView;
use super::means::MeansView;
use super::plot::{ConcludedView, PlotView};
use super::portal::PortalView;
use super::reception::SiteView;
use crate::base::ids::{CraftId, MessageId, PartyId, PlaceId, RequestId, SeatId, SruId};
use crate::base::{Position, Tick, Utc};
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sar::sweep::SearchObject;
use crate::scenario::{Channel, Nature, Phase, ReportOnly, Role, Stores};
use crate::sea::Flow;
use crate::sim::press::Published;
use crate::sim::{Answer, Ask, MessageBody, Order, ReportedPosition, Seen, Source};

/// What one seat may see at one moment. Made of its own ledger and the units it sees, and of nothing else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Whose.
    pub seat: SeatId,
    /// Its state or company.
    pub party: PartyId,
    /// What it may do.
    pub role: Role,
    /// When, in ticks.
    pub tick: Tick,
    /// When, in UTC.
    pub now: Utc,
    /// Cases this seat has heard of, in order of `CraftId`.
    pub cases: Vec<CaseView>,
    /// What it knows of each unit and ship it sees or has heard on AIS. In order of `SruId`.
    pub cards: Vec<SruCard>,
    /// Units this seat sees: its own, those of its state, those lent to it. In order of `SruId`.
    pub srus: Vec<SruView>,
    /// Things its units have seen, in the order first seen.
    pub contacts: Vec<ContactView>,
    /// Ships heard on AIS, in order of ship. Own units are left out.
    pub traffic: Vec<TrafficView>,
    /// Messages in and out, oldest first.
    pub messages: Vec<MessageView>,
    /// Requests made by this seat or of it, oldest first.
    pub requests: Vec<RequestView>,
    /// Searches begun by units this seat saw then, oldest first.
    pub searches: Vec<SearchView>,
    /// The decision log, with refusals, oldest first.
    pub log: Vec<LogView>,
    /// Government units of other states seen in this state's territorial sea, in the order seen.
    pub foreign: Vec<ForeignView>,
    /// Reception sites this seat runs, or whose people concern it as police, in order of `SiteId`.
    pub reception: Vec<SiteView>,
    /// Money, places, staff to lend, consultations and a task force.
    pub means: MeansView,
    /// The focal points' portal. Empty at every seat that is no member.
    pub portal: PortalView,
    /// What the press has published, oldest first: everybody has it.
    pub press: Vec<Published>,
    /// People received at the sites of a focal point's own state, by case, counted as far as known. Empty for other
    /// seats.
    pub received: Vec<ReceivedView>,
    /// By what this seat can send, and which of its lines are dead.
    pub lines: LinesView,
    /// Which cases this seat takes for one, and which it keeps apart.
    pub plot: PlotView,
    /// Which written messages were opened here, and which receipts came.
    pub mail: MailView,
    /// The last bearings of distress beacons by each unit this seat saw then, in the order in which each first heard
    /// one.
    pub bearings: Vec<BearingsView>,
}

/// A case as a seat knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseView {
    /// Which.
    pub case: CraftId,
    /// When this seat first heard of it.
    pub opened_at: Tick,
    /// What sort of vessel it is said to be.
    pub described: Described,
    /// The phase this seat has declared. Exists when and only when it has.
    pub phase: Option<(Phase, Tick)>,
    /// Who is responsible, as far as this seat knows, and since when it has known. Exists when and only when it was
    /// told or is itself.
    pub responsible: Option<(SeatId, Tick)>,
    /// The worst trouble told of so far.
    pub nature: Nature,
    /// Positions told by anybody, oldest first: with who told, and when it was known.
    pub positions: Vec<PositionView>,
    /// The number aboard last told. Exists when and only when one was.
    pub persons: Option<u32>,
    /// When the casualty was last called, and whether it answered. Exists when and only when this seat called.
    pub last_called: Option<(Tick, bool)>,
    /// When this seat broadcast distress. Exists when and only when it did.
    pub broadcast_at: Option<Tick>,
    /// Recovered alive by units this seat sees.
    pub recovered: u32,
    /// Recovered dead by units this seat sees.
    pub bodies: u32,
    /// Landed alive by units this seat sees.
    pub landed: u32,
    /// The latest situation report from each other seat, in order of `SeatId`: when known, recovered, bodies, landed.
    pub told: Vec<ToldView>,
    /// When that number aboard was told. Exists when and only when one was.
    pub persons_at: Option<Tick>,
    /// That it is closed here. Exists when and only when it is.
    pub concluded: Option<ConcludedView>,
}

impl CaseView {
    /// A case of which nothing is known but that there is one.
    pub fn new(case: CraftId, opened_at: Tick, described: Described) -> Self {
        Self {
            case,
            opened_at,
            described,
            phase: None,
            responsible: None,
            nature: Nature::Enquiry,
            positions: Vec::new(),
            persons: None,
            last_called: None,
            broadcast_at: None,
            recovered: 0,
            bodies: 0,
            landed: 0,
            told: Vec::new(),
            persons_at: None,
            concluded: None,
        }
    }

    /// The position true last of those told; of equals the one known last.
    pub fn latest_position(&self) -> Option<&PositionView> {
        self.positions.iter().max_by_key(|view| (view.reported.true_at, view.known_at))
    }
}

/// A vessel as it is described to a centre: enough to look up how it drifts and how far off it can be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    /// What a witness would say.
    pub words: String,
    /// Leeway class while upright, a key of `sar::leeway`.
    pub leeway_afloat: String,
    /// Leeway class capsized.
    pub leeway_capsized: String,
    /// What it looks like to a look-out while upright.
    pub object_afloat: SearchObject,
    /// What it looks like capsized.
    pub object_capsized: SearchObject,
}

/// A position somebody told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PositionView {
    /// Where, with error and age.
    pub reported: ReportedPosition,
    /// When this seat knew.
    pub known_at: Tick,
    /// Who told.
    pub from: Source,
}

/// Another seat's situation report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToldView {
    /// Whose.
    pub seat: SeatId,
    /// When it was known here.
    pub known_at: Tick,
    /// The phase told.
    pub phase: Option<Phase>,
    /// Recovered alive.
    pub recovered: u32,
    /// Recovered dead.
    pub bodies: u32,
    /// Landed.
    pub landed: u32,
}

/// A unit as its own side sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SruView {
    /// Which.
    pub sru: SruId,
    /// Whether this seat may order it now.
    pub mine: bool,
    /// Whether it is at this seat's disposal though another commands it.
    pub lent: bool,
    /// Where it is.
    pub position: Position,
    /// Velocity over ground \[m/s eastward, northward\].
    pub velocity: (f64, f64),
    /// What it is doing.
    pub doing: Doing,
    /// The order it has. Exists when and only when it has one.
    pub order: Option<Order>,
    /// The case it works for. Exists when and only when its order named one.
    pub case: Option<CraftId>,
    /// Waypoints still ahead.
    pub ahead: Vec<Position>,
    /// Fuel left, as a fraction of full.
    pub fuel: f64,
    /// Distance it can still go at transit speed \[m\].
    pub range_left_m: f64,
    /// Survivors aboard.
    pub survivors: u32,
    /// Bodies aboard.
    pub bodies: u32,
    /// More survivors it can take.
    pub room: u32,
    /// What it has left for others. Exists when and only when the exercise counts it.
    pub stores: Option<Stores>,
    /// The vessel it leads or has in tow. Exists when and only when it does either.
    pub in_hand: Option<CraftId>,
    /// Since when a merchant ship has had survivors aboard. Exists when and only when it is one and has some.
    pub laden_since: Option<Tick>,
    /// The living aboard, as its crew has counted them and heard from them. Exists when and only when there are some.
    pub aboard: Option<Box<AboardView>>,
}

/// What a unit is doing, in a seat's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doing {
    /// In port, no order to sail.
    InPort(PlaceId),
    /// In port, getting ready; under way at this tick.
    GettingReady(PlaceId, Tick),
    /// Going somewhere.
    UnderWay,
    /// Waiting at sea.
    Waiting,
    /// Searching.
    Searching,
    /// Taking people aboard.
    Recovering,
    /// Keeping company.
    Escorting,
    /// Putting people ashore.
    Landing(PlaceId),
    /// On its own passage. Merchant ships only.
    OnPassage,
    /// Out of service.
    Failed,
    /// Held in reserve by EXCON. In the truth only: it is nowhere yet, and in no seat's picture.
    Reserve,
    /// Closing a vessel or another ship, or at work with it.
    Alongside,
}

/// Something seen by a unit of this seat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactView {
    /// Its number in this seat's plot.
    pub number: u32,
    /// The case it belongs to.
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
    /// Which unit saw it last.
    pub by: SruId,
    /// Whether nobody is left there.
    pub cleared: bool,
}

/// A ship on AIS.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrafficView {
    /// Which.
    pub sru: SruId,
    /// Where it was heard.
    pub position: Position,
    /// Course over ground \[degrees true\].
    pub course_true: f64,
    /// Speed over ground \[m/s\].
    pub speed_mps: f64,
    /// When.
    pub heard_at: Tick,
}

/// A message in or out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MessageView {
    /// Which.
    pub message: MessageId,
    /// When it was read here, or sent.
    pub at: Tick,
    /// When it was sent, for one received.
    pub sent_at: Tick,
    /// In or out, and from or to whom.
    pub way: Way,
    /// By what.
    pub channel: Channel,
    /// What.
    pub body: MessageBody,
}

/// Which way a message went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Received from.
    From(Source),
    /// Sent to.
    To(SeatId),
}

/// A request, as one side of it sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestView {
    /// Which.
    pub request: RequestId,
    /// The other seat.
    pub other: SeatId,
    /// Whether it was made of us, rather than by us.
    pub of_us: bool,
    /// About which case.
    pub case: CraftId,
    /// For what.
    pub what: Ask,
    /// When it was made, or reached us.
    pub at: Tick,
    /// The answer, and when we gave or learnt it. Exists when and only when we have.
    pub answer: Option<(Answer, Tick)>,
    /// What became of it beside that, as far as we know.
    pub course: Course,
}

/// A search that a unit has begun, as it reported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchView {
    /// Which unit.
    pub sru: SruId,
    /// For which case. Exists when and only when the unit served one.
    pub case: Option<CraftId>,
    /// The area.
    pub area: Rectangle,
    /// By which pattern.
    pub pattern: Pattern,
    /// Track spacing \[m\].
    pub spacing_m: f64,
    /// When it began, at the centre of the area.
    pub began_at: Tick,
    /// When it was known to have ended. Exists when and only when it has.
    pub ended_at: Option<Tick>,
    /// Whether it was run to its end.
    pub completed: bool,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogView {
    /// When.
    pub at: Tick,
    /// What was decided, asked, ordered, or refused, in words.
    pub text: String,
    /// Whether it was a refusal.
    pub refused: bool,
}

/// The whole truth, for EXCON, the reviewer, and the informed crew. **Never sent to a trainee's seat.**
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// When, in ticks.
    pub tick: Tick,
    /// When, in UTC.
    pub now: Utc,
    /// Vessels in distress, in order of `CraftId`.
    pub casualties: Vec<CasualtyTruth>,
    /// Living persons and bodies still afloat, by object: position, living, dead. Vessels first.
    pub afloat: Vec<AfloatTruth>,
    /// All units, in order of `SruId`, as their commanders see them.
    pub srus: Vec<SruView>,
    /// True wind and current at the first casualty.
    pub wind: Flow,
    /// Current there.
    pub current: Flow,
    /// Significant wave height there \[m\].
    pub wave_height_m: f64,
    /// Whether it is light there.
    pub daylight: bool,
}

/// A vessel in distress, in truth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CasualtyTruth {
    /// Which.
    pub case: CraftId,
    /// How far it has come.
    pub stage: crate::scenario::Stage,
    /// Where.
    pub position: Position,
    /// Velocity over ground \[m/s eastward, northward\].
    pub velocity: (f64, f64),
    /// Who is responsible. Exists when and only when a centre has been alerted.
    pub responsible: Option<SeatId>,
    /// Whether any seat has been alerted.
    pub alerted: bool,
    /// Aboard at the start.
    pub persons: u32,
    /// Living, by setting, in the order of `Setting::ALL`.
    pub living: [u32; crate::sim::Setting::ALL.len()],
    /// Landed at a place of safety.
    pub saved: u32,
    /// Dead, whether found or not.
    pub died: u32,
    /// Dead and found.
    pub bodies: u32,
    /// What it is instead of a vessel. Exists when and only when there are only reports of it.
    pub report: Option<ReportOnly>,
}

/// Something afloat, in truth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AfloatTruth {
    /// Of which casualty.
    pub case: CraftId,
    /// What it looks like.
    pub what: Seen,
    /// Where.
    pub position: Position,
    /// Living persons there.
    pub living: u32,
    /// Dead there.
    pub dead: u32,
}
