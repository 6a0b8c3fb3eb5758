// SPDX-License-Identifier: EUPL-1.2
//! The rules that the connector can be asked to break, one at a time.

use strum::{EnumMessage, EnumProperty, EnumString, IntoStaticStr, VariantArray};

/// One deliberate deviation of the connector; everything else stays compliant.
///
/// The id is the variant name in kebab case, and the doc comment is the sentence.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    serde::Deserialize,
    EnumMessage,
    EnumProperty,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(try_from = "String")]
#[strum(serialize_all = "kebab-case", parse_err_ty = UnknownMutation, parse_err_fn = unknown)]
pub enum Mutation {
    /// Hands mail over in clear text to a peer that does not offer STARTTLS.
    SendsInClearWithoutStarttls,
    /// Accepts a receiving peer whose certificate comes from any authority.
    TrustsAnyAuthorityOutbound,
    /// Accepts a receiving peer whose certificate is expired or not yet valid.
    AcceptsExpiredPeer,
    /// Accepts a receiving peer whose certificate is revoked.
    IgnoresRevocationOutbound,
    /// Accepts a receiving peer whose certificate names another host than its MX.
    IgnoresMxName,
    /// Accepts a receiving peer whose certificate DN is not listed for the domain.
    IgnoresListedDnOutbound,
    /// Compares only the CN of a receiving peer with the listed DN.
    ComparesCnOnlyOutbound,
    /// Keeps only the first DN listed for a domain, in both directions.
    KeepsOneDnPerDomain,
    /// Sends mail to a domain that is not listed.
    SendsToUnlistedDomain,
    /// Presents no client certificate to the receiving peer.
    PresentsNoClientCertificate,
    /// Tells nobody that a message could not be delivered.
    SendsNoNotice,
    /// Tries only the preferred MX of a domain.
    IgnoresSecondMx,
    /// Tries the MX hosts of a domain in the reverse order of preference.
    PrefersLastMx,
    /// Keeps what a receiving peer sent in clear behind its answer to STARTTLS as its first answers in TLS.
    KeepsAnswersFromBeforeTls,
    /// Gives a message up at the first temporary refusal of a receiving peer.
    GivesUpWhenDeferred,
    /// Tries a message again after a permanent refusal of a receiving peer.
    RetriesRefusedMessages,
    /// Leaves the Action and Status fields out of its delivery notices.
    SendsMalformedNotices,

    /// Accepts mail from a peer before STARTTLS.
    AcceptsMailInClear,
    /// Accepts mail from a peer that presents no certificate, whatever its domain.
    ClientCertificateOptional,
    /// Accepts a sending peer whose certificate comes from any authority.
    TrustsAnyAuthorityInbound,
    /// Accepts a sending peer whose certificate is expired or not yet valid.
    AcceptsExpiredClient,
    /// Accepts a sending peer whose certificate is revoked.
    IgnoresRevocationInbound,
    /// Accepts a listed sender domain without comparing its listed DN with the certificate.
    IgnoresSenderBinding,
    /// Compares only the CN of a sending peer with the listed DN.
    ComparesCnOnlyInbound,
    /// Accepts an unlisted sender domain from any peer whose DN is listed somewhere.
    AcceptsUnlistedSender,
    /// Treats the subdomains of a listed domain as listed, in both directions.
    MatchesSubdomains,
    /// Refuses the null reverse path of delivery notices.
    RefusesNullSender,
    /// Executes commands that were pipelined in clear text behind STARTTLS.
    RunsCommandsBehindStarttls,
    /// Lists STARTTLS again in its EHLO reply inside TLS.
    OffersStarttlsInsideTls,
    /// Accepts and drops mail for mailboxes that its own domains do not have.
    AcceptsUnknownRecipients,
    /// Accepts and relays mail for domains that are not its own.
    IsAnOpenRelay,

