//! A scenario as people write it: `scenarios/<name>/scenario.ron`, in [RON](https://github.com/ron-rs/ron).
//!
//! This file is the format. Each struct below, or taken in below, is one pair of brackets in the text, each field one
//! line in it; a field of type `Option` may be left out, with the effect its comment says, and a field that no struct
//! has is an error.
//! Nothing in this module is checked beyond that: see `lower` for what must hold, and `leaf` for the notations.
//!
//! Notations, all in quotes except numbers and single words:
//!
//! | what | as in |
//! |---|---|
//! | moment | `"2012-06-19 19:52 +08:00"`, `"2012-06-19T11:52Z"`, `"+2h30m"` or `"-6h"` from the start |
//! | length of time | `"90min"`, `"2h30m"`, `"3d"` |
//! | position | `"08°36.4'S 105°24.0'E"`, `"08-36.4S 105-24.0E"`, `"-8.607, 105.4"` |
//! | quantity | `"22 kn"`, `"400 NM"`, `"1.5 m"`, `"35 t"`, `"600 L"`, `"28 C"`, `"30 m3/h"`, `"2 mm/h"` |
//! | share, chance | `0.25`, from 0 to 1 |
//! | id | `"rcc-north"`: letters, digits, `-`, `_`, `.`; one name for one thing in its list; no place is called `"reserve"` |
//! | one of a few words | `Country`, `Rcc`, `Distress`: without quotes |
//! | wind, current | `(from: 130, speed: "16 kn")`, `(towards: 270, speed: "0.6 kn")`, degrees true |
//!
//! A whole scenario, small but complete:
//!
//! ```ron
#![doc = include_str!("example.ron")]
//! ```

use serde::Deserialize;

pub use super::leaf::{
    Choice, Coordinates, Count, Duration, Id, Moment, Number, Part, Quantity, Raw, Switch, Where, Words,
};

pub use super::doc_assessment::AssessmentDoc;
pub use super::doc_channels::{AntennaDoc, ChannelDoc, ChannelsDoc, EpirbDoc, MfRangeDoc, PhoneDoc, VhfDoc};
pub use super::doc_craft::{CallDoc, ClaimDoc, CraftDoc, HullDoc, TroubleDoc, TroubleKindDoc};
pub use super::doc_frame::{ConditionDoc, EffectDoc, ExpectationDoc, InjectDoc, ObjectiveDoc, StepDoc};
pub use super::doc_means::FundDoc;
pub use super::doc_people::{GroupDoc, SiteDoc, StaffDoc};
pub use super::doc_portal::PortalDoc;
pub use super::doc_rescued::RescuedDoc;
pub use super::doc_stores::{RaftsDoc, StoresDoc};
pub use super::doc_waters::{MannerDoc, TerritoryDoc};

