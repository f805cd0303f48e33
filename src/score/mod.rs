//! How well it went: a pure fold over the initial situation and the events.
//!
//! A live run and a recording go through the same fold, and every number keeps the events behind it.
//! **Nothing here runs, reads or decides anything.** No file, no clock, no command; a score never says who is to
//! blame, it says what happened when.

mod alongside;
mod alongside_words;
mod assessment;
mod assistance;
mod burden;
mod burden_measures;
mod burden_rows;
mod clocks;
mod conduct;
mod dealings;
mod expectations;
mod form_words;
mod frame_words;
mod fleet_hours;
mod incidents;
mod journeys;
mod mail;
mod means_words;
mod knowledge;
mod matter;
mod measures;
mod model;
mod objectives;
mod parties;
mod people;
mod played;
mod plot_words;
mod plots;
mod press;
mod public_words;
mod reception;
mod referrals;
mod reception_words;
mod references;
mod responsibility;
mod scorer;
mod signal_words;
mod signals;
mod text;
mod trails;
mod words;

pub use burden_rows::{BurdenRow, LeftRow};
pub use clocks::ChainStep;
pub use frame_words::{effect_words, told_words};
pub use incidents::{ReportedField, incidents_csv};
pub use journeys::{EndCell, EndState};
pub use knowledge::{FactKnown, Knowledge, Learnt, Means, knowledge};
pub use matter::Matter;
pub use model::*;
pub use objectives::capabilities;
pub use played::{ABSENT, who_played};
pub use references::{Beside, Reference, beside, standing};
pub use scorer::{Scorer, score};
pub use text::to_text;
pub use trails::{Leg, Trail, TrailStep, trails};
pub use words::{
    Teller, answer_words, ask_words, channel_words, intervention_words, phase_words, seen_words, stage_words,
    terms_words,
};
