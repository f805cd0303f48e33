//! Stores for a crowded vessel that will not be taken off soon, because it is night, the sea is too high, or nobody
//! near has room: the ship that keeps it company passes water and lifejackets over (sar-models.md 5.7).

use crate::base::Span;
use crate::picture::{Doing, SruView};
use crate::scenario::{Nature, SruKind};
use crate::sim::alongside::Errand;
use crate::sim::{Command, Order};

use super::super::masters::CROWDED;
use super::super::{desk, fleet};
use super::{Round, Target};

/// People who are taken off within this need no stores first (*proposed*: passing them over takes about an hour).
const SOON: Span = Span::hours(2);

/// Stores are given again after this (*proposed*).
const GIVEN_LASTS: Span = Span::hours(24);

impl Round<'_, '_> {
    /// Has stores given to a vessel that is kept company, by boat: a ship alongside would move the crowd.
    pub(super) fn provide(&mut self, target: &Target, nature: Nature) {
        let desk = self.desk;
        // Whoever comes up to a boat that is sinking takes its people off, and does nothing else.
        if target.persons <= CROWDED || nature == Nature::Sinking || self.taken_off_soon(target) {
            return;
        }
        let note = format!("gives stores to {}", desk.vessel(self.case));
        if desk.noted(&note).is_some_and(|at| !desk.passed(at, GIVEN_LASTS)) {
            return;
        }
        let can = |v: &SruView| {
            let has = v.stores.is_some_and(|s| s.water_l >= 1.0 || s.lifejackets > 0);
            let there = self.ours(v) && matches!(v.doing, Doing::Escorting);
            let by_boat = fleet::approaches_gently(desk, v) && !desk.sru(v.sru).kind.flies();
            has && there && by_boat && fleet::recovery_rate_per_h(desk, v, target.position) > 0.0
        };
        let state_first = |v: &SruView| desk.sru(v.sru).kind == SruKind::Merchant;
        let ships = self.units.iter().filter(|v| self.free(v) && can(v));
        let Some(view) = ships.min_by_key(|v| (state_first(v), v.sru)).copied() else { return };
        let text = format!("{} {note}", desk.sru(view.sru).name);
        self.taken.push(view.sru);
        self.out.push(Command::Log { text });
        let errand = Errand::Provide { at: target.position, water_l: None };
        self.out.push(desk::order(view.sru, self.case, Order::Alongside(errand)));
    }

    /// Whether somebody takes the people off now, or will before long, or gives them stores.
    fn taken_off_soon(&self, target: &Target) -> bool {
        let desk = self.desk;
        desk.picture.srus.iter().filter(|v| self.ours(v)).any(|v| match &v.order {
            Some(Order::Recover { .. }) => {
                matches!(v.doing, Doing::Recovering) || self.meeting_at(v, target).1 <= desk.now().after(SOON)
            }
            Some(Order::Alongside(_)) => true,
            _ => false,
        })
    }
}
