//! Mercator's projection between positions and the screen: centre, scale, and the rectangle drawn in.
//!
//! Own arithmetic in `f64`, on the sphere of `base::position`; only what goes to the screen is `f32`. Source: Snyder,
//! "Map Projections: A Working Manual" (USGS PP 1395, 1987), eq. 7-1, 7-2 and 7-4.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::base::Position;
use crate::base::math;
use crate::base::position::EARTH_RADIUS_M;

/// Where the chart ends towards the poles \[degrees\]; beyond, Mercator's projection runs away.
const MOST_LAT_DEG: f64 = 84.0;

/// The least and the greatest scale \[points per radian\]: half the globe on a screen, and two metres to a point.
const SCALES: (f64, f64) = (300.0, EARTH_RADIUS_M / 2.0);

/// A point of the plane of projection \[rad\]: x eastward from Greenwich, y northward from the equator.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Plane {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Plane {
    /// Where a position falls.
    pub(super) fn of(position: Position) -> Self {
        let s = math::sin(position.lat_deg().clamp(-MOST_LAT_DEG, MOST_LAT_DEG).to_radians());
        Self { x: position.lon_deg().to_radians(), y: 0.5 * math::ln((1.0 + s) / (1.0 - s)) }
    }

    /// The position that falls here.
    pub(super) fn position(self) -> Position {
        let lat = 2.0 * math::atan(math::exp(self.y)) - math::PI / 2.0;
        Position::clamped(lat.to_degrees(), self.x.clamp(-math::PI, math::PI).to_degrees())
    }
}

/// One view of the chart. North is up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Projection {
    /// What is in the middle.
    pub(super) centre: Plane,
    /// Points of the screen per radian of the plane.
    pub(super) scale: f64,
    /// Where on the screen.
    pub(super) rect: Rect,
}

impl Projection {
    /// The point of the screen where a point of the plane is drawn.
    pub(super) fn place(&self, plane: Plane) -> Pos2 {
        let middle = self.rect.center();
        let far = 1.0e6;
        let dx = ((plane.x - self.centre.x) * self.scale).clamp(-far, far);
        let dy = ((self.centre.y - plane.y) * self.scale).clamp(-far, far);
        pos2(middle.x + dx as f32, middle.y + dy as f32)
    }

    /// The point of the screen where a position is drawn.
    pub(super) fn screen(&self, position: Position) -> Pos2 {
        self.place(Plane::of(position))
    }

    /// The point of the plane drawn at a point of the screen.
    pub(super) fn plane(&self, at: Pos2) -> Plane {
        let off = at - self.rect.center();
        Plane { x: self.centre.x + f64::from(off.x) / self.scale, y: self.centre.y - f64::from(off.y) / self.scale }
    }

    /// The position drawn at a point of the screen.
    pub(super) fn position(&self, at: Pos2) -> Position {
        self.plane(at).position()
    }

    /// How long a distance \[m\] is drawn near a position \[points\].
    pub(super) fn length(&self, near: Position, distance_m: f64) -> f32 {
        let cos = math::cos(near.lat_deg().to_radians()).max(0.05);
        (distance_m / EARTH_RADIUS_M / cos * self.scale).clamp(0.0, 1.0e6) as f32
    }

    /// Points of the screen per degree of longitude.
    pub(super) fn points_per_degree(&self) -> f64 {
        self.scale.to_radians()
    }

    /// South-west and north-east corners of what is in view, widened on every side by a share of the view.
    pub(super) fn corners(&self, share: f32) -> (Position, Position) {
        let wide = self.rect.expand2(self.rect.size() * share);
        (self.position(wide.left_bottom()), self.position(wide.right_top()))
    }

    /// Moves the chart with the pointer by so much \[points\].
    pub(super) fn pan(&mut self, by: Vec2) {
        let middle = self.rect.center();
        self.centre = self.plane(middle - by);
        self.bound();
    }

    /// Zooms by a factor about a point of the screen, which stays over the same water.
    pub(super) fn zoom(&mut self, factor: f64, about: Pos2) {
        let held = self.plane(about);
        self.scale = (self.scale * factor).clamp(SCALES.0, SCALES.1);
        let off = about - self.rect.center();
        self.centre = Plane { x: held.x - f64::from(off.x) / self.scale, y: held.y + f64::from(off.y) / self.scale };
        self.bound();
    }

