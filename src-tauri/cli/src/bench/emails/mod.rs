//! `bench emails`: an email filled in and compiled, against liquidjs and the npm package mjml; everybody of a made shop
//! checked; and the preview. All in one run.
//!
//! Start with `BenchEmails::run`. What is measured against another program is in `fill` and `mjml`; what needs a shop is a
//! process of its own (`shop`), one after the other, so that the memory that is read is of one job.

mod fill;
mod letter;
mod mjml;
mod shop;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::{Args, ValueEnum};
use regulars_core::types::money::grouped;
use regulars_core::types::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::liquid::liquidjs;
use super::segments::made_shop;
use crate::out::{Out, table};
use fill::Filled;
use mjml::Compiled;
use shop::{Checked, Previewed};

#[derive(Args)]
pub struct BenchEmails {
    /// How many people the made shop has whose everybody is checked
    #[arg(long, default_value_t = 100_000)]
    people: u32,
    /// How many the smaller shop has, for what memory does when a shop grows
    #[arg(long, default_value_t = 20_000)]
    fewer: u32,
    /// How many turns each
    #[arg(long, default_value_t = 3)]
    times: u32,
    /// Seconds a turn
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// Where the made shops are kept for the next time
    #[arg(long, default_value = "target/bench", value_name = "FOLDER")]
    dir: PathBuf,
    /// One step alone, in this process
    #[arg(long, value_enum, hide = true)]
    step: Option<Step>,
    /// The shop of that step
    #[arg(long, hide = true)]
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Step {
    Check,
    CheckSome,
    Preview,
}

#[derive(Serialize)]
struct Report {
    filled: Filled,
    compiled: Compiled,
    /// The smaller shop, a part of the larger one, all of it.
    checked: Vec<Checked>,
    previewed: Previewed,
}

impl BenchEmails {
    pub fn run(self, out: Out) -> Result<()> {
        if let (Some(step), Some(file)) = (self.step, &self.file) {
            return match step {
                Step::Check => out.print(&shop::check(file, false)?, |_| String::new()),
                Step::CheckSome => out.print(&shop::check(file, true)?, |_| String::new()),
                Step::Preview => out.print(&shop::preview(file)?, |_| String::new()),
            };
        }
        let (small, large) = (made_shop(&self.dir, self.fewer)?, made_shop(&self.dir, self.people)?);
        eprintln!("Checking everybody …");
        let checked = vec![child(Step::Check, &small)?, child(Step::CheckSome, &large)?, child(Step::Check, &large)?];
        eprintln!("Looking at previews …");
        let previewed = child(Step::Preview, &large)?;
        eprintln!("Filling in, by turns with liquidjs …");
        let filled = fill::measure(1_000, self.times, self.seconds)?;
        eprintln!("Compiling, by turns with mjml …");
        let compiled = mjml::measure(self.times, self.seconds)?;
        out.print(&Report { filled, compiled, checked, previewed }, Report::text)
    }
}

/// The same program again for one step.
fn child<T: DeserializeOwned>(step: Step, file: &Path) -> Result<T> {
    let me = std::env::current_exe().map_err(|e| Error::file("find", Path::new("regulars-cli"), e))?;
    let name = step.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default();
    let mut command = Command::new(me);
    command.args(["--json", "bench", "emails", "--step", &name, "--file"]).arg(file).stderr(Stdio::inherit());
    let done = command.output().map_err(|e| Error::file("run", Path::new("regulars-cli"), e))?;
    if !done.status.success() {
        return Err(Error::internal("A step of the bench failed; what it said stands above."));
    }
    serde_json::from_slice(&done.stdout)
        .map_err(|e| Error::internal("The measuring process printed something else than its figures.").caused_by(e))
}

impl Report {
    fn text(&self) -> String {
        [self.filling(), self.compiling(), self.checking(), self.previewing()].join("\n\n")
    }

    fn filling(&self) -> String {
        let f = &self.filled;
        let rates = |all: &[f64]| all.iter().map(|r| format!("{r:.0}")).collect::<Vec<_>>().join("  ");
        let theirs = f.without.as_ref().map_or_else(|| rates(&f.theirs), |why| format!("skipped: {why}"));
        let rows = [
            vec!["regulars, the page".to_owned(), rates(&f.ours)],
            vec![format!("liquidjs {}, the same page", liquidjs::VERSION), theirs],
            vec!["regulars, with plain text and reasons".to_owned(), rates(&f.whole)],
            vec!["regulars, weighed for a check".to_owned(), rates(&f.weighed)],
        ];
        let ratio = f.ratio.map_or(String::new(), |r| format!("\nratio (best of each)  {r:.1} (aim: at least 5)"));
        format!(
            "{} bytes of HTML, filled in for {} people on one thread\n\n{}{ratio}",
            grouped(f.page_bytes as u64),
            grouped(f.people.into()),
            table(&["", "emails a second"], &rows)
        )
    }

    fn compiling(&self) -> String {
        let c = &self.compiled;
        let times = |all: &[f64]| all.iter().map(|r| format!("{r:.2} ms")).collect::<Vec<_>>().join("  ");
        let theirs = c.without.as_ref().map_or_else(|| times(&c.theirs), |why| format!("skipped: {why}"));
        let rows = [
            vec!["regulars (mrml)".to_owned(), times(&c.ours)],
            vec![format!("mjml {}", mjml::VERSION), theirs],
            vec!["regulars, from blocks to a letter".to_owned(), times(&c.whole)],
        ];
        let ratio = c.ratio.map_or(String::new(), |r| format!("\nratio (best of each)  {r:.1} (aim: at least 20)"));
        format!("{} bytes of MJML to HTML\n\n{}{ratio}", grouped(c.mjml_bytes as u64), table(&["", "times"], &rows))
    }

    fn checking(&self) -> String {
        let row = |c: &Checked| {
            vec![
                grouped(c.shop.into()),
                grouped(c.people.into()),
                format!("{:.2} s", c.first),
                format!("{:.2} s", c.again),
                format!("{:.0} MB", c.own_before_megabytes),
                format!("{:.0} MB", c.own_first_megabytes),
                format!("{:.0} MB", c.own_again_megabytes),
                format!("{:.0} MB", c.peak_megabytes),
            ]
        };
        let rows: Vec<_> = self.checked.iter().map(row).collect();
        let own = |n: usize| self.checked.get(n).map_or(0.0, |c| c.own_again_megabytes);
        format!(
            "everybody checked, two threads (aim: 100,000 in under 5 s)\n\n{}\nown memory: {:+.0} MB for all instead of some of the same shop, {:+.0} MB for the larger shop",
            table(&["people in the shop", "checked", "first", "again", "own memory before", "first", "again", "peak with the file"], &rows),
            own(2) - own(1),
            own(2) - own(0),
        )
    }

    fn previewing(&self) -> String {
        let p = &self.previewed;
        let row = |what: &str, (half, most): (f64, f64), aim: &str| {
            vec![what.to_owned(), format!("{half:.1} ms"), format!("{most:.1} ms"), aim.to_owned()]
        };
        let rows = [
            row("an edit", p.edit, "p95 under 50 ms"),
            row("the next person", p.next, "under 20 ms"),
            row("a surprising one", p.surprising, ""),
        ];
        format!("preview of {} bytes in the core\n\n{}", grouped(p.page_bytes.into()), table(&["", "p50", "p95", "aim"], &rows))
    }
}
