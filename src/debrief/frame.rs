//! The geometry of a small chart: which part of the sea, at which scale, and where labels go.

use crate::base::Position;
use crate::base::math;
use crate::base::position::{EARTH_RADIUS_M, NAUTICAL_MILE_M};

/// Width of a chart \[px\].
pub(super) const WIDTH: f64 = 1000.0;

/// A part of the sea on paper. Longitudes are squeezed by the cosine of the middle latitude, so that a mile is as
/// long east as north: true to a per cent over the few degrees a case covers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    west: f64,
    north: f64,
    south: f64,
    east: f64,
    /// \[px per degree of latitude\]
    scale: f64,
    squeeze: f64,
    pub(super) height: f64,
}

impl Frame {
    /// The frame that holds all points with a margin, at least `least_nmi` \[NM\] wide, between half as high
    /// as wide and square. Nothing without points.
    pub(super) fn around(points: &[Position], least_nmi: f64) -> Option<Self> {
        let first = points.first()?;
        let (mut west, mut east) = (first.lon_deg(), first.lon_deg());
        let (mut south, mut north) = (first.lat_deg(), first.lat_deg());
        for p in points {
            (west, east) = (west.min(p.lon_deg()), east.max(p.lon_deg()));
            (south, north) = (south.min(p.lat_deg()), north.max(p.lat_deg()));
        }
        let (mid_lat, mid_lon) = ((south + north) / 2.0, (west + east) / 2.0);
        let squeeze = math::cos(mid_lat.to_radians()).max(0.05);
        // Half extents [degrees of latitude], with a margin of a tenth on every side.
        let least = least_nmi / 120.0;
        let half_width = ((east - west) * squeeze * 0.6).max(least);
        let half_height = ((north - south) * 0.6).max(least * 0.5);
        let half_width = half_width.max(half_height);
        let half_height = half_height.max(half_width * 0.5);
        Some(Self {
            west: mid_lon - half_width / squeeze,
            east: mid_lon + half_width / squeeze,
            south: (mid_lat - half_height).max(-89.0),
            north: (mid_lat + half_height).min(89.0),
            scale: WIDTH / (2.0 * half_width),
            squeeze,
            height: WIDTH * half_height / half_width,
        })
    }

    pub(super) fn xy(&self, p: Position) -> (f64, f64) {
        ((p.lon_deg() - self.west) * self.squeeze * self.scale, (self.north - p.lat_deg()) * self.scale)
    }

    pub(super) fn holds(&self, p: Position) -> bool {
        (self.west..=self.east).contains(&p.lon_deg()) && (self.south..=self.north).contains(&p.lat_deg())
    }

    pub(super) fn south_west(&self) -> Position {
        Position::clamped(self.south, self.west)
    }

    pub(super) fn north_east(&self) -> Position {
        Position::clamped(self.north, self.east)
    }

    /// One pixel \[degrees of latitude\].
    pub(super) fn pixel_deg(&self) -> f64 {
        1.0 / self.scale
    }

    /// A length \[m\] on paper \[px\].
    pub(super) fn px(&self, metres: f64) -> f64 {
        metres / (EARTH_RADIUS_M * math::PI / 180.0) * self.scale
    }

    /// A round number of miles about a sixth of the width, and its length on paper \[px\].
    pub(super) fn scale_bar(&self) -> (u32, f64) {
        let mile = self.px(NAUTICAL_MILE_M);
        let steps = [1_u32, 2, 5, 10, 20, 50, 100, 200, 500];
        let miles = steps.into_iter().rev().find(|n| f64::from(*n) * mile <= WIDTH / 5.0).unwrap_or(1);
        (miles, f64::from(miles) * mile)
    }

    /// Meridians and parallels to draw, in that order.
    pub(super) fn graticule(&self) -> (Vec<GridLine>, Vec<GridLine>) {
        let step = [1_i64, 2, 5, 10, 15, 30, 60, 120, 300]
            .into_iter()
            .find(|minutes| (self.north - self.south) * 60.0 / *minutes as f64 <= 6.0)
            .unwrap_or(600);
        let multiples = |low: f64, high: f64| {
            let first = (low * 60.0 / step as f64).ceil() as i64;
            let last = (high * 60.0 / step as f64).floor() as i64;
            (first..=last).map(move |n| n * step)
        };
        let x = |minutes: i64| (minutes as f64 / 60.0 - self.west) * self.squeeze * self.scale;
        let y = |minutes: i64| (self.north - minutes as f64 / 60.0) * self.scale;
        (
            multiples(self.west, self.east).map(|m| (m, x(m))).collect(),
            multiples(self.south, self.north).map(|m| (m, y(m))).collect(),
        )
    }
}

/// A meridian or parallel: which \[minutes of arc\], and where on paper \[px, x or y\].
pub(super) type GridLine = (i64, f64);

/// A meridian or parallel \[minutes\] as charts label it: "08°30'S", "105°00'E".
pub(super) fn degrees_minutes(minutes: i64, is_longitude: bool) -> String {
    let (positive, negative, width) = if is_longitude { ('E', 'W', 3) } else { ('N', 'S', 2) };
    let letter = if minutes < 0 { negative } else { positive };
    format!("{:0width$}°{:02}'{letter}", minutes.abs() / 60, minutes.abs() % 60)
}

/// A box on paper \[px\]: left, top, right, bottom.
type Box4 = (f64, f64, f64, f64);

/// Mean width of a letter of the sans serifs that browsers have, over its size.
pub(super) const LETTER: f64 = 0.62;

/// Keeps labels apart.
#[derive(Debug, Clone)]
pub(super) struct Labels {
    taken: Vec<Box4>,
    width: f64,
    height: f64,
}

