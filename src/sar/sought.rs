//! What is looked for, of any size: a row of the sweep-width tables, or a place between two of them.
//!
//! People type it in words ("person in water", "12 person raft", "sail boat 9 m"); sizes between two rows are
//! interpolated linearly and sizes outside them held at the nearest row, as IAMSAR's instructions for the tables say
//! (*recalled*).

use super::object::{ObjectKind, SearchObject};
use crate::base::quantity::FOOT_M;

/// Length from which a boat counts as large in the weather correction: 30 ft (COMDTINST M16130.2F, *read*) \[m\].
const LARGE_FROM_M: f64 = 30.0 * FOOT_M;

/// An object of search of any size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sought {
    /// The row of the tables, or the smaller of the two it lies between.
    pub smaller: SearchObject,
    /// The next larger row; the same when the tables have the very object, or it lies outside them.
    pub larger: SearchObject,
    /// How far from the smaller to the larger, 0 to 1.
    pub share: f64,
    /// What it is, with its true size.
    pub kind: ObjectKind,
    /// Whether its size lies outside the tables, so that the nearest row is held.
    pub held: bool,
}

impl From<SearchObject> for Sought {
    fn from(row: SearchObject) -> Self {
        Self { smaller: row, larger: row, share: 0.0, kind: row.kind(), held: false }
    }
}

/// Rafts, power boats with ships, and sailing boats: the rows between which sizes are interpolated.
const RAFTS: std::ops::RangeInclusive<usize> = 1..=8;
const SAIL: std::ops::RangeInclusive<usize> = 14..=21;

fn measure(kind: ObjectKind) -> f64 {
    match kind {
        ObjectKind::Person => 0.0,
        ObjectKind::Raft(persons) => f64::from(persons),
        ObjectKind::Boat(length_m) => length_m,
    }
}

impl Sought {
    /// A life raft for so many people; none at all is read as one.
    pub fn raft(persons: u8) -> Self {
        Self::among(ObjectKind::Raft(persons.max(1)), |row| RAFTS.contains(&row))
    }

    /// A power boat or ship of a length \[m\].
    pub fn power(length_m: f64) -> Self {
        Self::among(ObjectKind::Boat(length_m), |row| row > *RAFTS.end() && !SAIL.contains(&row))
    }

    /// A sailing boat of a length \[m\].
    pub fn sail(length_m: f64) -> Self {
        Self::among(ObjectKind::Boat(length_m), |row| SAIL.contains(&row))
    }

    fn among(kind: ObjectKind, family: impl Fn(usize) -> bool) -> Self {
        // The tables' order within a family is that of size, ships after power boats.
        let rows: Vec<SearchObject> = SearchObject::all().filter(|row| family(row.index())).collect();
        let size = measure(kind);
        let size_of = |row: &SearchObject| measure(row.kind());
        let next = rows.iter().position(|row| size_of(row) >= size - 1e-9);
        let held = |row: SearchObject| Self { kind, held: true, ..Self::from(row) };
        match next {
            Some(at) if (size_of(&rows[at]) - size).abs() <= 1e-9 => Self::from(rows[at]),
            Some(0) => held(rows[0]),
            Some(at) => {
                let (smaller, larger) = (rows[at - 1], rows[at]);
                let share = (size - size_of(&smaller)) / (size_of(&larger) - size_of(&smaller));
                Self { smaller, larger, share, kind, held: false }
            }
            // Also a size that is no number.
            None => held(rows.last().copied().unwrap_or(SearchObject::PersonInWater)),
        }
    }

    /// A value between those of the two rows.
    pub fn between(&self, value: impl Fn(SearchObject) -> f64) -> f64 {
        let smaller = value(self.smaller);
        if self.share > 0.0 { smaller + self.share * (value(self.larger) - smaller) } else { smaller }
    }

    /// Whether it counts as small in the weather correction: people, rafts and boats below 30 ft.
    pub fn is_small(&self) -> bool {
        match self.kind {
            ObjectKind::Boat(length_m) => length_m < LARGE_FROM_M - 1e-9,
            ObjectKind::Person | ObjectKind::Raft(_) => true,
        }
    }

    /// Its name: that of the row, or the size with the rows it lies between or is held at.
    pub fn name(&self) -> String {
        let size = match self.kind {
            ObjectKind::Raft(persons) => format!("Raft {persons} person"),
            ObjectKind::Boat(length_m) => {
                let family = match self.smaller {
                    row if SAIL.contains(&row.index()) => "Sail Boat",
                    row if row >= SearchObject::Ship120ft => "Ship",
                    _ => "Power Boat",
                };
                format!("{family} {:.0}ft", length_m / FOOT_M)
            }
            ObjectKind::Person => return self.smaller.name().to_owned(),
        };
        if self.held || self.smaller != self.larger { size } else { self.smaller.name().to_owned() }
    }

