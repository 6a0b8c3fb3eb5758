// SPDX-License-Identifier: EUPL-1.2
//! WL-07 and WL-08: the list is well signed, but not by who may sign it.

use super::Expectation::Refused;
use super::Xmlsec1::{Agrees, Differs};
use super::table;
use crate::SignerRole::{Deviating, OperatorSeal, OperatorServer};
use crate::verify::Ground;
use fake_pki::Deviation;

table! {
    "foreign-signer" "WL-07" Refused(Ground::SignerUntrusted), Agrees;
        "The list is signed by a certificate from outside IGC Santé."
        "La liste est signée par un certificat étranger à l’IGC Santé."
        => |edition| edition.signed_by(Deviating(Deviation::ForeignAuthority))
    "look-alike-signer" "WL-07" Refused(Ground::SignerUntrusted), Agrees;
        "The list is signed by a certificate from a hierarchy with the names of IGC Santé and other keys."
        "La liste est signée par un certificat d’une hiérarchie aux noms de l’IGC Santé et aux clés différentes."
        => |edition| edition.signed_by(Deviating(Deviation::ForeignRoot))
    "usurped-authority-signer" "WL-07" Refused(Ground::SignerUntrusted), Agrees;
        "The signer's certificate names the true intermediate authority but was signed by another key."
        "Le certificat du signataire nomme la véritable autorité intermédiaire mais une autre clé l’a signé."
        => |edition| edition.signed_by(Deviating(Deviation::SameIssuerOtherKey))
    "other-environment-signer" "WL-07" Refused(Ground::SignerUntrusted), Agrees;
        "The list is signed by a certificate of the other environment: production for test, or test for production."
        "La liste est signée par un certificat de l’autre environnement : production pour test, ou test pour production."
        => |edition| edition.signed_by(Deviating(Deviation::OtherEnvironment))
    "self-signed-signer" "WL-07" Refused(Ground::SignerUntrusted), Agrees;
        "The list is signed by a self-signed certificate with the right name."
        "La liste est signée par un certificat autosigné au bon nom."
        => |edition| edition.signed_by(Deviating(Deviation::SelfSigned))
    "expired-signer" "WL-07" Refused(Ground::SignerExpired), Agrees;
        "The list is signed by a certificate that has expired."
        "La liste est signée par un certificat expiré."
        => |edition| edition.signed_by(Deviating(Deviation::Expired))
    "not-yet-valid-signer" "WL-07" Refused(Ground::SignerNotYetValid), Agrees;
        "The list is signed by a certificate that will be valid tomorrow."
        "La liste est signée par un certificat qui sera valide demain."
        => |edition| edition.signed_by(Deviating(Deviation::NotYetValid))
    "revoked-signer" "WL-07" Refused(Ground::SignerRevoked),
        Differs("it cannot be given a revocation list");
        "The list is signed by a certificate that is on its authority's revocation list."
        "La liste est signée par un certificat qui figure dans la liste de révocation de son autorité."
        => |edition| edition.signed_by(Deviating(Deviation::Revoked))
    "operator-signer" "WL-08" Refused(Ground::SignerPurpose),
        Differs("it does not ask what the certificate is for");
        "The list is signed by an operator's certificate, meant for TLS and not for signing."
        "La liste est signée par le certificat d’un opérateur, destiné à TLS et non à la signature."
        => |edition| edition.signed_by(OperatorServer)
    "operator-seal" "WL-08" Refused(Ground::OtherSigner),
        Differs("it has no rule about who may sign");
        "The list is signed by an operator's certificate for signing, which IGC Santé issues to any of them."
        "La liste est signée par le certificat de signature d’un opérateur, que l’IGC Santé délivre à chacun."
        => |edition| edition.signed_by(OperatorSeal)
}
