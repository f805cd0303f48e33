//! What a search action plan needs beside what a desk sees: the weather expected, and how wide a strip each unit
//! sweeps.

use crate::base::quantity::{knots, nmi};
use crate::base::{Position, Span, Tick, Utc, math};
use crate::picture::Picture;
use crate::sea::Sea;
use crate::sim::forms::SearchActionPlan;

use super::adrift::seen_capsized;
use super::seeing::seeing;

/// The weather is told for now and for these times after it (*proposed*: half a day holds one search).
const AHEAD: [Span; 3] = [Span::hours(0), Span::hours(6), Span::hours(12)];

/// Completes a plan filled from a picture, by the forecast that begins at `start`. A unit whose data are not on the
/// desk keeps its line without a sweep width.
pub fn complete(plan: &mut SearchActionPlan, picture: &Picture, sea: &Sea, start: Utc) {
    let Some(view) = picture.cases.iter().find(|view| view.case == plan.case) else { return };
    let lost = seen_capsized(picture, plan.case);
    let object = if lost { view.described.object_capsized } else { view.described.object_afloat };
    for line in &mut plan.searches {
        let data = picture.cards.iter().find(|card| card.sru == line.sru).and_then(|card| card.data.as_deref());
        let middle = Tick(line.from.0 + (line.until.0.saturating_sub(line.from.0)) / 2);
        line.sweep_width_m = data.map(|data| seeing(sea, start, data, object, line.area.centre, middle).width_m());
    }
    let place = plan.searches.first().map(|line| line.area.centre);
    let Some(place) = place.or_else(|| view.latest_position().map(|told| told.reported.position)) else { return };
    plan.weather = AHEAD.map(|span| weather(sea, start, place, picture.tick.after(span))).join("; ");
}

/// What the forecast says of a place at a moment, in words.
pub fn weather(sea: &Sea, start: Utc, place: Position, at: Tick) -> String {
    let wind = sea.wind.at(place, at);
    let from = math::wrap_360(math::atan2(-wind.east_mps, -wind.north_mps).to_degrees());
    format!(
        "{} wind {from:03.0} {:.0} kn, waves {:.1} m, visibility {:.0} NM",
        start.at(at).dtg(),
        knots(math::hypot(wind.east_mps, wind.north_mps)),
        sea.wave_height_m.at(place, at),
        nmi(sea.visibility_m.at(place, at))
    )
}
