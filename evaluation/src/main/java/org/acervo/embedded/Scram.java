package org.acervo.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of SCRAM-SHA-256 for its one user: whoever does not know the password gets
 * nothing but a greeting. The password itself never crosses the connection.
 *
 * <p>Sources: RFC 5802 and RFC 7677; MongoDB driver specifications, "Authentication".
 */
final class Scram {
  static final String MECHANISM = "SCRAM-SHA-256";
  private static final String USER = "acervo";

  /** The least that RFC 7677 allows; the password is 192 random bits, so more would add nothing. */
  private static final int ITERATIONS = 4096;

  private static final int NONCE = 18;
  private static final Set<String> OPEN =
      Set.of("hello", "isMaster", "ismaster", "buildInfo", "buildinfo", "ping", "endSessions");
  private static final Base64.Encoder BASE64 = Base64.getEncoder();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String password;
  private final byte[] salt = random(16);
  private final byte[] storedKey;
  private final byte[] serverKey;

  Scram(String password) {
    this.password = password;
    byte[] salted = salted(password, salt);
    this.storedKey = sha256(hmac(salted, "Client Key"));
    this.serverKey = hmac(salted, "Server Key");
  }

  /** What stands before the host of an address. */
  String userInfo() {
    return USER + ":" + password + "@";
  }

  /** One connection's. */
  Conversation begin() {
    return new Conversation();
  }

  /** How far one client has come; used by one thread. */
  final class Conversation {
    private String firstMessages = "";
    private String nonce = "";
    private boolean shortened;
    private boolean proven;
    private boolean authenticated;

    /**
     * The reply to a step of signing in, or null if the command is none and may be run.
     *
     * @throws MongoServerError when the client must sign in first, or cannot
     */
    @Nullable Document answer(String name, Document command) {
      return switch (name) {
        case "saslStart" -> start(command);
        case "saslContinue" -> proven ? end() : prove(command);
        default -> {
          if (!authenticated && !OPEN.contains(name)) {
            throw new MongoServerError(
                13, "Unauthorized", "Command " + name + " requires authentication");
          }
          yield null;
        }
      };
    }

    private Document start(Document command) {
      authenticated = false;
      proven = false;
      String message = payload(command);
      String bare = message.startsWith("n,,") ? message.substring(3) : "";
      String client = field(bare, "r=");
      if (!MECHANISM.equals(command.get("mechanism"))
          || !field(bare, "n=").equals(USER)
          || client.isEmpty()) {
        throw failed();
      }
      shortened =
          command.get("options") instanceof Document options
              && Boolean.TRUE.equals(options.get("skipEmptyExchange"));
      nonce = client + BASE64.encodeToString(random(NONCE));
      String first = "r=" + nonce + ",s=" + BASE64.encodeToString(salt) + ",i=" + ITERATIONS;
      firstMessages = bare + "," + first;
      return reply(first, false);
    }

    private Document prove(Document command) {
      String message = payload(command);
      int proofAt = message.lastIndexOf(",p=");
      if (nonce.isEmpty() || proofAt < 0) {
        throw failed();
      }
      String withoutProof = message.substring(0, proofAt);
      byte[] signed = (firstMessages + "," + withoutProof).getBytes(UTF_8);
      byte[] key = xor(decoded(message.substring(proofAt + 3)), hmac(storedKey, signed));
      boolean right =
          field(withoutProof, "c=").equals("biws") // base64 of "n,,"
              && field(withoutProof, "r=").equals(nonce)
              && MessageDigest.isEqual(sha256(key), storedKey);
      nonce = "";
      if (!right) {
        throw failed();
      }
      proven = true;
      authenticated = shortened;
      return reply("v=" + BASE64.encodeToString(hmac(serverKey, signed)), shortened);
    }

    /** Some clients confirm what they were told by an empty message. */
    private Document end() {
      authenticated = true;
      return reply("", true);
    }
  }

  private static String payload(Document command) {
    return switch (command.get("payload")) {
      case BinData binary -> new String(binary.getData(), UTF_8);
      case byte[] bytes -> new String(bytes, UTF_8);
      case null, default -> throw failed();
    };
  }

  private static String field(String message, String name) {
    for (String part : message.split(",", -1)) {
      if (part.startsWith(name)) {
        return part.substring(name.length());
      }
    }
    return "";
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw failed();
    }
  }

  private static Document reply(String payload, boolean done) {
    return new Document("conversationId", 1)
        .append("done", done)
        .append("payload", new BinData(payload.getBytes(UTF_8)));
  }

  private static MongoServerError failed() {
    return new MongoServerError(18, "AuthenticationFailed", "Authentication failed.");
  }

  private static byte[] xor(byte[] a, byte[] b) {
    if (a.length != b.length) {
      throw failed();
    }
    byte[] both = a.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] ^= b[i];
    }
    return both;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static byte[] hmac(byte[] key, String message) {
    return hmac(key, message.getBytes(US_ASCII));
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] salted(String password, byte[] salt) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform has PBKDF2WithHmacSHA256", e);
    }
  }
}
