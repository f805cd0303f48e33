//! The particles, and their way through time.

use super::kernel::{BLOCK, Drifter, Flows, Lane, Places, cosine_deg, moved};
use super::moments::Moments;
use super::seed::{Fate, Hypothesis, Settings, sound, wait_ticks};
use super::snapshot::{Extent, Weather};
use crate::base::time::TICK_SECONDS;
use crate::base::{Noise, Position, Span, Stream, Tick, math, noise};
use crate::chart::{Coast, OpenWater};
use crate::sar::leeway::capsizes_per_hour;
use crate::sea::{Field, Flow};

/// Fewer particles than this for each thread are not worth a second one.
const WORTH_A_THREAD: usize = 8192;

/// Particles of equal or different weight, all at one moment.
pub struct Ensemble {
    hypotheses: Vec<Hypothesis>,
    settings: Settings,
    noise: Noise,
    /// When the first of them begins; the last, when time runs backwards.
    origin: Tick,
    /// Ticks from the origin.
    elapsed: u32,
    /// Steps taken, all told.
    steps: u32,
    blocks: Vec<Block>,
    count: usize,
    /// Weight of one particle of each hypothesis; all particles' together are 1.
    weights: Vec<f64>,
}

/// How an ensemble is to be taken to another moment.
pub struct Advance<'a> {
    /// Wind at 10 m.
    pub wind: &'a Field<Flow>,
    /// Surface current.
    pub current: &'a Field<Flow>,
    /// Where particles strand. Exists when and only when they do.
    pub coast: Option<&'a Coast>,
    /// Threads to use, at least one. Their number changes nothing but the time it takes.
    pub threads: usize,
}

struct Block {
    places: Places,
    lane: Lane,
    fates: Vec<Fate>,
    /// Number of the first particle.
    first: u32,
    /// The next tick at which something befalls each; the last there is where nothing will.
    due: [u32; BLOCK],
    /// The first of those.
    next: u32,
    extent: Extent,
}

impl Ensemble {
    /// Seeds so many particles (at most four thousand million) by some hypotheses, each as its weight deserves, but at
    /// least one for each that has any. Without hypotheses, or where none has weight, it is empty.
    ///
    /// With a coast nothing begins on land, where there is sea near by.
    pub fn new(
        hypotheses: Vec<Hypothesis>,
        settings: Settings,
        particles: usize,
        seed: u64,
        coast: Option<&Coast>,
    ) -> Self {
        let noise = Noise::new(seed);
        let total: f64 = hypotheses.iter().map(|h| sound(h.weight)).sum();
        let origin = if settings.backward {
            hypotheses.iter().map(|h| h.to).max()
        } else {
            hypotheses.iter().map(|h| h.from).min()
        };
        let counts = share(&hypotheses, total, particles.min(u32::MAX as usize));
        let origin = origin.unwrap_or(Tick::START);
        let weights =
            hypotheses.iter().zip(&counts).map(|(h, n)| sound(h.weight) / total / (*n).max(1) as f64).collect();
        let count: usize = counts.iter().sum();
        let mut ensemble =
            Self { settings, noise, origin, elapsed: 0, steps: 0, blocks: Vec::new(), count, weights, hypotheses };
        let mut whose = counts.iter().enumerate().flat_map(|(h, n)| std::iter::repeat_n(h, *n));
        for first in (0..count).step_by(BLOCK) {
            let block = ensemble.seed(first, whose.by_ref().take(BLOCK), coast);
            ensemble.blocks.push(block);
        }
        ensemble
    }

