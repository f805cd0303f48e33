//! Search planning: how far wrong a position may be, how large an area to search, how to spread the effort.
//!
//! Method: IAMSAR Manual Vol. II ch. 4 and its worksheets, *read* in a requirements document built on JICA and
//! IAMSAR lecture material, in NATSAR 2023 and in two open implementations of worksheet L-7 (sar-models.md 3.2 to
//! 3.6). The optimal search factor is computed by maximising, not read off a graph (*derived*; it reproduces the
//! graphs' fits).

use serde::{Deserialize, Serialize};

use super::detection::{pod_inverse_cube, pod_random};
use crate::base::math;
use crate::base::quantity::{KNOT_MPS, metres};

/// Share of the time on scene in which a unit really searches; the rest goes into sightings and turns (*read* in
/// JP 3-50 s.532 and ArcticWeb).
pub const USEFUL_SEARCH_TIME: f64 = 0.85;

/// Search effort \[m2\] of a unit: `Z = W V T`, with the useful share of `hours_on_scene` \[h\].
pub fn effort_m2(sweep_width_m: f64, search_speed_mps: f64, hours_on_scene: f64) -> f64 {
    sweep_width_m.max(0.0) * search_speed_mps.max(0.0) * hours_on_scene.max(0.0) * 3600.0 * USEFUL_SEARCH_TIME
}

/// How a position was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fix {
    /// Satellite navigation, or a beacon that sends such a position.
    Gnss,
    /// Radar.
    Radar,
    /// Three visual bearings.
    Visual,
    /// Three celestial lines of position.
    Celestial,
    /// Marine radio beacons.
    RadioBeacon,
    /// A beacon located by satellites from its signal (*recalled*).
    BeaconLocated,
    /// Read out over a satellite telephone by someone on board; apart from this error one in ten to one in five is
    /// grossly wrong, digits swapped or minutes taken for decimals (*proposed*).
    Satphone,
    /// The mast a mobile telephone is registered at (*proposed*).
    CellTower,
    /// Somebody else's account, without a position (*proposed*).
    ThirdParty,
    /// Not known: a ship.
    UnknownShip,
    /// Not known: an aircraft.
    UnknownAircraft,
    /// Not known: a small craft.
    UnknownSmallCraft,
}

impl Fix {
    /// Probable error of the fix \[m\]: NATSAR D-6:1 and AMSA App. J (*read* in both) unless the variant says
    /// otherwise. Where a range is given its middle is used.
    pub fn error_m(self) -> f64 {
        metres(match self {
            Self::Gnss => 0.1,
            Self::Radar | Self::Visual => 1.0,
            Self::Celestial => 2.0,
            Self::RadioBeacon => 4.0,
            Self::BeaconLocated => 2.7,
            Self::Satphone => 0.3,
            Self::CellTower => 10.0,
            Self::ThirdParty => 40.0,
            Self::UnknownShip => 5.0,
            Self::UnknownAircraft => 10.0,
            Self::UnknownSmallCraft => 15.0,
        })
    }
}

/// Who ran on dead reckoning since the last fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Navigator {
    /// A ship.
    Ship,
    /// An aircraft.
    Aircraft,
    /// A small craft.
    SmallCraft,
}

/// Probable error \[m\] of a position by dead reckoning: that of the last fix \[m\] and 5, 10 or 15 per cent of the
/// distance run since \[m\] (NATSAR D-6, *read*).
pub fn dead_reckoning_error_m(last_fix_error_m: f64, distance_run_m: f64, navigator: Navigator) -> f64 {
    let share = match navigator {
        Navigator::Ship => 0.05,
        Navigator::Aircraft => 0.10,
        Navigator::SmallCraft => 0.15,
    };
    last_fix_error_m + share * distance_run_m.max(0.0)
}

/// Probable errors of what moves a datum \[m/s\].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DriftErrors {
    /// Average surface wind as a drift velocity: 0.3 kn if steady, 0.5 kn if forecast or variable.
    pub wind_mps: f64,
    /// Leeway: 0.3 kn if the class does not say better (*proposed*).
    pub leeway_mps: f64,
    /// Tidal, sea, wind-driven and other current: 0.3 kn for each that plays a part, else 0.
    pub currents_mps: [f64; 4],
}

