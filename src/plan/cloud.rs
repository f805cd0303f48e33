//! Where something adrift is by now, or will be: a cloud of particles that drift by the forecast and its error.
//!
//! The particles are those of [`crate::drift`]: each begins somewhere within the error of the position told and has an
//! error of wind and current that lasts, as the forecast has. A vessel that may still be under its own power is taken
//! to have stopped at once, or since, or not at all.

use crate::base::quantity::{KNOT_MPS, metres};
use crate::base::{Position, Span, Tick, math};
use crate::chart::Coast;
use crate::drift::{self, Advance, Ensemble, Kept, KeptUntil, Settings, Whence};
use crate::picture::Briefing;
use crate::sar::leeway::{LeewayClass, Side};
use crate::sar::planning::{
    DriftErrors, Navigator, PROBABLE_ERROR_SIGMAS, dead_reckoning_error_m, total_probable_error_m,
};
use crate::sea::Sea;

use super::adrift::{Assumed, Drifting, Start, TRUSTED, Way};
use super::hypotheses::{Course, Hypothesis};

/// Step of the drift (1.3, *read*: ten minutes).
const STEP: Span = Span::minutes(10);

/// Step of the datum's drift sum.
const DATUM_STEP: Span = Span::minutes(30);

/// Longest drift that is reckoned: thirty days, as the longest exercise.
const LONGEST: Span = Span::hours(30 * 24);

/// Most particles of one cloud.
const MOST_PARTICLES: usize = 100_000;

/// Where something adrift may be at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The particles.
    pub particles: Vec<Position>,
    /// Weight of each, 0 to 1; their sum is 1.
    pub weights: Vec<f64>,
    /// The hypothesis each belongs to, an index into those of the [`Belief`](super::Belief) it is of; 0 in a plain
    /// cloud.
    pub groups: Vec<u16>,
    /// For when.
    pub at: Tick,
    /// Their weighted mean.
    pub datum: Position,
    /// Total probable error by the worksheet \[m\]: root of the sum of squares of the position's error and the drift's
    /// (sar-models.md 3.3), for comparison with `half_m`.
    pub error_m: f64,
    /// Radius about the datum that holds half of the weight \[m\].
    pub half_m: f64,
    /// Radius about the datum that holds 95 of 100 \[m\].
    pub most_m: f64,
    /// Weight of the particles that have met the shore, 0 to 1.
    pub aground: f64,
    /// The way of the mean, hour by hour from the start on, with both ends.
    pub path: Vec<(Tick, Position)>,
}

impl Prediction {
    /// Each particle with its weight and its hypothesis.
    pub fn weighted(&self) -> impl Iterator<Item = (Position, f64, u16)> + '_ {
        self.particles.iter().zip(&self.weights).zip(&self.groups).map(|((p, weight), group)| (*p, *weight, *group))
    }
}

/// Where something adrift may be at a moment.
///
/// The same seed gives the same cloud. A moment before the start gives the start's own error. At most 100,000 particles
/// and thirty days are reckoned; an error that is no number counts as none, and where the forecast is none nothing
/// moves.
pub fn cloud(
    briefing: &Briefing,
    start: &Start,
    object: Drifting<'_>,
    until: Tick,
    particles: usize,
    seed: u64,
) -> Prediction {
    let mut never = |_: f64| true;
    // Nobody stops it.
    cloud_with(briefing, start, object, until, particles, seed, &mut never).unwrap_or_else(|| Prediction {
        particles: Vec::new(),
        weights: Vec::new(),
        groups: Vec::new(),
        at: until.max(start.at),
        datum: start.position,
        error_m: 0.0,
        half_m: 0.0,
        most_m: 0.0,
        aground: 0.0,
        path: vec![(start.at, start.position)],
    })
}

/// As [`cloud`], telling the share done \[0 to 1\] now and then; when the answer is `false` it stops and gives none.
pub fn cloud_with(
    briefing: &Briefing,
    start: &Start,
    object: Drifting<'_>,
    until: Tick,
    particles: usize,
    seed: u64,
    go_on: &mut dyn FnMut(f64) -> bool,
) -> Option<Prediction> {
    let assumed = Assumed { start: *start, object, way: None, why: String::new() };
    cloud_assumed(briefing, &assumed, until, particles, seed, go_on)
}

