//! The drift cloud.

use proptest::prelude::*;

use super::*;
use crate::base::math;
use crate::plan::{Drifting, Prediction, Start, cloud, cloud_with, drifted};
use crate::sar::leeway::{self, LeewayClass, Side};
use crate::sar::planning::PROBABLE_ERROR_SIGMAS;

/// Open ocean south of Java.
fn open_sea() -> Start {
    Start { position: at(-9.0, 105.0), error_m: 0.0, at: hours(2) }
}

/// Mean and standard deviation of the particles east and north of a position \[m\].
fn moments(prediction: &Prediction, from: Position) -> [(f64, f64); 2] {
    let offsets: Vec<(f64, f64)> = prediction.particles.iter().map(|p| from.offset_to(*p)).collect();
    let n = offsets.len() as f64;
    let of = |pick: &dyn Fn(&(f64, f64)) -> f64| {
        let mean = offsets.iter().map(pick).sum::<f64>() / n;
        let variance = offsets.iter().map(|o| (pick(o) - mean) * (pick(o) - mean)).sum::<f64>() / n;
        (mean, variance.sqrt())
    };
    [of(&|o| o.0), of(&|o| o.1)]
}

#[test]
fn in_a_constant_wind_and_current_the_cloud_moves_as_the_class_says_on_average() {
    // 10 m/s towards the north, where all of a residual shows, and a current of 0.3 m/s towards the east. A skiff of
    // the class SKIFF-1 is symmetric about downwind, so that the two sides cancel east of the current's own way.
    let shelf = constant((0.0, 10.0), (0.3, 0.0));
    let mut described = wooden_boat();
    described.leeway_afloat = "SKIFF-1".to_owned();
    let class = leeway::class("SKIFF-1").unwrap();
    let (n, h) = (4000, 10);
    let start = open_sea();
    let seen = cloud(&shelf, &start, Drifting::Upright(&described), hours(2 + h), n, 7);
    let seconds = f64::from(h) * 3600.0;
    let right = class.velocity(&LeewayClass::mean(Side::Right), 0.0, 10.0);
    let left = class.velocity(&LeewayClass::mean(Side::Left), 0.0, 10.0);
    let [(east, east_sd), (north, north_sd)] = moments(&seen, start.position);
    let expected = ((0.3 + (right.0 + left.0) / 2.0) * seconds, right.1 * seconds);
    // Four standard errors, and a residual cannot be so low that the skiff would drift upwind (never so for this one).
    let room = |sd: f64| 4.0 * sd / f64::from(n as u32).sqrt() + 5.0;
    assert!((east - expected.0).abs() < room(east_sd), "{east} against {}", expected.0);
    assert!((north - expected.1).abs() < room(north_sd), "{north} against {}", expected.1);
    let spread_m = class.downwind.std_cm_s / 100.0 * seconds;
    assert!((north_sd / spread_m - 1.0).abs() < 0.05, "{north_sd} against {spread_m}");
    let mean = drifted(&shelf.forecast, Some(class), start.position, start.at, hours(2 + h));
    assert!(mean.distance_m(seen.datum) < room(east_sd) + room(north_sd));
    assert_eq!(seen.particles.len(), n);
    assert_eq!((seen.at, seen.aground), (hours(2 + h), 0.0));
}

#[test]
fn without_wind_and_current_what_is_adrift_stays_within_the_error_of_its_position() {
    let shelf = constant((0.0, 0.0), (0.0, 0.0));
    let start = Start { error_m: 5000.0, ..open_sea() };
    let seen = cloud(&shelf, &start, Drifting::Person, hours(40), 4000, 1);
    assert!(seen.datum.distance_m(start.position) < 300.0);
    // A probable error is the radius that holds half; 95 of 100 lie within 2.45 standard deviations.
    assert!((seen.half_m / 5000.0 - 1.0).abs() < 0.06, "{}", seen.half_m);
    assert!((seen.most_m / (2.4477 * 5000.0 / PROBABLE_ERROR_SIGMAS) - 1.0).abs() < 0.05, "{}", seen.most_m);
    let point = cloud(&shelf, &open_sea(), Drifting::Person, hours(40), 50, 1);
    assert!(point.particles.iter().all(|p| p.distance_m(open_sea().position) < 0.01));
}

#[test]
fn the_cloud_grows_with_time_and_with_the_forecasts_error() {
    let mut shelf = constant((-4.0, 4.0), (-0.2, 0.0));
    let boat = wooden_boat();
    let radius =
        |shelf: &Briefing, h: u32| cloud(shelf, &open_sea(), Drifting::Capsized(&boat), hours(2 + h), 1500, 3).half_m;
    let (early, late) = (radius(&shelf, 4), radius(&shelf, 16));
    assert!(late > 3.0 * early, "{early} {late}");
    shelf.forecast.wind_error_mps = 1.0;
    shelf.forecast.current_error_mps = 0.1;
    let wrong = radius(&shelf, 16);
    assert!(wrong > 1.1 * late, "{late} {wrong}");
    // A lasting error of the current alone: 0.1 m/s for 16 h is 5.8 km per axis, 6.8 km of probable error.
    let mut calm = constant((0.0, 0.0), (0.0, 0.0));
    calm.forecast.current_error_mps = 0.1;
    let off = radius(&calm, 16);
    assert!((off / (0.1 * 16.0 * 3600.0 * PROBABLE_ERROR_SIGMAS) - 1.0).abs() < 0.08, "{off}");
}

