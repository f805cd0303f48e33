//! A seat's plot of cases as it shows: reports that it takes for one vessel shown as one case, and what it has closed.
//!
//! A picture is first made of each series of reports by itself; then, where the seat has merged some, everything that
//! names a case is shown under the case it is part of. So a decision can be undone, and nothing else needs to know of
//! it.

use serde::{Deserialize, Serialize};

use super::incident::ReceivedView;
use super::model::{CaseView, Described, Picture};
use crate::base::Tick;
use crate::base::ids::CraftId;
use crate::sim::MessageBody;
use crate::sim::plot::{Conclusion, Fact};
use crate::sim::portal::Post;

/// What a seat has decided about its cases.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PlotView {
    /// Cases that are part of others, oldest decision first. What was reported of them is shown there.
    pub merged: Vec<MergedView>,
    /// Cases that are kept apart, oldest decision first.
    pub apart: Vec<ApartView>,
}

/// A case that is part of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergedView {
    /// Which.
    pub case: CraftId,
    /// Of which.
    pub into: CraftId,
    /// Since when.
    pub at: Tick,
    /// Why.
    pub reason: String,
    /// What sort of vessel its callers described.
    pub described: Described,
}

/// Two cases that are kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApartView {
    /// One.
    pub case: CraftId,
    /// The other.
    pub from: CraftId,
    /// Since when.
    pub at: Tick,
    /// Why.
    pub reason: String,
}

/// A case that is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcludedView {
    /// Why.
    pub reason: Conclusion,
    /// Since when.
    pub at: Tick,
}

impl PlotView {
    /// The case under which what is reported of a case is shown.
    pub fn root(&self, case: CraftId) -> CraftId {
        let mut at = case;
        for _ in 0..=self.merged.len() {
            match self.merged.iter().find(|merged| merged.case == at) {
                Some(merged) => at = merged.into,
                None => break,
            }
        }
        at
    }

    /// Whether the seat has decided that two cases are two.
    pub fn keeps_apart(&self, one: CraftId, other: CraftId) -> bool {
        let pair = |view: &ApartView| (self.root(view.case), self.root(view.from));
        self.apart.iter().any(|view| pair(view) == (one, other) || pair(view) == (other, one))
    }
}

/// Reads a fact into the picture; gives the line for the log. `described` says what the callers of a case describe.
pub(super) fn read(picture: &mut Picture, fact: &Fact, at: Tick, described: impl Fn(CraftId) -> Described) -> String {
    let plot = &mut picture.plot;
    match fact {
        Fact::Merged { case, into, reason } => {
            let (case, into) = (*case, *into);
            plot.apart.retain(|view| (view.case, view.from) != (case, into) && (view.from, view.case) != (case, into));
            let described = described(case);
            plot.merged.push(MergedView { case, into, at, reason: reason.clone(), described });
            format!("{case} taken for {into}: {reason}")
        }
        Fact::KeptApart { case, from, undone, reason } => {
            let (case, from) = (*case, *from);
            plot.merged.retain(|view| Some(view.case) != *undone);
            plot.apart.retain(|view| (view.case, view.from) != (case, from) && (view.from, view.case) != (case, from));
            plot.apart.push(ApartView { case, from, at, reason: reason.clone() });
            format!("{case} kept apart from {from}: {reason}")
        }
        Fact::Concluded { case, reason } => {
            if let Some(view) = picture.cases.iter_mut().find(|view| view.case == *case) {
                view.concluded = Some(ConcludedView { reason: *reason, at });
            }
            format!("{case} closed: {}", reason.words())
        }
        Fact::Reopened { case, reason } => {
            if let Some(view) = picture.cases.iter_mut().find(|view| view.case == *case) {
                view.concluded = None;
            }
            match reason {
                Some(reason) => format!("{case} open again: {reason}"),
                None => format!("{case} open again by a new report"),
            }
        }
    }
}

