//! The track of a search in space and time, and how likely each particle was to be seen from it.
//!
//! Method: the lateral-range law along the track (sar-models.md 2.3, 3.5): for each piece of the track the hazard of
//! the inverse cube law for the particle's own motion past the unit, the same that the exercise draws its sightings
//! from, so that honest play is rewarded.

use crate::base::ids::SruId;
use crate::base::{Position, Span, Tick, Utc, math};
use crate::chart::Coast;
use crate::picture::{Doing, SearchView, SruView};
use crate::sar::detection::{probability, segment_hazard};
use crate::sar::pattern::{Pattern, Rectangle, legs_for};
use crate::sar::sweep::SearchObject;
use crate::scenario::Sru;
use crate::sea::Sea;
use crate::sim::forms::PlannedSearch;
use crate::sim::{Order, voyage};

use super::seeing::seeing;

/// Light and weather are looked up anew after so long \[s\] (*proposed*).
const PIECE_S: f64 = 1800.0;

/// The motion of particles is followed from one moment to the next, at most so many of them in one search.
const MOST_MOMENTS: i64 = 5;

/// A piece farther off than so many sweep widths adds nothing worth counting, as in the exercise.
const NEGLIGIBLE_WIDTHS: f64 = 5.0;

/// A straight piece of a search track, from where to where \[m east, m north of the area's centre\], from when to when
/// \[s since tick 0\].
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    from: (f64, f64),
    to: (f64, f64),
    begins_s: f64,
    ends_s: f64,
    /// Sweep width against each hypothesis \[m\].
    widths_m: Vec<f64>,
}

/// A search as it was run, or will be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SearchTrack {
    pub(super) sru: SruId,
    pub(super) area: Rectangle,
    pub(super) began_at: Tick,
    pub(super) until: Tick,
    pub(super) running: bool,
    /// When the particles' positions are wanted.
    pub(super) moments: Vec<Tick>,
    pieces: Vec<Piece>,
}

/// What a track is reckoned with.
#[derive(Clone, Copy)]
pub(super) struct Watch<'a> {
    pub(super) sea: &'a Sea,
    pub(super) start: Utc,
    /// What is looked for: one object for each hypothesis.
    pub(super) objects: &'a [SearchObject],
}

impl SearchTrack {
    /// A search by all that was reported of it, up to now.
    pub(super) fn past(watch: Watch<'_>, search: &SearchView, data: &Sru, now: Tick) -> Self {
        let legs = legs_for(search.pattern, &search.area, search.spacing_m, search.area.centre);
        let waypoints: Vec<Position> = std::iter::once(search.area.centre).chain(legs.waypoints).collect();
        let until = search.ended_at.unwrap_or(now).min(now).max(search.began_at);
        let taken_s = until.since(search.began_at).seconds() as f64;
        let length_m: f64 = waypoints.windows(2).map(|leg| leg[0].distance_m(leg[1])).sum();
        let mut speed = data.search_mps.max(0.1);
        if search.completed && taken_s > 0.0 && length_m > 0.0 {
            // It may have stopped on the way, to take people aboard: the whole track was run in the time it took.
            speed = length_m / taken_s;
        }
        let running = search.ended_at.is_none();
        let widths = |place, at| widths_m(watch, data, place, at);
        Self::along(&widths, search.sru, search.area, &waypoints, speed, (search.began_at, until), running)
    }

