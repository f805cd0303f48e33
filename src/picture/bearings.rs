//! What a seat's units hear of distress beacons on 121.5 MHz: the last bearings each has taken.

use serde::{Deserialize, Serialize};

use super::model::{Picture, PositionView};
use crate::base::ids::{CraftId, SruId};
use crate::base::{Position, Span, Tick};
use crate::sim::signals::BearingsTaken;
use crate::sim::{ReportedPosition, Source, Theatre};

/// Bearings older than this are over: the unit hears the beacon no more, or has it in sight (*proposed*: three times
/// the five minutes between reports).
const LASTS: Span = Span::minutes(15);

/// The last bearings that a unit took of a beacon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BearingsView {
    /// Which unit.
    pub sru: SruId,
    /// Of which case.
    pub case: CraftId,
    /// When it first heard it, as far as this seat was told without a pause.
    pub since: Tick,
    /// When it took them.
    pub at: Tick,
    /// The bearing to steer \[degrees true\].
    pub bearing_true: f64,
    /// Where they cross.
    pub position: Position,
    /// Error of that place \[m, one standard deviation per axis\].
    pub error_m: f64,
}

impl BearingsView {
    /// Whether the unit still hears the beacon, as far as is known at a moment.
    pub fn is_fresh(&self, now: Tick) -> bool {
        now < self.at.after(LASTS)
    }
}

/// Reads bearings into a picture. Gives the line for the log where the unit had not heard the beacon until then: what
/// it hears every five minutes is no news.
pub(super) fn read(picture: &mut Picture, theatre: &Theatre, taken: &BearingsTaken, at: Tick) -> Option<String> {
    let BearingsTaken { sru, case, bearing_true, position, error_m } = *taken;
    let name = &theatre.sru(sru).name;
    let known = picture.bearings.iter_mut().find(|view| (view.sru, view.case) == (sru, case));
    let goes_on = known.as_ref().is_some_and(|view| view.is_fresh(at));
    match known {
        Some(view) => {
            let since = if goes_on { view.since } else { at };
            *view = BearingsView { sru, case, since, at, bearing_true, position, error_m };
        }
        None => {
            picture.bearings.push(BearingsView { sru, case, since: at, at, bearing_true, position, error_m });
        }
    }
    (!goes_on).then(|| {
        format!(
            "{name} hears a distress beacon on 121.5 MHz, bearing {bearing_true:03.0}; bearings cross at {position}"
        )
    })
}

/// The position that bearings give a case.
pub(super) fn position(theatre: &Theatre, taken: &BearingsTaken, at: Tick) -> PositionView {
    PositionView {
        reported: ReportedPosition { position: taken.position, error_m: taken.error_m, true_at: at },
        known_at: at,
        from: Source::Outside(theatre.sru(taken.sru).name.clone()),
    }
}
