//! What is looked for: the objects that the sweep-width tables know.

use serde::{Deserialize, Serialize};

use crate::base::quantity::FOOT_M;

/// An object of search, as the sweep-width tables name them. The order is the tables'.
#[expect(missing_docs, reason = "each name is its table name, which `name` gives")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SearchObject {
    PersonInWater,
    Raft1Person,
    Raft4Person,
    Raft6Person,
    Raft8Person,
    Raft10Person,
    Raft15Person,
    Raft20Person,
    Raft25Person,
    PowerBoat15ft,
    PowerBoat20ft,
    PowerBoat33ft,
    PowerBoat53ft,
    PowerBoat78ft,
    SailBoat15ft,
    SailBoat20ft,
    SailBoat25ft,
    SailBoat30ft,
    SailBoat40ft,
    SailBoat50ft,
    SailBoat70ft,
    SailBoat83ft,
    Ship120ft,
    Ship225ft,
    Ship300ft,
}

/// What kind of thing an object is, with the measure that counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ObjectKind {
    /// A person in the water.
    Person,
    /// A life raft for so many people.
    Raft(u8),
    /// A power or sailing boat, or a ship, of so many metres \[m\].
    Boat(f64),
}

const NAMES: [(SearchObject, &str, f64); 25] = [
    (SearchObject::PersonInWater, "Person in Water", 0.0),
    (SearchObject::Raft1Person, "Raft 1 person", 1.0),
    (SearchObject::Raft4Person, "Raft 4 person", 4.0),
    (SearchObject::Raft6Person, "Raft 6 person", 6.0),
    (SearchObject::Raft8Person, "Raft 8 person", 8.0),
    (SearchObject::Raft10Person, "Raft 10 person", 10.0),
    (SearchObject::Raft15Person, "Raft 15 person", 15.0),
    (SearchObject::Raft20Person, "Raft 20 person", 20.0),
    (SearchObject::Raft25Person, "Raft 25 person", 25.0),
    (SearchObject::PowerBoat15ft, "Power Boat ≤ 15ft", 15.0),
    (SearchObject::PowerBoat20ft, "Power Boat 20ft", 20.0),
    (SearchObject::PowerBoat33ft, "Power Boat 33ft", 33.0),
    (SearchObject::PowerBoat53ft, "Power Boat 53ft", 53.0),
    (SearchObject::PowerBoat78ft, "Power Boat 78ft", 78.0),
    (SearchObject::SailBoat15ft, "Sail Boat 15ft", 15.0),
    (SearchObject::SailBoat20ft, "Sail Boat 20ft", 20.0),
    (SearchObject::SailBoat25ft, "Sail Boat 25ft", 25.0),
    (SearchObject::SailBoat30ft, "Sail Boat 30ft", 30.0),
    (SearchObject::SailBoat40ft, "Sail Boat 40ft", 40.0),
    (SearchObject::SailBoat50ft, "Sail Boat 50ft", 50.0),
    (SearchObject::SailBoat70ft, "Sail Boat 70ft", 70.0),
    (SearchObject::SailBoat83ft, "Sail Boat 83ft", 83.0),
    (SearchObject::Ship120ft, "Ship 120ft", 120.0),
    (SearchObject::Ship225ft, "Ship 225ft", 225.0),
    (SearchObject::Ship300ft, "Ship ≥ 300ft", 300.0),
];

impl SearchObject {
    /// How many objects there are.
    pub const COUNT: usize = NAMES.len();

    /// All objects, in the tables' order.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        NAMES.iter().map(|(object, ..)| *object)
    }

    /// Place in the tables' order, from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// Name in the tables, "Power Boat 53ft".
    pub fn name(self) -> &'static str {
        NAMES[self.index()].1
    }

    /// The object with the given table name. Case, spaces and the sign before the number do not matter, so
    /// "Power Boat <= 15ft" and "power boat 15 ft" are both read.
    pub fn named(name: &str) -> Option<Self> {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let wanted = plain(name);
        NAMES.iter().find(|(_, known, _)| plain(known) == wanted).map(|(object, ..)| *object)
    }

    /// Person, raft or boat.
    pub fn kind(self) -> ObjectKind {
        let measure = NAMES[self.index()].2;
        match self {
            Self::PersonInWater => ObjectKind::Person,
            raft if raft <= Self::Raft25Person => ObjectKind::Raft(measure as u8),
            _ => ObjectKind::Boat(measure * FOOT_M),
        }
    }

    /// The power boat or ship of the tables nearest in length \[m\], for a vessel of any length. Where two are
    /// equally near, the shorter.
    pub fn vessel_of_length(length_m: f64) -> Self {
        let mut best = (Self::PowerBoat15ft, f64::INFINITY);
        for object in Self::all().filter(|o| !(Self::SailBoat15ft..=Self::SailBoat83ft).contains(o)) {
            if let ObjectKind::Boat(known_m) = object.kind() {
                let off = (known_m - length_m).abs();
                if off < best.1 {
                    best = (object, off);
                }
            }
        }
        best.0
    }

    /// The raft of the tables nearest in capacity.
    pub fn raft_for(persons: u32) -> Self {
        let near = |object: &Self| match object.kind() {
            ObjectKind::Raft(known) => u32::from(known).abs_diff(persons),
            _ => u32::MAX,
        };
        Self::all().min_by_key(near).unwrap_or(Self::Raft4Person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_there_and_back() {
        for (place, object) in SearchObject::all().enumerate() {
            assert_eq!(object.index(), place);
            assert_eq!(SearchObject::named(object.name()), Some(object));
        }
        assert_eq!(SearchObject::named("Power Boat <= 15 ft"), Some(SearchObject::PowerBoat15ft));
        assert_eq!(SearchObject::named("submarine"), None);
    }

    #[test]
    fn a_vessel_of_any_length_has_a_row() {
        assert_eq!(SearchObject::vessel_of_length(16.0), SearchObject::PowerBoat53ft);
        assert_eq!(SearchObject::vessel_of_length(0.0), SearchObject::PowerBoat15ft);
        assert_eq!(SearchObject::vessel_of_length(400.0), SearchObject::Ship300ft);
        assert_eq!(SearchObject::vessel_of_length(f64::NAN), SearchObject::PowerBoat15ft);
        assert_eq!(SearchObject::raft_for(12), SearchObject::Raft10Person);
    }
}
