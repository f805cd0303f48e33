//! How well it went: a pure fold over the initial situation and the events.
//!
//! A live run and a recording go through the same fold, and every number keeps the events behind it.
//! **Nothing here runs, reads or decides anything.** No file, no clock, no command; a score never says who is to
//! blame, it says what happened when.

mod clocks;
mod conduct;
mod dealings;
mod expectations;
mod journeys;
mod measures;
mod model;
mod people;
mod reception;
mod reception_words;
mod responsibility;
mod scorer;
mod text;
mod trails;
mod words;

pub use clocks::ChainStep;
pub use journeys::{EndCell, EndState};
pub use model::*;
pub use scorer::{Scorer, score};
pub use text::to_text;
pub use trails::{Leg, Trail, TrailStep, trails};
pub use words::{
    Teller, answer_words, ask_words, channel_words, effect_words, intervention_words, phase_words, seen_words,
    stage_words, terms_words,
};
