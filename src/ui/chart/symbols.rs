//! The symbols of the chart: what each kind of thing looks like, whatever its colour.
//!
//! **Nothing of the exercise is here but kinds.** Solid is what is seen live, hollow what was seen or heard last,
//! dashed what somebody told, dotted what is predicted or planned. Shapes are drawn about a point in units of their
//! own size, so that they grow with the text.

use egui::{Color32, Pos2, Shape, Stroke, Vec2, vec2};

use crate::scenario::{PlaceKind, SruKind};
use crate::sim::Seen;

/// What is drawn at a place on the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mark {
    /// A unit seen live. The course \[rad, clockwise from north\] exists when and only when it moves.
    Sru {
        /// What sort of unit.
        kind: SruKind,
        /// Where it heads.
        course: Option<f32>,
        /// Whether it is lent: a ring round it.
        lent: bool,
    },
    /// A ship on AIS, with its course \[rad\].
    Traffic(f32),
    /// Something seen, and whether nobody is left there.
    Contact(Seen, bool),
    /// A position told; the newest stands out.
    Told {
        /// Whether it is the newest.
        newest: bool,
    },
    /// A port or airfield.
    Place {
        /// Which of them.
        kind: PlaceKind,
        /// Whether it has a hospital.
        hospital: bool,
        /// Whether it is a place of safety.
        safe: bool,
    },
    /// Where a seat's office stands.
    Seat,
    /// Something in truth.
    Truth(Seen),
    /// A coast station.
    Station {
        /// Whether it is the seat's that looks: its mast is solid.
        own: bool,
    },
}

/// Half the size of a symbol at 100 % \[points\].
pub(super) const RADIUS: f32 = 8.0;

/// Draws in units of a symbol's size, turned by a course.
struct Pen<'a> {
    out: &'a mut Vec<Shape>,
    at: Pos2,
    size: f32,
    cos_sin: (f32, f32),
    colour: Color32,
    width: f32,
}

impl Pen<'_> {
    fn place(&self, (x, y): (f32, f32)) -> Pos2 {
        let (c, s) = self.cos_sin;
        self.at + vec2(x * c - y * s, x * s + y * c) * self.size
    }

    fn turned(mut self, course: f32) -> Self {
        self.cos_sin = (course.cos(), course.sin());
        self
    }

    fn line(&mut self, points: &[(f32, f32)]) {
        self.line_wide(points, self.width);
    }

    fn line_wide(&mut self, points: &[(f32, f32)], width: f32) {
        let points = points.iter().map(|p| self.place(*p)).collect();
        self.out.push(Shape::line(points, Stroke::new(width, self.colour)));
    }

    /// A closed outline.
    fn hollow(&mut self, points: &[(f32, f32)]) {
        let points = points.iter().map(|p| self.place(*p)).collect();
        self.out.push(Shape::closed_line(points, Stroke::new(self.width, self.colour)));
    }

    /// A filled convex shape with an outline that parts it from what is under it.
    fn solid(&mut self, points: &[(f32, f32)], ground: Color32) {
        let points = points.iter().map(|p| self.place(*p)).collect();
        self.out.push(Shape::convex_polygon(points, self.colour, Stroke::new(1.0, ground)));
    }

    fn ring(&mut self, centre: (f32, f32), radius: f32) {
        self.out.push(Shape::circle_stroke(
            self.place(centre),
            radius * self.size,
            Stroke::new(self.width, self.colour),
        ));
    }

    fn disc(&mut self, centre: (f32, f32), radius: f32) {
        self.out.push(Shape::circle_filled(self.place(centre), radius * self.size, self.colour));
    }
}

