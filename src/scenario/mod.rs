//! From text to truth: the forms as people write them, and the checked scenario they become.
//!
//! **Nothing here happens over time**: no world, no event, no command.

mod field;
mod model;

pub use field::Between;
pub use model::*;
