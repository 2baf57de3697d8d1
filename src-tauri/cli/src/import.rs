//! `import`: files of orders, people, reviews or events, looked at first, then brought in with progress on standard error.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::Args;
use regulars_core::api::imports::{self, ImportSummary};
use regulars_core::sources::files::{ColumnRole, DateOrder, DecimalMark, FileReading, ImportKind, ImportPlan, ROWS_A_PAGE, RateSense};
use regulars_core::sync::import::{FILES, Import as Files};
use regulars_core::types::money::grouped;
use regulars_core::types::records::ConsentState;
use regulars_core::types::{Currency, Error, Progress, ProgressEvent, Result, ShopZone};

use crate::out::{Out, table};
use crate::shop;

#[derive(Args)]
pub struct Import {
    /// CSV, TSV or the like, spreadsheets (.xlsx, .xlsb, .xls, .ods), or events as JSON Lines; gzip too
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What a column means, e.g. order_number=Invoice or skip=Notes (repeatable)
    #[arg(long = "map", value_name = "ROLE=COLUMN")]
    map: Vec<String>,
    /// What a row is: order-lines, orders, people, products, reviews, answers (to a survey), rates (of currencies) or events
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// How the text is encoded, e.g. UTF-8 or windows-1252 (else found out)
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// What stands between the columns: comma, semicolon, tab, pipe or another character (else found out)
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<String>,
    /// Which row names the columns: its number, rows of nothing not counted, or none (else found out)
    #[arg(long, value_name = "N|none")]
    header_row: Option<String>,
    /// Of a spreadsheet: which of its sheets (else the one whose columns say the most)
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// How dates are written: year-first, day-first or month-first (else found out)
    #[arg(long, value_name = "ORDER")]
    dates: Option<String>,
    /// What stands before the cents: point or comma (else found out)
    #[arg(long, value_name = "MARK")]
    decimals: Option<String>,
    /// Of amounts whose row names none, e.g. GBP
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Of times that name none, e.g. Europe/London
    #[arg(long, value_name = "NAME")]
    zone: Option<String>,
    /// What everybody in a list of people said to emails, where no column says it: subscribed, unsubscribed or cleaned
    #[arg(long, value_name = "STATE")]
    everyone: Option<String>,
    /// Rates are written as “1 USD is 0.92 EUR”, not as “1 EUR is 1.08 USD”; --currency says what they are against
    #[arg(long)]
    rates_of_one: bool,
    /// Do not open with what was said of the last file with the same columns, and forget it
    #[arg(long)]
    forget: bool,
    /// Files of the same shop share a source; give another shop's files another name
    #[arg(long, value_name = "NAME", default_value = FILES)]
    source: String,
    /// Show the recognised columns and stop
    #[arg(long)]
    dry_run: bool,
    /// Rows of the file that are stored at once
    #[arg(long, hide = true, default_value_t = ROWS_A_PAGE)]
    page_rows: u64,
}

impl Import {
    pub fn run(self, db: &Path, out: Out) -> Result<()> {
        let app = shop::open(db)?;
        let mut plans = Vec::new();
        for file in &self.files {
            let path = file.to_string_lossy();
            let mut plan = imports::inspect(&app, &path, &self.reading()?)?;
            if self.forget && plan.remembered.is_some() {
                imports::forget(&app, &plan.mapping)?;
                plan = imports::inspect(&app, &path, &self.reading()?)?;
            }
            plans.push(self.corrected(plan)?);
        }
        if self.dry_run {
            return out.print(&plans, |plans| plans.iter().map(told).collect::<Vec<_>>().join("\n\n"));
        }
        let progress = watched();
        let stop = progress.clone();
        // A second Ctrl+C ends the program as usual; nothing is lost then either.
        ctrlc::set_handler(move || if stop.is_cancelled() { std::process::exit(130) } else { stop.cancel() })
            .map_err(|e| Error::internal("Ctrl+C could not be listened to.").caused_by(e))?;
        let mut summaries = Vec::new();
        for plan in &plans {
            if let Some(problem) = plan.problems.first() {
                return Err(Error::bad_input(format!(
                    "{problem} See what was recognised with --dry-run, and say it with --map ROLE=COLUMN."
                )));
            }
            if !out.json {
                for note in plan.notes.iter().chain(&plan.remarks) {
                    out.note(note);
                }
            }
            let what = Files {
                path: Path::new(&plan.file.path),
                mapping: &plan.mapping,
                source: &self.source,
                data_dir: &app.data_dir,
                page_rows: self.page_rows,
            };
            let summary = imports::run(&app, &what, &progress);
            clear_line();
            summaries.push(summary?);
        }
        out.print(&summaries, |all| all.iter().map(summed).collect::<Vec<_>>().join("\n\n"))
    }

