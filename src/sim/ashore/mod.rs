//! After the rescue: reception sites, the people in their care, and what becomes known of them.
//!
//! What a person *is* (`Background`) is drawn once and hidden; what a site *knows* (`Known`) is written into the
//! person's file by the stage that asks. **Pictures read files and never backgrounds.** A file has a number of its own
//! in its state, so that a number tells nothing of who else was aboard. Enums named as others elsewhere have a serde
//! name of their own, because the layout of a recording knows enums by it. Stages, staff and times are those of
//! `sar::reception`. Left out: night shifts, the identification of the dead, and whoever comes ashore where no site is
//! near.

mod aboard;
mod advance;
mod assessment;
mod assistance;
mod background;
mod care;
mod command;
mod event;
mod evidence;
mod identity;
mod leads;
mod orders;
mod policing;
mod relocation;
#[cfg(test)]
mod assessment_tests;
#[cfg(test)]
mod assistance_tests;
#[cfg(test)]
mod identity_tests;
#[cfg(test)]
mod rights_tests;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::ids::{LanguageId, NationalityId, PartyId, PersonId, PlaceId, SiteId};
use crate::base::{Digest, Sealed, Tick};
use crate::sar::hunger::Hunger;
use crate::sar::reception::{Staff, Stage, Triage};
use crate::scenario::Scenario;

use super::step::Now;
use super::world::{Activity, World};

pub use assessment::{Assessed, Hearing, Office as AssessmentOffice, Offices};
pub use assistance::{Assistance, Shared, authority_of};
pub use background::{ADULT_YEARS, Background, is_safe_for};
pub use command::{Command, Evidence, Families, FileId, Offence, Outcome, Placement, Referral};
pub use event::{Event, Fact, Finding, Violation};
pub use evidence::{CaseEvidence, Item};
pub use leads::Following;

pub(crate) use advance::waits_for;
pub(super) use advance::{advance, feed, receive};
pub(crate) use assessment::office_of;
pub(super) use assistance::{grantable as assistance_grantable, sound as assistance_sound};
pub(super) use background::{draw, flees};
pub(super) use identity::liaise;
pub(super) use orders::apply;
pub(crate) use relocation::agreements;

/// The files of one state, in order of `FileId`.
pub type Files = Sealed<File>;

/// Everything about the part ashore that changes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Ashore {
    /// What concerns each person, in order of `PersonId`. Empty where there is no site. Hidden from every seat.
    pub backgrounds: Vec<Background>,
    /// Sites, in order of `SiteId`.
    pub sites: Vec<SiteState>,
    /// Files of each party, in order of `PartyId`, and in each of `FileId`.
    pub files: Vec<Files>,
    /// The file of each person who has one.
    pub index: BTreeMap<PersonId, (PartyId, FileId)>,
    /// Evidence, a record for each party and case that came to it.
    pub evidence: Vec<CaseEvidence>,
    /// The offices that assess needs of protection, and whom they hear.
    pub assessment: Offices,
    /// Leads that the police of each state follow up, or have.
    pub leads: Vec<Following>,
    /// Digest of all the above, made anew whenever any of it has changed, so that a quiet site costs nothing.
    seal: Digest,
    /// Digest of the backgrounds, which are drawn once.
    drawn: Digest,
}

/// A site now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SiteState {
    /// When it opens, or did. Exists when and only when it was ordered to.
    pub opens_at: Option<Tick>,
    /// Whether it is open.
    pub open: bool,
    /// Staff at work, in the order of `Staff::ALL`.
    pub staff: [u32; Staff::ALL.len()],
    /// Staff on their way here: when they arrive, which, how many.
    pub coming: Vec<(Tick, Staff, u32)>,
    /// In which order staff turn to stages.
    pub order: Vec<Stage>,
    /// When each ambulance is free again.
    pub ambulances: Vec<Tick>,
    /// Files of those in its care, in order of landing; those in hospital and on their way to it among them.
    pub present: Vec<FileId>,
    /// Persons there, without a bed, and without enough water, as last told.
    pub short: (u32, u32, u32),
    /// Arrivals not yet told to who runs it.
    pub arrivals: u32,
    /// Interpreters lent by others, by language.
    pub lent_interpreters: Vec<(LanguageId, u32)>,
    /// Immigration officers lent by other states, counted among the staff.
    pub liaison: Vec<(PartyId, u32)>,
    /// Persons there without food, as last told.
    pub without_food: u32,
}

