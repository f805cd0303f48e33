//! How much track a unit can run over a rectangle: its way there and home, fuel and reserve, its watch, the light.
//!
//! Turns and the useful share: of the time on scene 85 in 100 are search (JP 3-50 s.532, *read*); what is left goes
//! into investigating sightings **and into turns**, so that no turn is charged a second time. The cross-legs of a
//! ladder are track like any other, and run inside the area. The way from the centre, where the host lets a search
//! begin, to the commence point is no search and comes off the time before the share is taken.

use crate::base::math;
use crate::sar::planning::USEFUL_SEARCH_TIME;
use crate::scenario::Sru;
use crate::sim::voyage;

use super::estimate::Estimate;

/// Ways are reckoned so much longer than on the flat chart, which is true to a few parts in a thousand.
const CHART: f64 = 1.004;

/// A rectangle with its legs, on a flat chart about the datum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plot {
    /// Its centre \[m east, m north\].
    pub(super) centre: (f64, f64),
    /// Direction of the legs \[whole degrees true\].
    pub(super) axis_true_deg: f64,
    /// Legs side by side.
    pub(super) legs: u32,
    /// Between them \[m\].
    pub(super) spacing_m: f64,
    /// Extent along the legs \[m\].
    pub(super) length_m: f64,
    sin: f64,
    cos: f64,
}

impl Plot {
    pub(super) fn new(centre: (f64, f64), axis_true_deg: f64, legs: u32, spacing_m: f64, length_m: f64) -> Self {
        let (sin, cos) = math::sin_cos(axis_true_deg.to_radians());
        Self { centre, axis_true_deg, legs, spacing_m, length_m, sin, cos }
    }

    /// Extent across the legs \[m\].
    pub(super) fn breadth_m(&self) -> f64 {
        f64::from(self.legs) * self.spacing_m
    }

    /// Sine and cosine of the direction of its legs.
    pub(super) fn direction(&self) -> (f64, f64) {
        (self.sin, self.cos)
    }

    /// How far along the legs and to their right a place lies from the centre \[m\].
    pub(super) fn local(&self, place: (f64, f64)) -> (f64, f64) {
        let (east, north) = (place.0 - self.centre.0, place.1 - self.centre.1);
        (east * self.sin + north * self.cos, east * self.cos - north * self.sin)
    }

    /// The place so far along the legs and to their right from the centre \[m\].
    pub(super) fn place(&self, along: f64, across: f64) -> (f64, f64) {
        (self.centre.0 + along * self.sin + across * self.cos, self.centre.1 + along * self.cos - across * self.sin)
    }

    /// How much of a square of a side \[m\] about a place it covers, 0 to 1; the square is taken to lie as it does.
    pub(super) fn share(&self, place: (f64, f64), side_m: f64) -> f64 {
        let (along, across) = self.local(place);
        let covered = |off: f64, half: f64| {
            let least = (off.abs() - side_m / 2.0).max(-half);
            let most = (off.abs() + side_m / 2.0).min(half);
            ((most - least) / side_m).clamp(0.0, 1.0)
        };
        let along = covered(along, self.length_m / 2.0);
        if along > 0.0 { along * covered(across, self.breadth_m() / 2.0) } else { 0.0 }
    }

    pub(super) fn corners(&self) -> [(f64, f64); 4] {
        let (a, b) = (self.length_m / 2.0, self.breadth_m() / 2.0);
        [(a, b), (-a, b), (-a, -b), (a, -b)].map(|(u, v)| self.place(u, v))
    }

    /// Where its centre has to be, at least, for it to be clear of another, by the shortest way along that one's sides.
    pub(super) fn pushed_off(&self, other: &Self) -> (f64, f64) {
        let local = self.corners().map(|corner| other.local(corner));
        let ways = |pick: fn(&(f64, f64)) -> f64, half: f64| {
            let least = local.iter().map(pick).fold(f64::INFINITY, f64::min);
            let most = local.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
            [half - least, -half - most]
        };
        let nearer = |ways: [f64; 2]| if ways[0].abs() <= ways[1].abs() { ways[0] } else { ways[1] };
        let along = nearer(ways(|l| l.0, other.length_m / 2.0));
        let across = nearer(ways(|l| l.1, other.breadth_m() / 2.0));
        let (u, v) = if along.abs() <= across.abs() { (along, 0.0) } else { (0.0, across) };
        (self.centre.0 + u * other.sin + v * other.cos, self.centre.1 + u * other.cos - v * other.sin)
    }

