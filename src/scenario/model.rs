//! The resolved scenario: everything checked, every name an index, every quantity SI.
//!
//! The forms as people write them are in `doc`; `lower` turns those into these. **Nothing here is optional
//! for lack of care**: an `Option` says when it exists.

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, PartyId, PlaceId, SeatId};
use crate::base::{Position, Span, Tick, Utc};
use crate::sar::recovery::Method;
use crate::sar::sensor::Sensor;
use crate::sar::stability::Hull;
use crate::sar::sweep::{Platform, SearchObject};
use crate::sar::thirst::{Ration, Sharing};
use crate::sea::Sea;

pub use super::channels::{
    Antenna, BeaconRegister, Channel, ChannelQuality, Channels, Epirb, MfRange, Sets, Signals, Telephone, Vhf,
};
pub use super::frame::{Condition, Effect, Expectation, Inject, Objective, Proof, Situation, Step, Told, Wrong};
use super::means::Means;
use super::portal::Portal;
use super::reception::{Circumstances, Reception};
pub use super::reports::ReportOnly;
use super::rescued::Rescued;
pub use super::stores::{DRINK_L_PER_DAY, Rafts, Stores};
pub use super::waters::{Manner, Stance, Territory, Turn};

/// A whole exercise before its first tick.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Short name, the folder's: "sunda-2012".
    pub id: String,
    /// What people call it.
    pub title: String,
    /// One paragraph on what happens and how far it follows a real case.
    pub summary: String,
    /// Moment of tick 0.
    pub start: Utc,
    /// The exercise ends here at the latest.
    pub length: Span,
    /// The exercise ends this long after nobody living is left at sea.
    pub settles_after: Span,
    /// Local time minus UTC at the scene \[min\], for display.
    pub local_offset_min: i32,
    /// The sea and the air over it.
    pub sea: Sea,
    /// How each means of communication behaves.
    pub channels: Channels,
    /// States, companies, agencies.
    pub parties: Vec<Party>,
    /// Chairs at the table.
    pub seats: Vec<Seat>,
    /// Search and rescue regions; where they overlap, the earlier in the list answers.
    pub regions: Vec<Region>,
    /// Ports, airfields, anchorages.
    pub places: Vec<Place>,
    /// Units, and merchant ships on passage.
    pub srus: Vec<Sru>,
    /// Vessels in distress. Each is a case.
    pub craft: Vec<Craft>,
    /// What the trainer planned to happen, in order of writing.
    pub injects: Vec<Inject>,
    /// What a good team would do, and by when.
    pub expectations: Vec<Expectation>,
    /// Territorial seas, as the author drew them.
    pub territories: Vec<Territory>,
    /// Where people who have been landed are received; without a site, whoever is landed is simply ashore.
    pub reception: Reception,
    /// What the exercise is to test, in order of writing.
    pub objectives: Vec<Objective>,
    /// What states and organisations have to give beside their units and sites.
    pub means: Means,
    /// The portal of the national focal points.
    pub portal: Portal,
    /// Antennas ashore, and what vessels carry to call by.
    pub signals: Signals,
    /// Who has been rescued before the exercise begins.
    pub rescued: Vec<Rescued>,
}

impl Scenario {
    /// The last tick of the exercise.
    pub fn last_tick(&self) -> Tick {
        Tick::START.after(self.length)
    }

    /// Persons aboard all vessels in distress.
    pub fn persons_aboard(&self) -> u32 {
        self.craft.iter().flat_map(|craft| &craft.groups).map(|group| group.count).sum()
    }

    /// The rescue coordination centre whose region holds a position, if any does.
    pub fn responsible_for(&self, position: Position) -> Option<SeatId> {
        self.regions.iter().find(|region| region.contains(position)).map(|region| region.rcc)
    }
}

/// A state, or another body with its own interests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The name used in the file.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// What sort of body it is.
    pub kind: PartyKind,
}

/// Sorts of parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartyKind {
    /// A country.
    Country,
    /// Shipping companies and their masters.
    Shipping,
    /// An international organisation.
    Organisation,
}

/// One chair at the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seat {
    /// The name used in the file and on the command line.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// Whose chair it is.
    pub party: PartyId,
    /// What it may do.
    pub role: Role,
    /// Where it stands, for the map.
    pub position: Position,
    /// What it is told before the exercise begins. Exists when and only when the scenario says something.
    pub instructions: Option<String>,
    /// How a computer crew plays it. The trainer's: no other seat is told.
    pub manner: Manner,
}

