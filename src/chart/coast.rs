//! The coast of the region: is this land, how far is the shore, where does this way meet land.

use std::sync::OnceLock;

use super::asset::{self, BadCoast};
use super::closed::closed_lines;
use super::index::{Cell, Index, Point};
use super::open_water::OpenWater;
use super::sea_grid::SeaGrid;
use super::shore::ShoreFinder;
use crate::base::{Digest, Position};

/// The bytes of the embedded coast; `assets/LICENCES.md` says where they come from.
pub(super) const COAST: &[u8] = include_bytes!("../../assets/coast/coast.bin");

/// How far off the shore line \[m\] a place is put that is moved from land to sea, in this order of trying. A few tens
/// of metres are less than what the coast is rounded to (about 400 m), and enough not to be on the line itself.
const OFF_SHORE_M: [f64; 3] = [50.0, 100.0, 200.0];

/// The coast of the exercise region, 60 to 160 E and 45 S to 30 N, at 1:10m.
///
/// Source: Natural Earth 1:10m land. It knows no lakes, rivers, reefs or depths, and not the smallest islets.
/// Shore lines are straight on a chart whose axes are longitude and latitude (plate carrée).
pub struct Coast {
    digest: Digest,
    pub(super) rings: Vec<Vec<(i32, i32)>>,
    pub(super) index: Index,
    pub(super) finder: ShoreFinder,
    /// Lines from land to land that routes do not cross.
    closed: Vec<(Point, Point)>,
    /// Made for the first route asked for.
    sea_grid: OnceLock<SeaGrid>,
    /// Made when first asked for.
    open_water: OnceLock<OpenWater>,
}

