//! How needs of protection are assessed: one way, with what belongs to it and nothing else.

use super::super::assessment::{Assessment, AssessmentKind, Centre, PaidBy};
use super::super::diagnostic::ASSESSMENT;
use super::super::doc::{AssessmentDoc, Id};
use super::super::leaf::{Leaf, Part, Raw};
use super::super::model::PartyKind;
use super::super::reading::Reading;
use super::super::reception::Site;
use super::means;
use crate::base::ids::{PartyId, PlaceId, SiteId};
use crate::sar::assessment::PER_DAY;

/// Persons an office hears in a day at most.
const MOST: u32 = 10_000;
/// Members at most.
const MEMBERS: usize = 50;

/// What the rest of the scenario says that bears on it.
pub(super) struct Known<'k> {
    /// What sort of body each party is, where it is well written.
    pub(super) kinds: &'k [Option<PartyKind>],
    /// Reception sites, where they are well written.
    pub(super) sites: &'k [Option<Site>],
    /// Whether there is a trust fund.
    pub(super) fund: bool,
}

/// The assessment; none where nothing is written.
pub(super) fn assessment<'a>(
    reading: &mut Reading<'a>,
    written: Option<Part<'a, AssessmentDoc<'a>>>,
    known: &Known<'_>,
) -> Option<Option<Assessment>> {
    let Some(part) = written else { return Some(None) };
    let form = reading.form(part, "the assessment")?;
    let kind = reading.word(form.kind, &AssessmentKind::ALL.map(|kind| (name(kind), kind)));
    let per_day = form.per_day.map_or(Some(PER_DAY), |n| reading.count(n, "persons heard in a day", 1..=MOST));
    let members = form
        .members
        .map(|list| means::states(reading, list, ("members", "an assessment in common"), 2..=MEMBERS, known.kinds));
    let kind = kind?;
    let misplaced = |reading: &mut Reading<'a>, raw: Option<Raw<'a>>, what: &str| {
        raw.is_none_or(|raw| {
            let message = format!("`{what}` has no meaning for an assessment of the kind `{}`", name(kind));
            let found: Option<()> = reading.error(ASSESSMENT, raw, message, "leave it out, or write another `kind`");
            found.is_some()
        })
    };
    let members = match (kind, members) {
        (AssessmentKind::National, _) => {
            misplaced(reading, form.members.map(|part| part.raw()), "members").then(Vec::new)
        }
        (_, Some(members)) => members,
        (_, None) => missing(reading, part.raw(), "which states use the form", "members: [\"north\", \"south\"]"),
    };
    let centre = if kind == AssessmentKind::Regional {
        centre(reading, part.raw(), &form, members.as_deref(), known).map(Some)
    } else {
        let of_centre = [
            (form.site.map(Leaf::raw), "site"),
            (form.centre_per_day.map(Leaf::raw), "centre_per_day"),
            (form.paid_by.map(Leaf::raw), "paid_by"),
        ];
        let fits: Vec<bool> = of_centre.into_iter().map(|(raw, what)| misplaced(reading, raw, what)).collect();
        fits.into_iter().all(|fits| fits).then_some(None)
    };
    Some(Some(Assessment { kind, members: members?, per_day: per_day?, centre: centre? }))
}

fn name(kind: AssessmentKind) -> &'static str {
    match kind {
        AssessmentKind::National => "National",
        AssessmentKind::Harmonised => "Harmonised",
        AssessmentKind::Regional => "Regional",
    }
}

fn missing<'a, T>(reading: &mut Reading<'a>, raw: Raw<'a>, what: &str, example: &str) -> Option<T> {
    reading.error(ASSESSMENT, raw, format!("the assessment does not say {what}"), format!("write `{example}`"))
}

/// The regional centre.
fn centre<'a>(
    reading: &mut Reading<'a>,
    whole: Raw<'a>,
    form: &AssessmentDoc<'a>,
    members: Option<&[PartyId]>,
    known: &Known<'_>,
) -> Option<Centre> {
    let site = match form.site {
        Some(id) => site(reading, id, members, known),
        None => missing(reading, whole, "at which reception site the centre is", "site: \"cove\""),
    };
    let per_day = match form.centre_per_day {
        Some(count) => reading.count(count, "persons heard in a day", 1..=MOST),
        None => missing(reading, whole, "how many the centre hears in a day", "centre_per_day: 20"),
    };
    let payers = [("Shares", PaidBy::Shares), ("Fund", PaidBy::Fund)];
    let paid_by = form.paid_by.map_or(Some(PaidBy::Shares), |choice| reading.word(choice, &payers));
    if let (Some(PaidBy::Fund), Some(choice), false) = (paid_by, form.paid_by, known.fund) {
        let message = "there is no trust fund that could pay for the centre";
        let _: Option<()> = reading.error(ASSESSMENT, choice.raw(), message, "write `paid_by: Shares`, or a `fund`");
    }
    Some(Centre { site: site?, per_day: per_day?, paid_by: paid_by? })
}

