//! The journey of each person landed alive, and how it had ended when it was scored.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::Tick;
use crate::base::ids::{PartyId, SiteId};
use crate::sar::reception::{HOSPITAL_STAY_H, Stage};
use crate::sim::ashore::{Finding, Outcome, Placement, Referral};

use super::model::Evidence;

/// How the journey of somebody landed alive had ended when it was scored. Each person is in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EndState {
    /// Died after landing.
    DiedAshore,
    /// Returned or handed over to a state.
    Returned,
    /// Assisted return decided.
    AssistedReturn,
    /// Protection procedure decided.
    ProtectionProcedure,
    /// Referred for resettlement.
    Resettlement,
    /// To be reunited with family elsewhere.
    Reunification,
    /// In hospital.
    Hospital,
    /// In detention.
    Detained,
    /// Registered, screened, and with a roof.
    Settled,
    /// With a roof, not registered or not screened.
    Housed,
    /// Registered, without a roof.
    Registered,
    /// Seen by a doctor at most.
    Waiting,
    /// Ashore where nobody receives.
    NotReceived,
    /// Put ashore where they are not safe: at no place of safety, or at one of the state they flee.
    NotSafe,
}

impl EndState {
    /// All of them, in order.
    pub const ALL: [Self; 14] = [
        Self::DiedAshore,
        Self::Returned,
        Self::AssistedReturn,
        Self::ProtectionProcedure,
        Self::Resettlement,
        Self::Reunification,
        Self::Hospital,
        Self::Detained,
        Self::Settled,
        Self::Housed,
        Self::Registered,
        Self::Waiting,
        Self::NotReceived,
        Self::NotSafe,
    ];

    /// Words for a report.
    pub fn words(self) -> &'static str {
        match self {
            Self::DiedAshore => "died ashore",
            Self::Returned => "returned or handed over",
            Self::AssistedReturn => "assisted return decided",
            Self::ProtectionProcedure => "in a protection procedure",
            Self::Resettlement => "referred for resettlement",
            Self::Reunification => "to be reunited with family",
            Self::Hospital => "in hospital",
            Self::Detained => "in detention",
            Self::Settled => "registered, screened and housed",
            Self::Housed => "housed, not registered or not screened",
            Self::Registered => "registered, not housed",
            Self::Waiting => "waiting to be registered",
            Self::NotReceived => "ashore where nobody receives",
            Self::NotSafe => "ashore, not at a place of safety",
        }
    }
}

/// Persons in one end state, by the state that received them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndCell {
    /// Which.
    pub end: EndState,
    /// In whose care. Exists when and only when a reception site received them.
    pub party: Option<PartyId>,
    /// How many.
    pub persons: u32,
    /// The last event of each of them.
    pub evidence: Vec<Evidence>,
}

/// What is remembered of one person landed alive.
#[derive(Debug, Clone)]
pub(super) struct Journey {
    pub(super) landed: Evidence,
    pub(super) last: Evidence,
    pub(super) received: Option<SiteId>,
    pub(super) done: [Option<Evidence>; Stage::ALL.len()],
    pub(super) found: BTreeMap<Finding, Evidence>,
    pub(super) placement: Option<Placement>,
    pub(super) hospital_since: Option<Tick>,
    pub(super) consulate: Option<Evidence>,
    pub(super) outcome: Option<Outcome>,
    pub(super) organiser: Option<Evidence>,
    pub(super) witness_lost: Option<Evidence>,
    pub(super) separated: bool,
    pub(super) died: bool,
    /// Whether where they are is no place of safety for them.
    pub(super) not_safe: bool,
    /// When they were first referred to each, in the order of `Referral::ALL`.
    pub(super) referred: [Option<Evidence>; Referral::ALL.len()],
}

impl Journey {
    /// Comes ashore.
    pub(super) fn new(landed: &Evidence) -> Self {
        Self {
            landed: landed.clone(),
            last: landed.clone(),
            received: None,
            done: [const { None }; Stage::ALL.len()],
            found: BTreeMap::new(),
            placement: None,
            hospital_since: None,
            consulate: None,
            outcome: None,
            organiser: None,
            witness_lost: None,
            separated: false,
            died: false,
            not_safe: false,
            referred: [const { None }; Referral::ALL.len()],
        }
    }

    /// Where this person stands at a moment.
    pub(super) fn end(&self, until: Tick) -> EndState {
        let done = |stage: Stage| self.done[stage as usize].is_some();
        if self.died {
            return EndState::DiedAshore;
        }
        match self.outcome {
            Some(Outcome::Return { .. }) => return EndState::Returned,
            Some(Outcome::AssistedReturn { .. }) => return EndState::AssistedReturn,
            // What is decided for later leaves them until then where they are.
            _ if self.not_safe => return EndState::NotSafe,
            Some(Outcome::ProtectionProcedure) => return EndState::ProtectionProcedure,
            Some(Outcome::Resettlement) => return EndState::Resettlement,
            Some(Outcome::Reunification) => return EndState::Reunification,
            None => {}
        }
        if self.received.is_none() {
            return EndState::NotReceived;
        }
        if self.hospital_since.is_some_and(|since| until.since(since).as_hours() <= HOSPITAL_STAY_H) {
            return EndState::Hospital;
        }
        match (done(Stage::Shelter), self.placement) {
            (true, Some(Placement::Detention)) => EndState::Detained,
            (true, _) if done(Stage::Registration) && done(Stage::Screening) => EndState::Settled,
            (true, _) => EndState::Housed,
            (false, _) if done(Stage::Registration) => EndState::Registered,
            (false, _) => EndState::Waiting,
        }
    }
}
