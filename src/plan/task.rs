//! One unit's part of a search: its area, how it runs it, when, and how likely it is to find what is there.

use crate::base::ids::SruId;
use crate::base::math::PI;
use crate::base::quantity::nmi;
use crate::base::{Position, Span, Tick, math};
use crate::picture::{Briefing, SruView};
use crate::sar::pattern::{Pattern, Rectangle, legs_for};
use crate::sar::planning::SearchConditions;
use crate::sar::sweep::SearchObject;
use crate::scenario::Sru;
use crate::sim::{Order, voyage};

use super::chances::Chances;
use super::cloud::Prediction;
use super::estimate::{Estimate, reckon};
use super::past::{Watch, widths_m};
use super::seeing::{Seeing, seeing};

/// A unit to search with.
#[derive(Debug, Clone, Copy)]
pub struct Searcher<'a> {
    /// How it stands.
    pub view: &'a SruView,
    /// Its data sheet.
    pub data: &'a Sru,
}

/// One unit's part of a search.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Which unit.
    pub sru: SruId,
    /// Its area.
    pub area: Rectangle,
    /// How it runs it.
    pub pattern: Pattern,
    /// Track spacing \[m\].
    pub spacing_m: f64,
    /// Sweep width reckoned with \[m\]: the mean over the time on scene, against the likeliest of what it can see.
    pub sweep_width_m: f64,
    /// Sweep width against each hypothesis as a share of that; 1 for those beyond the list.
    pub relative: Vec<f64>,
    /// Where that comes from: the table row and its corrections, in words.
    pub sweep: String,
    /// How orderly the search is: which curve of detection holds.
    pub conditions: SearchConditions,
    /// Speed when searching \[m/s\].
    pub search_mps: f64,
    /// Coverage, W/S; of a sector search its mean.
    pub coverage: f64,
    /// Probability of containment: weight of the particles in what it sweeps.
    pub poc: f64,
    /// Probability of detection there.
    pub pod: f64,
    /// Probability of success of this task alone.
    pub pos: f64,
    /// From the order to its arrival at the area's centre, notice and refuelling included.
    pub transit: Span,
    /// When it arrives.
    pub arrives: Tick,
    /// How long the legs take it, from the centre where the host lets a search begin.
    pub on_scene: Span,
    /// When it has done.
    pub done_at: Tick,
    /// How long its fuel would let it stay. Exists when and only when fuel limits it.
    pub stays: Option<Span>,
    /// The track.
    pub legs: Vec<Position>,
    /// The task in a line, and what speaks against it.
    pub note: String,
}

impl Task {
    /// The order to give.
    pub fn order(&self) -> Order {
        Order::Search { area: self.area, pattern: self.pattern, spacing_m: self.spacing_m }
    }

    /// Whether the track passes over or near a position.
    pub fn sweeps(&self, position: Position) -> bool {
        let (along, across) = self.area.local(position);
        let within = |half_along: f64, half_across: f64| along.abs() <= half_along && across.abs() <= half_across;
        match self.pattern {
            Pattern::ParallelSweep | Pattern::CreepingLine => within(self.area.length_m / 2.0, self.area.width_m / 2.0),
            Pattern::ExpandingSquare => {
                let half = self.area.area_m2().max(0.0).sqrt() / 2.0;
                within(half, half)
            }
            Pattern::Sector => math::hypot(along, across) <= self.radius_m(),
            Pattern::TrackLine => within(self.area.length_m / 2.0, self.spacing_m),
        }
    }

    /// Radius of a sector search of this area \[m\].
    fn radius_m(&self) -> f64 {
        self.area.length_m.min(self.area.width_m) / 2.0
    }

    /// Probability that what is at a position, by one of the hypotheses, is detected. None when and only when no track
    /// passes there.
    pub(super) fn detects(&self, position: Position, group: u16) -> Option<f64> {
        if self.coverage <= 0.0 || self.beyond(position) || !self.sweeps(position) {
            return None;
        }
        let coverage = match self.pattern {
            // Six radii meet at the datum: their length in a ring, over the ring's area, is 6 / (2 pi r).
            Pattern::Sector => {
                let off_m = self.area.centre.distance_m(position).max(self.sweep_width_m / 2.0).max(1.0);
                SECTOR_RADII * self.sweep_width_m / (2.0 * PI * off_m)
            }
            _ => self.coverage,
        };
        let relative = self.relative.get(usize::from(group)).copied().unwrap_or(1.0);
        Some(self.conditions.pod(coverage * relative))
    }

    /// Whether a position is so far off, to the north or south, that no nearer look is needed.
    fn beyond(&self, position: Position) -> bool {
        let north_m = (position.lat_deg() - self.area.centre.lat_deg()).abs() * METRES_PER_DEGREE_AT_LEAST;
        north_m > self.area.length_m + self.area.width_m + 2.0 * self.spacing_m
    }

