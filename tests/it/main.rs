//! One integration binary: each file is a behaviour, driven through the public door as a user would.

mod layers;
mod recording;