/// A person's file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Whose it is, in truth. Never shown: pictures carry the file's own number instead.
    pub person: PersonId,
    /// In the care of which site.
    pub site: SiteId,
    /// When the person was landed.
    pub landed_at: Tick,
    /// How ill in truth. Hidden until triage.
    pub condition: Triage,
    /// Where the person is.
    pub stay: Stay,
    /// The stage in hand. Exists when and only when staff are with the person.
    pub in_hand: Option<InHand>,
    /// When each stage was done, in the order of `Stage::ALL`.
    pub done: [Option<Tick>; Stage::ALL.len()],
    /// Which stages were left out, in that order.
    pub skipped: [bool; Stage::ALL.len()],
    /// How often the person was screened.
    pub screenings: u8,
    /// Whether a statement is wanted.
    pub statement_wanted: bool,
    /// Whether, as a witness, the person is lost to the case.
    pub witness_lost: bool,
    /// What is known of the person.
    pub known: Known,
}

impl File {
    /// Whether a stage is behind this person: done, or left out.
    pub fn is_past(&self, stage: Stage) -> bool {
        self.done[stage as usize].is_some() || self.skipped[stage as usize]
    }

    /// Whether the person is living and in somebody's care here.
    pub fn is_here(&self) -> bool {
        !matches!(self.stay, Stay::Left | Stay::Died | Stay::Relocated)
    }

    /// Whether there is nothing more to wait for: registered, screened, and with a roof.
    pub fn is_settled(&self) -> bool {
        !self.is_here()
            || (self.is_past(Stage::Registration)
                && self.is_past(Stage::Screening)
                && (self.is_past(Stage::Shelter) || matches!(self.stay, Stay::Hospital { .. })))
    }
}

/// Where a person in the care of a site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stay {
    /// There.
    AtSite,
    /// Waits there for an ambulance.
    AwaitsAmbulance,
    /// In an ambulance or in hospital.
    Hospital {
        /// When treatment begins.
        from: Tick,
        /// Until when.
        until: Tick,
    },
    /// On the way there from another site.
    OnTheWay {
        /// Arrives then.
        until: Tick,
    },
    /// Returned, or handed over.
    Left,
    /// Died in its care.
    Died,
    /// Taken to another state, which has a file of its own. This one is closed.
    Relocated,
}

/// A stage in hand.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct InHand {
    /// Which.
    pub stage: Stage,
    /// Time still needed \[min\].
    pub left_min: f64,
    /// Whether the person is understood.
    pub understood: bool,
}

