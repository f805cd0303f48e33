//! Means of communication: how each behaves, where the antennas ashore stand, and what vessels carry to call by.
//!
//! Who is within reach of whom, and when, is worked out in `sim::signals`; the formulas and tables are in `sar::radio`.

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, PartyId, SeatId};
use crate::base::{Position, Span};

/// A means of communication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Channel {
    /// Telephone between centres, or a satellite telephone at sea.
    Phone,
    /// Fax, telex or electronic mail between centres.
    Text,
    /// Enhanced group call by satellite to ships in an area (SafetyNET).
    SafetyNet,
    /// Radio on medium and high frequencies (MF/HF).
    Radio,
    /// VHF radio telephone: as far as the horizon of both antennas.
    Vhf,
    /// A distress beacon on 406 MHz, by satellite.
    Epirb,
    /// A mobile telephone at sea, as far as the masts ashore reach.
    Mobile,
    /// Told from one to another: fishermen, relatives, a crew that has landed.
    WordOfMouth,
}

impl Channel {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Phone,
        Self::Text,
        Self::SafetyNet,
        Self::Radio,
        Self::Vhf,
        Self::Epirb,
        Self::Mobile,
        Self::WordOfMouth,
    ];

    /// Words for it, to follow "by".
    pub fn words(self) -> &'static str {
        match self {
            Self::Phone => "telephone",
            Self::Text => "fax or e-mail",
            Self::SafetyNet => "SafetyNET",
            Self::Radio => "radio",
            Self::Vhf => "VHF",
            Self::Epirb => "EPIRB",
            Self::Mobile => "mobile telephone",
            Self::WordOfMouth => "word of mouth",
        }
    }
}

/// How each means of communication behaves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Channels {
    /// Telephone.
    pub phone: ChannelQuality,
    /// Fax, telex, electronic mail.
    pub text: ChannelQuality,
    /// Broadcast by satellite.
    pub safety_net: ChannelQuality,
    /// Radio on medium and high frequencies.
    pub radio: ChannelQuality,
    /// VHF.
    pub vhf: ChannelQuality,
    /// From the satellites' ground station to the centre.
    pub epirb: ChannelQuality,
    /// Mobile telephone at sea.
    pub mobile: ChannelQuality,
    /// Word of mouth.
    pub word_of_mouth: ChannelQuality,
    /// How far `radio` reaches. Exists when and only when the scenario bounds it, as for MF alone.
    pub mf_range: Option<MfRange>,
    /// Whether the crews of fishing boats that land tell what they saw at sea.
    pub told_on_landing: bool,
}

const fn quality(min_minutes: i64, max_minutes: i64, loss: f64) -> ChannelQuality {
    ChannelQuality { min_delay: Span::minutes(min_minutes), max_delay: Span::minutes(max_minutes), loss }
}

impl Default for Channels {
    /// Channels where the scenario says nothing: *proposed*, within the delays of sar-models.md 5.2 and 5.3. What an
    /// EPIRB sends is repeated until a ground station has it, so that only its delay is left.
    fn default() -> Self {
        Self {
            phone: quality(1, 3, 0.05),
            text: quality(3, 10, 0.02),
            safety_net: quality(10, 30, 0.05),
            radio: quality(1, 5, 0.1),
            vhf: quality(0, 1, 0.05),
            epirb: quality(1, 3, 0.0),
            mobile: quality(1, 3, 0.1),
            word_of_mouth: quality(60, 24 * 60, 0.1),
            mf_range: None,
            told_on_landing: false,
        }
    }
}

impl Channels {
    /// The quality of one channel.
    pub fn quality(&self, channel: Channel) -> ChannelQuality {
        match channel {
            Channel::Phone => self.phone,
            Channel::Text => self.text,
            Channel::SafetyNet => self.safety_net,
            Channel::Radio => self.radio,
            Channel::Vhf => self.vhf,
            Channel::Epirb => self.epirb,
            Channel::Mobile => self.mobile,
            Channel::WordOfMouth => self.word_of_mouth,
        }
    }
}

/// Delay and loss of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChannelQuality {
    /// Shortest time from sending to being read.
    pub min_delay: Span,
    /// Longest.
    pub max_delay: Span,
    /// Chance that it never arrives, 0 to 1.
    pub loss: f64,
}

/// How far MF reaches.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MfRange {
    /// By day \[m\].
    pub day_m: f64,
    /// By night \[m\].
    pub night_m: f64,
}

/// A VHF antenna ashore.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Antenna {
    /// Whose.
    pub seat: SeatId,
    /// Where it stands.
    pub position: Position,
    /// Height above the sea \[m\].
    pub height_m: f64,
}

/// A VHF set aboard a vessel in distress.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Vhf {
    /// Height of its antenna above the sea \[m\].
    pub antenna_m: f64,
    /// Whether whoever calls can read out a position.
    pub reads_position: bool,
}

/// A distress beacon on 406 MHz.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Epirb {
    /// Whether it sends its own satellite position.
    pub encoded: bool,
    /// Whether it floats free and comes on by itself when the vessel capsizes or sinks.
    pub floats_free: bool,
    /// How long its battery lasts.
    pub battery: Span,
    /// The state it is registered with. Exists when and only when it is.
    pub registered: Option<PartyId>,
}

/// What a state's register of beacons says of a vessel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeaconRegister {
    /// What vessel it is, and whom to telephone; may be empty.
    pub words: String,
    /// How many it says are aboard. Exists when and only when it says so.
    pub persons: Option<u32>,
}

/// What is said of a vessel's telephone beside how it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Telephone {
    /// Whether it is a mobile telephone, which needs a mast ashore, and not one by satellite.
    pub mobile: bool,
    /// Talk time of its battery when the exercise begins. Exists when and only when it is limited.
    pub talk: Option<Span>,
    /// Whether a call that nobody took is tried again.
    pub tries_again: bool,
}

/// What one vessel carries to call by, beside what `Phone` says.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Sets {
    /// VHF. Exists when and only when it has a set.
    pub vhf: Option<Vhf>,
    /// Distress beacon. Exists when and only when it has one.
    pub epirb: Option<Epirb>,
    /// Its telephone.
    pub telephone: Telephone,
}

/// Antennas ashore, and what vessels carry to call by.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Signals {
    /// Coast stations, in order of seat. They are in the lists of radio signals, for everybody to read.
    pub antennas: Vec<Antenna>,
    /// What each vessel carries, in order of `CraftId`; one beyond the end carries none of it.
    pub sets: Vec<Sets>,
    /// What the register says of each vessel's beacon, in order of `CraftId`; one beyond the end is in none.
    pub registers: Vec<Option<BeaconRegister>>,
}

impl Signals {
    /// What a vessel carries.
    pub fn sets(&self, case: CraftId) -> Sets {
        self.sets.get(case.index()).copied().unwrap_or_default()
    }

    /// What the register says of a vessel's beacon. None where it says nothing.
    pub fn register(&self, case: CraftId) -> Option<&BeaconRegister> {
        self.registers.get(case.index())?.as_ref()
    }

    /// The coast stations of a seat.
    pub fn antennas_of(&self, seat: SeatId) -> impl Iterator<Item = &Antenna> {
        self.antennas.iter().filter(move |antenna| antenna.seat == seat)
    }
}
