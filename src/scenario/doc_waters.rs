//! The forms of territorial seas and of how crews are minded; the rest of the format is in `doc`.

use serde::Deserialize;

use super::leaf::{Choice, Coordinates, Id, Moment, Number, Part};

/// An entry of `territories`: `(party: "north", corners: ["5-48S 105E", …])`. Twelve miles of water as the author draws
/// them (*exercise approximation*).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "territory")]
pub struct TerritoryDoc<'a> {
    /// Id of the party whose sea it is, a `Country`.
    #[serde(borrow)]
    pub party: Id<'a>,
    /// Its corners in order, at least three; the last joins the first, straight in latitude and longitude. They may lie
    /// on land.
    pub corners: Part<'a, Vec<Coordinates<'a>>>,
}

/// `crew: (stance: Delay, skill: 0.8, turns: ( … ))` of a seat.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "crew")]
pub struct MannerDoc<'a> {
    /// `Cooperate`, `Delay` or `PushBack`. Default: `Cooperate`.
    #[serde(borrow)]
    pub stance: Option<Choice<'a>>,
    /// How practised it is, 0 to 1. Default: 1, as fast as staff work should be.
    pub skill: Option<Number<'a>>,
    /// What it is inclined to from a moment on, because ministers have decided so away from the table:
    /// `turns: (at: "2015-05-20 12:00 +07:00", stance: Cooperate)`. Default: it stays as it is.
    pub turns: Option<Part<'a, TurnDoc<'a>>>,
}

/// `turns: (at: "+10d", stance: Delay)` of a crew.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "turns")]
pub struct TurnDoc<'a> {
    /// From when.
    #[serde(borrow)]
    pub at: Moment<'a>,
    /// `Cooperate`, `Delay` or `PushBack`.
    pub stance: Choice<'a>,
}
