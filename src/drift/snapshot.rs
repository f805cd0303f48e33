//! A field of flows at one moment, laid out for quick sampling.

use super::kernel::{BLOCK, Flows, Pair, Places};
use crate::base::{Position, Tick};
use crate::sea::{Axis, Field, Flow, Grid, Gridded};

/// A flow at one moment: the same everywhere, or on a regular grid about the particles, or asked for one by one.
pub(super) enum Moment<'a> {
    Uniform([f32; 2]),
    Nodes(Nodes),
    /// The first layer's nodes, and the field for those it has no value for.
    Layered(Nodes, &'a Field<Flow>, Tick),
    /// Nothing quicker is known of this field.
    Asked(&'a Field<Flow>, Tick),
}

/// Wind and current at one moment.
pub(super) struct Weather<'a> {
    wind: Moment<'a>,
    current: Moment<'a>,
    /// Wind and current of each node, both eastward and northward \[m/s\]. Exists when and only when both are of the
    /// same nodes and nobody is beyond them: then each place is looked up once.
    together: Option<Vec<[f32; 4]>>,
}

impl<'a> Weather<'a> {
    /// Both fields at a moment, for particles within an extent.
    pub(super) fn new(wind: &'a Field<Flow>, current: &'a Field<Flow>, tick: Tick, extent: Extent) -> Self {
        let (wind, current) = (Moment::new(wind, tick, extent), Moment::new(current, tick, extent));
        let together = match (wind.nodes(), current.nodes()) {
            (Some(a), Some(b)) if a.lie_as(b) && a.beyond == Beyond::Nobody && b.beyond == Beyond::Nobody => {
                Some(a.values.iter().zip(&b.values).map(|(a, b)| [a[0], a[1], b[0], b[1]]).collect())
            }
            _ => None,
        };
        Self { wind, current, together }
    }

    /// Whether both are looked up together.
    #[cfg(test)]
    pub(super) fn is_joined(&self) -> bool {
        self.together.is_some()
    }

    /// Whether there may be places without a value.
    pub(super) fn has_holes(&self) -> bool {
        self.wind.has_holes() || self.current.has_holes()
    }

    /// Wind and current at each place of a block.
    pub(super) fn sample(&self, places: &Places, out: &mut Flows) {
        match (&self.together, self.wind.nodes()) {
            (Some(both), Some(nodes)) => {
                nodes.both(both, places, out);
                self.wind.ask_for_holes(places, &mut out.wind);
                self.current.ask_for_holes(places, &mut out.current);
            }
            _ => {
                self.wind.sample(places, &mut out.wind);
                self.current.sample(places, &mut out.current);
            }
        }
    }
}

/// The nodes of a regular grid in and around the particles, at one moment.
pub(super) struct Nodes {
    beyond: Beyond,
    /// Of a layer, the ends of its longitudes \[degrees\]. Exists when and only when it is a layer.
    ends_deg: Option<(f64, f64)>,
    /// South-west node \[degrees\].
    west_deg: f64,
    south_deg: f64,
    /// Nodes per degree.
    per_lon: f64,
    per_lat: f64,
    /// Both at least 2.
    columns: usize,
    rows: usize,
    /// Eastward and northward \[m/s\], row by row from the south.
    values: Vec<[f32; 2]>,
}

/// The part of the chart that all particles are in \[degrees\].
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) south_deg: f64,
    pub(super) north_deg: f64,
    pub(super) west_deg: f64,
    pub(super) east_deg: f64,
}

impl Extent {
    /// The extent of both.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            south_deg: self.south_deg.min(other.south_deg),
            north_deg: self.north_deg.max(other.north_deg),
            west_deg: self.west_deg.min(other.west_deg),
            east_deg: self.east_deg.max(other.east_deg),
        }
    }

    /// Whether all of it lies between the ends of two axes.
    fn lies_on(self, lons: &Ruler, lats: &Ruler) -> bool {
        let is_inside = |low: f64, high: f64, ruler: &Ruler| low >= ruler.first_deg && high <= ruler.last_deg();
        is_inside(self.west_deg, self.east_deg, lons) && is_inside(self.south_deg, self.north_deg, lats)
    }
}

