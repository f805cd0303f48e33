//! What a frame of the chart costs without a graphics adapter: laying it out and making its triangles.

use egui::{Context, RawInput, Rect, pos2};
use sarex::base::{Noise, Position, Stream, Tick};
use sarex::picture;
use sarex::sim::World;
use sarex::ui::chart::{Chart, Cloud, Overlay, Scene};
use sarex::ui::theme::{Palette, Theme};

use crate::{now, run};

/// Frames of which the median is taken.
const FRAMES: usize = 60;

fn cloud(middle: Position, spread_m: f64) -> Cloud {
    let noise = Noise::new(1);
    let at = |i: u64| noise.once(Stream::Weather, i).unit() - 0.5;
    let particles = (0..20_000).map(|i| middle.shifted(spread_m * at(2 * i), spread_m * at(2 * i + 1))).collect();
    Cloud { particles, weights: Vec::new(), at: Tick(0) }
}

/// Prints the median frame at two zooms, with and without movement.
pub(crate) fn table(world: &World) {
    let theatre = &run().theatre;
    let seat = theatre.seats().next().expect("a scenario with a seat");
    let (briefing, seen) = (picture::briefing(theatre, Some(seat)), picture::project(theatre, world, seat));
    let case = seen.cases.first().and_then(|case| case.latest_position());
    let middle = case.map_or(briefing.places[0].position, |told| told.reported.position);
    let overlay = Overlay { cloud: Some(cloud(middle, 120_000.0)), ..Overlay::default() };
    let theme = Theme::of(Palette::Day);
    let scene = Scene {
        briefing: &briefing,
        picture: Some(&seen),
        truth: None,
        plan: None,
        now: world.tick,
        overlay: &overlay,
        selected: None,
    };
    println!("chart of 1600 x 1000 with 20,000 particles, median of {FRAMES} frames, layout and triangles on one core");
    for (zoom, width_nmi) in [("whole region", 5_500.0), ("search area", 150.0)] {
        for (what, moved_nmi) in [("nothing changes", 0.0), ("panning", width_nmi / 400.0)] {
            let ctx = Context::default();
            let mut chart = Chart::default();
            chart.look_at(middle, width_nmi);
            let mut times = Vec::new();
            let mut triangles = 0;
            for frame in 0..FRAMES + 5 {
                let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), egui::vec2(1600.0, 1000.0)));
                let input = RawInput { screen_rect, time: Some(frame as f64 / 60.0), ..RawInput::default() };
                if moved_nmi > 0.0 {
                    let east = moved_nmi * 1852.0 * frame as f64;
                    chart.look_at(middle.shifted(east, 0.0), width_nmi);
                }
                let start = now();
                let mut output = ctx.run_ui(input, |ui| {
                    theme.apply(ui.ctx());
                    chart.show(ui, &scene, &theme);
                });
                let shapes = std::mem::take(&mut output.shapes);
                let primitives = ctx.tessellate(shapes, output.pixels_per_point);
                times.push(start.elapsed());
                output.drop_without_applying_deltas();
                triangles = primitives.iter().map(|p| mesh_triangles(&p.primitive)).sum();
            }
            let mut settled = times.split_off(5);
            settled.sort();
            let ms = settled[settled.len() / 2].as_secs_f64() * 1000.0;
            let slowest = settled[settled.len() - 1].as_secs_f64() * 1000.0;
            let first = times[0].as_secs_f64() * 1000.0;
            println!(
                "  {zoom}, {what}: {ms:.2} ms, slowest {slowest:.1} ms, first {first:.0} ms, {triangles} triangles"
            );
        }
    }
}

fn mesh_triangles(primitive: &egui::epaint::Primitive) -> usize {
    match primitive {
        egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
        egui::epaint::Primitive::Callback(_) => 0,
    }
}