/// As [`cloud_with`], for what is assumed of a case. Where the vessel may have kept its way, a third of the particles
/// drift from the start on, a third have kept on for at most twelve hours, and a third have stopped some time between
/// (the two extremes are JP 3-50's, s.516, *read*; the weights are *proposed*). Course and speed are as uncertain as a
/// small craft's dead reckoning (NATSAR D-6, *read*).
pub fn cloud_assumed(
    briefing: &Briefing,
    assumed: &Assumed<'_>,
    until: Tick,
    particles: usize,
    seed: u64,
    go_on: &mut dyn FnMut(f64) -> bool,
) -> Option<Prediction> {
    let start = Start { error_m: sound(assumed.start.error_m), ..assumed.start };
    let until = until.max(start.at).min(start.at.after(LONGEST));
    let longest = until.since(start.at).min(TRUSTED);
    let kept = assumed.way.and_then(|way| kept(way, KeptUntil::Unknown, longest));
    let mut ensemble = ensemble(briefing, &start, assumed.object, kept, particles, seed);
    let mut path: Vec<(Tick, Position)> = Vec::new();
    let mean = |ensemble: &Ensemble| (ensemble.at(), ensemble.moments().map_or(start.position, |m| m.mean));
    path.push(mean(&ensemble));
    let whole_s = until.since(start.at).seconds() as f64;
    while ensemble.at() < until && !ensemble.is_empty() {
        let done_s = ensemble.at().since(start.at).seconds() as f64;
        let next = ensemble.at().after(Span::hours(1)).min(until);
        let hour_s = next.since(ensemble.at()).seconds() as f64;
        if !ensemble.advance(&forecast(briefing), next, &mut |share| go_on((done_s + share * hour_s) / whole_s)) {
            return None;
        }
        path.push(mean(&ensemble));
    }
    let gathered: Vec<Position> = ensemble.positions().collect();
    let weights = vec![1.0 / gathered.len().max(1) as f64; gathered.len()];
    let groups = vec![0; gathered.len()];
    let error_m = worksheet_error_m(start.error_m, until.since(start.at));
    let mut sum = summed(gathered, weights, groups, until, error_m, ensemble.share_aground(), path);
    if sum.particles.is_empty() {
        (sum.half_m, sum.most_m) = (start.error_m, start.error_m);
    }
    Some(sum)
}

/// The particles of what is adrift, where they begin.
fn ensemble(
    briefing: &Briefing,
    start: &Start,
    object: Drifting<'_>,
    kept: Option<Kept>,
    particles: usize,
    seed: u64,
) -> Ensemble {
    let account = drift::Hypothesis {
        name: String::new(),
        weight: 1.0,
        whence: Whence::Point { position: start.position, sigma_m: sound(start.error_m) / PROBABLE_ERROR_SIGMAS },
        from: start.at,
        to: start.at,
        object: object.class(),
        kept,
    };
    let settings = Settings {
        step: STEP,
        wind_error_mps: briefing.forecast.wind_error_mps,
        current_error_mps: briefing.forecast.current_error_mps,
        ..Settings::default()
    };
    Ensemble::new(vec![account], settings, particles.min(MOST_PARTICLES), seed, Some(Coast::region()))
}

/// What particles are taken along by: the forecast, past the real shore.
fn forecast(briefing: &Briefing) -> Advance<'_> {
    let sea = &briefing.forecast;
    Advance { wind: &sea.wind, current: &sea.current, coast: Some(Coast::region()), threads: 1 }
}

/// A way that a vessel may have kept, as uncertain as a small craft's dead reckoning. None if it is no way.
fn kept(way: Way, until: KeptUntil, longest: Span) -> Option<Kept> {
    let speed = math::hypot(way.east_mps, way.north_mps);
    let sigma_mps = dead_reckoning_error_m(0.0, speed, Navigator::SmallCraft) / PROBABLE_ERROR_SIGMAS;
    let kept = Kept { east_mps: way.east_mps, north_mps: way.north_mps, sigma_mps, longest, until };
    speed.is_finite().then_some(kept)
}

/// Total probable error by the worksheet \[m\] after some time adrift (3.3).
pub(super) fn worksheet_error_m(initial_m: f64, adrift: Span) -> f64 {
    total_probable_error_m(sound(initial_m), metres(0.1), forecast_drift_error_mps(), adrift.as_hours())
}

/// A prediction of weighted particles: its datum is the end of the path, which has at least one position.
pub(super) fn summed(
    particles: Vec<Position>,
    weights: Vec<f64>,
    groups: Vec<u16>,
    at: Tick,
    error_m: f64,
    aground: f64,
    path: Vec<(Tick, Position)>,
) -> Prediction {
    let datum = path.last().map_or_else(|| Position::clamped(0.0, 0.0), |(_, position)| *position);
    let mut off: Vec<(f64, f64)> =
        particles.iter().zip(&weights).map(|(p, weight)| (datum.distance_m(*p), *weight)).collect();
    off.sort_by(|a, b| a.0.total_cmp(&b.0));
    let whole: f64 = weights.iter().sum();
    let holds = |share: f64| {
        let mut sum = 0.0;
        let reached = off.iter().find(|(_, weight)| {
            sum += weight;
            // A rounding error is no particle.
            sum >= share * whole - 1e-9
        });
        reached.map_or(0.0, |(off_m, _)| *off_m)
    };
    let (half_m, most_m) = (holds(0.5), holds(0.95));
    Prediction { particles, weights, groups, at, datum, error_m, half_m, most_m, aground, path }
}

