// SPDX-License-Identifier: EUPL-1.2
//! `earl.jsonld`: the Evaluation and Report Language (W3C EARL 1.0), for whoever compares reports by requirement.
//!
//! Every scenario is a test case and every requirement a test requirement; each has one assertion. Both languages are
//! there at once, so the file does not depend on the language of the run. All names are relative to the file itself: no
//! address is made up for what has none.

use super::json::pretty_json;
use super::quote::{localized, quote};
use super::sections::Sections;
use super::{RenderError, Renderer};
use crate::labels::Labels;
use crate::model::{Report, Requirement, Scenario};
use crate::outline::Status;
use crate::text::{Lang, Text};
use serde_json::{Value, json};
use std::fmt::Write;

pub(super) const RENDERER: Renderer = Renderer { file: "earl.jsonld", render };

/// One graph in both languages.
fn render(report: &Report, _: Lang) -> Result<Vec<u8>, RenderError> {
    let mut graph = vec![document(report), assertor(report), subject(report)];
    for requirement in &report.requirements {
        graph.push(test_requirement(requirement));
    }
    for scenario in &report.scenarios {
        graph.push(test_case(scenario));
    }
    for requirement in &report.requirements {
        let status = requirement.status();
        let info = missing(requirement);
        graph.push(assertion(report, &fragment("requirement", &requirement.id), status, info.as_ref()));
    }
    for scenario in &report.scenarios {
        let info = scenario.not_applicable.as_ref();
        graph.push(assertion(report, &fragment("scenario", &scenario.id), scenario.status(), info));
    }
    pretty_json(&json!({
        "@context": {
            "earl": "http://www.w3.org/ns/earl#",
            "dct": "http://purl.org/dc/terms/",
            "doap": "http://usefulinc.com/ns/doap#",
        },
        "@graph": graph,
    }))
}

/// The report itself: who issued it for whom, and what it replaces.
fn document(report: &Report) -> Value {
    let who = &report.identification;
    let mut document =
        json!({ "@id": "#report", "@type": "dct:BibliographicResource", "dct:identifier": quoted(&report.id) });
    let conclusion = |lang: Lang| {
        let sentences = Sections::of(report, lang).tally().into_iter().map(|(_, sentence)| sentence);
        let because = localized(&report.conclusion.because, lang).into_owned();
        let word = Labels::of(lang).conclusion(report.conclusion.kind).to_owned();
        [word, because].into_iter().chain(sentences).collect::<Vec<_>>().join(" ; ")
    };
    document["dct:description"] = literals(&Text::new(conclusion(Lang::Fr), conclusion(Lang::En)));
    let known = [
        ("dct:issued", who.issued.as_deref()),
        ("dct:publisher", who.laboratory.as_ref().map(|party| party.name.as_str())),
        ("dct:audience", who.operator.as_ref().map(|party| party.name.as_str())),
        ("dct:replaces", report.amends.as_ref().map(|amends| amends.report.as_str())),
    ];
    for (property, value) in known {
        if let Some(value) = value {
            document[property] = quoted(value).into();
        }
    }
    document
}

/// The program that asserts.
fn assertor(report: &Report) -> Value {
    json!({
        "@id": "#harness",
        "@type": ["earl:Assertor", "earl:Software"],
        "dct:title": "mssante-harness",
        "dct:hasVersion": quoted(&report.harness.version),
        "dct:identifier": quoted(&report.harness.catalogue_digest),
    })
}

/// The connector and its version.
fn subject(report: &Report) -> Value {
    let connector = &report.connector;
    let mut release = json!({ "@type": "doap:Version", "doap:revision": quoted(&connector.version) });
    if let Some(digest) = &connector.build_digest {
        release["dct:identifier"] = quoted(digest).into();
    }
    json!({
        "@id": "#connector",
        "@type": ["earl:TestSubject", "doap:Project"],
        "doap:name": quoted(&connector.name),
        "doap:release": release,
        "dct:publisher": quoted(&connector.editor),
        "dct:identifier": quoted(&connector.dn),
    })
}

