//! What was mailed to the made shop's people, and what they did with it: three campaigns a month, and a welcome.
//!
//! Campaign by campaign, in the order of time; everybody's reading habits are held in a few bytes a person.

use regulars_core::store::fill::{Fill, Rows};
use regulars_core::types::Result;
use regulars_core::types::records::EmailEventKind::{self, Bounced, Clicked, Complained, Opened, Sent, Unsubscribed};

use super::dice::Dice;
use super::goods::CATEGORIES;
use super::people::Person;
use super::{DAY, Plan, about};

/// Days between two campaigns; and of everybody who may be mailed, the share that one goes to.
const EVERY: i64 = 10;
const REACH: f64 = 0.45;

struct Reader {
    from: i64,
    until: i64,
    opens: f32,
    bounces: bool,
}

struct Event {
    at: i64,
    person: u32,
    kind: EmailEventKind,
    link: Option<u32>,
}

pub fn fill(plan: &Plan, f: &Fill<'_>, tick: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
    let mut rows = f.table("email_event", &["id", "source_id", "external_id", "person_id", "kind", "at", "campaign", "link"])?;
    let readers: Vec<Reader> = (1..=plan.people)
        .map(|id| {
            let p = Person::of(plan, id);
            Reader { from: p.mailed.0, until: p.mailed.1, opens: p.opens as f32, bounces: p.bounces }
        })
        .collect();
    let mut made = 0u32;
    let mut links = Vec::new();
    for category in CATEGORIES {
        links.push(format!("https://shop.example/c/{}?utm_source=mail", category.to_lowercase().replace(' ', "-")));
    }
    links.push("https://shop.example/sale?utm_source=mail".to_owned());
    links.push("https://shop.example/account".to_owned());
    for (number, sent) in (0u64..).map(|i| (i, plan.begin + 5 * DAY + i as i64 * EVERY * DAY)).take_while(|(_, at)| *at < plan.now) {
        let mut about_it = Dice::new(plan.seed, [about::CAMPAIGN, number, 0]);
        let name = format!("{} {:03}", about_it.pick(&["News", "Spring", "Sale", "Makers", "Gifts"]), number + 1);
        let topic = about_it.below(CATEGORIES.len() as u32);
        let mut events = Vec::new();
        for (person, reader) in (1u32..).zip(&readers) {
            // Who joined since the campaign before gets a welcome, whatever else.
            let new = reader.from >= sent - EVERY * DAY && reader.from < sent;
            let mails = reader.from < sent && sent < reader.until;
            if !new && !mails {
                continue;
            }
            let mut d = Dice::new(plan.seed, [about::MAIL, person.into(), number]);
            if new {
                reads(plan, reader, person, reader.from + 60, None, &mut d, &mut events);
            }
            if mails && d.chance(REACH) {
                let at = sent + i64::from(d.below(7_200));
                reads(plan, reader, person, at, Some(topic), &mut d, &mut events);
            }
            // Who left did so by a mail, nearly always.
            if reader.until >= sent && reader.until < sent + EVERY * DAY && !reader.bounces && d.chance(0.9) && reader.until < plan.now {
                events.push(Event { at: reader.until, person, kind: Unsubscribed, link: None });
            }
        }
        events.sort_unstable_by_key(|e| (e.at, e.person, e.kind.code()));
        for event in &events {
            made += 1;
            write(plan, &mut rows, made, event, &name, &links)?;
        }
        tick(events.len() as u64)?;
    }
    Ok(())
}

/// One mail and what came of it. `topic`: a campaign's category; `None`: the welcome.
fn reads(plan: &Plan, reader: &Reader, person: u32, at: i64, topic: Option<u32>, d: &mut Dice, out: &mut Vec<Event>) {
    let mut push = |at: i64, kind, link| {
        if at < plan.now {
            out.push(Event { at, person, kind, link });
        }
    };
    push(at, Sent, None);
    if reader.bounces && d.chance(0.3) {
        push(at + 5, Bounced, None);
        return;
    }
    let eager = f64::from(reader.opens) * if topic.is_none() { 1.3 } else { 1.0 };
    if !d.chance(eager.min(0.95)) {
        return;
    }
    let opened = at + 30 + d.wait(0.4 * DAY as f64) as i64;
    push(opened, Opened, None);
    if d.chance(0.12) {
        let link = match d.below(10) {
            0..2 => CATEGORIES.len() as u32,
            2 => CATEGORIES.len() as u32 + 1,
            3..8 => topic.unwrap_or(CATEGORIES.len() as u32),
            _ => d.below(CATEGORIES.len() as u32),
        };
        push(opened + 20, Clicked, Some(link));
    }
    if d.chance(0.0005) {
        push(opened + 40, Complained, None);
    }
}

fn write(plan: &Plan, rows: &mut Rows<'_>, id: u32, e: &Event, campaign: &str, links: &[String]) -> Result<()> {
    let link = e.link.and_then(|i| links.get(i as usize));
    rows.add(&[
        id.into(),
        plan.source.into(),
        (&format!("E{id:09}")).into(),
        e.person.into(),
        e.kind.code().into(),
        e.at.into(),
        campaign.into(),
        link.into(),
    ])
}
