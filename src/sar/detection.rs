//! Detection: from a sweep width to the probability that something passed is seen.
//!
//! Knows nothing of who is looking or why. Method: Koopman's inverse cube law (Search and Screening, 1946;
//! IAMSAR Manual Vol. II ch. 4, *recalled*, constants *derived*): the rate of detection falls with the cube of
//! the range, scaled so that the area under the lateral-range curve is the sweep width.

use crate::base::math::{self, PI};
use crate::base::quantity::metres;

/// The least lateral distance that counts \[m\]: an observer's own height and breadth keep things at least so far
/// off, and it keeps the hazard finite when a track runs straight over an object.
const CLOSEST_M: f64 = 1.0;

/// Probability that an object passed at a lateral distance \[m\] on a long straight leg is seen, for a sweep width
/// \[m\]: `1 - exp(-W^2 / (4 pi x^2))`.
pub fn lateral_range(sweep_width_m: f64, lateral_m: f64) -> f64 {
    let x = lateral_m.abs().max(CLOSEST_M);
    1.0 - math::exp(-sweep_width_m * sweep_width_m / (4.0 * PI * x * x))
}

/// Detection hazard (so p = 1 - exp(-hazard)) of one straight segment of relative motion, for a sweep width \[m\]
/// and the object's position relative to the observer \[m east, m north\] at its start and its end.
///
/// The exact integral of the inverse cube law, `W^2/(8 pi) [ s / (x^2 sqrt(x^2 + s^2)) ]` between the ends: over
/// an endless line it is the lateral-range law, and it does not depend on how a line is cut into ticks. It
/// counts distance, not time: for an observer that stands still use [`hover_hazard`], for one that may do
/// either [`watch_hazard`].
pub fn segment_hazard(sweep_width_m: f64, from: (f64, f64), to: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = math::hypot(dx, dy);
    if length <= 0.0 || !length.is_finite() || !sweep_width_m.is_finite() {
        return 0.0;
    }
    // Along the line of motion from the closest point of approach: s; off it: x.
    let s_from = (from.0 * dx + from.1 * dy) / length;
    let s_to = s_from + length;
    let x = ((from.0 * dy - from.1 * dx) / length).abs().max(CLOSEST_M);
    let integral = if s_from < 0.0 && s_to > 0.0 {
        rise(s_to, x) + rise(-s_from, x)
    } else {
        let (near, far) = if s_from >= 0.0 { (s_from, s_to) } else { (-s_to, -s_from) };
        rest(near, x) - rest(far, x)
    };
    (sweep_width_m * sweep_width_m / (8.0 * PI) * integral).max(0.0)
}

/// Integral of `(x^2 + s^2)^(-3/2)` from 0 to s.
fn rise(s: f64, x: f64) -> f64 {
    s / (x * x * math::hypot(x, s))
}

/// Integral of the same from s to infinity, in a form that keeps its digits far out.
fn rest(s: f64, x: f64) -> f64 {
    let r = math::hypot(x, s);
    1.0 / (r * (r + s))
}

/// Detection hazard of watching an object at one range \[m\] for so many seconds \[s\], for a sweep width \[m\] that
/// holds at the search speed \[m/s\]: `V W^2 / (8 pi r^3) dt`.
pub fn hover_hazard(sweep_width_m: f64, range_m: f64, search_speed_mps: f64, seconds: f64) -> f64 {
    let r = range_m.abs().max(CLOSEST_M);
    search_speed_mps.max(0.0) * sweep_width_m * sweep_width_m / (8.0 * PI * r * r * r) * seconds.max(0.0)
}

/// Detection hazard of one tick, whether the observer searches or lies still: time spent at less than the search
/// speed \[m/s\] counts as time, not as distance, so that a ship stopped beside a raft sees it.
///
/// Equal to [`segment_hazard`] at or above the search speed and to [`hover_hazard`] at rest.
pub fn watch_hazard(sweep_width_m: f64, from: (f64, f64), to: (f64, f64), search_speed_mps: f64, seconds: f64) -> f64 {
    let length = math::hypot(to.0 - from.0, to.1 - from.1);
    let searched = search_speed_mps.max(0.0) * seconds.max(0.0);
    if length < 1e-3 {
        return hover_hazard(sweep_width_m, math::hypot(from.0, from.1), search_speed_mps, seconds);
    }
    segment_hazard(sweep_width_m, from, to) * (searched / length).max(1.0)
}