/// What is known of a person. Each fact exists when and only when a stage has asked for it, and may be wrong where
/// people were not understood.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Known {
    /// Colour of triage.
    pub triage: Option<Triage>,
    /// Age \[years\].
    pub age_years: Option<u8>,
    /// Whether male.
    pub male: Option<bool>,
    /// Nationality; inside, none if the person says none.
    pub nationality: Option<Option<NationalityId>>,
    /// Language for which an interpreter is needed; inside, none if none is.
    pub language: Option<Option<LanguageId>>,
    /// Whether there is an identity document.
    pub documents: Option<bool>,
    /// Whether a child without any adult of theirs.
    pub unaccompanied: Option<bool>,
    /// Family among those ashore here.
    pub family: Vec<FileId>,
    /// Family who set out together and are not ashore here.
    pub family_missing: Option<u32>,
    /// Whether pregnant.
    pub pregnant: Option<bool>,
    /// Whether wounded.
    pub wounded: Option<bool>,
    /// Indicators of trafficking noted.
    pub indicators: Option<u8>,
    /// Whether identified as a victim of trafficking.
    pub trafficked: Option<bool>,
    /// Whether in need of international protection.
    pub protection: Option<bool>,
    /// Whether able to tell who the organisers are.
    pub witness: Option<bool>,
    /// Whether identified as an organiser.
    pub organiser: bool,
    /// Where the person is to stay. Exists when and only when that was decided.
    pub placement: Option<Placement>,
    /// To whom referred, and when.
    pub referred: Vec<(Referral, Tick)>,
    /// The consulate told, and when. Exists when and only when one was.
    pub consulate: Option<(NationalityId, Tick)>,
    /// What was decided in the end, when, and when it is due. Exists when and only when it was.
    pub outcome: Option<(Outcome, Tick, Tick)>,
    /// With what charged. Exists when and only when charged.
    pub charged: Option<Offence>,
    /// Whether protected as a witness.
    pub protected: bool,
    /// Since when the person waits to be heard about a need of protection. Exists when and only when somebody asked for
    /// that and it has not been done.
    pub assessment_asked: Option<Tick>,
    /// What an assessment found. Exists when and only when one has been made that holds here.
    pub assessed: Option<Assessed>,
    /// Whether it is established who the person is. Exists when and only when an interview has been held.
    pub identity: Option<bool>,
    /// How the person has fared for want of food. Exists when and only when triage has been done and food is counted
    /// where the person comes from.
    pub hunger: Option<Hunger>,
    /// The state to which the person will be handed over for trial, and when that is due. Exists when and only when
    /// that was granted.
    pub extradition: Option<(PartyId, Tick)>,
}

impl Known {
    /// Whether a child, as far as known.
    pub fn is_child(&self) -> bool {
        self.age_years.is_some_and(|age| age < ADULT_YEARS)
    }

    /// Whether referred somewhere.
    pub fn is_referred(&self, to: Referral) -> bool {
        self.referred.iter().any(|(referral, _)| *referral == to)
    }

    /// What of it the police get to see: nothing of health, and nothing of a claim to protection.
    pub fn for_police(&self) -> Self {
        Self {
            triage: None,
            pregnant: None,
            wounded: None,
            hunger: None,
            protection: None,
            assessment_asked: None,
            assessed: None,
            consulate: None,
            referred: self.referred.iter().filter(|(to, _)| *to == Referral::TraffickingProtection).copied().collect(),
            ..self.clone()
        }
    }
}

impl Ashore {
    /// The beginning: sites closed, nobody there.
    pub(super) fn new(scenario: &Scenario) -> Self {
        let sites: Vec<SiteState> = scenario
            .reception
            .sites
            .iter()
            .map(|site| SiteState {
                opens_at: None,
                open: false,
                staff: site.staff,
                coming: Vec::new(),
                order: Stage::ALL.to_vec(),
                ambulances: vec![Tick::START; site.ambulances as usize],
                present: Vec::new(),
                short: (0, 0, 0),
                arrivals: 0,
                lent_interpreters: Vec::new(),
                liaison: Vec::new(),
                without_food: 0,
            })
            .collect();
        let files = if sites.is_empty() { Vec::new() } else { vec![Files::default(); scenario.parties.len()] };
        let assessment = Offices::new(scenario);
        Self { sites, files, assessment, ..Self::default() }
    }

    /// Whether a world that was read from somewhere can be one of this scenario, as far as this part of it goes: every
    /// list as long as it must be, and every file and lead that is named there.
    pub(crate) fn fits(&self, scenario: &Scenario, persons: usize, leads: usize) -> bool {
        let sites = &scenario.reception.sites;
        let lists = self.sites.len() == sites.len()
            && self.files.len() == if sites.is_empty() { 0 } else { scenario.parties.len() }
            && (sites.is_empty() || self.backgrounds.len() == persons)
            && self.assessment.offices.len() == Offices::new(scenario).offices.len();
        let there = |party: PartyId, file: FileId| self.file(party, file).is_some();
        lists
            && self.index.values().all(|(party, file)| there(*party, *file))
            && self.sites.iter().zip(sites).all(|(state, site)| state.present.iter().all(|f| there(site.party, *f)))
            && self.leads.iter().all(|following| (following.lead as usize) < leads)
    }

