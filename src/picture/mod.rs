//! What a seat believes: a pure projection of its ledger and the units it sees.
//!
//! The only layer that turns `World` into something a person sees. **No random number, no error, no other
//! seat's ledger is in here**: altering anything a seat has not been told leaves its picture equal, byte for byte.

mod alongside;
mod assessment;
mod bearings;
mod briefing;
mod dealings;
mod excon;
mod means;
mod forms;
mod incident;
mod landing;
mod lines;
mod mail;
mod model;
mod plot;
mod portal;
mod project;
mod reading;
mod reception;
mod sitrep;
mod truth;

pub use assessment::{AdmittedView, AssessmentView};
pub use bearings::BearingsView;
pub use briefing::{Briefing, SruCard, briefing};
pub use dealings::{Course, ForeignView, Stands};
pub use excon::{Held, Overview, Plan, Standing, overview, plan};
pub use forms::{PlannedView, hand_over, knows_wreck, mayday_relay, planned_by_others, search_action_plan};
pub use incident::{ReceivedView, incident_report};
pub use landing::{AboardView, disembarkation_request, landing_form};
pub use lines::LinesView;
pub use mail::MailView;
pub use means::{ConsultationView, FundView, HeldView, MeansView};
pub use model::*;
pub use plot::{ApartView, ConcludedView, MergedView, PlotView};
pub use portal::{PortalView, PostView, WarningView};
pub use project::{Kept, project};
pub use reception::{Deadline, DeadlineView, FileView, SiteView, StageView};
pub use sitrep::{full_sitrep, latest_sitrep};
pub use truth::truth;
