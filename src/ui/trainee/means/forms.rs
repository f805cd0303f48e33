//! The form by which means are asked for: money of the fund, staff or interpreters, places, a consultation.

use egui::Ui;

use crate::base::Span;
use crate::base::Tick;
use crate::base::ids::{CraftId, PartyId, SeatId, SiteId};
use crate::sar::reception::Staff;
use crate::scenario::{Channel, PartyKind, Role};
use crate::sim::means::{Help, Wanted};
use crate::sim::{Ask, Command, Right, may, rights_of};
use crate::ui::words;

use super::super::desk::{Act, DeskData, is_entering};
use super::super::{kit, ways};
use super::{manages, site_name, wanted_words};

/// An answer about means is wanted within this \[h\] (*proposed*: a day of office work, as the doctrine crew asks).
const WANTED_H: u32 = 24;

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Draw,
    Staff,
    Resettle,
    Consult,
    Admit,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Draw, Self::Staff, Self::Resettle, Self::Consult, Self::Admit];

    fn label(self) -> &'static str {
        match self {
            Self::Draw => "Money from the fund",
            Self::Staff => "Staff or interpreters",
            Self::Resettle => "Places for resettlement",
            Self::Consult => "A consultation",
            Self::Admit => "Room at the regional centre",
        }
    }

    /// Whether this seat may ask for it, and has what it is asked for.
    fn suits(self, desk: &DeskData<'_>) -> bool {
        let role = desk.picture.role;
        match self {
            Self::Draw => {
                let party = desk.briefing.parties.get(desk.picture.party.index());
                let state = party.is_some_and(|party| party.kind == PartyKind::Country);
                may(role, Right::AskDraw) && state && desk.picture.means.fund.is_some() && !manages(desk)
            }
            Self::Staff => may(role, Right::AskStaff) && desk.picture.reception.iter().any(|site| site.runs),
            Self::Resettle => may(role, Right::AskResettlement),
            Self::Consult => may(role, Right::Convene),
            Self::Admit => may(role, Right::AskAdmission) && centre(desk).is_some(),
        }
    }
}

/// The regional centre, where it is another state's, and whose it is.
fn centre(desk: &DeskData<'_>) -> Option<(SiteId, PartyId)> {
    let own = || desk.picture.reception.iter().filter(|site| site.runs);
    let (site, place) = own().find_map(|site| site.assessment.as_ref()?.centre)?;
    let party = desk.briefing.places.get(place.index())?.party;
    (party != desk.picture.party).then_some((site, party))
}

/// A request for means being written.
#[derive(Debug)]
pub(super) struct AskForm {
    /// For what. Exists when and only when something can be asked for.
    kind: Option<Kind>,
    /// Of whom. None: of all who may take part, where that is asked.
    to: Option<SeatId>,
    case: Option<CraftId>,
    site: Option<SiteId>,
    help: Help,
    amount_usd: u32,
    number: u32,
    within_h: u32,
    /// When something was asked for last: it enters with the next tick, and nobody shall ask twice.
    asked: Option<Tick>,
}

impl Default for AskForm {
    fn default() -> Self {
        Self {
            kind: None,
            to: None,
            case: None,
            site: None,
            help: Help::Staff(Staff::Medical),
            amount_usd: 0,
            number: 0,
            within_h: WANTED_H,
            asked: None,
        }
    }
}

