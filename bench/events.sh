#!/usr/bin/env bash
# What it costs a start of a function to read its first event into the types of aws-lambda-java-events, beyond its tree.
#
#   bench/events.sh [STARTS]     default 9 of each shape, on each JDK of the machine
#
# Prints the median of milliseconds of the clock and of processor time. What is measured is in bench/events/EventTypes.java.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly home
readonly STARTS=${1:-9}
[[ $STARTS =~ ^[1-9][0-9]*$ ]] || { echo "events: STARTS is a number, not '$STARTS'" >&2; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The types name Joda's, which functions do not have.
(cd "$home" && ./mvnw -q -B -pl transcoder/lambda -am package -Dquick \
  && ./mvnw -q -B -N org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy -Dartifact=joda-time:joda-time:2.10.8 \
    -DoutputDirectory="$scratch") >&2
classpath="$scratch:$scratch/joda-time-2.10.8.jar:$home/transcoder/lambda/target/function/lib/*"
javac --release 17 -cp "$classpath" -d "$scratch" "$home/bench/events/EventTypes.java"

median() { sort -n | sed -n "$(((STARTS + 1) / 2))p"; }

for jdk in /usr/lib/jvm/*/; do
  [[ -x $jdk/bin/javac && ! -h ${jdk%/} ]] || continue
  for shape in sqs s3 upload url; do
    # As the template tells Java.
    options=(-XX:Tier4InvocationThreshold=100000 -XX:Tier4CompileThreshold=300000 -XX:Tier4BackEdgeThreshold=800000)
    [[ $shape != url ]] || options=(-XX:TieredStopAtLevel=1)
    for ((i = 0; i < STARTS; i++)); do
      "$jdk/bin/java" -XX:+UseSerialGC -Xmx384m "${options[@]}" -cp "$classpath" EventTypes "$shape" "$home/samples/events"
    done >"$scratch/times"
    echo "$(basename "$jdk") $shape: $(cut -d' ' -f2 "$scratch/times" | median) ms," \
      "$(cut -d' ' -f3 "$scratch/times" | median) ms of processor time"
  done
done
