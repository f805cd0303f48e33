//! Sweep width: how wide a strip a look-out searches.
//!
//! Method and tables: corrected width = uncorrected width x weather x speed x fatigue (IAMSAR Manual Vol. II and
//! US Coast Guard Addendum COMDTINST M16130.2F, *read* in two independent transcriptions that agree); for people
//! with flotation and by night, two more factors. Electronic sensors are in [`super::sensor`]; objects of any size,
//! heights of eye, and what was interpolated or held, in [`super::worksheet`].

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use super::object::{ObjectKind, SearchObject};
use crate::base::math;
use crate::base::quantity::{FOOT_M, KNOT_MPS, knots, metres};

/// What carries the look-out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Platform {
    /// A rescue boat; height of eye 8 ft.
    SmallBoat,
    /// A patrol or rescue vessel; height of eye 14 ft.
    Vessel,
    /// A merchant ship; watch on the bridge.
    Merchant,
    /// A helicopter.
    Helicopter,
    /// An aeroplane.
    FixedWing,
}

impl Platform {
    /// Whether it flies.
    pub fn is_aircraft(self) -> bool {
        matches!(self, Self::Helicopter | Self::FixedWing)
    }
}

/// The air and sea as they bear on seeing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Conditions {
    /// Meteorological visibility \[m\].
    pub visibility_m: f64,
    /// Wind speed at 10 m \[m/s\].
    pub wind_mps: f64,
    /// Significant wave height \[m\].
    pub wave_height_m: f64,
}

/// Who looks, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Lookout {
    /// What carries the look-out.
    pub platform: Platform,
    /// Altitude above the sea \[m\]; of no effect for vessels.
    pub altitude_m: f64,
    /// Speed over the ground \[m/s\]; of no effect for vessels.
    pub ground_speed_mps: f64,
    /// Whether the look-outs are tired: proposed trigger 4 h on scene for aircraft, 12 h of watch for vessels.
    pub tired: bool,
}

/// A sweep width with all that went into it, so that it can be shown and argued about.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SweepWidth {
    /// Table value for object, platform, altitude and visibility \[m\].
    pub uncorrected_m: f64,
    /// Weather factor.
    pub weather: f64,
    /// Speed factor; 1 for vessels.
    pub speed: f64,
    /// Fatigue factor.
    pub fatigue: f64,
    /// Factor for a person known to have flotation, seen from low aircraft.
    pub flotation: f64,
    /// Factor for darkness.
    pub night: f64,
    /// The product \[m\], never more than twice the visibility.
    pub corrected_m: f64,
}

/// Factor when crews are tired (NATSAR; JP 3-50 "reduce by 10 per cent"; *read* in both).
pub const FATIGUE: f64 = 0.9;

/// Factor for a person known to wear a lifejacket, for aircraft at 500 ft or below (NATSAR, note to D-5:6; *read*).
pub const FLOTATION: f64 = 4.0;

/// Share of the day's width left to the unaided eye at night for an unlit object. *Proposed*, within 0 to 5 %.
pub const NIGHT: f64 = 0.03;

/// The sweep width of a visual look-out.
///
/// Interpolates linearly in visibility, altitude and speed and holds the tables' ends, except that no width
/// exceeds twice the visibility (derived: nothing is seen beyond it on either side) and that a merchant bridge,
/// whose table begins at 3 NM, loses below that in the proportion a patrol vessel does (*proposed*).
pub fn sweep_width(
    object: SearchObject,
    flotation: bool,
    lookout: &Lookout,
    conditions: &Conditions,
    daylight: bool,
) -> SweepWidth {
    let platform = lookout.platform;
    let uncorrected_m = uncorrected_m(object, platform, lookout.altitude_m, conditions.visibility_m);
    let weather = weather_factor(object, conditions.wind_mps, conditions.wave_height_m);
    let speed = speed_factor(object, platform, lookout.ground_speed_mps);
    let fatigue = if lookout.tired { FATIGUE } else { 1.0 };
    let low_aircraft = platform.is_aircraft() && lookout.altitude_m <= 500.5 * FOOT_M;
    let flotation = if flotation && object == SearchObject::PersonInWater && low_aircraft { FLOTATION } else { 1.0 };
    let night = if daylight { 1.0 } else { NIGHT };
    let product = uncorrected_m * weather * speed * fatigue * flotation * night;
    let corrected_m = product.min(2.0 * conditions.visibility_m.max(0.0));
    SweepWidth { uncorrected_m, weather, speed, fatigue, flotation, night, corrected_m }
}

