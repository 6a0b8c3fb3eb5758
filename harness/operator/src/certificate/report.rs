// SPDX-License-Identifier: EUPL-1.2
use std::fmt::Write;

use fake_pki::{Profile, Shape};

use super::Lint;

/// What was compared and what differs, one line each.
pub fn report(lint: &Lint) -> String {
    let mut out = String::new();
    let kind = match lint.kind.shape {
        Shape::Root => "a root".to_owned(),
        Shape::Intermediate => "an intermediate authority".to_owned(),
        Shape::Leaf(profile) => format!("a certificate of the offer {}", profile.id()),
    };
    let how = if lint.told { "as told" } else { "guessed" };
    let (environment, range) = (lint.kind.issuer.environment.id(), lint.kind.issuer.range.id());
    let _ = writeln!(out, "compared with {kind} ({how}), {environment}, range {range}");
    if let Shape::Leaf(profile) = lint.kind.shape
        && !lint.told
    {
        let others: Vec<_> = Profile::ALL.into_iter().filter(|other| *other != profile).map(Profile::id).collect();
        let _ = writeln!(out, "--profile chooses another: {}", others.join(", "));
    }
    let _ = writeln!(out, "expectations: A seen in real certificates, D documented, S second-hand, I inferred\n");
    for line in &lint.lines {
        let verdict = if line.ok { "ok     " } else { "DIFFERS" };
        let _ = writeln!(out, "{verdict} {} {}: {:?}", line.confidence.letter(), line.field, Shown(&line.found));
        if !line.ok {
            let _ = writeln!(out, "          expected: {}", line.expected);
        }
    }
    let _ = match lint.differences() {
        0 => writeln!(out, "\nno difference in {} comparisons", lint.lines.len()),
        some => writeln!(out, "\n{some} differences in {} comparisons", lint.lines.len()),
    };
    if !lint.with_issuer {
        out.push_str(
            "The issuer's certificate was not in the file: neither signature nor key identifier was compared.\n",
        );
    }
    out.push_str("Form only: trust, revocation and dates were not judged.\n");
    out
}

/// Text of a certificate, without what could move a terminal's cursor.
struct Shown<'a>(&'a str);

impl std::fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.chars().try_for_each(|c| if c.is_control() { f.write_str("\u{fffd}") } else { f.write_char(c) })
    }
}
