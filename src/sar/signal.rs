//! Sweep widths of what somebody shows or sends: beacons to home on, transponders, flares, smoke, mirrors and lights.
//!
//! One rule is *read* (JP 3-50 s.535 D): the sweep width for homing is 1.7 x the least, 1.5 x the average or 1.0 x the
//! greatest range of detection that is known, and half the horizon's range when none is. The ranges themselves are
//! *recalled* (sar-models.md 2.8), low confidence; the rule is *proposed* for signals that are seen and not heard.

use super::detection::{horizon_m, radio_horizon_m};
use super::sensor::Uncertain;
use super::sweep::Platform;
use crate::base::quantity::metres;

/// What is known of the range \[m\] at which a signal is detected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DetectionRange {
    /// It is detected at this range at least.
    Least(f64),
    /// It is detected at this range on average.
    Average(f64),
    /// It is detected at this range at most.
    Greatest(f64),
    /// Nothing but the horizon's range.
    Horizon(f64),
}

/// Sweep width \[m\] for homing on a signal by what is known of its range (JP 3-50 s.535 D, *read*).
pub fn homing_sweep_width_m(known: DetectionRange) -> f64 {
    match known {
        DetectionRange::Least(range_m) => 1.7 * range_m,
        DetectionRange::Average(range_m) => 1.5 * range_m,
        DetectionRange::Greatest(range_m) => range_m,
        DetectionRange::Horizon(range_m) => 0.5 * range_m,
    }
}

/// How far off a direction finder at a height \[m\] takes bearings of a homing signal on 121.5 MHz \[m\].
///
/// The signal is of some 25 to 100 mW (*read* in two course notes on beacons) and goes no farther than the horizon:
/// that is the greatest range known, the sweep width is as much (s.535 D), and half of it lies on each side. So a
/// ship's aerial at 4 m takes bearings within 3 NM, a helicopter at 150 m within 15 and an aeroplane at 300 m within
/// 20.
pub fn homing_range_m(height_m: f64) -> f64 {
    homing_sweep_width_m(DetectionRange::Greatest(radio_horizon_m(height_m, HELD_M))) / 2.0
}

/// What may be shown or sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// The homing signal of an ELT or EPIRB on 121.5 MHz.
    Homing121,
    /// The 406 MHz burst of a beacon, once in 50 s.
    Homing406,
    /// A search and rescue transmitter on AIS.
    AisSart,
    /// A radar transponder, 9 GHz.
    RadarSart,
    /// A red parachute flare at night.
    ParachuteFlare,
    /// A hand flare at night.
    HandFlare,
    /// Orange smoke by day.
    OrangeSmoke,
    /// Dye marker by day.
    Dye,
    /// A signalling mirror in sunshine.
    Mirror,
    /// A strobe or a light at night, seen through night-vision goggles.
    Light,
}

impl Signal {
    /// All signals.
    pub const ALL: [Self; 10] = [
        Self::Homing121,
        Self::Homing406,
        Self::AisSart,
        Self::RadarSart,
        Self::ParachuteFlare,
        Self::HandFlare,
        Self::OrangeSmoke,
        Self::Dye,
        Self::Mirror,
        Self::Light,
    ];

    /// The name that is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Homing121 => "homing-121.5",
            Self::Homing406 => "homing-406",
            Self::AisSart => "ais-sart",
            Self::RadarSart => "radar-sart",
            Self::ParachuteFlare => "parachute-flare",
            Self::HandFlare => "hand-flare",
            Self::OrangeSmoke => "smoke",
            Self::Dye => "dye",
            Self::Mirror => "mirror",
            Self::Light => "light",
        }
    }

    /// Whether it is of use in this light. Radio is, day and night.
    pub fn is_for(self, daylight: bool) -> bool {
        match self {
            Self::Homing121 | Self::Homing406 | Self::AisSart | Self::RadarSart => true,
            Self::ParachuteFlare | Self::HandFlare | Self::Light => !daylight,
            Self::OrangeSmoke | Self::Dye | Self::Mirror => daylight,
        }
    }

    /// Whether it is seen, and so no farther than the visibility.
    fn is_seen(self) -> bool {
        !matches!(self, Self::Homing121 | Self::Homing406 | Self::AisSart | Self::RadarSart)
    }
}

