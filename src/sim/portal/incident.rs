//! The incident report: the form by which each state tells the others of a case when it is over (Jakarta Declaration
//! 10.B.b, the voluntary reporting system).

use serde::{Deserialize, Serialize};

use super::super::command::Rejection;
use crate::base::ids::{CraftId, NationalityId, PartyId};
use crate::scenario::Scenario;

/// The most a number in a report may be, and the most entries one of its lists may have.
const MOST: u32 = 100_000;
const ENTRIES: usize = 50;

/// An incident report. What is not known is left empty; what concerns people ashore is of those the reporting state has
/// received itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncidentReport {
    /// The case.
    pub case: CraftId,
    /// Where and when they left. Empty when it is not known.
    pub departure: String,
    /// Persons aboard. Exists when and only when a number is known, as do those below.
    pub persons: Option<u32>,
    /// Landed alive, by anybody.
    pub survivors: Option<u32>,
    /// Dead.
    pub dead: Option<u32>,
    /// Missing.
    pub missing: Option<u32>,
    /// Men received.
    pub men: Option<u32>,
    /// Women received.
    pub women: Option<u32>,
    /// Boys received.
    pub boys: Option<u32>,
    /// Girls received.
    pub girls: Option<u32>,
    /// Nationalities of those received, with how many. Exists when and only when they have been asked.
    pub nationalities: Option<Vec<(NationalityId, u32)>>,
    /// Organisers found among those received.
    pub organisers: Option<u32>,
    /// States that took part, as far as known.
    pub states: Vec<PartyId>,
    /// Free text.
    pub text: String,
}

impl IncidentReport {
    /// Its words, for the limit on their length.
    pub(super) fn words(&self) -> [&str; 2] {
        [&self.departure, &self.text]
    }

    /// Refuses what names nothing, or is beyond any number of people.
    pub(super) fn sound(&self, scenario: &Scenario) -> Result<(), Rejection> {
        let numbers = [
            self.persons,
            self.survivors,
            self.dead,
            self.missing,
            self.men,
            self.women,
            self.boys,
            self.girls,
            self.organisers,
        ];
        let nationalities = self.nationalities.as_deref().unwrap_or_default();
        let told = numbers.into_iter().flatten().chain(nationalities.iter().map(|(_, number)| *number));
        if told.into_iter().any(|number| number > MOST) {
            let rule = format!("at most {MOST}");
            return Err(Rejection::BadNumber { what: "a number of persons".to_owned(), rule });
        }
        if nationalities.len() > ENTRIES || self.states.len() > ENTRIES {
            let rule = format!("at most {ENTRIES} entries long");
            return Err(Rejection::BadNumber { what: "a list".to_owned(), rule });
        }
        if nationalities.iter().any(|(of, _)| of.index() >= scenario.reception.nationalities.len()) {
            return Err(Rejection::Unknown { what: "that nationality".to_owned() });
        }
        if !self.states.iter().all(|state| scenario.is_country(*state)) {
            return Err(Rejection::Unknown { what: "that party, as a state,".to_owned() });
        }
        Ok(())
    }
}
