//! Scripted orders.
pub struct Script;