    /// What a unit that searches, or is bound to, still has before it. None when it has no such order, or when it
    /// cannot get there.
    pub(super) fn ahead(watch: Watch<'_>, view: &SruView, data: &Sru, now: Tick) -> Option<Self> {
        let Some(Order::Search { area, pattern, spacing_m }) = view.order else { return None };
        let speed = data.search_mps.max(0.1);
        let (begins, waypoints) = match view.doing {
            Doing::Searching => (now, std::iter::once(view.position).chain(view.ahead.iter().copied()).collect()),
            Doing::Failed | Doing::Landing(_) => return None,
            _ => (Self::arrives(view, data, &area, now)?, Self::planned(&area, pattern, spacing_m)),
        };
        let length_m: f64 = waypoints.windows(2).map(|leg: &[Position]| leg[0].distance_m(leg[1])).sum();
        let until = begins.after(Span::from_hours(length_m / speed / 3600.0));
        let widths = |place, at| widths_m(watch, data, place, at);
        Some(Self::along(&widths, view.sru, area, &waypoints, speed, (begins, until), true))
    }

    /// What is left of a search that somebody else has planned: with the sweep width told, or by the unit's data if
    /// they are on the desk. None when neither says how wide a strip it sweeps.
    pub(super) fn told(watch: Watch<'_>, line: &PlannedSearch, data: Option<&Sru>, now: Tick) -> Option<Self> {
        let told_m = line.sweep_width_m;
        if data.is_none() && told_m.is_none() {
            return None;
        }
        let widths = |place, at| match data {
            Some(data) => widths_m(watch, data, place, at),
            None => vec![told_m.unwrap_or(0.0); watch.objects.len()],
        };
        let waypoints = Self::planned(&line.area, line.pattern, line.spacing_m);
        let times = (line.from, line.until);
        let mut track = Self::along(&widths, line.sru, line.area, &waypoints, line.speed_mps.max(0.1), times, true);
        // What should have been searched by now may have been or not; nobody has said so.
        let now_s = now.since(Tick::START).seconds() as f64;
        track.pieces.retain(|piece| piece.begins_s >= now_s);
        Some(track)
    }

    fn arrives(view: &SruView, data: &Sru, area: &Rectangle, now: Tick) -> Option<Tick> {
        let leaves = match view.doing {
            Doing::GettingReady(_, at) => voyage::leaves_at(data.kind, view.fuel, now, at),
            _ => now,
        };
        let (_, way_m) = voyage::way(Coast::region(), data, view.position, area.centre).ok()?;
        Some(leaves.after(Span::from_hours(way_m / data.transit_mps.max(0.1) / 3600.0)))
    }

    fn planned(area: &Rectangle, pattern: Pattern, spacing_m: f64) -> Vec<Position> {
        let legs = legs_for(pattern, area, spacing_m, area.centre);
        std::iter::once(area.centre).chain(legs.waypoints).collect()
    }

