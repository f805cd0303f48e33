//! One integration binary: each file is a behaviour, driven through the public door as a user would.

mod debrief;
mod layers;
mod scenario_errors;
mod scoring;
