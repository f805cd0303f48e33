//! A search in three steps: what is adrift, with which units, and this is the plan.
//!
//! Method: effort by sweep width, speed and useful time; a rectangle for each unit so that together they are most
//! likely to find what is there (sar-models.md 3.5, 3.6); patterns by 3.7. Success is counted on the weighted particles
//! themselves, of each unit at the time it searches.

use crate::base::ids::SruId;
use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick, math};
use crate::chart::Coast;
use crate::picture::Briefing;
use crate::sar::pattern::{Pattern, Rectangle, legs_for};
use crate::sar::planning::SearchConditions;
use crate::sar::sweep::{SearchObject, is_small};
use crate::sim::voyage;

use super::allot::{Frame, most_coverage, whole_legs};
use super::belief::Belief;
use super::chances::{Chances, drift_true_deg};
use super::cloud::Prediction;
use super::optimum::{KindOfEffort, Optimum, optimum};
use super::planner::{LEAST_SPACING_M, Problem, Worker};
use super::reach::{Plot, Reach};
use super::task::{Aim, BLIND_M, SECTOR_LEGS, Searcher, Task, miles};

/// Less time on scene than this is not worth the way \[h\] (*proposed*).
const LEAST_HOURS: f64 = 0.5;
/// Ships take a watch of eight hours at most for one area \[h\] (*proposed*).
const WATCH_H: f64 = 8.0;
/// No unit searches for longer than this \[h\].
const LONGEST_H: f64 = 24.0;
/// Below this total probable error a single ship searches by expanding square \[NM\] (3.7: position known within small
/// limits; the figure is *proposed*).
const SQUARE_BELOW_NMI: f64 = 4.0;
/// Radii of a sector search by ship \[NM\] (3.7, *read* in JP 3-50 s.553).
const SECTOR_NMI: (f64, f64) = (2.0, 5.0);
/// A pattern that doctrine prefers is kept if it does nearly as well as parallel legs (*proposed*).
const NEARLY_AS_WELL: f64 = 0.85;
/// An area whose likelier half holds this share of what the area holds is searched from that end (3.7: creeping line
/// where one end is more likely; the figure is *proposed*).
const ONE_END_LIKELIER: f64 = 2.0 / 3.0;
/// Units that search within so long of each other \[s\] are reckoned with one cloud.
const SAME_TIME_S: i64 = 1800;
/// A creeping line is run where it does nearly as well as legs along the longer side (*proposed*).
const CREEPS_AS_WELL: f64 = 0.97;
/// The cloud should be of the middle of the search to within this.
const OFF_TIME: Span = Span::hours(2);

/// A search by several units.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPlan {
    /// One for each unit that takes part, in the order given.
    pub tasks: Vec<Task>,
    /// Probability of success of all together, counted on the particles: what two units both search counts once.
    pub pos: f64,
    /// Weight of the particles that nobody's track passes.
    pub uncovered: f64,
    /// The most that the same effort could achieve with the same curve of detection, however each unit's were spread
    /// over the cells of a grid at the time when it searches (3.6); never less than the plan itself does.
    pub ideal: f64,
    /// The measure of the plan: its success as a share of that, 0 to 1.
    pub efficiency: f64,
    /// Side of a cell of that grid \[m\].
    pub cell_m: f64,
    /// Units that take no part, and why, in the order given.
    pub unused: Vec<(SruId, String)>,
    /// How the plan came about, in a few sentences.
    pub why: String,
}

/// What a unit could do about the datum.
struct Ready<'a> {
    unit: Searcher<'a>,
    worker: Worker,
}

