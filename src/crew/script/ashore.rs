//! Scripted orders about the part ashore: a verb, and whom it is about, found in the files as known at its moment.
//!
//! ```text
//! (at: "+30h", seat: "immigration", do: Ashore(Open("merak"))),
//! (at: "+34h", seat: "immigration", do: Ashore(House(who: All, how: Shelter))),
//! (at: "+60h", seat: "immigration", do: Ashore(Decide(who: Of("bangladesh"), outcome: AssistedReturn("bangladesh")))),
//! (at: "+40h", seat: "police", do: Ashore(Secure(case: "boat", item: Phones))),
//! (at: "+50h", seat: "immigration", do: Ashore(Assess(who: Unassessed))),
//! (at: "+60h", seat: "immigration", do: Ashore(Relocate(who: Unassessed, to: "cove"))),
//! ```

use serde::Deserialize;

use crate::base::ids::{LanguageId, NationalityId, PartyId, SiteId};
use crate::picture::{FileView, Picture};
use crate::sar::reception::{Staff, Stage, Triage};
use crate::sim::ashore::{Command, Evidence, Families, FileId, Offence, Outcome, Placement, Referral};
use crate::sim::{self};

use super::form::Said;
use super::read::Reader;

/// An order ashore as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) enum AshoreDoc<'a> {
    #[serde(borrow)]
    Open(Said<'a>),
    Prioritise {
        #[serde(borrow)]
        site: Said<'a>,
        order: Vec<Stage>,
    },
    Lend {
        #[serde(borrow)]
        from: Said<'a>,
        #[serde(borrow)]
        to: Said<'a>,
        staff: Staff,
        number: u32,
    },
    Catch {
        #[serde(borrow)]
        who: WhoDoc<'a>,
        stage: Stage,
    },
    Skip {
        #[serde(borrow)]
        who: WhoDoc<'a>,
        stage: Stage,
    },
    Refer {
        #[serde(borrow)]
        who: WhoDoc<'a>,
        to: Referral,
    },
    NotifyConsulate {
        #[serde(borrow)]
        who: WhoDoc<'a>,
        #[serde(borrow)]
        of: Said<'a>,
    },
    House {
        #[serde(borrow)]
        who: WhoDoc<'a>,
        how: Placement,
        #[serde(default)]
        families: Option<Families>,
    },
    Transfer {
        #[serde(borrow)]
        who: WhoDoc<'a>,
        #[serde(borrow)]
        to: Said<'a>,
        #[serde(default)]
        families: Option<Families>,
    },
    Decide {
        #[serde(borrow)]
        who: WhoDoc<'a>,
        #[serde(borrow)]
        outcome: OutcomeDoc<'a>,
    },
    Charge {
        #[serde(borrow)]
        who: WhoDoc<'a>,
        with: Offence,
    },
    TakeStatement {
        #[serde(borrow)]
        who: WhoDoc<'a>,
    },
    Protect {
        #[serde(borrow)]
        who: WhoDoc<'a>,
    },
    Secure {
        #[serde(borrow)]
        case: Said<'a>,
        item: Evidence,
    },
    Spoil {
        #[serde(borrow)]
        case: Said<'a>,
        item: Evidence,
    },
    Assess {
        #[serde(borrow)]
        who: WhoDoc<'a>,
    },
    Relocate {
        #[serde(borrow)]
        who: WhoDoc<'a>,
        #[serde(borrow)]
        to: Said<'a>,
        #[serde(default)]
        families: Option<Families>,
    },
}

