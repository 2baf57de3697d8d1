//! Sending one sorted wave over as many connections as the platform takes: people and fields first, then tags of those
//! who were not refused, then what is taken back. What was refused comes back by address.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::Work;
use super::batch::Batch;
use crate::audiences::there::{Refusal, Tag, same_tag};
use crate::people::consent::Cleared;
use crate::store::ingest::normal_email;
use crate::types::Result;

/// One call, ready to go.
type Call<'a> = Box<dyn FnOnce() -> Result<Vec<Refusal>> + Send + 'a>;

impl Work<'_> {
    pub(super) fn send(&self, batch: Batch) -> Result<HashMap<String, Refusal>> {
        let (list, p, line) = (self.plan.audience.id.as_str(), self.progress, self.line);
        let (size, tags, welcome) = (line.limits().batch.max(1), self.tags.as_slice(), self.welcome);
        let mut first: Vec<Call<'_>> = Vec::new();
        first.extend(batch.add.chunks(size).map(|who| -> Call<'_> { Box::new(move || line.subscribe(p, list, welcome, tags, who)) }));
        first.extend(batch.update.chunks(size).map(|who| -> Call<'_> { Box::new(move || line.update(p, list, who)) }));
        first.extend(batch.restore.chunks(size).map(|who| -> Call<'_> { Box::new(move || line.restore(p, list, who)) }));
        let mut refusals: HashMap<String, Refusal> = HashMap::new();
        let mut learn = |more: Vec<Refusal>| refusals.extend(more.into_iter().map(|r| (r.email.clone(), r)));
        learn(self.all(first)?);

        // Everybody at once: the platform has a queue of its own for it.
        let gone: Vec<_> = batch.remove.iter().collect();
        if !gone.is_empty() {
            learn(line.remove(p, list, &gone)?);
        }
        let taken: Vec<(&Tag, Vec<&Cleared<_>>)> = self.by_tag(&batch.untag, &refusals);
        let put: Vec<(&Tag, Vec<_>)> =
            self.by_tag(&batch.tag, &refusals).into_iter().map(|(t, who)| (t, who.iter().map(|c| c.pass()).collect())).collect();
        let mut second: Vec<Call<'_>> = Vec::new();
        for (tag, who) in &put {
            second.extend(who.chunks(size).map(|who| -> Call<'_> { Box::new(move || line.put_tag(p, list, tag, who)) }));
        }
        for (tag, who) in &taken {
            second.extend(who.chunks(size).map(|who| -> Call<'_> { Box::new(move || line.take_tag(p, list, tag, who)) }));
        }
        let more = self.all(second)?;
        refusals.extend(more.into_iter().map(|r| (r.email.clone(), r)));
        Ok(refusals)
    }

    /// For each tag that exists there, who shall get or lose it and was not refused.
    fn by_tag<'b, T>(&self, who: &'b [(Cleared<T>, Vec<String>)], refused: &HashMap<String, Refusal>) -> Vec<(&Tag, Vec<&'b Cleared<T>>)> {
        let open = || who.iter().filter(|(c, _)| !refused.contains_key(&normal_email(c.email())));
        let wants = |tag: &Tag, names: &[String]| names.iter().any(|n| same_tag(n, &tag.name));
        self.tags.iter().map(|tag| (tag, open().filter(|(_, names)| wants(tag, names)).map(|(c, _)| c).collect())).collect()
    }

    /// Makes the calls, several at a time; the first error is the one told, after those under way have ended.
    fn all(&self, calls: Vec<Call<'_>>) -> Result<Vec<Refusal>> {
        let workers = self.line.limits().connections.clamp(1, calls.len().max(1));
        let queue = Mutex::new(calls.into_iter());
        let answers = Mutex::new(Ok(Vec::new()));
        std::thread::scope(|s| {
            for _ in 0..workers {
                s.spawn(|| {
                    loop {
                        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                        let stop = answers.lock().unwrap_or_else(PoisonError::into_inner).is_err();
                        let (Some(call), false) = (next, stop) else { return };
                        let answer = call();
                        let mut all = answers.lock().unwrap_or_else(PoisonError::into_inner);
                        match (all.as_mut(), answer) {
                            (Ok(all), Ok(more)) => all.extend(more),
                            (Ok(_), Err(e)) => *all = Err(e),
                            (Err(_), _) => return,
                        }
                    }
                });
            }
        });
        answers.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
