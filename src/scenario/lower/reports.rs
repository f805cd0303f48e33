//! Craft that are only reported: what such an entry may say, and what may be said of it elsewhere.

use super::super::diagnostic::{REPORT, UNLIKELY};
use super::super::doc::{CraftDoc, Id, Part};
use super::super::leaf::{Leaf, Raw};
use super::super::model::{Craft, Effect, Inject};
use super::super::reading::Reading;
use super::super::reports::ReportOnly;
use super::Written;
use crate::base::ids::CraftId;

/// Whether an entry says that there is no such vessel. One that says it badly is judged as a vessel.
pub(super) fn is_report(form: &CraftDoc<'_>) -> bool {
    form.exists.is_some_and(|exists| exists.raw().text() == "false")
}

/// What an entry is instead of a vessel, if it is none. It has nothing that takes a vessel to have.
pub(super) fn report<'a>(reading: &mut Reading<'a>, form: &CraftDoc<'a>) -> Option<Option<ReportOnly>> {
    let exists = form.exists.map_or(Some(true), |exists| reading.switch(exists))?;
    if exists {
        let Some(id) = form.same_as else { return Some(None) };
        let message = format!("{} is a vessel of its own and cannot be the same as another", form.id.raw().text());
        return reading.error(REPORT, id.raw(), message, "add `exists: false`, or leave `same_as` out");
    }
    let mut sound = true;
    let mut has = |reading: &mut Reading<'a>, what: Option<(Raw<'a>, &str)>| {
        let Some((raw, key)) = what else { return };
        sound = false;
        let message = format!("{} does not exist and has no {key}", form.id.raw().text());
        let help = match key {
            "groups" => "type `groups: []`; how many callers say are aboard stands in their messages".to_owned(),
            "calls" => "leave `calls` out, and write injects with a `Message` for what is reported".to_owned(),
            key => format!("leave `{key}` out"),
        };
        let _: Option<()> = reading.error(REPORT, raw, message, help);
    };
    has(reading, filled(form.groups.raw()).map(|raw| (raw, "groups")));
    has(reading, written(form.troubles, "troubles"));
    has(reading, written(form.calls, "calls"));
    has(reading, written(form.rafts, "rafts"));
    has(reading, form.phone.map(|part| (part.raw(), "phone")));
    has(reading, form.begins.map(|choice| (choice.raw(), "begins")));
    has(reading, form.repair.map(|span| (span.raw(), "repair")));
    has(reading, form.engine_may_fail.map(|switch| (switch.raw(), "engine_may_fail")));
    let same_as = form.same_as.map(|id| reading.reference(|r| &mut r.crafts, id).map(CraftId::new));
    let same_as = same_as.map_or(Some(None), |of| of.map(Some))?;
    sound.then_some(Some(ReportOnly { same_as }))
}

/// A list that is written and not empty.
fn written<'a, 'k, T>(list: Option<Part<'a, T>>, key: &'k str) -> Option<(Raw<'a>, &'k str)> {
    filled(list?.raw()).map(|raw| (raw, key))
}

/// A list that is not empty, as written.
fn filled(raw: Raw<'_>) -> Option<Raw<'_>> {
    let inside = raw.text().trim_start_matches('[').trim_end_matches(']');
    (!inside.trim().is_empty()).then_some(raw)
}

/// What must hold of all entries together: there is a vessel, and reports are of vessels. `list` is the list of craft.
pub(super) fn check<'a>(
    reading: &mut Reading<'a>,
    list: Raw<'a>,
    written: &[Written<'a, CraftDoc<'a>>],
    crafts: &[Option<Craft>],
) {
    reading.reported = written.iter().map(|entry| is_report(&entry.form)).collect();
    let reported = |id: CraftId| written.get(id.index()).is_some_and(|entry| is_report(&entry.form));
    for (entry, craft) in written.iter().zip(crafts) {
        let report = craft.as_ref().and_then(|craft| craft.report);
        if let (Some(id), Some(of)) = (entry.form.same_as, report.and_then(|report| report.same_as))
            && reported(of)
        {
            let message = format!("{} is only reported itself", id.raw().text());
            let help = "type the id of a craft that exists; both are then reports of that one";
            let _: Option<()> = reading.error(REPORT, id.raw(), message, help);
        }
    }
    if !written.is_empty() && written.iter().all(|entry| is_report(&entry.form)) {
        let message = "every craft here is only reported, and nobody is at sea";
        let help = "write at least one without `exists: false`";
        let _: Option<()> = reading.error(REPORT, list, message, help);
    }
}

/// Says of which craft that are only reported nobody ever reports anything.
pub(super) fn untold<'a>(reading: &mut Reading<'a>, written: &[Written<'a, CraftDoc<'a>>], injects: &[Option<Inject>]) {
    if injects.iter().any(Option::is_none) {
        return;
    }
    for (i, entry) in written.iter().enumerate().filter(|(_, entry)| is_report(&entry.form)) {
        let case = CraftId::new(i);
        let told = injects.iter().flatten().any(|inject| match &inject.effect {
            Effect::Message { case: of, .. } => *of == case,
            Effect::Indicator(indicator) => indicator.case == Some(case),
            Effect::Press(news) => news.about == Some(case),
            _ => false,
        });
        if !told {
            let id = entry.form.id.raw();
            let message = format!("{} does not exist, and nobody reports it", id.text());
            let help =
                format!("write an inject with `Message(from: \"…\", to: \"…\", case: {}, text: \"…\")`", id.text());
            reading.warning(UNLIKELY, id, message, help);
        }
    }
}

/// A craft that is there, where only one that is can be meant.
pub(super) fn vessel<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<CraftId> {
    let craft = super::plan::craft(reading, id)?;
    if reading.reported.get(craft.index()).copied().unwrap_or(false) {
        let message = format!("{} does not exist: there are only reports of it", id.raw().text());
        return reading.error(REPORT, id.raw(), message, "type the id of a craft that exists");
    }
    Some(craft)
}
