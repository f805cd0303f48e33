//! A unit that hears the distress beacon of the case it works for goes where its bearings cross, whatever it was
//! searching.

use crate::base::Position;
use crate::base::quantity::metres;
use crate::picture::SruView;
use crate::sar::pattern::{Pattern, Rectangle};
use crate::sim::Order;

use super::{Round, SAME_PLACE_NMI, Target};

/// A unit on its way to a beacon is told anew when the bearings cross this far from where it was sent \[NM\], or
/// farther than twice their error (*proposed*).
const TOLD_ANEW_NMI: f64 = 1.0;
/// Track spacing with which an aircraft searches about a beacon \[NM\] (*proposed*: people in the water are looked
/// for).
const SPACING_NMI: f64 = 0.5;
/// Side of the square it searches \[NM\], and in errors of the bearings where that is more (*proposed*).
const SIDE_NMI: f64 = 4.0;
const SIDE_ERRORS: f64 = 6.0;

impl Round<'_, '_> {
    /// Units that hear the beacon and are not wanted for people already seen there go for it.
    pub(super) fn home_in(&mut self, targets: &[Target]) {
        let (desk, case) = (self.desk, self.case);
        for bearings in desk.picture.bearings.iter().filter(|b| b.case == case && b.is_fresh(desk.now())) {
            let seen = |t: &Target| t.position.distance_m(bearings.position) < metres(SAME_PLACE_NMI);
            let Some(view) = self.units.iter().copied().find(|view| view.sru == bearings.sru) else {
                continue;
            };
            if targets.iter().any(seen) || !self.ours(view) || !self.free(view) || !goes_for_it(view) {
                continue;
            }
            let anew_m = metres(TOLD_ANEW_NMI).max(2.0 * bearings.error_m);
            if bound_for(view).is_some_and(|at| at.distance_m(bearings.position) < anew_m) {
                self.taken.push(view.sru);
                continue;
            }
            let order = if desk.sru(view.sru).methods.is_empty() || view.room == 0 {
                about(bearings.position, bearings.error_m)
            } else {
                Order::Recover { at: bearings.position }
            };
            self.order(view, order);
        }
    }
}

/// Whether a unit has an order that a beacon heard is worth leaving.
fn goes_for_it(view: &SruView) -> bool {
    matches!(view.order, None | Some(Order::Search { .. } | Order::Proceed { .. } | Order::Recover { .. }))
}

/// Where a unit's order takes it, if that may be a beacon.
fn bound_for(view: &SruView) -> Option<Position> {
    match &view.order {
        Some(Order::Recover { at }) => Some(*at),
        Some(Order::Search { area, pattern: Pattern::ExpandingSquare, .. }) => Some(area.centre),
        _ => None,
    }
}

/// A search of squares that grow outwards from a beacon.
fn about(centre: Position, error_m: f64) -> Order {
    let side_m = metres(SIDE_NMI).max(SIDE_ERRORS * error_m);
    let area = Rectangle { centre, length_m: side_m, width_m: side_m, axis_true_deg: 0.0 };
    Order::Search { area, pattern: Pattern::ExpandingSquare, spacing_m: metres(SPACING_NMI) }
}
