//! What concerns each person after the rescue, drawn once: hidden until somebody asks.

use serde::{Deserialize, Serialize};

use crate::base::ids::{LanguageId, NationalityId, PartyId, PersonId, PlaceId};
use crate::base::noise::Draws;
use crate::base::{Noise, Stream, noise};
use crate::sar::reception::BADLY_WOUNDED;
use crate::scenario::Scenario;

use super::super::world::Person;

/// Age from which a person is an adult \[years\] (Convention on the Rights of the Child, art. 1, *recalled*).
pub const ADULT_YEARS: u8 = 18;

/// What each draw of `Stream::Background` is for, beside those drawn for the person as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Purpose {
    /// Who of a group organises the voyage.
    Organiser = 1,
    /// How long a stage takes with this person.
    Pace = 2,
    /// How well an organiser is hidden.
    Hidden = 3,
    /// How long a witness waits to be heard.
    Patience = 4,
    /// What a hearing about a need of protection brings out.
    Hearing = 5,
    /// Whether an interview establishes who somebody is.
    Identity = 6,
    /// How long papers travel between states; its subject is a request.
    Courier = 7,
    /// What screening brings out; the next numbers are those of the stages that ask.
    Telling = 16,
}

/// The draws for a purpose and a person; `times` tells one attempt from the next.
pub(super) fn draws(noise: &Noise, purpose: u32, person: PersonId, times: u32) -> Draws {
    noise.at(Stream::Background, noise::pair(purpose, person.0), crate::base::Tick(times))
}

/// What concerns a person. Truth, hidden from every seat.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Background {
    /// Nationality. Exists when and only when the person says one.
    pub nationality: Option<NationalityId>,
    /// Language for which an interpreter is needed. Exists when and only when one is.
    pub language: Option<LanguageId>,
    /// Whether there is an identity document.
    pub documents: bool,
    /// Whether a child without any adult of theirs.
    pub unaccompanied: bool,
    /// Whether pregnant.
    pub pregnant: bool,
    /// Whether wounded.
    pub wounded: bool,
    /// Whether so badly that a hospital is needed.
    pub badly_wounded: bool,
    /// Indicators of trafficking there are to be noted; more than none exactly for victims.
    pub indicators: u8,
    /// Whether in need of international protection.
    pub protection: bool,
    /// The state fled from. Exists when and only when in need of protection and the scenario names one.
    pub flees: Option<PartyId>,
    /// Whether an organiser.
    pub organiser: bool,
    /// Whether able to tell who the organisers are.
    pub witness: bool,
}

impl Background {
    /// Whether a victim of trafficking.
    pub fn is_trafficked(&self) -> bool {
        self.indicators > 0
    }
}

/// Draws everybody's. Nothing where there is no site, so that a scenario without one is as it was.
pub(in crate::sim) fn draw(scenario: &Scenario, noise: &Noise, people: &[Person]) -> Vec<Background> {
    if scenario.reception.sites.is_empty() {
        return Vec::new();
    }
    let mut all: Vec<Background> = people.iter().map(|person| one(scenario, noise, person)).collect();
    for (c, craft) in scenario.craft.iter().enumerate() {
        for (g, group) in craft.groups.iter().enumerate() {
            let of_group = |p: &&Person| p.craft.index() == c && p.group as usize == g;
            let adults = people.iter().filter(of_group).filter(|p| p.body.age_years >= ADULT_YEARS);
            let mut drawn: Vec<(f64, PersonId)> =
                adults.map(|p| (draws(noise, Purpose::Organiser as u32, p.id, 0).unit(), p.id)).collect();
            drawn.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (_, person) in drawn.into_iter().take(group.circumstances.organisers as usize) {
                let background = &mut all[person.index()];
                background.organiser = true;
                background.witness = false;
                background.indicators = 0;
            }
        }
    }
    all
}

/// The party a person in need of protection flees from. It matters at sea already, to those who turn vessels back,
/// whether or not anybody is received ashore.
pub(in crate::sim) fn flees(scenario: &Scenario, noise: &Noise, person: &Person) -> Option<PartyId> {
    of_group(scenario, person)?;
    one(scenario, noise, person).flees
}

/// The state that those of a person's company who need protection flee. Exists when and only when the scenario names
/// one.
fn of_group(scenario: &Scenario, person: &Person) -> Option<PartyId> {
    scenario.craft.get(person.craft.index())?.groups.get(person.group as usize)?.circumstances.flees
}

/// Whether somebody put ashore at a place is at a place of safety there. Safety is of a person at a place: where the
/// state rules that they flee, no place is safe for them, whatever it is for others (MSC.167(78) 6.17 and sar-models.md
/// 6.3).
pub fn is_safe_for(scenario: &Scenario, noise: &Noise, person: &Person, place: PlaceId) -> bool {
    scenario.places.get(place.index()).is_some_and(|there| {
        // Nothing is drawn for somebody whose company flees another state, or none.
        let may_flee_it = of_group(scenario, person) == Some(there.party);
        there.place_of_safety && !(may_flee_it && flees(scenario, noise, person) == Some(there.party))
    })
}

/// One person's. Each fact has a draw of its own, in this order, so that changing one share moves no other fact.
fn one(scenario: &Scenario, noise: &Noise, person: &Person) -> Background {
    let group = scenario.craft.get(person.craft.index()).and_then(|craft| craft.groups.get(person.group as usize));
    let Some(group) = group else { return Background::default() };
    let of = &group.circumstances;
    let mut draws = draws(noise, 0, person.id, 0);
    let age = person.body.age_years;
    let nationality = pick(&of.nationalities, draws.unit());
    let language = pick(&of.languages, draws.unit());
    let documents = draws.chance(of.documents_share);
    let unaccompanied = draws.chance(of.unaccompanied_share) && age < ADULT_YEARS;
    let pregnant = draws.chance(of.pregnant_share) && !person.male && (15..=49).contains(&age);
    let wounded = draws.chance(of.wounded_share);
    let badly_wounded = draws.chance(BADLY_WOUNDED) && wounded;
    let trafficked = draws.chance(of.trafficking_share);
    // One to four things that somebody who listens would note (*proposed*).
    let indicators = 1 + u8::try_from(draws.index(4)).unwrap_or(0);
    let protection = draws.chance(of.protection_share);
    let witness = draws.chance(of.witnesses_share) && age >= ADULT_YEARS;
    Background {
        nationality,
        language,
        documents,
        unaccompanied,
        pregnant,
        wounded,
        badly_wounded,
        indicators: if trafficked { indicators } else { 0 },
        protection,
        flees: of.flees.filter(|_| protection),
        organiser: false,
        witness,
    }
}

/// The entry of a list of shares in which a draw falls, if in any.
fn pick<T: Copy>(shares: &[(T, f64)], draw: f64) -> Option<T> {
    let mut sum = 0.0;
    shares.iter().find_map(|(what, share)| {
        sum += share;
        (draw < sum).then_some(*what)
    })
}
