//! What became true ashore, and what a seat is told of it.

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, NationalityId, PartyId, PersonId, PlaceId, RequestId, SeatId, SiteId};
use crate::base::{Position, Tick};
use crate::sar::reception::{Staff, Stage};
use crate::scenario::IndicatorKind;

use super::assessment::Hearing;
use super::assistance::Assistance;
use super::command::{Command, Evidence, FileId, Offence, Outcome, Placement, Referral};

/// Something that became true ashore. Omniscient, as all events are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "AshoreEvent")]
pub enum Event {
    /// A site was ordered to open.
    OpeningOrdered {
        /// By whom.
        seat: SeatId,
        /// Which.
        site: SiteId,
    },
    /// A site opened.
    Opened {
        /// Which.
        site: SiteId,
    },
    /// A living person came into the care of a site.
    Received {
        /// Who.
        person: PersonId,
        /// Which site.
        site: SiteId,
    },
    /// A stage was done.
    StageDone {
        /// For whom.
        person: PersonId,
        /// Where.
        site: SiteId,
        /// Which.
        stage: Stage,
        /// Whether the person was understood.
        understood: bool,
    },
    /// A stage was left out.
    StageSkipped {
        /// By whom.
        seat: SeatId,
        /// For whom.
        person: PersonId,
        /// Which.
        stage: Stage,
    },
    /// Something came out about a person.
    Found {
        /// About whom.
        person: PersonId,
        /// What.
        what: Finding,
    },
    /// How many were at a site, without a bed and without enough water, changed.
    Shortage {
        /// Where.
        site: SiteId,
        /// Persons there.
        present: u32,
        /// Without a bed.
        without_bed: u32,
        /// Without enough water.
        without_water: u32,
    },
    /// The order of stages was changed.
    Prioritised {
        /// By whom.
        seat: SeatId,
        /// Where.
        site: SiteId,
        /// The order.
        order: Vec<Stage>,
    },
    /// Staff were sent from one site to another.
    StaffLent {
        /// By whom.
        seat: SeatId,
        /// From where.
        from: SiteId,
        /// To where.
        to: SiteId,
        /// Which.
        staff: Staff,
        /// How many.
        number: u32,
    },
    /// A person was referred.
    Referred {
        /// By whom.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// To whom.
        to: Referral,
    },
    /// A person was taken to hospital.
    Hospitalised {
        /// Who.
        person: PersonId,
    },
    /// A consulate was told of a person.
    ConsulateTold {
        /// By whom.
        seat: SeatId,
        /// Of whom.
        person: PersonId,
        /// Which consulate.
        nationality: NationalityId,
    },
    /// It was decided where a person stays.
    PlacementDecided {
        /// By whom.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// Where.
        how: Placement,
    },
    /// A person was sent to another site.
    Transferred {
        /// By whom.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// From where.
        from: SiteId,
        /// To where.
        to: SiteId,
    },
    /// It was decided what becomes of a person.
    OutcomeDecided {
        /// By whom.
        seat: SeatId,
        /// Of whom.
        person: PersonId,
        /// What.
        outcome: Outcome,
        /// When it is due.
        due: Tick,
    },
    /// A right of a person was violated.
    Violated {
        /// By whom.
        seat: SeatId,
        /// Whose.
        person: PersonId,
        /// How.
        what: Violation,
    },
    /// A person was charged.
    Charged {
        /// By whom.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// With what.
        offence: Offence,
    },
    /// A person was taken into witness protection.
    WitnessProtected {
        /// By whom.
        seat: SeatId,
        /// Who.
        person: PersonId,
    },
    /// A witness is lost to the case.
    WitnessLost {
        /// Who.
        person: PersonId,
    },
    /// An organiser was identified.
    OrganiserIdentified {
        /// Who.
        person: PersonId,
        /// By which state.
        party: PartyId,
    },
    /// A case's evidence came to a state.
    EvidenceCame {
        /// To which.
        party: PartyId,
        /// Of which case.
        case: CraftId,
        /// What there is.
        items: Vec<Evidence>,
    },
    /// Evidence was secured.
    EvidenceSecured {
        /// By whom.
        seat: SeatId,
        /// Of which case.
        case: CraftId,
        /// What.
        item: Evidence,
        /// What was left of it, 0 to 1.
        condition: f64,
    },
    /// Evidence was let go.
    EvidenceSpoiled {
        /// By whom.
        seat: SeatId,
        /// Of which case.
        case: CraftId,
        /// What.
        item: Evidence,
    },
    /// People who had reached an open shore by themselves were brought in by land.
    Fetched {
        /// From which casualty.
        case: CraftId,
        /// Where they came ashore.
        position: Position,
        /// Where they were brought.
        place: PlaceId,
        /// How many, all living.
        persons: u32,
    },
    /// A person's need of protection was brought before the office that assesses it.
    AssessmentAsked {
        /// By whom.
        seat: SeatId,
        /// Whose.
        person: PersonId,
    },
    /// A person's need of protection was assessed.
    Assessed {
        /// Whose.
        person: PersonId,
        /// Where, and what was found.
        hearing: Hearing,
    },
    /// A person was sent to a site of another state.
    Relocated {
        /// By whom.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// From where.
        from: SiteId,
        /// To where.
        to: SiteId,
        /// When the person arrives.
        arrive: Tick,
    },
    /// The police of a state took up a lead.
    LeadTakenUp {
        /// Which state's.
        party: PartyId,
        /// What it is about.
        about: IndicatorKind,
        /// The case. Exists when and only when it concerns one.
        case: Option<CraftId>,
    },
    /// The police of a state have followed a lead up.
    LeadFollowed {
        /// Which state's.
        party: PartyId,
        /// What it is about.
        about: IndicatorKind,
        /// The case. Exists when and only when it concerns one.
        case: Option<CraftId>,
        /// Whether it bore out.
        sound: bool,
        /// Hours of officers it took \[h\].
        officer_h: f64,
    },
    /// It was established who a person is.
    IdentityEstablished {
        /// Who.
        person: PersonId,
        /// Whether an officer of the state whose nationality it is was there.
        liaison: bool,
    },
    /// How many at a site have no food changed.
    FoodShort {
        /// Where.
        site: SiteId,
        /// Persons without.
        without_food: u32,
    },
    /// What was granted under legal assistance reached the state that had asked.
    AssistanceShared {
        /// On which request.
        request: RequestId,
        /// By whom.
        seat: SeatId,
        /// With whom.
        to: SeatId,
        /// About which case.
        case: CraftId,
        /// What was asked for.
        wanted: Assistance,
        /// How many things were shared: pieces of evidence, leads, statements, organisers.
        number: u32,
        /// What, in words.
        what: String,
    },
    /// It was granted that an organiser is handed over to another state for trial.
    ExtraditionGranted {
        /// By whom.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// To which state.
        to: PartyId,
        /// When the hand-over is due.
        due: Tick,
    },
}

