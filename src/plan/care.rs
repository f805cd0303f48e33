//! What may be done for one person ashore, as the file shows it: every order with what stands against it, what it would
//! bring about, and what is not known yet.
//!
//! The rules are those of `sim::ashore`, which the host obeys; **what a file does not show is not used here**. Where an
//! order would change nothing, that stands against it too, though the host would take it.

use crate::base::ids::{NationalityId, PartyId, SeatId, SiteId};
use crate::picture::{Briefing, FileView, Picture, SiteView};
use crate::sar::reception::Stage;
use crate::scenario::PartyKind;
use crate::sim::ashore::authority_of;
use crate::sim::ashore::{Command, Families, FileId, Offence, Outcome, Placement, Referral, Stay};

/// An order about people, without saying whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CareOrder {
    /// Refer them.
    Refer(Referral),
    /// Tell the consulates of the nationalities they say are theirs.
    Consulates,
    /// Decide where they stay.
    House(Placement),
    /// Move them to another site.
    Transfer(SiteId),
    /// Decide what becomes of them.
    Decide(Outcome),
    /// Do a stage that was left out, or screen again.
    Catch(Stage),
    /// Leave a stage out.
    Skip(Stage),
    /// Take a statement. Police.
    Statement,
    /// Protect a witness. Police.
    Protect,
    /// Charge somebody. Police.
    Charge(Offence),
    /// Have their needs of protection assessed.
    Assess,
    /// Take them to a site of another state that has agreed to receive them.
    Relocate(SiteId),
}

impl CareOrder {
    /// All orders that this desk may give about people of a site, in the order they come up.
    pub fn all(briefing: &Briefing, picture: &Picture, site: &SiteView) -> Vec<Self> {
        let mut all = Vec::new();
        if site.runs {
            all.extend(Referral::ALL.map(Self::Refer));
            all.push(Self::Consulates);
            all.extend([Placement::Shelter, Placement::Alternative, Placement::Detention].map(Self::House));
            let others = picture.reception.iter().filter(|other| other.runs && other.site != site.site);
            all.extend(others.map(|other| Self::Transfer(other.site)));
            all.extend([Outcome::ProtectionProcedure, Outcome::Resettlement, Outcome::Reunification].map(Self::Decide));
            let states = || states(briefing, picture.party);
            all.extend(states().map(|to| Self::Decide(Outcome::AssistedReturn { to })));
            all.extend(states().map(|to| Self::Decide(Outcome::Return { to })));
            all.extend(Stage::ALL.map(Self::Catch));
            all.extend(Stage::ALL.map(Self::Skip));
            if let Some(assessment) = &site.assessment {
                all.push(Self::Assess);
                all.extend(assessment.admitted.iter().map(|to| Self::Relocate(to.site)));
            }
        }
        if site.polices {
            all.extend([Self::Statement, Self::Protect]);
            all.extend([Offence::Organising, Offence::Smuggled].map(Self::Charge));
        }
        all
    }

    /// What it is, in words.
    pub fn words(self, briefing: &Briefing, picture: &Picture) -> String {
        let state = |to: PartyId| briefing.parties.get(to.index()).map_or("another state", |party| party.name.as_str());
        match self {
            Self::Refer(to) => format!("Refer to {}", to.words()),
            Self::Consulates => "Tell the consulate".to_owned(),
            Self::House(Placement::Detention) => "Detain".to_owned(),
            Self::House(how) => format!("House: {}", how.words()),
            Self::Transfer(to) => format!("Move to {}", site_name(briefing, picture, to)),
            Self::Decide(Outcome::AssistedReturn { to }) => format!("Decide: assisted return to {}", state(to)),
            Self::Decide(Outcome::Return { to }) => format!("Decide: return to {} at once", state(to)),
            Self::Decide(outcome) => format!("Decide: {}", outcome.words()),
            Self::Catch(stage) => format!("Do after all: {}", stage.words()),
            Self::Skip(stage) => format!("Leave out: {}", stage.words()),
            Self::Statement => "Take a statement".to_owned(),
            Self::Protect => "Protect as a witness".to_owned(),
            Self::Charge(offence) => format!("Charge with {}", offence.words()),
            Self::Assess => "Have the need of protection assessed".to_owned(),
            Self::Relocate(to) => format!("Take to {}", foreign_site_name(briefing, picture, to)),
        }
    }

