// load [-v] [-p PID] SOCKET pingpong|stream|connect CONNECTIONS SIZE SECONDS WARMUP: one thread of load, as cheap an
// operation as can be, because it may share a processor with the server it measures. Prints
//     operations a second, MB a second, p50 and p99 in µs, µs of processor time an operation: of the load, of process PID
// of what came back after the warm-up, where an operation is SIZE bytes there and back; -v compares every byte.
//   pingpong  each connection always has one request outstanding (one connection of at most 64 KiB: plain blocking calls)
//   stream    each connection writes as fast as it is let and reads what comes; no latencies
//   connect   one after the other: connect, send, receive, close
// In the end each connection is shut down for writing and must have brought back exactly what was sent. Five seconds
// without any progress are an error.
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "measure.h"

enum { EVENTS = 256, SHIFTS = 251, SMALL = 64 * 1024 };

struct connection {
  int fd;
  bool waits; // for room to send
  unsigned long sent, received, begun; // bytes, bytes, ns
};

static struct sockaddr_un address = {.sun_family = AF_UNIX};
static size_t size;
static bool verify, streams, reconnects;
static char *noise, *buffer; // request number k is noise[k % SHIFTS …]: a lost, doubled or foreign byte shows
static int poll_fd;

static int dial(void) {
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0) err(71, "socket");
  if (connect(fd, (void *)&address, sizeof address)) err(69, "%s", address.sun_path);
  progress++;
  return fd;
}

// Sends the rest of the request that is under way; false when the kernel has no room.
static bool push(struct connection *c, int flags) {
  size_t done = c->sent % size;
  ssize_t n = send(c->fd, noise + c->sent / size % SHIFTS + done, size - done, flags | MSG_NOSIGNAL);
  if (n < 0 && errno == EAGAIN) return false;
  if (n < 0) err(74, "send");
  c->sent += n;
  return true;
}

// Receives up to the end of the request that is under way; false when nothing is there.
static bool pull(struct connection *c, int flags) {
  size_t done = c->received % size;
  ssize_t n = recv(c->fd, buffer, size - done, flags);
  if (n < 0 && errno == EAGAIN) return false;
  if (n < 0) err(74, "recv");
  if (n == 0) errx(74, "the server closed after %lu of %lu bytes", c->received, c->sent);
  if (verify && memcmp(buffer, noise + c->received / size % SHIFTS + done, n))
    errx(74, "what came back differs from what was sent, after %lu bytes", c->received);
  c->received += n;
  progress++;
  return true;
}

static void hang_up(struct connection *c) {
  if (!reconnects && shutdown(c->fd, SHUT_WR)) err(74, "shutdown");
  if (!reconnects && recv(c->fd, buffer, 1, 0) != 0) errx(74, "more came back than was sent");
  close(c->fd);
}

static void one_by_one(void) {
  struct connection c = {.fd = -1};
  start_clock();
  while (now < until) {
    unsigned long begun = now;
    if (c.fd < 0) c.fd = dial();
    do push(&c, 0); while (c.sent % size);
    do pull(&c, 0); while (c.received % size);
    if (reconnects) hang_up(&c), c.fd = -1;
    count(begun);
  }
  if (c.fd >= 0) hang_up(&c);
}

static void watch(struct connection *c, int how, unsigned events) {
  struct epoll_event e = {.events = events | EPOLLET, .data.ptr = c};
  if (epoll_ctl(poll_fd, how, c->fd, &e)) err(71, "epoll_ctl");
}

static bool wants_to_send(const struct connection *c) {
  return c->sent % size || (now < until && (streams || c->received == c->sent));
}

// All that can be done for a connection now; true when that was its last.
static bool turn(struct connection *c) {
  while (c->received < c->sent && pull(c, MSG_DONTWAIT))
    if (c->received % size == 0) count(c->begun);
  bool room = true;
  while (wants_to_send(c) && room) {
    if (c->sent % size == 0) c->begun = now;
    room = push(c, MSG_DONTWAIT);
  }
  if (c->waits == room && !streams) watch(c, EPOLL_CTL_MOD, EPOLLIN | (room ? 0 : EPOLLOUT));
  c->waits = !room;
  return now >= until && c->received == c->sent && !wants_to_send(c);
}

static void all_at_once(int connections) {
  struct connection *all = calloc(connections, sizeof *all);
  struct epoll_event ready[EVENTS];
  poll_fd = epoll_create1(0);
  for (int i = 0; i < connections; i++) {
    all[i].fd = dial();
    watch(&all[i], EPOLL_CTL_ADD, EPOLLIN | (streams ? EPOLLOUT : 0));
  }
  start_clock();
  for (int i = 0; i < connections; i++) turn(&all[i]);
  for (int left = connections; left > 0;) {
    int n = epoll_wait(poll_fd, ready, EVENTS, -1);
    for (int i = 0; i < n; i++)
      if (turn(ready[i].data.ptr)) hang_up(ready[i].data.ptr), left--;
  }
}

static double number(const char *text, double least, double most) {
  char *end;
  double value = strtod(text, &end);
  if (*end || end == text || !(value >= least && value <= most))
    errx(64, "'%s' is not a number from %g to %g", text, least, most);
  return value;
}

int main(int argc, char **argv) {
  for (int option; (option = getopt(argc, argv, "vp:")) != -1;) {
    if (option == 'v') verify = true;
    else if (option != 'p' || clock_getcpuclockid(atoi(optarg), &server_clock)) errx(64, "no such option or process");
  }
  argc -= optind - 1, argv += optind - 1;
  if (argc != 7) errx(64, "usage: load [-v] [-p PID] SOCKET pingpong|stream|connect CONNECTIONS SIZE SECONDS WARMUP");
  if (strlen(argv[1]) >= sizeof address.sun_path) errx(64, "%s: longer than a socket's path may be", argv[1]);
  strcpy(address.sun_path, argv[1]);
  streams = !strcmp(argv[2], "stream"), reconnects = !strcmp(argv[2], "connect");
  if (!streams && !reconnects && strcmp(argv[2], "pingpong")) errx(64, "%s: no such mode", argv[2]);
  int connections = number(argv[3], 1, reconnects ? 1 : 100000);
  size = number(argv[4], 1, reconnects ? SMALL : 1 << 26);
  seconds = number(argv[5], .001, 1e6), warm_up = number(argv[6], 0, 1e6);
  noise = malloc(size + SHIFTS), buffer = malloc(size + SHIFTS);
  if (!noise || !buffer) err(71, "malloc");
  for (size_t i = 0; i < size + SHIFTS; i++) noise[i] = buffer[i] = random();
  start_watchdog();
  if (reconnects || (connections == 1 && size <= SMALL && !streams)) one_by_one();
  else all_at_once(connections);
  report(size, !streams);
}
