//! The doctrine crew ashore: reception, as immigration seat or as the centre that runs the sites, and the police.
//!
//! In the order of sar-models.md 6.4: open when people are announced, the gravely ill to hospital first, a roof for
//! everybody with their families, children alone and victims referred, protection before consulates, and evidence
//! before it is gone. It knows what its board and its files show, and nothing else.

use std::collections::BTreeMap;

use crate::base::Span;
use crate::base::ids::{LanguageId, NationalityId, PartyId, SeatId};
use crate::base::time::TICKS_PER_MINUTE;
use crate::picture::{FileView, RequestView, SiteView, Way};
use crate::sar::reception::{Staff, Stage, Triage};
use crate::scenario::{Channel, Role};
use crate::sim::ashore::{self, Evidence, Families, FileId, Offence, Outcome, Placement, Referral, Stay};
use crate::sim::{Answer, Ask, Command, MessageBody, Source};

use super::desk::{self, Desk};
use super::{assessment, assistance, means};

/// The office goes through its files so often (*proposed*).
const ROUND_TICKS: u32 = 10 * TICKS_PER_MINUTE;
/// Consulates are told when the interview has been held, and after this at the latest if screening has (*proposed*: the
/// target is 72 h from registration).
const CONSULATE_AFTER: Span = Span::hours(60);
/// The police take evidence into custody after this (*proposed*).
const SECURE_AFTER: Span = Span::hours(1);
/// Statements asked for and not yet taken, for each officer and language at most (*proposed*).
const STATEMENTS_EACH: usize = 4;

/// What the seat does now about the sites it runs or polices; nothing where it has none.
pub(super) fn decide(desk: &Desk<'_>) -> Vec<Command> {
    let mut out = Vec::new();
    for site in &desk.picture.reception {
        if site.runs {
            out.extend(run(desk, site));
        }
        if site.polices {
            out.extend(police(desk, site));
        }
    }
    let mut out: Vec<Command> = out.into_iter().map(|order| Command::Ashore(Box::new(order))).collect();
    if desk.now().0.is_multiple_of(ROUND_TICKS) {
        let own = || desk.picture.reception.iter().filter(|site| site.runs);
        out.extend(own().flat_map(|site| means::for_site(desk, site)));
        out.extend(own().filter_map(|site| assessment::ask_to_receive(desk, site)));
        out.extend(assistance::ask(desk));
    }
    out
}

/// Requests made of an office that grants none but for money, staff and talks.
pub(super) fn answers(desk: &Desk<'_>) -> Vec<Command> {
    let answer = |request: &RequestView| match &request.what {
        Ask::Means(wanted) => means::answer(desk, request, wanted),
        Ask::Assist(wanted) => assistance::answer(desk, request, *wanted),
        _ => Some(desk::refuse(request, "ask our rescue coordination centre")),
    };
    desk.waiting().filter_map(answer).collect()
}

/// What a centre tells its state's immigration seat: once for each case, when people of it are on their way ashore.
pub(super) fn announce(desk: &Desk<'_>) -> Vec<Command> {
    let seats = &desk.theatre.scenario.seats;
    let party = desk.picture.party;
    let immigration: Vec<SeatId> =
        desk.others(Role::Immigration).filter(|seat| seats[seat.index()].party == party).collect();
    if immigration.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for view in &desk.picture.cases {
        let case = view.case;
        let aboard: u32 = desk.picture.srus.iter().filter(|v| v.case == Some(case)).map(|v| v.survivors).sum();
        let granted = desk.picture.requests.iter().filter(|r| r.of_us && r.case == case).find_map(|r| match r.what {
            Ask::Land { place, persons } if desk::accepted(r) => Some((place, persons)),
            _ => None,
        });
        let text = match (granted, aboard) {
            (Some((place, persons)), _) => {
                let name = desk.theatre.scenario.places.get(place.index()).map_or("a port", |p| p.name.as_str());
                format!("{persons} people will be landed at {name}. Prepare to receive them.")
            }
            (None, 0) => continue,
            (None, aboard) => format!("Our units have {aboard} survivors aboard. Prepare to receive them."),
        };
        for seat in &immigration {
            let told = |body: &MessageBody| matches!(body, MessageBody::Text { case: Some(c), .. } if *c == case);
            if desk.last_sent(*seat, told).is_none() {
                let body = MessageBody::Text { case: Some(case), text: text.clone() };
                out.push(Command::Send { to: *seat, channel: Channel::Phone, body });
            }
        }
    }
    out
}

