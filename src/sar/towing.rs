//! What a tow adds to the danger of capsizing: a vessel that is pulled sheers, heels, and takes water over the bow.
//!
//! No source gives a number; this one is *proposed*. It grows with the square of the speed, as the forces of a line and
//! of the water on a sheering hull do, and with the height of the waves that lift one vessel and not the other. In flat
//! water, or lying still, a tow adds nothing.

use crate::base::quantity::KNOT_MPS;

/// The speed for which `ADDS` holds \[m/s\]: 6 kn, that of a small vessel in tow.
const AT_MPS: f64 = 6.0 * KNOT_MPS;

/// What a tow at that speed adds to the hazard of capsizing by weather for each metre of significant wave height, as a
/// multiple of it.
const ADDS: f64 = 2.0;

/// By how much the hazard of capsizing by weather is greater for a vessel in tow at a speed \[m/s\] in a significant
/// wave height \[m\]: 1 where the tow adds nothing.
pub fn factor(speed_mps: f64, wave_height_m: f64) -> f64 {
    let speed = speed_mps.max(0.0) / AT_MPS;
    1.0 + ADDS * speed * speed * wave_height_m.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_tow_in_a_low_sea_adds_little_and_a_fast_one_in_a_high_sea_much() {
        assert_eq!(factor(0.0, 3.0), 1.0);
        assert_eq!(factor(AT_MPS, 0.0), 1.0);
        assert!((factor(AT_MPS, 1.0) - 3.0).abs() < 1e-12);
        // Eased to two fifths of the speed in 2.5 m it is safer than at full speed in one.
        assert!(factor(AT_MPS * 0.4, 2.5) < factor(AT_MPS, 1.0));
        assert!(factor(-1.0, -1.0) >= 1.0);
    }
}
