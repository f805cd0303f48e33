//! The steps of a script as people write them. A value is cut out of the text here and judged by `read`.

use ron::value::RawValue;
use serde::{Deserialize, Deserializer};

use crate::scenario::{Channel, Phase};

/// A value as written, in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a>(pub(super) &'a str);

impl<'de: 'a, 'a> Deserialize<'de> for Said<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(<&'a RawValue>::deserialize(deserializer)?.trim().get_ron()))
    }
}

/// One step as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepDoc<'a> {
    /// When: "2012-06-19T12:20Z", "2012-06-19 20:20 +08:00", or from the start "+50min".
    #[serde(borrow)]
    pub(super) at: Said<'a>,
    /// Who, by name.
    #[serde(borrow)]
    pub(super) seat: Said<'a>,
    /// What.
    #[serde(borrow, rename = "do")]
    pub(super) deed: Said<'a>,
    /// Done again after each such time: "60min". Exists when and only when the step is repeated.
    #[serde(borrow, default)]
    pub(super) every: Option<Said<'a>>,
    /// Not later than this; written as `at`. Exists when and only when `every` does.
    #[serde(borrow, default)]
    pub(super) until: Option<Said<'a>>,
}

/// What is done, as written. `channel` is Phone if not given, Text for situation reports.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum DeedDoc<'a> {
    SetPhase {
        #[serde(borrow)]
        case: Said<'a>,
        phase: Phase,
        #[serde(default)]
        reason: String,
    },
    Assume {
        #[serde(borrow)]
        case: Said<'a>,
    },
    CallCasualty {
        #[serde(borrow)]
        case: Said<'a>,
    },
    Text {
        #[serde(borrow)]
        to: Said<'a>,
        #[serde(default)]
        channel: Option<Channel>,
        #[serde(borrow, default)]
        case: Option<Said<'a>>,
        text: String,
    },
    Sitrep {
        #[serde(borrow)]
        to: Said<'a>,
        #[serde(default)]
        channel: Option<Channel>,
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(borrow, default)]
        position: Option<Said<'a>>,
        #[serde(default)]
        text: String,
    },
    AtYourDisposal {
        #[serde(borrow)]
        to: Said<'a>,
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(borrow)]
        unit: Said<'a>,
    },
    Ask {
        #[serde(borrow)]
        to: Said<'a>,
        #[serde(default)]
        channel: Option<Channel>,
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(borrow)]
        what: Said<'a>,
    },
    Answer {
        #[serde(borrow)]
        from: Said<'a>,
        what: KindDoc,
        answer: AnswerDoc,
    },
    BroadcastDistress {
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(borrow)]
        at: Said<'a>,
        #[serde(borrow, default)]
        radius: Option<Said<'a>>,
        text: String,
    },
    Order {
        #[serde(borrow)]
        unit: Said<'a>,
        #[serde(borrow, default)]
        case: Option<Said<'a>>,
        #[serde(borrow)]
        order: Said<'a>,
    },
    Log(String),
    /// An order about the part ashore: see `ashore`.
    #[serde(borrow)]
    Ashore(Said<'a>),
}

/// A request as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum AskDoc<'a> {
    Coordinate,
    Deploy {
        #[serde(borrow)]
        at: Said<'a>,
        #[serde(borrow, default)]
        error: Option<Said<'a>>,
    },
    Divert {
        #[serde(borrow)]
        unit: Said<'a>,
        #[serde(borrow)]
        at: Said<'a>,
    },
    Land {
        #[serde(borrow)]
        place: Said<'a>,
        persons: u32,
    },
}

/// Kinds of requests, as written.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) enum KindDoc {
    Coordinate,
    Deploy,
    Divert,
    Land,
}

/// An answer, as written.
#[derive(Debug, Deserialize)]
pub(super) enum AnswerDoc {
    Accept,
    Refuse(String),
}

/// An order as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum OrderDoc<'a> {
    Proceed {
        #[serde(borrow)]
        to: Said<'a>,
    },
    Search {
        #[serde(borrow)]
        centre: Said<'a>,
        #[serde(borrow)]
        length: Said<'a>,
        #[serde(borrow)]
        width: Said<'a>,
        #[serde(default)]
        axis: f64,
        #[serde(borrow)]
        pattern: Said<'a>,
        #[serde(borrow)]
        spacing: Said<'a>,
    },
    Recover {
        #[serde(borrow)]
        at: Said<'a>,
    },
    Escort {
        #[serde(borrow)]
        at: Said<'a>,
    },
    Land {
        #[serde(borrow)]
        place: Said<'a>,
    },
    Return,
    Resume,
}
