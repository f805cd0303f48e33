//! What a seat knows of means: what it has to give, what came of what was asked, consultations and a task force.
//!
//! Read from the books of the seat's own state or organisation, as its units and sites are, and from its ledger. **No
//! other's books are here**, and of the fund only its manager sees what is in it.

use serde::{Deserialize, Serialize};

use super::model::Picture;
use crate::base::Tick;
use crate::base::ids::{CraftId, LanguageId, PartyId, PlaceId, RequestId, SeatId, SiteId};
use crate::sar::reception::Staff;
use crate::sim::means::{Help, Notice, Statement, Wanted};
use crate::sim::{Ask, Right, Theatre, World, may};

/// Means, as one seat sees them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MeansView {
    /// The trust fund. Exists when and only when the scenario has one.
    pub fund: Option<FundView>,
    /// What its state can still give \[USD\]. Exists when and only when this seat may give it.
    pub budget_usd: Option<u32>,
    /// Persons its state or organisation can still undertake to resettle. Exists when and only when the number is
    /// limited and this seat may undertake it.
    pub places: Option<u32>,
    /// Staff this seat can lend, in the order of `Staff::ALL`.
    pub staff: [u32; Staff::ALL.len()],
    /// Interpreters this seat can lend: language, its name, how many.
    pub interpreters: Vec<(LanguageId, String, u32)>,
    /// How much of a request was given, on either side of it: dollars, staff or persons. Oldest first.
    pub given: Vec<(RequestId, u32)>,
    /// What was paid into the fund: by this seat, and to its manager by anybody. When, by whom, how much \[USD\].
    pub contributions: Vec<(Tick, SeatId, u32)>,
    /// Consultations this seat convened, or in which it or its state's ministry took part, oldest first.
    pub consultations: Vec<ConsultationView>,
    /// The states whose task force stands, its own among them. Empty where none does.
    pub task_force: Vec<PartyId>,
    /// Where the sites are that others have asked this seat about.
    pub sites: Vec<(SiteId, PlaceId)>,
    /// Names of the languages that others have asked this seat for interpreters of.
    pub languages: Vec<(LanguageId, String)>,
}

impl MeansView {
    /// Takes over what was read from the ledger before; what is seen live stays as it is now.
    pub(super) fn keep(&mut self, old: Self) {
        let Self {
            given,
            contributions,
            consultations,
            task_force,
            sites,
            languages,
            fund: _,
            budget_usd: _,
            places: _,
            staff: _,
            interpreters: _,
        } = old;
        (self.given, self.contributions) = (given, contributions);
        (self.consultations, self.task_force) = (consultations, task_force);
        (self.sites, self.languages) = (sites, languages);
    }

    /// How much of a request was given, as far as this seat knows.
    pub fn given(&self, request: RequestId) -> Option<u32> {
        self.given.iter().rev().find(|(of, _)| *of == request).map(|(_, number)| *number)
    }

    /// Whether a task force of two states stands.
    pub fn joins(&self, one: PartyId, other: PartyId) -> bool {
        self.task_force.contains(&one) && self.task_force.contains(&other)
    }

    /// Whether at a consultation about a case some delegation had moved: agreed to land people or to resettle them.
    pub fn others_moved(&self, case: CraftId) -> bool {
        let held = self.consultations.iter().filter(|c| c.case == case).filter_map(|c| c.held.as_ref());
        held.flat_map(|held| &held.statements).any(Statement::has_moved)
    }

    /// Persons that others had undertaken to resettle, as told at the last consultation about a case.
    pub fn resettled_by_others(&self, case: CraftId, me: SeatId) -> u32 {
        let held = self.consultations.iter().rev().filter(|c| c.case == case).find_map(|c| c.held.as_ref());
        let others = held.into_iter().flat_map(|held| &held.statements).filter(|statement| statement.seat != me);
        others.map(|statement| statement.resettle).fold(0, u32::saturating_add)
    }
}

/// The trust fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundView {
    /// Its name.
    pub name: String,
    /// Who decides about draws.
    pub manager: SeatId,
    /// What is in it and not promised \[USD\]. Exists when and only when this seat is its manager.
    pub balance_usd: Option<u64>,
}

/// A consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationView {
    /// About which case.
    pub case: CraftId,
    /// When it is, or was, to be held. Exists when and only when this seat convened it and enough had accepted.
    pub date: Option<Tick>,
    /// What came of it. Exists when and only when it was held.
    pub held: Option<HeldView>,
}

/// A consultation that was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldView {
    /// When.
    pub at: Tick,
    /// Who took part.
    pub seats: Vec<SeatId>,
    /// What each said it had undertaken.
    pub statements: Vec<Statement>,
}

