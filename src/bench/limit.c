// limit SOCKET: an echo on a Unix stream socket with one thread, epoll and nothing else: what the kernel allows, hence
// the measure of all the others. Per batch it makes one recv and one send. What the kernel has no room for is parked,
// and the connection is not read again before that is gone: so it holds at most one batch a connection, the end of the
// input is only seen once everything before it was sent, and a client that half-closes loses nothing.
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BATCH = 256 * 1024, EVENTS = 256 }; // a batch holds all that the default net.core.wmem_default lets wait
// Edge-triggered: epoll_wait need not look at the socket a second time.
#define INPUT (EPOLLIN | EPOLLRDHUP | EPOLLET)

struct connection {
  int fd;
  char *parked; // the rest of a batch, of which `from` to `to` is still to be sent; null: nothing waits
  size_t from, to;
};

static char batch[BATCH];
static int poll_fd;

static void watch(int how, struct connection *c, unsigned events) {
  struct epoll_event e = {.events = events, .data.ptr = c};
  if (epoll_ctl(poll_fd, how, c->fd, &e)) err(71, "epoll_ctl");
}

static void drop(struct connection *c) {
  close(c->fd); // takes it out of the epoll set as well
  free(c->parked);
  free(c);
}

// How many bytes the kernel took; -1 when the peer is gone.
static ssize_t put(int fd, const char *bytes, size_t n) {
  ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
  return sent < 0 && errno == EAGAIN ? 0 : sent;
}

static void echo(struct connection *c, bool ends) {
  ssize_t n = recv(c->fd, batch, BATCH, 0);
  if (n < 0 && errno == EAGAIN) return;
  ssize_t sent = n > 0 ? put(c->fd, batch, n) : -1;
  if (sent < 0) return drop(c);
  // A short read has emptied the queue, so that more makes an edge; else, or when the end has already made its, ask again.
  if (sent == n && n < BATCH && !ends) return;
  if (sent == n) return watch(EPOLL_CTL_MOD, c, INPUT);
  if (!(c->parked = malloc(n - sent))) err(71, "malloc");
  memcpy(c->parked, batch + sent, n - sent);
  c->from = 0, c->to = n - sent;
  watch(EPOLL_CTL_MOD, c, EPOLLOUT);
}

static void unpark(struct connection *c) {
  ssize_t sent = put(c->fd, c->parked + c->from, c->to - c->from);
  if (sent < 0) return drop(c);
  if ((c->from += sent) < c->to) return;
  free(c->parked);
  c->parked = NULL;
  watch(EPOLL_CTL_MOD, c, INPUT);
}

// One a turn: the listener is level-triggered, so who else waits is reported again, and no call is made in vain.
static void welcome(int listener) {
  int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
  if (fd < 0) {
    if (errno == EAGAIN || errno == ECONNABORTED || errno == EINTR) return;
    err(71, "accept");
  }
  struct connection *c = calloc(1, sizeof *c);
  if (!c) err(71, "calloc");
  c->fd = fd;
  watch(EPOLL_CTL_ADD, c, INPUT);
}

int main(int argc, char **argv) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (argc != 2 || strlen(argv[1]) >= sizeof address.sun_path) errx(64, "usage: limit SOCKET");
  strcpy(address.sun_path, argv[1]);
  struct connection listener = {.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0)};
  if (bind(listener.fd, (void *)&address, sizeof address) || listen(listener.fd, 1024)) err(73, "%s", argv[1]);
  poll_fd = epoll_create1(0);
  watch(EPOLL_CTL_ADD, &listener, EPOLLIN);
  for (struct epoll_event ready[EVENTS];;) {
    int n = epoll_wait(poll_fd, ready, EVENTS, -1);
    if (n < 0 && errno != EINTR) err(71, "epoll_wait");
    for (int i = 0; i < n; i++) {
      struct connection *c = ready[i].data.ptr;
      if (c == &listener) welcome(listener.fd);
      else if (c->parked) unpark(c);
      else echo(c, ready[i].events & EPOLLRDHUP);
    }
  }
}
