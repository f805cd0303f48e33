//! What the seat that runs a reception site, or the police, may order.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, NationalityId, PartyId, SiteId};
use crate::sar::reception::{Staff, Stage};

/// The number of a person's file in its state, from 0 in order of landing there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileId(pub u32);

impl FileId {
    /// Position in the list of the state's files.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file {}", u64::from(self.0) + 1)
    }
}

/// An order about the part ashore. Those about persons are refused whole if they cannot be done for all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "AshoreCommand")]
pub enum Command {
    /// Open a site; it is open when its notice has passed.
    Open {
        /// Which.
        site: SiteId,
    },
    /// Have staff turn to stages in this order; stages left out come last, in the usual order.
    Prioritise {
        /// At which site.
        site: SiteId,
        /// The order.
        order: Vec<Stage>,
    },
    /// Send staff from one site to another of the same state; they are there when they have travelled.
    Lend {
        /// From which site.
        from: SiteId,
        /// To which.
        to: SiteId,
        /// Which staff.
        staff: Staff,
        /// How many.
        number: u32,
    },
    /// Do a stage that was left out after all; for screening, do it again.
    Catch {
        /// For whom.
        persons: Vec<FileId>,
        /// Which stage.
        stage: Stage,
    },
    /// Leave a stage out.
    Skip {
        /// For whom.
        persons: Vec<FileId>,
        /// Which stage.
        stage: Stage,
    },
    /// Refer people.
    Refer {
        /// Whom.
        persons: Vec<FileId>,
        /// To whom.
        to: Referral,
    },
    /// Tell the consulate of a nationality about people who say it is theirs.
    NotifyConsulate {
        /// Of which nationality.
        nationality: NationalityId,
        /// About whom.
        persons: Vec<FileId>,
    },
    /// Decide where people stay; reception staff place them.
    House {
        /// Whom.
        persons: Vec<FileId>,
        /// Where.
        how: Placement,
        /// Whether their families go with them.
        families: Families,
    },
    /// Move people to another site of the same state.
    Transfer {
        /// Whom.
        persons: Vec<FileId>,
        /// Where to.
        to: SiteId,
        /// Whether their families go with them.
        families: Families,
    },
    /// Decide what becomes of people; the file keeps when it is due.
    Decide {
        /// Of whom.
        persons: Vec<FileId>,
        /// What.
        outcome: Outcome,
    },
    /// Charge somebody. Police.
    Charge {
        /// Whom.
        person: FileId,
        /// With what.
        offence: Offence,
    },
    /// Take a statement. Police.
    TakeStatement {
        /// Of whom.
        person: FileId,
    },
    /// Protect somebody as a witness. Police.
    Protect {
        /// Whom.
        person: FileId,
    },
    /// Secure evidence. Police.
    Secure {
        /// Of which case.
        case: CraftId,
        /// What.
        item: Evidence,
    },
    /// Let evidence go: scrap the boat, hand back or lose the telephones. Police.
    Spoil {
        /// Of which case.
        case: CraftId,
        /// What.
        item: Evidence,
    },
    /// Bring people's needs of protection before the office that assesses them: the state's own, or for those at a
    /// regional centre the centre's.
    Assess {
        /// Whose.
        persons: Vec<FileId>,
    },
    /// Take people to a site of another state, which has agreed to receive so many.
    Relocate {
        /// Whom.
        persons: Vec<FileId>,
        /// Where to.
        to: SiteId,
        /// Whether their families go with them.
        families: Families,
    },
}

