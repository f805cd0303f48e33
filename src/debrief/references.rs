//! The run beside what crews make of the same scenario with the same chance.

use maud::{Markup, html};

use super::story::Story;
use crate::score::{beside, standing};

/// The table, where references were played.
pub(super) fn table(story: &Story<'_>) -> Option<Markup> {
    let rows = beside(story.score);
    if rows.is_empty() {
        return None;
    }
    Some(html! {
        h3 { "Beside crews with the same chance" }
        @if let Some(standing) = standing(story.score) { p { (standing) } }
        p.small {
            "The same scenario and seed with one crew in every seat: nobody at all; a competent team that knows what its seats \
             know; and one that knows where everybody is from the first alert on."
        }
        table {
            thead {
                tr {
                    th { "" }
                    th.num { "This run" }
                    @for reference in &story.score.references { th.num { (reference.crew) } }
                }
            }
            tbody {
                @for row in rows {
                    tr {
                        td { (row.name) }
                        td.num { strong { (row.run) } }
                        @for words in row.references { td.num { (words) } }
                    }
                }
            }
        }
    })
}