    /// Delivers every inbound message to its postmaster instead of the mailbox that it is for.
    DeliversToPostmaster,
    /// Delivers every inbound message to another mailbox than the one that it is for.
    DeliversToAnotherMailbox,
    /// Delivers a copy of every inbound message to its postmaster as well.
    JournalsInbound,
    /// Delivers every inbound message twice.
    DeliversTwice,
    /// Gives a reverse path of its own to the messages that it delivers inside.
    RewritesReversePathInbound,
    /// Delivers every inbound message and sends it back to its sender as well.
    ReturnsACopyToSender,
    /// Answers 550 at the end of every inbound message, which it delivers all the same.
    RefusesThenDelivers,
    /// Answers 550 at the end of every inbound message, which it delivers without its Message-ID and in base64.
    RefusesThenDeliversStripped,
    /// Answers 550 at the end of every inbound message, which it delivers three seconds later.
    RefusesThenDeliversLate,
    /// Closes the connection instead of answering the end of every inbound message, which it delivers.
    ResetsAfterDotAndDelivers,
    /// Answers the end of every inbound message twice.
    AnswersTwice,
    /// Accepts and drops inbound messages that have a null reverse path.
    DropsMailOfNullSender,

    /// Sends every message to another mailbox of the domain that it is for.
    RewritesLocalPartOutbound,
    /// Sends a copy of every message to another operator as well.
    CopiesToAnotherPeer,
    /// Gives a reverse path of its own to the messages that it sends.
    RewritesReversePathOutbound,
    /// Sends every message twice.
    SendsTwice,
    /// Delivers a copy of every message that it sends to its postmaster.
    KeepsACopyInside,

    /// Writes in its last delivery notice that the message is delayed.
    NoticeSaysDelayed,
    /// Writes in its delivery notices that the message was delivered.
    NoticeSaysDelivered,
    /// Names in its delivery notices a recipient that the message did not have.
    NoticeNamesAnotherRecipient,
    /// Writes its delivery notices to the postmaster instead of the sender.
    NoticeToPostmaster,
    /// Says in its delivery notices nothing of the message that they are about.
    NoticeAboutNothing,
    /// Sends its delivery notices under a reverse path that is not null.
    NoticeFromAPerson,
    /// Declares its delivery notices as multipart/mixed instead of multipart/report.
    NoticeWithoutType,
    /// Sends every delivery notice twice.
    NotifiesTwice,
    /// Writes its delivery notices in plain text only.
    TextBounce,
    /// Sends a last delivery notice at the first temporary failure, and goes on trying.
    RetriesAfterTelling,
    /// Warns of a delay at the first temporary failure, and then drops the message.
    GivesUpAtFirstWarning,

    /// Presents its certificate without the intermediate, in both directions.
    PresentsLeafOnly,

    /// Accepts a liste blanche whose signature does not verify.
    IgnoresListSignature,
    /// Accepts a liste blanche older than the one in use.
    AcceptsOlderList,
    /// Keeps for ever the first liste blanche that it accepted.
    NeverRefreshesList,
    /// Forgets the liste blanche in use when a bad one is published.
    BadListEmptiesList,
    /// Empties its list when the publication point fails it.
    OutageEmptiesList,
    /// Asks for the whole list each time, whatever it holds already.
    AsksForWholeList,
    /// Opens a second connection to the publication point beside the one in use.
    OpensSpareConnection,
    /// Keeps for ever the domains that a newer liste blanche no longer lists.
    AppliesRemovalsNever,
    /// Keeps for ever the first revocation lists that it downloaded.
    IgnoresCrlUpdates,
    /// Downloads no revocation list and takes nobody for revoked.
    NeverFetchesCrl,

    /// Removes the X-MSS header fields of the messages that it relays.
    StripsMssHeaders,
    /// Replaces every non-ASCII byte of the messages that it relays by a question mark.
    ReencodesText,
    /// Removes the last MIME part of the messages that it relays.
    DropsAttachments,
    /// Gives a Message-ID of its own to the messages that it relays.
    RewritesMessageId,

