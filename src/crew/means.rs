//! Money, staff, places and consultations, as crews ask for them and answer: by what they have, by need, and as they
//! are minded.
//!
//! Where a scenario says nothing of means, none of this is done.

use crate::base::ids::{CraftId, LanguageId, SeatId};
use crate::base::{Span, Tick};
use crate::picture::{RequestView, SiteView, Stands, Way};
use crate::sar::reception::{Staff, Stage};
use crate::scenario::{Channel, Role, Stance};
use crate::sim::means::{self, Help, Wanted};
use crate::sim::{Ask, Command, MessageBody, Right, may};

use super::delay::{ANSWER_CONSULT, ANSWER_MEANS, ESCALATIONS};
use super::desk::{self, Desk};
use super::{assessment, feared};

/// What a person in reception costs in a day, as the manager of a fund reckons \[USD\] (*proposed*: a bed, and a share
/// of those in hospital).
const USD_PER_PERSON_DAY: u32 = 40;
/// A draw is for so many days \[d\] (*proposed*).
const DRAW_DAYS: u32 = 14;
/// More for a person than for so many days is not paid \[d\] (*proposed*).
const MOST_DAYS: u32 = 30;
/// Money is asked for again after this (*proposed*).
const DRAW_AGAIN: Span = Span::hours(7 * 24);
/// After a refusal less money is asked for, and other help of others, after this (*proposed*).
const AFTER_NO: Span = Span::hours(24);
/// An answer about means is wanted within this (*proposed*: a day of office work).
const WANTED: Span = Span::hours(24);
/// Staff asked for at a time at least, so that nobody flies for one (*proposed*).
const STAFF_AT_LEAST: u32 = 2;
/// One interpreter is wanted for so many people who speak a language and nobody's else (*proposed*: from registration to
/// statement somebody is spoken with for some hundred minutes by the times of sar-models.md 6.4, so that one interpreter
/// working in shifts is through with them in three to four days).
const PER_INTERPRETER: u32 = 50;
/// Of its budget a willing ministry gives this share to a fund (*proposed*).
const GIVEN: u32 = 2;

/// The answer to a request for means, if it is time.
pub(super) fn answer(desk: &Desk<'_>, request: &RequestView, wanted: &Wanted) -> Option<Command> {
    let step = if *wanted == Wanted::Consult { ANSWER_CONSULT } else { ANSWER_MEANS };
    if !desk.waited_for(request, step) {
        return None;
    }
    let stance = desk.manner().stance;
    let means = &desk.picture.means;
    Some(match wanted {
        Wanted::Consult if stance == Stance::PushBack => desk::refuse(request, "we see no need to talk"),
        Wanted::Consult => desk::accept(request),
        Wanted::Draw { amount_usd, persons } => draw(desk, request, *amount_usd, *persons),
        Wanted::Staff { help, .. } => {
            let have = match help {
                Help::Staff(staff) => means.staff[*staff as usize],
                Help::Interpreters(of) => means.interpreters.iter().find(|(id, ..)| id == of).map_or(0, |(.., n)| *n),
            };
            match stance {
                Stance::PushBack => desk::refuse(request, "we need them ourselves"),
                _ if have > 0 => desk::accept(request),
                _ => desk::refuse(request, "we have none of them left"),
            }
        }
        Wanted::Resettle { .. } => {
            let others = means.others_moved(request.case);
            let willing = match stance {
                Stance::Cooperate => true,
                Stance::Delay => others,
                Stance::PushBack => false,
            };
            // Without a limit there is nothing a computer crew could promise and be held to.
            match means.places {
                Some(left) if left > 0 && willing => desk::accept(request),
                Some(left) if left > 0 => desk::refuse(request, "others have to move first"),
                Some(_) | None => desk::refuse(request, "we have no places left"),
            }
        }
        Wanted::Admit { site, persons } => match assessment::admits(desk, *site, *persons) {
            Ok(()) => desk::accept(request),
            Err(why) => desk::refuse(request, why),
        },
    })
}

/// Whether money is paid: for what people need, as long as there is enough.
fn draw(desk: &Desk<'_>, request: &RequestView, amount_usd: u32, persons: u32) -> Command {
    let balance = desk.picture.means.fund.as_ref().and_then(|fund| fund.balance_usd).unwrap_or(0);
    let most = persons.saturating_mul(USD_PER_PERSON_DAY * MOST_DAYS);
    if amount_usd > most {
        return desk::refuse(request, format!("for {persons} persons the fund pays at most USD {most}"));
    }
    if u64::from(amount_usd) > balance {
        return desk::refuse(request, format!("the fund has USD {balance} left"));
    }
    desk::accept(request)
}

