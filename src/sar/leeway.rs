//! Leeway: how an object drifts through the water under the wind.
//!
//! Knows nothing of currents: the caller adds the surface current. Method: Breivik & Allen 2008, J. Marine Syst.
//! 69, 99-113 (doi:10.1016/j.jmarsys.2007.02.010), with the coefficients of `assets/tables/leeway.ron`, read in
//! OpenDrift's table. Stokes drift is taken to be inside the coefficients, as there.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::base::{math, noise::Draws};

/// One class of drifting object.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeewayClass {
    /// Number in the source's list, from 1.
    pub number: u16,
    /// Short key, "PIW-1".
    pub key: String,
    /// What the object is.
    pub description: String,
    /// Depth in the source's taxonomy: 0 for a group's mean, more for its special cases.
    pub taxonomy_depth: u8,
    /// Leeway along the wind.
    pub downwind: Line,
    /// Leeway across the wind of an object that goes off to the right of downwind (positive to the right).
    pub right: Line,
    /// Leeway across the wind of an object that goes off to the left (positive to the right, so mostly negative).
    pub left: Line,
}

/// A regression of leeway speed on wind speed at 10 m.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Slope \[% of the wind speed\].
    pub slope_pct: f64,
    /// Offset \[cm/s\].
    pub offset_cm_s: f64,
    /// Standard deviation of the residual \[cm/s\].
    pub std_cm_s: f64,
}

impl Line {
    /// Leeway \[m/s\] in a wind of `wind_mps` \[m/s\] for an object whose residual is `eps_cm_s` \[cm/s\].
    ///
    /// The residual is shared between slope (1/20) and offset (1/2), so that all of it shows at 10 m/s.
    fn speed_mps(&self, eps_cm_s: f64, wind_mps: f64) -> f64 {
        ((self.slope_pct + eps_cm_s / 20.0) * wind_mps + self.offset_cm_s + eps_cm_s / 2.0) / 100.0
    }
}

/// All 85 classes, in the source's order.
///
/// # Panics
/// If the table embedded in the program is broken, which a test rules out.
pub fn classes() -> &'static [LeewayClass] {
    static CLASSES: OnceLock<Vec<LeewayClass>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        ron::from_str(include_str!("../../assets/tables/leeway.ron")).expect("the embedded leeway table is sound")
    })
}

/// The class with the given key ("PIW-1"), if there is one; case does not matter.
pub fn class(key: &str) -> Option<&'static LeewayClass> {
    classes().iter().find(|class| class.key.eq_ignore_ascii_case(key.trim()))
}

/// Key of the class of a living person in the water who wears a lifejacket (PIW-3: sitting, type I or II).
pub const WITH_LIFEJACKET: &str = "PIW-3";

/// Key of the class of a living person in the water without one, or of whom nothing is known.
pub const WITHOUT_LIFEJACKET: &str = "PIW-1";

/// Key of the class of a body.
pub const BODY: &str = "PIW-6";

/// Key of the class of wreckage, and of who holds on to it.
pub const WRECKAGE: &str = "FV-DEBRIS";

/// The side of downwind to which an object goes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// Right of downwind, looking where the wind goes.
    Right,
    /// Left of downwind.
    Left,
}

/// What is particular to one object of a class, fixed for its life but for jibes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LeewayDraw {
    /// The side it goes off to.
    pub side: Side,
    /// Residual of the downwind leeway \[cm/s\].
    pub eps_downwind_cm_s: f64,
    /// Residual of the crosswind leeway \[cm/s\], positive to the right.
    pub eps_crosswind_cm_s: f64,
}

/// The leeway of one object as a function of the wind alone; across is positive to the right of downwind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficients {
    /// Share of the wind speed, downwind.
    pub along: f64,
    /// What is added downwind \[m/s\].
    pub along_offset_mps: f64,
    /// Share of the wind speed, to the right of downwind.
    pub across: f64,
    /// What is added to the right of downwind \[m/s\].
    pub across_offset_mps: f64,
}

/// How often a downwind residual is redrawn before it is clamped instead. The worst class (SEPIRB) needs a redraw
/// one time in eleven, and one address of the noise has room for 32 draws; this uses at most 23.
const REDRAWS: u32 = 9;

impl LeewayClass {
    /// Draws what is particular to one object: its side by a coin, its residuals from their normal distributions.
    ///
    /// The downwind residual is drawn again while it would make the object drift into the wind (slope below 0),
    /// as the source does; after a bounded number of attempts it is clamped to slope 0.
    pub fn draw(&self, draws: &mut Draws) -> LeewayDraw {
        let side = if draws.chance(0.5) { Side::Right } else { Side::Left };
        self.draw_on(side, draws)
    }

