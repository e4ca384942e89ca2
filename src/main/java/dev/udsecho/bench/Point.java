package dev.udsecho.bench;

/**
 * One interval of the time line.
 *
 * @param at the middle of the interval, in seconds of measured time
 * @param operationsPerSecond operations done per second
 * @param p99Micros the duration that 99 of 100 of them did not exceed, in microseconds; 0 if none was done
 */
public record Point(double at, double operationsPerSecond, double p99Micros) {}
