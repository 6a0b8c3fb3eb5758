// SPDX-License-Identifier: EUPL-1.2
//! A fault of the certificate had no effect: which control of it is missing.

use crate::check::advice::{FaultAdvice, Phrase};

/// Validity dates (RFC 5280 §6.1.3).
pub const DATES: FaultAdvice = FaultAdvice {
    faults: &["pki/expired", "pki/not-yet-valid"],
    cause: Phrase {
        fr: "Le connecteur ne compare pas les dates du certificat à l’heure courante, ou son horloge est décalée.",
        en: "The connector does not compare the certificate's dates with the present time, or its clock is wrong.",
    },
    fix: Phrase {
        fr: "Laisser la bibliothèque TLS valider tout le chemin (RFC 5280 §6.1.3), sans rappel qui accepte l’erreur, \
            et mettre l’horloge à l’heure.",
        en: "Let the TLS library validate the whole path (RFC 5280 §6.1.3), without a callback that accepts the \
            error, and set the clock right.",
    },
};

/// The path up to an anchor, signature by signature (RFC 5280 §6.1).
pub const PATH: FaultAdvice = FaultAdvice {
    faults: &[
        "pki/self-signed",
        "pki/foreign-root",
        "pki/foreign-authority",
        "pki/same-issuer-other-key",
        "pki/other-environment",
        "pki/leaf-as-ca",
        "pki/signature-corrupted",
    ],
    cause: Phrase {
        fr: "Le chemin n’est pas vérifié jusqu’à une racine tenue localement : émetteur reconnu à son nom seul, \
            magasin du système pris pour ancre, basicConstraints ignoré, ou échec journalisé sans conséquence.",
        en: "The path is not verified up to a root kept locally: issuer known by its name alone, the system's store \
            taken for an anchor, basicConstraints ignored, or a failure logged without consequence.",
    },
    fix: Phrase {
        fr: "N’admettre pour ancres que les autorités IGC Santé de l’environnement visé, vérifier chaque signature \
            du chemin (RFC 5280 §6.1) et rompre la session au premier échec.",
        en: "Admit as anchors the IGC Santé authorities of the intended environment only, verify each signature of \
            the path (RFC 5280 §6.1) and break the session at the first failure.",
    },
};

/// Revocation list or OCSP responder (RFC 5280 §6.3, RFC 6960).
pub const REVOCATION: FaultAdvice = FaultAdvice {
    faults: &["pki/revoked"],
    cause: Phrase {
        fr: "La révocation n’est pas consultée, ou une liste injoignable ou périmée est tenue pour « non révoqué ».",
        en: "Revocation is not looked at, or a list out of reach or out of date is taken for “not revoked”.",
    },
    fix: Phrase {
        fr: "Relever la CRL que le certificat désigne (ou interroger l’OCSP), vérifier sa signature et ses dates, et \
            éconduire un pair révoqué dans les deux sens.",
        en: "Fetch the CRL that the certificate points to (or ask OCSP), verify its signature and its dates, and \
            turn a revoked peer away in both directions.",
    },
};

/// The CN against the host name of the MX.
pub const HOST_NAME: FaultAdvice = FaultAdvice {
    faults: &["pki/cn-not-mx", "dns/mx-not-cn"],
    cause: Phrase {
        fr: "Le nom du MX visité n’est pas comparé à celui que porte le certificat.",
        en: "The name of the MX visited is not compared with the one that the certificate bears.",
    },
    fix: Phrase {
        fr: "Comparer le nom d’hôte pris dans le MX au CN du certificat avant MAIL FROM, et renoncer s’ils diffèrent.",
        en: "Compare the host name taken from the MX with the certificate's CN before MAIL FROM, and give up if they \
            differ.",
    },
};

/// The whole DN against the entry of the domain.
pub const DISTINGUISHED_NAME: FaultAdvice = FaultAdvice {
    faults: &["pki/same-cn-other-dn", "pki/ou-other", "pki/o-other", "pki/unlisted-dn", "liste/other-dn"],
    cause: Phrase {
        fr: "Le DN du certificat n’est pas comparé en entier à celui que la liste blanche inscrit pour le domaine : \
            seul le CN, ou le nom de machine, est regardé.",
        en: "The certificate's DN is not compared as a whole with the one that the liste blanche binds to the \
            domain: only the CN, or the host name, is looked at.",
    },
    fix: Phrase {
        fr: "Comparer chaque attribut du DN (CN, OU, O, ST, C) à l’entrée du domaine : celui de MAIL FROM en \
            réception, celui du destinataire en émission.",
        en: "Compare each attribute of the DN (CN, OU, O, ST, C) with the domain's entry: the domain of MAIL FROM on \
            reception, that of the recipient on sending.",
    },
};

/// What the key may be used for (RFC 5280 §4.2.1.12).
pub const EXTENDED_KEY_USAGE: FaultAdvice = FaultAdvice {
    faults: &["pki/client-auth-only", "pki/server-auth-only", "pki/email-protection-only"],
    cause: Phrase {
        fr: "L’usage étendu de la clé (extendedKeyUsage) n’est pas vérifié.",
        en: "The extended key usage is not verified.",
    },
    fix: Phrase {
        fr: "Exiger clientAuth d’un pair qui se connecte et serverAuth d’un pair visité (RFC 5280 §4.2.1.12).",
        en: "Demand clientAuth of a peer that connects and serverAuth of a peer visited (RFC 5280 §4.2.1.12).",
    },
};

/// Critical extensions that nobody processes (RFC 5280 §4.2).
pub const CRITICAL_EXTENSION: FaultAdvice = FaultAdvice {
    faults: &["pki/unknown-critical-extension"],
    cause: Phrase {
        fr: "Les extensions critiques que la bibliothèque ne connaît pas sont ignorées.",
        en: "Critical extensions that the library does not know are ignored.",
    },
    fix: Phrase {
        fr: "Rejeter tout certificat qui porte une extension critique non traitée (RFC 5280 §4.2).",
        en: "Reject every certificate that bears a critical extension which is not processed (RFC 5280 §4.2).",
    },
};
