//! What the exercise takes from files: by which names each producer has it, in which units, and what values can be.
//!
//! Names: the CF standard name table (<https://cfconventions.org>, *recalled*), and the short names of Copernicus
//! Marine, HYCOM, ECMWF, NCEP (GrADS server, wgrib2, THREDDS) and WAVEWATCH III files (*recalled*).

use std::fmt;

/// What a file may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// Wind at 10 m.
    Wind,
    /// Surface current.
    Current,
    /// Significant wave height.
    WaveHeight,
    /// Visibility.
    Visibility,
    /// Water temperature at the surface.
    WaterTemperature,
    /// Air temperature in the shade.
    AirTemperature,
    /// Rain.
    Rain,
}

impl Quantity {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Wind,
        Self::Current,
        Self::WaveHeight,
        Self::Visibility,
        Self::WaterTemperature,
        Self::AirTemperature,
        Self::Rain,
    ];
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wind => "wind",
            Self::Current => "current",
            Self::WaveHeight => "wave height",
            Self::Visibility => "visibility",
            Self::WaterTemperature => "water temperature",
            Self::AirTemperature => "air temperature",
            Self::Rain => "rain",
        })
    }
}

/// A name by which a quantity goes: of its one variable, or of its eastward and northward ones.
pub(super) type Names = [&'static str; 2];

const fn one(name: &'static str) -> Names {
    [name, ""]
}

impl Quantity {
    /// CF standard names, best first.
    pub(super) fn standard_names(self) -> &'static [Names] {
        const WIND: &[Names] = &[["eastward_wind", "northward_wind"], ["x_wind", "y_wind"]];
        const CURRENT: &[Names] = &[
            ["surface_eastward_sea_water_velocity", "surface_northward_sea_water_velocity"],
            ["eastward_sea_water_velocity", "northward_sea_water_velocity"],
            ["eastward_sea_water_velocity_at_sea_surface", "northward_sea_water_velocity_at_sea_surface"],
            ["surface_geostrophic_eastward_sea_water_velocity", "surface_geostrophic_northward_sea_water_velocity"],
            ["x_sea_water_velocity", "y_sea_water_velocity"],
            ["sea_water_x_velocity", "sea_water_y_velocity"],
        ];
        match self {
            Self::Wind => WIND,
            Self::Current => CURRENT,
            Self::WaveHeight => {
                const { &[one("sea_surface_wave_significant_height"), one("significant_height_of_wind_and_swell_waves")] }
            }
            Self::Visibility => const { &[one("visibility_in_air")] },
            Self::WaterTemperature => {
                const {
                    &[
                        one("sea_surface_temperature"),
                        one("surface_temperature_of_sea_water"),
                        one("sea_surface_foundation_temperature"),
                        one("sea_surface_skin_temperature"),
                        one("sea_water_temperature"),
                        one("sea_water_potential_temperature"),
                        one("sea_water_conservative_temperature"),
                    ]
                }
            }
            Self::AirTemperature => const { &[one("air_temperature")] },
            Self::Rain => {
                const {
                    &[
                        one("rainfall_rate"),
                        one("rainfall_flux"),
                        one("precipitation_flux"),
                        one("lwe_precipitation_rate"),
                    ]
                }
            }
        }
    }

    /// Producers' own names, best first, in lower case.
    pub(super) fn short_names(self) -> &'static [Names] {
        const WIND: &[Names] = &[
            ["u10", "v10"],
            ["u10n", "v10n"],
            ["10u", "10v"],
            ["ugrd10m", "vgrd10m"],
            ["ugrd_10maboveground", "vgrd_10maboveground"],
            ["u-component_of_wind_height_above_ground", "v-component_of_wind_height_above_ground"],
            ["u10m", "v10m"],
            ["uwnd", "vwnd"],
            ["x_wind_10m", "y_wind_10m"],
            ["x_wind", "y_wind"],
        ];
        const CURRENT: &[Names] = &[
            ["utotal", "vtotal"],
            ["uo", "vo"],
            ["water_u", "water_v"],
            ["surf_u", "surf_v"],
            ["ucurr", "vcurr"],
            ["ugos", "vgos"],
        ];
        match self {
            Self::Wind => WIND,
            Self::Current => CURRENT,
            Self::WaveHeight => {
                const {
                    &[
                        one("vhm0"),
                        one("swh"),
                        one("htsgwsfc"),
                        one("htsgw_surface"),
                        one("hs"),
                        one("significant_wave_height"),
                    ]
                }
            }
            Self::Visibility => const { &[one("vis"), one("vissfc"), one("vis_surface"), one("visibility_surface")] },
            Self::WaterTemperature => {
                const { &[one("sst"), one("analysed_sst"), one("thetao"), one("water_temp"), one("to")] }
            }
            Self::AirTemperature => {
                const {
                    &[
                        one("t2m"),
                        one("2t"),
                        one("tmp2m"),
                        one("tmp_2maboveground"),
                        one("temperature_height_above_ground"),
                        one("airt"),
                    ]
                }
            }
            Self::Rain => {
                const { &[one("mtpr"), one("avg_tprate"), one("pratesfc"), one("prate_surface"), one("prate")] }
            }
        }
    }

    /// Whether it has an eastward and a northward part.
    pub(super) fn is_flow(self) -> bool {
        matches!(self, Self::Wind | Self::Current)
    }

    /// Where above or below the surface it is wanted, of several levels \[m, upwards\].
    pub(super) fn height_m(self) -> f64 {
        match self {
            Self::Wind => 10.0,
            Self::AirTemperature => 2.0,
            _ => 0.0,
        }
    }

    /// The least and the most that can be, in the unit of `Sea`. Weather records lie well inside.
    pub(super) fn possible(self) -> (f64, f64) {
        match self {
            Self::Wind => (-120.0, 120.0),
            Self::Current => (-10.0, 10.0),
            Self::WaveHeight => (-0.01, 40.0),
            Self::Visibility => (-0.01, 1_000_000.0),
            Self::WaterTemperature => (-5.0, 45.0),
            Self::AirTemperature => (-90.0, 65.0),
            Self::Rain => (-0.1, 500.0),
        }
    }

    /// The least that is kept: packing makes a calm sea a hair less than flat.
    pub(super) fn floor(self) -> f64 {
        match self {
            Self::WaveHeight | Self::Visibility | Self::Rain => 0.0,
            _ => f64::NEG_INFINITY,
        }
    }

    /// The unit of `Sea`, for words.
    pub(super) fn unit(self) -> &'static str {
        match self {
            Self::Wind | Self::Current => "m/s",
            Self::WaveHeight | Self::Visibility => "m",
            Self::WaterTemperature | Self::AirTemperature => "degrees C",
            Self::Rain => "mm/h",
        }
    }

    /// How a value in a unit becomes one in the unit of `Sea`; `None` if the unit is not known for it.
    pub(super) fn conversion(self, unit: &str) -> Option<Conversion> {
        let by = |scale: f64| Some(Conversion { scale, offset: 0.0 });
        let unit = plain(unit);
        let unit = unit.as_str();
        match self {
            Self::Wind | Self::Current => match unit {
                "m/s" | "m s-1" | "ms-1" | "m sec-1" | "m/sec" | "meter/sec" | "meters/sec" | "meter/second"
                | "meters/second" | "metre/second" | "metres/second" | "meter second-1" | "meters second-1"
                | "metre second-1" | "metres second-1" | "meter s-1" | "meters s-1" | "metre s-1" | "metres s-1" => {
                    by(1.0)
                }
                "cm/s" | "cm s-1" | "cm/sec" | "cms-1" => by(0.01),
                "mm/s" | "mm s-1" => by(0.001),
                "kn" | "kt" | "kts" | "knot" | "knots" | "nmi/h" | "nautical_mile/hour" => by(1852.0 / 3600.0),
                "km/h" | "km h-1" | "km hr-1" | "km/hr" | "kmh-1" | "km/hour" => by(1.0 / 3.6),
                _ => None,
            },
            Self::WaveHeight | Self::Visibility => match unit {
                "m" | "meter" | "meters" | "metre" | "metres" => by(1.0),
                "cm" => by(0.01),
                "km" | "kilometer" | "kilometers" | "kilometre" | "kilometres" => by(1000.0),
                "ft" | "foot" | "feet" => by(0.3048),
                "nmi" | "nm" | "nautical_mile" | "nautical_miles" if self == Self::Visibility => by(1852.0),
                _ => None,
            },
            Self::WaterTemperature | Self::AirTemperature => match unit {
                "k" | "kelvin" | "kelvins" | "degk" | "deg_k" | "degree_k" | "degrees_k" | "degree_kelvin"
                | "degrees_kelvin" => Some(Conversion { scale: 1.0, offset: -273.15 }),
                "c" | "degc" | "deg_c" | "deg c" | "degree_c" | "degrees_c" | "degree c" | "degrees c" | "celsius"
                | "degree_celsius" | "degrees_celsius" | "degrees celsius" | "degree celsius" | "\u{b0}c" => by(1.0),
                _ => None,
            },
            Self::Rain => match unit {
                "mm/h" | "mm h-1" | "mm hr-1" | "mm/hr" | "mm/hour" | "mm hour-1" | "kg m-2 h-1" | "kg/m2/h" => by(1.0),
                "kg m-2 s-1" | "kg/m2/s" | "kg/(m2 s)" | "kg/m2s" | "mm/s" | "mm s-1" => by(3600.0),
                "m/s" | "m s-1" => by(3_600_000.0),
                "mm/day" | "mm day-1" | "mm d-1" | "mm/d" | "kg m-2 day-1" => by(1.0 / 24.0),
                _ => None,
            },
        }
    }

    /// The units accepted, for words.
    pub(super) fn accepted(self) -> &'static str {
        match self {
            Self::Wind | Self::Current => "m s-1, cm s-1, kn or km h-1",
            Self::WaveHeight => "m, cm, km or ft",
            Self::Visibility => "m, km, nmi or ft",
            Self::WaterTemperature | Self::AirTemperature => "K or degree_Celsius",
            Self::Rain => "mm h-1, mm day-1, m s-1 or kg m-2 s-1 (a rate; not an amount since some moment)",
        }
    }
}

