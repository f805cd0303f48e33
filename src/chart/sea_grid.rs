//! The sea cut into squares, large in the open and small along the shore, for finding routes on.
//!
//! Squares are 0.8, 0.4, 0.2 or 0.1 degree wide where there is no shore, and 0.05 or 0.025 degree (1.5 miles) where
//! there is, so that straits like Sunda, Lombok and Singapore stay open. Each square has one place in it at sea.
//! Knows nothing of routes: only which squares there are, where their places are and which of them touch.

use super::index::{CELL, Cell, Index, Point};

/// Small squares along the side of a cell of the index.
const SMALL: usize = 4;

/// The side of a small square \[units\].
const SMALL_UNITS: i64 = CELL / SMALL as i64;

/// The largest square is 2^3 cells wide.
const LARGEST: u8 = 3;

/// How a cell of the index is cut; other values are `SEA` + the logarithm of the square's side in cells.
const LAND: u8 = 0;
const SHORE: u8 = 1;
const SEA: u8 = 2;

/// Places to look for sea in a small square, in this order, as shares of its side: the middle, then quarters.
const PLACES: [(i64, i64); 5] = [(2, 2), (1, 1), (3, 1), (1, 3), (3, 3)];

/// Four small squares that are all at sea are joined into one, twice as wide.
const MIDDLING: u8 = 9;
const MIDDLING_SIDE: i64 = 2;

/// One square of the grid: the column and row of its south-west small square.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Square {
    column: u16,
    row: u16,
}

/// The grid; see the head of this file.
pub(super) struct SeaGrid {
    columns: usize,
    rows: usize,
    cuts: Vec<u8>,
    /// Per cell, where its small squares are in `places`; meaningless where there is no shore.
    shore_number: Vec<u32>,
    /// Per small square: 0 for all land as far as looked, else 1 + the number of the place; `MIDDLING` if it belongs
    /// to a middling square.
    places: Vec<[u8; SMALL * SMALL]>,
}

impl SeaGrid {
    #[expect(clippy::cast_possible_truncation, reason = "a region has fewer than 2^32 cells")]
    pub(super) fn new(index: &Index) -> Self {
        let (columns, rows) = (index.columns, index.rows);
        let mut cuts = vec![LAND; columns * rows];
        let mut shore_number = vec![0; columns * rows];
        let mut places = Vec::with_capacity(index.mixed_count());
        for row in 0..rows {
            for column in 0..columns {
                let cell = row * columns + column;
                cuts[cell] = match index.cell(column, row) {
                    Cell::Sea => SEA,
                    Cell::Land => LAND,
                    Cell::Mixed(_) => {
                        shore_number[cell] = places.len() as u32;
                        places.push(small_squares(index, column, row));
                        SHORE
                    }
                };
            }
        }
        // Joins four squares of open sea into one, as often as it goes.
        for level in 0..LARGEST {
            let side = 1 << level;
            for row in (0..rows.saturating_sub(2 * side - 1)).step_by(2 * side) {
                for column in (0..columns.saturating_sub(2 * side - 1)).step_by(2 * side) {
                    let four = [(0, 0), (side, 0), (0, side), (side, side)];
                    if four.iter().all(|(dx, dy)| cuts[(row + dy) * columns + column + dx] == SEA + level) {
                        for y in row..row + 2 * side {
                            cuts[y * columns + column..y * columns + column + 2 * side].fill(SEA + level + 1);
                        }
                    }
                }
            }
        }
        Self { columns, rows, cuts, shore_number, places }
    }

    /// The square that holds a small square, unless that is land, and the side of it in small squares. The side is
    /// given for land, too: that of the square one may skip.
    fn holding(&self, column: i64, row: i64) -> (Option<Square>, i64) {
        let small = SMALL as i64;
        let (limit_x, limit_y) = ((self.columns * SMALL) as i64, (self.rows * SMALL) as i64);
        if !(0..limit_x).contains(&column) || !(0..limit_y).contains(&row) {
            return (None, 1);
        }
        let square = |column: i64, row: i64| Some(Square { column: column as u16, row: row as u16 });
        let cell = (row / small) as usize * self.columns + (column / small) as usize;
        match self.cuts[cell] {
            LAND => (None, small),
            SHORE => {
                let place =
                    self.places[self.shore_number[cell] as usize][(row % small * small + column % small) as usize];
                match place {
                    0 => (None, 1),
                    MIDDLING => {
                        let corner = |units: i64| units / MIDDLING_SIDE * MIDDLING_SIDE;
                        (square(corner(column), corner(row)), MIDDLING_SIDE)
                    }
                    _ => (square(column, row), 1),
                }
            }
            sea => {
                let side = small << (sea - SEA);
                (square(column / side * side, row / side * side), side)
            }
        }
    }

    fn cut_of(&self, square: Square) -> (u8, usize) {
        let cell = usize::from(square.row) / SMALL * self.columns + usize::from(square.column) / SMALL;
        (self.cuts[cell], cell)
    }

