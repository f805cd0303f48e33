//! Where something adrift is by now, or will be: a cloud of particles that drift by the forecast and its error.
//!
//! Method: Breivik & Allen 2008 (doi:10.1016/j.jmarsys.2007.02.010) by sar-models.md 1.1 to 1.3. Each particle begins
//! somewhere within the error of the position told, has a draw of its own from the leeway class, as the thing adrift
//! has, and an error of wind and current that lasts, as the forecast has; it jibes now and then, and stays where it
//! meets the shore. A vessel that may still be under its own power is taken to have stopped at once, or since, or not
//! at all.

use crate::base::quantity::{KNOT_MPS, metres};
use crate::base::{Noise, Position, Span, Stream, Tick, math};
use crate::chart::Coast;
use crate::picture::Briefing;
use crate::sar::leeway::{JIBES_PER_HOUR, LeewayClass, Side};
use crate::sar::planning::{
    DriftErrors, Navigator, PROBABLE_ERROR_SIGMAS, dead_reckoning_error_m, total_probable_error_m,
};
use crate::sea::{Flow, Sea};

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

/// Particles between two looks at whether to go on.
const SLICE: usize = 256;

/// How often a start that lies on land is drawn again: one address of the noise has room for eight.
const TRIES: u32 = 8;

/// Where something adrift may be at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The particles.
    pub particles: Vec<Position>,
    /// Weight of each, 0 to 1; their sum is 1.
    pub weights: Vec<f64>,
    /// The hypothesis each belongs to, an index into those of the [`Belief`](super::Belief) it is of; 0 in a plain cloud.
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
/// and thirty days are reckoned; numbers that are none count as zero.
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
    let course = assumed.way.map_or(Kept::Adrift, Kept::Any);
    let drift = Drift::new(briefing, &assumed.start, assumed.object, course, until, seed);
    let wanted = particles.min(MOST_PARTICLES);
    let mut gathered = Vec::with_capacity(wanted);
    let mut hours = Hours::new(&drift);
    let mut aground = 0_u32;
    for i in 0..wanted {
        if i % SLICE == 0 && !go_on(i as f64 / wanted as f64) {
            return None;
        }
        let mut last = drift.start.position;
        let stranded = drift.particle(i as u64, &mut |at, position| {
            hours.visit(&drift, at, position);
            last = position;
        });
        gathered.push(last);
        aground += u32::from(stranded);
    }
    let n = gathered.len().max(1) as f64;
    let path = hours.means(&drift, n, gathered.is_empty());
    let weights = vec![1.0 / n; gathered.len()];
    let groups = vec![0; gathered.len()];
    let error_m = worksheet_error_m(drift.start.error_m, drift.until.since(drift.start.at));
    let mut sum = summed(gathered, weights, groups, drift.until, error_m, f64::from(aground) / n, path);
    if sum.particles.is_empty() {
        (sum.half_m, sum.most_m) = (drift.start.error_m, drift.start.error_m);
    }
    Some(sum)
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
    let kept = match hypothesis.course {
        Course::Adrift => Kept::Adrift,
        Course::Kept(way) => Kept::Longest(way),
        Course::Stopped(way) => Kept::Stopped(way),
    };
    let last = moments.iter().copied().max().unwrap_or(hypothesis.start.at);
    let drift = Drift::new(briefing, &hypothesis.start, hypothesis.object, kept, last, seed);
    let mut order: Vec<usize> = (0..moments.len()).collect();
    order.sort_by_key(|i| (moments[*i], *i));
    let n = particles.min(MOST_PARTICLES);
    let mut positions = vec![Vec::with_capacity(n); moments.len()];
    let mut aground = Vec::with_capacity(n);
    for i in 0..n {
        let mut wanted = order.iter().peekable();
        let mut before: Option<(Tick, Position)> = None;
        let stranded = drift.particle(i as u64, &mut |at, position| {
            while let Some(moment) = wanted.next_if(|moment| moments[**moment] <= at) {
                positions[*moment].push(between(before, (at, position), moments[*moment]));
            }
            before = Some((at, position));
        });
        // Beyond the longest drift it stays where that ended.
        let end = before.map_or(drift.start.position, |(_, position)| position);
        wanted.for_each(|moment| positions[*moment].push(end));
        aground.push(stranded);
    }
    Carried { positions, aground }
}

