#!/usr/bin/env bash
# A real Apache Kafka for tests and development, without Docker or root: 4.3.1, one node (KRaft), from Maven Central's jars.
# It wants Java 17 or newer, and Maven once to get the jars.
#
#   infra/local/kafka.sh                 gets the jars where they are missing, and ends
#   infra/local/kafka.sh DATA PORT       runs it on 127.0.0.1:PORT (and PORT + 1) in the foreground, its files in DATA
#
# Topics are made by infra/local/kafka-topic.ts.
# The jars stay in FOOTNOTE_SERVERS (default: a cache folder of the user's, /var/cache/footnote for root).
set -euo pipefail

version=4.3.1
. "$(dirname "$0")/maven-jars.sh"
# Without slf4j-simple the broker says nothing.
maven_jars kafka "$version" "
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$version</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>"
if [ $# = 0 ]; then
  echo "$jars"
  exit
fi

java=(java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$jars/*")
data=$(realpath -m "$1")
port=$2
mkdir -p "$data"
cat >"$data/server.properties" <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$((port + 1))
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
advertised.listeners=PLAINTEXT://127.0.0.1:$port
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=$data/log
auto.create.topics.enable=false
# One node: everything is there once.
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
num.network.threads=2
num.io.threads=2
log.cleaner.dedupe.buffer.size=16777216
log.segment.bytes=67108864
# A start soon after a crash waits for the end of the session before it.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
group.min.session.timeout.ms=1000
${KAFKA_PROPERTIES:-}
PROPERTIES
if [ ! -f "$data/log/meta.properties" ]; then
  # Its own random-uuid is a Java that starts for 22 characters, of which none may lead as an option does.
  "${java[@]}" kafka.tools.StorageTool format -t "$(head -c 16 /dev/urandom | base64 | tr +/ AB | tr -d =)" \
    -c "$data/server.properties" ${KAFKA_FORMAT:-} >/dev/null
fi
echo "FOOTNOTE_EVENTS_KAFKA_BROKERS=127.0.0.1:$port"
# Of this very process, so that a signal to it is one to Kafka: SIGTERM ends it in order.
exec "${java[@]}" -Xms256m -Xmx512m ${KAFKA_OPTIONS:-} kafka.Kafka "$data/server.properties"
