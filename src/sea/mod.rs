//! The sea and the air over it: wind, current, waves, visibility, temperatures and rain, by place and time.
//!
//! [`Sea`] is a set of fields; [`Field::at`] is the one way to ask what one is somewhere, some time. Fields are
//! constant, follow a schedule, or are read from files ([`forcing`]): each [`Gridded`] is a layer, and where the first
//! has no value the next is asked.
//!
//! **Nothing drifts here, and nobody looks**: a field knows its values and nothing of what they do. Files come in as
//! bytes; none is opened here.

pub mod climatology;
mod field;
pub mod forcing;
mod gridded;
mod model;

pub use field::Sampled;
pub use gridded::{Axis, Gridded};
pub use model::{Field, Flow, Grid, Sea};