    fn seed(&self, first: usize, whose: impl Iterator<Item = usize>, coast: Option<&Coast>) -> Block {
        let mut draws = self.noise.once(Stream::Planning, (first / BLOCK) as u64);
        let mut places = Places { lat_deg: [0.0; BLOCK], lon_deg: [0.0; BLOCK] };
        let mut lane = Lane::new();
        let mut fates = Vec::with_capacity(BLOCK);
        for (k, h) in whose.enumerate() {
            let hypothesis = &self.hypotheses[h];
            let even = (first + k).is_multiple_of(2);
            let (position, drifter, mut fate) = hypothesis.particle(h as u16, even, &self.settings, coast, &mut draws);
            // Times are counted from the ensemble's origin.
            let lead = if self.settings.backward {
                self.origin.0 - hypothesis.to.0
            } else {
                hypothesis.from.0 - self.origin.0
            };
            fate.begins = fate.begins.saturating_add(lead);
            fate.stops = fate.stops.saturating_add(lead);
            fate.jibe = fate.jibe.saturating_add(lead);
            fate.aground = coast.is_some_and(|coast| coast.is_land(position));
            (places.lat_deg[k], places.lon_deg[k]) = (position.lat_deg(), position.lon_deg());
            lane.set(k, &drifter);
            fates.push(fate);
        }
        // The rest of the last block lies where its first particle lies, and stays.
        for k in fates.len()..BLOCK {
            (places.lat_deg[k], places.lon_deg[k]) = (places.lat_deg[0], places.lon_deg[0]);
        }
        let mut due = [u32::MAX; BLOCK];
        due[..fates.len()].fill(0);
        let mut block = Block { extent: extent(&places), places, lane, fates, first: first as u32, due, next: 0 };
        block.befall(&self.hypotheses, &self.settings, &self.noise, 0);
        block
    }

    /// Whether so much time can be a step: a whole number of ticks, and at most six hours.
    pub fn is_step(step: Span) -> bool {
        step.seconds() >= TICK_SECONDS && step.seconds() % TICK_SECONDS == 0 && step <= Span::hours(6)
    }

    /// The moment the particles are at.
    pub fn at(&self) -> Tick {
        if self.settings.backward {
            Tick(self.origin.0.saturating_sub(self.elapsed))
        } else {
            Tick(self.origin.0.saturating_add(self.elapsed))
        }
    }

    /// Number of particles.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The accounts the particles go by, in order.
    pub fn hypotheses(&self) -> &[Hypothesis] {
        &self.hypotheses
    }

    /// Steps taken so far, one particle's after another's.
    pub fn particle_steps(&self) -> u64 {
        u64::from(self.steps) * self.count as u64
    }

