//! One chair at one exercise: what a front end holds, whether the exercise runs here, far away, or is long over.
//!
//! `Exercise` advances a world by ticks; the host gives it a clock and a socket; a client holds the other end; a
//! review shows a recording. A front end gets a `View` and hands back `Intent`s, and **cannot tell these apart except
//! by asking what its chair may do**.

mod exercise;
mod series;
mod view;
pub mod wire;

pub use exercise::{Exercise, Moment, Seating};
pub use series::{Bookmark, Series};
pub use view::{Intent, LinkStatus, View};
