//! The measure of a plan: the most that an effort could achieve however it were spread over a map of cells, and how
//! high on the map the truth stood.
//!
//! Methods: Charnes & Cooper's allocation (sar-models.md 3.6) on the cells of a cloud, for both curves of detection and
//! for units that see one hypothesis farther than another; Rossmo's R by MapScore, `(0.5 - (n + m/2)/N) / 0.5`, with n
//! cells likelier than the true one, m as likely (itself among them) and N in all.

use crate::base::math::{self, PI};
use crate::base::{Position, quantity::metres};
use crate::sar::planning::{Cell, SearchConditions, optimal_coverages};

use super::cloud::Prediction;

/// Cells are made no smaller than this \[m\]: a quarter of a mile, finer than anybody navigates a search (*proposed*).
const LEAST_CELL_M: f64 = 463.0;

/// Particles that a cell with any should hold on average, so that the map shows the cloud and not its luck: with so
/// many the optimum is too good by less than one in a hundred (*derived*: luck raises it by half the cells searched
/// over twice the particles).
const PER_CELL: usize = 32;

/// Of a small cloud a cell may hold fewer, or there would be no map.
const FEWEST_PER_CELL: usize = 4;

/// Most cells along one side of a map.
const MOST_ALONG: f64 = 1000.0;

/// Rounds in which units of several kinds choose their cells in turn.
const ROUNDS: usize = 4;

/// A probability map: square cells, the row of the south-west corner first, each row from west to east.
#[derive(Debug, Clone, PartialEq)]
pub struct ProbabilityMap {
    /// South-west corner of the first cell.
    pub south_west: Position,
    /// Side of a cell \[m\].
    pub cell_m: f64,
    /// Cells in a row.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// Probability that what is searched for is in each cell; their sum is that of the weights.
    pub poc: Vec<f64>,
    /// Where east and north are measured from, and how far from there the first cell begins \[m\].
    datum: Position,
    low: (f64, f64),
}

/// Counts a prediction into a map that holds all of its particles. Without a size of cell \[m\] one is chosen so that a
/// cell with any particles has enough to be more than luck.
pub fn probability_map(prediction: &Prediction, cell_m: Option<f64>) -> ProbabilityMap {
    let points = Points::of(prediction);
    let good = cell_m.filter(|m| m.is_finite() && *m > 0.0);
    let cell_m = points.sound_cell_m(good.unwrap_or_else(|| points.fit_cell_m()));
    let (columns, rows) = points.size(cell_m);
    let mut poc = vec![0.0; columns * rows];
    for (cell, weight) in points.cells(cell_m).into_iter().zip(&points.weights) {
        if let Some(sum) = poc.get_mut(cell) {
            *sum += weight;
        }
    }
    let low = (points.east.0, points.north.0);
    let south_west = prediction.datum.shifted(low.0, low.1);
    ProbabilityMap { south_west, cell_m, columns, rows, poc, datum: prediction.datum, low }
}

impl ProbabilityMap {
    /// Rossmo's R of the map against where the thing was: 1 is best, 0 is chance, -1 worst. A truth beside the map gets
    /// -1.
    pub fn rossmo(&self, truth: Position) -> f64 {
        let (east, north) = self.datum.offset_to(truth);
        let (east, north) = (east - self.low.0, north - self.low.1);
        let place = |off: f64, most: usize| {
            let i = (off / self.cell_m).floor();
            (i >= 0.0 && i < most as f64).then_some(i as usize)
        };
        let (Some(column), Some(row)) = (place(east, self.columns), place(north, self.rows)) else { return -1.0 };
        let Some(here) = self.poc.get(row * self.columns + column) else { return -1.0 };
        let above = self.poc.iter().filter(|p| *p > here).count() as f64;
        let equal = self.poc.iter().filter(|p| *p == here).count() as f64;
        (0.5 - (above + equal / 2.0) / self.poc.len().max(1) as f64) / 0.5
    }