    /// Each particle's latitude \[degrees north\], longitude \[degrees east\] and weight, in order; the weights' sum is
    /// 1.
    pub fn places(&self) -> impl Iterator<Item = (f64, f64, f64)> + Clone + '_ {
        self.blocks.iter().flat_map(|block| {
            block.fates.iter().enumerate().map(|(k, fate)| {
                (block.places.lat_deg[k], block.places.lon_deg[k], self.weights[usize::from(fate.hypothesis)])
            })
        })
    }

    /// Each particle's position, in order.
    pub fn positions(&self) -> impl Iterator<Item = Position> + '_ {
        self.places().map(|(lat, lon, _)| Position::clamped(lat, lon))
    }

    /// The number of the hypothesis each particle goes by, in order.
    pub fn accounts(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        self.blocks.iter().flat_map(|block| block.fates.iter().map(|fate| usize::from(fate.hypothesis)))
    }

    /// Whether each particle has met the shore, in order.
    pub fn aground(&self) -> impl Iterator<Item = bool> + Clone + '_ {
        self.blocks.iter().flat_map(|block| block.fates.iter().map(|fate| fate.aground))
    }

    /// How many particles have come to where wind or current are not known (no number), and were left there.
    pub fn lost(&self) -> usize {
        self.blocks.iter().flat_map(|block| &block.fates).filter(|fate| fate.lost).count()
    }

    /// Share of the weight that has met the shore, 0 to 1.
    pub fn share_aground(&self) -> f64 {
        self.places()
            .zip(self.aground())
            .map(|((.., weight), aground)| if aground { weight } else { 0.0 })
            .sum::<f64>()
            .min(1.0)
    }

    /// Mean and spread. None when and only when there are no particles.
    pub fn moments(&self) -> Option<Moments> {
        Moments::of(self.places())
    }

    /// Takes the particles to a moment, later or, if time runs backwards, earlier; to one on the other side does
    /// nothing.
    ///
    /// `go_on` is told the share done \[0 to 1\] before each step; when it answers `false` the particles stay where
    /// they are by then, and so does the answer.
    pub fn advance(&mut self, by: &Advance<'_>, until: Tick, go_on: &mut dyn FnMut(f64) -> bool) -> bool {
        let backward = self.settings.backward;
        let span =
            |from: Tick, to: Tick| if backward { from.0.saturating_sub(to.0) } else { to.0.saturating_sub(from.0) };
        let whole = span(self.at(), until);
        let step = self.settings.step.ticks().max(1);
        let open = by.coast.map(|coast| (coast, coast.open_water()));
        let mut left = whole;
        while left > 0 && self.count > 0 {
            if !go_on(1.0 - f64::from(left) / f64::from(whole)) {
                return false;
            }
            let ticks = left.min(step);
            self.step(by, open, ticks);
            left -= ticks;
        }
        if self.count == 0 {
            self.elapsed = self.elapsed.saturating_add(whole);
        }
        true
    }

    fn step(&mut self, by: &Advance<'_>, coast: Option<(&Coast, &OpenWater)>, ticks: u32) {
        let at = self.at();
        let seconds = (i64::from(ticks) * TICK_SECONDS) as f64;
        let extent = self.blocks.iter().map(|block| block.extent).reduce(Extent::with);
        let Some(extent) = extent else { return };
        let weather = Weather::new(by.wind, by.current, at, extent);
        let step = Step {
            hypotheses: &self.hypotheses,
            settings: &self.settings,
            noise: self.noise,
            weather: &weather,
            coast,
            number: self.steps,
            seconds,
            then: self.elapsed + ticks,
        };
        let threads = by.threads.clamp(1, (self.count / WORTH_A_THREAD).max(1));
        if threads == 1 {
            step.take(&mut self.blocks);
        } else {
            let each = self.blocks.len().div_ceil(threads);
            std::thread::scope(|scope| {
                let (mine, others) = self.blocks.split_at_mut(each);
                for part in others.chunks_mut(each) {
                    scope.spawn(|| step.take(part));
                }
                step.take(mine);
            });
        }
        self.steps += 1;
        self.elapsed += ticks;
    }
}

/// How many particles each hypothesis has.
fn share(hypotheses: &[Hypothesis], total: f64, particles: usize) -> Vec<usize> {
    let mut left = particles;
    let mut weight_left = total;
    let mut counts = Vec::with_capacity(hypotheses.len());
    for hypothesis in hypotheses {
        let weight = sound(hypothesis.weight);
        let share = if weight_left > 0.0 { weight / weight_left } else { 0.0 };
        let wanted = (share * left as f64).round() as usize;
        let n = if weight > 0.0 && particles > 0 { wanted.max(1) } else { 0 };
        counts.push(n);
        left = left.saturating_sub(n);
        weight_left -= weight;
    }
    counts
}

/// One step of all particles.
struct Step<'a> {
    hypotheses: &'a [Hypothesis],
    settings: &'a Settings,
    noise: Noise,
    weather: &'a Weather<'a>,
    coast: Option<(&'a Coast, &'a OpenWater)>,
    /// Its number.
    number: u32,
    /// Its length \[s\].
    seconds: f64,
    /// Its end \[ticks since the origin\].
    then: u32,
}

