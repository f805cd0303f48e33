//! Which rectangles to search: the one that makes success likeliest for an effort, and several side by side.
//!
//! A cloud is counted into the cells of a frame laid along its longer axis, and every rectangle of cells is tried. For
//! a normal cloud that is the optimal search factor of the worksheets (sar-models.md 3.4); for a cloud of two lobes,
//! which the worksheets do not know, it is what it is. Units of one search get areas that do not overlap.

use crate::base::math;
use crate::base::quantity::metres;
use crate::sar::pattern::Rectangle;
use crate::sar::planning::{Cell, SearchConditions, optimal_coverages};

use super::cloud::Prediction;

/// Cells along each side of the frame.
const SIDE: usize = 24;

/// The frame is at least so far across on each side of the datum \[m\]: nobody navigates a search more finely
/// (*proposed*).
const LEAST_HALF_M: f64 = 1852.0;

/// Share of the cloud left out at each end of the frame.
const TAIL: f64 = 0.01;

/// A cloud that is less than this much longer than wide has no axis of its own.
const ROUND: f64 = 1.15;

/// Coverage above which more area is better than more coverage (3.6, rule of thumb), and the most that is planned at
/// all once an area holds nearly everything: a probability of detection of 95 in 100 by the random law.
const MOST_COVERAGE: f64 = 1.5;
const MOST_COVERAGE_OF_ALL: f64 = 3.0;

/// No unit's own area is longer than so many times its width (*proposed*: a ribbon is soon beside what drifts).
const LONGEST_RATIO: f64 = 4.0;

/// An area that holds this share of the cloud holds nearly everything.
const NEARLY_ALL: f64 = 0.95;

/// What one unit can bring to a search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Effort {
    /// Sweep width \[m\].
    pub(super) width_m: f64,
    /// Track it can run in its useful time \[m\].
    pub(super) track_m: f64,
    /// Whether it flies.
    pub(super) flies: bool,
}

impl Effort {
    /// Area it can search at coverage 1 \[m2\].
    pub(super) fn area_m2(self) -> f64 {
        self.width_m * self.track_m
    }

    /// How many parallel legs it can run over an area, and the coverage that gives. None when it cannot run one.
    fn legs(self, box_m: &Span2, holds: f64) -> Option<f64> {
        let (long, short) = (box_m.long(), box_m.short());
        let legs = whole_legs(self, long, short, most_coverage(holds))?;
        Some(self.width_m * legs / short)
    }
}

