//! The laws of detection come out of searches that are really run: a unit moves along the legs of a pattern, tick by
//! tick, past a target, and each tick has its chance.
//!
//! The laws hold for endless legs over an endless area. A search has edges: beyond its outermost legs there are no
//! others, and its legs end half a spacing short of the side where cross-legs join them. Targets are therefore placed
//! three track spacings inside the edges for the comparison with the law, where what the legs beyond would add is below
//! 0.008 (checked by exact integration); those of the whole area are compared with the exact integral over it.

use sarex::base::quantity::{metres, mps};
use sarex::base::{Noise, Position, Stream, Tick, math};
use sarex::sar::detection::{pod_inverse_cube, pod_random, probability, segment_hazard, watch_hazard};
use sarex::sar::pattern::{Pattern, Rectangle, legs_for};

const SEARCHES: u32 = 2_000;
const TICK_S: f64 = 10.0;
/// 20 legs of 19 NM, 1 NM apart.
const SIDE_NMI: f64 = 20.0;
const SPACING_NMI: f64 = 1.0;
const SPEED_KN: f64 = 120.0;

fn area() -> Rectangle {
    let centre = Position::new(-8.6, 105.4).unwrap();
    Rectangle { centre, length_m: metres(SIDE_NMI), width_m: metres(SIDE_NMI), axis_true_deg: 30.0 }
}

/// The turns of the search in the area's own frame \[m along, m across\], as the exercise lays them.
fn turns() -> Vec<(f64, f64)> {
    let area = area();
    let legs = legs_for(Pattern::ParallelSweep, &area, metres(SPACING_NMI), area.position(-5e4, -5e4));
    assert_eq!(legs.waypoints.len(), 40);
    legs.waypoints.iter().map(|p| area.local(*p)).collect()
}

/// Where the unit is at each tick.
fn ticks(turns: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let step = mps(SPEED_KN) * TICK_S;
    let mut track = vec![turns[0]];
    let mut left = step;
    for pair in turns.windows(2) {
        let (mut here, to) = (pair[0], pair[1]);
        loop {
            let length = math::hypot(to.0 - here.0, to.1 - here.1);
            if length < left {
                left -= length;
                break;
            }
            here = (here.0 + (to.0 - here.0) * left / length, here.1 + (to.1 - here.1) * left / length);
            track.push(here);
            left = step;
        }
    }
    track
}

/// Runs one search for a target that lies still, each tick with a chance of its own; whether it is found.
fn found(track: &[(f64, f64)], width_m: f64, target: (f64, f64), mut chance: impl FnMut(f64) -> bool) -> bool {
    let relative = |unit: (f64, f64)| (target.0 - unit.0, target.1 - unit.1);
    let hazard =
        |pair: &[(f64, f64)]| watch_hazard(width_m, relative(pair[0]), relative(pair[1]), mps(SPEED_KN), TICK_S);
    track.windows(2).any(|pair| chance(probability(hazard(pair))))
}

/// Binomial interval: 99 % of all samples of so many trials lie so near the true probability.
fn sampling_error(p: f64) -> f64 {
    2.576 * (p * (1.0 - p) / f64::from(SEARCHES)).sqrt()
}

/// Share found of targets that lie still, anywhere up to so far \[m\] from the middle of each side.
fn share_found(track: &[(f64, f64)], coverage: f64, reach_m: f64) -> f64 {
    let noise = Noise::new(20_240_321);
    let found = (0..SEARCHES).filter(|search| {
        let mut draws = noise.once(Stream::Planning, u64::from(*search));
        let target = (draws.between(-reach_m, reach_m), draws.between(-reach_m, reach_m));
        let mut ticks = noise.once(Stream::Detection, u64::from(*search));
        found(track, metres(coverage * SPACING_NMI), target, |p| ticks.chance(p))
    });
    found.count() as f64 / f64::from(SEARCHES)
}

/// The exact probability for targets in a square about the middle, edges and cross-legs included: no chance, no ticks,
/// the integral over a grid that is fine along the legs as well, for the cross-legs' sake.
fn exact(turns: &[(f64, f64)], coverage: f64, reach_m: f64) -> f64 {
    let (n_along, n_across, width) = (100, 250, metres(coverage * SPACING_NMI));
    let at = |i: i32, n: i32| reach_m * (2.0 * (f64::from(i) + 0.5) / f64::from(n) - 1.0);
    let mut sum = 0.0;
    for target in (0..n_along * n_across).map(|i| (at(i / n_across, n_along), at(i % n_across, n_across))) {
        let relative = |turn: (f64, f64)| (target.0 - turn.0, target.1 - turn.1);
        let hazard: f64 = turns.windows(2).map(|leg| segment_hazard(width, relative(leg[0]), relative(leg[1]))).sum();
        sum += probability(hazard);
    }
    sum / f64::from(n_along * n_across)
}