    /// Answers automatically to messages that have a null reverse path.
    AnswersNullSender,
    /// Answers automatically to messages that are automatic themselves.
    AnswersAutomaticMessages,
    /// Never answers from the automatic reply mailbox.
    NeverAnswers,
    /// Sends its automatic replies under the reverse path of the mailbox that answers.
    AutomaticReplyWithSender,
    /// Leaves Auto-Submitted out of its automatic replies.
    AutomaticReplyWithoutAutoSubmitted,
    /// Leaves In-Reply-To out of its automatic replies.
    AutomaticReplyWithoutInReplyTo,
    /// Sends two automatic replies to each message.
    AutomaticReplyTwice,
    /// Answers automatically to the author of the header instead of the reverse path.
    AutomaticReplyToHeaderFrom,
    /// Sends the messages to its automatic reply mailbox back instead of answering them.
    EchoesInsteadOfAnswering,
    /// Answers messages to its automatic reply mailbox by a delivery notice.
    BouncesInsteadOfAnswering,

    /// Greets with other words, which no rule forbids.
    #[strum(props(benign = true))]
    GreetsDifferently,
    /// Announces its policy refusals at RCPT instead of MAIL, which no rule forbids.
    #[strum(props(benign = true))]
    RefusesAtRcpt,
    /// Announces its policy refusals at DATA instead of MAIL, which no rule forbids.
    #[strum(props(benign = true))]
    RefusesAtData,
    /// Closes right after the handshake with a peer that it does not trust, which no rule forbids.
    #[strum(props(benign = true))]
    RefusesByClosing,
    /// Answers the first policy refusal of a sender by 450, which no rule forbids.
    #[strum(props(benign = true))]
    DefersThenRefuses,
    /// Defers the first message of a sender to a recipient, which no rule forbids.
    #[strum(props(benign = true))]
    Greylists,
    /// Accepts mail for unknown mailboxes and tells its senders by a notice, which RFC 5321 §6.1 allows.
    #[strum(props(benign = true))]
    BouncesUnknownMailbox,
    /// Does not offer 8BITMIME to its peers and refuses 8-bit text, which no rule forbids.
    #[strum(props(benign = true))]
    DoesNotOfferEightBit,
    /// Does not offer PIPELINING, which no rule forbids.
    #[strum(props(benign = true))]
    DoesNotOfferPipelining,
    /// Takes no message larger than the 64 Ki octets that RFC 5321 §4.5.3.1.7 demands.
    #[strum(props(benign = true))]
    AnnouncesASmallSize,
    /// Answers every command a fifth of a second late, which no rule forbids.
    #[strum(props(benign = true))]
    SlowInTime,
    /// Relays 8-bit text as quoted-printable, which changes no octet of what it decodes to.
    #[strum(props(benign = true))]
    ConvertsToQuotedPrintable,
    /// Sends one message for each recipient, which no rule forbids.
    #[strum(props(benign = true))]
    SplitsRecipients,
    /// Completes the handshake with a peer that it does not trust and says QUIT, which no rule forbids.
    #[strum(props(benign = true))]
    QuitsPolitelyAfterHandshake,
    /// Warns of a delay at the first temporary failure, before the last notice if it must come.
    #[strum(props(benign = true))]
    WarnsThenFails,
    /// Takes a new liste blanche into use a second late, which no rule forbids.
    #[strum(props(benign = true))]
    AppliesListLate,
}

/// The error for a name that no mutation has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown mutation `{0}`")]
pub struct UnknownMutation(pub String);

impl Mutation {
    /// Every mutation, in the order of declaration.
    pub const ALL: &[Mutation] = Mutation::VARIANTS;

    /// The name used in configuration files and reports.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// What the connector does wrong, in one sentence.
    pub fn sentence(self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }

    /// Whether the change breaks no rule: a suite that fails on it is too strict.
    pub fn benign(self) -> bool {
        self.get_bool("benign").unwrap_or_default()
    }
}

impl TryFrom<String> for Mutation {
    type Error = UnknownMutation;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        id.parse()
    }
}

fn unknown(id: &str) -> UnknownMutation {
    UnknownMutation(id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_leads_back_to_its_mutation() {
        assert_eq!(Mutation::KeepsACopyInside.id(), "keeps-a-copy-inside");
        for mutation in Mutation::ALL {
            assert_eq!(mutation.id().parse(), Ok(*mutation));
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
