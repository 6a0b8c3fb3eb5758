// SPDX-License-Identifier: EUPL-1.2
//! The rules that the connector can be asked to break, one at a time.

use std::str::FromStr;

/// Declares the mutations once: the doc comment is the sentence, the literal is the id.
macro_rules! mutations {
    ($($(#[doc = $sentence:literal])+ $name:ident = $id:literal,)+) => {
        /// One deliberate deviation of the connector; everything else stays compliant.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
        #[serde(try_from = "String")]
        pub enum Mutation {
            $($(#[doc = $sentence])+ $name,)+
        }

        impl Mutation {
            /// Every mutation, in the order of this declaration.
            pub const ALL: &[Mutation] = &[$(Mutation::$name,)+];

            /// The name used in configuration files and reports.
            pub fn id(self) -> &'static str {
                match self {
                    $(Mutation::$name => $id,)+
                }
            }

            /// What the connector does wrong, in one sentence.
            pub fn sentence(self) -> &'static str {
                match self {
                    $(Mutation::$name => concat!($($sentence),+).trim_ascii(),)+
                }
            }
        }
    };
}

mutations! {
    /// Hands mail over in clear text to a peer that does not offer STARTTLS.
    SendsInClearWithoutStarttls = "sends-in-clear-without-starttls",
    /// Accepts a receiving peer whose certificate comes from any authority.
    TrustsAnyAuthorityOutbound = "trusts-any-authority-outbound",
    /// Accepts a receiving peer whose certificate is expired or not yet valid.
    AcceptsExpiredPeer = "accepts-expired-peer",
    /// Accepts a receiving peer whose certificate is revoked.
    IgnoresRevocationOutbound = "ignores-revocation-outbound",
    /// Accepts a receiving peer whose certificate names another host than its MX.
    IgnoresMxName = "ignores-mx-name",
    /// Accepts a receiving peer whose certificate DN is not listed for the domain.
    IgnoresListedDnOutbound = "ignores-listed-dn-outbound",
    /// Compares only the CN of a receiving peer with the listed DN.
    ComparesCnOnlyOutbound = "compares-cn-only-outbound",
    /// Keeps only the first DN listed for a domain, in both directions.
    KeepsOneDnPerDomain = "keeps-one-dn-per-domain",
    /// Sends mail to a domain that is not listed.
    SendsToUnlistedDomain = "sends-to-unlisted-domain",
    /// Presents no client certificate to the receiving peer.
    PresentsNoClientCertificate = "presents-no-client-certificate",
    /// Tells nobody that a message could not be delivered.
    SendsNoNotice = "sends-no-notice",
    /// Tries only the preferred MX of a domain.
    IgnoresSecondMx = "ignores-second-mx",
    /// Tries the MX hosts of a domain in the reverse order of preference.
    PrefersLastMx = "prefers-last-mx",
    /// Keeps what a receiving peer sent in clear behind its answer to STARTTLS as its first answers in TLS.
    KeepsAnswersFromBeforeTls = "keeps-answers-from-before-tls",
    /// Gives a message up at the first temporary refusal of a receiving peer.
    GivesUpWhenDeferred = "gives-up-when-deferred",
    /// Tries a message again after a permanent refusal of a receiving peer.
    RetriesRefusedMessages = "retries-refused-messages",
    /// Leaves the Action and Status fields out of its delivery notices.
    SendsMalformedNotices = "sends-malformed-notices",

    /// Accepts mail from a peer before STARTTLS.
    AcceptsMailInClear = "accepts-mail-in-clear",
    /// Accepts mail from a peer that presents no certificate, whatever its domain.
    ClientCertificateOptional = "client-certificate-optional",
    /// Accepts a sending peer whose certificate comes from any authority.
    TrustsAnyAuthorityInbound = "trusts-any-authority-inbound",
    /// Accepts a sending peer whose certificate is expired or not yet valid.
    AcceptsExpiredClient = "accepts-expired-client",
    /// Accepts a sending peer whose certificate is revoked.
    IgnoresRevocationInbound = "ignores-revocation-inbound",
    /// Accepts a listed sender domain without comparing its listed DN with the certificate.
    IgnoresSenderBinding = "ignores-sender-binding",
    /// Compares only the CN of a sending peer with the listed DN.
    ComparesCnOnlyInbound = "compares-cn-only-inbound",
    /// Accepts an unlisted sender domain from any peer whose DN is listed somewhere.
    AcceptsUnlistedSender = "accepts-unlisted-sender",
    /// Treats the subdomains of a listed domain as listed, in both directions.
    MatchesSubdomains = "matches-subdomains",
    /// Refuses the null reverse path of delivery notices.
    RefusesNullSender = "refuses-null-sender",
    /// Executes commands that were pipelined in clear text behind STARTTLS.
    RunsCommandsBehindStarttls = "runs-commands-behind-starttls",
    /// Lists STARTTLS again in its EHLO reply inside TLS.
    OffersStarttlsInsideTls = "offers-starttls-inside-tls",
    /// Accepts and drops mail for mailboxes that its own domains do not have.
    AcceptsUnknownRecipients = "accepts-unknown-recipients",
    /// Accepts and relays mail for domains that are not its own.
    IsAnOpenRelay = "is-an-open-relay",

    /// Delivers every inbound message to its postmaster instead of the mailbox that it is for.
    DeliversToPostmaster = "delivers-to-postmaster",
    /// Delivers every inbound message to another mailbox than the one that it is for.
    DeliversToAnotherMailbox = "delivers-to-another-mailbox",
    /// Delivers a copy of every inbound message to its postmaster as well.
    JournalsInbound = "journals-inbound",
    /// Delivers every inbound message twice.
    DeliversTwice = "delivers-twice",
    /// Gives a reverse path of its own to the messages that it delivers inside.
    RewritesReversePathInbound = "rewrites-reverse-path-inbound",
    /// Delivers every inbound message and sends it back to its sender as well.
    ReturnsACopyToSender = "returns-a-copy-to-sender",
    /// Answers 550 at the end of every inbound message, which it delivers all the same.
    RefusesThenDelivers = "refuses-then-delivers",
    /// Answers 550 at the end of every inbound message, which it delivers without its Message-ID and in base64.
    RefusesThenDeliversStripped = "refuses-then-delivers-stripped",
    /// Answers 550 at the end of every inbound message, which it delivers three seconds later.
    RefusesThenDeliversLate = "refuses-then-delivers-late",
    /// Closes the connection instead of answering the end of every inbound message, which it delivers.
    ResetsAfterDotAndDelivers = "resets-after-dot-and-delivers",
    /// Answers the end of every inbound message twice.
    AnswersTwice = "answers-twice",
    /// Accepts and drops inbound messages that have a null reverse path.
    DropsMailOfNullSender = "drops-mail-of-null-sender",

    /// Sends every message to another mailbox of the domain that it is for.
    RewritesLocalPartOutbound = "rewrites-local-part-outbound",
    /// Sends a copy of every message to another operator as well.
    CopiesToAnotherPeer = "copies-to-another-peer",
    /// Gives a reverse path of its own to the messages that it sends.
    RewritesReversePathOutbound = "rewrites-reverse-path-outbound",
    /// Sends every message twice.
    SendsTwice = "sends-twice",
    /// Delivers a copy of every message that it sends to its postmaster.
    KeepsACopyInside = "keeps-a-copy-inside",

    /// Writes in its last delivery notice that the message is delayed.
    NoticeSaysDelayed = "notice-says-delayed",
    /// Writes in its delivery notices that the message was delivered.
    NoticeSaysDelivered = "notice-says-delivered",
    /// Names in its delivery notices a recipient that the message did not have.
    NoticeNamesAnotherRecipient = "notice-names-another-recipient",
    /// Writes its delivery notices to the postmaster instead of the sender.
    NoticeToPostmaster = "notice-to-postmaster",
    /// Says in its delivery notices nothing of the message that they are about.
    NoticeAboutNothing = "notice-about-nothing",
    /// Sends its delivery notices under a reverse path that is not null.
    NoticeFromAPerson = "notice-from-a-person",
    /// Declares its delivery notices as multipart/mixed instead of multipart/report.
    NoticeWithoutType = "notice-without-type",
    /// Sends every delivery notice twice.
    NotifiesTwice = "notifies-twice",
    /// Writes its delivery notices in plain text only.
    TextBounce = "text-bounce",
    /// Sends a last delivery notice at the first temporary failure, and goes on trying.
    RetriesAfterTelling = "retries-after-telling",
    /// Warns of a delay at the first temporary failure, and then drops the message.
    GivesUpAtFirstWarning = "gives-up-at-first-warning",

    /// Presents its certificate without the intermediate, in both directions.
    PresentsLeafOnly = "presents-leaf-only",

    /// Accepts a liste blanche whose signature does not verify.
    IgnoresListSignature = "ignores-list-signature",
    /// Accepts a liste blanche older than the one in use.
    AcceptsOlderList = "accepts-older-list",
    /// Keeps for ever the first liste blanche that it accepted.
    NeverRefreshesList = "never-refreshes-list",
    /// Forgets the liste blanche in use when a bad one is published.
    BadListEmptiesList = "bad-list-empties-list",
    /// Empties its list when the publication point fails it.
    OutageEmptiesList = "outage-empties-list",
    /// Asks for the whole list each time, whatever it holds already.
    AsksForWholeList = "asks-for-whole-list",
    /// Opens a second connection to the publication point beside the one in use.
    OpensSpareConnection = "opens-spare-connection",
    /// Keeps for ever the domains that a newer liste blanche no longer lists.
    AppliesRemovalsNever = "applies-removals-never",
    /// Keeps for ever the first revocation lists that it downloaded.
    IgnoresCrlUpdates = "ignores-crl-updates",
    /// Downloads no revocation list and takes nobody for revoked.
    NeverFetchesCrl = "never-fetches-crl",

    /// Removes the X-MSS header fields of the messages that it relays.
    StripsMssHeaders = "strips-mss-headers",
    /// Replaces every non-ASCII byte of the messages that it relays by a question mark.
    ReencodesText = "reencodes-text",
    /// Removes the last MIME part of the messages that it relays.
    DropsAttachments = "drops-attachments",
    /// Gives a Message-ID of its own to the messages that it relays.
    RewritesMessageId = "rewrites-message-id",

    /// Answers automatically to messages that have a null reverse path.
    AnswersNullSender = "answers-null-sender",
    /// Answers automatically to messages that are automatic themselves.
    AnswersAutomaticMessages = "answers-automatic-messages",
    /// Never answers from the automatic reply mailbox.
    NeverAnswers = "never-answers",
    /// Sends its automatic replies under the reverse path of the mailbox that answers.
    AutomaticReplyWithSender = "automatic-reply-with-sender",
    /// Leaves Auto-Submitted out of its automatic replies.
    AutomaticReplyWithoutAutoSubmitted = "automatic-reply-without-auto-submitted",
    /// Leaves In-Reply-To out of its automatic replies.
    AutomaticReplyWithoutInReplyTo = "automatic-reply-without-in-reply-to",
    /// Sends two automatic replies to each message.
    AutomaticReplyTwice = "automatic-reply-twice",
    /// Answers automatically to the author of the header instead of the reverse path.
    AutomaticReplyToHeaderFrom = "automatic-reply-to-header-from",
    /// Sends the messages to its automatic reply mailbox back instead of answering them.
    EchoesInsteadOfAnswering = "echoes-instead-of-answering",
    /// Answers messages to its automatic reply mailbox by a delivery notice.
    BouncesInsteadOfAnswering = "bounces-instead-of-answering",

    /// Greets with other words, which no rule forbids.
    GreetsDifferently = "greets-differently",
    /// Announces its policy refusals at RCPT instead of MAIL, which no rule forbids.
    RefusesAtRcpt = "refuses-at-rcpt",
    /// Announces its policy refusals at DATA instead of MAIL, which no rule forbids.
    RefusesAtData = "refuses-at-data",
    /// Closes right after the handshake with a peer that it does not trust, which no rule forbids.
    RefusesByClosing = "refuses-by-closing",
    /// Answers the first policy refusal of a sender by 450, which no rule forbids.
    DefersThenRefuses = "defers-then-refuses",
    /// Defers the first message of a sender to a recipient, which no rule forbids.
    Greylists = "greylists",
    /// Accepts mail for unknown mailboxes and tells its senders by a notice, which RFC 5321 §6.1 allows.
    BouncesUnknownMailbox = "bounces-unknown-mailbox",
    /// Does not offer 8BITMIME to its peers and refuses 8-bit text, which no rule forbids.
    DoesNotOfferEightBit = "does-not-offer-eight-bit",
    /// Does not offer PIPELINING, which no rule forbids.
    DoesNotOfferPipelining = "does-not-offer-pipelining",
    /// Takes no message larger than the 64 Ki octets that RFC 5321 §4.5.3.1.7 demands.
    AnnouncesASmallSize = "announces-a-small-size",
    /// Answers every command a fifth of a second late, which no rule forbids.
    SlowInTime = "slow-in-time",
    /// Relays 8-bit text as quoted-printable, which changes no octet of what it decodes to.
    ConvertsToQuotedPrintable = "converts-to-quoted-printable",
    /// Sends one message for each recipient, which no rule forbids.
    SplitsRecipients = "splits-recipients",
    /// Completes the handshake with a peer that it does not trust and says QUIT, which no rule forbids.
    QuitsPolitelyAfterHandshake = "quits-politely-after-handshake",
    /// Warns of a delay at the first temporary failure, before the last notice if it must come.
    WarnsThenFails = "warns-then-fails",
    /// Takes a new liste blanche into use a second late, which no rule forbids.
    AppliesListLate = "applies-list-late",
}

impl Mutation {
    /// Whether the change breaks no rule: a suite that fails on it is too strict.
    pub fn benign(self) -> bool {
        use Mutation::*;
        matches!(
            self,
            GreetsDifferently
                | RefusesAtRcpt
                | RefusesAtData
                | RefusesByClosing
                | DefersThenRefuses
                | Greylists
                | BouncesUnknownMailbox
                | DoesNotOfferEightBit
                | DoesNotOfferPipelining
                | AnnouncesASmallSize
                | SlowInTime
                | ConvertsToQuotedPrintable
                | SplitsRecipients
                | QuitsPolitelyAfterHandshake
                | WarnsThenFails
                | AppliesListLate
        )
    }
}

/// The error for a name that no mutation has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown mutation `{0}`")]
pub struct UnknownMutation(pub String);

impl FromStr for Mutation {
    type Err = UnknownMutation;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        Mutation::ALL.iter().copied().find(|mutation| mutation.id() == id).ok_or_else(|| UnknownMutation(id.to_owned()))
    }
}

impl TryFrom<String> for Mutation {
    type Error = UnknownMutation;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        id.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_leads_back_to_its_mutation() {
        for mutation in Mutation::ALL {
            assert_eq!(mutation.id().parse(), Ok(*mutation));
        }
    }

    #[test]
    fn ids_are_the_variant_names_in_kebab_case() {
        for mutation in Mutation::ALL {
            let kebab = format!("{mutation:?}").chars().fold(String::new(), |mut text, letter| {
                if letter.is_uppercase() && !text.is_empty() {
                    text.push('-');
                }
                text.extend(letter.to_lowercase());
                text
            });
            assert_eq!(mutation.id(), kebab);
        }
    }

    #[test]
    fn sentences_are_one_trimmed_sentence() {
        for mutation in Mutation::ALL {
            let sentence = mutation.sentence();
            assert!(sentence.ends_with('.') && !sentence.starts_with(' '), "{sentence:?}");
        }
    }

    #[test]
    fn an_unknown_name_is_quoted_in_the_error() {
        let error = "sends-in-clair".parse::<Mutation>().unwrap_err();
        assert_eq!(error.to_string(), "unknown mutation `sends-in-clair`");
    }
}
