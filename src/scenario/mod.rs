//! From text to truth: the forms as people write them, and the checked scenario they become.
//!
//! **Nothing here happens over time**: no world, no event, no command.

pub mod doc;
pub mod leaf;
mod model;

pub use model::*;
