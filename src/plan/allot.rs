//! Which one rectangle to search: the one that makes success likeliest for an effort.
//!
//! A cloud is counted into the cells of a frame laid along its longer axis, and every rectangle of cells is tried. For
//! a normal cloud that is the optimal search factor of the worksheets (sar-models.md 3.4); for a cloud of two lobes,
//! which the worksheets do not know, it is what it is. Where [`planner`](super::planner) begins to improve from.

use crate::base::math;
use crate::base::quantity::metres;
use crate::sar::planning::SearchConditions;

/// Cells along each side of the frame.
const SIDE: usize = 24;

/// The frame is at least so far across on each side of the datum \[m\]: nobody navigates a search more finely
/// (*proposed*).
const LEAST_HALF_M: f64 = 1852.0;

/// Weight of the cloud left out at each end of the frame.
const TAIL: f64 = 0.01;

/// A cloud that is less than this much longer than wide has no axis of its own.
const ROUND: f64 = 1.15;

/// Coverage above which more area is better than more coverage (3.6, rule of thumb), and the most that is planned at
/// all once an area holds nearly everything: a probability of detection of 95 in 100 by the random law.
const MOST_COVERAGE: f64 = 1.5;
pub(super) const MOST_COVERAGE_OF_ALL: f64 = 3.0;

/// An area that holds this share of the cloud holds nearly everything.
const NEARLY_ALL: f64 = 0.95;

/// How many legs of a length, side by side on a breadth, a track of a length allows up to a coverage; all \[m\]. None
/// when not one.
pub(super) fn whole_legs(track_m: f64, width_m: f64, leg_m: f64, breadth_m: f64, most_coverage: f64) -> Option<f64> {
    // The legs end half a spacing inside, which nearly pays for the cross-legs: n legs are n L - S long in all.
    let affordable = (track_m / leg_m.max(1.0)).floor();
    let wanted = (most_coverage * breadth_m / width_m.max(1.0)).ceil();
    (affordable >= 1.0).then(|| affordable.min(wanted).max(1.0))
}

/// The most coverage planned for an area that holds this share of the cloud.
pub(super) fn most_coverage(holds: f64) -> f64 {
    if holds >= NEARLY_ALL { MOST_COVERAGE_OF_ALL } else { MOST_COVERAGE }
}

/// A rectangle in the frame: from and to along the axis, from and to across it \[m\].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span2 {
    pub(super) along: (f64, f64),
    pub(super) across: (f64, f64),
}

impl Span2 {
    fn area_m2(&self) -> f64 {
        (self.along.1 - self.along.0) * (self.across.1 - self.across.0)
    }
}

/// A rectangle of cells: first and one past the last, along and across.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cells {
    along: (usize, usize),
    across: (usize, usize),
}

/// A cloud counted into the cells of its frame.
pub(super) struct Frame {
    /// Direction of the axis \[whole degrees true\].
    pub(super) axis_true_deg: f64,
    /// Each particle along and across the axis \[m from the datum\], and its weight.
    local: Vec<(f64, f64, f64)>,
    along: (f64, f64),
    across: (f64, f64),
    whole: f64,
    sums: Sums,
}

/// Weight in all cells before a row and a column.
struct Sums(Vec<f64>);

impl Sums {
    fn of(weights: &[f64]) -> Self {
        let at = |i: usize, j: usize| i * (SIDE + 1) + j;
        let mut sums = vec![0.0; (SIDE + 1) * (SIDE + 1)];
        for i in 0..SIDE {
            for j in 0..SIDE {
                sums[at(i + 1, j + 1)] =
                    weights[i * SIDE + j] + sums[at(i, j + 1)] + sums[at(i + 1, j)] - sums[at(i, j)];
            }
        }
        Self(sums)
    }

    /// Weight in a rectangle of cells.
    fn within(&self, cells: &Cells) -> f64 {
        let at = |i: usize, j: usize| self.0[i * (SIDE + 1) + j];
        let ((a, b), (c, d)) = (cells.along, cells.across);
        at(b, d) - at(a, d) - at(b, c) + at(a, c)
    }
}

impl Frame {
    /// The frame of a cloud of weights at places east and north of the datum \[m\]; `drift_true_deg` \[degrees\] is its
    /// axis if the cloud is round.
    pub(super) fn new(points: &[(f64, f64, f64)], drift_true_deg: f64) -> Self {
        // Whole degrees: an area has to be told by voice.
        let axis = math::wrap_360(axis_true_deg(points).unwrap_or(drift_true_deg).round());
        let (sin, cos) = math::sin_cos(axis.to_radians());
        let local: Vec<(f64, f64, f64)> = points
            .iter()
            .map(|(east, north, weight)| (east * sin + north * cos, east * cos - north * sin, *weight))
            .collect();
        let along = extent(local.iter().map(|l| (l.0, l.2)));
        let across = extent(local.iter().map(|l| (l.1, l.2)));
        let mut weights = vec![0.0; SIDE * SIDE];
        let cell = |x: f64, (low, high): (f64, f64)| {
            let i = ((x - low) / (high - low) * SIDE as f64).floor();
            (i >= 0.0 && i < SIDE as f64).then_some(i as usize)
        };
        for (u, v, weight) in &local {
            if let (Some(i), Some(j)) = (cell(*u, along), cell(*v, across)) {
                weights[i * SIDE + j] += weight;
            }
        }
        let whole = local.iter().map(|l| l.2).sum::<f64>().max(f64::MIN_POSITIVE);
        let sums = Sums::of(&weights);
        Self { axis_true_deg: axis, local, along, across, whole, sums }
    }

