package dev.udsecho.bench;

/**
 * A stretch of the time line.
 *
 * @param at the middle of it, in seconds of the time that was measured
 * @param operationsPerSecond how many were done
 * @param p99Micros the time that 99 of 100 of them did not exceed, in microseconds; 0 if none was done
 */
public record Point(double at, double operationsPerSecond, double p99Micros) {}