/// Splits the search for an object among units ordered at `start`, for a cloud of when they will search.
///
/// With `hours_on_scene` nobody searches longer than that \[h\]; without, aircraft search as long as their fuel and the
/// light let them, and ships for a watch of eight hours at most. Units that cannot take part are told of in the plan.
pub fn search(
    briefing: &Briefing,
    prediction: &Prediction,
    object: SearchObject,
    units: &[Searcher<'_>],
    start: Tick,
    hours_on_scene: Option<f64>,
    conditions: SearchConditions,
) -> SearchPlan {
    let chances = Chances::of(prediction, &object);
    Aim { briefing, chances: &chances, start, conditions }.plan(units, hours_on_scene, &[])
}

/// Works out a plan's probabilities, tracks and times anew, after an expert has changed an area, a pattern or a
/// spacing. Times of arrival stay as they were.
pub fn evaluate(prediction: &Prediction, tasks: &[Task]) -> SearchPlan {
    weighed(std::slice::from_ref(prediction), tasks)
}

/// The same on the cloud of each task's own time: the one nearest to its middle. There is at least one cloud.
fn weighed(times: &[Prediction], tasks: &[Task]) -> SearchPlan {
    let mut tasks = tasks.to_vec();
    let nearest = |task: &Task| {
        let off = |p: &Prediction| p.at.0.abs_diff(task.middle().0);
        (0..times.len()).min_by_key(|i| off(&times[*i])).unwrap_or(0)
    };
    let of: Vec<usize> = tasks.iter().map(nearest).collect();
    tasks.iter_mut().zip(&of).for_each(|(task, time)| task.weigh(&times[*time]));
    let middle = &times[times.len() / 2];
    let (pos, uncovered) = totals(&tasks, times, &of);
    let best = most(times, &tasks, &of, pos);
    let why = verdict(middle, pos, uncovered, &best);
    let efficiency = efficiency(pos, best.pos);
    SearchPlan { tasks, pos, uncovered, ideal: best.pos, efficiency, cell_m: best.cell_m, unused: Vec::new(), why }
}

impl Belief<'_> {
    /// Splits the search among units ordered at `start`, each at the time when it will search, for what all hypotheses
    /// look like, given that nothing has been found so far and that searches in hand by other units find nothing
    /// either; their areas are kept clear of by units of the same kind. The rest as in [`search`].
    pub fn plan(
        &self,
        units: &[Searcher<'_>],
        start: Tick,
        hours_on_scene: Option<f64>,
        conditions: SearchConditions,
    ) -> SearchPlan {
        let objects = self.objects();
        let Some(first) = objects.first() else {
            let nothing = evaluate(&self.prediction(start), &[]);
            let no_position = |unit: &Searcher<'_>| (unit.view.sru, "No position is known to begin with.".to_owned());
            return SearchPlan { unused: units.iter().map(no_position).collect(), ..nothing };
        };
        let names: Vec<SruId> = units.iter().map(|unit| unit.view.sru).collect();
        let (weights, taken) = self.after_those_in_hand(&names);
        let rough = self.shortly(&weights);
        let chances = Chances::of(&rough, first);
        let aim = Aim { briefing: self.briefing, chances: &chances, start, conditions };
        let (mut moments, mut of): (Vec<Tick>, Vec<(SruId, Tick)>) = (Vec::new(), Vec::new());
        for unit in units {
            if let Ok((eta, hours)) = aim.on_scene(unit, hours_on_scene) {
                let middle = eta.after(Span::from_hours(hours / 2.0)).since(Tick::START).seconds();
                let middle = Tick::START.after(Span((middle + SAME_TIME_S / 2) / SAME_TIME_S * SAME_TIME_S));
                of.push((unit.view.sru, middle));
                moments.push(middle);
            }
        }
        moments.sort_unstable();
        moments.dedup();
        if moments.is_empty() {
            moments.push(start);
        }
        let times = self.predictions(&moments, &weights);
        let place = |moment: &Tick| moments.binary_search(moment).unwrap_or(0);
        let of = of.iter().map(|(sru, moment)| (*sru, place(moment))).collect();
        let chances = Chances::at_times(&times, &objects, of);
        Aim { briefing: self.briefing, chances: &chances, start, conditions }.plan(units, hours_on_scene, &taken)
    }

    /// Works out the probabilities, tracks and times of tasks anew, each at the middle of its own time, after an expert
    /// has changed an area, a pattern or a spacing. Times of arrival stay as they were.
    pub fn weigh(&self, tasks: &[Task]) -> SearchPlan {
        let mut moments: Vec<Tick> = tasks.iter().map(Task::middle).collect();
        moments.sort_unstable();
        moments.dedup();
        if moments.is_empty() {
            moments.push(self.picture.tick);
        }
        let units: Vec<SruId> = tasks.iter().map(|task| task.sru).collect();
        let (weights, _) = self.after_those_in_hand(&units);
        weighed(&self.predictions(&moments, &weights), tasks)
    }
}

impl Aim<'_> {
    /// When a unit is at the datum, and how long it could search there \[h\].
    fn on_scene(&self, unit: &Searcher<'_>, hours_on_scene: Option<f64>) -> Result<(Tick, f64), String> {
        let estimate = self.estimate(unit, self.here(unit.view.sru), Pattern::ParallelSweep, metres(1.0))?;
        let by_fuel = estimate.on_scene.map_or(f64::INFINITY, Span::as_hours);
        Ok((estimate.eta, by_fuel.min(wanted(unit, hours_on_scene))))
    }

    /// A small area about the datum of when a unit searches.
    fn here(&self, sru: SruId) -> Rectangle {
        let (centre, side) = (self.chances.for_unit(sru).datum, metres(2.0));
        Rectangle { centre, length_m: side, width_m: side, axis_true_deg: 0.0 }
    }

    pub(super) fn plan(
        &self,
        units: &[Searcher<'_>],
        hours_on_scene: Option<f64>,
        taken: &[(Rectangle, bool)],
    ) -> SearchPlan {
        let mut unused: Vec<(SruId, String)> = Vec::new();
        let mut wanted: Vec<Searcher<'_>> = units.to_vec();
        let (masses, cell_m) = self.chances.masses();
        loop {
            let mut ready: Vec<Ready<'_>> = Vec::new();
            for unit in &wanted {
                match self.worker(unit, hours_on_scene) {
                    Ok(worker) => ready.push(Ready { unit: *unit, worker }),
                    Err(why) => unused.push((unit.view.sru, why)),
                }
            }
            // However they are listed, the same is done.
            ready.sort_by_key(|r| r.unit.view.sru);
            let navigable = |place| !Coast::region().is_land(self.chances.position(place));
            let workers = ready.iter().map(|r| r.worker.clone()).collect();
            let problem = Problem {
                masses: masses.clone(),
                cell_m,
                workers,
                taken: taken.iter().map(|(area, flies)| (self.plot(area), *flies)).collect(),
                conditions: self.conditions,
                drift_true_deg: self.chances.drift_true_deg(),
                navigable: &navigable,
            };
            let plots = if ready.is_empty() { Vec::new() } else { problem.solve() };
            let (mut tasks, mut failed) = (Vec::new(), Vec::new());
            for (r, plot) in ready.iter().zip(plots) {
                let none = || "The others leave it nothing worth searching.".to_owned();
                match plot.ok_or_else(none).and_then(|plot| self.parallel(r, &plot)) {
                    Ok(task) => tasks.push(task),
                    Err(why) => failed.push((r.unit.view.sru, why)),
                }
            }
            if failed.is_empty() {
                let mut how = match ready.len() {
                    0 => "No unit can take part.".to_owned(),
                    1 => "One unit searches the area that makes success likeliest for its effort.".to_owned(),
                    _ => "Each unit has an area of its own where, with the others, it does most. Ships' areas do not \
                          overlap each other, nor do aircraft's; a ship and an aircraft may share one."
                        .to_owned(),
                };
                if let ([alone], [task], []) = (ready.as_slice(), tasks.as_mut_slice(), taken)
                    && let Some((better, reason)) = self.about_the_datum(alone, task.pos)
                {
                    *task = better;
                    how = reason;
                }
                unused.sort_by_key(|(sru, _)| units.iter().position(|unit| unit.view.sru == *sru));
                return self.conclude(units, tasks, unused, &how);
            }
            // Who cannot search the area meant for it leaves the plan, and the others share anew.
            wanted.retain(|unit| ready.iter().any(|r| r.unit.view.sru == unit.view.sru));
            wanted.retain(|unit| failed.iter().all(|(sru, _)| *sru != unit.view.sru));
            unused.retain(|(sru, _)| wanted.iter().all(|unit| unit.view.sru != *sru));
            unused.extend(failed);
        }
    }

    /// A rectangle of the chart on the flat one. Its legs do not matter.
    fn plot(&self, area: &Rectangle) -> Plot {
        Plot::new(self.chances.flat(area.centre), area.axis_true_deg, 1, area.width_m, area.length_m)
    }

    /// What a unit can bring to a search about the datum, or why it cannot.
    fn worker(&self, unit: &Searcher<'_>, hours_on_scene: Option<f64>) -> Result<Worker, String> {
        let here = self.here(unit.view.sru);
        let estimate = self.estimate(unit, here, Pattern::ParallelSweep, metres(1.0))?;
        let (eta, hours) = self.on_scene(unit, hours_on_scene)?;
        if hours < LEAST_HOURS {
            return Err(format!("It could search for {} only.", Span::from_hours(hours)));
        }
        let outlook = self.outlook(unit.data, here.centre, eta, hours, true);
        let width_m = outlook.width_m();
        if width_m.is_nan() || width_m < BLIND_M {
            let light = if outlook.seen.daylight { "" } else { " in the dark" };
            return Err(format!("It would see next to nothing{light}: {}.", outlook.seen.words()));
        }
        // Fuel is looked at anew for every area; light and watch are the same for all.
        let by_light = outlook.hours < hours - 1e-6;
        let most = if by_light { outlook.hours } else { wanted(unit, hours_on_scene) };
        let (places, at) = (&self.briefing.places, here.centre);
        let refuge = voyage::refuge(places, unit.data, at).map(|(_, position)| self.chances.flat(position));
        let from = self.chances.flat(unit.view.position);
        let reach =
            Reach::new(unit.data, &estimate, most, (from, unit.view.range_left_m), refuge, self.chances.flat(at));
        let worker = Worker {
            width_m,
            relative: outlook.relative(),
            flies: unit.data.kind.flies(),
            reach,
            time: self.chances.time_of(unit.view.sru),
            from,
        };
        let track_m = worker.track_about(self.chances.flat(at));
        if track_m < metres(1.0) || !track_m.is_finite() {
            return Err("It has no speed to search with.".to_owned());
        }
        Ok(worker)
    }

    /// Parallel legs over an area, or a creeping line where one end is likelier.
    fn parallel(&self, ready: &Ready<'_>, plot: &Plot) -> Result<Task, String> {
        let spacing_m = plot.spacing_m.floor();
        let mut area = Rectangle {
            centre: self.chances.position(plot.centre),
            length_m: plot.length_m.floor(),
            width_m: f64::from(plot.legs) * spacing_m,
            axis_true_deg: plot.axis_true_deg,
        };
        let mut task = self.sweep(ready, area, Pattern::ParallelSweep, spacing_m)?;
        for _ in 0..12 {
            if self.can_do(ready, &task) {
                break;
            }
            // The chart is flat and the route is not: a little shorter, then.
            area.length_m = (0.96 * area.length_m).floor();
            task = self.sweep(ready, area, Pattern::ParallelSweep, spacing_m)?;
        }
        if !self.can_do(ready, &task) {
            return Err("Its fuel would not last for an area worth searching.".to_owned());
        }
        Ok(self.creeping(ready, &task).unwrap_or(task))
    }

    /// The task of sweeping an area by ladder, which begins along the longer side for a parallel sweep and along the
    /// shorter for a creeping line.
    fn sweep(&self, ready: &Ready<'_>, area: Rectangle, pattern: Pattern, spacing_m: f64) -> Result<Task, String> {
        // The host lays the legs of a parallel sweep along the longer side.
        let along_axis = area.length_m >= area.width_m;
        let pattern = match pattern {
            Pattern::ParallelSweep if !along_axis => Pattern::CreepingLine,
            pattern => pattern,
        };
        self.task(&ready.unit, area, pattern, spacing_m)
    }

    /// Whether a unit can run the whole of a task and be home with its reserve, from wherever in it it is.
    fn can_do(&self, ready: &Ready<'_>, task: &Task) -> bool {
        let order = task.order();
        let Ok(estimate) =
            super::estimate::reckon(self.briefing, ready.unit.data, ready.unit.view, &order, None, self.start)
        else {
            return false;
        };
        let data = ready.unit.data;
        let burn_m_per_h = voyage::burn_per_h(data, data.search_mps) * data.range_m;
        let mut run_m = 0.0;
        let mut last = task.area.centre;
        let on_time = task.stays.is_none_or(|stays| task.on_scene <= stays);
        on_time
            && task.legs.iter().all(|turn| {
                run_m += last.distance_m(*turn);
                last = *turn;
                let Some((_, refuge)) = voyage::refuge(&self.briefing.places, data, *turn) else { return true };
                let hours = run_m / data.search_mps.max(0.1) / 3600.0;
                estimate.range_m - burn_m_per_h * hours >= voyage::turns_back_at_m(data, *turn, refuge)
            })
    }

    /// The same area by creeping line, from its likelier end. None where neither end is, or the unit could not run it,
    /// or it would do less.
    fn creeping(&self, ready: &Ready<'_>, task: &Task) -> Option<Task> {
        let area = task.area;
        let along_longer = area.length_m >= area.width_m;
        let (mut held, mut ahead, mut whole) = (0.0, 0.0, 0.0);
        for (position, weight, _) in self.chances.for_unit(task.sru).weighted() {
            whole += weight;
            if !area.contains(position) {
                continue;
            }
            let (u, v) = area.local(position);
            held += weight;
            ahead += if (if along_longer { u } else { v }) > 0.0 { weight } else { 0.0 };
        }
        let (long, short) = (area.length_m.max(area.width_m), area.length_m.min(area.width_m));
        let ahead = if held > 0.0 { ahead / held } else { 0.5 };
        if ahead.max(1.0 - ahead) < ONE_END_LIKELIER || long <= 1.5 * short {
            return None;
        }
        let track_m = ready.worker.reach.track_m(&self.plot(&area));
        let legs = whole_legs(track_m, task.sweep_width_m, short, long, most_coverage(held / whole.max(1e-12)))?;
        // Whole metres, so that an order read back is the order given.
        let spacing_m = (long / legs).max(LEAST_SPACING_M).min(long).floor();
        let area = from_the_likelier_end(area, spacing_m, ahead > 0.5);
        let mut other = self.task(&ready.unit, area, Pattern::CreepingLine, spacing_m).ok()?;
        if other.pos < CREEPS_AS_WELL * task.pos || !self.can_do(ready, &other) {
            return None;
        }
        other.note += " It begins at the end that is likelier.";
        Some(other)
    }

    /// The search of a single ship about a datum that is known well: a sector for what is small and very near, else an
    /// expanding square (3.7). None when the datum is not known so well, or parallel legs do clearly better.
    fn about_the_datum(&self, ready: &Ready<'_>, parallel_pos: f64) -> Option<(Task, String)> {
        let prediction = self.chances.for_unit(ready.unit.view.sru);
        let objects = self.chances.objects();
        let shares = self.chances.shares();
        let likeliest = (0..objects.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b]).then(b.cmp(a)))?;
        let object = objects[likeliest];
        if ready.unit.data.kind.flies() || prediction.half_m >= metres(SQUARE_BELOW_NMI) {
            return None;
        }
        let centre = prediction.datum;
        let drift = drift_true_deg(prediction);
        let axis_true_deg = math::wrap_360(drift.round());
        let square = |half: f64| Rectangle { centre, length_m: 2.0 * half, width_m: 2.0 * half, axis_true_deg };
        let good = |task: &Task| task.pos >= NEARLY_AS_WELL * parallel_pos && self.can_do(ready, task);
        let track_m = ready.worker.track_about(self.chances.flat(centre));
        if is_small(object) && prediction.most_m <= metres(SECTOR_NMI.1) {
            let radius = prediction.most_m.max(metres(SECTOR_NMI.0));
            let enough = SECTOR_LEGS * radius <= track_m;
            // The legs are one radius apart where they end.
            let spacing_m = radius.floor();
            let task =
                enough.then(|| self.task(&ready.unit, square(radius), Pattern::Sector, spacing_m).ok()).flatten();
            if let Some(task) = task.filter(good) {
                let why = "A small object and a position known well: one ship runs a sector search through the datum.";
                return Some((task, why.to_owned()));
            }
        }
        let points: Vec<(f64, f64, f64)> = prediction
            .weighted()
            .map(|(position, weight, _)| {
                let (east, north) = centre.offset_to(position);
                (east, north, weight)
            })
            .collect();
        let frame = Frame::new(&points, drift);
        let width_m = ready.worker.width_m;
        let half = frame.square_half_m(width_m * track_m, self.conditions);
        let area = square(half);
        // Rings of an expanding square of side (n + 1) S are n (n + 1) S long.
        let least_m = (area.area_m2() / track_m).max(LEAST_SPACING_M);
        let most = most_coverage(frame.holds(half));
        let spacing_m = least_m.max(width_m / most).min(half).ceil().min(2.0 * half);
        let task = self.task(&ready.unit, area, Pattern::ExpandingSquare, spacing_m).ok().filter(good)?;
        let why = "A position known within narrow limits: one ship runs an expanding square about the datum.";
        Some((task, why.to_owned()))
    }

    fn conclude(
        &self,
        units: &[Searcher<'_>],
        mut tasks: Vec<Task>,
        unused: Vec<(SruId, String)>,
        how: &str,
    ) -> SearchPlan {
        tasks.sort_by_key(|task| units.iter().position(|unit| unit.view.sru == task.sru));
        let of: Vec<usize> = tasks.iter().map(|task| self.chances.time_of(task.sru)).collect();
        let middle = self.chances.middle();
        let (pos, uncovered) = totals(&tasks, self.chances.times(), &of);
        let best = most(self.chances.times(), &tasks, &of, pos);
        let mut why = format!("{how} {}", verdict(middle, pos, uncovered, &best));
        let name = |sru: SruId| {
            units.iter().find(|unit| unit.view.sru == sru).map_or("a unit", |unit| unit.data.name.as_str()).to_owned()
        };
        for (sru, reason) in &unused {
            why += &format!(" Without {}: {reason}", name(*sru));
        }
        let begin = tasks.iter().map(|task| task.arrives).min();
        let end = tasks.iter().map(|task| task.done_at).max();
        if let (Some(begin), Some(end)) = (begin, end) {
            let middle_at = Tick(begin.0 / 2 + end.0 / 2);
            let (earliest, latest) = self.chances.spans();
            if middle_at.since(latest) > OFF_TIME || earliest.since(middle_at) > OFF_TIME {
                why += &format!(
                    " The search has its middle at {}, the cloud is of {}: work the drift out for then.",
                    self.briefing.start.at(middle_at).dtg(),
                    self.briefing.start.at(middle.at).dtg()
                );
            }
        }
        let efficiency = efficiency(pos, best.pos);
        SearchPlan { tasks, pos, uncovered, ideal: best.pos, efficiency, cell_m: best.cell_m, unused, why }
    }
}

