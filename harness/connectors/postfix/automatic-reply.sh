#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Answers one message read on standard input: automatic-reply.sh IP PORT SENDER RECIPIENT
#
# Nothing is answered to the null sender nor to what says it is automatic (RFC 3834 §2); the answer itself has the
# null sender and says what it is. It is submitted by SMTP, so that it takes the same way out as any message.
# Exits with 75 (try again later) when the submission does not take it.

ip=$1 port=$2 sender=$3 recipient=$4

# Prints one field of the header, unfolded.
field() {
    printf '%s\n' "$header" | awk -v wanted="$1" '
        /^[^ \t]/ { inside = index(tolower($0), wanted ":") == 1; if (inside) sub(/^[^:]*:[ \t]*/, "") }
        inside { print }' | tr -s '\r\n' '  ' | sed 's/ *$//'
}

# Reads one reply, however many lines it has; succeeds when it is positive.
heard() {
    local line
    while IFS= read -r -t 5 line <&3; do
        case $line in
            [23][0-9][0-9]-*) ;;
            [23]*) return 0 ;;
            *) return 1 ;;
        esac
    done
    return 1
}

say() {
    printf '%s\r\n' "$1" >&3 && heard
}

message() {
    local subject identifier references
    subject=$(field subject) identifier=$(field message-id) references=$(field references)
    printf '%s\r\n' \
        "From: <$recipient>" \
        "To: <$sender>" \
        "Subject: Auto: $subject" \
        "Date: $(LC_ALL=C date '+%a, %d %b %Y %H:%M:%S %z')" \
        "Message-ID: <$$.$(date +%s%N)@${recipient##*@}>" \
        'Auto-Submitted: auto-replied' \
        'MIME-Version: 1.0' \
        'Content-Type: text/plain; charset=us-ascii'
    if [ -n "$identifier" ]; then
        printf '%s\r\n' "In-Reply-To: $identifier" "References: ${references:+$references }$identifier"
    fi
    printf '%s\r\n' '' 'Message bien recu.'
}

header=$(sed '/^\r\{0,1\}$/q')
# Postfix waits for the whole message to be read.
cat >/dev/null

automatic=$(field auto-submitted | tr A-Z a-z)
case ${automatic:-no} in
    no*) ;;
    *) exit 0 ;;
esac
[ -n "$sender" ] || exit 0

exec 3<>"/dev/tcp/$ip/$port" || exit 75
heard && say "EHLO ${recipient##*@}" && say 'MAIL FROM:<>' && say "RCPT TO:<$sender>" && say DATA || exit 75
message >&3
say . || exit 75
say QUIT
exit 0