impl Event {
    /// The person it is about. Exists when and only when it is about one.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Received { person, .. }
            | Self::StageDone { person, .. }
            | Self::StageSkipped { person, .. }
            | Self::Found { person, .. }
            | Self::Referred { person, .. }
            | Self::Hospitalised { person }
            | Self::ConsulateTold { person, .. }
            | Self::PlacementDecided { person, .. }
            | Self::Transferred { person, .. }
            | Self::OutcomeDecided { person, .. }
            | Self::Violated { person, .. }
            | Self::Charged { person, .. }
            | Self::WitnessProtected { person, .. }
            | Self::WitnessLost { person }
            | Self::OrganiserIdentified { person, .. }
            | Self::AssessmentAsked { person, .. }
            | Self::Assessed { person, .. }
            | Self::Relocated { person, .. }
            | Self::IdentityEstablished { person, .. }
            | Self::ExtraditionGranted { person, .. } => Some(*person),
            _ => None,
        }
    }
}

/// What a stage brought out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Finding {
    /// Indicators of trafficking.
    Indicators,
    /// A victim of trafficking.
    Trafficked,
    /// A need of international protection.
    Protection,
    /// A witness against the organisers.
    Witness,
}

impl Finding {
    /// Words for a report.
    pub fn words(self) -> &'static str {
        match self {
            Self::Indicators => "indicators of trafficking",
            Self::Trafficked => "a victim of trafficking",
            Self::Protection => "a need of international protection",
            Self::Witness => "a witness against the organisers",
        }
    }
}

/// A violation of a person's rights (vision.md, after the declarations).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Violation {
    /// Returned, or handed over, to the state fled from while in need of protection.
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

impl Violation {
    /// All of them, in order.
    pub const ALL: [Self; 5] =
        [Self::Refoulement, Self::FamilySeparated, Self::ChildDetained, Self::SmuggledCharged, Self::Disclosure];

    /// Words for a report.
    pub fn words(self) -> &'static str {
        match self {
            Self::Refoulement => "refoulement",
            Self::FamilySeparated => "separation of a family",
            Self::ChildDetained => "detention of a child",
            Self::SmuggledCharged => "charging a smuggled person for being smuggled",
            Self::Disclosure => "disclosure to the state of origin",
        }
    }
}

/// What a seat is told of the part ashore, beside what it sees at its own sites and in its own files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "AshoreFact")]
pub enum Fact {
    /// It ordered this.
    Did(Command),
    /// A site of its state opened.
    Opened {
        /// Which.
        site: SiteId,
    },
    /// People arrived at a site it runs.
    Arrived {
        /// Which.
        site: SiteId,
        /// How many.
        persons: u32,
    },
    /// Somebody died in the care of a site it runs.
    Died {
        /// Whose file.
        file: FileId,
    },
    /// An organiser was identified.
    Organiser {
        /// Whose file.
        file: FileId,
    },
    /// A witness is no longer to be had.
    WitnessLost {
        /// Whose file.
        file: FileId,
    },
    /// People who had reached the shore of its state by themselves were found and brought in by land.
    Fetched {
        /// From which casualty, by what they say.
        case: CraftId,
        /// Where they came ashore.
        position: Position,
        /// Where they were brought.
        place: PlaceId,
        /// How many, all living.
        persons: u32,
    },
    /// People are brought here from another state.
    Coming {
        /// To which site.
        site: SiteId,
        /// How many.
        persons: u32,
        /// When they arrive.
        arrive: Tick,
    },
    /// A lead has been followed up.
    LeadFollowed {
        /// What it was about.
        about: IndicatorKind,
        /// The case. Exists when and only when it concerned one.
        case: Option<CraftId>,
        /// Whether it bore out.
        sound: bool,
    },
    /// What another state granted under legal assistance has come.
    AssistanceCame {
        /// About which case.
        case: CraftId,
        /// From which state.
        from: PartyId,
        /// What was asked for.
        wanted: Assistance,
        /// What came, in words.
        what: String,
    },
    /// What this seat granted under legal assistance has been handed over.
    AssistanceSent {
        /// About which case.
        case: CraftId,
        /// To which state.
        to: PartyId,
        /// What was asked for.
        wanted: Assistance,
        /// What was sent, in words.
        what: String,
    },
}