    /// Works out coverage, probabilities, track and times anew, after the area, pattern or spacing has changed. The
    /// time of arrival stays as it is: for another place make another task.
    pub(super) fn weigh(&mut self, prediction: &Prediction) {
        let good = |x: f64| x.is_finite() && x > 0.0;
        let sound = good(self.area.length_m)
            && good(self.area.width_m)
            && self.area.axis_true_deg.is_finite()
            && good(self.spacing_m)
            && good(self.search_mps)
            && self.sweep_width_m.is_finite();
        if !sound {
            (self.coverage, self.poc, self.pod, self.pos) = (0.0, 0.0, 0.0, 0.0);
            (self.on_scene, self.done_at, self.legs) = (Span::ZERO, self.arrives, Vec::new());
            return;
        }
        self.coverage = match self.pattern {
            Pattern::Sector => self.sweep_width_m.max(0.0) * SECTOR_LEGS / (PI * self.radius_m().max(1.0)),
            _ => self.sweep_width_m.max(0.0) / self.spacing_m,
        };
        let (mut inside, mut found) = (0.0, 0.0);
        for (position, weight, group) in prediction.weighted() {
            if let Some(pod) = self.detects(position, group) {
                inside += weight;
                found += weight * pod;
            }
        }
        self.poc = inside.clamp(0.0, 1.0);
        self.pos = found.clamp(0.0, 1.0);
        self.pod = if inside > 0.0 { (found / inside).clamp(0.0, 1.0) } else { self.conditions.pod(self.coverage) };
        let legs = legs_for(self.pattern, &self.area, self.spacing_m, self.area.centre);
        let to_first_m = legs.waypoints.first().map_or(0.0, |first| self.area.centre.distance_m(*first));
        self.on_scene = Span::from_hours((to_first_m + legs.length_m) / self.search_mps / 3600.0);
        self.done_at = self.arrives.after(self.on_scene);
        self.legs = legs.waypoints;
    }

    /// The middle of its time on scene.
    pub(super) fn middle(&self) -> Tick {
        Tick(self.arrives.0 / 2 + self.done_at.0 / 2)
    }

    /// Length of its track \[m\].
    pub(super) fn track_m(&self) -> f64 {
        self.legs.windows(2).map(|leg| leg[0].distance_m(leg[1])).sum()
    }
}

/// A degree of latitude is longer than this \[m\].
const METRES_PER_DEGREE_AT_LEAST: f64 = 111_000.0;

/// Legs of a sector search, each one radius long (3.7), and how many of them meet at the datum.
pub(super) const SECTOR_LEGS: f64 = 9.0;
const SECTOR_RADII: f64 = 6.0;

/// A distance in nautical miles, as finely as it is worth.
pub(super) fn miles(metres: f64) -> String {
    let nmi = nmi(metres);
    if nmi < 1.0 { format!("{nmi:.2} NM") } else { format!("{nmi:.1} NM") }
}

/// What all tasks of one search have in common.
#[derive(Clone, Copy)]
pub(super) struct Aim<'a> {
    pub(super) briefing: &'a Briefing,
    pub(super) chances: &'a Chances<'a>,
    pub(super) start: Tick,
    pub(super) conditions: SearchConditions,
}

/// What a unit will see in the course of a search.
pub(super) struct Outlook {
    /// How long it is of use \[h\].
    pub(super) hours: f64,
    /// Mean sweep width against each hypothesis in that time \[m\].
    pub(super) widths_m: Vec<f64>,
    /// The hypothesis it is planned for: the likeliest of those it can see.
    pub(super) main: usize,
    /// What it sees of that in the middle.
    pub(super) seen: Seeing,
}

impl Outlook {
    /// Sweep width against the hypothesis it is planned for \[m\].
    pub(super) fn width_m(&self) -> f64 {
        self.widths_m.get(self.main).copied().unwrap_or(0.0)
    }

    /// Sweep width against each hypothesis as a share of that.
    pub(super) fn relative(&self) -> Vec<f64> {
        let main = self.width_m();
        self.widths_m.iter().map(|w| if main > 0.0 { w / main } else { 1.0 }).collect()
    }
}