/// The picture with every case that is part of another shown there.
pub(super) fn shown(mut picture: Picture) -> Picture {
    if picture.plot.merged.is_empty() {
        return picture;
    }
    let plot = std::mem::take(&mut picture.plot);
    let to = |case: CraftId| plot.root(case);
    let relabel = |case: &mut CraftId| *case = to(*case);
    let mut cases: Vec<CaseView> = Vec::new();
    let (own, parts): (Vec<CaseView>, Vec<CaseView>) =
        std::mem::take(&mut picture.cases).into_iter().partition(|view| to(view.case) == view.case);
    cases.extend(own);
    for part in parts {
        let into = to(part.case);
        match cases.iter_mut().find(|view| view.case == into) {
            Some(view) => join(view, part),
            None => cases.push(CaseView { case: into, ..part }),
        }
    }
    cases.sort_by_key(|view| view.case);
    picture.cases = cases;
    picture.contacts.iter_mut().for_each(|contact| relabel(&mut contact.case));
    picture.bearings.iter_mut().for_each(|bearings| relabel(&mut bearings.case));
    picture.requests.iter_mut().for_each(|request| relabel(&mut request.case));
    picture.searches.iter_mut().filter_map(|search| search.case.as_mut()).for_each(relabel);
    for sru in &mut picture.srus {
        sru.case.iter_mut().chain(&mut sru.in_hand).for_each(relabel);
    }
    for message in &mut picture.messages {
        if let Some(case) = label(&mut message.body) {
            relabel(case);
        }
    }
    for post in &mut picture.portal.posts {
        if let Some(case) = post.what.as_mut().and_then(post_label) {
            relabel(case);
        }
    }
    picture.portal.warnings.iter_mut().filter_map(|warning| warning.what.case.as_mut()).for_each(relabel);
    picture.press.iter_mut().filter_map(|item| item.about.as_mut()).for_each(relabel);
    picture.means.consultations.iter_mut().for_each(|consultation| relabel(&mut consultation.case));
    picture.received = received(std::mem::take(&mut picture.received), to);
    picture.plot = plot;
    picture
}

/// The case a message speaks of. What is said about cases themselves stays as it was said.
fn label(body: &mut MessageBody) -> Option<&mut CraftId> {
    match body {
        MessageBody::Call { case, .. }
        | MessageBody::Sitrep { case, .. }
        | MessageBody::Distress { case, .. }
        | MessageBody::Sighting { case, .. }
        | MessageBody::AtYourDisposal { case, .. } => Some(case),
        MessageBody::Text { case, .. } | MessageBody::Lead { case, .. } => case.as_mut(),
        MessageBody::Plotted { .. } => None,
        MessageBody::Form(form) => Some(form.case_mut()),
    }
}

/// The case a post speaks of.
fn post_label(post: &mut Post) -> Option<&mut CraftId> {
    match post {
        Post::EarlyWarning(warning) => warning.case.as_mut(),
        Post::CaseShared(shared) => Some(&mut shared.case),
        Post::Advice { case, .. } | Post::Text { case, .. } => case.as_mut(),
        Post::IncidentReport(report) => Some(&mut report.case),
    }
}

/// Adds what was reported of a part to the case it is part of.
fn join(view: &mut CaseView, part: CaseView) {
    view.opened_at = view.opened_at.min(part.opened_at);
    view.phase = later(view.phase, part.phase, |(_, at)| *at);
    view.responsible = view.responsible.or(part.responsible);
    view.nature = view.nature.max(part.nature);
    view.positions.extend(part.positions);
    view.positions.sort_by_key(|told| told.known_at);
    if part.persons.is_some() && (view.persons.is_none() || part.persons_at > view.persons_at) {
        (view.persons, view.persons_at) = (part.persons, part.persons_at);
    }
    view.last_called = later(view.last_called, part.last_called, |(at, _)| *at);
    view.broadcast_at = view.broadcast_at.max(part.broadcast_at);
    view.recovered += part.recovered;
    view.bodies += part.bodies;
    view.landed += part.landed;
    for told in part.told {
        match view.told.binary_search_by_key(&told.seat, |known| known.seat) {
            // Another seat may have merged them too, and told the same people under both.
            Ok(i) => {
                let known = &mut view.told[i];
                if told.known_at > known.known_at {
                    (known.known_at, known.phase) = (told.known_at, told.phase);
                }
                known.recovered = known.recovered.max(told.recovered);
                known.bodies = known.bodies.max(told.bodies);
                known.landed = known.landed.max(told.landed);
            }
            Err(i) => view.told.insert(i, told),
        }
    }
}

/// The later of two that may be there, by a key; of equals the first.
fn later<T, K: Ord>(one: Option<T>, other: Option<T>, key: impl Fn(&T) -> K) -> Option<T> {
    match (one, other) {
        (Some(a), Some(b)) => Some(if key(&b) > key(&a) { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// People received, added up by the case they are shown under.
fn received(views: Vec<ReceivedView>, to: impl Fn(CraftId) -> CraftId) -> Vec<ReceivedView> {
    let mut all: Vec<ReceivedView> = Vec::new();
    for view in views {
        let case = to(view.case);
        let Some(known) = all.iter_mut().find(|known| known.case == case) else {
            all.push(ReceivedView { case, ..view });
            continue;
        };
        known.persons += view.persons;
        known.organisers += view.organisers;
        for (sum, more) in known.registered.iter_mut().zip(view.registered) {
            *sum += more;
        }
        for (nationality, persons) in view.nationalities {
            match known.nationalities.binary_search_by_key(&nationality, |(of, _)| *of) {
                Ok(i) => known.nationalities[i].1 += persons,
                Err(i) => known.nationalities.insert(i, (nationality, persons)),
            }
        }
    }
    all.sort_by_key(|view| view.case);
    all
}