/// What a seat may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Rescue coordination centre: holds responsibility, sets phases, asks, broadcasts, permits landing.
    Rcc,
    /// Maritime and air operations: orders its units.
    Operations,
    /// Masters of merchant ships: each ship decides for itself.
    Masters,
    /// Foreign ministry: decides for its state whether people may be landed, and under which terms.
    ForeignMinistry,
    /// Immigration and reception.
    Immigration,
    /// Police and prosecution.
    Police,
    /// National focal point.
    FocalPoint,
    /// The United Nations High Commissioner for Refugees.
    Unhcr,
    /// The International Organization for Migration.
    Iom,
}

impl Role {
    /// All of them, in order.
    pub const ALL: [Self; 9] = [
        Self::Rcc,
        Self::Operations,
        Self::Masters,
        Self::ForeignMinistry,
        Self::Immigration,
        Self::Police,
        Self::FocalPoint,
        Self::Unhcr,
        Self::Iom,
    ];
}

/// A search and rescue region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// The name shown.
    pub name: String,
    /// The centre that answers for it.
    pub rcc: SeatId,
    /// Its corners in order; the last joins the first. Straight in latitude and longitude.
    pub corners: Vec<Position>,
}

impl Region {
    /// Whether a position lies inside (even-odd rule, straight in latitude and longitude).
    pub fn contains(&self, position: Position) -> bool {
        inside(&self.corners, position)
    }
}

/// Whether a position lies inside a closed line (even-odd rule, straight in latitude and longitude).
pub(super) fn inside(corners: &[Position], position: Position) -> bool {
    let (x, y) = (position.lon_deg(), position.lat_deg());
    let n = corners.len();
    let mut inside = false;
    for i in 0..n {
        let (a, b) = (corners[i], corners[(i + 1) % n]);
        let ((x0, y0), (x1, y1)) = ((a.lon_deg(), a.lat_deg()), (b.lon_deg(), b.lat_deg()));
        if (y0 > y) != (y1 > y) && x < x0 + (x1 - x0) * (y - y0) / (y1 - y0) {
            inside = !inside;
        }
    }
    inside
}

/// A port, airfield or anchorage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The name used in the file.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// Where it is; a port's lies at sea within 10 km of where it was written.
    pub position: Position,
    /// Whose territory it is.
    pub party: PartyId,
    /// What can use it.
    pub kind: PlaceKind,
    /// Whether survivors landed here are at a place of safety (MSC.167(78) 6.12).
    pub place_of_safety: bool,
    /// Whether it has a hospital.
    pub hospital: bool,
}

/// Sorts of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceKind {
    /// Ships.
    Port,
    /// Aircraft.
    Airfield,
}

/// A search and rescue unit, or a merchant ship that may act as one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sru {
    /// The name used in the file.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// The class it was made from, as written: "patrol-57m".
    pub class: String,
    /// Whose it is.
    pub party: PartyId,
    /// Who orders it.
    pub seat: SeatId,
    /// Ship or aircraft.
    pub kind: SruKind,
    /// Where it is at tick 0.
    pub start: Start,
    /// Where it returns to. Exists when and only when it is not a merchant ship on passage.
    pub home: Option<PlaceId>,
    /// From order to under way.
    pub notice: Span,
    /// Speed when going somewhere \[m/s\].
    pub transit_mps: f64,
    /// Speed when searching \[m/s\].
    pub search_mps: f64,
    /// Distance it can go at transit speed \[m\].
    pub range_m: f64,
    /// Time it can stay out at low speed.
    pub endurance: Span,
    /// Survivors it can take.
    pub capacity: u32,
    /// Wave height above which it stays in port \[m\].
    pub max_wave_m: f64,
    /// Where its look-outs stand, for sweep width.
    pub platform: Platform,
    /// Height flown when searching \[m\]; 0 for ships.
    pub altitude_m: f64,
    /// Height of eye, or antenna, above water \[m\].
    pub eye_height_m: f64,
    /// Sensors beside the eye.
    pub sensors: Vec<Sensor>,
    /// Ways of getting people aboard. Empty: it cannot.
    pub methods: Vec<Method>,
    /// Whether it sends AIS.
    pub ais: bool,
    /// Life rafts it drops to people in the water.
    pub rafts: Vec<Rafts>,
    /// What it carries for others. Exists when and only when the scenario counts it; then survivors aboard drink of it.
    pub stores: Option<Stores>,
    /// Whether it can mend a vessel's engine at sea.
    pub technicians: bool,
    /// What an hour under way, or of a merchant ship an hour held from its passage, costs \[USD/h\].
    pub cost_per_hour_usd: f64,
}

