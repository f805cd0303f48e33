//! The forms of a vessel in distress, what goes wrong with it and whom it calls; who is aboard is in `doc_people`, the
//! rest of the format in `doc`.

use serde::Deserialize;

use super::doc_channels::{EpirbDoc, PhoneDoc, VhfDoc};
use super::doc_people::GroupDoc;
use super::doc_stores::RaftsDoc;
use super::leaf::{Choice, Coordinates, Count, Duration, Id, Moment, Number, Part, Quantity, Switch, Where, Words};

/// An entry of `craft`: a vessel in distress.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "craft")]
pub struct CraftDoc<'a> {
    /// Its name in this file.
    #[serde(borrow)]
    pub id: Id<'a>,
    /// Its name on the chart of the truth.
    pub name: Words<'a>,
    /// What a witness would say of it.
    pub description: Words<'a>,
    /// Form and stability.
    pub hull: Part<'a, HullDoc<'a>>,
    /// Persons it could carry safely.
    pub rated_persons: Count<'a>,
    /// What a look-out sees of it upright, as the sweep-width tables say: "Power Boat 53ft". Default: the power boat
    /// or ship nearest in length.
    pub object_afloat: Option<Words<'a>>,
    /// What a look-out sees of it capsized: "Power Boat 20ft". Default: the power boat nearest a third of its length
    /// (*proposed*).
    pub object_capsized: Option<Words<'a>>,
    /// Leeway class upright: "FISHING-VESSEL-2".
    pub leeway_afloat: Words<'a>,
    /// Leeway class capsized: "SKIFF-3".
    pub leeway_capsized: Words<'a>,
    /// How long the capsized hull floats.
    pub floats_capsized: Duration<'a>,
    /// Persons the upturned hull can hold.
    pub hull_room: Count<'a>,
    /// Pieces of wreckage or cans that hold up one person each.
    pub debris_pieces: Count<'a>,
    /// Its passage: positions and ids of places, at least two. A leg that crosses land is led round it.
    pub passage: Part<'a, Vec<Where<'a>>>,
    /// When it is at the first of them.
    pub departs: Moment<'a>,
    /// Speed with its engine running.
    pub speed: Quantity<'a>,
    /// Spread of that speed between seeds, as a share of it (one standard deviation). Default: 0.
    pub speed_spread: Option<Number<'a>>,
    /// Drinking water aboard when the exercise begins.
    pub water: Quantity<'a>,
    /// Food aboard then, in days of one person: 120 feed forty for three days. Default: not counted, and enough.
    pub food: Option<Count<'a>>,
    /// How those aboard share the water: `Even`, or `ChildrenFirst`. Default: `Even`.
    pub sharing: Option<Choice<'a>>,
    /// What each is given of it in a day: "0.5 L". Default: what they want, while it lasts.
    pub ration: Option<Quantity<'a>>,
    /// Life rafts aboard. People abandon a listing vessel into them; those still stowed when it capsizes or sinks may
    /// float free. Default: none.
    pub rafts: Option<Part<'a, Vec<Part<'a, RaftsDoc<'a>>>>>,
    /// Whether the engine may fail by chance, 12.5 % a day (sar-models.md 4.5, *proposed*). Default: false.
    pub engine_may_fail: Option<Switch<'a>>,
    /// What goes wrong. Default: nothing.
    pub troubles: Option<Part<'a, Vec<Part<'a, TroubleDoc<'a>>>>>,
    /// Who is aboard. At least one group.
    pub groups: Part<'a, Vec<Part<'a, GroupDoc<'a>>>>,
    /// Calls it makes while someone can make them. Default: none.
    pub calls: Option<Part<'a, Vec<Part<'a, CallDoc<'a>>>>>,
    /// How it answers when called. Default: never.
    pub phone: Option<Part<'a, PhoneDoc<'a>>>,
    /// How it is when the exercise begins: `UnderWay`, `Adrift` (its engine fails as the exercise begins) or `Capsized`
    /// (it goes over as the exercise begins). The last two not before it `departs`. Default: `UnderWay`.
    pub begins: Option<Choice<'a>>,
    /// The mean time that technicians of another ship take to mend its engine at sea: "5h". Default: it cannot be
    /// mended there.
    pub repair: Option<Duration<'a>>,
    /// Its VHF set, by which it calls in distress. Default: none.
    pub vhf: Option<Part<'a, VhfDoc<'a>>>,
    /// Its distress beacon on 406 MHz. Default: none.
    pub epirb: Option<Part<'a, EpirbDoc<'a>>>,
    /// Whether there is such a vessel. One that is not there is only told of, by injects with a `Message`: it has the
    /// looks that the callers describe, `groups: []`, and no troubles, calls, telephone or rafts. Default: true.
    pub exists: Option<Switch<'a>>,
    /// Of one that is not there: id of the vessel which the reports are truly about, so that they are a second series
    /// of reports of it. Default: of none, a hoax or an error.
    pub same_as: Option<Id<'a>>,
}

