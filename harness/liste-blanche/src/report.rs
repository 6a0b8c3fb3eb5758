// SPDX-License-Identifier: EUPL-1.2
//! The texts of the commands `liste-blanche verify` and `liste-blanche lint`.

use std::fmt::Write;

use super::lint::{Counts, Histogram, Lint, OfO, Shape};
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
    let _ = writeln!(out, "sorted by Nom     {}", if lint.sorted { "yes" } else { "no" });
    shape(&mut out, &lint.shape);
    if lint.findings.is_empty() {
        out.push_str("No entry departs from the rules.\n");
        return out;
    }
    let _ = writeln!(out, "entries   DNs  departure");
    for finding in &lint.findings {
        let _ = writeln!(out, "{:>7} {:>5}  {}", finding.entrees, finding.dns, finding.rule.sentence());
        let _ = writeln!(out, "               first: {:?}", finding.example);
    }
    for (total, what) in [
        (lint.odd_dns, "any rule of its form"),
        (lint.rare_dns, "a rule other than the letters of O and a CN under mssante.fr"),
    ] {
        let _ = writeln!(out, "{:>7} {:>5}  in all, the DN breaks {what}", total.entrees, total.dns);
    }
    out.push_str("\nThe signature was not verified.\n");
    out
}

fn shape(out: &mut String, shape: &Shape) {
    let spread = |histogram: &Histogram| {
        histogram.iter().map(|(number, domains)| format!("{number}: {domains}")).collect::<Vec<_>>().join(" · ")
    };
    let of_o = |count: OfO| format!("{} as written, {} without quotes", count.written, count.read);
    let _ = writeln!(out, "operators (O)     {}", of_o(shape.operateurs));
    let _ = writeln!(out, "domains by entries            {}", spread(&shape.entrees_a_domaine));
    let _ = writeln!(out, "domains by certificate DNs    {}", spread(&shape.dns_a_domaine));
    let _ = writeln!(out, "domains of several operators  {}", of_o(shape.shared));
    let _ = writeln!(out, "domains under a listed one    {}\n", shape.nested);
}

fn sizes(out: &mut String, date: &str, counts: Counts) {
    let _ = writeln!(out, "DateDeGeneration  {date}");
    let _ = writeln!(out, "entries           {}", counts.entrees);
    let _ = writeln!(out, "domains           {}", counts.domaines);
    let _ = writeln!(out, "certificate DNs   {}", counts.dns);
}