/// The site at a place, which is a member's.
fn site<'a>(reading: &mut Reading<'a>, id: Id<'a>, members: Option<&[PartyId]>, known: &Known<'_>) -> Option<SiteId> {
    let place = PlaceId::new(reading.reference(|r| &mut r.places, id)?);
    let found = known.sites.iter().position(|site| site.as_ref().is_some_and(|site| site.place == place));
    let Some(found) = found else {
        // A site that cannot be read may be the one.
        if known.sites.iter().any(Option::is_none) {
            return None;
        }
        let message = format!("there is no reception site at {}", id.raw().text());
        return reading.error(ASSESSMENT, id.raw(), message, "name the place of an entry of `reception`");
    };
    let owner = known.sites[found].as_ref().map(|site| site.party);
    if let (Some(members), Some(owner)) = (members, owner)
        && !members.contains(&owner)
    {
        let message = format!("the state whose site {} is, is not a member", id.raw().text());
        return reading.error(ASSESSMENT, id.raw(), message, "name it in `members`, or a site of a member");
    }
    Some(SiteId::new(found))
}

#[cfg(test)]
mod tests {
    use crate::base::ids::{PartyId, SiteId};
    use crate::scenario::{Assessment, AssessmentKind, Centre, PaidBy, read};

    const FIXTURE: &str = include_str!("../../sim/ashore/fixture.ron");
    const FUND: &str = "fund: (name: \"Fund\", balance: 500, manager: \"immigration\"),";

    fn with(keys: &str) -> Result<Option<Assessment>, Vec<String>> {
        let (scenario, findings) = read(&FIXTURE.replacen("    reception: [", &format!("{keys}\n    reception: ["), 1));
        let said = findings.iter().map(ToString::to_string).collect::<Vec<_>>();
        scenario.map(|scenario| scenario.reception.assessment).ok_or(said)
    }

    #[test]
    fn each_way_of_assessing_is_read_and_none_is_assumed() {
        let (haven, delta) = (PartyId(0), PartyId(1));
        assert_eq!(with(""), Ok(None));
        let national = Assessment { kind: AssessmentKind::National, members: vec![], per_day: 5, centre: None };
        assert_eq!(with("assessment: (kind: National),"), Ok(Some(national)));
        let one_form = with("assessment: (kind: Harmonised, members: [\"delta\", \"haven\"], per_day: 9),");
        let members = vec![haven, delta];
        let harmonised = Assessment { kind: AssessmentKind::Harmonised, members, per_day: 9, centre: None };
        assert_eq!(one_form, Ok(Some(harmonised.clone())));
        assert!(harmonised.holds(haven, delta) && !harmonised.holds(haven, PartyId(2)));
        let regional = "assessment: (kind: Regional, members: [\"haven\", \"delta\"], site: \"merak\", \
                        centre_per_day: 20, paid_by: Fund),";
        let read = with(&format!("{FUND} {regional}")).unwrap().unwrap();
        assert_eq!(read.centre, Some(Centre { site: SiteId(0), per_day: 20, paid_by: PaidBy::Fund }));
        assert!(read.is_centre(SiteId(0)) && !read.is_centre(SiteId(1)));
    }

    #[test]
    fn mistakes_in_an_assessment_say_what_to_type() {
        for (written, wanted) in [
            ("(kind: Common)", "National"),
            ("(kind: National, members: [\"haven\", \"delta\"])", "leave it out"),
            ("(kind: Harmonised)", "members: ["),
            ("(kind: Harmonised, members: [\"haven\"])", "at least 2"),
            ("(kind: Harmonised, members: [\"haven\", \"dleta\"])", "did you mean \"delta\"?"),
            ("(kind: Harmonised, members: [\"haven\", \"delta\", \"haven\"])", "leave it out here"),
            ("(kind: Harmonised, members: [\"haven\", \"delta\"], site: \"merak\")", "leave it out"),
            ("(kind: Harmonised, members: [\"haven\", \"delta\"], per_day: 0)", "from 1 to 10000"),
            ("(kind: Regional, members: [\"haven\", \"delta\"], centre_per_day: 20)", "site: "),
            ("(kind: Regional, members: [\"haven\", \"delta\"], site: \"merak\")", "centre_per_day: 20"),
            (
                "(kind: Regional, members: [\"haven\", \"delta\"], site: \"cove\", centre_per_day: 20)",
                "an entry of `reception`",
            ),
            (
                "(kind: Regional, members: [\"hills\", \"delta\"], site: \"merak\", centre_per_day: 20)",
                "name it in `members`",
            ),
            (
                "(kind: Regional, members: [\"haven\", \"delta\"], site: \"merak\", centre_per_day: 9, paid_by: Fund)",
                "paid_by: Shares",
            ),
        ] {
            let said = with(&format!("assessment: {written},")).unwrap_err();
            assert_eq!(said.len(), 1, "{written}: {said:#?}");
            assert!(said[0].contains(wanted), "{written}: {said:#?}");
        }
    }
}