    /// What stands against it for one person, as far as the file shows. None when it can be ordered.
    pub fn against(self, briefing: &Briefing, site: &SiteView, file: &FileView) -> Option<&'static str> {
        let known = &file.known;
        match file.stay {
            Stay::Left => return Some("has left the country"),
            Stay::Died => return Some("has died"),
            Stay::Relocated => return Some("is in the care of another state"),
            _ => {}
        }
        let done = |stage: Stage| file.done(stage).is_some();
        match self {
            Self::Refer(to) => match to {
                Referral::Hospital if site.ambulances == 0 => Some("the site has no ambulance"),
                Referral::Hospital if file.stay != Stay::AtSite => Some("is not at the site"),
                Referral::ChildProtection if !known.is_child() => Some("is not registered as a child"),
                Referral::TraffickingProtection
                    if known.indicators.unwrap_or(0) == 0 && known.trafficked != Some(true) =>
                {
                    Some("no indicator of trafficking is known")
                }
                Referral::Unhcr | Referral::Iom if !done(Stage::Registration) => Some("is not registered"),
                _ if to != Referral::Hospital && known.is_referred(to) => Some("has been referred already"),
                _ => None,
            },
            Self::Consulates if known.nationality.flatten().is_none() => Some("no nationality is registered"),
            Self::Consulates if known.consulate.is_some() => Some("the consulate has been told"),
            Self::House(how) if known.placement == Some(how) => Some("stays so already"),
            Self::Transfer(to) if to == site.site || file.stay != Stay::AtSite => Some("is there, or not at a site"),
            Self::Decide(outcome) => decides(briefing, site, file, outcome),
            Self::Catch(stage) => {
                let again = matches!(stage, Stage::Screening | Stage::Trafficking);
                match (done(stage), file.skipped[stage as usize]) {
                    (true, _) if !again => Some("has been done"),
                    (false, false) => Some("has not been left out"),
                    _ => None,
                }
            }
            Self::Skip(stage) if file.is_past(stage) => Some("is done, or left out already"),
            Self::Statement if file.is_past(Stage::Statement) || file.statement_wanted => {
                Some("a statement is taken, or asked for")
            }
            Self::Protect if known.protected => Some("is protected already"),
            Self::Protect if known.witness != Some(true) => Some("nobody has said that this is a witness"),
            Self::Charge(_) if known.charged.is_some() => Some("has been charged already"),
            Self::Charge(Offence::Organising) if !known.organiser => Some("no evidence of organising yet"),
            Self::Assess | Self::Relocate(_) if !done(Stage::Registration) => Some("is not registered"),
            Self::Assess if known.unaccompanied == Some(true) && !done(Stage::BestInterests) => {
                Some("is a child alone, whose best-interests assessment comes first")
            }
            Self::Assess if known.assessed.is_some() => Some("has been assessed"),
            Self::Assess if known.assessment_asked.is_some() => Some("waits to be heard already"),
            Self::Relocate(_) if file.stay != Stay::AtSite => Some("is not at a site"),
            _ => None,
        }
    }

    /// What stands against it when families go together, as far as the file shows: whoever is elsewhere cannot be moved
    /// along. None when nothing does.
    pub fn against_family(self, site: &SiteView, file: &FileView) -> Option<&'static str> {
        let family = site.files.iter().filter(|other| file.known.family.contains(&other.file));
        let apart = |other: &FileView| other.is_here() && other.stay != Stay::AtSite;
        (matches!(self, Self::Transfer(_) | Self::Relocate(_)) && family.into_iter().any(apart))
            .then_some("family are not at the site")
    }

    /// What it would bring about that ought to be weighed first. None when nothing speaks against it.
    pub fn caution(self) -> Option<&'static str> {
        match self {
            Self::Consulates => Some("To tell the state somebody fled from discloses them to it. Screen first."),
            Self::House(Placement::Detention) => Some("To detain a child is a violation of the child's rights."),
            Self::Transfer(_) => Some("A bed has to be found there anew. Without their families people are parted."),
            Self::Relocate(_) => Some(
                "They leave your care for another state's. To take somebody to the state fled from is refoulement.",
            ),
            Self::Decide(Outcome::Return { .. }) => {
                Some("They leave at once. To return somebody to the state they fled from is refoulement.")
            }
            Self::Decide(Outcome::AssistedReturn { .. }) => {
                Some("It has to be of their free will, and no refoulement.")
            }
            Self::Skip(Stage::Screening) => {
                Some("Without screening needs of protection and trafficking are not found.")
            }
            Self::Skip(Stage::Triage) => Some("Without triage nobody knows who needs a hospital."),
            Self::Skip(Stage::Registration) => Some("Without registration no family is traced and nobody is referred."),
            Self::Skip(_) => Some("What it would have found stays unknown."),
            Self::Charge(Offence::Smuggled) => {
                Some("Whoever was smuggled is not liable for it; witnesses fall silent.")
            }
            _ => None,
        }
    }

    /// Whether it makes a difference to it that families stay together.
    pub fn parts_families(self) -> bool {
        matches!(self, Self::House(_) | Self::Transfer(_) | Self::Relocate(_))
    }

    /// The commands for some people, of whom it holds that nothing stands against it. None when there is nobody.
    pub fn commands(self, files: &[&FileView], families: Families) -> Vec<Command> {
        let persons: Vec<FileId> = files.iter().map(|file| file.file).collect();
        if persons.is_empty() {
            return Vec::new();
        }
        let each = |make: &dyn Fn(FileId) -> Command| persons.iter().copied().map(make).collect();
        match self {
            Self::Refer(to) => vec![Command::Refer { persons, to }],
            Self::Consulates => {
                let mut named: Vec<NationalityId> =
                    files.iter().filter_map(|f| f.known.nationality.flatten()).collect();
                named.sort_unstable();
                named.dedup();
                let of = |nationality: NationalityId| {
                    let theirs = files.iter().filter(|f| f.known.nationality.flatten() == Some(nationality));
                    Command::NotifyConsulate { nationality, persons: theirs.map(|file| file.file).collect() }
                };
                named.into_iter().map(of).collect()
            }
            Self::House(how) => vec![Command::House { persons, how, families }],
            Self::Transfer(to) => vec![Command::Transfer { persons, to, families }],
            Self::Decide(outcome) => vec![Command::Decide { persons, outcome }],
            Self::Catch(stage) => vec![Command::Catch { persons, stage }],
            Self::Skip(stage) => vec![Command::Skip { persons, stage }],
            Self::Statement => each(&|person| Command::TakeStatement { person }),
            Self::Protect => each(&|person| Command::Protect { person }),
            Self::Charge(offence) => each(&|person| Command::Charge { person, offence }),
            Self::Assess => vec![Command::Assess { persons }],
            Self::Relocate(to) => vec![Command::Relocate { persons, to, families }],
        }
    }
}

