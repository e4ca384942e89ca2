package dev.udsecho.probe;

/**
 * The result of a check, ready to be sent.
 *
 * @param ok whether the server is as expected
 * @param json the report as one JSON object
 */
public record ProbeAnswer(boolean ok, String json) {}