/// The whole file. The entries of a list are read one by one, so that a mistake in one does not hide those in the
/// next.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "Scenario")]
pub struct ScenarioDoc<'a> {
    /// Version of this format: 1. Written first.
    #[serde(borrow)]
    pub format: Count<'a>,
    /// Short name, the folder's: "sunda-2012".
    pub id: Id<'a>,
    /// What people call it.
    pub title: Words<'a>,
    /// One paragraph on what happens and how far it follows a real case.
    pub summary: Words<'a>,
    /// The first moment of the exercise, with its zone: "2012-06-19 19:52 +08:00". Not relative.
    pub start: Moment<'a>,
    /// The exercise ends here at the latest; at most 30 days.
    pub length: Duration<'a>,
    /// The exercise ends this long after nobody living is left at sea. Default: "2h".
    pub settles_after: Option<Duration<'a>>,
    /// Local time at the scene, "+08:00". Default: the zone of `start`.
    pub local_time: Option<Words<'a>>,
    /// The sea and the air over it.
    pub sea: Part<'a, SeaDoc<'a>>,
    /// How each means of communication behaves. Default: see [`ChannelsDoc`].
    pub channels: Option<Part<'a, ChannelsDoc<'a>>>,
    /// States and other bodies with interests of their own. At least one.
    pub parties: Part<'a, Vec<Part<'a, PartyDoc<'a>>>>,
    /// Chairs at the table. At least one.
    pub seats: Part<'a, Vec<Part<'a, SeatDoc<'a>>>>,
    /// Search and rescue regions; where they overlap, the earlier answers. At least one.
    pub regions: Part<'a, Vec<Part<'a, RegionDoc<'a>>>>,
    /// Ports and airfields.
    pub places: Part<'a, Vec<Part<'a, PlaceDoc<'a>>>>,
    /// Search and rescue units. `units` and `merchants` together are at least one, and share one set of ids.
    pub units: Part<'a, Vec<Part<'a, UnitDoc<'a>>>>,
    /// Merchant ships on passage. Default: none.
    pub merchants: Option<Part<'a, Vec<Part<'a, MerchantDoc<'a>>>>>,
    /// Vessels in distress, each a case, and series of reports without one. At least one vessel.
    pub craft: Part<'a, Vec<Part<'a, CraftDoc<'a>>>>,
    /// What the trainer planned to happen. Default: nothing.
    pub injects: Option<Part<'a, Vec<Part<'a, InjectDoc<'a>>>>>,
    /// What a good team would do, and by when. Default: nothing.
    pub expectations: Option<Part<'a, Vec<Part<'a, ExpectationDoc<'a>>>>>,
    /// Territorial seas. Default: none, and nobody needs leave to go anywhere.
    pub territories: Option<Part<'a, Vec<Part<'a, TerritoryDoc<'a>>>>>,
    /// Sites where people who have been landed are received. Default: none, and whoever is landed is simply ashore.
    pub reception: Option<Part<'a, Vec<Part<'a, SiteDoc<'a>>>>>,
    /// What the exercise is to test. Default: nothing.
    pub objectives: Option<Part<'a, Vec<Part<'a, ObjectiveDoc<'a>>>>>,
    /// A trust fund that states give to and draw from. Default: none.
    pub fund: Option<Part<'a, FundDoc<'a>>>,
    /// Ids of the states that have agreed on a task force before: `["north", "south"]`; a consultation among them is
    /// held within hours, and from then on it stands. May be empty, so that ministries consult all the same. Default:
    /// no crew asks for a consultation.
    pub task_force: Option<Part<'a, Vec<Id<'a>>>>,
    /// The portal of the national focal points. Default: there is none.
    pub portal: Option<Part<'a, PortalDoc<'a>>>,
    /// How needs of protection are assessed. Default: nobody assesses beyond screening and interview.
    pub assessment: Option<Part<'a, AssessmentDoc<'a>>>,
    /// Who has been taken off a craft before the exercise begins. Default: nobody.
    pub rescued: Option<Part<'a, Vec<Part<'a, RescuedDoc<'a>>>>>,
}

/// `sea: ( … )`. The forecast, which every seat may see; the truth differs from it by the errors below.
///
/// A field is a bare value (the same everywhere and always), `Constant(value)`, `Schedule([(moment, value), …])`
/// (linear between, held beyond), or `Grid(lats: […], lons: […], times: […], values: […])`.
///
/// What is nearest to the truth goes first: a value is taken from the first forcing file that has one there and then,
/// then from the climatology, then from the field written here. A field may be left out if a forcing file that covers
/// the exercise, or the climatology, has it; over holes in those (near the shore, say) the mean of the last of them
/// holds then.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "sea")]
pub struct SeaDoc<'a> {
    /// CF NetCDF files beside this one, first that which counts first: `["wind.nc", "current.nc"]`. Each gives what it
    /// has of wind, current, wave height, visibility, temperatures and rain. At most 10, together 8 MB. What must be
    /// covered is the water round the passages of the craft, as far as things drift. Default: none.
    #[serde(borrow)]
    pub forcing: Option<Part<'a, Vec<Words<'a>>>>,
    /// Whether the mean wind and temperatures of the season (COADS) hold where no forcing file does. They are monthly
    /// means over many years: weaker and steadier than any day's wind. No current is in them. Default: false.
    pub climatology: Option<Switch<'a>>,
    /// Wind at 10 m: a field of `(from: 130, speed: "16 kn")`.
    pub wind: Option<Part<'a, FieldDoc<'a>>>,
    /// Surface current: a field of `(towards: 270, speed: "0.6 kn")`.
    pub current: Option<Part<'a, FieldDoc<'a>>>,
    /// Significant wave height: a field of `"1.8 m"`.
    pub wave_height: Option<Part<'a, FieldDoc<'a>>>,
    /// Visibility: a field of `"10 NM"`.
    pub visibility: Option<Part<'a, FieldDoc<'a>>>,
    /// Temperature of the water at the surface: a field of `"28 C"`.
    pub water_temperature: Option<Part<'a, FieldDoc<'a>>>,
    /// Temperature of the air in the shade: a field of `"29 C"`.
    pub air_temperature: Option<Part<'a, FieldDoc<'a>>>,
    /// Rain: a field of `"0 mm/h"`.
    pub rain: Option<Part<'a, FieldDoc<'a>>>,
    /// Persistent error of the true wind against the forecast, one standard deviation per component. Default: "1 m/s"
    /// (sar-models.md 1.3, *proposed*).
    pub wind_error: Option<Quantity<'a>>,
    /// The same for the current. Default: "0.1 m/s" (sar-models.md 1.3, *proposed*).
    pub current_error: Option<Quantity<'a>>,
}