/// Whether people are announced for a site, or there.
fn announced(desk: &Desk<'_>, site: &SiteView) -> bool {
    let seats = &desk.theatre.scenario.seats;
    let own = |source: &Source| {
        let seat = desk::seat_of(source).and_then(|seat| seats.get(seat.index()));
        seat.is_some_and(|seat| seat.party == desk.picture.party)
    };
    let told = desk.picture.messages.iter().any(|m| {
        matches!(&m.way, Way::From(source) if own(source)) && matches!(m.body, MessageBody::Text { case: Some(_), .. })
    });
    let granted = desk.picture.requests.iter().any(|r| {
        r.of_us
            && matches!(r.what, Ask::Land { place, .. } if place == site.place)
            && matches!(r.answer, Some((Answer::Accept, _)))
    });
    let aboard = desk.picture.srus.iter().any(|view| view.survivors > 0);
    !site.files.is_empty() || told || granted || aboard
}

/// Running a site.
fn run(desk: &Desk<'_>, site: &SiteView) -> Vec<ashore::Command> {
    let mut out = Vec::new();
    if site.opens_at.is_none() && announced(desk, site) {
        out.push(ashore::Command::Open { site: site.site });
    }
    if site.ambulances > 0 {
        let red = |file: &&FileView| file.known.triage == Some(Triage::Red) && file.stay == Stay::AtSite;
        out.extend(refer(site.files.iter().filter(red), Referral::Hospital));
    }
    if !desk.now().0.is_multiple_of(ROUND_TICKS) || site.files.is_empty() {
        return out;
    }
    let here = || site.files.iter().filter(|file| file.is_here());
    out.extend(house(site));
    let unreferred = |to: Referral| move |file: &&FileView| !file.known.is_referred(to);
    out.extend(refer(
        here().filter(|f| f.known.unaccompanied == Some(true)).filter(unreferred(Referral::ChildProtection)),
        Referral::ChildProtection,
    ));
    out.extend(refer(
        here().filter(|f| f.known.trafficked == Some(true)).filter(unreferred(Referral::TraffickingProtection)),
        Referral::TraffickingProtection,
    ));
    let registered = |f: &&FileView| f.done(Stage::Registration).is_some();
    let in_need = || here().filter(|f| f.known.protection == Some(true)).filter(registered);
    out.extend(refer(in_need().filter(unreferred(Referral::Unhcr)), Referral::Unhcr));
    let heard = |f: &&FileView| site.assessment.is_none() || f.known.assessed.is_some();
    let resettled = resettled(desk, site);
    let undecided = in_need().filter(|f| f.known.outcome.is_none() && !resettled.contains(&f.file)).filter(heard);
    out.extend(decide_for(undecided, Outcome::ProtectionProcedure));
    if !resettled.is_empty() {
        out.push(ashore::Command::Decide { persons: resettled, outcome: Outcome::Resettlement });
    }
    out.extend(assessment::orders(desk, site));
    out.extend(consulates(desk, site));
    out.extend(returns(desk, site));
    out
}

fn ids<'f>(files: impl Iterator<Item = &'f FileView>) -> Vec<FileId> {
    files.map(|file| file.file).collect()
}

fn refer<'f>(files: impl Iterator<Item = &'f FileView>, to: Referral) -> Option<ashore::Command> {
    let persons = ids(files);
    (!persons.is_empty()).then_some(ashore::Command::Refer { persons, to })
}

fn decide_for<'f>(files: impl Iterator<Item = &'f FileView>, outcome: Outcome) -> Option<ashore::Command> {
    let persons = ids(files);
    (!persons.is_empty()).then_some(ashore::Command::Decide { persons, outcome })
}

