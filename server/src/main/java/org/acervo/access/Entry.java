package org.acervo.access;

import java.time.Instant;

/**
 * A change that has been committed under its number.
 *
 * @param n the number of the policy that holds it
 * @param mark drawn at random, so that two entries with one number (before and after a backup was
 *     restored) can be told apart
 * @param actor who did it, as people read it
 * @param by the same as a principal, such as {@code user:ID}; may be empty
 */
record Entry(long n, String mark, Instant at, String actor, String by, Change change) {}