    /// The most that an effort \[m2\] could achieve on this map however it were spread.
    pub fn optimum(&self, effort_m2: f64, conditions: SearchConditions) -> f64 {
        let area_m2 = self.cell_m * self.cell_m;
        let cells: Vec<Cell> = self.poc.iter().map(|poc| Cell { poc: *poc, area_m2 }).collect();
        success(&cells, &coverages(&cells, effort_m2, conditions), conditions).clamp(0.0, 1.0)
    }
}

/// Success of coverages over cells.
fn success(cells: &[Cell], coverages: &[f64], conditions: SearchConditions) -> f64 {
    cells.iter().zip(coverages).map(|(cell, coverage)| cell.poc * conditions.pod(*coverage)).sum()
}

/// Coverage of each cell that makes success likeliest for an effort \[m2\] under a curve of detection.
fn coverages(cells: &[Cell], effort_m2: f64, conditions: SearchConditions) -> Vec<f64> {
    if conditions == SearchConditions::Normal {
        return optimal_coverages(cells, effort_m2);
    }
    // The slope of erf(sqrt(pi)/2 c) is exp(-pi/4 c^2): coverage is sqrt(4/pi ln(density / lambda)).
    let density = |cell: &Cell| if cell.area_m2 > 0.0 { cell.poc.max(0.0) / cell.area_m2 } else { 0.0 };
    let densest = cells.iter().map(density).fold(0.0, f64::max);
    if densest <= 0.0 || !effort_m2.is_finite() || effort_m2 <= 0.0 {
        return vec![0.0; cells.len()];
    }
    let below: Vec<f64> = cells
        .iter()
        .map(|cell| if density(cell) > 0.0 { math::ln(densest / density(cell)) } else { f64::INFINITY })
        .collect();
    let coverage = |below: f64, k: f64| (4.0 / PI * (k - below)).max(0.0).sqrt();
    let spent = |k: f64| -> f64 { cells.iter().zip(&below).map(|(cell, b)| coverage(*b, k) * cell.area_m2).sum() };
    let k = rising(spent, effort_m2);
    below.iter().map(|b| coverage(*b, k)).collect()
}

/// Where a function that rises from 0 reaches a value, not negative.
fn rising(f: impl Fn(f64) -> f64, value: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while f(high) < value && high < 1e6 {
        high *= 2.0;
    }
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if f(middle) < value { low = middle } else { high = middle }
    }
    high
}

/// Search effort of one kind: units that see the hypotheses in the same proportion and search at the same time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KindOfEffort {
    /// Which of the times it is spent at.
    pub(super) time: usize,
    /// Effort against what the task is planned for \[m2\].
    pub(super) effort_m2: f64,
    /// Sweep width against each hypothesis as a share of that; 1 for those beyond the list.
    pub(super) relative: Vec<f64>,
}

/// The optimum, and how finely it was reckoned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Optimum {
    pub(super) pos: f64,
    pub(super) cell_m: f64,
}

/// The most that efforts could achieve together on a cloud, however each were spread over the cells of its own time.
/// The clouds are the same particles at several times, and at least one.
pub(super) fn optimum(times: &[&Prediction], efforts: &[KindOfEffort], conditions: SearchConditions) -> Optimum {
    let grids: Vec<Grid> = times.iter().map(|cloud| Grid::of(cloud)).collect();
    let cell_m = grids[grids.len() / 2].cell_m;
    let groups = times[0].groups.iter().copied().max().map_or(1, |most| usize::from(most) + 1);
    let kinds = merged(efforts, groups, times.len());
    let first = &kinds[0];
    let alike = |kind: &KindOfEffort| {
        kind.time == first.time && kind.relative.iter().all(|r| (r - kind.relative[0]).abs() < 1e-9)
    };
    if kinds.iter().all(alike) {
        let total: f64 = kinds.iter().map(|kind| kind.effort_m2 * kind.relative[0]).sum();
        let grid = &grids[first.time];
        let mut cells = vec![Cell { poc: 0.0, area_m2: grid.cell_m * grid.cell_m }; grid.count];
        times[0].weights.iter().zip(&grid.of).for_each(|(weight, cell)| cells[*cell].poc += weight);
        return Optimum { pos: success(&cells, &coverages(&cells, total, conditions), conditions), cell_m };
    }
    let lots = Lots::of(times[0], &grids);
    Optimum { pos: in_turn(&lots, &grids, &kinds, conditions), cell_m }
}

