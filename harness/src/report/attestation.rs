// SPDX-License-Identifier: EUPL-1.2
//! The attestation that a deployed instance is, or is not, what a report is about.

use super::attest::{Deployment, items, ledger};
use super::verification::signer_name;
use dossier::{MANIFEST, SIGNATURE, cms, sha256_hex, unpack};
use judgement::fact::Part;
use judgement::fingerprint::Visit;
use reports::attestation::{Attestation, Deployed, Digest, SCHEMA, Tested, conclude};
use reports::model::Party;
use reports::text::Text;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A file that the attestation names, with its content.
pub struct AttestedFile {
    pub name: String,
    pub octets: Vec<u8>,
}

impl AttestedFile {
    pub fn digest(&self) -> Digest {
        digest(&self.name, &self.octets)
    }
}

/// The files on both sides.
pub struct AttestedFiles {
    /// The vendor's archive, or his `report.json`.
    pub tested: AttestedFile,
    /// The buyer's connector file.
    pub deployed: AttestedFile,
}

/// Compares an instance with a report, and says what that comes to.
pub fn attestation(deployment: &Deployment<'_>, files: &AttestedFiles, id: String, at: OffsetDateTime) -> Attestation {
    let items = items(deployment);
    let (conclusion, because) = conclude(&items);
    let issued = at.replace_nanosecond(0).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    Attestation {
        schema: SCHEMA,
        id,
        issued: issued.format(&Rfc3339).unwrap_or_default(),
        harness: env!("CARGO_PKG_VERSION").to_owned(),
        tested: tested(deployment, &files.tested),
        deployed: deployed(deployment, &files.deployed),
        items,
        conclusion,
        because,
        limits: limits(),
        observations: ledger(deployment.evidence),
    }
}

fn tested(deployment: &Deployment<'_>, file: &AttestedFile) -> Tested {
    let report = deployment.report;
    let mut digests = vec![file.digest()];
    let inside = unpack(&file.octets).ok();
    let manifest = inside.as_ref().and_then(|inside| inside.get(MANIFEST));
    digests.extend(manifest.map(|manifest| digest(MANIFEST, manifest)));
    digests.push(Digest { name: "scenarios".to_owned(), sha256: report.harness.catalogue_digest.clone() });
    let signature = inside.as_ref().and_then(|inside| inside.get(SIGNATURE));
    let signed = manifest.zip(signature).and_then(|(manifest, signature)| cms::verify(signature, manifest).ok());
    let connector = &report.connector;
    Tested {
        name: connector.name.clone(),
        version: connector.version.clone(),
        editor: connector.editor.clone(),
        report: report.id.clone(),
        finished: report.finished.clone(),
        conclusion: report.conclusion.kind,
        signer: signed.map(|signed| signer_name(&signed)),
        reference: connector.reference,
        files: digests,
    }
}

fn deployed(deployment: &Deployment<'_>, file: &AttestedFile) -> Deployed {
    let Deployment { connector, evidence, .. } = deployment;
    let called = evidence.sessions_of(Part::PeerClient, Some(&Visit::Uncertified.place()));
    let called = called.first().and_then(|session| session.remote()).map(str::to_owned);
    let identity = &connector.identity;
    Deployed {
        name: identity.name.clone(),
        version: identity.version.clone(),
        editor: identity.editor.clone(),
        build_digest: identity.build_digest.clone(),
        operator: connector.operator.as_ref().map(|operator| Party {
            name: operator.name.clone(),
            address: operator.address.clone(),
            contact: operator.contact.clone(),
        }),
        address: called.unwrap_or_else(|| connector.smtp_in.to_string()),
        file: file.digest(),
    }
}

fn digest(name: &str, octets: &[u8]) -> Digest {
    Digest { name: name.to_owned(), sha256: sha256_hex(octets) }
}

/// What a call from outside can never tell.
fn limits() -> Vec<Text> {
    vec![
        Text::new(
            "L’appel n’a vu que l’extérieur de l’instance, à l’adresse et à l’heure dites ; deux logiciels différents peuvent se montrer identiques.",
            "The call saw only the outside of the instance, at the address and time stated; two different builds can show themselves the same.",
        ),
        Text::new(
            "Les éléments déclarés, empreinte du logiciel comprise, n’engagent que l’opérateur qui les déclare.",
            "Declared items, the build digest included, rest on the word of the operator alone.",
        ),
        Text::new(
            "Aucun message n’a été envoyé : les essais du rapport n’ont pas été rejoués.",
            "No message was sent: the tests of the report were not played again.",
        ),
        Text::new(
            "TLS 1.0 et 1.1 n’ont pas été proposés, et la chaîne de certificats n’a pas été validée.",
            "TLS 1.0 and 1.1 were not offered, and the certificate chain was not validated.",
        ),
        Text::new(
            "Ni cette attestation ni sa déclaration in-toto ne sont signées.",
            "Neither this attestation nor its in-toto statement is signed.",
        ),
    ]
}
