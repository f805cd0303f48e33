//! Ensembles of particles adrift: where something may be by now, or may have come from.
//!
//! Method: Breivik & Allen 2008, J. Marine Syst. 69, 99-113 (doi:10.1016/j.jmarsys.2007.02.010), with the leeway
//! classes of [`crate::sar::leeway`]. Each particle has its own start, its own leeway, its own lasting error of wind
//! and current; it jibes now and then, spreads by turbulence, may capsize, and stays where it meets the real shore.
//! **The true casualty is one more such particle with hidden draws** (`sim::drift`), so that an honest map of
//! probability is right as often as it says.
//!
//! Nothing here knows of units, seats or searches, and nothing is drawn in sequence: a particle's luck depends on the
//! seed and its number, so that the number of threads cannot matter.
//!
//! How the steps are made. Positions are degrees in `f64`; flows and leeway are `f32` (a part in ten million of a
//! knot). A step is forward Euler on the sphere (`base::Position::shifted`), as OpenDrift's Leeway and the true sea's
//! are. For each step the gridded flows are blended in time once, over the part of the grid the particles are in; the
//! particles then take the step block by block. Only multiplication, division and square roots are used in a step,
//! which are the same on every machine.

mod ensemble;
mod kernel;
mod moments;
mod seed;
mod snapshot;
#[cfg(test)]
mod tests;

pub use ensemble::{Advance, Ensemble};
pub use moments::Moments;
pub use seed::{Convention, Hypothesis, Kept, KeptUntil, Settings, Whence};