/// The particles of one hypothesis at some moments.
pub(super) struct Carried {
    /// Positions: by moment, in the order of the moments, then by particle.
    pub(super) positions: Vec<Vec<Position>>,
    /// Whether each particle had met the shore by the last of the moments.
    pub(super) aground: Vec<bool>,
}

/// Where the particles of a hypothesis are at some moments. The same seed gives the same particles, whatever the
/// moments and however many: the i-th of one answer is the i-th of every other. Before its start a particle is where it
/// starts.
///
/// The one door between the maps of [`belief`](super::belief()) and whatever reckons drift.
pub(super) fn carried(
    briefing: &Briefing,
    hypothesis: &Hypothesis<'_>,
    moments: &[Tick],
    particles: usize,
    seed: u64,
) -> Carried {
    let start = &hypothesis.start;
    let kept = match hypothesis.course {
        Course::Adrift => None,
        Course::Kept(way) => kept(way, KeptUntil::Longest, TRUSTED),
        Course::Stopped(way) => kept(way, KeptUntil::Stopped, TRUSTED),
    };
    let mut ensemble = ensemble(briefing, start, hypothesis.object, kept, particles, seed);
    let to = |at: Tick, ensemble: &mut Ensemble| -> (Tick, Vec<Position>) {
        ensemble.advance(&forecast(briefing), at, &mut |_| true);
        (ensemble.at(), ensemble.positions().collect())
    };
    let mut order: Vec<usize> = (0..moments.len()).collect();
    order.sort_by_key(|i| (moments[*i], *i));
    let mut positions = vec![Vec::new(); moments.len()];
    // The two ends of the step that the last moment was in.
    let mut since = to(start.at, &mut ensemble);
    let mut until = since.clone();
    for i in order {
        // Beyond the longest drift it stays where that ended. Steps are whole, so that moments change nothing.
        let at = moments[i].min(start.at.after(LONGEST));
        if at > until.0 {
            let step = at.since(start.at).seconds() / STEP.seconds();
            since = to(start.at.after(Span(step * STEP.seconds())), &mut ensemble);
            until = if since.0 < at { to(since.0.after(STEP), &mut ensemble) } else { since.clone() };
        }
        let passed = |(from, to): (&Position, &Position)| between((since.0, *from), (until.0, *to), at);
        positions[i] = since.1.iter().zip(&until.1).map(passed).collect();
    }
    Carried { positions, aground: ensemble.aground().collect() }
}

/// Where something was at a moment between two; at the nearer of them when it is not between.
fn between((since, from): (Tick, Position), (until, to): (Tick, Position), at: Tick) -> Position {
    let seconds = until.since(since).seconds();
    let share = if seconds > 0 { at.since(since).seconds() as f64 / seconds as f64 } else { 1.0 };
    let share = share.clamp(0.0, 1.0);
    let east_deg = math::wrap_180(to.lon_deg() - from.lon_deg());
    Position::clamped(from.lat_deg() + share * (to.lat_deg() - from.lat_deg()), from.lon_deg() + share * east_deg)
}

/// Probable error of a drift velocity reckoned by forecast wind, leeway class and one current \[m/s\] (3.3).
pub fn forecast_drift_error_mps() -> f64 {
    DriftErrors { wind_mps: 0.5 * KNOT_MPS, ..DriftErrors::default() }.velocity_mps()
}

/// Where something adrift goes by the forecast between two moments, on average: the side of downwind is not known, so
/// that the two crosswind means cancel (1.2). Without a class it goes with the current.
pub fn drifted(sea: &Sea, class: Option<&LeewayClass>, from: Position, since: Tick, until: Tick) -> Position {
    let mut position = from;
    let mut at = since;
    while at < until {
        let next = at.after(DATUM_STEP).min(until);
        let seconds = next.since(at).seconds() as f64;
        let (wind, current) = (sea.wind.at(position, at), sea.current.at(position, at));
        let side =
            |side| class.map_or((0.0, 0.0), |c| c.velocity(&LeewayClass::mean(side), wind.east_mps, wind.north_mps));
        let (right, left) = (side(Side::Right), side(Side::Left));
        position = position.shifted(
            (current.east_mps + (right.0 + left.0) / 2.0) * seconds,
            (current.north_mps + (right.1 + left.1) / 2.0) * seconds,
        );
        at = next;
    }
    position
}

/// A number of metres that is one.
fn sound(x: f64) -> f64 {
    if x.is_finite() { x.clamp(0.0, metres(1000.0)) } else { 0.0 }
}
