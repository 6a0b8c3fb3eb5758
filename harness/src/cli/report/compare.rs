// SPDX-License-Identifier: EUPL-1.2
//! The command `report compare`: what changed between two reports, with the evidence of both.

use super::super::args::Language;
use super::super::{Exit, Failure};
use super::read;
use crate::report::{Change, Comparison, Renamed, Side, compare};
use clap::Args;
use reports::text;
use reports::text::{Lang, Text};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct CompareArgs {
    #[arg(value_name = "BEFORE")]
    before: PathBuf,
    #[arg(value_name = "AFTER")]
    after: PathBuf,
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    lang: Language,
}

pub fn comparison(args: &CompareArgs) -> Result<Exit, Failure> {
    let comparison = compare(&read(&args.before)?, &read(&args.after)?);
    println!("{}", shown(&comparison, args.lang.into()));
    Ok(if comparison.regressions.is_empty() { Exit::Conforming } else { Exit::NonConforming })
}

fn shown(comparison: &Comparison, lang: Lang) -> String {
    let mut lines = Vec::new();
    for Renamed { label, before, after } in &comparison.identity {
        lines.push(format!("{}: {before} → {after}", label.in_lang(lang)));
    }
    let families = [
        (Text::new("régression", "regression"), &comparison.regressions),
        (Text::new("progrès", "progress"), &comparison.progress),
        (Text::new("changé", "changed"), &comparison.others),
    ];
    for (word, changes) in families {
        for change in changes {
            lines.push(format!("{:10} {}", word.in_lang(lang), change.sentence().in_lang(lang)));
            lines.extend(evidence(change, lang));
        }
    }
    let Comparison { regressions, progress, others, unchanged, .. } = comparison;
    let (worse, better, other) = (regressions.len(), progress.len(), others.len());
    let counts = text!(
        "{worse} régression(s), {better} progrès, {other} autre(s) changement(s), {unchanged} sans changement",
        "{worse} regression(s), {better} better, {other} otherwise changed, {unchanged} unchanged"
    );
    lines.push(counts.in_lang(lang).to_owned());
    lines.join("\n")
}

/// Both sides, one below the other: what was found, then what it rests on.
fn evidence(change: &Change, lang: Lang) -> Vec<String> {
    [("−", &change.before), ("+", &change.after)]
        .into_iter()
        .flat_map(|(mark, side)| marked(mark, side, lang))
        .collect()
}

fn marked(mark: &str, side: &Option<Side>, lang: Lang) -> Vec<String> {
    let Some(side) = side else {
        let absent = Text::new("non exécuté", "not run");
        return vec![format!("  {mark} {}", absent.in_lang(lang))];
    };
    let mut lines: Vec<String> = side.findings.iter().map(|f| format!("  {mark} {}", f.in_lang(lang))).collect();
    lines.extend(side.lines.iter().map(|line| format!("  {mark}   {}", line.in_lang(lang))));
    if side.left_out > 0 {
        let count = side.left_out;
        lines.push(format!("  {mark}   {}", text!("… {count} de plus", "… {count} more").in_lang(lang)));
    }
    lines
}
