//! Words of the trade: time, position, quantities, ids, noise, the state hash, packed bytes, and the one door to
//! transcendental functions.
//!
//! **Nothing here knows the exercise.** No scenario, no unit of a rescue service, no file, no clock.

pub mod hash;
pub mod ids;
pub mod math;
pub mod noise;
pub mod packing;
pub mod position;
pub mod quantity;
pub mod sealed;
pub mod time;

pub use hash::Digest;
pub use noise::{Noise, Stream};
pub use position::Position;
pub use sealed::Sealed;
pub use time::{Span, Tick, Utc};
