//! Frames a second of the real window: `cargo bench --bench window`, with a display (Xvfb does).

use sarex::base::Tick;
use sarex::crew::Crew;
use sarex::picture;
use sarex::scenario;
use sarex::session::{Exercise, Seating};

/// Set by this program for itself: a process can have one window system connection, so each row is a process.
const PARTICLES: &str = "SAREX_BENCH_PARTICLES";

fn main() {
    if let Some(particles) = std::env::var(PARTICLES).ok().and_then(|text| text.parse().ok()) {
        return measure(particles);
    }
    let this = std::env::current_exe().expect("a program knows where it is");
    for particles in ["0", "20000"] {
        let status = std::process::Command::new(&this).env(PARTICLES, particles).status();
        assert!(status.is_ok_and(|status| status.success()), "no row for {particles} particles");
    }
}

fn measure(particles: u32) {
    let source = scenario::SHIPPED.iter().find(|shipped| shipped.id == "sunda-2012").expect("it is shipped").source();
    let scenario = source.read().0.expect("it is accepted");
    let seating = Seating::all(&scenario, Crew::Doctrine);
    let mut exercise = Exercise::new(scenario, 1, seating);
    exercise.play_to(Tick(14 * 360));
    let seat = exercise.theatre().seats().next().expect("it has seats");
    let briefing = picture::briefing(exercise.theatre(), Some(seat));
    let seen = picture::project(exercise.theatre(), exercise.world(), seat);
    match sarex::app::measure((1600, 1000), particles, 10.0, briefing, seen) {
        Ok(measured) => println!(
            "1600 x 1000, {particles} particles, panning: {:.1} frames/s on {}",
            f64::from(measured.frames) / measured.time.as_secs_f64(),
            measured.adapter
        ),
        Err(error) => println!("{error}"),
    }
}
