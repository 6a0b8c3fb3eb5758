// SPDX-License-Identifier: EUPL-1.2
//! The command `report redact`: a customer's copy of an archive, without chosen evidence, whose signature still holds.

use super::super::output::{Existing, OWNER_ALONE, write_file};
use super::super::{Exit, Failure};
use super::{open, parse};
use crate::report::{glob, hidden, rendered, unjudged, verification, withhold};
use clap::Args;
use dossier::{Files, REPORT, REPORT_FOLDER};
use input::{InputError, nearest};
use reports::model::Report;
use reports::text::Lang;
use std::collections::BTreeSet;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct RedactArgs {
    /// The archive, whole or redacted before.
    #[arg(value_name = "ARCHIVE")]
    archive: PathBuf,
    /// Scenarios whose observations are withheld; `*` stands for any run of characters.
    #[arg(long, value_name = "SCENARIO_GLOB", num_args = 1.., required_unless_present = "withhold_observation")]
    withhold: Vec<String>,
    /// Single observations, by number.
    #[arg(long, value_name = "N", num_args = 1..)]
    withhold_observation: Vec<u32>,
    /// The copy to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[arg(long, value_enum, default_value_t = super::Language::Fr)]
    lang: super::Language,
}

pub fn redact(args: &RedactArgs) -> Result<Exit, Failure> {
    let mut dossier = open(&args.archive)?;
    let report: Report = parse(&args.archive, dossier.files.get(REPORT).map_or(&[][..], Vec::as_slice))?;
    let objections = verification::unproven(&dossier, &report).map_err(Failure::ours)?;
    if !objections.is_empty() {
        println!("Not redacted: the archive does not hold; `report verify` says the same.");
        objections.iter().for_each(|objection| println!("- {objection}"));
        return Ok(Exit::NonConforming);
    }
    let copy = withhold(&report, &chosen(args, &report)?);
    let gone = hidden(&report, &copy);
    dossier.withhold(|name| gone.contains(name), renderings(&copy, args.lang.into())?);
    let packed = dossier.packed().map_err(Failure::ours)?;
    write_file(&args.out, &packed, OWNER_ALONE, Existing::Replaced)?;
    println!(
        "{}: {} of {} observations withheld in all; {} scenarios cannot be judged again from this copy.",
        args.out.display(),
        copy.withheld.len(),
        copy.withheld.len() + copy.observations.len(),
        unjudged(&copy).len(),
    );
    Ok(Exit::Conforming)
}

/// Numbers of the observations to withhold; a choice that meets nothing is a mistake.
fn chosen(args: &RedactArgs, report: &Report) -> Result<BTreeSet<u32>, Failure> {
    let mut numbers = BTreeSet::new();
    for pattern in &args.withhold {
        let owned = report.observations.iter().filter(|o| o.scenario.as_deref().is_some_and(|id| glob(pattern, id)));
        let before = numbers.len();
        numbers.extend(owned.map(|o| o.number));
        if numbers.len() == before {
            let what = format!("no scenario with evidence in this archive is meant by `{pattern}`");
            let known = nearest(pattern, report.scenarios.iter().map(|scenario| scenario.id.as_str()));
            let help = known.map_or("see the ids in rapport.html".to_owned(), |id| format!("did you mean `{id}`?"));
            return Err(InputError::new(&args.archive, what).help(help).into());
        }
    }
    for number in &args.withhold_observation {
        if !report.observations.iter().any(|o| o.number == *number) {
            return Err(InputError::new(&args.archive, format!("holds no observation {number}")).into());
        }
        numbers.insert(*number);
    }
    Ok(numbers)
}

fn renderings(report: &Report, lang: Lang) -> Result<Files, Failure> {
    let files = rendered(report, lang).map_err(Failure::ours)?;
    Ok(files.into_iter().map(|(name, octets)| (format!("{REPORT_FOLDER}{name}"), octets)).collect())
}
