//! Search patterns: areas, and the legs that sweep them.
//!
//! Geometry *derived*, or *read* in the Danish Maritime Authority's EPD code and JP 3-50 as each function says;
//! names and codes are IAMSAR Manual Vol. II ch. 5. Legs are laid out on a flat chart about the area's centre,
//! measured by great-circle bearing and distance, so an area of 100 NM is true to about a part in a thousand.

use serde::{Deserialize, Serialize};

use crate::base::Position;
use crate::base::math;

/// A rectangular search area.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rectangle {
    /// Its centre.
    pub centre: Position,
    /// Extent along the axis \[m\].
    pub length_m: f64,
    /// Extent across the axis \[m\].
    pub width_m: f64,
    /// Direction of the axis \[degrees true\].
    pub axis_true_deg: f64,
}

impl Rectangle {
    /// The four corners, clockwise from the one ahead and to the right along the axis.
    pub fn corners(&self) -> [Position; 4] {
        let (along, across) = (self.length_m / 2.0, self.width_m / 2.0);
        [(along, across), (-along, across), (-along, -across), (along, -across)].map(|(u, v)| self.position(u, v))
    }

    /// Whether a position lies inside, edges included.
    pub fn contains(&self, position: Position) -> bool {
        let (along, across) = self.local(position);
        along.abs() <= self.length_m / 2.0 && across.abs() <= self.width_m / 2.0
    }

    /// Area \[m2\].
    pub fn area_m2(&self) -> f64 {
        self.length_m * self.width_m
    }

    /// The position so far along the axis and so far to the right of it \[m\] from the centre.
    pub fn position(&self, along_m: f64, across_m: f64) -> Position {
        from_frame(self.centre, self.axis_true_deg, along_m, across_m)
    }

    /// How far along the axis and to the right of it a position lies from the centre \[m\].
    pub fn local(&self, position: Position) -> (f64, f64) {
        let distance = self.centre.distance_m(position);
        let (s, c) = math::sin_cos((self.centre.bearing_true(position) - self.axis_true_deg).to_radians());
        (distance * c, distance * s)
    }
}

fn from_frame(origin: Position, axis_true_deg: f64, along_m: f64, across_m: f64) -> Position {
    let bearing = axis_true_deg + math::atan2(across_m, along_m).to_degrees();
    origin.destination(bearing, math::hypot(along_m, across_m))
}

/// The search patterns a unit can be told to fly or steam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Pattern {
    /// Parallel legs along the longer side of a rectangle: uniform coverage of a large area.
    ParallelSweep,
    /// Parallel legs along the shorter side: when one end of the area is the likelier.
    CreepingLine,
    /// Squares growing outwards from the datum: position known within narrow limits.
    ExpandingSquare,
    /// Three triangles through the datum: position well known, small object.
    Sector,
    /// Out and back along a route: overdue craft.
    TrackLine,
}

impl Pattern {
    /// All patterns.
    pub const ALL: [Self; 5] =
        [Self::ParallelSweep, Self::CreepingLine, Self::ExpandingSquare, Self::Sector, Self::TrackLine];

    /// The code in search action messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::ParallelSweep => "PS",
            Self::CreepingLine => "CS",
            Self::ExpandingSquare => "SS",
            Self::Sector => "VS",
            Self::TrackLine => "TS",
        }
    }

    /// The name in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::ParallelSweep => "parallel sweep",
            Self::CreepingLine => "creeping line",
            Self::ExpandingSquare => "expanding square",
            Self::Sector => "sector",
            Self::TrackLine => "track line",
        }
    }

    /// Reads a code ("PS") or a name ("parallel sweep"); case does not matter.
    ///
    /// # Errors
    /// A sentence that lists what can be typed.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wanted = text.trim();
        let known = |p: &Self| p.code().eq_ignore_ascii_case(wanted) || p.name().eq_ignore_ascii_case(wanted);
        Self::ALL.into_iter().find(known).ok_or_else(|| {
            format!(
                "\"{text}\" is not a search pattern; type PS (parallel sweep), CS (creeping line), \
                 SS (expanding square), VS (sector) or TS (track line)"
            )
        })
    }
}

