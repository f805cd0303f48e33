//! How wide a strip a unit searches for something, by the forecast, and where the figure comes from, in words.
//!
//! Planned with the best of eye and aids, as hand planning does; in the exercise each of them looks. Whether the
//! look-outs are tired is not on the desk and is left out.

use crate::base::quantity::{FOOT_M, knots, nmi};
use crate::base::{Position, Tick, Utc, math};
use crate::sar::sensor::{Sensor, sensor_sweep_width_m};
use crate::sar::sun;
use crate::sar::sweep::{Conditions, Lookout, Platform, SearchObject, SweepWidth, is_small, sweep_width};
use crate::scenario::Sru;
use crate::sea::Sea;

use super::task::miles;

/// What a unit's look-outs and aids are worth against one object at one place and time.
#[derive(Debug, Clone, PartialEq)]
pub struct Seeing {
    /// What is looked for.
    pub object: SearchObject,
    /// Air and sea there, by the forecast.
    pub conditions: Conditions,
    /// Whether it is light there.
    pub daylight: bool,
    /// The eye's sweep width with its corrections.
    pub eye: SweepWidth,
    /// The sweep width of each aid the unit has \[m\], whatever the light.
    pub aids: Vec<(Sensor, f64)>,
    platform: Platform,
    altitude_m: f64,
}

/// How wide a strip a unit searches for an object at a place and time, by a forecast that begins at `start`.
pub fn seeing(sea: &Sea, start: Utc, data: &Sru, object: SearchObject, place: Position, at: Tick) -> Seeing {
    let wind = sea.wind.at(place, at);
    let wave_height_m = sea.wave_height_m.at(place, at);
    let conditions = Conditions {
        visibility_m: sea.visibility_m.at(place, at),
        wind_mps: math::hypot(wind.east_mps, wind.north_mps),
        wave_height_m,
    };
    let lookout = Lookout {
        platform: data.platform,
        altitude_m: data.altitude_m,
        ground_speed_mps: data.search_mps,
        tired: false,
    };
    let daylight = sun::is_daylight(place, start.at(at));
    let aid = |sensor: &Sensor| (*sensor, sensor_sweep_width_m(*sensor, object, data.platform, wave_height_m));
    Seeing {
        object,
        conditions,
        daylight,
        eye: sweep_width(object, false, &lookout, &conditions, daylight),
        // A direction finder is no aid to seeing.
        aids: data.sensors.iter().filter(|sensor| **sensor != Sensor::DirectionFinder).map(aid).collect(),
        platform: data.platform,
        altitude_m: data.altitude_m,
    }
}

impl Seeing {
    /// The aids that are of use in this light: thermal cameras, goggles and searchlights are for the night
    /// (sar-models.md 2.8).
    pub fn aids_in_use(&self) -> impl Iterator<Item = (Sensor, f64)> {
        let night = !self.daylight;
        self.aids.iter().copied().filter(move |(sensor, _)| night || *sensor == Sensor::Radar)
    }

    /// The sweep width to plan with \[m\]: the best of eye and aids in use.
    pub fn width_m(&self) -> f64 {
        self.aids_in_use().fold(self.eye.corrected_m, |best, (_, width_m)| best.max(width_m))
    }

    /// Where the sweep width comes from: the table row and the corrections, or the aid.
    pub fn words(&self) -> String {
        let best = self.aids_in_use().filter(|(_, width_m)| *width_m > self.eye.corrected_m);
        let best = best.max_by(|a, b| a.1.total_cmp(&b.1));
        let object = self.object.name();
        if let Some((sensor, width_m)) = best {
            let (aid, waves_m) = (sensor_name(sensor), self.conditions.wave_height_m);
            return format!(
                "{} by {aid} against {object} in waves of {waves_m:.1} m; the eye has {}",
                miles(width_m),
                miles(self.eye.corrected_m)
            );
        }
        let from = match self.platform {
            Platform::SmallBoat => "from a small boat".to_owned(),
            Platform::Vessel => "from a vessel".to_owned(),
            Platform::Merchant => "from a merchant ship's bridge".to_owned(),
            Platform::Helicopter => format!("from a helicopter at {:.0} ft", self.altitude_m / FOOT_M),
            Platform::FixedWing => format!("from an aeroplane at {:.0} ft", self.altitude_m / FOOT_M),
        };
        let mut words = format!(
            "{}: table {} ({object} {from}, visibility {:.0} NM)",
            miles(self.eye.corrected_m),
            miles(self.eye.uncorrected_m),
            nmi(self.conditions.visibility_m)
        );
        let (wind_kn, waves_m) = (knots(self.conditions.wind_mps), self.conditions.wave_height_m);
        words += &format!(
            ", weather x {} (wind {wind_kn:.0} kn, waves {waves_m:.1} m, {} object)",
            self.eye.weather,
            if is_small(self.object) { "small" } else { "large" }
        );
        for (name, factor) in [("speed", self.eye.speed), ("fatigue", self.eye.fatigue), ("night", self.eye.night)] {
            if factor != 1.0 {
                words += &format!(", {name} x {factor:.2}");
            }
        }
        words
    }
}

fn sensor_name(sensor: Sensor) -> &'static str {
    match sensor {
        Sensor::Radar => "radar",
        Sensor::Infrared => "thermal camera",
        Sensor::NightVision => "night-vision goggles",
        Sensor::Searchlight => "searchlight",
        Sensor::DirectionFinder => "direction finder",
    }
}