impl AskForm {
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &DeskData<'_>, out: &mut Vec<Act>) {
        let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kind.suits(desk)).collect();
        self.kind = self.kind.filter(|kind| kinds.contains(kind)).or(kinds.first().copied());
        let Some(mut kind) = self.kind else { return };
        ui.add_space(4.0);
        kit::heading(ui, "Ask for");
        let options: Vec<(Kind, String)> = kinds.into_iter().map(|kind| (kind, kind.label().to_owned())).collect();
        if kit::choice(ui, "What to ask for", &mut kind, &options) {
            self.kind = Some(kind);
            self.to = None;
        }
        if self.asked.is_some_and(|at| !is_entering(at, desk.now())) {
            self.asked = None;
        }
        let Some(case) = self.about(ui, desk) else {
            kit::small(ui, desk.theme, "It is asked about a case, and none is known here.");
            return;
        };
        let wanted = self.wanted(ui, desk, kind);
        let whom = self.whom(ui, desk, kind);
        ui.horizontal_wrapped(|ui| {
            kit::count(ui, "Answer wanted within, hours", &mut self.within_h);
        });
        let by = (self.within_h > 0).then(|| desk.now().after(Span::hours(i64::from(self.within_h))));
        match wanted {
            Err(missing) => kit::small(ui, desk.theme, missing),
            Ok(_) if whom.is_empty() => kit::small(ui, desk.theme, "Nobody at this table can be asked."),
            Ok(wanted) => {
                let names: Vec<&str> = whom.iter().map(|seat| desk.seat_name(*seat)).collect();
                let name = format!("Ask {} to {}", names.join(", "), wanted_words(desk, &wanted));
                let what = Ask::Means(wanted);
                let ask = |to| Command::Ask { to, channel: Channel::Phone, case, what: what.clone(), by };
                let commands: Vec<Command> = whom.into_iter().map(ask).collect();
                if ways::press_all(ui, desk, "Ask", &name, &commands, self.asked.is_none(), out) {
                    self.asked = Some(desk.now());
                }
            }
        }
    }

    /// The case it is about. None where none is known.
    fn about(&mut self, ui: &mut Ui, desk: &DeskData<'_>) -> Option<CraftId> {
        self.case = self.case.filter(|case| desk.case(*case).is_some()).or_else(|| desk.case_for(None));
        if desk.picture.cases.len() > 1 {
            kit::choice(ui, "Case of the request", &mut self.case, &desk.choices(None));
        }
        self.case
    }

    /// What is asked for, or what is missing.
    fn wanted(&mut self, ui: &mut Ui, desk: &DeskData<'_>, kind: Kind) -> Result<Wanted, &'static str> {
        match kind {
            Kind::Draw => {
                ui.horizontal_wrapped(|ui| {
                    ui.label("USD");
                    let range = 0..=u32::MAX;
                    let response = ui.add(egui::DragValue::new(&mut self.amount_usd).range(range).speed(100.0));
                    kit::named(ui, &response, "Amount asked for, USD");
                    kit::count(ui, "for persons in reception", &mut self.number);
                });
                if self.amount_usd == 0 || self.number == 0 {
                    return Err("It needs an amount, and for how many persons.");
                }
                Ok(Wanted::Draw { amount_usd: self.amount_usd, persons: self.number })
            }
            Kind::Staff => self.staff(ui, desk),
            Kind::Resettle => {
                ui.horizontal_wrapped(|ui| kit::count(ui, "Persons to resettle", &mut self.number));
                if self.number == 0 {
                    return Err("It needs a number of persons.");
                }
                Ok(Wanted::Resettle { persons: self.number })
            }
            Kind::Consult => Ok(Wanted::Consult),
            Kind::Admit => {
                ui.horizontal_wrapped(|ui| kit::count(ui, "Persons to be taken there", &mut self.number));
                if self.number == 0 {
                    return Err("It needs a number of persons.");
                }
                let (site, _) = centre(desk).ok_or("There is no regional centre in another state.")?;
                Ok(Wanted::Admit { site, persons: self.number })
            }
        }
    }

    fn staff(&mut self, ui: &mut Ui, desk: &DeskData<'_>) -> Result<Wanted, &'static str> {
        let sites = desk.picture.reception.iter().filter(|site| site.runs);
        let sites: Vec<(Option<SiteId>, String)> =
            sites.map(|site| (Some(site.site), site_name(desk, site.site))).collect();
        let known = |site: &SiteId| sites.iter().any(|(id, _)| *id == Some(*site));
        self.site = self.site.filter(known).or_else(|| sites.first().and_then(|(id, _)| *id));
        if sites.len() > 1 {
            kit::choice(ui, "For which site", &mut self.site, &sites);
        }
        let staff = Staff::ALL.map(|staff| (Help::Staff(staff), words::sentence(staff.words())));
        // Of the languages those can be asked for that people registered here need.
        let mut languages: Vec<(Help, String)> = desk
            .picture
            .reception
            .iter()
            .flat_map(|site| &site.languages)
            .map(|(id, name)| (Help::Interpreters(*id), format!("Interpreters of {name}")))
            .collect();
        languages.sort_unstable();
        languages.dedup();
        let helps: Vec<(Help, String)> = staff.into_iter().chain(languages).collect();
        kit::choice(ui, "Of which kind", &mut self.help, &helps);
        ui.horizontal_wrapped(|ui| kit::count(ui, "How many", &mut self.number));
        let site = self.site.ok_or("It needs a site.")?;
        if self.number == 0 {
            return Err("It needs a number.");
        }
        Ok(Wanted::Staff { site, help: self.help, number: self.number })
    }

    /// Who is asked: one of those who may give it, or for a consultation all who may take part.
    fn whom(&mut self, ui: &mut Ui, desk: &DeskData<'_>, kind: Kind) -> Vec<SeatId> {
        if kind == Kind::Draw {
            return desk.picture.means.fund.iter().map(|fund| fund.manager).collect();
        }
        let sample = match kind {
            Kind::Consult => Wanted::Consult,
            Kind::Resettle => Wanted::Resettle { persons: 1 },
            Kind::Admit => Wanted::Admit { site: SiteId(0), persons: 1 },
            Kind::Draw | Kind::Staff => Wanted::Staff { site: SiteId(0), help: self.help, number: 1 },
        };
        let (_, asked) = rights_of(&Ask::Means(sample));
        let own = kind == Kind::Consult;
        let host = if kind == Kind::Admit { centre(desk).map(|(_, party)| party) } else { None };
        let mut all: Vec<SeatId> = (0..)
            .map(SeatId)
            .zip(&desk.briefing.seats)
            .filter(|(id, seat)| *id != desk.me() && may(seat.role, asked) && (own || seat.party != desk.picture.party))
            .filter(|(_, seat)| host.is_none_or(|host| seat.party == host))
            .map(|(id, _)| id)
            .collect();
        if kind == Kind::Admit {
            // A foreign ministry decides about it where there is one.
            let role = |id: &SeatId| desk.briefing.seats.get(id.index()).map(|seat| seat.role);
            all.sort_by_key(|id| role(id) != Some(Role::ForeignMinistry));
        }
        let everybody = (kind == Kind::Consult).then(|| (None, "all who may take part".to_owned()));
        let named = all.iter().map(|seat| (Some(*seat), desk.seat_name(*seat).to_owned()));
        let options: Vec<(Option<SeatId>, String)> = everybody.into_iter().chain(named).collect();
        if kind != Kind::Consult && self.to.is_none_or(|to| !all.contains(&to)) {
            self.to = all.first().copied();
        }
        kit::choice(ui, "Of whom", &mut self.to, &options);
        self.to.map_or(all, |to| vec![to])
    }
}