    /// What stands for all of it in the state hash.
    pub fn digest(&self) -> Digest {
        self.seal
    }

    /// Sets what concerns everybody, once.
    pub(in crate::sim) fn begin(&mut self, backgrounds: Vec<Background>) {
        self.drawn = Digest::of(&backgrounds);
        self.backgrounds = backgrounds;
        self.seal();
    }

    /// Makes the seal anew. The index is left out: it says whose each file is, as the files do.
    pub(in crate::sim) fn seal(&mut self) {
        let files: Vec<Digest> = self.files.iter().map(Files::digest).collect();
        self.seal = Digest::of(&(&self.drawn, &self.sites, &files, &self.evidence, &self.assessment, &self.leads));
    }

    /// A party's file.
    pub fn file(&self, party: PartyId, file: FileId) -> Option<&File> {
        self.files.get(party.index())?.get(file.index())
    }

    /// Whether everybody in anybody's care is registered, screened, and has a roof; and where needs of protection are
    /// assessed, has been heard.
    pub fn is_settled(&self) -> bool {
        let heard =
            |file: &File| self.assessment.offices.is_empty() || !file.is_here() || file.known.assessed.is_some();
        self.files.iter().flatten().all(|file| file.is_settled() && heard(file))
    }
}

/// Whether a ship has to wait off a place because its berths are taken by ships before it.
pub(super) fn berth_taken(now: &Now<'_>, world: &World, place: PlaceId, ship: usize) -> bool {
    let reception = &now.theatre.scenario.reception;
    let Some(site) = reception.at(place).and_then(|site| reception.site(site)) else { return false };
    let landing = |unit: &super::world::Sru| unit.activity == Activity::Landing { place };
    let before = world.srus.iter().take(ship).filter(|unit| landing(unit)).count();
    before >= site.berths as usize
}

/// The family of a person: who set out as one family with them, other than children who travel alone.
fn kin<'w>(
    scenario: &'w Scenario,
    world: &'w World,
    ashore: &'w Ashore,
    id: PersonId,
) -> impl Iterator<Item = PersonId> + 'w {
    let me = &world.people[id.index()];
    let alone = |id: PersonId| ashore.backgrounds.get(id.index()).is_some_and(|b| b.unaccompanied);
    let group = scenario.craft.get(me.craft.index()).and_then(|craft| craft.groups.get(me.group as usize));
    let has_family = group.is_some_and(|group| group.family_size > 1) && !alone(id);
    world
        .people
        .iter()
        .filter(move |p| has_family && p.craft == me.craft && p.family == me.family && p.id != id && !alone(p.id))
        .map(|p| p.id)
}

/// A site closes at once: who is there stays, and nobody is seen to.
pub(super) fn close(world: &mut World, site: SiteId) {
    if let Some(state) = world.ashore.sites.get_mut(site.index()) {
        state.open = false;
        state.opens_at = None;
        world.ashore.seal();
    }
}

/// A site opens at once.
pub(super) fn open_now(now: &Now<'_>, world: &mut World, site: SiteId) {
    if let Some(state) = world.ashore.sites.get_mut(site.index()).filter(|state| !state.open) {
        state.opens_at = Some(now.tick);
        world.ashore.seal();
    }
}

/// Beds of a site in use, or being made ready.
pub(crate) fn beds_in_use(ashore: &Ashore, site: SiteId, party: PartyId) -> u32 {
    let present = ashore.sites.get(site.index()).map_or(&[][..], |state| state.present.as_slice());
    advance::in_beds(present.iter().filter_map(|id| ashore.file(party, *id)))
}

/// The living family of a person in the care of the same site.
fn kin_here(scenario: &Scenario, world: &World, ashore: &Ashore, party: PartyId, file: FileId) -> Vec<FileId> {
    let Some(me) = ashore.file(party, file) else { return Vec::new() };
    kin(scenario, world, ashore, me.person)
        .filter_map(|person| ashore.index.get(&person))
        .filter(|(of, _)| *of == party)
        .map(|(_, file)| *file)
        .filter(|other| ashore.file(party, *other).is_some_and(|f| f.is_here() && f.site == me.site))
        .collect()
}