impl<'a> Moment<'a> {
    /// The field at a moment, for particles within an extent.
    pub(super) fn new(field: &'a Field<Flow>, tick: Tick, extent: Extent) -> Self {
        match field {
            Field::Constant(flow) => Self::Uniform(pair(*flow)),
            // The same everywhere, so that any place will do.
            Field::Schedule(_) => Self::Uniform(pair(field.at(Position::clamped(0.0, 0.0), tick))),
            Field::Grid(grid) => Nodes::of_grid(grid, tick, extent).map_or(Self::Asked(field, tick), Self::Nodes),
            Field::Layered { layers, .. } => {
                let nodes = layers.iter().find_map(|layer| Nodes::of_layer(layer, tick, extent));
                // Only the first may answer for the others, which are asked where it has nothing.
                match nodes {
                    Some(nodes) if layers.len() == 1 || nodes.is_of(&layers[0]) => Self::Layered(nodes, field, tick),
                    _ => Self::Asked(field, tick),
                }
            }
        }
    }

    /// Whether there may be places without a value.
    pub(super) fn has_holes(&self) -> bool {
        match self {
            Self::Uniform(flow) => flow.iter().any(|x| !x.is_finite()),
            Self::Nodes(_) => false,
            Self::Layered(..) | Self::Asked(..) => true,
        }
    }

    /// The flow at each place of a block.
    pub(super) fn sample(&self, places: &Places, out: &mut Pair) {
        match self {
            Self::Uniform([east, north]) => {
                out.east.fill(*east);
                out.north.fill(*north);
            }
            Self::Nodes(nodes) => nodes.sample(places, out),
            Self::Layered(nodes, ..) => {
                nodes.sample(places, out);
                self.ask_for_holes(places, out);
            }
            Self::Asked(field, tick) => {
                for k in 0..BLOCK {
                    ask(field, *tick, places, out, k);
                }
            }
        }
    }

    /// Asks the other layers where the first has nothing.
    fn ask_for_holes(&self, places: &Places, out: &mut Pair) {
        let Self::Layered(_, field, tick) = self else { return };
        if out.east.iter().chain(&out.north).any(|x| x.is_nan()) {
            for k in (0..BLOCK).filter(|k| out.east[*k].is_nan() || out.north[*k].is_nan()).collect::<Vec<_>>() {
                ask(field, *tick, places, out, k);
            }
        }
    }

    /// Its nodes. Exist when and only when it is on a regular grid.
    fn nodes(&self) -> Option<&Nodes> {
        match self {
            Self::Nodes(nodes) | Self::Layered(nodes, ..) => Some(nodes),
            Self::Uniform(_) | Self::Asked(..) => None,
        }
    }
}

fn ask(field: &Field<Flow>, tick: Tick, places: &Places, out: &mut Pair, k: usize) {
    let position = Position::clamped(places.lat_deg[k], places.lon_deg[k]);
    [out.east[k], out.north[k]] = pair(field.at(position, tick));
}

#[expect(clippy::cast_possible_truncation, reason = "a flow needs no more than seven digits")]
fn pair(flow: Flow) -> [f32; 2] {
    [flow.east_mps as f32, flow.north_mps as f32]
}