/// A quantity that depends on place and time; the bare value is read apart.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum FieldDoc<'a> {
    /// The same everywhere and always.
    #[serde(borrow)]
    Constant(Raw<'a>),
    /// The same everywhere; linear between the moments, held before the first and after the last.
    Schedule(Part<'a, Vec<(Moment<'a>, Raw<'a>)>>),
    /// Linear between the points of a grid, held beyond its edges. Each axis rises strictly.
    Grid {
        /// Latitudes \[degrees north\].
        lats: Part<'a, Vec<Number<'a>>>,
        /// Longitudes \[degrees east\].
        lons: Part<'a, Vec<Number<'a>>>,
        /// Moments.
        times: Part<'a, Vec<Moment<'a>>>,
        /// All values in one list: times outermost, then latitudes, longitudes fastest.
        values: Part<'a, Vec<Raw<'a>>>,
    },
}

/// Wind, by where it comes from: `(from: 130, speed: "16 kn")`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "wind")]
pub struct WindDoc<'a> {
    /// Where it comes from \[degrees true, 0 to 360\].
    #[serde(borrow)]
    pub from: Number<'a>,
    /// Speed.
    pub speed: Quantity<'a>,
}

/// Current, by where it goes: `(towards: 270, speed: "0.6 kn")`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "current")]
pub struct CurrentDoc<'a> {
    /// Where it goes \[degrees true, 0 to 360\].
    #[serde(borrow)]
    pub towards: Number<'a>,
    /// Speed.
    pub speed: Quantity<'a>,
}

/// An entry of `parties`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "party")]
pub struct PartyDoc<'a> {
    /// Its name in this file.
    #[serde(borrow)]
    pub id: Id<'a>,
    /// Its name as shown.
    pub name: Words<'a>,
    /// `Country`, `Shipping` or `Organisation`.
    pub kind: Choice<'a>,
    /// Persons it can resettle in all; only a `Country` has places. Default: as many as it promises.
    #[serde(default)]
    pub resettlement_places: Option<Count<'a>>,
    /// What its foreign ministry may give or undertake to pay \[USD\]: `1000000`. Default: nothing.
    #[serde(default)]
    pub budget: Option<Count<'a>>,
    /// Staff it can lend to reception sites: `(registration: 4, interpreters: [("Rohingya", 2)])`. Default: none.
    #[serde(default)]
    pub stock: Option<Part<'a, StaffDoc<'a>>>,
}

/// An entry of `seats`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "seat")]
pub struct SeatDoc<'a> {
    /// Its name in this file and on the command line.
    #[serde(borrow)]
    pub id: Id<'a>,
    /// Its name as shown.
    pub name: Words<'a>,
    /// Id of the party whose chair it is.
    pub party: Id<'a>,
    /// `Rcc`, `Operations`, `Masters`, `ForeignMinistry`, `Immigration`, `Police`, `FocalPoint`, `Unhcr` or `Iom`.
    pub role: Choice<'a>,
    /// Where it stands, for the map: a position, or the id of a place.
    pub position: Where<'a>,
    /// What it is told before the exercise begins. May be left out.
    #[serde(default)]
    pub instructions: Option<Words<'a>>,
    /// How a computer crew plays it: `(stance: Delay, skill: 0.8)`. Default: willing and practised.
    #[serde(default)]
    pub crew: Option<Part<'a, MannerDoc<'a>>>,
    /// Its coast stations: `[(height: "60 m"), (at: "sabang", height: "45 m")]`. Default: none, and no VHF from there.
    #[serde(default)]
    pub antennas: Option<Part<'a, Vec<Part<'a, AntennaDoc<'a>>>>>,
}

/// An entry of `regions`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "region")]
pub struct RegionDoc<'a> {
    /// Its name as shown.
    #[serde(borrow)]
    pub name: Words<'a>,
    /// Id of the seat that answers for it; its role is `Rcc`.
    pub rcc: Id<'a>,
    /// Its corners in order, at least three; the last joins the first, straight in latitude and longitude. They may lie
    /// outside the chart.
    pub corners: Part<'a, Vec<Coordinates<'a>>>,
}

/// An entry of `places`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "place")]
pub struct PlaceDoc<'a> {
    /// Its name in this file.
    #[serde(borrow)]
    pub id: Id<'a>,
    /// Its name as shown.
    pub name: Words<'a>,
    /// Where it is. A port moves to the nearest sea, which must be within 10 km; an airfield may be on land.
    pub position: Coordinates<'a>,
    /// Id of the party whose territory it is.
    pub party: Id<'a>,
    /// `Port` or `Airfield`.
    pub kind: Choice<'a>,
    /// Whether survivors landed here are at a place of safety. Default: true.
    pub place_of_safety: Option<Switch<'a>>,
    /// Whether it has a hospital. Default: false.
    pub hospital: Option<Switch<'a>>,
}

