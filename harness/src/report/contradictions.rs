// SPDX-License-Identifier: EUPL-1.2
//! Holds a report against the connector file that it names: both must say the same of the connector.

use super::{build, declared};
use crate::connector::Connector;
use crate::plan;
use reports::model::{Annexe1, Entry, Identification, Party, Report};

/// A fact as the file has it and as the report has it.
type Row = (&'static str, String, String);

/// Everything that the file says otherwise than the report, a sentence each.
pub fn contradictions(report: &Report, connector: &Connector) -> Vec<String> {
    let rows = identity(report, connector).into_iter().chain(declarations(report, connector));
    let differing = rows.filter(|(_, file, report)| file != report);
    let shown = |text: String| if text.is_empty() { "nothing".to_owned() } else { text };
    differing
        .map(|(what, file, report)| format!("{what}: the file says {}, the report {}", shown(file), shown(report)))
        .collect()
}

fn identity(report: &Report, connector: &Connector) -> Vec<Row> {
    let (stored, own) = (&report.connector, build::connector(connector, &plan::idle(connector).sut, None));
    let digest = |digest: &Option<String>| digest.clone().unwrap_or_default();
    // A connector that is asked for its version may have another than the file was written for.
    let asked = connector.process.as_ref().is_some_and(|process| process.version.is_some());
    let version = if asked { stored.version.clone() } else { own.version.clone() };
    let issued = report.identification.issued.clone().unwrap_or_default();
    let declared = declared::identification(connector, issued);
    vec![
        ("name", own.name, stored.name.clone()),
        ("version", version, stored.version.clone()),
        ("editor", own.editor, stored.editor.clone()),
        ("build digest", digest(&own.build_digest), digest(&stored.build_digest)),
        ("configuration digest", digest(&own.configuration_digest), digest(&stored.configuration_digest)),
        ("domaine", own.domaines.join(", "), stored.domaines.join(", ")),
        ("MX", own.mx, stored.mx.clone()),
        ("DN", own.dn, stored.dn.clone()),
        ("DNS method", own.dns_method, stored.dns_method.clone()),
        ("identification", people(&declared), people(&report.identification)),
    ]
}

fn people(identification: &Identification) -> String {
    let party = |party: &Option<Party>| {
        let facts = party.iter().flat_map(|p| [Some(&p.name), p.address.as_ref(), p.contact.as_ref()]);
        facts.flatten().cloned().collect::<Vec<_>>().join(", ")
    };
    let Identification { laboratory, responsible, place, operator, environment, received, issued: _ } = identification;
    let words = [responsible, place, environment, received].into_iter().flatten().cloned();
    let words = [party(laboratory), party(operator)].into_iter().chain(words).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("; ")
}

fn declarations(report: &Report, connector: &Connector) -> Vec<Row> {
    let capabilities = |all: &[reports::model::Capability]| {
        let declared = all.iter().filter(|capability| capability.declared);
        declared.map(|capability| capability.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    let parameters = |all: &[reports::model::Parameter]| {
        let said = all.iter().map(|parameter| format!("{} {}", parameter.id, parameter.value));
        said.collect::<Vec<_>>().join(", ")
    };
    let form = |form: &Option<Annexe1>| form.as_ref().map(|form| entries(&form.rows)).unwrap_or_default();
    let reserved = |what: &str, reason: &str| format!("{what} ({reason})");
    let announced: Vec<String> = connector.reservations.iter().map(|r| reserved(&r.what, &r.reason)).collect();
    let stored: Vec<String> = report.reservations.iter().map(|r| reserved(&r.what, &r.reason)).collect();
    vec![
        ("annexe1", form(&connector.annexe1.as_ref().map(declared::annexe1)), form(&report.annexe1)),
        ("pics", capabilities(&build::capabilities(connector)), capabilities(&report.capabilities)),
        ("pixit", entries(&declared::pixit(connector)), entries(&report.pixit)),
        ("timing", parameters(&build::parameters(connector)), parameters(&report.parameters)),
        ("reservations", announced.join(", "), stored.join(", ")),
    ]
}

fn entries(rows: &[Entry]) -> String {
    rows.iter().map(|row| format!("{} {}", row.id, row.value)).collect::<Vec<_>>().join(", ")
}