/// How many legs of a length, side by side on a breadth, an effort allows up to a coverage; all \[m\]. None when not
/// one.
pub(super) fn whole_legs(effort: Effort, leg_m: f64, breadth_m: f64, most_coverage: f64) -> Option<f64> {
    // The legs end half a spacing inside, which nearly pays for the cross-legs: n legs are n L - S long in all.
    let affordable = (effort.track_m / leg_m.max(1.0)).floor();
    let wanted = (most_coverage * breadth_m / effort.width_m.max(1.0)).ceil();
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
    fn long(&self) -> f64 {
        (self.along.1 - self.along.0).max(self.across.1 - self.across.0)
    }

    fn short(&self) -> f64 {
        (self.along.1 - self.along.0).min(self.across.1 - self.across.0)
    }

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

impl Cells {
    fn overlaps(&self, other: &Self) -> bool {
        self.along.0 < other.along.1
            && other.along.0 < self.along.1
            && self.across.0 < other.across.1
            && other.across.0 < self.across.1
    }
}

/// A cloud counted into the cells of its frame.
pub(super) struct Frame {
    /// Where along and across are measured from, and the axis.
    origin: Rectangle,
    /// Each particle along and across \[m\].
    pub(super) local: Vec<(f64, f64)>,
    along: (f64, f64),
    across: (f64, f64),
    /// Share of the particles in each cell, along by across.
    shares: Vec<f64>,
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
    /// The frame of a cloud; `drift_true_deg` \[degrees\] is its axis if the cloud is round.
    pub(super) fn new(prediction: &Prediction, drift_true_deg: f64) -> Self {
        let offsets: Vec<(f64, f64)> = prediction.particles.iter().map(|p| prediction.datum.offset_to(*p)).collect();
        // Whole degrees: an area has to be told by voice.
        let axis = math::wrap_360(axis_true_deg(&offsets).unwrap_or(drift_true_deg).round());
        let (sin, cos) = math::sin_cos(axis.to_radians());
        let local: Vec<(f64, f64)> =
            offsets.iter().map(|(east, north)| (east * sin + north * cos, east * cos - north * sin)).collect();
        let along = extent(local.iter().map(|l| l.0));
        let across = extent(local.iter().map(|l| l.1));
        let origin = Rectangle { centre: prediction.datum, length_m: 0.0, width_m: 0.0, axis_true_deg: axis };
        let mut shares = vec![0.0; SIDE * SIDE];
        let share = 1.0 / (local.len().max(1) as f64);
        let cell = |x: f64, (low, high): (f64, f64)| {
            let i = ((x - low) / (high - low) * SIDE as f64).floor();
            (i >= 0.0 && i < SIDE as f64).then_some(i as usize)
        };
        for (u, v) in &local {
            if let (Some(i), Some(j)) = (cell(*u, along), cell(*v, across)) {
                shares[i * SIDE + j] += share;
            }
        }
        let sums = Sums::of(&shares);
        Self { origin, local, along, across, shares, sums }
    }

    fn span(&self, cells: &Cells) -> Span2 {
        let place = |(low, high): (f64, f64), i: usize| low + (high - low) * i as f64 / SIDE as f64;
        Span2 {
            along: (place(self.along, cells.along.0), place(self.along, cells.along.1)),
            across: (place(self.across, cells.across.0), place(self.across, cells.across.1)),
        }
    }

    /// The rectangle on the chart.
    pub(super) fn rectangle(&self, span: &Span2) -> Rectangle {
        let middle = |(from, to): (f64, f64)| (from + to) / 2.0;
        Rectangle {
            centre: self.origin.position(middle(span.along), middle(span.across)),
            length_m: span.along.1 - span.along.0,
            width_m: span.across.1 - span.across.0,
            axis_true_deg: self.origin.axis_true_deg,
        }
    }

    /// How far along the axis a position lies \[m\].
    pub(super) fn along(&self, position: crate::base::Position) -> f64 {
        self.origin.local(position).0
    }

    /// The rectangle of cells of the highest worth by some weights, among those that overlap none of `taken`. Worth is
    /// given the rectangle and the share of the cloud it holds, and is the probability of detection there. None when
    /// nothing is worth anything.
    fn best(&self, weights: &Sums, taken: &[Cells], pod: impl Fn(&Span2, f64) -> f64) -> Option<(Cells, f64)> {
        let mut best: Option<(Cells, f64)> = None;
        for a in 0..SIDE {
            for b in a + 1..=SIDE {
                for c in 0..SIDE {
                    // No worth is above the weight, and no rectangle has more than the strip it lies in.
                    let known = best.map_or(0.0, |(_, worth)| worth);
                    if weights.within(&Cells { along: (a, b), across: (c, SIDE) }) <= known {
                        break;
                    }
                    for d in c + 1..=SIDE {
                        let cells = Cells { along: (a, b), across: (c, d) };
                        let weight = weights.within(&cells);
                        let known = best.map_or(0.0, |(_, worth)| worth);
                        if weight <= known || taken.iter().any(|t| t.overlaps(&cells)) {
                            continue;
                        }
                        let worth = weight * pod(&self.span(&cells), self.sums.within(&cells));
                        if worth > known {
                            best = Some((cells, worth));
                        }
                    }
                }
            }
        }
        best
    }

    /// One area for all efforts together, cut into neighbouring pieces of equal coverage, in the order of the efforts
    /// along the longer side. Empty when there is no effort.
    pub(super) fn one_area(&self, efforts: &[Effort], conditions: SearchConditions) -> Vec<Span2> {
        let total: f64 = efforts.iter().map(|effort| effort.area_m2()).sum();
        let pod = |span: &Span2, holds: f64| conditions.pod((total / span.area_m2()).min(most_coverage(holds)));
        let Some((cells, _)) = self.best(&self.sums, &[], pod) else { return Vec::new() };
        let whole = self.span(&cells);
        let cut_along = whole.along.1 - whole.along.0 >= whole.across.1 - whole.across.0;
        let (from, to) = if cut_along { whole.along } else { whole.across };
        let mut done = 0.0;
        efforts
            .iter()
            .map(|effort| {
                let begins = from + (to - from) * done / total;
                done += effort.area_m2();
                let piece = (begins, from + (to - from) * done / total);
                if cut_along { Span2 { along: piece, ..whole } } else { Span2 { across: piece, ..whole } }
            })
            .collect()
    }

    /// An area of its own for each effort, each the best for what the others leave undone; ships' areas do not overlap
    /// each other, nor do aircraft's. `None` for an effort that finds nothing worth searching.
    pub(super) fn own_areas(&self, efforts: &[Effort], conditions: SearchConditions) -> Vec<Option<Span2>> {
        let mut order: Vec<usize> = (0..efforts.len()).collect();
        order.sort_by(|a, b| efforts[*b].area_m2().total_cmp(&efforts[*a].area_m2()).then(a.cmp(b)));
        let pod = |effort: Effort, span: &Span2, holds: f64| {
            let legs = effort.legs(span, holds).filter(|_| span.long() <= LONGEST_RATIO * span.short());
            legs.map_or(0.0, |coverage| conditions.pod(coverage))
        };
        let mut chosen: Vec<Option<Cells>> = vec![None; efforts.len()];
        // The first takes what it likes and leaves the rest; a second round lets each choose again.
        for _ in 0..2 {
            for &i in &order {
                chosen[i] = None;
                let mut left = self.shares.clone();
                let mut taken = Vec::new();
                for (effort, cells) in efforts.iter().zip(&chosen) {
                    let Some(cells) = cells else { continue };
                    let missed = 1.0 - pod(*effort, &self.span(cells), self.sums.within(cells));
                    for along in cells.along.0..cells.along.1 {
                        for across in cells.across.0..cells.across.1 {
                            left[along * SIDE + across] *= missed;
                        }
                    }
                    if effort.flies == efforts[i].flies {
                        taken.push(*cells);
                    }
                }
                let best = self.best(&Sums::of(&left), &taken, |span, holds| pod(efforts[i], span, holds));
                chosen[i] = best.map(|(cells, _)| cells);
            }
        }
        chosen.into_iter().map(|cells| cells.map(|cells| self.span(&cells))).collect()
    }

    /// The square about the datum that makes success likeliest \[m, half its side\].
    pub(super) fn square_half_m(&self, effort: Effort, conditions: SearchConditions) -> f64 {
        let mut reach: Vec<f64> = self.local.iter().map(|(u, v)| u.abs().max(v.abs())).collect();
        reach.sort_by(f64::total_cmp);
        let most = reach.last().copied().unwrap_or(0.0).max(LEAST_HALF_M);
        let halves = (1..=48).map(|k| most * f64::from(k) / 48.0).filter(|half| *half >= LEAST_HALF_M / 2.0);
        let worth = |half: f64| {
            let holds = reach.partition_point(|r| *r <= half) as f64 / reach.len().max(1) as f64;
            holds * conditions.pod((effort.area_m2() / (4.0 * half * half)).min(most_coverage(holds)))
        };
        halves.max_by(|a, b| worth(*a).total_cmp(&worth(*b)).then(b.total_cmp(a))).unwrap_or(LEAST_HALF_M)
    }

    /// The most that an effort \[m2\] could achieve however it were spread over the cells (3.6).
    pub(super) fn ideal_pos(&self, effort_m2: f64, conditions: SearchConditions) -> f64 {
        let one = self.span(&Cells { along: (0, 1), across: (0, 1) }).area_m2();
        let cells: Vec<Cell> = (0..SIDE * SIDE).map(|k| Cell { poc: self.shares[k], area_m2: one }).collect();
        let coverages = optimal_coverages(&cells, effort_m2);
        cells.iter().zip(coverages).map(|(cell, coverage)| cell.poc * conditions.pod(coverage)).sum()
    }
}

/// The longer axis of a cloud \[degrees true\], from offsets east and north \[m\]. None when it is about round.
fn axis_true_deg(offsets: &[(f64, f64)]) -> Option<f64> {
    let n = offsets.len().max(1) as f64;
    let mean = |f: &dyn Fn(&(f64, f64)) -> f64| offsets.iter().map(f).sum::<f64>() / n;
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

/// From where to where most of some distances lie \[m\].
fn extent(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted.get((share * sorted.len().saturating_sub(1) as f64).round() as usize).copied();
    let (low, high) = (at(TAIL).unwrap_or(0.0), at(1.0 - TAIL).unwrap_or(0.0));
    // A little more, so that what lies on the edge is in.
    let (middle, half) = ((low + high) / 2.0, 0.505 * (high - low));
    (middle - half.max(LEAST_HALF_M), middle + half.max(LEAST_HALF_M))
}
