//! Shore lines and land for drawing, thinned to what can be seen at a scale.

use geo::{Coord, LineString, Simplify};

use super::asset::STEPS_PER_DEGREE;
use super::coast::Coast;
use super::index::{UNITS_PER_DEGREE, is_cut};
use crate::base::Position;

/// A box on the chart \[steps of the asset\].
#[derive(Clone, Copy)]
struct Frame {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Frame {
    /// Whether the box around some points touches this one.
    fn may_meet(&self, points: &[(i32, i32)]) -> bool {
        let (mut west, mut south, mut east, mut north) = (i32::MAX, i32::MAX, i32::MIN, i32::MIN);
        for &(x, y) in points {
            (west, south, east, north) = (west.min(x), south.min(y), east.max(x), north.max(y));
        }
        f64::from(west) <= self.east
            && f64::from(east) >= self.west
            && f64::from(south) <= self.north
            && f64::from(north) >= self.south
    }
}

impl Coast {
    /// Shore lines in a box, for drawing: no line leaves the true one by more than the tolerance \[degrees\]. Lines
    /// may reach a little out of the box. Where the chart's own edge cuts through land there is no line. The two
    /// ends of the line round an island are equal.
    pub fn lines(&self, south_west: Position, north_east: Position, tolerance_deg: f64) -> Vec<Vec<Position>> {
        let frame = self.frame(south_west, north_east);
        let scale = UNITS_PER_DEGREE / STEPS_PER_DEGREE;
        let (width, height) = (self.index.width / scale, self.index.height / scale);
        let mut lines = Vec::new();
        for ring in self.rings.iter().filter(|ring| frame.may_meet(ring)) {
            let is_drawn = |i: usize| {
                let (a, b) = (ring[i % ring.len()], ring[(i + 1) % ring.len()]);
                !is_cut(width, height, a, b) && frame.may_meet(&[a, b])
            };
            // Begins where no line is, so that none is torn in two.
            let begin = (0..ring.len()).find(|i| !is_drawn(*i)).map_or(0, |i| i + 1);
            let mut line: Vec<(i32, i32)> = Vec::new();
            for i in begin..begin + ring.len() {
                if is_drawn(i) {
                    if line.is_empty() {
                        line.push(ring[i % ring.len()]);
                    }
                    line.push(ring[(i + 1) % ring.len()]);
                } else if !line.is_empty() {
                    lines.push(self.thinned(line.drain(..).map(exactly), tolerance_deg));
                }
            }
            if !line.is_empty() {
                lines.push(self.thinned(line.drain(..).map(exactly), tolerance_deg));
            }
        }
        lines.retain(|line| line.len() > 2 || (line.len() == 2 && line[0] != line[1]));
        lines
    }

    /// Land in a box, clipped to it, as closed rings for filling by the even-odd rule (the first point is not
    /// repeated at the end). To be filled only: parts of their outlines run along the box. Islands much smaller
    /// than the tolerance \[degrees\] are left out.
    pub fn land_rings(&self, south_west: Position, north_east: Position, tolerance_deg: f64) -> Vec<Vec<Position>> {
        let frame = self.frame(south_west, north_east);
        let mut rings = Vec::new();
        for ring in self.rings.iter().filter(|ring| frame.may_meet(ring)) {
            let mut points: Vec<Coord> = ring.iter().copied().map(exactly).collect();
            points = clipped(&points, |p| p.x - frame.west);
            points = clipped(&points, |p| frame.east - p.x);
            points = clipped(&points, |p| p.y - frame.south);
            points = clipped(&points, |p| frame.north - p.y);
            let Some(first) = points.first().copied() else { continue };
            let mut thin = self.thinned(points.into_iter().chain([first]), tolerance_deg);
            thin.pop();
            if thin.len() >= 3 {
                rings.push(thin);
            }
        }
        rings
    }

    fn frame(&self, south_west: Position, north_east: Position) -> Frame {
        let scale = (UNITS_PER_DEGREE / STEPS_PER_DEGREE) as f64;
        let (low, high) = (self.index.point(south_west), self.index.point(north_east));
        Frame {
            west: low.x as f64 / scale,
            south: low.y as f64 / scale,
            east: high.x as f64 / scale,
            north: high.y as f64 / scale,
        }
    }

    /// A line with as few points as the tolerance allows (Douglas and Peucker's algorithm).
    fn thinned(&self, line: impl Iterator<Item = Coord>, tolerance_deg: f64) -> Vec<Position> {
        let line = LineString::new(line.collect());
        let tolerance = tolerance_deg.max(0.0) * STEPS_PER_DEGREE as f64;
        let thin = if tolerance > 0.0 { line.simplify(tolerance) } else { line };
        thin.into_iter().map(|p| self.index.position_of_step(p.x, p.y)).collect()
    }
}

fn exactly((x, y): (i32, i32)) -> Coord {
    Coord { x: f64::from(x), y: f64::from(y) }
}

/// Sutherland and Hodgman's clip of a ring: keeps what is not below zero by a function linear in the coordinates.
fn clipped(ring: &[Coord], height: impl Fn(&Coord) -> f64) -> Vec<Coord> {
    let Some(mut before) = ring.last() else { return Vec::new() };
    let mut out = Vec::with_capacity(ring.len());
    for here in ring {
        let (was, is) = (height(before), height(here));
        if (was >= 0.0) != (is >= 0.0) {
            out.push(*before + (*here - *before) * (was / (was - is)));
        }
        if is >= 0.0 {
            out.push(*here);
        }
        before = here;
    }
    out
}
