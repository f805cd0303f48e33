//! The particles of a prediction, as one mesh of small squares kept while neither they nor the view change.
//!
//! Particles that fall on the same square of the screen are drawn once and the stronger, so that twenty thousand of
//! them cost what the squares cost.

use std::sync::Arc;

use egui::{Mesh, Rect, Shape, pos2, vec2};

use super::model::Cloud;
use super::projection::{Plane, Projection};
use crate::ui::theme::Theme;

/// Side of a square \[points\].
const SIDE: f32 = 2.0;

/// Prepared particles.
#[derive(Debug, Default)]
pub(super) struct Particles {
    /// The cloud they were made from.
    fingerprint: u64,
    planes: Vec<Plane>,
    /// What each counts for against an even share.
    shares: Vec<f32>,
    /// The northernmost particle. Exists when and only when there is one.
    pub(super) top: Option<Plane>,
    cells: Vec<(u64, f32)>,
    /// Exists when and only when something was drawn.
    drawn: Option<(u64, Projection, Theme, Arc<Mesh>)>,
    /// Counts the meshes made, for tests.
    pub(super) drawings: u32,
}

/// Tells clouds apart (Fowler, Noll and Vo's hash on whole words, which is enough against chance).
fn fingerprint(cloud: &Cloud) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |word: u64| hash = (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    take(cloud.particles.len() as u64);
    for particle in &cloud.particles {
        take(particle.lat_deg().to_bits());
        take(particle.lon_deg().to_bits());
    }
    for weight in &cloud.weights {
        take(weight.to_bits());
    }
    hash
}

/// What each particle counts for against an even share.
fn shares(cloud: &Cloud) -> Vec<f32> {
    let n = cloud.particles.len();
    let total: f64 = cloud.weights.iter().sum();
    if cloud.weights.len() != n || total <= 0.0 {
        return vec![1.0; n];
    }
    cloud.weights.iter().map(|weight| (weight / total * n as f64) as f32).collect()
}

impl Particles {
    /// The mesh of a cloud in a view; the one from before if nothing changed.
    pub(super) fn mesh(&mut self, cloud: &Cloud, view: &Projection, theme: &Theme) -> Shape {
        let fingerprint = fingerprint(cloud);
        if let Some((of, seen, coloured, mesh)) = &self.drawn
            && (*of, *seen, *coloured) == (fingerprint, *view, *theme)
        {
            return Shape::Mesh(Arc::clone(mesh));
        }
        if self.fingerprint != fingerprint || self.planes.len() != cloud.particles.len() {
            self.planes = cloud.particles.iter().map(|p| Plane::of(*p)).collect();
            self.shares = shares(cloud);
            self.fingerprint = fingerprint;
            self.top = self.planes.iter().copied().max_by(|a, b| a.y.total_cmp(&b.y));
        }
        let mesh = Arc::new(self.draw(view, theme));
        self.drawings = self.drawings.wrapping_add(1);
        self.drawn = Some((fingerprint, *view, *theme, Arc::clone(&mesh)));
        Shape::Mesh(mesh)
    }

    fn draw(&mut self, view: &Projection, theme: &Theme) -> Mesh {
        let origin = view.rect.min;
        self.cells.clear();
        for (plane, share) in self.planes.iter().zip(&self.shares) {
            let at = view.place(*plane);
            if view.rect.contains(at) {
                let off = (at - origin) / SIDE;
                self.cells.push((((off.y as u64) << 32) | off.x as u64, *share));
            }
        }
        self.cells.sort_unstable_by_key(|(cell, _)| *cell);
        // On the light sea of the day a thin colour would be lost.
        let least = if theme.is_dark() { 0.45 } else { 0.75 };
        let mut mesh = Mesh::default();
        for run in self.cells.chunk_by(|a, b| a.0 == b.0) {
            let corner = origin + vec2((run[0].0 & 0xffff_ffff) as f32, (run[0].0 >> 32) as f32) * SIDE;
            // One particle shows, one of little weight less; a dozen on one spot are solid.
            let shares: f32 = run.iter().map(|(_, share)| share).sum();
            let strength = (least * shares.min(1.0) + 0.05 * shares).min(1.0);
            let square = Rect::from_min_size(pos2(corner.x, corner.y), vec2(SIDE, SIDE));
            mesh.add_colored_rect(square, theme.predicted.gamma_multiply(strength));
        }
        mesh
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Position, Tick};
    use crate::ui::theme::Palette;

    fn view() -> Projection {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0));
        Projection { centre: Plane::of(Position::clamped(-8.6, 105.4)), scale: 60_000.0, rect }
    }

    fn cloud(n: u32, spread_m: f64) -> Cloud {
        let middle = Position::clamped(-8.6, 105.4);
        let noise = |i: u32| {
            let mixed = u64::from(i).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            f64::from((mixed >> 40) as u32) / f64::from(1_u32 << 24) - 0.5
        };
        let particles = (0..n).map(|i| middle.shifted(spread_m * noise(i), spread_m * noise(i + 7_777_777))).collect();
        Cloud { particles, weights: Vec::new(), at: Tick(10) }
    }

    #[test]
    fn every_particle_in_view_is_under_a_square_and_none_is_drawn_twice() {
        let (view, theme) = (view(), Theme::of(Palette::Day));
        let cloud = cloud(20_000, 40_000.0);
        let mut particles = Particles::default();
        let Shape::Mesh(mesh) = particles.mesh(&cloud, &view, &theme) else { panic!("not a mesh") };
        assert!(mesh.is_valid());
        let squares: Vec<Rect> = mesh
            .vertices
            .chunks_exact(4)
            .map(|v| Rect::from_points(&[v[0].pos, v[1].pos, v[2].pos, v[3].pos]))
            .collect();
        assert!(squares.len() <= 20_000 && squares.len() > 5_000, "{} squares", squares.len());
        for particle in cloud.particles.iter().step_by(997) {
            let at = view.screen(*particle);
            assert_eq!(squares.iter().filter(|s| s.expand(0.01).contains(at)).count().min(1), 1, "{particle}");
        }
        // All on one spot: one square.
        let Shape::Mesh(mesh) = particles.mesh(&super::tests::cloud(20_000, 0.0), &view, &theme) else {
            panic!("not a mesh")
        };
        assert_eq!(mesh.vertices.len(), 4);
    }

    #[test]
    fn the_mesh_is_kept_until_the_cloud_or_the_view_changes() {
        let theme = Theme::of(Palette::Day);
        let mut view = view();
        let (one, mut other) = (cloud(500, 20_000.0), cloud(500, 20_000.0));
        let mut particles = Particles::default();
        let _ = particles.mesh(&one, &view, &theme);
        let _ = particles.mesh(&one, &view, &theme);
        assert_eq!(particles.drawings, 1);
        view.pan(vec2(4.0, 0.0));
        let _ = particles.mesh(&one, &view, &theme);
        assert_eq!(particles.drawings, 2);
        other.particles[499] = other.particles[499].shifted(500.0, 0.0);
        let _ = particles.mesh(&other, &view, &theme);
        assert_eq!(particles.drawings, 3);
    }
}
