// SPDX-License-Identifier: EUPL-1.2
//! Every word that the renderers add of their own, in French and in English: the one table of the two languages.

mod choice;

use serde::Serialize;

macro_rules! labels {
    ($($name:ident: $fr:literal, $en:literal;)*) => {
        /// The words of one language, by name.
        #[derive(Debug, Serialize)]
        pub(crate) struct Labels { $(pub(crate) $name: &'static str,)* }

        const FR: Labels = Labels { $($name: $fr,)* };
        const EN: Labels = Labels { $($name: $en,)* };
    };
}

labels! {
    title: "Rapport de test de conformité MSSanté", "MSSanté conformity test report";
    skip: "Aller au contenu", "Skip to content";
    contents: "Sommaire", "Contents";
    report: "Rapport", "Report";
    none: "néant", "none";
    yes: "oui", "yes";
    no: "non", "no";
    seconds: "s", "s";
    colon: " :", ":";
    semicolon: " ;", ";";
    page: "Page", "Page";

    rehearsal: "Ce rapport ne peut pas être remis", "This report cannot be handed in";
    rehearsal_reference: "Il porte sur le connecteur de référence livré avec le banc de test, et non sur un produit.",
        "It is about the reference connector that comes with the test bench, not about a product.";
    barred_unsaid: "Le rapport ne dit pas vraiment de qui il est :", "The report does not really say whose it is:";
    rehearsal_mutation: "Un défaut volontaire est actif :", "A deliberate defect is switched on:";

    conclusion: "Conclusion", "Conclusion";
    conclusion_conforme: "Conforme", "Conforming";
    conclusion_conforme_avec_reserves: "Conforme avec réserves", "Conforming with reservations";
    conclusion_conforme_sous_derogation: "Conforme sous dérogation", "Conforming under derogation";
    conclusion_non_conforme_annonce: "Non conforme, écarts annoncés", "Not conforming, deviations announced";
    conclusion_non_conforme: "Non conforme", "Not conforming";
    conclusion_partiel: "Partiel", "Partial";
    conclusion_non_concluant: "Non concluant", "Undecided";
    conclusion_pas_pret: "Pas prêt", "Not ready";
    exit: "Code de sortie", "Exit code";
    tally: "Bilan", "Account";
    interrupted: "Essai interrompu", "Run interrupted";
    interrupted_text: "Ce qui n’a pas été joué jusqu’au bout reste sans décision.",
        "What was not played to its end stays undecided.";
    rule: "Règle de décision", "Decision rule";
    rule_text: "Conforme : tout le catalogue a été joué et chaque exigence obligatoire jugée est satisfaite. \
        Avec réserves : seules des recommandations ne sont pas suivies. \
        Sous dérogation : chaque écart à une obligation est annoncé et accepté par écrit par une autorité, à la date du rapport. \
        Non conforme, écarts annoncés : une obligation n’est pas satisfaite, et le fichier du connecteur l’annonce. \
        Non conforme : une obligation n’est pas satisfaite sans que rien l’annonce, ou une réserve est sans objet. \
        Partiel : rien n’a échoué de ce qui a été joué, et tout ne l’a pas été. \
        Non concluant : un point reste sans décision. Pas prêt : la mise en place a manqué, rien n’est dit du produit. \
        Ce qui est indécis ou non joué ne compte jamais comme réussi.",
        "Conforming: the whole catalogue was played and each mandatory requirement that was judged is met. \
        With reservations: only recommendations are not followed. \
        Under derogation: each unmet obligation is announced, and accepted in writing by an authority on the day of the report. \
        Not conforming, deviations announced: an obligation is unmet, and the connector’s file announces it. \
        Not conforming: an obligation is unmet and nothing announces it, or a reservation has no object. \
        Partial: nothing of what was played failed, and not everything was played. \
        Undecided: a point was left open. Not ready: the set-up failed, and nothing is said of the product. \
        What is undecided or was not played never counts as passed.";
    scope: "Les résultats ne portent que sur le connecteur et la version identifiés ci-dessous. \
        Ce rapport ne se reproduit qu’en entier.",
        "The results are about the connector and the version identified below, and no other. \
        This report shall not be reproduced except in full.";

    amended: "Ce rapport remplace un rapport antérieur", "This report replaces an earlier one";
    amends: "Amendements", "Amendments";
    amends_caption: "Le rapport remplacé n’a plus cours.", "The replaced report is no longer in force.";
    no_amends: "Ce rapport n’en remplace aucun autre.", "This report replaces no other.";
    replaced_report: "Rapport remplacé", "Report replaced";
    replaced_issued: "Émis le", "Issued";
    replaced_digest: "Empreinte de son report.json (SHA-256)", "Digest of its report.json (SHA-256)";
    changes: "Ce qui change", "What changes";

    identification: "Identification", "Identification";
    laboratory_caption: "Établi par le laboratoire et par le banc de test",
        "Established by the laboratory and by the test bench";
    customer_caption: "Fourni par le client, sous sa responsabilité (ISO/IEC 17025:2017, 7.8.2.2)",
        "Supplied by the customer, who answers for it (ISO/IEC 17025:2017, 7.8.2.2)";
    laboratory: "Laboratoire", "Laboratory";
    address: "Adresse", "Address";
    contact: "Contact", "Contact";
    responsible: "Responsable", "Responsible";
    performed_at: "Lieu de l’essai", "Place of the test";
    operator: "Opérateur", "Operator";
    environment: "Environnement visé", "Intended environment";
    environment_test: "TEST", "TEST";
    environment_production: "PRODUCTION", "PRODUCTION";
    build_digest: "Empreinte de la version livrée", "Build digest";
    configuration_digest: "Empreinte de la configuration", "Configuration digest";
    received: "Reçu pour essai le", "Received for test";
    performed: "Essai réalisé", "Test performed";
    issued_for: "Pour qui et par qui", "For whom and by whom";
    issued: "Rapport émis le", "Report issued";
    not_given: "non renseigné", "not given";
    to: "au", "to";
    connector: "Connecteur", "Connector";
    version: "Version", "Version";
    editor: "Éditeur", "Vendor";
    domaines: "Domaines joués", "Domains played";
    mx: "MX joué", "MX played";
    dn: "DN du certificat d’essai", "DN of the test certificate";
    dns_method: "Méthode DNS", "DNS method";
    dns_delegation: "délégation", "delegation";
    dns_redirection: "redirection", "redirection";
    connector_file: "Fichier du connecteur", "Connector file";
    built_in: "connecteur de référence intégré", "built-in reference connector";
    interfaces: "Interfaces", "Interfaces";
    interfaces_loopback: "boucle locale (127.0.0.0/8) : aucune interface réelle", "loopback (127.0.0.0/8): no real interface";
    interfaces_real: "interfaces réelles", "real interfaces";
    simulated: "Simulés par le banc", "Simulated by the bench";
    simulators: "IGC Santé (certificats, révocation), DNS, publication de la liste blanche, pairs et messagerie interne du \
        banc, version", "IGC Santé (certificates, revocation), DNS, publication of the liste blanche, peers and inner mail \
        server of the bench, version";
    harness_version: "Version du banc de test", "Version of the test bench";
    catalogue: "Empreinte du catalogue (SHA-256)", "Catalogue digest (SHA-256)";
    seed: "Graine", "Seed";
    command: "Commande", "Command";
    started: "Début", "Started";
    finished: "Fin", "Finished";
    report_id: "Identifiant du rapport", "Report identifier";

    summary: "Résumé", "Summary";
    summary_caption: "Scénarios exécutés et leur issue", "Scenarios and how they ended";
    total: "Total", "Total";
    theme: "Thème", "Theme";
    status: "Verdict", "Verdict";
    status_passed: "Réussi", "Passed";
    status_failed: "Échec", "Failed";
    status_reserved: "Échec sous réserve", "Failed, reserved";
    status_inconclusive: "Non concluant", "Inconclusive";
    status_error: "Erreur du banc", "Harness error";
    status_not_applicable: "Non applicable", "Not applicable";
    status_in_part: "Jugée en partie", "Judged in part";
    status_not_judged: "Non jugée", "Not judged";
    status_not_covered: "Non couvert", "Not covered";
    count_passed: "Réussis", "Passed";
    count_failed: "Échecs", "Failed";
    count_reserved: "Sous réserve", "Reserved";
    count_inconclusive: "Non concluants", "Inconclusive";
    count_error: "Erreurs du banc", "Harness errors";
    count_not_applicable: "Non applicables", "Not applicable";

    annexe1: "Annexe 1", "Annexe 1";
    annexe1_caption: "Le formulaire tel que le client le déclare ; aucun de ces noms n’est résolu ni contacté par l’essai.",
        "The form as the customer declares it; none of these names is resolved or contacted by the test.";
    no_annexe1: "Le fichier du connecteur ne contient pas d’Annexe 1.", "The connector’s file holds no Annexe 1.";
    findings: "Contrôles de l’Annexe 1", "Checks of the Annexe 1";
    findings_caption: "Règles que le formulaire ne suit pas ; chacune dit sa source et son statut.",
        "Rules that the form does not follow; each states its source and standing.";
    no_findings: "Aucun écart constaté.", "Nothing was found wrong.";
    rule_name: "Règle", "Rule";
    what_is_wrong: "Constat", "Finding";
    to_do: "À faire", "To do";

    pixit: "Environnement d’essai (PIXIT)", "Test environment (PIXIT)";
    pixit_caption: "Ce que le banc doit savoir du connecteur pour jouer contre lui, d’après le fichier du client ; \
        le port 0 laisse le banc prendre un port libre.",
        "What the bench must know of the connector in order to play against it, by the customer’s file; port 0 lets the \
        bench take a free port.";

    static_review: "Conformité statique", "Static conformity";
    static_caption: "Revue de ce que le client déclare : capacités, Annexe 1, réserves. Un écart de l’Annexe 1 se corrige \
        dans le formulaire ; la conclusion, qui porte sur le connecteur, n’en tient pas compte.",
        "Review of what the customer declares: capabilities, Annexe 1, reservations. A finding of the Annexe 1 is mended in \
        the form; the conclusion, which is about the connector, does not count it.";
    reviewed: "Déclaration", "Declaration";
    review_declared: "capacité obligatoire déclarée", "mandatory capability, declared";
    review_optional: "capacité facultative déclarée", "optional capability, declared";
    review_undeclared: "capacité facultative non déclarée", "optional capability, not declared";
    review_missing: "capacité obligatoire manquante, non annoncée", "mandatory capability missing, not announced";
    review_form_right: "aucune règle obligatoire enfreinte", "no mandatory rule is broken";
    review_form_absent: "aucun formulaire fourni", "no form was supplied";
    review_reservation_used: "la réserve couvre un échec constaté", "the reservation covers a failure that was found";
    review_reservation_idle: "sans objet dans cette exécution", "without an object in this run";

    preflight: "Vérifications préalables", "Pre-flight";
    preflight_intro: "Elles établissent que le banc et le connecteur se voient ; elles ne jugent pas le produit.",
        "They establish that the bench and the connector see each other; they do not judge the product.";
    ready: "Prêt", "Ready";
    not_ready: "Pas prêt", "Not ready";
    not_asked: "Non vérifié", "Not asked";
    question: "Question", "Question";
    answer: "Réponse", "Answer";

    probable_cause: "Cause probable", "Probable cause";
    to_fix: "À corriger", "What to fix";
    withheld: "retirée de cet exemplaire", "withheld from this copy";
    withheld_here: "Observations retirées de cet exemplaire", "Observations withheld from this copy";

    failures: "Non-conformités", "Non-conformities";
    no_failures: "Aucune non-conformité.", "No non-conformity.";
    undecided: "Non concluants et erreurs du banc", "Inconclusive results and harness errors";
    no_undecided: "Aucun résultat indécis.", "Nothing was left undecided.";
    expected: "Attendu", "Expected";
    observed: "Observé", "Observed";
    because: "Motif", "Reason";
    evidence: "Preuves", "Evidence";
    reservation: "Réserve", "Reservation";

    by_theme: "Conformité dynamique", "Dynamic conformity";
    by_theme_caption: "Nombre de scénarios par thème et par verdict", "Number of scenarios by theme and verdict";

    requirements: "Exigences", "Requirements";
    requirements_intro: "La numérotation propre du Référentiel #1 n’était pas disponible : aucun identifiant ci-dessous ne la reprend \
        et aucun n’a été inventé pour elle. Chaque ligne dit sa source ; les règles déduites sont marquées « déduit ». \
        Les identifiants ECO sont ceux du Référentiel #2, cités par des tiers.",
        "The numbering of Référentiel #1 itself was not available: no identifier below repeats it and none was made up for it. \
        Each row states its source; deduced rules are marked “deduced”. \
        The ECO identifiers are those of Référentiel #2, quoted by third parties.";
    requirements_caption: "Registre des exigences et ce que cet essai en dit",
        "Register of requirements and what this test says of them";
    requirement: "Exigence", "Requirement";
    source: "Source", "Source";
    standing: "Statut", "Standing";
    level: "Niveau", "Level";
    severity: "Gravité", "Severity";
    severity_bloquante: "bloquante", "blocking";
    severity_majeure: "majeure", "major";
    severity_mineure: "mineure", "minor";
    unjudged: "Non joués", "Not played";
    scenarios: "Scénarios", "Scenarios";
    standing_guide: "écrit dans le guide d’intégration", "written in the integration guide";
    standing_liste: "déduit de la liste blanche publiée", "deduced from the published liste blanche";
    standing_ref2: "Référentiel #2, cité par un tiers", "Référentiel #2, quoted by a third party";
    standing_rfc: "norme de l’Internet", "Internet standard";
    standing_bonne_pratique: "bonne pratique", "good practice";
    level_must: "obligatoire", "mandatory";
    level_should: "recommandé", "recommended";
    level_may: "à titre d’information", "for information";

    show: "Afficher", "Show";
    show_all: "Tous", "All";
    show_every: "Toutes", "All";
    show_again: "Tout afficher", "Show all";
    shown: "Scénarios affichés :", "Scenarios shown:";
    of: "sur", "of";
    cited_by: "Cité par", "Cited by";
    search: "Rechercher", "Search";
    unfold: "Tout déplier", "Unfold all";
    fold: "Tout replier", "Fold all";
    purpose: "But", "Purpose";
    covers: "Exigences couvertes", "Requirements covered";
    fault: "Faute introduite", "Fault introduced";
    control: "Témoin", "Control";
    stage: "Étape atteinte", "Stage reached";
    cause: "Cause", "Cause";
    file: "Fichier", "File";
    duration: "Durée", "Duration";
    replay: "Rejouer", "Replay";
    checks: "Contrôles", "Checks";
    check: "Contrôle", "Check";
    scenario: "Scénario", "Scenario";
    elsewhere: "La transcription des scénarios réussis et les observations communes sont dans rapport.html ; report.json \
        contient tout, sans perte.",
        "The transcripts of the scenarios that passed and the common observations are in rapport.html; report.json holds \
        everything, without loss.";
    left_out: "autres lignes dans report.json", "more lines in report.json";
    transcript: "Transcription", "Transcript";
    transcript_caption: "Observations, heure UTC du", "Observations, time in UTC on";
    shown_elsewhere: "Observations partagées, montrées ailleurs :", "Shared observations, shown elsewhere:";
    sequence: "Diagramme de séquence", "Sequence diagram";
    number: "N°", "No.";
    time: "Heure (UTC)", "Time (UTC)";
    place: "Lieu", "Place";
    fact: "Fait", "Fact";
    style_sent: "→ émis", "→ sent";
    style_received: "← reçu", "← received";
    style_event: "· fait", "· event";
    style_deviation: "‡ faute", "‡ fault";
    not_applicable_because: "Non applicable :", "Not applicable:";

    reservations: "Réserves", "Reservations";
    reservations_caption: "Échecs annoncés par le fichier du connecteur", "Failures announced by the connector's file";
    no_reservations: "Aucune réserve déclarée.", "No reservation was declared.";
    what: "Objet", "Subject";
    reason: "Motif", "Reason";
    used: "Utilisée", "Used";
    mended_by: "Corrigé d’ici le", "Mended by";
    no_date: "sans date", "no date";
    accepted_by: "Accepté par", "Accepted by";
    accepted_until: "jusqu’au", "until";
    not_accepted: "personne", "nobody";
    problem: "Anomalie", "Problem";

    parameters: "Paramètres", "Parameters";
    parameters_intro: "Valeurs qu’aucun texte public ne donne, telles qu’utilisées pour cet essai.",
        "Values that no public text gives, as used for this test.";
    parameter: "Paramètre", "Parameter";
    value: "Valeur", "Value";
    origin: "Origine", "Origin";
    overridden: "modifiée", "changed";
    by_default: "par défaut", "default";

    capabilities: "Capacités déclarées (PICS)", "Declared capabilities (PICS)";
    capabilities_caption: "Ce que le client déclare du connecteur", "What the customer declares of the connector";
    capability: "Capacité", "Capability";
    mandatory: "Obligatoire", "Mandatory";
    declared: "Déclarée", "Declared";
    missing: "manquante, sans réserve", "missing, without reservation";

    deviations: "Écarts par rapport à la méthode", "Departures from the method";
    deviations_intro: "Additions, écarts et exclusions par rapport à l’exécution du catalogue entier avec les paramètres \
        par défaut.",
        "Additions, deviations and exclusions, compared with a run of the whole catalogue with the default parameters.";
    no_deviations: "Aucun : tout le catalogue, paramètres par défaut.", "None: the whole catalogue, default parameters.";

    seeded_faults: "Défauts que ce banc sait détecter", "Defects that this bench detects";
    seeded_caption: "Défauts introduits exprès dans le connecteur de référence. La suite de tests de cette version du banc \
        prouve que chacun fait échouer chaque scénario nommé, ou l’un au moins de ceux que son motif désigne (* : toute \
        suite de caractères) ; ne figurent ici que ceux que cette exécution a joués.",
        "Defects put into the reference connector on purpose. The test suite of this version of the bench proves that each \
        makes every named scenario fail, or one at least of those that its pattern stands for (*: any run of characters); \
        only those that this run has played are listed.";
    defect: "Défaut", "Defect";
    caught_by: "Scénarios en échec", "Scenarios that fail";

    fingerprint: "Empreinte de comportement", "Behavioural fingerprint";
    fingerprint_caption: "Comment le connecteur se montre à un tiers ; une attestation de déploiement y compare une instance en service.",
        "How the connector shows itself to a stranger; an attestation of deployment compares an instance in service with it.";
    not_seen: "non observé", "not seen";

    not_tested: "Ce qui n’a pas été testé", "What was not tested";
    not_tested_intro: "Ces lignes ne valent ni réussite ni échec.", "These lines are neither passes nor failures.";
    scenarios_not_applicable: "Scénarios non applicables", "Scenarios not applicable";
    requirements_not_judged: "Exigences non jugées, ou en partie", "Requirements not judged, or in part";
    requirements_not_covered: "Exigences sans scénario", "Requirements without a scenario";
    nothing_left_out: "Néant.", "Nothing.";

    common: "Observations communes", "Common observations";
    common_intro: "Ce qui n’appartient à aucun scénario en particulier.", "What belongs to no scenario in particular.";

    signature: "Responsable de l’essai", "Responsible for the test";
    signature_name: "Nom et qualité", "Name and position";
    signature_date: "Date", "Date";
    signature_sign: "Signature", "Signature";
    end: "Fin du rapport", "End of the report";
    end_of_document: "Fin du document", "End of the document";

    cause_peer_unreachable: "le connecteur n’a pas pu être joint", "the connector could not be reached";
    cause_connector_gone: "le connecteur s’est arrêté ou a redémarré pendant le scénario", "the connector ended or started anew during the scenario";
    cause_connector_not_ready: "le connecteur n’était pas prêt", "the connector was not ready";
    cause_precondition: "le scénario témoin n’a pas réussi", "the control did not pass";
    cause_fault_not_exercised: "la faute n’a pas pris effet", "the fault did not take effect";
    cause_timing_margin: "fenêtre d’observation trop courte", "observation window too short";
    cause_rate_limited: "le connecteur a limité les sessions", "the connector limited the sessions";
    cause_interrupted: "l’essai a été interrompu", "the run was interrupted";
    cause_harness: "le banc a manqué à ses propres règles", "the bench broke its own rules";
    cause_ambiguous_requirement: "les sources permettent deux lectures", "the sources allow two readings";

    files_in: "Rapport complet :", "Full report:";
    others: "autres, voir rapport.html", "more, see rapport.html";
}
