//! What is adrift, and from where: the positions a case is known by, the one to reckon from, and what to assume.
//!
//! Assumptions are those of a careful duty officer: what was seen counts before what was told; what cannot be, or lies
//! far off what most say, is left out; and while nobody says that the engine has stopped, the vessel may have kept its
//! way (minimax, sar-models.md 3.1, *read* in JP 3-50 s.516).

use crate::base::ids::CraftId;
use crate::base::quantity::{metres, mps};
use crate::base::time::TICK_SECONDS;
use crate::base::{Position, Span, Tick, math};
use crate::chart::Coast;
use crate::picture::{self, ContactView, Described, Picture};
use crate::sar::leeway::{self, LeewayClass};
use crate::sar::planning::PROBABLE_ERROR_SIGMAS;
use crate::sar::sweep::SearchObject;
use crate::scenario::Nature;
use crate::sim::{ReportedPosition, Seen, Source};

/// Speed no overloaded boat exceeds \[kn\], for weeding out impossible positions (*proposed*).
const FASTEST_KN: f64 = 10.0;

/// Two fixes tell a course and speed when they are at least this far apart in time (*proposed*).
const LEG: Span = Span::minutes(90);

/// A course made good is trusted for so long after the last fix (*proposed*).
pub(crate) const TRUSTED: Span = Span::hours(12);

/// A position no better than this gives way to a better one of the last hours \[NM\] (*proposed*).
const ROUGH_NMI: f64 = 4.0;

/// The latest known position, with its error and its age.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start {
    /// Where.
    pub position: Position,
    /// Probable error \[m\]: radius of the circle that holds it half the time.
    pub error_m: f64,
    /// When it was there.
    pub at: Tick,
}

impl From<&ReportedPosition> for Start {
    /// A position somebody told.
    fn from(told: &ReportedPosition) -> Self {
        Self { position: told.position, error_m: told.error_m, at: told.true_at }
    }
}

impl From<&ContactView> for Start {
    /// A thing seen by an own unit.
    fn from(seen: &ContactView) -> Self {
        Self { position: seen.position, error_m: seen.error_m * PROBABLE_ERROR_SIGMAS, at: seen.last_seen }
    }
}

impl From<&Fix> for Start {
    /// One of the positions a case is known by.
    fn from(fix: &Fix) -> Self {
        Self { position: fix.position, error_m: fix.error_m, at: fix.true_at }
    }
}

/// What is adrift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Drifting<'a> {
    /// The vessel of a case, upright.
    Upright(&'a Described),
    /// The vessel of a case, capsized or awash.
    Capsized(&'a Described),
    /// A person in the water who wears a lifejacket.
    PersonWithLifejacket,
    /// A person in the water without one, or of whom nothing is known.
    Person,
    /// A body.
    Body,
    /// Wreckage, or who holds on to it.
    Wreckage,
}

impl<'a> Drifting<'a> {
    /// All that may be adrift of a case.
    pub fn all(described: &'a Described) -> [Self; 6] {
        [
            Self::Upright(described),
            Self::Capsized(described),
            Self::PersonWithLifejacket,
            Self::Person,
            Self::Body,
            Self::Wreckage,
        ]
    }

    /// The name, as it stands in a list.
    pub fn name(self) -> &'static str {
        match self {
            Self::Upright(_) => "vessel, upright",
            Self::Capsized(_) => "vessel, capsized",
            Self::PersonWithLifejacket => "person in a lifejacket",
            Self::Person => "person without a lifejacket",
            Self::Body => "body",
            Self::Wreckage => "wreckage, or people holding on to it",
        }
    }

    /// The leeway class it drifts by. None when the description names a class that the table does not hold; it then
    /// goes with the current.
    pub fn class(self) -> Option<&'static LeewayClass> {
        leeway::class(match self {
            Self::Upright(described) => &described.leeway_afloat,
            Self::Capsized(described) => &described.leeway_capsized,
            Self::PersonWithLifejacket => leeway::WITH_LIFEJACKET,
            Self::Person => leeway::WITHOUT_LIFEJACKET,
            Self::Body => leeway::BODY,
            Self::Wreckage => leeway::WRECKAGE,
        })
    }

    /// What it looks like to a look-out. Wreckage is about as conspicuous as one person's raft (*proposed*).
    pub fn object(self) -> SearchObject {
        match self {
            Self::Upright(described) => described.object_afloat,
            Self::Capsized(described) => described.object_capsized,
            Self::PersonWithLifejacket | Self::Person | Self::Body => SearchObject::PersonInWater,
            Self::Wreckage => SearchObject::Raft1Person,
        }
    }
}

/// A velocity over ground \[m/s\].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// Eastward.
    pub east_mps: f64,
    /// Northward.
    pub north_mps: f64,
}

/// One position somebody told or saw.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// Where.
    pub position: Position,
    /// Probable error \[m\].
    pub error_m: f64,
    /// When the vessel was there.
    pub true_at: Tick,
    /// When this desk knew.
    pub known_at: Tick,
    /// Who told; none if own units saw it.
    pub from: Option<Source>,
}

