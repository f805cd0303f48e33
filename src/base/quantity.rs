//! Quantities with their unit, as people write them in a scenario: "22 kn", "400 NM", "1.5 m".
//!
//! Inside the exercise everything is SI (metres, metres per second) except hours for rates and
//! endurance; the suffix of a field says which. Conversions live here and nowhere else.

use super::position::NAUTICAL_MILE_M;

/// One knot \[m/s\].
pub const KNOT_MPS: f64 = NAUTICAL_MILE_M / 3600.0;

/// One foot \[m\].
pub const FOOT_M: f64 = 0.3048;

/// Knots from metres per second.
pub fn knots(mps: f64) -> f64 {
    mps / KNOT_MPS
}

/// Metres per second from knots.
pub fn mps(knots: f64) -> f64 {
    knots * KNOT_MPS
}

/// Nautical miles from metres.
pub fn nmi(metres: f64) -> f64 {
    metres / NAUTICAL_MILE_M
}

/// Metres from nautical miles.
pub fn metres(nmi: f64) -> f64 {
    nmi * NAUTICAL_MILE_M
}

/// The kinds of quantity a scenario states, each with its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Lengths and distances; read into metres.
    Length,
    /// Speeds; read into metres per second.
    Speed,
    /// Volumes per time; read into cubic metres per hour.
    Flow,
    /// Masses; read into kilograms.
    Mass,
    /// Volumes; read into litres.
    Volume,
    /// Temperatures; read into degrees Celsius. The only kind that may be negative.
    Temperature,
}

impl Kind {
    const fn units(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::Length => {
                &[("NM", NAUTICAL_MILE_M), ("nmi", NAUTICAL_MILE_M), ("km", 1000.0), ("m", 1.0), ("ft", FOOT_M)]
            }
            Self::Speed => &[("kn", KNOT_MPS), ("kt", KNOT_MPS), ("m/s", 1.0), ("km/h", 1.0 / 3.6)],
            Self::Flow => &[("m3/h", 1.0), ("m³/h", 1.0), ("L/min", 0.06), ("t/h", 1.0 / 1.025)],
            Self::Mass => &[("kg", 1.0), ("t", 1000.0)],
            Self::Volume => &[("L", 1.0), ("l", 1.0), ("m3", 1000.0), ("m³", 1000.0)],
            Self::Temperature => &[("°C", 1.0), ("C", 1.0)],
        }
    }

    const fn example(self) -> &'static str {
        match self {
            Self::Length => "\"12.5 NM\", \"20 m\" or \"500 ft\"",
            Self::Speed => "\"22 kn\" or \"8 m/s\"",
            Self::Flow => "\"30 m3/h\"",
            Self::Mass => "\"35 t\" or \"60 kg\"",
            Self::Volume => "\"200 L\"",
            Self::Temperature => "\"28 C\"",
        }
    }
}

/// Reads a number with its unit into the base unit of its kind.
///
/// # Errors
/// A sentence saying what was wrong and what to type instead: no number, no unit or an unknown one, a
/// negative or non-finite value.
pub fn parse(kind: Kind, text: &str) -> Result<f64, String> {
    let text = text.trim();
    let help = |why: &str| format!("\"{text}\" {why}; type a number with its unit, as in {}", kind.example());
    let cut = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
    let (number, unit) = text.split_at(cut);
    let value: f64 = number.parse().map_err(|_| help("does not begin with a number"))?;
    let unit = unit.trim();
    if unit.is_empty() {
        return Err(help("has no unit"));
    }
    let factor = kind
        .units()
        .iter()
        .find(|(name, _)| *name == unit)
        .or_else(|| kind.units().iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)))
        .map(|(_, factor)| *factor)
        .ok_or_else(|| help(&format!("has the unit \"{unit}\", which does not fit here")))?;
    let value = value * factor;
    if !value.is_finite() {
        return Err(help("is not finite"));
    }
    if value < 0.0 && kind != Kind::Temperature {
        return Err(help("is negative"));
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_converted_once_and_for_all() {
        assert_eq!(parse(Kind::Length, "1 NM"), Ok(1852.0));
        assert_eq!(parse(Kind::Length, "500ft"), Ok(152.4));
        assert!((parse(Kind::Speed, "36 km/h").unwrap() - 10.0).abs() < 1e-12);
        assert_eq!(parse(Kind::Temperature, "-1.5 C"), Ok(-1.5));
        assert_eq!(parse(Kind::Mass, "35 t"), Ok(35_000.0));
    }

    #[test]
    fn mistakes_say_what_to_type() {
        for (kind, text) in [
            (Kind::Length, "12"),
            (Kind::Length, "12 kn"),
            (Kind::Speed, "fast"),
            (Kind::Speed, "-3 kn"),
            (Kind::Speed, "1e400 kn"),
            (Kind::Mass, ""),
        ] {
            let why = parse(kind, text).unwrap_err();
            assert!(why.contains("type a number with its unit"), "{why}");
        }
    }
}