/// Draws a symbol in a colour; `ground` parts what is solid from what is under it.
pub(super) fn draw(out: &mut Vec<Shape>, mark: Mark, at: Pos2, size: f32, colour: Color32, ground: Color32) {
    let width = (size * 0.19).max(1.2);
    let mut pen = Pen { out, at, size, cos_sin: (1.0, 0.0), colour, width };
    match mark {
        Mark::Sru { kind, course, lent } => {
            if lent {
                pen.ring((0.0, 0.0), 1.65);
            }
            unit(pen.turned(course.unwrap_or(0.0)), kind, ground);
        }
        Mark::Traffic(course) => pen.turned(course).hollow(&[(0.0, -1.1), (0.65, 0.8), (-0.65, 0.8)]),
        Mark::Contact(seen, cleared) => {
            sighting(&mut pen, seen);
            if cleared {
                pen.line(&[(-1.2, 1.2), (1.2, -1.2)]);
            }
        }
        Mark::Told { newest: true } => {
            pen.ring((0.0, 0.0), 0.9);
            pen.line_wide(&[(-0.62, -0.62), (0.62, 0.62)], width * 1.3);
            pen.line_wide(&[(-0.62, 0.62), (0.62, -0.62)], width * 1.3);
        }
        Mark::Told { newest: false } => {
            pen.line(&[(-0.5, -0.5), (0.5, 0.5)]);
            pen.line(&[(-0.5, 0.5), (0.5, -0.5)]);
        }
        Mark::Place { kind, hospital, safe } => place(&mut pen, kind, hospital, safe),
        Mark::Seat => {
            pen.hollow(&[(-0.7, 0.8), (-0.7, -0.1), (0.0, -0.8), (0.7, -0.1), (0.7, 0.8)]);
            pen.disc((0.0, 0.25), 0.2);
        }
        Mark::Truth(seen) => {
            pen.disc((0.0, 0.0), 0.28);
            sighting(&mut pen, seen);
        }
        Mark::Station { own } => station(&mut pen, own, ground),
    }
}

fn unit(mut pen: Pen<'_>, kind: SruKind, ground: Color32) {
    match kind {
        SruKind::Vessel => {
            pen.solid(&[(0.0, -1.3), (0.6, -0.4), (0.6, 1.0), (-0.6, 1.0), (-0.6, -0.4)], ground);
            // The slanted stripe of coast guards.
            let stripe = [(-0.5, 0.45), (0.5, -0.15)].map(|p| pen.place(p));
            pen.out.push(Shape::line_segment(stripe, Stroke::new(pen.width, ground)));
        }
        SruKind::Merchant => {
            pen.solid(&[(0.0, -1.5), (0.5, -0.9), (0.5, 1.4), (-0.5, 1.4), (-0.5, -0.9)], ground);
            // Hatches forward, the house aft.
            for y in [-0.45, 0.1, 0.65] {
                let hatch = [(-0.3, y), (0.3, y)].map(|p| pen.place(p));
                pen.out.push(Shape::line_segment(hatch, Stroke::new(pen.width, ground)));
            }
        }
        SruKind::FixedWing => {
            let stout = pen.size * 0.36;
            pen.line_wide(&[(0.0, -1.2), (0.0, 1.1)], stout);
            pen.line_wide(&[(-1.35, 0.15), (0.0, -0.25), (1.35, 0.15)], stout);
            pen.line_wide(&[(-0.55, 1.1), (0.55, 1.1)], stout * 0.8);
        }
        SruKind::Helicopter => {
            pen.disc((0.0, -0.1), 0.55);
            let stout = pen.size * 0.26;
            pen.line_wide(&[(0.0, 0.3), (0.0, 1.35)], stout);
            pen.line_wide(&[(-0.35, 1.3), (0.35, 1.3)], stout);
            pen.line(&[(-1.05, -1.1), (1.05, 0.9)]);
            pen.line(&[(1.05, -1.1), (-1.05, 0.9)]);
        }
    }
}

fn sighting(pen: &mut Pen<'_>, seen: Seen) {
    match seen {
        Seen::Vessel => {
            pen.hollow(&[(-1.05, 0.05), (1.05, 0.05), (0.65, 0.8), (-0.65, 0.8)]);
            pen.line(&[(0.0, 0.05), (0.0, -1.0)]);
        }
        Seen::CapsizedHull => {
            pen.hollow(&[(-1.1, 0.55), (-0.85, -0.05), (-0.35, -0.4), (0.35, -0.4), (0.85, -0.05), (1.1, 0.55)]);
            pen.line(&[(0.0, -0.4), (0.0, -1.0)]);
        }
        Seen::PersonInWater => {
            pen.ring((0.0, -0.55), 0.36);
            pen.line(&[(-0.85, -0.75), (0.0, 0.2), (0.85, -0.75)]);
            pen.line(&[(-1.0, 0.75), (-0.5, 0.5), (0.0, 0.75), (0.5, 0.5), (1.0, 0.75)]);
        }
        Seen::Body => {
            pen.ring((-0.75, 0.0), 0.32);
            pen.line(&[(-0.4, 0.0), (1.05, 0.0)]);
            pen.line(&[(-1.0, 0.75), (-0.5, 0.5), (0.0, 0.75), (0.5, 0.5), (1.0, 0.75)]);
        }
        Seen::Debris => {
            pen.line(&[(-0.9, -0.3), (0.9, 0.1)]);
            pen.line(&[(-0.8, 0.5), (0.7, -0.6)]);
            pen.line(&[(-0.1, -0.8), (0.25, 0.8)]);
        }
        // A canopy over a ring.
        Seen::LifeRaft => {
            pen.hollow(&[(-1.0, 0.2), (1.0, 0.2), (0.85, 0.7), (-0.85, 0.7)]);
            pen.line(&[(-0.85, 0.2), (0.0, -0.8), (0.85, 0.2)]);
        }
    }
}