/// The cells with any particles at one time.
struct Grid {
    cell_m: f64,
    count: usize,
    /// The number of each particle's cell among them.
    of: Vec<usize>,
}

impl Grid {
    fn of(prediction: &Prediction) -> Self {
        let points = Points::of(prediction);
        let cell_m = points.sound_cell_m(points.fit_cell_m());
        let raw = points.cells(cell_m);
        let mut used = raw.clone();
        used.sort_unstable();
        used.dedup();
        let of = raw.iter().map(|cell| used.partition_point(|other| other < cell)).collect();
        Self { cell_m, count: used.len(), of }
    }
}

/// Particles of one hypothesis that share their cell at every time, taken together.
struct Lots {
    weights: Vec<f64>,
    groups: Vec<usize>,
    /// The cell of each lot at each time.
    cells: Vec<Vec<usize>>,
}

impl Lots {
    fn of(cloud: &Prediction, grids: &[Grid]) -> Self {
        let place = |i: usize| (cloud.groups[i], grids.iter().map(move |grid| grid.of[i]));
        let same = |a: usize, b: usize| {
            let ((g, cells), (h, others)) = (place(a), place(b));
            g.cmp(&h).then_with(|| cells.cmp(others))
        };
        let mut order: Vec<usize> = (0..cloud.particles.len()).filter(|i| cloud.weights[*i] > 0.0).collect();
        order.sort_by(|a, b| same(*a, *b).then(a.cmp(b)));
        let mut lots = Self { weights: Vec::new(), groups: Vec::new(), cells: vec![Vec::new(); grids.len()] };
        let mut last = None;
        for i in order {
            if last.is_none_or(|last| same(last, i) != std::cmp::Ordering::Equal) {
                lots.weights.push(0.0);
                lots.groups.push(usize::from(cloud.groups[i]));
                lots.cells.iter_mut().zip(grids).for_each(|(cells, grid)| cells.push(grid.of[i]));
                last = Some(i);
            }
            if let Some(sum) = lots.weights.last_mut() {
                *sum += cloud.weights[i];
            }
        }
        lots
    }
}

/// Proportions that differ by no more than this share, or this much, are taken for one kind of effort: sweep widths are
/// not known better, and every kind costs its time (*proposed*).
const ALIKE: (f64, f64) = (0.1, 0.02);

/// Efforts of one time and of about the same proportions together, with their mean, each list as long as there are
/// hypotheses. At least one kind.
fn merged(efforts: &[KindOfEffort], groups: usize, times: usize) -> Vec<KindOfEffort> {
    let mut kinds: Vec<KindOfEffort> = Vec::new();
    for effort in efforts.iter().filter(|e| e.effort_m2.is_finite() && e.effort_m2 > 0.0) {
        let relative: Vec<f64> = (0..groups).map(|g| effort.relative.get(g).copied().unwrap_or(1.0)).collect();
        let time = effort.time.min(times - 1);
        let same = |kind: &&mut KindOfEffort| {
            let near = |(a, b): (&f64, &f64)| (a - b).abs() <= (ALIKE.0 * a.abs()).max(ALIKE.1);
            kind.time == time && kind.relative.iter().zip(&relative).all(near)
        };
        match kinds.iter_mut().find(same) {
            Some(kind) => {
                let share = effort.effort_m2 / (kind.effort_m2 + effort.effort_m2);
                kind.relative.iter_mut().zip(&relative).for_each(|(a, b)| *a += share * (b - *a));
                kind.effort_m2 += effort.effort_m2;
            }
            None => kinds.push(KindOfEffort { time, effort_m2: effort.effort_m2, relative }),
        }
    }
    if kinds.is_empty() {
        kinds.push(KindOfEffort { time: 0, effort_m2: 0.0, relative: vec![1.0; groups] });
    }
    kinds
}

