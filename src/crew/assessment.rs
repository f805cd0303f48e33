//! The doctrine crew and the assessment of needs of protection: everybody screened is heard, and where a regional
//! centre, or a state that assesses by the same form, has agreed to receive people, families are taken there whole.
//! Nobody is taken where they would have to be asked again.
//!
//! Where a scenario says nothing of assessment, none of this is done.

use std::collections::BTreeSet;

use crate::base::Span;
use crate::base::ids::{PartyId, SiteId};
use crate::picture::{AdmittedView, FileView, RequestView, SiteView, Stands};
use crate::sar::reception::Stage;
use crate::scenario::{Role, Site, Stance};
use crate::sim::ashore::{self, Families, FileId, Stay};
use crate::sim::means::Wanted;
use crate::sim::{Ask, Command, Right, may};

use super::desk::{self, Desk};

/// Another state is asked to receive people when the own office would need longer than this to hear them \[d\]
/// (*proposed*).
const TOO_LONG_D: u32 = 3;
/// After a refusal it is asked again after this (*proposed*).
const ASK_AGAIN: Span = Span::hours(48);
/// An answer is wanted within this (*proposed*).
const WANTED: Span = Span::hours(24);

/// Orders about the people of a site.
pub(super) fn orders(desk: &Desk<'_>, site: &SiteView) -> Vec<ashore::Command> {
    let Some(assessment) = &site.assessment else { return Vec::new() };
    let mut out = Vec::new();
    let mut going: BTreeSet<FileId> = BTreeSet::new();
    let hosts = hosts(desk, site);
    for to in assessment.admitted.iter().filter(|to| hosts.iter().any(|(host, _)| *host == to.site)) {
        let persons = families_for(desk, site, to, &going);
        if !persons.is_empty() {
            going.extend(&persons);
            let persons = persons.into_iter().collect();
            out.push(ashore::Command::Relocate { persons, to: to.site, families: Families::Together });
        }
    }
    let heard = site.files.iter().filter(|file| is_ready(file) && !going.contains(&file.file));
    let persons: Vec<FileId> = heard.map(|file| file.file).collect();
    if !persons.is_empty() {
        out.push(ashore::Command::Assess { persons });
    }
    out
}

/// Whether somebody can be heard, and has been screened or is not going to be.
fn is_ready(file: &FileView) -> bool {
    file.may_be_assessed() && file.is_past(Stage::Screening)
}

/// Whether somebody is still to be heard, on a list for it or not.
fn is_unheard(file: &FileView) -> bool {
    is_ready(file) || (file.is_here() && file.known.assessment_asked.is_some())
}

/// Whole families, as many as fit, of whom somebody is still to be heard, the last landed first, because they would
/// wait longest here; nobody who may have fled from that state.
fn families_for(desk: &Desk<'_>, site: &SiteView, to: &AdmittedView, going: &BTreeSet<FileId>) -> BTreeSet<FileId> {
    let scenario = &desk.theatre.scenario;
    let host = scenario.places.get(to.place.index()).map(|place| place.party);
    let from_there = |file: &FileView| {
        let nationality =
            file.known.nationality.flatten().and_then(|id| scenario.reception.nationalities.get(id.index()));
        nationality.and_then(|nationality| nationality.party).is_some_and(|party| Some(party) == host)
    };
    let can_go = |file: &FileView| {
        file.stay == Stay::AtSite
            && file.in_hand.is_none()
            && file.done(Stage::Registration).is_some()
            && !going.contains(&file.file)
            && !from_there(file)
    };
    let mut chosen: BTreeSet<FileId> = BTreeSet::new();
    for file in site.files.iter().rev().filter(|file| is_unheard(file) && can_go(file)) {
        let kin = |other: &&FileView| other.is_here() && file.known.family.contains(&other.file);
        let mut family: BTreeSet<FileId> = site.files.iter().filter(kin).map(|other| other.file).collect();
        family.insert(file.file);
        let all_can = site.files.iter().filter(|other| family.contains(&other.file)).all(can_go);
        let with = chosen.union(&family).count();
        if all_can && with <= to.left as usize {
            chosen.extend(family);
        }
    }
    chosen
}

