#!/usr/bin/env bash
# The time from the start of a function to its first hit, without a snapshot: the package in Lambda's own Java runtime, under
# AWS's emulator of it, with S3Mock and a real memcached, on every JDK of the machine.
#
#   AWS_LAMBDA_RIE=.../aws-lambda-rie bench/starts.sh [STARTS]     default 7 on each JDK; a start takes two seconds, and the
#                                                                   build before them a minute or two
#
# The emulator is part of SAM CLI (samcli/local/rapid). LambdaRuntimeIT starts two functions: the upload function and the
# request function.
#
# Exit code 0 if for each of them, on each JDK, the median of init and first hit together is at most 1500 ms.
set -euo pipefail
# Names of samples need a UTF-8 locale.
export LC_ALL=C.UTF-8

readonly STARTS=${1:-7}
readonly MOST=1500
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly home

fail() {
  echo "starts: $*" >&2
  exit 2
}

[[ $STARTS =~ ^[1-9][0-9]*$ ]] || fail "STARTS must be a number, not '$STARTS'"
[[ -x ${AWS_LAMBDA_RIE:-} ]] || fail "set AWS_LAMBDA_RIE to AWS's runtime interface emulator"
command -v memcached >/dev/null || fail "memcached not found; install it (apt install memcached)"

report=$(mktemp)
trap 'rm -f "$report"' EXIT
echo "starts: building" >&2
(cd "$home" && ./mvnw -q -B verify -Dtest=None -Dit.test='LambdaRuntimeIT#secondInvocationIsAHit*' -Dlambda.starts="$STARTS" \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false) 2>&1 | tee "$report" \
  || fail "the tests failed"
sed -nE 's/.* - ([^ ]+) ([^ ]+): init .* together ([0-9]+) ms \(([0-9]+) ms .*/\1\/\2 \3 \4/p' "$report" | sort -k1,1 -k2,2n | awk -v most="$MOST" '
  function say() {
    if (n) {
      median = v[int((n + 1) / 2)]
      met = median <= most
      missed += !met
      printf "%s: init and first hit together %d ms (median of %d, %d to %d), at most %d: %s\n", jdk, median, n, v[1], v[n], most, \
        met ? "met" : "NOT MET"
    }
    n = 0
  }
  $1 != jdk { say(); jdk = $1; seen++ }
  { v[++n] = $2 }
  END { say(); exit missed || !seen }'
