//! The reception board: a site, its stores and queues, and people's files as far as known.
//!
//! Read from the sites of the seat's own state and from what was written into files there, which are its own as its
//! units are; **never from what people are in truth**. Whoever runs the sites sees all of it; the police of the state
//! see those who are registered, without health and without claims to protection. Nobody else sees anything.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::assessment::AssessmentView;
use crate::base::ids::{LanguageId, NationalityId, PartyId, PlaceId, SeatId, SiteId};
use crate::base::sealed::seal_of;
use crate::base::{Digest, Span, Tick};
use crate::sar::reception::{CONSULATE_WITHIN_H, Staff, Stage};
use crate::scenario::Site;
use crate::sim::ashore::{CaseEvidence, Command, Fact, File, FileId, Known, Stay};
use crate::sim::{Theatre, World};

/// A reception site as its state sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SiteView {
    /// Which.
    pub site: SiteId,
    /// Where.
    pub place: PlaceId,
    /// Whether this seat runs it.
    pub runs: bool,
    /// Whether this seat acts for the police there.
    pub polices: bool,
    /// When it opens, or did. Exists when and only when it was ordered to.
    pub opens_at: Option<Tick>,
    /// Whether it is open.
    pub open: bool,
    /// Staff at work, in the order of `Staff::ALL`.
    pub staff: [u32; Staff::ALL.len()],
    /// Staff on their way there: when they arrive, which, how many.
    pub coming: Vec<(Tick, Staff, u32)>,
    /// Interpreters, by language.
    pub interpreters: Vec<(String, u32)>,
    /// In which order staff turn to stages.
    pub order: Vec<Stage>,
    /// Beds.
    pub beds: u32,
    /// Beds in use.
    pub beds_taken: u32,
    /// Water it can give out \[L/day\].
    pub water_l_per_day: f64,
    /// Ambulances.
    pub ambulances: u32,
    /// Ambulances free now.
    pub ambulances_free: u32,
    /// Persons there.
    pub present: u32,
    /// Of them, without a bed.
    pub without_bed: u32,
    /// Of them, without enough water.
    pub without_water: u32,
    /// How each stage stands, in the order of `Stage::ALL`.
    pub stages: Vec<StageView>,
    /// Deadlines that run, the next first.
    pub deadlines: Vec<DeadlineView>,
    /// Names of the nationalities registered there.
    pub nationalities: Vec<(NationalityId, String)>,
    /// Files of people in its care or who were, in order of landing in the state.
    pub files: Vec<FileView>,
    /// Evidence in the state's hands, by case. Empty unless this seat acts for the police.
    pub evidence: Vec<CaseEvidence>,
    /// Names of the languages for which those registered there need an interpreter.
    pub languages: Vec<(LanguageId, String)>,
    /// Assessment of needs of protection. Exists when and only when this seat runs the site and the scenario speaks of
    /// it.
    pub assessment: Option<AssessmentView>,
    /// Persons it can feed. Exists when and only when that is counted.
    pub meals: Option<u32>,
    /// Persons there without food.
    pub without_food: u32,
}

/// How a stage stands at a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageView {
    /// Which.
    pub stage: Stage,
    /// Persons who wait for it now.
    pub waiting: u32,
    /// Persons with whom staff are.
    pub in_hand: u32,
    /// Persons for whom it was done.
    pub done: u32,
    /// Persons for whom it was left out.
    pub skipped: u32,
}

/// What has to be done in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Deadline {
    /// A stage.
    Stage(Stage),
    /// Telling the consulates of those registered.
    Consulate,
}

/// A deadline that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineView {
    /// When the first of them is due, which may have passed.
    pub due: Tick,
    /// For what.
    pub what: Deadline,
    /// Persons for whom it runs.
    pub persons: u32,
    /// Of them, those for whom it has passed.
    pub overdue: u32,
}