impl Aim<'_> {
    /// What a unit will see at a place from a moment on for so many hours. With `while_of_use` only until the light
    /// goes, if it is of no more use then.
    pub(super) fn outlook(&self, data: &Sru, place: Position, from: Tick, hours: f64, while_of_use: bool) -> Outlook {
        let (objects, shares) = (self.chances.objects(), self.chances.shares());
        let sea = &self.briefing.forecast;
        let watch = Watch { sea, start: self.briefing.start, objects: &objects };
        let slices = (hours / LOOK_H).ceil().clamp(1.0, 96.0);
        let each = hours / slices;
        let mut sums = vec![0.0; objects.len()];
        let (mut counted, mut worth) = (0.0, 0.0);
        for k in 0..slices as u32 {
            let widths = widths_m(watch, data, place, from.after(Span::from_hours((f64::from(k) + 0.5) * each)));
            let now: f64 = widths.iter().zip(&shares).map(|(w, share)| w * share).sum();
            if while_of_use && counted > 0.0 && now < DUSK * worth / counted {
                break;
            }
            sums.iter_mut().zip(widths).for_each(|(sum, width)| *sum += width);
            counted += 1.0;
            worth += now;
        }
        let widths_m: Vec<f64> = sums.into_iter().map(|sum| sum / counted.max(1.0)).collect();
        let likelier = |a: &usize, b: &usize| {
            let key = |g: usize| (widths_m[g] >= BLIND_M, shares[g]);
            let ((sees_a, share_a), (sees_b, share_b)) = (key(*a), key(*b));
            sees_a.cmp(&sees_b).then(share_a.total_cmp(&share_b)).then(b.cmp(a))
        };
        let main = (0..widths_m.len()).max_by(likelier).unwrap_or(0);
        let hours = counted * each;
        let object = objects.get(main).copied().unwrap_or(SearchObject::PersonInWater);
        let middle = from.after(Span::from_hours(hours / 2.0));
        let seen = seeing(sea, self.briefing.start, data, object, place, middle);
        Outlook { hours, widths_m, main, seen }
    }

    /// What the host would say to a search.
    pub(super) fn estimate(
        &self,
        unit: &Searcher<'_>,
        area: Rectangle,
        pattern: Pattern,
        spacing_m: f64,
    ) -> Result<Estimate, String> {
        let order = Order::Search { area, pattern, spacing_m };
        reckon(self.briefing, unit.data, unit.view, &order, None, self.start).map_err(|why| why.to_string())
    }

    /// The task of a unit that searches an area so.
    pub(super) fn task(
        &self,
        unit: &Searcher<'_>,
        area: Rectangle,
        pattern: Pattern,
        spacing_m: f64,
    ) -> Result<Task, String> {
        voyage::sound_search(unit.data, &area, spacing_m).map_err(|why| why.to_string())?;
        let estimate = self.estimate(unit, area, pattern, spacing_m)?;
        let hours = estimate.work.map_or(0.0, Span::as_hours);
        let outlook = self.outlook(unit.data, area.centre, estimate.eta, hours, false);
        let mut task = Task {
            sru: unit.view.sru,
            area,
            pattern,
            spacing_m,
            sweep_width_m: outlook.width_m(),
            relative: outlook.relative(),
            sweep: outlook.seen.words(),
            conditions: self.conditions,
            search_mps: unit.data.search_mps,
            coverage: 0.0,
            poc: 0.0,
            pod: 0.0,
            pos: 0.0,
            transit: estimate.eta.since(self.start),
            arrives: estimate.eta,
            on_scene: Span::ZERO,
            done_at: estimate.eta,
            stays: estimate.on_scene,
            legs: Vec::new(),
            note: String::new(),
        };
        let seen_m = outlook.seen.width_m();
        if (seen_m - task.sweep_width_m).abs() > 0.05 * seen_m.max(task.sweep_width_m) {
            task.sweep = format!("{} in the mean; in the middle {}", miles(task.sweep_width_m), task.sweep);
        }
        task.weigh(self.chances.for_unit(unit.view.sru));
        task.note = format!(
            "{} {} x {}, axis {:03.0}, about {}; track spacing {}.",
            pattern.code(),
            miles(area.length_m),
            miles(area.width_m),
            area.axis_true_deg,
            area.centre,
            miles(spacing_m)
        );
        for caution in &estimate.cautions {
            task.note += " ";
            task.note += caution;
        }
        Ok(task)
    }
}

/// Light and weather are looked at so often in the course of a search \[h\].
const LOOK_H: f64 = 0.5;

/// A search ends when the sweep width has fallen to this share of what it was: dusk, for an eye without aids
/// (*proposed*).
const DUSK: f64 = 0.3;

/// A sweep width below this is blindness \[m\] (*proposed*).
pub(super) const BLIND_M: f64 = 100.0;

/// The task of a unit that searches an area of an expert's choice, ordered at `start`.
///
/// # Errors
/// In the host's words, when the host would refuse it.
#[expect(
    clippy::too_many_arguments,
    reason = "an area, how to search it, with whom, for what and when are what a task is"
)]
pub fn task(
    briefing: &Briefing,
    prediction: &Prediction,
    object: SearchObject,
    unit: &Searcher<'_>,
    area: Rectangle,
    pattern: Pattern,
    spacing_m: f64,
    start: Tick,
    conditions: SearchConditions,
) -> Result<Task, String> {
    let chances = Chances::of(prediction, &object);
    Aim { briefing, chances: &chances, start, conditions }.task(unit, area, pattern, spacing_m)
}
