# For the scripts beside it that run a server from Maven Central's jars: sourced, not run.

# maven_jars NAME VERSION DEPENDENCIES: sets $jars to the folder that holds them, and gets them where it is missing. DEPENDENCIES is
# XML as in a pom. The folder lies in FOOTNOTE_SERVERS (default: a cache folder of the user's, /var/cache/footnote for root).
maven_jars() {
  local default=${XDG_CACHE_HOME:-$HOME/.cache}/footnote
  [ "$(id -u)" != 0 ] || default=/var/cache/footnote
  local servers=${FOOTNOTE_SERVERS:-$default}
  jars=$servers/$1-$2
  [ ! -d "$jars" ] || return 0
  mkdir -p "$servers"
  # Beside its place and then moved: whoever starts at the same time finds all of it or nothing.
  fresh=$(mktemp -d "$servers/getting.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  cat >"$fresh/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId><artifactId>$1</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>$3</dependencies>
</project>
POM
  mvn -q -B -ntp -f "$fresh/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$fresh/jars" >&2
  mv -T "$fresh/jars" "$jars" 2>/dev/null || [ -d "$jars" ]
  rm -rf "$fresh"
  trap - EXIT
}
