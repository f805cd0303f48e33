//! What the other units leave of the weight, laid out so that many rectangles are weighed against it quickly.

use super::reach::Plot;

/// Masses that are weighed together.
const LANES: usize = 8;

/// Weight somewhere, when one unit searches. Places are `f32`: a few centimetres at the end of the chart.
pub(super) struct Left {
    /// Eastward and northward of the datum \[m\].
    east: Vec<f32>,
    north: Vec<f32>,
    weight: Vec<f32>,
    /// Where each hypothesis begins, a whole number of lanes from the start, and the end; filled up with what weighs
    /// nothing.
    starts: Vec<usize>,
}

impl Left {
    /// From places \[m east, m north\] with their weight and hypothesis.
    #[expect(clippy::cast_possible_truncation, reason = "a chart of a thousand miles needs no more than seven digits")]
    pub(super) fn new(masses: &[(f64, f64, f64, usize)], groups: usize) -> Self {
        let mut left = Self { east: Vec::new(), north: Vec::new(), weight: Vec::new(), starts: vec![0] };
        for group in 0..groups {
            for (east, north, weight, _) in masses.iter().filter(|mass| mass.3 == group) {
                left.east.push(*east as f32);
                left.north.push(*north as f32);
                left.weight.push(*weight as f32);
            }
            let filled = left.weight.len().next_multiple_of(LANES);
            [&mut left.east, &mut left.north, &mut left.weight].into_iter().for_each(|all| all.resize(filled, 0.0));
            left.starts.push(filled);
        }
        left
    }

    /// Places that have weight: \[m east, m north\], weight and hypothesis.
    pub(super) fn points(&self) -> impl Iterator<Item = (f64, f64, f64, usize)> + '_ {
        let group = |i: usize| self.starts.partition_point(|start| *start <= i) - 1;
        (0..self.weight.len())
            .filter(|i| self.weight[*i] > 0.0)
            .map(move |i| (self.east[i].into(), self.north[i].into(), self.weight[i].into(), group(i)))
    }

    /// What a rectangle finds, with a probability of detection for each hypothesis; each mass is spread over a square
    /// of a side \[m\].
    pub(super) fn worth(&self, plot: &Plot, side_m: f64, pods: &[f64]) -> f64 {
        let of = |(group, pod): (usize, &f64)| {
            let range = self.starts.get(group).copied().zip(self.starts.get(group + 1).copied());
            range.map_or(0.0, |(from, to)| pod * self.covered(plot, side_m, from, to))
        };
        pods.iter().enumerate().map(of).sum()
    }

    /// Weight of one hypothesis that a rectangle covers: as [`Plot::share`] has it, several at a time.
    #[expect(clippy::cast_possible_truncation, reason = "as for the places")]
    fn covered(&self, plot: &Plot, side_m: f64, from: usize, to: usize) -> f64 {
        let (east, north) = (plot.centre.0 as f32, plot.centre.1 as f32);
        let (sin, cos) = (plot.direction().0 as f32, plot.direction().1 as f32);
        let (length, breadth) = ((plot.length_m / 2.0) as f32, (plot.breadth_m() / 2.0) as f32);
        let (half, per_side) = ((side_m / 2.0) as f32, (1.0 / side_m) as f32);
        let within = |off: f32, limit: f32| {
            let (least, most) = ((off - half).max(-limit), (off + half).min(limit));
            ((most - least) * per_side).clamp(0.0, 1.0)
        };
        let mut sums = [0.0_f32; LANES];
        let places = self.east[from..to].chunks_exact(LANES).zip(self.north[from..to].chunks_exact(LANES));
        for ((easts, norths), weights) in places.zip(self.weight[from..to].chunks_exact(LANES)) {
            for k in 0..LANES {
                let (x, y) = (easts[k] - east, norths[k] - north);
                let (along, across) = (x * sin + y * cos, x * cos - y * sin);
                sums[k] += weights[k] * within(along, length) * within(across, breadth);
            }
        }
        sums.into_iter().map(f64::from).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_together_are_weighed_as_one_by_one() {
        let masses: Vec<(f64, f64, f64, usize)> = (0..301)
            .map(|i| {
                let i = f64::from(i);
                (400.0 * (i % 17.0) - 3000.0, 350.0 * (i % 23.0) - 4000.0, 0.001 + i / 1e5, (i % 3.0) as usize)
            })
            .collect();
        let left = Left::new(&masses, 3);
        assert_eq!(left.points().count(), masses.len());
        let pods = [0.2, 0.5, 0.9];
        for axis in [0.0, 37.0, 90.0, 211.0] {
            let plot = Plot::new((250.0, -400.0), axis, 6, 500.0, 4200.0);
            let one = |(east, north, weight, group): &(f64, f64, f64, usize)| {
                weight * pods[*group] * plot.share((*east, *north), 300.0)
            };
            let expected: f64 = masses.iter().map(one).sum();
            assert!(expected > 0.01);
            let worth = left.worth(&plot, 300.0, &pods);
            assert!((worth / expected - 1.0).abs() < 1e-5, "{worth} {expected}");
        }
    }
}