    /// The same for an object whose side is known.
    pub fn draw_on(&self, side: Side, draws: &mut Draws) -> LeewayDraw {
        let eps_crosswind_cm_s = draws.normal() * self.crosswind(side).std_cm_s;
        let least = -20.0 * self.downwind.slope_pct;
        let mut eps_downwind_cm_s = draws.normal() * self.downwind.std_cm_s;
        for _ in 0..REDRAWS {
            if eps_downwind_cm_s >= least {
                break;
            }
            eps_downwind_cm_s = draws.normal() * self.downwind.std_cm_s;
        }
        LeewayDraw { side, eps_downwind_cm_s: eps_downwind_cm_s.max(least), eps_crosswind_cm_s }
    }

    /// The object of this class with no residual: what the table says on average.
    pub fn mean(side: Side) -> LeewayDraw {
        LeewayDraw { side, eps_downwind_cm_s: 0.0, eps_crosswind_cm_s: 0.0 }
    }

    /// Leeway towards east and towards north \[m/s\], given the wind vector at 10 m \[m/s\] *towards* east and north.
    ///
    /// Right is 90 degrees clockwise from downwind. Without any wind there is no downwind, and no leeway.
    pub fn velocity(&self, draw: &LeewayDraw, wind_to_east_mps: f64, wind_to_north_mps: f64) -> (f64, f64) {
        let wind_mps = math::hypot(wind_to_east_mps, wind_to_north_mps);
        if wind_mps < 1e-9 {
            return (0.0, 0.0);
        }
        let (east, north) = (wind_to_east_mps / wind_mps, wind_to_north_mps / wind_mps);
        let down = self.downwind.speed_mps(draw.eps_downwind_cm_s, wind_mps);
        let across = self.crosswind(draw.side).speed_mps(draw.eps_crosswind_cm_s, wind_mps);
        (down * east + across * north, down * north - across * east)
    }

    /// The same as numbers: with wind (x, y) of speed U, leeway is `(x, y) (along + along_offset / U)` and
    /// `(y, -x) (across + across_offset / U)`.
    pub fn coefficients(&self, draw: &LeewayDraw) -> Coefficients {
        let line = |line: &Line, eps_cm_s: f64| {
            ((line.slope_pct + eps_cm_s / 20.0) / 100.0, (line.offset_cm_s + eps_cm_s / 2.0) / 100.0)
        };
        let (along, along_offset_mps) = line(&self.downwind, draw.eps_downwind_cm_s);
        let (across, across_offset_mps) = line(self.crosswind(draw.side), draw.eps_crosswind_cm_s);
        Coefficients { along, along_offset_mps, across, across_offset_mps }
    }

    /// The same object gone over to the other side of downwind.
    ///
    /// The crosswind residual changes sign with the side and the downwind one stays. OpenDrift flips the slope
    /// alone; this is the cleaner rule and *proposed*. Two jibes restore the object.
    #[must_use]
    pub fn jibe(&self, draw: LeewayDraw) -> LeewayDraw {
        let side = match draw.side {
            Side::Right => Side::Left,
            Side::Left => Side::Right,
        };
        LeewayDraw { side, eps_crosswind_cm_s: -draw.eps_crosswind_cm_s, ..draw }
    }

    fn crosswind(&self, side: Side) -> &Line {
        match side {
            Side::Right => &self.right,
            Side::Left => &self.left,
        }
    }
}

/// Share of objects that jibe within an hour (OpenDrift 1.14.12's default, *read*; the idea is Allen 2005's).
pub const JIBES_PER_HOUR: f64 = 0.04;

/// Probability that an object jibes within `seconds` \[s\].
pub fn jibe_probability(seconds: f64) -> f64 {
    1.0 - math::exp(math::ln(1.0 - JIBES_PER_HOUR) * seconds.max(0.0) / 3600.0)
}

/// Chance within an hour that the wind \[m/s\] capsizes a small craft adrift: `0.5 + 0.5 tanh((U - 30) / 5)`
/// (OpenDrift 1.14.12, *read*, where it is off unless asked for; far too steadfast for overloaded boats, see
/// `sar::stability`).
pub fn capsizes_per_hour(wind_mps: f64) -> f64 {
    0.5 + 0.5 * math::tanh((wind_mps - 30.0) / 5.0)
}