    /// Whether two rectangles share more than an edge: no side of either parts them.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let parted = |a: &Self, b: &Self| {
            let local = b.corners().map(|corner| a.local(corner));
            let beyond = |pick: fn(&(f64, f64)) -> f64, half: f64| {
                let least = local.iter().map(pick).fold(f64::INFINITY, f64::min);
                let most = local.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
                // A ship's length is no overlap.
                least >= half - 20.0 || most <= 20.0 - half
            };
            beyond(|l| l.0, a.length_m / 2.0) || beyond(|l| l.1, a.breadth_m() / 2.0)
        };
        let apart = math::hypot(self.centre.0 - other.centre.0, self.centre.1 - other.centre.1);
        let reach = |p: &Self| math::hypot(p.length_m, p.breadth_m()) / 2.0;
        apart < reach(self) + reach(other) && !parted(self, other) && !parted(other, self)
    }
}

/// What limits a unit's search.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reach {
    /// The longest it searches, by its watch, the wish of whoever plans, and the light \[h\].
    pub(super) hours: f64,
    /// Search speed \[m/s\].
    pub(super) search_mps: f64,
    /// Exists when and only when fuel limits it.
    fuel: Option<Fuel>,
}

/// What fuel limits. Distances are at transit speed.
#[derive(Debug, Clone, PartialEq)]
struct Fuel {
    /// Distance its fuel is good for when it leaves \[m\], and as the host counts it now.
    leaves_m: f64,
    counted_m: f64,
    /// Where the way is counted from, and what is to be added \[m\].
    from: (f64, f64),
    beside_m: f64,
    /// Where it refuels, how much longer than straight the way back counts, and what is kept on top at the end of the
    /// search, and when it is ordered \[m\].
    refuge: (f64, f64),
    back: f64,
    kept_m: f64,
    reserve_m: f64,
    /// Distance burnt by an hour of search \[m\], and by a metre of way.
    search_m_per_h: f64,
    way_m_per_m: f64,
}

impl Reach {
    /// By what an order to search about a place would take. All places are on the flat chart.
    pub(super) fn new(
        data: &Sru,
        estimate: &Estimate,
        hours: f64,
        (unit, range_left_m): ((f64, f64), f64),
        refuge: Option<(f64, f64)>,
        about: (f64, f64),
    ) -> Self {
        let burn = voyage::burn_per_h(data, data.search_mps);
        let fuel = refuge.filter(|_| burn > 0.0).map(|refuge| {
            let way_m_per_m =
                voyage::burn_per_h(data, data.transit_mps) * data.range_m / (data.transit_mps.max(0.1) * 3600.0);
            // By air the way is straight from where it is; by sea it is round land to that place, and from there.
            let (from, beside_m) = if data.kind.flies() { (unit, 0.0) } else { (about, estimate.distance_m) };
            Fuel {
                leaves_m: estimate.range_m + estimate.distance_m * way_m_per_m,
                counted_m: range_left_m,
                from,
                beside_m,
                refuge,
                back: voyage::way_back_factor(data.kind),
                kept_m: voyage::reserve_m(data),
                reserve_m: voyage::reserve_m(data),
                search_m_per_h: burn * data.range_m,
                way_m_per_m,
            }
        });
        Self { hours, search_mps: data.search_mps, fuel }
    }

    /// Track that it can search over a rectangle \[m\]: not the way to its commence point.
    pub(super) fn track_m(&self, plot: &Plot) -> f64 {
        let mut hours = self.hours;
        if let Some(fuel) = &self.fuel {
            let off = |a: (f64, f64), b: (f64, f64)| math::hypot(a.0 - b.0, a.1 - b.1) * CHART;
            let way_m = fuel.beside_m + off(fuel.from, plot.centre);
            let home = |place| off(place, fuel.refuge) * fuel.back;
            if way_m + home(plot.centre) + fuel.reserve_m > fuel.counted_m {
                return 0.0;
            }
            // It may have to go home from the farthest corner.
            let farthest_m = plot.corners().map(home).into_iter().fold(0.0, f64::max);
            let spare_m = fuel.leaves_m - way_m * fuel.way_m_per_m - farthest_m - fuel.kept_m;
            hours = hours.min(spare_m / fuel.search_m_per_h);
        }
        let half = |side: f64| (side - plot.spacing_m).max(0.0) / 2.0;
        let to_first_m = math::hypot(half(plot.length_m), half(plot.breadth_m()));
        USEFUL_SEARCH_TIME * (hours * 3600.0 * self.search_mps - to_first_m).max(0.0)
    }
}
