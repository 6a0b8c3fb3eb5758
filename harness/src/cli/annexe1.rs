// SPDX-License-Identifier: EUPL-1.2
//! The command `annexe1`: an operator's form held against the guide.

use super::args::Language;
use super::output::{Existing, write_file};
use super::{Exit, Failure};
use clap::{Args, Subcommand};
use input::Source;
use operator::annexe1::{Finding, Form};
use reports::text::Lang;
use std::path::PathBuf;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

#[derive(Debug, Subcommand)]
pub enum Annexe1Command {
    /// Hold the form against every rule of the guide; exit 0 nothing to mend (recommendations included), 1 something is, 2 it cannot be read.
    Check(CheckArgs),
    /// Write the filled form as PDF; exit 1 and no file when something is to be mended, unless `--draft`.
    Render(RenderArgs),
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The form, or a connector.yaml that holds it.
    #[arg(value_name = "FILE")]
    form: PathBuf,
    /// Language of what is found.
    #[arg(long, value_enum, default_value_t = Language::En)]
    lang: Language,
}

#[derive(Debug, Args)]
pub struct RenderArgs {
    /// The form, or a connector.yaml that holds it.
    #[arg(value_name = "FILE")]
    form: PathBuf,
    /// The PDF to write.
    #[arg(long, value_name = "FILE.pdf")]
    out: PathBuf,
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    lang: Language,
    /// Write it although something is to be mended; each sheet then says that it is a draft.
    #[arg(long)]
    draft: bool,
}

pub fn annexe1(command: &Annexe1Command) -> Result<Exit, Failure> {
    match command {
        Annexe1Command::Render(arguments) => render(arguments),
        Annexe1Command::Check(arguments) => check(arguments),
    }
}

fn check(arguments: &CheckArgs) -> Result<Exit, Failure> {
    let (form, source) = Form::read(&arguments.form)?;
    let findings = form.findings();
    for finding in &findings {
        println!("{}\n", shown(finding, &source, arguments.lang.into()));
    }
    let mend = findings.iter().filter(|finding| finding.must()).count();
    println!("{mend} to mend, {} recommendation(s)", findings.len() - mend);
    Ok(if mend == 0 { Exit::Conforming } else { Exit::NonConforming })
}

fn render(arguments: &RenderArgs) -> Result<Exit, Failure> {
    let (form, _) = Form::read(&arguments.form)?;
    let findings = form.findings();
    let mend = findings.iter().filter(|finding| finding.must()).count();
    if mend > 0 && !arguments.draft {
        println!(
            "Not written: {mend} to mend. `annexe1 check` says what; `--draft` writes it all the same, as a draft."
        );
        return Ok(Exit::NonConforming);
    }
    let issued = OffsetDateTime::now_utc().replace_nanosecond(0).ok().and_then(|now| now.format(&Rfc3339).ok());
    let document = form.fair_copy(&issued.unwrap_or_default());
    let bytes = reports::document::pdf(&document, arguments.lang.into()).map_err(Failure::ours)?;
    write_file(&arguments.out, &bytes, 0o644, Existing::Replaced)?;
    println!("{}: {mend} to mend, {} recommendation(s)", arguments.out.display(), findings.len() - mend);
    Ok(Exit::Conforming)
}

/// A finding with its line, what is there, what was probably meant, what to do, and where the rule comes from.
fn shown(finding: &Finding, source: &Source, lang: Lang) -> String {
    let words = match (finding.must(), lang) {
        (true, Lang::En) => ["error", "there is", "perhaps", "to do", "rule"],
        (false, Lang::En) => ["advice", "there is", "perhaps", "to do", "rule"],
        (true, Lang::Fr) => ["à corriger", "il y a", "peut-être", "à faire", "règle"],
        (false, Lang::Fr) => ["conseil", "il y a", "peut-être", "à faire", "règle"],
    };
    let [kind, there_is, perhaps, to_do, rule] = words;
    let mut shown = source.error_at(finding.place, finding.sentence().in_lang(lang));
    if !finding.value.is_empty() {
        shown = shown.help(format!("{there_is}: `{}`", finding.value));
    }
    if let Some(near) = &finding.near {
        shown = shown.help(format!("{perhaps}: `{near}`"));
    }
    let (id, origin) = (finding.rule.id, finding.rule.source);
    let standing = match finding.rule.standing {
        reports::model::Standing::Guide => "guide",
        reports::model::Standing::Liste => "liste",
        reports::model::Standing::Ref2 => "REF2",
        reports::model::Standing::Rfc => "RFC",
        reports::model::Standing::BonnePratique => "bonne-pratique",
    };
    shown = shown.help(format!("{to_do}: {}", finding.help().in_lang(lang)));
    format!("{kind}: {}", shown.help(format!("{rule} {id} [{standing}: {origin}]")))
}