    /// The view of some rectangle that holds all of some positions with room around; the least width is \[m\].
    pub(super) fn around(positions: &[Position], least_width_m: f64, rect: Rect) -> Option<Self> {
        let planes: Vec<Plane> = positions.iter().map(|p| Plane::of(*p)).collect();
        let first = *planes.first()?;
        let (mut low, mut high) = (first, first);
        for plane in &planes {
            low = Plane { x: low.x.min(plane.x), y: low.y.min(plane.y) };
            high = Plane { x: high.x.max(plane.x), y: high.y.max(plane.y) };
        }
        let centre = Plane { x: (low.x + high.x) / 2.0, y: (low.y + high.y) / 2.0 };
        let cos = math::cos(centre.position().lat_deg().to_radians()).max(0.05);
        let least = least_width_m / EARTH_RADIUS_M / cos;
        let room = 0.8;
        let size = rect.size().max(vec2(1.0, 1.0));
        let by_width = f64::from(size.x) * room / (high.x - low.x).max(least * room);
        let by_height = f64::from(size.y) * room / (high.y - low.y).max(1.0e-9);
        let mut view = Self { centre, scale: by_width.min(by_height).clamp(SCALES.0, SCALES.1), rect };
        view.bound();
        Some(view)
    }

    /// Keeps the middle on the globe.
    fn bound(&mut self) {
        let top = Plane::of(Position::clamped(MOST_LAT_DEG, 0.0)).y;
        let finite = |x: f64| if x.is_finite() { x } else { 0.0 };
        self.centre =
            Plane { x: finite(self.centre.x).clamp(-math::PI, math::PI), y: finite(self.centre.y).clamp(-top, top) };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn view(lat: f64, lon: f64, scale: f64) -> Projection {
        let rect = Rect::from_min_size(pos2(200.0, 40.0), vec2(900.0, 600.0));
        Projection { centre: Plane::of(Position::clamped(lat, lon)), scale, rect }
    }

    proptest! {
        #[test]
        fn a_position_comes_back_from_the_screen(
            lat in -44.0..30.0_f64, lon in 60.0..160.0_f64, dx in -400.0..400.0_f32, dy in -280.0..280.0_f32,
            log_scale in 6.0..14.0_f64,
        ) {
            let view = view(lat, lon, math::exp(log_scale));
            let at = view.rect.center() + vec2(dx, dy);
            let again = view.screen(view.position(at));
            // Latitudes beyond the chart's end are held there.
            prop_assume!(view.position(at).lat_deg().abs() < MOST_LAT_DEG - 0.1);
            prop_assume!(view.plane(at).x.abs() < math::PI);
            prop_assert!((again - at).length() < 0.01, "{at:?} came back as {again:?}");
        }

        #[test]
        fn zooming_keeps_the_water_under_the_pointer(
            lat in -40.0..30.0_f64, lon in 70.0..150.0_f64, dx in -400.0..400.0_f32, dy in -250.0..250.0_f32,
            factor in 0.5..2.0_f64,
        ) {
            let mut view = view(lat, lon, 20_000.0);
            let at = view.rect.center() + vec2(dx, dy);
            let before = view.position(at);
            view.zoom(factor, at);
            prop_assert!(view.position(at).distance_m(before) < 5.0);
            view.pan(vec2(30.0, -20.0));
            prop_assert!(view.position(at + vec2(30.0, -20.0)).distance_m(before) < 5.0);
        }

        #[test]
        fn everything_asked_for_is_in_view(
            places in prop::collection::vec((-44.0..30.0_f64, 60.0..160.0_f64), 1..8),
        ) {
            let places: Vec<Position> = places.iter().map(|(lat, lon)| Position::clamped(*lat, *lon)).collect();
            let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(700.0, 500.0));
            let view = Projection::around(&places, 10_000.0, rect).unwrap();
            for place in places {
                prop_assert!(rect.contains(view.screen(place)));
            }
        }
    }

    #[test]
    fn a_mile_is_longer_away_from_the_equator() {
        let view = view(0.0, 100.0, 10_000.0);
        let (at_equator, at_60) =
            (view.length(Position::clamped(0.0, 100.0), 1852.0), view.length(Position::clamped(60.0, 100.0), 1852.0));
        assert!((at_60 / at_equator - 2.0).abs() < 1e-3);
        // And a mile is a minute of latitude, to one part in a thousand of this sphere.
        let (a, b) = (view.screen(Position::clamped(-0.5, 100.0)), view.screen(Position::clamped(0.5, 100.0)));
        assert!(((a.y - b.y) / (60.0 * at_equator) - 1.0).abs() < 2e-3);
    }

    #[test]
    fn mercator_of_snyder() {
        // Snyder p. 266: latitude 35 N is y = 0.6528366 on a sphere of radius 1.
        assert!((Plane::of(Position::clamped(35.0, 0.0)).y - 0.652_836_6).abs() < 1e-6);
    }
}
