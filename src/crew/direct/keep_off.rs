//! What the crew of an operations seat does about a vessel afloat in or near its territorial sea when its state is
//! minded to delay or to push back: it gives stores and keeps company, or gives stores and turns the vessel back.
//! Whoever is in the water, on a hull or aboard a sinking vessel is rescued as ever.

use crate::base::math::wrap_360;
use crate::base::quantity::metres;
use crate::base::{Position, Span};
use crate::picture::SruView;
use crate::scenario::{Nature, Role, SruKind, Stance};
use crate::sim::Order;
use crate::sim::alongside::Errand;

use super::{Round, Target};

/// A vessel this near to the territorial sea is kept out of it: the breadth of the contiguous zone \[NM\] (*proposed*).
const NEAR_NMI: f64 = 12.0;

/// A vessel is turned back this far at most, looked for in steps of so much \[NM\] (*proposed*).
const AWAY_NMI: u32 = 90;
const STEP_NMI: u32 = 6;

/// Turns from the way straight out, in the order in which they are tried \[degrees\] (*proposed*).
const TURNS_DEG: [f64; 10] = [0.0, 30.0, -30.0, 60.0, -60.0, 90.0, -90.0, 120.0, -120.0, 180.0];

/// Stores are given again after this (*proposed*).
const GIVEN_LASTS: Span = Span::hours(24);

impl Round<'_, '_> {
    /// Deals with a vessel as a state does that wants it elsewhere. False when it is to be dealt with as ever.
    pub(super) fn keep_off(&mut self, target: &Target) -> bool {
        let desk = self.desk;
        let stance = desk.manner().stance;
        let sinking = desk.case(self.case).is_some_and(|view| view.nature == Nature::Sinking);
        if stance == Stance::Cooperate || desk.picture.role != Role::Operations || sinking {
            return false;
        }
        if !self.near_own_sea(target.position) {
            // What it has turned back it leaves to others, whatever a centre says of it.
            let turned = desk.noted(&format!("turns {} back", desk.vessel(self.case))).is_some();
            return turned && stance == Stance::PushBack;
        }
        let at_it = |v: &&SruView| v.case == Some(self.case) && matches!(v.order, Some(Order::Alongside(_)));
        if let Some(view) = desk.picture.srus.iter().find(at_it) {
            self.taken.push(view.sru);
            return true;
        }
        let ship = |v: &SruView| desk.sru(v.sru).kind == SruKind::Vessel;
        let has_stores = |v: &SruView| {
            ship(v) && v.stores.is_some_and(|s| s.water_l >= 1.0 || s.lifejackets > 0 || s.food_days > Some(0.0))
        };
        let note = format!("gives stores to {}", desk.vessel(self.case));
        let given = desk.noted(&note).is_some_and(|at| !desk.passed(at, GIVEN_LASTS));
        if !given && let Some((view, at, _)) = self.nearest_of(target, has_stores) {
            let text = format!("{} {note}", desk.sru(view.sru).name);
            self.out.push(crate::sim::Command::Log { text });
            self.order(view, Order::Alongside(Errand::Provide { at, water_l: None }));
            return true;
        }
        let away = (stance == Stance::PushBack).then(|| self.away(target.position)).flatten();
        if let Some(to) = away
            && let Some((view, at, _)) = self.nearest_of(target, ship)
        {
            let text = format!("{} turns {} back", desk.sru(view.sru).name, desk.vessel(self.case));
            self.out.push(crate::sim::Command::Log { text });
            self.order(view, Order::Alongside(Errand::TurnBack { at, to }));
            return true;
        }
        let company =
            desk.picture.srus.iter().any(|v| {
                v.case == Some(self.case) && matches!(v.order, Some(Order::Escort { .. } | Order::Alongside(_)))
            });
        if !company && let Some((view, at, _)) = self.nearest_of(target, ship) {
            self.order(view, Order::Escort { at });
        }
        true
    }

    /// Whether a position is in the territorial sea of this desk's state, or near it.
    fn near_own_sea(&self, position: Position) -> bool {
        let own = |at| self.desk.theatre.scenario.territory_at(at) == Some(self.desk.picture.party);
        let round = || (0..8).map(|k| position.destination(f64::from(k) * 45.0, metres(NEAR_NMI)));
        own(position) || round().any(own)
    }

    /// Where a vessel is sent: straight away from the nearest own port as far as needed to be out of every state's
    /// waters and not near this one's, or to one side where that leads over land. None when there is no such place.
    fn away(&self, from: Position) -> Option<Position> {
        let (scenario, coast) = (&self.desk.theatre.scenario, self.desk.theatre.coast);
        let own = scenario.places.iter().filter(|place| place.party == self.desk.picture.party);
        let port = own.min_by(|a, b| a.position.distance_m(from).total_cmp(&b.position.distance_m(from)))?;
        let outward = port.position.bearing_true(from);
        TURNS_DEG.into_iter().find_map(|turn| {
            let far = (1..=AWAY_NMI / STEP_NMI).map(|n| f64::from(n * STEP_NMI));
            let spots = far.map(|nmi| from.destination(wrap_360(outward + turn), metres(nmi)));
            let open = spots.take_while(|to| !coast.is_land(*to) && coast.first_land(from, *to).is_none());
            open.into_iter().find(|to| scenario.territory_at(*to).is_none() && !self.near_own_sea(*to))
        })
    }
}
