//! placeholder
pub mod base;
pub mod chart;