/// A person's file as far as known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileView {
    /// Its number.
    pub file: FileId,
    /// When the person was landed.
    pub landed_at: Tick,
    /// Where the person is.
    pub stay: Stay,
    /// The stage in hand. Exists when and only when staff are with the person.
    pub in_hand: Option<Stage>,
    /// When each stage was done, in the order of `Stage::ALL`.
    pub done: [Option<Tick>; Stage::ALL.len()],
    /// Which stages were left out, in that order.
    pub skipped: [bool; Stage::ALL.len()],
    /// Whether a statement is wanted.
    pub statement_wanted: bool,
    /// What is known.
    pub known: Known,
}

impl FileView {
    /// When a stage was done, if it was.
    pub fn done(&self, stage: Stage) -> Option<Tick> {
        self.done[stage as usize]
    }

    /// Whether a stage is behind this person: done, or left out.
    pub fn is_past(&self, stage: Stage) -> bool {
        self.done[stage as usize].is_some() || self.skipped[stage as usize]
    }

    /// What has to be done for this person in time, and by when: stages everybody goes through, the assessment of a
    /// child alone, and word to a consulate. Nothing for one who is gone or dead. Meant for whoever runs the site: what
    /// is not shown of a file is not known to be done either.
    pub fn dues(&self) -> Vec<(Deadline, Tick)> {
        if !self.is_here() {
            return Vec::new();
        }
        let concerns = |stage: Stage| stage != Stage::BestInterests || self.known.unaccompanied == Some(true);
        let stages = [Stage::Triage, Stage::Registration, Stage::Screening, Stage::Shelter, Stage::BestInterests];
        let open = stages.into_iter().filter(|stage| !self.is_past(*stage) && concerns(*stage));
        let due = |stage: Stage| self.landed_at.after(Span::from_hours(stage.facts().target_h));
        let mut dues: Vec<(Deadline, Tick)> = open.map(|stage| (Deadline::Stage(stage), due(stage))).collect();
        let known = &self.known;
        let untold = known.nationality.flatten().is_some() && known.consulate.is_none();
        if untold
            && known.protection != Some(true)
            && let Some(at) = self.done(Stage::Registration)
        {
            dues.push((Deadline::Consulate, at.after(Span::from_hours(CONSULATE_WITHIN_H))));
        }
        dues
    }

    /// Whether somebody's need of protection can be brought before an office, and has not been.
    pub fn may_be_assessed(&self) -> bool {
        let known = &self.known;
        let child_waits = known.unaccompanied == Some(true) && self.done(Stage::BestInterests).is_none();
        let registered = self.is_here() && self.done(Stage::Registration).is_some();
        registered && !child_waits && known.assessed.is_none() && known.assessment_asked.is_none()
    }

    /// Whether the person is in care here, and neither gone nor dead.
    pub fn is_here(&self) -> bool {
        !matches!(self.stay, Stay::Left | Stay::Died | Stay::Relocated)
    }
}

/// The seals of the files of each party of which a seat saw sites, as they were then.
pub(super) type Seals = BTreeMap<PartyId, Vec<Digest>>;

/// Views that were made of sites, with the seals of the files they were made of.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// The views.
    pub(super) sites: Vec<SiteView>,
    /// The seals.
    pub(super) seals: Seals,
}

