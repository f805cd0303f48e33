//! The forms of the means of communication; the rest of the format is in `doc`.

use serde::Deserialize;

use super::leaf::{Choice, Count, Duration, Id, Number, Part, Quantity, Switch, Where, Words};

/// `channels: ( … )`. Those left out are: phone ("1min", "3min") lost 0.05, text ("3min", "10min") lost 0.02,
/// safety_net ("10min", "30min") lost 0.05, radio ("1min", "5min") lost 0.1, vhf ("0min", "1min") lost 0.05, epirb
/// ("1min", "3min") never lost, mobile ("1min", "3min") lost 0.1, word_of_mouth ("1h", "24h") lost 0.1 (*proposed*,
/// within the delays of sar-models.md 5.2 and 5.3).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "channels")]
pub struct ChannelsDoc<'a> {
    /// Telephone between centres, or a satellite telephone at sea.
    #[serde(borrow)]
    pub phone: Option<Part<'a, ChannelDoc<'a>>>,
    /// Fax, telex, electronic mail.
    pub text: Option<Part<'a, ChannelDoc<'a>>>,
    /// Enhanced group call by satellite to ships in an area.
    pub safety_net: Option<Part<'a, ChannelDoc<'a>>>,
    /// Radio on medium and high frequencies.
    pub radio: Option<Part<'a, ChannelDoc<'a>>>,
    /// VHF, between antennas in sight of each other.
    pub vhf: Option<Part<'a, ChannelDoc<'a>>>,
    /// From the ground station of the satellites to the centre, after the times of sar-models.md 5.3.
    pub epirb: Option<Part<'a, ChannelDoc<'a>>>,
    /// Mobile telephone at sea.
    pub mobile: Option<Part<'a, ChannelDoc<'a>>>,
    /// From one to another, until somebody telephones.
    pub word_of_mouth: Option<Part<'a, ChannelDoc<'a>>>,
    /// How far `radio` reaches, where it is MF alone: `(day: "120 NM", night: "250 NM")`. Default: everywhere, as HF.
    pub mf_range: Option<Part<'a, MfRangeDoc<'a>>>,
    /// Whether the crews of fishing boats that land tell what they saw at sea: by word of mouth, to the police of the
    /// place's state or, where that has none here, to its centre. Default: false.
    pub told_on_landing: Option<Switch<'a>>,
}

/// `(delay: ("1min", "4min"), loss: 0.05)`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "channel")]
pub struct ChannelDoc<'a> {
    /// Shortest and longest time from sending to being read.
    #[serde(borrow)]
    pub delay: (Duration<'a>, Duration<'a>),
    /// Chance that a message never arrives.
    pub loss: Number<'a>,
}

/// `mf_range: ( … )`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "mf_range")]
pub struct MfRangeDoc<'a> {
    /// By day. Default: "120 NM" (sar-models.md 5.3 has 100 to 150).
    #[serde(borrow)]
    pub day: Option<Quantity<'a>>,
    /// By night. Default: "250 NM" (sar-models.md 5.3 has 250 and more).
    pub night: Option<Quantity<'a>>,
}

/// An entry of the `antennas` of a seat: `(at: "sabang", height: "60 m")`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "antenna")]
pub struct AntennaDoc<'a> {
    /// Where it stands: a position, or the id of a place. Default: where the seat is.
    #[serde(borrow)]
    pub at: Option<Where<'a>>,
    /// Height above the sea; hills count.
    pub height: Quantity<'a>,
}

/// `vhf: ( … )` of a craft.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "vhf")]
pub struct VhfDoc<'a> {
    /// Height of the antenna above the sea. Default: "4 m" (*proposed*: on the wheelhouse of a small boat).
    #[serde(borrow)]
    pub antenna: Option<Quantity<'a>>,
    /// Whether whoever calls can read out a position. Default: true.
    pub reads_position: Option<Switch<'a>>,
}

/// `epirb: (encoded: true)` of a craft: a distress beacon on 406 MHz.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename = "epirb")]
pub struct EpirbDoc<'a> {
    /// Whether it sends its own satellite position. Default: false.
    #[serde(borrow)]
    pub encoded: Option<Switch<'a>>,
    /// Whether it floats free and comes on by itself when the vessel capsizes or sinks. Default: true. By hand it is
    /// set off by the trouble `BeaconSetOff`.
    pub floats_free: Option<Switch<'a>>,
    /// How long it sends. Default: "48h" (sar-models.md 5.3).
    pub battery: Option<Duration<'a>>,
    /// The state it is registered with: its centre gets every alert too, and alone those that are not located. Default:
    /// none, and whoever answers for the region is told alone.
    pub registered: Option<Id<'a>>,
    /// What that state's register says of the vessel and whom to telephone: "ferry of 42 m, owner in Batam". Its centre
    /// has it some time after the first alert.
    pub register: Option<Words<'a>>,
    /// How many it says are aboard. Default: it does not say.
    pub persons: Option<Count<'a>>,
}

/// `phone: ( … )`: how the casualty answers when called.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename = "phone")]
pub struct PhoneDoc<'a> {
    /// Chance that a call is answered.
    #[serde(borrow)]
    pub answers: Number<'a>,
    /// Chance that whoever answers can read a position.
    pub reads_position: Number<'a>,
    /// Error of a position so read, one standard deviation per axis: "300 m".
    pub error: Quantity<'a>,
    /// Chance that it is grossly wrong (digits swapped, degrees and minutes confused). Default: 0.
    pub gross_error: Option<Number<'a>>,
    /// `Satellite`, or `Mobile`: as far as the masts ashore reach, 10 to 20 NM off the coast (sar-models.md 5.3).
    /// Default: `Satellite`.
    pub kind: Option<Choice<'a>>,
    /// Talk time of its battery when the exercise begins: "6h" (sar-models.md 5.3: 3 to 10 h). Default: without end.
    pub battery: Option<Duration<'a>>,
    /// Whether a call that nobody took is tried again. Default: false.
    pub tries_again: Option<Switch<'a>>,
}