/// The name of a site: that of its place.
pub fn site_name<'a>(briefing: &'a Briefing, picture: &Picture, site: SiteId) -> &'a str {
    let view = picture.reception.iter().find(|view| view.site == site);
    // Of a site of others it knows what they told who asked for help there.
    let told = picture.means.sites.iter().find(|(of, _)| *of == site).map(|(_, place)| *place);
    let place = view.map(|view| view.place).or(told).and_then(|place| briefing.places.get(place.index()));
    place.map_or("another site", |place| place.name.as_str())
}

/// The name of a site of another state that has agreed to receive people.
fn foreign_site_name<'a>(briefing: &'a Briefing, picture: &Picture, site: SiteId) -> &'a str {
    let admitted = picture.reception.iter().filter_map(|view| view.assessment.as_ref()).flat_map(|view| &view.admitted);
    let place = admitted.into_iter().find(|to| to.site == site).and_then(|to| briefing.places.get(to.place.index()));
    place.map_or("a site of another state", |place| place.name.as_str())
}

/// States other than one's own.
pub fn states(briefing: &Briefing, own: PartyId) -> impl Iterator<Item = PartyId> + '_ {
    let parties = (0..).map(PartyId).zip(&briefing.parties);
    parties.filter(move |(id, party)| *id != own && party.kind == PartyKind::Country).map(|(id, _)| id)
}