/// The sites a seat sees, and the seals of their files. Views of before may be given: those of files that are the same
/// are kept, which costs less than making them anew, and changes nothing.
pub(super) fn sites(theatre: &Theatre, world: &World, seat: SeatId, mut before: Before) -> (Vec<SiteView>, Seals) {
    let mut seals = Seals::new();
    let scenario = &theatre.scenario;
    let party = theatre.seat(seat).party;
    let police = scenario.police_of(party);
    let sites = scenario.reception.sites.iter().enumerate();
    let views = sites
        .filter(|(_, site)| site.run_by == seat || (site.party == party && police == Some(seat)))
        .map(|(i, site)| {
            let runs = site.run_by == seat;
            let polices = police == Some(seat) || (police.is_none() && runs);
            let id = SiteId::new(i);
            let of_before = before.sites.iter_mut().find(|view| view.site == id);
            let files = of_before.map(|view| std::mem::take(&mut view.files)).unwrap_or_default();
            let now = seals.entry(site.party).or_insert_with(|| {
                world.ashore.files.get(site.party.index()).map_or_else(Vec::new, crate::sim::ashore::Files::seals)
            });
            let then = before.seals.get(&site.party).map_or(&[][..], Vec::as_slice);
            let same = |view: &FileView| {
                let at = seal_of(view.file.index());
                now.get(at).is_some_and(|seal| then.get(at) == Some(seal))
            };
            view(theatre, world, id, site, (runs, polices), files.into_iter().filter(same))
        })
        .collect();
    (views, seals)
}

fn view(
    theatre: &Theatre,
    world: &World,
    id: SiteId,
    site: &Site,
    (runs, polices): (bool, bool),
    same: impl Iterator<Item = FileView>,
) -> SiteView {
    let reception = &theatre.scenario.reception;
    let state = &world.ashore.sites[id.index()];
    let of_state = world.ashore.files.get(site.party.index()).map_or(&[][..], crate::sim::ashore::Files::as_slice);
    let here: Vec<(FileId, &File)> =
        (0..).map(FileId).zip(of_state).filter(|(_, file)| file.site == id && (runs || is_registered(file))).collect();
    let (present, without_bed, without_water) = state.short;
    // Both are in order of number.
    let mut same = same.peekable();
    let files: Vec<FileView> = here
        .iter()
        .map(|(number, file)| {
            while same.next_if(|view| view.file < *number).is_some() {}
            same.next_if(|view| view.file == *number).unwrap_or_else(|| view_file(*number, file, runs))
        })
        .collect();
    let mut nationalities: Vec<NationalityId> = files.iter().filter_map(|f| f.known.nationality.flatten()).collect();
    nationalities.sort_unstable();
    nationalities.dedup();
    let mut languages: Vec<LanguageId> = files.iter().filter_map(|f| f.known.language.flatten()).collect();
    languages.sort_unstable();
    languages.dedup();
    let in_care: Vec<&File> = here.iter().map(|(_, file)| *file).filter(|file| file.is_here()).collect();
    let evidence = world.ashore.evidence.iter().filter(|e| polices && e.party == site.party);
    SiteView {
        site: id,
        place: site.place,
        runs,
        polices,
        opens_at: state.opens_at,
        open: state.open,
        staff: state.staff,
        coming: state.coming.clone(),
        interpreters: site
            .interpreters
            .iter()
            .chain(&state.lent_interpreters)
            .map(|(language, number)| (reception.languages[language.index()].clone(), *number))
            .collect(),
        order: state.order.clone(),
        beds: site.beds,
        beds_taken: crate::sim::ashore::beds_in_use(&world.ashore, id, site.party),
        water_l_per_day: site.water_l_per_day,
        ambulances: site.ambulances,
        ambulances_free: count(state.ambulances.iter().filter(|free_at| **free_at <= world.tick).count()),
        present,
        without_bed,
        without_water,
        stages: stage_views(&in_care, world.tick),
        deadlines: if runs { deadlines(&files, world.tick) } else { Vec::new() },
        nationalities: nationalities.into_iter().map(|n| (n, reception.nationality(n).to_owned())).collect(),
        files,
        evidence: evidence.cloned().collect(),
        languages: languages.into_iter().map(|l| (l, reception.languages[l.index()].clone())).collect(),
        assessment: if runs { super::assessment::view(theatre, world, site.run_by, id) } else { None },
        meals: site.meals,
        without_food: state.without_food,
    }
}

fn is_registered(file: &File) -> bool {
    file.done[Stage::Registration as usize].is_some()
}

