//! What the model leaves out and what its numbers rest on: said in every report.

/// Each limit in one or two sentences. The sections are those of the table of models the exercise was built from.
const LIMITS: [&str; 11] = [
    "This is an exercise. Persons, calls and decisions are simulated; a scenario that follows a real case says how far.",
    "Outcomes hang on chance. One run shows what happened under one seed; it does not show what usually happens. Compare \
     several seeds before drawing conclusions from lives saved.",
    "Survival follows hourly hazards for water of 26 to 30 °C that were set by the authors and checked against a few real \
     cases; they are not published values. Age, swimming, lifejackets and health shift them.",
    "Drift follows published leeway coefficients (Allen and Plourde 1999; Allen 2005) with wind and current that differ from \
     the forecast by a hidden, constant error. Waves do not push anything directly.",
    "Sighting follows sweep widths of the IAMSAR tradition, which were measured or extrapolated for trained look-outs; \
     a look-out who expects nothing sees less.",
    "A crowded vessel heels and may capsize when people move to one side. The physics is simple hydrostatics; how many \
     move, and when, was set by the authors.",
    "Times to get people aboard depend on method, sea and light, from a few reports and judgement; a tired crew is slower.",
    "Coasts are drawn at 1:10,000,000 (Natural Earth). Small islands, reefs, depths and harbour approaches are missing. \
     Limits of regions and names on the charts carry no legal meaning.",
    "The Earth is a sphere; distances err by up to 0.6 %.",
    "People at sea do not act on their own: they do not swim for shore, and signal only by telephone.",
    "Costs are hours and days at round prices that were set by the authors, or by the scenario; they compare shares and do \
     not budget an operation.",
];

/// The last one, where nobody is received ashore.
const NO_RECEPTION: &str = "Reception ashore, screening, protection and onward steps are not scored here: a person counts as saved when landed \
     alive at a place of safety.";

/// The last one, where somebody is.
const RECEPTION: &str = "Stages of reception follow times and staff as commonly practised; what a conversation brings out, how long witnesses \
     wait, and what evidence is worth were set by the authors. Night shifts and the identification of the dead are left \
     out. A person counts as saved when landed alive at a place of safety, whatever comes after.";

/// All of them, for a scenario with or without reception ashore.
pub(super) fn limits(received: bool) -> impl Iterator<Item = &'static str> {
    LIMITS.into_iter().chain([if received { RECEPTION } else { NO_RECEPTION }])
}
