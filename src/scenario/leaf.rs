//! Values as written: a piece of the source that remembers where it stands and is judged later.
//!
//! A deserialiser stops at its first error. Here a value is only cut out of the text, so reading goes on, and
//! `lower` judges all of them and reports everything it finds at once.
//!
//! Method: ron's borrowed `RawValue` is a slice of the source itself, so its address less the source's is the place
//! in bytes. It may hold comments before and after the value; [`Raw`] is without.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer};

/// A value as written, cut out of the source.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Raw<'a>(&'a str);

impl<'a> Raw<'a> {
    /// The whole of a text, as if it were one value.
    pub fn whole(text: &'a str) -> Self {
        Self(text)
    }

    /// The value as written.
    pub fn text(self) -> &'a str {
        self.0
    }
}

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Raw<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'a ron::value::RawValue>::deserialize(deserializer)?;
        Ok(Self(raw.trim().get_ron()))
    }
}

/// A value in one of the notations below.
pub trait Leaf<'a>: Copy {
    /// The value as written.
    fn raw(self) -> Raw<'a>;
}

macro_rules! leaf {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
        #[serde(transparent)]
        pub struct $name<'a>(#[serde(borrow)] Raw<'a>);

        impl<'a> From<Raw<'a>> for $name<'a> {
            fn from(raw: Raw<'a>) -> Self {
                Self(raw)
            }
        }

        impl<'a> Leaf<'a> for $name<'a> {
            fn raw(self) -> Raw<'a> {
                self.0
            }
        }
    };
}

leaf!(
    /// Text for people to read, in quotes.
    Words
);
leaf!(
    /// The name of something in this file, in quotes: letters, digits, `-`, `_` and `.`; "rcc-north".
    Id
);
leaf!(
    /// A moment: "2012-06-19 19:52 +08:00", "2012-06-19T11:52Z", or from the start of the exercise "+2h30m".
    Moment
);
leaf!(
    /// A length of time: "90min", "2h30m", "3d".
    Duration
);
leaf!(
    /// A position in any notation of mariners: "08°36.4'S 105°24.0'E", "08-36.4S 105-24.0E", "-8.607, 105.4".
    Coordinates
);
leaf!(
    /// A position as in [`Coordinates`], or the id of a place.
    Where
);
leaf!(
    /// A number with its unit: "22 kn", "400 NM", "1.5 m", "35 t", "600 L", "28 C", "30 m3/h", "2 mm/h".
    Quantity
);
leaf!(
    /// A plain number: 0.25.
    Number
);
leaf!(
    /// A whole number, 0 or more: 12.
    Count
);
leaf!(
    /// One of a few words, without quotes: Country.
    Choice
);
leaf!(
    /// true or false.
    Switch
);

/// A larger part of the file (a list, one unit, one inject), read by itself once it is cut out, so that a mistake in
/// one part does not hide those in the next.
pub struct Part<'a, T> {
    raw: Raw<'a>,
    holds: PhantomData<fn() -> T>,
}

impl<'a, T> Part<'a, T> {
    /// The part as written.
    pub fn raw(&self) -> Raw<'a> {
        self.raw
    }
}

impl<'a, T> From<Raw<'a>> for Part<'a, T> {
    fn from(raw: Raw<'a>) -> Self {
        Self { raw, holds: PhantomData }
    }
}

impl<T> Clone for Part<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<'_, T> {}

impl<T> fmt::Debug for Part<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.fmt(f)
    }
}

impl<'de: 'a, 'a, T> Deserialize<'de> for Part<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(Self::from)
    }
}