fn requests<'d>(
    desk: &Desk<'d>,
    to: Option<SeatId>,
    about: impl Fn(&Wanted) -> bool + 'd,
) -> impl Iterator<Item = &'d RequestView> {
    let fits = move |r: &&RequestView| {
        !r.of_us && to.is_none_or(|to| r.other == to) && matches!(&r.what, Ask::Means(wanted) if about(wanted))
    };
    desk.picture.requests.iter().filter(fits)
}

fn ask(desk: &Desk<'_>, to: SeatId, case: CraftId, wanted: Wanted) -> Command {
    desk::ask_by(to, case, Ask::Means(wanted), desk.within(WANTED))
}

/// A consultation about each case in which people have waited for this ministry's decision for a day, or in which its own
/// centre finds no port for people who flee from its state: all other ministries and the organisations are asked to it, once.
pub(super) fn convene(desk: &Desk<'_>) -> Vec<Command> {
    if desk.theatre.scenario.means.task_force.is_none() {
        return Vec::new();
    }
    let spoken_of = |case: CraftId| {
        let about = |r: &RequestView| r.case == case && matches!(r.what, Ask::Means(Wanted::Consult));
        desk.picture.requests.iter().any(about)
    };
    let mut cases: Vec<CraftId> = Vec::new();
    for request in desk.picture.requests.iter().filter(|r| r.of_us && matches!(r.what, Ask::Clear(_))) {
        let long = desk.passed(first_told(desk, request), ESCALATIONS[1]);
        if request.waits() && long && !spoken_of(request.case) && !cases.contains(&request.case) {
            cases.push(request.case);
        }
    }
    let portless = desk.picture.cases.iter().map(|view| view.case).filter(|case| feared::told_of(desk, *case));
    cases.extend(portless.filter(|case| !spoken_of(*case) && !cases.contains(case)).collect::<Vec<_>>());
    let roles = [Role::ForeignMinistry, Role::FocalPoint, Role::Unhcr, Role::Iom];
    let own = |seat: &SeatId| desk.theatre.seat(*seat).party == desk.picture.party;
    let mut out = Vec::new();
    for case in cases {
        for role in roles {
            out.extend(desk.others(role).filter(|seat| !own(seat)).map(|to| ask(desk, to, case, Wanted::Consult)));
        }
    }
    out
}

/// When this ministry was first asked about the landing of a request.
fn first_told(desk: &Desk<'_>, request: &RequestView) -> Tick {
    let Ask::Clear(told) = &request.what else { return request.at };
    let same = |r: &&RequestView| {
        r.of_us && matches!(&r.what, Ask::Clear(other) if (other.landing, other.asker) == (told.landing, told.asker))
    };
    desk.picture.requests.iter().filter(same).map(|r| r.at).min().unwrap_or(request.at)
}

/// After a consultation it took part in, a ministry with a budget pays into the fund, once: half of it if it is
/// willing, a quarter if it waits for others and they have moved.
pub(super) fn contribute(desk: &Desk<'_>) -> Option<Command> {
    let means = &desk.picture.means;
    let budget = means.budget_usd.filter(|budget| *budget > 0 && means.fund.is_some())?;
    let me = desk.me();
    let case = means.consultations.iter().find(|c| c.held.as_ref().is_some_and(|h| h.seats.contains(&me)))?.case;
    if means.contributions.iter().any(|(_, by, _)| *by == me) {
        return None;
    }
    let amount_usd = match desk.manner().stance {
        Stance::Cooperate => budget / GIVEN,
        Stance::Delay if means.others_moved(case) => budget / (2 * GIVEN),
        Stance::Delay | Stance::PushBack => 0,
    };
    (amount_usd > 0).then_some(Command::Means(means::Command::Contribute { amount_usd }))
}

