//! Finds the shore lines near a place, and whether a place is land, in exact whole numbers.
//!
//! Places are counted in units of 1e-7 degree (about 1 cm) east and north of the region's south-west corner.
//! A grid of cells of 0.1 degree holds, for each cell, the shore edges in it and whether its south-west corner is
//! land. A cell without edges is all land or all sea. Elsewhere one walks from the corner up the cell's west side
//! and then east to the place, and each edge crossed turns land into sea or back (the even-odd rule), which asks
//! only the few edges of that one cell. Where a line just touches a point the rule is: everything is decided a hair
//! north of where it is. Whole numbers make that exact, so no place is ever decided two ways.

use super::asset::{CoastFile, STEPS_PER_DEGREE};
use crate::base::Position;

/// Units of the index per degree.
pub(super) const UNITS_PER_DEGREE: i64 = 10_000_000;

/// Side of a cell \[units\].
pub(super) const CELL: i64 = UNITS_PER_DEGREE / 10;

/// The grid begins this far \[units\] south-west of the region's corner. Points of the coast are at multiples of 1000
/// units, so that none of them is ever on a line between cells.
const OFFSET: i64 = 500;

/// A place \[units\].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: i64,
    pub(super) y: i64,
}

impl Point {
    /// Twice the area of the triangle from here to `b` to `c`: positive if `c` is to the left of the way to `b`.
    fn turn(self, b: Self, c: Self) -> i64 {
        (b.x - self.x) * (c.y - self.y) - (b.y - self.y) * (c.x - self.x)
    }

    /// Whether the straight lines from here to `b` and from `c` to `d` cross, properly.
    pub(super) fn crosses(self, b: Self, c: Self, d: Self) -> bool {
        let apart = |one: i64, other: i64| (one > 0) != (other > 0);
        apart(self.turn(b, c), self.turn(b, d)) && apart(c.turn(d, self), c.turn(d, b))
    }

    /// The point a share of the way from here to `b`.
    pub(super) fn towards(self, b: Self, share: f64) -> Self {
        let part = |from: i64, to: i64| from + ((to - from) as f64 * share).round() as i64;
        Self { x: part(self.x, b.x), y: part(self.y, b.y) }
    }
}

/// A stretch of shore, or of the region's frame where land was cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// Both ends \[units\], the southern one first.
    x1: i32,
    y1: i32,
    x2: i32,
    y2: i32,
}

impl Edge {
    pub(super) fn ends(&self) -> (Point, Point) {
        (Point { x: i64::from(self.x1), y: i64::from(self.y1) }, Point { x: i64::from(self.x2), y: i64::from(self.y2) })
    }

    /// Whether the parallel of latitude a hair north of `y` crosses this edge.
    fn spans_parallel(&self, y: i64) -> bool {
        i64::from(self.y1) <= y && y < i64::from(self.y2)
    }

    /// Positive where a point is west (left, looking north) of this edge, zero on its line.
    fn side(&self, p: Point) -> i64 {
        let (a, b) = self.ends();
        a.turn(b, p)
    }

    /// How far along the way from `a` to `b` \[0 to 1\] this edge is met, if it is; touching is meeting.
    pub(super) fn met_at(&self, a: Point, b: Point) -> Option<f64> {
        let (low, high) = self.ends();
        let (west, east) = (low.x.min(high.x), low.x.max(high.x));
        if a.x.max(b.x) < west || a.x.min(b.x) > east || a.y.max(b.y) < low.y || a.y.min(b.y) > high.y {
            return None;
        }
        let apart = |one: i64, other: i64| (one > 0 && other > 0) || (one < 0 && other < 0);
        let (from_a, from_b) = (self.side(a), self.side(b));
        if apart(from_a, from_b) || apart(a.turn(b, low), a.turn(b, high)) {
            return None;
        }
        // Where the two lie along one line, the boxes that overlap above are all there is to meet.
        Some(if from_a == from_b { 0.0 } else { from_a as f64 / (from_a as f64 - from_b as f64) })
    }

