//! The chart through the accessibility tree.
