# shellcheck shell=bash disable=SC2154 # the variables are those of `run`
# Sourced by `run`: what is measured, and how each of it is built, started and stopped. It works in $work, a directory that
# only this run has; $pin holds the words that bind a process to a processor, or none.
java_flags=${JAVA_FLAGS:--XX:+UseSerialGC -Xms16m -Xmx48m -XX:MaxDirectMemorySize=64m} # as in the image
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
declare -A pids=() others=()

say() { echo "run: $*" >&2; }
fail() { say "$@"; exit 1; }

# Builds what has to be built; false when this machine lacks a tool for it.
prepare() {
  case $1 in
    limit) needs cc && cc -O2 -Wall -Wextra -o "$work/limit" limit.c ;;
    load) needs cc && cc -O2 -Wall -Wextra -o "$work/load" load.c ;;
    udsecho) needs "$java" && { [[ -e $jar ]] || fail "$jar is not there: build it with ./mvnw package -DskipTests"; } ;;
    go-*) needs go && { [[ -e $work/go ]] || GOTOOLCHAIN=local go build -o "$work/go" echo.go; } ;;
    rust) needs rustc && rustc -O -o "$work/rust" echo.rs ;;
    socat) needs socat ;;
    *) [[ ${others[$1]-} ]] || fail "there is no server '$1': see --help" ;;
  esac
}
needs() { command -v "$1" >/dev/null || { say "no $1 on the PATH"; return 1; }; }

start() {
  local i socket=$work/$1.d/echo.sock
  mkdir -p "$work/$1.d"
  case $1 in
    limit) set -- limit "$work/limit" "$socket" ;;
    udsecho) # shellcheck disable=SC2086 # the flags are words
      set -- udsecho env ECHO_SOCKET_PATH="$socket" "$java" $java_flags -Djava.io.tmpdir="$work/$1.d" \
        -Dquarkus.http.port=0 -jar "$jar" ;;
    go-512) set -- go-512 "$work/go" "$socket" ;;
    go-64k) set -- go-64k "$work/go" -b 65536 "$socket" ;;
    rust) set -- rust "$work/rust" "$socket" ;;
    # The cheapest way that it has to echo. Its pipe takes a page without waiting; with a larger buffer, as is the default,
    # it can wait for good to write what only itself could read.
    socat) set -- socat socat -b 4096 UNIX-LISTEN:"$socket",fork,backlog=1024 PIPE ;;
    *) set -- "$1" env SOCKET="$socket" bash -c "cd \"$here\" && exec ${others[$1]}" ;;
  esac
  "${pin[@]}" "${@:2}" >"$work/$1.log" 2>&1 &
  pids[$1]=$!
  for ((i = 0; i < 300; i++)); do
    ! "$work/load" -v "$socket" connect 1 64 .01 0 >/dev/null 2>&1 || return 0
    kill -0 "${pids[$1]}" 2>/dev/null || break
    sleep .1
  done
  fail "$1 does not echo; it was started as '${*:2}', and said: $(tail -n 3 "$work/$1.log")"
}

stop() {
  local children
  children=$(pgrep -P "${pids[$1]}" || true) # socat has one for each connection that is open
  # shellcheck disable=SC2086 # words
  kill "${pids[$1]}" $children 2>/dev/null || true
  wait "${pids[$1]}" 2>/dev/null || true
  unset "pids[$1]"
  rm -rf "$work/$1.d"
}

memory() { # NAME FIELD, in KiB
  sed -n "s/^$2:[^0-9]*\([0-9]*\) kB/\1/p" "/proc/${pids[$1]}/status" 2>/dev/null || echo 0
}

machine() {
  local version
  echo "Measured $(date +%F) on $(nproc) processors ($(sed -n 's/^model name[^:]*: //p;T;q' /proc/cpuinfo)), Linux $(uname -r), with"
  for version in "cc --version" "go version" "rustc --version" "socat -V" "$java -version"; do
    # shellcheck disable=SC2086 # a command and its word
    ! command -v ${version%% *} >/dev/null || $version 2>&1 | grep -m1 '[0-9]\.[0-9]'
  done | sed 's/^/- /'
  echo
}
