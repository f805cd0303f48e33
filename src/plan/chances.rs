//! What a plan is made for: weighted particles at one or several times, and what each hypothesis looks like.

use crate::base::ids::SruId;
use crate::base::{Position, Tick, math};
use crate::sar::sweep::SearchObject;

use super::cloud::Prediction;
use super::optimum::merging_cells;
use super::planner::Mass;

/// The particles that are searched for.
pub(super) struct Chances<'a> {
    /// The same particles at several times, the earliest first; at least one.
    times: &'a [Prediction],
    /// What each hypothesis looks like; those beyond the list like the last.
    objects: &'a [SearchObject],
    /// Which of the times each unit searches at; the first for those not named.
    of: Vec<(SruId, usize)>,
}

impl<'a> Chances<'a> {
    /// One cloud of one thing.
    pub(super) fn of(prediction: &'a Prediction, object: &'a SearchObject) -> Self {
        Self { times: std::slice::from_ref(prediction), objects: std::slice::from_ref(object), of: Vec::new() }
    }

    /// Several hypotheses at several times.
    pub(super) fn at_times(times: &'a [Prediction], objects: &'a [SearchObject], of: Vec<(SruId, usize)>) -> Self {
        Self { times, objects, of }
    }

    /// All the times, the earliest first.
    pub(super) fn times(&self) -> &'a [Prediction] {
        self.times
    }

    /// The cloud in the middle of the search.
    pub(super) fn middle(&self) -> &'a Prediction {
        &self.times[self.times.len() / 2]
    }

    /// Which of the times a unit searches at.
    pub(super) fn time_of(&self, sru: SruId) -> usize {
        let known = self.of.iter().find(|(unit, _)| *unit == sru).map_or(0, |(_, time)| *time);
        known.min(self.times.len() - 1)
    }

    /// The cloud when a unit searches.
    pub(super) fn for_unit(&self, sru: SruId) -> &'a Prediction {
        &self.times[self.time_of(sru)]
    }

    /// What each hypothesis looks like, for as many as have particles.
    pub(super) fn objects(&self) -> Vec<SearchObject> {
        let groups = self.middle().groups.iter().copied().max().map_or(1, |most| usize::from(most) + 1);
        let last = self.objects.last().copied();
        (0..groups).filter_map(|g| self.objects.get(g).copied().or(last)).collect()
    }

    /// Weight of each hypothesis.
    pub(super) fn shares(&self) -> Vec<f64> {
        let cloud = self.middle();
        let mut shares = vec![0.0; self.objects().len().max(1)];
        for (group, weight) in cloud.groups.iter().zip(&cloud.weights) {
            if let Some(sum) = shares.get_mut(usize::from(*group)) {
                *sum += weight;
            }
        }
        shares
    }

    /// Where a position lies on the flat chart about the datum \[m east, m north\].
    pub(super) fn flat(&self, position: Position) -> (f64, f64) {
        self.middle().datum.offset_to(position)
    }

    /// The position of a place on that chart.
    pub(super) fn position(&self, (east, north): (f64, f64)) -> Position {
        let bearing = math::wrap_360(math::atan2(east, north).to_degrees());
        self.middle().datum.destination(bearing, math::hypot(east, north))
    }

    /// The particles, those of one hypothesis in one small cell together, and the side of a cell \[m\].
    pub(super) fn masses(&self) -> (Vec<Mass>, f64) {
        let cloud = self.middle();
        let (cells, cell_m) = merging_cells(cloud);
        let mut order: Vec<usize> = (0..cloud.particles.len()).filter(|i| cloud.weights[*i] > 0.0).collect();
        order.sort_by_key(|i| (cloud.groups[*i], cells[*i], *i));
        let mut masses: Vec<Mass> = Vec::new();
        let mut last = None;
        for i in order {
            let (group, weight) = (cloud.groups[i], cloud.weights[i]);
            if last != Some((group, cells[i])) {
                last = Some((group, cells[i]));
                masses.push(Mass { weight: 0.0, group: usize::from(group), at: vec![(0.0, 0.0); self.times.len()] });
            }
            let Some(mass) = masses.last_mut() else { continue };
            mass.weight += weight;
            for (sum, time) in mass.at.iter_mut().zip(self.times) {
                let (east, north) = self.flat(time.particles[i]);
                *sum = (sum.0 + weight * east, sum.1 + weight * north);
            }
        }
        for mass in &mut masses {
            let weight = mass.weight;
            mass.at.iter_mut().for_each(|place| *place = (place.0 / weight, place.1 / weight));
        }
        (masses, cell_m)
    }

    /// Which way the datum has moved \[degrees true\]; north if it has not.
    pub(super) fn drift_true_deg(&self) -> f64 {
        drift_true_deg(self.middle())
    }

    /// Until when a cloud stands for the search, for the warning that it is of another time: the earliest and latest.
    pub(super) fn spans(&self) -> (Tick, Tick) {
        let at = |pick: fn(Tick, Tick) -> Tick| self.times.iter().map(|p| p.at).reduce(pick).unwrap_or(Tick::START);
        (at(Tick::min), at(Tick::max))
    }
}

/// Which way the datum has moved \[degrees true\]; north if it has not.
pub(super) fn drift_true_deg(prediction: &Prediction) -> f64 {
    match (prediction.path.first(), prediction.path.last()) {
        (Some((_, from)), Some((_, to))) if from.distance_m(*to) > 100.0 => from.bearing_true(*to),
        _ => 0.0,
    }
}
