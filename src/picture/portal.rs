//! What a seat knows of the focal points' portal: posts of its own and of others, read and unread, and early warnings.
//!
//! Made of its ledger alone. Of a post that is not read it shows who wrote it and what sort of thing it is.

use serde::{Deserialize, Serialize};

use super::model::{Picture, PositionView};
use crate::base::Tick;
use crate::base::ids::{CraftId, NationalityId, SeatId};
use crate::scenario::Nature;
use crate::sim::portal::{Fact, Post, PostId, PostSort, Warning};
use crate::sim::{Source, Theatre};

/// The portal as a seat sees it. Empty at every seat that is no member.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PortalView {
    /// Posts, in the order written here or come to lie here.
    pub posts: Vec<PostView>,
    /// Intelligence that came to this seat, oldest first.
    pub warnings: Vec<WarningView>,
    /// Names of the nationalities told at its own state's sites and in incident reports it has read, in that order.
    pub nationalities: Vec<(NationalityId, String)>,
}

/// A post.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PostView {
    /// Which; it says who wrote it.
    pub post: PostId,
    /// When it was written here, or came to lie here.
    pub at: Tick,
    /// What sort of thing it is.
    pub sort: PostSort,
    /// What it says. Exists when and only when this seat wrote it or has read it.
    pub what: Option<Post>,
    /// When this seat read it. Exists when and only when it is another's and has been read.
    pub read_at: Option<Tick>,
    /// For a post of this seat: who has read it and when, in the order of reading.
    pub receipts: Vec<(SeatId, Tick)>,
}

/// Intelligence that came to this seat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WarningView {
    /// When.
    pub at: Tick,
    /// What.
    pub what: Warning,
}

impl PortalView {
    /// Posts of others that lie here unread, oldest first. `me` is whose picture it is.
    pub fn unread(&self, me: SeatId) -> impl Iterator<Item = &PostView> {
        self.posts.iter().filter(move |view| view.post.by != me && view.read_at.is_none())
    }

    /// The name of a nationality. `None` where this seat has not been told of it.
    pub fn nationality(&self, id: NationalityId) -> Option<&str> {
        self.nationalities.iter().find(|(of, _)| *of == id).map(|(_, name)| name.as_str())
    }

    fn name(&mut self, theatre: &Theatre, id: NationalityId) {
        let all = &theatre.scenario.reception.nationalities;
        if self.nationality(id).is_none()
            && let Some(nationality) = all.get(id.index())
        {
            self.nationalities.push((id, nationality.name.clone()));
        }
    }
}

/// Nationalities that people have told at the sites of a focal point's own state have their names.
pub(super) fn name_received(picture: &mut Picture, theatre: &Theatre) {
    let Picture { received, portal, .. } = picture;
    for (id, _) in received.iter().flat_map(|view| &view.nationalities) {
        portal.name(theatre, *id);
    }
}

/// What a seat learns of a case at the portal.
pub(super) struct Learnt {
    pub(super) case: CraftId,
    pub(super) nature: Option<Nature>,
    pub(super) position: Option<PositionView>,
    pub(super) persons: Option<u32>,
}

/// Reads a fact into the picture; gives what it tells of a case.
pub(super) fn read(picture: &mut Picture, theatre: &Theatre, fact: &Fact, at: Tick) -> Option<Learnt> {
    let view = |post: &PostId, sort: PostSort, what: Option<Post>| PostView {
        post: *post,
        at,
        sort,
        what,
        read_at: None,
        receipts: Vec::new(),
    };
    let posts = &mut picture.portal.posts;
    match fact {
        Fact::WePosted { post, what } => {
            posts.push(view(post, what.sort(), Some(what.clone())));
            None
        }
        Fact::Arrived { post, sort } => {
            posts.push(view(post, *sort, None));
            None
        }
        Fact::WeRead { post, what } => {
            if let Some(view) = posts.iter_mut().find(|view| view.post == *post) {
                view.read_at = Some(at);
                view.what = Some(what.clone());
            }
            if let Post::IncidentReport(report) = what {
                for (id, _) in report.nationalities.iter().flatten() {
                    picture.portal.name(theatre, *id);
                }
            }
            let position = what.position();
            let from = Source::Seat(post.by);
            let position = position.map(|reported| PositionView { reported, known_at: at, from });
            Some(Learnt { case: what.case()?, nature: what.nature(), position, persons: what.persons() })
        }
        Fact::Receipt { post, by } => {
            if let Some(view) = posts.iter_mut().find(|view| view.post == *post) {
                view.receipts.push((*by, at));
            }
            None
        }
        Fact::Indicated { what } => {
            picture.portal.warnings.push(WarningView { at, what: what.clone() });
            let from = Source::Outside(SERVICES.to_owned());
            let position = what.position.map(|reported| PositionView { reported, known_at: at, from });
            Some(Learnt { case: what.case?, nature: what.nature(), position, persons: what.persons })
        }
    }
}

/// Who gives intelligence, in words.
const SERVICES: &str = "the services";
