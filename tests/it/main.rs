//! One integration binary: each file is a behaviour, driven through the public door as a user would.

mod ashore;
mod calibration;
mod crews;
mod debrief;
mod determinism;
mod drifting;
mod drill;
mod fog;
mod forcing;
mod forcing_scenarios;
mod golden;
mod headless_cli;
mod hosting;
mod hosting_faults;
mod layers;
mod negotiation;
mod outcomes;
mod public;
mod recording;
mod resuming;
mod scenario_errors;
mod scoring;
mod search_tools;
mod table;
mod seeking;
mod simulated_searches;
mod sweep_tables;
mod table_processes;
#[cfg(feature = "gui")]
mod window;
mod wire;