/// Uncorrected width \[m\] from the tables, before any correction.
pub fn uncorrected_m(object: SearchObject, platform: Platform, altitude_m: f64, visibility_m: f64) -> f64 {
    let tables = tables();
    match platform {
        Platform::SmallBoat => tables.vessel(object, EYE_SMALL_BOAT_M, visibility_m),
        Platform::Vessel => tables.vessel(object, EYE_VESSEL_M, visibility_m),
        Platform::Merchant => tables.merchant(object.kind(), |v| tables.vessel(object, EYE_VESSEL_M, v), visibility_m),
        Platform::Helicopter => at(&tables.helicopter[object.index()], altitude_m, visibility_m),
        Platform::FixedWing => at(&tables.aircraft[object.index()], altitude_m, visibility_m),
    }
}

/// Weather factor: the worse of wind and sea counts (COMDTINST M16130.2F, IAMSAR; *read* in three sources).
pub fn weather_factor(object: SearchObject, wind_mps: f64, wave_height_m: f64) -> f64 {
    weather_of(is_small(object), wind_mps, wave_height_m)
}

/// Weather factor of small or of large objects. A limit belongs to the better weather: 15 kn is still calm.
pub(super) fn weather_of(small: bool, wind_mps: f64, wave_height_m: f64) -> f64 {
    // A wind of 15 kn may have been brought into metres per second and back.
    let wind_kn = knots(wind_mps) - 1e-9;
    let band = if wind_kn > 25.0 || wave_height_m > 1.5 {
        2
    } else if wind_kn > 15.0 || wave_height_m > 1.0 {
        1
    } else {
        0
    };
    if small { [1.0, 0.5, 0.25][band] } else { [1.0, 0.9, 0.9][band] }
}

/// Whether an object counts as small in the weather correction: people, rafts and boats below 30 ft.
pub fn is_small(object: SearchObject) -> bool {
    tables().weather[object.index()] == WeatherClass::Small
}

/// Factor for the ground speed of aircraft; 1 for vessels.
pub fn speed_factor(object: SearchObject, platform: Platform, ground_speed_mps: f64) -> f64 {
    match platform {
        Platform::Helicopter => math::interpolate(&tables().helicopter_speed[object.index()], ground_speed_mps),
        Platform::FixedWing => math::interpolate(&tables().aircraft_speed[object.index()], ground_speed_mps),
        _ => 1.0,
    }
}

/// Uncorrected width \[m\] from a boat with the eye at any height \[m\], before any correction: interpolated between
/// 8 and 14 ft and held outside them.
pub(super) fn boat_m(object: SearchObject, eye_m: f64, visibility_m: f64) -> f64 {
    tables().vessel(object, eye_m, visibility_m)
}

/// Uncorrected width \[m\] from a merchant bridge for a thing of any size, with a patrol vessel's width \[m\] for it
/// against visibility \[m\].
pub(super) fn merchant_m(kind: ObjectKind, vessel: impl Fn(f64) -> f64, visibility_m: f64) -> f64 {
    tables().merchant(kind, vessel, visibility_m)
}

/// Height of eye of the tables' small boat \[m\].
pub const EYE_SMALL_BOAT_M: f64 = 8.0 * FOOT_M;

/// Height of eye of the tables' larger rescue vessel \[m\].
pub const EYE_VESSEL_M: f64 = 14.0 * FOOT_M;