impl Command {
    /// What is wanted, in a few words, for logs and refusals.
    pub fn words(&self) -> String {
        let whom = |persons: &[FileId]| match persons {
            [one] => one.to_string(),
            many => format!("{} persons", many.len()),
        };
        match self {
            Self::Open { site } => format!("open reception {site}"),
            Self::Prioritise { site, .. } => format!("change the order of stages at reception {site}"),
            Self::Lend { from, to, staff, number } => {
                format!("send {number} {} from reception {from} to {to}", staff.words())
            }
            Self::Catch { persons, stage } => format!("have {} of {} done", stage.words(), whom(persons)),
            Self::Skip { persons, stage } => format!("leave out {} of {}", stage.words(), whom(persons)),
            Self::Refer { persons, to } => format!("refer {} to {}", whom(persons), to.words()),
            Self::NotifyConsulate { persons, .. } => format!("tell a consulate about {}", whom(persons)),
            Self::House { persons, how, .. } => format!("house {}: {}", whom(persons), how.words()),
            Self::Transfer { persons, to, .. } => format!("move {} to reception {to}", whom(persons)),
            Self::Decide { persons, outcome } => format!("decide {} for {}", outcome.words(), whom(persons)),
            Self::Charge { person, offence } => format!("charge {person} with {}", offence.words()),
            Self::TakeStatement { person } => format!("take a statement of {person}"),
            Self::Protect { person } => format!("protect {person} as a witness"),
            Self::Secure { item, .. } => format!("secure {}", item.words()),
            Self::Spoil { item, .. } => format!("let go of {}", item.words()),
            Self::Assess { persons } => format!("have the need of protection of {} assessed", whom(persons)),
            Self::Relocate { persons, to, .. } => format!("take {} to reception {to} of another state", whom(persons)),
        }
    }
}

/// To whom people are referred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Referral {
    /// A hospital, by the site's ambulances.
    Hospital,
    /// Child protection: a best-interests assessment and a guardian.
    ChildProtection,
    /// Protection of victims of trafficking.
    TraffickingProtection,
    /// UNHCR.
    Unhcr,
    /// IOM, about assisted return.
    Iom,
}

impl Referral {
    /// All of them, in order.
    pub const ALL: [Self; 5] =
        [Self::Hospital, Self::ChildProtection, Self::TraffickingProtection, Self::Unhcr, Self::Iom];

    /// Words for a board.
    pub fn words(self) -> &'static str {
        match self {
            Self::Hospital => "hospital",
            Self::ChildProtection => "child protection",
            Self::TraffickingProtection => "protection of victims of trafficking",
            Self::Unhcr => "UNHCR",
            Self::Iom => "IOM",
        }
    }
}

/// Where people stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Placement {
    /// A bed in the site's shelter.
    Shelter,
    /// An alternative to detention: with a host or in a community, reporting.
    Alternative,
    /// Detention.
    Detention,
}

impl Placement {
    /// Words for a board.
    pub fn words(self) -> &'static str {
        match self {
            Self::Shelter => "shelter",
            Self::Alternative => "alternative to detention",
            Self::Detention => "detention",
        }
    }
}

/// Whether families go with those an order names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Families {
    /// Whoever is named takes their family at the site along.
    Together,
    /// Only those named.
    Apart,
}

/// What becomes of a person in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    /// Assisted voluntary return to a state, after its consulate has verified the nationality.
    AssistedReturn {
        /// Which state.
        to: PartyId,
    },
    /// A procedure about international protection.
    ProtectionProcedure,
    /// Referral for resettlement.
    Resettlement,
    /// Reunification with family elsewhere.
    Reunification,
    /// Return or hand-over to a state, at once.
    Return {
        /// Which state.
        to: PartyId,
    },
}

impl Outcome {
    /// Words for a board.
    pub fn words(self) -> &'static str {
        match self {
            Self::AssistedReturn { .. } => "assisted return",
            Self::ProtectionProcedure => "a protection procedure",
            Self::Resettlement => "referral for resettlement",
            Self::Reunification => "family reunification",
            Self::Return { .. } => "return",
        }
    }
}

/// With what a person is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Offence {
    /// Having been smuggled, or having come without leave. Whoever was smuggled is not liable for it.
    Smuggled,
    /// Organising the voyage.
    Organising,
}

impl Offence {
    /// Words for a board.
    pub fn words(self) -> &'static str {
        match self {
            Self::Smuggled => "having come in unlawfully",
            Self::Organising => "organising the voyage",
        }
    }
}

/// What can be evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Evidence {
    /// The vessel.
    Vessel,
    /// Telephones.
    Phones,
    /// Lists, accounts, money.
    Ledger,
}

impl Evidence {
    /// All of it, in order.
    pub const ALL: [Self; 3] = [Self::Vessel, Self::Phones, Self::Ledger];

    /// Words for a board.
    pub fn words(self) -> &'static str {
        match self {
            Self::Vessel => "the vessel",
            Self::Phones => "telephones",
            Self::Ledger => "lists and accounts",
        }
    }
}
