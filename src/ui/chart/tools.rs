//! The measuring tool and the area tool.
//!
//! **No key and no pointer is read here**; the chart tells the tools where things were put and asks what to draw.

use egui::{Pos2, Rect, Shape, Stroke};

use super::projection::Projection;
use super::symbols;
use crate::base::position::NAUTICAL_MILE_M;
use crate::base::quantity::knots;
use crate::base::{Position, Span, math};
use crate::sar::pattern::Rectangle;
use crate::ui::theme::Theme;

/// A distance and bearing being measured.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Measure {
    from: Option<Position>,
    to: Option<Position>,
}

impl Measure {
    /// Puts down the next end; a third one begins anew.
    pub(super) fn put(&mut self, at: Position) {
        *self = match (self.from, self.to) {
            (Some(from), None) => Self { from: Some(from), to: Some(at) },
            _ => Self { from: Some(at), to: None },
        };
    }

    /// What is measured, to the pointer while the second end is not put down.
    pub(super) fn line(&self, pointer: Option<Position>) -> Option<(Position, Position)> {
        Some((self.from?, self.to.or(pointer)?))
    }
}

/// Bearing and distance in words, "047° 12.3 NM", with the time it takes somebody at a speed \[m/s\].
pub(super) fn measured(from: Position, to: Position, by: Option<(&str, f64)>) -> String {
    let bearing = math::wrap_360(from.bearing_true(to).round());
    let metres = from.distance_m(to);
    let nmi = metres / NAUTICAL_MILE_M;
    let distance = if nmi < 99.95 { format!("{nmi:.1} NM") } else { format!("{nmi:.0} NM") };
    let mut words = format!("{bearing:03.0}° {distance}");
    if let Some((name, speed)) = by.filter(|(_, speed)| *speed > 0.1) {
        let minutes = (metres / speed / 60.0).round();
        let time = Span::minutes(minutes.clamp(0.0, 1.0e7) as i64);
        let time = if time == Span::ZERO { "under 1 min".to_owned() } else { time.to_string() };
        words.push_str(&format!(", {time} at {:.0} kn ({name})", knots(speed)));
    }
    words
}

/// What a drag takes hold of.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Grip {
    /// Draws a new rectangle from here.
    Draw(Position),
    /// Moves it; where it was taken hold of, from its centre \[m along, across\].
    Move(f64, f64),
    /// Turns it.
    Turn,
    /// Pulls the corner whose signs along and across these are.
    Corner(f64, f64),
}

/// An area being drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Area {
    /// Exists when and only when something was drawn or given to start from.
    pub(super) rectangle: Option<Rectangle>,
    grip: Option<Grip>,
}

/// The least side of an area \[m\].
const LEAST_SIDE_M: f64 = 200.0;

/// How near a handle must be pointed at \[points\].
const NEAR: f32 = 12.0;

impl Area {
    /// One to start from.
    pub(super) fn from(start: Option<Rectangle>) -> Self {
        Self { rectangle: start, grip: None }
    }

    /// The handle that turns it: beyond the middle of the side ahead.
    fn handle(rectangle: &Rectangle, view: &Projection) -> (Pos2, Pos2) {
        let ahead = view.screen(rectangle.position(rectangle.length_m / 2.0, 0.0));
        let out = ahead - view.screen(rectangle.centre);
        (ahead, ahead + out.normalized() * 24.0)
    }