    /// Whether this edge, which must span the parallel of `p`, crosses it west of `p`.
    fn is_west_of(&self, p: Point) -> bool {
        match self.side(p) {
            // On the line: a hair further north it is to the west if the edge leans west.
            0 => self.x2 < self.x1,
            side => side < 0,
        }
    }

    /// Whether this edge crosses the meridian `x` (on which it has no end) at or south of `y`.
    fn crosses_meridian_at_or_below(&self, x: i64, y: i64) -> bool {
        let (lower, upper) = (i64::from(self.x1), i64::from(self.x2));
        if (lower > x) == (upper > x) {
            return false;
        }
        // North of an edge that leans east is its west side.
        let side = self.side(Point { x, y });
        if upper > lower { side >= 0 } else { side <= 0 }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    Sea,
    Land,
    /// Shore lines: the index of a [`Mixed`].
    Mixed(usize),
}

/// A cell with shore lines in it.
#[derive(Debug, Clone, Copy)]
struct Mixed {
    first: u32,
    count: u32,
    corner_is_land: bool,
}

/// The index; see the head of this file.
pub(super) struct Index {
    /// South-west corner of the region \[degrees\].
    west_deg: f64,
    south_deg: f64,
    /// Extent of the region \[units\].
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) columns: usize,
    pub(super) rows: usize,
    edges: Vec<Edge>,
    /// Edges from this one on are cuts and no shore.
    first_cut: usize,
    /// Per cell, row by row from the south: 0 sea, 1 land, else 2 + the place in `mixed`.
    cells: Vec<u32>,
    mixed: Vec<Mixed>,
    /// The edges of the mixed cells, one cell's after another's.
    listed: Vec<u32>,
}

/// Whether the step between two points of a ring runs along the region's frame, where land was cut.
pub(super) fn is_cut(width: i64, height: i64, a: (i32, i32), b: (i32, i32)) -> bool {
    let on = |p: i32, q: i32, side: i64| i64::from(p) == side && i64::from(q) == side;
    on(a.0, b.0, 0) || on(a.0, b.0, width) || on(a.1, b.1, 0) || on(a.1, b.1, height)
}

impl Index {
    #[expect(clippy::cast_possible_truncation, reason = "the decoder has checked that all of it fits in i32")]
    pub(super) fn new(file: &CoastFile) -> Self {
        let [west, south, east, north] = file.frame;
        let scale = UNITS_PER_DEGREE / STEPS_PER_DEGREE;
        let (width, height) = ((east - west) * scale, (north - south) * scale);
        let (columns, rows) = ((width / CELL + 1) as usize, (height / CELL + 1) as usize);

        let mut edges = Vec::new();
        let mut cuts = Vec::new();
        for ring in &file.rings {
            let mut a = ring[ring.len() - 1];
            for &b in ring {
                let (low, high) = if a.1 <= b.1 { (a, b) } else { (b, a) };
                let unit = scale as i32;
                let edge = Edge { x1: low.0 * unit, y1: low.1 * unit, x2: high.0 * unit, y2: high.1 * unit };
                if is_cut(east - west, north - south, a, b) {
                    cuts.push(edge)
                } else {
                    edges.push(edge)
                }
                a = b;
            }
        }
        let first_cut = edges.len();
        edges.append(&mut cuts);

        let mut index = Self {
            west_deg: west as f64 / STEPS_PER_DEGREE as f64,
            south_deg: south as f64 / STEPS_PER_DEGREE as f64,
            width,
            height,
            columns,
            rows,
            edges,
            first_cut,
            cells: vec![0; columns * rows],
            mixed: Vec::new(),
            listed: Vec::new(),
        };
        let corners = index.corners();
        index.list_edges(&corners);
        index
    }

