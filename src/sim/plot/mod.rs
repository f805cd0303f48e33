//! A seat's plot of cases: which series of reports it takes for one vessel, which it keeps apart, which it has closed.
//!
//! **A case is a label for a series of reports**, and not a vessel: two callers who describe one boat make two cases
//! until somebody decides that they are one. A rescue coordination centre decides that for itself; others hear of it by
//! message. Seats that keep no plot of their own follow the centre of their state; a ship or an organisation, which has
//! none, whichever centre tells it.

mod rules;

use serde::{Deserialize, Serialize};

use crate::base::Tick;
use crate::base::ids::{CraftId, SeatId};

pub(super) use rules::{answering, apply, arrived, check, is_one_case, reported, told_before};

/// What a centre decides about its cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "PlotCommand")]
pub enum Command {
    /// Take what is reported of a case for reports of another.
    Merge {
        /// The case that is no longer one of its own.
        case: CraftId,
        /// The case that it is part of from now on.
        into: CraftId,
        /// Why, for the log.
        reason: String,
    },
    /// Keep two cases apart, and undo it if they were merged.
    KeepApart {
        /// One of them; the one that was merged, if one was.
        case: CraftId,
        /// The other.
        from: CraftId,
        /// Why, for the log.
        reason: String,
    },
    /// Close a case for this centre.
    Conclude {
        /// The case.
        case: CraftId,
        /// Why.
        reason: Conclusion,
    },
    /// Open a closed case again.
    Reopen {
        /// The case.
        case: CraftId,
        /// Why, for the log.
        reason: String,
    },
}

impl Command {
    /// What it is, in a few words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Merge { .. } => "take two cases for one",
            Self::KeepApart { .. } => "keep two cases apart",
            Self::Conclude { .. } => "close a case",
            Self::Reopen { .. } => "open a case again",
        }
    }
}

/// Why a case is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Conclusion {
    /// There is no vessel in trouble, and there was none.
    FalseAlarm,
    /// Everybody told aboard is accounted for.
    AllAccountedFor,
    /// All reasonable hope of survivors has passed (sar-models.md 5.1).
    NoHope {
        /// Of those missing, the share that may still live by the centre's own estimate \[%\], at most 100.
        alive_percent: u8,
    },
    /// Another centre has it.
    PassedOn,
}

impl Conclusion {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::FalseAlarm => "false alarm".to_owned(),
            Self::AllAccountedFor => "all accounted for".to_owned(),
            Self::NoHope { alive_percent } => {
                format!("no hope of survivors left, {alive_percent} % thought to be alive still")
            }
            Self::PassedOn => "passed on".to_owned(),
        }
    }
}

/// What a message tells of the sender's plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "PlotNote")]
pub enum Note {
    /// The case is taken for this one.
    SameAs(CraftId),
    /// The case is kept apart from this one.
    Apart(CraftId),
    /// The case is closed.
    Concluded(Conclusion),
    /// The case is open again.
    Reopened,
}

impl Note {
    /// The other case it speaks of, if it speaks of one.
    pub fn other(self) -> Option<CraftId> {
        match self {
            Self::SameAs(other) | Self::Apart(other) => Some(other),
            Self::Concluded(_) | Self::Reopened => None,
        }
    }

    /// In words, to follow the name of the case; `name` gives that of the other.
    pub fn words(self, name: impl Fn(CraftId) -> String) -> String {
        match self {
            Self::SameAs(other) => format!("is taken for {}", name(other)),
            Self::Apart(other) => format!("is kept apart from {}", name(other)),
            Self::Concluded(reason) => format!("is closed: {}", reason.words()),
            Self::Reopened => "is open again".to_owned(),
        }
    }
}

/// Something that became true of a centre's plot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "PlotEvent")]
pub enum Event {
    /// It took a case for another.
    Merged {
        /// Who.
        seat: SeatId,
        /// Which.
        case: CraftId,
        /// For which.
        into: CraftId,
        /// Why.
        reason: String,
    },
    /// It keeps two cases apart.
    KeptApart {
        /// Who.
        seat: SeatId,
        /// One of them.
        case: CraftId,
        /// The other.
        from: CraftId,
        /// The case that was part of the other until now. Exists when and only when one was.
        undone: Option<CraftId>,
        /// Why.
        reason: String,
    },
    /// It closed a case.
    Concluded {
        /// Who.
        seat: SeatId,
        /// Which.
        case: CraftId,
        /// Why.
        reason: Conclusion,
        /// The vessels for which it thereby stopped, in truth: those reported under the case and under no other that is
        /// open there.
        vessels: Vec<CraftId>,
        /// Living people of these vessels at sea then.
        alive: u32,
        /// Whether it was responsible for the case, in truth.
        holds: bool,
    },
    /// A closed case is open again.
    Reopened {
        /// Where.
        seat: SeatId,
        /// Which.
        case: CraftId,
        /// Why. Exists when and only when somebody decided it; otherwise a report did it.
        reason: Option<String>,
    },
}

/// A change of a seat's own plot, as its ledger has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "PlotFact")]
pub enum Fact {
    /// A case is part of another.
    Merged {
        /// Which.
        case: CraftId,
        /// Of which.
        into: CraftId,
        /// Why.
        reason: String,
    },
    /// Two cases are kept apart.
    KeptApart {
        /// One of them.
        case: CraftId,
        /// The other.
        from: CraftId,
        /// The case that was part of the other until now. Exists when and only when one was.
        undone: Option<CraftId>,
        /// Why.
        reason: String,
    },
    /// A case is closed.
    Concluded {
        /// Which.
        case: CraftId,
        /// Why.
        reason: Conclusion,
    },
    /// A case is open again.
    Reopened {
        /// Which.
        case: CraftId,
        /// Why. Exists when and only when somebody decided it; otherwise a report did it.
        reason: Option<String>,
    },
}

/// How a case stands in a seat's plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Plot {
    /// The case that it is part of. Exists when and only when it is part of another.
    pub into: Option<CraftId>,
    /// When it was closed. Exists when and only when it is.
    pub concluded: Option<Tick>,
}

#[cfg(test)]
mod tests;
