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

use super::cloud::Prediction;
use super::estimate::{Estimate, reckon};
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
    /// Sweep width reckoned with \[m\].
    pub sweep_width_m: f64,
    /// Where that comes from: the table row and its corrections, in words.
    pub sweep: String,
    /// How orderly the search is: which curve of detection holds.
    pub conditions: SearchConditions,
    /// Speed when searching \[m/s\].
    pub search_mps: f64,
    /// Coverage, W/S; of a sector search its mean.
    pub coverage: f64,
    /// Probability of containment: share of the particles in what it sweeps.
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

    /// Probability that what is at a position is detected. None when and only when no track passes there.
    pub(super) fn detects(&self, position: Position) -> Option<f64> {
        if self.coverage <= 0.0 || !self.sweeps(position) {
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
        Some(self.conditions.pod(coverage))
    }

    /// Works out coverage, probabilities, track and times anew, after the area, pattern or spacing has changed. The time
    /// of arrival stays as it is: for another place make another task.
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
        let n = prediction.particles.len().max(1) as f64;
        let (mut inside, mut found) = (0_u32, 0.0);
        for pod in prediction.particles.iter().filter_map(|p| self.detects(*p)) {
            inside += 1;
            found += pod;
        }
        self.poc = f64::from(inside) / n;
        self.pos = found / n;
        self.pod = if inside > 0 { found / f64::from(inside) } else { self.conditions.pod(self.coverage) };
        let legs = legs_for(self.pattern, &self.area, self.spacing_m, self.area.centre);
        let to_first_m = legs.waypoints.first().map_or(0.0, |first| self.area.centre.distance_m(*first));
        self.on_scene = Span::from_hours((to_first_m + legs.length_m) / self.search_mps / 3600.0);
        self.done_at = self.arrives.after(self.on_scene);
        self.legs = legs.waypoints;
    }
}

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
    pub(super) prediction: &'a Prediction,
    pub(super) object: SearchObject,
    pub(super) start: Tick,
    pub(super) conditions: SearchConditions,
}

impl Aim<'_> {
    /// What the host would say to a search, and what a unit would see at the middle of it.
    pub(super) fn prospect(
        &self,
        unit: &Searcher<'_>,
        area: Rectangle,
        pattern: Pattern,
        spacing_m: f64,
        hours: impl FnOnce(&Estimate) -> f64,
    ) -> Result<(Estimate, f64, Seeing), String> {
        let order = Order::Search { area, pattern, spacing_m };
        let estimate =
            reckon(self.briefing, unit.data, unit.view, &order, self.start).map_err(|why| why.to_string())?;
        let hours = hours(&estimate);
        let middle = estimate.eta.after(Span::from_hours(hours / 2.0));
        let sea = &self.briefing.forecast;
        let seen = seeing(sea, self.briefing.start, unit.data, self.object, area.centre, middle);
        Ok((estimate, hours, seen))
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
        let lasts = |estimate: &Estimate| estimate.work.map_or(0.0, Span::as_hours);
        let (estimate, _, seen) = self.prospect(unit, area, pattern, spacing_m, lasts)?;
        let mut task = Task {
            sru: unit.view.sru,
            area,
            pattern,
            spacing_m,
            sweep_width_m: seen.width_m(),
            sweep: seen.words(),
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
        task.weigh(self.prediction);
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
    Aim { briefing, prediction, object, start, conditions }.task(unit, area, pattern, spacing_m)
}