impl Nodes {
    /// Nothing for a grid whose axes are not regular.
    fn of_grid(grid: &Grid<Flow>, tick: Tick, extent: Extent) -> Option<Self> {
        let (lons, lats) = (Ruler::of_points(&grid.lons_deg)?, Ruler::of_points(&grid.lats_deg)?);
        let ticks = &grid.ticks;
        let (before, after, share) = moment(ticks.len(), |k| f64::from(ticks[k].0), f64::from(tick.0));
        let node = |k: usize, row: usize, column: usize| {
            pair(grid.values[(k * grid.lats_deg.len() + row) * grid.lons_deg.len() + column])
        };
        let (columns, rows) =
            (lons.window(extent.west_deg, extent.east_deg), lats.window(extent.south_deg, extent.north_deg));
        let nodes = Self::blend(lons, columns, lats, rows, |row, column| {
            between(node(before, row, column), node(after, row, column), share)
        });
        let beyond = if extent.lies_on(&lons, &lats) { Beyond::Nobody } else { Beyond::Held };
        Some(Self { beyond, ..nodes })
    }

    /// Nothing for a layer whose axes are not regular, or that has nothing at that time.
    fn of_layer(layer: &Gridded<Flow>, tick: Tick, extent: Extent) -> Option<Self> {
        let (lons, lats) = (Ruler::of_axis(layer.lons())?, Ruler::of_axis(layer.lats())?);
        let (times_s, at_s) = (layer.times_s(), tick.seconds());
        let (first, last) = (times_s.first().copied(), times_s.last().copied());
        if first.is_some_and(|first| at_s < first) || last.is_some_and(|last| at_s > last) {
            return None;
        }
        let (before, after, share) =
            moment(times_s.len().max(1), |k| times_s.get(k).map_or(0.0, |t| *t as f64), at_s as f64);
        // Where the particles lie within one turn of the axis the columns about them will do; else all of them.
        let (west, east) = (lons.first_deg, lons.last_deg());
        let turned = [0.0, 360.0, -360.0]
            .into_iter()
            .find(|turn| extent.west_deg + turn >= west && extent.east_deg + turn <= east);
        let columns = match turned {
            Some(turn) => lons.window(extent.west_deg + turn, extent.east_deg + turn),
            None => (0, lons.len),
        };
        let rows = lats.window(extent.south_deg, extent.north_deg);
        let (planes, width) = ([layer.plane(before), layer.plane(after)], lons.len);
        let nodes = Self::blend(lons, columns, lats, rows, |row, column| {
            let at = row * width + column;
            // What is missing at a moment that does not count is not missing.
            match share {
                0.0 => planes[0][at],
                _ => between(planes[0][at], planes[1][at], share),
            }
        });
        let beyond = if extent.lies_on(&lons, &lats) {
            Beyond::Nobody
        } else {
            Beyond::Unknown { west_deg: west, east_deg: east }
        };
        Some(Self { beyond, ends_deg: Some((west, east)), ..nodes })
    }

    /// Whether these are nodes of that layer.
    fn is_of(&self, layer: &Gridded<Flow>) -> bool {
        self.ends_deg == Some((layer.lons().first(), layer.lons().last()))
    }

    fn blend(
        lons: Ruler,
        (first_column, columns): (usize, usize),
        lats: Ruler,
        (first_row, rows): (usize, usize),
        node: impl Fn(usize, usize) -> [f32; 2],
    ) -> Self {
        let mut values = Vec::with_capacity(columns * rows);
        for row in first_row..first_row + rows {
            values.extend((first_column..first_column + columns).map(|column| node(row, column)));
        }
        Self {
            beyond: Beyond::Held,
            ends_deg: None,
            west_deg: lons.at(first_column),
            south_deg: lats.at(first_row),
            per_lon: 1.0 / lons.step_deg,
            per_lat: 1.0 / lats.step_deg,
            columns,
            rows,
            values,
        }
    }

