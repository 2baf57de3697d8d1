//! The last thing a person said on a channel, up to the day asked about.

use super::window::Span;
use super::{AsOf, Statement, sql::Sql};
use crate::segments::condition::{Consent, ConsentIs};
use crate::segments::values::Window;

impl ConsentIs {
    /// As the ledger keeps it; `None` for "unknown", which is the ledger's silence.
    fn ledger(self) -> Option<&'static str> {
        match self {
            Self::Subscribed => Some("subscribed"),
            Self::Unsubscribed => Some("unsubscribed"),
            Self::Pending => Some("pending"),
            Self::Cleaned => Some("cleaned"),
            Self::Unknown => None,
        }
    }
}

pub fn compile(c: &Consent, as_of: AsOf) -> Statement {
    let mut sql = Sql::default();
    let channel = sql.bind(c.channel.as_str());
    let end = sql.bind(as_of.end());
    let unknown = c.states.contains(&ConsentIs::Unknown) && c.since == Window::Ever;
    let said: Vec<&str> = c.states.iter().filter_map(|s| s.ledger()).collect();
    // With "unknown" among them, ask for those who said something else, and take all others.
    let states = format!("n.state {}IN {}", if unknown { "NOT " } else { "" }, sql.list(&said));
    let since = if unknown { String::new() } else { format!(" AND {}", Span::of(c.since, as_of).sql("n.at", &mut sql)) };
    let text = format!(
        "SELECT n.person_id FROM (SELECT c.person_id, c.state, c.at, row_number() OVER (PARTITION BY c.person_id ORDER BY c.at DESC, \
         CASE c.state WHEN 'cleaned' THEN 0 WHEN 'unsubscribed' THEN 1 WHEN 'pending' THEN 2 ELSE 3 END) AS place \
         FROM consent c WHERE c.channel = {channel} AND c.at < {end}) n WHERE n.place = 1 AND {states}{since}"
    );
    Statement { complement: unknown, ..sql.done(text) }
}
