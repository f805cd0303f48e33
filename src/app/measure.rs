//! How many frames a second the window makes on this machine, with a chart full of particles that never stands still.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bevy::app::AppExit;
use bevy::ecs::message::MessageWriter;
use bevy::ecs::system::{NonSendMut, Res};
use bevy::render::renderer::RenderAdapterInfo;
use bevy::window::PresentMode;
use bevy::winit::UpdateMode;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use super::{WindowError, empty, guarded};
use crate::base::{Noise, Position, Stream};
use crate::picture::{Briefing, Picture};
use crate::ui::chart::{Chart, Cloud, Overlay, Scene};
use crate::ui::theme::{Palette, Theme};

/// Frames drawn before the clock starts: shaders, fonts, the first sight of the coast.
const WARM_UP: u32 = 20;

/// What was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The graphics adapter.
    pub adapter: String,
    /// Frames drawn.
    pub frames: u32,
    /// In this time.
    pub time: Duration,
}

struct Run {
    chart: Chart,
    overlay: Overlay,
    briefing: Briefing,
    picture: Picture,
    middle: Position,
    drawn: u32,
    since: Option<Instant>,
    seconds: f64,
    measured: Arc<Mutex<Option<Measured>>>,
}

/// Opens a window of some size \[px\] and pans a chart 150 NM wide with so many particles on it, as fast as the
/// machine can, for some time \[s\].
///
/// # Errors
/// As for `run`, and if the window was closed before the time was over.
pub fn measure(
    size: (u32, u32),
    particles: u32,
    seconds: f64,
    briefing: Briefing,
    picture: Picture,
) -> Result<Measured, WindowError> {
    let told = picture.cases.first().and_then(|case| case.latest_position()).map(|told| told.reported.position);
    let middle = told.or(briefing.places.first().map(|place| place.position));
    let middle = middle.unwrap_or_else(|| Position::clamped(0.0, 0.0));
    let noise = Noise::new(1);
    let at = |i: u32| 120_000.0 * (noise.once(Stream::Weather, u64::from(i)).unit() - 0.5);
    let cloud = (0..particles).map(|i| middle.shifted(at(2 * i), at(2 * i + 1))).collect();
    let overlay = Overlay { cloud: Some(Cloud { particles: cloud, ..Cloud::default() }), ..Overlay::default() };
    let measured = Arc::new(Mutex::new(None));
    let run = Run {
        chart: Chart::default(),
        overlay,
        briefing,
        picture,
        middle,
        drawn: 0,
        since: None,
        seconds,
        measured: Arc::clone(&measured),
    };
    guarded(|open| {
        let mut app = empty(size, PresentMode::AutoNoVsync, UpdateMode::Continuous);
        app.insert_non_send(run).add_systems(
            EguiPrimaryContextPass,
            move |contexts: EguiContexts<'_, '_>,
                  run: NonSendMut<'_, Run>,
                  adapter: Res<'_, RenderAdapterInfo>,
                  exit: MessageWriter<'_, AppExit>| {
                open.store(true, Ordering::Relaxed);
                frame(contexts, run, &adapter, exit)
            },
        );
        app
    })?;
    let taken = measured.lock().ok().and_then(|mut measured| measured.take());
    taken.ok_or_else(|| WindowError::NoWindow { why: "it was closed before the time was over".to_owned() })
}

fn frame(
    mut contexts: EguiContexts<'_, '_>,
    mut run: NonSendMut<'_, Run>,
    adapter: &RenderAdapterInfo,
    mut exit: MessageWriter<'_, AppExit>,
) -> bevy::ecs::error::Result {
    let context = contexts.ctx_mut()?.clone();
    let theme = Theme::of(Palette::Day);
    theme.apply(&context);
    let root = egui::UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(context.viewport_rect());
    let mut ui = egui::Ui::new(context.clone(), "window".into(), root);
    let run = &mut *run;
    run.chart.look_at(run.middle.shifted(200.0 * f64::from(run.drawn), 0.0), 150.0);
    let scene = Scene {
        briefing: &run.briefing,
        picture: Some(&run.picture),
        truth: None,
        plan: None,
        now: run.picture.tick,
        overlay: &run.overlay,
        selected: None,
    };
    run.chart.show(&mut ui, &scene, &theme);
    run.drawn += 1;
    #[expect(clippy::disallowed_methods, reason = "this measures")]
    let now = Instant::now();
    match run.since {
        None if run.drawn >= WARM_UP => (run.since, run.drawn) = (Some(now), 0),
        Some(since) if now.duration_since(since).as_secs_f64() >= run.seconds => {
            if let Ok(mut measured) = run.measured.lock() {
                let time = now.duration_since(since);
                *measured = Some(Measured { adapter: adapter.name.clone(), frames: run.drawn, time });
            }
            exit.write(AppExit::Success);
        }
        _ => {}
    }
    Ok(())
}
