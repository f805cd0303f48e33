//! Aircraft that have nothing to search: one stays over a vessel afloat, the others go home.

use crate::picture::{Doing, SruView};
use crate::sim::{Order, Seen};

use super::{Round, Target};

impl Round<'_, '_> {
    /// One aircraft over a vessel afloat.
    pub(super) fn watch(&mut self, targets: &[Target]) {
        let Some(target) = targets.iter().find(|t| t.what == Seen::Vessel) else { return };
        let flies = |v: &SruView| self.desk.sru(v.sru).kind.flies();
        let watched = |v: &&&SruView| flies(v) && self.ours(v) && matches!(v.order, Some(Order::Escort { .. }));
        if self.units.iter().any(|v| watched(&v)) {
            return;
        }
        if let Some((view, at, _)) = self.nearest_of(target, flies) {
            self.order(view, Order::Escort { at });
        }
    }

    /// Aircraft that have completed their pattern and were given no other go home, and do not circle until they have
    /// to; a helicopter stays while there are people for it to lift.
    pub(super) fn bring_home(&mut self, targets: &[Target]) {
        let wanted = |view: &SruView| !targets.is_empty() && !self.desk.sru(view.sru).methods.is_empty();
        let idle = |view: &&&SruView| {
            let flies = self.desk.sru(view.sru).kind.flies();
            flies && self.ours(view) && self.free(view) && view.order.is_none() && matches!(view.doing, Doing::Waiting)
        };
        let idle: Vec<&SruView> =
            self.units.iter().filter(idle).filter(|v| v.survivors == 0 && !wanted(v)).copied().collect();
        for view in idle {
            self.order(view, Order::Return);
        }
    }
}
