/**
 * The report of a load test as text and as a page with plots.
 */
package dev.udsecho.bench.report;
