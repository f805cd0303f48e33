//! From moments to places on a time line and back, with stretches in which nothing happens folded.
//!
//! A place is counted in ticks of unfolded time, so that without folds places and ticks are the same numbers.

use std::collections::BTreeSet;

use crate::base::Tick;
use crate::base::time::{TICKS_PER_HOUR, TICKS_PER_MINUTE};

/// A stretch without events is folded when it is longer than this \[ticks\] (proposed).
const FOLD_ABOVE: f64 = 2.0 * TICKS_PER_HOUR as f64;
/// What is left unfolded at each end of such a stretch \[ticks\] (proposed).
const EDGE: f64 = 15.0 * TICKS_PER_MINUTE as f64;
/// The room a folded stretch takes \[ticks of unfolded time\] (proposed).
const FOLDED: f64 = 15.0 * TICKS_PER_MINUTE as f64;

/// A strictly rising, piecewise linear scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Pairs of tick and place, both strictly rising. Never fewer than two.
    knots: Vec<(f64, f64)>,
    /// The folded stretches, in order.
    folds: Vec<(Tick, Tick)>,
}

impl Axis {
    /// The scale from `first` to `last` for events in any order; without `fold` it is even throughout.
    pub fn new(first: Tick, last: Tick, events: impl IntoIterator<Item = Tick>, fold: bool) -> Self {
        let last = last.max(first.next());
        let mut stops: BTreeSet<Tick> = BTreeSet::from([first, last]);
        if fold {
            stops.extend(events.into_iter().filter(|tick| (first..=last).contains(tick)));
        }
        let stops: Vec<Tick> = stops.into_iter().collect();
        let mut knots = vec![(f64::from(first.0), 0.0)];
        let mut folds = Vec::new();
        let mut saved = 0.0;
        for pair in stops.windows(2) {
            let (a, b) = (f64::from(pair[0].0), f64::from(pair[1].0));
            if fold && b - a > FOLD_ABOVE {
                let (from, to) = (a + EDGE, b - EDGE);
                knots.push((from, from - f64::from(first.0) - saved));
                saved += to - from - FOLDED;
                knots.push((to, to - f64::from(first.0) - saved));
                folds.push((Tick(from as u32), Tick(to as u32)));
            }
        }
        knots.push((f64::from(last.0), f64::from(last.0) - f64::from(first.0) - saved));
        Self { knots, folds }
    }

    /// The place of a moment \[ticks, with fraction\]; beyond the ends it goes on evenly.
    pub fn place(&self, tick: f64) -> f64 {
        between(&self.knots, tick, |knot| knot)
    }

    /// The moment at a place \[ticks, with fraction\].
    pub fn tick(&self, place: f64) -> f64 {
        between(&self.knots, place, |(tick, place)| (place, tick))
    }

    /// The place of the last moment; the first is at 0.
    pub fn length(&self) -> f64 {
        self.knots[self.knots.len() - 1].1
    }

    /// The folded stretches, in order.
    pub fn folds(&self) -> &[(Tick, Tick)] {
        &self.folds
    }
}

/// Linear between knots, which `view` may swap; beyond the ends with the slope 1 of unfolded time.
fn between(knots: &[(f64, f64)], x: f64, view: impl Fn((f64, f64)) -> (f64, f64)) -> f64 {
    let after = knots.partition_point(|knot| view(*knot).0 <= x);
    if after == 0 {
        let (x0, y0) = view(knots[0]);
        return y0 + (x - x0);
    }
    let (x0, y0) = view(knots[after - 1]);
    match knots.get(after) {
        Some(next) => {
            let (x1, y1) = view(*next);
            y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        }
        None => y0 + (x - x0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_folds_places_are_ticks_from_the_first() {
        let axis = Axis::new(Tick(100), Tick(5000), [Tick(120)], false);
        assert!(axis.folds().is_empty());
        assert_eq!(axis.place(100.0), 0.0);
        assert_eq!(axis.place(350.5), 250.5);
        assert_eq!(axis.length(), 4900.0);
        assert_eq!(axis.tick(-10.0), 90.0);
    }

    #[test]
    fn a_long_stretch_without_events_takes_little_room_and_no_moment_is_lost() {
        let events = [Tick(0), Tick(60), Tick(5000), Tick(5030)];
        let axis = Axis::new(Tick(0), Tick(5100), events, true);
        assert_eq!(axis.folds(), [(Tick(150), Tick(4910))]);
        assert_eq!(axis.place(4910.0) - axis.place(150.0), FOLDED);
        assert!(axis.length() < 600.0);
        let mut last = -1.0;
        for tick in 0..=5100 {
            let place = axis.place(f64::from(tick));
            assert!(place > last, "{tick}");
            assert!((axis.tick(place) - f64::from(tick)).abs() < 1e-6, "{tick}");
            last = place;
        }
    }

    #[test]
    fn a_run_of_no_length_still_has_an_axis() {
        let axis = Axis::new(Tick(7), Tick(7), [], true);
        assert!(axis.length() > 0.0);
        assert_eq!(axis.tick(axis.place(7.0)), 7.0);
    }
}
