//! What is known of the sea and of the air over it: the quantities, and how each depends on place and time.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::field::Sampled;
use super::gridded::Gridded;
use crate::base::Tick;

/// The sea and the air over it: the forecast, which every seat may see. The truth differs by a hidden error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sea {
    /// Wind at 10 m.
    pub wind: Field<Flow>,
    /// Surface current.
    pub current: Field<Flow>,
    /// Significant wave height \[m\].
    pub wave_height_m: Field<f64>,
    /// Visibility \[m\].
    pub visibility_m: Field<f64>,
    /// Water temperature at the surface \[degrees C\].
    pub water_c: Field<f64>,
    /// Air temperature in the shade \[degrees C\].
    pub air_c: Field<f64>,
    /// Rain \[mm/h\].
    pub rain_mm_h: Field<f64>,
    /// Persistent error of the true wind against the forecast \[m/s, one standard deviation per component\].
    pub wind_error_mps: f64,
    /// Persistent error of the true current against the forecast \[m/s, one standard deviation per component\].
    pub current_error_mps: f64,
}

/// A horizontal flow \[m/s\], by where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Flow {
    /// Eastward \[m/s\].
    pub east_mps: f64,
    /// Northward \[m/s\].
    pub north_mps: f64,
}

/// A quantity that depends on place and time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Field<T: Sampled> {
    /// The same everywhere and always.
    Constant(T),
    /// The same everywhere; linear between the times given, held beyond them. Never empty.
    Schedule(Vec<(Tick, T)>),
    /// Linear between the points of a grid, held beyond its edges.
    Grid(Grid<T>),
    /// Read from files: the first layer that has a value there and then, or else what is said otherwise.
    Layered {
        /// In order of priority. Never empty.
        #[serde(with = "shared")]
        layers: Vec<Arc<Gridded<T>>>,
        /// Where and when no layer has a value.
        otherwise: Box<Field<T>>,
    },
}

impl<T: Sampled> Field<T> {
    /// A field of layers in order of priority over another; without layers the other itself.
    pub fn layered(layers: Vec<Arc<Gridded<T>>>, otherwise: Self) -> Self {
        if layers.is_empty() { otherwise } else { Self::Layered { layers, otherwise: Box::new(otherwise) } }
    }
}

/// A regular or irregular latitude-longitude-time grid. Axes rise strictly and are never empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grid<T> {
    /// Latitudes \[degrees north\].
    pub lats_deg: Vec<f64>,
    /// Longitudes \[degrees east\].
    pub lons_deg: Vec<f64>,
    /// Times.
    pub ticks: Vec<Tick>,
    /// Values; shape (time, latitude, longitude), longitude fastest.
    pub values: Vec<T>,
}

/// Layers as they are written: each by what it holds. They are shared in memory only.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::super::field::Sampled;
    use super::super::gridded::Gridded;

    pub(super) fn serialize<T: Sampled, S: Serializer>(
        layers: &[Arc<Gridded<T>>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(layers.iter().map(AsRef::as_ref))
    }

    pub(super) fn deserialize<'de, T: Sampled, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Arc<Gridded<T>>>, D::Error> {
        Ok(Vec::<Gridded<T>>::deserialize(deserializer)?.into_iter().map(Arc::new).collect())
    }
}
