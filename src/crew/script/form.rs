//! The steps of a script as people write them. A value is cut out of the text here and judged by `read`.

use ron::value::RawValue;
use serde::{Deserialize, Deserializer};

use crate::sar::reception::Staff;
use crate::scenario::{Channel, Phase};
use crate::sim::ashore::Assistance;
use crate::sim::plot::Conclusion;
use crate::sim::press::Tone;

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
        #[serde(default)]
        capsized: Option<bool>,
        /// C: what happened, instead of what is filled in; and so on.
        #[serde(default)]
        situation: Option<String>,
        /// H.
        #[serde(default)]
        weather: Option<String>,
        /// I.
        #[serde(default)]
        actions: Option<String>,
        /// J.
        #[serde(default)]
        search: Option<String>,
        /// L.
        #[serde(default)]
        plans: Option<String>,
        /// E.
        #[serde(default)]
        assistance: Option<String>,
        /// M.
        #[serde(default)]
        additional: Option<String>,
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
        /// By when an answer is wanted; written as `at`. Exists when and only when a time is set.
        #[serde(borrow, default)]
        by: Option<Said<'a>>,
    },
    Answer {
        #[serde(borrow)]
        from: Said<'a>,
        what: KindDoc,
        #[serde(borrow)]
        answer: Said<'a>,
    },
    /// The newest open request of a kind is withdrawn.
    Withdraw {
        #[serde(borrow)]
        to: Said<'a>,
        what: KindDoc,
    },
    /// Terms offered on a request of a kind are agreed to, from now on.
    Agree {
        #[serde(borrow)]
        to: Said<'a>,
        what: KindDoc,
    },
    Release {
        #[serde(borrow)]
        unit: Said<'a>,
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
    /// Money paid into the fund \[USD\].
    Contribute(u32),
    /// What a focal point does at the portal: see `public`.
    #[serde(borrow)]
    Portal(Said<'a>),
    /// A statement to the press.
    Statement {
        tone: Tone,
        /// The state it speaks of. Exists when and only when it does not speak of them all.
        #[serde(borrow, default)]
        of: Option<Said<'a>>,
        text: String,
        /// The case it is about. Exists when and only when it is about one.
        #[serde(borrow, default)]
        case: Option<Said<'a>>,
    },
    /// Two cases taken for one.
    Merge {
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(borrow)]
        into: Said<'a>,
        #[serde(default)]
        reason: String,
    },
    KeepApart {
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(borrow)]
        from: Said<'a>,
        #[serde(default)]
        reason: String,
    },
    Conclude {
        #[serde(borrow)]
        case: Said<'a>,
        reason: Conclusion,
    },
    Reopen {
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(default)]
        reason: String,
    },
    /// Another seat told of such a decision.
    TellOfCase {
        #[serde(borrow)]
        to: Said<'a>,
        #[serde(default)]
        channel: Option<Channel>,
        #[serde(borrow)]
        case: Said<'a>,
        #[serde(borrow)]
        what: Said<'a>,
    },
    /// A form: see `forms`.
    Send {
        #[serde(borrow)]
        to: Said<'a>,
        #[serde(default)]
        channel: Option<Channel>,
        #[serde(borrow)]
        form: Said<'a>,
        /// Whether a receipt is asked for.
        #[serde(default)]
        receipt: bool,
    },
    /// Forms of a seat are opened, from now on.
    Read {
        #[serde(borrow)]
        from: Said<'a>,
    },
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
    Enter,
    Lend {
        #[serde(borrow)]
        unit: Said<'a>,
    },
    /// The decision about each landing that this seat asks for, from now on.
    Clear {
        #[serde(borrow)]
        from: Said<'a>,
    },
    /// Money from the fund \[USD\], for the reception of so many.
    Draw {
        amount: u32,
        persons: u32,
    },
    Consult,
    Staff {
        #[serde(borrow)]
        site: Said<'a>,
        kind: Staff,
        number: u32,
    },
    Interpreters {
        #[serde(borrow)]
        site: Said<'a>,
        #[serde(borrow)]
        language: Said<'a>,
        number: u32,
    },
    Resettle {
        persons: u32,
    },
    Admit {
        #[serde(borrow)]
        site: Said<'a>,
        persons: u32,
    },
    /// Share what the state asked has of the case.
    Assist(Assistance),
}

/// Kinds of requests, as written.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) enum KindDoc {
    Coordinate,
    Deploy,
    Divert,
    Land,
    Enter,
    Lend,
    Clear,
    Draw,
    Consult,
    Staff,
    Resettle,
    Admit,
    Assist,
}

/// An answer, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum AnswerDoc<'a> {
    Accept,
    Refuse(String),
    AcceptIf {
        /// At most so many persons. Exists when and only when the number is limited.
        #[serde(default)]
        at_most: Option<u32>,
        /// Only at this place. Exists when and only when another than the one asked for is named.
        #[serde(borrow, default)]
        place: Option<Said<'a>>,
        /// The asker's state to resettle so many. Exists when and only when that is asked for.
        #[serde(default)]
        pledge: Option<u32>,
        /// Valid until then; written as `at`. Exists when and only when it is limited.
        #[serde(borrow, default)]
        until: Option<Said<'a>>,
        /// The asker's state to bear so much of the cost \[%\]. Exists when and only when that is asked for.
        #[serde(default)]
        cost_share: Option<u8>,
        /// The asker's state protects the witnesses.
        #[serde(default)]
        protection: bool,
    },
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
    Provide {
        #[serde(borrow)]
        at: Said<'a>,
        /// Exists when and only when it is limited.
        #[serde(borrow, default)]
        water: Option<Said<'a>>,
    },
    TurnBack {
        #[serde(borrow)]
        at: Said<'a>,
        #[serde(borrow)]
        to: Said<'a>,
    },
    Tow {
        #[serde(borrow)]
        at: Said<'a>,
        /// A place or a position.
        #[serde(borrow)]
        to: Said<'a>,
    },
    Repair {
        #[serde(borrow)]
        at: Said<'a>,
    },
    Transfer {
        #[serde(borrow)]
        to: Said<'a>,
    },
}
