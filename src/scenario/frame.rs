//! The frame of an exercise: what the trainer planned, what a good team would do, and the conditions both hang on.
//!
//! Conditions are about the truth and are looked at for EXCON alone. What they say of the world at a moment is worked
//! out in `sim::situation`.

use serde::{Deserialize, Serialize};

use super::model::{Channel, Milestone, Nature, TroubleKind};
use super::portal::{Indicator, News};
use crate::base::ids::{CraftId, ExpectationId, InjectId, ObjectiveId, PartyId, PlaceId, SeatId, SiteId, SruId};
use crate::base::{Position, Span, Tick};

/// A planned intervention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inject {
    /// The name used in the file.
    pub id: String,
    /// What it is for.
    pub purpose: String,
    /// Fires when this first holds.
    pub when: Condition,
    /// If it has not fired by then it is overtaken by events. Exists when and only when the author set one.
    pub latest: Option<Tick>,
    /// What happens.
    pub effect: Effect,
}

/// What an inject does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Effect {
    /// A message from outside the table reaches a seat.
    Message {
        /// Who it says it is from.
        from: String,
        /// Who gets it.
        to: SeatId,
        /// By what.
        channel: Channel,
        /// The case it speaks of.
        case: CraftId,
        /// A position it gives, right or wrong. Exists when and only when it gives one.
        position: Option<Position>,
        /// Its words.
        text: String,
        /// What else it tells.
        told: Told,
    },
    /// Trouble aboard a vessel.
    Trouble {
        /// Which vessel.
        craft: CraftId,
        /// What.
        kind: TroubleKind,
    },
    /// A unit breaks down: it finishes nothing more and stays where it is, or in port.
    SruFails {
        /// Which.
        sru: SruId,
    },
    /// A unit held in reserve comes in.
    BringsIn {
        /// Which.
        sru: SruId,
        /// Where, at sea or in the air. Exists when and only when it does not come in at its home.
        at: Option<Position>,
    },
    /// A reception site closes: nobody there is seen to until it opens again.
    SiteCloses {
        /// Which.
        site: SiteId,
    },
    /// A reception site is open at once.
    SiteOpens {
        /// Which.
        site: SiteId,
    },
    /// A crowd at a place lets nobody be put ashore there.
    CrowdProtests {
        /// Where.
        place: PlaceId,
        /// For how long.
        span: Span,
    },
    /// A vessel in distress gets drinking water from somebody who passes.
    StoresCome {
        /// Which.
        craft: CraftId,
        /// How much \[L\].
        water_l: f64,
    },
    /// Intelligence comes to a focal point.
    Indicator(Box<Indicator>),
    /// News comes out.
    Press(Box<News>),
    /// The seats of a party neither send nor get anything by one means of communication.
    ChannelFails {
        /// By which.
        channel: Channel,
        /// Whose seats.
        party: PartyId,
        /// For how long.
        span: Span,
    },
}

/// What a message from outside the table tells beside its words and its position.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The trouble told of.
    pub nature: Nature,
    /// The number aboard told. Exists when and only when one is.
    pub persons: Option<u32>,
    /// How a centre assesses the position \[m\].
    pub error_m: f64,
    /// How long ago the position was true.
    pub age: Span,
}

/// How a centre assesses a position from a third party \[m\]: 20 NM, the better end of sar-models.md 3.2 (proposed).
const THIRD_PARTY_ERROR_M: f64 = 20.0 * 1852.0;

impl Default for Told {
    fn default() -> Self {
        Self { nature: Nature::Enquiry, persons: None, error_m: THIRD_PARTY_ERROR_M, age: Span::ZERO }
    }
}

/// Something the exercise is to test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// The name used in the file.
    pub id: String,
    /// What, in the words of the exercise plan.
    pub text: String,
    /// The capability it belongs to: "Search planning".
    pub capability: String,
}

/// Something a good team would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// The name used in the file.
    pub id: String,
    /// Who.
    pub seat: SeatId,
    /// What, in the words of the evaluator's sheet.
    pub what: String,
    /// How it is told whether it was done.
    pub proof: Proof,
    /// Counted from when this first holds.
    pub from: Condition,
    /// Done within this: met. For one of several steps the longest time any of them has; for one that is judged, when
    /// the evaluator looks.
    pub within: Span,
    /// Done within this: partly met. Not less than `within`.
    pub partly_within: Span,
    /// The objectives it serves.
    pub objectives: Vec<ObjectiveId>,
    /// Whether an objective cannot be called performed without it.
    pub critical: bool,
}

