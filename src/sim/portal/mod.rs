//! The secure portal of the national focal points (Jakarta Declaration 10.B.a): posts, their copies, who has read them.
//!
//! A post goes to every member, lies there unread until that seat reads it, and tells its writer when it was. **Until
//! it is read nothing of it is known there but who posted what sort of thing**, and nothing of it reaches anybody else
//! of that state unless the focal point passes it on. Intelligence that comes to a focal point from outside is here
//! too.

mod incident;
mod leads;
mod rules;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::command::{MessageBody, ReportedPosition};
use crate::base::Tick;
use crate::base::ids::{CraftId, SeatId};
use crate::scenario::{IndicatorKind, Nature, Phase};

pub use incident::IncidentReport;
pub use leads::{Leads, Truth};
pub(super) use rules::{advance, apply, indicate};

/// A post: numbered for each writer, so that a number tells nothing of how much others write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PostId {
    /// Who wrote it.
    pub by: SeatId,
    /// The writer's how many-eth, from 0.
    pub number: u32,
}

impl fmt::Display for PostId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "post {} of {}", u64::from(self.number) + 1, self.by)
    }
}

/// What a focal point posts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Post {
    /// A departure expected or seen, or the way boats take.
    EarlyWarning(Warning),
    /// What the writer knows of a case.
    CaseShared(SharedCase),
    /// About the organisers or a route, a lead of financial intelligence.
    Advice {
        /// What it is about.
        kind: IndicatorKind,
        /// The case. Exists when and only when it concerns one.
        case: Option<CraftId>,
        /// The words.
        text: String,
    },
    /// Plain words.
    Text {
        /// The case. Exists when and only when it concerns one.
        case: Option<CraftId>,
        /// The words.
        text: String,
    },
    /// What became of a case.
    IncidentReport(Box<IncidentReport>),
}

/// An early warning: intelligence as it is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// What it is about.
    pub kind: IndicatorKind,
    /// The case. Exists when and only when it speaks of one.
    pub case: Option<CraftId>,
    /// Where and when. Exists when and only when it gives a position.
    pub position: Option<ReportedPosition>,
    /// How many. Exists when and only when it tells a number.
    pub persons: Option<u32>,
    /// The words.
    pub text: String,
}

/// What a state shares of a case: position with error and age, persons, nature, phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SharedCase {
    /// The case.
    pub case: CraftId,
    /// The worst trouble told of so far.
    pub nature: Nature,
    /// The phase known to the writer. Exists when and only when one is.
    pub phase: Option<Phase>,
    /// The best position. Exists when and only when one is known.
    pub position: Option<ReportedPosition>,
    /// Persons aboard. Exists when and only when a number is known.
    pub persons: Option<u32>,
    /// Free text.
    pub text: String,
}

/// What sort of thing a post is: that much is seen before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PostSort {
    /// An early warning.
    EarlyWarning,
    /// A case shared.
    CaseShared,
    /// Advice.
    Advice,
    /// Plain words.
    Text,
    /// An incident report.
    IncidentReport,
}

impl PostSort {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::EarlyWarning, Self::CaseShared, Self::Advice, Self::Text, Self::IncidentReport];

    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::EarlyWarning => "early warning",
            Self::CaseShared => "case shared",
            Self::Advice => "advice",
            Self::Text => "text",
            Self::IncidentReport => "incident report",
        }
    }
}

impl Post {
    /// Intelligence as it is told to the others: about a boat an early warning, about who is behind it advice.
    pub fn of_warning(warning: Warning) -> Self {
        if warning.kind.is_about_a_boat() {
            return Self::EarlyWarning(warning);
        }
        Self::Advice { kind: warning.kind, case: warning.case, text: warning.text }
    }

    /// What sort of thing it is.
    pub fn sort(&self) -> PostSort {
        match self {
            Self::EarlyWarning(_) => PostSort::EarlyWarning,
            Self::CaseShared(_) => PostSort::CaseShared,
            Self::Advice { .. } => PostSort::Advice,
            Self::Text { .. } => PostSort::Text,
            Self::IncidentReport(_) => PostSort::IncidentReport,
        }
    }

    /// The case it speaks of, if it speaks of one.
    pub fn case(&self) -> Option<CraftId> {
        match self {
            Self::EarlyWarning(warning) => warning.case,
            Self::CaseShared(shared) => Some(shared.case),
            Self::Advice { case, .. } | Self::Text { case, .. } => *case,
            Self::IncidentReport(report) => Some(report.case),
        }
    }

    /// The position it gives, if it gives one.
    pub fn position(&self) -> Option<ReportedPosition> {
        match self {
            Self::EarlyWarning(warning) => warning.position,
            Self::CaseShared(shared) => shared.position,
            Self::Advice { .. } | Self::Text { .. } | Self::IncidentReport(_) => None,
        }
    }

