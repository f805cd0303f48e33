//! Mean, spread and correlation of weighted places.

use crate::base::{Position, math};

/// The first two moments of an ensemble's positions, by weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// The mean place.
    pub mean: Position,
    /// Standard deviation of the longitudes \[degrees\].
    pub std_lon_deg: f64,
    /// Standard deviation of the latitudes \[degrees\].
    pub std_lat_deg: f64,
    /// Correlation of longitude and latitude, -1 to 1; 0 where one of them does not vary.
    pub correlation: f64,
}

impl Moments {
    /// The moments of places (latitude, longitude, weight) \[degrees\]. None when and only when nothing has weight.
    pub fn of(places: impl Iterator<Item = (f64, f64, f64)> + Clone) -> Option<Self> {
        let (lat0, lon0, _) = places.clone().find(|(_, _, weight)| *weight > 0.0)?;
        // About the first place, so that large numbers do not eat small differences, and across the date line.
        let off = |(lat, lon, weight): (f64, f64, f64)| (lat - lat0, math::wrap_180(lon - lon0), weight);
        let (mut n, mut y, mut x) = (0.0, 0.0, 0.0);
        for (lat, lon, weight) in places.clone().map(off) {
            n += weight;
            y += weight * lat;
            x += weight * lon;
        }
        let (y, x) = (y / n, x / n);
        let (mut yy, mut xx, mut xy) = (0.0, 0.0, 0.0);
        for (lat, lon, weight) in places.map(off) {
            yy += weight * (lat - y) * (lat - y);
            xx += weight * (lon - x) * (lon - x);
            xy += weight * (lat - y) * (lon - x);
        }
        let spread = (xx * yy).sqrt();
        Some(Self {
            mean: Position::clamped(lat0 + y, lon0 + x),
            std_lon_deg: (xx / n).sqrt(),
            std_lat_deg: (yy / n).sqrt(),
            correlation: if spread > 0.0 { (xy / spread).clamp(-1.0, 1.0) } else { 0.0 },
        })
    }
}