fn place(pen: &mut Pen<'_>, kind: PlaceKind, hospital: bool, safe: bool) {
    match kind {
        // An anchor.
        PlaceKind::Port => {
            pen.ring((0.0, -0.75), 0.24);
            pen.line(&[(0.0, -0.5), (0.0, 0.85)]);
            pen.line(&[(-0.45, -0.2), (0.45, -0.2)]);
            pen.line(&[(-0.8, 0.2), (-0.6, 0.65), (0.0, 0.9), (0.6, 0.65), (0.8, 0.2)]);
        }
        // A runway in a ring.
        PlaceKind::Airfield => {
            pen.ring((0.0, 0.0), 0.85);
            pen.line_wide(&[(-0.55, 0.55), (0.55, -0.55)], pen.width * 1.6);
        }
    }
    if hospital {
        pen.line_wide(&[(1.35, -1.25), (1.35, -0.35)], pen.width * 1.4);
        pen.line_wide(&[(0.9, -0.8), (1.8, -0.8)], pen.width * 1.4);
    }
    if safe {
        // A roof over it.
        pen.line(&[(-1.0, -1.15), (0.0, -1.75), (1.0, -1.15)]);
    }
}

/// A mast with two waves to either side.
fn station(pen: &mut Pen<'_>, own: bool, ground: Color32) {
    let mast = [(0.0, -0.45), (0.5, 1.0), (-0.5, 1.0)];
    if own {
        pen.solid(&mast, ground);
    } else {
        pen.hollow(&mast);
    }
    pen.disc((0.0, -0.6), 0.2);
    for (side, radius) in [(-1.0_f32, 0.6_f32), (1.0, 0.6), (-1.0, 1.1), (1.0, 1.1)] {
        let wave = [-0.6_f32, 0.0, 0.6].map(|angle| (side * radius * angle.cos(), -0.6 + radius * angle.sin()));
        pen.line(&wave);
    }
}

/// Corner brackets round what is selected.
pub(super) fn brackets(out: &mut Vec<Shape>, at: Pos2, size: f32, colour: Color32) {
    for (sx, sy) in [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)] {
        let corner = at + vec2(sx, sy) * size * 2.0;
        let points = vec![corner - vec2(sx * size * 0.8, 0.0), corner, corner - vec2(0.0, sy * size * 0.8)];
        out.push(Shape::line(points, Stroke::new(2.0, colour)));
    }
}

/// A ring with four ticks: look here.
pub(super) fn pointer(out: &mut Vec<Shape>, at: Pos2, size: f32, colour: Color32) {
    let stroke = Stroke::new(2.0, colour);
    out.push(Shape::circle_stroke(at, size * 1.8, stroke));
    for way in [Vec2::X, Vec2::Y, -Vec2::X, -Vec2::Y] {
        out.push(Shape::line_segment([at + way * size * 1.4, at + way * size * 2.4], stroke));
    }
}

/// A circle as points, for dashes and dots.
pub(super) fn circle(at: Pos2, radius: f32) -> Vec<Pos2> {
    let n = (radius.abs().sqrt() * 8.0).clamp(16.0, 160.0) as u32;
    (0..=n)
        .map(|i| {
            let angle = std::f32::consts::TAU * i as f32 / n as f32;
            at + vec2(angle.sin(), -angle.cos()) * radius
        })
        .collect()
}
