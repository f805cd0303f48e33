//! placeholder
pub mod base;
