//! A rotated rectangle for each unit, so that together they are most likely to find what is searched for.
//!
//! Method: as SAROPS is said to do it (sar-models.md 3.5, *recalled*): a local search over centre, size and angle of
//! each unit's rectangle of parallel legs, from several good beginnings, to maximise the joint success on the
//! particles, each unit at the time when it searches. Ships' rectangles do not overlap each other, nor do aircraft's; a
//! ship and an aircraft may. Nobody is given more track than [`Reach`] allows. No chance is in it: the same question
//! gets the same plan.

use crate::base::math;
use crate::sar::planning::SearchConditions;

use super::allot::{Frame, MOST_COVERAGE_OF_ALL, Span2};
use super::left::Left;
use super::reach::{Plot, Reach};

/// Tracks are no nearer to each other than this \[m\]: a tenth of a mile is as well as anybody steers (*proposed*).
pub(super) const LEAST_SPACING_M: f64 = 185.2;

/// Tracks are no farther apart than so that this is the coverage: fewer are no search that anybody would order, however
/// well the chance of it may be reckoned (*proposed*).
const LEAST_COVERAGE: f64 = 0.3;

/// No unit's area is longer than so many times its width (*proposed*: a ribbon is soon beside what drifts).
const LONGEST_RATIO: f64 = 5.0;

/// Legs run along the longer side.
const SHORTEST_RATIO: f64 = 1.0;

/// Longest side \[m\]: the host takes no longer one.
const LONGEST_SIDE_M: f64 = 499.0 * 1852.0;

/// Most legs of one area.
const MOST_LEGS: u32 = 400;

/// Steps of the local search as shares of the area's sides, coarse to fine.
const STEPS: [f64; 5] = [0.5, 0.25, 0.12, 0.06, 0.03];

/// Steps at which neighbours are moved together.
const SHOVES: [f64; 3] = [0.25, 0.12, 0.06];

/// Rounds of all units at one step, at most.
const ROUNDS: usize = 4;

/// Cells along each side of the frame in which new places are looked for, and how many are tried.
const PLACES_ALONG: usize = 12;
const PLACES: usize = 14;

/// Times a rectangle is pushed out of another's before it is given up.
const PUSHES: usize = 4;

/// A change that makes success likelier by less than this is not worth making.
const WORTH: f64 = 1e-7;

/// Weight somewhere, seen by the units of each time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mass {
    pub(super) weight: f64,
    /// Its hypothesis.
    pub(super) group: usize,
    /// Where it is at each time \[m east, m north of the datum\].
    pub(super) at: Vec<(f64, f64)>,
}

/// A unit that can search.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Worker {
    /// Sweep width against what it looks for \[m\], and against each hypothesis as a share of that.
    pub(super) width_m: f64,
    pub(super) relative: Vec<f64>,
    pub(super) flies: bool,
    pub(super) reach: Reach,
    /// Which of the times it searches at.
    pub(super) time: usize,
    /// Where it is \[m east, m north of the datum\].
    pub(super) from: (f64, f64),
}

impl Worker {
    /// Probability of detection of each hypothesis at a track spacing \[m\].
    fn pods(&self, spacing_m: f64, groups: usize, conditions: SearchConditions) -> Vec<f64> {
        let coverage = self.width_m / spacing_m.max(1.0);
        (0..groups).map(|g| conditions.pod(coverage * self.relative.get(g).copied().unwrap_or(1.0))).collect()
    }

    /// The least it spaces its tracks \[m\]: nothing is covered more than is worth it, not even what is hardest to see.
    fn least_spacing_m(&self) -> f64 {
        let hardest = self.relative.iter().copied().filter(|r| *r > 0.0).fold(1.0, f64::min);
        LEAST_SPACING_M.max(self.width_m * hardest / MOST_COVERAGE_OF_ALL)
    }

    /// Track it can search about a place \[m\].
    pub(super) fn track_about(&self, place: (f64, f64)) -> f64 {
        self.reach.track_m(&Plot::new(place, 0.0, 1, LEAST_SPACING_M, LEAST_SPACING_M))
    }

    /// Effort about the datum \[m2\].
    fn effort_m2(&self) -> f64 {
        self.width_m * self.track_about((0.0, 0.0))
    }
}

