// SPDX-License-Identifier: EUPL-1.2
//! Holds a report against the connector file that it names: both must say the same of the connector.

use super::{build, declared};
use crate::connector::Connector;
use crate::plan;
use reports::model::{Annexe1, Entry, Identification, Party, Report, Reservation};

/// Facts of one kind, as the file has them and as the report has them.
type Row = (&'static str, Vec<String>, Vec<String>);

/// Everything that the file says otherwise than the report, a sentence each.
pub fn contradictions(report: &Report, connector: &Connector) -> Vec<String> {
    let rows = identity(report, connector).into_iter().chain(declarations(report, connector));
    rows.filter(|(_, file, report)| file != report).map(|row| sentence(&row)).collect()
}

/// Shows what one side alone says; all of it when only the order differs.
fn sentence((what, file, report): &Row) -> String {
    let alone = |own: &[String], other: &[String]| {
        let alone: Vec<&str> = own.iter().filter(|fact| !other.contains(fact)).map(String::as_str).collect();
        if alone.is_empty() { "nothing".to_owned() } else { alone.join(", ") }
    };
    let (left, right) = (alone(file, report), alone(report, file));
    if left == right {
        return format!("{what}: the file says {}, the report {}", file.join(", "), report.join(", "));
    }
    format!("{what}: the file says {left}, the report {right}")
}

fn identity(report: &Report, connector: &Connector) -> Vec<Row> {
    let (stored, own) = (&report.connector, build::connector(connector, &plan::idle(connector).sut, None));
    let one = |fact: &String| vec![fact.clone()];
    let digest = |digest: &Option<String>| digest.iter().cloned().collect::<Vec<_>>();
    // A connector that is asked for its version may have another than the file was written for.
    let asked = connector.process.as_ref().is_some_and(|process| process.version.is_some());
    let version = if asked { &stored.version } else { &own.version };
    let issued = report.identification.issued.clone().unwrap_or_default();
    let declared = declared::identification(connector, issued);
    vec![
        ("name", one(&own.name), one(&stored.name)),
        ("version", one(version), one(&stored.version)),
        ("editor", one(&own.editor), one(&stored.editor)),
        ("build digest", digest(&own.build_digest), digest(&stored.build_digest)),
        ("configuration digest", digest(&own.configuration_digest), digest(&stored.configuration_digest)),
        ("domaine", own.domaines.clone(), stored.domaines.clone()),
        ("MX", one(&own.mx), one(&stored.mx)),
        ("DN", one(&own.dn), one(&stored.dn)),
        ("DNS method", one(&own.dns_method), one(&stored.dns_method)),
        ("identification", people(&declared), people(&report.identification)),
    ]
}

fn people(identification: &Identification) -> Vec<String> {
    let party = |party: &Option<Party>| {
        let facts = party.iter().flat_map(|p| [Some(&p.name), p.address.as_ref(), p.contact.as_ref()]);
        facts.flatten().cloned().collect::<Vec<_>>()
    };
    let Identification { laboratory, responsible, place, operator, environment, received, issued: _ } = identification;
    let words = [responsible, place, environment, received].into_iter().flatten().cloned();
    party(laboratory).into_iter().chain(party(operator)).chain(words).collect()
}

fn declarations(report: &Report, connector: &Connector) -> Vec<Row> {
    let capabilities = |all: &[reports::model::Capability]| {
        let declared = all.iter().filter(|capability| capability.declared);
        declared.map(|capability| capability.id.clone()).collect::<Vec<_>>()
    };
    let parameters = |all: &[reports::model::Parameter]| {
        all.iter().map(|parameter| format!("{} {}", parameter.id, parameter.value)).collect::<Vec<_>>()
    };
    let form = |form: &Option<Annexe1>| form.as_ref().map(filled).unwrap_or_default();
    let announced = connector.reservations.iter().map(|announced| reserved(&announced.reservation)).collect();
    let stored = report.reservations.iter().map(reserved).collect();
    vec![
        ("annexe1", form(&connector.annexe1.as_ref().map(|form| form.reported())), form(&report.annexe1)),
        ("pics", capabilities(&build::capabilities(connector)), capabilities(&report.capabilities)),
        ("pixit", entries(&declared::pixit(connector)), entries(&report.pixit)),
        ("timing", parameters(&build::parameters(connector)), parameters(&report.parameters)),
        ("reservations", announced, stored),
    ]
}

fn reserved(reservation: &Reservation) -> String {
    let Reservation { what, reason, mended_by, accepted_by, .. } = reservation;
    let mended = mended_by.as_ref().map(|day| format!(", mended by {day}"));
    let accepted = accepted_by.as_ref().map(|a| format!(", accepted by {}, {}, until {}", a.who, a.reference, a.until));
    format!("{what} ({reason}{}{})", mended.unwrap_or_default(), accepted.unwrap_or_default())
}

/// The form as it was filled in, and the rules that it breaks.
fn filled(form: &Annexe1) -> Vec<String> {
    let broken = form.findings.iter().map(|finding| format!("breaks {}", finding.rule));
    entries(&form.rows).into_iter().chain(broken).collect()
}

fn entries(rows: &[Entry]) -> Vec<String> {
    rows.iter().map(|row| format!("{} {}", row.id, row.value)).collect()
}