#[test]
fn two_thousand_parallel_searches_find_what_the_inverse_cube_law_says() {
    let turns = turns();
    let track = ticks(&turns);
    let (inside, whole) = (metres(SIDE_NMI / 2.0 - 3.0 * SPACING_NMI), metres(SIDE_NMI / 2.0));
    println!("coverage  law    inside: exact  found   99 %      whole area: exact  found");
    for coverage in [0.5, 1.0, 1.5] {
        let law = pod_inverse_cube(coverage);
        let room = sampling_error(law);
        let (exact_in, exact_all) = (exact(&turns, coverage, inside), exact(&turns, coverage, whole));
        let (found_in, found_all) = (share_found(&track, coverage, inside), share_found(&track, coverage, whole));
        println!(
            "{coverage:>8}  {law:.3}          {exact_in:.3}  {found_in:.3}  +-{room:.3}                {exact_all:.3}  {found_all:.3}"
        );
        assert!((exact_in - law).abs() < 0.008, "edges: {coverage}: {exact_in} {law}");
        assert!((found_in - law).abs() <= room, "{coverage}: {found_in} against {law} +- {room}");
        // Also over the whole area, against what its edges leave of the law.
        assert!((found_all - exact_all).abs() <= sampling_error(exact_all), "{coverage}: {found_all} {exact_all}");
        assert!((exact_all - law).abs() < 0.03, "the edges cost little: {exact_all} {law}");
        // Sampling tells the laws apart.
        assert!(found_in - pod_random(coverage) > room);
    }
}

#[test]
fn targets_that_drift_at_random_fall_towards_the_random_law() {
    let track = ticks(&turns());
    let noise = Noise::new(5);
    println!("coverage  speed  found  inverse cube  random  share of the way to random");
    for coverage in [0.5, 1.0, 1.5] {
        let (cube, random) = (pod_inverse_cube(coverage), pod_random(coverage));
        let mut ways = Vec::new();
        for speed_kn in [0.0, 3.0, 6.0, 8.0] {
            let n = 600_u64;
            let pods: f64 = (0..n).map(|search| adrift(&track, coverage, speed_kn, &noise, search)).sum();
            let seen = pods / n as f64;
            let way = (cube - seen) / (cube - random);
            println!("{coverage:>8}  {speed_kn:>2} kn  {seen:.3}         {cube:.3}   {random:.3}  {way:.2}");
            ways.push(way);
        }
        // The farther it moves between two passes, the less the order of the legs is worth. That of targets at rest is
        // the edges' and the sample's; half a tenth of the way is the sample's at each step.
        assert!(ways.windows(2).all(|pair| pair[1] > pair[0] - 0.05), "{coverage}: {ways:?}");
        assert!(ways[0] < 0.45 && ways[3] > 0.6 && ways[3] < 1.15, "{coverage}: {ways:?}");
        assert!(ways[3] - ways[0] > 0.35, "{coverage}: {ways:?}");
    }
}

/// Probability that the search finds a target that drifts at random: a new course every 20 minutes at a steady speed
/// \[kn\], so that between two passes of the unit, ten minutes apart on average, it is about a track spacing elsewhere.
/// At the edges it turns back, and the sea stays evenly filled. (A target that keeps its course for long and outruns
/// the creep of the search, 6 kn here, is found less often still than at random: some go with the unit, some never meet
/// it.)
fn adrift(track: &[(f64, f64)], coverage: f64, speed_kn: f64, noise: &Noise, search: u64) -> f64 {
    let half = metres(SIDE_NMI) / 2.0;
    let mut draws = noise.once(Stream::Planning, search);
    let mut target = (draws.between(-half, half), draws.between(-half, half));
    let mut courses = noise.at(Stream::Planning, search, Tick(1));
    let (mut velocity, mut hazard) = ((0.0, 0.0), 0.0);
    for (tick, pair) in track.windows(2).enumerate() {
        if tick % 120 == 0 {
            let (s, c) = math::sin_cos(courses.between(0.0, math::TAU));
            velocity = (mps(speed_kn) * TICK_S * s, mps(speed_kn) * TICK_S * c);
        }
        let step = |x: f64, v: &mut f64| {
            if (x + *v).abs() > half {
                *v = -*v;
            }
            x + *v
        };
        let to = (step(target.0, &mut velocity.0), step(target.1, &mut velocity.1));
        let relative = |target: (f64, f64), unit: (f64, f64)| (target.0 - unit.0, target.1 - unit.1);
        let (a, b) = (relative(target, pair[0]), relative(to, pair[1]));
        hazard += watch_hazard(metres(coverage * SPACING_NMI), a, b, mps(SPEED_KN), TICK_S);
        target = to;
    }
    probability(hazard)
}