impl Coast {
    /// The embedded coast, decoded and indexed on first use.
    ///
    /// # Panics
    /// If the embedded file is broken, which a test rules out.
    pub fn region() -> &'static Self {
        static REGION: OnceLock<Coast> = OnceLock::new();
        REGION.get_or_init(|| Self::from_bytes(COAST).expect("the embedded coast is whole"))
    }

    /// The coast in a file's bytes.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, BadCoast> {
        let file = asset::decode(bytes)?;
        let index = Index::new(&file);
        let finder = ShoreFinder::new(&index);
        let closed = closed_lines()
            .map(|(a, b)| (index.point(a), index.point(b)))
            .filter(|(a, b)| index.covers(*a) && index.covers(*b))
            .collect();
        Ok(Self {
            digest: Digest::of_bytes(bytes),
            rings: file.rings,
            index,
            finder,
            closed,
            sea_grid: OnceLock::new(),
            open_water: OnceLock::new(),
        })
    }

    /// Digest of the coast file's bytes, for the headers of recordings.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Whether a position is in the region; everything outside counts as sea.
    pub fn covers(&self, p: Position) -> bool {
        self.index.covers(self.index.point(p))
    }

    /// Whether a position is land. False outside the region.
    pub fn is_land(&self, p: Position) -> bool {
        self.index.is_land(self.index.point(p))
    }

    /// Where no shore is near.
    pub fn open_water(&self) -> &OpenWater {
        self.open_water.get_or_init(|| OpenWater::of(self))
    }

    /// Great-circle distance \[m\] to the nearest shore line, from the land or the sea side.
    /// The shore is sought on a locally flat chart, which may miss the very nearest point by a per cent or two when
    /// the shore is hundreds of miles away.
    pub fn distance_to_coast_m(&self, p: Position) -> f64 {
        let nearest = self.finder.nearest(&self.index, self.index.point(p));
        nearest.map_or(f64::INFINITY, |shore| self.index.position(shore.point).distance_m(p))
    }

    /// The first point where the straight line from `a` to `b` (straight in latitude and longitude) meets land, or
    /// nothing if it is all at sea. It is `a` itself if that is on land. What is outside the region counts as sea.
    pub fn first_land(&self, a: Position, b: Position) -> Option<Position> {
        if self.is_land(a) {
            return Some(a);
        }
        let (from, to) = self.inside_part(self.index.point(a), self.index.point(b))?;
        let mut first: Option<f64> = None;
        self.index.for_cells_along(from, to, 0, |cell| {
            if let Cell::Mixed(mixed) = cell {
                for share in self.index.edges_of(mixed).filter_map(|edge| edge.met_at(from, to)) {
                    if first.is_none_or(|nearest| share < nearest) {
                        first = Some(share);
                    }
                }
            }
            true
        });
        first.map(|share| self.index.position(from.towards(to, share)))
    }

    /// Whether a ship can go straight from one place to another; the first must be at sea. As `first_land`, but stops
    /// at the first shore it finds, and waters closed to ships count as land.
    pub(super) fn is_clear(&self, a: Point, b: Point) -> bool {
        let Some((from, to)) = self.inside_part(a, b) else { return true };
        if self.closed.iter().any(|(one, other)| from.crosses(to, *one, *other)) {
            return false;
        }
        let mut clear = true;
        self.index.for_cells_along(from, to, 0, |cell| {
            if let Cell::Mixed(mixed) = cell {
                clear = self.index.edges_of(mixed).all(|edge| edge.met_at(from, to).is_none());
            }
            clear
        });
        clear
    }

    /// The part of a line that is in the region, so that products of coordinates stay in range.
    fn inside_part(&self, a: Point, b: Point) -> Option<(Point, Point)> {
        if self.index.covers(a) && self.index.covers(b) {
            return Some((a, b));
        }
        // Liang and Barsky's clip: the shares of the way at which the line comes in and goes out.
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (start, step, size) in
            [(a.x, (b.x - a.x) as f64, self.index.width), (a.y, (b.y - a.y) as f64, self.index.height)]
        {
            if step == 0.0 {
                if !(0..=size).contains(&start) {
                    return None;
                }
                continue;
            }
            let (one, other) = ((-start) as f64 / step, (size - start) as f64 / step);
            enters = enters.max(one.min(other));
            leaves = leaves.min(one.max(other));
        }
        if enters > leaves {
            return None;
        }
        let bounded = |share: f64| {
            let p = a.towards(b, share);
            Point { x: p.x.clamp(0, self.index.width), y: p.y.clamp(0, self.index.height) }
        };
        Some((
            if self.index.covers(a) { a } else { bounded(enters) },
            if self.index.covers(b) { b } else { bounded(leaves) },
        ))
    }

    /// The sea point nearest to `p` within `max_m` \[m\]: `p` itself when it is at sea, else a place some 50 m off the
    /// nearest shore. Ports lie on the shore line, and on a 1:10m coast often a little inland.
    pub fn nearest_sea(&self, p: Position, max_m: f64) -> Option<Position> {
        let place = self.index.point(p);
        if !self.index.is_land(place) {
            return Some(p);
        }
        self.finder.nearby(&self.index, place, max_m).iter().find_map(|shore| self.off_shore(p, shore.point, max_m))
    }

    /// A sea point a little beyond a shore point as seen from `p`, or failing that a little off it on any side.
    fn off_shore(&self, p: Position, shore: Point, max_m: f64) -> Option<Position> {
        let shore = self.index.position(shore);
        let (east, north) = p.offset_to(shore);
        let away = crate::base::math::hypot(east, north);
        let onward = if away > 1.0 { (east / away, north / away) } else { (1.0, 0.0) };
        let ways = [onward, (onward.1, -onward.0), (-onward.1, onward.0), (-onward.0, -onward.1)];
        OFF_SHORE_M
            .iter()
            .flat_map(|off| ways.map(|way| shore.shifted(way.0 * off, way.1 * off)))
            .find(|sea| self.covers(*sea) && !self.is_land(*sea) && sea.distance_m(p) <= max_m)
    }

    /// The grid that routes are found on.
    pub(super) fn sea_grid(&self) -> &SeaGrid {
        self.sea_grid.get_or_init(|| SeaGrid::new(&self.index))
    }
}
