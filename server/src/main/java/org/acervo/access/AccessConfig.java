package org.acervo.access;

import java.time.Duration;
import org.acervo.kernel.DataSize;

/**
 * How people sign in and how rights change.
 *
 * @param sessionLife a session that is not used for this long ends
 * @param sessionTouch the use of a session is written down at most once in this time
 * @param hashMemory memory of one Argon2id computation
 * @param hashPasses passes of one Argon2id computation over that memory
 * @param hashLanes lanes of one Argon2id computation
 * @param hashesAtOnce computations at once; more wait their turn
 * @param triesPerLogin wrong passwords for one login before it has to wait
 * @param triesPerAddress wrong passwords from one address before it has to wait; many people may
 *     sit behind one
 * @param firstWait the first such wait; each further wrong password doubles it
 * @param longestWait where the doubling ends
 * @param forgetTries wrong passwords count no more after this much quiet
 * @param lease how long a node may answer from the policy in its memory after it last read the
 *     head; a change of rights waits so long for a node that does not answer
 * @param renewal a node reads the head this often
 * @param changeWait how long a change of rights is tried again while others change rights
 */
public record AccessConfig(
    Duration sessionLife,
    Duration sessionTouch,
    DataSize hashMemory,
    int hashPasses,
    int hashLanes,
    int hashesAtOnce,
    int triesPerLogin,
    int triesPerAddress,
    Duration firstWait,
    Duration longestWait,
    Duration forgetTries,
    Duration lease,
    Duration renewal,
    Duration changeWait) {

  private static final Duration LONGEST_RENEWAL = Duration.ofSeconds(1);

  /** Argon2id as the OWASP Password Storage Cheat Sheet recommends: 19 MiB, 2 passes, 1 lane. */
  public static final AccessConfig DEFAULT =
      new AccessConfig(
          Duration.ofDays(30),
          Duration.ofHours(1),
          DataSize.mib(19),
          2,
          1,
          4,
          5,
          25,
          Duration.ofSeconds(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofSeconds(15),
          LONGEST_RENEWAL,
          Duration.ofSeconds(10));

  /** How often a node reads the head unless told: within a lease, two readings may fail. */
  public static Duration renewal(Duration lease) {
    var third = lease.dividedBy(3);
    return third.compareTo(LONGEST_RENEWAL) < 0 ? third : LONGEST_RENEWAL;
  }

  public AccessConfig {
    positive("ACERVO_SESSION_LIFE", sessionLife);
    positive("ACERVO_SESSION_TOUCH", sessionTouch);
    between("ACERVO_PASSWORD_PASSES", hashPasses, 1, 100);
    between("ACERVO_PASSWORD_LANES", hashLanes, 1, 16);
    between("ACERVO_PASSWORD_AT_ONCE", hashesAtOnce, 1, 1000);
    between("ACERVO_SIGN_IN_TRIES", triesPerLogin, 1, 1000);
    between("ACERVO_SIGN_IN_TRIES_PER_ADDRESS", triesPerAddress, 1, 1_000_000);
    positive("ACERVO_SIGN_IN_WAIT", firstWait);
    positive("ACERVO_SIGN_IN_LONGEST_WAIT", longestWait);
    positive("ACERVO_SIGN_IN_FORGET", forgetTries);
    positive("ACERVO_RIGHTS_LEASE", lease);
    positive("ACERVO_RIGHTS_RENEWAL", renewal);
    positive("ACERVO_CHANGE_WAIT", changeWait);
    check(
        hashMemory.bytes() >= 8192L * hashLanes
            && hashMemory.compareTo(DataSize.gib(1)) <= 0
            && hashMemory.bytes() % 1024 == 0,
        "ACERVO_PASSWORD_MEMORY must be whole KiB, at least 8 KiB per lane and at most 1 GiB");
    check(
        sessionTouch.compareTo(sessionLife) < 0,
        "ACERVO_SESSION_TOUCH must be shorter than ACERVO_SESSION_LIFE");
    check(
        renewal.multipliedBy(2).compareTo(lease) < 0,
        "ACERVO_RIGHTS_RENEWAL must be less than half of ACERVO_RIGHTS_LEASE");
    check(
        firstWait.compareTo(longestWait) <= 0,
        "ACERVO_SIGN_IN_WAIT must not be longer than ACERVO_SIGN_IN_LONGEST_WAIT");
    check(
        longestWait.compareTo(forgetTries) <= 0,
        "ACERVO_SIGN_IN_FORGET must not be shorter than ACERVO_SIGN_IN_LONGEST_WAIT");
  }

  private static void positive(String key, Duration value) {
    check(value.isPositive(), key + " must be positive, such as 30s");
  }

  private static void between(String key, int value, int least, int most) {
    check(
        value >= least && value <= most,
        key + " must be between " + least + " and " + most + ", not " + value);
  }

  private static void check(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