/// Ship or aircraft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SruKind {
    /// A government vessel.
    Vessel,
    /// A merchant ship on passage.
    Merchant,
    /// A fixed-wing aircraft.
    FixedWing,
    /// A helicopter.
    Helicopter,
}

impl SruKind {
    /// Whether it flies.
    pub fn flies(self) -> bool {
        matches!(self, Self::FixedWing | Self::Helicopter)
    }
}

/// Where a unit is when the exercise begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Start {
    /// In port or on the apron.
    At(PlaceId),
    /// At sea or in the air, waiting.
    AtSea(Position),
    /// Nowhere: held in reserve, unknown to everybody at the table, until EXCON brings it in.
    Reserve,
    /// On passage along waypoints that cross no land, at transit speed.
    OnPassage {
        /// The passage, in order, round land already.
        waypoints: Vec<Position>,
        /// When it is at the first waypoint \[s from the start of the exercise\]; negative: it is already under way.
        from_s: i64,
    },
}

/// A vessel in distress: how it is built, where it goes, what befalls it, who is aboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Craft {
    /// The name used in the file.
    pub id: String,
    /// The name shown on the truth's chart.
    pub name: String,
    /// What a witness would say of it.
    pub description: String,
    /// Form and stability.
    pub hull: Hull,
    /// Persons it could carry safely.
    pub rated_persons: u32,
    /// What it looks like to a look-out while upright.
    pub object_afloat: SearchObject,
    /// What it looks like capsized.
    pub object_capsized: SearchObject,
    /// Leeway class while upright, a key of `sar::leeway`.
    pub leeway_afloat: String,
    /// Leeway class capsized.
    pub leeway_capsized: String,
    /// How long the capsized hull floats.
    pub floats_capsized: Span,
    /// Persons the upturned hull can hold.
    pub hull_room: u32,
    /// Pieces of wreckage or cans that hold one person up each.
    pub debris_pieces: u32,
    /// Its passage, in order, round land; it follows these while its engine runs.
    pub passage: Vec<Position>,
    /// When it is at the first waypoint \[s from the start of the exercise\].
    pub departs_s: i64,
    /// Speed with its engine running \[m/s\].
    pub speed_mps: f64,
    /// Spread of that speed between seeds, as a fraction (one standard deviation).
    pub speed_spread: f64,
    /// Drinking water aboard at tick 0 \[L\].
    pub water_l: f64,
    /// How those aboard share it.
    pub sharing: Sharing,
    /// What each is given of it from tick 0 on. Exists when and only when it is rationed.
    pub ration: Option<Ration>,
    /// Life rafts aboard.
    pub rafts: Vec<Rafts>,
    /// Whether the engine may fail by chance, beside what goes wrong by plan.
    pub engine_may_fail: bool,
    /// What goes wrong, in order of time.
    pub troubles: Vec<Trouble>,
    /// Who is aboard.
    pub groups: Vec<Group>,
    /// Calls it makes while someone can make them, in order of time.
    pub calls: Vec<Call>,
    /// Its answering of calls.
    pub phone: Phone,
    /// How it is when the exercise begins: under way, adrift or capsized.
    pub begins: Stage,
    /// Mean time to mend its engine at sea. Exists when and only when that can be done.
    pub repair: Option<Span>,
    /// What it is instead of a vessel. Exists when and only when there is no such vessel, and only reports of one.
    pub report: Option<ReportOnly>,
    /// Food aboard at tick 0, in days of one person. Exists when and only when the scenario counts it.
    pub food_days: Option<f64>,
}

/// Something that goes wrong aboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trouble {
    /// The middle of when it happens.
    pub at: Tick,
    /// Standard deviation of when it happens, between seeds.
    pub spread: Span,
    /// What.
    pub kind: TroubleKind,
}

/// Sorts of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum TroubleKind {
    /// The engine stops for good.
    EngineFails,
    /// The engine runs again.
    EngineRestarts,
    /// Water comes in at this rate from now on \[m3/h\].
    Leak {
        /// Rate \[m3/h\].
        m3_per_h: f64,
    },
    /// The engine-driven pump stops; people bail.
    PumpFails,
    /// The telephone is lost.
    PhoneLost,
    /// Somebody sets off the distress beacon by hand.
    BeaconSetOff,
}

