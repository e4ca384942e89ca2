// What the load measures: how many operations came back between the end of the warm-up and the end of the run, how long
// each took, and how much processor time both sides spent on them. On one processor that is all the time there is, but it
// is the same when others want the processor too. It also ends a load that gets nothing back, without a system call on
// the way of a byte.
#include <err.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 5 };                   // seconds
enum { FINE = 6, BUCKETS = 64 << FINE }; // 64 buckets to each power of two nanoseconds: within 1.6 %

static double seconds, warm_up;
static unsigned long now, measured_from, until; // ns
static unsigned long counts[BUCKETS], operations;
static volatile unsigned long progress; // changes with whatever the server does
static clockid_t server_clock;          // the processor time of its process; 0: unknown
static long load_spent, server_spent;   // ns of processor time
static bool settled;

static unsigned long clock_ns(clockid_t clock) {
  struct timespec t;
  if (clock_gettime(clock, &t)) err(71, "clock_gettime");
  return t.tv_sec * 1000000000UL + t.tv_nsec;
}

static void start_clock(void) {
  now = clock_ns(CLOCK_MONOTONIC);
  measured_from = now + warm_up * 1e9;
  until = measured_from + seconds * 1e9;
}

static void watchdog(int signal) {
  static unsigned long seen, idle;
  (void)signal;
  idle = seen == progress ? idle + 1 : 0;
  seen = progress;
  if (idle < PATIENCE) return;
  static const char message[] = "load: no byte came back for 5 seconds\n";
  if (write(2, message, sizeof message - 1)) {}
  _exit(75);
}

static void start_watchdog(void) {
  struct sigaction action = {.sa_handler = watchdog, .sa_flags = SA_RESTART};
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &(struct itimerval){{1, 0}, {1, 0}}, NULL);
}

static void settle(int sign) {
  load_spent += sign * (long)clock_ns(CLOCK_PROCESS_CPUTIME_ID);
  if (server_clock) server_spent += sign * (long)clock_ns(server_clock);
}

static void count(unsigned long begun) {
  now = clock_ns(CLOCK_MONOTONIC);
  if (now < measured_from) return;
  if (now > until) {
    if (!settled) settle(+1), settled = true;
    return;
  }
  if (!operations) settle(-1);
  unsigned long ns = now - begun > 1 << FINE ? now - begun : 1 << FINE;
  int power = 63 - __builtin_clzl(ns) - FINE;
  counts[((power + 1) << FINE) + ((ns >> power) & ((1 << FINE) - 1))]++;
  operations++;
}

static double percentile_us(double share) {
  unsigned long left = operations * share;
  int i = 0;
  while (i < BUCKETS - 1 && counts[i] <= left) left -= counts[i++];
  int power = (i >> FINE) - 1;
  return (((1UL << FINE) + (i & ((1 << FINE) - 1))) << power) / 1e3;
}

static void report(size_t size, bool latencies) {
  if (!operations) errx(75, "nothing came back in %g seconds", seconds);
  printf("%.0f %.1f ", operations / seconds, operations * size / seconds / 1e6);
  if (latencies) printf("%.1f %.1f", percentile_us(.5), percentile_us(.99));
  else printf("- -");
  if (server_clock) printf(" %.2f %.2f\n", load_spent / 1e3 / operations, server_spent / 1e3 / operations);
  else puts(" - -");
}
