//! Short sea routes round land.
//!
//! The straight way is tried first. Else A* (Hart, Nilsson, Raphael 1968) finds a way over the squares of the sea
//! grid, and the string is pulled taut: legs are joined and corners drawn in wherever the coast allows it. Routes
//! keep a kilometre off the shore where they can, except near their ends, and cross no waters known to be closed (see
//! `closed`). Depths, reefs and traffic lanes are not known, and nor is who may pass.

use pathfinding::prelude::astar;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::coast::Coast;
use super::harbour::{self, Lead};
use super::index::{Cell, Point};
use super::sea_grid::Square;
use super::shore::{METRES_PER_UNIT, distance_between_m, flat_distance_m};
use crate::base::Position;

/// How far off the shore a route keeps where it can \[m\].
const OFFING_M: f64 = 1000.0;

/// How far from a route's ends \[m\] it may be nearer to the shore than that.
const APPROACH_M: f64 = 5000.0;

/// How far \[m\] an end that lies on land may be from the sea.
const INLAND_M: f64 = 10_000.0;

/// By how much ways out of squares along the shore count longer, so that routes take the open sea where there is some.
const NEAR_SHORE_FACTOR: f64 = 1.5;

/// A part of the sea with fewer squares than this is looked through first when it is where the route ends, so as not
/// to look through a whole ocean for a way into a lagoon.
const LAGOON: usize = 300;

/// The great circle of a leg is looked at in pieces of this length \[m\]. One so long leaves its chord on the chart by
/// at most 200 m at 45 degrees of latitude (length squared / 8 R x tan latitude).
const PIECE_M: f64 = 100_000.0;

/// How often corners are drawn in, and how finely (halvings).
const PULLS: usize = 3;
const HALVINGS: usize = 6;

/// A way by sea.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Route {
    /// Both ends and the corners between. No leg crosses land, whether sailed along a great circle or straight on a
    /// chart of longitude and latitude. An end given on land is replaced by the sea next to it.
    pub waypoints: Vec<Position>,
    /// The legs' great-circle distances added up \[m\].
    pub length_m: f64,
}

impl Route {
    fn new(waypoints: Vec<Position>) -> Self {
        let length_m = waypoints.windows(2).map(|leg| leg[0].distance_m(leg[1])).sum();
        Self { waypoints, length_m }
    }
}

/// Why there is no route.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum NoRoute {
    /// An end is outside the region of the coast.
    #[error("{0} is outside the chart; choose a place between 60 and 160 E, 45 S and 30 N")]
    OutsideRegion(Position),
    /// An end is on land, too far from the sea to be a port.
    #[error("{0} is on land, more than 10 km from the sea; choose a place at sea or on the shore")]
    OnLand(Position),
    /// Land lies all the way between.
    #[error("there is no way by sea between the two places; choose ends on the same sea")]
    NoSeaPath,
}

/// A place on the way, and how far \[m\] the leg to it keeps off the shore, at most `OFFING_M`.
#[derive(Clone, Copy)]
struct Stop {
    place: Point,
    offing_m: f64,
}

/// A step of the search: an end of the route, or a square of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    From,
    At(Square),
    To,
}

impl Coast {
    /// Short sea route from one place to another round land, as waypoints including both ends. Ends that are on land
    /// within 10 km of the sea are first moved there.
    ///
    /// # Errors
    /// If an end is outside the region or far inland, or if land lies all the way between.
    pub fn route(&self, from: Position, to: Position) -> Result<Route, NoRoute> {
        let end = |p: Position| {
            if self.covers(p) {
                self.nearest_sea(p, INLAND_M).ok_or(NoRoute::OnLand(p))
            } else {
                Err(NoRoute::OutsideRegion(p))
            }
        };
        let (from, to) = (end(from)?, end(to)?);
        let search = Search { coast: self, from: self.index.point(from), to: self.index.point(to) };
        if search.is_good_leg(search.from, search.to, OFFING_M) {
            return Ok(Route::new(vec![from, to]));
        }
        let Some(way) = search.way() else {
            // The straight way may be open though narrow.
            let straight = search.is_good_leg(search.from, search.to, 0.0);
            return if straight { Ok(Route::new(vec![from, to])) } else { Err(NoRoute::NoSeaPath) };
        };
        let stops = search.pulled(&way);
        let inner = stops[1..stops.len() - 1].iter().map(|stop| self.index.position(stop.place));
        Ok(Route::new(std::iter::once(from).chain(inner).chain(std::iter::once(to)).collect()))
    }
}

/// The squares that leads lead to, in order of their number as the leads are.
fn squares(leads: &[Lead]) -> Vec<Square> {
    leads.iter().map(|lead| lead.square).collect()
}