/// The longest a unit is to search \[h\], whatever its fuel.
fn wanted(unit: &Searcher<'_>, hours_on_scene: Option<f64>) -> f64 {
    let hours = match hours_on_scene {
        Some(hours) if hours.is_finite() => hours.max(0.0),
        _ if unit.data.kind.flies() => f64::INFINITY,
        _ => WATCH_H,
    };
    hours.min(LONGEST_H)
}

fn efficiency(pos: f64, ideal: f64) -> f64 {
    if ideal > 0.0 { (pos / ideal).clamp(0.0, 1.0) } else { 0.0 }
}

/// The same rectangle, named from that end at which the host will begin a creeping line on the likelier half: the host
/// begins at the corner nearest the centre, and of four as near takes the first it tries.
fn from_the_likelier_end(area: Rectangle, spacing_m: f64, ahead: bool) -> Rectangle {
    let turned = Rectangle { axis_true_deg: math::wrap_360(area.axis_true_deg + 180.0), ..area };
    let begins_ahead = |area: &Rectangle| {
        let first = legs_for(Pattern::CreepingLine, area, spacing_m, area.centre).waypoints.first().copied();
        first.map(|first: Position| {
            let (along, across) = area.local(first);
            if area.length_m >= area.width_m { along > 0.0 } else { across > 0.0 }
        })
    };
    // Turned about, what was ahead lies behind.
    if begins_ahead(&area) == Some(ahead) || begins_ahead(&turned) != Some(!ahead) { area } else { turned }
}

