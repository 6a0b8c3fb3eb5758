// SPDX-License-Identifier: EUPL-1.2
use crate::catalogue::catalogue;

/// The examination of a certificate that is the first able to notice something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Examination {
    /// Path validation up to the root (RFC 5280 §6.1): signatures, dates, authorities, critical extensions.
    Path,
    /// Revocation by CRL or OCSP (RFC 5280 §6.3).
    Revocation,
    /// Extended key usage, judged for the direction of the connection (RFC 5280 §4.2.1.12).
    Purpose,
    /// Comparison with the profile `SSL_SERVEUR` only: path validation has no objection.
    Profile,
    /// Comparison of CN and SAN with the name of the MX host.
    HostName,
    /// Comparison of the subject with the DN that the liste blanche binds to the domain.
    ListeBlanche,
}

catalogue! {
    /// One thing wrong with a certificate, everything else being as it should.
    pub enum Deviation {
        Expired = "expired", Path,
            "The certificate expired yesterday.",
            "Le certificat a expiré la veille.";
        NotYetValid = "not-yet-valid", Path,
            "The certificate becomes valid tomorrow.",
            "Le certificat ne sera valide que le lendemain.";
        /// The certificate itself is regular: the caller puts its serial number in the CRL.
        Revoked = "revoked", Revocation,
            "The certificate is on its authority's revocation list.",
            "Le certificat figure dans la liste de révocation de son autorité.";
        SelfSigned = "self-signed", Path,
            "The certificate is signed by its own key, without any authority.",
            "Le certificat est signé par sa propre clé, sans aucune autorité.";
        ForeignRoot = "foreign-root", Path,
            "The certificate descends from a look-alike hierarchy: same names as the true one, other keys.",
            "Le certificat descend d’une hiérarchie sosie : mêmes noms que la vraie, autres clés.";
        ForeignAuthority = "foreign-authority", Path,
            "The certificate bears the listed DN but comes from a private authority outside IGC Santé.",
            "Le certificat porte le DN inscrit mais provient d’une autorité privée étrangère à l’IGC Santé.";
        /// The genuine intermediate certificate is sent along: only the signature and the key identifier disagree.
        SameIssuerOtherKey = "same-issuer-other-key", Path,
            "The certificate names the true intermediate as issuer but is signed by another key.",
            "Le certificat nomme la véritable autorité intermédiaire mais une autre clé l’a signé.";
        LeafAsCa = "leaf-as-ca", Path,
            "The certificate is issued by another operator's certificate, which is no authority.",
            "Le certificat est émis par celui d’un autre opérateur, qui n’est pas une autorité.";
        UnknownCriticalExtension = "unknown-critical-extension", Path,
            "The certificate carries a critical extension that nobody knows.",
            "Le certificat comporte une extension critique que personne ne connaît.";
        ServerAuthOnly = "server-auth-only", Purpose,
            "The certificate is good for TLS servers only.",
            "Le certificat n’est valable que pour un serveur TLS.";
        ClientAuthOnly = "client-auth-only", Purpose,
            "The certificate is good for TLS clients only.",
            "Le certificat n’est valable que pour un client TLS.";
        EmailProtectionOnly = "email-protection-only", Purpose,
            "The certificate is good for signing e-mail only, not for TLS.",
            "Le certificat n’est valable que pour signer des courriels, pas pour TLS.";
        NoEku = "no-eku", Profile,
            "The certificate says nothing of its purposes (no extended key usage).",
            "Le certificat ne dit rien de ses usages (pas d’extended key usage).";
        NoSan = "no-san", HostName,
            "The certificate has no subject alternative name; its CN is right.",
            "Le certificat n’a pas de subject alternative name ; son CN est exact.";
        SanNotCn = "san-not-cn", HostName,
            "The certificate's CN is right, but its subject alternative name is another host.",
            "Le CN du certificat est exact, mais son subject alternative name désigne une autre machine.";
        /// The DN presented is the one to list, so that nothing but the host name disagrees.
        CnNotMx = "cn-not-mx", HostName,
            "The certificate names another host than the MX, in its CN and in its subject alternative name.",
            "Le certificat désigne une autre machine que le MX, dans son CN et son subject alternative name.";
        SameCnOtherDn = "same-cn-other-dn", ListeBlanche,
            "The certificate has the right CN but another structure (OU and O) than the listed DN.",
            "Le certificat a le bon CN mais une autre structure (OU et O) que le DN inscrit.";
        /// The subject alternative name still carries the right host: only the liste blanche can refuse it.
        UnlistedDn = "unlisted-dn", ListeBlanche,
            "The certificate is another operator's, whole DN included; its subject alternative name has the host.",
            "Le certificat est celui d’un autre opérateur, DN compris ; son subject alternative name a la machine.";
    }
}

#[cfg(test)]
mod tests {
    use super::Deviation;

    #[test]
    fn ids_are_unique_and_kebab_case() {
        let mut seen = std::collections::HashSet::new();
        for deviation in Deviation::ALL {
            let id = deviation.id();
            assert!(seen.insert(id), "{id} stands twice");
            assert!(id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{id}");
            assert!(deviation.sentence_en().ends_with('.') && deviation.sentence_fr().ends_with('.'));
        }
    }
}
