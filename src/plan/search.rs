//! A search in three steps: what is adrift, with which units, and this is the plan.
//!
//! Method: effort by sweep width, speed and useful time; the area or areas that make success likeliest for it
//! (sar-models.md 3.4, 3.6); patterns by 3.7. Success is counted on the particles themselves. The areas stay where they
//! are while the object drifts on, so the cloud should be that of the middle of the search.

use crate::base::ids::SruId;
use crate::base::quantity::metres;
use crate::base::{Position, Span, Tick, math};
use crate::picture::Briefing;
use crate::sar::pattern::{Pattern, Rectangle, legs_for};
use crate::sar::planning::{SearchConditions, USEFUL_SEARCH_TIME};
use crate::sar::sweep::{SearchObject, is_small};

use super::allot::{Effort, Frame, Span2, most_coverage, whole_legs};
use super::cloud::Prediction;
use super::estimate::Estimate;
use super::task::{Aim, SECTOR_LEGS, Searcher, Task, miles};

/// Less time on scene than this is not worth the way \[h\] (*proposed*).
const LEAST_HOURS: f64 = 0.5;
/// Ships take a watch of eight hours at most for one area \[h\] (*proposed*).
const WATCH_H: f64 = 8.0;
/// A sweep width below this is blindness \[m\] (*proposed*).
const BLIND_M: f64 = 100.0;
/// Tracks are no nearer to each other than this \[m\]: a tenth of a mile is as well as anybody steers (*proposed*).
const LEAST_SPACING_M: f64 = 185.2;
/// Below this total probable error a single ship searches by expanding square \[NM\] (3.7: position known within small
/// limits; the figure is *proposed*).
const SQUARE_BELOW_NMI: f64 = 4.0;
/// Radii of a sector search by ship \[NM\] (3.7, *read* in JP 3-50 s.553).
const SECTOR_NMI: (f64, f64) = (2.0, 5.0);
/// A pattern that doctrine prefers is kept if it does nearly as well as parallel legs (*proposed*).
const NEARLY_AS_WELL: f64 = 0.9;
/// An area whose likelier half holds this share of what the area holds is searched from that end (3.7: creeping line
/// where one end is more likely; the figure is *proposed*).
const ONE_END_LIKELIER: f64 = 2.0 / 3.0;
/// An area for each unit must do so much better than one area cut into pieces, which is easier to command (*proposed*).
const WORTH_PARTING: f64 = 1.03;
/// The cloud should be of the middle of the search to within this.
const OFF_TIME: Span = Span::hours(2);

/// A search by several units.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPlan {
    /// One for each unit that takes part, in the order given.
    pub tasks: Vec<Task>,
    /// Probability of success of all together, counted on the particles: what two units both search counts once.
    pub pos: f64,
    /// Share of the particles that nobody's track passes.
    pub uncovered: f64,
    /// The most that the same effort could achieve, however it were spread (3.6): the measure of the plan.
    pub ideal: f64,
    /// Units that take no part, and why, in the order given.
    pub unused: Vec<(SruId, String)>,
    /// How the plan came about, in a few sentences.
    pub why: String,
}

/// What a unit could do about the datum.
struct Ready<'a> {
    unit: Searcher<'a>,
    effort: Effort,
}

