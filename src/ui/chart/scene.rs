//! Lines and areas of what is known, ordered and planned: everything drawn that is not a symbol.

use egui::{Pos2, Rect, Shape, Stroke, pos2};

use super::model::{Layers, Overlay, Scene, Selected};
use super::projection::Projection;
use super::{symbols, things};
use crate::base::{Position, Span};
use crate::picture::{self, SruView};
use crate::sar::detection::radio_horizon_m;
use crate::sar::pattern::{Rectangle, legs_for};
use crate::sim::Order;
use crate::sim::signals::SHIP_ANTENNA_M;
use crate::ui::theme::Theme;

/// A course vector shows where a unit is after so long.
const VECTOR: Span = Span::minutes(6);

/// Lengths of dashes and gaps \[points\]: what was told, limits of regions, how far a station is heard.
const TOLD: (f32, f32) = (7.0, 5.0);
const REGION: (f32, f32) = (12.0, 6.0);
const REACH: (f32, f32) = (3.0, 5.0);

/// Draws on one view in one theme.
pub(super) struct Draw<'a> {
    pub(super) view: &'a Projection,
    pub(super) theme: &'a Theme,
    pub(super) out: &'a mut Vec<Shape>,
}

impl Draw<'_> {
    fn seen(&self, points: &[Pos2]) -> bool {
        Rect::from_points(points).intersects(self.view.rect.expand(2.0))
    }

    fn line(&mut self, points: Vec<Pos2>, stroke: Stroke) {
        if points.len() > 1 && self.seen(&points) {
            self.out.push(Shape::line(points, stroke));
        }
    }

    /// A dashed line whose dashes run on round its corners; only what is in view is dashed, since a line may be a
    /// thousand screens long.
    fn dashed(&mut self, points: &[Pos2], stroke: Stroke, (dash, gap): (f32, f32)) {
        let clip = self.view.rect.expand(20.0);
        let mut gone = 0.0;
        for pair in points.windows(2) {
            let length = pair[0].distance(pair[1]);
            if let Some([from, to]) = clipped(pair[0], pair[1], clip) {
                let way = (to - from).normalized();
                let (begin, end) = (gone + pair[0].distance(from), gone + pair[0].distance(to));
                let mut at = (begin / (dash + gap)).floor() * (dash + gap);
                while at < end {
                    let (a, b) = (at.max(begin), (at + dash).min(end));
                    if a < b {
                        let ends = [from + way * (a - begin), from + way * (b - begin)];
                        self.out.push(Shape::line_segment(ends, stroke));
                    }
                    at += dash + gap;
                }
            }
            // Brought back to one period, so that long lines stay exact.
            gone = (gone + length) % (dash + gap);
        }
    }

    fn dotted(&mut self, points: &[Pos2], stroke: Stroke) {
        self.dashed(points, stroke, (stroke.width * 1.2, stroke.width * 2.6));
    }

    fn track(&self, positions: &[Position]) -> Vec<Pos2> {
        positions.iter().map(|p| self.view.screen(*p)).collect()
    }

    fn outline(&self, area: &Rectangle) -> Vec<Pos2> {
        let mut points = self.track(&area.corners());
        points.push(points[0]);
        points
    }

    /// A circle of error; too small a one is hidden by its symbol.
    fn error_circle(&mut self, at: Position, error_m: f64, stroke: Stroke, dash: Option<(f32, f32)>) {
        let radius = self.view.length(at, error_m);
        if !(6.0..20_000.0).contains(&radius) {
            return;
        }
        let points = symbols::circle(self.view.screen(at), radius);
        match dash {
            Some(dash) => self.dashed(&points, stroke, dash),
            None => self.line(points, stroke),
        }
    }

    /// Limits of search and rescue regions.
    pub(super) fn regions(&mut self, scene: &Scene<'_>) {
        let stroke = Stroke::new(1.5, self.theme.region);
        for region in &scene.briefing.regions {
            let points = self.track(&region.corners);
            for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
                // Always from the west, or dashes of neighbours along one limit would fill each other's gaps.
                let (west, east) = if (a.x, a.y) <= (b.x, b.y) { (*a, *b) } else { (*b, *a) };
                self.dashed(&[west, east], stroke, REGION);
            }
        }
    }

    /// How far a ship hears the coast station selected, or those of the seat selected.
    fn reach(&mut self, scene: &Scene<'_>) {
        for (number, antenna) in (0..).zip(&scene.briefing.antennas) {
            let chosen = match scene.selected {
                Some(Selected::Station(station)) => station == number,
                Some(Selected::Seat(seat)) => antenna.seat == seat,
                _ => false,
            };
            if chosen {
                let colour = if things::is_own(scene, antenna) { self.theme.own } else { self.theme.text };
                let reach_m = radio_horizon_m(antenna.height_m, SHIP_ANTENNA_M);
                self.error_circle(antenna.position, reach_m, Stroke::new(1.5, colour), Some(REACH));
            }
        }
    }

    /// Circles of error, orders and courses: what belongs under the symbols.
    pub(super) fn under(&mut self, scene: &Scene<'_>, layers: &Layers) {
        if layers.places {
            self.reach(scene);
        }
        if let Some(picture) = scene.picture {
            if layers.contacts {
                self.told_and_seen(scene, picture);
            }
            for sru in &picture.srus {
                let colour = if sru.mine { self.theme.own } else { self.theme.lent };
                self.sru(sru, Stroke::new(1.5, colour), layers);
            }
            if layers.orders {
                // Planned by others, as they told it: outlined as a draft is, since nobody here has seen it begin.
                for told in picture::planned_by_others(picture) {
                    let outline = self.outline(&told.line.area);
                    self.dashed(&outline, Stroke::new(1.5, self.theme.told), TOLD);
                }
            }
            if layers.traffic {
                for ship in &picture.traffic {
                    let ahead = ship.speed_mps * VECTOR.seconds() as f64;
                    let points = [ship.position, ship.position.destination(ship.course_true, ahead)];
                    self.line(self.track(&points), Stroke::new(1.0, self.theme.traffic));
                }
            }
        }
        if let Some(truth) = scene.truth {
            for casualty in truth.casualties.iter().filter(|casualty| casualty.report.is_none()) {
                self.vector(casualty.position, casualty.velocity, Stroke::new(1.5, self.theme.truth));
            }
            for sru in &truth.srus {
                let shown = scene.picture.is_some_and(|p| p.srus.binary_search_by_key(&sru.sru, |s| s.sru).is_ok());
                if !shown {
                    self.sru(sru, Stroke::new(1.5, self.theme.truth), layers);
                }
            }
        }
    }

    fn told_and_seen(&mut self, scene: &Scene<'_>, picture: &crate::picture::Picture) {
        for case in &picture.cases {
            for (_, view, newest) in things::told(case) {
                let stroke = if newest {
                    Stroke::new(2.0, self.theme.told)
                } else {
                    Stroke::new(1.0, self.theme.told.gamma_multiply(0.6))
                };
                self.error_circle(view.reported.position, view.reported.error_m, stroke, Some(TOLD));
            }
            // The way the newest came, from the one before.
            let told: Vec<Position> = things::told(case).map(|(_, view, _)| view.reported.position).collect();
            let points = self.track(&told);
            self.dashed(&points, Stroke::new(1.0, self.theme.told.gamma_multiply(0.45)), (2.0, 6.0));
        }
        for contact in picture.contacts.iter().filter(|contact| !contact.cleared) {
            // A standard deviation per axis: the circle holds it four times in ten, twice the circle nine in ten.
            let stroke = Stroke::new(1.0, self.theme.contact);
            self.error_circle(contact.position, contact.error_m, stroke, None);
            let wide = Stroke::new(1.0, self.theme.contact.gamma_multiply(0.7));
            self.error_circle(contact.position, 2.0 * contact.error_m, wide, Some((3.0, 4.0)));
        }
        if let Some(Selected::Contact(number)) = scene.selected
            && let Some(contact) = picture.contacts.iter().find(|c| c.number == number)
            && let Some(by) = picture.srus.iter().find(|sru| sru.sru == contact.by)
        {
            // Who saw it last.
            let points = self.track(&[by.position, contact.position]);
            self.dashed(&points, Stroke::new(1.0, self.theme.contact), (2.0, 4.0));
        }
    }

    fn vector(&mut self, at: Position, (east, north): (f64, f64), stroke: Stroke) {
        let seconds = VECTOR.seconds() as f64;
        self.line(self.track(&[at, at.shifted(east * seconds, north * seconds)]), stroke);
    }

    fn sru(&mut self, sru: &SruView, stroke: Stroke, layers: &Layers) {
        self.vector(sru.position, sru.velocity, stroke);
        if !layers.orders {
            return;
        }
        let thin = Stroke::new(1.0, stroke.color.gamma_multiply(0.75));
        if let Some(Order::Search { area, pattern, spacing_m }) = &sru.order {
            let outline = self.outline(area);
            self.line(outline, stroke);
            // Before it is there, the legs as they will be; once there, those ahead are the track.
            if sru.ahead.len() <= 1 {
                let legs = legs_for(*pattern, area, *spacing_m, sru.position);
                let points = self.track(&legs.waypoints);
                self.line(points, thin);
            }
        }
        if !sru.ahead.is_empty() {
            let mut points = vec![self.view.screen(sru.position)];
            points.extend(self.track(&sru.ahead));
            self.line(points, thin);
        }
    }

    /// What the desk adds: drafts, dotted.
    pub(super) fn drafts(&mut self, overlay: &Overlay) {
        let stroke = Stroke::new(2.0, self.theme.planned);
        for draft in &overlay.drafts {
            if let Some(area) = &draft.area {
                let outline = self.outline(area);
                self.dotted(&outline, stroke);
            }
            let points = self.track(&draft.track);
            self.dotted(&points, Stroke::new(1.5, self.theme.planned));
        }
    }
}

