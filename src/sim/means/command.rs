//! What one seat may ask of another beside units and ports, and what it may give of itself.

use serde::{Deserialize, Serialize};

use crate::base::ids::{LanguageId, SiteId};
use crate::sar::reception::Staff;

/// Something asked for that costs money, places, people or an hour of ministers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// Money from the trust fund, of its manager.
    Draw {
        /// How much \[USD\].
        amount_usd: u32,
        /// For the reception of how many persons.
        persons: u32,
    },
    /// To take part in a consultation about the case.
    Consult,
    /// Staff for a reception site of the asker's.
    Staff {
        /// For which site.
        site: SiteId,
        /// Of which kind.
        help: Help,
        /// How many; whoever accepts sends as many of them as it has.
        number: u32,
    },
    /// To undertake the resettlement of people, or to pass on what others have undertaken.
    Resettle {
        /// Of how many persons; whoever accepts undertakes as many of them as it has places for.
        persons: u32,
    },
    /// To receive people at a site of the state asked, whom the asker's state brings there.
    Admit {
        /// At which site.
        site: SiteId,
        /// How many persons.
        persons: u32,
    },
}

impl Wanted {
    /// What is asked for, to follow "asked X to", with `site` for the name of a site's place and `language` for that of
    /// a language.
    pub fn words(&self, site: impl Fn(SiteId) -> String, language: impl Fn(LanguageId) -> String) -> String {
        match self {
            Self::Draw { amount_usd, persons } => {
                format!("pay USD {amount_usd} from the fund for the reception of {persons} persons")
            }
            Self::Consult => "take part in a consultation".to_owned(),
            Self::Staff { site: at, help, number } => {
                format!("send {number} {} to reception at {}", help.words(language), site(*at))
            }
            Self::Resettle { persons } => format!("undertake to resettle {persons} persons"),
            Self::Admit { site: at, persons } => format!("receive {persons} persons at {}", site(*at)),
        }
    }
}

/// People who help at a reception site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename = "StaffHelp")]
pub enum Help {
    /// Staff of a kind.
    Staff(Staff),
    /// Interpreters of a language.
    Interpreters(LanguageId),
}

impl Help {
    /// Who they are, in words.
    pub fn words(self, language: impl Fn(LanguageId) -> String) -> String {
        match self {
            Self::Staff(staff) => staff.words().to_owned(),
            Self::Interpreters(of) => format!("interpreters of {}", language(of)),
        }
    }
}

/// What a seat gives of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "MeansCommand")]
pub enum Command {
    /// Pay into the trust fund, out of the state's budget.
    Contribute {
        /// How much \[USD\].
        amount_usd: u32,
    },
}

impl Command {
    /// What is wanted, in a few words, for logs and refusals.
    pub fn words(&self) -> String {
        match self {
            Self::Contribute { amount_usd } => format!("pay USD {amount_usd} into the fund"),
        }
    }
}