    /// Linear between the nodes.
    fn sample(&self, places: &Places, out: &mut Pair) {
        match self.beyond {
            Beyond::Nobody => self.between_nodes(&places.lat_deg, &places.lon_deg, out),
            Beyond::Held => {
                let (east_deg, north_deg) = self.corner_deg();
                let (mut lats_deg, mut lons_deg) = (places.lat_deg, places.lon_deg);
                lats_deg.iter_mut().for_each(|lat| *lat = lat.clamp(self.south_deg, north_deg));
                lons_deg.iter_mut().for_each(|lon| *lon = lon.clamp(self.west_deg, east_deg));
                self.between_nodes(&lats_deg, &lons_deg, out);
            }
            Beyond::Unknown { west_deg, east_deg } => {
                let (_, north_deg) = self.corner_deg();
                let (mut lats_deg, mut lons_deg, mut outside) = (places.lat_deg, places.lon_deg, [false; BLOCK]);
                for k in 0..BLOCK {
                    // Files count longitudes in different turns.
                    let lon = lons_deg[k];
                    let lon = if lon < west_deg {
                        lon + 360.0
                    } else if lon > east_deg {
                        lon - 360.0
                    } else {
                        lon
                    };
                    let is_inside =
                        (self.south_deg..=north_deg).contains(&lats_deg[k]) && (west_deg..=east_deg).contains(&lon);
                    outside[k] = !is_inside;
                    lons_deg[k] = if is_inside { lon } else { self.west_deg };
                    lats_deg[k] = if is_inside { lats_deg[k] } else { self.south_deg };
                }
                self.between_nodes(&lats_deg, &lons_deg, out);
                for k in (0..BLOCK).filter(|k| outside[*k]) {
                    (out.east[k], out.north[k]) = (f32::NAN, f32::NAN);
                }
            }
        }
    }

    /// North-east node \[degrees east, degrees north\].
    fn corner_deg(&self) -> (f64, f64) {
        let last = |n: usize, per_degree: f64| (n - 1) as f64 / per_degree;
        (self.west_deg + last(self.columns, self.per_lon), self.south_deg + last(self.rows, self.per_lat))
    }

    /// Whether these nodes lie where others do.
    fn lie_as(&self, other: &Self) -> bool {
        let of = |n: &Self| (n.west_deg, n.south_deg, n.per_lon, n.per_lat, n.columns, n.rows);
        of(self) == of(other)
    }

    /// Linear between the nodes, for places that all lie among them.
    fn between_nodes(&self, lats_deg: &[f64; BLOCK], lons_deg: &[f64; BLOCK], out: &mut Pair) {
        let cells = self.cells(lats_deg, lons_deg);
        for k in 0..BLOCK {
            if let Some([east, north]) = cells.blend(&self.values, self.columns, k) {
                (out.east[k], out.north[k]) = (east, north);
            }
        }
    }

    /// The same for wind and current of these nodes together.
    fn both(&self, values: &[[f32; 4]], places: &Places, out: &mut Flows) {
        let cells = self.cells(&places.lat_deg, &places.lon_deg);
        // All four side by side first: so they are reckoned in one go.
        let mut flows = [[0.0; 4]; BLOCK];
        for (k, flows) in flows.iter_mut().enumerate() {
            if let Some(here) = cells.blend(values, self.columns, k) {
                *flows = here;
            }
        }
        for (k, flows) in flows.iter().enumerate() {
            (out.wind.east[k], out.wind.north[k]) = (flows[0], flows[1]);
            (out.current.east[k], out.current.north[k]) = (flows[2], flows[3]);
        }
    }

    /// The cell of each place among the nodes, and how far east and north in it.
    ///
    /// Whole numbers are made by adding a number so large that no fraction is left, which unlike a conversion is done
    /// several lanes at a time; a place on a node may count to either of its cells.
    #[expect(clippy::cast_possible_truncation, reason = "among the nodes, whose number fits; fractions need 7 digits")]
    fn cells(&self, lats_deg: &[f64; BLOCK], lons_deg: &[f64; BLOCK]) -> Cells {
        const WHOLE: f64 = 6_755_399_441_055_744.0;
        let mut cells = Cells { x: [0.0; BLOCK], y: [0.0; BLOCK], corner: [0; BLOCK] };
        let (columns, last_column, last_row) = (self.columns as f64, (self.columns - 2) as f64, (self.rows - 2) as f64);
        for k in 0..BLOCK {
            let column = (lons_deg[k] - self.west_deg) * self.per_lon;
            let row = (lats_deg[k] - self.south_deg) * self.per_lat;
            let i = (((column - 0.5) + WHOLE) - WHOLE).max(0.0).min(last_column);
            let j = (((row - 0.5) + WHOLE) - WHOLE).max(0.0).min(last_row);
            cells.x[k] = (column - i) as f32;
            cells.y[k] = (row - j) as f32;
            cells.corner[k] = (j * columns + i + WHOLE).to_bits() as u32;
        }
        cells
    }
}