/// Places for resettlement, of UNHCR or where there is none of the other ministries, for people this state has agreed
/// to take in: once for each case.
pub(super) fn ask_places(desk: &Desk<'_>) -> Vec<Command> {
    if !desk.theatre.scenario.means.are_given() {
        return Vec::new();
    }
    let mut out: Vec<Command> = Vec::new();
    let mut asked: Vec<CraftId> = Vec::new();
    for request in desk.picture.requests.iter().filter(|r| r.of_us && r.granted().is_some()) {
        let Ask::Clear(told) = &request.what else { continue };
        let case = request.case;
        let known = requests(desk, None, |w| matches!(w, Wanted::Resettle { .. })).any(|r| r.case == case);
        if known || asked.contains(&case) {
            continue;
        }
        asked.push(case);
        let persons = request.granted().and_then(|terms| terms.at_most).unwrap_or(told.persons).div_ceil(2).max(1);
        let own = |seat: &SeatId| desk.theatre.seat(*seat).party == desk.picture.party;
        let unhcr = desk.others(Role::Unhcr).next();
        let ministries = desk.others(Role::ForeignMinistry).filter(|seat| !own(seat) && unhcr.is_none());
        out.extend(unhcr.into_iter().chain(ministries).map(|to| ask(desk, to, case, Wanted::Resettle { persons })));
    }
    out
}

/// Words with which a ministry tells its own services of places for resettlement; their number follows.
const PLACES: &str = "Places for resettlement promised to us: ";

/// Tells whoever runs the reception sites of this state how many places for resettlement others have given it.
pub(super) fn tell_places(desk: &Desk<'_>) -> Option<Command> {
    let scenario = &desk.theatre.scenario;
    let runs = scenario.reception.sites.iter().find(|site| site.party == desk.picture.party)?.run_by;
    let asked = requests(desk, None, |w| matches!(w, Wanted::Resettle { .. }));
    let given = asked.filter_map(|r| desk.picture.means.given(r.request)).fold(0, u32::saturating_add);
    let told = desk.last_sent(runs, |body| places_told(body).is_some()).and_then(|m| places_told(&m.body)).unwrap_or(0);
    let body = MessageBody::Text { case: None, text: format!("{PLACES}{given}.") };
    (given > told).then_some(Command::Send { to: runs, channel: Channel::Text, body })
}

fn places_told(body: &MessageBody) -> Option<u32> {
    let MessageBody::Text { text, .. } = body else { return None };
    text.strip_prefix(PLACES)?.trim_end_matches('.').parse().ok()
}

/// Places for resettlement that this state has, as its ministry told this desk last.
pub(super) fn places(desk: &Desk<'_>) -> u32 {
    let ministry = desk.theatre.scenario.ministry_of(desk.picture.party);
    let from = |way: &Way| matches!(way, Way::From(source) if desk::seat_of(source) == ministry && ministry.is_some());
    let told = desk.picture.messages.iter().rev().filter(|m| from(&m.way));
    told.filter_map(|m| places_told(&m.body)).next().unwrap_or(0)
}

/// What a seat that runs a site asks others for: staff and interpreters it lacks, and money.
pub(super) fn for_site(desk: &Desk<'_>, site: &SiteView) -> Vec<Command> {
    let scenario = &desk.theatre.scenario;
    let Some(case) = desk.picture.cases.first().map(|view| view.case).filter(|_| scenario.means.are_given()) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (help, number) in lacks(desk, site) {
        let about = |wanted: &Wanted| matches!(wanted, Wanted::Staff { site: at, help: of, .. } if (*at, *of) == (site.site, help));
        let (mut coming, mut waits) = (false, false);
        for request in requests(desk, None, about) {
            waits |= request.waits();
            coming |= request.granted().is_some() && !arrived(desk, request);
        }
        if waits || coming {
            continue;
        }
        let lenders = [Role::Unhcr, Role::Iom].into_iter().flat_map(|role| desk.others(role).collect::<Vec<_>>());
        let states = desk.others(Role::Immigration).chain(desk.others(Role::ForeignMinistry));
        let foreign = |seat: &SeatId| desk.theatre.seat(*seat).party != desk.picture.party;
        let untried = |seat: &SeatId| {
            let last = requests(desk, Some(*seat), about).last();
            last.is_none_or(|r| desk.passed(r.answer.as_ref().map_or(r.at, |(_, at)| *at), DRAW_AGAIN))
        };
        // Other states are asked for interpreters where there are none at all: each needs its own.
        let some = matches!(help, Help::Interpreters(language) if interpreters(desk, site, language) > 0);
        if let Some(to) = lenders.chain(states.filter(|_| !some)).filter(foreign).find(untried) {
            out.push(ask(desk, to, case, Wanted::Staff { site: site.site, help, number }));
        }
    }
    out.extend(money(desk, site, case));
    out
}

