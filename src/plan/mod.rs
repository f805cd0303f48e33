//! What a duty officer can work out from what is on the desk: where something adrift is by now, which areas to search
//! with which units, and what an order would take.
//!
//! Pure functions on the briefing, what a picture shows, the chart and the tables of `sar`. **No truth is in here,
//! neither the world nor the stage, and nothing is ordered**: a forecast is a forecast, and the host decides.
//!
//! Crews plan their searches by the same maps and the same planner.

mod adrift;
mod allot;
mod belief;
mod care;
mod chances;
mod cloud;
mod estimate;
mod hope;
mod hypotheses;
mod landing;
mod left;
mod optimum;
mod past;
mod places;
mod planner;
mod reach;
mod safety;
mod search;
mod seeing;
mod task;
#[cfg(test)]
mod tests;
mod told;

pub(crate) use adrift::TRUSTED;
pub use adrift::{Assumed, Drifting, Fix, Start, Way, assumed, fixes, made_good, seen_capsized};
pub use belief::{Belief, Held, Searched, belief};
pub use care::{CareOrder, legal_authority, nationality_words, not_known, site_name, state_named, states};
pub use cloud::{Prediction, cloud, cloud_assumed, cloud_with, drifted, forecast_drift_error_mps};
pub use estimate::{Estimate, Refuge, estimate, estimate_meeting, recovery_rate_per_h};
pub use hope::{Hope, hope};
pub use hypotheses::{Course, Hypothesis, hypotheses};
pub use landing::{Alternative, Decision, Landing, alternatives, clearance, decision, landings, ministry, people_at};
pub use optimum::{ProbabilityMap, probability_map};
pub use places::{consent, nearest_safe, region};
pub use safety::{Checked, SafetyItem, Verdict, place_of_safety};
pub use search::{SearchPlan, evaluate, search};
pub use seeing::{Seeing, seeing};
pub use task::{Searcher, Task, task};
pub use told::{complete, weather};