/// What a plan is made for.
pub(super) struct Problem<'a> {
    pub(super) masses: Vec<Mass>,
    /// Each mass stands for weight spread over a square of this side about its place \[m\]: a rectangle gains as it
    /// grows over it, and not by leaps from place to place.
    pub(super) cell_m: f64,
    pub(super) workers: Vec<Worker>,
    /// Areas that others search already, and whether by air.
    pub(super) taken: Vec<(Plot, bool)>,
    pub(super) conditions: SearchConditions,
    /// Axis of a round cloud \[degrees true\].
    pub(super) drift_true_deg: f64,
    /// Whether a ship can be sent to a place \[m east, m north of the datum\].
    pub(super) navigable: &'a dyn Fn((f64, f64)) -> bool,
}

/// One rectangle for each unit; none where nothing is left worth searching.
type Plots = Vec<Option<Plot>>;

impl Problem<'_> {
    /// The best plan found.
    pub(super) fn solve(&self) -> Plots {
        let groups = self.groups();
        let all: Vec<usize> = (0..self.workers.len()).collect();
        let of =
            |flies: bool| -> Vec<usize> { all.iter().copied().filter(|u| self.workers[*u].flies == flies).collect() };
        let (air, sea) = (of(true), of(false));
        let mut order = all.clone();
        order.sort_by(|a, b| {
            let effort = |u: &usize| self.workers[*u].effort_m2();
            effort(b).total_cmp(&effort(a)).then(a.cmp(b))
        });
        let mut begun: Vec<Draft<'_>> = Vec::new();
        let draft = || Draft::new(self, groups);
        // One area for all; one for the aircraft and one for the ships, whoever begins; one unit after the other.
        let mut together = draft();
        together.carve(&all);
        begun.push(together);
        if !air.is_empty() && !sea.is_empty() {
            for (first, second) in [(&air, &sea), (&sea, &air)] {
                let mut layered = draft();
                layered.carve(first);
                layered.carve(second);
                begun.push(layered);
            }
        }
        let mut greedy = draft();
        for u in &order {
            greedy.settle(*u);
        }
        begun.push(greedy);
        for begun in &mut begun {
            // Who found no place in the pattern looks for one by itself.
            for u in &order {
                if begun.plots[*u].is_none() {
                    begun.settle(*u);
                }
            }
            begun.improve(&STEPS);
        }
        let pos = |draft: &Draft<'_>| draft.success();
        let mut best = begun.into_iter().max_by(|a, b| pos(a).total_cmp(&pos(b))).unwrap_or_else(draft);
        // Each in turn looks whether it would do more elsewhere.
        for u in &order {
            let mut other = best.clone();
            other.place(*u, None);
            other.settle(*u);
            other.improve(&STEPS[2..4]);
            if other.success() > best.success() + WORTH {
                best = other;
            }
        }
        // Neighbours that leave each other no room move together.
        for step in SHOVES {
            for u in order.iter().chain(&order) {
                best.shove(*u, step);
            }
            best.improve(&[step]);
        }
        best.plots
    }

    fn groups(&self) -> usize {
        self.masses.iter().map(|mass| mass.group + 1).max().unwrap_or(1)
    }

    /// The rectangle of so many legs so far apart that a unit can just run; none if it cannot, or should not.
    fn fit(&self, u: usize, centre: (f64, f64), axis: f64, legs: u32, spacing_m: f64) -> Option<Plot> {
        let worker = &self.workers[u];
        let (least, most) = (worker.least_spacing_m(), (worker.width_m / LEAST_COVERAGE).max(LEAST_SPACING_M));
        let sound = spacing_m.is_finite() && centre.0.is_finite() && centre.1.is_finite();
        if !sound || !(1..=MOST_LEGS).contains(&legs) || !(least..=most.max(least)).contains(&spacing_m) {
            return None;
        }
        let (n, breadth) = (f64::from(legs), f64::from(legs) * spacing_m);
        // n legs are n L - S long in all, cross-legs included.
        let length_for = |track_m: f64| (track_m + spacing_m) / n;
        let mut plot = Plot::new(centre, axis, legs, spacing_m, breadth);
        plot.length_m = length_for(worker.reach.track_m(&plot));
        for _ in 0..4 {
            plot.length_m = (plot.length_m + length_for(worker.reach.track_m(&plot))) / 2.0;
        }
        for _ in 0..6 {
            if n * plot.length_m - spacing_m <= worker.reach.track_m(&plot) {
                break;
            }
            plot.length_m *= 0.99;
        }
        let sound = n * plot.length_m - spacing_m <= worker.reach.track_m(&plot)
            && plot.length_m >= SHORTEST_RATIO * breadth
            && plot.length_m <= LONGEST_RATIO * breadth
            && plot.length_m >= 1.05 * spacing_m
            && plot.length_m.max(breadth) <= LONGEST_SIDE_M;
        let clear = || worker.flies || (self.navigable)(centre);
        (sound && clear()).then_some(plot)
    }
}