    /// Persons it tells of, if it tells a number.
    pub fn persons(&self) -> Option<u32> {
        match self {
            Self::EarlyWarning(warning) => warning.persons,
            Self::CaseShared(shared) => shared.persons,
            Self::IncidentReport(report) => report.persons,
            Self::Advice { .. } | Self::Text { .. } => None,
        }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Self::EarlyWarning(warning) => &warning.text,
            Self::CaseShared(shared) => &shared.text,
            Self::Advice { text, .. } | Self::Text { text, .. } => text,
            Self::IncidentReport(report) => &report.text,
        }
    }

    /// The trouble it tells of. None when it tells of no boat.
    pub fn nature(&self) -> Option<Nature> {
        match self {
            Self::EarlyWarning(warning) => warning.nature(),
            Self::CaseShared(shared) => Some(shared.nature),
            Self::Advice { .. } | Self::Text { .. } | Self::IncidentReport(_) => None,
        }
    }

    /// The post as a message: to a centre, which opens or informs a case there as a call does, or if it is about who is
    /// behind a journey as a lead. `whence` says where it
    /// comes from: "from Focal Point North by the portal".
    pub fn message(&self, whence: &str) -> MessageBody {
        let text = format!("{}, {whence}: {}", self.sort().words(), self.text());
        match (self.case(), self.nature()) {
            (Some(case), Some(nature)) => {
                MessageBody::Call { case, nature, position: self.position(), persons: self.persons(), text }
            }
            (case, _) => match self {
                Self::Advice { kind, .. } => MessageBody::Lead { about: *kind, case, text },
                _ => MessageBody::Text { case, text },
            },
        }
    }
}

impl Warning {
    /// What it tells of a boat: that there is one, and no trouble. None when it is about who is behind the journeys.
    pub fn nature(&self) -> Option<Nature> {
        self.kind.is_about_a_boat().then_some(Nature::Enquiry)
    }
}

/// What a focal point does at the portal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "PortalCommand")]
pub enum Command {
    /// Post to all members.
    Post(Post),
    /// Read a post that lies there.
    Read {
        /// Which.
        post: PostId,
    },
}

impl Command {
    /// What it is, in a few words.
    pub fn words(&self) -> String {
        match self {
            Self::Post(post) => format!("post to the portal: {}", post.sort().words()),
            Self::Read { .. } => "read a post".to_owned(),
        }
    }
}

/// Something that became true at the portal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "PortalEvent")]
pub enum Event {
    /// A post was written.
    Posted {
        /// Which.
        post: PostId,
        /// What.
        what: Post,
    },
    /// A post came to lie in a member's portal, unread.
    Arrived {
        /// Which.
        post: PostId,
        /// Whose portal.
        to: SeatId,
    },
    /// A member read a post.
    Read {
        /// Which.
        post: PostId,
        /// Who.
        by: SeatId,
    },
    /// Intelligence came to a focal point.
    Indicated {
        /// To whom.
        to: SeatId,
        /// What.
        what: Warning,
        /// Whether it is true, by the author.
        sound: bool,
    },
}

/// Something at the portal that a seat is told, or has done itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "PortalFact")]
pub enum Fact {
    /// This seat posted.
    WePosted {
        /// Which.
        post: PostId,
        /// What.
        what: Post,
    },
    /// A post lies here, unread.
    Arrived {
        /// Which.
        post: PostId,
        /// What sort of thing it is.
        sort: PostSort,
    },
    /// This seat read a post.
    WeRead {
        /// Which.
        post: PostId,
        /// What it says.
        what: Post,
    },
    /// A member read a post of this seat.
    Receipt {
        /// Which.
        post: PostId,
        /// Who.
        by: SeatId,
    },
    /// Intelligence came to this seat.
    Indicated {
        /// What.
        what: Warning,
    },
}

/// The portal now.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Portal {
    /// Posts, oldest first.
    pub posts: Vec<Posted>,
    /// Leads about organisers and money, and who has been told of them. Hidden.
    pub leads: Leads,
}

/// A post and its copies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Posted {
    /// Which.
    pub post: PostId,
    /// When it was written.
    pub at: Tick,
    /// What it says.
    pub what: Post,
    /// One for each other member.
    pub copies: Vec<PostCopy>,
}

/// A post in one member's portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostCopy {
    /// Whose.
    pub to: SeatId,
    /// When it comes to lie there.
    pub arrives_at: Tick,
    /// Whether it does.
    pub arrived: bool,
    /// When it was read. Exists when and only when it has been.
    pub read_at: Option<Tick>,
}
