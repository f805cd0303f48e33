//! From text to truth: the forms as people write them, and the checked scenario they become.
//!
//! A scenario is a folder with `scenario.ron`, a `brief.md` for people and the files its text names. [`load`] fetches
//! text and files, [`read_with`] turns them into a [`Scenario`] or says all that is wrong at once, each finding with
//! its place and with what to type; [`read`] does so for a text that names no file. The format is in [`doc`].
//!
//! ```text
//! text --scan--> brackets close --parse--> forms (doc) with places (leaf) --lower--> Scenario (model)
//!   |                |                        |                                 |
//!   +----------------+-- findings (diagnostic): code, span, message, help ------+
//! ```
//!
//! **Nothing here happens over time**: no world, no event, no command. Only [`load`] touches a file.

mod channels;
mod assessment;
mod classes;
mod diagnostic;
pub mod doc;
mod doc_channels;
mod doc_assessment;
mod doc_craft;
mod doc_frame;
mod doc_stores;
mod doc_means;
mod doc_people;
mod doc_portal;
mod doc_rescued;
mod doc_waters;
mod files;
mod frame;
pub mod leaf;
mod lower;
mod means;
mod model;
mod parse;
mod portal;
mod reading;
mod reception;
mod reports;
mod rescued;
mod scan;
mod shipped;
mod source;
mod stores;
mod values;
mod waters;

pub use assessment::{Assessment, AssessmentKind, Centre, PaidBy};
pub use classes::{UnitClass, unit_classes};
pub use diagnostic::{CODES, Diagnostic, Severity, SourceSpan};

pub use files::{Files, MAX_FILES_BYTES};
pub use means::{Fund, Means, Purse};
pub use model::*;
pub use portal::{Indicator, IndicatorKind, News, Portal};
pub use reception::{Circumstances, Nationality, Reception, Site};
pub use rescued::Rescued;
pub use shipped::{SHIPPED, Shipped};
pub use source::{LoadError, Source, load};

use diagnostic::TOO_MANY;
use leaf::Raw;
use reading::Reading;

/// Bytes of scenario text at most: 8 MB.
pub const MAX_BYTES: usize = 8_000_000;

/// A whole scenario, small but complete: two countries, a boat, a relative who calls. It is the example of the format's
/// documentation, a starting point for authors, and valid without a finding.
pub const EXAMPLE: &str = include_str!("example.ron");

/// Reads the text of a scenario that names no file.
pub fn read(text: &str) -> (Option<Scenario>, Vec<Diagnostic>) {
    read_with(text, &Files::default())
}

/// Reads a scenario's text, with the files it names.
///
/// Gives the scenario if there is no error, and in any case all findings, in the order of the text. The same text
/// and files always give the same scenario, on any machine. Positions are checked against
/// [`crate::chart::Coast::region`]. No text and no file makes it panic.
pub fn read_with(text: &str, files: &Files) -> (Option<Scenario>, Vec<Diagnostic>) {
    let mut reading = Reading::of(text);
    let scenario = if text.len() > MAX_BYTES {
        let message = format!("the text has {} bytes, more than {MAX_BYTES}", text.len());
        let start = text.get(..1).unwrap_or("");
        reading.error(TOO_MANY, Raw::whole(start), message, "make the grids coarser")
    } else {
        parse::check_text(&mut reading.findings, text).and_then(|()| lower::scenario(&mut reading, text, files))
    };
    let scenario = scenario.filter(|_| reading.findings.has_no_error());
    (scenario, reading.into_diagnostics())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_a_scenario_without_a_finding() {
        let (scenario, findings) = read(EXAMPLE);
        let findings: Vec<_> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(findings, Vec::<String>::new());
        let scenario = scenario.unwrap();
        assert_eq!(scenario.persons_aboard(), 40);
        assert_eq!(scenario.local_offset_min, 480);
        assert_eq!(scenario.start.to_string(), "2012-06-19T11:52:00Z");
        assert_eq!((scenario.srus[0].capacity, scenario.srus[0].class.as_str()), (60, "rescue-vessel-40m"));
        assert_eq!(scenario.srus[2].kind, SruKind::Merchant);
    }
}
