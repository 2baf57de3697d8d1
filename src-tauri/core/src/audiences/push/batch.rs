//! One wave of people, sorted by what has to be done for each, everybody through the door again.

use super::Work;
use crate::audiences::member::{Action, After, Before};
use crate::audiences::plan::{Blocked, Judge, Open, Verdict, json, kept};
use crate::audiences::there::Sent;
use crate::people::consent::{Back, Cleared, Known, New, Reason};
use crate::store::ingest::normal_email;
use crate::store::journal::PushMemberRow;
use crate::types::Result;

#[derive(Default)]
pub(super) struct Batch {
    pub rows: Vec<PushMemberRow>,
    /// They bring their tags along.
    pub add: Vec<(Cleared<New>, Sent)>,
    pub update: Vec<(Cleared<Known>, Sent)>,
    /// Known people who need tags: in the order of `update` where they are there too.
    pub tag: Vec<(Cleared<Known>, Vec<String>)>,
    pub restore: Vec<(Cleared<Back>, Sent)>,
    pub untag: Vec<(Cleared<Back>, Vec<String>)>,
    pub remove: Vec<Cleared<Back>>,
}

impl Work<'_> {
    pub(super) fn sort(&self, todo: Vec<PushMemberRow>) -> Result<Batch> {
        let judge = Judge { consents: &self.consents, refused: &self.refused, plan: &self.plan };
        let mut batch = Batch::default();
        for mut row in todo {
            let after: After = kept(row.after.as_deref())?;
            let before: Before = kept(row.before.as_deref())?;
            let member = self.there.get(&row.email);
            let email = self.consents.email(row.person).map(normal_email);
            if email.as_ref().is_some_and(|e| *e != normal_email(&row.email)) {
                row.state = "failed".to_owned();
                row.error = Some("Their address changed since the dry run. Make a new one for them.".to_owned());
                batch.rows.push(row);
                continue;
            }
            // `sending`: an earlier attempt may have done it already; what it found before stays the memory, unless it
            // found nobody and they came by themselves.
            let tried = row.state == "sending" && (member.is_none() || after.arrived(&before, member));
            if !tried {
                row.before = Some(json(&after.remember(member))?);
            }
            match judge.of(row.person, member, &after, false) {
                // New people of a double opt-in wait for their confirmation: that is what an earlier attempt did.
                Verdict::Blocked(Blocked::ByTheDoor(Reason::PendingThere)) if tried && before.status.is_none() => {
                    row.state = "done".to_owned();
                }
                Verdict::Blocked(why) => {
                    row.action = Action::Blocked.as_str().to_owned();
                    row.reason = Some(why.code());
                    row.state = "done".to_owned();
                }
                Verdict::Go(action, open) => {
                    if !tried {
                        row.action = action.as_str().to_owned();
                    }
                    row.state = if action.is_sent() { "sending" } else { "done" }.to_owned();
                    batch.take(open, &after, member);
                }
            }
            batch.rows.push(row);
        }
        Ok(batch)
    }
}

impl Batch {
    fn take(&mut self, open: Open, after: &After, member: Option<&crate::audiences::member::Member>) {
        let deed = after.deed(member);
        let sent = Sent { fields: deed.fields, language: deed.language };
        let changes = !sent.fields.is_empty() || sent.language.is_some();
        match open {
            Open::Idle => {}
            Open::Newcomer(pass) => self.add.push((pass, sent)),
            Open::Member(pass) => {
                let again = pass.again();
                if changes {
                    self.update.push((pass, sent));
                }
                if !deed.tags.is_empty() {
                    self.tag.push((again, deed.tags));
                }
            }
            Open::Back(pass) if deed.remove => self.remove.push(pass),
            Open::Back(pass) => {
                let again = pass.again();
                if changes {
                    self.restore.push((pass, sent));
                }
                if !deed.untag.is_empty() {
                    self.untag.push((again, deed.untag));
                }
            }
        }
    }
}
