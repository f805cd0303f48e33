//! What a seat knows of its dealings with others: where each request stands, and who has come into its waters.

use serde::{Deserialize, Serialize};

use super::model::{Picture, RequestView};
use crate::base::ids::{PartyId, RequestId, SruId};
use crate::base::{Position, Tick};
use crate::scenario::SruKind;
use crate::sim::{Answer, Ask, Notice, Terms};

/// What became of a request beside its answer, as one side of it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Course {
    /// By when an answer is wanted. Exists when and only when the asker set a time.
    pub by: Option<Tick>,
    /// When that time passed without an answer. Exists when and only when it did, and on the asker's side only.
    pub silent_at: Option<Tick>,
    /// When it was withdrawn, or word of that came. Exists when and only when it was.
    pub withdrawn_at: Option<Tick>,
    /// When its terms were agreed to, or word of that came. Exists when and only when they were.
    pub agreed_at: Option<Tick>,
}

/// Where a request stands now, for the side whose picture it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stands {
    /// It waits for an answer.
    Waiting,
    /// It waits still, though the time for an answer has passed.
    Silent,
    /// Accepted, without terms or with terms agreed to.
    Accepted,
    /// Accepted on terms that the asker has not agreed to.
    Offered,
    /// Refused.
    Refused,
    /// Withdrawn.
    Withdrawn,
}

impl Stands {
    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Silent => "no answer in time",
            Self::Accepted => "accepted",
            Self::Offered => "offered on terms",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl RequestView {
    /// Where it stands.
    pub fn stands(&self) -> Stands {
        if self.course.withdrawn_at.is_some() {
            return Stands::Withdrawn;
        }
        match &self.answer {
            None if self.course.silent_at.is_some() => Stands::Silent,
            None => Stands::Waiting,
            Some((Answer::Accept, _)) => Stands::Accepted,
            Some((Answer::Refuse { .. }, _)) => Stands::Refused,
            // A ministry's decision binds its own centre as it is given.
            Some((Answer::AcceptIf { .. }, _)) if matches!(self.what, Ask::Clear(_)) => Stands::Accepted,
            Some((Answer::AcceptIf { .. }, _)) if self.course.agreed_at.is_some() => Stands::Accepted,
            Some((Answer::AcceptIf { .. }, _)) => Stands::Offered,
        }
    }

    /// Whether it waits for an answer.
    pub fn waits(&self) -> bool {
        matches!(self.stands(), Stands::Waiting | Stands::Silent)
    }

    /// The terms of its answer. None for an answer without terms, and for no answer.
    pub fn terms(&self) -> Option<Terms> {
        match &self.answer {
            Some((Answer::AcceptIf { terms }, _)) => Some(*terms),
            _ => None,
        }
    }

    /// What it gives the asker: the terms, empty for a plain yes. None when it gives nothing, or nothing yet.
    pub fn granted(&self) -> Option<Terms> {
        (self.stands() == Stands::Accepted).then(|| self.terms().unwrap_or_default())
    }
}

/// A government unit of another state, seen in this state's territorial sea.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ForeignView {
    /// When it was seen.
    pub at: Tick,
    /// Whose it is.
    pub party: PartyId,
    /// What it is.
    pub kind: SruKind,
    /// Which. Exists when and only when its name was known.
    pub sru: Option<SruId>,
    /// Where.
    pub position: Position,
}

/// Reads a notice into the picture; gives the line for the log, if it is worth one.
pub(super) fn read(
    picture: &mut Picture,
    notice: &Notice,
    at: Tick,
    sru_name: impl Fn(SruId) -> String,
    party_name: impl Fn(PartyId) -> String,
) -> Option<String> {
    let mut course = |request: &RequestId, change: &dyn Fn(&mut Course)| {
        // The newest: numbers of a pair of correspondents begin again after very many.
        if let Some(view) = picture.requests.iter_mut().rev().find(|r| r.request == *request) {
            change(&mut view.course);
        }
    };
    match notice {
        Notice::WeWithdrew { request } | Notice::Withdrawn { request } => {
            course(request, &|course| course.withdrawn_at = Some(at));
            None
        }
        Notice::Silent { request } => {
            course(request, &|course| course.silent_at = Some(at));
            None
        }
        Notice::WeAgreed { request } | Notice::Agreed { request } => {
            course(request, &|course| course.agreed_at = Some(at));
            None
        }
        Notice::WeReleased { sru } => Some(format!("{} released", sru_name(*sru))),
        Notice::Released { sru, by: Some(_) } => Some(format!("{} released by the other side", sru_name(*sru))),
        Notice::Released { sru, by: None } => Some(format!("{} released: the time agreed has come", sru_name(*sru))),
        // Read in `means`.
        Notice::Means(_) => None,
        Notice::Intruder { party, kind, sru, position } => {
            picture.foreign.push(ForeignView { at, party: *party, kind: *kind, sru: *sru, position: *position });
            let what = match (sru, kind.flies()) {
                (Some(sru), _) => sru_name(*sru),
                (None, true) => "an aircraft".to_owned(),
                (None, false) => "a vessel".to_owned(),
            };
            Some(format!("{what} of {} in our territorial sea at {position}", party_name(*party)))
        }
    }
}