/// Whom an order is about, as written.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) enum WhoDoc<'a> {
    All,
    Adults,
    Children,
    Alone,
    Red,
    Indicators,
    InNeed,
    NotInNeed,
    Witnesses,
    Organisers,
    #[serde(borrow)]
    Of(Said<'a>),
    #[serde(borrow)]
    Files(Said<'a>),
    Unassessed,
}

/// An outcome as written.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) enum OutcomeDoc<'a> {
    #[serde(borrow)]
    AssistedReturn(Said<'a>),
    ProtectionProcedure,
    Resettlement,
    Reunification,
    #[serde(borrow)]
    Return(Said<'a>),
}

/// Whom an order is about: those in care of whom the files say so at its moment.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Who {
    /// Everybody.
    All,
    /// Registered as adults.
    Adults,
    /// Registered as children.
    Children,
    /// Children without any adult of theirs.
    Alone,
    /// Triaged red.
    Red,
    /// With indicators of trafficking.
    Indicators,
    /// Found in need of protection.
    InNeed,
    /// Asked, and not found in need of protection.
    NotInNeed,
    /// Known as witnesses.
    Witnesses,
    /// Identified as organisers.
    Organisers,
    /// Of a nationality.
    Of(NationalityId),
    /// These files, counted from 1 as shown.
    Files(Vec<u32>),
    /// Registered, and neither assessed nor before an office; children alone only after their own assessment.
    Unassessed,
}

impl Who {
    fn holds(&self, file: &FileView) -> bool {
        let known = &file.known;
        match self {
            Self::All => true,
            Self::Adults => known.age_years.is_some() && !known.is_child(),
            Self::Children => known.is_child(),
            Self::Alone => known.unaccompanied == Some(true),
            Self::Red => known.triage == Some(Triage::Red),
            Self::Indicators => known.indicators.is_some_and(|n| n > 0),
            Self::InNeed => known.protection == Some(true),
            Self::NotInNeed => known.protection == Some(false),
            Self::Witnesses => known.witness == Some(true),
            Self::Organisers => known.organiser,
            Self::Of(nationality) => known.nationality == Some(Some(*nationality)),
            Self::Files(numbers) => numbers.contains(&(file.file.0.saturating_add(1))),
            Self::Unassessed => file.may_be_assessed(),
        }
    }

    fn files(&self, picture: &Picture) -> Vec<FileId> {
        let files = picture.reception.iter().flat_map(|site| &site.files);
        files.filter(|file| file.is_here() && self.holds(file)).map(|file| file.file).collect()
    }
}

/// An order ashore, with every name resolved.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Deed {
    /// This order.
    Plain(Command),
    /// An order about people, with nobody named in it yet.
    About(Who, Command),
    /// An order for each person apart, with any person named in it.
    Each(Who, Command),
}

impl Deed {
    /// The commands at this moment: none where it concerns nobody.
    pub(super) fn commands(&self, picture: impl Fn() -> Picture) -> Vec<sim::Command> {
        let orders = match self {
            Self::Plain(order) => vec![order.clone()],
            Self::About(who, order) => {
                let persons = who.files(&picture());
                if persons.is_empty() { Vec::new() } else { vec![about(order, persons)] }
            }
            Self::Each(who, order) => who.files(&picture()).into_iter().map(|person| each(order, person)).collect(),
        };
        orders.into_iter().map(|order| sim::Command::Ashore(Box::new(order))).collect()
    }
}

/// The order about these people.
fn about(order: &Command, named: Vec<FileId>) -> Command {
    let mut order = order.clone();
    if let Command::Catch { persons, .. }
    | Command::Skip { persons, .. }
    | Command::Refer { persons, .. }
    | Command::NotifyConsulate { persons, .. }
    | Command::House { persons, .. }
    | Command::Transfer { persons, .. }
    | Command::Decide { persons, .. }
    | Command::Assess { persons }
    | Command::Relocate { persons, .. } = &mut order
    {
        *persons = named;
    }
    order
}

/// The order about this person.
fn each(order: &Command, named: FileId) -> Command {
    let mut order = order.clone();
    if let Command::Charge { person, .. } | Command::TakeStatement { person } | Command::Protect { person } = &mut order
    {
        *person = named;
    }
    order
}

