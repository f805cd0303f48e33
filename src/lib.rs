#![doc = include_str!("README.md")]

pub mod base;
pub mod chart;
pub mod picture;
pub mod sar;
pub mod scenario;
pub mod sim;
