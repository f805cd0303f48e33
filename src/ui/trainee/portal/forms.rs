//! The form of a post: a case shared, plain words, or an incident report filled from what this state knows.

use egui::Ui;

use crate::base::ids::CraftId;
use crate::picture::{PositionView, incident_report};
use crate::scenario::Role;
use crate::sim::Source;
use crate::sim::portal::{Command as Order, Post, PostSort, SharedCase};
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::super::kit;
use super::{Sent, order, posts};

/// What can be written here; intelligence is posted where it stands.
const SORTS: [PostSort; 3] = [PostSort::CaseShared, PostSort::Text, PostSort::IncidentReport];

/// A post being written.
#[derive(Debug)]
pub(super) struct PostForm {
    sort: PostSort,
    /// About which case. Exists when and only when it concerns one.
    case: Option<CraftId>,
    /// Where and when they left, and of which case that was written. Exists when and only when a report is open.
    departure: Option<(CraftId, String)>,
    text: String,
}

impl Default for PostForm {
    fn default() -> Self {
        Self { sort: PostSort::Text, case: None, departure: None, text: String::new() }
    }
}

impl PostForm {
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, sent: &mut Sent, out: &mut Vec<Act>) {
        kit::heading(ui, "Post to the portal");
        let cases = &desk.picture.cases;
        let sorts: Vec<(PostSort, String)> = SORTS
            .into_iter()
            .filter(|sort| *sort == PostSort::Text || !cases.is_empty())
            .map(|sort| (sort, words::sentence(sort.words())))
            .collect();
        kit::choice(ui, "Sort of post", &mut self.sort, &sorts);
        if self.case.is_some_and(|case| desk.case(case).is_none()) {
            self.case = None;
        }
        let needs_case = self.sort != PostSort::Text;
        if needs_case {
            self.case = self.case.or_else(|| desk.case_for(None));
        }
        let none = (!needs_case).then(|| (None, "no case".to_owned()));
        let options: Vec<(Option<CraftId>, String)> =
            none.into_iter().chain(cases.iter().map(|view| (Some(view.case), words::case_name(view.case)))).collect();
        if options.len() > 1 {
            kit::choice(ui, "About", &mut self.case, &options);
        }
        let filled = self.fill(ui, desk);
        kit::lines(ui, "Words of the post", &mut self.text, 2);
        let what = match filled {
            Some(Post::CaseShared(told)) => Some(Post::CaseShared(SharedCase { text: self.words(), ..told })),
            Some(Post::IncidentReport(mut told)) => {
                told.text = self.words();
                Some(Post::IncidentReport(told))
            }
            _ if self.text.trim().is_empty() => None,
            _ => Some(Post::Text { case: self.case, text: self.words() }),
        };
        let name = format!("Post to the portal: {}", self.sort.words());
        match what {
            None => kit::small(ui, desk.theme, "It needs words."),
            Some(what) => {
                if sent.press(ui, desk, "Post", &name) {
                    out.push(Act::command(order(Order::Post(what))));
                    self.text.clear();
                    self.departure = None;
                }
            }
        }
    }

    fn words(&self) -> String {
        self.text.trim().to_owned()
    }

    /// What is known, shown as it will be posted. None for plain words.
    fn fill(&mut self, ui: &mut Ui, desk: &DeskData<'_>) -> Option<Post> {
        match self.sort {
            PostSort::CaseShared => {
                let told = share(desk, self.case?)?;
                posts::shared(ui, desk, &told);
                Some(Post::CaseShared(told))
            }
            PostSort::IncidentReport => {
                let case = self.case?;
                let mut told = incident_report(desk.picture, case, &desk.briefing.seats, &desk.briefing.parties)?;
                if self.departure.as_ref().is_none_or(|(of, _)| *of != case) {
                    self.departure = Some((case, told.departure.clone()));
                }
                if let Some((_, departure)) = &mut self.departure {
                    kit::line(ui, "Where and when they left", departure, "not known");
                    departure.trim().clone_into(&mut told.departure);
                }
                posts::report(ui, desk, &told);
                Some(Post::IncidentReport(Box::new(told)))
            }
            PostSort::EarlyWarning | PostSort::Advice | PostSort::Text => None,
        }
    }
}

/// What this state knows of a case by itself: what another focal point wrote of its position is that state's to share.
fn share(desk: &DeskData<'_>, case: CraftId) -> Option<SharedCase> {
    let view = desk.case(case)?;
    let theirs = |told: &PositionView| match told.from {
        Source::Seat(seat) => {
            desk.briefing.seats.get(seat.index()).is_some_and(|s| s.role == Role::FocalPoint && seat != desk.me())
        }
        _ => false,
    };
    let own = view.positions.iter().filter(|told| !theirs(told));
    let latest = own.max_by_key(|told| (told.reported.true_at, told.known_at)).cloned();
    let position = desk.best(case).filter(|told| !theirs(told)).or(latest).map(|told| told.reported);
    Some(SharedCase {
        case,
        nature: view.nature,
        phase: view.told.iter().filter_map(|told| told.phase).max(),
        position,
        persons: view.persons,
        text: String::new(),
    })
}
