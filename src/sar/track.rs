//! A search track as it is run: its legs one by one, with course, length and time, over ground or with the drift.
//!
//! A pattern is laid out about a datum. When the object drifts the pattern goes with it (sar-models.md 3.7: for small
//! objects and searches of more than about an hour): a unit that runs it keeps the pattern in the drifting water and
//! its speed over ground, so legs with the drift get longer and legs against it shorter (*derived*).

use super::pattern::Legs;
use crate::base::Position;
use crate::base::math;

/// One leg of a search track, straight from one turn to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    /// Where it begins.
    pub from: Position,
    /// Where it ends.
    pub to: Position,
    /// Course over ground at its beginning \[degrees true\].
    pub course_true_deg: f64,
    /// Length over ground \[m\].
    pub length_m: f64,
    /// From the commence search point to its end \[s\].
    pub done_s: f64,
    /// How long it takes \[s\].
    pub seconds: f64,
}

/// The legs of a track at a speed over ground \[m/s\], turns not counted. Points that coincide make no leg; without a
/// speed there is none.
pub fn legs_at(track: &Legs, speed_mps: f64) -> Vec<Leg> {
    if !speed_mps.is_finite() || speed_mps <= 0.0 {
        return Vec::new();
    }
    let mut done_s = 0.0;
    let mut legs = Vec::new();
    for pair in track.waypoints.windows(2) {
        let length_m = pair[0].distance_m(pair[1]);
        if length_m < 0.5 {
            continue;
        }
        let seconds = length_m / speed_mps;
        done_s += seconds;
        legs.push(Leg {
            from: pair[0],
            to: pair[1],
            course_true_deg: math::wrap_360(pair[0].bearing_true(pair[1])),
            length_m,
            done_s,
            seconds,
        });
    }
    legs
}

/// The track over ground of a unit that runs a pattern at a speed over ground \[m/s\] while everything drifts
/// \[m/s eastward, northward\] from the moment it begins.
///
/// A leg L of the pattern takes the time t in which the unit, at its speed V, makes good the leg and the drift d
/// meanwhile: `|L + d t| = V t`.
///
/// # Errors
/// A sentence, when the drift is not slower than the unit.
pub fn with_drift(track: &Legs, speed_mps: f64, drift_mps: (f64, f64)) -> Result<Legs, String> {
    let (east, north) = drift_mps;
    let spare = speed_mps * speed_mps - east * east - north * north;
    if spare.is_nan() || spare <= 0.0 || speed_mps <= 0.0 {
        return Err(format!(
            "a drift of {:.1} kn cannot be followed at {:.1} kn; type a greater search speed",
            crate::base::quantity::knots(math::hypot(east, north)),
            crate::base::quantity::knots(speed_mps)
        ));
    }
    let mut elapsed_s = 0.0;
    let mut waypoints = Vec::with_capacity(track.waypoints.len());
    waypoints.extend(track.waypoints.first().copied());
    for pair in track.waypoints.windows(2) {
        let length = pair[0].distance_m(pair[1]);
        let (s, c) = math::sin_cos(pair[0].bearing_true(pair[1]).to_radians());
        let along = length * (s * east + c * north);
        elapsed_s += (along + (along * along + spare * length * length).sqrt()) / spare;
        waypoints.push(pair[1].shifted(east * elapsed_s, north * elapsed_s));
    }
    Ok(Legs::through(waypoints))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::quantity::{KNOT_MPS, metres, mps};
    use crate::sar::pattern::{expanding_square_of, sector};

    fn datum() -> Position {
        Position::new(-8.6, 105.4).unwrap()
    }

    #[test]
    fn legs_add_up_to_the_track() {
        let track = sector(datum(), metres(5.0), 30.0);
        let legs = legs_at(&track, mps(90.0));
        assert_eq!(legs.len(), 9);
        // 45 NM at 90 kn is half an hour.
        assert!((legs[8].done_s - 1800.0).abs() < 3.0, "{}", legs[8].done_s);
        assert!((legs.iter().map(|l| l.length_m).sum::<f64>() - track.length_m).abs() < 1e-6);
        assert!((legs[0].course_true_deg - 30.0).abs() < 0.1 && (legs[1].course_true_deg - 150.0).abs() < 0.2);
        assert!(legs_at(&track, 0.0).is_empty());
        assert!(legs_at(&Legs::through(Vec::new()), 5.0).is_empty());
    }

    #[test]
    fn with_the_drift_the_pattern_keeps_its_shape_in_the_water() {
        let pattern = expanding_square_of(datum(), metres(2.0), 90.0, 8);
        let (speed, drift) = (mps(12.0), (mps(1.5), mps(-0.8)));
        let track = with_drift(&pattern, speed, drift).unwrap();
        for leg in legs_at(&track, speed) {
            // Taken back by the drift of all the time so far, every turn is where the pattern has it.
            let back = leg.to.shifted(-drift.0 * leg.done_s, -drift.1 * leg.done_s);
            let off = pattern.waypoints.iter().map(|p| p.distance_m(back)).fold(f64::INFINITY, f64::min);
            assert!(off < 60.0, "{off}");
        }
        // With the drift a leg is longer, against it shorter: 2 NM at 12 kn, 1 kn along or against.
        let east = with_drift(&expanding_square_of(datum(), metres(2.0), 90.0, 1), speed, (KNOT_MPS, 0.0)).unwrap();
        assert!((east.length_m / metres(2.0) - 12.0 / 11.0).abs() < 1e-3);
        let west = with_drift(&expanding_square_of(datum(), metres(2.0), 270.0, 1), speed, (KNOT_MPS, 0.0)).unwrap();
        assert!((west.length_m / metres(2.0) - 12.0 / 13.0).abs() < 1e-3);
        assert!(with_drift(&pattern, mps(1.0), (mps(1.0), 0.0)).unwrap_err().contains("greater search speed"));
        assert_eq!(with_drift(&pattern, speed, (0.0, 0.0)).unwrap().waypoints.len(), pattern.waypoints.len());
    }
}
