//! One chair at one exercise: what a front end holds, whether the exercise runs here, far away, or is long over.
//!
//! `Exercise` advances a world by ticks; the host gives it a clock and a socket; a client holds the other end; a
//! review shows a recording. A front end gets a `View` and hands back `Intent`s, and **cannot tell these apart except
//! by asking what its chair may do**.

mod awareness;
mod bench;
mod client;
mod code;
mod exercise;
pub mod frames;
mod happening;
pub mod host;
mod naming;
mod pacer;
mod references;
mod review;
mod series;
mod tls;
mod view;
pub mod wire;

pub use awareness::{CaseAwareness, Knew, awareness};
pub use bench::{Bench, seat_codes};
pub use client::{Client, Target};
pub use exercise::{Exercise, Moment, Seating};
pub use happening::{Narrator, notes, worth_stopping};
pub use host::{Host, HostError, HostOptions, ResumeOptions};
pub use naming::new_run;
pub use pacer::SPEEDS;
pub use references::references;
pub use review::Review;
pub use series::{Bookmark, Series};
pub use tls::{Fingerprint, Tls};
pub use view::{Intent, LinkStatus, View};
