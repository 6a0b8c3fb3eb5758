// SPDX-License-Identifier: EUPL-1.2
//! The list is well signed, but not by who may sign it.

use super::Expectation::Refused;
use super::Xmlsec1::{Agrees, Differs};
use super::table;
use crate::SignerRole::{Deviating, OperatorSeal, OperatorServer};
use crate::verify::Ground;
use fake_pki::Deviation;

table! {
    "foreign-signer" {
        expectation: Refused(Ground::SignerUntrusted),
        xmlsec1: Agrees,
        en: "The list is signed by a certificate from outside IGC Santé.",
        fr: "La liste est signée par un certificat étranger à l’IGC Santé.",
        make: |edition| edition.signed_by(Deviating(Deviation::ForeignAuthority)),
    }
    "look-alike-signer" {
        expectation: Refused(Ground::SignerUntrusted),
        xmlsec1: Agrees,
        en: "The list is signed by a certificate from a hierarchy with the names of IGC Santé and other keys.",
        fr: "La liste est signée par un certificat d’une hiérarchie aux noms de l’IGC Santé et aux clés différentes.",
        make: |edition| edition.signed_by(Deviating(Deviation::ForeignRoot)),
    }
    "usurped-authority-signer" {
        expectation: Refused(Ground::SignerUntrusted),
        xmlsec1: Agrees,
        en: "The signer's certificate names the true intermediate authority but was signed by another key.",
        fr: "Le certificat du signataire nomme la véritable autorité intermédiaire mais une autre clé l’a signé.",
        make: |edition| edition.signed_by(Deviating(Deviation::SameIssuerOtherKey)),
    }
    "other-environment-signer" {
        expectation: Refused(Ground::SignerUntrusted),
        xmlsec1: Agrees,
        en: "The list is signed by a certificate of the other environment: production for test, or test for production.",
        fr: "La liste est signée par un certificat de l’autre environnement : production pour test, ou test pour production.",
        make: |edition| edition.signed_by(Deviating(Deviation::OtherEnvironment)),
    }
    "self-signed-signer" {
        expectation: Refused(Ground::SignerUntrusted),
        xmlsec1: Agrees,
        en: "The list is signed by a self-signed certificate with the right name.",
        fr: "La liste est signée par un certificat autosigné au bon nom.",
        make: |edition| edition.signed_by(Deviating(Deviation::SelfSigned)),
    }
    "expired-signer" {
        expectation: Refused(Ground::SignerExpired),
        xmlsec1: Agrees,
        en: "The list is signed by a certificate that has expired.",
        fr: "La liste est signée par un certificat expiré.",
        make: |edition| edition.signed_by(Deviating(Deviation::Expired)),
    }
    "not-yet-valid-signer" {
        expectation: Refused(Ground::SignerNotYetValid),
        xmlsec1: Agrees,
        en: "The list is signed by a certificate that will be valid tomorrow.",
        fr: "La liste est signée par un certificat qui sera valide demain.",
        make: |edition| edition.signed_by(Deviating(Deviation::NotYetValid)),
    }
    "revoked-signer" {
        expectation: Refused(Ground::SignerRevoked),
        xmlsec1: Differs("it cannot be given a revocation list"),
        en: "The list is signed by a certificate that is on its authority's revocation list.",
        fr: "La liste est signée par un certificat qui figure dans la liste de révocation de son autorité.",
        make: |edition| edition.signed_by(Deviating(Deviation::Revoked)),
    }
    "operator-signer" {
        expectation: Refused(Ground::SignerPurpose),
        xmlsec1: Differs("it does not ask what the certificate is for"),
        en: "The list is signed by an operator's certificate, meant for TLS and not for signing.",
        fr: "La liste est signée par le certificat d’un opérateur, destiné à TLS et non à la signature.",
        make: |edition| edition.signed_by(OperatorServer),
    }
    "operator-seal" {
        expectation: Refused(Ground::OtherSigner),
        xmlsec1: Differs("it has no rule about who may sign"),
        en: "The list is signed by an operator's certificate for signing, which IGC Santé issues to any of them.",
        fr: "La liste est signée par le certificat de signature d’un opérateur, que l’IGC Santé délivre à chacun.",
        make: |edition| edition.signed_by(OperatorSeal),
    }
}
