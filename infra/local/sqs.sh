#!/usr/bin/env bash
# A server that speaks like Amazon SQS, for tests and development, without Docker or root: ElasticMQ 1.6.12, in memory, from Maven
# Central's jars. It wants Java 17 or newer, and Maven once to get the jars.
#
#   infra/local/sqs.sh                 gets the jars where they are missing, and ends
#   infra/local/sqs.sh DATA PORT       runs it on 127.0.0.1:PORT in the foreground, its settings in DATA
#
# It takes any key. A queue is made by any client: its address is http://127.0.0.1:PORT/000000000000/NAME.
# The jars stay in FOOTNOTE_SERVERS (default: a cache folder of the user's, /var/cache/footnote for root).
set -euo pipefail

version=1.6.12
. "$(dirname "$0")/maven-jars.sh"
maven_jars elasticmq "$version" "
    <dependency><groupId>org.elasticmq</groupId><artifactId>elasticmq-server_2.13</artifactId><version>$version</version></dependency>"
if [ $# = 0 ]; then
  echo "$jars"
  exit
fi

data=$(realpath -m "$1")
port=$2
mkdir -p "$data"
cat >"$data/elasticmq.conf" <<SETTINGS
include classpath("application.conf")
node-address { protocol = http, host = "127.0.0.1", port = $port, context-path = "" }
rest-sqs { enabled = true, bind-port = $port, bind-hostname = "127.0.0.1", sqs-limits = strict }
rest-stats { enabled = false }
SETTINGS
echo "FOOTNOTE_EVENTS_SQS_QUEUE_URL=http://127.0.0.1:$port/000000000000/NAME"
# Of this very process, so that a signal to it is one to the server.
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -Dconfig.file="$data/elasticmq.conf" -cp "$jars/*" org.elasticmq.server.Main