/// A row of the register.
fn test_requirement(requirement: &Requirement) -> Value {
    let standing = |lang| Labels::of(lang).standing(requirement.standing);
    json!({
        "@id": fragment("requirement", &requirement.id),
        "@type": "earl:TestRequirement",
        "dct:identifier": quoted(&requirement.id),
        "dct:title": literals(&requirement.text),
        "dct:source": quoted(&requirement.source),
        // Never without its standing: a rule that is deduced must not pass for one of the agency's.
        "dct:description": literals(&Text::new(standing(Lang::Fr), standing(Lang::En))),
    })
}

/// A scenario, as part of the requirements that it covers.
fn test_case(scenario: &Scenario) -> Value {
    let covers: Vec<Value> = scenario.covers.iter().map(|id| json!({ "@id": fragment("requirement", id) })).collect();
    json!({
        "@id": fragment("scenario", &scenario.id),
        "@type": "earl:TestCase",
        "dct:identifier": quoted(&scenario.id),
        "dct:title": literals(&scenario.purpose),
        "dct:isPartOf": covers,
    })
}

/// What a scenario or a requirement came to; `info` says why it is not decided.
fn assertion(report: &Report, test: &str, status: Status, info: Option<&Text>) -> Value {
    let word = |lang| Labels::of(lang).status(status);
    let mut result = json!({
        "@type": "earl:TestResult",
        "earl:outcome": { "@id": outcome(status) },
        "dct:description": literals(&Text::new(word(Lang::Fr), word(Lang::En))),
        "dct:date": quoted(&report.finished),
    });
    if let Some(info) = info {
        result["earl:info"] = literals(info);
    }
    json!({
        "@type": "earl:Assertion",
        "earl:assertedBy": { "@id": "#harness" },
        "earl:subject": { "@id": "#connector" },
        "earl:test": { "@id": test },
        "earl:mode": { "@id": "earl:automatic" },
        "earl:result": result,
    })
}

/// Why a requirement is not judged, or not as a whole.
fn missing(requirement: &Requirement) -> Option<Text> {
    match requirement.status() {
        Status::NotCovered => requirement.not_covered.clone(),
        Status::InPart | Status::NotJudged => {
            let missing_in = |lang: Lang| {
                let missing = requirement.unjudged.iter();
                missing.map(|m| format!("{} ({})", m.scenario, m.because.in_lang(lang))).collect::<Vec<_>>().join(", ")
            };
            Some(Text::new(missing_in(Lang::Fr), missing_in(Lang::En)))
        }
        _ => None,
    }
}

/// A reservation is the operator's word about a failure; it does not change what was found.
fn outcome(status: Status) -> &'static str {
    match status {
        Status::Passed => "earl:passed",
        Status::Failed | Status::Reserved => "earl:failed",
        // Of a requirement judged in part, nobody can tell whether it is met.
        Status::Inconclusive | Status::Error | Status::InPart => "earl:cantTell",
        Status::NotApplicable => "earl:inapplicable",
        Status::NotJudged | Status::NotCovered => "earl:untested",
    }
}

/// A sentence as two literals, one a language.
fn literals(text: &Text) -> Value {
    let literal = |lang: Lang| json!({ "@value": quote(text.in_lang(lang), lang), "@language": lang.tag() });
    json!([literal(Lang::Fr), literal(Lang::En)])
}

/// Words of others, made harmless.
fn quoted(words: &str) -> String {
    quote(words, Lang::Fr).into_owned()
}

/// A name within the file: what RFC 3986 does not leave bare in a fragment is written in percent.
fn fragment(kind: &str, id: &str) -> String {
    let mut name = format!("#{kind}/");
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => name.push(char::from(byte)),
            // Writing into a `String` cannot fail.
            _ => drop(write!(name, "%{byte:02X}")),
        }
    }
    name
}
