//! One step of a block of particles: sample, reckon, move. No decisions and no branches but what the caller asks for.

use crate::base::math::PI;
use crate::base::position::EARTH_RADIUS_M;

/// Particles that take a step together.
pub(super) const BLOCK: usize = 256;

/// Degrees of latitude of one metre.
const DEGREES_PER_M: f64 = 180.0 / (PI * EARTH_RADIUS_M);

/// What a particle drifts by. Flows \[m/s\] and shares of the wind, as `sar::leeway::Coefficients` has them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Drifter {
    pub(super) along: f32,
    pub(super) along_offset: f32,
    pub(super) across: f32,
    pub(super) across_offset: f32,
    /// Lasting error of the wind.
    pub(super) wind_error: [f32; 2],
    /// Lasting error of the current.
    pub(super) current_error: [f32; 2],
    /// 1 while the sea moves it, 0 while it is ashore, under way or not yet there.
    pub(super) adrift: f32,
    /// Its own way over the ground, east and north.
    pub(super) way: [f32; 2],
}

/// The same for a whole block, quantity by quantity.
pub(super) struct Lane {
    along: [f32; BLOCK],
    along_offset: [f32; BLOCK],
    across: [f32; BLOCK],
    across_offset: [f32; BLOCK],
    wind_east: [f32; BLOCK],
    wind_north: [f32; BLOCK],
    current_east: [f32; BLOCK],
    current_north: [f32; BLOCK],
    adrift: [f32; BLOCK],
    way_east: [f32; BLOCK],
    way_north: [f32; BLOCK],
}

impl Lane {
    pub(super) fn new() -> Self {
        let zero = [0.0; BLOCK];
        Self {
            along: zero,
            along_offset: zero,
            across: zero,
            across_offset: zero,
            wind_east: zero,
            wind_north: zero,
            current_east: zero,
            current_north: zero,
            adrift: zero,
            way_east: zero,
            way_north: zero,
        }
    }

    pub(super) fn get(&self, k: usize) -> Drifter {
        Drifter {
            along: self.along[k],
            along_offset: self.along_offset[k],
            across: self.across[k],
            across_offset: self.across_offset[k],
            wind_error: [self.wind_east[k], self.wind_north[k]],
            current_error: [self.current_east[k], self.current_north[k]],
            adrift: self.adrift[k],
            way: [self.way_east[k], self.way_north[k]],
        }
    }

    /// Whether the sea moves it.
    pub(super) fn is_adrift(&self, k: usize) -> bool {
        self.adrift[k] != 0.0
    }

    /// Whether it goes by its own power.
    pub(super) fn has_way(&self, k: usize) -> bool {
        self.way_east[k] != 0.0 || self.way_north[k] != 0.0
    }

    pub(super) fn set(&mut self, k: usize, drifter: &Drifter) {
        self.along[k] = drifter.along;
        self.along_offset[k] = drifter.along_offset;
        self.across[k] = drifter.across;
        self.across_offset[k] = drifter.across_offset;
        [self.wind_east[k], self.wind_north[k]] = drifter.wind_error;
        [self.current_east[k], self.current_north[k]] = drifter.current_error;
        self.adrift[k] = drifter.adrift;
        [self.way_east[k], self.way_north[k]] = drifter.way;
    }
}

/// Where the particles of a block are \[degrees\].
#[derive(Clone)]
pub(super) struct Places {
    pub(super) lat_deg: [f64; BLOCK],
    pub(super) lon_deg: [f64; BLOCK],
}

/// Wind and current at the particles of a block \[m/s\].
pub(super) struct Flows {
    pub(super) wind: Pair,
    pub(super) current: Pair,
}

/// Eastward and northward.
pub(super) struct Pair {
    pub(super) east: [f32; BLOCK],
    pub(super) north: [f32; BLOCK],
}

impl Flows {
    pub(super) fn new() -> Self {
        let pair = || Pair { east: [0.0; BLOCK], north: [0.0; BLOCK] };
        Self { wind: pair(), current: pair() }
    }

    /// Takes wind and current from one place.
    pub(super) fn calm(&mut self, k: usize) {
        for pair in [&mut self.wind, &mut self.current] {
            (pair.east[k], pair.north[k]) = (0.0, 0.0);
        }
    }
}

/// Where a block's particles are after `seconds` \[s\], which is negative when time runs backwards.
///
/// Longitudes are not brought back to -180 to 180 here.
#[expect(clippy::cast_possible_truncation, reason = "a step needs no more than seven digits")]
pub(super) fn moved(from: &Places, lane: &Lane, flows: &Flows, seconds: f64) -> Places {
    let degrees = seconds * DEGREES_PER_M;
    // What is reckoned in single precision is kept apart: so it is done more lanes at a time.
    let (mut lats, mut easts, mut norths) = ([0.0_f32; BLOCK], [0.0_f32; BLOCK], [0.0_f32; BLOCK]);
    for (lat, exactly) in lats.iter_mut().zip(&from.lat_deg) {
        *lat = *exactly as f32;
    }
    for k in 0..BLOCK {
        let x = flows.wind.east[k] + lane.wind_east[k];
        let y = flows.wind.north[k] + lane.wind_north[k];
        // Without wind there is no downwind, and no leeway: the offsets fade out with it.
        let per_speed = 1.0 / (x * x + y * y).sqrt().max(1e-6);
        let along = lane.along[k] + lane.along_offset[k] * per_speed;
        let across = lane.across[k] + lane.across_offset[k] * per_speed;
        let east = (flows.current.east[k] + lane.current_east[k] + x * along + y * across) * lane.adrift[k];
        let north = (flows.current.north[k] + lane.current_north[k] + y * along - x * across) * lane.adrift[k];
        norths[k] = north + lane.way_north[k];
        easts[k] = (east + lane.way_east[k]) / cosine_deg(lats[k]);
    }
    let mut to = Places { lat_deg: [0.0; BLOCK], lon_deg: [0.0; BLOCK] };
    for k in 0..BLOCK {
        to.lat_deg[k] = (from.lat_deg[k] + f64::from(norths[k]) * degrees).clamp(-90.0, 90.0);
        to.lon_deg[k] = from.lon_deg[k] + f64::from(easts[k]) * degrees;
    }
    to
}

/// Cosine of a latitude \[degrees\]: Taylor's series to the 14th power, good to seven digits in the region, without the
/// table look-ups that keep a loop from being done several lanes at a time.
pub(super) fn cosine_deg(lat_deg: f32) -> f32 {
    let x = lat_deg * (std::f32::consts::PI / 180.0);
    let z = x * x;
    let series = 1.0 / 40_320.0 - z * (1.0 / 3_628_800.0 - z * (1.0 / 479_001_600.0 - z * (1.0 / 87_178_291_200.0)));
    let cosine = 1.0 - z * (0.5 - z * (1.0 / 24.0 - z * (1.0 / 720.0 - z * series)));
    cosine.max(1e-6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math;

    #[test]
    fn the_cosine_is_the_cosine() {
        for tenths in -900..=900 {
            let lat = f64::from(tenths) / 10.0;
            let cosine = f64::from(cosine_deg(tenths as f32 / 10.0));
            assert!((cosine - math::cos(lat.to_radians()).max(1e-6)).abs() < 3e-7, "{lat}");
        }
    }
}
