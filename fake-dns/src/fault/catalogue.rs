// SPDX-License-Identifier: EUPL-1.2
use std::time::Duration;

use catalogue::catalogue;

use Side::{Primary, Secondary, Walk, Wire, Zone};

/// The kind of server that a fault must be set on for the asker to meet it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The server that the asker speaks to: these faults concern the exchange, which a resolver hides.
    Wire,
    /// Every authoritative server of the zone: these faults concern its records, and pass a resolver.
    Zone,
    /// Every authoritative server of the zone, for an asker that walks the delegations itself.
    ///
    /// Behind a resolver these faults show as SERVFAIL.
    Walk,
    /// The first name server of the zone, and no other.
    Primary,
    /// The other name servers of the zone.
    Secondary,
}

catalogue! {
    row {
        /// The servers it must be set on for its asker to meet it.
        pub side: Side,
    }
    /// One deliberate fault, set on a name and everything below it.
    ///
    /// Each changes one thing. The faults of the mail exchanger change MX answers, where an honest one exists. The diary
    /// names a fault when it changed the reply.
    pub enum DnsFault {
        Servfail { side: Wire,
            en: "The name server answers that it failed (SERVFAIL).",
            fr: "Le serveur de noms répond qu'il est en échec (SERVFAIL)." },
        Refused { side: Wire,
            en: "The name server refuses the question (REFUSED).",
            fr: "Le serveur de noms refuse la question (REFUSED)." },
        Formerr { side: Wire,
            en: "The name server says that it cannot read the question (FORMERR).",
            fr: "Le serveur de noms affirme ne pas savoir lire la question (FORMERR)." },
        Notimp { side: Wire,
            en: "The name server says that it does not know this kind of request (NOTIMP).",
            fr: "Le serveur de noms affirme ne pas connaître ce genre de requête (NOTIMP)." },
        Notauth { side: Wire,
            en: "The name server says that it has no authority (NOTAUTH).",
            fr: "Le serveur de noms affirme ne pas faire autorité (NOTAUTH)." },
        Silence { side: Wire,
            en: "The name server never answers.", fr: "Le serveur de noms ne répond jamais." },
        /// The parameter is the delay: 300 milliseconds by default, below the timeout of usual resolvers.
        Delay(Duration = Duration::from_millis(300)) { side: Wire,
            en: "The name server answers late.", fr: "Le serveur de noms répond en retard." },
        Truncated { side: Wire,
            en: "The name server cuts its UDP answer short; the whole answer needs TCP.",
            fr: "Le serveur de noms tronque sa réponse UDP ; la réponse entière demande TCP." },
        TruncatedEverywhere { side: Wire,
            en: "The name server cuts its answer short over UDP and over TCP too.",
            fr: "Le serveur de noms tronque sa réponse en UDP et aussi en TCP." },
        WrongId { side: Wire,
            en: "The answer carries another transaction id than the question.",
            fr: "La réponse porte un autre identifiant de transaction que la question." },
        WrongQuestion { side: Wire,
            en: "The answer repeats another question than the one asked.",
            fr: "La réponse rappelle une autre question que celle posée." },
        WrongClass { side: Wire,
            en: "The records of the answer are of class CH instead of IN.",
            fr: "Les enregistrements de la réponse sont de classe CH au lieu de IN." },
        NotAResponse { side: Wire,
            en: "The answer is marked as a question (QR is 0).",
            fr: "La réponse est marquée comme une question (QR vaut 0)." },
        CaseLost { side: Wire,
            en: "The answer repeats the question in lower case whatever its letters were.",
            fr: "La réponse rappelle la question en minuscules quelle que fût sa casse." },
        ForeignAnswer { side: Wire,
            en: "The records of the answer belong to another name than the one asked for.",
            fr: "Les enregistrements de la réponse appartiennent à un autre nom que celui demandé." },
        Poison { side: Wire,
            en: "The answer brings along the address of a host that nobody asked for.",
            fr: "La réponse apporte l'adresse d'un hôte que personne n'a demandée." },
        Malformed { side: Wire,
            en: "The answer stops in the middle of a record.",
            fr: "La réponse s'arrête au milieu d'un enregistrement." },
        CountTooHigh { side: Wire,
            en: "The header of the answer announces one record more than there are.",
            fr: "L'en-tête de la réponse annonce un enregistrement de plus qu'il n'y en a." },
        TrailingOctets { side: Wire,
            en: "Octets that mean nothing follow the end of the answer.",
            fr: "Des octets sans signification suivent la fin de la réponse." },
        CompressionLoop { side: Wire,
            en: "A compressed name in the answer points to itself.",
            fr: "Un nom compressé de la réponse renvoie à lui-même." },
        EdnsRefused { side: Wire,
            en: "The name server answers FORMERR to every question that uses EDNS.",
            fr: "Le serveur de noms répond FORMERR à toute question qui emploie EDNS." },
        EdnsBadvers { side: Wire,
            en: "The name server says that it does not know this version of EDNS (BADVERS).",
            fr: "Le serveur de noms affirme ne pas connaître cette version d'EDNS (BADVERS)." },
        Nxdomain { side: Zone,
            en: "The name server says that the domain does not exist (NXDOMAIN).",
            fr: "Le serveur de noms affirme que le domaine n'existe pas (NXDOMAIN)." },
        NullMx { side: Zone,
            en: "The domain declares that it takes no mail (null MX).",
            fr: "Le domaine déclare ne recevoir aucun courrier (MX nul)." },
        NoMx { side: Zone,
            en: "The domain exists without any MX record.", fr: "Le domaine existe mais n'a aucun enregistrement MX." },
        /// The parameter is the host named; the default names none and cannot be set.
        WrongMx(String = String::new()) { side: Zone,
            en: "The MX record names a host that is not the domain's mail server.",
            fr: "L'enregistrement MX désigne un hôte qui n'est pas le serveur de messagerie du domaine." },
        /// The parameter is the host named; the default names none and cannot be set.
        MxNotCn(String = String::new()) { side: Zone,
            en: "The MX record names the mail server by another name than the CN of its certificate.",
            fr: "L'enregistrement MX désigne le serveur de messagerie sous un autre nom que le CN de son certificat." },
        MxToCname { side: Zone,
            en: "The MX record names an alias (CNAME) of the mail server.",
            fr: "L'enregistrement MX désigne un alias (CNAME) du serveur de messagerie." },
        DanglingMx { side: Zone,
            en: "The MX record names a host that does not exist.",
            fr: "L'enregistrement MX désigne un hôte qui n'existe pas." },
        MxWithoutAddress { side: Zone,
            en: "The MX record names a host that exists without any address.",
            fr: "L'enregistrement MX désigne un hôte qui existe mais n'a aucune adresse." },
        MxIpv6Only { side: Zone,
            en: "The MX record names a host that has an IPv6 address only.",
            fr: "L'enregistrement MX désigne un hôte qui n'a qu'une adresse IPv6." },
        MxIsAddress { side: Zone,
            en: "The MX record holds an IPv4 address written as if it were a host name.",
            fr: "L'enregistrement MX contient une adresse IPv4 écrite comme un nom d'hôte." },
        DuplicatedMx { side: Zone,
            en: "The answer gives each MX record twice.", fr: "La réponse donne deux fois chaque enregistrement MX." },
        Oversized { side: Zone,
            en: "The domain has so many MX records that no datagram holds them.",
            fr: "Le domaine a tant d'enregistrements MX qu'aucun datagramme ne les contient." },
        CnameAtDomain { side: Zone,
            en: "The domain itself is an alias (CNAME) of a name that has the MX record.",
            fr: "Le domaine est lui-même un alias (CNAME) d'un nom qui porte l'enregistrement MX." },
        CnameLoop { side: Zone,
            en: "The domain is an alias (CNAME) that leads back to itself.",
            fr: "Le domaine est un alias (CNAME) qui ramène à lui-même." },
        ZeroTtl { side: Zone,
            en: "Every record of the answer forbids to be cached (TTL 0).",
            fr: "Chaque enregistrement de la réponse interdit sa mise en cache (TTL 0)." },
        UpwardReferral { side: Walk,
            en: "The name server sends the asker back to the root instead of answering.",
            fr: "Le serveur de noms renvoie vers la racine au lieu de répondre." },
        LameDelegation { side: Walk,
            en: "The name server that the zone was delegated to knows nothing of it and claims no authority.",
            fr: "Le serveur de noms à qui la zone est déléguée n'en sait rien et ne prétend pas faire autorité." },
        SecondaryOnly { side: Primary,
            en: "The primary name server never answers; the secondary does.",
            fr: "Le serveur de noms primaire ne répond jamais ; le secondaire répond." },
        SecondaryDisagrees { side: Secondary,
            en: "The secondary name server gives another MX record than the primary.",
            fr: "Le serveur de noms secondaire donne un autre enregistrement MX que le primaire." },
    }
}