/// A bed for everybody while there are beds, and then places with hosts; never detention. Families are housed whole, so
/// that more may be sent to beds than there are: the last landed who still wait for one go to hosts, with theirs.
fn house(site: &SiteView) -> Vec<ashore::Command> {
    let meant = || site.files.iter().filter(|f| f.is_here() && f.known.placement == Some(Placement::Shelter));
    let (beds, in_all) = (site.beds as usize, meant().count());
    let free = beds.saturating_sub(in_all);
    let without = site.files.iter().filter(|f| f.is_here() && f.is_past(Stage::Triage) && f.known.placement.is_none());
    let mut persons = ids(without);
    let mut rest = persons.split_off(free.min(persons.len()));
    let waiting = meant().rev().filter(|f| !f.is_past(Stage::Shelter) && f.in_hand.is_none());
    rest.extend(ids(waiting.take(in_all.saturating_sub(beds))));
    let families = Families::Together;
    [(persons, Placement::Shelter), (rest, Placement::Alternative)]
        .into_iter()
        .filter(|(persons, _)| !persons.is_empty())
        .map(|(persons, how)| ashore::Command::House { persons, how, families })
        .collect()
}

/// Consulates hear of each of their people once it is known that this one does not need protection; of nobody who does,
/// and of nobody who has not been asked. **Where people on these routes flee the state whose nationality it is, or it is no
/// state's at this table, nobody is named as long as anybody of it is in need**, because who did not say so may be too.
fn consulates(desk: &Desk<'_>, site: &SiteView) -> Vec<ashore::Command> {
    let safe = |file: &&FileView| {
        let known = &file.known;
        let screened = file.done(Stage::Screening).is_some() && known.protection == Some(false);
        let late = file.done(Stage::Registration).is_some_and(|at| desk.passed(at, CONSULATE_AFTER));
        screened && known.consulate.is_none() && (file.done(Stage::Interview).is_some() || late)
    };
    let fled = assistance::fled(desk);
    let at_risk = |nationality: NationalityId| {
        let files = desk.picture.reception.iter().flat_map(|site| &site.files);
        let mut theirs = files.filter(|f| f.known.nationality == Some(Some(nationality)));
        let flee_it = state_of(desk, nationality).is_none_or(|state| fled.contains(&state));
        flee_it && theirs.any(|f| f.known.protection == Some(true))
    };
    let of = |nationality: NationalityId| {
        let theirs = |f: &&FileView| f.known.nationality == Some(Some(nationality));
        ids(site.files.iter().filter(|f| f.is_here()).filter(theirs).filter(safe))
    };
    site.nationalities
        .iter()
        .filter(|(nationality, _)| !at_risk(*nationality))
        .map(|(nationality, _)| (*nationality, of(*nationality)))
        .filter(|(_, persons)| !persons.is_empty())
        .map(|(nationality, persons)| ashore::Command::NotifyConsulate { nationality, persons })
        .collect()
}

/// Assisted return for those who need no protection, with IOM: children alone only after their assessment, victims of
/// trafficking and possible ones not at all.
fn returns(desk: &Desk<'_>, site: &SiteView) -> Vec<ashore::Command> {
    let mut out = Vec::new();
    let suits = |file: &&FileView| {
        let known = &file.known;
        let child_waits = known.unaccompanied == Some(true) && file.done(Stage::BestInterests).is_none();
        file.is_here()
            && file.done(Stage::Interview).is_some()
            && known.protection == Some(false)
            && known.consulate.is_some()
            && (site.assessment.is_none() || known.assessed.is_some())
            && known.indicators.unwrap_or(0) == 0
            && !child_waits
    };
    for (nationality, _) in &site.nationalities {
        let Some(to) = state_of(desk, *nationality).filter(|to| *to != desk.picture.party) else { continue };
        let theirs = || {
            let suiting = site.files.iter().filter(suits);
            suiting.filter(|f| f.known.nationality == Some(Some(*nationality)))
        };
        out.extend(refer(theirs().filter(|f| !f.known.is_referred(Referral::Iom)), Referral::Iom));
        out.extend(decide_for(theirs().filter(|f| f.known.outcome.is_none()), Outcome::AssistedReturn { to }));
    }
    out
}

