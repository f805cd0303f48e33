//! Where no shore is near: a coarse chart that spares those who move in small steps most of their questions.

use super::coast::Coast;
use super::index::{CELL, Cell, UNITS_PER_DEGREE};
use crate::base::Position;

/// Cells of the region in which, and in whose eight neighbours, there is no land.
///
/// Whoever moves by less than [`OpenWater::CELL_DEG`] in latitude and in longitude and ends in such a cell has met no
/// land on the way.
pub struct OpenWater {
    west_deg: f64,
    south_deg: f64,
    columns: usize,
    rows: usize,
    /// Row by row from the south; 1 where land may be near.
    near: Vec<u8>,
    /// How many such cells lie south-west of each corner of the cells, row by row from the south.
    sums: Vec<u32>,
}

impl OpenWater {
    /// Side of a cell \[degrees\].
    pub const CELL_DEG: f64 = CELL as f64 / UNITS_PER_DEGREE as f64;

    pub(super) fn of(coast: &Coast) -> Self {
        let index = &coast.index;
        let (columns, rows) = (index.columns, index.rows);
        let mut near = vec![0; columns * rows];
        for row in 0..rows {
            for column in 0..columns {
                if matches!(index.cell(column, row), Cell::Sea) {
                    continue;
                }
                for r in row.saturating_sub(1)..=(row + 1).min(rows - 1) {
                    for c in column.saturating_sub(1)..=(column + 1).min(columns - 1) {
                        near[r * columns + c] = 1;
                    }
                }
            }
        }
        let (west_deg, south_deg) = index.corner();
        let mut sums = vec![0; (columns + 1) * (rows + 1)];
        for row in 0..rows {
            let mut in_row = 0;
            for column in 0..columns {
                in_row += u32::from(near[row * columns + column]);
                let (here, below) = ((row + 1) * (columns + 1) + column + 1, row * (columns + 1) + column + 1);
                sums[here] = sums[below] + in_row;
            }
        }
        Self { west_deg, south_deg, columns, rows, near, sums }
    }

    /// Whether no land is near anywhere in a part of the chart \[degrees\]; outside the region there is none.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the region")]
    pub fn is_open(&self, south_deg: f64, north_deg: f64, west_deg: f64, east_deg: f64) -> bool {
        let cell = |degrees: f64, from: f64, most: usize| {
            ((degrees - from) * (1.0 / Self::CELL_DEG)).floor().clamp(-1.0, most as f64) as i64
        };
        let span = |low: f64, high: f64, from: f64, most: usize| {
            let (first, last) = (cell(low, from, most).max(0) as usize, cell(high, from, most));
            (first.min(most), (last + 1).clamp(0, most as i64) as usize)
        };
        let (left, right) = span(west_deg, east_deg, self.west_deg, self.columns);
        let (bottom, top) = span(south_deg, north_deg, self.south_deg, self.rows);
        if left >= right || bottom >= top {
            return true;
        }
        let sum = |row: usize, column: usize| self.sums[row * (self.columns + 1) + column];
        sum(top, right) + sum(bottom, left) == sum(top, left) + sum(bottom, right)
    }

    /// 1 if land may be near a place \[degrees north, degrees east\], 0 if it is not; outside the region there is none.
    pub fn near_land(&self, lat_deg: f64, lon_deg: f64) -> u8 {
        let column = (lon_deg - self.west_deg) * (1.0 / Self::CELL_DEG);
        let row = (lat_deg - self.south_deg) * (1.0 / Self::CELL_DEG);
        if column >= 0.0 && row >= 0.0 && column < self.columns as f64 && row < self.rows as f64 {
            self.near[row as usize * self.columns + column as usize]
        } else {
            0
        }
    }

    /// As [`OpenWater::near_land`], for a position.
    pub fn is_near_land(&self, position: Position) -> bool {
        self.near_land(position.lat_deg(), position.lon_deg()) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_way_that_ends_in_open_water_meets_no_land() {
        let coast = Coast::region();
        let open = coast.open_water();
        let (mut asked, mut near) = (0, 0);
        // Short ways on a lattice over the straits and islands of the region, in eight directions.
        for i in 0..260_u32 {
            for j in 0..260_u32 {
                let from = Position::clamped(-11.0 + f64::from(i) * 0.1, 92.0 + f64::from(j) * 0.1);
                let turn = f64::from((i * 7 + j * 13) % 8) * 45.0;
                let to = from.destination(turn, 10_000.0);
                asked += 1;
                if open.is_near_land(to) {
                    near += 1;
                } else {
                    assert!(coast.first_land(from, to).is_none(), "{from} {to}");
                }
            }
        }
        assert!(near > asked / 20 && near < asked, "{near} of {asked}");
        assert!(!open.is_near_land(Position::clamped(40.0, 10.0)));
    }

    #[test]
    fn a_part_of_the_chart_is_open_when_every_place_in_it_is() {
        let open = Coast::region().open_water();
        let (mut all, mut none) = (0, 0);
        for i in 0..60_u32 {
            for j in 0..60_u32 {
                let (south, west) = (-46.0 + f64::from(i) * 1.31, 58.0 + f64::from(j) * 1.77);
                let side = f64::from((i * 5 + j * 3) % 7) * 0.23;
                let steps = 0..=(side / 0.05).ceil() as u32;
                let near = steps.clone().any(|r| {
                    let lat = (south + f64::from(r) * 0.05).min(south + side);
                    steps.clone().any(|c| open.near_land(lat, (west + f64::from(c) * 0.05).min(west + side)) != 0)
                });
                assert_eq!(open.is_open(south, south + side, west, west + side), !near, "{south} {west} {side}");
                *if near { &mut none } else { &mut all } += 1;
            }
        }
        assert!(all > 300 && none > 300, "{all} {none}");
        assert!(open.is_open(50.0, 60.0, 100.0, 110.0) && !open.is_open(-90.0, 90.0, -400.0, 400.0));
    }
}