/// Probability of a detection hazard: `1 - exp(-hazard)`.
pub fn probability(hazard: f64) -> f64 {
    1.0 - math::exp(-hazard.max(0.0))
}

/// Probability of detection of perfect parallel legs at a coverage W/S, by the inverse cube law: IAMSAR's "ideal"
/// search conditions. `erf(sqrt(pi)/2 C)`.
pub fn pod_inverse_cube(coverage: f64) -> f64 {
    math::erf(PI.sqrt() / 2.0 * coverage.max(0.0))
}

/// Probability of detection of a search without order at a coverage W/S: IAMSAR's "normal" conditions, and the
/// safe default. `1 - exp(-C)`.
pub fn pod_random(coverage: f64) -> f64 {
    1.0 - math::exp(-coverage.max(0.0))
}

/// Probability of detection at a coverage W/S if everything within half the sweep width is seen and nothing beyond:
/// the upper bound. `min(C, 1)`.
pub fn pod_definite_range(coverage: f64) -> f64 {
    coverage.clamp(0.0, 1.0)
}

/// Probability of detection at a coverage W/S by the hand curve of SAR-Denmark, a fit to the inverse cube law:
/// `1 - exp(-1.6 C^1.4)` (*read* in the Danish ArcticWeb code).
pub fn pod_hand_curve(coverage: f64) -> f64 {
    1.0 - math::exp(-1.6 * math::pow(coverage.max(0.0), 1.4))
}

/// Distance of the optical horizon between two heights above the sea \[m\], in metres:
/// `2.08 (sqrt h1 + sqrt h2)` nautical miles (*recalled*).
pub fn horizon_m(height_a_m: f64, height_b_m: f64) -> f64 {
    metres(2.08 * (height_a_m.max(0.0).sqrt() + height_b_m.max(0.0).sqrt()))
}