/// Places among nodes.
struct Cells {
    /// Share of the way to the next node east.
    x: [f32; BLOCK],
    /// And north.
    y: [f32; BLOCK],
    /// The south-western node, an index.
    corner: [u32; BLOCK],
}

impl Cells {
    /// Values at a place, linear between the four nodes about it. None where these are not among the values.
    #[inline(always)]
    fn blend<const N: usize>(&self, values: &[[f32; N]], columns: usize, k: usize) -> Option<[f32; N]> {
        let corner = self.corner[k] as usize;
        let (south, north) = (values.get(corner..corner + 2)?, values.get(corner + columns..corner + columns + 2)?);
        let ([sw, se], [nw, ne]) = (south, north) else { return None };
        let (x, y) = (self.x[k], self.y[k]);
        let mut all = [0.0; N];
        for c in 0..N {
            let (south, north) = (sw[c] + (se[c] - sw[c]) * x, nw[c] + (ne[c] - nw[c]) * x);
            all[c] = south + (north - south) * y;
        }
        Some(all)
    }
}

/// What holds for those who are not among the nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Beyond {
    /// There is nobody.
    Nobody,
    /// What the nearest node has.
    Held,
    /// Nothing is known. The ends of the longitudes \[degrees\]; beyond them a longitude is tried a turn farther on.
    Unknown { west_deg: f64, east_deg: f64 },
}

/// An even axis of two points or more.
#[derive(Debug, Clone, Copy)]
struct Ruler {
    first_deg: f64,
    step_deg: f64,
    len: usize,
}

impl Ruler {
    /// Nothing for points at unequal distances.
    fn of_points(points: &[f64]) -> Option<Self> {
        Self::of_axis(&Axis::of(points.to_vec())?)
    }

    fn of_axis(axis: &Axis) -> Option<Self> {
        match *axis {
            Axis::Even { first_deg, step_deg, len } => Some(Self { first_deg, step_deg, len }),
            Axis::Uneven(_) => None,
        }
    }

    fn at(&self, i: usize) -> f64 {
        self.first_deg + i as f64 * self.step_deg
    }

    fn last_deg(&self) -> f64 {
        self.at(self.len - 1)
    }

    /// The first point and the number of points, two or more, that hold an interval as far as the axis does.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the axis")]
    fn window(&self, from_deg: f64, to_deg: f64) -> (usize, usize) {
        let last = self.len - 1;
        let node = |degrees: f64| ((degrees - self.first_deg) / self.step_deg).clamp(0.0, last as f64);
        let first = (node(from_deg) as usize).min(last - 1);
        let end = (node(to_deg) as usize + 1).clamp(first + 1, last);
        (first, end - first + 1)
    }
}

/// The times before and after a moment, and the share of the way from one to the other; held at both ends.
fn moment(n: usize, time: impl Fn(usize) -> f64, at: f64) -> (usize, usize, f64) {
    let after = (0..n).position(|k| time(k) > at).unwrap_or(n - 1);
    let before = if time(after) > at { after.saturating_sub(1) } else { after };
    let length = time(after) - time(before);
    (before, after, if length > 0.0 { (at - time(before)).max(0.0) / length } else { 0.0 })
}

#[expect(clippy::cast_possible_truncation, reason = "a flow needs no more than seven digits")]
fn between(a: [f32; 2], b: [f32; 2], share: f64) -> [f32; 2] {
    let share = share as f32;
    [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}