    /// A place at sea in a square: the middle if that is sea.
    pub(super) fn place(&self, square: Square) -> Point {
        let (column, row) = (i64::from(square.column), i64::from(square.row));
        let (dx, dy, side) = match self.cut_of(square) {
            (SHORE, cell) => {
                let small = usize::from(square.row) % SMALL * SMALL + usize::from(square.column) % SMALL;
                let number = self.places[self.shore_number[cell] as usize][small];
                if number == MIDDLING {
                    (2, 2, MIDDLING_SIDE)
                } else {
                    let (dx, dy) = PLACES[usize::from(number.max(1)) - 1];
                    (dx, dy, 1)
                }
            }
            (sea, _) => (2, 2, (SMALL as i64) << sea.saturating_sub(SEA)),
        };
        Point {
            x: column * SMALL_UNITS + dx * side * SMALL_UNITS / 4,
            y: row * SMALL_UNITS + dy * side * SMALL_UNITS / 4,
        }
    }

    /// Whether a square, in a cell with shore, is not all at sea or touches one that is not.
    pub(super) fn is_near_shore(&self, square: Square) -> bool {
        let (SHORE, cell) = self.cut_of(square) else { return false };
        let (column, row) = (i64::from(square.column), i64::from(square.row));
        let small = usize::from(square.row) % SMALL * SMALL + usize::from(square.column) % SMALL;
        let side = if self.places[self.shore_number[cell] as usize][small] == MIDDLING { MIDDLING_SIDE } else { 1 };
        (row - 1..=row + side).any(|y| (column - 1..=column + side).any(|x| self.is_partly_land(x, y)))
    }

    /// Whether the middle of a small square is land; false beyond the region.
    fn is_partly_land(&self, column: i64, row: i64) -> bool {
        let (Ok(column), Ok(row)) = (usize::try_from(column), usize::try_from(row)) else { return false };
        if column >= self.columns * SMALL || row >= self.rows * SMALL {
            return false;
        }
        let cell = row / SMALL * self.columns + column / SMALL;
        match self.cuts[cell] {
            LAND => true,
            SHORE => {
                let place = self.places[self.shore_number[cell] as usize][row % SMALL * SMALL + column % SMALL];
                place != 1 && place != MIDDLING
            }
            _ => false,
        }
    }

    /// The squares that touch a square, at a side or a corner, in a fixed order, each once.
    pub(super) fn touching(&self, square: Square, out: &mut Vec<Square>) {
        let (column, row) = (i64::from(square.column), i64::from(square.row));
        let (_, side) = self.holding(column, row);
        out.clear();
        let mut add = |found: Option<Square>| {
            if let Some(found) = found
                && !out.contains(&found)
            {
                out.push(found);
            }
        };
        for y in [row - 1, row + side] {
            let mut x = column - 1;
            while x <= column + side {
                let (found, width) = self.holding(x, y);
                add(found);
                x = x.div_euclid(width) * width + width;
            }
        }
        for x in [column - 1, column + side] {
            let mut y = row;
            while y < row + side {
                let (found, width) = self.holding(x, y);
                add(found);
                y = y.div_euclid(width) * width + width;
            }
        }
    }

    /// The squares within so many small squares of a place, in a fixed order, each once.
    pub(super) fn around(&self, p: Point, reach: i64) -> Vec<Square> {
        let (column, row) = (p.x.div_euclid(SMALL_UNITS), p.y.div_euclid(SMALL_UNITS));
        let mut squares: Vec<Square> = (row - reach..=row + reach)
            .flat_map(|y| (column - reach..=column + reach).filter_map(move |x| self.holding(x, y).0))
            .collect();
        squares.sort_unstable();
        squares.dedup();
        squares
    }
}

/// Where there is sea in each small square of a cell.
fn small_squares(index: &Index, column: usize, row: usize) -> [u8; SMALL * SMALL] {
    let mut found = [0; SMALL * SMALL];
    for (number, place) in found.iter_mut().enumerate() {
        let corner = Point {
            x: column as i64 * CELL + (number % SMALL) as i64 * SMALL_UNITS,
            y: row as i64 * CELL + (number / SMALL) as i64 * SMALL_UNITS,
        };
        let at =
            |(dx, dy): (i64, i64)| Point { x: corner.x + dx * SMALL_UNITS / 4, y: corner.y + dy * SMALL_UNITS / 4 };
        let is_sea = |place: &(i64, i64)| index.covers(at(*place)) && !index.is_land(at(*place));
        *place = PLACES.iter().zip(1..).find(|(place, _)| is_sea(place)).map_or(0, |(_, number)| number);
    }
    for (dx, dy) in [(0, 0), (2, 0), (0, 2), (2, 2)] {
        let four = [(dx, dy), (dx + 1, dy), (dx, dy + 1), (dx + 1, dy + 1)].map(|(x, y)| y * SMALL + x);
        let middle = Point {
            x: column as i64 * CELL + (dx as i64 + 1) * SMALL_UNITS,
            y: row as i64 * CELL + (dy as i64 + 1) * SMALL_UNITS,
        };
        if four.iter().all(|small| found[*small] == 1) && index.covers(middle) && !index.is_land(middle) {
            for small in four {
                found[small] = MIDDLING;
            }
        }
    }
    found
}
