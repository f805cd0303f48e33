//! Particles adrift in gridded wind and current: how many steps a second, on one core and on two.
//!
//! `cargo bench --bench bench -- drift` prints this table alone. `tests/bench/against_opendrift.py` compares with
//! OpenDrift.

use std::path::Path;

use sarex::base::{Position, Span, Tick, Utc};
use sarex::chart::Coast;
use sarex::drift::{Advance, Ensemble, Hypothesis, Settings, Whence};
use sarex::sar::leeway;
use sarex::sea::forcing::{self, Window};
use sarex::sea::{Field, Flow};

use super::timed;

const PARTICLES: usize = 100_000;
const HOURS: i64 = 48;
const ROUNDS: usize = 3;

pub(super) fn table() {
    let (wind, current) = forcing();
    println!(
        "{PARTICLES} particles, {HOURS} h in steps of ten minutes, wind and current from a file (best of {ROUNDS})"
    );
    let ways: [(&str, Settings, bool); 3] = [
        ("no land, no jibes", Settings { jibes_per_hour: 0.0, ..Settings::default() }, false),
        ("land and jibes", Settings::default(), true),
        (
            "land, jibes, errors of the flows, diffusion",
            Settings { wind_error_mps: 1.0, current_error_mps: 0.1, diffusivity_m2_s: 100.0, ..Settings::default() },
            true,
        ),
    ];
    for (name, settings, land) in ways {
        let rate = |threads| {
            let best = (0..ROUNDS).map(|_| once(settings, land, threads, &wind, &current)).min_by(f64::total_cmp);
            PARTICLES as f64 * HOURS as f64 * 6.0 / best.unwrap_or(f64::INFINITY) / 1e6
        };
        let (one, two) = (rate(1), rate(2));
        println!("  {name:<44} {one:6.1} M particle-steps/s on one core, {two:6.1} on two ({:.2} times)", two / one);
    }
}

/// Seconds it took.
fn once(settings: Settings, land: bool, threads: usize, wind: &Field<Flow>, current: &Field<Flow>) -> f64 {
    let start = Hypothesis {
        name: String::new(),
        weight: 1.0,
        whence: Whence::Point { position: Position::clamped(8.0, 96.0), sigma_m: 1000.0 },
        from: Tick::START,
        to: Tick::START,
        object: leeway::class("FISHING-VESSEL-1"),
        kept: None,
    };
    let coast = land.then(Coast::region);
    let mut ensemble = Ensemble::new(vec![start], settings, PARTICLES, 1, coast);
    let by = Advance { wind, current, coast, threads };
    let until = Tick::START.after(Span::hours(HOURS));
    timed(|| ensemble.advance(&by, until, &mut |_| true)).1.as_secs_f64()
}

fn forcing() -> (Field<Flow>, Field<Flow>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/drift_reference/forcing.nc");
    let start = Utc::parse("2015-05-14T00:00Z").expect("a time");
    let window = Window {
        south_deg: -90.0,
        north_deg: 90.0,
        west_deg: -180.0,
        east_deg: 180.0,
        from: start,
        to: start.at(Tick::START.after(Span::hours(HOURS))),
    };
    let file = forcing::read("forcing.nc", std::fs::read(path).expect("the file is there")).expect("it is read");
    let layers = forcing::layers(&[file], start, &window).expect("it covers");
    let none = Field::Constant(Flow { east_mps: f64::NAN, north_mps: f64::NAN });
    (Field::layered(layers.wind, none.clone()), Field::layered(layers.current, none))
}