/// Success when each kind of effort in turn takes the cells that are best for what the others leave. Success is a
/// concave function of all coverages and each kind has its own effort to spend, so that the turns lead to the best of
/// all.
fn in_turn(lots: &Lots, grids: &[Grid], kinds: &[KindOfEffort], conditions: SearchConditions) -> f64 {
    let groups = kinds[0].relative.len();
    let mut missed: Vec<Vec<f64>> = vec![vec![1.0; lots.weights.len()]; kinds.len()];
    let by_others = |missed: &[Vec<f64>], but: Option<usize>, i: usize| -> f64 {
        missed.iter().enumerate().filter(|(k, _)| Some(*k) != but).map(|(_, missed)| missed[i]).product()
    };
    for _ in 0..ROUNDS {
        for (k, kind) in kinds.iter().enumerate() {
            let grid = &grids[kind.time];
            let mut left = vec![vec![0.0; groups]; grid.count];
            for (i, cell) in lots.cells[kind.time].iter().enumerate() {
                left[*cell][lots.groups[i]] += lots.weights[i] * by_others(&missed, Some(k), i);
            }
            let chosen = filled(&left, grid.cell_m * grid.cell_m, kind, conditions);
            let miss: Vec<Vec<f64>> = chosen
                .iter()
                .map(|coverage| kind.relative.iter().map(|r| 1.0 - conditions.pod(r * coverage)).collect())
                .collect();
            for (i, cell) in lots.cells[kind.time].iter().enumerate() {
                missed[k][i] = miss[*cell][lots.groups[i]];
            }
        }
    }
    (0..lots.weights.len()).map(|i| lots.weights[i] * (1.0 - by_others(&missed, None, i))).sum()
}

/// Coverages of one kind of effort over cells of several hypotheses.
fn filled(pocs: &[Vec<f64>], area_m2: f64, kind: &KindOfEffort, conditions: SearchConditions) -> Vec<f64> {
    // What a little more coverage adds, per area, and how fast that falls.
    let slope = |poc: &[f64], c: f64| -> (f64, f64) {
        let mut sums = (0.0, 0.0);
        for (p, r) in poc.iter().zip(&kind.relative).filter(|(p, r)| **p > 0.0 && **r > 0.0) {
            let x = r * c;
            let (curve, falls) = match conditions {
                SearchConditions::Normal => (math::exp(-x), 1.0),
                SearchConditions::Ideal => (math::exp(-PI / 4.0 * x * x), PI / 2.0 * x),
            };
            sums.0 += p * r * curve / area_m2;
            sums.1 += p * r * curve * falls * r / area_m2;
        }
        sums
    };
    let steepest = pocs.iter().map(|poc| slope(poc, 0.0).0).fold(0.0, f64::max);
    if steepest <= 0.0 || kind.effort_m2 <= 0.0 {
        return vec![0.0; pocs.len()];
    }
    let coverage = |poc: &[f64], least: f64| {
        if slope(poc, 0.0).0 <= least {
            return 0.0;
        }
        let (mut low, mut high) = (0.0, 1.0);
        while slope(poc, high).0 > least && high < 1e4 {
            low = high;
            high *= 2.0;
        }
        // Newton's steps on the logarithm, kept between what is known.
        let mut c = low;
        for _ in 0..8 {
            let (value, falls) = slope(poc, c);
            if value > least {
                low = c
            } else {
                high = c
            }
            let step = if falls > 0.0 { math::ln(value / least) * value / falls } else { f64::INFINITY };
            let next = if (low..=high).contains(&(c + step)) { c + step } else { (low + high) / 2.0 };
            if (next - c).abs() < 1e-6 {
                break;
            }
            c = next;
        }
        c
    };
    let all = |k: f64| -> Vec<f64> {
        let least = steepest * math::exp(-k);
        pocs.iter().map(|poc| coverage(poc, least)).collect()
    };
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..16 {
        let middle = (low + high) / 2.0;
        let spent: f64 = all(middle).iter().sum::<f64>() * area_m2;
        if spent < kind.effort_m2 { low = middle } else { high = middle }
    }
    // No more than there is.
    let mut all = all(low);
    let spent: f64 = all.iter().sum::<f64>() * area_m2;
    if spent > 0.0 {
        all.iter_mut().for_each(|c| *c *= kind.effort_m2 / spent);
    }
    all
}