/// `hull: ( … )`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "hull")]
pub struct HullDoc<'a> {
    /// Length: "20 m".
    #[serde(borrow)]
    pub length: Quantity<'a>,
    /// Beam: "4 m".
    pub beam: Quantity<'a>,
    /// Mass with everyone and everything aboard: "35 t".
    pub displacement: Quantity<'a>,
    /// Metacentric height so loaded, without water in the bilge: "0.35 m".
    pub metacentric_height: Quantity<'a>,
    /// Heel at which water comes in over the deck edge or through openings \[degrees\].
    pub flooding_angle: Number<'a>,
    /// Water it can take in before it sinks: "25 m3".
    pub reserve_buoyancy: Quantity<'a>,
}

/// An entry of `troubles`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "trouble")]
pub struct TroubleDoc<'a> {
    /// The middle of when it happens.
    #[serde(borrow)]
    pub at: Moment<'a>,
    /// Standard deviation of that between seeds. Default: none.
    pub spread: Option<Duration<'a>>,
    /// What.
    pub kind: TroubleKindDoc<'a>,
}

/// Sorts of trouble.
#[derive(Debug, Clone, Copy, Deserialize)]
pub enum TroubleKindDoc<'a> {
    /// The engine stops for good, or until `EngineRestarts`.
    EngineFails,
    /// The engine runs again.
    EngineRestarts,
    /// Water comes in at this rate from now on: `Leak("4 m3/h")`.
    #[serde(borrow)]
    Leak(Quantity<'a>),
    /// The engine-driven pump stops; people bail.
    PumpFails,
    /// The telephone is lost.
    PhoneLost,
    /// Somebody sets off the distress beacon by hand.
    BeaconSetOff,
}

/// An entry of `calls`: a telephone or radio call from the casualty.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "call")]
pub struct CallDoc<'a> {
    /// The middle of when it is made.
    #[serde(borrow)]
    pub at: Moment<'a>,
    /// Standard deviation of that between seeds. Default: none.
    pub spread: Option<Duration<'a>>,
    /// Id of the seat that is called; its role is `Rcc`.
    pub to: Id<'a>,
    /// `Phone`, `Text`, `SafetyNet`, `Radio`, `Vhf` (heard by all in range, and by nobody else), `Mobile` or
    /// `WordOfMouth`. Default: `Phone`.
    pub channel: Option<Choice<'a>>,
    /// What trouble is told of: `Enquiry`, `Concern`, `EngineTrouble`, `TakingWater` or `Sinking`.
    pub nature: Choice<'a>,
    /// The position told. Default: none.
    pub position: Option<ClaimDoc<'a>>,
    /// The number aboard told. Default: none.
    pub persons: Option<Count<'a>>,
    /// What is said, as noted down.
    pub text: Words<'a>,
}

/// A position as a caller gives it.
#[derive(Debug, Clone, Copy, Deserialize)]
pub enum ClaimDoc<'a> {
    /// None given.
    Unstated,
    /// Read off a GPS, with this error (one standard deviation per axis): `Read("200 m")`.
    #[serde(borrow)]
    Read(Quantity<'a>),
    /// True so long ago, told as if now: `Stale("3h")`.
    Stale(Duration<'a>),
    /// These very words, right or wrong: `Stated("08-36S 105-24E")`.
    Stated(Coordinates<'a>),
}