    /// A drag begins.
    pub(super) fn grasp(&mut self, at: Pos2, view: &Projection) {
        let position = view.position(at);
        let grip = self.rectangle.and_then(|rectangle| {
            if Self::handle(&rectangle, view).1.distance(at) < NEAR {
                return Some(Grip::Turn);
            }
            let (along, across) = rectangle.local(position);
            let corner = |(u, v): &(f64, f64)| {
                let corner = rectangle.position(u * rectangle.length_m / 2.0, v * rectangle.width_m / 2.0);
                view.screen(corner).distance(at) < NEAR
            };
            if let Some((u, v)) = [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)].iter().copied().find(corner) {
                return Some(Grip::Corner(u, v));
            }
            rectangle.contains(position).then_some(Grip::Move(along, across))
        });
        self.grip = Some(grip.unwrap_or(Grip::Draw(position)));
    }

    /// The drag goes on.
    pub(super) fn pull(&mut self, at: Pos2, view: &Projection) {
        let Some(grip) = self.grip else { return };
        let to = view.position(at);
        if let Grip::Draw(from) = grip {
            self.rectangle = Some(upright(view, Rect::from_two_pos(view.screen(from), at)));
            return;
        }
        let Some(old) = self.rectangle else { return };
        let mut new = old;
        match grip {
            Grip::Draw(_) => {}
            Grip::Move(along, across) => {
                let (u, v) = old.local(to);
                new.centre = old.position(u - along, v - across);
            }
            Grip::Turn => new.axis_true_deg = math::wrap_360(old.centre.bearing_true(to).round()),
            Grip::Corner(u, v) => {
                let (along, across) = old.local(to);
                let (fixed_u, fixed_v) = (-u * old.length_m / 2.0, -v * old.width_m / 2.0);
                new.length_m = ((along - fixed_u) * u).max(LEAST_SIDE_M);
                new.width_m = ((across - fixed_v) * v).max(LEAST_SIDE_M);
                new.centre = old.position(fixed_u + u * new.length_m / 2.0, fixed_v + v * new.width_m / 2.0);
            }
        }
        self.rectangle = Some(new);
    }

    /// The drag ends; the area, if it is one.
    pub(super) fn release(&mut self) -> Option<Rectangle> {
        self.grip.take()?;
        self.rectangle = self.rectangle.filter(|r| r.length_m.min(r.width_m) >= LEAST_SIDE_M);
        self.rectangle
    }

    /// One in the middle of the view, for those who have no pointer.
    pub(super) fn put(&mut self, view: &Projection) -> Rectangle {
        let size = view.rect.size() / 3.0;
        let rectangle = upright(view, Rect::from_center_size(view.rect.center(), size));
        self.rectangle = Some(rectangle);
        rectangle
    }

    /// Turns it by so much \[degrees\].
    pub(super) fn turn(&mut self, by_deg: f64) -> Option<Rectangle> {
        let rectangle = self.rectangle.as_mut()?;
        rectangle.axis_true_deg = math::wrap_360(rectangle.axis_true_deg + by_deg);
        Some(*rectangle)
    }

    /// Moves it on the screen \[points\].
    pub(super) fn shift(&mut self, by: egui::Vec2, view: &Projection) -> Option<Rectangle> {
        let rectangle = self.rectangle.as_mut()?;
        rectangle.centre = view.position(view.screen(rectangle.centre) + by);
        Some(*rectangle)
    }

    /// Makes it longer and wider by these factors.
    pub(super) fn grow(&mut self, length: f64, width: f64) -> Option<Rectangle> {
        let rectangle = self.rectangle.as_mut()?;
        rectangle.length_m = (rectangle.length_m * length).max(LEAST_SIDE_M);
        rectangle.width_m = (rectangle.width_m * width).max(LEAST_SIDE_M);
        Some(*rectangle)
    }

    /// Its outline and handles.
    pub(super) fn draw(&self, view: &Projection, theme: &Theme, out: &mut Vec<Shape>) {
        let Some(rectangle) = &self.rectangle else { return };
        let stroke = Stroke::new(2.0, theme.accent);
        let corners = rectangle.corners().map(|p| view.screen(p));
        out.push(Shape::closed_line(corners.to_vec(), stroke));
        for corner in corners {
            out.push(Shape::rect_filled(Rect::from_center_size(corner, egui::Vec2::splat(8.0)), 0.0, theme.accent));
        }
        let (ahead, handle) = Self::handle(rectangle, view);
        out.push(Shape::line_segment([ahead, handle], stroke));
        out.push(Shape::circle_filled(handle, 6.0, theme.accent));
    }
}

/// The area under a rectangle of the screen, its axis along its longer side.
fn upright(view: &Projection, rect: Rect) -> Rectangle {
    let ew = view.position(rect.left_center()).distance_m(view.position(rect.right_center()));
    let ns = view.position(rect.center_top()).distance_m(view.position(rect.center_bottom()));
    let centre = view.position(rect.center());
    let (length_m, width_m, axis_true_deg) = if ew >= ns { (ew, ns, 90.0) } else { (ns, ew, 0.0) };
    Rectangle { centre, length_m, width_m, axis_true_deg }
}