impl Default for DriftErrors {
    /// Steady wind, leeway and one current, 0.3 kn each.
    fn default() -> Self {
        let e = 0.3 * KNOT_MPS;
        Self { wind_mps: e, leeway_mps: e, currents_mps: [e, 0.0, 0.0, 0.0] }
    }
}

impl DriftErrors {
    /// Probable error of the drift velocity \[m/s\]: the root of the sum of squares.
    pub fn velocity_mps(&self) -> f64 {
        let currents: f64 = self.currents_mps.iter().map(|e| e * e).sum();
        (self.wind_mps * self.wind_mps + self.leeway_mps * self.leeway_mps + currents).sqrt()
    }
}

/// Total probable error of a datum \[m\], the radius of the circle that holds it half the time:
/// `E = sqrt(X^2 + Y^2 + (D t)^2)` for the errors of the initial position and of the searching unit's own \[m\], the
/// drift velocity \[m/s\] and the hours adrift \[h\]. For a repeated search X is the E of the one before.
pub fn total_probable_error_m(
    initial_error_m: f64,
    searcher_error_m: f64,
    drift_velocity_error_mps: f64,
    hours: f64,
) -> f64 {
    let drift_m = drift_velocity_error_mps * hours.max(0.0) * 3600.0;
    (initial_error_m * initial_error_m + searcher_error_m * searcher_error_m + drift_m * drift_m).sqrt()
}

/// A probable error in standard deviations per axis: `sqrt(2 ln 2)`.
pub const PROBABLE_ERROR_SIGMAS: f64 = 1.177_410_022_515_474_7;

/// Ratio of the distance between two datums to their total probable error from which they are two areas.
pub const SEPARATE_DATUMS_RATIO: f64 = 4.0;

/// The kind of datum a search is planned about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Datum {
    /// One position.
    Point,
    /// A line: a route, with the error across it.
    Line,
}

/// How orderly the search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SearchConditions {
    /// Poor navigation, moving target, any correction below 1: the random-search law.
    Normal,
    /// Good navigation, all corrections 1 or more: the inverse cube law.
    Ideal,
}

impl SearchConditions {
    /// Probability of detection at a coverage W/S.
    pub fn pod(self, coverage: f64) -> f64 {
        match self {
            Self::Normal => pod_random(coverage),
            Self::Ideal => pod_inverse_cube(coverage),
        }
    }

    /// Probability that what is there is missed at a coverage W/S, with its digits where it is nearly nothing.
    fn missed(self, coverage: f64) -> f64 {
        match self {
            Self::Normal => math::exp(-coverage.max(0.0)),
            Self::Ideal => math::erfc(math::PI.sqrt() / 2.0 * coverage.max(0.0)),
        }
    }
}

/// The best area for a given effort.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OptimalSearch {
    /// Optimal search factor: half the side of the area (half the width, for a line) in total probable errors.
    pub factor: f64,
    /// Coverage W/S of that area.
    pub coverage: f64,
    /// Probability that the area contains the object.
    pub poc: f64,
    /// Probability of success, POC x POD.
    pub pos: f64,
}

