//! The full form of a situation report, in the doctrine's fields (sar-models.md 5.4): what the short form, which is the
//! message itself, leaves out.
//!
//! As in every form, each field says what its sender believes and may be wrong.

use serde::{Deserialize, Serialize};

use super::authority::bounded;
use super::command::Rejection;
use crate::scenario::Phase;

/// How urgent a report is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename = "SitrepPriority")]
pub enum Priority {
    /// When the line is free.
    #[default]
    Routine,
    /// Before routine traffic.
    Urgency,
    /// Before everything.
    Distress,
}

impl Priority {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Routine, Self::Urgency, Self::Distress];

    /// That of a report about a case in a phase.
    pub fn of(phase: Option<Phase>) -> Self {
        match phase {
            Some(Phase::Distress) => Self::Distress,
            Some(Phase::Alert | Phase::Uncertainty) => Self::Urgency,
            None => Self::Routine,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Routine => "routine",
            Self::Urgency => "urgency",
            Self::Distress => "distress",
        }
    }
}

/// What the full form has beside the short one. What is not known is left empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FullSitrep {
    /// Number in the series of reports about the case to this receiver, from 1.
    pub number: u32,
    /// Priority.
    pub priority: Priority,
    /// C Situation: what happened.
    pub situation: String,
    /// E Assistance required.
    pub assistance: String,
    /// F Co-ordinating centre.
    pub coordinating: String,
    /// G Description of the casualty.
    pub description: String,
    /// H Weather on scene.
    pub weather: String,
    /// I Initial actions taken.
    pub actions: String,
    /// J Search area, and what searches have found.
    pub search: String,
    /// K Co-ordinating instructions: who is on scene, and how to reach them.
    pub instructions: String,
    /// L Future plans.
    pub plans: String,
    /// M Additional information: who has been taken aboard, and what they say that bears on where they may land.
    pub additional: String,
}

impl FullSitrep {
    /// Its fields with their letters, in the doctrine's order.
    fn lettered(&self) -> [(&'static str, &str); 10] {
        [
            ("C", &self.situation),
            ("E", &self.assistance),
            ("F", &self.coordinating),
            ("G", &self.description),
            ("H", &self.weather),
            ("I", &self.actions),
            ("J", &self.search),
            ("K", &self.instructions),
            ("L", &self.plans),
            ("M", &self.additional),
        ]
    }

    /// Refuses what no report can say.
    pub(super) fn sound(&self) -> Result<(), Rejection> {
        if self.number == 0 {
            let (what, rule) = ("the number of the report".to_owned(), "at least 1".to_owned());
            return Err(Rejection::BadNumber { what, rule });
        }
        // All its words together are one text.
        bounded(&self.lettered().map(|(_, words)| words).concat())?;
        Ok(())
    }

    /// The report in words, what is empty left out: "No 3, distress. C: sinking. L: search until dusk".
    pub fn words(&self) -> String {
        let fields = self.lettered().into_iter().filter(|(_, words)| !words.trim().is_empty());
        let fields: Vec<String> = fields.map(|(letter, words)| format!("{letter}: {}", words.trim())).collect();
        let head = format!("No {}, {}", self.number, self.priority.word());
        if fields.is_empty() { head } else { format!("{head}. {}", fields.join(". ")) }
    }
}
