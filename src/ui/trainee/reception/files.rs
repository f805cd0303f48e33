//! The files of a site: searched, filtered, chosen for an order, one of them opened.

use std::collections::BTreeSet;

use egui::{RichText, ScrollArea, Ui};

use crate::picture::{FileView, SiteView};
use crate::plan;
use crate::sar::reception::{Stage, Triage};
use crate::sim::ashore::{FileId, Stay};

use super::super::desk::DeskData;
use super::super::kit;

/// Which files are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Filter {
    #[default]
    All,
    InCare,
    Unregistered,
    Red,
    ChildrenAlone,
    Indicators,
    Protection,
    Unhoused,
    Due,
}

impl Filter {
    const ALL: [Self; 9] = [
        Self::All,
        Self::InCare,
        Self::Unregistered,
        Self::Red,
        Self::ChildrenAlone,
        Self::Indicators,
        Self::Protection,
        Self::Unhoused,
        Self::Due,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::All => "all files",
            Self::InCare => "in care now",
            Self::Unregistered => "not registered",
            Self::Red => "triage red",
            Self::ChildrenAlone => "children alone",
            Self::Indicators => "indicators of trafficking",
            Self::Protection => "in need of protection",
            Self::Unhoused => "no place to stay decided",
            Self::Due => "something overdue",
        }
    }

    fn holds(self, desk: &DeskData<'_>, file: &FileView) -> bool {
        let known = &file.known;
        match self {
            Self::All => true,
            Self::InCare => file.is_here(),
            Self::Unregistered => file.is_here() && !file.is_past(Stage::Registration),
            Self::Red => known.triage == Some(Triage::Red),
            Self::ChildrenAlone => known.unaccompanied == Some(true),
            Self::Indicators => known.indicators.is_some_and(|n| n > 0),
            Self::Protection => known.protection == Some(true),
            Self::Unhoused => file.is_here() && known.placement.is_none(),
            Self::Due => file.dues().iter().any(|(_, due)| *due < desk.now()),
        }
    }
}

/// The list, and what was chosen in it.
#[derive(Debug, Default)]
pub(super) struct Files {
    query: String,
    filter: Filter,
    chosen: BTreeSet<FileId>,
    opened: Option<FileId>,
}

impl Files {
    /// Another site: other files.
    pub(super) fn forget(&mut self) {
        (self.chosen, self.opened) = (BTreeSet::new(), None);
    }

    /// Lets go of files that have left the site.
    pub(super) fn keep(&mut self, site: &SiteView) {
        let is_here = |id: &FileId| site.files.iter().any(|file| file.file == *id);
        self.chosen.retain(is_here);
        self.opened = self.opened.filter(is_here);
    }