/// A plan that is being made.
#[derive(Clone)]
struct Draft<'a> {
    problem: &'a Problem<'a>,
    groups: usize,
    plots: Plots,
    /// Chance of each mass to be missed by each unit.
    missed: Vec<Vec<f64>>,
}

impl<'a> Draft<'a> {
    fn new(problem: &'a Problem<'a>, groups: usize) -> Self {
        let units = problem.workers.len();
        Self { problem, groups, plots: vec![None; units], missed: vec![vec![1.0; problem.masses.len()]; units] }
    }

    fn place(&mut self, u: usize, plot: Option<Plot>) {
        let worker = &self.problem.workers[u];
        self.plots[u] = plot;
        match plot {
            None => self.missed[u].fill(1.0),
            Some(plot) => {
                let pods = worker.pods(plot.spacing_m, self.groups, self.problem.conditions);
                for (missed, mass) in self.missed[u].iter_mut().zip(&self.problem.masses) {
                    *missed = 1.0 - pods[mass.group] * plot.share(mass.at[worker.time], self.problem.cell_m);
                }
            }
        }
    }

    /// Success of all together.
    fn success(&self) -> f64 {
        let found = |(i, mass): (usize, &Mass)| {
            mass.weight * (1.0 - self.missed.iter().map(|missed| missed[i]).product::<f64>())
        };
        self.problem.masses.iter().enumerate().map(found).sum()
    }

    /// What the others leave of each mass, where a unit could find it.
    fn left(&self, u: usize) -> Left {
        let time = self.problem.workers[u].time;
        let masses: Vec<(f64, f64, f64, usize)> = self
            .problem
            .masses
            .iter()
            .enumerate()
            .map(|(i, mass)| {
                let others = self.missed.iter().enumerate().filter(|(v, _)| *v != u).map(|(_, missed)| missed[i]);
                let (east, north) = mass.at[time];
                (east, north, mass.weight * others.product::<f64>(), mass.group)
            })
            .collect();
        Left::new(&masses, self.groups)
    }

    /// What a rectangle adds.
    fn worth(&self, u: usize, plot: &Plot, left: &Left) -> f64 {
        let pods = self.problem.workers[u].pods(plot.spacing_m, self.groups, self.problem.conditions);
        left.worth(plot, self.problem.cell_m, &pods)
    }

    /// The first rectangle of the same kind that one overlaps, planned or others' already.
    fn in_the_way(&self, u: usize, plot: &Plot) -> Option<Plot> {
        let flies = self.problem.workers[u].flies;
        let planned = self.plots.iter().zip(&self.problem.workers).enumerate();
        let planned = planned.filter(|(v, (_, worker))| *v != u && worker.flies == flies);
        let planned = planned.filter_map(|(_, (plot, _))| plot.as_ref());
        let taken = self.problem.taken.iter().filter(|(_, kind)| *kind == flies).map(|(plot, _)| plot);
        planned.chain(taken).find(|other| plot.overlaps(other)).copied()
    }

    /// A rectangle that keeps clear of all of the same kind: it, or it pushed aside. None when it cannot be had so.
    fn cleared(&self, u: usize, plot: Plot) -> Option<Plot> {
        let mut plot = plot;
        for _ in 0..PUSHES {
            let Some(other) = self.in_the_way(u, &plot) else { return Some(plot) };
            let centre = plot.pushed_off(&other);
            plot = self.problem.fit(u, centre, plot.axis_true_deg, plot.legs, plot.spacing_m)?;
        }
        self.in_the_way(u, &plot).is_none().then_some(plot)
    }