/// Whom to ask in a state for legal assistance. None where nobody at the table answers for it.
pub fn legal_authority(briefing: &Briefing, state: PartyId) -> Option<SeatId> {
    authority_of(&briefing.seats, &briefing.parties, state)
}

/// The state at the table whose nationality is called so. None when it is another's.
pub fn state_named(briefing: &Briefing, nationality: &str) -> Option<PartyId> {
    briefing.parties.iter().position(|party| party.id == nationality).map(PartyId::new)
}

/// A nationality in words: the state's name where it is one at the table.
pub fn nationality_words<'a>(briefing: &'a Briefing, nationality: &'a str) -> &'a str {
    let state = state_named(briefing, nationality).and_then(|id| briefing.parties.get(id.index()));
    state.map_or(nationality, |party| party.name.as_str())
}

fn decides(briefing: &Briefing, site: &SiteView, file: &FileView, outcome: Outcome) -> Option<&'static str> {
    let known = &file.known;
    let done = |stage: Stage| file.done(stage).is_some();
    let named = known.nationality.flatten().and_then(|id| site.nationalities.iter().find(|(of, _)| *of == id));
    let one_form = site.assessment.as_ref().is_some_and(|assessment| assessment.one_form);
    let found_on_one_form = one_form && known.assessed.is_some_and(|found| found.in_need);
    let is_of = |to: PartyId| named.is_some_and(|(_, name)| state_named(briefing, name) == Some(to));
    match outcome {
        _ if known.outcome.is_some_and(|(decided, ..)| decided == outcome) => Some("has been decided so"),
        Outcome::AssistedReturn { .. } if !done(Stage::Interview) => Some("identity has not been established"),
        Outcome::AssistedReturn { .. } if known.protection == Some(true) => Some("is in need of protection"),
        Outcome::AssistedReturn { .. } if site.assessment.is_some() && known.assessed.is_none() => {
            Some("has not been assessed")
        }
        Outcome::AssistedReturn { to } if !is_of(to) => Some("that is not the nationality registered"),
        Outcome::AssistedReturn { .. } if known.consulate.is_none() => Some("the consulate has not been told"),
        Outcome::Resettlement if !known.is_referred(Referral::Unhcr) && !found_on_one_form => {
            Some("UNHCR has not been asked")
        }
        Outcome::Reunification if !done(Stage::FamilyTracing) => Some("no family has been traced"),
        Outcome::ProtectionProcedure | Outcome::Return { .. } if !done(Stage::Registration) => {
            Some("is not registered")
        }
        _ => None,
    }
}

/// What is not known of a person yet, and what would tell. Police see fewer questions: `site.runs` says which.
pub fn not_known(site: &SiteView, file: &FileView) -> Vec<(&'static str, Stage)> {
    let known = &file.known;
    let mut all = vec![
        ("age, sex, nationality, language", Stage::Registration, known.age_years.is_none()),
        ("whether there are documents", Stage::Registration, known.documents.is_none()),
        ("family who set out together", Stage::FamilyTracing, known.family_missing.is_none()),
        ("indicators of trafficking", Stage::Screening, known.indicators.is_none()),
        ("whether able to tell of organisers", Stage::Interview, known.witness.is_none()),
    ];
    if known.indicators.is_some_and(|noted| noted > 0) {
        all.push(("whether a victim of trafficking", Stage::Trafficking, known.trafficked.is_none()));
    }
    if site.runs {
        all.insert(0, ("how ill", Stage::Triage, known.triage.is_none()));
        all.push(("whether pregnant", Stage::Screening, known.pregnant.is_none()));
        all.push(("whether in need of protection", Stage::Screening, known.protection.is_none()));
    }
    all.into_iter().filter(|(.., open)| *open).map(|(what, stage, _)| (what, stage)).collect()
}