/// The area that makes success likeliest for a relative effort: the (cumulative) effort over `E^2` for a point
/// datum, over `E L` for a line of length L.
///
/// Maximises POC x POD for a normally distributed datum and a square of half-side `fs E`, or a strip of that
/// half-width. Effort that is no positive number gives no area. What is made small is the probability of failure: near
/// certainty the successes of many areas are the same number.
pub fn optimal_search(relative_effort: f64, datum: Datum, conditions: SearchConditions) -> OptimalSearch {
    let none = OptimalSearch { factor: 0.0, coverage: 0.0, poc: 0.0, pos: 0.0 };
    if !relative_effort.is_finite() || relative_effort <= 0.0 {
        return none;
    }
    let plan = |factor: f64| {
        let across = factor * PROBABLE_ERROR_SIGMAS / math::SQRT_2;
        let (inside, outside) = (math::erf(across), math::erfc(across));
        let (poc, beyond, coverage) = match datum {
            Datum::Point => (inside * inside, outside * (1.0 + inside), relative_effort / (4.0 * factor * factor)),
            Datum::Line => (inside, outside, relative_effort / (2.0 * factor)),
        };
        let pos = poc * conditions.pod(coverage);
        (OptimalSearch { factor, coverage, poc, pos }, beyond + poc * conditions.missed(coverage))
    };
    let fails = |factor: f64| plan(factor).1;
    // A scan in steps of a hundredth of an octave finds the neighbourhood; golden section finds the place.
    let at = |step: u32| 0.01 * math::pow(2.0, f64::from(step) / 100.0);
    let best = (1..1200_u32).min_by(|a, b| fails(at(*a)).total_cmp(&fails(at(*b)))).unwrap_or(600);
    let (mut low, mut high) = (at(best - 1), at(best + 1));
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    for _ in 0..40 {
        let (a, b) = (high - golden * (high - low), low + golden * (high - low));
        if fails(a) > fails(b) { low = a } else { high = b }
    }
    plan((low + high) / 2.0).0
}

/// The optimal search factor alone: half the side of the best area in total probable errors.
pub fn optimal_search_factor(relative_effort: f64, datum: Datum, conditions: SearchConditions) -> f64 {
    optimal_search(relative_effort, datum, conditions).factor
}

/// The most that an effort could achieve however it were spread over the sea, not in one rectangle at one coverage: the
/// measure of any plan. The effort is relative, as in [`optimal_search`].
///
/// *Derived* for a normally distributed datum of `sigma = E / 1.177`: coverage is least at the edge of a circle (a
/// strip, for a line) and grows inwards so that the last mile of effort does equally much everywhere (Koopman 1946;
/// Charnes & Cooper 1958, *recalled*). With `a` half the squared edge in sigmas,
///
/// | law | point | line |
/// |---|---|---|
/// | random | `Z = pi s^2 a^2`, `1 - (1 + a) e^-a` | `Z = 4 sqrt2/3 s L a^1.5`, `erf(sqrt a) - 2 sqrt(a/pi) e^-a` |
/// | inverse cube | `Z = 8 sqrt(pi)/3 s^2 a^1.5`, `erf(sqrt a) - 2 sqrt(a/pi) e^-a` | `Z = sqrt(2 pi) s L a`, `1 - e^-a` |
pub fn optimum_pos(relative_effort: f64, datum: Datum, conditions: SearchConditions) -> f64 {
    if relative_effort.is_nan() || relative_effort <= 0.0 {
        return 0.0;
    }
    // The effort over sigma^2, or over sigma L.
    let z = match datum {
        Datum::Point => relative_effort * PROBABLE_ERROR_SIGMAS * PROBABLE_ERROR_SIGMAS,
        Datum::Line => relative_effort * PROBABLE_ERROR_SIGMAS,
    };
    let two_thirds = |x: f64| math::pow(x, 2.0 / 3.0);
    let maxwell = |a: f64| math::erf(a.sqrt()) - 2.0 * (a / math::PI).sqrt() * math::exp(-a);
    let pos = match (datum, conditions) {
        (Datum::Point, SearchConditions::Normal) => {
            let a = (z / math::PI).sqrt();
            1.0 - (1.0 + a) * math::exp(-a)
        }
        (Datum::Point, SearchConditions::Ideal) => maxwell(two_thirds(3.0 * z / (8.0 * math::PI.sqrt()))),
        (Datum::Line, SearchConditions::Normal) => maxwell(two_thirds(3.0 * z / (4.0 * math::SQRT_2))),
        (Datum::Line, SearchConditions::Ideal) => 1.0 - math::exp(-z / math::TAU.sqrt()),
    };
    // An endless effort leaves a difference of infinities.
    if pos.is_finite() { pos.clamp(0.0, 1.0) } else { 1.0 }
}

/// The hand planner's search factors for the first to the fifth search on one datum (NATSAR 2023 Table 3-2 and
/// older US and IMO manuals, *read*).
pub const STAGE_FACTORS: [f64; 5] = [1.1, 1.6, 2.0, 2.3, 2.5];