/// Height of a beacon's aerial or of whoever holds a signal above the sea \[m\] (*proposed*).
const HELD_M: f64 = 1.0;

/// Sweep width of a signal for a receiver or an eye at a height \[m\], in a visibility \[m\], with its uncertainty.
///
/// Nothing sent or shown is received beyond the horizon, nor seen beyond the visibility: no width exceeds twice either.
pub fn signal_sweep_width(signal: Signal, platform: Platform, height_m: f64, visibility_m: f64) -> Uncertain {
    let flies = platform.is_aircraft();
    let horizon_m = radio_horizon_m(height_m, HELD_M);
    let (lo, hi, provenance) = match (signal, flies) {
        (Signal::Homing121 | Signal::Homing406, _) => {
            let half = homing_sweep_width_m(DetectionRange::Horizon(horizon_m));
            // The factors of the rule for one and the same range span 1.0 to 1.7 of it.
            return Uncertain {
                width_m: half,
                least_m: half / 2.0,
                most_m: 2.0 * horizon_m,
                provenance: "no range of detection known: half the radio horizon's range (read, JP 3-50 s.535 D), horizon \
                             2.2 (sqrt h1 + sqrt h2) NM (recalled); once its range is known, 1.7 x the least, 1.5 x the \
                             average, 1.0 x the greatest. Half of it to twice the horizon (proposed)",
            };
        }
        (Signal::RadarSart, _) => {
            let least = if flies { 30.0 } else { 5.0 };
            let most_m = 2.0 * horizon_m;
            let width_m = homing_sweep_width_m(DetectionRange::Least(metres(least))).min(most_m);
            return Uncertain {
                width_m,
                least_m: metres(least).min(width_m),
                most_m: most_m.max(width_m),
                provenance: "at least 5 NM to a ship's aerial at 15 m, at least 30 NM to an aircraft at 3000 ft (recalled, \
                             IMO A.802); 1.7 x the least range (read, JP 3-50 s.535 D), within the radio horizon",
            };
        }
        (Signal::AisSart, true) => (40.0, 100.0, "from an aircraft 40 to 100 NM (recalled), 1.5 x the average range"),
        (Signal::AisSart, false) => (5.0, 10.0, "from a ship 5 to 10 NM (recalled), 1.5 x the average range"),
        (Signal::ParachuteFlare, true) => (
            20.0,
            30.0,
            "red parachute flare at night: seen from the air at 20 NM and more (recalled; 30 proposed as the most), 1.5 x \
             the average range (proposed)",
        ),
        (Signal::ParachuteFlare, false) => (
            10.0,
            20.0,
            "red parachute flare at night: seen from ships at 10 NM and more (recalled; 20 proposed as the most), 1.5 x \
             the average range (proposed)",
        ),
        (Signal::HandFlare, _) => {
            (5.0, 10.0, "hand flare at night: 5 to 10 NM (recalled), 1.5 x the average range (proposed)")
        }
        (Signal::OrangeSmoke, _) => {
            (2.0, 5.0, "orange smoke by day: 2 to 5 NM (recalled), 1.5 x the average range (proposed)")
        }
        (Signal::Dye, _) => (1.0, 3.0, "dye marker by day: 1 to 3 NM (recalled), 1.5 x the average range (proposed)"),
        (Signal::Mirror, _) => {
            (5.0, 10.0, "mirror in sunshine: 5 to 10 NM (recalled), 1.5 x the average range (proposed)")
        }
        (Signal::Light, _) => {
            return capped(
                signal,
                (metres(2.0), super::sensor::LIT_OBJECT_NIGHT_VISION_M, metres(5.0)),
                height_m,
                visibility_m,
                "strobe or light at night through night-vision goggles in a helicopter: 2 to 5 NM and more (recalled, low \
                 confidence)",
            );
        }
    };
    let width_m = |range_nmi: f64| homing_sweep_width_m(DetectionRange::Average(metres(range_nmi)));
    capped(signal, (width_m(lo), width_m((lo + hi) / 2.0), width_m(hi)), height_m, visibility_m, provenance)
}