/// Sites of other states to which people of a site may be taken: the regional centre where there is one, else those of
/// all states that assess by the same form, the nearest first.
fn hosts(desk: &Desk<'_>, site: &SiteView) -> Vec<(SiteId, PartyId)> {
    let (scenario, party) = (&desk.theatre.scenario, desk.picture.party);
    let Some(how) = &scenario.reception.assessment else { return Vec::new() };
    let here = scenario.places.get(site.place.index()).map(|place| place.position);
    let centre = how.centre.as_ref().map(|centre| centre.site);
    let sites = (0..).map(SiteId).zip(&scenario.reception.sites);
    let fits = |(id, other): &(SiteId, &Site)| {
        other.party != party && how.holds(party, other.party) && centre.is_none_or(|centre| centre == *id)
    };
    let way_m = |other: &Site| {
        let there = scenario.places.get(other.place.index()).map(|place| place.position);
        here.zip(there).map_or(f64::INFINITY, |(here, there)| here.distance_m(there))
    };
    let mut all: Vec<(f64, SiteId, PartyId)> =
        sites.filter(fits).map(|(id, other)| (way_m(other), id, other.party)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    all.into_iter().map(|(_, id, host)| (id, host)).collect()
}

/// The last request to receive people of this state at a site.
fn last_asked<'d>(desk: &'d Desk<'_>, site: SiteId) -> Option<&'d RequestView> {
    let about = |r: &&RequestView| matches!(r.what, Ask::Means(Wanted::Admit { site: of, .. }) if of == site);
    desk.picture.requests.iter().rev().filter(|r| !r.of_us).find(about)
}

/// Asks a state to receive those whom the own office could not hear soon: that of the regional centre, or those that
/// use the same form, one after the other.
pub(super) fn ask_to_receive(desk: &Desk<'_>, site: &SiteView) -> Option<Command> {
    let assessment = site.assessment.as_ref()?;
    let scenario = &desk.theatre.scenario;
    let case = desk.picture.cases.first()?.case;
    if !assessment.one_form || assessment.is_centre || !may(desk.picture.role, Right::AskAdmission) {
        return None;
    }
    let unheard = u32::try_from(site.files.iter().filter(|file| is_unheard(file)).count()).ok()?;
    let left: u32 = assessment.admitted.iter().map(|to| to.left).sum();
    let persons = unheard.saturating_sub(assessment.per_day.saturating_mul(TOO_LONG_D));
    let hosts = hosts(desk, site);
    let awaited = |r: &RequestView| matches!(r.stands(), Stands::Waiting | Stands::Offered);
    if left > 0 || persons == 0 || hosts.iter().any(|(at, _)| last_asked(desk, *at).is_some_and(awaited)) {
        return None;
    }
    let again = |last: &RequestView| match last.stands() {
        Stands::Refused => last.answer.as_ref().is_some_and(|(_, at)| desk.passed(*at, ASK_AGAIN)),
        Stands::Accepted | Stands::Withdrawn => true,
        Stands::Waiting | Stands::Offered | Stands::Silent => false,
    };
    let (at, host) = hosts.into_iter().find(|(at, _)| last_asked(desk, *at).is_none_or(again))?;
    let run_by = scenario.reception.site(at)?.run_by;
    let to = scenario.seat_of(host, Role::ForeignMinistry).unwrap_or(run_by);
    Some(desk::ask_by(to, case, Ask::Means(Wanted::Admit { site: at, persons }), desk.within(WANTED)))
}

/// Whether this state receives people whom another brings: where its own board shows beds for them, and as it is
/// minded; one that pushes back does not, and one that waits for others does if it has agreed to hold the centre.
pub(super) fn admits(desk: &Desk<'_>, site: SiteId, persons: u32) -> Result<(), &'static str> {
    let agreed = desk.theatre.scenario.reception.assessment.as_ref().is_some_and(|how| how.is_centre(site));
    let board = desk.picture.reception.iter().find(|view| view.site == site);
    let room = board.is_none_or(|view| view.beds.saturating_sub(view.present) >= persons);
    match desk.manner().stance {
        Stance::PushBack => Err("we receive nobody from elsewhere"),
        Stance::Delay if !agreed => Err("others have to move first"),
        Stance::Delay | Stance::Cooperate if !room => Err("we have no beds for so many"),
        Stance::Delay | Stance::Cooperate => Ok(()),
    }
}
