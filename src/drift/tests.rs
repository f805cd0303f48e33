//! Properties of ensembles; the comparison with OpenDrift is in `tests/it/drifting.rs`.

use proptest::prelude::*;

use super::*;
use crate::base::{Position, Span, Tick, math};
use crate::chart::Coast;
use crate::sar::leeway;
use crate::sea::{Field, Flow, Grid};

fn flow(east_mps: f64, north_mps: f64) -> Field<Flow> {
    Field::Constant(Flow { east_mps, north_mps })
}

fn about(key: &str, lat: f64, lon: f64, sigma_m: f64) -> Hypothesis {
    Hypothesis {
        name: key.to_owned(),
        weight: 1.0,
        whence: Whence::Point { position: Position::clamped(lat, lon), sigma_m },
        from: Tick(1000),
        to: Tick(1000),
        object: leeway::class(key),
        kept: None,
    }
}

fn run(ensemble: &mut Ensemble, wind: &Field<Flow>, current: &Field<Flow>, until: Tick, threads: usize) {
    let by = Advance { wind, current, coast: None, threads };
    assert!(ensemble.advance(&by, until, &mut |_| true));
    assert_eq!(ensemble.at(), until);
}

fn eddies() -> Field<Flow> {
    let axis = |from: f64, n: usize, step: f64| (0..n).map(|i| from + step * i as f64).collect::<Vec<_>>();
    let (lats_deg, lons_deg) = (axis(5.0, 33, 0.25), axis(92.0, 33, 0.25));
    let ticks: Vec<Tick> = (0..9).map(|k| Tick(k * 3 * 360)).collect();
    let mut values = Vec::new();
    for tick in &ticks {
        for lat in &lats_deg {
            for lon in &lons_deg {
                let (x, y, t) = (lon.to_radians() * 40.0, lat.to_radians() * 40.0, tick.hours() / 8.0);
                values.push(Flow { east_mps: 3.0 * math::sin(x + t), north_mps: 2.0 * math::cos(y - t) });
            }
        }
    }
    Field::Grid(Grid { lats_deg, lons_deg, ticks, values })
}

