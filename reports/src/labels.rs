// SPDX-License-Identifier: EUPL-1.2
//! Every word that the renderers add of their own, in French and in English: the one table of the two languages.

use crate::model::{ConclusionKind, Level, Standing};
use crate::outline::Status;
use crate::text::Lang;
use crate::verdict::Cause;
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
    rehearsal_mutation: "Un défaut volontaire est actif :", "A deliberate defect is switched on:";

    conclusion: "Conclusion", "Conclusion";
    conclusion_conforme: "Conforme", "Conforming";
    conclusion_conforme_avec_reserves: "Conforme avec réserves", "Conforming with reservations";
    conclusion_non_conforme: "Non conforme", "Not conforming";
    conclusion_non_concluant: "Non concluant", "Undecided";
    rule: "Règle de décision", "Decision rule";
    rule_text: "Un échec à une exigence obligatoire ou une capacité obligatoire non déclarée, sans réserve écrite, rend le connecteur \
        non conforme ; une réserve sans objet aussi. \
        Un point resté indécis rend l’essai non concluant : l’indécis et le non-testé ne comptent jamais comme des réussites. \
        Des échecs tous couverts par une réserve écrite, ou une recommandation non suivie, donnent « conforme avec réserves ». \
        Sinon, le connecteur est conforme aux exigences couvertes et applicables.",
        "A failed mandatory requirement or an undeclared mandatory capability, without a written reservation, makes the \
        connector not conforming; so does a reservation without an object. \
        A point left open makes the test undecided: what is undecided or not tested never counts as passed. \
        Failures that are all covered by a written reservation, or a recommendation not followed, give “conforming with \
        reservations”. \
        Otherwise the connector conforms to the requirements that are covered and applicable.";
    scope: "Les résultats ne portent que sur le connecteur et la version identifiés ci-dessous. \
        Ce rapport ne se reproduit qu’en entier.",
        "The results are about the connector and the version identified below, and no other. \
        This report shall not be reproduced except in full.";

    identification: "Identification", "Identification";
    identification_caption: "Ce qui a été testé, par quoi et quand", "What was tested, by what and when";
    connector: "Connecteur", "Connector";
    version: "Version", "Version";
    editor: "Éditeur", "Vendor";
    domaines: "Domaines", "Domains";
    mx: "Serveur de messagerie (MX)", "Mail server (MX)";
    dn: "DN du certificat", "Certificate DN";
    dns_method: "Méthode DNS", "DNS method";
    dns_delegation: "délégation", "delegation";
    dns_redirection: "redirection", "redirection";
    connector_file: "Fichier du connecteur", "Connector file";
    built_in: "connecteur de référence intégré", "built-in reference connector";
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
    status_not_covered: "Non couvert", "Not covered";
    count_passed: "Réussis", "Passed";
    count_failed: "Échecs", "Failed";
    count_reserved: "Sous réserve", "Reserved";
    count_inconclusive: "Non concluants", "Inconclusive";
    count_error: "Erreurs du banc", "Harness errors";
    count_not_applicable: "Non applicables", "Not applicable";

    preflight: "Vérifications préalables", "Pre-flight";
    preflight_intro: "Elles établissent que le banc et le connecteur se voient ; elles ne jugent pas le produit.",
        "They establish that the bench and the connector see each other; they do not judge the product.";
    ready: "Prêt", "Ready";
    not_ready: "Pas prêt", "Not ready";
    not_asked: "Non vérifié", "Not asked";
    question: "Question", "Question";
    answer: "Réponse", "Answer";

    failures: "Échecs", "Failures";
    no_failures: "Aucun échec.", "No failure.";
    undecided: "Non concluants et erreurs du banc", "Inconclusive results and harness errors";
    no_undecided: "Aucun résultat indécis.", "Nothing was left undecided.";
    expected: "Attendu", "Expected";
    observed: "Observé", "Observed";
    because: "Motif", "Reason";
    evidence: "Preuves", "Evidence";
    reservation: "Réserve", "Reservation";

    by_theme: "Conformité par thème", "Conformity by theme";
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
    transcript_caption: "Observations, en secondes depuis le début de l’essai",
        "Observations, in seconds since the start of the test";
    shown_elsewhere: "Observations partagées, montrées ailleurs :", "Shared observations, shown elsewhere:";
    sequence: "Diagramme de séquence", "Sequence diagram";
    number: "N°", "No.";
    time: "Temps", "Time";
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
    problem: "Anomalie", "Problem";

    parameters: "Paramètres", "Parameters";
    parameters_intro: "Valeurs qu’aucun texte public ne donne, telles qu’utilisées pour cet essai.",
        "Values that no public text gives, as used for this test.";
    parameter: "Paramètre", "Parameter";
    value: "Valeur", "Value";
    origin: "Origine", "Origin";
    overridden: "modifiée", "changed";
    by_default: "par défaut", "default";

    capabilities: "Capacités déclarées", "Declared capabilities";
    capabilities_caption: "Revue statique de la déclaration du connecteur", "Static review of the connector's declaration";
    capability: "Capacité", "Capability";
    mandatory: "Obligatoire", "Mandatory";
    declared: "Déclarée", "Declared";
    missing: "manquante, sans réserve", "missing, without reservation";

    not_tested: "Ce qui n’a pas été testé", "What was not tested";
    not_tested_intro: "Ces lignes ne valent ni réussite ni échec.", "These lines are neither passes nor failures.";
    scenarios_not_applicable: "Scénarios non applicables", "Scenarios not applicable";
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
    cause_connector_not_ready: "le connecteur n’était pas prêt", "the connector was not ready";
    cause_precondition: "le scénario témoin n’a pas réussi", "the control did not pass";
    cause_fault_not_exercised: "la faute n’a pas pris effet", "the fault did not take effect";
    cause_timing_margin: "fenêtre d’observation trop courte", "observation window too short";
    cause_rate_limited: "le connecteur a limité les sessions", "the connector limited the sessions";
    cause_harness: "le banc a manqué à ses propres règles", "the bench broke its own rules";
    cause_ambiguous_requirement: "les sources permettent deux lectures", "the sources allow two readings";

    files_in: "Rapport complet :", "Full report:";
    others: "autres, voir rapport.html", "more, see rapport.html";
}

