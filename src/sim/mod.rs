//! What happens: `step` and its subsystems.
//!
//! A pure function on plain structs: **no IO, no clock, no thread, no error about the outside world**. With
//! the scenario and the seed, commands are all that enters; events and ledgers are all that leaves.

pub mod alongside;
pub mod ashore;
mod authority;
#[cfg(test)]
mod beginning_tests;
mod casualty;
mod command;
mod comms;
mod dealings;
mod detect;
mod drift;
mod eating;
mod environment;
mod event;
mod exercise;
pub mod disembarkation;
pub mod forms;
mod frame;
#[cfg(test)]
mod frame_tests;
mod hearsay;
mod intervention;
#[cfg(test)]
mod intervention_tests;
mod invariants;
mod landings;
mod ledger;
pub mod mail;
pub mod means;
mod orders;
mod people;
mod placing;
pub mod plot;
pub mod portal;
pub mod press;
mod rafts;
#[cfg(test)]
mod rafts_tests;
mod requests;
#[cfg(test)]
mod requests_tests;
mod rescue;
mod rescued;
mod rights;
#[cfg(test)]
mod rights_tests;
pub mod signals;
pub mod sitrep;
mod shore;
#[cfg(test)]
mod shore_tests;
mod situation;
mod step;
mod terms;
#[cfg(test)]
mod tests;
mod theatre;
mod units;
pub(crate) mod voyage;
mod waters;
#[cfg(test)]
mod waters_tests;
mod world;

pub use authority::ANSWERS_A_CALL;
pub use command::*;
pub use dealings::{Dealing, Life, Notice};
pub(crate) use detect::recognised;
pub(crate) use environment::here;
pub use event::*;
pub use exercise::steps_in_time;
pub use frame::{Frame, FrameEvent, Progress, Rating};
pub use intervention::Intervention;
pub(crate) use intervention::{fixed, futile};
pub use ledger::*;
pub(crate) use people::{aboard_srus, count_at};
pub use rights::{Right, may, rights_of, role_name, who_may};
pub use shore::{Castaways, Shore};
pub use situation::{count, since};
pub use step::step;
pub use terms::{Clearance, Terms};
pub use theatre::Theatre;
pub use waters::Presence;
pub use world::*;