/// Where a label went.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Whether it lies so far from its point that it needs a leader.
    pub(super) leader: bool,
}

impl Labels {
    /// A sheet of that size \[px\] with symbols that no label may cover, and its corners, which hold north, scale and
    /// the word EXERCISE.
    pub(super) fn around(width: f64, height: f64, symbols: &[(f64, f64)]) -> Self {
        const RADIUS: f64 = 5.0;
        let mut taken: Vec<Box4> =
            symbols.iter().map(|(x, y)| (x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)).collect();
        taken.push((0.0, 0.0, 90.0, 26.0));
        taken.push((width - 60.0, 0.0, width, 66.0));
        taken.push((width - 240.0, height - 46.0, width, height));
        Self { taken, width, height }
    }

    /// Whether a text of that half width and height about a point would touch nothing.
    pub(super) fn is_free(&self, x: f64, y: f64, half_width: f64, half_height: f64) -> bool {
        let area = (x - half_width, y - half_height, x + half_width, y + half_height);
        !self.taken.iter().any(|other| overlap(area, *other))
    }

    /// A free place for a text near a point: left end of its base line. Nothing if all near places are taken.
    pub(super) fn place(&mut self, x: f64, y: f64, text: &str, size: f64) -> Option<Spot> {
        self.within(&[8.0, 20.0, 36.0, 56.0], (x, y), text, size)
    }

    /// The same for a text that must not be left out: it may lie farther off, at the end of a leader.
    pub(super) fn place_far(&mut self, x: f64, y: f64, text: &str, size: f64) -> Option<Spot> {
        self.within(&[8.0, 20.0, 36.0, 56.0, 80.0, 110.0, 150.0, 200.0, 260.0], (x, y), text, size)
    }

    /// The first free place at one of these distances \[px\] from a point.
    fn within(&mut self, gaps: &[f64], (x, y): (f64, f64), text: &str, size: f64) -> Option<Spot> {
        let (w, h) = (text.chars().count() as f64 * size * LETTER, size);
        for (ring, gap) in gaps.iter().copied().enumerate() {
            let d = gap * 0.7;
            let candidates = [
                (x + gap, y + h * 0.35),
                (x - gap - w, y + h * 0.35),
                (x + d, y - d),
                (x + d, y + d + h * 0.7),
                (x - d - w, y - d),
                (x - d - w, y + d + h * 0.7),
                (x - w / 2.0, y - gap),
                (x - w / 2.0, y + gap + h * 0.7),
            ];
            for (left, base) in candidates {
                let area = (left - 2.0, base - h, left + w + 2.0, base + h * 0.3);
                let inside = area.0 > 4.0 && area.2 < self.width - 4.0 && area.1 > 4.0 && area.3 < self.height - 4.0;
                if inside && !self.taken.iter().any(|other| overlap(area, *other)) {
                    self.taken.push(area);
                    return Some(Spot { x: left, y: base, leader: ring > 0 });
                }
            }
        }
        None
    }
}

fn overlap(a: Box4, b: Box4) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_apart_from_each_other_and_from_symbols() {
        let symbols: Vec<(f64, f64)> = (0..12).map(|i| (400.0 + 6.0 * f64::from(i), 300.0)).collect();
        let mut labels = Labels::around(1000.0, 600.0, &symbols);
        let fixed = labels.taken.len();
        let placed = symbols.iter().filter_map(|(x, y)| labels.place(*x, *y, "2016Z", 11.0)).count();
        assert!(placed >= 8, "only {placed} of 12 labels found room");
        for i in fixed..labels.taken.len() {
            for j in 0..i {
                assert!(!overlap(labels.taken[i], labels.taken[j]));
            }
        }
    }

    #[test]
    fn a_frame_holds_its_points_and_a_mile_is_as_long_each_way() {
        let points = [Position::new(-7.0, 105.0).unwrap(), Position::new(-10.4, 105.7).unwrap()];
        let frame = Frame::around(&points, 60.0).unwrap();
        assert!(points.iter().all(|p| frame.holds(*p)));
        let (x0, y0) = frame.xy(points[0]);
        let (x1, _) = frame.xy(points[0].destination(90.0, 10_000.0));
        let (_, y1) = frame.xy(points[0].destination(180.0, 10_000.0));
        assert!(((x1 - x0) / (y1 - y0) - 1.0).abs() < 0.01);
        assert!((frame.px(10_000.0) - (y1 - y0)).abs() < 0.1);
        assert!(Frame::around(&[], 60.0).is_none());
    }

    #[test]
    fn a_text_that_must_stand_goes_farther_for_room_than_others() {
        let mut labels = Labels::around(WIDTH, 800.0, &[]);
        while labels.place(500.0, 400.0, "a name of some length", 12.0).is_some() {}
        let far = labels.place_far(500.0, 400.0, "Kuala Langsa: 241 landed", 12.0).expect("there is room farther off");
        assert!(far.leader, "a line leads to its point");
        assert!(labels.place(500.0, 400.0, "a name of some length", 12.0).is_none());
    }

    #[test]
    fn the_graticule_is_labelled_as_charts_are() {
        assert_eq!(degrees_minutes(-510, false), "08°30'S");
        assert_eq!(degrees_minutes(6_300, true), "105°00'E");
        let point = Position::new(-8.0, 105.0).unwrap();
        let (meridians, parallels) = Frame::around(&[point], 20.0).unwrap().graticule();
        assert!((2..=12).contains(&meridians.len()) && (2..=7).contains(&parallels.len()));
        assert!(parallels.iter().any(|(minutes, _)| *minutes == -480));
    }
}