/// What a seat's own books hold.
pub(super) fn view(theatre: &Theatre, world: &World, seat: SeatId) -> MeansView {
    let scenario = &theatre.scenario;
    let me = theatre.seat(seat);
    let fund = scenario.means.fund.as_ref().map(|fund| FundView {
        name: fund.name.clone(),
        manager: fund.manager,
        balance_usd: (fund.manager == seat).then_some(world.means.book_usd),
    });
    let mut view = MeansView { fund, ..MeansView::default() };
    let Some(books) = world.means.books.get(me.party.index()) else { return view };
    if may(me.role, Right::Contribute) {
        view.budget_usd = Some(books.budget_usd);
    }
    if may(me.role, Right::Resettle) || may(me.role, Right::Pledge) {
        view.places = books.places;
    }
    if may(me.role, Right::LendStaff) {
        view.staff = books.staff;
        let name = |id: LanguageId| scenario.reception.languages.get(id.index()).cloned().unwrap_or_default();
        view.interpreters = books.interpreters.iter().map(|(id, number)| (*id, name(*id), *number)).collect();
    }
    view
}

/// Reads a notice into the picture; gives the line for the log.
pub(super) fn read(picture: &mut Picture, theatre: &Theatre, notice: &Notice, at: Tick) -> Option<String> {
    let scenario = &theatre.scenario;
    let me = picture.seat;
    let name = |seat: SeatId| scenario.seats.get(seat.index()).map_or("a seat", |seat| seat.name.as_str());
    let means = &mut picture.means;
    match notice {
        Notice::WeContributed { amount_usd } => {
            means.contributions.push((at, me, *amount_usd));
            Some(format!("Paid USD {amount_usd} into the fund"))
        }
        Notice::Contribution { from, amount_usd } => {
            if *from != me {
                means.contributions.push((at, *from, *amount_usd));
            }
            Some(format!("{} paid USD {amount_usd} into the fund", name(*from)))
        }
        Notice::Given { request, number } | Notice::WeGave { request, number } => {
            means.given.push((*request, *number));
            None
        }
        Notice::StaffArrived { from, site, help, number } => {
            let language = |id: LanguageId| scenario.reception.languages.get(id.index()).cloned().unwrap_or_default();
            let place = scenario.reception.site(*site).and_then(|site| scenario.places.get(site.place.index()));
            let place = place.map_or("a site", |place| place.name.as_str());
            Some(format!("{number} {} of {} are at work at {place}", help.words(language), name(*from)))
        }
        Notice::ConsultationSet { case, date } => {
            means.consultations.push(ConsultationView { case: *case, date: Some(*date), held: None });
            Some(format!("A consultation will be held at {}", scenario.start.at(*date).dtg()))
        }
        Notice::ConsultationHeld { case, seats, statements, task_force } => {
            let held = HeldView { at, seats: seats.clone(), statements: statements.clone() };
            let set = means.consultations.iter_mut().find(|c| {
                c.case == *case
                    && c.held.is_none()
                    && c.date.is_some_and(|date| date <= at)
                    && seats.first() == Some(&me)
            });
            match set {
                Some(view) => view.held = Some(held),
                None => means.consultations.push(ConsultationView { case: *case, date: None, held: Some(held) }),
            }
            if !task_force.is_empty() {
                means.task_force.clone_from(task_force);
            }
            let names: Vec<&str> = seats.iter().map(|seat| name(*seat)).collect();
            let force = if task_force.is_empty() { "" } else { "; their task force stands" };
            Some(format!("Consultation held by {}{force}", names.join(", ")))
        }
    }
}

/// Whoever asks for help at a site says where that is, and for interpreters, of which language.
pub(super) fn asked(picture: &mut Picture, theatre: &Theatre, what: &Ask) {
    let Ask::Means(wanted) = what else { return };
    let (site, help) = match wanted {
        Wanted::Staff { site, help, .. } => (*site, Some(*help)),
        Wanted::Admit { site, .. } => (*site, None),
        Wanted::Draw { .. } | Wanted::Consult | Wanted::Resettle { .. } => return,
    };
    let (reception, means) = (&theatre.scenario.reception, &mut picture.means);
    if let Some(there) = reception.site(site).filter(|_| means.sites.iter().all(|(of, _)| *of != site)) {
        means.sites.push((site, there.place));
    }
    if let Some(Help::Interpreters(language)) = help
        && means.languages.iter().all(|(of, _)| *of != language)
        && let Some(name) = reception.languages.get(language.index())
    {
        means.languages.push((language, name.clone()));
    }
}