    /// Cuts one area, the best for the effort of some units together, into pieces by what each can search.
    fn carve(&mut self, units: &[usize]) {
        let Some(first) = units.first() else { return };
        let relative = |u: usize, g: usize| self.problem.workers[u].relative.get(g).copied().unwrap_or(1.0);
        let points: Vec<(f64, f64, f64)> = self
            .left(*first)
            .points()
            .map(|(east, north, weight, group)| {
                let mean = units.iter().map(|u| relative(*u, group)).sum::<f64>() / units.len() as f64;
                (east, north, weight * mean)
            })
            .collect();
        let frame = Frame::new(&points, self.problem.drift_true_deg);
        let total = units.iter().map(|u| self.problem.workers[*u].effort_m2()).sum();
        if let Some(area) = frame.one_area(total, self.problem.conditions) {
            self.cut(&frame, area, units);
        }
    }

    fn cut(&mut self, frame: &Frame, area: Span2, units: &[usize]) {
        if let [u] = units {
            let plot = self.within(frame, &area, *u);
            return self.place(*u, plot);
        }
        let along = area.along.1 - area.along.0 >= area.across.1 - area.across.0;
        // Who lies farthest to one side takes that end, so that nobody's way crosses another's.
        let mut order = units.to_vec();
        let side = |u: &usize| {
            let local = frame.local(self.problem.workers[*u].from);
            if along { local.0 } else { local.1 }
        };
        order.sort_by(|a, b| side(a).total_cmp(&side(b)).then(a.cmp(b)));
        let efforts: Vec<f64> = order.iter().map(|u| self.problem.workers[*u].effort_m2()).collect();
        let total: f64 = efforts.iter().sum();
        let (mut sum, mut share, mut parts) = (0.0, 0.5, 1);
        let mut nearest = f64::INFINITY;
        for (i, effort) in efforts.iter().enumerate().take(order.len() - 1) {
            sum += effort;
            let off = (sum / total.max(f64::MIN_POSITIVE) - 0.5).abs();
            if off < nearest {
                (nearest, share, parts) = (off, sum / total.max(f64::MIN_POSITIVE), i + 1);
            }
        }
        let (from, to) = if along { area.along } else { area.across };
        let cut = from + (to - from) * share;
        let with =
            |span: (f64, f64)| if along { Span2 { along: span, ..area } } else { Span2 { across: span, ..area } };
        self.cut(frame, with((from, cut)), &order[..parts]);
        self.cut(frame, with((cut, to)), &order[parts..]);
    }

    /// The rectangle of a unit in a piece of a frame.
    fn within(&self, frame: &Frame, piece: &Span2, u: usize) -> Option<Plot> {
        let (length, breadth) = (piece.along.1 - piece.along.0, piece.across.1 - piece.across.0);
        let centre = frame.place((piece.along.0 + piece.along.1) / 2.0, (piece.across.0 + piece.across.1) / 2.0);
        let turned = breadth > length;
        let (long, short) = if turned { (breadth, length) } else { (length, breadth) };
        let axis = math::wrap_360(frame.axis_true_deg + if turned { 90.0 } else { 0.0 });
        let worker = &self.problem.workers[u];
        let track = worker.reach.track_m(&Plot::new(centre, axis, 1, short, long));
        let least = ((track / long).floor() as u32).max(1);
        let fits = |plot: &Plot| plot.length_m <= long + 1.0;
        (least..least + 4).find_map(|legs| {
            let plot = self.problem.fit(u, centre, axis, legs, short / f64::from(legs))?;
            (fits(&plot) && self.in_the_way(u, &plot).is_none()).then_some(plot)
        })
    }

