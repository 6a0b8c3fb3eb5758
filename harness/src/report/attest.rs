// SPDX-License-Identifier: EUPL-1.2
//! Holds a deployed instance against the report on what was tested, item by item.

use super::transcript;
use crate::connector::{Connector, Role};
use judgement::evidence::Evidence;
use judgement::fingerprint;
use judgement::place::Place;
use liste_blanche::dn::Dn;
use reports::attestation::{Item, Origin, Sameness, Weight};
use reports::model::{Observation, Report, Trait};
use reports::text;
use reports::text::Text;

/// An instance that was called on, beside the report that it is compared with.
pub struct Deployment<'a> {
    pub report: &'a Report,
    /// As the buyer's file declares it.
    pub connector: &'a Connector,
    /// What the identification saw.
    pub evidence: &'a Evidence,
    /// The version was said by the program itself.
    pub version_said: bool,
    /// A client certificate was shown to it.
    pub certified: bool,
}

/// Every item, each with both values, the finding and why.
pub fn items(deployment: &Deployment<'_>) -> Vec<Item> {
    let mut items = declared(deployment);
    items.push(certificate(deployment));
    let (tested, deployed) = (&deployment.report.fingerprint, fingerprint::traits(deployment.evidence));
    let value = |traits: &[Trait], id: &str| traits.iter().find(|row| row.id == id).and_then(|row| row.value.clone());
    let unknown = tested.iter().filter(|row| deployed.iter().all(|other| other.id != row.id));
    for row in deployed.iter().chain(unknown) {
        let mut item = item(
            &row.id,
            row.label.clone(),
            Compared {
                origin: Origin::Observed,
                weight: fingerprint::weight(&row.id),
                tested: value(tested, &row.id),
                deployed: value(&deployed, &row.id),
            },
        );
        if item.finding == Sameness::CannotTell {
            item.because = unseen(&item, deployment.certified);
        }
        items.push(item);
    }
    items
}

/// What the identification saw, in the form of a report.
pub fn ledger(evidence: &Evidence) -> Vec<Observation> {
    let seen = evidence.observations.iter().filter(|o| matches!(o.place, Place::Identification(_)));
    seen.map(transcript::observation).collect()
}

fn declared(deployment: &Deployment<'_>) -> Vec<Item> {
    let (tested, deployed) = (&deployment.report.connector, &deployment.connector.identity);
    let compared = |weight, tested: &Option<String>, deployed: &Option<String>| {
        let (tested, deployed) = (tested.clone(), deployed.clone());
        Compared { origin: Origin::Declared, weight, tested, deployed }
    };
    let said =
        |tested: &String, deployed: &String| compared(Weight::Decisive, &Some(tested.clone()), &Some(deployed.clone()));
    let origin = if deployment.version_said { Origin::Observed } else { Origin::Declared };
    let version = Compared { origin, ..said(&tested.version, &deployed.version) };
    let build = compared(Weight::Decisive, &tested.build_digest, &deployed.build_digest);
    let configuration = compared(Weight::Own, &tested.configuration_digest, &deployed.configuration_digest);
    vec![
        item("name", Text::new("Nom", "Name"), said(&tested.name, &deployed.name)),
        item("version", Text::new("Version", "Version"), version),
        item("editor", Text::new("Éditeur", "Editor"), said(&tested.editor, &deployed.editor)),
        item("build-digest", Text::new("Empreinte du logiciel", "Build digest"), build),
        item("configuration-digest", Text::new("Empreinte de la configuration", "Configuration digest"), configuration),
    ]
}

/// One value on both sides, as far as it is known there.
struct Compared {
    origin: Origin,
    weight: Weight,
    tested: Option<String>,
    deployed: Option<String>,
}

fn item(id: &str, label: Text, compared: Compared) -> Item {
    let Compared { origin, weight, tested, deployed } = compared;
    let finding = match (&tested, &deployed) {
        (Some(tested), Some(deployed)) if tested == deployed => Sameness::Same,
        (Some(_), Some(_)) => Sameness::Different,
        _ => Sameness::CannotTell,
    };
    let because = match (finding, weight) {
        (Sameness::Same, _) => Text::new("identique", "the same"),
        (Sameness::Different, Weight::Own) => Text::new("propre à l’instance", "the instance's own"),
        (Sameness::Different, _) => Text::new("différent", "different"),
        (Sameness::CannotTell, _) if tested.is_none() && deployed.is_none() => {
            Text::new("non déclaré des deux côtés", "declared on neither side")
        }
        (Sameness::CannotTell, _) if tested.is_none() => Text::new("absent du rapport", "not in the report"),
        (Sameness::CannotTell, _) => Text::new("non déclaré ici", "not declared here"),
    };
    Item { id: id.to_owned(), label, origin, weight, tested, deployed, finding, because }
}

/// Why a trait could not be compared.
fn unseen(item: &Item, certified: bool) -> Text {
    match (&item.tested, &item.deployed) {
        (None, None) => Text::new("non visible des deux côtés", "seen on neither side"),
        (None, Some(_)) => Text::new("absent du rapport", "not in the report"),
        (Some(_), _) if !certified && item.weight == Weight::Supporting => Text::new(
            "non visible sans certificat client (--certificate, --key)",
            "not seen without a client certificate (--certificate, --key)",
        ),
        (Some(_), _) => Text::new("non vu ici", "not seen here"),
    }
}

/// The certificate shown, against what the buyer declares of his own: never against the vendor's.
fn certificate(deployment: &Deployment<'_>) -> Item {
    let expected = expected_dns(deployment.connector);
    let shown = fingerprint::certificate_dn(deployment.evidence);
    let same = |declared: &String| shown.as_ref().is_some_and(|shown| same_dn(declared, shown));
    let found = expected.iter().find(|declared| same(declared));
    let label = Text::new(
        "DN du certificat, face à la déclaration de l’opérateur",
        "Certificate DN, against the operator's own declaration",
    );
    let declared = found.or(expected.first()).cloned();
    let compared =
        Compared { origin: Origin::Observed, weight: Weight::Supporting, tested: declared, deployed: shown.clone() };
    let mut item = item("certificate-dn", label, compared);
    (item.finding, item.because) = match (&shown, found) {
        (None, _) => (Sameness::CannotTell, Text::new("aucun certificat vu", "no certificate was seen")),
        (_, Some(_)) => {
            (Sameness::Same, Text::new("celui que l’opérateur déclare", "the one that the operator declares"))
        }
        (Some(_), None) => {
            let because = text!("n’est pas celui que l’opérateur déclare", "not the one that the operator declares");
            (Sameness::Different, because)
        }
    };
    item
}

/// The DNs of the Annexe 1, then that of the role on the bench.
fn expected_dns(connector: &Connector) -> Vec<String> {
    let form = connector.annexe1.iter();
    let declared = form.flat_map(|form| [&form.certificate_dn, &form.second_certificate_dn]).flatten();
    let of_role = role_dn(&connector.role);
    declared.map(|dn| dn.trim().to_owned()).chain([of_role]).collect()
}

/// The subject that the bench certifies, in the order of the liste blanche.
pub(super) fn role_dn(role: &Role) -> String {
    format!("CN={},OU={},O={},ST={},C=FR", role.mx, role.ou, role.o, role.st)
}

fn same_dn(declared: &str, shown: &str) -> bool {
    match (Dn::parse(declared), Dn::parse(shown)) {
        (Ok(declared), Ok(shown)) => declared.same_as(&shown),
        _ => declared == shown,
    }
}
