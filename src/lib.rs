//! placeholder
pub mod base;
pub mod sar;