impl Expectation {
    /// All conditions it hangs on: what it counts from, and what is to be done.
    pub fn conditions(&self) -> Vec<&Condition> {
        let mut all = vec![&self.from];
        all.extend(self.proof.conditions());
        all
    }
}

/// How it is told whether an expectation was met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Proof {
    /// Done when this first holds.
    Done(Condition),
    /// Several things are to be done, each in its own time.
    Steps {
        /// What.
        steps: Vec<Step>,
        /// How many of them make it met; some, but fewer, make it partly met.
        need: u32,
    },
    /// An evaluator judges it, because the exercise cannot tell.
    Judged,
}

impl Proof {
    /// What is to be done, in order: one for a plain expectation, none for one that is judged.
    pub fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::Done(done) => vec![done],
            Self::Steps { steps, .. } => steps.iter().map(|step| &step.done).collect(),
            Self::Judged => Vec::new(),
        }
    }
}

/// One of several things to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What, in the words of the evaluator's sheet.
    pub what: String,
    /// Done when this first holds.
    pub done: Condition,
    /// Counts if done within this.
    pub within: Span,
}

/// Something that is true of the exercise from some moment on. Those about a moment's state may pass again, and hold
/// from when they last began to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Condition {
    /// From this moment.
    At(Tick),
    /// From when this first happened.
    Reached(Milestone),
    /// From this long after another condition.
    After(Span, Box<Condition>),
    /// From when the last of them holds.
    All(Vec<Condition>),
    /// From when the first of them holds.
    Any(Vec<Condition>),
    /// Never by itself: the trainer decides.
    Manual,
    /// While this is so of the world.
    Is(Situation),
    /// While another does not hold.
    Not(Box<Condition>),
    /// From when so many of them hold.
    AtLeast(u32, Vec<Condition>),
}

impl Condition {
    /// The conditions it is made of, outermost only.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::After(_, inner) | Self::Not(inner) => std::slice::from_ref(&**inner),
            Self::All(list) | Self::Any(list) | Self::AtLeast(_, list) => list,
            Self::At(_) | Self::Reached(_) | Self::Manual | Self::Is(_) => &[],
        }
    }

    /// Whether only a look at the world tells it, and not what has been reached and the time.
    pub fn needs_the_world(&self) -> bool {
        matches!(self, Self::Is(_) | Self::Not(_)) || self.parts().iter().any(Self::needs_the_world)
    }

    /// Itself and all it is made of, the innermost first.
    pub fn walk<'c>(&'c self, out: &mut Vec<&'c Self>) {
        for part in self.parts() {
            part.walk(out);
        }
        out.push(self);
    }
}

/// What may be so of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Situation {
    /// At least so many of a vessel's people have died, found or not.
    Dead(CraftId, u32),
    /// At least so many of a vessel's people are ashore alive at a place of safety.
    Saved(CraftId, u32),
    /// At least so many of a vessel's people are alive aboard units.
    AboardRescuers(CraftId, u32),
    /// At least so many of a vessel's people are alive in the water.
    InWater(CraftId, u32),
    /// There is at most so much drinking water \[mL\] aboard a vessel for each of those living aboard it.
    WaterLeft(CraftId, u32),
    /// At least so many people in the care of the site at a place are not yet registered, screened and housed.
    Waiting(PlaceId, u32),
    /// Fewer than so many beds are free at the site at a place.
    BedsFree(PlaceId, u32),
    /// A seat has refused what another asked of it.
    Refused(SeatId),
    /// A right of a person ashore was violated in this way.
    Violated(Wrong),
    /// At least so many people have been registered at a state's sites.
    Registered(PartyId, u32),
    /// An inject has fired.
    Fired(InjectId),
    /// An inject was overtaken by events, or called off.
    Overtaken(InjectId),
    /// An expectation was met, in full or in part.
    Met(ExpectationId),
    /// An expectation was missed.
    Missed(ExpectationId),
    /// A seat answers for a case in truth, whether or not it has confirmed that.
    Responsible(SeatId, CraftId),
    /// At least so many posts of others lie unread in a seat's portal.
    Unread(SeatId, u32),
}

/// Ways in which a right of a person ashore is violated, as far as a condition may ask for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Wrong {
    /// Returned, or handed over, to the state fled from.
    Refoulement,
    /// A family was separated.
    FamilySeparated,
    /// A child was detained.
    ChildDetained,
    /// Charged with having been smuggled.
    SmuggledCharged,
    /// Made known to the state fled from.
    Disclosure,
}
