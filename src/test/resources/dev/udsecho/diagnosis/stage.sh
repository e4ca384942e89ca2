# The words of the table of arrangements. They run as root in mount and PID namespaces of their own, in an empty
# directory $d that everybody may search; $echo is the text of echo.py.
set -eu
# First what other users may run too: what comes first for root may be in its home.
PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH

# serve PATH [MODE [MANNER [BACKLOG]]]: returns when the server listens; its uid and gid are $user, where that is set.
serve() {
    ${user:+setpriv --reuid="$user" --regid="$user" --clear-groups} python3 -c "$echo" "$@"
}

# run COMMAND...: a server that stays in the foreground and makes the socket s
run() {
    "$@" &
    await test -S s
}

# await COMMAND...: until it succeeds
await() {
    timeout 20 sh -c 'until "$@"; do sleep 0.01; done' sh "$@"
}

# tmpfs DIRECTORY [OPTIONS]
tmpfs() {
    mkdir -p "$1"
    mount -t tmpfs -o "${2:-size=1m}" udsecho "$1"
}

# overlay DIRECTORY
overlay() {
    tmpfs layers
    mkdir layers/lower layers/upper layers/work "$1"
    mount -t overlay -o lowerdir=layers/lower,upperdir=layers/upper,workdir=layers/work udsecho "$1"
}

# fuse CONTENT DIRECTORY
fuse() {
    mkdir "$1" "$2"
    bindfs -f "$1" "$2" &
    await mountpoint -q "$2"
}

# links NUMBER: so many, each to the next one, the first is 1 and the last leads to s
links() {
    ln -s s "$1"
    for i in $(seq $(($1 - 1)) -1 1); do ln -s $((i + 1)) "$i"; done
}

# elsewhere: a server in the directory private of another mount namespace, where the process $pid is
elsewhere() {
    mkdir private
    unshare --mount sh -c 'mount -t tmpfs udsecho private; python3 -c "$echo" private/s; : > up; exec sleep infinity' &
    pid=$!
    await test -e up
}