    /// Reads an object as people write it: a name of the tables in any case and spacing, or what and how big
    /// ("PIW", "12 person raft", "power boat 40 ft", "yacht 9 m"). Lengths without a unit are feet, as in the tables.
    ///
    /// # Errors
    /// A sentence with the nearest name and all of them.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(row) = SearchObject::named(text) {
            return Ok(row.into());
        }
        Self::read(text).ok_or_else(|| {
            let wanted = text.to_lowercase();
            let near = |row: &SearchObject| strsim::jaro_winkler(&wanted, &row.name().to_lowercase());
            let nearest = SearchObject::all().max_by(|a, b| near(a).total_cmp(&near(b)));
            let names: Vec<&str> = SearchObject::all().map(SearchObject::name).collect();
            format!(
                "\"{text}\" is no object of the sweep-width tables; did you mean \"{}\"? Objects: {}. Any size between \
                 them is read too, as in \"raft 12 person\", \"power boat 40 ft\" or \"sail boat 9 m\"",
                nearest.map_or("Person in Water", SearchObject::name),
                names.join(", ")
            )
        })
    }

    fn read(text: &str) -> Option<Self> {
        let (mut person, mut raft, mut sail, mut power) = (false, false, false, false);
        let (mut size, mut unit_m): (Option<f64>, Option<f64>) = (None, None);
        for word in words(text) {
            if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
                if size.replace(word.parse().ok()?).is_some() {
                    return None;
                }
                continue;
            }
            match word.as_str() {
                "piw" | "person" | "persons" | "people" | "man" | "men" | "swimmer" | "survivor" | "p" => person = true,
                "raft" | "rafts" | "liferaft" => raft = true,
                "sail" | "sailing" | "sailboat" | "yacht" => sail = true,
                "power" | "motor" | "powerboat" | "motorboat" | "boat" | "ship" | "vessel" => power = true,
                "ft" | "feet" | "foot" => unit_m = Some(FOOT_M),
                "m" | "metre" | "metres" | "meter" | "meters" => unit_m = Some(1.0),
                "in" | "the" | "a" | "of" | "for" | "water" | "life" | "overboard" | "long" => {}
                _ => return None,
            }
        }
        match size {
            None if person && !raft && !sail && !power => Some(SearchObject::PersonInWater.into()),
            Some(persons) if raft && !sail && !power && unit_m.is_none() => {
                let whole = persons.fract() == 0.0 && (1.0..=255.0).contains(&persons);
                whole.then(|| Self::raft(persons as u8))
            }
            Some(length) if (sail || power) && !raft && !person && length > 0.0 => {
                let length_m = length * unit_m.unwrap_or(FOOT_M);
                Some(if sail { Self::sail(length_m) } else { Self::power(length_m) })
            }
            _ => None,
        }
    }
}

/// Words in small letters and numbers, parted also where they touch: "53ft" is "53" and "ft".
fn words(text: &str) -> Vec<String> {
    let class = |c: char| match c {
        c if c.is_ascii_digit() || c == '.' => 1,
        c if c.is_alphabetic() => 2,
        _ => 0,
    };
    let mut words: Vec<String> = Vec::new();
    let mut last = 0;
    for c in text.chars() {
        let now = class(c);
        if now != last && now != 0 {
            words.push(String::new());
        }
        if let (Some(word), true) = (words.last_mut(), now != 0) {
            word.extend(c.to_lowercase());
        }
        last = now;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_name_and_the_usual_short_forms_are_read() {
        for row in SearchObject::all() {
            for text in [row.name().to_owned(), row.name().to_uppercase(), row.name().replace(' ', "")] {
                assert_eq!(Sought::parse(&text), Ok(row.into()), "{text}");
            }
        }
        for (text, row) in [
            ("PIW", SearchObject::PersonInWater),
            ("person in the water", SearchObject::PersonInWater),
            ("man overboard", SearchObject::PersonInWater),
            ("raft 4 person", SearchObject::Raft4Person),
            ("4-man life raft", SearchObject::Raft4Person),
            ("liferaft 25", SearchObject::Raft25Person),
            ("power boat 53 ft", SearchObject::PowerBoat53ft),
            ("motorboat 20", SearchObject::PowerBoat20ft),
            ("yacht 40 ft", SearchObject::SailBoat40ft),
            ("ship 300 ft", SearchObject::Ship300ft),
            ("Power Boat <= 15ft", SearchObject::PowerBoat15ft),
        ] {
            assert_eq!(Sought::parse(text), Ok(row.into()), "{text}");
        }
    }

    #[test]
    fn sizes_between_rows_are_shared_and_sizes_outside_held() {
        let boat = Sought::parse("power boat 43 ft").unwrap();
        assert_eq!((boat.smaller, boat.larger), (SearchObject::PowerBoat33ft, SearchObject::PowerBoat53ft));
        assert!((boat.share - 0.5).abs() < 1e-9 && !boat.held && !boat.is_small());
        assert_eq!(boat.name(), "Power Boat 43ft");
        let raft = Sought::parse("12 person raft").unwrap();
        assert!((raft.share - 0.4).abs() < 1e-9 && raft.is_small());
        let yacht = Sought::parse("sail boat 9 m").unwrap();
        assert_eq!((yacht.smaller, yacht.larger), (SearchObject::SailBoat25ft, SearchObject::SailBoat30ft));
        assert!(yacht.is_small(), "9 m is 29.5 ft");
        let tiny = Sought::parse("power boat 8 ft").unwrap();
        assert_eq!((tiny.smaller, tiny.held), (SearchObject::PowerBoat15ft, true));
        let huge = Sought::parse("ship 300 m").unwrap();
        assert_eq!((huge.smaller, huge.held), (SearchObject::Ship300ft, true));
        assert!(Sought::power(f64::NAN).held);
        let between = Sought::parse("ship 100 ft").unwrap();
        assert_eq!((between.smaller, between.larger), (SearchObject::PowerBoat78ft, SearchObject::Ship120ft));
    }

    #[test]
    fn what_the_tables_do_not_know_is_answered_with_the_nearest_and_all() {
        for text in ["submarine", "", "raft", "power boat", "raft 4.5 person", "boat 3 ft 4", "person 3", "raft 4 m"] {
            let why = Sought::parse(text).unwrap_err();
            assert!(why.contains("did you mean") && why.contains("Ship ≥ 300ft"), "{text}: {why}");
        }
        assert!(Sought::parse("raft 4 persn").unwrap_err().contains("did you mean \"Raft 4 person\""));
    }
}