    /// How the file is written, as far as the command line says so.
    fn reading(&self) -> Result<FileReading> {
        let delimiter = self.delimiter.as_ref().map(|said| match said.to_lowercase().as_str() {
            "comma" => ",".to_owned(),
            "semicolon" => ";".to_owned(),
            "tab" | "\\t" => "\t".to_owned(),
            "pipe" => "|".to_owned(),
            _ => said.clone(),
        });
        let header_row = match self.header_row.as_deref() {
            None => None,
            Some("none") => Some(0),
            Some(n) => Some(
                n.parse()
                    .ok()
                    .filter(|n| *n > 0)
                    .ok_or_else(|| Error::bad_input(format!("“{n}” is no row: use --header-row 1 for the first one, or none.")))?,
            ),
        };
        Ok(FileReading { encoding: self.encoding.clone(), delimiter, sheet: self.sheet.clone(), header_row })
    }

    /// The plan with what the command line says.
    fn corrected(&self, mut plan: ImportPlan) -> Result<ImportPlan> {
        let m = &mut plan.mapping;
        if let Some(kind) = &self.kind {
            let said = ImportKind::parse(kind)?;
            if said == ImportKind::Events && m.kind != said {
                return Err(Error::bad_input(format!(
                    "{} is no file of events: these are JSON Lines, an object a line in the words of the Segment specification.",
                    plan.file.name
                )));
            }
            m.kind = said;
        }
        for word in &self.map {
            let (role, name) = word
                .split_once('=')
                .ok_or_else(|| Error::bad_input(format!("“{word}” should read ROLE=COLUMN, e.g. order_number=Invoice.")))?;
            let role = ColumnRole::parse(role)?;
            let at = m.columns.iter().position(|c| c.name.eq_ignore_ascii_case(name.trim())).ok_or_else(|| {
                Error::bad_input(format!("{} has no column “{}”. See its columns with --dry-run.", plan.file.name, name.trim()))
            })?;
            for (i, column) in m.columns.iter_mut().enumerate() {
                if i == at {
                    column.role = role;
                } else if column.role == role && !role.may_repeat() {
                    column.role = ColumnRole::Skip;
                }
            }
        }
        if let Some(code) = &self.currency {
            m.currency = code.parse::<Currency>()?;
        }
        if let Some(zone) = &self.zone {
            m.zone = ShopZone::parse(zone)?.name().to_owned();
        }
        if let Some(order) = &self.dates {
            m.dates = match order.as_str() {
                "year-first" => DateOrder::YearFirst,
                "day-first" => DateOrder::DayFirst,
                "month-first" => DateOrder::MonthFirst,
                _ => return Err(Error::bad_input(format!("“{order}” is no order of dates; use year-first, day-first or month-first."))),
            };
        }
        if let Some(mark) = &self.decimals {
            m.decimals = match mark.as_str() {
                "point" => DecimalMark::Point,
                "comma" => DecimalMark::Comma,
                _ => return Err(Error::bad_input(format!("“{mark}” is no mark before the cents; use point or comma."))),
            };
        }
        if let Some(said) = &self.everyone {
            let state = ConsentState::parse(said).filter(|s| *s != ConsentState::Pending);
            m.everyone =
                Some(state.ok_or_else(|| Error::bad_input(format!("“{said}” is not known; use subscribed, unsubscribed or cleaned.")))?);
        }
        if self.rates_of_one {
            m.rates = RateSense::OneOfTheirs;
        }
        let checked = imports::check(&plan.mapping, &plan.samples);
        if !self.map.is_empty() || self.kind.is_some() {
            plan.problems = checked.problems;
        }
        (plan.reads, plan.remarks) = (checked.reads, checked.remarks);
        Ok(plan)
    }
}

