//! Geography: where the land is, how far the shore, and how to get round it by sea.
//!
//! **Nothing here moves.** No ship, no current, no time: the coast is the same in every run. Nothing reads a file,
//! either: the coast is in the binary.

mod asset;
mod closed;
mod coast;
mod drawing;
mod harbour;
mod index;
mod open_water;
mod route;
mod sea_grid;
mod shore;
#[cfg(test)]
mod tests;

pub use coast::Coast;
pub use open_water::OpenWater;
pub use route::{NoRoute, Route};