fn capped(
    signal: Signal,
    (least_m, width_m, most_m): (f64, f64, f64),
    height_m: f64,
    visibility_m: f64,
    provenance: &'static str,
) -> Uncertain {
    // A rocket bursts at 300 m (SOLAS, recalled).
    let shown_m = if signal == Signal::ParachuteFlare { 300.0 } else { HELD_M };
    let limit_m = if signal.is_seen() {
        2.0 * horizon_m(height_m, shown_m).min(visibility_m.max(0.0))
    } else {
        2.0 * radio_horizon_m(height_m, HELD_M)
    };
    Uncertain { width_m: width_m.min(limit_m), least_m: least_m.min(limit_m), most_m: most_m.min(limit_m), provenance }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::quantity::{FOOT_M, nmi};

    #[test]
    fn the_rules_of_jp_3_50_for_homing() {
        for (known, width) in [
            (DetectionRange::Least(1000.0), 1700.0),
            (DetectionRange::Average(1000.0), 1500.0),
            (DetectionRange::Greatest(1000.0), 1000.0),
            (DetectionRange::Horizon(1000.0), 500.0),
        ] {
            assert_eq!(homing_sweep_width_m(known), width);
        }
        // From 3000 ft the radio horizon to a beacon a metre above the sea is 2.2 (30.24 + 1) = 68.7 NM.
        let seen = signal_sweep_width(Signal::Homing121, Platform::FixedWing, 3000.0 * FOOT_M, metres(10.0));
        assert!((nmi(seen.width_m) - 34.4).abs() < 0.1, "{}", nmi(seen.width_m));
    }

    #[test]
    fn published_ranges_by_the_rules() {
        let width = |signal, platform, height_ft, visibility| {
            nmi(signal_sweep_width(signal, platform, height_ft * FOOT_M, metres(visibility)).width_m)
        };
        // 1.5 x 7.5 NM; 1.7 x 5 NM; 1.7 x 30 NM.
        assert!((width(Signal::AisSart, Platform::Vessel, 50.0, 1.0) - 11.25).abs() < 1e-9);
        assert!((width(Signal::RadarSart, Platform::Vessel, 50.0, 1.0) - 8.5).abs() < 1e-9);
        assert!((width(Signal::RadarSart, Platform::FixedWing, 3000.0, 1.0) - 51.0).abs() < 1e-9);
        assert!((width(Signal::HandFlare, Platform::Helicopter, 500.0, 20.0) - 11.25).abs() < 1e-9);
        // Fog ends what is seen, not what is heard.
        assert!((width(Signal::HandFlare, Platform::Helicopter, 500.0, 0.5) - 1.0).abs() < 1e-9);
        assert!(Signal::Homing406.is_for(true) && Signal::Homing406.is_for(false));
        assert!(!Signal::Dye.is_for(false) && !Signal::Light.is_for(true));
    }

    proptest! {
        #[test]
        fn the_width_lies_within_its_uncertainty(
            signal in 0..10_usize, flies in any::<bool>(), height_m in 0.0..4000.0_f64, visibility_m in 0.0..60e3_f64,
        ) {
            let platform = if flies { Platform::Helicopter } else { Platform::Vessel };
            let seen = signal_sweep_width(Signal::ALL[signal], platform, height_m, visibility_m);
            prop_assert!(0.0 <= seen.least_m && seen.least_m <= seen.width_m && seen.width_m <= seen.most_m);
            prop_assert!(!seen.provenance.is_empty());
        }
    }
}
