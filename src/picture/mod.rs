//! What a seat believes: a pure projection of its ledger and the units it sees.
//!
//! The only layer that turns `World` into something a person sees. **No random number, no error, no other
//! seat's ledger is in here**: altering anything a seat has not been told leaves its picture equal, byte for byte.

mod briefing;
mod dealings;
mod excon;
mod incident;
mod model;
mod portal;
mod project;
mod reception;

pub use briefing::{Briefing, SruCard, briefing};
pub use dealings::{Course, ForeignView, Stands};
pub use excon::{Overview, Plan, Standing, overview, plan};
pub use incident::{ReceivedView, incident_report};
pub use model::*;
pub use portal::{PortalView, PostView, WarningView};
pub use project::{project, truth};
pub use reception::{Deadline, DeadlineView, FileView, SiteView, StageView};