/// Cumulative probability of success after one more search: `1 - (1 - before)(1 - pos)`.
pub fn cumulative_pos(before: f64, pos: f64) -> f64 {
    1.0 - (1.0 - before.clamp(0.0, 1.0)) * (1.0 - pos.clamp(0.0, 1.0))
}

/// A cell of a probability map.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Probability that the object is in it.
    pub poc: f64,
    /// Its area \[m2\].
    pub area_m2: f64,
}

/// Coverage of each cell that makes success likeliest for a total effort \[m2\] under the random-search law:
/// `c = max(0, ln(p / (A lambda)))`, with lambda such that the effort is spent (Charnes & Cooper; Stone; *recalled*,
/// standard). The measure against which a plan's efficiency is judged.
pub fn optimal_coverages(cells: &[Cell], effort_m2: f64) -> Vec<f64> {
    let density = |cell: &Cell| if cell.area_m2 > 0.0 { cell.poc.max(0.0) / cell.area_m2 } else { 0.0 };
    let densest = cells.iter().map(density).fold(0.0, f64::max);
    if densest <= 0.0 || !effort_m2.is_finite() || effort_m2 <= 0.0 {
        return vec![0.0; cells.len()];
    }
    // With k = ln(densest / lambda), coverage is max(0, k - ln(densest / density)): effort rises with k.
    let coverage = |cell: &Cell, k: f64| {
        let d = density(cell);
        if d > 0.0 { (k - math::ln(densest / d)).max(0.0) } else { 0.0 }
    };
    let spent = |k: f64| -> f64 { cells.iter().map(|cell| coverage(cell, k) * cell.area_m2).sum() };
    let (mut low, mut high) = (0.0, 1.0);
    while spent(high) < effort_m2 && high < 1e6 {
        high *= 2.0;
    }
    for _ in 0..80 {
        let middle = (low + high) / 2.0;
        if spent(middle) < effort_m2 { low = middle } else { high = middle }
    }
    cells.iter().map(|cell| coverage(cell, high)).collect()
}

