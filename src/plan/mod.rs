//! What a duty officer can work out from what is on the desk: where something adrift is by now, which areas to search
//! with which units, and what an order would take.
//!
//! Pure functions on the briefing, what a picture shows, the chart and the tables of `sar`. **No truth is in here,
//! neither the world nor the stage, and nothing is ordered**: a forecast is a forecast, and the host decides.
//!
//! Crews reckon with the same fixes, drift, sweep widths and fuel. Their search areas are still their own: sized by
//! worksheet about a round datum, one unit at a time, and with thermal cameras counted by day. To let them search by
//! `search` changes what every exercise played by crews comes to, and is for another day.

mod adrift;
mod allot;
mod cloud;
mod estimate;
mod places;
mod search;
mod seeing;
mod task;
#[cfg(test)]
mod tests;

pub(crate) use adrift::TRUSTED;
pub use adrift::{Assumed, Drifting, Fix, Start, Way, assumed, fixes, made_good, seen_capsized};
pub use cloud::{Prediction, cloud, cloud_assumed, cloud_with, drifted, forecast_drift_error_mps};
pub use estimate::{Estimate, Refuge, estimate, recovery_rate_per_h};
pub use places::{consent, nearest_safe, region};
pub use search::{SearchPlan, evaluate, search};
pub use seeing::{Seeing, seeing};
pub use task::{Searcher, Task, task};
