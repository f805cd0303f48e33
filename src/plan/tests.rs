//! What the planning tools promise: against analytic cases, against the host, and with absurd numbers.

mod adrift;
mod belief;
mod cloud;
mod estimate;
mod landing;
mod planner;
mod search;
mod told;

use crate::base::{Position, Span, Tick, math};
use crate::picture::{Briefing, Described, briefing};
use crate::sar::sweep::SearchObject;
use crate::scenario::{self, Scenario};
use crate::sea::{Field, Flow};
use crate::sim::Theatre;

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).unwrap()
}

/// The shipped exercise of the real case.
fn shipped() -> Scenario {
    let shipped = scenario::SHIPPED.iter().find(|shipped| shipped.id == "sunda-2012").unwrap();
    shipped.source().read().0.unwrap()
}

/// The shipped exercise without the boat: places, units and ships alone.
fn units_alone() -> Scenario {
    let mut scenario = shipped();
    scenario.craft.clear();
    scenario.injects.clear();
    scenario.expectations.clear();
    scenario.settles_after = Span::hours(1000);
    scenario
}

/// A shelf with a sea of constant wind and current \[m/s east, north\], both known without error.
fn constant(wind: (f64, f64), current: (f64, f64)) -> Briefing {
    let mut scenario = units_alone();
    let flow = |(east_mps, north_mps)| Field::Constant(Flow { east_mps, north_mps });
    scenario.sea.wind = flow(wind);
    scenario.sea.current = flow(current);
    scenario.sea.wind_error_mps = 0.0;
    scenario.sea.current_error_mps = 0.0;
    briefing(&Theatre::new(scenario), None)
}

fn wooden_boat() -> Described {
    Described {
        words: "a wooden boat".to_owned(),
        leeway_afloat: "FISHING-VESSEL-2".to_owned(),
        leeway_capsized: "SKIFF-3".to_owned(),
        object_afloat: SearchObject::PowerBoat53ft,
        object_capsized: SearchObject::PowerBoat20ft,
    }
}

fn hours(h: u32) -> Tick {
    Tick(h * 360)
}