/// value · scale + offset.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Conversion {
    pub(super) scale: f64,
    pub(super) offset: f64,
}

/// A unit without what producers write differently: case, powers as `**` or `^`, dots and double blanks between
/// factors.
fn plain(unit: &str) -> String {
    let unit = unit.trim().to_lowercase().replace("**", "").replace('^', "").replace(['.', '*', '\u{b7}'], " ");
    unit.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_as_producers_write_them() {
        for (quantity, unit, value, wanted) in [
            (Quantity::Wind, "m s**-1", 5.0, 5.0),
            (Quantity::Wind, "knots", 10.0, 5.144_444),
            (Quantity::Wind, "km/h", 36.0, 10.0),
            (Quantity::Current, "cm s^-1", 25.0, 0.25),
            (Quantity::Current, " m.s-1", 0.5, 0.5),
            (Quantity::WaterTemperature, "K", 300.15, 27.0),
            (Quantity::AirTemperature, "Deg C", 28.0, 28.0),
            (Quantity::Rain, "kg m**-2 s**-1", 0.001, 3.6),
            (Quantity::Visibility, "km", 8.0, 8000.0),
        ] {
            let Conversion { scale, offset } = quantity.conversion(unit).unwrap();
            assert!((value * scale + offset - wanted).abs() < 1e-5, "{unit}");
        }
        for (quantity, unit) in [
            (Quantity::Wind, "furlong/fortnight"),
            (Quantity::Wind, ""),
            (Quantity::Rain, "m"),
            (Quantity::WaveHeight, "nmi"),
            (Quantity::WaterTemperature, "degF"),
        ] {
            assert_eq!(quantity.conversion(unit), None, "{unit}");
        }
    }
}
