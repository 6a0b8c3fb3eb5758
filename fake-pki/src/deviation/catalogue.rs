// SPDX-License-Identifier: EUPL-1.2
use super::Effect::{Content, Field, Issuer, Key, Outside, Signature};
use super::Examination::{HostName, ListeBlanche, OtherCertificates, Path, Profile, Purpose, Revocation};
use super::{Effect, Examination, issuer, key, names, number, pointer, policy, subject, usage, validity};
use crate::catalogue::catalogue;
use crate::signature::SignatureForm::{Corrupted, Md5, Mismatched, Pss, Sha1};

catalogue! {
    /// One thing wrong with a certificate, everything else being as it should.
    pub enum Deviation: (Examination, Effect) {
        Expired = "expired", (Path, Content(validity::expired)),
            "The certificate expired yesterday.",
            "Le certificat a expiré la veille.";
        ExpiredOneSecondAgo = "expired-one-second-ago", (Path, Content(validity::expired_one_second_ago)),
            "The certificate expired one second ago.",
            "Le certificat a expiré il y a une seconde.";
        NotYetValid = "not-yet-valid", (Path, Content(validity::not_yet_valid)),
            "The certificate becomes valid tomorrow.",
            "Le certificat ne sera valide que le lendemain.";
        EndsBeforeItBegins = "ends-before-it-begins", (Path, Content(validity::ends_before_it_begins)),
            "The certificate's notAfter comes before its notBefore.",
            "Le notAfter du certificat précède son notBefore.";
        TenYears = "ten-years", (Profile, Content(validity::ten_years)),
            "The certificate lasts ten years instead of three.",
            "Le certificat dure dix ans au lieu de trois.";
        OutlivesAuthority = "outlives-authority", (Profile, Content(validity::outlives_authority)),
            "The certificate ends after the certificate of its authority.",
            "Le certificat se termine après celui de son autorité.";
        GeneralizedTime = "generalized-time", (Profile, Field(validity::generalized_time)),
            "The dates are GeneralizedTime, which is for 2050 and later only.",
            "Les dates sont des GeneralizedTime, réservés à 2050 et au-delà.";
        /// The certificate itself is regular: the caller puts its serial number in the CRL.
        Revoked = "revoked", (Revocation, Outside),
            "The certificate is on its authority's revocation list.",
            "Le certificat figure dans la liste de révocation de son autorité.";

        SelfSigned = "self-signed", (Path, Issuer(issuer::itself)),
            "The certificate is signed by its own key, without any authority.",
            "Le certificat est signé par sa propre clé, sans aucune autorité.";
        ForeignRoot = "foreign-root", (Path, Issuer(issuer::look_alike)),
            "The certificate descends from a look-alike hierarchy: same names as the true one, other keys.",
            "Le certificat descend d’une hiérarchie sosie : mêmes noms que la vraie, autres clés.";
        ForeignAuthority = "foreign-authority", (Path, Issuer(issuer::private_authority)),
            "The certificate bears the listed DN but comes from a private authority outside IGC Santé.",
            "Le certificat porte le DN inscrit mais provient d’une autorité privée étrangère à l’IGC Santé.";
        LegacyAuthority = "legacy-authority", (Path, Issuer(issuer::legacy)),
            "The certificate comes from AC-CLASSE-4, of the hierarchy that preceded IGC Santé.",
            "Le certificat provient de l’AC-CLASSE-4, de la hiérarchie antérieure à l’IGC Santé.";
        /// The genuine intermediate certificate is sent along: only the signature and the key identifier disagree.
        SameIssuerOtherKey = "same-issuer-other-key", (Path, Issuer(issuer::other_key)),
            "The certificate names the true intermediate as issuer but is signed by another key.",
            "Le certificat nomme la véritable autorité intermédiaire mais une autre clé l’a signé.";
        OtherEnvironment = "other-environment", (Path, Issuer(issuer::other_environment)),
            "The certificate comes from the other environment: production for test, or test for production.",
            "Le certificat provient de l’autre environnement : production pour test, ou test pour production.";
        RangeStandard = "range-standard", (Path, Issuer(issuer::standard)),
            "The certificate is issued in the range STANDARD, under another root.",
            "Le certificat est émis dans la gamme STANDARD, sous une autre racine.";
        RangeFort = "range-fort", (Path, Issuer(issuer::fort)),
            "The certificate is issued in the range FORT, under another root.",
            "Le certificat est émis dans la gamme FORT, sous une autre racine.";
        IssuedByRoot = "issued-by-root", (Profile, Issuer(issuer::root)),
            "The certificate is issued by the root itself.",
            "Le certificat est émis directement par la racine.";
        IssuedByOtherBranch = "issued-by-other-branch", (Profile, Issuer(issuer::other_branch)),
            "The certificate is issued by the authority for persons instead of organisations (or the reverse).",
            "Le certificat est émis par l’autorité des personnes au lieu des organisations (ou l’inverse).";
        LeafAsCa = "leaf-as-ca", (Path, Issuer(issuer::another_operator)),
            "The certificate is issued by another operator's certificate, which is no authority.",
            "Le certificat est émis par celui d’un autre opérateur, qui n’est pas une autorité.";
        PathTooLong = "path-too-long", (Path, Issuer(issuer::sub_authority)),
            "The certificate is issued by an authority below the intermediate, whose path length is zero.",
            "Le certificat est émis par une autorité sous l’intermédiaire, dont la longueur de chemin est nulle.";
        /// Seen by whoever does not already hold the genuine intermediate.
        IntermediateNotCa = "intermediate-not-ca", (Path, Issuer(issuer::intermediate_without_ca)),
            "The intermediate certificate sent along does not say that it is an authority.",
            "Le certificat intermédiaire joint ne se dit pas autorité.";
        /// Seen by whoever does not already hold the genuine intermediate.
        IntermediateExpired = "intermediate-expired", (Path, Issuer(issuer::expired_intermediate)),
            "The intermediate certificate sent along has expired.",
            "Le certificat intermédiaire joint a expiré.";

        SignatureCorrupted = "signature-corrupted", (Path, Signature(Corrupted)),
            "One bit of the signature is wrong.",
            "Un bit de la signature est faux.";
        SignatureSha1 = "signature-sha1", (Path, Signature(Sha1)),
            "The certificate is signed with SHA-1.",
            "Le certificat est signé avec SHA-1.";
        SignatureMd5 = "signature-md5", (Path, Signature(Md5)),
            "The certificate is signed with MD5.",
            "Le certificat est signé avec MD5.";
        SignaturePss = "signature-pss", (Profile, Signature(Pss)),
            "The certificate is signed with RSASSA-PSS, which is sound but not the profile.",
            "Le certificat est signé avec RSASSA-PSS, solide mais hors profil.";
        SignatureMismatch = "signature-mismatch", (Path, Signature(Mismatched)),
            "The algorithm named inside the signed part is not the one named outside.",
            "L’algorithme nommé dans la partie signée n’est pas celui nommé au-dehors.";

        Version1 = "version-1", (Path, Field(number::version_1)),
            "The certificate says version 1, although it has extensions.",
            "Le certificat se dit de version 1, bien qu’il porte des extensions.";
        SerialZero = "serial-zero", (Profile, Field(number::serial_zero)),
            "The serial number is zero.",
            "Le numéro de série est nul.";
        SerialNegative = "serial-negative", (Profile, Field(number::serial_negative)),
            "The serial number is negative.",
            "Le numéro de série est négatif.";
        Serial21Bytes = "serial-21-bytes", (Profile, Field(number::serial_21_bytes)),
            "The serial number has 21 bytes, one more than allowed.",
            "Le numéro de série a 21 octets, un de plus que permis.";
        /// Every certificate issued with this deviation bears the same serial number.
        SerialDuplicate = "serial-duplicate", (OtherCertificates, Field(number::serial_duplicate)),
            "The serial number is that of another certificate of the same authority.",
            "Le numéro de série est celui d’un autre certificat de la même autorité.";

        /// No TLS library shows it: for verification from files only.
        Rsa1024 = "rsa-1024", (Profile, Key(key::rsa_1024)),
            "The key is RSA of 1024 bits.",
            "La clé est RSA de 1024 bits.";
        /// No TLS library shows it: for verification from files only.
        Rsa512 = "rsa-512", (Profile, Key(key::rsa_512)),
            "The key is RSA of 512 bits.",
            "La clé est RSA de 512 bits.";
        RsaExponent3 = "rsa-exponent-3", (Profile, Key(key::rsa_exponent_3)),
            "The public exponent of the key is 3.",
            "L’exposant public de la clé est 3.";
        EcdsaP256 = "ecdsa-p256", (Profile, Key(key::ecdsa_p256)),
            "The key is ECDSA P-256: sound, but not the profile.",
            "La clé est ECDSA P-256 : solide, mais hors profil.";
        /// Every certificate issued with this deviation holds the same key.
        KeyShared = "key-shared", (OtherCertificates, Key(key::shared)),
            "The key is that of another operator's certificate too.",
            "La clé est aussi celle du certificat d’un autre opérateur.";

        CnNotMx = "cn-not-mx", (HostName, Content(subject::cn_not_mx)),
            "The certificate names another host than the MX, in its CN and in its subject alternative name.",
            "Le certificat désigne une autre machine que le MX, dans son CN et son subject alternative name.";
        CnUpperCase = "cn-upper-case", (ListeBlanche, Content(subject::cn_upper_case)),
            "The CN is the right host, written in capitals.",
            "Le CN est la bonne machine, écrite en capitales.";
        CnTrailingSpace = "cn-trailing-space", (ListeBlanche, Content(subject::cn_trailing_space)),
            "The CN is the right host followed by a space.",
            "Le CN est la bonne machine suivie d’une espace.";
        CnInEspace = "cn-in-espace", (ListeBlanche, Content(subject::cn_in_espace)),
            "The CN is a host under mssante.fr, which only delegated operators may order.",
            "Le CN est une machine sous mssante.fr, que seuls les opérateurs délégués peuvent commander.";
        CnIsDomain = "cn-is-domain", (ListeBlanche, Content(subject::cn_is_domain)),
            "The CN is the domain itself instead of the MX host.",
            "Le CN est le domaine lui-même au lieu de la machine MX.";
        CnWildcard = "cn-wildcard", (ListeBlanche, Content(subject::cn_wildcard)),
            "The CN is a wildcard over the domain of the MX host.",
            "Le CN est un joker sur le domaine de la machine MX.";
        CnAbsent = "cn-absent", (ListeBlanche, Field(subject::cn_absent)),
            "The subject has no CN.",
            "Le sujet n’a pas de CN.";
        CnTwice = "cn-twice", (ListeBlanche, Field(subject::cn_twice)),
            "The subject has two CNs, the right host and another.",
            "Le sujet a deux CN, la bonne machine et une autre.";
        OuAbsent = "ou-absent", (ListeBlanche, Field(subject::ou_absent)),
            "The subject has no OU.",
            "Le sujet n’a pas d’OU.";
        OuWrongType = "ou-wrong-type", (ListeBlanche, Content(subject::ou_wrong_type)),
            "The OU begins with the digit of another kind of identifier.",
            "L’OU commence par le chiffre d’un autre type d’identifiant.";
        OuWrongKey = "ou-wrong-key", (ListeBlanche, Content(subject::ou_wrong_key)),
            "The check digit of the identifier in the OU is wrong.",
            "La clé de l’identifiant de l’OU est fausse.";
        OuOther = "ou-other", (ListeBlanche, Content(subject::ou_other)),
            "The OU is another structure's; CN and O are as listed.",
            "L’OU est celui d’une autre structure ; CN et O sont ceux inscrits.";
        OOther = "o-other", (ListeBlanche, Content(subject::o_other)),
            "The O is another structure's; CN and OU are as listed.",
            "L’O est celui d’une autre structure ; CN et OU sont ceux inscrits.";
        OAccents = "o-accents", (ListeBlanche, Content(subject::o_accents)),
            "The O is written with accents.",
            "L’O est écrit avec des accents.";
        OCut = "o-cut", (ListeBlanche, Content(subject::o_cut)),
            "The O is cut after forty characters.",
            "L’O est coupé après quarante caractères.";
        ODoubledSpaces = "o-doubled-spaces", (ListeBlanche, Content(subject::o_doubled_spaces)),
            "The O has doubled spaces, which some libraries quote and others fold.",
            "L’O a des espaces doublées, que certaines bibliothèques mettent entre guillemets et d’autres replient.";
        StWithoutSpace = "st-without-space", (ListeBlanche, Content(subject::st_without_space)),
            "The ST has no space before the number of the département.",
            "Le ST n’a pas d’espace avant le numéro du département.";
        LForSt = "l-for-st", (ListeBlanche, Field(subject::l_for_st)),
            "The département stands in L instead of ST.",
            "Le département est dans L au lieu de ST.";
        DnReordered = "dn-reordered", (ListeBlanche, Field(subject::dn_reordered)),
            "The subject has the same attributes in another order.",
            "Le sujet a les mêmes attributs dans un autre ordre.";
        DnMultiValued = "dn-multi-valued", (ListeBlanche, Field(subject::dn_multi_valued)),
            "OU and CN stand together in one multi-valued RDN.",
            "OU et CN sont réunis dans un même RDN à plusieurs valeurs.";
        DnPrintable = "dn-printable", (Profile, Field(subject::dn_printable)),
            "O, OU and CN are PrintableString instead of UTF8String.",
            "O, OU et CN sont des PrintableString au lieu d’UTF8String.";
        SameCnOtherDn = "same-cn-other-dn", (ListeBlanche, Content(subject::same_cn_other_dn)),
            "The certificate has the right CN but another structure (OU and O) than the listed DN.",
            "Le certificat a le bon CN mais une autre structure (OU et O) que le DN inscrit.";
        /// The subject alternative name still carries the right host: only the liste blanche can refuse it.
        UnlistedDn = "unlisted-dn", (ListeBlanche, Content(subject::unlisted_dn)),
            "The certificate is another operator's, whole DN included; its subject alternative name has the host.",
            "Le certificat est celui d’un autre opérateur, DN compris ; son subject alternative name a la machine.";

        LeafWithCa = "leaf-with-ca", (Path, Field(usage::ca)),
            "The certificate says that it is an authority (basicConstraints CA:TRUE).",
            "Le certificat se dit autorité (basicConstraints CA:TRUE).";
        NoBasicConstraints = "no-basic-constraints", (Profile, Field(usage::no_basic_constraints)),
            "The certificate has no basicConstraints.",
            "Le certificat n’a pas de basicConstraints.";
        KeyCertSignOnly = "key-cert-sign-only", (Profile, Field(usage::key_cert_sign)),
            "The key may sign certificates and nothing else (keyUsage).",
            "La clé ne peut que signer des certificats (keyUsage).";
        NonRepudiationOnly = "non-repudiation-only", (Profile, Field(usage::non_repudiation)),
            "The key may sign documents and nothing else (keyUsage nonRepudiation).",
            "La clé ne peut que signer des documents (keyUsage nonRepudiation).";
        NoKeyUsage = "no-key-usage", (Profile, Field(usage::no_key_usage)),
            "The certificate has no keyUsage.",
            "Le certificat n’a pas de keyUsage.";
        KeyUsageNotCritical = "key-usage-not-critical", (Profile, Field(usage::key_usage_not_critical)),
            "The keyUsage is not critical.",
            "Le keyUsage n’est pas critique.";
        ServerAuthOnly = "server-auth-only", (Purpose, Field(usage::server_auth)),
            "The certificate is good for TLS servers only.",
            "Le certificat n’est valable que pour un serveur TLS.";
        ClientAuthOnly = "client-auth-only", (Purpose, Field(usage::client_auth)),
            "The certificate is good for TLS clients only.",
            "Le certificat n’est valable que pour un client TLS.";
        EmailProtectionOnly = "email-protection-only", (Purpose, Field(usage::email_protection)),
            "The certificate is good for signing e-mail only, not for TLS.",
            "Le certificat n’est valable que pour signer des courriels, pas pour TLS.";
        AnyEku = "any-eku", (Purpose, Field(usage::any_purpose)),
            "The certificate is good for any purpose (anyExtendedKeyUsage).",
            "Le certificat est bon pour tout usage (anyExtendedKeyUsage).";
        NoEku = "no-eku", (Profile, Field(usage::no_purpose)),
            "The certificate says nothing of its purposes (no extended key usage).",
            "Le certificat ne dit rien de ses usages (pas d’extended key usage).";
        UnknownCriticalExtension = "unknown-critical-extension", (Path, Field(usage::unknown_critical)),
            "The certificate carries a critical extension that nobody knows.",
            "Le certificat comporte une extension critique que personne ne connaît.";
        ExtensionTwice = "extension-twice", (Path, Field(usage::extension_twice)),
            "The certificate carries its keyUsage twice.",
            "Le certificat porte deux fois son keyUsage.";
        ExtensionsReversed = "extensions-reversed", (Profile, Field(usage::extensions_reversed)),
            "The extensions stand in the reverse of their order.",
            "Les extensions sont dans l’ordre inverse du leur.";

        NoSan = "no-san", (HostName, Field(names::none)),
            "The certificate has no subject alternative name; its CN is right.",
            "Le certificat n’a pas de subject alternative name ; son CN est exact.";
        SanNotCn = "san-not-cn", (HostName, Content(names::neighbour)),
            "The certificate's CN is right, but its subject alternative name is another host.",
            "Le CN du certificat est exact, mais son subject alternative name désigne une autre machine.";
        SanForeignHost = "san-foreign-host", (HostName, Content(names::foreign_host)),
            "The subject alternative name is a host of another domain only.",
            "Le subject alternative name ne désigne qu’une machine d’un autre domaine.";
        SanCnLast = "san-cn-last", (Profile, Content(names::cn_last)),
            "The CN comes last among the subject alternative names instead of first.",
            "Le CN vient en dernier parmi les subject alternative names au lieu d’en premier.";
        SanWildcard = "san-wildcard", (Profile, Content(names::wildcard)),
            "The subject alternative name is a wildcard over the domain of the MX host.",
            "Le subject alternative name est un joker sur le domaine de la machine MX.";
        SanEspaceWildcard = "san-espace-wildcard", (HostName, Content(names::espace_wildcard)),
            "The subject alternative name is *.mssante.fr.",
            "Le subject alternative name est *.mssante.fr.";
        SanAddress = "san-address", (HostName, Content(names::address)),
            "The subject alternative name is an IP address.",
            "Le subject alternative name est une adresse IP.";
        San200Names = "san-200-names", (Profile, Content(names::two_hundred)),
            "The subject alternative name has the CN and 199 other hosts.",
            "Le subject alternative name a le CN et 199 autres machines.";
        SanNul = "san-nul", (HostName, Content(names::nul)),
            "The subject alternative name has the host, a NUL, and another domain behind it.",
            "Le subject alternative name a la machine, un octet nul, puis un autre domaine.";
        SanSpace = "san-space", (HostName, Content(names::space)),
            "The subject alternative name has a space inside.",
            "Le subject alternative name contient une espace.";
        SanUpperCase = "san-upper-case", (Profile, Content(names::upper_case)),
            "The subject alternative name is the right host in capitals.",
            "Le subject alternative name est la bonne machine en capitales.";

        NoPolicy = "no-policy", (Profile, Field(policy::none)),
            "The certificate names no policy.",
            "Le certificat ne nomme aucune politique.";
        PolicyOfOtherEnvironment = "policy-of-other-environment", (Profile, Field(policy::other_environment)),
            "The policy is that of the other environment.",
            "La politique est celle de l’autre environnement.";
        PolicyForeign = "policy-foreign", (Profile, Field(policy::foreign)),
            "The policy is none of IGC Santé.",
            "La politique n’est pas de l’IGC Santé.";
        PolicyCritical = "policy-critical", (Profile, Field(policy::critical)),
            "The policy is critical.",
            "La politique est critique.";
        NoProductCategory = "no-product-category", (Profile, Field(policy::no_category)),
            "The certificate does not say the category of product that holds its key.",
            "Le certificat ne dit pas la catégorie du produit qui détient sa clé.";
        CategoryOfOtherEnvironment = "category-of-other-environment", (Profile, Field(policy::other_category)),
            "The product category is that of the other environment.",
            "La catégorie de produit est celle de l’autre environnement.";
        CategoryCard = "category-card", (Profile, Field(policy::card)),
            "The product category is that of a card instead of software.",
            "La catégorie de produit est celle d’une carte au lieu d’un logiciel.";
        CategoryText = "category-text", (Profile, Field(policy::text)),
            "The product category is two digits of text instead of one byte.",
            "La catégorie de produit est un texte de deux chiffres au lieu d’un octet.";
        CategoryCritical = "category-critical", (Path, Field(policy::category_critical)),
            "The product category is critical.",
            "La catégorie de produit est critique.";

        NoSki = "no-ski", (Profile, Field(pointer::no_ski)),
            "The certificate does not identify its key (no subjectKeyIdentifier).",
            "Le certificat n’identifie pas sa clé (pas de subjectKeyIdentifier).";
        NoAki = "no-aki", (Profile, Field(pointer::no_aki)),
            "The certificate does not identify the key that signed it (no authorityKeyIdentifier).",
            "Le certificat n’identifie pas la clé qui l’a signé (pas d’authorityKeyIdentifier).";
        AkiOfOtherAuthority = "aki-of-other-authority", (Profile, Field(pointer::other_aki)),
            "The authorityKeyIdentifier is another authority's, although the true one signed.",
            "L’authorityKeyIdentifier est celui d’une autre autorité, bien que la vraie ait signé.";
        AkiIssuerAndSerial = "aki-issuer-and-serial", (Profile, Field(pointer::aki_by_serial)),
            "The authorityKeyIdentifier names the issuer's certificate instead of its key.",
            "L’authorityKeyIdentifier nomme le certificat de l’émetteur au lieu de sa clé.";
        NoCdp = "no-cdp", (Profile, Field(pointer::no_cdp)),
            "The certificate does not say where its revocation list is.",
            "Le certificat ne dit pas où est sa liste de révocation.";
        CdpNotFound = "cdp-not-found", (Revocation, Field(pointer::cdp_not_found)),
            "The address of the revocation list leads nowhere (404).",
            "L’adresse de la liste de révocation ne mène nulle part (404).";
        CdpOfOtherAuthority = "cdp-of-other-authority", (Revocation, Field(pointer::cdp_of_root)),
            "The address of the revocation list serves another authority's list.",
            "L’adresse de la liste de révocation sert celle d’une autre autorité.";
        CdpLdapOnly = "cdp-ldap-only", (Profile, Field(pointer::cdp_ldap)),
            "The revocation list is published in a directory only.",
            "La liste de révocation n’est publiée que dans un annuaire.";
        NoFreshestCrl = "no-freshest-crl", (Profile, Field(pointer::no_freshest)),
            "The certificate does not say where the delta list is.",
            "Le certificat ne dit pas où est la liste delta.";
        FreshestCrlOverHttp = "freshest-crl-over-http", (Profile, Field(pointer::freshest_over_http)),
            "The delta list is published over HTTP, which IGC Santé does not do.",
            "La liste delta est publiée en HTTP, ce que l’IGC Santé ne fait pas.";
        NoAia = "no-aia", (Profile, Field(pointer::no_aia)),
            "The certificate names neither an OCSP responder nor its issuer's certificate.",
            "Le certificat ne nomme ni répondeur OCSP ni certificat de son émetteur.";
        CaIssuersOfOtherAuthority = "ca-issuers-of-other-authority", (Profile, Field(pointer::ca_issuers_of_root)),
            "The address of the issuer's certificate is that of another authority.",
            "L’adresse du certificat de l’émetteur est celle d’une autre autorité.";
        KeyPeriodOver = "key-period-over", (Profile, Field(pointer::key_period_over)),
            "The period in which the key may sign is over, while the certificate is valid.",
            "La période d’usage de la clé est close alors que le certificat est valide.";
    }
}