/// The part of a line inside a rectangle (Liang and Barsky).
pub(super) fn clipped(a: Pos2, b: Pos2, rect: Rect) -> Option<[Pos2; 2]> {
    let (mut enters, mut leaves) = (0.0_f32, 1.0_f32);
    for (from, to, low, high) in [(a.x, b.x, rect.left(), rect.right()), (a.y, b.y, rect.top(), rect.bottom())] {
        let step = to - from;
        if step.abs() < 1.0e-9 {
            if !(low..=high).contains(&from) {
                return None;
            }
            continue;
        }
        let (one, other) = ((low - from) / step, (high - from) / step);
        enters = enters.max(one.min(other));
        leaves = leaves.min(one.max(other));
    }
    let at = |share: f32| pos2(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
    (enters <= leaves).then(|| [at(enters), at(leaves)])
}

#[cfg(test)]
mod tests {
    use egui::vec2;

    use super::super::projection::Plane;
    use super::*;
    use crate::ui::theme::Palette;

    #[test]
    fn the_ring_of_a_station_is_as_far_as_a_ship_hears_it_and_shows_when_it_or_its_seat_is_selected() {
        use crate::base::ids::SeatId;
        use crate::scenario::Antenna;
        let mut fixture = super::super::fixture::Fixture::new();
        let position = super::super::fixture::at(-8.0, 105.0);
        fixture.briefing.antennas = vec![Antenna { seat: SeatId(0), position, height_m: 100.0 }];
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 800.0));
        let view = Projection { centre: Plane::of(position), scale: 32_000.0, rect };
        let theme = Theme::of(Palette::Day);
        let ring = |selected| {
            let mut out = Vec::new();
            Draw { view: &view, theme: &theme, out: &mut out }.reach(&fixture.seat(selected));
            out
        };
        assert!(ring(None).is_empty() && ring(Some(Selected::Seat(SeatId(1)))).is_empty());
        for selected in [Selected::Station(0), Selected::Seat(SeatId(0))] {
            let dashes = ring(Some(selected));
            assert!(dashes.len() > 20, "{}", dashes.len());
            for dash in dashes {
                let Shape::LineSegment { points, .. } = dash else { panic!("{dash:?}") };
                for end in points {
                    let far_m = view.position(end).distance_m(position);
                    let reach_m = radio_horizon_m(100.0, SHIP_ANTENNA_M);
                    assert!((far_m / reach_m - 1.0).abs() < 0.02, "{far_m} m, and not {reach_m} m");
                }
            }
        }
    }

    #[test]
    fn dashes_run_on_round_a_circle_and_stop_at_the_edge_of_the_chart() {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 300.0));
        let view = Projection { centre: Plane::default(), scale: 10_000.0, rect };
        let theme = Theme::of(Palette::Day);
        let mut out = Vec::new();
        let dashed = |out: &mut Vec<Shape>, points: &[Pos2]| -> f32 {
            out.clear();
            Draw { view: &view, theme: &theme, out }.dashed(points, Stroke::new(1.0, theme.told), TOLD);
            let length = |shape: &Shape| match shape {
                Shape::LineSegment { points: [a, b], .. } => a.distance(*b),
                other => panic!("{other:?}"),
            };
            out.iter().map(length).sum()
        };
        // Seven twelfths of the way round are drawn, however short the pieces of the circle are.
        let way = std::f32::consts::TAU * 100.0;
        let drawn = dashed(&mut out, &symbols::circle(rect.center(), 100.0));
        assert!((drawn / way - 7.0 / 12.0).abs() < 0.02, "{drawn} of {way}");
        let drawn = dashed(&mut out, &[pos2(-900_000.0, 150.0), pos2(900_000.0, 150.0)]);
        assert!((drawn / 440.0 - 7.0 / 12.0).abs() < 0.05, "{drawn}");
        assert_eq!(dashed(&mut out, &[pos2(-50.0, -50.0), pos2(900.0, -50.0)]), 0.0);
    }
}
