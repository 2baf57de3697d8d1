//! What changed in a segment since it was last exported: who would come along, who would not any more.

use roaring::RoaringBitmap;
use serde::Serialize;
use specta::Type;

use super::change::{Movers, movers};
use super::{App, Which, ask, people};
use crate::audiences::plan::Plan;
use crate::types::{DocumentId, Result, Timestamp};

/// Exports to so many audiences are compared, the newest first.
const MOST_AUDIENCES: usize = 5;

/// The last export to one audience, and the segment today.
#[derive(Debug, Clone, Serialize, Type)]
pub struct SinceExport {
    pub push: i64,
    pub at: Timestamp,
    /// `running` (or interrupted), `done`, `cancelled` or `failed`.
    pub state: String,
    pub audience: String,
    pub tags: Vec<String>,
    /// Who was in the segment then, and how many of them the door let through and the platform took.
    pub people_then: u32,
    pub sent: u32,
    pub now: u32,
    /// In the segment now, and not then.
    pub entered: Movers,
    /// Exported then, and not in the segment any more.
    pub left: Movers,
}

/// For each audience the segment was exported to, what changed since; the newest first. `which` may be how it is being
/// edited; `id` is the number under which it was exported.
pub fn since_export(app: &App, id: DocumentId, which: &Which) -> Result<Vec<SinceExport>> {
    let (_, now) = ask(app, which, None)?;
    app.store().read(|r| {
        let mut seen: Vec<(String, String, Vec<String>)> = Vec::new();
        let mut out = Vec::new();
        for row in r.pushes_of(id)? {
            let plan = Plan::read(&row.plan)?;
            let place = (row.target.clone(), row.audience.clone(), plan.tags.clone());
            if seen.contains(&place) || seen.len() == MOST_AUDIENCES {
                continue;
            }
            seen.push(place);
            let (mut then, mut sent) = (RoaringBitmap::new(), RoaringBitmap::new());
            r.each_pushed(row.id, |person, taken| {
                then.insert(person.0);
                if taken {
                    sent.insert(person.0);
                }
                Ok(())
            })?;
            out.push(SinceExport {
                push: row.id,
                at: row.started_at,
                state: row.state,
                audience: plan.audience.name,
                tags: plan.tags,
                people_then: people(then.len()),
                sent: people(sent.len()),
                now: people(now.set.len()),
                entered: movers(r, &now, &(&*now.set - &then))?,
                left: movers(r, &now, &(&sent - &*now.set))?,
            });
        }
        Ok(out)
    })
}
