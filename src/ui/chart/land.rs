//! Land and shore lines for one scale and one stretch of the chart, triangulated once and kept.
//!
//! **Nothing of the view but its scale and its reach is kept here**, so panning inside what was prepared costs
//! nothing. The coast has no lakes in its region, so no ring is a hole (a test holds it).

use super::projection::{Plane, Projection};
use crate::base::Position;
use crate::chart::Coast;

/// How far beyond the view land is prepared, as a share of the view on every side.
const MARGIN: f32 = 0.6;

/// How far a line may be off the true one \[points\] at the scale the preparation ends at.
const TOLERANCE: f64 = 1.0;

/// What a preparation is good for.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Reach {
    /// Scales of `2^band` to `2^(band + 1)` points per degree.
    band: i32,
    south_west: Plane,
    north_east: Plane,
}

/// Prepared land.
#[derive(Debug, Default)]
pub(super) struct Land {
    /// Exists when and only when something was prepared.
    reach: Option<Reach>,
    /// Corners of the triangles.
    pub(super) corners: Vec<Plane>,
    /// Three to a triangle.
    pub(super) triangles: Vec<u32>,
    /// Shore lines.
    pub(super) shores: Vec<Vec<Plane>>,
    /// Counts the preparations, so that what is drawn from one knows when it is out of date.
    pub(super) edition: u32,
}

impl Land {
    /// Prepares what a view needs, unless that is done.
    pub(super) fn prepare(&mut self, coast: &Coast, view: &Projection) {
        let band = band(view.points_per_degree());
        let (south_west, north_east) = view.corners(0.0);
        let (low, high) = (Plane::of(south_west), Plane::of(north_east));
        let serves = self.reach.is_some_and(|reach| {
            reach.band == band
                && reach.south_west.x <= low.x
                && reach.south_west.y <= low.y
                && reach.north_east.x >= high.x
                && reach.north_east.y >= high.y
        });
        if serves {
            return;
        }
        let (south_west, north_east) = view.corners(MARGIN);
        self.reach = Some(Reach { band, south_west: Plane::of(south_west), north_east: Plane::of(north_east) });
        self.edition = self.edition.wrapping_add(1);
        self.fill(coast, south_west, north_east, TOLERANCE / finest(band));
    }

    fn fill(&mut self, coast: &Coast, south_west: Position, north_east: Position, tolerance_deg: f64) {
        self.corners.clear();
        self.triangles.clear();
        let mut cutter = earcut::Earcut::new();
        let (mut ring, mut cut): (Vec<[f64; 2]>, Vec<u32>) = (Vec::new(), Vec::new());
        for positions in coast.land_rings(south_west, north_east, tolerance_deg) {
            let first = u32::try_from(self.corners.len()).unwrap_or(u32::MAX);
            ring.clear();
            for position in positions {
                let plane = Plane::of(position);
                ring.push([plane.x, plane.y]);
                self.corners.push(plane);
            }
            cutter.earcut_slice(&ring, &[], &mut cut);
            self.triangles.extend(cut.iter().map(|i| first + i));
        }
        let lines = coast.lines(south_west, north_east, tolerance_deg);
        self.shores = lines.into_iter().map(|line| line.into_iter().map(Plane::of).collect()).collect();
    }
}

/// The band of a scale \[points per degree\].
fn band(points_per_degree: f64) -> i32 {
    let mut band = 0;
    while finest(band) < points_per_degree && band < 24 {
        band += 1;
    }
    band
}