fn view_file(number: FileId, file: &File, runs: bool) -> FileView {
    FileView {
        file: number,
        landed_at: file.landed_at,
        stay: file.stay,
        in_hand: file.in_hand.map(|hand| hand.stage),
        done: file.done,
        skipped: file.skipped,
        statement_wanted: file.statement_wanted,
        known: if runs { file.known.clone() } else { file.known.for_police() },
    }
}

fn stage_views(files: &[&File], now: Tick) -> Vec<StageView> {
    let mut views = Stage::ALL.map(|stage| StageView { stage, waiting: 0, in_hand: 0, done: 0, skipped: 0 });
    for file in files {
        for view in &mut views {
            view.waiting += u32::from(crate::sim::ashore::waits_for(file, view.stage, now));
            view.in_hand += u32::from(file.in_hand.is_some_and(|hand| hand.stage == view.stage));
            view.done += u32::from(file.done[view.stage as usize].is_some());
            view.skipped += u32::from(file.skipped[view.stage as usize]);
        }
    }
    views.to_vec()
}

/// Deadlines of people in care, together: for each, when the first is due, and for how many.
fn deadlines(files: &[FileView], now: Tick) -> Vec<DeadlineView> {
    let mut all: Vec<(Deadline, Tick)> = files.iter().flat_map(FileView::dues).collect();
    all.sort_unstable();
    let mut views: Vec<DeadlineView> = Vec::new();
    for (what, due) in all {
        let late = u32::from(due < now);
        match views.last_mut().filter(|view| view.what == what) {
            Some(view) => (view.persons, view.overdue) = (view.persons + 1, view.overdue + late),
            None => views.push(DeadlineView { due, what, persons: 1, overdue: late }),
        }
    }
    views.sort_by_key(|view| (view.due, view.what));
    views
}

/// A fact about the part ashore as a line of the log.
pub(super) fn words(theatre: &Theatre, fact: &Fact) -> String {
    let place = |site: SiteId| {
        let site = theatre.scenario.reception.site(site);
        site.and_then(|site| theatre.scenario.places.get(site.place.index())).map_or("a site", |p| p.name.as_str())
    };
    match fact {
        Fact::Did(Command::Open { site }) => format!("Reception at {} ordered to open", place(*site)),
        Fact::Did(command) => format!("Ordered: {}", command.words()),
        Fact::Opened { site } => format!("Reception at {} is open", place(*site)),
        Fact::Arrived { site, persons } => format!("{persons} people have come ashore at {}", place(*site)),
        Fact::Died { file } => format!("The person of {file} has died"),
        Fact::Organiser { file } => format!("The person of {file} is identified as an organiser"),
        Fact::WitnessLost { file } => format!("The witness of {file} is no longer to be had"),
        Fact::Fetched { position, place, persons, .. } => {
            let name = theatre.scenario.places.get(place.index()).map_or("a place", |p| p.name.as_str());
            format!("{persons} people were found ashore at {position} and brought by land to {name}")
        }
        Fact::LeadFollowed { about, sound, .. } => {
            let what = if *sound { "bore out" } else { "came to nothing" };
            format!("The lead about {} has been followed up and {what}", about.words())
        }
        Fact::AssistanceCame { case, from, wanted, what } => {
            let state = theatre.scenario.parties.get(from.index()).map_or("another state", |p| p.name.as_str());
            format!("Legal assistance of {state} about {case}, {}: {what}", wanted.words())
        }
        Fact::AssistanceSent { case, to, wanted, what } => {
            let state = theatre.scenario.parties.get(to.index()).map_or("another state", |p| p.name.as_str());
            format!("Handed over to {state} about {case}, {}: {what}", wanted.words())
        }
        Fact::Coming { site, persons, arrive } => {
            let at = theatre.scenario.start.at(*arrive).dtg();
            format!("{persons} people are brought to {} from another state, to arrive by {at}", place(*site))
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