/// Where something was at a moment between two.
fn between(before: Option<(Tick, Position)>, after: (Tick, Position), at: Tick) -> Position {
    let Some((since, from)) = before.filter(|(since, _)| at < after.0 && *since < after.0) else { return after.1 };
    let share = at.since(since).seconds() as f64 / after.0.since(since).seconds() as f64;
    let share = share.clamp(0.0, 1.0);
    let east_deg = math::wrap_180(after.1.lon_deg() - from.lon_deg());
    Position::clamped(from.lat_deg() + share * (after.1.lat_deg() - from.lat_deg()), from.lon_deg() + share * east_deg)
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

/// All that the particles have in common.
struct Drift<'a> {
    sea: &'a Sea,
    coast: &'a Coast,
    start: Start,
    until: Tick,
    class: Option<&'static LeewayClass>,
    kept: Kept,
    noise: Noise,
}

/// What is held of the vessel's own way.
#[derive(Debug, Clone, Copy)]
enum Kept {
    /// It drifts from the start on.
    Adrift,
    /// Any of the three: a third of the particles each.
    Any(Way),
    /// It has kept its way for as long as such a way is trusted.
    Longest(Way),
    /// It has stopped some time since.
    Stopped(Way),
}

impl<'a> Drift<'a> {
    fn new(briefing: &'a Briefing, start: &Start, object: Drifting<'_>, kept: Kept, until: Tick, seed: u64) -> Self {
        let known = |way: &Way| way.east_mps.is_finite() && way.north_mps.is_finite();
        let kept = match kept {
            Kept::Any(way) | Kept::Longest(way) | Kept::Stopped(way) if !known(&way) => Kept::Adrift,
            kept => kept,
        };
        Self {
            sea: &briefing.forecast,
            coast: Coast::region(),
            start: Start { error_m: sound(start.error_m), ..*start },
            until: until.max(start.at).min(start.at.after(LONGEST)),
            class: object.class(),
            kept,
            noise: Noise::new(seed),
        }
    }

    /// Carries one particle from the start to the end, telling its position at the start and after each step. Whether it
    /// has met the shore.
    fn particle(&self, number: u64, visit: &mut dyn FnMut(Tick, Position)) -> bool {
        // Addresses of one particle: its start, its leeway, the errors of its weather, its jibes.
        let draws = |address: u32| self.noise.at(Stream::Planning, number, Tick(address));
        let (mut position, mut aground) = self.begins(&mut draws(0));
        let mut leeway = self.class.map(|class| (class, class.draw(&mut draws(1))));
        let mut weather = draws(2);
        let mut error = |sigma: f64| {
            let sigma = if sigma.is_finite() { sigma.max(0.0) } else { 0.0 };
            Flow { east_mps: sigma * weather.normal(), north_mps: sigma * weather.normal() }
        };
        let (wind_error, current_error) = (error(self.sea.wind_error_mps), error(self.sea.current_error_mps));
        let kept = self.keeps(&mut weather);
        let mut jibes = draws(3);
        let mean_wait_s = -3600.0 / math::ln(1.0 - JIBES_PER_HOUR);
        let mut next_jibe_s = mean_wait_s * jibes.exponential();

        let mut at = self.start.at;
        visit(at, position);
        while at < self.until {
            let next = at.after(STEP).min(self.until);
            if !aground {
                let seconds = next.since(at).seconds() as f64;
                let (wind, current) = (self.sea.wind.at(position, at), self.sea.current.at(position, at));
                let (east, north) = leeway.map_or((0.0, 0.0), |(class, draw)| {
                    class.velocity(&draw, wind.east_mps + wind_error.east_mps, wind.north_mps + wind_error.north_mps)
                });
                let drifts = (
                    current.east_mps + current_error.east_mps + east,
                    current.north_mps + current_error.north_mps + north,
                );
                let (east_mps, north_mps) = match kept {
                    Some((way, stops)) if at < stops => (way.east_mps, way.north_mps),
                    _ => drifts,
                };
                let to = position.shifted(east_mps * seconds, north_mps * seconds);
                position = match self.coast.first_land(position, to) {
                    Some(shore) => {
                        aground = true;
                        shore
                    }
                    None => to,
                };
                if let Some((class, draw)) = &mut leeway {
                    next_jibe_s -= seconds;
                    while next_jibe_s <= 0.0 {
                        *draw = class.jibe(*draw);
                        next_jibe_s += mean_wait_s * jibes.exponential();
                    }
                }
            }
            at = next;
            visit(at, position);
        }
        aground
    }