/// Success of all tasks together, each on the cloud of its own time, and the weight of the particles that no track
/// passes.
fn totals(tasks: &[Task], times: &[Prediction], of: &[usize]) -> (f64, f64) {
    if tasks.is_empty() {
        return (0.0, 1.0);
    }
    let (mut found, mut passed) = (0.0, 0.0);
    for (i, (weight, group)) in times[0].weights.iter().zip(&times[0].groups).enumerate() {
        let (mut missed, mut swept) = (1.0, false);
        for pod in tasks.iter().zip(of).filter_map(|(task, time)| task.detects(times[*time].particles[i], *group)) {
            missed *= 1.0 - pod;
            swept = true;
        }
        found += weight * (1.0 - missed);
        passed += if swept { *weight } else { 0.0 };
    }
    (found.clamp(0.0, 1.0), (1.0 - passed).clamp(0.0, 1.0))
}

/// The most the effort of some tasks could achieve, each on the cloud of its own time; what they do achieve is the
/// least of it, for a rectangle may follow a small cloud more closely than cells do.
fn most(times: &[Prediction], tasks: &[Task], of: &[usize], pos: f64) -> Optimum {
    let kind = |(task, time): (&Task, &usize)| KindOfEffort {
        time: *time,
        effort_m2: task.sweep_width_m.max(0.0) * task.track_m(),
        relative: task.relative.clone(),
    };
    let conditions = tasks.first().map_or(SearchConditions::Normal, |task| task.conditions);
    let efforts: Vec<KindOfEffort> = tasks.iter().zip(of).map(kind).collect();
    let best = optimum(&times.iter().collect::<Vec<_>>(), &efforts, conditions);
    Optimum { pos: best.pos.clamp(pos, 1.0), ..best }
}

fn verdict(prediction: &Prediction, pos: f64, uncovered: f64, best: &Optimum) -> String {
    let percent = |x: f64| format!("{:.0} %", 100.0 * x);
    format!(
        "Half of the cloud lies within {} of the datum, 95 % within {}. Probability of success {}; no track passes {} of \
         the cloud; however it were spread over cells of {}, the same effort could reach {} at most.",
        miles(prediction.half_m),
        miles(prediction.most_m),
        percent(pos),
        percent(uncovered),
        miles(best.cell_m),
        percent(best.pos)
    )
}