/// The cell of each particle in a grid fine enough to take what lies in one cell for one, and the side of a cell \[m\].
pub(super) fn merging_cells(prediction: &Prediction) -> (Vec<usize>, f64) {
    let points = Points::of(prediction);
    let cell_m = points.sound_cell_m(points.fit_cell_m() / math::SQRT_2);
    (points.cells(cell_m), cell_m)
}

/// The particles of a prediction on a flat chart about its datum.
struct Points {
    local: Vec<(f64, f64)>,
    weights: Vec<f64>,
    /// From where to where they lie, east and north \[m\].
    east: (f64, f64),
    north: (f64, f64),
}

impl Points {
    fn of(prediction: &Prediction) -> Self {
        let local: Vec<(f64, f64)> = prediction.particles.iter().map(|p| prediction.datum.offset_to(*p)).collect();
        let span = |pick: fn(&(f64, f64)) -> f64| {
            let (low, high) = local
                .iter()
                .map(pick)
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
            let some = metres(0.1);
            if low <= high { (low - some, high + some) } else { (-some, some) }
        };
        let (east, north) = (span(|l| l.0), span(|l| l.1));
        Self { weights: prediction.weights.clone(), east, north, local }
    }

    /// A size of cell that gives no more cells than there may be.
    fn sound_cell_m(&self, cell_m: f64) -> f64 {
        let longest = (self.east.1 - self.east.0).max(self.north.1 - self.north.0);
        cell_m.max(longest / MOST_ALONG)
    }

    /// Cells along and up.
    fn size(&self, cell_m: f64) -> (usize, usize) {
        let cells = |(low, high): (f64, f64)| ((high - low) / cell_m).ceil().clamp(1.0, MOST_ALONG + 1.0) as usize;
        (cells(self.east), cells(self.north))
    }

    /// The cell of each particle.
    fn cells(&self, cell_m: f64) -> Vec<usize> {
        let (columns, rows) = self.size(cell_m);
        let place = |x: f64, low: f64, most: usize| (((x - low) / cell_m).max(0.0) as usize).min(most - 1);
        let cell = |(east, north): &(f64, f64)| {
            place(*north, self.north.0, rows) * columns + place(*east, self.east.0, columns)
        };
        self.local.iter().map(cell).collect()
    }

    /// The finest size of cell \[m\] at which cells hold enough particles on average.
    fn fit_cell_m(&self) -> f64 {
        let enough = (self.local.len() / 400).clamp(FEWEST_PER_CELL, PER_CELL);
        let longest = (self.east.1 - self.east.0).max(self.north.1 - self.north.0);
        let mut cell_m = longest.max(LEAST_CELL_M) / 2.0;
        loop {
            let finer = cell_m / math::SQRT_2;
            if finer < LEAST_CELL_M || finer < longest / MOST_ALONG {
                return cell_m;
            }
            let mut cells = self.cells(finer);
            cells.sort_unstable();
            cells.dedup();
            if self.local.len() < enough * cells.len() {
                return cell_m;
            }
            cell_m = finer;
        }
    }
}
