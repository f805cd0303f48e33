//! Scripted orders about a vessel alongside, or another ship.
//!
//! ```text
//! order: Provide(at: "contact or 08-36S 105-24E", water: "500 L")      // without `water`: all that can be spared
//! order: TurnBack(at: "contact or 08-36S 105-24E", to: "09-30S 105-00E")
//! order: Tow(at: "contact or 08-36S 105-24E", to: "merak")              // a port of the file, or a position
//! order: Repair(at: "contact or 08-36S 105-24E")
//! order: Transfer(to: "rescue-11")
//! ```

use crate::base::Position;
use crate::base::ids::{CraftId, PlaceId, SruId};
use crate::base::quantity::{self, Kind};
use crate::sim::alongside::{Bound, Errand};
use crate::sim::{Command, Order};

use super::form::{OrderDoc, Said};
use super::read::Reader;
use super::{Deed, Place};

impl<'a> Reader<'a> {
    /// What is done for an order about a vessel alongside. None when it is wrong, or no such order.
    pub(super) fn alongside(&mut self, doc: &OrderDoc<'a>, sru: SruId, case: Option<CraftId>) -> Option<Deed> {
        let at_place =
            |errand: Errand, place: Place| Deed::OrderTo { sru, case, errand: super::Errand::Alongside(errand), place };
        Some(match doc {
            OrderDoc::Provide { at, water } => {
                let (place, water_l) = (self.spot(*at), self.litres(*water));
                let place = place?;
                at_place(Errand::Provide { at: place.stated, water_l: water_l? }, place)
            }
            OrderDoc::TurnBack { at, to } => {
                let (place, to) = (self.spot(*at), self.stated(*to));
                let place = place?;
                at_place(Errand::TurnBack { at: place.stated, to: to? }, place)
            }
            OrderDoc::Tow { at, to } => {
                let (place, to) = (self.spot(*at), self.bound(*to));
                let place = place?;
                at_place(Errand::Tow { at: place.stated, to: to? }, place)
            }
            OrderDoc::Repair { at } => {
                let place = self.spot(*at)?;
                at_place(Errand::Repair { at: place.stated }, place)
            }
            OrderDoc::Transfer { to } => {
                let to = self.unit(*to)?;
                Deed::Give(Command::Order { sru, case, order: Order::Alongside(Errand::Transfer { to }) })
            }
            _ => return None,
        })
    }

    /// Litres of water, if any are named: nothing wrong gives `Some(None)` where none are.
    fn litres(&mut self, said: Option<Said<'a>>) -> Option<Option<f64>> {
        let Some(said) = said else { return Some(None) };
        let words = self.words(said)?;
        match quantity::parse(Kind::Volume, &words) {
            Ok(litres) => Some(Some(litres)),
            Err(why) => {
                self.fault(said, why);
                None
            }
        }
    }

    /// A position.
    fn stated(&mut self, said: Said<'a>) -> Option<Position> {
        let words = self.words(said)?;
        match Position::parse(&words) {
            Ok(position) => Some(position),
            Err(why) => {
                self.fault(said, why);
                None
            }
        }
    }

    /// A port of the file, or a position.
    fn bound(&mut self, said: Said<'a>) -> Option<Bound> {
        let words = self.words(said)?;
        let place = self.scenario.places.iter().position(|place| place.id == words);
        match (place, Position::parse(&words)) {
            (Some(place), _) => Some(Bound::For(PlaceId::new(place))),
            (None, Ok(position)) => Some(Bound::Towards(position)),
            (None, Err(_)) => {
                let names: Vec<&str> = self.scenario.places.iter().map(|place| place.id.as_str()).collect();
                self.fault(
                    said,
                    format!("\"{words}\" is neither a position nor a place; there are: {}", names.join(", ")),
                );
                None
            }
        }
    }
}
