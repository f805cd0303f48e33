//! The part ashore as resolved: where people are received, and what concerns them after the rescue.
//!
//! All of it may be left out of a scenario. Without a site nobody is received, and the circumstances of people are
//! without effect.

use serde::{Deserialize, Serialize};

use super::assessment::Assessment;
use super::model::{Role, Scenario};
use crate::base::Span;
use crate::base::ids::{LanguageId, NationalityId, PartyId, PlaceId, SeatId, SiteId};
use crate::sar::reception::Staff;

/// Everything about reception that a scenario says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reception {
    /// Reception sites, in order of `SiteId`.
    pub sites: Vec<Site>,
    /// Nationalities named, in order of `NationalityId`.
    pub nationalities: Vec<Nationality>,
    /// Languages named, in order of `LanguageId`.
    pub languages: Vec<String>,
    /// How needs of protection are assessed. Exists when and only when the scenario says so.
    pub assessment: Option<Assessment>,
}

impl Reception {
    /// The site at a place, if there is one.
    pub fn at(&self, place: PlaceId) -> Option<SiteId> {
        self.sites.iter().position(|site| site.place == place).map(SiteId::new)
    }

    /// A site, if it exists.
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.get(id.index())
    }

    /// A nationality in words.
    pub fn nationality(&self, id: NationalityId) -> &str {
        self.nationalities.get(id.index()).map_or("an unknown nationality", |n| n.name.as_str())
    }
}

/// Where people who have been landed at a place are received.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Where.
    pub place: PlaceId,
    /// Whose it is.
    pub party: PartyId,
    /// Who runs it: the party's immigration seat, or its rescue coordination centre.
    pub run_by: SeatId,
    /// Ships that can put people ashore at one time.
    pub berths: u32,
    /// From the order to open it to its being open.
    pub notice: Span,
    /// Staff at work at any one time, in the order of `Staff::ALL`.
    pub staff: [u32; Staff::ALL.len()],
    /// Interpreters, by language.
    pub interpreters: Vec<(LanguageId, u32)>,
    /// Beds.
    pub beds: u32,
    /// Water it can give out \[L/day\].
    pub water_l_per_day: f64,
    /// Ambulances, each for one patient.
    pub ambulances: u32,
    /// Time to the hospital.
    pub hospital: Span,
    /// Persons it can feed. Exists when and only when that is counted.
    pub meals: Option<u32>,
}

/// A nationality people may say is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nationality {
    /// In words.
    pub name: String,
    /// The state whose it is. Exists when and only when it is a party of the scenario.
    pub party: Option<PartyId>,
}

/// What concerns the people of a group after the rescue. The default is that nothing does.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Circumstances {
    /// Nationalities with their shares, together at most 1; the rest say none.
    pub nationalities: Vec<(NationalityId, f64)>,
    /// Languages for which an interpreter is needed, with their shares, together at most 1.
    pub languages: Vec<(LanguageId, f64)>,
    /// Share with an identity document, 0 to 1.
    pub documents_share: f64,
    /// Share of the children who travel without any adult of theirs, 0 to 1.
    pub unaccompanied_share: f64,
    /// Share of the women from 15 to 49 who are pregnant, 0 to 1.
    pub pregnant_share: f64,
    /// Share who come ashore wounded, 0 to 1.
    pub wounded_share: f64,
    /// Share who are victims of trafficking, 0 to 1.
    pub trafficking_share: f64,
    /// Share in need of international protection, 0 to 1.
    pub protection_share: f64,
    /// Organisers among them.
    pub organisers: u32,
    /// Share of the adults who can tell who the organisers are, 0 to 1.
    pub witnesses_share: f64,
    /// The state fled from by those in need of protection. Exists when and only when the scenario names one.
    pub flees: Option<PartyId>,
}

impl Scenario {
    /// The police seat of a party, if it has one; the first where it has several.
    pub fn police_of(&self, party: PartyId) -> Option<SeatId> {
        self.seats.iter().position(|seat| seat.party == party && seat.role == Role::Police).map(SeatId::new)
    }
}