/// Persons described together; each becomes an individual when the exercise begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// What they have in common, shown in lists: "men from Parachinar".
    pub name: String,
    /// How many.
    pub count: u32,
    /// Youngest and oldest age \[years\].
    pub ages: (u8, u8),
    /// Share of men and boys, 0 to 1.
    pub male_share: f64,
    /// Share able to swim, 0 to 1.
    pub swim_share: f64,
    /// Share with a lifejacket that holds, 0 to 1.
    pub good_lifejacket_share: f64,
    /// Share with one that does not hold for long, 0 to 1.
    pub poor_lifejacket_share: f64,
    /// Share in poor health, 0 to 1.
    pub frail_share: f64,
    /// Persons in one family; 1 for people who travel alone.
    pub family_size: u32,
    /// Share below deck, 0 to 1.
    pub below_deck_share: f64,
    /// What concerns these people after the rescue.
    pub circumstances: Circumstances,
}

/// A telephone or radio call from the casualty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The middle of when it is made.
    pub at: Tick,
    /// Standard deviation of when it is made, between seeds.
    pub spread: Span,
    /// Who is called.
    pub to: SeatId,
    /// By what.
    pub channel: Channel,
    /// What trouble is told of.
    pub nature: Nature,
    /// The position told, if any.
    pub position: Claim,
    /// The number aboard told. Exists when and only when the caller says one.
    pub persons: Option<u32>,
    /// What is said, as noted down.
    pub text: String,
}

/// A position as a caller gives it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Claim {
    /// None given.
    Unstated,
    /// Read off a GPS: the true position with an error \[m, one standard deviation per axis\].
    Read {
        /// Error \[m\].
        error_m: f64,
    },
    /// True some time ago, told as if now.
    Stale {
        /// How long ago it was true.
        age: Span,
    },
    /// These very words, right or wrong.
    Stated(Position),
}

/// The trouble a caller tells of, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Nature {
    /// Nothing is wrong, or nothing is said.
    Enquiry,
    /// Lost, overdue, out of food or water.
    Concern,
    /// The engine fails.
    EngineTrouble,
    /// Water is coming in.
    TakingWater,
    /// It is sinking or has capsized.
    Sinking,
}

/// How the casualty answers when called.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Phone {
    /// Chance that a call is answered.
    pub answers: f64,
    /// Chance that whoever answers can read a position.
    pub reads_position: f64,
    /// Error of a position so read \[m, one standard deviation per axis\].
    pub error_m: f64,
    /// Chance that it is grossly wrong (digits swapped, degrees and minutes confused).
    pub gross_error: f64,
}

/// The first time something happened. Orders of magnitude matter: these are what clocks and expectations count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Milestone {
    /// A seat first heard of a case.
    Alerted(SeatId, CraftId),
    /// A seat first had a position for a case.
    PositionKnown(SeatId, CraftId),
    /// A seat declared at least this phase.
    PhaseDeclared(SeatId, CraftId, Phase),
    /// A seat asked another to take over coordination.
    CoordinationAsked(SeatId, CraftId),
    /// A seat accepted responsibility from another, or confirmed it as first centre with the position in its own
    /// region.
    ResponsibilityAccepted(SeatId, CraftId),
    /// A seat broadcast distress to shipping.
    DistressBroadcast(SeatId, CraftId),
    /// A seat gave a unit an order for this case's sake: proceed, search, recover or escort.
    SruTasked(SeatId),
    /// A unit of a seat got under way.
    SruUnderWay(SeatId),
    /// A unit under a seat came within 5 NM of the casualty or of survivors.
    OnScene(SeatId, CraftId),
    /// A unit under a seat saw the casualty or survivors.
    Sighted(SeatId, CraftId),
    /// A person was taken aboard by a unit under a seat.
    Recovered(SeatId, CraftId),
    /// A person was landed at a place of safety from a unit under a seat.
    Landed(SeatId, CraftId),
    /// The vessel reached this stage.
    Stage(CraftId, Stage),
    /// A seat agreed to receive people at one of its places.
    LandingAgreed(SeatId),
    /// A vessel was turned back by order of this seat.
    TurnedBack(SeatId, CraftId),
}

/// Phases of emergency (SAR Convention annex 1.3.11 to 1.3.13), mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Phase {
    /// INCERFA.
    Uncertainty,
    /// ALERFA.
    Alert,
    /// DETRESFA.
    Distress,
}

/// Stages of a casualty, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Engine running.
    UnderWay,
    /// Engine stopped, hull dry enough.
    Adrift,
    /// Water gains on the pumps.
    Flooding,
    /// Stability more than half gone.
    Listing,
    /// Upside down or on its side, awash.
    Capsized,
    /// Gone.
    Sunk,
}
