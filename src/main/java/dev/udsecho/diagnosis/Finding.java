package dev.udsecho.diagnosis;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of a diagnosis of a socket.
 *
 * @param cause the cause
 * @param words the problem, as the first half of a sentence
 * @param evidence the facts that support it
 * @param advice what to do, each a sentence without its capital and full stop
 */
public record Finding(Cause cause, String words, List<Evidence> evidence, List<String> advice) {
    /** Returns this finding with one more fact. */
    public Finding with(String what, Object found) {
        return new Finding(cause, words, joined(evidence, new Evidence(what, found.toString())), advice);
    }

    /** Returns this finding with advice that replaces the cause's. */
    public Finding advising(String... better) {
        return advising(List.of(better));
    }

    Finding advising(List<String> better) {
        return new Finding(cause, words, evidence, better);
    }

    /** Returns this finding with one more item of advice. */
    public Finding advisingAlso(String more) {
        return new Finding(cause, words, evidence, joined(advice, more));
    }

    /** Returns the problem and the advice in one sentence, without its capital and full stop. */
    public String sentence() {
        return advice.isEmpty() ? words : words + "; " + String.join(", or ", advice);
    }

    private static <T> List<T> joined(List<T> some, T one) {
        List<T> all = new ArrayList<>(some);
        all.add(one);
        return List.copyOf(all);
    }
}
