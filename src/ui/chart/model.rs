//! What a chart is given to show, and what it hands back.

use crate::base::ids::{CraftId, PlaceId, SeatId, SruId};
use crate::base::{Position, Tick};
use crate::picture::{Briefing, Picture, Plan, Truth};
use crate::sar::pattern::Rectangle;

/// What is shown. A seat's chart has a picture, a truth chart has a truth, and a chart may have both.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// Places, regions, seats.
    pub briefing: &'a Briefing,
    /// What a seat sees. Exists when and only when the chart looks through a seat.
    pub picture: Option<&'a Picture>,
    /// The truth. Exists when and only when the chart shows it; drawn in its own colour.
    pub truth: Option<&'a Truth>,
    /// Names for the truth. Exists when and only when the truth does.
    pub plan: Option<&'a Plan>,
    /// The moment shown.
    pub now: Tick,
    /// What the desk adds.
    pub overlay: &'a Overlay,
    /// What is selected.
    pub selected: Option<Selected>,
}

/// What a desk draws on the chart beside what is known.
#[derive(Debug, Clone, Default)]
pub struct Overlay {
    /// Predicted drift. Exists when and only when one was worked out.
    pub cloud: Option<Cloud>,
    /// Areas and tracks planned and not yet ordered; dotted.
    pub drafts: Vec<Draft>,
    /// A position to point at, from a field or a search. Exists when and only when there is one.
    pub pointer: Option<Position>,
}

/// Where a model says something may be, as particles.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cloud {
    /// Their positions.
    pub particles: Vec<Position>,
    /// Their weights, one for each; none at all if they are alike.
    pub weights: Vec<f64>,
    /// For when.
    pub at: Tick,
}

/// Something planned.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// What it is, in a word or two.
    pub label: String,
    /// The area. Exists when and only when it has one.
    pub area: Option<Rectangle>,
    /// The track, in order. May be empty.
    pub track: Vec<Position>,
}

/// Something a person can point at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Selected {
    /// A unit or ship.
    Sru(SruId),
    /// A contact of this seat's plot, by its number.
    Contact(u32),
    /// A case: the vessel, or where it is said to be.
    Case(CraftId),
    /// A port or airfield.
    Place(PlaceId),
    /// A seat.
    Seat(SeatId),
    /// A bare position.
    Position(Position),
    /// A coast station, by its place in the briefing's list.
    Station(u16),
}

/// What a person did on the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ChartEvent {
    /// Selected this: a click, or Enter on the one in focus.
    Selected(Selected),
    /// Wants to act there: a secondary click, at a thing or a bare position.
    Act(Selected, Position),
    /// Drew an area, after the desk asked for one.
    Area(Rectangle),
    /// The pointer is here.
    Hover(Position),
}

/// What is drawn; each can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layers {
    /// Latitude and longitude lines.
    pub graticule: bool,
    /// Search and rescue regions.
    pub regions: bool,
    /// Ports and airfields.
    pub places: bool,
    /// Ships on AIS.
    pub traffic: bool,
    /// Contacts and reported positions.
    pub contacts: bool,
    /// Search areas, legs and ordered tracks.
    pub orders: bool,
    /// Predicted drift.
    pub cloud: bool,
    /// Names.
    pub labels: bool,
}

impl Default for Layers {
    /// All.
    fn default() -> Self {
        Self {
            graticule: true,
            regions: true,
            places: true,
            traffic: true,
            contacts: true,
            orders: true,
            cloud: true,
            labels: true,
        }
    }
}