/// A search track.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Legs {
    /// The commence search point and every turn after it.
    pub waypoints: Vec<Position>,
    /// Length of the track \[m\].
    pub length_m: f64,
}

impl Legs {
    /// The track through some positions in turn.
    pub fn through(waypoints: Vec<Position>) -> Self {
        let length_m = waypoints.windows(2).map(|leg| leg[0].distance_m(leg[1])).sum();
        Self { waypoints, length_m }
    }
}

/// The most parallel legs one area is given, and the most turns of a square: a spacing that would need more is
/// read as the least that does not, so that a slip of the pen cannot fill the memory.
pub const MOST_LEGS: f64 = 1000.0;

/// Parallel sweep: legs along the longer side, one track spacing \[m\] apart, cross-legs between them. The commence
/// search point lies half a spacing inside the corner nearest the arriving unit; a leg is the longer side less
/// one spacing (*read* in the EPD code).
pub fn parallel_sweep(area: &Rectangle, spacing_m: f64, arriving_from: Position) -> Legs {
    ladder(area, spacing_m, arriving_from, area.length_m >= area.width_m)
}

/// Creeping line: as the parallel sweep, with legs along the shorter side.
pub fn creeping_line(area: &Rectangle, spacing_m: f64, arriving_from: Position) -> Legs {
    ladder(area, spacing_m, arriving_from, area.length_m < area.width_m)
}

fn ladder(area: &Rectangle, spacing_m: f64, arriving_from: Position, along_axis: bool) -> Legs {
    let (leg_side, creep_side) = if along_axis { (area.length_m, area.width_m) } else { (area.width_m, area.length_m) };
    let spacing = sound_spacing(spacing_m, creep_side);
    // As many legs as leave no strip wider than half a spacing beyond the last one's own.
    let legs = (creep_side / spacing).round().max(1.0);
    let half_leg = ((leg_side - spacing) / 2.0).max(0.0);
    let first = if legs > 1.0 { (creep_side - spacing) / 2.0 } else { 0.0 };
    let place = |on_leg: f64, creep: f64| {
        if along_axis { area.position(on_leg, creep) } else { area.position(creep, on_leg) }
    };
    let mut start = (1.0, 1.0);
    let mut nearest = f64::INFINITY;
    for signs in [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)] {
        let off = place(signs.0 * half_leg, signs.1 * first).distance_m(arriving_from);
        if off < nearest {
            (start, nearest) = (signs, off);
        }
    }
    let mut waypoints = Vec::with_capacity(2 * legs as usize);
    let mut end = start.0;
    for leg in 0..legs as u32 {
        let creep = start.1 * (first - f64::from(leg) * spacing);
        waypoints.push(place(end * half_leg, creep));
        waypoints.push(place(-end * half_leg, creep));
        end = -end;
    }
    Legs::through(waypoints)
}

/// A spacing that is a positive number and gives no more than [`MOST_LEGS`] across `side_m` \[m\].
fn sound_spacing(spacing_m: f64, side_m: f64) -> f64 {
    let least = (side_m.abs() / MOST_LEGS).max(1.0);
    if spacing_m.is_finite() { spacing_m.max(least) } else { side_m.abs().max(least) }
}