/// All that a desk knew by a moment of where a case was, oldest truth first: positions told and vessels seen. What
/// lies on land, or cannot be reached from most other fixes, is left out.
pub fn fixes(picture: &Picture, case: CraftId, upto: Tick) -> Vec<Fix> {
    let mut all: Vec<Fix> = Vec::new();
    if let Some(view) = picture.cases.iter().find(|view| view.case == case) {
        for told in view.positions.iter().filter(|p| p.known_at <= upto) {
            all.push(Fix {
                position: told.reported.position,
                error_m: told.reported.error_m,
                true_at: told.reported.true_at,
                known_at: told.known_at,
                from: Some(told.from.clone()),
            });
        }
    }
    let seen = picture.contacts.iter().filter(|c| c.case == case && c.first_seen <= upto);
    let seen: Vec<_> = seen.filter(|c| !matches!(c.what, Seen::Debris | Seen::Body)).collect();
    let hull_seen = seen.iter().any(|c| c.what != Seen::PersonInWater);
    for contact in seen.iter().filter(|c| !hull_seen || c.what != Seen::PersonInWater) {
        all.push(Fix {
            position: contact.position,
            error_m: contact.error_m * PROBABLE_ERROR_SIGMAS,
            true_at: contact.last_seen,
            known_at: contact.first_seen,
            from: None,
        });
    }
    all.retain(|fix| {
        let coast = Coast::region();
        !coast.is_land(fix.position) || coast.distance_to_coast_m(fix.position) < fix.error_m + metres(2.0)
    });
    all.sort_by_key(|fix| (fix.true_at, fix.known_at));
    // A broadcast gives a datum, not a fix; it does not displace the fix it was reckoned from.
    let better = |rough: &Fix| {
        rough.error_m > metres(ROUGH_NMI)
            && all.iter().any(|fix| fix.error_m < rough.error_m / 2.0 && rough.true_at < fix.true_at.after(TRUSTED))
    };
    let kept: Vec<bool> = all.iter().map(|fix| !better(fix)).collect();
    let mut kept = kept.into_iter();
    all.retain(|_| kept.next().unwrap_or(true));
    // Each is held against every other, by the hundred in a long case: on one flat chart, whose error is small beside
    // what is allowed for.
    let Some(origin) = all.first().map(|fix| fix.position) else { return all };
    let flat: Vec<(f64, f64)> = all.iter().map(|fix| origin.offset_to(fix.position)).collect();
    let agrees = |a: usize, b: usize| {
        let hours = (all[a].true_at.0.abs_diff(all[b].true_at.0)) as f64 * TICK_SECONDS as f64 / 3600.0;
        let reach_m = metres(5.0 + FASTEST_KN * hours) + 2.0 * (all[a].error_m + all[b].error_m);
        let (east, north) = (flat[a].0 - flat[b].0, flat[a].1 - flat[b].1);
        east * east + north * north <= reach_m * reach_m
    };
    let most = all.len() / 2;
    let supported = |a: &usize| (0..all.len()).filter(|b| agrees(*a, *b)).nth(most).is_some();
    let credible: Vec<Fix> = (0..all.len()).filter(supported).map(|i| all[i].clone()).collect();
    if credible.is_empty() { all } else { credible }
}

/// Whether the vessel of a case is known to be lost: own or lent units have seen its hull, people in the water or a
/// raft, or somebody has told of it.
pub fn seen_capsized(picture: &Picture, case: CraftId) -> bool {
    picture::knows_wreck(picture, case)
}

/// Velocity over ground between the last fix and the last one well before it. None when no two are far enough apart in
/// time to tell.
pub fn made_good(fixes: &[Fix]) -> Option<Way> {
    let last = fixes.last()?;
    let before = fixes.iter().rev().find(|fix| last.true_at >= fix.true_at.after(LEG))?;
    let seconds = last.true_at.since(before.true_at).seconds() as f64;
    let (east, north) = before.position.offset_to(last.position);
    let (east, north) = (east / seconds, north / seconds);
    let too_fast = math::hypot(east, north) / mps(FASTEST_KN);
    let shrink = too_fast.max(1.0);
    Some(Way { east_mps: east / shrink, north_mps: north / shrink })
}

/// What a careful duty officer would reckon with.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumed<'a> {
    /// The position to reckon from.
    pub start: Start,
    /// What is adrift.
    pub object: Drifting<'a>,
    /// The way it may have kept since. Exists when and only when it may still be under its own power and its course and
    /// speed are known.
    pub way: Option<Way>,
    /// All this in a sentence or two.
    pub why: String,
}

/// What to reckon with for a case, by all that is on a desk. None when and only when no position is known.
pub fn assumed(picture: &Picture, case: CraftId) -> Option<Assumed<'_>> {
    let view = picture.cases.iter().find(|view| view.case == case)?;
    let fixes = fixes(picture, case, picture.tick);
    let last = fixes.last()?;
    let capsized = seen_capsized(picture, case);
    let adrift = capsized || matches!(view.nature, Nature::EngineTrouble | Nature::Sinking);
    let object = if capsized { Drifting::Capsized(&view.described) } else { Drifting::Upright(&view.described) };
    let way = made_good(&fixes).filter(|_| !adrift);
    let who = match &last.from {
        None => "seen by own units".to_owned(),
        Some(Source::Casualty(_)) => "told by the vessel".to_owned(),
        Some(Source::Seat(_)) => "told by another centre".to_owned(),
        Some(Source::Outside(name)) => format!("told by {name}"),
    };
    let age = Span::minutes(picture.tick.since(last.true_at).seconds() / 60);
    let state = match (adrift, capsized, way) {
        (_, true, _) => "it is known to have capsized and drifts".to_owned(),
        (true, ..) => "its engine is said to have stopped and it drifts".to_owned(),
        (_, _, Some(way)) => format!(
            "it may have stopped, or kept on {:03.0} at {:.1} kn",
            math::wrap_360(math::atan2(way.east_mps, way.north_mps).to_degrees()),
            crate::base::quantity::knots(math::hypot(way.east_mps, way.north_mps))
        ),
        _ => "its course and speed are not known; it is taken to drift".to_owned(),
    };
    Some(Assumed {
        start: Start::from(last),
        object,
        way,
        why: format!("The position true last, {who}, {age} old; {state}."),
    })
}
