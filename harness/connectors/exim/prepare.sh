#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Lays the private directories of one instance: prepare.sh RUN PRIVATE_KEY CERTIFICATE_CHAIN AUTHORITIES
set -e
run=$1 private_key=$2 certificate_chain=$3 authorities=$4

umask 022
# Exim gives up root for a user of its own, who must be able to walk in.
chmod 711 "$run"
mkdir -p "$run/spool" "$run/log"
cp "$certificate_chain" "$run/chain.pem"
cp "$authorities" "$run/trust.pem"
install -m 400 "$private_key" "$run/key.pem"
chown Debian-exim "$run/spool" "$run/log" "$run/key.pem"
# Exim starts itself again for each delivery, from where it was compiled to be unless told.
echo "exim_path = $(command -v exim4)" >"$run/exim-path.conf"

# Every CRL of IGC Santé, in PEM. A real connector does this again before nextUpdate.
while read -r url; do
    curl -sf --max-time 10 "$url" | openssl crl -inform DER
done <"$run/crl-urls" >"$run/crl.pem"
[ -s "$run/crl.pem" ]