/// Expanding square: legs of S, S, 2S, 2S, 3S, 3S ... with turns of 90 degrees to the right (leg n is
/// `S ceil(n/2)`, *read* in the EPD code), until the track is `max_length_m` \[m\] long.
///
/// After 2n legs the track is n(n+1)S long and has swept a square of side (n+1)S (derived).
pub fn expanding_square(datum: Position, spacing_m: f64, first_leg_true_deg: f64, max_length_m: f64) -> Legs {
    // n legs are about S n^2 / 4 long.
    let longest = if max_length_m.is_finite() { max_length_m.max(0.0) } else { 0.0 };
    let spacing = sound_spacing(spacing_m, 0.0).max(4.0 * longest / (MOST_LEGS * MOST_LEGS));
    let directions = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)];
    let mut waypoints = vec![datum];
    let (mut along, mut across, mut left) = (0.0, 0.0, longest);
    for turn in 0_u32.. {
        if left <= 1e-6 {
            break;
        }
        let leg = (spacing * f64::from(turn / 2 + 1)).min(left);
        let (u, v) = directions[turn as usize % 4];
        along += u * leg;
        across += v * leg;
        left -= leg;
        waypoints.push(from_frame(datum, first_leg_true_deg, along, across));
    }
    Legs::through(waypoints)
}

/// Expanding square of so many legs, at most [`MOST_SQUARE_LEGS`]: n(n+1)S for 2n legs, (n+1)^2 S for 2n+1 (derived).
pub fn expanding_square_of(datum: Position, spacing_m: f64, first_leg_true_deg: f64, legs: u32) -> Legs {
    let legs = legs.min(MOST_SQUARE_LEGS);
    let half = f64::from(legs / 2);
    let spacings = if legs.is_multiple_of(2) { half * (half + 1.0) } else { (half + 1.0) * (half + 1.0) };
    let spacing = sound_spacing(spacing_m, 0.0);
    expanding_square(datum, spacing, first_leg_true_deg, spacings * spacing)
}

/// The most legs of one expanding square.
pub const MOST_SQUARE_LEGS: u32 = 900;

/// How far the square of a second unit is turned against that of the first \[degrees\] (*read* JP 3-50).
pub const SECOND_SQUARE_DEG: f64 = 45.0;

/// Sector search: nine legs of one radius \[m\], three triangles that each pass through the datum, turning 120
/// degrees to the right and going straight on at the datum, where it ends (*read* JP 3-50 s.553). A second run is
/// turned by [`SECOND_SECTOR_DEG`].
pub fn sector(datum: Position, radius_m: f64, first_leg_true_deg: f64) -> Legs {
    let radius = if radius_m.is_finite() { radius_m.max(0.0) } else { 0.0 };
    let mut waypoints = vec![datum];
    for triangle in 0..3_u32 {
        let course = first_leg_true_deg + 240.0 * f64::from(triangle);
        // Out on the course, then across on the course + 120, then home on the course + 240.
        waypoints.push(datum.destination(course, radius));
        waypoints.push(datum.destination(course + 60.0, radius));
        waypoints.push(datum);
    }
    Legs::through(waypoints)
}

/// How far the second run of a sector search is turned against the first \[degrees\] (*read* JP 3-50 s.553).
pub const SECOND_SECTOR_DEG: f64 = 30.0;

/// Track line, return variant: along the route half a spacing \[m\] to its left and back half a spacing to the other
/// side (*read* in the EPD code).
pub fn track_line(track: &[Position], spacing_m: f64) -> Legs {
    let half = if spacing_m.is_finite() { spacing_m.max(0.0) / 2.0 } else { 0.0 };
    let mut waypoints: Vec<Position> = (0..track.len()).map(|i| abeam(track, i, -half)).collect();
    waypoints.extend((0..track.len()).rev().map(|i| abeam(track, i, half)));
    Legs::through(waypoints)
}

/// Track line, non-return variant: three passes one spacing \[m\] apart, to the left of the route, back along it, and
/// to its right, which ends at the far end of the route (*read* in the EPD code).
pub fn track_line_on(track: &[Position], spacing_m: f64) -> Legs {
    let spacing = if spacing_m.is_finite() { spacing_m.max(0.0) } else { 0.0 };
    let mut waypoints: Vec<Position> = (0..track.len()).map(|i| abeam(track, i, -spacing)).collect();
    waypoints.extend(track.iter().rev());
    waypoints.extend((0..track.len()).map(|i| abeam(track, i, spacing)));
    Legs::through(waypoints)
}

