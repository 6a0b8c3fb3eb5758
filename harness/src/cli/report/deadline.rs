// SPDX-License-Identifier: EUPL-1.2
//! The command `report deadline`: days left in the test space, and what to do with them.

use super::super::args::Language;
use super::super::{Exit, Failure};
use super::read;
use crate::connector::Connector;
use crate::report::{Task, limit, tasks};
use clap::Args;
use reports::model::{Conclusion, ConclusionKind, Report};
use reports::outline::Status;
use reports::text;
use reports::text::{Lang, Text};
use std::path::PathBuf;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

#[derive(Debug, Args)]
pub struct DeadlineArgs {
    /// The folder of a run, its report.json, or an archive (.zip).
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    /// The day of the entry into the test space, as 2026-09-01.
    #[arg(long, value_name = "DATE", value_parser = date)]
    entered: Option<Date>,
    /// The connector file that says the day under `operator: entered-test-space`.
    #[arg(long, value_name = "FILE", conflicts_with = "entered")]
    connector: Option<PathBuf>,
    /// Counts from this day instead of the present one.
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    lang: Language,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| format!("`{text}` is no date: expected year, month and day, as 2026-09-01"))
}

pub fn deadline(args: &DeadlineArgs) -> Result<Exit, Failure> {
    let report = read(&args.report)?;
    let entered = entered(args, &report)?;
    let today = args.today.unwrap_or_else(|| OffsetDateTime::now_utc().date());
    let tasks = tasks(&report);
    let lang = Lang::from(args.lang);
    println!("{}", days(entered, today).in_lang(lang));
    tasks.iter().for_each(|task| println!("{}", row(task, lang)));
    println!("{}", closing(&report, &tasks).in_lang(lang));
    let open = tasks.iter().any(|task| task.mark == Status::Inconclusive);
    Ok(if tasks.iter().any(Task::is_red) {
        Exit::NonConforming
    } else if open || report.conclusion.kind.exit() == 3 {
        Exit::Undecided
    } else {
        Exit::Conforming
    })
}

/// The day said here, or in the connector file given, or in the one that the report names.
fn entered(args: &DeadlineArgs, report: &Report) -> Result<Date, Failure> {
    if let Some(day) = args.entered {
        return Ok(day);
    }
    let unknown = |why: String| {
        Failure::refused(format!(
            "{why}\n  = the six months count from the entry into the test space: give --entered DATE, or --connector FILE with `operator: {{ entered-test-space: … }}`"
        ))
    };
    let named = args.connector.clone().or_else(|| report.connector.file.as_ref().map(PathBuf::from));
    let file = named.ok_or_else(|| unknown("the report names no connector file".to_owned()))?;
    let connector = Connector::read(&file).map_err(|error| unknown(error.to_string()))?;
    let day = connector.operator.and_then(|operator| operator.entered_test_space);
    day.ok_or_else(|| unknown(format!("{} does not say when the operator entered the test space", file.display())))
}

fn days(entered: Date, today: Date) -> Text {
    let last = limit(entered);
    let left = (last - today).whole_days();
    let said = match left {
        0.. => text!("{left} jour(s) restant(s)", "{left} day(s) left"),
        _ => text!("dépassé de {} jour(s)", "passed by {} day(s)", -left),
    };
    let Text { fr, en } = said;
    text!(
        "Entrée dans l’espace de test : {entered}. Six mois : {last}, {fr} au {today}.",
        "Entered the test space: {entered}. Six months: {last}, {en} on {today}."
    )
}

fn row(task: &Task, lang: Lang) -> String {
    let Task { mark, what, sentence, next } = task;
    let mark = mark.symbol();
    format!("{mark} {what}: {}\n    → {}", sentence.in_lang(lang), next.in_lang(lang))
}

/// What the report comes to, and what follows from it.
fn closing(report: &Report, tasks: &[Task]) -> Text {
    let count = |mark| tasks.iter().filter(|task| task.mark == mark).count();
    let (red, announced, open) = (count(Status::Failed), count(Status::Reserved), count(Status::Inconclusive));
    let id = &report.id;
    let Conclusion { kind, because } = &report.conclusion;
    let (word, next) = (kind.words(), next(report, red + open));
    let fr = format!("{id} : {} — {}", word.fr, because.fr);
    let en = format!("{id}: {} — {}", word.en, because.en);
    let counts = text!(
        "{red} point(s) rouge(s), {announced} annoncé(s), {open} sans décision.",
        "{red} thing(s) red, {announced} announced, {open} undecided.",
    );
    Text::new(format!("{fr}.\n{} {}", counts.fr, next.fr), format!("{en}.\n{} {}", counts.en, next.en))
}

fn next(report: &Report, left: usize) -> Text {
    match report.conclusion.kind {
        _ if left > 0 => {
            Text::new("Suite : les régler, et rejouer tout.", "Next: settle them, and run everything again.")
        }
        _ if report.is_rehearsal() => Text::new(
            "Ce rapport porte sur le connecteur de référence et ne peut pas être remis.",
            "This report is about the reference connector and cannot be handed in.",
        ),
        _ if report.tally.as_ref().is_some_and(|tally| !tally.whole) => Text::new(
            "Suite : jouer tout le catalogue ; une partie ne dit rien du reste.",
            "Next: run the whole catalogue; a part says nothing of the rest.",
        ),
        ConclusionKind::Conforme | ConclusionKind::ConformeAvecReserves | ConclusionKind::ConformeSousDerogation => {
            Text::new(
                "Suite : `report package`, puis l’annexe 1 cochée production.",
                "Next: `report package`, then the Annexe 1 ticked production.",
            )
        }
        _ => Text::new(
            "Suite : corriger les écarts, ou les faire accepter par écrit, et rejouer tout.",
            "Next: mend the deviations, or have them accepted in writing, and run everything again.",
        ),
    }
}
