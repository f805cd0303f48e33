//! The form of a post: a case shared, advice, plain words, or an incident report filled from what this state knows, with
//! every number open.

use egui::Ui;

use crate::base::ids::{CraftId, PartyId};
use crate::picture::{PositionView, incident_report};
use crate::scenario::{IndicatorKind, PartyKind, Role};
use crate::sim::Source;
use crate::sim::portal::{Command as Order, IncidentReport, Post, PostSort, SharedCase};
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::super::kit;
use super::{Sent, order, posts};

/// What can be written here; intelligence that came is posted where it stands.
const SORTS: [PostSort; 4] = [PostSort::CaseShared, PostSort::Advice, PostSort::Text, PostSort::IncidentReport];

/// What advice may be about.
const KINDS: [IndicatorKind; 4] =
    [IndicatorKind::Departure, IndicatorKind::Route, IndicatorKind::Organiser, IndicatorKind::Money];

/// A post being written.
#[derive(Debug)]
pub(super) struct PostForm {
    sort: PostSort,
    /// About which case. Exists when and only when it concerns one.
    case: Option<CraftId>,
    /// The incident report as it stands. Exists when and only when one is open.
    report: Option<Box<IncidentReport>>,
    /// What advice is about.
    about: IndicatorKind,
    text: String,
}

impl Default for PostForm {
    fn default() -> Self {
        let about = IndicatorKind::Organiser;
        Self { sort: PostSort::Text, case: None, report: None, about, text: String::new() }
    }
}

impl PostForm {
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, sent: &mut Sent, out: &mut Vec<Act>) {
        kit::heading(ui, "Post to the portal");
        let cases = &desk.picture.cases;
        let sorts: Vec<(PostSort, String)> = SORTS
            .into_iter()
            .filter(|sort| matches!(sort, PostSort::Text | PostSort::Advice) || !cases.is_empty())
            .map(|sort| (sort, words::sentence(sort.words())))
            .collect();
        kit::choice(ui, "Sort of post", &mut self.sort, &sorts);
        if self.case.is_some_and(|case| desk.case(case).is_none()) {
            self.case = None;
        }
        let needs_case = matches!(self.sort, PostSort::CaseShared | PostSort::IncidentReport);
        if needs_case {
            self.case = self.case.or_else(|| desk.case_for(None));
        }
        let options = desk.choices((!needs_case).then_some("no case"));
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
            _ if self.sort == PostSort::Advice => {
                Some(Post::Advice { kind: self.about, case: self.case, text: self.words() })
            }
            _ => Some(Post::Text { case: self.case, text: self.words() }),
        };
        let name = format!("Post to the portal: {}", self.sort.words());
        match what {
            None => kit::small(ui, desk.theme, "It needs words."),
            Some(what) => {
                if sent.press(ui, desk, "Post", &name) {
                    out.push(Act::command(order(Order::Post(what))));
                    self.text.clear();
                    self.report = None;
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
                if self.report.as_ref().is_none_or(|report| report.case != case) {
                    let told = incident_report(desk.picture, case, &desk.briefing.seats, &desk.briefing.parties)?;
                    self.report = Some(Box::new(told));
                }
                let report = self.report.as_mut()?;
                report_fields(ui, desk, report);
                let mut told = report.clone();
                told.departure = told.departure.trim().to_owned();
                if kit::press(ui, "Fill again from what you know", "Fill the incident report again from what you know")
                {
                    self.report = None;
                }
                Some(Post::IncidentReport(told))
            }
            PostSort::Advice => {
                let all: Vec<(IndicatorKind, String)> = KINDS.map(|kind| (kind, words::sentence(kind.words()))).into();
                kit::choice(ui, "Advice about", &mut self.about, &all);
                None
            }
            PostSort::EarlyWarning | PostSort::Text => None,
        }
    }
}

/// The fields of an incident report: what is not known stays left out.
fn report_fields(ui: &mut Ui, desk: &DeskData<'_>, report: &mut IncidentReport) {
    kit::line(ui, "Where and when they left", &mut report.departure, "not known");
    for (known, label, value) in [
        ("Aboard known", "Persons aboard", &mut report.persons),
        ("Landed known", "Landed alive", &mut report.survivors),
        ("Dead known", "Dead", &mut report.dead),
        ("Missing known", "Missing", &mut report.missing),
        ("Men known", "Men received", &mut report.men),
        ("Women known", "Women received", &mut report.women),
        ("Boys known", "Boys received", &mut report.boys),
        ("Girls known", "Girls received", &mut report.girls),
        ("Organisers known", "Organisers found", &mut report.organisers),
    ] {
        ui.horizontal_wrapped(|ui| kit::optional_count(ui, known, label, value));
    }
    if let Some(nationalities) = &mut report.nationalities {
        for (nationality, number) in nationalities.iter_mut() {
            let name = desk.nationality(*nationality);
            ui.horizontal_wrapped(|ui| kit::count(ui, &name, number));
        }
    }
    ui.horizontal_wrapped(|ui| {
        ui.label("States that took part");
        for (party, state) in (0..).map(PartyId).zip(&desk.briefing.parties) {
            if state.kind != PartyKind::Country {
                continue;
            }
            let mut took_part = report.states.contains(&party);
            if ui.checkbox(&mut took_part, &state.name).changed() {
                report.states.retain(|other| *other != party);
                report.states.extend(took_part.then_some(party));
                report.states.sort_unstable();
            }
        }
    });
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
