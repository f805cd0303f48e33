//! What lies under everything on the chart: sea, land, shore and graticule, as one mesh kept while the view stands.

use std::sync::Arc;

use egui::epaint::{PathShape, TessellationOptions, Tessellator};
use egui::{Color32, Mesh, Pos2, Rect, Shape, Stroke, pos2};

use super::land::Land;
use super::projection::{Plane, Projection};
use crate::base::Position;
use crate::chart::Coast;
use crate::ui::theme::Theme;

/// The region the coast covers, and how it is named in its file's words: 60 to 160 E, 45 S to 30 N.
const COVERED: (f64, f64, f64, f64) = (60.0, -45.0, 160.0, 30.0);

/// Steps between lines of the graticule \[minutes\].
const STEPS_MIN: [u32; 14] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600];

/// Lines of the graticule lie at least so far apart \[points\].
const LEAST_GAP: f64 = 90.0;

/// What a mesh was drawn for.
#[derive(Debug, Clone, Copy, PartialEq)]
struct For {
    view: Projection,
    theme: Theme,
    edition: u32,
    graticule: bool,
    pixels_per_point: f32,
}

/// The kept mesh.
#[derive(Debug, Default)]
pub(super) struct Ground {
    land: Land,
    /// Exists when and only when something was drawn.
    drawn: Option<(For, Arc<Mesh>)>,
    /// Counts the meshes made, for tests.
    pub(super) drawings: u32,
}

impl Ground {
    /// The mesh for a view; the one from before if nothing changed.
    pub(super) fn mesh(&mut self, view: &Projection, theme: &Theme, graticule: bool, pixels_per_point: f32) -> Shape {
        self.land.prepare(Coast::region(), view);
        let wanted = For { view: *view, theme: *theme, edition: self.land.edition, graticule, pixels_per_point };
        if let Some((drawn, mesh)) = &self.drawn
            && *drawn == wanted
        {
            return Shape::Mesh(Arc::clone(mesh));
        }
        let mesh = Arc::new(self.draw(&wanted));
        self.drawings = self.drawings.wrapping_add(1);
        self.drawn = Some((wanted, Arc::clone(&mesh)));
        Shape::Mesh(mesh)
    }

    fn draw(&self, wanted: &For) -> Mesh {
        let For { view, theme, .. } = wanted;
        let mut mesh = Mesh::default();
        // Where there is no chart nothing is known; the ground there is the panel's.
        mesh.add_colored_rect(view.rect, theme.panel);
        let (west, south, east, north) = COVERED;
        let covered = Rect::from_two_pos(
            view.screen(Position::clamped(south, west)),
            view.screen(Position::clamped(north, east)),
        );
        let sea = covered.intersect(view.rect);
        if sea.is_positive() {
            mesh.add_colored_rect(sea, theme.sea);
        }
        let base = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
        mesh.reserve_vertices(self.land.corners.len());
        for corner in &self.land.corners {
            mesh.colored_vertex(view.place(*corner), theme.land);
        }
        let corners = &mesh.vertices[base as usize..];
        let mut triangles = Vec::with_capacity(self.land.triangles.len());
        for triangle in self.land.triangles.chunks_exact(3) {
            let bounds = Rect::from_points(&[0, 1, 2].map(|i| corners[triangle[i] as usize].pos));
            if bounds.intersects(view.rect) {
                triangles.extend(triangle.iter().map(|i| base + i));
            }
        }
        mesh.indices.extend(triangles);

        let options = TessellationOptions { coarse_tessellation_culling: false, ..TessellationOptions::default() };
        let mut pen = Tessellator::new(wanted.pixels_per_point, options, [1, 1], Vec::new());
        let clip = view.rect.expand(4.0);
        let shore = Stroke::new(1.0, theme.shore);
        for line in &self.land.shores {
            let points: Vec<Pos2> = line.iter().map(|p| view.place(*p)).collect();
            for piece in pieces(&points, clip) {
                pen.tessellate_path(&PathShape::line(piece.to_vec(), shore), &mut mesh);
            }
        }
        if wanted.graticule {
            let line = Stroke::new(1.0, theme.graticule);
            for (points, _) in meridians(view).into_iter().chain(parallels(view)) {
                pen.tessellate_path(&PathShape::line(points.to_vec(), line), &mut mesh);
            }
        }
        mesh
    }
}

/// The runs of a line that may be seen inside a rectangle, each with one point beyond at both ends.
fn pieces(points: &[Pos2], clip: Rect) -> Vec<&[Pos2]> {
    let mut found = Vec::new();
    let mut begin = None;
    for i in 0..points.len().saturating_sub(1) {
        let seen = Rect::from_two_pos(points[i], points[i + 1]).intersects(clip);
        match (seen, begin) {
            (true, None) => begin = Some(i),
            (false, Some(from)) => {
                found.push(&points[from..=i]);
                begin = None;
            }
            _ => {}
        }
    }
    if let Some(from) = begin {
        found.push(&points[from..]);
    }
    found
}

/// The step of the graticule for a scale \[minutes\].
fn step_min(points_per_degree: f64) -> u32 {
    let fits = |step: &&u32| f64::from(**step) / 60.0 * points_per_degree >= LEAST_GAP;
    STEPS_MIN.iter().find(fits).copied().unwrap_or(3600)
}

/// The multiples of a step \[minutes\] from one value to another \[degrees\].
fn multiples(from_deg: f64, to_deg: f64, step_min: u32) -> impl Iterator<Item = f64> {
    let step = f64::from(step_min) / 60.0;
    let (first, last) = ((from_deg / step).ceil() as i64, (to_deg / step).floor() as i64);
    (first..=last.min(first + 200)).map(move |n| n as f64 * step)
}

