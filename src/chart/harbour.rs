//! Ways out of narrow inlets and rivers, which the squares of the sea grid are too wide for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::coast::Coast;
use super::index::Point;
use super::sea_grid::Square;
use super::shore::flat_distance_m;

/// Spacing of the points looked at \[units\], about 280 m: finer than the coast itself.
const SPACING: i64 = 25_000;

/// How far from the harbour \[points\] they are looked at: 0.2 degree.
const REACH: i64 = 80;

/// How many small squares around a harbour are in sight of it.
const SIGHT: i64 = 6;

/// A square of the grid that can be reached from an end of a route.
#[derive(Debug, Clone)]
pub(super) struct Lead {
    pub(super) square: Square,
    /// Corners of the way, from the harbour outwards, without either end.
    pub(super) via: Vec<Point>,
    /// Length of the way \[m\].
    pub(super) length_m: f64,
}

/// The squares that can be reached from a place in one straight line, in order of their number.
pub(super) fn in_sight(coast: &Coast, end: Point) -> Vec<Lead> {
    let grid = coast.sea_grid();
    grid.around(end, SIGHT)
        .into_iter()
        .map(|square| (square, grid.place(square)))
        .filter(|(_, place)| coast.is_clear(end, *place))
        .map(|(square, place)| Lead { square, via: Vec::new(), length_m: length_m(coast, end, place) })
        .collect()
}

/// The squares that can be reached from a place by the shortest ways over a fine net of points around it (Dijkstra
/// 1959), in order of their number.
pub(super) fn by_pilot(coast: &Coast, end: Point) -> Vec<Lead> {
    let grid = coast.sea_grid();
    let at = |(x, y): (i64, i64)| Point { x: end.x + x * SPACING, y: end.y + y * SPACING };
    let mut lengths_m: BTreeMap<(i64, i64), u64> = BTreeMap::from([((0, 0), 0)]);
    let mut before: BTreeMap<(i64, i64), (i64, i64)> = BTreeMap::new();
    let mut done: BTreeSet<(i64, i64)> = BTreeSet::new();
    let mut leads: BTreeMap<Square, Lead> = BTreeMap::new();
    let mut open = BinaryHeap::from([Reverse((0, (0, 0)))]);
    while let Some(Reverse((length, here))) = open.pop() {
        if !done.insert(here) {
            continue;
        }
        for square in grid.around(at(here), 0) {
            let place = grid.place(square);
            if !leads.contains_key(&square) && coast.is_clear(at(here), place) {
                let mut via: Vec<Point> = std::iter::successors(Some(here), |point| before.get(point).copied())
                    .filter(|point| *point != (0, 0))
                    .map(at)
                    .collect();
                via.reverse();
                let length_m = length as f64 + length_m(coast, at(here), place);
                leads.insert(square, Lead { square, via, length_m });
            }
        }
        for (dx, dy) in [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
            let next = (here.0 + dx, here.1 + dy);
            let is_far = next.0.abs() > REACH || next.1.abs() > REACH;
            if is_far || done.contains(&next) || !coast.index.covers(at(next)) || !coast.is_clear(at(here), at(next)) {
                continue;
            }
            let total = length + length_m(coast, at(here), at(next)).ceil() as u64;
            if lengths_m.get(&next).is_none_or(|known| total < *known) {
                lengths_m.insert(next, total);
                before.insert(next, here);
                open.push(Reverse((total, next)));
            }
        }
    }
    leads.into_values().collect()
}

fn length_m(coast: &Coast, a: Point, b: Point) -> f64 {
    flat_distance_m(a, b, coast.finder.narrowing((a.y + b.y) / 2))
}