/// Width against visibility at each altitude: (altitude \[m\], [(visibility \[m\], width \[m\])]), rising.
type Grid = Vec<(f64, Vec<(f64, f64)>)>;

struct Tables {
    boat: Vec<Grid>,
    aircraft: Vec<Grid>,
    helicopter: Vec<Grid>,
    merchant: Vec<(ObjectKind, Vec<(f64, f64)>)>,
    weather: Vec<WeatherClass>,
    aircraft_speed: Vec<Vec<(f64, f64)>>,
    helicopter_speed: Vec<Vec<(f64, f64)>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum TablePlatform {
    Boat,
    Aircraft,
    Helicopter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum WeatherClass {
    Small,
    Large,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
enum MerchantRow {
    Person,
    Raft(u8),
    Boat(f64),
}

type WidthRow = (String, TablePlatform, f64, f64, f64);
type SpeedRow = (String, TablePlatform, f64, f64);

/// Visibilities of the tables for boats (up to 20 NM) and aircraft \[NM\].
pub const VISIBILITIES_NMI: [f64; 7] = [1.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0];
/// Visibilities of the table for merchant ships \[NM\].
pub const MERCHANT_VISIBILITIES_NMI: [f64; 5] = [3.0, 5.0, 10.0, 15.0, 20.0];
/// Altitudes of the tables for aircraft \[ft\].
pub const ALTITUDES_FT: [f64; 8] = [300.0, 500.0, 750.0, 1000.0, 1500.0, 2000.0, 2500.0, 3000.0];
/// Ground speeds of the correction for aeroplanes \[kn\].
pub const AIRCRAFT_SPEEDS_KN: [f64; 3] = [150.0, 180.0, 210.0];
/// Ground speeds of the correction for helicopters \[kn\].
pub const HELICOPTER_SPEEDS_KN: [f64; 4] = [60.0, 90.0, 120.0, 140.0];

fn width_rows() -> Vec<WidthRow> {
    ron::from_str(include_str!("../../assets/tables/sweep_widths.ron")).expect("the embedded sweep widths are sound")
}

fn speed_rows() -> Vec<SpeedRow> {
    ron::from_str(include_str!("../../assets/tables/sweep_speed_corrections.ron"))
        .expect("the embedded speed corrections are sound")
}

fn weather_rows() -> Vec<(String, WeatherClass)> {
    ron::from_str(include_str!("../../assets/tables/sweep_weather_class.ron"))
        .expect("the embedded weather classes are sound")
}

fn merchant_rows() -> Vec<(MerchantRow, Vec<f64>)> {
    ron::from_str(include_str!("../../assets/tables/sweep_widths_merchant.ron"))
        .expect("the embedded merchant widths are sound")
}

/// Fills a grid from the rows that exist: the sources leave out a row whose value is that of the one below it.
fn filled(grid: &[f64], known: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut value = known.first().map_or(0.0, |(_, y)| *y);
    grid.iter()
        .map(|x| {
            if let Some((_, y)) = known.iter().find(|(at, _)| at == x) {
                value = *y;
            }
            (*x, value)
        })
        .collect()
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let widths = width_rows();
        let speeds = speed_rows();
        let weather = weather_rows();
        let grids = |platform: TablePlatform| SearchObject::all().map(|o| grid_of(&widths, o, platform)).collect();
        let speed = |platform: TablePlatform, grid: &[f64]| -> Vec<Vec<(f64, f64)>> {
            let factors = |object: SearchObject| {
                let known: Vec<(f64, f64)> = speeds
                    .iter()
                    .filter(|(name, p, ..)| *p == platform && name == object.name())
                    .map(|(_, _, speed_kn, factor)| (*speed_kn, *factor))
                    .collect();
                filled(grid, &known).into_iter().map(|(speed_kn, f)| (speed_kn * KNOT_MPS, f)).collect()
            };
            SearchObject::all().map(factors).collect()
        };
        Tables {
            boat: grids(TablePlatform::Boat),
            aircraft: grids(TablePlatform::Aircraft),
            helicopter: grids(TablePlatform::Helicopter),
            merchant: merchant_table(),
            weather: SearchObject::all()
                .map(|object| {
                    let row = weather.iter().find(|(name, _)| name == object.name());
                    row.expect("every object has a weather class").1
                })
                .collect(),
            aircraft_speed: speed(TablePlatform::Aircraft, &AIRCRAFT_SPEEDS_KN),
            helicopter_speed: speed(TablePlatform::Helicopter, &HELICOPTER_SPEEDS_KN),
        }
    })
}

fn grid_of(widths: &[WidthRow], object: SearchObject, platform: TablePlatform) -> Grid {
    let rows: Vec<&WidthRow> = widths.iter().filter(|row| row.1 == platform && row.0 == object.name()).collect();
    let mut altitudes_ft: Vec<f64> = rows.iter().map(|row| row.2).collect();
    altitudes_ft.sort_by(f64::total_cmp);
    altitudes_ft.dedup();
    let mut grid = Vec::with_capacity(altitudes_ft.len());
    for altitude_ft in altitudes_ft {
        let known: Vec<(f64, f64)> = rows.iter().filter(|row| row.2 == altitude_ft).map(|row| (row.3, row.4)).collect();
        let points = filled(&VISIBILITIES_NMI, &known);
        grid.push((altitude_ft * FOOT_M, points.into_iter().map(|(v, w)| (metres(v), metres(w))).collect()));
    }
    grid
}

fn merchant_table() -> Vec<(ObjectKind, Vec<(f64, f64)>)> {
    merchant_rows()
        .into_iter()
        .map(|(row, widths)| {
            let kind = match row {
                MerchantRow::Person => ObjectKind::Person,
                MerchantRow::Raft(persons) => ObjectKind::Raft(persons),
                MerchantRow::Boat(length_m) => ObjectKind::Boat(length_m),
            };
            let points = MERCHANT_VISIBILITIES_NMI.iter().zip(widths).map(|(v, w)| (metres(*v), metres(w)));
            (kind, points.collect())
        })
        .collect()
}

/// Interpolates in altitude between the interpolations in visibility.
fn at(grid: &Grid, altitude_m: f64, visibility_m: f64) -> f64 {
    let above = grid.iter().position(|(known, _)| *known >= altitude_m);
    match above {
        Some(0) => math::interpolate(&grid[0].1, visibility_m),
        Some(next) => {
            let (low, high) = (&grid[next - 1], &grid[next]);
            let ends =
                [(low.0, math::interpolate(&low.1, visibility_m)), (high.0, math::interpolate(&high.1, visibility_m))];
            math::interpolate(&ends, altitude_m)
        }
        None => grid.last().map_or(0.0, |(_, points)| math::interpolate(points, visibility_m)),
    }
}

impl Tables {
    fn vessel(&self, object: SearchObject, eye_m: f64, visibility_m: f64) -> f64 {
        at(&self.boat[object.index()], eye_m, visibility_m)
    }