/// Splits the search for an object among units ordered at `start`, for a cloud of when they will search.
///
/// With `hours_on_scene` nobody searches longer than that \[h\]; without, aircraft search as long as their fuel lets them
/// and ships for a watch of eight hours at most. Units that cannot take part are told of in the plan.
pub fn search(
    briefing: &Briefing,
    prediction: &Prediction,
    object: SearchObject,
    units: &[Searcher<'_>],
    start: Tick,
    hours_on_scene: Option<f64>,
    conditions: SearchConditions,
) -> SearchPlan {
    let aim = Aim { briefing, prediction, object, start, conditions };
    let frame = Frame::new(prediction, drift_true_deg(prediction));
    let mut unused: Vec<(SruId, String)> = Vec::new();
    let mut wanted: Vec<Searcher<'_>> = units.to_vec();
    loop {
        let mut ready: Vec<Ready<'_>> = Vec::new();
        for unit in &wanted {
            match effort(&aim, unit, hours_on_scene) {
                Ok(effort) => ready.push(Ready { unit: *unit, effort }),
                Err(why) => unused.push((unit.view.sru, why)),
            }
        }
        // What lies farthest along the axis searches that end, so that nobody's way crosses another's.
        ready.sort_by(|a, b| {
            let along = |r: &Ready<'_>| frame.along(r.unit.view.position);
            along(a).total_cmp(&along(b)).then(a.unit.view.sru.cmp(&b.unit.view.sru))
        });
        let (tasks, failed, how) = draw(&aim, &frame, &ready);
        if failed.is_empty() {
            unused.sort_by_key(|(sru, _)| units.iter().position(|unit| unit.view.sru == *sru));
            return conclude(&aim, &frame, units, tasks, unused, &how);
        }
        // Who cannot search the area meant for it leaves the plan, and the others share anew.
        wanted = ready.iter().map(|r| r.unit).collect();
        wanted.retain(|unit| failed.iter().all(|(sru, _)| *sru != unit.view.sru));
        unused.retain(|(sru, _)| wanted.iter().all(|unit| unit.view.sru != *sru));
        unused.extend(failed);
    }
}

/// Works out a plan's probabilities, tracks and times anew, after an expert has changed an area, a pattern or a spacing.
/// Times of arrival stay as they were.
pub fn evaluate(prediction: &Prediction, tasks: &[Task]) -> SearchPlan {
    let mut tasks = tasks.to_vec();
    for task in &mut tasks {
        task.weigh(prediction);
    }
    let (pos, uncovered) = totals(prediction, &tasks);
    let frame = Frame::new(prediction, drift_true_deg(prediction));
    let ideal = ideal(&frame, &tasks).max(pos);
    let why = verdict(prediction, pos, uncovered, ideal);
    SearchPlan { tasks, pos, uncovered, ideal, unused: Vec::new(), why }
}

/// Which way the datum has moved \[degrees true\]; north if it has not.
fn drift_true_deg(prediction: &Prediction) -> f64 {
    match (prediction.path.first(), prediction.path.last()) {
        (Some((_, from)), Some((_, to))) if from.distance_m(*to) > 100.0 => from.bearing_true(*to),
        _ => 0.0,
    }
}

/// What a unit can bring to a search about the datum, or why it cannot.
fn effort(aim: &Aim<'_>, unit: &Searcher<'_>, hours_on_scene: Option<f64>) -> Result<Effort, String> {
    let side = metres(2.0);
    let here = Rectangle { centre: aim.prediction.datum, length_m: side, width_m: side, axis_true_deg: 0.0 };
    let hours = |estimate: &Estimate| {
        let by_fuel = estimate.on_scene.map_or(f64::INFINITY, Span::as_hours);
        let wanted = match hours_on_scene {
            Some(hours) if hours.is_finite() => hours.max(0.0),
            _ if unit.data.kind.flies() => f64::INFINITY,
            _ => WATCH_H,
        };
        // No unit searches for longer than a day.
        by_fuel.min(wanted).min(24.0)
    };
    let (_, hours, seen) = aim.prospect(unit, here, Pattern::ParallelSweep, side / 2.0, hours)?;
    if hours < LEAST_HOURS {
        return Err(format!("It could search for {} only.", Span::from_hours(hours)));
    }
    let width_m = seen.width_m();
    if width_m < BLIND_M {
        let light = if seen.daylight { "" } else { " in the dark" };
        return Err(format!("It would see next to nothing{light}: {}.", seen.words()));
    }
    let track_m = unit.data.search_mps.max(0.0) * hours * 3600.0 * USEFUL_SEARCH_TIME;
    if track_m < metres(1.0) || !track_m.is_finite() {
        return Err("It has no speed to search with.".to_owned());
    }
    Ok(Effort { width_m, track_m, flies: unit.data.kind.flies() })
}

/// The tasks of units, those who after all cannot, and how the areas were found.
fn draw(aim: &Aim<'_>, frame: &Frame, ready: &[Ready<'_>]) -> (Vec<Task>, Vec<(SruId, String)>, String) {
    let efforts: Vec<Effort> = ready.iter().map(|r| r.effort).collect();
    let make = |spans: Vec<Option<Span2>>| {
        let (mut tasks, mut failed) = (Vec::new(), Vec::new());
        for (r, span) in ready.iter().zip(spans) {
            let Some(span) = span else {
                failed.push((r.unit.view.sru, "The others leave it nothing worth searching.".to_owned()));
                continue;
            };
            match parallel(aim, frame, r, &span) {
                Ok(task) => tasks.push(task),
                Err(why) => failed.push((r.unit.view.sru, why)),
            }
        }
        let pos = totals(aim.prediction, &tasks).0;
        (tasks, failed, pos)
    };
    let one = make(frame.one_area(&efforts, aim.conditions).into_iter().map(Some).collect());
    let own = make(frame.own_areas(&efforts, aim.conditions));
    let apart = ready.len() > 1 && own.2 > WORTH_PARTING * one.2 && own.0.len() >= one.0.len();
    let (mut tasks, failed, _) = if apart || ready.len() == 1 { own } else { one };
    let mut how = match ready.len() {
        0 => "No unit can take part.".to_owned(),
        1 => "One unit searches the area that makes success likeliest for its effort.".to_owned(),
        _ if apart => "Each unit has an area of its own where it does most; ships' areas do not overlap, nor do \
                       aircraft's."
            .to_owned(),
        _ => "One area, the likeliest for all the effort together, is cut into neighbouring pieces by what each can \
              search, all at one coverage."
            .to_owned(),
    };
    if let ([alone], [task]) = (ready, tasks.as_mut_slice())
        && let Some((better, reason)) = about_the_datum(aim, frame, alone, task.pos)
    {
        *task = better;
        how = reason;
    }
    (tasks, failed, how)
}

