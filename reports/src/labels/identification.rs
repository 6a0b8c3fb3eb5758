// SPDX-License-Identifier: EUPL-1.2
//! Who tested what, for whom, where and with which harness.

labels! {
    /// Who tested what, for whom, where and with which harness.
    Identification {
        heading: { fr: "Identification", en: "Identification" },
        /// Above what the laboratory and the harness answer for.
        laboratory_caption: {
            fr: "Établi par le laboratoire et par le harnais",
            en: "Established by the laboratory and by the test bench",
        },
        /// Above what the customer answers for.
        customer_caption: {
            fr: "Fourni par le client, sous sa responsabilité (ISO/IEC 17025:2017, 7.8.2.2)",
            en: "Supplied by the customer, who answers for it (ISO/IEC 17025:2017, 7.8.2.2)",
        },
        laboratory: { fr: "Laboratoire", en: "Laboratory" },
        address: { fr: "Adresse", en: "Address" },
        contact: { fr: "Contact", en: "Contact" },
        responsible: { fr: "Responsable", en: "Responsible" },
        /// Where the test took place.
        performed_at: { fr: "Lieu de l’essai", en: "Place of the test" },
        operator: { fr: "Opérateur", en: "Operator" },
        /// The space that the operator asks for in its Annexe 1.
        environment: { fr: "Environnement visé", en: "Intended environment" },
        environment_test: { fr: "TEST", en: "TEST" },
        environment_production: { fr: "PRODUCTION", en: "PRODUCTION" },
        build_digest: { fr: "Empreinte de la version livrée", en: "Build digest" },
        configuration_digest: { fr: "Empreinte de la configuration", en: "Configuration digest" },
        received: { fr: "Reçu pour essai le", en: "Received for test" },
        performed: { fr: "Essai réalisé", en: "Test performed" },
        /// The name of the table on the title page.
        issued_for: { fr: "Pour qui et par qui", en: "For whom and by whom" },
        issued: { fr: "Rapport émis le", en: "Report issued" },
        /// The row of the connector; also the head of its lane in a sequence diagram.
        connector: { fr: "Connecteur", en: "Connector" },
        version: { fr: "Version", en: "Version" },
        editor: { fr: "Éditeur", en: "Vendor" },
        domaines: { fr: "Domaines joués", en: "Domains played" },
        mx: { fr: "MX joué", en: "MX played" },
        dn: { fr: "DN du certificat d’essai", en: "DN of the test certificate" },
        dns_method: { fr: "Méthode DNS", en: "DNS method" },
        dns_delegation: { fr: "délégation", en: "delegation" },
        dns_redirection: { fr: "redirection", en: "redirection" },
        connector_file: { fr: "Fichier du connecteur", en: "Connector file" },
        /// In place of the path of a file, for the reference connector.
        built_in: { fr: "connecteur de référence intégré", en: "built-in reference connector" },
        interfaces: { fr: "Interfaces", en: "Interfaces" },
        /// Every address is on the loopback interface.
        interfaces_loopback: {
            fr: "boucle locale (127.0.0.0/8) : aucune interface réelle",
            en: "loopback (127.0.0.0/8): no real interface",
        },
        interfaces_real: { fr: "interfaces réelles", en: "real interfaces" },
        simulated: { fr: "Simulés par le harnais", en: "Simulated by the bench" },
        /// The parts of the espace de confiance that are not real; a version number follows.
        simulators: {
            fr: "IGC Santé (certificats, révocation), DNS, publication de la liste blanche, pairs et messagerie \
                interne du harnais, version",
            en: "IGC Santé (certificates, revocation), DNS, publication of the liste blanche, peers and inner mail \
                server of the bench, version",
        },
        harness_version: { fr: "Version du harnais", en: "Version of the test bench" },
        catalogue: { fr: "Empreinte du catalogue (SHA-256)", en: "Catalogue digest (SHA-256)" },
        seed: { fr: "Graine", en: "Seed" },
        command: { fr: "Commande", en: "Command" },
        report_id: { fr: "Identifiant du rapport", en: "Report identifier" },
    }
}
