package dev.udsecho.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The meaning of a key, for its users, as {@code serve --help} and the guide show it. Values are in backticks. The
 * tables of both are generated from the mapping interfaces by {@code KeyTablesTest}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Description {
    /** Returns a noun phrase or a clause, without a capital and full stop. */
    String value();
}