/// An entry of `units`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "unit")]
pub struct UnitDoc<'a> {
    /// Its name in this file.
    #[serde(borrow)]
    pub id: Id<'a>,
    /// Its name as shown.
    pub name: Words<'a>,
    /// A class of `assets/units/classes.ron`: "patrol-57m". What is not written below is as in the class.
    pub class: Id<'a>,
    /// Id of the party whose it is.
    pub party: Id<'a>,
    /// Id of the seat that orders it: of the same party, role `Operations` or `Masters`.
    pub seat: Id<'a>,
    /// Where it is when the exercise begins: the id of a place, a position at sea or, for an aircraft, in the air, or
    /// `"reserve"`: nowhere, and nobody at the table knows of it, until the trainer brings it in. A unit that begins
    /// elsewhere than at a place needs a `home`.
    pub start: Where<'a>,
    /// Id of the place it returns to. Default: `start`, where that is a place.
    pub home: Option<Id<'a>>,
    /// From order to under way.
    pub notice: Option<Duration<'a>>,
    /// Speed when going somewhere.
    pub speed: Option<Quantity<'a>>,
    /// Speed when searching.
    pub search_speed: Option<Quantity<'a>>,
    /// Distance it can go at `speed`.
    pub range: Option<Quantity<'a>>,
    /// Time it can stay out.
    pub endurance: Option<Duration<'a>>,
    /// Survivors it can take.
    pub capacity: Option<Count<'a>>,
    /// Wave height above which it stays in port.
    pub max_wave: Option<Quantity<'a>>,
    /// Height flown when searching.
    pub altitude: Option<Quantity<'a>>,
    /// Height of eye, or antenna, above the water.
    pub eye_height: Option<Quantity<'a>>,
    /// Sensors beside the eye, instead of the class's: `[Radar, Infrared, NightVision, Searchlight, DirectionFinder]`.
    pub sensors: Option<Part<'a, Vec<Choice<'a>>>>,
    /// Ways of getting people aboard, instead of the class's: `[RibShuttle, LowDeck, PilotLadder,
    /// ScrambleNet, Basket, Hoist]`.
    pub methods: Option<Part<'a, Vec<Choice<'a>>>>,
    /// Whether it sends AIS.
    pub ais: Option<Switch<'a>>,
    /// Life rafts it carries to drop to people in the water it sees, which it does by itself. Default: none.
    pub rafts: Option<Part<'a, Vec<Part<'a, RaftsDoc<'a>>>>>,
    /// What it can give to others: `(water: "2000 L", lifejackets: 100)`. Default: nothing to give, and drink enough
    /// for those it takes aboard.
    pub stores: Option<Part<'a, StoresDoc<'a>>>,
    /// Whether it has people and tools aboard to mend a vessel's engine. Default: false.
    pub technicians: Option<Switch<'a>>,
    /// What an hour under way costs \[USD\], instead of the class's: `2500`.
    pub cost_per_hour: Option<Number<'a>>,
}

/// An entry of `merchants`: a ship on passage at its class's transit speed, or at `speed`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "merchant")]
pub struct MerchantDoc<'a> {
    /// Its name in this file.
    #[serde(borrow)]
    pub id: Id<'a>,
    /// Its name as shown.
    pub name: Words<'a>,
    /// A class of `assets/units/classes.ron` of merchant ships: "container-ship".
    pub class: Id<'a>,
    /// Id of the party whose it is.
    pub party: Id<'a>,
    /// Id of the seat of its masters: of the same party, role `Masters`.
    pub seat: Id<'a>,
    /// Its passage: positions and ids of places, at least two. A leg that crosses land is led round it.
    pub passage: Part<'a, Vec<Where<'a>>>,
    /// When it is at the first of them; before the start of the exercise it is under way already.
    pub from: Moment<'a>,
    /// Speed on passage.
    pub speed: Option<Quantity<'a>>,
    /// Survivors it can take.
    pub capacity: Option<Count<'a>>,
    /// Height of eye above the water.
    pub eye_height: Option<Quantity<'a>>,
    /// Ways of getting people aboard, instead of the class's.
    pub methods: Option<Part<'a, Vec<Choice<'a>>>>,
    /// Whether it sends AIS.
    pub ais: Option<Switch<'a>>,
    /// What it can give to others, and what survivors aboard it have to drink: as of a unit.
    pub stores: Option<Part<'a, StoresDoc<'a>>>,
    /// What a day's delay costs its owners \[USD\], instead of 24 times the class's hour: `25000`.
    pub cost_per_day: Option<Number<'a>>,
    /// What an hour costs that it is held from its passage \[USD\], instead of the class's or of the day's: `1700`.
    pub cost_per_hour: Option<Number<'a>>,
}
