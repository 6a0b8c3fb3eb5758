// SPDX-License-Identifier: EUPL-1.2
use catalogue::catalogue;

catalogue! {
    /// What the publication point of the liste blanche does wrong while the list itself is right.
    pub enum PublicationFault {
        NotModified {
            en: "The publication point answers 304 (not modified) although the list is new to the asker.",
            fr: "Le point de publication répond 304 (non modifié) alors que la liste est nouvelle pour le demandeur." },
        Forbidden {
            en: "The publication point answers 403 (forbidden).",
            fr: "Le point de publication répond 403 (interdit)." },
        NotFound {
            en: "The publication point answers 404 (not found).",
            fr: "Le point de publication répond 404 (introuvable)." },
        ServerError {
            en: "The publication point answers 500 (internal error).",
            fr: "Le point de publication répond 500 (erreur interne)." },
        Unavailable {
            en: "The publication point answers 503 and asks to come back in an hour.",
            fr: "Le point de publication répond 503 et demande de revenir dans une heure." },
        RedirectLoop {
            en: "The publication point redirects to itself without end.",
            fr: "Le point de publication redirige vers lui-même sans fin." },
        WebPage {
            en: "The publication point answers 200 with a web page, labelled as such.",
            fr: "Le point de publication répond 200 avec une page web, étiquetée comme telle." },
        Empty {
            en: "The publication point answers 200 with nothing.",
            fr: "Le point de publication répond 200 sans contenu." },
        Cut {
            en: "The connection is closed in the middle of the list, short of the announced length.",
            fr: "La connexion est fermée au milieu de la liste, avant la longueur annoncée." },
        Slow {
            en: "The list comes one octet every tenth of a second: hours in all.",
            fr: "La liste arrive à raison d’un octet par dixième de seconde : des heures en tout." },
        Silent {
            en: "The publication point takes the request and never answers.",
            fr: "Le point de publication prend la requête et ne répond jamais." },
        Reset {
            en: "The publication point closes the connection without answering.",
            fr: "Le point de publication ferme la connexion sans répondre." },
        Huge {
            en: "The list is followed by 256 MiB of blanks.",
            fr: "La liste est suivie de 256 Mio d’espaces." },
        CertificateExpired {
            en: "The publication point shows a certificate that expired yesterday.",
            fr: "Le point de publication présente un certificat expiré de la veille." },
        CertificateForeign {
            en: "The publication point shows a certificate from outside IGC Santé.",
            fr: "Le point de publication présente un certificat étranger à l’IGC Santé." },
        CertificateOtherHost {
            en: "The publication point shows a certificate for another host.",
            fr: "Le point de publication présente le certificat d’une autre machine." },
    }
}

impl PublicationFault {
    /// Whether the fault is in the certificate shown, and so met before anything is asked.
    pub fn is_of_certificate(self) -> bool {
        use PublicationFault::{CertificateExpired, CertificateForeign, CertificateOtherHost};
        matches!(self, CertificateExpired | CertificateForeign | CertificateOtherHost)
    }
}