/// The point beside the i-th point of a track, so far to its right \[m\], on the line that halves the turn there.
fn abeam(track: &[Position], i: usize, right_m: f64) -> Position {
    let here = track[i];
    let before = i.checked_sub(1).map(|j| math::wrap_360(track[j].bearing_true(here)));
    let after = track.get(i + 1).map(|next| here.bearing_true(*next));
    let (course, turn) = match (before, after) {
        (Some(a), Some(b)) => {
            let turn = math::wrap_180(b - a);
            (a + turn / 2.0, turn)
        }
        (Some(only), None) | (None, Some(only)) => (only, 0.0),
        (None, None) => return here,
    };
    // A turn widens the offset so that both legs keep their distance; at most twofold, or a hairpin runs away.
    let widened = right_m / math::cos((turn / 2.0).to_radians()).max(0.5);
    here.destination(course + 90.0, widened)
}

/// The search track of any pattern for an area, for a unit arriving from somewhere: the one door.
///
/// A parallel sweep and a creeping line fill the rectangle. An expanding square starts at its centre along its
/// axis and sweeps a square of the same area; a sector search has half the shorter side as its radius and takes no
/// notice of the spacing; a track line follows the axis, from the end nearer the arriving unit.
pub fn legs_for(pattern: Pattern, area: &Rectangle, spacing_m: f64, arriving_from: Position) -> Legs {
    match pattern {
        Pattern::ParallelSweep => parallel_sweep(area, spacing_m, arriving_from),
        Pattern::CreepingLine => creeping_line(area, spacing_m, arriving_from),
        Pattern::ExpandingSquare => {
            let side = area.area_m2().max(0.0).sqrt();
            let spacing = sound_spacing(spacing_m, side);
            let rings = (side / spacing - 1.0).round().max(1.0);
            expanding_square(area.centre, spacing, area.axis_true_deg, rings * (rings + 1.0) * spacing)
        }
        Pattern::Sector => sector(area.centre, area.length_m.min(area.width_m) / 2.0, area.axis_true_deg),
        Pattern::TrackLine => {
            let half = area.length_m / 2.0;
            let mut ends = [area.position(-half, 0.0), area.position(half, 0.0)];
            if ends[1].distance_m(arriving_from) < ends[0].distance_m(arriving_from) {
                ends.reverse();
            }
            track_line(&ends, spacing_m)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::quantity::metres;

    fn area(length_nmi: f64, width_nmi: f64, axis_true_deg: f64) -> Rectangle {
        let centre = Position::new(5.6, 94.8).unwrap();
        Rectangle { centre, length_m: metres(length_nmi), width_m: metres(width_nmi), axis_true_deg }
    }

    #[test]
    fn a_parallel_sweep_of_200_square_miles_at_2_and_a_half() {
        // The search of 21 March 2024 off Aceh (sar-models.md 3.7): 200 NM2, spacing 2.5 NM, axis 296.
        let area = area(20.0, 10.0, 296.0);
        let from = area.position(metres(-30.0), metres(-20.0));
        let legs = parallel_sweep(&area, metres(2.5), from);
        assert_eq!(legs.waypoints.len(), 8);
        // Four legs of 17.5 NM and three cross-legs of 2.5 NM.
        assert!((legs.length_m / metres(77.5) - 1.0).abs() < 1e-3);
        let (along, across) = area.local(legs.waypoints[0]);
        assert!((along - metres(-8.75)).abs() < 5.0 && (across - metres(-3.75)).abs() < 5.0);
        let creeping = creeping_line(&area, metres(2.5), from);
        assert_eq!(creeping.waypoints.len(), 16);
        assert!((creeping.waypoints[0].distance_m(legs.waypoints[0])) < 5.0);
    }

    #[test]
    fn an_expanding_square_grows_as_the_book_says() {
        let datum = Position::new(-8.6, 105.4).unwrap();
        let s = metres(1.0);
        let legs = expanding_square(datum, s, 90.0, 3.0 * 4.0 * s);
        let lengths: Vec<f64> = legs.waypoints.windows(2).map(|w| (w[0].distance_m(w[1]) / s).round()).collect();
        assert_eq!(lengths, [1.0, 1.0, 2.0, 2.0, 3.0, 3.0]);
        assert!((legs.waypoints[0].bearing_true(legs.waypoints[1]) - 90.0).abs() < 0.1);
        assert!((legs.waypoints[1].bearing_true(legs.waypoints[2]) - 180.0).abs() < 0.1);
        let short = expanding_square(datum, s, 0.0, 2.5 * s);
        assert!((short.length_m / s - 2.5).abs() < 1e-3);
    }

    #[test]
    fn an_expanding_square_of_so_many_legs_has_them() {
        let datum = Position::new(-8.6, 105.4).unwrap();
        let s = metres(0.5);
        for (legs, spacings) in [(0, 0.0), (1, 1.0), (2, 2.0), (5, 9.0), (6, 12.0), (9, 25.0), (12, 42.0)] {
            let square = expanding_square_of(datum, s, 40.0, legs);
            assert_eq!(square.waypoints.len() as u32, legs + 1);
            assert!((square.length_m - spacings * s).abs() <= 2e-3 * s * spacings, "{legs}: {}", square.length_m / s);
        }
        assert!(expanding_square_of(datum, f64::NAN, 0.0, u32::MAX).waypoints.len() as u32 <= MOST_SQUARE_LEGS + 2);
    }

    #[test]
    fn a_track_line_that_does_not_return_passes_three_times_and_ends_ahead() {
        let track = [Position::new(0.0, 90.0).unwrap(), Position::new(0.0, 91.0).unwrap()];
        let legs = track_line_on(&track, 2000.0);
        assert_eq!(legs.waypoints.len(), 6);
        let north: Vec<f64> = legs.waypoints.iter().map(|p| track[0].offset_to(*p).1).collect();
        for (read, expected) in north.iter().zip([2000.0, 2000.0, 0.0, 0.0, -2000.0, -2000.0]) {
            assert!((read - expected).abs() < 2.0, "{north:?}");
        }
        assert!(legs.waypoints[5].distance_m(track[1]) < 2001.0);
        assert!(track_line_on(&[], 2000.0).waypoints.is_empty());
    }

    #[test]
    fn a_sector_search_passes_its_datum_and_ends_there() {
        let datum = Position::new(-8.6, 105.4).unwrap();
        let legs = sector(datum, metres(5.0), 30.0);
        assert_eq!(legs.waypoints.len(), 10);
        assert!((legs.length_m / metres(45.0) - 1.0).abs() < 1e-3);
        for i in [3, 6, 9] {
            assert!(legs.waypoints[i].distance_m(datum) < 1.0);
        }
        let course = |i: usize| legs.waypoints[i].bearing_true(legs.waypoints[i + 1]);
        assert!(math::wrap_180(course(1) - course(0) - 120.0).abs() < 0.2);
        // Straight on through the datum.
        assert!(math::wrap_180(course(3) - course(2)).abs() < 0.2);
    }

    #[test]
    fn a_track_line_keeps_half_a_spacing_on_either_side() {
        let track =
            [Position::new(0.0, 90.0).unwrap(), Position::new(0.0, 91.0).unwrap(), Position::new(1.0, 91.0).unwrap()];
        let legs = track_line(&track, 2000.0);
        assert_eq!(legs.waypoints.len(), 6);
        // Out to the left (north of an easterly leg), back to the right.
        assert!((track[0].offset_to(legs.waypoints[0]).1 - 1000.0).abs() < 1.0);
        assert!((track[0].offset_to(legs.waypoints[5]).1 + 1000.0).abs() < 1.0);
        let corner = track[1].offset_to(legs.waypoints[1]);
        assert!((corner.0 + 1000.0).abs() < 10.0 && (corner.1 - 1000.0).abs() < 10.0, "{corner:?}");
        assert!(track_line(&[], 2000.0).waypoints.is_empty());
        assert_eq!(track_line(&track[..1], 2000.0).length_m, 0.0);
    }

    #[test]
    fn codes_lead_there_and_back_and_a_slip_is_answered() {
        for pattern in Pattern::ALL {
            assert_eq!(Pattern::parse(pattern.code()), Ok(pattern));
            assert_eq!(Pattern::parse(pattern.name()), Ok(pattern));
        }
        assert!(Pattern::parse("zigzag").unwrap_err().contains("type PS"));
    }

    #[test]
    fn nonsense_gives_a_track_and_no_panic() {
        let odd = Rectangle { length_m: 0.0, ..area(10.0, 0.0, 0.0) };
        for pattern in Pattern::ALL {
            for spacing in [0.0, -5.0, 1e-9, f64::NAN, f64::INFINITY] {
                let legs = legs_for(pattern, &area(100.0, 60.0, 20.0), spacing, odd.centre);
                assert!(legs.length_m.is_finite() && legs.waypoints.len() <= 4000, "{pattern:?} {spacing}");
                assert!(legs_for(pattern, &odd, spacing, odd.centre).length_m.is_finite());
            }
        }
    }

    proptest! {
        #[test]
        fn every_ladder_stays_inside_and_leaves_no_wide_strip(
            length in 2.0..80.0_f64, width in 2.0..80.0_f64, axis in 0.0..360.0_f64, spacing in 0.5..2.0_f64,
            from in (-9.0..9.0_f64, 80.0..110.0_f64), creeping in any::<bool>(),
        ) {
            let area = area(length, width, axis);
            let from = Position::new(from.0, from.1).unwrap();
            let pattern = if creeping { Pattern::CreepingLine } else { Pattern::ParallelSweep };
            let legs = legs_for(pattern, &area, metres(spacing), from);
            let grown = Rectangle { length_m: area.length_m + 20.0, width_m: area.width_m + 20.0, ..area };
            prop_assert!(legs.waypoints.iter().all(|p| grown.contains(*p)));
            // What the legs sweep, a spacing wide each, is the area to within half a spacing on one side.
            let swept = (legs.length_m + metres(spacing)) * metres(spacing);
            let strip = metres(spacing) * area.length_m.max(area.width_m) * 0.51;
            prop_assert!((swept - area.area_m2()).abs() <= strip, "{} {}", swept, area.area_m2());
            // No other start would have been nearer.
            let start = legs.waypoints[0].distance_m(from);
            let (u, v) = area.local(legs.waypoints[0]);
            for (a, b) in [(u, -v), (-u, v), (-u, -v)] {
                prop_assert!(start <= area.position(a, b).distance_m(from) + 50.0);
            }
        }

        #[test]
        fn corners_and_local_coordinates_agree(axis in 0.0..360.0_f64, u in -4e4..4e4_f64, v in -2e4..2e4_f64) {
            let area = area(50.0, 25.0, axis);
            let (along, across) = area.local(area.position(u, v));
            prop_assert!((along - u).abs() < 0.5 && (across - v).abs() < 0.5);
            prop_assert_eq!(area.contains(area.position(u, v)), true);
            for corner in area.corners() {
                let (along, across) = area.local(corner);
                prop_assert!((along.abs() - area.length_m / 2.0).abs() < 0.5);
                prop_assert!((across.abs() - area.width_m / 2.0).abs() < 0.5);
            }
        }
    }
}
