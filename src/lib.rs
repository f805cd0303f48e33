#![doc = include_str!("README.md")]

pub mod base;
pub mod chart;
pub mod sar;
pub mod scenario;
pub mod sim;
pub mod picture;
pub mod plan;
pub mod crew;
pub mod record;
pub mod score;
pub mod debrief;
pub mod session;
#[cfg(feature = "gui")]
pub mod ui;
pub mod cli;
