//! The chart: coast, regions, ports, units, contacts, areas, drawn with egui's painter.

mod model;

pub use model::{ChartEvent, Cloud, Draft, Layers, Overlay, Scene, Selected};