    /// Gives a unit the best of many places for what the others leave.
    fn settle(&mut self, u: usize) {
        let left = self.left(u);
        let points: Vec<(f64, f64, f64)> =
            left.points().map(|(east, north, weight, _)| (east, north, weight)).collect();
        let axis = Frame::new(&points, self.problem.drift_true_deg).axis_true_deg;
        let worker = &self.problem.workers[u];
        let mut best: Option<(Plot, f64)> = None;
        for centre in places(&points) {
            let track = worker.track_about(centre);
            for coverage in [0.32, 0.5, 0.8, 1.2, 1.8] {
                let spacing = (worker.width_m / coverage).max(LEAST_SPACING_M);
                for ratio in [1.0, 1.8, 3.2] {
                    // n legs of ratio x n S are the track.
                    let legs = (track / (ratio * spacing)).max(0.0).sqrt().floor().clamp(1.0, 400.0) as u32;
                    for turn in 0..6 {
                        let axis = math::wrap_360(axis + 30.0 * f64::from(turn));
                        let Some(plot) = self.problem.fit(u, centre, axis, legs, spacing) else { continue };
                        let known = best.map_or(WORTH, |(_, worth)| worth);
                        best = self.better(u, plot, &left, known).or(best);
                    }
                }
            }
        }
        self.place(u, best.map(|(plot, _)| plot));
    }

    /// Gives a unit more room at its neighbours' cost while all together gain by it.
    fn shove(&mut self, u: usize, step: f64) {
        let Some(plot) = self.plots[u] else { return };
        let left = self.left(u);
        let known = self.worth(u, &plot, &left);
        let mut best = self.success() + WORTH;
        let mut found: Option<Self> = None;
        for (centre, axis, legs, spacing) in neighbours(&plot, step) {
            let Some(other) = self.problem.fit(u, centre, axis, legs, spacing) else { continue };
            if self.in_the_way(u, &other).is_none() || self.worth(u, &other, &left) <= known {
                continue;
            }
            if let Some(moved) = self.with_room_made(u, other)
                && moved.success() > best
            {
                best = moved.success();
                found = Some(moved);
            }
        }
        if let Some(found) = found {
            *self = found;
        }
    }

    /// The plan with a rectangle in place and those in its way pushed off, and those in theirs. None when there is no
    /// room.
    fn with_room_made(&self, u: usize, plot: Plot) -> Option<Self> {
        let mut moved = self.clone();
        moved.place(u, Some(plot));
        let mut movers = vec![u];
        let mut next = 0;
        while let Some(mover) = movers.get(next).copied() {
            next += 1;
            let pusher = moved.plots[mover]?;
            let flies = self.problem.workers[mover].flies;
            for v in 0..moved.plots.len() {
                let Some(other) = moved.plots[v].filter(|other| other.overlaps(&pusher)) else { continue };
                if v == mover || self.problem.workers[v].flies != flies {
                    continue;
                }
                if v == u || movers.len() > PUSHES {
                    return None;
                }
                let centre = other.pushed_off(&pusher);
                let aside = self.problem.fit(v, centre, other.axis_true_deg, other.legs, other.spacing_m)?;
                moved.place(v, Some(aside));
                movers.push(v);
            }
        }
        movers
            .iter()
            .all(|v| moved.plots[*v].is_some_and(|plot| moved.in_the_way(*v, &plot).is_none()))
            .then_some(moved)
    }

    /// A rectangle, pushed clear of the others if need be, and its worth, if that is more than is known already.
    fn better(&self, u: usize, plot: Plot, left: &Left, known: f64) -> Option<(Plot, f64)> {
        let worth = self.worth(u, &plot, left);
        if worth <= known {
            // Where it is pushed there is hardly ever more.
            return None;
        }
        let clear = self.cleared(u, plot)?;
        let worth = if clear == plot { worth } else { self.worth(u, &clear, left) };
        (worth > known).then_some((clear, worth))
    }

    /// Moves, turns, stretches and squeezes each rectangle in turn while that helps.
    fn improve(&mut self, steps: &[f64]) {
        for step in steps {
            for _ in 0..ROUNDS {
                let mut better = false;
                for u in 0..self.plots.len() {
                    better |= self.improve_one(u, *step);
                }
                if !better {
                    break;
                }
            }
        }
    }

