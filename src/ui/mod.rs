//! Panels in egui: **data in, intents out, no Bevy, no world, no socket**.
//!
//! A panel gets a `session::View` by reference, keeps only what belongs to the looking (what is selected, what is
//! half typed, where the chart stands), and hands back `session::Intent`s. Everything a person can press has a
//! label, which is also what a screen reader says and what the tests click.

pub mod theme;
pub mod looks;
mod help;
mod kit;
mod extent;
pub mod words;
mod form_words;
pub mod field;
pub mod palette;
pub mod happenings;
pub mod timeline;
pub mod chart;
pub mod trainee;
pub mod clock;
pub mod start;
pub mod trainer;
pub mod reviewer;
#[cfg(test)]
mod test_view;