impl Labels {
    pub(crate) fn of(lang: Lang) -> &'static Labels {
        match lang {
            Lang::Fr => &FR,
            Lang::En => &EN,
        }
    }

    pub(crate) fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Passed => self.status_passed,
            Status::Failed => self.status_failed,
            Status::Reserved => self.status_reserved,
            Status::Inconclusive => self.status_inconclusive,
            Status::Error => self.status_error,
            Status::NotApplicable => self.status_not_applicable,
            Status::NotCovered => self.status_not_covered,
        }
    }

    pub(crate) fn conclusion(&self, kind: ConclusionKind) -> &'static str {
        match kind {
            ConclusionKind::Conforme => self.conclusion_conforme,
            ConclusionKind::ConformeAvecReserves => self.conclusion_conforme_avec_reserves,
            ConclusionKind::NonConforme => self.conclusion_non_conforme,
            ConclusionKind::NonConcluant => self.conclusion_non_concluant,
        }
    }

    pub(crate) fn cause(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::PeerUnreachable => self.cause_peer_unreachable,
            Cause::ConnectorNotReady => self.cause_connector_not_ready,
            Cause::Precondition => self.cause_precondition,
            Cause::FaultNotExercised => self.cause_fault_not_exercised,
            Cause::TimingMargin => self.cause_timing_margin,
            Cause::RateLimited => self.cause_rate_limited,
            Cause::Harness => self.cause_harness,
            Cause::AmbiguousRequirement => self.cause_ambiguous_requirement,
        }
    }

    pub(crate) fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Guide => self.standing_guide,
            Standing::Liste => self.standing_liste,
            Standing::Ref2 => self.standing_ref2,
            Standing::Rfc => self.standing_rfc,
            Standing::BonnePratique => self.standing_bonne_pratique,
        }
    }

    pub(crate) fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Must => self.level_must,
            Level::Should => self.level_should,
            Level::May => self.level_may,
        }
    }
}
