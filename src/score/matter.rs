//! What there is to be known of a case, and what a message, a post or a look-out tells of it.
//!
//! The one vocabulary of "who knew what when": the score and the report count with it from events, party by party, and
//! the review from ledgers, seat by seat. Left out: whether what was told was true.

use serde::{Deserialize, Serialize};

use crate::scenario::{Nature, Phase};
use crate::sim::forms::Form;
use crate::sim::portal::{Post, Warning};
use crate::sim::{MessageBody, Seen};

/// Something about a case that one can know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Matter {
    /// That there is a case at all.
    Case,
    /// Where it is, or was.
    Position,
    /// How many are aboard.
    Persons,
    /// That lives are in danger.
    Distress,
    /// Which centre answers for it.
    Responsible,
    /// That it has capsized, or people are in the water.
    InWater,
    /// That people have been taken aboard.
    Recovered,
    /// That leave to land them was asked for.
    LandingAsked,
    /// That people have been landed.
    Landed,
}

impl Matter {
    /// All of them, in the order they come up.
    pub const ALL: [Self; 9] = [
        Self::Case,
        Self::Position,
        Self::Persons,
        Self::Distress,
        Self::Responsible,
        Self::InWater,
        Self::Recovered,
        Self::LandingAsked,
        Self::Landed,
    ];

    /// Those whose way from state to state is followed: what a search begins with.
    pub const FOLLOWED: [Self; 4] = [Self::Case, Self::Position, Self::Persons, Self::Distress];

    /// A stable key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Position => "position",
            Self::Persons => "persons",
            Self::Distress => "distress",
            Self::Responsible => "responsible",
            Self::InWater => "in_water",
            Self::Recovered => "recovered",
            Self::LandingAsked => "landing_asked",
            Self::Landed => "landed",
        }
    }

    /// What is known, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Case => "that there is a case",
            Self::Position => "a position",
            Self::Persons => "how many are aboard",
            Self::Distress => "that it is distress",
            Self::Responsible => "who answers for it",
            Self::InWater => "that it has capsized, or people are in the water",
            Self::Recovered => "that people were taken aboard",
            Self::LandingAsked => "that a landing was asked for",
            Self::Landed => "that people were landed",
        }
    }

    /// What a message about a case tells of it.
    pub fn of_message(body: &MessageBody) -> Vec<Self> {
        let mut told = vec![Self::Case];
        match body {
            MessageBody::Call { nature, position, persons, .. } => {
                told.extend(position.map(|_| Self::Position));
                told.extend(persons.map(|_| Self::Persons));
                told.extend((*nature >= Nature::TakingWater).then_some(Self::Distress));
            }
            MessageBody::Sitrep { phase, position, persons, recovered, landed, capsized, .. } => {
                told.extend(position.map(|_| Self::Position));
                told.extend(persons.map(|_| Self::Persons));
                told.extend((*phase == Some(Phase::Distress) || *capsized).then_some(Self::Distress));
                told.extend(capsized.then_some(Self::InWater));
                told.extend((*recovered > 0).then_some(Self::Recovered));
                told.extend((*landed > 0).then_some(Self::Landed));
            }
            MessageBody::Distress { .. } => told.extend([Self::Position, Self::Distress]),
            // How many look-outs saw is not how many are aboard, when another tells of it.
            MessageBody::Sighting { what, .. } => {
                told.push(Self::Position);
                told.extend(Self::of_sight(*what));
            }
            MessageBody::Form(form) => {
                told.extend(form.position().map(|_| Self::Position));
                told.extend(form.persons().map(|_| Self::Persons));
                let worse = form.nature().is_some_and(|nature| nature >= Nature::TakingWater);
                told.extend((form.tells_distress() || form.tells_wreck() || worse).then_some(Self::Distress));
                told.extend(form.tells_wreck().then_some(Self::InWater));
                if let Some([recovered, _, landed]) = form.counts() {
                    told.extend((recovered > 0).then_some(Self::Recovered));
                    told.extend((landed > 0).then_some(Self::Landed));
                }
                if matches!(**form, Form::Disembarkation(_)) {
                    told.extend([Self::Recovered, Self::LandingAsked]);
                }
            }
            MessageBody::AtYourDisposal { .. }
            | MessageBody::Text { .. }
            | MessageBody::Plotted { .. }
            | MessageBody::Lead { .. } => {}
        }
        told
    }

    /// What a post about a case tells whoever reads it.
    pub fn of_post(post: &Post) -> Vec<Self> {
        let mut told = vec![Self::Case];
        told.extend(post.position().map(|_| Self::Position));
        told.extend(post.persons().map(|_| Self::Persons));
        let phase = matches!(post, Post::CaseShared(shared) if shared.phase == Some(Phase::Distress));
        let nature = post.nature().is_some_and(|nature| nature >= Nature::TakingWater);
        told.extend((phase || nature).then_some(Self::Distress));
        told
    }

    /// What a warning about a case tells whom it reaches first.
    pub fn of_warning(warning: &Warning) -> Vec<Self> {
        let mut told = vec![Self::Case];
        told.extend(warning.position.map(|_| Self::Position));
        told.extend(warning.persons.map(|_| Self::Persons));
        told
    }

    /// What the state's own look-out tells. Debris alone tells nothing.
    pub fn of_sighting(what: Seen, persons: u32) -> Vec<Self> {
        if what == Seen::Debris {
            return Vec::new();
        }
        let mut told = vec![Self::Case, Self::Position];
        told.extend((matches!(what, Seen::Vessel | Seen::CapsizedHull) && persons > 0).then_some(Self::Persons));
        told.extend(Self::of_sight(what));
        told
    }

    fn of_sight(what: Seen) -> &'static [Self] {
        match what {
            Seen::CapsizedHull | Seen::PersonInWater | Seen::Body => &[Self::Distress, Self::InWater],
            Seen::LifeRaft => &[Self::Distress],
            Seen::Vessel | Seen::Debris => &[],
        }
    }
}
