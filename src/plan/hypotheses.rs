//! Accounts of what may have happened to a case, each with its prior weight: where it started from, what is adrift, and
//! whether it kept its way.
//!
//! Several hypotheses are groups of particles with prior weights, and searches that find nothing shift weight between
//! them (sar-models.md 3.5). The priors here are *proposed*: a careful duty officer's, to be argued with and changed at
//! the desk.

use crate::base::ids::CraftId;
use crate::picture::Picture;
use crate::scenario::Nature;
use crate::sim::Seen;

use super::adrift::{Drifting, Start, Way, assumed, seen_capsized};

/// How a vessel went on from the position it is known by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Course {
    /// It has drifted since.
    Adrift,
    /// It has kept this way, for twelve hours at most, and drifts since.
    Kept(Way),
    /// It has kept this way and stopped some time within those twelve hours.
    Stopped(Way),
}

/// One account of what happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Hypothesis<'a> {
    /// What it is called in a list.
    pub name: String,
    /// How likely it is held to be before anybody has searched, against the others: any number that is not negative.
    pub prior: f64,
    /// The position to reckon from.
    pub start: Start,
    /// What is adrift.
    pub object: Drifting<'a>,
    /// How it went on.
    pub course: Course,
}

/// Odds that a vessel whose trouble is this has capsized since it was last heard of (*proposed*).
fn capsized_odds(nature: Nature) -> f64 {
    match nature {
        Nature::Sinking => 0.5,
        Nature::TakingWater => 0.35,
        Nature::EngineTrouble => 0.2,
        _ => 0.15,
    }
}

/// What may have happened to a case, by all that is on a desk. Empty when and only when no position is known.
///
/// While nothing has been seen of it: adrift, or still under its own power where course and speed are known (the two
/// extremes of JP 3-50 s.516 and the case between them), or capsized since. Once it is known to have capsized: the hull
/// and the people who left it. Once the hull has been found: people in the water with and without lifejackets.
pub fn hypotheses<'a>(picture: &'a Picture, case: CraftId) -> Vec<Hypothesis<'a>> {
    let Some(known) = assumed(picture, case) else { return Vec::new() };
    let Some(view) = picture.cases.iter().find(|view| view.case == case) else { return Vec::new() };
    let hypothesis = |name: &str, prior: f64, object: Drifting<'a>, course: Course| {
        let name = name.to_owned();
        Hypothesis { name, prior, start: known.start, object, course }
    };
    let (upright, capsized) = (Drifting::Upright(&view.described), Drifting::Capsized(&view.described));
    if seen_capsized(picture, case) {
        let hull_seen = picture.contacts.iter().any(|c| c.case == case && c.what == Seen::CapsizedHull);
        let with = hypothesis("people in lifejackets", 0.5, Drifting::PersonWithLifejacket, Course::Adrift);
        let without = hypothesis("people without lifejackets", 0.5, Drifting::Person, Course::Adrift);
        if hull_seen {
            return vec![with, without];
        }
        return vec![
            hypothesis("the hull, capsized", 0.5, capsized, Course::Adrift),
            Hypothesis { prior: 0.25, ..with },
            Hypothesis { prior: 0.25, ..without },
        ];
    }
    let lost = capsized_odds(view.nature);
    let afloat = 1.0 - lost;
    let mut all = match known.way {
        None => vec![hypothesis("adrift since", afloat, upright, Course::Adrift)],
        Some(way) => vec![
            hypothesis("adrift since", afloat / 3.0, upright, Course::Adrift),
            hypothesis("stopped on its way", afloat / 3.0, upright, Course::Stopped(way)),
            hypothesis("still under way", afloat / 3.0, upright, Course::Kept(way)),
        ],
    };
    all.push(hypothesis("capsized since", lost, capsized, known.way.map_or(Course::Adrift, Course::Stopped)));
    all
}