    /// Whether the south-west corner of each cell is land.
    fn corners(&self) -> Vec<bool> {
        let mut turns = vec![false; self.columns * self.rows];
        for edge in &self.edges {
            let (low, high) = edge.ends();
            for row in row_of(low.y)..=row_of(high.y) {
                let y = row as i64 * CELL - OFFSET;
                if !edge.spans_parallel(y) {
                    continue;
                }
                // The first corner east of the crossing: guessed, then put right exactly.
                let share = (y - low.y) as f64 / (high.y - low.y) as f64;
                let x = low.x as f64 + share * (high.x - low.x) as f64;
                let mut column = (x.max(0.0) as i64 + OFFSET) / CELL;
                let corner = |column: i64| Point { x: column * CELL - OFFSET, y };
                while column > 0 && edge.is_west_of(corner(column - 1)) {
                    column -= 1;
                }
                while !edge.is_west_of(corner(column)) {
                    column += 1;
                }
                if let Some(turn) = turns.get_mut(row * self.columns + column as usize)
                    && (column as usize) < self.columns
                {
                    *turn = !*turn;
                }
            }
        }
        for row in turns.chunks_mut(self.columns) {
            let mut is_land = false;
            for corner in row {
                is_land ^= *corner;
                *corner = is_land;
            }
        }
        turns
    }

    /// Lists the edges of each cell.
    fn list_edges(&mut self, corners: &[bool]) {
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(self.edges.len() * 2);
        for (number, edge) in self.edges.iter().enumerate() {
            let (a, b) = edge.ends();
            for_cells(self.columns, self.rows, a, b, 0, |cell| {
                pairs.push((cell as u32, number as u32));
                true
            });
        }
        pairs.sort_unstable();
        for (cell, corner) in self.cells.iter_mut().zip(corners) {
            *cell = u32::from(*corner);
        }
        self.listed = pairs.iter().map(|pair| pair.1).collect();
        let mut first = 0;
        for group in pairs.chunk_by(|a, b| a.0 == b.0) {
            let cell = group[0].0 as usize;
            let count = group.len() as u32;
            self.cells[cell] = 2 + self.mixed.len() as u32;
            self.mixed.push(Mixed { first, count, corner_is_land: corners[cell] });
            first += count;
        }
    }

    /// The place of a position, which need not be in the region.
    pub(super) fn point(&self, p: Position) -> Point {
        let units = |degrees: f64| (degrees * UNITS_PER_DEGREE as f64).floor() as i64;
        Point { x: units(p.lon_deg() - self.west_deg), y: units(p.lat_deg() - self.south_deg) }
    }

    /// The position in the middle of a unit, so that it is read back as the same place.
    pub(super) fn position(&self, p: Point) -> Position {
        let degrees = |units: i64| (units as f64 + 0.5) / UNITS_PER_DEGREE as f64;
        Position::clamped(self.south_deg + degrees(p.y), self.west_deg + degrees(p.x))
    }

    /// The position of a point of the asset \[1e-4 degree\], or between two.
    pub(super) fn position_of_step(&self, x: f64, y: f64) -> Position {
        let steps = STEPS_PER_DEGREE as f64;
        Position::clamped(self.south_deg + y / steps, self.west_deg + x / steps)
    }

    pub(super) fn covers(&self, p: Point) -> bool {
        (0..=self.width).contains(&p.x) && (0..=self.height).contains(&p.y)
    }

    /// The row of cells of a latitude south to north, and the latitude \[degrees\] of its middle.
    pub(super) fn latitude_of_row(&self, row: usize) -> f64 {
        self.south_deg + (row as f64 + 0.5) * CELL as f64 / UNITS_PER_DEGREE as f64
    }

    pub(super) fn cell(&self, column: usize, row: usize) -> Cell {
        self.at(row * self.columns + column)
    }

    fn at(&self, cell: usize) -> Cell {
        match self.cells[cell] {
            0 => Cell::Sea,
            1 => Cell::Land,
            mixed => Cell::Mixed(mixed as usize - 2),
        }
    }

    /// South-west corner of the first cell \[degrees east, degrees north\].
    pub(super) fn corner(&self) -> (f64, f64) {
        let offset = OFFSET as f64 / UNITS_PER_DEGREE as f64;
        (self.west_deg - offset, self.south_deg - offset)
    }

    /// How many cells have shore lines.
    pub(super) fn mixed_count(&self) -> usize {
        self.mixed.len()
    }

    /// Column and row of the cell that holds a place of the region.
    pub(super) fn column_and_row(p: Point) -> (usize, usize) {
        (row_of(p.x), row_of(p.y))
    }