impl<'a> Reader<'a> {
    /// An order ashore with its names found, or what is wrong with it.
    pub(super) fn ashore(&mut self, said: Said<'a>) -> Option<Deed> {
        let doc = self.parsed::<AshoreDoc<'_>>(said)?;
        let persons = Vec::new;
        let person = FileId(0);
        Some(match doc {
            AshoreDoc::Open(site) => Deed::Plain(Command::Open { site: self.site(site)? }),
            AshoreDoc::Prioritise { site, order } => Deed::Plain(Command::Prioritise { site: self.site(site)?, order }),
            AshoreDoc::Lend { from, to, staff, number } => {
                let (from, to) = (self.site(from), self.site(to));
                Deed::Plain(Command::Lend { from: from?, to: to?, staff, number })
            }
            AshoreDoc::Catch { who, stage } => {
                Deed::About(self.who(who)?, Command::Catch { persons: persons(), stage })
            }
            AshoreDoc::Skip { who, stage } => Deed::About(self.who(who)?, Command::Skip { persons: persons(), stage }),
            AshoreDoc::Refer { who, to } => Deed::About(self.who(who)?, Command::Refer { persons: persons(), to }),
            AshoreDoc::NotifyConsulate { who, of } => {
                let (who, nationality) = (self.who(who), self.nationality(of));
                Deed::About(who?, Command::NotifyConsulate { nationality: nationality?, persons: persons() })
            }
            AshoreDoc::House { who, how, families } => {
                let families = families.unwrap_or(Families::Together);
                Deed::About(self.who(who)?, Command::House { persons: persons(), how, families })
            }
            AshoreDoc::Transfer { who, to, families } => {
                let (who, to) = (self.who(who), self.site(to));
                let families = families.unwrap_or(Families::Together);
                Deed::About(who?, Command::Transfer { persons: persons(), to: to?, families })
            }
            AshoreDoc::Decide { who, outcome } => {
                let (who, outcome) = (self.who(who), self.outcome(outcome));
                Deed::About(who?, Command::Decide { persons: persons(), outcome: outcome? })
            }
            AshoreDoc::Charge { who, with } => Deed::Each(self.who(who)?, Command::Charge { person, offence: with }),
            AshoreDoc::TakeStatement { who } => Deed::Each(self.who(who)?, Command::TakeStatement { person }),
            AshoreDoc::Protect { who } => Deed::Each(self.who(who)?, Command::Protect { person }),
            AshoreDoc::Secure { case, item } => Deed::Plain(Command::Secure { case: self.case(case)?, item }),
            AshoreDoc::Spoil { case, item } => Deed::Plain(Command::Spoil { case: self.case(case)?, item }),
            AshoreDoc::Assess { who } => Deed::About(self.who(who)?, Command::Assess { persons: persons() }),
            AshoreDoc::Relocate { who, to, families } => {
                let (who, to) = (self.who(who), self.site(to));
                let families = families.unwrap_or(Families::Together);
                Deed::About(who?, Command::Relocate { persons: persons(), to: to?, families })
            }
        })
    }

    /// A site, by the id of its place.
    pub(super) fn site(&mut self, said: Said<'a>) -> Option<SiteId> {
        let scenario = self.scenario;
        let places = scenario.reception.sites.iter().filter_map(|site| scenario.places.get(site.place.index()));
        let names = places.map(|place| place.id.as_str()).collect();
        self.name(said, "reception site", names).map(SiteId::new)
    }

    pub(super) fn party(&mut self, said: Said<'a>) -> Option<PartyId> {
        let names = self.scenario.parties.iter().map(|p| p.id.as_str()).collect();
        self.name(said, "party", names).map(PartyId::new)
    }

    pub(super) fn language(&mut self, said: Said<'a>) -> Option<LanguageId> {
        let names = self.scenario.reception.languages.iter().map(String::as_str).collect();
        self.name(said, "language", names).map(LanguageId::new)
    }

    fn nationality(&mut self, said: Said<'a>) -> Option<NationalityId> {
        let names = self.scenario.reception.nationalities.iter().map(|n| n.name.as_str()).collect();
        self.name(said, "nationality", names).map(NationalityId::new)
    }

    fn outcome(&mut self, doc: OutcomeDoc<'a>) -> Option<Outcome> {
        Some(match doc {
            OutcomeDoc::AssistedReturn(to) => Outcome::AssistedReturn { to: self.party(to)? },
            OutcomeDoc::ProtectionProcedure => Outcome::ProtectionProcedure,
            OutcomeDoc::Resettlement => Outcome::Resettlement,
            OutcomeDoc::Reunification => Outcome::Reunification,
            OutcomeDoc::Return(to) => Outcome::Return { to: self.party(to)? },
        })
    }

    fn who(&mut self, doc: WhoDoc<'a>) -> Option<Who> {
        Some(match doc {
            WhoDoc::All => Who::All,
            WhoDoc::Adults => Who::Adults,
            WhoDoc::Children => Who::Children,
            WhoDoc::Alone => Who::Alone,
            WhoDoc::Red => Who::Red,
            WhoDoc::Indicators => Who::Indicators,
            WhoDoc::InNeed => Who::InNeed,
            WhoDoc::NotInNeed => Who::NotInNeed,
            WhoDoc::Witnesses => Who::Witnesses,
            WhoDoc::Organisers => Who::Organisers,
            WhoDoc::Of(nationality) => Who::Of(self.nationality(nationality)?),
            WhoDoc::Files(numbers) => Who::Files(self.parsed::<Vec<u32>>(numbers)?),
            WhoDoc::Unassessed => Who::Unassessed,
        })
    }
}