impl Step<'_> {
    fn take(&self, blocks: &mut [Block]) {
        let mut flows = Flows::new();
        for block in blocks {
            self.block(block, &mut flows);
        }
    }

    fn block(&self, block: &mut Block, flows: &mut Flows) {
        self.weather.sample(&block.places, flows);
        if self.weather.has_holes() {
            lose(block, flows);
        }
        if self.settings.capsizing {
            self.capsize(block, flows);
        }
        let towards = if self.settings.backward { -self.seconds } else { self.seconds };
        let mut to = moved(&block.places, &block.lane, flows, towards);
        if self.settings.diffusivity_m2_s > 0.0 {
            self.spread(block, &mut to);
        }
        block.extent = extent(&to);
        if let Some((coast, open)) = self.coast
            && strand(block, &mut to, coast, open)
        {
            block.extent = extent(&to);
        }
        block.places = to;
        if block.next <= self.then {
            block.befall(self.hypotheses, self.settings, &self.noise, self.then);
        }
    }

    /// Turbulence: the sum of four even draws has the variance of a normal one, and after a few steps no test tells
    /// them apart.
    #[expect(clippy::cast_possible_truncation, reason = "a latitude needs no more than seven digits here")]
    fn spread(&self, block: &Block, to: &mut Places) {
        let sigma_m = (2.0 * self.settings.diffusivity_m2_s * self.seconds).sqrt();
        let degrees = sigma_m * 180.0 / (math::PI * crate::base::position::EARTH_RADIUS_M);
        for k in 0..block.fates.len() {
            if block.lane.is_adrift(k) {
                let particle = u64::from(block.first) + k as u64;
                let (east, north) = scatter(self.noise.seed ^ (particle << 32 | u64::from(self.number)));
                to.lat_deg[k] += north * degrees;
                to.lon_deg[k] += east * degrees / f64::from(cosine_deg(to.lat_deg[k] as f32));
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a hazard needs no more than seven digits")]
    fn capsize(&self, block: &mut Block, flows: &Flows) {
        for k in 0..block.fates.len() {
            let fate = &mut block.fates[k];
            if fate.capsized || !block.lane.is_adrift(k) {
                continue;
            }
            let drifter = block.lane.get(k);
            let (x, y) = (flows.wind.east[k] + drifter.wind_error[0], flows.wind.north[k] + drifter.wind_error[1]);
            let chance = capsizes_per_hour(f64::from(x * x + y * y).sqrt()).min(0.999_999);
            fate.borne += (-math::ln(1.0 - chance) * self.seconds / 3600.0) as f32;
            if fate.borne >= fate.bears {
                fate.capsized = true;
                self.hypotheses[usize::from(fate.hypothesis)].lead_lane(fate, self.settings, &mut block.lane, k);
            }
        }
    }
}

impl Hypothesis {
    fn lead_lane(&self, fate: &Fate, settings: &Settings, lane: &mut Lane, k: usize) {
        let mut drifter = lane.get(k);
        self.lead(fate, settings.convention, &mut drifter);
        lane.set(k, &drifter);
    }
}

impl Block {
    /// Lets begin, stop and jibe whoever has come to it by a tick, and finds out when the next does.
    fn befall(&mut self, hypotheses: &[Hypothesis], settings: &Settings, noise: &Noise, tick: u32) {
        for (k, fate) in self.fates.iter_mut().enumerate() {
            if self.due[k] > tick {
                continue;
            }
            let hypothesis = &hypotheses[usize::from(fate.hypothesis)];
            let mut drifter: Drifter = self.lane.get(k);
            while fate.jibe <= tick {
                hypothesis.jibe(fate, settings.convention);
                let particle = u64::from(self.first) + k as u64;
                let mut draws = noise.at(Stream::Planning, noise::pair(1, 0) + particle, Tick(fate.jibes));
                fate.jibe = fate.jibe.saturating_add(wait_ticks(settings.jibes_per_hour, &mut draws));
                hypothesis.lead(fate, settings.convention, &mut drifter);
            }
            let (begun, stopped) = (fate.begins <= tick, fate.stops <= tick);
            let moves = begun && !fate.aground && !fate.lost;
            drifter.adrift = if moves && stopped { 1.0 } else { 0.0 };
            drifter.way = if moves && !stopped { fate.way } else { [0.0; 2] };
            self.lane.set(k, &drifter);
            let coming = [(begun, fate.begins), (stopped, fate.stops), (false, fate.jibe)];
            self.due[k] = coming.iter().filter(|(past, _)| !past).map(|(_, when)| *when).fold(u32::MAX, u32::min);
        }
        self.next = self.due.iter().copied().fold(u32::MAX, u32::min);
    }
}

/// Stops whoever has come to where wind or current are not known.
fn lose(block: &mut Block, flows: &mut Flows) {
    let known = |flows: &Flows, k: usize| {
        let of = |pair: &super::kernel::Pair| pair.east[k].is_finite() && pair.north[k].is_finite();
        of(&flows.wind) && of(&flows.current)
    };
    if (0..BLOCK).all(|k| known(flows, k)) {
        return;
    }
    for k in (0..BLOCK).filter(|k| !known(flows, *k)).collect::<Vec<_>>() {
        flows.calm(k);
        let Some(fate) = block.fates.get_mut(k) else { continue };
        if block.lane.is_adrift(k) {
            fate.lost = true;
            let drifter = Drifter { adrift: 0.0, way: [0.0; 2], ..block.lane.get(k) };
            block.lane.set(k, &drifter);
        }
    }
}

/// Stops at the shore whoever meets it on the way. Whether anybody has; the block's extent is that of where all go.
fn strand(block: &mut Block, to: &mut Places, coast: &Coast, open: &OpenWater) -> bool {
    let mut longest = 0.0_f64;
    for k in 0..BLOCK {
        let far = (to.lat_deg[k] - block.places.lat_deg[k]).abs().max((to.lon_deg[k] - block.places.lon_deg[k]).abs());
        longest = longest.max(far);
    }
    // A step longer than a cell of that chart may jump what it knows of.
    let strides = longest >= OpenWater::CELL_DEG;
    let Extent { south_deg, north_deg, west_deg, east_deg } = block.extent;
    if !strides && open.is_open(south_deg, north_deg, west_deg, east_deg) {
        return false;
    }
    let mut met = false;
    for k in 0..block.fates.len() {
        let (lat, lon) = (to.lat_deg[k], to.lon_deg[k]);
        let moves = block.lane.is_adrift(k) || block.lane.has_way(k);
        if !moves || !(strides || open.near_land(lat, lon) != 0) {
            continue;
        }
        let from = Position::clamped(block.places.lat_deg[k], block.places.lon_deg[k]);
        if let Some(shore) = coast.first_land(from, Position::clamped(lat, lon)) {
            (to.lat_deg[k], to.lon_deg[k]) = (shore.lat_deg(), shore.lon_deg());
            block.fates[k].aground = true;
            let drifter = Drifter { adrift: 0.0, way: [0.0; 2], ..block.lane.get(k) };
            block.lane.set(k, &drifter);
            met = true;
        }
    }
    met
}

fn extent(places: &Places) -> Extent {
    let start = Extent { south_deg: 90.0, north_deg: -90.0, west_deg: 720.0, east_deg: -720.0 };
    let mut extent = start;
    for k in 0..BLOCK {
        extent.south_deg = extent.south_deg.min(places.lat_deg[k]);
        extent.north_deg = extent.north_deg.max(places.lat_deg[k]);
        extent.west_deg = extent.west_deg.min(places.lon_deg[k]);
        extent.east_deg = extent.east_deg.max(places.lon_deg[k]);
    }
    extent
}

/// Two independent draws of mean 0 and variance 1 from a number (the finaliser of SplitMix64, and the sum of four even
/// draws).
fn scatter(number: u64) -> (f64, f64) {
    let mixed = |mut z: u64| {
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let sum = |z: u64| {
        let sum = (z & 0xffff) + (z >> 16 & 0xffff) + (z >> 32 & 0xffff) + (z >> 48);
        // Four even draws of 0 to 65,535 have this mean and this standard deviation.
        (sum as f64 - 131_070.0) * (1.0 / 37_837.227_275_764_14)
    };
    let first = mixed(number.wrapping_add(0x9e37_79b9_7f4a_7c15));
    (sum(first), sum(mixed(first.wrapping_add(0x9e37_79b9_7f4a_7c15))))
}