fn lead_of(leads: &[Lead], square: Square) -> Option<&Lead> {
    leads.binary_search_by(|lead| lead.square.cmp(&square)).ok().map(|place| &leads[place])
}

/// Where a corner is moved to.
#[derive(Clone, Copy)]
enum Aim {
    Between,
    Before,
    After,
}

struct Search<'a> {
    coast: &'a Coast,
    from: Point,
    to: Point,
}

impl Search<'_> {
    /// A way over the grid, with both ends. Where no square in sight of an end leads on, the end is in a narrow inlet
    /// and the way out of it is sought on a finer net.
    fn way(&self) -> Option<Vec<Point>> {
        let (from, to) = (harbour::in_sight(self.coast, self.from), harbour::in_sight(self.coast, self.to));
        let goals = squares(&to);
        if !self.is_lagoon(&goals, &squares(&from)) && !self.is_lagoon(&squares(&from), &goals) {
            let way = self.way_between(&from, &to);
            if way.is_some() {
                return way;
            }
        }
        let (from, to) = (harbour::by_pilot(self.coast, self.from), harbour::by_pilot(self.coast, self.to));
        if self.is_lagoon(&squares(&to), &squares(&from)) || self.is_lagoon(&squares(&from), &squares(&to)) {
            return None;
        }
        self.way_between(&from, &to)
    }

    /// A way over the grid that begins and ends with one of some leads.
    fn way_between(&self, starts: &[Lead], goals: &[Lead]) -> Option<Vec<Point>> {
        let grid = self.coast.sea_grid();
        let place = |node: Node| match node {
            Node::From => self.from,
            Node::At(square) => grid.place(square),
            Node::To => self.to,
        };
        let goal = self.coast.index.position(self.to);
        let mut touching = Vec::new();
        let (nodes, _) = astar(
            &Node::From,
            |node| {
                let here = place(*node);
                let mut steps: Vec<(Node, u32)> = Vec::new();
                let step =
                    |square: Square, factor: f64| (Node::At(square), self.cost(here, grid.place(square), factor));
                match node {
                    Node::From => {
                        steps.extend(starts.iter().map(|lead| (Node::At(lead.square), lead.length_m.ceil() as u32)));
                    }
                    Node::At(square) => {
                        let factor = if grid.is_near_shore(*square) { NEAR_SHORE_FACTOR } else { 1.0 };
                        grid.touching(*square, &mut touching);
                        for other in &touching {
                            if self.coast.is_clear(here, grid.place(*other)) {
                                steps.push(step(*other, factor));
                            }
                        }
                        if let Some(lead) = lead_of(goals, *square) {
                            steps.push((Node::To, lead.length_m.ceil() as u32));
                        }
                    }
                    Node::To => {}
                }
                steps
            },
            |node| self.coast.index.position(place(*node)).distance_m(goal) as u32,
            |node| *node == Node::To,
        )?;
        let mut way = vec![self.from];
        if let Some(Node::At(first)) = nodes.get(1)
            && let Some(lead) = lead_of(starts, *first)
        {
            way.extend(&lead.via);
        }
        way.extend(nodes[1..nodes.len() - 1].iter().map(|node| place(*node)));
        if let Some(Node::At(last)) = nodes.get(nodes.len() - 2)
            && let Some(lead) = lead_of(goals, *last)
        {
            way.extend(lead.via.iter().rev());
        }
        way.push(self.to);
        Some(way)
    }

    /// Length of a step \[m\], counted longer by a factor.
    fn cost(&self, a: Point, b: Point, factor: f64) -> u32 {
        let narrowing = self.coast.finder.narrowing((a.y + b.y) / 2);
        (flat_distance_m(a, b, narrowing) * factor).ceil() as u32
    }

    /// Whether the sea around some squares is small and holds none of the others.
    fn is_lagoon(&self, squares: &[Square], others: &[Square]) -> bool {
        let grid = self.coast.sea_grid();
        let mut seen: std::collections::BTreeSet<Square> = squares.iter().copied().collect();
        let mut open: Vec<Square> = squares.to_vec();
        let mut touching = Vec::new();
        while let Some(square) = open.pop() {
            if seen.len() > LAGOON || others.binary_search(&square).is_ok() {
                return false;
            }
            grid.touching(square, &mut touching);
            for other in &touching {
                if !seen.contains(other) && self.coast.is_clear(grid.place(square), grid.place(*other)) {
                    seen.insert(*other);
                    open.push(*other);
                }
            }
        }
        true
    }

    /// The way with as few and as short legs as the coast allows.
    fn pulled(&self, way: &[Point]) -> Vec<Stop> {
        let mut stops = self.joined(&self.measured(way));
        for _ in 0..PULLS {
            self.draw_in(&mut stops);
            stops = self.joined(&stops);
        }
        stops
    }

    fn measured(&self, way: &[Point]) -> Vec<Stop> {
        let mut before = self.from;
        way.iter()
            .map(|place| {
                let offing_m = self.offing_m(before, *place);
                before = *place;
                Stop { place: *place, offing_m }
            })
            .collect()
    }

    /// Joins legs into one where that keeps as far off the shore as they did, or a kilometre.
    fn joined(&self, stops: &[Stop]) -> Vec<Stop> {
        let mut kept = vec![stops[0]];
        let mut here = 0;
        while here + 1 < stops.len() {
            let (mut reached, mut offing_m) = (here + 1, stops[here + 1].offing_m);
            let mut step = 1;
            let mut next = here + 2;
            // Looks ahead further and further, and past a few places that cannot be reached.
            while next < stops.len() && step <= 8 {
                let least = stops[reached + 1..=next].iter().fold(offing_m, |least, stop| least.min(stop.offing_m));
                if self.is_good_leg(stops[here].place, stops[next].place, least) {
                    (reached, offing_m, step) = (next, least, 1);
                } else {
                    step += 1;
                }
                next += 1;
            }
            kept.push(Stop { place: stops[reached].place, offing_m });
            here = reached;
        }
        kept
    }

    /// Moves each corner towards the straight line between its neighbours and towards each of them, as far as the
    /// coast allows; each makes the way shorter.
    fn draw_in(&self, stops: &mut [Stop]) {
        for i in 1..stops.len().saturating_sub(1) {
            let (before, after) = (stops[i - 1].place, stops[i + 1]);
            for aim in [Aim::Between, Aim::Before, Aim::After] {
                let corner = stops[i];
                let narrowing = self.coast.finder.narrowing(corner.place.y);
                let first_m = flat_distance_m(before, corner.place, narrowing);
                let second_m = flat_distance_m(corner.place, after.place, narrowing);
                if first_m == 0.0 || second_m == 0.0 {
                    break;
                }
                let target = match aim {
                    Aim::Between => before.towards(after.place, first_m / (first_m + second_m)),
                    Aim::Before => before,
                    Aim::After => after.place,
                };
                let (mut good, mut bad) = (0.0, 1.0);
                for _ in 0..HALVINGS {
                    let share = (good + bad) / 2.0;
                    let place = corner.place.towards(target, share);
                    let fits = !self.coast.index.is_land(place)
                        && self.is_good_leg(before, place, corner.offing_m)
                        && self.is_good_leg(place, after.place, after.offing_m);
                    if fits { good = share } else { bad = share }
                }
                stops[i].place = corner.place.towards(target, good);
            }
        }
    }

    /// Whether a leg is all at sea, straight and along the great circle, and keeps so far off the shore \[m\].
    fn is_good_leg(&self, a: Point, b: Point, offing_m: f64) -> bool {
        self.coast.is_clear(a, b) && self.great_circle_is_clear(a, b) && self.offing_m(a, b) >= offing_m
    }

    fn great_circle_is_clear(&self, a: Point, b: Point) -> bool {
        let (start, end) = (self.coast.index.position(a), self.coast.index.position(b));
        let length_m = start.distance_m(end);
        let pieces = (length_m / PIECE_M).ceil() as u32;
        if pieces <= 1 {
            return true;
        }
        let bearing = start.bearing_true(end);
        let at = |piece: u32| {
            let on_the_way = start.destination(bearing, length_m * f64::from(piece) / f64::from(pieces));
            self.coast.index.point(on_the_way)
        };
        (0..pieces).all(|piece| self.coast.is_clear(at(piece), if piece + 1 == pieces { b } else { at(piece + 1) }))
    }

    /// How far a leg keeps off the shore \[m\], at most `OFFING_M`, leaving out what is near the route's ends.
    fn offing_m(&self, a: Point, b: Point) -> f64 {
        let length_m = flat_distance_m(a, b, self.coast.finder.narrowing((a.y + b.y) / 2));
        let left_out = |p: Point| if p == self.from || p == self.to { APPROACH_M } else { 0.0 };
        let (first, last) = (left_out(a), left_out(b));
        if first + last >= length_m {
            return OFFING_M;
        }
        let (a, b) = (a.towards(b, first / length_m), b.towards(a, last / length_m));
        // A degree of longitude is at least 0.7 of one of latitude anywhere in the region.
        let margin = (OFFING_M / 0.7 / METRES_PER_UNIT) as i64;
        let mut least = OFFING_M;
        self.coast.index.for_cells_along(a, b, margin, |cell| {
            if let Cell::Mixed(mixed) = cell {
                for edge in self.coast.index.shore_of(mixed) {
                    let (c, d) = edge.ends();
                    let narrowing = self.coast.finder.narrowing((c.y + d.y) / 2);
                    least = least.min(distance_between_m(a, b, c, d, narrowing));
                }
            }
            true
        });
        least
    }
}
