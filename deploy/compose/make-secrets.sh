#!/bin/sh
# Makes the secrets of the trial installation, once: what is there stays. Readable by the user of the containers (1000).
set -eu
umask 077
folder=$(dirname "$0")/secrets
mkdir -p "$folder"
cd "$folder"
random() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }
word() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
[ -f postgres-password ] || word > postgres-password
[ -f grafana-password ] || word > grafana-password
[ -f store-keys ] || printf '2026-11:%s\n' "$(random)" > store-keys
[ -f database-url ] || printf 'postgres://cardwright:%s@postgres:5432/cardwright' "$(cat postgres-password)" > database-url
chmod 644 ./*
chmod 700 .
