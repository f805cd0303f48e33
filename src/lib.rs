#![doc = include_str!("README.md")]

pub mod base;
pub mod chart;
pub mod debrief;
pub mod picture;
pub mod sar;
pub mod scenario;
pub mod score;
pub mod sim;
