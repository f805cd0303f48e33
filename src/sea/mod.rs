//! The sea and the air over it: wind, current, waves, visibility, temperatures and rain, by place and time.
//!
//! [`Sea`] is a set of fields; [`Field::at`] is the one way to ask what one is somewhere, some time.
//!
//! **Nothing drifts here, and nobody looks**: a field knows its values and nothing of what they do.

mod field;
mod model;

pub use field::Between;
pub use model::{Field, Flow, Grid, Sea};
