//! Reports of vessels that are not there: a second series of reports of one that is, or of none.

use serde::{Deserialize, Serialize};

use super::model::{Craft, Milestone, Scenario};
use crate::base::ids::CraftId;

/// What a craft is that is no vessel: nothing at sea, nobody aboard, and a case all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportOnly {
    /// The vessel that the reports are truly about. Exists when and only when there is one: otherwise they are a hoax,
    /// or an error.
    pub same_as: Option<CraftId>,
}

impl Craft {
    /// Whether there is such a vessel.
    pub fn exists(&self) -> bool {
        self.report.is_none()
    }
}

impl Scenario {
    /// The vessel that reports of a case are truly about. `None` where they are about none.
    pub fn vessel_of(&self, case: CraftId) -> Option<CraftId> {
        match self.craft.get(case.index())?.report {
            None => Some(case),
            Some(report) => report.same_as,
        }
    }

    /// Whether a case is only a series of reports, with no vessel of its own.
    pub fn is_only_reported(&self, case: CraftId) -> bool {
        self.craft.get(case.index()).is_some_and(|craft| !craft.exists())
    }
}

impl Milestone {
    /// The case it is of. `None` where it is of none.
    pub fn case(&self) -> Option<CraftId> {
        match self {
            Self::Alerted(_, case)
            | Self::PositionKnown(_, case)
            | Self::PhaseDeclared(_, case, _)
            | Self::CoordinationAsked(_, case)
            | Self::ResponsibilityAccepted(_, case)
            | Self::DistressBroadcast(_, case)
            | Self::OnScene(_, case)
            | Self::Sighted(_, case)
            | Self::Recovered(_, case)
            | Self::Landed(_, case)
            | Self::Stage(case, _)
            | Self::TurnedBack(_, case) => Some(*case),
            Self::SruTasked(_) | Self::SruUnderWay(_) | Self::LandingAgreed(_) => None,
        }
    }
}