/// Factor on both leeway components of a vessel that has capsized and for which no capsized class exists
/// (OpenDrift 1.14.12, *read*).
pub const CAPSIZED_LEEWAY_FACTOR: f64 = 0.4;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::{Noise, Stream};

    #[test]
    fn the_table_is_read_back_whole() {
        assert_eq!(classes().len(), 85);
        for (row, class) in classes().iter().enumerate() {
            assert_eq!(usize::from(class.number), row + 1);
            assert!(class.right.slope_pct >= class.left.slope_pct, "{}", class.key);
            assert!(class.downwind.slope_pct >= 0.0 && class.downwind.std_cm_s >= 0.0, "{}", class.key);
        }
        let sampan = class("fishing-vessel-2").unwrap();
        assert_eq!(sampan.downwind, Line { slope_pct: 2.67, offset_cm_s: 0.0, std_cm_s: 8.3 });
        assert_eq!(sampan.left, Line { slope_pct: -2.98, offset_cm_s: 0.0, std_cm_s: 6.7 });
        let suit = class("PIW-4").unwrap();
        assert_eq!(suit.right, Line { slope_pct: 1.36, offset_cm_s: -3.30, std_cm_s: 1.71 });
        assert!(class("no such thing").is_none());
    }

    #[test]
    fn a_sampan_in_19_knots_drifts_at_4_per_cent_of_the_wind_48_degrees_off_downwind() {
        // sar-models.md 1.5, cross-check with the linear table m = 0.040, divergence 48.
        let sampan = class("FISHING-VESSEL-2").unwrap();
        let (east, north) = sampan.velocity(&LeewayClass::mean(Side::Right), 0.0, 10.0);
        assert!((math::hypot(east, north) - 0.400).abs() < 0.001);
        assert!((math::atan2(east, north).to_degrees() - 48.1).abs() < 0.2);
    }

    #[test]
    fn right_is_clockwise_from_downwind() {
        let skiff = class("SKIFF-1").unwrap();
        // Wind towards the north: right is east. Wind towards the east: right is south.
        assert!(skiff.velocity(&LeewayClass::mean(Side::Right), 0.0, 8.0).0 > 0.0);
        assert!(skiff.velocity(&LeewayClass::mean(Side::Left), 0.0, 8.0).0 < 0.0);
        assert!(skiff.velocity(&LeewayClass::mean(Side::Right), 8.0, 0.0).1 < 0.0);
        assert_eq!(skiff.velocity(&LeewayClass::mean(Side::Right), 0.0, 0.0), (0.0, 0.0));
    }

    #[test]
    fn draws_have_the_tables_spread_and_never_drift_upwind() {
        let raft = class("LIFE-RAFT-DB-14").unwrap();
        let piw = class("PIW-1").unwrap();
        let noise = Noise::new(5);
        let (mut right, mut squares) = (0_u32, 0.0);
        let n = 4000_u32;
        for subject in 0..n {
            let draw = raft.draw(&mut noise.once(Stream::Leeway, u64::from(subject)));
            right += u32::from(draw.side == Side::Right);
            squares += draw.eps_downwind_cm_s * draw.eps_downwind_cm_s;
            let draw = piw.draw(&mut noise.once(Stream::Leeway, u64::from(subject)));
            assert!(piw.downwind.slope_pct + draw.eps_downwind_cm_s / 20.0 >= -1e-12);
        }
        assert!((f64::from(right) / f64::from(n) - 0.5).abs() < 0.03);
        assert!(((squares / f64::from(n)).sqrt() - raft.downwind.std_cm_s).abs() < 0.15);
    }

    #[test]
    fn four_in_a_hundred_jibe_each_hour_however_it_is_cut() {
        assert!((jibe_probability(3600.0) - JIBES_PER_HOUR).abs() < 1e-12);
        let mut stays = 1.0;
        for _ in 0..360 {
            stays *= 1.0 - jibe_probability(10.0);
        }
        assert!((1.0 - stays - JIBES_PER_HOUR).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn two_jibes_restore_and_one_mirrors_a_symmetric_class(
            index in 0..85_usize, eps_downwind_cm_s in -5.0..5.0_f64, eps_crosswind_cm_s in -5.0..5.0_f64,
        ) {
            let class = &classes()[index];
            let draw = LeewayDraw { side: Side::Right, eps_downwind_cm_s, eps_crosswind_cm_s };
            prop_assert_eq!(class.jibe(class.jibe(draw)), draw);
            if class.left.slope_pct == -class.right.slope_pct && class.left.offset_cm_s == -class.right.offset_cm_s {
                let (east, north) = class.velocity(&draw, 0.0, 7.0);
                let (mirrored, same) = class.velocity(&class.jibe(draw), 0.0, 7.0);
                prop_assert!((east + mirrored).abs() < 1e-12 && (north - same).abs() < 1e-12);
            }
        }

        #[test]
        fn turning_the_wind_turns_the_leeway(index in 0..85_usize, wind in 0.1..30.0_f64, turn in 0.0..360.0_f64) {
            let class = &classes()[index];
            let draw = LeewayClass::mean(Side::Left);
            let (e0, n0) = class.velocity(&draw, 0.0, wind);
            let (s, c) = math::sin_cos(turn.to_radians());
            let (e1, n1) = class.velocity(&draw, wind * s, wind * c);
            prop_assert!((e1 - (e0 * c + n0 * s)).abs() < 1e-9 && (n1 - (n0 * c - e0 * s)).abs() < 1e-9);
        }
    }
}