    /// The merchant table between its rows; outside them (a one-man raft, a ship) the nearest row, changed in the
    /// proportion in which a patrol vessel's width changes (*proposed*; the table has nine rows only).
    fn merchant(&self, kind: ObjectKind, vessel: impl Fn(f64) -> f64, visibility_m: f64) -> f64 {
        let first_m = metres(MERCHANT_VISIBILITIES_NMI[0]);
        let lit_m = visibility_m.max(first_m);
        let measure = |kind: ObjectKind| match kind {
            ObjectKind::Person => 0.0,
            ObjectKind::Raft(persons) => f64::from(persons),
            ObjectKind::Boat(length_m) => length_m,
        };
        let family: Vec<(f64, f64)> = self
            .merchant
            .iter()
            .filter(|(row, _)| std::mem::discriminant(row) == std::mem::discriminant(&kind))
            .map(|(row, points)| (measure(*row), math::interpolate(points, lit_m)))
            .collect();
        let mut width = math::interpolate(&family, measure(kind));
        let ratio = |a: f64, b: f64| if b > 0.0 { a / b } else { 1.0 };
        let stand_in = match kind {
            ObjectKind::Raft(persons) if persons < 4 => Some(SearchObject::Raft4Person),
            ObjectKind::Boat(length_m) if length_m > 30.0 => Some(SearchObject::PowerBoat78ft),
            _ => None,
        };
        if let Some(known) = stand_in {
            width *= ratio(vessel(lit_m), self.vessel(known, EYE_VESSEL_M, lit_m));
        }
        if visibility_m < first_m {
            width *= ratio(vessel(visibility_m), vessel(first_m));
        }
        width
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::quantity::{mps, nmi};

    fn width_nmi(object: &str, platform: Platform, altitude_ft: f64, visibility_nmi: f64) -> f64 {
        let object = SearchObject::named(object).unwrap();
        nmi(uncorrected_m(object, platform, altitude_ft * FOOT_M, metres(visibility_nmi)))
    }

    #[test]
    fn the_tables_are_read_back_whole() {
        let widths = width_rows();
        assert_eq!((widths.len(), speed_rows().len(), weather_rows().len()), (2832, 148, 25));
        assert_eq!(merchant_rows().len(), 9);
        assert!(merchant_rows().iter().all(|(_, widths)| widths.len() == 5));
        for grid in tables().aircraft.iter().chain(&tables().helicopter) {
            let altitudes_ft: Vec<f64> = grid.iter().map(|(altitude_m, _)| (altitude_m / FOOT_M).round()).collect();
            assert_eq!(altitudes_ft, ALTITUDES_FT);
        }
        for (name, platform, altitude_ft, visibility_nmi, width) in widths {
            let platform = match platform {
                TablePlatform::Boat if altitude_ft == 8.0 => Platform::SmallBoat,
                TablePlatform::Boat => Platform::Vessel,
                TablePlatform::Aircraft => Platform::FixedWing,
                TablePlatform::Helicopter => Platform::Helicopter,
            };
            let read = width_nmi(&name, platform, altitude_ft, visibility_nmi);
            assert!((read - width).abs() < 1e-9, "{name} {platform:?} {altitude_ft} ft {visibility_nmi} NM: {read}");
            assert!(width <= 2.0 * visibility_nmi, "the cap at twice the visibility never touches the table");
        }
    }

    #[test]
    fn spot_rows_of_the_printed_tables() {
        // sar-models.md 2.5 to 2.7.
        for (object, platform, altitude_ft, visibility, width) in [
            ("Power Boat 53ft", Platform::Vessel, 0.0, 10.0, 9.1),
            ("Power Boat 53ft", Platform::SmallBoat, 0.0, 10.0, 7.0),
            ("Person in Water", Platform::Vessel, 0.0, 20.0, 0.5),
            ("Person in Water", Platform::SmallBoat, 0.0, 3.0, 0.2),
            ("Raft 25 person", Platform::Helicopter, 1000.0, 10.0, 4.2),
            ("Power Boat 20ft", Platform::FixedWing, 2000.0, 10.0, 3.8),
            ("Person in Water", Platform::Helicopter, 2000.0, 15.0, 0.0),
            ("Person in Water", Platform::Helicopter, 2000.0, 20.0, 0.1),
            ("Raft 15 person", Platform::Merchant, 0.0, 10.0, 5.1),
            ("Person in Water", Platform::Merchant, 0.0, 5.0, 0.5),
            ("Ship ≥ 300ft", Platform::Vessel, 0.0, 20.0, 29.2),
        ] {
            let read = width_nmi(object, platform, altitude_ft, visibility);
            assert!((read - width).abs() < 1e-9, "{object} {platform:?}: {read}");
        }
        // Half way between two rows, and between two merchant rows (16.15 m between 12 and 24 m).
        assert!((width_nmi("Power Boat 53ft", Platform::Vessel, 0.0, 12.5) - 10.6).abs() < 1e-9);
        assert!((width_nmi("Power Boat 53ft", Platform::Merchant, 0.0, 10.0) - 8.673).abs() < 0.01);
        assert!(width_nmi("Raft 1 person", Platform::Merchant, 0.0, 10.0) < 4.2);
        assert!(width_nmi("Power Boat 53ft", Platform::Merchant, 0.0, 1.0) < 2.0);
    }

    #[test]
    fn the_corrections_multiply() {
        // A search in 21 kn and seas of 1.5 m is in the middle band (sar-models.md 2.4).
        assert_eq!(weather_factor(SearchObject::PersonInWater, mps(21.0), 1.5), 0.5);
        assert_eq!(weather_factor(SearchObject::PowerBoat53ft, mps(21.0), 1.5), 0.9);
        assert_eq!(weather_factor(SearchObject::PersonInWater, mps(10.0), 1.6), 0.25);
        assert_eq!(weather_factor(SearchObject::PersonInWater, mps(10.0), 1.0), 1.0);
        let speed = |o, p, kn| speed_factor(SearchObject::named(o).unwrap(), p, mps(kn));
        assert!((speed("Person in Water", Platform::Helicopter, 75.0) - 1.25).abs() < 1e-9);
        assert!((speed("Power Boat 53ft", Platform::FixedWing, 210.0) - 1.0).abs() < 1e-9);
        assert!((speed("Power Boat 78ft", Platform::Helicopter, 120.0) - 1.0).abs() < 1e-9);
        assert!((speed("Power Boat 33ft", Platform::Helicopter, 140.0) - 0.9).abs() < 1e-9);
        assert_eq!(speed("Raft 1 person", Platform::Merchant, 20.0), 1.0);

        let lookout = Lookout {
            platform: Platform::Helicopter,
            altitude_m: 500.0 * FOOT_M,
            ground_speed_mps: mps(60.0),
            tired: true,
        };
        let calm = Conditions { visibility_m: metres(10.0), wind_mps: 3.0, wave_height_m: 0.5 };
        let seen = sweep_width(SearchObject::PersonInWater, true, &lookout, &calm, true);
        assert!((nmi(seen.corrected_m) - 0.1 * 1.5 * 0.9 * 4.0).abs() < 1e-9);
        let night = sweep_width(SearchObject::PersonInWater, true, &lookout, &calm, false);
        assert!((night.corrected_m / seen.corrected_m - NIGHT).abs() < 1e-9);
        let high = Lookout { altitude_m: 1000.0 * FOOT_M, ..lookout };
        assert_eq!(sweep_width(SearchObject::PersonInWater, true, &high, &calm, true).flotation, 1.0);
    }

    proptest! {
        #[test]
        fn width_is_bounded_and_does_not_shrink_with_visibility(
            object in 0..25_usize, platform in 0..5_usize, altitude_m in 0.0..1500.0_f64,
            near in 10.0..60_000.0_f64, more in 0.0..20_000.0_f64,
        ) {
            let object = SearchObject::all().nth(object).unwrap();
            let platform = [
                Platform::SmallBoat, Platform::Vessel, Platform::Merchant, Platform::Helicopter, Platform::FixedWing,
            ][platform];
            let lookout = Lookout { platform, altitude_m, ground_speed_mps: 40.0, tired: false };
            let width = |visibility_m| {
                let conditions = Conditions { visibility_m, wind_mps: 5.0, wave_height_m: 0.8 };
                sweep_width(object, false, &lookout, &conditions, true).corrected_m
            };
            prop_assert!(width(near) >= 0.0 && width(near) <= 2.0 * near);
            // One printed row falls by 0.1 NM; interpolation inherits it.
            prop_assert!(width(near + more) >= width(near) - 190.0);
        }
    }
}