/// Radius of action \[m\] of a helicopter: how far out it can go, stay `on_scene_h` \[h\] and return with its reserve,
/// for an endurance and a reserve \[h\] and its ground speeds out and home \[m/s\] (*recalled*, standard).
pub fn radius_of_action_m(endurance_h: f64, reserve_h: f64, on_scene_h: f64, out_mps: f64, home_mps: f64) -> f64 {
    let available_h = endurance_h - reserve_h - on_scene_h;
    if available_h <= 0.0 || out_mps <= 0.0 || home_mps <= 0.0 {
        return 0.0;
    }
    available_h * 3600.0 * out_mps * home_mps / (out_mps + home_mps)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::quantity::{mps, nmi};

    #[test]
    fn the_worked_error_of_3_3() {
        let errors = DriftErrors::default();
        assert!((errors.velocity_mps() / KNOT_MPS - 0.52).abs() < 0.001);
        let gnss = Fix::Gnss.error_m();
        let e = total_probable_error_m(gnss, gnss, errors.velocity_mps(), 24.0);
        assert!((nmi(e) - 12.5).abs() < 0.05);
        assert!((nmi(dead_reckoning_error_m(metres(1.0), metres(40.0), Navigator::SmallCraft)) - 7.0).abs() < 1e-9);
        assert!((PROBABLE_ERROR_SIGMAS - (2.0 * math::ln(2.0)).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn the_table_of_optimal_search_factors() {
        // sar-models.md 3.4: fits to the IAMSAR graphs N-5 to N-8.
        use Datum::{Line, Point};
        use SearchConditions::{Ideal, Normal};
        for (effort, factors) in [
            (1.0, [0.72, 0.64, 0.82, 0.73]),
            (2.0, [0.86, 0.81, 1.04, 1.03]),
            (4.0, [1.03, 1.02, 1.32, 1.46]),
            (6.0, [1.14, 1.17, 1.51, 1.79]),
            (8.0, [1.23, 1.28, 1.67, 2.07]),
            (10.0, [1.30, 1.38, 1.80, 2.31]),
            (15.0, [1.44, 1.58, 2.07, 2.83]),
            (20.0, [1.55, 1.74, 2.28, 3.27]),
            (30.0, [1.72, 2.00, 2.62, 4.01]),
            (40.0, [1.85, 2.20, 2.89, 4.63]),
            (60.0, [2.06, 2.52, 3.32, 5.67]),
            (100.0, [2.34, 2.99, 3.95, 7.32]),
        ] {
            let kinds = [(Point, Normal), (Point, Ideal), (Line, Normal), (Line, Ideal)];
            for (i, (datum, conditions)) in kinds.into_iter().enumerate() {
                let computed = optimal_search_factor(effort, datum, conditions);
                let room = if datum == Point { 0.02 } else { 0.1 };
                let off = computed - factors[i];
                assert!(off.abs() <= room, "{effort} {datum:?} {conditions:?}: {computed}");
            }
            // For a line under ideal conditions failure is symmetrical in the two error functions: fs = 0.7295 sqrt Zr.
            let line = optimal_search_factor(effort, Line, Ideal);
            let exact = (effort * math::PI.sqrt() / 4.0 * math::SQRT_2 / PROBABLE_ERROR_SIGMAS).sqrt();
            assert!((line / exact - 1.0).abs() < 1e-4, "{effort}: {line} against {exact}");
        }
    }

    #[test]
    fn the_optimum_in_closed_form_is_that_of_a_fine_grid() {
        // A normal density of probable error 1 in cells of an eighth of it, out to six; efforts by bisection.
        let density = |x: f64| {
            let s = x * PROBABLE_ERROR_SIGMAS;
            PROBABLE_ERROR_SIGMAS * math::exp(-s * s / 2.0) / math::TAU.sqrt()
        };
        let axis: Vec<f64> = (-48..48).map(|i| (f64::from(i) + 0.5) / 8.0).collect();
        let point: Vec<Cell> = axis
            .iter()
            .flat_map(|x| axis.iter().map(|y| Cell { poc: density(*x) * density(*y) / 64.0, area_m2: 1.0 / 64.0 }))
            .collect();
        // Of the line a piece as long as one probable error: effort over E L is effort itself.
        let line: Vec<Cell> = axis.iter().map(|x| Cell { poc: density(*x) / 8.0, area_m2: 1.0 / 8.0 }).collect();
        for effort in [0.5, 2.0, 10.0, 40.0] {
            for (datum, cells) in [(Datum::Point, &point), (Datum::Line, &line)] {
                let random = success(cells, &optimal_coverages(cells, effort));
                let closed = optimum_pos(effort, datum, SearchConditions::Normal);
                assert!((random - closed).abs() < 0.004, "{datum:?} {effort}: {random} {closed}");
                // Inverse cube: the marginal rate is p exp(-pi c^2 / 4).
                let densest = cells.iter().map(|c| c.poc / c.area_m2).fold(0.0, f64::max);
                let coverages = |k: f64| -> Vec<f64> {
                    let coverage =
                        |c: &Cell| (4.0 / math::PI * (k - math::ln(densest * c.area_m2 / c.poc)).max(0.0)).sqrt();
                    cells.iter().map(coverage).collect()
                };
                let (mut low, mut high) = (0.0, 200.0);
                for _ in 0..80 {
                    let middle = (low + high) / 2.0;
                    let spent: f64 = cells.iter().zip(coverages(middle)).map(|(cell, c)| cell.area_m2 * c).sum();
                    if spent < effort { low = middle } else { high = middle }
                }
                let cube: f64 = cells.iter().zip(coverages(high)).map(|(cell, c)| cell.poc * pod_inverse_cube(c)).sum();
                let closed = optimum_pos(effort, datum, SearchConditions::Ideal);
                assert!((cube - closed).abs() < 0.004, "{datum:?} {effort}: {cube} {closed}");
            }
        }
    }

    #[test]
    fn the_probability_of_success_of_3_4() {
        for (effort, normal, ideal) in
            [(1.0, 0.14, 0.17), (4.0, 0.37, 0.46), (10.0, 0.59, 0.72), (40.0, 0.89, 0.97), (100.0, 0.98, 1.0)]
        {
            let pos = |conditions| optimal_search(effort, Datum::Point, conditions).pos;
            assert!((pos(SearchConditions::Normal) - normal).abs() < 0.006, "{effort}");
            assert!((pos(SearchConditions::Ideal) - ideal).abs() < 0.006, "{effort}");
        }
        assert_eq!(optimal_search_factor(0.0, Datum::Point, SearchConditions::Normal), 0.0);
        assert_eq!(optimal_search_factor(f64::NAN, Datum::Point, SearchConditions::Normal), 0.0);
        assert_eq!(optimum_pos(f64::NAN, Datum::Point, SearchConditions::Ideal), 0.0);
        assert_eq!(optimum_pos(f64::INFINITY, Datum::Line, SearchConditions::Normal), 1.0);
        assert!((cumulative_pos(0.6, 0.5) - 0.8).abs() < 1e-12);
    }

    #[test]
    fn the_worked_radius_of_action() {
        // AW139: 140 kn, 3.5 h, hoisting ten people singly (40 + 10 min): 152 NM (sar-models.md 5.5).
        let radius = radius_of_action_m(3.5, 0.5, 50.0 / 60.0, mps(140.0), mps(140.0));
        assert!((nmi(radius) - 152.0).abs() < 0.5);
        assert_eq!(radius_of_action_m(1.0, 0.5, 0.6, 70.0, 70.0), 0.0);
        assert!((effort_m2(1000.0, 10.0, 2.0) - 1000.0 * 72_000.0 * 0.85).abs() < 1e-6);
    }

    fn success(cells: &[Cell], coverages: &[f64]) -> f64 {
        cells.iter().zip(coverages).map(|(cell, c)| cell.poc * pod_random(*c)).sum()
    }

    proptest! {
        #[test]
        fn more_effort_never_lowers_the_optimum_and_no_rectangle_beats_it(
            effort in 0.001..300.0_f64, more in 0.0..100.0_f64, line in any::<bool>(), ideal in any::<bool>(),
        ) {
            let datum = if line { Datum::Line } else { Datum::Point };
            let conditions = if ideal { SearchConditions::Ideal } else { SearchConditions::Normal };
            let optimum = optimum_pos(effort, datum, conditions);
            prop_assert!((0.0..=1.0).contains(&optimum));
            prop_assert!(optimum_pos(effort + more, datum, conditions) >= optimum - 1e-12);
            let best = optimal_search(effort, datum, conditions);
            prop_assert!((0.0..=1.0).contains(&best.poc) && (0.0..=1.0).contains(&best.pos));
            prop_assert!(best.pos <= optimum + 1e-9, "{} {}", best.pos, optimum);
            prop_assert!(optimal_search(effort + more, datum, conditions).pos >= best.pos - 1e-9);
        }

        #[test]
        fn optimal_coverages_spend_the_effort_and_beat_other_plans(
            pocs in prop::collection::vec(0.0..1.0_f64, 2..12), effort in 0.1..30.0_f64,
            a in 0..12_usize, b in 0..12_usize,
        ) {
            prop_assume!(pocs.iter().sum::<f64>() > 0.01);
            let total: f64 = pocs.iter().sum();
            let cells: Vec<Cell> = pocs
                .iter()
                .enumerate()
                .map(|(i, p)| Cell { poc: p / total, area_m2: 1e6 * (1.0 + (i % 3) as f64) })
                .collect();
            let coverages = optimal_coverages(&cells, effort * 1e6);
            let spent: f64 = cells.iter().zip(&coverages).map(|(cell, c)| cell.area_m2 * c).sum();
            prop_assert!((spent / (effort * 1e6) - 1.0).abs() < 1e-6);
            let best = success(&cells, &coverages);
            let area: f64 = cells.iter().map(|cell| cell.area_m2).sum();
            let even = vec![effort * 1e6 / area; cells.len()];
            prop_assert!(success(&cells, &even) <= best + 1e-9);
            // Moving a little effort from one cell to another does not help.
            let (a, b) = (a % cells.len(), b % cells.len());
            let moved = 0.01 * coverages[a];
            let mut other = coverages.clone();
            other[a] -= moved;
            other[b] += moved * cells[a].area_m2 / cells[b].area_m2;
            prop_assert!(success(&cells, &other) <= best + 1e-9);
        }
    }
}