fn told(plan: &ImportPlan) -> String {
    let m = &plan.mapping;
    let rows: Vec<Vec<String>> =
        m.columns.iter().zip(&plan.samples).map(|(c, samples)| vec![c.name.clone(), c.role.name(), samples.join(" · ")]).collect();
    let kind = match m.kind {
        ImportKind::OrderLines => "a row is a line of an order",
        ImportKind::Orders => "a row is an order",
        ImportKind::People => "a row is a person",
        ImportKind::Reviews => "a row is a review",
        ImportKind::Products => "a row is a product",
        ImportKind::Answers => "a row is what one person answered",
        ImportKind::Rates => "rates of currencies",
        ImportKind::Events => "a line is an event",
    };
    let count =
        plan.file.rows.map_or_else(|| format!("more than {} rows", grouped(plan.file.rows_seen)), |n| format!("{} rows", grouped(n)));
    let whose = plan.preset.as_ref().map_or(String::new(), |p| format!(" ({p})"));
    let mut out = format!("{}{whose}: {kind}, {count}\n\n{}\n", plan.file.name, table(&["column", "means", "for example"], &rows));
    for read in &plan.reads {
        out.push_str(&format!("\n{}: “{}” is {}", read.column, read.text, read.means.as_deref().unwrap_or("nothing that can be read")));
    }
    if !plan.reads.is_empty() {
        out.push('\n');
    }
    let written = match (&m.sheet, m.delimiter.as_str()) {
        (Some(sheet), _) if plan.file.sheets.len() > 1 => format!("sheet “{sheet}” of {}", plan.file.sheets.len()),
        (Some(sheet), _) => format!("sheet “{sheet}”"),
        (None, "\t") => format!("{}, tabs", m.encoding),
        (None, d) => format!("{}, “{d}” between columns", m.encoding),
    };
    let header = match plan.top.iter().find(|r| r.header) {
        Some(row) => format!("names in row {}", row.line),
        None if m.columns.is_empty() => String::new(),
        None => "no row of names".to_owned(),
    };
    let dates = format!("{:?}", m.dates).to_lowercase().replace("first", " first");
    out.push_str(&format!(
        "\n{written} · {header} · dates: {dates} · decimal {:?} · {} · {}{}\n",
        m.decimals,
        m.currency,
        m.zone,
        m.credit_prefix.as_ref().map_or(String::new(), |p| format!(" · credit notes begin with {p}"))
    ));
    if let Some(at) = plan.remembered {
        let day = at.to_utc().format("%-d %B %Y");
        out.push_str(&format!("Read as the file with the same columns on {day}; --forget looks at it anew.\n"));
    }
    for line in plan
        .problems
        .iter()
        .map(|p| format!("Cannot be imported: {p}"))
        .chain(plan.notes.iter().chain(&plan.remarks).map(|n| format!("Note: {n}")))
    {
        out.push_str(&format!("{line}\n"));
    }
    out
}

fn summed(s: &ImportSummary) -> String {
    let amounts = |all: &[regulars_core::types::Money]| {
        if all.is_empty() { "–".to_owned() } else { all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ") }
    };
    let mut out = format!(
        "{}{}\nread              {}\nstored            {}\nrefused           {}\norders            {}\nanonymous orders  {}\nrefunds           {}\npeople            {}\nrevenue           {}\nrefunded          {}",
        s.file,
        if s.resumed { " (went on where it was interrupted)" } else { "" },
        grouped(s.read),
        grouped(s.stored),
        grouped(s.refused),
        grouped(s.orders),
        grouped(s.anonymous_orders),
        grouped(s.refunds),
        grouped(s.people),
        amounts(&s.revenue),
        amounts(&s.refunded)
    );
    for (what, n) in [("views", s.views), ("searches", s.searches), ("reviews", s.reviews), ("events", s.events), ("products", s.products)]
    {
        if n > 0 {
            out.push_str(&format!("\n{what:<16}  {}", grouped(n)));
        }
    }
    if s.rates > 0 {
        out.push_str(&format!(
            "\nrates             {}\nvalued anew       {} (orders and refunds in another currency)",
            grouped(s.rates),
            grouped(s.revalued)
        ));
    }
    if s.other_orders > 0 {
        out.push_str(&format!("\nnot counted       {} (cancelled, failed or not paid)", grouped(s.other_orders)));
    }
    if !s.reasons.is_empty() {
        out.push_str("\n\nRefused:");
        for r in &s.reasons {
            out.push_str(&format!("\n  {:>8}  {}", grouped(r.rows.unsigned_abs()), r.reason));
        }
    }
    if let Some(file) = &s.refused_file {
        out.push_str(&format!("\nThe refused rows are in {file}"));
    }
    out
}

/// Shows rows, rate and time left on one line of standard error, where that is a terminal.
fn watched() -> Progress {
    let state = Mutex::new((Instant::now(), Instant::now(), String::new()));
    let shown = std::io::stderr().is_terminal();
    Progress::new(move |e: ProgressEvent| {
        if !shown {
            return;
        }
        let mut s = state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if s.2 != e.phase {
            *s = (Instant::now(), Instant::now() - Duration::from_secs(1), e.phase.clone());
        }
        if s.1.elapsed() < Duration::from_millis(100) {
            return;
        }
        s.1 = Instant::now();
        let seconds = s.0.elapsed().as_secs_f64();
        let rate = if seconds > 0.2 { e.done as f64 / seconds } else { 0.0 };
        let mut line = format!("{} · {}", e.phase, grouped(e.done));
        if let Some(total) = e.total {
            line.push_str(&format!(" of {}", grouped(total)));
        }
        if rate > 0.0 {
            line.push_str(&format!(" rows · {} a second", grouped(rate as u64)));
            if let Some(total) = e.total {
                line.push_str(&format!(" · {:.0} s left", (total.saturating_sub(e.done)) as f64 / rate));
            }
        }
        eprint!("\r\x1b[2K{line}");
        let _ = std::io::stderr().flush();
    })
}

fn clear_line() {
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[2K");
    }
}