/// Distance of the radio and radar horizon between two heights above the sea \[m\], in metres:
/// `2.2 (sqrt h1 + sqrt h2)` nautical miles (*recalled*).
pub fn radio_horizon_m(height_a_m: f64, height_b_m: f64) -> f64 {
    metres(2.2 * (height_a_m.max(0.0).sqrt() + height_b_m.max(0.0).sqrt()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::quantity::nmi;

    #[test]
    fn the_table_of_probability_of_detection() {
        // sar-models.md 2.2.
        for (coverage, definite, cube, random, hand) in [
            (0.2, 0.2, 0.20, 0.18, 0.15),
            (0.4, 0.4, 0.38, 0.33, 0.36),
            (0.5, 0.5, 0.47, 0.39, 0.45),
            (0.6, 0.6, 0.55, 0.45, 0.54),
            (0.8, 0.8, 0.68, 0.55, 0.69),
            (1.0, 1.0, 0.79, 0.63, 0.80),
            (1.2, 1.0, 0.87, 0.70, 0.87),
            (1.5, 1.0, 0.94, 0.78, 0.94),
            (2.0, 1.0, 0.99, 0.86, 0.99),
        ] {
            assert_eq!(pod_definite_range(coverage), definite);
            assert!((pod_inverse_cube(coverage) - cube).abs() < 0.006, "{coverage}");
            assert!((pod_random(coverage) - random).abs() < 0.006, "{coverage}");
            assert!((pod_hand_curve(coverage) - hand).abs() < 0.006, "{coverage}");
        }
        // At coverage 0.5 with S = 2 km: parallel legs give the average of the lateral-range product.
        let (width, spacing) = (1000.0, 2000.0);
        let mut mean = 0.0;
        for step in 0..200 {
            let x = (f64::from(step) + 0.5) / 200.0 * spacing;
            let missed: f64 = (-200..200).map(|leg| 1.0 - lateral_range(width, x - f64::from(leg) * spacing)).product();
            mean += (1.0 - missed) / 200.0;
        }
        assert!((mean - pod_inverse_cube(width / spacing)).abs() < 0.005, "{mean}");
    }

    #[test]
    fn the_area_under_the_lateral_range_curve_is_the_sweep_width() {
        let width = 800.0;
        let area: f64 = (0..4_000_000).map(|i| 2.0 * 0.25 * lateral_range(width, (f64::from(i) + 0.5) * 0.25)).sum();
        assert!((area / width - 1.0).abs() < 0.001, "{area}");
    }

    #[test]
    fn a_long_straight_pass_is_the_lateral_range_law() {
        for lateral in [50.0, 400.0, 2500.0] {
            let hazard = segment_hazard(900.0, (lateral, -4e6), (lateral, 4e6));
            assert!((probability(hazard) - lateral_range(900.0, lateral)).abs() < 1e-6);
        }
    }

    #[test]
    fn straight_over_an_object_sees_it_and_stays_finite() {
        let hazard = segment_hazard(300.0, (0.0, -60.0), (0.0, 60.0));
        assert!(hazard.is_finite() && probability(hazard) > 0.999_999);
        assert_eq!(segment_hazard(300.0, (10.0, 10.0), (10.0, 10.0)), 0.0);
        assert_eq!(segment_hazard(0.0, (10.0, -10.0), (10.0, 10.0)), 0.0);
    }

    #[test]
    fn lying_still_still_looks() {
        let still = watch_hazard(600.0, (500.0, 0.0), (500.0, 0.0), 6.0, 10.0);
        assert_eq!(still, hover_hazard(600.0, 500.0, 6.0, 10.0));
        let creeping = watch_hazard(600.0, (500.0, -0.5), (500.0, 0.5), 6.0, 10.0);
        assert!((creeping / still - 1.0).abs() < 1e-5);
        let passing = watch_hazard(600.0, (500.0, -30.0), (500.0, 30.0), 6.0, 10.0);
        assert_eq!(passing, segment_hazard(600.0, (500.0, -30.0), (500.0, 30.0)));
    }

    #[test]
    fn worked_horizons() {
        // A radar antenna at 15 m and a target at 4 m; an eye at 9 m and the sea.
        assert!((nmi(radio_horizon_m(15.0, 4.0)) - 12.92).abs() < 0.01);
        assert!((nmi(horizon_m(9.0, 0.0)) - 6.24).abs() < 0.001);
    }

    proptest! {
        #[test]
        fn pod_rises_within_0_and_1(coverage in 0.0..5.0_f64, more in 0.0..5.0_f64) {
            for pod in [pod_inverse_cube as fn(f64) -> f64, pod_random, pod_definite_range, pod_hand_curve] {
                prop_assert!((0.0..=1.0).contains(&pod(coverage)));
                prop_assert!(pod(coverage + more) >= pod(coverage));
            }
            prop_assert!(pod_inverse_cube(coverage) >= pod_random(coverage) - 1e-12);
            prop_assert!(pod_definite_range(coverage) >= pod_inverse_cube(coverage) - 1e-12);
        }

        #[test]
        fn a_line_cut_into_ticks_has_the_same_hazard(
            from in (-9e3..9e3_f64, -9e3..9e3_f64), to in (-9e3..9e3_f64, -9e3..9e3_f64), cuts in 1..40_u32,
        ) {
            let at = |i: u32| {
                let f = f64::from(i) / f64::from(cuts);
                (from.0 + (to.0 - from.0) * f, from.1 + (to.1 - from.1) * f)
            };
            let whole = segment_hazard(700.0, from, to);
            let parts: f64 = (0..cuts).map(|i| segment_hazard(700.0, at(i), at(i + 1))).sum();
            prop_assert!(whole >= 0.0);
            prop_assert!((whole - parts).abs() <= 1e-6 * whole + 1e-12, "{} {}", whole, parts);
        }

        #[test]
        fn closer_is_seen_better(x in 10.0..5e3_f64, off in 0.0..5e3_f64, s in -5e3..5e3_f64) {
            let pass = |x: f64| segment_hazard(700.0, (x, s), (x, s + 60.0));
            prop_assert!(pass(x + off) <= pass(x) * (1.0 + 1e-9));
        }
    }
}
