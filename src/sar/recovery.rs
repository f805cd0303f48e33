//! Getting people aboard: how many an hour, by which means, in which sea.
//!
//! Rates of sar-models.md 5.6, *proposed* there but for two real cases: KN SAR Kresna took 69 people off an
//! upturned hull in three hours in seas to 1.5 m (23 an hour, *read*), and Hai Duong 29 took 154 off a sinking
//! boat (*read*). Where a range is given its middle is used.

use serde::{Deserialize, Serialize};

use crate::base::math;

/// A way of taking people aboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Method {
    /// A rescue boat running between the casualty and its mother ship.
    RibShuttle,
    /// Alongside a low deck: offshore supply vessel, rescue cutter, fishing boat.
    LowDeck,
    /// The pilot ladder of a merchant ship.
    PilotLadder,
    /// A scramble net over the ship's side.
    ScrambleNet,
    /// A rescue basket, cradle or crane.
    Basket,
    /// A helicopter's hoist.
    Hoist,
}

impl Method {
    /// The highest significant wave \[m\] in which it can be used. For the hoist, whose real limit is 50 kn of wind,
    /// the sea that such a wind raises in a few hours (*proposed*).
    pub fn wave_limit_m(self) -> f64 {
        match self {
            Self::RibShuttle => 2.5,
            Self::LowDeck => 1.5,
            Self::PilotLadder | Self::ScrambleNet => 2.0,
            Self::Basket => 3.0,
            Self::Hoist => 8.0,
        }
    }

    /// Whether the ship, or aircraft, itself keeps off while it is used, so that it does not draw a crowd to one rail.
    pub fn keeps_off(self) -> bool {
        matches!(self, Self::RibShuttle | Self::Hoist)
    }

    /// Whether an infant, or someone who cannot help themselves, can be brought aboard this way at all.
    pub fn lifts_the_helpless(self) -> bool {
        !matches!(self, Self::PilotLadder | Self::ScrambleNet)
    }
}

/// People one rescue boat brings in one run: 10 to 15.
pub const PERSONS_PER_RUN: f64 = 12.5;

/// Hours of work after which a crew is slower.
pub const HOURS_FRESH: f64 = 3.0;

/// Rate after [`HOURS_FRESH`].
pub const TIRED_FACTOR: f64 = 0.7;

/// Rate at night. A hoist has its own figure.
pub const NIGHT_FACTOR: f64 = 0.5;

/// People brought aboard per hour by one device, in a sea of the given significant wave height \[m\], after so many
/// hours of work \[h\]. `weak` means people who have to be helped at every step. Zero beyond the method's limit.
pub fn persons_per_h(method: Method, wave_height_m: f64, night: bool, hours_working: f64, weak: bool) -> f64 {
    if wave_height_m.is_nan() || wave_height_m > method.wave_limit_m() {
        return 0.0;
    }
    // Of weak people a ladder takes 5 an hour instead of 16 (sar-models.md 5.6); the other ratios are proposed.
    let (fit_per_h, weak_factor) = match method {
        Method::RibShuttle => {
            // 15-25 min a run in calm, 30-45 min at 2 m.
            let minutes = math::interpolate(&[(0.5, 20.0), (2.0, 37.5), (2.5, 45.0)], wave_height_m);
            (PERSONS_PER_RUN * 60.0 / minutes, 0.7)
        }
        Method::LowDeck => (80.0, 0.5),
        Method::PilotLadder => (16.0, 5.0 / 16.0),
        Method::ScrambleNet => (45.0, 5.0 / 16.0),
        Method::Basket => (9.0, 1.0),
        Method::Hoist => {
            // 4 min by day and 6 by night for one person at a time, half as long again above 4 m.
            let rough = if wave_height_m > 4.0 { 1.5 } else { 1.0 };
            let minutes = rough * if night { 6.0 } else { 4.0 };
            (60.0 / minutes, 1.0)
        }
    };
    let dark = if night && method != Method::Hoist { NIGHT_FACTOR } else { 1.0 };
    let tired = if hours_working > HOURS_FRESH { TIRED_FACTOR } else { 1.0 };
    fit_per_h * dark * tired * if weak { weak_factor } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Method; 6] =
        [Method::RibShuttle, Method::LowDeck, Method::PilotLadder, Method::ScrambleNet, Method::Basket, Method::Hoist];

    #[test]
    fn the_real_rescue_of_69_in_three_hours() {
        // KN SAR Kresna, 21 March 2024: 23 an hour in seas to 1.5 m.
        let rate = persons_per_h(Method::RibShuttle, 1.5, false, 1.0, false);
        assert!((rate - 23.0).abs() < 2.0, "{rate}");
    }

    #[test]
    fn limits_night_and_fatigue() {
        let per_h = persons_per_h;
        assert_eq!(per_h(Method::LowDeck, 1.6, false, 0.0, false), 0.0);
        assert_eq!(per_h(Method::RibShuttle, 2.6, false, 0.0, false), 0.0);
        assert_eq!(per_h(Method::PilotLadder, 1.0, false, 0.0, true), 5.0);
        assert_eq!(per_h(Method::LowDeck, 1.0, true, 4.0, false), 80.0 * 0.35);
        assert_eq!(per_h(Method::Hoist, 1.0, true, 0.0, false), 10.0);
        assert_eq!(per_h(Method::Hoist, 5.0, false, 0.0, false), 10.0);
        assert_eq!(per_h(Method::Basket, f64::NAN, false, 0.0, false), 0.0);
        assert!(!Method::PilotLadder.lifts_the_helpless() && Method::Basket.lifts_the_helpless());
    }

    proptest! {
        #[test]
        fn nothing_gets_faster_in_the_dark_or_when_tired_or_rough(
            method in 0..6_usize, hs in 0.0..6.0_f64, more in 0.0..4.0_f64, hours in 0.0..8.0_f64,
        ) {
            let method = ALL[method];
            let rate = persons_per_h(method, hs, false, hours, false);
            prop_assert!(rate >= 0.0);
            prop_assert!(persons_per_h(method, hs + more, false, hours, false) <= rate);
            prop_assert!(persons_per_h(method, hs, true, hours, false) <= rate);
            prop_assert!(persons_per_h(method, hs, false, hours + 3.0, false) <= rate);
            prop_assert!(persons_per_h(method, hs, false, hours, true) <= rate);
        }
    }
}