/// Whether staff given on a request are there: a day to two after word of it.
fn arrived(desk: &Desk<'_>, request: &RequestView) -> bool {
    request.answer.as_ref().is_some_and(|(_, at)| desk.passed(*at, Span::hours(49)))
}

/// What a site lacks for the people in its care: staff by the table of stages, and interpreters by the number of those who
/// speak a language.
fn lacks(desk: &Desk<'_>, site: &SiteView) -> Vec<(Help, u32)> {
    let here: Vec<_> = site.files.iter().filter(|file| file.is_here()).collect();
    if here.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let persons = u32::try_from(here.len()).unwrap_or(u32::MAX);
    for staff in [Staff::Medical, Staff::Registration, Staff::Screening, Staff::ChildProtection] {
        let stages = Stage::ALL.into_iter().map(Stage::facts).filter(|facts| facts.staff == staff);
        let per_100 = stages.map(|facts| facts.staff_per_100).max().unwrap_or(0);
        let children = here.iter().any(|file| file.known.unaccompanied == Some(true));
        let needed = persons.saturating_mul(per_100).div_ceil(100);
        let coming: u32 = site.coming.iter().filter(|(_, of, _)| *of == staff).map(|(.., number)| number).sum();
        let lack = needed.saturating_sub(site.staff[staff as usize].saturating_add(coming));
        if lack >= STAFF_AT_LEAST.min(needed) && lack > 0 && (staff != Staff::ChildProtection || children) {
            out.push((Help::Staff(staff), lack.max(STAFF_AT_LEAST)));
        }
    }
    let mut spoken: Vec<LanguageId> = here.iter().filter_map(|file| file.known.language.flatten()).collect();
    spoken.sort_unstable();
    let mut rest = spoken.as_slice();
    while let Some(language) = rest.first().copied() {
        let (these, others) = rest.split_at(rest.partition_point(|of| *of == language));
        rest = others;
        let persons = u32::try_from(these.len()).unwrap_or(u32::MAX);
        let lack = persons.div_ceil(PER_INTERPRETER).saturating_sub(interpreters(desk, site, language));
        if lack > 0 {
            out.push((Help::Interpreters(language), lack.max(STAFF_AT_LEAST)));
        }
    }
    out
}

/// Interpreters of a language at a site.
fn interpreters(desk: &Desk<'_>, site: &SiteView, language: LanguageId) -> u32 {
    let Some(name) = desk.theatre.scenario.reception.languages.get(language.index()) else { return 0 };
    site.interpreters.iter().filter(|(of, _)| of == name).map(|(_, number)| *number).fold(0, u32::saturating_add)
}

/// Money for two weeks of everybody in care, of the fund's manager; half as much after a refusal.
fn money(desk: &Desk<'_>, site: &SiteView, case: CraftId) -> Option<Command> {
    let manager = desk.picture.means.fund.as_ref()?.manager;
    // One site speaks for all of the state's.
    let first = desk.picture.reception.iter().find(|other| other.runs)?;
    let usable = manager != desk.me() && may(desk.picture.role, Right::AskDraw);
    if first.site != site.site || !usable {
        return None;
    }
    let sites = desk.picture.reception.iter().filter(|site| site.runs);
    let persons = u32::try_from(sites.flat_map(|site| &site.files).filter(|file| file.is_here()).count()).ok()?;
    let full = persons.saturating_mul(USD_PER_PERSON_DAY * DRAW_DAYS);
    if persons == 0 {
        return None;
    }
    let last = requests(desk, Some(manager), |w| matches!(w, Wanted::Draw { .. })).last();
    let amount_usd = match last {
        None => full,
        Some(last) => {
            let Ask::Means(Wanted::Draw { amount_usd, .. }) = last.what else { return None };
            let ended = last.answer.as_ref().map_or(last.at, |(_, at)| *at);
            match last.stands() {
                Stands::Accepted if desk.passed(ended, DRAW_AGAIN) => full,
                Stands::Refused if desk.passed(ended, AFTER_NO) => amount_usd / 2,
                Stands::Silent => return Some(desk::withdraw(last)),
                Stands::Withdrawn => full,
                _ => return None,
            }
        }
    };
    // Below a bed for a day it is not worth the paper.
    (amount_usd >= USD_PER_PERSON_DAY).then(|| ask(desk, manager, case, Wanted::Draw { amount_usd, persons }))
}
