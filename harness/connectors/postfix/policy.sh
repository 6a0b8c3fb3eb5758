#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Answers Postfix's policy questions from the liste blanche: policy.sh in|out LISTE [DOMAINE]
#
# in:  the sender's domain must stand in the list beside the CN of the certificate shown; the null sender needs any
#      listed CN (RFC 5321 §4.5.5). Postfix gives a policy the CN only: two DNs with one CN look the same from here.
# out: the sender is one of ours or null, the recipient's domain is ours or stands in the list.
# Domains are compared whole, never by suffix, whatever their case.

direction=$1 liste=$2 own=$3

# Succeeds when the list holds the pair; an empty domain stands for any. Fails with 2 when the list cannot be read.
listed() {
    DOMAINE=$1 CN=$2 awk -F '\t' '
        function plain(text) { gsub(/^ +| +$/, "", text); return tolower(text) }
        # Postfix writes odd characters of the CN as +XX (RFC 3461 §4).
        function decoded(text,   out, digits) {
            digits = "0123456789ABCDEF"
            while (match(text, /[+][0-9A-F][0-9A-F]/)) {
                out = out substr(text, 1, RSTART - 1) sprintf("%c", \
                    16 * (index(digits, substr(text, RSTART + 1, 1)) - 1) + index(digits, substr(text, RSTART + 2, 1)) - 1)
                text = substr(text, RSTART + 3)
            }
            return out text
        }
        BEGIN { domaine = plain(ENVIRON["DOMAINE"]); any_cn = ENVIRON["CN"] == "*"; cn = plain(decoded(ENVIRON["CN"])) }
        (domaine == "" || plain($1) == domaine) && (any_cn || (cn != "" && plain($2) == cn)) { found = 1; exit }
        END { exit !found }
    ' "$liste"
}

# Prints the action for one outcome of `listed`.
verdict() {
    case $1 in
        0) echo DUNNO ;;
        1) echo "550 5.7.1 $2" ;;
        *) echo "451 4.3.5 the liste blanche cannot be read" ;;
    esac
}

is_ours() {
    [ "$(printf %s "${1##*@}" | tr A-Z a-z)" = "$(printf %s "$own" | tr A-Z a-z)" ]
}

decide_in() {
    if [ -z "$sender" ]; then
        listed '' "$cn"
        verdict $? 'no entry of the liste blanche carries this certificate'
    else
        listed "${sender##*@}" "$cn"
        verdict $? 'the liste blanche does not bind the sender domain to this certificate'
    fi
}

decide_out() {
    if [ -n "$sender" ] && ! is_ours "$sender"; then
        verdict 1 'the sender domain is not served here'
    elif is_ours "$recipient"; then
        verdict 0
    else
        listed "${recipient##*@}" '*'
        verdict $? 'the recipient domain is not in the liste blanche'
    fi
}

while IFS= read -r line; do
    case $line in
        sender=*) sender=${line#*=} ;;
        recipient=*) recipient=${line#*=} ;;
        ccert_subject=*) cn=${line#*=} ;;
        '')
            printf 'action=%s\n\n' "$(decide_"$direction")"
            sender='' recipient='' cn=''
            ;;
    esac
done
