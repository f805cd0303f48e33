//! The forms of the frame: injects, expectations, objectives, and the conditions they hang on.
//!
//! With every key, as it may stand at the end of the example in [`super::doc`]:
//!
//! ```ron
#![doc = include_str!("example_frame.ron")]
//! ```

use serde::Deserialize;

use super::doc::TroubleKindDoc;
use super::leaf::{Choice, Coordinates, Count, Duration, Id, Moment, Number, Part, Quantity, Switch, Words};

/// An entry of `injects`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "inject")]
pub struct InjectDoc<'a> {
    /// Its name in this file.
    #[serde(borrow)]
    pub id: Id<'a>,
    /// What it is for.
    pub purpose: Words<'a>,
    /// Fires when this first holds, or `Manual`: only when the trainer says so.
    pub when: ConditionDoc<'a>,
    /// If it has not fired by then, events have overtaken it. Default: no such moment.
    pub latest: Option<Moment<'a>>,
    /// What happens.
    pub effect: EffectDoc<'a>,
}

/// What an inject does.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum EffectDoc<'a> {
    /// A message from outside the table reaches a seat.
    Message {
        /// Who it says it is from.
        #[serde(borrow)]
        from: Words<'a>,
        /// Id of the seat that gets it.
        to: Id<'a>,
        /// `Phone`, `Text`, `SafetyNet` or `Radio`. Default: `Phone`.
        channel: Option<Choice<'a>>,
        /// Id of the craft it speaks of.
        case: Id<'a>,
        /// A position it gives, right or wrong. Default: none.
        position: Option<Coordinates<'a>>,
        /// Its words.
        text: Words<'a>,
        /// What trouble is told of: `Enquiry`, `Concern`, `EngineTrouble`, `TakingWater` or `Sinking`. Default:
        /// `Enquiry`.
        nature: Option<Choice<'a>>,
        /// The number aboard told. Default: none.
        persons: Option<Count<'a>>,
        /// How a centre assesses the position: "5 NM". Default: "20 NM" (sar-models.md 3.2, *proposed*).
        error: Option<Quantity<'a>>,
        /// How long ago the position was true, as is told: "3h". Default: it is true now.
        age: Option<Duration<'a>>,
    },
    /// Trouble aboard a vessel: `Trouble(craft: "boat", kind: PumpFails)`.
    Trouble {
        /// Id of the craft.
        craft: Id<'a>,
        /// What.
        kind: TroubleKindDoc<'a>,
    },
    /// A unit breaks down: `UnitFails("rescue-11")`.
    UnitFails(Id<'a>),
    /// A unit held in reserve comes in: `BringIn(unit: "rescue-12", at: "8S 105E")`.
    BringIn {
        /// Id of the unit, which starts in `"reserve"`.
        unit: Id<'a>,
        /// Where, at sea or in the air. Default: at its home.
        at: Option<Coordinates<'a>>,
    },
    /// A reception site closes, by the id of its place: `CloseSite("merak")`. Nobody there is seen to until it opens.
    CloseSite(Id<'a>),
    /// A reception site is open at once: `OpenSite("merak")`.
    OpenSite(Id<'a>),
    /// (place, how long): a crowd at a place lets nobody be put ashore there (sar-models.md 6.2, Aceh 2023):
    /// `CrowdProtest("merak", "24h")`. The centre and the foreign ministry of its state are told.
    CrowdProtest(Id<'a>, Duration<'a>),
    /// Somebody who passes gives a vessel drinking water: `Stores(craft: "boat", water: "200 L")`.
    Stores {
        /// Id of the craft.
        craft: Id<'a>,
        /// How much.
        water: Quantity<'a>,
    },
    /// Intelligence comes to a focal point, true or not.
    Indicator {
        /// Id of the seat that gets it; its role is `FocalPoint`.
        to: Id<'a>,
        /// `Departure`, `Route`, `Organiser` or `Money`.
        kind: Choice<'a>,
        /// Id of the craft it speaks of. Default: of none.
        case: Option<Id<'a>>,
        /// A position it gives, right or wrong. Default: none.
        position: Option<Coordinates<'a>>,
        /// Persons it tells of. Default: no number.
        persons: Option<Count<'a>>,
        /// Its words.
        text: Words<'a>,
        /// Whether it is true; told to the score and to EXCON only. Default: true.
        sound: Option<Switch<'a>>,
    },
    /// News, which every seat has at once.
    Press {
        /// Who prints or sends it.
        outlet: Words<'a>,
        /// Its words.
        text: Words<'a>,
        /// What it adds to the public pressure on states, 0 to 1. Default: 0.
        pressure: Option<Number<'a>>,
        /// Id of the craft it is about, of which everybody then hears. Default: none.
        about: Option<Id<'a>>,
        /// Id of the party it presses. Default: all states.
        on: Option<Id<'a>>,
    },
    /// A means of communication fails: nothing that the seats of a party send by it goes out, and nothing comes in.
    /// `ChannelFails(channel: Phone, for: "3h", party: "north")`.
    ChannelFails {
        /// Which: `Phone`, `Text`, `SafetyNet`, `Radio`, `Vhf`, `Epirb`, `Mobile` or `WordOfMouth`.
        channel: Choice<'a>,
        /// For how long.
        r#for: Duration<'a>,
        /// Id of the party.
        party: Id<'a>,
    },
}

/// An entry of `objectives`: `(id: "o1", text: "…", capability: "Search planning")`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "objective")]
pub struct ObjectiveDoc<'a> {
    /// Its name in this file.
    #[serde(borrow)]
    pub id: Id<'a>,
    /// What, in the words of the exercise plan.
    pub text: Words<'a>,
    /// The capability it belongs to, in free words; objectives with the same words stand together.
    pub capability: Words<'a>,
}

/// An entry of `expectations`. It says either when it is `done`, or which `steps` are to be done, or that it is
/// `judged`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "expectation")]
pub struct ExpectationDoc<'a> {
    /// Its name in this file.
    #[serde(borrow)]
    pub id: Id<'a>,
    /// Id of the seat.
    pub seat: Id<'a>,
    /// What, in the words of the evaluator's sheet.
    pub what: Words<'a>,
    /// Holds when it was done.
    pub done: Option<ConditionDoc<'a>>,
    /// Counted from when this first holds. Default: the start of the exercise.
    pub from: Option<ConditionDoc<'a>>,
    /// Done within this: met. Written with `done`; with `judged` it is when the evaluator looks, and by default the
    /// end.
    pub within: Option<Duration<'a>>,
    /// Done within this: partly met. Default: the same as `within`; never less. Only with `done`.
    pub partly_within: Option<Duration<'a>>,
    /// Several things to be done, each in its own time.
    pub steps: Option<Part<'a, Vec<Part<'a, StepDoc<'a>>>>>,
    /// How many of the steps make it met; done in part it is partly met. Default: all of them.
    pub need: Option<Count<'a>>,
    /// Whether an evaluator judges it, because the exercise cannot tell. Default: false.
    pub judged: Option<Switch<'a>>,
    /// Ids of the objectives it serves: `["o1"]`. Default: none.
    pub objectives: Option<Part<'a, Vec<Id<'a>>>>,
    /// Whether no objective it serves can be called performed without it. Default: false.
    pub critical: Option<Switch<'a>>,
}