    /// The way one particle keeps, and until when. None when it drifts from the start on.
    fn keeps(&self, draws: &mut crate::base::noise::Draws) -> Option<(Way, Tick)> {
        let (Kept::Any(way) | Kept::Longest(way) | Kept::Stopped(way)) = self.kept else { return None };
        let (case, share) = (draws.unit() * 3.0, draws.unit());
        // By the whole of that time: a particle's course must not depend on how far it is carried.
        let longest = match self.kept {
            Kept::Any(_) => self.until.min(self.start.at.after(TRUSTED)).0 - self.start.at.0,
            _ => self.start.at.after(TRUSTED).0 - self.start.at.0,
        };
        let some = (share * f64::from(longest)) as u32;
        let kept = match self.kept {
            Kept::Adrift => 0,
            Kept::Longest(_) => longest,
            Kept::Stopped(_) => some,
            Kept::Any(_) if case < 1.0 => 0,
            Kept::Any(_) if case < 2.0 => some,
            Kept::Any(_) => longest,
        };
        let speed = math::hypot(way.east_mps, way.north_mps);
        let sigma = dead_reckoning_error_m(0.0, speed, Navigator::SmallCraft) / PROBABLE_ERROR_SIGMAS;
        let way =
            Way { east_mps: way.east_mps + sigma * draws.normal(), north_mps: way.north_mps + sigma * draws.normal() };
        Some((way, Tick(self.start.at.0 + kept)))
    }

    /// A place within the error of the start. What floats is at sea: a place on land is drawn again.
    fn begins(&self, draws: &mut crate::base::noise::Draws) -> (Position, bool) {
        let sigma = self.start.error_m / PROBABLE_ERROR_SIGMAS;
        for _ in 0..TRIES {
            let position = self.start.position.shifted(sigma * draws.normal(), sigma * draws.normal());
            if !self.coast.is_land(position) {
                return (position, false);
            }
        }
        (self.start.position, self.coast.is_land(self.start.position))
    }
}

/// Sums of positions at each whole hour and at the end, for their means.
struct Hours {
    origin: Position,
    /// Degrees north and east of the origin.
    sums: Vec<(f64, f64)>,
}

impl Hours {
    fn new(drift: &Drift<'_>) -> Self {
        let seconds = drift.until.since(drift.start.at).seconds();
        Self { origin: drift.start.position, sums: vec![(0.0, 0.0); (seconds + 3599) as usize / 3600 + 1] }
    }

    /// Takes a position down if it is of a whole hour or of the end.
    fn visit(&mut self, drift: &Drift<'_>, at: Tick, position: Position) {
        let since_s = at.since(drift.start.at).seconds();
        if since_s % 3600 == 0 || at == drift.until {
            self.add(((since_s + 3599) / 3600) as usize, position);
        }
    }

    fn add(&mut self, hour: usize, position: Position) {
        if let Some((north, east)) = self.sums.get_mut(hour) {
            *north += position.lat_deg() - self.origin.lat_deg();
            *east += math::wrap_180(position.lon_deg() - self.origin.lon_deg());
        }
    }

    /// The means; without any particle the start alone.
    fn means(&self, drift: &Drift<'_>, n: f64, empty: bool) -> Vec<(Tick, Position)> {
        if empty {
            return vec![(drift.start.at, self.origin)];
        }
        let place = |(north, east): &(f64, f64)| {
            Position::clamped(self.origin.lat_deg() + north / n, self.origin.lon_deg() + east / n)
        };
        (0_i64..)
            .zip(&self.sums)
            .map(|(hour, sum)| (drift.start.at.after(Span::hours(hour)).min(drift.until), place(sum)))
            .collect()
    }
}
