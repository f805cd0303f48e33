//! How far means of communication reach, and what a distress beacon's alert tells and when (sar-models.md 5.3).
//!
//! The horizon of two VHF antennas is `detection::radio_horizon_m` (2.8). Ranges and times here are *recalled* unless
//! another word stands beside them.

use crate::base::Span;
use crate::base::quantity::metres;

/// How far MF reaches by day \[m\]: near the middle of 100 to 150 NM (5.3).
pub const MF_DAY_M: f64 = 120.0 * 1852.0;

/// How far MF reaches by night \[m\]: 250 NM and more (5.3).
pub const MF_NIGHT_M: f64 = 250.0 * 1852.0;

/// How long the battery of an EPIRB lasts (5.3).
pub const EPIRB_BATTERY: Span = Span::hours(48);

/// A geostationary satellite has detected a beacon after this long (5.3); it gives a position only if the beacon sends
/// one.
pub const EPIRB_DETECTED: Span = Span::minutes(5);

/// Satellites in medium orbit have located a beacon after this long (5.3).
pub const EPIRB_LOCATED: Span = Span::minutes(10);

/// Standard deviation, on each axis, of a beacon's own satellite position \[m\] (5.3).
pub const EPIRB_ENCODED_ERROR_M: f64 = 100.0;

/// Standard deviation, on each axis, of a position by satellites in medium orbit \[m\]: 5 km hold 95 % of them (5.3),
/// and 95 % of a round normal distribution lie within 2.45 standard deviations (derived).
pub const EPIRB_LOCATED_ERROR_M: f64 = 5_000.0 / 2.448;

/// From one alert of a beacon that is located to the next that reaches a centre: *proposed*. It is heard every 50 s,
/// but a centre is told again when the position has moved, and hardly more often than this.
pub const EPIRB_AGAIN: Span = Span::minutes(30);

/// Nearer to the coast than this a mobile telephone always has a mast \[NM\] (5.3, *proposed* there).
const MOBILE_SURE_NMI: f64 = 10.0;

/// Farther off than this it never has \[NM\] (5.3, *proposed* there).
const MOBILE_LAST_NMI: f64 = 20.0;

/// The chance that a mobile telephone so far from the coast \[m\] has a mast: linear between the two ranges
/// (*proposed*).
pub fn mobile_chance(from_coast_m: f64) -> f64 {
    let (sure, last) = (metres(MOBILE_SURE_NMI), metres(MOBILE_LAST_NMI));
    ((last - from_coast_m) / (last - sure)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sar::detection::radio_horizon_m;

    #[test]
    fn a_mobile_telephone_reaches_ten_miles_and_never_twenty_one() {
        let chance = |nmi: f64| mobile_chance(metres(nmi));
        assert_eq!((chance(0.0), chance(9.9), chance(20.0), chance(300.0)), (1.0, 1.0, 0.0, 0.0));
        assert!((chance(15.0) - 0.5).abs() < 1e-9);
        assert_eq!(mobile_chance(f64::INFINITY), 0.0);
    }

    #[test]
    fn vhf_between_a_hill_and_a_boat_is_as_the_table_of_ranges_has_it() {
        // 20 to 30 NM to a coast station, 5 to 15 NM between small craft (5.3).
        let coast = radio_horizon_m(60.0, 4.0) / 1852.0;
        let craft = radio_horizon_m(4.0, 4.0) / 1852.0;
        assert!((20.0..=30.0).contains(&coast) && (5.0..=15.0).contains(&craft), "{coast} {craft}");
    }
}
