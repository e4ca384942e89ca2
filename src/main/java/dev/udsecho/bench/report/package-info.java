/** The report of a load test, as text and as an HTML page with plots. */
package dev.udsecho.bench.report;