    fn improve_one(&mut self, u: usize, step: f64) -> bool {
        let Some(mut plot) = self.plots[u] else { return false };
        let left = self.left(u);
        let mut known = self.worth(u, &plot, &left);
        let begun = known;
        // A few moves in a row from one look at what the others leave.
        for _ in 0..4 {
            let mut best: Option<(Plot, f64)> = None;
            for (centre, axis, legs, spacing) in neighbours(&plot, step) {
                let Some(other) = self.problem.fit(u, centre, axis, legs, spacing) else { continue };
                let known = best.map_or(known + WORTH, |(_, worth)| worth);
                best = self.better(u, other, &left, known).or(best);
            }
            let Some((other, worth)) = best else { break };
            (plot, known) = (other, worth);
        }
        if known > begun {
            self.place(u, Some(plot));
        }
        known > begun
    }
}

/// Rectangles near to one: moved, turned, with other legs and spacings.
fn neighbours(plot: &Plot, step: f64) -> Vec<((f64, f64), f64, u32, f64)> {
    let (along, across) = (step * plot.length_m / 2.0, step * plot.breadth_m() / 2.0);
    let (c, axis, legs, spacing) = (plot.centre, plot.axis_true_deg, plot.legs, plot.spacing_m);
    let turn = (step * 60.0).round().max(1.0);
    let more = ((step * f64::from(legs) / 2.0).round() as u32).max(1);
    let (fewer, many) = (legs.saturating_sub(more), legs + more);
    let (wide, narrow) = (spacing * (1.0 + step / 2.0), spacing / (1.0 + step / 2.0));
    // The same breadth with other legs.
    let same = |other: u32| spacing * f64::from(legs) / f64::from(other.max(1));
    let mut all = vec![
        (plot.place(along, 0.0), axis, legs, spacing),
        (plot.place(-along, 0.0), axis, legs, spacing),
        (plot.place(0.0, across), axis, legs, spacing),
        (plot.place(0.0, -across), axis, legs, spacing),
        (c, math::wrap_360(axis + turn), legs, spacing),
        (c, math::wrap_360(axis - turn), legs, spacing),
        (c, axis, legs, wide),
        (c, axis, legs, narrow),
        (c, axis, fewer, spacing),
        (c, axis, many, spacing),
        (c, axis, fewer, same(fewer)),
        (c, axis, many, same(many)),
    ];
    // Grown or shrunk on one side only, and moved to keep the other where it is.
    for (legs, spacing) in [(legs, wide), (legs, narrow), (fewer, spacing), (many, spacing)] {
        let shift = (f64::from(legs) * spacing - plot.breadth_m()) / 2.0;
        all.extend([-shift, shift].map(|shift| (plot.place(0.0, shift), axis, legs, spacing)));
    }
    all
}

/// Places where there is most to find: centres of weight of the heaviest cells.
fn places(points: &[(f64, f64, f64)]) -> Vec<(f64, f64)> {
    let span = |pick: fn(&(f64, f64, f64)) -> f64| {
        let (low, high) = points
            .iter()
            .filter(|p| p.2 > 0.0)
            .map(pick)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        if low <= high { (low, (high - low).max(1.0)) } else { (0.0, 1.0) }
    };
    let (east, north) = (span(|p| p.0), span(|p| p.1));
    let mut cells = vec![(0.0, 0.0, 0.0); PLACES_ALONG * PLACES_ALONG];
    let cell = |x: f64, (low, width): (f64, f64)| {
        (((x - low) / width * PLACES_ALONG as f64).max(0.0) as usize).min(PLACES_ALONG - 1)
    };
    for (x, y, weight) in points {
        let sum = &mut cells[cell(*y, north) * PLACES_ALONG + cell(*x, east)];
        *sum = (sum.0 + weight * x, sum.1 + weight * y, sum.2 + weight);
    }
    cells.retain(|cell| cell.2 > 0.0);
    cells.sort_by(|a, b| b.2.total_cmp(&a.2));
    // The middle of all as well.
    let whole = cells.iter().fold((0.0, 0.0, 0.0), |s, c| (s.0 + c.0, s.1 + c.1, s.2 + c.2));
    cells.truncate(PLACES);
    cells.push(whole);
    cells.into_iter().filter(|cell| cell.2 > 0.0).map(|cell| (cell.0 / cell.2, cell.1 / cell.2)).collect()
}
