#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Lays the private directories of one instance: prepare.sh RUN TRUST_ANCHORS INTERMEDIATE
#
# Done here rather than by `postfix check`: that takes seconds, and warns of owners in a user namespace.
set -e
run=$1 trust_anchors=$2 intermediate=$3

umask 022
# The daemons and the scripts run as `postfix` and `nobody`: they must be able to walk in.
chmod 711 "$run"
mkdir -p "$run/log" "$run/spool/pid"
for queue in active bounce corrupt defer deferred flush hold incoming private saved trace; do
    mkdir -p -m 700 "$run/spool/$queue"
    chown postfix "$run/spool/$queue"
done
mkdir -p -m 700 "$run/data"
chown postfix "$run/data"
mkdir -p -m 710 "$run/spool/public"
chown postfix:postdrop "$run/spool/public"
mkdir -p -m 730 "$run/spool/maildrop"
chown postfix:postdrop "$run/spool/maildrop"

# Peers that leave their intermediate out are still understood: an operator has the whole of IGC Santé installed.
cat "$trust_anchors" "$intermediate" >"$run/trust.pem"

# Every daemon waits until a file it reads has been still for a second: let them look old.
touch -t 200001010000 "$run/etc/main.cf" "$run/recipients" "$run/transport"