    /// The file opened.
    pub(super) fn opened<'a>(&self, site: &'a SiteView) -> Option<&'a FileView> {
        site.files.iter().find(|file| Some(file.file) == self.opened)
    }

    /// Whom an order would be about: those chosen, else the one opened.
    pub(super) fn meant<'a>(&self, site: &'a SiteView) -> Vec<&'a FileView> {
        if self.chosen.is_empty() {
            return self.opened(site).into_iter().collect();
        }
        site.files.iter().filter(|file| self.chosen.contains(&file.file)).collect()
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView, height: f32) {
        let top = ui.cursor().top();
        kit::line(ui, "Find in files", &mut self.query, "number, age, nationality, colour...");
        let listed_now = |filter: Filter| site.files.iter().filter(|file| filter.holds(desk, file)).count();
        let options: Vec<(Filter, String)> = Filter::ALL
            .into_iter()
            .filter(|filter| site.runs || !matches!(filter, Filter::Red | Filter::Protection | Filter::Due))
            .map(|filter| (filter, format!("{} ({})", filter.words(), listed_now(filter))))
            .collect();
        kit::choice(ui, "Show", &mut self.filter, &options);
        let query = self.query.trim().to_lowercase();
        let fits = |file: &&FileView| {
            let text = text(desk, site, file);
            self.filter.holds(desk, file) && query.split_whitespace().all(|word| text.contains(word))
        };
        let listed: Vec<&FileView> = site.files.iter().filter(fits).collect();
        ui.horizontal_wrapped(|ui| {
            if kit::press_if(ui, !listed.is_empty(), "Choose these", "Choose all files listed") {
                self.chosen = listed.iter().map(|file| file.file).collect();
            }
            if kit::press_if(ui, !self.chosen.is_empty(), "None", "Choose no file") {
                self.chosen.clear();
            }
            kit::small(ui, desk.theme, format!("{} listed, {} chosen", listed.len(), self.chosen.len()));
        });
        let row_px = ui.spacing().interact_size.y;
        let rest = (height - (ui.cursor().top() - top)).max(3.0 * row_px);
        ScrollArea::both().id_salt("files").auto_shrink(false).max_height(rest).show_rows(
            ui,
            row_px,
            listed.len(),
            |ui, rows| {
                for file in listed.get(rows).unwrap_or_default() {
                    self.row(ui, desk, site, file);
                }
            },
        );
    }

    /// One line: a box that chooses it, its number that opens it, and what it is about.
    fn row(&mut self, ui: &mut Ui, desk: &DeskData<'_>, site: &SiteView, file: &FileView) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let number = file.file.to_string();
            let mut chosen = self.chosen.contains(&file.file);
            let ticked = ui.checkbox(&mut chosen, "");
            kit::named(ui, &ticked, &format!("Choose {number}"));
            if ticked.changed() {
                if chosen {
                    self.chosen.insert(file.file);
                } else {
                    self.chosen.remove(&file.file);
                }
            }
            let open = ui.selectable_label(self.opened == Some(file.file), &number);
            kit::named(ui, &open, &format!("Open {number}, {}", who(file)));
            if open.clicked() {
                self.opened = Some(file.file);
            }
            let late = site.runs && file.dues().iter().any(|(_, due)| *due < desk.now());
            ui.label(if late { "⚠" } else { "  " });
            ui.label(who(file));
            let mut more: Vec<&str> = Vec::new();
            more.extend(file.known.triage.map(Triage::words));
            more.extend(nationality(desk, site, file));
            let stays = stay(file);
            more.push(&stays);
            ui.label(RichText::new(more.join(", ")).small().color(desk.theme.weak));
        });
    }
}

/// Who it is, as far as known: "girl, 7", "man, 34", "not registered".
pub(super) fn who(file: &FileView) -> String {
    let known = &file.known;
    let (Some(age), Some(male)) = (known.age_years, known.male) else { return "not registered".to_owned() };
    let word = match (known.is_child(), male) {
        (true, true) => "boy",
        (true, false) => "girl",
        (false, true) => "man",
        (false, false) => "woman",
    };
    format!("{word}, {age}")
}

/// The nationality said. None when it is not known, or none is said.
pub(super) fn nationality<'a>(desk: &DeskData<'a>, site: &'a SiteView, file: &FileView) -> Option<&'a str> {
    let id = file.known.nationality.flatten()?;
    let (_, name) = site.nationalities.iter().find(|(of, _)| *of == id)?;
    Some(plan::nationality_words(desk.briefing, name))
}

/// Where somebody is, in a few words.
pub(super) fn stay(file: &FileView) -> String {
    match file.stay {
        Stay::AtSite => file.in_hand.map_or("at the site".to_owned(), |stage| format!("in {}", stage.words())),
        Stay::AwaitsAmbulance => "waits for an ambulance".to_owned(),
        Stay::Hospital { .. } => "in hospital".to_owned(),
        Stay::OnTheWay { .. } => "on the way there".to_owned(),
        Stay::Left => "has left".to_owned(),
        Stay::Died => "has died".to_owned(),
        Stay::Relocated => "in the care of another state".to_owned(),
    }
}

/// All that can be searched for, in small letters.
fn text(desk: &DeskData<'_>, site: &SiteView, file: &FileView) -> String {
    let known = &file.known;
    let mut parts = vec![file.file.to_string(), who(file), stay(file)];
    parts.extend(known.triage.map(|triage| triage.words().to_owned()));
    parts.extend(nationality(desk, site, file).map(str::to_owned));
    parts.extend(known.placement.map(|how| how.words().to_owned()));
    parts.extend(known.referred.iter().map(|(to, _)| to.words().to_owned()));
    parts.extend(known.outcome.map(|(outcome, ..)| outcome.words().to_owned()));
    parts.extend((known.unaccompanied == Some(true)).then(|| "alone".to_owned()));
    parts.extend((known.protection == Some(true)).then(|| "protection".to_owned()));
    parts.extend((known.witness == Some(true)).then(|| "witness".to_owned()));
    parts.join(" ").to_lowercase()
}