/// Parallel legs over an area, or a creeping line where one end is likelier.
fn parallel(aim: &Aim<'_>, frame: &Frame, ready: &Ready<'_>, span: &Span2) -> Result<Task, String> {
    let mut area = frame.rectangle(span);
    let held: Vec<f64> = {
        let along_longer = area.length_m >= area.width_m;
        let inside = aim
            .prediction
            .particles
            .iter()
            .map(|p| area.local(*p))
            .filter(|(u, v)| u.abs() <= area.length_m / 2.0 && v.abs() <= area.width_m / 2.0);
        inside.map(|(u, v)| if along_longer { u } else { v }).collect()
    };
    let holds = held.len() as f64 / aim.prediction.particles.len().max(1) as f64;
    let ahead = held.iter().filter(|x| **x > 0.0).count() as f64 / held.len().max(1) as f64;
    let (long, short) = (area.length_m.max(area.width_m), area.length_m.min(area.width_m));
    let creeps = ahead.max(1.0 - ahead) >= ONE_END_LIKELIER && long > 1.5 * short;
    let (leg, breadth) = if creeps { (short, long) } else { (long, short) };
    let Some(legs) = whole_legs(ready.effort, leg, breadth, most_coverage(holds)) else {
        return Err("It could not run one leg through its area in the time it has.".to_owned());
    };
    // Whole metres, so that an order read back is the order given.
    let spacing_m = (breadth / legs).max(LEAST_SPACING_M).min(long).floor();
    let pattern = if creeps { Pattern::CreepingLine } else { Pattern::ParallelSweep };
    if creeps {
        area = from_the_likelier_end(area, spacing_m, ahead > 0.5);
    }
    let mut task = aim.task(&ready.unit, area, pattern, spacing_m)?;
    if creeps {
        task.note += " It begins at the end that is likelier.";
    }
    Ok(task)
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

/// The search of a single ship about a datum that is known well: a sector for what is small and very near, else an
/// expanding square (3.7). None when the datum is not known so well, or parallel legs do clearly better.
fn about_the_datum(aim: &Aim<'_>, frame: &Frame, ready: &Ready<'_>, parallel_pos: f64) -> Option<(Task, String)> {
    if ready.unit.data.kind.flies() || aim.prediction.half_m >= metres(SQUARE_BELOW_NMI) {
        return None;
    }
    let centre = aim.prediction.datum;
    let axis_true_deg = math::wrap_360(drift_true_deg(aim.prediction).round());
    let square = |half: f64| Rectangle { centre, length_m: 2.0 * half, width_m: 2.0 * half, axis_true_deg };
    let good = |task: &Task| task.pos >= NEARLY_AS_WELL * parallel_pos;
    if is_small(aim.object) && aim.prediction.most_m <= metres(SECTOR_NMI.1) {
        let radius = aim.prediction.most_m.max(metres(SECTOR_NMI.0));
        let enough = SECTOR_LEGS * radius <= ready.effort.track_m;
        // The legs are one radius apart where they end.
        let spacing_m = radius.floor();
        let task = enough.then(|| aim.task(&ready.unit, square(radius), Pattern::Sector, spacing_m).ok()).flatten();
        if let Some(task) = task.filter(good) {
            let why = "A small object and a position known well: one ship runs a sector search through the datum.";
            return Some((task, why.to_owned()));
        }
    }
    let half = frame.square_half_m(ready.effort, aim.conditions);
    let area = square(half);
    // Rings of an expanding square of side (n + 1) S are n (n + 1) S long.
    let least_m = (area.area_m2() / ready.effort.track_m).max(LEAST_SPACING_M);
    let holds = frame.local.iter().filter(|(u, v)| u.abs().max(v.abs()) <= half).count() as f64;
    let most = most_coverage(holds / frame.local.len().max(1) as f64);
    let spacing_m = least_m.max(ready.effort.width_m / most).min(half).ceil().min(2.0 * half);
    let task = aim.task(&ready.unit, area, Pattern::ExpandingSquare, spacing_m).ok().filter(good)?;
    let why = "A position known within narrow limits: one ship runs an expanding square about the datum.";
    Some((task, why.to_owned()))
}

/// Success of all tasks together, and the share of the particles that no track passes.
fn totals(prediction: &Prediction, tasks: &[Task]) -> (f64, f64) {
    let n = prediction.particles.len();
    if n == 0 {
        return (0.0, 1.0);
    }
    let (mut found, mut nowhere) = (0.0, 0_u32);
    for particle in &prediction.particles {
        let (mut missed, mut swept) = (1.0, false);
        for pod in tasks.iter().filter_map(|task| task.detects(*particle)) {
            missed *= 1.0 - pod;
            swept = true;
        }
        found += 1.0 - missed;
        nowhere += u32::from(!swept);
    }
    (found / n as f64, f64::from(nowhere) / n as f64)
}

/// The most the effort of some tasks could achieve.
fn ideal(frame: &Frame, tasks: &[Task]) -> f64 {
    let track_m2 = |task: &Task| {
        let length_m: f64 = task.legs.windows(2).map(|leg| leg[0].distance_m(leg[1])).sum();
        task.sweep_width_m.max(0.0) * length_m
    };
    let conditions = tasks.first().map_or(SearchConditions::Normal, |task| task.conditions);
    frame.ideal_pos(tasks.iter().map(track_m2).sum(), conditions)
}

fn verdict(prediction: &Prediction, pos: f64, uncovered: f64, ideal: f64) -> String {
    let percent = |x: f64| format!("{:.0} %", 100.0 * x);
    format!(
        "Half of the cloud lies within {} of the datum, 95 % within {}. Probability of success {}; no track passes {} of \
         the cloud; however it were spread, the same effort could reach {} at most.",
        miles(prediction.half_m),
        miles(prediction.most_m),
        percent(pos),
        percent(uncovered),
        percent(ideal)
    )
}

fn conclude(
    aim: &Aim<'_>,
    frame: &Frame,
    units: &[Searcher<'_>],
    mut tasks: Vec<Task>,
    unused: Vec<(SruId, String)>,
    how: &str,
) -> SearchPlan {
    tasks.sort_by_key(|task| units.iter().position(|unit| unit.view.sru == task.sru));
    let (pos, uncovered) = totals(aim.prediction, &tasks);
    let ideal = ideal(frame, &tasks).max(pos);
    let mut why = format!("{how} {}", verdict(aim.prediction, pos, uncovered, ideal));
    let name = |sru: SruId| {
        units.iter().find(|unit| unit.view.sru == sru).map_or("a unit", |unit| unit.data.name.as_str()).to_owned()
    };
    for (sru, reason) in &unused {
        why += &format!(" Without {}: {reason}", name(*sru));
    }
    let begin = tasks.iter().map(|task| task.arrives).min();
    let end = tasks.iter().map(|task| task.done_at).max();
    if let (Some(begin), Some(end)) = (begin, end) {
        let middle = Tick(begin.0 / 2 + end.0 / 2);
        let (early, late) = (middle.since(aim.prediction.at), aim.prediction.at.since(middle));
        if early > OFF_TIME || late > OFF_TIME {
            why += &format!(
                " The search has its middle at {}, the cloud is of {}: work the drift out for then.",
                aim.briefing.start.at(middle).dtg(),
                aim.briefing.start.at(aim.prediction.at).dtg()
            );
        }
    }
    SearchPlan { tasks, pos, uncovered, ideal, unused, why }
}
