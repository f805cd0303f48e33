//! The true sea at a place and time: the forecast, with the hidden error of this exercise.

use crate::base::Position;
use crate::sar::sun;
use crate::sar::survival::SeaState;
use crate::sea::Flow;

use super::theatre::Theatre;
use super::world::World;

/// The true sea here and now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Here {
    /// Wind at 10 m, by where it goes.
    pub(crate) wind: Flow,
    /// Surface current.
    pub(crate) current: Flow,
    /// Significant wave height \[m\].
    pub(crate) wave_height_m: f64,
    /// Visibility \[m\].
    pub(crate) visibility_m: f64,
    /// Water temperature \[degrees C\].
    pub(crate) water_c: f64,
    /// Air temperature \[degrees C\].
    pub(crate) air_c: f64,
    /// Rain \[mm/h\].
    pub(crate) rain_mm_h: f64,
    /// Whether it is light enough to search by eye.
    pub(crate) daylight: bool,
}

impl Here {
    /// As survival sees it.
    pub(super) fn sea_state(&self) -> SeaState {
        SeaState { wave_height_m: self.wave_height_m, water_c: self.water_c, night: !self.daylight }
    }

    /// Wind speed \[m/s\].
    pub(super) fn wind_mps(&self) -> f64 {
        crate::base::math::hypot(self.wind.east_mps, self.wind.north_mps)
    }
}

/// True wind and current, all that drift needs.
pub(super) fn flows(theatre: &Theatre, world: &World, position: Position) -> (Flow, Flow) {
    let sea = &theatre.scenario.sea;
    let add = |a: Flow, b: Flow| Flow { east_mps: a.east_mps + b.east_mps, north_mps: a.north_mps + b.north_mps };
    (
        add(sea.wind.at(position, world.tick), world.weather.wind),
        add(sea.current.at(position, world.tick), world.weather.current),
    )
}

/// Everything about the sea here and now.
pub(crate) fn here(theatre: &Theatre, world: &World, position: Position) -> Here {
    let sea = &theatre.scenario.sea;
    let tick = world.tick;
    let (wind, current) = flows(theatre, world, position);
    Here {
        wind,
        current,
        wave_height_m: (sea.wave_height_m.at(position, tick) + world.weather.wave_height_m).max(0.0),
        visibility_m: sea.visibility_m.at(position, tick),
        water_c: sea.water_c.at(position, tick),
        air_c: sea.air_c.at(position, tick),
        rain_mm_h: sea.rain_mm_h.at(position, tick),
        daylight: sun::is_daylight(position, theatre.scenario.start.at(tick)),
    }
}