#[test]
fn a_jibe_now_and_then_brings_the_two_sides_together() {
    // A sampan goes off 48 degrees to one side: two lobes, between which those lie that have jibed.
    let shelf = constant((0.0, 10.0), (0.0, 0.0));
    let boat = wooden_boat();
    let start = open_sea();
    let seen = cloud(&shelf, &start, Drifting::Upright(&boat), hours(26), 3000, 5);
    let class = leeway::class("FISHING-VESSEL-2").unwrap();
    let full_m = class.right.slope_pct / 100.0 * 10.0 * 24.0 * 3600.0;
    let near = |p: &&Position| start.position.offset_to(**p).0.abs() < full_m / 3.0;
    let between = seen.particles.iter().filter(near).count() as f64 / 3000.0;
    // 1 - 0.96^24 = 62 % have jibed at least once.
    assert!((0.15..0.6).contains(&between), "{between}");
    let west = seen.particles.iter().filter(|p| start.position.offset_to(**p).0 < 0.0).count();
    assert!((1350..1650).contains(&west), "{west}");
}

#[test]
fn what_drifts_towards_a_coast_strands_on_it() {
    // Ten miles south of Java, with the wind on shore.
    let shelf = constant((0.0, 10.0), (0.0, 0.3));
    let start = Start { position: at(-7.0, 105.9), error_m: 3000.0, at: Tick::START };
    let coast = crate::chart::Coast::region();
    assert!(!coast.is_land(start.position));
    let seen = cloud(&shelf, &start, Drifting::Wreckage, hours(48), 1000, 2);
    assert!(seen.aground > 0.9, "{}", seen.aground);
    let ashore = |p: &&Position| coast.distance_to_coast_m(**p) < 500.0;
    let near = seen.particles.iter().filter(ashore).count() as f64 / 1000.0;
    assert!(near >= seen.aground - 0.01, "{near} {}", seen.aground);
    // Inland there is no sea to drift on.
    let inland = Start { position: at(-7.0, 107.5), error_m: 100.0, at: Tick::START };
    assert_eq!(cloud(&shelf, &inland, Drifting::Person, hours(5), 20, 2).aground, 1.0);
}

#[test]
fn one_seed_gives_one_cloud_and_a_moment_before_the_start_gives_the_start() {
    let shelf = constant((5.0, 2.0), (0.1, 0.1));
    let start = Start { error_m: 900.0, ..open_sea() };
    let seen = |seed| cloud(&shelf, &start, Drifting::Person, hours(9), 300, seed);
    assert_eq!(seen(4), seen(4));
    assert_ne!(seen(4).particles, seen(5).particles);
    // The first particles of a larger cloud are those of a smaller one.
    let more = cloud(&shelf, &start, Drifting::Person, hours(9), 400, 4);
    assert_eq!(more.particles[..300], seen(4).particles[..]);
    let early = cloud(&shelf, &start, Drifting::Person, hours(1), 300, 4);
    assert_eq!(early.at, start.at);
    assert!(early.half_m < 1100.0);
    assert_eq!(seen(4).path.len(), 8);
    assert_eq!(seen(4).path[7], (hours(9), seen(4).datum));
}

#[test]
fn it_can_be_stopped_and_says_how_far_it_is() {
    let shelf = constant((5.0, 2.0), (0.1, 0.1));
    let mut told = Vec::new();
    let stopped = cloud_with(&shelf, &open_sea(), Drifting::Body, hours(3), 2000, 1, &mut |done| {
        told.push(done);
        told.len() < 3
    });
    assert_eq!(stopped, None);
    assert_eq!(told.len(), 3);
    assert!(told.windows(2).all(|pair| pair[0] < pair[1]) && told[0] == 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_numbers_make_it_stumble(
        lat in -90.0..90.0_f64, lon in -180.0..180.0_f64,
        error in prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(-5.0), Just(1e300), 0.0..1e6_f64],
        wind in prop_oneof![Just(f64::NAN), -200.0..200.0_f64], current in prop_oneof![Just(f64::INFINITY), -20.0..20.0_f64],
        from in any::<u32>(), until in any::<u32>(), n in 0..4_usize, seed in any::<u64>(),
    ) {
        let mut shelf = constant((wind, 3.0), (current, 0.0));
        shelf.forecast.wind_error_mps = error;
        shelf.forecast.current_error_mps = -error;
        let start = Start { position: at(lat, lon), error_m: error, at: Tick(from) };
        let mut nowhere = wooden_boat();
        nowhere.leeway_afloat = "none such".to_owned();
        for object in Drifting::all(&nowhere) {
            let seen = cloud(&shelf, &start, object, Tick(until), n, seed);
            prop_assert_eq!(seen.particles.len(), n);
            prop_assert!(seen.half_m.is_finite() && seen.most_m >= seen.half_m && (0.0..=1.0).contains(&seen.aground));
            prop_assert!(seen.error_m.is_finite() && !math::wrap_360(seen.datum.lon_deg()).is_nan());
        }
    }
}
