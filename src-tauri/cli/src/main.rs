//! Regulars for the terminal, cron and tests: the same core as the window.
//!
//! Exit status 0, 1 (failed, one sentence on stderr) or 2 (wrong usage). Start with `Command`; each room has a file.

mod audience;
mod audience_text;
mod bench;
mod chart;
mod coupon;
mod email;
mod email_files;
mod email_out;
mod email_render;
mod experiment;
mod import;
mod insights;
mod journey;
mod lists;
mod out;
mod people;
mod person;
mod product_rule;
mod schema;
mod segment;
mod segment_beside;
mod segment_order;
mod shop;
mod source;
mod tour;
mod value;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use regulars_core::types::Result;

use out::Out;

/// Know your regulars: segments, personalised emails and honest tests for a small shop.
///
/// Everything works on one local file, the shop's (--db). Begin with `regulars-cli --db shop.db demo`, or bring in
/// your own data with `regulars-cli --db shop.db import orders.csv`.
#[derive(Parser)]
#[command(name = "regulars-cli", version, max_term_width = 110)]
struct Cli {
    /// The shop's file; it is made when it does not exist.
    #[arg(long, global = true, default_value = "shop.db", env = "REGULARS_DB", value_name = "FILE")]
    db: PathBuf,

    /// Print results as JSON.
    #[arg(long, global = true)]
    json: bool,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// What the shop's file holds: people, orders, revenue
    Status,
    /// Show or change the shop's name, currency and time zone
    Settings(shop::Settings),
    /// Copy the whole shop into a new file
    Copy(shop::Copy),
    /// Fill an empty file with the demo shop
    Demo(shop::Demo),
    /// The main job on the demo shop, step by step: segment, email preview, audience dry run
    Tour(tour::Tour),
    /// Bring in orders or customers from CSV files (gzip too)
    Import(import::Import),
    /// Connections to shop platforms: add, list, test, remove
    #[command(subcommand)]
    Source(source::Source),
    /// Fetch what is new from the connected platforms
    Sync(source::Sync),
    /// Find and show people; hand out or erase one person's data
    #[command(subcommand)]
    People(people::People),
    /// Count, list, explain and save groups of people
    #[command(subcommand)]
    Segment(segment::Segment),
    /// What can be known of people: RFM, lifecycle, recommendations
    #[command(subcommand)]
    Insights(insights::Insights),
    /// Personalised emails: list, render, check
    #[command(subcommand)]
    Email(email::Email),
    /// Pools of codes for offers, each handed out once: list, import, hand-out, show
    #[command(subcommand)]
    Coupon(coupon::Coupon),
    /// The customers' way through the shop
    #[command(subcommand)]
    Journey(journey::Journey),
    /// A/B tests: plan, assign, analyse
    #[command(subcommand)]
    Experiment(experiment::Experiment),
    /// The export to Mailchimp: preview first, then push
    #[command(subcommand)]
    Audience(audience::Audience),
    /// Draw a chart as SVG
    Chart(chart::Chart),
    /// Print the JSON Schema of a definition
    Schema(schema::Schema),
    /// Measure how fast this machine is at it, against another program
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_env("REGULARS_LOG").unwrap_or_else(|_| "error".into()))
        .with_writer(std::io::stderr)
        .init();
    let out = Out { json: cli.json };
    match run(cli.command, &cli.db, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{}", e.message);
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command, db: &std::path::Path, out: Out) -> Result<()> {
    match command {
        Command::Status => shop::status(db, out),
        Command::Settings(x) => x.run(db, out),
        Command::Copy(x) => x.run(db, out),
        Command::Demo(x) => x.run(db, out),
        Command::Tour(x) => x.run(db, out),
        Command::Import(x) => x.run(db, out),
        Command::Source(x) => x.run(db, out),
        Command::Sync(x) => x.run(db, out),
        Command::People(x) => x.run(db, out),
        Command::Segment(x) => x.run(db, out),
        Command::Insights(x) => x.run(db, out),
        Command::Email(x) => x.run(db, out),
        Command::Coupon(x) => x.run(db, out),
        Command::Journey(x) => x.run(db, out),
        Command::Experiment(x) => x.run(db, out),
        Command::Audience(x) => x.run(db, out),
        Command::Chart(x) => x.run(db, out),
        Command::Schema(x) => x.run(db, out),
        Command::Bench(x) => x.run(out),
    }
}