    fn along(
        widths: &dyn Fn(Position, Tick) -> Vec<f64>,
        sru: SruId,
        area: Rectangle,
        waypoints: &[Position],
        speed: f64,
        (began_at, until): (Tick, Tick),
        running: bool,
    ) -> Self {
        let (begin_s, end_s) =
            (began_at.since(Tick::START).seconds() as f64, until.since(Tick::START).seconds() as f64);
        let mut pieces = Vec::new();
        let mut at_s = begin_s;
        for leg in waypoints.windows(2) {
            let (a, b) = (area.centre.offset_to(leg[0]), area.centre.offset_to(leg[1]));
            let length_m = math::hypot(b.0 - a.0, b.1 - a.1);
            let lasts_s = length_m / speed;
            if lasts_s <= 0.0 || at_s >= end_s {
                continue;
            }
            let parts = (lasts_s / PIECE_S).ceil().clamp(1.0, 1000.0);
            for part in 0..parts as u32 {
                let (begins_s, share) = (at_s + lasts_s * f64::from(part) / parts, f64::from(part) / parts);
                if begins_s >= end_s {
                    break;
                }
                let ends_s = (at_s + lasts_s * f64::from(part + 1) / parts).min(end_s);
                let until_share = share + (ends_s - begins_s) / lasts_s;
                let place = |share: f64| (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1));
                let (from, to) = (place(share), place(until_share));
                let middle = area.centre.shifted((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
                let when = Tick::START.after(Span(((begins_s + ends_s) / 2.0) as i64));
                let widths_m = widths(middle, when);
                pieces.push(Piece { from, to, begins_s, ends_s, widths_m });
            }
            at_s += lasts_s;
        }
        let until = until.min(Tick::START.after(Span(at_s.max(begin_s) as i64)).next());
        let seconds = until.since(began_at).seconds().max(0);
        let steps = (seconds / 3600 + 1).min(MOST_MOMENTS);
        let moments = (0..=steps).map(|k| began_at.after(Span(seconds * k / steps))).collect();
        Self { sru, area, began_at, until, running, moments, pieces }
    }

    /// The mean sweep width against a hypothesis along the track \[m\].
    pub(super) fn mean_width_m(&self, group: usize) -> f64 {
        let lasts: f64 = self.pieces.iter().map(|p| p.ends_s - p.begins_s).sum();
        let sum = |p: &Piece| p.widths_m.get(group).copied().unwrap_or(0.0) * (p.ends_s - p.begins_s);
        if lasts > 0.0 { self.pieces.iter().map(sum).sum::<f64>() / lasts } else { 0.0 }
    }

    /// Probability that a particle of a hypothesis was seen, by its positions at the moments; what was flown before
    /// `known_since`, when the particle's hypothesis begins, does not count.
    pub(super) fn detects(&self, group: usize, known_since: Tick, at: impl Fn(usize) -> Position) -> f64 {
        let own: Vec<(f64, (f64, f64))> = self
            .moments
            .iter()
            .enumerate()
            .map(|(i, moment)| (moment.since(Tick::START).seconds() as f64, self.area.centre.offset_to(at(i))))
            .collect();
        let place = |when_s: f64| -> (f64, f64) {
            let after = own.iter().position(|(s, _)| *s >= when_s).unwrap_or(own.len().saturating_sub(1));
            let (Some(b), Some(a)) = (own.get(after), own.get(after.saturating_sub(1))) else { return (0.0, 0.0) };
            let share = if b.0 > a.0 { ((when_s - a.0) / (b.0 - a.0)).clamp(0.0, 1.0) } else { 1.0 };
            (a.1.0 + share * (b.1.0 - a.1.0), a.1.1 + share * (b.1.1 - a.1.1))
        };
        let known_s = known_since.since(Tick::START).seconds() as f64;
        let mut hazard = 0.0;
        for piece in self.pieces.iter().filter(|piece| piece.begins_s >= known_s) {
            let width_m = piece.widths_m.get(group).copied().unwrap_or(0.0);
            if width_m <= 0.0 {
                continue;
            }
            let (p, q) = (place(piece.begins_s), place(piece.ends_s));
            let from = (p.0 - piece.from.0, p.1 - piece.from.1);
            let to = (q.0 - piece.to.0, q.1 - piece.to.1);
            // However it passes, it comes no nearer than this.
            let length_m = math::hypot(to.0 - from.0, to.1 - from.1);
            let nearest_m = math::hypot(from.0, from.1).min(math::hypot(to.0, to.1)) - length_m / 2.0;
            if nearest_m <= NEGLIGIBLE_WIDTHS * width_m {
                hazard += segment_hazard(width_m, from, to);
            }
        }
        probability(hazard)
    }
}

/// Sweep widths of a unit against what each hypothesis looks like \[m\].
pub(super) fn widths_m(watch: Watch<'_>, data: &Sru, place: Position, at: Tick) -> Vec<f64> {
    let mut known: Vec<(SearchObject, f64)> = Vec::new();
    watch
        .objects
        .iter()
        .map(|object| {
            if let Some((_, width_m)) = known.iter().find(|(seen, _)| seen == object) {
                return *width_m;
            }
            let width_m = seeing(watch.sea, watch.start, data, *object, place, at).width_m();
            known.push((*object, width_m));
            width_m
        })
        .collect()
}
