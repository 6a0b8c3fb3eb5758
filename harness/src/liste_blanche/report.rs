// SPDX-License-Identifier: EUPL-1.2
//! The texts of the commands `liste-blanche verify` and `liste-blanche lint`.

use std::fmt::Write;

use super::lint::{Counts, Lint};
use super::verify::Verified;

/// What a verified list holds and who signed it.
pub fn report_verify(verified: &Verified) -> String {
    let Verified { list, signer_subject, signer_names, signer_not_after, remarks } = verified;
    let mut out = String::from("The signature is valid and its signer is trusted.\n\n");
    sizes(&mut out, &list.date_de_generation, Counts::of(list));
    let _ = writeln!(out, "signer            {signer_subject}");
    if !signer_names.is_empty() {
        let _ = writeln!(out, "signer's names    {}", signer_names.join(", "));
    }
    let _ = writeln!(out, "signer ends       {}", signer_not_after.date());
    if !remarks.is_empty() {
        out.push('\n');
    }
    for remark in remarks {
        let _ = writeln!(out, "note: {remark}");
    }
    out
}

/// What a list holds and how often it departs from its rules; the signature was not looked at.
pub fn report_lint(lint: &Lint) -> String {
    let mut out = String::new();
    sizes(&mut out, &lint.date_de_generation, lint.counts);
    let _ = writeln!(out, "sorted by Nom     {}\n", if lint.sorted { "yes" } else { "no" });
    if lint.findings.is_empty() {
        out.push_str("No entry departs from the rules.\n");
        return out;
    }
    let _ = writeln!(out, "entries   DNs  departure");
    for finding in &lint.findings {
        let _ = writeln!(out, "{:>7} {:>5}  {}", finding.entrees, finding.dns, finding.rule.sentence());
        let _ = writeln!(out, "               first: {:?}", finding.example);
    }
    out.push_str("\nThe signature was not verified.\n");
    out
}

fn sizes(out: &mut String, date: &str, counts: Counts) {
    let _ = writeln!(out, "DateDeGeneration  {date}");
    let _ = writeln!(out, "entries           {}", counts.entrees);
    let _ = writeln!(out, "domains           {}", counts.domaines);
    let _ = writeln!(out, "certificate DNs   {}", counts.dns);
}
