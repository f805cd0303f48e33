//! What to say afterwards: the time line, the findings and the report.
//!
//! The report is one HTML file that needs nothing else: no network, no font, and for an exercise of some days no
//! script; that of a long one carries its event list packed, and a script that draws it. **Nothing here judges a
//! person or a country**, and nothing is said that the events do not show: every sentence links to them.

mod alongside;
mod asked;
mod assessment;
mod bars;
mod burden;
mod chart;
mod course;
mod dealings;
mod events;
mod findings;
mod frame;
mod input;
mod knowledge;
mod lanes;
mod limits;
mod map;
mod marks;
mod objectives;
mod packed;
mod plots;
mod reception;
mod recorded;
mod references;
mod report;
mod signals;
mod story;
mod summary;
mod survivors;
mod tables;
mod time_axis;
mod timeline;
mod violations;

pub use findings::{Finding, Weight, findings};
pub use input::{ReportInput, RunFacts, Tracks};
pub use recorded::{SAMPLE_TICKS, branch_note, report_of, score_of};
pub use report::report;
pub use timeline::{Band, BandKind, Lane, LaneOf, Mark, MarkKind, Timeline, timeline};
