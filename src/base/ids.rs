//! Ids: small integers that say what they count.
//!
//! A scenario names things with words ("KN-SAR-224"); reading it turns each word into its index, so that
//! inside the exercise a wrong id is a wrong type. Names live in the resolved scenario.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// Position in the list this id counts.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of the entry at `index` of its list.
            ///
            /// # Panics
            /// If the list is longer than `u32` counts, which no checked scenario is.
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).expect("a list longer than u32 counts"))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($letter, "-{}"), u64::from(self.0) + 1)
            }
        }
    };
}

id!(
    /// A life raft, stowed or afloat.
    RaftId,
    "raft"
);
id!(
    /// A country, or another body with its own interests (a shipping company, an agency).
    PartyId,
    "party"
);
id!(
    /// One chair at the table.
    SeatId,
    "seat"
);
id!(
    /// A port, airfield or anchorage.
    PlaceId,
    "place"
);
id!(
    /// A search and rescue unit, or a ship that can act as one.
    SruId,
    "R"
);
id!(
    /// A vessel in distress. One vessel is one case.
    CraftId,
    "case"
);
id!(
    /// A person aboard a vessel in distress.
    PersonId,
    "person"
);
id!(
    /// Something afloat that a look-out may see: a hull, a raft, a person in the water.
    ObjectId,
    "object"
);
id!(
    /// A message between two parties.
    MessageId,
    "msg"
);
id!(
    /// Something asked that waits for an answer.
    RequestId,
    "req"
);
id!(
    /// A planned intervention of the trainer.
    InjectId,
    "inject"
);
id!(
    /// Something a trainer expects a seat to do.
    ExpectationId,
    "exp"
);
id!(
    /// A reception site ashore.
    SiteId,
    "site"
);
id!(
    /// A nationality people may say is theirs.
    NationalityId,
    "nationality"
);
id!(
    /// A language people may speak.
    LanguageId,
    "language"
);
id!(
    /// Something the exercise is to test.
    ObjectiveId,
    "objective"
);
