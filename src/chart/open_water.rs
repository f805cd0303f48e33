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
        Self { west_deg, south_deg, columns, rows, near }
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
}