/// Whom UNHCR is asked to resettle: people in need of protection, who cannot go home, for whom places are promised and
/// who are not decided on otherwise than that their need be examined; children alone first, then in order of landing.
fn resettled(desk: &Desk<'_>, site: &SiteView) -> Vec<FileId> {
    let places = means::places(desk) as usize;
    if places == 0 {
        return Vec::new();
    }
    let is = |f: &FileView, wanted: Outcome| matches!(f.known.outcome, Some((outcome, ..)) if outcome == wanted);
    let own = || desk.picture.reception.iter().filter(|site| site.runs).flat_map(|site| &site.files);
    let used = own().filter(|f| is(f, Outcome::Resettlement)).count();
    let suits = |f: &&FileView| {
        let open = f.known.outcome.is_none() || is(f, Outcome::ProtectionProcedure);
        f.is_here() && open && f.known.protection == Some(true) && f.known.is_referred(Referral::Unhcr)
    };
    let mut suiting: Vec<&FileView> = own().filter(suits).collect();
    suiting.sort_by_key(|f| (f.known.unaccompanied != Some(true), f.file));
    let chosen = suiting.into_iter().take(places.saturating_sub(used)).map(|f| f.file);
    chosen.filter(|file| site.files.iter().any(|f| f.file == *file)).collect()
}

/// The state whose a nationality is, if it is at the table.
pub(super) fn state_of(desk: &Desk<'_>, nationality: NationalityId) -> Option<PartyId> {
    desk.theatre.scenario.reception.nationalities.get(nationality.index())?.party
}

/// Police work at a site.
fn police(desk: &Desk<'_>, site: &SiteView) -> Vec<ashore::Command> {
    let mut out = Vec::new();
    for record in &site.evidence {
        for item in Evidence::ALL {
            let this = &record.items[item as usize];
            let open = this.there && !this.spoiled && this.secured.is_none();
            // One site speaks for all of the state's.
            let first = desk.picture.reception.first().is_some_and(|first| first.site == site.site);
            if open && first && desk.passed(record.since, SECURE_AFTER) {
                out.push(ashore::Command::Secure { case: record.case, item });
            }
        }
    }
    if !desk.now().0.is_multiple_of(ROUND_TICKS) {
        return out;
    }
    let here = || site.files.iter().filter(|f| f.is_here() && f.done(Stage::Registration).is_some());
    let officers = site.staff[Staff::Police as usize] as usize;
    let adults = || {
        let grown = |f: &&FileView| !f.known.is_child() && !f.statement_wanted && !f.is_past(Stage::Statement);
        here().filter(grown).filter(|f| !f.known.organiser)
    };
    // Whoever is known to have something to tell first, then others in order of landing.
    let known = adults().filter(|f| f.known.witness == Some(true));
    let others = adults().filter(|f| f.known.witness.is_none());
    // Those whose interpreter is busy keep nobody waiting who speaks another language.
    let mut open: BTreeMap<Option<LanguageId>, usize> = BTreeMap::new();
    for file in here().filter(|f| f.statement_wanted && !f.is_past(Stage::Statement)) {
        *open.entry(file.known.language.flatten()).or_default() += 1;
    }
    for file in known.chain(others) {
        let open = open.entry(file.known.language.flatten()).or_default();
        if *open < officers * STATEMENTS_EACH {
            *open += 1;
            out.push(ashore::Command::TakeStatement { person: file.file });
        }
    }
    let witnesses = here().filter(|f| f.known.witness == Some(true) && !f.known.protected);
    out.extend(witnesses.map(|f| ashore::Command::Protect { person: f.file }));
    let organisers = || here().filter(|f| f.known.organiser);
    let uncharged = organisers().filter(|f| f.known.charged.is_none());
    out.extend(uncharged.map(|f| ashore::Command::Charge { person: f.file, offence: Offence::Organising }));
    out
}
