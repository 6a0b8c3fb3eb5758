// SPDX-License-Identifier: EUPL-1.2
use super::catalogue::catalogue;

catalogue! {
    /// What the publication point of the liste blanche does wrong while the list itself is right.
    PublicationFault {
        NotModified = "not-modified",
            "The publication point answers 304 (not modified) although the list is new to the asker.",
            "Le point de publication répond 304 (non modifié) alors que la liste est nouvelle pour le demandeur.";
        Forbidden = "forbidden",
            "The publication point answers 403 (forbidden).",
            "Le point de publication répond 403 (interdit).";
        NotFound = "not-found",
            "The publication point answers 404 (not found).",
            "Le point de publication répond 404 (introuvable).";
        ServerError = "server-error",
            "The publication point answers 500 (internal error).",
            "Le point de publication répond 500 (erreur interne).";
        Unavailable = "unavailable",
            "The publication point answers 503 and asks to come back in an hour.",
            "Le point de publication répond 503 et demande de revenir dans une heure.";
        RedirectLoop = "redirect-loop",
            "The publication point redirects to itself without end.",
            "Le point de publication redirige vers lui-même sans fin.";
        WebPage = "web-page",
            "The publication point answers 200 with a web page, labelled as such.",
            "Le point de publication répond 200 avec une page web, étiquetée comme telle.";
        Empty = "empty",
            "The publication point answers 200 with nothing.",
            "Le point de publication répond 200 sans contenu.";
        Cut = "cut",
            "The connection is closed in the middle of the list, short of the announced length.",
            "La connexion est fermée au milieu de la liste, avant la longueur annoncée.";
        Slow = "slow",
            "The list comes one octet every tenth of a second: hours in all.",
            "La liste arrive à raison d’un octet par dixième de seconde : des heures en tout.";
        Silent = "silent",
            "The publication point takes the request and never answers.",
            "Le point de publication prend la requête et ne répond jamais.";
        Reset = "reset",
            "The publication point closes the connection without answering.",
            "Le point de publication ferme la connexion sans répondre.";
        Huge = "huge",
            "The list is followed by 256 MiB of blanks.",
            "La liste est suivie de 256 Mio d’espaces.";
        CertificateExpired = "certificate-expired",
            "The publication point shows a certificate that expired yesterday.",
            "Le point de publication présente un certificat expiré de la veille.";
        CertificateForeign = "certificate-foreign",
            "The publication point shows a certificate from outside IGC Santé.",
            "Le point de publication présente un certificat étranger à l’IGC Santé.";
        CertificateOtherHost = "certificate-other-host",
            "The publication point shows a certificate for another host.",
            "Le point de publication présente le certificat d’une autre machine.";
    }
}

impl PublicationFault {
    /// Whether the fault is in the certificate shown, and so met before anything is asked.
    pub fn is_of_certificate(self) -> bool {
        use PublicationFault::{CertificateExpired, CertificateForeign, CertificateOtherHost};
        matches!(self, CertificateExpired | CertificateForeign | CertificateOtherHost)
    }
}