    /// Whether a place is land; one outside the region is not.
    pub(super) fn is_land(&self, p: Point) -> bool {
        if !self.covers(p) {
            return false;
        }
        let (column, row) = Self::column_and_row(p);
        let mixed = match self.cell(column, row) {
            Cell::Sea => return false,
            Cell::Land => return true,
            Cell::Mixed(mixed) => mixed,
        };
        let x = column as i64 * CELL - OFFSET;
        let bend = Point { x, y: p.y };
        let mut is_land = self.mixed[mixed].corner_is_land;
        let below = row as i64 * CELL - OFFSET;
        for edge in self.edges_of(mixed) {
            is_land ^= edge.crosses_meridian_at_or_below(x, p.y) && !edge.crosses_meridian_at_or_below(x, below);
            is_land ^= edge.spans_parallel(p.y) && edge.is_west_of(p) && !edge.is_west_of(bend);
        }
        is_land
    }

    /// The edges of a mixed cell, shore and cuts.
    pub(super) fn edges_of(&self, mixed: usize) -> impl Iterator<Item = &Edge> {
        self.listed_of(mixed).map(|edge| &self.edges[edge])
    }

    /// The shore edges (no cuts) of a mixed cell.
    pub(super) fn shore_of(&self, mixed: usize) -> impl Iterator<Item = &Edge> {
        self.listed_of(mixed).filter(|edge| *edge < self.first_cut).map(|edge| &self.edges[edge])
    }

    fn listed_of(&self, mixed: usize) -> impl Iterator<Item = usize> {
        let Mixed { first, count, .. } = self.mixed[mixed];
        self.listed[first as usize..(first + count) as usize].iter().map(|edge| *edge as usize)
    }

    /// Calls `visit` with each cell that a straight line passes, or comes within `margin` \[units\] of in x and in y,
    /// roughly from `a` to `b`, until it answers false. Places outside the region have no cells.
    pub(super) fn for_cells_along(&self, a: Point, b: Point, margin: i64, mut visit: impl FnMut(Cell) -> bool) {
        for_cells(self.columns, self.rows, a, b, margin, |cell| visit(self.at(cell)));
    }
}

/// The row (or column) of cells of a coordinate, which must be -500 or more.
fn row_of(units: i64) -> usize {
    ((units + OFFSET) / CELL) as usize
}

fn for_cells(columns: usize, rows: usize, a: Point, b: Point, margin: i64, mut visit: impl FnMut(usize) -> bool) {
    let line_of = |units: i64| (units + OFFSET).div_euclid(CELL);
    let (column_limit, row_limit) = (columns as i64 - 1, rows as i64 - 1);
    let (low, high) = (a.y.min(b.y) - margin, a.y.max(b.y) + margin);
    let (first_row, last_row) = (line_of(low).max(0), line_of(high).min(row_limit));
    let slope = if a.y == b.y { 0.0 } else { (b.x - a.x) as f64 / (b.y - a.y) as f64 };
    let x_at = |y: i64| a.x as f64 + slope * (y.clamp(a.y.min(b.y), a.y.max(b.y)) - a.y) as f64;
    let mut row_visit = |row: i64| -> bool {
        let (bottom, top) = (row * CELL - OFFSET - margin, (row + 1) * CELL - OFFSET + margin);
        let (x, other) = if a.y == b.y { (a.x as f64, b.x as f64) } else { (x_at(bottom), x_at(top)) };
        // Rounding moves the crossing of a line by far less than one unit.
        let (west, east) = (x.min(other).floor() as i64 - 1 - margin, x.max(other).ceil() as i64 + 1 + margin);
        let (first, last) = (line_of(west).max(0), line_of(east).min(column_limit));
        let eastward = a.x <= b.x;
        (first..=last).all(|i| {
            let column = if eastward { i } else { first + last - i };
            visit((row * columns as i64 + column) as usize)
        })
    };
    if a.y <= b.y {
        let _ = (first_row..=last_row).all(&mut row_visit);
    } else {
        let _ = (first_row..=last_row).rev().all(&mut row_visit);
    }
}