#[test]
fn one_particle_without_luck_goes_where_the_true_casualty_would() {
    // Step by step what `sim::drift` does, with the same leeway.
    let class = leeway::class("FISHING-VESSEL-2").unwrap();
    let (wind, current) = (eddies(), flow(0.2, -0.1));
    let mut ensemble = Ensemble::new(
        vec![about("FISHING-VESSEL-2", 8.0, 95.0, 0.0)],
        Settings { jibes_per_hour: 0.0, step: Span::minutes(1), ..Settings::default() },
        1,
        7,
        None,
    );
    let draw = {
        // The draw is the particle's own; read it off its coefficients by asking for one like it.
        let noise = crate::base::Noise::new(7);
        let mut draws = noise.once(crate::base::Stream::Planning, 0);
        let (_, _) = (draws.normal(), draws.normal());
        class.draw_on(leeway::Side::Right, &mut draws)
    };
    let (mut at, mut tick) = (Position::clamped(8.0, 95.0), Tick(1000));
    while tick < Tick(4000) {
        let (w, c) = (wind.at(at, tick), current.at(at, tick));
        let (east, north) = class.velocity(&draw, w.east_mps, w.north_mps);
        at = at.shifted((c.east_mps + east) * 60.0, (c.north_mps + north) * 60.0);
        tick = tick.after(Span::minutes(1));
    }
    run(&mut ensemble, &wind, &current, Tick(4000), 1);
    let there = ensemble.positions().next().unwrap();
    assert!(there.distance_m(at) < 1.0, "{there} {at}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let (wind, current) = (eddies(), flow(0.1, 0.1));
    let settings =
        Settings { wind_error_mps: 1.0, current_error_mps: 0.1, diffusivity_m2_s: 50.0, ..Settings::default() };
    let places = |threads| {
        let mut ensemble = Ensemble::new(vec![about("PIW-1", 8.0, 95.0, 2000.0)], settings, 20_001, 3, None);
        run(&mut ensemble, &wind, &current, Tick(1000 + 360 * 6), threads);
        ensemble.places().collect::<Vec<_>>()
    };
    let one = places(1);
    assert_eq!(one.len(), 20_001);
    assert!((one.iter().map(|p| p.2).sum::<f64>() - 1.0).abs() < 1e-9);
    assert_eq!(one, places(2));
    assert_eq!(one, places(5));
}

#[test]
fn the_step_does_not_change_the_spread() {
    let settings = |minutes| Settings {
        step: Span::minutes(minutes),
        wind_error_mps: 1.0,
        current_error_mps: 0.1,
        diffusivity_m2_s: 100.0,
        ..Settings::default()
    };
    let spread = |minutes| {
        let mut ensemble =
            Ensemble::new(vec![about("FISHING-VESSEL-2", 8.0, 95.0, 500.0)], settings(minutes), 8000, 11, None);
        run(&mut ensemble, &flow(4.0, 5.0), &flow(0.1, 0.0), Tick(1000 + 360 * 24), 2);
        ensemble.moments().unwrap()
    };
    let (fine, coarse) = (spread(5), spread(60));
    assert!((fine.std_lon_deg / coarse.std_lon_deg - 1.0).abs() < 0.03, "{fine:?} {coarse:?}");
    assert!((fine.std_lat_deg / coarse.std_lat_deg - 1.0).abs() < 0.03, "{fine:?} {coarse:?}");
    // Diffusion alone spreads each axis by sqrt(2 K t): 100 m2/s for a day are 4,157 m.
    let still = Settings { diffusivity_m2_s: 100.0, ..Settings::default() };
    let datum = Hypothesis { object: None, ..about("PIW-1", 0.0, 95.0, 0.0) };
    let mut ensemble = Ensemble::new(vec![datum], still, 8000, 12, None);
    run(&mut ensemble, &flow(0.0, 0.0), &flow(0.0, 0.0), Tick(1000 + 360 * 24), 1);
    let m = ensemble.moments().unwrap();
    for std in [m.std_lat_deg, m.std_lon_deg] {
        assert!((std * 111_195.0 / 4157.0 - 1.0).abs() < 0.03, "{}", std * 111_195.0);
    }
}

#[test]
fn jibes_mix_the_sides() {
    // A skiff goes off 22 degrees to either side: without jibes two humps, with many one.
    let share_near_the_middle = |jibes_per_hour| {
        let settings = Settings { jibes_per_hour, ..Settings::default() };
        let mut ensemble = Ensemble::new(vec![about("SKIFF-1", 8.0, 95.0, 100.0)], settings, 4000, 5, None);
        run(&mut ensemble, &flow(0.0, 10.0), &flow(0.0, 0.0), Tick(1000 + 360 * 24), 1);
        let spread = ensemble.moments().unwrap().std_lon_deg;
        let near = ensemble.places().filter(|p| (p.1 - 95.0).abs() < 0.5 * spread).count();
        near as f64 / 4000.0
    };
    let (none, many) = (share_near_the_middle(0.0), share_near_the_middle(0.9));
    assert!(none < 0.1 && many > 0.3, "{none} {many}");
}

#[test]
fn hypotheses_have_the_weight_they_deserve() {
    let line = Whence::Line {
        from: Position::clamped(6.0, 94.0),
        from_sigma_m: 100.0,
        to: Position::clamped(8.0, 96.0),
        to_sigma_m: 5000.0,
    };
    let area = Whence::Area {
        corners: vec![Position::clamped(0.0, 90.0), Position::clamped(0.0, 92.0), Position::clamped(2.0, 90.0)],
    };
    let start = |weight, whence| Hypothesis { weight, whence, ..about("PIW-1", 0.0, 0.0, 0.0) };
    let ensemble = Ensemble::new(
        vec![start(3.0, line), start(1.0, area), start(0.0, Whence::Area { corners: vec![] })],
        Settings::default(),
        4000,
        2,
        None,
    );
    let by_account = |h: usize| {
        ensemble.places().zip(ensemble.accounts()).filter(move |(_, account)| *account == h).map(|(place, _)| place)
    };
    assert!((by_account(0).map(|p| p.2).sum::<f64>() - 0.75).abs() < 1e-9);
    assert_eq!((by_account(0).count(), by_account(2).count()), (3000, 0));
    // Even along the line: mean in its middle, standard deviation a twelfth of the square of its length.
    let m = Moments::of(by_account(0)).unwrap();
    assert!((m.mean.lat_deg() - 7.0).abs() < 0.05 && (m.std_lat_deg - 2.0 / 12.0_f64.sqrt()).abs() < 0.02, "{m:?}");
    // Even over the triangle: the mean is the mean of its corners.
    let m = Moments::of(by_account(1)).unwrap();
    assert!((m.mean.lat_deg() - 2.0 / 3.0).abs() < 0.05 && (m.mean.lon_deg() - (90.0 + 2.0 / 3.0)).abs() < 0.05);
    assert!(by_account(1).all(|(lat, lon, _)| lat >= 0.0 && lon >= 90.0 && lat + (lon - 90.0) < 2.001));
}

#[test]
fn who_begins_later_moves_later() {
    let late = Hypothesis { to: Tick(1000 + 360 * 10), ..about("PIW-1", 8.0, 95.0, 0.0) };
    let mut ensemble = Ensemble::new(vec![late], Settings::default(), 2000, 4, None);
    run(&mut ensemble, &flow(0.0, 0.0), &flow(1.0, 0.0), Tick(1000 + 360 * 5), 1);
    // By half time half of them have begun, and none has gone farther than five hours at a metre a second.
    let gone = ensemble.places().filter(|p| p.1 > 95.0001).count();
    assert!((900..1100).contains(&gone), "{gone}");
    assert!(ensemble.positions().all(|p| p.distance_m(Position::clamped(8.0, 95.0)) < 18_010.0));
}

#[test]
fn a_vessel_that_keeps_its_way_goes_where_it_steers() {
    let kept =
        Kept { east_mps: 3.0, north_mps: 0.0, sigma_mps: 0.0, longest: Span::hours(10), until: KeptUntil::Unknown };
    let start = Hypothesis { kept: Some(kept), ..about("FISHING-VESSEL-1", 8.0, 95.0, 0.0) };
    let mut ensemble = Ensemble::new(vec![start], Settings::default(), 3000, 4, None);
    run(&mut ensemble, &flow(0.0, 0.0), &flow(0.0, 0.0), Tick(1000 + 360 * 12), 1);
    let gone_m = |p: Position| p.distance_m(Position::clamped(8.0, 95.0));
    let (mut none, mut all) = (0, 0);
    for position in ensemble.positions() {
        none += u32::from(gone_m(position) < 1.0);
        all += u32::from((gone_m(position) - 108_000.0).abs() < 300.0);
    }
    assert!((900..1100).contains(&none) && (900..1120).contains(&all), "{none} {all}");
}

#[test]
fn strong_wind_capsizes_and_slows() {
    let mean_way = |capsizing| {
        let settings = Settings { capsizing, jibes_per_hour: 0.0, ..Settings::default() };
        let mut ensemble = Ensemble::new(vec![about("SKIFF-1", 8.0, 95.0, 0.0)], settings, 2000, 4, None);
        run(&mut ensemble, &flow(0.0, 35.0), &flow(0.0, 0.0), Tick(1000 + 360 * 24), 1);
        ensemble.moments().unwrap().mean.lat_deg() - 8.0
    };
    let (upright, capsized) = (mean_way(false), mean_way(true));
    // At 35 m/s nine in ten capsize within the hour: the way is little more than 0.4 of the other's.
    assert!((0.4..0.5).contains(&(capsized / upright)), "{capsized} {upright}");
}

#[test]
fn what_meets_the_shore_stays_there() {
    let coast = Coast::region();
    // Off the west coast of Sumatra, with a current onto it.
    let start = about("PIW-1", 4.5, 95.0, 3000.0);
    let mut ensemble = Ensemble::new(vec![start], Settings::default(), 2000, 4, Some(coast));
    let (wind, current) = (flow(0.0, 0.0), flow(0.8, 0.5));
    let by = Advance { wind: &wind, current: &current, coast: Some(coast), threads: 2 };
    assert!(ensemble.advance(&by, Tick(1000 + 360 * 60), &mut |_| true));
    assert!(ensemble.share_aground() > 0.95, "{}", ensemble.share_aground());
    let before: Vec<Position> = ensemble.positions().collect();
    for (position, aground) in before.iter().zip(ensemble.aground()) {
        let off = coast.distance_to_coast_m(*position);
        assert!(!aground || off < 50.0, "{position} is {off} m from the shore");
    }
    let aground: Vec<bool> = ensemble.aground().collect();
    assert!(ensemble.advance(&by, Tick(1000 + 360 * 70), &mut |_| true));
    for ((was, is), aground) in before.iter().zip(ensemble.positions()).zip(aground) {
        assert!(!aground || *was == is);
    }
}

#[test]
fn backward_from_where_it_came_to_leads_to_where_it_began() {
    let (wind, current) = (eddies(), flow(0.15, 0.05));
    let start = Position::clamped(8.0, 95.0);
    let calm = Settings { jibes_per_hour: 0.0, ..Settings::default() };
    let mut forward = Ensemble::new(vec![about("REFUGEE-RAFT-1", 8.0, 95.0, 500.0)], calm, 4000, 4, None);
    run(&mut forward, &wind, &current, Tick(1000 + 360 * 20), 1);
    let found = forward.moments().unwrap();
    let end = Hypothesis {
        whence: Whence::Point { position: found.mean, sigma_m: 500.0 },
        from: forward.at(),
        to: forward.at(),
        ..about("REFUGEE-RAFT-1", 0.0, 0.0, 0.0)
    };
    let mut back = Ensemble::new(vec![end], Settings { backward: true, ..calm }, 4000, 5, None);
    assert_eq!(back.at(), forward.at());
    run(&mut back, &wind, &current, Tick(1000), 1);
    let m = back.moments().unwrap();
    let spread_m = 111_195.0 * math::hypot(m.std_lat_deg, m.std_lon_deg);
    assert!(m.mean.distance_m(start) < spread_m, "{} of {spread_m}", m.mean.distance_m(start));
}

#[test]
fn it_can_be_stopped_and_an_empty_one_does_no_harm() {
    let (wind, current) = (flow(5.0, 0.0), flow(0.0, 0.0));
    let by = Advance { wind: &wind, current: &current, coast: None, threads: 1 };
    let mut ensemble = Ensemble::new(vec![about("PIW-1", 8.0, 95.0, 0.0)], Settings::default(), 10, 4, None);
    let mut asked = 0;
    assert!(!ensemble.advance(&by, Tick(1000 + 360 * 10), &mut |share| {
        asked += 1;
        share < 0.5
    }));
    assert!(ensemble.at() == Tick(1000 + 360 * 5) && asked == 31, "{} {asked}", ensemble.at());
    let mut empty = Ensemble::new(Vec::new(), Settings::default(), 10, 4, None);
    assert!(empty.advance(&by, Tick(500), &mut |_| true));
    assert!(empty.is_empty() && empty.moments().is_none() && empty.at() == Tick(500));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_quick_way_through_a_grid_is_the_slow_way(
        lat in 4.0..14.0_f64, lon in 91.0..101.0_f64, ticks in 0..12_000_u32,
    ) {
        let grid = eddies();
        let places = kernel::Places { lat_deg: [lat; kernel::BLOCK], lon_deg: [lon; kernel::BLOCK] };
        let extent = snapshot::Extent { south_deg: lat, north_deg: lat, west_deg: lon, east_deg: lon };
        let mut flows = kernel::Flows::new();
        // Two fields of one grid are looked up together, those of two apart.
        let calm = Field::Constant(Flow { east_mps: 0.0, north_mps: 0.0 });
        let slow = grid.at(Position::clamped(lat, lon), Tick(ticks));
        let inside = (5.0..=13.0).contains(&lat) && (92.0..=100.0).contains(&lon);
        for (current, joined) in [(&grid, inside), (&calm, false)] {
            let quick = snapshot::Weather::new(&grid, current, Tick(ticks), extent);
            prop_assert_eq!(quick.is_joined(), joined);
            quick.sample(&places, &mut flows);
            prop_assert!((f64::from(flows.wind.east[3]) - slow.east_mps).abs() < 1e-5);
            let there = current.at(Position::clamped(lat, lon), Tick(ticks));
            prop_assert!((f64::from(flows.current.north[200]) - there.north_mps).abs() < 1e-5);
        }
    }

    #[test]
    fn nothing_makes_a_particle_no_number(
        east in prop::num::f64::ANY, sigma in prop::num::f64::ANY, error in prop::num::f64::ANY, k in prop::num::f64::ANY,
    ) {
        let settings = Settings { wind_error_mps: error, diffusivity_m2_s: k.min(1e6), ..Settings::default() };
        let start = Hypothesis {
            kept: Some(Kept { east_mps: 1.0, north_mps: 0.0, sigma_mps: sigma, longest: Span::hours(1), until: KeptUntil::Unknown }),
            ..about("PIW-1", 8.0, 95.0, sigma.min(1e6))
        };
        let mut ensemble = Ensemble::new(vec![start], settings, 40, 1, None);
        prop_assert_eq!(ensemble.len(), 40);
        let wind = flow(east.clamp(-100.0, 100.0), 0.0);
        let by = Advance { wind: &wind, current: &wind, coast: None, threads: 1 };
        prop_assert!(ensemble.advance(&by, Tick(1000 + 720), &mut |_| true));
        prop_assert!(ensemble.places().all(|(lat, lon, w)| lat.is_finite() && lon.is_finite() && (0.0..=1.0).contains(&w)));
    }
}
