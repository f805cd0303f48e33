//! Cards of reception: a site that is not open, people gravely ill at a site, deadlines that run out.

use crate::base::Span;
use crate::picture::{FileView, SiteView};
use crate::plan::{self, CareOrder};
use crate::sar::reception::Triage;
use crate::sim::Command;
use crate::sim::ashore::{self, Families, Referral, Stay};
use crate::ui::words;

use super::super::desk::{Act, DeskData};
use super::super::reception;
use super::card::{Card, Weight};

/// Whoever is gravely ill is on the way to a hospital within this (*proposed*).
const HOSPITAL: Span = Span::minutes(15);
/// A deadline is worth a card from so long before it (*proposed*).
const AHEAD: Span = Span::hours(2);
/// A site whose notice is short enough need not be open before somebody is announced; a look at it is worth this.
const LOOK: Span = Span::hours(6);

/// The cards of all sites this seat runs.
pub(super) fn cards(desk: &DeskData<'_>, out: &mut Vec<Card>) {
    for site in desk.picture.reception.iter().filter(|site| site.runs) {
        out.extend(closed(desk, site));
        out.extend(ill(desk, site));
        deadlines(desk, site, out);
    }
}

fn name<'a>(desk: &DeskData<'a>, site: &SiteView) -> &'a str {
    plan::site_name(desk.briefing, desk.picture, site.site)
}

fn order(command: ashore::Command) -> Command {
    Command::Ashore(Box::new(command))
}

fn closed(desk: &DeskData<'_>, site: &SiteView) -> Option<Card> {
    if site.opens_at.is_some() {
        return None;
    }
    let here = site.files.iter().filter(|file| file.is_here()).count();
    let since = site.files.iter().map(|file| file.landed_at).min();
    // Without anybody there and without a case there is nobody to be received.
    let first = desk.picture.cases.iter().map(|case| case.opened_at).min();
    let from = since.or(first)?;
    let name = name(desk, site);
    let (weight, within) = if here > 0 { (Weight::Asked, Span::minutes(10)) } else { (Weight::Thought, LOOK) };
    let why = if here > 0 { format!("{here} people are there.") } else { "A case is open.".to_owned() };
    let card =
        Card::new(format!("open {}", site.site), weight, from, within, format!("Reception at {name} is not open"))
            .why(why)
            .otherwise("whoever is landed there is received by nobody, and has no bed and no water.")
            .send("Order it to open", vec![order(ashore::Command::Open { site: site.site })]);
    Some(card.look("Board", Act::Open(reception::NAME)))
}

fn ill(desk: &DeskData<'_>, site: &SiteView) -> Option<Card> {
    let hospital = CareOrder::Refer(Referral::Hospital);
    let red = |file: &&FileView| file.known.triage == Some(Triage::Red) && file.stay == Stay::AtSite;
    let all: Vec<&FileView> = site.files.iter().filter(red).collect();
    let since = all.iter().filter_map(|file| file.done(crate::sar::reception::Stage::Triage)).min()?;
    let able: Vec<&FileView> =
        all.iter().copied().filter(|file| hospital.against(desk.briefing, site, file).is_none()).collect();
    let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let key = format!("ill {} {}", site.site, all.first()?.file.0);
    let title = format!("{} at {}: triage red, not in hospital", words::persons(count), name(desk, site));
    let free = format!("{} of {} ambulances free.", site.ambulances_free, site.ambulances);
    let card = Card::new(key, Weight::Life, since, HOSPITAL, title).why(free).otherwise("some of them may die.");
    let commands: Vec<Command> = hospital.commands(&able, Families::Together).into_iter().map(order).collect();
    let card = if commands.is_empty() { card } else { card.send("Refer them to hospital", commands) };
    Some(card.look("Board", Act::Open(reception::NAME)))
}

fn deadlines(desk: &DeskData<'_>, site: &SiteView, out: &mut Vec<Card>) {
    for view in &site.deadlines {
        if view.due > desk.now().after(AHEAD) {
            continue;
        }
        let what = reception::deadline(view.what);
        let late = if view.overdue > 0 { format!(", {} overdue", view.overdue) } else { String::new() };
        let title = format!("{} at {}: {what} due{late}", words::persons(view.persons), name(desk, site));
        out.push(
            Card::new(format!("due {} {what}", site.site), Weight::Due, view.due, Span(0), title)
                .why(format!("The first is due {}.", words::dtg(desk.briefing, view.due)))
                .otherwise("what it would have found, or given, comes too late.")
                .look("Board", Act::Open(reception::NAME)),
        );
    }
}