/// An entry of `steps`: `(what: "Asks the neighbour", done: CoordinationAsked("rcc-south", "boat"), within: "2h")`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "step")]
pub struct StepDoc<'a> {
    /// What, in the words of the evaluator's sheet.
    #[serde(borrow)]
    pub what: Words<'a>,
    /// Holds when it was done.
    pub done: ConditionDoc<'a>,
    /// Counts if done within this.
    pub within: Duration<'a>,
}

/// Something that is true of the exercise from some moment on. `seat`, `craft`, `place`, `party`, `inject` and
/// `expectation` below are their ids. All of it is about the truth: it serves the trainer's plan, and no seat is told.
///
/// Those about how the world stands at a moment (`Saved`, `AboardRescuers`, `InWater`, `WaterLeft`, `Waiting`,
/// `BedsFree`, `Unread`, and `Not`) may pass again; they hold from when they last began to. They are looked at once a minute.
#[derive(Debug, Clone, Deserialize)]
pub enum ConditionDoc<'a> {
    /// From this moment: `At("+2h")`.
    #[serde(borrow)]
    At(Moment<'a>),
    /// From this long after another: `After("30min", Alerted("rcc-north", "boat"))`. For one that may pass again: when
    /// it has held for so long.
    After(Duration<'a>, Box<ConditionDoc<'a>>),
    /// From when the last of them holds: `All([ …, … ])`.
    All(Vec<ConditionDoc<'a>>),
    /// From when the first of them holds.
    Any(Vec<ConditionDoc<'a>>),
    /// (seat, craft): the seat first heard of the case.
    Alerted(Id<'a>, Id<'a>),
    /// (seat, craft): the seat first had a position for the case.
    PositionKnown(Id<'a>, Id<'a>),
    /// (seat, craft, phase): the seat declared `Uncertainty`, `Alert` or `Distress`, or a graver one.
    PhaseDeclared(Id<'a>, Id<'a>, Choice<'a>),
    /// (seat, craft): the seat asked another to take over coordination.
    CoordinationAsked(Id<'a>, Id<'a>),
    /// (seat, craft): the seat accepted responsibility from another, or confirmed it; see `Responsible` for the first
    /// centre that has said nothing.
    ResponsibilityAccepted(Id<'a>, Id<'a>),
    /// (seat, craft): the seat broadcast distress to shipping.
    DistressBroadcast(Id<'a>, Id<'a>),
    /// (seat): the seat gave a unit an order for a case's sake.
    UnitTasked(Id<'a>),
    /// (seat): a unit of the seat got under way.
    UnitUnderWay(Id<'a>),
    /// (seat, craft): a unit under the seat came within 5 NM of the casualty or of survivors.
    OnScene(Id<'a>, Id<'a>),
    /// (seat, craft): a unit under the seat saw the casualty or survivors.
    Sighted(Id<'a>, Id<'a>),
    /// (seat, craft): a person was taken aboard by a unit under the seat.
    Recovered(Id<'a>, Id<'a>),
    /// (seat, craft): a person was landed at a place of safety from a unit under the seat.
    Landed(Id<'a>, Id<'a>),
    /// (craft, stage): the vessel reached `UnderWay`, `Adrift`, `Flooding`, `Listing`, `Capsized` or `Sunk`.
    Stage(Id<'a>, Choice<'a>),
    /// (seat): the seat agreed to receive people at one of its places.
    LandingAgreed(Id<'a>),
    /// Never by itself; only as the `when` of an inject, which the trainer fires.
    Manual,
    /// (craft, number): at least so many of its people have died, found or not: `Dead("boat", 3)`.
    Dead(Id<'a>, Count<'a>),
    /// (craft, number): at least so many of its people are ashore alive at a place of safety.
    Saved(Id<'a>, Count<'a>),
    /// (craft, number): at least so many of its people are alive aboard units.
    AboardRescuers(Id<'a>, Count<'a>),
    /// (craft, number): at least so many of its people are alive in the water.
    InWater(Id<'a>, Count<'a>),
    /// (craft, amount): at most so much drinking water is aboard for each living person there:
    /// `WaterLeft("boat", "0.5 L")`.
    WaterLeft(Id<'a>, Quantity<'a>),
    /// (place, number): at least so many people at the place's reception site are not yet registered, screened and
    /// housed: `Waiting("merak", 50)`.
    Waiting(Id<'a>, Count<'a>),
    /// (place, number): fewer than so many beds are free at the place's reception site: `BedsFree("merak", 20)`.
    BedsFree(Id<'a>, Count<'a>),
    /// (seat): the seat refused what another asked of it.
    Refused(Id<'a>),
    /// (kind): a right of a person ashore was violated: `Refoulement`, `FamilySeparated`, `ChildDetained`,
    /// `SmuggledCharged` or `Disclosure`.
    Violation(Choice<'a>),
    /// (party, number): at least so many people have been registered at the state's sites.
    Registered(Id<'a>, Count<'a>),
    /// (seat, craft): the seat answers for the case in truth, as the first centre alerted does even before it confirms
    /// it.
    Responsible(Id<'a>, Id<'a>),
    /// (inject): the inject has fired.
    Fired(Id<'a>),
    /// (inject): the inject was overtaken by events, or called off.
    Overtaken(Id<'a>),
    /// (expectation): it was met, in full or in part.
    Met(Id<'a>),
    /// (expectation): it was missed.
    Missed(Id<'a>),
    /// While another does not hold: `Not(Alerted("rcc-north", "boat"))`.
    Not(Box<ConditionDoc<'a>>),
    /// From when so many of them hold: `AtLeast(2, [ …, …, … ])`.
    AtLeast(Count<'a>, Vec<ConditionDoc<'a>>),
    /// (seat, craft): the seat had the vessel turned back: stopped, made to go elsewhere, and let go there.
    TurnedBack(Id<'a>, Id<'a>),
    /// (seat, number): at least so many posts lie unread in the seat's portal: `After("12h", Unread("focal-north", 1))`.
    Unread(Id<'a>, Count<'a>),
}