/// An area in words: "12.0 by 8.0 NM, axis 045°, 96 NM²".
pub(super) fn area_words(area: &Rectangle) -> String {
    let (length, width) = (area.length_m / NAUTICAL_MILE_M, area.width_m / NAUTICAL_MILE_M);
    let axis = math::wrap_360(area.axis_true_deg.round());
    format!("{length:.1} by {width:.1} NM, axis {axis:03.0}°, {:.0} NM²", length * width)
}

/// Draws what is being measured.
pub(super) fn draw_measure(from: Position, to: Position, view: &Projection, theme: &Theme, out: &mut Vec<Shape>) {
    let stroke = Stroke::new(2.0, theme.accent);
    let ends = [view.screen(from), view.screen(to)];
    // Along the great circle, since that is what is measured.
    let bearing = from.bearing_true(to);
    let distance = from.distance_m(to);
    let mut way = vec![ends[0]];
    way.extend((1..24_u32).map(|i| view.screen(from.destination(bearing, distance * f64::from(i) / 24.0))));
    way.push(ends[1]);
    out.push(Shape::line(way, stroke));
    for end in ends {
        out.push(Shape::line(symbols::circle(end, 4.0), stroke));
    }
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::super::projection::Plane;
    use super::*;
    use crate::base::quantity::mps;

    fn view() -> Projection {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0));
        Projection { centre: Plane::of(Position::clamped(-6.0, 105.0)), scale: 60_000.0, rect }
    }

    #[test]
    fn measuring_gives_bearing_distance_and_time() {
        let from = Position::clamped(-6.0, 105.0);
        let to = from.destination(47.0, 12.3 * NAUTICAL_MILE_M);
        assert_eq!(measured(from, to, None), "047° 12.3 NM");
        assert_eq!(measured(from, to, Some(("Merak", mps(24.6)))), "047° 12.3 NM, 30 min at 25 kn (Merak)");
        assert_eq!(measured(from, from.destination(359.8, 185_200.0), None), "000° 100 NM");
        let mut measure = Measure::default();
        assert_eq!(measure.line(Some(to)), None);
        measure.put(from);
        assert_eq!(measure.line(Some(to)), Some((from, to)));
        assert_eq!(measure.line(None), None);
        measure.put(to);
        assert_eq!(measure.line(None), Some((from, to)));
        measure.put(from);
        assert_eq!(measure.line(None), None);
    }

    #[test]
    fn an_area_is_dragged_out_moved_pulled_and_turned() {
        let view = view();
        let mut area = Area::default();
        area.grasp(pos2(200.0, 200.0), &view);
        area.pull(pos2(400.0, 300.0), &view);
        let drawn = area.release().unwrap();
        assert_eq!(drawn.axis_true_deg, 90.0);
        assert!((view.screen(drawn.centre) - pos2(300.0, 250.0)).length() < 0.1);
        assert!((drawn.length_m / drawn.width_m - 2.0).abs() < 0.01);

        area.grasp(pos2(310.0, 260.0), &view);
        area.pull(pos2(410.0, 260.0), &view);
        let moved = area.release().unwrap();
        assert!((view.screen(moved.centre) - pos2(400.0, 250.0)).length() < 1.0);

        // The corner to the lower right, while the upper left one stays.
        area.grasp(pos2(500.0, 300.0), &view);
        area.pull(pos2(600.0, 400.0), &view);
        let pulled = area.release().unwrap();
        assert!((view.screen(pulled.centre) - pos2(450.0, 300.0)).length() < 1.0);

        // The handle is beyond the east side; it is turned to the south.
        area.grasp(pos2(624.0, 300.0), &view);
        area.pull(pos2(450.0, 590.0), &view);
        assert_eq!(area.release().unwrap().axis_true_deg, 180.0);
        assert_eq!(area.turn(5.0).unwrap().axis_true_deg, 185.0);
        assert!(area_words(&area.rectangle.unwrap()).contains("axis 185°"));
    }

    #[test]
    fn a_click_without_a_drag_is_no_area() {
        let view = view();
        let mut area = Area::default();
        area.grasp(pos2(200.0, 200.0), &view);
        area.pull(pos2(200.5, 200.5), &view);
        assert_eq!(area.release(), None);
        assert!(area.put(&view).area_m2() > 0.0);
    }
}
