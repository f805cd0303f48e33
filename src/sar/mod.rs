//! The science: how things drift, how they are seen, how people live and die at sea, how they are got aboard.
//!
//! Every formula stands beside its table and its source. Pure functions and tables embedded at build time.
//! **Nothing here has state.** No scenario, no clock, no unit with a name; drift particles and people live
//! elsewhere and ask here what happens to them.
//!
//! Sources are named in each file with how far they can be trusted: *read* (the figures were read in the source
//! named), *derived* (computed from read ones), *recalled* (from memory, not checked again) and *proposed* (an
//! engineering default of this exercise, not a published value).

pub mod area;
pub mod assessment;
pub mod capsize;
pub mod detection;
pub mod hunger;
pub mod leeway;
pub mod object;
pub mod pattern;
pub mod planning;
pub mod radio;
pub mod raft;
pub mod reception;
pub mod recovery;
pub mod sensor;
pub mod signal;
pub mod sought;
pub mod stability;
pub mod sun;
pub mod survival;
pub mod sweep;
pub mod thirst;
pub mod toll;
pub mod towing;
pub mod track;
pub mod worksheet;