/// Lines of longitude in view, each with its longitude \[degrees\].
pub(super) fn meridians(view: &Projection) -> Vec<([Pos2; 2], f64)> {
    let (low, high) = view.corners(0.0);
    multiples(low.lon_deg(), high.lon_deg(), step_min(view.points_per_degree()))
        .map(|lon| {
            let x = view.screen(Position::clamped(0.0, lon)).x;
            ([pos2(x, view.rect.top()), pos2(x, view.rect.bottom())], lon)
        })
        .collect()
}

/// Lines of latitude in view, each with its latitude \[degrees\].
pub(super) fn parallels(view: &Projection) -> Vec<([Pos2; 2], f64)> {
    let (low, high) = view.corners(0.0);
    multiples(low.lat_deg(), high.lat_deg(), step_min(view.points_per_degree()))
        .map(|lat| {
            let y = view.place(Plane { x: view.centre.x, y: Plane::of(Position::clamped(lat, 0.0)).y }).y;
            ([pos2(view.rect.left(), y), pos2(view.rect.right(), y)], lat)
        })
        .collect()
}

/// A latitude or longitude on the chart's edge, "06°30'S": whole minutes, hemispheres as given for plus and minus.
pub(super) fn edge_label(degrees: f64, plus: char, minus: char) -> String {
    let minutes = (degrees.abs() * 60.0).round() as u32;
    let letter = match minutes {
        0 => String::new(),
        _ if degrees < 0.0 => minus.to_string(),
        _ => plus.to_string(),
    };
    let width = if plus == 'E' { 3 } else { 2 };
    format!("{:0width$}°{:02}'{letter}", minutes / 60, minutes % 60)
}

/// The scale bar: its length \[nautical miles\] and on the screen \[points\], for a place in the middle of the view.
pub(super) fn scale_bar(view: &Projection) -> (f64, f32) {
    let middle = view.centre.position();
    let longest = (view.rect.width() * 0.25).clamp(60.0, 180.0);
    let mut best = (0.01, view.length(middle, 18.52));
    let mut decade = 0.01;
    while decade < 10_000.0 {
        for factor in [1.0, 2.0, 5.0] {
            let nmi = decade * factor;
            let length = view.length(middle, nmi * crate::base::position::NAUTICAL_MILE_M);
            if length <= longest {
                best = (nmi, length);
            }
        }
        decade *= 10.0;
    }
    best
}

/// A colour laid over the chart so that text on it can be read.
pub(super) fn veil(colour: Color32) -> Color32 {
    colour.gamma_multiply(0.78)
}

#[cfg(test)]
mod tests {
    use egui::vec2;

    use super::*;
    use crate::ui::theme::Palette;

    fn view(scale: f64) -> Projection {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0));
        Projection { centre: Plane::of(Position::clamped(-6.5, 105.7)), scale, rect }
    }

    #[test]
    fn edges_are_labelled_in_degrees_and_minutes() {
        assert_eq!(edge_label(-6.5, 'N', 'S'), "06°30'S");
        assert_eq!(edge_label(105.75, 'E', 'W'), "105°45'E");
        assert_eq!(edge_label(-0.0, 'N', 'S'), "00°00'");
        assert_eq!(edge_label(5.0 / 60.0 * 3.0, 'N', 'S'), "00°15'N");
    }

    #[test]
    fn graticule_lines_are_round_and_neither_crowded_nor_rare() {
        for scale in [500.0, 3_000.0, 20_000.0, 300_000.0, 3_000_000.0] {
            let view = view(scale);
            let lines = meridians(&view);
            assert!(lines.len() <= 10, "{} meridians at {scale}", lines.len());
            for pair in lines.windows(2) {
                assert!(pair[1].0[0].x - pair[0].0[0].x >= 89.0);
            }
            for (_, lon) in lines {
                assert!((lon * 60.0 - (lon * 60.0).round()).abs() < 1e-6);
            }
        }
        assert!(!meridians(&view(20_000.0)).is_empty() && !parallels(&view(20_000.0)).is_empty());
    }

    #[test]
    fn the_scale_bar_is_a_round_number_of_miles_and_as_long_as_it_says() {
        for scale in [500.0, 20_000.0, 800_000.0] {
            let view = view(scale);
            let (nmi, length) = scale_bar(&view);
            let leading = format!("{nmi:e}");
            assert!(["1e", "2e", "5e"].iter().any(|start| leading.starts_with(start)), "{leading}");
            let (left, right) = (view.rect.center(), view.rect.center() + vec2(length, 0.0));
            let measured = view.position(left).distance_nmi(view.position(right));
            assert!((measured / nmi - 1.0).abs() < 0.01, "{measured} for {nmi}");
        }
    }

    #[test]
    fn nothing_is_drawn_anew_while_nothing_changes() {
        let mut ground = Ground::default();
        let (day, night) = (Theme::of(Palette::Day), Theme::of(Palette::Night));
        let mut view = view(20_000.0);
        let first = ground.mesh(&view, &day, true, 1.0);
        let Shape::Mesh(mesh) = &first else { panic!("not a mesh") };
        assert!(mesh.is_valid() && mesh.indices.len() > 300);
        assert_eq!(ground.mesh(&view, &day, true, 1.0), first);
        assert_eq!(ground.drawings, 1);
        let _ = ground.mesh(&view, &night, true, 1.0);
        view.pan(vec2(1.0, 0.0));
        let _ = ground.mesh(&view, &night, true, 1.0);
        assert_eq!(ground.drawings, 3);
    }
}
