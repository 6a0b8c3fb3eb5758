#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Lays what is not made from templates: prepare.sh RUN
set -e
run=$1

# Without connection.ini the first connection stops the server; without the text of notices they have no From nor To.
stock=$(dirname "$(readlink -f "$(command -v haraka)")")/../config
cp "$stock/connection.ini" "$stock"/outbound.bounce_message* "$run/haraka/config/"
mkdir -p "$run/haraka/queue"
openssl dhparam -dsaparam -out "$run/dhparams.pem" 2048 2>/dev/null

# Every CRL of IGC Santé, in PEM. A real connector does this again before nextUpdate.
while read -r url; do
    curl -sf --max-time 10 "$url" | openssl crl -inform DER
done <"$run/crl-urls" >"$run/crl.pem"
[ -s "$run/crl.pem" ]