/// The greatest scale of a band \[points per degree\].
fn finest(band: i32) -> f64 {
    f64::from(1_u32 << (band + 1).clamp(0, 30))
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2, vec2};
    use proptest::prelude::*;

    use super::*;

    fn view(lat: f64, lon: f64, scale: f64) -> Projection {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0));
        Projection { centre: Plane::of(Position::clamped(lat, lon)), scale, rect }
    }

    /// Whether any triangle covers a point.
    fn covered(land: &Land, p: Plane) -> bool {
        land.triangles.chunks_exact(3).any(|t| {
            let [a, b, c] = [t[0], t[1], t[2]].map(|i| land.corners[i as usize]);
            let side = |a: Plane, b: Plane| (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
            let (u, v, w) = (side(a, b), side(b, c), side(c, a));
            (u >= 0.0 && v >= 0.0 && w >= 0.0) || (u <= 0.0 && v <= 0.0 && w <= 0.0)
        })
    }

    #[test]
    fn what_is_filled_is_land_and_what_is_not_is_sea() {
        let coast = Coast::region();
        let mut land = Land::default();
        for (lat, lon, scale) in [(-7.0, 106.0, 3_000.0), (-6.0, 105.5, 40_000.0), (0.0, 110.0, 800.0)] {
            let view = view(lat, lon, scale);
            land.prepare(coast, &view);
            assert!(!land.triangles.is_empty() && !land.shores.is_empty());
            let mut asked = 0;
            for i in 0..40 {
                for j in 0..30 {
                    let at = pos2(i as f32 * 20.0 + 7.3, j as f32 * 20.0 + 11.1);
                    let position = view.position(at);
                    // Near the shore a line may be off by the tolerance, and on a chart of small scale so is an islet.
                    let clear = coast.distance_to_coast_m(position) > 3.0 * 6.4e6 / scale;
                    if coast.covers(position) && clear {
                        asked += 1;
                        assert_eq!(covered(&land, view.plane(at)), coast.is_land(position), "{position} at {scale}");
                    }
                }
            }
            assert!(asked > 600, "{asked} places were asked at {scale}");
        }
    }

    #[test]
    fn no_ring_is_a_hole() {
        // A ring inside another would be a lake, to be left out of the fill: a point hard by the inside of each of
        // the ring's edges is land for an island and water for a lake.
        let coast = Coast::region();
        let rings = coast.land_rings(Position::clamped(-45.0, 60.0), Position::clamped(30.0, 160.0), 0.0);
        for ring in rings.iter().filter(|ring| ring.len() > 3) {
            let area: f64 = ring
                .iter()
                .zip(ring.iter().cycle().skip(1))
                .map(|(a, b)| a.lon_deg() * b.lat_deg() - b.lon_deg() * a.lat_deg())
                .sum();
            // A spit drawn out and back again has no inside.
            if area.abs() < 1.0e-4 {
                continue;
            }
            let (mut land, mut sea) = (0, 0);
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)).take(40) {
                let (dx, dy) = (b.lon_deg() - a.lon_deg(), b.lat_deg() - a.lat_deg());
                let length = (dx * dx + dy * dy).sqrt().max(1e-12);
                let inward = 2.0e-5 * area.signum() / length;
                let (lat, lon) = ((a.lat_deg() + b.lat_deg()) / 2.0, (a.lon_deg() + b.lon_deg()) / 2.0);
                let inside = Position::clamped(lat + dx * inward, lon - dy * inward);
                if coast.is_land(inside) { land += 1 } else { sea += 1 }
            }
            assert!(land > sea, "a ring at {} has {land} places of land and {sea} of sea inside", ring[0]);
        }
    }

    proptest! {
        #[test]
        fn a_band_holds_its_scale(points_per_degree in 3.0..1.0e6_f64) {
            let band = band(points_per_degree);
            prop_assert!(finest(band) >= points_per_degree);
            prop_assert!(band == 0 || finest(band - 1) < points_per_degree);
        }
    }

    #[test]
    fn a_small_pan_prepares_nothing_anew() {
        let mut land = Land::default();
        let mut view = view(-7.0, 106.0, 20_000.0);
        land.prepare(Coast::region(), &view);
        let edition = land.edition;
        view.pan(vec2(300.0, 200.0));
        land.prepare(Coast::region(), &view);
        assert_eq!(land.edition, edition);
        view.pan(vec2(300.0, 200.0));
        land.prepare(Coast::region(), &view);
        assert_ne!(land.edition, edition);
    }
}