    fn span(&self, cells: &Cells) -> Span2 {
        let place = |(low, high): (f64, f64), i: usize| low + (high - low) * i as f64 / SIDE as f64;
        Span2 {
            along: (place(self.along, cells.along.0), place(self.along, cells.along.1)),
            across: (place(self.across, cells.across.0), place(self.across, cells.across.1)),
        }
    }

    /// Where a place in the frame lies \[m east, m north of the datum\].
    pub(super) fn place(&self, along: f64, across: f64) -> (f64, f64) {
        let (sin, cos) = math::sin_cos(self.axis_true_deg.to_radians());
        (along * sin + across * cos, along * cos - across * sin)
    }

    /// Where a place east and north of the datum \[m\] lies along and across the axis \[m\].
    pub(super) fn local(&self, (east, north): (f64, f64)) -> (f64, f64) {
        let (sin, cos) = math::sin_cos(self.axis_true_deg.to_radians());
        (east * sin + north * cos, east * cos - north * sin)
    }

    /// The rectangle in which an effort \[m2\] is most likely to succeed. None when there is no effort, or nothing to
    /// find.
    pub(super) fn one_area(&self, effort_m2: f64, conditions: SearchConditions) -> Option<Span2> {
        let mut best: Option<(Span2, f64)> = None;
        for a in 0..SIDE {
            for b in a + 1..=SIDE {
                for c in 0..SIDE {
                    // No worth is above the weight, and no rectangle has more than the strip it lies in.
                    let known = best.map_or(0.0, |(_, worth)| worth);
                    if self.sums.within(&Cells { along: (a, b), across: (c, SIDE) }) <= known {
                        break;
                    }
                    for d in c + 1..=SIDE {
                        let cells = Cells { along: (a, b), across: (c, d) };
                        let weight = self.sums.within(&cells);
                        let known = best.map_or(0.0, |(_, worth)| worth);
                        if weight <= known {
                            continue;
                        }
                        let span = self.span(&cells);
                        let coverage = (effort_m2 / span.area_m2()).min(most_coverage(weight / self.whole));
                        let worth = weight * conditions.pod(coverage);
                        if worth > known {
                            best = Some((span, worth));
                        }
                    }
                }
            }
        }
        best.map(|(span, _)| span)
    }

    /// The square about the datum that makes success likeliest for an effort \[m2\]: half its side \[m\].
    pub(super) fn square_half_m(&self, effort_m2: f64, conditions: SearchConditions) -> f64 {
        let mut reach: Vec<(f64, f64)> = self.local.iter().map(|(u, v, w)| (u.abs().max(v.abs()), *w)).collect();
        reach.sort_by(|a, b| a.0.total_cmp(&b.0));
        let most = reach.last().map_or(0.0, |last| last.0).max(LEAST_HALF_M);
        let (mut next, mut inside, mut best) = (0, 0.0, (LEAST_HALF_M, 0.0));
        for k in 1..=48 {
            let half = most * f64::from(k) / 48.0;
            while let Some((_, weight)) = reach.get(next).filter(|(off, _)| *off <= half) {
                inside += weight;
                next += 1;
            }
            let holds = inside / self.whole;
            let worth = holds * conditions.pod((effort_m2 / (4.0 * half * half)).min(most_coverage(holds)));
            if half >= LEAST_HALF_M / 2.0 && worth > best.1 {
                best = (half, worth);
            }
        }
        best.0
    }

    /// Share of the cloud in a square about the datum of this half side \[m\].
    pub(super) fn holds(&self, half_m: f64) -> f64 {
        let inside = self.local.iter().filter(|(u, v, _)| u.abs().max(v.abs()) <= half_m);
        inside.map(|l| l.2).sum::<f64>() / self.whole
    }
}

/// The longer axis of a cloud \[degrees true\], from offsets east and north \[m\] and weights. None when it is about
/// round.
fn axis_true_deg(points: &[(f64, f64, f64)]) -> Option<f64> {
    let whole = points.iter().map(|p| p.2).sum::<f64>().max(f64::MIN_POSITIVE);
    let mean = |f: &dyn Fn(&(f64, f64, f64)) -> f64| points.iter().map(|p| p.2 * f(p)).sum::<f64>() / whole;
    let (east, north) = (mean(&|o| o.0), mean(&|o| o.1));
    let var_east = mean(&|o| (o.0 - east) * (o.0 - east));
    let var_north = mean(&|o| (o.1 - north) * (o.1 - north));
    let both = mean(&|o| (o.0 - east) * (o.1 - north));
    let half_sum = (var_east + var_north) / 2.0;
    let half_difference = math::hypot((var_north - var_east) / 2.0, both);
    let (major, minor) = (half_sum + half_difference, (half_sum - half_difference).max(0.0));
    let long = major.sqrt() > ROUND * minor.sqrt() + metres(0.01);
    long.then(|| math::atan2(2.0 * both, var_north - var_east).to_degrees() / 2.0)
}

/// From where to where most of some weighted distances lie \[m\].
fn extent(values: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    let mut sorted: Vec<(f64, f64)> = values.filter(|(_, weight)| *weight > 0.0).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let whole: f64 = sorted.iter().map(|(_, weight)| weight).sum();
    let at = |share: f64| {
        let mut sum = 0.0;
        let reached = sorted.iter().find(|(_, weight)| {
            sum += weight;
            sum >= share * whole
        });
        reached.or(sorted.last()).map_or(0.0, |(x, _)| *x)
    };
    let (low, high) = (at(TAIL), at(1.0 - TAIL));
    // A little more, so that what lies on the edge is in.
    let (middle, half) = ((low + high) / 2.0, 0.505 * (high - low));
    (middle - half.max(LEAST_HALF_M), middle + half.max(LEAST_HALF_M))
}
