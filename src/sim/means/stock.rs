//! What is there for the next alert: taken down once, when the exercise ends.

use super::super::people;
use super::super::step::Now;
use super::super::world::{Activity, World};
use super::super::{ashore, theatre};
use super::{Event, SiteLeft, UnitLeft, emit};
use crate::base::ids::{SiteId, SruId};

/// Takes stock of units and sites.
pub(in crate::sim) fn take(now: &mut Now<'_>, world: &World) {
    let scenario = &now.theatre.scenario;
    let units = world.srus.iter().filter(|unit| unit.activity != Activity::Reserve).map(|unit| {
        let spec = now.theatre.sru(unit.id);
        let home = if theatre::is_merchant(spec) {
            unit.order.is_none() && unit.activity == Activity::UnderWay
        } else {
            matches!(unit.activity, Activity::InPort { place, .. } if Some(place) == spec.home)
        };
        let (survivors, _) = people::aboard_sru(world, unit.id);
        UnitLeft { sru: unit.id, home, failed: unit.activity == Activity::Failed, fuel: unit.fuel, survivors }
    });
    let units: Vec<UnitLeft> = units.collect();
    let landing = |id: SruId, place| world.srus[id.index()].activity == Activity::Landing { place };
    let sites = scenario.reception.sites.iter().enumerate().map(|(i, site)| {
        let ships = (0..world.srus.len()).map(SruId::new).filter(|id| landing(*id, site.place)).count();
        SiteLeft {
            site: SiteId::new(i),
            place: site.place,
            berths_taken: u32::try_from(ships).unwrap_or(u32::MAX).min(site.berths),
            berths: site.berths,
            beds_taken: ashore::beds_in_use(&world.ashore, SiteId::new(i), site.party),
            beds: site.beds,
        }
    });
    let sites: Vec<SiteLeft> = sites.collect();
    emit(now, Event::StockTaken { units, sites });
}
